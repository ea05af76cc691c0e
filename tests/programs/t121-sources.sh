#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What has vanished from its source goes, whatever else is wrong there; what cannot be read stays; and where an article
# comes from, and how it was read, is remembered.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"
# shellcheck source=updates.sh
. "${0%/*}/updates.sh"

# expect_skipping FIGURES SOURCE...: as expect_update, of a run that passes something over.
expect_skipping() {
	figures=$1
	shift
	update "$@"
	expect_status 1
	expect_output "$figures"
}

item() { printf '<item><guid isPermaLink="false">%s</guid><title>The %s</title>%s</item>\n' "$1" "$2" "$3"; }

# feed ITEM...: a feed of these.
feed() {
	printf '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>\n'
	printf '%s\n' "$@"
	printf '</channel></rss>\n'
}

words() { printf '<description>The %s was seen in Vienna on Monday.</description>' "$1"; }

# ---- a damaged file holds back what it gave before, and nothing else ----

test_begin "an article that has vanished goes while another file is damaged"
page in/a.txt fox
page in/b.txt owl
page out/c.txt bear
gzip -c out/c.txt | head -c 60 >in/c.txt.gz
expect_skipping "2 +2 ~0 =0 -0 !1" in
rm in/a.txt
expect_skipping "1 +0 ~0 =1 -1 !1" in
expect_found fox ""

test_begin "a file of several that breaks: its own articles stay, with a word about it, and others go"
mkdir in
{ line 1 fox; line 2 owl; line 3 bear; } >in/lines.jsonl
{ line 4 lynx; line 5 hare; } >in/more.jsonl
page in/p.txt eagle
expect_update "6 +6 ~0 =0 -0 !0" in
{ line 1 fox; printf '{"id": "2", "te\n'; } >in/lines.jsonl
line 4 lynx >in/more.jsonl
rm in/p.txt
expect_skipping "4 +0 ~0 =2 -2 !1" in
expect_stderr_contains 'in/lines.jsonl: not read whole, so 2 articles that it gave before stay in the index'
expect_found owl 2
expect_found bear 3
expect_found hare ""
rm in/lines.jsonl
expect_update "1 +0 ~0 =1 -3 !0" in

test_begin "a page that breaks stays, and goes with its file"
page in/a.txt fox
page in/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in
: >in/a.txt
expect_skipping "2 +0 ~0 =1 -0 !1" in
expect_stderr_contains "in/a.txt: not read whole, so 1 article that it gave before stays in the index"
rm in/a.txt
expect_update "1 +0 ~0 =1 -1 !0" in

test_begin "lines whose file is something else now stay"
mkdir in
{ line 1 fox; line 2 owl; } >in/lines.jsonl
page in/b.txt bear
expect_update "3 +3 ~0 =0 -0 !0" in
printf '%%PDF-1.4\n\0\1' >in/lines.jsonl
expect_skipping "3 +0 ~0 =1 -0 !1" in
expect_stderr_contains "in/lines.jsonl: not read whole, so 2 articles"

test_begin "a file that was renamed, and breaks then, keeps its articles"
mkdir in
{ line 1 fox; line 2 owl; } >in/one.jsonl
line 3 bear >in/three.jsonl
expect_update "3 +3 ~0 =0 -0 !0" in
mv in/one.jsonl in/two.jsonl
expect_update "3 +0 ~0 =3 -0 !0" in
expect_update "3 +0 ~0 =3 -0 !0" in
printf 'broken\n' >in/two.jsonl
expect_skipping "3 +0 ~0 =1 -0 !1" in
expect_stderr_contains "in/two.jsonl: not read whole, so 2 articles"
expect_found owl 2

test_begin "lines that have moved to another file, which breaks then, stay"
mkdir in
{ line 1 fox; line 2 owl; } >in/one.jsonl
line 3 bear >in/two.jsonl
expect_update "3 +3 ~0 =0 -0 !0" in
line 1 fox >in/one.jsonl
{ line 2 owl; line 3 bear; } >in/two.jsonl
expect_update "3 +0 ~0 =3 -0 !0" in
expect_update "3 +0 ~0 =3 -0 !0" in
printf 'broken\n' >in/two.jsonl
expect_skipping "3 +0 ~0 =1 -0 !1" in
expect_stderr_contains "in/two.jsonl: not read whole, so 2 articles"
expect_found owl 2

test_begin "copies of which one has grown: the run after that writes nothing"
mkdir in
{ line 1 fox; line 2 owl; } >in/one.jsonl
cp in/one.jsonl in/two.jsonl
update in
for grown in one two; do
	line $grown lynx >>in/$grown.jsonl
	update in
	find index -name lock -o -exec ls -ld {} + >before
	update in
	expect_stderr_empty
	find index -name lock -o -exec ls -ld {} + >after
	expect cmp before after
done
expect_found owl 2
expect_found lynx "one two"

test_begin "copies: a second run writes nothing, and has nothing to say"
mkdir -p in one two
{ line 1 fox; line 2 owl; } >in/one.jsonl
gzip -c in/one.jsonl >in/two.jsonl.gz
page one/a.txt bear
page two/a.txt bear
update in one two
expect_stderr_contains "duplicate id"
find index -name lock -o -exec ls -ld {} + >before
expect_update "3 +0 ~0 =3 -0 !0" in one two
expect_stderr_empty
find index -name lock -o -exec ls -ld {} + >after
expect cmp before after

test_begin "a directory that cannot be looked at holds back what was below it, at any depth"
page in/a.txt fox
page in/sub/b.txt owl
page in/sub/deep/c.txt bear
line 1 lynx >in/sub/deep/lines.jsonl
page in/subway.txt eagle
line 2 hare >in/sub.jsonl
expect_update "6 +6 ~0 =0 -0 !0" in
rm -r in/sub in/a.txt in/subway.txt in/sub.jsonl
ln -s sub in/sub # to itself: nothing can be said of it
expect_skipping "3 +0 ~0 =0 -3 !1" in
expect_stderr_contains "in/sub: not read whole, so 3 articles"
expect_found bear sub/deep/c.txt
expect_found lynx 1
rm in/sub
expect_update "0 +0 ~0 =0 -3 !0" in

test_begin "a directory that may not be listed"
page in/a.txt fox
page in/sub/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in
rm in/a.txt
chmod 0 in/sub
if ls in/sub >/dev/null 2>&1; then
	skip "this user reads everything"
else
	update in
	expect_output "1 +0 ~0 =0 -1 !1"
	expect_stderr_contains "in/sub: not read whole, so 1 article"
fi

test_begin "a link that leads nowhere any more holds nothing"
page in/a.txt fox
page else/b.txt owl
ln -s ../else in/link
expect_update "2 +2 ~0 =0 -0 !0" in
rm -r else
expect_skipping "1 +0 ~0 =1 -1 !1" in

test_begin "a feed with an entry without text is whole: what has gone from it goes"
mkdir in
feed "$(item 1 fox "$(words fox)")" "$(item 2 owl "$(words owl)")" "$(item 3 bear '')" >in/feed.xml
expect_skipping "2 +2 ~0 =0 -0 !1" in
feed "$(item 2 owl "$(words owl)")" "$(item 3 bear '')" >in/feed.xml
expect_skipping "1 +0 ~0 =1 -1 !1" in
expect_found fox ""

test_begin "an entry that has lost its text keeps what the index has of it, alone"
mkdir in
feed "$(item 1 fox "$(words fox)")" "$(item 2 owl "$(words owl)")" >in/feed.xml
{ line 1a fox; line 2a owl; } >in/lines.jsonl
expect_update "4 +4 ~0 =0 -0 !0" in
feed "$(item 2 owl '')" >in/feed.xml
printf '{"id": "2a", "title": "The owl"}\n' >in/lines.jsonl
update in
expect_output "2 +0 ~0 =0 -2 !2"
expect_found owl "2 2a"
expect_found fox ""

test_begin "a feed that breaks off in an entry holds back its own"
mkdir in
feed "$(item 1 fox "$(words fox)")" "$(item 2 owl "$(words owl)")" >in/feed.xml
page in/a.txt bear
expect_update "3 +3 ~0 =0 -0 !0" in
feed "$(item 1 fox "$(words fox)")" "$(item 2 owl "$(words owl)")" | head -c 250 >in/feed2.xml
mv in/feed2.xml in/feed.xml
rm in/a.txt
expect_skipping "2 +0 ~0 =1 -1 !1" in
expect_stderr_contains "in/feed.xml: not read whole, so 1 article"

# record ADDRESS WORD: of a web archive.
record() {
	page=$(printf '<html><title>The %s</title><p>The %s was seen in Vienna on Monday, the police said.</p></html>' "$2" "$2")
	printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nContent-Type: text/html\r\n' "$1"
	printf 'Content-Length: %s\r\n\r\n%s\r\n\r\n' "${#page}" "$page"
}

for kind in lines empty feed archive; do
	test_begin "what is new beside a fault ($kind): each run names the fault, and holds back what was there"
	mkdir in
	case $kind in
	lines)
		file=in/f.jsonl
		line 1 fox >whole
		{ printf '{"id": "1", "te\n'; line 2 owl; } >broken
		;;
	empty)
		file=in/f.jsonl
		line 1 fox >whole
		{ printf '{"id": "1", "text": ""}\n'; line 2 owl; } >broken
		;;
	feed)
		file=in/f.xml
		feed "$(item 1 fox "$(words fox)")" >whole
		feed "$(item 2 owl "$(words owl)")" "$(item 1 fox "$(words fox)" | head -c 60)" >broken
		;;
	archive)
		file=in/f.warc.gz
		record 1 fox | gzip -c >whole
		{ head -c 60 whole; record 2 owl | gzip -c; } >broken
		;;
	esac
	cp whole "$file"
	expect_update "1 +1 ~0 =0 -0 !0" in
	cp broken "$file"
	expect_skipping "2 +1 ~0 =0 -0 !1" in
	for run in 3 4; do
		expect_skipping "2 +0 ~0 =1 -0 !1" in
		expect_stderr_contains "$file:"
		test $kind = empty || expect_stderr_contains "$file: not read whole, so 1 article "
		expect_found fox 1
		expect_found owl 2
	done
	run "$DATELINE_INDEX_PROGRAM" --compact index
	expect_skipping "2 +0 ~0 =1 -0 !1" in
	cp whole "$file"
	expect_update "1 +0 ~0 =1 -1 !0" in
	expect_update "1 +0 ~0 =1 -0 !0" in
done

# message FILE STATUS WORD: two items, the first of that status.
message() {
	printf '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>\n%s\n%s\n</itemSet></newsMessage>\n' \
		"$(news urn:1 "$2" "$3")" "$(news urn:2 usable owl)" >"$1"
}

news() {
	printf '<newsItem guid="%s"><itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:%s"/></itemMeta>' "$1" "$2"
	printf '<contentSet><inlineData contenttype="text/plain">The %s was seen in Vienna.</inlineData></contentSet></newsItem>' "$3"
}

test_begin "an item that its agency withdraws goes, from whatever SOURCE that comes; a later one comes back"
message first.xml usable fox
message killed.xml canceled fox
message again.xml usable bear
expect_update "2 +2 ~0 =0 -0 !0" first.xml
expect_skipping "1 +0 ~0 =1 -1 !1" killed.xml
expect_found fox ""
expect_skipping "1 +0 ~0 =1 -0 !1" killed.xml
expect_update "2 +1 ~0 =1 -0 !0" again.xml
expect_found bear urn:1

test_begin "a withdrawal and its item in one run: the later counts"
message first.xml usable fox
message killed.xml canceled fox
for jobs in 1 2 4; do
	rm -rf index
	update --jobs=$jobs first.xml killed.xml
	expect_output "1 +1 ~0 =0 -0 !1"
	expect_found fox ""
	rm -rf index
	update --jobs=$jobs killed.xml first.xml
	expect_output "2 +2 ~0 =0 -0 !1"
	touch killed.xml
	update --jobs=$jobs first.xml killed.xml
	expect_output "1 +0 ~0 =1 -1 !1"
done

test_begin "an item of a directory that is withdrawn goes while another one is a picture"
mkdir in
message in/a.xml usable fox
expect_update "2 +2 ~0 =0 -0 !0" in
message in/a.xml canceled fox
expect_skipping "1 +0 ~0 =1 -1 !1" in

# ---- where articles come from ----

test_begin "a directory that was moved: nothing is new, and what vanishes from there goes"
page in/a.txt fox
page in/b.txt owl
{ line 1 bear; line 2 lynx; } >in/lines.jsonl
expect_update "4 +4 ~0 =0 -0 !0" in
mv in moved
expect_update "4 +0 ~0 =4 -0 !0" moved
expect_stderr_empty
rm moved/a.txt
line 1 bear >moved/lines.jsonl
expect_update "2 +0 ~0 =2 -2 !0" moved

test_begin "a file that was a SOURCE, and then stands in one, goes with it"
page in/a.txt fox
page in/b.txt owl
expect_update "1 +1 ~0 =0 -0 !0" in/a.txt
expect_update "2 +1 ~0 =1 -0 !0" in
expect_update "2 +0 ~0 =1 -0 !0" in/a.txt
rm in/a.txt
expect_update "1 +0 ~0 =1 -1 !0" in

test_begin "a SOURCE that gives ids of another one: said once, with their number"
page one/a.txt fox
page one/b.txt owl
page two/a.txt bear
page two/b.txt lynx
page two/c.txt eagle
expect_update "2 +2 ~0 =0 -0 !0" one
expect_stderr_empty
expect_update "3 +1 ~2 =0 -0 !0" two
expect test "$(wc -l <"$scratch/stderr")" = 1
expect_stderr_contains "duplicate id \"a.txt\": of an article of $PWD/one and of another one of $PWD/two;"
expect_stderr_contains "for 2 ids in all"
expect_update "3 +0 ~0 =3 -0 !0" two
expect_stderr_empty

test_begin "two SOURCEs of one run: the same"
page one/a.txt fox
page one/b.txt owl
page two/a.txt bear
page two/b.txt lynx
for figures in "2 +2 ~0 =0 -0 !0" "2 +0 ~0 =2 -0 !0" "2 +0 ~0 =2 -0 !0"; do
	expect_update "$figures" one two
	expect test "$(wc -l <"$scratch/stderr")" = 1
	expect_stderr_contains "for 2 ids in all"
	expect_stderr_contains "$PWD/one"
	expect_stderr_contains "$PWD/two"
	expect_found bear a.txt
	expect_found fox ""
done

test_begin "new versions of lines, in another file or on standard input, replace the old ones without a word"
{ line 1 fox; line 2 owl; } >lines.jsonl
expect_update "2 +2 ~0 =0 -0 !0" lines.jsonl
run_input "$(line 1 bear)" "$DATELINE_INDEX_PROGRAM" --quiet index -
expect_status 0
expect_stderr_empty
line 2 lynx >update.jsonl
expect_update "2 +0 ~1 =0 -0 !0" update.jsonl
expect_stderr_empty
expect_found bear 1
expect_found lynx 2

test_begin "lines without ids of their own, in files of one name: said"
mkdir one two
printf '{"text": "The fox."}\n' >one/lines.jsonl
printf '{"text": "The owl."}\n' >two/lines.jsonl
expect_update "1 +1 ~0 =0 -0 !0" one
expect_update "1 +0 ~1 =0 -0 !0" two
expect_stderr_contains 'duplicate id "lines.jsonl:1": '

# ---- how they were read ----

for option in --no-entities --no-boilerplate --language=fr --format=text --names=table; do
	test_begin "run with $option, and then without: all is taken anew"
	page in/a.txt fox
	page in/b.txt owl
	printf '!Vienna\tplace\tWien\n' >table
	test "$option" = --format=text || { line 1 bear; line 2 lynx; } >in/lines.jsonl
	count=$(cat in/*.txt in/*.jsonl 2>/dev/null | grep -c Vienna)
	expect_update "$count +$count ~0 =0 -0 !0" "$option" in
	expect_update "$count +0 ~0 =$count -0 !0" "$option" in
	expect_update "$count +0 ~$count =0 -0 !0" in
	expect_update "$count +0 ~0 =$count -0 !0" in
	expect_stderr_empty
done

test_begin "entities are found by the run that looks for them"
page in/a.txt fox
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities index in
run "$DATELINE_SEARCH_PROGRAM" --entities=place index
expect_stdout_lacks Vienna
"$DATELINE_INDEX_PROGRAM" --quiet index in
run "$DATELINE_SEARCH_PROGRAM" --entities=place index
expect_stdout_contains Vienna

test_begin "the options are remembered of what comes from standard input, too"
for figures in '"added": 1,' '"unchanged": 1,'; do
	run_input "$(line 1 fox)" "$DATELINE_INDEX_PROGRAM" --json --no-entities index -
	expect_stdout_contains "$figures"
done
run "$DATELINE_INDEX_PROGRAM" --recover index
run_input "$(line 1 fox)" "$DATELINE_INDEX_PROGRAM" --json --no-entities index -
expect_stdout_contains '"unchanged": 1,'
run_input "$(line 1 fox)" "$DATELINE_INDEX_PROGRAM" --json index -
expect_stdout_contains '"updated": 1,'

test_begin "files of several articles, with long paths"
deep=$(printf 'directory-with-a-rather-long-name/%.0s' 1 2 3 4 5 6 7 8)
mkdir -p "in/$deep"
{ line 1 fox; line 2 owl; } >"in/$deep/lines.jsonl"
{ line 3 bear; line 4 lynx; } >"in/$deep/more.jsonl"
expect_update "4 +4 ~0 =0 -0 !0" in
expect_update "4 +0 ~0 =4 -0 !0" in
printf 'broken\n' >"in/$deep/lines.jsonl"
line 4 lynx >"in/$deep/more.jsonl"
expect_skipping "3 +0 ~0 =1 -1 !1" in
for how in --compact --recover; do
	run "$DATELINE_INDEX_PROGRAM" "$how" index
	expect_skipping "3 +0 ~0 =1 -0 !1" in
done

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A second run takes what changed and nothing else, and then the index answers as one that was made anew.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"
# shellcheck source=updates.sh
. "${0%/*}/updates.sh"

# Every file of the index but the lock, which each writer signs, with its time.
listing() { find index -name lock -o -exec ls -ld {} +; }

# The bytes of what the manifest names: the rest was never published, and counts for nothing.
published() {
	cat index/XAPIANDB
	while read -r _ shard; do
		cksum "index/$shard"/*
	done <index/XAPIANDB
}

# What is found for each word, in the order of the results.
answers_of() {
	printf '%s\n' fox owl bear vienna "fox owl" "the police" medinsky ceasefire "medinsky ceasefire" '"prisoner exchange"' \
		title:news drones +kyiv >queries
	"$DATELINE_SEARCH_PROGRAM" --batch=queries --format=tsv --snippets=0 "$1" 2>/dev/null | cut -f 1,2,4
}

# expect_as_fresh SOURCE...: index answers as one made anew from the sources.
expect_as_fresh() {
	rm -rf fresh
	run "$DATELINE_INDEX_PROGRAM" --quiet fresh "$@"
	answers_of index >ours
	answers_of fresh >theirs
	expect test -s ours
	expect cmp ours theirs
}

test_begin "a second run finds everything unchanged, and writes nothing"
cp -R "$CORPUS" in
expect_update "5 +5 ~0 =0 -0 !0" in
listing >before
expect_update "5 +0 ~0 =5 -0 !0" in
expect_stdout_contains "5 +0" # the sum has stood there
listing >after
expect cmp before after
expect_as_fresh in

test_begin "changed, new and vanished articles"
page in/a.txt fox
page in/b.txt owl
page in/c/d.txt bear
expect_update "3 +3 ~0 =0 -0 !0" in
page in/b.txt eagle
page in/e.txt owl
rm -r in/c
expect_update "3 +1 ~1 =1 -1 !0" in
expect_found owl e.txt
expect_found eagle b.txt
expect_found bear ""
expect_as_fresh in

test_begin "nothing but a vanished article"
page in/a.txt fox
page in/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in
rm in/a.txt
expect_update "1 +0 ~0 =1 -1 !0" in
expect_found fox ""
expect_update "1 +0 ~0 =1 -0 !0" in

test_begin "all articles have vanished from the directory"
page in/a.txt fox
expect_update "1 +1 ~0 =0 -0 !0" in
rm in/a.txt
expect_update "0 +0 ~0 =0 -1 !0" in
expect_found fox ""

test_begin "a directory that is named twice loses an article once"
page in/a.txt fox
page in/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in
rm in/a.txt
update in in
expect_found fox ""
expect_found owl b.txt
run "$DATELINE_INDEX_PROGRAM" --json index in in
expect_stdout_contains '"documents": 1,'
expect_stdout_contains '"deleted": 0,'

test_begin "--keep keeps what has vanished, until a run without it"
page in/a.txt fox
page in/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in
rm in/a.txt
expect_update "2 +0 ~0 =1 -0 !0" --keep in
expect_found fox a.txt
expect_update "1 +0 ~0 =1 -1 !0" in

test_begin "a directory that is gone or not named says nothing of its articles"
page in/a.txt fox
page more/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in more
expect_update "2 +0 ~0 =1 -0 !0" in
mv more elsewhere
update in more
expect_status 1
expect_output "2 +0 ~0 =1 -0 !1"
expect_found owl b.txt

test_begin "a touched file is read, and found to be the same"
page in/a.txt fox
page in/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in
touch -d 2001-01-01 in/a.txt
expect_update "2 +0 ~0 =2 -0 !0" in
expect_update "2 +0 ~0 =2 -0 !0" in

test_begin "a change that leaves size and time as they were is seen"
page in/a.txt fox
touch -d 2001-01-01 in/a.txt
expect_update "1 +1 ~0 =0 -0 !0" in
page in/a.txt owl
touch -d 2001-01-01 in/a.txt
expect_update "1 +0 ~1 =0 -0 !0" in
expect_found owl a.txt

test_begin "a renamed file is another article"
page in/a.txt fox
expect_update "1 +1 ~0 =0 -0 !0" in
mv in/a.txt in/z.txt
expect_update "1 +1 ~0 =0 -1 !0" in
expect_found fox z.txt

test_begin "lines: changed, new; a line that is gone from a file that is a SOURCE stays"
{ line 1 fox; line 2 owl; line 3 bear; } >lines.jsonl
expect_update "3 +3 ~0 =0 -0 !0" lines.jsonl
expect_update "3 +0 ~0 =3 -0 !0" lines.jsonl
{ line 1 fox; line 2 eagle; line 4 owl; } >lines.jsonl
expect_update "4 +1 ~1 =1 -0 !0" lines.jsonl
expect_found bear 3
expect_found owl 4

test_begin "a line that is gone from a file in a directory is taken out"
mkdir in
{ line 1 fox; line 2 owl; line 3 bear; } >in/lines.jsonl
page in/p.txt eagle
expect_update "4 +4 ~0 =0 -0 !0" in
{ line 1 fox; line 3 lynx; } >in/lines.jsonl
expect_update "3 +0 ~1 =2 -1 !0" in
expect_found owl ""
expect_as_fresh in

test_begin "a file that has grown, and then does not change: all of it stays"
mkdir in
{ line 1 fox; line 2 owl; } >in/lines.jsonl
expect_update "2 +2 ~0 =0 -0 !0" in
line 3 bear >>in/lines.jsonl
expect_update "3 +1 ~0 =2 -0 !0" in
expect_update "3 +0 ~0 =3 -0 !0" in
for how in --compact --recover; do
	run "$DATELINE_INDEX_PROGRAM" "$how" index
	expect_update "3 +0 ~0 =3 -0 !0" in
done
line 4 lynx >>in/lines.jsonl
expect_update "4 +1 ~0 =3 -0 !0" in
expect_update "4 +0 ~0 =4 -0 !0" in
expect_as_fresh in

test_begin "gzip: the same id packed and unpacked, a change inside"
page in/a.txt fox
page in/b.txt owl
expect_update "2 +2 ~0 =0 -0 !0" in
gzip in/a.txt
expect_update "2 +0 ~0 =2 -0 !0" in
page out/b.txt bear
gzip -c out/b.txt >in/b.txt.gz
rm in/b.txt
expect_update "2 +0 ~1 =1 -0 !0" in
expect_found bear b.txt

test_begin "standard input: what came before stays"
run "$DATELINE_INDEX_PROGRAM" --quiet index "$CORPUS"
line 1 fox >lines
run sh -c '"$1" --quiet index - <lines' - "$DATELINE_INDEX_PROGRAM"
expect_status 0
run sh -c '"$1" --json index - <lines' - "$DATELINE_INDEX_PROGRAM"
expect_stdout_contains '{"documents": 6, "added": 0, "updated": 0, "unchanged": 1, "deleted": 0,'
expect_found fox 1

test_begin "two directories with the same id: the later wins, and it is said, in every run"
page one/a.txt fox
page one/b.txt bear
page two/a.txt owl
expect_update "2 +2 ~0 =0 -0 !0" one two
expect_stderr_contains 'duplicate id "a.txt"'
for _ in again "and again"; do
	update one two
	expect_status 0
	expect_stderr_contains 'duplicate id "a.txt"'
	expect test "$(cut -d ' ' -f 1-2 "$scratch/stdout")" = "2 +0"
	expect_found owl a.txt
	expect_found fox ""
done
expect_as_fresh one two

test_begin "a directory and lines with the same id: the later wins, in every run, however the sources stand"
page in/a.txt fox
{ line a.txt owl; line b bear; } >lines.jsonl
update in lines.jsonl
expect_found owl a.txt
for _ in again "and again"; do
	update in lines.jsonl
	expect_found owl a.txt
	expect_found fox ""
done
line c eagle >>lines.jsonl
update in lines.jsonl
expect_found owl a.txt
update lines.jsonl in
expect_found fox a.txt
line d lynx >>lines.jsonl
update lines.jsonl in
expect_found fox a.txt
expect_found owl ""
expect_found lynx d
expect_as_fresh lines.jsonl in

test_begin "an id that is there twice costs no space in each further run"
page one/a.txt fox
page two/a.txt owl
update one two
update one two
ls index >before
update one two
ls index >after
expect cmp before after

test_begin "what cannot be read any more keeps its articles"
page in/a.txt fox
{ line 1 owl; line 2 bear; } >in/lines.jsonl
expect_update "3 +3 ~0 =0 -0 !0" in
printf '{"id": "1", "te' >in/lines.jsonl
: >in/a.txt
update in
expect_status 2 # nothing was usable
expect_output "3 +0 ~0 =0 -0 !2"
expect_found fox a.txt
expect_found owl 1
expect_found bear 2

test_begin "many small runs leave few shards, and answer as one"
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
	for number in 1 2 3; do
		page "in/$round-$number.txt" fox owl "word$round" "word$number"
	done
	page in/changing.txt bear "state$round"
	run "$DATELINE_INDEX_PROGRAM" --quiet index in
done
expect test "$(find index -name 'shard-*' -prune -print | wc -l)" -le 6
expect_found bear changing.txt
expect_found state11 ""
expect_found word7 "7-1.txt 7-2.txt 7-3.txt"
expect_update "37 +0 ~0 =37 -0 !0" in

# The writer is held where it reads a pipe that gives nothing: it has the lock, and what it has read is not published.
hold_writer() {
	mkfifo pipe
	"$DATELINE_INDEX_PROGRAM" --quiet index "$@" pipe 2>/dev/null &
	writer=$!
	tries=0
	while ! grep -q "^$writer " index/lock && test $tries -lt 200; do
		sleep 0.05
		tries=$((tries + 1))
	done 2>/dev/null
	expect grep -q "^$writer " index/lock
	exec 3>pipe # waits until the writer has opened its end
}

test_begin "while one writes, others search, and a second writer is refused by the number of the first"
page in/a.txt fox
page more/b.txt owl
update in
hold_writer more
expect_found fox a.txt
expect_found owl ""
run "$DATELINE_INDEX_PROGRAM" index in
expect_status 2
expect_stderr_contains "dateline-index: index: "
expect_stderr_contains "process $writer "
line late bear >&3
exec 3>&-
wait "$writer"
expect_found bear late
expect_found owl b.txt
expect_found fox a.txt

test_begin "killed, a run leaves the index as it was, and the next one completes it"
page in/a.txt fox
page more/b.txt owl
update in
published >before
hold_writer more
line late bear >&3
kill -9 "$writer"
wait "$writer" 2>/dev/null
exec 3>&-
published >after
expect cmp before after
expect_found fox a.txt
expect_found owl ""
expect_update "2 +1 ~0 =0 -0 !0" more
expect_found owl b.txt
expect_as_fresh in more

test_begin "killed at any moment"
cp -R "$CORPUS" in
i=0
while test $i -lt 40; do
	echo "{\"id\": \"$i\", \"text\": \"lynx\"}" # not asked for: they all weigh the same, and so have no order
	i=$((i + 1))
done >in/lines.jsonl
for delay in 0 0.01 0.02 0.04 0.08 0.12 0.16 0.24; do
	"$DATELINE_INDEX_PROGRAM" --quiet index in 2>/dev/null &
	writer=$!
	sleep $delay
	kill -9 "$writer" 2>/dev/null
	wait "$writer" 2>/dev/null
	if test -e index/XAPIANDB; then
		run "$DATELINE_SEARCH_PROGRAM" index medinsky
		expect_status 0
	fi
done
run "$DATELINE_INDEX_PROGRAM" --quiet index in
expect_status 0
expect_as_fresh in

test_done

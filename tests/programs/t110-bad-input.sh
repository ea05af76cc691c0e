#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever is wrong with an input, it is named with its reason, and what is sound is indexed.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

program=$DATELINE_INDEX_PROGRAM

# A sound article at $1; the word zebra finds it.
good() {
	mkdir -p "${1%/*}"
	printf 'Zebra seen in Vienna\n\nA zebra walked through the first district on Monday, the police said.\n' >"$1"
}

# expect_figures NAME=NUMBER...: of the JSON object that the run printed.
expect_figures() {
	for figure; do
		expect_stdout_contains "\"${figure%=*}\": ${figure#*=},"
	done
}

# expect_found WORD IDS: what index finds now; call it last.
expect_found() {
	run_ids index "$1"
	expect_output "$2"
}

# skipped MESSAGE: in/ holds a good article and one bad input, whose message is this.
skipped() {
	run "$program" --json index in
	expect_status 1
	expect_stderr_contains "dateline-index: $1"
	expect_figures documents=1 added=1 skipped=1
	expect_found zebra good.txt
}

test_begin "an empty file"
good in/good.txt
: >in/empty.txt
skipped "in/empty.txt: empty file"

test_begin "a file of nothing but white space"
good in/good.txt
printf ' \n\t\n' >in/blank.txt
skipped "in/blank.txt: "

test_begin "a binary file"
good in/good.txt
head -c 3000 "$program" >in/program.txt
skipped "in/program.txt: binary file"

test_begin "a page of 65 MB"
good in/good.txt
head -c 68200000 /dev/zero | tr '\0' x >in/long.txt
skipped "in/long.txt: the page is too long"

test_begin "a line of 65 MB, and a good one behind it"
mkdir in
{
	head -c 68200000 /dev/zero | tr '\0' x
	printf '\n{"id": "behind", "text": "A zebra."}\n'
} >in/long.jsonl
run "$program" --json index in
expect_status 1
expect_stderr_contains "dateline-index: in/long.jsonl:1: the line is too long"
expect_figures documents=1 added=1 skipped=1
expect_found zebra behind

test_begin "a truncated gzip file"
good in/good.txt
gzip -c "$CORPUS/wire-istanbul-talks.txt" | head -c 700 >in/cut.txt.gz
skipped "in/cut.txt.gz: gzip data breaks off"

test_begin "a damaged gzip file"
good in/good.txt
gzip -c "$CORPUS/wire-istanbul-talks.txt" >in/bad.txt.gz
printf 'XXXXXXXX' | dd of=in/bad.txt.gz bs=1 seek=200 conv=notrunc 2>/dev/null
skipped "in/bad.txt.gz: gzip data is damaged"

test_begin "truncated gzip of lines: those before the break are taken"
mkdir in
i=0
while test $i -lt 400; do
	echo "{\"id\": \"$i\", \"text\": \"zebra number $i $((i * 7919 % 1009)) $((i * 104729 % 7919))\"}"
	i=$((i + 1))
done | gzip -c >whole.gz
head -c $(($(wc -c <whole.gz) / 2)) whole.gz >in/lines.jsonl.gz
run "$program" --json index in
expect_status 1
expect grep -q '^dateline-index: in/lines.jsonl.gz:[0-9][0-9]*: gzip data breaks off' "$scratch/stderr"
expect_figures skipped=1
run "$DATELINE_SEARCH_PROGRAM" --format=tsv index '"zebra number 7"'
expect_status 0

# line MESSAGE JSON: a bad line between two good ones.
line() {
	test_begin "a line: $2"
	mkdir in
	printf '{"id": "before", "text": "A zebra."}\n%s\n{"id": "behind", "text": "A zebra."}\n' "$2" >in/lines.jsonl
	run "$program" --json index in
	expect_status 1
	expect_stderr_contains "dateline-index: in/lines.jsonl:2: $1"
	expect_figures documents=2 added=2 skipped=1
	expect_found zebra "before behind"
}

line 'broken JSON' '{"id": "bad", "text": "breaks off'
line 'broken JSON' '{"id": "bad", "text" "no colon"}'
line 'broken JSON' '["no object"]'
line 'broken JSON' 'no JSON'
line 'no "text"' '{"id": "bad", "title": "Nothing else"}'
line '"text" is empty' '{"id": "bad", "text": " \n "}'
line '"text"' '{"id": "bad", "text": 7}'

test_begin "a last line that breaks off, on standard input"
run_input '{"id": "before", "text": "A zebra."}
{"id": "bad", "te' "$program" --json index -
expect_status 1
expect_stderr_contains "dateline-index: -:2: broken JSON"
expect_figures documents=1 added=1 skipped=1
expect_found zebra before

test_begin "a field of the wrong kind costs the field alone, and is said"
mkdir in
echo '{"id": "kept", "text": "A zebra.", "date": "soon", "title": 7}' >in/lines.jsonl
run "$program" --json index in
expect_status 0
expect_stderr_contains 'dateline-index: in/lines.jsonl:1: "date" is not understood: soon'
expect_stderr_contains 'dateline-index: in/lines.jsonl:1: "title" is not a string'
expect_found zebra kept

# Many others between the two, so that with several workers any of them may be done first.
for jobs in 1 2 8; do
	test_begin "of a duplicate id the later one wins, with $jobs workers"
	mkdir in
	{
		echo '{"id": "twice", "text": "The earlier zebra."}'
		i=0
		while test $i -lt 50; do
			echo "{\"id\": \"$i\", \"text\": \"Filler $i.\"}"
			i=$((i + 1))
		done
		echo '{"id": "twice", "text": "The later zebra."}'
	} >in/lines.jsonl
	run "$program" --json --jobs=$jobs index in
	expect_status 0
	expect grep -q '^dateline-index: in/lines.jsonl:\(1\|52\): duplicate id "twice"' "$scratch/stderr"
	expect_figures documents=51 added=51 skipped=0
	run "$DATELINE_SEARCH_PROGRAM" --format=tsv index zebra
	expect_stdout_contains "The later"
	expect_stdout_lacks "The earlier"
done

test_begin "a path that is not UTF-8 gets an id that is, and a message that it can be found by"
name=$(printf 'caf\351')
mkdir in
good "in/$name.txt"
: >"in/$name.empty"
if test -e "in/$name.txt"; then
	run "$program" --json index in
	expect_status 1
	expect_figures documents=1 added=1 skipped=1
	expect_stderr_contains "empty file"
	expect_found zebra "./caf%E9.txt"
else
	skip "the file system wants UTF-8"
fi

test_begin "names that begin with a dot are passed over, links out of the directory are followed"
good in/.hidden/page.txt
good in/.page.txt
good else/linked.txt
ln -s ../else in/link
run "$program" --json index in
expect_status 0
expect_figures documents=1 added=1 skipped=0
expect_found zebra link/linked.txt

test_begin "white space in names: JSON has the id as it is, --show takes it as TSV folds it, too"
good "in/a  b.txt"
good "in/new
line.txt"
good "in/twin  one.txt"
good "in/twin one.txt"
good "in/two  x.txt"
good "in/two   x.txt"
run "$program" --quiet index in
run "$DATELINE_SEARCH_PROGRAM" --stories=expand --format=json index zebra
expect_stdout_contains '"new\nline.txt"'
for id in "a b.txt" "a  b.txt" "new line.txt" "twin one.txt" "two  x.txt"; do
	run "$DATELINE_SEARCH_PROGRAM" --show="$id" index
	expect_status 0
done
run "$DATELINE_SEARCH_PROGRAM" --format=json --show="twin one.txt" index
expect_stdout_contains '"twin one.txt"'
for id in "two x.txt" "a  c.txt"; do # the first stands for two
	run "$DATELINE_SEARCH_PROGRAM" --show="$id" index
	expect_status 1
	expect_stderr_contains "no article with the id $id"
done
run "$DATELINE_SEARCH_PROGRAM" --format=tsv --snippets=0 --stories=expand --similar="a b.txt" index
expect_status 0
expect_stdout_lacks "a b.txt"

test_begin "an unreadable file and an unreadable directory"
good in/good.txt
good in/secret.txt
good in/closed/inside.txt
chmod 0 in/secret.txt in/closed
if test -r in/secret.txt; then
	skip "this user reads everything"
else
	run "$program" --json index in
	expect_status 1
	expect_stderr_contains "dateline-index: in/secret.txt: Permission denied"
	expect_stderr_contains "dateline-index: in/closed: Permission denied"
	expect_figures documents=1 added=1 skipped=2
	expect_found zebra good.txt
fi

test_begin "a dangling link"
good in/good.txt
ln -s nowhere in/link.txt
skipped "in/link.txt: dangling link"

test_begin "a directory loop"
good in/good.txt
mkdir -p in/deeper
ln -s .. in/deeper/up
skipped "in/deeper/up: directory loop"

test_begin "a link to itself"
good in/good.txt
ln -s self in/self
skipped "in/self: "

test_begin "a pipe in a directory is not waited for"
good in/good.txt
mkfifo in/pipe.txt
skipped "in/pipe.txt: neither a file nor a directory"

test_begin "a missing source among good ones"
good in/good.txt
run "$program" --json index missing in
expect_status 1
expect_stderr_contains "dateline-index: missing: No such file or directory"
expect_figures documents=1 added=1 skipped=1
expect_found zebra good.txt

test_begin "no source is there: trouble, and no index is made"
run "$program" index missing nowhere
expect_status 2
expect_stderr_contains "dateline-index: missing: "
expect_stderr_contains "dateline-index: nowhere: "
expect test ! -e index

test_begin "nothing in any source can be used: trouble"
mkdir in
: >in/empty.txt
run "$program" index in in/empty.txt
expect_status 2
expect_stderr_contains "dateline-index: in/empty.txt: empty file"

test_begin "an empty directory is no fault"
mkdir in
run "$program" --json index in
expect_status 0
expect_figures documents=0 added=0 skipped=0
expect_stderr_empty

test_begin "INDEX that is a file is refused and left as it was"
good in/good.txt
cp in/good.txt file
run "$program" file in
expect_status 2
expect_stderr_contains "dateline-index: file: this is a file, and no index"
expect cmp in/good.txt file

test_begin "INDEX that is a folder of articles is refused and left as it was"
good in/good.txt
good articles/one.txt
run "$program" articles in
expect_status 2
expect_stderr_contains "dateline-index: articles: this directory is no index, and not empty"
expect test "$(ls -A articles)" = one.txt

test_begin "INDEX in a directory that is not there"
good in/good.txt
run "$program" nowhere/index in
expect_status 2
expect_stderr_contains "nowhere/index: "

test_begin "no source at all is wrong usage"
run "$program" index
expect_status 2
expect_stderr_contains "dateline-index: index: nothing to index into it"

test_begin "--extract names what it skips, too"
good in/good.txt
: >in/empty.txt
run "$program" --extract in
expect_status 1
expect_stderr_contains "dateline-index: in/empty.txt: empty file"
expect_stdout_contains '"id": "good.txt"'

test_begin "--extract of nothing usable is trouble"
: >empty.txt
run "$program" --extract empty.txt
expect_status 2
expect_output ""

test_done

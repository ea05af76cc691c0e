#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever happens to the files of an index: no program crashes or hangs, --check says what is wrong, --recover keeps the
# rest, and indexing the source again brings back what was lost.
# DATELINE_TEST_ROUNDS: how many bytes of each file are changed (default 10).

# shellcheck source=crash.sh
. "${0%/*}/crash.sh"

rounds=${DATELINE_TEST_ROUNDS:-10}

test_begin "an index of two shards with dead articles"
data=$PWD
articles 1 300 old >1.jsonl
articles 290 310 new >2.jsonl
cat 2.jsonl >>both.jsonl
awk 'NR < 290' 1.jsonl >>both.jsonl
run "$DATELINE_INDEX_PROGRAM" --quiet built 1.jsonl
run "$DATELINE_INDEX_PROGRAM" --quiet built 2.jsonl
expect_status 0
expect_sound built
state built >whole
large=$(ls -S built/shard-*/postlist.glass | head -n 1 | cut -d / -f 2)
small=$(ls -Sr built/shard-*/postlist.glass | head -n 1 | cut -d / -f 2)
expect test "$large" != "$small"

# A crash, a sanitizer's finding or a hang is none of the programs' exit statuses.
expect_no_crash() { holds "$damage: $1: status $status" test "$status" -le 2; }

copy_index() {
	rm -rf index
	cp -R "$data/built" index
}

try_searches() {
	for query in every '"every minister"' title:talks 'eve*' 'every NEAR/3 town' 'minist~' nothing-like-it; do
		run timeout 60 "$DATELINE_SEARCH_PROGRAM" -n 300 --facets --format=json index "$query"
		expect_no_crash "search for $query"
	done
	run timeout 60 "$DATELINE_SEARCH_PROGRAM" -n 5 --sort=newest index every
	expect_no_crash "search by date"
}

# What is left after --recover is in order, and the sources make it whole.
try_recovery() {
	run timeout 60 "$DATELINE_INDEX_PROGRAM" --recover index
	expect_no_crash "--recover"
	recovered=$status
	cp "$scratch/stdout" said
	if test "$recovered" = 2; then
		rm -rf index
	else
		expect_sound index
	fi
	run timeout 60 "$DATELINE_INDEX_PROGRAM" --quiet index "$data/both.jsonl"
	holds "$damage: indexing again after --recover: status $status" test "$status" = 0
	if test "$recovered" != 0; then
		state index >now
		holds "$damage: the sources do not make it whole" cmp -s now "$data/whole"
	fi
}

# Tries an index that is damaged; whether --check saw it goes to $seen.
try_damaged() {
	run timeout 60 "$DATELINE_INDEX_PROGRAM" --check index
	expect_no_crash "--check"
	seen=$status
	holds "$damage: --check names no file: $(head -n 1 "$scratch/stdout")" test "$status" != 1 -o -n "$(grep -a '^index/' "$scratch/stdout")"
	run timeout 60 "$DATELINE_INDEX_PROGRAM" --stats --json index
	expect_no_crash "--stats"
	try_searches
	cp -R index updated
	run timeout 60 "$DATELINE_INDEX_PROGRAM" --quiet updated "$data/2.jsonl"
	expect_no_crash "an update"
	run timeout 60 "$DATELINE_INDEX_PROGRAM" --quiet --compact updated
	expect_no_crash "--compact"
	rm -rf updated
	try_recovery
}

# change_byte FILE OFFSET: another value, unlike what stood there
change_byte() {
	old=$(od -An -tu1 -j "$2" -N 1 "$1")
	# shellcheck disable=SC2059 # the format is the byte
	printf "\\$(printf %03o $((255 - old)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

cut_short() { head -c "$2" "$data/built/${1#index/}" >"$1"; }

for file in XAPIANDB "$large/iamglass" "$small/iamglass" "$large/postlist.glass" "$small/postlist.glass"; do
	size=$(wc -c <"$data/built/$file")

	test_begin "$file missing, or cut short"
	copy_index
	damage="missing"
	rm "index/$file"
	try_damaged
	expect test "$seen" = 1
	for length in 0 1 $((size / 2)) $((size - 1)); do
		copy_index
		damage="cut to $length"
		cut_short "index/$file" "$length"
		try_damaged
		holds "$damage: not seen by --check" test "$seen" != 0
	done

	test_begin "$file with a byte changed, $rounds times"
	round=0
	while test "$round" -lt "$rounds"; do
		copy_index
		offset=$(((size - 1) * round / rounds + $(od -An -N2 -tu2 /dev/urandom) % (size / rounds + 1)))
		test "$offset" -lt "$size" || offset=$((size - 1))
		damage="byte $offset of $size"
		change_byte "index/$file" "$offset"
		try_damaged
		round=$((round + 1))
	done
done

test_begin "a shard that is gone"
copy_index
rm -r "index/$large"
damage="no $large"
run "$DATELINE_INDEX_PROGRAM" --check index
expect_status 1
expect_stdout_contains "index/$large: "
run "$DATELINE_INDEX_PROGRAM" --recover index
expect_status 1
expect_stdout_contains "21 articles kept, 289 lost"
expect_sound index

test_begin "no manifest and sound shards: all is kept, and nothing rewritten"
copy_index
rm index/XAPIANDB
run "$DATELINE_INDEX_PROGRAM" --recover index
expect_status 0
expect_output "310 articles kept, 0 lost"
run diff -r "$data/built" index --exclude=lock
expect_status 0

test_begin "files that are cut short under a running program: a message, and no signal"
copy_index
mkfifo pipe
"$DATELINE_INDEX_PROGRAM" --quiet --jobs=1 index pipe 2>"$scratch/stderr" &
writer=$!
exec 3>pipe
# Whoever reads and the one worker have the index open, each its two shards.
tries=0
while test "$(grep -c postlist.glass "/proc/$writer/maps")" -lt 4 && test $tries -lt 200; do
	sleep 0.05
	tries=$((tries + 1))
done
for file in index/shard-*/*.glass; do
	: >"$file"
done
cat "$data/1.jsonl" >&3
exec 3>&-
status=0
wait "$writer" || status=$?
expect_status 2
expect_stderr_contains "dateline-index: a file of the index has been cut short, or its disk fails"

test_begin "nothing to mend in an index that is sound"
copy_index
run "$DATELINE_INDEX_PROGRAM" --recover --json index
expect_status 0
expect_output '{"documents": 310, "lost": 0, "lost_is_exact": true, "faults": [], "notes": []}'

test_begin "what a killed run left behind is named as harmless"
copy_index
mkdir index/shard-999999
: >index/XAPIANDB.new
run "$DATELINE_INDEX_PROGRAM" --check index
expect_status 0
expect_stdout_contains "index/shard-999999: harmless: "
expect_stdout_contains "index/XAPIANDB.new: harmless: "

test_begin "no index: refused, and nothing made there"
mkdir folder
: >folder/letter
for command in --check --stats --compact --recover; do
	run "$DATELINE_INDEX_PROGRAM" $command folder
	expect_status 2
	run "$DATELINE_INDEX_PROGRAM" $command nowhere
	expect_status 2
done
expect test "$(ls folder)" = letter
expect test ! -e nowhere

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Killed at any moment, an index holds a state that was published, and the next run completes the work.
# DATELINE_TEST_ROUNDS: how often each command is killed (default 8).

# shellcheck source=crash.sh
. "${0%/*}/crash.sh"

rounds=${DATELINE_TEST_ROUNDS:-8}

# A command that takes INDEX from one state to another: its name, and how an index is made that it starts from.
run_build() { $exec "$DATELINE_INDEX_PROGRAM" --quiet --jobs=2 "$1" "$data/1.jsonl"; }
run_update() { $exec "$DATELINE_INDEX_PROGRAM" --quiet --jobs=2 "$1" "$data/2.jsonl" "$data/tree"; }
run_merge() { $exec "$DATELINE_INDEX_PROGRAM" --quiet --jobs=2 "$1" "$data/3.jsonl"; }
run_compact() { $exec "$DATELINE_INDEX_PROGRAM" --quiet --compact "$1"; }
run_recover() { $exec "$DATELINE_INDEX_PROGRAM" --quiet --recover "$1"; }
exec=

start_build() { :; }
start_update() { cp -R "$data/built" "$1"; }
start_merge() { cp -R "$data/updated" "$1"; }
start_compact() { cp -R "$data/updated" "$1"; }
start_recover() {
	cp -R "$data/updated" "$1"
	rm "$1/XAPIANDB"
}

now() { awk '{ print int($1 * 1000) }' /proc/uptime; }

# A number below $1, other than the last time.
random() {
	awk -v seed="$(od -An -N4 -tu4 /dev/urandom)" -v limit="$1" 'BEGIN { srand(seed); print int(rand() * limit) }'
}

# Starts the command, and kills it after so many thousandths of a second.
kill_after() {
	(exec=exec && "run_$1" "$2") >killed.out 2>&1 &
	sleep "$(awk -v ms="$3" 'BEGIN { printf "%.3f", ms / 1000 }')"
	{ kill -KILL $! && wait $!; } 2>/dev/null
}

expect_same() { holds "$3" cmp -s "$1" "$2"; }
holds_one_of() { cmp -s "$1" "$2" || cmp -s "$1" "$3"; }

test_begin "the commands, undisturbed"
data=$PWD
articles 1 800 old >1.jsonl
articles 300 400 new >2.jsonl
articles 200 700 newer >3.jsonl
mkdir tree
articles 2001 2040 old | while IFS= read -r line; do
	number=$((${number:-0} + 1))
	printf 'Talks in the tree %d\n\nEvery minister met old in a file. %s\n' "$number" "$line" >"tree/$number.txt"
done
run run_build built
expect_status 0
cp -R built updated
run run_update updated
expect_status 0
expect_sound updated

for command in build update merge compact recover; do
	test_begin "$command, killed $rounds times: nothing or all of it, and then all"
	"start_$command" whole
	if test "$command" != recover && test -e whole; then state whole >before; else : >before; fi
	began=$(now)
	"run_$command" whole
	ended=$(now)
	state whole >after
	holds "the work did nothing" test "$(cmp -s before after; echo $?)$command" != 0update
	round=0
	while test $((round += 1)) -le "$rounds"; do
		rm -rf index
		"start_$command" index
		kill_after "$command" index "$(random $((ended - began + 20)))"
		if test -e index/XAPIANDB; then
			expect_sound index
			state index >killed
			holds "round $round: neither the state before nor the one after" holds_one_of killed before after
		else
			holds "round $round: the manifest is gone" test ! -s before
		fi
		"run_$command" index >again.out 2>&1
		holds "round $round: the next run fails: $(head -n 1 again.out)" test $? = 0
		expect_sound index
		expect_stdout_lacks harmless
		state index >completed
		expect_same completed after "round $round: the next run does not complete it"
	done
done

test_begin "a lock left by a dead process is no lock"
cp -R "$data/built" index
printf '%s some-host 2001-01-01T00:00:00Z\n' "$$" >index/lock
run "$DATELINE_INDEX_PROGRAM" --quiet index "$data/2.jsonl"
expect_status 0
expect_stderr_empty

test_begin "a writer at work is named, and its index left alone"
cp -R "$data/built" index
mkfifo pipe
"$DATELINE_INDEX_PROGRAM" --quiet index - <pipe >/dev/null 2>&1 &
writer=$!
exec 9>pipe
tries=0
until grep -q "^$writer " index/lock || test $((tries += 1)) -gt 100; do sleep 0.05; done
for command in --compact --recover; do
	run "$DATELINE_INDEX_PROGRAM" $command index
	expect_status 2
	expect_stderr_contains "process $writer on $(uname -n)"
done
run "$DATELINE_INDEX_PROGRAM" index "$data/2.jsonl"
expect_status 2
expect_stderr_contains "process $writer on $(uname -n)"
expect_sound index
exec 9>&-
wait "$writer"

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A disk that is full, or breaks, at any call: a message that names the file, status 2, the index as it was; the next run is fine.
# DATELINE_TEST_ROUNDS: at how many calls of each command (default 6, spread over all of them).

# shellcheck source=crash.sh
. "${0%/*}/crash.sh"

test -e "${DATELINE_FAULTS:-none}" || skip_all "no faults.so"
rounds=${DATELINE_TEST_ROUNDS:-6}

test_begin "the indexes to start from"
data=$PWD
articles 1 300 old >1.jsonl
articles 100 250 new >2.jsonl
articles 280 310 newer >3.jsonl
run "$DATELINE_INDEX_PROGRAM" --quiet built 1.jsonl
expect_status 0
cp -R built updated
run "$DATELINE_INDEX_PROGRAM" --quiet updated 3.jsonl
expect_status 0
cp -R updated headless
rm headless/XAPIANDB

# What is tried: NAME START ARGUMENTS..., INDEX being the copy of START that is worked on.
try_command() {
	name=$1 start=$2
	shift 2
	for sink in bulk api; do
		for error in ENOSPC EIO; do
			try_faults "$@"
		done
	done
}

copy_start() {
	rm -rf index
	test "$start" = none || cp -R "$data/$start" index
}

with_faults() {
	run env LD_PRELOAD="$DATELINE_FAULTS" ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0" \
		DATELINE_FAULT_BELOW="$PWD/index" DATELINE_FAULT_ERROR="$error" DATELINE_SINK="$sink" "$@"
}

# state, where there may be no index yet, or none that opens
state_or_none() {
	if test -e "$1/XAPIANDB"; then state "$1"; else echo none; fi
}

try_faults() {
	test_begin "$name, $sink, $error at each of some calls: all or nothing, and said"
	copy_start
	state_or_none index >before
	with_faults env DATELINE_FAULT_COUNT="$PWD/count" "$DATELINE_INDEX_PROGRAM" --jobs=1 "$@"
	expect_status 0
	state_or_none index >after
	read -r calls <count
	step=$((calls / rounds + 1))
	at=1
	while test "$at" -le "$calls"; do
		copy_start
		with_faults env DATELINE_FAULT_AT="$at" "$DATELINE_INDEX_PROGRAM" --jobs=1 "$@"
		examine_round "$@"
		at=$((at + step))
	done
}

# A call that only tells who holds the lock may fail unseen: then all is done.
examine_round() {
	state_or_none index >now
	if test "$status" = 0; then
		holds "call $at of $calls: status 0, but not done" cmp -s now after
	else
		holds "call $at of $calls: status $status" test "$status" = 2
		holds "call $at: no reason: $(cat "$scratch/stderr")" grep -qE 'No space left|Input/output error' "$scratch/stderr"
		holds "call $at: no file named: $(cat "$scratch/stderr")" grep -q 'index' "$scratch/stderr"
		holds "call $at of $calls: the index is neither as it was nor done" eval 'cmp -s now before || cmp -s now after'
	fi
	"$DATELINE_INDEX_PROGRAM" --jobs=1 "$@" >again.out 2>&1
	holds "call $at of $calls: the next run: $(head -n 1 again.out)" test $? = 0
	state_or_none index >now
	holds "call $at of $calls: the next run does not complete it" cmp -s now after
	expect_sound index
}

try_command "first build" none index "$data/1.jsonl"
try_command "update that rewrites" built index "$data/2.jsonl"
try_command "small update" updated index "$data/2.jsonl"
try_command "--compact" updated --compact index
try_command "--recover" headless --recover index

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every fuzz target on the inputs that it keeps in tests/fuzz/NAME.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

for target in $DATELINE_FUZZ_TARGETS; do
	name=${target##*/fuzz-}

	test_begin "fuzz-$name"
	run "$target" "$SOURCE/tests/fuzz/$name"/*
	expect_status 0
done

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What every GNU program answers to the same options.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

for program in "$DATELINE_INDEX_PROGRAM" "$DATELINE_SEARCH_PROGRAM"; do
	name=${program##*/}

	test_begin "$name --help tells the usage on stdout"
	run "$program" --help
	expect_status 0
	expect_stdout_contains "$name"
	expect_stdout_contains "--version"
	expect_stderr_empty

	test_begin "$name --version tells name and number"
	run "$program" --version
	expect_status 0
	expect_stdout_contains "$name"
	expect grep -Eq '[0-9]+\.[0-9]+' "$scratch/stdout"
	expect_stderr_empty

	test_begin "$name --help to a full device is trouble"
	if test -c /dev/full; then
		run sh -c '"$1" --help >/dev/full' - "$program"
		expect_status 2
		expect_stderr_contains "standard output"
	else
		skip "no /dev/full"
	fi

	test_begin "$name refuses an option that it does not know, by name"
	run "$program" --no-such-option index query
	expect_status 2
	expect_output ""
	expect_stderr_contains "no-such-option"

	test_begin "$name without arguments is wrong usage"
	run "$program"
	expect_status 2
	expect_output ""
	expect_stderr_contains "$name: "

	test_begin "$name takes what follows -- for no option"
	run "$program" -- --help --help
	expect_status 2
	expect_output ""
	expect_stderr_contains "--help"
done

test_done

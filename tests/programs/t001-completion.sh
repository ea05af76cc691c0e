#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --help, the man page and bash's completion tell of the same options.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

test -n "$BASH_VERSION" || skip_all "not run by bash"

# The long options in a text, each once.
options_of() {
	grep -oE -e '(^|[^[:alnum:]-])--[a-z][a-z-]*' | grep -oE -e '--[a-z-]+' | sort -u
}

# What bash offers for the words typed: complete_words WORD...
# shellcheck disable=SC2317 # run calls it
complete_words() {
	local -a COMPREPLY=() COMP_WORDS=("$@")
	local COMP_CWORD=$(($# - 1))

	"_${1//-/_}" "$@" 2>/dev/null
	test ${#COMPREPLY[@]} = 0 || printf '%s\n' "${COMPREPLY[@]}"
}

for program in "$DATELINE_INDEX_PROGRAM" "$DATELINE_SEARCH_PROGRAM"; do
	name=${program##*/}
	# shellcheck source=/dev/null
	. "$SOURCE/completion/$name"

	test_begin "$name: completion offers the options of --help"
	"$program" --help | options_of >help
	run complete_words "$name" --
	options_of <"$scratch/stdout" >completed
	expect test -s help
	run diff help completed
	expect_status 0

	test_begin "$name: the man page tells of the options of --help"
	"$program" --help | options_of >help
	sed 's/\\//g' "$SOURCE/man/$name.1" | sed -n '/^.SH OPTIONS/,/^.SH /p' | options_of >manual
	run diff help manual
	expect_status 0
done

test_begin "values after = are completed, as readline cuts them"
run complete_words dateline-search --format = js
expect_output "json
jsonl"

test_begin "values after = are completed when nothing of them is typed yet"
run complete_words dateline-index --progress =
expect_output "auto
always
never"

test_begin "what is no option is left to bash, which offers files"
run complete_words dateline-index in
expect_output ""

test_done

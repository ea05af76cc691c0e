# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Verbs for tests of the programs, after git's t/. A test file is
#
#	# shellcheck source=harness.sh
#	. "${0%/*}/harness.sh"
#	test_begin "a word in every article finds them all"
#	run "$DATELINE_INDEX_PROGRAM" index "$CORPUS"
#	expect_status 0
#	test_done
#
# and prints TAP: each test_begin starts a case, in a new empty directory that is
# removed at the end; a case passes when all it expects holds. Any number of `run`
# in a case: what is expected is expected of the last one.
#
#	test_begin NAME               the next case
#	run COMMAND [ARGUMENT]...     stdin is empty; "$scratch/stdout" and "$scratch/stderr" keep what it says
#	run_input TEXT COMMAND ...    the same, with TEXT and a line feed on stdin
#	run_ids INDEX QUERY...        a search; stdout is the ids that it finds, sorted, one space between them
#	answers INDEX                 a case for each line QUERY|LETTERS on stdin: the query finds those articles and
#	                              no other, whose ids are in id_LETTER; no letters: it finds nothing. # begins a comment
#	expect_status N               the exit status
#	expect_output TEXT            stdout is TEXT and a line feed, or nothing when TEXT is ""
#	expect_stdout_contains TEXT   stdout holds TEXT, inside one line
#	expect_stdout_lacks TEXT
#	expect_stderr_contains TEXT
#	expect_stderr_empty
#	expect COMMAND [ARGUMENT]...  any other condition: the command succeeds
#	skip REASON                   passes over the rest of this case
#	need_shared PATH              skips the case where $SHARED/PATH is not there
#	skip_all REASON               ends the file, all of it skipped; before any test_begin
#	test_done                     the last line of the file
#
# Given by make check: DATELINE_INDEX_PROGRAM, DATELINE_SEARCH_PROGRAM, SOURCE (top of the
# source tree), CORPUS (its corpus/), SHARED (data that only some machines have).

: "${DATELINE_INDEX_PROGRAM:?run me by make check, or name the program here}" \
	"${DATELINE_SEARCH_PROGRAM:?run me by make check, or name the program here}"
SOURCE=${DATELINE_SOURCE:?run me by make check, or name the top of the source tree here}
# shellcheck disable=SC2034 # the tests use it
CORPUS=$SOURCE/corpus
SHARED=${DATELINE_SHARED:-$SOURCE/../shared}

# The caller's taste must not change what is compared.
unset NO_COLOR DATELINE_DATA DATELINE_READER DATELINE_SINK DATELINE_INDEX
export LC_ALL=C.UTF-8 TZ=UTC

scratch=$(mktemp -d "${TMPDIR:-/tmp}/dateline-test.XXXXXX") || exit 99
trap 'cd / && chmod -R u+rwx "$scratch" && rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM

case_number=0 failed_cases=0 case_name='' faults='' skipped=''

test_begin() {
	test_end
	case_name=$1 faults='' skipped='' status=''
	case_number=$((case_number + 1))
	mkdir "$scratch/$case_number" && cd "$scratch/$case_number" || exit 99
	: >"$scratch/stdout"
	: >"$scratch/stderr"
}

test_end() {
	test "$case_number" -gt 0 || return 0
	if test -n "$skipped" && test -z "$faults"; then
		printf 'ok %d - %s # SKIP %s\n' "$case_number" "$case_name" "$skipped"
	elif test -z "$faults"; then
		printf 'ok %d - %s\n' "$case_number" "$case_name"
	else
		failed_cases=$((failed_cases + 1))
		printf 'not ok %d - %s\n' "$case_number" "$case_name"
		printf '%s\nstatus %s, stdout and stderr (20 lines each):\n' "${faults#; }" "$status" | sed 's/^/# /'
		head -n 20 "$scratch/stdout" | sed 's/^/#  | /'
		head -n 20 "$scratch/stderr" | sed 's/^/#  ! /'
	fi
}

test_done() {
	test_end
	printf '1..%d\n' "$case_number"
	exit $((failed_cases > 0))
}

run() { run_input '' "$@"; }

run_input() {
	test -z "$skipped" || return 0
	printf '%s' "${1:+$1
}" >"$scratch/stdin"
	shift
	status=0
	"$@" <"$scratch/stdin" >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
}

run_ids() {
	run "$DATELINE_SEARCH_PROGRAM" -n 10000 --format=tsv --snippets=0 "$@"
	cut -f 3 "$scratch/stdout" | sort | paste -s -d ' ' - | sed '/^$/d' >"$scratch/ids"
	mv "$scratch/ids" "$scratch/stdout"
}

# The -- is for queries that begin with a minus.
answers() {
	while IFS='|' read -r query letters; do
		case $query in '#'*) continue ;; esac
		ids=
		for letter in $letters; do
			eval "ids=\"\$ids \$id_$letter\""
		done
		test_begin "query: $query"
		run_ids -- "$1" "$query"
		expect_output "${ids# }"
		expect_stderr_empty
		if test -n "$ids"; then expect_status 0; else expect_status 1; fi
	done
}

# holds WHAT-IS-WRONG-IF-NOT COMMAND...
holds() {
	what=$1
	shift
	test -n "$skipped" || "$@" || faults="$faults; $what"
}

output_is() {
	printf '%s' "${1:+$1
}" | cmp -s - "$scratch/stdout"
}

output_lacks() { ! grep -qF -e "$1" "$scratch/stdout"; }

expect() { holds "does not hold: $*" "$@"; }
expect_status() { holds "exit status $status instead of $1" test "$status" = "$1"; }
expect_output() { holds "stdout is not: $1" output_is "$1"; }
expect_stdout_contains() { holds "stdout lacks: $1" grep -qF -e "$1" "$scratch/stdout"; }
expect_stdout_lacks() { holds "stdout has: $1" output_lacks "$1"; }
expect_stderr_contains() { holds "stderr lacks: $1" grep -qF -e "$1" "$scratch/stderr"; }
expect_stderr_empty() { holds "stderr is not empty" test ! -s "$scratch/stderr"; }

skip() { skipped=$1; }
need_shared() { test -e "$SHARED/$1" || skip "no $1 in $SHARED"; }

skip_all() {
	printf '1..0 # SKIP %s\n' "$1"
	exit 0
}

# shellcheck shell=sh disable=SC2154 # harness.sh assigns them
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Verbs for tests of runs that follow one another. Sourced after harness.sh.

# page FILE WORD...: an article whose words no other has.
page() {
	mkdir -p "${1%/*}"
	file=$1
	shift
	printf 'News of the %s\n\nThe %s was seen in Vienna on Monday, the police said.\n' "$1" "$*" >"$file"
}

line() { printf '{"id": "%s", "text": "The %s was seen in Vienna."}\n' "$1" "$2"; }

# update SOURCE...: into index; stdout becomes "DOCUMENTS +ADDED ~UPDATED =UNCHANGED -DELETED !SKIPPED".
update() {
	run "$DATELINE_INDEX_PROGRAM" --json index "$@"
	sed 's/^{"documents": \([0-9]*\), "added": \([0-9]*\), "updated": \([0-9]*\), "unchanged": \([0-9]*\), "deleted": \([0-9]*\), "skipped": \([0-9]*\), "bytes": [0-9]*, "seconds": [0-9.]*, "index_bytes": [0-9]*}$/\1 +\2 ~\3 =\4 -\5 !\6/' \
		"$scratch/stdout" >"$scratch/figures"
	mv "$scratch/figures" "$scratch/stdout"
}

# expect_update FIGURES SOURCE...
expect_update() {
	figures=$1
	shift
	update "$@"
	expect_status 0
	expect_output "$figures"
}

# expect_found WORD IDS
expect_found() {
	run_ids index "$1"
	expect_output "$2"
}

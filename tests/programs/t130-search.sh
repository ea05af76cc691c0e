#!/bin/sh
. "${0%/*}/harness.sh"
test_begin "what is wrong names the index once"
mkdir empty
run "$DATELINE_SEARCH_PROGRAM" empty word
expect_status 2
expect grep -q '^dateline-search: empty: no index' "$scratch/stderr"

test_done

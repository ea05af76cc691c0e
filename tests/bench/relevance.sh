#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How good the first results are. `make bench-relevance` calls it; less than a minute.

set -eu
: "${DATELINE_INDEX_PROGRAM:?run me by make bench-relevance}" "${DATELINE_SEARCH_PROGRAM:?run me by make bench-relevance}"
if ! test -d "${DATELINE_SHARED-}/data/retrieval"; then
	echo "bench-relevance: skipped: no collections in DATELINE_SHARED"
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/dateline-relevance.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
unset DATELINE_SINK DATELINE_INDEX
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
python3 "$(dirname "$0")/relevance.py" "$work"

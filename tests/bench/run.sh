#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How fast, how small: the programs beside their peers, on one corpus. `make bench` calls it.
#
#	BENCH="build queries"   only these parts, of: build queries facets batch one-shot endpoint update growth text entities extraction
#	BENCH_ROUNDS=3          rounds, in each of which all take their turn: medians of them are shown
#	BENCH_GROWTH=1          growth too, which takes long and 1.2 GB of disk
#	BENCH_TRAIN=1           entities: trains a model without the development sets, 15 minutes, and tests it on them
#	BENCH_WORK=DIRECTORY    work there and leave it: `queries` without `build` then asks the peers of an earlier run
#
# The corpus and the scripts that run the peers are not part of Dateline: $DATELINE_SHARED has them, or a part is
# skipped. Nothing is judged by times alone: what counts is the ratio to a peer that ran in the same minutes.

set -eu
: "${DATELINE_INDEX_PROGRAM:?run me by make bench}" "${DATELINE_SEARCH_PROGRAM:?run me by make bench}"
here=$(dirname "$0")
corpus=$DATELINE_SHARED/data/text/enwiki-50k.jsonl.gz
if ! test -f "$corpus"; then
	echo "bench: skipped: no $corpus"
	exit 0
fi

if test -n "${BENCH_WORK-}"; then
	work=$BENCH_WORK
	mkdir -p "$work"
	rm -rf "$work/index" # of another day's program, maybe
else
	work=$(mktemp -d "${TMPDIR:-/tmp}/dateline-bench.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	trap 'exit 2' HUP INT TERM
fi
gzip -dc "$corpus" >"$work/articles.jsonl"

unset DATELINE_READER DATELINE_SINK DATELINE_INDEX
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1

# part NAME SCRIPT: runs it when it is wanted.
part() {
	case " ${BENCH:-build queries facets batch one-shot endpoint update growth text entities extraction} " in
	*" $1 "*) ;;
	*) return 0 ;;
	esac
	printf '\n== %s (load %s)\n' "$1" "$(uptime | sed 's/.*average[s]*: *//')"
	shift
	"$@"
}

growth() {
	if test -n "${BENCH_GROWTH-}"; then
		python3 "$here/growth.py" "$work"
	else
		echo "skipped: takes long; BENCH_GROWTH=1 runs it"
	fi
}

text() {
	if test -x "${DATELINE_TOKENS_PROGRAM-}"; then
		"$DATELINE_TOKENS_PROGRAM" "$work/articles.jsonl"
	else
		echo "skipped: tests/bench/tokens is not built"
	fi
}

entities() {
	python3 "$here/entities.py" "$work"
	if test -n "${BENCH_TRAIN-}"; then
		echo "  F1 on sets that the model has not seen: goals 77 (uner-pud), 72 (wikigold), 86 (gmb)"
		"$DATELINE_SOURCE/tools/entities/make-model.sh" "$DATELINE_BUILD" "$work/training" held-out | tail -n 3
	else
		echo "  F1 on sets that the model has not seen: skipped: takes long; BENCH_TRAIN=1 does it"
	fi
}

part build python3 "$here/build.py" "$work"
part queries python3 "$here/queries.py" "$work"
part batch python3 "$here/batch.py" "$work"
part facets python3 "$here/facets.py" "$work"
part one-shot python3 "$here/one_shot.py" "$work"
part endpoint python3 "$here/endpoint.py" "$work"
part update python3 "$here/update.py" "$work"
part growth growth
part text text
part entities entities
part extraction python3 "$here/extraction.py" "$work"

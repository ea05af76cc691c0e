#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# make-model.sh BUILD WORK [held-out]
#
# Trains data/entities.model from $DATELINE_SHARED/data alone: some 10 minutes of one core, 2 GB of memory. BUILD is a
# build tree whose trainers are made (make tools/entities/train-entities tools/entities/cluster-words, best configured
# with CFLAGS='-O3 -fno-math-errno'); WORK keeps every step's result, and a step whose result is there is passed over.
# The model is WORK/entities.model; the same data give the same file. The last line of each step says how it does on the
# development sets, which only the last step learns from, and with held-out not even that.

set -eu
build=$(cd "$1" && pwd) work=$2 held_out=${3-}
here=$(cd "$(dirname "$0")" && pwd)
data=${DATELINE_SHARED:?name the folder that holds data/}/data
lists=$here/../../data/entity-lists.tsv
mkdir -p "$work"
cd "$work"

# step RESULT COMMAND...: the command's standard output becomes the result.
step() {
	result=$1
	shift
	test -e "$result" && return
	echo "== $result" >&2
	"$@" >"$result.new"
	mv "$result.new" "$result"
}

# train RESULT SET...: a model, tested on the development sets.
train() {
	result=$1
	shift
	test -e "$result" && return
	echo "== $result" >&2
	(cd sets && "$build/tools/entities/train-entities" --tables="$work/tables" --clusters="$work/clusters.256" \
		--clusters="$work/clusters.1000" --rows=250000 --runs="${runs:-1}" --output="$work/$result.new" \
		--test=uner-pud.dev.tsv --test=wikigold.dev.tsv --test=gmb.dev.tsv "$@")
	mv "$result.new" "$result"
}

# annotate RESULT MODEL SET
annotate() {
	step "$1" "$build/tools/entities/train-entities" --model="$2" --annotate="$3"
}

work=$(pwd)
articles="$data/text/wikinews.jsonl $data/text/enwiki-50k.jsonl.gz"

# What is known of words and names.
# shellcheck disable=SC2086 # a list
step text python3 "$here/paragraphs.py" $articles
step clusters.256 "$build/tools/entities/cluster-words" 256 10 12 <text
step clusters.1000 "$build/tools/entities/cluster-words" 1000 10 7 <text
test -e tables/words.tsv || python3 "$here/gazetteer.py" "$data" "$lists" tables

# The annotated sets, in one form, and made-up news.
test -e sets/gmb.tsv || python3 "$here/columns.py" "$data" "$lists" sets
step sets/wire.tsv python3 "$here/wire.py" "$data" "$lists" 3500 7
step sets/prose.tsv python3 "$here/prose.py" "$data" 1500 11
base='wikigold.tsv uner-ewt.tsv crossner-politics.tsv crossner-other.tsv:0.5 wnut17.tsv:0.7 btc.tsv:0.3 sec-filings.tsv:0.3'

# GMB's annotation is a machine's: each half is corrected by what the other half and all other sets teach.
test -e sets/gmb.half.1.tsv || python3 "$here/halves.py" split sets/gmb.tsv sets/gmb.half
for half in 0 1; do
	other=$((1 - half))
	# shellcheck disable=SC2086
	train "teacher.$half" "gmb.half.$half.tsv:0.2" $base
	annotate "said.$other" "teacher.$half" "sets/gmb.half.$other.tsv"
	step "sets/gmb.clean.$other.tsv" python3 "$here/halves.py" clean "sets/gmb.half.$other.tsv" "said.$other" 0.8
done
base="gmb.clean.0.tsv:0.3 gmb.clean.1.tsv:0.3 $base wire.tsv:0.3 prose.tsv:0.1"

# Self-training, twice: sentences of Wikinews and Wikipedia that the model before is sure of.
# shellcheck disable=SC2086
{
	train first.model $base
	step sample.1 python3 "$here/sample.py" 7 3 1500 $articles
	step sample.1.tsv "$build/tools/entities/train-entities" --cut=sample.1
	annotate said.sample.1 first.model sample.1.tsv
	step sets/self.1.tsv python3 "$here/halves.py" keep said.sample.1 0.6
	train second.model $base self.1.tsv:0.3
	step sample.2 python3 "$here/sample.py" 3 1 1800 $articles
	step sample.2.tsv "$build/tools/entities/train-entities" --cut=sample.2
	annotate said.sample.2 second.model sample.2.tsv
	step sets/self.2.tsv python3 "$here/halves.py" keep said.sample.2 0.6
	runs=3
	if test "$held_out" = held-out; then
		train held-out.model $base self.2.tsv:0.3
	else
		train entities.model $base self.2.tsv:0.3 uner-pud.dev.tsv wikigold.dev.tsv gmb.dev.tsv:0.3
	fi
}

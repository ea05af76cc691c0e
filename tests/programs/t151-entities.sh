#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Persons, organisations and places: the model that comes with the programs.
# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# mentions TEXT: what --extract finds in it, as "kind=as it stands there;" for each, or none
mentions() {
	printf '%s' "$1" >article.txt
	python3 -c 'import json, sys; print(json.dumps({"id": "a", "text": open("article.txt").read()}))' |
		"$DATELINE_INDEX_PROGRAM" --extract --format=jsonl - |
		python3 -c 'import json, sys
article = json.loads(sys.stdin.readline())
text = article["text"]
print("".join(f"{kind}={text[start:end]};" for start, end, kind, name in article["mentions"]) or "none")'
}

# finds TEXT MENTIONS
finds() {
	test_begin "$1"
	run mentions "$1"
	expect_output "$2"
}

finds 'Angela Merkel met Emmanuel Macron in Berlin.' 'person=Angela Merkel;person=Emmanuel Macron;place=Berlin;'
finds 'The United Nations said on Monday that talks would be held in Geneva.' 'org=United Nations;place=Geneva;'
finds 'French and Turkish officials said so on Tuesday in December.' none
finds 'Microsoft and General Motors opened offices in South Korea.' 'org=Microsoft;org=General Motors;place=South Korea;'
finds 'He said nothing. They did not either, and the talks went on.' none
finds 'Mr. Kenji Tanaka lives in São Paulo, Brazil.' 'person=Kenji Tanaka;place=São Paulo;place=Brazil;'

# other languages: what is known
finds 'Der Vorsitzende Claus Weselsky warf der Deutschen Bahn am Montag in Frankfurt vor, dass sie die Gespräche nicht führen will.' 'person=Claus Weselsky;place=Frankfurt;'
finds 'Le ministre a dit que le président Macron et la ministre Catherine Vautrin ne sont pas venus à la réunion de lundi.' 'person=Macron;person=Catherine Vautrin;'

test_begin "offsets are code points"
printf '{"id": "a", "text": "In Çırağan, Angela Merkel’s aides met."}\n' >a.jsonl
run "$DATELINE_INDEX_PROGRAM" --extract a.jsonl
expect_stdout_contains '[12, 25, "person", "Angela Merkel"]'

test_begin "--no-entities finds none, and needs no model"
run_input '{"id": "a", "text": "Angela Merkel met."}' env DATELINE_DATA=/nonexistent "$DATELINE_INDEX_PROGRAM" --no-entities --extract -
expect_status 0
expect_stdout_contains '"mentions": []'

test_begin "a model that is missing ends the program, and the index is not made"
run env DATELINE_DATA=/nonexistent "$DATELINE_INDEX_PROGRAM" index "$CORPUS"
expect_status 2
expect_stderr_contains '/nonexistent/entities.model: the entity model cannot be read: No such file or directory (install Dateline anew'
expect test ! -e index

test_begin "so does a damaged one"
mkdir data
cp "$SOURCE"/data/*.tsv data
head -c 100000 "$SOURCE/data/entities.model" >data/entities.model
run env DATELINE_DATA="$PWD/data" "$DATELINE_INDEX_PROGRAM" index "$CORPUS"
expect_status 2
expect_stderr_contains 'data/entities.model: is an entity model that was cut off or is damaged'

test_begin "and what is no model"
mkdir data
cp "$SOURCE"/data/*.tsv data
cp "$SOURCE/README.md" data/entities.model
run env DATELINE_DATA="$PWD/data" "$DATELINE_INDEX_PROGRAM" index "$CORPUS"
expect_status 2
expect_stderr_contains 'data/entities.model: is no entity model'
test_done

# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Verbs for tests of what outlives a crash, on top of tests/programs/harness.sh.
#
#	articles FROM TO WORD        JSON Lines of made-up articles a$FROM .. a$TO on stdout, WORD in each
#	state INDEX                  everything that can be seen of an index, on stdout: the same for two of the same articles
#	expect_sound INDEX           --check finds nothing

# shellcheck source=../programs/harness.sh
. "${0%/*}/../programs/harness.sh"

articles() {
	awk -v from="$1" -v to="$2" -v word="$3" 'BEGIN {
		for (i = from; i <= to; i++) {
			printf "{\"id\": \"a%d\", \"title\": \"Talks %d %s\", \"date\": \"2025-%02d-%02d\", \"source\": \"Agency %d\", ",
				i, i, word, 1 + i % 12, 1 + i % 28, i % 3
			printf "\"text\": \"Every minister met %s in town %d. ", word, i % 17
			for (j = 0; j < i % 40; j++)
				printf "Speaker %d of %d said item%d and item%d. ", j, i, i * j % 97, (i + j) % 89
			printf "\\n\\nThe end.\"}\n"
		}
	}'
}

# Scores are left out: they follow from the average length, which remembers what was deleted.
state() {
	"$DATELINE_INDEX_PROGRAM" --stats "$1" | grep -E '^(articles|format) '
	# shellcheck disable=SC2086 # an option, or none
	printf '%s\n' every old new newer item3 '"every minister"' title:talks 'source:"Agency 1"' |
		"$DATELINE_SEARCH_PROGRAM" -n 100000 --format=tsv --snippets=0 $expand --batch=- "$1" 2>"$scratch/search" |
		cut -f 1,4- | sort
	grep -v ' queries in ' "$scratch/search"
}

# Near-duplicates as one result would hide articles.
expand=$("$DATELINE_SEARCH_PROGRAM" --help | grep -q -e --stories && echo --stories=expand)

expect_sound() {
	run "$DATELINE_INDEX_PROGRAM" --check "$1"
	expect_status 0
	expect_stdout_contains "sound: "
}

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The query language, and what a user is told about a query.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# Its articles are few and small: every answer can be told by hand.
make_index() {
	cat >"$scratch/articles.jsonl" <<-END
		{"id": "a", "title": "Umerov in Istanbul", "date": "2025-06-02", "text": "Rustem Umerov spoke of a ceasefire in Kiev. The wind-tunnel was closed."}
		{"id": "b", "title": "Talks", "date": "2025-06-01", "text": "The ceasefire was far from what Umerov wanted, as was said in Kyiv by many who were there."}
		{"id": "c", "title": "Tunnels", "date": "2024-06-02", "text": "A tunnel of wind, and prisoners who were exchanged for the prisoners of the other side."}
		{"id": "d", "title": "Undated", "text": "Prisoners came home. kiev in small letters."}
	END
	run "$DATELINE_INDEX_PROGRAM" --quiet index "$scratch/articles.jsonl"
}

make_peace() {
	cat >peace.jsonl <<-END
		{"id": "a", "text": "The peace talks went on."}
		{"id": "b", "text": "Peace, said the peaceful talker."}
		{"id": "c", "text": "Nobody keeps peacefulness for peacekeeping."}
	END
	run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities --language=en peace.index peace.jsonl
}

# found QUERY IDS: the ids, in any order.
found() {
	run sh -c '"$1" --snippets=0 --format=tsv -- index "$2" | cut -f 3 | sort | paste -sd "" - | grep .' - "$DATELINE_SEARCH_PROGRAM" "$1"
	expect_output "$2"
}

test_begin "NEAR takes both words within so many of each other"
make_index
found 'umerov NEAR/4 ceasefire' a
found 'umerov NEAR/9 ceasefire' ab
found 'wind NEAR/2 tunnel' ac
found '(umerov OR prisoners) NEAR/5 (ceasefire OR home)' abd
found '-umerov NEAR/4 ceasefire' bcd

test_begin "a tilde finds words that are spelled nearly so"
make_index
found 'umerof~' ab
found 'priosners~' cd

test_begin "an equals sign asks for the very letters"
make_index
found '="Kiev"' a
found '="kiev"' d
found '="Umerov in Istanbul"' a
found 'title:="Umerov" OR ="prisoners of"' ac
found 'ceasefire -="Kyiv"' a

test_begin "full-width forms and dashes mean what they stand for"
make_index
found '＋ceasefire –many' a
found 'date:2025–06–01…2025–06–02' ab

test_begin "days in words"
make_index
found 'date:"last 200 years"' abc
found 'date:..yesterday' abc
found 'date:tomorrow' ""

test_begin "did you mean"
make_index
run "$DATELINE_SEARCH_PROGRAM" index umerof ceasefire
expect_status 0
expect_stdout_contains "Did you mean: umerov ceasefire"
run "$DATELINE_SEARCH_PROGRAM" --exact index umerof ceasefire
expect_stdout_lacks "Did you mean"

test_begin "--explain tells how many articles hold each clause, and adds up"
make_index
run "$DATELINE_SEARCH_PROGRAM" --explain --format=json index 'umerov prisoners -kyiv'
expect_status 0
expect_stdout_contains '"articles": 2'
expect python3 -c '
import json, sys
results = json.load(open(sys.argv[1]))
for hit in results["hits"]:
    assert abs(hit["score"] - sum(weight["adds"] for weight in hit["weights"])) < 0.001, hit
' "$scratch/stdout"

test_begin "a date in the future is kept, and said to be one"
printf '%s\n' '{"id": "f", "text": "The eclipse over Reykjavik.", "date": "2999-01-02"}' '{"id": "p", "text": "The eclipse of the past.", "date": "1999-01-02"}' |
	"$DATELINE_INDEX_PROGRAM" --quiet --no-entities --format=jsonl future.index - 2>/dev/null
run "$DATELINE_SEARCH_PROGRAM" --format=json future.index 'eclipse Reykjavik'
expect_stdout_contains '"date_in_future": true'
run "$DATELINE_SEARCH_PROGRAM" --format=json future.index 'eclipse past -Reykjavik'
expect_stdout_lacks 'date_in_future'
run "$DATELINE_SEARCH_PROGRAM" --explain future.index 'eclipse Reykjavik'
expect_stdout_contains 'its date lies in the future'

test_begin "--explain says which term is to blame"
make_index
run "$DATELINE_SEARCH_PROGRAM" --explain index '+umerov +zzyzx'
expect_status 1
expect_stdout_contains "no article holds: zzyzx"
run "$DATELINE_SEARCH_PROGRAM" --explain index '+umerov +prisoners'
expect_stdout_contains "none all that is required"

test_begin "clauses that are equal are matched once, and weigh as much as all of them"
make_peace
run "$DATELINE_SEARCH_PROGRAM" --exact --explain --format=json peace.index '(talks OR x) (talks OR x) "the peace" -nobody "the peace" -nobody "the peace"'
expect_status 0
expect_stdout_contains '"understood": "(talk x) (2 times) \"the peac\" (3 times) -nobodi"'
expect python3 -c '
import json, sys
results = json.load(open(sys.argv[1]))
assert len(results["explanation"]["terms"]) == 5, results["explanation"]
for hit in results["hits"]:
    assert abs(hit["score"] - sum(weight["adds"] for weight in hit["weights"])) < 0.001, hit
' "$scratch/stdout"

test_begin "a prefix finds words whose stems are shorter than it"
make_peace
run "$DATELINE_SEARCH_PROGRAM" --format=tsv peace.index 'peacek*'
expect test "$(cut -f3 "$scratch/stdout" | sort | tr -d '\n')" = c
run "$DATELINE_SEARCH_PROGRAM" --format=tsv peace.index 'peace*'
expect test "$(cut -f3 "$scratch/stdout" | sort | tr -d '\n')" = abc
run "$DATELINE_SEARCH_PROGRAM" --format=tsv peace.index 'xyzzy*'
expect_status 1

test_begin "a prefix of more words than are searched is said, once"
seq 1 150 | sed 's/.*/{"id": "&", "text": "A word of pre& & times."}/' >prefix.jsonl
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities --language=en prefix.index prefix.jsonl
run "$DATELINE_SEARCH_PROGRAM" -n0 --format=jsonl --sort=oldest --explain prefix.index 'word -pre*'
expect_stdout_contains '"warnings": [{"column": 7, "message": "more words begin so'
expect_stdout_contains '"total": 50,'
expect test "$(grep -o 'more words begin' "$scratch/stdout" | wc -l)" = 1

test_begin "a query without a word is said to be one"
make_peace
run "$DATELINE_SEARCH_PROGRAM" peace.index '🙂 ...'
expect_status 1
expect_stderr_contains "query:1: there is no word here"
run "$DATELINE_SEARCH_PROGRAM" peace.index ''
expect_status 1
expect_stderr_empty

test_begin "--recency halves at the most, and is explained"
make_index
run "$DATELINE_SEARCH_PROGRAM" --explain --recency=1d --snippets=0 index prisoners
expect_status 0
expect_stdout_contains ", times 0.5 age"
run "$DATELINE_SEARCH_PROGRAM" --recency=soon index prisoners
expect_status 2
expect_stderr_contains "--recency is no time"

test_begin "--similar finds the like of an article, not itself"
make_index
run "$DATELINE_SEARCH_PROGRAM" --similar=a --format=tsv index
expect_status 0
expect grep -q "	b	" "$scratch/stdout"
expect_stdout_lacks "	a	"
run "$DATELINE_SEARCH_PROGRAM" --similar=nobody index
expect_status 1
expect_stderr_contains "nobody"

test_begin "--show prints an article whole, with the words of a query marked"
make_index
run "$DATELINE_SEARCH_PROGRAM" --show=a index
expect_status 0
expect_stdout_contains "Rustem Umerov spoke of a ceasefire in Kiev. The wind-tunnel was closed."
run "$DATELINE_SEARCH_PROGRAM" --show=a --format=json index ceasefire
expect_stdout_contains '"marked": [
    "Rustem Umerov spoke of a <mark>ceasefire</mark> in Kiev. The wind-tunnel was closed."'
run "$DATELINE_SEARCH_PROGRAM" --show=nobody index
expect_status 1
expect_stderr_contains "nobody"

test_begin "parts of a compound help to rank, and find nothing of themselves"
make_index
found 'wind-tunnel' a
found 'wind-tunnel prisoners' acd

test_begin "TREC topics as a batch, and what is wrong in one by its line"
make_index
printf '<top>\n<num> Number: 301\n<title> umerov\n<desc> Description:\nprisoners\n</top>\n<top><num> 302 <desc> x </top>\n' >topics
run "$DATELINE_SEARCH_PROGRAM" --batch=topics --format=trec -n 9 index
expect_status 0
expect_stdout_contains "301 Q0 a"
expect_stdout_lacks "301 Q0 d"
expect_stderr_contains "topics:7: "
run "$DATELINE_SEARCH_PROGRAM" --batch=topics --topic-fields=title,desc --format=trec index
expect_stdout_contains "301 Q0 d"

test_begin "--qrels prints measures, by query and in the mean"
make_index
printf '1\tumerov\n2\tprisoners\n3\tkyiv\n' >queries
printf '1 0 a 1\n1 0 c 1\n2 0 c 1\n2 0 d 1\n' >judgements
run "$DATELINE_SEARCH_PROGRAM" --batch=queries --qrels=judgements index
expect_status 0
expect_stdout_contains "recall_100	1	0.5000"
expect_stdout_contains "map	2	1.0000"
expect_stdout_contains "P_10	all	0.1500"
expect_stdout_contains "num_q	all	2"

test_begin "bad lines of a batch are named and passed over"
make_index
run_input 'q1	umerov
	umerov
q3	
' "$DATELINE_SEARCH_PROGRAM" --batch=- --format=tsv --snippets=0 -n 1 index
expect_status 0
expect_stdout_contains "q1	1	"
expect_stderr_contains "standard input:2: "
expect_stderr_contains "standard input:3: "

test_begin "a batch may begin with a mark of byte order, and a NUL parts words"
make_index
run sh -c 'printf "\357\273\277q1\txyzzy\000umerov\n" | "$1" --batch=- --format=jsonl -n 0 index' - "$DATELINE_SEARCH_PROGRAM"
expect_status 0
expect_stdout_contains '{"qid": "q1", "version": 1, "query": "xyzzy umerov"'

test_begin "a batch warns as a query alone does, by the id of the query"
make_index
run_input 'q1	umerov "and
' "$DATELINE_SEARCH_PROGRAM" --batch=- --format=tsv -n 1 index
expect_status 0
expect_stderr_contains "query q1:8: this quotation mark is not closed"
run_input 'q1	umerov "and
' "$DATELINE_SEARCH_PROGRAM" --batch=- --format=jsonl -n 1 index
expect_stdout_contains '"warnings": [{"column": 8, '

test_begin "an article whole comes as text, JSON or HTML alone"
make_index
run "$DATELINE_SEARCH_PROGRAM" --show=a --format=tsv index
expect_status 2
expect_output ""
expect_stderr_contains "take text, json or html"

test_begin "an index that is not there is named once"
run "$DATELINE_SEARCH_PROGRAM" no-index umerov
expect_status 2
expect_stderr_contains "dateline-search: no-index: cannot open: "

test_begin "past the last result there is nothing, and it is said"
make_index
run "$DATELINE_SEARCH_PROGRAM" --offset=5 index umerov
expect_status 1
expect_stdout_contains "No results from 6 on of 2 articles for umerov"
run "$DATELINE_SEARCH_PROGRAM" -n 0 index umerov
expect_status 0

test_begin "days in words are days of --from and --to too"
make_index
run "$DATELINE_SEARCH_PROGRAM" --from=tomorrow --format=tsv index umerov
expect_status 1
expect_output ""
expect_stderr_empty

test_begin "--stories is checked"
make_index
run "$DATELINE_SEARCH_PROGRAM" --stories=expand --format=tsv -n 1 index umerov
expect_status 0
run "$DATELINE_SEARCH_PROGRAM" --stories=1 index umerov
expect_status 2
expect_stderr_contains "--stories"

test_done

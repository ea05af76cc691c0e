#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Names: other forms of a name are found with the one that is typed.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# Indexed once for all cases.
articles=$scratch/articles.jsonl index=$scratch/index
cat >"$articles" <<'END'
{"id":"a","title":"Talks","text":"President Zelensky spoke in Kyiv on Monday about the war."}
{"id":"b","title":"Talks","text":"Mr Zelenskyy spoke in Kiev on Monday about the war."}
{"id":"c","title":"Talks","text":"The United States and Türkiye met. Nobody else did on Monday."}
{"id":"d","title":"Talks","text":"US officials went to Turkey to eat. They told us nothing on Monday."}
{"id":"e","title":"Talks","text":"The U.N. and the European Union were silent on Monday."}
{"id":"f","title":"Talks","text":"The United Nations and the EU were silent on Monday."}
{"id":"g","title":"Talks","text":"Mr Borodyn was fed up; who was not on Monday?"}
{"id":"h","title":"Talks","text":"The Federal Reserve and the World Health Organization met Mr Borodin on Monday."}
END
"$DATELINE_INDEX_PROGRAM" --quiet "$index" "$articles" || exit 99
# shellcheck disable=SC2034 # answers uses them
id_a=a id_b=b id_c=c id_d=d id_e=e id_f=f id_g=g id_h=h id_i=i id_j=j id_k=k id_l=l id_m=m id_n=n id_o=o id_p=p id_q=q id_s=s

answers "$index" <<'END'
# a form of a name finds the articles with its other forms
zelenskyy|a b
Zelensky|a b
kiev|a b
+kyiv +zelenskyy|a b
US|c d
turkiye|c d
turkey|c d
un|e f
+silent +eu|e f
title:kiev|
-zelenskyy +monday|c d e f g h
END

test_begin "two words that are a name find the articles that abbreviate it"
run "$DATELINE_SEARCH_PROGRAM" --format=tsv --snippets=0 "$index" united states
expect_status 0
expect_stdout_contains "d			"

test_begin "words that English writes in lower case are no names"
run_ids "$index" who
expect_output g
run_ids "$index" us
expect_output d

test_begin "the form that was typed comes first, and each is marked as it stands"
run "$DATELINE_SEARCH_PROGRAM" --format=tsv "$index" kiev
expect test "$(cut -f3 "$scratch/stdout" | tr -d '\n')" = ba
expect_stdout_contains "spoke in <mark>Kiev</mark> on"
expect_stdout_contains "spoke in <mark>Kyiv</mark> on"
run "$DATELINE_SEARCH_PROGRAM" --format=tsv "$index" US
expect_stdout_contains "The <mark>United States</mark> and"

test_begin "what was searched too is said"
run "$DATELINE_SEARCH_PROGRAM" "$index" zelenskyy kiev zelenskyy
expect_stdout_contains "Also searched: Zelensky (zelenskyy)"
run "$DATELINE_SEARCH_PROGRAM" --format=jsonl "$index" zelenskyy kiev zelenskyy
expect_stdout_contains '"also_searched": [{"word": "zelenskyy", "variants": ["Zelensky"]}, {"word": "kiev", "variants": ["Kyiv"]}]'
run "$DATELINE_SEARCH_PROGRAM" --format=jsonl "$index" monday
expect_stdout_contains '"also_searched": []'

test_begin "--exact and quotation marks take the word as it is typed"
run_ids --exact "$index" zelenskyy
expect_output b
run_ids "$index" '"zelenskyy"'
expect_output b

# What no table knows: spellings that the articles of the index show to be one.
cat >"$scratch/people.jsonl" <<'END'
{"id":"a","text":"Rustem Halimov spoke on Monday.","entities":{"person":["Rustem Halimov"]}}
{"id":"b","text":"Rustem Khalimov went home on Monday.","entities":{"person":["Rustem Khalimov"]}}
{"id":"c","text":"Talk of Sergiy Borodenko.","entities":{"person":["Sergiy Borodenko"]}}
{"id":"d","text":"Serhii Borodenko rose.","entities":{"person":["Serhii Borodenko"]}}
{"id":"e","text":"Anna Markel sat.","entities":{"person":["Anna Markel"]}}
{"id":"f","text":"Otto Markle stood.","entities":{"person":["Otto Markle"]}}
{"id":"g","text":"The Harbour Board of Odemia (HBO-like) said so; HBOD knows.","entities":{"org":[{"name":"Harbour Board of Odemia","forms":["Harbour Board of Odemia","HBOD"]}],"place":["Odemia"]}}
{"id":"h","text":"HBOD said no, in Odemia.","entities":{"org":["HBOD"],"place":["Odemia"]}}
{"id":"i","text":"The Harbour Board of Odemia said yes.","entities":{"org":["Harbour Board of Odemia"]}}
{"id":"k","text":"Of another land is the Harbour Board of Odemia (XHBOD).","entities":{"org":[{"name":"Harbour Board of Odemia","forms":["Harbour Board of Odemia","XHBOD"]}]}}
{"id":"l","text":"Zorimu Union of Odemian Youth (ZORIMU).","entities":{"org":[{"name":"Union of Odemian Youth","forms":["Union of Odemian Youth","ZORIMU"]}]}}
{"id":"m","text":"The Union of Odemian Youth met Zorimu Bal.","entities":{"org":["Union of Odemian Youth"],"person":["Zorimu Bal"]}}
{"id":"o","text":"The Union of Odemian Youth met.","entities":{"org":["Union of Odemian Youth"]}}
{"id":"p","text":"Vive la compagnie."}
{"id":"q","text":"A table a la carte."}
{"id":"s","text":"Rain fell on Los Angeles."}
{"id":"n","text":"Zorimu Tar came.","entities":{"person":["Zorimu Tar"]}}
{"id":"j","text":"Boris Halimow is nobody's brother.","entities":{"person":["Boris Halimow"]}}
END
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities "$scratch/own" "$scratch/people.jsonl" || exit 99

own=$scratch/own
answers "$own" <<'END'
# spellings of a surname that the index knows of one person
halimov|a b
Khalimov|a b
# not of two
markel|e
markle|f
halimow|j
# a name in full, in words and as a phrase, but not everybody with the forename
"serhii borodenko"|c d
+sergiy +borodenko|c d
rustem|a b
# what an acronym stands for
hbod|g h i k
"harbour board of odemia"|g h i k
# but not the longer one of another body, nor what people are called
xhbod|k
zorimu|l m n
# nor letters that are a word of another language, where that is what they are
"los angeles"|s
="Halimov"|a
END

test_begin "forms that the index knows are said, marked, below what was typed, and turned off"
run "$DATELINE_SEARCH_PROGRAM" --format=tsv "$own" khalimov
expect test "$(cut -f3 "$scratch/stdout" | tr -d '\n')" = ba
expect_stdout_contains "Rustem <mark>Halimov</mark> spoke"
run "$DATELINE_SEARCH_PROGRAM" --format=jsonl "$own" khalimov
expect_stdout_contains '"also_searched": [{"word": "khalimov", "variants": ["halimov"]}]'
run "$DATELINE_SEARCH_PROGRAM" --explain "$own" hbod
expect_stdout_contains "harbour board of odemia"
run_ids --exact "$own" khalimov
expect_output b

test_begin "what the user keeps apart is not searched as one"
printf '!Rustem Halimov\tperson\tRustem Khalimov\n' >apart.tsv
run_ids --names=apart.tsv "$own" khalimov
expect_output b

test_begin "a table of the user's own merges names and keeps them apart"
printf 'Borodin\tperson\tBorodyn\n!Kiev\tplace\tKyiv\n' >own.tsv
run_ids --names=own.tsv "$index" borodyn
expect_output "g h"
run_ids --names=own.tsv "$index" kiev
expect_output b
run_ids "$index" borodyn
expect_output g

test_begin "lines of a table that make no sense are named and passed over"
printf 'Borodin\tperson\tBorodyn\nKiev\ttown\tKyiv\n!Lviv\tplace\n\377\n' >own.tsv
run "$DATELINE_SEARCH_PROGRAM" --names=own.tsv --format=tsv --snippets=0 "$index" borodyn
expect_status 0
expect_stdout_contains "h			"
expect_stderr_contains "own.tsv:2: no kind of name"
expect_stderr_contains "own.tsv:3: only one name to keep apart"
expect_stderr_contains "own.tsv:4: this is no UTF-8 text"

test_begin "a table that is not there is trouble"
run "$DATELINE_SEARCH_PROGRAM" --names=none.tsv "$index" borodyn
expect_status 2
expect_stderr_contains "none.tsv: cannot be read"
expect test "$(grep -c "cannot be read" "$scratch/stderr")" -eq 1
test_done

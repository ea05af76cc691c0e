#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One name for each entity over an index, whatever the order and the runs in which its articles came.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# id, then people between semicolons, then a place: names as annotations give them, one article a line.
article() {
	people=$(printf '%s' "$2" | sed 's/;/","/g')
	printf '{"id":"%s","text":"Article %s.","entities":{"person":["%s"],"place":["%s"]}}\n' "$1" "$1" "$people" "$3"
}

{
	article 1 "Volodymyr Zelensky;Rustem Umerov;Olha Petrenko" "Kyiv"
	article 2 "Volodymyr Zelenskyy;George W. Bush" "Kiev"
	article 3 "Volodymyr Zelenskiy;George H. W. Bush" "United States"
	article 4 "Rustem Umierov;George Bush;Bill Gates" "US"
	article 5 "Serhii Kostenko;Robert Gates;George W. Bush;Olha Petrenko" "U.S."
	article 6 "Sergiy Kostenko;Chris Murphy;Donald Trump Jr.;Donald Trump" "Türkiye"
	article 7 "Sergei Kostenko;Christine Murphy;Donald Trump" "Turkey"
	article 8 "Viktor Ivanov;Alexander Brodsky;George W. Bush" "Odesa"
	article 9 "Viktoria Ivanova;Aleksandr Brodskiy" "Odessa"
	article 10 "Kostenko;Umerov;Oleksandr Brodskyy;Olha Petrenko" "Ciragan"
	article 11 "J. Marlowe;Jill Whitby;Jack Whitby" "Çırağan"
	article 12 "John Marlowe;J. Whitby" "Niger"
	article 13 "John Marlowe;Bob Whitcombe;Robert Whitcombe" "Nigeria"
} >"$scratch/articles.jsonl"

# What narrowing and counting make of it.
entities() {
	"$DATELINE_SEARCH_PROGRAM" --format=json -n 0 --facets=person,place --facet-size=100 "$1" article >json &&
		sed -n '/"facets"/,$p' json
}

# Runs of so many lines of the file, one after the other.
index_in_runs() {
	split -l "$3" "$2" part.
	for part in part.*; do
		"$DATELINE_INDEX_PROGRAM" --quiet --no-entities "$1" "$part" || return 1
	done
	rm -f part.*
}

"$DATELINE_INDEX_PROGRAM" --quiet --no-entities "$scratch/index" "$scratch/articles.jsonl" || exit 99

test_begin "names of one entity are counted together, and shown by one of them"
run entities "$scratch/index"
expect_status 0
for value in "Volodymyr Zelensky" "Rustem Umerov" "George W. Bush" "George H. W. Bush" "Bill Gates" "Robert Gates" \
	"Chris Murphy" "Christine Murphy" "Donald Trump" "Donald Trump Jr." "Viktor Ivanov" "Viktoria Ivanova" "John Marlowe" \
	"Jill Whitby" "Jack Whitby" "J. Whitby" "Bob Whitcombe" "Robert Whitcombe" \
	Kyiv "United States" Turkey Odesa "Çırağan Palace" Niger Nigeria; do
	expect_stdout_contains "\"value\": \"$value\""
done
for value in "Volodymyr Zelenskyy" "Rustem Umierov" "J. Marlowe" Kiev US Türkiye Odessa Umerov Kostenko; do
	expect_stdout_lacks "\"value\": \"$value\""
done
expect test "$(grep -c '"value": ".* Kostenko"' json)" = 1
expect test "$(grep -c '"value": ".* Brodsk' json)" = 1

test_begin "narrowing by a name or any of its forms finds as many articles as were counted"
for name in "Volodymyr Zelensky|1 2 3" "volodymyr zelenskiy|1 2 3" "Sergiy Kostenko|10 5 6 7" "George H. W. Bush|3" \
	"Oleksandr Brodskyy|10 8 9" "Donald Trump Jr.|6"; do
	run_ids "$scratch/index" "person:\"${name%|*}\""
	expect_output "${name#*|}"
done
run_ids "$scratch/index" 'place:US'
expect_output "3 4 5"
run_ids "$scratch/index" 'place:"United States"'
expect_output "3 4 5"

test_begin "--entities lists what narrowing finds, with its forms"
run "$DATELINE_SEARCH_PROGRAM" --entities=person --format=tsv --prefix=niger "$scratch/index"
expect_status 1
run "$DATELINE_SEARCH_PROGRAM" --entities --format=tsv --prefix=ÇIRA "$scratch/index"
expect_status 0
expect_output "place	2	Çırağan Palace	Ciragan	Çırağan"
run "$DATELINE_SEARCH_PROGRAM" --entities=person --format=jsonl --prefix="volodymyr z" "$scratch/index"
expect_stdout_contains '{"kind": "person", "value": "Volodymyr Zelensky", "count": 3, "forms": ["Volodymyr Zelenskiy", "Volodymyr Zelensky", "Volodymyr Zelenskyy"]}'
run "$DATELINE_SEARCH_PROGRAM" --entities --format=jsonl "$scratch/index"
while IFS='	' read -r kind count name; do
	run "$DATELINE_SEARCH_PROGRAM" --format=tsv -n 100 "$scratch/index" "$kind:\"$name\""
	expect test "$(wc -l <"$scratch/stdout")" = "$count"
done <<END
$("$DATELINE_SEARCH_PROGRAM" --entities --format=tsv "$scratch/index" | cut -f1-3)
END
run "$DATELINE_SEARCH_PROGRAM" --entities=org "$scratch/index"
expect_status 1
run "$DATELINE_SEARCH_PROGRAM" --entities=source "$scratch/index"
expect_status 2

test_begin "any order of indexing and any split into runs gives the same entities"
entities "$scratch/index" >expected
for lines in 1 2 5; do
	for order in tac 'sort -t: -k2' 'sort -k3'; do
		$order "$scratch/articles.jsonl" >shuffled
		run index_in_runs "index-$lines" shuffled "$lines"
		expect_status 0
		entities "index-$lines" >other
		expect cmp expected other
		rm -rf "index-$lines"
	done
done

# names_lead INDEX: whether each name of the list finds as many articles as it says
names_lead() {
	"$DATELINE_SEARCH_PROGRAM" --entities --format=tsv "$1" >list || return 1
	awk -F'\t' '{ print $1 ":\"" $3 "\"" }' list >queries
	"$DATELINE_SEARCH_PROGRAM" --batch=queries --format=jsonl -n 0 --exact "$1" 2>log |
		sed 's/.*"total": \([0-9]*\).*/\1/' >found
	cut -f2 list >counted
	cmp counted found
}

# counted INDEX: facets are the same as the last commit numbered them, and by comparing the names again
counted() {
	"$DATELINE_SEARCH_PROGRAM" --format=json -n 0 --facets --facet-size=30 "$1" article | grep -v took_ms >numbered || return 1
	"$DATELINE_SEARCH_PROGRAM" --format=json -n 0 --facets --facet-size=30 --names="$scratch/nothing.tsv" "$1" article | grep -v took_ms >compared
	"$DATELINE_SEARCH_PROGRAM" --entities "$1" >>numbered
	"$DATELINE_SEARCH_PROGRAM" --entities --names="$scratch/nothing.tsv" "$1" >>compared
	cmp numbered compared
}
echo '# nothing' >"$scratch/nothing.tsv"

test_begin "names that one article alone has are found, whatever happens to the index"
mkdir many
awk 'BEGIN {
	for (i = 0; i < 150; i++)
		printf "{\"id\":\"%d\",\"text\":\"Article %d.\",\"entities\":{\"person\":[\"Albert Word%c%c\",\"John Marlowe\",\"J. Marlowe\"]," \
			"\"place\":[\"Town %d\",\"Kiev\"],\"org\":[\"Firm %d\"]}}\n", i, i, 97 + i / 26, 97 + i % 26, i, i / 2
}' | tee all.jsonl >many/all.jsonl
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities --jobs=1 many-index many
run names_lead many-index
expect_status 0
run counted many-index
expect_status 0
expect test "$(grep -c '^place	1	Town' list)" = 150
xapian-delve -a -1 many-index | grep -c XPLACE >terms
expect test "$(cat terms)" = 1
run "$DATELINE_INDEX_PROGRAM" --check many-index
expect_status 0
sed 120,150d all.jsonl >many/all.jsonl
article 200 "Albert Wordaa;Volodymyr Zelensky" "Town 3" >>many/all.jsonl
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities many-index many
run names_lead many-index
expect_status 0
run counted many-index
expect_status 0
expect grep -q '^place	2	Town 3	' list
cp list expected
run "$DATELINE_INDEX_PROGRAM" --check many-index
expect_status 0
for how in --compact --recover; do
	run "$DATELINE_INDEX_PROGRAM" "$how" many-index
	run names_lead many-index
	expect_status 0
	expect cmp expected list
	run "$DATELINE_INDEX_PROGRAM" --check many-index
	expect_status 0
done

# damage_behind PATTERN: the index's record whose key that is; the bytes behind the key stand in it.
damage_behind() {
	for offset in $(LC_ALL=C grep -aboP "$1" harmed/shard-*/postlist.glass | cut -d: -f1); do
		printf '\377\377\377' | dd of="$(echo harmed/shard-*/postlist.glass)" bs=1 seek=$((offset + 36)) conv=notrunc 2>/dev/null
	done
	run "$DATELINE_INDEX_PROGRAM" --check harmed
	expect_status 1
}

for record in dateline-names:names dateline-values:values; do
	test_begin "a damaged record of ${record#*:} is seen, passed over and written anew"
	"$DATELINE_INDEX_PROGRAM" --quiet --no-entities harmed "$scratch/articles.jsonl"
	damage_behind "${record%:*}"
	expect_stdout_contains "${record#*:}"
	run "$DATELINE_SEARCH_PROGRAM" --facets harmed article
	expect_status 0
	run "$DATELINE_INDEX_PROGRAM" --recover harmed
	expect_status 0
	run "$DATELINE_INDEX_PROGRAM" --check harmed
	expect_status 0
done

test_begin "where the words of names are damaged, all names are looked at"
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities harmed "$scratch/articles.jsonl"
"$DATELINE_SEARCH_PROGRAM" --format=trec harmed person:zelensky >expected
expect test -s expected
damage_behind '\x00\xC0W'
expect_stdout_contains "the words of a name do not lead to it"
run "$DATELINE_SEARCH_PROGRAM" --format=trec harmed person:zelensky
expect_status 0
expect_stderr_empty
expect cmp expected "$scratch/stdout"

test_begin "what is no longer there no longer counts"
{
	cat "$scratch/articles.jsonl"
	article 14 "Volodymyr Zelenskyj;Volodymyr Zelensky;George Bush" "Kyiv"
} >more.jsonl
entities "$scratch/index" >expected
mkdir source
cp more.jsonl source/articles.jsonl
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities index source
cp "$scratch/articles.jsonl" source/articles.jsonl
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index source
expect_status 0
entities index >other
expect cmp expected other

test_begin "a table of the user's own, when indexing and when searching"
printf 'Chris Murphy\tperson\tChristine Murphy\n!Kyiv\tplace\tKiev\n' >own.tsv
run "$DATELINE_SEARCH_PROGRAM" --names=own.tsv --format=json -n 0 --facets=person,place --facet-size=100 "$scratch/index" article
expect_stdout_contains '"value": "Kiev"'
expect_stdout_contains '"value": "Chris Murphy"'
expect_stdout_lacks '"value": "Christine Murphy"'
printf 'Chris Murphy\tperson\t?Christine Murphy\n!Kyiv\tKiev\n' >own2.tsv
run "$DATELINE_SEARCH_PROGRAM" --names=own2.tsv --format=json -n 0 --facets=person,place --facet-size=100 "$scratch/index" article
expect_stdout_contains '"value": "Chris Murphy"'
expect_stdout_contains '"value": "Christine Murphy"'
expect_stderr_contains 'own2.tsv:2: no kind of name; the line is passed over (write !NAME, person, org or place, and names that are not its own'
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities --names=own.tsv index "$scratch/articles.jsonl"
expect_status 0
run entities index
expect_stdout_contains '"value": "Kiev"'
expect_stdout_lacks '"value": "Christine Murphy"'
test_done

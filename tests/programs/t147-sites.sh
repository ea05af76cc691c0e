#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What repeats over the pages of one site belongs to the site; what copies of a story share belongs to the story.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# story N: four paragraphs that no other number has, between empty lines.
story() {
	awk -v n="$1" 'BEGIN {
		split("harbour lighthouse council ferry school market bridge museum station library", who, " ")
		split("opened closed praised painted counted repaired sold searched measured visited", did, " ")
		split("boats windows bells gardens letters engines maps lanterns paintings benches", what, " ")
		for (p = 1; p <= 4; p++) {
			for (s = 1; s <= 3; s++)
				printf "The %s of village number %d %s some %d %s on day %d of the year. ", who[(n * 7 + p * 3 + s) % 10 + 1], n * 31 + p,
					did[(n + p * s) % 10 + 1], n * 13 + p * 5 + s, what[(n * 3 + p + s * 2) % 10 + 1], n + p * 40
			print "\n"
		}
	}'
}

letter='Subscribers of The Quay read all of its stories without limits.'
agency='Reporting by the Agency of the Isles; our standards are those of its charter.'

# page N [STORY]: the site's page about it; every second one is an agency's.
page() {
	printf '<html lang="en"><head><title>Story number %s of the isles</title></head><body><article><h1>Story number %s of the isles</h1>' "$1" "$1"
	story "${2:-$1}" | sed -n '/./{s/.*/<p>&<\/p>/p;}' | sed "2s|\$|<p>$letter</p>|"
	if test $(($1 % 2)) -eq 0; then
		printf '<p>%s</p>' "$agency"
	fi
	printf '</article></body></html>\n'
}

pages() {
	mkdir site
	for n in 1 2 3 4 5 6 7 8 9; do
		page $n >site/$n.html
	done
}

extract() {
	run "$DATELINE_INDEX_PROGRAM" --extract --no-entities "$@"
}

# lacks_furniture, has_furniture: all articles, some article.
lacks_furniture() {
	expect_stdout_lacks 'Subscribers of The Quay'
	expect_stdout_lacks 'Agency of the Isles'
}

test_begin "sentences that stand on most pages of a site, or on a fair share of them"
pages
extract site
expect_status 0
lacks_furniture
expect_stdout_contains 'of village number 35 '
expect test "$(wc -l <"$scratch/stdout")" -eq 9
expect test "$(grep -c 'village.*village.*village.*village' "$scratch/stdout")" -eq 9

# wrapped N FIRST LAST: the site's page about it, with a line before and one behind its text.
wrapped() {
	page "$1" | sed "s|</h1>|</h1><p>$2</p>|; s|</article>|<p>$3</p></article>|"
}

test_begin "lines that differ in their numbers and dates alone"
mkdir site
i=0
for month in January February March April May June July August; do
	i=$((i + 1))
	wrapped $i "Updated $i $month 2025" "$((i * 7)) comments" >site/$i.html
	wrapped 1$i "Updated 1$i $month 2025" "Page $i of 20" >site/1$i.html
done
extract --no-boilerplate site
expect_stdout_contains 'Updated 3 March 2025'
expect_stdout_contains 'Page 3 of 20'
extract site
expect_status 0
for line in 'Updated 1' 'Updated 3 March' '21 comments' 'Page 3 of 20'; do
	expect_stdout_lacks "$line"
done
expect test "$(grep -c 'village.*village' "$scratch/stdout")" -eq 16

test_begin "prose about other numbers each time stays, and so does what stands amid the text"
mkdir site
for i in 1 2 3 4 5 6 7 8; do
	wrapped $i "Gold rose to \$$((1990 + i)) on Monday" "The index closed at $((8000 + i)) points." |
		sed "2s|\$|<p>Serves $i people</p>|" >site/$i.html
done
extract site
expect test "$(grep -c 'Gold rose to [$]199' "$scratch/stdout")" -eq 8
expect test "$(grep -c 'The index closed at 800' "$scratch/stdout")" -eq 8
expect test "$(grep -c 'Serves . people' "$scratch/stdout")" -eq 8

test_begin "a large directory is looked at all over, and not at its beginning"
mkdir site
i=100
while test $i -lt 140; do
	page $i | grep -v 'Subscribers of' >site/a$i.html
	page $((i + 100)) >site/z$i.html
	i=$((i + 1))
done
extract site
lacks_furniture

test_begin "pages that come later do not change what was read before"
pages
figures() {
	run "$DATELINE_INDEX_PROGRAM" --no-entities --json index site
	sed 's/^{"documents": \([0-9]*\), "added": \([0-9]*\), "updated": \([0-9]*\), "unchanged": \([0-9]*\), .*/\1 +\2 ~\3 =\4/' "$scratch/stdout" >short
	mv short "$scratch/stdout"
}
figures
expect_output "9 +9 ~0 =0"
for n in 10 11 12 13 14; do
	page $n >site/$n.html
done
figures
expect_output "14 +5 ~0 =9"
touch site/3.html
figures
expect_output "14 +0 ~0 =14"
run "$DATELINE_SEARCH_PROGRAM" index '"read all of its stories"'
expect_status 1

test_begin "a page alone keeps them, and so do two"
pages
extract site/2.html
expect_stdout_contains 'Subscribers of The Quay'
extract site/2.html site/4.html
expect test "$(grep -c 'Subscribers of The Quay.*Agency of the Isles' "$scratch/stdout")" -eq 2

test_begin "neither the order of files nor the number of workers matters"
pages
extract site/1.html site/2.html site/3.html site/4.html site/5.html
sort "$scratch/stdout" >one
extract site/5.html site/3.html site/1.html site/4.html site/2.html
sort "$scratch/stdout" >two
expect cmp one two
for jobs in 1 5; do
	run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities --jobs=$jobs index$jobs site
	expect_status 0
	run "$DATELINE_SEARCH_PROGRAM" --show=4.html --format=json index$jobs
	grep -v took_ms "$scratch/stdout" >shown$jobs
	run "$DATELINE_SEARCH_PROGRAM" index$jobs '"read all of its stories"'
	expect_status 1
done
expect cmp shown1 shown5

test_begin "four copies of one story keep their text, by their title or by what they share"
mkdir site
for n in 1 2 3 4; do
	page 1 | sed 's/number 1 of/number one of/' >site/title$n.html
	page $n 2 >site/text$n.html
done
extract site
expect test "$(grep -c 'of village number 32 ' "$scratch/stdout")" -eq 4
expect test "$(grep -c 'of village number 63 ' "$scratch/stdout")" -eq 4

test_begin "each site by itself: an address before the directory"
pages
for n in 1 2 3 4 5 6 7 8 9; do
	sed "s|<title>|<link rel=canonical href=\"https://$n.example/a\"><title>|" site/$n.html >site/$n.html.new
	mv site/$n.html.new site/$n.html
done
extract site
expect test "$(grep -c 'Subscribers of The Quay' "$scratch/stdout")" -eq 9

test_begin "pages saved as text"
mkdir site
for n in 1 2 3 4 5; do
	{
		printf 'Story number %s of the isles\n\n' $n
		story $n
		printf '%s\n\n' "$letter"
		story "10$n"
	} >site/$n.txt
done
extract site
lacks_furniture
expect test "$(grep -c 'village.*village' "$scratch/stdout")" -eq 5

test_begin "the records of an archive, by their host"
for n in 1 2 3 4 5 6 7 8; do
	{
		printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
		page $n
	} >body
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quay.example/%s\r\nContent-Type: application/http\r\n' $n
	printf 'Content-Length: %s\r\n\r\n' "$(wc -c <body | tr -d ' ')"
	cat body
	printf '\r\n\r\n'
done >crawl.warc
extract crawl.warc
lacks_furniture
expect test "$(wc -l <"$scratch/stdout")" -eq 8

test_begin "lines of JSON are left as they are, and so is all with --no-boilerplate"
pages
for n in 1 2 3 4 5; do
	printf '{"id": "%s", "title": "Story %s", "text": "%s\\n\\nVillage %s."}\n' $n $n "$letter" $n
done >lines.jsonl
extract lines.jsonl
expect test "$(grep -c 'Subscribers of The Quay' "$scratch/stdout")" -eq 5
extract --no-boilerplate site
expect test "$(grep -c 'Subscribers of The Quay' "$scratch/stdout")" -eq 9

test_begin "what is wrong is said once, and a pipe is read once"
pages
: >site/empty.html
mkfifo pipe
page 10 >pipe &
extract site pipe
expect_status 1
expect test "$(wc -l <"$scratch/stderr")" -eq 1
expect test "$(wc -l <"$scratch/stdout")" -eq 10

test_done

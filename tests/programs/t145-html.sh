#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Pages of HTML through the program: how they are known, what is refused, what is too much.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# page BODY: a page with an article in it, and BODY behind it.
page() {
	printf '<html lang="en"><head><title>Ferry runs again</title></head><body><article><h1>Ferry runs again</h1>'
	printf '<p>The ferry to the islands will run again from Monday, the harbour office said, after nine days of storm.</p>'
	printf '<p>Two boats are enough for now, said its head, Ole Brandt, and a third one comes in spring.</p></article>%s' "$1"
}

# times N TEXT
times() {
	awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'
}

extract() {
	run "$DATELINE_INDEX_PROGRAM" --extract "$@"
}

test_begin "a piece of a page, which begins with an element that older HTML has not"
for element in main section header ul a; do
	page "</$element>" | sed "s|.*<article>|<$element>|" >$element.html
	extract $element.html
	expect_status 0
	expect_stdout_contains 'Ole Brandt'
done

test_begin "known by its first element, whatever its name"
page >page.txt
extract page.txt
expect_status 0
expect_stdout_contains '"title": "Ferry runs again"'
expect_stdout_lacks '<p>'

test_begin "behind comments, white space and an XML declaration too"
{
	printf '\357\273\277<?xml version="1.0"?>\n<!-- saved <p> -->\n\n  <!DOCTYPE html>\n'
	page
} >page
extract page
expect_stdout_contains '"title": "Ferry runs again"'

test_begin "by its name where the content says nothing"
printf 'Some words only, <b>and</b> more' >page.htm
extract page.htm
expect_stdout_contains '"text": "Some words only, and more"'

test_begin "a text about <p> is a text"
printf 'A note\n\nWrite <p> before each paragraph, the manual says, and all is well with your page.\n' >note
extract note
expect_stdout_contains 'Write <p> before'

test_begin "compressed by gzip, and searched"
page | gzip >ferry.html.gz
run "$DATELINE_INDEX_PROGRAM" --quiet index ferry.html.gz
expect_status 0
run_ids index harbour
expect_output ferry.html

test_begin "--format=html for what looks like something else"
printf '{"a": "<p>words of a page</p>"}' >odd
extract --format=html odd
expect_stdout_contains 'words of a page'

test_begin "pages without anything to read are named with the reason"
: >empty.html
printf '<html><head><title></title></head><body><script>var a</script></body></html>' >script.html
printf '<html>a\000b' >binary.html
extract empty.html script.html binary.html
expect_status 2
expect_stderr_contains 'empty.html: empty file'
expect_stderr_contains 'script.html: no text in the page'
expect_stderr_contains 'binary.html: binary file'

test_begin "a hundred thousand open elements: what stands before is taken, and it is said"
{
	page
	times 100000 '<div>'
	printf 'far inside'
} >deep.html
extract deep.html
expect_status 0
expect_stdout_contains 'Ole Brandt'
expect_stderr_contains 'elements inside one another'

test_begin "each source is spelled one way"
page '<p>(Agence France-Presse)</p>' >signed.html
extract signed.html
expect_stdout_contains '"source": "AFP"'

test_begin "a hundred thousand attributes and end tags cost no time"
page "<p $(times 20000 'a b c d e ')>" >attributes.html
{
	page
	times 900 '<i>'
	times 100000 '</b></u>'
} >ends.html
extract attributes.html ends.html
expect_status 0
expect_stdout_contains 'Ole Brandt'

test_begin "ten megabytes"
page "$(times 100 "<p>Another paragraph of this long page says nothing that the others did not say before it.</p>")" >one
{
	page
	for _ in 1 2 3 4 5 6 7 8 9 10; do times 10000 '<p>A paragraph of this page says nothing that the others did not say already, but it is long.</p>'; done
} >long.html
extract long.html
expect_status 0
expect_stdout_contains 'Ole Brandt'

test_begin "what a browser saves beside a page is no article; a folder that is merely called so is one of articles"
mkdir -p 'in/Ferry runs_files' in/Fähre-Dateien in/lost_files
page >'in/Ferry runs.html'
page >in/Fähre.htm
page >in/lost_files/page.html
for file in 'in/Ferry runs_files/frame.html' in/Fähre-Dateien/ad.html; do
	printf '<html><body><p>Buy this boat today and pay for it in March.</p></body></html>' >"$file"
done
printf '\211PNG\r\n\032\n' >'in/Ferry runs_files/boat.png'
extract in
expect_status 0
expect_stderr_empty
expect_stdout_lacks 'Buy this boat'
expect test "$(wc -l <"$scratch/stdout")" -eq 3

test_begin "nothing is fetched or expanded, whatever the page asks for"
cat >evil.html <<-'END'
	<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;&a;">]>
	<html><head><link rel="stylesheet" href="http://127.0.0.1:9/x"><base href="file:///"></head><body>
	<p>The words of the page stand here, and &a; and &b; stay what they are, as every reader can see.</p>
	<iframe src="file:///etc/hostname"></iframe><object data="file:///etc/hostname"></object></body></html>
END
extract evil.html
expect_status 0
expect_stdout_contains 'and &a; and &b; stay what they are'
expect_stderr_empty

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# dateline-search as a CGI program: statuses, headers, forms of an answer, and what hostile requests get.

# shellcheck disable=SC2317 # expect calls functions
# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# Long enough for a sanitized build on a busy machine; what it bounds has tests of its own.
printf 'timeout = 60000\n' >"$scratch/dateline.conf"
DATELINE_CONFIG=$scratch/dateline.conf
index=$scratch/index
# The search for leaks reads /proc, which the endpoint gives up; the same code is searched on the command line.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export DATELINE_CONFIG ASAN_OPTIONS

# cgi QUERY [VARIABLE=VALUE]...: one request; the response is stdout.
cgi() {
	query=$1
	shift
	run env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SERVER_NAME=news.example SERVER_PORT=80 \
		SCRIPT_NAME=/search HTTP_HOST=news.example DATELINE_INDEX="$index" "$@" QUERY_STRING="$query" \
		"$DATELINE_SEARCH_PROGRAM"
}

# Of the response: its status, one header, its body.
status_is() { test "$(sed -n '1s/^Status: \([0-9]*\) .*/\1/p' "$scratch/stdout")" = "$1"; }
header() { sed -n "/^.\$/q; s/^$1: \\(.*\\)\\r\$/\\1/p" "$scratch/stdout"; }
header_is() { test "$(header "$1")" = "$2"; }
body() { sed '1,/^.$/d' "$scratch/stdout"; }
expect_header() { holds "$1 is not $2 but $(header "$1")" header_is "$1" "$2"; }

"$DATELINE_INDEX_PROGRAM" --quiet "$index" "$CORPUS" || exit 99

test_begin "a page of results"
cgi 'q=Medinsky+ceasefire'
expect_status 0
expect_stderr_empty
expect status_is 200
expect_header Content-Type "text/html; charset=utf-8"
expect_header X-Content-Type-Options nosniff
expect_header Referrer-Policy no-referrer
expect_header Cache-Control no-cache
expect_header X-Robots-Tag "noindex, nofollow"
expect test "$(header Content-Length)" = "$(body | wc -c)"
expect test -z "$(header Content-Security-Policy | grep -F unsafe)"
expect_stdout_contains "default-src 'none'"
expect_stdout_contains '<meta name="robots" content="noindex, nofollow">'
expect_stdout_contains '<mark>Medinsky</mark>'

test_begin "the rest of a facet is a link away, alone on its page; languages have names"
cgi 'q=ceasefire'
expect_stdout_contains '<a href="?q=ceasefire&amp;facets=person&amp;facet-size=1000">and '
expect_stdout_contains '>English</span>'
few=$(grep -c 'class="value"' "$scratch/stdout")
cgi 'q=ceasefire&facets=person&facet-size=1000'
expect status_is 200
expect_stdout_contains '<h2>People</h2>'
expect_stdout_lacks '<h2>Places</h2>'
expect_stdout_lacks 'facet-size='
expect test "$(grep -c 'class="value"' "$scratch/stdout")" -gt "$((few / 4))"
cgi 'q=ceasefire&facets=person&format=json'
expect test "$(grep -c '"value": ' "$scratch/stdout")" = 10

test_begin "nothing is asked: the first page, which may be listed"
cgi ''
expect status_is 200
expect_stdout_contains "5 articles"
expect_header X-Robots-Tag ""

test_begin "a table of names of the server's own, and the same table changed"
printf 'Turkey\tplace\tBosphorus\n' >own.tsv
cgi 'q=Bosphorus&format=json' DATELINE_NAMES="$PWD/own.tsv"
expect status_is 200
expect_stdout_contains '(bosphorus | turkey'
printf 'Istanbul\tplace\tBosphorus\n' >own.tsv
printf 'names = %s\ntimeout = 60000\n' "$PWD/own.tsv" >names.conf
cgi 'q=Bosphorus&format=json' DATELINE_CONFIG="$PWD/names.conf"
expect_stdout_contains '(bosphorus | istanbul)'
tag=$(header ETag)
cgi 'q=Bosphorus&format=json' DATELINE_CONFIG="$PWD/names.conf" HTTP_IF_NONE_MATCH="$tag"
expect status_is 304
printf '!Istanbul\tplace\tBosphorus\n' >own.tsv
cgi 'q=Bosphorus&format=json' DATELINE_CONFIG="$PWD/names.conf" HTTP_IF_NONE_MATCH="$tag"
expect status_is 200
expect_stdout_contains '"also_searched": []'
cgi 'q=Bosphorus' DATELINE_NAMES="$PWD/none.tsv"
expect status_is 503

test_begin "JSON is what the command line prints, but for the time it took"
cgi 'q=Medinsky+ceasefire&format=json&n=3'
expect_header Content-Type application/json
body | sed '/took_ms/d' >page.json
"$DATELINE_SEARCH_PROGRAM" --format=json -n 3 "$index" Medinsky ceasefire | sed '/took_ms/d' >line.json
expect cmp -s page.json line.json
expect test -s page.json

test_begin "HTML, JSON and Atom hold the same results in the same order"
cgi 'q=Istanbul+talks&format=json'
body | sed -n 's/^      "id": "\(.*\)",/\1/p' >json.ids
cgi 'q=Istanbul+talks'
body | sed -n 's/^<h2.*[?;]id=\([^"&]*\)".*/\1/p' >html.ids
cgi 'q=Istanbul+talks&format=atom'
body | sed -n 's/^<link.*[?;]id=\([^"&]*\)".*/\1/p' >atom.ids
expect test -s json.ids
expect cmp -s json.ids html.ids
expect cmp -s json.ids atom.ids

test_begin "a feed has what RFC 4287 asks for, and entries that keep their ids"
cgi 'q=Istanbul&format=atom&n=2'
expect_header Content-Type "application/atom+xml; charset=utf-8"
expect_stdout_contains 'href="http://news.example/search?q=Istanbul&amp;n=2&amp;format=atom"'
expect test "$(grep -c '^<id>urn:uuid:' "$scratch/stdout")" = 3
expect test "$(grep -c '^<updated>2' "$scratch/stdout")" = 3
grep '^<id>' "$scratch/stdout" >first
cgi 'q=Istanbul&format=atom&n=2' HTTP_HOST=elsewhere.example SCRIPT_NAME=/
grep '^<id>' "$scratch/stdout" >second
expect cmp -s first second

test_begin "a host that is none is not believed"
cgi 'q=Istanbul&format=atom' 'HTTP_HOST=a"><script>'
expect status_is 200
expect_stdout_lacks 'script>'
expect_stdout_contains 'http://news.example/search'

test_begin "one article, with the words marked"
cgi 'id=wire-istanbul-talks.txt&q=medinsky'
expect status_is 200
expect_stdout_contains '<h1'
expect_stdout_contains '<mark>Medinsky</mark>'
expect_stdout_contains 'Back to the results'

test_begin "one article as JSON"
cgi 'id=wire-istanbul-talks.txt&format=json'
expect_header Content-Type application/json
expect_stdout_contains '"id": "wire-istanbul-talks.txt"'
expect_stdout_contains '"text": "'

test_begin "an article that is not there"
cgi 'id=../../etc/passwd'
expect status_is 404

test_begin "names and words that begin so, whatever their accents"
cgi 'suggest=cira'
expect_header Content-Type "application/x-suggestions+json; charset=utf-8"
expect_stdout_contains '["cira", ["'
expect grep -Eq 'Ç?[Cc]?[ıi]ra[ğg]an' "$scratch/stdout"

test_begin "a description for browsers"
cgi 'format=opensearch'
expect_header Content-Type "application/opensearchdescription+xml; charset=utf-8"
expect_stdout_contains 'template="http://news.example/search?q={searchTerms}&amp;start={startIndex?}&amp;n={count?}"'

test_begin "the style is kept by browsers, and changes its address when it changes"
cgi 'asset=style.css&v=1'
expect_header Content-Type "text/css; charset=utf-8"
expect_header Cache-Control "public, max-age=31536000, immutable"
body >style.css
expect cmp -s style.css "$SOURCE/web/style.css"
cgi 'asset=../style.css'
expect status_is 404

test_begin "HEAD: the headers of GET and no body"
cgi 'q=Istanbul' REQUEST_METHOD=HEAD
expect status_is 200
expect test "$(header Content-Length)" -gt 1000
expect test -z "$(body)"

test_begin "asked again, nothing is sent again, until the index changes"
cgi 'q=Istanbul'
tag=$(header ETag)
expect test -n "$tag"
cgi 'q=Istanbul' "HTTP_IF_NONE_MATCH=\"x\", $tag"
expect status_is 304
expect test -z "$(body)"
cgi 'q=Ankara' "HTTP_IF_NONE_MATCH=$tag"
expect status_is 200

test_begin "an entity is suggested once, by its name"
cgi 'suggest=zel'
expect_stdout_contains '"Volodymyr Zelensky"'
expect_stdout_lacks '"volodymyr zelenskyy"'

test_begin "who finds nothing is told why"
cgi 'q=%2Bceasefire+%2Bxyzzyq'
expect_stdout_contains "no article holds: xyzzyq"
cgi 'q=ceasefire'
expect_stdout_lacks "no article holds"

test_begin "an unsafe method"
cgi 'q=a' REQUEST_METHOD=POST
expect status_is 405
expect_header Allow "GET, HEAD"

test_begin "what a request carries is taken from the server, which else would answer itself"
{
	{ sleep .3 && head -c 100000 /dev/zero 2>/dev/null; } && echo taken >written
} | env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=POST SCRIPT_NAME=/search CONTENT_LENGTH=100000 DATELINE_INDEX="$index" \
	QUERY_STRING=q=a "$DATELINE_SEARCH_PROGRAM" >"$scratch/stdout"
expect status_is 405
expect test -e written

test_begin "an address behind ours"
cgi 'q=a' PATH_INFO=/etc/passwd
expect status_is 404

test_begin "a wrong parameter in a request for JSON is told as JSON"
cgi 'n=x&format=json'
expect status_is 400
expect_header Content-Type application/json
expect_stdout_contains '"error": "n must be a number from 0 to 100."'
cgi "n=x&$(printf '%01000d' 0)&format=json"
expect_stdout_contains '"error": "n must be'
cgi "q=$(printf '%020000d' 0)&format=json"
expect status_is 414
expect_header Content-Type application/json
cgi 'format=json' REQUEST_METHOD=POST
expect status_is 405
expect_header Content-Type application/json
cgi 'q=a&format=json' DATELINE_INDEX="$scratch/none"
expect status_is 503
expect_header Content-Type application/json
expect test "$(body)" = '{"version": 1, "error": "There is no index to search right now. Please try again in a moment."}'

test_begin "a wrong parameter in a request for a feed is told in plain words"
cgi 'n=x&format=atom'
expect status_is 400
expect_header Content-Type "text/plain; charset=utf-8"
expect test "$(body)" = 'n must be a number from 0 to 100.'

test_begin "no index: 503, come again; the log has the path, the page has not"
cgi 'q=a' DATELINE_INDEX="$scratch/none"
expect status_is 503
expect_header Retry-After 10
expect_stdout_lacks "$scratch"
expect_stderr_contains "$scratch/none: "

test_begin "nobody said which index"
cgi 'q=a' DATELINE_INDEX=
expect status_is 503
expect_stderr_contains "DATELINE_INDEX"

test_begin "the request cannot name an index, a file or an option"
cgi 'DATELINE_INDEX=/etc&q=a'
expect status_is 400
run env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET QUERY_STRING=--version DATELINE_INDEX="$index" "$DATELINE_SEARCH_PROGRAM" --version
expect status_is 400

test_begin "a wrong line of dateline.conf is named, and nothing is served"
printf '# site\nname = Kiosk\nresults = many\n' >wrong.conf
cgi 'q=a' DATELINE_CONFIG="$PWD/wrong.conf"
expect status_is 503
expect_stderr_contains "wrong.conf:3: results must be a number from 1 to 100"

test_begin "dateline.conf sets name, address and the number of results"
printf 'name = Kiosk & Co\nurl = https://kiosk.example/find\nresults = 2\nindex = %s\n' "$index" >right.conf
cgi 'q=Istanbul&format=atom' DATELINE_CONFIG="$PWD/right.conf" DATELINE_INDEX=
expect status_is 200
expect_stdout_contains '<title>Istanbul – Kiosk &amp; Co</title>'
expect_stdout_contains 'href="https://kiosk.example/find?q=Istanbul'
expect test "$(grep -c '^<entry>' "$scratch/stdout")" = 2

# repeat TEXT COUNT
repeat() { awk -v text="$1" -v count="$2" 'BEGIN { while (count-- > 0) printf "%s", text }'; }

# hostile STATUS NAME QUERY: a small page with that status, nothing on stderr, nothing of the machine, no header of theirs.
hostile() {
	test_begin "hostile: $2"
	cgi "$3"
	expect_status 0
	expect status_is "$1"
	expect_stderr_empty
	expect test "$(wc -c <"$scratch/stdout")" -lt 60000
	expect_stdout_lacks "$scratch"
	expect_stdout_lacks "<script>"
	expect test "$(sed '/^.$/q' "$scratch/stdout" | grep -ci '^\(Set-Cookie\|Location\)')" = 0
}

hostile 200 "header injection" 'q=a%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<script>'
hostile 200 "header injection by a filter" 'source=%0d%0aLocation:%20http://evil.example'
hostile 200 "NUL" 'q=a%00b&person=%00'
hostile 200 "invalid UTF-8" 'q=%ff%fe%c0%80%ed%a0%80%f4%90%80%80'
hostile 200 "markup" 'q=%3Cscript%3Ealert(1)%3C/script%3E%22onfocus=%22x&person=%3Cscript%3E'
hostile 200 "a query of 2 kB" "q=$(repeat wor+ 500)"
hostile 414 "a query of 15 kB for a page" "q=$(repeat word 3750)"
hostile 200 "a query of 15 kB" "format=json&q=$(repeat word 3750)"
hostile 414 "a query of 100 kB" "q=$(repeat a 100000)"
hostile 400 "a thousand parameters" "$(repeat 'person=a&' 1000)"
hostile 200 "brackets" "q=$(repeat '(' 1000)a$(repeat ')' 1000)"
hostile 200 "deep brackets" "format=json&q=$(repeat '(' 3000)a$(repeat ')' 3000)"
hostile 200 "a bomb of stars" "q=$(repeat 'a*+' 500)"
hostile 200 "a larger one" "format=json&q=$(repeat 'a*+' 4000)"
hostile 200 "a bomb of words nearly so" "format=json&q=$(repeat 'istanbul~+' 300)"
hostile 200 "a bomb of nots" "format=json&q=$(repeat 'NOT+a+OR+' 1000)"
hostile 200 "a regular expression that never ends" 'q=(a%2B)%2B%24+%2F(.*)*x%2F'
hostile 200 "format strings" 'q=%25s%25n%25x&source=%25n'
hostile 200 "paths" 'q=..%2f..%2fetc%2fpasswd&source=%2fetc%2fpasswd'
hostile 200 "statements of SQL" 'q=%27%3B+DROP+TABLE+articles%3B--'
hostile 404 "an id of 10 kB" "id=$(repeat a 10000)"
hostile 200 "suggestions for 10 kB" "suggest=$(repeat a 10000)"
hostile 200 "suggestions for a star" 'suggest=**'
hostile 400 "a number of a hundred digits" "n=$(repeat 9 100)"
hostile 200 "the turning of direction" 'q=%e2%80%ae%e2%81%a6abc'

test_begin "the time a request may take is bounded: what was found until then, or 503"
printf 'timeout = 1\n' >short.conf
cgi "q=$(repeat 'a*+b*+' 100)" DATELINE_CONFIG="$PWD/short.conf"
expect_status 0
expect grep -Eq '^Status: (200|503)' "$scratch/stdout"

test_begin "memory that runs out: 503, and no word of why in the page"
printf 'memory = 24\nsandbox = no\n' >small.conf
cgi 'q=Istanbul' DATELINE_CONFIG="$PWD/small.conf"
expect grep -Eq '^Status: (200|503)|^$' "$scratch/stdout"
expect_stdout_lacks "$scratch"

test_begin "pages and feeds on the command line: by themselves"
run "$DATELINE_SEARCH_PROGRAM" --format=html "$index" Medinsky
expect_status 0
expect_stdout_contains '<style>'
expect_stdout_contains '<mark>Medinsky</mark>'
expect_stdout_lacks '<form'
expect_stdout_lacks 'href="?'
run "$DATELINE_SEARCH_PROGRAM" --format=atom "$index" Medinsky
expect_status 0
expect_stdout_contains '<feed xmlns="http://www.w3.org/2005/Atom">'
run "$DATELINE_SEARCH_PROGRAM" --format=html --batch=- "$index"
expect_status 2
expect_stderr_contains "--batch"

test_done

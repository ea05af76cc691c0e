#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every format in one directory, packed or not; archives that change between two runs; what is no article; each kind of damage.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# html WORD: a page about a word that no other has.
html() {
	printf '<html lang="en"><head><title>The %s runs</title></head><body><article><h1>The %s runs</h1>' "$1" "$1"
	printf '<p>The %s was seen in Vienna on Monday, the police said, after nine days of storm.</p></article></body></html>' "$1"
}

# record ADDRESS WORD: a response of an archive.
record() {
	{
		printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
		html "$2"
	} >"$scratch/body"
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http;msgtype=response\r\n' "$1"
	printf 'Content-Length: %s\r\n\r\n' "$(wc -c <"$scratch/body" | tr -d ' ')"
	cat "$scratch/body"
	printf '\r\n\r\n'
}

nitf() {
	printf '<?xml version="1.0"?><nitf xml:lang="en"><head><docdata><doc-id id-string="nitf-%s"/></docdata></head><body><body.head><hedline>' "$1"
	printf '<hl1>The %s</hl1></hedline></body.head><body.content><p>The %s was seen in Vienna.</p></body.content></body></nitf>' "$1" "$1"
}

newsml() {
	printf '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="newsml-%s" xml:lang="en">' "$1"
	printf '<contentMeta><headline>The %s</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">' "$1"
	printf '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The %s was seen in Vienna.</p></body></html>' "$1"
	printf '</inlineXML></contentSet></newsItem></itemSet></newsMessage>'
}

rss() {
	printf '<rss version="2.0"><channel><title>The Quay</title><language>en</language><item><guid isPermaLink="false">rss-%s</guid>' "$1"
	printf '<title>The %s</title><description>The %s was seen in Vienna.</description></item></channel></rss>' "$1" "$1"
}

atom() {
	printf '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Quay</title><entry><id>atom-%s</id>' "$1"
	printf '<title>The %s</title><content type="html">&lt;p&gt;The &lt;b&gt;%s&lt;/b&gt; was seen.&lt;/p&gt;</content></entry></feed>' "$1" "$1"
}

json_feed() {
	printf '{\n "version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "items": [{"id": "json-%s", "url": "http://quay.example/%s",\n' "$1" "$1"
	printf '  "title": "The %s", "content_html": "<p>The <b>%s</b> was seen.</p>", "date_published": "2025-06-02T10:00:00Z", "tags": ["zoo"]}]\n}\n' "$1" "$1"
}

line() { printf '{"id": "line-%s", "text": "The %s was seen in Vienna."}\n' "$1" "$1"; }
text() { printf 'News of the %s\n\nThe %s was seen in Vienna on Monday, the police said.\n' "$1" "$1"; }

# mixed: one of each in news/, and one of each packed.
mixed() {
	mkdir -p news/packed
	text fox >news/a.txt
	html owl >news/b.html
	line bear >news/c.jsonl
	nitf hare >news/d.xml
	newsml lynx >news/e.xml
	rss crow >news/f.xml
	atom swan >news/g.xml
	record http://quay.example/mole mole >news/h.warc
	json_feed seal >news/i.json
	text wolf | gzip >news/packed/a.txt.gz
	html toad | gzip >news/packed/b.html.gz
	line newt | gzip >news/packed/c.jsonl.gz
	nitf mink | gzip >news/packed/d.xml.gz
	newsml ibis | gzip >news/packed/e.xml.gz
	rss kite | gzip >news/packed/f.xml.gz
	atom ruff | gzip >news/packed/g.xml.gz
	{
		record http://quay.example/boar boar | gzip
		record http://quay.example/stag stag | gzip
	} >news/packed/h.warc.gz
	{
		record http://quay.example/goat goat
		record http://quay.example/lamb lamb
	} | gzip >news/packed/i.warc.gz
	json_feed moth | gzip >news/packed/j.json.gz
}

# figures SOURCE...: indexed into index; stdout becomes "DOCUMENTS +ADDED ~UPDATED =UNCHANGED -DELETED !SKIPPED".
figures() {
	run "$DATELINE_INDEX_PROGRAM" --no-entities --json index "$@"
	sed 's/^{"documents": \([0-9]*\), "added": \([0-9]*\), "updated": \([0-9]*\), "unchanged": \([0-9]*\), "deleted": \([0-9]*\), "skipped": \([0-9]*\),.*/\1 +\2 ~\3 =\4 -\5 !\6/' \
		"$scratch/stdout" >"$scratch/short"
	mv "$scratch/short" "$scratch/stdout"
}

test_begin "a directory of everything, packed and not"
mixed
figures news
expect_status 0
expect_output "21 +21 ~0 =0 -0 !0"
expect_stderr_empty
for word in fox owl bear hare lynx crow swan mole wolf toad newt mink ibis kite ruff boar stag goat lamb seal moth; do
	run_ids index "$word"
	expect test "$(wc -w <"$scratch/stdout")" -eq 1
done

test_begin "a second run takes nothing of it"
mixed
figures news
figures news
expect_output "21 +0 ~0 =21 -0 !0"

test_begin "a JSON Feed: all that an item has, what it has not, and what is broken in it"
cat >a.json <<-'END'
	{"title": "The Quay", "items": [
	 {"id": 7, "url": "https://quay.example/1", "title": "Ferry", "content_html": "<p>It <b>runs</b>.<p>Again.", "authors": [{"name": "Ane Holm"}],
	  "summary": "no", "date_published": "2025-06-02T10:00:00Z", "date_modified": "2025-06-03", "tags": ["harbour", null]},
	 {"content_text": "A.\n\nB.", "author": {"name": "Ole"}, "language": "de-DE"},
	 null, {"id": "3", "summary": ""}
	], "language": "en-GB", "version": "https://jsonfeed.org/version/1.1"}
END
run "$DATELINE_INDEX_PROGRAM" --no-entities --extract a.json
expect_status 1
expect_output '{"id": "7", "title": "Ferry", "text": "It runs.\n\nAgain.", "url": "https://quay.example/1", "date": "2025-06-02T10:00:00Z", "modified": "2025-06-03", "source": "The Quay", "author": "Ane Holm", "language": "en", "keywords": ["harbour"], "mentions": []}
{"id": "a.json:4", "title": null, "text": "A.\n\nB.", "url": null, "date": null, "source": "The Quay", "author": "Ole", "language": "de", "keywords": [], "mentions": []}'
expect_stderr_contains "a.json:5: no text in the item"
printf '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": "A."}' >b.json
printf '{"id": "1", "text": "JSON Feeds say \\"version\\": \\"https://jsonfeed.org/version/1\\"."}\n{"id": "2", "text": "B."}\n' >c.json
run "$DATELINE_INDEX_PROGRAM" --no-entities --extract b.json c.json
expect_stderr_contains "b.json: broken JSON, or no list of items in it (a JSON Feed is wanted here)"
expect test "$(wc -l <"$scratch/stdout")" -eq 2

test_begin "an archive that changed: a record changed, one gone, one new"
mkdir news
{
	record http://quay.example/1 fox
	record http://quay.example/2 owl
	record http://quay.example/3 bear
} | gzip >news/a.warc.gz
figures news
{
	record http://quay.example/1 fox
	record http://quay.example/2 lynx
	record http://quay.example/4 hare
} | gzip >news/a.warc.gz
figures news
expect_output "3 +1 ~1 =1 -1 !0"
run_ids index owl
expect_output ""
run_ids index lynx
expect_output "http://quay.example/2"
run_ids index bear
expect_output ""

test_begin "a feed that moved on: an entry changed, one gone"
mkdir news
atom fox >news/a.atom
figures news
atom owl >news/a.atom
figures news
expect_output "1 +1 ~0 =0 -1 !0"

test_begin "texts that do not say their encoding"
mkdir news
printf 'Снег в столице\n\nВ понедельник жители столицы вышли на улицы, чтобы посмотреть на первый снег.\n' >utf8
for encoding in UTF-8 CP1251 KOI8-R UTF-16; do
	iconv -f UTF-8 -t $encoding utf8 >news/$encoding.txt
done
printf '{"id": "line", "text": "%s"}\n' "$(tail -n 1 utf8)" | iconv -f UTF-8 -t CP1251 >news/a.jsonl
printf '<rss><channel><item><guid>item</guid><description>%s</description></item></channel></rss>\n' "$(tail -n 1 utf8)" |
	iconv -f UTF-8 -t CP1251 >news/a.rss
figures news
expect_status 0
expect_output "6 +6 ~0 =0 -0 !0"
run_ids index понедельник
expect_output "CP1251.txt KOI8-R.txt UTF-16.txt UTF-8.txt item line"

# damaged NAME FILE REASON: $scratch/broken as FILE costs nothing but itself, and the reason is said.
damaged() {
	test_begin "damage: $1"
	mkdir news
	text fox >news/good.txt
	mv "$scratch/broken" "news/$2"
	figures news
	expect_status 1
	expect_stderr_contains "news/$2"
	expect_stderr_contains "$3"
	run_ids index fox
	expect_output good.txt
}

record http://quay.example/1 owl | sed 's/Content-Length: [0-9]*/Content-Length: 99999999999999999999/' >"$scratch/broken"
damaged "a record of impossible length" a.warc "the record at byte 0"
record http://quay.example/1 owl | gzip | head -c 150 >"$scratch/broken"
damaged "a member that breaks off" a.warc.gz "gzip data breaks off"
record http://quay.example/1 owl | head -c 200 >"$scratch/broken"
damaged "a record that breaks off" a.warc "byte 0"
nitf owl | head -c 200 >"$scratch/broken"
damaged "NITF that breaks off" a.xml "a.xml"
newsml owl | head -c 150 >"$scratch/broken"
damaged "NewsML-G2 that breaks off" a.xml "a.xml"
rss owl | head -c 120 >"$scratch/broken"
damaged "a feed that breaks off" a.xml "a.xml"
html owl | gzip | head -c 60 >"$scratch/broken"
damaged "a page whose packing breaks off" a.html.gz "gzip"
{
	printf '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">'
	awk 'BEGIN { for (i = 0; i < 2000; i++) printf "<itemSet>" }'
} >"$scratch/broken"
damaged "XML that nests without end" a.xml "a.xml"

# named FILE REASON: $scratch/other as FILE is named for what it is, and a run without anything else to complain of goes on.
named() {
	test_begin "named for what it is: $1"
	mkdir news
	text fox >news/good.txt
	text owl >news/gone.txt
	cp "$scratch/other" "news/$1"
	gzip -c "$scratch/other" >"news/packed-$1.gz"
	figures news
	expect_status 1
	expect_output "2 +2 ~0 =0 -0 !2"
	expect_stderr_contains "dateline-index: news/$1: $2"
	expect_stderr_contains "dateline-index: news/packed-$1.gz: $2"
	rm news/gone.txt
	figures news
	expect_output "1 +0 ~0 =1 -1 !2"
}

printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >"$scratch/other"
named a.png "a picture: no text in it"
printf '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>' >"$scratch/other"
named a.svg "a picture: no text in it"
printf '%%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n' >"$scratch/other"
named a.pdf "a PDF document: this format is not read (pdftotext makes a text of it)"
printf 'PK\003\004\024\0\6\0\10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\023\0\0\0[Content_Types].xml' >"$scratch/other"
named a.docx "an office document: this format is not read"
printf 'PK\003\004\024\0\6\0\10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\005\0\0\0a.txt' >"$scratch/other"
named a.zip "an archive of files: this format is not read (unpack it and give the directory)"
named a.maff "a page saved as MAFF: this format is not read"
printf '\050\265\057\375\044\0' >"$scratch/other"
named a.warc.zst "compressed, and not by gzip"
printf 'filedesc://a.arc 0.0.0.0 20050601 text/plain 20\n1 0 Alexa Internet\n' >"$scratch/other"
named a.arc "an ARC archive: this format is not read (make a WARC of it)"
printf 'bplist00\001\002\003' >"$scratch/other"
named a.webarchive "a page saved by Safari (webarchive): this format is not read"
printf 'From jane@example.org Mon Jun  2 10:00:00 2025\nFrom: Jane\nMessage-ID: <1@example.org>\nSubject: The owl\n\nIt was seen.\n' >"$scratch/other"
named a.mbox "mail: this format is not read (save it as text or HTML)"
printf 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n\r\n<p>An owl\r\n' >"$scratch/other"
named a.mhtml "a page saved as MHTML: this format is not read"
printf '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://quay.example/1</loc></url></urlset>' \
	>"$scratch/other"
named a.xml "a sitemap: addresses of pages, no article"
printf '\357\273\277<?xml version="1.0"?><sitemapindex><sitemap><loc>http://quay.example/1</loc></sitemap></sitemapindex>' >"$scratch/other"
named b.xml "a sitemap: addresses of pages, no article"
printf '<opml version="2.0"><body><outline text="The Quay" xmlUrl="http://quay.example/rss"/></body></opml>' >"$scratch/other"
named a.opml "a list of feeds (OPML), no article"
printf '<NewsML><NewsItem><NewsComponent><p>The owl was seen.</p></NewsComponent></NewsItem></NewsML>' >"$scratch/other"
named a.newsml "NewsML 1: this format is not read (NewsML-G2 is read, and NITF)"
printf '<settings><one>1</one></settings>' >"$scratch/other"
named a.xml "no news item in this XML"
printf 'body { color: red }\n' >"$scratch/other"
named a.css "a style sheet, no article"

test_begin "texts that begin much like something else are texts"
mkdir news
printf 'From: our correspondent\nDate: 2 June 2025\n\nThe fox was seen in Vienna.\n' >news/a.txt
printf 'RIFF in the party: the fox left it on Monday, and a WAVE of others, the leader said.\n' >news/b.txt
printf 'ID3 is what the car with the fox on it is called.\n' >news/c.txt
printf 'Received: a fox. It was seen in Vienna on Monday.\n' >news/d.txt
figures news
expect_output "4 +4 ~0 =0 -0 !0"

test_begin "the records beside a damaged one are taken"
mkdir news
{
	record http://quay.example/1 fox
	record http://quay.example/2 owl | sed 's/Content-Length: [0-9]*/Content-Length: 7777777/'
	record http://quay.example/3 bear
} >news/a.warc
figures news
expect_status 1
run_ids index fox
expect_output "http://quay.example/1"
run_ids index bear
expect_output "http://quay.example/3"

test_begin "a page in an archive that nests too deeply is taken as far as that, and said"
deep=$(awk 'BEGIN { for (i = 0; i < 1500; i++) printf "<div>" }')
{
	printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n'
	html fox | sed "s|</article>|</article>$deep|"
} >body
{
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://quay.example/deep\r\nContent-Length: %s\r\n\r\n' "$(wc -c <body | tr -d ' ')"
	cat body
	printf '\r\n\r\n'
} >deep.warc
run "$DATELINE_INDEX_PROGRAM" --no-entities --extract deep.warc
expect_stdout_contains "The fox was seen in Vienna"
expect_stderr_contains "deep.warc"

test_done

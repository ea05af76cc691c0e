/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The agencies' formats and feeds: what their items become, and each kind of
 * damage with what is left of the file. The transcripts show what transcript.h says.
 */
#include "tests/unit/transcript.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct example {
	const char *intent;
	const char *xml;
	size_t skips;
	const char *expected;
};

static void check_examples(const struct example *examples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		print_message("# %s\n", examples[i].intent);
		unlink("in.xml");
		write_file("in.xml", examples[i].xml);
		check_articles("in.xml", FORMAT_AUTO, examples[i].skips, examples[i].expected);
	}
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

#define NITF_HEAD "<head><docdata><date.issue norm=\"20250602T081300Z\"/><doc-id regsrc=\"ZPA\" id-string=\"1\"/></docdata></head>"

static const struct example nitf[] = {
	{"all that an article has",
	 "<?xml version=\"1.0\"?>\n<nitf xml:lang=\"en-GB\"><head><title>not this</title>"
	 "<tobject><tobject.subject tobject.subject.type=\"Politics\" tobject.subject.matter=\"Election\"/>"
	 "<tobject.subject tobject.subject.type=\"politics\"/></tobject>"
	 "<docdata><date.issue norm=\"20250602T101300+0200\"/><key-list><keyword key=\"Senate\"/></key-list></docdata>"
	 "<pubdata name=\"Daily Zebra\" ex-ref=\"https://zebra.example/1\"/></head><body><body.head>"
	 "<hedline><hl1>Zebra <em>elected</em></hl1><hl2>second</hl2></hedline>"
	 "<byline>By Jane Doe, <byttl>Staff Writer</byttl></byline><dateline><location>VIENNA</location>"
	 "<story.date norm=\"20250601\">June 1</story.date></dateline></body.head><body.content>"
	 "<p>A zebra was\n elected on Monday.</p><hl2>Votes</h" "l2><p>It had <q>many</q> votes.</p>"
	 "<table><tr><th>Zebra</th><td>12</td></tr><tr><th>Lion</th><td>3</td></tr></table>"
	 "<media><media-caption>A zebra</media-caption></media></body.content>"
	 "<body.end><tagline>zpa</tagline></body.end></body></nitf>",
	 0,
	 "article id=<in.xml> text=<VIENNA – A zebra was elected on Monday.||Votes||It had many votes.||Zebra 12||Lion 3> "
	 "title=<Zebra elected> url=<https://zebra.example/1> source=<Daily Zebra> author=<Jane Doe> language=<en-gb> "
	 "keyword=<Politics> keyword=<Election> keyword=<Senate> date=<2025-06-02T10:13:00+02:00>\n"},
	{"lines of a wire, broken in the middle of a sentence; nothing but paragraphs without text between them",
	 "<nitf>" NITF_HEAD "<body><body.content><p>   A zebra was <br />seen.</p><p/><p>It<br/>ran.<br/>Away.</p></body.content></body></nitf>", 0,
	 "article id=<in.xml> text=<A zebra was seen.||It ran.||Away.> source=<ZPA> date=<2025-06-02T08:13:00Z>\n"},
	{"markup pasted as text is nothing to be read",
	 "<nitf>" NITF_HEAD "<body><body.content><p>Zebra.</p><p>&lt;div class=\"embed\"&gt;&lt;/div&gt;</p></body.content></body></nitf>", 0,
	 "article id=<in.xml> text=<Zebra.> source=<ZPA> date=<2025-06-02T08:13:00Z>\n"},
	{"no body but an abstract", "<nitf><body><body.head><abstract><p>A zebra.</p></abstract></body.head></body></nitf>", 0,
	 "article id=<in.xml> text=<A zebra.>\n"},
	{"nothing to read", "<nitf>" NITF_HEAD "<body><body.content><media/></body.content></body></nitf>", 0,
	 "dateline: in.xml:1: no text in the item\n"},
	{"a document type asks for nothing and expands to nothing",
	 "<!DOCTYPE nitf SYSTEM \"nitf.dtd\" [<!ENTITY a \"&b;&b;\"> <!-- > ' -->\n<!ENTITY b SYSTEM \"/etc/passwd\">]>\n"
	 "<nitf><body><body.content><p>Zebra&a; caf&eacute; &amp; &b;AT&T</p></body.content></body></nitf>", 0,
	 "article id=<in.xml> text=<Zebra&a; café & &b;AT&T>\n"},
	{"Latin-1, as declared", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><nitf><body><body.content><p>caf\xE9</p></body.content></body></nitf>", 0,
	 "article id=<in.xml> text=<café>\n"},
	{"Latin-1 that says it is UTF-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><nitf><body><body.content><p>caf\xE9 cr\xE8me</p></body.content></body></nitf>", 0,
	 "article id=<in.xml> text=<café crème>\n"},
	{"it breaks off", "<nitf><body><body.content><p>A zebra", 1, "dateline: in.xml:1: the XML breaks off\n"},
	{"tags that do not fit", "<nitf><body><body.content><p>A zebra</q></body.content></body></nitf>", 0,
	 "dateline: in.xml:1: broken XML: Opening and ending tag mismatch: p and q\n"},
};

static void test_nitf(void **state)
{
	(void)state;
	check_examples(nitf, COUNT(nitf));
}

#define ITEM(guid, class, content) \
	"<newsItem guid=\"" guid "\" xml:lang=\"en-US\"><itemMeta><itemClass qcode=\"ninat:" class "\"/><provider qcode=\"nprov:ZPA\"/>" \
	"<versionCreated>2025-06-03T08:00:00+02:00</versionCreated></itemMeta><contentMeta><headline>Zebra " guid "</headline>" \
	"</contentMeta>" content "</newsItem>\n"
#define XHTML(text) \
	"<contentSet><inlineXML contenttype=\"application/xhtml+xml\"><h:html><h:head><h:title>t</h:title></h:head><h:body>" text "</h:body></h:html></inlineXML></contentSet>"
#define MESSAGE(content) \
	"<?xml version=\"1.0\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\" xmlns:h=\"http://www.w3.org/1999/xhtml\">" \
	"<header><sent>2025-06-04</sent></header><itemSet>\n" content "</itemSet></newsMessage>"
#define ARTICLE(id, guid, text) \
	"article id=<" id "> text=<" text "> title=<Zebra " guid "> source=<ZPA> language=<en-us> date=<2025-06-03T08:00:00+02:00>\n"

static const struct example newsml[] = {
	{"all that an item has",
	 "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"https://zpa.example/1\" xml:lang=\"en\"><itemMeta>"
	 "<itemClass qcode=\"ninat:text\"/><provider qcode=\"nprov:X\"><name>Zebra Press Agency</name></provider>"
	 "<versionCreated>2025-06-03T08:00:00Z</versionCreated><firstCreated>2025-06-02T10:00:00+02:00</firstCreated>"
	 "<title>not this</title></itemMeta><contentMeta><language tag=\"de-AT\"/><creator><name>doe.jane</name></creator>"
	 "<by>By Jane Doe</by><headline>Zebra gew\xC3\xA4hlt</headline><dateline>Wien (zpa) - </dateline>"
	 "<subject qcode=\"medtop:1\"><name>politics</name><name xml:lang=\"de\">Politik</name><broader><name>all</name></broader></subject>"
	 "<subject qcode=\"x:1\"/><keyword>Zebra</keyword></contentMeta><contentSet><remoteContent href=\"http://127.0.0.1:1/\"/>"
	 "<inlineXML><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><header><h1>Zebra</h1></header>"
	 "<p><span>Ein</span> Zebra.</p><p>\xC2\xA0</p><ul><li>eins</li><li>zwei</li></ul></body></html></inlineXML></contentSet></newsItem>",
	 0,
	 "article id=<in.xml> text=<Wien (zpa) – Ein Zebra.||eins||zwei> title=<Zebra gew\xC3\xA4hlt> url=<https://zpa.example/1> "
	 "source=<Zebra Press Agency> author=<Jane Doe> language=<de-at> keyword=<politics> keyword=<Zebra> "
	 "date=<2025-06-02T10:00:00+02:00>\n"},
	{"one item in a message is its file's article", MESSAGE(ITEM("1", "text", XHTML("<h:p>A.</h:p>"))), 0, ARTICLE("in.xml", "1", "A.")},
	{"several have ids of their own; what is none is named",
	 MESSAGE(ITEM("1", "text", XHTML("<h:p>A.</h:p>")) ITEM("2", "picture", "<contentSet/>") "<packageItem guid=\"3\"><groupSet/></packageItem>\n"
	         ITEM("4", "text", "<contentSet><inlineData>One.\n\nTwo.</inlineData></contentSet>")),
	 0,
	 ARTICLE("1", "1", "A.") "dateline: in.xml:4: a picture: no text in it\n"
	 "dateline: in.xml:5: a package that names other items: no text in it\n" ARTICLE("4", "4", "One.||Two.")},
	{"NITF within", MESSAGE(ITEM("1", "text", "<contentSet><inlineXML><nitf><body><body.head><hedline><hl1>no</hl1></hedline><byline>Jo Doe</byline></body.head>"
	                             "<body.content><p>A.</p></body.content></body></nitf></inlineXML></contentSet>")), 0,
	 "article id=<in.xml> text=<A.> title=<Zebra 1> source=<ZPA> author=<Jo Doe> language=<en-us> date=<2025-06-03T08:00:00+02:00>\n"},
	{"escaped HTML", MESSAGE(ITEM("1", "text", "<contentSet><inlineData contenttype=\"text/html\">&lt;p&gt;A&lt;br&gt;b.&lt;p&gt;C</inlineData></contentSet>")), 0,
	 ARTICLE("in.xml", "1", "A b.||C")},
	{"of a text without its body the summary", MESSAGE("<newsItem><itemMeta><itemClass qcode=\"ninat:text\"/></itemMeta><contentMeta><description>Sum.</description></contentMeta></newsItem>"), 0,
	 "article id=<in.xml> text=<Sum.>\n"},
	{"not to be used, and elsewhere",
	 MESSAGE("<newsItem><itemMeta><pubStatus qcode=\"stat:canceled\"/></itemMeta><contentSet><inlineData>A.</inlineData></contentSet></newsItem>\n"
	         "<newsItem><itemMeta><itemClass qcode=\"ninat:text\"/></itemMeta><contentSet><remoteContent href=\"x\"/></contentSet></newsItem>"),
	 0,
	 "dateline: in.xml:3: its agency says that it is not to be used (pubStatus)\n"
	 "dateline: in.xml:4: its content is elsewhere (remoteContent), and nothing is fetched\n"},
	{"bylines in other languages",
	 MESSAGE("<newsItem><contentMeta><by>Von Ane Holm</by></contentMeta><contentSet><inlineData>A.</inlineData></contentSet></newsItem>"), 0,
	 "article id=<in.xml> text=<A.> author=<Ane Holm>\n"},
	{"other items are no articles", "<conceptItem><concept/></conceptItem>", 0, "dateline: in.xml:1: a concept, no article\n"},
	{"a plan", "<planningItem/>", 0, "dateline: in.xml:1: a plan of coverage, no article\n"},
	{"XML of another kind", "<?xml version=\"1.0\"?><catalog><book/></catalog>", 0,
	 "dateline: in.xml: no news item in this XML (NITF, NewsML-G2, RSS and Atom are read)\n"},
	{"an item that does not end costs itself",
	 MESSAGE("<newsItem guid=\"0\"><itemMeta>\n" ITEM("1", "text", XHTML("<h:p>A.</h:p>")) ITEM("2", "text", XHTML("<h:p>B.</h:p>"))), 1,
	 "dateline: in.xml:3: broken XML: the item does not end\n" ARTICLE("1", "1", "A.") ARTICLE("2", "2", "B.")},
	{"broken within an item", MESSAGE(ITEM("1", "text", XHTML("<h:p>A.</h:q>")) ITEM("2", "text", XHTML("<h:p>B.</h:p>"))), 0,
	 "dateline: in.xml:3: broken XML: Opening and ending tag mismatch: p and q\n" ARTICLE("2", "2", "B.")},
	{"cut off in the last item", MESSAGE(ITEM("1", "text", XHTML("<h:p>A.</h:p>")) ITEM("2", "text", XHTML("<h:p>B.</h:p>")) "<newsItem>"), 1,
	 ARTICLE("1", "1", "A.") ARTICLE("2", "2", "B.") "dateline: in.xml:5: the XML breaks off\n"},
};

static void test_newsml(void **state)
{
	(void)state;
	check_examples(newsml, COUNT(newsml));
}

#define RSS(items) \
	"<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " \
	"xmlns:media=\"http://search.yahoo.com/mrss/\">" \
	"<channel><title>The Daily Zebra</title><link>https://z.example/</link><language>en-us</language>\n" items "</channel></rss>"
#define ATOM(entries) \
	"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\"><title type=\"html\">Le Z&amp;egrave;bre</title><id>urn:f</id>\n" entries "</feed>"

static const struct example feeds[] = {
	{"all that an RSS item has, twice over",
	 RSS("<item><media:content url=\"x\"><media:title>no</media:title></media:content><title>A &amp;amp; B</title><link>https://z.example/1</link>"
	     "<guid isPermaLink=\"false\">urn:1</guid><description>Short.</description><content:encoded><![CDATA[<p>Long <b>text</b>.</p>\n<p>More.</p>]]></content:encoded>"
	     "<pubDate>Mon, 02 Jun 2025 10:13:00 +0200</pubDate><dc:creator>Jane Doe</dc:creator><category>Politics</category><category>Zoo</category></item>"),
	 0,
	 "article id=<urn:1> text=<Long text.||More.> title=<A & B> url=<https://z.example/1> source=<The Daily Zebra> author=<Jane Doe> "
	 "language=<en-us> keyword=<Politics> keyword=<Zoo> date=<2025-06-02T10:13:00+02:00>\n"},
	{"a summary is what there is; the address is the id, or the place in the file",
	 RSS("<item><title>A</title><link>https://z.example/1</link><description>A zebra &lt;i&gt;ran&lt;/i&gt;.</description><author>jane@z.example (Jane Doe)</author></item>\n"
	     "<item><description>B.</description></item><item><guid>https://z.example/3</guid><description>C.</description><source url=\"x\">ZPA</source></item>"),
	 0,
	 "article id=<https://z.example/1> text=<A zebra ran.> title=<A> url=<https://z.example/1> source=<The Daily Zebra> author=<Jane Doe> language=<en-us>\n"
	 "article id=<in.xml:4> text=<B.> source=<The Daily Zebra> language=<en-us>\n"
	 "article id=<https://z.example/3> text=<C.> url=<https://z.example/3> source=<ZPA> language=<en-us>\n"},
	{"an item without text", RSS("<item><title>A</title><guid>1</guid></item>"), 0, "dateline: in.xml:3: no text in the entry\n"},
	{"no item", RSS(""), 1, "dateline: in.xml: no entry in the feed\n"},
	{"undeclared entities, lone ampersands, controls", RSS("<item><guid>1</guid><description>caf&eacute; R&D &bull; x\x01y</description></item>"), 0,
	 "article id=<1> text=<caf\xC3\xA9 R&D • x y> source=<The Daily Zebra> language=<en-us>\n"},
	{"a broken item costs itself", RSS("<item><guid>1</guid><description>A.</item>\n<item><guid>2</guid><description>B.</description></item>"), 0,
	 "dateline: in.xml:3: broken XML: Opening and ending tag mismatch: description and item\n"
	 "article id=<2> text=<B.> source=<The Daily Zebra> language=<en-us>\n"},
	{"RSS 1: items beside the channel",
	 "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
	 "<channel><title>Z</title><items><rdf:Seq/></items></channel><item rdf:about=\"a\"><title>T</title><link>https://z.example/1</link>"
	 "<description>A.</description><dc:date>2025-06-02</dc:date><dc:subject>Zoo</dc:subject></item></rdf:RDF>",
	 0, "article id=<https://z.example/1> text=<A.> title=<T> url=<https://z.example/1> source=<Z> keyword=<Zoo> date=<2025-06-02>\n"},
	{"all that an Atom entry has",
	 ATOM("<entry><id>urn:1</id><title>A</title><link rel=\"enclosure\" href=\"x.jpg\"/><link href=\"https://z.example/1\"/><author><name>Jane Doe</name><email>j@z</email></author>"
	      "<published>2025-06-02T08:00:00Z</published><updated>2025-06-03T08:00:00Z</updated><category term=\"zoo\" label=\"Zoo\"/><category term=\"x\"/>"
	      "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>A.</p><p>B.</p></div></content></entry>"),
	 0,
	 "article id=<urn:1> text=<A.||B.> title=<A> url=<https://z.example/1> source=<Le Z\xC3\xA8""bre> author=<Jane Doe> language=<fr> keyword=<Zoo> keyword=<x> "
	 "date=<2025-06-02T08:00:00Z>\n"},
	{"plain text is no markup; an entry taken from elsewhere",
	 ATOM("<entry xml:lang=\"de\"><id>1</id><updated>2025-06-03</updated><summary type=\"text\">1 &lt; 2 &lt;p&gt;</summary><source><title>Other</title></source></entry>"),
	 0, "article id=<1> text=<1 < 2 <p>> source=<Other> language=<de> date=<2025-06-03>\n"},
	{"XHTML without and with a prefix",
	 ATOM("<entry><id>1</id><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>A.<br/>b</p><ul><li>C &lt; D</li></ul></div></content></entry>\n"
	      "<entry xmlns:x=\"http://www.w3.org/1999/xhtml\"><id>2</id><content type=\"xhtml\"><x:div><x:p>A.</x:p></x:div></content></entry>"),
	 0, "article id=<1> text=<A. b||C < D> source=<Le Z\xC3\xA8""bre> language=<fr>\narticle id=<2> text=<A.> source=<Le Z\xC3\xA8""bre> language=<fr>\n"},
	{"addresses that are parts, and one that a service leads through",
	 RSS("<item xml:base=\"https://y.example/a/\"><guid>1</guid><link>../b</link><description>A.</description></item>\n"
	     "<item><guid>2</guid><link>/c</link><description>B.</description></item>\n"
	     "<item><guid>3</guid><link>https://x.example/d</link><f:origLink xmlns:f=\"f\">https://z.example/d</f:origLink><description>C.</description></item>"), 0,
	 "article id=<1> text=<A.> url=<https://y.example/b> source=<The Daily Zebra> language=<en-us>\n"
	 "article id=<2> text=<B.> url=<https://z.example/c> source=<The Daily Zebra> language=<en-us>\n"
	 "article id=<3> text=<C.> url=<https://z.example/d> source=<The Daily Zebra> language=<en-us>\n"},
	{"a picture in letters is no text; what is said of it is",
	 ATOM("<entry><id>1</id><content type=\"image/png\">iVBORw0KGgo=</content><summary>A.</summary></entry>\n<entry><id>2</id><content type=\"image/png\">iVBO</content></entry>"),
	 0, "article id=<1> text=<A.> source=<Le Z\xC3\xA8""bre> language=<fr>\ndateline: in.xml:3: no text in the entry\n"},
	{"an entry alone", "<entry xmlns=\"http://www.w3.org/2005/Atom\"><id>1</id><summary>A.</summary></entry>", 0, "article id=<1> text=<A.>\n"},
};

static void test_feeds(void **state)
{
	(void)state;
	check_examples(feeds, COUNT(feeds));
}

/* Windows programs write it. */
static void test_utf16(void **state)
{
	static const char text[] = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><nitf><body><body.content><p>A zebra.</p></body.content></body></nitf>";
	struct buffer file = {0};

	(void)state;
	buffer_add_string(&file, "\xFF\xFE");
	for (const char *at = text; *at; at++)
		buffer_add(&file, (const char[2]){*at, 0}, 2);
	write_bytes("in.xml", file.bytes, file.length);
	check_articles("in.xml", FORMAT_AUTO, 0, "article id=<in.xml> text=<A zebra.>\n");
	buffer_release(&file);
}

/* Thousands of elements in one another, and an item beyond all measure, between two good ones. */
static void test_bounds(void **state)
{
	struct buffer file = {0};

	(void)state;
	buffer_add_string(&file, "<rss><channel><item><guid>1</guid><description>A.</description></item>\n<item><guid>2</guid>");
	for (int i = 0; i < 5000; i++)
		buffer_add_string(&file, "<a>");
	for (int i = 0; i < 5000; i++)
		buffer_add_string(&file, "</a>");
	buffer_add_string(&file, "</item>\n<item><guid>3</guid><description>");
	memset(buffer_reserve(&file, 9 << 20), 'x', 9 << 20);
	file.length += 9 << 20;
	buffer_add_string(&file, "</description></item>\n<item><guid>4</guid><description>D.</description></item></channel></rss>");
	write_bytes("in.xml", file.bytes, file.length);
	check_articles("in.xml", FORMAT_AUTO, 1,
	               "article id=<1> text=<A.>\n"
	               "dateline: in.xml:2: broken XML: Excessive depth in document: 256 use XML_PARSE_HUGE option\n"
	               "dateline: in.xml:3: the item is too long (8 MiB are the most)\n"
	               "article id=<4> text=<D.>\n");
	buffer_release(&file);
}

static void test_gzip(void **state)
{
	(void)state;
	add_gzip("in.rss.gz", RSS("<item><guid>1</guid><description>A.</description></item>"));
	check_articles("in.rss.gz", FORMAT_AUTO, 0, "article id=<1> text=<A.> source=<The Daily Zebra> language=<en-us>\n");
	assert_int_equal(truncate("in.rss.gz", (off_t)file_size("in.rss.gz") - 60), 0);
	check_articles("in.rss.gz", FORMAT_FEED, 1, "dateline: in.rss.gz:2: gzip data breaks off (what comes before is taken)\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_directory, leave_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_nitf),  TEST(test_newsml), TEST(test_feeds),
	                                   TEST(test_utf16), TEST(test_bounds), TEST(test_gzip)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

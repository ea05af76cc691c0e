/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From files to articles, and every bad input named. Each test makes files in
 * a directory of its own, which is the current one, so that paths are short
 * and the same everywhere; what was read and what was said on stderr is one
 * transcript, compared whole.
 */
#include "indexer/read/source.h"
#include "program/report.h"
#include "tests/unit/transcript.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static void test_directory_in_order(void **state)
{
	(void)state;
	mkdir("news", 0777);
	mkdir("news/b", 0777);
	mkdir("news/.git", 0777);
	mkdir("news/empty", 0777);
	write_file("news/a.txt", "1");
	write_file("news/B.txt", "2");
	write_file("news/b/z.txt", "3");
	write_file("news/b/\xC3\xA9.txt", "4");
	write_file("news/b.txt", "5");
	write_file("news/c.txt~", "6");
	write_file("news/.hidden", "7");
	write_file("news/.git/HEAD", "8");
	check_documents("news", 0,
	                "0 news/B.txt:0 id=<B.txt>\n1 news/a.txt:0 id=<a.txt>\n2 news/b/z.txt:0 id=<b/z.txt>\n"
	                "3 news/b/\xC3\xA9.txt:0 id=<b/\xC3\xA9.txt>\n4 news/b.txt:0 id=<b.txt>\n5 news/c.txt~:0 "
	                "id=<c.txt~>\n");
	/* a final slash, the directory itself, and one file */
	check_documents("news/b/", 0, "0 news/b/z.txt:0 id=<z.txt>\n1 news/b/\xC3\xA9.txt:0 id=<\xC3\xA9.txt>\n");
	check_documents("news/b/z.txt", 0, "0 news/b/z.txt:0 id=<z.txt>\n");
	check_documents("news/.hidden", 0, "0 news/.hidden:0 id=<.hidden>\n");
}

static void test_origin(void **state)
{
	static const char *const paths[] = {"./news/../news", "a.txt"};
	struct source_options options = {0};
	struct document document = {0};
	struct source *source;
	char *absolute;

	(void)state;
	mkdir("news", 0777);
	write_file("news/b.txt", "text");
	write_file("a.txt", "text");
	source = source_open(paths, 2, &options);
	assert_true(source_next(source, &document));
	absolute = realpath("news", NULL);
	assert_string_equal(document.origin, absolute);
	free(absolute);
	assert_true(document.from_directory);
	assert_string_equal(document.file, "./news/../news/b.txt");
	assert_string_equal(document.file + document.below, "b.txt");
	assert_int_equal(document.format, FORMAT_TEXT);
	assert_int_not_equal(document.stamp, 0);
	document_release(&document);
	assert_true(source_next(source, &document));
	absolute = realpath("a.txt", NULL);
	assert_string_equal(document.origin, absolute);
	free(absolute);
	assert_false(document.from_directory);
	assert_int_equal(document.sequence, 1);
	document_release(&document);
	assert_false(source_next(source, &document));
	source_close(source);
}

/* Closed in the middle of a walk and of a file, nothing is left behind (the sanitizers say so). */
static void test_closed_early(void **state)
{
	static const char *const paths[] = {"news"};
	struct source_options options = {0};
	struct document document = {0};
	struct source *source;

	(void)state;
	mkdir("news", 0777);
	mkdir("news/a", 0777);
	write_file("news/a/1.jsonl", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n");
	write_file("news/a/2.txt", "text");
	write_file("news/b.txt", "text");
	source = source_open(paths, 1, &options);
	assert_true(source_next(source, &document));
	document_release(&document);
	source_close(source);
}

static void test_links(void **state)
{
	(void)state;
	mkdir("news", 0777);
	mkdir("elsewhere", 0777);
	write_file("elsewhere/1.txt", "text");
	assert_int_equal(symlink("../elsewhere", "news/directory"), 0);
	assert_int_equal(symlink("../elsewhere/1.txt", "news/file"), 0);
	assert_int_equal(symlink("gone", "news/dangling"), 0);
	assert_int_equal(symlink("self", "news/self"), 0);
	assert_int_equal(symlink("../news", "elsewhere/loop"), 0);
	check_documents("news", 3,
	                "dateline: news/dangling: dangling link: what it points to does not exist\n"
	                "0 news/directory/1.txt:0 id=<directory/1.txt>\n"
	                "dateline: news/directory/loop: directory loop: this link leads back to a directory around it\n"
	                "1 news/file:0 id=<file>\n"
	                "dateline: news/self: Too many levels of symbolic links\n");
	check_documents("news/dangling", 1, "dateline: news/dangling: dangling link: what it points to does not exist\n");
	check_documents("nothing", 1, "dateline: nothing: No such file or directory\n");
}

/* In a directory a pipe would be waited for for ever; the one that was meant is read. */
static void test_pipes(void **state)
{
	int writer;

	(void)state;
	mkdir("news", 0777);
	assert_int_equal(mkfifo("news/pipe", 0666), 0);
	write_file("news/z.txt", "text");
	check_documents("news", 1, "dateline: news/pipe: neither a file nor a directory\n0 news/z.txt:0 id=<z.txt>\n");
	writer = open("news/pipe", O_RDWR);
	assert_int_equal(write(writer, "{\"text\":\"x\"}\n", 13), 13);
	switch (fork()) {
	case 0: /* holds the pipe open until the reader has it, and so ends the file behind it */
		usleep(50000);
		_exit(0);
	default:
		close(writer);
	}
	check_documents("news/pipe", 0, "0 news/pipe:1\n");
}

static void test_unreadable(void **state)
{
	(void)state;
	if (geteuid() == 0) {
		print_message("skipped: root may read everything\n");
		skip();
	}
	mkdir("news", 0777);
	mkdir("news/closed", 0000);
	write_file("news/secret.txt", "text");
	chmod("news/secret.txt", 0000);
	write_file("news/z.txt", "text");
	check_documents("news", 2,
	                "dateline: news/closed: Permission denied\ndateline: news/secret.txt: Permission denied\n"
	                "0 news/z.txt:0 id=<z.txt>\n");
	chmod("news/closed", 0777);
}

/* Articles of such files are indexed, each under an id of its own; report shows the bytes as they are. */
static void test_paths_that_are_no_utf8(void **state)
{
	(void)state;
	mkdir("news", 0777);
	write_file("news/caf%E9.txt", "text");
	write_file("news/caf\xE8.txt", "text");
	write_file("news/caf\xE9.txt.gz", "text");
	write_file("news/\xE9%20\xC3\xA9.jsonl", "{\"text\":\"x\"}");
	check_documents("news", 0,
	                "0 news/caf%E9.txt:0 id=<caf%E9.txt>\n1 news/caf\xE8.txt:0 id=<./caf%E8.txt>\n"
	                "2 news/caf\xE9.txt.gz:0 id=<./caf%E9.txt>\n3 news/\xE9%20\xC3\xA9.jsonl:1\n");
	check_articles("news/\xE9%20\xC3\xA9.jsonl", FORMAT_AUTO, 0,
	               "article id=<./%E9%2520\xC3\xA9.jsonl:1> text=<x>\n");
}

static void test_formats(void **state)
{
	static const struct {
		const char *name, *content, *expected;
	} cases[] = {
		/* by content, whatever the name */
		{"a.txt", " \n{ \"text\":\"x\"}\n", "0 a.txt:2\n"},
		{"b", "\xEF\xBB\xBF{}\n", "0 b:1\n"},
		/* by name */
		{"c.jsonl", "oops\n{\"text\":\"x\"}\n", "0 c.jsonl:1\n1 c.jsonl:2\n"},
		{"d.NDJSON", "oops\n", "0 d.NDJSON:1\n"},
		/* else text */
		{"e", "{curly} words\n{\"text\":\"x\"}\n", "0 e:0 id=<e>\n"},
		{"f.md", "Talks\n", "0 f.md:0 id=<f.md>\n"},
		{".jsonl", "oops\n", "0 .jsonl:0 id=<.jsonl>\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file(cases[i].name, cases[i].content);
		check_documents(cases[i].name, 0, cases[i].expected);
	}
}

static void test_format_is_ordered(void **state)
{
	(void)state;
	write_file("a.txt", "{\"text\":\"x\"}\n");
	check_articles("a.txt", FORMAT_TEXT, 0, "article id=<a.txt> text=<{\"text\":\"x\"}>\n");
	write_file("b.txt", "Talks\n");
	check_articles(
		"b.txt", FORMAT_JSONL,
		0, "dateline: b.txt:1: broken JSON at column 1: an object in { } is wanted (one JSON object a line is wanted)\n");
}

static void test_json_that_is_no_lines(void **state)
{
	static const struct {
		const char *content, *expected;
	} cases[] = {
		/* an object over several lines, a list of them */
		{"{\n  \"text\": \"x\"\n}\n",
	         "dateline: a.json: JSON over several lines (jq -c . FILE writes one object a line)\n"},
		{"[\n{\"text\": \"x\"}\n]\n",
	         "dateline: a.json: JSON over several lines (jq -c '.[]' FILE writes one object a line)\n"},
		/* as PowerShell writes */
		{"\xFF\xFE{", "dateline: a.json: JSON Lines in UTF-16 (convert it to UTF-8)\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("a.json", cases[i].content);
		check_articles("a.json", FORMAT_JSONL, 1, cases[i].expected);
	}
	/* told by content too */
	write_file("a.json", cases[0].content);
	check_articles("a.json", FORMAT_AUTO, 1, cases[0].expected);
	/* a brace before another one is a line that broke off: the next is sound */
	write_file("a.json", "{\n{\"id\":\"2\",\"text\":\"x\"}\n");
	check_articles("a.json", FORMAT_JSONL, 0,
	               "dateline: a.json:1: broken JSON at column 2: it breaks off (one JSON object a line is wanted)\n"
	               "article id=<2> text=<x>\n");
}

static void test_lines(void **state)
{
	static const struct {
		const char *content;
		size_t skips;
		const char *expected;
	} cases[] = {
		/* no line feed at the end */
		{"{}\n{}", 0, "0 a.jsonl:1\n1 a.jsonl:2\n"},
		/* blank lines are counted and passed over */
		{"\n{}\n \t\r\n\n{}\n\n", 0, "0 a.jsonl:2\n1 a.jsonl:5\n"},
		/* DOS line ends */
		{"{}\r\n{}\r\n", 0, "0 a.jsonl:1\n1 a.jsonl:2\n"},
		/* a byte order mark alone on the first line */
		{"\xEF\xBB\xBF\n{}\n", 0, "0 a.jsonl:2\n"},
		/* nothing */
		{"", 1, "dateline: a.jsonl: empty file (one JSON object a line is wanted)\n"},
		{" \n\n", 1, "dateline: a.jsonl: nothing but white space (one JSON object a line is wanted)\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("a.jsonl", cases[i].content);
		check_documents("a.jsonl", cases[i].skips, cases[i].expected);
	}
}

static void test_fields(void **state)
{
	static const struct {
		const char *line, *expected;
	} cases[] = {
		/* all of them, and unknown ones */
		{"{\"id\":\"n1\",\"title\":\"Talks "
	         "\\u00e9nd\",\"text\":\"One.\\nTwo.\",\"url\":\"https://example.org/1\","
	         "\"date\":\"2025-06-02T08:13:00Z\",\"source\":\"AFP\",\"author\":\"A. Writer\",\"language\":\"en_GB\","
	         "\"keywords\":[\"Istanbul\",\"peace talks\"],\"mentions\":[[0,3,\"person\",\"One\"]],\"views\":7}",
	         "article id=<n1> text=<One.||Two.> title=<Talks \xC3\xA9nd> url=<https://example.org/1> source=<AFP> "
	         "author=<A. Writer> language=<en-gb> keyword=<Istanbul> keyword=<peace talks> "
	         "date=<2025-06-02T08:13:00Z>\n"},
		/* the text alone: an id is made */
		{"{\"text\":\"x\"}", "article id=<a.jsonl:1> text=<x>\n"},
		/* null, or the empty string, is as good as absent */
		{"{\"id\":null,\"title\":null,\"text\":\"x\",\"date\":null,\"keywords\":null}",
	         "article id=<a.jsonl:1> text=<x>\n"},
		{"{\"id\":\"\",\"title\":\" \",\"text\":\"x\",\"date\":\"\",\"keywords\":[]}",
	         "article id=<a.jsonl:1> text=<x>\n"},
		/* numbers as ids */
		{"{\"id\":12,\"text\":\"x\"}", "article id=<12> text=<x>\n"},
		{"{\"id\":123456789012345678901234567890,\"text\":\"x\"}",
	         "article id=<123456789012345678901234567890> text=<x>\n"},
		/* one keyword that is not in a list */
		{"{\"text\":\"x\",\"keywords\":\"Istanbul\"}", "article id=<a.jsonl:1> text=<x> keyword=<Istanbul>\n"},
		/* the last of two members with one name counts */
		{"{\"text\":\"x\",\"id\":\"1\",\"text\":\"y\",\"id\":\"2\"}", "article id=<2> text=<y>\n"},
		/* precision is kept */
		{"{\"text\":\"x\",\"date\":\"2025-06\"}", "article id=<a.jsonl:1> text=<x> date=<2025-06>\n"},
		{"{\"text\":\"x\",\"date\":\"Mon, 2 Jun 2025 11:13:00 +0300\"}",
	         "article id=<a.jsonl:1> text=<x> date=<2025-06-02T11:13:00+03:00>\n"},
		/* a date that is none */
		{"{\"text\":\"x\",\"date\":\"soon\"}", "dateline: a.jsonl:1: \"date\" is not understood: soon (ISO "
	                                               "8601 or RFC 2822 is wanted; the article is taken without it)\n"
	                                               "article id=<a.jsonl:1> text=<x>\n"},
		/* kinds that the fields have not */
		{"{\"text\":\"x\",\"date\":20250602,\"title\":[\"T\"],\"author\":{},\"id\":true}",
	         "dateline: a.jsonl:1: \"id\" is not a string (the article is taken without it)\n"
	         "dateline: a.jsonl:1: \"title\" is not a string (the article is taken without it)\n"
	         "dateline: a.jsonl:1: \"author\" is not a string (the article is taken without it)\n"
	         "dateline: a.jsonl:1: \"date\" is not a string (the article is taken without it)\n"
	         "article id=<a.jsonl:1> text=<x>\n"},
		{"{\"text\":\"x\",\"keywords\":[\"a\",1,\"b\",null]}",
	         "dateline: a.jsonl:1: \"keywords\" is not a list of strings (what is no string is left out)\n"
	         "article id=<a.jsonl:1> text=<x> keyword=<a> keyword=<b>\n"},
		{"{\"text\":\"x\",\"keywords\":{\"a\":\"b\"}}",
	         "dateline: a.jsonl:1: \"keywords\" is not a list of strings (what is no string is left out)\n"
	         "article id=<a.jsonl:1> text=<x>\n"},
		/* no article without a text */
		{"{\"id\":\"1\"}", "dateline: a.jsonl:1: no \"text\" (an article is nothing without it)\n"},
		{"{\"text\":null}", "dateline: a.jsonl:1: no \"text\" (an article is nothing without it)\n"},
		{"{\"text\":[\"x\"]}", "dateline: a.jsonl:1: \"text\" is not a string\n"},
		{"{\"text\":\" \\n\\u0000\"}", "dateline: a.jsonl:1: \"text\" is empty\n"},
		/* JSON that breaks off */
		{"{\"id\":\"1\",\"text\":\"Talks in Ist",
	         "dateline: a.jsonl:1: broken JSON at column 31: it breaks off (one JSON object a line is wanted)\n"},
		/* NUL, a half of a pair, and a line end of Windows in a text */
		{"{\"text\":\"a\\u0000b \\ud83d.\\r\\nc\"}", "article id=<a.jsonl:1> text=<a b \xEF\xBF\xBD.||c>\n"},
		/* Latin-1, and one broken byte among sound ones */
		{"{\"text\":\"caf\xE9\"}", "article id=<a.jsonl:1> text=<caf\xC3\xA9>\n"},
		{"{\"text\":\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xFF\"}",
	         "article id=<a.jsonl:1> text=<\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xEF\xBF\xBD>\n"},
		/* raw controls that JSON allows are no text either */
		{"{\"text\":\"a\x7F"
	         "b\xC2\x85"
	         "c\"}",
	         "article id=<a.jsonl:1> text=<a b c>\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("a.jsonl", cases[i].line);
		check_articles("a.jsonl", FORMAT_JSONL, 0, cases[i].expected);
	}
}

static void test_derived_ids(void **state)
{
	(void)state;
	mkdir("news", 0777);
	mkdir("news/2025", 0777);
	add_gzip("news/2025/a.jsonl.gz", "{\"text\":\"x\"}\n\n{\"text\":\"y\"}\n");
	check_articles("news", FORMAT_AUTO, 0,
	               "article id=<2025/a.jsonl:1> text=<x>\narticle id=<2025/a.jsonl:3> text=<y>\n");
}

static void test_pages(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *expected;
	} cases[] = {
		/* plain */
		{"Talks\n\nThey met.\n", 17, "article id=<a> text=<Talks||They met.>\n"},
		/* UTF-16 with its mark, both ways round, and Windows-1252 */
		{"\xFF\xFEH\0i\0\xE9\0", 8, "article id=<a> text=<Hi\xC3\xA9>\n"},
		{"\xFE\xFF\0H\0i\0\xE9", 8, "article id=<a> text=<Hi\xC3\xA9>\n"},
		{"caf\xE9 \x93quoted\x94", 13, "article id=<a> text=<caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D>\n"},
		/* one stray control, or a terminal's escape, makes no binary file */
		{"Talks\x01met", 9, "article id=<a> text=<Talks met>\n"},
		/* nothing */
		{"", 0, "dateline: a: empty file (a text of an article is wanted here)\n"},
		{" \n\t\r\n", 5, "dateline: a: nothing but white space (a text of an article is wanted here)\n"},
		{"\xEF\xBB\xBF\n", 4, "dateline: a: nothing but white space (a text of an article is wanted here)\n"},
		/* binary: a zero byte, dense controls, UTF-16 that is none */
		{"Talks\0met", 9, "dateline: a: binary file (a text of an article is wanted here)\n"},
		{"\x01\x02 ab\x03", 6, "dateline: a: binary file (a text of an article is wanted here)\n"},
		{"\xFF\xFE\x00\xDC\x01\xDC\x02\xDC", 8,
	         "dateline: a: binary file (a text of an article is wanted here)\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_bytes("a", cases[i].bytes, cases[i].length);
		check_articles("a", FORMAT_TEXT, 0, cases[i].expected);
	}
}

#define THREE_LINES "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"y\"}\n{\"id\":\"3\",\"text\":\"z\"}\n"

static void test_gzip(void **state)
{
	(void)state;
	/* a line may cross from one member into the next */
	add_gzip("a.jsonl.gz", "{\"text\":\"x\"}\n{\"te");
	add_gzip("a.jsonl.gz", "xt\":\"y\"}\n");
	check_documents("a.jsonl.gz", 0, "0 a.jsonl.gz:1\n1 a.jsonl.gz:2\n");
	/* zero bytes are padding, as tapes have it */
	add_bytes("a.jsonl.gz", "\0\0\0\0", 4);
	check_documents("a.jsonl.gz", 0, "0 a.jsonl.gz:1\n1 a.jsonl.gz:2\n");
	/* told by content, not by name; the id has no .gz */
	add_gzip("b.txt.gz", "Talks");
	rename("b.txt.gz", "b.txt");
	check_articles("b.txt", FORMAT_AUTO, 0, "article id=<b.txt> text=<Talks>\n");
	rename("b.txt", "c.txt.gz");
	check_articles("c.txt.gz", FORMAT_AUTO, 0, "article id=<c.txt> text=<Talks>\n");
	/* a name says .gz, the content is plain */
	write_file("d.txt.GZ", "Talks");
	check_articles("d.txt.GZ", FORMAT_AUTO, 0, "article id=<d.txt> text=<Talks>\n");
	/* an empty text, packed */
	add_gzip("e.gz", "");
	check_articles("e.gz", FORMAT_AUTO, 0, "dateline: e.gz: empty file (a text of an article is wanted here)\n");
}

static void test_gzip_with_garbage_behind(void **state)
{
	(void)state;
	add_gzip("a.jsonl.gz", "{\"text\":\"x\"}\n");
	add_bytes("a.jsonl.gz", "garbage", 7);
	check_documents(
		"a.jsonl.gz", 0,
		"0 a.jsonl.gz:1\n"
		"dateline: a.jsonl.gz: bytes that are not gzip follow the gzip data (what comes before it is taken)\n");
}

static void test_truncated_gzip(void **state)
{
	struct buffer line = {0};

	(void)state;
	/* cut inside the checksum: the lines are there, their end is not proven */
	add_gzip("a.jsonl.gz", THREE_LINES);
	assert_int_equal(truncate("a.jsonl.gz", (off_t)file_size("a.jsonl.gz") - 4), 0);
	check_documents("a.jsonl.gz", 1,
	                "0 a.jsonl.gz:1\n1 a.jsonl.gz:2\n2 a.jsonl.gz:3\n"
	                "dateline: a.jsonl.gz:4: gzip data breaks off (the lines before it are taken)\n");
	/* cut inside a line of the second member */
	for (unsigned i = 0; i < 20000; i++)
		buffer_add_format(&line, "%x ", i * 2654435761u);
	add_gzip("b.jsonl.gz", THREE_LINES);
	add_gzip("b.jsonl.gz", line.bytes);
	assert_int_equal(truncate("b.jsonl.gz", (off_t)file_size("b.jsonl.gz") / 2), 0);
	check_documents("b.jsonl.gz", 1,
	                "0 b.jsonl.gz:1\n1 b.jsonl.gz:2\n2 b.jsonl.gz:3\n"
	                "dateline: b.jsonl.gz:4: gzip data breaks off (the lines before it are taken)\n");
	/* half a page is no article */
	add_gzip("c.txt.gz", line.bytes);
	assert_int_equal(truncate("c.txt.gz", (off_t)file_size("c.txt.gz") / 2), 0);
	check_documents("c.txt.gz", 1, "dateline: c.txt.gz: gzip data breaks off\n");
	/* nothing but the beginning of a header */
	assert_int_equal(truncate("c.txt.gz", 5), 0);
	check_documents("c.txt.gz", 1, "dateline: c.txt.gz: gzip data breaks off\n");
	assert_int_equal(truncate("c.txt.gz", 2), 0);
	check_documents("c.txt.gz", 1, "dateline: c.txt.gz: gzip data breaks off\n");
	buffer_release(&line);
}

static void test_damaged_gzip(void **state)
{
	int file;

	(void)state;
	add_gzip("a.txt.gz", "Talks were held.");
	file = open("a.txt.gz", O_WRONLY);
	assert_int_equal(pwrite(file, "\0\0\0\0", 4, (off_t)file_size("a.txt.gz") - 8), 4);
	close(file);
	check_documents("a.txt.gz", 1, "dateline: a.txt.gz: gzip data is damaged\n");
	/* the second member is */
	add_gzip("b.jsonl.gz", "{\"text\":\"x\"}\n");
	add_bytes("b.jsonl.gz", "\x1f\x8b\x08\xFFxxxxxxxxxxxxxxxx", 20);
	check_documents(
		"b.jsonl.gz", 1,
		"0 b.jsonl.gz:1\ndateline: b.jsonl.gz:2: gzip data is damaged (the lines before it are taken)\n");
}

/* Writes before, 65 MiB of x and after, packed: a bomb of some 64 kB. */
static void write_bomb(const char *path, const char *before, const char *after)
{
	static char block[1 << 20];
	gzFile file = gzopen(path, "wb1");

	assert_non_null(file);
	memset(block, 'x', sizeof block);
	gzputs(file, before);
	for (int i = 0; i < 65; i++)
		assert_int_equal(gzwrite(file, block, sizeof block), sizeof block);
	gzputs(file, after);
	assert_int_equal(gzclose(file), Z_OK);
}

static void test_too_long(void **state)
{
	(void)state;
	write_bomb("a.jsonl.gz", "{\"text\":\"x\"}\n{\"text\":\"", "\"}\n{\"text\":\"y\"}\n");
	check_documents(
		"a.jsonl.gz", 1,
		"0 a.jsonl.gz:1\ndateline: a.jsonl.gz:2: the line is too long (64 MiB are the most)\n1 a.jsonl.gz:3\n");
	/* the last line, which has no end */
	write_bomb("b.jsonl.gz", "{\"text\":\"", "");
	check_documents("b.jsonl.gz", 1, "dateline: b.jsonl.gz:1: the line is too long (64 MiB are the most)\n");
	write_bomb("c.txt.gz", "Talks\n", "");
	check_documents("c.txt.gz", 1, "dateline: c.txt.gz: the page is too long (64 MiB are the most)\n");
}

/* A line that is longer than any window comes through whole. */
static void test_long_line(void **state)
{
	const char *const path = "a.jsonl";
	struct source_options options = {0};
	struct document document = {0};
	struct buffer file = {0};
	struct source *source;
	size_t length;

	(void)state;
	buffer_add_string(&file, "{\"text\":\"");
	for (unsigned i = 0; i < 300000; i++)
		buffer_add_format(&file, "%x ", i);
	buffer_add_string(&file, "\"}");
	length = file.length;
	buffer_add_string(&file, "\n{}\n");
	write_bytes(path, file.bytes, file.length);
	source = source_open(&path, 1, &options);
	assert_true(source_next(source, &document));
	assert_int_equal(document.length, length);
	assert_memory_equal(document.bytes, file.bytes, length);
	document_release(&document);
	assert_true(source_next(source, &document));
	assert_string_equal(document.bytes, "{}");
	document_release(&document);
	source_close(source);
	buffer_release(&file);
}

static void test_standard_input(void **state)
{
	int console = dup(STDIN_FILENO), file;

	(void)state;
	write_file("a", "{\"text\":\"x\"}\n{\"text\":\"y\",\"id\":\"2\"}\n");
	file = open("a", O_RDONLY);
	dup2(file, STDIN_FILENO);
	check_articles("-", FORMAT_AUTO, 0, "article id=<-:1> text=<x>\narticle id=<2> text=<y>\n");
	/* it has been read to its end; a page from it is called - */
	check_articles("-", FORMAT_AUTO, 0, "dateline: -: empty file (a text of an article is wanted here)\n");
	write_file("b", "Talks");
	close(file);
	file = open("b", O_RDONLY);
	dup2(file, STDIN_FILENO);
	check_articles("-", FORMAT_AUTO, 0, "article id=<-> text=<Talks>\n");
	close(file);
	dup2(console, STDIN_FILENO);
	close(console);
}

/* Shows what is asked; what ends in a 1 is unchanged, and JSON Lines are by their NULL. */
static bool ask(void *context, const char *origin, const char *place, const char *id, uint64_t stamp)
{
	assert_non_null(context);
	assert_int_equal(origin[0], '/');
	fprintf(stderr, "%s ", strrchr(place, '/'));
	assert_int_not_equal(stamp, 0);
	fprintf(stderr, "? %s\n", id ? id : "NULL");
	return !id || id[strlen(id) - 1] == '1';
}

static void test_unchanged(void **state)
{
	static const char *const paths[] = {"news", "lines"};
	struct run run = {.paths = paths, .count = 2, .options.unchanged = ask};

	(void)state;
	mkdir("news", 0777);
	write_file("news/page1.gz", "ten bytes.");
	write_file("news/page2", "five.");
	write_file("lines", "{\"text\":\"x\"}\n");
	check_run(&run, 0, "/page1.gz ? page1\n/page2 ? page2\n0 news/page2:0 id=<page2>\n/lines ? lines\n/lines ? NULL\n");
	/* what was passed over is no longer awaited */
	assert_int_equal(run.first_known, 28);
	assert_int_equal(run.read, run.known);
}

static uint64_t stamp_of(const char *path)
{
	struct source_options options = {0};
	struct source *source = source_open(&path, 1, &options);
	struct document document = {0};
	uint64_t stamp;

	assert_true(source_next(source, &document));
	stamp = document.stamp;
	document_release(&document);
	source_close(source);
	return stamp;
}

static void test_stamp(void **state)
{
	const struct timespec long_ago[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
	uint64_t first, second;

	(void)state;
	write_file("a", "first");
	utimensat(AT_FDCWD, "a", long_ago, 0);
	first = stamp_of("a");
	assert_true(first == stamp_of("a"));
	usleep(20000); /* a clock tick of the file system */
	/* the same size, the modification time set back: changed all the same */
	write_file("a", "other");
	utimensat(AT_FDCWD, "a", long_ago, 0);
	second = stamp_of("a");
	assert_true(first != second);
}

static void test_bytes(void **state)
{
	static const char *const paths[] = {"a.jsonl.gz", "b.txt", "nothing"};
	struct run run = {.paths = paths, .count = 3};

	(void)state;
	add_gzip("a.jsonl.gz", THREE_LINES THREE_LINES THREE_LINES);
	write_file("b.txt", "twelve bytes");
	check_run(
		&run, 1,
		"0 a.jsonl.gz:1\n1 a.jsonl.gz:2\n2 a.jsonl.gz:3\n3 a.jsonl.gz:4\n4 a.jsonl.gz:5\n5 a.jsonl.gz:6\n6 "
	        "a.jsonl.gz:7\n"
		"7 a.jsonl.gz:8\n8 a.jsonl.gz:9\n9 b.txt:0 id=<b.txt>\ndateline: nothing: No such file or directory\n");
	assert_int_equal(run.first_known, file_size("a.jsonl.gz") + 12);
	assert_int_equal(run.read, run.first_known);
	assert_int_equal(run.known, run.first_known);
}

#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIRECTORY(test_directory_in_order),
		IN_DIRECTORY(test_origin),
		IN_DIRECTORY(test_closed_early),
		IN_DIRECTORY(test_links),
		IN_DIRECTORY(test_pipes),
		IN_DIRECTORY(test_unreadable),
		IN_DIRECTORY(test_paths_that_are_no_utf8),
		IN_DIRECTORY(test_formats),
		IN_DIRECTORY(test_format_is_ordered),
		IN_DIRECTORY(test_json_that_is_no_lines),
		IN_DIRECTORY(test_lines),
		IN_DIRECTORY(test_fields),
		IN_DIRECTORY(test_derived_ids),
		IN_DIRECTORY(test_pages),
		IN_DIRECTORY(test_gzip),
		IN_DIRECTORY(test_gzip_with_garbage_behind),
		IN_DIRECTORY(test_truncated_gzip),
		IN_DIRECTORY(test_damaged_gzip),
		IN_DIRECTORY(test_too_long),
		IN_DIRECTORY(test_long_line),
		IN_DIRECTORY(test_standard_input),
		IN_DIRECTORY(test_unchanged),
		IN_DIRECTORY(test_stamp),
		IN_DIRECTORY(test_bytes),
	};

	report_program("dateline");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

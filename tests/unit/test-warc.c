/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Web archives: which records become documents, and each kind of damage with
 * what is left of the archive. The transcripts show what transcript.h says.
 */
#include "indexer/read/http.h"
#include "tests/unit/transcript.h"
#include "text/buffer.h"

#include <brotli/encode.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

#define PAGE "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>A zebra.</p>"

/* Adds a record; wrong: what its Content-Length is to be more than it is. */
static void add_record(struct buffer *file, const char *type, const char *address, const char *block, int wrong)
{
	buffer_add_format(file,
	                  "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\n"
	                  "Content-Length: %d\r\n\r\n%s\r\n\r\n",
	                  type, address, (int)strlen(block) + wrong, block);
}

static void check_file(struct buffer *file, size_t skips, const char *expected)
{
	unlink("in.warc");
	write_bytes("in.warc", file->bytes, file->length);
	check_documents("in.warc", skips, expected);
	buffer_release(file);
}

static void test_records(void **state)
{
	struct buffer file = {0};

	(void)state;
	add_record(&file, "warcinfo", "x", "software: x\r\n", 0);
	add_record(&file, "request", "http://z/1", "GET / HTTP/1.1\r\n\r\n", 0);
	add_record(&file, "response", "http://z/1", PAGE, 0);
	add_record(&file, "metadata", "http://z/1", "x: y\r\n", 0);
	add_record(&file, "revisit", "http://z/2", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 0);
	add_record(&file, "response", "http://z/3", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no", 0);
	add_record(&file, "response", "http://z/4", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", 0);
	add_record(&file, "response", "dns:z", "20250602 z. 127.0.0.1", 0);
	add_record(&file, "response", "<http://z/5>", "HTTP/1.0 200 OK\ncontent-type: Application/XHTML+XML\n\n<p>x", 0);
	add_record(&file, "response", "http://z/6", "HTTP/1.1 200 OK\r\n\r\n\r\n<!DOCTYPE html>x", 0);
	add_record(&file, "response", "http://z/7", "HTTP/1.1 200 OK\r\n\r\nplain", 0);
	buffer_add_string(&file, "WARC/0.18\nWARC-Type: resource\nWARC-Target-URI: http://z/8\nContent-Type: text/html\nContent-Length: 3\n\n<p>\n\n");
	check_file(&file, 0, "0 in.warc:0 id=<http://z/1>\n1 in.warc:0 id=<http://z/5>\n2 in.warc:0 id=<http://z/6>\n3 in.warc:0 id=<http://z/8>\n");
}

static void test_said_when_asked(void **state)
{
	static const char *const path = "in.warc";
	struct run run = {.paths = &path, .count = 1, .options.verbose = true};
	struct buffer file = {0};

	(void)state;
	add_record(&file, "request", "http://z/1", "GET / HTTP/1.1\r\n\r\n", 0);
	add_record(&file, "response", "http://z/1", PAGE, 0);
	add_record(&file, "request", "http://z/2", "GET / HTTP/1.1\r\n\r\n", 0);
	add_record(&file, "response", "http://z/2", "HTTP/1.1 301 Moved\r\n\r\n", 0);
	write_bytes(path, file.bytes, file.length);
	check_run(&run, 0, "0 in.warc:0 id=<http://z/1>\ndateline: in.warc: records passed over: 2 request, 1 not status 200\n");
	buffer_release(&file);
}

#define SOUGHT " (it is passed over, and the next one is sought)\n"

static void test_damage(void **state)
{
	struct buffer file = {0};

	(void)state;
	/* a length that reaches into the next records, which are read all the same */
	add_record(&file, "response", "http://z/1", PAGE, 300);
	add_record(&file, "response", "http://z/2", PAGE, 0);
	add_record(&file, "response", "http://z/3", PAGE, 0);
	check_file(&file, 1, "dateline: in.warc: the record at byte 0 is damaged: its Content-Length does not fit" SOUGHT
	                     "0 in.warc:0 id=<http://z/2>\n1 in.warc:0 id=<http://z/3>\n");
	/* cut in its block, which so ends anywhere in the next one's first lines, or behind them */
	for (size_t cut = 5; cut < 40; cut++) {
		add_record(&file, "response", "http://z/1", PAGE, 0);
		file.length -= cut;
		add_record(&file, "response", "http://z/2", PAGE, 0);
		add_record(&file, "response", "http://z/3", PAGE, 0);
		check_file(&file, 1, "dateline: in.warc: the record at byte 0 is damaged: its Content-Length does not fit" SOUGHT
		                     "0 in.warc:0 id=<http://z/2>\n1 in.warc:0 id=<http://z/3>\n");
	}
	/* beyond the end of the file, and beyond all measure */
	add_record(&file, "response", "http://z/1", PAGE, 1 << 20);
	add_record(&file, "request", "http://z/2", "GET", 1 << 30);
	add_record(&file, "response", "http://z/3", PAGE, 0);
	check_file(&file, 2, "dateline: in.warc: the record at byte 0 is damaged: it breaks off" SOUGHT
	                     "dateline: in.warc: the record at byte 197 is damaged: its Content-Length does not fit" SOUGHT
	                     "0 in.warc:0 id=<http://z/3>\n");
	/* too short */
	add_record(&file, "response", "http://z/1", PAGE, -9);
	add_record(&file, "response", "http://z/2", PAGE, 0);
	check_file(&file, 1, "dateline: in.warc: the record at byte 0 is damaged: its Content-Length does not fit" SOUGHT
	                     "0 in.warc:0 id=<http://z/2>\n");
	/* none at all, and bytes that belong to nothing */
	buffer_add_string(&file, "WARC/1.0\r\nWARC-Type: response\r\n\r\nsomething\r\n\r\n");
	add_record(&file, "response", "http://z/2", PAGE, 0);
	buffer_add_string(&file, "more WARC/1.0\r\n\x01\x02\r\n");
	add_record(&file, "response", "http://z/3", PAGE, 0);
	check_file(&file, 2, "dateline: in.warc: the record at byte 0 is damaged: its Content-Length is no number" SOUGHT
	                     "0 in.warc:0 id=<http://z/2>\n"
	                     "dateline: in.warc: the record at byte 238 is damaged: no record begins here" SOUGHT
	                     "1 in.warc:0 id=<http://z/3>\n");
	/* cut off */
	add_record(&file, "response", "http://z/1", PAGE, 0);
	add_record(&file, "response", "http://z/2", PAGE, 0);
	file.length -= 20;
	check_file(&file, 1, "0 in.warc:0 id=<http://z/1>\ndateline: in.warc: the record at byte 192 is damaged: it breaks off" SOUGHT);
}

/* A page about web archives is no damage. */
static void test_a_record_in_a_record(void **state)
{
	struct buffer file = {0};

	(void)state;
	add_record(&file, "response", "http://z/1", PAGE "\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n", 0);
	add_record(&file, "response", "http://z/2", PAGE, 0);
	check_file(&file, 0, "0 in.warc:0 id=<http://z/1>\n1 in.warc:0 id=<http://z/2>\n");
}

/* Half of a page is none, and a text that a machine made of a page is not the page. */
static void test_segments_and_conversions(void **state)
{
	struct buffer file = {0};

	(void)state;
	buffer_add_format(&file, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Segment-Number: 1\r\nWARC-Target-URI: http://z/1\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
	                  strlen(PAGE), PAGE);
	add_record(&file, "continuation", "http://z/1", "<p>More.</p>", 0);
	add_record(&file, "conversion", "http://z/2", "A zebra.", 0);
	add_record(&file, "response", "http://z/2", PAGE, 0);
	check_file(&file, 1, "dateline: in.warc: a page of which several records hold a part each: these are not joined (http://z/1)\n"
	                     "0 in.warc:0 id=<http://z/2>\n");
	add_record(&file, "warcinfo", "x", "software: x\r\n", 0);
	add_record(&file, "conversion", "http://z/2", "A zebra.", 0);
	check_file(&file, 1, "dateline: in.warc: no pages, but texts that were made of pages (WET): these are not read (give the WARC files that they were made from)\n");
}

static void test_empty(void **state)
{
	(void)state;
	write_file("empty.warc", "");
	check_documents("empty.warc", 1, "dateline: empty.warc: no WARC record in it (a web archive is wanted here)\n");
}

/* Adds a gzip member with a record. */
static void add_member(const char *address)
{
	struct buffer record = {0};

	add_record(&record, "response", address, PAGE, 0);
	add_gzip("in.warc.gz", record.bytes);
	buffer_release(&record);
}

static void spoil(long at)
{
	FILE *file = fopen("in.warc.gz", "r+b");

	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_equal(fwrite("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 1, 8, file), 8);
	assert_int_equal(fclose(file), 0);
}

static void test_gzip(void **state)
{
	size_t first;

	(void)state;
	add_member("http://z/1");
	first = file_size("in.warc.gz");
	add_member("http://z/2");
	add_member("http://z/3");
	check_documents("in.warc.gz", 0, "0 in.warc.gz:0 id=<http://z/1>\n1 in.warc.gz:0 id=<http://z/2>\n2 in.warc.gz:0 id=<http://z/3>\n");
	spoil((long)first + 40);
	check_documents("in.warc.gz", 1, "0 in.warc.gz:0 id=<http://z/1>\n"
	                                 "dateline: in.warc.gz: the record at byte 192 is damaged: gzip data is damaged" SOUGHT
	                                 "1 in.warc.gz:0 id=<http://z/3>\n");
	/* bytes that are no gzip between members, and a last one that is cut */
	unlink("in.warc.gz");
	add_member("http://z/1");
	add_bytes("in.warc.gz", "garbage\x1f\x8b\x08garbage", 17);
	add_member("http://z/2");
	add_member("http://z/3");
	assert_int_equal(truncate("in.warc.gz", (off_t)file_size("in.warc.gz") - 20), 0);
	check_documents("in.warc.gz", 1, "0 in.warc.gz:0 id=<http://z/1>\n1 in.warc.gz:0 id=<http://z/2>\n"
	                                 "dateline: in.warc.gz: the record at byte 384 is damaged: gzip data breaks off" SOUGHT
	                                 "dateline: in.warc.gz: bytes that are not gzip follow the gzip data (what comes before it is taken)\n");
}

/* ---- bodies ---- */

#define MARKUP "<p>A zebra, a zebra, a zebra.</p>"

static void check_body(const char *header, const char *body, size_t length, const char *fault, const char *expected)
{
	struct buffer bytes = {0}, out = {0};
	struct http_response response;
	const char *found;

	buffer_add_format(&bytes, "HTTP/1.1 200 OK\r\n%s\r\n", header);
	buffer_add(&bytes, body, length);
	assert_true(http_parse(&response, bytes.bytes, bytes.length));
	assert_int_equal(response.status, 200);
	found = http_body(&response, &out, 4096);
	if (fault)
		assert_string_equal(found, fault);
	else
		assert_null(found);
	if (expected)
		assert_string_equal(out.bytes ? out.bytes : "", expected);
	buffer_release(&out);
	buffer_release(&bytes);
}

/* bits: as deflateInit2 has them. */
static size_t pack(char *out, size_t room, const char *text, size_t length, int bits)
{
	z_stream zlib = {.next_in = (unsigned char *)text, .avail_in = (uInt)length, .next_out = (unsigned char *)out, .avail_out = (uInt)room};

	assert_int_equal(deflateInit2(&zlib, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&zlib, Z_FINISH), Z_STREAM_END);
	deflateEnd(&zlib);
	return room - zlib.avail_out;
}

static void test_bodies(void **state)
{
	static char bomb[1 << 20];
	char packed[2048];
	size_t length, size = sizeof packed;

	(void)state;
	check_body("Content-Length: 5\r\n", MARKUP, strlen(MARKUP), NULL, MARKUP);
	length = pack(packed, sizeof packed, MARKUP, strlen(MARKUP), 16 + MAX_WBITS);
	check_body("Content-Encoding: gzip\r\n", packed, length, NULL, MARKUP);
	check_body("content-encoding: X-GZIP\r\n", packed, length, NULL, MARKUP);
	check_body("Content-Encoding: gzip\r\n", packed, length - 9, "its compressed data is damaged", NULL);
	length = pack(packed, sizeof packed, MARKUP, strlen(MARKUP), MAX_WBITS);
	check_body("Content-Encoding: deflate\r\n", packed, length, NULL, MARKUP);
	length = pack(packed, sizeof packed, MARKUP, strlen(MARKUP), -MAX_WBITS);
	check_body("Content-Encoding: deflate\r\n", packed, length, NULL, MARKUP);
	assert_true(BrotliEncoderCompress(5, 16, BROTLI_MODE_TEXT, strlen(MARKUP), (const uint8_t *)MARKUP, &size, (uint8_t *)packed));
	check_body("Content-Encoding: br\r\n", packed, size, NULL, MARKUP);
	check_body("Content-Encoding: br\r\n", packed, size / 2, "its compressed data is damaged", NULL);
	length = ZSTD_compress(packed, sizeof packed, MARKUP, strlen(MARKUP), 3);
	check_body("Content-Encoding: zstd\r\n", packed, length, NULL, MARKUP);
	check_body("Content-Encoding: zstd\r\n", packed, length - 1, "its compressed data is damaged", NULL);
	check_body("Content-Encoding: zstd\r\n", "", 0, "its compressed data is damaged", NULL);
	check_body("Content-Encoding: zstd\r\n", "zebra", 5, "its compressed data is damaged", NULL);
	memcpy(packed + length, packed, length);
	check_body("Content-Encoding: zstd\r\n", packed, 2 * length, NULL, MARKUP MARKUP);
	length = ZSTD_compress(packed, sizeof packed, bomb, sizeof bomb, 3);
	check_body("Content-Encoding: zstd\r\n", packed, length, "the page is too long", NULL);
	check_body("Content-Encoding: zebra\r\n", "x", 1, "its Content-Encoding is not known", NULL);
	length = pack(packed, sizeof packed, bomb, sizeof bomb, 16 + MAX_WBITS);
	check_body("Content-Encoding: gzip\r\n", packed, length, "the page is too long", NULL);
	/* unpacked by the archive, which left the header as it was */
	check_body("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "\r\n" MARKUP, strlen(MARKUP) + 2, NULL, "\r\n" MARKUP);
}

static void test_chunks(void **state)
{
	static const struct {
		const char *body, *expected;
	} chunks[] = {
		{"3\r\nA z\r\n4;x=y\r\nebra\r\n0\r\n\r\n", "A zebra"},
		{"3\nA z\n0004\nebra\n0\n", "A zebra"},
		{"7\r\nA zebra", "A zebra"},           /* cut off behind a chunk */
		{"FF\r\nA zebra", "A zebra"},          /* and within one */
		{"A zebra", "A zebra"},                /* joined by the archive: "A z" is no size */
		{"7\r\nA zebra\r\nzebra", "7\r\nA zebra\r\nzebra"}, /* no chunk follows: none of them is one */
		{"0\r\n\r\n", ""}};

	(void)state;
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++)
		check_body("Transfer-Encoding: chunked\r\n", chunks[i].body, strlen(chunks[i].body), NULL, chunks[i].expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_directory, leave_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_records),
	                                   TEST(test_said_when_asked),
	                                   TEST(test_damage),
	                                   TEST(test_a_record_in_a_record),
	                                   TEST(test_segments_and_conversions),
	                                   TEST(test_empty),
	                                   TEST(test_gzip),
	                                   cmocka_unit_test(test_bodies),
	                                   cmocka_unit_test(test_chunks)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

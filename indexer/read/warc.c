/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Web archives: the pages that a crawl has fetched, a record each. */
#include "indexer/read/format.h"
#include "indexer/read/html.h"
#include "indexer/read/http.h"
#include "indexer/read/records.h"
#include "program/report.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What records are that hold no page, or what the page is: each counted, none of them a fault. */
enum content {
	CONTENT_PAGE,
	CONTENT_REVISIT,
	CONTENT_REQUEST,
	CONTENT_METADATA,
	CONTENT_WARCINFO,
	CONTENT_CONVERSION,
	CONTENT_OTHER_TYPE,
	CONTENT_STATUS,
	CONTENT_MEDIA,
	CONTENT_COUNT
};

static const char *const content_names[CONTENT_COUNT] = {
	[CONTENT_PAGE] = "pages",         [CONTENT_REVISIT] = "revisit",          [CONTENT_REQUEST] = "request",
	[CONTENT_METADATA] = "metadata",  [CONTENT_WARCINFO] = "warcinfo",        [CONTENT_CONVERSION] = "conversion",
	[CONTENT_OTHER_TYPE] = "of other types",
	[CONTENT_STATUS] = "not status 200", [CONTENT_MEDIA] = "no HTML"};

struct archive {
	struct records records;
	uint64_t counts[CONTENT_COUNT];
};

/* ---- what a record holds ---- */

/* A record in its parts, borrowed. */
struct parts {
	struct span header;
	struct http_response response; /* of a resource: its bytes as body, and what its record's header says */
};

static bool is_html(struct span media)
{
	return header_is(media, "text/html") || header_is(media, "application/xhtml+xml");
}

/* Content that nobody has named is known by how it begins. */
static bool begins_as_html(struct span body)
{
	static const char *const starts[] = {"<!doctype html", "<html", "<head"};
	size_t at = 0;

	while (at < body.length && memchr(" \t\r\n\xEF\xBB\xBF", body.bytes[at], 7))
		at++;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (body.length - at > strlen(starts[i]) && !strncasecmp(body.bytes + at, starts[i], strlen(starts[i])))
			return true;
	return false;
}

static enum content content_of_body(const struct parts *parts)
{
	struct span media;

	if (parts->response.status != 200)
		return CONTENT_STATUS;
	if (header_find(parts->response.header, "Content-Type", &media) && media.length > 0)
		return is_html(media) ? CONTENT_PAGE : CONTENT_MEDIA;
	return begins_as_html(parts->response.body) ? CONTENT_PAGE : CONTENT_MEDIA;
}

static enum content content_of_type(struct span type)
{
	for (int i = CONTENT_REVISIT; i <= CONTENT_CONVERSION; i++)
		if (header_is(type, content_names[i]))
			return (enum content)i;
	return CONTENT_OTHER_TYPE;
}

/* Takes a record apart. header: the bytes of its header. */
static enum content record_split(struct parts *parts, struct span record, size_t header)
{
	struct span block = {record.bytes + header, record.length - header};
	struct span type = {"", 0};

	parts->header = (struct span){record.bytes, header};
	header_find(parts->header, "WARC-Type", &type);
	if (header_is(type, "resource"))
		parts->response = (struct http_response){.status = 200, .header = parts->header, .body = block};
	else if (!header_is(type, "response"))
		return content_of_type(type);
	else if (!http_parse(&parts->response, block.bytes, block.length))
		return CONTENT_MEDIA; /* a response of another protocol, such as dns: */
	return content_of_body(parts);
}

/* ---- reading ---- */

/* WARC 1.0 shows the address between angle brackets, and its writers do not. NULL when there is none. */
static char *target(const struct parts *parts)
{
	struct buffer clean = {0};
	struct span address;

	if (!header_find(parts->header, "WARC-Target-URI", &address))
		return NULL;
	if (address.length >= 2 && *address.bytes == '<' && address.bytes[address.length - 1] == '>')
		address = (struct span){address.bytes + 1, address.length - 2};
	if (address.length == 0)
		return NULL;
	utf8_from(&clean, encoding_guess(address.bytes, address.length), address.bytes, address.length);
	return buffer_detach(&clean);
}

/* Why a page's record is not given away; NULL for nothing. */
static const char *why_not(const struct records *records, const struct parts *parts, const char *address)
{
	struct span segment;

	if (!address)
		return "a page without WARC-Target-URI";
	if (records->cut)
		return "a page is too long: 64 MiB are the most";
	if (header_find(parts->header, "WARC-Segment-Number", &segment))
		return "a page of which several records hold a part each: these are not joined";
	return NULL;
}

static bool give_page(struct archive *archive, const struct parts *parts, struct document *out)
{
	struct records *records = &archive->records;
	char *address = target(parts);
	const char *reason = why_not(records, parts, address);

	if (reason) {
		input_skip(records->input, 0, address, reason);
		free(address);
		return false;
	}
	out->id = address;
	out->length = records->bytes.length;
	out->bytes = memory_copy(records->bytes.bytes, records->bytes.length);
	return true;
}

static void say_passed(const struct archive *archive)
{
	const struct input *input = archive->records.input;
	struct buffer said = {0};

	for (int i = 1; i < CONTENT_COUNT; i++)
		if (archive->counts[i] > 0)
			buffer_add_format(&said, "%s%" PRIu64 " %s", said.length ? ", " : "", archive->counts[i], content_names[i]);
	if (said.length && input->verbose)
		report(input->file, 0, NULL, "records passed over: %s", said.bytes);
	buffer_release(&said);
}

static bool archive_next(struct input *input, struct document *out)
{
	struct archive *archive = input->state;
	struct parts parts;

	if (!archive) {
		input->state = archive = memory_zeroed(1, sizeof *archive);
		archive->records.input = input;
	}
	while ((!input->most || archive->records.offset < input->most) && records_next(&archive->records)) {
		const struct records *records = &archive->records;
		struct span record = {records->bytes.bytes, records->bytes.length};
		enum content content = record_split(&parts, record, records->header);

		archive->counts[content]++;
		if (content == CONTENT_PAGE && give_page(archive, &parts, out))
			return true;
	}
	return false;
}

static void archive_finish(struct input *input)
{
	struct archive *archive = input->state;
	uint64_t records = 0;

	if (!archive)
		return;
	for (int i = 0; i < CONTENT_COUNT; i++)
		records += archive->counts[i];
	if (!records && !input->skips)
		input_skip(input, 0, "a web archive is wanted here", "no WARC record in it");
	else if (!archive->counts[CONTENT_PAGE] && archive->counts[CONTENT_CONVERSION])
		input_skip(input, 0, "give the WARC files that they were made from", "no pages, but texts that were made of pages (WET): these are not read");
	say_passed(archive);
	records_release(&archive->records);
	free(archive);
	input->state = NULL;
}

/* ---- parsing ---- */

/* The page's own dates count, never that of the crawl: a record without is an article without. */
static bool record_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                         const char **reason)
{
	struct span record = {document->bytes, document->length}, media, charset;
	struct html_context context = {.url = document->id};
	struct buffer page = {0};
	struct parts parts;
	char *name = NULL;

	if (record_split(&parts, record, header_end(record.bytes, record.length)) != CONTENT_PAGE)
		return format_no_article(document, reason, NULL, "no page in the record");
	*reason = http_body(&parts.response, &page, SOURCE_DOCUMENT_MAX);
	if (!*reason) {
		if (header_find(parts.response.header, "Content-Type", &media) && header_parameter(media, "charset", &charset))
			context.charset = name = memory_copy(charset.bytes, charset.length);
		if (html_parse(page.bytes ? page.bytes : "", page.length, &context, keep_boilerplate, article, reason)) {
			html_report(document, *reason);
			*reason = NULL;
		}
	}
	free(name);
	buffer_release(&page);
	if (*reason)
		return format_no_article(document, reason, NULL, *reason);
	if (!article->id)
		article->id = memory_string(document->id);
	return true;
}

static const char *const suffixes[] = {".warc", NULL};

const struct format format_warc = {
	.format = FORMAT_WARC,
	.pages = true,
	.gives_ids = true,
	.suffixes = suffixes,
	.claims = record_begins,
	.next = archive_next,
	.finish = archive_finish,
	.parse = record_parse,
};

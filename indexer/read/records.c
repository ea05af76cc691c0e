/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/records.h"

#include "program/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void records_release(struct records *records)
{
	buffer_release(&records->again);
	buffer_release(&records->bytes);
}

bool record_begins(const char *bytes, size_t length)
{
	size_t at = 5;

	if (length < 8 || memcmp(bytes, "WARC/", 5) != 0)
		return false;
	while (at < length && at < 12 && ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == '.'))
		at++;
	return at > 5 && at < length && (bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == ' ');
}

/* ---- bytes ---- */

/* As unpack_look, over the bytes to be read again and then the file's. */
static size_t look(struct records *records, size_t wanted, const char **bytes)
{
	struct unpack *file = records->input->bytes;
	struct buffer *again = &records->again;
	const char *more;
	size_t length;

	if (records->again_at == again->length)
		return unpack_look(file, wanted, bytes);
	while (again->length - records->again_at < wanted && (length = unpack_look(file, 1, &more)) > 0) {
		length = length < wanted ? length : wanted;
		buffer_add(again, more, length);
		unpack_take(file, length);
	}
	*bytes = again->bytes + records->again_at;
	return again->length - records->again_at;
}

static void take(struct records *records, size_t length)
{
	records->offset += length;
	if (records->again_at == records->again.length) {
		unpack_take(records->input->bytes, length);
		return;
	}
	records->again_at += length;
	if (records->again_at == records->again.length) {
		buffer_release(&records->again);
		records->again_at = 0;
	}
}

/* ---- damage ---- */

/* Names the record that began last, unless a fault is being got over already; the next one is sought. */
static void lose(struct records *records, const char *reason)
{
	char named[160];

	if (!records->lost) {
		snprintf(named, sizeof named, "the record at byte %" PRIu64 " is damaged: %s", records->began, reason);
		input_skip(records->input, 0, "it is passed over, and the next one is sought", named);
	}
	records->lost = true;
}

/* At the end of what can be read: the file's, or that of a damaged gzip member, behind which another may follow. */
static bool go_on(struct records *records)
{
	struct unpack *file = records->input->bytes;
	const char *fault = unpack_fault(file), *rest;

	if (!fault && !unpack_trailing_garbage(file))
		return false;
	if (fault) {
		records->began = records->lost ? records->began : records->offset;
		lose(records, fault);
	}
	buffer_release(&records->again);
	records->again_at = 0;
	records->offset += unpack_look(file, 0, &rest);
	return unpack_recover(file);
}

/* Moves to the start of a line; false when no line feed is in sight, which all that is in sight is taken then. */
static void pass_line(struct records *records)
{
	const char *bytes;
	size_t length = look(records, 1, &bytes);
	const char *feed = memchr(bytes, '\n', length);

	take(records, feed ? (size_t)(feed + 1 - bytes) : length);
}

static void pass_line_ends(struct records *records)
{
	const char *bytes;

	while (look(records, 1, &bytes) > 0 && (*bytes == '\r' || *bytes == '\n'))
		take(records, 1);
}

/* Moves to where the next record begins; false at the end. */
static bool seek(struct records *records)
{
	const char *bytes;

	for (;;) {
		pass_line_ends(records);
		if (look(records, 16, &bytes) == 0) {
			if (!go_on(records))
				return false;
		} else if (record_begins(bytes, look(records, 16, &bytes))) {
			records->began = records->offset;
			records->lost = false;
			return true;
		} else {
			records->began = records->lost ? records->began : records->offset;
			lose(records, "no record begins here");
			pass_line(records);
		}
	}
}

/* ---- one record ---- */

/* Takes the header into bytes. */
static bool take_header(struct records *records, unsigned long long *length)
{
	const char *bytes;
	size_t seen = look(records, 4096, &bytes), end = header_end(bytes, seen);
	struct span value;

	if (!end) {
		seen = look(records, RECORD_HEADER_MAX, &bytes);
		end = header_end(bytes, seen < RECORD_HEADER_MAX ? seen : RECORD_HEADER_MAX);
	}
	records->header = end;
	buffer_clear(&records->bytes);
	buffer_add(&records->bytes, bytes, end);
	if (!end)
		lose(records, "its header does not end");
	else if (!header_find((struct span){bytes, end}, "Content-Length", &value) || !header_number(value, length))
		lose(records, "its Content-Length is no number");
	take(records, end ? end : 5); /* or its beginning would be found again */
	return !records->lost;
}

/*
 * Where within the block, from its second byte, a record begins; NULL when none
 * does. What was cut ends within a line: then the next one begins in that line,
 * which a page that quotes a record may show, too.
 */
static const char *record_within(const char *block, size_t length, bool in_lines)
{
	const char *end = block + length, *found = block;

	while (found < end && (found = memmem(found + 1, (size_t)(end - found - 1), "WARC/", 5))) {
		const char *feed = memchr(found, '\n', (size_t)(end - found));

		if (feed && (in_lines || found[-1] == '\n') && record_begins(found, (size_t)(end - found)) && (size_t)(end - feed) > 5 &&
		    (!memcmp(feed + 1, "WARC-", 5) || !memcmp(feed + 1, "Conte", 5)))
			return found;
	}
	return NULL;
}

/* What of the record's bytes lies behind at is read once more. */
static void give_back(struct records *records, const char *at)
{
	size_t keep = (size_t)(at - records->bytes.bytes);
	struct buffer rest = {0};

	buffer_add(&rest, at, records->bytes.length - keep);
	records->offset -= rest.length;
	buffer_add(&rest, records->again.bytes ? records->again.bytes + records->again_at : "",
	           records->again.length - records->again_at);
	buffer_release(&records->again);
	records->again = rest;
	records->again_at = 0;
	records->bytes.length = keep;
}

/* Appends the block to bytes; false when it breaks off. */
static bool take_block(struct records *records, unsigned long long length)
{
	const char *bytes;

	while (length > 0) {
		size_t seen = look(records, 1, &bytes);

		if (seen == 0)
			return false;
		seen = seen < length ? seen : (size_t)length;
		buffer_add(&records->bytes, bytes, seen);
		take(records, seen);
		length -= seen;
	}
	return true;
}

/*
 * Whether the line ends follow that end a record, or another record, or the end. A gzip member's check sum lies behind
 * its bytes: it has been looked at then. Nothing is taken: what looked like line ends may be within another record.
 */
static bool ends_well(struct records *records)
{
	const char *bytes;
	size_t length = look(records, 4, &bytes), ends = 0;

	if (length >= 4 && !memcmp(bytes, "\r\n\r\n", 4))
		look(records, 20, &bytes); /* what is wrong with them shows when more is wanted */
	if (length >= 4 && !memcmp(bytes, "\r\n\r\n", 4) && !unpack_fault_taken(records->input->bytes))
		return true;
	while (ends < length && ends < RECORD_HEADER_MAX && (bytes[ends] == '\r' || bytes[ends] == '\n'))
		length = look(records, ++ends + 16, &bytes);
	if (ends == RECORD_HEADER_MAX)
		return true;
	return length == ends ? !unpack_fault_taken(records->input->bytes) : record_begins(bytes + ends, length - ends);
}

/*
 * A record that may not be taken into memory: a film, or a length that is
 * wrong. Its beginning is kept, the rest passed over as far as no record begins
 * in it.
 */
static void pass_block(struct records *records, unsigned long long length)
{
	const char *bytes, *within = NULL;
	size_t seen = look(records, RECORD_HEADER_MAX, &bytes);

	buffer_add(&records->bytes, bytes, seen < RECORD_HEADER_MAX ? seen : RECORD_HEADER_MAX);
	records->cut = true;
	while (length > 0 && !within && (seen = look(records, 4096, &bytes)) > 0) {
		within = record_within(bytes, seen, true);
		seen = seen > 512 ? seen - 256 : seen; /* one may begin at the edge of what is in sight */
		seen = within ? (size_t)(within - bytes) : seen < length ? seen : (size_t)length;
		take(records, seen);
		length -= seen;
	}
	if (within)
		lose(records, "its Content-Length does not fit");
}

/* As record_within, of a block whose length is wrong, which may end amid another record's first lines. */
static const char *record_about(struct records *records)
{
	size_t end = records->bytes.length;
	const char *bytes, *within;
	size_t seen = look(records, 256, &bytes);

	seen = seen < 256 ? seen : 256;
	buffer_add(&records->bytes, bytes, seen);
	take(records, seen);
	within = record_within(records->bytes.bytes + records->header, records->bytes.length - records->header, true);
	if (!within)
		give_back(records, records->bytes.bytes + end);
	return within;
}

/* The block was taken, or did not fit: then what lies in it is read once more. */
static bool settle(struct records *records, bool whole)
{
	bool sound = whole && ends_well(records);
	const char *within, *fault;

	if (sound && !records->wary)
		return true;
	within = !sound ? record_about(records)
	                : record_within(records->bytes.bytes + records->header, records->bytes.length - records->header, false);
	if (sound && !within)
		return true;
	fault = unpack_fault(records->input->bytes);
	if (within) {
		records->wary = true;
		give_back(records, within);
	}
	lose(records, fault && !within ? fault : whole ? "its Content-Length does not fit" : "it breaks off");
	return false;
}

static bool take_record(struct records *records)
{
	unsigned long long length;

	records->cut = false;
	if (!take_header(records, &length))
		return false;
	if (length <= SOURCE_DOCUMENT_MAX)
		return settle(records, take_block(records, length));
	pass_block(records, length);
	return !records->lost;
}

bool records_next(struct records *records)
{
	while (seek(records))
		if (take_record(records))
			return true;
	return false;
}

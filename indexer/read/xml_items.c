/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/xml_items.h"

#include "text/utf8.h"

#include <string.h>
#include <strings.h>

#define BEFORE_MAX ((size_t)64 << 10)
#define TAG_MAX UNPACK_WINDOW

enum piece {
	PIECE_END,
	PIECE_TEXT,  /* comments, CDATA, instructions and what is no tag too */
	PIECE_START,
	PIECE_EMPTY, /* <br/> */
	PIECE_CLOSE
};

void xml_items_release(struct xml_items *items)
{
	buffer_release(&items->converted);
	buffer_release(&items->before);
	buffer_release(&items->ahead);
}

/* ---- bytes ---- */

static size_t look(struct xml_items *items, size_t wanted, const char **bytes)
{
	if (!items->converted.bytes)
		return unpack_look(items->input->bytes, wanted, bytes);
	*bytes = items->converted.bytes + items->converted_at;
	return items->converted.length - items->converted_at;
}

/* Takes bytes that are in sight, and adds them to `to` as far as an item may grow; NULL drops them. */
static void take(struct xml_items *items, struct buffer *to, const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;

	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		items->line++;
		at++;
	}
	if (to && to->length <= XML_ITEM_MAX)
		buffer_add(to, bytes, length);
	if (items->converted.bytes)
		items->converted_at += length;
	else
		unpack_take(items->input->bytes, length);
}

static bool is_utf16(const char *head, size_t length)
{
	return length >= 4 && (!memcmp(head, "\xFF\xFE", 2) || !memcmp(head, "\xFE\xFF", 2));
}

/* A file in UTF-16 is read whole: its bytes are not those that tags are known by. */
static void convert(struct xml_items *items)
{
	struct buffer whole = {0};
	const char *bytes;
	size_t length = unpack_look(items->input->bytes, 4, &bytes);

	if (items->begun || items->line || items->converted.bytes || !is_utf16(bytes, length))
		return;
	while ((length = unpack_look(items->input->bytes, 1, &bytes)) > 0 && whole.length <= SOURCE_DOCUMENT_MAX) {
		buffer_add(&whole, bytes, length);
		unpack_take(items->input->bytes, length);
	}
	utf8_from(&items->converted, encoding_guess(whole.bytes, whole.length), whole.bytes, whole.length);
	buffer_add_string(&items->converted, "");
	buffer_release(&whole);
}

/* ---- pieces ---- */

static void take_until(struct xml_items *items, struct buffer *to, const char *mark)
{
	size_t length = strlen(mark), seen;
	const char *bytes, *found;

	while ((seen = look(items, length, &bytes)) >= length) {
		found = memmem(bytes, seen, mark, length);
		take(items, to, bytes, found ? (size_t)(found - bytes) + length : seen - length + 1);
		if (found)
			return;
	}
	take(items, to, bytes, seen);
}

/* Leaves out the document type, with all that it declares between brackets. */
static void drop_document_type(struct xml_items *items)
{
	const char *bytes;
	char quote = 0;
	int depth = 0;

	while (look(items, 4, &bytes) > 0) {
		char byte = *bytes;

		if (!quote && look(items, 4, &bytes) >= 4 && !memcmp(bytes, "<!--", 4)) {
			take_until(items, NULL, "-->");
			continue;
		}
		take(items, NULL, bytes, 1);
		if (quote)
			quote = byte == quote ? 0 : quote;
		else if (byte == '"' || byte == '\'')
			quote = byte;
		else if (byte == '[' || byte == ']')
			depth += byte == '[' ? 1 : -1;
		else if (byte == '>' && depth <= 0)
			return;
	}
}

/* The length of the tag that begins the bytes: to its '>' outside of quotes. 0 when that is not in sight. */
static size_t tag_length(const char *bytes, size_t length)
{
	char quote = 0;

	for (size_t i = 1; i < length; i++) {
		if (quote)
			quote = bytes[i] == quote ? 0 : quote;
		else if (bytes[i] == '"' || bytes[i] == '\'')
			quote = bytes[i];
		else if (bytes[i] == '>')
			return i + 1;
		else if (bytes[i] == '<')
			return 0;
	}
	return 0;
}

static bool begins_name(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || (unsigned char)byte >= 0x80;
}

/* A tag at the next byte; what looks like one and is none is text. */
static enum piece take_tag(struct xml_items *items, struct buffer *to)
{
	const char *bytes;
	size_t seen = look(items, 4096, &bytes), length = tag_length(bytes, seen);
	bool close = seen > 1 && bytes[1] == '/';
	enum piece piece;

	if (!length && seen >= 4096)
		length = tag_length(bytes, look(items, TAG_MAX, &bytes));
	if (!length || !begins_name(bytes[1 + close])) {
		take(items, to, bytes, 1);
		return PIECE_TEXT;
	}
	piece = close ? PIECE_CLOSE : bytes[length - 2] == '/' ? PIECE_EMPTY : PIECE_START;
	take(items, to, bytes, length);
	return piece;
}

/* The next piece, added to `to`. */
static enum piece take_piece(struct xml_items *items, struct buffer *to)
{
	const char *bytes;
	size_t length = look(items, 9, &bytes);
	const char *tag = memchr(bytes, '<', length);

	if (length == 0)
		return PIECE_END;
	if (tag != bytes)
		take(items, to, bytes, tag ? (size_t)(tag - bytes) : length);
	else if (length >= 4 && !memcmp(bytes, "<!--", 4))
		take_until(items, to, "-->");
	else if (length >= 9 && !memcmp(bytes, "<![CDATA[", 9))
		take_until(items, to, "]]>");
	else if (length >= 2 && bytes[1] == '?')
		take_until(items, to, "?>");
	else if (length >= 9 && !strncasecmp(bytes, "<!DOCTYPE", 9))
		drop_document_type(items);
	else
		return take_tag(items, to);
	return PIECE_TEXT;
}

/* ---- names ---- */

/* The name in a tag, whole; and without its prefix. */
static struct span tag_name(const char *tag, size_t length)
{
	size_t begin = 1, end;

	begin += begin < length && tag[begin] == '/';
	for (end = begin; end < length && !memchr(" \t\r\n/>", tag[end], 6);)
		end++;
	return (struct span){tag + begin, end - begin};
}

static struct span local_name(struct span name)
{
	const char *colon = memchr(name.bytes, ':', name.length);

	return colon ? (struct span){colon + 1, name.length - (size_t)(colon + 1 - name.bytes)} : name;
}

static bool span_is(struct span span, const char *word)
{
	return span.length == strlen(word) && !memcmp(span.bytes, word, span.length);
}

static bool is_named(struct span name, const char *const *names)
{
	for (name = local_name(name); *names; names++)
		if (span_is(name, *names))
			return true;
	return false;
}

/* ---- what is open around the items ---- */

/* Only the start tags of what is open, and the declaration: the rest of what stands before the items is too much to repeat. */
static void shorten_before(struct xml_items *items)
{
	const char *declaration = items->before.bytes, *end;
	struct buffer shorter = {0};

	if (items->before.length >= 5 && !memcmp(declaration, "<?xml", 5) &&
	    (end = memmem(declaration, items->before.length, "?>", 2)))
		buffer_add(&shorter, declaration, (size_t)(end + 2 - declaration));
	for (size_t i = 0; i < items->depth && i < XML_OPEN_MAX; i++) {
		size_t start = items->open[i].start;

		items->open[i].start = shorter.length;
		buffer_add(&shorter, items->before.bytes + start, items->open[i].length);
	}
	buffer_release(&items->before);
	items->before = shorter;
}

static void open_element(struct xml_items *items, size_t start)
{
	const struct buffer *before = &items->before;
	size_t length = before->length - start;

	if (items->depth < XML_OPEN_MAX) {
		items->open[items->depth].start = start;
		items->open[items->depth].length = length;
		items->open[items->depth].name = tag_name(before->bytes + start, length).length;
	}
	items->depth++;
}

/* Reads on to the first item, whose start tag moves ahead. False when there is none. */
static bool find_first(struct xml_items *items)
{
	struct buffer *before = &items->before;

	for (;;) {
		size_t start = before->length;
		enum piece piece = take_piece(items, before);

		if (piece == PIECE_END)
			return false;
		if ((piece == PIECE_START || piece == PIECE_EMPTY) &&
		    is_named(tag_name(before->bytes + start, before->length - start), items->names)) {
			buffer_add(&items->ahead, before->bytes + start, before->length - start);
			before->length = start;
			return true;
		}
		if (piece == PIECE_START)
			open_element(items, start);
		else if (piece == PIECE_CLOSE && items->depth > 0)
			items->depth--;
		if (before->length > BEFORE_MAX)
			shorten_before(items);
	}
}

/* Reads on to the next item behind the first. */
static bool find_next(struct xml_items *items)
{
	enum piece piece;

	do {
		buffer_clear(&items->ahead);
		piece = take_piece(items, &items->ahead);
	} while (piece != PIECE_END && ((piece != PIECE_START && piece != PIECE_EMPTY) ||
	                                !is_named(tag_name(items->ahead.bytes, items->ahead.length), items->names)));
	return piece != PIECE_END;
}

/* ---- one item ---- */

enum item_end {
	ITEM_WHOLE,
	ITEM_OPEN,   /* another one begins in it */
	ITEM_BROKEN, /* the file ends in it */
};

/* The item whose start tag is the last in `to`, to its end tag. Items do not hold items. */
static enum item_end take_item(struct xml_items *items, struct buffer *to, struct span name)
{
	char kept[64] = "";
	size_t length = name.length < sizeof kept ? name.length : sizeof kept - 1;

	memcpy(kept, name.bytes, length);
	for (;;) {
		size_t start = to->length;
		enum piece piece;
		struct span found;

		buffer_clear(&items->ahead);
		piece = take_piece(items, &items->ahead);
		if (piece == PIECE_END)
			return ITEM_BROKEN;
		found = tag_name(items->ahead.bytes, items->ahead.length);
		if (piece == PIECE_START && found.length == name.length && !memcmp(found.bytes, kept, length))
			return ITEM_OPEN;
		if (start <= XML_ITEM_MAX)
			buffer_add(to, items->ahead.bytes, items->ahead.length);
		if (piece == PIECE_CLOSE && found.length == name.length && !memcmp(found.bytes, kept, length))
			return ITEM_WHOLE;
	}
}

static void close_elements(const struct xml_items *items, struct buffer *to)
{
	size_t depth = items->depth < XML_OPEN_MAX ? items->depth : XML_OPEN_MAX;

	while (depth-- > 0) {
		buffer_add_string(to, "</");
		buffer_add(to, items->before.bytes + items->open[depth].start + 1, items->open[depth].name);
		buffer_add_string(to, ">");
	}
}

static void skip_item(struct xml_items *items, size_t line, enum item_end end)
{
	const char *fault = unpack_fault(items->input->bytes);

	items->faulted |= fault != NULL;
	if (end == ITEM_BROKEN)
		input_skip(items->input, line, NULL, fault ? fault : "the XML breaks off");
	else if (end == ITEM_OPEN)
		input_skip(items->input, line, NULL, "broken XML: the item does not end");
	else
		input_skip(items->input, line, "8 MiB are the most", "the item is too long");
}

/* Moves ahead to the start tag of the next item. */
static bool find_item(struct xml_items *items)
{
	if (items->ended)
		return false;
	if (items->ahead.length == 0)
		items->ended = !(items->begun ? find_next(items) : find_first(items));
	items->begun = true;
	if (items->ended && !items->faulted && unpack_fault(items->input->bytes))
		input_skip(items->input, items->line + 1, "what comes before is taken", unpack_fault(items->input->bytes));
	return !items->ended;
}

bool xml_items_next(struct xml_items *items, struct document *out)
{
	struct buffer bytes = {0};

	convert(items);
	while (find_item(items)) {
		size_t line = items->line + 1, start;
		enum item_end end = ITEM_WHOLE;

		buffer_add(&bytes, items->before.bytes ? items->before.bytes : "", items->before.length);
		start = bytes.length;
		buffer_add(&bytes, items->ahead.bytes, items->ahead.length);
		if (bytes.bytes[bytes.length - 2] != '/') {
			char name[64];
			struct span found = tag_name(bytes.bytes + start, bytes.length - start);

			found.length = found.length < sizeof name ? found.length : sizeof name - 1;
			memcpy(name, found.bytes, found.length);
			found.bytes = name;
			end = take_item(items, &bytes, found);
		}
		if (end != ITEM_OPEN)
			buffer_clear(&items->ahead);
		if (end == ITEM_WHOLE && bytes.length <= XML_ITEM_MAX) {
			close_elements(items, &bytes);
			out->line = line;
			out->length = bytes.length;
			out->bytes = buffer_detach(&bytes);
			return true;
		}
		skip_item(items, line, end);
		buffer_clear(&bytes);
	}
	buffer_release(&bytes);
	return false;
}

/* ---- telling XML ---- */

/* Where the next piece of a file's beginning ends, when it is none that names the outermost element; else 0. */
static size_t pass_prologue(const char *at, size_t left)
{
	const char *end = NULL;
	size_t blank = 0;

	while (blank < left && memchr(" \t\r\n", at[blank], 4))
		blank++;
	if (blank > 0)
		return blank;
	if (left >= 2 && !memcmp(at, "<?", 2))
		end = memmem(at, left, "?>", 2);
	else if (left >= 4 && !memcmp(at, "<!--", 4))
		end = memmem(at, left, "-->", 3);
	else if (left >= 9 && !strncasecmp(at, "<!DOCTYPE", 9)) {
		const char *bracket = memchr(at, '[', left), *close = memchr(at, '>', left);

		end = bracket && close && bracket < close ? memmem(at, left, "]>", 2) : close;
	}
	return end ? (size_t)(end - at) + (*end == '>' ? 1 : *end == '-' ? 3 : 2) : 0;
}

bool xml_root(struct span head, struct span *name)
{
	const char *at = head.bytes, *end = head.bytes + head.length;
	size_t passed;

	while (at < end && (passed = pass_prologue(at, (size_t)(end - at))) > 0)
		at += passed;
	if (end - at < 3 || *at != '<' || !begins_name(at[1]))
		return false;
	*name = local_name(tag_name(at, (size_t)(end - at)));
	return name->length > 0;
}

bool xml_root_is(const char *head, size_t length, const char *const *names)
{
	struct buffer converted = {0};
	struct span name;
	bool found;

	if (is_utf16(head, length)) {
		utf8_from(&converted, encoding_guess(head, length), head, length & ~(size_t)1);
		head = converted.bytes;
		length = converted.length;
	}
	found = xml_root((struct span){head, length}, &name) && is_named(name, names);
	buffer_release(&converted);
	return found;
}

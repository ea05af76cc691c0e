/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One page or article saved as text: the whole file is the document. */
#include "indexer/extract/page.h"
#include "indexer/read/charset.h"
#include "indexer/read/format.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <string.h>

/* So many bytes tell text from binary data. */
#define SAMPLE ((size_t)64 << 10)

#define WANTED "a text of an article is wanted here"

static bool claims_nothing(const char *head, size_t length)
{
	(void)head;
	(void)length;
	return false;
}

/* Controls that no text has: tab, line ends, form feed, backspace and escape do occur in it. */
static bool is_odd(unsigned char byte)
{
	return byte < 0x08 || (byte > 0x0D && byte < 0x20 && byte != 0x1B) || byte == 0x7F;
}

/* A zero byte, or about one odd control in 32 bytes. Compressed and encrypted bytes have one in nine. */
static bool is_binary(const char *bytes, size_t length)
{
	size_t sample = length < SAMPLE ? length : SAMPLE;
	size_t odd = 0;

	if (memchr(bytes, 0, length))
		return true;
	for (size_t i = 0; i < sample; i++)
		odd += is_odd((unsigned char)bytes[i]);
	return odd > 1 + sample / 32;
}

static bool is_blank(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r')))
		at++;
	return at == length;
}

/* The document in UTF-8; false when it is binary data after all. */
static bool decode(struct buffer *page, const struct document *document)
{
	bool wide = charset_is_utf16(document->bytes, document->length);
	size_t broken;

	if (!wide && is_binary(document->bytes, document->length))
		return false;
	broken = charset_decode(page, document->bytes, document->length, NULL);
	return !wide || broken <= 1 + document->length / 32;
}

static bool page_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                       const char **reason)
{
	struct buffer page = {0};
	bool sound = decode(&page, document), found = false;

	if (!sound)
		format_no_article(document, reason, WANTED, "binary file");
	else if (is_blank(page.bytes, page.length))
		format_no_article(document, reason, WANTED, document->length ? "nothing but white space" : "empty file");
	else if (!page_extract(article, page.bytes, page.length, keep_boilerplate))
		format_no_article(document, reason, WANTED, "no text in the page");
	else
		found = true;
	if (found && !article->id)
		article->id = memory_string(document->id);
	buffer_release(&page);
	return found;
}

static const char *const suffixes[] = {".txt", ".text", NULL};

const struct format format_text = {
	.format = FORMAT_TEXT,
	.pages = true,
	.suffixes = suffixes,
	.claims = claims_nothing,
	.next = whole_next,
	.parse = page_parse,
};

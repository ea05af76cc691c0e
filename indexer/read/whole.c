/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file that is one document, for formats that hold one each. */
#include "indexer/read/format.h"
#include "text/buffer.h"

/* Adds all that is left of the file to page; false when it is more than a document may be. */
static bool read_all(struct unpack *bytes, struct buffer *page)
{
	const char *chunk;
	size_t length;

	while ((length = unpack_look(bytes, 1, &chunk)) > 0) {
		if (length > SOURCE_DOCUMENT_MAX - page->length)
			return false;
		buffer_add(page, chunk, length);
		unpack_take(bytes, length);
	}
	return true;
}

/* A page that is cut short or damaged is not the article that was published: no half of it goes in. */
bool whole_next(struct input *input, struct document *out)
{
	struct buffer page = {0};

	if (input->documents)
		return false;
	if (!read_all(input->bytes, &page))
		input_skip(input, 0, "64 MiB are the most", "the page is too long");
	else if (unpack_fault(input->bytes))
		input_skip(input, 0, NULL, unpack_fault(input->bytes));
	else {
		out->length = page.length;
		out->bytes = buffer_detach(&page);
		return true;
	}
	buffer_release(&page);
	return false;
}

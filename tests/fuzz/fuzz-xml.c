/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a file of XML: nothing breaks, and an article that comes out keeps the promises of struct article. */
#include "tests/fuzz/articles.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const enum source_format formats[] = {FORMAT_NITF, FORMAT_NEWSML, FORMAT_FEED, FORMAT_UNREAD};

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		read_articles(bytes, length, formats[i]);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a web archive: nothing breaks or hangs, and an article that comes out keeps the promises of struct article. */
#include "tests/fuzz/articles.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	read_articles(bytes, length, FORMAT_WARC);
	return 0;
}

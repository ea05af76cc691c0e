/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the fuzz targets of several formats share: articles are read from bytes, and checked. */
#ifndef DATELINE_TESTS_FUZZ_ARTICLES_H
#define DATELINE_TESTS_FUZZ_ARTICLES_H

#include "article/article.h"
#include "indexer/read/source.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Ends the program where the article breaks a promise of struct article. */
void check_article(const struct article *article);

/* Reads all articles of the bytes, as of a file in this format, and checks them. */
void read_articles(const uint8_t *bytes, size_t length, enum source_format format);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terms that take one byte in a word stream: four words in nine of English
 * news are one of them. Part of the stored format (article/stream.h): a code
 * is a term's place in the list, from 0, and the list never changes while
 * INDEX_FORMAT does not.
 */
#ifndef DATELINE_ARTICLE_FREQUENT_H
#define DATELINE_ARTICLE_FREQUENT_H

#include <stdint.h>

#define FREQUENT_TERMS 127
#define FREQUENT_NONE 0xFF

/* The code of the term with this term_hash, or FREQUENT_NONE. Thread-safe. */
uint8_t frequent_code(uint64_t hash);

#endif

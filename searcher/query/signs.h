/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The characters that mean something in a query, as keyboards, word processors
 * and other scripts have them. Full-width forms need not be known here: the
 * parser has made them narrow.
 */
#ifndef DATELINE_SEARCHER_QUERY_SIGNS_H
#define DATELINE_SEARCHER_QUERY_SIGNS_H

#include <stdbool.h>
#include <stdint.h>

/* The character at `at`, and where the next one begins; 0 at the end. */
uint32_t sign_at(const char *at, const char *end, const char **next);

/* White space; what gives a text its direction parts words too, or a minus behind it would be none. */
bool sign_is_space(uint32_t code);

/* The minus of keyboards, typographers and word processors; a dash that parts sentences is none. */
bool sign_is_minus(uint32_t code);

bool sign_is_open(uint32_t code);
bool sign_is_close(uint32_t code);

/*
 * Quotation marks. What is opened by one is closed by one of its family, so that
 * a quotation may stand inside another: "the «Wall Street» of". 0: it is none.
 */
#define QUOTE_FAMILIES 5
unsigned sign_quote_family(uint32_t code); /* below QUOTE_FAMILIES */
bool sign_is_quote(uint32_t code);

/*
 * Whether a text is a line of capitals, as headlines are: letters, all of them
 * upper case. Of scripts that have no capitals none is.
 */
bool sign_all_capitals(const char *text, const char *end);

#endif

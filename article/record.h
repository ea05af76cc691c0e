/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An article as it is stored: a small record, so that a list of results is
 * shown without unpacking anything, apart from its text (article/texts.h).
 *
 * Record (SLOT_RECORD): fields in any order, each
 *     tag      1 byte
 *     length   varint
 *     bytes    valid UTF-8
 * with the tags i id, t title, u url, s source, a author, l language, d date
 * and m date of the last change (as date_format), k keyword (repeated). A reader passes over tags that it
 * does not know.
 */
#ifndef DATELINE_ARTICLE_RECORD_H
#define DATELINE_ARTICLE_RECORD_H

#include "article/article.h"
#include "shim/xapian.h"
#include "text/buffer.h"

#include <stddef.h>
#include <stdint.h>

void record_encode(struct buffer *out, const struct article *article); /* without its text */

/* 0, or -1 when the bytes are damaged; *article (empty before) then holds what could be read. */
int record_decode(struct article *article, const void *bytes, size_t length);

/* The article's id, borrowed from the record; empty where that is damaged before it. */
struct shim_bytes record_id(struct shim_bytes record);

/* By the articles' ids alone, bytewise. */
int record_compare_ids(struct shim_bytes one, struct shim_bytes other);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles as they are stored in an index. failure may be NULL.
 */
#ifndef DATELINE_SEARCHER_FETCH_H
#define DATELINE_SEARCHER_FETCH_H

#include "article/article.h"
#include "article/texts.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A document's article into *article (empty before); its text only when asked
 * for: that is unpacked, the rest is not. SHIM_CORRUPT when what is stored
 * cannot be read; *article then holds what could be.
 */
enum shim_status fetch_article(struct shim_index *index, struct text_store *texts, uint32_t document, bool text,
                               struct article *article, struct shim_failure *failure);

/* Passes on the status of reading a document; SHIM_CORRUPT: *failure names it and says what to do. */
enum shim_status fetch_damaged(enum shim_status status, uint32_t document, struct shim_failure *failure);

/* The document of an article's id. SHIM_NOT_FOUND when the index holds none of that id. */
enum shim_status fetch_document(struct shim_index *index, const char *id, uint32_t *document, struct shim_failure *failure);

/*
 * The id that is meant by one that was taken from TSV, where white space is
 * folded: itself when the index holds it, else the one that is folded to it, if
 * there is only one. Heap.
 */
char *fetch_meant(struct shim_index *index, const char *id);

#endif

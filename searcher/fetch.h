/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles as they are stored in an index.
 */
#ifndef DATELINE_SEARCHER_FETCH_H
#define DATELINE_SEARCHER_FETCH_H

#include "article/article.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A document's article into *article (empty before); its text only when asked
 * for: that is unpacked, the rest is not. SHIM_CORRUPT when what is stored
 * cannot be read; *article then holds what could be.
 */
enum shim_status fetch_article(struct shim_index *index, uint32_t document, bool text, struct article *article,
                               struct shim_failure *failure);

#endif

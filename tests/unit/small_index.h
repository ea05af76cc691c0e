/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A few articles as an index of one shard, for tests of searcher/. A failure of the set-up ends the test program. */
#ifndef DATELINE_TESTS_SMALL_INDEX_H
#define DATELINE_TESTS_SMALL_INDEX_H

#include "shim/xapian.h"
#include "text/tokens.h"

#include <stddef.h>

struct small_article {
	const char *id, *title, *text, *source;
	const char *date; /* as date_parse reads it; "": none */
};

struct small_index {
	char *directory;
	struct shim_index *index;
	struct analyzer *analyzer;
};

/* Document d is articles[d - 1]. */
void small_index_open(struct small_index *small, const struct small_article *articles, size_t count);
void small_index_close(struct small_index *small);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What reading facet columns and reading the words of their names share. */
#ifndef DATELINE_ARTICLE_FACETS_INSIDE_H
#define DATELINE_ARTICLE_FACETS_INSIDE_H

#include "article/facets.h"
#include "text/buffer.h"

/* SHIM_CORRUPT, with what is wrong in the failure. */
enum shim_status facets_damaged(const struct facets *facets, struct shim_failure *failure, const char *what);

/* A chunk unpacked into plain, which is empty. */
enum shim_status facets_read_chunk(struct facets *facets, char letter, uint32_t serial, uint32_t number, struct buffer *plain,
                                   struct shim_failure *failure);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the names of an index are shown as: the records that its commits left
 * (names/map.h), corrected by the user's own table.
 */
#ifndef DATELINE_SEARCHER_FACETS_NAMING_H
#define DATELINE_SEARCHER_FACETS_NAMING_H

#include "names/map.h"
#include "shim/xapian.h"

#include <stdbool.h>

/*
 * Of one index, or of several that were opened as one. An index without a
 * record, or with a damaged one, shows its names as they are. file: the user's
 * table, or NULL; SHIM_IO, with a message on stderr too, when it cannot be read.
 */
enum shim_status naming_read(struct name_map **out, struct shim_index *index, struct analyzer *analyzer, const char *file,
                             struct shim_failure *failure);

/* Whether the index is one as dateline-index left it, and not several that were opened as one. */
bool naming_is_whole(struct shim_index *index);

#endif

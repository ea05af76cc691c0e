/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a recovery cannot keep: whose it was, which sources must be read again
 * for it, and its files.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_LOST_H
#define DATELINE_INDEXER_MAINTAIN_LOST_H

#include "indexer/maintain/stored.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The ids of a shard's documents by the posting lists of ids, for those whose
 * record cannot be read. All zero is empty; filled at the first question.
 */
struct lost_ids {
	struct buffer terms; /* a NUL behind each */
	uint32_t *starts;    /* of each local id's term, + 1; 0: not told */
	uint32_t last;
};

void lost_ids_release(struct lost_ids *ids);

/* NULL when they do not tell. Borrowed. */
const char *lost_ids_find(struct lost_ids *ids, struct stored *stored, uint32_t local);

/* Stamps of files; all zero is none. */
struct stamps {
	uint64_t *list;
	size_t count;
	bool all; /* every stamp is one of them */
};

void stamps_release(struct stamps *stamps);
void stamps_add(struct stamps *stamps, uint64_t stamp);
bool stamps_hold(const struct stamps *stamps, uint64_t stamp);

/*
 * Keeps the files of a shard as INDEX/lost-NNNNNN: links to them, so that it
 * costs nothing and they outlive the shard's own directory.
 */
enum shim_status lost_keep(const char *index, uint32_t serial, struct shim_failure *failure);
char *lost_path(const char *index, uint32_t serial); /* freed by the caller */

/*
 * The same for a shard that cannot be opened, with the copy of its version file
 * in that one's place. Whether the kept one can be opened.
 */
bool lost_revive(const char *index, uint32_t serial);

#endif

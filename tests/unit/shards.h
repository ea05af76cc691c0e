/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small shards and scratch directories for the tests of shim/. A failure of the set-up ends the test program. */
#ifndef DATELINE_TESTS_SHARDS_H
#define DATELINE_TESTS_SHARDS_H

#include "shim/xapian.h"

#define SHARD_TERMS_MAX 16
#define SHARD_DOCUMENTS_MAX 5000
#define SHARD_SLOTS 2

/* A shard that is being put together; all zero is an empty one. */
struct shard_draft {
	struct shim_bytes terms[SHARD_TERMS_MAX];
	size_t term_count;
	struct shim_posting postings[SHARD_DOCUMENTS_MAX * SHARD_TERMS_MAX];
	size_t starts[SHARD_DOCUMENTS_MAX + 1];
	struct shim_bytes values[SHARD_SLOTS][SHARD_DOCUMENTS_MAX];
	const struct shim_bytes *columns[SHARD_SLOTS];
	struct shim_bytes metadata[16];
	struct shim_shard shard; /* refreshed by draft_shard */
	uint32_t document_count;
};

/* Terms must come in ascending order, before any document. Strings are borrowed. */
void draft_term(struct shard_draft *draft, const char *term);
void draft_document(struct shard_draft *draft); /* the next document; what follows goes to it */
void draft_posting(struct shard_draft *draft, uint32_t term, uint32_t wdf);
void draft_value(struct shard_draft *draft, unsigned slot, const void *bytes, size_t length);
void draft_metadata(struct shard_draft *draft, const char *key, const char *value);
const struct shim_shard *draft_shard(struct shard_draft *draft);

/* A new directory, ended by the test program's exit; freed by the caller. */
char *scratch_new(void);
void scratch_remove(const char *path);

/* "DIRECTORY/NAME"; freed by the caller. */
char *path_join(const char *directory, const char *name);
void file_write(const char *path, const char *text);

#endif

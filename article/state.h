/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What belongs to an index as a whole and to none of its shards.
 *
 * Stored under INDEX_STATE_KEY in the metadata of the newest shard, the first
 * that the manifest names; copies in older shards are history and count for
 * nothing. All numbers are varints:
 *     format          INDEX_FORMAT
 *     next serial     the number of the next shard to be written
 *     lengths         how many articles the average length was taken from
 *     words           the words in them
 *     shards          how many, in the manifest's order; then for each
 *         serial          its directory is shard-NNNNNN
 *         documents       its highest local id
 *         dead            how many local ids count as deleted; then for each, ascending
 *             gap             to the one before, the first to 0
 *     mixed           left out where there is none: how many; then for each
 *         stamp           of a file of several articles, of which the index holds some under older stamps, or in which something is wrong
 */
#ifndef DATELINE_ARTICLE_STATE_H
#define DATELINE_ARTICLE_STATE_H

#include "shim/xapian.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INDEX_STATE_KEY "dateline-state"
#define INDEX_MANIFEST "XAPIANDB"
#define SHARD_NAME_MAX 32 /* "shard-4294967295" and its NUL */

struct state_shard {
	uint32_t serial;
	uint32_t documents;
	uint32_t *dead; /* local ids, ascending, all different */
	size_t dead_count, dead_capacity;
};

struct index_state {
	uint64_t format;
	uint32_t next_serial;
	uint64_t lengths, words;
	struct state_shard *shards; /* newest first */
	size_t shard_count;
	uint64_t *mixed; /* stamps of files that an article with this stamp does not tell to be unchanged, ascending, all different */
	size_t mixed_count;
};

/* Frees what it holds; all zero again. */
void state_release(struct index_state *state);

void state_encode(struct buffer *out, const struct index_state *state);

/*
 * 0; -1 when the bytes are damaged. Of another format only state->format is
 * filled in: the caller refuses the index, and says what upgrades it.
 */
int state_decode(struct index_state *state, const void *bytes, size_t length);

/*
 * The same whatever the format: 0 only where the record is laid out as ours,
 * to its last byte. Whether it says the truth the caller must find out.
 */
int state_decode_any(struct index_state *state, const void *bytes, size_t length);

/* Marks a local id as deleted; in any order, more than once does no harm. state_settle before the state is read or encoded. */
void state_shard_kill(struct state_shard *shard, uint32_t local);
void state_settle(struct index_state *state);

void state_mix(struct index_state *state, uint64_t stamp);
bool state_is_mixed(const struct index_state *state, uint64_t stamp);

/* Another shard's documents behind this one's: its dead keep their places among them. Settle as above. */
void state_shard_append(struct state_shard *shard, const struct state_shard *other);

char *state_shard_name(uint32_t serial, char name[SHARD_NAME_MAX]);
bool state_shard_serial(const char *name, uint32_t *serial); /* the other way; false when no shard has such a name */

uint64_t state_documents(const struct index_state *state); /* alive in all shards */

/*
 * Reads the state of an open index and hides its dead documents. Several
 * indexes opened as one through a stub file have a state each; then *state
 * cannot be had, and state must be NULL. SHIM_VERSION for another format,
 * SHIM_CORRUPT when it is damaged or missing.
 */
enum shim_status state_load(struct shim_index *index, struct index_state *state, struct shim_failure *failure);

/* Opens an index for reading with its dead documents hidden; *out is NULL on failure. */
enum shim_status state_open(struct shim_index **out, const char *path, struct shim_failure *failure);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/state.h"

#include "article/schema.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void state_release(struct index_state *state)
{
	for (size_t i = 0; i < state->shard_count; i++)
		free(state->shards[i].dead);
	free(state->shards);
	free(state->mixed);
	*state = (struct index_state){0};
}

void state_encode(struct buffer *out, const struct index_state *state)
{
	buffer_add_varint(out, INDEX_FORMAT);
	buffer_add_varint(out, state->next_serial);
	buffer_add_varint(out, state->lengths);
	buffer_add_varint(out, state->words);
	buffer_add_varint(out, state->shard_count);
	for (size_t i = 0; i < state->shard_count; i++) {
		const struct state_shard *shard = &state->shards[i];
		uint32_t before = 0;

		buffer_add_varint(out, shard->serial);
		buffer_add_varint(out, shard->documents);
		buffer_add_varint(out, shard->dead_count);
		for (size_t j = 0; j < shard->dead_count; j++) {
			buffer_add_varint(out, shard->dead[j] - before);
			before = shard->dead[j];
		}
	}
	if (state->mixed_count > 0)
		buffer_add_varint(out, state->mixed_count);
	for (size_t i = 0; i < state->mixed_count; i++)
		buffer_add_varint(out, state->mixed[i]);
}

/* A number that must not exceed limit. */
static int read_number(const unsigned char **at, const unsigned char *end, uint64_t limit, uint64_t *number)
{
	return varint_read(at, end, number) == 0 && *number <= limit ? 0 : -1;
}

static int read_shard(struct state_shard *shard, const unsigned char **at, const unsigned char *end)
{
	uint64_t serial, documents, dead, gap, local = 0;

	if (read_number(at, end, UINT32_MAX, &serial) != 0 || read_number(at, end, UINT32_MAX, &documents) != 0 ||
	    read_number(at, end, documents, &dead) != 0 || dead > (uint64_t)(end - *at))
		return -1;
	shard->serial = (uint32_t)serial;
	shard->documents = (uint32_t)documents;
	shard->dead = memory_resize(NULL, (size_t)dead, sizeof *shard->dead);
	shard->dead_capacity = (size_t)dead;
	while (shard->dead_count < dead) {
		if (read_number(at, end, documents - local, &gap) != 0 || gap == 0)
			return -1;
		local += gap;
		shard->dead[shard->dead_count++] = (uint32_t)local;
	}
	return 0;
}

static int compare_stamps(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

static int read_mixed(struct index_state *state, const unsigned char **at, const unsigned char *end)
{
	uint64_t count;

	if (*at == end)
		return 0;
	if (read_number(at, end, (uint64_t)(end - *at), &count) != 0)
		return -1;
	state->mixed = memory_zeroed((size_t)count, sizeof *state->mixed);
	while (state->mixed_count < count)
		if (varint_read(at, end, &state->mixed[state->mixed_count++]) != 0)
			return -1;
	if (count > 0)
		qsort(state->mixed, (size_t)count, sizeof *state->mixed, compare_stamps);
	return 0;
}

/* What follows the format; *at ends behind it. */
static int read_rest(struct index_state *state, const unsigned char **at, const unsigned char *end)
{
	uint64_t serial, count;

	if (read_number(at, end, UINT32_MAX, &serial) != 0 || varint_read(at, end, &state->lengths) != 0 ||
	    varint_read(at, end, &state->words) != 0 || read_number(at, end, (uint64_t)(end - *at), &count) != 0)
		return -1;
	state->next_serial = (uint32_t)serial;
	state->shards = memory_zeroed((size_t)count, sizeof *state->shards);
	while (state->shard_count < count)
		if (read_shard(&state->shards[state->shard_count++], at, end) != 0)
			return -1;
	return read_mixed(state, at, end);
}

int state_decode(struct index_state *state, const void *bytes, size_t length)
{
	const unsigned char *at = bytes, *end = at + length;

	*state = (struct index_state){0};
	if (varint_read(&at, end, &state->format) != 0)
		return -1;
	if (state->format != INDEX_FORMAT)
		return 0;
	if (read_rest(state, &at, end) == 0)
		return 0;
	state_release(state);
	return -1;
}

int state_decode_any(struct index_state *state, const void *bytes, size_t length)
{
	const unsigned char *at = bytes, *end = at + length;

	*state = (struct index_state){0};
	if (varint_read(&at, end, &state->format) == 0 && read_rest(state, &at, end) == 0 && at == end)
		return 0;
	state_release(state);
	return -1;
}

void state_shard_kill(struct state_shard *shard, uint32_t local)
{
	if (shard->dead_count == shard->dead_capacity) {
		shard->dead_capacity = shard->dead_capacity * 2 + 16;
		shard->dead = memory_resize(shard->dead, shard->dead_capacity, sizeof *shard->dead);
	}
	shard->dead[shard->dead_count++] = local;
}

static int compare_ids(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

void state_settle(struct index_state *state)
{
	for (size_t i = 0; i < state->shard_count; i++) {
		struct state_shard *shard = &state->shards[i];
		size_t kept = 0;

		if (shard->dead_count == 0)
			continue;
		qsort(shard->dead, shard->dead_count, sizeof *shard->dead, compare_ids);
		for (size_t j = 0; j < shard->dead_count; j++)
			if (kept == 0 || shard->dead[kept - 1] != shard->dead[j])
				shard->dead[kept++] = shard->dead[j];
		shard->dead_count = kept;
	}
}

/* Where a stamp stands in the list, or belongs: there may be one for each file. */
static size_t place_of(const struct index_state *state, uint64_t stamp)
{
	size_t low = 0, high = state->mixed_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (state->mixed[middle] < stamp)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void state_mix(struct index_state *state, uint64_t stamp)
{
	size_t at = place_of(state, stamp);

	if (at < state->mixed_count && state->mixed[at] == stamp)
		return;
	state->mixed = memory_resize(state->mixed, state->mixed_count + 1, sizeof *state->mixed);
	memmove(state->mixed + at + 1, state->mixed + at, (state->mixed_count++ - at) * sizeof *state->mixed);
	state->mixed[at] = stamp;
}

bool state_is_mixed(const struct index_state *state, uint64_t stamp)
{
	size_t at = place_of(state, stamp);

	return at < state->mixed_count && state->mixed[at] == stamp;
}

void state_shard_append(struct state_shard *shard, const struct state_shard *other)
{
	for (size_t i = 0; i < other->dead_count; i++)
		state_shard_kill(shard, shard->documents + other->dead[i]);
	shard->documents += other->documents;
}

char *state_shard_name(uint32_t serial, char name[SHARD_NAME_MAX])
{
	snprintf(name, SHARD_NAME_MAX, "shard-%06u", (unsigned)serial);
	return name;
}

bool state_shard_serial(const char *name, uint32_t *serial)
{
	char again[SHARD_NAME_MAX], *end;
	unsigned long number;

	if (strncmp(name, "shard-", 6) != 0 || name[6] < '0' || name[6] > '9')
		return false;
	number = strtoul(name + 6, &end, 10);
	if (number > UINT32_MAX)
		return false;
	*serial = (uint32_t)number;
	return !strcmp(name, state_shard_name(*serial, again));
}

uint64_t state_documents(const struct index_state *state)
{
	uint64_t documents = 0;

	for (size_t i = 0; i < state->shard_count; i++)
		documents += state->shards[i].documents - state->shards[i].dead_count;
	return documents;
}

static enum shim_status fail(struct shim_failure *failure, enum shim_status status, const char *hint, const char *message)
{
	if (failure) {
		failure->status = status;
		snprintf(failure->message, sizeof failure->message, "%s", message);
		snprintf(failure->hint, sizeof failure->hint, "%s", hint);
	}
	return status;
}

/* Documents to be hidden, of one or more indexes that were opened as one. */
struct hidden {
	uint32_t *ids;
	size_t count;
};

/* Local ids to those of all that is open: shards take turns. at: where the state's own shards begin. */
static void add_dead(struct hidden *hidden, const struct index_state *state, size_t at, size_t all)
{
	for (size_t i = 0; i < state->shard_count; i++) {
		const struct state_shard *shard = &state->shards[i];

		hidden->ids = memory_resize(hidden->ids, hidden->count + shard->dead_count, sizeof *hidden->ids);
		for (size_t j = 0; j < shard->dead_count; j++)
			hidden->ids[hidden->count++] = (uint32_t)((shard->dead[j] - 1) * all + at + i + 1);
	}
}

static enum shim_status hide(struct shim_index *index, struct hidden *hidden, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	if (hidden->count > 0) {
		qsort(hidden->ids, hidden->count, sizeof *hidden->ids, compare_ids);
		status = shim_index_hide(index, hidden->ids, hidden->count, failure);
	}
	free(hidden->ids);
	return status;
}

/* A record left over from an older state, or a manifest of another index: following either would lose articles. */
static bool names_shards(const struct index_state *state, const struct shim_index *index, size_t at)
{
	char name[SHARD_NAME_MAX];

	if (state->shard_count == 0 || state->shard_count > shim_index_shards(index) - at)
		return false;
	for (size_t i = 0; i < state->shard_count; i++) {
		const char *path = shim_index_shard_path(index, at + i), *slash = strrchr(path, '/');

		if (*path && strcmp(slash ? slash + 1 : path, state_shard_name(state->shards[i].serial, name)) != 0)
			return false;
	}
	return true;
}

/* The state in shard `at`, the newest of its index. */
static enum shim_status read_state(struct shim_index *index, size_t at, struct index_state *state, struct shim_failure *failure)
{
	struct shim_bytes bytes;
	enum shim_status status = shim_index_metadata(index, at, INDEX_STATE_KEY, strlen(INDEX_STATE_KEY), &bytes, failure);

	*state = (struct index_state){0};
	if (status == SHIM_NOT_FOUND)
		return fail(failure, SHIM_VERSION, "name a directory that dateline-index has written",
		            "this Xapian database is no Dateline index");
	if (status != SHIM_OK)
		return status;
	if (state_decode(state, bytes.bytes, bytes.length) != 0)
		return fail(failure, SHIM_CORRUPT, "run dateline-index --recover on it", "the index's state record is damaged");
	if (state->format != INDEX_FORMAT) {
		state_release(state);
		return fail(failure, SHIM_VERSION, "run dateline-index --compact on it with this program, or index anew",
		            "the index was written in another format");
	}
	if (!names_shards(state, index, at)) {
		state_release(state);
		return fail(failure, SHIM_CORRUPT, "run dateline-index --recover on it",
		            "the manifest and the index's state record name different shards");
	}
	return SHIM_OK;
}

enum shim_status state_load(struct shim_index *index, struct index_state *state, struct shim_failure *failure)
{
	struct index_state own = {0};
	struct hidden hidden = {0};
	size_t all = shim_index_shards(index), at = 0;
	enum shim_status status = SHIM_OK;

	if (state)
		*state = own;
	while (at < all && status == SHIM_OK) {
		status = read_state(index, at, &own, failure);
		if (status != SHIM_OK)
			break;
		if (state && own.shard_count != all)
			status = fail(failure, SHIM_CORRUPT, "run dateline-index --recover on it",
			              "the manifest names shards that the index's state record does not");
		add_dead(&hidden, &own, at, all);
		at += own.shard_count;
		if (state && status == SHIM_OK)
			*state = own;
		else
			state_release(&own);
	}
	if (status != SHIM_OK)
		hidden.count = 0;
	if (hide(index, &hidden, failure) == SHIM_OK || status != SHIM_OK)
		return status;
	if (state)
		state_release(state);
	return failure ? failure->status : SHIM_INTERNAL;
}

enum shim_status state_open(struct shim_index **out, const char *path, struct shim_failure *failure)
{
	enum shim_status status = shim_index_open(out, path, failure);

	if (status == SHIM_OK)
		status = state_load(*out, NULL, failure);
	if (status != SHIM_OK) {
		shim_index_close(*out);
		*out = NULL;
	}
	return status;
}

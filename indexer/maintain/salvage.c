/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/salvage.h"

#include "indexer/maintain/lost.h"
#include "indexer/publish/files.h"
#include "indexer/publish/manifest.h"
#include "text/memory.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

void salvage_release(struct salvage *salvage)
{
	free(salvage->present);
	free(salvage->revived);
	state_release(&salvage->state);
	*salvage = (struct salvage){0};
}

static bool lists(const uint32_t *serials, size_t count, uint32_t serial)
{
	for (size_t i = 0; i < count; i++)
		if (serials[i] == serial)
			return true;
	return false;
}

char *salvage_path(const struct salvage *salvage, uint32_t serial)
{
	char name[SHARD_NAME_MAX];

	if (lists(salvage->revived, salvage->revived_count, serial))
		return lost_path(salvage->index, serial);
	return path_join(salvage->index, state_shard_name(serial, name));
}

void salvage_forget_revived(const struct salvage *salvage)
{
	for (size_t i = 0; i < salvage->revived_count; i++) {
		char *path = lost_path(salvage->index, salvage->revived[i]);

		directory_remove(path);
		free(path);
	}
}

bool salvage_present(const struct salvage *salvage, uint32_t serial)
{
	return lists(salvage->present, salvage->present_count, serial);
}

static int newest_first(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a < b) - (a > b);
}

static void list_shards(struct salvage *salvage)
{
	DIR *entries = opendir(salvage->index);
	struct dirent *entry;
	uint32_t serial;

	while (entries && (entry = readdir(entries)) != NULL) {
		if (!state_shard_serial(entry->d_name, &serial))
			continue;
		salvage->present = memory_resize(salvage->present, salvage->present_count + 1, sizeof *salvage->present);
		salvage->present[salvage->present_count++] = serial;
		if (serial >= salvage->next_serial)
			salvage->next_serial = serial + 1;
	}
	if (entries)
		closedir(entries);
	if (salvage->present_count > 0)
		qsort(salvage->present, salvage->present_count, sizeof *salvage->present, newest_first);
}

/* Shards that cannot be opened, but can with the copy of their version file. */
static void revive_shards(struct salvage *salvage)
{
	for (size_t i = 0; i < salvage->present_count; i++) {
		char *path = salvage_path(salvage, salvage->present[i]);
		struct shim_index *shard;

		if (shim_index_open(&shard, path, NULL) != SHIM_OK && lost_revive(salvage->index, salvage->present[i])) {
			salvage->revived = memory_resize(salvage->revived, salvage->revived_count + 1, sizeof *salvage->revived);
			salvage->revived[salvage->revived_count++] = salvage->present[i];
		}
		shim_index_close(shard);
		free(path);
	}
}

/* The state record in a shard, if there is one that can be read. */
static bool read_record(const struct salvage *salvage, uint32_t serial, struct index_state *state)
{
	char *path = salvage_path(salvage, serial);
	struct shim_index *shard;
	struct shim_bytes record;
	bool found = false;

	if (shim_index_open(&shard, path, NULL) == SHIM_OK &&
	    shim_index_metadata(shard, 0, INDEX_STATE_KEY, strlen(INDEX_STATE_KEY), &record, NULL) == SHIM_OK)
		found = state_decode_any(state, record.bytes, record.length) == 0;
	shim_index_close(shard);
	free(path);
	return found;
}

static bool all_present(const struct salvage *salvage, const struct index_state *state)
{
	for (size_t i = 0; i < state->shard_count; i++)
		if (!salvage_present(salvage, state->shards[i].serial))
			return false;
	return state->shard_count > 0;
}

static bool names_same(const struct manifest *manifest, const struct index_state *state)
{
	bool same = manifest->strange == 0 && manifest->count == state->shard_count;

	for (size_t i = 0; same && i < manifest->count; i++)
		same = manifest->serials[i] == state->shards[i].serial;
	return same;
}

/*
 * An older record tells which articles were dead when it was written; the dead
 * never come back, so it holds for the same shard today.
 */
static void learn_dead(struct index_state *state, const struct index_state *record)
{
	for (size_t i = 0; i < state->shard_count; i++)
		for (size_t j = 0; j < record->shard_count; j++) {
			const struct state_shard *known = &record->shards[j];

			if (known->serial != state->shards[i].serial)
				continue;
			state->shards[i].documents = known->documents;
			for (size_t k = 0; k < known->dead_count; k++)
				state_shard_kill(&state->shards[i], known->dead[k]);
		}
}

static void list_serials(struct index_state *state, const uint32_t *serials, size_t count)
{
	state->shards = memory_zeroed(count, sizeof *state->shards);
	for (size_t i = 0; i < count; i++)
		state->shards[state->shard_count++].serial = serials[i];
}

/* The newest record that agrees with the manifest, or where that is damaged with the directory. */
static bool take_exact(struct salvage *salvage, const struct manifest *manifest, bool manifest_good)
{
	for (size_t i = 0; i < salvage->present_count; i++) {
		struct index_state record = {0};

		if (manifest_good && (manifest->count == 0 || manifest->serials[0] != salvage->present[i]))
			continue;
		if (read_record(salvage, salvage->present[i], &record) &&
		    (manifest_good ? names_same(manifest, &record) : all_present(salvage, &record))) {
			salvage->state = record;
			return true;
		}
		state_release(&record);
	}
	return false;
}

static void piece_together(struct salvage *salvage, const struct manifest *manifest, bool manifest_good)
{
	if (manifest_good)
		list_serials(&salvage->state, manifest->serials, manifest->count);
	else
		list_serials(&salvage->state, salvage->present, salvage->present_count);
	for (size_t i = 0; i < salvage->present_count; i++) {
		struct index_state record = {0};

		if (read_record(salvage, salvage->present[i], &record))
			learn_dead(&salvage->state, &record);
		state_release(&record);
	}
	state_settle(&salvage->state);
}

void salvage_find(struct salvage *salvage, const char *index)
{
	struct manifest manifest = {0};
	bool manifest_good;

	*salvage = (struct salvage){.index = index, .next_serial = 1};
	list_shards(salvage);
	revive_shards(salvage);
	manifest_good = manifest_read(&manifest, index) == 0 && manifest.strange == 0 && manifest.count > 0;
	salvage->exact = take_exact(salvage, &manifest, manifest_good);
	if (!salvage->exact)
		piece_together(salvage, &manifest, manifest_good);
	salvage->manifest_sound = manifest_good;
	if (salvage->state.next_serial > salvage->next_serial)
		salvage->next_serial = salvage->state.next_serial;
	manifest_release(&manifest);
}

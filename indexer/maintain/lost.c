/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/lost.h"

#include "article/state.h"
#include "indexer/publish/files.h"
#include "text/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- whose it was ---- */

void lost_ids_release(struct lost_ids *ids)
{
	buffer_release(&ids->terms);
	free(ids->starts);
	*ids = (struct lost_ids){0};
}

static bool collect_term(void *context, const void *term, size_t length, uint32_t documents)
{
	struct buffer *terms = context;

	(void)documents;
	if (!memchr(term, '\0', length) && terms->length < UINT32_MAX - SHIM_TERM_MAX) {
		buffer_add(terms, term, length);
		buffer_add_byte(terms, '\0');
	}
	return true;
}

struct marking {
	struct lost_ids *ids;
	uint32_t start;
};

static bool mark(void *context, uint32_t document)
{
	const struct marking *marking = context;

	if (document <= marking->ids->last)
		marking->ids->starts[document] = marking->start;
	return true;
}

static void fill(struct lost_ids *ids, struct stored *stored)
{
	ids->last = stored_last(stored);
	ids->starts = memory_zeroed((size_t)ids->last + 1, sizeof *ids->starts);
	shim_index_terms(stored_index(stored), PREFIX_ID, strlen(PREFIX_ID), collect_term, &ids->terms, NULL);
	for (size_t at = 0; at < ids->terms.length; at += strlen(ids->terms.bytes + at) + 1) {
		const char *term = ids->terms.bytes + at;
		struct marking marking = {ids, (uint32_t)at + 1};

		shim_index_postings(stored_index(stored), term, strlen(term), mark, &marking, NULL);
	}
}

const char *lost_ids_find(struct lost_ids *ids, struct stored *stored, uint32_t local)
{
	if (!ids->starts)
		fill(ids, stored);
	if (local > ids->last || ids->starts[local] == 0)
		return NULL;
	return ids->terms.bytes + ids->starts[local] - 1 + strlen(PREFIX_ID);
}

/* ---- sources to be read again ---- */

void stamps_release(struct stamps *stamps)
{
	free(stamps->list);
	*stamps = (struct stamps){0};
}

bool stamps_hold(const struct stamps *stamps, uint64_t stamp)
{
	if (stamps->all)
		return true;
	for (size_t i = stamps->count; i-- > 0;) /* neighbours are lost together */
		if (stamps->list[i] == stamp)
			return true;
	return false;
}

void stamps_add(struct stamps *stamps, uint64_t stamp)
{
	if (stamps_hold(stamps, stamp))
		return;
	stamps->list = memory_resize(stamps->list, stamps->count + 1, sizeof *stamps->list);
	stamps->list[stamps->count++] = stamp;
}

/* ---- its files ---- */

static enum shim_status link_files(const char *from, const char *to, struct shim_failure *failure)
{
	DIR *entries = opendir(from);
	struct dirent *entry;
	enum shim_status status = SHIM_OK;

	if (!entries)
		return file_failure(failure, "cannot read", from);
	while (status == SHIM_OK && (entry = readdir(entries)) != NULL) {
		char *old, *new;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		old = path_join(from, entry->d_name);
		new = path_join(to, entry->d_name);
		if (link(old, new) != 0 && errno != EEXIST)
			status = file_failure(failure, "cannot keep aside", old);
		free(old);
		free(new);
	}
	closedir(entries);
	return status;
}

char *lost_path(const char *index, uint32_t serial)
{
	char name[SHARD_NAME_MAX];

	snprintf(name, sizeof name, "lost-%06u", (unsigned)serial);
	return path_join(index, name);
}

enum shim_status lost_keep(const char *index, uint32_t serial, struct shim_failure *failure)
{
	char name[SHARD_NAME_MAX];
	char *from = path_join(index, state_shard_name(serial, name)), *to = lost_path(index, serial);
	enum shim_status status;

	if (mkdir(to, 0777) != 0 && errno != EEXIST)
		status = file_failure(failure, "cannot make the directory", to);
	else
		status = link_files(from, to, failure);
	free(from);
	free(to);
	return status;
}

bool lost_revive(const char *index, uint32_t serial)
{
	char *kept = lost_path(index, serial);
	char *version = path_join(kept, VERSION_FILE), *copy = path_join(kept, VERSION_COPY);
	struct shim_failure failure;
	struct stored *stored;
	bool opened = false;

	if (lost_keep(index, serial, &failure) == SHIM_OK && access(copy, R_OK) == 0) {
		unlink(version);
		opened = link(copy, version) == 0 && stored_open(&stored, kept, &failure) == SHIM_OK;
		if (opened)
			stored_close(stored);
	}
	free(copy);
	free(version);
	free(kept);
	return opened;
}

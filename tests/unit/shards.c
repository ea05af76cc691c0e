/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/shards.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void need(bool fine, const char *what)
{
	if (!fine) {
		perror(what);
		exit(99);
	}
}

void draft_term(struct shard_draft *draft, const char *term)
{
	draft->terms[draft->term_count++] = (struct shim_bytes){term, strlen(term)};
}

void draft_document(struct shard_draft *draft)
{
	need(draft->document_count < SHARD_DOCUMENTS_MAX, "room for documents");
	draft->document_count++;
	draft->starts[draft->document_count] = draft->starts[draft->document_count - 1];
}

void draft_posting(struct shard_draft *draft, uint32_t term, uint32_t wdf)
{
	draft->postings[draft->starts[draft->document_count]++] = (struct shim_posting){term, wdf};
}

void draft_value(struct shard_draft *draft, unsigned slot, const void *bytes, size_t length)
{
	draft->values[slot][draft->document_count - 1] = (struct shim_bytes){bytes, length};
}

void draft_metadata(struct shard_draft *draft, const char *key, const char *value)
{
	size_t at = 2 * draft->shard.metadata_count++;

	draft->metadata[at] = (struct shim_bytes){key, strlen(key)};
	draft->metadata[at + 1] = (struct shim_bytes){value, strlen(value)};
}

const struct shim_shard *draft_shard(struct shard_draft *draft)
{
	for (int i = 0; i < SHARD_SLOTS; i++)
		draft->columns[i] = draft->values[i];
	draft->shard.terms = draft->terms;
	draft->shard.term_count = draft->term_count;
	draft->shard.postings = draft->postings;
	draft->shard.posting_start = draft->starts;
	draft->shard.document_count = draft->document_count;
	draft->shard.values = draft->columns;
	draft->shard.value_slots = SHARD_SLOTS;
	draft->shard.metadata = draft->metadata;
	return &draft->shard;
}

char *scratch_new(void)
{
	const char *parent = getenv("TMPDIR");
	char *path = path_join(parent && *parent ? parent : "/tmp", "dateline-test-XXXXXX");

	need(mkdtemp(path) != NULL, path);
	return path;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

void scratch_remove(const char *path)
{
	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

char *path_join(const char *directory, const char *name)
{
	char *path;

	need(asprintf(&path, "%s/%s", directory, name) > 0, "memory");
	return path;
}

void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	need(file && fputs(text, file) >= 0 && fclose(file) == 0, path);
}

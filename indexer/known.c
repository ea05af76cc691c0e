/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/known.h"

#include "article/record.h"
#include "article/schema.h"
#include "article/state.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* The files with several articles. */
struct files {
	char **list;
	size_t count;
	uint32_t *of; /* of each document 1 + its place in the list; 0: another file's. NULL until it is asked for */
};

struct known {
	struct shim_index *index;
	struct files files;
};

enum shim_status known_open(struct known **out, const char *index, size_t shards, struct shim_failure *failure)
{
	struct shim_index *opened;
	enum shim_status status;

	*out = NULL;
	if (shards == 0)
		return SHIM_OK;
	status = state_open(&opened, index, failure);
	if (status != SHIM_OK)
		return status;
	*out = memory_zeroed(1, sizeof **out);
	(*out)->index = opened;
	return SHIM_OK;
}

void known_close(struct known *known)
{
	if (!known)
		return;
	shim_index_close(known->index);
	for (size_t i = 0; i < known->files.count; i++)
		free(known->files.list[i]);
	free(known->files.list);
	free(known->files.of);
	free(known);
}

static bool take_first(void *context, uint32_t document)
{
	*(uint32_t *)context = document;
	return false;
}

static uint64_t get_number(const unsigned char *bytes)
{
	uint64_t number = 0;

	for (int i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	return number;
}

/* A question that cannot be answered is answered by "not there": the article is then indexed again, nothing is lost. */
struct known_document known_find(struct known *known, const char *id)
{
	struct known_document found = {0};
	char term[SHIM_TERM_MAX];
	struct shim_bytes value;
	size_t length;

	if (!known)
		return found;
	length = schema_term(term, PREFIX_ID, id, strlen(id));
	shim_index_postings(known->index, term, length, take_first, &found.id, NULL);
	if (found.id == 0 || shim_index_value(known->index, found.id, SLOT_FINGERPRINT, &value, NULL) != SHIM_OK ||
	    value.length != 16)
		return found;
	found.stamp = get_number(value.bytes);
	found.fingerprint = get_number((const unsigned char *)value.bytes + 8);
	return found;
}

struct visitor {
	void (*visit)(void *context, uint32_t id);
	void *context;
};

static bool pass_on(void *context, uint32_t document)
{
	const struct visitor *visitor = context;

	visitor->visit(visitor->context, document);
	return true;
}

char *known_name(struct known *known, uint32_t id)
{
	struct shim_bytes record, name;

	if (shim_index_value(known->index, id, SLOT_RECORD, &record, NULL) != SHIM_OK)
		return NULL;
	name = record_id(record);
	return name.length > 0 ? memory_copy(name.bytes, name.length) : NULL;
}

/* Terms are collected before anything else is asked: an iterator each, not one inside the other. */
static bool collect_term(void *context, const void *term, size_t length, uint32_t documents)
{
	struct buffer *terms = context;

	(void)documents;
	if (!memchr(term, '\0', length)) {
		buffer_add(terms, term, length);
		buffer_add_byte(terms, '\0');
	}
	return true;
}

void known_origins(struct known *known, void (*visit)(void *context, const char *origin), void *context)
{
	struct buffer terms = {0};
	size_t skip = strlen(PREFIX_ORIGIN);

	if (known)
		shim_index_terms(known->index, PREFIX_ORIGIN, skip, collect_term, &terms, NULL);
	for (size_t at = 0; at < terms.length; at += strlen(terms.bytes + at) + 1)
		visit(context, terms.bytes + at + skip);
	buffer_release(&terms);
}

void known_from_origin(struct known *known, const char *origin, void (*visit)(void *context, uint32_t id), void *context)
{
	struct visitor visitor = {visit, context};
	char term[SHIM_TERM_MAX];

	if (known)
		shim_index_postings(known->index, term, schema_term(term, PREFIX_ORIGIN, origin, strlen(origin)), pass_on, &visitor, NULL);
}

void known_from_file(struct known *known, const char *file, uint64_t stamp, void (*visit)(void *context, uint32_t id), void *context)
{
	struct visitor visitor = {visit, context};
	char term[SHIM_TERM_MAX];

	if (known)
		shim_index_postings(known->index, term, schema_file_term(term, file, stamp), pass_on, &visitor, NULL);
}

/* The file's terms are as long as this one, whatever the stamp; what is longer lies below a directory of its name. */
void known_from_path(struct known *known, const char *path, bool below, void (*visit)(void *context, uint32_t id), void *context)
{
	struct visitor visitor = {visit, context};
	struct buffer terms = {0};
	char term[SHIM_TERM_MAX];
	size_t whole = schema_file_term(term, path, 0);
	size_t length = below ? schema_file_prefix(term, path) : whole - FILE_STAMP_LENGTH + 1;

	if (known)
		shim_index_terms(known->index, term, length, collect_term, &terms, NULL);
	for (size_t at = 0; at < terms.length; at += strlen(terms.bytes + at) + 1)
		if (below || strlen(terms.bytes + at) == whole)
			shim_index_postings(known->index, terms.bytes + at, strlen(terms.bytes + at), pass_on, &visitor, NULL);
	buffer_release(&terms);
}

static bool note_file(void *context, uint32_t id)
{
	struct files *files = context;

	files->of[id] = (uint32_t)files->count;
	return true;
}

/* There is no list of a document's terms: the postings of all files are read, once. */
static void read_files(struct known *known)
{
	struct files *files = &known->files;
	struct buffer terms = {0};
	size_t skip = strlen(PREFIX_FILE);

	files->of = memory_zeroed((size_t)known_last(known) + 1, sizeof *files->of);
	shim_index_terms(known->index, PREFIX_FILE, skip, collect_term, &terms, NULL);
	for (size_t at = 0; at < terms.length; at += strlen(terms.bytes + at) + 1) {
		size_t length = strlen(terms.bytes + at);

		if (length < skip + FILE_STAMP_LENGTH)
			continue;
		files->list = memory_resize(files->list, files->count + 1, sizeof *files->list);
		files->list[files->count++] = memory_copy(terms.bytes + at + skip, length - skip - FILE_STAMP_LENGTH);
		shim_index_postings(known->index, terms.bytes + at, length, note_file, files, NULL);
	}
	buffer_release(&terms);
}

const char *known_file(struct known *known, uint32_t id)
{
	if (!known->files.of)
		read_files(known);
	return known->files.of[id] > 0 ? known->files.list[known->files.of[id] - 1] : NULL;
}

uint32_t known_last(const struct known *known)
{
	return known ? shim_index_last_document(known->index) : 0;
}

size_t known_shard(const struct known *known, uint32_t id)
{
	return (id - 1) % shim_index_shards(known->index);
}

uint32_t known_local(const struct known *known, uint32_t id)
{
	return (uint32_t)((id - 1) / shim_index_shards(known->index)) + 1;
}

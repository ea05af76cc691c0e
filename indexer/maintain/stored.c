/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/stored.h"

#include "article/stream.h"
#include "article/texts.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

struct stored {
	struct shim_index *index;
	struct text_store *texts;
	struct shim_failure failure; /* of the last text that could not be read */
	struct facets *facets;       /* NULL until they are asked for, and where they cannot be read */
	bool facets_tried;
	uint32_t last;
	bool origins_known; /* the postings below could all be read */
	char **origins;
	size_t origin_count;
	uint32_t *origin; /* of each local id, from 1; 0: none */
	char **files;
	size_t file_count;
	uint32_t *file; /* of each local id, from 1; 0: its file held no other */
};

/* ---- where articles came from: there is no list of a document's terms, so their postings are read ---- */

struct marking {
	uint32_t *numbers; /* of each local id */
	uint32_t last, number;
};

static bool mark(void *context, uint32_t document)
{
	const struct marking *marking = context;

	if (document <= marking->last)
		marking->numbers[document] = marking->number;
	return true;
}

/* Terms are collected before their postings are read: an iterator each, not one inside the other. */
struct term_list {
	struct buffer bytes; /* the terms, a NUL behind each */
};

static bool collect_term(void *context, const void *term, size_t length, uint32_t documents)
{
	struct term_list *list = context;

	(void)documents;
	if (!memchr(term, '\0', length)) {
		buffer_add(&list->bytes, term, length);
		buffer_add_byte(&list->bytes, '\0');
	}
	return true;
}

/* Numbers the documents by their term of that prefix; texts: what stands between it and so many bytes at its end. */
static uint32_t *mark_with(struct stored *stored, const char *prefix, size_t end, char ***texts, size_t *count)
{
	struct term_list list = {0};
	struct marking marking = {memory_zeroed((size_t)stored->last + 1, sizeof *marking.numbers), stored->last, 0};
	size_t skip = strlen(prefix);

	if (shim_index_terms(stored->index, prefix, skip, collect_term, &list, NULL) != SHIM_OK)
		stored->origins_known = false;
	for (size_t at = 0; at < list.bytes.length; at += strlen(list.bytes.bytes + at) + 1) {
		const char *term = list.bytes.bytes + at;
		size_t length = strlen(term);

		if (length < skip + end)
			continue;
		*texts = memory_resize(*texts, *count + 1, sizeof **texts);
		(*texts)[*count] = memory_copy(term + skip, length - skip - end);
		marking.number = (uint32_t)++*count;
		if (shim_index_postings(stored->index, term, length, mark, &marking, NULL) != SHIM_OK)
			stored->origins_known = false;
	}
	buffer_release(&list.bytes);
	return marking.numbers;
}

static void read_origins(struct stored *stored)
{
	stored->origins_known = true;
	stored->origin = mark_with(stored, PREFIX_ORIGIN, 0, &stored->origins, &stored->origin_count);
	stored->file = mark_with(stored, PREFIX_FILE, FILE_STAMP_LENGTH, &stored->files, &stored->file_count);
}

static void free_texts(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
	free(texts);
}

/* ---- the shard ---- */

enum shim_status stored_open(struct stored **out, const char *directory, struct shim_failure *failure)
{
	struct shim_index *index;
	enum shim_status status = shim_index_open(&index, directory, failure);

	*out = NULL;
	if (status != SHIM_OK)
		return status;
	*out = memory_zeroed(1, sizeof **out);
	(*out)->index = index;
	(*out)->texts = text_store_new(index);
	(*out)->last = shim_index_last_document(index);
	return SHIM_OK;
}

void stored_close(struct stored *stored)
{
	if (!stored)
		return;
	facets_close(stored->facets);
	text_store_free(stored->texts);
	shim_index_close(stored->index);
	free_texts(stored->origins, stored->origin_count);
	free_texts(stored->files, stored->file_count);
	free(stored->origin);
	free(stored->file);
	free(stored);
}

struct shim_index *stored_index(struct stored *stored)
{
	return stored->index;
}

uint32_t stored_last(const struct stored *stored)
{
	return stored->last;
}

int stored_value(struct stored *stored, uint32_t local, enum value_slot slot, struct shim_bytes *value)
{
	return shim_index_value(stored->index, local, slot, value, NULL) == SHIM_OK ? 0 : -1;
}

const char *stored_article(struct stored *stored, uint32_t local, struct article *article)
{
	struct shim_bytes value;

	if (stored_value(stored, local, SLOT_RECORD, &value) != 0)
		return "its record cannot be read";
	if (record_decode(article, value.bytes, value.length) != 0)
		return "its record is damaged";
	if (text_store_read(stored->texts, local, &article->text, &stored->failure) != SHIM_OK)
		return stored->failure.message;
	return NULL;
}

int stored_parts(struct stored *stored, uint32_t local, struct text_parts *parts)
{
	return text_store_open(stored->texts, local, parts, NULL) == SHIM_OK ? 0 : -1;
}

struct facets *stored_facets(struct stored *stored)
{
	if (!stored->facets_tried)
		facets_open(&stored->facets, stored->index, 0, NULL);
	stored->facets_tried = true;
	return stored->facets;
}

const char *stored_entities(struct stored *stored, uint32_t local, struct article *article)
{
	if (!stored_facets(stored))
		return "the facet columns of its shard are damaged";
	return facets_article(stored_facets(stored), local, article, NULL) == SHIM_OK ? NULL : "what it names cannot be read";
}

static uint64_t read_number(const unsigned char *bytes)
{
	uint64_t number = 0;

	for (int i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	return number;
}

bool stored_provenance(struct stored *stored, uint32_t local, struct provenance *provenance)
{
	struct shim_bytes value;

	if (!stored->origin)
		read_origins(stored);
	*provenance = (struct provenance){0};
	if (stored->origin[local] > 0)
		provenance->origin = stored->origins[stored->origin[local] - 1];
	if (stored->file[local] > 0)
		provenance->file = stored->files[stored->file[local] - 1];
	if (!stored->origins_known || stored_value(stored, local, SLOT_FINGERPRINT, &value) != 0 || value.length != 16)
		return false;
	provenance->stamp = read_number(value.bytes);
	provenance->fingerprint = read_number((const unsigned char *)value.bytes + 8);
	return true;
}

uint64_t stored_words(struct stored *stored, uint32_t local)
{
	struct shim_bytes value;
	size_t words, title;

	if (stored_value(stored, local, SLOT_STREAM, &value) != 0 || stream_count(value.bytes, value.length, &words, &title) != 0)
		return 0;
	return words + (IMPACT_TITLE - 1) * (uint64_t)title;
}

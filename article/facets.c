/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/facets_inside.h"

#include "article/schema.h"
#include "article/texts_block.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct facet_rows {
	uint32_t starts[FACET_ROWS + 1]; /* into entries */
	uint32_t entries[];
};

struct facet_names {
	struct buffer strings;
	struct facet_entry list[FACET_ENTRIES];
};

static const char *const kind_names[FACET_KINDS] = {"person", "org", "place", "source", "language", "date"};

const char *facet_name(enum facet_kind kind)
{
	return kind_names[kind];
}

bool facet_of_name(const char *name, size_t length, enum facet_kind *kind)
{
	for (int i = 0; i < FACET_KINDS; i++)
		if (strlen(kind_names[i]) == length && !memcmp(kind_names[i], name, length)) {
			*kind = (enum facet_kind)i;
			return true;
		}
	return false;
}

void facet_key(unsigned char key[BLOCK_KEY], char letter, uint32_t serial, uint32_t number)
{
	block_key(key, serial, number);
	key[0] = (unsigned char)letter;
}

enum shim_status facets_damaged(const struct facets *facets, struct shim_failure *failure, const char *what)
{
	if (failure) {
		failure->status = SHIM_CORRUPT;
		snprintf(failure->message, sizeof failure->message, "%.300s: %s",
		         shim_index_shard_path(facets->index, facets->shard), what);
		snprintf(failure->hint, sizeof failure->hint, "run dateline-index --check on the index");
	}
	return SHIM_CORRUPT;
}

/* ---- chunks ---- */

static uint32_t chunks_of(uint32_t count, uint32_t size)
{
	return count / size + (count % size > 0);
}

uint32_t facet_entry_chunks(uint32_t entries)
{
	return chunks_of(entries, FACET_ENTRIES);
}

static uint32_t chunk_size(uint32_t count, uint32_t number, uint32_t size)
{
	return count - number * size < size ? count - number * size : size;
}

enum shim_status facets_read_chunk(struct facets *facets, char letter, uint32_t serial, uint32_t number, struct buffer *plain,
                                   struct shim_failure *failure)
{
	unsigned char key[BLOCK_KEY];
	struct shim_bytes packed;
	enum shim_status status;

	facet_key(key, letter, serial, number);
	status = shim_index_metadata(facets->index, facets->shard, key, sizeof key, &packed, failure);
	if (status == SHIM_NOT_FOUND)
		return facets_damaged(facets, failure, "a facet column is missing");
	if (status == SHIM_OK && frame_open(plain, packed.bytes, packed.length) != 0)
		return facets_damaged(facets, failure, "a facet column is damaged");
	return status;
}

/* A number that must not exceed limit. */
static bool take_number(const unsigned char **at, const unsigned char *end, uint64_t limit, uint32_t *number)
{
	uint64_t value;

	if (varint_read(at, end, &value) != 0 || value > limit)
		return false;
	*number = (uint32_t)value;
	return true;
}

static bool read_head(struct facet_part *part, const unsigned char **at, const unsigned char *end)
{
	return take_number(at, end, UINT32_MAX, &part->documents) && take_number(at, end, UINT32_MAX, &part->entries) &&
	       take_number(at, end, part->entries, &part->singles);
}

/* An entry's number as it stands in a row. */
static bool take_entry(const struct facet_part *part, const unsigned char **at, const unsigned char *end, uint32_t *single,
                       uint32_t *entry)
{
	if (!take_number(at, end, part->singles, entry))
		return false;
	if (*entry > 0) {
		--*entry;
		return true;
	}
	*entry = *single;
	return (*single)++ < part->entries;
}

/* Each number takes a byte at least, so that what is unpacked bounds how many there are. */
static struct facet_rows *parse_rows(const struct facet_part *part, uint32_t count, const unsigned char *at, const unsigned char *end)
{
	struct facet_rows *rows = memory_new(sizeof *rows + (size_t)(end - at) * sizeof *rows->entries);
	uint32_t used = 0, single = 0;
	bool sound = take_number(&at, end, part->entries, &single) && single >= part->singles;

	for (uint32_t i = 0; i < count && sound; i++) {
		uint32_t length;

		rows->starts[i] = used;
		sound = take_number(&at, end, (uint64_t)(end - at), &length);
		for (; sound && length > 0; length--)
			sound = take_entry(part, &at, end, &single, &rows->entries[used++]);
	}
	rows->starts[count] = used;
	if (sound && at == end)
		return rows;
	free(rows);
	return NULL;
}

/* ---- parts ---- */

/* The serial of the part that a document was written with. */
static enum shim_status part_of(struct facets *facets, uint32_t local, uint32_t *serial, struct shim_failure *failure)
{
	uint32_t shards = (uint32_t)shim_index_shards(facets->index);
	struct shim_bytes place;
	const unsigned char *key;
	enum shim_status status =
		shim_index_value(facets->index, (local - 1) * shards + (uint32_t)facets->shard + 1, SLOT_PLACE, &place, failure);

	if (status != SHIM_OK)
		return status;
	if (place.length != PLACE_LENGTH)
		return facets_damaged(facets, failure, "a document does not say where its text is");
	key = place.bytes;
	*serial = (uint32_t)key[1] << 24 | (uint32_t)key[2] << 16 | (uint32_t)key[3] << 8 | key[4];
	return SHIM_OK;
}

static enum shim_status add_part(struct facets *facets, uint32_t first, uint32_t last, struct shim_failure *failure)
{
	struct facet_part part = {.first = first};
	struct facet_rows *rows = NULL;
	struct buffer plain = {0};
	const unsigned char *at;
	enum shim_status status = part_of(facets, first, &part.serial, failure);

	if (status == SHIM_OK)
		status = facets_read_chunk(facets, *FACET_ROWS_PREFIX, part.serial, 0, &plain, failure);
	at = (const unsigned char *)plain.bytes;
	if (status == SHIM_OK && (!read_head(&part, &at, at + plain.length) || part.documents == 0 || part.documents - 1 > last - first))
		status = facets_damaged(facets, failure, "a facet column is not of its documents");
	if (status == SHIM_OK)
		rows = parse_rows(&part, chunk_size(part.documents, 0, FACET_ROWS), at,
		                  (const unsigned char *)plain.bytes + plain.length);
	if (status == SHIM_OK && !rows)
		status = facets_damaged(facets, failure, "a facet column does not hold what it should");
	buffer_release(&plain);
	if (status != SHIM_OK)
		return status;
	part.rows = memory_zeroed(chunks_of(part.documents, FACET_ROWS), sizeof(struct facet_rows *));
	part.rows[0] = rows;
	part.names = memory_zeroed(chunks_of(part.entries, FACET_ENTRIES), sizeof(struct facet_names *));
	facets->parts = memory_resize(facets->parts, facets->count + 1, sizeof *facets->parts);
	facets->parts[facets->count++] = part;
	return SHIM_OK;
}

enum shim_status facets_open(struct facets **out, struct shim_index *index, size_t shard, struct shim_failure *failure)
{
	struct facets *facets = memory_zeroed(1, sizeof *facets);
	uint32_t last = shim_index_shard_last(index, shard), next = 1;
	enum shim_status status = SHIM_OK;

	*out = NULL;
	facets->index = index;
	facets->shard = shard;
	while (next <= last && status == SHIM_OK) {
		status = add_part(facets, next, last, failure);
		if (status == SHIM_OK)
			next += facets->parts[facets->count - 1].documents;
	}
	if (status == SHIM_OK)
		*out = facets;
	else
		facets_close(facets);
	return status;
}

static void release_part(struct facet_part *part)
{
	for (uint32_t i = 0; i < chunks_of(part->documents, FACET_ROWS); i++)
		free(part->rows[i]);
	for (uint32_t i = 0; i < chunks_of(part->entries, FACET_ENTRIES); i++) {
		if (part->names[i])
			buffer_release(&part->names[i]->strings);
		free(part->names[i]);
	}
	for (size_t i = 0; part->words && i < (size_t)1 << facet_words_bits(part->entries); i++)
		buffer_release(&part->words[i]);
	free(part->words);
	free(part->rows);
	free(part->names);
}

void facets_close(struct facets *facets)
{
	if (!facets)
		return;
	for (size_t i = 0; i < facets->count; i++)
		release_part(&facets->parts[i]);
	free(facets->parts);
	free(facets);
}

/* ---- rows ---- */

static enum shim_status read_rows(struct facets *facets, struct facet_part *part, uint32_t number, struct shim_failure *failure)
{
	struct buffer plain = {0};
	enum shim_status status = facets_read_chunk(facets, *FACET_ROWS_PREFIX, part->serial, number, &plain, failure);

	if (status == SHIM_OK)
		part->rows[number] =
			parse_rows(part, chunk_size(part->documents, number, FACET_ROWS), (const unsigned char *)plain.bytes,
		                   (const unsigned char *)plain.bytes + plain.length);
	if (status == SHIM_OK && !part->rows[number])
		status = facets_damaged(facets, failure, "a facet column does not hold what it should");
	buffer_release(&plain);
	return status;
}

size_t facets_part(const struct facets *facets, uint32_t local)
{
	size_t low = 0, high = facets->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (facets->parts[middle].first <= local)
			low = middle;
		else
			high = middle;
	}
	return low;
}

enum shim_status facets_row(struct facets *facets, uint32_t local, struct facet_row *row, struct shim_failure *failure)
{
	size_t at = facets_part(facets, local);
	struct facet_part *part = facets->count > 0 ? &facets->parts[at] : NULL;
	uint32_t document, chunk;
	enum shim_status status = SHIM_OK;

	*row = (struct facet_row){.part = at};
	if (!part || local < part->first || local - part->first >= part->documents)
		return facets_damaged(facets, failure, "a document has no facet column");
	document = (local - part->first) % FACET_ROWS;
	chunk = (local - part->first) / FACET_ROWS;
	if (!part->rows[chunk])
		status = read_rows(facets, part, chunk, failure);
	if (status == SHIM_OK) {
		const struct facet_rows *rows = part->rows[chunk];

		row->entries = rows->entries + rows->starts[document];
		row->count = rows->starts[document + 1] - rows->starts[document];
	}
	return status;
}

/* ---- entries ---- */

/* Strings are told by where they begin until all are read, as their buffer moves while it grows. */
struct entry_draft {
	size_t name, form, name_length;
};

/* Adds a string and its NUL; returns where it begins. */
static size_t add_string(struct buffer *strings, const void *bytes, size_t length)
{
	size_t start = strings->length;
	char *to = buffer_reserve(strings, length + 1);

	memcpy(to, bytes, length);
	to[length] = '\0';
	strings->length += length + 1;
	return start;
}

static bool copy_string(struct buffer *strings, const unsigned char **at, const unsigned char *end, size_t *start, size_t *size)
{
	uint32_t length;

	if (!take_number(at, end, FACET_NAME_MAX, &length) || length == 0 || length > (size_t)(end - *at) || memchr(*at, '\0', length))
		return false;
	*size = length;
	*start = add_string(strings, *at, length);
	*at += length;
	return true;
}

static bool copy_part(struct buffer *strings, const unsigned char **at, const unsigned char *end, struct entry_draft *draft)
{
	uint32_t start, length;
	char part[FACET_NAME_MAX];

	if (!take_number(at, end, draft->name_length, &start) || !take_number(at, end, draft->name_length - start, &length) || length == 0)
		return false;
	memcpy(part, strings->bytes + draft->name + start, length);
	draft->form = add_string(strings, part, length);
	return true;
}

/* documents: of the part; *last: the document of the last single. */
static bool place_single(struct facet_entry *entry, uint32_t documents, uint32_t *last)
{
	if (entry->kind >= FACET_SOURCE || entry->documents >= documents - *last)
		return false;
	*last += entry->documents;
	entry->single = *last + 1;
	entry->documents = 1;
	return true;
}

/* previous: the entry before it, or NULL. */
static bool parse_entry(struct facet_names *names, const unsigned char **at, const unsigned char *end, struct facet_entry *entry,
                        struct entry_draft *draft, const struct entry_draft *previous)
{
	uint32_t head;
	size_t length;

	if (!take_number(at, end, 16 * FACET_FORM_FULL + 15, &head) || (head & 7) >= FACET_KINDS ||
	    !take_number(at, end, UINT32_MAX, &entry->documents))
		return false;
	entry->kind = (enum facet_kind)(head & 7);
	if (head & 8) {
		if (!previous)
			return false;
		*draft = *previous;
	} else if (!copy_string(&names->strings, at, end, &draft->name, &draft->name_length)) {
		return false;
	}
	draft->form = draft->name;
	if (head >> 4 == FACET_FORM_PART)
		return copy_part(&names->strings, at, end, draft);
	return head >> 4 == FACET_FORM_NAME || copy_string(&names->strings, at, end, &draft->form, &length);
}

static bool parse_names(struct facet_names *names, const struct facet_part *part, uint32_t number, const unsigned char *at,
                        const unsigned char *end)
{
	struct entry_draft drafts[FACET_ENTRIES];
	uint32_t count = chunk_size(part->entries, number, FACET_ENTRIES), last = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (!parse_entry(names, &at, end, &names->list[i], &drafts[i], i > 0 ? &drafts[i - 1] : NULL))
			return false;
		if (number * FACET_ENTRIES + i >= part->singles && !place_single(&names->list[i], part->documents, &last))
			return false;
	}
	for (uint32_t i = 0; i < count; i++) {
		names->list[i].name = names->strings.bytes + drafts[i].name;
		names->list[i].form = names->strings.bytes + drafts[i].form;
	}
	return at == end;
}

static enum shim_status read_names(struct facets *facets, struct facet_part *part, uint32_t number, struct shim_failure *failure)
{
	struct facet_names *chunk = memory_zeroed(1, sizeof *chunk);
	struct buffer plain = {0};
	enum shim_status status = facets_read_chunk(facets, *FACET_ENTRIES_PREFIX, part->serial, number, &plain, failure);

	if (status == SHIM_OK)
		buffer_reserve(&chunk->strings, plain.length + FACET_ENTRIES);
	if (status == SHIM_OK && !parse_names(chunk, part, number, (const unsigned char *)plain.bytes,
	                                      (const unsigned char *)plain.bytes + plain.length))
		status = facets_damaged(facets, failure, "the names of a facet column do not hold what they should");
	buffer_release(&plain);
	if (status == SHIM_OK) {
		part->names[number] = chunk;
		return SHIM_OK;
	}
	buffer_release(&chunk->strings);
	free(chunk);
	return status;
}

enum shim_status facets_entry(struct facets *facets, size_t part, uint32_t number, const struct facet_entry **entry,
                              struct shim_failure *failure)
{
	struct facet_part *from = &facets->parts[part];
	uint32_t chunk = number / FACET_ENTRIES;
	enum shim_status status = SHIM_OK;

	*entry = NULL;
	if (!from->names[chunk])
		status = read_names(facets, from, chunk, failure);
	if (status == SHIM_OK)
		*entry = &from->names[chunk]->list[number % FACET_ENTRIES];
	return status;
}

/* ---- an article's entities ---- */

static struct entity *entity_of(struct article *article, const struct facet_entry *entry)
{
	size_t added;

	for (size_t i = 0; i < article->entity_count; i++)
		if ((int)article->entities[i].kind == (int)entry->kind && !strcmp(article->entities[i].name, entry->name))
			return &article->entities[i];
	added = article_add_entity(article, (enum entity_kind)entry->kind, entry->name);
	return &article->entities[added];
}

enum shim_status facets_article(struct facets *facets, uint32_t local, struct article *article, struct shim_failure *failure)
{
	struct facet_row row;
	enum shim_status status = facets_row(facets, local, &row, failure);

	for (size_t i = 0; status == SHIM_OK && i < row.count; i++) {
		const struct facet_entry *entry;

		status = facets_entry(facets, row.part, row.entries[i], &entry, failure);
		if (status == SHIM_OK && entry->kind < ENTITY_KINDS)
			entity_add_form(entity_of(article, entry), entry->form, strlen(entry->form));
	}
	return status;
}

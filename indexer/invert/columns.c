/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/invert/columns.h"

#include "article/texts_block.h"
#include "indexer/invert/name_words.h"
#include "text/memory.h"
#include "text/tokens.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* Of zstd: columns are a hundredth of an index and cost little either way. */
#define PACK_LEVEL 6

/* Nobody writes a name in more ways. */
#define FORMS_MAX 64

struct column_entry {
	uint32_t name; /* its number in names */
	uint32_t documents;
};

struct column_name {
	uint32_t documents;
	uint32_t last; /* the last of them, from 1 */
};

void columns_release(struct columns *columns)
{
	dictionary_release(&columns->entries);
	dictionary_release(&columns->names);
	free(columns->list);
	free(columns->name_list);
	free(columns->rows);
	free(columns->order);
	free(columns->chunks);
	buffer_release(&columns->packed);
	*columns = (struct columns){0};
}

bool columns_take(struct analyzer *analyzer, const char *name)
{
	size_t length = name ? strlen(name) : 0;
	char folded[4];

	return length > 0 && length <= FACET_NAME_MAX && analyzer_fold(analyzer, name, length, folded, sizeof folded) > 0;
}

/* ---- one document ---- */

static void add_number(struct columns *columns, uint32_t number)
{
	if (columns->row_count == columns->row_capacity) {
		columns->row_capacity += columns->row_capacity / 2 + 4096;
		columns->rows = memory_resize(columns->rows, columns->row_capacity, sizeof *columns->rows);
	}
	columns->rows[columns->row_count++] = number;
}

static void reserve_entry(struct columns *columns)
{
	if (columns->entries.count == columns->capacity) {
		columns->capacity += columns->capacity / 2 + 256;
		columns->list = memory_resize(columns->list, columns->capacity, sizeof *columns->list);
	}
	if (columns->names.count == columns->name_capacity) {
		columns->name_capacity += columns->name_capacity / 2 + 256;
		columns->name_list = memory_resize(columns->name_list, columns->name_capacity, sizeof *columns->name_list);
	}
}

/* A name's number, from 1; what the dictionary keeps of it is its kind, its bytes and a NUL. */
static uint32_t name_number(struct columns *columns, enum facet_kind kind, const char *name)
{
	char key[FACET_NAME_MAX + 2] = {(char)kind};
	size_t before = columns->names.count, length = strlen(name) + 1;
	uint32_t number;

	memcpy(key + 1, name, length);
	number = dictionary_term(&columns->names, key, length + 1)->number;
	if (columns->names.count > before)
		columns->name_list[number - 1] = (struct column_name){0};
	return number;
}

static void count_name(struct column_name *name, uint32_t document)
{
	name->documents += name->last != document;
	name->last = document;
}

/* The number of a name, then the form, unless it is the name. */
static struct dictionary_slot *entry_slot(struct columns *columns, uint32_t name, const char *bytes, const char *form)
{
	char key[sizeof name + FACET_NAME_MAX];
	size_t length = strcmp(bytes, form) != 0 ? strlen(form) : 0;

	memcpy(key, &name, sizeof name);
	memcpy(key + sizeof name, form, length);
	return dictionary_term(&columns->entries, key, sizeof name + length);
}

/* Once in a document. */
static void add_entry(struct columns *columns, enum facet_kind kind, const char *name, const char *form)
{
	size_t before = columns->entries.count;
	struct dictionary_slot *slot;
	struct column_entry *entry;
	uint32_t number;

	reserve_entry(columns);
	number = name_number(columns, kind, name);
	slot = entry_slot(columns, number, name, form);
	entry = &columns->list[slot->number - 1];
	if (columns->entries.count > before)
		*entry = (struct column_entry){.name = number};
	if (slot->posting == columns->documents + 1)
		return;
	slot->posting = columns->documents + 1;
	entry->documents++;
	count_name(&columns->name_list[number - 1], columns->documents + 1);
	add_number(columns, slot->number - 1);
}

/* Forms that are too long to keep do not cost the name. */
static void add_entity(struct columns *columns, const struct entity *entity)
{
	bool any = false;

	for (size_t i = 0; i < entity->form_count && i < FORMS_MAX; i++) {
		size_t length = strlen(entity->forms[i]);

		if (length == 0 || length > FACET_NAME_MAX)
			continue;
		add_entry(columns, (enum facet_kind)entity->kind, entity->name, entity->forms[i]);
		any = true;
	}
	if (!any)
		add_entry(columns, (enum facet_kind)entity->kind, entity->name, entity->name);
}

static void add_date(struct columns *columns, struct date date)
{
	char text[DATE_TEXT_MAX];

	if (date.precision > DATE_DAY)
		date.precision = DATE_DAY;
	if (*date_format(&date, text))
		add_entry(columns, FACET_DATE, text, text);
}

void columns_add(struct columns *columns, struct analyzer *analyzer, const struct article *article)
{
	size_t row = columns->row_count;

	add_number(columns, 0);
	add_date(columns, article->date);
	if (columns_take(analyzer, article->source))
		add_entry(columns, FACET_SOURCE, article->source, article->source);
	if (columns_take(analyzer, article->language))
		add_entry(columns, FACET_LANGUAGE, article->language, article->language);
	for (size_t i = 0; i < article->entity_count && i < COLUMN_ENTITIES_MAX; i++)
		if (columns_take(analyzer, article->entities[i].name))
			add_entity(columns, &article->entities[i]);
	columns->rows[row] = (uint32_t)(columns->row_count - row - 1);
	columns->documents++;
}

/* An entry as it was added; form is not ended by a NUL where it is not the name. */
struct written_entry {
	enum facet_kind kind;
	const char *name, *form;
	size_t name_length, length;
};

static struct written_entry entry_at(const struct columns *columns, uint32_t number)
{
	const struct dictionary_entry *key = &columns->entries.entries[number];
	const struct dictionary_entry *name = &columns->names.entries[columns->list[number].name - 1];
	const char *bytes = columns->names.arena.bytes + name->start;
	struct written_entry entry = {(enum facet_kind)*bytes, bytes + 1, bytes + 1, name->length - 2, name->length - 2};

	if (key->length > sizeof(uint32_t)) {
		entry.form = columns->entries.arena.bytes + key->start + sizeof(uint32_t);
		entry.length = key->length - sizeof(uint32_t);
	}
	return entry;
}

void columns_visit(const struct columns *columns, uint32_t first, name_visitor *visit, void *context)
{
	const uint32_t *row = columns->rows;

	for (uint32_t document = 0; document < columns->documents; document++) {
		uint32_t count = *row++;

		for (const uint32_t *end = row + count; row < end; row++) {
			struct written_entry entry = entry_at(columns, *row);

			visit(context, first + document, entry.kind, entry.name, entry.form, entry.length);
		}
	}
}

/* ---- singles ---- */

/* Sources, languages and dates have other terms. */
static bool is_entity(const struct columns *columns, uint32_t name)
{
	return columns->names.arena.bytes[columns->names.entries[name - 1].start] < FACET_SOURCE;
}

static bool is_single(const struct columns *columns, const struct column_entry *entry)
{
	return columns->documents >= SINGLES_PART && columns->name_list[entry->name - 1].documents == 1 &&
	       is_entity(columns, entry->name);
}

void columns_visit_terms(const struct columns *columns, uint32_t first, term_visitor *visit, void *context)
{
	const uint32_t *row = columns->rows;

	for (uint32_t document = 0; document < columns->documents; document++) {
		uint32_t count = *row++;

		for (const uint32_t *end = row + count; row < end; row++) {
			const struct column_entry *entry = &columns->list[*row];

			if (is_entity(columns, entry->name) && !is_single(columns, entry))
				visit(context, first + document, entry->name - 1);
		}
	}
}

/* ---- packing ---- */

/* What an entry is sorted by. */
struct sort_key {
	uint32_t documents_of_name; /* of all forms of its name; 0: a single */
	uint32_t name;
	uint32_t documents;
	uint32_t number;
};

/* The most frequent names first, each with its most frequent form first; singles in the order of the rows. */
static int compare_keys(const void *left, const void *right)
{
	const struct sort_key *a = left, *b = right;

	if (a->documents_of_name != b->documents_of_name)
		return a->documents_of_name > b->documents_of_name ? -1 : 1;
	if (a->name != b->name)
		return a->name < b->name ? -1 : 1;
	if (a->documents != b->documents)
		return a->documents > b->documents ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

/* Entries are numbered as they come, so that those of singles are in the order of the rows. */
static struct sort_key *sort_entries(const struct columns *columns)
{
	size_t count = columns->entries.count;
	struct sort_key *keys = memory_resize(NULL, count, sizeof *keys);

	for (size_t i = 0; i < count; i++) {
		const struct column_entry *entry = &columns->list[i];

		if (is_single(columns, entry))
			keys[i] = (struct sort_key){.number = (uint32_t)i};
		else
			keys[i] = (struct sort_key){columns->name_list[entry->name - 1].documents, entry->name, entry->documents, (uint32_t)i};
	}
	if (count > 0)
		qsort(keys, count, sizeof *keys, compare_keys);
	return keys;
}

/* The first single among the sorted ones; how many there are when there is none. */
static size_t first_single(const struct sort_key *keys, size_t count)
{
	while (count > 0 && keys[count - 1].documents_of_name == 0)
		count--;
	return count;
}

struct packing {
	struct columns *columns;
	ZSTD_CCtx *packer;
	uint32_t serial;
	size_t singles; /* the first of them in the sorted order */
	struct buffer plain; /* the chunk that is being filled */
	struct analyzer *analyzer;
	struct name_words words;
};

static void end_chunk(struct packing *packing, char letter, uint32_t number)
{
	struct columns *columns = packing->columns;
	size_t room = ZSTD_compressBound(packing->plain.length), length;
	struct column_chunk *chunk;

	/* Cannot fail: the room is what the packer asks for. */
	length = ZSTD_compress2(packing->packer, buffer_reserve(&columns->packed, room), room, packing->plain.bytes,
	                        packing->plain.length);
	buffer_clear(&packing->plain);
	columns->chunks = memory_resize(columns->chunks, columns->chunk_count + 1, sizeof *columns->chunks);
	chunk = &columns->chunks[columns->chunk_count++];
	*chunk = (struct column_chunk){.start = columns->packed.length, .length = length};
	facet_key(chunk->key, letter, packing->serial, number);
	columns->packed.length += length;
}

/* places: by number, the entries' places in the sorted order. */
static void pack_rows(struct packing *packing, const uint32_t *places)
{
	const struct columns *columns = packing->columns;
	const uint32_t *at = columns->rows;
	size_t single = packing->singles;

	buffer_add_varint(&packing->plain, columns->documents);
	buffer_add_varint(&packing->plain, columns->entries.count);
	buffer_add_varint(&packing->plain, packing->singles);
	for (uint32_t document = 0; document < columns->documents; document++) {
		uint32_t count = *at++;

		if (document % FACET_ROWS == 0)
			buffer_add_varint(&packing->plain, single);
		buffer_add_varint(&packing->plain, count);
		for (; count > 0; count--, at++) {
			bool is = places[*at] >= packing->singles;

			buffer_add_varint(&packing->plain, is ? 0 : (uint64_t)places[*at] + 1);
			single += is;
		}
		if ((document + 1) % FACET_ROWS == 0 || document + 1 == columns->documents)
			end_chunk(packing, *FACET_ROWS_PREFIX, document / FACET_ROWS);
	}
}

/* The bytes of a form that stands in its name need not be stored again. */
static enum facet_form form_of(const struct written_entry *entry, size_t *start)
{
	const char *found;

	if (entry->form == entry->name)
		return FACET_FORM_NAME;
	found = memmem(entry->name, entry->name_length, entry->form, entry->length);
	*start = found ? (size_t)(found - entry->name) : 0;
	return found ? FACET_FORM_PART : FACET_FORM_FULL;
}

/* documents: what stands in the place of how many. */
static void pack_entry(struct packing *packing, uint32_t number, bool same_name, uint32_t documents)
{
	struct written_entry entry = entry_at(packing->columns, number);
	size_t start = 0;
	enum facet_form given = form_of(&entry, &start);

	buffer_add_varint(&packing->plain, (uint64_t)entry.kind + 8 * same_name + 16 * (uint64_t)given);
	buffer_add_varint(&packing->plain, documents);
	if (!same_name) {
		buffer_add_varint(&packing->plain, entry.name_length);
		buffer_add(&packing->plain, entry.name, entry.name_length);
	}
	if (given == FACET_FORM_NAME)
		return;
	if (given == FACET_FORM_PART)
		buffer_add_varint(&packing->plain, start);
	buffer_add_varint(&packing->plain, entry.length);
	if (given == FACET_FORM_FULL)
		buffer_add(&packing->plain, entry.form, entry.length);
}

/* chunk: of entries, which the entry is in. */
static void add_words(struct packing *packing, uint32_t number, uint32_t chunk)
{
	struct written_entry entry = entry_at(packing->columns, number);

	if (entry.kind >= FACET_SOURCE)
		return;
	name_words_add(&packing->words, packing->analyzer, entry.name, entry.name_length, chunk);
	if (entry.form != entry.name)
		name_words_add(&packing->words, packing->analyzer, entry.form, entry.length, chunk);
}

static void pack_words(struct packing *packing)
{
	uint32_t entries = (uint32_t)packing->columns->entries.count;

	for (uint32_t i = 0; i < 1u << facet_words_bits(entries); i++) {
		name_words_write(&packing->words, entries, i, &packing->plain);
		end_chunk(packing, *FACET_WORDS_PREFIX, i);
	}
}

static void pack_entries(struct packing *packing, const struct sort_key *keys)
{
	const struct columns *columns = packing->columns;
	size_t count = columns->entries.count;
	uint32_t last = 0; /* document of a single in the chunk */

	for (size_t i = 0; i < count; i++) {
		const struct column_entry *entry = &columns->list[keys[i].number];
		bool same_name = i % FACET_ENTRIES > 0 && entry->name == columns->list[keys[i - 1].number].name;
		uint32_t documents = entry->documents;

		last = i % FACET_ENTRIES == 0 ? 0 : last;
		if (i >= packing->singles) {
			documents = columns->name_list[entry->name - 1].last - 1 - last;
			last += documents;
		}
		pack_entry(packing, keys[i].number, same_name, documents);
		add_words(packing, keys[i].number, (uint32_t)(i / FACET_ENTRIES));
		if ((i + 1) % FACET_ENTRIES == 0 || i + 1 == count)
			end_chunk(packing, *FACET_ENTRIES_PREFIX, (uint32_t)(i / FACET_ENTRIES));
	}
}

void columns_pack(struct columns *columns, uint32_t serial)
{
	struct packing packing = {.columns = columns, .serial = serial};
	struct sort_key *keys;
	uint32_t *places;

	if (columns->chunk_count > 0)
		return;
	packing.packer = frame_packer_new(PACK_LEVEL);
	packing.analyzer = analyzer_new();
	keys = sort_entries(columns);
	places = memory_resize(NULL, columns->entries.count, sizeof *places);
	columns->order = memory_resize(NULL, columns->entries.count, sizeof *columns->order);
	for (size_t i = 0; i < columns->entries.count; i++)
		places[columns->order[i] = keys[i].number] = (uint32_t)i;
	packing.singles = first_single(keys, columns->entries.count);
	pack_rows(&packing, places);
	pack_entries(&packing, keys);
	pack_words(&packing);
	free(places);
	free(keys);
	buffer_release(&packing.plain);
	name_words_release(&packing.words);
	analyzer_free(packing.analyzer);
	ZSTD_freeCCtx(packing.packer);
}

void columns_visit_entries(const struct columns *columns, entry_visitor *visit, void *context)
{
	for (size_t i = 0; i < columns->entries.count; i++) {
		struct written_entry entry = entry_at(columns, columns->order[i]);

		visit(context, entry.kind, entry.name, columns->list[columns->order[i]].documents);
	}
}

size_t columns_entries(const struct columns *columns)
{
	return columns->chunk_count;
}

void columns_entry(const struct columns *columns, size_t entry, struct shim_bytes *key, struct shim_bytes *value)
{
	const struct column_chunk *chunk = &columns->chunks[entry];

	*key = (struct shim_bytes){chunk->key, BLOCK_KEY};
	*value = (struct shim_bytes){columns->packed.bytes + chunk->start, chunk->length};
}

size_t columns_memory(const struct columns *columns)
{
	return dictionary_memory(&columns->entries) + dictionary_memory(&columns->names) +
	       columns->capacity * (sizeof *columns->list + sizeof(struct sort_key) + 2 * sizeof(uint32_t) + 4 * sizeof(struct name_word)) +
	       columns->name_capacity * sizeof *columns->name_list + columns->row_capacity * sizeof *columns->rows;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/catalog.h"

#include "article/facet_values.h"
#include "article/schema.h"
#include "searcher/facets/naming.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

/* A row begins with so many facets that are no entities at the most: day, source, language. */
#define PLAIN_FACETS (FACET_KINDS - ENTITY_KINDS)

struct value {
	uint64_t hash;
	size_t key; /* in the arena */
	enum facet_kind kind;
	const char *shown; /* NULL: as its name */
	char *own; /* its key, where the index has numbered the values; NULL: not asked for yet */
};

struct catalog_shard {
	struct facets *facets; /* NULL: not read yet */
	uint32_t **values;     /* of each part, by entry; 0: not known yet */
	struct packed_rows *rows; /* of each part, once the catalog is settled */
};

struct catalog {
	struct shim_index *index;
	struct analyzer *analyzer;
	const char *names;
	struct name_map *map; /* NULL: not read yet */
	struct catalog_shard *shards;
	struct value *values; /* that of number n is n - 1 */
	uint8_t *kinds;        /* the same, small: counting asks for nothing else */
	size_t count, capacity;
	uint32_t *table; /* numbers of values, open addressing; 0: free */
	size_t table_size;
	struct buffer arena; /* folded names, a NUL behind each */
	uint32_t *row; /* the values of the row that was asked for last */
	size_t row_capacity;
	uint32_t *seen; /* of each value, the last row that had it */
	size_t seen_capacity;
	uint32_t rows; /* how many have been asked for */
	size_t rows_asked;
	bool settled, tried; /* tried: not again */
	uint32_t *entries; /* the index has numbered the values: of each, one of its entries, as all are counted; else NULL */
	bool looked; /* whether it has */
	uint32_t common; /* settled: values up to this one stand in several documents */
	struct tallies tallies;
};

struct catalog *catalog_new(struct shim_index *index, struct analyzer *analyzer)
{
	struct catalog *catalog = memory_zeroed(1, sizeof *catalog);

	catalog->index = index;
	catalog->analyzer = analyzer;
	catalog->shards = memory_zeroed(shim_index_shards(index), sizeof *catalog->shards);
	return catalog;
}

void catalog_set_names(struct catalog *catalog, const char *names)
{
	catalog->names = names;
}

void catalog_free(struct catalog *catalog)
{
	if (!catalog)
		return;
	for (size_t i = 0; i < shim_index_shards(catalog->index); i++) {
		for (size_t j = 0; j < catalog_parts(catalog, i); j++) {
			free(catalog->shards[i].values[j]);
			packed_rows_release(&catalog->shards[i].rows[j]);
		}
		free(catalog->shards[i].values);
		free(catalog->shards[i].rows);
		facets_close(catalog->shards[i].facets);
	}
	for (size_t i = 0; catalog->entries && i < catalog->count; i++)
		free(catalog->values[i].own);
	name_map_free(catalog->map);
	free(catalog->entries);
	free(catalog->shards);
	free(catalog->values);
	free(catalog->kinds);
	free(catalog->row);
	free(catalog->seen);
	free(catalog->table);
	buffer_release(&catalog->arena);
	tallies_release(&catalog->tallies);
	free(catalog);
}

/* ---- values by their keys ---- */

static void grow_table(struct catalog *catalog)
{
	free(catalog->table);
	catalog->table_size = catalog->table_size > 0 ? catalog->table_size * 2 : 1024;
	catalog->table = memory_zeroed(catalog->table_size, sizeof *catalog->table);
	for (size_t i = 0; i < catalog->count; i++) {
		size_t at = catalog->values[i].hash & (catalog->table_size - 1);

		while (catalog->table[at])
			at = (at + 1) & (catalog->table_size - 1);
		catalog->table[at] = (uint32_t)i + 1;
	}
}

static bool is_value(const struct catalog *catalog, uint32_t number, enum facet_kind kind, uint64_t hash, const char *key, size_t length)
{
	const struct value *value = &catalog->values[number - 1];
	const char *own = catalog->arena.bytes + value->key;

	return value->hash == hash && value->kind == kind && !strncmp(own, key, length) && !own[length];
}

/* The number of the value with that key, a new one when there is none. */
static uint32_t intern(struct catalog *catalog, enum facet_kind kind, const char *key, size_t length)
{
	uint64_t hash = term_hash(key, length) + (uint64_t)kind;
	size_t at;

	if (catalog->count * 2 >= catalog->table_size)
		grow_table(catalog);
	for (at = hash & (catalog->table_size - 1); catalog->table[at]; at = (at + 1) & (catalog->table_size - 1))
		if (is_value(catalog, catalog->table[at], kind, hash, key, length))
			return catalog->table[at];
	if (catalog->count == catalog->capacity) {
		catalog->capacity += catalog->capacity / 2 + 256;
		catalog->values = memory_resize(catalog->values, catalog->capacity, sizeof *catalog->values);
		catalog->kinds = memory_resize(catalog->kinds, catalog->capacity, 1);
	}
	catalog->kinds[catalog->count] = (uint8_t)kind;
	catalog->values[catalog->count++] = (struct value){.hash = hash, .key = catalog->arena.length, .kind = kind};
	buffer_add(&catalog->arena, key, length);
	buffer_add_byte(&catalog->arena, '\0');
	return catalog->table[at] = (uint32_t)catalog->count;
}

static size_t key_of(struct catalog *catalog, enum facet_kind kind, const char *name, char key[FOLDED_MAX])
{
	size_t length = strlen(name);

	if (!facet_is_code(kind))
		return analyzer_fold(catalog->analyzer, name, length, key, FOLDED_MAX);
	length = length < FOLDED_MAX ? length : FOLDED_MAX;
	memcpy(key, name, length);
	return length;
}

/* ---- rows and entries ---- */

static enum shim_status read_map(struct catalog *catalog, struct shim_failure *failure)
{
	return catalog->map ? SHIM_OK : naming_read(&catalog->map, catalog->index, catalog->analyzer, catalog->names, failure);
}

const struct name_map *catalog_map(struct catalog *catalog, struct shim_failure *failure)
{
	return read_map(catalog, failure) == SHIM_OK ? catalog->map : NULL;
}

static enum shim_status open_shard(struct catalog *catalog, size_t shard, struct shim_failure *failure)
{
	struct catalog_shard *to = &catalog->shards[shard];
	enum shim_status status;

	if (to->facets)
		return SHIM_OK;
	status = read_map(catalog, failure);
	if (status == SHIM_OK)
		status = facets_open(&to->facets, catalog->index, shard, failure);
	if (status != SHIM_OK)
		return status;
	to->values = memory_zeroed(to->facets->count, sizeof *to->values);
	to->rows = memory_zeroed(to->facets->count, sizeof *to->rows);
	for (size_t i = 0; i < to->facets->count; i++)
		to->values[i] = memory_zeroed(to->facets->parts[i].entries, sizeof **to->values);
	return SHIM_OK;
}

enum shim_status catalog_open(struct catalog *catalog, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < catalog_shards(catalog) && status == SHIM_OK; i++)
		status = open_shard(catalog, i, failure);
	return status;
}

/* ---- values as the index has numbered them ---- */

/* The values of all entries; false when the record is of other parts. lone: the kinds of those that it has no number for. */
static bool take_numbers(struct catalog *catalog, const struct facet_values *numbers, uint32_t *last, struct buffer *lone)
{
	for (size_t i = 0; i < catalog_shards(catalog); i++)
		for (size_t j = 0; j < catalog_parts(catalog, i); j++) {
			const struct facet_part *part = &catalog->shards[i].facets->parts[j];

			if (!facet_values_part(numbers, part->serial, part->entries, catalog->shards[i].values[j], last, lone))
				return false;
		}
	return true;
}

static void forget_numbers(struct catalog *catalog)
{
	for (size_t i = 0; i < catalog_shards(catalog); i++)
		for (size_t j = 0; j < catalog_parts(catalog, i); j++)
			memset(catalog->shards[i].values[j], 0, catalog_entries(catalog, i, j) * sizeof **catalog->shards[i].values);
}

static void keep_numbers(struct catalog *catalog, const struct facet_values *numbers, uint32_t last, const struct buffer *lone)
{
	uint32_t at = 0;

	catalog->count = catalog->capacity = last;
	catalog->common = numbers->count;
	catalog->values = memory_zeroed(last, sizeof *catalog->values);
	catalog->entries = memory_zeroed(last, sizeof *catalog->entries);
	catalog->kinds = memory_resize(NULL, last, sizeof *catalog->kinds);
	if (numbers->count > 0)
		memcpy(catalog->kinds, numbers->kinds, numbers->count);
	if (lone->length > 0)
		memcpy(catalog->kinds + numbers->count, lone->bytes, lone->length);
	for (size_t i = 0; i < catalog_shards(catalog); i++)
		for (size_t j = 0; j < catalog_parts(catalog, i); j++)
			for (uint32_t n = 0; n < catalog_entries(catalog, i, j); n++)
				catalog->entries[catalog->shards[i].values[j][n] - 1] = at++;
}

/* What the last commit found out, so that no name needs to be looked at; without it, or beside a table of the user's, all are. */
static enum shim_status read_numbers(struct catalog *catalog, struct shim_failure *failure)
{
	struct facet_values numbers = {0};
	struct buffer lone = {0};
	struct shim_bytes record;
	uint32_t last;
	enum shim_status status;

	catalog->looked = true;
	if (catalog->names || !naming_is_whole(catalog->index))
		return SHIM_OK;
	status = catalog_open(catalog, failure);
	if (status != SHIM_OK ||
	    shim_index_metadata(catalog->index, 0, FACET_VALUES_KEY, strlen(FACET_VALUES_KEY), &record, NULL) != SHIM_OK)
		return status;
	if (facet_values_open(&numbers, record.bytes, record.length) == 0) {
		last = numbers.count;
		if (take_numbers(catalog, &numbers, &last, &lone))
			keep_numbers(catalog, &numbers, last, &lone);
		else
			forget_numbers(catalog);
	}
	facet_values_release(&numbers);
	buffer_release(&lone);
	return SHIM_OK;
}

static enum shim_status read_shard(struct catalog *catalog, size_t shard, struct shim_failure *failure)
{
	enum shim_status status = catalog->looked ? SHIM_OK : read_numbers(catalog, failure);

	return status == SHIM_OK ? open_shard(catalog, shard, failure) : status;
}

/* What a name is shown as: its key goes where the name's was. NULL: as itself. */
static const char *shown_as(struct catalog *catalog, enum facet_kind kind, char key[FOLDED_MAX], size_t *length)
{
	const char *shown = kind < ENTITY_KINDS ? name_map_find(catalog->map, (enum entity_kind)kind, key, *length) : NULL;

	if (shown)
		*length = key_of(catalog, kind, shown, key);
	return shown;
}

/* An entity that is shown as one before it gives its forms to that one. */
static bool join_earlier(struct article *article, size_t entity)
{
	struct entity *later = &article->entities[entity];

	for (size_t i = 0; i < entity; i++) {
		struct entity *earlier = &article->entities[i];

		if (earlier->kind != later->kind || strcmp(earlier->name, later->name) != 0)
			continue;
		for (size_t j = 0; j < later->form_count; j++)
			entity_add_form(earlier, later->forms[j], strlen(later->forms[j]));
		return true;
	}
	return false;
}

/* Each entity's name becomes what it is shown as. */
static void show_names(struct catalog *catalog, struct article *article)
{
	size_t kept = 0;

	for (size_t i = 0; i < article->entity_count; i++) {
		struct entity *entity = &article->entities[i];
		char key[FOLDED_MAX];
		size_t length = key_of(catalog, (enum facet_kind)entity->kind, entity->name, key);
		const char *shown = shown_as(catalog, (enum facet_kind)entity->kind, key, &length);

		if (shown) {
			free(entity->name);
			entity->name = memory_string(shown);
		}
		article->entities[kept] = *entity;
		if (shown && join_earlier(article, kept))
			entity_release(&article->entities[kept]);
		else
			kept++;
	}
	article->entity_count = kept;
}

enum shim_status catalog_article(struct catalog *catalog, uint32_t document, struct article *article, struct shim_failure *failure)
{
	uint32_t shards = (uint32_t)shim_index_shards(catalog->index);
	size_t shard = (document - 1) % shards;
	enum shim_status status = open_shard(catalog, shard, failure); /* its names need no numbers */

	if (status == SHIM_OK)
		status = facets_article(catalog->shards[shard].facets, (document - 1) / shards + 1, article, failure);
	if (status == SHIM_OK)
		show_names(catalog, article);
	return status;
}

static enum shim_status look_up(struct catalog *catalog, size_t shard, size_t part, uint32_t entry, uint32_t *value,
                                struct shim_failure *failure)
{
	struct catalog_shard *from = &catalog->shards[shard];
	const struct facet_entry *name;
	const char *shown;
	char key[FOLDED_MAX];
	size_t length;
	enum shim_status status = SHIM_OK;

	*value = from->values[part][entry];
	if (*value > 0)
		return SHIM_OK;
	status = facets_entry(from->facets, part, entry, &name, failure);
	if (status != SHIM_OK)
		return status;
	length = key_of(catalog, name->kind, name->name, key);
	shown = shown_as(catalog, name->kind, key, &length);
	*value = from->values[part][entry] = intern(catalog, name->kind, key, length);
	catalog->values[*value - 1].shown = shown;
	return SHIM_OK;
}

/* Whether the row that was asked for last has the value already. */
static bool seen(struct catalog *catalog, uint32_t value)
{
	if (value >= catalog->seen_capacity) {
		size_t capacity = catalog->count + catalog->count / 2 + 1;

		catalog->seen = memory_resize(catalog->seen, capacity, sizeof *catalog->seen);
		memset(catalog->seen + catalog->seen_capacity, 0, (capacity - catalog->seen_capacity) * sizeof *catalog->seen);
		catalog->seen_capacity = capacity;
	}
	if (catalog->seen[value] == catalog->rows)
		return true;
	catalog->seen[value] = catalog->rows;
	return false;
}

/* Where a document lies. */
static size_t shard_of(const struct catalog *catalog, uint32_t document, uint32_t *local)
{
	uint32_t shards = (uint32_t)shim_index_shards(catalog->index);

	*local = (document - 1) / shards + 1;
	return (document - 1) % shards;
}

enum shim_status catalog_row(struct catalog *catalog, uint32_t document, bool entities, struct catalog_row *row,
                             struct shim_failure *failure)
{
	uint32_t local;
	size_t shard = shard_of(catalog, document, &local);
	struct facet_row found = {0};
	enum shim_status status = read_shard(catalog, shard, failure);

	catalog->rows_asked += entities;
	if (status == SHIM_OK)
		status = facets_row(catalog->shards[shard].facets, local, &found, failure);
	if (found.count > catalog->row_capacity) {
		catalog->row_capacity = found.count * 2;
		catalog->row = memory_resize(catalog->row, catalog->row_capacity, sizeof *catalog->row);
	}
	catalog->rows++;
	*row = (struct catalog_row){shard, found.part, found.entries, catalog->row, 0};
	for (size_t i = 0; status == SHIM_OK && i < found.count; i++) {
		uint32_t value;

		if (!entities && (i == PLAIN_FACETS || found.entries[i] >= catalog->shards[shard].facets->parts[found.part].singles))
			break; /* without reading the entry of an entity that is nobody else's */
		status = look_up(catalog, shard, found.part, found.entries[i], &value, failure);
		if (status != SHIM_OK || (!entities && catalog_kind(catalog, value) < ENTITY_KINDS))
			break;
		catalog->row[row->count++] = seen(catalog, value) ? value | ROW_AGAIN : value;
	}
	return status;
}

struct catalog_place catalog_find_row(const struct catalog *catalog, uint32_t document)
{
	uint32_t local;
	size_t at = shard_of(catalog, document, &local), part;
	const struct catalog_shard *shard = &catalog->shards[at];

	part = facets_part(shard->facets, local);
	return (struct catalog_place){at, part, &shard->rows[part], local - shard->facets->parts[part].first};
}

struct tallies *catalog_tallies(struct catalog *catalog)
{
	return &catalog->tallies;
}

/* ---- settling ---- */

/* A value with the number that it has and how many documents have it, to be numbered anew. */
struct rank {
	uint32_t documents, value;
};

static int compare_ranks(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;

	if (a->documents != b->documents)
		return a->documents > b->documents ? -1 : 1;
	return (a->value > b->value) - (a->value < b->value);
}

/* Sources, languages and days are never left out: they are few, and a timeline needs them all. */
static bool is_common(const struct catalog *catalog, const struct rank *rank)
{
	return rank->documents > 1 || catalog_kind(catalog, rank->value) >= ENTITY_KINDS;
}

static enum shim_status visit_part(struct catalog *catalog, size_t shard, size_t part,
                                   void (*visit)(void *context, const struct catalog_row *row), void *context)
{
	const struct facet_part *of = &catalog->shards[shard].facets->parts[part];
	enum shim_status status = SHIM_OK;

	for (uint32_t i = 0; i < of->documents && status == SHIM_OK; i++) {
		struct catalog_row row;
		size_t document = (size_t)(of->first + i - 1) * catalog_shards(catalog) + shard + 1;

		status = catalog_row(catalog, (uint32_t)document, true, &row, NULL);
		if (status == SHIM_OK)
			visit(context, &row);
	}
	return status;
}

static enum shim_status visit_rows(struct catalog *catalog, void (*visit)(void *context, const struct catalog_row *row),
                                   void *context)
{
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < catalog_shards(catalog) && status == SHIM_OK; i++)
		status = read_shard(catalog, i, NULL);
	for (size_t i = 0; i < catalog_shards(catalog) && status == SHIM_OK; i++)
		for (size_t j = 0; j < catalog_parts(catalog, i) && status == SHIM_OK; j++)
			status = visit_part(catalog, i, j, visit, context);
	return status;
}

static void count_row(void *context, const struct catalog_row *row)
{
	struct tallies *tallies = context;

	for (size_t i = 0; i < row->count; i++)
		if (!(row->values[i] & ROW_AGAIN)) {
			tallies_reserve(tallies, (size_t)row->values[i] + 1);
			tallies_count(tallies, row->values[i]);
		}
}

/* The values in their new order; the caller frees it. */
static struct rank *rank_values(struct catalog *catalog, const struct tallies *tallies)
{
	struct rank *ranks = memory_resize(NULL, catalog->count, sizeof *ranks);
	size_t last = catalog->count, first = 0;

	for (uint32_t value = 1; value <= catalog->count; value++) {
		struct rank rank = {tallies_of(tallies, value), value};

		ranks[is_common(catalog, &rank) ? first++ : --last] = rank;
	}
	qsort(ranks, first, sizeof *ranks, compare_ranks);
	catalog->common = (uint32_t)first;
	return ranks;
}

static void renumber(struct catalog *catalog, const struct rank *ranks)
{
	struct value *values = memory_resize(NULL, catalog->count, sizeof *values);
	uint32_t *numbers = memory_zeroed(catalog->count + 1, sizeof *numbers);

	for (size_t i = 0; i < catalog->count; i++) {
		values[i] = catalog->values[ranks[i].value - 1];
		catalog->kinds[i] = (uint8_t)values[i].kind;
		numbers[ranks[i].value] = (uint32_t)i + 1;
	}
	free(catalog->values);
	catalog->values = values;
	catalog->capacity = catalog->count;
	catalog->table_size /= 2;
	grow_table(catalog); /* back to its size, with the new numbers */
	for (size_t i = 0; i < catalog_shards(catalog); i++)
		for (size_t j = 0; j < catalog_parts(catalog, i); j++)
			for (uint32_t n = 0; n < catalog_entries(catalog, i, j); n++)
				catalog->shards[i].values[j][n] = numbers[catalog->shards[i].values[j][n]];
	free(numbers);
}

struct keeping {
	struct catalog *catalog;
	struct row_value *list; /* of a row */
	size_t capacity;
	bool failed;
};

static void keep_row(void *context, const struct catalog_row *row)
{
	struct keeping *keeping = context;
	struct plain_row plain = {0};

	if (row->count > keeping->capacity) {
		keeping->capacity = row->count * 2;
		keeping->list = memory_resize(keeping->list, keeping->capacity, sizeof *keeping->list);
	}
	for (size_t i = 0; i < row->count; i++) {
		uint32_t value = row->values[i] & ~ROW_AGAIN;

		if (value > keeping->catalog->common) {
			plain.lone[catalog_kind(keeping->catalog, value)] += value == row->values[i];
			continue;
		}
		keeping->list[plain.count++] = (struct row_value){row->values[i], row->entries[i]};
	}
	plain.list = keeping->list;
	keeping->failed |= !packed_rows_add(&keeping->catalog->shards[row->shard].rows[row->part], &plain);
}

static bool keep_rows(struct catalog *catalog)
{
	struct keeping keeping = {.catalog = catalog};
	bool kept = visit_rows(catalog, keep_row, &keeping) == SHIM_OK && !keeping.failed;

	free(keeping.list);
	for (size_t i = 0; i < catalog_shards(catalog) && !kept; i++)
		for (size_t j = 0; j < catalog_parts(catalog, i); j++)
			packed_rows_release(&catalog->shards[i].rows[j]);
	return kept;
}

void catalog_settle(struct catalog *catalog)
{
	struct tallies tallies = {0};
	struct rank *ranks;

	if (catalog->settled || catalog->tried || catalog->rows_asked <= shim_index_last_document(catalog->index) / 2)
		return;
	catalog->tried = true;
	if (catalog->entries) {
		catalog->settled = keep_rows(catalog);
	} else if (visit_rows(catalog, count_row, &tallies) == SHIM_OK) { /* else whoever asks for what is damaged is told */
		tallies_reserve(&tallies, catalog->count + 1);
		ranks = rank_values(catalog, &tallies);
		renumber(catalog, ranks);
		free(ranks);
		catalog->settled = keep_rows(catalog);
	}
	tallies_release(&tallies);
}

bool catalog_settled(const struct catalog *catalog)
{
	return catalog->settled;
}

uint32_t catalog_values(const struct catalog *catalog)
{
	return (uint32_t)catalog->count;
}

uint32_t catalog_common(const struct catalog *catalog)
{
	return catalog->settled ? catalog->common : (uint32_t)catalog->count;
}

const uint8_t *catalog_kinds(const struct catalog *catalog)
{
	return catalog->kinds;
}

enum facet_kind catalog_kind(const struct catalog *catalog, uint32_t value)
{
	return (enum facet_kind)catalog->kinds[value - 1];
}

/* One of the value's entries; NULL when it cannot be read. */
static const struct facet_entry *entry_of(struct catalog *catalog, uint32_t value)
{
	uint32_t at = catalog->entries[value - 1];
	const struct facet_entry *entry = NULL;

	for (size_t i = 0; i < catalog_shards(catalog); i++)
		for (size_t j = 0; j < catalog_parts(catalog, i); j++) {
			if (at < catalog_entries(catalog, i, j))
				return catalog_entry(catalog, i, j, at, &entry, NULL) == SHIM_OK ? entry : NULL;
			at -= catalog_entries(catalog, i, j);
		}
	return NULL;
}

/* The key of a value that the index has numbered, with what it is shown as; an entry that cannot be read has none. */
static void name_value(struct catalog *catalog, uint32_t number)
{
	struct value *value = &catalog->values[number - 1];
	const struct facet_entry *entry;
	char key[FOLDED_MAX];
	size_t length = 0;

	if (!catalog->entries || value->own)
		return;
	entry = entry_of(catalog, number);
	if (entry) {
		length = key_of(catalog, entry->kind, entry->name, key);
		value->shown = shown_as(catalog, entry->kind, key, &length);
	}
	value->own = memory_copy(key, length);
}

const char *catalog_key(struct catalog *catalog, uint32_t value)
{
	name_value(catalog, value);
	return catalog->entries ? catalog->values[value - 1].own : catalog->arena.bytes + catalog->values[value - 1].key;
}

const char *catalog_shown(struct catalog *catalog, uint32_t value)
{
	name_value(catalog, value);
	return catalog->values[value - 1].shown;
}

struct analyzer *catalog_analyzer(const struct catalog *catalog)
{
	return catalog->analyzer;
}

struct facets *catalog_facets(const struct catalog *catalog, size_t shard)
{
	return catalog->shards[shard].facets;
}

size_t catalog_shards(const struct catalog *catalog)
{
	return shim_index_shards(catalog->index);
}

size_t catalog_parts(const struct catalog *catalog, size_t shard)
{
	return catalog->shards[shard].facets ? catalog->shards[shard].facets->count : 0;
}

uint32_t catalog_entries(const struct catalog *catalog, size_t shard, size_t part)
{
	return catalog->shards[shard].facets->parts[part].entries;
}

uint32_t catalog_entry_value(const struct catalog *catalog, size_t shard, size_t part, uint32_t number)
{
	return catalog->shards[shard].values[part][number];
}

enum shim_status catalog_entry(struct catalog *catalog, size_t shard, size_t part, uint32_t number,
                               const struct facet_entry **entry, struct shim_failure *failure)
{
	return facets_entry(catalog->shards[shard].facets, part, number, entry, failure);
}

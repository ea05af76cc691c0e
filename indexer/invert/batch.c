/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/invert/batch.h"

#include "article/record.h"
#include "article/schema.h"
#include "article/stream.h"
#include "article/texts.h"
#include "indexer/invert/columns.h"
#include "indexer/invert/dictionary.h"
#include "text/bytes.h"
#include "text/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A posting's frequencies until the average length is known: title in the upper half, body in the lower. */
#define FREQUENCY_MAX 0x7FFF
#define TITLE_SHIFT 16

/* The two posting kinds that stay as they are: a filter, and a word of the title field. */
#define KIND_FILTER 0x80000000u
#define KIND_TITLE_FIELD 0x8000u

/* How many words ahead the dictionary's memory is asked for. */
#define AHEAD 12

struct span {
	size_t start, length; /* in the batch's arena */
};

/* What is stored under one serial. */
struct stored_part {
	uint32_t serial;
	uint32_t first; /* the first document of it, from 0 */
	struct texts *texts;
	struct columns columns;
};

struct batch {
	uint32_t serial;
	struct dictionary dictionary;
	struct shim_posting *postings;
	size_t posting_count, posting_capacity;
	size_t *posting_start; /* documents + 1 */
	uint32_t *lengths;     /* words, the title's weighted */
	uint32_t documents, document_capacity;
	struct span *values[SLOT_COUNT];
	struct buffer arena; /* values */
	struct stored_part *parts; /* the first is its own, the others those of batches that joined it */
	size_t part_count;
};

struct batch *batch_new(uint32_t serial)
{
	struct batch *batch = memory_zeroed(1, sizeof *batch);

	batch->serial = serial;
	batch->parts = memory_zeroed(1, sizeof *batch->parts);
	batch->parts[batch->part_count++] = (struct stored_part){.serial = serial, .texts = texts_new(serial)};
	return batch;
}

void batch_free(struct batch *batch)
{
	if (!batch)
		return;
	dictionary_release(&batch->dictionary);
	free(batch->postings);
	free(batch->posting_start);
	free(batch->lengths);
	for (size_t i = 0; i < SLOT_COUNT; i++)
		free(batch->values[i]);
	buffer_release(&batch->arena);
	for (size_t i = 0; i < batch->part_count; i++) {
		texts_free(batch->parts[i].texts);
		columns_release(&batch->parts[i].columns);
	}
	free(batch->parts);
	free(batch);
}

uint32_t batch_serial(const struct batch *batch)
{
	return batch->serial;
}

uint32_t batch_documents(const struct batch *batch)
{
	return batch->documents;
}

size_t batch_memory(const struct batch *batch)
{
	size_t columns = 0;

	for (size_t i = 0; i < batch->part_count; i++)
		columns += columns_memory(&batch->parts[i].columns);
	return dictionary_memory(&batch->dictionary) + columns + batch->arena.length + texts_memory(batch->parts[0].texts) +
	       batch->posting_count * (sizeof *batch->postings + 3) + /* 3: packed in its list */
	       batch->documents * (SLOT_COUNT * (sizeof(struct span) + sizeof(struct shim_bytes)) + 16);
}

/* ---- one document ---- */

/* Where the language is not known, most news is English. */
const struct tokens *article_tokens(struct analyzer *analyzer, const struct article *article)
{
	analyzer_begin(analyzer, article->language ? article->language : "en");
	if (article->title)
		analyzer_add(analyzer, FIELD_TITLE, article->title, strlen(article->title));
	if (article->text)
		analyzer_add(analyzer, FIELD_BODY, article->text, strlen(article->text));
	return analyzer_end(analyzer);
}

uint64_t tokens_weigh(const struct tokens *tokens)
{
	return tokens->positions[FIELD_BODY] + IMPACT_TITLE * (uint64_t)tokens->positions[FIELD_TITLE];
}

/* The posting of a term in the document that is being added. */
static struct shim_posting *posting_of(struct batch *batch, struct dictionary_slot *slot)
{
	if (slot->posting > batch->posting_start[batch->documents])
		return &batch->postings[slot->posting - 1];
	if (batch->posting_count == batch->posting_capacity) {
		batch->posting_capacity += batch->posting_capacity / 2 + 65536;
		batch->postings = memory_resize(batch->postings, batch->posting_capacity, sizeof *batch->postings);
	}
	batch->postings[batch->posting_count++] = (struct shim_posting){slot->number - 1, 0};
	slot->posting = (uint32_t)batch->posting_count;
	return &batch->postings[batch->posting_count - 1];
}

static void add_filter_term(struct batch *batch, const char *term, size_t length)
{
	posting_of(batch, dictionary_term(&batch->dictionary, term, length))->wdf = KIND_FILTER;
}

static void add_filter(struct batch *batch, const char *prefix, const char *text, size_t length)
{
	char term[SHIM_TERM_MAX];

	add_filter_term(batch, term, schema_term(term, prefix, text, length));
}

static void add_folded_filter(struct batch *batch, struct analyzer *analyzer, const char *prefix, const char *text)
{
	char term[SHIM_TERM_MAX];
	size_t length = text ? schema_name_term(term, prefix, analyzer, text) : 0;

	if (length > 0)
		add_filter_term(batch, term, length);
}

/* One more in the title's or the body's half, which stays within its bits. */
static void count_word(struct shim_posting *posting, enum token_field field)
{
	unsigned shift = field == FIELD_TITLE ? TITLE_SHIFT : 0;

	if ((posting->wdf >> shift & FREQUENCY_MAX) < FREQUENCY_MAX)
		posting->wdf += 1u << shift;
}

/* Where the parts of a hyphenated word meet, for queries that write it in one: schema.h, XC. */
static void add_compound(struct batch *batch, const struct tokens *tokens, size_t at)
{
	const struct token *whole = &tokens->list[at];
	char term[SHIM_TERM_MAX];
	unsigned offsets[8], joints = 0, before = 0;
	size_t length;

	if (whole->width < 2 || whole->width > 8)
		return;
	/* The words in reverse: the list ends with the last of them. */
	for (size_t i = at; i > 0 && joints < whole->width; i--) {
		const struct token *word = &tokens->list[i - 1];

		if (word->kind != TOKEN_WORD)
			continue;
		before += word->form_length;
		offsets[joints++] = before;
	}
	if (before != whole->form_length || joints < whole->width)
		return; /* written with joints inside, as "18-25": nobody leaves those out */
	length = (size_t)snprintf(term, sizeof term, PREFIX_COMPOUND "%.*s", (int)whole->term_length, token_term(tokens, whole));
	for (unsigned i = joints - 1; i-- > 0;)
		length += (size_t)snprintf(term + length, sizeof term - length, ":%u", before - offsets[i]);
	add_filter_term(batch, term, length);
}

/* The same word, in the title's own field. */
static void add_title_word(struct batch *batch, const char *term, const struct token *token)
{
	struct shim_posting *posting =
		posting_of(batch, dictionary_word(&batch->dictionary, PREFIX_TITLE, term, token->term_length, ~token->hash));

	posting->wdf |= KIND_TITLE_FIELD;
	count_word(posting, FIELD_TITLE);
}

static void add_words(struct batch *batch, const struct tokens *tokens)
{
	struct dictionary *dictionary = &batch->dictionary;

	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i];
		const char *term = token_term(tokens, token);
		struct dictionary_slot *slot;

		if (i + AHEAD < tokens->count)
			dictionary_prefetch(dictionary, token[AHEAD].hash);
		slot = dictionary_word(dictionary, "", term, token->term_length, token->hash);
		count_word(posting_of(batch, slot), (enum token_field)token->field);
		if (token->field == FIELD_TITLE)
			add_title_word(batch, term, token);
		if (token->kind == TOKEN_WHOLE)
			add_compound(batch, tokens, i);
	}
}

static void add_date_filters(struct batch *batch, const struct date *date)
{
	char digits[11];
	uint32_t day = date_day(date);

	if (day == 0)
		return;
	snprintf(digits, sizeof digits, "%08u", (unsigned)day);
	add_filter(batch, PREFIX_YEAR, digits, 4);
	if (date->precision >= DATE_MONTH)
		add_filter(batch, PREFIX_MONTH, digits, 6);
	if (date->precision >= DATE_DAY)
		add_filter(batch, PREFIX_DAY, digits, 8);
}

static void add_filters(struct batch *batch, const struct article *article, struct analyzer *analyzer,
                        const struct provenance *provenance)
{
	char term[SHIM_TERM_MAX];

	add_filter(batch, PREFIX_ID, article->id, strlen(article->id));
	if (article->language)
		add_filter(batch, PREFIX_LANGUAGE, article->language, strlen(article->language));
	add_folded_filter(batch, analyzer, PREFIX_SOURCE, article->source);
	add_folded_filter(batch, analyzer, PREFIX_AUTHOR, article->author);
	for (size_t i = 0; i < article->keyword_count; i++)
		add_folded_filter(batch, analyzer, PREFIX_KEYWORD, article->keywords[i]);
	add_date_filters(batch, &article->date);
	if (provenance->origin)
		add_filter(batch, PREFIX_ORIGIN, provenance->origin, strlen(provenance->origin));
	if (provenance->file)
		add_filter_term(batch, term, schema_file_term(term, provenance->file, provenance->stamp));
}

/* ---- values and stored text ---- */

static void end_value(struct batch *batch, enum value_slot slot, size_t start)
{
	batch->values[slot][batch->documents] = (struct span){start, batch->arena.length - start};
}

static void add_values(struct batch *batch, const struct article *article, const struct tokens *tokens,
                       const struct provenance *provenance)
{
	unsigned char date[DATE_LENGTH];
	size_t start = batch->arena.length;

	texts_add(batch->parts[0].texts, article->text ? article->text : "", article->text ? strlen(article->text) : 0,
	          tokens);
	record_encode(&batch->arena, article);
	end_value(batch, SLOT_RECORD, start);
	start = batch->arena.length;
	if (article->date.precision != DATE_UNKNOWN) {
		schema_date(date, &article->date);
		buffer_add(&batch->arena, date, sizeof date);
	}
	end_value(batch, SLOT_DATE, start);
	start = batch->arena.length;
	buffer_add_number(&batch->arena, provenance->stamp, 8);
	buffer_add_number(&batch->arena, provenance->fingerprint, 8);
	end_value(batch, SLOT_FINGERPRINT, start);
	start = batch->arena.length;
	stream_encode(&batch->arena, tokens);
	end_value(batch, SLOT_STREAM, start);
}

static void reserve_document(struct batch *batch)
{
	if (batch->documents < batch->document_capacity)
		return;
	batch->document_capacity = batch->document_capacity * 2 + 64;
	batch->posting_start = memory_resize(batch->posting_start, batch->document_capacity + 1, sizeof *batch->posting_start);
	batch->lengths = memory_resize(batch->lengths, batch->document_capacity, sizeof *batch->lengths);
	for (size_t i = 0; i < SLOT_COUNT; i++)
		batch->values[i] = memory_resize(batch->values[i], batch->document_capacity, sizeof *batch->values[i]);
}

uint32_t batch_add(struct batch *batch, const struct article *article, const struct tokens *tokens,
                   struct analyzer *analyzer, const struct provenance *provenance)
{
	reserve_document(batch);
	batch->posting_start[batch->documents] = batch->posting_count;
	batch->lengths[batch->documents] = (uint32_t)tokens_weigh(tokens);
	add_words(batch, tokens);
	add_filters(batch, article, analyzer, provenance);
	add_values(batch, article, tokens, provenance);
	columns_add(&batch->parts[0].columns, analyzer, article);
	return ++batch->documents;
}

/* ---- joining ---- */

static void join_postings(struct batch *batch, const struct batch *other)
{
	uint32_t *numbers = dictionary_join(&batch->dictionary, &other->dictionary);

	batch->posting_capacity = batch->posting_count + other->posting_count;
	batch->postings = memory_resize(batch->postings, batch->posting_capacity, sizeof *batch->postings);
	for (size_t i = 0; i < other->posting_count; i++) {
		const struct shim_posting *posting = &other->postings[i];

		batch->postings[batch->posting_count + i] = (struct shim_posting){numbers[posting->term], posting->wdf};
	}
	free(numbers);
}

static void join_documents(struct batch *batch, const struct batch *other)
{
	for (uint32_t i = 0; i < other->documents; i++) {
		reserve_document(batch);
		batch->posting_start[batch->documents] = batch->posting_count + other->posting_start[i];
		batch->lengths[batch->documents] = other->lengths[i];
		for (size_t slot = 0; slot < SLOT_COUNT; slot++) {
			struct span span = other->values[slot][i];

			span.start += batch->arena.length;
			batch->values[slot][batch->documents] = span;
		}
		batch->documents++;
	}
}

static void join_parts(struct batch *batch, struct batch *other)
{
	batch->parts = memory_resize(batch->parts, batch->part_count + other->part_count, sizeof *batch->parts);
	for (size_t i = 0; i < other->part_count; i++) {
		struct stored_part *part = &batch->parts[batch->part_count++];

		*part = other->parts[i];
		part->first += batch->documents;
	}
	other->part_count = 0;
}

void batch_join(struct batch *batch, struct batch *other)
{
	join_postings(batch, other);
	join_parts(batch, other);
	join_documents(batch, other);
	batch->posting_count += other->posting_count;
	buffer_add(&batch->arena, other->arena.bytes, other->arena.length);
	batch_free(other);
}

/* ---- writing ---- */

static uint32_t impact(double frequency, double norm)
{
	uint32_t value = (uint32_t)(IMPACT_MAX * frequency / (frequency + norm) + 0.5);

	return value > 0 ? value : 1;
}

static uint32_t posting_weight(uint32_t counts, double norm)
{
	double title = counts >> TITLE_SHIFT & FREQUENCY_MAX, body = counts & FREQUENCY_MAX;

	if (counts & KIND_FILTER)
		return 0;
	if (counts & KIND_TITLE_FIELD)
		return impact(title, IMPACT_K1); /* titles are of one length, as far as ranking goes */
	return impact(body + IMPACT_TITLE * title, norm);
}

static void weigh(struct batch *batch, double average, const uint32_t *places)
{
	for (uint32_t document = 0; document < batch->documents; document++) {
		double norm = IMPACT_K1 * (1 - IMPACT_B + IMPACT_B * batch->lengths[document] / average);

		for (size_t i = batch->posting_start[document]; i < batch->posting_start[document + 1]; i++) {
			batch->postings[i].wdf = posting_weight(batch->postings[i].wdf, norm);
			batch->postings[i].term = places[batch->postings[i].term];
		}
	}
}

/* ---- the terms of names, when it is known which are singles ---- */

struct name_posting {
	uint32_t document, term; /* the term's number - 1 */
};

struct naming {
	struct batch *batch;
	const struct columns *columns;
	struct analyzer *analyzer;
	uint32_t *terms; /* of each name of the part, its term's number; 0: not asked for yet */
	struct name_posting *list;
	size_t count, capacity;
};

static uint32_t term_of_name(struct naming *naming, uint32_t name)
{
	static const char *const prefixes[ENTITY_KINDS] = {PREFIX_PERSON, PREFIX_ORG, PREFIX_PLACE};
	const struct dictionary_entry *entry = &naming->columns->names.entries[name];
	const char *bytes = naming->columns->names.arena.bytes + entry->start;
	char term[SHIM_TERM_MAX];

	if (naming->terms[name] > 0)
		return naming->terms[name];
	return naming->terms[name] =
	               dictionary_term(&naming->batch->dictionary, term,
	                               schema_name_term(term, prefixes[(int)*bytes], naming->analyzer, bytes + 1))
	                       ->number;
}

static void add_name(void *context, uint32_t document, uint32_t name)
{
	struct naming *naming = context;
	struct name_posting posting = {document, term_of_name(naming, name) - 1};

	for (size_t i = naming->count; i > 0 && naming->list[i - 1].document == document; i--)
		if (naming->list[i - 1].term == posting.term)
			return;
	if (naming->count == naming->capacity) {
		naming->capacity += naming->capacity / 2 + 4096;
		naming->list = memory_resize(naming->list, naming->capacity, sizeof *naming->list);
	}
	naming->list[naming->count++] = posting;
}

/* Each document's postings move up by what those before it get, from the last one on. */
static void insert_names(struct batch *batch, const struct name_posting *list, size_t count)
{
	size_t end = batch->posting_count;

	batch->posting_capacity = batch->posting_count + count;
	batch->postings = memory_resize(batch->postings, batch->posting_capacity, sizeof *batch->postings);
	batch->posting_count += count;
	for (uint32_t document = batch->documents; document-- > 0;) {
		size_t start = batch->posting_start[document], own = 0;

		while (own < count && list[count - own - 1].document == document)
			own++;
		count -= own;
		memmove(batch->postings + start + count, batch->postings + start, (end - start) * sizeof *batch->postings);
		for (size_t i = 0; i < own; i++)
			batch->postings[end + count + i] = (struct shim_posting){list[count + i].term, KIND_FILTER};
		end = start;
		batch->posting_start[document] += count;
	}
}

static void add_names(struct batch *batch)
{
	struct naming naming = {.batch = batch, .analyzer = analyzer_new()};

	for (size_t i = 0; i < batch->part_count; i++) {
		naming.columns = &batch->parts[i].columns;
		naming.terms = memory_zeroed(naming.columns->names.count, sizeof *naming.terms);
		columns_visit_terms(naming.columns, batch->parts[i].first, add_name, &naming);
		free(naming.terms);
	}
	insert_names(batch, naming.list, naming.count);
	free(naming.list);
	analyzer_free(naming.analyzer);
}

static struct shim_bytes bytes_of(const struct batch *batch, struct span span)
{
	return (struct shim_bytes){batch->arena.bytes + span.start, span.length};
}

/* A key and its value. */
struct metadata_entry {
	struct shim_bytes key, value;
};

static int compare_entries(const void *left, const void *right)
{
	const struct metadata_entry *a = left, *b = right;

	return bytes_compare(a->key.bytes, a->key.length, b->key.bytes, b->key.length);
}

/* All that goes into the metadata, ascending by key; the caller's to free. */
static struct metadata_entry *list_metadata(const struct batch *batch, const struct shim_bytes *more, size_t more_count,
                                            size_t *count)
{
	struct metadata_entry *list;
	size_t room = more_count;

	for (size_t i = 0; i < batch->part_count; i++)
		room += texts_entries(batch->parts[i].texts) + columns_entries(&batch->parts[i].columns);
	list = memory_resize(NULL, room, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < batch->part_count; i++) {
		const struct stored_part *part = &batch->parts[i];

		for (size_t j = 0; j < texts_entries(part->texts); j++, ++*count)
			texts_entry(part->texts, j, &list[*count].key, &list[*count].value);
		for (size_t j = 0; j < columns_entries(&part->columns); j++, ++*count)
			columns_entry(&part->columns, j, &list[*count].key, &list[*count].value);
	}
	for (size_t i = 0; i < more_count; i++)
		list[(*count)++] = (struct metadata_entry){more[2 * i], more[2 * i + 1]};
	qsort(list, *count, sizeof *list, compare_entries);
	return list;
}

/* Only when all texts are packed is it known where each is. */
static void add_places(struct batch *batch)
{
	size_t part = 0;

	for (size_t i = 0; i < batch->part_count; i++)
		texts_finish(batch->parts[i].texts);
	for (uint32_t i = 0; i < batch->documents; i++) {
		unsigned char place[PLACE_LENGTH];

		if (part + 1 < batch->part_count && i == batch->parts[part + 1].first)
			part++;
		texts_place(batch->parts[part].texts, i - batch->parts[part].first, place);
		batch->values[SLOT_PLACE][i] = (struct span){batch->arena.length, sizeof place};
		buffer_add(&batch->arena, place, sizeof place);
	}
}

static struct shim_bytes *list_values(const struct batch *batch, enum value_slot slot)
{
	struct shim_bytes *values = memory_resize(NULL, batch->documents, sizeof *values);

	for (uint32_t i = 0; i < batch->documents; i++)
		values[i] = bytes_of(batch, batch->values[slot][i]);
	return values;
}

void batch_pack(struct batch *batch)
{
	for (size_t i = 0; i < batch->part_count; i++)
		columns_pack(&batch->parts[i].columns, batch->parts[i].serial);
}

size_t batch_parts(const struct batch *batch)
{
	return batch->part_count;
}

uint32_t batch_part(const struct batch *batch, size_t part, uint32_t *entries)
{
	*entries = (uint32_t)batch->parts[part].columns.entries.count;
	return batch->parts[part].serial;
}

void batch_visit_entries(const struct batch *batch, size_t part, entry_visitor *visit, void *context)
{
	columns_visit_entries(&batch->parts[part].columns, visit, context);
}

enum shim_status batch_write(struct batch *batch, double average, const struct shim_bytes *entries, size_t count,
                             const char *directory, struct shim_failure *failure)
{
	struct shim_bytes *terms, *values[SLOT_COUNT];
	struct metadata_entry *metadata;
	size_t metadata_count;
	uint32_t *places;
	struct shim_shard shard = {0};
	enum shim_status status;

	reserve_document(batch);
	add_names(batch);
	batch->posting_start[batch->documents] = batch->posting_count;
	dictionary_sort(&batch->dictionary, &terms, &places);
	weigh(batch, average, places);
	free(places);
	batch_pack(batch);
	add_places(batch);
	metadata = list_metadata(batch, entries, count, &metadata_count);
	for (size_t i = 0; i < SLOT_COUNT; i++)
		values[i] = list_values(batch, (enum value_slot)i);
	shard = (struct shim_shard){.terms = terms,
	                            .term_count = batch->dictionary.count,
	                            .postings = batch->postings,
	                            .posting_start = batch->posting_start,
	                            .document_count = batch->documents,
	                            .values = (const struct shim_bytes *const *)values,
	                            .value_slots = SLOT_COUNT,
	                            .metadata = &metadata->key, /* pairs, as it wants them */
	                            .metadata_count = metadata_count};
	status = shim_shard_write(directory, &shard, SHIM_SINK_BEST, failure);
	for (size_t i = 0; i < SLOT_COUNT; i++)
		free(values[i]);
	free(metadata);
	free(terms);
	return status;
}

void batch_visit_names(const struct batch *batch, name_visitor *visit, void *context)
{
	for (size_t i = 0; i < batch->part_count; i++)
		columns_visit(&batch->parts[i].columns, batch->parts[i].first + 1, visit, context);
}

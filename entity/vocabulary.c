/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/vocabulary.h"

#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define WORDS_MANY 49152 /* some 13 MB */
#define SLOTS_AT_FIRST 131072 /* a power of two */
#define BLOCK_WORDS 1024
#define SHAPE_MAX 12

struct slot {
	uint64_t hash; /* of the bytes */
	struct word_type *word; /* NULL: empty */
};

struct vocabulary {
	const struct model *model;
	struct slot *slots;
	size_t mask, count;
	struct word_type **blocks;
	size_t block_count;
	struct word_type before, behind;
	struct buffer form, lower, shape; /* of the word that is taken apart */
};

/* ---- a word taken apart ---- */

struct letters {
	unsigned all, upper, digits;
	bool upper_first, stops;
};

static void add_code(struct buffer *buffer, uint32_t code)
{
	char bytes[4];

	buffer_add(buffer, bytes, utf8_write(bytes, code));
}

/* The sign for a character in a shape. */
static char take_character(struct letters *letters, uint32_t code, bool first)
{
	if (code >= '0' && code <= '9') {
		letters->digits++;
		return 'd';
	}
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		letters->all++;
		letters->upper++;
		letters->upper_first |= first;
		return 'X';
	case UTF8PROC_CATEGORY_LL:
		letters->all++;
		return 'x';
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_LM:
		letters->all++;
		return 'o';
	default:
		letters->stops |= code == '.';
		return code < 0x80 ? (char)code : '*';
	}
}

static void take_apart(struct vocabulary *vocabulary, const char *bytes, size_t length, struct letters *letters)
{
	const char *at = bytes, *end = bytes + length;

	buffer_clear(&vocabulary->form);
	buffer_clear(&vocabulary->lower);
	buffer_clear(&vocabulary->shape);
	while (at < end) {
		const char *start = at;
		uint32_t code = utf8_next(&at, end);

		buffer_add_byte(&vocabulary->shape, take_character(letters, code, start == bytes));
		if (code >= '0' && code <= '9')
			code = '0';
		if (code == 0x2019)
			code = '\'';
		add_code(&vocabulary->form, code);
		add_code(&vocabulary->lower, (uint32_t)utf8proc_tolower((utf8proc_int32_t)code));
	}
}

static enum casing casing_of(const struct letters *letters, size_t length)
{
	if (letters->all == 0)
		return letters->digits ? CASING_NUMBER : CASING_SIGN;
	if (letters->upper == 0)
		return letters->digits ? CASING_LOWER_NUMBER : CASING_LOWER;
	if (letters->upper == letters->all && letters->all == 1)
		return letters->stops && length == 2 ? CASING_INITIAL : CASING_LETTER;
	if (letters->upper == letters->all)
		return letters->stops ? CASING_ACRONYM : CASING_UPPER;
	if (letters->upper_first)
		return letters->upper == 1 ? CASING_CAPITAL : CASING_MIXED;
	return letters->digits ? CASING_NUMBER_CAPITAL : CASING_INNER;
}

static size_t squeeze(char *out, const struct buffer *shape)
{
	size_t used = 0;

	for (size_t i = 0; i < shape->length && used < SHAPE_MAX; i++)
		if (used == 0 || out[used - 1] != shape->bytes[i])
			out[used++] = shape->bytes[i];
	return used;
}

static void take_affixes(struct word_type *word, const struct buffer *lower)
{
	for (size_t size = 1; size <= AFFIXES && lower->length >= size + (size > 2); size++) {
		word->prefixes[word->affix_count] = hash_pair(term_hash(lower->bytes, size), size);
		word->suffixes[word->affix_count++] = hash_pair(term_hash(lower->bytes + lower->length - size, size), size);
	}
}

/* What the model has of the form; of a word in capitals as it would be written elsewhere. */
static const struct form_entry *find_form(struct vocabulary *vocabulary, struct word_type *word, const struct letters *letters)
{
	const struct form_entry *found = model_form(vocabulary->model, word->form);
	char *lower = vocabulary->lower.bytes;
	char first = lower[0];

	if (!found && letters->upper > 1 && first >= 'a' && first <= 'z') {
		lower[0] = (char)(first - 'a' + 'A');
		found = model_form(vocabulary->model, term_hash(lower, vocabulary->lower.length));
		lower[0] = first;
	}
	return found ? found : model_form(vocabulary->model, word->lower);
}

static const char *const joining[] = {
	"&", "'", "'s", "-", ".", "/", "abu", "al", "and", "at", "bin", "da", "de", "del", "den", "der", "des", "di", "do", "dos",
	"du", "e", "el", "et", "for", "ibn", "in", "la", "le", "of", "on", "the", "ul", "und", "van", "von", "y", "\xE2\x80\x93"};

static bool joins(const struct buffer *lower)
{
	for (size_t i = 0; lower->length <= 3 && i < sizeof joining / sizeof *joining; i++)
		if (lower->length == strlen(joining[i]) && !memcmp(joining[i], lower->bytes, lower->length))
			return true;
	return false;
}

static void describe(struct vocabulary *vocabulary, struct word_type *word, const char *bytes, size_t length)
{
	struct letters letters = {0};
	const struct form_entry *found;
	char brief[SHAPE_MAX];

	take_apart(vocabulary, bytes, length, &letters);
	word->form = term_hash(vocabulary->form.bytes, vocabulary->form.length);
	word->lower = term_hash(vocabulary->lower.bytes, vocabulary->lower.length);
	word->shape = term_hash(vocabulary->shape.bytes, vocabulary->shape.length < SHAPE_MAX ? vocabulary->shape.length : SHAPE_MAX);
	word->brief = term_hash(brief, squeeze(brief, &vocabulary->shape));
	word->casing = (uint8_t)casing_of(&letters, length);
	word->upper = letters.upper > 0;
	word->name_like = word->upper;
	word->joins = joins(&vocabulary->lower);
	take_affixes(word, &vocabulary->lower);
	word->flags = model_lower(vocabulary->model, word->lower);
	word->phrase = word->upper ? model_phrase(vocabulary->model, hash_pair(PHRASE_START, word->lower)) : 0;
	found = find_form(vocabulary, word, &letters);
	for (int i = 0; found && i < MODEL_CLUSTERS; i++)
		word->clusters[i] = found->clusters[i] ? hash_pair((uint64_t)i + 1, found->clusters[i]) : 0;
}

/* ---- the table ---- */

struct vocabulary *vocabulary_new(const struct model *model)
{
	struct vocabulary *vocabulary = memory_zeroed(1, sizeof *vocabulary);

	vocabulary->model = model;
	vocabulary->mask = SLOTS_AT_FIRST - 1;
	vocabulary->slots = memory_zeroed(vocabulary->mask + 1, sizeof *vocabulary->slots);
	vocabulary->before = (struct word_type){.form = 1, .lower = 1, .shape = 1, .brief = 1, .casing = CASING_BEFORE};
	vocabulary->behind = (struct word_type){.form = 2, .lower = 2, .shape = 2, .brief = 2, .casing = CASING_BEHIND};
	return vocabulary;
}

static void forget(struct vocabulary *vocabulary)
{
	for (size_t i = 0; i < vocabulary->block_count; i++)
		free(vocabulary->blocks[i]);
	free(vocabulary->blocks);
	vocabulary->blocks = NULL;
	vocabulary->block_count = vocabulary->count = 0;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
	if (!vocabulary)
		return;
	forget(vocabulary);
	free(vocabulary->slots);
	buffer_release(&vocabulary->form);
	buffer_release(&vocabulary->lower);
	buffer_release(&vocabulary->shape);
	free(vocabulary);
}

void vocabulary_begin(struct vocabulary *vocabulary)
{
	if (vocabulary->count < WORDS_MANY)
		return;
	forget(vocabulary);
	memset(vocabulary->slots, 0, (vocabulary->mask + 1) * sizeof *vocabulary->slots);
}

static void grow(struct vocabulary *vocabulary)
{
	struct slot *old = vocabulary->slots;
	size_t size = vocabulary->mask + 1;

	vocabulary->mask = 2 * size - 1;
	vocabulary->slots = memory_zeroed(2 * size, sizeof *old);
	for (size_t i = 0; i < size; i++) {
		size_t at = old[i].hash & vocabulary->mask;

		if (!old[i].word)
			continue;
		while (vocabulary->slots[at].word)
			at = (at + 1) & vocabulary->mask;
		vocabulary->slots[at] = old[i];
	}
	free(old);
}

static struct word_type *new_word(struct vocabulary *vocabulary)
{
	size_t place = vocabulary->count++ % BLOCK_WORDS;

	if (place == 0) {
		vocabulary->blocks = memory_resize(vocabulary->blocks, vocabulary->block_count + 1, sizeof *vocabulary->blocks);
		vocabulary->blocks[vocabulary->block_count++] = memory_zeroed(BLOCK_WORDS, sizeof(struct word_type));
	}
	return &vocabulary->blocks[vocabulary->block_count - 1][place];
}

struct word_type *vocabulary_word(struct vocabulary *vocabulary, const char *bytes, size_t length)
{
	uint64_t hash = term_hash(bytes, length);
	size_t at;

	if (vocabulary->count * 4 >= vocabulary->mask * 3)
		grow(vocabulary);
	for (at = hash & vocabulary->mask; vocabulary->slots[at].word; at = (at + 1) & vocabulary->mask)
		if (vocabulary->slots[at].hash == hash)
			return vocabulary->slots[at].word;
	vocabulary->slots[at] = (struct slot){hash, new_word(vocabulary)};
	describe(vocabulary, vocabulary->slots[at].word, bytes, length);
	return vocabulary->slots[at].word;
}

struct word_type *vocabulary_before(struct vocabulary *vocabulary)
{
	return &vocabulary->before;
}

struct word_type *vocabulary_behind(struct vocabulary *vocabulary)
{
	return &vocabulary->behind;
}

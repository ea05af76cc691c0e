/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/vocabulary.h"

#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define WORDS_MANY 32768 /* some 7 MB */
#define SLOTS_AT_FIRST 65536 /* a power of two */
#define BLOCK_WORDS 1024
#define USES_MANY 3
#define SHAPE_MAX 12

struct slot {
	uint32_t check;  /* high half of the word's key */
	uint32_t number; /* of the word, and 1; 0: empty */
};

struct vocabulary {
	const struct model *model;
	struct slot *slots;
	size_t mask, count;
	struct word_type **blocks;
	size_t block_count;
	uint32_t *spare; /* numbers of words that were forgotten */
	size_t spare_count;
	struct word_type before, behind;
	struct buffer form, lower, shape; /* of the word that is taken apart */
};

/* ---- a word taken apart ---- */

struct letters {
	unsigned all, upper, digits;
	bool upper_first, stops;
};

/* The sign in a shape for a character that is not of ASCII. */
static char take_character(struct letters *letters, uint32_t code, bool first)
{
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
		return '*';
	}
}

static char take_ascii(struct letters *letters, char byte, bool first)
{
	if (byte >= 'a' && byte <= 'z') {
		letters->all++;
		return 'x';
	}
	if (byte >= 'A' && byte <= 'Z') {
		letters->all++;
		letters->upper++;
		letters->upper_first |= first;
		return 'X';
	}
	if (byte >= '0' && byte <= '9') {
		letters->digits++;
		return 'd';
	}
	letters->stops |= byte == '.';
	return byte;
}

/* A character becomes four bytes at most, and a sign in the shape. */
static void take_apart(struct vocabulary *vocabulary, const char *bytes, size_t length, struct letters *letters)
{
	const char *at = bytes, *end = bytes + length;
	char *form, *lower, *shape;

	buffer_clear(&vocabulary->form);
	buffer_clear(&vocabulary->lower);
	buffer_clear(&vocabulary->shape);
	form = buffer_reserve(&vocabulary->form, 4 * length);
	lower = buffer_reserve(&vocabulary->lower, 4 * length);
	shape = buffer_reserve(&vocabulary->shape, length);
	while (at < end) {
		bool first = at == bytes;

		if ((signed char)*at >= 0) {
			char byte = *at++;

			*shape++ = take_ascii(letters, byte, first);
			byte = byte >= '0' && byte <= '9' ? '0' : byte;
			*form++ = byte;
			*lower++ = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
		} else {
			uint32_t code = utf8_next(&at, end);

			*shape++ = take_character(letters, code, first);
			code = code == 0x2019 ? '\'' : code;
			form += utf8_write(form, code);
			lower += utf8_write(lower, (uint32_t)utf8proc_tolower((utf8proc_int32_t)code));
		}
	}
	vocabulary->form.length = (size_t)(form - vocabulary->form.bytes);
	vocabulary->lower.length = (size_t)(lower - vocabulary->lower.bytes);
	vocabulary->shape.length = (size_t)(shape - vocabulary->shape.bytes);
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
	size_t size = 1;

	while (size <= AFFIXES && lower->length >= size + (size > 2))
		size++;
	word->affix_count = (uint8_t)(size - 1);
	memcpy(word->head, lower->bytes, word->affix_count);
	memcpy(word->tail + AFFIXES - word->affix_count, lower->bytes + lower->length - word->affix_count, word->affix_count);
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
		if (*joining[i] == *lower->bytes && lower->length == strlen(joining[i]) && !memcmp(joining[i], lower->bytes, lower->length))
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
	take_affixes(word, &vocabulary->lower);
	word->flags = model_lower(vocabulary->model, word->lower);
	word->traits = (uint8_t)((letters.upper > 0 ? TRAIT_CAPITAL : 0) | (joins(&vocabulary->lower) ? TRAIT_JOINS : 0) |
	                         (word->flags & WORD_FLAG_SPORT ? TRAIT_SPORT : 0) | (word->flags & WORD_FLAG_LOWER ? TRAIT_LOWER_CASE : 0));
	word->phrase = letters.upper ? model_phrase(vocabulary->model, hash_pair(PHRASE_START, word->lower)) : 0;
	found = find_form(vocabulary, word, &letters);
	for (int i = 0; found && i < MODEL_CLUSTERS; i++)
		word->clusters[i] = found->clusters[i];
	word->cluster = word_cluster(word, 0);
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

static void forget_all(struct vocabulary *vocabulary)
{
	for (size_t i = 0; i < vocabulary->block_count; i++)
		free(vocabulary->blocks[i]);
	free(vocabulary->blocks);
	free(vocabulary->spare);
	vocabulary->blocks = NULL;
	vocabulary->spare = NULL;
	vocabulary->block_count = vocabulary->count = vocabulary->spare_count = 0;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
	if (!vocabulary)
		return;
	forget_all(vocabulary);
	free(vocabulary->slots);
	buffer_release(&vocabulary->form);
	buffer_release(&vocabulary->lower);
	buffer_release(&vocabulary->shape);
	free(vocabulary);
}

static struct word_type *word_at(const struct vocabulary *vocabulary, uint32_t number)
{
	return &vocabulary->blocks[number / BLOCK_WORDS][number % BLOCK_WORDS];
}

static void put(struct vocabulary *vocabulary, struct slot slot, uint64_t key)
{
	size_t at = key & vocabulary->mask;

	while (vocabulary->slots[at].number)
		at = (at + 1) & vocabulary->mask;
	vocabulary->slots[at] = slot;
}

/* Half of all words are not met a second time in megabytes of text; taking those apart again that are would cost much. */
static void forget_rare(struct vocabulary *vocabulary)
{
	struct slot *old = vocabulary->slots;

	vocabulary->slots = memory_zeroed(vocabulary->mask + 1, sizeof *old);
	vocabulary->spare = memory_resize(vocabulary->spare, vocabulary->count + vocabulary->spare_count, sizeof *vocabulary->spare);
	for (size_t i = 0; i <= vocabulary->mask; i++) {
		struct word_type *word;

		if (!old[i].number)
			continue;
		word = word_at(vocabulary, old[i].number - 1);
		if (word->uses > 1) {
			word->uses /= 2;
			put(vocabulary, old[i], word->key);
		} else {
			vocabulary->spare[vocabulary->spare_count++] = old[i].number - 1;
			vocabulary->count--;
		}
	}
	free(old);
}

void vocabulary_begin(struct vocabulary *vocabulary)
{
	if (vocabulary->count < WORDS_MANY)
		return;
	forget_rare(vocabulary);
	if (vocabulary->count < WORDS_MANY / 4 * 3)
		return;
	forget_all(vocabulary);
	memset(vocabulary->slots, 0, (vocabulary->mask + 1) * sizeof *vocabulary->slots);
}

static void grow(struct vocabulary *vocabulary)
{
	struct slot *old = vocabulary->slots;
	size_t size = vocabulary->mask + 1;

	vocabulary->mask = 2 * size - 1;
	vocabulary->slots = memory_zeroed(2 * size, sizeof *old);
	for (size_t i = 0; i < size; i++)
		if (old[i].number)
			put(vocabulary, old[i], word_at(vocabulary, old[i].number - 1)->key);
	free(old);
}

static uint32_t new_word(struct vocabulary *vocabulary)
{
	size_t number = vocabulary->count++;

	if (vocabulary->spare_count > 0)
		return vocabulary->spare[--vocabulary->spare_count];
	if (number % BLOCK_WORDS == 0) {
		vocabulary->blocks = memory_resize(vocabulary->blocks, vocabulary->block_count + 1, sizeof *vocabulary->blocks);
		vocabulary->blocks[vocabulary->block_count++] = memory_new(BLOCK_WORDS * sizeof(struct word_type));
	}
	return (uint32_t)number;
}

static struct word_type *add_word(struct vocabulary *vocabulary, const char *bytes, size_t length, uint64_t key)
{
	uint32_t number;
	struct word_type *word;

	if (vocabulary->count * 4 >= vocabulary->mask * 3)
		grow(vocabulary);
	number = new_word(vocabulary);
	put(vocabulary, (struct slot){(uint32_t)(key >> 32), number + 1}, key);
	word = word_at(vocabulary, number);
	*word = (struct word_type){.key = key, .uses = 1};
	describe(vocabulary, word, bytes, length);
	return word;
}

/* The word of this key, or that of another with the same check; NULL when there is none. */
static struct word_type *find(const struct vocabulary *vocabulary, uint64_t key, size_t *at)
{
	for (; vocabulary->slots[*at].number; *at = (*at + 1) & vocabulary->mask)
		if (vocabulary->slots[*at].check == (uint32_t)(key >> 32))
			return word_at(vocabulary, vocabulary->slots[*at].number - 1);
	return NULL;
}

static struct word_type *look_up(struct vocabulary *vocabulary, const char *bytes, size_t length, uint64_t key)
{
	size_t at = key & vocabulary->mask;
	struct word_type *word;

	while ((word = find(vocabulary, key, &at))) {
		if (word->key == key) {
			word->uses += word->uses < USES_MANY; /* not written to again and again */
			return word;
		}
		at = (at + 1) & vocabulary->mask;
	}
	return add_word(vocabulary, bytes, length, key);
}

struct word_type *vocabulary_word(struct vocabulary *vocabulary, const char *bytes, size_t length)
{
	return look_up(vocabulary, bytes, length, term_hash(bytes, length));
}

/* Slots and words are more than a processor's own cache holds: they are fetched for a few words at a time. */
#define WORDS_AHEAD 32

void vocabulary_words(struct vocabulary *vocabulary, const char *text, const struct piece *pieces, size_t count, struct word_type **words)
{
	uint64_t keys[WORDS_AHEAD];

	for (size_t done = 0, some; done < count; done += some) {
		some = count - done < WORDS_AHEAD ? count - done : WORDS_AHEAD;
		for (size_t i = 0; i < some; i++) {
			keys[i] = term_hash(text + pieces[done + i].start, pieces[done + i].end - pieces[done + i].start);
			__builtin_prefetch(&vocabulary->slots[keys[i] & vocabulary->mask]);
		}
		for (size_t i = 0; i < some; i++) {
			size_t at = keys[i] & vocabulary->mask;

			__builtin_prefetch(find(vocabulary, keys[i], &at));
		}
		for (size_t i = 0; i < some; i++)
			words[done + i] = look_up(vocabulary, text + pieces[done + i].start, pieces[done + i].end - pieces[done + i].start, keys[i]);
	}
}

struct word_type *vocabulary_before(struct vocabulary *vocabulary)
{
	return &vocabulary->before;
}

struct word_type *vocabulary_behind(struct vocabulary *vocabulary)
{
	return &vocabulary->behind;
}

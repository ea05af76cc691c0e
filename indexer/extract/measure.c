/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/measure.h"

#include "text/date.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Running text: so long, or so long and ending as a sentence does, and hardly linked. */
#define PROSE_CHARS 80
#define PROSE_SENTENCE_CHARS 30
#define PROSE_LINKED_MOST 35

#define NEAR_ELEMENTS 3

/* Phrases and dates are looked for in no longer blocks: what is longer is text in any case. */
#define PHRASE_BYTES 600
#define DATE_BYTES 200

#define CORE_SHARE 85  /* % of the page's running text */
#define THICK_SHARE 60 /* % of that in the element around */

static bool is_upper(uint32_t code)
{
	return (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7) ||
	       (code >= 0x391 && code <= 0x3A9) || (code >= 0x400 && code <= 0x42F);
}

static bool is_lower(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= 0xDF && code <= 0xFF && code != 0xF7) ||
	       (code >= 0x3B1 && code <= 0x3C9) || (code >= 0x430 && code <= 0x45F);
}

static bool is_stop(uint32_t code)
{
	return code == '.' || code == '!' || code == '?' || code == 0x3002 || code == 0xFF01 || code == 0xFF1F;
}

static bool is_closing(uint32_t code)
{
	return code == '"' || code == '\'' || code == ')' || code == 0x201D || code == 0x201C || code == 0x2019 || code == 0xBB ||
	       code == 0x300D || code == ']';
}

static enum ending ending_of(uint32_t last, uint32_t before)
{
	bool closed = is_closing(last);
	uint32_t code = closed ? before : last;

	if (code == 0x2026 || (code == '.' && before == '.' && !closed))
		return ENDS_ELLIPSIS;
	if (code == '.' || code == 0x3002)
		return ENDS_STOP;
	if (is_stop(code))
		return ENDS_QUESTION;
	if (code == ':' || code == 0xFF1A)
		return ENDS_COLON;
	if (code == ',' || code == ';')
		return ENDS_COMMA;
	if (closed)
		return ENDS_BRACKET;
	return code >= '0' && code <= '9' ? ENDS_DIGIT : ENDS_OPEN;
}

/* Everything that one look at the characters tells. */
static void count_characters(struct block_measure *measure, const char *text, size_t length)
{
	const char *at = text, *end = text + length;
	uint32_t last = ' ', before = ' ';
	bool begins = true;

	while (at < end) {
		uint32_t code = (unsigned char)*at < 0x80 ? (unsigned char)*at++ : utf8_next(&at, end);

		measure->chars += code >= 0x2E80 && code < 0xE000 ? 3 : 1;
		if (code == ' ') {
			measure->stops += is_stop(last) || (is_closing(last) && is_stop(before));
			begins = true;
		} else {
			measure->words += begins;
			measure->capitals += begins && is_upper(code);
			begins = false;
		}
		measure->stops += code == 0x3002;
		measure->commas += code == ',' || code == 0xFF0C || code == 0x3001 || code == 0x60C;
		measure->digits += code >= '0' && code <= '9';
		measure->has_bar |= code == '|' || code == 0xBB || code == 0x203A || code == 0x2192;
		measure->has_mark |= code == 0xA9 || code == '@';
		before = last;
		last = code;
	}
	measure->ending = ending_of(last, before);
	measure->stops += measure->ending == ENDS_STOP || measure->ending == ENDS_QUESTION;
	at = text;
	measure->lower = length && is_lower(utf8_next(&at, end));
	measure->has_digit = measure->digits > 0;
}

static uint32_t hash_of(const char *bytes, size_t length)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
	return hash;
}

static void measure_block(struct block_measure *measure, const struct markup *markup, const struct markup_block *block,
                          const struct phrases *phrases)
{
	const char *text = markup_text(markup, block);
	size_t start, end;
	struct date date;

	count_characters(measure, text, block->length);
	measure->hash = hash_of(text, block->length);
	measure->link_share = (uint8_t)((uint64_t)block->linked * 100 / block->length);
	measure->has_mark |= memmem(text, block->length, "http", 4) != NULL;
	if (block->length <= PHRASE_BYTES)
		measure->hits = phrases_find(phrases, text, block->length);
	if (block->length <= DATE_BYTES && measure->digits)
		measure->has_date = date_find(&date, text, block->length, &start, &end);
	if (measure->link_share <= PROSE_LINKED_MOST &&
	    (measure->chars >= PROSE_CHARS || (measure->chars >= PROSE_SENTENCE_CHARS && measure->ending == ENDS_STOP)))
		measure->prose = measure->chars;
}

/* What the elements around a block say of it: from the outside inward each adds to what its parent knows. */
static void gather_elements(struct measures *measures)
{
	const struct markup *markup = measures->markup;

	for (size_t i = 1; i < markup->element_count; i++) {
		const struct markup_element *element = &markup->elements[i];
		const struct element_measure *outer = &measures->elements[element->parent];
		struct element_measure *inner = &measures->elements[i];

		inner->tags = outer->tags | UINT32_C(1) << element->tag;
		inner->classes = outer->classes | element->classes;
		inner->flags = outer->flags | element->flags;
	}
}

static void look_around(const struct measures *measures, struct block_measure *measure, const struct markup_block *block)
{
	uint32_t at = block->element;

	measure->flags = block->flags | measures->elements[at].flags;
	measure->ancestors = measures->elements[at].tags;
	measure->classes_near = block->classes;
	for (unsigned near = 0; at && near < NEAR_ELEMENTS; near++) {
		measure->classes_near |= measures->markup->elements[at].classes;
		at = measures->markup->elements[at].parent;
	}
	measure->classes_far = measures->elements[at].classes;
}

/* Worth of a paragraph, after Arc90's Readability: it is there, its commas, its length. */
static uint32_t paragraph_score(const struct block_measure *measure)
{
	uint32_t length = measure->chars / 100;

	if (measure->chars < 25 || measure->link_share > PROSE_LINKED_MOST)
		return 0;
	return 4 * (1 + measure->commas + (length < 3 ? length : 3));
}

static void sum_elements(struct measures *measures)
{
	const struct markup *markup = measures->markup;

	for (size_t i = 0; i < markup->block_count; i++) {
		const struct block_measure *block = &measures->blocks[i];
		uint32_t at = markup->blocks[i].element, parent = markup->elements[at].parent;
		struct element_measure *element = &measures->elements[at];
		uint32_t score = paragraph_score(block);

		element->chars += block->chars;
		element->linked += (uint32_t)((uint64_t)block->chars * block->link_share / 100);
		element->prose += block->prose;
		element->blocks++;
		element->prose_blocks += block->prose > 0;
		element->score += score / 4;
		if (parent == NO_ELEMENT)
			continue;
		measures->elements[parent].score += score;
		if (markup->elements[parent].parent != NO_ELEMENT)
			measures->elements[markup->elements[parent].parent].score += score / 2;
	}
	for (size_t i = markup->element_count; i-- > 1;) {
		const struct element_measure *inner = &measures->elements[i];
		struct element_measure *outer = &measures->elements[markup->elements[i].parent];

		outer->chars += inner->chars;
		outer->linked += inner->linked;
		outer->prose += inner->prose;
		outer->blocks += inner->blocks;
		outer->prose_blocks += inner->prose_blocks;
	}
}

/* Goes inward from the root as long as one child holds share % of `of` (NULL: of its parent's). */
static uint32_t descend(const struct measures *measures, unsigned share, bool of_all)
{
	const struct markup *markup = measures->markup;
	uint32_t at = 0;

	for (uint32_t child = 1; child < markup->elements[at].end;) {
		uint64_t whole = measures->elements[of_all ? 0 : at].prose;

		if (whole && measures->elements[child].prose * UINT64_C(100) >= whole * share) {
			at = child++;
			continue;
		}
		child = markup->elements[child].end;
	}
	return at;
}

static uint32_t best_candidate(const struct measures *measures)
{
	uint64_t best = 0;
	uint32_t found = 0;

	for (uint32_t i = 0; i < measures->markup->element_count; i++) {
		const struct element_measure *element = &measures->elements[i];
		uint64_t score = element->score;

		if (!score || !element->chars)
			continue;
		score = score * (element->chars - element->linked) / element->chars;
		if (score > best) {
			best = score;
			found = i;
		}
	}
	return found;
}

/* Elements that stand in a row and look the same: signatures are counted among the children of each element. */
static void count_twins(struct measures *measures)
{
	const struct markup *markup = measures->markup;
	uint32_t *last = memory_zeroed(markup->element_count, sizeof *last);

	/* last[e]: the child of e that was seen last. A run of the same signature passes its count on. */
	for (uint32_t i = 1; i < markup->element_count; i++) {
		uint32_t parent = markup->elements[i].parent, before = last[parent];

		measures->elements[i].twins = 1;
		if (before && markup->elements[before].signature == markup->elements[i].signature)
			measures->elements[i].twins = measures->elements[before].twins + 1;
		last[parent] = i;
	}
	memset(last, 0, markup->element_count * sizeof *last);
	for (uint32_t i = (uint32_t)markup->element_count; i-- > 1;) {
		uint32_t parent = markup->elements[i].parent, behind = last[parent];

		if (behind && markup->elements[behind].signature == markup->elements[i].signature &&
		    measures->elements[behind].twins > measures->elements[i].twins)
			measures->elements[i].twins = measures->elements[behind].twins;
		last[parent] = i;
	}
	free(last);
}

/* How often each block's text came before. */
static void count_copies(struct measures *measures)
{
	size_t count = measures->markup->block_count, size = 64;
	uint32_t *slots;

	while (size < count * 2)
		size *= 2;
	slots = memory_zeroed(size, sizeof *slots);
	for (size_t i = 0; i < count; i++) {
		struct block_measure *block = &measures->blocks[i];
		size_t slot = block->hash & (size - 1);

		while (slots[slot] && measures->blocks[slots[slot] - 1].hash != block->hash)
			slot = (slot + 1) & (size - 1);
		if (slots[slot] && measures->blocks[slots[slot] - 1].copies < UINT16_MAX)
			block->copies = measures->blocks[slots[slot] - 1].copies + 1;
		slots[slot] = (uint32_t)i + 1;
	}
	free(slots);
}

static void count_landmarks(struct measures *measures)
{
	for (size_t i = 0; i < measures->markup->element_count; i++) {
		const struct markup_element *element = &measures->markup->elements[i];

		measures->articles += element->tag == TAG_ARTICLE && measures->elements[i].prose;
		measures->mains += element->tag == TAG_MAIN && measures->elements[i].prose;
		measures->bodies += (element->flags & MARKUP_BODY) && measures->elements[i].prose;
	}
}

/* The headline: a heading with the title's words, else the first <h1>, which is rarely a single word, else any block that is the title. */
static void find_title(struct measures *measures, const char *title)
{
	const struct markup *markup = measures->markup;
	size_t length = title ? strlen(title) : 0, count = markup->block_count;
	size_t same = count, heading = count, first = count, word = count;

	for (size_t i = 0; i < count; i++) {
		const struct markup_block *block = &markup->blocks[i];
		uint8_t tag = markup->elements[block->element].tag;
		bool is_heading = measures->blocks[i].ancestors & (1u << TAG_HEADING_1 | 1u << TAG_HEADING_2 | 1u << TAG_HEADING_3);
		bool is_same = length && block->length >= 8 && block->length <= length + 40 &&
		               (!memcmp(markup_text(markup, block), title, block->length < length ? block->length : length));

		measures->blocks[i].has_title = is_same && block->length + 3 >= length / 2;
		if (tag == TAG_HEADING_1 && first == count && measures->blocks[i].words > 1)
			first = i;
		if (tag == TAG_HEADING_1 && word == count)
			word = i;
		if (!measures->blocks[i].has_title)
			continue;
		if (same == count)
			same = i;
		if (is_heading && heading == count)
			heading = i;
	}
	measures->title = heading < count ? heading : first < count ? first : same < count ? same : word;
}

void measures_init(struct measures *measures, const struct markup *markup, const struct phrases *phrases, const char *title)
{
	uint32_t prose = 0;

	*measures = (struct measures){
		.markup = markup,
		.blocks = memory_zeroed(markup->block_count, sizeof *measures->blocks),
		.elements = memory_zeroed(markup->element_count, sizeof *measures->elements),
	};
	gather_elements(measures);
	for (size_t i = 0; i < markup->block_count; i++) {
		measure_block(&measures->blocks[i], markup, &markup->blocks[i], phrases);
		look_around(measures, &measures->blocks[i], &markup->blocks[i]);
		measures->blocks[i].prose_before = prose;
		prose += measures->blocks[i].prose;
	}
	sum_elements(measures);
	count_twins(measures);
	count_copies(measures);
	count_landmarks(measures);
	measures->core = descend(measures, CORE_SHARE, true);
	measures->thick = descend(measures, THICK_SHARE, false);
	measures->candidate = best_candidate(measures);
	find_title(measures, title);
}

void measures_release(struct measures *measures)
{
	free(measures->blocks);
	free(measures->elements);
	*measures = (struct measures){0};
}

static bool holds(const struct markup_element *element, size_t block)
{
	return element->first <= block && block < element->behind;
}

struct surroundings surroundings_of(const struct markup *markup, size_t block, size_t title)
{
	struct surroundings around = {0};

	for (uint32_t at = markup->blocks[block].element; at && !holds(&markup->elements[at], title); at = markup->elements[at].parent) {
		around.classes |= markup->elements[at].classes;
		around.tags |= UINT32_C(1) << markup->elements[at].tag;
		around.up += around.up < UINT8_MAX;
	}
	return around;
}

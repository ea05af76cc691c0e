/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title/title_features.h"

#include "indexer/extract/bucket.h"
#include "indexer/extract/title/headline.h"

#include <string.h>

#define OTHER_RANK 4
#define TEXT_BYTES 6000    /* of running text that is compared with titles */
#define BLOCKS_BEHIND 400  /* that are looked at below a heading */
#define CORE_NEAR 8        /* blocks */
#define SITE_LETTERS_MIN 4

/* How a candidate is to the text of a place. */
enum relation {
	RELATION_NO_PLACE,
	RELATION_SAME, /* and the parts of enum title_part behind it */
	RELATION_BEGINS_WITH_IT = TITLE_PARTS,
	RELATION_HOLDS_IT,
	RELATION_WITHIN_IT,
	RELATION_SHARES_WORDS,
	RELATION_DIFFERENT
};

/* The words of the address's path: "https://example.org/2025/rain-falls.html". */
static void read_address(struct title_words *words, const char *address)
{
	const char *host = address ? strstr(address_original(address), "://") : NULL;
	const char *path = host ? strchr(host + 3, '/') : NULL;

	words->count = 0;
	if (path)
		title_words_of(words, path, strcspn(path, "?#"));
}

static void read_text(struct word_sieve *sieve, const struct measures *measures)
{
	size_t taken = 0;

	memset(sieve, 0, sizeof *sieve);
	for (size_t i = 0; i < measures->markup->block_count && taken < TEXT_BYTES; i++) {
		const struct markup_block *block = &measures->markup->blocks[i];
		size_t length = block->length < TEXT_BYTES - taken ? block->length : TEXT_BYTES - taken;

		if (!measures->blocks[i].prose)
			continue;
		word_sieve_add(sieve, markup_text(measures->markup, block), length);
		taken += length;
	}
}

static void set_place(struct title_page *page, enum title_place place, const char *text, size_t length)
{
	page->place_keys[place] = title_key_of(text, length);
	title_words_of(&page->place_words[place], text, length);
}

void title_page_init(struct title_page *page, const struct head *head, const struct measures *measures, const char *address)
{
	page->head = head;
	page->measures = measures;
	page->site = NULL;
	page->host = address_host(page->host_bytes, address) ? page->host_bytes : NULL;
	for (int place = 0; place < TITLE_IN_HEADING; place++) {
		const char *text = title_at_place(head, (enum title_place)place);

		set_place(page, (enum title_place)place, text ? text : "", text ? strlen(text) : 0);
	}
	if (measures->title < measures->markup->block_count) {
		const struct markup_block *heading = &measures->markup->blocks[measures->title];

		set_place(page, TITLE_IN_HEADING, markup_text(measures->markup, heading), heading->length);
	} else {
		set_place(page, TITLE_IN_HEADING, "", 0);
	}
	read_address(&page->address, address);
	title_words_of(&page->description, head->description ? head->description : "", head->description ? strlen(head->description) : 0);
	read_text(&page->text, measures);
}

static uint8_t share_of(size_t part, size_t whole)
{
	return !whole ? 0 : part == whole ? 5 : (uint8_t)(1 + BUCKET(part * 100 / whole, 1, 34, 67));
}

static uint8_t relation(const struct title_page *page, const struct title_candidate *candidate, const struct title_words *words,
                        enum title_place place)
{
	const struct title_key *key = &page->place_keys[place];
	size_t shared = title_words_shared(words, &page->place_words[place]);

	if (!key->length)
		return RELATION_NO_PLACE;
	if (place != TITLE_IN_HEADING && candidate->parts[place])
		return candidate->parts[place];
	if (title_key_same(&candidate->key, key))
		return RELATION_SAME;
	if (candidate->key.length > key->length && !memcmp(candidate->key.bytes, key->bytes, key->length))
		return RELATION_BEGINS_WITH_IT;
	if (title_key_contains(&candidate->key, key, 1))
		return RELATION_HOLDS_IT;
	if (place == TITLE_IN_HEADING && candidate->key.length < key->length && !memcmp(candidate->key.bytes, key->bytes, candidate->key.length))
		return TITLE_PART_BEGIN;
	if (title_key_contains(key, &candidate->key, 1))
		return RELATION_WITHIN_IT;
	return shared && shared * 2 >= words->count ? RELATION_SHARES_WORDS : RELATION_DIFFERENT;
}

/* Whether what a place's text has beside the candidate is the site's name: 2 it is, 1 it is not, 0 there is nothing. */
static uint8_t rest_is_site(const struct title_page *page, const struct title_candidate *candidate)
{
	uint8_t found = 0;

	for (int place = 0; place < TITLE_IN_HEADING; place++) {
		const char *text = title_at_place(page->head, (enum title_place)place);
		struct headline headline;
		struct title_key key;

		if (candidate->parts[place] <= TITLE_PART_WHOLE)
			continue;
		headline = headline_find(text, page->site, page->host, NULL);
		key = title_key_of(headline.bytes, headline.length);
		if (title_key_same(&key, &candidate->key))
			return 2;
		found = 1;
	}
	return found;
}

static void features_of_places(const struct title_page *page, const struct title_candidate *candidate, const struct title_words *words,
                               uint8_t *values)
{
	unsigned rank = values[TITLE_FEATURE_rank], places = 0, whole = 0;
	uint8_t data = relation(page, candidate, words, TITLE_IN_DATA);
	uint8_t meta = relation(page, candidate, words, TITLE_IN_META);
	uint8_t window = relation(page, candidate, words, TITLE_IN_WINDOW);
	uint8_t heading = relation(page, candidate, words, TITLE_IN_HEADING);

	for (int place = 0; place < TITLE_PLACES; place++) {
		places += candidate->parts[place] != TITLE_PART_NONE;
		whole += candidate->parts[place] == TITLE_PART_WHOLE;
	}
	values[TITLE_FEATURE_places] = (uint8_t)places;
	values[TITLE_FEATURE_whole_places] = (uint8_t)whole;
	values[TITLE_FEATURE_heading_part] = candidate->parts[TITLE_IN_HEADING];
	values[TITLE_FEATURE_data] = data;
	values[TITLE_FEATURE_meta] = meta;
	values[TITLE_FEATURE_window] = window;
	values[TITLE_FEATURE_heading] = heading;
	values[TITLE_FEATURE_rank_heading] = (uint8_t)(rank * RELATIONS + heading);
	values[TITLE_FEATURE_meta_heading] = (uint8_t)(meta * RELATIONS + heading);
	values[TITLE_FEATURE_data_heading] = (uint8_t)(data * RELATIONS + heading);
	values[TITLE_FEATURE_window_heading] = (uint8_t)(window * RELATIONS + heading);
	values[TITLE_FEATURE_rank_data] = (uint8_t)(rank * RELATIONS + data);
	values[TITLE_FEATURE_rank_meta] = (uint8_t)(rank * RELATIONS + meta);
	values[TITLE_FEATURE_rank_window] = (uint8_t)(rank * RELATIONS + window);
	values[TITLE_FEATURE_meta_window] = (uint8_t)(meta * RELATIONS + window);
	values[TITLE_FEATURE_data_window] = (uint8_t)(data * RELATIONS + window);
	values[TITLE_FEATURE_rest_site] = rest_is_site(page, candidate);
}

static uint8_t capitals_of(const struct title_candidate *candidate)
{
	size_t upper = 0, lower = 0, words = 0, capitals = 0;

	for (size_t i = 0; i < candidate->length; i++) {
		bool is_upper = candidate->text[i] >= 'A' && candidate->text[i] <= 'Z', begins = !i || candidate->text[i - 1] == ' ';

		upper += is_upper;
		lower += candidate->text[i] >= 'a' && candidate->text[i] <= 'z';
		words += begins;
		capitals += begins && is_upper;
	}
	if (upper > 1 && !lower)
		return 3;
	return words > 1 && capitals == words ? 2 : capitals > 0;
}

static uint8_t digits_of(const struct title_candidate *candidate)
{
	size_t digits = 0;

	for (size_t i = 0; i < candidate->length; i++)
		digits += candidate->text[i] >= '0' && candidate->text[i] <= '9';
	return digits ? (uint8_t)(1 + (digits * 3 > candidate->key.length)) : 0;
}

static void features_of_text(const struct title_page *page, const struct title_candidate *candidate, const struct title_words *words,
                             uint8_t *values)
{
	uint8_t count = 0, site = headline_is_site(candidate->text, candidate->length, page->site, NULL) ? 1
	                          : headline_is_site(candidate->text, candidate->length, NULL, page->host) ? 2 : 0;

	for (size_t i = 0; i < candidate->length; i++)
		count += candidate->text[i] == ' ' && count < UINT8_MAX;
	values[TITLE_FEATURE_words] = BUCKET(count, 1, 2, 3, 4, 6, 9, 14, 20, 30, 45);
	values[TITLE_FEATURE_rank_words] = (uint8_t)(values[TITLE_FEATURE_rank] * 11 + values[TITLE_FEATURE_words]);
	values[TITLE_FEATURE_whole_words] = (uint8_t)((values[TITLE_FEATURE_whole_places] > 0) * 11 + values[TITLE_FEATURE_words]);
	values[TITLE_FEATURE_site] = site;
	values[TITLE_FEATURE_site_words] = (uint8_t)(site * 11 + values[TITLE_FEATURE_words]);
	values[TITLE_FEATURE_capitals] = capitals_of(candidate);
	values[TITLE_FEATURE_parted] = (uint8_t)headline_parting(candidate->text, candidate->length);
	values[TITLE_FEATURE_parted_rest] = (uint8_t)(values[TITLE_FEATURE_parted] * 3 + values[TITLE_FEATURE_rest_site]);
	values[TITLE_FEATURE_begins_digit] = candidate->text[0] >= '0' && candidate->text[0] <= '9';
	values[TITLE_FEATURE_digits] = digits_of(candidate);
	values[TITLE_FEATURE_address] = page->address.count < 2 ? 0 : share_of(title_words_shared(words, &page->address), words->count);
	values[TITLE_FEATURE_address_rest] =
		page->address.count < 2 ? 0 : (uint8_t)(1 + BUCKET(title_words_shared(&page->address, words) * 100 / page->address.count, 1, 34, 67));
	values[TITLE_FEATURE_text] = words->count > 1 ? share_of(word_sieve_shared(&page->text, words), words->count) : 0;
	values[TITLE_FEATURE_description] = page->description.count ? share_of(title_words_shared(words, &page->description), words->count) : 0;
}

/* Blocks until one of running text. */
static uint8_t prose_next(const struct measures *measures, size_t block)
{
	size_t count = measures->markup->block_count, i = block + 1;

	while (i < count && i < block + BLOCKS_BEHIND && !measures->blocks[i].prose)
		i++;
	return i < count ? BUCKET(i - block, 2, 3, 5, 9, 20) : 6;
}

/* Running text until the next heading of its rank. */
static uint8_t prose_under(const struct measures *measures, size_t block)
{
	size_t prose = 0;

	for (size_t i = block + 1; i < measures->markup->block_count && i < block + BLOCKS_BEHIND; i++) {
		if (title_rank(&measures->blocks[i]) <= title_rank(&measures->blocks[block]))
			break;
		prose += measures->blocks[i].prose;
	}
	return BUCKET(prose, 1, 200, 600, 1500, 4000);
}

static uint8_t place_by_core(const struct measures *measures, size_t block)
{
	const struct markup_element *core = &measures->markup->elements[measures->core];

	if (block >= core->first)
		return block < core->behind ? 1 : 4;
	return core->first - block <= CORE_NEAR ? 2 : 3;
}

/* Headings of the rank: all of them, and those before the block. */
static void count_headings(const struct measures *measures, size_t block, uint8_t *values)
{
	unsigned rank = title_rank(&measures->blocks[block]);
	size_t before = 0, all = 0, twins = 0;
	uint32_t signature = measures->markup->elements[measures->markup->blocks[block].element].signature;

	for (size_t i = 0; i < measures->markup->block_count; i++) {
		if (title_rank(&measures->blocks[i]) != rank)
			continue;
		all++;
		before += i < block;
		twins += measures->markup->elements[measures->markup->blocks[i].element].signature == signature;
	}
	values[TITLE_FEATURE_order] = (uint8_t)(rank * 4 + BUCKET(before, 1, 2, 4));
	values[TITLE_FEATURE_headings] = (uint8_t)(rank * 4 + BUCKET(all, 2, 4, 8));
	values[TITLE_FEATURE_twins] = (uint8_t)(1 + BUCKET(twins, 2, 4, 8));
}

static void features_of_block_around(const struct title_page *page, size_t i, uint8_t *values)
{
	static const struct {
		uint8_t feature, tag;
	} inside[] = {{TITLE_FEATURE_in_nav, TAG_NAV}, {TITLE_FEATURE_in_header, TAG_HEADER}, {TITLE_FEATURE_in_footer, TAG_FOOTER},
	              {TITLE_FEATURE_in_aside, TAG_ASIDE}, {TITLE_FEATURE_in_article, TAG_ARTICLE}, {TITLE_FEATURE_in_main, TAG_MAIN},
	              {TITLE_FEATURE_in_list, TAG_ITEM}};
	const struct block_measure *block = &page->measures->blocks[i];
	uint8_t rank = values[TITLE_FEATURE_rank];

	values[TITLE_FEATURE_hidden] = (block->flags & MARKUP_HIDDEN) != 0;
	values[TITLE_FEATURE_named] = (block->flags & MARKUP_NAMED) != 0;
	values[TITLE_FEATURE_linked] = BUCKET(block->link_share, 1, 50, 95);
	values[TITLE_FEATURE_core] = place_by_core(page->measures, i);
	values[TITLE_FEATURE_rank_core] = (uint8_t)(rank * 5 + values[TITLE_FEATURE_core]);
	values[TITLE_FEATURE_prose_before] = (uint8_t)(1 + BUCKET(block->prose_before, 1, 200, 1000, 4000));
	values[TITLE_FEATURE_prose_next] = prose_next(page->measures, i);
	values[TITLE_FEATURE_rank_prose_next] = (uint8_t)(rank * 7 + values[TITLE_FEATURE_prose_next]);
	values[TITLE_FEATURE_prose_under] = prose_under(page->measures, i);
	values[TITLE_FEATURE_copies] = block->copies < 2 ? (uint8_t)block->copies : 2;
	values[TITLE_FEATURE_ending] = block->ending;
	values[TITLE_FEATURE_date] = block->has_date;
	values[TITLE_FEATURE_bar] = block->has_bar;
	for (size_t k = 0; k < sizeof inside / sizeof *inside; k++)
		values[inside[k].feature] = block->ancestors >> inside[k].tag & 1;
	for (size_t k = 0; k < CLASS_WORD_COUNT; k++)
		values[TITLE_FEATURE_classes + k] = block->classes_near >> k & 1 ? 2 : block->classes_far >> k & 1;
	count_headings(page->measures, i, values);
}

/* What a candidate that the page's head knows may be otherwise. */
static void features_of_agreement(const struct title_candidate *candidate, uint8_t *values)
{
	unsigned said = 0;

	for (int place = 0; place < TITLE_IN_HEADING; place++)
		said += candidate->parts[place] != TITLE_PART_NONE;
	values[TITLE_FEATURE_said] = (uint8_t)said;
	values[TITLE_FEATURE_said_rank] = (uint8_t)(said * 5 + values[TITLE_FEATURE_rank]);
	values[TITLE_FEATURE_said_linked] = (uint8_t)(said * 4 + values[TITLE_FEATURE_linked]);
	values[TITLE_FEATURE_said_core] = (uint8_t)(said * 5 + values[TITLE_FEATURE_core]);
	values[TITLE_FEATURE_said_order] = (uint8_t)(said * 20 + values[TITLE_FEATURE_order]);
	values[TITLE_FEATURE_said_hidden] = (uint8_t)(said * 2 + values[TITLE_FEATURE_hidden]);
	values[TITLE_FEATURE_said_words] = (uint8_t)(said * 11 + values[TITLE_FEATURE_words]);
	values[TITLE_FEATURE_kicker_said] = (uint8_t)(candidate->kicker * 4 + said);
	values[TITLE_FEATURE_kicker_meta] = (uint8_t)(candidate->kicker * RELATIONS + values[TITLE_FEATURE_meta]);
	values[TITLE_FEATURE_meta_words] = (uint8_t)(values[TITLE_FEATURE_words] * RELATIONS + values[TITLE_FEATURE_meta]);
}

void title_features_of(const struct title_page *page, const struct title_candidates *candidates, size_t i,
                       uint8_t values[TITLE_FEATURE_COUNT])
{
	const struct title_candidate *candidate = &candidates->at[i];
	struct title_words words;

	memset(values, 0, TITLE_FEATURE_COUNT);
	title_words_of(&words, candidate->text, candidate->length);
	if (candidate->block != NO_TITLE_BLOCK)
		values[TITLE_FEATURE_rank] = (uint8_t)title_rank(&page->measures->blocks[candidate->block]);
	features_of_places(page, candidate, &words, values);
	features_of_text(page, candidate, &words, values);
	if (candidate->block != NO_TITLE_BLOCK)
		features_of_block_around(page, candidate->block, values);
	features_of_agreement(candidate, values);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/ways.h"

#include "article/schema.h"
#include "searcher/query/readings.h"
#include "searcher/query/spelling.h"
#include "text/lexicon.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A word that may have been run together of two needs at least so many bytes in each; less when an article hyphenates it there. */
#define HALF_MIN 4
#define HALF_MIN_HYPHENATED 2

/*
 * A way of writing that is so many times rarer than the other is a slip, not a
 * way: "univer-sity" at the end of a printed line, "UnitedStates" in a link.
 */
#define SELDOM 200

/*
 * Every article that holds both halves must be looked into for whether they
 * stand together: so many at most where some article hyphenates the word, and
 * where none does, and the two words may mean something else.
 */
#define CHECKED_MAX 4000
#define CHECKED_UNSEEN_MAX 100

/* ---- one word that others write as two ---- */

/*
 * The stems of form[0, at) and form[at, length) as a way, when the index holds
 * both, the rarer of them in at least and at most so many articles, and neither
 * is a function word.
 */
static void add_halves(struct planner *planner, const char *prefix, struct place *place, size_t at, uint32_t least,
                       uint32_t most)
{
	const char *halves[2] = {place->form, place->form + at};
	size_t lengths[2] = {at, place->form_length - at};
	struct way way = {.count = 0};
	struct way *to;
	uint32_t rarer = UINT32_MAX;

	for (int i = 0; i < 2; i++) {
		const struct stem *stem = analyzer_stem(planner->analyzer, halves[i], lengths[i]);
		uint32_t documents = planner_frequency(planner, prefix, stem->bytes, stem->length);

		if (stem->stop || documents == 0)
			return;
		rarer = documents < rarer ? documents : rarer;
		way_add_word(&way, stem->bytes, stem->length, stem->hash);
	}
	to = rarer >= least && rarer <= most ? place_add_way(place) : NULL;
	if (to)
		*to = way;
}

struct joints {
	struct planner *planner;
	const char *prefix;
	struct place *place;
	size_t skip; /* bytes of the term before the first offset */
	uint32_t least; /* articles that must hyphenate the word there */
};

/* "XCceasefir:5": an article hyphenates the word there. Of words with several joints the parts are taken as they are. */
static bool visit_compound(void *context, const void *term, size_t length, uint32_t documents)
{
	struct joints *joints = context;
	const char *at = (const char *)term + joints->skip, *end = (const char *)term + length;
	size_t offset = 0;

	while (at < end && *at >= '0' && *at <= '9' && offset < WORD_MAX)
		offset = offset * 10 + (size_t)(*at++ - '0');
	if (at == end && documents >= joints->least && offset >= HALF_MIN_HYPHENATED && offset + HALF_MIN_HYPHENATED <= joints->place->form_length)
		add_halves(joints->planner, joints->prefix, joints->place, offset, joints->least, CHECKED_MAX);
	return joints->place->count < WAYS_MAX / 2;
}

static void add_split(struct planner *planner, const char *prefix, struct place *place)
{
	const struct stem *stem = analyzer_stem(planner->analyzer, place->form, place->form_length);
	char start[WORD_MAX + 8];
	struct joints joints = {.planner = planner, .prefix = prefix, .place = place};
	size_t before = place->count;

	if (stem->stop || memchr(place->form, '.', place->form_length))
		return;
	joints.least = planner_frequency(planner, prefix, stem->bytes, stem->length) / SELDOM;
	joints.skip = (size_t)snprintf(start, sizeof start, PREFIX_COMPOUND "%.*s:", stem->length, stem->bytes);
	shim_index_terms(planner->index, start, joints.skip, visit_compound, &joints, NULL);
	for (size_t at = HALF_MIN; at + HALF_MIN <= place->form_length && place->count == before; at++)
		if (((unsigned char)place->form[at] & 0xC0) != 0x80)
			add_halves(planner, prefix, place, at, joints.least, CHECKED_UNSEEN_MAX);
}

/* ---- a text's places ---- */

/* The stem of a word that may be a name: its second reading, which streams have where it is none. */
static const struct way_word *stem_of(const struct place *place)
{
	bool second = place->count > 1 && place->list[1].count == 1 && !place->list[1].foreign;

	return place->behind.length > 0 ? &place->behind : &place->list[second ? 1 : 0].words[0];
}

/* The whole of a compound: as one word, or as its words in a row, as names or not. */
static void merge_compound(struct places *places, const struct tokens *tokens, const struct token *whole)
{
	struct place *first = &places->list[places->count - whole->width];
	struct way parts = {.count = 0}, stems = {.count = 0};

	for (size_t i = 0; i < whole->width; i++) {
		const struct way_word *word = &first[i].list[0].words[0], *stem = stem_of(&first[i]);

		way_add_word(&parts, word->term, word->length, word->hash);
		way_add_word(&stems, stem->term, stem->length, stem->hash);
	}
	first->end = first[whole->width - 1].end;
	for (size_t i = 1; i < whole->width; i++)
		free(first[i].list);
	places->count -= whole->width - 1u;
	first->count = 0;
	first->stop = false;
	first->form_length = 0;
	place_add_single(first, token_term(tokens, whole), whole->term_length, whole->hash);
	*place_add_way(first) = parts;
	if (!ways_equal(&parts, &stems))
		*place_add_way(first) = stems;
	first->behind.length = 0;
	first->compound = true;
}

/* "$7": asked for as it is where an article has it so; in a text the number is what is marked. */
static void sign_place(struct planner *planner, const char *prefix, struct place *place, const struct tokens *tokens,
                       const struct token *whole)
{
	struct way_word number = place->list[0].words[0];
	struct way *way;

	if (planner_frequency(planner, prefix, token_term(tokens, whole), whole->term_length) == 0)
		return;
	place->count = 0;
	way = place_add_way(place);
	way_add_word(way, token_term(tokens, whole), whole->term_length, number.hash);
	way->words[0].head = number.head;
}

static void take_token(struct planner *planner, const char *prefix, struct places *places, const struct tokens *tokens,
                       const struct token *token)
{
	struct place *place = places->count > 0 ? &places->list[places->count - 1] : NULL;

	if (token->kind == TOKEN_WORD) {
		place = places_add(places);
		place->stop = token->stop;
		place->start = token->start;
		place->end = token->end;
		add_first_readings(planner, prefix, place, tokens, token);
		if (!token->ideograph) {
			place->form_length = token->form_length;
			memcpy(place->form, token_form(tokens, token), token->form_length);
		}
	} else if (!place) {
		return;
	} else if (token->kind == TOKEN_ALSO) {
		if (token->form_length == place->form_length && !memcmp(token_form(tokens, token), place->form, place->form_length))
			return; /* itself, of which all has been said */
		place_add_single(place, token_term(tokens, token), token->term_length, token->hash);
		place->stop = false;
	} else if (token->width == 1) {
		sign_place(planner, prefix, place, tokens, token);
	} else if (token->width <= WAY_WORDS && token->width <= places->count) {
		merge_compound(places, tokens, token);
	}
}

void places_of(struct planner *planner, const char *prefix, const char *text, struct places *places)
{
	const struct tokens *tokens = places_tokens(planner, planner->language, text);

	*places = (struct places){0};
	for (size_t i = 0; i < tokens->count && places->count < PLACES_MAX; i++)
		take_token(planner, prefix, places, tokens, &tokens->list[i]);
	if (places->count == PLACES_MAX)
		planner_warn(planner, "this is long; its first words are searched, and no more");
	add_other_readings(planner, prefix, text, places);
	/* Stems of halves need the analyzer, whose tokens are no longer needed. */
	for (size_t i = 0; i < places->count && !planner->exact; i++)
		if (places->list[i].form_length >= 2 * HALF_MIN_HYPHENATED)
			add_split(planner, prefix, &places->list[i]);
}

/* ---- two words that others write as one ---- */

static bool hyphenated_there(struct planner *planner, const struct stem *stem, size_t offset)
{
	char term[WORD_MAX + 32];
	int length = snprintf(term, sizeof term, "%.*s:%zu", stem->length, stem->bytes, offset);

	return planner_frequency(planner, PREFIX_COMPOUND, term, (size_t)length) > 0;
}

static uint32_t place_frequency(struct planner *planner, const char *prefix, const struct place *place)
{
	const struct way_word *word = &place->list[0].words[0];

	return planner_frequency(planner, prefix, word->term, word->length);
}

static uint32_t rarer_of(struct planner *planner, const char *prefix, const struct place *first, const struct place *second)
{
	uint32_t left = place_frequency(planner, prefix, first), right = place_frequency(planner, prefix, second);

	return left < right ? left : right;
}

bool add_joined(struct planner *planner, const char *prefix, const struct place *first, const struct place *second,
                struct place *to)
{
	char joined[2 * WORD_MAX];
	size_t length = first->form_length + second->form_length;
	struct stem stem;
	uint32_t frequency;

	if (first->stop || second->stop || first->form_length < HALF_MIN_HYPHENATED ||
	    second->form_length < HALF_MIN_HYPHENATED || length > WORD_MAX)
		return false;
	memcpy(joined, first->form, first->form_length);
	memcpy(joined + first->form_length, second->form, second->form_length);
	stem = *analyzer_stem(planner->analyzer, joined, length);
	if (!hyphenated_there(planner, &stem, first->form_length) &&
	    (first->form_length < HALF_MIN || second->form_length < HALF_MIN))
		return false;
	frequency = planner_frequency(planner, prefix, stem.bytes, stem.length);
	if (frequency == 0 || frequency < rarer_of(planner, prefix, first, second) / SELDOM)
		return false;
	place_add_single(to, stem.bytes, stem.length, stem.hash);
	return true;
}

/* The two places as one: each way of the first before each of the second, beside what is there. */
static void concatenate(struct place *to, const struct place *first, const struct place *second)
{
	for (size_t i = 0; i < first->count; i++)
		for (size_t j = 0; j < second->count; j++) {
			struct way *way;

			if (first->list[i].count + second->list[j].count > WAY_WORDS || !(way = place_add_way(to)))
				continue;
			*way = first->list[i];
			for (size_t k = 0; k < second->list[j].count; k++)
				way->words[way->count++] = second->list[j].words[k];
		}
}

void join_neighbours(struct planner *planner, const char *prefix, struct places *places)
{
	for (size_t i = 0; i + 1 < places->count && !planner->exact; i++) {
		struct place *first = &places->list[i], *second = &places->list[i + 1];
		struct place both = {.list = memory_resize(NULL, WAYS_MAX, sizeof(struct way)), .room = WAYS_MAX};

		if (!add_joined(planner, prefix, first, second, &both)) {
			free(both.list);
			continue;
		}
		concatenate(&both, first, second);
		free(first->list);
		free(second->list);
		*first = both;
		memmove(second, second + 1, (places->count - i - 2) * sizeof *second);
		places->count--;
	}
}

/* ---- prefixes ---- */

struct completion {
	struct way_word word;
	uint32_t documents;
};

struct completions {
	struct planner *planner;
	const char *prefix; /* of the field's terms */
	const char *text;   /* folded */
	size_t length;
	struct completion list[PREFIX_WAYS_MAX]; /* the most frequent so far, in falling order */
	size_t count, seen;
	bool more; /* than there is room for */
};

/* More terms than this begin like a word of two letters: the first of them have to do. */
#define TERMS_SEEN_MAX 20000

/* The lexicon is asked for what begins with so many letters. */
#define LEXICON_PREFIX_MIN 3

static void add_completion(struct completions *completions, const char *word, size_t length, uint32_t documents)
{
	size_t at = completions->count, kept = at < PREFIX_WAYS_MAX ? at : PREFIX_WAYS_MAX - 1;
	struct way_word *to;

	completions->more |= at == PREFIX_WAYS_MAX;
	while (at > 0 && completions->list[at - 1].documents < documents)
		at--;
	if (at == PREFIX_WAYS_MAX)
		return;
	memmove(&completions->list[at + 1], &completions->list[at], (kept - at) * sizeof completions->list[0]);
	completions->list[at].documents = documents;
	to = &completions->list[at].word;
	*to = (struct way_word){.length = length, .hash = term_hash(word, length), .head = term_head(word, length)};
	memcpy(to->term, word, length);
	completions->count = kept + 1;
}

static bool visit_completion(void *context, const void *term, size_t length, uint32_t documents)
{
	struct completions *completions = context;
	size_t skip = strlen(completions->prefix);
	const char *word = (const char *)term + skip;

	length -= skip;
	if (length > 0 && length <= WORD_MAX && (skip > 0 || word[0] < 'A' || word[0] > 'Z'))
		add_completion(completions, word, length, documents);
	completions->more |= completions->seen + 1 == TERMS_SEEN_MAX;
	return ++completions->seen < TERMS_SEEN_MAX;
}

static bool has_completion(const struct completions *completions, uint64_t hash)
{
	for (size_t i = 0; i < completions->count; i++)
		if (completions->list[i].word.hash == hash)
			return true;
	return false;
}

/* A stem that is shorter than the text, which no term that begins with the text is. */
static void add_stem(struct completions *completions, const char *stem, size_t length, uint64_t hash)
{
	uint32_t documents;

	if (length >= completions->length && !memcmp(stem, completions->text, completions->length))
		return;
	if (has_completion(completions, hash))
		return;
	documents = planner_frequency(completions->planner, completions->prefix, stem, length);
	if (documents > 0)
		add_completion(completions, stem, length, documents);
}

static void visit_word(void *context, const char *word, size_t length)
{
	struct completions *completions = context;
	const struct stem *stem = analyzer_stem(completions->planner->analyzer, word, length);

	if (!stem->stop)
		add_stem(completions, stem->bytes, stem->length, stem->hash);
}

static void add_stems(struct completions *completions, const struct places *word)
{
	const struct place *place = &word->list[0];

	for (size_t i = 0; word->count == 1 && i < place->count; i++)
		if (place->list[i].count == 1)
			add_stem(completions, place->list[i].words[0].term, place->list[i].words[0].length, place->list[i].words[0].hash);
	analyzer_begin_query(completions->planner->analyzer, completions->planner->language);
	if (completions->length >= LEXICON_PREFIX_MIN && !strcmp(completions->planner->language, "en"))
		lexicon_begins(completions->text, completions->length, visit_word, completions);
}

/* The text as a word, in all languages of the index. */
static void places_of_word(struct planner *planner, const char *prefix, const char *text, struct places *places)
{
	bool exact = planner->exact;

	planner->exact = true; /* the word and its readings alone */
	places_of(planner, prefix, text, places);
	planner->exact = exact;
}

/* Finds what begins with the text; word: the text as a word, to be released. false when the text holds no letter. */
static bool complete(struct completions *completions, const char *text, struct places *word)
{
	struct planner *planner = completions->planner;
	char start[WORD_MAX + 8];
	size_t skip = strlen(completions->prefix);

	*word = (struct places){0};
	memcpy(start, completions->prefix, skip);
	completions->text = start + skip;
	completions->length = analyzer_fold(planner->analyzer, text, strlen(text), start + skip, WORD_MAX);
	if (completions->length == 0)
		return false;
	shim_index_terms(planner->index, start, skip + completions->length, visit_completion, completions, NULL);
	places_of_word(planner, completions->prefix, text, word);
	add_stems(completions, word);
	completions->text = NULL;
	if (completions->more)
		planner_warn(planner, "more words begin so than are searched; those are taken that most articles hold");
	return true;
}

/* What was found in the place of what the place has: so many at the most, each longer than `beyond` bytes. */
static void take_completions(struct place *place, const struct completions *completions, size_t most, size_t beyond)
{
	free(place->list);
	*place = (struct place){.list = memory_resize(NULL, PREFIX_WAYS_MAX, sizeof *place->list), .room = PREFIX_WAYS_MAX};
	for (size_t i = 0; i < completions->count && place->count < most; i++)
		if (completions->list[i].word.length > beyond)
			*place_add_way(place) = (struct way){.words = {completions->list[i].word}, .count = 1};
}

/* The row with each of what its last word may be. */
static void add_rows(struct place *place, const struct way *row, const struct completions *ends)
{
	for (size_t i = 0; i < ends->count; i++) {
		struct way completed = *row, *to;
		bool known = false;

		completed.words[row->count - 1] = ends->list[i].word;
		for (size_t j = 0; j < place->count && !known; j++)
			known = ways_equal(&place->list[j], &completed);
		to = known ? NULL : place_add_way(place);
		if (to)
			*to = completed;
	}
}

/*
 * "co-writin*": one word that begins so, or its words in a row, of which the last begins so.
 * All but the last are `before` bytes long: a stem of no more ("alls" for "all-s*") is of another word.
 */
static void complete_compound(struct place *place, const struct completions *wholes, size_t before, const struct completions *ends)
{
	struct place typed = *place;

	place->list = NULL;
	take_completions(place, wholes, PREFIX_WAYS_MAX / 2, before);
	for (size_t i = 0; i < typed.count; i++)
		if (typed.list[i].count > 1)
			add_rows(place, &typed.list[i], ends);
	free(typed.list);
}

/* The same of words with marks between them. folded: the text, with spaces for these; last: of them. */
static void places_of_row(struct planner *planner, const char *prefix, const char *text, char *folded, const char *last,
                          struct places *places)
{
	struct completions ends = {.planner = planner, .prefix = prefix}, wholes = ends;
	size_t length = strlen(last + 1);
	struct places word;
	char *to = folded;

	complete(&ends, last + 1, &word);
	places_release(&word);
	for (const char *from = folded; (*to = *from) != '\0'; from++)
		to += *to != ' ';
	places_of_word(planner, prefix, text, places);
	if (places->count > 1 && ends.count > 0)
		take_completions(&places->list[places->count - 1], &ends, PREFIX_WAYS_MAX, 0);
	if (places->count != 1 || !places->list[0].compound)
		return;
	if (length >= HALF_MIN_HYPHENATED) { /* "co-s*" is not costs */
		complete(&wholes, folded, &word);
		places_release(&word);
	}
	if (wholes.count + ends.count > 0)
		complete_compound(&places->list[0], &wholes, (size_t)(to - folded) - length, &ends);
}

void places_of_prefix(struct planner *planner, const char *prefix, const char *text, struct places *places)
{
	struct completions completions = {.planner = planner, .prefix = prefix};
	char folded[WORD_MAX + 1], *last;

	folded[analyzer_fold(planner->analyzer, text, strlen(text), folded, WORD_MAX)] = '\0';
	last = strrchr(folded, ' ');
	if (last) {
		places_of_row(planner, prefix, text, folded, last, places);
		return;
	}
	if (!complete(&completions, text, places) || completions.count == 0)
		return; /* the word as it is says best what was not found */
	places_release(places);
	take_completions(places_add(places), &completions, PREFIX_WAYS_MAX, 0);
}

/* ---- spellings ---- */

struct slip_search {
	struct planner *planner;
	const char *prefix;
	struct place *place;
};

/* A stem may be far from that of a word that is near. */
static void try_slip(void *context, const char *word, size_t length)
{
	struct slip_search *search = context;
	const struct stem *stem;

	if (!lexicon_holds(word, length))
		return;
	stem = analyzer_stem(search->planner->analyzer, word, length);
	if (!stem->stop && planner_frequency(search->planner, search->prefix, stem->bytes, stem->length) > 0)
		place_add_single(search->place, stem->bytes, stem->length, stem->hash);
}

void places_of_similar(struct planner *planner, const char *prefix, const char *text, struct places *places)
{
	struct spelling list[SPELLINGS_MAX];
	struct place *place;

	places_of_word(planner, prefix, text, places);
	if (places->count != 1 || places->list[0].count == 0)
		return;
	place = &places->list[0];
	for (size_t i = place->count; i-- > 0;) {
		struct way_word word = place->list[i].words[0];
		size_t count = spelling_find(planner, prefix, word.term, word.length, list);

		for (size_t j = 0; j < count; j++)
			place_add_single(place, list[j].term, list[j].length, term_hash(list[j].term, list[j].length));
	}
	place->stop = false;
	analyzer_begin_query(planner->analyzer, planner->language);
	if (!strcmp(planner->language, "en") && place->form_length >= 4)
		spelling_slips(place->form, place->form_length, place->form_length, try_slip,
		               &(struct slip_search){planner, prefix, place});
}

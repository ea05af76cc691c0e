/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/furniture.h"

#include "indexer/extract/title/title_key.h"
#include "text/date-words.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

#define PARAGRAPHS_MAX 400 /* of each article */
#define RIM 3              /* paragraphs at each end of a text */

/* What makes a paragraph the site's. */
#define STORIES_LEAST 3
#define SHARE 5       /* one story of so many */
#define LONG_WORDS 25 /* so much may be an agency's background of a running story: */
#define LONG_STORIES_LEAST 4
#define LONG_SHARE 2
#define WORDS_LEAST 3         /* less is a subheading, a name, a sigh */
#define SAME_STORY_PERCENT 30 /* of the shorter one's text */

/* What may be a pattern, which then has to stand in as many stories as a long paragraph. */
#define PATTERN_BYTES 80
#define PATTERN_WORDS 3 /* beside numbers and dates */

/* One vote of a page: a paragraph, exact or as a pattern. */
struct vote {
	uint64_t key;
	size_t story;
	uint32_t length;
	uint32_t words;
	bool pattern;
};

struct surveyed {
	uint64_t rank;
	uint64_t title;     /* hash of its letters; 0 for none */
	struct vote *votes; /* each key once, in order */
	size_t count;
	size_t length; /* of its paragraphs */
	size_t story;  /* its number among the site's */
};

/* ---- paragraphs ---- */

void paragraph_begin(struct paragraph_reader *reader, const char *text)
{
	*reader = (struct paragraph_reader){.at = text, .count = *text != '\0'};
	while ((text = strstr(text, "\n\n"))) {
		reader->count++;
		text += 2;
	}
}

bool paragraph_next(struct paragraph_reader *reader, struct paragraph *paragraph)
{
	const char *end;

	if (!*reader->at)
		return false;
	end = strstr(reader->at, "\n\n");
	paragraph->text = reader->at;
	paragraph->length = end ? (size_t)(end - reader->at) : strlen(reader->at);
	paragraph->at_rim = reader->index < RIM || reader->index + RIM >= reader->count;
	reader->index++;
	reader->at += paragraph->length + (end ? 2 : 0);
	return true;
}

/* The first byte of a character of three bytes and of a script without spaces, for nearly all. */
static bool is_wide(char byte)
{
	return (unsigned char)byte >= 0xE3 && (unsigned char)byte <= 0xED;
}

/* Words between spaces; of scripts without them, two characters of three bytes are one. */
static uint32_t count_words(const char *text, size_t length)
{
	uint32_t words = 1, wide = 0;

	for (size_t i = 0; i < length; i++) {
		words += text[i] == ' ' || text[i] == '\n';
		wide += is_wide(text[i]);
	}
	return words + wide / 2;
}

/* ---- patterns ---- */

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_word_byte(char byte)
{
	return (unsigned char)byte >= 0x80 || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '\'';
}

/* A sentence, or an amount of money or of something in a hundred: what an article says. */
static bool is_prose(const char *text, size_t length)
{
	static const char *const marks[] = {"$", "%", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "\xE3\x80\x82"};

	if (strchr(".!?:;,\"", text[length - 1]))
		return true;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (memmem(text, length, marks[i], strlen(marks[i])))
			return true;
	return false;
}

enum token { TOKEN_OTHER, TOKEN_WORD, TOKEN_CALENDAR, TOKEN_NUMBER };

/* What begins at *at, which moves behind it: a number with its points, a name of a month or day, another word, or a byte. */
static enum token next_token(const char **at, const char *end)
{
	const char *start = *at;
	int value;

	if (is_digit(*start)) {
		while (*at < end && (is_digit(**at) || (strchr(".,:/", **at) && *at + 1 < end && is_digit((*at)[1]))))
			++*at;
		return TOKEN_NUMBER;
	}
	while (*at < end && is_word_byte(**at))
		++*at;
	if (*at == start) {
		++*at;
		return TOKEN_OTHER;
	}
	return date_word_is(DATE_WORD_MONTH, start, (size_t)(*at - start), &value) ||
	                       date_word_is(DATE_WORD_WEEKDAY, start, (size_t)(*at - start), &value)
	               ? TOKEN_CALENDAR
	               : TOKEN_WORD;
}

/* Halves of words: of scripts without spaces, two characters of three bytes are a word. */
static size_t halves_in(const char *word, size_t length)
{
	size_t wide = 0;

	for (size_t i = 0; i < length; i++)
		wide += is_wide(word[i]);
	return wide ? wide : 2;
}

/* The line with a sign for each number and each name of a month or day. */
static uint64_t pattern_of(const struct paragraph *paragraph)
{
	const char *at = paragraph->text, *end = at + paragraph->length;
	char folded[PATTERN_BYTES];
	size_t length = 0, numbers = 0, halves = 0;

	if (!paragraph->at_rim || paragraph->length < 2 || paragraph->length > PATTERN_BYTES ||
	    is_prose(at, paragraph->length))
		return 0;
	while (at < end) {
		const char *start = at;
		enum token token = next_token(&at, end);

		numbers += token == TOKEN_NUMBER;
		halves += token == TOKEN_WORD ? halves_in(start, (size_t)(at - start)) : 0;
		if (token == TOKEN_NUMBER || token == TOKEN_CALENDAR) {
			folded[length++] = '#';
			continue;
		}
		memcpy(folded + length, start, (size_t)(at - start));
		length += (size_t)(at - start);
	}
	return numbers && halves && halves <= 2 * PATTERN_WORDS ? term_hash(folded, length) * 3 + 1 : 0;
}

struct paragraph_keys paragraph_keys(const struct paragraph *paragraph)
{
	return (struct paragraph_keys){term_hash(paragraph->text, paragraph->length), pattern_of(paragraph)};
}

/* ---- a page's votes ---- */

static int by_key(const void *one, const void *other)
{
	const struct vote *first = one, *second = other;

	return (first->key > second->key) - (first->key < second->key);
}

static void add_votes(struct surveyed *page, const struct paragraph *paragraph)
{
	struct paragraph_keys keys = paragraph_keys(paragraph);
	uint32_t words = count_words(paragraph->text, paragraph->length);

	page->votes[page->count++] = (struct vote){
		.key = keys.exact, .length = (uint32_t)paragraph->length, .words = words};
	if (keys.pattern)
		page->votes[page->count++] = (struct vote){.key = keys.pattern, .words = words, .pattern = true};
}

static void take_paragraphs(struct surveyed *page, const char *text)
{
	struct paragraph_reader reader;
	struct paragraph paragraph;
	size_t kept = 0;

	page->votes = memory_new(2 * PARAGRAPHS_MAX * sizeof *page->votes);
	paragraph_begin(&reader, text);
	while (reader.index < PARAGRAPHS_MAX && paragraph_next(&reader, &paragraph))
		add_votes(page, &paragraph);
	qsort(page->votes, page->count, sizeof *page->votes, by_key);
	for (size_t i = 0; i < page->count; i++)
		if (!i || page->votes[i].key != page->votes[i - 1].key) {
			page->length += page->votes[i].length;
			page->votes[kept++] = page->votes[i];
		}
	page->count = kept;
	page->votes = memory_resize(page->votes, kept ? kept : 1, sizeof *page->votes);
}

/* The place for a page of this rank: a new one, or that of the greatest rank, if it is greater. NULL for none. */
static struct surveyed *place_for(const struct furniture *furniture, uint64_t rank)
{
	struct surveyed *greatest = furniture->pages;

	if (furniture->count < FURNITURE_PAGES)
		return &furniture->pages[furniture->count];
	for (size_t i = 1; i < furniture->count; i++)
		if (furniture->pages[i].rank > greatest->rank)
			greatest = &furniture->pages[i];
	return greatest->rank > rank ? greatest : NULL;
}

bool furniture_wants(const struct furniture *furniture, uint64_t rank)
{
	return furniture->count < FURNITURE_PAGES || place_for(furniture, rank);
}

void furniture_add(struct furniture *furniture, uint64_t rank, const char *title, const char *text)
{
	struct title_key key = title_key_of(title ? title : "", title ? strlen(title) : 0);
	struct surveyed *page;

	if (!furniture->pages)
		furniture->pages = memory_zeroed(FURNITURE_PAGES, sizeof *furniture->pages);
	page = place_for(furniture, rank);
	if (!page)
		return;
	furniture->count += page == &furniture->pages[furniture->count];
	free(page->votes);
	*page = (struct surveyed){.rank = rank, .title = key.length ? term_hash(key.bytes, key.length) : 0};
	take_paragraphs(page, text);
}

void furniture_release(struct furniture *furniture)
{
	for (size_t i = 0; i < furniture->count; i++)
		free(furniture->pages[i].votes);
	free(furniture->pages);
	*furniture = (struct furniture){0};
}

/* ---- stories ---- */

static bool same_story(const struct surveyed *one, const struct surveyed *other)
{
	size_t least = one->length < other->length ? one->length : other->length, shared = 0;

	if (one->title && one->title == other->title)
		return true;
	for (size_t i = 0, k = 0; i < one->count && k < other->count;) {
		int order = by_key(&one->votes[i], &other->votes[k]);

		shared += order == 0 ? one->votes[i].length : 0;
		i += order <= 0;
		k += order >= 0;
	}
	return shared * 100 >= least * SAME_STORY_PERCENT;
}

static int by_rank(const void *one, const void *other)
{
	const struct surveyed *first = one, *second = other;

	return (first->rank > second->rank) - (first->rank < second->rank);
}

/* Numbers the stories; returns how many there are. Which pages are one may depend on the order, so that it is always the same. */
static size_t tell_stories(struct furniture *furniture)
{
	size_t stories = 0;

	if (furniture->count)
		qsort(furniture->pages, furniture->count, sizeof *furniture->pages, by_rank);
	for (size_t i = 0; i < furniture->count; i++) {
		size_t same = 0;

		while (same < i && !same_story(&furniture->pages[i], &furniture->pages[same]))
			same++;
		furniture->pages[i].story = same < i ? furniture->pages[same].story : stories++;
	}
	return stories;
}

/* ---- counting ---- */

static int by_key_and_story(const void *one, const void *other)
{
	const struct vote *first = one, *second = other;

	if (first->key != second->key)
		return first->key > second->key ? 1 : -1;
	return (first->story > second->story) - (first->story < second->story);
}

static bool is_furniture(size_t stories, const struct vote *vote, size_t all)
{
	if (vote->pattern || vote->words > LONG_WORDS)
		return stories >= LONG_STORIES_LEAST && stories * LONG_SHARE >= all;
	return vote->words >= WORDS_LEAST && stories >= STORIES_LEAST && stories * SHARE >= all;
}

static size_t collect_votes(const struct furniture *furniture, struct vote **votes)
{
	size_t count = 0;

	for (size_t i = 0; i < furniture->count; i++)
		count += furniture->pages[i].count;
	*votes = memory_new((count ? count : 1) * sizeof **votes);
	count = 0;
	for (size_t i = 0; i < furniture->count; i++)
		for (size_t k = 0; k < furniture->pages[i].count; k++) {
			(*votes)[count] = furniture->pages[i].votes[k];
			(*votes)[count++].story = furniture->pages[i].story;
		}
	qsort(*votes, count, sizeof **votes, by_key_and_story);
	return count;
}

void furniture_find(struct furniture *furniture, void (*found)(void *context, uint64_t key), void *context)
{
	struct vote *votes;
	size_t all = tell_stories(furniture), count = collect_votes(furniture, &votes), stories = 0;

	for (size_t i = 0; i < count; i++) {
		bool first = i == 0 || votes[i].key != votes[i - 1].key;

		stories = first ? 1 : stories + (votes[i].story != votes[i - 1].story);
		if ((i + 1 == count || votes[i + 1].key != votes[i].key) && is_furniture(stories, &votes[i], all))
			found(context, votes[i].key);
	}
	free(votes);
}

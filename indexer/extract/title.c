/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title.h"

#include "article/article.h"
#include "indexer/extract/headline.h"
#include "indexer/extract/title_key.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#define NO_BLOCK SIZE_MAX
#define PARTS_MAX 12
#define WORD_BYTES 60
#define BETWEEN_WORDS " .,:;!?\"'()"
#define CANDIDATES_MAX 40

/* What a place that holds a text is worth to it. */
#define VOTE_HEADING 3      /* <h1> */
#define VOTE_LOWER 2        /* a lower heading, or a line that looks like one */
#define VOTE_ALONE 1        /* the only <h1> with so many words */
#define VOTE_ALIKE 1        /* an <h1> that shares half of its words with what is said */
#define VOTE_SAID 2         /* JSON-LD, Open Graph */
#define VOTE_WINDOW 2       /* <title>, whole or from its beginning */
#define VOTE_WINDOW_PART 1  /* another part of it */
#define VOTE_SITE (-10)     /* it is the site's name */

#define ALONE_WORDS 3       /* fewer are a section's name as often */
#define SAID_LIMIT 90       /* what is said and is so long may have been cut */

struct candidate {
	const char *text;
	size_t length;
	size_t block; /* that it stands in, NO_BLOCK for none */
	struct title_key key;
	int votes;
	bool supported; /* by what the page says of itself */
};

struct contest {
	struct candidate at[CANDIDATES_MAX];
	size_t count;
	const char *said, *window; /* without the site's name; NULL for none */
	struct title_key said_key;
	struct headline_part parts[PARTS_MAX]; /* of <title> as it stands there */
	struct title_key part_keys[PARTS_MAX];
	size_t part_count;
};

static void add_candidate(struct contest *contest, const char *text, size_t length, size_t block, int votes)
{
	struct title_key key = title_key_of(text, length);

	if (!key.length)
		return;
	for (size_t i = 0; i < contest->count; i++)
		if (title_key_same(&contest->at[i].key, &key)) {
			if (contest->at[i].votes < votes)
				contest->at[i].votes = votes;
			return;
		}
	if (contest->count < CANDIDATES_MAX)
		contest->at[contest->count++] = (struct candidate){text, length, block, key, votes, false};
}

/* What follows a kicker in a heading: behind it and the sign that parts them. */
static const char *behind_kicker(const char *text, size_t kicker, size_t length)
{
	const char *at = text + kicker, *end = text + length;

	for (;;) {
		if (at < end && (*at == ' ' || *at == ':' || *at == '|' || *at == '-' || *at == '/'))
			at++;
		else if (end - at >= 3 && (!memcmp(at, "–", 3) || !memcmp(at, "—", 3)))
			at += 3;
		else
			return at;
	}
}

/* Whether the page says the words of a kicker parted by a sign from what follows, or what follows alone. */
static bool is_parted(const struct contest *contest, const struct title_key *kicker, const struct title_key *rest)
{
	if (title_key_same(&contest->said_key, rest))
		return true;
	for (size_t i = 0; i < contest->part_count; i++)
		if (title_key_same(&contest->part_keys[i], rest) || title_key_same(&contest->part_keys[i], kicker))
			return true;
	return false;
}

/* "Football: <b>City wins the cup</b>" in a heading: the title begins behind the kicker. */
static size_t kicker_length(const struct contest *contest, const char *text, const struct markup_block *block)
{
	const char *rest;
	struct title_key kicker, rest_key;

	if (!block->kicker || block->kicker >= block->length)
		return 0;
	rest = behind_kicker(text, block->kicker, block->length);
	if (rest == text + block->length || !memchr(rest, ' ', (size_t)(text + block->length - rest)))
		return 0;
	kicker = title_key_of(text, block->kicker);
	rest_key = title_key_of(rest, (size_t)(text + block->length - rest));
	if (rest - text <= (ptrdiff_t)block->kicker + 1 && !is_parted(contest, &kicker, &rest_key))
		return 0;
	return (size_t)(rest - text);
}

/* "<span>City wins the cup</span> <span>Fans celebrate</span>": what the heading begins with is what the page calls it. */
static bool is_headline_alone(const struct contest *contest, const char *text, size_t kicker)
{
	struct title_key key = title_key_of(text, kicker);

	return title_key_same(&contest->said_key, &key);
}

static bool is_heading(const struct block_measure *block)
{
	return block->ancestors & (1u << TAG_HEADING_1 | 1u << TAG_HEADING_2 | 1u << TAG_HEADING_3);
}

/* Whether half of the heading's words stand in the title too. */
static bool shares_words(const char *heading, const char *title)
{
	size_t words = 0, shared = 0;

	while (*heading) {
		size_t length = strcspn(heading, BETWEEN_WORDS);
		char word[WORD_BYTES];

		if (length >= 3 && length < sizeof word) {
			memcpy(word, heading, length);
			word[length] = '\0';
			words++;
			shared += strcasestr(title, word) != NULL;
		}
		heading += length;
		heading += strspn(heading, BETWEEN_WORDS);
	}
	return words && shared * 2 >= words;
}

static void add_heading(struct contest *contest, const struct measures *measures, size_t i, bool alone)
{
	const struct markup_block *block = &measures->markup->blocks[i];
	const char *text = markup_text(measures->markup, block);
	bool first_part = block->kicker < block->length && is_headline_alone(contest, text, block->kicker);
	size_t kicker = first_part ? 0 : kicker_length(contest, text, block), length = first_part ? block->kicker : block->length;
	bool first = measures->blocks[i].ancestors & 1u << TAG_HEADING_1;
	int votes = first ? VOTE_HEADING : VOTE_LOWER;

	if (first && alone && measures->blocks[i].words >= ALONE_WORDS)
		votes += VOTE_ALONE;
	if (first && contest->said && shares_words(text, contest->said))
		votes += VOTE_ALIKE;
	if (measures->blocks[i].flags & MARKUP_HIDDEN)
		votes--;
	if (measures->blocks[i].flags & MARKUP_HOME)
		votes += VOTE_SITE;
	add_candidate(contest, text + kicker, length - kicker, i, votes);
}

static void add_headings(struct contest *contest, const struct measures *measures)
{
	size_t firsts = 0, count = measures->markup->block_count;

	for (size_t i = 0; i < count; i++)
		firsts += measures->blocks[i].ancestors >> TAG_HEADING_1 & 1;
	if (measures->title < count)
		add_heading(contest, measures, measures->title, firsts == 1);
	for (size_t i = 0; i < count; i++)
		if (is_heading(&measures->blocks[i]) || measures->blocks[i].has_title)
			add_heading(contest, measures, i, firsts == 1);
}

/* "Rain falls-The Outlet", "Rain falls (2/2021)": the window's title goes on behind a sign. */
static bool begins_window(const char *window, const char *text, size_t length)
{
	if (!window || strncmp(window, text, length) != 0)
		return false;
	window += length;
	window += strspn(window, " ");
	return *window && (strchr("-|:(/_~<>", *window) || !strncmp(window, "\u2013", 3) || !strncmp(window, "\u2014", 3));
}

static int votes_of_window(const struct contest *contest, const struct title_key *key)
{
	for (size_t i = 0; i < contest->part_count; i++) {
		struct title_key run = {.length = 0};

		for (size_t k = i; k < contest->part_count; k++) {
			title_key_add(&run, contest->parts[k].bytes, contest->parts[k].length);
			if (title_key_same(&run, key))
				return i == 0 ? VOTE_WINDOW : VOTE_WINDOW_PART;
		}
	}
	return 0;
}

static void count_votes(struct contest *contest, const char *window_title, const char *site, const char *host)
{
	struct title_key window = title_key_of(contest->window ? contest->window : "", contest->window ? strlen(contest->window) : 0);

	for (size_t i = 0; i < contest->count; i++) {
		struct candidate *candidate = &contest->at[i];
		int said = title_key_same(&candidate->key, &contest->said_key) ? VOTE_SAID : 0;
		int shown = title_key_same(&candidate->key, &window) ? VOTE_WINDOW : votes_of_window(contest, &candidate->key);

		if (!shown && begins_window(window_title, candidate->text, candidate->length))
			shown = VOTE_WINDOW;
		candidate->supported = said || shown;
		candidate->votes += said + shown;
		if (headline_is_site(candidate->text, candidate->length, site, host))
			candidate->votes += VOTE_SITE;
	}
}

/* A lower heading needs somebody who says that it is the title; of the same votes the first one wins. */
static const struct candidate *winner(const struct contest *contest)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < contest->count; i++) {
		const struct candidate *candidate = &contest->at[i];

		if (candidate->votes < VOTE_HEADING && !candidate->supported)
			continue;
		if (!best || candidate->votes > best->votes)
			best = candidate;
	}
	return best;
}

/* A title without the site's name, which goes into *site where that is not known. */
static char *clean_title(const char *title, char **site, const char *host, const char *heading)
{
	struct headline found;
	char *clean = NULL;

	if (!title)
		return NULL;
	found = headline_find(title, *site, host, heading);
	article_set(&clean, found.bytes, found.length);
	if (found.site && !*site)
		article_set(site, found.site, found.site_length);
	return clean;
}

/* What is said is the beginning of the whole: a bound of length or an unescaped quote has cut it. */
static bool is_cut_short(const char *said, const char *whole)
{
	size_t length = said ? strlen(said) : 0;

	if (!length || !whole || strncmp(said, whole, length) != 0 || !whole[length])
		return false;
	return length >= SAID_LIMIT || whole[length + strspn(whole + length, " ")] == '"';
}

/* A copy of the heading that the page shows, or NULL; a link to the first page is none. */
static char *heading_of(const struct measures *measures)
{
	const struct markup *markup = measures->markup;

	if (measures->title == markup->block_count || measures->blocks[measures->title].flags & MARKUP_HOME)
		return NULL;
	return memory_copy(markup_text(markup, &markup->blocks[measures->title]), markup->blocks[measures->title].length);
}

char *title_choose(const struct head *head, struct measures *measures, const char *host, char **site)
{
	struct contest *contest = memory_zeroed(1, sizeof *contest);
	char *heading = heading_of(measures), *title = NULL;
	char *said = clean_title(head->title, site, host, heading);
	char *window = clean_title(head->window_title, site, host, said ? said : heading);
	const struct candidate *best;

	contest->said = is_cut_short(said, window) ? window : is_cut_short(said, heading) ? heading : said;
	contest->window = window;
	if (contest->said)
		contest->said_key = title_key_of(contest->said, strlen(contest->said));
	if (head->window_title)
		contest->part_count = headline_parts(head->window_title, contest->parts, PARTS_MAX);
	for (size_t i = 0; i < contest->part_count; i++)
		contest->part_keys[i] = title_key_of(contest->parts[i].bytes, contest->parts[i].length);
	add_headings(contest, measures);
	if (contest->said)
		add_candidate(contest, contest->said, strlen(contest->said), NO_BLOCK, 0);
	if (window)
		add_candidate(contest, window, strlen(window), NO_BLOCK, 0);
	count_votes(contest, head->window_title, *site, host);
	best = winner(contest);
	if (best) {
		char *whole = memory_copy(best->text, best->length);

		title = clean_title(whole, site, host, best->block != NO_BLOCK ? whole : NULL);
		free(whole);
		if (best->block != NO_BLOCK)
			measures->title = best->block;
	}
	free(contest);
	free(heading);
	free(window);
	free(said);
	return title;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/spelling.h"

#include "text/memory.h"
#include "text/utf8.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS_MAX WORD_MAX

/* What slips cost. */
#define ANY 1.0
#define LIKELY 0.7   /* keys side by side, vowels, sounds that are alike, two letters turned round */
#define DOUBLED 0.5  /* a letter once in place of twice */
#define FIRST 0.3    /* more for the first letter */

/* Errors within so many letters at the beginning are tried one by one; behind them, all terms that begin so are looked at. */
#define HEAD 3

/* As many slips as the cheapest of them allow. */
#define SLIPS_MAX 4

/* More terms than this do not begin with the same three letters in any language, but in a hostile index. */
#define TERMS_SEEN_MAX 30000

/* ---- cost ---- */

static size_t letters_of(uint32_t letters[LETTERS_MAX], const char *word, size_t length)
{
	const char *end = word + length;
	size_t count = 0;

	while (word < end && count < LETTERS_MAX)
		letters[count++] = utf8_next(&word, end);
	return count;
}

/* For each letter those that lie beside it on a keyboard, and those that sound alike. */
static const char likely[26][16] = {
	"qwszeiouy", "vghnp",   "xdfvkqs",   "serfcxt", "wsdraiouy", "drtgvcw",  "ftyhbvj",  "gyujnb",   "ujkoaey",
	"huikmng",   "jiolmcq", "kop",       "njk",     "bhjm",      "iklpaeuy", "olb",      "wack",     "edft",
	"awedxzc",   "rfgyd",   "yhjiaeo",   "cfgbw",   "qasefv",    "zsdc",     "tghuaeio", "asx",
};

static uint32_t likely_letters[26]; /* the same as a bit a letter */
static pthread_once_t likely_once = PTHREAD_ONCE_INIT;

static void make_likely(void)
{
	for (size_t i = 0; i < 26; i++)
		for (const char *at = likely[i]; *at; at++)
			likely_letters[i] |= 1u << (*at - 'a');
}

static bool alike(uint32_t one, uint32_t other)
{
	return one - 'a' < 26 && other - 'a' < 26 && likely_letters[one - 'a'] >> (other - 'a') & 1;
}

static double lesser(double one, double other)
{
	return one < other ? one : other;
}

static double change_cost(uint32_t one, uint32_t other, bool first)
{
	return (one == other ? 0 : alike(one, other) ? LIKELY : ANY) + (first && one != other ? FIRST : 0);
}

/* Of leaving out or putting in letters[at]. */
static double gap_cost(const uint32_t *letters, size_t at)
{
	return at > 0 && letters[at] == letters[at - 1] ? DOUBLED : at == 0 ? ANY + FIRST : ANY;
}

double spelling_cost(const char *one, size_t one_length, const char *other, size_t other_length, double limit)
{
	uint32_t a[LETTERS_MAX], b[LETTERS_MAX];
	double rows[3][LETTERS_MAX + 1];
	size_t n = letters_of(a, one, one_length), m = letters_of(b, other, other_length);

	pthread_once(&likely_once, make_likely);
	if (n > m + 8 || m > n + 8)
		return limit + 1;
	rows[0][0] = 0;
	for (size_t j = 1; j <= m; j++)
		rows[0][j] = rows[0][j - 1] + gap_cost(b, j - 1);
	for (size_t i = 1; i <= n; i++) {
		double *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		double least = row[0] = above[0] + gap_cost(a, i - 1);

		for (size_t j = 1; j <= m; j++) {
			double change = above[j - 1] + change_cost(a[i - 1], b[j - 1], i == 1 && j == 1);
			double gap = lesser(above[j] + gap_cost(a, i - 1), row[j - 1] + gap_cost(b, j - 1));

			row[j] = lesser(change, gap);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != a[i - 2])
				row[j] = lesser(row[j], before[j - 2] + LIKELY);
			least = lesser(least, row[j]);
		}
		if (least > limit + LIKELY)
			return limit + 1;
	}
	return rows[n % 3][m];
}

/* ---- candidates ---- */

struct search {
	struct planner *planner;
	const char *prefix;
	const char *word;
	size_t length, prefix_length, seen;
	uint32_t signature;
	double limit;
	struct spelling *list;
	size_t count;
};

static bool before(const struct spelling *one, const struct spelling *other)
{
	if (one->cost != other->cost)
		return one->cost < other->cost;
	if (one->documents != other->documents)
		return one->documents > other->documents;
	return one->length != other->length ? one->length < other->length : memcmp(one->term, other->term, one->length) < 0;
}

static void propose(struct search *search, const char *term, size_t length, uint32_t documents)
{
	struct spelling spelling = {.length = length, .documents = documents};
	size_t at = search->count;

	if (length == 0 || length > WORD_MAX || documents == 0)
		return;
	spelling.cost = spelling_cost(search->word, search->length, term, length, search->limit);
	if (spelling.cost > search->limit || spelling.cost == 0)
		return;
	memcpy(spelling.term, term, length);
	for (size_t i = 0; i < search->count; i++)
		if (search->list[i].length == length && !memcmp(search->list[i].term, term, length))
			return;
	while (at > 0 && before(&spelling, &search->list[at - 1]))
		at--;
	if (at == SPELLINGS_MAX)
		return;
	if (search->count < SPELLINGS_MAX)
		search->count++;
	memmove(&search->list[at + 1], &search->list[at], (search->count - 1 - at) * sizeof *search->list);
	search->list[at] = spelling;
}

/* Which letters a word has, a bit each: a slip changes two of them at the most. */
static uint32_t signature_of(const char *word, size_t length)
{
	uint32_t signature = 0;

	for (size_t i = 0; i < length; i++)
		if (word[i] >= 'a' && word[i] <= 'z')
			signature |= 1u << (word[i] - 'a');
	return signature;
}

static bool may_be(const struct search *search, const char *word, size_t length)
{
	unsigned letters = (unsigned)__builtin_popcount(search->signature ^ signature_of(word, length));

	return length + 4 >= search->length && length <= search->length + 4 && letters <= SLIPS_MAX * 2;
}

static bool visit_term(void *context, const void *term, size_t length, uint32_t documents)
{
	struct search *search = context;
	size_t bytes = length - search->prefix_length;

	if (may_be(search, (const char *)term + search->prefix_length, bytes))
		propose(search, (const char *)term + search->prefix_length, bytes, documents);
	return ++search->seen < TERMS_SEEN_MAX;
}

/* Bytes of the first letters. */
static size_t head_length(const char *word, size_t length, size_t letters)
{
	const char *at = word, *end = word + length;

	while (at < end && letters-- > 0)
		utf8_next(&at, end);
	return (size_t)(at - word);
}

static void scan_tail(struct search *search)
{
	char start[WORD_MAX + 16];
	size_t head = head_length(search->word, search->length, HEAD);

	memcpy(start, search->prefix, search->prefix_length);
	memcpy(start + search->prefix_length, search->word, head);
	shim_index_terms(search->planner->index, start, search->prefix_length + head, visit_term, search, NULL);
}

static void try_word(void *context, const char *word, size_t length)
{
	struct search *search = context;

	propose(search, word, length, planner_frequency(search->planner, search->prefix, word, length));
}

struct slips {
	const char *word;
	size_t length;
	void (*visit)(void *context, const char *word, size_t length);
	void *context;
};

/* The word with `gone` bytes at `at` replaced by a letter ('\0': by none). */
static void change(const struct slips *slips, size_t at, size_t gone, char letter)
{
	char word[WORD_MAX + 1];
	size_t length = at;

	if (slips->length - gone + (letter != 0) > WORD_MAX)
		return;
	memcpy(word, slips->word, at);
	if (letter)
		word[length++] = letter;
	memcpy(word + length, slips->word + at + gone, slips->length - at - gone);
	slips->visit(slips->context, word, slips->length - gone + (letter != 0));
}

/* The characters [at, next) and [next, behind) turned round. */
static void turn(const struct slips *slips, size_t at, size_t next, size_t behind)
{
	char word[WORD_MAX];

	memcpy(word, slips->word, slips->length);
	memcpy(word + at, slips->word + next, behind - next);
	memcpy(word + at + (behind - next), slips->word + at, next - at);
	slips->visit(slips->context, word, slips->length);
}

void spelling_slips(const char *word, size_t length, size_t letters,
                    void (*visit)(void *context, const char *word, size_t length), void *context)
{
	struct slips slips = {.word = word, .length = length, .visit = visit, .context = context};
	const char *end = word + length, *at = word;

	for (size_t i = 0; i < letters && at < end; i++) {
		const char *next = at, *behind;
		size_t place = (size_t)(at - word);

		utf8_next(&next, end);
		change(&slips, place, (size_t)(next - at), '\0');
		for (char letter = 'a'; letter <= 'z'; letter++) {
			change(&slips, place, 0, letter);
			change(&slips, place, (size_t)(next - at), letter);
		}
		behind = next;
		if (next < end) {
			utf8_next(&behind, end);
			turn(&slips, place, (size_t)(next - word), (size_t)(behind - word));
		}
		at = next;
	}
}

size_t spelling_find(struct planner *planner, const char *prefix, const char *word, size_t length,
                     struct spelling list[SPELLINGS_MAX])
{
	uint32_t letters[LETTERS_MAX];
	size_t count = letters_of(letters, word, length);
	struct search search = {.planner = planner,
	                        .prefix = prefix,
	                        .prefix_length = strlen(prefix),
	                        .word = word,
	                        .length = length,
	                        .signature = signature_of(word, length),
	                        .limit = count >= 6 ? 2 : 1 + FIRST,
	                        .list = list};

	if (count < 4 || length > WORD_MAX)
		return 0;
	scan_tail(&search);
	spelling_slips(word, length, HEAD + 1, try_word, &search);
	return search.count;
}

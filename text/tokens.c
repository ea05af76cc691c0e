/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/tokens.h"

#include "text/memory.h"
#include "text/scan.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

struct analyzer {
	struct tokens tokens;
	struct readings readings;
	struct folder folder;
	struct {
		char code[9];
		struct stemmer *stemmer;
	} languages[ANALYZER_LANGUAGES]; /* most recently begun first */
	enum apostrophe apostrophe;
	struct sieve sieve;
	bool query, sifting;
};

struct analyzer *analyzer_new(void)
{
	return memory_zeroed(1, sizeof(struct analyzer));
}

void analyzer_free(struct analyzer *analyzer)
{
	if (!analyzer)
		return;
	for (size_t i = 0; i < ANALYZER_LANGUAGES; i++)
		stemmer_free(analyzer->languages[i].stemmer);
	free(analyzer->tokens.list);
	free(analyzer->tokens.arena);
	readings_release(&analyzer->readings);
	free(analyzer);
}

static enum apostrophe apostrophe_of(const char *language)
{
	static const char elision[][3] = {"fr", "it", "ca"};

	for (size_t i = 0; i < sizeof elision / sizeof *elision; i++)
		if (!strcmp(language, elision[i]))
			return APOSTROPHE_ELISION;
	return !strcmp(language, "tr") || !strcmp(language, "az") ? APOSTROPHE_SUFFIX : APOSTROPHE_POSSESSIVE;
}

bool analyzer_inflects(const char *language)
{
	return stemmer_knows(language) || apostrophe_of(language) != APOSTROPHE_POSSESSIVE;
}

#define ARTICLE_LANGUAGES 12

/* Moves the language's stemmer to the front, made when it is not there: in place of the one at `most`, if so many are. */
static void choose_language(struct analyzer *analyzer, const char *language, size_t most)
{
	char code[9] = "";
	size_t i = 0;

	if (language)
		strncpy(code, language, sizeof code - 1);
	code[strcspn(code, "-_")] = '\0';
	for (char *at = code; *at; at++)
		*at = ascii_upper(*at) ? (char)(*at | 0x20) : *at;
	while (i < most - 1 && analyzer->languages[i].stemmer && strcmp(analyzer->languages[i].code, code) != 0)
		i++;
	if (analyzer->languages[i].stemmer && strcmp(analyzer->languages[i].code, code) != 0) {
		stemmer_free(analyzer->languages[i].stemmer);
		analyzer->languages[i].stemmer = NULL;
	}
	if (!analyzer->languages[i].stemmer) {
		memcpy(analyzer->languages[i].code, code, sizeof code);
		analyzer->languages[i].stemmer = stemmer_new(code);
	}
	if (i > 0) {
		struct stemmer *stemmer = analyzer->languages[i].stemmer;

		memmove(&analyzer->languages[1], &analyzer->languages[0], i * sizeof analyzer->languages[0]);
		memcpy(analyzer->languages[0].code, code, sizeof code);
		analyzer->languages[0].stemmer = stemmer;
	}
	analyzer->apostrophe = apostrophe_of(code);
}

static void begin(struct analyzer *analyzer, const char *language, bool query)
{
	choose_language(analyzer, language, query ? ANALYZER_LANGUAGES : ARTICLE_LANGUAGES);
	analyzer->tokens.count = 0;
	analyzer->tokens.arena_length = 0;
	analyzer->tokens.positions[FIELD_TITLE] = analyzer->tokens.positions[FIELD_BODY] = 0;
	analyzer->query = query;
	analyzer->sifting = false;
	readings_clear(&analyzer->readings);
}

void analyzer_begin(struct analyzer *analyzer, const char *language)
{
	begin(analyzer, language, false);
}

void analyzer_begin_query(struct analyzer *analyzer, const char *language)
{
	begin(analyzer, language, true);
}

void analyzer_sift(struct analyzer *analyzer, const struct term_head *heads, size_t count)
{
	unsigned kept = stemmer_keeps(analyzer->languages[0].stemmer);

	if (kept == 0)
		return;
	if (!analyzer->sifting)
		analyzer->sieve = (struct sieve){0};
	analyzer->sifting = true;
	for (size_t i = 0; i < count; i++)
		sieve_add(&analyzer->sieve, heads[i], kept);
}

const struct stem *analyzer_stem(struct analyzer *analyzer, const char *word, size_t length)
{
	return stemmer_look_up(analyzer->languages[0].stemmer, word, length);
}

/* ---- lines and sentences ---- */

/* What capitals can prove in the line that begins at scan->at. */
static void begin_line(struct scan *scan)
{
	const char *feed = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
	const char *line_end = feed ? feed : scan->end;
	const char *last = line_end;
	bool words = false;

	scan->fresh = true;
	scan->shouting = true;
	for (const char *at = scan->at; at < line_end && scan->shouting; at++) {
		scan->shouting = !ascii_lower(*at);
		words |= *at == ' ';
	}
	/* One word in capitals is a thing's name when a query asks for it ("US"). */
	if (scan->query && !words)
		scan->shouting = false;
	while (last > scan->at && (last[-1] == ' ' || last[-1] == '\t'))
		last--;
	scan->headline = scan->field == FIELD_TITLE || scan->shouting || last == scan->at || !strchr(".!?:;\"')", last[-1]);
	/* A closing curly quote or a full stop of another script ends a sentence too. */
	if (scan->headline && scan->field != FIELD_TITLE && !scan->shouting && last > scan->at && (signed char)last[-1] < 0)
		scan->headline = false;
}

/* A full stop behind a short capitalised word or an initial is an abbreviation's: Mr., Gen., J.; not behind EU or TV. */
static bool abbreviation(const struct scan *scan)
{
	const char *last = scan->last;
	ptrdiff_t length = scan->at - last;

	if (*scan->at != '.' || scan->last_end != scan->at)
		return false;
	return length <= 4 && ascii_upper(*last) && (length == 1 || !ascii_upper(last[1]));
}

/*
 * Whether what stands at scan->at opens something. Quotes and apostrophes that
 * look the same on both sides do so only before a word.
 */
static bool opens(struct scan *scan, enum character_class class, const char *next)
{
	if (class == CLASS_APOSTROPHE || *scan->at == '"')
		return word_class(scan_class(scan, next));
	return class == CLASS_OPENING || class == CLASS_HYPHEN;
}

static void pass_separator(struct scan *scan)
{
	struct folded scratch;
	const char *next;
	enum character_class class;

	if (*scan->at == ' ') {
		scan->at++;
		return;
	}
	if (*scan->at == '\n') {
		scan->at++;
		if (scan->at < scan->end)
			begin_line(scan);
		return;
	}
	class = (enum character_class)scan_peek(scan, scan->at, &next, &scratch)->class;
	if (opens(scan, class, next) || (class == CLASS_FULL_STOP && !abbreviation(scan)))
		scan->fresh = true;
	scan->at = next;
}

/* ---- the common case ---- */

/* What may follow a word of letters without being asked whether the word goes on. */
static const bool ends_letters[256] = {
	[' '] = true, ['\n'] = true, [','] = true, ['.'] = true, [';'] = true, [':'] = true,
	['!'] = true, ['?'] = true,  ['"'] = true, ['('] = true, [')'] = true};

/*
 * Writes the ASCII letters at `at` to out, in lower case, and returns how many
 * they are. Eight bytes at a time, so nothing past `limit` - 7 is looked at
 * and up to 7 bytes behind the letters are written to; WORD_MAX or more when
 * there may be others.
 */
static size_t fold_letters(const char *at, const char *limit, char *out)
{
	const uint64_t each = 0x0101010101010101u, high = 0x80 * each;
	size_t length = 0;

	while (length < WORD_MAX && limit - at >= 8) {
		uint64_t word, lower, others;

		memcpy(&word, at, 8);
		word = le64toh(word);
		lower = word | 0x20 * each;
		/* The high bit of each byte: below 'a', above 'z', or not ASCII. No sum exceeds its byte. */
		others = ~((lower & ~high) + (0x80 - 'a') * each);
		others |= (lower & ~high) + (0x7F - 'z') * each;
		others = (others | word) & high;
		lower = htole64(lower);
		memcpy(out + length, &lower, 8);
		if (others)
			return length + (size_t)__builtin_ctzll(others) / 8;
		length += 8;
		at += 8;
	}
	return WORD_MAX;
}

/*
 * Takes a word of ASCII letters when nothing but letters can belong to it, as
 * most do not. False when it must be read with care: nothing is taken.
 */
static bool take_letters(struct scan *scan)
{
	struct tokens *tokens = scan->tokens;
	const char *at = scan->at;
	char *form = tokens_room(tokens, WORD_MAX + 8);
	size_t length = fold_letters(at, scan->end, form);

	if (length == 0 || length >= WORD_MAX || at + length >= scan->end || !ends_letters[(unsigned char)at[length]])
		return false;
	if (length <= 3 && (length == 1 ? at[1] == '.' : ascii_upper(at[0]) && ascii_upper(at[1])))
		return false; /* U.S. and US */
	if (!scan->sieve || sieve_passes(scan->sieve, form, length)) {
		*readings_add(scan->readings) = (struct draft){.hash = term_hash_letters(at, length),
		                                               .start = (uint32_t)(at - scan->text),
		                                               .end = (uint32_t)(at - scan->text + (ptrdiff_t)length),
		                                               .position = scan->position,
		                                               .form = (uint32_t)tokens->arena_length,
		                                               .form_length = (uint8_t)length,
		                                               .width = 1,
		                                               .kind = TOKEN_WORD,
		                                               .field = (uint8_t)scan->field,
		                                               .reading = (uint8_t)reading_of(scan, ascii_upper(*at))};
		tokens->arena_length += length;
	}
	scan->last = at;
	scan->last_end = at + length;
	scan->position++;
	scan->fresh = false;
	scan->at = at[length] == ' ' ? at + length + 1 : at + length;
	return true;
}

void analyzer_add(struct analyzer *analyzer, enum token_field field, const char *text, size_t length)
{
	struct scan scan = {.folder = &analyzer->folder,
	                    .tokens = &analyzer->tokens,
	                    .readings = &analyzer->readings,
	                    .apostrophe = analyzer->apostrophe,
	                    .query = analyzer->query,
	                    .sieve = analyzer->sifting ? &analyzer->sieve : NULL,
	                    .text = text,
	                    .at = text,
	                    .end = text + length,
	                    .field = field};

	if (length == 0)
		return;
	begin_line(&scan);
	while (scan.at < scan.end) {
		enum character_class class;

		if (take_letters(&scan))
			continue;
		if (ascii_word(*scan.at)) {
			compound_read(&scan);
			continue;
		}
		class = (signed char)*scan.at >= 0 ? CLASS_SEPARATOR : scan_class(&scan, scan.at);
		if (word_class(class))
			compound_read(&scan);
		else if (class == CLASS_IDEOGRAPH)
			ideographs_read(&scan);
		else
			pass_separator(&scan);
	}
	analyzer->tokens.positions[field] = scan.position;
}

const struct tokens *analyzer_end(struct analyzer *analyzer)
{
	readings_settle(&analyzer->readings, analyzer->languages[0].stemmer, &analyzer->tokens);
	return &analyzer->tokens;
}

/* Moves behind the next character that is written, and returns it; NULL at the end. gap: whether it stands apart from the one before. */
static const struct folded *next_folded(struct analyzer *analyzer, const char **at, const char *end, bool *gap,
                                        struct folded *scratch)
{
	*gap = false;
	while (*at < end) {
		const struct folded *folded = folder_look_up(&analyzer->folder, fold_next(at, end), scratch);

		if (folded->length > 0)
			return folded;
		*gap |= folded->class != CLASS_MARK && folded->class != CLASS_APOSTROPHE;
	}
	return NULL;
}

size_t analyzer_fold(struct analyzer *analyzer, const char *text, size_t length, char *out, size_t size)
{
	const char *end = text + length;
	const struct folded *folded;
	struct folded scratch;
	size_t used = 0;
	bool gap;

	for (;;) {
		/* Most of most names, which are folded by the hundred thousand. */
		for (; text < end && used + 2 <= size && ascii_word(*text); text++)
			out[used++] = (char)(ascii_upper(*text) ? *text | 0x20 : *text);
		folded = next_folded(analyzer, &text, end, &gap, &scratch);
		if (!folded || used + folded->length + 1 > size)
			return used;
		if (gap && used > 0)
			out[used++] = ' ';
		memcpy(out + used, folded->bytes, folded->length);
		used += folded->length;
	}
}

bool analyzer_folds_to(struct analyzer *analyzer, const char *text, size_t length, const char *result, size_t result_length)
{
	const char *end = text + length;
	const struct folded *folded;
	struct folded scratch;
	size_t used = 0;
	bool gap;

	while ((folded = next_folded(analyzer, &text, end, &gap, &scratch))) {
		if (gap && used > 0 && (used == result_length || result[used++] != ' '))
			return false;
		if (folded->length > result_length - used || memcmp(result + used, folded->bytes, folded->length) != 0)
			return false;
		used += folded->length;
	}
	return used == result_length;
}

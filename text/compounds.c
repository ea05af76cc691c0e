/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/scan.h"

#include "text/utf8.h"

#include <string.h>

/* ---- noting words down ---- */

/* A word of the given form, noted down when it passes the sieve; where it stands in the text is for place to say. */
static struct draft *add_draft(struct scan *scan, enum token_kind kind, enum reading reading, const char *form, size_t length)
{
	struct tokens *tokens = scan->tokens;
	struct draft *draft;

	if (scan->sieve && !sieve_passes(scan->sieve, form, length))
		return &scan->passed_over;
	draft = readings_add(scan->readings);
	memcpy(tokens_room(tokens, length), form, length);
	*draft = (struct draft){.hash = term_hash(form, length),
	                        .position = scan->position,
	                        .form = (uint32_t)tokens->arena_length,
	                        .form_length = (uint8_t)length,
	                        .width = 1,
	                        .kind = (uint8_t)kind,
	                        .field = (uint8_t)scan->field,
	                        .reading = (uint8_t)reading};
	tokens->arena_length += length;
	return draft;
}

static void place(struct scan *scan, struct draft *draft, const char *start, const char *end)
{
	scan->last = start;
	scan->last_end = end;
	draft->start = (uint32_t)(start - scan->text);
	draft->end = (uint32_t)(end - scan->text);
}

/*
 * The acronyms that a pronoun or verb of English would swallow. Everything else
 * in capitals (NATO, UN, POW) is the same word however it is written.
 */
static const char *acronym_of(const struct word *word)
{
	static const char pairs[][2][6] = {{"us", "u.s"}, {"who", "w.h.o"}, {"it", "i.t"}, {"is", "i.s"}};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (strlen(pairs[i][0]) == word->length && !memcmp(pairs[i][0], word->form, word->length))
			return pairs[i][1];
	return NULL;
}

/*
 * U.S. (u.s. as well), or US beside lower case: the acronym alone. In capitals
 * throughout, nobody can tell: both, the word first.
 */
static bool add_acronym(struct scan *scan, const struct word *word)
{
	bool capitals = word->upper == word->letters && word->upper >= 2;
	const char *acronym = capitals || word->acronym ? acronym_of(word) : NULL;
	bool certain = word->acronym || !scan->shouting;
	struct draft *draft;

	if (!acronym)
		return false;
	if (!certain) {
		draft = add_draft(scan, TOKEN_WORD, READ_STEM, word->form, word->length);
		draft->stop = true;
		place(scan, draft, word->start, word->end);
	}
	draft = add_draft(scan, certain ? TOKEN_WORD : TOKEN_ALSO, READ_FORM, acronym, strlen(acronym));
	place(scan, draft, word->start, word->end);
	return true;
}

static void add_plain(struct scan *scan, const struct word *word)
{
	struct draft *draft = add_draft(scan, TOKEN_WORD, reading_of(scan, word->capital), word->form, word->length);

	place(scan, draft, word->start, word->end);
}

/* Where the currency sign that ends right before at begins; at when there is none. */
static const char *sign_before(struct scan *scan, const char *at)
{
	const char *sign = at, *next;
	struct folded scratch;

	while (sign > scan->text && at - sign < 4 && ((unsigned char)*--sign & 0xC0) == 0x80)
		;
	return sign < at && scan_peek(scan, sign, &next, &scratch)->class == CLASS_CURRENCY && next == at ? sign : at;
}

/* "$7", "15%", "7€": the number with its sign, which is always put first, beside the number alone. */
static void add_signed(struct scan *scan, const struct word *word)
{
	char form[WORD_MAX + 8];
	size_t length = 0;
	const char *start, *end = word->end;

	if (word->digits == 0 || word->length > WORD_MAX - 4)
		return;
	start = sign_before(scan, word->start);
	if (start < word->start) {
		length = (size_t)(word->start - start);
		memcpy(form, start, length);
	} else if (end < scan->end && scan_class(scan, end) == CLASS_CURRENCY) {
		utf8_next(&end, scan->end);
		length = (size_t)(end - word->end);
		memcpy(form, word->end, length);
	}
	memcpy(form + length, word->form, word->length);
	length += word->length;
	if (end < scan->end && *end == '%') {
		form[length++] = '%';
		end++;
	}
	if (length == word->length)
		return;
	place(scan, add_draft(scan, TOKEN_WHOLE, READ_FORM, form, length), start, end);
}

/* Adds one word and moves the position on. */
static void add_word(struct scan *scan, const struct word *word)
{
	if (!add_acronym(scan, word))
		add_plain(scan, word);
	add_signed(scan, word);
	scan->position++;
	scan->fresh = false;
}

/* ---- compounds ---- */

/* The whole of a compound while its words are read. */
struct whole {
	struct word word;
	uint32_t position;
	unsigned width;
	char joint; /* what joins it to the next word when both ends are digits or it is an ampersand */
};

static void whole_add(struct whole *whole, const struct word *word, uint32_t position)
{
	bool digits = whole->word.length > 0 && ascii_digit(whole->word.form[whole->word.length - 1]) &&
	              ascii_digit(word->form[0]);

	if (whole->word.length > 0 && (digits || whole->joint == '&'))
		word_append(&whole->word, &whole->joint, 1);
	word_append(&whole->word, word->form, word->length);
	if (whole->width == 0) {
		whole->word.start = word->start;
		whole->position = position;
	}
	whole->word.end = word->end;
	whole->width++;
}

static void add_whole(struct scan *scan, const struct whole *whole)
{
	struct draft *draft;

	if (whole->width < 2 || whole->word.full) /* of WORD_MAX bytes, so of as many words at most */
		return;
	draft = add_draft(scan, TOKEN_WHOLE, READ_STEM, whole->word.form, whole->word.length);
	draft->position = whole->position;
	draft->width = (uint8_t)whole->width;
	place(scan, draft, whole->word.start, whole->word.end);
}

/* The joint behind a word when another word follows at once: '-', '&' or the apostrophe of an elision, else 0. */
static char joint_at(struct scan *scan, const struct word *word, const char **behind)
{
	struct folded scratch;
	enum character_class class;

	if (scan->at >= scan->end)
		return 0;
	class = (enum character_class)scan_peek(scan, scan->at, behind, &scratch)->class;
	if (!word_class(scan_class(scan, *behind)))
		return 0;
	if (class == CLASS_APOSTROPHE)
		return word_elides(scan, word) ? '\'' : 0;
	return class == CLASS_HYPHEN ? '-' : *scan->at == '&' ? '&' : 0;
}

void compound_read(struct scan *scan)
{
	struct whole whole;
	const char *behind;
	struct word word;
	char joint = 0;

	word_begin(&whole.word, scan->at);
	whole.width = 0;
	while (word_read(scan, &word)) {
		whole.joint = joint;
		joint = joint_at(scan, &word, &behind);
		if (joint != '\'' || whole.width > 0) /* an article is no part of the compound that follows it */
			whole_add(&whole, &word, scan->position);
		add_word(scan, &word);
		if (!joint)
			break;
		scan->at = behind;
	}
	add_whole(scan, &whole);
}

static void add_ideographs(struct scan *scan, const char *form, size_t length, const char *start, const char *end)
{
	struct draft *draft = add_draft(scan, TOKEN_WORD, READ_FORM, form, length);

	draft->ideograph = true;
	place(scan, draft, start, end);
	scan->position++;
}

/* A run of ideographs as overlapping pairs; one alone as itself. */
void ideographs_read(struct scan *scan)
{
	struct folded scratch, previous = {0};
	const char *start = scan->at, *previous_start = scan->at, *next;
	unsigned count = 0;

	while (scan->at < scan->end) {
		const struct folded *folded = scan_peek(scan, scan->at, &next, &scratch);

		if (folded->class == CLASS_MARK) {
			scan->at = next;
			continue;
		}
		if (folded->class != CLASS_IDEOGRAPH)
			break;
		if (count++ > 0) {
			char pair[2 * FOLD_MAX];
			size_t length = (size_t)previous.length + folded->length;

			memcpy(pair, previous.bytes, previous.length);
			memcpy(pair + previous.length, folded->bytes, folded->length);
			add_ideographs(scan, pair, length, previous_start, next);
		}
		previous = *folded;
		previous_start = scan->at;
		scan->at = next;
	}
	if (count == 1)
		add_ideographs(scan, previous.bytes, previous.length, start, scan->at);
	scan->fresh = false;
}

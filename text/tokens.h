/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text to terms, the one place for both programs.
 *
 * A word is a run of letters and digits. It is folded (text/fold.h) and
 * stemmed (text/stem.h); Unicode TR 29's word borders are followed where news
 * does not ask for more:
 *
 *   cease-fire        cease, fire, and the whole "ceasefire" (hyphens, & between letters)
 *   18-25, 2025-06-02 18, 25, and the whole "18-25": digits are not run together
 *   Zelensky's        zelensky, with ' or ’ (English); Türkiye'nin: türkiye (Turkish); l'Ukraine: l, ukraine (French, Italian, Catalan)
 *   O'Brien, don't    obrien, dont; but she'll, they've: she, they
 *   U.S., u.s., U.N.  us as an acronym: the term "u.s", never the pronoun; un
 *   US                as U.S., in a line that has lower case letters too
 *   6,000  1.5  3½    6000; 1.5; 3.5
 *   $7, 15%, 7€       7, 15, and the whole "$7", "15%", "€7"
 *   漢字仮名          overlapping pairs of characters: 漢字, 字仮, 仮名
 *
 * A capitalised word inside a sentence that is no English word keeps its form
 * when the stemmer would change it ("Perthes"). At the start of a sentence and
 * in headlines capitals prove nothing: there a word follows its like inside
 * the article's sentences, and where there is none it gets both readings.
 */
#ifndef DATELINE_TEXT_TOKENS_H
#define DATELINE_TEXT_TOKENS_H

#include "text/sieve.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind {
	TOKEN_WORD,  /* takes a position */
	TOKEN_WHOLE, /* the whole of the compound whose `width` words end right before it in the list; position of the first of them */
	TOKEN_ALSO   /* a second reading of the word before it in the list, at its position */
};

enum token_field {
	FIELD_TITLE,
	FIELD_BODY
};

struct token {
	uint32_t start, end;  /* its bytes in the text of its field */
	uint32_t position;    /* from 0 in each field */
	uint32_t term, form;  /* offsets in the arena: what is indexed, and the folded word it came from */
	uint8_t term_length, form_length; /* 1..WORD_MAX */
	uint8_t width;        /* positions that it spans: 1, for a WHOLE 1..255 */
	uint8_t kind;         /* enum token_kind */
	uint8_t field;        /* enum token_field */
	bool stop;            /* a function word */
	bool name_like;       /* protected from the stemmer where capitals say that it is a name */
	bool ideograph;       /* a pair (or a lone one) of ideographs */
	uint64_t hash;        /* term_hash of the term */
};

struct tokens {
	struct token *list;
	size_t count;
	size_t capacity;
	char *arena;
	size_t arena_length;
	size_t arena_capacity;
	uint32_t positions[2]; /* words in each field */
};

static inline const char *token_term(const struct tokens *tokens, const struct token *token)
{
	return tokens->arena + token->term;
}

static inline const char *token_form(const struct tokens *tokens, const struct token *token)
{
	return tokens->arena + token->form;
}

/* So many languages' stemmers are kept; of those that articles are read in, which take more memory, a dozen. */
#define ANALYZER_LANGUAGES 32

/* Holds the caches; some 4 MB for each of the last few languages when warm. One thread at a time. */
struct analyzer;

struct analyzer *analyzer_new(void);
void analyzer_free(struct analyzer *analyzer);

/* Whether words of a language become anything but what their letters say: it has stems, or endings behind apostrophes. */
bool analyzer_inflects(const char *language);

/* Starts an article or a query in a language (ISO 639-1, NULL: none known). */
void analyzer_begin(struct analyzer *analyzer, const char *language);

/* A query has no sentences: its capitals prove nothing, except that US is not us. */
void analyzer_begin_query(struct analyzer *analyzer, const char *language);

/*
 * From here to the next begin, only what may come to terms with one of these
 * beginnings becomes a token, compounds and second readings each by itself.
 * Positions count the other words too. Called again, it adds to them.
 */
void analyzer_sift(struct analyzer *analyzer, const struct term_head *heads, size_t count);

/*
 * Adds a text of valid UTF-8; once for each field, and together under 256 MiB:
 * forms and terms, which may be longer, are counted in 32 bits.
 */
void analyzer_add(struct analyzer *analyzer, enum token_field field, const char *text, size_t length);

/* The tokens in the order of the text; borrowed until the next begin. */
const struct tokens *analyzer_end(struct analyzer *analyzer);

/* The stem of one folded word in the language of the last begin, borrowed until the next call on the analyzer. */
const struct stem *analyzer_stem(struct analyzer *analyzer, const char *word, size_t length);

/*
 * One string folded whole, as names of sources and authors are compared:
 * words separated by single spaces. Returns the length written, at most size.
 */
size_t analyzer_fold(struct analyzer *analyzer, const char *text, size_t length, char *out, size_t size);

/* Whether that would be the result; it looks no further than the first difference. */
bool analyzer_folds_to(struct analyzer *analyzer, const char *text, size_t length, const char *result, size_t result_length);

#endif

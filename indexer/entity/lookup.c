/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/entity/lookup.h"

#include "article/article.h"
#include "entity/pieces.h"
#include "entity/tagger.h"
#include "names/forenames.h"
#include "names/spelling.h"
#include "text/lexicon.h"
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

/* A name of the tables has no more words. */
#define RUN_WORDS 6

/* Shorter words that are no acronyms are words of too many languages. */
#define ALONE_MIN 4
#define ACRONYM_MIN 3

struct lookup {
	const struct names *names;
	struct folder *folder;
	const char *text;
	size_t length;
	bool nouns;    /* have capitals in the article's language */
	bool genitive; /* is an s behind the name there */
	bool behind_name; /* a capitalised word stands before: "Danilo Medina" is in no place */
	struct spans *spans;
};

/* Words with single spaces between them, and nothing else. */
struct run {
	struct piece words[RUN_WORDS];
	size_t count;
};

static bool is_capital(const char *text, const struct piece *piece)
{
	const char *at = text + piece->start;

	return utf8proc_category((utf8proc_int32_t)utf8_next(&at, text + piece->end)) == UTF8PROC_CATEGORY_LU;
}

static bool has_lower_case(const char *text, const struct piece *piece)
{
	const char *at = text + piece->start, *end = text + piece->end;

	while (at < end)
		if (utf8proc_category((utf8proc_int32_t)utf8_next(&at, end)) == UTF8PROC_CATEGORY_LL)
			return true;
	return false;
}

/* "d'Emmanuel" begins at E. */
static void drop_elision(const char *text, struct piece *piece)
{
	static const char *const marks[] = {"'", "\u2019"};

	for (size_t letters = 1; letters <= 2; letters++)
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			size_t length = strlen(marks[i]);

			if (piece->end - piece->start > letters + length && !memcmp(text + piece->start + letters, marks[i], length)) {
				piece->start += (uint32_t)(letters + length);
				return;
			}
		}
}

static void read_run(const struct lookup *lookup, const struct piece *first, struct run *run)
{
	size_t at = first->end;
	struct piece next;

	run->words[0] = *first;
	run->count = 1;
	while (run->count < RUN_WORDS && piece_next(lookup->text, lookup->length, &at, &next) &&
	       next.start == run->words[run->count - 1].end + 1 && lookup->text[next.start - 1] == ' ')
		run->words[run->count++] = next;
}

static size_t key_of(const struct lookup *lookup, const struct run *run, size_t first, size_t last, char key[NAME_KEY_MAX])
{
	uint32_t start = run->words[first].start;

	return name_key(lookup->folder, lookup->text + start, run->words[last].end - start, key);
}

static bool is_forename(const struct lookup *lookup, const struct run *run, size_t word)
{
	/* Forenames that are words of some language, too: months, and what German writes with a capital. */
	static const char *const words[] = {"august", "april",  "avril", "abril", "mai",    "june", "juni", "art", "baron", "don",  "ernst", "hunter",
	                                    "magic",  "mark",   "may",   "nasser", "prince", "rand", "rose", "will", "wolf"};
	char key[NAME_KEY_MAX];
	size_t length = key_of(lookup, run, word, word, key);
	uint32_t classes[FORENAME_CLASSES];

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (length == strlen(words[i]) && !memcmp(key, words[i], length))
			return false;
	return is_capital(lookup->text, &run->words[word]) && has_lower_case(lookup->text, &run->words[word]) &&
	       forename_classes(names_forenames(lookup->names), key, length, classes) > 0;
}

/* A word that says enough alone: an acronym, or what is no word of another language, no forename and nobody's surname. */
static bool stands_alone(const struct lookup *lookup, const struct piece *word, enum entity_kind kind, const char *key, size_t length)
{
	uint32_t classes[FORENAME_CLASSES];

	if (!has_lower_case(lookup->text, word))
		return kind != ENTITY_PERSON && length >= ACRONYM_MIN;
	return length >= ALONE_MIN && !lookup->behind_name && !lexicon_holds(key, length) && !lexicon_stop_word_of_any(key, length) &&
	       forename_classes(names_forenames(lookup->names), key, length, classes) == 0;
}

/* Whether a key of the tables is a name here. */
static bool is_known(const struct lookup *lookup, const struct run *run, size_t count, const char *key, size_t length, enum entity_kind *kind)
{
	return names_kind(lookup->names, key, length, kind) && (count > 1 || stands_alone(lookup, &run->words[0], *kind, key, length));
}

/* The bytes of the longest name of the tables that the run begins with; 0: none. Without the s of "Putins". */
static uint32_t known_name(const struct lookup *lookup, const struct run *run, enum entity_kind *kind)
{
	for (size_t count = run->count; count > 0; count--) {
		uint32_t bytes = run->words[count - 1].end - run->words[0].start;
		char key[NAME_KEY_MAX];
		size_t length;

		if (!is_capital(lookup->text, &run->words[count - 1]))
			continue;
		length = key_of(lookup, run, 0, count - 1, key);
		if (is_known(lookup, run, count, key, length, kind))
			return bytes;
		if (lookup->genitive && length > 1 && lookup->text[run->words[count - 1].end - 1] == 's' &&
		    is_known(lookup, run, count, key, length - 1, kind))
			return bytes - 1;
	}
	return 0;
}

static bool is_particle(const char *text, const struct piece *word)
{
	static const char *const particles[] = {"de", "la", "del", "da", "di", "dos", "das", "do", "du", "le", "von", "van", "der",
	                                        "den", "zu", "bin", "ibn", "al", "el", "af", "av"};
	size_t length = word->end - word->start;

	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
		if (strlen(particles[i]) == length && !memcmp(text + word->start, particles[i], length))
			return true;
	return false;
}

/* What is a part of names behind "von" and "van" alone. */
static bool is_article(const char *text, const struct piece *word)
{
	return word->end - word->start == 3 && text[word->start] == 'd' && text[word->start + 1] == 'e' && strchr("rn", text[word->start + 2]);
}

static bool is_surname(const struct lookup *lookup, const struct run *run, size_t word)
{
	char key[NAME_KEY_MAX];
	size_t length = key_of(lookup, run, word, word, key);

	return length > 1 && is_capital(lookup->text, &run->words[word]) && !lexicon_stop_word_of_any(key, length) &&
	       names_find(lookup->names, ENTITY_PLACE, key, length) == NAMES_NONE;
}

/* Second surnames: "Pedro Sánchez Pérez". In German what follows may be any noun. */
static size_t more_surnames(const struct lookup *lookup, const struct run *run, size_t word)
{
	while (!lookup->nouns && word < run->count && has_lower_case(lookup->text, &run->words[word]) && is_surname(lookup, run, word))
		word++;
	return word;
}

/* How many words of the run are forenames that are known, particles and surnames; 0: it begins otherwise. */
static size_t person(const struct lookup *lookup, const struct run *run)
{
	size_t word = 1;

	if (!is_forename(lookup, run, 0))
		return 0;
	while (word + 1 < run->count && is_forename(lookup, run, word) && is_capital(lookup->text, &run->words[word + 1]))
		word++;
	if (word < run->count && is_article(lookup->text, &run->words[word]))
		return 0;
	while (word < run->count && is_particle(lookup->text, &run->words[word]))
		word++;
	return word < run->count && is_surname(lookup, run, word) ? more_surnames(lookup, run, word + 1) : 0;
}

/* A capitalised word that is more than the first of a sentence. In German it may be any noun. */
static bool opens_name(const struct lookup *lookup, const struct piece *piece)
{
	const struct run run = {{*piece}, 1};
	char key[NAME_KEY_MAX];
	size_t length = key_of(lookup, &run, 0, 0, key);

	return !lookup->nouns && lookup->text[piece->end] == ' ' && is_capital(lookup->text, piece) && !lexicon_stop_word_of_any(key, length);
}

/* The bytes of a name that begins with a piece; 0: none does. */
static uint32_t name_at(const struct lookup *lookup, const struct piece *piece, enum entity_kind *kind)
{
	struct run run;
	uint32_t bytes;
	size_t count;

	read_run(lookup, piece, &run);
	bytes = known_name(lookup, &run, kind);
	if (bytes > 0)
		return bytes;
	*kind = ENTITY_PERSON;
	count = person(lookup, &run);
	return count > 0 ? run.words[count - 1].end - piece->start : 0;
}

static void look_through(struct lookup *lookup, const char *text, bool title)
{
	struct piece piece;
	size_t at = 0;

	lookup->text = text ? text : "";
	lookup->length = strlen(lookup->text);
	lookup->behind_name = false;
	while (piece_next(lookup->text, lookup->length, &at, &piece)) {
		enum entity_kind kind;
		uint32_t length;

		drop_elision(lookup->text, &piece);
		length = is_capital(lookup->text, &piece) ? name_at(lookup, &piece, &kind) : 0;
		lookup->behind_name = length > 0 || opens_name(lookup, &piece);
		if (length == 0)
			continue;
		at = piece.start + length;
		spans_add(lookup->spans, (struct span){.start = piece.start, .end = (uint32_t)at, .kind = (uint8_t)kind, .title = title});
	}
}

static bool is_of(const char *language, const char *const *list)
{
	for (; *list; list++)
		if (!strncmp(language, *list, 2))
			return true;
	return false;
}

void look_up_names(const struct names *names, struct folder *folder, const struct article *article, struct spans *spans)
{
	static const char *const nouns[] = {"de", "lb", NULL}, *const genitives[] = {"de", "lb", "da", "no", "nb", "nn", "sv", NULL};
	struct lookup lookup = {.names = names,
	                        .folder = folder,
	                        .nouns = is_of(article->language, nouns),
	                        .genitive = is_of(article->language, genitives),
	                        .spans = spans};

	spans->count = 0;
	look_through(&lookup, article->title, true);
	look_through(&lookup, article->text, false);
}

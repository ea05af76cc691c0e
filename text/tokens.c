/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/tokens.h"

#include "text/fold.h"
#include "text/memory.h"
#include "text/readings.h"
#include "text/utf8.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LANGUAGES_KEPT 4

/* How a language treats what follows an apostrophe. */
enum apostrophe {
	APOSTROPHE_POSSESSIVE, /* 's comes off; other words are run together */
	APOSTROPHE_ELISION,    /* a short word before it is a word of its own */
	APOSTROPHE_SUFFIX      /* what follows is a case ending and comes off */
};

struct analyzer {
	struct tokens tokens;
	struct readings readings;
	struct folder folder;
	struct {
		char code[9];
		struct stemmer *stemmer;
	} languages[LANGUAGES_KEPT]; /* most recently begun first */
	enum apostrophe apostrophe;
	bool query;
};

/* The place in a text, and what is known of the word that is being read. */
struct scan {
	struct analyzer *analyzer;
	const char *text, *at, *end;
	enum token_field field;
	uint32_t position;
	bool fresh;      /* a sentence, a line or a quotation begins here: a capital proves nothing */
	bool headline;   /* the line is none of running text */
	bool shouting;   /* the line has no lower case letter */
	const char *line_end;
};

struct word {
	char form[WORD_MAX];
	size_t length;
	const char *start, *end;
	unsigned letters, upper, digits;
	bool capital; /* begins with an upper case letter */
	bool acronym; /* written with full stops */
	bool full;    /* WORD_MAX reached */
};

static inline bool ascii_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static inline bool ascii_lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static inline bool ascii_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

struct analyzer *analyzer_new(void)
{
	return memory_zeroed(1, sizeof(struct analyzer));
}

void analyzer_free(struct analyzer *analyzer)
{
	if (!analyzer)
		return;
	for (size_t i = 0; i < LANGUAGES_KEPT; i++)
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

/* Moves the language's stemmer to the front, made when it is not there. */
static void choose_language(struct analyzer *analyzer, const char *language)
{
	char code[9] = "";
	size_t i = 0;

	if (language)
		strncpy(code, language, sizeof code - 1);
	code[strcspn(code, "-_")] = '\0';
	for (char *at = code; *at; at++)
		*at = ascii_upper(*at) ? (char)(*at | 0x20) : *at;
	while (i < LANGUAGES_KEPT - 1 && analyzer->languages[i].stemmer && strcmp(analyzer->languages[i].code, code) != 0)
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

void analyzer_begin(struct analyzer *analyzer, const char *language)
{
	choose_language(analyzer, language);
	analyzer->tokens.count = 0;
	analyzer->tokens.arena_length = 0;
	analyzer->tokens.positions[FIELD_TITLE] = analyzer->tokens.positions[FIELD_BODY] = 0;
	analyzer->query = false;
	readings_clear(&analyzer->readings);
}

void analyzer_begin_query(struct analyzer *analyzer, const char *language)
{
	analyzer_begin(analyzer, language);
	analyzer->query = true;
}

const struct stem *analyzer_stem(struct analyzer *analyzer, const char *word, size_t length)
{
	return stemmer_look_up(analyzer->languages[0].stemmer, word, length);
}

/* The class of the character at `at` (not past the end), and where it ends. */
static const struct folded *peek(struct scan *scan, const char *at, const char **next, struct folded *scratch)
{
	*next = at;
	return folder_look_up(&scan->analyzer->folder, fold_next(next, scan->end), scratch);
}

static enum character_class class_at(struct scan *scan, const char *at)
{
	struct folded scratch;
	const char *next;

	return at < scan->end ? (enum character_class)peek(scan, at, &next, &scratch)->class : CLASS_SEPARATOR;
}

static bool word_class(enum character_class class)
{
	return class == CLASS_LETTER || class == CLASS_DIGIT;
}

/* ---- adding words ---- */

/* A word of the given form; where it stands in the text is for place to say. */
static struct draft *add_draft(struct scan *scan, enum token_kind kind, enum reading reading, const char *form, size_t length)
{
	struct tokens *tokens = &scan->analyzer->tokens;
	struct draft *draft = readings_add(&scan->analyzer->readings);

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

static void place(const struct scan *scan, struct draft *draft, const char *start, const char *end)
{
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

/* U.S. (u.s. as well), or US beside lower case: the acronym alone. In capitals throughout, nobody can tell: both, the word first. */
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

/* Capitals inside a sentence, of a word that is no word of the language, prove a name; elsewhere both readings wait. */
static enum reading reading_of(const struct scan *scan, bool capital)
{
	if (!capital || scan->analyzer->query)
		return READ_STEM;
	return scan->fresh || scan->headline ? READ_EITHER : READ_NAME;
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
	return sign < at && peek(scan, sign, &next, &scratch)->class == CLASS_CURRENCY && next == at ? sign : at;
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
	} else if (end < scan->end && class_at(scan, end) == CLASS_CURRENCY) {
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

/* ---- reading words ---- */

static void append(struct word *word, const char *bytes, size_t length)
{
	if (word->full)
		return;
	if (word->length + length > WORD_MAX) {
		word->full = true; /* the rest belongs to the word, but is not compared */
		length = WORD_MAX - word->length;
		while (length > 0 && ((unsigned char)bytes[length] & 0xC0) == 0x80)
			length--;
	}
	memcpy(word->form + word->length, bytes, length);
	word->length += length;
}

/* "6,000" and "1.5": a mark between digits that does not end the number. The comma is left out, the point kept. */
static bool number_goes_on(const struct scan *scan, const char *at, const struct word *word)
{
	if (word->letters > 0 || scan->end - at < 2 || !ascii_digit(at[1]) || !ascii_digit(at[-1]))
		return false;
	if (*at == '.')
		return true;
	return *at == ',' && scan->end - at >= 4 && ascii_digit(at[2]) && ascii_digit(at[3]) &&
	       (scan->end - at == 4 || !ascii_digit(at[4]));
}

/* ASCII letters and digits in lower case, 0 for all other bytes. */
static const char ascii_folded[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
	['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
	['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
	['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
	['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',
	['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l',
	['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
	['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};

/* The letters and digits of ASCII at scan->at: nearly all of most news. */
static void read_ascii(struct scan *scan, struct word *word)
{
	const char *at = scan->at;
	unsigned upper = 0, digits = 0;
	size_t length = word->length;
	char folded;

	word->capital |= at < scan->end && word->letters + word->digits == 0 && ascii_upper(*at);
	for (; at < scan->end && (folded = ascii_folded[(unsigned char)*at]) != 0; at++) {
		upper += folded != *at;
		digits += folded <= '9';
		if (length < WORD_MAX && !word->full)
			word->form[length++] = folded;
		else
			word->full = true; /* the rest belongs to the word, but is not compared */
	}
	word->length = length;
	word->upper += upper;
	word->digits += digits;
	word->letters += (unsigned)(at - scan->at) - digits;
	scan->at = at;
}

/* A letter, digit or mark beyond ASCII at scan->at; false when it is none. */
static bool read_other(struct scan *scan, struct word *word)
{
	struct folded scratch;
	const char *next;
	const struct folded *folded = peek(scan, scan->at, &next, &scratch);

	if (folded->class == CLASS_LETTER) {
		word->capital |= folded->upper && word->letters + word->digits == 0;
		word->letters++;
		word->upper += folded->upper;
	} else if (folded->class == CLASS_DIGIT) {
		word->digits++;
	} else if (folded->class != CLASS_MARK) {
		return false;
	}
	append(word, folded->bytes, folded->length);
	scan->at = next;
	return true;
}

/* Takes the letters, digits and marks at scan->at; false when there is none. */
static bool read_run(struct scan *scan, struct word *word)
{
	const char *begin = scan->at;

	while (scan->at < scan->end) {
		char byte = *scan->at;

		if (ascii_folded[(unsigned char)byte]) {
			read_ascii(scan, word);
		} else if ((byte == ',' || byte == '.') && scan->at > begin && number_goes_on(scan, scan->at, word)) {
			if (byte == '.')
				append(word, &byte, 1);
			scan->at++;
		} else if ((signed char)byte >= 0 || !read_other(scan, word)) {
			break;
		}
	}
	word->end = scan->at;
	return scan->at > begin && word->length > 0;
}

/* Ready for a word that starts at start; the form's bytes are not cleared, they are written before they are read. */
static void word_begin(struct word *word, const char *start)
{
	word->length = 0;
	word->start = word->end = start;
	word->letters = word->upper = word->digits = 0;
	word->capital = word->acronym = word->full = false;
}

/* "U.S." and "a.m.": single letters, each followed by a full stop. scan->at stands behind the first letter. */
static void read_acronym(struct scan *scan, struct word *word)
{
	while (scan->end - scan->at >= 2 && scan->at[0] == '.' && word_class(class_at(scan, scan->at + 1))) {
		struct folded scratch;
		const char *next;
		const struct folded *folded = peek(scan, scan->at + 1, &next, &scratch);

		if (folded->class != CLASS_LETTER || word_class(class_at(scan, next)))
			break;
		append(word, folded->bytes, folded->length);
		word->letters++;
		word->upper += folded->upper;
		word->acronym = true;
		scan->at = word->end = next;
	}
	if (word->acronym && scan->at < scan->end && *scan->at == '.')
		word->end = ++scan->at;
}

/* l'Ukraine, jusqu'à, nell'Est, but aujourd'hui and O'Brien. */
static bool elides(const struct analyzer *analyzer, const struct word *word)
{
	if (analyzer->apostrophe != APOSTROPHE_ELISION || word->digits > 0)
		return false;
	if (word->length == 1)
		return *word->form != 'o';
	return word->length <= 5 || !memcmp(word->form + word->length - 2, "qu", 2);
}

/* The possessive 's, or a verb that leans on its subject (she'll is no shell): the length of what comes off behind an apostrophe, or 0. */
static size_t ending_length(struct scan *scan, const char *at)
{
	static const char endings[][3] = {"s", "ll", "re", "ve", "d", "m"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t length = strlen(endings[i]);

		if ((size_t)(scan->end - at) >= length && !strncasecmp(at, endings[i], length) &&
		    !word_class(class_at(scan, at + length)))
			return length;
	}
	return 0;
}

/* What follows the apostrophe at scan->at, which stands behind letters. True when it was dealt with and the word goes on. */
static bool read_apostrophe(struct scan *scan, struct word *word)
{
	struct folded scratch;
	const char *behind, *stop;

	if (scan->at >= scan->end || peek(scan, scan->at, &behind, &scratch)->class != CLASS_APOSTROPHE ||
	    !word_class(class_at(scan, behind)))
		return false;
	if (elides(scan->analyzer, word))
		return false;
	stop = behind + ending_length(scan, behind);
	if (stop > behind) {
		scan->at = stop; /* word->end stays before the apostrophe */
		return false;
	}
	if (scan->analyzer->apostrophe == APOSTROPHE_SUFFIX) {
		struct word suffix;

		word_begin(&suffix, behind);
		scan->at = behind;
		read_run(scan, &suffix);
		return false;
	}
	scan->at = behind;
	return read_run(scan, word);
}

/* One word without hyphens. False when none starts at scan->at. */
static bool read_word(struct scan *scan, struct word *word)
{
	word_begin(word, scan->at);
	if (!read_run(scan, word))
		return false;
	if (word->letters == 1 && word->digits == 0)
		read_acronym(scan, word);
	while (read_apostrophe(scan, word))
		;
	return true;
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
		append(&whole->word, &whole->joint, 1);
	append(&whole->word, word->form, word->length);
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

	if (whole->width < 2 || whole->width > 255 || whole->word.full)
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
	class = (enum character_class)peek(scan, scan->at, behind, &scratch)->class;
	if (!word_class(class_at(scan, *behind)))
		return 0;
	if (class == CLASS_APOSTROPHE)
		return elides(scan->analyzer, word) ? '\'' : 0;
	return class == CLASS_HYPHEN ? '-' : *scan->at == '&' ? '&' : 0;
}

static void read_compound(struct scan *scan)
{
	struct whole whole;
	const char *behind;
	struct word word;
	char joint = 0;

	word_begin(&whole.word, scan->at);
	whole.width = 0;
	while (read_word(scan, &word)) {
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
static void read_ideographs(struct scan *scan)
{
	struct folded scratch, previous = {0};
	const char *start = scan->at, *previous_start = scan->at, *next;
	unsigned count = 0;

	while (scan->at < scan->end) {
		const struct folded *folded = peek(scan, scan->at, &next, &scratch);

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

/* ---- lines and sentences ---- */

/* What capitals can prove in the line that begins at scan->at. */
static void begin_line(struct scan *scan)
{
	const char *feed = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
	const char *last;
	bool words = false;

	scan->line_end = feed ? feed : scan->end;
	scan->fresh = true;
	scan->shouting = true;
	for (const char *at = scan->at; at < scan->line_end && scan->shouting; at++) {
		scan->shouting = !ascii_lower(*at);
		words |= *at == ' ';
	}
	/* One word in capitals is a thing's name when a query asks for it ("US"). */
	if (scan->analyzer->query && !words)
		scan->shouting = false;
	last = scan->line_end;
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
	const struct readings *readings = &scan->analyzer->readings;
	const struct draft *last;

	if (*scan->at != '.' || readings->count == 0)
		return false;
	last = &readings->list[readings->count - 1];
	return last->field == scan->field && scan->text + last->end == scan->at && last->end - last->start <= 4 &&
	       ascii_upper(scan->text[last->start]) &&
	       (last->end - last->start == 1 || !ascii_upper(scan->text[last->start + 1]));
}

/* Whether what stands at scan->at opens something: quotes and apostrophes that look the same on both sides do before a word alone. */
static bool opens(struct scan *scan, enum character_class class, const char *next)
{
	if (class == CLASS_APOSTROPHE || *scan->at == '"')
		return word_class(class_at(scan, next));
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
	class = (enum character_class)peek(scan, scan->at, &next, &scratch)->class;
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
	struct tokens *tokens = &scan->analyzer->tokens;
	const char *at = scan->at;
	char *form = tokens_room(tokens, WORD_MAX + 8);
	size_t length = fold_letters(at, scan->end, form);
	struct draft *draft;

	if (length == 0 || length >= WORD_MAX || at + length >= scan->end || !ends_letters[(unsigned char)at[length]])
		return false;
	if (length <= 3 && (length == 1 ? at[1] == '.' : ascii_upper(at[0]) && ascii_upper(at[1])))
		return false; /* U.S. and US */
	draft = readings_add(&scan->analyzer->readings);
	*draft = (struct draft){.hash = term_hash_letters(at, length),
	                        .start = (uint32_t)(at - scan->text),
	                        .end = (uint32_t)(at - scan->text + (ptrdiff_t)length),
	                        .position = scan->position++,
	                        .form = (uint32_t)tokens->arena_length,
	                        .form_length = (uint8_t)length,
	                        .width = 1,
	                        .kind = TOKEN_WORD,
	                        .field = (uint8_t)scan->field,
	                        .reading = (uint8_t)reading_of(scan, ascii_upper(*at))};
	tokens->arena_length += length;
	scan->fresh = false;
	scan->at = at[length] == ' ' ? at + length + 1 : at + length;
	return true;
}

void analyzer_add(struct analyzer *analyzer, enum token_field field, const char *text, size_t length)
{
	struct scan scan = {.analyzer = analyzer, .text = text, .at = text, .end = text + length, .field = field};

	if (length == 0)
		return;
	begin_line(&scan);
	while (scan.at < scan.end) {
		enum character_class class;

		if (take_letters(&scan))
			continue;
		if (ascii_lower(*scan.at) || ascii_upper(*scan.at) || ascii_digit(*scan.at)) {
			read_compound(&scan);
			continue;
		}
		class = (signed char)*scan.at >= 0 ? CLASS_SEPARATOR : class_at(&scan, scan.at);
		if (word_class(class))
			read_compound(&scan);
		else if (class == CLASS_IDEOGRAPH)
			read_ideographs(&scan);
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

size_t analyzer_fold(struct analyzer *analyzer, const char *text, size_t length, char *out, size_t size)
{
	const char *at = text, *end = text + length;
	size_t used = 0;
	bool gap = false;

	while (at < end) {
		struct folded scratch;
		const struct folded *folded = folder_look_up(&analyzer->folder, fold_next(&at, end), &scratch);

		if (folded->length == 0) {
			gap |= folded->class != CLASS_MARK && folded->class != CLASS_APOSTROPHE;
			continue;
		}
		if (used + folded->length + 1 > size)
			break;
		if (gap && used > 0)
			out[used++] = ' ';
		gap = false;
		memcpy(out + used, folded->bytes, folded->length);
		used += folded->length;
	}
	return used;
}

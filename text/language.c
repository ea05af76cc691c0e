/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/language.h"

#include "text/fold.h"
#include "text/lexicon.h"
#include "text/memory.h"
#include "text/stem.h"

#include <textcat.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define LANGUAGES_MAX 32
#define WORDS_SIZE 4096 /* a power of two, more than twice as many as there are stop words */

#define STEP 256        /* bytes that are looked at before it is asked whether they are enough */
#define SAMPLE_MAX 3072 /* bytes after which no more are looked at */

/* Fewer words than this tell nothing. A language that is far ahead has so many function words, and such a score. */
#define WORDS_MIN 12
#define WORDS_FEW 60 /* fewer tell libexttextcat little: it takes short English for Scots or Catalan */
#define HITS_MIN 3
#define SCORE_MIN 8
#define SCORE_SURE 12

#define WEIGHT_LINE 8 /* of a line, and two function words: one of them ("met", "são" of a city) is chance */
#define LETTERS_SURE 6 /* of a line, by its letters alone */
#define WEIGHT_MIN 3 /* for a text of few words: one function word that only two languages have */

struct known_word {
	uint64_t hash;      /* 0: free */
	uint32_t languages; /* a bit each */
};

struct language_detector {
	struct folder folder;
	struct known_word words[WORDS_SIZE];
	char codes[LANGUAGES_MAX][LANGUAGE_CODE_MAX];
	unsigned count;
	void *textcat; /* NULL until it is needed, or where its data is not there */
	bool tried;
	char found[LANGUAGE_CODE_MAX];
};

/* ---- scripts ---- */

enum script {
	SCRIPT_LATIN,
	SCRIPT_GREEK,
	SCRIPT_CYRILLIC,
	SCRIPT_ARMENIAN,
	SCRIPT_HEBREW,
	SCRIPT_ARABIC,
	SCRIPT_DEVANAGARI,
	SCRIPT_THAI,
	SCRIPT_GEORGIAN,
	SCRIPT_KANA,
	SCRIPT_HAN,
	SCRIPT_HANGUL,
	SCRIPT_COUNT
};

/* The usual language of each script, and whether it is nearly the only one. */
static const struct {
	char code[3];
	bool alone;
} script_languages[SCRIPT_COUNT] = {{"en", false}, {"el", true},  {"ru", false}, {"hy", true},
                                    {"he", true},  {"ar", false}, {"hi", false}, {"th", true},
                                    {"ka", true},  {"ja", true},  {"zh", true},  {"ko", true}};

static enum script script_of(uint32_t code)
{
	static const struct {
		uint32_t first, last;
		enum script script;
	} ranges[] = {{0x370, 0x3FF, SCRIPT_GREEK},      {0x400, 0x52F, SCRIPT_CYRILLIC},  {0x530, 0x58F, SCRIPT_ARMENIAN},
	              {0x590, 0x5FF, SCRIPT_HEBREW},     {0x600, 0x6FF, SCRIPT_ARABIC},    {0x750, 0x77F, SCRIPT_ARABIC},
	              {0x900, 0x97F, SCRIPT_DEVANAGARI}, {0xE00, 0xE7F, SCRIPT_THAI},      {0x10A0, 0x10FF, SCRIPT_GEORGIAN},
	              {0x3040, 0x30FF, SCRIPT_KANA},     {0x3400, 0x4DBF, SCRIPT_HAN},     {0x4E00, 0x9FFF, SCRIPT_HAN},
	              {0xAC00, 0xD7AF, SCRIPT_HANGUL},   {0xF900, 0xFAFF, SCRIPT_HAN},     {0xFB50, 0xFEFF, SCRIPT_ARABIC}};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return ranges[i].script;
	return SCRIPT_LATIN;
}

/* ---- the table of function words ---- */

static struct known_word *slot_of(struct language_detector *detector, uint64_t hash)
{
	size_t at = hash & (WORDS_SIZE - 1);

	while (detector->words[at].hash && detector->words[at].hash != hash)
		at = (at + 1) & (WORDS_SIZE - 1);
	return &detector->words[at];
}

static void add_word(void *context, const char *language, const char *word, size_t length)
{
	struct language_detector *detector = context;
	uint64_t hash = term_hash(word, length);
	struct known_word *slot = slot_of(detector, hash);

	if (detector->count == 0 || strcmp(detector->codes[detector->count - 1], language) != 0) {
		if (detector->count == LANGUAGES_MAX)
			return;
		strcpy(detector->codes[detector->count++], language);
	}
	slot->hash = hash;
	slot->languages |= (uint32_t)1 << (detector->count - 1);
}

struct language_detector *language_detector_new(void)
{
	struct language_detector *detector = memory_zeroed(1, sizeof *detector);

	lexicon_stop_words(add_word, detector);
	return detector;
}

void language_detector_free(struct language_detector *detector)
{
	if (!detector)
		return;
	if (detector->textcat)
		textcat_Done(detector->textcat);
	free(detector);
}

/* ---- counting ---- */

/* Letters that few languages have, lower case. Texts of a few words are told by them. */
static const struct {
	uint32_t code;
	char languages[5][3];
} telling_letters[] = {
	{0x11F, {"tr"}}, {0x131, {"tr"}}, {0x15F, {"tr", "ro"}}, {0xDF, {"de"}}, {0xF1, {"es"}}, {0xBF, {"es"}}, {0xF5, {"pt"}},
	{0xE3, {"pt"}}, {0x151, {"hu"}}, {0x171, {"hu"}}, {0x159, {"cs"}}, {0x11B, {"cs"}}, {0x16F, {"cs"}}, {0x142, {"pl"}},
	{0x105, {"pl"}}, {0x119, {"pl"}}, {0x17C, {"pl"}}, {0x103, {"ro"}}, {0x163, {"ro"}}, {0x219, {"ro"}}, {0x21B, {"ro"}},
	{0xE5, {"sv", "da", "no", "fi"}}, {0xF8, {"da", "no"}}, {0xE6, {"da", "no"}}, {0xE4, {"de", "sv", "fi"}},
	{0xF6, {"de", "sv", "fi", "tr", "hu"}}, {0xFC, {"de", "tr", "hu", "es"}}, {0xE7, {"fr", "tr", "pt", "ca"}},
	{0xE8, {"fr", "it", "ca"}}, {0xE0, {"fr", "it", "ca", "pt"}}, {0xEA, {"fr", "pt"}}, {0xF2, {"it", "ca"}}, {0xF9, {"it", "fr"}},
	{0x107, {"pl", "hr"}}, {0x111, {"hr"}}, {0x161, {"cs", "hr"}}, {0x10D, {"cs", "hr"}}, {0x17E, {"cs", "hr"}},
};

static void count_letter(unsigned *letters, uint32_t code)
{
	for (size_t i = 0; i < sizeof telling_letters / sizeof *telling_letters; i++)
		letters[i] += telling_letters[i].code == code;
}

struct tally {
	unsigned words, small; /* small: without a capital */
	unsigned scripts[SCRIPT_COUNT];
	unsigned hits[LANGUAGES_MAX];   /* function words of the language */
	unsigned different[LANGUAGES_MAX]; /* each of them counted once */
	uint8_t seen[WORDS_SIZE];       /* of each slot: a word of the text was in it */
	unsigned scores[LANGUAGES_MAX]; /* the same, those counting more that few languages have: "the", but not "in" */
	unsigned letters[sizeof telling_letters / sizeof *telling_letters]; /* how often each stands there */
};

/* A capital alone is an initial, as in "U.S.", of no language; a small letter alone may be short for a word: "Hearts v Clyde". */
static void count_word(struct language_detector *detector, struct tally *tally, const char *word, size_t length, bool small)
{
	const struct known_word *slot = slot_of(detector, term_hash(word, length));
	uint32_t languages = length > 1 || small ? slot->languages : 0;
	unsigned shared = (unsigned)__builtin_popcount(languages);

	tally->words++;
	for (; languages; languages &= languages - 1) {
		tally->hits[__builtin_ctz(languages)]++;
		tally->different[__builtin_ctz(languages)] += !tally->seen[slot - detector->words];
		tally->scores[__builtin_ctz(languages)] += length > 1 && shared < 6 ? 6 / shared : 1;
	}
	tally->seen[slot - detector->words] = 1;
}

/* A word while its letters come. */
struct spelled {
	char bytes[WORD_MAX];
	size_t length;
	bool small; /* without a capital, and not the end of a number: "44th" */
};

static void end_word(struct language_detector *detector, struct tally *tally, struct spelled *word)
{
	if (word->length > 0) {
		count_word(detector, tally, word->bytes, word->length, word->small);
		tally->small += word->small;
	}
	word->length = 0;
}

/* A character beyond ASCII at *at, which moves behind it. */
static void count_other(struct language_detector *detector, struct tally *tally, struct spelled *word, const char **at,
                        const char *end)
{
	struct folded scratch;
	uint32_t code = fold_next(at, end);
	const struct folded *folded = folder_look_up(&detector->folder, code, &scratch);
	bool letter = folded->class == CLASS_LETTER;

	if (letter || folded->class == CLASS_IDEOGRAPH)
		tally->scripts[code < 0x370 ? SCRIPT_LATIN : script_of(code)]++;
	if (tally->words < WORDS_FEW && code < 0x370)
		count_letter(tally->letters, code);
	if (letter && word->length + folded->length <= sizeof word->bytes) {
		if (word->length == 0)
			word->small = utf8proc_tolower((utf8proc_int32_t)code) == (utf8proc_int32_t)code;
		memcpy(word->bytes + word->length, folded->bytes, folded->length);
		word->length += folded->length;
	} else if (folded->class != CLASS_MARK) {
		end_word(detector, tally, word);
	}
}

/* Counts letters by their script, and words, of the bytes, which begin and end between characters. */
static void count(struct language_detector *detector, struct tally *tally, const char *at, const char *end)
{
	struct spelled word = {.length = 0};
	bool number = false; /* a digit stands before */

	while (at < end) {
		char lower = (char)(*at | 0x20);

		if ((signed char)*at < 0) {
			count_other(detector, tally, &word, &at, end);
			continue;
		}
		at++;
		if (lower < 'a' || lower > 'z') {
			end_word(detector, tally, &word);
			number = at[-1] >= '0' && at[-1] <= '9';
		} else {
			tally->scripts[SCRIPT_LATIN]++;
			if (word.length == 0)
				word.small = at[-1] == lower && !number;
			if (word.length < sizeof word.bytes)
				word.bytes[word.length++] = lower;
		}
	}
	end_word(detector, tally, &word);
}

/* The script of most letters. Japanese is written with Chinese characters between its own. */
static enum script main_script(const struct tally *tally)
{
	enum script best = SCRIPT_LATIN;

	for (int i = 0; i < SCRIPT_COUNT; i++)
		if (tally->scripts[i] > tally->scripts[best])
			best = (enum script)i;
	if (best == SCRIPT_HAN && tally->scripts[SCRIPT_KANA] > tally->scripts[SCRIPT_HAN] / 8)
		return SCRIPT_KANA;
	return best;
}

/* A table of results, a list of names: what they are spelled like says nothing of the language around them. */
static bool names_only(const struct tally *tally)
{
	return tally->words >= WORDS_MIN && tally->small * 3 < tally->words;
}

/* The language that is far ahead by its function words; NULL when none is. */
static const char *leader(const struct language_detector *detector, const struct tally *tally)
{
	unsigned best = 0, score = 0, second = 0;

	for (unsigned i = 0; i < detector->count; i++)
		if (tally->scores[i] > score) {
			second = score;
			score = tally->scores[i];
			best = i;
		} else if (tally->scores[i] > second) {
			second = tally->scores[i];
		}
	if (tally->words < WORDS_MIN || tally->hits[best] < HITS_MIN || tally->hits[best] * 8 < tally->words || score < SCORE_MIN)
		return NULL;
	if (names_only(tally) && tally->different[best] < HITS_MIN)
		return NULL; /* "Los Angeles", again and again */
	if (second * (score < SCORE_SURE ? 4 : 3) > score * 2)
		return NULL;
	return detector->codes[best];
}

/* ---- libexttextcat ---- */

/* Nothing says that two threads may read its files at once. */
static void open_textcat(struct language_detector *detector)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

	if (detector->tried)
		return;
	detector->tried = true;
	pthread_mutex_lock(&mutex);
	detector->textcat = special_textcat_Init(TEXTCAT_DATA "/fpdb.conf", TEXTCAT_DATA "/");
	pthread_mutex_unlock(&mutex);
}

/*
 * Its answer is "[en--utf8][sco--utf8]", the likeliest first. The declared
 * language when it is among them, else the first; "" for no answer.
 */
static void ask_textcat(struct language_detector *detector, const char *text, size_t length, const char *declared,
                        char code[LANGUAGE_CODE_MAX])
{
	const char *answer = "";
	char one[LANGUAGE_CODE_MAX];

	*code = '\0';
	open_textcat(detector);
	if (detector->textcat)
		answer = textcat_Classify(detector->textcat, text, length);
	while ((answer = strchr(answer, '['))) {
		language_code(one, ++answer);
		if (!*code || !strcmp(one, declared))
			strcpy(code, one);
	}
}

/* ---- the decision ---- */

void language_code(char code[LANGUAGE_CODE_MAX], const char *tag)
{
	size_t length = 0;

	while (tag && length < LANGUAGE_CODE_MAX && ((tag[length] | 0x20) >= 'a' && (tag[length] | 0x20) <= 'z')) {
		if (length < LANGUAGE_CODE_MAX - 1)
			code[length] = (char)(tag[length] | 0x20);
		length++;
	}
	if (tag && length < LANGUAGE_CODE_MAX && tag[length] && !strchr("-_", tag[length]))
		length = 0;
	code[length >= 2 && length < LANGUAGE_CODE_MAX ? length : 0] = '\0';
	if (!strcmp(code, "nb") || !strcmp(code, "nn"))
		strcpy(code, "no");
}

/* The end of a step that begins at `at`, between two characters. */
static const char *step_end(const char *at, const char *end, size_t step)
{
	if ((size_t)(end - at) <= step)
		return end;
	end = at + step;
	while (((unsigned char)*end & 0xC0) == 0x80)
		end--;
	return end;
}

/* How much speaks for each language in a text of few words: function words, and letters, each up to twice, and more when no other language has it. */
static void weigh(const struct language_detector *detector, const struct tally *tally, unsigned weights[LANGUAGES_MAX])
{
	for (unsigned i = 0; i < detector->count; i++) {
		weights[i] = tally->scores[i];
		for (size_t k = 0; k < sizeof telling_letters / sizeof *telling_letters; k++)
			for (size_t l = 0; l < 5 && tally->letters[k] && *telling_letters[k].languages[l]; l++)
				if (!strcmp(telling_letters[k].languages[l], detector->codes[i]))
					weights[i] += (*telling_letters[k].languages[1] ? 1 : 2) * (tally->letters[k] > 1 ? 2 : 1);
	}
}

/* A text of few words in no declared language: what its words and letters say, where libexttextcat does not agree with any of it. */
static void decide_short(struct language_detector *detector, const struct tally *tally, const char *seen)
{
	unsigned weights[LANGUAGES_MAX] = {0}, best = 0, seen_weight = 0;
	bool alone = true, known = !*seen;

	weigh(detector, tally, weights);
	for (unsigned i = 1; i < detector->count; i++)
		if (weights[i] >= weights[best]) {
			alone = weights[i] > weights[best];
			best = i;
		}
	for (unsigned i = 0; i < detector->count; i++)
		if (!strcmp(detector->codes[i], seen)) {
			seen_weight = weights[i];
			known = true;
		}
	if (!known && strcmp(seen, "sco") != 0)
		return; /* Icelandic, of which no function words are known; but Scots is what short English looks like */
	if ((tally->words < WORDS_MIN || names_only(tally)) && weights[best] - tally->scores[best] < LETTERS_SURE &&
	    (tally->different[best] < (names_only(tally) ? HITS_MIN : 2) || weights[best] < WEIGHT_LINE))
		return;
	if (alone && weights[best] >= WEIGHT_MIN && seen_weight < weights[best])
		strcpy(detector->found, detector->codes[best]);
}

/* What the text leaves open: the declared language where it may be, or what its letters look like. */
static const char *decide(struct language_detector *detector, const struct tally *tally, const char *text, size_t length,
                          const char *declared)
{
	if (tally->words >= WORDS_MIN && !names_only(tally))
		ask_textcat(detector, text, length, declared, detector->found);
	else
		*detector->found = '\0';
	if (!*declared && tally->words < WORDS_FEW && main_script(tally) == SCRIPT_LATIN)
		decide_short(detector, tally, detector->found);
	if (*detector->found)
		return detector->found;
	return *declared ? declared : script_languages[main_script(tally)].code;
}

const char *language_detect(struct language_detector *detector, const char *text, size_t length, const char *declared)
{
	const char *at = text, *end = text + length, *stop = step_end(text, end, SAMPLE_MAX);
	struct tally tally = {0};
	char said[LANGUAGE_CODE_MAX];
	const char *found;

	language_code(said, declared);
	while (at < stop) {
		const char *next = step_end(at, stop, STEP);
		enum script script;

		count(detector, &tally, at, next > at ? next : stop);
		at = next > at ? next : stop;
		script = main_script(&tally);
		if (script_languages[script].alone && tally.scripts[script] >= WORDS_MIN)
			return script_languages[script].code;
		if ((found = leader(detector, &tally)))
			return found;
	}
	found = decide(detector, &tally, text, (size_t)(stop - text), said);
	if (found == said)
		found = strcpy(detector->found, said);
	return found;
}

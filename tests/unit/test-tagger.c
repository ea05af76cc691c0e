/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/tagger.h"

#include "entity/features.h"
#include "entity/labels.h"
#include "entity/model.h"
#include "entity/vocabulary.h"
#include "tests/unit/small_model.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- the file ---- */

/* Opens a file of these bytes; what is wrong, or "" when nothing is. */
static char *opened(const char *bytes, size_t length)
{
	char path[] = "/tmp/dateline-model.XXXXXX", *said;
	int file = mkstemp(path);
	struct model model;
	const char *reason;

	assert_true(file >= 0 && write(file, bytes, length) == (ssize_t)length);
	close(file);
	said = memory_string(model_open(&model, path, &reason) == 0 ? "" : reason ? reason : "unreadable");
	if (!*said)
		model_close(&model);
	unlink(path);
	return said;
}

static void test_file(void **state)
{
	static const struct {
		const char *intent;
		size_t at;
		char byte; /* instead of the one at this offset of the file */
		const char *expected;
	} cases[] = {
		{"as it is", 0, 'D', ""},
		{"another kind of file", 0, 'X', "is no entity model"},
		{"another version", 8, 9, "is an entity model of another version of Dateline"},
		{"another checksum", 16, 1, "is a damaged entity model"},
		{"another size", 24, 1, "is an entity model that was cut off or is damaged"},
		{"more masks", 32, 99, "is an entity model that was cut off or is damaged"},
		{"more phrases", 36, 99, "is an entity model that was cut off or is damaged"},
		{"more forms", 40, 99, "is an entity model that was cut off or is damaged"},
		{"more words", 44, 99, "is an entity model that was cut off or is damaged"},
		{"more rows", 51, 99, "is an entity model that was cut off or is damaged"},
		{"a reserved field", 60, 1, "is a damaged entity model"},
		{"a transition", 70, 1, "is a damaged entity model"},
		{"a score", 2000, 1, "is a damaged entity model"},
	};
	struct buffer file = {0};
	char *said;

	(void)state;
	model_write(&file, small_model());
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char kept = file.bytes[cases[i].at];

		file.bytes[cases[i].at] = cases[i].byte;
		said = opened(file.bytes, file.length);
		if (strcmp(said, cases[i].expected) != 0)
			fail_msg("%s: \"%s\"", cases[i].intent, said);
		free(said);
		file.bytes[cases[i].at] = kept;
	}
	for (size_t length = 0; length < file.length; length += length < 70 ? 1 : 100003) {
		said = opened(file.bytes, length);
		assert_string_not_equal(said, "");
		free(said);
	}
	buffer_release(&file);
}

static void test_missing_file(void **state)
{
	struct model model;
	const char *reason = "";

	(void)state;
	assert_int_equal(model_open(&model, "/nonexistent/model", &reason), -1);
	assert_null(reason);
}

static void test_tables(void **state)
{
	uint64_t john = term_hash("john", 4), doe = term_hash("doe", 3);
	const struct model *model = small_model();

	(void)state;
	assert_int_equal(model_phrase(model, hash_pair(PHRASE_START, john)), PHRASE_GOES_ON);
	assert_int_equal(model_phrase(model, hash_pair(hash_pair(PHRASE_START, john), doe)), 1);
	assert_int_equal(model_phrase(model, hash_pair(PHRASE_START, doe)), 0);
	assert_int_equal(model_lower(model, doe), 1);
	assert_int_equal(model_lower(model, john), 0);
	assert_int_equal(model_form(model, term_hash("Doe", 3))->clusters[0], 7);
	assert_null(model_form(model, john));
}

/* ---- words ---- */

static void test_casing(void **state)
{
	static const struct {
		const char *word;
		enum casing expected;
		bool upper;
	} cases[] = {
		{"kiev", CASING_LOWER, false}, {"Kiev", CASING_CAPITAL, true}, {"KIEV", CASING_UPPER, true}, {"McDonald", CASING_MIXED, true},
		{"1996", CASING_NUMBER, false}, {"--", CASING_SIGN, false}, {"30-day", CASING_LOWER_NUMBER, false}, {"J.", CASING_INITIAL, true},
		{"J", CASING_LETTER, true}, {"U.S.", CASING_ACRONYM, true}, {"30-Year", CASING_NUMBER_CAPITAL, true},
		{"iPhone", CASING_INNER, true}, {"\xC3\x87\xC4\xB1ra\xC4\x9F" "an", CASING_CAPITAL, true}, {"\xD0\x9A\xD0\x98\xD0\x87\xD0\x92", CASING_UPPER, true},
	};
	struct vocabulary *vocabulary = vocabulary_new(small_model());

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct word_type *word = vocabulary_word(vocabulary, cases[i].word, strlen(cases[i].word));

		if (word->casing != cases[i].expected || (word->traits & TRAIT_CAPITAL) != cases[i].upper)
			fail_msg("%s: %d", cases[i].word, word->casing);
		assert_ptr_equal(word, vocabulary_word(vocabulary, cases[i].word, strlen(cases[i].word)));
	}
	vocabulary_free(vocabulary);
}

/* What is met again and again is kept, what is not makes room; either is what it was when it comes back. */
static void test_forgetting(void **state)
{
	struct vocabulary *vocabulary = vocabulary_new(small_model());
	const struct word_type *often = vocabulary_word(vocabulary, "Doe", 3);

	(void)state;
	for (int i = 0; i < 300000; i++) {
		char word[16];
		size_t length = (size_t)snprintf(word, sizeof word, i % 3 ? "W%d" : "w%d", i);

		if (i % 1000 == 0)
			vocabulary_begin(vocabulary);
		assert_int_equal(vocabulary_word(vocabulary, word, length)->traits, i % 3 ? TRAIT_CAPITAL : 0);
		assert_ptr_equal(vocabulary_word(vocabulary, "Doe", 3), often);
	}
	assert_int_equal(vocabulary_word(vocabulary, "W1", 2)->lower, term_hash("w0", 2));
	assert_int_equal(often->lower, term_hash("doe", 3));
	vocabulary_free(vocabulary);
}

static void test_candidates(void **state)
{
	static const struct {
		const char *intent, *text, *expected; /* a digit a piece */
	} cases[] = {
		{"capitals", "he met John Doe", "0011"},
		{"what joins two of them", "the Bank of England met", "01210"},
		{"two that join", "University of the Arts in town", "122100"},
		{"nothing behind", "Bank of money", "100"},
		{"a number behind a name", "Boeing 747 and 5", "1200"},
	};
	struct vocabulary *vocabulary = vocabulary_new(small_model());

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stretch stretch = {0};
		uint8_t candidates[16];
		char got[17] = "";

		stretch_cut(&stretch, vocabulary, cases[i].text, 0, strlen(cases[i].text), false);
		candidates_find(candidates, &stretch, &stretch.sentences[0]);
		for (size_t at = 0; at < stretch.word_count; at++)
			got[at] = (char)('0' + candidates[at]);
		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].intent, got);
		stretch_release(&stretch);
	}
	vocabulary_free(vocabulary);
}

static void test_lines(void **state)
{
	static const struct {
		const char *text;
		enum line_kind expected;
	} cases[] = {
		{"They met in Paris on Monday .", LINE_PROSE}, {"TALKS IN PARIS END", LINE_CAPITALS}, {"Talks In Paris End At Last", LINE_TITLE},
		{"Paris 3 Lyon 1", LINE_TABLE}, {"Paris 20 10 5 5", LINE_TABLE}, {"no name here", LINE_PROSE},
	};
	struct vocabulary *vocabulary = vocabulary_new(small_model());

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stretch stretch = {0};

		stretch_cut(&stretch, vocabulary, cases[i].text, 0, strlen(cases[i].text), false);
		stretch_study(&stretch);
		if (stretch.sentences[0].kind != cases[i].expected)
			fail_msg("%s: %d", cases[i].text, stretch.sentences[0].kind);
		stretch_release(&stretch);
	}
	vocabulary_free(vocabulary);
}

/* ---- labels and spans ---- */

/* What is found, as "[person John Doe]" for each. */
static char *found(struct tagger *tagger, const char *language, const char *title, const char *text)
{
	static const char *const kinds[] = {[ENTITY_PERSON] = "person", [ENTITY_ORG] = "org", [ENTITY_PLACE] = "place"};
	struct article article = {.title = (char *)title, .text = (char *)text, .language = (char *)language};
	struct spans spans = {0};
	struct buffer out = {0};

	tagger_tag(tagger, &article, &spans);
	for (size_t i = 0; i < spans.count; i++) {
		const struct span *span = &spans.list[i];

		buffer_add_format(&out, "[%s%s %.*s]", span->title ? "title " : "", kinds[span->kind], (int)(span->end - span->start),
		                  (span->title ? title : text) + span->start);
	}
	spans_release(&spans);
	return buffer_detach(&out);
}

static void test_tag(void **state)
{
	static const struct {
		const char *intent, *language, *title, *text, *expected;
	} cases[] = {
		{"nothing", NULL, NULL, NULL, ""},
		{"no capitals, no names", NULL, NULL, "paris and john doe", ""},
		{"a name alone", NULL, NULL, "In Paris.", "[place Paris]"},
		{"labels that fit together win over a better one that does not", NULL, NULL, "It is John Doe.", "[person John Doe]"},
		{"and the better one where nothing follows", NULL, NULL, "It is John.", "[org John]"},
		{"a beginning without an end is none", NULL, NULL, "It is John Roe.", "[org John]"},
		{"title and text", "en", "Doe in Paris", "It is John Doe.", "[title place Paris][person John Doe]"},
		{"other languages are passed over", "de", "Paris", "Paris", ""},
		{"not those of English", "en-gb", NULL, "Paris", "[place Paris]"},
		{"two names in a sentence", NULL, NULL, "John Doe, Paris", "[person John Doe][place Paris]"},
	};
	struct tagger *tagger = tagger_new(small_model());

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = found(tagger, cases[i].language, cases[i].title, cases[i].text);

		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].intent, got);
		free(got);
	}
	tagger_free(tagger);
}

/* A long article is tagged in stretches; the names of each stand where they stand. */
static void test_long_article(void **state)
{
	struct tagger *tagger = tagger_new(small_model());
	struct article article = {0};
	struct spans spans = {0};
	struct buffer text = {0};

	(void)state;
	for (int i = 0; i < 20000; i++)
		buffer_add_string(&text, i % 100 == 99 ? "in Paris.\n\n" : "in Paris. ");
	article.text = text.bytes;
	tagger_tag(tagger, &article, &spans);
	assert_int_equal(spans.count, 20000);
	for (size_t i = 0; i < spans.count; i++)
		assert_memory_equal(text.bytes + spans.list[i].start, "Paris", 5);
	spans_release(&spans);
	buffer_release(&text);
	tagger_free(tagger);
}

static void test_agreement(void **state)
{
	static const struct {
		const char *intent, *before, *expected; /* kinds of "Paris" by their mentions: p o l */
	} cases[] = {
		{"one against two", "llo", "lll"}, {"one against one", "lo", "lo"}, {"two against three", "llloo", "llloo"},
		{"each against the most", "llopllp", "lllllll"}, {"all alike", "ppp", "ppp"},
	};
	static const char letters[] = "pol";
	struct vocabulary *vocabulary = vocabulary_new(small_model());

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stretch stretch = {0};
		uint8_t labels[16];
		char got[17] = "";

		for (size_t at = 0; cases[i].before[at]; at++) {
			stretch_cut(&stretch, vocabulary, "Paris", 0, 5, false);
			labels[at] = label_of((enum entity_kind)(strchr(letters, cases[i].before[at]) - letters), NAME_ALONE);
		}
		stretch_study(&stretch);
		labels_agree(labels, &stretch);
		for (size_t at = 0; at < stretch.word_count; at++)
			got[at] = letters[label_kind(labels[at])];
		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].intent, got);
		stretch_release(&stretch);
	}
	vocabulary_free(vocabulary);
}

static void test_abbreviations(void **state)
{
	static const struct {
		const char *intent, *text, *expected; /* those of its words that are still organisations, where all capitals were */
	} cases[] = {
		{"what words in lower case stand for", "Prices of liquid natural gas (LNG) rose, and LNG is gas.", ""},
		{"a name's letters", "The National Gas Union (NGU) and the NGU", "NGU NGU "},
		{"of another thing than the words before", "He joined the ruling party (KWP).", "KWP "},
		{"nor words of another sentence", "Kim spoke. The party (KWP) met.", "KWP "},
		{"no brackets", "natural gas LNG", "LNG "},
		{"brackets first", "(LNG) is gas", "LNG "},
	};
	struct vocabulary *vocabulary = vocabulary_new(small_model());

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stretch stretch = {0};
		struct buffer got = {0};
		uint8_t labels[32] = {0};

		stretch_cut(&stretch, vocabulary, cases[i].text, 0, strlen(cases[i].text), false);
		for (size_t at = 0; at < stretch.word_count; at++)
			if (stretch.words[at]->casing == CASING_UPPER)
				labels[at] = label_of(ENTITY_ORG, NAME_ALONE);
		labels_drop_abbreviations(labels, &stretch);
		for (size_t at = 0; at < stretch.word_count; at++)
			if (labels[at] != LABEL_OUTSIDE) {
				buffer_add(&got, cases[i].text + stretch.pieces[at].start, stretch.pieces[at].end - stretch.pieces[at].start);
				buffer_add_byte(&got, ' ');
			}
		buffer_add_byte(&got, '\0');
		if (strcmp(got.bytes, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].intent, got.bytes);
		buffer_release(&got);
		stretch_release(&stretch);
	}
	vocabulary_free(vocabulary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_casing), cmocka_unit_test(test_forgetting),
		cmocka_unit_test(test_candidates),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_tag),
		cmocka_unit_test(test_long_article),
		cmocka_unit_test(test_agreement),
		cmocka_unit_test(test_abbreviations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

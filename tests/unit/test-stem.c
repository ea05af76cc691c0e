/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/stem.h"

#include "text/lexicon.h"
#include "text/sieve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* flags: s a function word, n a name where capitals say so */
static const struct {
	const char *intent, *language, *word, *stem, *flags;
} cases[] = {
	{"a plural", "en", "missiles", "missil", ""},
	{"its singular", "en", "missile", "missil", ""},
	{"a verb", "en", "backed", "back", ""},
	{"a function word", "en", "the", "the", "s"},
	{"a negation without its apostrophe", "en", "wouldnt", "wouldnt", "s"},
	{"longer than every function word", "en", "underneath", "underneath", ""},
	{"words of two letters stay", "en", "is", "is", "s"},
	{"a name that the stemmer would change", "en", "perthes", "perth", "n"},
	{"one that it would not", "en", "perth", "perth", ""},
	{"a surname that ends as a verb", "en", "manning", "man", "n"},
	{"a plural that is a word", "en", "nations", "nation", ""},
	{"the plural of a word, rarer than the word", "en", "ceasefires", "ceasefir", ""},
	{"a people", "en", "ukrainians", "ukrainian", ""},
	{"followers", "en", "jihadists", "jihadist", ""},
	{"a surname that ends as a people does", "en", "evans", "evan", "n"},
	{"numbers stay", "en", "6000", "6000", ""},
	{"letters beside digits stay", "en", "f16s", "f16s", ""},
	{"an acronym", "en", "u.s", "u.s", ""},
	{"German", "de", "hauser", "haus", ""},
	{"Russian", "ru", "россии", "росс", ""},
	{"function words of another language", "de", "the", "the", ""},
	{"function words of its own", "de", "fur", "fur", "s"},
	{"an ending that folding took the accent of", "es", "negociacion", "negoci", ""},
	{"its plural", "es", "negociaciones", "negoci", ""},
	{"in Portuguese", "pt", "negociacao", "negoc", ""},
	{"its plural", "pt", "negociacoes", "negoc", ""},
	{"a participle", "fr", "decidees", "decid", ""},
	{"a language without stemmer", "xx", "missiles", "missiles", ""},
	{"none", NULL, "missiles", "missiles", ""},
	{"a language's code too long to be one", "en-Latn-US-x-long", "missiles", "missiles", ""},
};

static void check_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stemmer *stemmer = stemmer_new(cases[i].language);
		const struct stem *stem = NULL;
		char flags[3];

		for (int again = 0; again < 2; again++) { /* the second time from the cache */
			stem = stemmer_look_up(stemmer, cases[i].word, strlen(cases[i].word));
			snprintf(flags, sizeof flags, "%s%s", stem->stop ? "s" : "", stem->name_like ? "n" : "");
			if (stem->length != strlen(cases[i].stem) || memcmp(stem->bytes, cases[i].stem, stem->length) != 0 ||
			    strcmp(flags, cases[i].flags) != 0)
				fail_msg("%s: %.*s %s", cases[i].intent, stem->length, stem->bytes, flags);
			assert_true(stem->hash == term_hash(stem->bytes, stem->length));
			assert_true(stem->form_hash == term_hash(cases[i].word, strlen(cases[i].word)));
		}
		stemmer_free(stemmer);
	}
	stemmer_free(NULL);
}

/* Far more words than the cache has places, each asked for as it comes and again when it may have been driven out. */
static void check_cache(void **state)
{
	struct stemmer *stemmer = stemmer_new("en"), *fresh = stemmer_new("en");

	(void)state;
	for (unsigned i = 0; i < 120000; i++) {
		char word[WORD_MAX + 1];
		struct stem found;
		const struct stem *expected;
		int length = snprintf(word, sizeof word, "%s%c%c%ces", i % 3 ? "word" : "a-word-longer-than-a-place-in-the-cache-holds",
		                      'a' + (int)(i % 26), 'a' + (int)(i / 26 % 26), 'a' + (int)(i / 676 % 26));

		found = *stemmer_look_up(stemmer, word, (size_t)length);
		expected = stemmer_look_up(fresh, word, (size_t)length);
		assert_int_equal(found.length, expected->length);
		assert_memory_equal(found.bytes, expected->bytes, expected->length);
		assert_true(found.hash == expected->hash && found.form_hash == expected->form_hash);
		assert_true(found.hash == term_hash(found.bytes, found.length));
		if (i % 30000 == 0) {
			stemmer_free(fresh);
			fresh = stemmer_new("en");
		}
	}
	stemmer_free(fresh);
	stemmer_free(stemmer);
}

static int compare_hashes(const void *hash, const void *other)
{
	uint64_t a = *(const uint64_t *)hash, b = *(const uint64_t *)other;

	return a < b ? -1 : a > b;
}

/* Terms of all lengths that differ in one byte: no two hashes alike, nor many alike in the 16 bits that a stream keeps. */
static void check_hashes(void **state)
{
	static uint64_t hashes[WORD_MAX * WORD_MAX];
	static unsigned short_hashes[65536];
	char term[WORD_MAX];
	size_t count = 0, most = 0;

	(void)state;
	memset(term, 'a', sizeof term);
	for (size_t length = 1; length <= WORD_MAX; length++)
		for (size_t i = 0; i < length; i++) {
			term[i] = 'b';
			hashes[count++] = term_hash(term, length);
			term[i] = 'a';
		}
	qsort(hashes, count, sizeof *hashes, compare_hashes);
	for (size_t i = 0; i < count; i++) {
		size_t alike = ++short_hashes[hashes[i] >> 48];

		assert_true(i == 0 || hashes[i] != hashes[i - 1]);
		most = alike > most ? alike : most;
	}
	assert_in_range(most, 1, 4);
}

/* Written down once: hashes stand in indexes on disk. */
static void check_hash_values(void **state)
{
	(void)state;
	assert_true(term_hash("a", 1) == 0x3299E74C069403DCu);
	assert_true(term_hash("ab", 2) == 0x49472B0208B70191u);
	assert_true(term_hash("perth", 5) == 0x0432158FC4AD7A03u);
	assert_true(term_hash("ceasefir", 8) == 0x3C1FF0F3C8ECA6B0u);
	assert_true(term_hash("ceasefire-and-more-of-it", 24) == 0x1389BD2833D264BEu);
}

static const struct {
	const char *intent, *word;
	bool held;
} words[] = {
	{"a word", "nations", true},
	{"the first in the list", "abandoned", true},
	{"the last", "zygote", true},
	{"a beginning of a word", "natio", false},
	{"a word and more", "nationsx", false},
	{"nothing", "", false},
	{"before all others", "a", false},
	{"behind all others", "zzzz", false},
	{"two lines at once", "nations\nnative", false},
	{"the plural of a listed word", "ceasefires", true},
	{"a short one may be a name", "ambers", false},
	{"Members of a party", "democrats", true},
	{"a surname", "williams", false},
	{"a city", "tripolis", false},
};

static void check_lexicon(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (lexicon_holds(words[i].word, strlen(words[i].word)) != words[i].held)
			fail_msg("%s: %s", words[i].intent, words[i].word);
	assert_true(lexicon_stop_word("en", "a", 1));
	assert_true(lexicon_stop_word("en", "yours", 5));
	assert_false(lexicon_stop_word("en", "your own", 8));
	assert_false(lexicon_stop_word("en", "", 0));
	assert_false(lexicon_stop_word(NULL, "a", 1));
}

/* What text/sieve.h relies on: a stem begins as its word does. Function words with each other as endings. */
static void check_head(void *context, const char *language, const char *word, size_t length)
{
	static const char *const endings[] = {"", "s", "es", "ed", "ing", "ied", "ies", "ly", "y", "en", "e", "er", "ung", "cion", "lar", "ov", "ого"};
	struct stemmer *stemmer = stemmer_new(language);
	unsigned kept = stemmer_keeps(stemmer);
	size_t *checked = context;

	for (size_t i = 0; kept > 0 && length < 40 && i < sizeof endings / sizeof *endings; i++) {
		char form[WORD_MAX];
		size_t size = (size_t)snprintf(form, sizeof form, "%.*s%s", (int)length, word, endings[i]);
		const struct stem *stem = stemmer_look_up(stemmer, form, size);
		struct sieve sieve = {{0}};

		sieve_add(&sieve, term_head(stem->bytes, stem->length), kept);
		if (!sieve_passes(&sieve, form, size))
			fail_msg("%s: %s, %.*s", language, form, stem->length, stem->bytes);
		++*checked;
	}
	stemmer_free(stemmer);
}

static void check_heads(void **state)
{
	static const char *const exceptions[] = {"dying", "lying", "tying", "skies", "using", "aging", "ices", "ies", "ugly", "cries"};
	size_t checked = 0;

	(void)state;
	lexicon_stop_words(check_head, &checked);
	assert_true(checked > 10000);
	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
		check_head(&checked, "en", exceptions[i], strlen(exceptions[i]));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_cases),       cmocka_unit_test(check_cache),   cmocka_unit_test(check_hashes),
		cmocka_unit_test(check_hash_values), cmocka_unit_test(check_lexicon),
		cmocka_unit_test(check_heads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/phrase.h"
#include "article/stream.h"

#include "article/frequent.h"
#include "tests/unit/letters.h"
#include "text/memory.h"
#include "text/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "a" has a code of one byte, the first of the list; "b" and "c" have two bytes each. */
static void test_encode(void **state)
{
	struct buffer stream = stream_of("ab", "c");
	unsigned char expected[6] = {2, 0};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		expected[2 + 2 * i] = (unsigned char)(0x80 | letter_hash("bc"[i]) >> 57);
		expected[3 + 2 * i] = (unsigned char)(letter_hash("bc"[i]) >> 49);
	}
	assert_int_equal(stream.length, sizeof expected);
	assert_memory_equal(stream.bytes, expected, sizeof expected);
	buffer_release(&stream);
}

/* The codes stand on disk: a place in the list is for ever. */
static void test_frequent(void **state)
{
	static const struct {
		const char *term;
		unsigned code;
	} cases[] = {{"a", 0}, {"about", 1}, {"against", 4}, {"the", 91}, {"you", 126}, {"medinsky", FREQUENT_NONE}, {"", FREQUENT_NONE}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(frequent_code(term_hash(cases[i].term, strlen(cases[i].term))), cases[i].code);
	assert_int_equal(frequent_code(0), FREQUENT_NONE);
}

static void test_matches(void **state)
{
	static const struct {
		const char *intent, *title, *body, *pattern;
		bool anywhere, in_title;
	} cases[] = {
		{"in the body", "xy", "abc", "b c", true, false},
		{"in the title", "xyz", "abc", "x y", true, true},
		{"not across", "xy", "abc", "y a", false, false},
		{"not in another order", "", "abc", "b a", false, false},
		{"not with a gap", "", "abc", "a c", false, false},
		{"any word", "", "abc", "a * c", true, false},
		{"any word is one word", "", "abc", "c *", false, false},
		{"one of many forms", "", "abcd", "a x|bc d", true, false},
		{"a longer form after a shorter one that fails", "", "abbc", "a b|bb c", true, false},
		{"a shorter one after a longer one", "", "abbbc", "a bb|b b c", true, false},
		{"forms at the end of the text", "", "ab", "a b|bc", true, false},
		{"no room for it", "", "ab", "a bc", false, false},
		{"second readings and compounds are no words of the stream", "", "ab", "z", false, false},
		{"an empty phrase", "a", "ab", "", false, false},
		{"an empty stream", "", "", "a", false, false},
		{"any word of an empty stream", "", "", "*", false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct phrase phrase = phrase_of(cases[i].pattern);
		struct buffer stream = stream_of(cases[i].title, cases[i].body);

		for (int ready = 0; ready < 2; ready++) {
			phrase.field = PHRASE_ANYWHERE;
			if (stream_matches(&phrase, stream.bytes, stream.length) != cases[i].anywhere)
				fail_msg("%s", cases[i].intent);
			phrase.field = PHRASE_IN_TITLE;
			if (stream_matches(&phrase, stream.bytes, stream.length) != cases[i].in_title)
				fail_msg("%s, in the title", cases[i].intent);
			phrase_ready(&phrase);
		}
		phrase_release(&phrase);
		buffer_release(&stream);
	}
}

static void test_damaged(void **state)
{
	static const struct {
		const char *intent, *bytes;
		size_t length;
	} cases[] = {
		{"nothing", "", 0},
		{"half a word", "\0\x81", 2},
		{"more words in the title than there are", "\x03\x01\x01", 3},
		{"a number that does not end", "\x80\x80", 2},
		{"a number beyond 64 bits", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 11},
		{"as many words as would overflow when doubled", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F\x01\x01", 11},
	};
	struct phrase phrase = phrase_of("*");

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *copy = memory_copy(cases[i].bytes, cases[i].length); /* a bound that the sanitizer knows */

		if (stream_matches(&phrase, copy, cases[i].length))
			fail_msg("%s", cases[i].intent);
		free(copy);
	}
	phrase_release(&phrase);
}

/* ---- against trying every way ---- */

static unsigned random_below(unsigned bound)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state % bound);
}

/* The longest end by recursion over every way; 0: none. */
static size_t longest(const struct phrase *phrase, size_t element, const uint64_t *words, const uint64_t *also,
                      size_t count, size_t at)
{
	const struct phrase_element *place = &phrase->elements[element];
	size_t best = 0;

	if (element == phrase->count)
		return at;
	if (place->count == 0)
		return at < count ? longest(phrase, element + 1, words, also, count, at + 1) : 0;
	for (size_t i = 0; i < place->count; i++) {
		const struct phrase_form *form = &place->forms[i];
		size_t same = 0, end;

		while (same < form->count && at + same < count &&
		       (words[at + same] == form->hashes[same] || also[at + same] == form->hashes[same]))
			same++;
		end = same == form->count ? longest(phrase, element + 1, words, also, count, at + same) : 0;
		best = end > best ? end : best;
	}
	return best;
}

static void random_pattern(char *pattern)
{
	unsigned elements = 1 + random_below(4);

	for (unsigned i = 0; i < elements; i++) {
		unsigned forms = random_below(8) ? 1 + random_below(3) : 0;

		if (i > 0)
			*pattern++ = ' ';
		if (forms == 0)
			*pattern++ = '*';
		for (unsigned j = 0; j < forms; j++) {
			if (j > 0)
				*pattern++ = '|';
			for (unsigned k = random_below(3) + 1; k > 0; k--)
				*pattern++ = (char)('a' + random_below(3));
		}
	}
	*pattern = '\0';
}

static void test_random(void **state)
{
	(void)state;
	for (int round = 0; round < 20000; round++) {
		char pattern[80], text[13] = "";
		uint64_t words[12], also[12];
		size_t count = random_below(12) + 1;
		struct phrase phrase;
		struct buffer stream;
		bool found = false;

		random_pattern(pattern);
		phrase = phrase_of(pattern);
		for (size_t i = 0; i < count; i++) {
			text[i] = (char)('a' + random_below(3));
			words[i] = letter_hash(text[i]);
			also[i] = 0;
		}
		for (size_t at = 0; at < count; at++)
			found |= longest(&phrase, 0, words, also, count, at) > 0;
		stream = stream_of("", text);
		if (stream_matches(&phrase, stream.bytes, stream.length) != found)
			fail_msg("stream_matches: \"%s\" in \"%s\"", pattern, text);
		phrase_ready(&phrase);
		if (stream_matches(&phrase, stream.bytes, stream.length) != found)
			fail_msg("stream_matches, ready: \"%s\" in \"%s\"", pattern, text);
		for (size_t i = 0; i < count; i++)
			also[i] = random_below(4) ? 0 : letter_hash((char)('a' + random_below(3)));
		for (size_t at = 0; at < count; at++) {
			struct phrase_words all = {.hashes = words, .also = also, .count = count};

			if (phrase_end(&phrase, &all, at) != longest(&phrase, 0, words, also, count, at))
				fail_msg("phrase_end: \"%s\" in \"%s\" at %zu", pattern, text, at);
		}
		phrase_release(&phrase);
		buffer_release(&stream);
	}
}

static void test_second_readings_are_optional(void **state)
{
	uint64_t words[] = {letter_hash('a'), letter_hash('b')};
	struct phrase_words all = {.hashes = words, .count = 2};
	struct phrase phrase = phrase_of("a b"), empty = {0};

	(void)state;
	assert_int_equal(phrase_end(&phrase, &all, 0), 2);
	assert_int_equal(phrase_end(&phrase, &all, 1), 0);
	assert_int_equal(phrase_end(&empty, &all, 1), 0);
	phrase_release(&phrase);
}

/* Bytes that are a phrase's, but stand askew: the second byte of a rare word looks like a code or like a first byte. */
static void test_words_begin_where_they_begin(void **state)
{
	static const struct {
		const char *intent, *stream;
		size_t length;
		bool matches;
	} cases[] = {
		{"as it should be", "\0\x85\x92", 3, true},
		{"behind a code", "\0\x07\x85\x92", 4, true},
		{"behind a word of two high bytes", "\0\x90\x90\x85\x92", 5, true},
		{"across two words", "\0\x90\x85\x92\x07", 5, false},
		{"across first, then behind high bytes", "\0\x07\x90\x85\x92\x90\x85\x92", 8, true},
		{"across first, then not", "\0\x90\x85\x92\x07\x85\x92", 7, true},
		{"across title and body", "\1\x90\x85\x92\x07", 5, false},
		{"in the body", "\1\x90\x85\x85\x92", 5, true},
		{"a title longer than the text", "\5\x85\x92", 3, false},
		{"half a word", "\0\x85", 2, false},
	};
	uint64_t hash = (uint64_t)0x0592 << 49; /* the word 0x8592 */
	struct term_head head = {0};
	struct phrase phrase = {0};

	(void)state;
	phrase_element_add(phrase_add(&phrase), &hash, &head, 1);
	phrase_ready(&phrase);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (stream_matches(&phrase, cases[i].stream, cases[i].length) != cases[i].matches)
			fail_msg("%s", cases[i].intent);
	phrase_release(&phrase);
}

/* A hundred places, each with forms of every length, and a text that fails only at the end: would the ways multiply, it did not end. */
static void test_no_blow_up(void **state)
{
	struct phrase phrase = {0};
	char *text = memory_zeroed(1001, 1);
	struct buffer stream;

	(void)state;
	for (int i = 0; i < 100; i++) {
		struct phrase_element *element = phrase_add(&phrase);

		add_letters(element, "a", 1);
		add_letters(element, "aa", 2);
		add_letters(element, "aaaa", 4);
	}
	add_letters(phrase_add(&phrase), "b", 1);
	memset(text, 'a', 1000);
	stream = stream_of("", text);
	assert_false(stream_matches(&phrase, stream.bytes, stream.length));
	buffer_release(&stream);
	text[999] = 'b';
	stream = stream_of("", text);
	assert_true(stream_matches(&phrase, stream.bytes, stream.length));
	buffer_release(&stream);
	phrase_release(&phrase);
	free(text);
}

static void spell_phrase(struct phrase *phrase, const char *letters)
{
	struct term_head head = {0};
	struct phrase_element *element = NULL;

	for (; *letters; letters++) {
		uint64_t hash = letter_hash((char)(*letters | 0x20));

		if (*letters < 'A' || *letters >= 'a')
			element = phrase_add(phrase);
		if (*letters != '*')
			phrase_element_add(element, &hash, &head, 1);
	}
}

/* Equal are phrases of the same places, each with the same ways to write it. */
static void test_equals(void **state)
{
	static const struct {
		const char *one, *other; /* letters; a "*" is any word, a capital one more way to write the place before */
		bool equal;
	} cases[] = {{"ab", "ab", true}, {"", "", true},     {"ab", "a", false},  {"ab", "ac", false},
	             {"aB", "aB", true}, {"aB", "aC", false}, {"aB", "ab", false}, {"a*b", "a*b", true}, {"a*b", "acb", false}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct phrase one = {0}, other = {0}, title = {.field = PHRASE_IN_TITLE};

		spell_phrase(&one, cases[i].one);
		spell_phrase(&other, cases[i].other);
		spell_phrase(&title, cases[i].one);
		assert_int_equal(phrase_equals(&one, &other), cases[i].equal);
		assert_false(phrase_equals(&one, &title));
		phrase_release(&one);
		phrase_release(&other);
		phrase_release(&title);
	}
}

/* Rows of high bytes of any length, at any place: as many words as going from one to the next meets. */
static void test_count_words(void **state)
{
	unsigned char bytes[400];
	unsigned seed = 1;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		size_t length = round % sizeof bytes, words = 0;

		for (size_t i = 0; i < length; i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = (unsigned char)(seed >> 24 & (seed >> 16 & 15 & round / 1000 ? 0xff : 0x7f)) | (round / 1000 == 19 ? 0x80 : 0);
		}
		for (size_t i = 0; i < length; words++)
			i += bytes[i] < 0x80 ? 1 : 2;
		assert_int_equal(stream_count_words(bytes, bytes + length), words);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encode),
		cmocka_unit_test(test_frequent),
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_second_readings_are_optional),
		cmocka_unit_test(test_words_begin_where_they_begin),
		cmocka_unit_test(test_no_blow_up),
		cmocka_unit_test(test_equals),
		cmocka_unit_test(test_count_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

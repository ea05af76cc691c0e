/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/snippet.h"

#include "article/stream.h"
#include "article/texts_cut.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct analyzer *analyzer;

/*
 * Concepts, as a parser makes them: a word that may be a name stands for its
 * form too. Written: "a; b" two of them; "a b" a phrase; "a|b" two ways to
 * write one place; "a+b" a way of two words; "*" any word; "title:a" asked of
 * the title; "^a" five times the weight; "=$7" the very term "$7".
 */
static uint64_t word_hash(const char *word, size_t length, const char *language, struct term_head *head, uint64_t *form)
{
	const struct tokens *tokens;

	*form = 0;
	if (*word == '=') {
		*head = term_head(word + 1, length - 1);
		return term_hash(word + 1, length - 1);
	}
	analyzer_begin_query(analyzer, language);
	analyzer_add(analyzer, FIELD_BODY, word, length);
	tokens = analyzer_end(analyzer);
	if (tokens->list[0].name_like)
		*form = term_hash(token_form(tokens, tokens->list), tokens->list[0].form_length);
	*head = term_head(token_term(tokens, tokens->list), tokens->list[0].term_length);
	return tokens->list[0].hash;
}

/* The length of what is before the separator. */
static size_t part(const char *text, const char *end, const char *separators)
{
	size_t size = strcspn(text, separators);

	return size < (size_t)(end - text) ? size : (size_t)(end - text);
}

static void add_form(struct phrase_element *element, const char *form, size_t length, const char *language)
{
	uint64_t hashes[64] = {0}, name = 0;
	struct term_head heads[64] = {0};
	size_t count = 0;

	for (const char *end = form + length; form < end && count < 64;) {
		size_t size = part(form, end, "+");

		hashes[count] = word_hash(form, size, language, &heads[count], &name);
		count++;
		form += size + 1;
	}
	phrase_element_add(element, hashes, heads, count);
	if (count == 1 && name)
		phrase_element_add(element, &name, heads, 1);
}

static void add_element(struct phrase *phrase, const char *forms, size_t length, const char *language)
{
	struct phrase_element *element = phrase_add(phrase);

	if (*forms == '*')
		return;
	for (const char *end = forms + length; forms < end;) {
		size_t size = part(forms, end, "|");

		add_form(element, forms, size, language);
		forms += size + 1;
	}
}

static void add_concept(struct highlight *highlight, const char *words, size_t length, const char *language)
{
	struct concept *concept;

	highlight->concepts = memory_resize(highlight->concepts, highlight->count + 1, sizeof *concept);
	concept = &highlight->concepts[highlight->count++];
	*concept = (struct concept){.weight = 1};
	for (const char *end = words + length; words < end;) {
		size_t size = part(words, end, " ");

		if (*words == '^') {
			concept->weight = 5;
			words++;
			continue;
		}
		if (!strncmp(words, "title:", 6)) {
			concept->phrase.field = PHRASE_IN_TITLE;
			words += 6;
			continue;
		}
		add_element(&concept->phrase, words, size, language);
		words += size + 1;
	}
}

static struct highlight highlight_of(const char *concepts, const char *language)
{
	struct highlight highlight = {0};

	while (*concepts) {
		size_t size = strcspn(concepts, ";");

		add_concept(&highlight, concepts, size, language);
		concepts += size;
		concepts += strspn(concepts, "; ");
	}
	return highlight;
}

/* The passage with its marks in brackets and its cuts as dots. */
static void write_passage(struct buffer *out, const struct passage *passage)
{
	size_t at = 0, length = strlen(passage->text);

	if (passage->cut_before)
		buffer_add_string(out, "...");
	for (size_t i = 0; i < passage->mark_count; i++) {
		struct mark mark = passage->marks[i];

		assert_true(mark.start >= at && mark.end > mark.start && mark.end <= length);
		buffer_add(out, passage->text + at, mark.start - at);
		buffer_add_byte(out, '[');
		buffer_add(out, passage->text + mark.start, mark.end - mark.start);
		buffer_add_byte(out, ']');
		at = mark.end;
	}
	buffer_add_string(out, passage->text + at);
	if (passage->cut_after)
		buffer_add_string(out, "...");
}

#define MOST 8

/* The passages of an article, separated by " / ". */
static void write_passages(struct buffer *out, const struct article *article, const struct snippet_text *text,
                           const char *concepts, size_t wanted)
{
	struct highlight highlight = highlight_of(concepts, article->language ? article->language : "en");
	struct passage passages[MOST] = {0};
	size_t count = snippet_make(analyzer, article, text, &highlight, wanted, passages);

	assert_true(count <= wanted);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_add_string(out, " / ");
		assert_true(utf8_valid(passages[i].text, strlen(passages[i].text)));
		assert_true(strlen(passages[i].text) <= PASSAGE_BYTES + 3);
		write_passage(out, &passages[i]);
		passage_release(&passages[i]);
	}
	highlight_release(&highlight);
}

struct snippet_case {
	const char *intent;
	const char *title, *text, *language;
	const char *concepts;
	size_t wanted;
	const char *expected;
};

static void check(const struct snippet_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct article article = {.title = (char *)cases[i].title, .text = (char *)cases[i].text,
		                          .language = (char *)cases[i].language};
		struct buffer got = {0};

		write_passages(&got, &article, NULL, cases[i].concepts, cases[i].wanted ? cases[i].wanted : 1);
		buffer_add(&got, "", 1);
		if (strcmp(got.bytes, cases[i].expected) != 0)
			print_error("%s:\n", cases[i].intent);
		assert_string_equal(got.bytes, cases[i].expected);
		buffer_release(&got);
	}
}

#define CHECK(cases) check(cases, sizeof cases / sizeof *cases)

static void test_marks(void **state)
{
	static const struct snippet_case cases[] = {
		{"every form of a word", NULL, "He negotiates. She negotiated it all day long with them.", NULL, "negotiating", 0,
		 "He [negotiates]. She [negotiated] it all day long with them."},
		{"a phrase is one mark", NULL, "A list of 339 children, no more.", NULL, "339 children", 0,
		 "A list of [339 children], no more."},
		{"two concepts side by side are two marks", NULL, "A list of 339 children, no more.", NULL, "339; children", 0,
		 "A list of [339] [children], no more."},
		{"the words of a phrase elsewhere are not marked", NULL, "Children met 339 children here.", NULL, "339 children", 0,
		 "Children met [339 children] here."},
		{"any word in a phrase is marked with it", NULL, "The eyes of the entire world.", NULL, "eyes * * entire", 0,
		 "The [eyes of the entire] world."},
		{"but not at its ends", NULL, "The eyes of the entire world.", NULL, "* eyes *", 0, "The [eyes] of the entire world."},
		{"a form of two words is one mark", NULL, "A cease-fire, a ceasefire, a cease fire.", NULL, "ceasefire|cease+fire", 0,
		 "A [cease-fire], a [ceasefire], a [cease fire]."},
		{"a compound found as a whole", NULL, "A cease-fire is near.", NULL, "ceasefire", 0, "A [cease-fire] is near."},
		{"a part of a compound", NULL, "The front-line troops.", NULL, "line", 0, "The front-[line] troops."},
		{"accents", NULL, "At \xC3\x87\xC4\xB1ra\xC4\x9F" "an Palace.", NULL, "ciragan", 0,
		 "At [\xC3\x87\xC4\xB1ra\xC4\x9F" "an] Palace."},
		{"accents as characters of their own stay with their letter", NULL, "At Cafe\xCC\x81 Noir.", NULL, "cafe", 0,
		 "At [Cafe\xCC\x81] Noir."},
		{"the possessive is not marked", NULL, "It was Zelenskyy\xE2\x80\x99s plan.", NULL, "zelenskyy", 0,
		 "It was [Zelenskyy]\xE2\x80\x99s plan."},
		{"the acronym with its full stops, not the pronoun", NULL, "They told us that the U.S. agreed.", NULL, "US", 0,
		 "They told us that the [U.S.] agreed."},
		{"a number without its sign", NULL, "It cost $7 then.", NULL, "7", 0, "It cost $[7] then."},
		{"a number with its sign, when that is asked", NULL, "It cost $7, not 7%.", NULL, "7|=$7|=7%", 0,
		 "It cost [$7], not [7%]."},
		{"a grouped number", NULL, "They swapped 6,000 bodies.", NULL, "6000", 0, "They swapped [6,000] bodies."},
		{"both readings at the start of a sentence", NULL, "Perthes spoke.", NULL, "perth", 0, "[Perthes] spoke."},
		{"a name inside a sentence is no other's stem", NULL, "We met Perthes.", NULL, "perth", 0, "We met Perthes."},
		{"a name and its other reading in a phrase", NULL, "Perthes talks ended.", NULL, "perth talk", 0,
		 "[Perthes talks] ended."},
		{"only its other reading in a phrase", NULL, "Perthes talks ended.", NULL, "=perthes talk", 0,
		 "[Perthes talks] ended."},
		{"overlapping occurrences are one mark", NULL, "Very very very good.", NULL, "very very", 0,
		 "[Very very very] good."},
		{"pairs of ideographs run together", NULL, "\xE6\xBC\xA2\xE5\xAD\x97\xE4\xBB\xAE\xE5\x90\x8D\xE3\x80\x82", "ja",
		 "\xE6\xBC\xA2\xE5\xAD\x97; \xE5\xAD\x97\xE4\xBB\xAE", 0,
		 "[\xE6\xBC\xA2\xE5\xAD\x97\xE4\xBB\xAE]\xE5\x90\x8D\xE3\x80\x82"},
		{"pairs side by side are two marks", NULL, "\xE6\xBC\xA2\xE5\xAD\x97\xE4\xBB\xAE\xE5\x90\x8D\xE3\x80\x82", "ja",
		 "\xE6\xBC\xA2\xE5\xAD\x97; \xE4\xBB\xAE\xE5\x90\x8D", 0,
		 "[\xE6\xBC\xA2\xE5\xAD\x97][\xE4\xBB\xAE\xE5\x90\x8D]\xE3\x80\x82"},
		{"a vowel sign keeps its consonant", NULL, "\xE0\xB8\x81\xE0\xB8\xB4\xE0\xB8\x99", "th",
		 "\xE0\xB8\xB4\xE0\xB8\x99", 0, "[\xE0\xB8\x81\xE0\xB8\xB4\xE0\xB8\x99]"},
		{"a vowel sign without one stands alone", NULL, "\xE0\xB8\x81 \xE0\xB8\xB4\xE0\xB8\x99", "th",
		 "\xE0\xB8\xB4\xE0\xB8\x99", 0, "\xE0\xB8\x81 [\xE0\xB8\xB4\xE0\xB8\x99]"},
		{"Arabic, its vowel points left out in the query", NULL,
		 "\xD9\x82\xD8\xA7\xD9\x84 \xD8\xA7\xD9\x84\xD8\xB3\xD9\x8E\xD9\x91\xD9\x84\xD8\xA7\xD9\x85 \xD8\xA7\xD9\x84\xD8\xA2\xD9\x86.", "ar",
		 "\xD8\xA7\xD9\x84\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85", 0,
		 "\xD9\x82\xD8\xA7\xD9\x84 [\xD8\xA7\xD9\x84\xD8\xB3\xD9\x8E\xD9\x91\xD9\x84\xD8\xA7\xD9\x85] \xD8\xA7\xD9\x84\xD8\xA2\xD9\x86."},
		{"white space folded, inside marks too", NULL, "A  list\tof\n339\xC2\xA0\xC2\xA0" "children \xE3\x80\x80 here.", NULL,
		 "339 children; list", 0, "A [list] of [339 children] here."},
		{"an ampersand is a character like others", NULL, "AT&amp;T and R&D.", NULL, "amp; r", 0, "AT&[amp];T and [R]&D."},
		{"the language of the article", NULL, "Les n\xC3\xA9gociations et l\xE2\x80\x99Ukraine.", "fr", "ukraine; negociation", 0,
		 "Les [n\xC3\xA9gociations] et l\xE2\x80\x99[Ukraine]."},
	};

	(void)state;
	CHECK(cases);
}

#define FILLER "The delegations had come by plane in the morning and were led to the hall without a word to the press."

static void test_choice(void **state)
{
	static const struct snippet_case cases[] = {
		{"the sentence with more of the query, not the first", NULL,
		 "A ceasefire was far.\n\n" FILLER "\n\nMedinsky proposed a ceasefire.", NULL, "medinsky; ceasefire", 0,
		 "[Medinsky] proposed a [ceasefire]."},
		{"weight before number", NULL, "Peace and war are near.\n\n" FILLER " " FILLER " " FILLER "\n\nMedinsky came.", NULL,
		 "peace; war; ^medinsky", 0, "[Medinsky] came."},
		{"nearer words", NULL, "Medinsky said in a long speech that a ceasefire was far.\n\nMedinsky wants a ceasefire.", NULL,
		 "medinsky; ceasefire", 0, "[Medinsky] wants a [ceasefire]."},
		{"of equals the first", NULL, "One ceasefire came.\n\nTwo ceasefires came.", NULL, "ceasefire", 0,
		 "One [ceasefire] came."},
		{"two sentences of one paragraph", NULL, "Medinsky came. A ceasefire was far.\n\nNothing else.", NULL,
		 "medinsky; ceasefire", 0, "[Medinsky] came. A [ceasefire] was far."},
		{"two paragraphs, when one does not have it all", NULL, "Medinsky came.\n\nA ceasefire was far.", NULL,
		 "medinsky; ceasefire", 0, "[Medinsky] came. A [ceasefire] was far."},
		{"one paragraph before two", NULL, "Here was Medinsky.\n\nCeasefire is far.\n\nMedinsky asked for it. It is the ceasefire.",
		 NULL, "medinsky; ceasefire", 0, "[Medinsky] asked for it. It is the [ceasefire]."},
		{"a subhead loses against a sentence", NULL, "Ceasefire talks\n\nThere was a ceasefire.", NULL, "ceasefire", 0,
		 "There was a [ceasefire]."},
		{"a subhead is better than nothing", NULL, "Nothing here.\n\nCeasefire talks\n\nNothing there.", NULL, "ceasefire", 0,
		 "[Ceasefire] talks"},
		{"a quoted sentence is a sentence", NULL, "Ceasefire now\n\n\xE2\x80\x9CWe want a ceasefire.\xE2\x80\x9D", NULL,
		 "ceasefire", 0, "\xE2\x80\x9CWe want a [ceasefire].\xE2\x80\x9D"},
		{"the headline again, in other case, is left out", "Ceasefire in Kyiv", "CEASEFIRE IN KYIV\n\nA ceasefire it is.", NULL,
		 "ceasefire; kyiv", 0, "A [ceasefire] it is."},
		{"a paragraph that begins as the headline does stays", "Ceasefire in Kyiv", "Ceasefire in Kyiv today.", NULL,
		 "ceasefire", 0, "[Ceasefire] in Kyiv today."},
		{"abbreviations end no sentence", NULL, FILLER " Mr. Smith of the U.S. Senate met with his friend Gen. Kalin. " FILLER " " FILLER, NULL,
		 "kalin; smith", 0, "Mr. [Smith] of the U.S. Senate met with his friend Gen. [Kalin]. " FILLER},
		{"a short sentence gets the one before it", NULL, "He was glad.\n\nIt was cold. He came. So did Kalin.", NULL, "kalin",
		 0, "It was cold. He came. So did [Kalin]."},
		{"a sentence that is long enough stays alone", NULL, FILLER " He spoke of the ceasefire which all the parties had "
		 "waited for and none had believed in, and he smiled, as he had smiled in the morning, at the very end of it all. "
		 FILLER, NULL, "ceasefire", 0, "He spoke of the [ceasefire] which all the parties had waited for and none had "
		 "believed in, and he smiled, as he had smiled in the morning, at the very end of it all."},
	};

	(void)state;
	CHECK(cases);
}

static void test_several(void **state)
{
	static const struct snippet_case cases[] = {
		{"new concepts first, then other places", NULL,
		 "A ceasefire came.\n\nA ceasefire went.\n\n" FILLER "\n\n" FILLER " " FILLER "\n\nUmerov came.", NULL,
		 "ceasefire; umerov", 3, "A [ceasefire] came. / [Umerov] came. / A [ceasefire] went."},
		{"no text twice", NULL, "A ceasefire came.\n\nA ceasefire came.\n\nThe ceasefire went.", NULL, "ceasefire", 3,
		 "A [ceasefire] came. / The [ceasefire] went."},
		{"no text twice, in other white space", NULL, "A ceasefire came.\n\nA  ceasefire came.\n\nThe ceasefire went.", NULL,
		 "ceasefire", 3, "A [ceasefire] came. / The [ceasefire] went."},
		{"never overlapping", NULL, "A ceasefire came. The ceasefire went.", NULL, "ceasefire", 3,
		 "A [ceasefire] came. The [ceasefire] went."},
		{"as many as asked", NULL, "A ceasefire.\n\nThe ceasefire.\n\nOne ceasefire.", NULL, "ceasefire", 2,
		 "A [ceasefire]. / The [ceasefire]."},
	};

	(void)state;
	CHECK(cases);
}

static void test_lead(void **state)
{
	static const struct snippet_case cases[] = {
		{"nothing found in the body: its first sentences", "Ceasefire", "Photo of the day\n\nThey met. They ate.\n\nEnd.", NULL,
		 "ceasefire", 3, "They met. They ate."},
		{"no concepts", NULL, "They met.\n\nThey ate.", NULL, "", 1, "They met."},
		{"a word asked of the title is not marked in the body", "Ceasefire", "It was cold.\n\nA ceasefire.", NULL,
		 "title:ceasefire", 1, "It was cold."},
		{"no sentence at all", NULL, "Photo of the day\n\nMore photos", NULL, "", 1, "Photo of the day"},
		{"only found in the headline's repetition", "Ceasefire!", "Ceasefire!\n\nThey met.", NULL, "ceasefire", 1, "They met."},
		{"nothing but the headline", "Ceasefire!", "Ceasefire!", NULL, "ceasefire", 1, ""},
		{"empty", "Ceasefire!", "", NULL, "ceasefire", 1, ""},
		{"white space", "Ceasefire!", " \n\n \t", NULL, "ceasefire", 1, ""},
		{"no text", NULL, NULL, NULL, "ceasefire", 1, ""},
	};

	(void)state;
	CHECK(cases);
}

/* A sentence of a hundred words, each of eight bytes with its space, two of them asked for. */
static void test_cuts(void **state)
{
	static const struct {
		const char *intent;
		size_t first, second; /* places of the two words */
		const char *concepts;
		size_t from, to;      /* words of the passage */
	} cases[] = {
		{"near the beginning: from the beginning", 3, 5, "kalinov; gurakov", 0, 40},
		{"no room before them to be in the middle", 3, 35, "kalinov; gurakov", 0, 40},
		{"half a phrase is none", 0, 40, "^kalinov; filling gurakov", 0, 40},
		{"in the middle: in the middle", 50, 52, "kalinov; gurakov", 32, 72},
		{"near the end: to the end", 90, 97, "kalinov; gurakov", 60, 100},
		{"too far apart: the first", 10, 90, "kalinov; gurakov", 0, 40},
		{"too far apart: the weightier", 10, 90, "kalinov; ^gurakov", 60, 100},
		{"just as far apart as a passage is long", 30, 69, "kalinov; gurakov", 30, 70},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer text = {0}, expected = {0}, got = {0};
		struct article article = {0};

		for (size_t j = 0; j < 100; j++) {
			bool marked = j == cases[i].first || j == cases[i].second;
			const char *word = j == cases[i].first ? "kalinov" : j == cases[i].second ? "gurakov" : "filling";

			buffer_add_format(&text, j == 0 ? "%s" : " %s", word);
			if (j == cases[i].from)
				buffer_add_format(&expected, "%s", j > 0 ? "..." : "");
			if (j >= cases[i].from && j < cases[i].to)
				buffer_add_format(&expected, marked ? "%s[%s]" : "%s%s", j == cases[i].from ? "" : " ", word);
		}
		buffer_add_string(&expected, cases[i].to < 100 ? "..." : "");
		article.text = text.bytes;
		write_passages(&got, &article, NULL, cases[i].concepts, 1);
		if (strcmp(got.bytes, expected.bytes) != 0)
			print_error("%s:\n", cases[i].intent);
		assert_string_equal(got.bytes, expected.bytes);
		buffer_release(&text);
		buffer_release(&expected);
		buffer_release(&got);
	}
}

/* A pattern over and over, with something in the middle and at the end, is answered at once, with sound passages. */
static void test_hostile(void **state)
{
	static const struct {
		const char *intent, *pattern, *concepts;
		size_t length;
	} cases[] = {
		{"one sentence without spaces", "a", "kalin", 64 << 20},
		{"a word that is longer than all passages, and asked for", "k", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", 1 << 20},
		{"a million matches", "kalin ", "kalin", 6 << 20},
		{"a million matches of two", "kalin gurak ", "kalin; gurak; umerov", 6 << 20},
		{"a phrase that always overlaps", "a ", "a a a a a a a a a a a a a a a a", 1 << 20},
		{"sentences of a letter", "b. ", "b; c", 1 << 20},
		{"paragraphs of a word", "kalin\n\n", "kalin", 1 << 20},
		{"white space", "kalin                                                                         ", "kalin", 1 << 20},
		{"accents without end", "\xCC\x81", "kalin", 1 << 20},
		{"vowel signs without consonants", "\xE0\xB8\xB4", "\xE0\xB8\xB4\xE0\xB8\xB4", 1 << 20},
		{"ideographs without a full stop", "\xE6\xBC\xA2\xE5\xAD\x97", "\xE6\xBC\xA2\xE5\xAD\x97", 1 << 20},
		{"compounds", "kalin-", "kalin; kalinkalin", 1 << 20},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t size = strlen(cases[i].pattern), length = cases[i].length / size * size;
		struct article article = {.text = memory_new(length + 1)};
		struct highlight highlight = highlight_of(cases[i].concepts, i == 9 ? "th" : "en");
		struct passage passages[MOST] = {0};
		size_t count;

		for (size_t j = 0; j < length; j++)
			article.text[j] = cases[i].pattern[j % size];
		article.text[length] = '\0';
		count = snippet_make(analyzer, &article, NULL, &highlight, MOST, passages);
		if (count == 0)
			fail_msg("%s", cases[i].intent);
		for (size_t j = 0; j < count; j++) {
			assert_true(utf8_valid(passages[j].text, strlen(passages[j].text)));
			assert_in_range(strlen(passages[j].text), 1, PASSAGE_BYTES + 3);
			passage_release(&passages[j]);
		}
		highlight_release(&highlight);
		free(article.text);
	}
}

/* ---- texts that are read in parts ---- */

struct parted {
	struct article article;
	struct text_part list[64];
	struct buffer stream;
	struct snippet_text text;
	size_t read; /* bytes asked for */
};

static const char *read_parted(void *context, size_t end)
{
	struct parted *parted = context;

	if (end > parted->read)
		parted->read = end;
	return parted->article.text;
}

/* The text as an index has it, in parts of some 2 kB; owns it. */
static void part_text(struct parted *parted, char *text)
{
	size_t length = strlen(text);
	const struct tokens *tokens;

	*parted = (struct parted){.article = {.title = "Nothing", .text = text, .language = "en"}};
	analyzer_begin(analyzer, parted->article.language);
	analyzer_add(analyzer, FIELD_TITLE, parted->article.title, strlen(parted->article.title));
	analyzer_add(analyzer, FIELD_BODY, text, length);
	tokens = analyzer_end(analyzer);
	stream_encode(&parted->stream, tokens);
	for (size_t at = 0; at < length; at = parted->list[parted->text.part_count++].end)
		parted->list[parted->text.part_count] = (struct text_part){at, text_cut(text, length, at), words_before(tokens, at)};
	parted->text.parts = parted->list;
	parted->text.stream = parted->stream.bytes;
	parted->text.stream_length = parted->stream.length;
	parted->text.read = read_parted;
	parted->text.context = parted;
}

static void parted_release(struct parted *parted)
{
	buffer_release(&parted->stream);
	free(parted->article.text);
}

/* Sentences in paragraphs, with now and then one of the words that are asked for. */
static char *invent_text(unsigned seed, size_t words)
{
	static const char *const rare[] = {"Kalin", "Gurak", "cease-fires", "Umerov's", "Kalin Gurak"};
	struct buffer text = {0};

	for (size_t i = 0; i < words; i++) {
		unsigned number = (seed = seed * 1664525u + 1013904223u) >> 8;

		if (number % 61 < 5 && seed >> 30 == 0)
			buffer_add_string(&text, rare[number % 61]);
		else
			buffer_add_format(&text, "w%u", number % 997);
		buffer_add_string(&text, number % 13 ? " " : number % 7 ? ". The " : ".\n\nA ");
	}
	buffer_add_string(&text, "end.");
	return buffer_detach(&text);
}

/* Passages are those of the whole text, and of most texts little need be read. */
static void test_parts(void **state)
{
	static const char *const concepts[] = {"kalin", "kalin; gurak", "kalin gurak; umerov", "ceasefire|cease+fire; umerov; kalin",
	                                       "absent; gurak", "kalin * *; w7"};
	size_t read = 0, all = 0;

	(void)state;
	for (unsigned seed = 0; seed < 200; seed++) {
		struct parted parted;
		struct buffer whole = {0}, got = {0};
		size_t wanted = seed % 5 ? 1 : 4;

		part_text(&parted, invent_text(seed, 300 + 7 * seed));
		write_passages(&whole, &parted.article, NULL, concepts[seed % 6], wanted);
		write_passages(&got, &parted.article, &parted.text, concepts[seed % 6], wanted);
		buffer_add_byte(&whole, '\0');
		buffer_add_byte(&got, '\0');
		assert_string_equal(got.bytes, whole.bytes);
		read += parted.read;
		all += parted.list[parted.text.part_count - 1].end;
		buffer_release(&whole);
		buffer_release(&got);
		parted_release(&parted);
	}
	assert_true(read < all / 4 * 3);
}

/* The two words at a border, as a phrase in lower case. */
static void phrase_at(const char *text, size_t border, char phrase[64])
{
	size_t end = border, start, behind = border + strcspn(text + border, " .\n"), length = 0;

	while (end > 0 && strchr(" .\n", text[end - 1]))
		end--;
	for (start = end; start > 0 && !strchr(" .\n", text[start - 1]);)
		start--;
	for (size_t i = start; i < behind && length < 63; i++)
		if (i < end || i >= border)
			phrase[length++] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
		else if (i == end)
			phrase[length++] = ' ';
	phrase[length] = '\0';
}

/* A phrase that begins in one part and ends in the next is found as in the whole text. */
static void test_phrases_across_parts(void **state)
{
	struct parted parted;

	(void)state;
	part_text(&parted, invent_text(7, 4000));
	assert_true(parted.text.part_count > 8);
	for (size_t i = 1; i < parted.text.part_count; i++) {
		struct buffer whole = {0}, got = {0};
		char phrase[64];

		phrase_at(parted.article.text, parted.list[i].start, phrase);
		write_passages(&whole, &parted.article, NULL, phrase, 1);
		write_passages(&got, &parted.article, &parted.text, phrase, 1);
		buffer_add_byte(&whole, '\0');
		buffer_add_byte(&got, '\0');
		assert_non_null(strchr(whole.bytes, '['));
		assert_string_equal(got.bytes, whole.bytes);
		buffer_release(&whole);
		buffer_release(&got);
	}
	parted_release(&parted);
}

/* Words and streams that are not the text's, or damaged: some passage, or none. */
static void test_parts_that_lie(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 40; seed++) {
		struct parted parted;
		struct buffer got = {0};

		part_text(&parted, invent_text(seed, 2000));
		for (size_t i = 0; i < parted.text.part_count; i++)
			parted.list[i].words = seed % 2 ? SIZE_MAX / (i + 1) : 7000 - 100 * i;
		if (seed % 4 > 1)
			parted.text.stream_length = seed;
		write_passages(&got, &parted.article, &parted.text, "kalin; gurak; umerov", 3);
		assert_true(got.length > 0);
		buffer_release(&got);
		parted_release(&parted);
	}
}

static const char *read_nothing(void *context, size_t end)
{
	(void)context;
	(void)end;
	return NULL;
}

static void test_parts_that_cannot_be_read(void **state)
{
	struct buffer got = {0};
	struct parted parted;

	(void)state;
	part_text(&parted, invent_text(3, 2000));
	parted.text.read = read_nothing;
	write_passages(&got, &parted.article, &parted.text, "kalin", 3);
	assert_int_equal(got.length, 0);
	parted_release(&parted);
}

static void test_title_line(void **state)
{
	static const struct {
		const char *intent, *line, *concepts, *expected;
	} cases[] = {
		{"marks", "Medinsky: No Ceasefire", "ceasefire; medinsky", "[Medinsky]: No [Ceasefire]"},
		{"concepts of the title", "No Ceasefire", "title:ceasefire", "No [Ceasefire]"},
		{"capitals prove nothing in a headline", "PERTHES TALKS", "perth; perthes", "[PERTHES] TALKS"},
		{"white space around and inside", " No \t\n Ceasefire\xC2\xA0", "ceasefire", "No [Ceasefire]"},
		{"no concepts", "No Ceasefire", "", "No Ceasefire"},
		{"never cut", FILLER " " FILLER " " FILLER " " FILLER " Ceasefire", "ceasefire",
		 FILLER " " FILLER " " FILLER " " FILLER " [Ceasefire]"},
		{"none", NULL, "ceasefire", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct highlight highlight = highlight_of(cases[i].concepts, "en");
		struct passage line = {0};
		struct buffer got = {0};

		snippet_line(analyzer, cases[i].line, NULL, &highlight, &line);
		write_passage(&got, &line);
		if (strcmp(got.bytes, cases[i].expected) != 0)
			print_error("%s:\n", cases[i].intent);
		assert_string_equal(got.bytes, cases[i].expected);
		buffer_release(&got);
		passage_release(&line);
		highlight_release(&highlight);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_lead),
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_phrases_across_parts),
		cmocka_unit_test(test_parts_that_lie),
		cmocka_unit_test(test_parts_that_cannot_be_read),
		cmocka_unit_test(test_title_line),
		cmocka_unit_test(test_hostile),
	};
	int failed;

	analyzer = analyzer_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	analyzer_free(analyzer);
	return failed;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/resolve.h"

#include "tests/unit/name_tables.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SPANS_MAX 1024 /* of one text */

static struct resolver *resolver;
static struct names *tables;

static int open_tables(void **state)
{
	(void)state;
	tables = name_tables_open();
	resolver = tables ? resolver_new(tables) : NULL;
	return tables ? 0 : -1;
}

static int close_tables(void **state)
{
	(void)state;
	resolver_free(resolver);
	names_free(tables);
	return 0;
}

static enum entity_kind kind_of(char sign)
{
	return sign == '<' ? ENTITY_PERSON : sign == '{' ? ENTITY_ORG : ENTITY_PLACE;
}

/* A text in which <>, {} and [] stand around persons, organisations and places, without these, and where they stand. */
static size_t take_spans(const char *marked, struct buffer *text, struct span *spans)
{
	size_t count = 0;

	for (; *marked; marked++) {
		if (strchr("<{[", *marked))
			spans[count] = (struct span){.start = (uint32_t)text->length, .kind = (uint8_t)kind_of(*marked)};
		else if (strchr(">}]", *marked))
			spans[count++].end = (uint32_t)text->length;
		else
			buffer_add_byte(text, *marked);
	}
	return count;
}

/* Each entity's name between its signs, "=" and its mentions. */
static char *resolved(const char *marked)
{
	static const char *const signs[] = {[ENTITY_PERSON] = "<>", [ENTITY_ORG] = "{}", [ENTITY_PLACE] = "[]"};
	struct buffer text = {0}, out = {0};
	struct article article = {0};
	static struct span spans[SPANS_MAX];
	size_t count = take_spans(marked, &text, spans);

	article.text = text.bytes;
	names_resolve(resolver, &article, spans, count);
	for (size_t i = 0; i < article.entity_count; i++) {
		const struct entity *entity = &article.entities[i];

		buffer_add_format(&out, "%s%c%s%c=", i ? " " : "", signs[entity->kind][0], entity->name, signs[entity->kind][1]);
		for (size_t j = 0, found = 0; j < article.mention_count; j++)
			if (article.mentions[j].entity == i)
				buffer_add_format(&out, "%s%.*s", found++ ? "," : "", (int)(article.mentions[j].end - article.mentions[j].start),
				                  text.bytes + article.mentions[j].start);
	}
	article.text = NULL;
	article_release(&article);
	buffer_release(&text);
	return buffer_detach(&out);
}

static void test_resolve(void **state)
{
	static const struct {
		const char *intent, *text, *expected;
	} cases[] = {
		{"a surname alone", "<Rustem Umerov> met. <Umerov> left.", "<Rustem Umerov>=Rustem Umerov,Umerov"},
		{"titles and possessives come off", "<President Vladimir Putin>, <Putin's>", "<Vladimir Putin>=Vladimir Putin,Putin"},
		{"no-break spaces are spaces in a name", "<Eric\u00A0Adams> met <Eric\u202FAdams>.", "<Eric Adams>=Eric\u00A0Adams,Eric\u202FAdams"},
		{"a place that was taken for a person", "<Kyiv> said. <Kyiv> and [Moscow]", "[Kyiv]=Kyiv,Kyiv [Moscow]=Moscow"},
		{"but a club keeps its city's name", "{Florida} 4 {Boston} 2", "{Florida}=Florida {Boston}=Boston"},
		{"not where it may be a forename", "<Jordan> won. <Jordan> left.", "<Jordan>=Jordan,Jordan"},
		{"a surname that was taken for a place", "<Jack London> wrote. [London]'s dog, <London>'s cat", "<Jack London>=Jack London,London,London"},
		{"a slip in a long surname", "<Volodymyr Zelenskyy>, <Zelenskyy>: <Zelesnkyy>", "<Volodymyr Zelenskyy>=Volodymyr Zelenskyy,Zelenskyy,Zelesnkyy"},
		{"not in a short one", "<John Mason>, <Jason>", "<John Mason>=John Mason <Jason>=Jason"},
		{"not a woman's form", "<Viktor Kuznetsov>, <Kuznetsova>", "<Viktor Kuznetsov>=Viktor Kuznetsov <Kuznetsova>=Kuznetsova"},
		{"nor one letter from two persons", "<Ann Petersen>, <Bo Pedersen>, <Pebersen>",
	     "<Ann Petersen>=Ann Petersen <Bo Pedersen>=Bo Pedersen <Pebersen>=Pebersen"},
		{"an acronym in brackets", "{Institute for the Study of War} ({ISW}) says; {ISW}",
	     "{Institute for the Study of War}=Institute for the Study of War,ISW,ISW"},
		{"a title behind an organisation", "{White House Press} Secretary <Jane Roe>", "{White House}=White House <Jane Roe>=Jane Roe"},
		{"and a place", "[Texas Deputy] Governor <Jane Roe>", "[Texas]=Texas <Jane Roe>=Jane Roe"},
		{"not what is part of its name", "{Ministry of Defence} Secretary <Jane Roe>", "{Ministry of Defence}=Ministry of Defence <Jane Roe>=Jane Roe"},
		{"numerals are two kings", "<Henry IV>, <Henry V>. <Henry IV>", "<Henry IV>=Henry IV,Henry IV <Henry V>=Henry V"},
		{"a word is no acronym", "{The Who} played. {WHO} said: the {Who}.", "{The Who}=The Who,Who {WHO}=WHO"},
		{"a suffix behind a comma", "<Frank Sinatra>, <Jr.> sang. <Sinatra> left.", "<Frank Sinatra, Jr.>=Frank Sinatra, Jr.,Sinatra"},
		{"taken for something else", "<Ann Roe>, <Frank Sinatra>, {Jr.}", "<Ann Roe>=Ann Roe <Frank Sinatra, Jr.>=Frank Sinatra, Jr."},
		{"a suffix alone is nobody", "<Ann Roe>: <Jr.>, <Sr>, <III>", "<Ann Roe>=Ann Roe"},
		{"but for a forename", "<Ann Roe> and <Júnior>", "<Ann Roe>=Ann Roe <Júnior>=Júnior"},
		{"nor are titles", "<Ann Roe>, the <Lord Mayor>, met the <Pope>", "<Ann Roe>=Ann Roe"},
		{"but a title may be a surname", "<Martin Luther King> spoke. <King> left.", "<Martin Luther King>=Martin Luther King,King"},
		{"a deity is no person", "<God> and <Ann Roe>", "<Ann Roe>=Ann Roe"},
		{"an acronym of the tables that is more than one's, words of it", "{SEC} lawyers: securities fraud in the exchange",
	     "{Securities and Exchange Commission}=SEC"},
		{"other words", "{SEC} media days, and commission for agents", "{SEC}=SEC"},
		{"another name of it", "{Islamic Republican Army}, {Irish Republican Army}, {IRA}",
	     "{Islamic Republican Army}=Islamic Republican Army {Irish Republican Army}=Irish Republican Army,IRA"},
		{"initials that may be a person's, the surname", "<Kennedy> was shot; <JFK>", "<John F. Kennedy>=Kennedy,JFK"},
		{"without it", "<JFK> was shot", "<JFK>=JFK"},
		{"what nobody takes for a person", "agency {FDR}", "{FDR}=FDR"},
		{"unless the person is named", "<Franklin Roosevelt>: {FDR}", "<Franklin Roosevelt>=Franklin Roosevelt,FDR"},
		{"letters that the article uses for something else", "the Grand Master ({GM}) lost; {GM} left", ""},
		{"for the same, though it was not seen", "the General motors ({GM}) lost", "{GM}=GM"},
		{"or for nothing", "a car ({GM}) and Master ({GE})", "{GM}=GM {GE}=GE"},
		{"or somebody does", "<FDR> spoke", "<FDR>=FDR"},
		{"a faith before a title", "<Roman Catholic Bishop Emeritus Ann Roe>; <Roman Catholic Pope Francis>", "<Ann Roe>=Ann Roe <Pope Francis>=Pope Francis"},
		{"alone", "<Roman Catholic> teachings of <Roman Catholic Christianity>; <Ann Roe>", "<Ann Roe>=Ann Roe"},
		{"in a name", "<Christian IV>, <Roman Abramovich>, <Roman>", "<Christian IV>=Christian IV <Roman Abramovich>=Roman Abramovich,Roman"},
		{"a calendar's days", "<M T W F S> <J. R. R.>", "<J. R. R.>=J. R. R."},
		{"a family", "<Ann Trump> and the <Trumps>' dog; <Ann Zappa>, <Zappas>", "<Ann Trump>=Ann Trump <Ann Zappa>=Ann Zappa <Zappas>=Zappas"},
		{"a caption run together with a name", "<Jo JorgensenImage>: <Jo Jorgensen>, <Al DePhoto>", "<Jo Jorgensen>=Jo Jorgensen,Jo Jorgensen <Al DePhoto>=Al DePhoto"},
		{"a word run together with one", "she <andAnnie Mumolo>, <Mumolo>, <theBoss>", "<Annie Mumolo>=Annie Mumolo,Mumolo <Boss>=Boss"},
		{"a tag", "<#WrongTrump> and <Ann Trump>", "<Ann Trump>=Ann Trump"},
		{"a country before its leader", "Prime Minister of <India Narendra Modi>; President of <South Korea Moon Jae-in>",
	     "[India]=India <Narendra Modi>=Narendra Modi [South Korea]=South Korea <Moon Jae-in>=Moon Jae-in"},
		{"a forename, and what is no country", "mother of <India Arie>; Prince of <Alexander the Great>", "<India Arie>=India Arie <Alexander the Great>=Alexander the Great"},
		{"a legal form alone", "{Apple Inc.} and {Inc.} ({INC})", "{Apple Inc.}=Apple Inc. {INC}=INC"},
		{"nor without a title behind it", "{White House Press} said so", "{White House Press}=White House Press"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = resolved(cases[i].text);

		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].intent, got);
		free(got);
	}
}

/* A surname that is no slip of any other number's. */
static void make_surname(char surname[16], unsigned number)
{
	static const char letters[] = "bdfglmnrs";
	char first = letters[number / 81 % 9], second = letters[number / 9 % 9], third = letters[number % 9];

	snprintf(surname, 16, "Ro%ca%ce%ci%cu%co%c", first, second, third, first, second, third);
}

/* Of names in one article only the most frequent are asked whether a word is a slip of theirs: else made-up names take hours. */
static void test_slips_bounded(void **state)
{
	enum { NAMES = 600 };
	struct buffer text = {0};
	char first[16], last[16], expected[96], *got;

	(void)state;
	for (unsigned i = 0; i < NAMES; i++) {
		make_surname(last, i);
		buffer_add_format(&text, "<Anna %s> ", last);
	}
	make_surname(first, 0);
	buffer_add_format(&text, "<%.*s> <%.*s>", (int)strlen(first) - 1, first, (int)strlen(last) - 1, last);
	got = resolved(text.bytes);
	snprintf(expected, sizeof expected, "<Anna %s>=Anna %s,%.*s ", first, first, (int)strlen(first) - 1, first);
	if (!strstr(got, expected))
		fail_msg("not the slip of a name among the first: %.200s", got);
	snprintf(expected, sizeof expected, "<%.*s>=", (int)strlen(last) - 1, last);
	if (!strstr(got, expected))
		fail_msg("a slip of the last of %d names", NAMES);
	free(got);
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_slips_bounded),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}

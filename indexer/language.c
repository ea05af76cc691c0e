/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/language.h"

#include <stdio.h>
#include <string.h>

/* ISO 639-1: its codes of two letters, and "sh", which libraries still use. */
static const char codes[] =
	" aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es"
	" et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj"
	" kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv"
	" ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th"
	" ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/* Of three letters there are thousands (ISO 639-3): all are taken. */
bool language_given(char code[LANGUAGE_CODE_MAX], const char *word)
{
	char spaced[LANGUAGE_CODE_MAX + 2];

	language_code(code, word);
	snprintf(spaced, sizeof spaced, " %s ", code);
	return strlen(code) == 3 || (*code && strstr(codes, spaced));
}

void article_settle_language(struct article *article, struct language_detector *detector, const char *given)
{
	const char *text = article->text ? article->text : "";
	char declared[LANGUAGE_CODE_MAX];
	const char *found = declared;

	language_code(declared, article->language);
	if (!given)
		found = language_detect(detector, text, strlen(text), declared);
	else if (!*declared)
		found = given;
	article_set(&article->language, found, strlen(found));
}

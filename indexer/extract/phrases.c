/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/phrases.h"

#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>

struct phrase {
	enum phrase_kind kind;
	const char *words; /* lower case */
};

static const struct phrase table[] = {
	{PHRASE_NAVIGATION, "accessibility links"}, {PHRASE_NAVIGATION, "accessibility"},
	{PHRASE_NAVIGATION, "skip to content"}, {PHRASE_NAVIGATION, "skip to main content"},
	{PHRASE_NAVIGATION, "skip to navigation"}, {PHRASE_NAVIGATION, "skip to search"},
	{PHRASE_NAVIGATION, "jump to content"}, {PHRASE_NAVIGATION, "breaking news"}, {PHRASE_NAVIGATION, "breaking"},
	{PHRASE_NAVIGATION, "latest news"}, {PHRASE_NAVIGATION, "search"}, {PHRASE_NAVIGATION, "menu"},
	{PHRASE_NAVIGATION, "home"}, {PHRASE_NAVIGATION, "log in"}, {PHRASE_NAVIGATION, "login"},
	{PHRASE_NAVIGATION, "sign in"}, {PHRASE_NAVIGATION, "subscribe"}, {PHRASE_NAVIGATION, "back to top"},
	{PHRASE_NAVIGATION, "zum inhalt springen"}, {PHRASE_NAVIGATION, "zum inhalt"},
	{PHRASE_NAVIGATION, "startseite"}, {PHRASE_NAVIGATION, "suche"}, {PHRASE_NAVIGATION, "anmelden"},
	{PHRASE_NAVIGATION, "eilmeldung"}, {PHRASE_NAVIGATION, "barrierefreiheit"},
	{PHRASE_NAVIGATION, "aller au contenu"}, {PHRASE_NAVIGATION, "accueil"}, {PHRASE_NAVIGATION, "rechercher"},
	{PHRASE_NAVIGATION, "se connecter"}, {PHRASE_NAVIGATION, "ir al contenido"}, {PHRASE_NAVIGATION, "inicio"},
	{PHRASE_NAVIGATION, "ana sayfa"}, {PHRASE_NAVIGATION, "son dakika"}, {PHRASE_NAVIGATION, "içeriğe geç"},
	{PHRASE_NAVIGATION, "главная"}, {PHRASE_NAVIGATION, "поиск"}, {PHRASE_NAVIGATION, "срочно"},
	{PHRASE_NAVIGATION, "首页"}, {PHRASE_NAVIGATION, "登录"}, {PHRASE_NAVIGATION, "搜索"},

	{PHRASE_SHARE, "share"}, {PHRASE_SHARE, "share this"}, {PHRASE_SHARE, "share this article"},
	{PHRASE_SHARE, "share this story"}, {PHRASE_SHARE, "facebook"}, {PHRASE_SHARE, "twitter"},
	{PHRASE_SHARE, "whatsapp"}, {PHRASE_SHARE, "telegram"}, {PHRASE_SHARE, "linkedin"}, {PHRASE_SHARE, "reddit"},
	{PHRASE_SHARE, "pinterest"}, {PHRASE_SHARE, "bluesky"}, {PHRASE_SHARE, "email"}, {PHRASE_SHARE, "e-mail"},
	{PHRASE_SHARE, "print"}, {PHRASE_SHARE, "copy link"}, {PHRASE_SHARE, "link copied"},
	{PHRASE_SHARE, "shortlink copied"}, {PHRASE_SHARE, "save"}, {PHRASE_SHARE, "listen"},
	{PHRASE_SHARE, "no image"}, {PHRASE_SHARE, "image"}, {PHRASE_SHARE, "16x9 image"}, {PHRASE_SHARE, "photo"},
	{PHRASE_SHARE, "play video"}, {PHRASE_SHARE, "advertisement"}, {PHRASE_SHARE, "advertising"},
	{PHRASE_SHARE, "loading..."}, {PHRASE_SHARE, "teilen"}, {PHRASE_SHARE, "drucken"}, {PHRASE_SHARE, "merken"},
	{PHRASE_SHARE, "anzeige"}, {PHRASE_SHARE, "werbung"}, {PHRASE_SHARE, "artikel teilen"},
	{PHRASE_SHARE, "partager"}, {PHRASE_SHARE, "imprimer"}, {PHRASE_SHARE, "publicité"},
	{PHRASE_SHARE, "compartir"}, {PHRASE_SHARE, "imprimir"}, {PHRASE_SHARE, "publicidad"},
	{PHRASE_SHARE, "paylaş"}, {PHRASE_SHARE, "yazdır"}, {PHRASE_SHARE, "reklam"},
	{PHRASE_SHARE, "поделиться"}, {PHRASE_SHARE, "реклама"}, {PHRASE_SHARE, "分享"}, {PHRASE_SHARE, "打印"},
	{PHRASE_SHARE, "广告"},

	{PHRASE_TAIL, "comments"}, {PHRASE_TAIL, "no comment yet"}, {PHRASE_TAIL, "no comments yet"},
	{PHRASE_TAIL, "leave a comment"}, {PHRASE_TEASER, "related"}, {PHRASE_TEASER, "related articles"},
	{PHRASE_TEASER, "related stories"}, {PHRASE_TEASER, "related news"}, {PHRASE_TEASER, "related topics"},
	{PHRASE_TEASER, "more on this story"}, {PHRASE_TEASER, "more from"}, {PHRASE_TEASER, "most read"},
	{PHRASE_TEASER, "most popular"}, {PHRASE_TEASER, "read more"}, {PHRASE_TEASER, "read also"},
	{PHRASE_TEASER, "recommended"}, {PHRASE_TEASER, "recommended for you"}, {PHRASE_TEASER, "you may also like"},
	{PHRASE_TEASER, "topics"}, {PHRASE_TAIL, "tags"}, {PHRASE_TAIL, "about the author"},
	{PHRASE_TEASER, "photogallery"}, {PHRASE_TEASER, "photo gallery"}, {PHRASE_TEASER, "follow us"},
	{PHRASE_TAIL, "external links"}, {PHRASE_TAIL, "sister links"}, {PHRASE_TAIL, "kommentare"},
	{PHRASE_TEASER, "mehr zum thema"}, {PHRASE_TEASER, "lesen sie auch"}, {PHRASE_TEASER, "meistgelesen"},
	{PHRASE_TEASER, "themen"}, {PHRASE_TAIL, "commentaires"}, {PHRASE_TEASER, "à lire aussi"},
	{PHRASE_TEASER, "sur le même sujet"}, {PHRASE_TEASER, "les plus lus"}, {PHRASE_TAIL, "comentarios"},
	{PHRASE_TEASER, "lo más leído"}, {PHRASE_TEASER, "noticias relacionadas"}, {PHRASE_TAIL, "yorumlar"},
	{PHRASE_TEASER, "ilgili haberler"}, {PHRASE_TEASER, "çok okunanlar"}, {PHRASE_TAIL, "комментарии"},
	{PHRASE_TEASER, "читайте также"}, {PHRASE_TEASER, "по теме"}, {PHRASE_TEASER, "самое читаемое"},
	{PHRASE_TAIL, "评论"}, {PHRASE_TEASER, "相关新闻"}, {PHRASE_TEASER, "热门"},

	{PHRASE_APPEAL, "all rights reserved"}, {PHRASE_NOTICE, "terms of use"}, {PHRASE_NOTICE, "terms of service"},
	{PHRASE_NOTICE, "privacy policy"}, {PHRASE_NOTICE, "cookie policy"}, {PHRASE_APPEAL, "we use cookies"},
	{PHRASE_NOTICE, "uses cookies"}, {PHRASE_APPEAL, "accept all cookies"}, {PHRASE_APPEAL, "recaptcha"},
	{PHRASE_NOTICE, "unsubscribe"}, {PHRASE_APPEAL, "by signing up"}, {PHRASE_APPEAL, "sign up for our"},
	{PHRASE_APPEAL, "sign up to our"}, {PHRASE_NOTICE, "newsletter"}, {PHRASE_APPEAL, "subscribe to our"},
	{PHRASE_APPEAL, "click here"}, {PHRASE_APPEAL, "in your inbox"}, {PHRASE_APPEAL, "to your inbox"},
	{PHRASE_APPEAL, "keep up to date with"}, {PHRASE_APPEAL, "sharing our content"}, {PHRASE_NOTICE, "our content"},
	{PHRASE_NOTICE, "contacting us"}, {PHRASE_NOTICE, "undesirable organization"},
	{PHRASE_NOTICE, "undesirable organisation"}, {PHRASE_APPEAL, "support our journalism"},
	{PHRASE_APPEAL, "become a member"}, {PHRASE_APPEAL, "download our app"}, {PHRASE_APPEAL, "follow us on"},
	{PHRASE_NOTICE, "without permission"}, {PHRASE_NOTICE, "may not be published"},
	{PHRASE_APPEAL, "alle rechte vorbehalten"}, {PHRASE_NOTICE, "datenschutz"}, {PHRASE_NOTICE, "nutzungsbedingungen"},
	{PHRASE_NOTICE, "impressum"}, {PHRASE_APPEAL, "abonnieren sie"}, {PHRASE_APPEAL, "tous droits réservés"},
	{PHRASE_NOTICE, "mentions légales"}, {PHRASE_NOTICE, "politique de confidentialité"},
	{PHRASE_APPEAL, "abonnez-vous"}, {PHRASE_APPEAL, "inscrivez-vous"}, {PHRASE_APPEAL, "todos los derechos reservados"},
	{PHRASE_NOTICE, "política de privacidad"}, {PHRASE_APPEAL, "suscríbete"}, {PHRASE_APPEAL, "tutti i diritti riservati"},
	{PHRASE_APPEAL, "tüm hakları saklıdır"}, {PHRASE_APPEAL, "her hakkı saklıdır"}, {PHRASE_NOTICE, "gizlilik politikası"},
	{PHRASE_APPEAL, "abone olun"}, {PHRASE_APPEAL, "bültenimize"}, {PHRASE_APPEAL, "kvkk"},
	{PHRASE_APPEAL, "все права защищены"}, {PHRASE_NOTICE, "политика конфиденциальности"},
	{PHRASE_APPEAL, "подпишитесь на"}, {PHRASE_NOTICE, "нежелательной организацией"}, {PHRASE_NOTICE, "иностранным агентом"},
	{PHRASE_APPEAL, "版权所有"}, {PHRASE_NOTICE, "隐私政策"}, {PHRASE_NOTICE, "使用条款"}, {PHRASE_APPEAL, "未经授权"},

	{PHRASE_READER, "you"}, {PHRASE_READER, "your"}, {PHRASE_READER, "our"}, {PHRASE_READER, "us"},
	{PHRASE_READER, "unsere"}, {PHRASE_READER, "unseren"}, {PHRASE_READER, "ihre"}, {PHRASE_READER, "nos"},
	{PHRASE_READER, "notre"}, {PHRASE_READER, "votre"}, {PHRASE_READER, "nuestra"}, {PHRASE_READER, "nuestro"},
	{PHRASE_READER, "вы"}, {PHRASE_READER, "нас"}, {PHRASE_READER, "您"}, {PHRASE_READER, "我们"},

	{PHRASE_COPYRIGHT, "©"}, {PHRASE_COPYRIGHT, "(c)"}, {PHRASE_COPYRIGHT, "copyright"},

	{PHRASE_SOURCE, "source:"}, {PHRASE_SOURCE, "quelle:"}, {PHRASE_SOURCE, "source :"}, {PHRASE_SOURCE, "fuente:"},
	{PHRASE_SOURCE, "fonte:"}, {PHRASE_SOURCE, "bron:"}, {PHRASE_SOURCE, "kaynak:"}, {PHRASE_SOURCE, "источник:"},
	{PHRASE_SOURCE, "来源:"}, {PHRASE_SOURCE, "来源："},

	{PHRASE_BYLINE, "by"}, {PHRASE_BYLINE, "by:"}, {PHRASE_BYLINE, "written by"}, {PHRASE_BYLINE, "author:"},
	{PHRASE_BYLINE, "von"}, {PHRASE_BYLINE, "autor:"}, {PHRASE_BYLINE, "par"}, {PHRASE_BYLINE, "auteur :"},
	{PHRASE_BYLINE, "por"}, {PHRASE_BYLINE, "di"}, {PHRASE_BYLINE, "door"}, {PHRASE_BYLINE, "yazan:"},
	{PHRASE_BYLINE, "posted by"}, {PHRASE_BYLINE, "published by"}, {PHRASE_BYLINE, "reported by"}, {PHRASE_BYLINE, "story by"},
	{PHRASE_BYLINE, "text:"}, {PHRASE_BYLINE, "verfasst von"}, {PHRASE_BYLINE, "geschrieben von"},
	{PHRASE_BYLINE, "veröffentlicht von"}, {PHRASE_BYLINE, "eingestellt von"}, {PHRASE_BYLINE, "ein beitrag von"},
	{PHRASE_BYLINE, "autorin:"}, {PHRASE_BYLINE, "écrit par"},
	{PHRASE_BYLINE, "publié par"}, {PHRASE_BYLINE, "rédigé par"}, {PHRASE_BYLINE, "auteur:"}, {PHRASE_BYLINE, "escrito por"},
	{PHRASE_BYLINE, "publicado por"}, {PHRASE_BYLINE, "scritto da"}, {PHRASE_BYLINE, "autore:"}, {PHRASE_BYLINE, "geschreven door"},
	{PHRASE_BYLINE, "autor :"}, {PHRASE_BYLINE, "napisał"},
	{PHRASE_BYLINE, "автор:"}, {PHRASE_BYLINE, "بقلم:"}, {PHRASE_BYLINE, "كتب:"}, {PHRASE_BYLINE, "作者："}, {PHRASE_BYLINE, "作者:"}, {PHRASE_BYLINE, "记者"},

	{PHRASE_UPDATED, "last update"}, {PHRASE_UPDATED, "last updated"}, {PHRASE_UPDATED, "updated"},
	{PHRASE_UPDATED, "last modified"}, {PHRASE_UPDATED, "aktualisiert"}, {PHRASE_UPDATED, "stand:"},
	{PHRASE_UPDATED, "mis à jour"}, {PHRASE_UPDATED, "actualizado"}, {PHRASE_UPDATED, "aggiornato"},
	{PHRASE_UPDATED, "güncelleme"}, {PHRASE_UPDATED, "son güncelleme"}, {PHRASE_UPDATED, "обновлено"},
	{PHRASE_UPDATED, "更新"},

	{PHRASE_KEYWORDS, "keywords"}, {PHRASE_KEYWORDS, "keywords:"}, {PHRASE_KEYWORDS, "tags:"},
	{PHRASE_KEYWORDS, "schlagwörter:"}, {PHRASE_KEYWORDS, "mots-clés :"}, {PHRASE_KEYWORDS, "etiketler:"},
	{PHRASE_KEYWORDS, "теги:"}, {PHRASE_KEYWORDS, "关键词："}, {PHRASE_KEYWORDS, "关键词:"},

	{PHRASE_AGENCY, "afp"}, {PHRASE_AGENCY, "agence france-presse"}, {PHRASE_AGENCY, "reuters"}, {PHRASE_AGENCY, "ap"},
	{PHRASE_AGENCY, "associated press"}, {PHRASE_AGENCY, "the associated press"}, {PHRASE_AGENCY, "dpa"},
	{PHRASE_AGENCY, "upi"}, {PHRASE_AGENCY, "xinhua"}, {PHRASE_AGENCY, "xinhua news agency"}, {PHRASE_AGENCY, "tass"},
	{PHRASE_AGENCY, "interfax"}, {PHRASE_AGENCY, "ria novosti"}, {PHRASE_AGENCY, "ukrinform"}, {PHRASE_AGENCY, "unian"},
	{PHRASE_AGENCY, "anadolu agency"}, {PHRASE_AGENCY, "anadolu ajansı"}, {PHRASE_AGENCY, "aa"}, {PHRASE_AGENCY, "dha"},
	{PHRASE_AGENCY, "iha"}, {PHRASE_AGENCY, "efe"}, {PHRASE_AGENCY, "ansa"}, {PHRASE_AGENCY, "apa"}, {PHRASE_AGENCY, "sda"},
	{PHRASE_AGENCY, "keystone-sda"}, {PHRASE_AGENCY, "sid"}, {PHRASE_AGENCY, "kna"}, {PHRASE_AGENCY, "epd"},
	{PHRASE_AGENCY, "belga"}, {PHRASE_AGENCY, "anp"}, {PHRASE_AGENCY, "ntb"}, {PHRASE_AGENCY, "tt"}, {PHRASE_AGENCY, "ritzau"},
	{PHRASE_AGENCY, "pap"}, {PHRASE_AGENCY, "ctk"}, {PHRASE_AGENCY, "čtk"}, {PHRASE_AGENCY, "lusa"}, {PHRASE_AGENCY, "kyodo"},
	{PHRASE_AGENCY, "jiji press"}, {PHRASE_AGENCY, "yonhap"}, {PHRASE_AGENCY, "pti"}, {PHRASE_AGENCY, "ani"},
	{PHRASE_AGENCY, "ians"}, {PHRASE_AGENCY, "bernama"}, {PHRASE_AGENCY, "antara"}, {PHRASE_AGENCY, "irna"},
	{PHRASE_AGENCY, "wam"}, {PHRASE_AGENCY, "aap"}, {PHRASE_AGENCY, "pa media"}, {PHRASE_AGENCY, "bloomberg"},
	{PHRASE_AGENCY, "тасс"}, {PHRASE_AGENCY, "интерфакс"}, {PHRASE_AGENCY, "риа новости"}, {PHRASE_AGENCY, "新华社"},
};

#define PHRASE_COUNT (sizeof table / sizeof *table)

_Static_assert(PHRASE_COUNT <= 512, "struct phrases has room for 512");

/* The case of the scripts in the table; others have none or are spelled there as they stand. */
static inline uint32_t small(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	if ((code >= 0xC0 && code <= 0xDE && code != 0xD7) || (code >= 0x410 && code <= 0x42F))
		return code + 32;
	if (code == 0x130)
		return 'i';
	if (code == 0x2019)
		return '\'';
	if (code == 0x10C || code == 0x15E || code == 0x11E)
		return code + 1;
	return code;
}

static bool is_word_character(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 0xDF && code < 0x2000);
}

static inline uint32_t next_small(const char **at, const char *end)
{
	return small((unsigned char)**at < 0x80 ? (uint32_t)(unsigned char)*(*at)++ : utf8_next(at, end));
}

/* The second character, 0 for none: two are enough to pass over nearly all places. */
static uint32_t peek_small(const char *at, const char *end)
{
	return at < end ? next_small(&at, end) : 0;
}

static unsigned bucket(uint32_t first, uint32_t second)
{
	return (first * 33 ^ second) % PHRASE_BUCKETS;
}

static void clear(int16_t *chains, size_t count)
{
	for (size_t i = 0; i < count; i++)
		chains[i] = -1;
}

static void push(int16_t *head, int16_t *next, size_t phrase)
{
	next[phrase] = *head;
	*head = (int16_t)phrase;
}

static bool counts_within(enum phrase_kind kind)
{
	return kind == PHRASE_NOTICE || kind == PHRASE_APPEAL || kind == PHRASE_READER;
}

void phrases_init(struct phrases *phrases)
{
	clear(phrases->first, PHRASE_BUCKETS);
	clear(phrases->within, PHRASE_BUCKETS);
	for (size_t i = PHRASE_COUNT; i-- > 0;) {
		const char *at = table[i].words, *end = at + strlen(at);
		uint32_t first = next_small(&at, end);
		unsigned chain = bucket(first, peek_small(at, end));

		push(&phrases->first[chain], phrases->next_first, i);
		if (counts_within(table[i].kind))
			push(&phrases->within[chain], phrases->next_within, i);
	}
}

/* Where the phrase that stands at at ends, or NULL; it ends at a word's end. */
static const char *match(const char *words, const char *at, const char *end)
{
	const char *before = at;
	uint32_t last = 0, next;

	while (*words) {
		uint32_t wanted = utf8_next(&words, words + 4);

		if (at == end || small(utf8_next(&at, end)) != wanted)
			return NULL;
		last = wanted;
	}
	if (at == end || !is_word_character(last))
		return at;
	before = at;
	next = small(utf8_next(&before, end));
	return is_word_character(next) ? NULL : at;
}

static const char *skip_colon(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == ':' || *at == '\t'))
		at++;
	return at;
}

/* A whole line may close with a colon or count something: "Comments:", "Share 12". */
static bool ends_line(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == ':' || *at == '(' || *at == ')' || (*at >= '0' && *at <= '9')))
		at++;
	return at == end;
}

static void take_within(struct phrase_hits *hits, enum phrase_kind kind)
{
	if (kind != PHRASE_READER)
		hits->notices += kind == PHRASE_APPEAL ? PHRASE_APPEAL_WEIGHT : 1;
	hits->kinds |= 1u << kind;
}

/* Takes in a phrase that begins the line, when that is enough for its kind. */
static void take(struct phrase_hits *hits, const struct phrase *phrase, const char *text, const char *behind, const char *end)
{
	switch (phrase->kind) {
	case PHRASE_NOTICE:
	case PHRASE_APPEAL:
	case PHRASE_READER:
		take_within(hits, phrase->kind);
		break;
	case PHRASE_COPYRIGHT:
	case PHRASE_SOURCE:
	case PHRASE_BYLINE:
	case PHRASE_UPDATED:
	case PHRASE_KEYWORDS:
		behind = skip_colon(behind, end);
		if ((size_t)(behind - text) > hits->behind)
			hits->behind = (size_t)(behind - text);
		break;
	case PHRASE_TEASER:
		if (!ends_line(behind, end) && *behind != ':')
			return;
		break;
	case PHRASE_NAVIGATION:
	case PHRASE_SHARE:
	case PHRASE_TAIL:
	case PHRASE_AGENCY:
		if (!ends_line(behind, end))
			return;
	}
	hits->kinds |= 1u << phrase->kind;
}

static void find_chain(const struct phrases *phrases, struct phrase_hits *hits, unsigned chain, const char *text, const char *end)
{
	for (int i = phrases->first[chain]; i >= 0; i = phrases->next_first[i]) {
		const char *behind = match(table[i].words, text, end);

		if (behind)
			take(hits, &table[i], text, behind, end);
	}
}

static void find_first(const struct phrases *phrases, struct phrase_hits *hits, const char *text, const char *end)
{
	const char *at = text;
	uint32_t first = next_small(&at, end);

	if (at < end)
		find_chain(phrases, hits, bucket(first, peek_small(at, end)), text, end);
	find_chain(phrases, hits, bucket(first, 0), text, end); /* "©" */
}

static inline bool is_ascii_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

static void find_within(const struct phrases *phrases, struct phrase_hits *hits, const char *text, const char *end)
{
	bool inside = true; /* the first place is find_first's */

	for (const char *at = text; at < end;) {
		const char *start;
		uint32_t code;
		bool word, begins;

		while (inside && at < end && is_ascii_letter(*at))
			at++;
		if (at == end)
			break;
		start = at;
		code = next_small(&at, end);
		word = is_word_character(code);
		begins = (word && !inside) || (code >= 0x2E80 && start > text);

		inside = word;
		if (!begins)
			continue;
		for (int i = phrases->within[bucket(code, peek_small(at, end))]; i >= 0; i = phrases->next_within[i])
			if (match(table[i].words, start, end))
				take_within(hits, table[i].kind);
	}
}

struct phrase_hits phrases_find(const struct phrases *phrases, const char *text, size_t length)
{
	struct phrase_hits hits = {0};

	if (!length)
		return hits;
	find_first(phrases, &hits, text, text + length);
	find_within(phrases, &hits, text, text + length);
	return hits;
}

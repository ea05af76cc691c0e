/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/byline.h"

#include "article/article.h"
#include "indexer/extract/class_words.h"
#include "indexer/extract/title/headline.h"
#include "indexer/extract/title/title_key.h"
#include "text/date.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Blocks around the headline in which an article's own byline stands. */
#define NEAR_BEFORE 10
#define NEAR_BEHIND 12

#define BYLINE_BYTES 200 /* of longer ones no more is looked at */
#define NAME_BYTES 80
#define NAME_WORDS 8
#define NAME_DIGITS 3

/* What a place is worth: a mark three times its rank, a line that begins as a byline a little more than the second; all less away from the headline. */
#define WORTH_OF_MARK 3
#define WORTH_OF_LINK (WORTH_OF_MARK * AUTHOR_LINKED) /* whatever a page of authors is called after is a name */
#define WORTH_OF_BYLINE 7
#define WORTH_OF_CLASS 5
#define LOSS_AWAY 3
#define LOSS_IN_FOOTER 2
#define LOSS_OF_FOREIGN 100

/* Part of a text. */
struct name {
	const char *bytes;
	size_t length;
};

/* Words that stand before or behind a name and are none. */
static const char *const around_names[] = {
	"am", "on", "by", "von", "par", "por", "von:", "autorenseite", "page", "at", "um", "vor", "le", "el", "il", "in", "follow", "folgen", "posted", "published", "veröffentlicht", "publiziert",
	"under", "in:", "alle", "artikel", "view", "posts", "all", "publié", "publicado", "pubblicato", "geposted", "geplaatst", "updated", "aktualisiert", "uhr", "ago", "shares", "seit", NULL};

/* Accounts and labels that are nobody. */
static const char *const nobody[] = {
	"admin", "administrator", "alle artikel", "auteur", "author", "authors", "autor", "autoren", "anonymous", "editor", "editorial", "gast", "guest", "news",
	"no author", "print", "redaktion", "redaction", "redacción", "redazione", "staff", "unknown", "user", "webmaster", "wem?", "wordpress",
	NULL};

static bool is_one_of(const char *const *words, const char *text, size_t length)
{
	for (; *words; words++)
		if (strlen(*words) == length && !strncasecmp(*words, text, length))
			return true;
	return false;
}

static void trim(struct name *name)
{
	while (name->length && strchr(" ,-|:;/~@.", name->bytes[name->length - 1]) &&
	       !(name->bytes[name->length - 1] == '.' && name->length > 2 && name->bytes[name->length - 3] == ' '))
		name->length--;
	while (name->length && strchr(" ,-|:;/~", *name->bytes)) {
		name->bytes++;
		name->length--;
	}
}

/* Cuts what follows a sign that no name holds: "Jane Doe | 3 June", "Jane Doe - The Quay". */
static void cut_at_signs(struct name *name)
{
	static const char *const signs[] = {"|", " - ", " – ", " — ", "•", " @ ", " (", "\"", " // ", "·"};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		const char *at = memmem(name->bytes, name->length, signs[i], strlen(signs[i]));

		if (at && at > name->bytes)
			name->length = (size_t)(at - name->bytes);
	}
}

static void cut_words(struct name *name)
{
	for (;;) {
		const char *last, *first, *end;

		trim(name);
		last = memrchr(name->bytes, ' ', name->length);
		first = memchr(name->bytes, ' ', name->length);
		end = name->bytes + name->length;
		if (last && is_one_of(around_names, last + 1, (size_t)(end - last - 1))) {
			name->length = (size_t)(last - name->bytes);
		} else if (first && is_one_of(around_names, name->bytes, (size_t)(first - name->bytes))) {
			name->bytes = first + 1;
			name->length = (size_t)(end - name->bytes);
		} else {
			return;
		}
	}
}

/* Of what is not ASCII, UTF-8 begins signs with C2 (Latin-1's) and E2 (U+2000 to 2FFF: quotes, arrows, symbols). */
static bool begins_with_letter(const struct name *name)
{
	unsigned char first = (unsigned char)*name->bytes;

	return isalpha(first) || (first > 0xC2 && first != 0xE2);
}

static bool is_name(const struct name *name)
{
	size_t words = 1, digits = 0, letters = 0;

	if (name->length < 2 || name->length > NAME_BYTES || is_one_of(nobody, name->bytes, name->length) ||
	    is_one_of(around_names, name->bytes, name->length) || memmem(name->bytes, name->length, "://", 3))
		return false;
	for (size_t i = 0; i < name->length; i++) {
		words += name->bytes[i] == ' ';
		digits += name->bytes[i] >= '0' && name->bytes[i] <= '9';
		letters += name->bytes[i] > '9' || name->bytes[i] < 0;
	}
	return words <= NAME_WORDS && digits <= NAME_DIGITS && letters >= 2 && begins_with_letter(name);
}

/* A name in what is said of an author: without "by", its date, and what else stands around it. */
static void cut_to_name(struct name *name, const struct phrases *phrases)
{
	struct date date;
	size_t from, to, behind;

	for (;;) {
		struct name rest;

		trim(name);
		while ((behind = phrases_find(phrases, name->bytes, name->length).behind) > 0) {
			name->bytes += behind;
			name->length -= behind;
			trim(name);
		}
		if (!date_find_as(&date, name->bytes, name->length, DATE_DAY_FIRST, &from, &to))
			break;
		rest = (struct name){name->bytes + to, name->length - to};
		name->length = from;
		cut_at_signs(name);
		cut_words(name);
		if (is_name(name))
			return;
		*name = rest;
	}
	cut_at_signs(name);
	cut_words(name);
}

static bool is_near(const struct measures *measures, size_t i)
{
	size_t title = measures->title < measures->markup->block_count ? measures->title : 0;

	return i + NEAR_BEFORE >= title && i <= title + NEAR_BEHIND;
}

struct search {
	const struct measures *measures;
	const struct phrases *phrases;
	const char *site, *host;
	struct name best;
	int worth; /* of it; 0 for none */
};

/* Whether it is the site's own name or address; a person may have given a part of it the name. */
static bool is_site(const struct search *search, const struct name *name)
{
	struct title_key key = title_key_of(name->bytes, name->length);
	struct title_key site = title_key_of(search->site ? search->site : "", search->site ? strlen(search->site) : 0);
	struct title_key host = title_key_of(search->host ? search->host : "", search->host ? strlen(search->host) : 0);

	return title_key_same(&key, &site) || title_key_same(&key, &host);
}

/* What less a place is worth; comments, lists of others and legal notes have authors of their own. */
static int loss_of(const struct measures *measures, size_t block)
{
	const uint32_t foreign = UINT32_C(1) << CLASS_COMMENT | UINT32_C(1) << CLASS_RELATED | UINT32_C(1) << CLASS_SIDEBAR |
	                         UINT32_C(1) << CLASS_TEASER | UINT32_C(1) << CLASS_NAVIGATION;
	struct surroundings around = surroundings_of(measures->markup, block, measures->title);

	if (block == measures->title || around.classes & foreign || around.tags & (1u << TAG_ASIDE | 1u << TAG_NAV) ||
	    measures->blocks[block].hits.kinds & 1u << PHRASE_COPYRIGHT)
		return LOSS_OF_FOREIGN;
	return (is_near(measures, block) ? 0 : LOSS_AWAY) +
	       (around.tags >> TAG_FOOTER & 1 || around.classes >> CLASS_FOOTER & 1 ? LOSS_IN_FOOTER : 0);
}

/* "submitting you agree to our Terms of Service", "car": a name's words are mostly capitalised, where its script has capitals. */
static bool is_sentence(const struct name *name)
{
	size_t words = 0, small = 0;

	for (size_t i = 0; i < name->length; i++)
		if (!i || name->bytes[i - 1] == ' ') {
			words++;
			small += name->bytes[i] >= 'a' && name->bytes[i] <= 'z';
		}
	return small == words || (words > 2 && small * 2 > words);
}

static void consider(struct search *search, size_t block, struct name name, int worth)
{
	worth -= loss_of(search->measures, block);
	if (worth <= search->worth)
		return;
	cut_to_name(&name, search->phrases);
	if (is_name(&name) && (worth >= WORTH_OF_LINK || !is_sentence(&name)) && !is_site(search, &name)) {
		search->best = name;
		search->worth = worth;
	}
}

static void search_marks(struct search *search)
{
	const struct markup *markup = search->measures->markup;

	for (size_t i = 0; i < markup->author_count; i++) {
		const struct markup_author *author = &markup->authors[i];

		if (author->block < markup->block_count && author->length <= BYLINE_BYTES)
			consider(search, author->block, (struct name){markup_text(markup, &markup->blocks[author->block]) + author->start, author->length},
			         WORTH_OF_MARK * (int)author->mark);
	}
}

/* "Published on 3 June 2025 by Jane Doe": cuts the name to what follows the date, where that begins as a byline does. */
static bool byline_behind_date(const struct phrases *phrases, struct name *name)
{
	struct date date;
	struct name behind;
	size_t from, to;

	if (!date_find_as(&date, name->bytes, name->length, DATE_DAY_FIRST, &from, &to))
		return false;
	behind = (struct name){name->bytes + to, name->length - to};
	trim(&behind);
	if (!(phrases_find(phrases, behind.bytes, behind.length).kinds & 1u << PHRASE_BYLINE))
		return false;
	*name = behind;
	return true;
}

static void search_blocks(struct search *search)
{
	const struct markup *markup = search->measures->markup;

	for (size_t i = 0; i < markup->block_count; i++) {
		const struct block_measure *block = &search->measures->blocks[i];
		struct name name = {markup_text(markup, &markup->blocks[i]), markup->blocks[i].length};

		if (name.length > BYLINE_BYTES || block->prose || !is_near(search->measures, i))
			continue;
		if (block->hits.kinds & 1u << PHRASE_BYLINE)
			consider(search, i, name, WORTH_OF_BYLINE);
		else if (block->has_date && byline_behind_date(search->phrases, &name))
			consider(search, i, name, WORTH_OF_CLASS);
		else if (block->classes_near >> CLASS_AUTHOR & 1)
			consider(search, i, name, WORTH_OF_CLASS);
	}
}

void byline_find(char **author, const char *said, const struct measures *measures, const struct phrases *phrases, const char *site,
                 const char *host)
{
	struct search search = {measures, phrases, site, host, {NULL, 0}, 0};
	struct name name = {said, said ? strnlen(said, BYLINE_BYTES) : 0};

	*author = NULL;
	if (said)
		cut_to_name(&name, phrases);
	if (!said || !is_name(&name) || is_site(&search, &name) || headline_is_site(name.bytes, name.length, site, host)) {
		search_marks(&search);
		search_blocks(&search);
		if (search.worth > 0)
			name = search.best;
	}
	if (is_name(&name))
		article_set(author, name.bytes, name.length);
}

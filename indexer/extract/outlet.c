/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/outlet.h"

#include "article/article.h"

#include <string.h>
#include <strings.h>

/* A name is no longer; and so many are weighed, the first on the page. */
#define NAME_BYTES 60
#define NAME_COUNT 32

#define DATELINE_BYTES 100
#define SIGNATURE_LINES 3
#define CAPTION_LINES 3

struct name {
	const char *bytes;
	size_t length;
	unsigned votes;
};

struct names {
	struct name at[NAME_COUNT];
	size_t count;
};

static bool is_agency(const struct phrases *phrases, const char *text, size_t length)
{
	return length && length <= NAME_BYTES && phrases_find(phrases, text, length).kinds & 1u << PHRASE_AGENCY;
}

static bool from_label(char **source, const struct lines *lines, const struct phrases *phrases)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		const char *text = line_text(lines, line);
		size_t behind;

		if (line->role != ROLE_SOURCE)
			continue;
		behind = phrases_find(phrases, text, line_text_length(line)).behind;
		article_set(source, text + behind, line_text_length(line) - behind);
		if (*source)
			return true;
	}
	return false;
}

/* "AFP", "(dpa)", "AFP/Reuters": the first of several. */
static bool take_signature(char **source, const struct phrases *phrases, const char *text, size_t length)
{
	size_t end;

	if (length > 2 && text[0] == '(' && text[length - 1] == ')') {
		text++;
		length -= 2;
	}
	for (end = 0; end < length && text[end] != '/' && text[end] != ','; end++)
		;
	if (!is_agency(phrases, text, end))
		return false;
	article_set(source, text, end);
	return true;
}

static bool ends_with(const char *text, size_t length, const char *name, size_t name_length)
{
	return length > name_length && !memcmp(text + length - name_length, name, name_length);
}

/* An outlet that no table knows: the credit of a picture names it too, "©Lale Demir / Levant Press". */
static bool is_credited(const struct lines *lines, const struct body *body, const char *name, size_t length)
{
	size_t first = body->title != NO_LINE ? body->title + 1 : 0;

	for (size_t i = first; i < body->end && i < first + CAPTION_LINES; i++) {
		const char *text = line_text(lines, &lines->at[i]);
		size_t text_length = line_text_length(&lines->at[i]);

		if (text_length && text[text_length - 1] == ')')
			text_length--;
		if (ends_with(text, text_length, name, length) && strchr("/( ", text[text_length - length - 1]))
			return true;
	}
	return false;
}

static bool from_credit(char **source, const struct lines *lines, const struct body *body, const struct line *line)
{
	const char *name = line_text(lines, line);
	size_t length = line_text_length(line);

	if (line->role == ROLE_TEXT || line->stops || line->words > 4 || length < 2 || !is_credited(lines, body, name, length))
		return false;
	article_set(source, name, length);
	return true;
}

static bool from_signature(char **source, const struct lines *lines, const struct body *body, const struct phrases *phrases)
{
	size_t first = body->end > 0 ? body->end - 1 : 0;

	for (size_t i = first; i < lines->count && i < first + SIGNATURE_LINES; i++)
		if (take_signature(source, phrases, line_text(lines, &lines->at[i]), line_text_length(&lines->at[i])) ||
		    from_credit(source, lines, body, &lines->at[i]))
			return true;
	return false;
}

/* "KYIV, June 2 (Reuters) -" */
static bool from_dateline(char **source, const struct lines *lines, const struct body *body, const struct phrases *phrases)
{
	const char *text, *open, *close;
	size_t length;

	if (body->sentence >= body->end)
		return false;
	text = line_text(lines, &lines->at[body->sentence]);
	length = line_text_length(&lines->at[body->sentence]);
	open = memchr(text, '(', length < DATELINE_BYTES ? length : DATELINE_BYTES);
	close = open ? memchr(open, ')', (size_t)(text + length - open)) : NULL;
	return close && close - open <= NAME_BYTES && take_signature(source, phrases, open, (size_t)(close + 1 - open));
}

static bool is_capital(const char *at)
{
	return (*at >= 'A' && *at <= 'Z') || (unsigned char)*at >= 0xC3;
}

static void trim(const char **at, const char **end)
{
	while (*at < *end && strchr(" -|.,:", **at))
		(*at)++;
	while (*end > *at && strchr(" -|.,:", (*end)[-1]))
		(*end)--;
}

/* A vote for the name at [at, end), without "The" before it. */
static void vote(struct names *names, const char *at, const char *end, unsigned votes)
{
	trim(&at, &end);
	if (end - at > 4 && !strncasecmp(at, "the ", 4))
		at += 4;
	if (end - at < 2 || end - at > NAME_BYTES || !is_capital(at))
		return;
	for (size_t i = 0; i < names->count; i++)
		if (names->at[i].length == (size_t)(end - at) && !memcmp(names->at[i].bytes, at, names->at[i].length)) {
			names->at[i].votes += votes;
			return;
		}
	if (names->count < NAME_COUNT)
		names->at[names->count++] = (struct name){at, (size_t)(end - at), votes};
}

static const char *find_word(const char *at, const char *end, const char *word)
{
	return memmem(at, (size_t)(end - at), word, strlen(word));
}

/* "The Outlet logo", "The Outlet Newsletter" */
static void vote_before(struct names *names, const char *text, const char *end, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(end - text) > length && !strncasecmp(end - length, word, length))
		vote(names, text, end - length, 2);
}

/* "The Outlet - News from Here | Here": the parts between the bars and dashes. */
static void vote_parts(struct names *names, const char *text, const char *end)
{
	for (const char *at = text; at <= end; at++)
		if (at == end || *at == '|' || (*at == '-' && at > text && at[-1] == ' ')) {
			vote(names, text, at, 1);
			text = at + 1;
		}
}

/* "by The Outlet with Agencies"; "by The Outlet" is one only where another line confirms it. */
static void vote_byline(struct names *names, const char *text, const char *end)
{
	static const char *const others[] = {" with ", " and ", " mit ", " avec ", " con "};
	static const char *const agencies[] = {"agenc", "wire", "agentur", "agenz"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		const char *with = find_word(text, end, others[i]);

		for (size_t k = 0; with && k < sizeof agencies / sizeof *agencies; k++)
			if (!strncasecmp(with + strlen(others[i]), agencies[k], strlen(agencies[k]))) {
				vote(names, text, with, 2);
				return;
			}
	}
	vote(names, text, find_word(text, end, " with ") ? find_word(text, end, " with ") : end, 1);
}

/* "© The Outlet 2025. All rights reserved" */
static void vote_copyright(struct names *names, const char *text, const char *end)
{
	const char *stop;

	while (text < end && (strchr("0123456789-, ", *text) || !strncmp(text, "–", 3)))
		text++;
	for (stop = text; stop < end && *stop != '.' && *stop != ',' && *stop != '|' && !(*stop >= '0' && *stop <= '9'); stop++)
		;
	vote(names, text, stop, 2);
}

static void vote_line(struct names *names, const struct lines *lines, const struct line *line, const struct phrases *phrases)
{
	const char *text = line_text(lines, line), *end = text + line_text_length(line);
	size_t behind = 0;

	if (line->role == ROLE_BYLINE || line->role == ROLE_COPYRIGHT)
		behind = phrases_find(phrases, text, (size_t)(end - text)).behind;
	if (line->role == ROLE_BYLINE)
		vote_byline(names, text + behind, end);
	else if (line->role == ROLE_COPYRIGHT)
		vote_copyright(names, text + behind, end);
	else if (line->divided)
		vote_parts(names, text, end);
	else if (line->role == ROLE_BOX && line->words <= 4)
		vote(names, text, end, 1);
	vote_before(names, text, end, " logo");
	vote_before(names, text, end, " newsletter");
}

/* What stands around the article and speaks in sentences: notices, portraits of the outlet. */
static void vote_openings(struct names *names, const struct lines *lines, const struct line *line)
{
	const char *text = line_text(lines, line);
	size_t length = line_text_length(line);

	if (!line_is_sentence(line) || line->role == ROLE_TEXT || line->role == ROLE_TITLE)
		return;
	for (size_t i = 0; i < names->count; i++) {
		const struct name *name = &names->at[i];

		if (length > name->length && !memcmp(text, name->bytes, name->length) && text[name->length] == ' ')
			names->at[i].votes++;
	}
}

static bool from_votes(char **source, const struct lines *lines, const struct phrases *phrases)
{
	struct names names = {0};
	const struct name *best = NULL;

	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].role != ROLE_TEXT && lines->at[i].role != ROLE_TITLE && lines->at[i].words <= 20)
			vote_line(&names, lines, &lines->at[i], phrases);
	for (size_t i = 0; i < lines->count && names.count; i++)
		vote_openings(&names, lines, &lines->at[i]);
	for (size_t i = 0; i < names.count; i++)
		if (names.at[i].votes >= 2 && (!best || names.at[i].votes > best->votes))
			best = &names.at[i];
	if (best)
		article_set(source, best->bytes, best->length);
	return best != NULL;
}

static const char *name_end(const char *at, const char *end)
{
	const char *stop = at;

	while (at < end && is_capital(at)) {
		while (at < end && !strchr(" ,.;:'\")", *at))
			at++;
		stop = at;
		at += at + 1 < end && *at == ' ';
	}
	return stop;
}

/* "seen by the Outlet": the article tells outlets from persons, who see and obtain things too. */
static void vote_seen_by(struct names *names, const char *text, const char *end, const char *cue)
{
	for (const char *at = text; (at = find_word(at, end, cue));) {
		at += strlen(cue);
		if (end - at > 4 && !strncasecmp(at, "the ", 4))
			vote(names, at + 4, name_end(at + 4, end), 1);
	}
}

/* Another vote for a name known from vote_seen_by: "the Outlet obtained". */
static void vote_obtained(struct names *names, const char *text, const char *end)
{
	static const char *const verbs[] = {" obtained", " has obtained", " has seen", " has learned", " has reviewed", " understands"};

	for (size_t i = 0; i < names->count; i++)
		for (const char *at = text; (at = memmem(at, (size_t)(end - at), names->at[i].bytes, names->at[i].length));) {
			at += names->at[i].length;
			for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
				names->at[i].votes += (size_t)(end - at) > strlen(verbs[k]) && !strncmp(at, verbs[k], strlen(verbs[k]));
		}
}

static void for_text(struct names *names, const struct lines *lines, void (*count)(struct names *, const char *, const char *))
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].role == ROLE_TEXT)
			count(names, line_text(lines, &lines->at[i]), line_text(lines, &lines->at[i]) + line_text_length(&lines->at[i]));
}

static void vote_seen(struct names *names, const char *text, const char *end)
{
	static const char *const cues[] = {" seen by ", " reviewed by ", " viewed by ", " obtained by "};

	for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
		vote_seen_by(names, text, end, cues[i]);
}

static void from_own_reporting(char **source, const struct lines *lines)
{
	struct names names = {0};

	for_text(&names, lines, vote_seen);
	if (names.count != 1)
		return; /* of several that are said to have seen something, any may be quoted */
	for_text(&names, lines, vote_obtained);
	if (names.at[0].votes >= 2)
		article_set(source, names.at[0].bytes, names.at[0].length);
}

void outlet_find(char **source, const struct lines *lines, const struct body *body, const struct phrases *phrases)
{
	if (from_label(source, lines, phrases) || from_signature(source, lines, body, phrases) ||
	    from_dateline(source, lines, body, phrases) || from_votes(source, lines, phrases))
		return;
	from_own_reporting(source, lines);
}

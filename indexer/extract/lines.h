/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page cut into the lines that its author wrote.
 *
 * White space around a line and empty lines are dropped; lines that were only
 * broken to fit a width (mail, wire copy) are joined into the paragraph they
 * came from, so one struct line may span several lines of the page.
 */
#ifndef DATELINE_INDEXER_EXTRACT_LINES_H
#define DATELINE_INDEXER_EXTRACT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a line is for; body.c decides. */
enum line_role {
	ROLE_TEXT, /* content until something says otherwise */
	ROLE_TITLE,
	ROLE_MENU,      /* one of a run of links */
	ROLE_NAVIGATION, /* "Skip to content", "Breaking News" */
	ROLE_SHARE,     /* share bars, placeholders of images */
	ROLE_NOTICE,    /* legal, newsletter, promotion */
	ROLE_COPYRIGHT,
	ROLE_TAIL,      /* heads what follows an article: comments, keywords, related */
	ROLE_TEASER,    /* "Read more" and the headlines below it */
	ROLE_BOX,       /* hangs below a bullet that is none of the article's */
	ROLE_BYLINE,
	ROLE_DATE,
	ROLE_UPDATED,
	ROLE_SOURCE,
	ROLE_REPEATED,
	ROLE_OUTSIDE    /* before or behind the article */
};

struct line {
	uint32_t start, length; /* in the page, white space at both ends excluded */
	uint16_t columns;       /* as a terminal shows it, East Asian characters two wide; at most 65535 */
	uint16_t words;         /* two East Asian characters count as one; at most 65535 */
	uint16_t lower;         /* of these, words that begin with a small letter */
	uint8_t indent;         /* columns of white space before it, at most 255 */
	uint8_t marker;         /* bytes of the bullet or list dash and the space behind it */
	uint8_t role;           /* enum line_role */
	uint8_t notices;        /* weight of legal and newsletter phrases in it, at most 3 */
	bool blank_before : 1;
	bool bullet : 1;
	bool stops : 1;     /* ends as a sentence does */
	bool colon : 1;     /* ends with a colon: introduces something */
	bool inner_stop : 1; /* a sentence ends within it */
	bool comma : 1;
	bool divided : 1;   /* holds " | ", " > ", " » ": a path or a window's title */
	bool digit : 1;
};

struct lines {
	const char *page;
	struct line *at;
	size_t count;
};

/* page: valid UTF-8 of at most 4 GB - 1, borrowed as long as the lines live. */
void lines_split(struct lines *lines, const char *page, size_t length);
void lines_release(struct lines *lines);

/* The line without its bullet: lines->page + start + marker. */
const char *line_text(const struct lines *lines, const struct line *line);
size_t line_text_length(const struct line *line);

/* Reads as prose: a sentence of some length, or running text without a full stop (a standfirst, a caption). */
bool line_is_prose(const struct line *line);

/* A sentence ends at its end or within it, it introduces a list, or it is prose. */
bool line_is_sentence(const struct line *line);

/* As the text of a link is: a few words or capitals only, without punctuation. */
bool line_is_linklike(const struct line *line);

#endif

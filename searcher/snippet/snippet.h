/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Passages of an article that show why it was found.
 *
 * Cut at sentence borders from the stored text; the passage that covers most
 * of the query's concepts (weighted by their rarity) wins, before nearness of
 * the words, before the first place in the article. Passages of one article do
 * not repeat each other, nor the headline.
 */
#ifndef DATELINE_SEARCHER_SNIPPET_SNIPPET_H
#define DATELINE_SEARCHER_SNIPPET_SNIPPET_H

#include "article/article.h"
#include "article/phrase.h"
#include "article/texts.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>

/* Something the query asks for: a word in all its forms (one element), or a phrase. */
struct concept {
	struct phrase phrase;
	double weight; /* its rarity, > 0 */
};

struct highlight {
	struct concept *concepts; /* owned */
	size_t count;
};

void highlight_release(struct highlight *highlight);

/* Bytes [start, end) of the passage's text; in order, apart from each other, at UTF-8 borders. A phrase is one mark. */
struct mark {
	size_t start, end;
};

struct passage {
	char *text; /* owned; one line: white space folded to single spaces, no markup */
	struct mark *marks; /* owned */
	size_t mark_count;
	bool cut_before, cut_after; /* the sentence goes on beyond: an ellipsis belongs there */
};

void passage_release(struct passage *passage);

/* About as long as two lines of print; a passage is at most this long in bytes but for the last character. */
#define PASSAGE_BYTES 320

/* An article's text, read as far as passages need it. */
struct snippet_text {
	const struct text_part *parts;
	size_t part_count;
	const void *stream; /* the article's words: article/stream.h. What they say of the text need not be true */
	size_t stream_length;
	const char *(*read)(void *context, size_t end); /* the text, of which so many bytes are there; NULL: it cannot be read */
	void *context;
};

/*
 * Up to wanted passages into out (all zero), at most 32, best first; returns
 * how many. Only the first four million bytes of a text are looked at. An
 * article that holds none of the concepts in its body (found by its title, by
 * a date) gives its first sentences, unmarked. The analyzer's last analysis is
 * lost. Concepts asked of the title are not marked in the body. text: NULL for
 * the article's own.
 */
size_t snippet_make(struct analyzer *analyzer, const struct article *article, const struct snippet_text *text,
                    const struct highlight *highlight, size_t wanted, struct passage *out);

/*
 * All of the text, a passage a paragraph, into *out (owned by the caller, to be
 * released each and freed); returns how many. Only the first four million
 * bytes of a text are given.
 */
size_t snippet_whole(struct analyzer *analyzer, const struct article *article, const struct highlight *highlight,
                     struct passage **out);

/* One line, such as the title, whole, with its marks. */
void snippet_line(struct analyzer *analyzer, const char *line, const char *language, const struct highlight *highlight,
                  struct passage *out);

#endif

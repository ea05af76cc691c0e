/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page of HTML as an article, wherever its bytes come from: a file, a record
 * of a web archive, the content of a feed.
 */
#ifndef DATELINE_INDEXER_READ_HTML_H
#define DATELINE_INDEXER_READ_HTML_H

#include "article/article.h"
#include "indexer/read/source.h"

#include <stdbool.h>
#include <stddef.h>

/* What was known of the page before it was read; each NULL for not known. */
struct html_context {
	const char *charset; /* of the HTTP header's Content-Type */
	/* Where the page was found: it gives the article's address and source when the page does not. NULL: where it was saved from. */
	const char *url;
};

/*
 * Fills what is still empty of *article: text, title, date, modified, source,
 * author, keywords, language, url. keep_boilerplate takes all of the page's
 * text. False when there is no article in it; *reason (static) then says why.
 * True with a *reason that is not NULL: the page was not read to its end. Nothing is reported. Thread-safe.
 */
bool html_parse(const char *bytes, size_t length, const struct html_context *context, bool keep_boilerplate,
                struct article *article, const char **reason);

/* Says what html_parse has left out though it found an article; reason: NULL for nothing. */
void html_report(const struct document *document, const char *reason);

#endif

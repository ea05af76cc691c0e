/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/articles.h"

#include "text/utf8.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void demand(bool kept)
{
	if (!kept)
		abort();
}

static void check_string(const char *string)
{
	demand(!string || utf8_valid(string, strlen(string)));
}

/* Paragraphs with one blank line between them, and nothing around them. */
static void check_text(const char *text)
{
	size_t length = strlen(text);

	demand(length && text[0] != '\n' && text[length - 1] != '\n' && !strstr(text, "\n\n\n"));
	for (const char *feed = strchr(text, '\n'); feed; feed = strchr(feed + 2, '\n'))
		demand(feed[1] == '\n');
}

void check_article(const struct article *article)
{
	const char *const strings[] = {article->id,     article->title,  article->text,    article->url,
	                               article->source, article->author, article->language};

	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		check_string(strings[i]);
	for (size_t i = 0; i < article->keyword_count; i++)
		check_string(article->keywords[i]);
	demand(article->id && *article->id && article->text);
	check_text(article->text);
}

/* The bytes as standard input, which a SOURCE may be; what is said of them is thrown away. */
static bool offer(const uint8_t *bytes, size_t length)
{
	int file = memfd_create("fuzz", 0), nowhere = open("/dev/null", O_WRONLY);
	bool done = file >= 0 && nowhere >= 0 && write(file, bytes, length) == (ssize_t)length && lseek(file, 0, SEEK_SET) == 0;

	if (done) {
		dup2(file, STDIN_FILENO);
		dup2(nowhere, STDERR_FILENO);
	}
	close(file);
	close(nowhere);
	return done;
}

static void take_articles(struct source *source)
{
	struct document document;

	while (source_next(source, &document)) {
		struct article article = {0};
		const char *reason = NULL;

		if (document_parse(&document, false, &article, &reason))
			check_article(&article);
		else
			demand(reason != NULL);
		article_release(&article);
		document_release(&document);
	}
}

void read_articles(const uint8_t *bytes, size_t length, enum source_format format)
{
	static const char *const standard_input = "-";
	struct source_options options = {.format = format};
	int console = dup(STDERR_FILENO);

	if (offer(bytes, length)) {
		struct source *source = source_open(&standard_input, 1, &options);

		take_articles(source);
		source_close(source);
		dup2(console, STDERR_FILENO);
	}
	close(console);
}

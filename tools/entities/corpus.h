/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Annotated text: a token a line with its tag behind a tab, an empty line
 * between sentences, #DOC before each document.
 */
#ifndef DATELINE_TOOLS_ENTITIES_CORPUS_H
#define DATELINE_TOOLS_ENTITIES_CORPUS_H

#include "entity/stretch.h"
#include "text/buffer.h"

#include <stddef.h>
#include <stdint.h>

struct corpus_token {
	size_t start;     /* in text */
	uint32_t length;
	uint32_t name;    /* number of the name that it belongs to, from 1; 0: none */
	uint8_t kind;     /* enum entity_kind of that name */
};

struct corpus {
	struct buffer text;
	struct corpus_token *tokens;
	size_t token_count, token_capacity;
	size_t *sentences; /* first token of each */
	size_t sentence_count, sentence_capacity;
	size_t *documents; /* first sentence of each */
	size_t document_count, document_capacity;
	uint32_t name_count;
};

/* -1 with errno when the file cannot be read. A line without tag is an unannotated token. */
int corpus_read(struct corpus *corpus, const char *path);
void corpus_release(struct corpus *corpus);

size_t corpus_sentence_end(const struct corpus *corpus, size_t sentence); /* behind its last token */
size_t corpus_document_end(const struct corpus *corpus, size_t document); /* behind its last sentence */

/* A document's headlines, written in capitals (or with a capital each), as papers print them. */
enum headline {
	HEADLINE_AS_IS,
	HEADLINE_UPPER,
	HEADLINE_TITLE
};

/* The document as a stretch that was studied; the pieces' starts are tokens of the corpus. Only so many sentences of it. */
void corpus_stretch(const struct corpus *corpus, size_t document, struct vocabulary *vocabulary, struct stretch *stretch,
                    enum headline headline, size_t sentences);

#endif

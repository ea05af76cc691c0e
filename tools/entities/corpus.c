/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tools/entities/corpus.h"

#include "text/memory.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define MAKE_ROOM(list, count, capacity) \
	do { \
		if ((count) == (capacity)) { \
			(capacity) = (capacity) ? (capacity) * 2 : 1024; \
			(list) = memory_resize((list), (capacity), sizeof *(list)); \
		} \
	} while (0)

void corpus_release(struct corpus *corpus)
{
	buffer_release(&corpus->text);
	free(corpus->tokens);
	free(corpus->sentences);
	free(corpus->documents);
	*corpus = (struct corpus){0};
}

static void begin_sentence(struct corpus *corpus)
{
	if (corpus->sentence_count && corpus->sentences[corpus->sentence_count - 1] == corpus->token_count)
		return;
	MAKE_ROOM(corpus->sentences, corpus->sentence_count, corpus->sentence_capacity);
	corpus->sentences[corpus->sentence_count++] = corpus->token_count;
}

static void begin_document(struct corpus *corpus)
{
	begin_sentence(corpus);
	if (corpus->document_count && corpus->documents[corpus->document_count - 1] == corpus->sentence_count - 1)
		return;
	MAKE_ROOM(corpus->documents, corpus->document_count, corpus->document_capacity);
	corpus->documents[corpus->document_count++] = corpus->sentence_count - 1;
}

static int kind_of(const char *tag)
{
	static const char *const kinds[] = {[ENTITY_PERSON] = "PER", [ENTITY_ORG] = "ORG", [ENTITY_PLACE] = "LOC"};

	for (int kind = 0; kind < ENTITY_KINDS; kind++)
		if (!strncmp(tag + 2, kinds[kind], 3))
			return kind;
	return -1;
}

static void add_token(struct corpus *corpus, const char *token, size_t length, const char *tag)
{
	struct corpus_token added = {.start = corpus->text.length, .length = (uint32_t)length};
	bool first = corpus->sentences[corpus->sentence_count - 1] == corpus->token_count;
	int kind = (tag[0] == 'B' || tag[0] == 'I') && tag[1] == '-' ? kind_of(tag) : -1;

	if (kind >= 0) {
		const struct corpus_token *last = first ? NULL : &corpus->tokens[corpus->token_count - 1];
		bool goes_on = tag[0] == 'I' && last && last->name && last->kind == kind;

		added.kind = (uint8_t)kind;
		added.name = goes_on ? last->name : ++corpus->name_count;
	}
	buffer_add(&corpus->text, token, length);
	MAKE_ROOM(corpus->tokens, corpus->token_count, corpus->token_capacity);
	corpus->tokens[corpus->token_count++] = added;
}

int corpus_read(struct corpus *corpus, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	*corpus = (struct corpus){0};
	if (!file)
		return -1;
	begin_document(corpus);
	while ((length = getline(&line, &room, file)) > 0) {
		char *tab;

		line[strcspn(line, "\r\n")] = '\0';
		tab = strchr(line, '\t');
		if (!strcmp(line, "#DOC"))
			begin_document(corpus);
		else if (!*line)
			begin_sentence(corpus);
		else if (utf8_valid(line, strlen(line)))
			add_token(corpus, line, tab ? (size_t)(tab - line) : strlen(line), tab ? tab + 1 : "O");
	}
	free(line);
	fclose(file);
	return 0;
}

size_t corpus_sentence_end(const struct corpus *corpus, size_t sentence)
{
	return sentence + 1 < corpus->sentence_count ? corpus->sentences[sentence + 1] : corpus->token_count;
}

size_t corpus_document_end(const struct corpus *corpus, size_t document)
{
	return document + 1 < corpus->document_count ? corpus->documents[document + 1] : corpus->sentence_count;
}

/* The token as the headline writes it. */
static void restyle(struct buffer *out, const char *token, size_t length, enum headline headline)
{
	const char *at = token, *end = token + length;

	buffer_clear(out);
	while (at < end) {
		bool change = headline == HEADLINE_UPPER || (headline == HEADLINE_TITLE && at == token && length > 3);
		uint32_t code = utf8_next(&at, end);
		char bytes[4];

		if (change)
			code = (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
		buffer_add(out, bytes, utf8_write(bytes, code));
	}
}

void corpus_stretch(const struct corpus *corpus, size_t document, struct vocabulary *vocabulary, struct stretch *stretch,
                    enum headline headline, size_t sentences)
{
	size_t first = corpus->documents[document], end = corpus_document_end(corpus, document);
	struct buffer styled = {0};

	vocabulary_begin(vocabulary);
	stretch_clear(stretch);
	for (size_t sentence = first; sentence < end && sentence - first < sentences; sentence++) {
		enum headline style = sentence - first < 2 ? headline : HEADLINE_AS_IS;

		stretch_sentence(stretch, false);
		for (size_t at = corpus->sentences[sentence]; at < corpus_sentence_end(corpus, sentence); at++) {
			const struct corpus_token *token = &corpus->tokens[at];

			restyle(&styled, corpus->text.bytes + token->start, token->length, style);
			stretch_add(stretch, vocabulary_word(vocabulary, styled.bytes, styled.length), (struct piece){(uint32_t)at, (uint32_t)at + 1});
		}
	}
	buffer_release(&styled);
	stretch_study(stretch);
}

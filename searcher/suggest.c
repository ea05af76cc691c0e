/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/suggest.h"

#include "article/schema.h"
#include "searcher/facets/catalog.h"
#include "searcher/fetch.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Bounds that keep an answer within some milliseconds: terms looked at, words and names offered, text read for a spelling. */
#define TERMS_MAX 200000
#define WORDS_OFFERED 6
#define NAMES_OFFERED 6
#define TEXT_READ 16384
#define TYPED_MAX 200
#define LETTERS_MIN 2

static const char *const prefixes[] = {
	[SUGGESTION_PERSON] = PREFIX_PERSON, [SUGGESTION_ORG] = PREFIX_ORG, [SUGGESTION_PLACE] = PREFIX_PLACE,
	[SUGGESTION_SOURCE] = PREFIX_SOURCE, [SUGGESTION_WORD] = ""};

/* A term that begins as wanted. */
struct candidate {
	enum suggestion_kind kind;
	char term[SHIM_TERM_MAX + 1]; /* with its prefix */
	size_t length;
	uint32_t articles;
};

/* The most frequent terms so far, in falling order. */
struct gathering {
	enum suggestion_kind kind;
	struct candidate list[NAMES_OFFERED > WORDS_OFFERED ? NAMES_OFFERED : WORDS_OFFERED];
	size_t count, most;
	size_t seen;
	const char *within; /* names: what one of their words must begin with; NULL: any term will do */
	size_t within_length, prefix_length;
};

void suggestions_release(struct suggestions *suggestions)
{
	for (size_t i = 0; i < suggestions->count; i++)
		free(suggestions->list[i].text);
	*suggestions = (struct suggestions){0};
}

/* ---- terms ---- */

/* Whether a word of the name begins so. */
static bool begins_within(const char *name, size_t length, const char *wanted, size_t wanted_length)
{
	for (size_t at = 0; at + wanted_length <= length; at++)
		if ((at == 0 || name[at - 1] == ' ') && !memcmp(name + at, wanted, wanted_length))
			return true;
	return false;
}

static void gather(struct gathering *gathering, const void *term, size_t length, uint32_t articles)
{
	size_t at = gathering->count;

	if (length > SHIM_TERM_MAX || (at == gathering->most && articles <= gathering->list[at - 1].articles))
		return;
	if (at == gathering->most)
		at--;
	else
		gathering->count++;
	for (; at > 0 && gathering->list[at - 1].articles < articles; at--)
		gathering->list[at] = gathering->list[at - 1];
	gathering->list[at] = (struct candidate){.kind = gathering->kind, .length = length, .articles = articles};
	memcpy(gathering->list[at].term, term, length);
}

static bool visit_term(void *context, const void *term, size_t length, uint32_t articles)
{
	struct gathering *gathering = context;
	const char *name = (const char *)term + gathering->prefix_length;

	if (!gathering->within ||
	    begins_within(name, length - gathering->prefix_length, gathering->within, gathering->within_length))
		gather(gathering, term, length, articles);
	return ++gathering->seen < TERMS_MAX;
}

/* Names of one kind: those with a word that begins so. The names of an index are few beside its words. */
static void gather_names(struct shim_index *index, struct gathering *gathering, enum suggestion_kind kind, const char *folded,
                         size_t length)
{
	gathering->kind = kind;
	gathering->within = folded;
	gathering->within_length = length;
	gathering->prefix_length = strlen(prefixes[kind]);
	shim_index_terms(index, prefixes[kind], gathering->prefix_length, visit_term, gathering, NULL);
}

/* ---- how they are written ---- */

static bool take_first(void *context, uint32_t document)
{
	*(uint32_t *)context = document;
	return false;
}

/* The one of the article's names that the term is, owned by the article; NULL when it is none. */
static const char *name_in(struct analyzer *analyzer, const struct article *article, const struct candidate *candidate)
{
	char term[SHIM_TERM_MAX], folded[1024];
	const char *prefix = prefixes[candidate->kind];

	for (size_t i = 0; i <= article->entity_count; i++) {
		const char *name = i < article->entity_count ? article->entities[i].name : article->source;
		size_t length;

		if (!name)
			continue;
		length = schema_term(term, prefix, folded, analyzer_fold(analyzer, name, strlen(name), folded, sizeof folded));
		if (length == candidate->length && !memcmp(term, candidate->term, length))
			return name;
	}
	return NULL;
}

static size_t read_length(const char *text)
{
	size_t length = strnlen(text, TEXT_READ);

	while (length > 0 && text[length] && ((unsigned char)text[length] & 0xC0) == 0x80)
		length--;
	return length;
}

/* How the word stands in the article, the first time; freed by the caller, NULL when it is not found. */
static char *word_in(struct analyzer *analyzer, const struct article *article, const struct candidate *candidate)
{
	const char *texts[] = {article->text, article->title};
	const enum token_field fields[] = {FIELD_BODY, FIELD_TITLE};

	for (size_t i = 0; i < 2; i++) {
		const struct tokens *tokens;

		if (!texts[i])
			continue;
		analyzer_begin(analyzer, article->language ? article->language : "en");
		analyzer_add(analyzer, fields[i], texts[i], read_length(texts[i]));
		tokens = analyzer_end(analyzer);
		for (size_t j = 0; j < tokens->count; j++) {
			const struct token *token = &tokens->list[j];

			if (token->term_length == candidate->length && !memcmp(token_term(tokens, token), candidate->term, candidate->length))
				return memory_copy(texts[i] + token->start, token->end - token->start);
		}
	}
	return NULL;
}

static bool is_offered(const struct suggestions *suggestions, const char *text)
{
	for (size_t i = 0; i < suggestions->count; i++)
		if (!strcasecmp(suggestions->list[i].text, text))
			return true;
	return false;
}

/* Whether the article names somebody who is offered: what it calls nobody else by ("trump") is another form of that name. */
static bool names_offered(const struct article *article, const struct suggestions *suggestions)
{
	for (size_t i = 0; i < article->entity_count; i++)
		if (is_offered(suggestions, article->entities[i].name))
			return true;
	return false;
}

/* As an article writes it, or, where it cannot be told, folded; freed by the caller. NULL: it is offered under another name. */
static char *written(struct searcher *searcher, const struct candidate *candidate, const struct suggestions *suggestions)
{
	struct shim_index *index = searcher_index(searcher);
	bool word = candidate->kind == SUGGESTION_WORD, offered = false;
	size_t prefix = strlen(prefixes[candidate->kind]);
	struct article article = {0};
	uint32_t document = 0;
	char *text = NULL;

	shim_index_postings(index, candidate->term, candidate->length, take_first, &document, NULL);
	if (document > 0 && fetch_article(index, searcher_texts(searcher), document, word, &article, NULL) == SHIM_OK &&
	    (word || catalog_article(searcher_catalog(searcher), document, &article, NULL) == SHIM_OK)) {
		text = word ? word_in(searcher_analyzer(searcher), &article, candidate)
		            : memory_string(name_in(searcher_analyzer(searcher), &article, candidate));
		offered = !word && !text && names_offered(&article, suggestions);
	}
	article_release(&article);
	return text || offered ? text : memory_copy(candidate->term + prefix, candidate->length - prefix);
}

/* ---- the whole ---- */

/* before: what is typed before the word that is completed. */
static void offer(struct searcher *searcher, struct suggestions *suggestions, const struct gathering *gathering,
                  const char *before, size_t before_length)
{
	for (size_t i = 0; i < gathering->count && suggestions->count < SUGGESTIONS_MAX; i++) {
		const struct candidate *candidate = &gathering->list[i];
		struct buffer text = {0};
		char *word = written(searcher, candidate, suggestions);

		if (!word)
			continue;
		buffer_add(&text, before, before_length);
		buffer_add_string(&text, word);
		free(word);
		if (is_offered(suggestions, text.bytes))
			buffer_release(&text);
		else
			suggestions->list[suggestions->count++] =
				(struct suggestion){candidate->kind, buffer_detach(&text), candidate->articles};
	}
}

/* Where the last word of what is typed begins; at its end when a space follows it. */
static size_t last_word(const char *typed, size_t length)
{
	while (length > 0 && !strchr(" \t\n\"()+-:", typed[length - 1]))
		length--;
	return length;
}

void suggest(struct searcher *searcher, const char *typed, struct suggestions *suggestions)
{
	struct shim_index *index = searcher_index(searcher);
	struct gathering names = {.most = NAMES_OFFERED}, words = {.kind = SUGGESTION_WORD, .most = WORDS_OFFERED};
	char folded[TYPED_MAX * 4];
	size_t length = strlen(typed), word = last_word(typed, length), used;

	if (length > TYPED_MAX)
		return;
	used = analyzer_fold(searcher_analyzer(searcher), typed, length, folded, sizeof folded);
	if (used >= LETTERS_MIN)
		for (int kind = SUGGESTION_PERSON; kind <= SUGGESTION_SOURCE; kind++)
			gather_names(index, &names, (enum suggestion_kind)kind, folded, used);
	offer(searcher, suggestions, &names, "", 0);
	used = analyzer_fold(searcher_analyzer(searcher), typed + word, length - word, folded, sizeof folded);
	if (used >= LETTERS_MIN && used <= SHIM_TERM_MAX && !memchr(folded, ' ', used))
		shim_index_terms(index, folded, used, visit_term, &words, NULL);
	offer(searcher, suggestions, &words, typed, word);
}

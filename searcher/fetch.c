/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/fetch.h"

#include "article/record.h"
#include "article/schema.h"
#include "searcher/show/show.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum shim_status fetch_damaged(enum shim_status status, uint32_t document, struct shim_failure *failure)
{
	if (status != SHIM_CORRUPT || !failure)
		return status;
	failure->status = SHIM_CORRUPT;
	snprintf(failure->message, sizeof failure->message, "the stored text of document %u is damaged", (unsigned)document);
	snprintf(failure->hint, sizeof failure->hint, "index its source anew");
	return SHIM_CORRUPT;
}

enum shim_status fetch_article(struct shim_index *index, struct text_store *texts, uint32_t document, bool text,
                               struct article *article, struct shim_failure *failure)
{
	struct shim_bytes record;
	enum shim_status status = shim_index_value(index, document, SLOT_RECORD, &record, failure);

	if (status == SHIM_OK && record_decode(article, record.bytes, record.length) != 0)
		status = SHIM_CORRUPT;
	if (status == SHIM_OK && text)
		status = text_store_read(texts, document, &article->text, failure);
	return fetch_damaged(status, document, failure);
}

/* ---- by id ---- */

/* Long ids end in a hash in their term, so two may meet there; more never by chance. */
struct candidates {
	uint32_t documents[4];
	size_t count;
};

static bool visit_candidate(void *context, uint32_t document)
{
	struct candidates *candidates = context;

	candidates->documents[candidates->count++] = document;
	return candidates->count < sizeof candidates->documents / sizeof *candidates->documents;
}

static enum shim_status unknown(const char *id, struct shim_failure *failure)
{
	if (!failure)
		return SHIM_NOT_FOUND;
	failure->status = SHIM_NOT_FOUND;
	snprintf(failure->message, sizeof failure->message, "the index holds no article with the id %.300s", id);
	snprintf(failure->hint, sizeof failure->hint, "ids are what --format=json prints as \"id\"");
	return SHIM_NOT_FOUND;
}

enum shim_status fetch_document(struct shim_index *index, const char *id, uint32_t *document, struct shim_failure *failure)
{
	struct candidates candidates = {.count = 0};
	char term[SHIM_TERM_MAX];
	size_t length = schema_term(term, PREFIX_ID, id, strlen(id));
	enum shim_status status = shim_index_postings(index, term, length, visit_candidate, &candidates, failure);

	*document = 0;
	for (size_t i = 0; i < candidates.count && status == SHIM_OK && *document == 0; i++) {
		struct article article = {0};

		status = fetch_article(index, NULL, candidates.documents[i], false, &article, failure);
		if (status == SHIM_OK && article.id && !strcmp(article.id, id))
			*document = candidates.documents[i];
		article_release(&article);
	}
	return status == SHIM_OK && *document == 0 ? unknown(id, failure) : status;
}

/* ---- ids as they stand in TSV ---- */

struct meaning {
	const char *folded;
	char *id; /* the first that is folded so; NULL: none yet */
	size_t count;
};

static bool compare_folded(void *context, const void *term, size_t length, uint32_t documents)
{
	struct meaning *meaning = context;
	const char *id = (const char *)term + strlen(PREFIX_ID);
	struct buffer folded = {0};

	(void)documents;
	length -= strlen(PREFIX_ID);
	show_field(&folded, id, length);
	if (folded.length && !strcmp(folded.bytes, meaning->folded) && meaning->count++ == 0)
		meaning->id = memory_copy(id, length);
	buffer_release(&folded);
	return meaning->count < 2;
}

char *fetch_meant(struct shim_index *index, const char *id)
{
	struct meaning meaning = {.folded = id};
	char term[SHIM_TERM_MAX];
	uint32_t found = 0;

	if (!strchr(id, ' '))
		return memory_string(id);
	shim_index_term_frequency(index, term, schema_term(term, PREFIX_ID, id, strlen(id)), &found, NULL);
	if (found == 0)
		shim_index_terms(index, term, schema_term(term, PREFIX_ID, id, strcspn(id, " ")), compare_folded, &meaning, NULL);
	if (meaning.count == 1)
		return meaning.id;
	free(meaning.id);
	return memory_string(id);
}

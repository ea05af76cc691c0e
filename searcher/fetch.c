/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/fetch.h"

#include "article/record.h"
#include "article/schema.h"

#include <stdio.h>
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
	snprintf(failure->hint, sizeof failure->hint, "ids are what --format=tsv prints in its third column");
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

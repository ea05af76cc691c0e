/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/fetch.h"

#include "article/record.h"
#include "article/schema.h"

#include <stdio.h>

static enum shim_status damaged(struct shim_failure *failure, uint32_t document)
{
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
	return status == SHIM_CORRUPT ? damaged(failure, document) : status;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/fetch.h"

#include "article/record.h"
#include "article/schema.h"

#include <stdio.h>
#include <string.h>

static enum shim_status damaged(struct shim_failure *failure, uint32_t document)
{
	failure->status = SHIM_CORRUPT;
	snprintf(failure->message, sizeof failure->message, "the stored text of document %u is damaged", (unsigned)document);
	snprintf(failure->hint, sizeof failure->hint, "index its source anew");
	return SHIM_CORRUPT;
}

static enum shim_status fetch_text(struct shim_index *index, uint32_t document, struct article *article,
                                   struct shim_failure *failure)
{
	size_t shard = (document - 1) % shim_index_shards(index);
	struct buffer text = {0};
	struct shim_bytes place, packed;
	unsigned char key[PLACE_LENGTH];
	enum shim_status status = shim_index_value(index, document, SLOT_PLACE, &place, failure);

	if (status != SHIM_OK)
		return status;
	if (place.length != PLACE_LENGTH)
		return damaged(failure, document);
	memcpy(key, place.bytes, PLACE_LENGTH);
	status = shim_index_metadata(index, shard, key, BLOCK_KEY, &packed, failure);
	if (status == SHIM_NOT_FOUND)
		return damaged(failure, document);
	if (status != SHIM_OK)
		return status;
	if (block_unpack(&text, packed.bytes, packed.length, key[BLOCK_KEY]) != 0) {
		buffer_release(&text);
		return damaged(failure, document);
	}
	article->text = buffer_detach(&text);
	return SHIM_OK;
}

enum shim_status fetch_article(struct shim_index *index, uint32_t document, bool text, struct article *article,
                               struct shim_failure *failure)
{
	struct shim_bytes record;
	enum shim_status status = shim_index_value(index, document, SLOT_RECORD, &record, failure);

	if (status == SHIM_OK && record_decode(article, record.bytes, record.length) != 0)
		status = damaged(failure, document);
	return status == SHIM_OK && text ? fetch_text(index, document, article, failure) : status;
}

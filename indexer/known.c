/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/known.h"

#include "article/schema.h"
#include "article/state.h"
#include "text/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct known {
	struct shim_index *index;
};

enum shim_status known_open(struct known **out, const char *index, size_t shards, struct shim_failure *failure)
{
	struct shim_index *opened;
	enum shim_status status;

	*out = NULL;
	if (shards == 0)
		return SHIM_OK;
	status = state_open(&opened, index, failure);
	if (status != SHIM_OK)
		return status;
	*out = memory_zeroed(1, sizeof **out);
	(*out)->index = opened;
	return SHIM_OK;
}

void known_close(struct known *known)
{
	if (!known)
		return;
	shim_index_close(known->index);
	free(known);
}

static bool take_first(void *context, uint32_t document)
{
	*(uint32_t *)context = document;
	return false;
}

static uint64_t get_number(const unsigned char *bytes)
{
	uint64_t number = 0;

	for (int i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	return number;
}

/* A question that cannot be answered is answered by "not there": the article is then indexed again, nothing is lost. */
struct known_document known_find(struct known *known, const char *id)
{
	struct known_document found = {0};
	char term[SHIM_TERM_MAX];
	struct shim_bytes value;
	size_t length;

	if (!known)
		return found;
	length = schema_term(term, PREFIX_ID, id, strlen(id));
	shim_index_postings(known->index, term, length, take_first, &found.id, NULL);
	if (found.id == 0 || shim_index_value(known->index, found.id, SLOT_FINGERPRINT, &value, NULL) != SHIM_OK ||
	    value.length != 16)
		return found;
	found.stamp = get_number(value.bytes);
	found.fingerprint = get_number((const unsigned char *)value.bytes + 8);
	return found;
}

struct visitor {
	void (*visit)(void *context, uint32_t id);
	void *context;
};

static bool pass_on(void *context, uint32_t document)
{
	const struct visitor *visitor = context;

	visitor->visit(visitor->context, document);
	return true;
}

static void visit_term(struct known *known, const char *prefix, const char *text, struct visitor visitor)
{
	char term[SHIM_TERM_MAX];

	if (known)
		shim_index_postings(known->index, term, schema_term(term, prefix, text, strlen(text)), pass_on, &visitor, NULL);
}

void known_from_origin(struct known *known, const char *origin, void (*visit)(void *context, uint32_t id), void *context)
{
	visit_term(known, PREFIX_ORIGIN, origin, (struct visitor){visit, context});
}

void known_with_stamp(struct known *known, uint64_t stamp, void (*visit)(void *context, uint32_t id), void *context)
{
	char text[17];

	snprintf(text, sizeof text, "%016" PRIx64, stamp);
	visit_term(known, PREFIX_STAMP, text, (struct visitor){visit, context});
}

uint32_t known_last(const struct known *known)
{
	return known ? shim_index_last_document(known->index) : 0;
}

size_t known_shard(const struct known *known, uint32_t id)
{
	return (id - 1) % shim_index_shards(known->index);
}

uint32_t known_local(const struct known *known, uint32_t id)
{
	return (uint32_t)((id - 1) / shim_index_shards(known->index)) + 1;
}

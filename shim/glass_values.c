/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Metadata: the key is "\0\xc0" and the caller's key, the tag his value.
 *
 * The statistics of a value slot: the key is "\0\xd0" and the slot as one byte,
 * but for slot 0 nothing. The tag:
 *
 *     number: documents that have a value (glass_put_number)
 *     number: length of the least value, and its bytes
 *     the greatest value up to the tag's end; nothing when it is the least one
 *
 * Slots that are nowhere used have no entry.
 *
 * The values: the key is "\0\xd8", the slot as a number, and the chunk's first
 * document id (glass_put_sortable). The tag:
 *
 *     number: length of the first document's value, and its bytes
 *     for each further document: number: its id - the one before - 1,
 *     number: length of its value, and its bytes
 */
#include "shim/glass_values.h"

#include "shim/glass_encode.h"
#include "shim/glass_layout.h"
#include "text/buffer.h"

#include <stdbool.h>

void glass_metadata_add(struct glass_table *table, const struct shim_shard *shard)
{
	unsigned char key[GLASS_KEY_MAX] = {0, GLASS_METADATA};

	for (size_t i = 0; i < shard->metadata_count; i++) {
		const struct shim_bytes *pair = &shard->metadata[2 * i];

		memcpy(key + 2, pair[0].bytes, pair[0].length);
		glass_table_add(table, key, 2 + pair[0].length, pair[1].bytes, pair[1].length);
	}
}

static bool bytes_below(const struct shim_bytes *one, const struct shim_bytes *other)
{
	return glass_below(one->bytes, one->length, other->bytes, other->length);
}

void glass_value_range_count(struct glass_value_range *range, const struct shim_bytes *least, const struct shim_bytes *greatest,
                             uint32_t documents)
{
	if (!range->documents || bytes_below(least, &range->least))
		range->least = *least;
	if (!range->documents || bytes_below(&range->greatest, greatest))
		range->greatest = *greatest;
	range->documents += documents;
}

void glass_value_range_add(struct glass_table *table, unsigned slot, const struct glass_value_range *range)
{
	unsigned char key[3] = {0, GLASS_VALUE_STATISTICS, (unsigned char)slot};
	struct buffer tag = {0};

	if (!range->documents)
		return;
	buffer_add_varint(&tag, range->documents);
	buffer_add_varint(&tag, range->least.length);
	buffer_add(&tag, range->least.bytes, range->least.length);
	if (bytes_below(&range->least, &range->greatest))
		buffer_add(&tag, range->greatest.bytes, range->greatest.length);
	glass_table_add(table, key, slot ? 3 : 2, tag.bytes, tag.length);
	buffer_release(&tag);
}

static void range_add(struct glass_table *table, unsigned slot, const struct shim_bytes *values, uint32_t count)
{
	struct glass_value_range range = {0};

	for (uint32_t i = 0; i < count; i++)
		if (values[i].length)
			glass_value_range_count(&range, &values[i], &values[i], 1);
	glass_value_range_add(table, slot, &range);
}

static void chunk_end(struct glass_table *table, unsigned slot, uint32_t first_id, struct buffer *tag)
{
	unsigned char key[3 + GLASS_NUMBER32_MAX] = {0, GLASS_VALUES, (unsigned char)slot};

	if (!tag->length)
		return;
	glass_table_add(table, key, (size_t)(glass_put_sortable(key + 3, first_id) - key), tag->bytes, tag->length);
	buffer_clear(tag);
}

static void slot_add(struct glass_table *table, unsigned slot, const struct shim_bytes *values, uint32_t count,
                     size_t chunk_size)
{
	uint32_t first_id = 0, last_id = 0;
	struct buffer tag = {0};

	for (uint32_t i = 0; i < count; i++) {
		if (!values[i].length)
			continue;
		if (tag.length)
			buffer_add_varint(&tag, i + 1 - last_id - 1);
		else
			first_id = i + 1;
		last_id = i + 1;
		buffer_add_varint(&tag, values[i].length);
		buffer_add(&tag, values[i].bytes, values[i].length);
		if (tag.length >= chunk_size)
			chunk_end(table, slot, first_id, &tag);
	}
	chunk_end(table, slot, first_id, &tag);
	buffer_release(&tag);
}

void glass_values_add(struct glass_table *table, const struct shim_shard *shard, size_t chunk_size)
{
	for (unsigned slot = 0; slot < shard->value_slots; slot++)
		range_add(table, slot, shard->values[slot], shard->document_count);
	for (unsigned slot = 0; slot < shard->value_slots; slot++)
		slot_add(table, slot, shard->values[slot], shard->document_count, chunk_size);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/facet_values.h"

#include "article/texts_block.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* Of zstd: the record is written anew with each commit. */
#define PACK_LEVEL 3

/* ---- writing ---- */

/* A value with how many documents have it, to be numbered. */
struct rank {
	uint64_t documents;
	uint32_t value;
};

static int compare_ranks(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;

	if (a->documents != b->documents)
		return a->documents > b->documents ? -1 : 1;
	return (a->value > b->value) - (a->value < b->value);
}

/* Of each value its number, 0: none. Adds how many have one, and their kinds, to out. */
static uint32_t *number_values(struct buffer *out, const uint8_t *kinds, const uint64_t *documents, size_t values)
{
	struct rank *ranks = memory_resize(NULL, values, sizeof *ranks);
	uint32_t *numbers = memory_zeroed(values, sizeof *numbers);
	size_t count = 0;

	for (uint32_t i = 0; i < values; i++)
		if (documents[i] > 1 || kinds[i] >= FACET_SOURCE)
			ranks[count++] = (struct rank){documents[i], i};
	if (count > 0)
		qsort(ranks, count, sizeof *ranks, compare_ranks);
	buffer_add_varint(out, count);
	for (uint32_t i = 0; i < count; i++) {
		buffer_add_byte(out, (char)kinds[ranks[i].value]);
		numbers[ranks[i].value] = i + 1;
	}
	free(ranks);
	return numbers;
}

static void pack(struct buffer *out, const struct buffer *plain)
{
	ZSTD_CCtx *packer = frame_packer_new(PACK_LEVEL);
	size_t room = ZSTD_compressBound(plain->length);

	/* Cannot fail: the room is what the packer asks for. */
	out->length += ZSTD_compress2(packer, buffer_reserve(out, room), room, plain->bytes, plain->length);
	ZSTD_freeCCtx(packer);
}

void facet_values_encode(struct buffer *out, const struct values_part *parts, size_t count, const uint8_t *kinds,
                         const uint64_t *documents, size_t values)
{
	struct buffer plain = {0};
	uint32_t *numbers = number_values(&plain, kinds, documents, values);

	buffer_add_varint(&plain, count);
	for (size_t i = 0; i < count; i++) {
		buffer_add_varint(&plain, parts[i].serial);
		buffer_add_varint(&plain, parts[i].count);
		for (uint32_t j = 0; j < parts[i].count; j++) {
			uint32_t value = parts[i].values[j];

			buffer_add_varint(&plain, numbers[value] > 0 ? numbers[value] + ENTITY_KINDS - 1 : kinds[value]);
		}
	}
	pack(out, &plain);
	buffer_release(&plain);
	free(numbers);
}

/* ---- reading ---- */

/* Passes over so many numbers; false when there are fewer. */
static bool pass_over(const unsigned char **at, const unsigned char *end, uint64_t count)
{
	for (; count > 0 && *at < end; (*at)++)
		count -= **at < 0x80;
	return count == 0;
}

/* Where each part is, so that reading them all does not read each of them for every one behind it. */
static bool find_parts(struct facet_values *values, const unsigned char *at, const unsigned char *end)
{
	const unsigned char *start = (const unsigned char *)values->plain.bytes;
	uint64_t parts;

	if (varint_read(&at, end, &parts) != 0 || parts > (size_t)(end - at) / 2)
		return false;
	values->parts = memory_resize(NULL, parts, sizeof *values->parts);
	for (; values->part_count < parts; values->part_count++) {
		struct values_place *place = &values->parts[values->part_count];

		if (varint_read(&at, end, &place->serial) != 0 || varint_read(&at, end, &place->entries) != 0)
			return false;
		place->start = (size_t)(at - start);
		if (!pass_over(&at, end, place->entries))
			return false;
	}
	return true;
}

int facet_values_open(struct facet_values *values, const void *record, size_t length)
{
	const unsigned char *at, *end;
	uint64_t count;

	*values = (struct facet_values){0};
	if (frame_open(&values->plain, record, length) != 0)
		return -1;
	at = (const unsigned char *)values->plain.bytes;
	end = at + values->plain.length;
	if (varint_read(&at, end, &count) != 0 || count > (size_t)(end - at))
		return -1;
	values->kinds = at;
	values->count = (uint32_t)count;
	for (size_t i = 0; i < count; i++)
		if (values->kinds[i] >= FACET_KINDS)
			return -1;
	return find_parts(values, at + count, end) ? 0 : -1;
}

void facet_values_release(struct facet_values *values)
{
	buffer_release(&values->plain);
	free(values->parts);
	*values = (struct facet_values){0};
}

/* list: NULL where it is only to be seen whether the numbers are sound. */
static bool read_part(const struct facet_values *values, const struct values_place *place, uint32_t *list, uint32_t *last,
                      struct buffer *lone)
{
	const unsigned char *at = (const unsigned char *)values->plain.bytes + place->start;
	const unsigned char *end = (const unsigned char *)values->plain.bytes + values->plain.length;

	for (uint64_t i = 0; i < place->entries; i++) {
		uint64_t value;

		if (varint_read(&at, end, &value) != 0 || value >= (uint64_t)values->count + ENTITY_KINDS)
			return false;
		if (!list)
			continue;
		if (value < ENTITY_KINDS)
			buffer_add_byte(lone, (char)value);
		list[i] = value < ENTITY_KINDS ? ++*last : (uint32_t)(value - ENTITY_KINDS + 1);
	}
	return true;
}

bool facet_values_part(const struct facet_values *values, uint32_t serial, uint32_t entries, uint32_t *list, uint32_t *last,
                       struct buffer *lone)
{
	for (size_t i = 0; i < values->part_count; i++)
		if (values->parts[i].serial == serial)
			return values->parts[i].entries == entries && read_part(values, &values->parts[i], list, last, lone);
	return false;
}

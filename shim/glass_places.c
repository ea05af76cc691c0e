/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass_places.h"

#include "shim/glass_lists.h"
#include "text/memory.h"

#include <stdlib.h>

#define OFFSET_SHIFT 16
#define OFFSETS ((uint64_t)1 << (64 - OFFSET_SHIFT))
#define LENGTH_MASK 0x7fffu

#define CACHE_LINE 64

/* Of a value that is long, the processor itself fetches the rest. */
#define EXPECTED_MAX 4096

static bool add_piece(struct glass_places *places, const unsigned char *bytes, size_t length, bool last)
{
	uint64_t offset = (uint64_t)(bytes - places->reader->map);

	if (length > LENGTH_MASK || offset >= OFFSETS)
		return false;
	if (places->piece_count == places->piece_capacity) {
		places->piece_capacity = 2 * places->piece_capacity + 1024;
		places->pieces = memory_resize(places->pieces, places->piece_capacity, sizeof *places->pieces);
	}
	places->pieces[places->piece_count++] = offset << OFFSET_SHIFT | length << 1 | last;
	return true;
}

/* A value that lies in what the cursor has joined: the bytes [at, at + length) of it. */
static bool add_joined(struct glass_places *places, const struct glass_cursor *cursor, size_t at, size_t length)
{
	bool added = true;

	for (size_t i = 0; i < cursor->part_count && added && length > 0; i++) {
		const struct glass_part *part = &cursor->parts[i];
		size_t here = at < part->length ? part->length - at : 0;

		here = here < length ? here : length;
		if (here > 0)
			added = add_piece(places, part->bytes + at, here, here == length);
		at = here > 0 ? 0 : at - part->length;
		length -= here;
	}
	return added && length == 0;
}

/* Where the column is. */
static bool add_value(struct glass_places *places, const struct glass_column *column)
{
	const struct glass_cursor *cursor = &column->cursor;

	if (column->id > places->last || places->piece_count >= UINT32_MAX - 1)
		return false;
	if (column->length == 0)
		return true;
	places->first[column->id] = (uint32_t)places->piece_count + 1;
	if (column->value >= places->reader->map && column->value < places->reader->map + places->reader->size)
		return add_piece(places, column->value, column->length, true);
	return add_joined(places, cursor, (size_t)(column->value - cursor->joined), column->length);
}

int glass_places_read(struct glass_places *places, const struct glass_reader *reader, unsigned slot)
{
	struct glass_column column;
	bool sound = true;

	*places = (struct glass_places){.reader = reader, .last = reader->last_id};
	places->first = memory_zeroed((size_t)places->last + 1, sizeof *places->first);
	glass_column_open(&column, reader, slot);
	for (uint32_t id = 1; id <= places->last && sound && glass_column_from(&column, id); id = column.id + 1)
		sound = add_value(places, &column);
	sound &= !column.cursor.fault;
	glass_column_release(&column);
	if (!sound)
		glass_places_release(places);
	return sound ? 0 : -1;
}

void glass_places_release(struct glass_places *places)
{
	free(places->first);
	free(places->pieces);
	*places = (struct glass_places){0};
}

static const unsigned char *piece_at(const struct glass_places *places, size_t piece, size_t *length, bool *last)
{
	*length = places->pieces[piece] >> 1 & LENGTH_MASK;
	*last = places->pieces[piece] & 1;
	return places->reader->map + (places->pieces[piece] >> OFFSET_SHIFT);
}

const unsigned char *glass_places_value(const struct glass_places *places, uint32_t document, struct buffer *room,
                                        size_t *length, enum glass_fault *fault)
{
	const unsigned char *bytes;
	size_t piece, here;
	bool last;

	*length = 0;
	if (document > places->last || places->first[document] == 0)
		return NULL;
	piece = places->first[document] - 1;
	bytes = piece_at(places, piece, length, &last);
	if (!glass_reader_unchanged(places->reader, bytes)) {
		*fault = GLASS_MODIFIED;
		return NULL;
	}
	if (last)
		return bytes;
	buffer_clear(room);
	buffer_add(room, bytes, *length);
	while (!last) {
		bytes = piece_at(places, ++piece, &here, &last);
		if (!glass_reader_unchanged(places->reader, bytes)) {
			*fault = GLASS_MODIFIED;
			return NULL;
		}
		buffer_add(room, bytes, here);
	}
	*length = room->length;
	return (const unsigned char *)room->bytes;
}

void glass_places_expect(const struct glass_places *places, uint32_t document)
{
	size_t piece, length, fetched = 0;
	bool last = document > places->last || places->first[document] == 0;

	for (piece = last ? 0 : places->first[document] - 1; !last && fetched < EXPECTED_MAX; piece++) {
		const unsigned char *bytes = piece_at(places, piece, &length, &last);

		__builtin_prefetch(glass_reader_block(places->reader, bytes));
		for (size_t at = 0; at < length + CACHE_LINE - 1; at += CACHE_LINE)
			__builtin_prefetch(bytes + at);
		fetched += length;
	}
}

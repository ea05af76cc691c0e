/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass_lists.h"

#include "shim/glass_encode.h"
#include "text/buffer.h"

#include <string.h>

/* Bytes of a posting, an id's gap and a wdf, at the most. */
#define POSTING_MAX (2 * GLASS_NUMBER32_MAX)

/* A number within 32 bits. */
static bool read_number(const unsigned char **at, const unsigned char *end, uint32_t *number)
{
	uint64_t wide;

	if (varint_read(at, end, &wide) != 0 || wide > UINT32_MAX)
		return false;
	*number = (uint32_t)wide;
	return true;
}

/* As glass_put_sortable, backwards; the whole of [at, end). */
static bool read_sortable(const unsigned char *at, const unsigned char *end, uint32_t *number)
{
	size_t length = (size_t)(end - at);
	uint64_t value;

	if (length < 2 || length > 5)
		return false;
	value = at[0] & (0xffu >> (length - 1));
	for (size_t i = 1; i < length; i++)
		value = value << 8 | at[i];
	*number = (uint32_t)value;
	return value <= UINT32_MAX && value > 0;
}

static void set_damaged(struct glass_cursor *cursor)
{
	if (!cursor->fault)
		cursor->fault = GLASS_DAMAGED;
}

/* ---- posting lists ---- */

static bool list_fail(struct glass_list *list)
{
	set_damaged(&list->cursor);
	list->at = list->end = NULL;
	list->last_chunk = true;
	return false;
}

/* Reads what every chunk starts with, down to the first wdf. */
static bool open_chunk(struct glass_list *list, uint32_t first_id, const unsigned char *at, const unsigned char *end)
{
	uint32_t span;

	if (at == end || (*at != '0' && *at != '1'))
		return list_fail(list);
	list->last_chunk = *at++ == '1';
	if (!read_number(&at, end, &span) || at == end || first_id == 0 || span >= UINT32_MAX - first_id)
		return list_fail(list);
	list->id = first_id;
	list->last_id = first_id + span;
	list->at = at;
	list->end = end;
	return true;
}

static bool open_first(struct glass_list *list)
{
	const unsigned char *at, *end;
	uint32_t numbers[3]; /* documents, sum of wdf, first id - 1 */
	size_t length;

	if (!glass_cursor_tag(&list->cursor, &at, &length))
		return false;
	end = at + length;
	if (!read_number(&at, end, &numbers[0]) || !read_number(&at, end, &numbers[1]) ||
	    !read_number(&at, end, &numbers[2]) || numbers[2] == UINT32_MAX)
		return list_fail(list);
	list->documents = numbers[0];
	return open_chunk(list, numbers[2] + 1, at, end);
}

/* The chunk where the cursor is, as far as it is one of this list's and behind the one at hand. */
static bool open_later(struct glass_list *list)
{
	const struct glass_item *item = &list->cursor.item;
	const unsigned char *tag;
	uint32_t first_id;
	size_t length;

	if (item->key_length <= list->prefix_length || memcmp(item->key, list->key, list->prefix_length) != 0 ||
	    !read_sortable(item->key + list->prefix_length, item->key + item->key_length, &first_id) ||
	    first_id <= list->last_id)
		return false;
	return glass_cursor_tag(&list->cursor, &tag, &length) && open_chunk(list, first_id, tag, tag + length);
}

bool glass_list_open(struct glass_list *list, const struct glass_reader *reader, const void *term, size_t length)
{
	unsigned char *end;

	list->cursor = (struct glass_cursor){.reader = reader};
	list->at = list->end = NULL;
	list->last_chunk = true;
	list->documents = 0;
	list->last_id = 0;
	if (length == 0)
		end = memcpy(list->key, "\0\xe0", 2), end += 2;
	else
		end = glass_put_term(list->key, term, length);
	list->key_length = (size_t)(end - list->key);
	if (length > 0)
		*end++ = 0;
	list->prefix_length = (size_t)(end - list->key);
	if (list->key_length > GLASS_KEY_MAX || !glass_cursor_seek(&list->cursor, list->key, list->key_length))
		return false;
	if (list->cursor.item.key_length != list->key_length || memcmp(list->cursor.item.key, list->key, list->key_length) != 0)
		return false;
	return open_first(list);
}

void glass_list_release(struct glass_list *list)
{
	glass_cursor_release(&list->cursor);
}

static bool next_chunk(struct glass_list *list)
{
	if (list->last_chunk)
		return false;
	return (glass_cursor_next(&list->cursor) && open_later(list)) || list_fail(list);
}

/* Goes on to the next id of the chunk, behind the wdf at *at; false at its end. */
static inline bool step(const unsigned char **at, const unsigned char *end, uint32_t *id, uint32_t last_id)
{
	uint32_t gap;

	if (*at == end)
		return false;
	if (end - *at >= POSTING_MAX) { /* a number cannot go on beyond the end */
		gap = **at;
		if (gap < 0x80)
			++*at;
		else if ((*at)[1] < 0x80) {
			gap = (gap & 0x7f) | (uint32_t)(*at)[1] << 7;
			*at += 2;
		} else if (!read_number(at, end, &gap)) {
			return false;
		}
	} else if (!read_number(at, end, &gap)) {
		return false;
	}
	if (gap >= last_id - *id)
		return false;
	*id += gap + 1;
	return true;
}

/* The wdf at *at, capped; false when it is damaged. */
static inline bool take_wdf(const unsigned char **at, const unsigned char *end, uint8_t *wdf)
{
	uint32_t number;

	if (*at < end && **at < 0x80) {
		*wdf = *(*at)++;
		return true;
	}
	if (!read_number(at, end, &number))
		return false;
	*wdf = GLASS_WDF_MAX;
	return true;
}

size_t glass_list_read(struct glass_list *list, uint32_t *ids, uint8_t *wdfs, size_t capacity)
{
	size_t count = 0;
	const unsigned char *at, *end;
	uint32_t id;

	if (list->at == list->end && !next_chunk(list))
		return 0;
	at = list->at;
	end = list->end;
	id = list->id;
	while (count < capacity) {
		ids[count] = id;
		if (!take_wdf(&at, end, &wdfs[count])) {
			list_fail(list);
			return count;
		}
		count++;
		if (!step(&at, end, &id, list->last_id)) {
			if (at != end || id != list->last_id)
				list_fail(list);
			at = end = list->end;
			break;
		}
	}
	list->at = at;
	list->id = id;
	return count;
}

/* The next chunk that ends at target or later. */
static void skip_chunks(struct glass_list *list, uint32_t target)
{
	unsigned char key[sizeof list->key];

	list->at = list->end;
	if (list->last_chunk)
		return;
	memcpy(key, list->key, list->prefix_length);
	if (!glass_cursor_seek(&list->cursor, key, (size_t)(glass_put_sortable(key + list->prefix_length, target) - key)))
		list_fail(list);
	else if (!open_later(list) && !list->cursor.fault) /* target lies between the chunk at hand and the next one */
		next_chunk(list);
	else if (target > list->last_id && !list->cursor.fault) { /* between the chunk just found and the next one */
		list->at = list->end;
		next_chunk(list);
	}
}

void glass_list_skip(struct glass_list *list, uint32_t target)
{
	const unsigned char *at, *end;
	uint32_t id;

	if (list->at == list->end && !next_chunk(list))
		return;
	if (target > list->last_id)
		skip_chunks(list, target);
	if (list->cursor.fault) {
		list_fail(list);
		return;
	}
	at = list->at;
	end = list->end;
	id = list->id;
	while (at != end && id < target) {
		uint8_t wdf;

		if (!take_wdf(&at, end, &wdf) || !step(&at, end, &id, list->last_id)) {
			list_fail(list);
			return;
		}
	}
	list->at = at;
	list->id = id;
}

/* ---- values ---- */

void glass_column_open(struct glass_column *column, const struct glass_reader *reader, unsigned slot)
{
	*column = (struct glass_column){.cursor = {.reader = reader}, .key = {0, 0xd8}};
	column->prefix_length = (size_t)(glass_put_number(column->key + 2, slot) - column->key);
}

void glass_column_release(struct glass_column *column)
{
	glass_cursor_release(&column->cursor);
}

static bool column_fail(struct glass_column *column)
{
	set_damaged(&column->cursor);
	return false;
}

/* The chunk where the cursor is, when it is one of the slot's. */
static bool column_open_chunk(struct glass_column *column)
{
	const struct glass_item *item = &column->cursor.item;
	size_t length;

	column->id = 0;
	if (item->key_length <= column->prefix_length || memcmp(item->key, column->key, column->prefix_length) != 0)
		return false;
	if (!read_sortable(item->key + column->prefix_length, item->key + item->key_length, &column->id) ||
	    !glass_cursor_tag(&column->cursor, &column->at, &length))
		return column_fail(column);
	column->end = column->at + length;
	return true;
}

/* Goes on in the chunk to the first value of a document not below the one asked for; false when there is none. */
static bool column_scan(struct glass_column *column, uint32_t document)
{
	for (;;) {
		const unsigned char *at = column->at;
		uint32_t size, gap;

		if (!read_number(&at, column->end, &size) || size > (size_t)(column->end - at))
			return column_fail(column);
		column->value = at;
		column->length = size;
		if (column->id >= document)
			return true;
		at += size;
		if (at == column->end)
			return false;
		if (!read_number(&at, column->end, &gap) || gap >= UINT32_MAX - column->id)
			return column_fail(column);
		column->at = at;
		column->id += gap + 1;
	}
}

static bool column_search(struct glass_column *column, uint32_t document)
{
	unsigned char key[sizeof column->key + GLASS_NUMBER32_MAX], *end;

	if (column->id && column->id < document) {
		bool next = column->id + 1 == document; /* where all are read in a row, no way down the tree is needed */

		if (column_scan(column, document))
			return true;
		if (next && !column->cursor.fault)
			return glass_cursor_next(&column->cursor) && column_open_chunk(column) && column_scan(column, document);
	}
	memcpy(key, column->key, column->prefix_length);
	end = glass_put_sortable(key + column->prefix_length, document);
	if (!glass_cursor_seek(&column->cursor, key, (size_t)(end - key)))
		return false;
	if (column_open_chunk(column) && column_scan(column, document))
		return true;
	return !column->cursor.fault && glass_cursor_next(&column->cursor) && column_open_chunk(column) &&
	       column_scan(column, document);
}

bool glass_column_from(struct glass_column *column, uint32_t document)
{
	if (column->cursor.fault || document == 0)
		return false;
	/* What was found last is still right for all that lie between it and what was asked for. */
	if (column->asked == 0 || document < column->asked || (column->id && document > column->id)) {
		if (!column_search(column, document))
			column->id = 0;
		column->asked = document;
	}
	return column->id != 0;
}

bool glass_column_at(struct glass_column *column, uint32_t document)
{
	return glass_column_from(column, document) && column->id == document;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table file is a run of blocks of 8192 bytes, numbered from 0. Numbers are
 * stored most significant byte first. A block:
 *
 *     offset  bytes
 *          0      4  revision of the database that wrote it
 *          4      1  level: 0 for a leaf, its children's level + 1 for a branch
 *          5      2  size of the largest gap
 *          7      2  free bytes in all (here the same: there is one gap)
 *          9      2  where the directory ends
 *         11    2 n  directory: where each item starts, in order of their keys
 *        ...         the gap, zero
 *        ...         items, put from the end of the block downwards
 *
 * An item of a leaf:
 *
 *          2  bytes that follow key length; in the top three bits 0x80 (tag is
 *             compressed: never here), 0x40 last component, 0x20 first component
 *          1  key length
 *          k  key
 *          2  component, counted from 1: only where it is not the first
 *        ...  tag
 *
 * A tag that is too long for an item goes on in the next ones, with the same
 * key and the next component number. An item may have at most a quarter of a
 * block, so that later updates can always split a block. The first item of the
 * first leaf has an empty key and tag.
 *
 * An item of a branch:
 *
 *          4  block number of the child
 *          1  key length
 *          k  key: the child's entries are not below it, those of the child before are
 *          2  component that goes with the key
 *
 * In the first item of every branch the key is empty and the component 0.
 */
#include "shim/glass_table.h"

#include "shim/glass_encode.h"
#include "shim/glass_layout.h"
#include "text/memory.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
	LEAF = 0,
	BLOCK_CAPACITY = 4, /* items that must fit into a block */
	ITEM_MAX = (GLASS_BLOCK_SIZE - GLASS_DIRECTORY_START - BLOCK_CAPACITY * GLASS_DIRECTORY_ENTRY) / BLOCK_CAPACITY,
	/* A tag is split over two leaves only where a good piece of it fits and the whole is long: reading it takes both. */
	PIECE_MIN = 200,
	SPLIT_MIN = 1000,
	OUTPUT_BLOCKS = 64
};

void glass_table_create(struct glass_table *table, const char *directory, const char *name)
{
	*table = (struct glass_table){0};
	glass_file_create(&table->file, directory, name);
	table->output = memory_new((size_t)OUTPUT_BLOCKS * GLASS_BLOCK_SIZE);
}

void glass_table_release(struct glass_table *table)
{
	for (unsigned i = 0; i < GLASS_LEVELS; i++)
		free(table->levels[i].block);
	free(table->output);
	glass_file_release(&table->file);
}

static void output_flush(struct glass_table *table)
{
	glass_file_write(&table->file, table->output, table->output_length);
	table->output_length = 0;
}

static uint32_t output_block(struct glass_table *table, struct glass_level *level)
{
	unsigned gap = level->items_start - level->directory_end;
	unsigned char *at = level->block;

	at = glass_put32(at, GLASS_REVISION);
	*at++ = (unsigned char)(level - table->levels);
	at = glass_put16(at, gap);
	at = glass_put16(at, gap);
	glass_put16(at, level->directory_end);
	memset(level->block + level->directory_end, 0, gap);
	memcpy(table->output + table->output_length, level->block, GLASS_BLOCK_SIZE);
	table->output_length += GLASS_BLOCK_SIZE;
	if (table->output_length == (size_t)OUTPUT_BLOCKS * GLASS_BLOCK_SIZE)
		output_flush(table);
	return table->blocks++;
}

static void level_begin(struct glass_level *level)
{
	if (!level->block)
		level->block = memory_new(GLASS_BLOCK_SIZE);
	level->directory_end = GLASS_DIRECTORY_START;
	level->items_start = GLASS_BLOCK_SIZE;
}

/* Bytes that another item may have in the block that is begun. */
static unsigned level_room(const struct glass_level *level)
{
	unsigned gap = level->items_start - level->directory_end;

	return gap < GLASS_DIRECTORY_ENTRY ? 0 : gap - GLASS_DIRECTORY_ENTRY;
}

static unsigned char *level_item(struct glass_level *level, unsigned size)
{
	level->items_start -= size;
	glass_put16(level->block + level->directory_end, level->items_start);
	level->directory_end += GLASS_DIRECTORY_ENTRY;
	return level->block + level->items_start;
}

static void branch_add(struct glass_table *table, struct glass_level *level, const struct glass_separator *separator,
                       uint32_t child);

/*
 * Finishes the block and hands it to the branch above. The first block of a
 * level waits until there is a second one: alone it is the root.
 */
static void level_end(struct glass_table *table, struct glass_level *level)
{
	static const struct glass_separator lowest = {.key_length = 0};
	uint32_t number = output_block(table, level);

	level->directory_end = 0;
	if (level->finished++ == 0) {
		level->first_block = number;
		return;
	}
	if (level->finished == 2)
		branch_add(table, level + 1, &lowest, level->first_block);
	branch_add(table, level + 1, &level->separator, number);
}

static void branch_add(struct glass_table *table, struct glass_level *level, const struct glass_separator *separator,
                       uint32_t child)
{
	unsigned key_length = separator->key_length, component = separator->component;
	unsigned char *at;

	if (level->directory_end && GLASS_BRANCH_HEAD + key_length + GLASS_COMPONENT > level_room(level))
		level_end(table, level);
	if (!level->directory_end) {
		level_begin(level);
		level->separator = *separator;
		key_length = component = 0;
	}
	at = level_item(level, GLASS_BRANCH_HEAD + key_length + GLASS_COMPONENT);
	at = glass_put32(at, child);
	*at++ = (unsigned char)key_length;
	memcpy(at, separator->key, key_length);
	glass_put16(at + key_length, component);
}

/* The shortest key above the last one of the leaf that ended, which its block still holds, and not above key. */
static void leaf_separate(struct glass_level *leaf, const unsigned char *key, unsigned key_length, unsigned component)
{
	const unsigned char *last = leaf->block + leaf->items_start;
	unsigned last_length = last[2], same = 0;

	last += GLASS_ITEM_HEAD;
	while (same < key_length && same < last_length && key[same] == last[same])
		same++;
	leaf->separator.key_length = same < key_length ? same + 1 : key_length;
	leaf->separator.component = component;
	memcpy(leaf->separator.key, key, leaf->separator.key_length);
}

static void leaf_begin(struct glass_table *table, const unsigned char *key, unsigned key_length, unsigned component)
{
	struct glass_level *leaf = &table->levels[LEAF];
	unsigned char *item;

	if (leaf->finished) {
		leaf_separate(leaf, key, key_length, component);
		level_begin(leaf);
		return;
	}
	level_begin(leaf);
	item = level_item(leaf, GLASS_ITEM_HEAD);
	glass_put16(item, GLASS_FIRST_COMPONENT | GLASS_LAST_COMPONENT);
	item[2] = 0;
}

/* How many bytes of a tag go into its next item; ends the leaf where a new one serves better. */
static size_t leaf_piece(struct glass_table *table, size_t head, bool whole, size_t length)
{
	struct glass_level *leaf = &table->levels[LEAF];
	size_t room = leaf->directory_end ? level_room(leaf) : ITEM_MAX;

	if (room > ITEM_MAX)
		room = ITEM_MAX;
	if (head + length <= room)
		return length;
	if (leaf->directory_end && (head + PIECE_MIN > room || (whole && length < SPLIT_MIN))) {
		level_end(table, leaf);
		room = ITEM_MAX;
	}
	return head + length <= room ? length : room - head;
}

static void leaf_put(struct glass_level *leaf, const unsigned char *key, unsigned key_length, unsigned component,
                     const unsigned char *piece, size_t length, bool last)
{
	unsigned size = (unsigned)(key_length + (component > 1 ? GLASS_COMPONENT : 0) + length);
	unsigned flags = (component == 1 ? GLASS_FIRST_COMPONENT : 0) | (last ? GLASS_LAST_COMPONENT : 0);
	unsigned char *at = level_item(leaf, GLASS_ITEM_HEAD + size);

	at = glass_put16(at, size | flags);
	*at++ = (unsigned char)key_length;
	memcpy(at, key, key_length);
	at += key_length;
	if (component > 1)
		at = glass_put16(at, component);
	if (length)
		memcpy(at, piece, length);
}

void glass_table_add(struct glass_table *table, const unsigned char *key, size_t key_length, const void *tag,
                     size_t length)
{
	struct glass_level *leaf = &table->levels[LEAF];
	const unsigned char *rest = tag;

	if (length > GLASS_TAG_MAX && !table->file.error)
		table->file.error = EOVERFLOW;
	if (table->file.error)
		return;
	for (unsigned component = 1;; component++) {
		size_t head = GLASS_ITEM_HEAD + key_length + (component > 1 ? GLASS_COMPONENT : 0);
		size_t piece = leaf_piece(table, head, component == 1, length);

		if (!leaf->directory_end)
			leaf_begin(table, key, (unsigned)key_length, component);
		leaf_put(leaf, key, (unsigned)key_length, component, rest, piece, piece == length);
		if (piece == length)
			break;
		rest += piece;
		length -= piece;
	}
	table->entries++;
}

void glass_table_finish(struct glass_table *table)
{
	for (unsigned i = 0; table->entries && i < GLASS_LEVELS; i++) {
		struct glass_level *level = &table->levels[i];

		if (level->directory_end)
			level_end(table, level);
		table->root = level->first_block;
		table->root_level = i;
		if (level->finished == 1)
			break;
	}
	output_flush(table);
	glass_file_sync(&table->file);
}

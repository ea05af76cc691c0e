/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass_read.h"

#include "shim/glass_layout.h"
#include "shim/glass_shard.h"
#include "text/buffer.h"
#include "text/bytes.h"
#include "text/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	VERSION_FILE_MAX = 512,
	TABLES = 6
};

/* ---- files ---- */

/* The file's bytes up to capacity; 0 when it cannot be read. */
static size_t read_small(const char *directory, const char *name, unsigned char *bytes, size_t capacity)
{
	struct buffer path = {0};
	ssize_t got = -1;
	int file;

	buffer_add_format(&path, "%s/%s", directory, name);
	file = open(path.bytes, O_RDONLY | O_CLOEXEC);
	if (file >= 0) {
		got = pread(file, bytes, capacity, 0);
		close(file);
	}
	buffer_release(&path);
	return got > 0 ? (size_t)got : 0;
}

static int map_table(struct glass_reader *reader, const char *directory)
{
	struct buffer path = {0};
	struct stat status;
	int file, result = -1;

	buffer_add_format(&path, "%s/postlist.glass", directory);
	file = open(path.bytes, O_RDONLY | O_CLOEXEC);
	buffer_release(&path);
	if (file < 0)
		return -1;
	if (fstat(file, &status) == 0 && status.st_size > 0 && (uint64_t)status.st_size <= SIZE_MAX) {
		void *map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, file, 0);

		if (map != MAP_FAILED) {
			reader->map = map;
			reader->size = (size_t)status.st_size;
			result = 0;
		}
	}
	close(file);
	return result;
}

/* Where a table's tree begins, and how it is laid out. */
struct root {
	uint64_t block, flags, entries, block_size, compress_from;
};

static int read_root(struct root *root, const unsigned char **at, const unsigned char *end)
{
	uint64_t *const numbers[] = {&root->block, &root->flags, &root->entries, &root->block_size, &root->compress_from};
	uint64_t list;

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (varint_read(at, end, numbers[i]) != 0)
			return -1;
	if (varint_read(at, end, &list) != 0 || list > (size_t)(end - *at))
		return -1;
	*at += list;
	return 0;
}

/* As RFC 9562 writes it: five groups of digits. */
static void write_uuid(char *to, const unsigned char *bytes)
{
	for (size_t i = 0; i < 16; i++)
		to += sprintf(to, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", bytes[i]);
}

/* What the version file says of the tables; its first 32 bytes are magic, format and UUID. */
static int read_version(struct glass_reader *reader, const unsigned char *bytes, size_t length, bool *absent)
{
	const unsigned char *at = bytes + 32, *end = bytes + length;
	uint64_t revision, documents, more;
	struct root postlist, other;

	if (length < 32 || memcmp(bytes, GLASS_MAGIC, 14) != 0 || (bytes[14] << 8 | bytes[15]) != GLASS_FORMAT)
		return -1;
	if (varint_read(&at, end, &revision) != 0 || read_root(&postlist, &at, end) != 0)
		return -1;
	reader->alone = true;
	for (size_t i = 1; i < TABLES; i++) {
		if (read_root(&other, &at, end) != 0)
			return -1;
		reader->alone &= other.flags & GLASS_ROOT_ABSENT;
	}
	if (varint_read(&at, end, &documents) != 0 || varint_read(&at, end, &more) != 0)
		return -1;
	if (revision > UINT32_MAX || postlist.block > UINT32_MAX || postlist.flags >> 2 >= GLASS_LEVELS ||
	    postlist.block_size < 1 || postlist.block_size > 32 || documents > UINT32_MAX || more > UINT32_MAX - documents)
		return -1;
	reader->revision = (uint32_t)revision;
	reader->root = (uint32_t)postlist.block;
	reader->root_level = (unsigned)(postlist.flags >> 2);
	reader->block_size = (size_t)postlist.block_size * 2048;
	reader->entries = postlist.entries;
	write_uuid(reader->uuid, bytes + 16);
	reader->documents = (uint32_t)documents;
	reader->last_id = (uint32_t)(documents + more);
	*absent = postlist.flags & GLASS_ROOT_ABSENT;
	return 0;
}

int glass_reader_open(struct glass_reader *reader, const char *directory)
{
	unsigned char version[VERSION_FILE_MAX];
	size_t length = read_small(directory, "iamglass", version, sizeof version);
	bool absent;

	*reader = (struct glass_reader){0};
	if (read_version(reader, version, length, &absent) != 0)
		return -1;
	return absent ? 0 : map_table(reader, directory);
}

void glass_reader_close(struct glass_reader *reader)
{
	if (reader->map)
		munmap((void *)(uintptr_t)reader->map, reader->size);
	reader->map = NULL;
}

void glass_reader_forget(const struct glass_reader *reader)
{
	if (reader->map)
		madvise((void *)(uintptr_t)reader->map, reader->size, MADV_DONTNEED);
}

/* ---- blocks ---- */

static unsigned get16(const unsigned char *at)
{
	return (unsigned)(at[0] << 8 | at[1]);
}

static uint32_t get32(const unsigned char *at)
{
	return (uint32_t)get16(at) << 16 | get16(at + 2);
}

static bool fail(struct glass_cursor *cursor, enum glass_fault fault)
{
	if (!cursor->fault)
		cursor->fault = fault;
	cursor->levels[0].block = NULL;
	return false;
}

const unsigned char *glass_reader_block(const struct glass_reader *reader, const unsigned char *address)
{
	return address - (size_t)(address - reader->map) % reader->block_size;
}

bool glass_reader_unchanged(const struct glass_reader *reader, const unsigned char *address)
{
	return get32(glass_reader_block(reader, address)) <= reader->revision;
}

static unsigned items_of(const unsigned char *block)
{
	return (get16(block + 9) - GLASS_DIRECTORY_START) / 2;
}

/* Puts the cursor's level on a block. */
static bool enter(struct glass_cursor *cursor, unsigned level, uint32_t number)
{
	const struct glass_reader *reader = cursor->reader;
	const unsigned char *block;

	cursor->levels[level].block = NULL;
	if (number >= reader->size / reader->block_size)
		return fail(cursor, GLASS_DAMAGED);
	block = reader->map + number * reader->block_size;
	if (block[4] != level || get16(block + 9) < GLASS_DIRECTORY_START + 2 || get16(block + 9) > reader->block_size)
		return fail(cursor, GLASS_DAMAGED);
	if (get32(block) > reader->revision)
		return fail(cursor, GLASS_MODIFIED);
	cursor->levels[level].block = block;
	return true;
}

/* Where an item starts, with at least so many bytes up to the block's end; NULL when it does not. */
static const unsigned char *item_at(const struct glass_cursor *cursor, const unsigned char *block, unsigned at, size_t head)
{
	unsigned offset = get16(block + GLASS_DIRECTORY_START + 2 * at);

	return offset >= GLASS_DIRECTORY_START && offset + head <= cursor->reader->block_size ? block + offset : NULL;
}

static bool read_item(struct glass_cursor *cursor, unsigned at, struct glass_item *item)
{
	const unsigned char *block = cursor->levels[0].block, *start = item_at(cursor, block, at, GLASS_ITEM_HEAD);
	unsigned flags, length, head;

	if (!start)
		return fail(cursor, GLASS_DAMAGED);
	flags = get16(start);
	length = flags & GLASS_ITEM_SIZE;
	head = start[2] + (flags & GLASS_FIRST_COMPONENT ? 0u : GLASS_COMPONENT);
	if (flags & GLASS_COMPRESSED || head > length || start + GLASS_ITEM_HEAD + length > block + cursor->reader->block_size)
		return fail(cursor, GLASS_DAMAGED);
	item->key = start + GLASS_ITEM_HEAD;
	item->key_length = start[2];
	item->component = flags & GLASS_FIRST_COMPONENT ? 1 : get16(item->key + item->key_length);
	item->tag = item->key + head;
	item->tag_length = length - head;
	item->last = flags & GLASS_LAST_COMPONENT;
	return true;
}

static int compare(const unsigned char *key, size_t length, unsigned component, const unsigned char *other,
                   size_t other_length, unsigned other_component)
{
	int order = bytes_compare(key, length, other, other_length);

	if (order)
		return order;
	return (component > other_component) - (component < other_component);
}

/* ---- down the tree ---- */

struct wanted_key {
	const unsigned char *bytes;
	size_t length;
	unsigned component;
};

/* How the key compares with that of a branch's item. */
static bool compare_child(struct glass_cursor *cursor, const struct wanted_key *key, unsigned level, unsigned at, int *order)
{
	const unsigned char *block = cursor->levels[level].block, *item = item_at(cursor, block, at, GLASS_BRANCH_HEAD);

	if (!item || item + GLASS_BRANCH_HEAD + item[4] + 2 > block + cursor->reader->block_size)
		return fail(cursor, GLASS_DAMAGED);
	*order = compare(key->bytes, key->length, key->component, item + GLASS_BRANCH_HEAD, item[4],
	                 get16(item + GLASS_BRANCH_HEAD + item[4]));
	return true;
}

/* The last child of a branch whose keys may hold key. */
static bool choose_child(struct glass_cursor *cursor, unsigned level, const struct wanted_key *key)
{
	unsigned low = 0, high = items_of(cursor->levels[level].block);

	while (high - low > 1) {
		unsigned middle = (low + high) / 2;
		int order;

		if (!compare_child(cursor, key, level, middle, &order))
			return false;
		if (order < 0)
			high = middle;
		else
			low = middle;
	}
	cursor->levels[level].at = low;
	return true;
}

static bool enter_child(struct glass_cursor *cursor, unsigned level)
{
	const unsigned char *item = item_at(cursor, cursor->levels[level].block, cursor->levels[level].at, GLASS_BRANCH_HEAD);

	return item ? enter(cursor, level - 1, get32(item)) : fail(cursor, GLASS_DAMAGED);
}

static int compare_item(const struct wanted_key *key, const struct glass_item *item)
{
	return compare(key->bytes, key->length, key->component, item->key, item->key_length, item->component);
}

/* The last item of the leaf, from `low` on, that is not behind key; `low` when all are. Every item asked about is fetched from memory. */
static bool choose_item(struct glass_cursor *cursor, unsigned low, const struct wanted_key *key)
{
	unsigned high = items_of(cursor->levels[0].block), step = 1;
	struct glass_item item;

	while (high - low > 1) {
		unsigned middle = low + (step < (high - low + 1) / 2 ? step : (high - low) / 2);

		if (!read_item(cursor, middle, &item))
			return false;
		if (compare_item(key, &item) < 0)
			high = middle;
		else
			low = middle;
		step *= 2;
	}
	cursor->levels[0].at = low;
	return read_item(cursor, low, &cursor->item);
}

/* From the first item of a leaf to the last of the one before; false when there is none. */
static bool previous_leaf(struct glass_cursor *cursor)
{
	unsigned level = 1, top = cursor->reader->root_level;

	while (level <= top && cursor->levels[level].at == 0)
		level++;
	if (level > top) {
		cursor->levels[0].block = NULL;
		return false;
	}
	cursor->levels[level].at--;
	for (; level > 0; level--) {
		if (!enter_child(cursor, level))
			return false;
		cursor->levels[level - 1].at = items_of(cursor->levels[level - 1].block) - 1;
	}
	return read_item(cursor, cursor->levels[0].at, &cursor->item);
}

/* Keys of branches are cut short, so that the leaf they lead to may begin behind the key that is looked for. */
static bool descend(struct glass_cursor *cursor, const struct wanted_key *key)
{
	unsigned level = cursor->reader->root_level;

	if (!cursor->reader->map || cursor->fault || !enter(cursor, level, cursor->reader->root))
		return false;
	for (; level > 0; level--)
		if (!choose_child(cursor, level, key) || !enter_child(cursor, level))
			return false;
	if (!choose_item(cursor, 0, key))
		return false;
	return compare_item(key, &cursor->item) >= 0 || previous_leaf(cursor);
}

/* Whether key lies in the leaf where the cursor is, and not before it: as the branch above says, which is at hand. */
static bool is_near(struct glass_cursor *cursor, const struct wanted_key *key)
{
	int order = -1;

	if (!cursor->levels[0].block || compare_item(key, &cursor->item) < 0 || cursor->reader->root_level == 0)
		return false;
	if (cursor->levels[1].at + 1 < items_of(cursor->levels[1].block))
		return compare_child(cursor, key, 1, cursor->levels[1].at + 1, &order) && order < 0;
	return false;
}

bool glass_cursor_seek(struct glass_cursor *cursor, const unsigned char *key, size_t length)
{
	struct wanted_key wanted = {key, length, 1};
	unsigned char first[GLASS_KEY_MAX];

	if (is_near(cursor, &wanted) ? !choose_item(cursor, cursor->levels[0].at, &wanted) : !descend(cursor, &wanted))
		return false;
	if (cursor->item.component == 1)
		return true;
	/* We are at the end of a tag of several items: its entry begins before. */
	wanted.length = cursor->item.key_length;
	wanted.bytes = memcpy(first, cursor->item.key, wanted.length);
	if (!descend(cursor, &wanted))
		return false;
	return cursor->item.component == 1 || fail(cursor, GLASS_DAMAGED);
}

/* ---- along the leaves ---- */

static bool next_item(struct glass_cursor *cursor)
{
	unsigned level = 0, top = cursor->reader->root_level;

	if (!cursor->levels[0].block)
		return false;
	while (level <= top && cursor->levels[level].at + 1 >= items_of(cursor->levels[level].block))
		level++;
	if (level > top) {
		cursor->levels[0].block = NULL;
		return false;
	}
	cursor->levels[level].at++;
	for (; level > 0; level--) {
		if (!enter_child(cursor, level))
			return false;
		cursor->levels[level - 1].at = 0;
	}
	return read_item(cursor, cursor->levels[0].at, &cursor->item);
}

bool glass_cursor_next(struct glass_cursor *cursor)
{
	do {
		if (!next_item(cursor))
			return false;
	} while (cursor->item.component != 1);
	return true;
}

static bool join(struct glass_cursor *cursor, size_t *length)
{
	if (*length + cursor->item.tag_length > GLASS_TAG_MAX)
		return fail(cursor, GLASS_DAMAGED);
	if (*length + cursor->item.tag_length > cursor->joined_capacity) {
		cursor->joined_capacity = 2 * (*length + cursor->item.tag_length) + 4096;
		cursor->joined = memory_resize(cursor->joined, cursor->joined_capacity, 1);
	}
	if (cursor->part_count == cursor->part_capacity) {
		cursor->part_capacity = 2 * cursor->part_capacity + 8;
		cursor->parts = memory_resize(cursor->parts, cursor->part_capacity, sizeof *cursor->parts);
	}
	cursor->parts[cursor->part_count++] = (struct glass_part){cursor->item.tag, cursor->item.tag_length};
	memcpy(cursor->joined + *length, cursor->item.tag, cursor->item.tag_length);
	*length += cursor->item.tag_length;
	return true;
}

bool glass_cursor_tag(struct glass_cursor *cursor, const unsigned char **tag, size_t *length)
{
	if (cursor->item.last) {
		*tag = cursor->item.tag;
		*length = cursor->item.tag_length;
		return true;
	}
	*length = 0;
	cursor->part_count = 0;
	if (!join(cursor, length))
		return false;
	for (unsigned component = 2; !cursor->item.last; component++) {
		if (!next_item(cursor) || cursor->item.component != component)
			return fail(cursor, GLASS_DAMAGED);
		if (!join(cursor, length))
			return false;
	}
	*tag = cursor->joined;
	return true;
}

void glass_cursor_release(struct glass_cursor *cursor)
{
	free(cursor->joined);
	free(cursor->parts);
	*cursor = (struct glass_cursor){.reader = cursor->reader};
}

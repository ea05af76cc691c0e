/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass_read.h"

#include "shim/glass_layout.h"
#include "shim/glass_shard.h"
#include "text/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCKS 64 /* read at once */

static unsigned get16(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

/* ---- the version file: glass_shard.c ---- */

struct version {
	const unsigned char *at, *end;
	bool bad;
};

static uint64_t version_number(struct version *version)
{
	uint64_t number = 0;

	if (!version->bad && varint_read(&version->at, version->end, &number) != 0)
		version->bad = true;
	return number;
}

struct root {
	uint64_t flags, entries, block_size, compress_from;
};

static struct root version_root(struct version *version)
{
	struct root root = {0};
	uint64_t list;

	version_number(version);
	root.flags = version_number(version);
	root.entries = version_number(version);
	root.block_size = version_number(version) * 2048;
	root.compress_from = version_number(version);
	list = version_number(version);
	if (version->bad || list > (size_t)(version->end - version->at))
		version->bad = true;
	else
		version->at += list;
	return root;
}

/* One commit, leaves in order, nothing compressed, and nothing in any other table. */
static bool version_suits(struct glass_reader *reader, struct version *version)
{
	uint64_t revision = version_number(version);
	struct root postlist = version_root(version);

	for (size_t i = 1; i < GLASS_TABLES; i++)
		if (!(version_root(version).flags & GLASS_ROOT_IS_ABSENT))
			return false;
	reader->documents = (uint32_t)version_number(version);
	reader->last_id = reader->documents + (uint32_t)version_number(version);
	reader->entries = postlist.entries;
	if (version->bad)
		return false;
	if (postlist.flags & GLASS_ROOT_IS_ABSENT)
		return postlist.entries == 0;
	return revision == GLASS_REVISION && (postlist.flags & GLASS_ROOT_IS_SEQUENTIAL) &&
	       postlist.block_size == GLASS_BLOCK_SIZE && postlist.compress_from == 0;
}

static bool version_read(struct glass_reader *reader, const char *path)
{
	unsigned char bytes[GLASS_VERSION_FILE_MAX], head[GLASS_VERSION_HEAD];
	struct version version;
	FILE *file = fopen(path, "rbe");
	size_t length;

	if (!file)
		return false;
	length = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	glass_version_head(head);
	if (length < GLASS_VERSION_HEAD + GLASS_UUID || memcmp(bytes, head, GLASS_VERSION_HEAD) != 0)
		return false;
	version = (struct version){bytes + GLASS_VERSION_HEAD + GLASS_UUID, bytes + length, false};
	return version_suits(reader, &version);
}

bool glass_reader_open(struct glass_reader *reader, const char *directory)
{
	struct buffer path = {0};
	bool suits;

	*reader = (struct glass_reader){.descriptor = -1};
	buffer_add_format(&path, "%s/iamglass", directory);
	suits = version_read(reader, path.bytes);
	buffer_clear(&path);
	buffer_add_format(&path, "%s/" GLASS_POSTLIST, directory);
	if (suits && reader->entries > 0) {
		reader->descriptor = open(path.bytes, O_RDONLY | O_CLOEXEC);
		reader->blocks = memory_new((size_t)BLOCKS * GLASS_BLOCK_SIZE);
		suits = reader->descriptor >= 0;
	}
	buffer_release(&path);
	return suits;
}

void glass_reader_release(struct glass_reader *reader)
{
	if (reader->descriptor >= 0)
		close(reader->descriptor);
	free(reader->blocks);
	buffer_release(&reader->tag);
	*reader = (struct glass_reader){.descriptor = -1};
}

/* ---- leaves ---- */

static void fail(struct glass_reader *reader)
{
	reader->bad = reader->ended = true;
}

/* More blocks; false at the end of the file, or when it ends within one. */
static bool read_blocks(struct glass_reader *reader)
{
	size_t room = (size_t)BLOCKS * GLASS_BLOCK_SIZE, got = 0;
	ssize_t more = 1;

	while (got < room && (more = read(reader->descriptor, reader->blocks + got, room - got)) > 0)
		got += (size_t)more;
	if (more < 0 || got % GLASS_BLOCK_SIZE != 0)
		fail(reader);
	reader->block = 0;
	reader->block_count = got / GLASS_BLOCK_SIZE;
	return !reader->bad && got > 0;
}

/* Goes to the next leaf: the blocks between are branches. */
static bool next_leaf(struct glass_reader *reader)
{
	const unsigned char *block;
	unsigned end;

	do {
		if (reader->block == reader->block_count && (reader->descriptor < 0 || !read_blocks(reader)))
			return false;
		block = reader->blocks + reader->block++ * GLASS_BLOCK_SIZE;
	} while (block[GLASS_LEVEL] != 0);
	end = get16(block + GLASS_DIRECTORY_END);
	if (end < GLASS_DIRECTORY_START || end > GLASS_BLOCK_SIZE || (end - GLASS_DIRECTORY_START) % 2 != 0) {
		fail(reader);
		return false;
	}
	reader->directory = block + GLASS_DIRECTORY_START;
	reader->directory_end = block + end;
	return true;
}

struct item {
	const unsigned char *key, *tag;
	size_t key_length, tag_length;
	unsigned flags, component;
};

/* The next item of any leaf; false at the end or when it is none. */
static bool next_item(struct glass_reader *reader, struct item *item)
{
	const unsigned char *block, *at;
	unsigned offset, size, head;

	while (reader->directory == reader->directory_end)
		if (!next_leaf(reader))
			return false;
	block = reader->blocks + (reader->block - 1) * GLASS_BLOCK_SIZE;
	offset = get16(reader->directory);
	reader->directory += 2;
	at = block + offset;
	if (offset < (size_t)(reader->directory_end - block) || offset + GLASS_ITEM_HEAD > GLASS_BLOCK_SIZE) {
		fail(reader);
		return false;
	}
	size = get16(at) & GLASS_ITEM_SIZE;
	item->flags = at[0] & ~(GLASS_ITEM_SIZE >> 8);
	item->key_length = at[2];
	head = (unsigned)item->key_length + (item->flags & GLASS_FIRST_COMPONENT ? 0 : GLASS_COMPONENT);
	if (size < head || offset + GLASS_ITEM_HEAD + size > GLASS_BLOCK_SIZE || (item->flags & GLASS_COMPRESSED)) {
		fail(reader);
		return false;
	}
	item->key = at + GLASS_ITEM_HEAD;
	item->component = item->flags & GLASS_FIRST_COMPONENT ? 1 : get16(item->key + item->key_length);
	item->tag = item->key + head;
	item->tag_length = size - head;
	return true;
}

/* Whether the key comes behind the one at hand. */
static bool ascends(const struct glass_reader *reader, const struct item *item)
{
	size_t common = item->key_length < reader->key_length ? item->key_length : reader->key_length;
	int order = memcmp(item->key, reader->key, common);

	return order ? order > 0 : item->key_length > reader->key_length;
}

/* The parts of a tag behind the first. */
static void gather(struct glass_reader *reader, struct item *item)
{
	for (unsigned component = 2; !(item->flags & GLASS_LAST_COMPONENT); component++) {
		if (!next_item(reader, item) || item->component != component || item->key_length != reader->key_length ||
		    memcmp(item->key, reader->key, item->key_length) != 0) {
			fail(reader);
			return;
		}
		buffer_add(&reader->tag, item->tag, item->tag_length);
	}
}

void glass_reader_next(struct glass_reader *reader)
{
	struct item item;

	if (reader->ended)
		return;
	do {
		if (!next_item(reader, &item)) {
			reader->ended = true;
			reader->bad |= reader->found != reader->entries;
			return;
		}
	} while (item.key_length == 0); /* the lowest: of no meaning */
	if (!(item.flags & GLASS_FIRST_COMPONENT) || !ascends(reader, &item)) {
		fail(reader);
		return;
	}
	memcpy(reader->key, item.key, item.key_length);
	reader->key_length = item.key_length;
	buffer_clear(&reader->tag);
	buffer_add(&reader->tag, item.tag, item.tag_length);
	gather(reader, &item);
	reader->found++;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the postlist table of a glass shard where it lies: mapped, without
 * copying, several times faster than through the library's iterators. What is
 * on disk: glass_shard.c, glass_table.c, glass_postings.c, glass_values.c.
 *
 * Nothing that a file holds is trusted: whatever does not fit sets an error
 * and reads as the end.
 */
#ifndef DATELINE_SHIM_GLASS_READ_H
#define DATELINE_SHIM_GLASS_READ_H

#include "shim/glass_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum glass_fault {
	GLASS_SOUND,
	GLASS_DAMAGED,
	GLASS_MODIFIED /* a writer has changed a block since the table was opened */
};

struct glass_reader {
	const unsigned char *map; /* NULL: the table has no block */
	size_t size;
	size_t block_size;
	uint32_t revision, root;
	unsigned root_level;
	uint64_t entries;            /* in this table */
	uint32_t documents, last_id; /* of the shard */
	bool alone; /* the shard's other tables are empty */
	char uuid[37];
};

/* 0, or -1 where this is no glass shard as we know them, or cannot be read: the library may know more. */
int glass_reader_open(struct glass_reader *reader, const char *directory);
void glass_reader_close(struct glass_reader *reader);

/* Lets go of the memory that pages of the file have taken so far. Whatever points into the map stays good. */
void glass_reader_forget(const struct glass_reader *reader);

/* The block that an address in the map lies in; and whether it still is as it was when the table was opened. */
const unsigned char *glass_reader_block(const struct glass_reader *reader, const unsigned char *address);
bool glass_reader_unchanged(const struct glass_reader *reader, const unsigned char *address);

/* An item of a leaf. */
struct glass_item {
	const unsigned char *key, *tag;
	size_t key_length, tag_length;
	unsigned component;
	bool last; /* component of its tag */
};

/* One of the items that a long tag lies in. */
struct glass_part {
	const unsigned char *bytes;
	size_t length;
};

/* A place in the table. All zero but reader is ready; borrows the reader. */
struct glass_cursor {
	const struct glass_reader *reader;
	enum glass_fault fault;
	struct {
		const unsigned char *block; /* NULL: nowhere */
		unsigned at;                /* into its directory */
	} levels[GLASS_LEVELS];
	struct glass_item item;
	unsigned char *joined; /* the last tag that was longer than an item */
	size_t joined_capacity;
	struct glass_part *parts; /* where its bytes come from */
	size_t part_count, part_capacity;
};

void glass_cursor_release(struct glass_cursor *cursor);

/* Goes to the last entry that is not behind key; false when there is none. Cheap where it is near. */
bool glass_cursor_seek(struct glass_cursor *cursor, const unsigned char *key, size_t length);

/* Goes on to the next entry; false when there is none. The key is cursor->item's. */
bool glass_cursor_next(struct glass_cursor *cursor);

/* The entry's whole tag, until the cursor moves. False when it is damaged. */
bool glass_cursor_tag(struct glass_cursor *cursor, const unsigned char **tag, size_t *length);

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where things stand in a block of a glass table (glass_table.c says it in
 * words) and in the version file (glass_shard.c): for those who write them and
 * those who read them.
 */
#ifndef DATELINE_SHIM_GLASS_LAYOUT_H
#define DATELINE_SHIM_GLASS_LAYOUT_H

#include "shim/glass_encode.h"

enum {
	/* A block. */
	GLASS_LEVEL = 4,
	GLASS_DIRECTORY_END = 9,
	GLASS_DIRECTORY_START = 11,
	GLASS_DIRECTORY_ENTRY = 2,

	/* An item of a leaf. */
	GLASS_ITEM_HEAD = 3,
	GLASS_ITEM_SIZE = 0x1fff, /* of its first two bytes */
	GLASS_COMPONENT = 2,
	GLASS_FIRST_COMPONENT = 0x20, /* of its first byte */
	GLASS_LAST_COMPONENT = 0x40,
	GLASS_COMPRESSED = 0x80,

	/* What a table's keys begin with behind a zero byte, where they are not terms. */
	GLASS_METADATA = 0xc0,
	GLASS_VALUE_STATISTICS = 0xd0,
	GLASS_VALUES = 0xd8,
	GLASS_LENGTHS = 0xe0,

	/* The version file. */
	GLASS_VERSION_HEAD = 16,
	GLASS_FORMAT = (2016 - 2014) << 9 | 3 << 5 | 14,
	GLASS_UUID = 16,
	GLASS_TABLES = 6,
	GLASS_ROOT_IS_ABSENT = 1,
	GLASS_ROOT_IS_SEQUENTIAL = 2,
	GLASS_VERSION_FILE_MAX = 512
};

/* The version file's first bytes. */
static inline void glass_version_head(unsigned char head[GLASS_VERSION_HEAD])
{
	memcpy(head, "\x0f\rXapian Glass", GLASS_VERSION_HEAD - 2);
	glass_put16(head + GLASS_VERSION_HEAD - 2, GLASS_FORMAT);
}

#endif

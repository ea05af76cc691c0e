/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where things stand in a leaf of a glass table (glass_table.c says it in
 * words), for those who write it and those who read it.
 */
#ifndef DATELINE_SHIM_GLASS_LAYOUT_H
#define DATELINE_SHIM_GLASS_LAYOUT_H

enum {
	/* A block. */
	GLASS_DIRECTORY_START = 11,
	GLASS_DIRECTORY_ENTRY = 2,
	GLASS_BRANCH_HEAD = 5,

	/* An item of a leaf. */
	GLASS_ITEM_HEAD = 3,
	GLASS_ITEM_SIZE = 0x1fff, /* in its first two bytes, and the flags */
	GLASS_FIRST_COMPONENT = 0x2000,
	GLASS_LAST_COMPONENT = 0x4000,
	GLASS_COMPRESSED = 0x8000,
	GLASS_COMPONENT = 2,

	/* What keys begin with behind a zero byte, where they are not terms. */
	GLASS_METADATA = 0xc0,
	GLASS_VALUE_STATISTICS = 0xd0,
	GLASS_VALUES = 0xd8,
	GLASS_LENGTHS = 0xe0
};

#endif

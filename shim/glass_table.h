/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes one glass table file, a B-tree, from entries that come in ascending
 * order of their keys. Memory: a block a level and the output buffer,
 * whatever the size of the table.
 *
 * Errors stick in file.error (see glass_file.h); EOVERFLOW is an entry that
 * the format cannot hold.
 */
#ifndef DATELINE_SHIM_GLASS_TABLE_H
#define DATELINE_SHIM_GLASS_TABLE_H

#include "shim/glass_file.h"

#include <stddef.h>
#include <stdint.h>

#define GLASS_BLOCK_SIZE 8192
#define GLASS_KEY_MAX 255
#define GLASS_LEVELS 10    /* the library's own limit of a tree's height */
#define GLASS_REVISION 1   /* of a database that was committed once */
#define GLASS_TAG_MAX (100u << 20) /* below 65,535 components of the shortest kind */

/* Where a block starts: its first entry's key, as far as it differs from the one before, and component. */
struct glass_separator {
	unsigned char key[GLASS_KEY_MAX];
	unsigned key_length;
	unsigned component;
};

/* The block under construction on one level of the tree. */
struct glass_level {
	unsigned char *block;              /* NULL until the level is needed */
	unsigned directory_end, items_start; /* directory_end 0: no block begun */
	struct glass_separator separator;
	uint32_t finished;    /* blocks of this level that are done */
	uint32_t first_block; /* number of the first of them */
};

struct glass_table {
	struct glass_file file;
	unsigned char *output; /* finished blocks not yet written */
	size_t output_length;
	struct glass_level levels[GLASS_LEVELS];
	uint32_t blocks;  /* in the file, once it is finished */
	uint64_t entries;
	uint32_t root; /* known after glass_table_finish: block number and level */
	unsigned root_level;
};

void glass_table_create(struct glass_table *table, const char *directory, const char *name);

/* key: 1..GLASS_KEY_MAX bytes, greater than the last one. tag: up to GLASS_TAG_MAX bytes, may be empty. */
void glass_table_add(struct glass_table *table, const unsigned char *key, size_t key_length, const void *tag,
                     size_t length);

/* Writes what is left and syncs the file. */
void glass_table_finish(struct glass_table *table);
void glass_table_release(struct glass_table *table);

#endif

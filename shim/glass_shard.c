/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of a database that is made with DB_NO_TERMLIST and holds neither
 * document data nor positions:
 *
 *     postlist.glass  a table (glass_table.c). Its entries, in the order of
 *                     their keys:
 *                     "\0\xc0"...  metadata             (glass_values.c)
 *                     "\0\xd0"...  value statistics     (glass_values.c)
 *                     "\0\xd8"...  values               (glass_values.c)
 *                     "\0\xe0"...  document lengths     (glass_postings.c)
 *                     ...          posting lists        (glass_postings.c)
 *                     A file without a byte when there are no entries.
 *     iamglass        the version file: without it there is no database, so it
 *                     comes last
 *
 * The library makes also an empty file flintlock, when it opens a database for
 * writing; readers do not need it.
 *
 * The version file (numbers: glass_put_number):
 *
 *     14 bytes  "\x0f\rXapian Glass"
 *      2 bytes  format: year - 2014 in 7 bits, month in 4, day in 5
 *     16 bytes  a random UUID
 *     number    revision
 *     for each of the tables postlist, docdata, termlist, position, spelling,
 *     synonym:
 *       number  its root block
 *       number  level of the root * 4
 *               + 2 when blocks lie in the order of their keys
 *               + 1 when there is no block yet
 *       number  entries
 *       number  block size / 2048
 *       number  tags from this length on are compressed, 0: never
 *       number  length of the free list, which is empty when there is no block, else:
 *         number  revision
 *         number  first block that was never used
 *         4 zeros: where the list starts and ends
 *     number    documents
 *     number    last document id - documents
 *     number    least document length but 0
 *     number    greatest wdf
 *     number    greatest document length - greatest wdf
 *     number    oldest changeset: 0
 *     number    sum of the documents' lengths
 *     number    greatest frequency in the spelling table: 0
 */
#include "shim/glass_shard.h"

#include "shim/glass_encode.h"
#include "shim/glass_postings.h"
#include "shim/glass_values.h"
#include "text/memory.h"

#include <errno.h>
#include <sys/random.h>

enum {
	UUID = 16,
	ROOT_IS_SEQUENTIAL = 2,
	COMPRESS_FROM = 18,       /* what the library compresses in the tables that we leave to it */
	VERSION_FILE_MAX = 512
};

/* A table of which there is no block: not even a file, but for the posting lists. */
static unsigned char *put_absent_root(unsigned char *to, unsigned compress_from)
{
	to = glass_put_number(to, 0);
	to = glass_put_number(to, GLASS_ROOT_ABSENT | ROOT_IS_SEQUENTIAL);
	to = glass_put_number(to, 0);
	to = glass_put_number(to, GLASS_BLOCK_SIZE / 2048);
	to = glass_put_number(to, compress_from);
	return glass_put_number(to, 0);
}

static unsigned char *put_root(unsigned char *to, const struct glass_table *table)
{
	unsigned char list[2 * GLASS_NUMBER_MAX + 4], *end = list;

	if (!table->blocks)
		return put_absent_root(to, 0);
	end = glass_put_number(end, GLASS_REVISION);
	end = glass_put_number(end, table->blocks);
	memset(end, 0, 4);
	end += 4;
	to = glass_put_number(to, table->root);
	to = glass_put_number(to, table->root_level << 2 | ROOT_IS_SEQUENTIAL);
	to = glass_put_number(to, table->entries);
	to = glass_put_number(to, GLASS_BLOCK_SIZE / 2048);
	to = glass_put_number(to, 0);
	to = glass_put_number(to, (size_t)(end - list));
	memcpy(to, list, (size_t)(end - list));
	return to + (end - list);
}

static unsigned char *put_roots(unsigned char *to, const struct glass_table *postlist)
{
	static const unsigned compress_from[] = {COMPRESS_FROM, COMPRESS_FROM, 0, COMPRESS_FROM, COMPRESS_FROM};

	to = put_root(to, postlist);
	for (size_t i = 0; i < sizeof compress_from / sizeof *compress_from; i++)
		to = put_absent_root(to, compress_from[i]);
	return to;
}

static unsigned char *put_statistics(unsigned char *to, const struct glass_statistics *statistics)
{
	to = glass_put_number(to, statistics->documents);
	to = glass_put_number(to, statistics->last_id - statistics->documents);
	to = glass_put_number(to, statistics->length_lower_bound);
	to = glass_put_number(to, statistics->wdf_upper_bound);
	to = glass_put_number(to, statistics->length_upper_bound - statistics->wdf_upper_bound);
	to = glass_put_number(to, 0);
	to = glass_put_number(to, statistics->total_length);
	return glass_put_number(to, 0);
}

/* RFC 9562, version 4. 0 or an errno. */
static int put_uuid(unsigned char *to)
{
	ssize_t got;

	do
		got = getrandom(to, UUID, 0);
	while (got < 0 && errno == EINTR);
	if (got != UUID)
		return got < 0 ? errno : EIO;
	to[6] = (to[6] & 0x0f) | 0x40;
	to[8] = (to[8] & 0x3f) | 0x80;
	return 0;
}

static void version_write(struct glass_file *file, const struct glass_table *postlist,
                          const struct glass_statistics *statistics)
{
	unsigned char bytes[VERSION_FILE_MAX], *to = bytes + 14;
	int error;

	memcpy(bytes, GLASS_MAGIC, 14);
	to = glass_put16(to, GLASS_FORMAT);
	error = put_uuid(to);
	if (error && !file->error)
		file->error = error;
	to = glass_put_number(to + UUID, postlist->blocks ? GLASS_REVISION : 0);
	to = put_roots(to, postlist);
	to = put_statistics(to, statistics);
	glass_file_write(file, bytes, (size_t)(to - bytes));
	glass_file_sync(file);
}

static int file_result(const struct glass_file *file, char **failed)
{
	if (file->error)
		*failed = memory_string(file->path);
	return file->error;
}

int glass_shard_finish(const char *directory, struct glass_table *postlist, const struct glass_statistics *statistics,
                       char **failed)
{
	struct glass_file version;
	int error;

	glass_table_finish(postlist);
	error = file_result(&postlist->file, failed);
	if (!error) {
		glass_file_create(&version, directory, "iamglass");
		version_write(&version, postlist, statistics);
		error = file_result(&version, failed);
		glass_file_release(&version);
	}
	glass_table_release(postlist);
	if (!error) {
		error = glass_directory_sync(directory);
		if (error)
			*failed = memory_string(directory);
	}
	return error;
}

int glass_shard_write(const char *directory, const struct shim_shard *shard, const struct glass_sizes *sizes,
                      char **failed)
{
	struct glass_statistics statistics;
	struct glass_table postlist;

	glass_table_create(&postlist, directory, GLASS_POSTLIST);
	glass_metadata_add(&postlist, shard);
	glass_values_add(&postlist, shard, sizes->value_chunk);
	glass_postings_add(&postlist, shard, sizes->posting_chunk, &statistics);
	return glass_shard_finish(directory, &postlist, &statistics, failed);
}

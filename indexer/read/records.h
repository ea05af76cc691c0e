/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The records of a web archive (WARC, ISO 28500:2017 and its drafts), one after
 * another.
 *
 * A record says how long it is. Where that is not so, because it was cut,
 * overwritten or badly packed, it is lost, and the next is found by how records
 * begin: "WARC/1." at the start of a line, or of a gzip member.
 */
#ifndef DATELINE_INDEXER_READ_RECORDS_H
#define DATELINE_INDEXER_READ_RECORDS_H

#include "indexer/read/format.h"
#include "indexer/read/header.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORD_HEADER_MAX ((size_t)64 << 10)

struct records {
	struct input *input; /* borrowed; damage is named through it */
	struct buffer again; /* bytes to be read once more, before those of the file */
	size_t again_at;
	uint64_t offset;     /* of the next byte, in the unpacked file */
	bool wary;           /* a length was wrong: what looks like a record within another one is taken for one */
	bool lost;           /* the next record is to be sought */
	struct buffer bytes; /* the last record: header and block */
	size_t header;       /* bytes of its header */
	bool cut;            /* it is longer than SOURCE_DOCUMENT_MAX: bytes are its beginning */
	uint64_t began;      /* its offset */
};

/* All zero but input is ready. */
void records_release(struct records *records);

/* The next sound record into bytes; false at the end. What is damaged is skipped and named by its offset. */
bool records_next(struct records *records);

/* Whether an archive begins so. */
bool record_begins(const char *bytes, size_t length);

#endif

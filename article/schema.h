/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an index holds and under which names: the one place that both programs
 * agree on. Format history at INDEX_FORMAT.
 *
 * INDEX/XAPIANDB      Xapian stub file, the manifest: "auto shard-000017" a line, newest shard first
 * INDEX/shard-NNNNNN/ a Xapian database each, never written again once the manifest names it
 *       iamglass.copy its version file once more: without those few bytes nothing of it can be read
 * INDEX/lock          held (fcntl) by the one writer: "PID HOST TIME"
 *
 * Terms (Omega's prefixes where they fit); impacts as wdf, filters with wdf 0:
 *   ""    word of title or text: stem, or the form itself where it is a name
 *   S     the same word, of the title alone (subject)
 *   Q     id, see schema_term
 *   D M Y date: yyyymmdd, yyyymm, yyyy
 *   L     language, "en"
 *   A     author, folded; XSOURCE source, folded; K keyword, folded; each whole
 *   XFILE a file that held several articles, on each of them: its absolute path, "/", its stamp (16 hex digits)
 *   XC    the parts of a hyphenated word: the whole's term, then ":" and a byte offset into the whole's form for each joint
 *   XPERSON XORG XPLACE an entity's name in the article, folded, whole; but not a single's (article/facets.h)
 *   XFROM the directory or file (absolute) that the article was read from
 */
#ifndef DATELINE_ARTICLE_SCHEMA_H
#define DATELINE_ARTICLE_SCHEMA_H

#include "text/date.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VERSION_FILE "iamglass"
#define VERSION_COPY "iamglass.copy"

/* 1: the first. */
#define INDEX_FORMAT 1

#define PREFIX_TITLE "S"
#define PREFIX_ID "Q"
#define PREFIX_DAY "D"
#define PREFIX_MONTH "M"
#define PREFIX_YEAR "Y"
#define PREFIX_LANGUAGE "L"
#define PREFIX_AUTHOR "A"
#define PREFIX_KEYWORD "K"
#define PREFIX_SOURCE "XSOURCE"
#define PREFIX_COMPOUND "XC"
#define PREFIX_ORIGIN "XFROM"
#define PREFIX_PERSON "XPERSON"
#define PREFIX_ORG "XORG"
#define PREFIX_PLACE "XPLACE"
#define PREFIX_FILE "XFILE"

enum value_slot {
	SLOT_DATE,        /* schema_date; none: unknown */
	SLOT_STREAM,      /* the words in text order: article/stream.h */
	SLOT_PLACE,       /* where the text is stored: article/texts.h */
	SLOT_FINGERPRINT, /* two 8-byte big-endian numbers: its stamp (indexer/stamp.h), the article's fingerprint */
	SLOT_RECORD,      /* all of the article but its text: article/record.h */
	SLOT_COUNT
};

/* Longest part of an id, a name or a path that stands in a term; what is longer ends in its hash instead. */
#define TERM_TEXT_MAX 180

/* Writes prefix and text as a filter term into out (of at least SHIM_TERM_MAX bytes); returns its length. */
size_t schema_term(char *out, const char *prefix, const char *text, size_t length);

/* Whether a term without its prefix is that of this text. */
bool schema_term_is(const char *term, const char *text);

/*
 * The term of a file that held several articles; and how such terms begin of
 * all files below a directory, or a little more where its path is long.
 */
#define FILE_STAMP_LENGTH 17 /* what stands behind the path */
size_t schema_file_term(char *out, const char *path, uint64_t stamp);
size_t schema_file_prefix(char *out, const char *path);

/* Bytes of a folded name, of which no more counts. */
#define FOLDED_MAX 1024

/* The filter term of a name, folded whole; 0 when nothing is left of it. */
size_t schema_name_term(char *out, const char *prefix, struct analyzer *analyzer, const char *name);

/* date_seconds + 2^40, big-endian: bytewise order is the order of time. Not for a date that is unknown. */
#define DATE_LENGTH 6
void schema_date(unsigned char out[DATE_LENGTH], const struct date *date);
int64_t schema_date_seconds(const void *bytes); /* of what schema_date wrote: date_seconds */

#endif

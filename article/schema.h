/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an index holds and under which names: the one place that both programs
 * agree on. Format history at the end.
 *
 * INDEX/XAPIANDB      Xapian stub file, the manifest: "auto shard-000017" a line, newest shard first
 * INDEX/shard-NNNNNN/ a Xapian database each, never written again once the manifest names it
 * INDEX/lock          held (fcntl) by the one writer: "PID HOST TIME"
 *
 * Terms (Omega's prefixes where they fit); impacts as wdf, filters with wdf 0:
 *   ""    word of title or text: stem, or the form itself where it is a name
 *   S     the same word, of the title alone (subject)
 *   Q     id; an id of over 200 bytes is cut to 200 and closed by 32 hex digits of its hash
 *   D M Y date: yyyymmdd, yyyymm, yyyy
 *   L     language, "en"
 *   A     author, folded; XSOURCE source, folded; K keyword, folded; each whole, cut to 200 bytes
 *   XC    the parts of a hyphenated word: the whole's term, then ":" and a byte offset into the whole's form for each joint
 *   XFROM the directory or file (absolute) that the article was read from
 */
#ifndef DATELINE_ARTICLE_SCHEMA_H
#define DATELINE_ARTICLE_SCHEMA_H

#define INDEX_FORMAT 1
#define INDEX_FORMAT_KEY "dateline-format" /* metadata of every shard: INDEX_FORMAT in decimal */

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

enum value_slot {
	SLOT_DATE,        /* date_seconds + 2^40, 6 bytes big-endian: bytewise order is the order of time; none: unknown */
	SLOT_STREAM,      /* the words in text order: article/stream.h */
	SLOT_PLACE,       /* where the record is stored: article/record.h */
	SLOT_FINGERPRINT, /* two 8-byte big-endian numbers: the source file's stamp, the article's fingerprint */
	SLOT_COUNT
};

#endif

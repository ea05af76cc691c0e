/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a file format has to offer. One source file a format; format.c holds
 * the table of them and tells which one a file is in.
 */
#ifndef DATELINE_INDEXER_READ_FORMAT_H
#define DATELINE_INDEXER_READ_FORMAT_H

#include "article/article.h"
#include "indexer/read/source.h"
#include "indexer/read/unpack.h"

#include <stdbool.h>
#include <stddef.h>

/* A file that documents are being taken from. */
struct input {
	struct unpack *bytes;
	const char *file; /* the path as the user would name it */
	size_t line;      /* lines taken so far */
	size_t documents; /* documents given so far */
	size_t skips;     /* faults named so far */
	void *state;      /* what the format keeps between two documents; format->finish frees it */
	uint64_t most;    /* bytes after which an archive may end, when only a sample of it is wanted; 0: all are read */
	bool silent;      /* say nothing at all */
	bool verbose;     /* say what is passed over though nothing is wrong with it */
	void (*skipped)(void *context); /* told of each fault that is named; or NULL */
	void *context;
};

/* Names on stderr what is passed over, and tells the program. line 0: the whole file; hint may be NULL. */
void input_skip(struct input *input, size_t line, const char *hint, const char *reason);

struct format {
	enum source_format format;
	bool gives_ids;              /* its documents bring their own ids; else the path is the one document's id */
	bool pages;                  /* its documents are pages of sites, with more on them than an article */
	const char *const *suffixes; /* of file names, without .gz, ended by NULL */

	/* Whether a file that begins so is in this format; a byte order mark is already off. */
	bool (*claims)(const char *head, size_t length);
	/*
	 * The next document into *out, which is all zero: its bytes and length, its line; its id and another format
	 * where they are its own (an archive's records). False at the end. What is wrong is skipped and named.
	 */
	bool (*next)(struct input *input, struct document *out);
	void (*finish)(struct input *input); /* no more documents are asked for; NULL: nothing to free */
	/* As document_parse. */
	bool (*parse)(const struct document *document, bool keep_boilerplate, struct article *article,
	              const char **reason);
};

extern const struct format format_text;
extern const struct format format_html;
extern const struct format format_jsonl;
extern const struct format format_warc;
extern const struct format format_nitf;
extern const struct format format_newsml;
extern const struct format format_feed;
extern const struct format format_json_feed;
extern const struct format format_unread;

const struct format *format_find(enum source_format format); /* not FORMAT_AUTO */

/*
 * The format of a file with this beginning and name: by content, then by name,
 * else text.
 */
const struct format *format_detect(const char *head, size_t length, const char *name);

/* The length of file without its final ".gz", when it has one and more than that. */
size_t format_unpacked_name(const char *file);

/* Whether a name ends in the suffix, in any case, but for a final ".gz"; one that is nothing else does not. */
bool format_name_ends(const char *name, const char *suffix);

/* The next of a format whose files are one document each: all of the file, at most SOURCE_DOCUMENT_MAX bytes. */
bool whole_next(struct input *input, struct document *out);

/* Reports a document without an article in it: for struct format's parse. Always false. */
bool format_no_article(const struct document *document, const char **out, const char *hint, const char *reason);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From SOURCE arguments to documents: walks directories, opens files, unpacks
 * gzip, tells formats apart, and hands out the articles-to-be one after
 * another as raw pieces that any worker can parse.
 */
#ifndef DATELINE_INDEXER_READ_SOURCE_H
#define DATELINE_INDEXER_READ_SOURCE_H

#include "article/article.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum source_format {
	FORMAT_AUTO, /* by content, then by name */
	FORMAT_TEXT, /* one page or article saved as text */
	FORMAT_HTML,  /* a page of HTML */
	FORMAT_JSONL, /* one JSON object a line */
	FORMAT_WARC,  /* a web archive: a page in each of its records */
	FORMAT_NITF,
	FORMAT_NEWSML, /* NewsML-G2: an item, or several in a message */
	FORMAT_FEED,  /* RSS and Atom: an article an entry */
	FORMAT_JSON_FEED,
	FORMAT_UNREAD /* a picture, an archive of files, mail: no article that could be read */
};

/* Bounds: past them a document is named and skipped. */
#define SOURCE_DOCUMENT_MAX (64u << 20) /* bytes of one page or one line, unpacked */

struct survey;

/* A piece of a source that holds one article, or none. */
struct document {
	enum source_format format; /* never FORMAT_AUTO */
	char *bytes;               /* owned; as they stand in the file, unpacked */
	size_t length;
	char *file;    /* owned: the path as the user would name it, for messages; "-" for standard input */
	size_t below;  /* where in file the path below SOURCE begins */
	size_t line;   /* of a line-based format, from 1; else 0 */
	char *id;      /* owned: the path below SOURCE, or NULL when the content gives it */
	char *origin;  /* owned: absolute path of the SOURCE it came from, "-" for standard input */
	bool alone;    /* the one document of its file; else the next run knows it by its file's stamp */
	bool from_directory; /* origin is a directory: what has vanished from it is removed */
	uint64_t stamp; /* of the file: device, inode, size, change time mixed; 0 for what has none */
	bool silent;         /* nothing is said of what is wrong with it */
	const struct survey *survey; /* of its source, borrowed: what repeats over the pages of a site; or NULL */
	uint64_t sequence; /* 0, 1, 2 ... in the order of reading, which is the same in every run over the same files */
};

void document_release(struct document *document);

/* The absolute path of its file into *out, which is overwritten; "-" for standard input. */
void document_place(struct buffer *out, const struct document *document);

struct source_options {
	enum source_format format;
	/*
	 * Asked for each file before it is read; true passes the file over as unchanged
	 * since its documents were indexed. May be NULL. Called from source_next's thread.
	 * place: as document_place; id: of a file that is one document, else NULL.
	 */
	bool (*unchanged)(void *context, const char *origin, const char *place, const char *id, uint64_t stamp);
	void *context;
	bool survey;       /* leave out what repeats over the pages of a site: survey.h */
	size_t sample;     /* for a survey: files of pages alone, so many documents of each, nothing said; 0 for all */
	bool verbose;      /* name on stderr what is passed over by intention, too */
	const char *avoid; /* a directory to pass over wherever it is met, such as INDEX; or NULL */
	/*
	 * Each file or directory of which something is skipped; why goes to stderr through report(). May be NULL.
	 * stamp: of a file that may have given other documents, else 0.
	 */
	void (*skipped)(void *context, const char *file, const char *place, uint64_t stamp);
};

struct source;

/*
 * paths as on the command line, borrowed for the life of the source.
 *
 * Directories are walked in bytewise order of names; names that start with a
 * dot are passed over silently, links are followed, pipes and devices are named
 * and skipped. A pipe that is itself a SOURCE is read. A JSON line without id
 * gets "PATH:LINE"; a path that is no UTF-8 gives "./" and the path
 * percent-encoded; a final ".gz" is no part of an id.
 */
struct source *source_open(const char *const *paths, size_t count, const struct source_options *options);
void source_close(struct source *source); /* when all of its documents are released */

/* The next document into *out (all zero or released); false at the end. Skips and reports what cannot be read. One thread. */
bool source_next(struct source *source, struct document *out);

/* Bytes of source read so far (as stored: packed when packed), and the sum of all files' sizes known so far. */
uint64_t source_bytes_read(const struct source *source);
uint64_t source_bytes_known(const struct source *source);

/*
 * A document as an article; thread-safe. keep_boilerplate leaves the text of
 * pages as it is. False when there is no article in it: it has been reported
 * with file and line, and *reason (static) says why; the article has an id then
 * where no more than its text was missing.
 */
bool document_parse(const struct document *document, bool keep_boilerplate, struct article *article, const char **reason);

#endif

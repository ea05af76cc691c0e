/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian-core for C.
 *
 * Handles are opaque. Functions that make one take `out` first and leave NULL
 * there on failure; what `out` receives is owned by the caller and goes back
 * through the matching _close or _free (NULL is allowed). Getters borrow: what
 * they point to lives as long as the handle, or until the next call that the
 * comment names.
 *
 * Every function that can fail returns a status and, when it is not
 * SHIM_OK, fills *failure (may be NULL). No C++ exception ever leaves:
 * Xapian's, std::bad_alloc, and any other are turned into a status.
 *
 * A handle belongs to one thread at a time; different handles may be used by
 * different threads at once.
 *
 * Document ids are counted from 1 in the whole index. With several shards they
 * are interleaved as Xapian does it: shard (id - 1) % shards, local id
 * (id - 1) / shards + 1.
 */
#ifndef DATELINE_SHIM_XAPIAN_H
#define DATELINE_SHIM_XAPIAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a person can do about it. */
enum shim_status {
	SHIM_OK,
	SHIM_NOT_FOUND,  /* no such database, document or entry */
	SHIM_MODIFIED,   /* the shard vanished or changed under the reader: open again */
	SHIM_CORRUPT,    /* damaged: --check says where, --recover mends */
	SHIM_VERSION,    /* written by another version of Xapian */
	SHIM_BAD_QUERY,  /* the caller's argument is out of bounds */
	SHIM_NO_MEMORY,
	SHIM_DISK_FULL,
	SHIM_IO,         /* permission, read or write error: message has the system's reason */
	SHIM_NETWORK,    /* a remote shard did not answer */
	SHIM_TIMEOUT,
	SHIM_INTERNAL    /* a fault of this program or of Xapian */
};

struct shim_failure {
	enum shim_status status;
	char message[512]; /* what is wrong, no line feed, cut to fit at a UTF-8 border */
	char hint[160];    /* what to do; may be "" */
};

/* Xapian's own version, "1.4.22". */
const char *shim_xapian_version(void);

struct shim_bytes {
	const void *bytes;
	size_t length;
};

/* Longest term, in bytes; zero bytes inside count twice. */
#define SHIM_TERM_MAX 245

/* ---- Writing: a shard is written once, whole, from memory ---- */

struct shim_posting {
	uint32_t term; /* index into terms */
	uint32_t wdf;  /* within-document frequency: here the impact, 1..127; 0 for a boolean term, any value is kept */
};

/*
 * A shard to be. Everything is borrowed for the call. Documents get the local
 * ids 1 .. document_count in the order given. A document's length is the sum
 * of its wdf.
 */
struct shim_shard {
	const struct shim_bytes *terms; /* ascending bytewise, all different, 1..SHIM_TERM_MAX bytes */
	size_t term_count;
	const struct shim_posting *postings; /* document d has [posting_start[d], posting_start[d + 1]), any order, no term twice */
	const size_t *posting_start;         /* document_count + 1 numbers */
	uint32_t document_count;             /* 0 is allowed */
	const struct shim_bytes *const *values; /* value_slots arrays of document_count values each; length 0: no value */
	unsigned value_slots;                   /* 0..8 */
	const struct shim_bytes *metadata;      /* metadata_count pairs: key, value; keys ascending, 1..SHIM_TERM_MAX bytes; no value empty */
	size_t metadata_count;
};

enum shim_sink {
	SHIM_SINK_BEST, /* bulk when shim_bulk_works(), else the API; DATELINE_SINK=api|bulk in the environment overrides */
	SHIM_SINK_API,  /* Xapian's public WritableDatabase */
	SHIM_SINK_BULK  /* the table files written directly: shim/bulk.h */
};

/*
 * Writes the shard into directory, which must not exist (its parent must), and
 * syncs it. On failure the directory is removed. SHIM_BAD_QUERY when the
 * contents break the rules above; SHIM_DISK_FULL, SHIM_IO.
 */
enum shim_status shim_shard_write(const char *directory, const struct shim_shard *shard, enum shim_sink sink,
                                  struct shim_failure *failure);

/*
 * Joins shards into a new one in directory, which must not exist: local ids of
 * sources[0] first, then those of sources[1] moved up by its last id, and so
 * on. Of a metadata key that stands in several, the first one's is kept.
 */
enum shim_status shim_shard_merge(const char *directory, const char *const *sources, size_t count,
                                  struct shim_failure *failure);

/*
 * Checks every table of one shard. Each fault is passed to found as one line.
 * SHIM_OK when there is none, else SHIM_CORRUPT.
 */
enum shim_status shim_shard_check(const char *directory, void (*found)(void *context, const char *line), void *context,
                                  struct shim_failure *failure);

/* ---- Reading ---- */

struct shim_index;

/*
 * Opens a directory that holds a database, a directory whose XAPIANDB names
 * shards, or a stub file (several databases, local or `remote HOST:PORT`).
 * Retried inside when a writer publishes at that moment. SHIM_NOT_FOUND when
 * path is none of these.
 */
enum shim_status shim_index_open(struct shim_index **out, const char *path, struct shim_failure *failure);

/*
 * For a process that will not be able to load a library later: loads what remote
 * databases need, and other programs'. If it is not there, opening one will say so.
 */
void shim_prepare(void);
void shim_index_close(struct shim_index *index);

uint32_t shim_index_documents(const struct shim_index *index);     /* documents in all shards, dead ones included */
uint32_t shim_index_last_document(const struct shim_index *index); /* highest id in use, 0 when empty */
size_t shim_index_shards(const struct shim_index *index);
uint32_t shim_index_shard_last(const struct shim_index *index, size_t shard); /* the highest local id of a shard, 0 when empty */
const char *shim_index_shard_path(const struct shim_index *index, size_t shard); /* "" when remote */
const char *shim_index_shard_uuid(const struct shim_index *index, size_t shard);
bool shim_index_remote(const struct shim_index *index); /* any shard is remote */

/*
 * The documents that count as deleted: hidden from every match, count and
 * list below. ids ascending, copied.
 */
enum shim_status shim_index_hide(struct shim_index *index, const uint32_t *ids, size_t count, struct shim_failure *failure);

/* *value: until the next call on this index. SHIM_NOT_FOUND when there is no such entry. */
enum shim_status shim_index_metadata(struct shim_index *index, size_t shard, const void *key, size_t length,
                                     struct shim_bytes *value, struct shim_failure *failure);

/* The keys of a shard's metadata that start with prefix, in order; each ends at the return of visit, which returns false to stop. */
enum shim_status shim_index_metadata_keys(struct shim_index *index, size_t shard, const void *prefix, size_t length,
                                          bool (*visit)(void *context, const void *key, size_t length), void *context,
                                          struct shim_failure *failure);

/* A document's value; length 0 when it has none. *value: until the next call on this index. */
enum shim_status shim_index_value(struct shim_index *index, uint32_t document, unsigned slot, struct shim_bytes *value,
                                  struct shim_failure *failure);

/* In how many documents a term stands (hidden ones may be counted); 0 when in none. */
enum shim_status shim_index_term_frequency(struct shim_index *index, const void *term, size_t length, uint32_t *documents,
                                           struct shim_failure *failure);

/* The terms that start with prefix, ascending, with their document counts; visit returns false to stop. */
enum shim_status shim_index_terms(struct shim_index *index, const void *prefix, size_t length,
                                  bool (*visit)(void *context, const void *term, size_t length, uint32_t documents),
                                  void *context, struct shim_failure *failure);

/* The documents that hold a term, ascending, hidden ones left out; visit returns false to stop. */
enum shim_status shim_index_postings(struct shim_index *index, const void *term, size_t length,
                                     bool (*visit)(void *context, uint32_t document), void *context,
                                     struct shim_failure *failure);

/* ---- Queries ---- */

/*
 * A query is a tree. Constructors never fail (memory that is not there ends
 * the program) and own the parts that they are given; a NULL part counts as
 * shim_query_none(). The tree may be used for several matches.
 */
struct shim_query;

enum shim_operator {
	SHIM_AND,     /* all parts; weights added */
	SHIM_OR,      /* any part; weights added */
	SHIM_MAX,     /* any part; the greatest weight */
	SHIM_AND_NOT, /* the first part without any of the others */
	SHIM_FILTER,  /* all parts; weight of the first alone */
	SHIM_MAYBE    /* the first part; weights of all */
};

struct shim_query *shim_query_none(void);
struct shim_query *shim_query_all(void); /* every document, weight 0 */
struct shim_query *shim_query_term(const void *term, size_t length);
struct shim_query *shim_query_combine(enum shim_operator operation, struct shim_query **parts, size_t count);
struct shim_query *shim_query_scale(struct shim_query *query, double factor); /* weight times factor, >= 0 */

/*
 * Several spellings as one term: their impacts added (capped), one document
 * frequency. All parts must be terms.
 */
struct shim_query *shim_query_synonym(struct shim_query **terms, size_t count);

/*
 * The documents of query that check accepts; weight that of query. check sees
 * the document's value in slot and must not keep it; called often, from this
 * thread; context must outlive the query. query is a term, or an AND or
 * FILTER or OR of them to any depth (no shim_query_checked inside it).
 * Cheapest tests should be left to query: check runs only on its matches.
 */
struct shim_query *shim_query_checked(struct shim_query *query, unsigned slot,
                                      bool (*check)(const void *context, const void *value, size_t length),
                                      const void *context);

void shim_query_free(struct shim_query *query);

/* ---- Matching ---- */

enum shim_order {
	SHIM_BY_WEIGHT, /* heaviest first; then by the value in sort_slot, descending; then as tie says */
	SHIM_BY_VALUE_DESCENDING, /* by the value in sort_slot; then by weight, then as tie says */
	SHIM_BY_VALUE_ASCENDING
};

struct shim_match {
	uint32_t offset, limit; /* hits passed over, hits wanted */
	enum shim_order order;
	unsigned sort_slot; /* its values are compared bytewise; of longer ones than 7 bytes the first 7 */
	double timeout; /* seconds; 0: none */
	bool count;     /* the exact total is wanted (else a lower bound will do) */
	/*
	 * What is equal to all that comes before is ordered by the values in tie_slot,
	 * as this says (below 0: one comes first), and then by document id, as it is
	 * at once where this is NULL, and in remote shards.
	 */
	int (*tie)(struct shim_bytes one, struct shim_bytes other);
	unsigned tie_slot;
};

struct shim_hit {
	uint32_t document;
	double weight;
};

struct shim_hits {
	struct shim_hit *list; /* owned: shim_hits_release */
	size_t count;
	uint32_t total;  /* matching documents */
	bool total_exact;
	bool partial;    /* the time ran out */
};

/*
 * Weights are impact weights: idf(term) * wdf / 127 * scale, where wdf (capped
 * at 127) holds BM25's saturated and length-normalised term frequency from
 * indexing and idf = ln(1 + (N - n + 0.5) / (n + 0.5)) over the whole index
 * (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework").
 * Remote shards cannot run our weight: there Xapian's BM25 with b = 0 and a
 * large k1 ranks the same impacts almost linearly.
 */
enum shim_status shim_index_match(struct shim_index *index, const struct shim_query *query, const struct shim_match *match,
                                  struct shim_hits *hits, struct shim_failure *failure);
void shim_hits_release(struct shim_hits *hits);

/*
 * Adds to each hit's weight what another query gives to its document: nothing
 * where that does not match. Of local shards only: SHIM_BAD_QUERY where some
 * are remote.
 */
enum shim_status shim_index_weigh(struct shim_index *index, const struct shim_query *query, struct shim_hit *list, size_t count,
                                  struct shim_failure *failure);

/*
 * The set of all documents that match, as bits: document id d is bit (d & 63)
 * of word d >> 6. bits has shim_index_last_document() / 64 + 1 words and is
 * overwritten. Hidden documents are left out. timeout: seconds, 0 for none; past
 * it SHIM_TIMEOUT, and the bits are of no use.
 */
enum shim_status shim_index_collect(struct shim_index *index, const struct shim_query *query, double timeout, uint64_t *bits,
                                    uint32_t *total, struct shim_failure *failure);

#ifdef __cplusplus
}
#endif

#endif

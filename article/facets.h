/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The facet columns of a shard: for each document the people, organisations
 * and places that it names, its source, language and day, as numbers into a
 * dictionary of the part of the shard that it was first written with. What an
 * article names is stored here and nowhere else.
 *
 * A part is what one run wrote as one shard. Shards that are joined keep the
 * columns of their parts, as they do the blocks of text; the part of a
 * document is the shard that the key in its SLOT_PLACE names, and its documents
 * follow each other.
 *
 * Stored in the metadata under keys of BLOCK_KEY bytes, laid out as those of
 * blocks (article/texts.h) behind a letter of their own:
 *     'F' number n     rows of the part's documents n * FACET_ROWS and on, FACET_ROWS of them or what is left
 *     'N' number n     entries n * FACET_ENTRIES and on, likewise
 *     'W' number n     where the words are of whose hash n is the highest facet_words_bits bits; all of these chunks are there
 * each a Zstandard frame with content size and checksum. Unpacked:
 *     'F' number 0 begins with three varints: how many documents the part has, how many entries, and the first single
 *     a chunk of rows  varint: the next single
 *     a row            varint: how many numbers; the numbers, varints: entries + 1, or 0 for the next single; the
 *                      article's entities in the order of their first mention, one for each form that it writes
 *     an entry         varint: kind + 8 * (1 when its name is that of the entry before it) + 16 * how its form is given
 *                          (0: it is the name; 1: as a part of the name; 2: in full)
 *                      varint: in how many of the part's documents it stands; of a single, in which of them: how many
 *                          behind that of the single before it in the chunk, or behind the part's first
 *                      unless the name is given: varint length, bytes
 *                      form as part: varints start, length; in full: varint length, bytes
 *     a chunk of words a zero byte; then for each word of a folded name or form of a person, an organisation or a place,
 *                      ascending by the lower bits of its hash:
 *                          varint: the gap to the hash before, times 2, and 1 when it stands in several chunks of entries;
 *                              then varint: how many more
 *                          for each chunk a varint: the gap to the one before, of the first to 0
 * Entries are numbered by how often they occur, the forms of a name together,
 * so that most numbers take a byte; behind them those of singles in the order
 * of the rows. A single is an entity whose name one document of the part alone
 * has, as four names of five do: it has no term (article/schema.h), and is
 * found through its entry. In parts of fewer than SINGLES_PART documents
 * nothing is a single: an index that grows by a few articles at a time would
 * know no name otherwise.
 */
#ifndef DATELINE_ARTICLE_FACETS_H
#define DATELINE_ARTICLE_FACETS_H

#include "article/article.h"
#include "article/texts.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer; /* text/buffer.h */

enum facet_kind {
	FACET_PERSON, /* the first ENTITY_KINDS are those of enum entity_kind */
	FACET_ORG,
	FACET_PLACE,
	FACET_SOURCE,
	FACET_LANGUAGE,
	FACET_DATE /* "2025-06-02", or as much of it as is known */
};

#define FACET_KINDS 6

#define FACET_ROWS 512
#define SINGLES_PART 64
#define FACET_ENTRIES 512

/* What is longer is no name: it stands in no column. */
#define FACET_NAME_MAX 512

#define FACET_ROWS_PREFIX "F"
#define FACET_ENTRIES_PREFIX "N"
#define FACET_WORDS_PREFIX "W"

/* The key of such a chunk. */
void facet_key(unsigned char key[BLOCK_KEY], char letter, uint32_t serial, uint32_t number);

/* Of a word's hash; two words that share them lead to a few entries more that are looked at. */
#define FACET_WORD_BITS 24
#define FACET_WORD_ENTRIES 2048 /* entries whose words share a chunk, about */

unsigned facet_words_bits(uint32_t entries);
uint32_t facet_word_hash(const char *word, size_t length);
uint32_t facet_entry_chunks(uint32_t entries);

enum facet_form {
	FACET_FORM_NAME,
	FACET_FORM_PART,
	FACET_FORM_FULL
};

/* A name as articles of one part write it. Two entries of a part differ. */
struct facet_entry {
	enum facet_kind kind;
	const char *name;
	const char *form;   /* the name itself where the article gives no other; of a source, language or day always */
	uint32_t documents; /* of the part, the dead included */
	uint32_t single;    /* of a single its document in the part, from 1; else 0 */
};

struct facet_part {
	uint32_t serial;
	uint32_t first;     /* local id of its first document in the shard */
	uint32_t documents;
	uint32_t entries;
	uint32_t singles;   /* the first of them; entries: there is none */
	struct facet_rows **rows;   /* private: the chunks that were read; NULL: not yet */
	struct facet_names **names; /* private, likewise */
	struct buffer *words;       /* private, likewise */
};

/*
 * The columns of one shard of an open index. What is asked for is read when it
 * is first asked for, and kept. One thread at a time.
 */
struct facets {
	struct shim_index *index; /* borrowed */
	size_t shard;
	struct facet_part *parts; /* by first */
	size_t count;
};

/* SHIM_CORRUPT when they are damaged, or other documents than the shard has. */
enum shim_status facets_open(struct facets **out, struct shim_index *index, size_t shard, struct shim_failure *failure);
void facets_close(struct facets *facets);

/* The index of the part that holds a document; the nearest where none does. There must be one. */
size_t facets_part(const struct facets *facets, uint32_t local);

/* The entries that a document has, borrowed while the facets are open. */
struct facet_row {
	size_t part; /* index into parts */
	const uint32_t *entries;
	size_t count;
};

enum shim_status facets_row(struct facets *facets, uint32_t local, struct facet_row *row, struct shim_failure *failure);

/* The entry of that number, below the part's entries; borrowed while the facets are open. */
enum shim_status facets_entry(struct facets *facets, size_t part, uint32_t number, const struct facet_entry **entry,
                              struct shim_failure *failure);

/*
 * Which chunks of FACET_ENTRIES entries of a part may hold a name or form with
 * all words of a folded text: a bit each, the caller's to free.
 */
enum shim_status facets_find_words(struct facets *facets, size_t part, const char *folded, size_t length, uint64_t **chunks,
                                   struct shim_failure *failure);

/* The article's entities as its row has them, added to those that it holds. */
enum shim_status facets_article(struct facets *facets, uint32_t local, struct article *article, struct shim_failure *failure);

/* Languages and days are codes, which folding would take apart. */
static inline bool facet_is_code(enum facet_kind kind)
{
	return kind == FACET_LANGUAGE || kind == FACET_DATE;
}

/* "person" to "date". */
const char *facet_name(enum facet_kind kind);
bool facet_of_name(const char *name, size_t length, enum facet_kind *kind);

#endif

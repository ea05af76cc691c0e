/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A shard's posting lists, metadata and values, read forwards by the fastest way there
 * is: from the mapped file (shim/glass_lists.h) where that is what it seems to
 * be, else by xapian-core. Damage is thrown, as shim_error.
 */
#ifndef DATELINE_SHIM_POSTINGS_H
#define DATELINE_SHIM_POSTINGS_H

#include "shim/glass_lists.h"
#include "shim/glass_terms.h"
#include "shim/index.h"

#include <string_view>

/* Behind the last. */
#define NO_DOCUMENT UINT32_MAX

/* One posting list. Many are read a few at a time, and some to their end: batches grow as it is read on. */
class postings
{
	enum { BATCH_MIN = 16, BATCH_MAX = 256 };

	uint32_t ids[BATCH_MAX];
	uint8_t wdfs[BATCH_MAX];
	size_t at = 0, count = 0, batch = BATCH_MIN;
	uint32_t documents = 0;
	uint32_t last; /* the shard's last document */
	bool mapped;
	struct glass_list list;
	foreign_handle<struct foreign_postings> foreign; /* where it is not mapped */

	void refill();
	size_t refill_from_foreign();

public:
	/* On the first posting of a term, or of all documents where it is "". */
	postings(const shim_shard_handle &shard, const std::string &term);
	~postings();
	postings(const postings &) = delete;
	postings &operator=(const postings &) = delete;

	uint32_t frequency() const { return documents; } /* how many postings there are */
	uint32_t document() const { return ids[at]; }    /* NO_DOCUMENT at the end */
	unsigned wdf() const { return wdfs[at]; }        /* capped */

	void next()
	{
		if (++at == count)
			refill();
	}

	/* To the first posting from target on; never backwards. */
	void seek(uint32_t target);
};

/* The terms of one shard that begin alike. Of a shard whose map is usable. */
class mapped_terms
{
	struct glass_terms terms;
	bool opened = false, more = false;

public:
	mapped_terms() = default;
	~mapped_terms();
	mapped_terms(const mapped_terms &) = delete;
	mapped_terms &operator=(const mapped_terms &) = delete;

	void open(const struct glass_reader &reader, const std::string &prefix); /* once; on the first term */
	void next();
	bool some() const { return more; }
	std::string_view term() const { return {reinterpret_cast<const char *>(terms.term), terms.length}; }
	uint32_t documents() const { return terms.documents; }
};

/* In how many documents of the whole index a term stands. */
uint32_t term_frequency(const shim_index &index, const std::string &term);

/* A metadata entry, empty where there is none. */
std::string metadata_of(const shim_shard_handle &shard, const std::string &key);

/* Of how many documents at the most values should be expected at a time: more would push each other out again. */
#define LOOK_AHEAD 8

/* The values in one slot. */
class value_reader
{
	const shim_shard_handle &shard;
	unsigned slot;
	bool mapped;
	struct glass_column column;
	slot_places *places = nullptr; /* of a mapped shard */
	struct buffer room = {};       /* for what places join */
	foreign_handle<struct foreign_values> foreign; /* of one that is not */
	uint32_t asked = 0; /* the last document */

	bool knows_places(uint32_t document);
	struct shim_bytes at_place(uint32_t document);

public:
	value_reader(const shim_shard_handle &shard, unsigned slot);
	~value_reader();
	value_reader(const value_reader &) = delete;
	value_reader &operator=(const value_reader &) = delete;

	bool reads(const shim_shard_handle &shard_, unsigned slot_) const { return &shard == &shard_ && slot == slot_; }

	/* A document's value, until the next call; empty when it has none. Cheapest where ids ascend from call to call. */
	struct shim_bytes at(uint32_t document);

	/* Whether it is of use to say which documents' values will be asked for soon; and to say it. */
	bool looks_ahead() const { return places && places->usable; }
	void expect(uint32_t document)
	{
		if (looks_ahead())
			glass_places_expect(&places->places, document);
	}
};

#endif

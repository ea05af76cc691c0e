/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An open index, as the files of shim/ share it.
 */
#ifndef DATELINE_SHIM_INDEX_H
#define DATELINE_SHIM_INDEX_H

#include "shim/foreign.h"
#include "shim/glass_places.h"
#include "shim/glass_read.h"
#include "shim/guard.h"
#include "shim/xapian.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

/* One database that a path leads to: a local directory or file, or host and port. */
struct shard_place {
	std::string path; /* "" when remote */
	std::string host;
	unsigned port;
};

/* The table of a local shard as it lies on disk; for as long as the shard is open. */
struct shard_map {
	struct glass_reader reader;
	bool usable; /* else only xapian-core can read it */

	explicit shard_map(const std::string &path);
	~shard_map();
	shard_map(const shard_map &) = delete;
	shard_map &operator=(const shard_map &) = delete;
};

struct number_column;

/* Where the values of one slot lie, once they have been asked for often enough. */
struct slot_places {
	uint32_t asked = 0;
	bool tried = false, usable = false;
	struct glass_places places;

	slot_places() = default;
	~slot_places();
	slot_places(const slot_places &) = delete;
	slot_places &operator=(const slot_places &) = delete;
};

/* Closes what it holds. */
struct foreign_closer {
	void operator()(struct foreign_database *database) const { foreign_library().close(database); }
	void operator()(struct foreign_postings *postings) const { foreign_library().postings_close(postings); }
	void operator()(struct foreign_values *values) const { foreign_library().values_close(values); }
};

template <typename Handle> using foreign_handle = std::unique_ptr<Handle, foreign_closer>;

struct shim_shard_handle {
	struct shard_place place;
	std::string uuid;
	uint32_t documents, last; /* how many, and the last one's local id */
	std::unique_ptr<shard_map> map; /* NULL: xapian-core reads it */
	mutable foreign_handle<struct foreign_database> database; /* shard_database */
	std::vector<uint32_t> hidden; /* local ids, ascending */
	mutable std::unique_ptr<number_column> numbers; /* what shard_numbers read last */
	mutable uint32_t numbers_asked = 0;             /* how often shard_number has read one alone */
	mutable std::unordered_map<unsigned, std::unique_ptr<slot_places>> places; /* by slot */

	explicit shim_shard_handle(const shard_place &place_);
	shim_shard_handle(shim_shard_handle &&);
	~shim_shard_handle();
};

class value_reader;

struct shim_index {
	std::vector<shim_shard_handle> shards;
	mutable foreign_handle<struct foreign_database> whole; /* whole_database */
	uint32_t documents = 0;
	uint32_t last = 0;
	bool remote = false;
	std::vector<uint32_t> hidden; /* ids in the whole index, ascending */
	std::string value;            /* what the last getter lent out, or who holds it: */
	std::unique_ptr<value_reader> values;

	shim_index();
	~shim_index();
};

/*
 * The databases that path stands for: itself, or what the stub file names, in
 * order. text receives the contents of all stub files on the way ("" when path
 * is a database itself), by which a reader sees that a writer has published
 * meanwhile.
 * Throws shim_error.
 */
std::vector<shard_place> find_places(const std::string &path, std::string *text);

/* The shard that a document lies in and its id there. */
inline size_t shard_of(const shim_index &index, uint32_t document)
{
	return (document - 1) % index.shards.size();
}

inline uint32_t local_of(const shim_index &index, uint32_t document)
{
	return (document - 1) / index.shards.size() + 1;
}

inline uint32_t whole_of(const shim_index &index, size_t shard, uint32_t local)
{
	return (uint32_t)((local - 1) * index.shards.size() + shard + 1);
}

/* Throws what has failed. */
template <typename Call> void ask_foreign(Call call)
{
	struct shim_failure failure = {};
	enum shim_status status = call(foreign_library(), &failure);

	if (status != SHIM_OK)
		throw shim_error{status, failure.message, failure.hint};
}

/* For functions that hand over bytes: context is the std::string that receives them. */
void take_string(void *context, struct shim_bytes bytes) noexcept;

/* A shard as xapian-core opens it; and all shards, interleaved. Opened at the first call. */
struct foreign_database *shard_database(const shim_shard_handle &shard);
struct foreign_database *whole_database(const shim_index &index);

/* A value of a document that exists. */
std::string value_of(const shim_index &index, uint32_t document, unsigned slot);

bool is_hidden(const shim_index &index, uint32_t document);

#endif

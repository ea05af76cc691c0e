/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/column.h"
#include "shim/guard.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <thread>

/* A writer needs a moment between its renaming and its removal of old shards, not more: 2 + 4 + 8 + 16 ms. */
#define OPEN_TRIES 5

/*
 * A shard whose files cannot be read by our own hand is read by Xapian's.
 * DATELINE_READER=api in the environment: all are.
 */
static std::unique_ptr<shard_map> map_shard(const std::string &path)
{
	const char *override = getenv("DATELINE_READER");

	if (path.empty() || (override && !strcmp(override, "api")))
		return nullptr;
	auto map = std::make_unique<shard_map>(path);
	return map->usable ? std::move(map) : nullptr;
}

struct foreign_database *shard_database(const shim_shard_handle &shard)
{
	if (!shard.database) {
		const struct foreign_place place = {shard.place.path.c_str(), shard.place.host.c_str(), shard.place.port};
		struct foreign_database *opened;
		ask_foreign([&](auto &library, auto *failure) { return library.open(&opened, &place, failure); });
		shard.database.reset(opened);
	}
	return shard.database.get();
}

struct foreign_database *whole_database(const shim_index &index)
{
	if (!index.whole) {
		std::vector<struct foreign_database *> parts;
		struct foreign_database *joined;
		for (const shim_shard_handle &shard : index.shards)
			parts.push_back(shard_database(shard));
		ask_foreign([&](auto &library, auto *failure) { return library.join(&joined, parts.data(), parts.size(), failure); });
		index.whole.reset(joined);
	}
	return index.whole.get();
}

shim_shard_handle::shim_shard_handle(const shard_place &place_) : place(place_), map(map_shard(place.path))
{
	struct foreign_facts facts;

	if (map) {
		documents = map->reader.documents;
		last = map->reader.last_id;
		uuid = map->reader.uuid;
		return;
	}
	ask_foreign([&](auto &library, auto *failure) { return library.facts(shard_database(*this), &facts, failure); });
	documents = facts.documents;
	last = facts.last;
	uuid = facts.uuid;
}

shim_shard_handle::shim_shard_handle(shim_shard_handle &&) = default;
shim_shard_handle::~shim_shard_handle() = default;

static std::unique_ptr<shim_index> open_places(const std::vector<shard_place> &places)
{
	auto index = std::make_unique<shim_index>();

	for (const shard_place &place : places) {
		index->shards.emplace_back(place);
		index->remote |= place.path.empty();
	}
	for (size_t i = 0; i < places.size(); i++) {
		const shim_shard_handle &shard = index->shards[i];
		index->documents += shard.documents;
		if (shard.last)
			index->last = std::max(index->last, whole_of(*index, i, shard.last));
	}
	return index;
}

/* Whether the stub files behind path say something else than they did before. */
static bool published_meanwhile(const std::string &path, const std::string &before)
{
	std::string now;

	try {
		find_places(path, &now);
	} catch (const shim_error &) {
		/* What it read until then is in now. */
	}
	return now != before;
}

/* What it means that a shard which the manifest names is not there, again and again. */
static void explain_missing(const std::string &path, const std::string &text, shim_error *error)
{
	if (published_meanwhile(path, text))
		*error = {SHIM_MODIFIED, path + ": changed again and again while it was opened", ""};
	else if (error->status == SHIM_NOT_FOUND && text.compare(0, path.size() + 10, path + "/XAPIANDB\n") == 0)
		*error = {SHIM_CORRUPT, path + ": a shard is missing: " + error->message, ""};
}

/*
 * One try. NULL when a shard could not be opened but trying again makes
 * sense: the path names several databases and may be in a writer's hands.
 */
static std::unique_ptr<shim_index> try_open(const std::string &path, bool last_try)
{
	std::string text;

	try {
		return open_places(find_places(path, &text));
	} catch (shim_error &error) {
		if (text.empty() || error.status == SHIM_NETWORK || error.status == SHIM_TIMEOUT)
			throw;
		if (last_try) {
			explain_missing(path, text, &error);
			throw;
		}
	}
	return nullptr;
}

static std::unique_ptr<shim_index> open_patiently(const std::string &path)
{
	for (int attempt = 1;; attempt++) {
		auto index = try_open(path, attempt == OPEN_TRIES);
		if (index)
			return index;
		std::this_thread::sleep_for(std::chrono::milliseconds(1 << attempt));
	}
}

enum shim_status shim_index_open(struct shim_index **out, const char *path, struct shim_failure *failure)
{
	*out = nullptr;
	return guard(failure, [&] { *out = open_patiently(path).release(); });
}

void shim_prepare(void)
{
	guard(nullptr, [] { foreign_library(); });
}

void shim_index_close(struct shim_index *index)
{
	delete index;
}

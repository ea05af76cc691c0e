/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/column.h"
#include "shim/guard.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <thread>

/* A writer needs a moment between its renaming and its removal of old shards, not more: 2 + 4 + 8 + 16 ms. */
#define OPEN_TRIES 5

#define REMOTE_TIMEOUT_MS 10000

static Xapian::Database open_place(const shard_place &place)
{
	try {
		if (place.path.empty())
			return Xapian::Remote::open(place.host, place.port, REMOTE_TIMEOUT_MS, REMOTE_TIMEOUT_MS);
		return Xapian::Database(place.path, Xapian::DB_OPEN);
	} catch (const Xapian::Error &) { /* its message does not always name the database */
		struct shim_failure failure;
		enum shim_status status = describe_exception(&failure);
		std::string name = place.path.empty() ? place.host + ":" + std::to_string(place.port) : place.path;
		throw shim_error{status, name + ": " + failure.message, failure.hint};
	}
}

/*
 * A shard whose files cannot be read by our own hand, or were written anew
 * since, is read by Xapian's. DATELINE_READER=api in the environment: all are.
 */
static std::unique_ptr<shard_map> map_shard(const Xapian::Database &database, const std::string &path)
{
	const char *override = getenv("DATELINE_READER");

	if (path.empty() || (override && !strcmp(override, "api")))
		return nullptr;
	auto map = std::make_unique<shard_map>(path);
	if (!map->usable || map->reader.revision != database.get_revision())
		return nullptr;
	return map;
}

shim_shard_handle::shim_shard_handle(const Xapian::Database &database_, const std::string &path_)
	: database(database_), path(path_), uuid(database.get_uuid()), documents(database.get_doccount()),
	  last(database.get_lastdocid()), map(map_shard(database, path))
{
}

shim_shard_handle::shim_shard_handle(shim_shard_handle &&) = default;
shim_shard_handle::~shim_shard_handle() = default;

static std::unique_ptr<shim_index> open_places(const std::vector<shard_place> &places)
{
	auto index = std::make_unique<shim_index>();

	for (const shard_place &place : places) {
		Xapian::Database database = open_place(place);
		index->remote |= place.path.empty();
		index->whole.add_database(database);
		index->shards.emplace_back(database, place.path);
	}
	index->documents = index->whole.get_doccount();
	if (!index->shards.empty())
		index->last = index->whole.get_lastdocid();
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

void shim_index_close(struct shim_index *index)
{
	delete index;
}

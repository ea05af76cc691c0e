/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the library that is loaded can be trusted with what bulk_write writes. */
#include "shim/bulk.h"

#include <xapian.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

/* The head of iamglass: magic, then the format's date as (year - 2014) << 9 | month << 5 | day, big-endian. */
static const char format_head[] = "\x0f\x0dXapian Glass\x04\x6e";

const char *shim_xapian_version(void)
{
	return Xapian::version_string();
}

/* A directory of our own that goes with us; in memory where there is such a place, for syncing costs ten times the rest. */
struct scratch {
	std::string path;

	scratch()
	{
		std::error_code ignored;

		if (!make("/dev/shm"))
			make(fs::temp_directory_path(ignored));
	}

	bool make(const fs::path &parent)
	{
		path = (parent / "dateline-probe-XXXXXX").string();
		if (!mkdtemp(&path[0]))
			path.clear();
		return !path.empty();
	}

	~scratch()
	{
		std::error_code ignored;

		if (!path.empty())
			fs::remove_all(path, ignored);
	}
};

static bool format_is_ours(const std::string &directory)
{
	char head[sizeof format_head - 1] = {};

	Xapian::WritableDatabase(directory, Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST | Xapian::DB_BACKEND_GLASS |
	                                            Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS)
		.close();
	std::ifstream(directory + "/iamglass", std::ios::binary).read(head, sizeof head);
	return memcmp(head, format_head, sizeof head) == 0;
}

/* Document 1: "a" with wdf 3, "b" with 1, value "x"; document 2: "b" with 127. */
static bool write_sample(const std::string &directory)
{
	const struct shim_bytes terms[] = {{"a", 1}, {"b", 1}};
	const struct shim_posting postings[] = {{0, 3}, {1, 1}, {1, 127}};
	const size_t starts[] = {0, 2, 3};
	const struct shim_bytes column[] = {{"x", 1}, {"", 0}};
	const struct shim_bytes *const values[] = {column};
	const struct shim_bytes metadata[] = {{"key", 3}, {"value", 5}};
	const struct shim_shard shard = {terms, 2, postings, starts, 2, values, 1, metadata, 1};

	return bulk_write(directory.c_str(), &shard, nullptr) == SHIM_OK;
}

static bool postings_are(const Xapian::Database &database, const char *term, const char *expected)
{
	std::string found;

	for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting)
		found += std::to_string(*posting) + "x" + std::to_string(posting.get_wdf()) + " ";
	return found == expected;
}

static bool sample_reads_back(const std::string &directory)
{
	if (Xapian::Database::check(directory, 0, nullptr) != 0)
		return false;
	Xapian::Database database(directory);
	return database.get_doccount() == 2 && database.get_doclength(1) == 4 && database.get_doclength(2) == 127 &&
	       database.get_termfreq("b") == 2 && database.get_collection_freq("b") == 128 &&
	       postings_are(database, "a", "1x3 ") && postings_are(database, "b", "1x1 2x127 ") &&
	       database.get_document(1).get_value(0) == "x" && database.get_document(2).get_value(0).empty() &&
	       database.get_metadata("key") == "value";
}

/* Whatever goes wrong means no: the public API is always there to fall back to. */
static bool probe() noexcept
{
	try {
		scratch room;
		return !room.path.empty() && format_is_ours(room.path + "/empty") && write_sample(room.path + "/sample") &&
		       sample_reads_back(room.path + "/sample");
	} catch (...) {
		return false;
	}
}

bool shim_bulk_works(void)
{
	static const bool works = probe(); /* C++ lets one thread run it and others wait */

	return works;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shards as files: written, joined, checked. */
#include "shim/bulk.h"
#include "shim/query.h"
#include "shim/xapian/guard.h"
#include "text/bytes.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <numeric>
#include <unistd.h>
#include <vector>

/*
 * Xapian's inverter is a tree for each term, which falls out of the processor's
 * cache beyond about this many documents, and grows without bound.
 */
#define COMMIT_EVERY 1000

#define VALUE_SLOTS_MAX 8

[[noreturn]] static void reject(const std::string &what)
{
	throw shim_error{SHIM_BAD_QUERY, what, "a fault of the caller: please report it"};
}

static std::string to_string(const struct shim_bytes &bytes)
{
	return bytes.length ? std::string(static_cast<const char *>(bytes.bytes), bytes.length) : std::string();
}

static int compare_bytes(const struct shim_bytes &a, const struct shim_bytes &b)
{
	return bytes_compare(a.bytes, a.length, b.bytes, b.length);
}

static void validate_terms(const struct shim_shard &shard)
{
	for (size_t i = 0; i < shard.term_count; i++) {
		if (!term_fits(shard.terms[i].bytes, shard.terms[i].length))
			reject("term " + std::to_string(i) + " is empty or too long");
		if (i && compare_bytes(shard.terms[i - 1], shard.terms[i]) >= 0)
			reject("term " + std::to_string(i) + " is out of order");
	}
}

/* last_seen: for each term the last document (counted from 1) that it stood in. */
static void validate_document(const struct shim_shard &shard, uint32_t document, std::vector<uint32_t> *last_seen)
{
	uint64_t length = 0;

	if (shard.posting_start[document] > shard.posting_start[document + 1])
		reject("the postings of document " + std::to_string(document + 1) + " end before they start");
	for (size_t i = shard.posting_start[document]; i < shard.posting_start[document + 1]; i++) {
		const struct shim_posting &posting = shard.postings[i];
		if (posting.term >= shard.term_count)
			reject("document " + std::to_string(document + 1) + " holds a term that is not there");
		if ((*last_seen)[posting.term] == document + 1)
			reject("document " + std::to_string(document + 1) + " holds a term twice");
		(*last_seen)[posting.term] = document + 1;
		length += posting.wdf;
	}
	if (length > UINT32_MAX)
		reject("document " + std::to_string(document + 1) + " is too long");
}

static void validate_metadata(const struct shim_shard &shard)
{
	for (size_t i = 0; i < shard.metadata_count; i++) {
		const struct shim_bytes *pair = shard.metadata + 2 * i;
		if (pair[0].length == 0 || pair[0].length > SHIM_TERM_MAX)
			reject("metadata key " + std::to_string(i) + " is empty or too long");
		if (pair[1].length == 0)
			reject("metadata value " + std::to_string(i) + " is empty");
		if (i && compare_bytes(pair[-2], pair[0]) >= 0)
			reject("metadata key " + std::to_string(i) + " is out of order");
	}
}

static void validate(const struct shim_shard &shard)
{
	std::vector<uint32_t> last_seen(shard.term_count);

	validate_terms(shard);
	if (shard.value_slots > VALUE_SLOTS_MAX)
		reject("too many value slots");
	if (shard.document_count == UINT32_MAX)
		reject("too many documents");
	for (uint32_t document = 0; document < shard.document_count; document++)
		validate_document(shard, document, &last_seen);
	validate_metadata(shard);
}

static Xapian::Document make_document(const struct shim_shard &shard, const std::vector<std::string> &terms,
                                      uint32_t number)
{
	Xapian::Document document;

	for (size_t i = shard.posting_start[number]; i < shard.posting_start[number + 1]; i++)
		document.add_term(terms[shard.postings[i].term], shard.postings[i].wdf);
	for (unsigned slot = 0; slot < shard.value_slots; slot++)
		if (shard.values[slot][number].length)
			document.add_value(slot, to_string(shard.values[slot][number]));
	return document;
}

static void write_through_api(const char *directory, const struct shim_shard &shard)
{
	ending_quietly guard_against_abort(directory);
	Xapian::WritableDatabase database(directory,
	                                  Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST | Xapian::DB_BACKEND_GLASS);
	std::vector<std::string> terms;

	for (size_t i = 0; i < shard.term_count; i++)
		terms.push_back(to_string(shard.terms[i]));
	for (uint32_t number = 0; number < shard.document_count; number++) {
		database.add_document(make_document(shard, terms, number));
		if ((number + 1) % COMMIT_EVERY == 0)
			database.commit();
	}
	for (size_t i = 0; i < shard.metadata_count; i++)
		database.set_metadata(to_string(shard.metadata[2 * i]), to_string(shard.metadata[2 * i + 1]));
	database.commit();
	database.close();
}

static void write_in_bulk(const char *directory, const struct shim_shard &shard)
{
	struct shim_failure failure = {SHIM_INTERNAL, "", ""};
	enum shim_status status = bulk_write(directory, &shard, &failure);

	if (status != SHIM_OK)
		throw shim_error{status, failure.message, failure.hint};
}

static bool use_bulk(enum shim_sink sink)
{
	const char *override = getenv("DATELINE_SINK");

	if (sink != SHIM_SINK_BEST)
		return sink == SHIM_SINK_BULK;
	if (override && strcmp(override, "api") == 0)
		return false;
	if (override && strcmp(override, "bulk") == 0)
		return true;
	return shim_bulk_works();
}

/* Without this the names of files, or their contents, may not outlive a loss of power. */
static void sync_path(const std::string &path)
{
	int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
	int error = 0;

	if (file < 0)
		throw_system_error(errno, path, "cannot open");
	/* Some file systems refuse to sync a directory, and need no asking. */
	if (fsync(file) != 0 && errno != EINVAL)
		error = errno;
	close(file);
	if (error)
		throw_system_error(error, path, "cannot sync");
}

static void sync_shard(const std::filesystem::path &directory)
{
	std::filesystem::path absolute = std::filesystem::absolute(directory).lexically_normal();

	if (!absolute.has_filename()) /* closed by a slash */
		absolute = absolute.parent_path();
	for (const auto &entry : std::filesystem::directory_iterator(absolute))
		sync_path(entry.path());
	sync_path(absolute);
	sync_path(absolute.parent_path());
}

/* Xapian tells of some files that it cannot make without saying why; the system's reason is still there. */
template <typename Make> static void with_reason(const char *directory, Make make)
{
	errno = 0;
	try {
		make();
	} catch (const Xapian::DatabaseError &error) {
		if (!error.get_error_string() && errno)
			throw_system_error(errno, directory, error.get_msg().c_str());
		throw;
	}
}

/* Runs make, which fills a directory that is not there yet; a failure leaves none behind. */
template <typename Make> static void make_shard(const char *directory, Make make)
{
	std::error_code ignored;

	if (std::filesystem::exists(std::filesystem::symlink_status(directory)))
		reject(std::string(directory) + ": is there already");
	try {
		with_reason(directory, make);
		sync_shard(directory);
	} catch (...) {
		std::filesystem::remove_all(directory, ignored);
		throw;
	}
}

enum shim_status shim_shard_write(const char *directory, const struct shim_shard *shard, enum shim_sink sink,
                                  struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		validate(*shard);
		make_shard(directory, [&] {
			if (use_bulk(sink))
				write_in_bulk(directory, *shard);
			else
				write_through_api(directory, *shard);
		});
	});
}

/* False: not all of the sources were written in bulk, and nothing was done. */
static bool merge_in_bulk(const char *directory, const char *const *sources, size_t count)
{
	struct shim_failure failure;
	bool suited;
	enum shim_status status = bulk_merge(directory, sources, count, &suited, &failure);

	if (status != SHIM_OK)
		throw shim_error{status, failure.message, failure.hint};
	return suited;
}

namespace {

/*
 * Xapian meets the sources' values of one key in the order of its heap, which is
 * that of the sources for the first few of them only, and keeps the first it
 * meets. So they are asked in their order here.
 */
class first_kept : public Xapian::Compactor {
public:
	explicit first_kept(const std::vector<Xapian::Database> &databases) : sources(databases) {}

	std::string resolve_duplicate_metadata(const std::string &table_key, size_t, const std::string values[]) override
	{
		const std::string key = table_key.substr(table_key.compare(0, 2, "\0\xc0", 2) == 0 ? 2 : 0);

		for (const Xapian::Database &source : sources) {
			std::string value = source.get_metadata(key);
			if (!value.empty())
				return value;
		}
		return values[0];
	}

private:
	const std::vector<Xapian::Database> &sources;
};

} // namespace

enum shim_status shim_shard_merge(const char *directory, const char *const *sources, size_t count,
                                  struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		Xapian::Database all;
		std::vector<Xapian::Database> each;
		first_kept kept(each);
		if (count == 0)
			reject("nothing to join");
		for (size_t i = 0; i < count; i++) {
			each.emplace_back(sources[i], Xapian::DB_OPEN);
			all.add_database(each.back());
		}
		ending_quietly guard_against_abort(directory);
		make_shard(directory, [&] {
			if (!use_bulk(SHIM_SINK_BEST) || !merge_in_bulk(directory, sources, count))
				all.compact(directory, 0, 0, kept);
		});
	});
}

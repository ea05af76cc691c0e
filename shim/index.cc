/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/index.h"

#include "shim/guard.h"
#include "shim/postings.h"
#include "shim/query.h"

#include <algorithm>

shim_index::shim_index() = default;
shim_index::~shim_index() = default;

uint32_t shim_index_documents(const struct shim_index *index)
{
	return index->documents;
}

uint32_t shim_index_last_document(const struct shim_index *index)
{
	return index->last;
}

size_t shim_index_shards(const struct shim_index *index)
{
	return index->shards.size();
}

uint32_t shim_index_shard_last(const struct shim_index *index, size_t shard)
{
	return index->shards[shard].last;
}

const char *shim_index_shard_path(const struct shim_index *index, size_t shard)
{
	return index->shards[shard].place.path.c_str();
}

const char *shim_index_shard_uuid(const struct shim_index *index, size_t shard)
{
	return index->shards[shard].uuid.c_str();
}

bool shim_index_remote(const struct shim_index *index)
{
	return index->remote;
}

bool is_hidden(const shim_index &index, uint32_t document)
{
	return std::binary_search(index.hidden.begin(), index.hidden.end(), document);
}

static std::string as_string(const void *bytes, size_t length)
{
	return length ? std::string(static_cast<const char *>(bytes), length) : std::string();
}

void take_string(void *context, struct shim_bytes bytes) noexcept
{
	*static_cast<std::string *>(context) = as_string(bytes.bytes, bytes.length);
}

static std::string remote_value(const shim_shard_handle &shard, uint32_t local, unsigned slot)
{
	std::string value;

	ask_foreign([&](auto &library, auto *failure) {
		return library.value(shard_database(shard), local, slot, take_string, &value, failure);
	});
	return value;
}

std::string value_of(const shim_index &index, uint32_t document, unsigned slot)
{
	const shim_shard_handle &shard = index.shards[shard_of(index, document)];
	uint32_t local = local_of(index, document);

	if (shard.place.path.empty())
		return remote_value(shard, local, slot);
	value_reader values(shard, slot);
	struct shim_bytes value = values.at(local);
	return as_string(value.bytes, value.length);
}

enum shim_status shim_index_hide(struct shim_index *index, const uint32_t *ids, size_t count, struct shim_failure *failure)
{
	return guard(failure, [&] {
		if (count && (ids[0] == 0 || ids[count - 1] > index->last || !std::is_sorted(ids, ids + count)))
			throw shim_error{SHIM_BAD_QUERY, "hidden ids out of order or range", ""};
		std::vector<std::vector<uint32_t>> local(index->shards.size());
		std::vector<uint32_t> hidden(ids, ids + count);
		for (uint32_t id : hidden)
			local[shard_of(*index, id)].push_back(local_of(*index, id));
		for (size_t i = 0; i < local.size(); i++)
			index->shards[i].hidden = std::move(local[i]);
		index->hidden = std::move(hidden);
	});
}

static const shim_shard_handle &shard_at(const shim_index &index, size_t shard)
{
	if (shard >= index.shards.size())
		throw shim_error{SHIM_BAD_QUERY, "no shard " + std::to_string(shard), ""};
	return index.shards[shard];
}

static void lend(struct shim_index *index, std::string bytes, struct shim_bytes *value)
{
	index->value = std::move(bytes);
	*value = {index->value.data(), index->value.size()};
}

enum shim_status shim_index_metadata(struct shim_index *index, size_t shard, const void *key, size_t length,
                                     struct shim_bytes *value, struct shim_failure *failure)
{
	*value = {nullptr, 0};
	return guard(failure, [&] {
		std::string bytes;
		if (length)
			bytes = metadata_of(shard_at(*index, shard), as_string(key, length));
		if (bytes.empty())
			throw shim_error{SHIM_NOT_FOUND, "no such metadata entry", ""};
		lend(index, std::move(bytes), value);
	});
}

enum shim_status shim_index_metadata_keys(struct shim_index *index, size_t shard, const void *prefix, size_t length,
                                          bool (*visit)(void *context, const void *key, size_t length), void *context,
                                          struct shim_failure *failure)
{
	return guard(failure, [&] {
		struct foreign_database *database = shard_database(shard_at(*index, shard));
		ask_foreign([&](auto &library, auto *reason) {
			return library.metadata_keys(database, {prefix, length}, visit, context, reason);
		});
	});
}

enum shim_status shim_index_value(struct shim_index *index, uint32_t document, unsigned slot, struct shim_bytes *value,
                                  struct shim_failure *failure)
{
	*value = {nullptr, 0};
	return guard(failure, [&] {
		if (document == 0 || document > index->last)
			throw shim_error{SHIM_NOT_FOUND, "no document " + std::to_string(document), ""};
		const shim_shard_handle &shard = index->shards[shard_of(*index, document)];
		if (shard.place.path.empty()) {
			lend(index, value_of(*index, document, slot), value);
			return;
		}
		if (!index->values || !index->values->reads(shard, slot))
			index->values = std::make_unique<value_reader>(shard, slot);
		*value = index->values->at(local_of(*index, document));
	});
}

enum shim_status shim_index_term_frequency(struct shim_index *index, const void *term, size_t length, uint32_t *documents,
                                           struct shim_failure *failure)
{
	*documents = 0;
	return guard(failure, [&] {
		if (term_fits(term, length))
			*documents = term_frequency(*index, as_string(term, length));
	});
}

/* The terms of all shards, each of which is mapped: those of several shards once, with the sum of their documents. */
static void visit_mapped_terms(const struct shim_index &index, const std::string &prefix,
                               bool (*visit)(void *context, const void *term, size_t length, uint32_t documents), void *context)
{
	std::vector<mapped_terms> lists(index.shards.size());

	for (size_t i = 0; i < lists.size(); i++)
		lists[i].open(index.shards[i].map->reader, prefix);
	for (;;) {
		const mapped_terms *least = nullptr;
		uint32_t documents = 0;
		for (const mapped_terms &list : lists)
			if (list.some() && (!least || list.term() < least->term()))
				least = &list;
		if (!least)
			return;
		const std::string term(least->term());
		for (mapped_terms &list : lists)
			if (list.some() && list.term() == term) {
				documents += list.documents();
				list.next();
			}
		if (!visit(context, term.data(), term.size(), documents))
			return;
	}
}

enum shim_status shim_index_terms(struct shim_index *index, const void *prefix, size_t length,
                                  bool (*visit)(void *context, const void *term, size_t length, uint32_t documents),
                                  void *context, struct shim_failure *failure)
{
	return guard(failure, [&] {
		std::string start = as_string(prefix, length);
		if (length && std::all_of(index->shards.begin(), index->shards.end(),
		                          [](const auto &shard) { return shard.map != nullptr; })) {
			visit_mapped_terms(*index, start, visit, context);
			return;
		}
		struct foreign_database *whole = whole_database(*index);
		ask_foreign([&](auto &library, auto *reason) { return library.terms(whole, {prefix, length}, visit, context, reason); });
	});
}

/* The document that a shard's list is at, as the whole index knows it. */
static uint32_t whole_at(const struct shim_index &index, const std::vector<std::unique_ptr<postings>> &lists, size_t shard)
{
	uint32_t local = lists[shard]->document();

	return local == NO_DOCUMENT ? NO_DOCUMENT : whole_of(index, shard, local);
}

static void visit_postings(const struct shim_index &index, const std::string &term, bool (*visit)(void *context, uint32_t document),
                           void *context)
{
	std::vector<std::unique_ptr<postings>> lists;

	for (const shim_shard_handle &shard : index.shards)
		lists.push_back(std::make_unique<postings>(shard, term));
	for (;;) {
		uint32_t least = NO_DOCUMENT;
		for (size_t shard = 0; shard < lists.size(); shard++)
			least = std::min(least, whole_at(index, lists, shard));
		if (least == NO_DOCUMENT)
			return;
		lists[shard_of(index, least)]->next();
		if (!is_hidden(index, least) && !visit(context, least))
			return;
	}
}

enum shim_status shim_index_postings(struct shim_index *index, const void *term, size_t length,
                                     bool (*visit)(void *context, uint32_t document), void *context,
                                     struct shim_failure *failure)
{
	return guard(failure, [&] {
		if (term_fits(term, length))
			visit_postings(*index, as_string(term, length), visit, context);
	});
}

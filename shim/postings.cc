/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/postings.h"

#include "shim/glass_layout.h"
#include "shim/weight.h"

#include <algorithm>
#include <cstring>

static_assert(GLASS_WDF_MAX >= IMPACT_MAX, "impacts are told apart up to their cap");

shard_map::shard_map(const std::string &path)
{
	usable = glass_reader_open(&reader, path.c_str()) == 0;
}

shard_map::~shard_map()
{
	if (usable)
		glass_reader_close(&reader);
}

[[noreturn]] static void throw_fault(enum glass_fault fault)
{
	if (fault == GLASS_MODIFIED)
		throw shim_error{SHIM_MODIFIED, "a block was written anew while the database was read", ""};
	throw shim_error{SHIM_CORRUPT, "an entry of postlist.glass is damaged", ""};
}

/* ---- postings ---- */

postings::postings(const shim_shard_handle &shard, const std::string &term)
	: last(shard.last), mapped(shard.map != nullptr)
{
	if (mapped) {
		glass_list_open(&list, &shard.map->reader, term.data(), term.size());
		documents = list.documents;
	} else {
		struct foreign_postings *opened;
		ask_foreign([&](auto &library, auto *failure) {
			return library.postings_open(&opened, shard_database(shard), {term.data(), term.size()}, &documents, failure);
		});
		foreign.reset(opened);
	}
	if (term.empty())
		documents = shard.documents;
	refill();
}

postings::~postings()
{
	if (mapped)
		glass_list_release(&list);
}

size_t postings::refill_from_foreign()
{
	uint32_t whole[BATCH_MAX];
	size_t read;

	ask_foreign([&](auto &library, auto *failure) {
		return library.postings_read(foreign.get(), ids, whole, batch, &read, failure);
	});
	for (size_t i = 0; i < read; i++)
		wdfs[i] = (uint8_t)std::min<uint32_t>(whole[i], GLASS_WDF_MAX);
	return read;
}

void postings::refill()
{
	count = mapped ? glass_list_read(&list, ids, wdfs, batch) : refill_from_foreign();
	if (mapped && list.cursor.fault)
		throw_fault(list.cursor.fault);
	if (count && ids[count - 1] > last)
		throw_fault(GLASS_DAMAGED);
	if (!count)
		ids[count++] = NO_DOCUMENT;
	at = 0;
	batch = std::min<size_t>(batch * 2, BATCH_MAX);
}

void postings::seek(uint32_t target)
{
	if (target > ids[count - 1]) {
		if (mapped)
			glass_list_skip(&list, target);
		else
			ask_foreign([&](auto &library, auto *failure) { return library.postings_skip(foreign.get(), target, failure); });
		batch = BATCH_MIN;
		refill();
		return;
	}
	if (count - at > 16 && ids[at + 16] < target)
		at = (size_t)(std::lower_bound(ids + at + 16, ids + count, target) - ids);
	while (ids[at] < target)
		at++;
}

uint32_t term_frequency(const shim_index &index, const std::string &term)
{
	uint32_t sum = 0;

	for (const shim_shard_handle &shard : index.shards) {
		struct glass_list list;

		if (!shard.map) {
			sum += postings(shard, term).frequency();
			continue;
		}
		glass_list_open(&list, &shard.map->reader, term.data(), term.size());
		sum += list.documents;
		enum glass_fault fault = list.cursor.fault;
		glass_list_release(&list);
		if (fault)
			throw_fault(fault);
	}
	return sum;
}

/* ---- metadata ---- */


static std::string foreign_metadata(const shim_shard_handle &shard, const std::string &key)
{
	std::string value;

	ask_foreign([&](auto &library, auto *failure) {
		return library.metadata(shard_database(shard), {key.data(), key.size()}, take_string, &value, failure);
	});
	return value;
}

std::string metadata_of(const shim_shard_handle &shard, const std::string &key)
{
	std::string entry = std::string("\0", 1) + (char)GLASS_METADATA + key, value;
	const unsigned char *bytes = reinterpret_cast<const unsigned char *>(entry.data()), *tag;
	size_t length;

	if (!shard.map || entry.size() > GLASS_KEY_MAX)
		return foreign_metadata(shard, key);
	struct glass_cursor cursor = {};
	cursor.reader = &shard.map->reader;
	if (glass_cursor_seek(&cursor, bytes, entry.size()) && cursor.item.key_length == entry.size() &&
	    !memcmp(cursor.item.key, bytes, entry.size()) && glass_cursor_tag(&cursor, &tag, &length))
		value.assign(reinterpret_cast<const char *>(tag), length);
	enum glass_fault fault = cursor.fault;
	glass_cursor_release(&cursor);
	if (fault)
		throw_fault(fault);
	return value;
}

/* ---- terms ---- */

mapped_terms::~mapped_terms()
{
	if (opened)
		glass_terms_release(&terms);
}

void mapped_terms::open(const struct glass_reader &reader, const std::string &prefix)
{
	glass_terms_open(&terms, &reader, prefix.data(), prefix.size());
	opened = true;
	next();
}

void mapped_terms::next()
{
	more = glass_terms_next(&terms);
	if (terms.cursor.fault)
		throw_fault(terms.cursor.fault);
}

/* ---- values ---- */

/*
 * Reading where all values of a slot lie costs as much as finding this share of
 * them one by one.
 */
#define PLACES_SHARE 16

slot_places::~slot_places()
{
	if (usable)
		glass_places_release(&places);
}

value_reader::value_reader(const shim_shard_handle &shard_, unsigned slot_)
	: shard(shard_), slot(slot_), mapped(shard.map != nullptr)
{
	if (mapped) {
		auto &known = shard.places[slot];
		if (!known)
			known = std::make_unique<slot_places>();
		places = known.get();
		glass_column_open(&column, &shard.map->reader, slot);
	} else {
		struct foreign_values *opened;
		ask_foreign([&](auto &library, auto *failure) {
			return library.values_open(&opened, shard_database(shard), slot, failure);
		});
		foreign.reset(opened);
	}
}

value_reader::~value_reader()
{
	if (mapped)
		glass_column_release(&column);
	buffer_release(&room);
}

/* Who reads them all in a row has no need of their places. */
bool value_reader::knows_places(uint32_t document)
{
	if (!places->tried && document != asked + 1 && ++places->asked > shard.last / PLACES_SHARE) {
		places->tried = true;
		places->usable = glass_places_read(&places->places, &shard.map->reader, slot) == 0;
	}
	asked = document;
	return places->usable;
}

struct shim_bytes value_reader::at_place(uint32_t document)
{
	enum glass_fault fault = GLASS_SOUND;
	size_t length;
	const unsigned char *value = glass_places_value(&places->places, document, &room, &length, &fault);

	if (fault)
		throw_fault(fault);
	return {value, length};
}

struct shim_bytes value_reader::at(uint32_t document)
{
	struct shim_bytes value;

	if (mapped && knows_places(document))
		return at_place(document);
	if (mapped) {
		bool found = glass_column_at(&column, document);
		if (column.cursor.fault)
			throw_fault(column.cursor.fault);
		return found ? shim_bytes{column.value, column.length} : shim_bytes{nullptr, 0};
	}
	ask_foreign([&](auto &library, auto *failure) { return library.values_at(foreign.get(), document, &value, failure); });
	return value;
}

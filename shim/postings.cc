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
		throw Xapian::DatabaseModifiedError("a block was written anew while the database was read");
	throw Xapian::DatabaseCorruptError("an entry of postlist.glass is damaged");
}

/* ---- postings ---- */

postings::postings(const shim_shard_handle &shard, const std::string &term)
	: last(shard.last), mapped(shard.map && shard.map->usable)
{
	if (mapped) {
		glass_list_open(&list, &shard.map->reader, term.data(), term.size());
		documents = list.documents;
	} else {
		iterator = shard.database.postlist_begin(term);
		documents = shard.database.get_termfreq(term);
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

size_t postings::refill_from_iterator()
{
	const Xapian::PostingIterator none;
	size_t read = 0;

	for (; read < batch && iterator != none; ++iterator) {
		ids[read] = *iterator;
		wdfs[read++] = (uint8_t)std::min<Xapian::termcount>(iterator.get_wdf(), GLASS_WDF_MAX);
	}
	return read;
}

void postings::refill()
{
	count = mapped ? glass_list_read(&list, ids, wdfs, batch) : refill_from_iterator();
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
		else if (iterator != Xapian::PostingIterator())
			iterator.skip_to(target);
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

		if (!shard.map || !shard.map->usable) {
			sum += shard.database.get_termfreq(term);
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

std::string metadata_of(const shim_shard_handle &shard, const std::string &key)
{
	std::string entry = std::string("\0", 1) + (char)GLASS_METADATA + key, value;
	const unsigned char *bytes = reinterpret_cast<const unsigned char *>(entry.data()), *tag;
	size_t length;

	if (!shard.map || !shard.map->usable || entry.size() > GLASS_KEY_MAX)
		return shard.database.get_metadata(key);
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
	: shard(shard_), slot(slot_), mapped(shard.map && shard.map->usable)
{
	if (mapped) {
		auto &known = shard.places[slot];
		if (!known)
			known = std::make_unique<slot_places>();
		places = known.get();
		glass_column_open(&column, &shard.map->reader, slot);
	} else {
		stream = shard.database.valuestream_begin(slot);
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

/* check finds the one document; skip_to would read on to the next that has a value. */
struct shim_bytes value_reader::at(uint32_t document)
{
	const Xapian::ValueIterator none;

	if (mapped && knows_places(document))
		return at_place(document);
	if (mapped) {
		bool found = glass_column_at(&column, document);
		if (column.cursor.fault)
			throw_fault(column.cursor.fault);
		return found ? shim_bytes{column.value, column.length} : shim_bytes{nullptr, 0};
	}
	if (document < asked)
		stream = shard.database.valuestream_begin(slot);
	asked = document;
	if (stream == none || !stream.check(document) || stream == none || stream.get_docid() != document)
		return {nullptr, 0};
	held = *stream;
	return {held.data(), held.size()};
}

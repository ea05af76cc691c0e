/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What shim/foreign.h promises, by xapian-core. */
#include "shim/foreign.h"

#include "shim/weight.h"
#include "shim/xapian/guard.h"
#include "shim/xapian/translate.h"

#include <cstring>
#include <limits>

#define REMOTE_TIMEOUT_MS 10000

/*
 * Large enough for BM25's curve to be nearly straight over impacts of at most
 * IMPACT_MAX, small enough to keep its digits.
 */
#define REMOTE_K1 1000

struct foreign_database {
	Xapian::Database database;
};

struct foreign_postings {
	Xapian::PostingIterator iterator;
};

struct foreign_values {
	Xapian::Database database;
	unsigned slot;
	Xapian::ValueIterator stream; /* goes forwards only */
	uint32_t asked;               /* last */
	std::string held;
};

static std::string as_string(struct shim_bytes bytes)
{
	return bytes.length ? std::string(static_cast<const char *>(bytes.bytes), bytes.length) : std::string();
}

static struct shim_bytes as_bytes(const std::string &text)
{
	return {text.data(), text.size()};
}

/* ---- opening ---- */

static Xapian::Database open_place(const struct foreign_place &place)
{
	if (!*place.path)
		return Xapian::Remote::open(place.host, place.port, REMOTE_TIMEOUT_MS, REMOTE_TIMEOUT_MS);
	return Xapian::Database(place.path, Xapian::DB_OPEN);
}

/* Xapian's message does not always name the database. */
static enum shim_status open_database(struct foreign_database **out, const struct foreign_place *place,
                                      struct shim_failure *failure)
{
	*out = nullptr;
	return guard_xapian(failure, [&] {
		try {
			*out = new foreign_database{open_place(*place)};
		} catch (const Xapian::Error &) {
			struct shim_failure reason;
			enum shim_status status = describe_xapian_exception(&reason);
			std::string name = *place->path ? place->path : place->host + (":" + std::to_string(place->port));
			throw shim_error{status, name + ": " + reason.message, reason.hint};
		}
	});
}

static enum shim_status join_databases(struct foreign_database **out, struct foreign_database *const *parts, size_t count,
                                       struct shim_failure *failure)
{
	*out = nullptr;
	return guard_xapian(failure, [&] {
		auto whole = std::make_unique<foreign_database>();
		for (size_t i = 0; i < count; i++)
			whole->database.add_database(parts[i]->database);
		*out = whole.release();
	});
}

static void close_database(struct foreign_database *database)
{
	delete database;
}

static enum shim_status tell_facts(struct foreign_database *database, struct foreign_facts *facts, struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		const Xapian::Database &from = database->database;
		*facts = {"", from.get_doccount(), from.get_lastdocid()};
		from.get_uuid().copy(facts->uuid, sizeof facts->uuid - 1);
	});
}

/* ---- metadata, terms ---- */

static enum shim_status give_metadata(struct foreign_database *database, struct shim_bytes key,
                                      void (*take)(void *context, struct shim_bytes value), void *context,
                                      struct shim_failure *failure)
{
	return guard_xapian(failure, [&] { take(context, as_bytes(database->database.get_metadata(as_string(key)))); });
}

static enum shim_status visit_metadata_keys(struct foreign_database *database, struct shim_bytes prefix,
                                            bool (*visit)(void *context, const void *key, size_t length), void *context,
                                            struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		std::string start = as_string(prefix);
		auto end = database->database.metadata_keys_end(start);
		for (auto key = database->database.metadata_keys_begin(start); key != end; ++key) {
			const std::string bytes = *key;
			if (!visit(context, bytes.data(), bytes.size()))
				break;
		}
	});
}

static enum shim_status visit_terms(struct foreign_database *database, struct shim_bytes prefix,
                                    bool (*visit)(void *context, const void *term, size_t length, uint32_t documents),
                                    void *context, struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		std::string start = as_string(prefix);
		auto end = database->database.allterms_end(start);
		for (auto term = database->database.allterms_begin(start); term != end; ++term) {
			const std::string bytes = *term;
			if (!visit(context, bytes.data(), bytes.size(), term.get_termfreq()))
				break;
		}
	});
}

/* ---- postings ---- */

static enum shim_status open_postings(struct foreign_postings **out, struct foreign_database *database, struct shim_bytes term,
                                      uint32_t *documents, struct shim_failure *failure)
{
	*out = nullptr;
	return guard_xapian(failure, [&] {
		std::string name = as_string(term);
		*documents = database->database.get_termfreq(name);
		*out = new foreign_postings{database->database.postlist_begin(name)};
	});
}

static enum shim_status read_postings(struct foreign_postings *postings, uint32_t *ids, uint32_t *wdfs, size_t room, size_t *count,
                                      struct shim_failure *failure)
{
	*count = 0;
	return guard_xapian(failure, [&] {
		const Xapian::PostingIterator none;
		for (; *count < room && postings->iterator != none; ++postings->iterator) {
			ids[*count] = *postings->iterator;
			wdfs[(*count)++] = postings->iterator.get_wdf();
		}
	});
}

static enum shim_status skip_postings(struct foreign_postings *postings, uint32_t target, struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		if (postings->iterator != Xapian::PostingIterator())
			postings->iterator.skip_to(target);
	});
}

static void close_postings(struct foreign_postings *postings)
{
	delete postings;
}

/* ---- values ---- */

static enum shim_status open_values(struct foreign_values **out, struct foreign_database *database, unsigned slot,
                                    struct shim_failure *failure)
{
	*out = nullptr;
	return guard_xapian(failure, [&] {
		*out = new foreign_values{database->database, slot, database->database.valuestream_begin(slot), 0, ""};
	});
}

/* check finds the one document; skip_to would read on to the next that has a value. */
static enum shim_status give_value(struct foreign_values *values, uint32_t document, struct shim_bytes *value,
                                   struct shim_failure *failure)
{
	*value = {nullptr, 0};
	return guard_xapian(failure, [&] {
		const Xapian::ValueIterator none;
		if (document < values->asked)
			values->stream = values->database.valuestream_begin(values->slot);
		values->asked = document;
		if (values->stream == none || !values->stream.check(document) || values->stream == none ||
		    values->stream.get_docid() != document)
			return;
		values->held = *values->stream;
		*value = as_bytes(values->held);
	});
}

static void close_values(struct foreign_values *values)
{
	delete values;
}

/* ---- searching ---- */

/*
 * A server cannot send a document of a shard that has no termlist, as ours have
 * none (Xapian 1.4: "Database has no termlist"). But it sends each hit's collapse
 * key, which is the value in a slot of choice; nothing is collapsed.
 */
static void carry_value(Xapian::Enquire *enquire, unsigned slot)
{
	enquire->set_collapse_key(slot, std::numeric_limits<Xapian::doccount>::max());
}

static Xapian::Enquire make_enquire(const Xapian::Database &database, const Xapian::Query &query,
                                    const struct foreign_wanted &wanted)
{
	Xapian::Enquire enquire(database);

	if (!wanted.ranked)
		enquire.set_weighting_scheme(Xapian::BoolWeight());
	else
		enquire.set_weighting_scheme(Xapian::BM25Weight(REMOTE_K1, 0, 1, 0, 0.5));
	if (wanted.ranked && wanted.order == SHIM_BY_WEIGHT)
		enquire.set_sort_by_relevance_then_value(wanted.sort_slot, true);
	else if (wanted.ranked)
		enquire.set_sort_by_value_then_relevance(wanted.sort_slot, wanted.order == SHIM_BY_VALUE_DESCENDING);
	if (wanted.carried_slot != FOREIGN_NO_SLOT)
		carry_value(&enquire, wanted.carried_slot);
	enquire.set_query(query);
	return enquire;
}

static enum shim_status find(struct foreign_database *database, const struct shim_query *query, const struct foreign_wanted *wanted,
                             void (*visit)(void *context, const struct foreign_hit *hit), void *context,
                             struct foreign_bounds *bounds, struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		Xapian::Enquire enquire = make_enquire(database->database, translate(*query), *wanted);
		Xapian::MSet set = enquire.get_mset(wanted->first, wanted->count);
		if (bounds)
			*bounds = {set.get_matches_lower_bound(), set.get_matches_upper_bound()};
		for (auto hit = set.begin(); hit != set.end(); ++hit) {
			const std::string carried = wanted->carried_slot == FOREIGN_NO_SLOT ? std::string() : hit.get_collapse_key();
			const struct foreign_hit found = {*hit, hit.get_weight() / IMPACT_MAX, as_bytes(carried)};
			visit(context, &found);
		}
	});
}

/*
 * Our shards have no gaps in their ids, so the place in the list of all documents
 * is known. Time grows with the document's id, slowly: the server counts up to it.
 */
static enum shim_status give_one_value(struct foreign_database *database, uint32_t document, unsigned slot,
                                       void (*take)(void *context, struct shim_bytes value), void *context,
                                       struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		const struct foreign_wanted wanted = {false, SHIM_BY_WEIGHT, 0, slot, document - 1, 1};
		Xapian::Enquire enquire = make_enquire(database->database, Xapian::Query(std::string()), wanted);
		Xapian::MSet set = enquire.get_mset(wanted.first, wanted.count);
		auto hit = set.begin();
		if (hit != set.end() && *hit == document)
			take(context, as_bytes(hit.get_collapse_key()));
		else
			take(context, as_bytes(database->database.get_document(document).get_value(slot)));
	});
}

const struct foreign dateline_foreign = {
	open_database, join_databases, close_database, tell_facts,  give_metadata, give_one_value, visit_metadata_keys, visit_terms,
	open_postings, read_postings,  skip_postings,  close_postings, open_values, give_value,    close_values,        find,
};

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/compare_databases.h"

#include <xapian.h>

#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

namespace {

const size_t printed_differences = 10;
const Xapian::valueno slots_compared = 9; /* one more than a shard may have */
const int queries_compared = 60;

template <typename Work> size_t guard(const char *what, Work work)
{
	try {
		return work();
	} catch (const Xapian::Error &error) {
		std::fprintf(stderr, "%s: %s\n", what, error.get_description().c_str());
	} catch (const std::exception &error) {
		std::fprintf(stderr, "%s: %s\n", what, error.what());
	}
	return 1;
}

std::string string_of(const struct shim_bytes &bytes)
{
	return bytes.length ? std::string(static_cast<const char *>(bytes.bytes), bytes.length) : std::string();
}

/* Numbers that look random and are the same everywhere (Numerical Recipes' generator, its upper half). */
class Numbers {
	uint32_t state;

public:
	explicit Numbers(uint32_t seed) : state(seed) {}
	uint32_t below(size_t limit)
	{
		state = state * 1664525u + 1013904223u;
		return (state >> 16) % static_cast<uint32_t>(limit);
	}
};

std::vector<std::string> all_terms(const Xapian::Database &database)
{
	return std::vector<std::string>(database.allterms_begin(), database.allterms_end());
}

Xapian::Document document_of(const struct shim_shard &shard, uint32_t index)
{
	Xapian::Document document;

	for (size_t i = shard.posting_start[index]; i < shard.posting_start[index + 1]; i++)
		document.add_term(string_of(shard.terms[shard.postings[i].term]), shard.postings[i].wdf);
	for (unsigned slot = 0; slot < shard.value_slots; slot++)
		document.add_value(slot, string_of(shard.values[slot][index]));
	return document;
}

Xapian::Document new_document(const std::vector<std::string> &terms, Numbers &numbers, unsigned number)
{
	static const Xapian::termcount wdfs[] = {0, 1, 127, 128, 70000};
	Xapian::Document document;

	for (uint32_t left = numbers.below(80); left && !terms.empty(); left--)
		document.add_term(terms[numbers.below(terms.size())], wdfs[numbers.below(5)]);
	document.add_term("new" + std::to_string(number), 3);
	document.add_value(numbers.below(8), std::string(1 + numbers.below(3000), 'v'));
	return document;
}

class Comparison {
	Xapian::Database one, other;
	size_t differences = 0;

	void differ(const char *what, const std::string &detail = std::string())
	{
		if (differences++ < printed_differences)
			std::fprintf(stderr, "different %s: '%s'\n", what, detail.c_str());
	}

	template <typename Number>
	void same(const char *what, Number first, Number second, const std::string &detail = std::string())
	{
		if (!(first == second))
			differ(what, detail);
	}

	void totals()
	{
		same("documents", one.get_doccount(), other.get_doccount());
		same("last id", one.get_lastdocid(), other.get_lastdocid());
		same("total length", one.get_total_length(), other.get_total_length());
		same("average length", one.get_avlength(), other.get_avlength());
		same("lower bound of lengths", one.get_doclength_lower_bound(), other.get_doclength_lower_bound());
		same("upper bound of lengths", one.get_doclength_upper_bound(), other.get_doclength_upper_bound());
	}

	void postings(const std::string &term)
	{
		Xapian::PostingIterator first = one.postlist_begin(term), second = other.postlist_begin(term);
		const Xapian::PostingIterator end;

		for (; first != end && second != end; ++first, ++second) {
			same("posting", *first, *second, term);
			same("wdf", first.get_wdf(), second.get_wdf(), term);
			same("length beside a posting", first.get_doclength(), second.get_doclength(), term);
		}
		same("end of postings", first == end, second == end, term);
	}

	void skips(const std::string &term, Xapian::docid step)
	{
		Xapian::PostingIterator first = one.postlist_begin(term), second = other.postlist_begin(term);
		const Xapian::PostingIterator end;

		for (Xapian::docid id = step; id <= one.get_lastdocid(); id += step) {
			first.skip_to(id);
			second.skip_to(id);
			same("end after a skip", first == end, second == end, term);
			if (first == end || second == end)
				return;
			same("posting after a skip", *first, *second, term);
			same("wdf after a skip", first.get_wdf(), second.get_wdf(), term);
		}
	}

	void terms()
	{
		Xapian::TermIterator first = one.allterms_begin(), second = other.allterms_begin();
		const Xapian::TermIterator end;
		Numbers numbers(1);

		for (; first != end && second != end; ++first, ++second) {
			const std::string term = *first;

			same("term", term, *second, term);
			same("document frequency", first.get_termfreq(), second.get_termfreq(), term);
			same("looked up frequency", one.get_termfreq(term), other.get_termfreq(term), term);
			same("wdf sum", one.get_collection_freq(term), other.get_collection_freq(term), term);
			same("wdf bound", one.get_wdf_upper_bound(term), other.get_wdf_upper_bound(term), term);
			postings(term);
			skips(term, 1 + numbers.below(numbers.below(2) ? 40 : 1500));
		}
		same("end of terms", first == end, second == end);
	}

	void lengths()
	{
		postings(std::string());
		for (Xapian::docid id = 1; id <= one.get_lastdocid(); id++)
			same("length", one.get_doclength(id), other.get_doclength(id), std::to_string(id));
	}

	void values(Xapian::valueno slot)
	{
		Xapian::ValueIterator first = one.valuestream_begin(slot), second = other.valuestream_begin(slot);
		const Xapian::ValueIterator end;
		const std::string name = std::to_string(slot);

		same("value frequency", one.get_value_freq(slot), other.get_value_freq(slot), name);
		same("least value", one.get_value_lower_bound(slot), other.get_value_lower_bound(slot), name);
		same("greatest value", one.get_value_upper_bound(slot), other.get_value_upper_bound(slot), name);
		for (; first != end && second != end; ++first, ++second) {
			same("document of a value", first.get_docid(), second.get_docid(), name);
			same("value", *first, *second, name);
		}
		same("end of values", first == end, second == end, name);
		for (Xapian::docid id = 1; id <= one.get_lastdocid(); id += 1 + id * 31 % 17)
			same("looked up value",
			     one.get_document(id, Xapian::DOC_ASSUME_VALID).get_value(slot),
			     other.get_document(id, Xapian::DOC_ASSUME_VALID).get_value(slot), name);
	}

	void metadata()
	{
		Xapian::TermIterator first = one.metadata_keys_begin(), second = other.metadata_keys_begin();
		const Xapian::TermIterator end;

		for (; first != end && second != end; ++first, ++second) {
			const std::string key = *first;

			same("metadata key", key, *second, key);
			same("metadata", one.get_metadata(key), other.get_metadata(key), key);
		}
		same("end of metadata", first == end, second == end);
	}

	static Xapian::MSet answer(const Xapian::Database &database, const Xapian::Query &query)
	{
		Xapian::Enquire enquire(database);

		enquire.set_weighting_scheme(Xapian::BM25Weight());
		enquire.set_query(query);
		return enquire.get_mset(0, 20);
	}

	void answers(const Xapian::Query &query)
	{
		const std::string name = query.get_description();
		Xapian::MSet first = answer(one, query), second = answer(other, query);

		same("hits", first.size(), second.size(), name);
		same("estimate", first.get_matches_estimated(), second.get_matches_estimated(), name);
		same("possible weight", first.get_max_possible(), second.get_max_possible(), name);
		for (Xapian::doccount i = 0; i < first.size() && i < second.size(); i++) {
			same("hit", *first[i], *second[i], name);
			same("weight", first[i].get_weight(), second[i].get_weight(), name);
		}
	}

	void queries()
	{
		const std::vector<std::string> known = all_terms(one);
		Numbers numbers(2);

		for (int i = 0; i < queries_compared && !known.empty(); i++) {
			std::vector<Xapian::Query> parts;

			for (uint32_t left = 1 + numbers.below(4); left; left--)
				parts.push_back(Xapian::Query(known[numbers.below(known.size())]));
			answers(Xapian::Query(i % 2 ? Xapian::Query::OP_OR : Xapian::Query::OP_AND, parts.begin(), parts.end()));
		}
	}

public:
	Comparison(const char *first, const char *second) : one(first), other(second) {}

	size_t run()
	{
		totals();
		if (differences)
			return differences;
		terms();
		lengths();
		for (Xapian::valueno slot = 0; slot < slots_compared; slot++)
			values(slot);
		metadata();
		queries();
		return differences;
	}
};

} // namespace

size_t api_write(const char *directory, const struct shim_shard *shard)
{
	return guard("writing through the API", [&] {
		Xapian::WritableDatabase database(directory, Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC);

		for (uint32_t i = 0; i < shard->document_count; i++)
			database.add_document(document_of(*shard, i));
		for (size_t i = 0; i < shard->metadata_count; i++)
			database.set_metadata(string_of(shard->metadata[2 * i]), string_of(shard->metadata[2 * i + 1]));
		database.commit();
		return 0;
	});
}

size_t api_update(const char *directory, uint32_t seed)
{
	return guard("updating", [&] {
		Xapian::WritableDatabase database(directory, Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC);
		const std::vector<std::string> terms = all_terms(database);
		Numbers numbers(seed);

		for (uint32_t commits = 1 + numbers.below(4); commits; commits--) {
			for (uint32_t i = numbers.below(60); i; i--)
				database.add_document(new_document(terms, numbers, numbers.below(100)));
			for (uint32_t i = numbers.below(10); i; i--)
				database.set_metadata("key" + std::to_string(numbers.below(20)),
				                      std::string(numbers.below(20000), 'm'));
			database.commit();
		}
		return 0;
	});
}

size_t api_compact(const char *from, const char *to)
{
	return guard("compacting", [&] {
		Xapian::Database(from).compact(to);
		return 0;
	});
}

size_t api_check(const char *directory)
{
	return guard("checking", [&] {
		std::ostringstream report;
		size_t faults = Xapian::Database::check(directory, 0, &report);

		if (faults)
			std::fprintf(stderr, "%s\n", report.str().c_str());
		return faults;
	});
}

size_t compare_databases(const char *one, const char *other)
{
	return guard("comparing", [&] { return Comparison(one, other).run(); });
}

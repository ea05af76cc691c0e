/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matching over local shards, one after the other, with one list of the best for all of them. */
#include "shim/column.h"
#include "shim/match.h"
#include "shim/scorer.h"

#include <algorithm>

namespace
{

struct candidate {
	struct shim_hit hit;
	uint64_t value; /* in the sort slot, as a number */
	bool known;     /* the value */
};

/*
 * The first in order of what was offered. What breaks ties beyond weight and
 * sort value is dear to read, so it is left to the end: what ties with the last
 * of those kept is kept beside them until then.
 */
class best_list
{
	const match &call;
	size_t wanted;
	std::vector<candidate> list;   /* a heap with the last in order on top, but for ties */
	std::vector<candidate> border; /* they tie with the last */
	std::vector<std::unique_ptr<value_reader>> readers; /* of tie values, by shard */

	uint64_t value_of(candidate &one)
	{
		if (!one.known) {
			const shim_shard_handle &shard = call.index.shards[shard_of(call.index, one.hit.document)];
			one.value = shard_number(shard, call.wanted.sort_slot, local_of(call.index, one.hit.document));
			one.known = true;
		}
		return one.value;
	}

	std::string tie_value(const candidate &one)
	{
		size_t shard = shard_of(call.index, one.hit.document);

		readers.resize(call.index.shards.size());
		if (!readers[shard])
			readers[shard] = std::make_unique<value_reader>(call.index.shards[shard], call.wanted.tie_slot);
		struct shim_bytes value = readers[shard]->at(local_of(call.index, one.hit.document));
		return std::string(static_cast<const char *>(value.bytes), value.length);
	}

	/* Below 0: a comes first; 0: they tie. The value is read only where it decides. */
	int compare(candidate &a, candidate &b)
	{
		enum shim_order order = call.wanted.order;

		if (order != SHIM_BY_WEIGHT && value_of(a) != value_of(b))
			return (value_of(a) > value_of(b)) == (order == SHIM_BY_VALUE_DESCENDING) ? -1 : 1;
		if (a.hit.weight != b.hit.weight)
			return a.hit.weight > b.hit.weight ? -1 : 1;
		return value_of(a) == value_of(b) ? 0 : value_of(a) > value_of(b) ? -1 : 1;
	}

	auto by_order()
	{
		return [this](candidate &a, candidate &b) { return compare(a, b) < 0; };
	}

	/* The last of the kept makes room. */
	candidate replace_last(const candidate &one)
	{
		std::pop_heap(list.begin(), list.end(), by_order());
		candidate last = list.back();
		list.back() = one;
		std::push_heap(list.begin(), list.end(), by_order());
		return last;
	}

	/* Candidates that all tie. */
	void break_tie(std::vector<candidate>::iterator first, std::vector<candidate>::iterator end)
	{
		std::vector<std::pair<std::string, candidate>> tied;
		auto comes_first = [this](const auto &a, const auto &b) {
			int order = call.wanted.tie ? call.wanted.tie({a.first.data(), a.first.size()}, {b.first.data(), b.first.size()}) : 0;
			return order ? order < 0 : a.second.hit.document < b.second.hit.document;
		};

		std::sort(first, end, [](const candidate &a, const candidate &b) { return a.hit.document < b.hit.document; });
		if (!call.wanted.tie)
			return;
		for (auto one = first; one != end; ++one)
			tied.emplace_back(tie_value(*one), *one);
		std::sort(tied.begin(), tied.end(), comes_first);
		for (const auto &one : tied)
			*first++ = one.second;
	}

public:
	explicit best_list(const match &call_) : call(call_)
	{
		wanted = (size_t)std::min<uint64_t>((uint64_t)call.wanted.offset + call.wanted.limit, call.index.documents);
	}

	size_t size() const { return wanted; }
	bool full() const { return list.size() >= wanted; }

	/* What a document must weigh at least to be among the first, where they are first by weight. */
	double least() const { return full() && wanted ? list[0].hit.weight : 0; }

	void offer(candidate one)
	{
		if (!full()) {
			list.push_back(one);
			std::push_heap(list.begin(), list.end(), by_order());
			return;
		}
		int order = wanted ? compare(one, list[0]) : 1;
		if (order > 0)
			return;
		if (order < 0)
			one = replace_last(one);
		if (order < 0 && compare(one, list[0]) != 0)
			border.clear();
		else
			border.push_back(one);
	}

	/* In order, without those passed over. */
	void give(std::vector<shim_hit> *hits)
	{
		list.insert(list.end(), border.begin(), border.end());
		std::sort(list.begin(), list.end(), by_order());
		for (size_t first = 0, end; first < std::min(wanted, list.size()); first = end) {
			for (end = first + 1; end < list.size() && compare(list[first], list[end]) == 0; end++)
				;
			if (end - first > 1 && end > call.wanted.offset)
				break_tie(list.begin() + (ptrdiff_t)first, list.begin() + (ptrdiff_t)end);
		}
		for (size_t i = call.wanted.offset; i < std::min(wanted, list.size()); i++)
			hits->push_back(list[i].hit);
	}
};

/* Asked in ascending order whether documents are hidden. */
class hidden_list
{
	const std::vector<uint32_t> &ids;
	size_t at = 0;

public:
	explicit hidden_list(const shim_shard_handle &shard) : ids(shard.hidden) {}

	bool holds(uint32_t document)
	{
		while (at < ids.size() && ids[at] < document)
			at++;
		return at < ids.size() && ids[at] == document;
	}
};

}

/*
 * Where all that match have to be gone through to count them, they are counted
 * while they are weighed, checks and all. Not so under an OR: there most can be
 * passed over, and counting apart, by bits, is cheaper.
 */
static bool counts_while_ranking(const shim_query &query)
{
	switch (query.kind) {
	case query_kind::scale:
	case query_kind::checked:
		return counts_while_ranking(*query.parts[0]);
	case query_kind::combine:
		return query.parts.size() == 1 || query.operation == SHIM_AND || query.operation == SHIM_FILTER ?
			std::any_of(query.parts.begin(), query.parts.end(), [](const auto &part) { return counts_while_ranking(*part); }) :
			query.operation != SHIM_OR && query.operation != SHIM_MAX && counts_while_ranking(*query.parts[0]);
	default:
		return true;
	}
}

/* By weight. Whether something was passed over uncounted. */
static bool rank_shard(match *match, term_units *units, const shim_shard_handle &shard, size_t number, bool counting,
                       best_list *best)
{
	std::unique_ptr<scorer> root = scorer_make(*units, shard, match->query, 1);
	hidden_list hidden(shard);
	bool passed_over = false;
	double weight, least = counting ? 0 : best->least();

	for (root->seek(1, least); root->document != NO_DOCUMENT && !match->end.passed();
	     root->seek(root->document + 1, least)) {
		if (hidden.holds(root->document) || !root->judge(least, &weight))
			continue;
		match->at_least++;
		best->offer({{whole_of(match->index, number, root->document), weight}, 0, false});
		least = counting ? 0 : best->least();
		passed_over |= least > 0;
	}
	return passed_over || least > 0;
}

/* Larger is earlier in order. */
static uint64_t precedence(const match &match, uint64_t value)
{
	return match.wanted.order == SHIM_BY_VALUE_DESCENDING ? value : ~value;
}

/* What a value must come up to for its document to be among the first so many of these. */
static uint64_t least_precedence(const match &match, const bit_words &bits, const std::vector<uint64_t> &values, size_t wanted)
{
	std::vector<uint64_t> kept; /* a heap, the least on top */

	for (uint32_t id = bit_next(bits, 1); id; id = bit_next(bits, id + 1)) {
		uint64_t value = precedence(match, values[id]);
		if (kept.size() == wanted) {
			if (value <= kept[0])
				continue;
			std::pop_heap(kept.begin(), kept.end(), std::greater<>());
			kept.pop_back();
		}
		kept.push_back(value);
		std::push_heap(kept.begin(), kept.end(), std::greater<>());
	}
	return kept.size() < wanted ? 0 : kept[0];
}

/* By value: all that match as bits, and of these only what may be among the first is weighed. */
static void sort_shard(match *match, term_units *units, const shim_shard_handle &shard, size_t number, best_list *best)
{
	bit_words bits = evaluate(shard, match->query, match->end);

	for (uint32_t id : shard.hidden)
		bits[id >> 6] &= ~((uint64_t)1 << (id & 63));
	match->at_least += bit_count(bits);
	if (best->size() == 0)
		return;
	const std::vector<uint64_t> &values = shard_numbers(shard, match->wanted.sort_slot);
	uint64_t least = least_precedence(*match, bits, values, best->size());
	std::unique_ptr<scorer> root = scorer_make(*units, shard, match->query, 1);
	for (uint32_t id = bit_next(bits, 1); id; id = bit_next(bits, id + 1)) {
		double weight;
		if (precedence(*match, values[id]) < least)
			continue;
		root->seek(id, 0);
		if (root->document == id && root->judge(0, &weight))
			best->offer({{whole_of(match->index, number, id), weight}, values[id], true});
	}
}

void match_inside(match *match)
{
	bool by_weight = match->wanted.order == SHIM_BY_WEIGHT;
	bool counting = match->wanted.count && counts_while_ranking(match->query);
	best_list best(*match);
	term_units units(match->index);

	match->exact = true;
	for (size_t i = 0; i < match->index.shards.size() && !match->end.is_over(); i++) {
		if (!by_weight)
			sort_shard(match, &units, match->index.shards[i], i, &best);
		else if (best.size() || counting)
			match->exact = !rank_shard(match, &units, match->index.shards[i], i, counting, &best) && match->exact;
		else
			match->exact = false;
	}
	best.give(&match->hits);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/evaluate.h"

#include "shim/postings.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

deadline::deadline(double seconds)
{
	/* A year is as good as none, and far from overflowing the clock. */
	limited = seconds > 0 && seconds < 31e6;
	if (limited)
		end = std::chrono::steady_clock::now() +
		      std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
}

bool deadline::passed()
{
	if (limited && !over && (calls++ & 255) == 0)
		over = std::chrono::steady_clock::now() >= end;
	return over;
}

uint32_t bit_count(const bit_words &bits)
{
	uint32_t count = 0;

	for (uint64_t word : bits)
		count += (uint32_t)__builtin_popcountll(word);
	return count;
}

uint32_t bit_next(const bit_words &bits, uint32_t from)
{
	size_t at = from >> 6;

	if (at >= bits.size())
		return 0;
	uint64_t word = bits[at] & ~(uint64_t)0 << (from & 63);
	while (!word) {
		if (++at == bits.size())
			return 0;
		word = bits[at];
	}
	return (uint32_t)(at * 64 + (unsigned)__builtin_ctzll(word));
}

/* One evaluation over one shard. */
class evaluator
{
	const shim_shard_handle &shard;
	deadline &end;
	size_t words;

	void stop_late()
	{
		if (end.passed())
			throw deadline_passed();
	}

	double cost(const shim_query &query) const;
	std::vector<const shim_query *> by_cost(const shim_query &query, size_t first) const;
	void add_term(const shim_query &query, bit_words &bits);
	void keep_term(const shim_query &query, bit_words &bits);
	void remove_term(const shim_query &query, bit_words &bits);
	void verify(const shim_query &query, bit_words &bits);
	void keep_all_parts(const std::vector<const shim_query *> &parts, size_t first, bit_words &bits);
	void add_combination(const shim_query &query, bit_words &bits);

public:
	evaluator(const shim_shard_handle &shard_, deadline &end_) : shard(shard_), end(end_), words(shard_.last / 64 + 1) {}

	bit_words run(const shim_query &query);
	void add(const shim_query &query, bit_words &bits);    /* bits |= query */
	void keep(const shim_query &query, bit_words &bits);   /* bits &= query */
	void remove(const shim_query &query, bit_words &bits); /* bits &= ~query */
};

/* The empty term stands for all documents. */
static postings list_of(const shim_shard_handle &shard, const shim_query &query)
{
	return postings(shard, query.kind == query_kind::all ? std::string() : query.term);
}

/* About how many postings must be read. A check reads values, so it goes last. */
double evaluator::cost(const shim_query &query) const
{
	double sum = 0;

	switch (query.kind) {
	case query_kind::none:
		return 0;
	case query_kind::all:
		return shard.documents;
	case query_kind::term:
		return list_of(shard, query).frequency();
	default:
		for (const auto &part : query.parts)
			sum += cost(*part);
		return query.kind == query_kind::checked ? sum + 1e12 : sum;
	}
}

std::vector<const shim_query *> evaluator::by_cost(const shim_query &query, size_t first) const
{
	std::vector<std::pair<double, const shim_query *>> order;
	std::vector<const shim_query *> parts;

	for (size_t i = first; i < query.parts.size(); i++)
		order.emplace_back(cost(*query.parts[i]), query.parts[i].get());
	std::stable_sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
	for (const auto &entry : order)
		parts.push_back(entry.second);
	return parts;
}

void evaluator::add_term(const shim_query &query, bit_words &bits)
{
	for (postings list = list_of(shard, query); list.document() != NO_DOCUMENT; list.next()) {
		bit_set(bits, list.document());
		stop_late();
	}
}

void evaluator::keep_term(const shim_query &query, bit_words &bits)
{
	postings list = list_of(shard, query);
	bit_words kept(words);

	for (uint32_t id = bit_next(bits, 1); id; id = bit_next(bits, id + 1)) {
		list.seek(id);
		if (list.document() == NO_DOCUMENT)
			break;
		if (list.document() == id)
			bit_set(kept, id);
		else
			id = list.document() - 1;
		stop_late();
	}
	bits.swap(kept);
}

void evaluator::remove_term(const shim_query &query, bit_words &bits)
{
	for (postings list = list_of(shard, query); list.document() != NO_DOCUMENT; list.next()) {
		bits[list.document() >> 6] &= ~((uint64_t)1 << (list.document() & 63));
		stop_late();
	}
}

static void keep_value(void *context, const struct foreign_hit *hit) noexcept
{
	static_cast<std::unordered_map<uint32_t, std::string> *>(context)->emplace(
		hit->document, std::string(static_cast<const char *>(hit->carried.bytes), hit->carried.length));
}

/* The values in slot of all documents of a remote shard that match a query without checks. */
static std::unordered_map<uint32_t, std::string> remote_values(const shim_shard_handle &shard, const shim_query &query, unsigned slot)
{
	const struct foreign_wanted wanted = {false, SHIM_BY_WEIGHT, 0, slot, 0, shard.documents};
	std::unordered_map<uint32_t, std::string> values;

	ask_foreign([&](auto &library, auto *failure) {
		return library.find(shard_database(shard), &query, &wanted, keep_value, &values, nullptr, failure);
	});
	return values;
}

/* Takes out of bits, which all match the checked query's part, what the check rejects. */
void evaluator::verify(const shim_query &query, bit_words &bits)
{
	bool remote = shard.place.path.empty();
	std::optional<value_reader> near;
	std::unordered_map<uint32_t, std::string> far;

	if (!bit_next(bits, 1))
		return;
	if (remote)
		far = remote_values(shard, *query.parts[0], query.check.slot);
	else
		near.emplace(shard, query.check.slot);
	uint32_t ahead = bit_next(bits, 1);
	unsigned lead = 0;
	for (uint32_t id = ahead; id; id = bit_next(bits, id + 1)) {
		for (; near && near->looks_ahead() && ahead && lead < LOOK_AHEAD; lead++) {
			near->expect(ahead);
			ahead = bit_next(bits, ahead + 1);
		}
		lead -= lead > 0;
		if (!(remote ? query.check(far[id]) : query.check(near->at(id))))
			bits[id >> 6] &= ~((uint64_t)1 << (id & 63));
		stop_late();
	}
}

void evaluator::keep_all_parts(const std::vector<const shim_query *> &parts, size_t first, bit_words &bits)
{
	for (size_t i = first; i < parts.size(); i++)
		keep(*parts[i], bits);
}

void evaluator::add_combination(const shim_query &query, bit_words &bits)
{
	std::vector<const shim_query *> parts;
	bit_words found;

	switch (query.operation) {
	case SHIM_OR:
	case SHIM_MAX:
		for (bool checks : {false, true}) /* what another part finds need not be checked */
			for (const auto &part : query.parts)
				if (query_has_check(*part) == checks)
					add(*part, bits);
		return;
	case SHIM_AND:
	case SHIM_FILTER:
		parts = by_cost(query, 0);
		found = run(*parts[0]);
		keep_all_parts(parts, 1, found);
		break;
	case SHIM_AND_NOT:
		found = run(*query.parts[0]);
		for (size_t i = 1; i < query.parts.size(); i++)
			remove(*query.parts[i], found);
		break;
	case SHIM_MAYBE:
		add(*query.parts[0], bits);
		return;
	}
	for (size_t i = 0; i < words; i++)
		bits[i] |= found[i];
}

void evaluator::add(const shim_query &query, bit_words &bits)
{
	bit_words found;

	switch (query.kind) {
	case query_kind::none:
		return;
	case query_kind::all:
	case query_kind::term:
		add_term(query, bits);
		return;
	case query_kind::combine:
		add_combination(query, bits);
		return;
	case query_kind::scale:
	case query_kind::synonym:
		for (const auto &part : query.parts)
			add(*part, bits);
		return;
	case query_kind::checked:
		found = run(*query.parts[0]);
		for (size_t i = 0; i < words; i++)
			found[i] &= ~bits[i];
		verify(query, found);
		for (size_t i = 0; i < words; i++)
			bits[i] |= found[i];
		return;
	}
}

void evaluator::keep(const shim_query &query, bit_words &bits)
{
	if (query.kind == query_kind::term) {
		keep_term(query, bits);
	} else if (query.kind == query_kind::checked) {
		keep(*query.parts[0], bits);
		verify(query, bits);
	} else if (query.kind == query_kind::scale) {
		keep(*query.parts[0], bits);
	} else if (query.kind == query_kind::combine && (query.operation == SHIM_AND || query.operation == SHIM_FILTER)) {
		keep_all_parts(by_cost(query, 0), 0, bits);
	} else {
		bit_words found = run(query);
		for (size_t i = 0; i < words; i++)
			bits[i] &= found[i];
	}
}

void evaluator::remove(const shim_query &query, bit_words &bits)
{
	if (query.kind == query_kind::term) {
		remove_term(query, bits);
	} else {
		/* Of the rest only what is still in question need be looked at. */
		bit_words found = bits;
		keep(query, found);
		for (size_t i = 0; i < words; i++)
			bits[i] &= ~found[i];
	}
}

bit_words evaluator::run(const shim_query &query)
{
	bit_words bits(words);

	add(query, bits);
	return bits;
}

bit_words evaluate(const shim_shard_handle &shard, const shim_query &query, deadline &end)
{
	return evaluator(shard, end).run(query);
}

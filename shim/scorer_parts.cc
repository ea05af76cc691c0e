/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scorers that are made of others. */
#include "shim/scorer.h"

#include <algorithm>

namespace
{

double sum_of_bounds(const scorers &parts)
{
	double sum = 0;

	for (const auto &part : parts)
		sum += part->bound;
	return sum;
}

bool any_checked(const scorers &parts)
{
	return std::any_of(parts.begin(), parts.end(), [](const auto &part) { return part->checked; });
}

/* ---- all ---- */

class all_scorer : public scorer
{
	scorers parts; /* the rarest first, those with checks last */

	/* Whether every part is on the document; if not, the next where they may be. */
	bool meet(uint32_t *target, double least)
	{
		for (auto &part : parts)
			if (!reaches(*part, *target, least - (bound - part->bound))) {
				*target = part->document;
				return false;
			}
		return true;
	}

public:
	explicit all_scorer(scorers parts_) : parts(std::move(parts_))
	{
		std::stable_sort(parts.begin(), parts.end(), [](const auto &a, const auto &b) { return a->cost < b->cost; });
		bound = sum_of_bounds(parts);
		cost = parts[0]->cost;
		checked = any_checked(parts);
	}

	void seek(uint32_t target, double least) override
	{
		while (target != NO_DOCUMENT && !meet(&target, least))
			;
		document = target;
	}

	double estimate(double least) override
	{
		double weight = 0, rest = bound;

		for (auto &part : parts) {
			rest -= part->bound;
			weight += part->estimate(least - weight - rest);
			if (weight + rest < least)
				return weight + rest;
		}
		return weight;
	}

	/* What is not checked first, so that a check is made only where it may decide. */
	bool judge(double least, double *weight) override
	{
		double rest = estimate(least), judged;

		*weight = 0;
		if (rest < least)
			return false;
		for (bool checks : {false, true})
			for (auto &part : parts) {
				if (part->checked != checks)
					continue;
				judged = part->estimate(0);
				rest -= judged;
				if (checks && !part->judge(std::max(0.0, least - *weight - rest), &judged))
					return false;
				*weight += judged;
			}
		return *weight >= least;
	}
};

/* ---- any ---- */

/*
 * Parts in ascending order of their bounds: the first few, together less than
 * least, need not be looked through for candidates, only asked about those of
 * the others.
 */
class any_scorer : public scorer
{
	scorers parts;
	std::vector<double> below; /* sums of the bounds of the parts before each */
	size_t first = 0;          /* of those that are looked through */
	double floor = 0;          /* least of the last seek */

	double least_of(const scorer &part) const { return floor - (bound - part.bound); }

public:
	explicit any_scorer(scorers parts_) : parts(std::move(parts_))
	{
		std::stable_sort(parts.begin(), parts.end(), [](const auto &a, const auto &b) { return a->bound < b->bound; });
		for (const auto &part : parts) {
			below.push_back(bound);
			bound += part->bound;
			cost += part->cost;
		}
		checked = any_checked(parts);
	}

	void seek(uint32_t target, double least) override
	{
		floor = least;
		while (first < parts.size() && below[first] + parts[first]->bound < least)
			first++;
		document = NO_DOCUMENT;
		for (size_t i = first; i < parts.size(); i++) {
			scorer &part = *parts[i];
			if (part.document < target)
				part.seek(target, least_of(part));
			document = std::min(document, part.document);
		}
	}

	double estimate(double least) override
	{
		double weight = 0;

		for (size_t i = first; i < parts.size(); i++)
			if (parts[i]->document == document)
				weight += parts[i]->estimate(0);
		for (size_t i = first; i-- > 0;) {
			if (weight + below[i] + parts[i]->bound < least)
				return weight + below[i] + parts[i]->bound;
			if (reaches(*parts[i], document, least_of(*parts[i])))
				weight += parts[i]->estimate(0);
		}
		return weight;
	}

	bool judge(double least, double *weight) override
	{
		bool matches = false;
		double judged;

		*weight = estimate(least);
		for (bool checks : {false, true})
			for (auto &part : parts) {
				if (*weight < least)
					return false;
				if (part->document != document || part->checked != checks)
					continue;
				if (!checks) {
					matches = true;
					continue;
				}
				*weight -= part->estimate(0);
				if (part->judge(0, &judged)) {
					*weight += judged;
					matches = true;
				}
			}
		return matches && *weight >= least;
	}
};

/* ---- the greatest ---- */

class greatest_scorer : public scorer
{
	scorers parts; /* in descending order of their bounds */
	size_t end;    /* of those that may weigh enough */

public:
	explicit greatest_scorer(scorers parts_) : parts(std::move(parts_)), end(parts.size())
	{
		std::stable_sort(parts.begin(), parts.end(), [](const auto &a, const auto &b) { return a->bound > b->bound; });
		bound = parts[0]->bound;
		for (const auto &part : parts)
			cost += part->cost;
		checked = any_checked(parts);
	}

	void seek(uint32_t target, double least) override
	{
		while (end && parts[end - 1]->bound < least)
			end--;
		document = NO_DOCUMENT;
		for (size_t i = 0; i < end; i++) {
			if (parts[i]->document < target)
				parts[i]->seek(target, least);
			document = std::min(document, parts[i]->document);
		}
	}

	double estimate(double) override
	{
		double greatest = 0;

		for (size_t i = 0; i < end; i++)
			if (parts[i]->document == document)
				greatest = std::max(greatest, parts[i]->estimate(0));
		return greatest;
	}

	/* A check is made only where its part could be the greatest, or the only one. */
	bool judge(double least, double *weight) override
	{
		bool matches = false;
		double judged;

		*weight = 0;
		for (bool checks : {false, true})
			for (size_t i = 0; i < end; i++) {
				scorer &part = *parts[i];
				if (part.document != document || part.checked != checks)
					continue;
				double estimated = part.estimate(0);
				if (estimated < least || (matches && estimated <= *weight) || !part.judge(0, &judged))
					continue;
				matches = true;
				*weight = std::max(*weight, judged);
			}
		return matches && *weight >= least;
	}
};

/* ---- the first, and others beside it ---- */

class without_scorer : public scorer
{
	scorers parts;

	bool excluded(bool checks)
	{
		double weight;

		for (size_t i = 1; i < parts.size(); i++)
			if (parts[i]->checked == checks && reaches(*parts[i], document, 0) && (!checks || parts[i]->judge(0, &weight)))
				return true;
		return false;
	}

public:
	explicit without_scorer(scorers parts_) : parts(std::move(parts_))
	{
		bound = parts[0]->bound;
		cost = parts[0]->cost;
		checked = any_checked(parts);
	}

	void seek(uint32_t target, double least) override
	{
		do {
			parts[0]->seek(target, least);
			document = parts[0]->document;
			target = document + 1;
		} while (document != NO_DOCUMENT && excluded(false));
	}

	double estimate(double least) override { return parts[0]->estimate(least); }

	bool judge(double least, double *weight) override { return parts[0]->judge(least, weight) && !excluded(true); }
};

class maybe_scorer : public scorer
{
	std::unique_ptr<scorer> first;
	any_scorer others;
	double floor = 0;

public:
	maybe_scorer(std::unique_ptr<scorer> first_, scorers others_) : first(std::move(first_)), others(std::move(others_))
	{
		bound = first->bound + others.bound;
		cost = first->cost;
		checked = first->checked || others.checked;
	}

	void seek(uint32_t target, double least) override
	{
		floor = least - first->bound;
		first->seek(target, least - others.bound);
		document = first->document;
	}

	double estimate(double least) override
	{
		double weight = first->estimate(least - others.bound);

		if (weight + others.bound < least || !reaches(others, document, floor))
			return weight;
		return weight + others.estimate(0);
	}

	bool judge(double least, double *weight) override
	{
		double beside = 0;

		if (estimate(least) < least)
			return false;
		if (!first->judge(least - others.bound, weight))
			return false;
		if (others.document == document && others.judge(0, &beside))
			*weight += beside;
		return *weight >= least;
	}
};

}

std::unique_ptr<scorer> scorer_of_all(scorers parts)
{
	return std::make_unique<all_scorer>(std::move(parts));
}

std::unique_ptr<scorer> scorer_of_any(scorers parts)
{
	return std::make_unique<any_scorer>(std::move(parts));
}

std::unique_ptr<scorer> scorer_of_greatest(scorers parts)
{
	return std::make_unique<greatest_scorer>(std::move(parts));
}

std::unique_ptr<scorer> scorer_of_first_without(scorers parts)
{
	return std::make_unique<without_scorer>(std::move(parts));
}

std::unique_ptr<scorer> scorer_of_first_maybe(scorers parts)
{
	std::unique_ptr<scorer> first = std::move(parts[0]);

	parts.erase(parts.begin());
	return std::make_unique<maybe_scorer>(std::move(first), std::move(parts));
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pairs of names as news writes them: one entity, or two.
 *
 * The first table was written before the rules of names/ were; the second
 * when they were done, and the third, of the news of 2015 to 2025, when names
 * were grouped over an index; what they missed when they were first run is said
 * beside it.
 */
#ifndef DATELINE_TESTS_UNIT_NAME_PAIRS_H
#define DATELINE_TESTS_UNIT_NAME_PAIRS_H

#include "article/article.h"

#include <stdbool.h>
#include <stddef.h>

struct name_pair {
	enum entity_kind kind;
	bool same;
	const char *first, *second;
};

extern const struct name_pair first_pairs[], second_pairs[], third_pairs[];
extern const size_t first_pair_count, second_pair_count, third_pair_count;

#endif

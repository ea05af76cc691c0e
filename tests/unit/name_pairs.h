/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pairs of names as news writes them: one entity, or two.
 *
 * The first table was written before the rules of names/ were; the second
 * when they were done, and is not to be tuned to.
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

extern const struct name_pair first_pairs[], second_pairs[];
extern const size_t first_pair_count, second_pair_count;

#endif

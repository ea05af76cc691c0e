/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of hits that were weighed anew: the heaviest first, of equal weight
 * the newest (those without a date last), of the same date by id, bytewise.
 * Matches come in this order already; in whatever order articles were indexed
 * and however the shards are cut, it is the same.
 */
#ifndef DATELINE_SEARCHER_QUERY_ORDER_H
#define DATELINE_SEARCHER_QUERY_ORDER_H

#include "shim/xapian.h"

#include <stddef.h>

enum shim_status hits_sort(struct shim_index *index, struct shim_hit *list, size_t count, struct shim_failure *failure);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where to look for the groups that a person's name may belong to, without
 * comparing it with all of them. For names/ alone.
 *
 * A group lies under hashes of what its main name and a name that fits it are
 * sure to share: the surname's consonants with each class of a forename, or
 * with a first letter; and for slips, of frequent names alone, the surname with
 * one letter left out.
 */
#ifndef DATELINE_NAMES_PROSPECTS_H
#define DATELINE_NAMES_PROSPECTS_H

#include "names/person.h"

#define PROSPECTS_MAX 128 /* groups that one name is compared with */
#define FREQUENT_DOCUMENTS 20 /* a name in fewer articles has no slips */

struct prospect_place {
	uint64_t hash; /* 0: free */
	uint32_t first, last; /* in links */
};

struct prospect_link {
	uint32_t group, next; /* UINT32_MAX: the last */
};

struct prospects {
	const struct forenames *forenames;
	struct prospect_place *table; /* places is a power of two */
	size_t places, used;
	struct prospect_link *links;
	size_t link_count, link_capacity;
};

void prospects_init(struct prospects *prospects, const struct forenames *forenames);
void prospects_release(struct prospects *prospects);

/* A group by its main name, which has two words or more and stands in so many articles. */
void prospects_add(struct prospects *prospects, const struct person_name *person, uint32_t documents, uint32_t group);

/* The groups to compare a name with, each once, in the order in which they were added under what they share. */
size_t prospects_find(const struct prospects *prospects, const struct person_name *person, uint32_t groups[PROSPECTS_MAX]);

#endif

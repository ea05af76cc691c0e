/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which names of a whole index are one entity.
 *
 * A pure function of the articles' names: the order in which they were
 * indexed, and the runs and shards they came in, change nothing. Names of one
 * key are one; then the tables decide (names/table.h); then, of persons, these
 * rules, the most frequent name first:
 *
 * - a name joins a group by its main name alone, never by another member; it
 *   must contradict none of them (George W. and George H. W. Bush both fit
 *   George Bush);
 * - surnames are equal, of one skeleton, or a vowel apart; or a slip, where
 *   one is SLIP_RATIO times as frequent, never in both names;
 * - forenames are equal, of one class, or an initial that fits one group only;
 * - Jr and Sr are other people, as are two rulers of other numerals or other
 *   forenames; so are two that articles name side by side;
 * - initials in one word (JR West), and a like surname that is one besides,
 *   are joined only where the articles are of one matter (names/doubts.h).
 *
 * Organisations of one key are one without their legal form, and however their
 * key writes the United States (names/company.h).
 *
 * A surname alone joins the one person who is called so, where there is one; an
 * acronym alone joins what articles say that it stands for, where they agree;
 * either where the articles are of one matter (names/matter.h).
 */
#ifndef DATELINE_NAMES_GROUP_H
#define DATELINE_NAMES_GROUP_H

#include "names/table.h"

#include <stddef.h>
#include <stdint.h>

struct index_name {
	enum entity_kind kind;
	const char *name;
};

/* So many articles write one name of the set, of several words, as the other one too, an organisation's acronym. */
struct name_acronym {
	uint32_t name, acronym;
	uint32_t documents;
};

/* All different; in any order. Borrowed. A name in no document is there as an acronym alone. */
struct name_set {
	const struct index_name *list;
	size_t count;
	const uint32_t *starts;    /* name i stands in documents[starts[i]] to documents[starts[i + 1]], ascending */
	const uint32_t *documents;
	const struct name_acronym *acronyms;
	size_t acronym_count;
};

struct name_group {
	enum entity_kind kind;
	char *name; /* the one it is shown with */
	uint32_t leader; /* its main name in the set */
};

/* A surname (folded) that persons of the index write in several ways. */
struct surname_spelling {
	char *word;
	uint64_t documents; /* that name somebody who is called so */
	uint32_t set; /* all ways of one surname have the same number */
};

struct name_groups {
	uint32_t *of; /* of each name of the set, its group */
	struct name_group *list; /* in the order of kind and frequency; some may be of no name */
	size_t count;
	struct surname_spelling *surnames; /* set by set, the most frequent first; those of one spelling are left out */
	size_t surname_count;
};

void names_group(const struct names *names, const struct name_set *set, struct name_groups *groups);
void name_groups_release(struct name_groups *groups);

#endif

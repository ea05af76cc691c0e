/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether articles are of one matter, by the names in them: a name alone in
 * one article is that of a full name in another one where both speak of the
 * same people and places. For names/ alone.
 *
 * Articles are compared as vectors of names, the rarer the heavier, by the
 * cosine of the angle between them (Salton, Wong & Yang 1975).
 */
#ifndef DATELINE_NAMES_MATTER_H
#define DATELINE_NAMES_MATTER_H

#include "names/units.h"

/*
 * Cosines from which on two articles are of one matter. Of articles of news that name one person five of six are as near
 * to another one as MATTER_NEAR, and one of twenty of those that name two people of one surname; in an encyclopaedia
 * three of ten, and one of fifty. MATTER_TOUCHING: nineteen of twenty and three of ten; two of three and one of five.
 */
#define MATTER_NEAR 0.05
#define MATTER_TOUCHING 0.01

struct matter {
	const struct units *units; /* borrowed, as is of */
	const uint32_t *of; /* of each unit its group, or UINT32_MAX */
	uint32_t *members, *member_starts; /* group g has the units members[member_starts[g]] and on */
	uint64_t *wanted; /* bits of the articles that are compared */
	uint32_t articles; /* their numbers are less */
	size_t *starts;  /* article a names the units names[starts[a]] and on, ascending */
	uint32_t *names;
	double *weights; /* of each unit */
	double *lengths; /* of each article's vector */
};

void matter_init(struct matter *matter, const struct units *units, const uint32_t *of, size_t groups);
void matter_release(struct matter *matter);

/* First ask for all that will be compared; then read; then compare. */
void matter_want(struct matter *matter, uint32_t unit, uint32_t group);
void matter_read(struct matter *matter);

/* Whether there are so few articles that it can be told. */
bool matter_comparable(const struct matter *matter, uint32_t unit, uint32_t group);

/* Whether most of the unit's articles are each so near to some article of the group. */
bool matter_shared(const struct matter *matter, uint32_t unit, uint32_t group, double near);

#endif

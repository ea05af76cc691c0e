/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/acronyms.h"

#include "text/lexicon.h"
#include "text/memory.h"

#include <stdlib.h>

/* Of two letters are too many things. */
#define LETTERS_MIN 3

/* In this part of the articles that say what it stands for, they must agree. */
#define AGREED 0.9

/* An acronym that stands alone so many times as often as somebody says what it is, may well be another's. */
#define ALONE_RATIO 5

/* That so many articles say of an acronym. */
struct saying {
	uint32_t unit, group;
	uint64_t documents;
};

static int compare_sayings(const void *a, const void *b)
{
	const struct saying *left = a, *right = b;

	if (left->unit != right->unit)
		return left->unit < right->unit ? -1 : 1;
	if (left->group != right->group)
		return left->group < right->group ? -1 : 1;
	return (left->documents > right->documents) - (left->documents < right->documents);
}

static size_t list_sayings(const struct units *units, const uint32_t *of, struct saying *list)
{
	const struct name_set *set = units->set;
	size_t count = 0;

	for (size_t i = 0; i < set->acronym_count; i++) {
		uint32_t acronym = units->of[set->acronyms[i].acronym], name = units->of[set->acronyms[i].name];

		if (of[acronym] != of[name])
			list[count++] = (struct saying){acronym, of[name], set->acronyms[i].documents};
	}
	if (count > 0)
		qsort(list, count, sizeof *list, compare_sayings);
	return count;
}

static bool may_stand(const struct units *units, const struct unit *unit)
{
	return unit->key_length >= LETTERS_MIN && !lexicon_holds(unit_key(units, unit), unit->key_length);
}

/* What the sayings of one unit come to; UINT32_MAX: nothing that is clear. */
static uint32_t agreed_group(const struct unit *unit, const struct saying *list, size_t count)
{
	uint64_t all = 0, best = 0;
	uint32_t group = UINT32_MAX;

	for (size_t i = 0, end; i < count; i = end) {
		uint64_t documents = 0;

		for (end = i; end < count && list[end].group == list[i].group; end++)
			documents += list[end].documents;
		all += documents;
		if (documents > best) {
			best = documents;
			group = list[i].group;
		}
	}
	return (double)best < AGREED * (double)all || unit->documents > ALONE_RATIO * all ? UINT32_MAX : group;
}

void acronyms_find(const struct units *units, const uint32_t *of, acronym_visitor *visit, void *context)
{
	struct saying *list = memory_resize(NULL, units->set->acronym_count, sizeof *list);
	size_t count = list_sayings(units, of, list);

	for (size_t i = 0, end; i < count; i = end) {
		const struct unit *unit = &units->list[list[i].unit];
		uint32_t group;

		for (end = i; end < count && list[end].unit == list[i].unit;)
			end++;
		group = may_stand(units, unit) ? agreed_group(unit, list + i, end - i) : UINT32_MAX;
		if (group != UINT32_MAX)
			visit(context, list[i].unit, group);
	}
	free(list);
}

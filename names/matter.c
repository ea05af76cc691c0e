/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/matter.h"

#include "text/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Most of a name's articles. */
#define MOST (2.0 / 3)

/* More are not compared: names that stand alone so often need no help, or there is none. */
#define COMPARED_MAX 20000

/* An article of more names is a list; and comparing many such would take hours. */
#define NAMES_MAX 1000

/* ---- groups ---- */

static void list_members(struct matter *matter, size_t groups)
{
	uint32_t *starts = memory_zeroed(groups + 1, sizeof *starts);

	for (size_t i = 0; i < matter->units->count; i++)
		if (matter->of[i] != UINT32_MAX)
			starts[matter->of[i] + 1]++;
	for (size_t i = 0; i < groups; i++)
		starts[i + 1] += starts[i];
	matter->members = memory_resize(NULL, matter->units->count, sizeof *matter->members);
	for (uint32_t i = 0; i < matter->units->count; i++)
		if (matter->of[i] != UINT32_MAX)
			matter->members[starts[matter->of[i]]++] = i;
	for (size_t i = groups; i > 0; i--) /* each is where the next one begins */
		starts[i] = starts[i - 1];
	starts[0] = 0;
	matter->member_starts = starts;
}

static uint32_t group_documents(const struct matter *matter, uint32_t group)
{
	uint32_t documents = 0;

	for (uint32_t i = matter->member_starts[group]; i < matter->member_starts[group + 1]; i++)
		documents += matter->units->list[matter->members[i]].documents;
	return documents;
}

/* ---- articles ---- */

/* Calls visit for each article that names the unit; one of two spellings of it comes twice. Until visit returns true. */
typedef bool article_visitor(void *context, uint32_t article);
static bool visit_articles(const struct units *units, uint32_t unit, article_visitor *visit, void *context)
{
	const struct unit *visited = &units->list[unit];

	for (uint32_t i = visited->first; i < visited->first + visited->count; i++)
		for (uint32_t j = units->set->starts[units->spellings[i]]; j < units->set->starts[units->spellings[i] + 1]; j++)
			if (visit(context, units->set->documents[j]))
				return true;
	return false;
}

static bool is_wanted(const struct matter *matter, uint32_t article)
{
	return matter->wanted[article >> 6] >> (article & 63) & 1;
}

static bool want(void *context, uint32_t article)
{
	struct matter *matter = context;

	matter->wanted[article >> 6] |= 1ull << (article & 63);
	return false;
}

void matter_init(struct matter *matter, const struct units *units, const uint32_t *of, size_t groups)
{
	const struct name_set *set = units->set;

	*matter = (struct matter){.units = units, .of = of};
	for (uint32_t i = 0; i < set->starts[set->count]; i++)
		if (set->documents[i] >= matter->articles)
			matter->articles = set->documents[i] + 1;
	matter->wanted = memory_zeroed(matter->articles / 64 + 1, sizeof *matter->wanted);
	list_members(matter, groups);
}

void matter_release(struct matter *matter)
{
	free(matter->members);
	free(matter->member_starts);
	free(matter->wanted);
	free(matter->starts);
	free(matter->names);
	free(matter->weights);
	free(matter->lengths);
	*matter = (struct matter){0};
}

bool matter_comparable(const struct matter *matter, uint32_t unit, uint32_t group)
{
	return (uint64_t)matter->units->list[unit].documents * group_documents(matter, group) <= COMPARED_MAX;
}

void matter_want(struct matter *matter, uint32_t unit, uint32_t group)
{
	if (!matter_comparable(matter, unit, group))
		return;
	visit_articles(matter->units, unit, want, matter);
	for (uint32_t i = matter->member_starts[group]; i < matter->member_starts[group + 1]; i++)
		visit_articles(matter->units, matter->members[i], want, matter);
}

/* ---- reading ---- */

/* A unit's way to the articles that name it. */
struct reading {
	struct matter *matter;
	uint32_t unit;
	size_t *ends; /* of each article, behind its last name so far */
};

static bool count_name(void *context, uint32_t article)
{
	struct reading *reading = context;

	reading->ends[article + 1] += is_wanted(reading->matter, article);
	return false;
}

static bool add_name(void *context, uint32_t article)
{
	struct reading *reading = context;
	struct matter *matter = reading->matter;
	size_t *end = &reading->ends[article];

	if (!is_wanted(matter, article) || (*end > matter->starts[article] && matter->names[*end - 1] == reading->unit))
		return false;
	matter->names[(*end)++] = reading->unit;
	matter->lengths[article] += matter->weights[reading->unit] * matter->weights[reading->unit];
	return false;
}

static void visit_all(struct reading *reading, article_visitor *visit)
{
	for (reading->unit = 0; reading->unit < reading->matter->units->count; reading->unit++)
		visit_articles(reading->matter->units, reading->unit, visit, reading);
}

/* Names that an article has twice leave a gap behind it, which is closed. */
static void close_gaps(struct matter *matter, const size_t *ends)
{
	size_t to = 0;

	for (uint32_t i = 0; i < matter->articles; i++) {
		size_t count = ends[i] - matter->starts[i];

		memmove(matter->names + to, matter->names + matter->starts[i], count * sizeof *matter->names);
		matter->starts[i] = to;
		to += count;
		matter->lengths[i] = sqrt(matter->lengths[i]);
	}
	matter->starts[matter->articles] = to;
}

void matter_read(struct matter *matter)
{
	struct reading reading = {.matter = matter};
	size_t size = (size_t)matter->articles + 1;

	matter->starts = memory_zeroed(size, sizeof *matter->starts);
	matter->lengths = memory_zeroed(size, sizeof *matter->lengths);
	matter->weights = memory_resize(NULL, matter->units->count, sizeof *matter->weights);
	for (size_t i = 0; i < matter->units->count; i++) {
		double documents = matter->units->list[i].documents;

		matter->weights[i] = documents > 0 && documents < matter->articles ? log(matter->articles / documents) : 0;
	}
	reading.ends = matter->starts;
	visit_all(&reading, count_name);
	for (uint32_t i = 0; i < matter->articles; i++)
		matter->starts[i + 1] += matter->starts[i];
	matter->names = memory_resize(NULL, matter->starts[matter->articles], sizeof *matter->names);
	reading.ends = memory_resize(NULL, size, sizeof *reading.ends);
	memcpy(reading.ends, matter->starts, size * sizeof *reading.ends);
	visit_all(&reading, add_name);
	close_gaps(matter, reading.ends);
	free(reading.ends);
}

/* ---- comparing ---- */

struct comparison {
	const struct matter *matter;
	uint32_t unit;    /* counts for nothing */
	uint32_t group;
	double near;
	uint32_t article; /* what the group's are compared with */
	uint32_t shared, all; /* of the unit's articles */
};

static double cosine(const struct matter *matter, uint32_t a, uint32_t b, uint32_t without)
{
	size_t left = matter->starts[a], right = matter->starts[b];
	size_t left_end = matter->starts[a + 1], right_end = matter->starts[b + 1];
	double product = 0;

	if (left_end - left > NAMES_MAX || right_end - right > NAMES_MAX)
		return 0;
	while (left < left_end && right < right_end) {
		uint32_t first = matter->names[left], second = matter->names[right];

		if (first == second && first != without)
			product += matter->weights[first] * matter->weights[first];
		left += first <= second;
		right += second <= first;
	}
	return product > 0 ? product / (matter->lengths[a] * matter->lengths[b]) : 0;
}

static bool is_near(void *context, uint32_t article)
{
	const struct comparison *comparison = context;

	return article != comparison->article && cosine(comparison->matter, article, comparison->article, comparison->unit) >= comparison->near;
}

static bool compare_article(void *context, uint32_t article)
{
	struct comparison *comparison = context;
	const struct matter *matter = comparison->matter;
	bool near = false;

	comparison->article = article;
	for (uint32_t i = matter->member_starts[comparison->group]; i < matter->member_starts[comparison->group + 1] && !near; i++)
		near = visit_articles(matter->units, matter->members[i], is_near, comparison);
	comparison->shared += near;
	comparison->all++;
	return false;
}

bool matter_shared(const struct matter *matter, uint32_t unit, uint32_t group, double near)
{
	struct comparison comparison = {.matter = matter, .unit = unit, .group = group, .near = near};

	if (!matter_comparable(matter, unit, group))
		return false;
	visit_articles(matter->units, unit, compare_article, &comparison);
	return comparison.shared >= MOST * comparison.all;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/spelling.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A string and in how many articles it stands; what several parts call the same is added up. */
struct counted {
	const char *string;
	uint32_t count;
};

void spellings_release(struct spellings *spellings)
{
	free(spellings->list);
	*spellings = (struct spellings){0};
}

static bool same_entry(const struct spelling *a, const struct spelling *b)
{
	return a->number == b->number && a->part == b->part && a->shard == b->shard;
}

void spellings_add(struct spellings *spellings, const struct spelling *spelling)
{
	for (size_t i = 0; i < spellings->count; i++)
		if (same_entry(&spellings->list[i], spelling)) {
			spellings->list[i].count += spelling->count;
			return;
		}
	if (spellings->count == spellings->capacity) {
		spellings->capacity = spellings->capacity * 2 + 4;
		spellings->list = memory_resize(spellings->list, spellings->capacity, sizeof *spellings->list);
	}
	spellings->list[spellings->count++] = *spelling;
}

enum shim_status spellings_end(struct spellings *spellings, struct catalog *catalog, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < spellings->count && status == SHIM_OK; i++) {
		struct spelling *spelling = &spellings->list[i];

		status = catalog_entry(catalog, spelling->shard, spelling->part, spelling->number, &spelling->entry, failure);
	}
	return status;
}

static int compare_strings(const void *left, const void *right)
{
	return strcmp(((const struct counted *)left)->string, ((const struct counted *)right)->string);
}

static int compare_counts(const void *left, const void *right)
{
	const struct counted *a = left, *b = right;

	return a->count != b->count ? (a->count > b->count ? -1 : 1) : strcmp(a->string, b->string);
}

/* Adds up what is the same and sorts by count; returns how many are left. */
static size_t settle(struct counted *list, size_t count)
{
	size_t kept = 0;

	if (count == 0)
		return 0;
	qsort(list, count, sizeof *list, compare_strings);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(list[i].string, list[kept].string) != 0)
			list[++kept] = list[i];
		else
			list[kept].count += list[i].count;
	}
	qsort(list, kept + 1, sizeof *list, compare_counts);
	return kept + 1;
}

char *spellings_name(struct spellings *spellings)
{
	struct counted *names = memory_resize(NULL, spellings->count, sizeof *names);
	char *name;

	for (size_t i = 0; i < spellings->count; i++)
		names[i] = (struct counted){spellings->list[i].entry->name, spellings->list[i].count};
	name = memory_string(settle(names, spellings->count) > 0 ? names[0].string : "");
	free(names);
	return name;
}

char **spellings_forms(struct spellings *spellings, size_t max)
{
	struct counted *forms = memory_resize(NULL, spellings->count, sizeof *forms);
	size_t count;
	char **list;

	for (size_t i = 0; i < spellings->count; i++)
		forms[i] = (struct counted){spellings->list[i].entry->form, spellings->list[i].count};
	count = settle(forms, spellings->count);
	count = count < max ? count : max;
	list = memory_zeroed(count + 1, sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = memory_string(forms[i].string);
	free(forms);
	return list;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a table of names, as a table of forenames, and as the record of
 * an index's names; and each line of them as a person's name. The first byte
 * chooses.
 */
#include "names/forenames.h"
#include "names/map.h"
#include "names/person.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(bool kept)
{
	if (!kept)
		abort();
}

/* What was read can be asked for. */
static void check_table(const char *text, size_t length)
{
	struct names *names = names_new();
	struct folder *folder = memory_zeroed(1, sizeof *folder);

	names_parse(names, text, length, "fuzz");
	for (uint32_t i = 0; i < names_count(names); i++) {
		const struct names_entry *entry = names_entry(names, i);

		demand(entry->kind < ENTITY_KINDS && entry->count > 0);
		for (size_t j = 0; j < entry->count; j++) {
			char key[NAME_KEY_MAX];
			size_t size = name_key(folder, entry->names[j], strlen(entry->names[j]), key);

			demand(size > 0 && size <= NAME_KEY_MAX);
			names_find(names, entry->kind, key, size);
		}
	}
	free(folder);
	names_free(names);
}

static void check_forenames(const char *text, size_t length)
{
	struct forenames *forenames = forenames_new();
	struct folder *folder = memory_zeroed(1, sizeof *folder);
	struct person_name person, other;
	unsigned differences;

	forenames_parse(forenames, text, length, "fuzz");
	person_parse(&person, folder, text, length / 2);
	person_parse(&other, folder, text + length / 2, length - length / 2);
	demand(person_titles(folder, text, length) <= length);
	if (person.count >= 2 && other.count >= 2)
		demand(person_compare(forenames, &person, &other, &differences) ==
		       person_compare(forenames, &other, &person, &differences));
	free(folder);
	forenames_free(forenames);
}

static void ignore(void *context, const char *folded, size_t length)
{
	(void)context;
	demand(length == 0 || folded);
}

static void check_map(const char *bytes, size_t length)
{
	struct analyzer *analyzer = analyzer_new();
	struct name_map *map = name_map_new(analyzer);

	name_map_add(map, bytes, length);
	name_map_find(map, ENTITY_PERSON, bytes, length < 64 ? length : 64);
	name_map_visit(map, ENTITY_PLACE, bytes, length < 64 ? length : 64, ignore, NULL);
	name_map_visit_surname(map, bytes, length < 64 ? length : 64, ignore, NULL);
	name_map_free(map);
	analyzer_free(analyzer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static void (*const checks[])(const char *text, size_t length) = {check_table, check_forenames, check_map};
	char *copy;

	if (length == 0)
		return 0;
	/* as large as the input, so that a sanitizer sees a step beyond it */
	copy = memory_new(length - 1);
	memcpy(copy, bytes + 1, length - 1);
	checks[bytes[0] % 3](copy, length - 1);
	free(copy);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/forenames.h"

#include "names/lines.h"
#include "names/spelling.h"
#include "names/words.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

struct forename {
	uint32_t classes[FORENAME_CLASSES];
	size_t count;
};

struct forenames {
	struct folder *folder;
	struct word_table words; /* numbers are places in list */
	struct forename *list;
	size_t count;
	uint32_t classes;
};

struct forenames *forenames_new(void)
{
	struct forenames *forenames = memory_zeroed(1, sizeof *forenames);

	forenames->folder = memory_zeroed(1, sizeof *forenames->folder);
	return forenames;
}

void forenames_free(struct forenames *forenames)
{
	if (!forenames)
		return;
	word_table_release(&forenames->words);
	free(forenames->list);
	free(forenames->folder);
	free(forenames);
}

static void add_form(struct forenames *forenames, const char *key, size_t length, uint32_t class)
{
	uint32_t *place = word_table_add(&forenames->words, key, length);
	struct forename *forename;

	if (*place == WORD_TABLE_NONE) {
		*place = (uint32_t)forenames->count;
		forenames->list = memory_resize(forenames->list, forenames->count + 1, sizeof *forenames->list);
		forenames->list[forenames->count++] = (struct forename){.count = 0};
	}
	forename = &forenames->list[*place];
	if (forename->count < FORENAME_CLASSES)
		forename->classes[forename->count++] = class;
}

void forenames_parse(struct forenames *forenames, const char *text, size_t length, const char *file)
{
	struct lines lines = {.at = text, .end = text + length, .file = file};

	while (lines_next(&lines)) {
		uint32_t class = forenames->classes++;

		for (size_t i = 0; i < lines.count; i++) {
			char key[NAME_KEY_MAX];
			size_t size = name_key(forenames->folder, lines.fields[i].bytes, lines.fields[i].length, key);

			if (size == 0 || memchr(key, ' ', size))
				lines_complain(&lines, "write one word between tabs", "a forename is missing or of several words");
			else
				add_form(forenames, key, size, class);
		}
	}
}

size_t forename_classes(const struct forenames *forenames, const char *word, size_t length, uint32_t classes[FORENAME_CLASSES])
{
	uint32_t place = word_table_find(&forenames->words, word, length);

	if (place == WORD_TABLE_NONE)
		return 0;
	memcpy(classes, forenames->list[place].classes, sizeof forenames->list[place].classes);
	return forenames->list[place].count;
}

bool forenames_meet(const struct forenames *forenames, const char *a, size_t a_length, const char *b, size_t b_length)
{
	uint32_t left[FORENAME_CLASSES], right[FORENAME_CLASSES];
	size_t left_count = forename_classes(forenames, a, a_length, left);
	size_t right_count = forename_classes(forenames, b, b_length, right);

	for (size_t i = 0; i < left_count; i++)
		for (size_t j = 0; j < right_count; j++)
			if (left[i] == right[j])
				return true;
	return false;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/letters.h"

#include "article/schema.h"
#include "program/clock.h"
#include "searcher/fetch.h"
#include "text/fold.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

void letters_release(struct letters *letters)
{
	free(letters->places);
	*letters = (struct letters){0};
}

/* ---- one text ---- */

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

/* Letters, digits and what is written over them, of a script that puts spaces between words. */
static bool is_word_character(const char *at)
{
	utf8proc_int32_t code;

	if (utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &code) <= 0 ||
	    fold_character((uint32_t)code).class == CLASS_IDEOGRAPH)
		return false;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

static const char *character_before(const char *text, const char *at)
{
	do
		at--;
	while (at > text && ((unsigned char)*at & 0xC0) == 0x80);
	return at;
}

/* Where an occurrence that begins at `at` ends; NULL: none begins there. */
static const char *occurrence_end(const char *at, const char *wanted)
{
	for (;;) {
		if (is_space(*wanted)) {
			if (!is_space(*at))
				return NULL;
			while (is_space(*wanted))
				wanted++;
			while (is_space(*at))
				at++;
		}
		if (!*wanted)
			return at;
		if (*at != *wanted)
			return NULL;
		at++;
		wanted++;
	}
}

bool letters_stand_in(const char *text, const char *wanted)
{
	const char *last = wanted + strlen(wanted);

	if (!*wanted)
		return false;
	last = character_before(wanted, last);
	for (const char *at = strchr(text, *wanted); at; at = strchr(at + 1, *wanted)) {
		const char *end = occurrence_end(at, wanted);

		if (!end || (at > text && is_word_character(wanted) && is_word_character(character_before(text, at))))
			continue;
		if (!*end || !is_word_character(last) || !is_word_character(end))
			return true;
	}
	return false;
}

/* ---- all articles ---- */

struct reader {
	struct shim_index *index;
	struct text_store *texts;
	const char *wanted;
	bool title_only;
};

/* An article that cannot be read is not found. */
static bool holds(const struct reader *reader, uint32_t document, bool text)
{
	struct article article = {0};
	struct shim_failure failure;
	bool found = false;

	if (fetch_article(reader->index, reader->texts, document, text, &article, &failure) == SHIM_OK) {
		const char *where = text ? article.text : article.title;

		found = where && letters_stand_in(where, reader->wanted);
	}
	article_release(&article);
	return found;
}

static void add_place(struct letters *letters, const unsigned char place[PLACE_LENGTH])
{
	letters->places = memory_resize(letters->places, letters->count + 1, PLACE_LENGTH);
	memcpy(letters->places + letters->count++ * PLACE_LENGTH, place, PLACE_LENGTH);
}

static enum shim_status look_into(struct letters *letters, const struct reader *reader, uint32_t document,
                                  struct shim_failure *failure)
{
	unsigned char place[PLACE_LENGTH];
	struct shim_bytes value;
	enum shim_status status = shim_index_value(reader->index, document, SLOT_PLACE, &value, failure);

	if (status != SHIM_OK || value.length != PLACE_LENGTH)
		return status;
	memcpy(place, value.bytes, PLACE_LENGTH);
	if (holds(reader, document, false) || (!reader->title_only && holds(reader, document, true)))
		add_place(letters, place);
	return SHIM_OK;
}

static int compare_places(const void *one, const void *other)
{
	return memcmp(one, other, PLACE_LENGTH);
}

enum shim_status letters_find(struct letters *letters, struct shim_index *index, struct text_store *texts,
                              const struct shim_query *query, const char *wanted, bool title_only, double deadline,
                              struct shim_failure *failure)
{
	uint32_t last = shim_index_last_document(index), total;
	uint64_t *bits = memory_zeroed(last / 64 + 1, sizeof *bits);
	struct reader reader = {.index = index, .texts = texts, .wanted = wanted, .title_only = title_only};
	size_t shards = shim_index_shards(index);
	enum shim_status status = clock_passed(deadline) ? SHIM_TIMEOUT : shim_index_collect(index, query, 0, bits, &total, failure);

	/* Shard by shard, since that is how neighbours lie together. */
	for (size_t shard = 0; shard < shards && status == SHIM_OK; shard++)
		for (uint64_t document = shard + 1; document <= last && status == SHIM_OK; document += shards)
			if (bits[document / 64] >> document % 64 & 1)
				status = clock_passed(deadline) ? SHIM_TIMEOUT : look_into(letters, &reader, (uint32_t)document, failure);
	if (letters->count > 0)
		qsort(letters->places, letters->count, PLACE_LENGTH, compare_places);
	free(bits);
	return status;
}

bool letters_accept(const void *context, const void *value, size_t length)
{
	const struct letters *letters = context;

	return length == PLACE_LENGTH && letters->count > 0 &&
	       bsearch(value, letters->places, letters->count, PLACE_LENGTH, compare_places);
}

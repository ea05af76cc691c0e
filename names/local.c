/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/local.h"

#include "names/company.h"
#include "text/memory.h"
#include "text/scan.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_MAX 32 /* bytes behind a name that are looked at for a title */
#define PLACE_WORDS 3 /* of a country before its leader */

void locals_release(struct locals *locals)
{
	for (size_t i = 0; i < locals->count; i++)
		free(locals->list[i].forms);
	free(locals->list);
	free(locals->places);
	word_table_release(&locals->keys);
	*locals = (struct locals){0};
}

uint32_t locals_find(const struct locals *locals, const char *key, size_t length)
{
	return word_table_find(&locals->keys, key, length);
}

uint32_t locals_root(const struct locals *locals, uint32_t local)
{
	while (locals->list[local].parent != local)
		local = locals->list[local].parent;
	return local;
}

void locals_join(struct locals *locals, uint32_t local, uint32_t to)
{
	uint32_t root = locals_root(locals, local), target = locals_root(locals, to);

	if (root != target)
		locals->list[root].parent = target;
}

/* ---- spans ---- */

static bool ends_with(const char *start, const char *end, const char *ending)
{
	size_t length = strlen(ending);

	return (size_t)(end - start) > length && !memcmp(end - length, ending, length);
}

static const char *without_possessive(const char *start, const char *end)
{
	static const char *const possessives[] = {"'s", "\xE2\x80\x99s", "'S", "\xE2\x80\x99S", "'", "\xE2\x80\x99"};

	for (size_t i = 0; i < sizeof possessives / sizeof *possessives; i++)
		if (ends_with(start, end, possessives[i]))
			return end - strlen(possessives[i]);
	return end;
}

/* What stands around a name and is none of it. */
static bool around(char byte)
{
	return strchr(" \t\n\"'(),;:-", byte) != NULL;
}

/* "Jo JorgensenImage: ": a caption that a page's markup kept apart, and its text does not. */
static size_t caption_at_end(const char *start, const char *end)
{
	static const char *const captions[] = {"Image", "Images", "Photo", "Photos", "Picture", "Video", "Credit", "Source", "File"};

	for (size_t i = 0; i < sizeof captions / sizeof *captions && *end == ':'; i++)
		if (ends_with(start, end, captions[i]) && ascii_lower(end[-(ptrdiff_t)strlen(captions[i]) - 1]))
			return strlen(captions[i]);
	return 0;
}

/* "andAnnie Mumolo": a word before a link that a page's markup kept apart. */
static size_t glued_at_start(const char *start, const char *end)
{
	static const char *const words[] = {"and", "but", "by", "for", "from", "including", "of", "the", "to", "with"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t length = strlen(words[i]);

		if ((size_t)(end - start) > length + 1 && !memcmp(start, words[i], length) && ascii_upper(start[length]) && ascii_lower(start[length + 1]))
			return length;
	}
	return 0;
}

static struct place_of_name trim(struct folder *folder, const char *start, const char *end, enum entity_kind kind)
{
	while (start < end && around(*start))
		start++;
	while (end > start && around(end[-1]))
		end--;
	end -= caption_at_end(start, end);
	end = without_possessive(start, end);
	if (kind == ENTITY_PERSON) {
		start += glued_at_start(start, end);
		start += person_titles(folder, start, (size_t)(end - start));
	} else {
		end -= person_title_opening(folder, start, (size_t)(end - start), end, strnlen(end, TITLE_MAX));
	}
	return (struct place_of_name){.start = start, .end = end};
}

static void add_form(struct local *local, const char *start, const char *end)
{
	size_t length = (size_t)(end - start);

	for (size_t i = 0; i < local->form_count; i++)
		if (local->forms[i].length == length && !memcmp(local->forms[i].bytes, start, length)) {
			local->forms[i].count++;
			return;
		}
	if (local->form_count == LOCAL_FORMS)
		return;
	local->forms = memory_resize(local->forms, local->form_count + 1, sizeof *local->forms);
	local->forms[local->form_count++] = (struct local_form){start, length, 1};
}

static uint32_t local_of(struct locals *locals, const char *key, size_t length)
{
	uint32_t *number = word_table_add(&locals->keys, key, length);
	struct local *local;

	if (*number != WORD_TABLE_NONE)
		return *number;
	if (locals->count == locals->capacity) {
		locals->capacity = locals->capacity ? locals->capacity * 2 : 16;
		locals->list = memory_resize(locals->list, locals->capacity, sizeof *locals->list);
	}
	local = &locals->list[locals->count];
	*local = (struct local){.key_length = length, .parent = (uint32_t)locals->count};
	memcpy(local->key, key, length);
	return *number = (uint32_t)locals->count++;
}

/* Whether "Minister of " stands before it, or another title. */
static bool behind_office(struct folder *folder, const char *text, const char *start)
{
	static const char of[] = " of ";
	const char *word, *end = start - (sizeof of - 1);

	if (start - text <= (ptrdiff_t)sizeof of || memcmp(end, of, sizeof of - 1) != 0)
		return false;
	for (word = end; word > text && end - word < TITLE_MAX && ascii_word(word[-1]);)
		word--;
	return word < end && person_nobody(folder, word, (size_t)(end - word));
}

/* The place of the tables that a name begins with, in bytes; 0: none does, or it is a forename too. */
static size_t known_place(struct folder *folder, const struct names *names, const char *start, const char *end)
{
	const char *space = start;
	uint32_t classes[FORENAME_CLASSES];

	for (size_t words = 1; words <= PLACE_WORDS && (space = memchr(space, ' ', (size_t)(end - space))); words++, space++) {
		char key[NAME_KEY_MAX];
		size_t length = name_key(folder, start, (size_t)(space - start), key);

		if (names_find(names, ENTITY_PLACE, key, length) != NAMES_NONE)
			return forename_classes(names_forenames(names), key, length, classes) > 0 ? 0 : (size_t)(space - start);
	}
	return 0;
}

/* How many bytes of a person's name are the place before it, whose leader it is: "Prime Minister of India Narendra Modi". */
static size_t place_before(struct folder *folder, const struct names *names, const char *text, const struct span *span)
{
	const char *start = text + span->start, *end = text + span->end;

	return span->kind == ENTITY_PERSON && behind_office(folder, text, start) ? known_place(folder, names, start, end) : 0;
}

/* "#WrongTrump" */
static bool is_tag(const struct place_of_name *place, enum entity_kind kind)
{
	return kind == ENTITY_PERSON && place->start < place->end && *place->start == '#';
}

/* What stands behind a company's name is none: "Inc." */
static bool is_legal_form(const struct place_of_name *place, enum entity_kind kind, const char *key, size_t length)
{
	return kind == ENTITY_ORG && company_form(key, length) && place->end - place->start > 1 && !ascii_upper(place->start[1]);
}

static void read_span(struct locals *locals, struct folder *folder, const struct names *names, const struct article *article, const struct span *span)
{
	const char *text = span->title ? article->title : article->text;
	struct place_of_name place;
	char key[NAME_KEY_MAX];
	struct local *local;
	size_t length;

	place = trim(folder, text + span->start, text + span->end, (enum entity_kind)span->kind);
	length = names_key(names, folder, place.start, (size_t)(place.end - place.start), key);
	if (length == 0 || is_tag(&place, (enum entity_kind)span->kind) || is_legal_form(&place, (enum entity_kind)span->kind, key, length))
		return;
	place.local = local_of(locals, key, length);
	place.title = span->title;
	local = &locals->list[place.local];
	local->votes[span->kind]++;
	local->count++;
	local->behind_the += place.start - text > 4 && !strncasecmp(place.start - 4, "the ", 4);
	add_form(local, place.start, place.end);
	locals->places[locals->place_count++] = place;
}

/* "Martin Luther King, Jr." is one name, though the comma made two of it. */
static bool suffix_follows(struct folder *folder, const struct article *article, const struct span *span,
                           const struct span *next)
{
	const char *text = span->title ? article->title : article->text;

	if (span->kind != ENTITY_PERSON || next->title != span->title || next->start < span->end || next->start - span->end > 2)
		return false;
	for (uint32_t at = span->end; at < next->start; at++)
		if (text[at] != ',' && text[at] != ' ')
			return false;
	return person_suffix_alone(folder, text + next->start, next->end - next->start);
}

void locals_read(struct locals *locals, struct folder *folder, const struct names *names, const struct article *article,
                 const struct span *spans, size_t count)
{
	*locals = (struct locals){.places = memory_resize(NULL, 2 * count, sizeof *locals->places)};
	for (size_t i = 0; i < count; i++) {
		struct span span = spans[i], place = span;
		size_t before = place_before(folder, names, span.title ? article->title : article->text, &span);

		if (before > 0) {
			place.kind = ENTITY_PLACE;
			place.end = span.start += (uint32_t)before;
			read_span(locals, folder, names, article, &place);
		}

		if (i + 1 < count && suffix_follows(folder, article, &span, &spans[i + 1]))
			span.end = spans[++i].end;
		read_span(locals, folder, names, article, &span);
	}
}

/* ---- forms ---- */

static bool has_lower_case(const struct local_form *form)
{
	for (size_t i = 0; i < form->length; i++)
		if (form->bytes[i] >= 'a' && form->bytes[i] <= 'z')
			return true;
	return false;
}

const struct local_form *local_best_form(const struct local *local)
{
	const struct local_form *best = &local->forms[0];

	for (size_t i = 1; i < local->form_count; i++) {
		const struct local_form *form = &local->forms[i];
		bool lower = has_lower_case(form), best_lower = has_lower_case(best);

		if (lower != best_lower ? lower : form->count > best->count)
			best = form;
	}
	return best;
}

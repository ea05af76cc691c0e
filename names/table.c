/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/table.h"

#include "names/lines.h"
#include "names/words.h"
#include "program/data.h"
#include "text/lexicon.h"
#include "text/memory.h"
#include "text/scan.h"

#include <stdlib.h>
#include <string.h>

/* A kind's letter and a key. */
#define KIND_KEY_MAX (NAME_KEY_MAX + 1)

/* Before a name that is the entry's only where the article says so. */
#define DOUBT '?'

struct names {
	struct folder *folder;
	struct names_entry *entries;
	size_t count, capacity;
	struct word_table keys;  /* kind and key to the entry */
	struct word_table doubtful; /* the same */
	struct word_table capitals; /* keys of acronyms that are words in small letters */
	struct word_table apart; /* kind, key, tab, key, the lesser first */
	struct names_parted *parted;
	size_t parted_count;
	struct forenames *forenames;
};

struct names *names_new(void)
{
	struct names *names = memory_zeroed(1, sizeof *names);

	names->folder = memory_zeroed(1, sizeof *names->folder);
	names->forenames = forenames_new();
	return names;
}

void names_free(struct names *names)
{
	if (!names)
		return;
	for (size_t i = 0; i < names->count; i++) {
		for (size_t j = 0; j < names->entries[i].count; j++)
			free(names->entries[i].names[j]);
		free(names->entries[i].names);
	}
	free(names->entries);
	for (size_t i = 0; i < names->parted_count; i++) {
		free(names->parted[i].first);
		free(names->parted[i].second);
	}
	free(names->parted);
	word_table_release(&names->keys);
	word_table_release(&names->doubtful);
	word_table_release(&names->capitals);
	word_table_release(&names->apart);
	forenames_free(names->forenames);
	free(names->folder);
	free(names);
}

static size_t kind_key(enum entity_kind kind, const char *key, size_t length, char out[KIND_KEY_MAX])
{
	if (length > NAME_KEY_MAX)
		length = NAME_KEY_MAX;
	out[0] = "pol"[kind];
	memcpy(out + 1, key, length);
	return length + 1;
}

static size_t pair_key(enum entity_kind kind, const char *a, size_t a_length, const char *b, size_t b_length,
                       char out[2 * KIND_KEY_MAX])
{
	size_t shorter = a_length < b_length ? a_length : b_length, used;
	int order = memcmp(a, b, shorter);

	if (order > 0 || (order == 0 && a_length > b_length))
		return pair_key(kind, b, b_length, a, a_length, out);
	used = kind_key(kind, a, a_length, out);
	out[used++] = '\t';
	memcpy(out + used, b, b_length);
	return used + b_length;
}

/* ---- reading ---- */

static bool read_kind(const struct line_field *field, enum entity_kind *kind)
{
	static const char *const kinds[ENTITY_KINDS] = {"person", "org", "place"};

	for (size_t i = 0; i < ENTITY_KINDS; i++)
		if (field->length == strlen(kinds[i]) && !memcmp(field->bytes, kinds[i], field->length)) {
			*kind = (enum entity_kind)i;
			return true;
		}
	return false;
}

static bool has_small_letter(const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (ascii_lower(name[i]))
			return true;
	return false;
}

/* What is surely a name of the entry stays before what may be one. */
static void add_name(struct names *names, uint32_t entry, const char *name, size_t name_length, bool sure)
{
	struct names_entry *to = &names->entries[entry];
	char key[NAME_KEY_MAX], whole[KIND_KEY_MAX];
	size_t length = name_key(names->folder, name, name_length, key);

	if (length == 0)
		return;
	if (!has_small_letter(name, name_length) && (lexicon_holds(key, length) || lexicon_stop_word("en", key, length)))
		*word_table_add(&names->capitals, key, length) = 1;
	*word_table_add(sure ? &names->keys : &names->doubtful, whole, kind_key(to->kind, key, length, whole)) = entry;
	to->names = memory_resize(to->names, to->count + 1, sizeof *to->names);
	to->names[to->count] = memory_copy(name, name_length);
	if (sure) {
		char *last = to->names[to->count];

		to->names[to->count] = to->names[to->sure];
		to->names[to->sure++] = last;
	}
	to->count++;
}

static uint32_t add_entry(struct names *names, enum entity_kind kind)
{
	if (names->count == names->capacity) {
		names->capacity = names->capacity ? names->capacity * 2 : 256;
		names->entries = memory_resize(names->entries, names->capacity, sizeof *names->entries);
	}
	names->entries[names->count] = (struct names_entry){.kind = kind};
	return (uint32_t)names->count++;
}

/* The names of an entry that was there go along: what they were is now this. */
static void take_over(struct names *names, uint32_t from, uint32_t to)
{
	for (size_t i = 0; i < names->entries[from].count; i++) {
		const struct names_entry *old = &names->entries[from]; /* the list may have moved */
		bool sure = i < old->sure;
		char key[NAME_KEY_MAX], whole[KIND_KEY_MAX];
		size_t length = name_key(names->folder, old->names[i], strlen(old->names[i]), key);

		length = kind_key(old->kind, key, length, whole);
		if (word_table_find(sure ? &names->keys : &names->doubtful, whole, length) == from)
			add_name(names, to, old->names[i], strlen(old->names[i]), sure);
	}
}

/* fields: the canonical name, its kind, aliases. */
static void add_line(struct names *names, const struct lines *lines, enum entity_kind kind)
{
	char key[NAME_KEY_MAX];
	size_t length = name_key(names->folder, lines->fields[0].bytes, lines->fields[0].length, key);
	uint32_t old = names_find(names, kind, key, length), entry = add_entry(names, kind);

	add_name(names, entry, lines->fields[0].bytes, lines->fields[0].length, true);
	for (size_t i = 2; i < lines->count; i++) {
		const struct line_field *field = &lines->fields[i];
		bool doubtful = field->bytes[0] == DOUBT;

		add_name(names, entry, field->bytes + doubtful, field->length - doubtful, !doubtful);
	}
	if (old != NAMES_NONE)
		take_over(names, old, entry);
}

static bool is_canonical(struct names *names, uint32_t entry, const char *key, size_t length)
{
	const char *name = names->entries[entry].names[0];
	char canonical[NAME_KEY_MAX];
	size_t size = name_key(names->folder, name, strlen(name), canonical);

	return size == length && !memcmp(canonical, key, length);
}

/* Takes one of two names out of the entry that both are in: the second, unless the entry is called so. */
static void part(struct names *names, enum entity_kind kind, const struct line_field *first, const struct line_field *second)
{
	char a[NAME_KEY_MAX], b[NAME_KEY_MAX], whole[2 * KIND_KEY_MAX];
	size_t a_length = name_key(names->folder, first->bytes, first->length, a);
	size_t b_length = name_key(names->folder, second->bytes, second->length, b);
	uint32_t entry = names_find(names, kind, b, b_length);

	if (a_length == 0 || b_length == 0 || (a_length == b_length && !memcmp(a, b, a_length)))
		return;
	*word_table_add(&names->apart, whole, pair_key(kind, a, a_length, b, b_length, whole)) = 1;
	names->parted = memory_resize(names->parted, names->parted_count + 1, sizeof *names->parted);
	names->parted[names->parted_count++] = (struct names_parted){
		kind, memory_copy(first->bytes, first->length), memory_copy(second->bytes, second->length)};
	if (entry == NAMES_NONE || entry != names_find(names, kind, a, a_length))
		return;
	if (is_canonical(names, entry, b, b_length))
		*word_table_add(&names->keys, whole, kind_key(kind, a, a_length, whole)) = NAMES_NONE;
	else
		*word_table_add(&names->keys, whole, kind_key(kind, b, b_length, whole)) = NAMES_NONE;
}

static void keep_apart(struct names *names, const struct lines *lines, enum entity_kind kind)
{
	for (size_t i = 0; i < lines->count; i = i == 0 ? 2 : i + 1)
		for (size_t j = i == 0 ? 2 : i + 1; j < lines->count; j++)
			part(names, kind, &lines->fields[i], &lines->fields[j]);
}

/* What a line lacks, or NULL. */
static const char *missing(struct names *names, const struct lines *lines, bool apart, enum entity_kind *kind)
{
	char key[NAME_KEY_MAX];

	if (lines->count < 2 || !read_kind(&lines->fields[1], kind))
		return "no kind of name";
	if (name_key(names->folder, lines->fields[0].bytes, lines->fields[0].length, key) == 0)
		return "no name";
	return apart && lines->count < 3 ? "only one name to keep apart" : NULL;
}

void names_parse(struct names *names, const char *text, size_t length, const char *file)
{
	struct lines lines = {.at = text, .end = text + length, .file = file};

	while (lines_next(&lines)) {
		bool apart = lines.fields[0].bytes[0] == '!';
		const char *lacking;
		enum entity_kind kind;

		lines.fields[0].bytes += apart;
		lines.fields[0].length -= apart;
		lacking = missing(names, &lines, apart, &kind);
		if (lacking)
			lines_complain(&lines, apart ? "write !NAME, person, org or place, and names that are not its own, with tabs between"
			                             : "write NAME, person, org or place, and other names, with tabs between", lacking);
		else if (apart)
			keep_apart(names, &lines, kind);
		else
			add_line(names, &lines, kind);
	}
}

static bool read_table(struct names *names, const char *file, bool forenames)
{
	size_t length;
	char *text = table_read(file, &length);

	if (!text)
		return false;
	if (forenames)
		forenames_parse(names->forenames, text, length, file);
	else
		names_parse(names, text, length, file);
	free(text);
	return true;
}

struct names *names_open(const char *file, bool forenames)
{
	struct names *names = names_new();
	char *table = data_path("names.tsv"), *classes = data_path("forenames.tsv");
	bool opened = read_table(names, table, false) && (!forenames || read_table(names, classes, true)) &&
	              (!file || read_table(names, file, false));

	free(table);
	free(classes);
	if (opened)
		return names;
	names_free(names);
	return NULL;
}

struct names *names_read(const char *file)
{
	struct names *names = names_new();

	if (read_table(names, file, false))
		return names;
	names_free(names);
	return NULL;
}

/* ---- asking ---- */

/* Whether a name that starts so may have a key that starts with first: a letter of ASCII is itself there, unless it is the T of The. */
static bool may_begin(char byte, char first)
{
	return !ascii_word(byte) || (byte | 0x20) == (first | 0x20) || (byte | 0x20) == 't';
}

/* A name, its kind, and another one. */
static bool has_others(const char *line, const char *end)
{
	const char *stop = memchr(line, '\n', (size_t)(end - line));
	size_t tabs = 0;

	for (; line < (stop ? stop : end); line++)
		tabs += *line == '\t';
	return tabs >= 2;
}

bool names_mentioned(const char *text, size_t length, struct folder *folder, const char *key, size_t key_length)
{
	const char *end = text + length, *at = text, *line = text;

	while (at < end) {
		char found[NAME_KEY_MAX];
		const char *start = at;

		while (at < end && *at != '\t' && *at != '\n')
			at++;
		if (at > start && may_begin(*start, *key) && name_key(folder, start, (size_t)(at - start), found) == key_length &&
		    !memcmp(found, key, key_length) && has_others(line, end))
			return true;
		if (at++ < end && at[-1] == '\n')
			line = at;
	}
	return false;
}

size_t names_key(const struct names *names, struct folder *folder, const char *name, size_t length, char key[NAME_KEY_MAX])
{
	static const char article[] = "the ";
	size_t size = name_key(folder, name, length, key), before = sizeof article - 1;

	if (size == 0 || size + before > NAME_KEY_MAX || !has_small_letter(name, length) ||
	    word_table_find(&names->capitals, key, size) == WORD_TABLE_NONE)
		return size;
	memmove(key + before, key, size);
	memcpy(key, article, before);
	return size + before;
}

uint32_t names_find(const struct names *names, enum entity_kind kind, const char *key, size_t length)
{
	char whole[KIND_KEY_MAX];
	size_t size = kind_key(kind, key, length, whole);

	return length == 0 ? NAMES_NONE : word_table_find(&names->keys, whole, size);
}

uint32_t names_find_doubtful(const struct names *names, enum entity_kind kind, const char *key, size_t length)
{
	char whole[KIND_KEY_MAX];
	size_t size = kind_key(kind, key, length, whole);

	return length == 0 ? NAMES_NONE : word_table_find(&names->doubtful, whole, size);
}

const struct names_entry *names_entry(const struct names *names, uint32_t entry)
{
	return &names->entries[entry];
}

size_t names_count(const struct names *names)
{
	return names->count;
}

bool names_kind(const struct names *names, const char *key, size_t length, enum entity_kind *kind)
{
	size_t found = 0;

	for (size_t i = 0; i < ENTITY_KINDS; i++)
		if (names_find(names, (enum entity_kind)i, key, length) != NAMES_NONE) {
			*kind = (enum entity_kind)i;
			found++;
		}
	return found == 1;
}

bool names_apart(const struct names *names, enum entity_kind kind, const char *a, size_t a_length, const char *b, size_t b_length)
{
	char whole[2 * KIND_KEY_MAX];

	if (names->apart.count == 0)
		return false;
	return word_table_find(&names->apart, whole, pair_key(kind, a, a_length, b, b_length, whole)) == 1;
}

size_t names_parted_count(const struct names *names)
{
	return names->parted_count;
}

const struct names_parted *names_parted(const struct names *names, size_t pair)
{
	return &names->parted[pair];
}

const struct forenames *names_forenames(const struct names *names)
{
	return names->forenames;
}

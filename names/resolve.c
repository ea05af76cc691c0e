/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/resolve.h"

#include "names/local.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#define ACRONYM_MAX 8

/* In the place of an entity's number. */
#define NO_ENTITY (SIZE_MAX - 1)

struct resolver {
	const struct names *names;
	struct folder folder;
};

struct resolver *resolver_new(const struct names *names)
{
	struct resolver *resolver = memory_zeroed(1, sizeof *resolver);

	resolver->names = names;
	return resolver;
}

void resolver_free(struct resolver *resolver)
{
	free(resolver);
}

/* ---- kinds ---- */

static bool is_acronym(const char *start, const char *end)
{
	size_t letters = 0;

	for (; start < end; start++) {
		if (*start >= 'A' && *start <= 'Z')
			letters++;
		else if (*start != '.')
			return false;
	}
	return letters >= 2 && letters <= ACRONYM_MAX;
}

/* A word that is not known as anybody's forename: Kyiv, but not Paris or Jordan. */
static bool no_forename(const struct resolver *resolver, const struct local *local)
{
	uint32_t classes[FORENAME_CLASSES];

	return forename_classes(names_forenames(resolver->names), local->key, local->key_length, classes) == 0;
}

/* A club's name may be its city's: "Florida 4 Boston 2"; and initials that nobody takes for a person's are none. */
static bool is_other(const struct local *local, enum entity_kind kind)
{
	const struct local_form *form = local_best_form(local);

	return (local->kind == ENTITY_ORG && kind == ENTITY_PLACE) ||
	       (kind == ENTITY_PERSON && local->votes[ENTITY_PERSON] == 0 && is_acronym(form->bytes, form->bytes + form->length));
}

/* What most of its mentions say; but a name of the tables is what they say it is, unless it may be a person's too. */
static void decide_kind(const struct resolver *resolver, struct local *local)
{
	enum entity_kind kind;

	for (size_t i = 1; i < ENTITY_KINDS; i++)
		if (local->votes[i] > local->votes[local->kind])
			local->kind = (enum entity_kind)i;
	if (names_kind(resolver->names, local->key, local->key_length, &kind) && !is_other(local, kind) &&
	    (local->votes[ENTITY_PERSON] * 2 <= local->count || no_forename(resolver, local)))
		local->kind = kind;
}

static void decide_kinds(struct resolver *resolver, struct locals *locals)
{
	for (size_t i = 0; i < locals->count; i++) {
		struct local *local = &locals->list[i];
		const struct local_form *form = local_best_form(local);

		decide_kind(resolver, local);
		if (local->kind == ENTITY_PERSON)
			person_parse(&local->person, &resolver->folder, form->bytes, form->length);
	}
}

/* ---- acronyms ---- */

/* The initials of a key's words, little ones left out where `all` is not set; "" when there is one word. */
static size_t initials_of(const struct local *local, bool all, char out[ACRONYM_MAX])
{
	static const char *const little[] = {"of", "the", "for", "and", "in", "on", "to", "de", "des", "du", "la"};
	const char *at = local->key, *end = local->key + local->key_length;
	size_t count = 0;

	while (at < end) {
		const char *space = memchr(at, ' ', (size_t)(end - at)), *stop = space ? space : end;
		bool passed = false;

		for (size_t i = 0; i < sizeof little / sizeof *little && !all; i++)
			passed |= *at == *little[i] && strlen(little[i]) == (size_t)(stop - at) && !memcmp(at, little[i], (size_t)(stop - at));
		if (!passed && count == ACRONYM_MAX)
			return 0;
		if (!passed)
			out[count++] = *at;
		at = space ? space + 1 : end;
	}
	return count >= 2 ? count : 0;
}

static bool has_initials(const struct local *local, const char *key, size_t length)
{
	char initials[ACRONYM_MAX];

	for (int all = 0; all < 2; all++)
		if (initials_of(local, all, initials) == length && !memcmp(initials, key, length))
			return true;
	return false;
}

/* The tables say that the two are not one. */
static bool at_odds(const struct resolver *resolver, const struct local *a, const struct local *b)
{
	uint32_t left = names_find(resolver->names, a->kind, a->key, a->key_length);
	uint32_t right = names_find(resolver->names, b->kind, b->key, b->key_length);

	return (left != NAMES_NONE && right != NAMES_NONE && left != right) ||
	       names_apart(resolver->names, a->kind, a->key, a->key_length, b->key, b->key_length);
}

/* "Security Service of Ukraine (SBU)": an organisation's may be of its name in another language, a place's is of its initials. */
static void join_bracketed(struct resolver *resolver, struct locals *locals, const struct place_of_name *place, const char *end)
{
	struct local *whole = &locals->list[place->local];
	const char *at = place->end, *start;
	char key[NAME_KEY_MAX];
	uint32_t acronym;
	size_t length;

	while (at < end && *at == ' ')
		at++;
	if (whole->kind == ENTITY_PERSON || at == end || *at++ != '(')
		return;
	for (start = at; at < end && *at != ')' && at - start < 2 * ACRONYM_MAX;)
		at++;
	if (at == end || *at != ')' || !is_acronym(start, at))
		return;
	length = name_key(&resolver->folder, start, (size_t)(at - start), key);
	acronym = locals_find(locals, key, length);
	if (acronym == WORD_TABLE_NONE || acronym == place->local || at_odds(resolver, whole, &locals->list[acronym]) ||
	    (whole->kind == ENTITY_PLACE && !has_initials(whole, key, length)))
		return;
	locals->list[acronym].kind = whole->kind;
	locals_join(locals, acronym, place->local);
}

/* An acronym that stands nowhere in brackets, of a long name in the article. */
static void join_initials(struct resolver *resolver, struct locals *locals)
{
	struct word_table initials = {0};

	for (uint32_t i = 0; i < locals->count; i++)
		for (int all = 0; all < 2 && locals->list[i].kind != ENTITY_PERSON; all++) {
			char key[ACRONYM_MAX + 1] = {"pol"[locals->list[i].kind]};
			char *letters = key + 1;
			size_t length = initials_of(&locals->list[i], all, letters);

			if (length > 0)
				*word_table_add(&initials, key, length + 1) = i;
		}
	for (uint32_t i = 0; i < locals->count; i++) {
		const struct local *local = &locals->list[i];
		const struct local_form *form = local_best_form(local);
		char key[NAME_KEY_MAX + 1] = {"pol"[local->kind]};
		uint32_t whole;

		memcpy(key + 1, local->key, local->key_length);
		if (local->kind == ENTITY_PERSON || local->parent != i || !is_acronym(form->bytes, form->bytes + form->length))
			continue;
		whole = word_table_find(&initials, key, local->key_length + 1);
		if (whole != WORD_TABLE_NONE && !at_odds(resolver, local, &locals->list[whole]))
			locals_join(locals, i, whole);
	}
	word_table_release(&initials);
}

static void join_acronyms(struct resolver *resolver, struct locals *locals, const struct article *article)
{
	const char *title_end = article->title ? article->title + strlen(article->title) : NULL;
	const char *text_end = article->text ? article->text + strlen(article->text) : NULL;

	for (size_t i = 0; i < locals->place_count; i++)
		join_bracketed(resolver, locals, &locals->places[i], locals->places[i].title ? title_end : text_end);
	join_initials(resolver, locals);
}

/* ---- what comes of it ---- */

/* What the tables know is fullest, then more words, then a forename than its initial, then what stands there more often. */
static bool fuller(const struct local *a, const struct local *b)
{
	size_t a_words = 1, b_words = 1;

	if ((a->known != NULL) != (b->known != NULL))
		return a->known != NULL;
	if (a->kind == ENTITY_PERSON && a->person.count > 0 && b->person.count > 0) {
		bool a_initial = a->person.initial[0], b_initial = b->person.initial[0];

		if ((a->person.count > 1) != (b->person.count > 1))
			return a->person.count > 1;
		if (a_initial != b_initial)
			return !a_initial;
	}
	for (size_t i = 0; i < a->key_length; i++)
		a_words += a->key[i] == ' ';
	for (size_t i = 0; i < b->key_length; i++)
		b_words += b->key[i] == ' ';
	return a_words != b_words ? a_words > b_words : a->count > b->count;
}

/* Bytes of the white space that stands there, no-break spaces too; 0: none does. */
static size_t space_at(const char *at)
{
	if (*at == ' ' || *at == '\n' || *at == '\t')
		return 1;
	return !strncmp(at, "\u00A0", 2) ? 2 : !strncmp(at, "\u202F", 3) ? 3 : 0;
}

/* What stands there with single spaces between its words; freed by the caller. */
static char *spaced(const char *bytes, size_t length)
{
	char *name = memory_copy(bytes, length), *to = name;

	for (const char *from = name; *from;) {
		size_t space = space_at(from);

		if (!space)
			*to++ = *from;
		else if (to > name && to[-1] != ' ')
			*to++ = ' ';
		from += space ? space : 1;
	}
	*to = '\0';
	return name;
}

static void add_form(struct entity *entity, const struct place_of_name *place)
{
	char *form = spaced(place->start, (size_t)(place->end - place->start));

	entity_add_form(entity, form, strlen(form));
	free(form);
}

/* Each root's fullest name. */
static uint32_t *find_fullest(const struct locals *locals)
{
	uint32_t *fullest = memory_resize(NULL, locals->count, sizeof *fullest);

	for (uint32_t i = 0; i < locals->count; i++)
		fullest[i] = i;
	for (uint32_t i = 0; i < locals->count; i++) {
		uint32_t root = locals_root(locals, i);

		if (fuller(&locals->list[i], &locals->list[fullest[root]]))
			fullest[root] = i;
	}
	return fullest;
}

static void add_mention(struct article *article, const struct place_of_name *place, size_t entity)
{
	article->mentions[article->mention_count++] = (struct mention){(uint32_t)(place->start - article->text),
	                                                               (uint32_t)(place->end - article->text), (uint32_t)entity};
}

/* A title or suffix that turned out to be nobody's surname: "King" is Martin Luther King's only where he is named. */
static bool names_nobody(struct resolver *resolver, const struct local *root)
{
	const struct local_form *form = local_best_form(root);

	return root->nobody || (root->kind == ENTITY_PERSON && person_nobody(&resolver->folder, form->bytes, form->length));
}

/* Adds the entity that the names of a root are; NO_ENTITY: they are nobody's. */
static size_t add_entity(struct resolver *resolver, struct article *article, const struct local *root, const struct local *fullest)
{
	const struct local_form *best = local_best_form(fullest);
	char *name;
	size_t entity;

	if (names_nobody(resolver, root))
		return NO_ENTITY;
	name = fullest->known ? memory_string(fullest->known) : spaced(best->bytes, best->length);
	entity = article_add_entity(article, root->kind, name);
	free(name);
	return entity;
}

static void fill_in(struct resolver *resolver, struct article *article, const struct locals *locals)
{
	uint32_t *fullest = find_fullest(locals);
	size_t *entities = memory_resize(NULL, locals->count, sizeof *entities); /* of each root; SIZE_MAX: not known yet */

	memset(entities, 0xFF, locals->count * sizeof *entities);
	article->mentions = memory_resize(NULL, locals->place_count, sizeof *article->mentions);
	for (size_t i = 0; i < locals->place_count; i++) {
		const struct place_of_name *place = &locals->places[i];
		uint32_t root = locals_root(locals, place->local);
		struct entity *entity;

		if (entities[root] == SIZE_MAX)
			entities[root] = add_entity(resolver, article, &locals->list[root], &locals->list[fullest[root]]);
		if (entities[root] == NO_ENTITY)
			continue;
		entity = &article->entities[entities[root]];
		if (entity->form_count < LOCAL_FORMS)
			add_form(entity, place);
		if (!place->title)
			add_mention(article, place, entities[root]);
	}
	free(entities);
	free(fullest);
}

void names_resolve(struct resolver *resolver, struct article *article, const struct span *spans, size_t count)
{
	struct locals locals;

	if (count == 0)
		return;
	locals_read(&locals, &resolver->folder, resolver->names, article, spans, count);
	decide_kinds(resolver, &locals);
	people_join(names_forenames(resolver->names), &locals);
	join_acronyms(resolver, &locals, article);
	known_join(resolver->names, &resolver->folder, &locals, article);
	fill_in(resolver, article, &locals);
	locals_release(&locals);
}

const char *names_canonical(struct resolver *resolver, enum entity_kind kind, const char *name)
{
	char key[NAME_KEY_MAX];
	size_t length = names_key(resolver->names, &resolver->folder, name, strlen(name), key);
	uint32_t entry = names_find(resolver->names, kind, key, length);

	return entry == NAMES_NONE ? name : names_entry(resolver->names, entry)->names[0];
}

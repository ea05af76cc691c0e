/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/vanished.h"

#include "indexer/read/identity.h"
#include "program/report.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- what could not be read ---- */

void holders_init(struct holders *holders)
{
	*holders = (struct holders){0};
	pthread_mutex_init(&holders->mutex, NULL);
}

void holders_release(struct holders *holders)
{
	for (size_t i = 0; i < holders->count; i++) {
		free(holders->list[i].file);
		free(holders->list[i].place);
	}
	free(holders->list);
	pthread_mutex_destroy(&holders->mutex);
}

void holders_add(struct holders *holders, const char *file, const char *place, bool below)
{
	pthread_mutex_lock(&holders->mutex);
	/* Of one file many lines may be broken, one after another. */
	if (holders->count == 0 || strcmp(holders->list[holders->count - 1].place, place) != 0) {
		if (holders->count == holders->capacity) {
			holders->capacity = holders->capacity * 2 + 16;
			holders->list = memory_resize(holders->list, holders->capacity, sizeof *holders->list);
		}
		holders->list[holders->count++] = (struct holder){memory_string(file), memory_string(place), below, 0};
	}
	pthread_mutex_unlock(&holders->mutex);
}

void holders_say(const struct holders *holders)
{
	for (size_t i = 0; i < holders->count; i++) {
		const struct holder *holder = &holders->list[i];

		if (holder->held > 0)
			report(holder->file, 0, "mend it or take it away, and run again",
			       "not read whole, so %zu article%s that it gave before stay%s in the index", holder->held,
			       plural(holder->held), holder->held == 1 ? "s" : "");
	}
}

/* ---- what was not met ---- */

struct missing_article {
	uint32_t id;
	bool held;
};

/* Documents that are missing, ascending. */
struct missing {
	struct ledger *ledger;
	struct known *known;
	const char *origin;
	struct missing_article *list;
	size_t count, capacity;
	struct holder *holder; /* the one whose articles are being looked for */
};

static void note_missing(void *context, uint32_t id)
{
	struct missing *missing = context;

	if (ledger_met(missing->ledger, id))
		return;
	if (missing->count == missing->capacity) {
		missing->capacity = missing->capacity * 2 + 64;
		missing->list = memory_resize(missing->list, missing->capacity, sizeof *missing->list);
	}
	missing->list[missing->count].id = id;
	missing->list[missing->count++].held = false;
}

static void hold_article(struct missing *missing, struct missing_article *article)
{
	missing->holder->held += !article->held;
	article->held = true;
}

static int compare_missing(const void *id, const void *article)
{
	uint32_t one = *(const uint32_t *)id, other = ((const struct missing_article *)article)->id;

	return (one > other) - (one < other);
}

static void hold(void *context, uint32_t id)
{
	struct missing *missing = context;
	struct missing_article *found = missing->count > 0 ? bsearch(&id, missing->list, missing->count, sizeof *missing->list, compare_missing) : NULL;

	if (found)
		hold_article(missing, found);
}

static void hold_path(struct missing *missing, const char *below)
{
	char *id = identity_of_path(below);

	hold(missing, known_find(missing->known, id).id);
	free(id);
}

static void hold_below(struct missing *missing, const char *below)
{
	for (size_t i = 0; i < missing->count; i++) {
		char *id = *below ? known_name(missing->known, missing->list[i].id) : NULL;

		if (!*below || !id || identity_below(id, below))
			hold_article(missing, &missing->list[i]);
		free(id);
	}
}

/* Articles that are a file's only ones are known by their id, which is the file's path; others by their file's term. */
static void hold_for(struct missing *missing, struct holder *holder)
{
	const char *below = path_below(holder->place, missing->origin);

	missing->holder = holder;
	known_from_path(missing->known, holder->place, false, hold, missing);
	if (holder->below)
		known_from_path(missing->known, holder->place, true, hold, missing);
	if (!below)
		below = holder->below && path_below(missing->origin, holder->place) ? "" : NULL;
	else if (*below)
		hold_path(missing, below);
	if (below && holder->below)
		hold_below(missing, below);
}

static void say_vanished(struct missing *missing, uint32_t document)
{
	char *id = known_name(missing->known, document);

	report(NULL, 0, NULL, "vanished: %s", id ? id : "an article whose id cannot be read");
	free(id);
}

void vanished_delete(struct ledger *ledger, struct known *known, const char *origin, struct holders *holders, bool verbose)
{
	struct missing missing = {.ledger = ledger, .known = known, .origin = origin};

	known_from_origin(known, origin, note_missing, &missing);
	for (size_t i = 0; i < holders->count && missing.count > 0; i++)
		hold_for(&missing, &holders->list[i]);
	for (size_t i = 0; i < missing.count; i++) {
		if (missing.list[i].held)
			continue;
		if (verbose)
			say_vanished(&missing, missing.list[i].id);
		ledger_deleted(ledger, known, missing.list[i].id);
	}
	free(missing.list);
}

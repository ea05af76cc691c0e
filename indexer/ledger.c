/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/ledger.h"

#include "indexer/invert/dictionary.h"
#include "indexer/read/identity.h"
#include "program/report.h"
#include "text/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The last article of an id so far; serial 0: the one in the old index. */
struct claim {
	uint64_t sequence;
	uint32_t serial, local;
	uint32_t old;
	uint32_t origin; /* number of its SOURCE in origins, from 1 */
	uint32_t rival;  /* of one that has nothing to do with it and gave another article under this id; 0: none */
	bool same;       /* counted as unchanged */
	bool withdrawn;  /* neither that one nor another */
};

struct ledger {
	pthread_mutex_t mutex;
	struct publisher *publisher;
	const struct homes *homes;
	struct dictionary ids, origins;
	struct claim *claims; /* one for each id */
	size_t claim_capacity;
	uint64_t *met; /* bits: documents of the old index */
	uint32_t *left; /* of each: 1 + how many documents had been read when it was left as it is; 0: it was not */
	uint32_t last_known;
	struct state_shard *shards;
	size_t shard_count;
	struct ledger_counts counts;
};

/* Of the id of that number, what a message shows: for "%.*s". */
#define ID_SHOWN(ledger, number) \
	(int)((ledger)->ids.entries[number].length < 200 ? (ledger)->ids.entries[number].length : 200), \
		(ledger)->ids.arena.bytes + (ledger)->ids.entries[number].start

struct ledger *ledger_new(struct publisher *publisher, const struct homes *homes, uint32_t last_known)
{
	struct ledger *ledger = memory_zeroed(1, sizeof *ledger);

	pthread_mutex_init(&ledger->mutex, NULL);
	ledger->publisher = publisher;
	ledger->homes = homes;
	ledger->last_known = last_known;
	ledger->met = memory_zeroed(last_known / 64 + 1, sizeof *ledger->met);
	ledger->left = memory_zeroed((size_t)last_known + 1, sizeof *ledger->left);
	return ledger;
}

void ledger_free(struct ledger *ledger)
{
	if (!ledger)
		return;
	for (size_t i = 0; i < ledger->shard_count; i++)
		free(ledger->shards[i].dead);
	free(ledger->shards);
	free(ledger->left);
	free(ledger->met);
	free(ledger->claims);
	dictionary_release(&ledger->ids);
	dictionary_release(&ledger->origins);
	pthread_mutex_destroy(&ledger->mutex);
	free(ledger);
}

static void meet(struct ledger *ledger, uint32_t old)
{
	if (old > 0 && old <= ledger->last_known)
		ledger->met[old >> 6] |= (uint64_t)1 << (old & 63);
}

/* The shard of this serial, made when the first word of it comes. */
static struct state_shard *shard_of(struct ledger *ledger, uint32_t serial)
{
	for (size_t i = 0; i < ledger->shard_count; i++)
		if (ledger->shards[i].serial == serial)
			return &ledger->shards[i];
	ledger->shards = memory_resize(ledger->shards, ledger->shard_count + 1, sizeof *ledger->shards);
	ledger->shards[ledger->shard_count] = (struct state_shard){.serial = serial};
	return &ledger->shards[ledger->shard_count++];
}

static void kill_old(struct ledger *ledger, struct known *known, uint32_t old)
{
	if (old > 0)
		publisher_kill(ledger->publisher, known_shard(known, old), known_local(known, old));
}

/* The claim of an id; *fresh tells whether it was made now. */
static struct claim *claim_of(struct ledger *ledger, const char *id, bool *fresh)
{
	size_t before = ledger->ids.count;
	uint32_t number = dictionary_term(&ledger->ids, id, strlen(id))->number - 1;

	*fresh = ledger->ids.count > before;
	if (number >= ledger->claim_capacity) {
		ledger->claim_capacity = ledger->claim_capacity * 2 + 1024;
		ledger->claims = memory_resize(ledger->claims, ledger->claim_capacity, sizeof *ledger->claims);
	}
	return &ledger->claims[number];
}

/* ---- SOURCEs ---- */

static uint32_t origin_number(struct ledger *ledger, const char *origin)
{
	return dictionary_term(&ledger->origins, origin, strlen(origin))->number;
}

static char *origin_text(const struct ledger *ledger, uint32_t number)
{
	const struct dictionary_entry *entry = &ledger->origins.entries[number - 1];

	return memory_copy(ledger->origins.arena.bytes + entry->start, entry->length);
}

/* Notes that another SOURCE gave an article under the claim's id, too; false when the two are not apart. */
static bool note_rival(struct ledger *ledger, struct claim *claim, uint32_t rival)
{
	char *own, *other;

	if (claim->origin == rival)
		return false;
	own = origin_text(ledger, claim->origin);
	other = origin_text(ledger, rival);
	if (!origins_apart(own, other))
		rival = 0;
	free(own);
	free(other);
	if (rival)
		claim->rival = rival;
	return rival > 0;
}

/* Another article stands in the index under this id: perhaps another SOURCE's. */
static void compare_home(struct ledger *ledger, struct claim *claim, uint32_t old)
{
	const char *home = homes_of(ledger->homes, old);
	uint32_t number = claim->origin;
	char *own;

	if (!home)
		return;
	own = origin_text(ledger, number);
	if (!homes_is(ledger->homes, old, own))
		note_rival(ledger, claim, origin_number(ledger, home));
	free(own);
}

/* All of them in one line, with the first that was read as the example. */
static void say_rivals(struct ledger *ledger)
{
	size_t count = 0, first = 0;
	char *one, *other;

	for (size_t i = 0; i < ledger->ids.count; i++)
		if (ledger->claims[i].rival > 0 && (count++ == 0 || ledger->claims[i].sequence < ledger->claims[first].sequence))
			first = i;
	if (count == 0)
		return;
	one = origin_text(ledger, ledger->claims[first].rival);
	other = origin_text(ledger, ledger->claims[first].origin);
	report(NULL, 0, "give each article an id of its own; of files it is the path below SOURCE: name a directory above both",
	       "duplicate id \"%.*s\": of an article of %s and of another one of %s; the later one read replaces the earlier, "
	       "for %zu id%s in all",
	       ID_SHOWN(ledger, first), one, other, count, plural(count));
	free(one);
	free(other);
}

/* ---- documents ---- */

static void say_duplicate(const struct document *document, const char *id, bool later)
{
	report(document->file, document->line, "give each article an id of its own", "duplicate id \"%.200s\": %s", id,
	       later ? "this article replaces an earlier one of this run" : "a later article of this run replaces this one");
}

bool ledger_unchanged(struct ledger *ledger, const struct document *document, const char *id,
                      struct known_document old)
{
	struct claim *claim;
	bool fresh, done;

	pthread_mutex_lock(&ledger->mutex);
	meet(ledger, old.id);
	claim = claim_of(ledger, id, &fresh);
	done = fresh || claim->sequence > document->sequence;
	if (fresh) {
		*claim = (struct claim){.sequence = document->sequence, .old = old.id, .same = true,
		                        .origin = origin_number(ledger, document->origin)};
		ledger->counts.unchanged++;
	} else if (done && !claim->withdrawn && !note_rival(ledger, claim, origin_number(ledger, document->origin))) {
		say_duplicate(document, id, false);
	}
	pthread_mutex_unlock(&ledger->mutex);
	return done;
}

/* The count that an article stands in. */
static uint64_t *count_of(struct ledger *ledger, const struct claim *claim)
{
	if (claim->old == 0)
		return &ledger->counts.added;
	return claim->same ? &ledger->counts.unchanged : &ledger->counts.updated;
}

/* Whether its place gave it the id. Who chooses an id means that article, from wherever a new version of it comes. */
static bool is_path(const struct document *document, const char *id)
{
	char *path = identity_of_path(document->file + document->below);
	size_t length = strlen(path);
	bool found = !strncmp(id, path, length) && (document->alone || id[length] == ':');

	free(path);
	return found;
}

/* A later one takes the place of what holds the claim: a new article, or an unchanged one of the old index. */
static void claim_over(struct ledger *ledger, struct claim *claim, const struct claim *later)
{
	if (claim->serial != 0)
		state_shard_kill(shard_of(ledger, claim->serial), claim->local);
	if (!claim->withdrawn)
		--*count_of(ledger, claim);
	*claim = *later;
	if (!claim->withdrawn)
		++*count_of(ledger, claim);
}

void ledger_added(struct ledger *ledger, const struct document *document, const char *id, struct known_document old,
                  bool same, uint32_t serial, uint32_t local)
{
	struct claim *claim, own;
	bool fresh;

	pthread_mutex_lock(&ledger->mutex);
	meet(ledger, old.id);
	claim = claim_of(ledger, id, &fresh);
	own = (struct claim){document->sequence, serial, local, old.id, origin_number(ledger, document->origin), 0, same, false};
	if (fresh) {
		*claim = own;
		++*count_of(ledger, claim);
		if (old.id > 0 && !same && is_path(document, id))
			compare_home(ledger, claim, old.id);
	} else {
		bool later = own.sequence > claim->sequence;

		if (!claim->withdrawn && !note_rival(ledger, claim, own.origin))
			say_duplicate(document, id, later);
		own.rival = claim->rival == own.origin ? claim->origin : claim->rival;
		if (later)
			claim_over(ledger, claim, &own);
		else
			state_shard_kill(shard_of(ledger, serial), local);
	}
	pthread_mutex_unlock(&ledger->mutex);
}

void ledger_withdrawn(struct ledger *ledger, const struct document *document, const char *id, struct known_document old)
{
	struct claim *claim, own = {.sequence = document->sequence, .old = old.id, .withdrawn = true};
	bool fresh;

	pthread_mutex_lock(&ledger->mutex);
	meet(ledger, old.id);
	own.origin = origin_number(ledger, document->origin);
	claim = claim_of(ledger, id, &fresh);
	if (fresh)
		*claim = own;
	else if (own.sequence > claim->sequence)
		claim_over(ledger, claim, &own);
	pthread_mutex_unlock(&ledger->mutex);
}

void ledger_skipped(struct ledger *ledger)
{
	pthread_mutex_lock(&ledger->mutex);
	ledger->counts.skipped++;
	pthread_mutex_unlock(&ledger->mutex);
}

void ledger_keep(struct ledger *ledger, uint32_t old)
{
	pthread_mutex_lock(&ledger->mutex);
	meet(ledger, old);
	pthread_mutex_unlock(&ledger->mutex);
}

void ledger_left(struct ledger *ledger, uint32_t old, uint64_t before)
{
	pthread_mutex_lock(&ledger->mutex);
	meet(ledger, old);
	if (old <= ledger->last_known)
		ledger->left[old] = before < UINT32_MAX ? (uint32_t)before + 1 : UINT32_MAX;
	ledger->counts.unchanged++;
	pthread_mutex_unlock(&ledger->mutex);
}

static void say_twice(const struct ledger *ledger, size_t number, bool left_wins)
{
	report(NULL, 0, "give each article an id of its own", "duplicate id \"%.*s\": %s", ID_SHOWN(ledger, number),
	       left_wins ? "a later article, which has not changed, stays" : "a later article replaces one that has not changed");
}

/* It goes, unless an unchanged one was met after it. */
static void settle_withdrawn(struct ledger *ledger, struct known *known, const struct claim *claim)
{
	uint32_t left = ledger->left[claim->old];

	if (claim->sequence + 1 < left)
		return;
	kill_old(ledger, known, claim->old);
	ledger->counts.unchanged -= left != 0;
	ledger->counts.deleted++;
}

/* An id of the old index that came in a document of this run, and perhaps also in a source that was left as it is. */
static void settle_claim(struct ledger *ledger, struct known *known, size_t number)
{
	struct claim *claim = &ledger->claims[number];
	uint32_t left = ledger->left[claim->old];
	bool left_wins = claim->sequence + 1 < left;

	if (claim->withdrawn) {
		settle_withdrawn(ledger, known, claim);
		return;
	}
	if (left && claim->serial == 0) { /* the two are the same, and were counted twice */
		ledger->counts.unchanged--;
		return;
	}
	if (left && !claim->same)
		compare_home(ledger, claim, claim->old);
	if (left && !claim->rival)
		say_twice(ledger, number, left_wins);
	if (left_wins) {
		state_shard_kill(shard_of(ledger, claim->serial), claim->local);
		ledger->counts.unchanged -= claim->same;
		ledger->counts.updated -= !claim->same;
	} else if (claim->serial != 0) {
		kill_old(ledger, known, claim->old);
		ledger->counts.unchanged -= left != 0;
	}
}

static void forget_dead_shards(struct ledger *ledger)
{
	struct index_state all = {.shards = ledger->shards, .shard_count = ledger->shard_count};
	size_t kept = 0;

	state_settle(&all);
	for (size_t i = 0; i < all.shard_count; i++)
		if (all.shards[i].dead_count < all.shards[i].documents)
			all.shards[kept++] = all.shards[i];
		else
			free(all.shards[i].dead);
	ledger->shard_count = kept;
}

void ledger_settle(struct ledger *ledger, struct known *known)
{
	pthread_mutex_lock(&ledger->mutex);
	for (size_t i = 0; i < ledger->ids.count; i++)
		if (ledger->claims[i].old > 0)
			settle_claim(ledger, known, i);
	forget_dead_shards(ledger);
	say_rivals(ledger);
	pthread_mutex_unlock(&ledger->mutex);
}

bool ledger_met(struct ledger *ledger, uint32_t old)
{
	bool met;

	pthread_mutex_lock(&ledger->mutex);
	met = old <= ledger->last_known && (ledger->met[old >> 6] >> (old & 63) & 1);
	pthread_mutex_unlock(&ledger->mutex);
	return met;
}

void ledger_deleted(struct ledger *ledger, struct known *known, uint32_t old)
{
	pthread_mutex_lock(&ledger->mutex);
	meet(ledger, old); /* not again, should the directory be named twice */
	kill_old(ledger, known, old);
	ledger->counts.deleted++;
	pthread_mutex_unlock(&ledger->mutex);
}

void ledger_shard(struct ledger *ledger, uint32_t serial, uint32_t documents)
{
	pthread_mutex_lock(&ledger->mutex);
	shard_of(ledger, serial)->documents = documents;
	pthread_mutex_unlock(&ledger->mutex);
}

/* The order of the shards must not depend on which worker was done first. */
static int compare_shards(const void *left, const void *right)
{
	const struct state_shard *a = left, *b = right;

	return (a->serial > b->serial) - (a->serial < b->serial);
}

const struct state_shard *ledger_shards(struct ledger *ledger, size_t *count)
{
	if (ledger->shard_count > 0)
		qsort(ledger->shards, ledger->shard_count, sizeof *ledger->shards, compare_shards);
	*count = ledger->shard_count;
	return ledger->shards;
}

void ledger_join_shards(struct ledger *ledger)
{
	struct state_shard *first = ledger->shards;
	struct index_state one = {.shards = first, .shard_count = 1};

	for (size_t i = 1; i < ledger->shard_count; i++) {
		state_shard_append(first, &ledger->shards[i]);
		free(ledger->shards[i].dead);
	}
	ledger->shard_count = 1;
	state_settle(&one);
}

struct ledger_counts ledger_counts(struct ledger *ledger)
{
	struct ledger_counts counts;

	pthread_mutex_lock(&ledger->mutex);
	counts = ledger->counts;
	pthread_mutex_unlock(&ledger->mutex);
	return counts;
}

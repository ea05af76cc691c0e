/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/ledger.h"

#include "indexer/invert/dictionary.h"
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
};

struct ledger {
	pthread_mutex_t mutex;
	struct publisher *publisher;
	struct dictionary ids;
	struct claim *claims; /* one for each id */
	size_t claim_capacity;
	uint64_t *met; /* bits: documents of the old index */
	uint32_t *left; /* of each: 1 + how many documents had been read when it was left as it is; 0: it was not */
	uint32_t last_known;
	struct state_shard *shards;
	size_t shard_count;
	struct ledger_counts counts;
};

struct ledger *ledger_new(struct publisher *publisher, uint32_t last_known)
{
	struct ledger *ledger = memory_zeroed(1, sizeof *ledger);

	pthread_mutex_init(&ledger->mutex, NULL);
	ledger->publisher = publisher;
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
		*claim = (struct claim){.sequence = document->sequence, .old = old.id};
		ledger->counts.unchanged++;
	} else if (done) {
		say_duplicate(document, id, false);
	}
	pthread_mutex_unlock(&ledger->mutex);
	return done;
}

void ledger_added(struct ledger *ledger, const struct document *document, const char *id,
                  struct known_document old, uint32_t serial, uint32_t local)
{
	struct claim *claim;
	bool fresh;

	pthread_mutex_lock(&ledger->mutex);
	meet(ledger, old.id);
	claim = claim_of(ledger, id, &fresh);
	if (fresh) {
		*claim = (struct claim){document->sequence, serial, local, old.id};
		ledger->counts.added += old.id == 0;
		ledger->counts.updated += old.id != 0;
	} else {
		bool later = document->sequence > claim->sequence;

		say_duplicate(document, id, later);
		if (!later) {
			state_shard_kill(shard_of(ledger, serial), local);
		} else {
			if (claim->serial != 0) {
				state_shard_kill(shard_of(ledger, claim->serial), claim->local);
			} else { /* an unchanged one came before */
				ledger->counts.unchanged--;
				ledger->counts.updated++;
			}
			*claim = (struct claim){document->sequence, serial, local, claim->old};
		}
	}
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
	const struct dictionary_entry *id = &ledger->ids.entries[number];

	report(NULL, 0, "give each article an id of its own", "duplicate id \"%.*s\": %s",
	       (int)(id->length < 200 ? id->length : 200), ledger->ids.arena.bytes + id->start,
	       left_wins ? "a later article, which has not changed, stays" : "a later article replaces one that has not changed");
}

/* An id of the old index that came in a document of this run, and perhaps also in a source that was left as it is. */
static void settle_claim(struct ledger *ledger, struct known *known, size_t number)
{
	const struct claim *claim = &ledger->claims[number];
	uint32_t left = ledger->left[claim->old];
	bool left_wins = claim->sequence + 1 < left;

	if (left && claim->serial == 0) { /* the two are the same, and were counted twice */
		ledger->counts.unchanged--;
		return;
	}
	if (left)
		say_twice(ledger, number, left_wins);
	if (left_wins) {
		state_shard_kill(shard_of(ledger, claim->serial), claim->local);
		ledger->counts.updated--;
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

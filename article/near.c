/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/near.h"

#include "article/stream.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

void near_release(struct near *near)
{
	for (size_t i = 0; i < near->count; i++)
		phrase_release(&near->phrases[i]);
	*near = (struct near){0};
}

struct phrase *near_add(struct near *near)
{
	return near->count < NEAR_MAX ? &near->phrases[near->count++] : NULL;
}

/*
 * A set of operands is a number below 2^NEAR_MAX, a set of such sets 64 bits.
 * Going through the words once, we know of each set of operands where the
 * latest row of occurrences ended that holds just these: an occurrence of
 * another operand continues it when it begins near enough.
 */
struct chain {
	const struct near *near;
	struct word_row words;
	struct next {
		size_t at, base;
		uint64_t ends; /* 0: no more */
	} next[NEAR_MAX];          /* each operand's next occurrence */
	uint64_t *ending;          /* by word: sets that a row ending right before it holds */
	size_t latest[1 << NEAR_MAX]; /* by set: 1 + the word behind the latest row; 0: none yet */
};

static void seek(struct chain *chain, size_t operand, size_t from)
{
	struct next *next = &chain->next[operand];

	next->at = from;
	next->ends = phrase_next(&chain->near->phrases[operand], &chain->words, &next->at, &next->base);
}

static void take_ended(struct chain *chain, size_t at)
{
	for (uint64_t sets = chain->ending[at]; sets; sets &= sets - 1)
		chain->latest[__builtin_ctzll(sets)] = at + 1;
}

/* The sets of rows that an operand's occurrence at word at can end. */
static uint64_t continued(const struct chain *chain, size_t operand, size_t at)
{
	size_t all = (size_t)1 << chain->near->count, self = (size_t)1 << operand;
	uint64_t sets = (uint64_t)1 << self;

	for (size_t set = 1; set < all; set++)
		if (!(set & self) && chain->latest[set] && at - (chain->latest[set] - 1) < chain->near->distance)
			sets |= (uint64_t)1 << (set | self);
	return sets;
}

/* Whether the operand's occurrence at word at ends a row of all. */
static bool take_occurrence(struct chain *chain, size_t operand, size_t at)
{
	const struct next *next = &chain->next[operand];
	uint64_t sets = continued(chain, operand, at);

	if (sets >> (((size_t)1 << chain->near->count) - 1) & 1)
		return true;
	for (uint64_t ends = next->ends; ends; ends &= ends - 1)
		chain->ending[next->base + (size_t)__builtin_ctzll(ends)] |= sets;
	return false;
}

/* The next word where an operand begins; SIZE_MAX when none does any more. */
static size_t next_start(const struct chain *chain)
{
	size_t at = SIZE_MAX;

	for (size_t i = 0; i < chain->near->count; i++)
		if (chain->next[i].ends && chain->next[i].at < at)
			at = chain->next[i].at;
	return at;
}

static bool follow(struct chain *chain)
{
	size_t ended = 0;

	for (size_t at = next_start(chain); at != SIZE_MAX; at = next_start(chain)) {
		while (ended <= at)
			take_ended(chain, ended++);
		for (size_t i = 0; i < chain->near->count; i++) {
			if (!chain->next[i].ends || chain->next[i].at != at)
				continue;
			if (take_occurrence(chain, i, at))
				return true;
			seek(chain, i, at + 1);
		}
	}
	return false;
}

static bool near_in(const struct near *near, const uint16_t *words, size_t count)
{
	struct chain chain = {.near = near, .words = {.stream = words, .count = count}};
	bool found;

	for (size_t i = 0; i < near->count; i++) {
		seek(&chain, i, 0);
		if (!chain.next[i].ends)
			return false;
	}
	chain.ending = memory_zeroed(count + 1, sizeof *chain.ending);
	found = follow(&chain);
	free(chain.ending);
	return found;
}

bool stream_near(const struct near *near, const void *stream, size_t length)
{
	struct stream_words words;
	bool found;

	if (near->count == 0 || stream_unpack(&words, stream, length) != 0)
		return false;
	found = near_in(near, words.list, words.title) ||
	        (near->field != PHRASE_IN_TITLE && near_in(near, words.list + words.title, words.count - words.title));
	stream_words_release(&words);
	return found;
}

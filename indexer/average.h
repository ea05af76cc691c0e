/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The average length of an article, which the first shard that is written needs
 * and the last one must agree with.
 *
 * Taken from the articles in the first AVERAGE_SAMPLE bytes that are read (all
 * of most runs), and from what the index held before: the same for the same
 * input, whatever the number of workers. Whoever needs it waits until those
 * articles are through; only if every worker waits, full before the sample is,
 * must what is there do.
 */
#ifndef DATELINE_INDEXER_AVERAGE_H
#define DATELINE_INDEXER_AVERAGE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define AVERAGE_SAMPLE (64u << 20)

struct average {
	pthread_mutex_t mutex;
	pthread_cond_t settled;
	uint64_t bytes;        /* read so far, by the reader alone */
	uint64_t last;         /* sequence behind the sample */
	uint64_t waiting;      /* articles of the sample that are not through */
	bool closed;           /* the sample is complete */
	unsigned workers, idle; /* at work; of these, waiting for the average */
	double value;          /* 0: not settled */
	uint64_t lengths, words; /* new articles in the sample, their words */
	uint64_t old_lengths, old_words;
};

void average_init(struct average *average, unsigned workers, uint64_t old_lengths, uint64_t old_words);
void average_release(struct average *average);

/* The reader, in order: an article of so many bytes comes; at the end, that none comes any more. */
void average_expect(struct average *average, uint64_t sequence, uint64_t bytes);
void average_close(struct average *average);

/* A worker, once for each article that was expected: it has so many words (0: nothing new in it). */
void average_add(struct average *average, uint64_t sequence, uint64_t words);

/* Words an article, > 0. Waits for the sample. */
double average_get(struct average *average);

/* A worker is done: it will add nothing more. */
void average_leave(struct average *average);

#endif

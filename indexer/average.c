/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/average.h"

void average_init(struct average *average, unsigned workers, uint64_t old_lengths, uint64_t old_words)
{
	*average = (struct average){.workers = workers, .old_lengths = old_lengths, .old_words = old_words};
	pthread_mutex_init(&average->mutex, NULL);
	pthread_cond_init(&average->settled, NULL);
}

void average_release(struct average *average)
{
	pthread_mutex_destroy(&average->mutex);
	pthread_cond_destroy(&average->settled);
}

void average_expect(struct average *average, uint64_t sequence, uint64_t bytes)
{
	pthread_mutex_lock(&average->mutex);
	if (!average->closed) {
		average->waiting++;
		average->last = sequence + 1;
		average->bytes += bytes;
		average->closed = average->bytes >= AVERAGE_SAMPLE;
	}
	pthread_mutex_unlock(&average->mutex);
}

void average_close(struct average *average)
{
	pthread_mutex_lock(&average->mutex);
	average->closed = true;
	pthread_cond_broadcast(&average->settled);
	pthread_mutex_unlock(&average->mutex);
}

void average_add(struct average *average, uint64_t sequence, uint64_t words)
{
	pthread_mutex_lock(&average->mutex);
	if (sequence < average->last) {
		average->waiting--;
		average->lengths += words > 0;
		average->words += words;
		if (average->closed && average->waiting == 0)
			pthread_cond_broadcast(&average->settled);
	}
	pthread_mutex_unlock(&average->mutex);
}

static double settle(const struct average *average)
{
	uint64_t lengths = average->lengths + average->old_lengths, words = average->words + average->old_words;

	return lengths > 0 && words > 0 ? (double)words / (double)lengths : 1;
}

double average_get(struct average *average)
{
	double value;

	pthread_mutex_lock(&average->mutex);
	average->idle++;
	while (average->value == 0 && (!average->closed || average->waiting > 0) && average->idle < average->workers)
		pthread_cond_wait(&average->settled, &average->mutex);
	average->idle--;
	if (average->value == 0)
		average->value = settle(average);
	pthread_cond_broadcast(&average->settled);
	value = average->value;
	pthread_mutex_unlock(&average->mutex);
	return value;
}

void average_leave(struct average *average)
{
	pthread_mutex_lock(&average->mutex);
	average->workers--;
	pthread_cond_broadcast(&average->settled);
	pthread_mutex_unlock(&average->mutex);
}

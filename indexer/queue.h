/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Documents between the thread that reads and the workers that index, handed
 * over by the handful, since waking a thread costs more than reading an
 * article; bounded in bytes, so that reading never runs far ahead.
 */
#ifndef DATELINE_INDEXER_QUEUE_H
#define DATELINE_INDEXER_QUEUE_H

#include "indexer/read/source.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define HANDFUL_DOCUMENTS 16
#define HANDFUL_BYTES (256u << 10) /* that are enough for a handful */
#define QUEUE_HANDFULS 32
#define QUEUE_BYTES (16u << 20) /* one handful may exceed it, alone */

/* All zero is empty. */
struct handful {
	struct document documents[HANDFUL_DOCUMENTS];
	size_t count, bytes;
};

/* Takes the document over; the handful must not be full. */
void handful_add(struct handful *handful, struct document *document);
bool handful_full(const struct handful *handful);
void handful_release(struct handful *handful);

struct queue {
	struct handful handfuls[QUEUE_HANDFULS];
	size_t first, count, bytes;
	bool closed;
	pthread_mutex_t mutex;
	pthread_cond_t filled, emptied;
};

void queue_init(struct queue *queue);
void queue_release(struct queue *queue); /* and the documents that nobody took */

/* Waits for room. Takes the handful over, which is empty then; false when the queue is closed: it is still the caller's. */
bool queue_put(struct queue *queue, struct handful *handful);

/* Waits for a handful; false when the queue is closed and empty. */
bool queue_take(struct queue *queue, struct handful *handful);

void queue_close(struct queue *queue);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Documents between the thread that reads and the workers that index; bounded
 * in number and bytes, so that reading never runs far ahead.
 */
#ifndef DATELINE_INDEXER_QUEUE_H
#define DATELINE_INDEXER_QUEUE_H

#include "indexer/read/source.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define QUEUE_DOCUMENTS 256
#define QUEUE_BYTES (16u << 20) /* one document may exceed it, alone */

struct queue {
	struct document documents[QUEUE_DOCUMENTS];
	size_t first, count, bytes;
	bool closed;
	pthread_mutex_t mutex;
	pthread_cond_t filled, emptied;
};

void queue_init(struct queue *queue);
void queue_release(struct queue *queue); /* and the documents that nobody took */

/* Waits for room. Takes the document over; false when the queue is closed: it is still the caller's. */
bool queue_put(struct queue *queue, struct document *document);

/* Waits for a document; false when the queue is closed and empty. */
bool queue_take(struct queue *queue, struct document *document);

void queue_close(struct queue *queue);

#endif

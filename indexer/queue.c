/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/queue.h"

void queue_init(struct queue *queue)
{
	*queue = (struct queue){0};
	pthread_mutex_init(&queue->mutex, NULL);
	pthread_cond_init(&queue->filled, NULL);
	pthread_cond_init(&queue->emptied, NULL);
}

void queue_release(struct queue *queue)
{
	while (queue->count > 0) {
		document_release(&queue->documents[queue->first]);
		queue->first = (queue->first + 1) % QUEUE_DOCUMENTS;
		queue->count--;
	}
	pthread_mutex_destroy(&queue->mutex);
	pthread_cond_destroy(&queue->filled);
	pthread_cond_destroy(&queue->emptied);
}

static bool has_room(const struct queue *queue, size_t bytes)
{
	return queue->count < QUEUE_DOCUMENTS && (queue->count == 0 || queue->bytes + bytes <= QUEUE_BYTES);
}

bool queue_put(struct queue *queue, struct document *document)
{
	bool open;

	pthread_mutex_lock(&queue->mutex);
	while (!queue->closed && !has_room(queue, document->length))
		pthread_cond_wait(&queue->emptied, &queue->mutex);
	open = !queue->closed;
	if (open) {
		queue->documents[(queue->first + queue->count++) % QUEUE_DOCUMENTS] = *document;
		queue->bytes += document->length;
		*document = (struct document){0};
		pthread_cond_signal(&queue->filled);
	}
	pthread_mutex_unlock(&queue->mutex);
	return open;
}

bool queue_take(struct queue *queue, struct document *document)
{
	bool taken;

	pthread_mutex_lock(&queue->mutex);
	while (queue->count == 0 && !queue->closed)
		pthread_cond_wait(&queue->filled, &queue->mutex);
	taken = queue->count > 0;
	if (taken) {
		*document = queue->documents[queue->first];
		queue->first = (queue->first + 1) % QUEUE_DOCUMENTS;
		queue->count--;
		queue->bytes -= document->length;
		pthread_cond_signal(&queue->emptied);
	}
	pthread_mutex_unlock(&queue->mutex);
	return taken;
}

void queue_close(struct queue *queue)
{
	pthread_mutex_lock(&queue->mutex);
	queue->closed = true;
	pthread_cond_broadcast(&queue->filled);
	pthread_cond_broadcast(&queue->emptied);
	pthread_mutex_unlock(&queue->mutex);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/queue.h"

void handful_add(struct handful *handful, struct document *document)
{
	handful->documents[handful->count++] = *document;
	handful->bytes += document->length;
	*document = (struct document){0};
}

bool handful_full(const struct handful *handful)
{
	return handful->count == HANDFUL_DOCUMENTS || handful->bytes >= HANDFUL_BYTES;
}

void handful_release(struct handful *handful)
{
	for (size_t i = 0; i < handful->count; i++)
		document_release(&handful->documents[i]);
	handful->count = handful->bytes = 0;
}

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
		handful_release(&queue->handfuls[queue->first]);
		queue->first = (queue->first + 1) % QUEUE_HANDFULS;
		queue->count--;
	}
	pthread_mutex_destroy(&queue->mutex);
	pthread_cond_destroy(&queue->filled);
	pthread_cond_destroy(&queue->emptied);
}

static bool has_room(const struct queue *queue, size_t bytes)
{
	return queue->count < QUEUE_HANDFULS && (queue->count == 0 || queue->bytes + bytes <= QUEUE_BYTES);
}

bool queue_put(struct queue *queue, struct handful *handful)
{
	bool open;

	pthread_mutex_lock(&queue->mutex);
	while (!queue->closed && !has_room(queue, handful->bytes))
		pthread_cond_wait(&queue->emptied, &queue->mutex);
	open = !queue->closed;
	if (open) {
		queue->handfuls[(queue->first + queue->count++) % QUEUE_HANDFULS] = *handful;
		queue->bytes += handful->bytes;
		handful->count = handful->bytes = 0;
		pthread_cond_signal(&queue->filled);
	}
	pthread_mutex_unlock(&queue->mutex);
	return open;
}

bool queue_take(struct queue *queue, struct handful *handful)
{
	bool taken;

	pthread_mutex_lock(&queue->mutex);
	while (queue->count == 0 && !queue->closed)
		pthread_cond_wait(&queue->filled, &queue->mutex);
	taken = queue->count > 0;
	if (taken) {
		*handful = queue->handfuls[queue->first];
		queue->first = (queue->first + 1) % QUEUE_HANDFULS;
		queue->count--;
		queue->bytes -= handful->bytes;
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

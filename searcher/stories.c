/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/stories.h"

#include "article/resemblance.h"
#include "article/schema.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

struct finding {
	struct shim_index *index;
	const struct shim_hits *hits;
	struct sketch *sketches; /* of the leaders */
	struct stories *stories;
	struct shim_failure *failure;
	enum shim_status status;
};

/* A value of a hit's document that outlives the next one that is read; to be freed by the caller. */
static char *read_value(struct finding *finding, size_t hit, unsigned slot, size_t *length)
{
	struct shim_bytes value = {0};
	char *copy;

	if (finding->status == SHIM_OK)
		finding->status =
			shim_index_value(finding->index, finding->hits->list[hit].document, slot, &value, finding->failure);
	copy = memory_resize(NULL, value.length + 1, 1);
	if (value.length > 0)
		memcpy(copy, value.bytes, value.length);
	*length = value.length;
	return copy;
}

/* False: more than STORIES_DAYS lie between the two. */
static bool days_agree(struct finding *finding, size_t a, size_t b)
{
	const uint64_t most = (uint64_t)STORIES_DAYS * 24 * 3600;
	uint64_t seconds[2] = {0};
	const size_t hits[2] = {a, b};

	for (int i = 0; i < 2; i++) {
		struct shim_bytes date = {0};

		if (finding->status == SHIM_OK)
			finding->status = shim_index_value(finding->index, finding->hits->list[hits[i]].document, SLOT_DATE, &date,
			                                   finding->failure);
		if (date.length != DATE_LENGTH)
			return true;
		for (size_t byte = 0; byte < DATE_LENGTH; byte++)
			seconds[i] = seconds[i] << 8 | ((const unsigned char *)date.bytes)[byte];
	}
	return (seconds[0] < seconds[1] ? seconds[1] - seconds[0] : seconds[0] - seconds[1]) <= most;
}

static bool are_copies(struct finding *finding, size_t a, size_t b)
{
	size_t a_length, b_length;
	char *a_stream = read_value(finding, a, SLOT_STREAM, &a_length), *b_stream = read_value(finding, b, SLOT_STREAM, &b_length);
	bool copies = streams_are_copies(a_stream, a_length, b_stream, b_length);

	free(a_stream);
	free(b_stream);
	return copies && days_agree(finding, a, b);
}

/* The story that a hit is a copy of, or NULL. */
static struct story *story_of(struct finding *finding, size_t hit, const struct sketch *sketch)
{
	for (size_t i = 0; i < finding->stories->count; i++) {
		struct story *story = &finding->stories->list[i];

		if (sketches_resemble(&finding->sketches[i], sketch) && are_copies(finding, story->leader, hit))
			return story;
	}
	return NULL;
}

static void add_copy(struct story *story, size_t hit)
{
	if ((story->count & (story->count + 1)) == 0) /* 0, 1, 3, 7: full */
		story->copies = memory_resize(story->copies, story->count * 2 + 1, sizeof *story->copies);
	story->copies[story->count++] = hit;
}

static void place(struct finding *finding, size_t hit, size_t wanted)
{
	struct stories *stories = finding->stories;
	struct sketch sketch = {0};
	struct shim_bytes stream = {0};
	struct story *story = NULL;

	if (hit < STORIES_HITS) {
		finding->status =
			shim_index_value(finding->index, finding->hits->list[hit].document, SLOT_STREAM, &stream, finding->failure);
		if (finding->status != SHIM_OK)
			return;
		sketch_make(&sketch, stream.bytes, stream.length);
		story = story_of(finding, hit, &sketch);
	}
	if (story) {
		add_copy(story, hit);
		stories->folded++;
	} else if (stories->count < wanted) {
		if (hit < STORIES_HITS)
			finding->sketches[stories->count] = sketch;
		stories->list[stories->count++] = (struct story){.leader = hit};
	}
}

enum shim_status stories_find(struct stories *stories, struct shim_index *index, const struct shim_hits *hits, size_t wanted,
                              struct shim_failure *failure)
{
	size_t most = wanted < hits->count ? wanted : hits->count;
	struct finding finding = {.index = index, .hits = hits, .stories = stories, .failure = failure};

	*stories = (struct stories){.list = memory_zeroed(most + 1, sizeof *stories->list)};
	finding.sketches = memory_resize(NULL, most < STORIES_HITS ? most + 1 : STORIES_HITS, sizeof *finding.sketches);
	for (size_t i = 0; i < hits->count && finding.status == SHIM_OK; i++)
		place(&finding, i, wanted);
	free(finding.sketches);
	return finding.status;
}

void stories_release(struct stories *stories)
{
	for (size_t i = 0; i < stories->count; i++)
		free(stories->list[i].copies);
	free(stories->list);
	*stories = (struct stories){0};
}

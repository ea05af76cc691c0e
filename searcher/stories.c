/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/stories.h"

#include "article/resemblance.h"
#include "article/schema.h"
#include "text/memory.h"

#include <stdlib.h>

struct leader {
	struct sketch sketch;
	struct rare_words *words; /* NULL until they are needed */
};

struct finding {
	struct shim_index *index;
	const struct shim_hits *hits;
	struct leader *leaders; /* of the stories, as far as they are compared */
	struct stories *stories;
	struct shim_failure *failure;
	enum shim_status status;
};

/* A hit's value, until the next one is read; empty on failure. */
static struct shim_bytes value_of(struct finding *finding, size_t hit, unsigned slot)
{
	struct shim_bytes value = {0};

	if (finding->status == SHIM_OK)
		finding->status = shim_index_value(finding->index, finding->hits->list[hit].document, slot, &value, finding->failure);
	return value;
}

/* False: more than STORIES_DAYS lie between the two. */
static bool days_agree(struct finding *finding, size_t a, size_t b)
{
	const int64_t most = (int64_t)STORIES_DAYS * 24 * 3600;
	const size_t hits[2] = {a, b};
	int64_t seconds[2];

	for (int i = 0; i < 2; i++) {
		struct shim_bytes date = value_of(finding, hits[i], SLOT_DATE);

		if (date.length != DATE_LENGTH)
			return true;
		seconds[i] = schema_date_seconds(date.bytes);
	}
	return llabs(seconds[0] - seconds[1]) <= most;
}

/* A leader's rare words: most leaders are never asked for them. */
static const struct rare_words *words_of_leader(struct finding *finding, size_t story)
{
	struct leader *leader = &finding->leaders[story];

	if (!leader->words) {
		struct shim_bytes stream = value_of(finding, finding->stories->list[story].leader, SLOT_STREAM);

		leader->words = memory_zeroed(1, sizeof *leader->words);
		rare_words_take(leader->words, stream.bytes, stream.length);
	}
	return leader->words;
}

/* The story that a hit is a copy of, or NULL. */
static struct story *story_of(struct finding *finding, size_t hit, const struct sketch *sketch)
{
	struct rare_words words;
	bool taken = false;

	for (size_t i = 0; i < finding->stories->count; i++) {
		struct story *story = &finding->stories->list[i];

		if (!sketches_resemble(&finding->leaders[i].sketch, sketch))
			continue;
		if (!taken) {
			struct shim_bytes stream = value_of(finding, hit, SLOT_STREAM);

			rare_words_take(&words, stream.bytes, stream.length);
			taken = true;
		}
		if (rare_words_agree(words_of_leader(finding, i), &words) && days_agree(finding, story->leader, hit))
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
	struct story *story = NULL;

	if (hit < STORIES_HITS) {
		struct shim_bytes stream = value_of(finding, hit, SLOT_STREAM);

		sketch_make(&sketch, stream.bytes, stream.length);
		story = story_of(finding, hit, &sketch);
	}
	if (story) {
		add_copy(story, hit);
		stories->folded++;
	} else if (stories->count < wanted) {
		if (hit < STORIES_HITS)
			finding->leaders[stories->count] = (struct leader){.sketch = sketch};
		stories->list[stories->count++] = (struct story){.leader = hit};
	}
}

enum shim_status stories_find(struct stories *stories, struct shim_index *index, const struct shim_hits *hits, size_t wanted,
                              struct shim_failure *failure)
{
	size_t most = wanted < hits->count ? wanted : hits->count, compared = most < STORIES_HITS ? most + 1 : STORIES_HITS;
	struct finding finding = {.index = index, .hits = hits, .stories = stories, .failure = failure};

	*stories = (struct stories){.list = memory_zeroed(most + 1, sizeof *stories->list)};
	finding.leaders = memory_zeroed(compared, sizeof *finding.leaders);
	for (size_t i = 0; i < hits->count && finding.status == SHIM_OK; i++)
		place(&finding, i, wanted);
	for (size_t i = 0; i < compared; i++)
		free(finding.leaders[i].words);
	free(finding.leaders);
	return finding.status;
}

void stories_release(struct stories *stories)
{
	for (size_t i = 0; i < stories->count; i++)
		free(stories->list[i].copies);
	free(stories->list);
	*stories = (struct stories){0};
}

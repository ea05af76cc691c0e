/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/recover.h"

#include "article/schema.h"
#include "indexer/invert/dictionary.h"
#include "indexer/maintain/check.h"
#include "indexer/maintain/lost.h"
#include "indexer/maintain/rewrite.h"
#include "indexer/maintain/salvage.h"
#include "indexer/publish/files.h"
#include "indexer/publish/manifest.h"
#include "indexer/stamp.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADVICE_AGAIN "index its source again"

struct recoverer {
	const char *index;
	struct publisher *publisher;
	struct salvage salvage;
	struct recovery *result;
	struct rewriter rewriter;
	struct dictionary ids; /* taken so far */
	struct stamps doubtful; /* files of which an article was lost: the next run must read them again */
	uint64_t words, articles; /* that can be read */
};

void recovery_release(struct recovery *recovery)
{
	findings_release(&recovery->lost);
	*recovery = (struct recovery){0};
}

static bool is_dead(const struct state_shard *shard, uint32_t local)
{
	size_t low = 0, high = shard->dead_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (shard->dead[middle] < local)
			low = middle + 1;
		else
			high = middle;
	}
	return low < shard->dead_count && shard->dead[low] == local;
}

/* ---- first pass: what is lost, and how long the rest is ---- */

static void lose_shard(struct recoverer *recoverer, const struct state_shard *shard, const char *path, const char *why)
{
	uint64_t living = shard->documents - shard->dead_count;

	if (shard->documents == 0)
		recoverer->result->lost_unknown = true;
	recoverer->result->lost_articles += living;
	recoverer->doubtful.all = true;
	if (shard->documents > 0)
		findings_add(&recoverer->result->lost, path, ADVICE_AGAIN, "lost, with %llu articles: %s", (unsigned long long)living, why);
	else
		findings_add(&recoverer->result->lost, path, ADVICE_AGAIN, "lost, with an unknown number of articles: %s", why);
}

/* A shard that is being looked at. */
struct survey {
	struct recoverer *recoverer;
	const char *path;
	struct stored *stored;
	struct lost_ids ids;
};

static void lose_article(struct survey *survey, uint32_t local, const struct article *article, const char *wrong)
{
	struct recoverer *recoverer = survey->recoverer;
	struct findings *lost = &recoverer->result->lost;
	struct provenance provenance;
	const char *id = article->id ? article->id : lost_ids_find(&survey->ids, survey->stored, local);

	recoverer->result->lost_articles++;
	if (id)
		findings_add(lost, survey->path, ADVICE_AGAIN, "lost: article \"%.300s\": %s", id, wrong);
	else
		findings_add(lost, survey->path, ADVICE_AGAIN, "lost: document %u: %s", (unsigned)local, wrong);
	if (stored_provenance(survey->stored, local, &provenance))
		stamps_add(&recoverer->doubtful, provenance.stamp);
	else
		recoverer->doubtful.all = true;
}

static void survey_document(struct survey *survey, uint32_t local)
{
	struct article article = {0};
	const char *wrong = stored_article(survey->stored, local, &article);
	uint64_t words;

	if (wrong) {
		lose_article(survey, local, &article, wrong);
	} else {
		words = stored_words(survey->stored, local);
		if (stored_entities(survey->stored, local, &article))
			findings_add(&survey->recoverer->result->lost, survey->path, ADVICE_AGAIN,
			             "kept without the people, organisations and places that it names: article \"%.300s\"", article.id);
		survey->recoverer->articles++;
		survey->recoverer->words += words;
	}
	article_release(&article);
}

static void survey_documents(struct survey *survey, const struct state_shard *shard)
{
	uint32_t last = stored_last(survey->stored);

	for (uint32_t local = 1; local <= last; local++)
		if (!is_dead(shard, local))
			survey_document(survey, local);
	if (last < shard->documents) {
		struct state_shard missing = {.serial = shard->serial, .documents = shard->documents - last};

		lose_shard(survey->recoverer, &missing, survey->path, "the shard ends before them");
	}
	lost_ids_release(&survey->ids);
}

/* Looks at a shard; whether all of it can be read. */
static bool survey_shard(struct recoverer *recoverer, const struct state_shard *shard)
{
	char *path = salvage_path(&recoverer->salvage, shard->serial);
	struct survey survey = {.recoverer = recoverer, .path = path};
	size_t before = recoverer->result->lost.count;
	struct shim_failure failure;

	if (!salvage_present(&recoverer->salvage, shard->serial)) {
		lose_shard(recoverer, shard, path, "the directory is missing");
	} else if (stored_open(&survey.stored, path, &failure) != SHIM_OK) {
		lose_shard(recoverer, shard, path, failure.message);
	} else {
		survey_documents(&survey, shard);
		stored_close(survey.stored);
	}
	free(path);
	return recoverer->result->lost.count == before;
}

/* ---- second pass: what can be read is indexed again ---- */

/* Whether it is the first of its id. */
static bool claim_id(struct recoverer *recoverer, const char *id)
{
	size_t before = recoverer->ids.count;

	dictionary_term(&recoverer->ids, id, strlen(id));
	return recoverer->ids.count > before;
}

static enum shim_status take_document(struct recoverer *recoverer, struct stored *stored, uint32_t local,
                                      struct shim_failure *failure)
{
	struct article article = {0};
	struct provenance provenance;
	enum shim_status status = SHIM_OK;

	if (!stored_article(stored, local, &article) && claim_id(recoverer, article.id)) {
		stored_provenance(stored, local, &provenance);
		if (stamps_hold(&recoverer->doubtful, provenance.stamp))
			provenance.stamp = stamp_without_file(provenance.stamp);
		/* The text of another, for its place was damaged, or entities that its source gave: the next run that meets it tells. */
		if (article_fingerprint(&article) != provenance.fingerprint)
			provenance.stamp = provenance.fingerprint = 0;
		if (stored_entities(stored, local, &article)) /* said by the survey; the next run that meets the article finds them anew */
			provenance.stamp = provenance.fingerprint = 0;
		status = rewriter_add(&recoverer->rewriter, &article, &provenance, failure);
	}
	article_release(&article);
	return status;
}

/* The last first: where the list of the dead is lost, the later of two with one id is the living one. */
static enum shim_status take_shard(struct recoverer *recoverer, const struct state_shard *shard, struct shim_failure *failure)
{
	char *path = salvage_path(&recoverer->salvage, shard->serial);
	struct stored *stored;
	enum shim_status status = SHIM_OK;

	if (stored_open(&stored, path, NULL) == SHIM_OK) {
		for (uint32_t local = stored_last(stored); status == SHIM_OK && local > 0; local--)
			if (!is_dead(shard, local))
				status = take_document(recoverer, stored, local, failure);
		stored_close(stored);
	}
	free(path);
	return status;
}

/* ---- the ways to mend it ---- */

/* Nothing is wrong with the shards: the manifest alone is to be written. */
static enum shim_status restore(struct recoverer *recoverer, struct shim_failure *failure)
{
	recoverer->result->kept = state_documents(&recoverer->salvage.state);
	recoverer->result->sound = recoverer->salvage.manifest_sound;
	return recoverer->result->sound ? SHIM_OK : manifest_write(recoverer->index, &recoverer->salvage.state, failure);
}

static enum shim_status publish(struct recoverer *recoverer, struct shim_failure *failure)
{
	struct rewriter *rewriter = &recoverer->rewriter;
	struct state_shard *parts = NULL;
	size_t count = 0;
	enum shim_status status = rewriter_end(rewriter, &parts, &count, failure);

	if (status == SHIM_OK)
		status = publisher_commit(recoverer->publisher, parts, count, NULL, rewriter->articles, rewriter->words, failure);
	shards_free(parts, count);
	recoverer->result->kept = rewriter->articles;
	return status;
}

static enum shim_status rebuild(struct recoverer *recoverer, struct shim_failure *failure)
{
	struct index_state *old = &recoverer->salvage.state;
	struct index_state empty = {.next_serial = recoverer->salvage.next_serial};
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < old->mixed_count; i++)
		stamps_add(&recoverer->doubtful, old->mixed[i]);
	for (size_t i = 0; i < old->shard_count && status == SHIM_OK; i++)
		if (!survey_shard(recoverer, &old->shards[i]) && salvage_present(&recoverer->salvage, old->shards[i].serial))
			status = lost_keep(recoverer->index, old->shards[i].serial, failure);
	if (status != SHIM_OK)
		return status;
	if (recoverer->articles == 0 && recoverer->result->lost.faults > 0) {
		failure->status = SHIM_NOT_FOUND;
		snprintf(failure->message, sizeof failure->message, "no article can be read; the index is left as it is");
		snprintf(failure->hint, sizeof failure->hint, "index the sources anew into another directory");
		return SHIM_NOT_FOUND;
	}
	publisher_adopt(recoverer->publisher, &empty, recoverer->salvage.next_serial);
	recoverer->rewriter.publisher = recoverer->publisher;
	recoverer->rewriter.average = recoverer->articles > 0 ? (double)recoverer->words / (double)recoverer->articles : 1;
	for (size_t i = 0; i < old->shard_count && status == SHIM_OK; i++)
		status = take_shard(recoverer, &old->shards[i], failure);
	if (status == SHIM_OK)
		status = publish(recoverer, failure);
	if (status == SHIM_OK && recoverer->result->lost.count == 0)
		salvage_forget_revived(&recoverer->salvage);
	return status;
}

static bool shards_sound(const struct recoverer *recoverer)
{
	struct findings findings = {0};
	const struct index_state *state = &recoverer->salvage.state;
	bool sound = recoverer->salvage.exact && recoverer->salvage.revived_count == 0 && state->format == INDEX_FORMAT;

	for (size_t i = 0; sound && i < state->shard_count; i++) {
		char *path = salvage_path(&recoverer->salvage, state->shards[i].serial);

		check_shard(path, &state->shards[i], &findings);
		if (i == 0) /* without a manifest there is nothing to be read there */
			check_records(recoverer->index, path, &findings);
		free(path);
		sound = findings.faults == 0;
	}
	findings_release(&findings);
	return sound;
}

enum shim_status recover_index(const char *index, struct recovery *recovery, struct shim_failure *failure)
{
	struct recoverer recoverer = {.index = index, .result = recovery};
	enum shim_status status;

	*recovery = (struct recovery){0};
	status = publisher_open_unread(&recoverer.publisher, index, failure);
	if (status != SHIM_OK)
		return status;
	salvage_find(&recoverer.salvage, index);
	status = shards_sound(&recoverer) ? restore(&recoverer, failure) : rebuild(&recoverer, failure);
	rewriter_release(&recoverer.rewriter);
	dictionary_release(&recoverer.ids);
	stamps_release(&recoverer.doubtful);
	salvage_release(&recoverer.salvage);
	publisher_close(recoverer.publisher);
	return status;
}

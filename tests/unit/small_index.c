/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/small_index.h"

#include "indexer/invert/batch.h"
#include "tests/unit/shards.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need(bool kept, const char *what)
{
	if (kept)
		return;
	fprintf(stderr, "small index: %s\n", what);
	exit(99);
}

static void add(struct batch *batch, struct analyzer *analyzer, const struct small_article *from)
{
	struct provenance provenance = {.origin = "-"};
	struct article article = {0};

	article_set(&article.id, from->id, strlen(from->id));
	article_set(&article.title, from->title, strlen(from->title));
	article_set(&article.text, from->text, strlen(from->text));
	article_set(&article.source, from->source, strlen(from->source));
	need(!*from->date || date_parse(&article.date, from->date, strlen(from->date)), from->date);
	analyzer_begin(analyzer, "en");
	analyzer_add(analyzer, FIELD_TITLE, from->title, strlen(from->title));
	analyzer_add(analyzer, FIELD_BODY, from->text, strlen(from->text));
	batch_add(batch, &article, analyzer_end(analyzer), analyzer, &provenance);
	article_release(&article);
}

void small_index_open(struct small_index *small, const struct small_article *articles, size_t count)
{
	struct batch *batch = batch_new(1);
	struct shim_failure failure = {0};
	char *shard;

	small->directory = scratch_new();
	small->analyzer = analyzer_new();
	for (size_t i = 0; i < count; i++)
		add(batch, small->analyzer, &articles[i]);
	shard = path_join(small->directory, "shard-000001");
	need(batch_write(batch, 10, NULL, 0, shard, &failure) == SHIM_OK, failure.message);
	batch_free(batch);
	need(shim_index_open(&small->index, shard, &failure) == SHIM_OK, failure.message);
	free(shard);
}

void small_index_close(struct small_index *small)
{
	shim_index_close(small->index);
	analyzer_free(small->analyzer);
	scratch_remove(small->directory);
	free(small->directory);
}

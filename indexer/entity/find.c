/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/entity/find.h"

#include "entity/tagger.h"
#include "program/data.h"
#include "program/report.h"
#include "text/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool entity_model_open(struct model *model)
{
	static const char advice[] = "install Dateline anew, set DATELINE_DATA to the folder that holds it, or use --no-entities";
	char *path = data_path(MODEL_FILE);
	const char *reason;
	bool opened = model_open(model, path, &reason) == 0;

	if (!opened && reason)
		report(path, 0, advice, "%s", reason);
	else if (!opened)
		report(path, 0, advice, "the entity model cannot be read: %s", strerror(errno));
	free(path);
	return opened;
}

struct finder {
	struct tagger *tagger; /* NULL: finds nothing */
	struct spans spans;
};

struct finder *finder_new(const struct model *model)
{
	struct finder *finder = memory_zeroed(1, sizeof *finder);

	if (model)
		finder->tagger = tagger_new(model);
	return finder;
}

void finder_free(struct finder *finder)
{
	if (!finder)
		return;
	tagger_free(finder->tagger);
	spans_release(&finder->spans);
	free(finder);
}

/* The entity of this name and kind, added when it is new. */
static size_t entity_named(struct article *article, enum entity_kind kind, const char *name)
{
	for (size_t i = 0; i < article->entity_count; i++)
		if (article->entities[i].kind == kind && !strcmp(article->entities[i].name, name))
			return i;
	return article_add_entity(article, kind, name);
}

/* One entity for each text that stands in the article. */
static void take_spans(struct article *article, const struct spans *spans)
{
	for (size_t i = 0; i < spans->count; i++) {
		const struct span *span = &spans->list[i];
		size_t length = span->end - span->start, entity;
		char *name = memory_copy((span->title ? article->title : article->text) + span->start, length);

		entity = entity_named(article, (enum entity_kind)span->kind, name);
		entity_add_form(&article->entities[entity], name, length);
		free(name);
		if (span->title)
			continue;
		article->mentions = memory_resize(article->mentions, article->mention_count + 1, sizeof *article->mentions);
		article->mentions[article->mention_count++] = (struct mention){span->start, span->end, (uint32_t)entity};
	}
}

void finder_run(struct finder *finder, struct article *article)
{
	if (!finder->tagger)
		return;
	tagger_tag(finder->tagger, article, &finder->spans);
	take_spans(article, &finder->spans);
}

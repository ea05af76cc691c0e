/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/entity/find.h"

#include "entity/tagger.h"
#include "indexer/entity/lookup.h"
#include "names/resolve.h"
#include "program/data.h"
#include "program/report.h"
#include "text/fold.h"
#include "text/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool open_model(struct model *model)
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

bool entity_knowledge_open(struct entity_knowledge *knowledge, const char *names_file)
{
	*knowledge = (struct entity_knowledge){0};
	if (!open_model(&knowledge->model))
		return false;
	knowledge->names = names_open(names_file, true);
	if (!knowledge->names)
		entity_knowledge_close(knowledge);
	return knowledge->names != NULL;
}

void entity_knowledge_close(struct entity_knowledge *knowledge)
{
	names_free(knowledge->names);
	model_close(&knowledge->model);
	knowledge->names = NULL;
}

struct finder {
	struct tagger *tagger; /* NULL: finds nothing */
	struct resolver *resolver;
	const struct names *names;
	struct folder *folder;
	struct spans spans;
};

struct finder *finder_new(const struct entity_knowledge *knowledge)
{
	struct finder *finder = memory_zeroed(1, sizeof *finder);

	if (knowledge) {
		finder->tagger = tagger_new(&knowledge->model);
		finder->resolver = resolver_new(knowledge->names);
		finder->names = knowledge->names;
		finder->folder = memory_zeroed(1, sizeof *finder->folder);
	}
	return finder;
}

void finder_free(struct finder *finder)
{
	if (!finder)
		return;
	tagger_free(finder->tagger);
	if (finder->resolver)
		resolver_free(finder->resolver);
	free(finder->folder);
	spans_release(&finder->spans);
	free(finder);
}

void finder_run(struct finder *finder, struct article *article)
{
	if (!finder->tagger || article->entity_count > 0)
		return;
	if (tagger_reads(article->language))
		tagger_tag(finder->tagger, article, &finder->spans);
	else
		look_up_names(finder->names, finder->folder, article, &finder->spans);
	names_resolve(finder->resolver, article, finder->spans.list, finder->spans.count);
}

const char *finder_name(struct finder *finder, const struct entity *entity)
{
	return finder->resolver ? names_canonical(finder->resolver, entity->kind, entity->name) : entity->name;
}

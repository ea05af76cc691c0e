/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/facet_values.h"
#include "indexer/maintain/check.h"
#include "names/map.h"

#include <string.h>

static void check_names(struct shim_index *index, const char *newest, struct findings *findings)
{
	struct analyzer *analyzer = analyzer_new();
	struct shim_bytes record;

	if (shim_index_metadata(index, 0, NAME_MAP_KEY, strlen(NAME_MAP_KEY), &record, NULL) != SHIM_OK)
		findings_add(findings, newest, ADVICE_RECOVER, "the record of the index's names cannot be read");
	else if (name_map_check(analyzer, record.bytes, record.length) != 0)
		findings_add(findings, newest, ADVICE_RECOVER, "the record of the index's names is damaged");
	analyzer_free(analyzer);
}

/* What cannot be opened at all has been said of the shard itself. */
static bool holds_parts(const struct facet_values *values, struct shim_index *index)
{
	bool holds = true;

	for (size_t i = 0; i < shim_index_shards(index); i++) {
		struct facets *facets;

		if (facets_open(&facets, index, i, NULL) != SHIM_OK)
			continue;
		for (size_t j = 0; j < facets->count && holds; j++)
			holds = facet_values_part(values, facets->parts[j].serial, facets->parts[j].entries, NULL, NULL, NULL);
		facets_close(facets);
	}
	return holds;
}

static void check_values(struct shim_index *index, const char *newest, struct findings *findings)
{
	struct facet_values values = {0};
	struct shim_bytes record;

	if (shim_index_metadata(index, 0, FACET_VALUES_KEY, strlen(FACET_VALUES_KEY), &record, NULL) != SHIM_OK)
		findings_add(findings, newest, ADVICE_RECOVER, "the numbers of the index's facet values cannot be read");
	else if (record.length > 1 && /* one byte: the run could not compare the names, and said so */
	         (facet_values_open(&values, record.bytes, record.length) != 0 || !holds_parts(&values, index)))
		findings_add(findings, newest, ADVICE_RECOVER, "the numbers of the index's facet values are damaged");
	facet_values_release(&values);
}

void check_records(const char *path, const char *newest, struct findings *findings)
{
	struct shim_index *index;

	if (shim_index_open(&index, path, NULL) != SHIM_OK) /* said of the shards */
		return;
	check_names(index, newest, findings);
	check_values(index, newest, findings);
	shim_index_close(index);
}

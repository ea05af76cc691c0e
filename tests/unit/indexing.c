/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/indexing.h"

#include "indexer/maintain/check.h"
#include "indexer/maintain/compact.h"
#include "indexer/run.h"

#include "indexer/publish/files.h"
#include "text/memory.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void need(bool kept, const char *what)
{
	if (kept)
		return;
	fprintf(stderr, "indexing: %s\n", what);
	exit(99);
}

char *workplace_new(void)
{
	char *directory = memory_string("/tmp/dateline-test.XXXXXX");

	need(mkdtemp(directory) != NULL, "no directory");
	return directory;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

void workplace_remove(char *directory)
{
	need(nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS) == 0, "the directory stays");
	free(directory);
}

char *workplace_path(const char *directory, const char *name)
{
	return path_join(directory, name);
}

char *workplace_file(const char *directory, const char *name, const char *text)
{
	char *path = path_join(directory, name);
	FILE *file = fopen(path, "w");

	need(file && fputs(text, file) >= 0 && fclose(file) == 0, path);
	return path;
}

void index_source(const char *index, const char *source, unsigned jobs)
{
	const struct run_options options = {
		.index = index, .sources = &source, .source_count = 1, .format = FORMAT_AUTO, .jobs = jobs};
	struct run_summary summary;
	struct shim_failure failure = {0};

	need(run_index(&options, &summary, &failure) == SHIM_OK, failure.message);
	need(summary.skipped == 0, "something was skipped");
}

void index_compact(const char *index)
{
	struct compact_summary summary;
	struct shim_failure failure = {0};

	need(compact_index(index, &summary, &failure) == SHIM_OK, failure.message);
}

size_t index_faults(const char *index)
{
	struct check_result result;
	struct shim_failure failure = {0};
	size_t faults;

	need(check_index(index, &result, &failure) == SHIM_OK, failure.message);
	faults = result.findings.faults;
	for (size_t i = 0; faults > 0 && i < result.findings.count; i++)
		fprintf(stderr, "%s: %s\n", result.findings.list[i].path, result.findings.list[i].what);
	check_release(&result);
	return faults;
}

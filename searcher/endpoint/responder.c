/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/responder.h"

#include "article/state.h"
#include "program/report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct stamp stamp_of(const struct stat *status)
{
	return (struct stamp){status->st_dev, status->st_ino, status->st_size, status->st_mtim};
}

static bool read_stamp(const char *index, struct stamp *stamp)
{
	struct buffer manifest = {0};
	struct stat status;
	int failed = stat(index, &status);

	if (failed == 0 && S_ISDIR(status.st_mode)) {
		buffer_add_format(&manifest, "%s/" INDEX_MANIFEST, index);
		failed = stat(manifest.bytes, &status);
		buffer_release(&manifest);
	}
	if (failed == 0)
		*stamp = stamp_of(&status);
	return failed == 0;
}

/* Of the table of names, which must be there to be read; all zero when none is set. */
static bool read_names_stamp(const char *file, struct stamp *stamp)
{
	struct stat status;
	FILE *names = file ? fopen(file, "re") : NULL;
	bool read = names && fstat(fileno(names), &status) == 0;

	memset(stamp, 0, sizeof *stamp);
	if (read)
		*stamp = stamp_of(&status);
	if (names)
		fclose(names);
	return read || !file;
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size && a->modified.tv_sec == b->modified.tv_sec &&
	       a->modified.tv_nsec == b->modified.tv_nsec;
}

void responder_report(const struct responder *responder)
{
	const struct shim_failure *failure = &responder->failure;

	report(responder->settings->index, 0, failure->hint[0] ? failure->hint : NULL, "%s", failure->message);
}

static bool fail(struct responder *responder, const char *message, const char *hint)
{
	responder->failure.status = SHIM_NOT_FOUND;
	snprintf(responder->failure.message, sizeof responder->failure.message, "%s", message);
	snprintf(responder->failure.hint, sizeof responder->failure.hint, "%s", hint);
	responder_report(responder);
	return false;
}

/* A publication that cannot be opened leaves the one before it in use, which still has its files. */
bool responder_refresh(struct responder *responder)
{
	const char *file = responder->settings->names;
	struct searcher *searcher;
	struct stamp stamp, names;

	if (!responder->settings->index)
		return fail(responder, "which index?", "set DATELINE_INDEX in the server's environment, or index in dateline.conf");
	if (!read_stamp(responder->settings->index, &stamp))
		return fail(responder, strerror(errno), "name an index that dateline-index has written, in DATELINE_INDEX or dateline.conf");
	if (!read_names_stamp(file, &names)) { /* a sandbox keeps the process from a file that came in the place of another */
		responder->stale = true;
		return responder->searcher || fail(responder, strerror(errno), "name a table of names in DATELINE_NAMES or names, or none");
	}
	responder->stale = !responder->searcher || !same_stamp(&stamp, &responder->stamp) || !same_stamp(&names, &responder->names);
	if (!responder->stale)
		return true;
	if (searcher_open(&searcher, responder->settings->index, &responder->failure) != SHIM_OK) {
		responder_report(responder);
		return responder->searcher != NULL;
	}
	searcher_close(responder->searcher);
	searcher_set_names(searcher, file);
	responder->searcher = searcher;
	responder->stamp = stamp;
	responder->names = names;
	responder->counted = responder->stale = false;
	return true;
}

void responder_release(struct responder *responder)
{
	searcher_close(responder->searcher);
	cache_release(&responder->cache);
	responder->searcher = NULL;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/progress.h"

#include "program/clock.h"

#include <inttypes.h>
#include <stdio.h>

#define INTERVAL 0.2

void progress_begin(struct progress *progress, bool wanted)
{
	*progress = (struct progress){.wanted = wanted, .began = clock_seconds()};
}

void progress_tick(struct progress *progress, uint64_t articles, uint64_t bytes, uint64_t known)
{
	double now, spent, rate;

	if (!progress->wanted)
		return;
	now = clock_seconds();
	if (now - progress->last < INTERVAL)
		return;
	progress->last = now;
	spent = now - progress->began;
	rate = spent > 0 ? (double)bytes / spent : 0;
	fprintf(stderr, "\r\033[K%" PRIu64 " articles, %.1f MB, %.1f MB/s", articles, (double)bytes / 1e6, rate / 1e6);
	if (known > bytes && rate > 0)
		fprintf(stderr, ", %.0f s left", (double)(known - bytes) / rate);
	fflush(stderr);
	progress->shown = true;
}

void progress_say(struct progress *progress, const char *what)
{
	if (!progress->wanted)
		return;
	fprintf(stderr, "\r\033[K%s ...", what);
	fflush(stderr);
	progress->shown = true;
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How fast English is cut and stemmed on one core: tokens FILE. A FILE of JSON
 * Lines is taken as it is; what counts are bytes of prose. A line is an
 * article, so that nothing is gained by one that is endless; the first run
 * fills the caches and does not count.
 */
#include "text/buffer.h"
#include "text/tokens.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS 5

/* Of the processor, so that others who use the machine count less. */
static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool read_text(struct buffer *out, const char *path)
{
	struct buffer bytes = {0};
	FILE *file = fopen(path, "rb");
	size_t got;

	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	while ((got = fread(buffer_reserve(&bytes, 1 << 20), 1, 1 << 20, file)) > 0)
		bytes.length += got;
	fclose(file);
	utf8_from(out, ENCODING_UTF8, bytes.bytes, bytes.length);
	buffer_release(&bytes);
	return true;
}

/* Returns how many tokens there are, so that no compiler leaves them out. */
static size_t cut_lines(struct analyzer *analyzer, const struct buffer *text)
{
	const char *at = text->bytes, *end = at + text->length;
	size_t count = 0;

	while (at < end) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *stop = feed ? feed : end;

		analyzer_begin(analyzer, "en");
		analyzer_add(analyzer, FIELD_BODY, at, (size_t)(stop - at));
		count += analyzer_end(analyzer)->count;
		at = stop + 1;
	}
	return count;
}

static int compare_seconds(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;

	return a < b ? -1 : a > b;
}

int main(int argc, char **argv)
{
	struct buffer text = {0};
	struct analyzer *analyzer;
	double seconds[RUNS];
	size_t count;

	if (argc != 2) {
		fputs("usage: tokens FILE\n", stderr);
		return 2;
	}
	if (!read_text(&text, argv[1]))
		return 2;
	analyzer = analyzer_new();
	count = cut_lines(analyzer, &text);
	for (int i = 0; i < RUNS; i++) {
		double start = now();

		cut_lines(analyzer, &text);
		seconds[i] = now() - start;
	}
	qsort(seconds, RUNS, sizeof *seconds, compare_seconds);
	printf("%.1f MB/s: %zu bytes, %zu tokens, median of %d\n", (double)text.length / 1e6 / seconds[RUNS / 2], text.length,
	       count, RUNS);
	analyzer_free(analyzer);
	buffer_release(&text);
	return 0;
}

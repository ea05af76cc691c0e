/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What looking through an index has brought to light, kept until all of it is
 * known: a writer may publish meanwhile, and then it counts for nothing.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_FINDINGS_H
#define DATELINE_INDEXER_MAINTAIN_FINDINGS_H

#include "text/json_writer.h"

#include <stdbool.h>
#include <stddef.h>

/* What to do about most faults. */
#define ADVICE_RECOVER "dateline-index --recover keeps all that can be read"

struct finding {
	char *path, *what;
	const char *advice; /* a string that lives as long as the program */
	bool harmless;      /* worth knowing, no fault */
};

/* All zero is empty and ready. */
struct findings {
	struct finding *list;
	size_t count, capacity;
	size_t faults; /* those that are not harmless */
};

void findings_release(struct findings *findings);

void findings_add(struct findings *findings, const char *path, const char *advice, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void findings_note(struct findings *findings, const char *path, const char *advice, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* On stdout, a line each: "PATH: what (advice)". */
void findings_print(const struct findings *findings);

/* The members "faults" and "notes". */
void findings_write(const struct findings *findings, struct json_writer *writer);

#endif

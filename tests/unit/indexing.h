/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What dateline-index does, for tests of searcher/. A failure ends the test program. */
#ifndef DATELINE_TESTS_INDEXING_H
#define DATELINE_TESTS_INDEXING_H

#include <stddef.h>

/* A new directory; freed by the caller, and removed with all that is in it. */
char *workplace_new(void);
void workplace_remove(char *directory);

/* "DIRECTORY/NAME", and the same with a file written there; freed by the caller. */
char *workplace_path(const char *directory, const char *name);
char *workplace_file(const char *directory, const char *name, const char *text);

/* A run over one source, that must skip nothing. No entities are looked for. */
void index_source(const char *index, const char *source, unsigned jobs);

void index_compact(const char *index);

/* How many faults --check finds; each is named on stderr. */
size_t index_faults(const char *index);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a process that answers requests gives up before it reads one: memory
 * and time without end, and all files and calls that answering does not need.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_SANDBOX_H
#define DATELINE_SEARCHER_ENDPOINT_SANDBOX_H

#include "shim/xapian.h"

#include <stdbool.h>

/* No more than this many MiB of address space (0: no bound), and no core files. */
void sandbox_limit(unsigned long memory);

/*
 * From now on nothing but the files of the open index (at path), a table of
 * names (NULL: none) and the programs' data can be read, nothing written, nothing run, and, unless the
 * index has remote shards, no connection made: Landlock and seccomp, as far
 * as the kernel has them. There is no way back.
 */
void sandbox_enter(const char *path, const char *names, struct shim_index *index);

/*
 * Bounds one request. When seconds have passed, memory has run out, or a file of
 * the index is cut short while it is read, last_words
 * is called, from a signal handler perhaps, and the process ends with status 3.
 */
void sandbox_begin_request(double seconds, void (*last_words)(void));
void sandbox_end_request(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that does not fail.
 *
 * A program that cannot get memory says so on stderr and ends with status 2:
 * nothing that is half written is ever published, so ending is safe.
 */
#ifndef DATELINE_TEXT_MEMORY_H
#define DATELINE_TEXT_MEMORY_H

#include <stddef.h>

/* As malloc, calloc, realloc and strdup, but never NULL. A size of 0 gives a pointer that may be freed. */
void *memory_new(size_t size);
void *memory_zeroed(size_t count, size_t size);
void *memory_resize(void *old, size_t count, size_t size); /* count * size bytes; an overflow ends the program */
char *memory_copy(const char *bytes, size_t length);       /* length bytes and a final NUL */
char *memory_string(const char *string);                   /* NULL stays NULL */

/*
 * Asks for large pages under a block of many megabytes, not yet touched, that is asked in no order: looking up where each
 * small page lies takes longer than reading it. The kernel may not have any.
 */
void memory_scattered(void *block, size_t size);

/* Called before the program ends for want of memory; it must not ask for any. */
void memory_on_failure(void (*last)(void));

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void (*before_the_end)(void);

void memory_on_failure(void (*last)(void))
{
	before_the_end = last;
}

static void *checked(void *got)
{
	if (!got) {
		fputs("dateline: out of memory (give the program more, or fewer --jobs)\n", stderr);
		if (before_the_end)
			before_the_end();
		_Exit(2);
	}
	return got;
}

void *memory_new(size_t size)
{
	return checked(malloc(size ? size : 1));
}

void *memory_zeroed(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1));
}

void *memory_resize(void *old, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		return checked(NULL);
	return checked(realloc(old, bytes > 0 ? bytes : 1));
}

char *memory_copy(const char *bytes, size_t length)
{
	char *copy = memory_new(length + 1);

	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *memory_string(const char *string)
{
	return string ? memory_copy(string, strlen(string)) : NULL;
}

void memory_scattered(void *block, size_t size)
{
	uintptr_t page = (uintptr_t)2 << 20, start = ((uintptr_t)block + page - 1) & ~(page - 1);
	uintptr_t end = ((uintptr_t)block + size) & ~(page - 1);

	if (start < end)
		madvise((void *)start, end - start, MADV_HUGEPAGE);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/wanted.h"

#include "text/memory.h"

#include <stdlib.h>

void wanted_release(struct wanted *wanted)
{
	shim_query_free(wanted->query);
	for (size_t i = 0; i < wanted->check_count; i++) {
		phrase_release(wanted->checks[i]);
		free(wanted->checks[i]);
	}
	free(wanted->checks);
	free(wanted->parts);
	if (wanted->phrase)
		phrase_release(wanted->phrase);
	free(wanted->phrase);
	if (wanted->near)
		near_release(wanted->near);
	free(wanted->near);
	if (wanted->letters)
		letters_release(wanted->letters);
	free(wanted->letters);
	free(wanted->understood);
	*wanted = (struct wanted){0};
}

void wanted_keep_check(struct wanted *wanted, struct phrase *phrase)
{
	wanted->checks = memory_resize(wanted->checks, wanted->check_count + 1, sizeof *wanted->checks);
	wanted->checks[wanted->check_count++] = phrase;
}

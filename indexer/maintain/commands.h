/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What dateline-index does to an index as a whole: each command prints what it
 * found or did and returns the program's exit status.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_COMMANDS_H
#define DATELINE_INDEXER_MAINTAIN_COMMANDS_H

#include <stdbool.h>

struct command_output {
	bool json;  /* one JSON object instead of text */
	bool quiet; /* no summary */
};

int command_check(const char *index, const struct command_output *output);   /* 0 sound, 1 faults, 2 cannot look */
int command_compact(const char *index, const struct command_output *output); /* 0 done, 2 trouble */
int command_recover(const char *index, const struct command_output *output); /* 0 all kept, 1 some lost, 2 nothing */
int command_stats(const char *index, const struct command_output *output);   /* 0 done, 2 trouble */

#endif

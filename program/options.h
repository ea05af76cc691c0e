/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values of options, checked the same way in every program. Each function says
 * on stderr what is wrong and returns false.
 */
#ifndef DATELINE_PROGRAM_OPTIONS_H
#define DATELINE_PROGRAM_OPTIONS_H

#include <stdbool.h>

#define OPTION_JOBS_MAX 256

/* option: as the user writes it, "--jobs". least and most are allowed values. */
bool option_number(const char *option, const char *word, unsigned long least, unsigned long most, unsigned long *number);

/* One of names (closed by NULL); its place goes to *found. */
bool option_choice(const char *option, const char *word, const char *const *names, int *found);

/* How many workers when nobody says: the cores, 1..OPTION_JOBS_MAX. */
unsigned option_default_jobs(void);

/* Values of --color and --progress, in this order. */
enum option_when {
	WHEN_AUTO,
	WHEN_ALWAYS,
	WHEN_NEVER
};
bool option_when(const char *option, const char *word, enum option_when *when);

#endif

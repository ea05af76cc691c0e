/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DATELINE_PROGRAM_CLOCK_H
#define DATELINE_PROGRAM_CLOCK_H

#include <stdbool.h>

/* Seconds of a clock that only goes forward, from some beginning of its own. */
double clock_seconds(void);

/* Seconds until the clock is at deadline, a moment at least, since 0 means for ever: what it is where deadline is 0. */
double clock_left(double deadline);

/* Whether the clock is at deadline, or behind it; never where that is 0. */
bool clock_passed(double deadline);

#endif

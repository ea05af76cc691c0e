/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/clock.h"

#include <time.h>

double clock_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double clock_left(double deadline)
{
	double left = deadline > 0 ? deadline - clock_seconds() : 0;

	return deadline > 0 && left < 1e-6 ? 1e-6 : left;
}

bool clock_passed(double deadline)
{
	return deadline > 0 && clock_seconds() >= deadline;
}

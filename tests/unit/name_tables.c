/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/name_tables.h"

#include <stdio.h>
#include <stdlib.h>

struct names *name_tables_open(void)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/data", getenv("DATELINE_SOURCE") ? getenv("DATELINE_SOURCE") : ".");
	setenv("DATELINE_DATA", path, 1);
	return names_open(NULL, true);
}

int name_tables_set_up(void **state)
{
	*state = name_tables_open();
	return *state ? 0 : -1;
}

int name_tables_tear_down(void **state)
{
	names_free(*state);
	return 0;
}

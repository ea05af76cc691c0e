/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of names that come with the programs, from the source tree. */
#ifndef DATELINE_TESTS_NAME_TABLES_H
#define DATELINE_TESTS_NAME_TABLES_H

#include "names/table.h"

struct names *name_tables_open(void); /* NULL, with a message, when they cannot be read */

/* The same as a group's fixture: *state is the tables. */
int name_tables_set_up(void **state);
int name_tables_tear_down(void **state);

#endif

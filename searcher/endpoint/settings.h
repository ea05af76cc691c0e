/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What whoever runs the endpoint has decided: dateline.conf and the server's
 * environment. Nothing of it can be changed by a request.
 *
 * dateline.conf has a line "NAME = VALUE" for each setting; # begins a comment
 * at the start of a line. It is the file that DATELINE_CONFIG names, else
 * dateline.conf in the system's configuration directory, where there is one.
 * DATELINE_INDEX and DATELINE_NAMES in the environment stand above the file.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_SETTINGS_H
#define DATELINE_SEARCHER_ENDPOINT_SETTINGS_H

#include <stdbool.h>

struct settings {
	char *index; /* NULL: nobody said */
	char *names; /* the file of a table of names; NULL: none */
	char *name;  /* of the site */
	char *url;   /* of the endpoint, absolute, without "?"; NULL: as the request came */
	unsigned long results;   /* on a page, 1..100 */
	unsigned long timeout;   /* milliseconds a search; 1..600000 */
	unsigned long memory;    /* MiB a process; 0: no bound */
	unsigned long processes; /* of FastCGI, 1..256 */
	bool sandbox;
};

/* Fills in *settings, to be released in any case. False when a file is wrong, which was reported with its line. */
bool settings_load(struct settings *settings);
void settings_release(struct settings *settings);

/* One line of the file at file:number, for settings_load and its tests. False when it is wrong. */
bool settings_take_line(struct settings *settings, char *line, const char *file, unsigned long number);

#endif

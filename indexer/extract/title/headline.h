/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Titles without the names of sites, and the names of sites out of titles.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TITLE_HEADLINE_H
#define DATELINE_INDEXER_EXTRACT_TITLE_HEADLINE_H

#include <stdbool.h>
#include <stddef.h>

/* A part of a title; bytes is borrowed from it. */
struct headline {
	const char *bytes;
	size_t length;
	const char *site; /* the part that was cut off, or NULL */
	size_t site_length;
};

/*
 * The headline in a title such as "Rain | The Outlet", "The Outlet: Rain",
 * "Rain - Weather - The Outlet". What is cut off must be known for the site's: by its
 * name (NULL: not known) or address, or because the rest is what the page shows as its heading (NULL: none).
 */
struct headline headline_find(const char *title, const char *site, const char *host, const char *heading);

/* A piece of a title between bars, dashes and their like; bytes is borrowed from it. */
struct headline_part {
	const char *bytes;
	size_t length;
};

/* Cuts a title into at most `most` pieces; what is behind them belongs to the last one. Returns how many there are. */
size_t headline_parts(const char *title, size_t length, struct headline_part *parts, size_t most);

enum headline_parting { PARTED_NOT, PARTED_BY_COLON, PARTED_BY_DASH, PARTED_BY_BAR };

/* By what a title is parted; the strongest, where by several. */
enum headline_parting headline_parting(const char *title, size_t length);

/* Whether a text is the site's name: as it calls itself (NULL: not known), or as its address (NULL) says. */
bool headline_is_site(const char *text, size_t length, const char *site, const char *host);

#endif

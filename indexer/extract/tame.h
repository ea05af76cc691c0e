/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page of HTML made ready for libxml2's parser, which reads some things as no
 * browser does, and others in the square of their length.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TAME_H
#define DATELINE_INDEXER_EXTRACT_TAME_H

#include <stddef.h>

/* Changes the page in place. Returns how much of it may be parsed. */
size_t tame(char *page, size_t length);

#endif

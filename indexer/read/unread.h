/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of kinds that hold no article, or none that is read here (format_unread, in format.h).
 *
 * Each is a document without an article, so that it is skipped and named. A directory may hold thousands of pictures: past
 * UNREAD_NAMED of a kind they are counted, and named only where input->verbose is set.
 */
#ifndef DATELINE_INDEXER_READ_UNREAD_H
#define DATELINE_INDEXER_READ_UNREAD_H

#include "indexer/read/format.h"

#define UNREAD_NAMED 100

/* Says how many were not named; at the end of all sources. */
void unread_sum_up(const struct input *input);

#endif

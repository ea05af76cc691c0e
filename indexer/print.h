/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What dateline-index prints on stdout.
 */
#ifndef DATELINE_INDEXER_PRINT_H
#define DATELINE_INDEXER_PRINT_H

#include "indexer/run.h"

void print_summary(const struct run_summary *summary);
void print_summary_json(const struct run_summary *summary);

/*
 * Each article of the sources as a line of JSON Lines, in the order of reading.
 * summary gets `added` (printed) and `skipped`. -1 when stdout cannot be written.
 */
int print_articles(const struct run_options *options, struct run_summary *summary);

#endif

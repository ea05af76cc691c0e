/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Forenames that stand for each other: spellings, transliterations and short
 * forms. A file (data/forenames.tsv) has a class a line, its forms between
 * tabs; a form may be in several ("Alex"). A line of one form only says that it
 * is a forename, and so no slip of another one (Ivana, Ivanka).
 */
#ifndef DATELINE_NAMES_FORENAMES_H
#define DATELINE_NAMES_FORENAMES_H

#include "text/fold.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FORENAME_CLASSES 4 /* that one form is in, at the most */

struct forenames;

struct forenames *forenames_new(void);
void forenames_free(struct forenames *forenames);

/* Adds the lines of a file's text; file names it in messages about lines that are passed over. */
void forenames_parse(struct forenames *forenames, const char *text, size_t length, const char *file);

/* The classes of a folded word; returns how many, 0 when it is no known forename. */
size_t forename_classes(const struct forenames *forenames, const char *word, size_t length,
                        uint32_t classes[FORENAME_CLASSES]);

/* Whether two folded words are in one class. */
bool forenames_meet(const struct forenames *forenames, const char *a, size_t a_length, const char *b, size_t b_length);

#endif

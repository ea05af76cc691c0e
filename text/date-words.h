/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that dates are written with, in the languages of the agencies
 * that Dateline's readers meet most: a table, in one place.
 */
#ifndef DATELINE_TEXT_DATE_WORDS_H
#define DATELINE_TEXT_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum date_word {
	DATE_WORD_MONTH,   /* value 1 to 12 */
	DATE_WORD_WEEKDAY, /* value 0; a date is never doubted for its weekday */
	DATE_WORD_ZONE,    /* value: minutes east of UTC, or DATE_ZONE_AMBIGUOUS */
	DATE_WORD_BETWEEN  /* value 0; stands between a date's parts: "at", "de", "um" */
};

/* "ET" is two zones, by season; "IST" three, by country. */
#define DATE_ZONE_AMBIGUOUS 9999

#define DATE_WORD_MAX 24 /* bytes of the longest word, at least */

/* Whether the word (without full stop) is of that kind; ASCII letters count without case. */
bool date_word_is(enum date_word kind, const char *word, size_t length, int *value);

#endif

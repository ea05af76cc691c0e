/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a language is called in English, for pages. */
#ifndef DATELINE_SEARCHER_SHOW_LANGUAGE_NAME_H
#define DATELINE_SEARCHER_SHOW_LANGUAGE_NAME_H

#include <stdbool.h>

/* Of a tag such as "de"; one that is not known stands for itself. Borrowed. */
const char *language_name(const char *tag);

/* Whether it is written from right to left. tag may be NULL. */
bool language_from_right(const char *tag);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What says in law what a company is, at the end of its name: "Apple Inc." For names/ alone. */
#ifndef DATELINE_NAMES_COMPANY_H
#define DATELINE_NAMES_COMPANY_H

#include <stdbool.h>
#include <stddef.h>

/* The length of a key without it. */
size_t company_without_form(const char *key, size_t length);

/* Whether a key is nothing else. */
bool company_form(const char *key, size_t length);

#endif

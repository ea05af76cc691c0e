/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is one organisation's name by rule: without what says in law what a company is, at the end ("Apple Inc."), and with
 * the United States in one way. For names/ alone.
 */
#ifndef DATELINE_NAMES_COMPANY_H
#define DATELINE_NAMES_COMPANY_H

#include "names/spelling.h"

#include <stdbool.h>
#include <stddef.h>

/* "apple" of "apple inc", "us census bureau" of "united states census bureau"; returns the length. */
size_t company_key(const char *key, size_t length, char out[NAME_KEY_MAX]);

/* Whether a key is nothing but a legal form. */
bool company_form(const char *key, size_t length);

#endif

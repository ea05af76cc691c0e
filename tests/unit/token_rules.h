/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What text/tokens.h promises of every text, however hostile: for random texts and for the fuzz target. */
#ifndef DATELINE_TESTS_UNIT_TOKEN_RULES_H
#define DATELINE_TESTS_UNIT_TOKEN_RULES_H

#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>

/* The text of a field, and what it was cut into. The first rule that is broken, NULL when none is. */
const char *token_rule_broken(const struct tokens *tokens, enum token_field field, const char *text, size_t length);

/* Equal in all that a caller can see. */
bool tokens_equal(const struct tokens *tokens, const struct tokens *others);

#endif

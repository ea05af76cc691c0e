/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A model of a few words, made by hand: what it finds can be told by reading.
 */
#ifndef DATELINE_TESTS_SMALL_MODEL_H
#define DATELINE_TESTS_SMALL_MODEL_H

#include "entity/model.h"

/*
 * Knows "paris" as a place and "doe" as the end of a person's name; "john" as
 * its beginning, and as an organisation if it stands alone. Its tables have an
 * entry each: the phrase "john doe", the form "Doe", the word "doe". Static.
 */
const struct model *small_model(void);

#endif

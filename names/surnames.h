/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which surnames of an index are spellings of one, for who looks for the word
 * alone: Umerov and Umierov, Kyslytsya and Kyslytsia. For names/ alone.
 *
 * Two are, when they are spelled alike and most articles that name a bearer of
 * either name one who is known under both. So a slip of the hand does not make
 * one family of Merkel and Merkle.
 */
#ifndef DATELINE_NAMES_SURNAMES_H
#define DATELINE_NAMES_SURNAMES_H

#include "names/group.h"
#include "names/units.h"

/* Fills the surnames of groups. of: of each unit its group. */
void surnames_find(const struct units *units, const uint32_t *of, struct name_groups *groups);

#endif

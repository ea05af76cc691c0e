/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which names of an index are shown as which, as it is stored and asked for.
 *
 * Stored in the newest shard's metadata under NAME_MAP_KEY, written anew with
 * each commit; copies in older shards are history. Numbers are varints, but
 * for those of the table:
 *     groups      how many; then for each, by kind and name
 *         kind        enum entity_kind; ENTITY_KINDS: a surname, in the order of names/group.h
 *         name        length, bytes, a zero byte: what the entity is shown as; of a surname, its most frequent spelling
 *         members     how many; then for each, by bytes
 *             name        length, bytes: an entity's name in some article, folded as in its term; another spelling
 *     table       for each folded name, ascending by hash:
 *         hash        8 bytes, most significant first: term_hash of the kind's letter and the name
 *         group       4 bytes, most significant first: where in the record the group begins that it is shown as
 *     length      of the table in entries, 4 bytes, most significant first
 * Names that stand for themselves alone are left out. One query looks up a few
 * names in the table; to read all groups would take longer than the query.
 * Names are told apart by their 64 bits alone: of a million, two meet once in
 * thirty million indexes.
 */
#ifndef DATELINE_NAMES_MAP_H
#define DATELINE_NAMES_MAP_H

#include "names/group.h"
#include "names/table.h"
#include "text/buffer.h"
#include "text/tokens.h"

#define NAME_MAP_KEY "dateline-names"

/* Adds the record of an index's groups to out. */
void name_map_encode(struct buffer *out, struct analyzer *analyzer, const struct name_set *set,
                     const struct name_groups *groups);

/* The record of an index that has no groups. */
void name_map_encode_nothing(struct buffer *out);

struct name_map;

struct name_map *name_map_new(struct analyzer *analyzer); /* borrows it */
void name_map_free(struct name_map *map);

/*
 * Adds a record, which is copied. Where it knows a name that was there before,
 * of another index, it is that one's group. -1 when it is seen to be damaged:
 * what can be read counts.
 */
int name_map_add(struct name_map *map, const void *bytes, size_t length);

/* Looks through a record, which name_map_add does not: 0, or -1 where a name of it would not be found as what it is. */
int name_map_check(struct analyzer *analyzer, const void *bytes, size_t length);

/* What a table says wins over what is there. */
void name_map_correct(struct name_map *map, const struct names *names);

/* What a folded name is shown as, borrowed while the map lives; NULL: as itself. */
const char *name_map_find(const struct name_map *map, enum entity_kind kind, const char *folded, size_t length);

/* Calls visit for each name of the group that a folded name is of, that name too; each folded. Not at all where it has none. */
typedef void name_map_visitor(void *context, const char *folded, size_t length);
void name_map_visit(const struct name_map *map, enum entity_kind kind, const char *folded, size_t length,
                    name_map_visitor *visit, void *context);

/* The same for the spellings of a surname. */
void name_map_visit_surname(const struct name_map *map, const char *folded, size_t length, name_map_visitor *visit, void *context);

#endif

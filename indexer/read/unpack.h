/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bytes of an open file, unpacked when they are gzip (RFC 1952, any number
 * of members), through one window of a fixed size: a file of any length, or a
 * gzip bomb, costs no more memory than that.
 */
#ifndef DATELINE_INDEXER_READ_UNPACK_H
#define DATELINE_INDEXER_READ_UNPACK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As many bytes at the least can be looked at ahead. */
#define UNPACK_WINDOW ((size_t)256 << 10)

struct unpack;

/* Takes the descriptor. *packed grows by every byte that is read from it, and may be looked at from other threads. */
struct unpack *unpack_open(int descriptor, _Atomic uint64_t *packed);
void unpack_close(struct unpack *unpack); /* NULL is allowed */

/*
 * The next bytes, without taking them: at least wanted (UNPACK_WINDOW at the
 * most) unless the end, or a fault, comes first. They are valid until the next
 * call. Returns how many there are; 0 is the end.
 */
size_t unpack_look(struct unpack *unpack, size_t wanted, const char **bytes);

/* Takes length of the bytes that the last unpack_look showed. */
void unpack_take(struct unpack *unpack, size_t length);

/*
 * What is wrong with the file at the point where its bytes end, NULL for
 * nothing: "gzip data breaks off", for instance. Valid until unpack_close. It is known
 * only when unpack_look has returned less than was wanted.
 */
const char *unpack_fault(const struct unpack *unpack);

/* Whether bytes of the gzip member, or of the file, that has the fault have been taken: what they belong to is not sound. */
bool unpack_fault_taken(const struct unpack *unpack);

/*
 * Behind a fault, or bytes that are no gzip: drops what has not been taken and
 * goes on with the next gzip member. False, and nothing more to read, when there is
 * none. What is found may be no member but bytes that look like one: it then
 * ends in a fault, and the search goes on behind it.
 */
bool unpack_recover(struct unpack *unpack);

/* Whether bytes that are no gzip member follow the last one: they were left out, what came before is sound. */
bool unpack_trailing_garbage(const struct unpack *unpack);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Packed rows and tallies: what is counted is what was packed, whatever the numbers.
 */
#include "searcher/facets/rows.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LAST 70000

/* Numbers that fit into a word, the last that does, and longer ones; some there again. */
static const struct row_value given[] = {{70000, 3}, {1, 4}, {65534, 5}, {65535, 6}, {1 | ROW_AGAIN, 7}, {70000 | ROW_AGAIN, 8}};

struct visited {
	uint32_t values[8], entries[8];
	size_t count;
};

static void visit(void *context, uint32_t value, uint32_t entry)
{
	struct visited *visited = context;

	visited->values[visited->count] = value;
	visited->entries[visited->count++] = entry;
}

static void pack(struct packed_rows *rows)
{
	struct row_value list[sizeof given / sizeof *given];
	struct plain_row row = {.list = list, .count = sizeof given / sizeof *given, .lone = {1, 0, 65535}};
	struct plain_row empty = {0};

	memcpy(list, given, sizeof given);
	assert_true(packed_rows_add(rows, &empty));
	assert_true(packed_rows_add(rows, &row));
}

static void test_count(void **state)
{
	struct packed_rows rows = {0};
	struct tallies tallies = {0};
	size_t lone[ENTITY_KINDS] = {0};
	uint32_t expected[] = {1, 65534, 65535, 70000}, value = 0;

	(void)state;
	pack(&rows);
	tallies_reserve(&tallies, LAST + 1);
	packed_rows_count(&rows, 0, &tallies, lone);
	assert_int_equal(tallies_next(&tallies, 0, LAST + 1), LAST + 1);
	for (int i = 0; i < 600; i++) /* more than a byte holds */
		packed_rows_count(&rows, 1, &tallies, lone);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		value = tallies_next(&tallies, value, LAST + 1);
		assert_int_equal(value, expected[i]);
		assert_int_equal(tallies_of(&tallies, value++), 600);
	}
	assert_int_equal(tallies_next(&tallies, value, LAST + 1), LAST + 1);
	assert_int_equal(lone[0], 600);
	assert_int_equal(lone[1], 0);
	assert_int_equal(lone[2], 600 * 65535);
	tallies_clear(&tallies);
	assert_int_equal(tallies_next(&tallies, 0, LAST + 1), LAST + 1);
	assert_int_equal(tallies_of(&tallies, 1), 0);
	tallies_release(&tallies);
	packed_rows_release(&rows);
}

static void test_visit(void **state)
{
	struct packed_rows rows = {0};
	struct visited visited = {.count = 0};
	uint64_t *bits = memory_zeroed(LAST / 64 + 1, sizeof *bits);

	(void)state;
	pack(&rows);
	bits[0] |= 2;
	bits[LAST / 64] |= (uint64_t)1 << LAST % 64;
	packed_rows_visit(&rows, 1, bits, LAST, visit, &visited);
	assert_int_equal(visited.count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(visited.values[i], i % 2 ? LAST : 1);
	assert_int_equal(visited.entries[0], 4);
	assert_int_equal(visited.entries[1], 3);
	assert_int_equal(visited.entries[2], 7);
	assert_int_equal(visited.entries[3], 8);
	visited.count = 0;
	packed_rows_visit(&rows, 1, bits, 1, visit, &visited); /* nothing above the last */
	assert_int_equal(visited.count, 2);
	free(bits);
	packed_rows_release(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_count), cmocka_unit_test(test_visit)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/random_shard.h"

#include "text/buffer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_MAX = 8 };

/* Marsaglia, "Xorshift RNGs", 2003. */
static uint32_t below(uint64_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)((*state >> 20) % limit);
}

static void add_bytes(uint64_t *state, struct buffer *to, size_t length, const char *alphabet, size_t letters)
{
	while (length--)
		buffer_add_byte(to, alphabet ? alphabet[below(state, letters)] : (char)below(state, letters));
}

static struct shim_bytes bytes_take(struct buffer *from)
{
	struct shim_bytes bytes = {.length = from->length};

	bytes.bytes = buffer_detach(from);
	return bytes;
}

static int bytes_order(const void *one, const void *other)
{
	const struct shim_bytes *a = one, *b = other;
	int order = memcmp(a->bytes, b->bytes, a->length < b->length ? a->length : b->length);

	return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* In keys a zero byte takes two. */
static void term_cut(struct buffer *term)
{
	size_t taken = 0, i = 0;

	while (i < term->length && taken + (term->bytes[i] ? 1 : 2) <= SHIM_TERM_MAX)
		taken += term->bytes[i++] ? 1 : 2;
	term->length = i;
}

static struct shim_bytes random_term(uint64_t *state, const struct shim_bytes *before)
{
	struct buffer term = {0};

	switch (below(state, 6)) {
	case 0: /* the one before and a byte more: the next key in the tree or nearly so */
		if (before)
			buffer_add(&term, before->bytes, before->length);
		add_bytes(state, &term, 1, "\0\1\xfe\xff", 4);
		break;
	case 1:
		add_bytes(state, &term, 1 + below(state, 130), "\0\1\xff", 3);
		break;
	case 2: /* full length, different at the end only */
		add_bytes(state, &term, SHIM_TERM_MAX - 3, "l", 1);
		add_bytes(state, &term, 3, NULL, 256);
		break;
	case 3:
		add_bytes(state, &term, 1 + below(state, SHIM_TERM_MAX), "\xff", 1);
		break;
	default:
		add_bytes(state, &term, 1 + below(state, 12), "etaoinshrdlu", 12);
	}
	term_cut(&term);
	if (!term.length)
		buffer_add_byte(&term, 'x');
	return bytes_take(&term);
}

/* Drops all but the first of equal ones in a sorted list; returns how many are left. */
static size_t terms_unique(struct shim_bytes *terms, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (kept && bytes_order(&terms[kept - 1], &terms[i]) == 0)
			free((void *)terms[i].bytes);
		else
			terms[kept++] = terms[i];
	}
	return kept;
}

static void random_terms(uint64_t *state, struct shim_shard *shard)
{
	static const size_t most[] = {3, 60, 600, 4000};
	size_t count = 1 + below(state, most[below(state, 4)]);
	struct shim_bytes *terms = memory_zeroed(count, sizeof *terms);

	for (size_t i = 0; i < count; i++)
		terms[i] = random_term(state, i ? &terms[i - 1] : NULL);
	qsort(terms, count, sizeof *terms, bytes_order);
	shard->terms = terms;
	shard->term_count = terms_unique(terms, count);
}

/* The first terms stand in most documents, the last ones in few or none. */
static size_t random_document(uint64_t *state, const struct shim_shard *shard, struct shim_posting *to,
                              unsigned char *seen)
{
	static const uint32_t wdfs[] = {0, 1, 1, 1, 2, 9, 127, 128, 16383, 16384, 70000};
	size_t picks = below(state, 10) ? below(state, 60) : 0, count = 0;

	for (size_t i = 0; i < picks; i++) {
		uint32_t term = i < 3 ? (uint32_t)(i % shard->term_count)
		                      : below(state, 1 + below(state, shard->term_count));

		if (seen[term])
			continue;
		seen[term] = 1;
		to[count++] = (struct shim_posting){.term = term, .wdf = wdfs[below(state, sizeof wdfs / sizeof *wdfs)]};
	}
	for (size_t i = 0; i < count; i++)
		seen[to[i].term] = 0;
	return count;
}

static void random_documents(uint64_t *state, struct shim_shard *shard)
{
	static const uint32_t most[] = {3, 50, 600, 3001};
	uint32_t count = below(state, most[below(state, 4)]);
	struct shim_posting *postings = memory_zeroed((size_t)count * 60, sizeof *postings);
	size_t *start = memory_zeroed((size_t)count + 1, sizeof *start);
	unsigned char *seen = memory_zeroed(shard->term_count, 1);

	for (uint32_t i = 0; i < count; i++)
		start[i + 1] = start[i] + random_document(state, shard, postings + start[i], seen);
	free(seen);
	shard->document_count = count;
	shard->postings = postings;
	shard->posting_start = start;
}

/* One of these shapes for all values of a slot, so that some slots have many small ones and others a few long ones. */
static struct shim_bytes random_value(uint64_t *state, unsigned shape)
{
	static const struct {
		uint32_t one_in, longest;
	} shapes[] = {{1, 8}, {1, 1}, {3, 300}, {30, 6000}, {2, 1}, {900, 60000}};
	struct buffer value = {0};

	if (below(state, shapes[shape].one_in) == 0)
		add_bytes(state, &value, 1 + below(state, shapes[shape].longest), NULL, shape == 1 ? 1 : 256);
	return bytes_take(&value);
}

static void random_values(uint64_t *state, struct shim_shard *shard)
{
	struct shim_bytes **values = memory_zeroed(SLOTS_MAX, sizeof *values);

	shard->value_slots = below(state, SLOTS_MAX + 1);
	for (unsigned slot = 0; slot < shard->value_slots; slot++) {
		unsigned shape = below(state, 6);

		values[slot] = memory_zeroed(shard->document_count, sizeof **values);
		for (uint32_t i = 0; i < shard->document_count; i++)
			values[slot][i] = random_value(state, shape);
	}
	shard->values = (const struct shim_bytes *const *)values;
}

static void random_metadata(uint64_t *state, struct shim_shard *shard)
{
	static const uint32_t longest[] = {10, 1000, 3000, 20000, 120000};
	size_t count = below(state, 2) ? below(state, 40) : 0;
	struct shim_bytes *metadata = memory_zeroed(2 * count, sizeof *metadata);

	for (size_t i = 0; i < count; i++) {
		struct buffer key = {0}, value = {0};

		buffer_add_format(&key, "%02zu", i);
		add_bytes(state, &key, below(state, 8) ? below(state, 9) : SHIM_TERM_MAX - 2, NULL, 256);
		add_bytes(state, &value, 1 + below(state, longest[below(state, 5)]), NULL, 256);
		metadata[2 * i] = bytes_take(&key);
		metadata[2 * i + 1] = bytes_take(&value);
	}
	shard->metadata = metadata;
	shard->metadata_count = count;
}

void random_shard_init(struct random_shard *random, uint64_t seed)
{
	uint64_t state = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);

	random->shard = (struct shim_shard){0};
	random_terms(&state, &random->shard);
	random_documents(&state, &random->shard);
	random_values(&state, &random->shard);
	random_metadata(&state, &random->shard);
}

static void strings_free(const struct shim_bytes *strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free((void *)strings[i].bytes);
	free((void *)strings);
}

void random_shard_release(struct random_shard *random)
{
	struct shim_shard *shard = &random->shard;

	strings_free(shard->terms, shard->term_count);
	free((void *)shard->postings);
	free((void *)shard->posting_start);
	for (unsigned slot = 0; slot < shard->value_slots; slot++)
		strings_free(shard->values[slot], shard->document_count);
	free((void *)shard->values);
	strings_free(shard->metadata, 2 * shard->metadata_count);
}

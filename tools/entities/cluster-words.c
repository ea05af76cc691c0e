/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cluster-words CLASSES LEAST ROUNDS < TEXT > WORDS
 *
 * Classes of words that stand in like places: the exchange algorithm on class
 * bigrams (Kneser & Ney 1993; Martin, Liermann & Ney 1998, "Algorithms for
 * bigram and trigram word clustering"). TEXT has a paragraph a line; words seen
 * LEAST times or more get a class. Each line of WORDS: word, tab, class. The
 * result depends on the text alone.
 */
#include "entity/pieces.h"
#include "text/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_WORD UINT32_MAX
#define LOG_TABLE (1u << 20)

/* ---- the text as numbers of words ---- */

struct words {
	char **text;
	uint32_t *counts;
	uint32_t count, capacity;
	uint32_t *slots; /* number + 1, by hash; a power of two of them */
	uint32_t slot_mask;
};

struct sequence {
	uint32_t *list; /* NO_WORD between paragraphs */
	size_t count, capacity;
};

static uint64_t hash_bytes(const char *bytes, size_t length)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
	return hash ^ hash >> 29;
}

static void words_grow(struct words *words)
{
	uint32_t mask = words->slot_mask ? words->slot_mask * 2 + 1 : (1u << 20) - 1;

	free(words->slots);
	words->slots = memory_zeroed((size_t)mask + 1, sizeof *words->slots);
	words->slot_mask = mask;
	for (uint32_t i = 0; i < words->count; i++) {
		uint32_t at = (uint32_t)hash_bytes(words->text[i], strlen(words->text[i])) & mask;

		while (words->slots[at])
			at = (at + 1) & mask;
		words->slots[at] = i + 1;
	}
}

static uint32_t words_number(struct words *words, const char *bytes, size_t length)
{
	uint32_t at;

	if (words->count >= words->slot_mask / 2)
		words_grow(words);
	for (at = (uint32_t)hash_bytes(bytes, length) & words->slot_mask; words->slots[at]; at = (at + 1) & words->slot_mask) {
		const char *known = words->text[words->slots[at] - 1];

		if (!strncmp(known, bytes, length) && known[length] == '\0')
			return words->slots[at] - 1;
	}
	if (words->count == words->capacity) {
		words->capacity = words->capacity ? words->capacity * 2 : 1 << 16;
		words->text = memory_resize(words->text, words->capacity, sizeof *words->text);
		words->counts = memory_resize(words->counts, words->capacity, sizeof *words->counts);
	}
	words->text[words->count] = memory_copy(bytes, length);
	words->counts[words->count] = 0;
	words->slots[at] = ++words->count;
	return words->count - 1;
}

static void sequence_add(struct sequence *sequence, uint32_t word)
{
	if (sequence->count == sequence->capacity) {
		sequence->capacity = sequence->capacity ? sequence->capacity * 2 : 1 << 20;
		sequence->list = memory_resize(sequence->list, sequence->capacity, sizeof *sequence->list);
	}
	sequence->list[sequence->count++] = word;
}

static void read_text(struct words *words, struct sequence *sequence)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	while ((length = getline(&line, &room, stdin)) > 0) {
		struct piece piece;
		size_t at = 0;

		sequence_add(sequence, NO_WORD);
		for (ssize_t i = 0; i < length; i++)
			if (line[i] >= '0' && line[i] <= '9')
				line[i] = '0';
		while (piece_next(line, (size_t)length, &at, &piece)) {
			uint32_t word = words_number(words, line + piece.start, piece.end - piece.start);

			words->counts[word]++;
			sequence_add(sequence, word);
		}
	}
	sequence_add(sequence, NO_WORD);
	free(line);
}

/* ---- bigrams ---- */

struct neighbour {
	uint32_t word, count;
};

struct side {
	struct neighbour *list;
	size_t *start; /* of each word; one more than words */
};

struct model {
	uint32_t words;   /* that get a class; then the border of a paragraph, then all the rare ones */
	uint32_t classes; /* and two more, for these */
	struct side next, previous;
	uint32_t *self;   /* a word twice in a row */
	uint32_t *class;
	uint32_t *pairs, *transposed; /* classes + 2 squared: how often class a stands before class b, and the other way round */
	uint32_t *left, *right;       /* of each class: how often first of a pair, second of a pair */
	double *table;                /* n log n */
};

static int compare_pairs(const void *a, const void *b)
{
	uint64_t first = *(const uint64_t *)a, second = *(const uint64_t *)b;

	return first < second ? -1 : first > second;
}

static void take_side(struct side *side, uint32_t words, const uint64_t *pairs, size_t count, uint32_t *self)
{
	size_t used = 0;
	uint32_t word = 0;

	side->list = memory_new((count + 1) * sizeof *side->list);
	side->start = memory_zeroed((size_t)words + 1, sizeof *side->start);
	for (size_t i = 0, j; i < count; i = j) {
		uint32_t first = (uint32_t)(pairs[i] >> 32), second = (uint32_t)pairs[i];

		for (j = i; j < count && pairs[j] == pairs[i]; j++)
			;
		while (word < first)
			side->start[++word] = used;
		if (first == second)
			self[first] = (uint32_t)(j - i);
		else
			side->list[used++] = (struct neighbour){second, (uint32_t)(j - i)};
	}
	while (word < words)
		side->start[++word] = used;
}

static void take_bigrams(struct model *model, const struct sequence *sequence, const uint32_t *rank)
{
	uint64_t *pairs = memory_new(sequence->count * sizeof *pairs);
	uint32_t border = model->words;
	size_t count = 0;

	for (size_t i = 0; i + 1 < sequence->count; i++) {
		uint32_t a = sequence->list[i] == NO_WORD ? border : rank[sequence->list[i]];
		uint32_t b = sequence->list[i + 1] == NO_WORD ? border : rank[sequence->list[i + 1]];

		if (a != border || b != border)
			pairs[count++] = (uint64_t)a << 32 | b;
	}
	model->self = memory_zeroed((size_t)model->words + 2, sizeof *model->self);
	qsort(pairs, count, sizeof *pairs, compare_pairs);
	take_side(&model->next, model->words + 2, pairs, count, model->self);
	for (size_t i = 0; i < count; i++)
		pairs[i] = pairs[i] << 32 | pairs[i] >> 32;
	qsort(pairs, count, sizeof *pairs, compare_pairs);
	take_side(&model->previous, model->words + 2, pairs, count, model->self);
	free(pairs);
}

/* ---- exchange ---- */

static double n_log_n(const struct model *model, uint64_t n)
{
	return n < LOG_TABLE ? model->table[n] : (double)n * log((double)n);
}

static void add_pair(struct model *model, uint32_t a, uint32_t b, uint32_t count)
{
	uint32_t width = model->classes + 2;

	model->pairs[(size_t)a * width + b] += count;
	model->transposed[(size_t)b * width + a] += count;
	model->left[a] += count;
	model->right[b] += count;
}

static void start_classes(struct model *model)
{
	size_t width = model->classes + 2;

	model->class = memory_new(((size_t)model->words + 2) * sizeof *model->class);
	for (uint32_t i = 0; i < model->words; i++)
		model->class[i] = i % model->classes;
	model->class[model->words] = model->classes;
	model->class[model->words + 1] = model->classes + 1;
	model->pairs = memory_zeroed(width * width, sizeof *model->pairs);
	model->transposed = memory_zeroed(width * width, sizeof *model->transposed);
	model->left = memory_zeroed(width, sizeof *model->left);
	model->right = memory_zeroed(width, sizeof *model->right);
	for (uint32_t i = 0; i < model->words + 2; i++) {
		if (model->self[i])
			add_pair(model, model->class[i], model->class[i], model->self[i]);
		for (size_t j = model->next.start[i]; j < model->next.start[i + 1]; j++)
			add_pair(model, model->class[i], model->class[model->next.list[j].word], model->next.list[j].count);
	}
	model->table = memory_new(LOG_TABLE * sizeof *model->table);
	for (uint32_t i = 0; i < LOG_TABLE; i++)
		model->table[i] = i ? i * log(i) : 0;
}

/* The classes beside one word: how often each, and which. */
struct around {
	uint32_t *counts, *list;
	uint32_t used;
	uint64_t all;
};

static void look_around(const struct model *model, const struct side *side, uint32_t word, struct around *around)
{
	for (uint32_t i = 0; i < around->used; i++)
		around->counts[around->list[i]] = 0;
	around->used = 0;
	around->all = model->self[word];
	for (size_t j = side->start[word]; j < side->start[word + 1]; j++) {
		uint32_t class = model->class[side->list[j].word];

		if (!around->counts[class])
			around->list[around->used++] = class;
		around->counts[class] += side->list[j].count;
		around->all += side->list[j].count;
	}
}

/* Takes the word into its class, or with sign -1 out of it: unsigned counts wrap back. */
static void move(struct model *model, uint32_t class, uint32_t self, const struct around *next,
                 const struct around *previous, int sign)
{
	for (uint32_t i = 0; i < next->used; i++)
		add_pair(model, class, next->list[i], (uint32_t)sign * next->counts[next->list[i]]);
	for (uint32_t i = 0; i < previous->used; i++)
		add_pair(model, previous->list[i], class, (uint32_t)sign * previous->counts[previous->list[i]]);
	add_pair(model, class, class, (uint32_t)sign * self);
}

static double side_gain(const struct model *model, const uint32_t *row, uint32_t class, const struct around *around)
{
	double gain = 0;

	for (uint32_t i = 0; i < around->used; i++) {
		uint32_t other = around->list[i];

		if (other != class)
			gain += n_log_n(model, row[other] + around->counts[other]) - n_log_n(model, row[other]);
	}
	return gain;
}

static double gain_in(const struct model *model, uint32_t class, uint32_t self, const struct around *next,
                      const struct around *previous)
{
	size_t width = model->classes + 2, row = class * width;
	uint64_t own = model->pairs[row + class], more = self + next->counts[class] + previous->counts[class];
	uint32_t left = model->left[class], right = model->right[class];

	return side_gain(model, model->pairs + row, class, next) + side_gain(model, model->transposed + row, class, previous) +
	       n_log_n(model, own + more) - n_log_n(model, own) - n_log_n(model, left + next->all) + n_log_n(model, left) -
	       n_log_n(model, right + previous->all) + n_log_n(model, right);
}

static bool exchange(struct model *model, uint32_t word, struct around *next, struct around *previous)
{
	uint32_t old = model->class[word], best = old;
	double most = -INFINITY;

	look_around(model, &model->next, word, next);
	look_around(model, &model->previous, word, previous);
	move(model, old, model->self[word], next, previous, -1);
	for (uint32_t class = 0; class < model->classes; class++) {
		double gain = gain_in(model, class, model->self[word], next, previous);

		if (gain > most) {
			most = gain;
			best = class;
		}
	}
	move(model, best, model->self[word], next, previous, 1);
	model->class[word] = best;
	return best != old;
}

static void cluster(struct model *model, unsigned rounds)
{
	size_t width = model->classes + 2;
	struct around next = {.counts = memory_zeroed(width, sizeof(uint32_t)), .list = memory_new(width * sizeof(uint32_t))};
	struct around previous = {.counts = memory_zeroed(width, sizeof(uint32_t)), .list = memory_new(width * sizeof(uint32_t))};

	start_classes(model);
	for (unsigned round = 0; round < rounds; round++) {
		uint32_t moved = 0;

		for (uint32_t word = 0; word < model->words; word++)
			moved += exchange(model, word, &next, &previous);
		fprintf(stderr, "round %u: %u of %u words moved\n", round + 1, moved, model->words);
		if (moved < model->words / 200)
			break;
	}
	free(next.counts);
	free(next.list);
	free(previous.counts);
	free(previous.list);
}

/* ---- the whole ---- */

static const struct words *ranked;

static int compare_counts(const void *a, const void *b)
{
	uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;

	if (ranked->counts[first] != ranked->counts[second])
		return ranked->counts[first] > ranked->counts[second] ? -1 : 1;
	return first < second ? -1 : first > second;
}

/* The words by falling frequency; how many of them are seen `least` times. */
static uint32_t rank_words(const struct words *words, uint32_t least, uint32_t *order, uint32_t *rank)
{
	uint32_t frequent = 0;

	for (uint32_t i = 0; i < words->count; i++)
		order[i] = i;
	ranked = words;
	qsort(order, words->count, sizeof *order, compare_counts);
	while (frequent < words->count && words->counts[order[frequent]] >= least)
		frequent++;
	for (uint32_t i = 0; i < words->count; i++)
		rank[order[i]] = i < frequent ? i : frequent + 1;
	return frequent;
}

int main(int argc, char **argv)
{
	struct words words = {0};
	struct sequence sequence = {0};
	struct model model = {0};
	uint32_t *order, *rank;

	if (argc != 4 || atoi(argv[1]) < 2) {
		fputs("usage: cluster-words CLASSES LEAST ROUNDS < TEXT > WORDS\n", stderr);
		return 2;
	}
	read_text(&words, &sequence);
	order = memory_new((words.count + 1) * sizeof *order);
	rank = memory_new((words.count + 1) * sizeof *rank);
	model.words = rank_words(&words, (uint32_t)atoi(argv[2]), order, rank);
	model.classes = (uint32_t)atoi(argv[1]);
	take_bigrams(&model, &sequence, rank);
	free(sequence.list);
	cluster(&model, (unsigned)atoi(argv[3]));
	for (uint32_t i = 0; i < model.words; i++)
		printf("%s\t%u\n", words.text[order[i]], model.class[i]);
	return fflush(stdout) == 0 ? 0 : 2;
}

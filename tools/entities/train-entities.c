/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * train-entities [OPTION]... [SET.tsv[:WEIGHT]]...
 *
 *     --tables=DIR --clusters=FILE   what is known of words (gazetteer.py, cluster-words); clusters up to three times
 *     --rows=N --epochs=N --seed=N   rows of the model, rounds over the sets, random numbers
 *     --runs=N                       trainings in another order each, of which the mean is taken
 *     --output=FILE                  writes the model
 *     --model=FILE                   takes this model instead of training one
 *     --test=FILE                    says how well it finds the names of an annotated file; repeatable
 *     --annotate=FILE                prints that file with the model's tags and how sure it is of each
 *     --cut=FILE                     prints a plain text (#DOC before each article, a paragraph a line) as such a file
 *
 * Sets are in the form of columns.py. The same sets and options give the same model.
 */
#include "entity/labels.h"
#include "program/report.h"
#include "text/memory.h"
#include "text/sentence.h"
#include "text/stem.h"
#include "text/utf8.h"
#include "tools/entities/corpus.h"
#include "tools/entities/crf.h"
#include "tools/entities/tables.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MOST 32
#define HEADLINE_SHARE 0.06 /* of the documents come once more with a headline in capitals */
#define HEADLINE_SENTENCES 4

struct settings {
	const char *tables, *output, *model, *annotate, *cut;
	const char *clusters[MODEL_CLUSTERS], *tests[FILES_MOST];
	size_t cluster_count, test_count;
	uint32_t rows;
	struct crf_options crf;
};

/* ---- examples ---- */

struct collector {
	struct examples examples;
	struct labeler *labeler; /* its vocabulary, marks and features */
	struct stretch stretch;
	const struct corpus *corpus;
	float weight;
	uint64_t source; /* hash of the set's name */
};

/* What a set alone tells, so that it does not count as true of all texts: the tagger never asks for these (Daumé 2007). */
static void add_source(struct collector *collector, struct features *features, uint32_t at)
{
	const struct word_type *word = collector->stretch.words[at];
	bool first = collector->stretch.sentences[collector->stretch.sentence_of[at]].first == at;

	features_add(features, 301, collector->source);
	features_add(features, 302, hash_pair(collector->source, word->lower));
	features_add(features, 303, hash_pair(collector->source, hash_pair(word->casing, first)));
	features_add(features, 304, hash_pair(collector->source, word->clusters[0]));
	features_add(features, 305, hash_pair(collector->source, hash_pair(first ? 0 : collector->stretch.words[at - 1]->lower, word->casing)));
}

static void keep_rows(struct examples *examples, struct features *features)
{
	while (examples->row_count + features->count > examples->row_capacity) {
		examples->row_capacity = examples->row_capacity ? examples->row_capacity * 2 : 1 << 20;
		examples->rows = memory_resize(examples->rows, examples->row_capacity, sizeof *examples->rows);
	}
	memcpy(examples->rows + examples->row_count, features->rows, features->count * sizeof *features->rows);
	examples->row_count += features->count;
	features->count = 0;
}

static uint8_t gold_label(const struct corpus *corpus, size_t token, bool first, bool last)
{
	const struct corpus_token *own = &corpus->tokens[token];
	bool begins = first || corpus->tokens[token - 1].name != own->name;
	bool ends = last || corpus->tokens[token + 1].name != own->name;

	if (!own->name)
		return LABEL_OUTSIDE;
	return label_of((enum entity_kind)own->kind, begins ? ends ? NAME_ALONE : NAME_BEGIN : ends ? NAME_END : NAME_INSIDE);
}

static void collect_word(struct collector *collector, uint32_t at, bool first, bool last)
{
	struct examples *examples = &collector->examples;
	const struct stretch *stretch = &collector->stretch;
	const struct sentence *sentence = &stretch->sentences[stretch->sentence_of[at]];
	struct vocabulary *vocabulary = collector->labeler->vocabulary;
	struct word_type *edges[2] = {vocabulary_before(vocabulary), vocabulary_behind(vocabulary)};
	struct features *features = &collector->labeler->features;
	struct example_word word = {.rows = examples->row_count};

	features->count = 0;
	features_identity(features, stretch->words[at]);
	features_neighbours(features, stretch, at, edges);
	add_source(collector, features, at);
	word.lexical = (uint16_t)features->count;
	keep_rows(examples, features);
	for (int offset = -2; offset <= 2; offset++) {
		uint32_t place = at - sentence->first + (uint32_t)offset;

		features_word(features, place < sentence->count ? stretch->words[sentence->first + place] : edges[offset > 0], offset);
	}
	keep_rows(examples, features);
	features_place(features, stretch, at, &collector->labeler->marks, edges);
	keep_rows(examples, features);
	word.count = (uint16_t)(examples->row_count - word.rows);
	word.label = gold_label(collector->corpus, stretch->pieces[at].start, first, last);
	if (examples->word_count == examples->word_capacity) {
		examples->word_capacity = examples->word_capacity ? examples->word_capacity * 2 : 1 << 16;
		examples->words = memory_resize(examples->words, examples->word_capacity, sizeof *examples->words);
	}
	examples->words[examples->word_count++] = word;
}

static void collect_run(struct collector *collector, uint32_t first, uint32_t count)
{
	struct examples *examples = &collector->examples;

	if (examples->count == examples->capacity) {
		examples->capacity = examples->capacity ? examples->capacity * 2 : 1 << 16;
		examples->list = memory_resize(examples->list, examples->capacity, sizeof *examples->list);
	}
	examples->list[examples->count++] = (struct example){examples->word_count, count, collector->weight};
	for (uint32_t i = 0; i < count; i++)
		collect_word(collector, first + i, i == 0, i + 1 == count);
}

static void collect_stretch(struct collector *collector)
{
	const struct stretch *stretch = &collector->stretch;

	for (size_t i = 0; i < stretch->sentence_count; i++) {
		const struct sentence *sentence = &stretch->sentences[i];
		uint8_t *candidates = collector->labeler->candidates;

		candidates_find(candidates, stretch, sentence);
		marks_find(&collector->labeler->marks, collector->labeler->model, stretch->words + sentence->first, sentence->count);
		for (uint32_t start = 0, end; start < sentence->count; start = end + 1) {
			for (end = start; end < sentence->count && candidates[end]; end++)
				;
			if (end > start)
				collect_run(collector, sentence->first + start, end - start);
		}
	}
}

/* A set as the command line names it: FILE[:WEIGHT]. */
static void read_set(struct corpus *corpus, char *argument, float *weight)
{
	char *colon = strrchr(argument, ':');

	*weight = colon ? strtof(colon + 1, NULL) : 1;
	if (colon)
		*colon = '\0';
	if (corpus_read(corpus, argument) != 0) {
		report(argument, 0, NULL, "cannot be read: %s", strerror(errno));
		exit(2);
	}
}

static void collect_set(struct collector *collector, char *argument, uint64_t *random)
{
	struct corpus corpus;
	const char *slash;

	read_set(&corpus, argument, &collector->weight);
	slash = strrchr(argument, '/');
	collector->source = term_hash(slash ? slash + 1 : argument, strlen(slash ? slash + 1 : argument));
	collector->corpus = &corpus;
	for (size_t document = 0; document < corpus.document_count; document++) {
		bool again = random_next(random) % 10000 < HEADLINE_SHARE * 10000;
		enum headline headline = random_next(random) % 3 ? HEADLINE_UPPER : HEADLINE_TITLE;

		corpus_stretch(&corpus, document, collector->labeler->vocabulary, &collector->stretch, HEADLINE_AS_IS, SIZE_MAX);
		collect_stretch(collector);
		if (!again)
			continue;
		corpus_stretch(&corpus, document, collector->labeler->vocabulary, &collector->stretch, headline, HEADLINE_SENTENCES);
		collect_stretch(collector);
	}
	corpus_release(&corpus);
}

static void train(struct model *model, const struct settings *settings, char **sets, int set_count)
{
	struct collector collector = {0};
	struct crf crf;
	uint64_t random = settings->crf.seed;

	tables_build(model, settings->tables, settings->clusters, settings->cluster_count);
	model->row_count = settings->rows;
	collector.labeler = labeler_new(model);
	for (int i = 0; i < set_count; i++)
		collect_set(&collector, sets[i], &random);
	fprintf(stderr, "%zu runs, %zu words, %.1f features a word\n", collector.examples.count, collector.examples.word_count,
	        (double)collector.examples.row_count / (double)(collector.examples.word_count + 1));
	crf_init(&crf, settings->rows);
	crf_train(&crf, &collector.examples, &settings->crf);
	model->rows = crf_rows(&crf);
	model->transitions = crf_transitions(&crf);
	crf_release(&crf);
	examples_release(&collector.examples);
	stretch_release(&collector.stretch);
	labeler_free(collector.labeler);
}

/* ---- tests ---- */

struct counts {
	size_t right, found, there;
};

static double percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

static double f_score(const struct counts *counts)
{
	return percent(2 * counts->right, counts->found + counts->there);
}

/* The name in the labels that starts here: behind its last word; `at` when none starts. */
static size_t found_end(const uint8_t *labels, size_t at, size_t count)
{
	size_t end = at;

	if (labels[at] == LABEL_OUTSIDE || (label_place(labels[at]) != NAME_BEGIN && label_place(labels[at]) != NAME_ALONE))
		return at;
	while (end + 1 < count && label_place(labels[end]) <= NAME_INSIDE)
		end++;
	return end + 1;
}

static size_t gold_end(const struct corpus *corpus, size_t token)
{
	size_t end = token;

	if (!corpus->tokens[token].name || (token > 0 && corpus->tokens[token - 1].name == corpus->tokens[token].name))
		return token;
	while (end < corpus->token_count && corpus->tokens[end].name == corpus->tokens[token].name)
		end++;
	return end;
}

static void count_stretch(const struct corpus *corpus, const struct stretch *stretch, const uint8_t *labels,
                          struct counts counts[ENTITY_KINDS + 1])
{
	for (size_t at = 0; at < stretch->word_count; at++) {
		size_t token = stretch->pieces[at].start, gold = gold_end(corpus, token);
		size_t found = found_end(labels, at, stretch->word_count);

		if (gold > token) {
			counts[corpus->tokens[token].kind].there++;
			counts[ENTITY_KINDS].there++;
		}
		if (found > at) {
			enum entity_kind kind = label_kind(labels[at]);
			bool right = gold - token == found - at && kind == corpus->tokens[token].kind;

			counts[kind].found++;
			counts[ENTITY_KINDS].found++;
			counts[kind].right += right;
			counts[ENTITY_KINDS].right += right;
		}
	}
}

static void test(const struct model *model, const char *path)
{
	struct counts counts[ENTITY_KINDS + 1] = {{0}}, *all = &counts[ENTITY_KINDS];
	struct labeler *labeler = labeler_new(model);
	struct stretch stretch = {0};
	struct corpus corpus;

	if (corpus_read(&corpus, path) != 0) {
		report(path, 0, NULL, "cannot be read: %s", strerror(errno));
		exit(2);
	}
	for (size_t document = 0; document < corpus.document_count; document++) {
		corpus_stretch(&corpus, document, labeler->vocabulary, &stretch, HEADLINE_AS_IS, SIZE_MAX);
		labeler_run(labeler, &stretch);
		labels_agree(labeler->labels, &stretch);
		labels_drop_abbreviations(labeler->labels, &stretch);
		count_stretch(&corpus, &stretch, labeler->labels, counts);
	}
	printf("%s: P %.2f R %.2f F %.2f (person %.2f, place %.2f, org %.2f)\n", path, percent(all->right, all->found),
	       percent(all->right, all->there), f_score(all), f_score(&counts[ENTITY_PERSON]), f_score(&counts[ENTITY_PLACE]),
	       f_score(&counts[ENTITY_ORG]));
	fflush(stdout);
	corpus_release(&corpus);
	stretch_release(&stretch);
	labeler_free(labeler);
}

/* ---- annotation ---- */

struct annotation {
	float (*probabilities)[LABELS]; /* of each word of the stretch */
	size_t capacity;
};

static void watch(void *context, const struct labeler *labeler, uint32_t first, uint32_t count)
{
	struct annotation *annotation = context;

	crf_marginals(labeler->model, labeler->scores, count, annotation->probabilities + first);
}

static void print_stretch(const struct corpus *corpus, const struct stretch *stretch, const uint8_t *labels, const struct annotation *annotation)
{
	static const char *const kinds[] = {[ENTITY_PERSON] = "PER", [ENTITY_ORG] = "ORG", [ENTITY_PLACE] = "LOC"};
	size_t sentence = 0;

	puts("#DOC");
	for (size_t at = 0; at < stretch->word_count; at++) {
		const struct corpus_token *token = &corpus->tokens[stretch->pieces[at].start];
		uint8_t label = labels[at];

		while (sentence + 1 < corpus->sentence_count && corpus->sentences[sentence + 1] <= stretch->pieces[at].start)
			sentence++;
		if (at > 0 && corpus->sentences[sentence] == stretch->pieces[at].start)
			putchar('\n');
		printf("%.*s\t", (int)token->length, corpus->text.bytes + token->start);
		if (label == LABEL_OUTSIDE)
			putchar('O');
		else
			printf("%c-%s", label_place(label) == NAME_BEGIN || label_place(label) == NAME_ALONE ? 'B' : 'I', kinds[label_kind(label)]);
		printf("\t%.3f\n", (double)annotation->probabilities[at][label]);
	}
	putchar('\n');
}

static void annotate(const struct model *model, const char *path)
{
	struct annotation annotation = {0};
	struct labeler *labeler = labeler_new(model);
	struct stretch stretch = {0};
	struct corpus corpus;

	if (corpus_read(&corpus, path) != 0) {
		report(path, 0, NULL, "cannot be read: %s", strerror(errno));
		exit(2);
	}
	for (size_t document = 0; document < corpus.document_count; document++) {
		corpus_stretch(&corpus, document, labeler->vocabulary, &stretch, HEADLINE_AS_IS, SIZE_MAX);
		annotation.probabilities = memory_resize(annotation.probabilities, stretch.word_count + 1, sizeof *annotation.probabilities);
		for (size_t at = 0; at < stretch.word_count; at++)
			for (int label = 0; label < LABELS; label++)
				annotation.probabilities[at][label] = label == LABEL_OUTSIDE;
		labeler_run_watched(labeler, &stretch, watch, &annotation);
		print_stretch(&corpus, &stretch, labeler->labels, &annotation);
	}
	free(annotation.probabilities);
	corpus_release(&corpus);
	stretch_release(&stretch);
	labeler_free(labeler);
}

/* ---- plain text ---- */

static void cut_line(const char *line, size_t length)
{
	for (size_t start = 0, end; start < length; start = end) {
		size_t at = start;
		struct piece piece;

		end = sentence_end(line, length, start);
		while (piece_next(line, end, &at, &piece))
			printf("%.*s\tO\n", (int)(piece.end - piece.start), line + piece.start);
		putchar('\n');
	}
}

static void cut(const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;

	if (!file) {
		report(path, 0, NULL, "cannot be read: %s", strerror(errno));
		exit(2);
	}
	while (getline(&line, &room, file) > 0) {
		line[strcspn(line, "\r\n")] = '\0';
		if (!strcmp(line, "#DOC"))
			puts(line);
		else if (utf8_valid(line, strlen(line)))
			cut_line(line, strlen(line));
	}
	free(line);
	fclose(file);
}

/* ---- the whole ---- */

static const struct option options[] = {
	{"tables", required_argument, NULL, 't'}, {"clusters", required_argument, NULL, 'c'}, {"rows", required_argument, NULL, 'r'},
	{"epochs", required_argument, NULL, 'e'}, {"seed", required_argument, NULL, 's'}, {"output", required_argument, NULL, 'o'},
	{"model", required_argument, NULL, 'm'}, {"test", required_argument, NULL, 'T'}, {"annotate", required_argument, NULL, 'a'},
	{"cut", required_argument, NULL, 'C'},
	{"runs", required_argument, NULL, 'n'}, {"rate", required_argument, NULL, 'R'}, {"dropout", required_argument, NULL, 'd'},
	{NULL, 0, NULL, 0}};

static void take_option(struct settings *settings, int code)
{
	switch (code) {
	case 't': settings->tables = optarg; break;
	case 'c':
		if (settings->cluster_count < MODEL_CLUSTERS)
			settings->clusters[settings->cluster_count++] = optarg;
		break;
	case 'r': settings->rows = (uint32_t)strtoul(optarg, NULL, 10); break;
	case 'e': settings->crf.epochs = (unsigned)strtoul(optarg, NULL, 10); break;
	case 's': settings->crf.seed = strtoul(optarg, NULL, 10); break;
	case 'R': settings->crf.rate = strtof(optarg, NULL); break;
	case 'd': settings->crf.dropout = strtof(optarg, NULL); break;
	case 'n': settings->crf.runs = (unsigned)strtoul(optarg, NULL, 10); break;
	case 'o': settings->output = optarg; break;
	case 'm': settings->model = optarg; break;
	case 'a': settings->annotate = optarg; break;
	case 'C': settings->cut = optarg; break;
	case 'T':
		if (settings->test_count < FILES_MOST)
			settings->tests[settings->test_count++] = optarg;
		break;
	default: exit(2);
	}
}

static void write_model(const struct model *model, const char *path)
{
	struct buffer out = {0};
	FILE *file = fopen(path, "wb");

	model_write(&out, model);
	if (!file || fwrite(out.bytes, 1, out.length, file) != out.length || fclose(file) != 0) {
		report(path, 0, NULL, "cannot be written: %s", strerror(errno));
		exit(2);
	}
	buffer_release(&out);
}

int main(int argc, char **argv)
{
	struct settings settings = {
		.tables = ".", .rows = 1 << 19, .crf = {.epochs = 5, .rate = 0.05f, .dropout = 0.2f, .seed = 1, .runs = 1}};
	struct model model = {0};
	const char *reason;
	int code;

	report_program("train-entities");
	while ((code = getopt_long(argc, argv, "", options, NULL)) != -1)
		take_option(&settings, code);
	if (settings.cut) {
		cut(settings.cut);
		return fflush(stdout) == 0 ? 0 : 2;
	}
	if (settings.model && model_open(&model, settings.model, &reason) != 0) {
		report(settings.model, 0, NULL, "%s", reason ? reason : strerror(errno));
		return 2;
	}
	if (!settings.model)
		train(&model, &settings, argv + optind, argc - optind);
	if (settings.output)
		write_model(&model, settings.output);
	for (size_t i = 0; i < settings.test_count; i++)
		test(&model, settings.tests[i]);
	if (settings.annotate)
		annotate(&model, settings.annotate);
	return fflush(stdout) == 0 ? 0 : 2;
}

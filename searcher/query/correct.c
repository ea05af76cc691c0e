/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/correct.h"

#include "searcher/fetch.h"
#include "searcher/query/place_query.h"
#include "searcher/query/spelling.h"
#include "searcher/query/ways.h"
#include "text/lexicon.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word that stands in more articles than these is no slip; and what is put in its place must be so many times as frequent. */
#define OWN_MAX 3
#define TIMES 20

/* A shorter word that the index holds is no slip: too many others are near it, as "more" is to "mole". */
#define SLIP_LENGTH_MIN 7

/* How much more frequent a word must be to outweigh a slip, as a logarithm. */
#define SLIP_WEIGHT 4.0

/* Of the full forms: stems may be nearer than their words. */
#define COST_MAX 2.5

/* Articles in which the full form of a stem is looked for. */
#define ARTICLES 3

/* ---- the form of a term ---- */

struct form_search {
	struct planner *planner;
	const struct spelling *term;
	const char *typed;
	size_t typed_length;
	char form[WORD_MAX];
	size_t length;
	double cost;
	unsigned articles;
};

static bool token_has(const struct tokens *tokens, const struct token *token, const struct spelling *term)
{
	return (token->term_length == term->length && !memcmp(token_term(tokens, token), term->term, term->length)) ||
	       (token->name_like && token->form_length == term->length && !memcmp(token_form(tokens, token), term->term, term->length));
}

static void take_forms(struct form_search *search, const struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i];
		const char *form = token_form(tokens, token);
		double cost;

		if (token->kind == TOKEN_WHOLE || !token_has(tokens, token, search->term))
			continue;
		cost = spelling_cost(search->typed, search->typed_length, form, token->form_length, 4);
		if (search->length > 0 && cost >= search->cost)
			continue;
		search->cost = cost;
		search->length = token->form_length;
		memcpy(search->form, form, token->form_length);
	}
}

/* Cutting all of a text into words takes a millisecond: what cannot come to the term is left out. */
static bool visit_article(void *context, uint32_t document)
{
	struct form_search *search = context;
	struct analyzer *analyzer = search->planner->analyzer;
	struct term_head head = term_head(search->term->term, search->term->length);
	struct article article = {0};
	struct shim_failure failure;

	if (fetch_article(search->planner->index, search->planner->texts, document, true, &article, &failure) == SHIM_OK) {
		analyzer_begin_query(analyzer, article.language ? article.language : search->planner->language);
		analyzer_sift(analyzer, &head, 1);
		if (article.title)
			analyzer_add(analyzer, FIELD_TITLE, article.title, strlen(article.title));
		if (article.text)
			analyzer_add(analyzer, FIELD_BODY, article.text, strlen(article.text));
		take_forms(search, analyzer_end(analyzer));
	}
	article_release(&article);
	return ++search->articles < ARTICLES;
}

/* The word that a stem stands for, as articles write it, the nearest to what was typed; false when none is found. */
static bool find_form(struct form_search *search)
{
	shim_index_postings(search->planner->index, search->term->term, search->term->length, visit_article, search, NULL);
	return search->length > 0;
}

/* ---- words of a query ---- */

struct suggestion {
	struct planner *planner;
	const char *query;
	const struct node *tree;
	bool found; /* it finds something as it is */
	struct buffer text; /* the query so far, put right */
	size_t at;          /* bytes of the query that it stands for */
	bool changed;
	bool asked, together; /* whether an article holds all words of the query, once that was asked */
};

/* Byte of a column, which counts characters from 1. */
static size_t byte_of(const char *query, size_t column)
{
	const char *at = query, *end = query + strlen(query);

	while (column-- > 1 && at < end)
		utf8_next(&at, end);
	return (size_t)(at - query);
}

static bool is_word(const struct place *place)
{
	for (size_t i = 0; i < place->form_length; i++)
		if ((unsigned char)place->form[i] < 0x80 && (place->form[i] < 'a' || place->form[i] > 'z'))
			return false;
	return !place->stop && place->form_length >= 4;
}

/* In how many articles the place is found as it is; many where it may be several words, and the query finds them. */
static uint32_t known(struct planner *planner, const struct place *place, bool found)
{
	uint32_t documents = 0;

	for (size_t i = 0; i < place->count; i++) {
		const struct way *way = &place->list[i];

		if (way->count != 1 && found)
			return UINT32_MAX;
		documents += way->count != 1 ? 0 : planner_frequency(planner, "", way->words[0].term, way->words[0].length);
	}
	return documents;
}

/* The best spelling for a place that the index hardly knows. */
static bool better_spelling(struct planner *planner, const struct place *place, uint32_t own, struct spelling *best)
{
	struct spelling list[SPELLINGS_MAX];
	double greatest = 0;
	bool found = false;

	for (size_t i = 0; i < place->count && place->list[i].count == 1; i++) {
		size_t count = spelling_find(planner, "", place->list[i].words[0].term, place->list[i].words[0].length, list);

		for (size_t j = 0; j < count; j++) {
			double value = log(list[j].documents) - SLIP_WEIGHT * list[j].cost;

			if (list[j].documents < (uint64_t)own * TIMES || (own > 0 && list[j].cost > 1) ||
			    (found && value <= greatest))
				continue;
			*best = list[j];
			greatest = value;
			found = true;
		}
	}
	return found;
}

/* ---- words of the language ---- */

struct lexicon_search {
	struct planner *planner;
	struct form_search *best;
	double value;
};

static void try_word(void *context, const char *word, size_t length)
{
	struct lexicon_search *search = context;
	struct form_search *best = search->best;
	const struct stem *stem;
	uint32_t documents;
	double value;

	if (!lexicon_holds(word, length) || lexicon_stop_word("en", word, length))
		return;
	stem = analyzer_stem(search->planner->analyzer, word, length);
	documents = planner_frequency(search->planner, "", stem->bytes, stem->length);
	value = log(documents) - SLIP_WEIGHT * spelling_cost(best->typed, best->typed_length, word, length, 4);
	if (documents == 0 || (best->length > 0 && value <= search->value))
		return;
	search->value = value;
	best->length = length;
	memcpy(best->form, word, length);
}

/*
 * "relativty": its stem is far from that of relativity, which the index holds
 * as "relat"; so the forms of English words are tried too. own: see above.
 */
static bool better_word(struct planner *planner, uint32_t own, struct form_search *best)
{
	struct lexicon_search search = {.planner = planner, .best = best};

	if (own > 0 || strcmp(planner->language, "en") != 0)
		return false;
	analyzer_begin_query(planner->analyzer, planner->language);
	spelling_slips(best->typed, best->typed_length, best->typed_length, try_word, &search);
	return best->length > 0;
}

/* The bytes of the place's word inside the leaf; its places are in their order. False when they cannot be told. */
static bool find_word(struct planner *planner, const char *text, size_t index, size_t *start, size_t *end)
{
	const struct tokens *tokens;
	size_t words = 0;

	analyzer_begin_query(planner->analyzer, planner->language);
	analyzer_add(planner->analyzer, FIELD_BODY, text, strlen(text));
	tokens = analyzer_end(planner->analyzer);
	for (size_t i = 0; i < tokens->count; i++) {
		if (tokens->list[i].kind == TOKEN_WHOLE)
			return false; /* compounds make places of several words */
		if (tokens->list[i].kind != TOKEN_WORD || words++ != index)
			continue;
		*start = tokens->list[i].start;
		*end = tokens->list[i].end;
		return true;
	}
	return false;
}

/* The better of what the index and the lexicon offer, into search->form. */
static bool put_right_word(struct planner *planner, const struct place *place, uint32_t own, struct form_search *search)
{
	struct form_search word = {.typed = search->typed, .typed_length = search->typed_length};
	struct spelling best;
	bool from_index = better_spelling(planner, place, own, &best), from_lexicon = better_word(planner, own, &word);

	search->term = &best;
	if (from_index)
		from_index = find_form(search) && search->cost <= COST_MAX;
	if (!from_lexicon || (from_index && search->cost <= spelling_cost(word.typed, word.typed_length, word.form, word.length, 4)))
		return from_index;
	*search = word;
	return true;
}

/* Whether a node's words are looked for as they are typed. */
static bool has_words(const struct node *node)
{
	return !node_is_inner(node) && !field_is_filter(node->field) && node->demand != DEMAND_NOT &&
	       (node->kind == NODE_WORD || node->kind == NODE_PHRASE);
}

struct words {
	struct shim_query **list;
	size_t count;
};

static void gather_words(struct planner *planner, const struct node *node, struct words *words)
{
	struct places places;

	for (size_t i = 0; i < node->count; i++)
		gather_words(planner, node->children[i], words);
	if (!has_words(node))
		return;
	places_of(planner, "", node->text, &places);
	if (places.count > 0) {
		words->list = memory_resize(words->list, words->count + 1, sizeof(struct shim_query *));
		words->list[words->count++] = places_query(planner, "", &places);
	}
	places_release(&places);
}

/* Whether several words of the query stand all in one article: then they are what was meant. */
static bool stand_together(struct suggestion *suggestion)
{
	struct words words = {0};
	struct shim_match one = {.limit = 1};
	struct shim_hits hits = {0};
	struct shim_failure failure;
	struct shim_query *query;

	if (suggestion->asked)
		return suggestion->together;
	suggestion->asked = true;
	gather_words(suggestion->planner, suggestion->tree, &words);
	query = shim_query_combine(SHIM_AND, words.list, words.count);
	if (shim_index_match(suggestion->planner->index, query, &one, &hits, &failure) != SHIM_OK)
		planner_fail(suggestion->planner, &failure);
	suggestion->together = words.count > 1 && hits.count > 0;
	shim_hits_release(&hits);
	shim_query_free(query);
	free(words.list);
	return suggestion->together;
}

/* Whether a word that some article holds is what was meant, however near a more frequent one is. */
static bool is_meant(struct suggestion *suggestion, const struct place *place, uint32_t own)
{
	return own > 0 && (place->form_length < SLIP_LENGTH_MIN || stand_together(suggestion));
}

static void put_right(struct suggestion *suggestion, const struct node *leaf, size_t index, const struct place *place)
{
	struct form_search search = {.planner = suggestion->planner, .typed = place->form, .typed_length = place->form_length};
	uint32_t own = is_word(place) ? known(suggestion->planner, place, suggestion->found) : UINT32_MAX;
	size_t start, end, leaf_start = byte_of(suggestion->query, leaf->column);

	if (own > OWN_MAX || is_meant(suggestion, place, own) || !put_right_word(suggestion->planner, place, own, &search) ||
	    !find_word(suggestion->planner, leaf->text, index, &start, &end))
		return;
	/* The leaf is the query's own bytes, unless it holds full-width forms. */
	if (leaf_start + end > strlen(suggestion->query) || leaf_start + start < suggestion->at ||
	    memcmp(suggestion->query + leaf_start + start, leaf->text + start, end - start) != 0)
		return;
	buffer_add(&suggestion->text, suggestion->query + suggestion->at, leaf_start + start - suggestion->at);
	buffer_add(&suggestion->text, search.form, search.length);
	suggestion->at = leaf_start + end;
	suggestion->changed = true;
}

/* Whether the first language alone tells that each of the words stands in many articles, as most do. */
static bool all_known(const struct suggestion *suggestion, const char *text)
{
	struct planner first = *suggestion->planner;
	struct places places;
	bool known_all = true;

	first.languages = NULL;
	first.warning = NULL;
	places_of(&first, "", text, &places);
	for (size_t i = 0; i < places.count && known_all; i++)
		known_all = !is_word(&places.list[i]) || known(&first, &places.list[i], suggestion->found) > OWN_MAX;
	places_release(&places);
	planner_fail(suggestion->planner, &first.failure);
	return known_all;
}

static void look_at(struct suggestion *suggestion, const struct node *node)
{
	struct places places;

	for (size_t i = 0; i < node->count; i++)
		look_at(suggestion, node->children[i]);
	if (!has_words(node) || all_known(suggestion, node->text))
		return;
	places_of(suggestion->planner, "", node->text, &places);
	for (size_t i = 0; i < places.count; i++)
		put_right(suggestion, node, i, &places.list[i]);
	places_release(&places);
}

char *correct_query(struct planner *planner, const char *query, const struct node *tree, bool found)
{
	struct suggestion suggestion = {.planner = planner, .query = query, .tree = tree, .found = found};

	look_at(&suggestion, tree);
	if (!suggestion.changed) {
		buffer_release(&suggestion.text);
		return NULL;
	}
	buffer_add_string(&suggestion.text, query + suggestion.at);
	return buffer_detach(&suggestion.text);
}

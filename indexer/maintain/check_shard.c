/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/check.h"

#include "article/schema.h"
#include "article/stream.h"
#include "article/texts_cut.h"
#include "indexer/maintain/check_facets.h"
#include "indexer/maintain/stored.h"
#include "text/memory.h"

#include <string.h>

struct shard_check {
	const char *directory;
	struct stored *stored;
	struct analyzer *analyzer;
	struct findings *findings;
	struct facet_check facets;
};

static void fault_in_table(void *context, const char *line)
{
	struct shard_check *check = context;

	findings_add(check->findings, check->directory, ADVICE_RECOVER, "%s", line);
}

static void fault(struct shard_check *check, uint32_t local, const struct article *article, const char *what)
{
	findings_add(check->findings, check->directory, ADVICE_RECOVER, "document %u%s%.200s%s: %s", (unsigned)local,
	             article->id ? " \"" : "", article->id ? article->id : "", article->id ? "\"" : "", what);
}

/* ---- each part of a document against its stored text ---- */

/* The marks in its text: article/texts.h. */
static void check_parts(struct shard_check *check, uint32_t local, const struct article *article, const struct tokens *tokens)
{
	struct text_parts parts;
	bool right = stored_parts(check->stored, local, &parts) == 0;

	for (size_t i = 0; i < parts.count && right; i++)
		right = parts.list[i].words == words_before(tokens, parts.list[i].start);
	if (!right)
		fault(check, local, article, "the parts of its text do not begin where they should");
}

static void check_words(struct shard_check *check, uint32_t local, const struct article *article)
{
	const struct tokens *tokens = article_tokens(check->analyzer, article);
	struct buffer expected = {0};
	struct shim_bytes value;

	check_parts(check, local, article, tokens);
	stream_encode(&expected, tokens);
	if (stored_value(check->stored, local, SLOT_STREAM, &value) != 0)
		fault(check, local, article, "its words cannot be read");
	else if (value.length != expected.length)
		fault(check, local, article, "it has not as many words as its text");
	else if (memcmp(value.bytes, expected.bytes, value.length) != 0)
		fault(check, local, article, "its words are not those of its text");
	buffer_release(&expected);
}

static void check_date(struct shard_check *check, uint32_t local, const struct article *article)
{
	unsigned char expected[DATE_LENGTH];
	size_t length = article->date.precision == DATE_UNKNOWN ? 0 : sizeof expected;
	struct shim_bytes value;

	if (length > 0)
		schema_date(expected, &article->date);
	if (stored_value(check->stored, local, SLOT_DATE, &value) != 0)
		fault(check, local, article, "its date cannot be read");
	else if (value.length != length || (length > 0 && memcmp(value.bytes, expected, length) != 0))
		fault(check, local, article, "its date for sorting is not the one in its record");
}

static void check_fingerprint(struct shard_check *check, uint32_t local, const struct article *article)
{
	struct shim_bytes value;

	if (stored_value(check->stored, local, SLOT_FINGERPRINT, &value) != 0)
		fault(check, local, article, "its fingerprint cannot be read");
	else if (value.length != 16)
		fault(check, local, article, "its fingerprint is damaged");
}

struct holders {
	uint32_t local;
	bool found;
	unsigned others;
};

static bool count_holder(void *context, uint32_t document)
{
	struct holders *holders = context;

	if (document == holders->local)
		holders->found = true;
	else
		holders->others++;
	return true;
}

static void check_id(struct shard_check *check, uint32_t local, const struct article *article)
{
	struct holders holders = {.local = local};
	char term[SHIM_TERM_MAX];
	size_t length = schema_term(term, PREFIX_ID, article->id, strlen(article->id));

	if (shim_index_postings(stored_index(check->stored), term, length, count_holder, &holders, NULL) != SHIM_OK)
		fault(check, local, article, "the posting list of its id cannot be read");
	else if (!holders.found)
		fault(check, local, article, "its id does not lead to it");
	if (holders.others > 0)
		fault(check, local, article, "another article of the shard has its id");
}

static void check_document(struct shard_check *check, uint32_t local)
{
	struct article article = {0};
	const char *wrong = stored_article(check->stored, local, &article);

	if (wrong) {
		fault(check, local, &article, wrong);
	} else {
		check_words(check, local, &article);
		check_date(check, local, &article);
		check_fingerprint(check, local, &article);
		check_id(check, local, &article);
		facet_check_document(&check->facets, local, &article);
	}
	article_release(&article);
}

static void fault_in_facets(void *context, uint32_t local, const struct article *article, const char *what)
{
	fault(context, local, article, what);
}

/* ---- the shard ---- */

static void hide_dead(struct shard_check *check, const struct state_shard *shard)
{
	uint32_t last = stored_last(check->stored);
	struct shim_failure failure;

	if (last != shard->documents)
		findings_add(check->findings, check->directory, ADVICE_RECOVER, "it holds %u documents, not the %u of the state record",
		             (unsigned)last, (unsigned)shard->documents);
	else if (shim_index_hide(stored_index(check->stored), shard->dead, shard->dead_count, &failure) != SHIM_OK)
		findings_add(check->findings, check->directory, ADVICE_RECOVER, "its list of dead articles: %s", failure.message);
}

static void check_documents(struct shard_check *check, const struct state_shard *shard)
{
	uint32_t last = stored_last(check->stored);
	size_t dead = 0;

	if (shard) {
		hide_dead(check, shard);
		last = last < shard->documents ? last : shard->documents;
	}
	for (uint32_t local = 1; local <= last; local++) {
		if (shard && dead < shard->dead_count && shard->dead[dead] == local)
			dead++;
		else
			check_document(check, local);
	}
}

void check_shard(const char *directory, const struct state_shard *shard, struct findings *findings)
{
	struct shard_check check = {.directory = directory, .findings = findings};
	struct shim_failure failure;
	enum shim_status status = shim_shard_check(directory, fault_in_table, &check, &failure);

	if (status != SHIM_OK && status != SHIM_CORRUPT) {
		findings_add(findings, directory, ADVICE_RECOVER, "%s", failure.message);
		return;
	}
	if (stored_open(&check.stored, directory, &failure) != SHIM_OK) {
		findings_add(findings, directory, ADVICE_RECOVER, "cannot be opened: %s", failure.message);
		return;
	}
	check.analyzer = analyzer_new();
	check.facets = (struct facet_check){
		.stored = check.stored, .analyzer = check.analyzer, .fault = fault_in_facets, .context = &check};
	if (!stored_facets(check.stored))
		findings_add(findings, directory, ADVICE_RECOVER, "its facet columns are damaged");
	check_documents(&check, shard);
	facet_check_end(&check.facets);
	analyzer_free(check.analyzer);
	stored_close(check.stored);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whatever the text: its tokens keep the rules of text/tokens.h, and an
 * analyzer that was used before cuts as a new one does. The first byte chooses
 * the language, and whether the text is a query; a line feed ends the title.
 */
#include "tests/unit/token_rules.h"
#include "text/buffer.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct input {
	const char *language, *title, *body;
	size_t title_length, body_length;
	bool query;
};

static const struct tokens *cut(struct analyzer *analyzer, const struct input *input)
{
	if (input->query)
		analyzer_begin_query(analyzer, input->language);
	else
		analyzer_begin(analyzer, input->language);
	analyzer_add(analyzer, FIELD_TITLE, input->title, input->title_length);
	analyzer_add(analyzer, FIELD_BODY, input->body, input->body_length);
	return analyzer_end(analyzer);
}

static void must_hold(const char *broken)
{
	if (!broken)
		return;
	fprintf(stderr, "broken rule: %s\n", broken);
	abort();
}

static void check(const struct input *input)
{
	static struct analyzer *used;
	struct analyzer *fresh = analyzer_new();
	const struct tokens *tokens, *again;

	if (!used)
		used = analyzer_new();
	tokens = cut(fresh, input);
	must_hold(token_rule_broken(tokens, FIELD_TITLE, input->title, input->title_length));
	must_hold(token_rule_broken(tokens, FIELD_BODY, input->body, input->body_length));
	again = cut(used, input);
	must_hold(tokens_equal(tokens, again) ? NULL : "an analyzer may be used again");
	analyzer_free(fresh);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const languages[] = {"en", NULL, "fr", "tr", "de", "ru", "ar", "zh"};
	struct buffer text = {0};
	struct input input;
	const char *feed;

	if (length == 0)
		return 0;
	utf8_from(&text, ENCODING_UTF8, (const char *)bytes + 1, length - 1);
	feed = memchr(text.bytes, '\n', text.length);
	input = (struct input){.language = languages[bytes[0] & 7], .query = bytes[0] & 8, .title = text.bytes};
	input.title_length = feed ? (size_t)(feed - text.bytes) : 0;
	input.body = feed ? feed + 1 : text.bytes;
	input.body_length = text.length - (size_t)(input.body - text.bytes);
	check(&input);
	buffer_release(&text);
	return 0;
}

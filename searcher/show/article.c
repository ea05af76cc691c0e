/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One article whole, as text and as JSON. */
#include "searcher/show/show.h"
#include "searcher/show/wrap.h"
#include "text/json_writer.h"

#define JSON_VERSION 1
#define STYLE_STRONG "1"
#define STYLE_FAINT "36"
#define STYLE_MARK "1;31"

static const char *known(const char *string)
{
	return string && *string ? string : NULL;
}

static void add_line(struct wrap *wrap, const char *string)
{
	if (!known(string))
		return;
	wrap->style = STYLE_FAINT;
	wrap_string(wrap, string);
	wrap->style = NULL;
	wrap_end(wrap);
}

void show_article_text(struct buffer *out, const struct result *result, const struct terminal *terminal)
{
	struct wrap wrap = {.out = out, .width = terminal->width, .color = terminal->color, .mark_style = STYLE_MARK};
	const struct article *article = &result->article;
	char date[DATE_TEXT_MAX];

	wrap.style = STYLE_STRONG;
	if (known(result->title.text))
		wrap_passage(&wrap, &result->title);
	else
		wrap_string(&wrap, "(no title)");
	wrap.style = NULL;
	wrap_end(&wrap);
	wrap.whole_words = true;
	add_line(&wrap, date_format(&article->date, date));
	add_line(&wrap, article->source);
	add_line(&wrap, article->author);
	add_line(&wrap, article->url);
	add_line(&wrap, article->id);
	wrap.whole_words = false;
	for (size_t i = 0; i < result->passage_count; i++) {
		buffer_add_byte(out, '\n');
		wrap_passage(&wrap, &result->passages[i]);
		wrap_end(&wrap);
	}
}

void show_article_json(struct buffer *out, const struct result *result)
{
	struct json_writer writer = {.out = out};
	const struct article *article = &result->article;
	struct buffer marked = {0};
	char date[DATE_TEXT_MAX];

	json_write_open(&writer, NULL, '{');
	json_write_integer(&writer, "version", JSON_VERSION);
	json_write_string(&writer, "id", article->id);
	json_write_string(&writer, "title", known(article->title));
	json_write_string(&writer, "url", known(article->url));
	json_write_string(&writer, "date", known(date_format(&article->date, date)));
	json_write_string(&writer, "source", known(article->source));
	json_write_string(&writer, "author", known(article->author));
	json_write_string(&writer, "language", known(article->language));
	json_write_open(&writer, "keywords", '[');
	for (size_t i = 0; i < article->keyword_count; i++)
		json_write_string(&writer, NULL, article->keywords[i]);
	json_write_close(&writer, ']');
	json_write_string(&writer, "text", article->text ? article->text : "");
	json_write_open(&writer, "marked", '[');
	for (size_t i = 0; i < result->passage_count; i++) {
		buffer_clear(&marked);
		show_marked(&marked, &result->passages[i]);
		json_write_bytes(&writer, NULL, marked.bytes, marked.length);
	}
	json_write_close(&writer, ']');
	json_write_close(&writer, '}');
	buffer_add_byte(out, '\n');
	buffer_release(&marked);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/tagger.h"

#include "entity/labels.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* An article up to this long is one stretch; a longer one is cut between paragraphs, so that memory has a bound. */
#define STRETCH_BYTES ((size_t)64 << 10)

struct tagger {
	struct labeler *labeler;
	struct stretch stretch;
};

void spans_release(struct spans *spans)
{
	free(spans->list);
	*spans = (struct spans){0};
}

struct tagger *tagger_new(const struct model *model)
{
	struct tagger *tagger = memory_zeroed(1, sizeof *tagger);

	tagger->labeler = labeler_new(model);
	return tagger;
}

void tagger_free(struct tagger *tagger)
{
	if (!tagger)
		return;
	labeler_free(tagger->labeler);
	stretch_release(&tagger->stretch);
	free(tagger);
}

void spans_add(struct spans *spans, struct span span)
{
	if (spans->count == spans->capacity) {
		spans->capacity = spans->capacity ? spans->capacity * 2 : 64;
		spans->list = memory_resize(spans->list, spans->capacity, sizeof *spans->list);
	}
	spans->list[spans->count++] = span;
}

static void take_names(const struct tagger *tagger, struct spans *spans)
{
	const struct stretch *stretch = &tagger->stretch;
	const uint8_t *labels = tagger->labeler->labels;

	for (size_t at = 0; at < stretch->word_count; at++) {
		size_t last = at;

		if (labels[at] == LABEL_OUTSIDE)
			continue;
		while (label_place(labels[last]) <= NAME_INSIDE && last + 1 < stretch->word_count)
			last++;
		spans_add(spans, (struct span){.start = stretch->pieces[at].start,
		                               .end = stretch->pieces[last].end,
		                               .kind = (uint8_t)label_kind(labels[at]),
		                               .title = stretch->sentences[stretch->sentence_of[at]].title});
		at = last;
	}
}

/* Where the stretch that starts at offset start ends: at a paragraph, if there is one in its second half. */
static size_t stretch_end(const char *text, size_t length, size_t start)
{
	const char *half = text + start + STRETCH_BYTES / 2;

	if (length - start <= STRETCH_BYTES)
		return length;
	for (const char *at = half + STRETCH_BYTES / 2; at > half; at--)
		if (at[-1] == '\n')
			return (size_t)(at - text);
	for (const char *at = half + STRETCH_BYTES / 2; at > half; at--)
		if (at[-1] == ' ')
			return (size_t)(at - text);
	half += STRETCH_BYTES / 2;
	while (((unsigned char)*half & 0xC0) == 0x80)
		half--;
	return (size_t)(half - text);
}

bool tagger_reads(const char *language)
{
	return !language || !*language || (!strncmp(language, "en", 2) && (language[2] == '\0' || language[2] == '-'));
}

void tagger_tag(struct tagger *tagger, const struct article *article, struct spans *spans)
{
	const char *title = article->title ? article->title : "", *text = article->text ? article->text : "";
	size_t length = strlen(text), start = 0;

	spans->count = 0;
	if (!tagger_reads(article->language))
		return;
	do {
		size_t end = stretch_end(text, length, start);

		vocabulary_begin(tagger->labeler->vocabulary);
		stretch_clear(&tagger->stretch);
		if (start == 0)
			stretch_cut(&tagger->stretch, tagger->labeler->vocabulary, title, 0, strlen(title) <= STRETCH_BYTES ? strlen(title) : 0, true);
		stretch_cut(&tagger->stretch, tagger->labeler->vocabulary, text, start, end, false);
		stretch_study(&tagger->stretch);
		labeler_run(tagger->labeler, &tagger->stretch);
		labels_agree(tagger->labeler->labels, &tagger->stretch);
		labels_drop_abbreviations(tagger->labeler->labels, &tagger->stretch);
		take_names(tagger, spans);
		start = end;
	} while (start < length);
}

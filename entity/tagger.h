/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where an article names persons, organisations and places.
 *
 * The tagger says where a name stands and of what kind it is; whose name it is
 * (surname to full name, titles, possessives, spellings) is for names/ to say:
 *
 *     tagger_tag(tagger, article, &spans);             the spans, title first, then text
 *     names_resolve(article, spans.list, spans.count); article->entities and ->mentions
 */
#ifndef DATELINE_ENTITY_TAGGER_H
#define DATELINE_ENTITY_TAGGER_H

#include "article/article.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A name as it stands: without the article ("the"), a title or a possessive 's around it; what is part of the name stays ("Mrs Dalloway Books"). */
struct span {
	uint32_t start, end; /* its bytes in the title or the text, whole tokens, at least one letter */
	uint8_t kind;        /* enum entity_kind */
	bool title;          /* in article->title, else in article->text */
};

/* All zero is empty and ready. */
struct spans {
	struct span *list; /* in order, none overlapping: those of the title before those of the text */
	size_t count, capacity;
};

void spans_add(struct spans *spans, struct span span);
void spans_release(struct spans *spans);

struct model;  /* entity/model.h: opened once, shared by all threads, read-only */
struct tagger; /* caches of one thread; some 10 MB when warm */

struct tagger *tagger_new(const struct model *model); /* borrows the model */
void tagger_free(struct tagger *tagger);

/* Whether the tagger looks at articles of a language, as articles name it: English, or none. */
bool tagger_reads(const char *language);

/* Replaces what spans holds. Nothing is found in an article whose language is known and is not English. */
void tagger_tag(struct tagger *tagger, const struct article *article, struct spans *spans);

#endif

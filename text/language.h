/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The language of an article, from its text.
 *
 * The script decides where it is one language's; then the function words, which
 * make up a quarter of running text and are counted for the languages that
 * have a list (data/stop-words.txt) until one of them is far ahead: some hundred
 * bytes tell nearly all news. What they leave open is asked of libexttextcat,
 * which knows 160 languages by their letters and takes a millisecond, twenty
 * times as long as all else that indexing an article takes. What a page says of
 * itself counts where its text leaves a choice: many say English and are not.
 */
#ifndef DATELINE_TEXT_LANGUAGE_H
#define DATELINE_TEXT_LANGUAGE_H

#include <stddef.h>

struct language_detector;

/* One for each thread. Some hundred kB. */
struct language_detector *language_detector_new(void);
void language_detector_free(struct language_detector *detector);

/*
 * A code of ISO 639, without region: "en", "no" (Bokmål and Nynorsk alike).
 * declared: what the article says, a BCP 47 tag, or NULL. A text that is too
 * short or too odd to tell is in the declared language, else in the usual one of
 * its script, English for Latin letters. Good until the next call.
 */
const char *language_detect(struct language_detector *detector, const char *text, size_t length, const char *declared);

/* The code of a tag as above, "" for what is none: "en" of "en-GB", "no" of "nb_NO". */
#define LANGUAGE_CODE_MAX 4
void language_code(char code[LANGUAGE_CODE_MAX], const char *tag);

#endif

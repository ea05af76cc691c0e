/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which encoding bytes are in that declare none and are no UTF-8, by what they are like.
 *
 * libuchardet guesses. Its guesses are believed where the bytes bear them out: of scripts other than Latin, letters stand
 * side by side beyond ASCII, where the accents and quotes of Latin ones stand alone; between the encodings of Latin
 * letters, which differ in a few, the language that the text would be in decides.
 */
#ifndef DATELINE_INDEXER_READ_CHARSET_GUESS_H
#define DATELINE_INDEXER_READ_CHARSET_GUESS_H

#include <stddef.h>

/* iconv's name of it (static); NULL where nothing speaks for another one than those of encoding_guess (text/utf8.h). */
const char *charset_guess(const char *bytes, size_t length);

#endif

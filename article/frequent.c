/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/frequent.h"

#include "text/stem.h"

#include <pthread.h>
#include <string.h>

static const char *const terms[FREQUENT_TERMS] = {
	"a", "about", "accord", "after", "against", "all", "also", "an", "and", "ani", "are", "as", "at", "be", "becaus",
	"been", "between", "both", "but", "by", "call", "can", "citi", "could", "countri", "day", "develop", "did",
	"differ", "do", "dure", "even", "first", "follow", "for", "from", "govern", "had", "has", "have", "he", "her",
	"his", "how", "i", "if", "in", "includ", "into", "is", "it", "just", "like", "made", "make", "mani", "may", "me",
	"more", "most", "my", "nation", "new", "no", "not", "number", "of", "on", "one", "onli", "or", "other", "out",
	"over", "part", "parti", "peopl", "presid", "report", "right", "said", "she", "so", "some", "state", "studi",
	"such", "support", "system", "than", "that", "the", "their", "them", "then", "there", "these", "they", "think",
	"this", "those", "three", "time", "to", "two", "u.s", "unit", "up", "use", "veri", "was", "we", "well", "were",
	"what", "when", "where", "which", "while", "who", "will", "with", "work", "world", "would", "year", "you"};

/* Open addressing, a quarter full, so that nearly every look-up is one comparison. */
#define TABLE_SIZE 512

static struct {
	uint64_t hash;
	uint8_t code;
} table[TABLE_SIZE];

static pthread_once_t filled = PTHREAD_ONCE_INIT;

static size_t slot_of(uint64_t hash)
{
	size_t at = hash >> 55;

	while (table[at].hash && table[at].hash != hash)
		at = (at + 1) % TABLE_SIZE;
	return at;
}

static void fill(void)
{
	for (uint8_t code = 0; code < FREQUENT_TERMS; code++) {
		uint64_t hash = term_hash(terms[code], strlen(terms[code]));
		size_t at = slot_of(hash);

		table[at].hash = hash;
		table[at].code = code;
	}
}

uint8_t frequent_code(uint64_t hash)
{
	size_t at;

	pthread_once(&filled, fill);
	at = slot_of(hash);
	return table[at].hash == hash && hash ? table[at].code : FREQUENT_NONE;
}

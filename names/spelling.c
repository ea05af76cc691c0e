/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/spelling.h"

#include <string.h>

/* ---- keys ---- */

/* A key that is being written. */
struct writing {
	char *key;
	size_t length;
	size_t word;  /* where the last word begins */
	bool dotted;  /* it is of single letters with full stops so far */
	bool stopped; /* a full stop has just been passed */
	bool gap;     /* the next letter begins a word */
	bool full;
};

static bool word_is(const struct writing *writing, const char *word)
{
	size_t length = strlen(word);

	return writing->length - writing->word == length && !memcmp(writing->key + writing->word, word, length);
}

static void end_word(struct writing *writing)
{
	if (writing->word == 0 && word_is(writing, "the"))
		writing->length = 0;
	else if ((writing->stopped || writing->word == 0) && word_is(writing, "st") && writing->length + 4 < NAME_KEY_MAX) {
		memcpy(writing->key + writing->word, "saint", 5);
		writing->length += 3;
	}
	writing->gap = writing->length > 0;
	writing->stopped = false;
	writing->dotted = false;
}

/* bytes: folded; single: they stand for one letter. */
static void add_letters(struct writing *writing, const char *bytes, size_t length, bool single)
{
	if (writing->stopped && !writing->dotted)
		end_word(writing);
	if (writing->length + length + 1 > NAME_KEY_MAX) {
		writing->full = true;
		return;
	}
	if (writing->gap) {
		writing->key[writing->length++] = ' ';
		writing->word = writing->length;
	}
	writing->dotted = single && (writing->length == writing->word || (writing->dotted && writing->stopped));
	writing->gap = writing->stopped = false;
	memcpy(writing->key + writing->length, bytes, length);
	writing->length += length;
}

static void add_mark(struct writing *writing, uint32_t code, const struct folded *folded)
{
	if (folded->class == CLASS_MARK || folded->class == CLASS_APOSTROPHE)
		return;
	if (code == '.' && !writing->stopped && writing->length > writing->word) {
		writing->stopped = true;
		return;
	}
	end_word(writing);
	if (code == '&' && writing->length > 0) {
		add_letters(writing, "and", 3, false);
		writing->gap = true;
	}
}

/* Letters and digits of ASCII, which most names are made of, without a look-up each. Returns where they end. */
static const char *add_ascii(struct writing *writing, const char *at, const char *end)
{
	char run[NAME_KEY_MAX];
	size_t length = 0;

	for (; at < end && length < sizeof run; at++) {
		if ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9'))
			run[length++] = *at;
		else if (*at >= 'A' && *at <= 'Z')
			run[length++] = (char)(*at | 0x20);
		else
			break;
	}
	if (length > 0)
		add_letters(writing, run, length, length == 1);
	return at;
}

size_t name_key(struct folder *folder, const char *name, size_t length, char key[NAME_KEY_MAX])
{
	struct writing writing = {.key = key};
	const char *at = name, *end = name + length;

	while (at < end && !writing.full) {
		struct folded scratch;
		const struct folded *folded;
		uint32_t code;

		at = add_ascii(&writing, at, end);
		if (at == end)
			break;
		code = fold_next(&at, end);
		folded = folder_look_up(folder, code, &scratch);
		if (folded->length > 0)
			add_letters(&writing, folded->bytes, folded->length, true);
		else
			add_mark(&writing, code, folded);
	}
	if (writing.full) /* not in the middle of a word */
		return writing.word > 0 ? writing.word - 1 : writing.length;
	if (writing.word > 0 || !word_is(&writing, "the"))
		return writing.length;
	return 0;
}

/* ---- skeletons ---- */

/* What stands for what, the longer first where one begins another. */
static const struct {
	char from[5], to[3];
} letters[] = {
	{"shch", "s"}, {"sch", "s"}, {"tch", "c"}, {"dzh", "j"}, {"sh", "s"}, {"ch", "c"}, {"cz", "c"}, {"ck", "k"},
	{"kh", "h"},   {"gh", "g"},  {"zh", "z"},  {"dh", "d"},  {"th", "t"}, {"ph", "f"}, {"dj", "j"}, {"tz", "ts"},
	{"ou", "u"},   {"oo", "u"},  {"oe", "o"},  {"ee", "i"},  {"ie", "e"}, {"ye", "e"}, {"q", "k"},  {"w", "v"},
	{"x", "ks"},   {"y", "i"},
};

/* What the rules begin with: other letters, which are most, stand for themselves. */
static const bool begins_rule[256] = {['c'] = true, ['d'] = true, ['e'] = true, ['g'] = true, ['i'] = true, ['k'] = true,
                                      ['o'] = true, ['p'] = true, ['q'] = true, ['s'] = true, ['t'] = true, ['w'] = true,
                                      ['x'] = true, ['y'] = true, ['z'] = true};

static bool front_vowel(char letter)
{
	return letter == 'e' || letter == 'i' || letter == 'y';
}

/* How many letters at the place stand for others; to is NULL when they stand for themselves. */
static size_t replaced(const char *word, size_t left, const char **to)
{
	for (size_t i = 0; begins_rule[(unsigned char)*word] && i < sizeof letters / sizeof *letters; i++) {
		size_t length = 0;

		while (length < left && letters[i].from[length] && letters[i].from[length] == word[length])
			length++;
		if (!letters[i].from[length]) {
			*to = letters[i].to;
			return length;
		}
	}
	if (*word == 'c') {
		*to = left > 1 && front_vowel(word[1]) ? "s" : "k";
		return 1;
	}
	*to = NULL;
	return 1;
}

size_t name_skeleton(const char *word, size_t length, char *out)
{
	size_t used = 0;

	for (size_t at = 0; at < length;) {
		const char *to, *from = word + at;
		size_t taken = replaced(from, length - at, &to), count = 1;

		if (to)
			count = strlen(to);
		else
			to = from;
		for (size_t i = 0; i < count && used < length; i++)
			if (used == 0 || out[used - 1] != to[i] || (unsigned char)to[i] >= 0x80)
				out[used++] = to[i];
		at += taken;
	}
	for (size_t i = 1; i < used; i++) /* Shmyhal and Shmygal; no name begins with either */
		out[i] = out[i] == 'h' ? 'g' : out[i];
	return used;
}

size_t name_consonants(char *skeleton, size_t length)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++)
		if (i == 0 || !strchr("aeiou", skeleton[i]))
			skeleton[used++] = skeleton[i];
	return used;
}

/* ---- slips ---- */

bool name_slip(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t same = 0, shorter = a_length < b_length ? a_length : b_length;
	size_t a_left, b_left;

	while (same < shorter && a[same] == b[same])
		same++;
	a_left = a_length - same;
	b_left = b_length - same;
	a += same;
	b += same;
	if (a_left == b_left + 1)
		return !memcmp(a + 1, b, b_left);
	if (b_left == a_left + 1)
		return !memcmp(b + 1, a, a_left);
	if (a_left != b_left || a_left == 0)
		return false;
	if (!memcmp(a + 1, b + 1, a_left - 1))
		return true;
	return a_left > 1 && a[0] == b[1] && a[1] == b[0] && !memcmp(a + 2, b + 2, a_left - 2);
}

static bool ends_in(const char *word, size_t length, const char *ending)
{
	size_t size = strlen(ending);

	return length > size && !memcmp(word + length - size, ending, size);
}

bool name_gendered(const char *a, size_t a_length, const char *b, size_t b_length)
{
	bool a_woman = ends_in(a, a_length, "a"), b_woman = ends_in(b, b_length, "a");

	return a_woman != b_woman;
}

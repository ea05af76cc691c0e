/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/person.h"

#include "text/utf8.h"

#include <string.h>

/* Shorter surnames are too easily alike. */
#define SPELLING_MIN 5
#define SLIP_MIN 6

/* So many letters with nothing behind them are nobody's initials. */
#define LETTERS_MIN 3

static bool in_list(const char *const *list, const char *word, size_t length)
{
	for (; *list; list++)
		if (**list == *word && strlen(*list) == length && !memcmp(*list, word, length))
			return true;
	return false;
}

/* ---- parsing ---- */

static bool is_title(const char *word, size_t length)
{
	static const char *const titles[] = {
		"mr", "mrs", "ms", "miss", "mister", "madam", "madame", "dr", "doctor", "prof", "professor", "president", "premier",
		"prime", "minister", "king", "queen", "prince", "princess", "crown", "duke", "duchess", "emperor", "pope", "sen",
		"senator", "rep", "representative", "congressman", "congresswoman", "gov", "governor", "gen", "general", "col",
		"colonel", "lt", "lieutenant", "maj", "major", "capt", "captain", "cmdr", "commander", "adm", "admiral", "sgt",
		"sergeant", "cpl", "corporal", "pvt", "private", "brig", "brigadier", "marshal", "judge", "justice", "sir", "lord",
		"lady", "dame", "rev", "reverend", "fr", "father", "sister", "archbishop", "bishop", "cardinal", "rabbi", "imam",
		"sheikh", "sheik", "shaykh", "ayatollah", "mullah", "patriarch", "secretary", "chancellor", "ambassador", "envoy",
		"mayor", "deputy", "vice", "emeritus", "former", "ex", "foreign", "defense", "defence", "finance", "interior", "acting",
		"speaker", "chairman", "chairwoman", "chair", "director", "spokesman", "spokeswoman", "spokesperson", "attorney",
		"officer", "inspector", "detective", "coach", "ceo", "hon", "honorable", "herr", "frau", "monsieur", "senor",
		"senora", "signor", "comrade", NULL};

	return in_list(titles, word, length);
}

static bool is_particle(const char *word, size_t length)
{
	static const char *const particles[] = {"al", "el", "ul", "bin", "ibn", "bint", "ben", "abu", "de", "del", "della",
	                                        "di", "da", "do", "dos", "das", "du", "la", "le", "van", "von", "der", "den",
	                                        "ter", "ten", "zu", "y", "e", "of", NULL};

	return in_list(particles, word, length);
}

static enum person_suffix suffix_of(const char *word, size_t length)
{
	static const struct {
		const char *word;
		enum person_suffix suffix;
	} suffixes[] = {{"jr", SUFFIX_JUNIOR},  {"junior", SUFFIX_JUNIOR}, {"sr", SUFFIX_SENIOR}, {"senior", SUFFIX_SENIOR},
	                {"ii", SUFFIX_SECOND}, {"iii", SUFFIX_THIRD},     {"iv", SUFFIX_FOURTH}};

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (*suffixes[i].word == *word && strlen(suffixes[i].word) == length && !memcmp(suffixes[i].word, word, length))
			return suffixes[i].suffix;
	return SUFFIX_NONE;
}

/* A word as it is read. */
struct person_part {
	char bytes[NAME_KEY_MAX];
	size_t length, letters, upper;
	bool stopped; /* a full stop follows, perhaps with more letters right behind it */
};

/* Letters and digits of ASCII, which most names are made of, without a look-up each; returns where they end. */
static const char *read_ascii(const char *at, const char *end, struct person_part *part)
{
	for (; at < end && part->length < sizeof part->bytes; at++) {
		bool upper = *at >= 'A' && *at <= 'Z';

		if (!upper && !(*at >= 'a' && *at <= 'z') && !(*at >= '0' && *at <= '9'))
			break;
		part->bytes[part->length++] = (char)(upper ? *at | 0x20 : *at);
		part->letters++;
		part->upper += upper;
	}
	return at;
}

/* The word at *at, which moves behind it; false when there is none left. */
static bool read_part(struct folder *folder, const char **at, const char *end, struct person_part *part)
{
	part->length = part->letters = part->upper = 0; /* its bytes are many, and not looked at */
	part->stopped = false;
	while ((*at = read_ascii(*at, end, part)) < end) {
		struct folded scratch;
		const struct folded *folded = folder_look_up(folder, fold_next(at, end), &scratch);

		if (folded->length > 0) {
			if (part->length + folded->length > sizeof part->bytes)
				continue;
			memcpy(part->bytes + part->length, folded->bytes, folded->length);
			part->length += folded->length;
			part->letters++;
			part->upper += folded->upper;
		} else if (folded->class != CLASS_MARK && folded->class != CLASS_APOSTROPHE && part->length > 0) {
			part->stopped = folded->class == CLASS_FULL_STOP;
			return true;
		}
	}
	return part->length > 0;
}

static void add_word(struct person_name *person, const char *bytes, size_t length, bool initial)
{
	size_t used = person->start[person->count];

	if (person->count == PERSON_WORDS || used + length > sizeof person->text || used + length > UINT8_MAX) {
		person->suffix = UINT8_MAX; /* too many: no person's */
		return;
	}
	memcpy(person->text + used, bytes, length);
	person->initial[person->count++] = initial;
	person->start[person->count] = (uint8_t)(used + length);
}

/* What a Roman numeral of a ruler or an heir says, I to XXXIX; 0: it is none. */
static uint8_t numeral_of(const struct person_part *part)
{
	static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
	size_t tens = 0, length = part->length;

	if (part->upper < part->letters || part->letters != length)
		return 0;
	while (tens < 3 && tens < length && part->bytes[tens] == 'x')
		tens++;
	for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
		if (strlen(ones[i]) == length - tens && !memcmp(ones[i], part->bytes + tens, length - tens))
			return (uint8_t)(10 * tens + i);
	return 0;
}

/* Whether the name ends here, or says of what: "Henry V of England", but "John V Lindsay". */
static bool ends_or_of(struct folder *folder, const char *at, const char *end)
{
	struct person_part part;

	return !read_part(folder, &at, end, &part) || (part.length == 2 && !memcmp(part.bytes, "of", 2));
}

/* The numeral that a part is where it stands, behind one forename; 0: it is a name or an initial. */
static uint8_t ruler_numeral(const struct person_name *person, struct folder *folder, const struct person_part *part, const char *at,
                             const char *end)
{
	if (person->count != 1 || person->initial[0] || (part->letters == 1 && (part->stopped || !ends_or_of(folder, at, end))))
		return 0;
	return numeral_of(part);
}

/* "JD" or "HW" among words in lower case; but not "AL", "LI" or "Ng". */
static bool run_of_initials(const struct person_part *part)
{
	return part->letters == 2 && part->length == 2 && part->upper == 2 && !strchr("aeiou", part->bytes[1]) &&
	       !is_particle(part->bytes, 2) && memcmp(part->bytes, "ed", 2) != 0;
}

static void add_part(struct person_name *person, const struct person_part *part, bool shouted)
{
	if (person->count > 0 && is_particle(part->bytes, part->length) && !(part->letters == 1 && part->upper == 1))
		return;
	if (person->count == 0 && !part->stopped && is_particle(part->bytes, part->length) && part->upper == 0)
		return;
	if (!shouted && run_of_initials(part)) {
		person->run |= person->count == 0;
		add_word(person, part->bytes, 1, true);
		add_word(person, part->bytes + 1, 1, true);
	} else {
		add_word(person, part->bytes, part->length, part->letters == 1);
	}
}

static bool shouts(struct folder *folder, const char *at, const char *end)
{
	struct person_part part;

	while (read_part(folder, &at, end, &part))
		if (part.upper < part.letters && !part.stopped)
			return false;
	return true;
}

/* Titles without which one name alone says little: Pope Francis, but Putin. */
static bool is_kept_title(const char *word, size_t length)
{
	static const char *const titles[] = {"king", "queen", "prince", "princess", "pope", "duke", "duchess", "emperor",
	                                     "lord", "lady", "dame", "sister", "father", "patriarch", "archbishop", NULL};

	return in_list(titles, word, length);
}

/* What a bishop or a patriarch is of. */
static bool is_faith(const char *word, size_t length)
{
	static const char *const faiths[] = {"roman", "catholic", "greek", "russian", "coptic", "orthodox", "anglican", "episcopal", "episcopalian",
	                                     "protestant", "lutheran", "methodist", "baptist", "evangelical", NULL};

	return in_list(faiths, word, length);
}

size_t person_titles(struct folder *folder, const char *name, size_t length)
{
	const char *at = name, *end = name + length, *start = name, *word = name, *royal = NULL;
	struct person_part part;

	while (read_part(folder, &at, end, &part)) {
		const char *before = word;
		bool faith = is_faith(part.bytes, part.length); /* of the title behind it: "Roman Catholic Bishop" */

		if (at == end || !(faith || is_title(part.bytes, part.length)))
			return (size_t)((royal && at == end ? royal : start) - name);
		while (at < end && (*at == ' ' || *at == '\n' || *at == '.'))
			at++;
		if (at == end)
			break;
		word = at;
		if (faith)
			continue;
		start = at;
		royal = is_kept_title(part.bytes, part.length) ? before : NULL;
	}
	return (size_t)(start - name);
}

bool person_suffix_alone(struct folder *folder, const char *name, size_t length)
{
	const char *at = name, *end = name + length;
	struct person_part part;

	if (!read_part(folder, &at, end, &part) || suffix_of(part.bytes, part.length) == SUFFIX_NONE)
		return false;
	return !read_part(folder, &at, end, &part);
}

/* Words that are no name however many there are. */
static bool is_nobody(const char *word, size_t length)
{
	/* Junior and Senior in full are names too, of footballers among others. */
	static const char *const nobody[] = {"jr",     "sr",          "ii",         "iii",         "iv",       "god",   "allah",
	                                     "jehovah", "yahweh", "christianity", "catholicism", "orthodoxy", "protestantism", "islam", "judaism",
	                                     "buddhism", "hinduism", NULL};

	return is_title(word, length) || in_list(nobody, word, length);
}

bool person_nobody(struct folder *folder, const char *name, size_t length)
{
	const char *at = name, *end = name + length;
	size_t words = 0, faiths = 0, others = 0, letters = 0;
	struct person_part part;

	for (; read_part(folder, &at, end, &part); words++) {
		letters += part.letters == 1 && !part.stopped;
		if (is_faith(part.bytes, part.length))
			faiths++;
		else if (!is_nobody(part.bytes, part.length))
			others++;
	}
	if (letters == words && words >= LETTERS_MIN) /* "M T W T F", over a calendar */
		return true;
	return others == 0 && !(faiths == 1 && words == 1); /* "Roman" is a forename too */
}

/* Words of a title that a name in front of it has taken for its own. */
static bool opens_title(const char *word, size_t length)
{
	static const char *const words[] = {"press", "prime", "foreign", "defense", "defence", "finance", "interior", "deputy", "vice",
	                                    "chief", "acting", "former", "interim", "assistant", NULL};

	return in_list(words, word, length);
}

size_t person_title_opening(struct folder *folder, const char *name, size_t length, const char *behind, size_t behind_length)
{
	const char *end = name + length, *next = behind, *last;
	struct person_part part;

	if (behind_length == 0 || *behind != ' ' || !read_part(folder, &next, behind + behind_length, &part) ||
	    part.upper == 0 || !is_title(part.bytes, part.length))
		return 0;
	while ((last = memrchr(name, ' ', (size_t)(end - name)))) {
		const char *word = last + 1, *before = memrchr(name, ' ', (size_t)(last - name));

		before = before ? before + 1 : name;
		if (!read_part(folder, &word, end, &part) || !opens_title(part.bytes, part.length) || *before < 'A' || *before > 'Z')
			break; /* "Ministry of Defence" keeps it */
		end = last;
	}
	return (size_t)(name + length - end);
}

/* Behind forename and surname; a numeral other than those of heirs only where nothing stands behind it. */
static uint8_t suffix_at(struct folder *folder, const struct person_part *part, const char *at, const char *end)
{
	enum person_suffix suffix = suffix_of(part->bytes, part->length);
	uint8_t numeral = suffix == SUFFIX_NONE && !part->stopped ? numeral_of(part) : 0;
	struct person_part behind;

	return numeral > 0 && !read_part(folder, &at, end, &behind) ? (uint8_t)(SUFFIX_NUMERAL + numeral) : (uint8_t)suffix;
}

void person_parse(struct person_name *person, struct folder *folder, const char *name, size_t length)
{
	const char *at = name + person_titles(folder, name, length), *end = name + length;
	bool shouted = shouts(folder, at, end);
	struct person_part part;

	memset(person, 0, sizeof *person);
	while (read_part(folder, &at, end, &part)) {
		uint8_t suffix = person->count > 1 ? suffix_at(folder, &part, at, end) : SUFFIX_NONE;
		uint8_t numeral = ruler_numeral(person, folder, &part, at, end);

		if (person->suffix != SUFFIX_NONE) /* something behind "Jr" is no name */
			person->suffix = UINT8_MAX;
		else if (suffix != SUFFIX_NONE)
			person->suffix = suffix;
		else if (numeral > 0)
			add_word(person, part.bytes, part.length, false);
		else
			add_part(person, &part, shouted);
		if (numeral > 0)
			person->numeral = numeral;
	}
	if (person->suffix == UINT8_MAX)
		person->count = 0;
}

/* ---- comparing ---- */

/* A word's bytes. */
struct word {
	const char *bytes;
	size_t length;
};

static struct word word_of(const struct person_name *person, size_t at)
{
	return (struct word){person_word(person, at), person_word_length(person, at)};
}

static bool equal(struct word a, struct word b)
{
	return a.length == b.length && !memcmp(a.bytes, b.bytes, a.length);
}

static bool same_skeleton(struct word a, struct word b)
{
	char left[NAME_KEY_MAX], right[NAME_KEY_MAX];
	size_t left_length = name_skeleton(a.bytes, a.length, left);

	return left_length == name_skeleton(b.bytes, b.length, right) && !memcmp(left, right, left_length);
}

static size_t shorter(struct word a, struct word b)
{
	return a.length < b.length ? a.length : b.length;
}

/* In shorter names one vowel too many makes another name: Plant and Pallant. */
#define VOWEL_MIN 6

/* Whether the one vowel that two skeletons differ by is one that is heard as the other: Morsi and Mursi, but not Biden and Budden. */
static bool vowels_meet(const char *a, size_t a_length, const char *b, size_t b_length, bool long_names)
{
	static const char *const always[] = {"ou", "uo", "ei", "ie"}, *const in_long[] = {"ae", "ea", "ao", "oa", "eo", "oe"};
	size_t both = a_length < b_length ? a_length : b_length, at = 0;

	while (at < both && a[at] == b[at])
		at++;
	if (a_length != b_length)
		return long_names && both >= VOWEL_MIN;
	if (at == both || memcmp(a + at + 1, b + at + 1, both - at - 1) != 0)
		return false;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (a[at] == always[i][0] && b[at] == always[i][1])
			return true;
	for (size_t i = 0; i < sizeof in_long / sizeof *in_long; i++)
		if (long_names && a[at] == in_long[i][0] && b[at] == in_long[i][1])
			return true;
	return false;
}

static bool same_consonants(struct word a, struct word b)
{
	char left[NAME_KEY_MAX], right[NAME_KEY_MAX];
	size_t left_length = name_skeleton(a.bytes, a.length, left), right_length = name_skeleton(b.bytes, b.length, right);

	if (!name_slip(left, left_length, right, right_length) || 
	    !vowels_meet(left, left_length, right, right_length, shorter(a, b) >= VOWEL_MIN))
		return false;
	left_length = name_consonants(left, left_length);
	return left_length == name_consonants(right, right_length) && !memcmp(left, right, left_length);
}

static bool compare_surnames(struct word a, struct word b, unsigned *differences)
{
	if (equal(a, b))
		return true;
	if (shorter(a, b) < SPELLING_MIN)
		return false;
	if (same_skeleton(a, b))
		*differences |= DIFFERS_SPELLING;
	else if (name_gendered(a.bytes, a.length, b.bytes, b.length))
		return false;
	else if (same_consonants(a, b))
		*differences |= DIFFERS_VOWEL;
	else if (shorter(a, b) >= SLIP_MIN && a.bytes[0] == b.bytes[0] && a.bytes[1] == b.bytes[1] &&
	         name_slip(a.bytes, a.length, b.bytes, b.length))
		*differences |= DIFFERS_SLIP;
	else
		return false;
	return true;
}

bool person_surnames_alike(const struct person_name *a, const struct person_name *b, unsigned *differences)
{
	return compare_surnames(word_of(a, a->count - 1u), word_of(b, b->count - 1u), differences);
}

static bool known(const struct forenames *forenames, struct word word)
{
	uint32_t classes[FORENAME_CLASSES];

	return forename_classes(forenames, word.bytes, word.length, classes) > 0;
}

/* Two whole forenames. */
static bool compare_forenames(const struct forenames *forenames, struct word a, struct word b, unsigned *differences)
{
	if (equal(a, b))
		return true;
	if (forenames_meet(forenames, a.bytes, a.length, b.bytes, b.length)) {
		*differences |= DIFFERS_FORENAME;
		return true;
	}
	if (known(forenames, a) && known(forenames, b))
		return false;
	if (same_skeleton(a, b))
		*differences |= DIFFERS_FORENAME;
	else if (shorter(a, b) >= SPELLING_MIN && a.bytes[0] == b.bytes[0] && !name_gendered(a.bytes, a.length, b.bytes, b.length) &&
	         name_slip(a.bytes, a.length, b.bytes, b.length))
		*differences |= DIFFERS_FORENAME_SLIP;
	else
		return false;
	return true;
}

static bool compare_first(const struct forenames *forenames, const struct person_name *a, const struct person_name *b,
                          unsigned *differences)
{
	if (a->initial[0] == b->initial[0])
		return a->initial[0] ? equal(word_of(a, 0), word_of(b, 0))
		                     : compare_forenames(forenames, word_of(a, 0), word_of(b, 0), differences);
	*differences |= DIFFERS_INITIAL;
	return person_word(a, 0)[0] == person_word(b, 0)[0];
}

/* Names between forename and surname: of as many as both have, each must agree. H. W. is not W. */
static bool compare_middles(const struct forenames *forenames, const struct person_name *a, const struct person_name *b,
                            unsigned *differences)
{
	size_t both = (size_t)(a->count < b->count ? a->count : b->count) - 1;

	for (size_t i = 1; i < both; i++) {
		struct word left = word_of(a, i), right = word_of(b, i);
		unsigned ignored;

		if (a->initial[i] || b->initial[i] ? left.bytes[0] != right.bytes[0]
		                                   : !compare_forenames(forenames, left, right, &ignored))
			return false;
	}
	if (a->count != b->count)
		*differences |= DIFFERS_MIDDLE;
	return true;
}

static bool compare_alike(const struct forenames *forenames, const struct person_name *a, const struct person_name *b,
                          unsigned *differences)
{
	*differences = 0;
	return person_surnames_alike(a, b, differences) &&
	       compare_first(forenames, a, b, differences) && compare_middles(forenames, a, b, differences);
}

/* The words of the shorter name are words of the longer one from a place on, as they stand. */
static bool holds(const struct person_name *longer, size_t at, const struct person_name *shorter)
{
	for (size_t i = 0; i < shorter->count; i++)
		if (!equal(word_of(longer, at + i), word_of(shorter, i)))
			return false;
	return true;
}

/*
 * "Tayyip Erdogan" and "Recep Tayyip Erdogan"; "Nicolás Maduro" and "Nicolás
 * Maduro Moros", but not Martin Luther and Martin Luther King: Luther is a
 * forename too.
 */
static bool compare_lengths(const struct forenames *forenames, const struct person_name *a, const struct person_name *b,
                            unsigned *differences)
{
	const struct person_name *longer = a->count > b->count ? a : b, *lesser = longer == a ? b : a;

	if (a->count == b->count || lesser->initial[0])
		return false;
	*differences = DIFFERS_LENGTH;
	return (holds(longer, (size_t)(longer->count - lesser->count), lesser) && !longer->initial[0]) ||
	       (holds(longer, 0, lesser) && !known(forenames, word_of(lesser, lesser->count - 1u)));
}

/* A forename of two words and the same as one: Abdel Aziz and Abdelaziz. */
static bool compare_joined(const struct person_name *a, const struct person_name *b, unsigned *differences)
{
	const struct person_name *longer = a->count > b->count ? a : b, *lesser = longer == a ? b : a;

	if (longer->count != lesser->count + 1 || longer->count < 3 || longer->initial[0] || longer->initial[1] ||
	    longer->start[longer->count] != lesser->start[lesser->count] || longer->start[2] != lesser->start[1])
		return false;
	*differences = DIFFERS_FORENAME;
	return !memcmp(longer->text, lesser->text, longer->start[longer->count]) &&
	       !memcmp(longer->start + 3, lesser->start + 2, longer->count - 2u);
}

/* Two rulers, or neither is one: Charles V and Henry V are two, as are Karl and Charles of one numeral, who may be kings of two countries. */
static bool one_numeral(const struct person_name *a, const struct person_name *b)
{
	struct word left = word_of(a, 0), right = word_of(b, 0);

	return a->numeral == b->numeral &&
	       (a->numeral == 0 || same_skeleton(left, right) ||
	        (shorter(left, right) >= SPELLING_MIN && name_slip(left.bytes, left.length, right.bytes, right.length)));
}

bool person_compare(const struct forenames *forenames, const struct person_name *a, const struct person_name *b,
                    unsigned *differences)
{
	if (a->suffix != b->suffix || !one_numeral(a, b))
		return false;
	return compare_alike(forenames, a, b, differences) || compare_lengths(forenames, a, b, differences) ||
	       compare_joined(a, b, differences);
}

bool person_conflict(const struct forenames *forenames, const struct person_name *a, const struct person_name *b)
{
	unsigned ignored = 0;

	return !compare_middles(forenames, a, b, &ignored);
}

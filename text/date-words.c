/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/date-words.h"

#include <pthread.h>
#include <string.h>

struct entry {
	char word[DATE_WORD_MAX + 2];
	short value;
};

static const struct entry months[] = {
	{"january", 1}, {"jan", 1}, {"februar", 2}, {"february", 2}, {"feb", 2}, {"march", 3}, {"mar", 3},
	{"april", 4}, {"apr", 4}, {"may", 5}, {"june", 6}, {"jun", 6}, {"july", 7}, {"jul", 7},
	{"august", 8}, {"aug", 8}, {"september", 9}, {"sept", 9}, {"sep", 9}, {"october", 10}, {"oct", 10},
	{"november", 11}, {"nov", 11}, {"december", 12}, {"dec", 12},
	/* German, Dutch */
	{"januar", 1}, {"jänner", 1}, {"januari", 1}, {"februari", 2}, {"märz", 3}, {"maart", 3}, {"mai", 5}, {"mei", 5},
	{"juni", 6}, {"juli", 7}, {"augustus", 8}, {"oktober", 10}, {"okt", 10}, {"dezember", 12}, {"dez", 12},
	/* French */
	{"janvier", 1}, {"janv", 1}, {"février", 2}, {"févr", 2}, {"mars", 3}, {"avril", 4}, {"avr", 4}, {"juin", 6},
	{"juillet", 7}, {"juil", 7}, {"août", 8}, {"septembre", 9}, {"octobre", 10}, {"novembre", 11}, {"décembre", 12},
	/* Spanish, Italian, Portuguese */
	{"enero", 1}, {"gennaio", 1}, {"janeiro", 1}, {"febrero", 2}, {"febbraio", 2}, {"fevereiro", 2}, {"marzo", 3},
	{"março", 3}, {"abril", 4}, {"aprile", 4}, {"mayo", 5}, {"maggio", 5}, {"maio", 5}, {"junio", 6}, {"giugno", 6},
	{"junho", 6}, {"julio", 7}, {"luglio", 7}, {"julho", 7}, {"agosto", 8}, {"septiembre", 9}, {"settembre", 9},
	{"setembro", 9}, {"octubre", 10}, {"ottobre", 10}, {"outubro", 10}, {"noviembre", 11}, {"novembro", 11},
	{"diciembre", 12}, {"dicembre", 12}, {"dezembro", 12},
	/* and as these abbreviate them */
	{"ene", 1}, {"gen", 1}, {"fev", 2}, {"fév", 2}, {"abr", 4}, {"mag", 5}, {"giu", 6}, {"lug", 7}, {"ago", 8}, {"set", 9}, {"ott", 10},
	{"out", 10}, {"déc", 12}, {"dic", 12},
	/* Danish, Norwegian, Swedish; Indonesian */
	{"marts", 3}, {"maj", 5}, {"augusti", 8}, {"desember", 12}, {"des", 12}, {"maret", 3}, {"agustus", 8},
	/* Finnish */
	{"tammikuuta", 1}, {"helmikuuta", 2}, {"maaliskuuta", 3}, {"huhtikuuta", 4}, {"toukokuuta", 5}, {"kesäkuuta", 6},
	{"heinäkuuta", 7}, {"elokuuta", 8}, {"syyskuuta", 9}, {"lokakuuta", 10}, {"marraskuuta", 11}, {"joulukuuta", 12},
	/* Polish, Czech */
	{"stycznia", 1}, {"lutego", 2}, {"marca", 3}, {"kwietnia", 4}, {"maja", 5}, {"czerwca", 6}, {"lipca", 7}, {"sierpnia", 8},
	{"września", 9}, {"października", 10}, {"listopada", 11}, {"grudnia", 12}, {"ledna", 1}, {"února", 2}, {"března", 3},
	{"dubna", 4}, {"května", 5}, {"června", 6}, {"července", 7}, {"srpna", 8}, {"září", 9}, {"října", 10}, {"listopadu", 11},
	{"prosince", 12},
	/* Romanian */
	{"ianuarie", 1}, {"februarie", 2}, {"martie", 3}, {"aprilie", 4}, {"iunie", 6}, {"iulie", 7}, {"septembrie", 9},
	{"octombrie", 10}, {"noiembrie", 11}, {"decembrie", 12},
	/* Greek */
	{"Ιανουαρίου", 1}, {"Φεβρουαρίου", 2}, {"Μαρτίου", 3}, {"Απριλίου", 4}, {"Μαΐου", 5}, {"Ιουνίου", 6}, {"Ιουλίου", 7},
	{"Αυγούστου", 8}, {"Σεπτεμβρίου", 9}, {"Οκτωβρίου", 10}, {"Νοεμβρίου", 11}, {"Δεκεμβρίου", 12},
	/* Arabic */
	{"يناير", 1}, {"فبراير", 2}, {"مارس", 3}, {"أبريل", 4}, {"ابريل", 4}, {"إبريل", 4}, {"مايو", 5}, {"يونيو", 6}, {"يوليو", 7},
	{"أغسطس", 8}, {"اغسطس", 8}, {"سبتمبر", 9}, {"أكتوبر", 10}, {"اكتوبر", 10}, {"نوفمبر", 11}, {"ديسمبر", 12},
	/* Turkish */
	{"ocak", 1}, {"şubat", 2}, {"mart", 3}, {"nisan", 4}, {"mayıs", 5}, {"haziran", 6}, {"temmuz", 7},
	{"ağustos", 8}, {"eylül", 9}, {"ekim", 10}, {"kasım", 11}, {"aralık", 12},
	/* Russian, Ukrainian: the genitive that dates stand in */
	{"января", 1}, {"февраля", 2}, {"марта", 3}, {"апреля", 4}, {"мая", 5}, {"июня", 6}, {"июля", 7},
	{"августа", 8}, {"сентября", 9}, {"октября", 10}, {"ноября", 11}, {"декабря", 12},
	{"січня", 1}, {"лютого", 2}, {"березня", 3}, {"квітня", 4}, {"травня", 5}, {"червня", 6}, {"липня", 7},
	{"серпня", 8}, {"вересня", 9}, {"жовтня", 10}, {"листопада", 11}, {"грудня", 12},
	/* Bulgarian; Croatian (but its listopada, October, which is November in Polish) */
	{"януари", 1}, {"февруари", 2}, {"март", 3}, {"април", 4}, {"май", 5}, {"юни", 6}, {"юли", 7}, {"август", 8},
	{"септември", 9}, {"октомври", 10}, {"ноември", 11}, {"декември", 12}, {"siječnja", 1}, {"veljače", 2}, {"ožujka", 3},
	{"travnja", 4}, {"svibnja", 5}, {"lipnja", 6}, {"srpnja", 7}, {"kolovoza", 8}, {"rujna", 9}, {"studenoga", 11},
	{"studenog", 11}, {"prosinca", 12},
	/* Catalan; Estonian */
	{"gener", 1}, {"febrer", 2}, {"març", 3}, {"maig", 5}, {"juny", 6}, {"juliol", 7}, {"agost", 8}, {"setembre", 9},
	{"desembre", 12}, {"jaanuar", 1}, {"veebruar", 2}, {"märts", 3}, {"aprill", 4}, {"juuni", 6}, {"juuli", 7},
	{"oktoober", 10}, {"detsember", 12},
	/* Hebrew, with "in"; Hindi */
	{"בינואר", 1}, {"בפברואר", 2}, {"במרץ", 3}, {"במרס", 3}, {"באפריל", 4}, {"במאי", 5}, {"ביוני", 6}, {"ביולי", 7},
	{"באוגוסט", 8}, {"בספטמבר", 9}, {"באוקטובר", 10}, {"בנובמבר", 11}, {"בדצמבר", 12}, {"जनवरी", 1}, {"फरवरी", 2},
	{"मार्च", 3}, {"अप्रैल", 4}, {"मई", 5}, {"जून", 6}, {"जुलाई", 7}, {"अगस्त", 8}, {"सितंबर", 9}, {"अक्टूबर", 10},
	{"नवंबर", 11}, {"दिसंबर", 12},
	/* Arabic of the Levant, as far as it is one word; Persian, of the Gregorian year */
	{"شباط", 2}, {"آذار", 3}, {"نيسان", 4}, {"أيار", 5}, {"حزيران", 6}, {"تموز", 7}, {"آب", 8}, {"أيلول", 9}, {"ژانویه", 1},
	{"فوریه", 2}, {"آوریل", 4}, {"مه", 5}, {"ژوئن", 6}, {"ژوئیه", 7}, {"اوت", 8}, {"سپتامبر", 9}, {"اکتبر", 10},
	{"نوامبر", 11}, {"دسامبر", 12},
};

static const struct entry weekdays[] = {
	{"monday", 0}, {"tuesday", 0}, {"wednesday", 0}, {"thursday", 0}, {"friday", 0}, {"saturday", 0}, {"sunday", 0},
	{"mon", 0}, {"tue", 0}, {"tues", 0}, {"wed", 0}, {"thu", 0}, {"thur", 0}, {"thurs", 0}, {"fri", 0}, {"sat", 0}, {"sun", 0},
	{"montag", 0}, {"dienstag", 0}, {"mittwoch", 0}, {"donnerstag", 0}, {"freitag", 0}, {"samstag", 0}, {"sonnabend", 0}, {"sonntag", 0},
	{"lundi", 0}, {"mardi", 0}, {"mercredi", 0}, {"jeudi", 0}, {"vendredi", 0}, {"samedi", 0}, {"dimanche", 0},
	{"lunes", 0}, {"martes", 0}, {"miércoles", 0}, {"jueves", 0}, {"viernes", 0}, {"sábado", 0}, {"domingo", 0},
	{"lunedì", 0}, {"martedì", 0}, {"mercoledì", 0}, {"giovedì", 0}, {"venerdì", 0}, {"sabato", 0}, {"domenica", 0},
	{"pazartesi", 0}, {"salı", 0}, {"çarşamba", 0}, {"perşembe", 0}, {"cuma", 0}, {"cumartesi", 0}, {"pazar", 0},
	{"понедельник", 0}, {"вторник", 0}, {"среда", 0}, {"четверг", 0}, {"пятница", 0}, {"суббота", 0}, {"воскресенье", 0},
};

static const struct entry zones[] = {
	{"z", 0}, {"utc", 0}, {"gmt", 0}, {"ut", 0}, {"wet", 0}, {"bst", 60}, {"west", 60}, {"cet", 60}, {"mez", 60},
	{"cest", 120}, {"mesz", 120}, {"eet", 120}, {"eest", 180}, {"msk", 180}, {"trt", 180}, {"tsi", 180}, {"tsİ", 180},
	{"pkt", 300}, {"hkt", 480}, {"sgt", 480}, {"jst", 540}, {"kst", 540}, {"aest", 600}, {"aedt", 660}, {"nzst", 720},
	{"nzdt", 780}, {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360},
	{"pst", -480}, {"pdt", -420}, {"et", DATE_ZONE_AMBIGUOUS}, {"ct", DATE_ZONE_AMBIGUOUS}, {"mt", DATE_ZONE_AMBIGUOUS},
	{"pt", DATE_ZONE_AMBIGUOUS}, {"ist", DATE_ZONE_AMBIGUOUS},
};

static const struct entry between[] = {
	{"at", 0}, {"of", 0}, {"on", 0}, {"um", 0}, {"den", 0}, {"de", 0}, {"del", 0}, {"à", 0}, {"a", 0}, {"las", 0},
	{"saat", 0}, {"в", 0}, {"om", 0}, {"alle", 0}, {"ore", 0}, {"às", 0},
};

/* ASCII letters without their case. */
static unsigned char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 'a' - 'A') : (unsigned char)c;
}

static bool same(const char *word, size_t length, const char *entry)
{
	size_t i;

	for (i = 0; i < length && entry[i]; i++)
		if (folded(word[i]) != (unsigned char)entry[i])
			return false;
	return i == length && !entry[i];
}

#define COUNT_OF(entries) (sizeof(entries) / sizeof *(entries))
#define TABLE(entries) {entries, COUNT_OF(entries)}

static const struct {
	const struct entry *entries;
	size_t count;
} tables[] = {
	[DATE_WORD_MONTH] = TABLE(months),
	[DATE_WORD_WEEKDAY] = TABLE(weekdays),
	[DATE_WORD_ZONE] = TABLE(zones),
	[DATE_WORD_BETWEEN] = TABLE(between),
};

/* Every word of a text with digits is asked for, and hardly any is in a table: they are found by a few of their bytes. */
#define CHAINS 512
#define KINDS COUNT_OF(tables)

static struct {
	short first[KINDS][CHAINS];                 /* number of the entry, from 1; 0 for none */
	short next[KINDS][COUNT_OF(months)];        /* the one behind it with the same hash */
} chains;

_Static_assert(COUNT_OF(months) >= COUNT_OF(weekdays) && COUNT_OF(months) >= COUNT_OF(zones) && COUNT_OF(months) >= COUNT_OF(between),
               "the months are the longest table");

static unsigned hash_of(const char *word, size_t length)
{
	unsigned hash = (unsigned)length + folded(word[0]) * 5u + folded(word[length / 2]) * 31u + folded(word[length - 1]) * 7u;

	return hash % CHAINS;
}

static void chains_build(void)
{
	for (size_t kind = 0; kind < KINDS; kind++)
		for (size_t i = tables[kind].count; i-- > 0;) {
			const char *word = tables[kind].entries[i].word;
			short *first = &chains.first[kind][hash_of(word, strlen(word))];

			chains.next[kind][i] = *first;
			*first = (short)(i + 1);
		}
}

bool date_word_is(enum date_word kind, const char *word, size_t length, int *value)
{
	static pthread_once_t built = PTHREAD_ONCE_INIT;

	if (!length || length > DATE_WORD_MAX)
		return false;
	pthread_once(&built, chains_build);
	for (short at = chains.first[kind][hash_of(word, length)]; at; at = chains.next[kind][at - 1])
		if (same(word, length, tables[kind].entries[at - 1].word)) {
			*value = tables[kind].entries[at - 1].value;
			return true;
		}
	return false;
}

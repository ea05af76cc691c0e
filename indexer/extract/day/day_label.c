/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/day/day_label.h"

#include <stdbool.h>
#include <string.h>

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

struct label {
	const char *stem; /* begins a word; ASCII in lower case. Letters beyond it that are written large are left away in front */
	enum day_label label;
};

static const struct label table[] = {
	/* Before those of a single word in them: the first one counts. */
	{"accessed", LABEL_FOREIGN}, {"retrieved", LABEL_FOREIGN}, {"date accessed", LABEL_FOREIGN}, {"date retrieved", LABEL_FOREIGN},
	{"date printed", LABEL_FOREIGN}, {"print date", LABEL_FOREIGN}, {"printed from", LABEL_FOREIGN},
	{"archived from", LABEL_FOREIGN}, {"event date", LABEL_FOREIGN}, {"date of event", LABEL_FOREIGN},
	{"date of the event", LABEL_FOREIGN}, {"event starts", LABEL_FOREIGN}, {"deadline", LABEL_FOREIGN},
	{"closing date", LABEL_FOREIGN}, {"applications close", LABEL_FOREIGN}, {"apply by", LABEL_FOREIGN},
	{"register by", LABEL_FOREIGN}, {"rsvp by", LABEL_FOREIGN},
	{"today's date", LABEL_FOREIGN}, {"abgerufen", LABEL_FOREIGN}, {"abrufdatum", LABEL_FOREIGN},
	{"zugriff", LABEL_FOREIGN}, {"ausgedruckt", LABEL_FOREIGN}, {"gedruckt am", LABEL_FOREIGN},
	{"veranstaltungsdatum", LABEL_FOREIGN}, {"veranstaltungstag", LABEL_FOREIGN}, {"anmeldeschluss", LABEL_FOREIGN},
	{"bewerbungsschluss", LABEL_FOREIGN}, {"einsendeschluss", LABEL_FOREIGN}, {"anmeldefrist", LABEL_FOREIGN},
	{"bewerbungsfrist", LABEL_FOREIGN}, {"consulté", LABEL_FOREIGN}, {"imprimé le", LABEL_FOREIGN},
	{"date de l'événement", LABEL_FOREIGN}, {"date limite", LABEL_FOREIGN}, {"clôture des", LABEL_FOREIGN},
	{"consultado", LABEL_FOREIGN}, {"recuperado", LABEL_FOREIGN}, {"fecha del evento", LABEL_FOREIGN},
	{"fecha de consulta", LABEL_FOREIGN}, {"fecha límite", LABEL_FOREIGN}, {"fecha de impresión", LABEL_FOREIGN},
	{"impreso el", LABEL_FOREIGN}, {"data do evento", LABEL_FOREIGN}, {"data limite", LABEL_FOREIGN}, {"acesso em", LABEL_FOREIGN},
	{"consultato", LABEL_FOREIGN}, {"data evento", LABEL_FOREIGN}, {"data dell'evento", LABEL_FOREIGN}, {"scadenza", LABEL_FOREIGN},
	{"stampato il", LABEL_FOREIGN}, {"geraadpleegd", LABEL_FOREIGN}, {"opgehaald op", LABEL_FOREIGN},
	{"afgedrukt op", LABEL_FOREIGN}, {"datum evenement", LABEL_FOREIGN}, {"erişim tarihi", LABEL_FOREIGN},
	{"etkinlik tarihi", LABEL_FOREIGN}, {"son başvuru", LABEL_FOREIGN}, {"dostęp", LABEL_FOREIGN},
	{"data wydarzenia", LABEL_FOREIGN}, {"wydrukowano", LABEL_FOREIGN}, {"hämtad", LABEL_FOREIGN},
	{"дата обращения", LABEL_FOREIGN}, {"дата события", LABEL_FOREIGN}, {"дата мероприятия", LABEL_FOREIGN},
	{"访问日期", LABEL_FOREIGN}, {"閲覧", LABEL_FOREIGN}, {"活动时间", LABEL_FOREIGN}, {"截止", LABEL_FOREIGN},

	{"publi", LABEL_PUBLISHED}, {"pubbli", LABEL_PUBLISHED}, {"posted", LABEL_PUBLISHED}, {"created", LABEL_PUBLISHED},
	{"issued", LABEL_PUBLISHED}, {"released", LABEL_PUBLISHED}, {"written", LABEL_PUBLISHED}, {"filed", LABEL_PUBLISHED},
	{"submitted", LABEL_PUBLISHED}, {"date", LABEL_PUBLISHED}, {"datum", LABEL_PUBLISHED}, {"fecha", LABEL_PUBLISHED},
	{"data", LABEL_PUBLISHED}, {"dato", LABEL_PUBLISHED}, {"tarih", LABEL_PUBLISHED}, {"veröffentlich", LABEL_PUBLISHED},
	{"erschienen", LABEL_PUBLISHED}, {"erstellt", LABEL_PUBLISHED}, {"gepostet", LABEL_PUBLISHED},
	{"geschrieben", LABEL_PUBLISHED}, {"verfasst", LABEL_PUBLISHED}, {"eingestellt", LABEL_PUBLISHED},
	{"mis en ligne", LABEL_PUBLISHED}, {"paru", LABEL_PUBLISHED}, {"posté", LABEL_PUBLISHED}, {"postado", LABEL_PUBLISHED},
	{"geplaatst", LABEL_PUBLISHED}, {"gepubliceerd", LABEL_PUBLISHED}, {"opublikowan", LABEL_PUBLISHED},
	{"dodano", LABEL_PUBLISHED}, {"utworzono", LABEL_PUBLISHED}, {"publicerad", LABEL_PUBLISHED}, {"julkaistu", LABEL_PUBLISHED},
	{"yayın", LABEL_PUBLISHED}, {"eklenme", LABEL_PUBLISHED}, {"опублик", LABEL_PUBLISHED}, {"публик", LABEL_PUBLISHED},
	{"发布", LABEL_PUBLISHED}, {"发表", LABEL_PUBLISHED}, {"公開", LABEL_PUBLISHED}, {"掲載", LABEL_PUBLISHED},
	{"입력", LABEL_PUBLISHED}, {"등록", LABEL_PUBLISHED},

	{"updated", LABEL_UPDATED}, {"update", LABEL_UPDATED}, {"modified", LABEL_UPDATED}, {"last change", LABEL_UPDATED},
	{"changed", LABEL_UPDATED}, {"revised", LABEL_UPDATED}, {"edited", LABEL_UPDATED}, {"reviewed", LABEL_UPDATED},
	{"aktualisier", LABEL_UPDATED}, {"stand", LABEL_UPDATED}, {"geändert", LABEL_UPDATED}, {"nderung", LABEL_UPDATED},
	{"überarbeitet", LABEL_UPDATED}, {"bearbeitet", LABEL_UPDATED}, {"mis à jour", LABEL_UPDATED}, {"mise à jour", LABEL_UPDATED},
	{"modifi", LABEL_UPDATED}, {"actualiz", LABEL_UPDATED}, {"modificad", LABEL_UPDATED}, {"atualiz", LABEL_UPDATED},
	{"aggiornat", LABEL_UPDATED}, {"aggiornamento", LABEL_UPDATED}, {"bijgewerkt", LABEL_UPDATED}, {"gewijzigd", LABEL_UPDATED},
	{"aktualizac", LABEL_UPDATED}, {"uppdatera", LABEL_UPDATED}, {"oppdatert", LABEL_UPDATED}, {"opdateret", LABEL_UPDATED},
	{"päivitetty", LABEL_UPDATED}, {"güncelle", LABEL_UPDATED}, {"обновлен", LABEL_UPDATED}, {"бновлен", LABEL_UPDATED},
	{"更新", LABEL_UPDATED}, {"수정", LABEL_UPDATED},

	{"joined", LABEL_OTHER}, {"member since", LABEL_OTHER}, {"registered", LABEL_OTHER}, {"expires", LABEL_OTHER},
	{"valid", LABEL_OTHER}, {"born", LABEL_OTHER}, {"died", LABEL_OTHER}, {"copyright", LABEL_OTHER}, {"starts", LABEL_OTHER},
	{"ends", LABEL_OTHER}, {"photo", LABEL_OTHER}, {"due", LABEL_OTHER}, {"registriert", LABEL_OTHER},
	{"mitglied seit", LABEL_OTHER}, {"dabei seit", LABEL_OTHER}, {"geboren", LABEL_OTHER}, {"gestorben", LABEL_OTHER},
	{"beginn", LABEL_OTHER}, {"termin", LABEL_OTHER}, {"foto", LABEL_OTHER}, {"inscrit", LABEL_OTHER}, {"registrado", LABEL_OTHER},
	{"iscritto", LABEL_OTHER}, {"регистрац", LABEL_OTHER},
};

/* These say something only where they stand right before the date, and no other label does. */
static const struct label small[] = {
	{"today", LABEL_FOREIGN}, {"today is", LABEL_FOREIGN}, {"printed", LABEL_FOREIGN},
	{"printed on", LABEL_FOREIGN}, {"event", LABEL_FOREIGN}, {"closes", LABEL_FOREIGN}, {"closes on", LABEL_FOREIGN},
	{"heute", LABEL_FOREIGN}, {"heute ist", LABEL_FOREIGN}, {"aujourd'hui", LABEL_FOREIGN}, {"nous sommes le", LABEL_FOREIGN},
	{"hoy", LABEL_FOREIGN}, {"hoy es", LABEL_FOREIGN}, {"oggi", LABEL_FOREIGN}, {"oggi è", LABEL_FOREIGN}, {"hoje", LABEL_FOREIGN},
	{"hoje é", LABEL_FOREIGN}, {"vandaag", LABEL_FOREIGN}, {"vandaag is het", LABEL_FOREIGN}, {"bugün", LABEL_FOREIGN},
	{"dzisiaj", LABEL_FOREIGN}, {"dziś", LABEL_FOREIGN}, {"idag", LABEL_FOREIGN}, {"i dag", LABEL_FOREIGN},
	{"tänään", LABEL_FOREIGN}, {"сегодня", LABEL_FOREIGN}, {"今日", LABEL_FOREIGN}, {"今天", LABEL_FOREIGN}, {"今天是", LABEL_FOREIGN},
	{"오늘", LABEL_FOREIGN}, {"on", LABEL_PLACED}, {"in", LABEL_PLACED}, {"since", LABEL_PLACED}, {"until", LABEL_PLACED},
	{"till", LABEL_PLACED}, {"from", LABEL_PLACED}, {"to", LABEL_PLACED}, {"of", LABEL_PLACED}, {"the", LABEL_PLACED},
	{"after", LABEL_PLACED}, {"before", LABEL_PLACED}, {"am", LABEL_PLACED}, {"ab", LABEL_PLACED}, {"bis", LABEL_PLACED},
	{"zum", LABEL_PLACED}, {"seit", LABEL_PLACED}, {"vom", LABEL_PLACED}, {"der", LABEL_PLACED}, {"den", LABEL_PLACED},
	{"dem", LABEL_PLACED}, {"des", LABEL_PLACED}, {"le", LABEL_PLACED}, {"du", LABEL_PLACED}, {"au", LABEL_PLACED},
	{"el", LABEL_PLACED}, {"del", LABEL_PLACED}, {"al", LABEL_PLACED}, {"il", LABEL_PLACED}, {"dal", LABEL_PLACED},
	{"em", LABEL_PLACED}, {"op", LABEL_PLACED}, {"с", LABEL_PLACED}, {"до", LABEL_PLACED},
};

static bool is_letter(char byte)
{
	return (unsigned char)((byte | 0x20) - 'a') < 26 || (unsigned char)byte >= 0x80;
}

static bool begins(const char *at, const char *end, const char *stem)
{
	for (; *stem; at++, stem++)
		if (at == end || (*at != *stem && (*at < 'A' || *at > 'Z' || *at + ('a' - 'A') != *stem)))
			return false;
	return true;
}

/* Where the last word ends, signs and spaces behind it left out. */
static const char *end_of_words(const char *words, const char *end)
{
	while (end > words && !is_letter(end[-1]))
		end--;
	return end;
}

static const struct label *label_at(const char *at, const char *end)
{
	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (begins(at, end, table[i].stem))
			return &table[i];
	return NULL;
}

static enum day_label small_at(const char *at, const char *end)
{
	for (size_t i = 0; i < COUNT_OF(small); i++)
		if (begins(at, end, small[i].stem) && at + strlen(small[i].stem) == end)
			return small[i].label;
	return LABEL_NONE;
}

/* Whether a word begins there; the scripts that write none apart, and large letters beyond ASCII, begin one anywhere. */
static bool begins_word(const char *words, const char *at)
{
	return is_letter(*at) && (at == words || !is_letter(at[-1]) || (unsigned char)at[-1] >= 0x80);
}

enum day_label day_label_find(const char *words, size_t length)
{
	const char *end = end_of_words(words, words + length);
	enum day_label found = LABEL_NONE;

	if (end - words > DAY_LABEL_BYTES)
		words = end - DAY_LABEL_BYTES;
	for (const char *at = words; at < end; at++) {
		const struct label *label = begins_word(words, at) ? label_at(at, end) : NULL;

		if (label) {
			found = label->label;
			at += strlen(label->stem) - 1;
		} else if (found == LABEL_NONE && begins_word(words, at)) {
			found = small_at(at, end);
		}
	}
	return found;
}

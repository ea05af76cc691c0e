/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/day/day_label.h"

#include <stdbool.h>
#include <string.h>

struct label {
	const char *stem; /* begins a word; ASCII in lower case. Letters beyond it that are written large are left away in front */
	enum day_label label;
};

static const struct label table[] = {
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

	{"joined", LABEL_OTHER}, {"member since", LABEL_OTHER}, {"registered", LABEL_OTHER}, {"accessed", LABEL_OTHER},
	{"retrieved", LABEL_OTHER}, {"deadline", LABEL_OTHER}, {"expires", LABEL_OTHER}, {"valid", LABEL_OTHER},
	{"born", LABEL_OTHER}, {"died", LABEL_OTHER}, {"copyright", LABEL_OTHER}, {"starts", LABEL_OTHER}, {"ends", LABEL_OTHER},
	{"photo", LABEL_OTHER}, {"due", LABEL_OTHER}, {"registriert", LABEL_OTHER}, {"mitglied seit", LABEL_OTHER},
	{"dabei seit", LABEL_OTHER}, {"abgerufen", LABEL_OTHER}, {"zugriff", LABEL_OTHER}, {"geboren", LABEL_OTHER},
	{"gestorben", LABEL_OTHER}, {"beginn", LABEL_OTHER}, {"termin", LABEL_OTHER}, {"foto", LABEL_OTHER},
	{"anmeldeschluss", LABEL_OTHER}, {"bewerbungsschluss", LABEL_OTHER}, {"consulté", LABEL_OTHER}, {"inscrit", LABEL_OTHER},
	{"registrado", LABEL_OTHER}, {"consultado", LABEL_OTHER}, {"iscritto", LABEL_OTHER}, {"регистрац", LABEL_OTHER},

	{"on", LABEL_PLACED}, {"in", LABEL_PLACED}, {"since", LABEL_PLACED}, {"until", LABEL_PLACED}, {"till", LABEL_PLACED},
	{"from", LABEL_PLACED}, {"to", LABEL_PLACED}, {"of", LABEL_PLACED}, {"the", LABEL_PLACED}, {"after", LABEL_PLACED},
	{"before", LABEL_PLACED}, {"am", LABEL_PLACED}, {"ab", LABEL_PLACED}, {"bis", LABEL_PLACED}, {"zum", LABEL_PLACED},
	{"seit", LABEL_PLACED}, {"vom", LABEL_PLACED}, {"der", LABEL_PLACED}, {"den", LABEL_PLACED}, {"dem", LABEL_PLACED},
	{"des", LABEL_PLACED}, {"le", LABEL_PLACED}, {"du", LABEL_PLACED}, {"au", LABEL_PLACED}, {"el", LABEL_PLACED},
	{"del", LABEL_PLACED}, {"al", LABEL_PLACED}, {"il", LABEL_PLACED}, {"dal", LABEL_PLACED}, {"em", LABEL_PLACED},
	{"op", LABEL_PLACED}, {"с", LABEL_PLACED}, {"до", LABEL_PLACED},
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

/* Small words say something of the date right before which they stand, others of what comes next. */
static enum day_label label_at(const char *at, const char *end)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (!begins(at, end, table[i].stem))
			continue;
		if (table[i].label != LABEL_PLACED || at + strlen(table[i].stem) == end)
			return table[i].label;
	}
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
		enum day_label label = begins_word(words, at) ? label_at(at, end) : LABEL_NONE;

		if (label != LABEL_NONE && (label != LABEL_PLACED || found == LABEL_NONE))
			found = label;
	}
	return found;
}

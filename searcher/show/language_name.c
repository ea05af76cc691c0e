/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/language_name.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *tag, *name;
} languages[] = {
	{"af", "Afrikaans"}, {"am", "Amharic"}, {"ar", "Arabic"}, {"az", "Azerbaijani"}, {"be", "Belarusian"},
	{"bg", "Bulgarian"}, {"bn", "Bengali"}, {"bs", "Bosnian"}, {"ca", "Catalan"}, {"cs", "Czech"}, {"cy", "Welsh"},
	{"da", "Danish"}, {"de", "German"}, {"el", "Greek"}, {"en", "English"}, {"eo", "Esperanto"}, {"es", "Spanish"},
	{"et", "Estonian"}, {"eu", "Basque"}, {"fa", "Persian"}, {"fi", "Finnish"}, {"fr", "French"}, {"ga", "Irish"},
	{"gl", "Galician"}, {"gu", "Gujarati"}, {"he", "Hebrew"}, {"hi", "Hindi"}, {"hr", "Croatian"}, {"hu", "Hungarian"},
	{"hy", "Armenian"}, {"id", "Indonesian"}, {"is", "Icelandic"}, {"it", "Italian"}, {"ja", "Japanese"},
	{"ka", "Georgian"}, {"kk", "Kazakh"}, {"km", "Khmer"}, {"kn", "Kannada"}, {"ko", "Korean"}, {"ku", "Kurdish"},
	{"la", "Latin"}, {"lb", "Luxembourgish"}, {"lt", "Lithuanian"}, {"lv", "Latvian"}, {"mk", "Macedonian"},
	{"ml", "Malayalam"}, {"mn", "Mongolian"}, {"mr", "Marathi"}, {"ms", "Malay"}, {"my", "Burmese"},
	{"nb", "Norwegian (Bokmål)"}, {"ne", "Nepali"}, {"nl", "Dutch"}, {"nn", "Norwegian (Nynorsk)"}, {"no", "Norwegian"},
	{"pa", "Punjabi"}, {"pl", "Polish"}, {"ps", "Pashto"}, {"pt", "Portuguese"}, {"ro", "Romanian"}, {"ru", "Russian"},
	{"si", "Sinhala"}, {"sk", "Slovak"}, {"sl", "Slovenian"}, {"sq", "Albanian"}, {"sr", "Serbian"}, {"sv", "Swedish"},
	{"sw", "Swahili"}, {"ta", "Tamil"}, {"te", "Telugu"}, {"th", "Thai"}, {"tl", "Tagalog"}, {"tr", "Turkish"},
	{"uk", "Ukrainian"}, {"ur", "Urdu"}, {"uz", "Uzbek"}, {"vi", "Vietnamese"}, {"yi", "Yiddish"}, {"zh", "Chinese"},
	{"zu", "Zulu"}};

const char *language_name(const char *tag)
{
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (!strcmp(languages[i].tag, tag))
			return languages[i].name;
	return tag;
}

bool language_from_right(const char *tag)
{
	static const char *const tags[] = {"ar", "fa", "he", "ps", "ur", "yi"};

	for (size_t i = 0; tag && i < sizeof tags / sizeof *tags; i++)
		if (!strncmp(tag, tags[i], 2) && (tag[2] == '\0' || tag[2] == '-'))
			return true;
	return false;
}

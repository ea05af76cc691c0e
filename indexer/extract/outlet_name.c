/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/outlet_name.h"

#include "article/article.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Agencies and outlets that others quote under several names. The first one of a row is the name. */
static const char *const names[][7] = {
	{"AFP", "Agence France-Presse", "Agence France Presse", "AFP News", "AFP News Agency", "afp.com"},
	{"Reuters", "Reuters News", "Reuters News Agency", "Thomson Reuters", "Reuters Staff", "reuters.com"},
	{"AP", "Associated Press", "AP News", "AP News Agency", "apnews.com", "ap.org"},
	{"dpa", "Deutsche Presse-Agentur", "Deutsche Presse Agentur", "dpa-infocom", "dpa.com"},
	{"UPI", "United Press International", "upi.com"},
	{"Xinhua News Agency", "Xinhua", "Xinhuanet", "New China News Agency", "新华社", "xinhuanet.com"},
	{"TASS", "ITAR-TASS", "Tass News Agency", "TASS Russian News Agency", "ТАСС", "tass.com"},
	{"Interfax", "Interfax News Agency", "Интерфакс", "interfax.com"},
	{"RIA Novosti", "РИА Новости", "ria.ru"},
	{"Anadolu Agency", "Anadolu Ajansı", "AA", "aa.com.tr"},
	{"EFE", "Agencia EFE", "EFE News", "efe.com"},
	{"ANSA", "Agenzia ANSA", "ansa.it"},
	{"PA Media", "Press Association", "PA News Agency"},
	{"Kyodo News", "Kyodo", "Kyodo News Agency", "kyodonews.net"},
	{"Yonhap News Agency", "Yonhap", "Yonhap News", "yna.co.kr"},
	{"Jiji Press", "Jiji"},
	{"PTI", "Press Trust of India"},
	{"ANI", "Asian News International", "aninews.in"},
	{"Keystone-SDA", "SDA", "Schweizerische Depeschenagentur"},
	{"APA", "Austria Presse Agentur", "apa.at"},
	{"ANP", "Algemeen Nederlands Persbureau"},
	{"Ukrinform", "Укрінформ", "ukrinform.net"},
	{"UNIAN", "УНІАН", "unian.info"},
	{"RFE/RL", "Radio Free Europe/Radio Liberty", "Radio Free Europe", "rferl.org"},
	{"BBC", "BBC News", "bbc.co.uk", "bbc.com"},
	{"Bloomberg", "Bloomberg News", "bloomberg.com"},
};

/* What may stand before a name without being part of it. */
static const char *pass_prefix(const char *source)
{
	static const char *const prefixes[] = {"https://", "http://", "www.", "© ", "©", "(c) ", "source: "};

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (!strncasecmp(source, prefixes[i], strlen(prefixes[i])))
			return pass_prefix(source + strlen(prefixes[i]));
	return source;
}

static const char *name_of(const char *source)
{
	const char *bare = strncasecmp(source, "the ", 4) ? source : source + 4;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t k = 0; k < sizeof names[i] / sizeof *names[i] && names[i][k]; k++)
			if (!strcasecmp(bare, names[i][k]))
				return names[i][0];
	return source;
}

void outlet_spell(char **source)
{
	char *given = *source;
	const char *name;

	if (!given)
		return;
	name = name_of(pass_prefix(given));
	if (name == given || !*name)
		return;
	*source = NULL;
	article_set(source, name, strlen(name));
	free(given);
}

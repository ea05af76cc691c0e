/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which language a text is in, with and without what is said of it; what the lists of function words are. */
#include "text/fold.h"
#include "text/language.h"
#include "text/lexicon.h"
#include "text/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct example {
	const char *text, *declared, *expected;
};

static const struct example examples[] = {
	/* running text of news, some of it under a wrong flag */
	{"The council said on Monday that it would close the bridge for repairs until the end of the year.", NULL, "en"},
	{"Der Stadtrat hat am Montag beschlossen, die Brücke bis zum Ende des Jahres für den Verkehr zu sperren.", "en-US", "de"},
	{"Le conseil municipal a décidé lundi de fermer le pont à la circulation jusqu'à la fin de l'année, selon la mairie.", "en", "fr"},
	{"El ayuntamiento decidió el lunes cerrar el puente al tráfico hasta el final del año, según dijo la alcaldesa a los periodistas.", NULL, "es"},
	{"Il consiglio comunale ha deciso lunedì di chiudere il ponte al traffico fino alla fine dell'anno, ha detto la sindaca ai giornalisti.", NULL, "it"},
	{"A câmara municipal decidiu na segunda-feira fechar a ponte ao trânsito até ao fim do ano, disse a presidente aos jornalistas em Lisboa.", NULL, "pt"},
	{"De gemeenteraad heeft maandag besloten om de brug tot het einde van het jaar te sluiten voor het verkeer, aldus de burgemeester.", NULL, "nl"},
	{"Rada miasta zdecydowała w poniedziałek, że most będzie zamknięty dla ruchu do końca roku, jak powiedziała dziennikarzom prezydent miasta.", NULL, "pl"},
	{"Belediye meclisi pazartesi günü köprünün yıl sonuna kadar trafiğe kapatılmasına karar verdi. Başkan, bu kararın çok önemli olduğunu ve onarım için gerekli olduğunu söyledi.", NULL, "tr"},
	{"Городской совет в понедельник решил закрыть мост для движения до конца года, сообщила мэр на встрече с журналистами.", "en", "ru"},
	{"Міська рада в понеділок вирішила закрити міст для руху до кінця року, повідомила мер на зустрічі з журналістами. Вона сказала, що це було б краще.", "ru", "uk"},
	{"قرر المجلس البلدي يوم الاثنين إغلاق الجسر أمام حركة المرور حتى نهاية العام، بحسب ما قالت رئيسة البلدية للصحفيين في المدينة.", NULL, "ar"},
	{"市议会周一决定，大桥将关闭至年底，以便进行维修。市长在新闻发布会上表示，这一决定是必要的。", NULL, "zh"},
	{"市議会は月曜日、修理のために橋を年末まで閉鎖することを決めた。市長は記者会見で、必要な決定だと述べた。", "en", "ja"},
	{"시의회는 월요일 다리를 연말까지 폐쇄하기로 결정했다고 시장이 기자들에게 밝혔다.", NULL, "ko"},
	{"Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα να κλείσει τη γέφυρα μέχρι το τέλος του χρόνου.", NULL, "el"},
	/* near relatives */
	{"Byrådet besluttede mandag at lukke broen for trafik indtil udgangen af året, sagde borgmesteren. Hun mener, at det er nødvendigt, og at der ikke findes nogen anden løsning.", NULL, "da"},
	{"Bystyret vedtok mandag å stenge broen for trafikk ut året, sa ordføreren. Hun mener at det er nødvendig, og at det ikke finnes noen annen løsning på problemet nå.", "nb-NO", "no"},
	/* no list of function words: libexttextcat alone */
	{"Borgarstjórn ákvað á mánudag að loka brúnni fyrir umferð út árið, sagði borgarstjórinn við fréttamenn. Hún telur að þetta sé nauðsynlegt.", NULL, "is"},
	/* too short, or nothing but names and figures */
	{"Bridge closed", NULL, "en"},
	{"Brücke gesperrt", "de", "de"},
	{"Мост", NULL, "ru"},
	{"Arsenal 2-1 Chelsea, Liverpool 0-0 Everton", "en-GB", "en"},
	{"Yevgeny Kafelnikov (Russia) beat Jim Courier (U.S.) 2-6 6-4 8-6\n4 - Goran Ivanišević (Croatia) beat MaliVai Washington (U.S.) 6-4 6-4", NULL, "en"},
	{"Plymouth 2 Preston 1\nQueen of the South 1 Partick 0\nPostponed: Forfar v Stirling Albion, Hearts v Dundee United", NULL, "en"},
	{"NORTHWEST CONFERENCE\nW L T PCT PF PA\nLOS ANGELES 83 29 67 -\nLAS VEGAS 63 24 0 -\nLOS ANGELES 5 54 70 -\nST. LOUIS 11 49 85 -\nEASTERN DIVISION", NULL, "en"},
	{"68 Paul Curry (Britain), Per Haugsrud (Norway), Retief Goosen (South Africa), Ian Woosnam (Britain), Miguel Angel Jimenez (Spain)", NULL, "en"},
	{"SPARKASSEN WOLLEN GEBÜHREN FÜR KONTEN ERHÖHEN UND FILIALEN IN DER REGION SCHLIESSEN, WIE DIE BEHÖRDE AM MONTAG MITTEILTE", NULL, "de"},
	{"", NULL, "en"},
	{"12 34 56", "sv", "sv"},
	{"", "no such tag", "en"},
};

static void test_detect(void **state)
{
	struct language_detector *detector = language_detector_new();

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const struct example *example = &examples[i];
		const char *found = language_detect(detector, example->text, strlen(example->text), example->declared);

		if (strcmp(found, example->expected) != 0)
			print_message("# %.60s\n", example->text);
		assert_string_equal(found, example->expected);
	}
	language_detector_free(detector);
}

static void test_code(void **state)
{
	static const char *const tags[][2] = {{"en", "en"},    {"EN-gb", "en"}, {"pt_BR", "pt"}, {"nb", "no"}, {"nn-NO", "no"}, {"sco", "sco"},
	                                      {"x", ""},       {"", ""},        {NULL, ""},      {"english", ""}, {"12", ""}};

	(void)state;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		char code[LANGUAGE_CODE_MAX];

		language_code(code, tags[i][0]);
		assert_string_equal(code, tags[i][1]);
	}
}

/* A word that is not as folding leaves it would never be met. */
static void check_folded(void *context, const char *language, const char *word, size_t length)
{
	char folded[64];
	size_t size;

	analyzer_begin(context, language);
	size = analyzer_fold(context, word, length, folded, sizeof folded);
	assert_int_equal(size, length);
	assert_memory_equal(folded, word, length);
	assert_true(lexicon_stop_word(language, word, length));
}

static void test_lists(void **state)
{
	struct analyzer *analyzer = analyzer_new();

	(void)state;
	lexicon_stop_words(check_folded, analyzer);
	analyzer_free(analyzer);
	assert_true(lexicon_stop_word("de", "fur", 3));
	assert_false(lexicon_stop_word("de", "krieg", 5));
	assert_false(lexicon_stop_word("xx", "der", 3));
	assert_false(lexicon_stop_word("", "der", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_detect), cmocka_unit_test(test_code), cmocka_unit_test(test_lists)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts that do not say which encoding they are in. Each is written in it here, and has to come back letter for letter. */
#include "indexer/read/charset.h"

#include "text/buffer.h"
#include "text/memory.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The same news in many languages, and the encodings that it may be in. */
static const struct {
	const char *encodings; /* a space between them */
	const char *text;
} news[] = {
	{"CP1251 KOI8-R ISO-8859-5 CP866",
	 "В понедельник жители столицы вышли на улицы, чтобы посмотреть на первый за зиму снег. Городские "
	 "службы обещали убрать дороги до вечера, однако к полудню движение на главных проспектах "
	 "остановилось. Мэр города заявил, что техники достаточно, и попросил водителей оставить машины дома."},
	{"CP1251 KOI8-U",
	 "У понеділок мешканці міста вийшли на вулиці, щоб побачити перший сніг. Міська влада пообіцяла "
	 "прибрати дороги до вечора, проте їхня техніка не встигла. Мер заявив, що її вистачить для всіх "
	 "районів, і попросив водіїв залишити автомобілі вдома."},
	{"CP1251 ISO-8859-5",
	 "В понеделник жителите на столицата излязоха на улиците, за да видят първия сняг. Общината обеща да "
	 "почисти пътищата до вечерта, но към обяд движението спря. Кметът заяви, че техниката е достатъчна, и "
	 "помоли шофьорите да оставят колите си вкъщи."},
	{"CP1253 ISO-8859-7",
	 "Τη Δευτέρα οι κάτοικοι της πόλης βγήκαν στους δρόμους για να δουν το πρώτο χιόνι. Ο δήμος υποσχέθηκε "
	 "να καθαρίσει τους δρόμους μέχρι το βράδυ, αλλά το μεσημέρι η κυκλοφορία σταμάτησε. Ο δήμαρχος ζήτησε "
	 "από τους οδηγούς να αφήσουν τα αυτοκίνητά τους στο σπίτι."},
	{"CP1254 ISO-8859-9",
	 "Pazartesi günü başkent sakinleri kışın ilk karını görmek için sokağa çıktı. Belediye, yolların "
	 "akşama kadar temizleneceğini söyledi, ancak öğleye doğru ana caddelerde trafik durdu. Başkan, "
	 "yeterli aracın bulunduğunu belirterek sürücülerden otomobillerini evde bırakmalarını istedi."},
	{"CP1250 ISO-8859-2",
	 "W poniedziałek mieszkańcy stolicy wyszli na ulice, żeby zobaczyć pierwszy śnieg. Władze miasta "
	 "obiecały oczyścić drogi do wieczora, jednak około południa ruch na głównych ulicach stanął. "
	 "Burmistrz powiedział, że sprzętu wystarczy, i poprosił kierowców, by zostawili samochody w domu."},
	{"CP1250 ISO-8859-2",
	 "V pondělí vyšli obyvatelé hlavního města do ulic, aby viděli první sníh. Radnice slíbila uklidit "
	 "silnice do večera, ale kolem poledne se doprava na hlavních třídách zastavila. Primátor řekl, že "
	 "techniky je dost, a požádal řidiče, aby nechali auta doma."},
	{"CP1250 ISO-8859-2",
	 "Hétfőn a főváros lakói az utcára mentek, hogy lássák az első havat. A városháza megígérte, hogy "
	 "estig megtisztítja az utakat, de délre leállt a forgalom a főutakon. A polgármester szerint elég gép "
	 "van, és arra kérte az autósokat, hogy hagyják otthon a kocsijukat."},
	{"ISO-8859-16",
	 "Luni, locuitorii capitalei au ieșit pe străzi ca să vadă prima zăpadă. Primăria a promis că va "
	 "curăța drumurile până seara, însă la prânz traficul s-a oprit pe marile bulevarde. Primarul a spus "
	 "că sunt destule mașini și i-a rugat pe șoferi să rămână acasă."},
	{"CP1250 ISO-8859-2",
	 "U ponedjeljak su stanovnici glavnoga grada izašli na ulice vidjeti prvi snijeg. Gradska uprava "
	 "obećala je očistiti ceste do večeri, ali oko podneva promet je stao. Gradonačelnik je rekao da "
	 "strojeva ima dovoljno i zamolio vozače da ostave automobile kod kuće, što je većina i učinila."},
	{"CP1252",
	 "Lundi, les habitants de la capitale sont descendus dans la rue pour voir la première neige de "
	 "l’hiver. La mairie a promis de dégager les routes avant le soir, mais à midi la circulation s’est "
	 "arrêtée. Le maire a déclaré que les engins étaient assez nombreux et a demandé aux conducteurs de "
	 "rester chez eux, où qu’ils soient, après l’été."},
	{"CP1252",
	 "Am Montag gingen die Bürger der Hauptstadt auf die Straßen, um den ersten Schnee zu sehen. Die Stadt "
	 "versprach, die Wege bis zum Abend zu räumen, doch gegen Mittag stand der Verkehr still. Der "
	 "Bürgermeister sagte, Geräte gebe es genügend, und bat die Fahrer, ihre Autos zu Hause zu lassen."},
	{"CP1252",
	 "El lunes los habitantes de la capital salieron a la calle para ver la primera nieve. El ayuntamiento "
	 "prometió limpiar las vías antes de la noche, pero al mediodía el tráfico se detuvo. El alcalde "
	 "señaló que había máquinas suficientes y pidió a los conductores que dejaran el coche en casa mañana "
	 "también."},
	{"CP1252",
	 "Na segunda-feira, os habitantes da capital saíram à rua para ver a primeira neve. A câmara prometeu "
	 "limpar as estradas até à noite, mas ao meio-dia o trânsito parou. O presidente afirmou que não "
	 "faltam máquinas e pediu aos condutores que deixassem os automóveis em casa; a situação é difícil."},
	{"CP1252",
	 "Lunedì gli abitanti della capitale sono scesi in strada per vedere la prima neve. Il comune ha "
	 "promesso di pulire le strade entro sera, ma a mezzogiorno il traffico si è fermato. Il sindaco ha "
	 "detto che i mezzi ci sono già e che la città non si fermerà più."},
	{"CP1252",
	 "På måndagen gick huvudstadens invånare ut på gatorna för att se vinterns första snö. Kommunen lovade "
	 "att röja vägarna före kvällen, men vid middagstid stod trafiken still. Borgmästaren sade att det "
	 "finns tillräckligt med maskiner och bad förarna att låta bilen stå."},
	{"CP1252",
	 "Mandag gik hovedstadens beboere ud på gaderne for at se årets første sne. Kommunen lovede at rydde "
	 "vejene før aften, men ved middagstid stod trafikken stille. Borgmesteren sagde, at der er maskiner "
	 "nok, og bad bilisterne om at lade bilen stå hjemme på grund af føret."},
	{"CP1252",
	 "Maanantaina pääkaupungin asukkaat lähtivät kaduille katsomaan talven ensilunta. Kaupunki lupasi "
	 "siivota tiet iltaan mennessä, mutta puoleltapäivin liikenne pysähtyi. Pormestari sanoi, että koneita "
	 "on riittävästi, ja pyysi kuljettajia jättämään autonsa kotiin."},
	{"CP1257 ISO-8859-13",
	 "Pirmadienį sostinės gyventojai išėjo į gatves pamatyti pirmojo sniego. Savivaldybė žadėjo iki vakaro "
	 "nuvalyti kelius, tačiau vidurdienį eismas pagrindinėse gatvėse sustojo. Meras sakė, kad technikos "
	 "užtenka, ir paprašė vairuotojų palikti automobilius namuose."},
	{"CP1257 ISO-8859-13",
	 "Pirmdien galvaspilsētas iedzīvotāji izgāja ielās, lai redzētu pirmo sniegu. Pašvaldība solīja līdz "
	 "vakaram notīrīt ceļus, tomēr pusdienlaikā satiksme apstājās. Mērs sacīja, ka tehnikas pietiek, un "
	 "lūdza autovadītājus atstāt automašīnas mājās."},
	{"CP932 EUC-JP ISO-2022-JP",
	 "月曜日、首都の住民は今年初めての雪を見ようと通りに出た。市は夕方までに道路を除雪すると約束したが、正午には主要な道路で交通が止まった。市長は機材は十分にあると述べ、運転手に車を家に置いてくるよう求めた"
	 "。"},
	{"GB18030",
	 "星期一，首都居民走上街头，观看入冬以来的第一场雪。市政府承诺在傍晚之前清理道路，但到中午时分，主要街道上的交通陷于停顿。市长表示设备充足，并请司机们把汽车留在家里。"},
	{"BIG5",
	 "星期一，首都居民走上街頭，觀看入冬以來的第一場雪。市政府承諾在傍晚之前清理道路，但到中午時分，主要街道上的交通陷於停頓。市長表示設備充足，並請司機們把汽車留在家裡。"},
	{"CP949",
	 "월요일 수도의 주민들은 첫눈을 보려고 거리로 나왔다. 시는 저녁까지 도로를 치우겠다고 약속했지만 정오에는 주요 도로의 교통이 멈췄다. 시장은 장비가 충분하다고 말하고 운전자들에게 "
	 "차를 집에 두라고 부탁했다."},
	{"CP1255 ISO-8859-8",
	 "ביום שני יצאו תושבי הבירה לרחובות כדי לראות את השלג הראשון. העירייה הבטיחה לפנות את הכבישים עד הערב, "
	 "אך בצהריים נעצרה התנועה. ראש העיר אמר שיש די ציוד וביקש מהנהגים להשאיר את המכוניות בבית."},
	{"CP1256 ISO-8859-6",
	 "خرج سكان العاصمة يوم الاثنين إلى الشوارع لرؤية أول ثلج في الشتاء. ووعدت البلدية بتنظيف الطرق قبل "
	 "المساء، لكن حركة المرور توقفت عند الظهر. وقال رئيس البلدية إن المعدات كافية وطلب من السائقين ترك "
	 "سياراتهم في البيت."},
	{"CP874",
	 "เมื่อวันจันทร์ ชาวเมืองหลวงออกมาบนถนนเพื่อชมหิมะแรกของฤดูหนาว เทศบาลสัญญาว่าจะเคลียร์ถนนก่อนค่ำ "
	 "แต่ตอนเที่ยงการจราจรหยุดนิ่ง นายกเทศมนตรีขอให้ผู้ขับขี่จอดรถไว้ที่บ้าน"},
	{"CP1252",
	 "On Monday the people of the capital went into the streets to see “the first snow” of the winter. The "
	 "mayor’s office promised to clear the roads by evening – but at noon the traffic stood still. The "
	 "mayor said there were machines enough, and asked drivers to leave their cars at home. A café sold £5 "
	 "cups of tea."},
};

static struct buffer encoded(const char *text, const char *encoding)
{
	iconv_t converter = iconv_open(encoding, "UTF-8");
	struct buffer out = {0};
	char *from = (char *)text, *to = buffer_reserve(&out, strlen(text) * 4 + 16);
	size_t left = strlen(text), room = strlen(text) * 4 + 16, all = room;

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
	assert_int_equal(iconv(converter, NULL, NULL, &to, &room), 0); /* back to the shift it began with */
	out.length = all - room;
	iconv_close(converter);
	return out;
}

static void check(const char *before, const char *text, const char *behind, const char *encoding)
{
	struct buffer bytes = encoded(text, encoding), page = {0}, decoded = {0}, expected = {0};

	buffer_add_string(&page, before);
	buffer_add(&page, bytes.bytes, bytes.length);
	buffer_add_string(&page, behind);
	buffer_add_string(&expected, before);
	buffer_add_string(&expected, text);
	buffer_add_string(&expected, behind);
	charset_decode(&decoded, page.bytes, page.length, NULL);
	if (strcmp(decoded.bytes, expected.bytes) != 0)
		fail_msg("%s\ngave     %s\nexpected %s", encoding, decoded.bytes, expected.bytes);
	buffer_release(&bytes);
	buffer_release(&page);
	buffer_release(&decoded);
	buffer_release(&expected);
}

static void in_all_encodings(const char *before, const char *behind)
{
	for (size_t i = 0; i < sizeof news / sizeof *news; i++) {
		char *encodings = memory_string(news[i].encodings), *rest = encodings, *encoding;

		while ((encoding = strtok_r(rest, " ", &rest)))
			check(before, news[i].text, behind, encoding);
		free(encodings);
	}
}

static void tells_encodings_of_text(void **state)
{
	(void)state;
	in_all_encodings("", "\n");
}

/* Tags and scripts, which all languages write in ASCII and in English words, are not what the page is in. */
static void tells_encodings_of_pages(void **state)
{
	(void)state;
	in_all_encodings("<html><head><script>if (this.is < the.end) { for (var it in that) and(it).was('here', or, not); }</script></head>"
	                 "<body class=\"the end of the story and all\"><div id=\"what-it-was-for\"><p>",
	                 "</p></div></body></html>\n");
}

/* What is sound UTF-8 stays, and so does what is damaged UTF-8. */
static void leaves_utf8_alone(void **state)
{
	struct buffer decoded = {0};

	(void)state;
	for (size_t i = 0; i < sizeof news / sizeof *news; i++) {
		check("", news[i].text, "", "UTF-8");
		buffer_clear(&decoded);
		buffer_add_string(&decoded, "");
		charset_decode(&decoded, news[i].text, strlen(news[i].text) - 1, NULL);
		assert_int_equal(strncmp(decoded.bytes, news[i].text, strlen(news[i].text) - 3), 0);
	}
	buffer_release(&decoded);
}

/* Bytes and what they are read as, whatever libuchardet thinks of them. */
static const struct {
	const char *bytes;
	size_t length;
	const char *text;
} shorts[] = {
#define BYTES(literal) literal, sizeof literal - 1
	{BYTES("Rain"), "Rain"},
	{BYTES(""), ""},
	{BYTES("caf\xE9"), "caf\xC3\xA9"},
	{BYTES("The caf\xE9 is \x93open\x94 again"), "The caf\xC3\xA9 is \xE2\x80\x9Copen\xE2\x80\x9D again"},
	{BYTES("It\x92s raining, isn\x92t it? That\x92s what they\x92re saying."),
	 "It\xE2\x80\x99s raining, isn\xE2\x80\x99t it? That\xE2\x80\x99s what they\xE2\x80\x99re saying."},
	{BYTES("na\xC3\xAFve"), "na\xC3\xAFve"},
	/* Icelandic has the letters that are Turkish in Windows-1254 */
	{BYTES("\xDE" "a\xF0 snj\xF3" "a\xF0i \xED Reykjav\xEDk \xED g\xE6r og b\xFA" "ast m\xE1 vi\xF0 meiri snj\xF3 \xED n\xF3tt, sag\xF0i ve\xF0urfr\xE6\xF0ingur. F\xF3lk er be\xF0i\xF0 a\xF0 fara varlega \xED umfer\xF0inni."),
	 "Það snjóaði í Reykjavík í gær og búast má við meiri snjó í nótt, sagði veðurfræðingur. Fólk er beðið að fara varlega í umferðinni."},
	/* UTF-16 without a mark, and what only has zero bytes */
	{BYTES("R\0a\0i\0n\0 \0i\0n\0\n\0"), "Rain in\n"},
	{BYTES("\0R\0a\0i\0n\0 \0i\0n"), "Rain in"},
	{BYTES("\x1B[31mRed\x1B[0m"), " [31mRed [0m"},
};

static void reads_short_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++) {
		struct buffer decoded = {0};

		charset_decode(&decoded, shorts[i].bytes, shorts[i].length, NULL);
		if (strcmp(decoded.bytes ? decoded.bytes : "", shorts[i].text) != 0)
			fail_msg("case %zu gave %s", i, decoded.bytes);
		buffer_release(&decoded);
	}
}

/* Zero bytes on both sides, or controls between them, are no text. */
static void tells_utf16_from_binary_data(void **state)
{
	(void)state;
	assert_true(charset_is_utf16("R\0a\0i\0n\0", 8));
	assert_true(charset_is_utf16("\xFF\xFER\0", 4));
	assert_false(charset_is_utf16("R\0\0a\0i\0n", 8));
	assert_false(charset_is_utf16("<p>a\0b", 6));
	assert_false(charset_is_utf16("\1\0\2\0\3\0\4\0", 8));
	assert_false(charset_is_utf16("R\0a\0i\0n\0s", 9));
	assert_false(charset_is_utf16("", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_encodings_of_text),
		cmocka_unit_test(tells_encodings_of_pages),
		cmocka_unit_test(leaves_utf8_alone),
		cmocka_unit_test(reads_short_texts),
		cmocka_unit_test(tells_utf16_from_binary_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

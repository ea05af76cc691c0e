/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/page.h"

#include "text/buffer.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A page and all that comes of it; NULL where nothing does. */
struct page_case {
	const char *page;
	const char *title;
	const char *date;
	const char *source;
	const char *author;
	const char *keywords; /* ", " between them */
	const char *text;
};

static const struct page_case pages[] = {
	{
		/* Hard-wrapped at 70 columns: paragraphs come back. */
		.page = "Flood gates hold as river rises\n\n"
			"The gates that close the river mouth held through the night, the water\n"
			"board said on Tuesday, although the tide stood two metres above its\n"
			"usual mark. Nobody was hurt.\n\n"
			"\"We slept badly, but we slept,\" said Ane Holm, who lives by the\n"
			"harbour. \"The sirens came at two.\"\n\n"
			"Three streets were closed.\n",
		.title = "Flood gates hold as river rises",
		.text = "The gates that close the river mouth held through the night, the water board said on Tuesday, although the tide stood two metres above its usual mark. Nobody was hurt.\n\n"
			"\"We slept badly, but we slept,\" said Ane Holm, who lives by the harbour. \"The sirens came at two.\"\n\n"
			"Three streets were closed.",
	},
	{
		/* The same without blank lines: a paragraph ends where the next word would still have fitted. */
		.page = "Flood gates hold as river rises\n"
			"The gates that close the river mouth held through the night, the water\n"
			"board said on Tuesday, although the tide stood two metres above its\n"
			"usual mark. Nobody was hurt.\n"
			"\"We slept badly, but we slept,\" said Ane Holm, who lives by the\n"
			"harbour. \"The sirens came at two.\"\n"
			"Three streets were closed.\n",
		.title = "Flood gates hold as river rises",
		.text = "The gates that close the river mouth held through the night, the water board said on Tuesday, although the tide stood two metres above its usual mark. Nobody was hurt.\n\n"
			"\"We slept badly, but we slept,\" said Ane Holm, who lives by the harbour. \"The sirens came at two.\"\n\n"
			"Three streets were closed.",
	},
	{
		/* One short line is title and text. */
		.page = "Only one line here",
		.title = "Only one line here",
		.text = "Only one line here",
	},
	{
		/* One line of sentences is text, and no title. */
		.page = "The harbour bridge was opened again on Tuesday, a month late. Nobody came.",
		.text = "The harbour bridge was opened again on Tuesday, a month late. Nobody came.",
	},
	{
		/* A poem shows no surroundings and loses no line, refrains included. */
		.page = "Harbour Song\n\n"
			"The boats lie still\n"
			"where gulls have been,\n"
			"the rope, the hill,\n"
			"the evening green\n\n"
			"O come and see\n"
			"O come and see\n"
			"the nets are dry\n"
			"and nothing in between.\n",
		.title = "Harbour Song",
		.text = "The boats lie still\n\n"
			"where gulls have been,\n\n"
			"the rope, the hill,\n\n"
			"the evening green\n\n"
			"O come and see\n\n"
			"O come and see\n\n"
			"the nets are dry\n\n"
			"and nothing in between.",
	},
	{
		/* An interview of short lines. */
		.page = "Five questions for the harbour master\n"
			"Interview: Jo Lund\n\n"
			"Why now?\n\n"
			"Because the ice is gone.\n\n"
			"Were you afraid?\n\n"
			"No.\n\n"
			"Never?\n\n"
			"Once, in 1998. The chain broke.\n\n"
			"And then?\n\n"
			"We swam.\n",
		.title = "Five questions for the harbour master",
		.text = "Interview: Jo Lund\n\n"
			"Why now?\n\n"
			"Because the ice is gone.\n\n"
			"Were you afraid?\n\n"
			"No.\n\n"
			"Never?\n\n"
			"Once, in 1998. The chain broke.\n\n"
			"And then?\n\n"
			"We swam.",
	},
	{
		/* A list in the body is not a menu. */
		.page = "What to take to the shelter\n"
			"The city has published a list. Each household should pack:\n"
			"• Water for three days\n"
			"• A torch\n"
			"• Batteries\n"
			"• Warm clothes\n"
			"• Papers\n"
			"• Medicine\n"
			"• A radio\n\n"
			"Those who cannot carry a bag may call the help line.\n",
		.title = "What to take to the shelter",
		.text = "The city has published a list. Each household should pack:\n\n"
			"• Water for three days\n\n"
			"• A torch\n\n"
			"• Batteries\n\n"
			"• Warm clothes\n\n"
			"• Papers\n\n"
			"• Medicine\n\n"
			"• A radio\n\n"
			"Those who cannot carry a bag may call the help line.",
	},
	{
		/* The first line is the date. */
		.page = "Monday, June 2, 2025\n\n"
			"A ferry with eighty people aboard ran aground near Tarn on Sunday evening. All were brought ashore.\n\n"
			"The captain said the lights of the channel had failed.\n\n"
			"The line resumes on Tuesday.\n",
		.date = "2025-06-02",
		.text = "A ferry with eighty people aboard ran aground near Tarn on Sunday evening. All were brought ashore.\n\n"
			"The captain said the lights of the channel had failed.\n\n"
			"The line resumes on Tuesday.",
	},
	{
		/* German, with menus, a share link, an advertisement, teasers, comments, an imprint. */
		.page = "Zum Inhalt springen\n"
			"Startseite\n"
			"Politik\n"
			"Wirtschaft\n"
			"Sport\n"
			"Wetter\n"
			"Kultur\n"
			"Reisen\n"
			"Fähre läuft vor Tarn auf Grund\n"
			"Von Anna Müller\n"
			"2. Juni 2025, 17:05 Uhr\n"
			"Artikel teilen\n"
			"Eine Fähre mit achtzig Menschen an Bord ist am Sonntagabend vor Tarn auf Grund gelaufen. Alle wurden gerettet.\n\n"
			"Der Kapitän sagte, die Lichter der Fahrrinne seien ausgefallen.\n\n"
			"Anzeige\n\n"
			"„Wir hatten Glück“, sagte eine Reisende.\n\n"
			"Mehr zum Thema\n"
			"Warum Lichter ausfallen\n"
			"Die lange Nacht von Tarn\n\n"
			"Kommentare\n"
			"Toller Artikel, danke sehr dafür!\n"
			"Impressum\n"
			"Datenschutz\n"
			"© 2025 Tarner Bote. Alle Rechte vorbehalten.\n",
		.title = "Fähre läuft vor Tarn auf Grund",
		.date = "2025-06-02T17:05",
		.source = "Tarner Bote",
		.author = "Anna Müller",
		.text = "Eine Fähre mit achtzig Menschen an Bord ist am Sonntagabend vor Tarn auf Grund gelaufen. Alle wurden gerettet.\n\n"
			"Der Kapitän sagte, die Lichter der Fahrrinne seien ausgefallen.\n\n"
			"„Wir hatten Glück“, sagte eine Reisende.",
	},
	{
		/* Chinese: no spaces, no case. */
		.page = "首页\n"
			"新闻\n"
			"体育\n"
			"财经\n"
			"搜索\n"
			"渡轮在塔恩附近搁浅 八十人获救\n"
			"2025年6月2日 17:05\n"
			"来源：塔恩日报\n"
			"一艘载有八十人的渡轮星期日晚在塔恩附近搁浅，所有人员均已获救。\n\n"
			"船长表示，航道灯光发生故障。\n\n"
			"“我们很幸运。”一名乘客说。\n\n"
			"评论\n"
			"版权所有 塔恩日报\n",
		.title = "渡轮在塔恩附近搁浅 八十人获救",
		.date = "2025-06-02T17:05",
		.source = "塔恩日报",
		.text = "一艘载有八十人的渡轮星期日晚在塔恩附近搁浅，所有人员均已获救。\n\n"
			"船长表示，航道灯光发生故障。\n\n"
			"“我们很幸运。”一名乘客说。",
	},
	{
		/* Turkish: published, then updated. */
		.page = "Ana Sayfa\n"
			"Son Dakika\n"
			"Feribot Tarn açıklarında karaya oturdu\n"
			"02 Haziran 2025 Pazartesi 11:13\n"
			"Son güncelleme: 02.06.2025 - 12:00\n"
			"İçinde seksen kişi bulunan feribot pazar akşamı Tarn açıklarında karaya oturdu. Herkes kurtarıldı.\n"
			"Kaptan, kanal ışıklarının söndüğünü söyledi.\n"
			"\"Şanslıydık\" dedi bir yolcu.\n"
			"Paylaş\n"
			"Yorumlar\n"
			"Tüm hakları saklıdır.\n",
		.title = "Feribot Tarn açıklarında karaya oturdu",
		.date = "2025-06-02T11:13",
		.text = "İçinde seksen kişi bulunan feribot pazar akşamı Tarn açıklarında karaya oturdu. Herkes kurtarıldı.\n\n"
			"Kaptan, kanal ışıklarının söndüğünü söyledi.\n\n"
			"\"Şanslıydık\" dedi bir yolcu.",
	},
	{
		/* Russian: the teasers amid the text go, the text behind them stays. */
		.page = "Главная\n"
			"Политика\n"
			"Экономика\n"
			"Спорт\n"
			"Культура\n"
			"Паром сел на мель у Тарна\n"
			"2 июня 2025\n"
			"Паром с восемьюдесятью пассажирами сел на мель у Тарна в воскресенье вечером. Все спасены.\n\n"
			"Капитан сказал, что огни фарватера погасли.\n\n"
			"Читайте также\n"
			"Почему гаснут огни\n"
			"Ночь в Тарне\n\n"
			"Линия откроется во вторник.\n\n"
			"Комментарии\n"
			"Все права защищены\n",
		.title = "Паром сел на мель у Тарна",
		.date = "2025-06-02",
		.text = "Паром с восемьюдесятью пассажирами сел на мель у Тарна в воскресенье вечером. Все спасены.\n\n"
			"Капитан сказал, что огни фарватера погасли.\n\n"
			"Линия откроется во вторник.",
	},
	{
		/* A daily: menus without bullets, a share bar, a newsletter box and teasers within, a portrait of the author below. */
		.page = "Skip to content\n"
			"The Tarn Courier logo\n"
			"News\n"
			"World\n"
			"Sport\n"
			"Culture\n"
			"Opinion\n"
			"Weather\n"
			"Puzzles\n"
			"Ferry Runs Aground Near Tarn, Eighty Rescued\n"
			"By Jo Lund and Ane Holm\n"
			"June 2, 2025, 5:05 p.m. EDT\n"
			"Share\n"
			"Facebook\n"
			"X\n"
			"WhatsApp\n"
			"Copy link\n"
			"Listen\n"
			"A ferry with eighty people aboard ran aground near Tarn on Sunday evening. All were brought ashore.\n\n"
			"Advertisement\n\n"
			"The captain said the lights of the channel had failed.\n\n"
			"Sign up for our newsletter\n"
			"The best of Tarn, in your inbox.\n\n"
			"“We were lucky,” one traveller said.\n\n"
			"Read more: Why lights fail\n\n"
			"The line resumes on Tuesday.\n\n"
			"More from\n"
			"The night of Tarn\n"
			"Harbour bridge opens\n"
			"Related topics\n"
			"Ferries\n"
			"Tarn\n"
			"About the author\n"
			"Jo Lund has written for the paper for ten years and lives by the sea.\n"
			"© 2025 The Tarn Courier. All rights reserved.\n"
			"Terms of use\n"
			"Privacy policy\n",
		.title = "Ferry Runs Aground Near Tarn, Eighty Rescued",
		.date = "2025-06-02T17:05-04:00",
		.source = "Tarn Courier",
		.author = "Jo Lund and Ane Holm",
		.text = "A ferry with eighty people aboard ran aground near Tarn on Sunday evening. All were brought ashore.\n\n"
			"The captain said the lights of the channel had failed.\n\n"
			"“We were lucky,” one traveller said.\n\n"
			"The line resumes on Tuesday.",
	},
	{
		/* French: a byline, an announced list at the end, a legal line. */
		.page = "Aller au contenu\n"
			"Accueil\n"
			"Un ferry s'échoue près de Tarn\n"
			"Par Jeanne Petit\n"
			"Publié le 2 juin 2025 à 17h05\n\n"
			"Un ferry s'est échoué dimanche soir près de Tarn avec quatre-vingts personnes à bord. Toutes sont sauves.\n\n"
			"Publicité\n\n"
			"La compagnie a promis trois choses :\n"
			"  • des feux neufs\n"
			"  • un second pilote\n"
			"  • une enquête publique\n\n"
			"Commentaires\n"
			"Merci pour cet article.\n"
			"Mentions légales\n",
		.title = "Un ferry s'échoue près de Tarn",
		.date = "2025-06-02T17:05",
		.author = "Jeanne Petit",
		.text = "Un ferry s'est échoué dimanche soir près de Tarn avec quatre-vingts personnes à bord. Toutes sont sauves.\n\n"
			"La compagnie a promis trois choses :\n\n"
			"• des feux neufs\n\n"
			"• un second pilote\n\n"
			"• une enquête publique",
	},
	{
		/* A chronology keeps the dates that head its parts. */
		.page = "How the harbour froze\n"
			"By Ane Holm\n"
			"March 3, 2025\n\n"
			"The winter of the harbour can be told in four days. Here they are.\n\n"
			"January 4, 2025\n\n"
			"Ice closed the inner basin at noon. Two tugs were caught.\n\n"
			"January 9, 2025\n\n"
			"The ice reached the lighthouse, and people walked to it.\n\n"
			"February 1, 2025\n\n"
			"Rain came, and the basin was open by evening.\n",
		.title = "How the harbour froze",
		.date = "2025-03-03",
		.author = "Ane Holm",
		.text = "The winter of the harbour can be told in four days. Here they are.\n\n"
			"January 4, 2025\n\n"
			"Ice closed the inner basin at noon. Two tugs were caught.\n\n"
			"January 9, 2025\n\n"
			"The ice reached the lighthouse, and people walked to it.\n\n"
			"February 1, 2025\n\n"
			"Rain came, and the basin was open by evening.",
	},
	{
		/* A doubled caption stays once, and its date counts where the page has no other. */
		.page = "Gates hold at Tarn\n\n"
			"Workers of the water board close the gates of the river at Tarn on June 2, 2025. (Harbour Photo)\n"
			"Workers of the water board close the gates of the river at Tarn on June 2, 2025. (Harbour Photo)\n\n"
			"The gates held through the night. Nobody was hurt on January 5, 2024, nor now.\n",
		.title = "Gates hold at Tarn",
		.date = "2025-06-02",
		.text = "Workers of the water board close the gates of the river at Tarn on June 2, 2025. (Harbour Photo)\n\n"
			"The gates held through the night. Nobody was hurt on January 5, 2024, nor now.",
	},
	{
		/* Wire copy: a dateline gives date and agency, the last line is a credit. */
		.page = "Gates hold at Tarn\n\n"
			"TARN, June 2, 2025 (Reuters) - The gates of the river held through the night, the water board said.\n\n"
			"The tide stood two metres above its mark.\n\n"
			"(Reporting by Jo Lund)\n",
		.title = "Gates hold at Tarn",
		.date = "2025-06-02",
		.source = "Reuters",
		.text = "TARN, June 2, 2025 (Reuters) - The gates of the river held through the night, the water board said.\n\n"
			"The tide stood two metres above its mark.\n\n"
			"(Reporting by Jo Lund)",
	},
	{
		/* What hangs below a bullet of the page goes with it, and so does what speaks of the outlet behind it. */
		.page = "Skip to content\n\n"
			"Gates hold at Tarn\n\n"
			"The gates of the river held through the night, the water board said on Tuesday.\n\n"
			"The tide stood two metres above its mark.\n\n"
			"  • Photo\n\n"
			"    Tarn Radio\n\n"
			"    Tarn Radio reporters are at work by day and night along the whole coast.\n\n"
			"Tarn Radio has been refused a licence by the ministry.\n\n"
			"Terms of use\n",
		.title = "Gates hold at Tarn",
		.source = "Tarn Radio",
		.text = "The gates of the river held through the night, the water board said on Tuesday.\n\n"
			"The tide stood two metres above its mark.",
	},
	{
		/* Keywords with commas; without, they cannot be told apart. */
		.page = "Gates hold at Tarn\n\n"
			"The gates of the river held through the night, the water board said on Tuesday.\n\n"
			"Keywords: floods, Tarn; water board\n",
		.title = "Gates hold at Tarn",
		.keywords = "floods, Tarn, water board",
		.text = "The gates of the river held through the night, the water board said on Tuesday.",
	},
	{
		/* Words of notices inside an article are the article. */
		.page = "Paper stops its letter\n\n"
			"The Tarn Courier ends its newsletter in May, the paper said. Readers may unsubscribe until then.\n\n"
			"Its privacy policy had been disputed.\n\n"
			"A court decides in June.\n",
		.title = "Paper stops its letter",
		.text = "The Tarn Courier ends its newsletter in May, the paper said. Readers may unsubscribe until then.\n\n"
			"Its privacy policy had been disputed.\n\n"
			"A court decides in June.",
	},
	{
		/* A page of headlines alone has no article; what it says is kept. */
		.page = "News\n"
			"World\n"
			"Sport\n"
			"Gates hold at Tarn\n"
			"Ferry runs aground\n",
		.text = "News\n\n"
			"World\n\n"
			"Sport\n\n"
			"Gates hold at Tarn\n\n"
			"Ferry runs aground",
	},
	{
		/* Indented paragraphs, as books have them. */
		.page = "   The gates that close the river mouth held through the whole night,\n"
			"the water board said on Tuesday, although the tide stood two metres\n"
			"above its usual mark.\n"
			"   Nobody was hurt in the streets that were closed, and the trams ran\n"
			"again by noon.\n",
		.text = "The gates that close the river mouth held through the whole night, the water board said on Tuesday, although the tide stood two metres above its usual mark.\n\n"
			"Nobody was hurt in the streets that were closed, and the trams ran again by noon.",
	},
	{
		/* White space of every kind around and within lines. */
		.page = "  Gates  hold\tat Tarn \n\n"
			"  \n"
			"　The gates of the river held,  all of them,\tthrough the night. \n",
		.title = "Gates hold at Tarn",
		.text = "The gates of the river held, all of them, through the night.",
	},
	{
		/* Wrapped Chinese is joined without spaces. */
		.page = "渡轮在塔恩附近搁浅\n\n"
			"一艘载有八十人的渡轮星期日晚在塔恩附近搁浅，所有人员均已获救，无人\n"
			"受伤。当局表示将在星期二恢复航线，届时会有两艘船只投入使用，并且增加\n"
			"夜间班次以便利沿岸居民。船长感谢救援人员的努力。\n\n"
			"调查仍在继续。\n",
		.title = "渡轮在塔恩附近搁浅",
		.text = "一艘载有八十人的渡轮星期日晚在塔恩附近搁浅，所有人员均已获救，无人受伤。当局表示将在星期二恢复航线，届时会有两艘船只投入使用，并且增加夜间班次以便利沿岸居民。船长感谢救援人员的努力。\n\n"
			"调查仍在继续。",
	},
	{
		/* Paragraphs with a menu in their midst are one article. */
		.page = "The Tarn Courier logo\n"
			"Gates hold at Tarn\n\n"
			"The gates of the river held through the night, the water board said on Tuesday.\n\n"
			"The tide stood two metres above its mark, higher than in any year since the gates were built.\n\n"
			"  • Menu One\n"
			"  • Menu Two\n"
			"  • Menu Three\n"
			"  • Menu Four\n"
			"  • Menu Five\n"
			"  • Menu Six\n"
			"  • Menu Seven\n"
			"  • Menu Eight\n"
			"  • Menu Nine\n"
			"  • Menu Ten\n\n"
			"Three streets were closed, and the trams stood still until noon.\n\n"
			"Nobody was hurt.\n\n"
			"© 2025 The Tarn Courier\n",
		.title = "Gates hold at Tarn",
		.source = "Tarn Courier",
		.text = "The gates of the river held through the night, the water board said on Tuesday.\n\n"
			"The tide stood two metres above its mark, higher than in any year since the gates were built.\n\n"
			"Three streets were closed, and the trams stood still until noon.\n\n"
			"Nobody was hurt.",
	},
};

static void same(const char *page, const char *what, const char *found, const char *expected)
{
	if (strcmp(found ? found : "", expected ? expected : ""))
		fail_msg("%s of\n%s\nis\n%s\nnot\n%s", what, page, found ? found : "(none)", expected ? expected : "(none)");
}

static void join_keywords(struct buffer *out, const struct article *article)
{
	buffer_add_string(out, "");
	for (size_t i = 0; i < article->keyword_count; i++)
		buffer_add_format(out, "%s%s", i ? ", " : "", article->keywords[i]);
}

static void finds_articles(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const struct page_case *expected = &pages[i];
		struct article article = {0};
		struct buffer keywords = {0};
		char date[DATE_TEXT_MAX];
		/* A copy without its NUL: a read past the end is an error under the sanitizers. */
		size_t length = strlen(expected->page);
		char *copy = memcpy(memory_new(length), expected->page, length);

		assert_true(page_extract(&article, copy, length, false));
		free(copy);
		join_keywords(&keywords, &article);
		same(expected->page, "title", article.title, expected->title);
		same(expected->page, "date", date_format(&article.date, date), expected->date);
		same(expected->page, "source", article.source, expected->source);
		same(expected->page, "author", article.author, expected->author);
		same(expected->page, "keywords", keywords.bytes, expected->keywords);
		same(expected->page, "text", article.text, expected->text);
		buffer_release(&keywords);
		article_release(&article);
	}
}

static void empty_pages_hold_nothing(void **state)
{
	static const char *const empty[] = {"", "\n", " \n\t\n ", "\u00A0\n\u3000"};

	(void)state;
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		struct article article = {0};

		assert_false(page_extract(&article, empty[i], strlen(empty[i]), false));
		assert_null(article.text);
	}
}

static void keeps_what_is_known_already(void **state)
{
	const char page[] = "Gates hold at Tarn\nJune 2, 2025\nThe gates of the river held, the board said.\nSource: Tarn Radio\n";
	struct article article = {.title = memory_string("Known"), .source = memory_string("Also known")};

	(void)state;
	date_parse(&article.date, "2024", 4);
	assert_true(page_extract(&article, page, strlen(page), false));
	assert_string_equal(article.title, "Known");
	assert_string_equal(article.source, "Also known");
	assert_int_equal(article.date.year, 2024);
	assert_string_equal(article.text, "The gates of the river held, the board said.");
	article_release(&article);
}

static void keeps_boilerplate_when_told(void **state)
{
	const char page[] = "Menu\nSearch\n\nGates hold at Tarn\n\nThe gates of the river held, the board said.\n\nComments\n";
	struct article article = {0};

	(void)state;
	assert_true(page_extract(&article, page, strlen(page), true));
	assert_string_equal(article.text, "Menu\n\nSearch\n\nGates hold at Tarn\n\nThe gates of the river held, the board said.\n\nComments");
	assert_string_equal(article.title, "Gates hold at Tarn");
	article_release(&article);
}

/* Pages that would make a careless extractor slow or deep. */
static void hostile_pages_take_linear_time(void **state)
{
	static const char *const pieces[] = {"a\n", "\n", "* a b\n", "word ", "  * Share\n    * Tarn\n", "Comments\n",
					     "A sentence of a few words stands here.\n", "Read more\n", "(", "By A\n", "June 2, 2025\n",
					     "A long line of seventy columns that goes on and on over the page's width\n"};
	const size_t size = 2u << 20;
	char *page = memory_new(size);

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t piece = strlen(pieces[i]);
		struct article article = {0};

		for (size_t at = 0; at < size; at++)
			page[at] = pieces[i][at % piece];
		assert_int_equal(page_extract(&article, page, size, false), *pieces[i] != '\n');
		article_release(&article);
	}
	free(page);
}

static const char *environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

/* False when there is no such file. */
static bool read_page(struct buffer *out, const char *directory, const char *name)
{
	struct buffer path = {0};
	FILE *file;
	size_t got;

	buffer_add_format(&path, "%s/%s", directory, name);
	file = fopen(path.bytes, "rb");
	buffer_release(&path);
	if (!file)
		return false;
	buffer_clear(out);
	while ((got = fread(buffer_reserve(out, 65536), 1, 65536, file)) > 0)
		out->length += got;
	buffer_add_string(out, "");
	fclose(file);
	return true;
}

/* Words of what surrounds the articles, none of which they hold. */
static const char *const outside[] = {"asketball", "otorsports", "ecaptcha", "eCAPTCHA", "nsubscribe", "ccessib", "No comment",
				      "16x9",	  "No Image",   "copied",   "KEYWORDS", "ndesirable", "click here", "XS"};

static bool is_outside(const char *line, size_t length)
{
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		if (memmem(line, length, outside[i], strlen(outside[i])))
			return true;
	return false;
}

/* A line of six words or more that ends as a sentence. */
static bool is_sentence(const char *line, size_t length)
{
	size_t spaces = 0;

	for (size_t i = 0; i < length; i++)
		spaces += line[i] == ' ';
	return spaces >= 5 && (line[length - 1] == '.' || line[length - 1] == '"') && *line != ' ';
}

/* Every sentence of a page that is not marked as its surroundings is in the text; about says who is portrayed below it. */
static void holds_all_sentences(const char *page, const char *text, const char *about)
{
	for (const char *end; *page; page = end + (*end == '\n')) {
		size_t length;

		end = page + strcspn(page, "\n");
		length = (size_t)(end - page);
		if (!length || !is_sentence(page, length) || is_outside(page, length))
			continue;
		if (about && !strncmp(page, about, strlen(about)))
			continue;
		if (!memmem(text, strlen(text), page, length) && !strstr(page, "contacting us"))
			fail_msg("lost: %.*s", (int)length, page);
	}
}

struct whole_page {
	const char *name;
	const char *date;
	const char *source;
	const char *author;
	size_t paragraphs;
};

static size_t count_paragraphs(const char *text)
{
	size_t count = 1;

	while ((text = strstr(text, "\n\n"))) {
		text += 2;
		count++;
	}
	return count;
}

static bool check_page(const char *directory, const struct whole_page *expected)
{
	struct buffer page = {0};
	struct article article = {0};
	char date[DATE_TEXT_MAX];
	bool found = read_page(&page, directory, expected->name);

	if (!found)
		return false;
	assert_true(page_extract(&article, page.bytes, page.length, false));
	assert_non_null(article.title);
	assert_non_null(strstr(page.bytes, article.title));
	assert_null(strstr(article.text, article.title));
	same(expected->name, "date", date_format(&article.date, date), expected->date);
	same(expected->name, "source", article.source, expected->source);
	same(expected->name, "author", article.author, expected->author);
	assert_false(is_outside(article.text, strlen(article.text)));
	holds_all_sentences(page.bytes, article.text, article.source);
	assert_int_equal(count_paragraphs(article.text), expected->paragraphs);
	article_release(&article);
	buffer_release(&page);
	return true;
}

static void finds_the_articles_of_the_corpus(void **state)
{
	static const struct whole_page corpus[] = {
		{"wire-istanbul-talks.txt", "2025-06-03", "Bosphorus Wire Agency", NULL, 18},
		{"broadcaster-second-round.txt", "2025-06-02", "Radio Meridian", NULL, 17},
		{"agency-swap-without-truce.txt", "2025-06-02", "Levant Press", NULL, 23},
		{"daily-ciragan-talks.txt", "2025-06-02T10:47+03:00", "Golden Horn Post", "Golden Horn Post with Agencies", 19},
		{"figures-1200-for-1200.txt", NULL, "Dnipro Ledger", NULL, 14},
	};
	struct buffer directory = {0};

	(void)state;
	buffer_add_format(&directory, "%s/corpus", environment("srcdir", "."));
	for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++)
		assert_true(check_page(directory.bytes, &corpus[i]));
	buffer_release(&directory);
}

static void finds_the_articles_of_the_seeds(void **state)
{
	static const struct whole_page seeds[] = {
		{"seeds/000_e7d0c1d584faeab2.txt", "2025-06-03", "Xinhua News Agency", NULL, 19},
		{"seeds/001_ada644f3d14a6e7e.txt", "2025-06-02", "RFE/RL", NULL, 26},
		{"seeds/002_51932b7b6236344d.txt", "2025-06-02", "AFP", NULL, 31},
		{"seeds/003_0f6cfaba074903cc.txt", "2025-06-02T11:13+03:00", "Daily Sabah", "Daily Sabah with Agencies", 28},
		{"seeds/004_4d49e1f0a154bd8e.txt", NULL, "Kyiv Independent", NULL, 26},
	};
	struct buffer shared = {0};
	bool all = true;

	(void)state;
	buffer_add_format(&shared, "%s/../shared", environment("srcdir", "."));
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++)
		all &= check_page(environment("DATELINE_SHARED", shared.bytes), &seeds[i]);
	if (!all) {
		print_message("no seeds in %s (set DATELINE_SHARED to have them tested)\n", environment("DATELINE_SHARED", shared.bytes));
		buffer_release(&shared);
		skip();
	}
	buffer_release(&shared);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_articles),
		cmocka_unit_test(empty_pages_hold_nothing),
		cmocka_unit_test(keeps_what_is_known_already),
		cmocka_unit_test(keeps_boilerplate_when_told),
		cmocka_unit_test(hostile_pages_take_linear_time),
		cmocka_unit_test(finds_the_articles_of_the_corpus),
		cmocka_unit_test(finds_the_articles_of_the_seeds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/html.h"

#include "text/buffer.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Two paragraphs that any page of news could hold. */
#define ONE "The ferry to the islands will run again from Monday, the harbour office said, after nine days of storm."
#define TWO "Two boats are enough for now, said its head, Ole Brandt, and a third one comes in spring, when the guests are back."
#define THREE "Tickets bought for the days of the storm stay good until the end of May, and nobody has to ask for it."
#define ARTICLE "<p>" ONE "</p>\n<p>" TWO "</p>\n<p>" THREE "</p>"
#define TEXT ONE "\n\n" TWO "\n\n" THREE

/* A page and all that comes of it; NULL where nothing does. */
struct html_case {
	const char *name;
	const char *page;
	const char *url, *charset; /* known from outside */
	const char *title, *date, *modified, *source, *author, *keywords, *language, *address;
	const char *text;
};

static const struct html_case cases[] = {
	{
		.name = "JSON-LD goes before all else, references and lists in it",
		.page = "<html lang=\"en-GB\"><head><title>Ferry | The Quay</title><meta property=\"og:title\" content=\"Another title\">"
			"<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"Person\", \"@id\": \"#a\", \"name\": \"Ane Holm\"},"
			"{\"@type\": [\"NewsArticle\"], \"headline\": \"Ferry runs again &amp; again\", \"datePublished\": \"2025-03-04T08:00:00+01:00\","
			"\"dateModified\": \"2025-03-05\", \"author\": [{\"@id\": \"#a\"}, \"Ole Brandt\"], \"keywords\": [\"ferry\", \"storm\"],"
			"\"publisher\": {\"@type\": \"Organization\", \"name\": \"The Quay\"}}]}</script>"
			"<link rel=\"canonical\" href=\"https://quay.example/ferry\"></head><body><article>" ARTICLE "</article></body></html>",
		.title = "Ferry runs again & again", .date = "2025-03-04T08:00:00+01:00", .modified = "2025-03-05", .source = "The Quay",
		.author = "Ane Holm, Ole Brandt", .keywords = "ferry, storm", .language = "en-gb", .address = "https://quay.example/ferry",
		.text = TEXT,
	},
	{
		.name = "JSON-LD that is broken behind what is wanted, and holds line feeds",
		.page = "<script type=\"application/ld+json\">{\"@type\": \"Article\", \"headline\": \"Ferry\nruns again\", \"x\": oops</script>" ARTICLE,
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "a page saved by a browser",
		.page = "<!DOCTYPE html>\n<!-- saved from url=(0040)https://quay.example/2025/03/04/ferry -->\n<title>Ferry runs again</title>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04", .source = "quay.example", .address = "https://quay.example/2025/03/04/ferry",
		.text = TEXT,
	},
	{
		.name = "a page saved by SingleFile; its own address goes before",
		.page = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://quay.example/f?a=1 \n saved date: Mon Jun 02 2025\n-->"
			"<title>Ferry runs again</title><link rel=canonical href=https://quay.example/f>" ARTICLE,
		.title = "Ferry runs again", .source = "quay.example", .address = "https://quay.example/f", .text = TEXT,
	},
	{
		.name = "a page that HTTrack has mirrored",
		.page = "<!DOCTYPE html><html><!-- Mirrored from quay.example/f by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 02 Jun 2025 -->"
			"<title>Ferry runs again</title>" ARTICLE,
		.title = "Ferry runs again", .source = "quay.example", .address = "http://quay.example/f", .text = TEXT,
	},
	{
		.name = "an address from outside goes before where a page was saved from, and one that is none of the web is none",
		.page = "<!-- saved from url=(0014)about:internet --><!-- saved from url=(0040)https://quay.example/f --><title>Ferry runs again</title>" ARTICLE,
		.url = "https://pier.example/g", .title = "Ferry runs again", .source = "pier.example", .address = "https://pier.example/g",
		.text = TEXT,
	},
	{
		.name = "saved from nowhere, and a comment that speaks of it",
		.page = "<!-- saved from url=(0014)about:internet --><!-- saved from url= --><!-- url: https://quay.example/f --><!-- saved from url=( -->"
			"<title>Ferry runs again</title>" ARTICLE,
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "Open Graph and meta tags",
		.page = "<head><meta property=\"og:title\" content=\"Ferry runs again - The Quay\"><meta property=\"og:site_name\" content=\"The Quay\">"
			"<meta property=\"article:published_time\" content=\"2025-03-04T08:00Z\"><meta name=\"author\" content=\"Ane Holm\">"
			"<meta property=\"article:modified_time\" content=\"2025-03-05T09:30Z\"><meta name=\"keywords\" content=\"ferry, storm; harbour\">"
			"<meta property=\"og:locale\" content=\"en_US\"><meta property=\"og:url\" content=\"https://quay.example/f\"></head>"
			"<body><h1>Ferry runs again</h1>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04T08:00Z", .modified = "2025-03-05T09:30Z", .source = "The Quay", .author = "Ane Holm",
		.keywords = "ferry, storm, harbour", .language = "en-us", .address = "https://quay.example/f", .text = TEXT,
	},
	{
		.name = "what the reader sees, where the page says nothing to machines",
		.page = "<html><head><title>Ferry runs again | The Quay</title></head><body><div class=\"menu\"><a href=\"/\">Home</a> <a href=\"/n\">News</a></div>"
			"<div class=\"post\"><h1>Ferry runs again</h1><div class=\"byline\">By Ane Holm</div><div class=\"date\">4 March 2025</div>" ARTICLE
			"</div><div class=\"footer\">© 2019 The Quay. All rights reserved. Updated 1 January 2019</div></body></html>",
		.url = "http://www.quay.example/ferry",
		.title = "Ferry runs again", .date = "2025-03-04", .source = "The Quay", .author = "Ane Holm",
		.address = "http://www.quay.example/ferry", .text = TEXT,
	},
	{
		.name = "the day in the address; the host as the source",
		.page = "<h1>Ferry runs again</h1>" ARTICLE,
		.url = "https://www.quay.example/2025/03/04/ferry.html",
		.title = "Ferry runs again", .date = "2025-03-04", .source = "quay.example",
		.address = "https://www.quay.example/2025/03/04/ferry.html", .text = TEXT,
	},
	{
		.name = "the source that the page's label names",
		.page = "<article><h1>Ferry runs again</h1>" ARTICLE "<p>Source: Xinhua</p></article>",
		.title = "Ferry runs again", .source = "Xinhua", .text = TEXT,
	},
	{
		.name = "an agency's signature",
		.page = "<article><h1>Ferry runs again</h1>" ARTICLE "<p>(Agence France-Presse)</p></article>",
		.title = "Ferry runs again", .source = "Agence France-Presse", .text = TEXT "\n\n(Agence France-Presse)",
	},
	{
		.name = "an outlet's byline",
		.page = "<article><h1>Ferry runs again</h1><p>by Daily Sabah with Agencies</p>" ARTICLE "</article>",
		.title = "Ferry runs again", .source = "Daily Sabah", .author = "Daily Sabah with Agencies", .text = TEXT,
	},
	{
		.name = "metadata before the host, the host before the byline",
		.page = "<article><h1>Ferry runs again</h1>" ARTICLE "<p>(AFP)</p></article>", .url = "https://www.quay.example/f",
		.title = "Ferry runs again", .source = "quay.example", .address = "https://www.quay.example/f", .text = TEXT "\n\n(AFP)",
	},
	{
		.name = "a heading that leads home is the site's name",
		.page = "<head><title>The Quay » Ferry runs again</title></head><body><h1><a href=\"/\">The Quay</a></h1><h2>Ferry runs again</h2>" ARTICLE,
		.title = "Ferry runs again", .source = "The Quay", .text = TEXT,
	},
	{
		.name = "a heading that nobody else knows, but the only one of the page, before what names the section",
		.page = "<head><title>Press | The Quay</title><meta property=\"og:title\" content=\"Press\"></head><body><h1>Ferry runs again after the storm</h1>" ARTICLE,
		.title = "Ferry runs again after the storm", .source = "The Quay", .text = TEXT,
	},
	{
		.name = "a short heading is a section's name",
		.page = "<head><title>Ferry runs again | The Quay</title><meta property=\"og:title\" content=\"Ferry runs again\"></head><body><h1>Harbour</h1>" ARTICLE,
		.title = "Ferry runs again", .source = "The Quay", .text = TEXT,
	},
	{
		.name = "the kicker of a heading is no part of it",
		.page = "<head><title>Harbour - Ferry runs again</title></head><body><h1><span>Harbour</span> Ferry runs again</h1>" ARTICLE,
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "a heading's first words in a span of their own belong to it",
		.page = "<head><title>Harbour ferry runs again</title></head><body><h1><span>Harbour</span> ferry runs again</h1>" ARTICLE,
		.title = "Harbour ferry runs again", .text = TEXT,
	},
	{
		.name = "what a quote cut off inside of an attribute",
		.page = "<head><title>Ferry runs \"again\"</title><meta property=\"og:title\" content=\"Ferry runs \"again\"\"></head><body>" ARTICLE,
		.title = "Ferry runs \"again\"", .text = TEXT,
	},
	{
		.name = "the day that the reader saw, where the machine's date is in UTC",
		.page = "<head><meta property=\"article:published_time\" content=\"2025-03-05T05:30:00Z\"></head><body><h1>Ferry runs again</h1>"
			"<p class=\"date\">4 March 2025, 23:30</p>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04T23:30:00-06:00", .text = TEXT,
	},
	{
		.name = "a day seen beside it that is no matter of zones changes nothing",
		.page = "<head><meta property=\"article:published_time\" content=\"2025-03-05T05:30:00Z\"></head><body><h1>Ferry runs again</h1>"
			"<p class=\"date\">7 March 2025</p>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-05T05:30:00Z", .text = TEXT,
	},
	{
		.name = "a date by the headline before a tag that may mean the last change; a year of two digits",
		.page = "<head><meta name=\"date\" content=\"2025-04-01\"></head><body><h1>Ferry runs again</h1><div class=\"date\">04.03.25</div>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04", .text = TEXT,
	},
	{
		.name = "dates beside one another; a date that links to its day",
		.page = "<body><h1>Ferry runs again</h1><a href=\"/2025/03/04/\"><time>4 March 2025</time></a><time>5 March 2025</time>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04", .text = TEXT,
	},
	{
		.name = "the zone of the same instant, told elsewhere",
		.page = "<head><meta property=\"article:published_time\" content=\"2025-03-05T00:30:00Z\">"
			"<meta name=\"sort-date\" content=\"2025-03-04T19:30:00-05:00\"></head><body><h1>Ferry runs again</h1>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04T19:30:00-05:00", .text = TEXT,
	},
	{
		.name = "day and month as the page's language has them",
		.page = "<html lang=\"es\"><body><h1>Ferry runs again</h1><div class=\"fecha\">04/03/2025 21:44</div>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04T21:44", .language = "es", .text = TEXT,
	},
	{
		.name = "no day, where the language does not tell them apart",
		.page = "<html lang=\"en\"><body><h1>Ferry runs again</h1><div class=\"date\">04/03/2025</div>" ARTICLE,
		.title = "Ferry runs again", .language = "en", .text = TEXT,
	},
	{
		.name = "the day of the first edition behind that of the last change",
		.page = "<body><h1>Ferry runs again</h1>" ARTICLE "<p class=\"meta\">Last update: 6 March 2025 - 14:49 Published: 4 March 2025</p>",
		.title = "Ferry runs again", .date = "2025-03-04", .text = TEXT,
	},
	{
		.name = "days of a list are those of other articles",
		.page = "<body><h1>Ferry runs again</h1>" ARTICLE "<footer><p>© 2025 The Quay</p><ul>"
			"<li><a href=\"/1\">Harbour wall</a> <span class=\"date\">1 March 2025</span></li>"
			"<li><a href=\"/2\">Wet winter</a> <span class=\"date\">2 March 2025</span></li>"
			"<li><a href=\"/3\">Fish is dear</a> <span class=\"date\">3 March 2025</span></li></ul></footer>"
			"<div class=\"date\">4 March 2025</div></body>",
		.title = "Ferry runs again", .date = "2025-03-04", .source = "Quay", .text = TEXT,
	},
	{
		.name = "a page of an archive: its own address, its own first page",
		.page = "<title>The Quay » Archive » Ferry runs again to all islands</title><body><h1>"
			"<a href=\"https://web.archive.org/web/20250404050607/http://quay.example/\">The Quay</a></h1>" ARTICLE,
		.url = "https://web.archive.org/web/20250404050607/http://quay.example/2025/03/04/ferry",
		.title = "Ferry runs again to all islands", .date = "2025-03-04", .source = "The Quay",
		.address = "https://web.archive.org/web/20250404050607/http://quay.example/2025/03/04/ferry", .text = TEXT,
	},
	{
		.name = "the first of two lines of a heading, where the page calls itself so",
		.page = "<head><title>Ferry runs again - The Quay</title><meta property=\"og:title\" content=\"Ferry runs again\">"
			"<body><h1><span>Ferry runs again</span> <span>The guests are back</span></h1>" ARTICLE,
		.title = "Ferry runs again", .source = "The Quay", .text = TEXT,
	},
	{
		.name = "a bar that the heading shows is the title's own",
		.page = "<head><title>Ferries | a guide to the islands</title><meta property=\"og:site_name\" content=\"The Quay\">"
			"<body><h1>Ferries | a guide to the islands</h1>" ARTICLE,
		.title = "Ferries | a guide to the islands", .source = "The Quay", .text = TEXT,
	},
	{
		.name = "a joiner belongs to a word of Persian; a row of them is nothing",
		.page = "<body><h1>Ferry runs again</h1><p>‌‌‌</p>" ARTICLE "<p>" ONE " می‌شود " TWO "</p></body>",
		.title = "Ferry runs again", .text = TEXT "\n\n" ONE " می‌شود " TWO,
	},
	{
		.name = "the site's name as the first heading, and a headline that <title> shortens",
		.page = "<head><title>Ferry runs again | The Quay</title></head><body><h1 id=\"logo\">The Quay</h1><h2>The northern ferry runs again from Monday</h2>" ARTICLE,
		.title = "The northern ferry runs again from Monday", .source = "The Quay", .text = TEXT,
	},
	{
		.name = "what the headline begins with is not the site",
		.page = "<head><title>Northern ferry - Quay Courier</title></head><body><h1>Northern ferry runs again from Monday</h1>" ARTICLE,
		.title = "Northern ferry runs again from Monday", .source = "Quay Courier", .text = TEXT,
	},
	{
		.name = "JSON-LD's paragraphs",
		.page = "<body><div id=\"app\">Loading</div><script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Ferry runs again\","
			"\"articleBody\": \"<p>" ONE "</p><p>" TWO "</p>\\n" THREE "\"}</script></body>",
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "the lead again, cut short, for those who share it",
		.page = "<body><h1>Ferry runs again</h1>" ARTICLE "<p>The ferry to the islands will run again from Monday, the harbour office ...</p></body>",
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "an account of the site's is no author where the page names one, with its date and place",
		.page = "<head><meta name=\"author\" content=\"admin\"></head><body><h1>Ferry runs again</h1>"
			"<div class=\"byline\">By Ane Holm and Jo Lund, Skagen | 4 March 2025, 8:05</div>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04T08:05", .author = "Ane Holm and Jo Lund, Skagen", .text = TEXT,
	},
	{
		.name = "a link to all that somebody wrote, not those of a comment",
		.page = "<body><article><h1>Ferry runs again</h1><p>Posted by <a rel=\"author\" href=\"/people/7\">Ane Holm</a> in <a href=\"/t\">Harbour</a></p>"
			ARTICLE "</article><div class=\"comments\"><p>By <a href=\"/author/9\">Ole</a></p></div></body>",
		.title = "Ferry runs again", .author = "Ane Holm", .text = TEXT,
	},
	{
		.name = "an author behind the day",
		.page = "<body><h1>Ferry runs again</h1><p class=\"meta\">Veröffentlicht am 4. März 2025 von Ane Holm</p>" ARTICLE,
		.title = "Ferry runs again", .date = "2025-03-04", .author = "Ane Holm", .text = TEXT,
	},
	{
		.name = "the site itself is an author where nobody else is",
		.page = "<head><meta property=\"og:site_name\" content=\"The Quay\"><meta name=\"author\" content=\"The Quay\"></head><body><h1>Ferry runs again</h1>" ARTICLE,
		.title = "Ferry runs again", .source = "The Quay", .author = "The Quay", .text = TEXT,
	},
	{
		.name = "a copyright's year is no date",
		.page = "<body><h1>Ferry runs again</h1>" ARTICLE "<footer><p>© 2019 The Quay</p></footer></body>",
		.title = "Ferry runs again", .source = "Quay", .text = TEXT,
	},
	{
		.name = "an element left open in <noscript> hides nothing",
		.page = "<body><noscript><div id=\"a\"></noscript><h1>Ferry runs again</h1>" ARTICLE "</body>",
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "a page with nothing but a short text in JSON-LD",
		.page = "<script type=\"application/ld+json\">{\"@type\": \"Article\", \"headline\": \"Ferry\", \"articleBody\": \"It runs again.\"}</script>",
		.title = "Ferry", .text = "It runs again.",
	},
	{
		.name = "no date is no date; a date in the future stays",
		.page = "<h1>Ferry runs again</h1>" ARTICLE,
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "paragraphs between <br>, text right in a <div>",
		.page = "<html><body><div id=\"nav\"><a href=\"/\">Home</a></div><h1>Ferry runs again</h1><div class=\"article-text\">" ONE "<br><br>\n" TWO
			"<br />\n<br />" THREE "</div></body></html>",
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "menus, share bars, newsletters, comments and lists of other articles stay out",
		.page = "<html><body><header><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/s\">Sport</a></li><li><a href=\"/w\">Weather</a></li></ul></nav></header>"
			"<article><h1>Ferry runs again</h1><div class=\"share-bar\"><a href=\"#\">Share</a> <a href=\"#\">Facebook</a></div>" ARTICLE "</article>"
			"<div class=\"newsletter\"><p>Sign up for our newsletter and get the news in your inbox.</p><form><input></form></div>"
			"<div class=\"related\"><h3>Read more</h3><ul><li><a href=\"/1\">Harbour wall to be raised by a metre</a></li>"
			"<li><a href=\"/2\">Winter was the wettest in years</a></li></ul></div>"
			"<div id=\"comments\"><h3>Comments</h3><div class=\"comment\"><p>At last, I have been waiting for this boat for days and days.</p></div></div>"
			"<footer><p>© 2025 The Quay. All rights reserved.</p></footer></body></html>",
		.title = "Ferry runs again", .source = "Quay", .text = TEXT,
	},
	{
		.name = "a repeated paragraph once",
		.page = "<article><h1>Ferry runs again</h1><div><p>" ONE "</p></div>" ARTICLE "</article>",
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "white space folded, soft hyphens gone, entities of every kind",
		.page = "<article><h1>Ferry&nbsp;runs   again</h1><p>The&nbsp;ferry \n to the is&shy;lands will run again from Monday, the harbour office said, after&#8203; nine"
			"&#x20;days of storm.</p><p>&ldquo;Two boats &#150; or three &mdash; are enough&#8221;, said its head, Ole Brandt &amp; his wife, when the guests are back.</p></article>",
		.title = "Ferry runs again",
		.text = ONE "\n\n“Two boats – or three — are enough”, said its head, Ole Brandt & his wife, when the guests are back.",
	},
	{
		.name = "broken markup",
		.page = "<body><h1>Ferry runs again</h2><div><p>" ONE "<p>" TWO "</div></p></b></td><p><b>" THREE "</body></html></html>",
		.title = "Ferry runs again", .text = TEXT,
	},
	{
		.name = "the encoding that HTTP tells",
		.page = "<h1>\xcf\xe0\xf0\xee\xec</h1><p>\xcf\xe0\xf0\xee\xec \xf1\xed\xee\xe2\xe0 \xf5\xee\xe4\xe8\xf2 \xed\xe0 \xee\xf1\xf2\xf0\xee\xe2\xe0, \xf1\xea\xe0\xe7\xe0\xeb "
			"\xed\xe0\xf7\xe0\xeb\xfc\xed\xe8\xea \xef\xee\xf0\xf2\xe0, \xf0\xe5\xe9\xf1\xfb \xe8\xe4\xf3\xf2 \xea\xe0\xe6\xe4\xfb\xe9 \xe4\xe5\xed\xfc.</p>",
		.charset = "Windows-1251",
		.title = "Паром", .text = "Паром снова ходит на острова, сказал начальник порта, рейсы идут каждый день.",
	},
	{
		.name = "an encoding that nobody tells, Russian",
		.page = "<h1>1</h1><p>\317\340\360\356\354 \361\355\356\342\340 \365\356\344\350\362 \355\340 \356\361\362\360\356\342\340, \361\352\340\347\340\353 \355\340\367\340\353\374\355\350\352 \357\356\360\362\340 \342 \357\356\355\345\344\345\353\374\355\350\352, \360\345\351\361\373 \350\344\363\362 \352\340\346\344\373\351 \344\345\355\374, \350 \341\350\353\345\362\373 \344\345\351\361\362\342\350\362\345\353\374\355\373 \344\356 \354\340\377.</p>",
		.title = "1", .text = "Паром снова ходит на острова, сказал начальник порта в понедельник, рейсы идут каждый день, и билеты действительны до мая.",
	},
	{
		.name = "another one of Russian",
		.page = "<h1>1</h1><p>\360\301\322\317\315 \323\316\317\327\301 \310\317\304\311\324 \316\301 \317\323\324\322\317\327\301, \323\313\301\332\301\314 \316\301\336\301\314\330\316\311\313 \320\317\322\324\301 \327 \320\317\316\305\304\305\314\330\316\311\313, \322\305\312\323\331 \311\304\325\324 \313\301\326\304\331\312 \304\305\316\330, \311 \302\311\314\305\324\331 \304\305\312\323\324\327\311\324\305\314\330\316\331 \304\317 \315\301\321.</p>",
		.title = "1", .text = "Паром снова ходит на острова, сказал начальник порта в понедельник, рейсы идут каждый день, и билеты действительны до мая.",
	},
	{
		.name = "one of Japanese",
		.page = "<h1>1</h1><p>\223\207\202\326\202\314\203t\203F\203\212\201[\202\315\214\216\227j\223\372\202\251\202\347\215\304\202\321\211^\215q\202\267\202\351\202\306\215`\230p\213\307\202\252\224\255\225\\\202\265\202\275\201B\227\222\202\315\213\343\223\372\212\324\221\261\202\242\202\275\201B</p>",
		.title = "1", .text = "島へのフェリーは月曜日から再び運航すると港湾局が発表した。嵐は九日間続いた。",
	},
	{
		.name = "what nobody tells and has letters of the West is Windows-1252",
		.page = "<h1>1</h1><p>Die F\344hre f\344hrt \204morgen\223 \226 nach neun Tagen Sturm \226 wieder zu den Inseln, sagte das Hafenamt.</p>",
		.title = "1", .text = "Die Fähre fährt „morgen“ – nach neun Tagen Sturm – wieder zu den Inseln, sagte das Hafenamt.",
	},
	{
		.name = "the encoding that <meta> tells; a wrong one is overruled by valid UTF-8",
		.page = "<meta charset=\"iso-8859-1\"><h1>Fähre fährt</h1><p>Die Fähre fährt wieder zu den Inseln, sagte das Hafenamt am Montag, nach neun Tagen Sturm.</p>",
		.title = "Fähre fährt", .text = "Die Fähre fährt wieder zu den Inseln, sagte das Hafenamt am Montag, nach neun Tagen Sturm.",
	},
	{
		.name = "a page whose scripts would show the article, which JSON-LD holds",
		.page = "<html><body><div id=\"app\">Loading</div><script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Ferry runs again\","
			"\"articleBody\": \"" ONE " " TWO " " THREE "\"}</script></body></html>",
		.title = "Ferry runs again", .text = ONE " " TWO " " THREE,
	},
	{
		.name = "the cells of a table's row are one paragraph",
		.page = "<article><h1>Ferry runs again</h1>" ARTICLE "<table><tr><th>Boat</th><th>Leaves</th></tr><tr><td>Morning boat</td><td>at eight o'clock</td></tr></table>"
			"<p>" ONE " " TWO "</p></article>",
		.title = "Ferry runs again", .text = TEXT "\n\nBoat Leaves\n\nMorning boat at eight o'clock\n\n" ONE " " TWO,
	},
};

static void same(const char *name, const char *field, const char *found, const char *wanted)
{
	if (found && !*found)
		found = NULL;
	if ((!found && !wanted) || (found && wanted && !strcmp(found, wanted)))
		return;
	fail_msg("%s: %s is\n%s\ninstead of\n%s", name, field, found ? found : "(none)", wanted ? wanted : "(none)");
}

static char *join_keywords(const struct article *article)
{
	struct buffer all = {0};

	for (size_t i = 0; i < article->keyword_count; i++)
		buffer_add_format(&all, "%s%s", i ? ", " : "", article->keywords[i]);
	return buffer_detach(&all);
}

static void check_case(const struct html_case *expected)
{
	struct html_context context = {expected->charset, expected->url};
	struct article article = {0};
	const char *reason = NULL;
	char date[DATE_TEXT_MAX], *keywords;

	assert_true(html_parse(expected->page, strlen(expected->page), &context, false, &article, &reason));
	keywords = join_keywords(&article);
	same(expected->name, "title", article.title, expected->title);
	same(expected->name, "date", date_format(&article.date, date), expected->date);
	same(expected->name, "modified", date_format(&article.modified, date), expected->modified);
	same(expected->name, "source", article.source, expected->source);
	same(expected->name, "author", article.author, expected->author);
	same(expected->name, "keywords", keywords, expected->keywords);
	same(expected->name, "language", article.language, expected->language);
	same(expected->name, "url", article.url, expected->address);
	same(expected->name, "text", article.text, expected->text);
	free(keywords);
	article_release(&article);
}

static void finds_articles(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&cases[i]);
}

static void passes_over_zeros(void **state)
{
	static const char page[] = "<h1>Ferry\0 runs again</h1>" ARTICLE;
	struct html_context context = {0};
	struct article article = {0};
	const char *reason = NULL;

	(void)state;
	assert_true(html_parse(page, sizeof page - 1, &context, false, &article, &reason));
	assert_string_equal(article.title, "Ferry runs again");
	assert_string_equal(article.text, TEXT);
	article_release(&article);
}

static void says_why_there_is_none(void **state)
{
	static const struct {
		const char *page;
		size_t length;
		const char *reason;
	} none[] = {
		{"", 0, "empty file"},
		{"<p>a\0b", 6, "binary file"},
		{"<script>var a;</script>", 23, "no text in the page"},
		{"  \n ", 4, "no text in the page"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct html_context context = {0};
		struct article article = {0};
		const char *reason = NULL;

		assert_false(html_parse(none[i].page, none[i].length, &context, false, &article, &reason));
		assert_string_equal(reason, none[i].reason);
		article_release(&article);
	}
}

static void keeps_boilerplate_when_told(void **state)
{
	static const char page[] = "<ul><li><a href=\"/\">Home</a></ul><h1>Ferry</h1><p>" ONE "</p><footer>Imprint</footer>";
	struct html_context context = {0};
	struct article article = {0};
	const char *reason = NULL;

	(void)state;
	assert_true(html_parse(page, sizeof page - 1, &context, true, &article, &reason));
	same("boilerplate", "text", article.text, "Home\n\nFerry\n\n" ONE "\n\nImprint");
	article_release(&article);
}

static void keeps_what_is_known_already(void **state)
{
	static const char page[] = "<title>Other</title><meta name=author content=Other><h1>Ferry</h1><p>" ONE "</p>";
	struct html_context context = {.url = "https://other.example/"};
	struct article article = {.title = memory_string("Known"), .author = memory_string("Ane"), .url = memory_string("urn:known")};
	const char *reason = NULL;

	(void)state;
	assert_true(html_parse(page, sizeof page - 1, &context, false, &article, &reason));
	same("known", "title", article.title, "Known");
	same("known", "author", article.author, "Ane");
	same("known", "url", article.url, "urn:known");
	article_release(&article);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_articles),
		cmocka_unit_test(passes_over_zeros),
		cmocka_unit_test(says_why_there_is_none),
		cmocka_unit_test(keeps_boilerplate_when_told),
		cmocka_unit_test(keeps_what_is_known_already),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

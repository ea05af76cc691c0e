/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/fragment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ONE "The ferry to the islands will run again from Monday."
#define TWO "Two boats are enough for now, said its head."
#define WORDPRESS "<p>The post <a href=\"a\">Ferry</a> appeared first on <a href=\"b\">The Quay</a>.</p>"

static const struct {
	const char *name, *html, *text;
} cases[] = {
	{"paragraphs, with or without their tags", "<p>" ONE "</p>" TWO "<br><br>Guests <a href=\"y\">come</a> back.", ONE "\n\n" TWO "\n\nGuests come back."},
	{"a list, a table's row", "<ul><li>Boats</li><li>Guests</li></ul><table><tr><td>Eight</td><td>Nine</td></tr></table>", "Boats\n\nGuests\n\nEight Nine"},
	{"the last line of the program that made the feed", "<p>" ONE "</p>" WORDPRESS, ONE},
	{"in other languages", "<p>" ONE "</p><p>Der Beitrag <a href=\"a\">Fähre</a> erschien zuerst auf <a href=\"b\">Kai</a>.</p>", ONE},
	{"and behind what goes before it at the end", "<p>" ONE "</p><p>Read more</p><p><a href=\"c\">Harbour wall to be raised</a></p>" WORDPRESS, ONE},
	{"inside the text it is text", "<p>The post office appeared first on the pier.</p><p>" ONE "</p>", "The post office appeared first on the pier.\n\n" ONE},
	{"share bars and boxes, by their classes and by their words",
	 "<div class=\"share-buttons\"><a href=\"x\">Tell a friend</a></div><p>" ONE "</p><p>Share this</p><p>" TWO "</p>"
	 "<div class=\"newsletter-signup\"><p>Get our letter.</p></div>", ONE "\n\n" TWO},
	{"pictures and what stands below them", "<figure><img><figcaption>A boat.</figcaption></figure><p>" ONE "</p><aside>Boats are ships.</aside>", ONE},
	{"a line of links at the end", "<p>" ONE "</p><p><a href=\"1\">Comments</a> | <a href=\"2\">Trackback</a></p>", ONE},
	{"a link in the middle stays", "<p>" ONE "</p><p><a href=\"1\">The harbour office</a></p><p>" TWO "</p>", ONE "\n\nThe harbour office\n\n" TWO},
	{"a paragraph that comes twice", "<p>" ONE "</p><p>" TWO "</p><p>" ONE "</p><p>Guests come back in spring, when the boats are painted.</p>",
	 ONE "\n\n" TWO "\n\nGuests come back in spring, when the boats are painted."},
	{"when nothing would be left, all of it", "<p><a href=\"1\">" ONE "</a></p>", ONE},
	{"no text", "<p><img></p>", NULL},
	{"nothing", "", NULL},
};

static void writes_paragraphs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer out = {0};
		bool found = fragment_write(&out, cases[i].html, strlen(cases[i].html), false);

		if (found != (cases[i].text != NULL) || (found && strcmp(out.bytes, cases[i].text) != 0))
			fail_msg("%s: \"%s\"", cases[i].name, out.bytes ? out.bytes : "");
		buffer_release(&out);
	}
}

static void keeps_boilerplate_when_told(void **state)
{
	const char *html = "<p>" ONE "</p><p>Share this</p>" WORDPRESS;
	struct buffer out = {0};

	(void)state;
	assert_true(fragment_write(&out, html, strlen(html), true));
	assert_string_equal(out.bytes, ONE "\n\nShare this\n\nThe post Ferry appeared first on The Quay.");
	buffer_release(&out);
}

static void tells_blocks_from_lines(void **state)
{
	(void)state;
	assert_true(fragment_has_blocks("One<BR/>two"));
	assert_true(fragment_has_blocks("<div class=\"a\">One</div>"));
	assert_false(fragment_has_blocks("One <b>two</b> <picture> 1 <p2"));
	assert_false(fragment_has_blocks(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_paragraphs),
		cmocka_unit_test(keeps_boilerplate_when_told),
		cmocka_unit_test(tells_blocks_from_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON scanner alone: what it takes and where it finds fault, and that libjansson agrees on hostile and random lines. */
#include "indexer/read/json_line.h"
#include "text/buffer.h"
#include "text/utf8.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Members as KEY=KIND:VALUE; with | between, strings unescaped; then the fault. */
static void render(struct buffer *out, const char *line, size_t length)
{
	static const char kinds[] = "-nb#saO";
	struct json_scanner scanner;
	struct json_value key, value;

	json_begin(&scanner, line, length);
	while (json_member(&scanner, &key, &value)) {
		json_text(out, &key);
		buffer_add_format(out, "=%c:", kinds[value.kind]);
		if (value.kind == JSON_KIND_STRING)
			json_text(out, &value);
		else
			buffer_add(out, value.bytes, value.length);
		buffer_add_byte(out, '|');
	}
	if (scanner.fault)
		buffer_add_format(out, "%zu: %s", json_column(&scanner), scanner.fault);
}

struct scan_case {
	const char *line, *expected;
};

static void check_cases(const struct scan_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};

		buffer_add_string(&out, "");
		render(&out, cases[i].line, strlen(cases[i].line));
		assert_string_equal(out.bytes, cases[i].expected);
		buffer_release(&out);
	}
}

#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))

static void test_values(void **state)
{
	static const struct scan_case cases[] = {
		/* no members */
		{"{}", ""},
		/* white space wherever it may be */
		{" \t{ \"a\" :\r 1 , \"b\":2 } \n", "a=#:1|b=#:2|"},
		/* every kind */
		{"{\"a\":null,\"b\":true,\"c\":false,\"d\":\"x\",\"e\":[1],\"f\":{\"g\":1}}",
	         "a=n:null|b=b:true|c=b:false|d=s:x|e=a:[1]|f=O:{\"g\":1}|"},
		/* numbers as they are written */
		{"{\"a\":-0,\"b\":1.50,\"c\":1E+2,\"d\":-12e-3,\"e\":0.0}",
	         "a=#:-0|b=#:1.50|c=#:1E+2|d=#:-12e-3|e=#:0.0|"},
		/* both of two members with one name are shown */
		{"{\"a\":1,\"a\":2}", "a=#:1|a=#:2|"},
		/* an escaped key */
		{"{\"\\u0061b\":1}", "ab=#:1|"},
		/* what is nested is shown whole, brackets inside strings are no brackets */
		{"{\"a\":[{},[],[[\"]\"]],{\"b\":\"}\",\"c\":[null]}],\"d\":{}}",
	         "a=a:[{},[],[[\"]\"]],{\"b\":\"}\",\"c\":[null]}]|d=O:{}|"},
	};

	(void)state;
	CHECK(cases);
}

static void test_strings(void **state)
{
	static const struct scan_case cases[] = {
		/* the short escapes; form feed and backspace are no text */
		{"{\"a\":\"\\\"\\\\\\/\\n\\t\\r[\\b\\f]\"}", "a=s:\"\\/\n\t\r[  ]|"},
		/* hexadecimal digits in both cases */
		{"{\"a\":\"\\u00e9\\u00E9\\u20ac\"}", "a=s:\xC3\xA9\xC3\xA9\xE2\x82\xAC|"},
		/* a surrogate pair is one character */
		{"{\"a\":\"\\ud83d\\ude00\"}", "a=s:\xF0\x9F\x98\x80|"},
		/* halves of pairs, alone, doubled, in the wrong order, before another escape and at the end */
		{"{\"a\":\"\\ud83dx\\ud83d\\ud83d\\ude00\\ude00\\ud83d\\n\\ud83d\"}",
	         "a=s:\xEF\xBF\xBDx\xEF\xBF\xBD\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD\n\xEF\xBF\xBD|"},
		/* NUL and other controls become spaces */
		{"{\"a\":\"x\\u0000y\\u001b\\u007f\\u0085z\"}", "a=s:x y   z|"},
		/* escaped line ends stay */
		{"{\"a\":\"\\u000a\\u000d\\u0009\"}", "a=s:\n\r\t|"},
		/* quotes and backslashes at every place of the eight bytes that are looked at together */
		{"{\"a\":\"1234567\\\"\",\"b\":\"123456\\\\\",\"c\":\"12345678\",\"d\":"
	         "\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"}",
	         "a=s:1234567\"|b=s:123456\\|c=s:12345678|d=s:\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9|"},
	};

	(void)state;
	CHECK(cases);
}

static void test_faults(void **state)
{
	static const struct scan_case cases[] = {
		/* nothing at all */
		{"", "1: it breaks off"},
		/* not an object */
		{"[1]", "1: an object in { } is wanted"},
		{"Moscow", "1: an object in { } is wanted"},
		/* breaks off: behind the brace, in a key, behind it, in a string, an escape, a nested value */
		{"{", "2: it breaks off"},
		{"{\"a", "4: it breaks off"},
		{"{\"a\"", "5: it breaks off"},
		{"{\"a\":", "6: it breaks off"},
		{"{\"a\":\"x", "8: it breaks off"},
		{"{\"a\":\"x\\", "9: it breaks off"},
		{"{\"a\":\"\\u12", "11: it breaks off"},
		{"{\"a\":[1,{\"b\":2", "15: it breaks off"},
		{"{\"a\":tru", "9: it breaks off"},
		{"{\"a\":1", "a=#:1|7: it breaks off"},
		{"{\"a\":1,", "a=#:1|8: it breaks off"},
		/* what came before the fault is shown */
		{"{\"a\":1 \"b\":2}", "a=#:1|8: a comma or } is wanted here"},
		{"{\"a\":1,}", "a=#:1|8: a string in double quotes is wanted here"},
		{"{\"a\":[1 2]}", "9: a comma or ] is wanted here"},
		{"{\"a\":[1,]}", "9: a value is wanted here"},
		{"{\"a\":{\"b\":1]}", "12: a comma or } is wanted here"},
		{"{\"a\":{\"b\",1}}", "10: a colon is wanted here"},
		{"{\"a\":{,}}", "7: a string in double quotes is wanted here"},
		{"{a:1}", "2: a string in double quotes is wanted here"},
		{"{'a':1}", "2: a string in double quotes is wanted here"},
		{"{\"a\";1}", "5: a colon is wanted here"},
		{"{\"a\":nul}", "9: a value is wanted here"},
		{"{\"a\":NaN}", "6: a value is wanted here"},
		/* numbers that JSON has not */
		{"{\"a\":01}", "a=#:0|7: a comma or } is wanted here"},
		{"{\"a\":+1}", "6: a value is wanted here"},
		{"{\"a\":1.}", "8: a digit is wanted here"},
		{"{\"a\":.5}", "6: a value is wanted here"},
		{"{\"a\":1e}", "8: a digit is wanted here"},
		{"{\"a\":-}", "7: a digit is wanted here"},
		/* in strings */
		{"{\"a\":\"x\ty\"}", "8: a control character must be escaped"},
		{"{\"a\":\"\\x41\"}", "8: no such escape"},
		{"{\"a\":\"\\u12g4\"}", "11: four hexadecimal digits are wanted here"},
		/* behind the object */
		{"{} {}", "4: more stands behind the end of the object"},
		{"{\"a\":1}}", "a=#:1|8: more stands behind the end of the object"},
		/* columns are characters */
		{"{\"\xC3\xA9\":\"\xE2\x82\xAC\",!}",
	         "\xC3\xA9=s:\xE2\x82\xAC|10: a string in double quotes is wanted here"},
	};

	(void)state;
	CHECK(cases);
}

static void test_arrays(void **state)
{
	static const char line[] = "{\"a\":[ \"x\" , 1,[2] ],\"b\":[ ]}";
	struct json_scanner scanner, items;
	struct json_value key, value, item;
	struct buffer out = {0};

	(void)state;
	json_begin(&scanner, line, strlen(line));
	while (json_member(&scanner, &key, &value)) {
		json_begin_array(&items, &value);
		while (json_item(&items, &item))
			buffer_add_format(&out, "<%.*s>", (int)item.length, item.bytes);
		assert_null(items.fault);
		buffer_add_byte(&out, ';');
	}
	assert_string_equal(out.bytes, "<x><1><[2]>;;");
	buffer_release(&out);
}

static void test_names(void **state)
{
	const struct json_value plain = {JSON_KIND_STRING, "text", 4, false};
	const struct json_value escaped = {JSON_KIND_STRING, "t\\u0065xt", 9, true};

	(void)state;
	assert_true(json_is(&plain, "text"));
	assert_false(json_is(&plain, "tex"));
	assert_false(json_is(&plain, "text "));
	assert_true(json_is(&escaped, "text"));
	assert_false(json_is(&escaped, "t\\u0065xt"));
}

/* {"a":[[[...]]]} with so many brackets; the last ones may be missing. */
static void add_depth(struct buffer *out, size_t depth, const char *open, const char *close)
{
	buffer_add_string(out, "{\"a\":");
	for (size_t i = 0; i < depth; i++)
		buffer_add_string(out, open);
	buffer_add_string(out, "1");
	for (size_t i = 0; i < depth; i++)
		buffer_add_string(out, close);
	buffer_add_string(out, "}");
}

static bool scan(const char *line, size_t length, const char **fault)
{
	struct json_scanner scanner;
	struct json_value key, value;

	json_begin(&scanner, line, length);
	while (json_member(&scanner, &key, &value))
		;
	*fault = scanner.fault;
	return !scanner.fault;
}

static void test_depth(void **state)
{
	static const struct {
		size_t depth;
		const char *open, *close, *fault;
	} cases[] = {
		{JSON_DEPTH_MAX - 1, "[", "]", NULL},
		{JSON_DEPTH_MAX, "[", "]", "too deeply nested"},
		{JSON_DEPTH_MAX, "{\"b\":", "}", "too deeply nested"},
		/* a bomb that never closes */
		{5000000, "[", "", "too deeply nested"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer line = {0};
		const char *fault;

		add_depth(&line, cases[i].depth, cases[i].open, cases[i].close);
		assert_int_equal(scan(line.bytes, line.length, &fault), cases[i].fault == NULL);
		if (cases[i].fault)
			assert_string_equal(fault, cases[i].fault);
		buffer_release(&line);
	}
}

/*
 * Where libjansson refuses what we take: a number that no C type holds (we keep
 * its digits), half a surrogate pair, NUL in a key.
 */
static bool refused_for_values_alone(const json_error_t *error)
{
	return json_error_code(error) == json_error_numeric_overflow ||
	       json_error_code(error) == json_error_null_byte_in_key ||
	       (json_error_code(error) == json_error_invalid_syntax && strstr(error->text, "Unicode"));
}

static const struct {
	enum json_kind kind;
	json_type type;
} kinds[] = {{JSON_KIND_NULL, JSON_NULL},   {JSON_KIND_BOOLEAN, JSON_TRUE},   {JSON_KIND_BOOLEAN, JSON_FALSE},
             {JSON_KIND_NUMBER, JSON_REAL}, {JSON_KIND_NUMBER, JSON_INTEGER}, {JSON_KIND_STRING, JSON_STRING},
             {JSON_KIND_ARRAY, JSON_ARRAY}, {JSON_KIND_OBJECT, JSON_OBJECT}};

static bool same_kind(enum json_kind kind, json_type type)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].kind == kind && kinds[i].type == type)
			return true;
	return false;
}

/* Whether our text of a string is jansson's, its controls made spaces. */
static void compare_text(const struct json_value *value, const json_t *reference)
{
	struct buffer ours = {0}, theirs = {0};

	json_text(&ours, value);
	buffer_add(&theirs, json_string_value(reference), json_string_length(reference));
	for (size_t i = 0; i < theirs.length; i++) {
		unsigned char byte = (unsigned char)theirs.bytes[i];

		if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t')
			theirs.bytes[i] = ' ';
	}
	assert_int_equal(ours.length, theirs.length);
	assert_memory_equal(ours.bytes, theirs.bytes, ours.length);
	buffer_release(&ours);
	buffer_release(&theirs);
}

/* Every member that is the last of its name is the one that jansson keeps. */
static void compare_members(const char *line, size_t length, const json_t *reference)
{
	struct json_scanner scanner;
	struct json_value key, value;
	struct json_value last[26] = {0}; /* the lines' keys are single letters, or are not compared */

	json_begin(&scanner, line, length);
	while (json_member(&scanner, &key, &value))
		if (key.length == 1 && *key.bytes >= 'a' && *key.bytes <= 'z')
			last[*key.bytes - 'a'] = value;
	for (int i = 0; i < 26; i++) {
		char name[2] = {(char)('a' + i), '\0'};
		const json_t *theirs = json_object_get(reference, name);

		if (last[i].kind == JSON_KIND_NONE)
			continue;
		assert_non_null(theirs);
		assert_true(same_kind(last[i].kind, json_typeof(theirs)));
		if (last[i].kind == JSON_KIND_STRING)
			compare_text(&last[i], theirs);
	}
}

/* 1 when both take the line, 0 when both refuse it, -1 when it is not to be compared. */
static int compare(const char *line, size_t length)
{
	json_error_t error;
	json_t *reference = json_loadb(line, length, JSON_ALLOW_NUL, &error);
	const char *fault;
	bool taken = scan(line, length, &fault);

	if (!reference && refused_for_values_alone(&error))
		return -1;
	if (taken != json_is_object(reference)) {
		print_error("ours: %s, jansson: %s\n%.*s\n", taken ? "taken" : fault, reference ? "taken" : error.text,
		            (int)length, line);
		fail();
	}
	if (taken)
		compare_members(line, length, reference);
	json_decref(reference);
	return taken;
}

static uint64_t random_state;

static unsigned random_below(unsigned limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(random_state >> 33) % limit;
}

static void add_random_value(struct buffer *line, int depth);

static void add_random_string(struct buffer *line)
{
	static const char *const pieces[] = {
		"a",       "news ", "\\n", "\\\"", "\\\\", "\xC3\xA9", "\\u00fc",         "\\u0000", "\\ud83d\\ude00",
		"\\u0001", "\\/",   "}",   "]",    ",",    ":",        "0123456789abcdef"};

	buffer_add_byte(line, '"');
	for (unsigned i = random_below(6); i; i--)
		buffer_add_string(line, pieces[random_below(sizeof pieces / sizeof *pieces)]);
	buffer_add_byte(line, '"');
}

static void add_random_members(struct buffer *line, int depth, bool named)
{
	for (unsigned i = random_below(5); i; i--) {
		if (named)
			buffer_add_format(line, "\"%c\"%s", 'a' + (int)random_below(4), random_below(4) ? ":" : " : ");
		add_random_value(line, depth + 1);
		if (i > 1)
			buffer_add_string(line, random_below(4) ? "," : "\t, ");
	}
}

static void add_random_value(struct buffer *line, int depth)
{
	static const char *const scalars[] = {"null", "true", "false",    "0",        "-1",
	                                      "12.5", "1e9",  "-0.25E-3", "123456789"};
	unsigned kind = random_below(depth > 4 ? 4 : 6);

	if (kind < 2) {
		add_random_string(line);
	} else if (kind < 4) {
		buffer_add_string(line, scalars[random_below(sizeof scalars / sizeof *scalars)]);
	} else {
		buffer_add_byte(line, kind == 4 ? '[' : '{');
		add_random_members(line, depth, kind == 5);
		buffer_add_byte(line, kind == 4 ? ']' : '}');
	}
}

/* Cuts, doubles, swaps or overwrites a byte: most such lines are broken, some are still sound. */
static void damage(struct buffer *line)
{
	static const char bytes[] = "{}[]\",:\\u0e-+.tn \t\n\x01";
	size_t place = random_below((unsigned)line->length);

	switch (random_below(4)) {
	case 0:
		line->length = place;
		break;
	case 1:
		line->bytes[place] = bytes[random_below(sizeof bytes - 1)];
		break;
	case 2:
		memmove(line->bytes + place, line->bytes + place + 1, line->length - place - 1);
		line->length--;
		break;
	default:
		buffer_reserve(line, 1);
		memmove(line->bytes + place + 1, line->bytes + place, line->length - place);
		line->length++;
	}
	line->bytes[line->length] = '\0';
}

static void test_random_lines_as_jansson(void **state)
{
	int outcomes[3] = {0};

	(void)state;
	random_state = 20250602;
	for (int round = 0; round < 30000; round++) {
		struct buffer line = {0};

		buffer_add_byte(&line, '{');
		add_random_members(&line, 0, true);
		buffer_add_byte(&line, '}');
		for (int i = round % 3; i && line.length; i--)
			damage(&line);
		if (utf8_valid(line.bytes, line.length))
			outcomes[1 + compare(line.bytes, line.length)]++;
		buffer_release(&line);
	}
	/* the test tests nothing unless both outcomes are common */
	assert_true(outcomes[1] > 5000 && outcomes[2] > 10000);
}

static void test_every_cut_as_jansson(void **state)
{
	static const char line[] =
		" {\"a\": \"x\\u00e9\\ud83d\\ude00\\n\", \"b\": [1.5e-3, {\"c\": null}, [], {}], \"a\": -0, "
		"\"d\": {\"e\": [true, false]}, \"\": \"\xE2\x82\xAC\"} ";
	size_t length = strlen(line);

	(void)state;
	for (size_t i = 0; i <= length; i++)
		if (utf8_valid(line, i))
			compare(line, i);
	assert_int_equal(compare(line, length), 1);
}

static void test_hostile_lines_as_jansson(void **state)
{
	static const char *const lines[] = {
		"{\"a\":1}{",
		"{\"a\":1}\"",
		"{{}}",
		"{\"a\":{}}}",
		"{[]}",
		"{\"a\":[}]",
		"{\"a\" \"b\"}",
		"{,}",
		"{\"a\":1,,\"b\":2}",
		"{\"a\":0x10}",
		"{\"a\":1.2.3}",
		"{\"a\":--1}",
		"{\"a\":1e+}",
		"{\"a\":-01}",
		"{\"a\":00}",
		"{\"a\":1E1}",
		"{\"a\":-0.0}",
		"{\"a\":truefalse}",
		"{\"a\":TRUE}",
		"{\"a\":nulll}",
		"{\"a\":\"\\u\"}",
		"{\"a\":\"\\u00\"}",
		"{\"a\":\"\\U0041\"}",
		"{\"a\":\"\\'\"}",
		"{\"a\":\"\\a\"}",
		"{\"a\":\"\x7F\"}",
		"{\"a\":\"\x1F\"}",
		"{\"a\":\"\n\"}",
		"{\"a\":\"\\\n\"}",
		"{\"a\":1}//",
		"{/**/\"a\":1}",
		"\xEF\xBB\xBF{}",
		"{\"a\":Infinity}",
		"{\"a\":undefined}",
		"{\"a\":'x'}",
		"{\"a\":\"x\"\"y\"}",
		"\v{}",
		"{}\f",
		"{\"a\":\xC2\xA0"
		"1}",
		"{\"a\":[1,2,3,]}",
		"{\"a\":[,1]}",
		"{\"a\":{\"b\":1,}}",
		"\"{}\"",
		"null",
		"{\"a\":1e400}",
		"{\"a\":123456789012345678901234567890}",
		"{\"a\":\"\\ud800\"}",
		"{\"\\u0000\":1}",
		"{\"a\":\"\\u0000\"}",
		"{\"a\":1]",
		"{\"a\":[1}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		compare(lines[i], strlen(lines[i]));
	/* a control among eight bytes that are looked at together */
	compare("{\"a\":\"0123\x1F"
	        "4567890123456789\"}",
	        29);
	/* a NUL before a value and in an escape; not behind a number, where jansson 2.14 overlooks it */
	compare("{\"a\":\0"
	        "1}",
	        8);
	compare("{\"a\":\"\\\0\"}", 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_arrays),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_hostile_lines_as_jansson),
		cmocka_unit_test(test_every_cut_as_jansson),
		cmocka_unit_test(test_random_lines_as_jansson),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

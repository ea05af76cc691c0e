/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/parse.h"

#include "text/buffer.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * A query, its tree, its warnings.
 *
 * The tree: (clauses in brackets), words bare, "phrases" quoted, prefixes with their
 * star, those spelled nearly so with their tilde, ="exact letters", words near
 * each other as {a b}N, FIELD: before what is in a field, + or - before what is demanded or denied.
 * The outermost brackets are left out. Warnings: "COLUMN MESSAGE", a line each.
 */
struct query_case {
	const char *query, *tree, *warnings;
};

#define UNCLOSED_QUOTE "this quotation mark is not closed; its words are searched one by one"
#define UNCLOSED_BRACKET "this bracket is not closed; it is closed at the end"
#define NEEDLESS_BRACKET "this bracket closes nothing; it is passed over"
#define DANGLING "nothing follows this operator; it is searched as a word"
#define NOTHING_BEFORE "nothing stands before this operator; it is searched as a word"
#define NO_VALUE "nothing stands right behind the colon; this is searched as a word"
#define NO_DATE "this is no date, and searched as words; write 2025, 2025-06-02, 2025-06-01..2025-06-03, yesterday or \"last week\""
#define NEAR_BOUND "NEAR takes 1 to 100 words; the nearest of these is taken"
#define NEAR_AND "NEAR joins words, phrases and words in brackets; this one is searched as AND"
#define NEAR_SIX "NEAR joins six words or phrases at most; this one is left out"
#define NO_FIELD "there is no such field; this is searched as words (the fields are title, person, org, place, source, author, language and date)"
#define INNER_FIELD "one field stands inside another; this one counts"
#define EMPTY_QUOTES "nothing stands between these quotation marks"
#define EMPTY_BRACKETS "nothing stands between these brackets"
#define SIGN_ALONE "this sign stands right before or behind a word; by itself it is passed over"
#define NO_OPERATOR "this is no operator, and passed over; the operators are AND, OR, NOT and NEAR"
#define NEAR_WHAT "NEAR/ has a number of words behind it, as in NEAR/5; this is searched as words"
#define STAR "a star stands for the end of a word only; elsewhere it is passed over"
#define WEIGHT "no word is given a weight, and this is passed over"
#define SLOP "nothing is known to stand behind a phrase, and this is passed over; write one NEAR/5 another"
#define HEADLINE "in a line of capitals this is searched as a word; write the other words small to make it an operator"
#define BACKWARDS "this period ends before it begins"

static const struct query_case words[] = {
	{"", "", ""},
	{"   \t\n ", "", ""},
	{"ceasefire", "ceasefire", ""},
	{"Medinsky ceasefire", "Medinsky ceasefire", ""},
	{"  Medinsky\t\r\nceasefire  ", "Medinsky ceasefire", ""},      /* a line pasted from anywhere */
	{"a\u00A0b\u3000c\u200Bd", "a b c d", ""},                      /* every script's white space */
	{"a\001b\033c\177d", "a b c d", ""},                            /* control characters part words */
	{"Çırağan Türkiye 停火", "Çırağan Türkiye 停火", ""},
	{"cease-fire F-16 1,200-for-1,200", "cease-fire F-16 1,200-for-1,200", ""}, /* a minus inside is none */
	{"zelensky's U.S. $7 15%", "zelensky's U.S. $7 15%", ""},
	{"https://example.org/a?b=c&d", "https://example.org/a?b=c&d", ""}, /* no field https */
	{"11:13 C:x Analysis:Why std::x", "11:13 C:x Analysis:Why std::x", ""}, /* nor are these meant as fields */
	{"🙂 👍🏽 e\u0301te\u0301", "🙂 👍🏽 e\u0301te\u0301", ""},       /* emoji, and accents of their own */
	{"\uFEFFa \u202Eb", "a b", ""},                                 /* what begins a file, what turns the direction */
	{"وقف إطلاق النار הפסקת אש", "وقف إطلاق النار הפסקת אש", ""},
	{"การหยุดยิง 停火协议 イスタンブール 휴전", "การหยุดยิง 停火协议 イスタンブール 휴전", ""},
	{"peace, talks; (istanbul).", "peace, talks; (istanbul) .", ""}, /* a sentence */
	{"C++ R&D <b>", "C++ R&D <b>", ""},
	{"\xFFx y\xC3", "\xEF\xBF\xBDx y\xEF\xBF\xBD", ""},             /* broken UTF-8 */
};

static const struct query_case phrases[] = {
	{"\"339 children\"", "\"339 children\"", ""},
	{"“eyes of the entire world”", "\"eyes of the entire world\"", ""},
	{"„Augen der Welt“ «yeux» 「停火」", "\"Augen der Welt\" \"yeux\" \"停火\"", ""},
	{"a\"b c\"d", "a \"b c\" d", ""},                               /* without white space between */
	{"\"\" x", "\"\" x", "1 " EMPTY_QUOTES "\n"},
	{"“ ” =\"\"", "\" \" =\"\"", "1 " EMPTY_QUOTES "\n6 " EMPTY_QUOTES "\n"},
	{"\"the «Wall Street» of\"", "\"the «Wall Street» of\"", ""},   /* one within another */
	{"«il a dit \"non\" hier» a", "\"il a dit \"non\" hier\" a", ""},
	{"『「停火」协议』", "\"「停火」协议\"", ""},
	{"“a b\" »c d« «e f\"", "\"a b\" \"c d\" \"e f\"", ""},          /* mixed by whoever corrected it; Danish; of two families */
	{"\"a b\"~5 c \"d\"~", "\"a b\" c \"d\"", "6 " SLOP "\n14 " SLOP "\n"},
	{"a^2 \"b c\"^1.5 d*^3", "a \"b c\" d*", "2 " WEIGHT "\n10 " WEIGHT "\n17 " WEIGHT "\n"},
	{"a^b ^2 c^", "a^b ^2 c^", ""},
	{"\\\"a\\\"", "\\ \"a\\\"", ""},                                    /* nothing is escaped */
	{"\"a (b OR -c\"", "\"a (b OR -c\"", ""},                       /* nothing inside is an operator */
	{"peace \"talks in", "peace talks in", "7 " UNCLOSED_QUOTE "\n"},
	{"\"", "", "1 " UNCLOSED_QUOTE "\n"},
	{"äöü \"x", "äöü x", "5 " UNCLOSED_QUOTE "\n"},                 /* columns are characters */
	{"🙂 e\u0301 «x", "🙂 e\u0301 x", "6 " UNCLOSED_QUOTE "\n"},     /* code points, not bytes or what is drawn */
	{"-\"a b", "-a b", "2 " UNCLOSED_QUOTE "\n"},                   /* the sign is the first word's */
	{"title:\"a b", "title:a b", "7 " UNCLOSED_QUOTE "\n"},         /* and so is the field */
	{"-\" a", "a", "2 " UNCLOSED_QUOTE "\n"},
	{"+\"a b\" -\"c d\"", "+\"a b\" -\"c d\"", ""},
};

static const struct query_case signs[] = {
	{"+a -b c", "+a -b c", ""},
	{"−a", "-a", ""},                                               /* the typographer's minus */
	{"a - b + c", "a - b + c", "3 " SIGN_ALONE "\n7 " SIGN_ALONE "\n"}, /* alone they are words, which find nothing */
	{"+", "+", "1 " SIGN_ALONE "\n"},
	{"-", "-", "1 " SIGN_ALONE "\n"},
	{"*", "*", "1 " SIGN_ALONE "\n"},
	{"a ~ (-)", "a ~ (-)", "3 " SIGN_ALONE "\n6 " SIGN_ALONE "\n"},
	{"a -- b & c | d", "a -- b & c | d", ""},                       /* signs of a text, not of the language */
	{"\u200F-a \u200E+b", "-a +b", ""},                             /* what turns the direction is not seen */
	{"a && b || c", "a && b || c", "3 " NO_OPERATOR "\n8 " NO_OPERATOR "\n"},
	{"--a", "--a", ""},                                             /* -, then the word "-a" */
	{"-(a b) +(c d)", "-(a b) +(c d)", ""},
	{"cease* -cease*", "cease* -cease*", ""},
	{"a*b ** *c f***", "a*b ** *c f***", "1 " STAR "\n5 " SIGN_ALONE "\n8 " STAR "\n11 " STAR "\n"},
};

static const struct query_case operators[] = {
	{"a AND b", "(+a +b)", ""},
	{"a OR b", "a b", ""},
	{"a NOT b", "(+a -b)", ""},
	{"NOT a", "-a", ""},
	{"a AND NOT b", "(+a -b)", ""},
	{"a AND -b", "(+a -b)", ""},
	{"a AND b OR c AND d", "(+a +b) (+c +d)", ""},                  /* AND binds more tightly */
	{"a b AND c", "a (+b +c)", ""},                                 /* also than white space */
	{"a AND b AND c NOT d", "(+a +b +c -d)", ""},
	{"(a OR b) AND c", "(+(a b) +c)", ""},
	{"(drone OR missile) AND kyiv NOT crimea", "(+(drone missile) +kyiv -crimea)", ""},
	{"a and b or not c", "a and b or not c", ""},                   /* in capitals only */
	{"ANDROID ORB NOTES", "ANDROID ORB NOTES", ""},
	{"(a)AND(b)", "(+(a) +(b))", ""},
	{"NOTRE DAME D OR", "NOTRE DAME D OR", "14 " HEADLINE "\n"},
	{"TO BE OR NOT TO BE", "TO BE OR NOT TO BE", "7 " HEADLINE "\n"},
	{"ÇA VA OU PAS AND WHY", "ÇA VA OU PAS AND WHY", "14 " HEADLINE "\n"},
	{"МИР AND МОСКВА НЕ NOT", "МИР AND МОСКВА НЕ NOT", "5 " HEADLINE "\n"},
	{"NATO AND EU NOT TURKEY", "(+NATO +EU -TURKEY)", ""},          /* typed so: operators between all words */
	{"NATO AND \"EU SUMMIT\"", "(+NATO +\"EU SUMMIT\")", ""},
	{"EU NATO -UK OR US", "EU NATO -UK US", ""},
	{"停火 NOT 伊斯坦布尔 协议", "(+停火 -伊斯坦布尔) 协议", ""},   /* where there are no capitals */
	{"a AND AND b", "a (+AND +b)", "3 " DANGLING "\n"},
	{"OR OR OR", "OR OR OR", "1 " NOTHING_BEFORE "\n4 " DANGLING "\n7 " DANGLING "\n"},
	{"AND", "AND", "1 " NOTHING_BEFORE "\n"},
	{"OR", "OR", "1 " NOTHING_BEFORE "\n"},
	{"+AND \"OR\"", "+AND \"OR\"", ""},                             /* meant as words */
	{"(OR a) NEAR/3 b", "{(OR a) b}3", "2 " NOTHING_BEFORE "\n"},
	{"NOT", "NOT", "1 " DANGLING "\n"},
	{"AND a", "AND a", "1 " NOTHING_BEFORE "\n"},
	{"a AND", "a AND", "3 " DANGLING "\n"},
	{"a NOT", "a NOT", "3 " DANGLING "\n"},
	{"(a OR) b", "(a OR) b", "4 " DANGLING "\n"},
	{"NOT NOT a", "(+NOT -a)", "1 " DANGLING "\n"},
};

static const struct query_case nears[] = {
	{"a NEAR/5 b", "{a b}5", ""},
	{"x a NEAR/5 b y", "x {a b}5 y", ""},                           /* binds more tightly than white space */
	{"a NEAR/5 b AND c", "(+{a b}5 +c)", ""},                       /* and than AND */
	{"-a NEAR/2 b", "-{a b}2", ""},
	{"NOT a NEAR/2 b", "-{a b}2", ""},
	{"a NEAR b", "{a b}10", ""},
	{"EARTHQUAKE NEAR TOKYO", "EARTHQUAKE NEAR TOKYO", ""},         /* a headline */
	{"EARTHQUAKE NEAR/3 TOKYO", "{EARTHQUAKE TOKYO}3", ""},         /* no headline has a number there */
	{"a near/5 b", "a near/5 b", ""},                               /* in capitals only */
	{"a NEAR/5km b", "a NEAR/5km b", "3 " NEAR_WHAT "\n"},
	{"a NEAR/ b", "a NEAR/ b", "3 " NEAR_WHAT "\n"},
	{"a NEAR/-1 b", "a NEAR/-1 b", "3 " NEAR_WHAT "\n"},
	{"停火 NEAR 协议", "{停火 协议}10", ""},                        /* no line of capitals */
	{"A AND B NEAR/3 C", "(+A +{B C}3)", ""},
	{"NEAR/5 b", "NEAR/5 b", "1 " NOTHING_BEFORE "\n"},
	{"NEAR/5km b", "NEAR/5km b", "1 " NEAR_WHAT "\n"},
	{"a NEAR/5", "a NEAR/5", "3 " DANGLING "\n"},
	{"(a NEAR/5) b", "(a NEAR/5) b", "4 " DANGLING "\n"},
	{"a NEAR/5 OR b", "a NEAR/5 b", "3 " DANGLING "\n"},
	{"\"a b\"NEAR/3(c OR d*)", "{\"a b\" (c d*)}3", ""},
	{"a NEAR/2 b NEAR/7 c", "{a b c}7", ""},                        /* the widest counts */
	{"title:a NEAR/2 title:b", "{title:a title:b}2", ""},
	{"title:(a NEAR/2 b)", "({title:a title:b}2)", ""},
	{"a~ NEAR/2 b", "{a~ b}2", ""},
	{"a NEAR/0 b", "{a b}1", "3 " NEAR_BOUND "\n"},
	{"a NEAR/99999999999 b", "{a b}100", "3 " NEAR_BOUND "\n"},
	{"a NEAR/2 (b AND c)", "(+a +((+b +c)))", "1 " NEAR_AND "\n"},
	{"a NEAR/2 source:x", "(+a +source:x)", "1 " NEAR_AND "\n"},
	{"a NEAR b NEAR c NEAR d NEAR e NEAR f NEAR g", "{a b c d e f}10", "43 " NEAR_SIX "\n"},
};

static const struct query_case spellings[] = {
	{"umerof~", "umerof~", ""},
	{"umerof~1 umerof~2", "umerof~ umerof~", ""},                   /* as Lucene's users write it */
	{"umerof~3", "umerof~3", ""},
	{"~ a~b ~a", "~ a~b ~a", "1 " SIGN_ALONE "\n"},
	{"title:umerof~", "title:umerof~", ""},
	{"=\"Kiev\"", "=\"Kiev\"", ""},
	{"+=\"Kiev\" -=“Kyiv”", "+=\"Kiev\" -=\"Kyiv\"", ""},
	{"title:=\"Kiev\"", "title:=\"Kiev\"", ""},
	{"=Kiev a=\"b\"", "=Kiev a= \"b\"", ""},                        /* = before a quotation mark only */
	{"=\"Kiev", "Kiev", "2 " UNCLOSED_QUOTE "\n"},
};

/* What word processors and other keyboards make of the language. */
static const struct query_case typography[] = {
	{"＋a －b", "+a -b", ""},
	{"＂a b＂", "\"a b\"", ""},
	{"ｔｉｔｌｅ：ａ＊", "title:a*", ""},
	{"ａ　ＯＲ　（ｂ）", "a (b)", ""},
	{"–a", "-a", ""},                                               /* en dash */
	{"‐a ‑b", "-a -b", ""},                                         /* hyphen, one that does not break */
	{"war —peace", "war —peace", ""},                               /* a dash that parts sentences */
	{"war – peace", "war – peace", ""},
	{"date:2025–06–01..2025-06-03", "date:2025–06–01..2025-06-03", ""},
	{"date:2025-06-01…2025-06-03", "date:2025-06-01…2025-06-03", ""},
	{"‘a’ don’t", "‘a’ don’t", ""},
};

static const struct query_case brackets[] = {
	{"(a)", "(a)", ""},
	{"()", "()", "1 " EMPTY_BRACKETS "\n"},
	{"title:( ) a", "() a", "7 " EMPTY_BRACKETS "\n"},
	{"[a] {b}", "[a] {b}", ""},
	{"((a) (b (c)))", "((a) (b (c)))", ""},
	{"（停火）", "(停火)", ""},                                     /* full width */
	{"(a b", "(a b)", "1 " UNCLOSED_BRACKET "\n"},
	{"a (b (c", "a (b (c))", "6 " UNCLOSED_BRACKET "\n3 " UNCLOSED_BRACKET "\n"},
	{"a) b", "a b", "2 " NEEDLESS_BRACKET "\n"},
	{")))", "", "1 " NEEDLESS_BRACKET "\n2 " NEEDLESS_BRACKET "\n3 " NEEDLESS_BRACKET "\n"},
	{"f(x) g", "f (x) g", ""},
};

static const struct query_case in_fields[] = {
	{"title:ceasefire", "title:ceasefire", ""},
	{"title:\"prisoner exchange\" talks", "title:\"prisoner exchange\" talks", ""},
	{"-source:afp +author:\"jane doe\"", "-source:afp +author:\"jane doe\"", ""},
	{"language:en title:cease*", "language:en title:cease*", ""},
	{"title:https://example.org", "title:https://example.org", ""},
	{"title:(peace OR talks) war", "(title:peace title:talks) war", ""},
	{"title:(peace source:afp)", "(title:peace source:afp)", ""},   /* the nearer one counts */
	{"source:(\"a b\" OR c)", "(source:\"a b\" source:c)", ""},
	{"title: ceasefire", "title: ceasefire", "1 " NO_VALUE "\n"},   /* no value: words */
	{"(x place:)", "(x place:)", "4 " NO_VALUE "\n"},
	{"title:", "title:", "1 " NO_VALUE "\n"},
	{"(title:)", "(title:)", "2 " NO_VALUE "\n"},
	{"subtitle:x a colour:red", "subtitle:x a colour:red", "1 " NO_FIELD "\n14 " NO_FIELD "\n"},
	{"foo:\"a b\" foo:", "foo: \"a b\" foo:", "1 " NO_FIELD "\n"},
	{"Title:a SOURCE:b", "title:a source:b", ""},                   /* a telephone begins with a capital */
	{"title:source:afp a", "source:afp a", "7 " INNER_FIELD "\n"},
	{"title:foo:b (source:c:d)", "title:foo:b (source:c:d)", ""},   /* a colon in a value */
	{"date:2025-06-03", "date:2025-06-03", ""},
	{"date:2025-06-01..2025-06-03", "date:2025-06-01..2025-06-03", ""},
	{"date:..2025 date:2025-06..", "date:..2025 date:2025-06..", ""},
	{"date:\"June 3, 2025\"", "date:\"June 3, 2025\"", ""},
	{"a date:someday", "a someday", "3 " NO_DATE "\n"},
	{"date:yesterday date:\"last week\"", "date:yesterday date:\"last week\"", ""},
	{"date:[2025 TO 2026]", "[2025 TO 2026]", "1 " NO_DATE "\n"},   /* Lucene's way */
	{"date:2025-02-30", "2025-02-30", "1 " NO_DATE "\n"},
	{"date:(2025-06-03 OR x)", "(date:2025-06-03 x)", "21 " NO_DATE "\n"},
	{"date:2025..2024", "date:2025..2024", "1 " BACKWARDS "\n"},
};

/* ---- the tree in words ---- */

static void print_nodes(struct buffer *out, const struct node *group);

static void print_node(struct buffer *out, const struct node *node)
{
	const char *around = node->kind == NODE_PHRASE || node->kind == NODE_EXACT ? "\"" : "";

	buffer_add_string(out, node->demand == DEMAND_MUST ? "+" : node->demand == DEMAND_NOT ? "-" : "");
	if (node_is_inner(node)) {
		buffer_add_byte(out, node->kind == NODE_NEAR ? '{' : '(');
		print_nodes(out, node);
		buffer_add_byte(out, node->kind == NODE_NEAR ? '}' : ')');
		if (node->kind == NODE_NEAR)
			buffer_add_format(out, "%u", node->distance);
		return;
	}
	if (node->field != QUERY_TEXT)
		buffer_add_format(out, "%s:", field_name(node->field));
	buffer_add_format(out, "%s%s%s%s%s", node->kind == NODE_EXACT ? "=" : "", around, node->text, around,
	                  node->kind == NODE_PREFIX ? "*" : node->kind == NODE_SIMILAR ? "~" : "");
}

static void print_nodes(struct buffer *out, const struct node *group)
{
	for (size_t i = 0; i < group->count; i++) {
		if (i > 0)
			buffer_add_byte(out, ' ');
		print_node(out, group->children[i]);
	}
}

static void add_warning(void *context, size_t column, const char *message)
{
	buffer_add_format(context, "%zu %s\n", column, message);
}

static void check_query(const struct query_case *test)
{
	struct buffer tree = {0}, warnings = {0};
	struct node *node = query_parse(test->query, strlen(test->query), add_warning, &warnings);

	buffer_add_string(&tree, "");
	buffer_add_string(&warnings, "");
	print_nodes(&tree, node);
	if (strcmp(tree.bytes, test->tree) || strcmp(warnings.bytes, test->warnings))
		print_error("query:    %s\ntree:     %s\nwarnings: %s\n", test->query, tree.bytes, warnings.bytes);
	assert_string_equal(tree.bytes, test->tree);
	assert_string_equal(warnings.bytes, test->warnings);
	node_free(node);
	buffer_release(&tree);
	buffer_release(&warnings);
}

struct query_table {
	const struct query_case *cases;
	size_t count;
};

static void check_table(void **state)
{
	const struct query_table *table = *state;

	for (size_t i = 0; i < table->count; i++)
		check_query(&table->cases[i]);
}

/* ---- columns ---- */

/* Each leaf knows where it began: a warning of a later stage needs it. */
static void leaves_know_their_columns(void **state)
{
	const char *query = "äb +cd \"e f\" title:gh (i -j*)";
	const size_t expected[] = {1, 5, 9, 20, 24, 27};
	struct buffer warnings = {0};
	struct node *node = query_parse(query, strlen(query), add_warning, &warnings);
	struct node *group = node->children[4];

	(void)state;
	assert_int_equal(node->count, 5);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(node->children[i]->column, expected[i]);
	assert_int_equal(group->children[0]->column, expected[4]);
	assert_int_equal(group->children[1]->column, expected[5]);
	assert_null(warnings.bytes);
	node_free(node);
}

/* ---- bounds ---- */

struct large_case {
	const char *piece;
	size_t times;
	size_t leaves, depth; /* of the tree */
	size_t warnings;
};

static const struct large_case large[] = {
	{"word ", 256, 256, 1, 0},
	{"word ", 1000, 256, 1, 1},             /* said once */
	{"a", 102400, 1, 1, 1},                 /* cut after 64 kB */
	{"word ", 20480, 256, 1, 2},
	{"(", 100000, 0, 33, 9},                /* one for the length, then no more than eight */
	{")", 100000, 0, 1, 9},
	{"()", 50000, 0, 2, 9},
	{"(a ", 100, 100, 33, 8},
	{"\"", 100000, 256, 1, 9},
	{"+", 65536, 1, 1, 0},
	{"-(", 30000, 0, 33, 8},
	{"NOT ", 3000, 256, 1, 8},
	{"a AND ", 1000, 256, 2, 2},
	{"a OR ", 1000, 256, 1, 2},
	{"title:(", 9000, 0, 33, 8},
	{"\xFF", 65536, 1, 1, 0},
};

static size_t count_leaves(const struct node *node)
{
	size_t count = !node_is_inner(node);

	for (size_t i = 0; i < node->count; i++)
		count += count_leaves(node->children[i]);
	return count;
}

static size_t depth_of(const struct node *node)
{
	size_t depth = 0;

	for (size_t i = 0; i < node->count; i++) {
		size_t below = depth_of(node->children[i]);

		depth = below > depth ? below : depth;
	}
	return depth + node_is_inner(node);
}

static void count_warning(void *context, size_t column, const char *message)
{
	(void)column;
	(void)message;
	++*(size_t *)context;
}

static void bounds_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
		const struct large_case *test = &large[i];
		struct buffer query = {0};
		size_t warnings = 0;
		struct node *node;

		for (size_t j = 0; j < test->times; j++)
			buffer_add_string(&query, test->piece);
		node = query_parse(query.bytes, query.length, count_warning, &warnings);
		if (count_leaves(node) != test->leaves || depth_of(node) != test->depth || warnings != test->warnings)
			print_error("%s, %zu times: %zu leaves, depth %zu, %zu warnings\n", test->piece, test->times,
			            count_leaves(node), depth_of(node), warnings);
		assert_int_equal(count_leaves(node), test->leaves);
		assert_int_equal(depth_of(node), test->depth);
		assert_int_equal(warnings, test->warnings);
		node_free(node);
		buffer_release(&query);
	}
}

/* The byte 0 is one that a caller may hand over, though no command line can. */
static void zero_bytes_part_words(void **state)
{
	size_t warnings = 0;
	struct node *node = query_parse("a\0b AND\0c", 9, count_warning, &warnings);

	(void)state;
	assert_int_equal(count_leaves(node), 3);
	assert_int_equal(warnings, 0);
	node_free(node);
}

#define TABLE(name) \
	{ \
		#name, check_table, NULL, NULL, &(struct query_table){name, sizeof name / sizeof *name} \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TABLE(words),
		TABLE(phrases),
		TABLE(signs),
		TABLE(operators),
		TABLE(nears),
		TABLE(spellings),
		TABLE(typography),
		TABLE(brackets),
		TABLE(in_fields),
		cmocka_unit_test(leaves_know_their_columns),
		cmocka_unit_test(bounds_hold),
		cmocka_unit_test(zero_bytes_part_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

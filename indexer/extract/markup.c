/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/markup.h"

#include "indexer/extract/address.h"
#include "indexer/extract/class_words.h"
#include "indexer/extract/tags.h"
#include "indexer/extract/tame.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Behind these, nothing is kept of text that may be a fact: a title, JSON-LD. */
#define FACTS_MAX 20000
#define AUTHORS_MAX 1000

/* An element that is open. */
struct open {
	const struct tag_traits *traits;
	uint32_t classes; /* of an inline element */
	uint16_t flags;   /* its own and those of the inline elements around it, up to the next line */
	bool line;        /* it is an element of markup->elements */
	bool begins;      /* it began before the first byte of its block */
	uint8_t author;   /* enum author_mark, of an inline element */
	uint32_t start;   /* of its text in the markup's */
};

struct reader {
	struct markup *markup;
	htmlParserCtxtPtr parser;
	struct class_index classes;

	struct open open[MARKUP_DEPTH_MAX];
	size_t depth;
	uint32_t element; /* the innermost line */
	unsigned skip, link; /* how many of the open elements hide their text, are links */

	struct markup_block block; /* that is being filled: its text ends the buffer */
	bool space; /* white space came since its last character */
	unsigned breaks; /* <br> since its last character */

	struct buffer capture; /* the text of a title or of JSON-LD */
	enum fact_kind capturing;
	size_t capture_depth; /* 0 for none */
};

static void *grow(void *list, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return list;
	*capacity = *capacity ? *capacity * 2 : 64;
	return memory_resize(list, *capacity, size);
}

/* ---- Facts ---- */

static uint32_t add_string(struct markup *markup, const char *string, size_t length)
{
	uint32_t at = (uint32_t)markup->strings.length;

	buffer_add(&markup->strings, string, length);
	buffer_add_byte(&markup->strings, '\0');
	return at;
}

static void add_fact(struct markup *markup, enum fact_kind kind, const char *name, const char *value, size_t length)
{
	struct fact *fact;

	if (markup->fact_count == FACTS_MAX)
		return;
	markup->facts = grow(markup->facts, markup->fact_count, &markup->fact_capacity, sizeof *markup->facts);
	fact = &markup->facts[markup->fact_count++];
	fact->kind = kind;
	fact->name = add_string(markup, name, strlen(name));
	fact->value = add_string(markup, value, length);
	fact->length = (uint32_t)length;
	fact->block = (uint32_t)markup->block_count;
}

static void end_capture(struct reader *reader)
{
	if (reader->capture.length)
		add_fact(reader->markup, reader->capturing, "", reader->capture.bytes, reader->capture.length);
	buffer_clear(&reader->capture);
	reader->capture_depth = 0;
}

/* ---- Blocks ---- */

/* Ends the block that is being filled, if it has any text. */
static void end_block(struct reader *reader)
{
	struct markup *markup = reader->markup;
	struct markup_block *block = &reader->block;

	block->length = (uint32_t)markup->text.length - block->start;
	if (block->length) {
		if (reader->breaks)
			block->flags |= MARKUP_BREAK;
		markup->blocks = grow(markup->blocks, markup->block_count, &markup->block_capacity, sizeof *markup->blocks);
		markup->blocks[markup->block_count++] = *block;
		buffer_add_byte(&markup->text, '\0');
	}
	*block = (struct markup_block){.start = (uint32_t)markup->text.length};
	if (reader->breaks > 1)
		block->flags = MARKUP_BREAK;
	reader->space = false;
	reader->breaks = 0;
}

/* A run of bytes without white space, into the block. */
static void add_bytes(struct reader *reader, const char *bytes, size_t length)
{
	struct markup *markup = reader->markup;
	struct markup_block *block = &reader->block;
	const struct open *open = &reader->open[reader->depth - 1];
	size_t added = length;

	if (markup->text.length == block->start) {
		block->element = reader->element;
		block->flags |= open->flags & ~MARKUP_BOLD;
	} else if (reader->space) {
		buffer_add_byte(&markup->text, ' ');
		added++;
	}
	reader->space = false;
	reader->breaks = 0;
	if (reader->link)
		block->linked += (uint32_t)added;
	if (open->flags & MARKUP_BOLD)
		block->bold += (uint32_t)added;
	block->classes |= open->classes;
	buffer_add(&markup->text, bytes, length);
}

/* The bytes of a character that shows as a space, or as nothing (*nothing), at at; 0 for any other. */
static size_t blank_at(const char *at, const char *end, bool *nothing)
{
	unsigned char second, third;

	*nothing = false;
	if (*at == ' ' || (*at >= '\t' && *at <= '\r'))
		return 1;
	if ((unsigned char)*at < 0xC2 || end - at < 2)
		return 0;
	second = (unsigned char)at[1];
	third = end - at > 2 ? (unsigned char)at[2] : 0;
	switch ((unsigned char)*at) {
	case 0xC2: /* no-break space, soft hyphen */
		*nothing = second == 0xAD;
		return second == 0xA0 || second == 0xAD ? 2 : 0;
	case 0xE2: /* U+2000..200A, 2028, 2029, 202F, 205F; zero width 200B..200F, 2060 */
		*nothing = (second == 0x80 && third >= 0x8B && third <= 0x8F) || (second == 0x81 && third == 0xA0);
		if (second == 0x80)
			return (third >= 0x80 && third <= 0x8F) || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0;
		return second == 0x81 && (third == 0x9F || third == 0xA0) ? 3 : 0;
	case 0xE3:
		return second == 0x80 && third == 0x80 ? 3 : 0;
	case 0xEF: /* a byte order mark in the middle */
		*nothing = true;
		return second == 0xBB && third == 0xBF ? 3 : 0;
	default:
		return 0;
	}
}

/* U+0080..009F come of entities such as &#150;, which mean Windows-1252 to every browser; U+007F is none of text's. */
static bool is_control(const char *at, const char *end)
{
	return *at == 0x7F || ((unsigned char)*at < 0x20 && !(*at >= '\t' && *at <= '\r')) ||
	       ((unsigned char)*at == 0xC2 && end - at > 1 && (unsigned char)at[1] < 0xA0);
}

/* Adds what such a character means, and returns its length. */
static size_t add_control(struct reader *reader, const char *at)
{
	struct buffer meant = {0};

	if ((unsigned char)*at != 0xC2)
		return 1;
	utf8_from(&meant, ENCODING_WINDOWS_1252, at + 1, 1);
	if (meant.length && meant.bytes[0] != ' ')
		add_bytes(reader, meant.bytes, meant.length);
	buffer_release(&meant);
	return 2;
}

/* A zero width (non-)joiner within a word of a script that is written with it: Persian, Hindi. */
static bool joins_letters(const struct reader *reader, const char *at, const char *end)
{
	const struct buffer *text = &reader->markup->text;

	return !memcmp(at, "\xE2\x80", 2) && (at[2] == '\x8C' || at[2] == '\x8D') && !reader->space && end - at > 3 && at[3] < 0 &&
	       text->length >= reader->block.start + 2 && text->bytes[text->length - 1] < 0 &&
	       (text->length < reader->block.start + 3 || memcmp(text->bytes + text->length - 3, at, 3) != 0);
}

static void add_text(struct reader *reader, const char *at, size_t length)
{
	const char *end = at + length;

	while (at < end) {
		const char *start = at;
		bool nothing = false;
		size_t blank = 0;

		while (at < end && ((unsigned char)(*at - 0x21) < 0x5E || !(is_control(at, end) || (blank = blank_at(at, end, &nothing)))))
			at++;
		if (at > start)
			add_bytes(reader, start, (size_t)(at - start));
		if (at < end && !blank)
			blank = add_control(reader, at);
		else if (blank && !nothing)
			reader->space = true;
		else if (blank && joins_letters(reader, at, end))
			add_bytes(reader, at, blank);
		at += blank;
	}
}

/* ---- Elements ---- */

struct attributes {
	const char *class, *id, *role, *property, *content, *name, *style, *title, *datetime, *href, *rel, *type, *lang;
	bool hidden, published;
};

static void take_attribute(struct attributes *attributes, const char *name, const char *value)
{
	const struct {
		const char *name;
		const char **to;
	} known[] = {{"class", &attributes->class}, {"id", &attributes->id}, {"role", &attributes->role},
	             {"itemprop", &attributes->property}, {"property", &attributes->property},
	             {"content", &attributes->content}, {"name", &attributes->name}, {"http-equiv", &attributes->name},
	             {"style", &attributes->style}, {"title", &attributes->title}, {"datetime", &attributes->datetime},
	             {"href", &attributes->href}, {"rel", &attributes->rel}, {"type", &attributes->type},
	             {"lang", &attributes->lang}, {"xml:lang", &attributes->lang}};

	if (!strcmp(name, "hidden") || (!strcmp(name, "aria-hidden") && value && !strcasecmp(value, "true")))
		attributes->hidden = true;
	if (!strcmp(name, "pubdate"))
		attributes->published = true;
	if (!value)
		return;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i].name, name)) {
			if (!*known[i].to)
				*known[i].to = value;
			return;
		}
}

static struct attributes take_attributes(const xmlChar **list)
{
	struct attributes attributes = {0};

	for (; list && *list; list += 2)
		take_attribute(&attributes, (const char *)list[0], (const char *)list[1]);
	return attributes;
}

/* Whether a word stands in a list of words, which may bear a prefix: "schema:articleBody". */
static bool has_word(const char *list, const char *word)
{
	const char *found = list ? strcasestr(list, word) : NULL;
	char next = found ? found[strlen(word)] : 'x';

	return (next == '\0' || next == ' ') && (found == list || strchr(" :", found[-1]));
}

static bool has_any_word(const char *list, const char *const *words)
{
	for (; list && *words; words++)
		if (has_word(list, *words))
			return true;
	return false;
}

static bool is_display_none(const char *style)
{
	const char *display = style ? strcasestr(style, "display") : NULL;

	if (!display)
		return false;
	display += strlen("display");
	display += strspn(display, " :");
	return !strncasecmp(display, "none", 4);
}

static uint16_t flags_of(const struct attributes *attributes)
{
	static const char *const apart[] = {"complementary", "navigation", "search", "contentinfo", "banner", "dialog",
	                                    "form",          "note",       "menu",   "tablist",     NULL};
	static const char *const middle[] = {"main", "article", NULL};
	static const char *const named[] = {"headline", "author", "datePublished", "dateModified", "name", "publisher",
	                                    "keywords", "image", NULL};
	uint16_t flags = 0;

	if (attributes->hidden || is_display_none(attributes->style))
		flags |= MARKUP_HIDDEN;
	if (has_word(attributes->property, "articleBody") || has_word(attributes->property, "encoded"))
		flags |= MARKUP_BODY;
	if (has_any_word(attributes->property, named))
		flags |= MARKUP_NAMED;
	if (has_any_word(attributes->role, apart))
		flags |= MARKUP_ASIDE;
	if (has_any_word(attributes->role, middle))
		flags |= MARKUP_MAIN;
	return flags;
}

static uint32_t hash_string(uint32_t hash, const char *string)
{
	for (; string && *string; string++)
		hash = (hash ^ (unsigned char)*string) * 16777619u; /* FNV-1a */
	return hash;
}

static uint32_t classes_of(const struct reader *reader, const struct attributes *attributes)
{
	return (attributes->class ? class_words(&reader->classes, attributes->class) : 0) |
	       (attributes->id ? class_words(&reader->classes, attributes->id) : 0);
}

static void begin_line(struct reader *reader, struct open *open, const struct attributes *attributes)
{
	struct markup *markup = reader->markup;
	struct markup_element *element;

	end_block(reader);
	open->flags = open->traits->flags; /* what is inline around a line does not reach into it */
	if (open->traits->tag == TAG_BODY || markup->element_count == MARKUP_ELEMENTS_MAX)
		return;
	markup->elements = grow(markup->elements, markup->element_count, &markup->element_capacity, sizeof *markup->elements);
	element = &markup->elements[markup->element_count];
	*element = (struct markup_element){
		.parent = reader->element,
		.first = (uint32_t)markup->block_count,
		.classes = classes_of(reader, attributes),
		.signature = hash_string(2166136261u + open->traits->tag, attributes->class),
		.flags = flags_of(attributes),
		.tag = open->traits->tag,
	};
	element->depth = (uint8_t)(markup->elements[element->parent].depth + (markup->elements[element->parent].depth < 255));
	open->line = true;
	reader->element = (uint32_t)markup->element_count++;
}

/* "/", "index.php", "https://www.example.org/" */
static bool is_home(const char *href)
{
	const char *host = strstr(address_original(href), "://");

	if (host) {
		href = host + 3 + strcspn(host + 3, "/");
		return !*href || !href[1];
	}
	href += strspn(href, "./");
	return !*href || (!strncasecmp(href, "index.", 6) && strlen(href) <= 10);
}

/* "/author/jane-doe", "?author=3": a link to all that somebody wrote. */
static bool is_author_page(const char *href)
{
	const char *const paths[] = {"/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/autore/", "/profile/author", "?author="};

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		if (strcasestr(href, paths[i]))
			return true;
	return false;
}

static enum author_mark author_mark_of(const struct open *open, const struct attributes *attributes, uint32_t classes)
{
	if (has_word(attributes->rel, "author") || (open->traits->link && attributes->href && is_author_page(attributes->href)))
		return AUTHOR_LINKED;
	if (has_word(attributes->property, "author"))
		return AUTHOR_NAMED;
	return classes >> CLASS_AUTHOR & 1 ? AUTHOR_CLASSED : AUTHOR_UNMARKED;
}

static void begin_inline(struct reader *reader, struct open *open, const struct attributes *attributes)
{
	uint32_t own;

	open->begins = reader->markup->text.length == reader->block.start;
	if (reader->depth > 1)
		open->classes |= open[-1].line ? 0 : open[-1].classes;
	own = attributes->class || attributes->id ? classes_of(reader, attributes) : 0;
	open->classes |= own;
	open->author = (uint8_t)author_mark_of(open, attributes, own);
	open->start = (uint32_t)reader->markup->text.length;
	if (attributes->property || attributes->style || attributes->role || attributes->hidden)
		open->flags |= flags_of(attributes);
	if (open->traits->link && attributes->href && is_home(attributes->href))
		open->flags |= MARKUP_HOME;
	if (open->traits->link && reader->block.links < UINT16_MAX)
		reader->block.links++;
	if (open->traits->flags & MARKUP_TIME)
		reader->space = true; /* two of them side by side are two dates */
	if (open->traits->breaks) {
		reader->space = true;
		reader->breaks += open->traits->breaks;
		if (reader->breaks >= 2)
			end_block(reader);
	}
}

/* What <time> is of: its property's name, pubdate, or what its class says: "entry-date published", "updated". */
static const char *name_of_time(const struct attributes *attributes, const char *key)
{
	if (key || !attributes->class)
		return key ? key : attributes->published ? "pubdate" : "";
	if (attributes->published)
		return "pubdate";
	if (strcasestr(attributes->class, "publi"))
		return "published";
	return strcasestr(attributes->class, "updated") || strcasestr(attributes->class, "modified") ? "updated" : "";
}

/* The title of what is classed as a date; <abbr title="2025-06-02T08:13:00Z">an hour ago</abbr>. */
static bool is_titled_date(const struct reader *reader, const char *name, const struct attributes *attributes)
{
	if (!strcmp(name, "abbr") && isdigit((unsigned char)attributes->title[0]))
		return true;
	return attributes->class && strchr("as", name[0]) &&
	       class_words(&reader->classes, attributes->class) & UINT32_C(1) << CLASS_DATE;
}

static void note_facts(struct reader *reader, const char *name, const struct attributes *attributes)
{
	struct markup *markup = reader->markup;
	const char *value = attributes->content ? attributes->content : attributes->datetime;
	const char *key = attributes->property ? attributes->property : attributes->name;

	if (!strcmp(name, "html") && attributes->lang)
		add_fact(markup, FACT_LANGUAGE, "", attributes->lang, strlen(attributes->lang));
	else if (!strcmp(name, "link") && attributes->rel && attributes->href)
		add_fact(markup, FACT_LINK, attributes->rel, attributes->href, strlen(attributes->href));
	else if (!strcmp(name, "time") && attributes->datetime)
		add_fact(markup, FACT_TIME, name_of_time(attributes, key), attributes->datetime, strlen(attributes->datetime));
	else if (key && value && (attributes->property || !strcmp(name, "meta")))
		add_fact(markup, FACT_META, key, value, strlen(value));
	else if (attributes->title && is_titled_date(reader, name, attributes))
		add_fact(markup, FACT_TIME, "", attributes->title, strlen(attributes->title));
}

static void begin_capture(struct reader *reader, const char *name, const struct attributes *attributes)
{
	if (reader->capture_depth)
		return;
	if (!strcmp(name, "title"))
		reader->capturing = FACT_TITLE;
	else if (!strcmp(name, "script") && attributes->type && strcasestr(attributes->type, "ld+json"))
		reader->capturing = FACT_DATA;
	else
		return;
	reader->capture_depth = reader->depth;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **list)
{
	struct reader *reader = context;
	struct attributes attributes = take_attributes(list);
	struct open *open;

	if (reader->depth == MARKUP_DEPTH_MAX) {
		reader->markup->cut = true;
		xmlStopParser(reader->parser);
		return;
	}
	open = &reader->open[reader->depth++];
	*open = (struct open){.traits = tag_find((const char *)name)};
	open->flags = open->traits->flags;
	if (reader->depth > 1 && !open[-1].line)
		open->flags |= open[-1].flags;
	if (list || open->traits->skip)
		note_facts(reader, (const char *)name, &attributes);
	reader->skip += open->traits->skip;
	reader->link += open->traits->link;
	if (open->traits->skip)
		begin_capture(reader, (const char *)name, &attributes);
	else if (reader->skip)
		return;
	else if (open->traits->tag)
		begin_line(reader, open, &attributes);
	else
		begin_inline(reader, open, &attributes);
}

static void end_line(struct reader *reader)
{
	struct markup_element *element = &reader->markup->elements[reader->element];

	end_block(reader);
	element->end = (uint32_t)reader->markup->element_count;
	element->behind = (uint32_t)reader->markup->block_count;
	reader->element = element->parent;
}

/* The first inline element that held the block's beginning: of names that part rather than stress. */
static void end_kicker(struct reader *reader, const char *name)
{
	size_t length = reader->markup->text.length - reader->block.start;

	if (name && !reader->block.kicker && length <= UINT16_MAX && (!strcmp(name, "span") || !strcmp(name, "small")))
		reader->block.kicker = (uint16_t)length;
}

/* Where its element has ended, the whole of it within one block. */
static void add_author(struct reader *reader, const struct open *open)
{
	struct markup *markup = reader->markup;
	uint32_t start = open->start, end = (uint32_t)markup->text.length;

	if (start < reader->block.start || markup->author_count == AUTHORS_MAX)
		return;
	while (start < end && markup->text.bytes[start] == ' ')
		start++;
	if (start == end)
		return;
	markup->authors = grow(markup->authors, markup->author_count, &markup->author_capacity, sizeof *markup->authors);
	markup->authors[markup->author_count++] = (struct markup_author){
		(uint32_t)markup->block_count, start - reader->block.start, end - start, (enum author_mark)open->author};
}

static void on_end(void *context, const xmlChar *name)
{
	struct reader *reader = context;
	const struct open *open;

	if (!reader->depth)
		return;
	open = &reader->open[reader->depth - 1];
	if (reader->capture_depth == reader->depth)
		end_capture(reader);
	reader->skip -= open->traits->skip;
	reader->link -= open->traits->link;
	if (open->begins)
		end_kicker(reader, (const char *)name);
	if (open->author)
		add_author(reader, open);
	if (open->line)
		end_line(reader);
	else if (open->traits->tag)
		end_block(reader);
	reader->depth--;
}

static void on_text(void *context, const xmlChar *text, int length)
{
	struct reader *reader = context;

	if (reader->capture_depth)
		buffer_add(&reader->capture, text, (size_t)length);
	else if (!reader->skip && reader->depth)
		add_text(reader, (const char *)text, (size_t)length);
}

/* ---- The page ---- */

static void parser_init(void)
{
	xmlInitParser();
}

static void parser_new(struct reader *reader, const char *page, size_t length)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	htmlParserCtxtPtr parser;

	pthread_once(&once, parser_init);
	parser = htmlCreateMemoryParserCtxt(page, (int)length);
	if (!parser)
		memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	                           HTML_PARSE_IGNORE_ENC);
	*parser->sax = (xmlSAXHandler){
		.initialized = 1,
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
	};
	parser->userData = reader;
	reader->parser = parser;
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
}

/* The root, around whatever comes. */
static void begin_page(struct reader *reader)
{
	static const struct tag_traits body = {.tag = TAG_BODY};
	struct markup *markup = reader->markup;

	*markup = (struct markup){0};
	markup->elements = grow(NULL, 0, &markup->element_capacity, sizeof *markup->elements);
	markup->elements[0] = (struct markup_element){.parent = NO_ELEMENT, .tag = TAG_BODY};
	markup->element_count = 1;
	buffer_add(&markup->text, "", 0);
	buffer_add(&markup->strings, "", 1);
	reader->open[0] = (struct open){.traits = &body, .line = true};
	reader->depth = 1;
	class_index_init(&reader->classes);
}

void markup_read(struct markup *markup, char *page, size_t length)
{
	struct reader *reader = memory_zeroed(1, sizeof *reader);

	reader->markup = markup;
	begin_page(reader);
	length = tame(page, length);
	if (length) {
		parser_new(reader, page, length);
		htmlParseDocument(reader->parser);
		htmlFreeParserCtxt(reader->parser);
	}
	while (reader->depth)
		on_end(reader, NULL);
	buffer_release(&reader->capture);
	free(reader);
}

void markup_release(struct markup *markup)
{
	buffer_release(&markup->text);
	buffer_release(&markup->strings);
	free(markup->elements);
	free(markup->blocks);
	free(markup->authors);
	free(markup->facts);
	*markup = (struct markup){0};
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page of HTML cut into blocks of text and the elements around them.
 *
 * libxml2's HTML parser reads the page and calls back (SAX); no tree of its is
 * built. A block is a run of text that no element of its own line interrupts: a
 * paragraph, a heading, the text of a list's item, a link that stands alone in
 * its <div>; two <br> end one too. Of the elements only those that are lines of
 * their own are kept, in the order of the page, each knowing its parent and where its
 * inside ends; an inline element leaves its traces in the block around it.
 */
#ifndef DATELINE_INDEXER_EXTRACT_MARKUP_H
#define DATELINE_INDEXER_EXTRACT_MARKUP_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bounds of what is kept; a page that goes past them is read as far as that. */
#define MARKUP_DEPTH_MAX 1000          /* elements inside one another; browsers stop at 512 */
#define MARKUP_ELEMENTS_MAX (1u << 20) /* later ones are taken for inline ones */

enum tag {
	TAG_INLINE, /* and what is not known */
	TAG_BODY,   /* the root; html and body are one */
	TAG_DIV,    /* and other boxes without a meaning */
	TAG_SECTION,
	TAG_ARTICLE,
	TAG_MAIN,
	TAG_PARAGRAPH,
	TAG_HEADING_1,
	TAG_HEADING_2,
	TAG_HEADING_3,
	TAG_HEADING_4, /* and 5, 6 */
	TAG_LIST,
	TAG_ITEM,
	TAG_TERM, /* dt, dd */
	TAG_TABLE,
	TAG_ROW,
	TAG_CELL,
	TAG_QUOTE,
	TAG_PREFORMATTED,
	TAG_FIGURE,
	TAG_CAPTION, /* figcaption, caption, legend, summary */
	TAG_NAV,
	TAG_HEADER,
	TAG_FOOTER,
	TAG_ASIDE,
	TAG_FORM,
	TAG_ADDRESS,
	TAG_CUSTOM, /* a name with a hyphen */
	TAG_COUNT
};

/* What attributes say of an element, or of one around the text of a block; a bit each. */
enum markup_flag {
	MARKUP_HIDDEN = 1 << 0, /* hidden, display: none, aria-hidden */
	MARKUP_BODY = 1 << 1,   /* itemprop or property articleBody */
	MARKUP_BOLD = 1 << 2,   /* all the text is bold: a heading of sorts */
	MARKUP_BUTTON = 1 << 3, /* button, label */
	MARKUP_TIME = 1 << 4,   /* <time> */
	MARKUP_CODE = 1 << 5,
	MARKUP_ASIDE = 1 << 6,  /* role complementary, navigation, search, contentinfo, banner, dialog, form, note */
	MARKUP_MAIN = 1 << 7,   /* role main or article */
	MARKUP_NAMED = 1 << 8,  /* itemprop headline, author, datePublished and their like */
	MARKUP_BREAK = 1 << 9,  /* the block begins or ends at a <br> */
	MARKUP_HOME = 1 << 10   /* a link to the site's first page */
};

#define NO_ELEMENT UINT32_MAX

struct markup_element {
	uint32_t parent;    /* index, NO_ELEMENT of the root */
	uint32_t end;       /* behind the last element inside */
	uint32_t first, behind; /* blocks inside: [first, behind) */
	uint32_t classes;   /* enum class_word, a bit each, of class and id */
	uint32_t signature; /* of tag and class: elements of a list of teasers share it */
	uint16_t flags;
	uint8_t tag;
	uint8_t depth; /* at most 255 */
};

struct markup_block {
	uint32_t start, length; /* in markup.text, white space folded and trimmed */
	uint32_t element;       /* the innermost around it */
	uint32_t linked;        /* bytes of it inside links */
	uint32_t bold;          /* bytes of it in bold type */
	uint32_t classes;       /* of inline elements around its text */
	uint16_t flags;         /* of inline elements around its text */
	uint16_t links;         /* how many begin in it, at most 65535 */
	uint16_t kicker;        /* bytes of the <span> or <small> that it begins with; 0 for none, or for more than 65535 */
};

/* How sure the markup is that a stretch of text names the author. */
enum author_mark { AUTHOR_UNMARKED, AUTHOR_CLASSED, AUTHOR_NAMED, AUTHOR_LINKED }; /* class; itemprop; rel or a link to a page of authors */

/* A stretch of a block that is marked as an author's name. */
struct markup_author {
	uint32_t block, start, length; /* in the block's text */
	enum author_mark mark;
};

enum fact_kind {
	FACT_TITLE,   /* <title> */
	FACT_META,    /* <meta name|property|itemprop|http-equiv content>; any element's itemprop with such a value */
	FACT_LINK,    /* <link rel href> */
	FACT_TIME,    /* <time datetime>, and title of what is classed as a date */
	FACT_DATA,    /* JSON-LD */
	FACT_LANGUAGE /* of <html> */
};

/* Something that the page says of itself. Offsets of strings in markup.strings; "" for no name. */
struct fact {
	enum fact_kind kind;
	uint32_t name, value;
	uint32_t length; /* of the value */
	uint32_t block;  /* how many blocks came before it */
};

struct markup {
	struct buffer text;    /* of the blocks */
	struct buffer strings; /* of the facts */
	struct markup_element *elements; /* the first one is the root */
	size_t element_count, element_capacity;
	struct markup_block *blocks;
	size_t block_count, block_capacity;
	struct markup_author *authors;
	size_t author_count, author_capacity;
	struct fact *facts;
	size_t fact_count, fact_capacity;
	bool cut; /* the page nests deeper than MARKUP_DEPTH_MAX: what comes behind that place is missing */
};

/* page: valid UTF-8 of less than 2 GB, changed where a tag has more attributes than any sound one. */
void markup_read(struct markup *markup, char *page, size_t length);
void markup_release(struct markup *markup);

static inline const char *markup_text(const struct markup *markup, const struct markup_block *block)
{
	return markup->text.bytes + block->start;
}

static inline const char *fact_name(const struct markup *markup, const struct fact *fact)
{
	return markup->strings.bytes + fact->name;
}

static inline const char *fact_value(const struct markup *markup, const struct fact *fact)
{
	return markup->strings.bytes + fact->value;
}

#endif

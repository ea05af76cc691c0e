/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that are no articles, or articles in a form that is not read: pictures,
 * documents of an office, archives, mail, sitemaps. Each is told by its content
 * where that can be, and named for what it is.
 */
#include "indexer/read/format.h"

#include "indexer/read/header.h"
#include "indexer/read/xml_items.h"
#include "text/memory.h"

#include <string.h>
#include <strings.h>

#define HEAD_MAX 4096 /* bytes that tell what a file is */

enum kind {
	KIND_NONE,
	KIND_PICTURE,
	KIND_MEDIA,
	KIND_FONT,
	KIND_STYLE,
	KIND_SCRIPT,
	KIND_PDF,
	KIND_OFFICE,
	KIND_BOOK,
	KIND_ARCHIVE,
	KIND_PACKED,
	KIND_ARC,
	KIND_MAIL,
	KIND_MHTML,
	KIND_MAFF,
	KIND_WEBARCHIVE,
	KIND_SITEMAP,
	KIND_OPML,
	KIND_NEWSML1,
	KIND_COUNT
};

/* What is said of one, and what to do. */
static const struct {
	const char *reason, *hint;
} said[KIND_COUNT] = {
	[KIND_NONE] = {"no article", NULL},
	[KIND_PICTURE] = {"a picture: no text in it", NULL},
	[KIND_MEDIA] = {"sound or film: no text in it", NULL},
	[KIND_FONT] = {"a font, no article", NULL},
	[KIND_STYLE] = {"a style sheet, no article", NULL},
	[KIND_SCRIPT] = {"a script, no article", NULL},
	[KIND_PDF] = {"a PDF document: this format is not read", "pdftotext makes a text of it"},
	[KIND_OFFICE] = {"an office document: this format is not read", "save it as text or HTML"},
	[KIND_BOOK] = {"an electronic book: this format is not read", "save it as text or HTML"},
	[KIND_ARCHIVE] = {"an archive of files: this format is not read", "unpack it and give the directory"},
	[KIND_PACKED] = {"compressed, and not by gzip", "unpack it, or pack it by gzip"},
	[KIND_ARC] = {"an ARC archive: this format is not read", "make a WARC of it"},
	[KIND_MAIL] = {"mail: this format is not read", "save it as text or HTML"},
	[KIND_MHTML] = {"a page saved as MHTML: this format is not read", "save it as HTML"},
	[KIND_MAFF] = {"a page saved as MAFF: this format is not read", "save it as HTML"},
	[KIND_WEBARCHIVE] = {"a page saved by Safari (webarchive): this format is not read", "save it as HTML"},
	[KIND_SITEMAP] = {"a sitemap: addresses of pages, no article", NULL},
	[KIND_OPML] = {"a list of feeds (OPML), no article", NULL},
	[KIND_NEWSML1] = {"NewsML 1: this format is not read", "NewsML-G2 is read, and NITF"},
};

/* ---- by content ---- */

/* What files begin with; at: how far in. */
static const struct {
	const char *bytes;
	unsigned short length, at;
	enum kind kind;
} beginnings[] = {
	{"\x89PNG\r\n\x1A\n", 8, 0, KIND_PICTURE},
	{"\xFF\xD8\xFF", 3, 0, KIND_PICTURE},
	{"GIF87a", 6, 0, KIND_PICTURE},
	{"GIF89a", 6, 0, KIND_PICTURE},
	{"WEBPVP8", 7, 8, KIND_PICTURE},
	{"II*\0", 4, 0, KIND_PICTURE},
	{"MM\0*", 4, 0, KIND_PICTURE},
	{"\0\0\1\0", 4, 0, KIND_PICTURE}, /* an icon */
	{"ftypavif", 8, 4, KIND_PICTURE},
	{"ftyphei", 7, 4, KIND_PICTURE},
	{"ftypisom", 8, 4, KIND_MEDIA},
	{"ftypmp4", 7, 4, KIND_MEDIA},
	{"ftypM4", 6, 4, KIND_MEDIA},
	{"ftypqt", 6, 4, KIND_MEDIA},
	{"WAVEfmt", 7, 8, KIND_MEDIA},
	{"AVI LIST", 8, 8, KIND_MEDIA},
	{"ID3\2", 4, 0, KIND_MEDIA},
	{"ID3\3", 4, 0, KIND_MEDIA},
	{"ID3\4", 4, 0, KIND_MEDIA},
	{"\xFF\xFB", 2, 0, KIND_MEDIA},
	{"OggS\0", 5, 0, KIND_MEDIA},
	{"fLaC\0", 5, 0, KIND_MEDIA},
	{"\x1A\x45\xDF\xA3", 4, 0, KIND_MEDIA},
	{"wOFF", 4, 0, KIND_FONT},
	{"wOF2", 4, 0, KIND_FONT},
	{"OTTO\0", 5, 0, KIND_FONT},
	{"\0\1\0\0\0", 5, 0, KIND_FONT},
	{"%PDF-", 5, 0, KIND_PDF},
	{"%!PS", 4, 0, KIND_PDF},
	{"{\\rtf", 5, 0, KIND_OFFICE},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, 0, KIND_OFFICE},
	{"ustar", 5, 257, KIND_ARCHIVE},
	{"filedesc://", 11, 0, KIND_ARC},
	{"Rar!\x1A", 5, 0, KIND_ARCHIVE},
	{"7z\xBC\xAF\x27\x1C", 6, 0, KIND_ARCHIVE},
	{"1AY&SY", 6, 4, KIND_PACKED},
	{"\xFD"
         "7zXZ",
         5, 0, KIND_PACKED},
	{"\x1F\x9D", 2, 0, KIND_PACKED},
	{"\x28\xB5\x2F\xFD", 4, 0, KIND_PACKED},
	{"\x04\x22\x4D\x18", 4, 0, KIND_PACKED},
};

static bool holds(const char *head, size_t length, const char *what)
{
	return memmem(head, length, what, strlen(what)) != NULL;
}

static enum kind kind_of_beginning(const char *head, size_t length)
{
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (length >= (size_t)beginnings[i].at + beginnings[i].length &&
		    !memcmp(head + beginnings[i].at, beginnings[i].bytes, beginnings[i].length))
			return beginnings[i].kind;
	return KIND_NONE;
}

/* Documents of offices and books are zip archives, which their first file gives away. */
static enum kind kind_of_zip(const char *head, size_t length)
{
	size_t first = length < 128 ? length : 128;

	if (length < 30 || memcmp(head, "PK\3\4", 4) != 0)
		return KIND_NONE;
	if (holds(head, first, "application/epub"))
		return KIND_BOOK;
	if (holds(head, first, "[Content_Types].xml") || holds(head, first, "_rels/") ||
	    holds(head, first, "vnd.oasis.opendocument"))
		return KIND_OFFICE;
	return KIND_ARCHIVE;
}

static enum kind kind_of_xml(const char *head, size_t length)
{
	static const struct {
		const char *const root[2];
		enum kind kind;
	} roots[] = {{{"urlset"}, KIND_SITEMAP},
	             {{"sitemapindex"}, KIND_SITEMAP},
	             {{"opml"}, KIND_OPML},
	             {{"svg"}, KIND_PICTURE},
	             {{"NewsML"}, KIND_NEWSML1}};

	if (!memchr(head, '<', length))
		return KIND_NONE;
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (xml_root_is(head, length, roots[i].root))
			return roots[i].kind;
	return KIND_NONE;
}

static bool begins_as_field(struct span header)
{
	size_t at = 0;

	while (at < header.length &&
	       (header.bytes[at] == '-' || ((header.bytes[at] | 0x20) >= 'a' && (header.bytes[at] | 0x20) <= 'z')))
		at++;
	return at > 0 && at < header.length && header.bytes[at] == ':';
}

/* A header of mail, with a field that only programs write beside From, with which a text may well begin. */
static enum kind kind_of_mail(const char *head, size_t length)
{
	static const char *const fields[] = {"MIME-Version", "Message-ID", "Received", "Return-Path"};
	const char *feed = length > 5 && !memcmp(head, "From ", 5) ? memchr(head, '\n', length) : NULL;
	size_t begin = feed ? (size_t)(feed + 1 - head) : 0, end;
	struct span header, value;

	end = header_end(head + begin, length - begin);
	header = (struct span){head + begin, end ? end : length - begin};
	if (!begins_as_field(header) || !header_find(header, "From", &value))
		return KIND_NONE;
	if (header_find(header, "Content-Type", &value) && header_is(value, "multipart/related") &&
	    header_find(header, "MIME-Version", &value) && !header_find(header, "Received", &value))
		return KIND_MHTML;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (header_find(header, fields[i], &value))
			return KIND_MAIL;
	return KIND_NONE;
}

static enum kind kind_of_content(const char *head, size_t length)
{
	size_t mark = length >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3) ? 3 : 0;
	enum kind kind = kind_of_beginning(head, length);

	head += mark;
	length -= mark;
	kind = kind ? kind : kind_of_zip(head, length);
	kind = kind ? kind : kind_of_xml(head, length);
	return kind ? kind : kind_of_mail(head, length);
}

static bool claims_unread(const char *head, size_t length)
{
	return kind_of_content(head, length) != KIND_NONE;
}

/* ---- by name, where the content is a text ---- */

static const char *const suffixes[] = {".css", ".js", ".mjs", ".maff", ".webarchive", NULL};
static const enum kind kinds_of_suffixes[] = {KIND_STYLE, KIND_SCRIPT, KIND_SCRIPT, KIND_MAFF, KIND_WEBARCHIVE};

static enum kind kind_of_name(const char *file)
{
	for (size_t i = 0; suffixes[i]; i++)
		if (format_name_ends(file, suffixes[i]))
			return kinds_of_suffixes[i];
	return KIND_NONE;
}

static enum kind kind_of(const char *head, size_t length, const char *file)
{
	enum kind content = kind_of_content(head, length), name = kind_of_name(file);

	return name && (!content || content == KIND_ARCHIVE) ? name : content;
}

/* ---- naming them ---- */

/* The head of the file, which says all; the rest is not read, and may be a film. */
static bool unread_next(struct input *input, struct document *out)
{
	const char *head;
	size_t length;

	if (input->documents)
		return false;
	length = unpack_look(input->bytes, HEAD_MAX, &head);
	length = length < HEAD_MAX ? length : HEAD_MAX;
	out->bytes = memory_copy(head, length);
	out->length = length;
	return true;
}

static bool unread_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                         const char **reason)
{
	enum kind kind = kind_of(document->bytes, document->length, document->file);

	(void)keep_boilerplate;
	(void)article;
	return format_no_article(document, reason, said[kind].hint, said[kind].reason);
}

const struct format format_unread = {
	.format = FORMAT_UNREAD,
	.suffixes = suffixes,
	.claims = claims_unread,
	.next = unread_next,
	.parse = unread_parse,
};

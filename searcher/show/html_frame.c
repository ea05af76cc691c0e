/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands around every page: its head, the form, the foot. */
#include "searcher/show/html.h"

#include "searcher/show/asset.h"
#include "searcher/show/show.h"

#include <string.h>

void html_text(struct buffer *out, const char *text)
{
	if (text)
		show_escaped(out, text, strlen(text));
}

void html_link(struct buffer *out, const struct page *page, const char *class, const struct change *changes, size_t count)
{
	buffer_add_string(out, "<a");
	if (class)
		buffer_add_format(out, " class=\"%s\"", class);
	buffer_add_string(out, " href=\"");
	address_write(out, page->address, changes, count);
	buffer_add_string(out, "\">");
}

static void write_asset_link(struct buffer *out, const char *before, const char *name, const char *after)
{
	buffer_add_string(out, before);
	asset_write_address(out, name);
	buffer_add_string(out, after);
}

static void write_feed_link(struct buffer *out, const struct page *page)
{
	const struct change feed[] = {{CHANGE_SET, "sort", "newest"}, {CHANGE_SET, "n", NULL}, {CHANGE_SET, "format", "atom"}};

	buffer_add_string(out, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"This search, newest first\" href=\"");
	address_write(out, page->address, feed, 3);
	buffer_add_string(out, "\">\n");
}

/* A page by itself has its style inside; the others link theirs, the script and what browsers and feed readers look for. */
static void write_links(struct buffer *out, const struct page *page, bool feed)
{
	if (!page->address) {
		const struct asset *style = asset_find("style.css");

		buffer_add_string(out, "<style>\n");
		buffer_add(out, style->bytes, style->length);
		buffer_add_string(out, "</style>\n");
		return;
	}
	write_asset_link(out, "<link rel=\"stylesheet\" href=\"", "style.css", "\">\n");
	write_asset_link(out, "<link rel=\"icon\" type=\"image/svg+xml\" href=\"", "icon.svg", "\">\n");
	buffer_add_string(out, "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"");
	html_text(out, page->name);
	buffer_add_string(out, "\" href=\"?format=opensearch\">\n");
	if (feed)
		write_feed_link(out, page);
	write_asset_link(out, "<script src=\"", "script.js", "\" defer></script>\n");
}

static void write_head(struct buffer *out, const struct page *page, const char *title, bool feed)
{
	buffer_add_string(out, "<!DOCTYPE html>\n"
	                       "<html lang=\"en\">\n"
	                       "<head>\n"
	                       "<meta charset=\"utf-8\">\n"
	                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	                       "<meta name=\"color-scheme\" content=\"light dark\">\n");
	if (title)
		buffer_add_string(out, "<meta name=\"robots\" content=\"noindex, nofollow\">\n");
	buffer_add_string(out, "<title>");
	if (title) {
		html_text(out, title);
		buffer_add_string(out, " – ");
	}
	html_text(out, page->name);
	buffer_add_string(out, "</title>\n");
	write_links(out, page, feed);
	buffer_add_string(out, "</head>\n");
}

/* ---- the form ---- */

/* What a new question keeps: how the results are narrowed and sorted. The dates and the check box are fields that are seen. */
static bool is_hidden(const char *name)
{
	static const char *const others[] = {"q", "similar", "id", "start", "from", "to", "exact"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(name, others[i]))
			return false;
	return true;
}

static void write_hidden(struct buffer *out, const struct address *address)
{
	for (size_t i = 0; i < address->count; i++)
		if (is_hidden(address->list[i].name)) {
			buffer_add_format(out, "<input type=\"hidden\" name=\"%s\" value=\"", address->list[i].name);
			html_text(out, address->list[i].value);
			buffer_add_string(out, "\">\n");
		}
}

static void write_date_field(struct buffer *out, const struct address *address, const char *name, const char *label)
{
	buffer_add_format(out, "<label>%s <input type=\"date\" name=\"%s\" value=\"", label, name);
	html_text(out, address_value(address, name));
	buffer_add_string(out, "\"></label>\n");
}

static void write_details(struct buffer *out, const struct address *address)
{
	bool used = address_value(address, "from") || address_value(address, "to") || address_value(address, "exact");

	buffer_add_format(out, "<details class=\"more\"%s>\n<summary>Dates and spelling</summary>\n<div class=\"fields\">\n",
	                  used ? " open" : "");
	write_date_field(out, address, "from", "From");
	write_date_field(out, address, "to", "To");
	buffer_add_format(out, "<label><input type=\"checkbox\" name=\"exact\" value=\"1\"%s> Only as typed</label>\n",
	                  address_value(address, "exact") ? " checked" : "");
	buffer_add_string(out, "</div>\n</details>\n");
}

static void write_form(struct buffer *out, const struct page *page)
{
	buffer_add_string(out, "<form role=\"search\" method=\"get\" class=\"search\">\n"
	                       "<div class=\"box\">\n"
	                       "<label class=\"unseen\" for=\"q\">Search the news</label>\n"
	                       "<input type=\"search\" id=\"q\" name=\"q\" value=\"");
	html_text(out, address_value(page->address, "q"));
	buffer_add_string(out, "\" maxlength=\"2000\" placeholder=\"Search the news\" autocomplete=\"off\" autocapitalize=\"none\""
	                       " spellcheck=\"false\" enterkeyhint=\"search\" dir=\"auto\">\n"
	                       "<button type=\"submit\">Search</button>\n"
	                       "</div>\n");
	write_hidden(out, page->address);
	write_details(out, page->address);
	buffer_add_string(out, "</form>\n");
}

void html_begin(struct buffer *out, const struct page *page, const char *title, bool feed)
{
	write_head(out, page, title, feed);
	buffer_add_format(out, "<body%s>\n", title ? "" : " class=\"start\"");
	if (page->address) {
		buffer_add_string(out, "<a class=\"skip\" href=\"#main\">Skip to the results</a>\n"
		                       "<header class=\"top\">\n"
		                       "<a class=\"brand\" href=\"?\">");
		html_text(out, page->name);
		buffer_add_string(out, "</a>\n");
		write_form(out, page);
		buffer_add_string(out, "</header>\n");
	}
	buffer_add_string(out, "<main id=\"main\" tabindex=\"-1\">\n");
}

void html_end(struct buffer *out, const struct page *page)
{
	buffer_add_string(out, "</main>\n");
	if (page->address)
		buffer_add_string(out, "<footer class=\"foot\"><p>Press <kbd>/</kbd> to search, <kbd>↓</kbd> and <kbd>↑</kbd> "
		                       "to go from result to result.</p></footer>\n");
	buffer_add_string(out, "</body>\n</html>\n");
}

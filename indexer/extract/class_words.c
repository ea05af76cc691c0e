/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/class_words.h"

#include <stdbool.h>
#include <string.h>

/* An attribute is read so far; what is longer is a list of a style sheet's classes. */
#define LETTERS_MAX 240

/* Where in the attribute a word may stand: "ad" is no part of "header", "nav" begins "navbar", "comment" is one anywhere. */
enum place { WITHIN, BEGINS, WHOLE };

struct word {
	const char *letters;
	enum class_word word;
	enum place place;
};

static const struct word table[] = {
	{"articlebody", CLASS_BODY, WITHIN}, {"articletext", CLASS_BODY, WITHIN}, {"articlecontent", CLASS_BODY, WITHIN},
	{"contentarticle", CLASS_BODY, WITHIN}, {"storybody", CLASS_BODY, WITHIN}, {"storytext", CLASS_BODY, WITHIN},
	{"storycontent", CLASS_BODY, WITHIN}, {"entrycontent", CLASS_BODY, WITHIN}, {"postcontent", CLASS_BODY, WITHIN},
	{"postbody", CLASS_BODY, WITHIN}, {"posttext", CLASS_BODY, WITHIN}, {"entrytext", CLASS_BODY, WITHIN},
	{"entrybody", CLASS_BODY, WITHIN}, {"bodytext", CLASS_BODY, WITHIN}, {"bodycopy", CLASS_BODY, WITHIN},
	{"fliesstext", CLASS_BODY, WITHIN}, {"maintext", CLASS_BODY, WITHIN}, {"newstext", CLASS_BODY, WITHIN},
	{"newsbody", CLASS_BODY, WITHIN}, {"newscontent", CLASS_BODY, WITHIN}, {"textbody", CLASS_BODY, WITHIN},
	{"artikeltext", CLASS_BODY, WITHIN}, {"artikelinhalt", CLASS_BODY, WITHIN}, {"contentbody", CLASS_BODY, WITHIN},
	{"articlemain", CLASS_BODY, WITHIN}, {"singlecontent", CLASS_BODY, WITHIN}, {"blogcontent", CLASS_BODY, WITHIN},

	{"content", CLASS_CONTENT, WITHIN}, {"main", CLASS_CONTENT, BEGINS}, {"text", CLASS_CONTENT, WITHIN},
	{"copy", CLASS_CONTENT, WHOLE}, {"body", CLASS_CONTENT, WITHIN}, {"inhalt", CLASS_CONTENT, WITHIN},
	{"contenu", CLASS_CONTENT, WITHIN}, {"contenido", CLASS_CONTENT, WITHIN}, {"tresc", CLASS_CONTENT, WITHIN},
	{"column", CLASS_CONTENT, BEGINS},

	{"article", CLASS_STORY, WITHIN}, {"story", CLASS_STORY, WITHIN}, {"post", CLASS_STORY, BEGINS},
	{"entry", CLASS_STORY, WITHIN}, {"news", CLASS_STORY, BEGINS}, {"blog", CLASS_STORY, WITHIN},
	{"beitrag", CLASS_STORY, WITHIN}, {"artikel", CLASS_STORY, WITHIN}, {"artykul", CLASS_STORY, WITHIN},
	{"articulo", CLASS_STORY, WITHIN}, {"noticia", CLASS_STORY, WITHIN}, {"single", CLASS_STORY, BEGINS},
	{"page", CLASS_STORY, WHOLE}, {"node", CLASS_STORY, WHOLE},

	{"paragraph", CLASS_PARAGRAPH, WITHIN}, {"para", CLASS_PARAGRAPH, WHOLE}, {"absatz", CLASS_PARAGRAPH, WITHIN},
	{"wysiwyg", CLASS_PARAGRAPH, WITHIN}, {"richtext", CLASS_PARAGRAPH, WITHIN}, {"rte", CLASS_PARAGRAPH, WHOLE},
	{"textblock", CLASS_PARAGRAPH, WITHIN}, {"prose", CLASS_PARAGRAPH, WITHIN},

	{"title", CLASS_TITLE, WITHIN}, {"headline", CLASS_TITLE, WITHIN}, {"heading", CLASS_TITLE, WITHIN},
	{"hdl", CLASS_TITLE, WHOLE}, {"titel", CLASS_TITLE, WITHIN}, {"titulo", CLASS_TITLE, WITHIN},
	{"titre", CLASS_TITLE, WITHIN}, {"ueberschrift", CLASS_TITLE, WITHIN},

	{"lead", CLASS_LEAD, BEGINS}, {"lede", CLASS_LEAD, WHOLE}, {"intro", CLASS_LEAD, WITHIN},
	{"standfirst", CLASS_LEAD, WITHIN}, {"vorspann", CLASS_LEAD, WITHIN}, {"subtitle", CLASS_LEAD, WITHIN},
	{"subline", CLASS_LEAD, WITHIN}, {"subheadline", CLASS_LEAD, WITHIN}, {"summary", CLASS_LEAD, WITHIN},
	{"abstract", CLASS_LEAD, WITHIN}, {"dek", CLASS_LEAD, WHOLE}, {"description", CLASS_LEAD, WITHIN},
	{"anleser", CLASS_LEAD, WITHIN}, {"kicker", CLASS_LEAD, WITHIN}, {"chapo", CLASS_LEAD, WITHIN},

	{"teaser", CLASS_TEASER, WITHIN}, {"excerpt", CLASS_TEASER, WITHIN}, {"card", CLASS_TEASER, BEGINS},
	{"preview", CLASS_TEASER, WITHIN}, {"snippet", CLASS_TEASER, WITHIN}, {"thumb", CLASS_TEASER, BEGINS},
	{"tile", CLASS_TEASER, WHOLE}, {"item", CLASS_TEASER, BEGINS},

	{"related", CLASS_RELATED, WITHIN}, {"similar", CLASS_RELATED, WITHIN}, {"recommend", CLASS_RELATED, WITHIN},
	{"readmore", CLASS_RELATED, WITHIN}, {"readalso", CLASS_RELATED, WITHIN}, {"seealso", CLASS_RELATED, WITHIN},
	{"outbrain", CLASS_RELATED, WITHIN}, {"taboola", CLASS_RELATED, WITHIN}, {"alsolike", CLASS_RELATED, WITHIN},
	{"popular", CLASS_RELATED, WITHIN}, {"trending", CLASS_RELATED, WITHIN}, {"mostread", CLASS_RELATED, WITHIN},
	{"latest", CLASS_RELATED, WITHIN}, {"linklist", CLASS_RELATED, WITHIN}, {"recent", CLASS_RELATED, BEGINS},
	{"relacionad", CLASS_RELATED, WITHIN}, {"weiterlesen", CLASS_RELATED, WITHIN}, {"mehr", CLASS_RELATED, BEGINS},
	{"more", CLASS_RELATED, BEGINS}, {"next", CLASS_RELATED, BEGINS}, {"prev", CLASS_RELATED, WHOLE},
	{"previous", CLASS_RELATED, BEGINS}, {"verwandt", CLASS_RELATED, WITHIN}, {"podobne", CLASS_RELATED, WITHIN},
	{"yarpp", CLASS_RELATED, WITHIN}, {"upnext", CLASS_RELATED, WITHIN},

	{"comment", CLASS_COMMENT, WITHIN}, {"disqus", CLASS_COMMENT, WITHIN}, {"respond", CLASS_COMMENT, WHOLE},
	{"reply", CLASS_COMMENT, WITHIN}, {"discussion", CLASS_COMMENT, WITHIN}, {"kommentar", CLASS_COMMENT, WITHIN},
	{"komentar", CLASS_COMMENT, WITHIN}, {"komment", CLASS_COMMENT, WITHIN}, {"comentario", CLASS_COMMENT, WITHIN},
	{"pingback", CLASS_COMMENT, WITHIN}, {"trackback", CLASS_COMMENT, WITHIN}, {"feedback", CLASS_COMMENT, WITHIN},
	{"guestbook", CLASS_COMMENT, WITHIN},

	{"sidebar", CLASS_SIDEBAR, WITHIN}, {"aside", CLASS_SIDEBAR, WITHIN}, {"rail", CLASS_SIDEBAR, WHOLE},
	{"rightcol", CLASS_SIDEBAR, WITHIN}, {"leftcol", CLASS_SIDEBAR, WITHIN}, {"colright", CLASS_SIDEBAR, WITHIN},
	{"secondary", CLASS_SIDEBAR, WITHIN}, {"complementary", CLASS_SIDEBAR, WITHIN}, {"widget", CLASS_SIDEBAR, WITHIN},
	{"marginal", CLASS_SIDEBAR, WITHIN}, {"seitenleiste", CLASS_SIDEBAR, WITHIN}, {"right", CLASS_SIDEBAR, WHOLE},

	{"foot", CLASS_FOOTER, BEGINS}, {"footer", CLASS_FOOTER, WITHIN}, {"bottom", CLASS_FOOTER, WITHIN},
	{"colophon", CLASS_FOOTER, WITHIN}, {"imprint", CLASS_FOOTER, WITHIN}, {"impressum", CLASS_FOOTER, WITHIN},
	{"copyright", CLASS_FOOTER, WITHIN}, {"legal", CLASS_FOOTER, BEGINS},

	{"header", CLASS_HEADER, WITHIN}, {"masthead", CLASS_HEADER, WITHIN}, {"banner", CLASS_HEADER, WITHIN},
	{"topbar", CLASS_HEADER, WITHIN}, {"logo", CLASS_HEADER, WITHIN}, {"brand", CLASS_HEADER, BEGINS},
	{"top", CLASS_HEADER, WHOLE},

	{"nav", CLASS_NAVIGATION, BEGINS}, {"menu", CLASS_NAVIGATION, WITHIN}, {"crumb", CLASS_NAVIGATION, WITHIN},
	{"pagination", CLASS_NAVIGATION, WITHIN}, {"pager", CLASS_NAVIGATION, WITHIN}, {"navigation", CLASS_NAVIGATION, WITHIN},
	{"tabs", CLASS_NAVIGATION, WHOLE}, {"toc", CLASS_NAVIGATION, WHOLE}, {"skip", CLASS_NAVIGATION, BEGINS},
	{"sitemap", CLASS_NAVIGATION, WITHIN}, {"jumpto", CLASS_NAVIGATION, WITHIN}, {"tableofcontents", CLASS_NAVIGATION, WITHIN},

	{"share", CLASS_SHARE, WITHIN}, {"social", CLASS_SHARE, WITHIN}, {"sharing", CLASS_SHARE, WITHIN},
	{"facebook", CLASS_SHARE, WITHIN}, {"twitter", CLASS_SHARE, WITHIN}, {"follow", CLASS_SHARE, WITHIN},
	{"likes", CLASS_SHARE, WHOLE}, {"bookmark", CLASS_SHARE, WITHIN}, {"addthis", CLASS_SHARE, WITHIN},
	{"shariff", CLASS_SHARE, WITHIN}, {"sharedaddy", CLASS_SHARE, WITHIN}, {"whatsapp", CLASS_SHARE, WITHIN},
	{"teilen", CLASS_SHARE, WITHIN}, {"jplikes", CLASS_SHARE, WITHIN},

	{"meta", CLASS_META, WITHIN}, {"info", CLASS_META, BEGINS}, {"credit", CLASS_META, WITHIN},
	{"source", CLASS_META, WITHIN}, {"postedin", CLASS_META, WITHIN}, {"details", CLASS_META, BEGINS},
	{"readingtime", CLASS_META, WITHIN}, {"readtime", CLASS_META, WITHIN},

	{"date", CLASS_DATE, WITHIN}, {"time", CLASS_DATE, BEGINS}, {"timestamp", CLASS_DATE, WITHIN},
	{"published", CLASS_DATE, WITHIN}, {"datum", CLASS_DATE, WITHIN}, {"fecha", CLASS_DATE, WITHIN},
	{"postedon", CLASS_DATE, WITHIN}, {"pubdate", CLASS_DATE, WITHIN}, {"updated", CLASS_DATE, WITHIN},

	{"byline", CLASS_AUTHOR, WITHIN}, {"author", CLASS_AUTHOR, WITHIN}, {"autor", CLASS_AUTHOR, WITHIN},
	{"auteur", CLASS_AUTHOR, WITHIN}, {"writer", CLASS_AUTHOR, WITHIN}, {"contributor", CLASS_AUTHOR, WITHIN},
	{"postedby", CLASS_AUTHOR, WITHIN}, {"reporter", CLASS_AUTHOR, WITHIN}, {"vcard", CLASS_AUTHOR, WHOLE},

	{"tag", CLASS_TAGS, WHOLE}, {"tags", CLASS_TAGS, WITHIN}, {"taglist", CLASS_TAGS, WITHIN},
	{"keyword", CLASS_TAGS, WITHIN}, {"topic", CLASS_TAGS, WITHIN}, {"category", CLASS_TAGS, WHOLE},
	{"categories", CLASS_TAGS, WITHIN}, {"rubrik", CLASS_TAGS, WITHIN}, {"label", CLASS_TAGS, BEGINS},
	{"schlagwort", CLASS_TAGS, WITHIN}, {"catlinks", CLASS_TAGS, WITHIN},

	{"ad", CLASS_ADVERT, WHOLE}, {"ads", CLASS_ADVERT, WHOLE}, {"advert", CLASS_ADVERT, WITHIN},
	{"sponsor", CLASS_ADVERT, WITHIN}, {"anzeige", CLASS_ADVERT, WITHIN}, {"werbung", CLASS_ADVERT, WITHIN},
	{"promo", CLASS_ADVERT, WITHIN}, {"affiliate", CLASS_ADVERT, WITHIN}, {"partner", CLASS_ADVERT, WITHIN},
	{"adsense", CLASS_ADVERT, WITHIN}, {"publicidad", CLASS_ADVERT, WITHIN}, {"reklam", CLASS_ADVERT, WITHIN},
	{"marketing", CLASS_ADVERT, WITHIN}, {"cta", CLASS_ADVERT, WHOLE}, {"calltoaction", CLASS_ADVERT, WITHIN},

	{"caption", CLASS_CAPTION, WITHIN}, {"figcaption", CLASS_CAPTION, WITHIN}, {"bildunterschrift", CLASS_CAPTION, WITHIN},
	{"bildtext", CLASS_CAPTION, WITHIN}, {"legende", CLASS_CAPTION, WITHIN},

	{"image", CLASS_MEDIA, WITHIN}, {"img", CLASS_MEDIA, WITHIN}, {"photo", CLASS_MEDIA, WITHIN},
	{"picture", CLASS_MEDIA, WITHIN}, {"bild", CLASS_MEDIA, BEGINS}, {"gallery", CLASS_MEDIA, WITHIN},
	{"galerie", CLASS_MEDIA, WITHIN}, {"slide", CLASS_MEDIA, WITHIN}, {"carousel", CLASS_MEDIA, WITHIN},
	{"media", CLASS_MEDIA, WITHIN}, {"video", CLASS_MEDIA, WITHIN}, {"player", CLASS_MEDIA, WITHIN},
	{"figure", CLASS_MEDIA, WITHIN}, {"audio", CLASS_MEDIA, WITHIN}, {"podcast", CLASS_MEDIA, WITHIN},
	{"lightbox", CLASS_MEDIA, WITHIN}, {"swiper", CLASS_MEDIA, WITHIN},

	{"form", CLASS_SIGN_UP, BEGINS}, {"login", CLASS_SIGN_UP, WITHIN}, {"signup", CLASS_SIGN_UP, WITHIN},
	{"newsletter", CLASS_SIGN_UP, WITHIN}, {"subscri", CLASS_SIGN_UP, WITHIN}, {"search", CLASS_SIGN_UP, WITHIN},
	{"paywall", CLASS_SIGN_UP, WITHIN}, {"register", CLASS_SIGN_UP, WITHIN}, {"mailchimp", CLASS_SIGN_UP, WITHIN},
	{"suche", CLASS_SIGN_UP, WITHIN}, {"abo", CLASS_SIGN_UP, WHOLE}, {"contact", CLASS_SIGN_UP, WITHIN},
	{"donate", CLASS_SIGN_UP, WITHIN}, {"donation", CLASS_SIGN_UP, WITHIN}, {"support", CLASS_SIGN_UP, WITHIN},

	{"cookie", CLASS_NOTICE, WITHIN}, {"consent", CLASS_NOTICE, WITHIN}, {"gdpr", CLASS_NOTICE, WITHIN},
	{"privacy", CLASS_NOTICE, WITHIN}, {"modal", CLASS_NOTICE, WITHIN}, {"popup", CLASS_NOTICE, WITHIN},
	{"overlay", CLASS_NOTICE, WITHIN}, {"disclaimer", CLASS_NOTICE, WITHIN}, {"alert", CLASS_NOTICE, WITHIN},
	{"dialog", CLASS_NOTICE, WITHIN}, {"notice", CLASS_NOTICE, WITHIN}, {"hinweis", CLASS_NOTICE, WITHIN},
	{"tooltip", CLASS_NOTICE, WITHIN}, {"license", CLASS_NOTICE, WITHIN},

	{"bio", CLASS_BIOGRAPHY, WHOLE}, {"about", CLASS_BIOGRAPHY, WITHIN}, {"authorbox", CLASS_BIOGRAPHY, WITHIN},
	{"profile", CLASS_BIOGRAPHY, WITHIN}, {"avatar", CLASS_BIOGRAPHY, WITHIN}, {"authorinfo", CLASS_BIOGRAPHY, WITHIN},
	{"gravatar", CLASS_BIOGRAPHY, WITHIN}, {"authorbio", CLASS_BIOGRAPHY, WITHIN},

	{"list", CLASS_LIST, WITHIN}, {"archive", CLASS_LIST, WITHIN}, {"grid", CLASS_LIST, WITHIN},
	{"feed", CLASS_LIST, WHOLE}, {"overview", CLASS_LIST, WITHIN}, {"stream", CLASS_LIST, WITHIN},
	{"ticker", CLASS_LIST, WITHIN}, {"index", CLASS_LIST, WHOLE}, {"result", CLASS_LIST, WITHIN},
	{"listing", CLASS_LIST, WITHIN}, {"accordion", CLASS_LIST, WITHIN},

	{"tool", CLASS_TOOL, BEGINS}, {"button", CLASS_TOOL, WITHIN}, {"btn", CLASS_TOOL, WITHIN},
	{"icon", CLASS_TOOL, WITHIN}, {"print", CLASS_TOOL, WITHIN}, {"action", CLASS_TOOL, WITHIN},
	{"rating", CLASS_TOOL, WITHIN}, {"vote", CLASS_TOOL, WITHIN}, {"counter", CLASS_TOOL, WITHIN},
	{"views", CLASS_TOOL, WHOLE}, {"toggle", CLASS_TOOL, WITHIN}, {"control", CLASS_TOOL, WITHIN},
	{"fontsize", CLASS_TOOL, WITHIN}, {"poll", CLASS_TOOL, WHOLE}, {"edit", CLASS_TOOL, BEGINS},
	{"link", CLASS_TOOL, BEGINS},

	{"hidden", CLASS_UNSEEN, WITHIN}, {"hide", CLASS_UNSEEN, WHOLE}, {"invisible", CLASS_UNSEEN, WITHIN},
	{"sronly", CLASS_UNSEEN, WITHIN}, {"screenreader", CLASS_UNSEEN, WITHIN}, {"noprint", CLASS_UNSEEN, WITHIN},
	{"dnone", CLASS_UNSEEN, WITHIN}, {"collapse", CLASS_UNSEEN, WITHIN}, {"mobile", CLASS_UNSEEN, BEGINS},
	{"offscreen", CLASS_UNSEEN, WITHIN}, {"accessib", CLASS_UNSEEN, WITHIN},

	{"quote", CLASS_QUOTATION, WITHIN}, {"zitat", CLASS_QUOTATION, WITHIN}, {"pullout", CLASS_QUOTATION, WITHIN},
	{"tweet", CLASS_QUOTATION, WITHIN}, {"embed", CLASS_QUOTATION, WITHIN},

	{"box", CLASS_BOX, BEGINS}, {"infobox", CLASS_BOX, WITHIN}, {"factbox", CLASS_BOX, WITHIN},
	{"table", CLASS_BOX, BEGINS}, {"inset", CLASS_BOX, WITHIN}, {"module", CLASS_BOX, WITHIN},
	{"panel", CLASS_BOX, WITHIN}, {"block", CLASS_BOX, WHOLE}, {"portlet", CLASS_BOX, WITHIN},

	{"price", CLASS_PRODUCT, WITHIN}, {"product", CLASS_PRODUCT, WITHIN}, {"cart", CLASS_PRODUCT, WHOLE},
	{"shop", CLASS_PRODUCT, WITHIN}, {"preis", CLASS_PRODUCT, WITHIN}, {"basket", CLASS_PRODUCT, WITHIN},
	{"checkout", CLASS_PRODUCT, WITHIN}, {"produkt", CLASS_PRODUCT, WITHIN},
};

#define WORD_COUNT (sizeof table / sizeof *table)

_Static_assert(WORD_COUNT <= 512, "struct class_index has room for 512");

/* The attribute's letters and digits in lower case, and where a word of it begins; one more begins behind the last. */
struct letters {
	char at[LETTERS_MAX + 1];
	bool begins[LETTERS_MAX + 1];
	size_t count;
};

static void squeeze(struct letters *letters, const char *attribute)
{
	bool begins = true, lower = false;

	letters->count = 0;
	for (; *attribute && letters->count < LETTERS_MAX; attribute++) {
		char byte = *attribute, small = (char)(byte | 0x20);
		bool letter = small >= 'a' && small <= 'z', digit = byte >= '0' && byte <= '9';

		if (!letter && !digit) {
			begins = true;
			lower = false;
			continue;
		}
		begins |= lower && letter && !(byte & 0x20); /* camelCase */
		letters->begins[letters->count] = begins;
		letters->at[letters->count++] = letter ? small : byte;
		lower = letter && (byte & 0x20);
		begins = false;
	}
	letters->at[letters->count] = '\0';
	letters->begins[letters->count] = true;
}

static bool stands_at(const struct letters *letters, size_t at, const struct word *word, size_t length)
{
	if (letters->at[at + 1] != word->letters[1] || length > letters->count - at ||
	    memcmp(letters->at + at, word->letters, length))
		return false;
	return word->place == WITHIN || (letters->begins[at] && (word->place == BEGINS || letters->begins[at + length]));
}

void class_index_init(struct class_index *index)
{
	for (size_t i = 0; i < sizeof index->first / sizeof *index->first; i++)
		index->first[i] = -1;
	for (size_t i = 0; i < WORD_COUNT; i++) {
		int16_t *head = &index->first[(unsigned char)table[i].letters[0]];

		index->length[i] = (uint8_t)strlen(table[i].letters);
		index->next[i] = *head;
		*head = (int16_t)i;
	}
}

uint32_t class_words(const struct class_index *index, const char *attribute)
{
	struct letters letters;
	uint32_t found = 0;

	squeeze(&letters, attribute);
	for (size_t at = 0; at < letters.count; at++)
		for (int i = index->first[(unsigned char)letters.at[at]]; i >= 0; i = index->next[i])
			if (stands_at(&letters, at, &table[i], index->length[i]))
				found |= UINT32_C(1) << table[i].word;
	return found;
}

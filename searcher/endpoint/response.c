/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/response.h"

#include <string.h>

/* Nothing but our own style, script, icon and suggestions; no frame around us; forms go to us. */
#define POLICY                                                                                                                  \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " \
	"base-uri 'none'; frame-ancestors 'none'"

static const struct {
	int status;
	const char *reason;
} reasons[] = {
	{200, "OK"},
	{304, "Not Modified"},
	{400, "Bad Request"},
	{404, "Not Found"},
	{405, "Method Not Allowed"},
	{414, "URI Too Long"},
	{503, "Service Unavailable"},
};

static const char *reason_of(int status)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Error";
}

/* What is found changes with the index: caches ask again, and get 304 where nothing changed. */
static void write_caching(struct buffer *out, const struct response *response)
{
	if (response->lasting)
		buffer_add_string(out, "Cache-Control: public, max-age=31536000, immutable\r\n");
	else if (response->tag[0])
		buffer_add_string(out, "Cache-Control: no-cache\r\n");
	else
		buffer_add_string(out, "Cache-Control: no-store\r\n");
	if (response->tag[0])
		buffer_add_format(out, "ETag: %s\r\n", response->tag);
}

void response_write(struct buffer *out, const struct response *response, bool without_body)
{
	buffer_add_format(out, "Status: %d %s\r\n", response->status, reason_of(response->status));
	if (response->status != 304)
		buffer_add_format(out, "Content-Type: %s\r\nContent-Length: %zu\r\n", response->type, response->body.length);
	write_caching(out, response);
	if (response->status == 405)
		buffer_add_string(out, "Allow: GET, HEAD\r\n");
	if (response->status == 503)
		buffer_add_string(out, "Retry-After: " RESPONSE_RETRY "\r\n");
	if (!response->indexable)
		buffer_add_string(out, "X-Robots-Tag: noindex, nofollow\r\n");
	buffer_add_string(out, "Content-Security-Policy: " POLICY "\r\n"
	                       "X-Content-Type-Options: nosniff\r\n"
	                       "Referrer-Policy: no-referrer\r\n"
	                       "\r\n");
	if (response->status != 304 && !without_body)
		buffer_add(out, response->body.bytes, response->body.length);
}

void response_release(struct response *response)
{
	buffer_release(&response->body);
	*response = (struct response){0};
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/base.h"

#include <stdbool.h>
#include <string.h>

const char *environment_find(char **environment, const char *name)
{
	size_t length = strlen(name);

	for (; *environment; environment++)
		if (!strncmp(*environment, name, length) && (*environment)[length] == '=')
			return *environment + length + 1;
	return NULL;
}

/* The host as the request names it, where it is one; else the server's own name for itself. */
static void write_host(struct buffer *out, char **environment)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_";
	const char *host = environment_find(environment, "HTTP_HOST"), *server = environment_find(environment, "SERVER_NAME");
	const char *port = environment_find(environment, "SERVER_PORT");

	if (host && *host && strlen(host) < 256 && strspn(host, plain) == strlen(host)) {
		buffer_add_string(out, host);
		return;
	}
	buffer_add_string(out, server && *server && strspn(server, plain) == strlen(server) ? server : "localhost");
	if (port && *port && strspn(port, "0123456789") == strlen(port) && strcmp(port, "80") != 0 && strcmp(port, "443") != 0)
		buffer_add_format(out, ":%s", port);
}

/* What may stand in an address stays, the rest is written as %XX: the server has decoded it. */
static void write_path(struct buffer *out, const char *path)
{
	for (; *path; path++)
		if (strchr("/-._~", *path) || (*path >= '0' && *path <= '9') || ((*path | 0x20) >= 'a' && (*path | 0x20) <= 'z'))
			buffer_add_byte(out, *path);
		else
			buffer_add_format(out, "%%%02X", (unsigned char)*path);
}

void base_write(struct buffer *out, const char *url, char **environment)
{
	const char *https = environment_find(environment, "HTTPS"), *scheme = environment_find(environment, "REQUEST_SCHEME");
	const char *script = environment_find(environment, "SCRIPT_NAME"), *rest = environment_find(environment, "PATH_INFO");
	bool secure = (https && *https && strcmp(https, "off") != 0) || (scheme && !strcmp(scheme, "https"));

	if (url) {
		buffer_add_string(out, url);
		return;
	}
	buffer_add_string(out, secure ? "https://" : "http://");
	write_host(out, environment);
	write_path(out, script ? script : "");
	buffer_add_string(out, rest && !strcmp(rest, "/") ? "/" : "");
}

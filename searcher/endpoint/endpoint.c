/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/endpoint.h"

#include "program/report.h"
#include "searcher/endpoint/fastcgi.h"
#include "searcher/endpoint/respond.h"
#include "searcher/endpoint/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool is_listening(int socket)
{
	int listening = 0;
	socklen_t length = sizeof listening;

	return getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && listening;
}

bool endpoint_is_called(void)
{
	return getenv("GATEWAY_INTERFACE") || is_listening(STDIN_FILENO);
}

/* ---- CGI ---- */

/* Nothing was written before: the response goes out whole, at the end. */
static void say_last_words(void)
{
	ssize_t written = write(STDOUT_FILENO, responder_last_words, strlen(responder_last_words));

	(void)written; /* nobody is left to be told */
}

/* Of what a request carries; as much as a server hands over before it gives up. */
#define BODY_MAX (1ul << 20)

/*
 * No request has anything to say in its body. But a server that cannot hand it
 * over, for nobody reads, answers with an error of its own in place of ours.
 */
static void forget_body(void)
{
	const char *length = getenv("CONTENT_LENGTH");
	unsigned long left = length ? strtoul(length, NULL, 10) : 0;
	char bytes[4096];
	ssize_t got = 1;

	if (left > BODY_MAX)
		left = BODY_MAX;
	for (; left > 0 && got > 0; left -= (unsigned long)got < left ? (unsigned long)got : left)
		got = read(STDIN_FILENO, bytes, sizeof bytes);
}

static int answer_once(const struct settings *settings)
{
	struct responder responder = {.settings = settings};
	struct buffer out = {0};

	sandbox_limit(settings->memory);
	sandbox_begin_request(responder_seconds(settings), say_last_words);
	forget_body();
	if (responder_refresh(&responder) && settings->sandbox)
		sandbox_enter(settings->index, settings->names, searcher_index(responder.searcher));
	responder_answer(&responder, environ, &out);
	sandbox_end_request();
	fwrite(out.bytes, 1, out.length, stdout);
	buffer_release(&out);
	responder_release(&responder);
	return report_close_stdout();
}

int endpoint_main(void)
{
	struct settings settings;
	bool right = settings_load(&settings);
	int status;

	if (!right) { /* half a configuration might show what it should not */
		free(settings.index);
		settings.index = NULL;
	}
	status = is_listening(STDIN_FILENO) ? right ? fastcgi_serve(&settings) : 2 : answer_once(&settings);
	settings_release(&settings);
	return status;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/fastcgi.h"

#include "program/report.h"
#include "searcher/endpoint/respond.h"
#include "searcher/endpoint/sandbox.h"
#include "shim/xapian.h"
#include "text/memory.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Seconds before a process is replaced, so that one which cannot live does not use up the machine. */
#define REST 1

/* ---- one process ---- */

static volatile sig_atomic_t ending;
static FCGX_Request exchange;

static void on_end(int number)
{
	(void)number;
	ending = 1;
}

/* One record: version 1, type, request, length of the content (FastCGI 1.0, 3.3). */
static void write_record(int type, const char *content, size_t length)
{
	const unsigned char header[8] = {1,
	                                 (unsigned char)type,
	                                 (unsigned char)(exchange.requestId >> 8),
	                                 (unsigned char)exchange.requestId,
	                                 (unsigned char)(length >> 8),
	                                 (unsigned char)length,
	                                 0,
	                                 0};
	ssize_t written = write(exchange.ipcFd, header, sizeof header);

	if (written == sizeof header)
		written = write(exchange.ipcFd, content, length);
	(void)written; /* nobody is left to be told */
}

/* From a signal handler perhaps: no library, no memory. Nothing was sent before: a response goes out whole, at its end. */
static void say_last_words(void)
{
	enum { END_REQUEST = 3, STDOUT = 6 };

	write_record(STDOUT, responder_last_words, strlen(responder_last_words));
	write_record(STDOUT, "", 0);
	write_record(END_REQUEST, "\0\0\0\0\0\0\0", 8);
}

/*
 * Waits for a connection, or for the end, in a way that misses neither: the
 * signals are blocked everywhere but here, and the socket does not block, as
 * another process may take the connection.
 */
static bool wait_for_request(const sigset_t *waiting)
{
	struct pollfd socket = {.fd = STDIN_FILENO, .events = POLLIN};

	while (!ending) {
		if (ppoll(&socket, 1, NULL, waiting) > 0 && FCGX_Accept_r(&exchange) == 0)
			return true;
		if (socket.revents & (POLLNVAL | POLLERR))
			return false;
	}
	return false;
}

/* False when the process should be replaced: its sandbox keeps it from an index that came in the place of another. */
static bool answer(struct responder *responder, bool *confined)
{
	const struct settings *settings = responder->settings;
	struct buffer out = {0};

	sandbox_begin_request(responder_seconds(settings), say_last_words);
	if (responder_refresh(responder) && settings->sandbox && !*confined) {
		sandbox_enter(settings->index, settings->names, searcher_index(responder->searcher));
		*confined = true;
	}
	responder_answer(responder, exchange.envp, &out);
	sandbox_end_request();
	FCGX_PutStr(out.bytes, (int)out.length, exchange.out);
	buffer_release(&out);
	FCGX_Finish_r(&exchange);
	FCGX_Free(&exchange, 1); /* a connection that stays open would keep this process from the others */
	return !(*confined && responder->stale);
}

static void work(const struct settings *settings, const sigset_t *waiting)
{
	struct responder responder = {.settings = settings};
	struct sigaction action = {.sa_handler = on_end};
	bool confined = false;

	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	sandbox_limit(settings->memory);
	if (responder_refresh(&responder) && settings->sandbox) {
		sandbox_enter(settings->index, settings->names, searcher_index(responder.searcher));
		confined = true;
	}
	if (FCGX_Init() == 0 && FCGX_InitRequest(&exchange, STDIN_FILENO, FCGI_FAIL_ACCEPT_ON_INTR) == 0)
		while (wait_for_request(waiting) && answer(&responder, &confined))
			;
	responder_release(&responder);
}

/* ---- those that look after it ---- */

struct crew {
	const struct settings *settings;
	pid_t *members; /* 0: to be started */
	size_t count;
	sigset_t waiting; /* signals as they were */
};

static void start(struct crew *crew, size_t index)
{
	pid_t member = fork();

	if (member == 0) {
		signal(SIGCHLD, SIG_DFL);
		work(crew->settings, &crew->waiting);
		_exit(0);
	}
	if (member < 0)
		report(NULL, 0, NULL, "cannot start a process: %s", strerror(errno));
	crew->members[index] = member > 0 ? member : 0;
}

static void start_missing(struct crew *crew)
{
	for (size_t i = 0; i < crew->count; i++)
		if (crew->members[i] == 0)
			start(crew, i);
}

/* Takes note of those that have ended; how many run. */
static size_t reap(struct crew *crew)
{
	size_t running = 0;
	pid_t ended;

	while ((ended = waitpid(-1, NULL, WNOHANG)) > 0)
		for (size_t i = 0; i < crew->count; i++)
			if (crew->members[i] == ended)
				crew->members[i] = 0;
	for (size_t i = 0; i < crew->count; i++)
		running += crew->members[i] > 0;
	return running;
}

static void dismiss(const struct crew *crew)
{
	for (size_t i = 0; i < crew->count; i++)
		if (crew->members[i] > 0)
			kill(crew->members[i], SIGTERM);
}

static void look_after(struct crew *crew, const sigset_t *signals)
{
	const struct timespec rest = {.tv_sec = REST};
	size_t running = crew->count;

	start_missing(crew);
	for (;;) {
		int got = running < crew->count ? sigtimedwait(signals, NULL, &rest) : sigwaitinfo(signals, NULL);
		bool rested = got < 0 && errno == EAGAIN;

		running = reap(crew);
		if (got == SIGTERM || got == SIGINT)
			break;
		if (rested)
			start_missing(crew);
	}
	dismiss(crew);
	while (reap(crew) > 0)
		sigwaitinfo(signals, NULL);
}

int fastcgi_serve(const struct settings *settings)
{
	struct crew crew = {.settings = settings, .count = settings->processes};
	sigset_t signals;

	signal(SIGPIPE, SIG_IGN); /* a client that goes away */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, &crew.waiting);
	fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
	shim_prepare();
	crew.members = memory_zeroed(crew.count, sizeof *crew.members);
	look_after(&crew, &signals);
	free(crew.members);
	return 0;
}

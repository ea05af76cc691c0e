/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/report.h"

#include "text/buffer.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *program_name = "dateline";

void report_program(const char *name)
{
	program_name = name;
}

/* A line feed or an escape sequence inside a file's name or a query must not reach the terminal. */
static void defuse(struct buffer *line)
{
	for (size_t i = 0; i < line->length; i++) {
		unsigned char byte = (unsigned char)line->bytes[i];

		if (byte < 0x20 || byte == 0x7F)
			line->bytes[i] = '?';
	}
}

/* What comes from a layer below may begin with the file's name already. */
static bool names_file(const char *text, const char *file)
{
	size_t length = strlen(file);

	return !strncmp(text, file, length) && text[length] == ':';
}

/* One line, but for its line feed. */
static struct buffer message_of(const char *file, size_t line, const char *hint, const char *format, va_list arguments)
{
	struct buffer message = {0};
	char text[2048];

	vsnprintf(text, sizeof text, format, arguments);
	buffer_add_format(&message, "%s: ", program_name);
	if (file && line)
		buffer_add_format(&message, "%s:%zu: ", file, line);
	else if (file && !names_file(text, file))
		buffer_add_format(&message, "%s: ", file);
	buffer_add_string(&message, text);
	if (hint)
		buffer_add_format(&message, " (%s)", hint);
	defuse(&message);
	return message;
}

static void say(struct buffer *message)
{
	buffer_add_byte(message, '\n');
	fwrite(message->bytes, 1, message->length, stderr);
	buffer_release(message);
}

void report(const char *file, size_t line, const char *hint, const char *format, ...)
{
	struct buffer message;
	va_list arguments;

	va_start(arguments, format);
	message = message_of(file, line, hint, format, arguments);
	va_end(arguments);
	say(&message);
}

/* So many different messages are remembered; of more, some may be said again. */
#define REMEMBERED 64

/* Whether it is new. FNV-1a, Fowler, Noll and Vo 1991. */
static bool remember(const struct buffer *message)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static uint64_t said[REMEMBERED];
	uint64_t hash = 0xCBF29CE484222325u;
	bool new;

	for (size_t i = 0; i < message->length; i++)
		hash = (hash ^ (unsigned char)message->bytes[i]) * 0x100000001B3u;
	pthread_mutex_lock(&lock);
	new = said[hash % REMEMBERED] != hash;
	said[hash % REMEMBERED] = hash;
	pthread_mutex_unlock(&lock);
	return new;
}

void report_once(const char *file, size_t line, const char *hint, const char *format, ...)
{
	struct buffer message;
	va_list arguments;

	va_start(arguments, format);
	message = message_of(file, line, hint, format, arguments);
	va_end(arguments);
	if (remember(&message))
		say(&message);
	else
		buffer_release(&message);
}

/* ---- files that are lost under the program ---- */

static char lost_file[256]; /* the message: a signal's handler cannot make one */
static size_t lost_file_length;

/* Once, though several threads may meet the same file. */
static void end_with(const char *message, size_t length)
{
	static atomic_flag said = ATOMIC_FLAG_INIT;
	ssize_t written = 0;

	while (atomic_flag_test_and_set(&said))
		pause();
	written = write(STDERR_FILENO, message, length);
	(void)written; /* there is nobody else to tell */
	_exit(2);
}

/* What is no mapped file's fault, such as a signal from elsewhere, does what it always did. */
static void on_lost_file(int number, siginfo_t *cause, void *context)
{
	(void)context;
	if (cause->si_code == BUS_ADRERR || cause->si_code == BUS_OBJERR)
		end_with(lost_file, lost_file_length);
	signal(number, SIG_DFL);
	raise(number);
}

void report_lost_files(void)
{
	struct sigaction action = {.sa_sigaction = on_lost_file, .sa_flags = SA_SIGINFO};

	lost_file_length = (size_t)snprintf(lost_file, sizeof lost_file,
	                                    "%s: a file of the index has been cut short, or its disk fails, while it was read "
	                                    "(dateline-index --check INDEX says where the damage is)\n",
	                                    program_name);
	sigemptyset(&action.sa_mask);
	sigaction(SIGBUS, &action, NULL);
}

int report_close_stdout(void)
{
	int lost = ferror(stdout);

	errno = 0;
	if (fflush(stdout) != 0 || fclose(stdout) != 0)
		lost = 1;
	if (!lost)
		return 0;
	report(NULL, 0, "what was written there is not complete", "cannot write to standard output: %s",
	       errno ? strerror(errno) : "write error");
	return 2;
}

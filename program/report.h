/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the programs speak: messages on stderr, and a stdout that loses nothing.
 *
 * A message is one line,
 *     dateline-index: FILE:LINE: what is wrong (what to do)
 * with control characters of names shown as ? so that a file's name cannot
 * drive the terminal. Thread-safe: each line is written whole.
 */
#ifndef DATELINE_PROGRAM_REPORT_H
#define DATELINE_PROGRAM_REPORT_H

#include <stddef.h>
#include <stdint.h>

/* The name in front of every message; a string that lives as long as the program. */
void report_program(const char *name);

/* file may be NULL, line 0; hint (what to do, without brackets) may be NULL. */
void report(const char *file, size_t line, const char *hint, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same of what several parts of a program read, each for itself: who said it before says nothing. */
void report_once(const char *file, size_t line, const char *hint, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* What a noun ends in behind a number. */
static inline const char *plural(uint64_t number)
{
	return number == 1 ? "" : "s";
}

/*
 * From now on a mapped file that is cut short, or a disk that fails, ends the
 * program with a message and exit status 2, in place of the signal SIGBUS.
 */
void report_lost_files(void);

/*
 * Flushes and closes stdout. 0, or 2 with a message when anything written to
 * it was lost (disk full, reader gone): the exit status then. Last call of main.
 */
int report_close_stdout(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/options.h"

#include "program/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool option_number(const char *option, const char *word, unsigned long least, unsigned long most, unsigned long *number)
{
	char *end;

	errno = 0;
	*number = strtoul(word, &end, 10); /* takes signs and white space too, which are no number here */
	if (errno == 0 && *end == '\0' && word[0] >= '0' && word[0] <= '9' && *number >= least && *number <= most)
		return true;
	report(NULL, 0, "see --help", "%s needs a number from %lu to %lu, not \"%s\"", option, least, most, word);
	return false;
}

bool option_choice(const char *option, const char *word, const char *const *names, int *found)
{
	for (int i = 0; names[i]; i++)
		if (!strcmp(word, names[i])) {
			*found = i;
			return true;
		}
	report(NULL, 0, "see --help", "%s does not know \"%s\"", option, word);
	return false;
}

unsigned option_default_jobs(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : cores > OPTION_JOBS_MAX ? OPTION_JOBS_MAX : (unsigned)cores;
}

bool option_when(const char *option, const char *word, enum option_when *when)
{
	static const char *const names[] = {"auto", "always", "never", NULL};
	int found = 0;

	if (!option_choice(option, word, names, &found))
		return false;
	*when = (enum option_when)found;
	return true;
}

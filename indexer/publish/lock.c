/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/publish/lock.h"

#include "indexer/publish/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* "PID HOST TIME" of whoever holds it, as it wrote it. */
static void say_holder(int file, struct shim_failure *failure)
{
	char holder[256] = "";
	ssize_t length = pread(file, holder, sizeof holder - 1, 0);
	char *pid, *host, *since, *rest = holder;

	holder[length > 0 ? length : 0] = '\0';
	holder[strcspn(holder, "\n")] = '\0';
	pid = strsep(&rest, " ");
	host = rest ? strsep(&rest, " ") : NULL;
	since = rest;
	snprintf(failure->message, sizeof failure->message, "the index is being written by process %s on %s since %s",
	         pid && *pid ? pid : "(unknown)", host ? host : "an unknown host", since ? since : "a moment ago");
	snprintf(failure->hint, sizeof failure->hint, "wait until it has ended, or end it");
	failure->status = SHIM_IO;
}

static void sign(int file)
{
	char host[65] = "", text[160];
	time_t now = time(NULL);
	struct tm utc;
	int length;

	gethostname(host, sizeof host - 1);
	gmtime_r(&now, &utc);
	length = snprintf(text, sizeof text, "%ld %s %04d-%02d-%02dT%02d:%02d:%02dZ\n", (long)getpid(), host,
	                  utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
	/* Only for people to read: a disk that is full must not keep anybody from deleting. */
	if (ftruncate(file, 0) == 0 && pwrite(file, text, (size_t)length, 0) < 0)
		return;
}

int lock_take(const char *directory, struct shim_failure *failure)
{
	struct flock request = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char *path = path_join(directory, "lock");
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	if (file < 0) {
		file_failure(failure, "cannot open", path);
	} else if (fcntl(file, F_SETLK, &request) != 0) {
		if (errno == EACCES || errno == EAGAIN)
			say_holder(file, failure);
		else
			file_failure(failure, "cannot lock", path);
		close(file);
		file = -1;
	} else {
		sign(file);
	}
	free(path);
	return file;
}

void lock_release(int lock)
{
	if (lock >= 0)
		close(lock);
}

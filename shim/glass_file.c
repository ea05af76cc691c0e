/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass_file.h"

#include "text/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void glass_file_create(struct glass_file *file, const char *directory, const char *name)
{
	struct buffer path = {0};

	buffer_add_format(&path, "%s/%s", directory, name);
	*file = (struct glass_file){.path = buffer_detach(&path)};
	file->descriptor = open(file->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
	if (file->descriptor < 0)
		file->error = errno;
}

void glass_file_write(struct glass_file *file, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length && !file->error) {
		ssize_t written = write(file->descriptor, at, length);

		if (written > 0) {
			at += written;
			length -= (size_t)written;
		} else if (written == 0) {
			file->error = EIO; /* a regular file never does this; a loop would never end */
		} else if (errno != EINTR) {
			file->error = errno;
		}
	}
}

void glass_file_sync(struct glass_file *file)
{
	if (!file->error && fsync(file->descriptor) != 0)
		file->error = errno;
	/* Network file systems tell of a full disk only here. */
	if (file->descriptor >= 0 && close(file->descriptor) != 0 && !file->error)
		file->error = errno;
	file->descriptor = -1;
}

void glass_file_release(struct glass_file *file)
{
	if (file->descriptor >= 0)
		close(file->descriptor);
	free(file->path);
	*file = (struct glass_file){.descriptor = -1};
}

int glass_directory_sync(const char *directory)
{
	int descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = 0;

	if (descriptor < 0)
		return errno;
	if (fsync(descriptor) != 0)
		error = errno;
	close(descriptor);
	return error;
}

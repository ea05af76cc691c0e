/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <system_error>

static const char *default_hint(enum shim_status status)
{
	switch (status) {
	case SHIM_NOT_FOUND:
		return "check the name, or build the index first";
	case SHIM_MODIFIED:
		return "open the index again";
	case SHIM_CORRUPT:
		return "--check says where the damage is, --recover mends it";
	case SHIM_VERSION:
		return "build the index again with the Xapian that is installed";
	case SHIM_NO_MEMORY:
		return "use fewer jobs, or a machine with more memory";
	case SHIM_DISK_FULL:
		return "make room on the disk and run again";
	case SHIM_NETWORK:
	case SHIM_TIMEOUT:
		return "check that xapian-tcpsrv runs there and can be reached";
	case SHIM_INTERNAL:
		return "please report this";
	default:
		return "";
	}
}

/* Cuts at a border of UTF-8 characters; a line feed or other control would break the one-line rule of messages. */
static void copy_cut(char *to, size_t size, const char *from)
{
	size_t length = strlen(from);

	if (length >= size) {
		length = size - 1;
		while (length && ((unsigned char)from[length] & 0xc0) == 0x80)
			length--;
	}
	for (size_t i = 0; i < length; i++)
		to[i] = (unsigned char)from[i] < ' ' ? ' ' : from[i];
	to[length] = '\0';
}

enum shim_status tell_failure(struct shim_failure *failure, enum shim_status status, const char *message, const char *hint) noexcept
{
	if (failure) {
		failure->status = status;
		copy_cut(failure->message, sizeof failure->message, message);
		copy_cut(failure->hint, sizeof failure->hint, *hint ? hint : default_hint(status));
	}
	return status;
}

enum shim_status status_of_errno(int error, enum shim_status otherwise) noexcept
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
		return SHIM_DISK_FULL;
	case ENOMEM:
		return SHIM_NO_MEMORY;
	case ENOENT:
	case ENOTDIR:
		return SHIM_NOT_FOUND;
	case EACCES:
	case EPERM:
	case EROFS:
	case EIO:
	case EFBIG:
	case EMFILE:
	case ENFILE:
	case EEXIST:
		return SHIM_IO;
	default:
		return otherwise;
	}
}

static enum shim_status describe_any(struct shim_failure *failure)
{
	try {
		throw;
	} catch (const shim_error &error) {
		return tell_failure(failure, error.status, error.message.c_str(), error.hint.c_str());
	} catch (const std::bad_alloc &) {
		return tell_failure(failure, SHIM_NO_MEMORY, "out of memory", "");
	} catch (const std::system_error &error) { /* std::filesystem's too */
		return tell_failure(failure, status_of_errno(error.code().value(), SHIM_IO), error.what(), "");
	} catch (const std::exception &error) {
		return tell_failure(failure, SHIM_INTERNAL, error.what(), "");
	} catch (...) {
		return tell_failure(failure, SHIM_INTERNAL, "an exception of unknown type", "");
	}
}

enum shim_status describe_exception(struct shim_failure *failure) noexcept
{
	try {
		return describe_any(failure);
	} catch (...) { /* no memory for the message itself */
		return tell_failure(failure, SHIM_NO_MEMORY, "out of memory", "");
	}
}

void throw_system_error(int error, const std::string &path, const char *what)
{
	throw shim_error{status_of_errno(error, SHIM_IO),
	                 path + ": " + what + ": " + std::generic_category().message(error), ""};
}

void end_without_memory() noexcept
{
	fputs("out of memory\n", stderr);
	exit(2);
}

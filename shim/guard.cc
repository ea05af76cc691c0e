/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.h"

#include <xapian.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <system_error>

#include <unistd.h>

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

static enum shim_status tell(struct shim_failure *failure, enum shim_status status, const char *message, const char *hint)
{
	if (failure) {
		failure->status = status;
		copy_cut(failure->message, sizeof failure->message, message);
		copy_cut(failure->hint, sizeof failure->hint, *hint ? hint : default_hint(status));
	}
	return status;
}

static enum shim_status status_of_errno(int error, enum shim_status otherwise)
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

/* Xapian keeps errno to itself and shows only its text; that text is the system's, so compare it with the system's. */
static int errno_of(const Xapian::Error &error)
{
	static const int known[] = {ENOSPC, EDQUOT, ENOMEM, EACCES, EPERM, EROFS, EIO, EFBIG, EMFILE, ENFILE, ENOENT, ENOTDIR};
	const char *text = error.get_error_string();

	if (!text)
		return 0;
	for (int number : known)
		if (std::generic_category().message(number) == text)
			return number;
	return -1;
}

static enum shim_status tell_xapian(struct shim_failure *failure, const Xapian::Error &error, enum shim_status status)
{
	std::string message = error.get_msg();
	const char *reason = error.get_error_string();
	int number = errno_of(error);

	if (reason && message.find(reason) == std::string::npos)
		message += std::string(": ") + reason;
	if (!error.get_context().empty())
		message += " (" + error.get_context() + ")";
	if (number == ENOSPC || number == EDQUOT || number == ENOMEM)
		status = status_of_errno(number, status);
	return tell(failure, status, message.c_str(), "");
}

/* Opening fails for the system's reasons (then it has an errno) or because the files are not what they should be. */
static enum shim_status status_of_opening(const Xapian::Error &error)
{
	int number = errno_of(error);

	return number ? status_of_errno(number, SHIM_IO) : SHIM_CORRUPT;
}

/* Our own and the standard library's; split from the Xapian ones to keep either list readable. */
static enum shim_status describe_standard(struct shim_failure *failure)
{
	try {
		throw;
	} catch (const shim_error &error) {
		return tell(failure, error.status, error.message.c_str(), error.hint.c_str());
	} catch (const std::bad_alloc &) {
		return tell(failure, SHIM_NO_MEMORY, "out of memory", "");
	} catch (const std::system_error &error) { /* std::filesystem's too */
		return tell(failure, status_of_errno(error.code().value(), SHIM_IO), error.what(), "");
	} catch (const std::exception &error) {
		return tell(failure, SHIM_INTERNAL, error.what(), "");
	} catch (...) {
		return tell(failure, SHIM_INTERNAL, "an exception of unknown type", "");
	}
}

/* Derived classes before their bases: the first clause that fits is taken. */
static enum shim_status describe_any(struct shim_failure *failure)
{
	try {
		throw;
	} catch (const Xapian::DatabaseNotFoundError &error) {
		return tell_xapian(failure, error, SHIM_NOT_FOUND);
	} catch (const Xapian::DatabaseVersionError &error) {
		return tell_xapian(failure, error, SHIM_VERSION);
	} catch (const Xapian::DatabaseOpeningError &error) {
		return tell_xapian(failure, error, status_of_opening(error));
	} catch (const Xapian::DatabaseModifiedError &error) {
		return tell_xapian(failure, error, SHIM_MODIFIED);
	} catch (const Xapian::DatabaseCorruptError &error) {
		return tell_xapian(failure, error, SHIM_CORRUPT);
	} catch (const Xapian::DatabaseLockError &error) {
		return tell_xapian(failure, error, SHIM_IO);
	} catch (const Xapian::DatabaseError &error) { /* "EOF reading block 35" comes as this */
		return tell_xapian(failure, error, status_of_opening(error));
	} catch (const Xapian::DocNotFoundError &error) {
		return tell_xapian(failure, error, SHIM_NOT_FOUND);
	} catch (const Xapian::FeatureUnavailableError &error) {
		return tell_xapian(failure, error, SHIM_VERSION);
	} catch (const Xapian::NetworkTimeoutError &error) {
		return tell_xapian(failure, error, SHIM_TIMEOUT);
	} catch (const Xapian::NetworkError &error) {
		return tell_xapian(failure, error, SHIM_NETWORK);
	} catch (const Xapian::InvalidArgumentError &error) {
		return tell_xapian(failure, error, SHIM_BAD_QUERY);
	} catch (const Xapian::RangeError &error) {
		return tell_xapian(failure, error, SHIM_BAD_QUERY);
	} catch (const Xapian::QueryParserError &error) {
		return tell_xapian(failure, error, SHIM_BAD_QUERY);
	} catch (const Xapian::Error &error) {
		return tell_xapian(failure, error, SHIM_INTERNAL);
	} catch (...) {
		return describe_standard(failure);
	}
}

enum shim_status describe_exception(struct shim_failure *failure) noexcept
{
	try {
		return describe_any(failure);
	} catch (...) { /* no memory for the message itself */
		return tell(failure, SHIM_NO_MEMORY, "out of memory", "");
	}
}

void throw_system_error(int error, const std::string &path, const char *what)
{
	throw shim_error{status_of_errno(error, SHIM_IO),
	                 path + ": " + what + ": " + std::generic_category().message(error), ""};
}

static thread_local const char *being_written;

[[noreturn]] static void end_with_message()
{
	struct shim_failure failure = {SHIM_IO, "", ""};
	int error = errno;

	if (std::current_exception())
		describe_exception(&failure);
	else /* thrown, and not caught yet: the system's reason is all there is */
		snprintf(failure.message, sizeof failure.message, "cannot be written: %s", strerror(error));
	fprintf(stderr, "%s: %s: %s%s%s%s\n", program_invocation_short_name, being_written ? being_written : "", failure.message,
	        *failure.hint ? " (" : "", failure.hint, *failure.hint ? ")" : "");
	_exit(2);
}

/* The handler is the process's, and workers come and go: none of them puts back what was there. */
ending_quietly::ending_quietly(const char *path)
{
	being_written = path;
	std::set_terminate(end_with_message);
}

ending_quietly::~ending_quietly()
{
	being_written = nullptr;
}

void end_without_memory() noexcept
{
	fputs("out of memory\n", stderr);
	exit(2);
}

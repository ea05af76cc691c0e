/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/xapian/guard.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <system_error>

#include <unistd.h>

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
	return tell_failure(failure, status, message.c_str(), "");
}

/* Opening fails for the system's reasons (then it has an errno) or because the files are not what they should be. */
static enum shim_status status_of_opening(const Xapian::Error &error)
{
	int number = errno_of(error);

	return number ? status_of_errno(number, SHIM_IO) : SHIM_CORRUPT;
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
		return describe_exception(failure);
	}
}

enum shim_status describe_xapian_exception(struct shim_failure *failure) noexcept
{
	try {
		return describe_any(failure);
	} catch (...) { /* no memory for the message itself */
		return tell_failure(failure, SHIM_NO_MEMORY, "out of memory", "");
	}
}

static thread_local const char *being_written;

[[noreturn]] static void end_with_message()
{
	struct shim_failure failure = {SHIM_IO, "", ""};
	int error = errno;

	if (std::current_exception())
		describe_xapian_exception(&failure);
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

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The barrier between C++ and C: every exported function that can fail is
 *
 *     return guard(failure, [&] { ... });
 *
 * and no exception gets past it. Inside, failures are thrown: shim_error for
 * our own, anything else as the standard library throws it. Where Xapian is called:
 * shim/xapian/guard.h.
 */
#ifndef DATELINE_SHIM_GUARD_H
#define DATELINE_SHIM_GUARD_H

#include "shim/xapian.h"

#include <string>

/* A failure of our own; errno's text belongs into message. */
struct shim_error {
	enum shim_status status;
	std::string message;
	std::string hint;
};

/* Throws the shim_error for a system call that failed with errno: "path: what: reason". */
[[noreturn]] void throw_system_error(int error, const std::string &path, const char *what);

/* Fills *failure (may be NULL), cut to fit and without control characters; an empty hint: the usual one. Returns status. */
enum shim_status tell_failure(struct shim_failure *failure, enum shim_status status, const char *message,
                              const char *hint) noexcept;

/* What an errno means to a person; otherwise: where it says nothing. */
enum shim_status status_of_errno(int error, enum shim_status otherwise) noexcept;

/* The status of the exception being handled, told in *failure (may be NULL). Call inside a catch block. */
enum shim_status describe_exception(struct shim_failure *failure) noexcept;

/* Ends the program: a query that is not built whole would silently mean something else. */
[[noreturn]] void end_without_memory() noexcept;

template <typename Body> enum shim_status guard(struct shim_failure *failure, Body body) noexcept
{
	try {
		body();
		return SHIM_OK;
	} catch (...) {
		return describe_exception(failure);
	}
}

/* For what has no status to return: the query constructors. */
template <typename Body> auto guard_memory(Body body) noexcept -> decltype(body())
{
	try {
		return body();
	} catch (...) {
		end_without_memory();
	}
}

#endif

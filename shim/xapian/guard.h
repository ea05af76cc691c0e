/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The barrier of shim/guard.h for functions that call Xapian. */
#ifndef DATELINE_SHIM_XAPIAN_GUARD_H
#define DATELINE_SHIM_XAPIAN_GUARD_H

#include "shim/guard.h"

#include <xapian.h>

/* As describe_exception, of Xapian's too. */
enum shim_status describe_xapian_exception(struct shim_failure *failure) noexcept;

template <typename Body> enum shim_status guard_xapian(struct shim_failure *failure, Body body) noexcept
{
	try {
		body();
		return SHIM_OK;
	} catch (...) {
		return describe_xapian_exception(failure);
	}
}

/*
 * Xapian's writing throws while it already unwinds from an error of the disk,
 * which would abort the program. From the first of these on, that ends it as a
 * failure does, with a message and status 2: what is half written is not
 * published.
 */
class ending_quietly {
      public:
	explicit ending_quietly(const char *path); /* what is being written; must outlive this */
	~ending_quietly();
	ending_quietly(const ending_quietly &) = delete;
	ending_quietly &operator=(const ending_quietly &) = delete;
};

#endif

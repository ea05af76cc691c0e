/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For programs that are linked with xapian-core. */
#include "shim/foreign.h"

const struct foreign &foreign_library()
{
	return dateline_foreign;
}

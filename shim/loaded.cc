/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For programs that load xapian-core when they first need it. */
#include "program/data.h"
#include "shim/foreign.h"
#include "shim/guard.h"

#include <cstdlib>

#include <dlfcn.h>

#define MODULE "dateline-xapian.so"

/* Beside the program, as in a build tree, or where `make install` puts it. */
static std::string module_path()
{
	std::unique_ptr<char, decltype(&free)> beside(data_beside_program(MODULE), free);

	return beside ? beside.get() : DATELINE_LIBDIR "/" MODULE;
}

/* Never unloaded. */
static const struct foreign *load()
{
	void *module = dlopen(module_path().c_str(), RTLD_NOW | RTLD_LOCAL);
	void *symbol = module ? dlsym(module, "dateline_foreign") : nullptr;

	if (!symbol)
		throw shim_error{SHIM_INTERNAL, std::string("what reads remote databases, and other programs': ") + dlerror(),
		                 "install Dateline whole, and libxapian with it"};
	return static_cast<const struct foreign *>(symbol);
}

const struct foreign &foreign_library()
{
	static const struct foreign *const library = load(); /* where it throws, the next call tries again */

	return *library;
}

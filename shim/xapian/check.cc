/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/xapian/guard.h"

#include <filesystem>
#include <sstream>

/* What Xapian's check says of a table that is in order; the rest is about faults. */
static bool is_reassuring(const std::string &line)
{
	static const char *const phrases[] = {"checked OK", "Lazily created", "Not present"};

	if (line.empty())
		return true;
	for (const char *phrase : phrases)
		if (line.find(phrase) != std::string::npos)
			return true;
	return false;
}

/* The report has a heading a table, "postlist:", and lines below it; each fault is told with its table's name. */
static size_t tell_faults(std::istream &report, void (*found)(void *context, const char *line), void *context)
{
	std::string line, table;
	size_t count = 0;

	while (std::getline(report, line)) {
		if (is_reassuring(line))
			continue;
		if (line.back() == ':' && line.find(' ') == std::string::npos) {
			table = line + " ";
			continue;
		}
		found(context, (table + line).c_str());
		count++;
	}
	return count;
}

/* Xapian stops with an exception at damage that hides what comes after it. */
static size_t check_quietly(const char *directory, std::ostream &report)
{
	try {
		return Xapian::Database::check(directory, 0, &report);
	} catch (const Xapian::DatabaseVersionError &) {
		throw;
	} catch (const Xapian::DatabaseError &error) {
		report << '\n' << error.get_msg() << '\n';
		return 1;
	}
}

enum shim_status shim_shard_check(const char *directory, void (*found)(void *context, const char *line), void *context,
                                  struct shim_failure *failure)
{
	return guard_xapian(failure, [&] {
		std::stringstream report;
		if (!std::filesystem::is_directory(directory))
			throw shim_error{SHIM_NOT_FOUND, std::string(directory) + ": no such directory", ""};
		size_t faults = check_quietly(directory, report);
		if (faults == 0)
			return;
		if (tell_faults(report, found, context) == 0)
			found(context, "damaged");
		throw shim_error{SHIM_CORRUPT, std::string(directory) + ": damaged", ""};
	});
}

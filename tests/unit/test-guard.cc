/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every kind of exception is thrown at the barrier; none may pass, each gets its status. */
#include "shim/xapian/guard.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <new>
#include <stdexcept>
#include <system_error>

static int failed;

static void expect(bool fine, const char *what, const struct shim_failure &failure)
{
	if (!fine) {
		fprintf(stderr, "%s: status %d, message \"%s\", hint \"%s\"\n", what, (int)failure.status, failure.message,
		        failure.hint);
		failed = 1;
	}
}

struct not_an_exception {
};

struct row {
	const char *name; /* and the intent */
	std::function<void()> body;
	enum shim_status status;
	const char *message;
};

template <typename Error> static std::function<void()> throwing(Error error)
{
	return [error] { throw error; };
}

static const struct row rows[] = {
	/* Derived classes are told from their bases. */
	{"no such database", throwing(Xapian::DatabaseNotFoundError("gone")), SHIM_NOT_FOUND, "gone"},
	{"other version", throwing(Xapian::DatabaseVersionError("old")), SHIM_VERSION, "old"},
	{"not a database", throwing(Xapian::DatabaseOpeningError("odd")), SHIM_CORRUPT, "odd"},
	{"may not open", throwing(Xapian::DatabaseOpeningError("x", EACCES)), SHIM_IO, "x: Permission denied"},
	{"file is missing", throwing(Xapian::DatabaseOpeningError("x", ENOENT)), SHIM_NOT_FOUND, "x: No such file or directory"},
	{"rewritten", throwing(Xapian::DatabaseModifiedError("moved on")), SHIM_MODIFIED, "moved on"},
	{"damaged", throwing(Xapian::DatabaseCorruptError("bad")), SHIM_CORRUPT, "bad"},
	{"locked", throwing(Xapian::DatabaseLockError("held")), SHIM_IO, "held"},
	{"cut off", throwing(Xapian::DatabaseError("EOF reading block 35")), SHIM_CORRUPT, "EOF reading block 35"},
	/* A full disk shows only in the system's text, whatever the class. */
	{"disk full", throwing(Xapian::DatabaseError("writing", ENOSPC)), SHIM_DISK_FULL, "writing: No space left on device"},
	{"quota", throwing(Xapian::DatabaseError("writing", EDQUOT)), SHIM_DISK_FULL, "writing: Disk quota exceeded"},
	{"corrupt for want of room", throwing(Xapian::DatabaseCorruptError("x", ENOSPC)), SHIM_DISK_FULL,
         "x: No space left on device"},
	{"disk fault", throwing(Xapian::DatabaseError("reading", EIO)), SHIM_IO, "reading: Input/output error"},
	{"no document", throwing(Xapian::DocNotFoundError("7")), SHIM_NOT_FOUND, "7"},
	{"no feature", throwing(Xapian::FeatureUnavailableError("x")), SHIM_VERSION, "x"},
	{"network", throwing(Xapian::NetworkError("refused", "h:1")), SHIM_NETWORK, "refused (h:1)"},
	{"network slow", throwing(Xapian::NetworkTimeoutError("late")), SHIM_TIMEOUT, "late"},
	{"argument", throwing(Xapian::InvalidArgumentError("x")), SHIM_BAD_QUERY, "x"},
	{"range", throwing(Xapian::RangeError("x")), SHIM_BAD_QUERY, "x"},
	{"parser", throwing(Xapian::QueryParserError("x")), SHIM_BAD_QUERY, "x"},
	{"any other of Xapian's", throwing(Xapian::AssertionError("x")), SHIM_INTERNAL, "x"},
	/* What only Xapian::Error catchers let through. */
	{"our own", throwing(shim_error{SHIM_TIMEOUT, "late", "wait"}), SHIM_TIMEOUT, "late"},
	{"memory", [] { throw std::bad_alloc(); }, SHIM_NO_MEMORY, "out of memory"},
	{"system", throwing(std::system_error(ENOSPC, std::generic_category(), "w")), SHIM_DISK_FULL,
         "w: No space left on device"},
	{"files", [] { (void)std::filesystem::file_size("/nonexistent/x"); }, SHIM_NOT_FOUND, nullptr},
	{"logic", throwing(std::logic_error("oops")), SHIM_INTERNAL, "oops"},
	{"length", [] { std::string().resize((size_t)-1); }, SHIM_INTERNAL, nullptr},
	{"no class of exceptions", throwing(not_an_exception()), SHIM_INTERNAL, "an exception of unknown type"},
	{"a number", throwing(42), SHIM_INTERNAL, "an exception of unknown type"},
};

static void test_rows()
{
	for (const struct row &row : rows) {
		struct shim_failure failure = {};
		enum shim_status status = guard_xapian(&failure, row.body);
		expect(status == row.status && failure.status == status, row.name, failure);
		expect(row.message ? strcmp(failure.message, row.message) == 0 : *failure.message, row.name, failure);
		expect(guard_xapian(nullptr, row.body) == row.status, row.name, failure);
	}
}

static void test_success_leaves_the_failure_alone()
{
	struct shim_failure failure = {SHIM_IO, "before", ""};
	int done = 0;

	expect(guard(&failure, [&] { done = 1; }) == SHIM_OK && done, "success", failure);
	expect(strcmp(failure.message, "before") == 0, "success", failure);
}

/* Cut between characters, one line, the hint of the thrower kept. */
static void test_long_message()
{
	struct shim_failure failure = {};
	std::string text = "a\nb";

	while (text.size() < 2000)
		text += "\u00e9";
	guard(&failure, [&] { throw shim_error{SHIM_IO, text, "do this"}; });
	expect(strlen(failure.message) == 511 && memcmp(failure.message, "a b\u00e9", 5) == 0, "cut", failure);
	expect(strcmp(failure.message + 509, "\u00e9") == 0, "cut at a border", failure);
	expect(strcmp(failure.hint, "do this") == 0, "hint", failure);
	text.insert(0, "x");
	guard(&failure, [&] { throw shim_error{SHIM_IO, text, ""}; });
	expect(strlen(failure.message) == 510, "cut one byte earlier", failure);
}

/* One line of TAP. */
static void run(const char *name, int number, void (*test)())
{
	int before = failed;

	failed = 0;
	test();
	printf("%s %d - %s\n", failed ? "not ok" : "ok", number, name);
	failed |= before;
}

int main()
{
	setenv("LC_ALL", "C", 1);
	puts("1..3");
	run("every kind of exception", 1, test_rows);
	run("success leaves the failure alone", 2, test_success_leaves_the_failure_alone);
	run("long messages", 3, test_long_message);
	return failed;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the databases behind a path. Xapian can read stub files itself; we do
 * it to have each shard's own handle and path, to see a writer's renaming
 * while we open, and to refuse a `remote :program` line, which would run one.
 */
#include "shim/guard.h"
#include "shim/index.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Stub files may name stub files; a ring of them must end. */
#define STUB_DEPTH 8

/* Far above what a manifest of thousands of shards takes. */
#define STUB_SIZE_MAX ((size_t)1 << 20)

struct descriptor {
	int number;

	~descriptor()
	{
		if (number >= 0)
			close(number);
	}
};

/* The file's first limit bytes. */
static std::string read_start(const std::string &path, size_t limit)
{
	descriptor file = {open(path.c_str(), O_RDONLY | O_CLOEXEC)};
	std::string text;
	char piece[4096]; /* nearly all are shorter */

	if (file.number < 0)
		throw_system_error(errno, path, "cannot open");
	while (text.size() < limit) {
		ssize_t got = read(file.number, piece, std::min(limit - text.size(), sizeof piece));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			throw_system_error(errno, path, "cannot read");
		if (got == 0)
			break;
		text.append(piece, (size_t)got);
	}
	return text;
}

static bool is_file(const std::string &path)
{
	struct stat status;

	return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_directory(const std::string &path)
{
	struct stat status;

	if (stat(path.c_str(), &status) != 0)
		throw_system_error(errno, path, "cannot open");
	return S_ISDIR(status.st_mode);
}

static bool starts_with(const std::string &line, const char *word, std::string *rest)
{
	size_t length = strlen(word);

	if (line.compare(0, length, word) != 0 || line.size() <= length + 1 || line[length] != ' ')
		return false;
	*rest = line.substr(length + 1);
	return true;
}

static bool parse_address(const std::string &address, shard_place *place)
{
	size_t colon = address.rfind(':');
	char *end;

	if (colon == std::string::npos || colon == 0 || colon + 1 == address.size())
		return false;
	unsigned long port = strtoul(address.c_str() + colon + 1, &end, 10);
	if (*end || port == 0 || port > 65535)
		return false;
	*place = {"", address.substr(0, colon), (unsigned)port};
	return true;
}

static void find_into(std::vector<shard_place> *places, const std::string &path, int depth, std::string *text);

static void add_line(std::vector<shard_place> *places, const std::string &stub, size_t number, const std::string &line,
                     int depth, std::string *text)
{
	std::string rest;
	shard_place place;

	if (starts_with(line, "auto", &rest) || starts_with(line, "glass", &rest)) {
		size_t slash = stub.rfind('/');
		if (rest[0] != '/' && slash != std::string::npos)
			rest = stub.substr(0, slash + 1) + rest;
		find_into(places, rest, depth + 1, text);
	} else if (starts_with(line, "remote", &rest) && parse_address(rest, &place)) {
		places->push_back(place);
	} else {
		throw shim_error{SHIM_CORRUPT,
		                 stub + ":" + std::to_string(number) + ": not a line of a Xapian stub file",
		                 "a line is \"auto PATH\", \"glass PATH\" or \"remote HOST:PORT\""};
	}
}

static void add_stub(std::vector<shard_place> *places, const std::string &stub, int depth, std::string *text)
{
	const std::string lines = read_start(stub, STUB_SIZE_MAX);

	*text += stub + "\n" + lines;
	if (depth > STUB_DEPTH)
		throw shim_error{SHIM_CORRUPT, stub + ": stub files name each other without end", "name databases in it"};
	for (size_t start = 0, number = 1; start < lines.size(); number++) {
		size_t end = std::min(lines.find('\n', start), lines.size());
		std::string line = lines.substr(start, end - start);
		start = end + 1;
		if (!line.empty() && line.back() == '\r')
			line.pop_back();
		if (!line.empty() && line[0] != '#')
			add_line(places, stub, number, line, depth, text);
	}
}

/* A single-file database starts as iamglass does; any other file given must be a stub that names something. */
static void add_file(std::vector<shard_place> *places, const std::string &path, int depth, std::string *text)
{
	size_t before = places->size();

	if (read_start(path, 14) == "\x0f\x0dXapian Glass") {
		places->push_back({path, "", 0});
		return;
	}
	try {
		add_stub(places, path, depth, text);
	} catch (shim_error &error) {
		if (depth == 0 && error.status == SHIM_CORRUPT && places->size() == before)
			error.status = SHIM_NOT_FOUND;
		throw;
	}
	if (places->size() == before)
		throw shim_error{SHIM_NOT_FOUND, path + ": neither a database nor a stub file", ""};
}

static void find_into(std::vector<shard_place> *places, const std::string &path, int depth, std::string *text)
{
	std::string manifest = path + "/XAPIANDB";

	if (!is_directory(path)) {
		if (!is_file(path))
			throw shim_error{SHIM_NOT_FOUND, path + ": neither a directory nor a file", ""};
		add_file(places, path, depth, text);
	} else if (is_file(manifest)) {
		add_stub(places, manifest, depth, text);
	} else if (is_file(path + "/iamglass")) {
		places->push_back({path, "", 0});
	} else {
		throw shim_error{SHIM_NOT_FOUND, path + ": no index in this directory", ""};
	}
}

std::vector<shard_place> find_places(const std::string &path, std::string *text)
{
	std::vector<shard_place> places;

	text->clear();
	find_into(&places, path, 0, text);
	return places;
}

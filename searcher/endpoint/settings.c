/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/settings.h"

#include "program/options.h"
#include "program/report.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 4096

enum setting_kind {
	SETTING_STRING,
	SETTING_URL,
	SETTING_NUMBER,
	SETTING_SWITCH
};

static const struct setting {
	const char *name;
	enum setting_kind kind;
	size_t offset;
	unsigned long least, most;
} known[] = {
	{"index", SETTING_STRING, offsetof(struct settings, index), 0, 0},
	{"names", SETTING_STRING, offsetof(struct settings, names), 0, 0},
	{"name", SETTING_STRING, offsetof(struct settings, name), 0, 0},
	{"url", SETTING_URL, offsetof(struct settings, url), 0, 0},
	{"results", SETTING_NUMBER, offsetof(struct settings, results), 1, 100},
	{"timeout", SETTING_NUMBER, offsetof(struct settings, timeout), 1, 600000},
	{"memory", SETTING_NUMBER, offsetof(struct settings, memory), 0, 1ul << 22},
	{"processes", SETTING_NUMBER, offsetof(struct settings, processes), 1, OPTION_JOBS_MAX},
	{"sandbox", SETTING_SWITCH, offsetof(struct settings, sandbox), 0, 0},
};

/* ---- one line ---- */

static char *trim(char *text)
{
	char *end = text + strlen(text);

	while (end > text && isspace((unsigned char)end[-1]))
		*--end = '\0';
	while (isspace((unsigned char)*text))
		text++;
	return text;
}

static void take_string(void *field, const char *value)
{
	char **string = field;

	free(*string);
	*string = memory_string(value);
}

static bool is_address(const char *value)
{
	return (!strncmp(value, "http://", 7) || !strncmp(value, "https://", 8)) && !strpbrk(value, " \t?#\"<>");
}

static bool take_number(const struct setting *setting, void *field, const char *value, const char *file, unsigned long line)
{
	size_t digits = strspn(value, "0123456789");
	unsigned long number = digits > 0 && digits < 10 && !value[digits] ? strtoul(value, NULL, 10) : setting->most + 1;

	if (number < setting->least || number > setting->most) {
		report(file, line, "see dateline-web(7)", "%s must be a number from %lu to %lu", setting->name, setting->least,
		       setting->most);
		return false;
	}
	*(unsigned long *)field = number;
	return true;
}

static bool take_value(const struct setting *setting, struct settings *settings, const char *value, const char *file,
                       unsigned long line)
{
	void *field = (char *)settings + setting->offset;
	bool on = !strcmp(value, "yes");

	if (setting->kind == SETTING_NUMBER)
		return take_number(setting, field, value, file, line);
	if (setting->kind == SETTING_SWITCH) {
		*(bool *)field = on;
		if (!on && strcmp(value, "no") != 0)
			report(file, line, NULL, "%s must be yes or no", setting->name);
		return on || !strcmp(value, "no");
	}
	if (*value == '\0' || !utf8_valid(value, strlen(value)) || (setting->kind == SETTING_URL && !is_address(value))) {
		report(file, line, setting->kind == SETTING_URL ? "such as https://news.example/search" : NULL, "%s needs %s", setting->name,
		       setting->kind == SETTING_URL ? "an absolute address without ? and #" : "a value in UTF-8");
		return false;
	}
	take_string(field, value);
	return true;
}

bool settings_take_line(struct settings *settings, char *line, const char *file, unsigned long number)
{
	char *name = trim(line), *equals = strchr(name, '=');

	if (*name == '\0' || *name == '#')
		return true;
	if (!equals) {
		report(file, number, "write NAME = VALUE", "this is no setting");
		return false;
	}
	*equals = '\0';
	name = trim(name);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i].name, name))
			return take_value(&known[i], settings, trim(equals + 1), file, number);
	report(file, number, "see dateline-web(7)", "there is no setting \"%s\"", name);
	return false;
}

/* ---- the file ---- */

static bool read_file(struct settings *settings, FILE *file, const char *path)
{
	char line[LINE_MAX_BYTES];
	unsigned long number = 0;
	bool right = true;

	while (fgets(line, sizeof line, file)) {
		number++;
		if (strlen(line) == sizeof line - 1 && line[sizeof line - 2] != '\n') {
			report(path, number, NULL, "the line is too long");
			return false;
		}
		right &= settings_take_line(settings, line, path, number);
	}
	if (!ferror(file))
		return right;
	report(path, 0, NULL, "cannot read it: %s", strerror(errno));
	return false;
}

bool settings_load(struct settings *settings)
{
	const char *index = getenv("DATELINE_INDEX"), *names = getenv("DATELINE_NAMES"), *named = getenv("DATELINE_CONFIG");
	const char *path = named && *named ? named : DATELINE_SYSCONFDIR "/dateline.conf";
	FILE *file = fopen(path, "re");
	bool right = true;

	*settings = (struct settings){.name = memory_string("Dateline"),
	                              .results = 10,
	                              .timeout = 5000,
	                              .memory = 1024,
	                              .processes = option_default_jobs(),
	                              .sandbox = true};
	if (file) {
		right = read_file(settings, file, path);
		fclose(file);
	} else if (named && *named) {
		report(path, 0, "DATELINE_CONFIG names it", "cannot open it: %s", strerror(errno));
		right = false;
	}
	if (index && *index)
		take_string(&settings->index, index);
	if (names && *names)
		take_string(&settings->names, names);
	return right;
}

void settings_release(struct settings *settings)
{
	free(settings->index);
	free(settings->names);
	free(settings->name);
	free(settings->url);
	*settings = (struct settings){0};
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/source.h"

#include "indexer/extract/outlet_name.h"
#include "indexer/read/format.h"
#include "indexer/read/identity.h"
#include "indexer/read/survey.h"
#include "indexer/read/unpack.h"
#include "indexer/read/walk.h"
#include "program/report.h"
#include "text/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of an archive whose pages are wanted for a survey: in one of pictures there may be none. */
#define SAMPLE_BYTES ((uint64_t)64 << 20)

struct source {
	struct source_options options;
	const char *const *paths;
	size_t count, next;
	uint64_t sequence;
	struct survey *survey; /* made before the first page is given out; or NULL */
	_Atomic uint64_t read, known;

	/* The SOURCE that is being read. */
	struct walk *walk;
	char *origin;
	bool from_directory;

	/* The file that is being read. */
	struct input input; /* bytes is NULL between files */
	const struct format *format;
	char *file;
	char *id; /* of a file that is one document */
	size_t below;
	struct buffer place; /* of the last file that was asked about or told of */
	uint64_t stamp;
	uint64_t size; /* what known holds for it */
	uint64_t read_before;
};

void document_release(struct document *document)
{
	free(document->bytes);
	free(document->file);
	free(document->id);
	free(document->origin);
	*document = (struct document){0};
}

bool document_parse(const struct document *document, bool keep_boilerplate, struct article *article, const char **reason)
{
	bool found = format_find(document->format)->parse(document, keep_boilerplate, article, reason);

	if (document->format != FORMAT_JSONL) /* whoever wrote that line chose the name */
		outlet_spell(&article->source);
	if (found && document->survey && !keep_boilerplate)
		survey_clean(document->survey, document, article);
	return found;
}

static bool is_standard_input(const char *path)
{
	return !strcmp(path, "-");
}

/* For progress alone: adds up what the walk will find, and says nothing of what it will not; the second walk does. */
static uint64_t size_of(const char *path, const char *avoid)
{
	struct walk *walk = walk_open(path, avoid, NULL, NULL);
	struct walk_entry entry;
	uint64_t size = 0;

	while (walk_next(walk, &entry))
		size += (uint64_t)entry.status.st_size;
	walk_close(walk);
	return size;
}

/* Where a file lies, as document_place says it; below: its path below the origin, "" for the origin itself. */
static void set_place(struct buffer *out, const char *origin, bool from_directory, const char *below)
{
	buffer_clear(out);
	buffer_add_string(out, origin);
	if (from_directory && *below) {
		buffer_add_byte(out, '/');
		buffer_add_string(out, below);
	}
}

void document_place(struct buffer *out, const struct document *document)
{
	set_place(out, document->origin, document->from_directory, document->file + document->below);
}

static void tell_skipped(struct source *source, const char *path, size_t below, uint64_t stamp)
{
	if (!source->options.skipped)
		return;
	set_place(&source->place, source->origin, source->from_directory, path + below);
	source->options.skipped(source->options.context, path, source->place.bytes, stamp);
}

/* Something in the file that is being read. */
static void skip_part(void *context)
{
	struct source *source = context;

	tell_skipped(source, source->file, source->below, source->format->gives_ids ? source->stamp : 0);
}

struct source *source_open(const char *const *paths, size_t count, const struct source_options *options)
{
	struct source *source = memory_zeroed(1, sizeof *source);

	source->options = *options;
	source->paths = paths;
	source->count = count;
	source->input.skipped = skip_part;
	source->input.context = source;
	source->input.verbose = options->verbose;
	source->input.silent = options->sample > 0;
	source->input.most = options->sample > 0 ? SAMPLE_BYTES : 0;
	for (size_t i = 0; i < count && !options->sample; i++)
		if (!is_standard_input(paths[i]))
			source->known += size_of(paths[i], options->avoid);
	return source;
}

uint64_t source_bytes_read(const struct source *source)
{
	return atomic_load_explicit(&source->read, memory_order_relaxed);
}

uint64_t source_bytes_known(const struct source *source)
{
	uint64_t read = source_bytes_read(source);
	uint64_t known = atomic_load_explicit(&source->known, memory_order_relaxed);

	return known > read ? known : read; /* a pipe has no size before it ends */
}

static void skip_path(void *context, const char *path, size_t below, const char *reason)
{
	struct source *source = context;

	if (!source->options.sample)
		report(path, 0, NULL, "%s", reason);
	tell_skipped(source, path, below, 0);
}

/* What was not read of the file after all, or more than was known, is put right in what is known. */
static void end_file(struct source *source)
{
	if (source->input.bytes && !source->options.sample && unpack_trailing_garbage(source->input.bytes))
		report(source->file, 0, "what comes before it is taken", "bytes that are not gzip follow the gzip data");
	if (source->input.bytes && source->format->finish)
		source->format->finish(&source->input);
	unpack_close(source->input.bytes);
	source->input.bytes = NULL;
	source->known += source->read - source->read_before - source->size;
	free(source->file);
	free(source->id);
	source->file = source->id = NULL;
}

static bool is_unchanged(struct source *source, const char *id)
{
	if (!source->stamp || !source->options.unchanged)
		return false;
	set_place(&source->place, source->origin, source->from_directory, source->file + source->below);
	return source->options.unchanged(source->options.context, source->origin, source->place.bytes, id, source->stamp);
}

/* Decides the format by the first bytes and the name. */
static void choose_format(struct source *source)
{
	const char *head;
	size_t length = unpack_look(source->input.bytes, 4096, &head);

	source->format = source->options.format == FORMAT_AUTO ? format_detect(head, length, source->file)
	                                                       : format_find(source->options.format);
}

static void begin_file(struct source *source, const char *path, size_t below, uint64_t size)
{
	source->file = memory_string(path);
	source->below = below;
	source->size = size;
	source->read_before = source->read;
	source->id = identity_of_path(path + below);
	source->input.file = source->file;
	source->input.line = source->input.documents = source->input.skips = 0;
}

/* Takes the descriptor. */
static void begin_reading(struct source *source, int descriptor)
{
	source->input.bytes = unpack_open(descriptor, &source->read);
	choose_format(source);
	if (source->options.sample ? !source->format->pages : source->format->gives_ids && is_unchanged(source, NULL))
		end_file(source);
}

/*
 * A walked name that has become a pipe since it was looked at must not hang the
 * run (O_NONBLOCK, and a second look); one that the user named is waited for.
 */
static int open_entry(const struct walk_entry *entry, struct stat *status, const char **reason)
{
	bool regular = S_ISREG(entry->status.st_mode);
	int descriptor = open(entry->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (regular ? O_NONBLOCK : 0));

	if (descriptor < 0) {
		*reason = strerror(errno);
		return -1;
	}
	if (fstat(descriptor, status) == 0 && S_ISREG(status->st_mode) == regular)
		return descriptor;
	close(descriptor);
	*reason = "it changed while it was looked at";
	return -1;
}

/* A path's id may be known without opening it; what a line-based file's ids are is not, so it is asked about when it is open. */
static void open_file(struct source *source, const struct walk_entry *entry)
{
	bool regular = S_ISREG(entry->status.st_mode);
	const char *reason;
	struct stat status;
	int descriptor;

	if (source->options.sample && !regular)
		return; /* a pipe can be read once */
	begin_file(source, entry->path, entry->below, (uint64_t)entry->status.st_size);
	source->stamp = regular ? identity_stamp(&entry->status) : 0;
	if (is_unchanged(source, source->id)) {
		end_file(source);
		return;
	}
	descriptor = open_entry(entry, &status, &reason);
	if (descriptor < 0) {
		skip_path(source, entry->path, entry->below, reason);
		end_file(source);
		return;
	}
	source->stamp = regular ? identity_stamp(&status) : 0;
	begin_reading(source, descriptor);
}

static void open_standard_input(struct source *source)
{
	int descriptor = dup(STDIN_FILENO);

	source->origin = memory_string("-");
	source->from_directory = false;
	if (source->options.sample)
		return;
	if (descriptor < 0) {
		skip_path(source, "-", 0, strerror(errno));
		return;
	}
	begin_file(source, "-", 0, 0);
	source->stamp = 0;
	begin_reading(source, descriptor);
}

static void open_next_path(struct source *source)
{
	const char *path = source->paths[source->next++];
	char *absolute;

	free(source->origin);
	if (is_standard_input(path)) {
		open_standard_input(source);
		return;
	}
	absolute = realpath(path, NULL);
	source->origin = absolute ? absolute : memory_string(path);
	source->walk = walk_open(path, source->options.avoid, skip_path, source);
	source->from_directory = walk_is_directory(source->walk);
}

/* Gives the document what all of its file have. */
static void label(struct source *source, struct document *out)
{
	if (out->format == FORMAT_AUTO)
		out->format = source->format->format;
	out->alone |= !source->format->gives_ids;
	if (!out->id && out->alone)
		out->id = memory_string(source->id);
	out->file = memory_string(source->file);
	out->below = source->below;
	out->origin = memory_string(source->origin);
	out->from_directory = source->from_directory;
	out->stamp = source->stamp;
	out->silent |= source->options.sample > 0;
	if (source->options.survey && source->format->pages && source->walk) {
		if (!source->survey)
			source->survey = survey_new(source->paths, source->count, &source->options);
		out->survey = source->survey;
	}
	out->sequence = source->sequence++;
}

bool source_next(struct source *source, struct document *out)
{
	struct walk_entry entry;

	*out = (struct document){0};
	for (;;) {
		if (source->input.bytes) {
			bool enough = source->options.sample && source->input.documents == source->options.sample;

			if (!enough && source->format->next(&source->input, out)) {
				source->input.documents++;
				label(source, out);
				return true;
			}
			end_file(source);
		} else if (source->walk && walk_next(source->walk, &entry)) {
			open_file(source, &entry);
		} else if (source->walk) {
			walk_close(source->walk);
			source->walk = NULL;
		} else if (source->next < source->count) {
			open_next_path(source);
		} else {
			return false;
		}
	}
}

void source_close(struct source *source)
{
	if (!source)
		return;
	if (source->file)
		end_file(source);
	walk_close(source->walk);
	survey_free(source->survey);
	free(source->origin);
	buffer_release(&source->place);
	free(source);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/transcript.h"

#include "program/report.h"
#include "text/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static char directory[4096];

int enter_directory(void **state)
{
	const char *root = getenv("TMPDIR");

	(void)state;
	snprintf(directory, sizeof directory, "%s/test-source-XXXXXX", root && *root ? root : "/tmp");
	return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

int leave_directory(void **state)
{
	(void)state;
	if (chdir("/") != 0)
		return -1;
	return nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void write_bytes(const char *path, const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

void write_file(const char *path, const char *text)
{
	write_bytes(path, text, strlen(text));
}

/* Adds a gzip member to the file. */
void add_gzip(const char *path, const char *text)
{
	gzFile file = gzopen(path, "ab");

	assert_non_null(file);
	assert_int_equal(gzwrite(file, text, (unsigned)strlen(text)), strlen(text));
	assert_int_equal(gzclose(file), Z_OK);
}

void add_bytes(const char *path, const char *bytes, size_t length)
{
	FILE *file = fopen(path, "ab");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

size_t file_size(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return (size_t)status.st_size;
}

static void count_skip(void *context, const char *file, const char *place, uint64_t stamp)
{
	struct run *run = context;

	(void)stamp;
	assert_non_null(file);
	assert_non_null(place);
	run->skips++;
}

/* On the transcript a line feed is shown as |, and those at the end are not. */
static void print_field(const char *name, const char *value)
{
	size_t length = value ? strlen(value) : 0;

	if (!value)
		return;
	fprintf(stderr, " %s=<", name);
	while (length && value[length - 1] == '\n')
		length--;
	for (; length; length--, value++)
		putc(*value == '\n' ? '|' : *value, stderr);
	putc('>', stderr);
}

/* What the extractor finds in a page beside its text is its own tests' matter. */
static void print_article(const struct article *article, enum source_format format)
{
	char date[DATE_TEXT_MAX];

	print_field("id", article->id);
	print_field("text", article->text);
	if (format == FORMAT_TEXT)
		return;
	print_field("title", article->title);
	print_field("url", article->url);
	print_field("source", article->source);
	print_field("author", article->author);
	print_field("language", article->language);
	for (size_t i = 0; i < article->keyword_count; i++)
		print_field("keyword", article->keywords[i]);
	if (article->date.precision != DATE_UNKNOWN)
		print_field("date", date_format(&article->date, date));
}

static void print_document(const struct document *document, const struct run *run)
{
	struct article article = {0};
	const char *reason = NULL;

	if (!run->parse) {
		fprintf(stderr, "%d %s:%zu", (int)document->sequence, document->file, document->line);
		print_field("id", document->id);
		putc('\n', stderr);
	} else if (document_parse(document, true, &article, &reason)) {
		fputs("article", stderr);
		print_article(&article, document->format);
		putc('\n', stderr);
	} else {
		assert_non_null(reason);
	}
	article_release(&article);
}

static void read_all(struct run *run)
{
	struct source *source = source_open(run->paths, run->count, &run->options);
	struct document document = {0};

	run->first_known = source_bytes_known(source);
	while (source_next(source, &document)) {
		print_document(&document, run);
		document_release(&document);
	}
	run->read = source_bytes_read(source);
	run->known = source_bytes_known(source);
	source_close(source);
}

/* Runs with stderr into the buffer. */
static void transcribe(struct run *run, struct buffer *transcript)
{
	FILE *file = tmpfile();
	int console = dup(STDERR_FILENO);
	int byte;

	assert_non_null(file);
	run->options.skipped = count_skip;
	run->options.context = run;
	fflush(stderr);
	dup2(fileno(file), STDERR_FILENO);
	read_all(run);
	fflush(stderr);
	dup2(console, STDERR_FILENO);
	close(console);
	rewind(file);
	buffer_add_string(transcript, "");
	while ((byte = getc(file)) != EOF)
		buffer_add_byte(transcript, (char)byte);
	fclose(file);
}

void check_run(struct run *run, size_t skips, const char *expected)
{
	struct buffer transcript = {0};

	transcribe(run, &transcript);
	assert_string_equal(transcript.bytes, expected);
	assert_int_equal(run->skips, skips);
	buffer_release(&transcript);
}

/* The documents of one SOURCE. */
void check_documents(const char *path, size_t skips, const char *expected)
{
	struct run run = {.paths = &path, .count = 1};

	check_run(&run, skips, expected);
	assert_int_equal(run.read, run.known);
}

void check_articles(const char *path, enum source_format format, size_t skips, const char *expected)
{
	struct run run = {.paths = &path, .count = 1, .parse = true, .options.format = format};

	check_run(&run, skips, expected);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A model file whose header is made to fit: whatever its tables hold, tagging with it ends, and finds whole characters. */
#include "entity/model.h"
#include "entity/tagger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void mend(char *file, size_t length)
{
	struct model_header header;

	memcpy(&header, file, sizeof header);
	memcpy(header.magic, MODEL_MAGIC, sizeof header.magic);
	header.version = MODEL_VERSION;
	header.size = length;
	memcpy(file, &header, sizeof header);
	header.checksum = model_checksum((const unsigned char *)file + offsetof(struct model_header, size), length - offsetof(struct model_header, size));
	memcpy(file, &header, sizeof header);
}

static void tag(const struct model *model)
{
	struct article article = {.title = "John Doe In Paris", .text = "John Doe of Acme Corp. met J. Roe in Paris 3 Lyon 1.\n\nPARIS (AP)"};
	struct tagger *tagger = tagger_new(model);
	struct spans spans = {0};

	tagger_tag(tagger, &article, &spans);
	for (size_t i = 0; i < spans.count; i++)
		if (spans.list[i].start >= spans.list[i].end || spans.list[i].end > strlen(spans.list[i].title ? article.title : article.text))
			abort();
	spans_release(&spans);
	tagger_free(tagger);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *file = malloc(length + 1), path[64];
	int memory = memfd_create("model", MFD_CLOEXEC);
	const char *reason;
	struct model model;

	memcpy(file, bytes, length);
	if (length > sizeof(struct model_header) && bytes[0] % 2)
		mend(file, length);
	snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
	if (write(memory, file, length) == (ssize_t)length && model_open(&model, path, &reason) == 0) {
		tag(&model);
		model_close(&model);
	}
	close(memory);
	free(file);
	return 0;
}

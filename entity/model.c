/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/model.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the model is mapped as it is, which needs a little-endian machine"
#endif

const char *const model_phrase_classes[PHRASE_CLASSES] = {
	"wiki-person", "wiki-place", "wiki-org", "city-large", "city-small", "city-also", "country", "region", "people", "body",
	"party", "outlet", "company", "league", "team", "event", "calendar", "title", "orgword", "placeword"};

const char *const model_word_flags[WORD_FLAGS] = {
	"forename", "forename-rare", "forename-known", "forename-common", "surname", "surname-rare", "surname-known", "surname-common",
	"lower-0", "lower-1", "lower-2", "lower-3", "lower-4", "lower-5", "lower-6", "sport"};

#define SECTION 64
#define CHECKED offsetof(struct model_header, size)

_Static_assert(sizeof(struct model_header) == SECTION, "the header fills its section");

/* Bytes of the six sections behind the header, in their order. */
static void section_sizes(const struct model_header *header, uint64_t sizes[6])
{
	sizes[0] = LABELS * LABELS * sizeof(int16_t);
	sizes[1] = header->mask_count * (uint64_t)sizeof(uint32_t);
	sizes[2] = header->phrase_slots * (uint64_t)sizeof(uint32_t);
	sizes[3] = header->form_slots * (uint64_t)sizeof(struct form_entry);
	sizes[4] = header->lower_slots * (uint64_t)sizeof(struct lower_entry);
	sizes[5] = header->row_count * (uint64_t)MODEL_ROW + 4;
}

static uint64_t next_section(uint64_t offset)
{
	return (offset + SECTION - 1) / SECTION * SECTION;
}

#define LANES 4

uint64_t model_checksum(const unsigned char *bytes, size_t size)
{
	uint64_t lanes[LANES] = {1, 2, 3, 4}, words[LANES], sum = size;
	size_t at = 0;

	for (; at + sizeof words <= size; at += sizeof words) {
		memcpy(words, bytes + at, sizeof words);
		for (int i = 0; i < LANES; i++)
			lanes[i] = (lanes[i] ^ words[i]) * 0x9E3779B97F4A7C15u;
	}
	memset(words, 0, sizeof words);
	memcpy(words, bytes + at, size - at);
	for (int i = 0; i < LANES; i++) {
		sum = (sum ^ lanes[i] ^ lanes[i] >> 32) * 0xD6E8FEB86659FD93u;
		sum = (sum ^ sum >> 32 ^ words[i]) * 0x9E3779B97F4A7C15u;
	}
	return sum ^ sum >> 32;
}

static const char *check(const unsigned char *bytes, size_t size)
{
	const struct model_header *header = (const struct model_header *)(const void *)bytes;
	uint64_t sizes[6], end = SECTION;

	if (size < SECTION || memcmp(header->magic, MODEL_MAGIC, sizeof header->magic) != 0)
		return "is no entity model";
	if (header->version != MODEL_VERSION)
		return "is an entity model of another version of Dateline";
	section_sizes(header, sizes);
	for (int i = 0; i < 6; i++)
		end = next_section(end) + sizes[i];
	if (header->size != size || end != size)
		return "is an entity model that was cut off or is damaged";
	if (header->row_count == 0 || model_checksum(bytes + CHECKED, size - CHECKED) != header->checksum)
		return "is a damaged entity model";
	return NULL;
}

static void take_sections(struct model *model)
{
	const char *bytes = model->mapped;
	const struct model_header *header = model->mapped;
	const void *sections[6];
	uint64_t sizes[6], at = SECTION;

	section_sizes(header, sizes);
	for (int i = 0; i < 6; i++) {
		at = next_section(at);
		sections[i] = bytes + at;
		at += sizes[i];
	}
	model->transitions = sections[0];
	model->masks = sections[1];
	model->phrases = sections[2];
	model->forms = sections[3];
	model->lowers = sections[4];
	model->rows = sections[5];
	model->mask_count = header->mask_count;
	model->phrase_slots = header->phrase_slots;
	model->form_slots = header->form_slots;
	model->lower_slots = header->lower_slots;
	model->row_count = header->row_count;
}

/* Maps the file whole; -1 with errno when that cannot be. */
static int map_file(struct model *model, const char *path)
{
	struct stat status;
	int file = open(path, O_RDONLY | O_CLOEXEC);
	int failed = file < 0 || fstat(file, &status) != 0;

	*model = (struct model){0};
	if (!failed && status.st_size > 0) {
		model->mapped_size = (size_t)status.st_size;
		model->mapped = mmap(NULL, model->mapped_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
		failed = model->mapped == MAP_FAILED;
	}
	if (failed)
		model->mapped = NULL;
	if (file >= 0) {
		int reason = errno;

		close(file);
		errno = reason;
	}
	return failed ? -1 : 0;
}

int model_open(struct model *model, const char *path, const char **reason)
{
	if (map_file(model, path) != 0) {
		*reason = NULL;
		return -1;
	}
	*reason = model->mapped ? check(model->mapped, model->mapped_size) : "is empty, no entity model";
	if (*reason) {
		model_close(model);
		return -1;
	}
	take_sections(model);
	return 0;
}

void model_close(struct model *model)
{
	if (model->mapped)
		munmap(model->mapped, model->mapped_size);
	*model = (struct model){0};
}

static void add_section(struct buffer *out, size_t start, const void *bytes, uint64_t size)
{
	static const char zeros[SECTION];
	size_t used = out->length - start;

	buffer_add(out, zeros, (size_t)next_section(used) - used);
	buffer_add(out, bytes, (size_t)size);
}

void model_write(struct buffer *out, const struct model *model)
{
	struct model_header header = {.magic = MODEL_MAGIC,
	                              .version = MODEL_VERSION,
	                              .mask_count = model->mask_count,
	                              .phrase_slots = model->phrase_slots,
	                              .form_slots = model->form_slots,
	                              .lower_slots = model->lower_slots,
	                              .row_count = model->row_count};
	const void *sections[6] = {model->transitions, model->masks, model->phrases, model->forms, model->lowers, model->rows};
	size_t start = out->length;
	uint64_t sizes[6];

	section_sizes(&header, sizes);
	buffer_add(out, &header, sizeof header);
	for (int i = 0; i < 5; i++)
		add_section(out, start, sections[i], sizes[i]);
	add_section(out, start, sections[5], sizes[5] - 4);
	buffer_add(out, "\0\0\0", 4);
	header.size = out->length - start;
	memcpy(out->bytes + start, &header, sizeof header);
	header.checksum = model_checksum((const unsigned char *)out->bytes + start + CHECKED, out->length - start - CHECKED);
	memcpy(out->bytes + start, &header, sizeof header);
}

/* ---- tables ---- */

static uint32_t next_slot(uint32_t slot, uint32_t slots)
{
	return slot + 1 < slots ? slot + 1 : 0;
}

const struct form_entry *model_form(const struct model *model, uint64_t hash)
{
	uint32_t slot = model_slot(hash, model->form_slots);

	for (int i = 0; i < MODEL_PROBES && model->form_slots; i++, slot = next_slot(slot, model->form_slots)) {
		const struct form_entry *entry = &model->forms[slot];

		if (entry->check == (uint32_t)hash)
			return entry;
		if (entry->check == 0)
			break;
	}
	return NULL;
}

uint32_t model_lower(const struct model *model, uint64_t hash)
{
	uint32_t slot = model_slot(hash, model->lower_slots);

	for (int i = 0; i < MODEL_PROBES && model->lower_slots; i++, slot = next_slot(slot, model->lower_slots)) {
		if (model->lowers[slot].check == (uint32_t)hash)
			return model->lowers[slot].flags;
		if (model->lowers[slot].check == 0)
			break;
	}
	return 0;
}

uint32_t model_phrase(const struct model *model, uint64_t hash)
{
	uint32_t slot = model_slot(hash, model->phrase_slots), check20 = (uint32_t)hash >> 12;

	for (int i = 0; i < MODEL_PROBES && model->phrase_slots; i++, slot = next_slot(slot, model->phrase_slots)) {
		uint32_t entry = model->phrases[slot], mask = entry & 0xFFF;

		if (entry == 0)
			break;
		if (entry >> 12 == check20)
			return mask < model->mask_count ? model->masks[mask] : 0;
	}
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/record.h"

#include "text/memory.h"
#include "text/stem.h"

#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One document may be as large as a source allows (64 MiB), on top of a nearly full block. */
#define BLOCK_UNPACKED_MAX ((size_t)160 << 20)

/* libdeflate's level 1 packs smaller than zlib's in a third of its time; level 3 saves 3 % more for twice the work. */
#define BLOCK_LEVEL 1

static void add_field(struct buffer *out, char tag, const char *string)
{
	size_t length = string ? strlen(string) : 0;

	if (length == 0)
		return;
	buffer_add_byte(out, tag);
	buffer_add_varint(out, length);
	buffer_add(out, string, length);
}

void record_encode(struct buffer *out, const struct article *article)
{
	char date[DATE_TEXT_MAX];

	add_field(out, 'i', article->id);
	add_field(out, 't', article->title);
	add_field(out, 'u', article->url);
	add_field(out, 's', article->source);
	add_field(out, 'a', article->author);
	add_field(out, 'l', article->language);
	add_field(out, 'd', date_format(&article->date, date));
	for (size_t i = 0; i < article->keyword_count; i++)
		add_field(out, 'k', article->keywords[i]);
}

static char **field_of(struct article *article, char tag)
{
	switch (tag) {
	case 'i': return &article->id;
	case 't': return &article->title;
	case 'u': return &article->url;
	case 's': return &article->source;
	case 'a': return &article->author;
	case 'l': return &article->language;
	default: return NULL;
	}
}

static void take_field(struct article *article, char tag, const char *bytes, size_t length)
{
	char **field = field_of(article, tag);

	if (field && !*field)
		*field = memory_copy(bytes, length);
	else if (tag == 'd')
		date_parse(&article->date, bytes, length);
	else if (tag == 'k')
		article_add_keyword(article, bytes, length);
}

int record_decode(struct article *article, const void *bytes, size_t length)
{
	const unsigned char *at = bytes, *end = at + length;

	while (at < end) {
		char tag = (char)*at++;
		uint64_t size;

		if (varint_read(&at, end, &size) != 0 || size > (size_t)(end - at))
			return -1;
		take_field(article, tag, (const char *)at, (size_t)size);
		at += size;
	}
	return article->id ? 0 : -1;
}

/* What the article was read with: the record has no place for them. */
static void add_entities(struct buffer *record, const struct article *article)
{
	for (size_t i = 0; i < article->entity_count; i++) {
		const struct entity *entity = &article->entities[i];

		add_field(record, (char)('0' + entity->kind), entity->name);
		for (size_t j = 0; j < entity->form_count; j++)
			add_field(record, 'f', entity->forms[j]);
	}
}

uint64_t article_fingerprint(const struct article *article)
{
	struct buffer record = {0};
	struct article nameless = *article;
	uint64_t hash = article->text ? term_hash(article->text, strlen(article->text)) : 0;

	nameless.id = NULL;
	record_encode(&record, &nameless);
	add_entities(&record, article);
	hash = hash * 0x9E3779B97F4A7C15u + term_hash(record.bytes ? record.bytes : "", record.length);
	buffer_release(&record);
	return hash;
}

void block_release(struct block *block)
{
	buffer_release(&block->texts);
	libdeflate_free_compressor(block->packer);
	block->packer = NULL;
	block->count = 0;
}

bool block_full(const struct block *block)
{
	return block->count == BLOCK_TEXTS || block->texts.length >= BLOCK_FULL;
}

unsigned block_add(struct block *block, const void *text, size_t length)
{
	buffer_add(&block->texts, text, length);
	block->lengths[block->count] = length;
	return block->count++;
}

void block_deflate(struct libdeflate_compressor **packer, struct buffer *out, const void *bytes, size_t length)
{
	size_t room;

	if (!*packer)
		*packer = libdeflate_alloc_compressor(BLOCK_LEVEL);
	if (!*packer)
		memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
	buffer_add_varint(out, length);
	room = libdeflate_zlib_compress_bound(*packer, length);
	buffer_reserve(out, room);
	/* Cannot fail: the room is what the packer asks for. */
	out->length += libdeflate_zlib_compress(*packer, bytes, length, out->bytes + out->length, room);
}

void block_pack(struct block *block, struct buffer *out)
{
	struct buffer plain = {0};

	buffer_add_byte(&plain, (char)block->count);
	for (unsigned i = 0; i < block->count; i++)
		buffer_add_varint(&plain, block->lengths[i]);
	buffer_add(&plain, block->texts.bytes, block->texts.length);
	block_deflate(&block->packer, out, plain.bytes, plain.length);
	buffer_release(&plain);
	buffer_clear(&block->texts);
	block->count = 0;
}

static void put_32(unsigned char *to, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		to[i] = (unsigned char)(number >> (24 - 8 * i));
}

void block_key(unsigned char key[BLOCK_KEY], char letter, uint32_t shard, uint32_t number)
{
	key[0] = (unsigned char)letter;
	put_32(key + 1, shard);
	put_32(key + 5, number);
}

unsigned block_count(const struct buffer *plain)
{
	return plain->length > 0 ? (unsigned char)plain->bytes[0] : 0;
}

const void *block_text(const struct buffer *plain, unsigned index, size_t *length)
{
	const unsigned char *at = (const unsigned char *)plain->bytes, *end = at + plain->length;
	unsigned count = block_count(plain);
	size_t before = 0, all = 0;

	*length = 0;
	if (index >= count)
		return NULL;
	at++;
	for (unsigned i = 0; i < count; i++) {
		uint64_t size;

		if (varint_read(&at, end, &size) != 0 || size > BLOCK_UNPACKED_MAX)
			return NULL;
		if (i < index)
			before += (size_t)size;
		else if (i == index)
			*length = (size_t)size;
		all += (size_t)size;
	}
	return all == (size_t)(end - at) ? at + before : NULL;
}

/* True when the stream is sound and fills plain. */
static bool unpack(void *plain, size_t size, const unsigned char *packed, size_t length)
{
	struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
	bool sound = unpacker && libdeflate_zlib_decompress(unpacker, packed, length, plain, size, NULL) == LIBDEFLATE_SUCCESS;

	libdeflate_free_decompressor(unpacker);
	return sound;
}

int block_open(struct buffer *plain, const void *packed, size_t length)
{
	const unsigned char *at = packed, *end = at + length;
	uint64_t size;

	if (varint_read(&at, end, &size) != 0 || size == 0 || size > BLOCK_UNPACKED_MAX)
		return -1;
	/* zlib's best is 1032 to 1: a size that no such stream can fill is a lie that would cost memory. */
	if (size / 1032 > (size_t)(end - at))
		return -1;
	if (!unpack(buffer_reserve(plain, (size_t)size), (size_t)size, at, (size_t)(end - at)))
		return -1;
	plain->length += (size_t)size;
	return 0;
}

int block_unpack(struct buffer *out, const void *packed, size_t length, unsigned index)
{
	struct buffer plain = {0};
	const void *text = NULL;
	size_t size;

	if (block_open(&plain, packed, length) == 0)
		text = block_text(&plain, index, &size);
	if (text)
		buffer_add(out, text, size);
	buffer_release(&plain);
	return text ? 0 : -1;
}

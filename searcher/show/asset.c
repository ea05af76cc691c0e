/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/asset.h"

#include "text/stem.h"

#include <stdint.h>
#include <string.h>

static const char style[] =
#include "searcher/show/style.inc"
	;
static const char script[] =
#include "searcher/show/script.inc"
	;
static const char icon[] =
#include "searcher/show/icon.inc"
	;

static const struct asset assets[] = {
	{"style.css", "text/css; charset=utf-8", style, sizeof style - 1},
	{"script.js", "text/javascript; charset=utf-8", script, sizeof script - 1},
	{"icon.svg", "image/svg+xml", icon, sizeof icon - 1},
};

const struct asset *asset_find(const char *name)
{
	for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
		if (!strcmp(assets[i].name, name))
			return &assets[i];
	return NULL;
}

void asset_write_address(struct buffer *out, const char *name)
{
	const struct asset *asset = asset_find(name);

	if (asset)
		buffer_add_format(out, "?asset=%s&amp;v=%08x", name, (uint32_t)term_hash(asset->bytes, asset->length));
}

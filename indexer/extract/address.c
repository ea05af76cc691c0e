/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/address.h"

#include <string.h>
#include <strings.h>

#define STAMP_DIGITS 4 /* a year at the least; all is "20190717140047" */

const char *address_original(const char *url)
{
	for (const char *at = url; (at = strstr(at, "/web/")) != NULL; at++) {
		const char *stamp = at + strlen("/web/");
		size_t digits = strspn(stamp, "0123456789");

		stamp += digits + strspn(stamp + digits, "abcdefghijklmnopqrstuvwxyz_*"); /* "id_", "im_": how it is shown */
		if (digits >= STAMP_DIGITS && !strncasecmp(stamp, "/http", 5))
			return stamp + 1;
	}
	return url;
}

bool address_host(char host[ADDRESS_HOST_MAX], const char *url)
{
	const char *start = url ? strstr(address_original(url), "://") : NULL;
	size_t length;

	if (!start)
		return false;
	start += 3;
	if (!strncasecmp(start, "www.", 4))
		start += 4;
	length = strcspn(start, "/:?#");
	if (!length || length >= ADDRESS_HOST_MAX)
		return false;
	memcpy(host, start, length);
	host[length] = '\0';
	return true;
}

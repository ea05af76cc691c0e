/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/sieve.h"

void sieve_add(struct sieve *sieve, struct term_head head, unsigned kept)
{
	uint32_t *seconds = &sieve->seconds[head.first];

	/* Of a letter beyond ASCII both bytes are the first letter's. */
	if (head.second == 0 || (kept < 2 && head.first < 0x80)) {
		*seconds = UINT32_MAX;
		return;
	}
	*seconds |= (uint32_t)1 << (head.second & 31);
	if (head.second == 'i')
		*seconds |= (uint32_t)1 << ('y' & 31); /* dying comes to die */
}

# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes of a list of words, one a line, the C initialiser of a table that finds them: for each hash 1 + the place of a
# word in the list written as one string with line feeds; 0 where there is none. Words that meet stand behind each other.
# The hash and the size are those of text/lexicon.c; the numbers stay below 2^53, as awk's must.

BEGIN {
	size = 65536
	for (i = 1; i < 256; i++)
		code[sprintf("%c", i)] = i
}

{
	hash = 0
	for (i = 1; i <= length($0); i++)
		hash = (hash * 31 + code[substr($0, i, 1)]) % 16777216
	slot = (hash + int(hash / 256)) % size
	while (slot in table)
		slot = (slot + 1) % size
	table[slot] = 1 + at
	at += length($0) + 1
}

END {
	for (i = 0; i < size; i++)
		printf "%d,%s", table[i], i % 16 == 15 ? "\n" : " "
}

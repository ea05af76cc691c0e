/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/column.h"

#include "shim/postings.h"

#include <algorithm>

uint64_t value_number(const struct shim_bytes &value)
{
	const unsigned char *bytes = static_cast<const unsigned char *>(value.bytes);
	uint64_t number = std::min<size_t>(value.length, 8);

	for (size_t i = 0; i < value.length && i < 7; i++)
		number |= (uint64_t)bytes[i] << (56 - 8 * i);
	return number;
}

const std::vector<uint64_t> &shard_numbers(const shim_shard_handle &shard, unsigned slot)
{
	if (!shard.numbers || shard.numbers->slot != slot) {
		auto column = std::make_unique<number_column>();
		value_reader values(shard, slot);
		column->slot = slot;
		column->numbers.resize((size_t)shard.last + 1);
		for (uint32_t id = 1; id <= shard.last; id++)
			column->numbers[id] = value_number(values.at(id));
		shard.numbers = std::move(column);
	}
	return shard.numbers->numbers;
}

/* One value costs as much as this many that are read in a row. */
#define SEEK_COST 64

uint64_t shard_number(const shim_shard_handle &shard, unsigned slot, uint32_t document)
{
	if (shard.numbers && shard.numbers->slot == slot)
		return shard.numbers->numbers[document];
	if (shard.numbers_asked++ > shard.last / SEEK_COST)
		return shard_numbers(shard, slot)[document];
	return value_number(value_reader(shard, slot).at(document));
}

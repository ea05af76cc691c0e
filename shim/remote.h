/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values of remote shards. A server cannot send a document of a shard that has no
 * termlist, as ours have none (Xapian 1.4: "Database has no termlist"). But it
 * sends each hit's collapse key, which is the value in a slot of choice.
 */
#ifndef DATELINE_SHIM_REMOTE_H
#define DATELINE_SHIM_REMOTE_H

#include "shim/query.h"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <unordered_map>

/* From now on each hit's get_collapse_key() is its value in slot; nothing is collapsed. */
void carry_value(Xapian::Enquire *enquire, unsigned slot);

/* A document's value. Time grows with the document's id, slowly: the server counts up to it. */
std::string remote_value(const Xapian::Database &shard, uint32_t document, unsigned slot);

/* The values in slot of all documents that match a query without checks. */
std::unordered_map<uint32_t, std::string> remote_values(const Xapian::Database &shard, const shim_query &query,
                                                        unsigned slot);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Databases that our own reader cannot read: remote ones, and what no program of
 * ours has written. xapian-core reads them, behind these functions
 * (shim/xapian/), which a program either is linked with or loads when it meets the
 * first of them: to start with the library takes as long as a query.
 *
 * Plain C, so that nothing of C++ crosses between two files that are linked apart.
 * Each function that can fail returns a status and fills *failure. What `out`
 * receives goes back through the matching close.
 */
#ifndef DATELINE_SHIM_FOREIGN_H
#define DATELINE_SHIM_FOREIGN_H

#include "shim/query.h"
#include "shim/xapian.h"

struct foreign_database; /* one, or several as one */
struct foreign_postings;
struct foreign_values;

/* Local: path. Remote: host and port, and path is "". */
struct foreign_place {
	const char *path, *host;
	unsigned port;
};

struct foreign_facts {
	char uuid[40];
	uint32_t documents, last;
};

/* Of no slot. */
#define FOREIGN_NO_SLOT UINT32_MAX

/* Which candidates of a query, in what order; unranked: by id, without weights. */
struct foreign_wanted {
	bool ranked;
	enum shim_order order;
	unsigned sort_slot;
	unsigned carried_slot; /* whose value travels with each, or FOREIGN_NO_SLOT */
	uint32_t first, count;
};

struct foreign_hit {
	uint32_t document;
	double weight;
	struct shim_bytes carried; /* until visit returns */
};

/* Of how many match. */
struct foreign_bounds {
	uint32_t lower, upper;
};

struct foreign {
	/* path or host:port is put before the message. */
	enum shim_status (*open)(struct foreign_database **out, const struct foreign_place *place, struct shim_failure *failure);
	/* Several as one, their documents interleaved; of none, an empty one. The parts may be closed. */
	enum shim_status (*join)(struct foreign_database **out, struct foreign_database *const *parts, size_t count,
	                         struct shim_failure *failure);
	void (*close)(struct foreign_database *database);
	enum shim_status (*facts)(struct foreign_database *database, struct foreign_facts *facts, struct shim_failure *failure);

	/* take is called once; with no bytes where there is none. */
	enum shim_status (*metadata)(struct foreign_database *database, struct shim_bytes key,
	                             void (*take)(void *context, struct shim_bytes value), void *context,
	                             struct shim_failure *failure);
	enum shim_status (*value)(struct foreign_database *database, uint32_t document, unsigned slot,
	                          void (*take)(void *context, struct shim_bytes value), void *context,
	                          struct shim_failure *failure);

	/* What starts with prefix, in order, until visit returns false. */
	enum shim_status (*metadata_keys)(struct foreign_database *database, struct shim_bytes prefix,
	                                  bool (*visit)(void *context, const void *key, size_t length), void *context,
	                                  struct shim_failure *failure);
	enum shim_status (*terms)(struct foreign_database *database, struct shim_bytes prefix,
	                          bool (*visit)(void *context, const void *term, size_t length, uint32_t documents),
	                          void *context, struct shim_failure *failure);

	/* Forwards only. *documents: how many postings there are. The empty term: all documents. */
	enum shim_status (*postings_open)(struct foreign_postings **out, struct foreign_database *database, struct shim_bytes term,
	                                  uint32_t *documents, struct shim_failure *failure);
	enum shim_status (*postings_read)(struct foreign_postings *postings, uint32_t *ids, uint32_t *wdfs, size_t room, size_t *count,
	                                  struct shim_failure *failure);
	enum shim_status (*postings_skip)(struct foreign_postings *postings, uint32_t target, struct shim_failure *failure);
	void (*postings_close)(struct foreign_postings *postings);

	/* *value: until the next call. Cheapest where ids ascend. */
	enum shim_status (*values_open)(struct foreign_values **out, struct foreign_database *database, unsigned slot,
	                                struct shim_failure *failure);
	enum shim_status (*values_at)(struct foreign_values *values, uint32_t document, struct shim_bytes *value,
	                              struct shim_failure *failure);
	void (*values_close)(struct foreign_values *values);

	/* The candidates of a query: all that match, and those that only a check would reject (shim/plan.h). bounds may be NULL. */
	enum shim_status (*find)(struct foreign_database *database, const struct shim_query *query,
	                         const struct foreign_wanted *wanted, void (*visit)(void *context, const struct foreign_hit *hit),
	                         void *context, struct foreign_bounds *bounds, struct shim_failure *failure);
};

/* Throws a shim_error where the library cannot be loaded. */
const struct foreign &foreign_library();

/* What a loaded library exports. */
extern "C" __attribute__((visibility("default"))) const struct foreign dateline_foreign;

#endif

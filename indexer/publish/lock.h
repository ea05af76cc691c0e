/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One writer at a time: INDEX/lock, held by a record lock that the system lets
 * go of when the process ends, however it ends. So a lock left by a dead
 * process is none.
 */
#ifndef DATELINE_INDEXER_PUBLISH_LOCK_H
#define DATELINE_INDEXER_PUBLISH_LOCK_H

#include "shim/xapian.h"

/*
 * Takes the lock of the index in directory without waiting. Returns a file
 * descriptor for lock_release, or -1 with *failure naming the process and host
 * that hold it.
 */
int lock_take(const char *directory, struct shim_failure *failure);
void lock_release(int lock);

#endif

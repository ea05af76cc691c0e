#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""one_shot.py WORK: a process that answers one query of two words, with a snippet, as typed in a shell."""
import os
import statistics
import sys
import time

import measure

RUNS = 50
TO_NOTHING = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]


def milliseconds(argv):
    """Spawned, not forked: copying Python's page tables would cost as much as the answer."""
    start = time.perf_counter()
    child = os.posix_spawn(argv[0], argv, os.environ, file_actions=TO_NOTHING)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    took = time.perf_counter() - start
    if status > 1:  # 1: nothing found
        sys.exit(f'{argv} failed: exit status {status}')
    return took * 1e3


path = os.path.join(measure.SHARED, 'bench', 'queries.and.txt')
if not os.path.exists(path):
    sys.exit(f'skipped: no {path}')
with open(path, encoding='utf-8') as lines:
    queries = [words for words in map(str.split, lines) if len(words) == 2][:RUNS]
index = measure.ready_index(sys.argv[1])
asked = [[measure.SEARCH, index, *words] for words in queries]
for argv in asked:
    milliseconds(argv)  # so that the files are in memory
nothing = statistics.median(milliseconds(['/bin/true']) for _ in asked)
print(f'  a process that does nothing: {nothing:.2f} ms')
measure.verdict(f'median of {len(asked)}', statistics.median(map(milliseconds, asked)), 5, ' ms')

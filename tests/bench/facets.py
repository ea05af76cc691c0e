#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""facets.py WORK: exact total and person, place and date facets over all matches of an OR, with the ten best and their titles;
in one warm process, and in a process of its own."""
import json
import os
import shutil
import statistics
import subprocess
import sys

import measure

PASSES = 3  # over all queries; the last counts
ALONE = 20  # queries, each in a process of its own
FACETS = '--facets=person,place,date'

work = sys.argv[1]
index = os.path.join(work, 'named')
query_file = os.path.join(measure.SHARED, 'bench', 'queries.or.txt')
if not os.path.exists(query_file):
    sys.exit(f'skipped: no {query_file}')
shutil.rmtree(index, ignore_errors=True)
subprocess.run([measure.INDEX, '--quiet', index, os.path.join(work, 'articles.jsonl')], check=True)
with open(query_file, encoding='utf-8') as lines:
    queries = [line.strip() for line in lines if line.strip()]


def ask(*options):
    """Mean, p50 and p99 in milliseconds, nothing printed."""
    said = subprocess.run([measure.SEARCH, '--batch=-', '--format=jsonl', '--snippets=0', '--jobs=1', *options, index],
                          input='\n'.join(queries * PASSES), capture_output=True, text=True, check=True).stdout
    times = sorted(json.loads(line)['took_ms'] for line in said.splitlines()[-len(queries):])
    return sum(times) / len(times), times[len(times) // 2], times[len(times) * 99 // 100]


rows = {(): [], (FACETS,): []}
alone = {(): [], (FACETS,): []}
for number in range(measure.ROUNDS):
    measure.say_round(number)
    for options in rows:
        rows[options].append(ask(*options))
        alone[options] += [measure.run([measure.SEARCH, *options, index, query]).cpu for query in queries[:ALONE]]

print(f'  {"milliseconds":<24} {"mean":>8} {"p50":>8} {"p99":>8} {"alone, CPU":>12}')
for options in rows:
    print(f'  {"with facets" if options else "without":<24}', *(f'{value:8.3f}' for value in measure.medians(rows[options])),
          f'{1000 * statistics.median(alone[options]):12.1f}')
measure.verdict('facets of an OR: mean, ms', measure.medians(rows[(FACETS,)])[0], 5)

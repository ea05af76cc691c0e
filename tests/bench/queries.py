#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""queries.py WORK: OR, AND and phrases, the ten best with their titles, in one warm process."""
import collections
import json
import os
import re
import subprocess
import sys

import measure

PASSES = 6  # over all queries; the last counts, as Lucene's does, whose compiler needs them to get warm
PEER_LINE = re.compile(r'^(lucene|sqlite fts5) .*?mean\S* +([\d.]+).*?p50 +([\d.]+).*?p99 +([\d.]+)', re.M)
ASKED_AS = {
    'or': lambda words: ' '.join(words),
    'and': lambda words: ' '.join('+' + word for word in words),
    'phrase': lambda words: '"' + ' '.join(words) + '"',
}

work = sys.argv[1]
peers = os.path.join(work, 'peers')


def query_file(mode):
    return os.path.join(measure.SHARED, 'bench', f'queries.{mode}.txt')


def ask_program(mode, index):
    """Mean, p50 and p99 in milliseconds: parsing, matching, fetching titles, without printing, as in the peers."""
    with open(query_file(mode), encoding='utf-8') as lines:
        queries = [ASKED_AS[mode](line.split()) for line in lines if line.strip()]
    said = subprocess.run([measure.SEARCH, '--batch=-', '--format=jsonl', '--snippets=0', '--jobs=1', index],
                          input='\n'.join(queries * PASSES), capture_output=True, text=True, check=True).stdout
    times = sorted(json.loads(line)['took_ms'] for line in said.splitlines()[-len(queries):])
    return sum(times) / len(times), times[len(times) // 2], times[len(times) * 99 // 100]


def ask_peers(mode):
    if not os.path.isdir(peers):
        return {}
    said = subprocess.run([sys.executable, measure.PEERS, 'ask', peers, query_file(mode), mode],
                          capture_output=True, text=True).stdout
    return {name: tuple(map(float, row)) for name, *row in PEER_LINE.findall(said)}


if not os.path.exists(query_file('or')):
    sys.exit(f'skipped: no {query_file("or")}')
if not os.path.isdir(peers):
    print('peers skipped: not built')
index = measure.ready_index(work)
figures = collections.defaultdict(list)  # (mode, name): a row of mean, p50, p99 each round
for number in range(measure.ROUNDS):
    measure.say_round(number)
    for mode in ASKED_AS:
        for name, row in {'dateline': ask_program(mode, index), **ask_peers(mode)}.items():
            figures[mode, name].append(row)

print(f'  {"milliseconds":<24} {"mean":>8} {"p50":>8} {"p99":>8}')
for (mode, name), rows in sorted(figures.items()):
    print(f'  {mode:<7} {name:<16}', *(f'{value:8.3f}' for value in measure.medians(rows)))
for mode in ASKED_AS:
    if (mode, 'lucene') in figures:
        ours, theirs = (measure.medians(figures[mode, name]) for name in ('dateline', 'lucene'))
        measure.verdict(f'{mode}: mean / lucene', ours[0] / theirs[0], .5)
        measure.verdict(f'{mode}: p99 / lucene', ours[2] / theirs[2], 1)

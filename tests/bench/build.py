#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""build.py WORK: building from nothing, with both sinks, beside the peers."""
import collections
import os
import re
import subprocess
import sys

import measure

# Omega takes minutes and is compared at 3 %: one round is enough of it, and of what else peers.py finds installed.
FEW_PEERS = '''import sys
sys.path.insert(0, sys.argv[1])
import peers
peers.shutil.which = lambda name: None
peers.build(*sys.argv[2:])'''
PEER_LINE = re.compile(r'^(\S.*?) +wall +([\d.]+) s +cpu +([\d.]+) s +size +([\d.]+) MB', re.M)

work = sys.argv[1]
scripts = os.path.dirname(measure.PEERS)
articles, tabbed, peers = (os.path.join(work, name) for name in ('articles.jsonl', 'articles.tsv', 'peers'))
figures = collections.defaultdict(list)  # name: a row of wall, CPU, size, peak each round


def run_program():
    for sink in 'api', 'bulk':  # bulk last: its index is the one that queries are put to
        index = os.path.join(work, 'index')
        wall, cpu, peak = measure.build(index, articles, DATELINE_SINK=sink)
        figures['dateline ' + sink].append((wall, cpu, measure.size(index), peak))


def run_peers(first):
    if not os.path.exists(measure.PEERS):
        print(f'peers skipped: no {measure.PEERS}')
        return
    if first:
        with open(tabbed, 'wb') as out:
            subprocess.run([sys.executable, os.path.join(scripts, 'tsv.py'), articles], stdout=out, check=True)
    command = [measure.PEERS, 'build'] if first else ['-c', FEW_PEERS, scripts]
    said = subprocess.run([sys.executable, *command, tabbed, peers], capture_output=True, text=True).stdout
    for name, wall, cpu, size in PEER_LINE.findall(said):
        figures[name].append((float(wall), float(cpu), float(size), 0))
    for line in said.splitlines():
        if ' failed: ' in line:
            print('skipped:', line)


def compare(peer, sink, column, goal):
    """Medians of the program over medians of the peer; both wall and CPU, since a busy machine bends wall first."""
    if peer in figures:
        ours, theirs = measure.medians(figures['dateline ' + sink]), measure.medians(figures[peer])
        name = ('wall', 'CPU', 'size')[column]
        measure.verdict(f'{name} {sink} / {peer}', ours[column] / theirs[column], goal)


for number in range(measure.ROUNDS):
    measure.say_round(number)
    run_program()
    run_peers(number == 0)

print(f'  {"":<16} {"wall s":>8} {"CPU s":>8} {"size MB":>8} {"peak MB":>8}')
for name, rows in figures.items():
    print(f'  {name:<16}', *(f'{value:8.1f}' if value else '       -' for value in measure.medians(rows)))
for column in 0, 1:
    compare('sqlite fts5', 'bulk', column, .6)
    compare('lucene', 'bulk', column, .3)
    compare('xapian omega', 'bulk', column, .03)
    compare('lucene', 'api', column, 1)
compare('lucene merged', 'bulk', 2, 1)

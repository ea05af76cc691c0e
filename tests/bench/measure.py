# SPDX-License-Identifier: GPL-2.0-or-later
"""What the parts of the bench share: running the programs and their peers, and telling the figures beside the goals."""
import collections
import os
import shutil
import statistics
import subprocess
import sys
import time

INDEX = os.environ['DATELINE_INDEX_PROGRAM']
SEARCH = os.environ['DATELINE_SEARCH_PROGRAM']
SHARED = os.environ['DATELINE_SHARED']
ROUNDS = int(os.environ.get('BENCH_ROUNDS') or 3)
PEERS = os.path.join(SHARED, 'bench', 'peers.py')

Usage = collections.namedtuple('Usage', 'wall cpu peak')  # seconds, seconds, MB


def run(argv, **environment):
    """Runs a program to its end; its own peak memory, whatever ran before it."""
    start = time.perf_counter()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, env={**os.environ, **environment})
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f'{argv[0]} failed: exit status {child.returncode}')
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6)


def build(index, articles, **environment):
    """The build that is compared: what its peers do, no more."""
    shutil.rmtree(index, ignore_errors=True)
    return update(index, articles, **environment)


def update(index, articles, **environment):
    return run([INDEX, '--quiet', '--no-boilerplate', '--no-entities', '--jobs=2', '--format=jsonl', index, articles], **environment)


def ready_index(work):
    """The index that queries are put to, built where `build` was left out."""
    index = os.path.join(work, 'index')
    if not os.path.isdir(index):
        build(index, os.path.join(work, 'articles.jsonl'))
    return index


def size(path):
    """Bytes of all files below a directory, in MB."""
    files = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
    return sum(map(os.path.getsize, files)) / 1e6


def medians(rows):
    """The median of each column."""
    return [statistics.median(column) for column in zip(*rows)]


def say_round(number):
    """The load explains a figure that is out of line."""
    print(f'round {number + 1} of {ROUNDS}, load {os.getloadavg()[0]:.1f}', file=sys.stderr, flush=True)


def verdict(what, value, goal, unit=''):
    judged = 'met' if value <= goal else 'MISSED'
    print(f'  {what:<44} {value:8.3f}{unit}  goal <= {goal:g}{unit}  {judged}', flush=True)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""batch.py WORK: many queries at once, with snippets and without, and what a snippet costs."""
import json
import os
import re
import resource
import subprocess
import sys

import measure

PASSES = 6
path = os.path.join(measure.SHARED, 'bench', 'queries.or.txt')
if not os.path.exists(path):
    sys.exit(f'skipped: no {path}')
with open(path, encoding='utf-8') as lines:
    queries = [line.strip() for line in lines if 2 <= len(line.split()) <= 4]
index = measure.ready_index(sys.argv[1])


def ask(snippets, passes):
    """The answers, wall and CPU seconds a query."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([measure.SEARCH, '--batch=-', '--format=jsonl', '--jobs=2', f'--snippets={snippets}', index],
                          input='\n'.join(queries * passes), capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit(done.stderr)
    wall = float(re.search(r'queries in ([\d.]+) s', done.stderr)[1])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, wall / len(queries) / passes, cpu / len(queries) / passes


def words_of_results():
    """The words of all results, and how many these are."""
    found = [hit['id'] for line in ask(0, 1)[0].splitlines() for hit in json.loads(line)['hits']]
    wanted, words = set(found), {}
    with open(os.path.join(sys.argv[1], 'articles.jsonl'), encoding='utf-8') as lines:
        for article in map(json.loads, lines):
            if article['id'] in wanted:
                words[article['id']] = len(article['text'].split())
    return sum(words[id] for id in found), len(found)


words, results = words_of_results()
rows = {0: [], 1: []}
for number in range(measure.ROUNDS):
    measure.say_round(number)
    for snippets, row in rows.items():
        row.append(ask(snippets, PASSES)[1:])
(bare_wall, bare_cpu), (wall, cpu) = (measure.medians(row) for row in rows.values())
cost = (cpu - bare_cpu) * len(queries)
print(f'  two threads: {1 / bare_wall:.0f} queries a second without snippets, {1 / wall:.0f} with')
measure.verdict('a query, without snippets: wall', bare_wall * 1e3, .5, ' ms')
measure.verdict('a query, with them: wall', wall * 1e3, 1, ' ms')
print(f'  {results} results of {words / results:.0f} words: {cost / results * 1e3:.3f} ms of CPU each, reading the text and writing it included')
measure.verdict('1,000 words of them: CPU', cost / words * 1e6, .1, ' ms')

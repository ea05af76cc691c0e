#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""entities.py WORK: what finding entities costs, beside the same build without, one worker; the model's loading; and how
the entities of the seeds agree with those that a reader finds (seed-entities.tsv)."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import unicodedata

import measure

COPIES = 25  # of Wikinews' articles, each with an id of its own: some 35 MB of text

work = sys.argv[1]
news, index = os.path.join(work, 'news.jsonl'), os.path.join(work, 'entities')
size = 0
with open(os.path.join(measure.SHARED, 'data/text/wikinews.jsonl'), encoding='utf-8') as lines, open(news, 'w', encoding='utf-8') as out:
    articles = [json.loads(line) for line in lines]
    for copy in range(COPIES):
        for article in articles:
            size += len(article['text'].encode())
            out.write(json.dumps({**article, 'id': f'{copy} {article["id"]}'}) + '\n')

rows = {True: [], False: []}
bytes_of = {}
for number in range(measure.ROUNDS):
    measure.say_round(number)
    for entities in rows:
        shutil.rmtree(index, ignore_errors=True)
        options = [] if entities else ['--no-entities']
        rows[entities].append(measure.run([measure.INDEX, '--quiet', '--jobs=1', *options, index, news]))
        bytes_of[entities] = measure.size(index)

cpu = {entities: statistics.median(row.cpu for row in rows[entities]) for entities in rows}
peak = {entities: statistics.median(row.peak for row in rows[entities]) for entities in rows}
print(f'  {size / 1e6:.1f} MB of text: {size / 1e6 / cpu[True]:.1f} MB a CPU second with entities (goal 8), '
      f'{size / 1e6 / cpu[False]:.1f} without; finding alone {size / 1e6 / (cpu[True] - cpu[False]):.1f}')
print(f'  {peak[True] - peak[False]:.0f} MB more memory (goal 60); index {100 * (bytes_of[True] / bytes_of[False] - 1):+.1f} % (goal 10)')


# What a run with hardly any text takes more with entities than without: the model is mapped and checked, the names are read.
word = os.path.join(work, 'word.jsonl')
with open(word, 'w', encoding='utf-8') as out:
    out.write('{"id": "1", "title": "", "text": "word"}\n')
starts = {'': [], '--no-entities': []}
for number in range(21):
    for option in starts:
        starts[option].append(measure.run([measure.INDEX, '--quiet', *([option] if option else []), '--extract', word]).wall)
print(f'  {1000 * (statistics.median(starts[""]) - statistics.median(starts["--no-entities"])):.1f} ms to load the model and the names (goal 5)')


def plain(name):
    letters = unicodedata.normalize('NFD', name.casefold().replace('ı', 'i'))
    return ''.join(c for c in letters if not unicodedata.combining(c))


def compare(found, wanted):
    """Right, found and wanted names of an article; what may be found or not is left out of all three."""
    groups = [[plain(name) for name in entry.lstrip('?').split(' | ')] for entry in wanted]
    optional = {name for entry, group in zip(wanted, groups) if entry.startswith('?') for name in group}
    needed = [group for entry, group in zip(wanted, groups) if not entry.startswith('?')]
    found = {plain(name) for name in found} - optional
    return sum(any(name in found for name in group) for group in needed), len(found), len(needed)


gold = {}
for line in open(os.path.join(os.path.dirname(sys.argv[0]), 'seed-entities.tsv'), encoding='utf-8'):
    if not line.startswith('#'):
        article, kind, names = line.rstrip('\n').split('\t')
        gold[article, kind] = names.split('; ')
seeds = os.path.join(measure.SHARED, 'seeds')
articles = [json.loads(line) for line in subprocess.run([measure.INDEX, '--quiet', '--extract', seeds], check=True, capture_output=True).stdout.splitlines()]
for kind, goal in (('person', 97), ('org', 85), ('place', 95)):
    sums = [sum(counts) for counts in zip(*(compare({name for _, _, of, name in article['mentions'] if of == kind}, gold[article['id'][:3], kind])
                                            for article in articles))]
    print(f'  seeds, {kind}: F {200 * sums[0] / (sums[1] + sums[2]):.1f} (goal {goal}; {sums[0]} right of {sums[1]} found, {sums[2]} wanted)')

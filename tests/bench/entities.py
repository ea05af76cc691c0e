#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""entities.py WORK: what finding entities costs, beside the same build without, one worker."""
import json
import os
import shutil
import statistics
import sys

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

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""growth.py WORK: time and memory from 10 MB to 1 GB, which is the corpus again and again with other ids and words."""
import functools
import json
import os
import re
import sys
import zlib

import measure

MEGABYTES = 10, 100, 1000
LONG_WORD = re.compile(r'[A-Za-z]{6,}')

work = sys.argv[1]
index = os.path.join(work, 'grown')


def changer(copy):
    """In a copy every fourth of the longer words is another one: the vocabulary grows about as it does in new text."""
    @functools.cache
    def change(word):
        return word + chr(ord('a') + copy % 26) if zlib.crc32(b'%d %s' % (copy, word.encode())) % 4 == 0 else word
    return lambda match: change(match[0])


def copies(articles):
    """The articles as lines without end."""
    with open(articles, encoding='utf-8') as lines:
        yield from lines
        copy = 1
        while True:
            change = changer(copy)
            lines.seek(0)
            for line in lines:
                article = json.loads(line)
                article['id'] = f'{copy}-{article["id"]}'
                article['text'] = LONG_WORD.sub(change, article['text'])
                yield json.dumps(article, ensure_ascii=False) + '\n'
            copy += 1


def write_corpora():
    """Each is the beginning of the next."""
    paths = [os.path.join(work, f'{megabytes}mb.jsonl') for megabytes in MEGABYTES]
    for megabytes, path in zip(MEGABYTES, paths):
        left = megabytes * 1e6
        with open(path, 'wb') as out:
            for line in copies(os.path.join(work, 'articles.jsonl')):
                left -= out.write(line.encode())
                if left <= 0:
                    break
    return paths


paths = write_corpora()
rows = {path: [] for path in paths}
for number in range(measure.ROUNDS):
    measure.say_round(number)
    for path in paths:
        wall, cpu, peak = measure.build(index, path)
        megabytes = os.path.getsize(path) / 1e6
        rows[path].append((megabytes / wall, cpu / megabytes * 1e3, measure.size(index) / megabytes, peak))

print(f'  {"":<8} {"MB/s":>8} {"CPU ms/MB":>10} {"size/text":>10} {"peak MB":>8}')
medians = [measure.medians(rows[path]) for path in paths]
for megabytes, (rate, cpu, size, peak) in zip(MEGABYTES, medians):
    print(f'  {megabytes:>5} MB {rate:8.1f} {cpu:10.1f} {size:10.2f} {peak:8.0f}')
cpus = [row[1] for row in medians]
measure.verdict('CPU per MB: highest / lowest', max(cpus) / min(cpus), 1.2)
measure.verdict('peak memory', max(row[3] for row in medians), 300, ' MB')

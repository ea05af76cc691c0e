#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""sample.py STEP OFFSET BYTES FILE.jsonl[.gz]... : the beginnings (BYTES of each) of every STEP-th article, as plain
text: #DOC before each, a paragraph a line. Every article is taken from a file that is not compressed."""
import gzip
import json
import sys

step, offset, size = map(int, sys.argv[1:4])
for path in sys.argv[4:]:
    packed = path.endswith('.gz')
    with (gzip.open if packed else open)(path, 'rt', encoding='utf-8') as lines:
        for number, line in enumerate(lines):
            if not packed or number % step == offset:
                article = json.loads(line)
                text = article['text'][:size].rsplit('\n', 1)[0] if len(article['text']) > size else article['text']
                print('#DOC', article['title'], *(p.strip() for p in text.split('\n') if p.strip()), sep='\n')

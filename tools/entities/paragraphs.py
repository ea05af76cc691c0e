#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""paragraphs.py FILE.jsonl[.gz]... : the paragraphs of all articles, a line each."""
import gzip
import json
import sys

for path in sys.argv[1:]:
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as lines:
        for line in lines:
            for paragraph in json.loads(line)['text'].split('\n'):
                if paragraph.strip():
                    print(paragraph)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""english-words.py FILE.jsonl[.gz]... > data/english-words.txt

The English words that are written in lower case often enough not to be names,
and whose ending a stemmer may take off: text/lexicon.h. FILEs hold one JSON
object a line with a `text` of edited prose."""
import collections
import gzip
import json
import re
import sys

# 60 times in 140 MB of prose is no slip of the pen; a rarer word must outnumber its capitalised self by half.
OFTEN, SELDOM = 60, 20
ENDINGS = re.compile(r'(s|ed|ing|y|e|er|al|ic|able|ible|ment|ion|ive|ous|ful|ness|ity|ant|ent|ance|ence|ism|ist|ize|ate|ly|li)$')

lower, upper = collections.Counter(), collections.Counter()
for path in sys.argv[1:]:
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt') as lines:
        for line in lines:
            for word in re.findall(r'[A-Za-z]+', json.loads(line)['text']):
                (lower if word.islower() else upper)[word.lower()] += 1
for word in sorted(lower):
    often = lower[word] >= OFTEN or (lower[word] >= SELDOM and lower[word] > upper[word] / 2)
    if often and len(word) > 3 and ENDINGS.search(word):
        print(word)

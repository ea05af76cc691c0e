#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""update.py WORK: one article of a hundred has changed."""
import json
import os
import sys

import measure

work = sys.argv[1]
articles, changed, everything, index = (
    os.path.join(work, name) for name in ('articles.jsonl', 'changed.jsonl', 'everything.jsonl', 'updated'))


def corrected(line, sentence):
    article = json.loads(line)
    article['text'] += '\n' + sentence
    return json.dumps(article, ensure_ascii=False) + '\n'


with open(articles, encoding='utf-8') as lines, open(changed, 'w', encoding='utf-8') as few, \
        open(everything, 'w', encoding='utf-8') as whole:
    for number, line in enumerate(lines):
        if number % 100 == 0:
            few.write(corrected(line, 'This article has since been corrected.'))
            line = corrected(line, 'This article has been corrected again.')
        whole.write(line)

full, few, whole = [], [], []
for number in range(measure.ROUNDS):
    measure.say_round(number)
    full.append(measure.build(index, articles))
    few.append(measure.update(index, changed))
    whole.append(measure.update(index, everything))

print(f'  {"":<44} {"wall s":>8} {"CPU s":>8} {"peak MB":>8}')
for what, rows in ('full build', full), ('1 % changed, fed alone', few), ('1 % changed, everything fed', whole):
    print(f'  {what:<44}', *(f'{value:8.2f}' for value in measure.medians(rows)))
for column, name in enumerate(('wall', 'CPU')):
    ratio = measure.medians(few)[column] / measure.medians(full)[column]
    measure.verdict(f'{name}: 1 % changed, fed alone / full build', ratio, .03)

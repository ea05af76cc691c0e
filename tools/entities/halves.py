#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a model says about texts that it was not trained on, put to use.

halves.py split SET.tsv OUT       documents of SET.tsv in turn to OUT.0.tsv and OUT.1.tsv
halves.py clean GOLD.tsv SAID.tsv SURE   prints GOLD with the names that SAID (train-entities
                                  --annotate) is SURE of in place of those that it is as sure are none
halves.py keep SAID.tsv SURE      prints the sentences of SAID with a name in them that it is
                                  SURE of from the first token to the last"""
import sys

from tags import spans


def documents(path):
    for block in open(path, encoding='utf-8').read().split('#DOC\n')[1:]:
        yield [[line.split('\t') for line in sentence.split('\n') if line] for sentence in block.split('\n\n') if sentence.strip()]


def show(document):
    if document:
        print('#DOC')
        for tokens, tags in document:
            print(*(f'{token}\t{tag}' for token, tag in zip(tokens, tags)), sep='\n', end='\n\n')


def split(path, out):
    files = [open(f'{out}.{half}.tsv', 'w', encoding='utf-8') for half in (0, 1)]
    for number, block in enumerate(open(path, encoding='utf-8').read().split('#DOC\n')[1:]):
        files[number % 2].write('#DOC\n' + block)


def cleaned(gold, said, sure):
    gold_spans, said_spans = list(spans([row[1] for row in gold])), list(spans([row[1] for row in said]))
    certain = [float(row[2]) for row in said]
    kept = [span for span in gold_spans if span in said_spans or min(certain[span[0]:span[1]]) <= sure]
    for span in said_spans:
        if min(certain[span[0]:span[1]]) > sure and not any(other[0] < span[1] and span[0] < other[1] for other in kept):
            kept.append(span)
    tags = ['O'] * len(gold)
    for start, end, kind in kept:
        for at in range(start, end):
            tags[at] = ('B-' if at == start else 'I-') + kind
    return [row[0] for row in gold], tags


def main():
    if sys.argv[1] == 'split':
        split(*sys.argv[2:])
    elif sys.argv[1] == 'clean':
        for gold, said in zip(documents(sys.argv[2]), documents(sys.argv[3])):
            show([cleaned(*pair, float(sys.argv[4])) for pair in zip(gold, said)])
    else:
        for document in documents(sys.argv[2]):
            show([([row[0] for row in sentence], [row[1] for row in sentence]) for sentence in document
                  if 4 <= len(sentence) <= 80 and any(row[1] != 'O' for row in sentence)
                  and min(float(row[2]) for row in sentence) > float(sys.argv[3])])


main()

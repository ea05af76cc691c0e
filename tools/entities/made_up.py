# SPDX-License-Identifier: GPL-2.0-or-later
"""What made-up news is made of: names by chance from the gazetteers, and lines of tagged words."""
import csv
import gzip
import random
import re

pick, number = random.choice, random.randint
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
MONTHS = 'January February March April May June July August September October November December'.split()


def people(shared):
    """All forenames, and all surnames."""
    names = []
    for path, at in (('common-forenames-by-country.csv', -1), ('common-surnames-by-country.csv', 5)):
        with open(f'{shared}/gazetteer/{path}', encoding='utf-8-sig') as file:
            names.append(sorted({row[at] for row in csv.reader(file) if re.match(r"^[A-ZÀ-Ž][a-zà-ž'-]+$", row[at])}))
    return names


def large_cities(shared):
    with gzip.open(f'{shared}/gazetteer/geonames-cities.tsv.gz', 'rt', encoding='utf-8') as lines:
        next(lines)
        rows = [line.split('\t') for line in lines]
    return [row[1] for row in rows if int(row[5] or 0) >= 150000 and re.match(r"^[A-Z][A-Za-z' -]+$", row[1])]


def tagged(name, kind):
    return [(token, ('B-' if at == 0 else 'I-') + kind) for at, token in enumerate(name.split())]


def words(text):
    return [(token, 'O') for token in text.split()]


def org(name):
    return tagged(name, 'ORG')


def loc(name):
    return tagged(name, 'LOC')


def line(*parts):
    """One sentence of strings, which are words, and tagged names."""
    return [token for part in parts for token in (words(part) if isinstance(part, str) else part)]


def upper(sentence):
    return [(token.upper(), tag) for token, tag in sentence]


def print_document(sentences):
    print('#DOC')
    for sentence in sentences:
        print(*(f'{token}\t{tag}' for token, tag in sentence), sep='\n', end='\n\n')

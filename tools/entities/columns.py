#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""columns.py SHARED-DATA LISTS.tsv OUT

Brings every annotated set into one form: OUT/NAME.tsv, a token a line with its
tag (O, B-PER, I-ORG ...) behind a tab, an empty line between sentences, #DOC
before each document. Only persons, organisations and places keep a tag."""
import csv
import gzip
import io
import json
import os
import re
import sys

from tags import spans

shared, lists_path, out = sys.argv[1:4]
STANDARD = {kind: kind for kind in ('PER', 'LOC', 'ORG')}
WNUT = {'person': 'PER', 'location': 'LOC', 'corporation': 'ORG', 'group': 'ORG'}
CROSSNER = {**dict.fromkeys('person politician writer musicalartist scientist researcher'.split(), 'PER'),
            **dict.fromkeys('location country'.split(), 'LOC'),
            **dict.fromkeys('organisation politicalparty band university'.split(), 'ORG')}


def lists(wanted):
    found = set()
    for line in open(lists_path, encoding='utf-8'):
        if not line.startswith('#') and '\t' in line:
            name, phrases = line.rstrip('\n').split('\t')
            if name == wanted:
                found.update(phrases.split('; '))
    return found


def places():
    countries = set()
    for entry in json.load(open(f'{shared}/gazetteer/iso_3166-1.json'))['3166-1']:
        for field in ('name', 'common_name', 'official_name'):
            if field in entry:
                countries.update({entry[field], entry[field].split(',')[0]})
    return countries


MORE_PLACES = set('''Russia Iran Syria Venezuela Bolivia Tanzania Vietnam Laos Moldova Macedonia Kosovo Burma Congo Britain England
Scotland Wales America Yugoslavia Taiwan Kashmir Chechnya Darfur Gaza Palestine Korea Chad Brunei Turkey Türkiye U.S. US UK U.K. USA
U.S.A. Tibet Czechoslovakia Somaliland Abkhazia Crimea Europe Asia Africa Tehran Kabul Baghdad Moscow Beijing Washington London Jerusalem
Pyongyang Seoul Tokyo Islamabad Kiev Kyiv Belgrade Damascus Beirut Cairo Khartoum Mogadishu Geneva Vienna Bangkok Rangoon'''.split()) | {
    'North Korea', 'South Korea', 'Ivory Coast', 'East Timor', 'Great Britain', 'Soviet Union', 'Northern Ireland', 'Bosnia-Herzegovina',
    'Hong Kong', 'West Bank', 'Gaza Strip', 'United States', 'United Kingdom', 'United Arab Emirates', 'Czech Republic', 'Middle East'}


def typed(tag, kinds):
    """(border, kind) of a tag: ('B', 'PER'); kind None outside and for what we do not look for."""
    return (None, None) if tag == 'O' or len(tag) < 3 else (tag[0], kinds.get(tag[2:].lower() if kinds is not STANDARD else tag[2:]))


def as_bio(sentence, kinds):
    done, before = [], ('O', None)
    for token, tag in sentence:
        border, kind = typed(tag, kinds)
        goes_on = kind and border == 'I' and before[1] == tag[2:] and before[0] != 'O'
        done.append((token, f"{'I' if goes_on else 'B'}-{kind}" if kind else 'O'))
        before = (tag[:1], tag[2:])
    return done


def read(path, token_at, tag_at, kinds, separator=None):
    documents, sentence = [[]], []

    def end_sentence():
        if sentence:
            documents[-1].append(as_bio(sentence, kinds))
            sentence.clear()

    def end_document():
        end_sentence()
        if documents[-1]:
            documents.append([])
    for line in open(f'{shared}/ner/{path}', encoding='utf-8', errors='replace'):
        line = line.rstrip('\r\n')
        if line.startswith('-DOCSTART-') or line.startswith('# newdoc'):
            end_document()
        elif not line.strip():
            end_sentence()
        elif not (line.startswith('# ') and '\t' not in line):
            fields = line.split(separator)
            if len(fields) > max(token_at, tag_at if tag_at > 0 else 0):
                sentence.append((fields[token_at].strip() or '_', fields[tag_at]))
    end_sentence()
    return [document for document in documents if document]


def each_alone(documents):
    return [[sentence] for document in documents for sentence in document]


def write(name, documents):
    with open(f'{out}/{name}.tsv', 'w', encoding='utf-8') as file:
        for document in documents:
            file.write('#DOC\n')
            for sentence in document:
                file.writelines(f'{token}\t{tag}\n' for token, tag in sentence)
                file.write('\n')
    print(name, len(documents), 'documents', sum(map(len, documents)), 'sentences')


# ---- Universal NER tags a country that acts as an organisation: to a reader of news it is a place ----

def mend_places(documents, known):
    for document in documents:
        for sentence in document:
            for start, end, kind in spans([tag for _, tag in sentence]):
                if kind == 'ORG' and ' '.join(token for token, _ in sentence[start:end]) in known:
                    for at in range(start, end):
                        sentence[at] = (sentence[at][0], sentence[at][1].replace('ORG', 'LOC'))
    return documents


# ---- GMB: silver annotation with kinds of its own, titles inside the names ----

LOWER_TITLES = set('''president prime minister secretary senator king chancellor vice foreign pope mayor queen prince princess cleric imam
colonel lieutenant captain judge justice governor ambassador commander interior defense defence finance deputy opposition leader former
premier professor archbishop bishop cardinal father attorney general director chairman chief spokesman spokeswoman speaker national
security adviser advisor state interim acting special envoy emperor crown lord sir lady first grand house white chief press admiral
sheik sheikh mullah ayatollah mr. mrs. ms. dr. gen. col. maj. lt. sgt. capt. sen. rep. gov. mr mrs ms dr u.s. u.n. coach'''.split())
ORGANISATIONS = {'U.N.', 'UN', 'NATO', 'EU', 'European Union', 'United Nations', 'Taliban', 'Taleban', 'Hamas', 'Hezbollah', 'IAEA', 'Congress',
                 'Senate', 'Pentagon'}
GMB = {'geo': 'LOC', 'gpe': 'LOC', 'org': 'ORG', 'per': 'PER'}


def mended(text):
    try:
        return text.encode('cp1252').decode('utf-8')
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def gmb_kind(tokens, kind, people, known):
    """What the name is, and how many tokens in front are its titles."""
    first = 0
    if kind == 'PER':
        while len(tokens) - first > 1 and (tokens[first].lower() in LOWER_TITLES or tokens[first] in people or
                                           (tokens[first] in known and tokens[first] not in ('Jordan', 'Georgia', 'Chad'))):
            first += 1
        if tokens[first].lower() in LOWER_TITLES or not any(token[:1].isupper() for token in tokens[first:]):
            return None, 0
    name = ' '.join(tokens[first:])
    if name in known:
        return 'LOC', first
    if name in ORGANISATIONS:
        return 'ORG', first
    if all(token in people for token in tokens[first:]) or (kind == 'LOC' and (tokens[0] in people or tokens[-1] in people)):
        return None, 0
    return kind, first


def gmb_sentence(words, people, known):
    tokens, tags = [mended(word) for word, _ in words], ['O'] * len(words)
    bio = [tag for _, tag in as_bio([(w, t if t[2:] in GMB else 'O') for w, t in words], GMB)]
    for start, end, kind in list(spans(bio)):
        kind, titles = gmb_kind(tokens[start:end], kind, people, known)
        while end > start and tokens[end - 1] in ("'s", ',', '.'):
            end -= 1
        for at in range(start + titles, end if kind else 0):
            tags[at] = ('I-' if at > start + titles else 'B-') + kind
    return list(zip(tokens, tags))


def gmb(known):
    people, sentences = lists('people'), []
    with gzip.open(f'{shared}/ner/gmb/ner_dataset.csv.gz') as packed:
        rows = list(csv.reader(io.TextIOWrapper(packed, encoding='latin-1')))[1:]
    for number, word, _, tag in rows:
        if number.startswith('Sentence') or not sentences:
            sentences.append([])
        sentences[-1].append((word, tag))
    return [gmb_sentence(sentence, people, known) for sentence in sentences]


def capitals(sentence):
    return {token for at, (token, tag) in enumerate(sentence) if token[:1].isupper() and len(token) > 2 and (at > 0 or tag != 'O')}


def into_documents(sentences):
    """The set has lost its documents; sentences in a row that share a name make one."""
    documents, recent = [[]], []
    for sentence in sentences:
        here = capitals(sentence)
        pool = set().union(*recent[-3:])
        if documents[-1] and (not here & pool or len(documents[-1]) >= 40):
            documents.append([])
            recent = []
        documents[-1].append(sentence)
        recent.append(here)
    return documents


def main():
    known = (places() | MORE_PLACES) - {'Georgia, Republic of'}
    os.makedirs(out, exist_ok=True)
    wikigold = read('wikigold/wikigold.conll', 0, 1, STANDARD)
    write('wikigold.dev', [document for at, document in enumerate(wikigold) if at % 5 == 2])
    write('wikigold', [document for at, document in enumerate(wikigold) if at % 5 != 2])
    write('wnut17', [d for part in ('train', 'dev', 'test') for d in each_alone(read(f'wnut17/{part}.conll', 0, 1, WNUT, '\t'))])
    write('btc', [d for part in 'abefgh' for d in each_alone(read(f'btc/{part}.conll', 0, 1, STANDARD, '\t'))])
    ewt = [d for part in ('dev', 'test') for d in read(f'uner-ewt/{part}.iob2', 1, 2, STANDARD, '\t')]
    write('uner-ewt', mend_places(ewt, known))
    write('uner-pud.dev', mend_places(read('uner-pud/test.iob2', 1, 2, STANDARD, '\t'), known))
    write('sec-filings', [d for part in ('train', 'test') for d in read(f'sec-filings/{part}.conll', 0, 3, STANDARD)])
    for domain, name in (('politics', 'crossner-politics'), ('ai literature music science', 'crossner-other')):
        write(name, [d for field in domain.split() for part in ('train', 'dev', 'test')
                     for d in each_alone(read(f'crossner/{field}/{part}.txt', 0, 1, CROSSNER, '\t'))])
    documents = into_documents(gmb(known))
    write('gmb.dev', [document for at, document in enumerate(documents) if at % 12 == 5])
    write('gmb', [document for at, document in enumerate(documents) if at % 12 != 5])


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""gazetteer.py SHARED-DATA LISTS.tsv OUT

What is known of names and words before a text is read:
OUT/phrases.tsv  a name, tab, its classes separated by commas
OUT/words.tsv    a word in lower case, tab, its flags separated by commas
The classes and flags are named in entity/model.h."""
import collections
import csv
import gzip
import json
import os
import re
import sys

shared, lists_path, out = sys.argv[1:4]

PERSON = '''politician player footballer cricketer actor actress singer writer author journalist lawyer professor scientist general officer
businessman businesswoman entrepreneur artist painter musician composer director producer judge economist historian philosopher poet
novelist diplomat minister president king queen prince princess bishop priest saint athlete swimmer boxer coach manager golfer driver skier
wrestler engineer physician mathematician physicist chemist biologist architect model dancer rapper guitarist comedian editor broadcaster
presenter explorer activist emperor nobleman member leader soldier pitcher catcher quarterback linebacker runner cyclist senator congressman
governor mayor executive banker theologian screenwriter photographer drummer bassist songwriter astronaut attorney surgeon psychologist
sculptor designer illustrator cartoonist chef inventor founder criminal murderer rabbi imam cleric monk nun cardinal pope archbishop admiral
pilot spy midfielder defender striker goalkeeper forward outfielder infielder rower sailor fencer jockey umpire referee conductor pianist
violinist critic scholar linguist anthropologist sociologist astronomer botanist zoologist naturalist geologist jurist nurse missionary
revolutionary warlord aristocrat peer baronet playwright dramatist librarian teacher educator academic man woman ruler sultan pharaoh'''.split()
PLACE = '''city town village municipality commune river lake mountain island county district province state country region suburb neighborhood
neighbourhood settlement township borough parish hamlet valley peninsula bay sea ocean desert community locality capital territory
prefecture oblast raion department canton republic kingdom creek stream glacier cape strait archipelago reservoir hill peak volcano forest
beach port area place continent nation islands mountains range plateau subdivision voivodeship governorate comuna barangay atoll channel
gulf harbor harbour canal plain basin airport stadium park street road square castle palace bridge cemetery'''.split()
ORGANISATION = '''company corporation organization organisation university college bank club team party agency association institute
institution newspaper airline band league union group committee council ministry firm federation foundation society school broadcaster
network label publisher manufacturer conglomerate magazine station army navy regiment brigade court parliament legislature commission bureau
service provider retailer chain orchestra hospital museum charity tank police force subsidiary franchise squad consortium cooperative startup
brewery studio daily insurer automaker utility operator developer supplier exchange fund partnership business militia division unit battalion
squadron fraternity sorority seminary academy'''.split()
KINDS = {**dict.fromkeys(PERSON, 'wiki-person'), **dict.fromkeys(PLACE, 'wiki-place'), **dict.fromkeys(ORGANISATION, 'wiki-org')}
SAYS = re.compile(r'\b(?:is|was|are|were)\s+(?:an?|the|one of the|any of)\s+(.{3,160})')
HEAD_ENDS = re.compile(r'\s(?:in|of|that|which|who|from|located|based|at|on|for|by|and|founded|owned|with|near|to|whose|serving|known|born|within|'
                       r'between|where|made|is|was|as|used|established|situated|headquartered|formed|created)\b|[,.;(]')
LIVED = re.compile(r'\((?:[^()]{0,80})?(?:born|b\.)\s|\([^()]{0,60}\d{4}\s?[–-]\s?[^()]{0,30}\d{4}\)')
MORE_COUNTRIES = '''Russia; Iran; Syria; North Korea; South Korea; Vietnam; Laos; Britain; Great Britain; England; Scotland; Wales; U.S.; US;
USA; U.S.A.; U.K.; UK; United States of America; America; Kosovo; Palestine; Soviet Union; USSR; Yugoslavia; Czechoslovakia; Burma; Ivory Coast;
Europe; Asia; Africa; North America; South America; Latin America; Middle East; Taiwan; Turkey; Türkiye; Macedonia; Moldova; Tanzania; Venezuela;
Bolivia; Brunei; UAE; Northern Ireland; Crimea; Tibet; Chechnya; Gaza; West Bank; Gaza Strip; Czech Republic; Swaziland; Cape Verde; East Timor;
Balkans; Caucasus; Scandinavia; Siberia; Kashmir; Punjab; Donbas; Donbass; Darfur; Zaire; Kurdistan; Catalonia; Hong Kong; Vatican City'''


def typed(title, text):
    opening = text.split('\n')[0][:420]
    lived, says = LIVED.search(opening[:220]), SAYS.search(opening)
    if not says:
        return 'wiki-person' if lived and len(title.split()) <= 4 else None
    head = HEAD_ENDS.split(says.group(1))[0].lower().split()
    word = head[-1] if head else ''
    kind = KINDS.get(word) or KINDS.get(word[:-1]) if word else None
    return 'wiki-person' if lived and kind is None and len(title.split()) <= 4 else kind


def wikipedia(phrases, forenames, surnames, cases):
    with gzip.open(f'{shared}/text/enwiki-50k.jsonl.gz', 'rt', encoding='utf-8') as lines:
        for line in lines:
            article = json.loads(line)
            count_cases(article['text'], cases)
            title = re.sub(r'\s*\(.*\)$', '', article['title'])
            if not title[:1].isupper() or title.startswith(('List of', 'Index of', 'History of')) or re.search(r'\d{4}', title):
                continue
            kind = typed(title, article['text'])
            if kind == 'wiki-place':
                title = title.split(',')[0]
            if kind:
                phrases[title].add(kind)
            if kind == 'wiki-person':
                parts = title.split()
                if 2 <= len(parts) <= 4 and parts[1] not in ('of', 'the') and parts[-1] not in ('Jr.', 'Sr.'):
                    forenames[parts[0].lower()] += 1
                    surnames[parts[-1].lower()] += 1


def count_cases(text, cases):
    """How a word is written inside sentences: in lower case, with a capital."""
    for before, word in re.findall(r'(\S+) ([A-Za-z]+)', text):
        if before[-1] not in '.!?:"':
            cases[word.lower()][word[0].isupper()] += 1


def cities(phrases):
    with gzip.open(f'{shared}/gazetteer/geonames-cities.tsv.gz', 'rt', encoding='utf-8') as lines:
        next(lines)
        for line in lines:
            name, plain, others, _, _, population = line.rstrip('\n').split('\t')
            size = int(population or 0)
            if size < 15000:
                continue
            for form in {name, plain}:
                if len(form) > 2:
                    phrases[form].add('city-large' if size >= 100000 else 'city-small')
            for form in others.split(',') if size >= 100000 else ():
                if re.match(r"^[A-Z][A-Za-zÀ-ž' .-]{3,}$", form):
                    phrases[form].add('city-also')


def countries(phrases):
    for entry in json.load(open(f'{shared}/gazetteer/iso_3166-1.json'))['3166-1']:
        for field in ('name', 'common_name', 'official_name'):
            if field in entry:
                phrases[entry[field].split(',')[0]].add('country')
    for name in re.split(r';\s*', MORE_COUNTRIES):
        phrases[' '.join(name.split())].add('country')
    for entry in json.load(open(f'{shared}/gazetteer/iso_3166-2.json'))['3166-2']:
        if len(entry['name']) > 3:
            phrases[entry['name']].add('region')


def curated(phrases, flags):
    for line in open(lists_path, encoding='utf-8'):
        if line.startswith('#') or '\t' not in line:
            continue
        name, members = line.rstrip('\n').split('\t')
        for member in members.split('; '):
            if name == 'sport':
                flags[member].add('sport')
            else:
                phrases[member].add(name)


def frequent_names(forenames, surnames, flags):
    for path, flag in (('common-forenames-by-country.csv', 'forename'), ('common-surnames-by-country.csv', 'surname')):
        with open(f'{shared}/gazetteer/{path}', encoding='utf-8-sig') as file:
            for row in csv.reader(file):
                for name in {row[4], row[5], row[-1], row[-2]}:
                    if re.match(r"^[A-ZÀ-Ž][a-zà-ž'-]+$", name):
                        flags[name.lower()].add(flag)
    with open(f'{shared}/gazetteer/nicknames.csv', encoding='utf-8') as file:
        for name, _, other in list(csv.reader(file))[1:]:
            flags[name.lower()].add('forename')
            flags[other.lower()].add('forename')
    for counts, levels in ((forenames, (('forename-rare', 2), ('forename-known', 8), ('forename-common', 50))),
                           (surnames, (('surname-rare', 1), ('surname-known', 4), ('surname-common', 20)))):
        for name, count in counts.items():
            fitting = [flag for flag, least in levels if count >= least]
            if fitting:
                flags[name].add(fitting[-1])


def case_flag(lower, upper):
    """lower-0 (a word that always has a capital) to lower-6 (never one)."""
    share = lower / (lower + upper)
    return f'lower-{sum(share > bound for bound in (.005, .05, .25, .6, .9, .98))}'


def main():
    phrases, flags = collections.defaultdict(set), collections.defaultdict(set)
    forenames, surnames = collections.Counter(), collections.Counter()
    cases = collections.defaultdict(lambda: [0, 0])
    wikipedia(phrases, forenames, surnames, cases)
    cities(phrases)
    countries(phrases)
    curated(phrases, flags)
    frequent_names(forenames, surnames, flags)
    for word, (lower, upper) in cases.items():
        if lower + upper >= 10:
            flags[word].add(case_flag(lower, upper))
    os.makedirs(out, exist_ok=True)
    for name, table in (('phrases', phrases), ('words', flags)):
        with open(f'{out}/{name}.tsv', 'w', encoding='utf-8') as file:
            for key in sorted(table):
                file.write(f"{key}\t{','.join(sorted(table[key]))}\n")
        print(name, len(table))


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""wire.py SHARED-DATA LISTS.tsv DOCUMENTS SEED

Sport as agencies send it, made up: results, standings, scorers, line-ups,
headlines in capitals, short reports. No annotated set has such lines, and in
them a city's name is a club. Prints annotated documents in the form of
columns.py; names come from the lists and the gazetteers, by chance."""
import csv
import gzip
import random
import re
import sys

shared, lists_path, documents, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
random.seed(seed)
pick, number = random.choice, random.randint

COUNTRIES = '''Argentina;Australia;Austria;Belgium;Brazil;Britain;Bulgaria;Canada;Chile;China;Colombia;Croatia;Czech Republic;Denmark;Ecuador;
Egypt;England;Ethiopia;Finland;France;Germany;Greece;Hungary;India;Iran;Iraq;Ireland;Israel;Italy;Jamaica;Japan;Kazakhstan;Kenya;Kuwait;Latvia;
Lithuania;Malaysia;Mexico;Morocco;Netherlands;New Zealand;Nigeria;Norway;Pakistan;Paraguay;Peru;Poland;Portugal;Qatar;Romania;Russia;Saudi Arabia;
Scotland;Senegal;Serbia;Slovakia;Slovenia;South Africa;South Korea;Spain;Sri Lanka;Sweden;Switzerland;Syria;Thailand;Tunisia;Turkey;U.S.;Ukraine;
United Arab Emirates;United States;Uruguay;Uzbekistan;Wales;West Indies;Zimbabwe'''.replace('\n', '').split(';')
PEOPLES = 'English French German Italian Spanish Dutch Scottish Belgian Portuguese Turkish Russian Greek Polish Austrian Swiss Brazilian'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
SPORTS = 'SOCCER BASKETBALL TENNIS CRICKET RUGBY GOLF HOCKEY BASEBALL SKIING ATHLETICS CYCLING BOXING'.split()


def teams_by_line():
    return [line.rstrip('\n').split('\t')[1].split('; ') for line in open(lists_path, encoding='utf-8') if line.startswith('team\t')]


def people():
    names = []
    for path, at in (('common-forenames-by-country.csv', -1), ('common-surnames-by-country.csv', 5)):
        with open(f'{shared}/gazetteer/{path}', encoding='utf-8-sig') as file:
            names.append(sorted({row[at] for row in csv.reader(file) if re.match(r"^[A-ZÀ-Ž][a-zà-ž'-]+$", row[at])}))
    return names


def large_cities():
    with gzip.open(f'{shared}/gazetteer/geonames-cities.tsv.gz', 'rt', encoding='utf-8') as lines:
        next(lines)
        rows = [line.split('\t') for line in lines]
    return [row[1] for row in rows if int(row[5] or 0) >= 150000 and re.match(r"^[A-Z][A-Za-z' -]+$", row[1])]


NBA, MLB, NFL, NHL, BRITISH, CONTINENT, MORE, RUGBY = teams_by_line()
FORENAMES, SURNAMES = people()
CITIES = large_cities()


def american(league):
    """Cities and nicknames of a league's clubs."""
    whole = [name for name in league if ' ' in name]
    nicknames = {name for name in league if any(other.endswith(' ' + name) for other in whole)}
    return [next((other[:-len(name) - 1] for name in nicknames if other.endswith(' ' + name)), other) for other in whole], sorted(nicknames)


# ---- names in a line ----

def tagged(name, kind):
    return [(token, ('B-' if at == 0 else 'I-') + kind) for at, token in enumerate(name.split())]


def words(text):
    return [(token, 'O') for token in text.split()]


def org(name):
    return tagged(name, 'ORG')


def loc(name):
    return tagged(name, 'LOC')


def full_name():
    return f'{pick(FORENAMES)} {pick(SURNAMES)}'


def someone():
    style = random.random()
    if style < .6:
        return full_name()
    return f'{pick("ABCDEFGHIJKLMNPRSTVW")}. {pick(SURNAMES)}' if style < .75 else pick(SURNAMES)


def per(name=None):
    return tagged(name or someone(), 'PER')


def country():
    return loc(pick(COUNTRIES))


def place():
    return loc(pick(CITIES))


def line(*parts):
    """One sentence of strings, which are words, and tagged names."""
    return [token for part in parts for token in (words(part) if isinstance(part, str) else part)]


def upper(sentence):
    return [(token.upper(), tag) for token, tag in sentence]


def club(pool):
    return org(pick(CITIES) if random.random() < .12 else pick(pool))


def two(pool):
    first = club(pool)
    second = club(pool)
    return first, second if second != first else club(pool)


# ---- lines ----

def dateline():
    city = place()
    date = f'{number(1990, 2025)}-{number(1, 12):02}-{number(1, 28):02}'
    return pick((line([(t.upper(), g) for t, g in city], date), line([(t.upper(), g) for t, g in city], f', {pick(DAYS)}'),
                 line(city, f', {pick(("Jan.", "May", "June", "Sept."))} {number(1, 28)} (', org(pick(('Reuters', 'AP', 'AFP', 'Xinhua'))), ') -')))


def result(pool):
    home, away = two(pool)
    return pick((line(home, str(number(0, 5)), away, str(number(0, 5))), line(home, str(number(0, 110)), away, str(number(0, 110))),
                 line(home, f'{number(0, 4)} -', away, str(number(0, 4))), line(home, 'vs', away), line(home, 'v', away),
                 line(home, 'beat', away, f'{number(1, 5)} - {number(0, 3)} ( halftime {number(0, 2)}-{number(0, 2)} )')))


def scorers(pool):
    def goals():
        parts = ['(']
        for at in range(number(1, 3)):
            parts += ([','] if at else []) + [per(pick(SURNAMES)), pick((str(number(1, 90)), f'{number(1, 90)}th', f'{number(1, 90)}th minute', f'{number(1, 90)} penalty'))]
        return parts + [')']
    home, away = two(pool)
    return line(home, str(number(1, 4)), *goals(), away, str(number(1, 3)), *goals())


def standing(pool):
    figures = ' '.join(str(number(0, 60)) for _ in range(number(3, 7)))
    return pick((line(club(pool), figures), line(f'{number(1, 20)}.', club(pool), figures),
                 line(club(pool), f'{number(3, 60)} {number(3, 60)} .{number(200, 700)} {pick(("-", str(number(1, 20)), "1/2"))}')))


def player_result():
    first, second = number(1, 9), number(1, 9)
    return pick((line(per(full_name()), '(', country(), f') beat', per(full_name()), '(', country(), f') 6-{number(0, 4)} {number(4, 7)}-6 6-{number(0, 4)}'),
                 line(f'{first} -', per(full_name()), '(', country(), ') beat', per(full_name()), '(', country(), f') 6-{number(0, 4)} 6-{number(0, 4)}'),
                 line(f'{first} .', per(full_name()), '(', country(), f') {number(1, 59)}.{number(10, 99)} seconds'),
                 line(f'{first}.', per(full_name()), '(', country(), ',', org(pick(RUGBY[-30:] + MORE[:40])), f') {number(1, 5)} hours {number(1, 59)} minutes'),
                 line(f'{number(268, 299)}', per(full_name()), '(', country(), f') {number(65, 75)} {number(65, 75)} {number(65, 75)} {number(65, 75)}'),
                 line(f'{first}.', per(full_name()), country(), f'{number(1, 59)}:{number(10, 59)}.{number(10, 99)}'),
                 line(f'{first}.', country(), f'{number(1, 99)} points'), line(per(full_name()), f'{first}-{second} 6-{second}')))


def batting():
    out = pick((('c', per(pick(SURNAMES)), 'b', per(pick(SURNAMES))), ('lbw b', per(pick(SURNAMES))), ('b', per(pick(SURNAMES))), ('not out',), ('run out',)))
    return line(per(f'{pick("ABCDGHJKMNPRSTW")}. {pick(SURNAMES)}'), *out, str(number(0, 140)))


def bowling():
    parts = ['Bowling :']
    for at in range(number(3, 5)):
        parts += ([','] if at else []) + [per(pick(SURNAMES)), f'{number(3, 30)}-{number(0, 9)}-{number(9, 99)}-{number(0, 5)}']
    return line(*parts)


def headline(pool):
    first, second = two(pool)
    one, other = per(pick(SURNAMES)), per(pick(SURNAMES))
    return upper(line(pick(SPORTS), '-', *pick((
        (first, 'beat', second, f'{number(1, 4)}-{number(0, 3)} .'), (first, 'hold', second, 'to draw .'), (one, 'hits century as', country(), 'take control .'),
        (one, 'back for', country(), 'after injury .'), (first, 'sign', one, 'from', second, '.'), (one, 'beats', other, 'to reach semifinals .'),
        (pick(PEOPLES), pick(('first division', 'league', 'cup')), pick(('results', 'standings', 'summaries')), '.'),
        (first, 'sack coach', one, '.'), (country(), 'beat', country(), 'in', pick(('world cup qualifier', 'friendly', 'first test')), '.'),
        (one, 'out of', first, "'s clash with", second, '.'), (one, 'wins', place(), 'title .'), (first, 'win', place(), 'derby .')))))


def report(pool):
    first, second = two(pool)
    one, other = per(full_name()), per(pick(SURNAMES))
    score, day = f'{number(1, 6)}-{number(0, 3)}', f'on {pick(DAYS)}'
    return pick((
        line(first, 'beat', second, score, day, '.'), line(first, 'moved to the top of the table with a', score, 'win over', second, day, '.'),
        line(one, 'scored twice as', first, 'beat', second, score, 'in', place(), day, '.'), line('In', place(), ',', one, 'had', str(number(10, 40)), 'points as', first, 'defeated', second, '.'),
        line(first, pick(('striker', 'defender', 'midfielder', 'forward', 'captain', 'coach', 'manager', 'guard')), one, 'will miss', day[3:], "'s match against", second, '.'),
        line('The', first, 'have signed', one, 'from', second, '.'), line(one, 'of', first, 'and', per(full_name()), 'of', second, 'were named in the squad .'),
        line('The', pick(PEOPLES), 'club', first, 'lost', score, 'at home to', second, '.'), line(other, 'put', first, 'ahead before', second, 'equalised .'),
        line('At', place(), ':', first, score.replace('-', ' '), second, '.'), line(country(), 'beat', country(), score, 'in a World Cup qualifier', 'in', place(), '.'),
        line(country(), 'captain', one, 'won the toss and decided to bat against', country(), '.'), line(one, 'of', country(), 'won the', place(), 'marathon', day, '.'),
        line(per(full_name()), '(', first, ')', 'and', per(full_name()), '(', second, ')'), line(first, ',', second, 'and', club(pool), 'are through to the quarter-finals .')))


def intro(pool, what):
    return pick((line(f'{what} of {pick(PEOPLES)} first division matches on {pick(DAYS)} :'), line(f'{what} in the {pick(PEOPLES)} league after games on {pick(DAYS)} :'),
                 line(what, 'from', place(), f'on {pick(DAYS)} :'), line(f'{what} of', org(pick(('National Basketball Association', 'National Hockey League', 'Major League Baseball', 'NBA', 'NHL'))), f'games on {pick(DAYS)} ( home team in CAPS ) :')))


def bureau():
    city = pick(CITIES)
    return pick((line('--', org(f'{city} newsroom'), f'+{number(1, 99)} {number(100, 999)} {number(1000, 9999)}'), line('--', org(f'{city} Newsroom')),
                 line('By', per(full_name())), upper(line(per(full_name()))), line('(', org(f'{city} bureau'), ')')))


# ---- documents ----

def fixtures(pool):
    return [line(home, 'at', loc(' '.join(token for token, _ in away))) for home, away in (two(pool) for _ in range(number(3, 7)))]


def document():
    cities, nicknames = american(pick((NBA, MLB, NFL, NHL)))
    pool = pick((cities, cities, BRITISH, CONTINENT, CONTINENT, MORE, RUGBY[:110]))
    kind = random.random()
    start = [headline(pool), dateline()] if random.random() < .8 else [dateline()]
    many = range(number(3, 9))
    if kind < .2:
        lines = [intro(pool, 'Results')] + [result(pool) for _ in many]
        return start + ([upper(one) for one in lines[1:]] if random.random() < .2 else lines)
    if kind < .35:
        lines = [intro(pool, 'Standings')] + [standing(pool) for _ in many]
        return start + ([upper(one) for one in lines] if random.random() < .3 else lines)
    if kind < .45:
        return start + [intro(pool, 'Summaries')] + [scorers(pool) for _ in many]
    if kind < .6:
        return start + [intro(pool, 'Results')] + [player_result() for _ in many]
    if kind < .68:
        return start + [batting() for _ in many] + [bowling()]
    if kind < .74:
        return start + [upper(one) if random.random() < .5 else one for one in fixtures(cities)]
    lines = [report(pool if random.random() < .7 else nicknames) for _ in many]
    return start + lines + ([bureau()] if random.random() < .3 else [])


for _ in range(documents):
    print('#DOC')
    for sentence in document():
        print(*(f'{token}\t{tag}' for token, tag in sentence), sep='\n', end='\n\n')

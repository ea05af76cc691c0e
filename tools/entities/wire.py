#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""wire.py SHARED-DATA LISTS.tsv DOCUMENTS SEED

Sport as agencies send it, made up: results, standings, scorers, line-ups,
headlines in capitals, short reports. No annotated set has such lines, and in
them a city's name is a club. Prints annotated documents in the form of
columns.py; names come from the lists and the gazetteers, by chance."""
import random
import sys

from made_up import DAYS, large_cities, line, loc, number, org, people, pick, print_document, tagged, upper

shared, lists_path, documents, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
random.seed(seed)

COUNTRIES = '''Argentina;Australia;Austria;Belgium;Brazil;Britain;Bulgaria;Canada;Chile;China;Colombia;Croatia;Czech Republic;Denmark;Ecuador;
Egypt;England;Ethiopia;Finland;France;Germany;Greece;Hungary;India;Iran;Iraq;Ireland;Israel;Italy;Jamaica;Japan;Kazakhstan;Kenya;Kuwait;Latvia;
Lithuania;Malaysia;Mexico;Morocco;Netherlands;New Zealand;Nigeria;Norway;Pakistan;Paraguay;Peru;Poland;Portugal;Qatar;Romania;Russia;Saudi Arabia;
Scotland;Senegal;Serbia;Slovakia;Slovenia;South Africa;South Korea;Spain;Sri Lanka;Sweden;Switzerland;Syria;Thailand;Tunisia;Turkey;U.S.;Ukraine;
United Arab Emirates;United States;Uruguay;Uzbekistan;Wales;West Indies;Zimbabwe'''.replace('\n', '').split(';')
PEOPLES = 'English French German Italian Spanish Dutch Scottish Belgian Portuguese Turkish Russian Greek Polish Austrian Swiss Brazilian'.split()
SPORTS = 'SOCCER BASKETBALL TENNIS CRICKET RUGBY GOLF HOCKEY BASEBALL SKIING ATHLETICS CYCLING BOXING'.split()


def teams_by_line():
    return [line.rstrip('\n').split('\t')[1].split('; ') for line in open(lists_path, encoding='utf-8') if line.startswith('team\t')]


NBA, MLB, NFL, NHL, BRITISH, CONTINENT, MORE, RUGBY = teams_by_line()
FORENAMES, SURNAMES = people(shared)
CITIES = large_cities(shared)


def american(league):
    """Cities and nicknames of a league's clubs."""
    whole = [name for name in league if ' ' in name]
    nicknames = sorted({name for name in league if any(other.endswith(' ' + name) for other in whole)})
    return [next((other[:-len(name) - 1] for name in nicknames if other.endswith(' ' + name)), other) for other in whole], nicknames


# ---- names in a line ----

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


def american_result(pool):
    home, away = two(pool)
    home, away = pick(((upper(home), away), (home, upper(away)), (home, away)))
    points = f'{number(0, 120)}', f'{number(0, 120)}', pick(('', '', '( OT )', '( 10 )', '( 2OT )'))
    return pick((line(home, points[0], away, *points[1:]), line('at', home, points[0], away, *points[1:]), line(home, 'at', loc(' '.join(t for t, _ in away)), '( 7:30 )')))


def american_table(pool):
    """Standings of a division, as leagues of North America have them; its name is no club."""
    figures = pick(((5, ''), (3, pick(('-', '1/2', '2 1/2', '10')))))
    rows = [line(club(pool), ' '.join(str(number(0, 90)) for _ in range(figures[0])), figures[1]) for _ in range(number(3, 6))]
    name = f'{pick(("Atlantic", "Central", "Eastern", "Midwest", "Northeast", "Northwest", "Pacific", "Southeast", "Western", "Southern"))} {pick(("Division", "Conference"))}'
    table = [line(name)] + ([line(pick(('W L T GF GA PTS', 'W L PCT GB', 'W L T PCT PF PA')))] if random.random() < .6 else []) + rows
    return [upper(one) for one in table] if random.random() < .7 else table


def leaders(pool):
    parts = [f'{number(2, 30)}', pick(('-', '', ':'))]
    for at in range(number(1, 3)):
        parts += ([','] if at else []) + [per(full_name()), '(', club(pool), ')']
    return line(*parts) if random.random() < .7 else line('Leading scorers :', *parts[2:], f'{number(5, 30)}')


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
    return pick((line(f'{what} :'), line(f'{what} on {pick(DAYS)} :'), line(f'{what} of {pick(PEOPLES)} first division matches on {pick(DAYS)} :'), line(f'{what} in the {pick(PEOPLES)} league after games on {pick(DAYS)} :'),
                 line(what, 'from', place(), f'on {pick(DAYS)} :'), line(f'{what} of', org(pick(('National Basketball Association', 'National Hockey League', 'Major League Baseball', 'NBA', 'NHL'))), f'games on {pick(DAYS)} ( home team in CAPS ) :')))


def bureau():
    city = pick(CITIES)
    phone = pick((f'+{number(1, 99)} {number(100, 999)} {number(1000, 9999)}', f'+{number(1, 99)}-{number(2, 999)}-{number(100000, 9999999)}'))
    room = org(f'{city} {pick(("newsroom", "Newsroom", "bureau"))}')
    return pick((line('--', room, phone), line('--', room), line(room, phone), line(room, ',', phone), line(per(full_name()), ',', room, ',', phone),
                 line('By', per(full_name())), upper(line(per(full_name()))), line('(', org(f'{city} bureau'), ')')))


# ---- documents ----

def fixtures(pool):
    return [line(home, 'at', loc(' '.join(token for token, _ in away))) for home, away in (two(pool) for _ in range(number(3, 7)))]


def document():
    cities, nicknames = american(pick((NBA, MLB, NFL, NHL)))
    pool = pick((cities, cities, BRITISH, CONTINENT, CONTINENT, MORE, RUGBY[:110]))
    kind = random.random()
    start = pick(([headline(pool), dateline()], [headline(pool), dateline()], [dateline()], []))
    many = range(number(3, 9))
    if kind < .2:
        lines = [intro(pool, 'Results')] + [result(pool) for _ in many]
        return start + ([upper(one) for one in lines[1:]] if random.random() < .2 else lines)
    if kind < .35:
        lines = [intro(pool, 'Standings')] + [standing(pool) for _ in many]
        return start + ([upper(one) for one in lines] if random.random() < .3 else lines)
    if kind < .39:
        return start + [intro(pool, 'Leading scorers')] + [leaders(pool) for _ in many]
    if kind < .46:
        return start + [intro(pool, 'Summaries')] + [scorers(pool) for _ in many]
    if kind < .6:
        return start + [intro(pool, 'Results')] + [player_result() for _ in many]
    if kind < .68:
        return start + [batting() for _ in many] + [bowling()]
    if kind < .74:
        return start + [upper(one) if random.random() < .5 else one for one in fixtures(cities)]
    if kind < .79:
        return start + american_table(cities) + american_table(cities)
    if kind < .83:
        return start + [american_result(cities) for _ in many]
    lines = [report(pool if random.random() < .7 else nicknames) for _ in many]
    return start + lines + ([bureau()] if random.random() < .3 else [])


for _ in range(documents):
    print_document(document())

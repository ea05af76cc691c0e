#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""prose.py SHARED-DATA DOCUMENTS SEED

General news, made up, for what annotated sets have too little of: bodies whose
names go on behind "of", "for" and "and" or are followed by their letters in
brackets; storms, ships, laws and prizes that bear a name and are none; titles
before names; companies and governments in headlines of capitals. Prints
annotated documents in the form of columns.py; the same seed, the same news."""
import random
import sys

from made_up import DAYS, MONTHS, large_cities, line, loc, number, org, people, pick, print_document, tagged, upper

shared, documents, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(seed)


def phrases(text):
    return [phrase.strip() for phrase in text.replace('\n', ' ').split(';')]


FORENAMES, SURNAMES = people(shared)
CITIES = large_cities(shared)
COUNTRIES = phrases('''Albania; Algeria; Argentina; Australia; Bangladesh; Brazil; Britain; Bulgaria; Cambodia; Canada; Chile; China; Colombia; Cuba;
Egypt; Ethiopia; France; Georgia; Germany; Ghana; Greece; Hungary; India; Indonesia; Iran; Iraq; Israel; Italy; Japan; Jordan; Kenya; Lebanon; Libya;
Malaysia; Mexico; Myanmar; Nepal; Nigeria; North Korea; Pakistan; Peru; the Philippines; Poland; Russia; Rwanda; Saudi Arabia; Somalia; South Africa;
South Korea; Spain; Sri Lanka; Sudan; Syria; Taiwan; Thailand; Turkey; U.S.; UK; Uganda; Ukraine; United States; Venezuela; Vietnam; Yemen; Zimbabwe''')
PEOPLES = phrases('''Afghan; Albanian; American; Argentine; Australian; Austrian; Bangladeshi; Belgian; Brazilian; British; Bulgarian; Burmese; Cambodian;
Canadian; Chilean; Chinese; Colombian; Cuban; Czech; Danish; Dutch; Egyptian; Ethiopian; Filipino; Finnish; French; German; Ghanaian; Greek; Hungarian;
Indian; Indonesian; Iranian; Iraqi; Irish; Israeli; Italian; Japanese; Jordanian; Kenyan; Lebanese; Libyan; Malaysian; Mexican; Moroccan; Nepalese;
Nigerian; Norwegian; Pakistani; Palestinian; Philippine; Polish; Romanian; Russian; Saudi; Serbian; Somali; South African; South Korean; Spanish;
Sudanese; Swedish; Swiss; Syrian; Thai; Tunisian; Turkish; Ugandan; Ukrainian; Vietnamese; Yemeni; Zimbabwean; Hong Kong''')
HEADS = phrases('''Agency; Authority; Board; Bureau; Center; Centre; Commission; Committee; Corporation; Council; Department; Directorate;
Federation; Foundation; Institute; Ministry; Office; Organization; Secretariat; Service; Society; Union; Association; Academy; Division; Administration''')
FIELDS = phrases('''Agriculture; Civil Aviation; Consumer Affairs; Corrections; Defense; Disaster Management; Economic Development; Education;
Emergency Management; Emergency Services; Energy; Environment; Environmental Protection; European Reform; Fair Trade; Fisheries; Foreign Relations;
Forestry; Geological Survey; Health; Health and Human Services; Higher Education; Human Rights; Humanitarian Affairs; Hurricane; Immigration; Industry and
Trade; Infectious Disease; Intelligence; International Development; International Affairs; Justice; Labor; Land Reform; Maritime Safety; Meteorological;
Natural Resources; Nuclear Regulation; Oceanic and Atmospheric; Peace; Planning and Investment; Policy Studies; Public Health; Public Works; Refugees;
Regional Affairs; Religious Affairs; Rural Development; Science and Technology; Securities and Exchange; Security and Cooperation; Social Welfare;
Space Research; Statistics; Strategic Studies; Taxonomy; Telecommunications; Tourism and Culture; Transport; Veterans Affairs; Water Resources; Weather;
Women and Children; Youth and Sports; the Elderly; the Prevention of Torture; the Protection of Journalists; the Environment''')
SCOPES = phrases('National; Federal; Central; Royal; International; European; African; Asian; World; State; Supreme; Joint; Independent; Pan-American')
SCHOOLS = phrases('University; State University; College; Medical College; Institute of Technology; School of Economics; Business School; Polytechnic')
LOCAL = phrases('''Police Department; Police; Fire Department; Fire Brigade; Fire and Rescue Service; City Council; Chamber of Commerce; General Hospital;
District Court; High Court; Court of Appeal; Metropolitan Transit Authority; Stock Exchange; Museum of Modern Art; Ambulance Service; Bar Association''')
PAPERS = phrases('Times; Post; Herald; Tribune; Daily News; Star; Morning News; Chronicle; Gazette; Observer; Mail; Examiner; Review-Journal; Evening Standard')
SUFFIXES = phrases('Inc; Inc.; Corp; Corp.; Ltd; Ltd.; Plc; plc; AG; SA; Oy; AB; NV; SpA; Bhd; Group; Holdings; & Co; Co; LLC; Partners; Industries')
TRADES = phrases('''Airlines; Airways; Bank; Brewery; Capital; Cement; Chemicals; Electric; Electronics; Energy; Foods; Gas; Gold; Insurance; Mining; Motors;
Oil; Paper; Petroleum; Pharmaceuticals; Power; Railways; Securities; Shipping; Software; Steel; Systems; Technologies; Telecom; Textiles; Tobacco''')
WORDS = phrases('''Apex; Atlas; Aurora; Beacon; Bright; Cardinal; Cedar; Cobalt; Concord; Crown; Delta; Eagle; Eastern; Empire; First; Fortune; Frontier;
Global; Granite; Harbor; Horizon; Keystone; Liberty; Lion; Meridian; Northern; Nova; Orion; Pacific; Paragon; Phoenix; Pioneer; Premier; Prime; Regent;
Sierra; Silver; Solar; Standard; Sterling; Summit; Sun; Titan; Trans; Trinity; Unity; Vanguard; Vector; Victory; Western; Zenith''')
TITLES = phrases('''Pope; Cardinal; Archbishop; Bishop; Sultan; King; Queen; Prince; Princess; Crown Prince; Emir; Sheikh; Ayatollah; Grand Ayatollah; Mullah;
Imam; President; Vice President; Prime Minister; Deputy Prime Minister; Foreign Minister; Defence Minister; Interior Minister; Finance Minister; Chancellor;
Senator; Governor; Mayor; Judge; Justice; Chief Justice; Attorney General; District Attorney; Police Chief; Detective Inspector; Superintendent; Colonel;
Lieutenant Colonel; General; Brigadier General; Major; Admiral; Captain; Sergeant; Professor; Dr.; Mr.; Mrs.; Ms.; Sir; Lady; Lord; Secretary of State;
Senate Majority Leader; Senate Minority Leader; House Speaker; Speaker; Ambassador; Special Envoy; Commissioner; Chairman; Chief Executive; CEO; Coach''')
JOBS = phrases('''spokesman; spokeswoman; director; analyst; economist; chief executive; chairwoman; professor; lawyer; researcher; president; head; official''')
STORMS = phrases('Hurricane; Typhoon; Cyclone; Tropical Storm; Storm; Tropical Depression')
SHIPS = phrases('USS; HMS; MV; INS; RMS; USNS; HMAS; SS')
WORKS = phrases('Act; Prize; Doctrine; Report; Plan; Formula; Syndrome; Medal; Amendment; Law; Trophy; Award; Fellowship; Principle; Case')
PACTS = phrases('Accord; Agreement; Treaty; Declaration; Conference; Convention; Film Festival; Marathon; Protocol; Process; Summit; Biennale; Open')
THINGS = phrases('''Islam; Christianity; Ramadan; Christmas; Easter; Brexit; COVID-19; Nobel Peace Prize; Catholicism; Cold War; World War II; Second World War;
Gulf War; Olympics; Grammy; Oscars; Bible; Koran; Internet; Holocaust; Great Depression; Operation Desert Storm; Windows 10; Boeing 737; Airbus A320''')


# ---- names ----

def someone():
    return tagged(f'{pick(FORENAMES)} {pick(SURNAMES)}' if random.random() < .75 else f'{pick(FORENAMES)} {pick("ABCDEFGHJKLMNPRST")}. {pick(SURNAMES)}', 'PER')


def surname(name=None):
    return tagged(name or pick(SURNAMES), 'PER')


def city():
    return loc(pick(CITIES))


def country():
    name = pick(COUNTRIES)
    return line('the', loc(name[4:])) if name.startswith('the ') else loc(name)


def body_name():
    """A body that no list has."""
    head, field, other = pick(HEADS), pick(FIELDS), pick(FIELDS)
    scope = pick((pick(SCOPES), pick(SCOPES), pick(PEOPLES), pick(CITIES)))
    plain = not field.startswith('the ')
    return pick((f'{head} of {field}', f'{head} for {field}', f'{scope} {head} for {field}', f'{scope} {head} of {field}', f'{scope} {head} on {field}',
                 f'{scope} {field} {head}' if plain else f'{head} for {field}', f'{field} {head}' if plain else f'{head} on {field}',
                 f'{scope} {head}', f'{head} of {field} and {other}' if plain and not other.startswith('the ') and ' and ' not in field + other else f'{scope} {head}'))


def institution_name():
    place, other = pick(CITIES), pick(CITIES)
    return pick((f'{place} {pick(SCHOOLS)}', f'University of {place}', f'{place} {pick(LOCAL)}', f'{place} {pick(LOCAL)}', f'{pick(SURNAMES)} {pick(("University", "Foundation", "Institute", "College"))}',
                 f'Port Authority of {place} and {other}', f'Bank of {place}', f'University of {place} at {other}', f'Transport for {place}', f'Archdiocese of {place}',
                 f'{place} Liberation Front', f'Islamic State of {place}', f'{pick(PEOPLES)} Workers \' Party', f'{pick(PEOPLES)} Red Cross', f'St. {pick(FORENAMES)} Hospital'))


def company_name():
    return pick((f'{pick(SURNAMES)} {pick(SUFFIXES)}', f'{pick(SURNAMES)} {pick(TRADES)}', f'{pick(WORDS)} {pick(TRADES)} {pick(SUFFIXES)}', f'{pick(SURNAMES)} & {pick(SURNAMES)}',
                 f'{pick(CITIES)} {pick(TRADES)} {pick(SUFFIXES)}', f'{pick(WORDS)} {pick(TRADES)}', f'{pick(SURNAMES)} {pick(TRADES)} {pick(SUFFIXES)}', f'{pick(SURNAMES)} , {pick(SURNAMES)} & Co'))


def paper():
    return org(f'{pick(CITIES)} {pick(PAPERS)}')


def letters(name):
    return ''.join(word[0] for word in name.split() if word[0].isupper())


def body():
    """With its letters in brackets, half of the time."""
    name = pick((body_name, body_name, institution_name))()
    short = letters(name)
    return line(org(name), '(', org(short), ')') if 3 <= len(short) <= 6 and random.random() < .5 else org(name)


def anyone():
    return pick((body, body, lambda: org(company_name())))()


# ---- sentences ----

def day():
    return f'on {pick(DAYS)}'


def month():
    return f'in {pick(MONTHS)}'


def of_bodies():
    name = body_name()
    return pick((
        line('The', org(name), pick(('said', 'announced', 'confirmed', 'warned')), day(), 'that the plan would be delayed .'),
        line(someone(), ',', pick(JOBS), 'of the', body(), ', told', paper(), 'the figures were wrong .'),
        line('The', body(), 'and the', org(body_name()), 'have signed an agreement in', city(), '.'), line('Officials of the', body(), 'met', surname(), day(), '.'),
        line('A', pick(PEOPLES), 'court ordered the', org(body_name()), 'to pay', org(company_name()), f'${number(1, 90)} million', month(), '.'),
        line(someone(), 'teaches law at the', org(f'University of {pick(CITIES)}'), 'in', country(), '.'),
        line(org(company_name()), 'said', day(), 'it would sell its stake in', org(company_name()), '.'), line('The report by the', body(), 'was published in the journal Nature Letters .'),
        line('Shares in', org(company_name()), f'fell {number(1, 20)} percent in', city(), 'after the', body(), 'cut its forecast .'),
        line('She was taken to', org(institution_name()), ', police said .'), line('"', 'It is too early to tell , "', surname(), 'told the', paper(), '.')))


def of_governments():
    adjective = pick(PEOPLES)
    return pick((
        line('The', adjective, pick(('government', 'parliament', 'army', 'police', 'military', 'ambassador', 'embassy', 'capital', 'economy', 'team')), 'rejected the offer', day(), '.'),
        line(adjective, pick(('officials', 'troops', 'farmers', 'police', 'voters', 'media', 'Muslims', 'Catholics')), 'arrived in', city(), day(), '.'),
        line('The', adjective, pick(('president', 'prime minister', 'foreign minister')), ',', someone(), ', flew to', city(), 'for talks with', pick(TITLES), someone(), '.'),
        line(country(), 'and', country(), 'agreed to reopen their border near', city(), '.'), line(country(), "'s", org(body_name()), 'raised interest rates', day(), '.'),
        line(pick(TITLES), surname(), 'of', country(), 'will visit', country(), month(), '.'), line(pick(TITLES), someone(), 'arrived from', city(), 'with', pick(TITLES), surname(), '.')))


def of_no_names():
    storm, name, ship = pick(STORMS), pick(FORENAMES), f'{pick(SHIPS)} {pick((pick(SURNAMES), pick(FORENAMES) + " " + pick(SURNAMES), pick(WORDS), pick(CITIES)))}'
    return pick((
        line(f'{storm} {name}', 'made landfall near', city(), ',', country(), ',', day(), '.'), line(f'{name} weakened to a tropical storm as it moved inland toward', city(), ', the', body(), 'said .'),
        line('At least', str(number(2, 80)), 'people were killed when', f'{storm} {name}', 'struck', country(), '.'),
        line('The destroyer', ship, 'left', city(), day(), '.'), line('The wreck of the', ship, 'was found off', country(), '.'),
        line('Congress passed the', f'{pick(SURNAMES)} {pick(WORKS)}', 'in', f'{number(1950, 2023)} .'), line(someone(), 'won the', f'{pick(SURNAMES)} {pick(WORKS)}', month(), '.'),
        line('Both sides signed the', f'{pick(CITIES)} {pick(PACTS)}', month(), '.'), line('The film was shown at the', f'{pick(CITIES)} {pick(PACTS)}', '.'),
        line('Experts said', pick(THINGS), 'would change', country(), '.'), line('During', pick(THINGS), 'prices rose in', city(), '.'),
        line('Doctors gave the patients', f'{pick(WORDS)}{pick(("ol", "ine", "ex", "mab", "vir"))}', ', a drug made by', org(company_name()), '.'),
        line(org(company_name()), 'unveiled the', f'{pick(WORDS)} {number(2, 900)}', ', its new', pick(('car', 'phone', 'jet', 'computer', 'truck')), '.')))


def headline():
    first, second, one = country(), country(), surname()
    return upper(line(*pick((
        (first, 'says', second, pick(('violated truce', 'must return land', 'talks to resume', 'troops to leave')), '.'), (one, 'says will meet', surname(), 'in', city(), '.'),
        (org(company_name()), pick(('sees net loss', 'shares fall', 'to cut 500 jobs', 'posts higher profit', 'in merger talks')), '.'),
        (org(company_name()), 'to buy', org(company_name()), '.'), (org(letters(body_name()) + 'C'), 'to send observers to', country(), '.'), (city(), 'stocks end lower .'),
        (pick(PEOPLES), 'minister', one, 'quits .'), (pick(PEOPLES), 'police hold three in', city(), 'blast .'), ('Research alert -', org(company_name()), 'cut .'),
        ('Press digest -', first, f'- {pick(MONTHS)} {number(1, 28)} .'), (first, "'s", one, 'warns', second, 'over border .'), ('Two killed in', city(), 'bombing .'),
        (pick(PEOPLES), 'rates seen steady -', org(body_name()), '.'), ('Oil ,', pick(PEOPLES), 'gas futures end higher on', org(letters(body_name()) + 'X'), '.')))))


def dateline():
    place = pick(CITIES)
    return pick((line(loc(place), f'{number(1990, 2025)}-{number(1, 12):02}-{number(1, 28):02}'), line(loc(place.upper()), '(', org(pick(('Reuters', 'AP', 'AFP', 'Xinhua'))), ') --'),
                 line(loc(place.upper()), ',', country(), f', {pick(MONTHS)} {number(1, 28)} (', org(pick(('Reuters', 'AP', 'AFP', 'Xinhua', 'IANS'))), ') -')))


def document():
    start = ([headline()] if random.random() < .6 else []) + ([dateline()] if random.random() < .4 else [])
    return start + [pick((of_bodies, of_bodies, of_governments, of_no_names))() for _ in range(number(2, 6))]


for _ in range(documents):
    print_document(document())

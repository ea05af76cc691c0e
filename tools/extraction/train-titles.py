#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Trains data/title-weights.txt, by which indexer/extract/title/title.c chooses the title of a page.

	train-titles.py PAGE-FEATURES DIRECTORY >data/title-weights.txt

PAGE-FEATURES and DIRECTORY are those of train-blocks.py, the development pages the same. Says on standard error how many
titles models find that have not seen the page (ten folds). Needs Debian's python3-numpy.

A conditional logit: the candidates of a page share a probability of one, each in proportion to the exponential of its score;
those of the same letters as the title that was written down by hand are right. Where a page has none, but what another program
took from <title>, the longest heading within that is right.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "bench"))
from extraction_pages import is_development, letters  # noqa: E402
from learning import adam, write_weights  # noqa: E402

FOLDS = 10
HEADING_LETTERS_MIN = 10


# Ways of writing pages that are known to be usual and of which the set has too few: {title}, {section}, {site}, {more}, a second
# line, {short}, the title without its first word, and {barred}, one with a bar of its own.
MADE_UP = (
	'<title>{title} | {site}</title><meta property="og:title" content="{title}"><h1>{section}</h1>{text}',
	'<title>{title} | {site}</title><meta property="og:title" content="{title}"><h1>{section}</h1><h2>{title}</h2>{text}',
	'<title>{section} - {title}</title><h1><span>{section}</span> {title}</h1>{text}',
	'<title>{title} - {site}</title><h1><span>{section}</span> {title}</h1>{text}',
	'<title>{title} - {site}</title><meta property="og:title" content="{title}"><h1><span>{title}</span> <span>{more}</span></h1>{text}',
	'<title>{site} » {section} » {title}</title><h1><a href="/">{site}</a></h1>{text}',
	'<title>{site} » {title}</title><h1><a href="/">{site}</a></h1><h2>{title}</h2>{text}',
	'<title>{short} | {site}</title><h1>{site}</h1><h2>{title}</h2>{text}',
	'<title>{barred}</title><meta property="og:site_name" content="{site}"><h1>{barred}</h1>{text}',
)
MADE_UP_EACH = 14
SITES = "The Harbour", "Morning Courier", "Kurier am Abend", "Le Quai", "Valley Review", "El Faro"
SECTIONS = "Harbour", "News", "Wirtschaft", "Region", "Football", "City life", "Politik", "Opinion"
WORDS = ("ferry council bridge storm school river mayor strike winter price market train court harbour union festival farmers after before new old"
	" opens closes again votes plans wins loses rises falls for against with in near").split()


def made_up(directory):
	"""Writes pages of those ways; their titles by their paths."""
	dice = random.Random(1)
	some = lambda least, most: " ".join(dice.choice(WORDS) for _ in range(dice.randint(least, most)))
	titles = {}
	for number, pattern in enumerate(MADE_UP * MADE_UP_EACH):
		title, more = some(3, 9).capitalize(), some(3, 6).capitalize()
		text = "".join("<p>%s.</p>" % ", ".join((title.lower() if i == 0 else some(8, 14), some(8, 14))) for i in range(5))
		path = os.path.join(directory, "%d.html" % number)
		with open(path, "w", encoding="utf-8") as out:
			out.write('<meta charset="utf-8">' + pattern.format(title=title, barred=more + " | " + title, short=title.split(" ", 1)[1].capitalize(), more=more, text=text,
				site=dice.choice(SITES), section=dice.choice(SECTIONS)))
		titles[path] = letters(more + title if "{barred}" in pattern else title)
	return titles


class About(str):
	"""A title with the site's name: the article's is the longest heading within it."""


def resolve(titles, names, pages):
	part = [name for name, _ in names].index("heading_part")
	for path, title in list(titles.items()):
		if isinstance(title, About):
			headings = [letters(text) for row, text in pages[path] if row[part] == 1 and len(letters(text)) >= HEADING_LETTERS_MIN]
			titles[path] = max((heading for heading in headings if heading in title), key=len, default="")
			if not titles[path]:
				del titles[path], pages[path]


def titles_of(directory):
	data = json.load(open(os.path.join(directory, "evaldata.json")))
	titles = {}
	for item in data.values():
		for folder in ("cache", "eval"):
			path = os.path.join(directory, folder, item["file"])
			if os.path.exists(path) and is_development(item["file"]) and item.get("title"):
				titles[path] = letters(item["title"])
	pages = os.path.join(directory, "test", "test-pages")
	for name in sorted(os.listdir(pages)):
		if is_development(name):
			about = json.load(open(os.path.join(pages, name, "expected-metadata.json"), encoding="utf-8"))
			titles[os.path.join(pages, name, "source.html")] = About(letters(about.get("title")))
	return titles


def read_candidates(program, paths):
	"""The features' names with their numbers of values, and a list of (row, text) a page."""
	names, pages = [], {}
	for start in range(0, len(paths), 200):
		output = subprocess.run([program] + paths[start:start + 200], stdout=subprocess.PIPE, check=True).stdout
		for line in output.decode("utf-8", "replace").split("\n"):
			parts = line.split("\t")
			if parts[0] == "H" and start == 0:
				names.append((parts[1], int(parts[2])))
			elif parts[0] == "P":
				page = pages.setdefault(parts[1], [])
			elif parts[0] == "T":
				page.append((numpy.frombuffer(bytes.fromhex(parts[1]), dtype=numpy.uint8).astype(numpy.int64), parts[3]))
	return names, pages


class Samples:
	"""The candidates of all pages, one behind the other."""

	def __init__(self, pages, titles, sizes):
		offsets = numpy.concatenate(([0], numpy.cumsum(sizes)[:-1]))
		self.paths = sorted(path for path in pages if pages[path])
		rows, right, page = [], [], []
		for number, path in enumerate(self.paths):
			for row, text in pages[path]:
				rows.append(row + offsets)
				right.append(letters(text) == titles[path])
				page.append(number)
		self.rows, self.right, self.page = numpy.array(rows), numpy.array(right, dtype=float), numpy.array(page)
		self.solvable = numpy.bincount(self.page, weights=self.right) > 0


def shares(scores, page):
	"""The exponentials of scores, divided by their sum over the page."""
	highest = numpy.full(page.max() + 1, -numpy.inf)
	numpy.maximum.at(highest, page, scores)
	powers = numpy.exp(scores - highest[page])
	return powers / numpy.bincount(page, weights=powers)[page]


def train(samples, chosen, size, penalty, rounds=200):
	"""Weights by Adam on all pages at once."""
	rows, right = samples.rows[chosen], samples.right[chosen]
	_, page = numpy.unique(samples.page[chosen], return_inverse=True)

	def slope(weights):
		given = shares(weights[rows].sum(axis=1), page)
		good = numpy.bincount(page, weights=given * right)
		error = given - given * right / numpy.maximum(good, 1e-12)[page]
		return numpy.bincount(rows.ravel(), weights=numpy.repeat(error, rows.shape[1]), minlength=size) + penalty * weights

	return adam(slope, numpy.zeros(size), .05, rounds)


def found(samples, weights, pages):
	"""The best candidate of each of the pages."""
	scores = weights[samples.rows].sum(axis=1)
	return {number: max(numpy.flatnonzero(samples.page == number), key=lambda i: scores[i]) for number in pages}


def main():
	program, directory = sys.argv[1:]
	penalty = float(os.environ.get("PENALTY", "4"))
	titles = titles_of(directory)
	with tempfile.TemporaryDirectory() as scratch:
		imagined = made_up(scratch)
		titles.update(imagined)
		names, pages = read_candidates(program, sorted(titles))
	resolve(titles, names, pages)
	sizes = [size for _, size in names]
	samples = Samples(pages, titles, sizes)
	learned = samples.solvable[samples.page]
	right = 0
	for fold in range(FOLDS):
		weights = train(samples, learned & (samples.page % FOLDS != fold), sum(sizes), penalty)
		for number, i in found(samples, weights, range(fold, len(samples.paths), FOLDS)).items():
			right += samples.right[i] > 0 and samples.paths[number] not in imagined
			if "SAY" in os.environ and not samples.right[i]:
				path = samples.paths[number]
				print("CV", "+" if samples.solvable[number] else "-", os.path.basename(path), titles[path],
					[text for _, text in pages[path]][i - numpy.flatnonzero(samples.page == number)[0]], sep="\t", file=sys.stderr)
	print("%d pages, %d whose title is a candidate, %d found by models that have not seen the page" %
		(len(titles) - len(imagined), samples.solvable.sum() - len(imagined), right), file=sys.stderr)
	weights = train(samples, learned, sum(sizes), penalty)
	print("# SPDX-License-Identifier: GPL-2.0-or-later")
	print("# Weights of indexer/extract/title/title.h by tools/extraction/train-titles.py: FEATURE WEIGHT..., 256 are odds of e to 1.")
	write_weights(names, weights)


main()

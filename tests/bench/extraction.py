#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How well the article is found in pages of HTML, and how fast. `make bench` calls it.

	extraction.py WORK [--errors]

The pages are those of $DATELINE_SHARED/data/extraction: trafilatura's evaluation (passages that are wanted or not;
title and date) and the test pages of Readability.js (the expected article). A passage counts as found when all of it
stands in the text, white space folded, as trafilatura's own evaluation counts. Tokens are words without case.
Titles are right when their letters are the same, alike when most words are; they were written down by hand, so that "stated"
asks only for those whose letters stand anywhere in the page. A date is asked for where its day stands anywhere in the page;
the set has now the day of publication, now that of the last change: "either" takes both for right, where the page tells both.
Authors are right when all names are, and no other.
The weights in data/ were learned from the development pages, three quarters of all by their names; the last quarter is what
counts. --errors lists what is wrong in the development pages, which alone may be looked at.
"""
import collections
import html
import json
import os
import re
import resource
import subprocess
import sys
import tarfile
import time

from extraction_pages import folded, is_development, letters, text_of

GOALS = {"F": .92, "token F1": .93, "titles": .95, "dates": .90, "MB/s": 20}
INDEXER = os.environ["DATELINE_INDEX_PROGRAM"]
NO_ENTITIES = [word for word in ("--no-entities",) if word in subprocess.getoutput(INDEXER + " --help")]
DATA = os.path.join(os.environ["DATELINE_SHARED"], "data", "extraction")


def words(text):
	return collections.Counter(re.findall(r"\w+", text.lower()))


def unpack(work):
	for name in ("trafilatura-eval", "readability-pages"):
		archive = os.path.join(DATA, name + ".tar.xz")
		if not os.path.exists(archive):
			print("skipped: no", archive)
			sys.exit(0)
		with tarfile.open(archive) as opened:
			opened.extractall(work, members=[member for member in opened if member.isfile() and ".." not in member.name])


def extract(directory):
	"""The articles by their paths below it, the bytes read, and the seconds of processor time."""
	size = sum(os.path.getsize(os.path.join(root, name)) for root, _, names in os.walk(directory) for name in names)
	before = resource.getrusage(resource.RUSAGE_CHILDREN)
	command = [INDEXER, "--extract", *NO_ENTITIES, "--format=html", directory]
	output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
	after = resource.getrusage(resource.RUSAGE_CHILDREN)
	articles = {}
	for line in output.decode().splitlines():
		article = json.loads(line)
		articles[article["id"]] = article
	return articles, size, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Tally:
	"""Counts over some of the pages."""

	def __init__(self):
		self.found = self.missed = self.unwanted = 0
		self.tokens = []
		self.titles, self.stated, self.dates, self.either, self.authors = ([0, 0] for _ in range(5))
		self.alike = 0

	def f(self):
		return 2 * self.found / max(1, 2 * self.found + self.missed + self.unwanted)

	def figures(self):
		share = lambda pair: pair[0] / max(1, pair[1])
		return {"F": self.f(), "precision": self.found / max(1, self.found + self.unwanted),
			"recall": self.found / max(1, self.found + self.missed),
			"token F1": sum(self.tokens) / max(1, len(self.tokens)), "titles": share(self.titles),
			"stated": share(self.stated), "alike": self.alike / max(1, self.titles[1]), "dates": share(self.dates),
			"either": share(self.either), "authors": share(self.authors)}


def token_f(one, other):
	one, other = words(one), words(other)
	return 2 * sum((one & other).values()) / max(1, sum(one.values()) + sum(other.values()))


def say(kind, name, *rest):
	if "--errors" in sys.argv and is_development(name):
		print(kind, name, *rest, sep="\t")


def count_passages(tally, item, article):
	text = folded(article.get("text"))
	name = item["file"]
	for passage in map(folded, item["with"]):
		if passage in text:
			tally.found += 1
		else:
			tally.missed += 1
			say("missed", name, passage)
	for passage in map(folded, item["without"]):
		if passage in text:
			tally.unwanted += 1
			say("unwanted", name, passage)


MONTHS = ("jan|ene|gen", "feb|fév|fev", "mar|mär|mrz", "apr|avr|abr", "may|mai|mag|maj", "jun|juin|giu", "jul|juil|lug",
	"aug|aoû|ago", "sep|set", "oct|okt|ott|out", "nov", "dec|dez|déc|dic")


def states(page, date):
	"""Whether the date of a day stands anywhere in the page, in figures or with the month's name."""
	try:
		year, month, day = map(int, date[:10].split("-"))
		month_name = "(?:" + MONTHS[month - 1] + r")\w*"
	except (ValueError, IndexError):
		return False
	y, m, d = "(?:%d|%02d)" % (year, year % 100), "0?%d" % month, "0?%d" % day
	part = r"\s*[-/.]\s*"
	forms = (r"%d%s%s%s%s" % (year, part, m, part, d), "%d%02d%02d" % (year, month, day),
		r"%s%s%s%s%s\b" % (d, part, m, part, y), r"%s%s%s%s%s\b" % (m, part, d, part, y),
		r"%s\W{1,8}(?:de )?%s\W{1,4}(?:de )?%d" % (d, month_name, year), r"%s\W{1,3}%s\w{0,2}\W{1,8}%d" % (month_name, d, year))
	return re.search(r"(?<!\d)(?:%s)" % "|".join(forms), page, re.IGNORECASE) is not None


def count(pair, right):
	pair[0] += right
	pair[1] += 1


def names_of(authors):
	"""The letters of each name: "A and B", "A, B", a list."""
	text = ", ".join(authors) if isinstance(authors, list) else authors or ""
	return {letters(name) for name in re.split(r",|;|/|&| and | und | et | y ", text)} - {""}


def count_metadata(tally, name, article, title, date, authors, page):
	if title:
		right = letters(article.get("title")) == letters(title)
		count(tally.titles, right)
		if letters(title) in letters(re.sub(r"<[^>]*>", "", page)):
			count(tally.stated, right)
		tally.alike += token_f(article.get("title") or "", title) >= .75
		if not right:
			say("title", name, title, article.get("title"))
	if authors:
		count(tally.authors, names_of(article.get("author")) == names_of(authors))
	if date and states(page, date):
		right = (article.get("date") or "")[:10] == date[:10]
		count(tally.dates, right)
		count(tally.either, right or (article.get("modified") or "")[:10] == date[:10])
		if not right:
			say("date", name, date, article.get("date"))


def source(work, name):
	for folder in ("cache", "eval"):
		path = os.path.join(work, folder, name)
		if os.path.exists(path):
			return html.unescape(open(path, encoding="utf-8", errors="replace").read())
	return ""


def measure_passages(work, tallies):
	items = json.load(open(os.path.join(work, "evaldata.json"), encoding="utf-8")).values()
	bytes_read = seconds = 0
	articles = {}
	for folder in ("cache", "eval"):
		some, size, spent = extract(os.path.join(work, folder))
		articles.update(some)
		bytes_read, seconds = bytes_read + size, seconds + spent
	for item in items:
		tally = tallies[is_development(item["file"])]
		article = articles.get(item["file"], {})
		count_passages(tally, item, article)
		count_metadata(tally, item["file"], article, item.get("title"), item.get("date"), item.get("author"), source(work, item["file"]))
	return bytes_read, seconds


def measure_articles(work, tallies):
	pages = os.path.join(work, "test", "test-pages")
	for name in sorted(os.listdir(pages)):
		folder = os.path.join(pages, name)
		article = next(iter(extract(os.path.join(folder, "source.html"))[0].values()), {})
		expected = text_of(open(os.path.join(folder, "expected.html"), encoding="utf-8").read())
		tally = tallies[is_development(name)]
		score = token_f(article.get("text") or "", expected)
		tally.tokens.append(score)
		if score < .9:
			say("tokens", name, "%.3f" % score)


def main():
	work = os.path.join(sys.argv[1], "extraction")
	os.makedirs(work, exist_ok=True)
	unpack(work)
	tallies = {True: Tally(), False: Tally()}
	bytes_read, seconds = measure_passages(work, tallies)
	measure_articles(work, tallies)
	for development in (True, False):
		print("development pages" if development else "held-out pages")
		for name, value in tallies[development].figures().items():
			print("  %-10s %.3f%s" % (name, value, "   (goal %.2f)" % GOALS[name] if name in GOALS else ""))
	print("speed: %.1f MB of HTML a second of processor time (goal %d), printing JSON included" %
		(bytes_read / 1e6 / max(seconds, 1e-9), GOALS["MB/s"]))


main()

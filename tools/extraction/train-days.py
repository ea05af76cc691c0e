#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Trains data/day-weights.txt, by which indexer/extract/day/page_date.c tells which of the days on a page is the article's.

	train-days.py PAGE-FEATURES DIRECTORY >data/day-weights.txt
	train-days.py PAGE-FEATURES DIRECTORY --check | --errors

PAGE-FEATURES is the program built from tools/extraction/page-features.c. DIRECTORY holds what the archive trafilatura-eval holds. Pages whose
name's hash has the remainder 3 by 4 are left to tests/bench/extraction.py, and never looked at here. Needs Debian's python3-numpy.
What metadata say of the day of publication is not asked: the page has to show it.

A log-linear model: the odds of a sighting are e to its score, those of none are e to 0, and a day's are the sum over its
sightings. Each page is learned from twice, with its own day and without it, when none is right. Pages that do not show the day
that they are said to be of teach nothing: most of those were labelled with a slip. What is learned are differences from PRIOR,
what anybody would say of dates before having seen a page: so what few of the pages show keeps a sound weight. --check learns
from seven eighths of the pages at a time, and prints how many of the others are right; --errors which are wrong.
"""
import hashlib
import json
import os
import subprocess
import sys

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "bench"))
from extraction_pages import is_development  # noqa: E402
from learning import adam, write_weights  # noqa: E402

FOLDS = 8
STEPS = 300
HOLD = 16.0  # how firmly the weights are held to PRIOR: L2
NONE = 1.0  # what a page without its day counts beside one with it

# By feature: the weights of its values from 0 upward.
PRIOR = {
	"kind": [0, 0, 3, 1.5], "label": [0, 1.5, -1.5, -2.5, -.5], "time_label": [0, 1.5, -1.5],
	"where": [0, .5, .5, .3, -.3, .5, -1, .5, -4, -4.5, -5, -5], "alike": [0, -.3, -1, -2], "linked": [0, 0, -.3, -.5],
	"age": [0, -.5, 0, -4], "in_address": [0, 1, -.5, -1], "behind_modified": [0, 0, -2], "copyright": [0, -3],
	"mark": [0, -.5], "head_day": [0, -2, -.5], "in_time": [0, .5], "named": [0, .5], "apart": [0, -.5], "nth": [0, -.2],
	"same": [0, .3, .4, .4],
}
# Words of classes (enum class_word), and tags (enum tag).
COMMENT, RELATED, TEASER, SIDEBAR, QUOTATION, DATE, META, AUTHOR = 8, 7, 6, 9, 25, 28, 14, 29
PRIOR.update({"classes+%d" % COMMENT: [0, -6], "classes+%d" % RELATED: [0, -2], "classes+%d" % TEASER: [0, -1],
	"classes+%d" % SIDEBAR: [0, -1], "classes+%d" % QUOTATION: [0, -2], "own+%d" % DATE: [0, 1], "own+%d" % META: [0, .5],
	"own+%d" % AUTHOR: [0, .5]})
QUOTE, NAV, ASIDE, FOOTER, ITEM = 17, 21, 24, 23, 12
PRIOR.update({"tags+%d" % QUOTE: [0, -2], "tags+%d" % NAV: [0, -1], "tags+%d" % ASIDE: [0, -1], "tags+%d" % FOOTER: [0, -.5]})


class Page:
	def __init__(self, name):
		self.name, self.rows, self.days, self.texts = name, [], [], []


def read_pages(program, directory):
	"""The features' names with their numbers of values; the development pages that show their day."""
	items = json.load(open(os.path.join(directory, "evaldata.json"), encoding="utf-8")).values()
	wanted = {item["file"]: item["date"][:10] for item in items if item.get("date") and is_development(item["file"])}
	paths = [os.path.join(directory, folder, name) for folder in ("cache", "eval") for name in sorted(wanted)]
	output = subprocess.run([program] + [path for path in paths if os.path.exists(path)], stdout=subprocess.PIPE, check=True).stdout
	features, pages = [], []
	for line in output.decode("utf-8", "replace").split("\n"):
		parts = line.split("\t")
		if parts[0] == "D":
			features.append((parts[1], int(parts[2])))
		elif parts[0] == "P":
			pages.append(Page(os.path.basename(parts[1])))
		elif parts[0] == "S":
			pages[-1].rows.append(bytes.fromhex(parts[1]))
			pages[-1].days.append(parts[2][:10])
			pages[-1].texts.append(parts[3])
	return features, [page for page in pages if wanted[page.name] in page.days], wanted


class Task:
	"""Pages as numbers: a column for each value of each feature."""

	def __init__(self, features, pages, wanted):
		self.offsets = numpy.cumsum([0] + [count for _, count in features])
		self.prior = numpy.zeros(self.offsets[-1])
		for k, (name, _) in enumerate(features):
			for value, weight in enumerate(PRIOR.get(name, [])):
				self.prior[self.offsets[k] + value] = weight
		self.pages = pages
		self.columns = [self.columns_of(page) for page in pages]
		self.right = [numpy.array([day == wanted[page.name] for day in page.days] + [False]) for page in pages]
		self.others = [~right for right in self.right]
		self.none = [numpy.arange(len(right)) == len(right) - 1 for right in self.right]

	def columns_of(self, page):
		"""A row for each sighting, and one of zeros for none of them."""
		rows = numpy.zeros((len(page.rows) + 1, self.offsets[-1]), dtype=numpy.float32)
		for i, row in enumerate(page.rows):
			rows[i, self.offsets[:-1] + numpy.frombuffer(row, dtype=numpy.uint8)] = 1
		return rows

	def gradient(self, weights, i):
		"""Of a page as it is, and as if its own day were not there: then none is right."""
		scores = self.columns[i] @ weights
		chances = numpy.exp(scores - scores.max()) + 1e-30
		wanted, others, none = chances * self.right[i], chances * self.others[i], chances * self.none[i]
		return self.columns[i].T @ (wanted / wanted.sum() - chances / chances.sum() +
			NONE * (none / none.sum() - others / others.sum()))

	def learn(self, chosen):
		return adam(lambda weights: HOLD * (weights - self.prior) - sum(self.gradient(weights, i) for i in chosen), self.prior, .1, STEPS)


def check(task, wanted):
	right = 0
	folds = [int(hashlib.md5(("fold" + page.name).encode()).hexdigest()[:8], 16) % FOLDS for page in task.pages]
	for fold in range(FOLDS):
		weights = task.learn([i for i in range(len(folds)) if folds[i] != fold])
		for i, page in enumerate(task.pages):
			if folds[i] != fold:
				continue
			best = int(numpy.argmax((task.columns[i] @ weights)[:-1]))
			right += task.right[i][best]
			if "--errors" in sys.argv and not task.right[i][best]:
				print(page.name, wanted[page.name], page.days[best], page.texts[best][:160], sep="\t")
	print("%d of %d days that pages show (%.3f)" % (right, len(folds), right / len(folds)))


def main():
	features, pages, wanted = read_pages(sys.argv[1], sys.argv[2])
	task = Task(features, pages, wanted)
	if "--check" in sys.argv or "--errors" in sys.argv:
		check(task, wanted)
		return
	weights = task.learn(range(len(pages)))
	print("# SPDX-License-Identifier: GPL-2.0-or-later")
	print("# Weights of indexer/extract/day/page_date.c by tools/extraction/train-days.py: FEATURE WEIGHT..., 256 are odds of e to 1.")
	write_weights(features, weights)


main()

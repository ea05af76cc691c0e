#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Trains data/block-weights.txt, by which indexer/extract/judge.c tells the blocks of a page that are the article.

	train-blocks.py PAGE-FEATURES DIRECTORY >data/block-weights.txt

PAGE-FEATURES is the program built from tools/extraction/page-features.c. DIRECTORY holds what the archives trafilatura-eval and
readability-pages hold. The development pages are learned from; the others are never looked
at here: tests/bench/extraction.py measures both. Needs Debian's python3-numpy.

Labels. An evaluation of passages says of a few blocks of a page that they are wanted or not; an expected article says it of all.
Each page weighs about the same. Logistic regression, each feature's value an indicator of its own, L2; the
second pass learns from first-pass scores of models that have not seen the page.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "bench"))
from extraction_pages import folded, is_development, text_of  # noqa: E402
from learning import adam, write_weights  # noqa: E402

FOLDS = 4
PASSAGE_WEIGHT = 1.0
ARTICLE_WEIGHT = 8.0  # of a page with an expected article, shared by its blocks


class Page:
	def __init__(self, path):
		self.path = path
		self.texts, self.features, self.context = [], [], []


def read_blocks(program, weights, paths):
	"""The names of features with their numbers of values, and the pages."""
	names = {"F": [], "C": []}
	pages = []
	command = [program] + (["-w", weights] if weights else [])
	for start in range(0, len(paths), 200):
		output = subprocess.run(command + paths[start:start + 200], stdout=subprocess.PIPE, check=True).stdout
		for line in output.decode("utf-8", "replace").split("\n"):
			parts = line.split("\t")
			if parts[0] in names and start == 0:
				names[parts[0]].append((parts[1], int(parts[2])))
			elif parts[0] == "P":
				pages.append(Page(parts[1]))
			elif parts[0] == "B":
				pages[-1].features.append(bytes.fromhex(parts[1]))
				pages[-1].context.append(bytes.fromhex(parts[2]))
				pages[-1].texts.append(parts[5])
	return names, pages


def matrix(rows, width):
	return numpy.frombuffer(b"".join(rows), dtype=numpy.uint8).reshape(-1, width).astype(numpy.int32)


# ---- Labels: (block, wanted, weight) ----

def blocks_with(page, passage):
	"""The blocks in which a passage stands: those that hold it, or a run of them that does."""
	found = [i for i, text in enumerate(page.texts) if passage in text]
	if found:
		return found
	joined, starts = "", []
	for text in page.texts:
		starts.append(len(joined))
		joined += text + " "
	at = joined.find(passage)
	if at < 0:
		return []
	return [i for i, start in enumerate(starts) if start < at + len(passage) and start + len(page.texts[i]) > at]


def passage_labels(page, item):
	labels = {}
	for passage in map(folded, item["with"]):
		found = blocks_with(page, passage)
		if len(found) > 1 and all(passage in page.texts[i] for i in found):
			found = [max(found, key=lambda i: len(page.texts[i]))]
		for i in found:
			labels[i] = (True, PASSAGE_WEIGHT / len(found))
	for passage in map(folded, item["without"]):
		found = [i for i in blocks_with(page, passage) if i not in labels]
		for i in found:
			labels[i] = (False, min(PASSAGE_WEIGHT, 2 * PASSAGE_WEIGHT / len(found)))
	return [(i, wanted, weight) for i, (wanted, weight) in labels.items()]


def article_labels(page, expected):
	squeezed = re.sub(r"\W+", "", expected)
	sizes = [len(text.split()) + 2 for text in page.texts]
	total = sum(min(size, 60) for size in sizes) or 1
	labels, at = [], 0
	for i, text in enumerate(page.texts):
		wanted = re.sub(r"\W+", "", text)
		if not wanted:
			continue
		place = squeezed.find(wanted, at, at + len(wanted) + (400 if len(wanted) < 20 else 100000))
		if place < 0 and len(wanted) >= 40:
			place = squeezed.find(wanted)
		if place >= 0 and (len(wanted) >= 20 or place < at + 200):
			at = max(at, place + len(wanted)) if place < at + 5000 else at
		labels.append((i, place >= 0, ARTICLE_WEIGHT * min(sizes[i], 60) / total))
	return labels


def collect(directory):
	"""Paths of the development pages, each with the function that labels it."""
	labellers = {}
	data = json.load(open(os.path.join(directory, "evaldata.json")))
	for item in data.values():
		for folder in ("cache", "eval"):
			path = os.path.join(directory, folder, item["file"])
			if os.path.exists(path) and is_development(item["file"]):
				labellers[path] = lambda page, item=item: passage_labels(page, item)
	pages = os.path.join(directory, "test", "test-pages")
	for name in sorted(os.listdir(pages)):
		if is_development(name):
			expected = text_of(open(os.path.join(pages, name, "expected.html"), encoding="utf-8").read())
			labellers[os.path.join(pages, name, "source.html")] = lambda page, expected=expected: article_labels(page, expected)
	return labellers


# ---- Learning ----

def train(rows, wanted, weight, sizes, penalty, rounds=250):
	"""Weights of a logistic regression on indicators, by Adam on all samples at once."""
	offsets = numpy.concatenate(([0], numpy.cumsum(sizes)[:-1])).astype(numpy.int32)
	indexes = rows + offsets

	def slope(weights):
		error = (1 / (1 + numpy.exp(-weights[indexes].sum(axis=1))) - wanted) * weight
		return numpy.bincount(indexes.ravel(), weights=numpy.repeat(error, indexes.shape[1]), minlength=len(weights)) + penalty * weights

	return adam(slope, numpy.zeros(int(sum(sizes))), .05, rounds)


class Samples:
	"""The labelled blocks of pages."""

	def __init__(self, pages, labels, widths):
		self.rows, self.context, self.wanted, self.weight, self.page = [], [], [], [], []
		for number, page in enumerate(pages):
			for i, wanted, weight in labels[page.path]:
				self.rows.append(page.features[i])
				self.context.append(page.context[i])
				self.wanted.append(wanted)
				self.weight.append(weight)
				self.page.append(number)
		self.rows, self.context = matrix(self.rows, widths[0]), matrix(self.context, widths[1])
		self.wanted = numpy.array(self.wanted, dtype=float)
		self.weight, self.page = numpy.array(self.weight), numpy.array(self.page)


def first_pass(samples, chosen, names, penalty):
	return train(samples.rows[chosen], samples.wanted[chosen], samples.weight[chosen], [size for _, size in names], penalty)


def main():
	program, directory = sys.argv[1:]
	penalty = float(os.environ.get("PENALTY", "8"))
	labellers = collect(directory)
	names, pages = read_blocks(program, None, sorted(labellers))
	labels = {page.path: labellers[page.path](page) for page in pages}
	widths = (len(names["F"]), len(names["C"]))
	samples = Samples(pages, labels, widths)
	print(len(pages), "pages,", len(samples.rows), "labelled blocks", file=sys.stderr)

	seen_by_others = []
	for fold in range(FOLDS):
		weights = first_pass(samples, samples.page % FOLDS != fold, names["F"], penalty)
		with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
			write_weights(names["F"], weights, "first", file)
			file.flush()
			paths = [page.path for number, page in enumerate(pages) if number % FOLDS == fold]
			seen_by_others += read_blocks(program, file.name, paths)[1]
	second = Samples(seen_by_others, labels, widths)
	sizes = [size for _, size in names["F"] + names["C"]]
	weights = train(numpy.hstack((second.rows, second.context)), second.wanted, second.weight, sizes, penalty)
	cut = sum(size for _, size in names["F"])

	print("# SPDX-License-Identifier: GPL-2.0-or-later")
	print("# Weights of indexer/extract/judge.h by tools/extraction/train-blocks.py: PASS FEATURE WEIGHT..., 256 are odds of e to 1.")
	write_weights(names["F"], first_pass(samples, samples.page >= 0, names["F"], penalty), "first")
	write_weights(names["F"], weights[:cut], "second")
	write_weights(names["C"], weights[cut:], "context")


main()

# SPDX-License-Identifier: GPL-2.0-or-later
"""What the trainers of this folder share: Adam (Kingma & Ba 2015), and weights as the product reads them."""
import sys

import numpy

UNIT = 256  # SCORE_UNIT of indexer/extract/features.h


def adam(slope_of, weights, rate, steps):
	"""Goes from the weights down the slope, less and less far with each step."""
	mean, square = numpy.zeros_like(weights), numpy.zeros_like(weights)
	for step in range(1, steps + 1):
		slope = slope_of(weights)
		mean, square = .9 * mean + .1 * slope, .99 * square + .01 * slope * slope
		weights = weights - rate * (1 - step / (steps + 1)) * (mean / (1 - .9 ** step)) / (numpy.sqrt(square / (1 - .99 ** step)) + 1e-8)
	return weights


def write_weights(names, weights, part="", out=sys.stdout):
	"""A line for each feature, the zeros at its end left out. names: with their numbers of values."""
	at = 0
	for name, size in names:
		values = [max(-32000, min(32000, int(round(value * UNIT)))) for value in weights[at:at + size]]
		at += size
		while values and values[-1] == 0:
			values.pop()
		print(*([part] if part else []), name, *(values or [0]), file=out)

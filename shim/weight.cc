/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/weight.h"

#include <cmath>

double impact_unit(double documents, double term_frequency, double scale)
{
	double idf = std::log(1 + (documents - term_frequency + 0.5) / (term_frequency + 0.5));

	return std::ldexp(std::round(std::ldexp(idf / IMPACT_MAX * scale, 32)), -32);
}

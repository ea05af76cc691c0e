/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/weight.h"

#include <algorithm>
#include <cmath>

double impact_unit(double documents, double term_frequency, double scale)
{
	double idf = std::log(1 + (documents - term_frequency + 0.5) / (term_frequency + 0.5));

	return std::ldexp(std::round(std::ldexp(idf / IMPACT_MAX * scale, 32)), -32);
}

impact_weight::impact_weight()
{
	need_stat(WDF);
}

impact_weight *impact_weight::clone() const
{
	return new impact_weight;
}

std::string impact_weight::name() const
{
	return "impact";
}

void impact_weight::init(double factor)
{
	unit = factor;
}

double impact_weight::get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const
{
	return unit * std::min<Xapian::termcount>(wdf, IMPACT_MAX);
}

/* Xapian's own bound of a term's wdf is that of the whole shard or worse; the cap is nearly always nearer. */
double impact_weight::get_maxpart() const
{
	return unit * IMPACT_MAX;
}

double impact_weight::get_sumextra(Xapian::termcount, Xapian::termcount) const
{
	return 0;
}

double impact_weight::get_maxextra() const
{
	return 0;
}

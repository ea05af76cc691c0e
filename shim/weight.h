/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The impact weight: idf times the wdf, in which BM25's saturated and
 * length-normalised term frequency was stored at indexing. Never asks for a
 * document's length, which is a third of the time of a usual match, nor for
 * statistics: what a unit of wdf is worth over the whole index comes as
 * the factor of an OP_SCALE_WEIGHT on each term, so that shards can be matched
 * one by one.
 */
#ifndef DATELINE_SHIM_WEIGHT_H
#define DATELINE_SHIM_WEIGHT_H

#include <xapian.h>

#define IMPACT_MAX 127

/*
 * What one unit of wdf is worth: idf / 127 * scale, cut to a multiple of
 * 2^-32, so that sums of weights are exact in a double whatever the order of
 * adding. Without that, equal articles in different shards would differ in
 * the last bit and not tie.
 */
double impact_unit(double documents, double term_frequency, double scale);

class impact_weight : public Xapian::Weight
{
	double unit = 0;

	void init(double factor) override;

public:
	impact_weight();
	impact_weight *clone() const override;
	std::string name() const override;
	double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount unique) const override;
	double get_maxpart() const override;
	double get_sumextra(Xapian::termcount length, Xapian::termcount unique) const override;
	double get_maxextra() const override;
};

#endif

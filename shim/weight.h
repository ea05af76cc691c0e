/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The impact weight: idf times the wdf, in which BM25's saturated and
 * length-normalised term frequency was stored at indexing. Asks for no
 * document's length, which is a third of the time of a usual match.
 */
#ifndef DATELINE_SHIM_WEIGHT_H
#define DATELINE_SHIM_WEIGHT_H

#define IMPACT_MAX 127

/*
 * What one unit of wdf is worth: idf / 127 * scale, cut to a multiple of
 * 2^-32, so that sums of weights are exact in a double whatever the order of
 * adding. Without that, equal articles in different shards would differ in
 * the last bit and not tie.
 */
double impact_unit(double documents, double term_frequency, double scale);

#endif

# SPDX-License-Identifier: GPL-2.0-or-later
"""How good the first results are, beside Lucene's BM25: relevance.py WORK. Default settings, the same for all sets.

nDCG@10, MAP and recall@100 as trec_eval counts them, by ir_eval.py of $DATELINE_SHARED."""

import gzip
import os
import shutil
import subprocess
import sys

shared = os.environ["DATELINE_SHARED"]
sys.path.insert(0, os.path.join(shared, "bench"))
import ir_eval  # noqa: E402

# Lucene 8.7, k1 1.2, b 0.75, English stop words and Porter's stemmer, title and text in one field: nDCG@10, MAP.
LUCENE = {"cran": (0.368, 0.305), "cisi": (0.385, 0.218), "npl": (0.433, 0.286), "scifact": (0.683, 0.640)}
GOAL = 1.05


def measure(work, name):
    folder = os.path.join(shared, "data", "retrieval", name)
    articles, index = os.path.join(work, name + ".jsonl"), os.path.join(work, name)
    with gzip.open(os.path.join(folder, "docs.jsonl.gz")) as packed, open(articles, "wb") as plain:
        shutil.copyfileobj(packed, plain)
    shutil.rmtree(index, ignore_errors=True)
    subprocess.run([os.environ["DATELINE_INDEX_PROGRAM"], "--quiet", index, articles], stderr=subprocess.DEVNULL)
    run = os.path.join(work, name + ".run")
    with open(run, "wb") as out:
        subprocess.run([os.environ["DATELINE_SEARCH_PROGRAM"], "--format=trec", "-n", "1000",
                        "--batch=" + os.path.join(folder, "queries.tsv"), index],
                       stdout=out, stderr=subprocess.DEVNULL, check=True)
    return ir_eval.ev(*ir_eval.load(os.path.join(folder, "qrels.txt"), run))[1]


def main():
    work = sys.argv[1]
    ours = theirs = 0
    print(f"{'set':10}{'nDCG@10':>9}{'Lucene':>8}{'MAP':>8}{'Lucene':>8}{'recall@100':>12}")
    for name, (ndcg, average) in LUCENE.items():
        figures = measure(work, name)
        ours, theirs = ours + figures["ndcg10"] / len(LUCENE), theirs + ndcg / len(LUCENE)
        print(f"{name:10}{figures['ndcg10']:9.3f}{ndcg:8.3f}{figures['map']:8.3f}{average:8.3f}{figures['r100']:12.3f}"
              + ("" if figures["ndcg10"] >= ndcg else "  below Lucene"))
    print(f"{'mean':10}{ours:9.4f}{theirs:8.4f}  ratio {ours / theirs:.3f}, goal {GOAL}")


main()

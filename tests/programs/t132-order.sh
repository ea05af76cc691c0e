#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Equal scores are ordered by date, then id: in whatever order the articles were indexed, in however many runs.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# 180 articles of two kinds, each as like all others of its kind as can be; ids have nothing to do with dates.
make_articles() {
	python3 - "$scratch" <<-'END'
		import json, sys
		scratch, articles = sys.argv[1], []
		for i in range(180):
		    body = 'alpha beta gamma delta epsilon zeta' if i % 2 else 'alpha other beta other gamma other'
		    article = {'id': f'{i * 77 % 180:03d}', 'title': 'Same', 'text': body + '.'}
		    if i % 5:
		        article['date'] = f'2025-06-{1 + i % 3:02d}'
		    articles.append(article)
		def write(name, some):
		    with open(f'{scratch}/{name}.jsonl', 'w') as out:
		        out.writelines(json.dumps(article) + '\n' for article in some)
		write('all', articles)
		write('backwards', articles[::-1])
		for part in range(3):
		    write(f'part{part}', articles[part::3])
		expected = sorted((article for article in articles if 'zeta' in article['text']), key=lambda one: one['id'])
		expected.sort(key=lambda one: one.get('date', ''), reverse=True)
		with open(f'{scratch}/expected', 'w') as out:
		    out.writelines(article['id'] + '\n' for article in expected)
	END
}

# index_in NAME FILE...: a run for each file.
index_in() {
	index=$1
	shift
	for file; do
		run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities --language=en "$index" "$scratch/$file.jsonl"
		expect_status 0
	done
}

# ask INDEX OPTION... QUERY: scores and ids.
ask() {
	index=$1
	shift
	run "$DATELINE_SEARCH_PROGRAM" --format=trec --snippets=0 "$index" "$@"
	expect_status 0
}

# same OPTION... QUERY: all indexes say the same, page by page too.
same() {
	ask once -n 180 "$@"
	cp "$scratch/stdout" "$scratch/once"
	for index in twice parts; do
		ask "$index" -n 180 "$@"
		expect cmp "$scratch/once" "$scratch/stdout"
	done
	for offset in 0 7 14 42 49 56; do
		ask parts -n 7 --offset="$offset" "$@"
		expect test "$(cut -d ' ' -f 3 "$scratch/stdout")" = \
			"$(tail -n +$((offset + 1)) "$scratch/once" | head -n 7 | cut -d ' ' -f 3)"
	done
}

test_begin "equal scores: the newest first, then by id"
make_articles
index_in once all
index_in twice backwards
index_in parts part2 part0 part1
ask parts -n 180 zeta
cut -d ' ' -f 3 "$scratch/stdout" >"$scratch/ids"
expect cmp "$scratch/ids" "$scratch/expected"
same zeta
same gamma alpha
same '"beta gamma" OR delta'
same alpha beta gamma delta epsilon zeta
same --sort=newest alpha
same --sort=oldest alpha
same --recency=1d delta
same --exact 'language:en'
same --similar=001

test_done

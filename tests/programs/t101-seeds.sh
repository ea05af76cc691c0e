#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Five pages as their papers and agencies printed them, which only some machines have.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

test -d "$SHARED/seeds" || skip_all "no seeds in $SHARED"

index=$scratch/index
seeds=$SHARED/seeds

id_0=000_e7d0c1d584faeab2.txt # wire copy
id_1=001_ada644f3d14a6e7e.txt # a broadcaster's page
id_2=002_51932b7b6236344d.txt # agency copy
id_3=003_0f6cfaba074903cc.txt # a daily's page
id_4=004_4d49e1f0a154bd8e.txt # a news site

test_begin "five articles are indexed"
run "$DATELINE_INDEX_PROGRAM" "$index" "$seeds"
expect_status 0
expect_stdout_contains "5 articles in the index: 5 added, 0 updated, 0 unchanged, 0 deleted, 0 inputs skipped"
expect_stderr_empty

answers "$index" <<'EOT'
Medinsky ceasefire|0 1 2 3 4
zelensky's|0 1 2 3 4
cease-fire|0 1 2 3 4
CIRAGAN|1 2 3
Gurak|1 3
Kalin|1 3
6,000|0 2 4
"339 children"|4
"eyes of the entire world"|2
"eyes of the whole world"|3
title:ceasefire|2
title:zelensky|4
date:2025-06-03|0
date:2025-06-02|1 2 3
date:2025|0 1 2 3
source:afp|2
source:xinhua|0
author:agencies|3
missiles|3 4
Kiev|0 1 2 3 4
Umierov|0 1 2 3 4
memorandum|1 3 4
Rubio|1
"prisoner swap"|0 1 3
"all-for-all"|1 2 4
1,200-for-1,200|4
15%|4
$7|2
620-mile|3
first-person-view|0
turkiye|0 2 3
US|0 1 2 4
U.S.|0 1 2 4
+memorandum -rubio|3 4
# menus, share bars, newsletters, legal notices
basketball|
motorsports|
recaptcha|
unsubscribe|
accessibility|
islamophobia|
newsletter|
undesirable|
shortlink|
Brazil|
EOT

test_begin "titles, dates and sources are those that a reader would give"
run "$DATELINE_SEARCH_PROGRAM" -n 20 --format=tsv --snippets=0 "$index" medinsky
cut -f 3-5 "$scratch/stdout" | sort >ours
tr '|' '\t' >wanted <<EOT
$id_0|2025-06-03|Xinhua News Agency
$id_1|2025-06-02|RFE/RL
$id_2|2025-06-02|AFP
$id_3|2025-06-02T11:13+03:00|Daily Sabah
$id_4||Kyiv Independent
EOT
expect cmp ours wanted

# title_line ID LINE: the title is that line of the page.
title_line() {
	sed -n "$2p" "$seeds/$1" >line
	cut -f 3,6 "$scratch/stdout" | grep "^$1" | cut -f 2 >title
	expect cmp title line
}

title_line $id_0 1
title_line $id_1 5
title_line $id_2 1
title_line $id_3 95
title_line $id_4 1

test_begin "\"Medinsky ceasefire\" is marked in every article"
run "$DATELINE_SEARCH_PROGRAM" --format=tsv "$index" Medinsky ceasefire
marked=$(cut -f 7 "$scratch/stdout" | grep -cE '<mark>(Medinsky|[Cc]ease-?fire)</mark>')
expect test "$marked" = 5

# Letters and digits alone: what quotation marks and white space become is not at stake here.
letters() { tr -cd 'A-Za-z0-9\n'; }

# whole_body ID COUNT RANGE...: so many paragraphs stand in these lines of the page, and all are in the text.
whole_body() {
	id=$1 count=$2
	test_begin "no sentence of $id is lost"
	shift 2
	run "$DATELINE_INDEX_PROGRAM" --extract "$seeds/$id"
	expect_status 0
	for range; do
		sed -n "${range}p" "$seeds/$id"
	done | LC_ALL=C letters | grep . >body
	LC_ALL=C letters <"$scratch/stdout" >text
	while read -r paragraph; do
		grep -qF -e "$paragraph" text && echo found
	done <body >found
	expect test "$(wc -l <body)" -eq "$count"
	expect test "$(wc -l <found)" -eq "$count"
}

whole_body $id_0 19 4,22
whole_body $id_1 26 8,9 11,57
whole_body $id_2 31 2 4,66
whole_body $id_3 29 100 104,158
whole_body $id_4 26 2,27

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The corpus, asked as a reader would ask it: for each query the articles that a reader would name.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

index=$scratch/index

id_a=agency-swap-without-truce.txt
id_b=broadcaster-second-round.txt
id_d=daily-ciragan-talks.txt
id_f=figures-1200-for-1200.txt
id_w=wire-istanbul-talks.txt

test_begin "five articles are indexed"
run "$DATELINE_INDEX_PROGRAM" "$index" "$CORPUS"
expect_status 0
expect_stdout_contains "5 articles in the index: 5 added, 0 updated, 0 unchanged, 0 deleted, 0 inputs skipped"
expect_stderr_empty

answers "$index" <<'EOT'
# words: with any of them, in all their forms
Medinsky ceasefire|a b d f w
missiles|d f
reparation|b f
Crimea galeotti|b d
zzzz|
# written otherwise: hyphens, possessives, accents, capitals, figures, acronyms
cease-fire|a b d f w
cease fire|a b d f w
zelensky's|a b d f w
zelenskyy's|a b d f w
CIRAGAN|a b d
Çırağan|a b d
Gurak|b d
Kalin|b d
Türkiye|a d w
6,000|a f w
6000|a f w
1,200-for-1,200|f
1,200|f
15%|f
$7|a
first-person-view|w
"first person view"|w
U.S.|a b f w
us|
Kyiv|a b d f w
Kiev|a b d f w
# phrases
"339 children"|f
"339 names"|w
"eyes of the entire world"|a
"whole world"|d
"cease fire"|a b d f w
"unconditional ceasefire"|a d w
"world entire"|
# demanded, denied, joined
+medinsky -kellogg|a d w
kellogg AND galeotti|b
kellogg OR galeotti|b f
NOT kellogg|a d w
-ceasefire|
memorandum AND NOT kharkiv|b f
(drone OR missile) AND kyiv NOT crimea|a b f w
+"human rights" drones|f
# beginnings
medin*|a b d f w
memorand*|b d f
# fields
title:ceasefire|a d
title:(kyiv numbers)|a f
title:galeotti|
source:levant|a
source:"Radio Meridian"|b
source:radio source:levant|a b
ceasefire source:bosphorus|w
author:agencies|d
date:2025-06-03|w
date:2025-06-02|a b d
date:2025-06-02..2025-06-03|a b d w
date:..2025-06-02|a b d
date:2025|a b d w
kharkiv date:2025-06-03|
ceasefire -date:2025|f
# menus, newsletters, legal notices, share bars
accessibility|
basketball|
motorsports|
wrestling|
kitchen|
recaptcha|
unsubscribe|
newsletter|
turtle|
undesirable|
"link copied"|
xs|
comments|
EOT

test_begin "titles, dates and sources are those that a reader would give"
run "$DATELINE_SEARCH_PROGRAM" -n 20 --format=tsv --snippets=0 --sort=oldest "$index" medinsky
expect_status 0
cut -f 1,3-6 "$scratch/stdout" >ours
tr '|' '\t' >wanted <<EOT
1|$id_a|2025-06-02|Levant Press|Kyiv and Moscow Settle on Prisoners, Stay Apart on Ceasefire
2|$id_b|2025-06-02|Radio Meridian|Second Round In Istanbul Brings A Prisoner Deal And Not Much More
3|$id_d|2025-06-02T10:47+03:00|Golden Horn Post|Prisoners to be swapped again as Istanbul talks skirt cease-fire
4|$id_w|2025-06-03|Bosphorus Wire Agency|Second Istanbul meeting yields record prisoner deal, leaves truce open
5|$id_f||Dnipro Ledger|1,200-for-1,200: what the second round in Istanbul settled, and what it left, in numbers
EOT
expect cmp ours wanted

# marks QUERY ID TEXT: the snippet of an article for a query holds TEXT.
marks() {
	test_begin "marked: $1 in $2"
	run "$DATELINE_SEARCH_PROGRAM" -n 20 --format=tsv "$index" "$1"
	awk -F '\t' -v id="$2" '$3 == id { print $7 }' "$scratch/stdout" >snippet
	expect grep -qF -e "$3" snippet
}

marks ceasefire $id_d "<mark>cease-fire</mark>"
marks cease-fire $id_w "<mark>ceasefire</mark>"
marks ciragan $id_d "<mark>Çırağan</mark>"
marks "zelensky's" $id_f "<mark>Zelensky</mark>"
marks 6000 $id_w "<mark>6,000</mark>"
marks '"eyes of the entire world"' $id_a "<mark>eyes of the entire world</mark>"
marks '"339 children"' $id_f "<mark>339 children</mark>"
marks missile $id_f "<mark>missiles</mark>"
marks memorand\* $id_b "<mark>memorandum</mark>"
marks 15% $id_f "<mark>15"
marks "U.S." $id_a "<mark>U.S.</mark>"

test_begin "\"Medinsky ceasefire\" is marked in every article"
run "$DATELINE_SEARCH_PROGRAM" --format=tsv "$index" Medinsky ceasefire
marked=$(cut -f 7 "$scratch/stdout" | grep -cE '<mark>(Medinsky|[Cc]ease-?fire)</mark>')
expect test "$marked" = 5

test_begin "the title is marked too, for a terminal and in nothing else"
escape=$(printf '\033')
run "$DATELINE_SEARCH_PROGRAM" --color=always "$index" title:cease-fire
expect_status 0
expect grep -q "$escape\[[0-9;]*mcease-fire$escape" "$scratch/stdout"
run "$DATELINE_SEARCH_PROGRAM" --format=json "$index" title:cease-fire
expect_stdout_contains '"title": "Prisoners to be swapped again as Istanbul talks skirt cease-fire"'

test_done

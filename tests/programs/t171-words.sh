#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A word that stands in an article finds it, whatever else is in the index.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# Mostly English, with an article or two in each of other languages; names that look like forms of words, and words like names.
make_articles() {
	cat >"$scratch/articles.jsonl" <<-'END'
		{"id": "en1", "language": "en", "title": "Figuring out how the bridge fell", "text": "Downing Street said that Mr Manning and the Perthes family had met. Glass Slippers is a film."}
		{"id": "en2", "language": "en", "title": "Council", "text": "She was figuring out why cans of beer and slippers were sold in Perth, and the wills of men who die in a world war."}
		{"id": "en3", "language": "en", "title": "Inquiry", "text": "Iran admits downing the plane; the sheriffs were still figuring, unfettered by telegrams from the U.N. and from O'Brien's three-star hotel-keepers."}
		{"id": "en4", "language": "en", "title": "THE FIGURE", "text": "The figure was figured by a man at MIT, said Theresa May, who may be under the sea with Zelensky's cease-fire."}
		{"id": "de1", "language": "de", "title": "Verhandlungen über die Löhne", "text": "Die Gewerkschaften verhandeln mit den Arbeitgebern, und man spricht von einem Streik, der unter Umständen im Krieg endet."}
		{"id": "fr1", "language": "fr", "title": "Grève à Saint-Étienne", "text": "C’est l'Ukraine qui n'a pas été invitée, et ans après ans les syndicats d'une région quasi-exclusivement ouvrière manifestent."}
		{"id": "fr2", "language": "fr", "title": "Budget", "text": "La politique constante de l'État est de réduire la durée d'indemnisation; le gouvernement n'aura pas de majorité."}
		{"id": "it1", "language": "it", "title": "Governo", "text": "Il ministro ha detto che non cambierà l'accordo e che la politica costante dell'Italia è confermata."}
		{"id": "es1", "language": "es", "title": "El paso del huracán", "text": "Se dice que los vecinos de Castilla-La Mancha esperan que el huracán no sea grave y que se vaya pronto."}
		{"id": "tr1", "language": "tr", "title": "İstanbul'da grev", "text": "Havalimanı’ndaki okulların öğrencileri yağmurda bekledi, seferleri ertelenen yolcular değişikliği eleştirdi."}
		{"id": "ar1", "language": "ar", "title": "محادثات في الدوحة", "text": "قال رئيس الوزراء القطري إن المحادثات غير المباشرة ستستأنف في الدوحة الأسبوع المقبل بوساطة قطرية."}
		{"id": "ru1", "language": "ru", "title": "Переговоры", "text": "Министры обсуждали прекращение огня и обмен пленными в столице, говорили участники."}
		{"id": "nl1", "language": "nl", "title": "Staking", "text": "De vakbonden onderhandelden met de werkgevers over hogere lonen en betere roosters."}
		{"id": "sw1", "language": "sw", "title": "Mazungumzo", "text": "Wanafunzi walirudi shuleni baada ya mvua kubwa iliyonyesha wiki iliyopita running."}
		{"id": "zh1", "language": "zh", "title": "北京和上海", "text": "记者从北京报道，高铁今天开通。"}
	END
	i=0
	while test $i -lt 250; do
		i=$((i + 1))
		printf '{"id": "x%s", "language": "en", "title": "Council", "text": "The council met on Monday and talked of the war on crime."}\n' $i
	done >>"$scratch/articles.jsonl"
	run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index "$scratch/articles.jsonl"
}

# Each word of each article but those of the Chinese one, as "ID WORD".
words_of_articles() {
	sed -n '/"x[0-9]*"/d; /"zh1"/d; s/^{"id": "\([a-z0-9]*\)", "language": "[a-z]*", "title": "\(.*\)", "text": "\(.*\)"}$/\1 \2 \3/p' "$scratch/articles.jsonl" |
		while read -r id words; do
			printf '%s\n' "$words" | tr -s ' ,;' '\n\n\n' | sed -n "s/\([^.]\)\.$/\1/; s/..*/$id &/p"
		done | sort -u
}

# The words that do not find their articles, as they are put into a query by the sed program: none.
all_found() {
	program=$1
	shift
	words_of_articles >"$scratch/words"
	cut -d ' ' -f 2 "$scratch/words" | sed "$program" >"$scratch/queries"
	run "$DATELINE_SEARCH_PROGRAM" -n 1000 --stories=expand --snippets=0 --format=tsv --batch="$scratch/queries" "$@" index
	cut -f 1,4 "$scratch/stdout" | tr '\t' ' ' | sort >"$scratch/found"
	cut -d ' ' -f 1 "$scratch/words" | nl -w 1 -s ' ' | sort | comm -23 - "$scratch/found" >"$scratch/stdout"
	expect test "$(wc -l <"$scratch/words")" -gt 150
	expect_output ''
}

# found QUERY IDS...: those ids, in this order.
found() {
	run "$DATELINE_SEARCH_PROGRAM" -n 5 --stories=expand --snippets=0 --format=tsv index "$1"
	cut -f 3 "$scratch/stdout" | paste -s -d ' ' - | sed '/^$/d' >"$scratch/ids"
	mv "$scratch/ids" "$scratch/stdout"
	expect_output "$2"
}

test_begin "each word of each article finds it, as it stands"
make_articles
all_found ''

test_begin "in small letters and with capitals too"
make_articles
all_found 'y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/abcdefghijklmnopqrstuvwxyz/'
all_found 's/^./\U&/'

test_begin "by its exact letters, and with nothing else searched"
make_articles
all_found 's/.*/="&"/'
all_found '' --exact
all_found 's/.*/+&/'

test_begin "a word that is a name somewhere has its forms too, a name only its own"
make_articles
found 'figuring' 'en1 en3 en2 en4'
found 'slippers' 'en2 en1'
found 'Perthes' 'en1'
found 'manning' 'en1'

test_begin "phrases and compounds have such words both ways"
make_articles
found '"admits downing the plane"' 'en3'
found '"Downing Street"' 'en1'
found 'admits NEAR/2 downing' 'en3'
found '"figuring out"' 'en1 en2'
found '"glass-slippers"' 'en1'
found 'hotel-keepers' 'en3'
found 'still-figuring' 'en3'
found 'admits-downing' 'en3'

test_begin "phrases of another language with an article written to its word"
make_articles
found "\"durée d'indemnisation\"" 'fr2'
found '"constante de l’État est"' 'fr2'
found "\"gouvernement n'aura pas\"" 'fr2'
found "\"c'est l'Ukraine qui\"" 'fr1'
found "\"cambierà l'accordo\"" 'it1'
found "\"costante dell'Italia\"" 'it1'
found "=\"de l'État\"" 'fr2'
found "\"durée l'indemnisation\"" ''
found "\"de d'État\"" ''

test_begin "exact letters of a script without spaces"
make_articles
found '="北京"' 'zh1'
found '="高铁"' 'zh1'
found 'title:="上海"' 'zh1'
found '="京报"' 'zh1'
found '="北京上海"' ''

test_begin "a stem counts in articles of its language alone"
make_articles
found 'sea' 'en4 es1'
found 'under' 'en4'
found 'ans' 'fr1'
found 'verhandlung' 'de1'
found 'U.N.' 'en3'

test_begin "function words of a rare language are words like others"
make_articles
found 'world war die' 'en2 de1 x1 x10 x100'
run "$DATELINE_SEARCH_PROGRAM" --explain --format=text -n 1 index 'war crimes'
expect_stdout_contains 'Understood: war crime'

test_begin "a function word is left out and named, unless it is a name"
make_articles
run "$DATELINE_SEARCH_PROGRAM" --explain --format=text -n 1 index 'the bridge of the council'
expect_stdout_contains 'Left out: the, of ('
run "$DATELINE_SEARCH_PROGRAM" --format=jsonl -n 1 index 'the bridge of the council'
expect_stdout_contains '"left_out": ["the", "of"]'
for pair in 'Theresa May|theresa may' 'who is Theresa May|theresa may' 'May Smith|may smith' 'THE CAN FELL|fell' \
	'The council|council' '+the council|+the council' 'The Council Met With Women Of War|council met women war'; do
	run "$DATELINE_SEARCH_PROGRAM" --explain --format=text -n 1 index "${pair%|*}"
	expect grep -qxF "Understood: ${pair#*|}" "$scratch/stdout"
done

test_begin "a compound of which the end is left open is one word or words in a row"
make_articles
found 'three-sta*' 'en3'
found 'Hotel-Kee*' 'en3'
found 'three-star-hotel-keep*' 'en3'
found 'title:hotel-kee*' ''
found 'world-wa*' 'en2'
found 'cease-fi*' 'en4'
found 'quasi-exclu*' 'fr1'
found 'hotel-sta*' ''
found 'men-wh*' 'en2'
found 'man/a*' 'en4'
found 'f-e*' ''

test_begin "a function word is kept where filters or what is not wanted are all that stand beside it"
make_articles
for pair in 'were language:en|were language:"en"' '(were) language:en|(were) language:"en"' 'the -council|the -council' \
	'the bridge language:en|bridg language:"en"'; do
	run "$DATELINE_SEARCH_PROGRAM" --explain --format=text -n 1 index "${pair%|*}"
	expect grep -qxF "Understood: ${pair#*|}" "$scratch/stdout"
done
found 'were language:de' ''
found 'were language:en' 'en3 en2'

test_begin "a function word that is all of one side of an operator is kept"
make_articles
for pair in 'council AND (bridge OR not)|(+council +(bridg not))' 'council AND (not OR bridge)|(+council +(not bridg))' \
	'council AND (the)|(+council +(the))' 'council -(of)|council -(of)' 'the bridge OR the council|bridg council' \
	'council -(the bridge)|council -(bridg)'; do
	run "$DATELINE_SEARCH_PROGRAM" --explain --format=text -n 1 index "${pair%|*}"
	expect grep -qxF "Understood: ${pair#*|}" "$scratch/stdout"
done

test_done

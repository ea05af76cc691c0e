#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Articles in many languages in one index: each is told by its text, and a query in any of them finds its forms.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# Under no flag, under the right one (de), under a wrong one (fr, ru).
cat >"$scratch/articles.jsonl" <<'END'
{"id": "en", "text": "The council said on Monday that it would close the bridges for repairs until the end of the year. Negotiations with the builders are going on."}
{"id": "de", "language": "de-AT", "text": "Der Stadtrat hat am Montag beschlossen, die Brücken bis zum Ende des Jahres zu sperren. Die Verhandlungen mit den Gewerkschaften dauern noch an, sagte die Bürgermeisterin."}
{"id": "fr", "language": "en", "text": "Le conseil municipal a décidé lundi de fermer les ponts à la circulation jusqu'à la fin de l'année. Les négociations avec les syndicats se poursuivent en Ukraine, selon la mairie."}
{"id": "es", "text": "El ayuntamiento decidió el lunes cerrar los puentes al tráfico hasta el final del año, según dijo la alcaldesa a los periodistas. Las negociaciones con los sindicatos continúan."}
{"id": "it", "text": "Il consiglio comunale ha deciso lunedì di chiudere i ponti al traffico fino alla fine dell'anno, ha detto la sindaca ai giornalisti. Le trattative con i sindacati sono ancora in corso."}
{"id": "pt", "text": "A câmara municipal decidiu na segunda-feira fechar as pontes ao trânsito até ao fim do ano, disse a presidente aos jornalistas. As negociações com os sindicatos ainda não terminaram."}
{"id": "nl", "text": "De gemeenteraad heeft maandag besloten om de bruggen tot het einde van het jaar te sluiten voor het verkeer. De onderhandelingen met de vakbonden zijn nog niet afgelopen, aldus de burgemeester."}
{"id": "tr", "text": "Belediye meclisi pazartesi günü köprülerin yıl sonuna kadar kapatılmasına karar verdi. Sendikalarla müzakereler sürüyor, dedi başkan. Bu karar Türkiye'nin başkentinde çok tartışıldı ve daha sonra bir açıklama yapıldı."}
{"id": "ru", "language": "en-us", "text": "Городской совет в понедельник решил закрыть мосты для движения до конца года. Переговоры с профсоюзами ещё не закончились, сообщила мэр на встрече с журналистами."}
{"id": "ar", "text": "قرر المجلس البلدي يوم الاثنين إغلاق الجسور أمام حركة المرور حتى نهاية العام، بحسب ما قالت رئيسة البلدية للصحفيين في المدينة. والمفاوضات مع النقابات مستمرة."}
{"id": "zh", "text": "市议会周一决定，大桥将关闭至年底，以便进行维修。市长在新闻发布会上表示，与工会的谈判仍在继续。"}
{"id": "ja", "text": "市議会は月曜日、修理のために橋を年末まで閉鎖することを決めた。市長は記者会見で、労働組合との交渉は続いていると述べた。"}
END

index=$scratch/news.index
"$DATELINE_INDEX_PROGRAM" --quiet --no-entities "$index" "$scratch/articles.jsonl" 2>"$scratch/indexing"

test_begin "nothing is wrong with the articles"
expect test ! -s "$scratch/indexing"

for language in en de fr es it pt nl tr ru ar zh ja; do
	test_begin "language:$language"
	run_ids "$index" "language:$language"
	expect_output "$language"
done

# found QUERY ID: the query finds the article, whatever else.
found() {
	test_begin "$2: $1"
	run "$DATELINE_SEARCH_PROGRAM" --format=jsonl -n 20 --snippets=2 "$index" "$1"
	expect_stdout_contains "\"id\": \"$2\""
}

found 'negotiation' en
found 'Verhandlung' de
found 'Brücke' de
found 'Gewerkschaft' de
found 'négociation' fr
found "l'Ukraine" fr
found 'periodista' es
found 'negociación' es
found 'giornalista' it
found 'sindacato' it
found 'jornalista' pt
found 'negociação' pt
found 'onderhandeling' nl
found 'müzakere' tr
found 'köprü' tr
found 'kopru' tr
found 'köprüler' tr
found 'Türkiye' tr
found 'мост' ru
found 'переговорах' ru
found 'الجسور' ar
found '谈判' zh
found '交渉' ja

test_begin "what is found by a stem is marked as it stands"
run "$DATELINE_SEARCH_PROGRAM" --format=tsv "$index" 'language:de Verhandlung'
expect_stdout_contains '<mark>Verhandlungen</mark>'

test_begin "a phrase in the forms of its language"
run_ids "$index" '"Verhandlung mit den Gewerkschaften"'
expect_output 'de'

test_begin "function words of other languages find what holds them, and weigh next to nothing there"
{
	cat "$scratch/articles.jsonl"
	for id in 1 2 3; do printf '{"id": "en%s", "text": "The council said on Monday that it would close the bridges."}\n' "$id"; done
} | "$DATELINE_INDEX_PROGRAM" --quiet --no-entities --format=jsonl "$scratch/mostly.index" - 2>/dev/null
run "$DATELINE_SEARCH_PROGRAM" --format=tsv --snippets=0 "$scratch/mostly.index" 'und mit negotiations'
cut -f 3 "$scratch/stdout" >"$scratch/ids" && mv "$scratch/ids" "$scratch/stdout"
expect_output 'en
de'

test_begin "a few words are told by what few languages have"
for pair in 'de Polizei nimmt nach Überfall auf Juwelier in Köln zwei Verdächtige fest.' \
	'es Terremoto de magnitud 6 sacude Perú sin víctimas hasta ahora, dicen autoridades.' \
	'tr İzmir depreminde can kaybı yok, yetkililer hasar tespit çalışmalarının sürdüğünü bildirdi.' \
	'sv Brand i Göteborg, två skadade och flera familjer evakuerade under natten.' \
	'en Talks in Geneva break up without a deal.' 'en Fire at harbour, two hurt'; do
	printf '{"id": "%s", "text": "%s"}\n' "${pair%% *}" "${pair#* }"
done >"$scratch/short.jsonl"
run "$DATELINE_INDEX_PROGRAM" --no-entities --extract "$scratch/short.jsonl"
for language in de es tr sv en; do
	expect_stdout_contains "\"language\": \"$language\""
done

test_begin "--language is a code, whatever its capitals and region"
for code in de DE pt-BR ceb auto; do
	run "$DATELINE_INDEX_PROGRAM" --language=$code --no-entities --extract "$scratch/articles.jsonl"
	expect_status 0
done
for code in english xx d "" de.; do
	run "$DATELINE_INDEX_PROGRAM" --language="$code" --extract "$scratch/articles.jsonl"
	expect_status 2
	expect_stderr_contains "--language cannot be \"$code\" (auto, or a code of ISO 639 such as en"
done

test_begin "--language is for articles that do not say theirs"
run "$DATELINE_INDEX_PROGRAM" --language=sv --no-entities --extract "$scratch/articles.jsonl"
expect_stdout_contains '"language": "sv"'
expect_stdout_contains '"language": "de"'
expect_stdout_lacks '"language": "it"'

test_done

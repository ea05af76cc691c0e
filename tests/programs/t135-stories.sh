#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What several outlets print from one agency is one result with its copies; what is made from one pattern is not.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

# Eight articles that hold "harbour":
#	wire     an agency's story
#	daily    the same under another title, a sentence less
#	evening  the same, two sentences edited, one more at the end, a day later
#	years    the same, two years later: another story
#	report1, report2    two days' reports from one pattern, other names and numbers
#	brief1, brief2      the same few words: too few to tell
make_articles() {
	python3 - "$scratch" <<-'END'
		import json, sys
		story = ["The fire in the northern harbour of Varna broke out shortly after midnight in a warehouse that held fertiliser.",
		         "Forty firefighters from three towns fought the flames until the morning and two of them were taken to hospital with burns.",
		         "Mayor Katerina Dimova said that nobody had been working in the building and that the smoke was not poisonous.",
		         "The harbour authority closed the eastern basin to ships and sent eleven vessels to Burgas.",
		         "Police are questioning the owner of a company that rented the warehouse in spring and had been fined twice.",
		         "Insurers put the damage at nine million euros, and dockers fear that grain exports will be delayed for weeks.",
		         "It was the second large fire in the harbour within a year.",
		         "In October a crane driver died when a tank of cooking oil exploded next to the ferry terminal.",
		         "The ministry of transport has announced an inquiry whose results are expected before the summer.",
		         "Residents of the old town were told to keep their windows closed until noon."]
		evening = list(story)
		evening[1] = "Some forty firefighters from three towns fought the blaze until sunrise, and two were treated in hospital for burns."
		evening[5] = "Insurers estimate the damage at nine million euros; dockers say that exports of grain will be late by weeks."
		evening.append("Our correspondent at the scene reports that ferries run again since the afternoon.")
		def report(day, names, numbers):
		    words = " ".join("{} closed at {} points in the trading of the harbour exchange, after {} the day before."
		                     .format(name, number, number + 7) for name, number in zip(names, numbers))
		    return f"Report of the harbour exchange for {day}. " + words + " Trading was quiet and turnover was in line with the average of the month."
		articles = [
		    ("wire", "Fire in Varna harbour", " ".join(story), "2025-03-04", "Agency"),
		    ("daily", "Flames at the docks: two hurt", " ".join(story[:6] + story[7:]), "2025-03-04", "The Daily"),
		    ("evening", "Harbour fire delays grain", " ".join(evening), "2025-03-05", "Evening Post"),
		    ("years", "Fire in Varna harbour", " ".join(story), "2027-03-04", "Archive"),
		    ("report1", "Harbour exchange", report("Monday", "Alba Borna Cesta Drava Evros Fabel Galen".split(), range(101, 171, 10)), "2025-03-03", "Agency"),
		    ("report2", "Harbour exchange", report("Tuesday", "Hydra Ister Jonas Kappa Lovat Meles Nisos".split(), range(203, 273, 10)), "2025-03-04", "Agency"),
		    ("brief1", "Harbour closed", "The harbour is closed today.", "2025-03-04", "Agency"),
		    ("brief2", "Harbour closed", "The harbour is closed today.", "2025-03-04", "The Daily")]
		with open(f"{sys.argv[1]}/articles.jsonl", "w") as out:
		    for id, title, text, date, source in articles:
		        out.write(json.dumps({"id": id, "title": title, "text": text, "date": date, "source": source}) + "\n")
	END
}
make_articles

# stories OPTION...: each result with its copies, sorted: "daily+evening+wire years ..."
stories() {
	run "$DATELINE_SEARCH_PROGRAM" --format=json "$@"
	python3 - "$scratch/stdout" <<-'END'
		import json, sys
		hits = json.load(open(sys.argv[1]))["hits"]
		assert all(hit["story"]["id"] == hit["id"] for hit in hits)
		assert [hit["rank"] for hit in hits] == list(range(hits[0]["rank"], hits[0]["rank"] + len(hits))) if hits else True
		print(*sorted("+".join(sorted([hit["id"]] + hit["story"]["copies"])) for hit in hits))
	END
}

folded="brief1 brief2 daily+evening+wire report1 report2 years"

test_begin "copies are one result, whatever the order of indexing and the order of results"
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index "$scratch/articles.jsonl"
expect_status 0
expect [ "$(stories index harbour)" = "$folded" ]
expect [ "$(stories --sort=newest index harbour)" = "$folded" ]
expect [ "$(stories --sort=oldest index harbour)" = "$folded" ]
expect [ "$(stories --stories=collapse index harbour)" = "$folded" ]
tac "$scratch/articles.jsonl" >backwards.jsonl
split -l 3 backwards.jsonl part
for part in part*; do
	run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities --format=jsonl other "$part"
done
expect [ "$(stories other harbour)" = "$folded" ]

test_begin "expanded, each is alone; so they are where judgements are asked for"
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index "$scratch/articles.jsonl"
expect [ "$(stories --stories=expand index harbour)" = "brief1 brief2 daily evening report1 report2 wire years" ]
run "$DATELINE_SEARCH_PROGRAM" --format=trec index harbour
expect [ "$(wc -l <"$scratch/stdout")" = 8 ]
run "$DATELINE_SEARCH_PROGRAM" --format=trec --stories=collapse index harbour
expect [ "$(wc -l <"$scratch/stdout")" = 6 ]

test_begin "pages are cut between stories, and nothing is shown twice"
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index "$scratch/articles.jsonl"
for offset in 0 1 2 3 4 5; do
	stories -n 1 --offset="$offset" index harbour
done >pages
expect [ "$(tr '+' '\n' <pages | sort | tr '\n' ' ')" = "brief1 brief2 daily evening report1 report2 wire years " ]
expect [ -z "$(stories -n 3 --offset=6 index harbour)" ]

test_begin "text says where else it stands, and counts what matched"
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index "$scratch/articles.jsonl"
run "$DATELINE_SEARCH_PROGRAM" index harbour
expect_stdout_contains "8 articles, 6 without copies for harbour"
expect [ "$(grep -c 'The same in' "$scratch/stdout")" = 1 ]
run "$DATELINE_SEARCH_PROGRAM" -n 2 index harbour
expect_stdout_contains "Results 1-2 of 8 articles"

test_begin "who wants one result is told of the same copies as who wants ten"
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index "$scratch/articles.jsonl"
for offset in 0 1 2 3 4 5; do
	stories -n 1 --offset="$offset" index harbour
done | sort | paste -sd ' ' - >one
expect [ "$(cat one)" = "$folded" ]

test_begin "hundreds of copies leave room for others"
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities index "$scratch/articles.jsonl"
python3 - "$scratch/articles.jsonl" >many.jsonl <<-'END'
	import json, sys
	wire = json.loads(open(sys.argv[1]).readline())
	for i in range(300):
	    print(json.dumps(dict(wire, id=f"copy{i}", source=f"Outlet {i}")))
END
run "$DATELINE_INDEX_PROGRAM" --quiet --no-entities --keep index many.jsonl
for order in relevance newest oldest; do
	stories --sort="$order" -n 6 index harbour >found
	expect [ "$(tr ' ' '\n' <found | wc -l)" = 6 ]
done
run "$DATELINE_SEARCH_PROGRAM" -n 6 index harbour
expect_stdout_contains "more"
expect_stdout_contains "308 articles, 6 without copies"
run env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET DATELINE_INDEX="$PWD/index" QUERY_STRING='q=harbour&n=3&start=6' \
	"$DATELINE_SEARCH_PROGRAM"
expect_stdout_contains 'No more results'
expect_stdout_contains 'rel="prev"'
expect_stdout_lacks 'rel="next"'

test_done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What our own reader does not read, xapian-core does, loaded when it is needed: remote shards, and all where it is asked to.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"

command -v xapian-tcpsrv >/dev/null || skip_all "xapian-tcpsrv is not installed (Debian package xapian-tools)"

# A port that nobody listens on.
free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# serve INDEX: behind Xapian's server; sets port and server. A stub file "far" leads there.
# A session of its own: told to end, the server ends all that belong to its group.
serve() {
	port=$(free_port)
	setsid xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$port" "$1" >/dev/null 2>&1 &
	server=$!
	echo "remote 127.0.0.1:$port" >far
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		"$DATELINE_SEARCH_PROGRAM" far zzz >/dev/null 2>&1
		[ $? -ne 2 ] && break
		sleep .2
	done
}

# same_answers ENVIRONMENT INDEX: as the local index gives them, but for the last digits of scores.
same_answers() {
	for query in 'ceasefire' '"peace talks"' 'ceasefire -russia' 'person:zelensky' 'date:2025-06' 'title:drones OR istanbul' \
		'="Kyiv"' 'nothingofthekind'; do
		run "$DATELINE_SEARCH_PROGRAM" --format=json near "$query"
		sed -E 's/"(took_ms|score)": *[0-9.]*//' "$scratch/stdout" >near.json
		run env "$1" "$DATELINE_SEARCH_PROGRAM" --format=json "$2" "$query"
		sed -E 's/"(took_ms|score)": *[0-9.]*//' "$scratch/stdout" >other.json
		expect cmp near.json other.json
		expect_stderr_empty
	done
}

test_begin "Xapian's reader answers as ours does"
run "$DATELINE_INDEX_PROGRAM" --quiet near "$CORPUS"
expect_status 0
same_answers DATELINE_READER=api near

test_begin "a remote index answers as a local one does"
run "$DATELINE_INDEX_PROGRAM" --quiet near "$CORPUS"
serve near
same_answers A=b far
kill "$server" && wait "$server" 2>/dev/null

test_begin "of a remote index, too, many copies leave room for others"
python3 - >copies.jsonl <<'END'
import json
story = " ".join(f"The ceasefire number{i} was agreed upon by party{i} in town{i}." for i in range(30))
for i in range(90):
    print(json.dumps({"id": f"copy{i}", "title": "Ceasefire", "text": story}))
END
# By one worker: over remote shards the number of the document decides which of equal articles come first.
run "$DATELINE_INDEX_PROGRAM" --quiet --jobs=1 near copies.jsonl "$CORPUS"
serve near
for query in ceasefire "ceasefire agreed party3 town3 russia ukraine"; do
	for index in near far; do
		run "$DATELINE_SEARCH_PROGRAM" --format=tsv --snippets=0 -n 4 "$index" "$query"
		cut -f 1,3 "$scratch/stdout" >"$index.tsv"
	done
	expect [ "$(wc -l <near.tsv)" = 4 ]
	expect cmp near.tsv far.tsv
done
kill "$server" && wait "$server" 2>/dev/null

test_begin "a server that is not there is named"
echo "remote 127.0.0.1:$(free_port)" >far
run "$DATELINE_SEARCH_PROGRAM" far ceasefire
expect_status 2
expect_stderr_contains "far"
expect_stderr_contains "check that xapian-tcpsrv runs there"

test_begin "a local index needs no xapian-core; a remote one says what is missing"
run "$DATELINE_INDEX_PROGRAM" --quiet near "$CORPUS"
cp "$DATELINE_SEARCH_PROGRAM" alone
run env DATELINE_DATA="$SOURCE/data" ./alone near ceasefire
expect_status 0
echo "remote 127.0.0.1:$(free_port)" >far
run env DATELINE_DATA="$SOURCE/data" ./alone far ceasefire
expect_status 2
expect grep -qE 'install Dateline whole|check that xapian-tcpsrv runs' "$scratch/stderr" # the latter where it is installed

test_done

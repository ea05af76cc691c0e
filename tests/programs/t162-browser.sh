#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A browser uses the page under lighttpd: valid HTML, accessibility, three widths, light and dark, with and without JavaScript.

# shellcheck source=harness.sh
. "${0%/*}/harness.sh"
# shellcheck source=servers.sh
. "${0%/*}/servers.sh"

PATH=$PATH:/usr/sbin
for program in curl lighttpd node "${CHROMIUM:-chromium}"; do
	command -v "$program" >/dev/null || skip_all "no $program"
done
# Where autogen.sh check has put the modules, or whoever set it.
NODE_PATH=${NODE_PATH:-$PWD/browser/node_modules}
export NODE_PATH
test -d "$NODE_PATH/playwright-core" || skip_all "no modules of tests/browser/package.json in $NODE_PATH (npm install)"

"$DATELINE_INDEX_PROGRAM" --quiet "$scratch/index" "$CORPUS" || exit 99
free_port
cd "$scratch" || exit 99
cat >lighttpd.conf <<-END
	server.document-root = "$scratch"
	server.port = $port
	server.bind = "127.0.0.1"
END
example lighttpd-fastcgi | sed "s|/usr/local/bin/dateline-search|$DATELINE_SEARCH_PROGRAM|; s|/var/lib/dateline/news.index|$scratch/index|
	s|/run/lighttpd/dateline.sock|$scratch/dateline.sock|" >>lighttpd.conf
start_server lighttpd lighttpd -D -f lighttpd.conf
await "http://127.0.0.1:$port/search?asset=icon.svg" || exit 99
timeout 300 node "$SOURCE/tests/browser/browse.js" "http://127.0.0.1:$port/search" ${DATELINE_SCREENSHOTS:+"$DATELINE_SCREENSHOTS"}

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# From a fresh clone to a program that works. Usage:
#
#	./autogen.sh          makes ./configure; says what is missing on this machine
#	./autogen.sh demo     installs what is missing, builds into build/, indexes corpus/, asks a first question
#	./autogen.sh web      the same, and serves it as a page on 127.0.0.1 until you end it
#	./autogen.sh check    installs what is missing, builds and runs all tests, plain and under sanitizers
#
# Installing uses Debian's apt-get, as root or through sudo; elsewhere the packages are only named.

set -eu
cd "$(dirname "$0")"

# What each Debian package is needed for: how to tell that it is there, by whatever way it came.
missing_packages() {
	{ needed_packages; printf '%s\n' "${1-}"; } | while read -r package kind what; do
		test -z "$package" || has_"$kind" "$what" || printf '%s ' "$package"
	done
}

needed_packages() {
	cat <<-'END'
		autoconf         command  autoreconf
		automake         command  automake
		gcc              command  cc
		g++              command  c++
		make             command  make
		pkg-config       command  pkg-config
		libxapian-dev    module   xapian-core >= 1.4.22
		libstemmer-dev   header   libstemmer.h
		libzstd-dev      module   libzstd
		zlib1g-dev       module   zlib
		libutf8proc-dev  module   libutf8proc
		libjansson-dev   module   jansson
		libbrotli-dev    module   libbrotlidec
		libexttextcat-dev module  libexttextcat
		libuchardet-dev  module   uchardet
		libxml2-dev      module   libxml-2.0
		libfcgi-dev      module   fcgi
		libseccomp-dev   module   libseccomp >= 2.4
		libcmocka-dev    module   cmocka
	END
}

has_command() {
	command -v "$1" >/dev/null
}

has_module() {
	has_command pkg-config && pkg-config --exists "$1"
}

has_header() {
	has_command cc && echo "#include <$1>" | cc -E - >/dev/null 2>&1
}

say() {
	printf 'autogen.sh: %s\n' "$*" >&2
}

# Runs a command and shows it, so that the reader learns it.
run() {
	printf '\n$ %s\n' "$*"
	"$@"
}

# install_missing [MORE]: what the build needs, and what is said besides, a line each as above.
install_missing() {
	missing=$(missing_packages "${1-}")
	test -n "$missing" || return 0
	if ! has_command apt-get; then
		say "please install what these Debian packages hold: $missing"
		exit 1
	fi
	if test "$(id -u)" = 0; then
		sudo=
	elif has_command sudo; then
		sudo=sudo
	else
		say "please run as root: apt-get install $missing"
		exit 1
	fi
	run $sudo apt-get update -q
	# shellcheck disable=SC2086 # several words each
	run $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

make_configure() {
	run autoreconf --force --install
}

# configure_in DIRECTORY [OPTION]...
configure_in() {
	mkdir -p "$1"
	(cd "$1" && shift && run ../configure --quiet "$@")
}

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)

demo() {
	install_missing
	make_configure
	configure_in build
	run make -C build -s -j "$jobs" all
	run build/dateline-index build/demo-index corpus
	run build/dateline-search build/demo-index Medinsky ceasefire
}

# A server of the user's own in the foreground: the page needs no right and no place in the system.
web() {
	install_missing "lighttpd command lighttpd"
	make_configure
	configure_in build
	run make -C build -s -j "$jobs" all
	run build/dateline-index build/demo-index corpus
	port=${PORT:-8080}
	cat >build/lighttpd.conf <<-END
		server.document-root = "$PWD/build"
		server.bind = "127.0.0.1"
		server.port = $port
		server.modules = ( "mod_redirect", "mod_fastcgi" )
		url.redirect = ( "^/$" => "/search" )
		fastcgi.server = ( "/search" => (( "socket" => "$PWD/build/dateline.sock", "max-procs" => 1, "check-local" => "disable",
			"bin-path" => "$PWD/build/dateline-search", "bin-environment" => ( "DATELINE_INDEX" => "$PWD/build/demo-index" ) )) )
	END
	printf '\nDateline answers at http://127.0.0.1:%s/search (Ctrl-C ends it; PORT=8081 ./autogen.sh web takes another port)\n' "$port"
	exec lighttpd -D -f build/lighttpd.conf
}

# What tests of servers use; without any of it they are skipped.
testing_packages="xapian-tools command xapian-tcpsrv
lighttpd command lighttpd
apache2-bin command apache2
nginx-light command nginx
fcgiwrap command fcgiwrap
spawn-fcgi command spawn-fcgi
curl command curl
chromium command chromium
nodejs command node
npm command npm"

# The modules of the browser's test, beside each build: 36 MB. Without a network its test is skipped.
install_modules() {
	mkdir -p build/browser
	cp tests/browser/package.json build/browser/
	run npm install --prefix build/browser --no-audit --no-fund --silent || say "no modules from npm: the browser's test will be skipped"
	NODE_PATH=$PWD/build/browser/node_modules
	export NODE_PATH
}

# check_in DIRECTORY [OPTION]...: builds and tests there. What did not get as far as results counts as one failure.
check_in() {
	rm -f "$1/test-suite.log"
	configure_in "$@" && run make -C "$1" -j "$jobs" check || failed=1
	test -f "$1/test-suite.log" || broken=$((broken + 1))
}

# count RESULT...: how many cases came to these results, by the logs of both runs.
count() {
	for result; do
		cat build/test-suite.log build-sanitized/test-suite.log 2>/dev/null | sed -n "s/^# $result: *//p"
	done | awk '{ sum += $1 } END { print sum + 0 }'
}

check() {
	failed=0 broken=0
	install_missing "$testing_packages"
	install_modules
	make_configure
	check_in build --enable-werror
	check_in build-sanitized --enable-sanitizers

	printf '\nResults, plain and under sanitizers:\n'
	grep -H '^# [A-Z]*: ' build/test-suite.log build-sanitized/test-suite.log || :
	passes=$(count PASS XFAIL) skips=$(count SKIP)
	failures=$(($(count FAIL XPASS ERROR) + broken))
	test "$failed$failures" != 10 && test "$passes" -gt 0 || failures=$((failures + 1))
	printf '\n%d passed, %d failed, %d skipped\n' "$passes" "$failures" "$skips"
	test "$failures" = 0
}

case ${1-} in
demo | web | check)
	"$1"
	;;
'')
	missing=$(missing_packages)
	test -z "$missing" || say "missing here (apt-get install): $missing"
	make_configure
	say "now: ./configure && make && make check"
	;;
*)
	sed -n 's/^# \{0,1\}//; 3,/^$/p' "$0" >&2
	exit 2
	;;
esac

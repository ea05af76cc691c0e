#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The endpoint under lighttpd, Apache and nginx, set up as dateline-web(7) says, and FastCGI's own ways.

# shellcheck disable=SC2317 # expect calls functions
# shellcheck source=harness.sh
. "${0%/*}/harness.sh"
# shellcheck source=servers.sh
. "${0%/*}/servers.sh"

command -v curl >/dev/null || skip_all "no curl"

PATH=$PATH:/usr/sbin
# Root's servers want another user for their children, who must get at the files.
chmod 755 "$scratch"
index=$scratch/index
"$DATELINE_INDEX_PROGRAM" --quiet "$index" "$CORPUS" || exit 99
printf 'timeout = 60000\nprocesses = 2\n' >"$scratch/dateline.conf"
DATELINE_CONFIG=$scratch/dateline.conf
DATELINE_INDEX=$index
export DATELINE_CONFIG DATELINE_INDEX
"$DATELINE_SEARCH_PROGRAM" --format=json -n 3 "$index" Medinsky ceasefire | sed '/took_ms/d' >"$scratch/expected.json"

# The manual's example with the places of this test. A server's CGI program gets no environment but what is set: the script hands on ours.
cat >"$scratch/dateline-search" <<-END
	#!/bin/sh
	DATELINE_CONFIG=$DATELINE_CONFIG ASAN_OPTIONS=${ASAN_OPTIONS:-} UBSAN_OPTIONS=${UBSAN_OPTIONS:-} exec $DATELINE_SEARCH_PROGRAM "\$@"
END
chmod 755 "$scratch/dateline-search"
setting() {
	example "$1" | sed "s|/usr/local/bin/dateline-search|$scratch/dateline-search|; s|\"/usr/local/bin\"|\"$scratch\"|
		s|/var/lib/dateline/news.index|$index|; s|/run/[a-z/]*dateline\\.sock|$scratch/dateline.sock|
		s|/run/fcgiwrap.socket|$scratch/fcgiwrap.sock|"
}

# What every server must pass on: one answer whole, a status, HEAD, a wrong method, 304.
expect_endpoint() {
	expect await "http://127.0.0.1:$port/search?asset=icon.svg"
	run curl -s -m 20 -D headers "http://127.0.0.1:$port/search?q=Medinsky+ceasefire&n=3&format=json"
	sed '/took_ms/d' "$scratch/stdout" >got.json
	expect cmp -s got.json "$scratch/expected.json"
	expect grep -qi '^content-type: application/json' headers
	expect grep -qi '^x-content-type-options: nosniff' headers
	tag=$(sed -n 's/^[Ee][Tt]ag: \(.*\)\r$/\1/p' headers)
	expect_code 304 -H "If-None-Match: $tag" "?q=Medinsky+ceasefire&n=3&format=json"
	expect_code 200 -I '?q=Istanbul'
	expect_code 405 -dx '?q=Istanbul'
	expect_code 400 -g '?n=x'
	expect_code 404 -g '?id=none'
}

# expect_code STATUS CURL-OPTION [ARGUMENT] QUERY
expect_code() {
	code=$1
	shift
	for argument; do :; done
	# the last argument is the query
	count=$#
	while [ $count -gt 1 ]; do
		set -- "$@" "$1"
		shift
		count=$((count - 1))
	done
	shift
	holds "status of $argument is not $code" test "$(curl -s -m 20 -o /dev/null -w '%{http_code}' "$@" "http://127.0.0.1:$port/search$argument")" = "$code"
}

need_command() {
	command -v "$1" >/dev/null || skip "no $1"
}

# The begin of each server's configuration; the manual's example goes behind it.
lighttpd_conf() {
	cat >lighttpd.conf <<-END
		server.document-root = "$PWD"
		server.port = $port
		server.bind = "127.0.0.1"
		server.errorlog = "$scratch/lighttpd.log"
	END
	setting "$1" >>lighttpd.conf
}

apache_conf() {
	modules=/usr/lib/apache2/modules
	cat >apache2.conf <<-END
		ServerRoot "$PWD"
		ServerName 127.0.0.1
		Listen 127.0.0.1:$port
		PidFile "$PWD/apache.pid"
		ErrorLog "$PWD/apache.log"
		DocumentRoot "$PWD"
		LoadModule mpm_event_module $modules/mod_mpm_event.so
		LoadModule authz_core_module $modules/mod_authz_core.so
		LoadModule alias_module $modules/mod_alias.so
		LoadModule env_module $modules/mod_env.so
		LoadModule cgid_module $modules/mod_cgid.so
		LoadModule proxy_module $modules/mod_proxy.so
		LoadModule proxy_fcgi_module $modules/mod_proxy_fcgi.so
		ScriptSock "$PWD/cgid.sock"
		User www-data
		Group www-data
	END
	setting "$1" >>apache2.conf
	chmod 755 "$PWD"
}

nginx_conf() {
	cat >nginx.conf <<-END
		daemon off;
		pid $PWD/nginx.pid;
		error_log stderr;
		worker_processes 1;
		events { worker_connections 64; }
		http {
			access_log off;
			client_body_temp_path $PWD/body;
			proxy_temp_path $PWD/proxy;
			fastcgi_temp_path $PWD/fastcgi;
			uwsgi_temp_path $PWD/uwsgi;
			scgi_temp_path $PWD/scgi;
			server {
				listen 127.0.0.1:$port;
				$(setting "$1" | sed 's|include fastcgi_params|include /etc/nginx/fastcgi_params|')
			}
		}
	END
}

# serve SERVER EXAMPLE: on a free port, as that example of the manual says
serve() {
	free_port
	"$1_conf" "$2"
	case $1 in
	lighttpd) start_server lighttpd lighttpd -D -f lighttpd.conf ;;
	apache) start_server apache apache2 -D FOREGROUND -f "$PWD/apache2.conf" ;;
	nginx) start_server nginx nginx -p "$PWD" -c "$PWD/nginx.conf" -e stderr ;;
	esac
}

start_fcgiwrap() {
	start_server fcgiwrap fcgiwrap -s "unix:$scratch/fcgiwrap.sock"
	await_socket "$scratch/fcgiwrap.sock"
	chmod 777 "$scratch/fcgiwrap.sock"
}

# dateline-search at a socket of its own. spawn-fcgi's -u and -g need rights that a test has not.
start_dateline() {
	rm -f "$scratch/dateline.sock"
	# shellcheck disable=SC2046 # words
	start_server dateline $(setting spawn-fcgi | sed '1d; s/-u dateline -g www-data//; s/0660/0666/')
	await_socket "$scratch/dateline.sock"
}

# test_server SERVER EXAMPLE PROGRAM [BACKEND]: BACKEND is started before it; all programs have to be there
test_server() {
	test_begin "$1, $2"
	need_command "$3"
	case ${4-} in
	dateline) need_command spawn-fcgi ;;
	fcgiwrap) need_command fcgiwrap ;;
	esac
	test -z "$skipped" || return 0
	test -z "${4-}" || expect "start_$4"
	serve "$1" "$2"
	expect_endpoint
	stop_server "$1"
	test -z "${4-}" || stop_server "$4"
}

test_server lighttpd lighttpd-cgi lighttpd
test_server lighttpd lighttpd-fastcgi lighttpd
test_server apache apache-cgi apache2
test_server apache apache-fastcgi apache2 dateline
test_server nginx nginx-cgi nginx fcgiwrap
test_server nginx nginx-fastcgi nginx dateline

test_begin "systemd's units"
need_command systemd-analyze
if test -z "$skipped"; then
	setting systemd-socket >dateline.socket
	setting systemd-service >dateline.service
	run systemd-analyze verify "$PWD/dateline.socket" "$PWD/dateline.service"
	expect_status 0
	expect test "$(grep -c 'dateline\.s' "$scratch/stderr")" = 0 # it looks at the machine's own units too
fi

# ---- FastCGI alone ----

test_begin "a new publication of the index is in the next answer"
need_command lighttpd
if test -z "$skipped"; then
	serve lighttpd lighttpd-fastcgi
	url="http://127.0.0.1:$port/search"
	expect await "$url?asset=icon.svg"
	expect test "$(curl -s -m 20 "$url?q=Zanzibar&format=json" | grep -c '"total": 0')" = 1
	mkdir more
	echo "Spice prices fell in Zanzibar today." >more/spice.txt
	"$DATELINE_INDEX_PROGRAM" --quiet "$index" more
	for _ in 1 2 3 4 5 6; do # by each of the processes
		expect test "$(curl -s -m 20 "$url?q=Zanzibar&format=json" | grep -c '"total": 1,')" = 1
	done

	test_begin "an index that is replaced whole is served when the processes have replaced themselves"
	"$DATELINE_INDEX_PROGRAM" --quiet "$scratch/other" "$CORPUS/wire-istanbul-talks.txt"
	mv "$index" "$scratch/old"
	mv "$scratch/other" "$index"
	tries=50
	until test "$(for _ in 1 2 3 4; do curl -s -m 20 "$url?q=Istanbul&format=json"; done | grep -c '"total": 1,$')" = 4; do
		tries=$((tries - 1))
		test $tries -gt 0 || break
		sleep 0.1
	done
	expect test $tries -gt 0

	test_begin "an index that is gone: 503; come back: 200"
	mv "$index" "$scratch/gone"
	expect_code 503 -g '?q=Istanbul'
	mv "$scratch/gone" "$index"
	expect_code 200 -g '?q=Istanbul'

	test_begin "clients that go away do no harm"
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		curl -s -m 0.001 -o /dev/null "$url?q=Istanbul" || :
	done
	expect_code 200 -g '?q=Istanbul'
	stop_server lighttpd
fi

test_begin "SIGTERM: the processes end, and their keeper with 0"
need_command spawn-fcgi
need_command pgrep
if test -z "$skipped"; then
	expect start_dateline
	tries=100
	# shellcheck disable=SC2154 # start_server sets it
	until pgrep -P "$server_dateline" >pids || test $tries = 0; do # before it has children it may not be itself yet
		tries=$((tries - 1))
		sleep 0.1
	done
	kill "$server_dateline"
	run wait "$server_dateline"
	expect_status 0
fi

test_done

# shellcheck shell=sh disable=SC2154 # harness.sh and eval assign them
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Verbs for tests with web servers, after harness.sh. Everything listens on
# 127.0.0.1 or on a socket below $scratch, and ends with the test.
#
#	start_server NAME COMMAND...   runs it in the background, its output in $scratch/NAME.log
#	stop_server NAME               SIGTERM, and waits for its end
#	free_port                      sets $port to one that nobody listens on
#	await URL                      waits until the server answers; fails after 10 s
#	await_socket PATH

server_names=''

start_server() {
	server=$1
	shift
	"$@" >"$scratch/$server.log" 2>&1 </dev/null &
	eval "server_$server=\$!"
	server_names="$server_names $server"
}

# SIGTERM does not reach a child that a shell has in between: start_server starts programs alone.
stop_server() {
	eval "pid=\${server_$1:-}"
	test -z "$pid" || { kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; }
	eval "server_$1="
}

stop_servers() {
	for server in $server_names; do
		stop_server "$server"
	done
}

trap 'stop_servers; cd / && chmod -R u+rwx "$scratch" && rm -rf "$scratch"' EXIT

# Another test may run at the same time: the number begins with ours, and the server that loses says so.
free_port() {
	port=$((20000 + ($$ + ${port:-0} * 7) % 20000))
	while curl -s -o /dev/null "http://127.0.0.1:$port/"; do
		port=$((port + 1))
	done
}

await() {
	tries=100
	until curl -s -o /dev/null -f "$1"; do
		tries=$((tries - 1))
		test $tries -gt 0 || return 1
		sleep 0.1
	done
}

await_socket() {
	tries=100
	until test -S "$1"; do
		tries=$((tries - 1))
		test $tries -gt 0 || return 1
		sleep 0.1
	done
}

# The part of a manual page between two comments, without its roff: what is tested is what is printed.
example() {
	sed -n "/^\\.\\\\\" example: $1\$/,/^\\.EE/p" "$SOURCE/man/dateline-web.7" | sed '/^\./d; s/\\-/-/g; s/\\(aq/'"'"'/g; s/\\(dq/"/g; s/\\e/\\/g; s/\\&//g'
}

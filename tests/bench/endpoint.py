#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""endpoint.py WORK: the endpoint under lighttpd on a port of the loopback interface, every request another one."""
import http.client
import itertools
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

import measure

PROCESSES = 2
SECONDS = 5
RUNS = 50
# wrk asks for the lines of a file, one after the other.
ASK_LINES = '''
local lines, at = {}, 0
for line in io.lines(os.getenv("BENCH_PATHS")) do lines[#lines + 1] = line end
request = function() at = at %% #lines + 1; return wrk.format("GET", lines[at]) end
'''.replace('%%', '%')
CONFIGURATION = '''
server.document-root = "{folder}"
server.bind = "127.0.0.1"
server.port = {port}
server.modules = ( "mod_fastcgi" )
fastcgi.server = ( "/search" => (( "socket" => "{folder}/socket", "max-procs" => 1, "check-local" => "disable",
    "bin-path" => "{program}",
    "bin-environment" => ( "DATELINE_INDEX" => "{index}", "DATELINE_CONFIG" => "{folder}/dateline.conf" ) )) )
'''


def read_queries():
    path = os.path.join(measure.SHARED, 'bench', 'queries.or.txt')
    if not os.path.exists(path):
        sys.exit(f'skipped: no {path}')
    with open(path, encoding='utf-8') as lines:
        return [line.split() for line in lines if line.strip()]


def paths_of(queries):
    """Two to four words each, no two alike: more than any cache of responses holds."""
    pairs = itertools.permutations([words[0] for words in queries], 2)
    asked = [' '.join(words) for words in queries] + [' '.join(pair) for pair in itertools.islice(pairs, 7, 40000, 3)]
    return ['/search?format=json&q=' + urllib.parse.quote_plus(query) for query in asked]


def free_port():
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        return listener.getsockname()[1]


def start_server(folder, index):
    port = free_port()
    with open(os.path.join(folder, 'dateline.conf'), 'w', encoding='utf-8') as file:
        file.write(f'processes = {PROCESSES}\n')
    with open(os.path.join(folder, 'lighttpd.conf'), 'w', encoding='utf-8') as file:
        file.write(CONFIGURATION.format(folder=folder, port=port, program=measure.SEARCH, index=os.path.abspath(index)))
    server = subprocess.Popen(['lighttpd', '-D', '-f', file.name], stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            socket.create_connection(('127.0.0.1', port)).close()
            return server, port
        except OSError:
            time.sleep(.1)
    server.terminate()
    sys.exit('lighttpd does not start')


def load(folder, port, paths):
    """Requests a second, and the 99th percentile in milliseconds."""
    with open(os.path.join(folder, 'paths'), 'w', encoding='utf-8') as file:
        file.write('\n'.join(paths))
    with open(os.path.join(folder, 'ask.lua'), 'w', encoding='utf-8') as script:
        script.write(ASK_LINES)
    said = subprocess.run(['wrk', '-t1', '-c8', f'-d{SECONDS}s', '--latency', '-s', script.name, f'http://127.0.0.1:{port}'],
                          env={**os.environ, 'BENCH_PATHS': file.name}, capture_output=True, text=True, check=True).stdout
    if 'Non-2xx' in said:
        sys.exit(said)
    tail, unit = re.search(r'99% +([\d.]+)(us|ms|s)', said).groups()
    return float(re.search(r'Requests/sec: +([\d.]+)', said)[1]), float(tail) * {'us': 1e-3, 'ms': 1, 's': 1e3}[unit]


def ask(connection, path):
    start = time.perf_counter()
    connection.request('GET', path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f'{path}: {answer.status}')
    return (time.perf_counter() - start) * 1e3


def suggestions(port, queries):
    """The median and the slowest of as many prefixes as there are queries, of two to five letters."""
    connection = http.client.HTTPConnection('127.0.0.1', port)
    prefixes = [words[0][:2 + number % 4] for number, words in enumerate(queries)]
    times = sorted(ask(connection, '/search?suggest=' + urllib.parse.quote_plus(prefix)) for prefix in prefixes)
    return statistics.median(times), times[len(times) * 99 // 100]


def plain_cgi(index, path):
    """A process for one request."""
    environment = {**os.environ, 'GATEWAY_INTERFACE': 'CGI/1.1', 'REQUEST_METHOD': 'GET', 'SCRIPT_NAME': '/search',
                   'QUERY_STRING': path.split('?')[1], 'DATELINE_INDEX': index}
    start = time.perf_counter()
    child = os.posix_spawn(measure.SEARCH, [measure.SEARCH], environment,
                           file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        sys.exit(f'CGI: exit status {status}')
    return (time.perf_counter() - start) * 1e3


queries = read_queries()
index = measure.ready_index(sys.argv[1])
paths = paths_of(queries)
for path in paths[:RUNS]:
    plain_cgi(index, path)  # so that the files are in memory
measure.verdict('plain CGI: median', statistics.median(plain_cgi(index, path) for path in paths[:RUNS]), 10, ' ms')
missing = [name for name in ('lighttpd', 'wrk') if not shutil.which(name, path=os.environ['PATH'] + ':/usr/sbin')]
if missing:
    sys.exit('FastCGI skipped: no ' + ', no '.join(missing))
os.environ['PATH'] += ':/usr/sbin'
with tempfile.TemporaryDirectory() as folder:
    server, port = start_server(folder, index)
    try:
        suggestions(port, queries[:20])
        median, tail = suggestions(port, queries)
        rounds = [load(folder, port, paths) for _ in range(measure.ROUNDS)]
    finally:
        server.terminate()
        server.wait()
rate, slow = measure.medians(rounds)
measure.verdict('suggestions: median', median, 20, ' ms')
measure.verdict('suggestions: p99', tail, 20, ' ms')
print(f'  FastCGI, ranked JSON with snippets, wrk beside it: {rate:.0f} requests a second')
measure.verdict('FastCGI: a request', 1e3 / rate, 1, ' ms')
measure.verdict('FastCGI: p99', slow, 20, ' ms')

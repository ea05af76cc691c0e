#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""terminal-picture.py COLUMNS < COLOURED-OUTPUT > picture.svg

What a program printed on a terminal, as an SVG: bold, and the colours that dateline-search uses.
    dateline-search --color=always ... | tools/terminal-picture.py 96 > docs/result.svg"""
import html
import re
import sys

COLOURS = {'31': '#ff6b6b', '32': '#7bd88f', '33': '#fce566', '36': '#5ad4e6'}
LINE, WIDTH, MARGIN = 20, 8.43, 14

columns = int(sys.argv[1])
lines = sys.stdin.read().rstrip('\n').split('\n')
width, height = columns * WIDTH + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
      f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">')
print(f'<rect width="100%" height="100%" rx="8" fill="#222327"/>')
for number, line in enumerate(lines):
    bold, colour = False, '#e6e6e6'
    spans = []
    for piece in re.split(r'(\x1b\[[0-9;]*m)', line):
        code = re.fullmatch(r'\x1b\[([0-9;]*)m', piece)
        if not code:
            if piece:
                weight = ' font-weight="bold"' if bold else ''
                spans.append(f'<tspan fill="{colour}"{weight}>{html.escape(piece)}</tspan>')
            continue
        for part in (code.group(1) or '0').split(';'):
            if part in ('', '0'):
                bold, colour = False, '#e6e6e6'
            elif part == '1':
                bold = True
            elif part == '2':
                colour = '#9a9a9a'
            else:
                colour = COLOURS.get(part, colour)
    y = MARGIN + (number + 0.75) * LINE
    print(f'<text x="{MARGIN}" y="{y:.0f}" xml:space="preserve">{"".join(spans)}</text>')
print('</svg>')

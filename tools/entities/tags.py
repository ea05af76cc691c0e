# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tools share about tags of tokens."""


def spans(tags):
    """Start, end and kind of each name."""
    start = None
    for at, tag in enumerate([*tags, 'O']):
        if start is not None and not tag.startswith('I-'):
            yield start, at, tags[start][2:]
            start = None
        if tag.startswith('B-'):
            start = at

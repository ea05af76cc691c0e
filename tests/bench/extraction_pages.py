# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages by which extraction is trained (tools/extraction/train-blocks.py, tools/extraction/train-titles.py) and measured (extraction.py)."""
import hashlib
import html
import re


def is_development(name):
	"""Whether a page may be looked at and learned from: three quarters by their names. The last quarter is only measured."""
	return int(hashlib.md5(name.encode()).hexdigest()[:8], 16) % 4 != 3


def folded(text):
	return " ".join((text or "").split())


def letters(text):
	"""What of a title counts: spelling of quotes, dashes and case does not."""
	return re.sub(r"\W+", "", html.unescape(html.unescape(text or "")).lower())


def text_of(markup):
	markup = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", " ", markup)
	return folded(html.unescape(re.sub(r"<[^>]*>", " ", markup)))

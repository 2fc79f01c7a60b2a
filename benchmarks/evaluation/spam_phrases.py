"""A piece of spam taken apart into its phrases, as farms list them."""

from __future__ import annotations

import re

from newsarchive.text.spam.shape import is_prose

_PHRASE = re.compile(r"\s*[\n|,，、_•·]+\s*")
_LINE_END = re.compile(r"\s*\n\s*")
_HANS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def phrases(spam: str) -> list[str]:
    """The phrases of a piece of spam: by line ends, delimiters, blanks in Chinese; of prose the lines."""
    pattern = _LINE_END if is_prose(" ".join(spam.lower().split())) else _PHRASE
    parts = [part.strip(" \t\r-") for part in pattern.split(spam)]
    chinese = pattern is _PHRASE and _HANS.search(spam)
    split = [piece for part in parts for piece in (part.split() if chinese else [part])]
    return [piece for piece in split if any(map(str.isalnum, piece))]

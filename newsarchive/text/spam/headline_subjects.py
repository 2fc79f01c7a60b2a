"""Subjects of headlines before a colon, which look like keywords: "Viagra online: what doctors say"."""

from __future__ import annotations

import re

from newsarchive.text.sentences import is_dense, is_long
from newsarchive.text.spam.features import Features, measured
from newsarchive.text.spam.judge import MARKED

# In alphabets headlines have no full-width colon, and times and addresses hold others.
_COLON = re.compile(r"\s*(?::(?![/\d])|(?<=[\u3040-\u30ff\u3400-\u9fff])\s*：)\s*")
_MADE_UP = re.compile("[a-z][0-9]*[\u3400-\u9fff]|[\u3400-\u9fff][0-9]*[a-z]")
_SHORTEST = 10, 5  # letters of what is said of a subject, and characters of it in Chinese and the like


def beside_colon(title: str) -> tuple[str, str]:
    """Return what stands before the first colon of a title, and what behind it; "" where there is none."""
    found = _COLON.search(title)
    return (title[: found.start()].strip(), title[found.end() :].strip()) if found else ("", "")


def is_subject(words: str, rest: str) -> bool:
    """Say whether words before a colon are a headline's subject, of which the rest says something.

    A headline begins with a capital where there are any. No brand with its promotion in Chinese is one, nor
    a name that a farm made up, nor one of goods parted by blanks.
    """
    if not words or words[0].islower() or not is_long(rest, *_SHORTEST):
        return False
    line, told = measured(words), measured(rest)
    if is_dense(words) and (line.promoted_apart or is_made_up(line) or " " in words):
        return False
    return not told.spam and told.most_odds <= MARKED


def is_made_up(line: Features) -> bool:
    """Say whether Latin letters stand beside Han, as in the names that farms make up."""
    return _MADE_UP.search(line.folded.text) is not None

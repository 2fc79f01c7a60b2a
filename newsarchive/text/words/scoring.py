"""How well an article answers a query, from its own words alone: the same on every database."""

from __future__ import annotations

import re

from newsarchive.text.words.queries import Query
from newsarchive.text.words.spelling import spelling

# Okapi BM25 with its usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
# Beyond, 2009); a title counts as they let a field count, by a weight on its occurrences (BM25F). The inverse
# document frequency is left out: every hit has every word, and a score must not change with other articles.
K1 = 1.2
B = 0.75
TITLE = 5.0
# Bytes of UTF-8 in an ordinary article: the 400 English words or 800 Chinese characters of a news report.
ORDINARY = 2_400
DIGITS = 4


class Scorer:
    """Scores articles for one query."""

    def __init__(self, query: Query) -> None:
        self._terms = [_pattern(term.spelling) for term in query.wanted]

    def score(self, title: str, text: str) -> float:
        """Return the score, 0 and more, rounded to four digits; never raises."""
        heading, body = spelling(title), spelling(text)
        length = len(text.encode("utf-8", "surrogatepass")) / ORDINARY
        dampened = K1 * (1 - B + B * length)
        total = 0.0
        for term in self._terms:
            often = len(term.findall(body)) + TITLE * len(term.findall(heading))
            total += often * (K1 + 1) / (often + dampened)
        return round(total, DIGITS)


def _pattern(spelling: str) -> re.Pattern[str]:
    # The space after a word is also the one before the next.
    if spelling.endswith(" "):
        return re.compile(re.escape(spelling[:-1]) + "(?= )")
    return re.compile(re.escape(spelling))

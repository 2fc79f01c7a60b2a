"""Whether a text answers a query: what an index alone cannot tell."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarchive.words.arabic import AND, ARTICLE, may_follow_and
from newsarchive.words.queries import Query, Term
from newsarchive.words.tokenizer import search_form, spelled_text

# A title or text as phrases are compared with it; made once where it is first matched and then scored.

# Titles and texts of a page of hits and of those looked at beside them.
REMEMBERED = 128
LONGEST_REMEMBERED = 50_000


def spelling(text: str) -> str:
    """Return `spelled_text` of the folded text; never raises."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _spelling(text)


def _spelling(text: str) -> str:
    return spelled_text(search_form(text))


_remembered = lru_cache(maxsize=REMEMBERED)(_spelling)


def whole_spelling(title: str, text: str) -> str:
    """Return title and text as phrases are compared with them; never raises.

    A phrase does not go over the end of a line, nor from the title into the text.
    """
    return f"{spelling(title)}\n{spelling(text)}"


class Matcher:
    """Looks at texts for one query."""

    def __init__(self, query: Query) -> None:
        self._all = (query.wanted, query.unwanted)
        wanted, unwanted = (tuple(term for term in terms if not term.decided) for terms in self._all)
        self._undecided = (wanted, unwanted)
        # False where the index has decided everything: then no text need be read.
        self.needed = bool(wanted or unwanted)

    def matches(self, title: str, text: str, *, indexed: bool = True) -> bool:
        """Say whether all wanted terms stand in title or text and no unwanted one; never raises.

        With `indexed` the index has found the article: only what it could not decide is looked at.
        """
        wanted, unwanted = self._undecided if indexed else self._all
        if not unwanted and all(_at_sight(term, title, text) for term in wanted):
            return True
        whole = whole_spelling(title, text)
        return all(_stands(term, whole) for term in wanted) and not any(
            _stands(term, whole) for term in unwanted
        )

    def stands_in(self, whole: str) -> bool:
        """Say so of a title and text that were spelled once for many queries (`whole_spelling`)."""
        wanted, unwanted = self._all
        return all(_stands(term, whole) for term in wanted) and not any(
            _stands(term, whole) for term in unwanted
        )


def _at_sight(term: Term, title: str, text: str) -> bool:
    """Whether a run stands there as it was asked for: in most texts it does, which need no folding then."""
    return len(term.units) == 1 and term.units[0].run and (term.spelling in text or term.spelling in title)


def _stands(term: Term, spelled: str) -> bool:
    if term.spelling in spelled:
        return True
    # The index has `c` for C++ and `disney` for Disney+ as well, and Arabic words behind "and".
    if len(term.units) != 1 or term.units[0].run:
        return False
    if may_follow_and(term.units[0].text) and f" {AND}{term.spelling[1:]}" in spelled:
        return True
    return term.spelling[-2] not in "+#" and any(
        term.spelling[:-1] + signs in spelled for signs in ("+ ", "++ ", "# ")
    )


# How well an article answers a query, from its own words alone: the same on every database.

# Okapi BM25 with its usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
# Beyond, 2009); a title counts as they let a field count, by a weight on its occurrences (BM25F). The inverse
# document frequency is left out: every hit has every word, and a score must not change with other articles.
K1 = 1.2
B = 0.75
_TITLE = 5.0
# Bytes of UTF-8 in an ordinary article: the 400 English words or 800 Chinese characters of a news report.
ORDINARY = 2_400
DIGITS = 4


class Scorer:
    """Scores articles for one query."""

    def __init__(self, query: Query) -> None:
        self._terms = [_pattern(term) for term in query.wanted]

    def score(self, title: str, text: str) -> float:
        """Return the score, 0 and more, rounded to four digits; never raises."""
        heading, body = spelling(title), spelling(text)
        length = len(text.encode("utf-8", "surrogatepass")) / ORDINARY
        dampened = K1 * (1 - B + B * length)
        total = 0.0
        for term in self._terms:
            often = len(term.findall(body)) + _TITLE * len(term.findall(heading))
            total += often * (K1 + 1) / (often + dampened)
        return round(total, DIGITS)


def _pattern(term: Term) -> re.Pattern[str]:
    spelling = term.spelling
    escaped = re.escape(spelling)
    if len(term.units) == 1 and may_follow_and(term.units[0].text):
        escaped = escaped.replace(ARTICLE, f"{AND}?{ARTICLE}", 1)
    # The space after a word is also the one before the next.
    return re.compile(escaped.removesuffix(re.escape(" ")) + ("(?= )" if spelling.endswith(" ") else ""))

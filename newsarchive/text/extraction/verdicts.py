"""Whether what was extracted is an article: enough main text, and sentences rather than a list of links."""

from __future__ import annotations

import re

from newsarchive.items import Verdict

# The shortest real news flashes among 2,000 pages have about 100 characters, Chinese ones 40 (2026-11).
SHORTEST, SHORTEST_DENSE = 100, 40
# Where the page marks its body a sentence is news: "The quay road is closed until Friday." has 37.
SHORTEST_MARKED, SHORTEST_MARKED_DENSE = 25, 10
DENSE_LANGUAGES = frozenset({"zh", "ja", "ko"})
# A text all of whose lines are shorter than this has no sentence: a list of headlines.
LONGEST_HEADLINE = 60
FEWEST_HEADLINES = 12
SENTENCE_END = re.compile(r"[.。!！?？…\"”»）)]$")


def judge_text(
    paragraphs: tuple[str, ...], language: str | None, *, marked: bool = False
) -> tuple[Verdict, str | None]:
    """Return the verdict on the trimmed main text and, for none, the reason `too_short` or `index_page`.

    `marked`: it stands in what the page marks as its body.
    """
    total, dense = sum(map(len, paragraphs)), language in DENSE_LANGUAGES
    shortest = SHORTEST_DENSE if dense else SHORTEST
    if marked and any(map(SENTENCE_END.search, paragraphs)):
        shortest = SHORTEST_MARKED_DENSE if dense else SHORTEST_MARKED
    if total < shortest:
        return "not_article", "too_short"
    if len(paragraphs) >= FEWEST_HEADLINES and not any(_is_sentence(line) for line in paragraphs):
        return "not_article", "index_page"
    return "article", None


def _is_sentence(line: str) -> bool:
    return len(line) > LONGEST_HEADLINE or (len(line) > 15 and bool(SENTENCE_END.search(line)))

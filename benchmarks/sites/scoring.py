"""Holds what the archive has of a site against what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.sites.crawling import Stored
from benchmarks.sites.truth import KnownArticle
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.text.letters import letters_only

Measure = Literal["found", "title", "day", "moment", "authors", "tags", "text", "short text"]
# The least share that is asked for, in percent.
ASKED: Mapping[Measure, float] = {
    "found": 99,
    "title": 99,
    "day": 99,
    "moment": 95,
    "authors": 97,
    "tags": 95,
    "text": 97,
    "short text": 92,
}
_FEWEST_LETTERS = 20  # of a paragraph by which another story's text is known


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is not as it should be."""

    measure: str
    url: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many are right; `strange` are articles that are none of the site's."""

    counts: Mapping[Measure, tuple[int, int]]
    strange: tuple[str, ...]
    another: tuple[str, ...]
    misses: tuple[Miss, ...]

    def share(self, measure: Measure) -> float | None:
        """Return the percentage, None where there is nothing to measure."""
        right, of = self.counts[measure]
        return 100 * right / of if of else None

    @property
    def is_good(self) -> bool:
        """Whether all is as asked."""
        shares = ((self.share(measure), least) for measure, least in ASKED.items())
        enough = all(share is None or share >= least for share, least in shares)
        return enough and not self.strange and not self.another


def score_site(articles: Sequence[KnownArticle], stored: Mapping[str, Stored]) -> Score:
    """Score an archive of one site."""
    counts: dict[Measure, list[int]] = {measure: [0, 0] for measure in ASKED}
    misses: list[Miss] = []
    another: list[str] = []
    taken: set[str | None] = set()
    for known in articles:
        key = next((key for key in known.keys if key in stored), None)
        got = stored[key] if key is not None else None
        taken.add(key)
        for measure, right, wanted, had in _judged(known, got):
            counts[measure][0] += right
            counts[measure][1] += 1
            if not right:
                misses.append(Miss(measure, known.url, wanted, had))
        if got is not None and (other := _other_story(known, got, articles)):
            another.append(known.url)
            misses.append(Miss("another story's text", known.url, known.story.text, other))
    # A second copy of an article under another of its addresses is one too many.
    strange = tuple(sorted(one.url for key, one in stored.items() if key not in taken))
    misses += [Miss("false article", url, "", stored[canonical_key(url)].title) for url in strange]
    return Score(
        counts={measure: (right, of) for measure, (right, of) in counts.items()},
        strange=strange,
        another=tuple(another),
        misses=tuple(misses),
    )


def _judged(known: KnownArticle, got: Stored | None) -> Iterator[tuple[Measure, bool, str, str]]:
    """Yield what can be judged: whether it is right, what it should be, what it is."""
    story = known.story
    yield "found", got is not None, known.url, ""
    if got is None:
        return
    yield "title", _same(got.title, story.title), story.title, got.title
    hits = got.moment is not None and abs((got.moment - story.published).total_seconds()) < 60
    if known.states_day:
        # A page that tells a moment in UTC tells the day in UTC too.
        right = hits or got.day == f"{story.published:%Y-%m-%d}"
        yield "day", right, f"{story.published:%Y-%m-%d}", got.day or ""
    if known.states_moment:
        yield "moment", hits, story.published.isoformat(), got.moment.isoformat() if got.moment else ""
    # Where nothing tells of an author or of tags, none may be made up.
    named = {story.author} if known.states_author else set()
    yield "authors", set(got.authors) == named, "; ".join(named), "; ".join(got.authors)
    if known.states_tags:
        missing = {tag.casefold() for tag in story.tags} - {tag.casefold() for tag in got.tags}
        yield "tags", not missing, "; ".join(story.tags), "; ".join(got.tags)
    exact = _same(got.text, story.text)
    yield "text", exact, story.text, got.text
    if story.is_short:
        yield "short text", exact, story.text, got.text


def _same(one: str, other: str) -> bool:
    return letters_only(one) == letters_only(other)


def _other_story(known: KnownArticle, got: Stored, articles: Sequence[KnownArticle]) -> str | None:
    """Return a paragraph of another story that the text has."""
    text, own = letters_only(got.text), letters_only(known.story.text)
    for other in articles:
        for kind, words in other.story.pieces if other is not known else ():
            letters = letters_only(words)
            if kind == "p" and len(letters) >= _FEWEST_LETTERS and letters in text and letters not in own:
                return words
    return None

"""Which of several copies is the likely origin: by what the copies themselves say, then by date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from newsarchive.similarity.shingles import Numbers, shingles, words_of
from newsarchive.text.letters import letters_only
from newsarchive.text.spam import LIKELY_SPAM, judge

# Names of fewer letters say too little ("UK", "AP" as a word of a title).
SHORTEST_NAME = 2
_NEVER = datetime.max.replace(tzinfo=UTC)
# How far ahead of UTC clocks are at most (Kiribati, IANA tz database).
_EASTERNMOST = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One of the copies. `names` are those its source goes by, `outlet` whom it credits, `points_to` the host
    of its canonical link; `published_at` is in UTC, or clock time labelled so (then `has_offset` is false),
    and midnight where `day_only`; `first_seen_at` is when it was first captured.
    """

    url: str
    host: str
    names: frozenset[str] = field(default=frozenset())
    outlet: str | None = None
    points_to: str | None = None
    published_at: datetime | None = None
    day_only: bool = False
    has_offset: bool = True
    first_seen_at: datetime = _NEVER
    mirror: bool = False

    @property
    def credited(self) -> str:
        return letters_only(self.outlet or "")

    @property
    def folded_names(self) -> frozenset[str]:
        folded = {letters_only(name) for name in self.names} | {letters_only(self.host)}
        return frozenset(name for name in folded if len(name) >= SHORTEST_NAME)

    @property
    def latest_start(self) -> datetime:
        """When it was published at the latest, if that is known: a day alone counts as its end."""
        if self.published_at is None:
            return _NEVER
        end = datetime.combine(self.published_at, time.max, UTC) if self.day_only else self.published_at
        return min(end, self.first_seen_at)

    def is_surely_later(self, captured_at: datetime) -> bool:
        """Whether it was published after another copy was captured, unless its own capture refutes that."""
        if self.published_at is None:
            return False
        earliest = self.published_at - (timedelta() if self.has_offset else _EASTERNMOST)
        return captured_at < earliest <= self.first_seen_at


def likely_origin(copies: Sequence[Copy]) -> int:
    """Return the position of the likely origin; the same copy for any order of them.

    In this order: the most copies on other hosts credit it by name; the most have a canonical link to its
    host; it is no annotated mirror; no other copy was captured before it was published; it was published
    first, a day alone counting as its end, no date as later than its first capture, and unknown dates last;
    its address comes first by code points.
    """
    first_capture = min((copy.first_seen_at for copy in copies), default=_NEVER)
    claims = Counter((copy.host, copy.credited) for copy in copies if copy.credited)
    credited = Counter(copy.credited for copy in copies if copy.credited)
    pointed_to = Counter(copy.points_to for copy in copies if copy.points_to != copy.host)

    def rank(at: int) -> tuple[object, ...]:
        copy = copies[at]
        named = sum(credited[name] - claims[copy.host, name] for name in copy.folded_names)
        later = copy.is_surely_later(first_capture)
        return (-named, -pointed_to[copy.host], copy.mirror, later, copy.latest_start, copy.url)

    return min(range(len(copies)), key=rank)


# What a copy has that the story has not: paragraphs that stand in it and not in the origin.

# A paragraph with so many of its shingles in the origin is the origin's, edited.
_NEW_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Addition:
    """A line of a copy that the origin lacks.

    `position` counts the copy's lines from 0. `kind` is `added` (a by-line, a note of the outlet, a paragraph
    of its own) or the kind of spam it is; then `rule` and `score` say what told so. `also_in` is how many
    other copies have it.
    """

    position: int
    text: str
    kind: str
    rule: str | None
    score: float
    also_in: int


def additions(texts: Sequence[str], origin: int, former: Iterable[str] = ()) -> list[tuple[Addition, ...]]:
    """Return for each text, in order, what it has that the text at position `origin` has not.

    What stood in one of the `former` texts of the origin, the origin took out and nobody put in. What more
    than half of the other copies have is the story's, whatever the origin lacks (it may be cut). Lines
    shorter than a shingle (four words, eight characters) and small edits are passed over.
    """
    whole = [np.unique(shingles(words_of(text))) for text in texts]
    known, counts = np.unique(np.concatenate([*whole, np.empty(0, np.uint64)]), return_counts=True)
    story = known[counts - 1 > (len(texts) - 1) / 2]
    once = [shingles(words_of(line)) for line in {line for text in former for line in text.split("\n")}]
    there = np.unique(np.concatenate([whole[origin], story, *once])) if texts else story
    return [
        () if at == origin else tuple(_added(text, there, known, counts)) for at, text in enumerate(texts)
    ]


def _added(text: str, there: Numbers, known: Numbers, counts: NDArray[np.int64]) -> list[Addition]:
    found = []
    for position, line in enumerate(text.split("\n")):
        own = shingles(words_of(line))
        own = own[np.isin(own, known)]  # not so what lies past the end of what is compared
        if len(own) and np.count_nonzero(np.isin(own, there)) < _NEW_SHARE * len(own):
            also_in = int(np.sort(counts[np.searchsorted(known, own)])[len(own) // 2]) - 1
            found.append(_addition(position, line, also_in))
    return found


def _addition(position: int, line: str, also_in: int) -> Addition:
    # The surroundings speak against it: nobody else has it.
    judged = judge(line, LIKELY_SPAM)
    if judged.spam:
        return Addition(position, line, judged.kind, judged.rule, judged.score, also_in)
    return Addition(position, line, "added", None, 0.0, also_in)

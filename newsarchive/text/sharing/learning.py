"""Learning what pages of one host share, from the articles stored of it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from newsarchive.text.sharing.keys import is_sentence
from newsarchive.text.sharing.stories import FEWEST, SHARE, StoredPage, stories

SharedPlace = Literal["head", "tail", "inside"]

# How far from its ends a text's furniture reaches: shared lines are seldom more than a handful.
DEEPEST_HEAD, DEEPEST_TAIL = 5, 8
# A masthead stands on most pages; what stands on some may be the town that half the reports come from.
# Between paragraphs it must be seen more often still: a repeated subheading is not to go.
SHARE_HEAD = SHARE_INSIDE = 0.6
FEWEST_INSIDE = 10


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A line to cut, as one page spelt it, and on how many stories it stood in that place."""

    place: SharedPlace
    key: str
    line: str
    stories: int


@dataclass(frozen=True, slots=True)
class SharedHost:
    """A host that planted links lead to, and on how many stories they did."""

    host: str
    stories: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What the stories of one host share; `stories` is how many there were to learn from."""

    stories: int
    lines: tuple[SharedLine, ...] = ()
    hosts: tuple[SharedHost, ...] = ()


def learn_shared(pages: Iterable[StoredPage]) -> Learned:
    """Return what the pages of one host share, the same for any order of them.

    A line counts once for each story it stands on. Sentences are learned for the tail only: at the head or
    inside, the same sentence on many pages may be each one's first.
    """
    told = stories(pages)
    enough = max(FEWEST, math.ceil(SHARE * len(told)))
    at_head = max(FEWEST, math.ceil(SHARE_HEAD * len(told)))
    inside = max(FEWEST_INSIDE, math.ceil(SHARE_INSIDE * len(told)))
    lines = (
        *_lines("head", told, _head, at_head),
        *_lines("inside", told, _anywhere, inside),
        *_lines("tail", told, _tail, enough),
    )
    counted: dict[str, int] = defaultdict(int)
    for page in told:
        for host in page.spam_hosts:
            counted[host] += 1
    hosts = tuple(SharedHost(host, count) for host, count in sorted(counted.items()) if count >= enough)
    return Learned(len(told), lines, hosts)


def _lines(
    place: SharedPlace,
    told: list[StoredPage],
    keyed: Callable[[StoredPage], Iterable[tuple[str, str]]],
    enough: int,
) -> Iterator[SharedLine]:
    spelt: dict[str, str] = {}
    counted: dict[str, int] = defaultdict(int)
    for page in told:
        for key, line in dict(keyed(page)).items():
            counted[key] += 1
            spelt[key] = min(line, spelt.get(key, line))
    for key, count in sorted(counted.items()):
        if count >= enough and (place == "tail" or not is_sentence(spelt[key])):
            yield SharedLine(place, key, spelt[key], count)


def _head(page: StoredPage) -> Iterable[tuple[str, str]]:
    return page.keyed[:DEEPEST_HEAD]


def _tail(page: StoredPage) -> Iterable[tuple[str, str]]:
    return page.keyed[-DEEPEST_TAIL:]


def _anywhere(page: StoredPage) -> Iterable[tuple[str, str]]:
    return (*page.keyed, *StoredPage(None, page.cut_inside).keyed)

"""Learning what pages of one host share, from the articles stored of it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from typing import Literal

from newsarchive.text.furniture.trimming import KNOWN
from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import ends_sentence

# The rules by which a run cuts what the archive taught it; another run may know more, or less.

# Lines known from other pages of the host, blocks of links to hosts that its spam led to, and what stands in
# boxes that hold no text on other pages.
SPAM_LINKS, HOST_BOXES = "spam_host", "host_boxes"
RULES = frozenset({KNOWN, SPAM_LINKS, HOST_BOXES})


# What makes two lines the same line: their letters and digits, width and case folded.

# Longer than a headline; or ended like a sentence, and longer than a label with a full stop ("Photo: dpa.").
_LONGEST_LABEL, _SHORTEST_SENTENCE, _SHORTEST_HAN = 60, 25, 10
_HAN = re.compile("[\u3400-\u9fff]")


def line_key(line: str) -> str | None:
    """Return 16 hex digits that equal lines have in common; None for a line without two letters."""
    return letters_key(letters_only(line))


def letters_key(folded: str) -> str | None:
    """Return the key of the lines whose letters are these."""
    if len(list(islice(filter(str.isalpha, folded[:200]), 2))) < 2:
        return None
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def is_sentence(line: str) -> bool:
    """Say whether a line is running text rather than a label, a button or a heading."""
    if len(line) > _LONGEST_LABEL:
        return True
    shortest = _SHORTEST_HAN if _HAN.search(line) else _SHORTEST_SENTENCE
    return len(line) >= shortest and ends_sentence(line)


# Which stored pages are stories of their own: copies and editions of one story speak with one voice.

# So many stories make a line a shared one, if they are so large a share of the host's.
FEWEST_STORIES, _SHARE = 5, 0.3
# A story has so large a share of its characters, or so many sentences, in lines that few other pages have: a
# flash above a long notice has, a copy of another page's story with a line or two changed has not.
_OWN_SHARE, _OWN_SENTENCES = 0.1, 3


@dataclass(frozen=True)
class StoredPage:
    """An article as its page had it: `lines` with those cut as shared back at their ends, in order.

    `cut_inside` are shared lines cut from between the others; `spam_hosts` are the hosts its cut spam led to.
    """

    title: str | None
    lines: tuple[str, ...]
    cut_inside: tuple[str, ...] = ()
    spam_hosts: frozenset[str] = frozenset()

    @cached_property
    def keyed(self) -> tuple[tuple[str, str], ...]:
        """The (key, line) pairs of the lines that have a key, in order."""
        return tuple((key, line) for line in self.lines if (key := line_key(line)))


def stories(pages: Iterable[StoredPage]) -> list[StoredPage]:
    """Return one page for each story, the same whatever the order of `pages`."""
    ordered = sorted(pages, key=_all_of_it)
    common = _common(key for page in ordered for key in {key for key, _ in page.keyed})
    titles = [letters_only(page.title or "") for page in ordered]
    # A title that many pages have is the site's, and tells no story from another.
    generic = _common(titles) | {""}
    told: set[object] = set()
    chosen: list[StoredPage] = []
    for page, title in zip(ordered, titles, strict=True):
        own = [(key, line) for key, line in page.keyed if key not in common]
        if not _stands_alone(own, page):
            continue
        marks: set[object] = {frozenset(key for key, _ in own)} | ({title} - generic)
        if told.isdisjoint(marks):
            chosen.append(page)
        told |= marks
    return chosen


def _all_of_it(page: StoredPage) -> tuple[object, ...]:
    """Everything a page says: two that sort alike are alike, so that no order of saving shows."""
    return (page.title or "", page.lines, page.cut_inside, sorted(page.spam_hosts))


def _common(values: Iterable[str]) -> set[str]:
    return {value for value, pages in Counter(values).items() if pages >= FEWEST_STORIES}


def _stands_alone(own: Sequence[tuple[str, str]], page: StoredPage) -> bool:
    """Whether it has text of its own, and more than a copy with a few words changed."""
    sentences = sum(is_sentence(line) for _, line in own)
    length = sum(len(line) for _, line in own)
    enough = length >= _OWN_SHARE * sum(map(len, page.lines))
    return sentences >= _OWN_SENTENCES or (sentences > 0 and enough)


_SharedPlace = Literal["head", "tail", "inside"]

# How far from its ends a text's furniture reaches: shared lines are seldom more than a handful.
_DEEPEST_HEAD, _DEEPEST_TAIL = 5, 8
# A masthead stands on most pages; what stands on some may be the town that half the reports come from.
# Between paragraphs it must be seen more often still: a repeated subheading is not to go.
_SHARE_HEAD = _SHARE_INSIDE = 0.6
_FEWEST_INSIDE = 10


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A line to cut, as one page spelt it, and on how many stories it stood in that place."""

    place: _SharedPlace
    key: str
    line: str
    stories: int


@dataclass(frozen=True, slots=True)
class SharedHost:
    """A host that planted links lead to, and on how many stories they did."""

    host: str
    stories: int


@dataclass(frozen=True, slots=True)
class LearnedBoilerplate:
    """What the stories of one host share; `stories` is how many there were to learn from."""

    stories: int
    lines: tuple[SharedLine, ...] = ()
    hosts: tuple[SharedHost, ...] = ()


def learn_shared(pages: Iterable[StoredPage]) -> LearnedBoilerplate:
    """Return what the pages of one host share, the same for any order of them.

    A line counts once for each story it stands on. Sentences are learned for the tail only: at the head or
    inside, the same sentence on many pages may be each one's first.
    """
    told = stories(pages)
    enough = max(FEWEST_STORIES, math.ceil(_SHARE * len(told)))
    at_head = max(FEWEST_STORIES, math.ceil(_SHARE_HEAD * len(told)))
    inside = max(_FEWEST_INSIDE, math.ceil(_SHARE_INSIDE * len(told)))
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
    return LearnedBoilerplate(len(told), lines, hosts)


def _lines(
    place: _SharedPlace,
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
    return page.keyed[:_DEEPEST_HEAD]


def _tail(page: StoredPage) -> Iterable[tuple[str, str]]:
    return page.keyed[-_DEEPEST_TAIL:]


def _anywhere(page: StoredPage) -> Iterable[tuple[str, str]]:
    return (*page.keyed, *StoredPage(None, page.cut_inside).keyed)

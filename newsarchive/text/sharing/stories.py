"""Which stored pages are stories of their own: copies and editions of one story speak with one voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsarchive.text.letters import fold
from newsarchive.text.sharing.keys import is_sentence, line_key

# So many stories make a line a shared one, if they are so large a share of the host's.
FEWEST, SHARE = 5, 0.3
# A story has so large a share of its characters, or so many sentences, in lines that few other pages have: a
# flash above a long notice has, a copy of another page's story with a line or two changed has not.
OWN_SHARE, OWN_SENTENCES = 0.1, 3


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
    titles = [fold(page.title or "") for page in ordered]
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
    return {value for value, pages in Counter(values).items() if pages >= FEWEST}


def _stands_alone(own: Sequence[tuple[str, str]], page: StoredPage) -> bool:
    """Whether it has text of its own, and more than a copy with a few words changed."""
    sentences = sum(is_sentence(line) for _, line in own)
    length = sum(len(line) for _, line in own)
    enough = length >= OWN_SHARE * sum(map(len, page.lines))
    return sentences >= OWN_SENTENCES or (sentences > 0 and enough)

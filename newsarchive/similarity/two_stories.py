"""Whether two pages surely tell two stories, though they share many words: reports of one form do.

Results, prices, weather and the notices of a council have one wording for every day and place. A page in
another edition (printed, AMP, the first of several), a copy at another URL and one that was edited since have
it, too. They keep the headline, the time of publication or the text, so all three must differ; in doubt two
pages are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.similarity.copy_sets import compared, is_held
from newsarchive.text.revision_identity import FEWEST, normal_authors, normal_text, normal_title

# Some templates cut the seconds off, or round them.
_ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a page states besides its text. `published` is its instant, in its own offset; None: not known."""

    title: str | None
    words: int
    published: datetime | None
    authors: tuple[str, ...]


def can_be_two(one: Stated, other: Stated) -> bool:
    """Say whether all that two pages state besides their texts is as of two stories.

    What is not known never parts two by itself; without two times that is left to the authors, and then only
    of texts long enough to say more than their form.
    """
    if not _titles_differ(one.title, other.title):
        return False
    if one.published is not None and other.published is not None:
        return _instants_differ(one.published, other.published)
    return min(one.words, other.words) >= FEWEST and _authors_differ(one.authors, other.authors)


def texts_differ(one: str, other: str) -> bool:
    """Say whether neither text holds the other, or nearly all of it."""
    short, long = sorted((normal_text(text.rstrip(".… ")) for text in (one, other)), key=len)
    return bool(short) and short not in long and not is_held(compared(one), compared(other))


def _titles_differ(one: str | None, other: str | None) -> bool:
    short, long = sorted((normal_title(title).casefold() for title in (one, other)), key=len)
    # A part is the same with the name of the site, of a series or of the edition.
    return bool(short) and short not in long


def _instants_differ(one: datetime, other: datetime) -> bool:
    # The same by the clock: one template takes the local time for UTC.
    by_clock = abs(one.replace(tzinfo=None) - other.replace(tzinfo=None))
    return min(by_clock, abs(one - other)) >= _ONE_MINUTE


def _authors_differ(one: Sequence[str], other: Sequence[str]) -> bool:
    names, others = ({name.casefold() for name in normal_authors(of) if name} for of in (one, other))
    if not names or not others:
        return False
    return not any(name in known or known in name for name in names for known in others)

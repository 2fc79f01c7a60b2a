"""What lists say of the articles they name: feeds, sitemaps, section pages, lists in scripts.

`ListedFacts` is what one document says of one link; `HeardFacts` adds which list said so, and when. They are
evidence beside the captures and vote on the record (docs/explanation/testimony.md). Everything is bounded, so
that no list can fill the archive.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta

# The longest values that are kept, in characters. Ours: generous for any news story (200,000 characters are a
# hundred pages), and small enough that a feed of 10 MiB, the largest that is read, is all it can add at once.
LONGEST_LISTED_TITLE = 500
LONGEST_LISTED_TEXT = 200_000
_LONGEST_SUMMARY = 4_000
_LONGEST_NAME, _MOST_NAMES = 100, 20
_LONGEST_CATEGORY, _MOST_CATEGORIES = 100, 50
_LONGEST_GUID = 1_000
_LONGEST_ADDRESS = 2_000
_LONGEST_STAMP = 100
_LONGEST_LANGUAGE = 35  # RFC 5646, 4.4.1: implementations allow for 35 characters
# Entries from which it can be told that a list says the same of all of them.
_FEWEST_ALIKE = 3
# Fields that a list may fill in alike for every entry: then they are of the list, not of the article.
_MAY_BE_UNIFORM = ("title", "authors", "categories", "published_at", "image", "summary", "content")
# Moments so near each other are those of one run of a program that writes them down as it makes the list.
_ONE_RUN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFacts:
    """What one document says of one link, as written there; `bounded_facts` cuts it to what may be stored.

    `published_at` and `changed_at` are ISO 8601, with an offset if the document has one; `published_at` is
    never the time of a change. `content` is the text of the article, as HTML or plain text; `summary` its
    beginning or what it is about. `position` counts the links of the document from 1. `uniform` names fields
    whose value tells nothing of this article: the document says the same of all its links (`authors`), or
    gives one `guid` to several.
    """

    title: str | None = None
    published_at: str | None = None
    changed_at: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    guid: str | None = None
    language: str | None = None
    summary: str | None = None
    content: str | None = field(default=None, repr=False)
    image: str | None = None
    position: int | None = None
    uniform: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether it says more than that a page exists and changed."""
        return any(getattr(self, name) for name in _SAID)

    @property
    def key(self) -> str:
        """The SHA-256 (hex) of what is said: two that only differ in place or time of change say the same.

        So do two texts that differ in comments, and in queries of pictures, which change at every poll.
        """
        said = [getattr(self, name) for name in _SAID]
        if self.content is not None:
            said[_SAID.index("content")] = _PICTURE.sub(_without_query, _COMMENT.sub("", self.content))
        return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode("ascii")).hexdigest()


# To the end where it is not closed, and a tag to the next one: each sign is looked at a few times at most.
_COMMENT = re.compile(r"<!--(?:.*?-->|.*)", re.DOTALL)
_PICTURE = re.compile(r"<img\b[^<>]*", re.IGNORECASE)
_QUERY = re.compile(r"\?[^\s\"'?]*")


def _without_query(tag: re.Match[str]) -> str:
    return _QUERY.sub("", tag[0])


# What makes two statements differ.
_SAID = tuple(
    one.name for one in fields(ListedFacts) if one.name not in {"changed_at", "position", "uniform"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardFacts:
    """What a list said of an article, and when: `listing` is its URL, `kind` that of its kind (`feed` …).

    `is_own`: the list is of the site that the article's page is on. `heard_at` is when it first said so,
    `last_heard_at` when it was last read saying so.
    """

    listing: str
    kind: str
    is_own: bool
    heard_at: datetime
    last_heard_at: datetime
    facts: ListedFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A fact of a record that the word of a list decided.

    `field` is `published_at`, `title`, `authors`, `tags`, `section` or `text`, `page_said` what the page by
    itself is read as (None: nothing), `listing` the URL of the list.
    """

    field: str
    page_said: str | None
    listing: str


def bounded_facts(facts: ListedFacts) -> ListedFacts:
    """Return the facts with white space put in order and cut to their bounds; total.

    What makes no sense when cut (a guid, an address, a time) is left out if it is too long; so is a content
    that is too long, since half an article must not pass for one.
    """
    content = facts.content if facts.content and len(facts.content) <= LONGEST_LISTED_TEXT else ""
    return replace(
        facts,
        title=_line(facts.title, LONGEST_LISTED_TITLE),
        published_at=_whole(facts.published_at, _LONGEST_STAMP),
        changed_at=_whole(facts.changed_at, _LONGEST_STAMP),
        authors=_names(facts.authors, _LONGEST_NAME, _MOST_NAMES),
        categories=_names(facts.categories, _LONGEST_CATEGORY, _MOST_CATEGORIES),
        guid=_whole(facts.guid, _LONGEST_GUID),
        language=_whole(facts.language, _LONGEST_LANGUAGE),
        summary=_line(facts.summary, _LONGEST_SUMMARY),
        content=_storable(content.strip()) or None,
        image=_whole(facts.image, _LONGEST_ADDRESS),
    )


def placed_facts(told: Sequence[ListedFacts]) -> list[ListedFacts]:
    """Return the facts of all links of one document with their positions, and what is `uniform` marked."""
    uniform = [name for name in _MAY_BE_UNIFORM if _is_uniform([getattr(one, name) for one in told])]
    guids = Counter(one.guid for one in told if one.guid)
    contents = Counter(one.content for one in told if one.content)
    run = _moments_of_one_run(told)
    marked: list[ListedFacts] = []
    for place, one in enumerate(told, start=1):
        more = ["guid"] if one.guid and guids[one.guid] > 1 else []
        if one.published_at in run and "published_at" not in uniform:
            more.insert(0, "published_at")
        if one.content and contents[one.content] >= _FEWEST_ALIKE and "content" not in uniform:
            more.insert(0, "content")
        known = [name for name in one.uniform if name not in uniform]
        marked.append(replace(one, position=place, uniform=(*uniform, *known, *more)))
    return marked


def _moments_of_one_run(told: Sequence[ListedFacts]) -> frozenset[str]:
    """Return the moments of most links if they lie within seconds: the list was made then, nothing published.

    Days have no such moments: of most links they may well be one.
    """
    moments = sorted(
        (at, one.published_at) for one in told if one.published_at and (at := _clock(one.published_at))
    )
    runs: list[list[tuple[datetime, str]]] = []
    for moment in moments:
        if runs and moment[0] - runs[-1][-1][0] <= _ONE_RUN:
            runs[-1].append(moment)
        else:
            runs.append([moment])
    longest = max(runs, key=len, default=[])
    if len(longest) < _FEWEST_ALIKE or 2 * len(longest) <= len(told):
        return frozenset()
    return frozenset(written for _, written in longest)


def stated_moment(text: str | None) -> datetime | None:
    """Return a timestamp of a list, in UTC if it has no offset; None for other text."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _clock(written: str) -> datetime | None:
    """Return a time with a clock in UTC, one without an offset as if in UTC; None for days and other text."""
    try:
        moment = datetime.fromisoformat(written)
        if not any((moment.hour, moment.minute, moment.second)):
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_uniform(values: Sequence[object]) -> bool:
    return len(values) >= _FEWEST_ALIKE and bool(values[0]) and len(set(values)) == 1


def by_weight(told: Iterable[HeardFacts], at: datetime | None) -> tuple[HeardFacts, ...]:
    """Return what was said, the likeliest to be of a page fetched `at` that moment first.

    What was said when it was fetched comes before what was said long before or after; of the same moment the
    site's own lists before those of others, feeds before other kinds. The order of the input does not count.
    """
    ranked = sorted(told, key=lambda one: _order(one, at))
    groups: dict[tuple[str, str], HeardFacts] = {}
    for one in ranked:
        groups.setdefault((one.listing, one.facts.key), one)
    return tuple(groups.values())


def _order(one: HeardFacts, at: datetime | None) -> tuple[object, ...]:
    away = 0.0
    if at is not None:
        away = max((one.heard_at - at).total_seconds(), (at - one.last_heard_at).total_seconds(), 0.0)
    facts = one.facts
    last = (facts.uniform, facts.changed_at or "", facts.position or 0, one.heard_at, one.last_heard_at)
    return (not one.is_own, _RANKS.get(one.kind, 1), away, one.listing, facts.key, *last)


# Feeds say most and are written by the site's software; a section page shows what an editor has cut to fit.
# Kinds that are not here, such as lists in scripts, stand between.
_RANKS = {"feed": 0, "sitemap": 2, "section": 3}


def _line(value: str | None, most: int) -> str | None:
    return (_storable(" ".join(value.split()))[:most].strip() or None) if value else None


def _whole(value: str | None, most: int) -> str | None:
    line = _storable(" ".join(value.split())) if value else ""
    return line if line and len(line) <= most else None


def _names(values: Iterable[str], longest: int, most: int) -> tuple[str, ...]:
    lines = (_line(value, longest + 1) for value in values)
    return tuple(dict.fromkeys(line for line in lines if line and len(line) <= longest))[:most]


def _storable(value: str) -> str:
    """Return the text without what no database holds: NUL and half of a surrogate pair."""
    return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")

"""What says that a page is a story, against rules that know pages of other kinds by what they are built of.

A page states an article, or shows a day where a story does, or says who wrote it together with a day, or is
what somebody thinks of a thing. A wiki states articles, too: there a day at the head of the text counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newsarchive.text.dates.markup_dates import ARTICLE_PUBLISHED_META
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.letters import letters_only
from newsarchive.text.metadata.printed_bylines import read_byline
from newsarchive.text.page.structured_data import Node, meta_tags, node_types, own_nodes, texts
from newsarchive.text.page_kinds.declared_kinds import THINGS
from newsarchive.text.page_kinds.kind_features import PageToSort
from newsarchive.text.page_kinds.shown_days import (
    is_of_offer,
    lines_about_headline,
    near_day_words,
    shows_day,
    shows_day_alone,
)

# Types of what tells a story, lower case, in JSON-LD.
STORIES = frozenset(
    {
        "article",
        "newsarticle",
        "blogposting",
        "reportagenewsarticle",
        "opinionnewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "liveblogposting",
        "recipe",
    }
)
_OF_NEWS = frozenset(kind for kind in STORIES if kind.endswith("newsarticle") or kind == "liveblogposting")
_WIKIS = ("mediawiki", "dokuwiki")
# Evidence of days that may be those of what the page is about.
_OF_THINGS = ("title", "json-ld", "script")
# Of a thing: when it begins or ends, who made it, what others think of it.
_TIMES_OF_THINGS = ("startDate", "endDate", "doorTime", "datePosted", "validThrough")
_MAKERS = frozenset(
    {"author", "creator", "director", "brand", "byArtist", "performer", "organizer", "publisher"}
)
_REVIEWS, _DEEPEST = frozenset({"review", "reviews"}), 3
_MOST_HEADS, _MOST_UP, _MOST_NODES = 4, 30, 50
# A word for a review, perhaps with its article, what joins it to who wrote it, and a name.
_REVIEW = re.compile(
    r"(?:[^\W\d_]{1,5}\s)?(?P<word>[^\W\d_]{1,14})(?:\s?[:：・／]\s?|\s(?:by|von|de|di|da|van|av|af|od|del)\s)"
    r"(?P<name>[^\W\d_][\w’'.-]*(?:\s[^\W\d_a-z][\w’'.-]*){1,2}|[\u3040-\u30ff\u3400-\u9fff가-힣]{2,8})"
)


def tells_story(known: PageToSort) -> bool:
    """Whether a page says or shows that it is a story; on what a wiki's program made only what it shows."""
    if _is_of_wiki(known):
        return not _OF_NEWS.isdisjoint(known.stated) or shows_day_alone(known)
    if states_story(known):
        return True
    nodes = own_nodes(known.model).own
    if shows_day(known, _days_of_things(nodes)):
        return True
    return bool(known.names and _has_day(known, nodes)) or _is_reviewed(known, nodes)


def states_story(known: PageToSort) -> bool:
    """Whether markup says that a page is a story, or when it was published."""
    if not STORIES.isdisjoint(known.stated) or "og:article" in known.stated:
        return True
    return meta_tags(known.model).first(*ARTICLE_PUBLISHED_META) is not None


def is_written(known: PageToSort) -> bool:
    """Whether a line about the headline names who wrote a page, and the thing it is about does not.

    A book names its writer, a concert who sings. Of a job nobody writes.
    """
    if "jobposting" in known.schema_types:
        return False
    nodes = own_nodes(known.model).own
    things = [node for node in nodes if _is_thing(node)]
    of_things = letters_only(" ".join(_names_in(things)))
    if any(letters_only(name) not in of_things for name in _bylines(known)):
        return True
    # However it is said: nobody else is named who may be meant.
    return bool(known.names) and bool(things) and not any(map((_MAKERS | _REVIEWS).intersection, things))


def _is_of_wiki(known: PageToSort) -> bool:
    return (meta_tags(known.model).first("generator") or "").lower().startswith(_WIKIS)


def _is_thing(node: Node) -> bool:
    return not THINGS.isdisjoint(map(str.lower, node_types(node)))


def _days_of_things(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The days (`YYYY-MM-DD`) on which what a page is about begins or ends."""
    things = [node for node in islice(nodes, _MOST_NODES) if _is_thing(node)]
    times = (text for node in things for key in _TIMES_OF_THINGS for text in texts(node.get(key)))
    return frozenset(one.time[:10] for time in times for one in find_times(time)[:1])


def _names_in(value: object, depth: int = 0) -> Iterator[str]:
    """The names a thing's data gives: its own, and of those who made it or take part."""
    if isinstance(value, list):
        for one in islice(value, _MOST_NODES):
            yield from _names_in(one, depth)
    elif isinstance(value, dict) and depth <= _DEEPEST:
        for key, one in islice(value.items(), _MOST_NODES):
            if isinstance(one, str) and (key == "name" or key in _MAKERS):
                yield one
            elif key not in _REVIEWS:
                yield from _names_in(one, depth + 1)


def _has_day(known: PageToSort, nodes: tuple[Node, ...]) -> bool:
    """Whether a page has a day that is not that of a thing it is about."""
    if known.dated_by is not None and not known.dated_by.startswith(_OF_THINGS):
        return True
    for text in (block.text for block in lines_about_headline(known)):
        if any(not is_of_offer(text, one.start, one.end) for one in find_times(text)):
            return True
    return any(node.get("datePublished") and not _is_thing(node) for node in islice(nodes, _MOST_NODES))


def _bylines(known: PageToSort) -> Iterator[str]:
    """The names in by-lines about the headline that say nothing else, but that it is a review."""
    for block in lines_about_headline(known):
        text = block.text
        first, _, rest = text.partition(" ")
        if first.casefold() in near_day_words("review"):
            text = rest[:1].upper() + rest[1:]
        if name := _reviewer(block.text):
            yield name
        found = read_byline(text, is_below_headline=True)
        if found is not None and found.whole:
            yield found.names


def _reviewer(line: str) -> str | None:
    """The name behind a word for a review: "Kritik: Jane Roe", "Une critique de Jane Roe"."""
    found = _REVIEW.fullmatch(line)
    if found is None or found["word"].casefold() not in near_day_words("review"):
        return None
    return found["name"] if found["name"][0].isupper() or not found["name"].isascii() else None


def _is_reviewed(known: PageToSort, nodes: tuple[Node, ...]) -> bool:
    """Whether the page is one review of a thing: nested in it, or around its heading."""
    reviews = [node.get("review") for node in islice(nodes, _MOST_NODES)]
    if any(isinstance(one, dict) for one in reviews):
        return True
    # In a list it may be a reader's, but for the one of who signs the page.
    if any(isinstance(one, list) and len(one) == 1 for one in reviews) and any(_bylines(known)):
        return True
    heads = islice(known.model.iter("h1"), _MOST_HEADS)
    around = (one for head in heads for one in islice(head.iterancestors(), _MOST_UP))
    return any((one.get("itemtype") or "").lower().endswith("review") for one in around)

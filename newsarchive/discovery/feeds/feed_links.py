"""Reads links from RSS (0.9x, 1.0, 2.0), Atom and JSON feeds, also from broken ones.

feedparser gets only what `entries_only` leaves of the markup, so its time depends on the number of entries,
not on their texts. It gets a stream, because it would open a string as a file or URL. Its `bozo` flag is
recorded as a problem and is never a reason to drop entries (docs/explanation/discovery.md#feeds).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from newsarchive.discovery.documents import (
    Link,
    ListingReading,
    distinct_links,
    read_text,
    unpack_document,
    unusable_address,
    without_prolog,
)
from newsarchive.discovery.feeds.feed_facts import entry_facts, json_facts
from newsarchive.discovery.urls.canonical_urls import is_http_url, resolve
from newsarchive.lifecycle import FetchFailure, ReadingNote
from newsarchive.testimony import LONGEST_LISTED_TEXT
from newsarchive.text.dates.written_dates import read_time
from newsarchive.text.entities import unescape

# Reducing a feed's markup to the URLs, titles and dates of its entries.
#
# feedparser takes quadratic time for some of what feeds contain (by-lines of dots, thousands of tags or
# attributes, nested bases), and reads whole articles that are not needed. One pass, linear for any text,
# reduces its input. Broken markup is not repaired.

# A piece of markup. No `<` may occur within a tag, so that each character is read once.
_TAG = re.compile(r"<(/?)([^\s<>/\"'=!?]++)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_SUBSET_END = re.compile(r"\]\s*+>")
_HALF_ENTITY = re.compile(r"&[^;&]{0,10}\Z")
_ENVELOPE = frozenset({"rss", "feed", "rdf", "channel"})
_ENTRIES = frozenset({"item", "entry"})
# The fields by local name, since feedparser accepts many prefixes, with the maximum length of each.
_FIELDS = {
    "link": 16_384,
    "guid": 16_384,
    "id": 16_384,
    "title": 4_000,
    **dict.fromkeys(("published", "pubdate", "issued", "updated", "modified", "date", "created"), 200),
    **dict.fromkeys(("author", "creator"), 400),
    "language": 100,
}
# What is read of the feed itself.
_OF_FEED = frozenset({"title", "language", "dc:language"})
# Texts of an entry. feedparser gets the number of the entry in place of them, in an element of this name.
_TEXTS = {
    "encoded": "content",
    "content": "content",
    "description": "summary",
    "summary": "summary",
    "category": "category",
    "subject": "category",  # feedparser compares each with all others
}
_MOST_TEXTS = 100  # of one entry; what is stored is bounded below that (newsarchive.testimony)
_TERM = re.compile(r"\bterm\s*=\s*(?:\"([^\"<]{1,400})\"|'([^'<]{1,400})')")
_NUMBERED = "newsarchivetext"
# Prefixes whose elements of these names are of a picture or an episode.
_NOT_OF_TEXT = ("media:", "itunes:", "googleplay:")
_PICTURES = frozenset({"enclosure", "thumbnail", "content"})
_ADDRESS = re.compile(r"\burl\s*=\s*(?:\"([^\"<]{1,2000})\"|'([^'<]{1,2000})')")
_IS_PICTURE = re.compile(r"\b(?:type\s*=\s*[\"']image/|medium\s*=\s*[\"']image[\"'])")
_MOST_FIELDS = 100  # of one entry, including markup in its title
_LONGEST_ATTRIBUTES, _MOST_ATTRIBUTES = 16_384, 200
_LONGEST_DECLARATION = 4_000  # characters: a DOCTYPE with a few entities
_DEEPEST = 20  # nested entries come from unclosed ones


@dataclass(frozen=True, slots=True)
class Entries:
    """The markup of a feed's first entries.

    `left_out` counts the others, `is_broken` concerns the parts cut out. `texts` are those of each
    entry by the number in its markup, each with what it is: `content`, `summary` or `image` (an address).
    """

    markup: str
    is_broken: bool = False
    left_out: int = 0
    texts: tuple[tuple[tuple[str, str], ...], ...] = ()


def entries_only(text: str, most: int) -> Entries:
    """Return the feed reduced to its first `most` entries; total."""
    reader = _Reader(most)
    reader.read(text)
    return Entries("".join(reader.kept), reader.is_broken, reader.left_out, tuple(map(tuple, reader.texts)))


@dataclass(slots=True)
class _OpenText:
    """A text that is being read: what stands between its tags, to a bound."""

    name: str
    kind: str
    level: int = 1  # of open elements of that name
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    has_markup: bool = False
    room: int = LONGEST_LISTED_TEXT + 1

    def add(self, piece: str, *, is_escaped: bool = False, is_markup: bool = False) -> None:
        if piece and self.room > 0:
            self.pieces.append((piece[: self.room], is_escaped))
            self.room -= len(piece)
            self.has_markup |= is_markup

    def value(self) -> str:
        """Return the HTML: escaped text is unescaped, unless it stands among markup of its own (XHTML)."""
        return "".join(
            unescape(piece) if is_escaped and not self.has_markup else piece
            for piece, is_escaped in self.pieces
        )


@dataclass(slots=True)
class _Reader:
    most: int
    left_out: int = 0
    kept: list[str] = field(default_factory=list)
    is_broken: bool = False
    _entries: int = 0
    _depth: int = 0  # of open entries
    _fields: int = 0
    _field: str | None = None
    _room: int = 0
    _skipped: str | None = None
    _level: int = 0  # of open elements of that name within it
    _endless: set[str] = field(default_factory=set)  # end marks that do not occur in the rest
    texts: list[list[tuple[str, str]]] = field(default_factory=list)  # of each entry
    _text: _OpenText | None = None

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            mark = text.find("<", at)
            mark = len(text) if mark < 0 else mark
            self._words(text[at:mark])
            at = self._markup(text, mark)

    def _markup(self, text: str, at: int) -> int:
        """Process the markup at a `<`; return where it ends."""
        for begin, ends in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")):
            if not text.startswith(begin, at):
                continue
            inside = at + len(begin)
            end, after = self._declared(text, inside) if begin == "<!" else self._until(text, inside, ends)
            if end < 0:
                break
            if begin == "<![CDATA[":
                self._section(text[inside:end])
            elif begin == "<!" and end - at < _LONGEST_DECLARATION:
                self.kept.append(text[at:after])
            return after
        tag = _TAG.match(text, at)
        if tag is None:
            self.is_broken |= at < len(text)
            return at + 1
        self._tag(tag[0], tag[2].lower(), tag[3], is_end=bool(tag[1]))
        return tag.end()

    def _until(self, text: str, at: int, ends: str) -> tuple[int, int]:
        """Return where `ends` begins and ends, -1 if it does not occur."""
        end = -1 if ends in self._endless else text.find(ends, at)
        if end < 0:
            self._endless.add(ends)
        return end, end + len(ends)

    def _declared(self, text: str, at: int) -> tuple[int, int]:
        """Return the end of a declaration, which comes after its `[…]` if it has one."""
        end, after = self._until(text, at, ">")
        if end < 0 or text.find("[", at, min(end, at + _LONGEST_DECLARATION)) < 0:
            return end, after
        found = None if _SUBSET_END.pattern in self._endless else _SUBSET_END.search(text, at)
        if found is None:
            self._endless.add(_SUBSET_END.pattern)
            return -1, 0
        return found.start(), found.end()

    def _words(self, words: str) -> None:
        if self._text is not None:
            self._text.add(words, is_escaped=True)
        elif self._skipped is None and self._field is not None and words:
            cut = words[: self._room]
            self.kept.append(cut if len(cut) == len(words) else _HALF_ENTITY.sub("", cut))
            self._room -= len(cut)

    def _section(self, words: str) -> None:
        if self._text is not None:
            self._text.add(words)
        elif self._skipped is None and self._field is not None:
            self.kept.append(f"<![CDATA[{words[: self._room]}]]>")
            self._room -= min(self._room, len(words))

    def _tag(self, tag: str, name: str, attributes: str, *, is_end: bool) -> None:
        local = name.rpartition(":")[2]
        is_empty = attributes.endswith("/")
        if self._text is not None and not self._ends_text(tag, name, is_end=is_end, is_empty=is_empty):
            return
        if self._skipped is not None and not self._ends_skipped(name, is_end=is_end, is_empty=is_empty):
            return
        if local in _ENTRIES:
            self._entry(tag, name, is_end=is_end, is_empty=is_empty)
        elif local in _ENVELOPE and self._field is None:
            self._keep(tag, attributes)
        elif is_end:
            self._end(tag, local)
        else:
            self._within(tag, name, attributes)

    def _ends_skipped(self, name: str, *, is_end: bool, is_empty: bool) -> bool:
        """Process a tag within an element that is left out; say whether it is an entry, and so outside."""
        if name == self._skipped and not is_empty:
            self._level += -1 if is_end else 1
            if not self._level:
                self._skipped = None
            return False
        if name.rpartition(":")[2] not in _ENTRIES or name == self._skipped:
            return False
        self._skipped, self.is_broken = None, True  # it is not closed
        return True

    def _within(self, tag: str, name: str, attributes: str) -> None:
        """Process the start tag of anything but an entry and what is around them."""
        local, is_empty = name.rpartition(":")[2], attributes.endswith("/")
        if self._depth and self._field is None and self._is_text(name, local, attributes):
            if not is_empty:
                self._text = _OpenText(name, _TEXTS[local])
        elif (self._depth or name in _OF_FEED) and (local in _FIELDS or self._field is not None):
            self._begin(tag, name, attributes)
        elif not is_empty:
            self._skip(name)

    def _is_text(self, name: str, local: str, attributes: str) -> bool:
        """Say whether the element is a text of the entry; a picture's address is kept on the way."""
        if name.startswith(_NOT_OF_TEXT) or local == "enclosure":
            address = _ADDRESS.search(attributes) if local in _PICTURES else None
            if address and (local == "thumbnail" or _IS_PICTURE.search(attributes)):
                self._keep_text("image", unescape(address[1] or address[2]))
            return False
        if local == "category" and (term := _TERM.search(attributes)):
            self._keep_text("category", unescape(term[1] or term[2]))
            return False
        return local in _TEXTS

    def _ends_text(self, tag: str, name: str, *, is_end: bool, is_empty: bool) -> bool:
        """Process a tag within a text; say whether the tag is not part of it."""
        text = self._text
        assert text is not None
        is_over = name.rpartition(":")[2] in _ENTRIES
        if name == text.name and not is_empty:
            text.level += -1 if is_end else 1
        if text.level and not is_over:
            text.add(tag, is_markup=True)
            return False
        self.is_broken |= is_over  # it is not closed
        self._text = None
        self._keep_text(text.kind, text.value())
        return is_over

    def _keep_text(self, kind: str, value: str) -> None:
        if value.strip() and self.texts and len(self.texts[-1]) < _MOST_TEXTS:
            self.texts[-1].append((kind, value))

    def _entry(self, tag: str, name: str, *, is_end: bool, is_empty: bool) -> None:
        self._field = None
        if is_end:
            self._depth = max(0, self._depth - 1)
            self.kept.append(tag)
            return
        self._entries += 1
        if self._entries > self.most:
            self.left_out += 1
            if not is_empty:
                self._skip(name)
            return
        self._depth += not is_empty
        self._fields = 0
        self._keep(tag if self._depth <= _DEEPEST else f"<{name}>", tag)
        if not is_empty:
            self.kept.append(f"<{_NUMBERED}>{len(self.texts)}</{_NUMBERED}>")
            self.texts.append([])

    def _begin(self, tag: str, name: str, attributes: str) -> None:
        """Process the start tag of a field, or one within a field."""
        is_empty, local = attributes.endswith("/"), name.rpartition(":")[2]
        self._fields += 1
        if self._fields > _MOST_FIELDS or not self._keep(tag, attributes):
            if not is_empty:
                self._skip(name)
        elif local in _FIELDS and not is_empty:
            self._field, self._room = local, _FIELDS[local]

    def _end(self, tag: str, local: str) -> None:
        if self._field is None:
            self.is_broken = True
            return
        self.kept.append(tag)
        if local == self._field:
            self._field = None

    def _keep(self, tag: str, attributes: str) -> bool:
        fits = len(attributes) <= _LONGEST_ATTRIBUTES and attributes.count("=") <= _MOST_ATTRIBUTES
        if fits:
            self.kept.append(tag)
        return fits

    def _skip(self, name: str) -> None:
        self._skipped, self._level = name, 1


# Reading JSON Feed (https://www.jsonfeed.org/version/1.1/).

LONGEST_ENTRY_TITLE = 500
_VERSION = "jsonfeed.org/version/"


def is_json_document(text: str) -> bool:
    """Say whether the text begins like a JSON document, as no XML does."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json_feed(text: str, url: str, most: int) -> ListingReading:
    """Return the items in order; an item without a URL is skipped. Total."""
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return ListingReading(problems=(ReadingNote.NOT_WELL_FORMED, FetchFailure.NOT_A_FEED))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or _VERSION not in str(feed.get("version", "")):
        return ListingReading(problems=(FetchFailure.NOT_A_FEED,))
    read = [_json_link(item, url, feed) for item in items[:most]]
    links, unusable = _parted(read)
    return ListingReading(
        links=distinct_links(links),
        problems=(*([ReadingNote.TOO_MANY_ENTRIES] if len(items) > most else []), *dict.fromkeys(unusable)),
        left_out=max(0, len(items) - most) + unusable.count(ReadingNote.URL_TOO_LONG),
    )


def _parted(read: Sequence[Link | ReadingNote]) -> tuple[list[Link], list[ReadingNote]]:
    """Return the links, and why the other entries have none."""
    links = [one for one in read if isinstance(one, Link)]
    return links, [one for one in read if isinstance(one, ReadingNote)]


def _json_link(item: Any, base: str, feed: dict[str, Any]) -> Link | ReadingNote:
    """Return the link of an item: its `url`, else an `id` that is a URL, as the standard recommends."""
    if not isinstance(item, dict):
        return ReadingNote.BAD_ADDRESS
    names = (item.get("url"), item.get("id"), item.get("external_url"))
    for named in names:
        if not isinstance(named, str) or not named.strip():
            continue
        resolved = resolve(base, named) if named is item.get("url") or is_http_url(named) else None
        if resolved:
            published, changed = _time_in(item.get("date_published")), _time_in(item.get("date_modified"))
            title = _json_title(item.get("title"))
            told = json_facts(item, feed, title=title, published_at=published, changed_at=changed)
            return Link(
                url=resolved, title=title, published_at=published or changed, changed_at=changed, told=told
            )
    return unusable_address(names, base)


def _json_title(title: Any) -> str | None:
    return " ".join(title.split())[:LONGEST_ENTRY_TITLE] or None if isinstance(title, str) else None


def _time_in(written: object) -> str | None:
    """Return the time that a feed writes, with its offset where it has one, or the day alone.

    Not by feedparser, which takes "2026/11/29 10:13" and "2026年11月29日" for the first of the current month,
    and 1796010872, seconds since 1970, for a day of the year 1796.
    """
    text = str(written).strip()
    if not text.isdigit():
        for reader in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                return reader(text).isoformat(timespec="seconds")
            except (ValueError, TypeError, OverflowError):
                continue
    return read_time(text)


_LARGEST = 10_485_760  # 10 MiB: a hundred times a large feed
MOST_FEED_ENTRIES = 5_000


def read_feed(body: bytes, url: str, content_type: str | None = None) -> ListingReading:
    """Return the entries of the feed at `url` in its order; total."""
    body, problems = unpack_document(body, _LARGEST)
    text = read_text(body, content_type, url)
    if is_json_document(text):
        reading = read_json_feed(text, url, MOST_FEED_ENTRIES)
        return replace(reading, problems=(*problems, *reading.problems))
    found = entries_only(without_prolog(text), MOST_FEED_ENTRIES)
    parsed, broken = _parse(found, url)
    problems += broken
    entries = list(parsed.get("entries", ()))
    if not entries and not parsed.get("version"):
        problems.append(FetchFailure.NOT_A_FEED)
    if found.left_out:
        problems.append(ReadingNote.TOO_MANY_ENTRIES)
    links, unusable = _parted([_link(entry, url, found.texts, parsed) for entry in entries])
    return ListingReading(
        links=distinct_links(links),
        problems=tuple(dict.fromkeys([*problems, *unusable])),
        left_out=found.left_out + unusable.count(ReadingNote.URL_TOO_LONG),
    )


def _parse(found: Entries, url: str) -> tuple[dict[str, Any], list[str]]:
    stream = io.BytesIO(found.markup.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    if is_http_url(url):
        headers["content-location"] = url
    try:
        parsed: dict[str, Any] = feedparser.parse(stream, response_headers=headers, sanitize_html=False)
    except Exception:  # feedparser may raise anything for hostile input, and reading must be total
        return {}, [ReadingNote.NOT_WELL_FORMED]
    return parsed, [ReadingNote.NOT_WELL_FORMED] if found.is_broken or parsed.get("bozo") else []


def _link(entry: Any, base: str, texts: Sequence[Sequence[tuple[str, str]]], feed: Any) -> Link | ReadingNote:
    names = (entry.get("link"), *_alternates(entry), _permalink(entry))
    for named in names:
        resolved = resolve(base, named) if isinstance(named, str) and named.strip() else None
        if resolved:
            return Link(
                url=resolved,
                title=_title(entry),
                published_at=_published(entry),
                changed_at=_changed(entry),
                told=entry_facts(
                    entry,
                    texts,
                    feed,
                    title=_title(entry),
                    published_at=_first_published(entry, feed),
                    changed_at=_changed(entry),
                ),
            )
    return unusable_address(names, base)


def _alternates(entry: Any) -> list[str]:
    links = entry.get("links") or ()
    return [str(link.get("href", "")) for link in links if link.get("rel", "alternate") == "alternate"]


def _permalink(entry: Any) -> str | None:
    """Return the guid if it is the permalink (RSS 2.0): an absolute URL, and not marked otherwise."""
    guid = entry.get("id") if entry.get("guidislink", True) else None
    return guid if isinstance(guid, str) and guid.startswith(("http://", "https://")) else None


def _title(entry: Any) -> str | None:
    title = entry.get("title")
    return " ".join(title.split())[:LONGEST_ENTRY_TITLE] or None if isinstance(title, str) else None


def _published(entry: Any) -> str | None:
    """Return the date, with the publisher's offset; feedparser converts to UTC."""
    # Not by feedparser's attributes, which fall back to other fields.
    return _moment(entry, "published") if dict.get(entry, "published") else _moment(entry, "updated")


def _first_published(entry: Any, feed: Any) -> str | None:
    """Return the date of publication alone: Atom's `updated` is none, the `dc:date` of RSS is."""
    if dict.get(entry, "published") or not str(feed.get("version", "")).startswith("atom"):
        return _published(entry)
    return None


def _changed(entry: Any) -> str | None:
    """Return the time of the last change: Atom's `updated`, which some RSS feeds have too."""
    return _moment(entry, "updated")


def _moment(entry: Any, name: str) -> str | None:
    written = dict.get(entry, name)
    return _time_in(written) if isinstance(written, str) else None

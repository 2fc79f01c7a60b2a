"""What feeds tell: new articles and edits of a search or a source, with the changes marked by word."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import Literal

from newsarchive.errors import UsageError
from newsarchive.logs.formats import visible
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.newest_articles import articles_in_rare_language
from newsarchive.storage.queries.revision_feed import (
    FED,
    FedRevision,
    earlier_text,
    fed_revisions,
    newest_revisions,
)
from newsarchive.text.differences import Paragraph, Piece, Skipped, difference, joined, readable
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading
from newsarchive.web.answers.search_answers import ArticleChoice, demand_known_source, facet_choice
from newsarchive.web.display.shown_values import shortened, text_language
from newsarchive.words import Matcher

# Characters of one entry's text: readers fetch fifty entries each time something changes.
_LONGEST = 20_000
_CUT = "…"
# Revisions whose texts are looked at before the index is asked for all hits of the words, so many at a time.
_LOOKED_AT, _TEXTS = 300, 60
# Articles that a statement names one by one.
_MOST_NAMED = 1_000
# What no XML document can hold, even escaped, and `visible` leaves (XML 1.0, production 2).
_NO_XML = re.compile("[\ufffe\uffff]")
_MARKS = {"removed": "del", "added": "ins"}
Happening = Literal["new", "edited", "withdrawn", "returned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """Something that happened to an article; texts are fit for XML, `html` is our markup around them."""

    id: str
    article_id: int
    revision: int | None
    source: str
    url: str
    title: str
    happened: Happening
    summary: str
    html: str
    language: str
    authors: tuple[str, ...]
    published: datetime | None
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """A page of a feed, newest first; `next_before` asks for the next one, None on the last."""

    entries: tuple[FeedEntry, ...]
    next_before: int | None


def feed_page(
    reader: ArchiveReader, choice: ArticleChoice, *, edits: bool, before: int | None, limit: int
) -> FeedPage:
    """Return a page of new articles, and with `edits` of their publishers' edits.

    The choice is of articles as they stand now. Raises UsageError for words that cannot be read and for an
    unknown source.
    """
    if choice.as_of is not None:
        raise UsageError("A feed tells of now: as_of has no meaning there.", hint="Leave it out.")
    conditions = [
        *choice.conditions(),
        f"EXISTS (SELECT 1 FROM revisions AS r WHERE r.id = h.revision_id AND {FED[edits]})",  # noqa: S608
        *([] if before is None else [f"h.revision_id < {before:d}"]),
        *_among_few(reader, choice),
    ]
    numbers = _first_page(reader, choice, edits, limit + 1) if before is None else None
    if numbers is None and choice.words.strip():
        numbers = _newest_by_text(reader, choice, conditions, limit + 1)
    if numbers is None:
        sql = _newest(choice, conditions, limit + 1)
        numbers = [int(str(row["revision_id"])) for row in reader.sql_records(sql, most=limit + 1)]
    if not numbers:
        demand_known_source(reader, choice.source)
    with reader.reading() as reading:
        entries = [revision_entry(reading, one) for one in fed_revisions(reading.index, numbers[:limit])]
    more = len(numbers) > limit
    return FeedPage(entries=tuple(entries), next_before=numbers[limit - 1] if more else None)


def _first_page(reader: ArchiveReader, choice: ArticleChoice, edits: bool, wanted: int) -> list[int] | None:
    """Return the newest revisions, which readers of feeds fetch again and again; None without the index."""
    query = read_words(choice.words) if choice.words.strip() else None
    with reader.reading() as reading:
        if not reading.index.whole():
            return None
        within = facet_choice(reading.index, choice)
        return (
            []
            if within is None
            else newest_revisions(reading.index, query, within, edits=edits, wanted=wanted)
        )


def _among_few(reader: ArchiveReader, choice: ArticleChoice) -> Iterator[str]:
    """Yield a condition that names the articles of a rare language: the newest of all may have none."""
    if choice.language is not None:
        with reader.reading() as reading:
            rare = articles_in_rare_language(reading.index, choice.language)
        if rare is not None and len(rare) <= _MOST_NAMED:
            yield f"c.article_id IN ({', '.join(str(one.article_id) for one in rare) or 'NULL'})"


def _newest(choice: ArticleChoice, conditions: Sequence[str], limit: int) -> str:
    return (
        f"SELECT h.revision_id AS revision_id, c.revision_id AS shown {choice.from_clause()}"
        " JOIN article_history AS h ON h.article_id = c.article_id"
        f" WHERE {' AND '.join(conditions)} ORDER BY h.revision_id DESC LIMIT {limit:d}"
    )


def _newest_by_text(
    reader: ArchiveReader, choice: ArticleChoice, conditions: Sequence[str], wanted: int
) -> list[int] | None:
    """Return the newest revisions if so many of the last few hundred have the words, else None.

    A word that does not fill the page from those is rare enough for all its hits to be sorted.
    """
    matcher = Matcher(read_words(choice.words))
    sql = _newest(replace(choice, words=""), conditions, _LOOKED_AT)
    rows = reader.sql_records(sql, most=_LOOKED_AT)
    found: list[int] = []
    with reader.reading() as reading:
        for start in range(0, len(rows), _TEXTS):
            part = rows[start : start + _TEXTS]
            texts = reading.index.texts({int(str(row["shown"])) for row in part})
            for row in part:
                text = texts.get(int(str(row["shown"])))
                if text is not None and matcher.matches(*text, indexed=False):
                    found.append(int(str(row["revision_id"])))
            if len(found) >= wanted:
                return found[:wanted]
    return None


def revision_entry(reading: ArchiveReading, one: FedRevision) -> FeedEntry:
    """Return the entry of a revision."""
    edited = one.number > 1
    old_title, old_text = earlier_text(reading.index, one) if edited else ("", "")
    summary = _summary(one) if edited else ""
    html = "".join(_changes(old_title, old_text, one)) if edited else "".join(entry_paragraphs(one.text))
    return FeedEntry(
        id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, _identity(one))}",
        article_id=one.article_id,
        revision=one.number,
        source=plain_text(one.source),
        url=one.url,
        title=plain_text(shortened(" ".join((one.title or "").split()) or one.url)),
        happened="edited" if edited else "new",
        summary=summary,
        html=html,
        language=text_language(one.language, one.script),
        authors=tuple(plain_text(name) for name in (one.authors or "").split("; ") if name),
        # Without an offset the hour is the page's own, somewhere in the world; feeds have no way to say so.
        published=moment_of_feed(one.published_at) if one.published_at and one.published_offset else None,
        updated=moment_of_feed(one.recorded_at),
    )


def _identity(one: FedRevision) -> str:
    """Return what the id is made of: the capture and the number, which stay whatever is learned later."""
    return f"{one.captured_url} {moment_of_feed(one.fetched_at).isoformat(timespec='seconds')} {one.number}"


def moment_of_feed(moment: datetime) -> datetime:
    """Return the moment to the second, in UTC."""
    return moment.replace(microsecond=0, tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _summary(one: FedRevision) -> str:
    counts = f"+{one.chars_added or 0:,} −{one.chars_removed or 0:,} characters"
    return f"Edited: {counts}{', without saying so' if one.stealth else ''}."


def plain_text(text: str) -> str:
    """Return the text as every document can hold it, and no terminal obeys it."""
    return _NO_XML.sub("\ufffd", visible(text))


def entry_paragraphs(text: str) -> Iterator[str]:
    """Yield the text as markup of ours, cut where it is long."""
    for line in _shortened(text).split("\n"):
        if line.strip():
            yield f"<p>{escape(plain_text(line))}</p>"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}{_CUT}"


def _changes(old_title: str, old_text: str, one: FedRevision) -> Iterator[str]:
    title = joined(difference(old_title, one.title or ""))
    if any(piece.kind != "same" for piece in title):
        yield f"<h2>{_marked(title)}</h2>"
    size = 0
    for part in readable(difference(old_text, one.text)):
        if size > _LONGEST:
            yield f"<p>{_CUT}</p>"
            return
        if isinstance(part, Skipped):
            yield f"<p>{_CUT}</p>"
        elif part:
            size += sum(len(piece.text) for piece in part)
            yield f"<p>{_marked(part)}</p>"


def _marked(pieces: Paragraph | list[Piece]) -> str:
    return "".join(
        f"<{mark}>{text}</{mark}>" if (mark := _MARKS.get(piece.kind)) else text
        for piece in pieces
        for text in [escape(plain_text(_shortened(piece.text)))]
    )

"""One article: as it stands now, its revisions, what changed between two, what lies behind it, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from newsarchive.errors import NewsarchiveError, UsageError
from newsarchive.exports.row_text import as_text
from newsarchive.lifecycle import JournalEvent
from newsarchive.storage.queries.article_evidence import (
    article_absences,
    article_captures,
    revision_capture,
    revision_repairs,
    shown_instead,
)
from newsarchive.storage.queries.url_history import UrlTimeline, url_history
from newsarchive.text.differences import Piece, difference
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading, shown_value
from newsarchive.web.answers.records import (
    AbsenceLine,
    ArticleEvidence,
    ArticleRecord,
    CaptureLine,
    CopyLine,
    DifferencePiece,
    DifferenceRecord,
    LeadingUrl,
    OtherPage,
    RemovedLine,
    RepairLine,
    RestatedFact,
    RevisionLine,
    RevisionList,
    ToldFact,
    WhyEvent,
    WhyRecord,
)

# Copies and URLs that are listed.
_MOST = 200
_HISTORY = (
    *("revision", "revision_id", "recorded_at", "fetched_at", "title", "authors", "published_at"),
    *("modified_at", "cause", "extractor", "incident_id", "came_late"),
)
_CHANGES = (*("changed_title", "changed_text", "changed_authors", "chars_added", "chars_removed", "stealth"),)


class NotStoredError(NewsarchiveError):
    """The archive has nothing of that name or number."""


def article_now(reading: ArchiveReading, article_id: int) -> ArticleRecord:
    """Return the article; NotStoredError if there is none of that number."""
    columns = tuple(ArticleRecord.model_fields)
    found = reading.records(columns, "FROM current_articles WHERE article_id = ?", article_id)
    if not found:
        raise NotStoredError(
            f"The archive has no article {article_id}.",
            hint="Search for it, or look whether it was taken down: the view `takedowns`.",
        )
    return ArticleRecord.model_validate(found[0])


def find_article(reader: ArchiveReader, article_id: int) -> ArticleRecord:
    """Return the article; NotStoredError if there is none of that number."""
    with reader.reading() as reading:
        return article_now(reading, article_id)


def article_revisions(reading: ArchiveReading, article_id: int) -> RevisionList:
    """Return all revisions, oldest first; NotStoredError if there is no such article."""
    article_now(reading, article_id)
    columns = (*(f"h.{name}" for name in _HISTORY), *(f"c.{name}" for name in _CHANGES))
    rows = reading.records(
        (*columns, "i.state AS incident_state"),
        "FROM article_history AS h LEFT JOIN article_changes AS c"
        " ON c.article_id = h.article_id AND c.revision = h.revision"
        " LEFT JOIN incidents AS i ON i.incident_id = h.incident_id"
        " WHERE h.article_id = ? ORDER BY h.revision",
        article_id,
    )
    return RevisionList(article_id=article_id, revisions=[RevisionLine.model_validate(row) for row in rows])


def compared_with(revisions: Sequence[RevisionLine], number: int) -> int:
    """Return the revision that an article's revision changed: the one before it that nobody doubts.

    What an incident did to the page, and what undid that, are no edits; nor is a page that came late.
    """
    sound = [one.revision for one in revisions if not one.is_doubted and not one.came_late]
    before = [one for one in sound if one < number]
    return before[-1] if before else max(1, number - 1)


def article_difference(
    reading: ArchiveReading,
    article_id: int,
    before: int | None,
    after: int | None,
    *,
    longest: int | None = None,
) -> DifferenceRecord:
    """Return what changed; without numbers between the newest revision and the one that it changed.

    Of each text at most so many characters are compared; `cut` says whether any was longer.
    Raises NotStoredError if there is no such article or revision, UsageError if `before` is not the older.
    """
    newest = article_now(reading, article_id).revision
    after = newest if after is None else after
    if before is None:
        before = compared_with(article_revisions(reading, article_id).revisions, after)
    if before > after:
        raise UsageError(
            f"before={before} is newer than after={after}.", hint="Give the older revision as `before`."
        )
    texts = {
        number: (title or "", text)
        for number, title, text in reading.index.rows(
            "SELECT revision, title, text FROM article_history WHERE article_id = ? AND revision IN (?, ?)",
            article_id,
            before,
            after,
        )
    }
    for number in (before, after):
        if number not in texts:
            raise NotStoredError(
                f"Article {article_id} has no revision {number}.", hint=f"It has those from 1 to {newest}."
            )
    return DifferenceRecord(
        article_id=article_id,
        before=before,
        after=after,
        title=_pieces(difference(texts[before][0], texts[after][0])),
        text=_pieces(difference(texts[before][1][:longest], texts[after][1][:longest])),
        cut=longest is not None and any(len(texts[one][1]) > longest for one in (before, after)),
    )


def _pieces(found: Sequence[Piece]) -> list[DifferencePiece]:
    return [DifferencePiece(kind=piece.kind, text=piece.text) for piece in found]


def article_evidence(reading: ArchiveReading, article: ArticleRecord) -> ArticleEvidence:
    """Return what lies behind the newest revision of the article."""
    number = article.article_id
    removed = reading.records(
        tuple(RemovedLine.model_fields),
        "FROM removed_text WHERE article_id = ? AND revision = ?",
        number,
        article.revision,
    )
    leading = _rows_of(reading, LeadingUrl.model_fields, "article_urls", number, "first_seen_at, url")
    told = _rows_of(reading, ToldFact.model_fields, "article_evidence", number, "field, standing, heard_at")
    restated = _rows_of(reading, RestatedFact.model_fields, "article_restatements", number, "seen_at, fact")
    tags = reading.records(("tag",), "FROM article_tags WHERE article_id = ? ORDER BY tag", number)
    other = shown_instead(reading.index, number)
    return ArticleEvidence(
        article_id=number,
        repairs=[RepairLine(**asdict(one)) for one in revision_repairs(reading.index, article.revision_id)],
        removed=[RemovedLine.model_validate(row) for row in removed],
        captures=[CaptureLine(**_shown(asdict(one))) for one in article_captures(reading.index, number)],
        absences=[AbsenceLine(**_shown(asdict(one))) for one in article_absences(reading.index, number)],
        urls=[LeadingUrl.model_validate(row) for row in leading],
        copies=_copies(reading, article),
        tags=[str(row["tag"]) for row in tags],
        told=[ToldFact.model_validate(row) for row in told],
        restated=[RestatedFact.model_validate(row) for row in restated],
        kept_fetch_id=revision_capture(reading.index, article.revision_id),
        shows_instead=None if other is None else OtherPage(**_shown(asdict(other))),
    )


def _rows_of(
    reading: ArchiveReading, columns: Collection[str], view: str, number: int, order: str
) -> list[dict[str, Any]]:
    """Return what a view tells of an article."""
    rest = f"FROM {view} WHERE article_id = ? ORDER BY {order} LIMIT {_MOST}"
    return reading.records(tuple(columns), rest, number)


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {name: shown_value(value) for name, value in values.items()}


def _copies(reading: ArchiveReading, article: ArticleRecord) -> list[CopyLine]:
    if article.syndication_id is None:
        return []
    columns = (f"{'r' if name == 'published_offset' else 's'}.{name}" for name in CopyLine.model_fields)
    rows = reading.records(
        tuple(columns),
        "FROM syndicated_stories AS s JOIN articles AS a ON a.id = s.article_id"
        " JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number"
        " WHERE s.syndication_id = ? AND s.article_id <> ?"
        f" ORDER BY s.published_at, s.url LIMIT {_MOST}",
        article.syndication_id,
        article.article_id,
    )
    return [CopyLine.model_validate(row) for row in rows]


def why_of(reader: ArchiveReader, url: str) -> WhyRecord:
    """Return all that is stored about the URL; NotStoredError if that is nothing."""
    known = url_history(reader.url, url)
    timeline = known.timeline
    if timeline is None and known.forgotten_at is None:
        raise NotStoredError(
            f"Nothing is known about {url[:500]}: no listing named it, and it was never asked for.",
            hint="See that its source declares a feed or section that lists it.",
        )

    def shown(name: str) -> Any:
        value = getattr(timeline, name, None)
        return None if value is None else shown_value(value)

    return WhyRecord(
        url=timeline.url if timeline else url,
        forgotten_at=None if known.forgotten_at is None else as_text(known.forgotten_at),
        forgotten_why=known.forgotten_why,
        events=[] if timeline is None else sorted(_story(timeline), key=lambda event: event.at),
        **{
            name: shown(name)
            for name in (
                *("source", "state", "relation", "leads_to", "first_seen_at", "found_in"),
                *("next_check_at", "last_error"),
            )
        },
    )


def _story(timeline: UrlTimeline) -> Iterator[WhyEvent]:
    for answer in timeline.answers:
        incident = answer.doubt or answer.trouble
        yield WhyEvent(
            at=as_text(answer.at),
            what=answer.outcome,
            said=answer.said,
            status=answer.status,
            reason=answer.reason,
            detail=answer.detail,
            crawl=answer.crawl,
            revision=answer.revision,
            incident=None if incident is None else incident.number,
            incident_kind=None if incident is None else incident.kind,
            doubt=None if answer.doubt is None else answer.doubt.state,
        )
    for event in timeline.events:
        yield WhyEvent(
            at=as_text(event.at),
            what=event.event,
            said=JournalEvent(event.event).phrase,
            status=None,
            reason=event.reason,
            detail=event.detail,
            crawl=event.crawl,
            revision=None,
        )

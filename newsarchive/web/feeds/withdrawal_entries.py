"""What the feeds of withdrawals tell: an article that its publisher took away, or that is back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from newsarchive.errors import UsageError
from newsarchive.lifecycle import ARTICLE_EVENTS, JournalEvent
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.revision_feed import FedWithdrawal, fed_withdrawals, withdrawal_batches
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading
from newsarchive.web.answers.feed_entries import (
    FeedEntry,
    FeedPage,
    entry_paragraphs,
    moment_of_feed,
    plain_text,
)
from newsarchive.web.answers.search_answers import ArticleChoice, demand_known_source
from newsarchive.web.display.shown_values import shortened, text_language
from newsarchive.words import Matcher

# Articles whose texts are looked at before the index is asked for all hits of the words.
_LOOKED_AT = 400
_SUMMARIES = {
    JournalEvent.WITHDRAWN: "Withdrawn: its page was found gone twice. The text is the last one seen.",
    JournalEvent.RETURNED: "Back: its page answers again after it was withdrawn.",
}


def withdrawal_page(
    reader: ArchiveReader, choice: ArticleChoice, *, before: int | None, limit: int
) -> FeedPage:
    """Return a page of withdrawals and returns of the articles chosen, newest first.

    The choice is of articles as they stood last. Raises UsageError for words that cannot be read and for an
    unknown source.
    """
    if choice.as_of is not None:
        raise UsageError("A feed tells of now: as_of has no meaning there.", hint="Leave it out.")
    events = _newest_by_text(reader, choice, before, limit + 1)
    if events is None:
        sql = _newest_by_words(choice, before, limit + 1)
        events = [int(str(row["event_id"])) for row in reader.sql_records(sql, most=limit + 1)]
    if not events:
        demand_known_source(reader, choice.source)
    with reader.reading() as reading:
        entries = tuple(_entry(one) for one in fed_withdrawals(reading.index, events[:limit]))
    more = len(events) > limit
    return FeedPage(entries=entries, next_before=events[limit - 1] if more else None)


def _newest_by_text(
    reader: ArchiveReader, choice: ArticleChoice, before: int | None, wanted: int
) -> list[int] | None:
    """Return the newest so many events; None if few of the last hundreds have the words.

    Such words are rare enough for all their hits to be joined with the events.
    """
    matcher = Matcher(read_words(choice.words)) if choice.words.strip() else None
    events: list[int] = []
    looked_at = 0
    with reader.reading() as reading:
        for batch in withdrawal_batches(reading.index, before):
            shown = _meant(reading, choice, sorted({article for _, article in batch}))
            if matcher is not None:
                looked_at += len(shown)
                texts = reading.index.texts(shown.values())
                shown = {
                    article: revision
                    for article, revision in shown.items()
                    if revision in texts and matcher.matches(*texts[revision], indexed=False)
                }
            events += [event for event, article in batch if article in shown]
            if len(events) >= wanted:
                return events[:wanted]
            if looked_at >= _LOOKED_AT:
                return None
    return events


def _meant(reading: ArchiveReading, choice: ArticleChoice, articles: Sequence[int]) -> dict[int, int]:
    """Return those articles that are chosen, whatever their words, with the revision that is shown."""
    where = [f"c.article_id IN ({', '.join(map(str, articles))})", *choice.conditions()]
    rows = reading.records(
        ("c.article_id", "c.revision_id"), f"FROM current_articles AS c WHERE {' AND '.join(where)}"
    )
    return {int(str(row["article_id"])): int(str(row["revision_id"])) for row in rows}


def _newest_by_words(choice: ArticleChoice, before: int | None, limit: int) -> str:
    words = ", ".join(f"'{event}'" for event in ARTICLE_EVENTS)
    where = [
        f"e.event IN ({words})",
        *([] if before is None else [f"e.id < {before:d}"]),
        *choice.conditions(),
    ]
    return (
        f"SELECT e.id AS event_id {choice.from_clause()} JOIN url_events AS e ON e.article_id = c.article_id"
        f" WHERE {' AND '.join(where)} ORDER BY e.id DESC LIMIT {limit:d}"
    )


def _entry(one: FedWithdrawal) -> FeedEntry:
    event = JournalEvent(one.event)
    identity = f"{one.url} {event} {moment_of_feed(one.at).isoformat(timespec='seconds')}"
    return FeedEntry(
        id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}",
        article_id=one.article_id,
        revision=None,
        source=plain_text(one.source),
        url=one.url,
        title=plain_text(shortened(" ".join((one.title or "").split()) or one.url)),
        happened="withdrawn" if event is JournalEvent.WITHDRAWN else "returned",
        summary=_SUMMARIES[event],
        html="".join(entry_paragraphs(one.text)),
        language=text_language(one.language, one.script),
        authors=tuple(plain_text(name) for name in (one.authors or "").split("; ") if name),
        published=moment_of_feed(one.published_at) if one.published_at and one.published_offset else None,
        updated=moment_of_feed(one.at),
    )

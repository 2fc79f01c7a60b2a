"""What the feeds of withdrawals tell: an article that its publisher took away, or that is back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from newsarchive.errors import UsageError
from newsarchive.lifecycle import JournalEvent
from newsarchive.storage.queries.withdrawal_feed import FedWithdrawal, fed_withdrawals, withdrawal_batches
from newsarchive.web.archive_reader import ArchiveReader
from newsarchive.web.feed_entries import FeedEntry, FeedPage, entry_paragraphs, moment_of_feed, plain_text
from newsarchive.web.search_answers import ArticleChoice
from newsarchive.web.shown_values import shortened, text_language

_SUMMARIES = {
    JournalEvent.WITHDRAWN: "Withdrawn: its page was found gone twice. The text is the last one seen.",
    JournalEvent.RETURNED: "Back: its page answers again after it was withdrawn.",
}


def withdrawal_page(
    reader: ArchiveReader, choice: ArticleChoice, *, before: int | None, limit: int
) -> FeedPage:
    """Return a page of withdrawals and returns of the articles chosen, newest first.

    The choice is of articles as they stood last. Raises UsageError for words that cannot be read.
    """
    if choice.as_of is not None:
        raise UsageError("A feed tells of now: as_of has no meaning there.", hint="Leave it out.")
    with reader.reading() as reading:
        events: list[int] = []
        for batch in withdrawal_batches(reading.index, before):
            meant = _meant(reader, choice, sorted({article for _, article in batch}))
            events += [event for event, article in batch if article in meant]
            if len(events) > limit:
                break
        entries = tuple(_entry(one) for one in fed_withdrawals(reading.index, events[:limit]))
    more = len(events) > limit
    return FeedPage(entries=entries, next_before=events[limit - 1] if more else None)


def _meant(reader: ArchiveReader, choice: ArticleChoice, articles: Sequence[int]) -> frozenset[int]:
    among = f"c.article_id IN ({', '.join(map(str, articles))})"
    sql = f"SELECT c.article_id {choice.from_clause()} WHERE {' AND '.join([among, *choice.conditions()])}"
    return frozenset(int(str(row["article_id"])) for row in reader.sql_records(sql, most=len(articles)))


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

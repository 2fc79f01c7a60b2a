"""What feeds tell, newest first: new articles, their publishers' edits, withdrawals and returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsarchive.lifecycle import ARTICLE_EVENTS
from newsarchive.storage.derived.search_words import fts5, tsquery
from newsarchive.storage.queries.facet_counts import FOUND_FACETS, FacetChoice
from newsarchive.storage.queries.search_hits import (
    Index,
    SearchCandidate,
    candidate_columns,
    confirmed_candidates,
    marks,
)
from newsarchive.storage.rows.publisher_edits import IS_EDIT, undoubted
from newsarchive.words import Matcher, Query

# Articles of the newest texts that are looked through before the index is asked for all that are meant, and
# those whose texts are read for it; and articles looked at in a step, then and before.
_NEWEST, _NEWEST_TEXTS, _FEW, _MANY = 1_000, 300, 60, 400
# Steps after which it is given up: each asks for all that are meant once more.
_MOST_STEPS = 12
_ABOVE_ALL = 1 << 62
_CANDIDATE = candidate_columns(url="''")
_AMONG_NEWEST = f"""
SELECT {_CANDIDATE} FROM (
    SELECT * FROM search_entries ORDER BY revision_id DESC LIMIT {_NEWEST}
) AS e JOIN article_facets AS f ON f.article_id = e.article_id"""  # noqa: S608 - of constants
# What is chosen is read by the index that has it, and sorted; CROSS JOIN keeps SQLite to that order.
_CHOSEN = f"""
SELECT {_CANDIDATE} FROM article_facets AS f CROSS JOIN search_entries AS e
WHERE e.article_id = f.article_id"""  # noqa: S608 - of constants


# What feeds tell of: conditions of SQL on `revisions AS r`, without and with edits.
_FIRST = f"r.number = 1 AND {undoubted('r')}"
FED = {False: _FIRST, True: f"({_FIRST} OR {IS_EDIT})"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FedRevision:
    """A revision as feeds tell it; `before` is the number of the last one before it that nobody doubts.

    `captured_url` and `fetched_at` are of the capture it was read from, which never changes.
    """

    revision_id: int
    article_id: int
    number: int
    before: int | None
    source: str
    url: str
    captured_url: str
    fetched_at: datetime
    recorded_at: datetime
    title: str | None
    text: str
    authors: str | None
    language: str | None
    script: str | None
    published_at: datetime | None
    published_offset: str | None
    chars_added: int | None
    chars_removed: int | None
    stealth: bool | None


def fed_revisions(index: Index, revision_ids: list[int]) -> list[FedRevision]:
    """Return the revisions of these numbers, the highest first."""
    sql = (
        "SELECT r.id, r.article_id, r.number, (SELECT max(b.number) FROM revisions AS b"  # noqa: S608 - of constants
        " WHERE b.article_id = r.article_id AND b.number < r.number"
        f" AND {undoubted('b')}),"
        " s.name, a.url, f.url, f.fetched_at, r.recorded_at, r.title, r.text, h.authors, r.language,"
        " r.script, r.published_at, r.published_offset, r.chars_added, r.chars_removed, r.stealth"
        " FROM revisions AS r JOIN articles AS a ON a.id = r.article_id"
        " JOIN sources AS s ON s.id = a.source_id JOIN fetches AS f ON f.id = r.fetch_id"
        " JOIN article_history AS h ON h.article_id = r.article_id AND h.revision = r.number"
        " WHERE r.id = ?"
    )
    names = FedRevision.__slots__
    return [
        FedRevision(**dict(zip(names, row, strict=True)))
        for number in sorted(revision_ids, reverse=True)
        for row in index.rows(sql, number)
    ]


def earlier_text(index: Index, revision: FedRevision) -> tuple[str, str]:
    """Return title and text of the revision before it; empty if there is none."""
    if revision.before is None:
        return "", ""
    sql = "SELECT coalesce(title, ''), text FROM revisions WHERE article_id = ? AND number = ?"
    title, text = next(index.rows(sql, revision.article_id, revision.before))
    return title, text


def newest_revisions(
    index: Index, query: Query | None, choice: FacetChoice, *, edits: bool, wanted: int
) -> list[int] | None:
    """Return the newest so many revisions of the articles whose newest text is meant; none in doubt.

    Each is the first of its article or, with `edits`, an edit by its publisher. An article shows the newest
    of its revisions that is not in doubt, so that articles in the order of what they show have all of them:
    what is left when enough were found is older. None where thousands of the newest texts are no news, as
    after `reprocess`.
    """
    found: list[int] = []
    for step, (articles, oldest) in enumerate(_newest_shown(index, query, choice)):
        if step == _MOST_STEPS:
            return None
        found += _told(index, articles, edits=edits)
        if sum(number >= oldest for number in found) >= wanted:
            break
    return sorted(found, reverse=True)[:wanted]


def _newest_shown(index: Index, query: Query | None, choice: FacetChoice) -> Iterator[tuple[list[int], int]]:
    """Yield articles in steps, with the oldest revision shown by one of a step: those that follow show older.

    A common word fills a page from the newest texts alone; of any other, all hits can be sorted.
    """
    conditions, values = choice.conditions()
    matcher = None if query is None else Matcher(query)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    newest = list(
        index.rows(f"{_AMONG_NEWEST}{where} ORDER BY e.revision_id DESC LIMIT {_NEWEST_TEXTS}", *values)
    )
    oldest = _ABOVE_ALL
    for start in range(0, len(newest), _FEW):
        step = [SearchCandidate._make(row) for row in newest[start : start + _FEW]]
        oldest = step[-1].revision_id
        # The index was not asked for their words.
        yield _with_words(index, matcher, [hit._replace(unlisted=True) for hit in step]), oldest
    if query is None:
        chosen, given = _CHOSEN, []
    else:
        words = (fts5 if index.dialect == "sqlite" else tsquery)(query, choice.source_id)
        head, matched = FOUND_FACETS[index.dialect]
        chosen = f"{head}SELECT {_CANDIDATE} {matched}"
        given = [words, *choice.entries()]
    sql = " AND ".join([chosen, *conditions, "e.revision_id < ?"]) + " ORDER BY e.revision_id DESC LIMIT ?"
    while rows := list(index.rows(sql, *given, *values, oldest, _MANY)):
        step = [SearchCandidate._make(row) for row in rows]
        oldest = step[-1].revision_id
        yield _with_words(index, matcher, step), oldest


def _with_words(index: Index, matcher: Matcher | None, step: Sequence[SearchCandidate]) -> list[int]:
    found = step if matcher is None else confirmed_candidates(index, matcher, step)
    return [hit.article_id for hit in found]


def _told(index: Index, articles: Sequence[int], *, edits: bool) -> list[int]:
    sql = f"SELECT r.id FROM revisions AS r WHERE r.article_id IN ({marks(articles)}) AND {FED[edits]}"  # noqa: S608 - of marks and constants
    rows: Iterator[tuple[Any, ...]] = index.rows(sql, *articles) if articles else iter(())
    return [row[0] for row in rows]


_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FedWithdrawal:
    """An article withdrawn or returned, with the text that it had last; `event` is a word of the journal."""

    event_id: int
    article_id: int
    event: str
    at: datetime
    source: str
    url: str
    title: str | None
    text: str
    authors: str | None
    language: str | None
    script: str | None
    published_at: datetime | None
    published_offset: str | None


def withdrawal_batches(index: Index, before: int | None) -> Iterator[list[tuple[int, int]]]:
    """Yield (event, article) of withdrawals and returns, newest first, from those before an event on."""
    words = ", ".join(f"'{event}'" for event in ARTICLE_EVENTS)
    while True:
        # The index of events of articles has these alone.
        above = "" if before is None else " AND id < ?"
        sql = (
            "SELECT id, article_id FROM url_events WHERE article_id IS NOT NULL"  # noqa: S608
            f" AND event IN ({words}){above} ORDER BY id DESC LIMIT {_BATCH}"
        )
        batch = [(int(row[0]), int(row[1])) for row in index.rows(sql, *([] if before is None else [before]))]
        if not batch:
            return
        yield batch
        before = batch[-1][0]


def fed_withdrawals(index: Index, event_ids: Sequence[int]) -> list[FedWithdrawal]:
    """Return these events with what the archive has of their articles, the newest first."""
    sql = (
        "SELECT e.id, e.article_id, e.event, e.at, s.name, a.url, c.title, c.text, c.authors, c.language,"  # noqa: S608
        " c.script, c.published_at, c.published_offset FROM url_events AS e"
        " JOIN articles AS a ON a.id = e.article_id JOIN sources AS s ON s.id = a.source_id"
        " JOIN current_articles AS c ON c.article_id = a.id"
        f" WHERE e.id IN ({marks(event_ids)}) ORDER BY e.id DESC"
    )
    names = FedWithdrawal.__slots__
    rows = index.rows(sql, *event_ids) if event_ids else iter(())
    return [FedWithdrawal(**dict(zip(names, row, strict=True))) for row in rows]

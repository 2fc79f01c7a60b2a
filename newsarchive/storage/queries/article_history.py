"""One article through time: by which URL it is known, its revisions, its withdrawals, when each was seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from newsarchive.durations import HOUR
from newsarchive.evidence import StatedFact
from newsarchive.incident_states import IncidentKind, IncidentState
from newsarchive.lifecycle import ARTICLE_EVENTS, RevisionCause
from newsarchive.storage.migrating.revision import checked_connection
from newsarchive.storage.queries.search_hits import Index
from newsarchive.storage.rows.doubted_revisions import is_undoubted
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import (
    article_pasts,
    articles,
    fetches,
    people,
    restatements,
    revisions,
    source_incidents,
    sources,
    url_events,
    urls,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """The incident that put a revision in doubt: its number, kind and state."""

    number: int
    kind: IncidentKind
    state: IncidentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision; times are aware UTC. `stealth` and the counts are None in the first."""

    number: int
    recorded_at: datetime
    fetched_at: datetime
    cause: RevisionCause
    extractor: str
    title: str | None
    text: str
    authors: tuple[str, ...]
    published_at: datetime | None
    modified_at: datetime | None
    stealth: bool | None
    chars_added: int | None
    chars_removed: int | None
    doubt: Doubt | None = None
    stands_in_for: str | None = None  # why the page gave no article, where the text is that of a list
    came_late: bool | None = None  # true: when its page came, the article had been seen later already


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The article was `withdrawn` or `returned` as of a fetch; `recorded_at` is None if unknown."""

    event: str
    at: datetime
    recorded_at: datetime | None
    status: int | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """A fact that the page fetched at `at` states otherwise in its markup (at `place`) than before."""

    fact: StatedFact
    before: str
    after: str
    place: str
    at: datetime
    recorded_at: datetime
    fetch_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHistory:
    """An article, its revisions, its withdrawals and returns (`turns`), what its page stated anew.

    Each oldest first.
    """

    url: str
    source: str
    withdrawn_at: datetime | None
    revisions: tuple[Revision, ...]
    turns: tuple[Turn, ...]
    restatements: tuple[Restatement, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()  # all others it has or had, with their relation to it


def is_recorded_apart(fetched_at: datetime, recorded_at: datetime) -> bool:
    """Say whether a capture was stored so long after its fetch, as by an import, that both times matter."""
    return abs((recorded_at - fetched_at).total_seconds()) > HOUR


def history_of(archive_url: str, url: str, as_of: datetime | None = None) -> ArticleHistory | None:
    """Return the history of the article behind any of its URLs, in the archive at `archive_url`.

    None if the archive has none, or had none at the time `as_of`. Raises ArchiveError.
    """
    with checked_connection(archive_url) as connection:
        number = article_of(connection, url)
        if number is None:
            return None
        found = _revisions(connection, number, as_of)
        if not found:
            return None
        row = _article(connection, number, as_of)
        return ArticleHistory(
            url=row.url,
            source=row.name,
            withdrawn_at=row.withdrawn_at,
            revisions=tuple(found),
            turns=tuple(_turns(connection, number, as_of)),
            restatements=tuple(restatements_where(connection, restatements.c.article_id == number, as_of)),
            addresses=tuple(_addresses(connection, number)),
        )


def _addresses(connection: Connection, number: int) -> list[tuple[str, str]]:
    query = (
        select(urls.c.url, urls.c.relation)
        .join(articles, articles.c.id == urls.c.article_id)
        .where(articles.c.id == number, articles.c.url_id != urls.c.id, articles.c.url != urls.c.url)
        .order_by(urls.c.url, urls.c.url_key)
    )
    return [(row.url, row.relation or "known") for row in connection.execute(query)]


def article_of(connection: Connection, url: str) -> int | None:
    """Return the row number of the article that the URL identifies, else of the one it leads to."""
    query = (
        select(articles.c.id, urls.c.article_id)
        .select_from(urls)
        .outerjoin(articles, articles.c.url_id == urls.c.id)
        .where(urls.c.url_key == url_key(url))
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else row.id or row.article_id


def _article(connection: Connection, number: int, as_of: datetime | None) -> Row[Any, Any, Any]:
    """Return the article's row, or its earlier version that was valid at `as_of`."""
    query = select(articles.c.url, articles.c.withdrawn_at, sources.c.name).join(
        sources, sources.c.id == articles.c.source_id
    )
    now = connection.execute(query.where(articles.c.id == number)).one()
    if as_of is None:
        return now
    table = article_pasts
    past = (
        select(table.c.url, table.c.withdrawn_at, sources.c.name)
        .join(articles, articles.c.id == table.c.article_id)
        .join(sources, sources.c.id == articles.c.source_id)
        .where(table.c.article_id == number, table.c.replaced_at > as_of)
        .order_by(table.c.number)
        .limit(1)
    )
    return connection.execute(past).one_or_none() or now


def _revisions(connection: Connection, number: int, as_of: datetime | None) -> list[Revision]:
    names = [name for name in Revision.__slots__ if name not in {"fetched_at", "authors", "doubt"}]
    query = (
        select(
            revisions.c.id,
            fetches.c.fetched_at,
            revisions.c.incident_id,
            *(revisions.c[name] for name in names),
        )
        .join(fetches, fetches.c.id == revisions.c.fetch_id)
        .where(revisions.c.article_id == number)
        .order_by(revisions.c.number)
    )
    if as_of is not None:
        query = query.where(revisions.c.recorded_at <= as_of)
    authors = _authors(connection, number)
    rows = connection.execute(query).all()
    doubts = incidents_of(connection, {row.incident_id for row in rows if row.incident_id is not None})
    return [
        Revision(
            authors=tuple(authors.get(row.id, ())),
            cause=RevisionCause(row.cause),
            doubt=doubts.get(row.incident_id),
            **{name: getattr(row, name) for name in ("fetched_at", *names) if name != "cause"},
        )
        for row in rows
    ]


def incidents_of(connection: Connection, numbers: Collection[int]) -> dict[int, Doubt]:
    """Return what became of these incidents, by number."""
    table = source_incidents
    query = select(table.c.id, table.c.kind, table.c.state).where(table.c.id.in_(numbers))
    return {
        row.id: Doubt(number=row.id, kind=IncidentKind(row.kind), state=IncidentState(row.state))
        for row in connection.execute(query)
    }


def _authors(connection: Connection, number: int) -> Mapping[int, Sequence[str]]:
    query = (
        select(people.c.revision_id, people.c.name)
        .join(revisions, revisions.c.id == people.c.revision_id)
        .where(revisions.c.article_id == number, people.c.role == "author")
        .order_by(people.c.revision_id, people.c.position)
    )
    found: dict[int, list[str]] = {}
    for revision, name in connection.execute(query):
        found.setdefault(revision, []).append(name)
    return found


def _turns(connection: Connection, number: int, as_of: datetime | None) -> list[Turn]:
    events = and_(url_events.c.article_id == number, url_events.c.event.in_(ARTICLE_EVENTS))
    query = (
        select(
            url_events.c.event,
            url_events.c.at,
            fetches.c.recorded_at,
            fetches.c.status,
            url_events.c.reason,
        )
        .outerjoin(fetches, fetches.c.id == url_events.c.fetch_id)
        .where(events)
        .order_by(url_events.c.at, url_events.c.id)
    )
    if as_of is not None:
        query = query.where(fetches.c.recorded_at <= as_of)
    return [Turn(**row._mapping) for row in connection.execute(query)]


def restatements_where(
    connection: Connection, condition: ColumnElement[bool], as_of: datetime | None = None
) -> list[Restatement]:
    """Return those of the rows that fulfil a condition, as they were seen; none of a page in doubt."""
    table = restatements.c
    query = (
        select(
            table.fact,
            table.said_before.label("before"),
            table.said_after.label("after"),
            table.stated_in.label("place"),
            fetches.c.fetched_at.label("at"),
            table.recorded_at,
            table.fetch_id,
        )
        .join(fetches, fetches.c.id == table.fetch_id)
        .outerjoin(revisions, revisions.c.id == fetches.c.revision_id)
        .where(condition, or_(revisions.c.id.is_(None), is_undoubted()))
        .order_by(fetches.c.fetched_at, table.id)
    )
    if as_of is not None:
        query = query.where(table.recorded_at <= as_of)
    return [
        Restatement(**dict(row._mapping) | {"fact": StatedFact(row.fact)})
        for row in connection.execute(query)
    ]


def article_at(index: Index, url: str) -> int | None:
    """Return the number of the article that the URL identifies, else of the one it leads to, in any spelling.

    The same rule as `article_of`.
    """
    sql = (
        "SELECT coalesce(a.id, u.article_id) FROM urls AS u LEFT JOIN articles AS a ON a.url_id = u.id"
        " WHERE u.url_key = ?"
    )
    return next((row[0] for row in index.rows(sql, url_key(url))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenState:
    """A revision, when the page that said so was fetched (UTC), and that capture if its bytes are kept."""

    number: int
    at: datetime
    kept_fetch_id: int | None


def seen_states(index: Index, article_id: int) -> list[SeenState]:
    """Return the states in the order in which they were seen; one a capture, the one read by the newest code.

    Without those that an incident puts in doubt: the site may not have said so.
    """
    sql = (
        "SELECT r.number, f.fetched_at, f.id, f.payload_sha256 IS NOT NULL FROM revisions AS r"
        " JOIN fetches AS f ON f.id = r.fetch_id"
        " WHERE r.article_id = ? AND r.incident_id IS NULL ORDER BY f.fetched_at, r.number"
    )
    found: dict[datetime, SeenState] = {}
    for number, at, fetch_id, kept in index.rows(sql, article_id):
        moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
        found[moment] = SeenState(number=number, at=moment, kept_fetch_id=fetch_id if kept else None)
    return list(found.values())

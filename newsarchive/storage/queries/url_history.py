"""Everything that is stored about one URL: what `why` shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from newsarchive.incident_states import IncidentKind
from newsarchive.items import RENDERED_HEADER
from newsarchive.lifecycle import TOLD_BY_FETCH, CrawlKind, Outcome, UrlRelation
from newsarchive.politeness.host_state import HostState, authority
from newsarchive.storage.articles.withdrawals import shown_elsewhere
from newsarchive.storage.frontier.host_records import load_hosts
from newsarchive.storage.migrating.revision import checked_connection
from newsarchive.storage.queries.article_history import (
    Doubt,
    Restatement,
    article_of,
    incidents_of,
    restatements_where,
)
from newsarchive.storage.rows.testimony_rows import told_of
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import (
    articles,
    crawls,
    fetches,
    forgotten,
    restatements,
    revisions,
    source_incidents,
    sources,
    url_events,
    urls,
    votes,
)
from newsarchive.testimony import HeardFacts, Vote, by_weight

# By the incidents that no page tells: the answers that are part of one.
_WITHOUT_PAGES: Mapping[str, Collection[str]] = {
    IncidentKind.VANISHED: (Outcome.GONE, Outcome.REDIRECTED),
    IncidentKind.UNANSWERED: (Outcome.FAILED,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlFetch:
    """One answer; `revision` is the number of the revision that it created or showed.

    `shown_before` is the newest that the URL had shown before.
    """

    at: datetime
    recorded_at: datetime
    crawl: int
    crawl_kind: str
    outcome: str
    status: int | None
    final_url: str | None
    reason: str | None
    detail: str | None
    revision: int | None
    doubt: Doubt | None
    payload_kept: bool
    kind: str | None  # of page, and how sure that is (0 to 1)
    kind_confidence: float | None
    rendered_by: str | None = None  # the browser that made the page
    stands_in_for: str | None = None  # why the page gave no article, where its text is that of a list
    restatements: tuple[Restatement, ...] = ()  # what its markup states otherwise than before
    trouble: Doubt | None = None  # the incident of the whole site during which its page was not to be had
    shown_before: int | None = None

    @property
    def said(self) -> str:
        """What came of it as a phrase, of the article as it is known today."""
        outcome = Outcome(self.outcome)
        if outcome is Outcome.NEW and self.revision not in {None, 1}:
            return f"an article of its own then, now revision {self.revision} of this one"
        before = self.shown_before
        if outcome is Outcome.UNCHANGED and before and self.revision and self.revision > before:
            return f"the article as another URL had shown it: revision {self.revision}"
        return outcome.phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlEvent:
    """An event that adds to its answer (withdrawn, returned, reread), and any without an answer."""

    at: datetime
    event: str
    crawl: int
    reason: str | None
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlTimeline:
    """A URL and what happened to it, oldest first; `relation` is that to the article at `leads_to`."""

    url: str
    source: str
    kind: str
    state: str
    last_error: str | None
    attempts: int
    missing_since: datetime | None
    incident: Doubt | None
    next_check_at: datetime | None
    found_in: str | None
    hint_title: str | None
    first_seen_at: datetime
    relation: str | None
    leads_to: str | None
    revisions: int
    withdrawn_at: datetime | None
    others: tuple[tuple[str, str], ...]
    is_shown_elsewhere: bool  # another URL of the article answers, so that it is not withdrawn
    answers: tuple[UrlFetch, ...]
    events: tuple[UrlEvent, ...]
    told: tuple[HeardFacts, ...] = ()
    votes: tuple[Vote, ...] = ()  # of the article's newest revision


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlHistory:
    """What is stored: the URL's own row, the state of its host, and when and why it was taken down."""

    timeline: UrlTimeline | None
    host: HostState | None = None
    forgotten_at: datetime | None = None
    forgotten_why: str | None = None


def url_history(archive_url: str, url: str) -> UrlHistory:
    """Return everything stored about the URL in the archive at `archive_url`. Raises ArchiveError."""
    with checked_connection(archive_url) as connection:
        takedown = connection.execute(
            select(forgotten.c.forgotten_at, forgotten.c.reason).where(forgotten.c.url_key == url_key(url))
        ).one_or_none()
        found = _timeline(connection, url)
        name = authority(url)
        host = load_hosts(connection, [name]).get(name)
        if takedown is None:
            return UrlHistory(timeline=found, host=host)
        return UrlHistory(
            timeline=found, host=host, forgotten_at=takedown.forgotten_at, forgotten_why=takedown.reason
        )


def _timeline(connection: Connection, url: str) -> UrlTimeline | None:
    names = (
        *("url", "kind", "state", "last_error", "attempts", "missing_since", "next_check_at"),
        *("found_in", "hint_title", "first_seen_at"),
    )
    query = (
        select(
            urls.c.id, urls.c.relation, urls.c.incident_id, sources.c.name, *(urls.c[name] for name in names)
        )
        .join(sources, sources.c.id == urls.c.source_id)
        .where(urls.c.url_key == url_key(url))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    plain = {name: getattr(row, name) for name in names}
    return UrlTimeline(
        **plain,
        **_leads_to(connection, row, article_of(connection, url)),
        incident=incidents_of(connection, [row.incident_id]).get(row.incident_id),
        source=row.name,
        answers=tuple(_answers(connection, row.id)),
        events=tuple(_events(connection, row.id)),
        told=by_weight(told_of(connection, [url], with_texts=False).get(url, ()), None),
        votes=tuple(_votes(connection, article_of(connection, url))),
    )


def _votes(connection: Connection, number: int | None) -> list[Vote]:
    query = (
        select(votes.c.field, votes.c.page_said, votes.c.listing)
        .join(revisions, revisions.c.id == votes.c.revision_id)
        .join(articles, articles.c.id == revisions.c.article_id)
        .where(articles.c.id == number, revisions.c.number == articles.c.latest_number)
        .order_by(votes.c.position)
    )
    return [Vote(**row._mapping) for row in connection.execute(query)]


def _leads_to(connection: Connection, row: Any, number: int | None) -> dict[str, Any]:
    no_article = {
        "relation": None,
        "leads_to": None,
        "revisions": 0,
        "withdrawn_at": None,
        "others": (),
        "is_shown_elsewhere": False,
    }
    if number is None:
        return no_article
    columns = (articles.c.url, articles.c.latest_number, articles.c.withdrawn_at, articles.c.url_id)
    article = connection.execute(select(*columns).where(articles.c.id == number)).one()
    others = (
        select(urls.c.url, urls.c.relation)
        .where(urls.c.article_id == number, urls.c.id != row.id)
        .order_by(urls.c.url, urls.c.url_key)
    )
    return {
        "relation": UrlRelation.CANONICAL if article.url_id == row.id else row.relation,
        "leads_to": article.url,
        "revisions": article.latest_number,
        "withdrawn_at": article.withdrawn_at,
        "others": tuple((other.url, other.relation or "known") for other in connection.execute(others)),
        "is_shown_elsewhere": bool(connection.scalar(select(shown_elsewhere(number, row.id)))),
    }


def _answers(connection: Connection, number: int) -> list[UrlFetch]:
    query = (
        select(
            fetches.c.id,
            fetches.c.fetched_at.label("at"),
            fetches.c.recorded_at,
            fetches.c.crawl_id.label("crawl"),
            crawls.c.kind.label("crawl_kind"),
            *(
                fetches.c[name]
                for name in ("outcome", "status", "final_url", "reason", "detail", "payload_kept", "headers")
            ),
            fetches.c.kind,
            fetches.c.kind_confidence,
            revisions.c.number.label("revision"),
            revisions.c.incident_id,
            revisions.c.stands_in_for,
        )
        .join(crawls, crawls.c.id == fetches.c.crawl_id)
        .outerjoin(revisions, revisions.c.id == fetches.c.revision_id)
        .where(fetches.c.url_id == number)
        .order_by(fetches.c.recorded_at, fetches.c.fetched_at, fetches.c.id)
    )
    rows = [dict(row._mapping) for row in connection.execute(query)]
    doubts = incidents_of(connection, {row["incident_id"] for row in rows if row["incident_id"] is not None})
    troubles = _troubles(connection, number)
    of_url = select(fetches.c.id).where(fetches.c.url_id == number)
    restated = restatements_where(connection, restatements.c.fetch_id.in_(of_url))
    for row in rows:
        own = row.pop("id")
        row["restatements"] = tuple(one for one in restated if one.fetch_id == own)
    newest: int | None = None
    for row in rows:
        row["shown_before"] = newest
        newest = max(filter(None, (newest, row["revision"])), default=None)
    return [_fetched(row, doubts.get(row.pop("incident_id")), troubles) for row in rows]


def _fetched(row: dict[str, Any], doubt: Doubt | None, troubles: Sequence[Row[Any]]) -> UrlFetch:
    lines = (line.partition(": ") for line in (row.pop("headers") or "").splitlines())
    browser = next((value for name, _, value in lines if name.lower() == RENDERED_HEADER), None)
    trouble = next((one for one in troubles if _is_part(one, row)), None)
    told = None if trouble is None else Doubt(number=trouble.id, kind=trouble.kind, state=trouble.state)
    return UrlFetch(**row, doubt=doubt, rendered_by=browser, trouble=told)


def _troubles(connection: Connection, number: int) -> Sequence[Row[Any]]:
    """Return the incidents of the URL's source in which no page came."""
    of_source = source_incidents.c.source_id == urls.c.source_id
    query = select(source_incidents).join(urls, of_source).where(urls.c.id == number)
    query = query.where(source_incidents.c.kind.in_(_WITHOUT_PAGES)).order_by(source_incidents.c.id.desc())
    return connection.execute(query).all()


def _is_part(trouble: Row[Any], row: Mapping[str, Any]) -> bool:
    """Say whether an answer came while the incident was open, and is of its kind; imported pages are not."""
    if row["crawl_kind"] != CrawlKind.CRAWL:
        return False
    if row["outcome"] not in _WITHOUT_PAGES[trouble.kind] or row["crawl"] < trouble.opened_crawl_id:
        return False
    return trouble.closed_at is None or row["at"] < trouble.closed_at


def _events(connection: Connection, number: int) -> list[UrlEvent]:
    query = (
        select(
            url_events.c.at,
            url_events.c.event,
            url_events.c.crawl_id.label("crawl"),
            url_events.c.reason,
            url_events.c.detail,
            url_events.c.fetch_id,
        )
        .where(url_events.c.url_id == number)
        .order_by(url_events.c.at, url_events.c.id)
    )
    return [
        UrlEvent(at=row.at, event=row.event, crawl=row.crawl, reason=row.reason, detail=row.detail)
        for row in connection.execute(query)
        if row.event not in TOLD_BY_FETCH or row.fetch_id is None
    ]

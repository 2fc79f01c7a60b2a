"""What an operator wants to know of all sources at a glance, as far as the archive knows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, Text, case, column, exists, func, or_, select, table

from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import LEFT_OUT_BY_RULE, NEVER_ASKED, RECHECKED, TRAP_PREFIX, UrlState
from newsarchive.storage.database.server_clock import by_server
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.migrating.revision import checked_connection
from newsarchive.storage.rows.url_identity import bare_host
from newsarchive.storage.schema import (
    articles,
    feeds,
    hosts,
    revisions,
    source_incidents,
    sources,
    urls,
)

# A text of which less than half is expected to be right; the view `current_articles` says what the number is.
_DOUBTFUL = 0.5
_RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOverview:
    """One source. Counts of what waits are of now.

    state            as in the view `source_health`
    blocked          hosts of its articles that are left alone, with the moment until then
    incidents        kinds of its open incidents
    hidden_edits     articles with an edit that a dismissed incident hides
    listings         listings whose poll is due
    rechecks         articles whose recheck is due
    unfinished       URLs found but never asked for
    left_out         URLs that a rule of its declaration leaves out
    suspicious       articles of seven days without title or date, of doubtful text, or wholly in doubt
    """

    source: str
    state: str
    last_new_at: datetime | None
    blocked: tuple[tuple[str, datetime], ...] = ()
    incidents: tuple[str, ...] = ()
    listings: int = 0
    rechecks: int = 0
    unfinished: int = 0
    left_out: int = 0
    suspicious: int = 0
    hidden_edits: int = 0


def source_overviews(
    url: str, now: datetime, declared_hosts: Mapping[str, Iterable[str]]
) -> dict[str, SourceOverview]:
    """Return each source of the archive at `url` that is not retired, by name. Raises ArchiveError.

    `declared_hosts`: the hosts that declarations name, by source.
    """
    with checked_connection(url) as connection:
        health = table("source_health", column("source", Text), column("state", Text))
        stands = select(health.c.source, health.c.state).where(health.c.state != "retired")
        states = {row.source: row.state for row in connection.execute(stands)}
        numbers = {row.name: row.id for row in connection.execute(select(sources.c.name, sources.c.id))}
        counted = _counted(connection, now)
        blocked = _blocked(connection, now, numbers, declared_hosts)
        opened = _incidents(connection)
        return {
            name: SourceOverview(
                source=name,
                state=state,
                last_new_at=_last_new(connection, numbers[name]),
                blocked=tuple(sorted(blocked[name])),
                incidents=tuple(opened[numbers[name]]),
                **counted[numbers[name]],
            )
            for name, state in sorted(states.items())
        }


def _last_new(connection: Connection, source: int) -> datetime | None:
    newest = select(func.max(articles.c.first_seen_at)).where(articles.c.source_id == source)
    found: datetime | None = connection.scalar(newest)
    return found


def _counted(connection: Connection, now: datetime) -> dict[int, dict[str, int]]:
    """Return the counts of each source by the names of SourceOverview."""
    due = (urls.c.next_check_at <= now) & urls.c.state.in_(RECHECKED) & (urls.c.next_check_at < NEVER)
    by_rule = (urls.c.state == UrlState.SKIPPED) & or_(
        urls.c.last_error.in_(LEFT_OUT_BY_RULE), urls.c.last_error.startswith(TRAP_PREFIX, autoescape=True)
    )
    of_urls = {
        "rechecks": func.sum(case((due, 1), else_=0)),
        "unfinished": func.sum(case((urls.c.state.in_(NEVER_ASKED), 1), else_=0)),
        "left_out": func.sum(case((by_rule, 1), else_=0)),
    }
    query = select(urls.c.source_id, *(value.label(name) for name, value in of_urls.items()))
    query = query.where(urls.c.kind == "article").group_by(urls.c.source_id)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(query):
        found[row.source_id] = {name: int(getattr(row, name) or 0) for name in of_urls}
    polls = select(feeds.c.source_id, func.count()).where(feeds.c.next_poll_at <= now)
    for source, count in connection.execute(polls.group_by(feeds.c.source_id)):
        found[source]["listings"] = count
    for source, count in connection.execute(_suspicious(now)).all():
        found[source]["suspicious"] = count
    for source, count in connection.execute(_hidden_edits()).all():
        found[source]["hidden_edits"] = count
    return found


def _suspicious(now: datetime) -> Select[Any]:
    shown = (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.latest_number)
    doubtful = or_(
        revisions.c.id.is_(None),
        revisions.c.title.is_(None),
        articles.c.published_at.is_(None),
        revisions.c.text_confidence < _DOUBTFUL,
    )
    return (
        select(articles.c.source_id, func.count())
        .select_from(articles.outerjoin(revisions, shown))
        .where(articles.c.first_seen_at >= now - _RECENT, doubtful)
        .group_by(articles.c.source_id)
    )


def _hidden_edits() -> Select[Any]:
    doubt = revisions.join(source_incidents, source_incidents.c.id == revisions.c.incident_id)
    return (
        select(articles.c.source_id, func.count(articles.c.id.distinct()))
        .select_from(doubt.join(articles, articles.c.id == revisions.c.article_id))
        .where(source_incidents.c.state == IncidentState.DISMISSED)
        .where(revisions.c.number > articles.c.latest_number)
        .group_by(articles.c.source_id)
    )


def _incidents(connection: Connection) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(source_incidents.c.source_id, source_incidents.c.kind)
    query = query.where(source_incidents.c.state == IncidentState.OPEN).order_by(source_incidents.c.kind)
    for source, kind in connection.execute(query):
        found[source].append(kind)
    return found


def _blocked(
    connection: Connection,
    now: datetime,
    numbers: Mapping[str, int],
    declared_hosts: Mapping[str, Iterable[str]],
) -> dict[str, list[tuple[str, datetime]]]:
    blocked = hosts.c.blocked_until > by_server(connection, now)
    query = select(hosts.c.host, hosts.c.blocked_until).where(blocked)
    named = {name: set(of_source) for name, of_source in declared_hosts.items()}
    found: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for host, until in connection.execute(query).all():
        site = bare_host(f"https://{host}/")
        has_articles = exists().where(articles.c.source_id == sources.c.id, articles.c.site == site)
        of_articles = set(connection.scalars(select(sources.c.name).where(has_articles)))
        for name in numbers:
            if name in of_articles or host in named.get(name, ()):
                found[name].append((host, until))
    return found

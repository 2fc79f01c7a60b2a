"""Incidents of sources: opened, gone on with and ended, with what that means for URLs and revisions.

A revision made in an incident names it (`revisions.incident_id`), and `articles.latest_number` passes it
over. So an incident that is over leaves nothing to undo; one that is accepted gives the numbers back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, exists, func, insert, literal, null, select, update

from newsarchive.errors import UsageError
from newsarchive.incident_states import (
    AFTER_LASTING,
    INCIDENT_TRANSITIONS,
    INCIDENTS_OF_PAGES,
    STILL_DOUBTED,
    IncidentKind,
    IncidentState,
)
from newsarchive.lifecycle import JournalEvent, UrlState
from newsarchive.planning.incidents import (
    INCIDENT_WINDOW,
    IncidentFinding,
    LookAtUrl,
    find_incidents,
    has_lost,
    is_lasting,
    is_one_trouble,
    is_over,
    is_seen,
    next_look,
    suspected_pages,
    written_by,
)
from newsarchive.storage.articles.shown_revisions import show_newest_ordinary
from newsarchive.storage.articles.withdrawals import withdraw_vanished
from newsarchive.storage.database.column_values import UtcDateTime, coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.interfaces.monitoring import Incident, Proportion
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.monitoring.incident_looks import (
    IncidentMember,
    StoredLook,
    incident_members,
    kept_body,
    known_lines,
    looks_since,
    notes_among,
    showing_another,
)
from newsarchive.storage.rows.crawl_ends import unjudged_crawls
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import write_event
from newsarchive.storage.rows.url_identity import bare_host
from newsarchive.storage.schema import articles, crawls, fetches, revisions, source_incidents, sources, urls

_OF_ONE_PAGE = (IncidentKind.LOGIN_WALL, IncidentKind.ERROR_PAGE, IncidentKind.SAME_TEXT)
_FORGET_ANSWER = {"etag": None, "last_modified": None, "seen_key": None}


class ArchiveIncidents:
    """The store `Incidents` (see newsarchive.storage.interfaces.monitoring)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judge(self, crawl: int, at: datetime) -> list[Incident]:
        """Open, go on with and end the incidents that the pages of a crawl's source show; idempotent."""
        with self._database.reading() as connection:
            run = connection.execute(select(crawls).where(crawls.c.id == crawl)).one()
            looks = looks_since(connection, run.source_id, _window(run.started_at, at))
            suspected = {one.url_id for one in suspected_pages(_judged(looks))}
            body = kept_body(connection, [one for one in looks if one.look.url_id in suspected])
            opened = _open_rows(connection, run.source_id)
            known = known_lines(connection, run.source_id)
            notes = notes_among(connection, looks)
        of_known = {number: _written_by(looks, lines) for number, lines in known.items()}
        going_on = {row.id for row in opened}
        told_before = [
            one.look.url_id for number, of in of_known.items() if number not in going_on for one in of
        ]
        found = [_as_opened(one, opened) for one in find_incidents(_judged(looks), body, told_before, notes)]
        if found or any(of_known.values()) or any(row.kind in INCIDENTS_OF_PAGES for row in opened):
            with self._database.writing() as connection:
                _Judging(connection, run, at, looks).judge(found, of_known)
        return self.listed(source=_name_of(self._database, run.source_id))

    def judge_interrupted(self, crawl: int, at: datetime) -> None:
        """Judge what crawls of the source saw that were cut short before this one; idempotent."""
        with self._database.reading() as connection:
            source = select(crawls.c.source_id).where(crawls.c.id == crawl).scalar_subquery()
            query = unjudged_crawls().where(crawls.c.source_id == source, crawls.c.id < crawl)
            # Looks of a day are judged together, those of the others with it.
            newest = connection.scalar(query.order_by(crawls.c.id.desc()).limit(1))
        if newest is not None:
            self.judge(newest, at)

    def follow(
        self, crawl: int, at: datetime, kind: IncidentKind, *, detail: str | None, part: Proportion
    ) -> None:
        """Open or go on with an incident that an expectation tells (`detail`), or end it (None)."""
        with self._database.reading() as connection:
            run = connection.execute(select(crawls).where(crawls.c.id == crawl)).one()
            if detail is None and all(row.kind != kind for row in _open_rows(connection, run.source_id)):
                return
        with self._database.writing() as connection:
            row = next((one for one in _open_rows(connection, run.source_id) if one.kind == kind), None)
            if detail is not None:
                values = {"affected": part.count, "looked_at": part.of, "detail": coerced_text(detail)}
                _see(connection, run, at, kind, row, values)
            elif row is not None:
                lasted = (
                    kind == IncidentKind.VANISHED and 2 * _withdrawn_since(connection, row) > row.affected
                )
                _close(connection, row, IncidentState.ACCEPTED if lasted else IncidentState.OVER, at, crawl)

    def settle(self, number: int, state: IncidentState, at: datetime) -> Incident:
        """Accept or dismiss an open incident, or accept one that was dismissed."""
        with self._database.writing() as connection:
            row = connection.execute(
                select(source_incidents).where(source_incidents.c.id == number)
            ).one_or_none()
            if row is None or state not in INCIDENT_TRANSITIONS[IncidentState(row.state)]:
                known = (
                    "There is no incident" if row is None else f"It is {row.state}: there is no open incident"
                )
                raise UsageError(f"{known} {number}.", hint="'newsarchive incidents' lists the open ones.")
            _close(connection, row, state, at, None)
            if state is IncidentState.ACCEPTED and row.kind == IncidentKind.VANISHED:
                withdraw_vanished(connection, row.source_id, row.last_crawl_id, at)
            return _incidents(connection, source_incidents.c.id == number)[0]

    def listed(self, source: str | None = None, *, every: bool = False) -> list[Incident]:
        """Return the open incidents, or with `every` the ended ones too, newest first."""
        conditions = [] if every else [source_incidents.c.state == IncidentState.OPEN]
        conditions += [] if source is None else [sources.c.name == source]
        with self._database.reading() as connection:
            return _incidents(connection, *conditions)


class _Judging:
    """What the looks of one crawl's source do to its incidents."""

    def __init__(
        self, connection: Connection, run: Row[Any], at: datetime, looks: Sequence[StoredLook]
    ) -> None:
        self._connection, self._run, self._at = connection, run, at
        self._looks = {one.look.url_id: one for one in looks}

    def judge(self, found: Sequence[IncidentFinding], of_known: Mapping[int, Sequence[StoredLook]]) -> None:
        """Follow what was found, and what shows again the lines that earlier incidents told."""
        rows = {row.kind: row for row in _open_rows(self._connection, self._run.source_id)}
        # Looks of a day are judged together: of an open incident a crawl saw what it looked at itself.
        seen = [
            finding
            for finding in found
            if finding.kind not in rows or any(self._is_of_crawl(self._looks[n]) for n in finding.members)
        ]
        for finding in seen:
            row = rows.get(finding.kind)
            values = {
                "affected": len(finding.members),
                "looked_at": finding.of,
                "detail": finding.detail,
                "example": self._looks[finding.members[0]].url,
            }
            number = _see(self._connection, self._run, self._at, finding.kind, row, values)
            opened_at = self._at if row is None else row.opened_at
            self._doubt(number, finding.kind, finding.members, opened_at)
        shown = {finding.kind: set(finding.members) for finding in seen}
        of_lines = shown.get(IncidentKind.SAME_LINES, set())
        going_on = {row.id: row for row in rows.values()}
        for number, looks in of_known.items():
            again = [one for one in looks if one.look.url_id not in of_lines]
            if (row := going_on.get(number)) is None:
                self._mark(number, IncidentKind.SAME_LINES, again)
            else:
                members = [one.look.url_id for one in again]
                self._doubt(number, IncidentKind.SAME_LINES, members, row.opened_at)
            of_lines |= {one.look.url_id for one in again}
        for kind, row in rows.items():
            if kind in INCIDENTS_OF_PAGES:
                showing = of_lines if kind == IncidentKind.SAME_LINES else shown.get(kind, set())
                self._go_on(row, seen=kind in shown, showing=showing)

    def _go_on(self, row: Row[Any], *, seen: bool, showing: Collection[int]) -> None:
        again = [one for one in self._looks.values() if one.member == row.id and self._is_of_crawl(one)]
        # A page may show it in other words than before: a theme that counts days, one day less.
        still = [one.look.url_id for one in again if one.look.url_id in showing or _shows_still(one, row)]
        members = _members(self._connection, row.id)
        since = [one for one in members if one.crawl_id is not None and one.crawl_id > row.last_crawl_id]
        shown = {one.url_id for one in since if one.doubted_by == row.id or one.refused} | set(still)
        there = sum(not one.missing for one in members)
        if not members or (not seen and is_over(len(shown), len(since), there)):
            _close(self._connection, row, IncidentState.OVER, self._at, self._run.id)
        elif is_seen(len(still), len(again)):
            if not seen:
                _see(self._connection, self._run, self._at, IncidentKind(row.kind), row, {})
            self._doubt(row.id, IncidentKind(row.kind), still, row.opened_at)
            crawls_seen = row.crawls_seen + (row.last_crawl_id != self._run.id)
            if is_lasting(_began(self._connection, row), self._at, crawls_seen):
                _close(self._connection, row, AFTER_LASTING[IncidentKind(row.kind)], self._at, self._run.id)
        elif still:
            self._doubt(row.id, IncidentKind(row.kind), still, row.opened_at)

    def _is_of_crawl(self, one: StoredLook) -> bool:
        return bool(one.fetched_at >= self._run.started_at)

    def _doubt(self, number: int, kind: IncidentKind, members: Sequence[int], opened_at: datetime) -> None:
        looks = [self._looks[url_id] for url_id in members]
        for one in looks:
            if one.look.new and one.look.page is not None:
                _give_back(self._connection, one)
        self._mark(number, kind, looks)
        again = {"next_check_at": next_look(opened_at, self._at), "incident_id": number}
        # The look that is planned for the others stays: crawls of other pages would put it off for days.
        seen = [one.look.url_id for one in looks if one.member != number or self._is_of_crawl(one)]
        for part in chunks(sorted(seen)):
            # A 304 or the same bytes would say of the doubted page that it is as it was.
            self._connection.execute(update(urls).where(urls.c.id.in_(part)).values(again | _FORGET_ANSWER))

    def _mark(self, number: int, kind: IncidentKind, looks: Sequence[StoredLook]) -> None:
        """Put in doubt what these looks show."""
        made = [one.revision for one in looks if one.revision is not None and one.doubted_by is None]
        for part in chunks(made):
            mark = update(revisions).where(revisions.c.id.in_(part), revisions.c.incident_id.is_(None))
            self._connection.execute(mark.values(incident_id=number, doubted_at=self._at))
        show_newest_ordinary(self._connection, {one.article_id for one in looks})
        for one in looks:
            if one.member != number:
                write_event(
                    self._connection,
                    JournalEvent.DOUBTED,
                    url_id=one.look.url_id,
                    crawl=self._run.id,
                    at=self._at,
                    reason=kind,
                    detail=f"incident {number}",
                )


def _give_back(connection: Connection, one: StoredLook) -> None:
    """Identify an article that was never seen but in an incident by the URL that was asked for.

    It would be known, and looked at again, by the address of the login page that it was redirected to.
    """
    of_other = articles.alias()
    taken = exists().where(of_other.c.url_id == one.look.url_id, of_other.c.id != one.article_id)
    own = {"url_id": one.look.url_id, "url": one.url, "site": bare_host(one.url)}
    given = update(articles).where(articles.c.id == one.article_id, ~taken).values(own)
    if connection.execute(given).rowcount:
        others = (urls.c.article_id == one.article_id) & (urls.c.id != one.look.url_id)
        left = {"article_id": None, "relation": None, "state": UrlState.REFUSED, "next_check_at": NEVER}
        connection.execute(update(urls).where(others).values(left))


def _shows_still(one: StoredLook, row: Row[Any]) -> bool:
    if row.kind == IncidentKind.SAME_LINES:
        return bool(one.doubted_by == row.id)  # a text that lost more was edited
    return one.look.shows is None or one.doubted_by == row.id or has_lost(one.look)


def _written_by(looks: Sequence[StoredLook], lines: set[bytes]) -> list[StoredLook]:
    """Return the looks nobody doubts yet at texts in which nothing moved but these lines."""
    moved = {one.url_id for one in written_by(_judged(looks), lines)}
    return [one for one in looks if one.look.url_id in moved and one.doubted_by is None]


def _judged(looks: Sequence[StoredLook]) -> list[LookAtUrl]:
    return [one.look for one in looks]


def _as_opened(finding: IncidentFinding, opened: Sequence[Row[Any]]) -> IncidentFinding:
    """Return the finding under the kind that was told when the incident opened."""
    kinds = [IncidentKind(row.kind) for row in opened if row.kind in _OF_ONE_PAGE]
    return replace(finding, kind=kinds[0]) if kinds and finding.kind in _OF_ONE_PAGE else finding


def _window(started_at: datetime, at: datetime) -> datetime:
    return min(started_at, at - timedelta(seconds=INCIDENT_WINDOW))


def _open_rows(connection: Connection, source: int) -> list[Row[Any]]:
    of_source = (source_incidents.c.source_id == source) & (source_incidents.c.state == IncidentState.OPEN)
    query = select(source_incidents).where(of_source).order_by(source_incidents.c.id)
    return list(connection.execute(query).all())


def _see(
    connection: Connection,
    run: Row[Any],
    at: datetime,
    kind: IncidentKind,
    row: Row[Any] | None,
    values: dict[str, Any],
) -> int:
    """Record that a crawl saw an incident, which it opens if there is none; return its number."""
    if row is None:
        first = {
            "source_id": run.source_id,
            "kind": kind,
            "state": IncidentState.OPEN,
            "opened_at": at,
            "opened_crawl_id": run.id,
            "last_crawl_id": run.id,
            "crawls_seen": 1,
        }
        new = insert(source_incidents).returning(source_incidents.c.id)
        return int(connection.scalars(new, first | values).one())
    times = row.crawls_seen + (row.last_crawl_id != run.id)
    seen = {"last_crawl_id": run.id, "crawls_seen": times}
    connection.execute(update(source_incidents).where(source_incidents.c.id == row.id).values(values | seen))
    return int(row.id)


def _close(
    connection: Connection, row: Row[Any], state: IncidentState, at: datetime, crawl: int | None
) -> None:
    """End an incident; those of its URLs that the crawl did not look at are due at once.

    Not if what they show is accepted. Those that show something else than the archive does now are due, too,
    and are read whole: that look decides whether they were edited.
    """
    closed = {"state": state, "closed_at": at, "closed_crawl_id": crawl}
    connection.execute(update(source_incidents).where(source_incidents.c.id == row.id).values(closed))
    members = [one.url_id for one in _members(connection, row.id)] or _doubted_urls(connection, row.id)
    for number in members:
        write_event(
            connection,
            JournalEvent.SETTLED,
            url_id=number,
            crawl=crawl or row.last_crawl_id,
            at=at,
            reason=state,
            detail=f"incident {row.id}",
        )
    began = connection.scalar(select(crawls.c.started_at).where(crawls.c.id == (crawl or row.last_crawl_id)))
    looked_at = urls.c.last_fetched_at >= (at if crawl is None else began)
    # What was looked at is planned as any other article is.
    due = case((looked_at, null()), else_=literal(at, UtcDateTime))
    values: dict[str, Any] = {"incident_id": None}
    if state is not IncidentState.ACCEPTED:
        values |= {"next_check_at": due}
    for part in chunks(members):
        connection.execute(update(urls).where(urls.c.id.in_(part)).values(values))
    doubted = select(revisions.c.article_id).where(revisions.c.incident_id == row.id).distinct()
    show_newest_ordinary(connection, set(connection.scalars(doubted)))
    if state is not IncidentState.DISMISSED:
        for part in chunks(showing_another(connection, members)):
            again = {"next_check_at": at} | _FORGET_ANSWER
            connection.execute(update(urls).where(urls.c.id.in_(part)).values(again))


def _members(connection: Connection, number: int) -> list[IncidentMember]:
    query = select(urls.c.id).where(urls.c.incident_id == number)
    return incident_members(connection, list(connection.scalars(query.order_by(urls.c.id))))


def _doubted_urls(connection: Connection, number: int) -> list[int]:
    """Return the URLs whose pages made the revisions in doubt: those of a dismissed incident are free."""
    query = select(fetches.c.url_id).join(revisions, revisions.c.fetch_id == fetches.c.id)
    query = query.where(revisions.c.incident_id == number, fetches.c.url_id.is_not(None))
    return list(connection.scalars(query.distinct().order_by(fetches.c.url_id)))


def _began(connection: Connection, row: Row[Any]) -> datetime:
    """Return when the trouble began: what came back soon after it was taken to be over was not over."""
    kinds = _OF_ONE_PAGE if row.kind in _OF_ONE_PAGE else (row.kind,)
    earlier = (
        select(source_incidents.c.opened_at, source_incidents.c.closed_at)
        .where(source_incidents.c.source_id == row.source_id, source_incidents.c.kind.in_(kinds))
        .where(source_incidents.c.state == IncidentState.OVER, source_incidents.c.id < row.id)
        .order_by(source_incidents.c.id.desc())
    )
    began: datetime = row.opened_at
    for opened_at, closed_at in connection.execute(earlier):
        if not is_one_trouble(opened_at, closed_at, began):
            break
        began = opened_at
    return began


def _withdrawn_since(connection: Connection, row: Row[Any]) -> int:
    since = row.opened_at - timedelta(seconds=INCIDENT_WINDOW)
    query = select(func.count()).where(
        articles.c.source_id == row.source_id, articles.c.withdrawn_at >= since
    )
    return int(connection.scalar(query) or 0)


def _name_of(database: Database, source: int) -> str:
    with database.reading() as connection:
        return str(connection.scalars(select(sources.c.name).where(sources.c.id == source)).one())


def _incidents(connection: Connection, *conditions: Any) -> list[Incident]:
    doubted = (
        select(func.count())
        .where(revisions.c.incident_id == source_incidents.c.id)
        .correlate(source_incidents)
        .scalar_subquery()
    )
    newer = (revisions.c.incident_id == source_incidents.c.id) & (
        revisions.c.number > articles.c.latest_number
    )
    hidden = (
        select(func.count(articles.c.id.distinct()))
        .select_from(revisions.join(articles, articles.c.id == revisions.c.article_id))
        .where(newer, source_incidents.c.state.in_(STILL_DOUBTED))
        .correlate(source_incidents)
        .scalar_subquery()
    )
    query = (
        select(source_incidents, sources.c.name, doubted.label("revisions"), hidden.label("hidden"))
        .join(sources, sources.c.id == source_incidents.c.source_id)
        .where(*conditions)
        .order_by(source_incidents.c.id.desc())
    )
    return [
        Incident(
            number=row.id,
            source=row.name,
            kind=IncidentKind(row.kind),
            state=IncidentState(row.state),
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            crawls_seen=row.crawls_seen,
            affected=row.affected,
            looked_at=row.looked_at,
            revisions=row.revisions,
            hidden=row.hidden,
            example=row.example,
            detail=row.detail,
        )
        for row in connection.execute(query)
    ]

"""The newest looks at the known URLs of a source, as `newsarchive.planning.incidents` judges them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select

from newsarchive.incident_states import STILL_DOUBTED, IncidentKind, IncidentState
from newsarchive.lifecycle import (
    READ,
    RECHECKED,
    SHOWN,
    CrawlKind,
    NotArticle,
    Outcome,
    RevisionCause,
    Verdict,
)
from newsarchive.planning.incidents import LookAtUrl, ShownText, moved_by_many, written_by
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.rows.doubted_revisions import is_ordinary
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.payloads import read_payload
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import (
    articles,
    crawls,
    fetches,
    people,
    revisions,
    source_incidents,
    urls,
)
from newsarchive.text.correction_notes import may_be_note

# Verdicts that may hold for a whole site at once; a page of bytes that are no text is one page.
_FOREIGN = (Verdict.NOT_ARTICLE, Verdict.HIJACKED)
# A page behind a paywall is the article still, as far as it is shown.
_CLOSED = NotArticle.PAYWALL
# What servers and readers write for a letter that they have no byte or no character for.
_LOST_LETTER = ("?", "\ufffd")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLook:
    """A look, the answer it was told by, and what stands in the archive of it.

    `revision` is the one shown, if nobody doubts it yet or an open incident (`doubted_by`) does. `member` is
    the open incident its URL is part of.
    """

    look: LookAtUrl
    url: str
    article_id: int
    fetched_at: datetime
    payload: str | None
    revision: int | None
    doubted_by: int | None
    member: int | None


def looks_since(connection: Connection, source: int, since: datetime) -> list[StoredLook]:
    """Return the newest look at each URL of an article that a crawl asked for since then, by URL number."""
    answers = _newest_answers(connection, source, since)
    shown = _shown(connection, [row for row in answers if row.outcome != Outcome.REFUSED], since)
    refused = [row for row in answers if row.outcome == Outcome.REFUSED and _is_foreign(row)]
    was_article = _shown_before(connection, [row.url_id for row in refused if not row.incident_id], since)
    found = [shown[row.url_id] for row in answers if row.url_id in shown]
    for row in refused:
        if row.incident_id or row.url_id in was_article:
            look = LookAtUrl(url_id=row.url_id, shows=None, at=row.fetched_at, page=_page(row))
            found.append(_stored(row, look, revision=None, doubted_by=None, payload=None))
    return sorted(found, key=lambda one: one.look.url_id)


def kept_body(connection: Connection, looks: Iterable[StoredLook]) -> bytes | None:
    """Return a kept page of one of these looks, None if none was kept."""
    payload = next((one.payload for one in looks if one.payload), None)
    return None if payload is None else read_payload(connection, payload)


def _newest_answers(connection: Connection, source: int, since: datetime) -> list[Any]:
    query = (
        select(
            fetches.c.url_id,
            fetches.c.url,
            fetches.c.fetched_at,
            fetches.c.outcome,
            fetches.c.verdict,
            fetches.c.reason,
            fetches.c.final_url,
            fetches.c.payload_sha256,
            fetches.c.revision_id,
            urls.c.article_id,
            urls.c.incident_id,
        )
        .join(urls, urls.c.id == fetches.c.url_id)
        .join(crawls, crawls.c.id == fetches.c.crawl_id)
        .where(fetches.c.source_id == source, fetches.c.fetched_at >= since)
        # The index has the day; in no time zone is it more than one off.
        .where(fetches.c.day >= since.date() - timedelta(days=1))
        .where(fetches.c.outcome.in_((*READ, Outcome.NOT_MODIFIED)))
        .where(urls.c.kind == "article", urls.c.article_id.is_not(None), crawls.c.kind == CrawlKind.CRAWL)
        .order_by(fetches.c.fetched_at, fetches.c.id)
    )
    newest: dict[int, Any] = {row.url_id: row for row in connection.execute(query)}
    return list(newest.values())


def _page(row: Any) -> str | None:
    """Return host and path of the page a URL was redirected to: login pages have parameters of each."""
    if not row.final_url or url_key(row.final_url) == url_key(row.url):
        return None
    return str(row.final_url).partition("?")[0].partition("#")[0]


def _is_foreign(row: Any) -> bool:
    return row.verdict in _FOREIGN and row.reason != _CLOSED


def _shown_before(connection: Connection, url_ids: Sequence[int], since: datetime) -> set[int]:
    """Return which of these refused URLs showed their article since then, or when last looked at before."""
    found: set[int] = set()
    for part in chunks(url_ids):
        answers = (
            select(fetches.c.url_id, fetches.c.outcome, fetches.c.fetched_at)
            .where(fetches.c.url_id.in_(part), fetches.c.outcome.in_((*READ, Outcome.NOT_MODIFIED)))
            .order_by(fetches.c.fetched_at, fetches.c.id)
        )
        last: dict[int, str] = {}
        for url_id, outcome, at in connection.execute(answers):
            if at < since:
                last[url_id] = outcome
            elif outcome in SHOWN:
                found.add(url_id)
        found |= {url_id for url_id, outcome in last.items() if outcome in SHOWN}
    return found


def _shown(connection: Connection, answers: Sequence[Any], since: datetime) -> dict[int, StoredLook]:
    stored = _revisions(connection, {row.revision_id for row in answers if row.revision_id is not None})
    opened = set(
        connection.scalars(
            select(source_incidents.c.id).where(source_incidents.c.state == IncidentState.OPEN)
        )
    )
    # Only what is younger than the window, or in doubt, is compared with what stood before.
    young = {
        number: row
        for number, row in stored.items()
        if row.incident_id in opened or (row.incident_id is None and row.recorded_at >= since)
    }
    before = _before(connection, young.values())
    earlier_ones = {row.id for row in before.values()}
    texts = _texts(connection, {*young, *earlier_ones}, {*before, *earlier_ones})
    authors = _authors(connection, {*stored, *earlier_ones})
    found: dict[int, StoredLook] = {}
    for row in answers:
        revision = stored.get(row.revision_id)
        if revision is None or (revision.incident_id is not None and revision.id not in young):
            continue
        earlier = before.get(revision.id)
        shows = _text(revision, authors, texts)
        if revision.cause != RevisionCause.PUBLISHER:
            # What newer code of ours reads otherwise in many pages, no template wrote.
            shows = replace(shows, lines=None)
        look = LookAtUrl(
            url_id=row.url_id,
            shows=shows,
            before=None if earlier is None else _text(earlier, authors, texts),
            new=revision.id in young and earlier is None,
            first=revision.recorded_at,
            at=row.fetched_at,
            page=_page(row),
        )
        number = revision.id if revision.id in young else None
        found[row.url_id] = _stored(
            row, look, revision=number, doubted_by=revision.incident_id, payload=revision.payload_sha256
        )
    return found


def _stored(
    row: Any, look: LookAtUrl, *, revision: int | None, doubted_by: int | None, payload: str | None
) -> StoredLook:
    return StoredLook(
        look=look,
        url=row.url,
        article_id=row.article_id,
        fetched_at=row.fetched_at,
        payload=payload or row.payload_sha256,
        revision=revision,
        doubted_by=doubted_by,
        member=row.incident_id,
    )


_COLUMNS = (
    "id",
    "fetch_id",
    "article_id",
    "number",
    "recorded_at",
    "title",
    "published_at",
    "incident_id",
    "cause",
)


def _revisions(connection: Connection, numbers: Collection[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    length = func.length(revisions.c.text).label("length")
    for part in chunks(sorted(numbers)):
        query = (
            select(*(revisions.c[name] for name in _COLUMNS), length, fetches.c.payload_sha256)
            .join(fetches, fetches.c.id == revisions.c.fetch_id)
            .where(revisions.c.id.in_(part))
        )
        found |= {row.id: row for row in connection.execute(query)}
    return found


def _before(connection: Connection, young: Collection[Any]) -> dict[int, Any]:
    """Return, by revision, the newest one before it that nobody doubts."""
    numbers = {row.article_id: row.number for row in young}
    earlier: dict[int, list[Any]] = defaultdict(list)
    length = func.length(revisions.c.text).label("length")
    for part in chunks(sorted(numbers)):
        query = (
            select(*(revisions.c[name] for name in _COLUMNS), length)
            .where(revisions.c.article_id.in_(part), is_ordinary())
            .order_by(revisions.c.number)
        )
        for each in connection.execute(query):
            earlier[each.article_id].append(each)
    found = {}
    for row in young:
        older = [one for one in earlier[row.article_id] if one.number < row.number]
        if older:
            found[row.id] = older[-1]
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """What is compared of a text: keys of it and of its lines, letters beyond ASCII, marks for lost ones."""

    key: str
    letters: int = 0
    marks: int = 0
    lines: tuple[bytes, ...] | None = None


# Of an incident so many revisions are read for the lines that a template moved, and so many incidents.
_OF_INCIDENT, _OF_SOURCE = 200, 20


def known_lines(connection: Connection, source: int) -> dict[int, set[bytes]]:
    """Return the lines that a template moved, by the incidents of a source in doubt, newest first.

    Read from the texts in doubt: pages that are looked at later show the same lines.
    """
    doubting = (
        select(source_incidents.c.id)
        .where(source_incidents.c.source_id == source, source_incidents.c.kind == IncidentKind.SAME_LINES)
        .where(source_incidents.c.state.in_(STILL_DOUBTED))
        .order_by(source_incidents.c.id.desc())
        .limit(_OF_SOURCE)
    )
    return {
        number: moved_by_many(_doubted_looks(connection, number)) for number in connection.scalars(doubting)
    }


def notes_among(connection: Connection, looks: Iterable[StoredLook]) -> set[bytes]:
    """Return which lines that came into many texts at once, or left them, may own up to an edit."""
    by_url = {one.look.url_id: one for one in looks}
    judged = [one.look for one in by_url.values()]
    wanted = moved_by_many(judged)
    found: dict[bytes, str] = {}
    for one in written_by(judged, wanted):
        if len(found) == len(wanted):
            break
        stored = by_url[one.url_id]
        texts = select(revisions.c.text).where(revisions.c.article_id == stored.article_id)
        for text in connection.scalars(texts):
            found |= {key: line for line in text.split("\n") if (key := _digest(line)) in wanted}
    return {key for key, line in found.items() if may_be_note(line)}


def _doubted_looks(connection: Connection, incident: int) -> list[LookAtUrl]:
    newest = select(revisions.c.id).where(revisions.c.incident_id == incident)
    newest = newest.order_by(revisions.c.id.desc()).limit(_OF_INCIDENT)
    doubted = _revisions(connection, list(connection.scalars(newest)))
    before = _before(connection, doubted.values())
    compared = {*before, *(row.id for row in before.values())}
    texts, authors = _texts(connection, compared, compared), _authors(connection, compared)
    return [
        LookAtUrl(
            url_id=number, shows=_text(doubted[number], authors, texts), before=_text(row, authors, texts)
        )
        for number, row in before.items()
    ]


def _texts(connection: Connection, numbers: Collection[int], compared: Collection[int]) -> dict[int, _Told]:
    """Return what is compared of these texts, of the lines only where another text of the page is known."""
    found: dict[int, _Told] = {}
    for part in chunks(sorted(numbers)):
        query = select(revisions.c.id, revisions.c.text).where(revisions.c.id.in_(part))
        for number, text in connection.execute(query):
            lines = text.split("\n") if number in compared else None
            found[number] = _Told(
                key=_digest(text).hex(),
                letters=0 if text.isascii() else sum(char > "\x7f" and char.isalpha() for char in text),
                marks=sum(map(text.count, _LOST_LETTER)),
                lines=None if lines is None else tuple(map(_digest, lines)),
            )
    return found


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _authors(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for part in chunks(sorted(numbers)):
        query = (
            select(people.c.revision_id, people.c.name)
            .where(people.c.revision_id.in_(part), people.c.role == "author")
            .order_by(people.c.revision_id, people.c.position)
        )
        for number, name in connection.execute(query):
            found[number].append(name)
    return {number: tuple(names) for number, names in found.items()}


def _text(row: Any, authors: Mapping[int, tuple[str, ...]], texts: Mapping[int, _Told]) -> ShownText:
    text = texts.get(row.id, _Told(str(row.id)))
    return ShownText(
        authors=authors.get(row.id, ()),
        title=row.title,
        dated=row.published_at is not None,
        length=row.length,
        text_key=text.key,
        letters=text.letters,
        marks=text.marks,
        lines=text.lines,
        published_at=row.published_at,
    )


# What the URLs of an incident showed when they were last looked at.


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMember:
    """A URL of an incident, and its newest answer that told of a page.

    crawl_id    the crawl that got it, None if none did
    refused     it was no article
    doubted_by  the incident that puts what it showed in doubt
    missing     the URL is gone since, so that nothing is to be seen there
    """

    url_id: int
    crawl_id: int | None
    refused: bool
    doubted_by: int | None
    missing: bool


def incident_members(connection: Connection, url_ids: Sequence[int]) -> list[IncidentMember]:
    """Return what these URLs showed last."""
    found = []
    for part in chunks(url_ids):
        told = fetches.c.outcome.in_((*READ, Outcome.NOT_MODIFIED))
        newest = (
            select(fetches.c.url_id, func.max(fetches.c.id).label("fetch_id"))
            .where(fetches.c.url_id.in_(part), told)
            .group_by(fetches.c.url_id)
            .subquery()
        )
        query = (
            select(
                urls.c.id,
                urls.c.missing_since,
                fetches.c.crawl_id,
                fetches.c.outcome,
                revisions.c.incident_id,
            )
            .outerjoin(newest, newest.c.url_id == urls.c.id)
            .outerjoin(fetches, fetches.c.id == newest.c.fetch_id)
            .outerjoin(revisions, revisions.c.id == fetches.c.revision_id)
            .where(urls.c.id.in_(part))
            .order_by(urls.c.id)
        )
        found += [
            IncidentMember(
                url_id=row.id,
                crawl_id=row.crawl_id,
                refused=row.outcome == Outcome.REFUSED,
                doubted_by=row.incident_id,
                missing=row.missing_since is not None,
            )
            for row in connection.execute(query)
        ]
    return found


def showing_another(connection: Connection, url_ids: Sequence[int]) -> list[int]:
    """Return which of these URLs last showed another revision than the archive shows of their articles.

    Left out are those that are not fetched any more, and articles that a rule sets aside.
    """
    found: list[int] = []
    for part in chunks(url_ids):
        newest = (
            select(func.max(fetches.c.id))
            .where(fetches.c.url_id.in_(part), fetches.c.revision_id.is_not(None))
            .group_by(fetches.c.url_id)
        )
        query = (
            select(fetches.c.url_id)
            .join(revisions, revisions.c.id == fetches.c.revision_id)
            .join(articles, articles.c.id == revisions.c.article_id)
            .join(urls, (urls.c.id == fetches.c.url_id) & (urls.c.article_id == articles.c.id))
            .where(fetches.c.id.in_(newest), revisions.c.number != articles.c.latest_number)
            .where(articles.c.set_aside_at.is_(None), urls.c.state.in_(RECHECKED))
            .where(or_(urls.c.next_check_at.is_(None), urls.c.next_check_at < NEVER))
        )
        found += connection.scalars(query.order_by(fetches.c.url_id))
    return found

"""What pages of one host share: learned from the revisions stored, and read by the runs that begin after.

A run that completes looks again at every host with a revision nobody has looked at yet. What it learns is a
function of the archive's content alone: no order of saving, number of workers or interruption shows in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select

from newsarchive.hints import SharedParts
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.url_identity import HostKey
from newsarchive.storage.schema import (
    articles,
    host_lines,
    learnings,
    removed_blocks,
    revisions,
    sources,
    spam_hosts,
)
from newsarchive.text.boilerplate.learning import (
    FEWEST,
    KNOWN,
    SPAM_LINKS,
    LearnedBoilerplate,
    StoredPage,
    learn_shared,
)

# Of each host its newest articles are looked at: enough that a share of them says something, few enough that
# a page layout given up years ago has no vote.
NEWEST = 200
PLACES = ("head", "inside", "tail")
Host = tuple[int, str]  # number of the source, host


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learned of the hosts looked at, from the archive as it stood between two revisions."""

    since: int
    until: int
    hosts: Mapping[Host, LearnedBoilerplate] = field(default_factory=dict)


class _Latest(NamedTuple):
    """The latest revision of an article."""

    url: str
    revision: int
    published_at: datetime | None


class _Cut(NamedTuple):
    """A block cut from a page: a shared line, or spam."""

    place: str
    rule: str
    text: str
    hosts: str

    def is_known_at(self, place: str) -> bool:
        return self.rule == KNOWN and self.place == place


def stands_at(connection: Connection) -> int:
    """Return the row number of the newest revision that was looked at, 0 for none."""
    return connection.scalar(select(func.max(learnings.c.last_revision))) or 0


def learn_boilerplate(connection: Connection) -> Learning:
    """Look at every host that has revisions nobody has looked at."""
    since = stands_at(connection)
    until = connection.scalar(select(func.max(revisions.c.id))) or 0
    hosts = {
        host: learn_shared(_pages(connection, host[1], newest))
        if len(newest) >= FEWEST
        else LearnedBoilerplate(0)
        for host, newest in _newest(connection, since).items()
    }
    return Learning(since, until, hosts)


def publish(connection: Connection, crawl: int, at: datetime, learning: Learning) -> None:
    """Put what was learned in the place of what was known of the same hosts."""
    if learning.until == learning.since:
        return
    for (source, host), learned in learning.hosts.items():
        for table in (host_lines, spam_hosts):
            connection.execute(delete(table).where(table.c.source_id == source, table.c.host == host))
        _insert_lines(connection, source, host, learned)
    values = {"crawl_id": crawl, "learned_at": at, "last_revision": learning.until}
    connection.execute(insert(learnings), values)


def shared_parts(connection: Connection) -> dict[HostKey, SharedParts]:
    """Return what is known of each host, by source and host."""
    keys: dict[HostKey, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    lines = select(sources.c.name, host_lines.c.host, host_lines.c.place, host_lines.c.line_key)
    for name, host, place, key in connection.execute(lines.join_from(host_lines, sources)):
        keys[name, host][place].add(key)
    linked = select(sources.c.name, spam_hosts.c.host, spam_hosts.c.spam_host)
    for name, host, spam_host in connection.execute(linked.join_from(spam_hosts, sources)):
        keys[name, host]["spam_hosts"].add(spam_host)
    return {
        of: SharedParts(**{part: frozenset(values) for part, values in parts.items()})
        for of, parts in keys.items()
    }


def _newest(connection: Connection, since: int) -> dict[Host, list[_Latest]]:
    """The newest articles of each host that has a revision after `since`: by date, then by address."""
    new = select(articles.c.source_id, articles.c.site).join(revisions).where(revisions.c.id > since)
    touched = sorted({(source, site) for source, site in connection.execute(new.distinct())})
    return {host: _newest_of(connection, *host) for host in touched}


def _newest_of(connection: Connection, source: int, site: str) -> list[_Latest]:
    """Walk the index from the newest date; those of the last date of all are read, since they are equals."""
    of_host = (articles.c.source_id == source) & (articles.c.site == site)
    dates = select(articles.c.published_at).where(of_host, articles.c.published_at.is_not(None))
    newest = connection.scalars(dates.order_by(articles.c.published_at.desc()).limit(NEWEST)).all()
    rows: list[_Latest] = []
    if newest:
        rows = _latest(connection, of_host & (articles.c.published_at >= newest[-1]))
    if len(newest) < NEWEST:
        rows += _latest(connection, of_host & articles.c.published_at.is_(None), NEWEST - len(newest))
    return _first(rows)


def _latest(connection: Connection, which: ColumnElement[bool], most: int | None = None) -> list[_Latest]:
    current = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    columns = (articles.c.url, revisions.c.id.label("revision"), articles.c.published_at)
    query = select(*columns).join(revisions, current).where(which)
    if most is not None:
        query = query.order_by(articles.c.url).limit(most)
    return [_Latest(**row._mapping) for row in connection.execute(query)]


def _first(rows: Sequence[_Latest]) -> list[_Latest]:
    by_url = sorted(rows, key=lambda row: row.url)
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(by_url, key=lambda row: row.published_at or never, reverse=True)[:NEWEST]


def _pages(connection: Connection, host: str, newest: Sequence[_Latest]) -> Iterator[StoredPage]:
    blocks = removed_blocks.c
    useful = (blocks.rule == KNOWN) | ((blocks.kind != "furniture") & (blocks.rule != SPAM_LINKS))
    for part in chunks([row.revision for row in newest]):
        cut: dict[int, list[_Cut]] = defaultdict(list)
        query = select(blocks.revision_id, blocks.place, blocks.rule, blocks.text, blocks.hosts)
        query = query.where(blocks.revision_id.in_(part), useful).order_by(blocks.position)
        for row in connection.execute(query):
            cut[row.revision_id].append(_Cut(place=row.place, rule=row.rule, text=row.text, hosts=row.hosts))
        texts = select(revisions.c.id, revisions.c.title, revisions.c.text).where(revisions.c.id.in_(part))
        for revision, title, text in connection.execute(texts):
            yield _page(host, title, text, cut[revision])


def _page(host: str, title: str | None, text: str, cut: Sequence[_Cut]) -> StoredPage:
    known = {place: tuple(block.text for block in cut if block.is_known_at(place)) for place in PLACES}
    spam = [block for block in cut if block.rule != KNOWN]
    led_to = {other.removeprefix("www.") for block in spam for other in block.hosts.split()}
    return StoredPage(
        title,
        (*known["head"], *text.split("\n"), *known["tail"]),
        known["inside"],
        frozenset(other for other in led_to if not _is_same_site(other, host)),
    )


def _is_same_site(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _insert_lines(connection: Connection, source: int, host: str, learned: LearnedBoilerplate) -> None:
    of = {"source_id": source, "host": host, "stories_seen": learned.stories}
    lines = [
        of | {"place": line.place, "line_key": line.key, "line": line.line, "stories": line.stories}
        for line in learned.lines
    ]
    hosts = [of | {"spam_host": found.host, "stories": found.stories} for found in learned.hosts]
    if lines:
        connection.execute(insert(host_lines), lines)
    if hosts:
        connection.execute(insert(spam_hosts), hosts)

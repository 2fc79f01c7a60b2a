"""The boilerplate of each host: learned from stored revisions, used by the runs that begin afterwards.

A completed run learns again from every host that has new revisions. The result depends on the archive's
content alone: never on the order of saving, the number of workers or an interruption.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select

from newsarchive.evidence import SpamKind
from newsarchive.hints import NOTHING_KNOWN, SharedParts
from newsarchive.storage.derived.host_boxes import (
    StoredHost,
    known_boxes,
    last_outline,
    learn_host_boxes,
    publish_host_boxes,
)
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
from newsarchive.text.boilerplate.box_learning import LearnedBoxes
from newsarchive.text.boilerplate.learning import (
    FEWEST_STORIES,
    SPAM_LINKS,
    LearnedBoilerplate,
    StoredPage,
    learn_shared,
)
from newsarchive.text.furniture.trimming import KNOWN

# The newest articles of each host are read: enough for a share of them to be meaningful, and few enough that
# a page layout given up years ago does not count.
_NEWEST = 200
_PLACES = ("head", "inside", "tail")


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learned about each host, from the rows after `since` up to `until`: revisions, outlines."""

    since: tuple[int, int]
    until: tuple[int, int]
    hosts: Mapping[StoredHost, LearnedBoilerplate] = field(default_factory=dict)
    boxes: Mapping[StoredHost, LearnedBoxes] = field(default_factory=dict)


class _Latest(NamedTuple):
    """The latest revision of an article."""

    url: str
    revision: int
    published_at: datetime | None


class _RemovedBlock(NamedTuple):
    """A block removed from a page: a line of boilerplate, or spam."""

    place: str
    rule: str
    text: str
    hosts: str

    def is_boilerplate_at(self, place: str) -> bool:
        return self.rule == KNOWN and self.place == place


def learned_until(connection: Connection) -> tuple[int, int]:
    """Return the row numbers of the newest revision and outline that were learned from, or 0."""
    newest = select(func.max(learnings.c.last_revision), func.max(learnings.c.last_outline))
    revision, outline = connection.execute(newest).one()
    return revision or 0, outline or 0


def learn_boilerplate(connection: Connection) -> Learning:
    """Learn from every host that has rows nobody learned from yet; nothing is written."""
    since = learned_until(connection)
    # Of outlines the newest may be replaced or dropped.
    until = (
        connection.scalar(select(func.max(revisions.c.id))) or 0,
        max(last_outline(connection), since[1]),
    )
    hosts = {
        host: learn_shared(_pages(connection, host[1], newest))
        if len(newest) >= FEWEST_STORIES
        else LearnedBoilerplate(0)
        for host, newest in _newest(connection, since[0]).items()
    }
    return Learning(since, until, hosts, learn_host_boxes(connection, since[1]))


def publish(connection: Connection, crawl: int, at: datetime, learning: Learning) -> None:
    """Store what was learned, in place of what was stored about the same hosts."""
    if learning.until == learning.since:
        return
    for (source, host), learned in learning.hosts.items():
        for table in (host_lines, spam_hosts):
            connection.execute(delete(table).where(table.c.source_id == source, table.c.host == host))
        _insert_lines(connection, source, host, learned)
    publish_host_boxes(connection, learning.boxes.items())
    revision, outline = learning.until
    values = {"crawl_id": crawl, "learned_at": at, "last_revision": revision, "last_outline": outline}
    connection.execute(insert(learnings), values)


def shared_parts(connection: Connection) -> dict[HostKey, SharedParts]:
    """Return the boilerplate of each (source, host)."""
    keys: dict[HostKey, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    lines = select(sources.c.name, host_lines.c.host, host_lines.c.place, host_lines.c.line_key)
    for name, host, place, key in connection.execute(lines.join_from(host_lines, sources)):
        keys[name, host][place].add(key)
    linked = select(sources.c.name, spam_hosts.c.host, spam_hosts.c.spam_host)
    for name, host, spam_host in connection.execute(linked.join_from(spam_hosts, sources)):
        keys[name, host]["spam_hosts"].add(spam_host)
    boxes = known_boxes(connection)
    return {
        key: SharedParts(
            head=frozenset(keys[key]["head"]),
            tail=frozenset(keys[key]["tail"]),
            inside=frozenset(keys[key]["inside"]),
            spam_hosts=frozenset(keys[key]["spam_hosts"]),
            boxes=boxes.get(key, NOTHING_KNOWN),
        )
        for key in {*keys, *boxes}
    }


def _newest(connection: Connection, since: int) -> dict[StoredHost, list[_Latest]]:
    """Return the newest articles of each host that has a revision after `since`: by date, then by URL."""
    new = select(articles.c.source_id, articles.c.site).join(revisions).where(revisions.c.id > since)
    changed = sorted({(source, site) for source, site in connection.execute(new.distinct())})
    return {host: _newest_of(connection, *host) for host in changed}


def _newest_of(connection: Connection, source: int, site: str) -> list[_Latest]:
    """Walk the index from the newest date; all articles of the last date are read, since they are equals."""
    of_host = (articles.c.source_id == source) & (articles.c.site == site)
    dates = select(articles.c.published_at).where(of_host, articles.c.published_at.is_not(None))
    newest = connection.scalars(dates.order_by(articles.c.published_at.desc()).limit(_NEWEST)).all()
    rows: list[_Latest] = []
    if newest:
        rows = _latest(connection, of_host & (articles.c.published_at >= newest[-1]))
    if len(newest) < _NEWEST:
        rows += _latest(connection, of_host & articles.c.published_at.is_(None), _NEWEST - len(newest))
    return _newest_first(rows)


def _latest(connection: Connection, which: ColumnElement[bool], limit: int | None = None) -> list[_Latest]:
    current = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    columns = (articles.c.url, revisions.c.id.label("revision"), articles.c.published_at)
    query = select(*columns).join(revisions, current).where(which)
    if limit is not None:
        query = query.order_by(articles.c.url).limit(limit)
    return [_Latest(**row._mapping) for row in connection.execute(query)]


def _newest_first(rows: Sequence[_Latest]) -> list[_Latest]:
    by_url = sorted(rows, key=lambda row: row.url)
    undated = datetime.min.replace(tzinfo=UTC)
    return sorted(by_url, key=lambda row: row.published_at or undated, reverse=True)[:_NEWEST]


def _pages(connection: Connection, host: str, newest: Sequence[_Latest]) -> Iterator[StoredPage]:
    blocks = removed_blocks.c
    relevant = (blocks.rule == KNOWN) | ((blocks.kind != SpamKind.FURNITURE) & (blocks.rule != SPAM_LINKS))
    for part in chunks([row.revision for row in newest]):
        removed: dict[int, list[_RemovedBlock]] = defaultdict(list)
        query = select(blocks.revision_id, blocks.place, blocks.rule, blocks.text, blocks.hosts)
        query = query.where(blocks.revision_id.in_(part), relevant).order_by(blocks.position)
        for row in connection.execute(query):
            removed[row.revision_id].append(
                _RemovedBlock(place=row.place, rule=row.rule, text=row.text, hosts=row.hosts)
            )
        texts = select(revisions.c.id, revisions.c.title, revisions.c.text).where(revisions.c.id.in_(part))
        for revision, title, text in connection.execute(texts):
            yield _page(host, title, text, removed[revision])


def _page(host: str, title: str | None, text: str, removed: Sequence[_RemovedBlock]) -> StoredPage:
    lines_at = {
        place: tuple(block.text for block in removed if block.is_boilerplate_at(place)) for place in _PLACES
    }
    spam = [block for block in removed if block.rule != KNOWN]
    linked = {other.removeprefix("www.") for block in spam for other in block.hosts.split()}
    return StoredPage(
        title,
        (*lines_at["head"], *text.split("\n"), *lines_at["tail"]),
        lines_at["inside"],
        frozenset(other for other in linked if not _is_same_site(other, host)),
    )


def _is_same_site(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _insert_lines(connection: Connection, source: int, host: str, learned: LearnedBoilerplate) -> None:
    key = {"source_id": source, "host": host, "stories_seen": learned.stories}
    lines = [
        key | {"place": line.place, "line_key": line.key, "line": line.line, "stories": line.stories}
        for line in learned.lines
    ]
    hosts = [key | {"spam_host": found.host, "stories": found.stories} for found in learned.hosts]
    if lines:
        connection.execute(insert(host_lines), lines)
    if hosts:
        connection.execute(insert(spam_hosts), hosts)

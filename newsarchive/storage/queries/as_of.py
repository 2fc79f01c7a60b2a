"""The archive as of a past moment: the views' own SQL over what was recorded by then.

The time of recording counts, not that of fetching: an import of older captures does not change yesterday's
answer. Whatever is saved later, the answer for a past moment stays the same; only `forget` removes from it,
`prune` from `captures` (bodies, and 304 answers that show no article), and two articles that turn out to be
one, moved, are one in the past too. A moment is past a minute after
it: writers of one archive take turns, and commit within seconds of the time they record.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Table

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.migrating.views import frozen_view
from newsarchive.storage.queries.sql_tokens import IGNORED_KINDS, sql_pieces
from newsarchive.storage.rows.journal import SNAPSHOT_COLUMNS
from newsarchive.storage.schema import (
    AS_OF_VIEWS,
    VIEWS,
    articles,
    fetches,
    metadata,
    removed_blocks,
    restatements,
    revisions,
)

if TYPE_CHECKING:
    from newsarchive.storage.queries.parsed_sql import ParsedSql

# SELECTs of the tables as of a moment. They use plain columns where possible: only these have a type on
# SQLite.
# {columns} and {moment} (a literal of the database) are filled in by `_select_from` and `past_tables`.
_RECORDED_BY = "SELECT {columns} FROM {table} AS t\nWHERE t.recorded_at <= {moment}"
_BY_REVISION = """\
SELECT {columns} FROM {table} AS t
WHERE t.revision_id IS NULL OR EXISTS (
    SELECT 1 FROM revisions AS r WHERE r.id = t.revision_id AND r.recorded_at <= {moment}
)"""
# Articles unchanged since the moment; then, of those changed later, the first version replaced after it.
_ARTICLES = """\
SELECT {columns} FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM article_pasts AS p WHERE p.article_id = a.id AND p.replaced_at > {moment})
UNION ALL
SELECT {past_columns} FROM article_pasts AS p JOIN articles AS a ON a.id = p.article_id
WHERE p.replaced_at > {moment} AND NOT EXISTS (
    SELECT 1 FROM article_pasts AS q
    WHERE q.article_id = p.article_id AND q.number < p.number AND q.replaced_at > {moment}
)"""
# That no incident had put the revision in doubt by then, or that the incident had been accepted by then; and
# that it was not older, when it came, than what was known.
_ORDINARY = """NOT coalesce(r.came_late, false) AND (
    r.doubted_at IS NULL OR r.doubted_at > {moment} OR EXISTS (
        SELECT 1 FROM source_incidents AS i
        WHERE i.id = r.incident_id AND i.state = 'accepted' AND i.closed_at <= {moment}
    )
)"""
# NULL if nothing of the article was recorded by then.
_COMPUTED = {
    # Copies are grouped again after every completed run, and earlier groups are not kept.
    "syndication_id": "CAST(NULL AS bigint)",
    "latest_number": """(
    SELECT max(r.number) FROM revisions AS r
    WHERE r.article_id = a.id AND r.recorded_at <= {moment} AND {ordinary}
        AND (a.set_aside_at IS NULL OR a.set_aside_at > {moment})
)""",
    "published_at": """(
    SELECT r.published_at FROM revisions AS r
    WHERE r.article_id = a.id AND r.recorded_at <= {moment} AND {ordinary} ORDER BY r.number DESC LIMIT 1
)""",
    "published_on": """(
    SELECT r.published_on FROM revisions AS r
    WHERE r.article_id = a.id AND r.recorded_at <= {moment} AND {ordinary} ORDER BY r.number DESC LIMIT 1
)""",
    "last_seen_at": """(
    SELECT f.fetched_at FROM revisions AS r JOIN fetches AS f ON f.revision_id = r.id
    WHERE r.article_id = a.id AND f.recorded_at <= {moment} ORDER BY f.fetched_at DESC LIMIT 1
)""",
}
# Columns of an article that never change. Others (`site`, `day`) are not available: a view that reads one
# cannot be queried as of a moment until the column is kept in `article_pasts` or computed here.
_CONSTANT_COLUMNS = ("id", "source_id")
# The other tables that these views read never change.
_TABLES = (articles, revisions, fetches, removed_blocks, restatements)
_PAST = {table.name: f"as_of_{table.name}" for table in _TABLES}


def past_tables(moment: str) -> dict[str, str]:
    """Return the SELECTs by the names in _PAST; `moment` is a literal of the database."""
    selects = {
        "fetches": _select_from(_RECORDED_BY, fetches, moment),
        "revisions": _select_from(_RECORDED_BY, revisions, moment),
        "removed_blocks": _select_from(_BY_REVISION, removed_blocks, moment),
        "restatements": _select_from(_RECORDED_BY, restatements, moment),
        "articles": _ARTICLES.format(
            columns=_article_columns("a", moment), past_columns=_article_columns("p", moment), moment=moment
        ),
    }
    return {_PAST[name]: select for name, select in selects.items()}


def _select_from(template: str, table: Table, moment: str) -> str:
    columns = ", ".join(f"t.{column.name} AS {column.name}" for column in table.columns)
    return template.format(columns=columns, table=table.name, moment=moment)


def _article_columns(alias: str, moment: str) -> str:
    ordinary = _ORDINARY.format(moment=moment)
    special = {name: select.format(moment=moment, ordinary=ordinary) for name, select in _COMPUTED.items()}
    special |= {name: f"{alias}.{name}" for name in SNAPSHOT_COLUMNS}
    return ", ".join(f"{special.get(name, f'a.{name}')} AS {name}" for name in (*_CONSTANT_COLUMNS, *special))


_SHOWN_THEN = """\
SELECT a.id AS article_id, r.id AS revision_id, r.published_at AS published_at, a.url AS url_now,
    coalesce((
        SELECT p.url FROM article_pasts AS p
        WHERE p.article_id = a.id AND p.replaced_at > {moment} ORDER BY p.number LIMIT 1
    ), a.url) AS url
FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = {latest_number}"""


def shown_then_sql(moment: datetime, dialect: str) -> str:
    """Return a SELECT of articles `a` with the revision and URL shown at the moment, for a WHERE behind it.

    By the rules of `as_of_sql`; for some articles only, which the views as of a moment cannot find by number.
    """
    then = moment_literal(moment, dialect)
    latest_number = _COMPUTED["latest_number"].format(moment=then, ordinary=_ORDINARY.format(moment=then))
    return _SHOWN_THEN.format(moment=then, latest_number=latest_number)


# The table function that searches the newest texts (newsarchive.storage.queries.article_search).
_SEARCH = "article_search"
_PAST_VIEWS: dict[str, str] = {name: f"as_of_{name}" for name in AS_OF_VIEWS}
_READS_TABLE = re.compile(rf"\b(FROM|JOIN)\s+({'|'.join([*_PAST, *_PAST_VIEWS])})\b(\s+AS\b)?")
_AS_OF_HINT = f"Read {', '.join(AS_OF_VIEWS)}, by their plain names."
_VIEW_HEAD = re.compile(r"\s*CREATE VIEW (\w+) AS\b")


def parse_moment(text: str) -> datetime:
    """Return the aware UTC time of `--as-of`: the last second of a day, or an ISO 8601 time (UTC by default).

    Raises UsageError for anything else.
    """
    try:
        return datetime.combine(date.fromisoformat(text.strip()), time(23, 59, 59), UTC)
    except ValueError:
        pass
    try:
        stated = datetime.fromisoformat(text.strip())
        aware = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"--as-of {text!r} is not a day or a time.",
            hint="Give a day in UTC (2026-11-24; its end counts) or a time (2026-11-24T08:00+08:00).",
        ) from error


def as_of_views(moment: datetime, dialect: str) -> dict[str, str]:
    """Return SELECTs by name (`as_of_…`), in an order in which one WITH may list them.

    First those of tables, then those of views, with today's columns. `dialect` is `sqlite` or `postgresql`.
    """
    views = {_PAST_VIEWS[name]: _body(name, dialect) for name in AS_OF_VIEWS}
    return past_tables(moment_literal(moment, dialect)) | views


def as_of_sql(sql: str, moment: datetime, dialect: str) -> str:
    """Return the statement as of a moment: each view it reads is replaced by a subquery put in front.

    A subquery of its own WITH that has the name of a view or table stays what it is.

    Raises SqlError if it cannot be parsed, or reads tables or views that exist only as of today: it would mix
    two moments.
    """
    from newsarchive.storage.queries.parsed_sql import ParsedSql  # noqa: PLC0415 - 0.1 s

    if dialect == "postgresql":
        _require_plain_names(sql)
    parsed = ParsedSql(sql, dialect)
    _require_no_search(parsed)
    read = parsed.tables()
    _require_views({one.name for one in read if not one.schema}, {one.name for one in read if one.schema})
    wanted = [one for one in read if one.name in _PAST_VIEWS]
    for name in _PAST_VIEWS:
        unplaced = any(one.name == name and one.start < 0 for one in read)
        if unplaced or parsed.mentions(name) > parsed.identified(name):
            raise SqlError(
                f"The meaning of {name} in this statement is unclear, and --as-of depends on it.",
                hint=_AS_OF_HINT,
            )
    shadows = as_of_views(moment, dialect)
    needed = _needed({_PAST_VIEWS[one.name] for one in wanted}, shadows, dialect)
    if needed:
        _require_free_names(parsed.defined_names() & (needed.keys() | metadata.tables.keys()))
    pieces = [(one.start, one.end, _shadow(one.name, aliased=one.aliased)) for one in wanted]
    if needed:
        with_ = ",\n".join(f"{name} AS NOT MATERIALIZED (\n{body}\n)" for name, body in needed.items())
        at, own = parsed.beginning()
        pieces.append((at, at, f" {with_}," if own else f"WITH {with_}\n"))
    return parsed.with_replaced(pieces)


def _shadow(view: str, *, aliased: bool) -> str:
    return _PAST_VIEWS[view] if aliased else f"{_PAST_VIEWS[view]} AS {view}"


@cache  # a migration's SQL is never edited, and reading all of it took most of a question's time
def _body(name: str, dialect: str) -> str:
    body = _VIEW_HEAD.sub("", frozen_view(name, dialect), count=1).strip()
    return _READS_TABLE.sub(
        lambda read: f"{read[1]} {(_PAST | _PAST_VIEWS)[read[2]]}{read[3] or f' AS {read[2]}'}", body
    )


def moment_literal(moment: datetime, dialect: str) -> str:
    """Return the moment as a literal that columns of times can be compared with."""
    text = f"'{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}'"
    return f"timestamp {text}" if dialect == "postgresql" else text


def _needed(wanted: AbstractSet[str], shadows: dict[str, str], dialect: str) -> dict[str, str]:
    names = set(wanted)
    for name in reversed(shadows):
        if name in names:
            names |= _named_in(name, dialect)
    return {name: body for name, body in shadows.items() if name in names}


@cache
def _named_in(name: str, dialect: str) -> frozenset[str]:
    """Return which of the subqueries one of them reads, whatever the moment is."""
    shadows = as_of_views(datetime.min.replace(tzinfo=UTC), dialect)
    return frozenset(other for other in shadows if re.search(rf"\b{other}\b", shadows[name]))


def _require_no_search(parsed: ParsedSql) -> None:
    if parsed.calls(_SEARCH):
        raise SqlError(
            f"{_SEARCH} searches today's texts; it cannot be used with --as-of.",
            hint="Use 'newsarchive search WORDS --as-of DATE', or LIKE on the text.",
        )


def _require_free_names(duplicates: AbstractSet[str]) -> None:
    if duplicates:
        raise SqlError(
            f"A subquery of WITH has the name of a table that --as-of reads: {min(duplicates)}.",
            hint="Give the subquery another name.",
        )


def _require_plain_names(sql: str) -> None:
    """Refuse names of PostgreSQL whose letters are written as code points."""
    parts = [piece for piece in sql_pieces(sql) if piece.kind not in IGNORED_KINDS]
    for one, sign, name in zip(parts, parts[1:], parts[2:], strict=False):
        adjacent = name.start == one.start + 2
        if adjacent and name.kind == "quoted" and (one.text.lower(), sign.text) == ("u", "&"):
            raise SqlError(
                f"U&{name.text} cannot be used with --as-of.", hint="Write the name in plain letters."
            )


def _require_views(plain: set[str], qualified: set[str]) -> None:
    all_names = metadata.tables.keys() | set(VIEWS)
    unsupported = sorted(plain & (all_names - set(AS_OF_VIEWS)))
    if unsupported:
        raise SqlError(
            f"{unsupported[0]} is kept as of today only; it cannot be used with --as-of.", hint=_AS_OF_HINT
        )
    with_schema = sorted(qualified & all_names)
    if with_schema:
        raise SqlError(
            f"{with_schema[0]} is named with its schema, which cannot be used with --as-of.",
            hint=f"Write {with_schema[0]} without the schema.",
        )

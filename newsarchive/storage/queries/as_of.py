"""The archive as it stood at a moment: the views' own SQL over what was recorded by then.

By time of recording, not of fetching: an import that brings older captures does not change yesterday's
answer. Whatever is saved afterwards, the answer for a moment that is over stays the same; only `forget` takes
from it, and `prune` from `captures`: bodies, and answers 304 that show no article. A moment is over a
minute after it: writers of one archive take turns, and commit within seconds of the time they record.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import Table

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.migrating.views import frozen_view
from newsarchive.storage.queries.sql_tokens import UNSEEN, sql_pieces
from newsarchive.storage.rows.journal import REMEMBERED
from newsarchive.storage.schema import VIEWS, articles, fetches, metadata, removed_blocks, revisions

if TYPE_CHECKING:
    from newsarchive.storage.queries.parsed_sql import ParsedSql

# Tables as they stood at a moment: SELECTs that give less than is there now, or what was there before.
#
# Plain columns wherever that is possible: only they have a type on SQLite.

# {columns} and {moment} (a literal of the database) are filled in below.
RECORDED = "SELECT {columns} FROM {table} AS t\nWHERE t.recorded_at <= {moment}"
OF_REVISIONS = """\
SELECT {columns} FROM {table} AS t
WHERE t.revision_id IS NULL OR EXISTS (
    SELECT 1 FROM revisions AS r WHERE r.id = t.revision_id AND r.recorded_at <= {moment}
)"""
# Articles that have not changed since; then those that have: of the rows replaced later, the first held.
ARTICLES = """\
SELECT {columns} FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM article_pasts AS p WHERE p.article_id = a.id AND p.replaced_at > {moment})
UNION ALL
SELECT {past_columns} FROM article_pasts AS p JOIN articles AS a ON a.id = p.article_id
WHERE p.replaced_at > {moment} AND NOT EXISTS (
    SELECT 1 FROM article_pasts AS q
    WHERE q.article_id = p.article_id AND q.number < p.number AND q.replaced_at > {moment}
)"""
# NULL where nothing of the article was recorded by then.
COMPUTED = {
    # Copies are grouped anew whenever a run completes, and how they were grouped before is not kept.
    "syndication_id": "CAST(NULL AS bigint)",
    "latest_number": """(
    SELECT max(r.number) FROM revisions AS r WHERE r.article_id = a.id AND r.recorded_at <= {moment}
)""",
    "published_at": """(
    SELECT r.published_at FROM revisions AS r
    WHERE r.article_id = a.id AND r.recorded_at <= {moment} ORDER BY r.number DESC LIMIT 1
)""",
    "published_on": """(
    SELECT r.published_on FROM revisions AS r
    WHERE r.article_id = a.id AND r.recorded_at <= {moment} ORDER BY r.number DESC LIMIT 1
)""",
    "last_seen_at": """(
    SELECT f.fetched_at FROM revisions AS r JOIN fetches AS f ON f.revision_id = r.id
    WHERE r.article_id = a.id AND f.recorded_at <= {moment} ORDER BY f.fetched_at DESC LIMIT 1
)""",
}
# What an article's row says for good. Other columns (`site`, `day`) are not to be had: a view that
# reads one cannot be asked as it stood until it is remembered or computed here.
LASTING = ("id", "source_id")
# All other tables that views of the past read never change.
TABLES = (articles, revisions, fetches, removed_blocks)
PAST = {table.name: f"as_of_{table.name}" for table in TABLES}


def past_tables(moment: str) -> dict[str, str]:
    """Return SELECTs by the names in PAST; `moment` is a literal of the database asked."""
    selects = {
        "fetches": _filled(RECORDED, fetches, moment),
        "revisions": _filled(RECORDED, revisions, moment),
        "removed_blocks": _filled(OF_REVISIONS, removed_blocks, moment),
        "articles": ARTICLES.format(
            columns=_article_columns("a", moment), past_columns=_article_columns("p", moment), moment=moment
        ),
    }
    return {PAST[name]: select for name, select in selects.items()}


def _filled(template: str, table: Table, moment: str) -> str:
    columns = ", ".join(f"t.{column.name} AS {column.name}" for column in table.columns)
    return template.format(columns=columns, table=table.name, moment=moment)


def _article_columns(past: str, moment: str) -> str:
    special = {name: select.format(moment=moment) for name, select in COMPUTED.items()}
    special |= {name: f"{past}.{name}" for name in REMEMBERED}
    return ", ".join(f"{special.get(name, f'a.{name}')} AS {name}" for name in (*LASTING, *special))


# Views that can be asked as they stood, those that others read first.
AS_OF_VIEWS = tuple(
    name
    for name in (
        "current_articles",
        "article_history",
        "article_people",
        "article_tags",
        "article_changes",
        "removed_text",
        "captures",
    )
    if name in VIEWS
)
# It becomes SQL over the index of the newest texts (newsarchive.storage.queries.article_search).
SEARCH = "article_search"
PAST_VIEWS: dict[str, str] = {name: f"as_of_{name}" for name in AS_OF_VIEWS}
READ = re.compile(rf"\b(FROM|JOIN)\s+({'|'.join([*PAST, *PAST_VIEWS])})\b(\s+AS\b)?")
AS_OF_HINT = f"Read {', '.join(AS_OF_VIEWS)}, by their plain names."
HEAD = re.compile(r"\s*CREATE VIEW (\w+) AS\b")


def parse_moment(text: str) -> datetime:
    """Return the aware UTC moment of `--as-of`: a day (its last second), or an ISO 8601 time, else UTC.

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
            f"--as-of {text!r} is no day and no time.",
            hint="Give a day in UTC (2026-11-24, its end is meant) or a time (2026-11-24T08:00+08:00).",
        ) from error


def as_of_views(moment: datetime, dialect: str) -> dict[str, str]:
    """Return SELECTs by name (`as_of_…`), in the order in which they may follow one another in one WITH.

    First the pasts of tables, then those of views, with the columns they have today. `dialect` is `sqlite` or
    `postgresql`.
    """
    views = {PAST_VIEWS[name]: _body(name, dialect) for name in AS_OF_VIEWS}
    return past_tables(_literal(moment, dialect)) | views


def as_of_sql(sql: str, moment: datetime, dialect: str) -> str:
    """Return the statement over the archive as it stood: each view it reads is another's name, put in front.

    A subquery of its own WITH that has the name of a view or table stays what it is.

    Raises SqlError when it reads tables, or views that are kept of today only: it would mix two moments; and
    where it cannot be parsed.
    """
    from newsarchive.storage.queries.parsed_sql import ParsedSql  # noqa: PLC0415 - 0.1 s

    if dialect == "postgresql":
        _demand_plain_names(sql)
    parsed = ParsedSql(sql, dialect)
    _demand_no_search(parsed)
    read = parsed.tables()
    _demand_views({one.name for one in read if not one.schema}, {one.name for one in read if one.schema})
    wanted = [one for one in read if one.name in PAST_VIEWS]
    for name in PAST_VIEWS:
        unplaced = any(one.name == name and one.start < 0 for one in read)
        if unplaced or parsed.mentions(name) > parsed.explained(name):
            raise SqlError(f"It cannot be told what {name} is here; --as-of needs to know.", hint=AS_OF_HINT)
    shadows = as_of_views(moment, dialect)
    needed = _needed({PAST_VIEWS[one.name] for one in wanted}, shadows)
    if needed:
        _demand_free(parsed.defined_names() & (needed.keys() | metadata.tables.keys()))
    pieces = [(one.start, one.end, _shadow(one.name, aliased=one.aliased)) for one in wanted]
    if needed:
        with_ = ",\n".join(f"{name} AS NOT MATERIALIZED (\n{body}\n)" for name, body in needed.items())
        at, own = parsed.beginning()
        pieces.append((at, at, f" {with_}," if own else f"WITH {with_}\n"))
    return parsed.with_replaced(pieces)


def _shadow(view: str, *, aliased: bool) -> str:
    return PAST_VIEWS[view] if aliased else f"{PAST_VIEWS[view]} AS {view}"


def _body(name: str, dialect: str) -> str:
    body = HEAD.sub("", frozen_view(name, dialect), count=1).strip()
    return READ.sub(
        lambda read: f"{read[1]} {(PAST | PAST_VIEWS)[read[2]]}{read[3] or f' AS {read[2]}'}", body
    )


def _literal(moment: datetime, dialect: str) -> str:
    text = f"'{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}'"
    return f"timestamp {text}" if dialect == "postgresql" else text


def _needed(wanted: AbstractSet[str], shadows: dict[str, str]) -> dict[str, str]:
    names = set(wanted)
    for name in reversed(shadows):
        if name in names:
            names |= {other for other in shadows if re.search(rf"\b{other}\b", shadows[name])}
    return {name: body for name, body in shadows.items() if name in names}


def _demand_no_search(parsed: ParsedSql) -> None:
    if parsed.calls(SEARCH):
        raise SqlError(
            f"{SEARCH} asks today's texts only; --as-of cannot be asked of it.",
            hint="Use 'newsarchive search WORDS --as-of DATE', or LIKE on the text.",
        )


def _demand_free(taken: AbstractSet[str]) -> None:
    if taken:
        raise SqlError(
            f"A subquery of WITH has the name of a table, {min(taken)}, that --as-of reads.",
            hint="Give it another name.",
        )


def _demand_plain_names(sql: str) -> None:
    """Refuse names of PostgreSQL whose letters may be written as numbers."""
    parts = [piece for piece in sql_pieces(sql) if piece.kind not in UNSEEN]
    for one, sign, name in zip(parts, parts[1:], parts[2:], strict=False):
        together = name.start == one.start + 2
        if together and name.kind == "quoted" and (one.text.lower(), sign.text) == ("u", "&"):
            raise SqlError(f"U&{name.text} cannot be asked with --as-of.", hint="Write the name plainly.")


def _demand_views(plain: set[str], qualified: set[str]) -> None:
    known = metadata.tables.keys() | set(VIEWS)
    today = sorted(plain & (known - set(AS_OF_VIEWS)))
    if today:
        raise SqlError(
            f"{today[0]} is kept as it is today only; --as-of cannot be asked of it.", hint=AS_OF_HINT
        )
    hidden = sorted(qualified & known)
    if hidden:
        raise SqlError(
            f"{hidden[0]} is named with its schema; --as-of cannot stand in for it.",
            hint=f"Write {hidden[0]} alone.",
        )

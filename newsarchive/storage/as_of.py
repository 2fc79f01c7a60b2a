"""The archive as it stood at a moment: the views' own SQL over what was recorded by then.

By time of recording, not of fetching: an import that brings older captures does not change yesterday's
answer. Whatever is saved afterwards, the answer for a moment that is over stays the same; only `forget` takes
from it, and `prune` from `captures`: bodies, and answers 304 that show no article. A moment is over a
minute after it: writers of one archive take turns, and commit within seconds of the time they record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.as_of_tables import PAST, past_tables
from newsarchive.storage.frozen_views import frozen_view
from newsarchive.storage.schema import VIEWS, metadata
from newsarchive.storage.sql_tokens import Token, relations, tokens

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
# It becomes SQL over the index of the newest texts (newsarchive.storage.querying.calls).
SEARCH = "article_search"
READ = re.compile(rf"\b(FROM|JOIN)\s+({'|'.join(PAST)})\b")
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
    """Return SELECTs by name, in the order in which they may follow one another in one WITH.

    First the tables' pasts (`as_of_…`), then the views under their own names, with the columns they have
    today. `dialect` is `sqlite` or `postgresql`.
    """
    return past_tables(_literal(moment, dialect)) | {name: _body(name, dialect) for name in AS_OF_VIEWS}


def as_of_sql(sql: str, moment: datetime, dialect: str) -> str:
    """Return the statement over the archive as it stood: WITH (or its own WITH) shadows the views it reads.

    Raises SqlError when it reads tables, or views that are kept of today only: it would mix two moments.
    """
    if dialect == "postgresql":
        _demand_plain_names(sql)
    read = relations(sql, dialect)
    if SEARCH in read.words:
        raise SqlError(
            f"{SEARCH} asks today's texts only; --as-of cannot be asked of it.",
            hint="Use 'newsarchive search WORDS --as-of DATE', or LIKE on the text.",
        )
    _demand_views(read.plain, read.qualified)
    needed = _needed(read.words, as_of_views(moment, dialect), dialect)
    if not needed:
        return sql
    shadows = ",\n".join(f"{name} AS NOT MATERIALIZED (\n{body}\n)" for name, body in needed.items())
    at, own = _with_of(sql)
    return f"{sql[:at]} {shadows}, {sql[at:]}" if own else f"{sql[:at]}WITH {shadows}\n{sql[at:]}"


def _body(name: str, dialect: str) -> str:
    body = HEAD.sub("", frozen_view(name, dialect), count=1).strip()
    return READ.sub(lambda read: f"{read[1]} {PAST[read[2]]}", body)


def _literal(moment: datetime, dialect: str) -> str:
    text = f"'{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}'"
    return f"timestamp {text}" if dialect == "postgresql" else text


def _needed(words: set[str], all_views: dict[str, str], dialect: str) -> dict[str, str]:
    wanted = set(words & set(AS_OF_VIEWS))
    for name in reversed(all_views):
        if name in wanted:
            wanted |= relations(all_views[name], dialect).plain & all_views.keys()
    return {name: body for name, body in all_views.items() if name in wanted}


def _demand_plain_names(sql: str) -> None:
    """Refuse names of PostgreSQL whose letters may be written as numbers."""
    parts = list(tokens(sql))
    for one, sign, name in zip(parts, parts[1:], parts[2:], strict=False):
        together = name.start == one.start + 2
        if together and name.kind == "name" and (one.word, sign.word) == ("u", "&"):
            raise SqlError(f'U&"{name.word}" cannot be asked with --as-of.', hint="Write the name plainly.")


def _demand_views(plain: set[str], qualified: set[str]) -> None:
    known = metadata.tables.keys() | set(VIEWS)
    today = sorted(plain & (known - set(AS_OF_VIEWS)))
    if today:
        raise SqlError(
            f"{today[0]} is kept as it is today only; --as-of cannot be asked of it.",
            hint=f"Read {', '.join(AS_OF_VIEWS)}; give subqueries of WITH other names than tables have.",
        )
    hidden = sorted(qualified & known)
    if hidden:
        raise SqlError(
            f"{hidden[0]} is named with its schema; --as-of cannot stand in for it.",
            hint=f"Write {hidden[0]} alone.",
        )


def _with_of(sql: str) -> tuple[int, bool]:
    """Return where the shadows go: behind the statement's own WITH (RECURSIVE), else before the statement."""
    parts = tokens(sql)
    first = _statement(parts)
    if first is None or first.word != "with":
        return (len(sql) if first is None else first.start), False
    second = next(parts, None)
    last = second if second is not None and second.word == "recursive" else first
    return last.start + len(last.word), True


def _statement(parts: Iterator[Token]) -> Token | None:
    """Return the first word of the statement itself, behind EXPLAIN and its options."""
    for token in parts:
        if token.kind == "word" and token.word in {"select", "with", "values"}:
            return token
    return None

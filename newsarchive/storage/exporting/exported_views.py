"""The source that an export is asked for must be one of the archive's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from newsarchive.errors import UsageError
from newsarchive.paths import bundled
from newsarchive.storage.queries.query_values import Value
from newsarchive.storage.schema import sources

# Which views are exported, which month a row belongs to, and in which order rows stand (never by an id).

# `article`: the month of the article's `published_on`, so that all there is of an article lies in one month.
Month = Literal["article", "none"] | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedView:
    """One view in an export.

    `month` is the column whose month decides the file, `article`, or `none` (one file for all); `order` are
    columns that tell rows apart (`article.url` is that of the article behind). `key` names the id by which
    rows with long texts are looked up again, in batches, so that no database has to sort the texts.
    """

    name: str
    month: Month
    order: tuple[str, ...]
    key: str | None = None

    @property
    def of_article(self) -> bool:
        """Whether rows are placed by the article they belong to."""
        return self.month == "article"


VIEWS = (
    ExportedView(
        name="current_articles", month="published_on", order=("url", "canonical_url"), key="article_id"
    ),
    ExportedView(name="article_history", month="article", order=("url", "revision"), key="revision_id"),
    ExportedView(name="article_changes", month="article", order=("article.url", "revision")),
    ExportedView(name="article_people", month="article", order=("article.url", "role", "position", "name")),
    ExportedView(name="article_tags", month="article", order=("article.url", "tag")),
    ExportedView(name="article_urls", month="article", order=("article.url", "url", "relation")),
    ExportedView(
        name="removed_text",
        month="article",
        order=("url", "revision", "place", "kind", "rule", "text", "score", "hosts"),
    ),
    ExportedView(
        name="syndicated_stories", month="article", order=("url", "published_at", "is_origin", "source")
    ),
    ExportedView(
        name="captures",
        month="fetched_at",
        order=("url", "fetched_at", "status", "verdict", "content_hash", "revision", "payload_kept"),
    ),
    ExportedView(name="fetch_failures", month="at", order=("url", "at", "status", "reason", "source")),
    ExportedView(name="reservations", month="seen_at", order=("url", "seen_at", "kind", "origin", "value")),
    ExportedView(name="takedowns", month="none", order=("url", "taken_down_at", "reason")),
    ExportedView(name="daily_volume", month="day", order=("source", "day")),
    ExportedView(name="coverage_gaps", month="day", order=("source", "day", "cause")),
    ExportedView(name="source_health", month="none", order=("source",)),
    ExportedView(name="data_dictionary", month="none", order=("view", "column")),
)


def exported_view(name: str, columns: tuple[str, ...]) -> ExportedView:
    """Return how a view is exported; one not listed goes whole into one file, by all that is no id."""
    order = tuple(column for column in columns if not column.endswith("_id"))
    listed = {view.name: view for view in VIEWS}
    return listed.get(name) or ExportedView(name=name, month="none", order=order)


# Names and types of the views' columns, as the dictionary beside each view's frozen SQL has them.

ColumnType = Literal["bigint", "integer", "text", "timestamp", "date", "boolean", "double"]
TYPES: tuple[str, ...] = get_args(ColumnType)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view; `type` decides what a value is, whatever the data happen to be."""

    name: str
    type: ColumnType


def view_columns(view: str) -> tuple[Column, ...]:
    """Return the columns in order, of the newest migration that describes the view; none: nobody did."""
    files = bundled("migrations").joinpath("views").glob(f"*/{view}.columns.tsv")
    newest = max(files, key=lambda file: file.parent.name, default=None)
    if newest is None:
        return ()
    rows = [line.split("\t") for line in newest.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(_column(view, name, kind) for name, kind, *_ in rows if name)


def _column(view: str, name: str, kind: str) -> Column:
    assert kind in TYPES, f"{view}.{name} has type {kind!r}; known are {', '.join(TYPES)}"
    return Column(name, kind)  # type: ignore[arg-type] # looked up above


def reader_of(column: Column) -> Callable[[Any], Value]:
    """Return what makes a driver's value of the column one of ours: the same on both databases."""
    return READERS[column.type]


def _text(value: Any) -> Value:
    return None if value is None else str(value)


def _whole(value: Any) -> Value:
    return None if value is None else int(value)


def _real(value: Any) -> Value:
    return None if value is None else float(value)


def _truth(value: Any) -> Value:
    return None if value is None else bool(value)


def _time(value: Any) -> Value:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value))


def _day(value: Any) -> Value:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    return date.fromisoformat(str(value)[:10])


READERS: dict[ColumnType, Callable[[Any], Value]] = {
    "bigint": _whole,
    "integer": _whole,
    "text": _text,
    "timestamp": _time,
    "date": _day,
    "boolean": _truth,
    "double": _real,
}


def demand_source(connection: Connection, source: str | None) -> None:
    """Raise UsageError where the archive has no source of that name; None, all of them, is fine."""
    if source is None:
        return
    if connection.scalar(select(sources.c.id).where(sources.c.name == source)) is None:
        raise UsageError(
            f"The archive has no source {source!r}.",
            hint='See which it has: newsarchive query "SELECT name FROM sources ORDER BY name"',
        )

"""Which views are exported, how their rows are ordered and split into months, and their columns' types."""

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

# `article`: the month of the article's `published_on`, so that everything about an article is in one month.
Month = Literal["article", "none"] | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedView:
    """How one view is exported.

    `month` is the column whose month decides the file, `article`, or `none` (one file for all); `order` are
    columns that distinguish rows, never ids (`article.url` is that of the article behind). `key` names the id
    by which rows with long texts are looked up in batches, so that no database has to sort the texts.
    """

    name: str
    month: Month
    order: tuple[str, ...]
    key: str | None = None

    @property
    def of_article(self) -> bool:
        """Whether the month of a row is that of its article."""
        return self.month == "article"


EXPORTED_VIEWS = (
    ExportedView(
        name="current_articles", month="published_on", order=("url", "canonical_url"), key="article_id"
    ),
    ExportedView(name="article_history", month="article", order=("url", "revision"), key="revision_id"),
    ExportedView(name="article_changes", month="article", order=("article.url", "revision")),
    ExportedView(name="article_people", month="article", order=("article.url", "role", "position", "name")),
    ExportedView(name="article_tags", month="article", order=("article.url", "tag")),
    ExportedView(name="article_restatements", month="article", order=("article.url", "seen_at", "fact")),
    ExportedView(name="article_urls", month="article", order=("article.url", "url", "relation")),
    ExportedView(
        name="article_evidence",
        month="article",
        order=("article.url", "field", "witness", "listing", "said", "heard_at"),
    ),
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
    ExportedView(name="incidents", month="none", order=("source", "opened_at", "kind", "closed_at")),
    ExportedView(name="data_dictionary", month="none", order=("view", "column")),
)


def exported_view(name: str, columns: tuple[str, ...]) -> ExportedView:
    """Return how a view is exported; one not listed goes into one file, ordered by all columns but ids."""
    order = tuple(column for column in columns if not column.endswith("_id"))
    listed = {view.name: view for view in EXPORTED_VIEWS}
    return listed.get(name) or ExportedView(name=name, month="none", order=order)


ColumnType = Literal["bigint", "integer", "text", "timestamp", "date", "boolean", "double"]
_TYPES: tuple[str, ...] = get_args(ColumnType)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view; `type` decides how its values are read, whatever the data look like."""

    name: str
    type: ColumnType


def view_columns(view: str) -> tuple[Column, ...]:
    """Return the view's columns in order, from the newest migration that describes it; empty if none does."""
    files = bundled("migrations").joinpath("views").glob(f"*/{view}.columns.tsv")
    newest = max(files, key=lambda file: file.parent.name, default=None)
    if newest is None:
        return ()
    rows = [line.split("\t") for line in newest.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(_column(view, name, kind) for name, kind, *_ in rows if name)


def _column(view: str, name: str, kind: str) -> Column:
    assert kind in _TYPES, f"{view}.{name} has type {kind!r}; known are {', '.join(_TYPES)}"
    return Column(name, kind)  # type: ignore[arg-type] # looked up above


def reader_of(column: Column) -> Callable[[Any], Value]:
    """Return the function that converts a driver's value of the column, alike on both databases."""
    return _READERS[column.type]


def _text(value: Any) -> Value:
    return None if value is None else str(value)


def _integer(value: Any) -> Value:
    return None if value is None else int(value)


def _float(value: Any) -> Value:
    return None if value is None else float(value)


def _boolean(value: Any) -> Value:
    return None if value is None else bool(value)


def _time(value: Any) -> Value:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value))


def _day(value: Any) -> Value:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    return date.fromisoformat(str(value)[:10])


_READERS: dict[ColumnType, Callable[[Any], Value]] = {
    "bigint": _integer,
    "integer": _integer,
    "text": _text,
    "timestamp": _time,
    "date": _day,
    "boolean": _boolean,
    "double": _float,
}


def demand_source(connection: Connection, source: str | None) -> None:
    """Raise UsageError if the archive has no source of that name; None stands for all."""
    if source is None:
        return
    if connection.scalar(select(sources.c.id).where(sources.c.name == source)) is None:
        raise UsageError(
            f"The archive has no source {source!r}.",
            hint='See which it has: newsarchive query "SELECT name FROM sources ORDER BY name"',
        )

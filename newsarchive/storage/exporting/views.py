"""Which views are exported, which month a row belongs to, and in which order rows stand (never by an id)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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

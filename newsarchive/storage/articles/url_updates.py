"""What saved pages change in the rows of their URLs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, update

from newsarchive.lifecycle import STATE_AFTER_SAVE, Outcome, UrlRelation, UrlState
from newsarchive.storage.articles.save_plan import SavePlan
from newsarchive.storage.articles.stored_article import UrlRow
from newsarchive.storage.articles.withdrawals import is_older
from newsarchive.storage.database.bulk import BulkStatement
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import header
from newsarchive.storage.schema import urls

_LEADING_COLUMNS = ("article_id", "state", "relation")
_ANSWERED_COLUMNS = (
    *_LEADING_COLUMNS,
    "attempts",
    "last_error",
    "claimed_by",
    "etag",
    "last_modified",
    "last_fetched_at",
    "last_seen_at",
    "seen_key",
    "missing_since",
)


def change_urls(connection: Connection, columns: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> None:
    """Update the given columns of URLs, each with its own values; `id` in each row names the URL."""
    named = [{"own_id": row["id"]} | {f"new_{name}": row[name] for name in columns} for row in rows]
    _bulk_update(columns).run(connection, named)


@cache
def _bulk_update(columns: tuple[str, ...]) -> BulkStatement:
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
    return BulkStatement(update(urls).where(urls.c.id == bindparam("own_id")).values(values))


class UrlChanges:
    """Points the URLs of pages to their articles, and records that they answered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, group: Sequence[SavePlan]) -> None:
        """Update the rows of all URLs of these pages."""
        answered, leading, elsewhere = [], [], []
        for one in group:
            for key, row in one.rows.items():
                if one.outcome == Outcome.REFUSED:
                    # A URL that redirects to the home page is missing if it had an article (GroupSaver).
                    if key == one.page.asked_key and not one.is_missing and not is_older(row, one.page.at):
                        answered.append(_refused(one, row))
                    elif key == one.page.final_key and row.state == UrlState.FOUND and not row.fetched:
                        # Else the next crawl would ask for it by itself, and for each login page of a wall.
                        answered.append(_refused(one, row))
                        elsewhere.append(row.id)
                elif key in {one.page.asked_key, one.page.final_key} and not _is_past(one, row):
                    answered.append(_leading(one, key, row) | _answered(one))
                else:
                    leading.append(_leading(one, key, row) | _as_missing(one, row))
        change_urls(self._connection, _ANSWERED_COLUMNS, answered)
        change_urls(self._connection, _LEADING_COLUMNS, leading)
        for part in chunks(elsewhere):
            never = update(urls).where(urls.c.id.in_(part)).values(next_check_at=NEVER)
            self._connection.execute(never)


def _is_past(one: SavePlan, row: UrlRow) -> bool:
    """Say whether the page tells nothing of how its URL answers now, as it is older than the last answer."""
    is_past = one.is_late and row.last_fetched_at is not None and one.page.at < row.last_fetched_at
    return is_past or is_older(row, one.page.at)


def _refused(one: SavePlan, row: UrlRow) -> dict[str, Any]:
    unchanged = {"id": row.id, "article_id": row.article_id, "relation": row.relation}
    return (
        unchanged | _answered(one) | {"state": STATE_AFTER_SAVE[one.outcome], "last_error": one.page.refusal}
    )


def _leading(one: SavePlan, key: str, row: UrlRow) -> dict[str, Any]:
    relation = _relation(one, key, row) or row.relation
    return {
        "id": row.id,
        "article_id": one.article_id,
        "state": STATE_AFTER_SAVE[one.outcome],
        "relation": relation,
    }


def _as_missing(one: SavePlan, row: UrlRow) -> dict[str, Any]:
    """A capture older than the fetch that found the page gone says nothing about its present state."""
    return {"state": row.state} if is_older(row, one.page.at) else {}


def _answered(one: SavePlan) -> dict[str, Any]:
    # By the validators of a page that came late, a server would say that the shown text is still the same.
    headers = () if one.is_late else one.page.article.page.headers
    return {
        "attempts": 0,
        "last_error": None,
        "claimed_by": None,
        "etag": header(headers, "etag"),
        "last_modified": header(headers, "last-modified"),
        "last_fetched_at": one.page.at,
        "last_seen_at": one.page.at,
        "seen_key": None if one.is_late else one.page.article.page.seen_key,
        "missing_since": None,
    }


def _relation(one: SavePlan, key: str, row: UrlRow) -> UrlRelation | None:
    """Return how the URL relates to the article from now on; None if that does not change."""
    if row.own_article not in {None, one.article_id}:
        # It still identifies another article (`articles.url_id`); this is how it leads to the present one.
        return one.page.relation if key == one.page.asked_key else UrlRelation.DUPLICATE
    if row.relation == UrlRelation.FORMER and row.article_id == one.article_id:
        return None  # how it leads on is told by its answers
    if key == one.page.identity_key:
        # Otherwise it keeps leading to another URL's article.
        identified = row.own_article is not None or row.article_id is None
        return UrlRelation.CANONICAL if identified else None
    if row.own_article == one.article_id:
        return UrlRelation.FORMER if one.moved else None
    return one.page.relation if key == one.page.asked_key else UrlRelation.DUPLICATE

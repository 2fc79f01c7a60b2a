"""What saved pages change in the rows of their addresses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, update

from newsarchive.lifecycle import STATE_AFTER_SAVE, Outcome
from newsarchive.storage.articles.save_plan import SavePlan
from newsarchive.storage.articles.stored_article import UrlRow
from newsarchive.storage.articles.withdrawals import is_older
from newsarchive.storage.database.bulk import BulkStatement
from newsarchive.storage.rows.journal import header
from newsarchive.storage.schema import urls

LED = ("article_id", "state", "relation")
ANSWERED = (
    *LED,
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
    """Give the rows of addresses, named by their `id`, each its own values of these columns."""
    named = [{"own_id": row["id"]} | {f"new_{name}": row[name] for name in columns} for row in rows]
    _change(columns).run(connection, named)


@cache
def _change(columns: tuple[str, ...]) -> BulkStatement:
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
    return BulkStatement(update(urls).where(urls.c.id == bindparam("own_id")).values(values))


class UrlChanges:
    """Points the addresses of pages at their articles, and notes that they answered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, group: Sequence[SavePlan]) -> None:
        """Change the rows of all addresses of pages whose rows are written."""
        answered, led = [], []
        for one in group:
            for key, row in one.rows.items():
                if one.outcome == Outcome.REFUSED:
                    # What was sent home is missing, where an article was known by it (GroupSaver).
                    if key == one.page.asked_key and not one.is_missing and not is_older(row, one.page.at):
                        answered.append(_refused(one, row))
                elif key in {one.page.asked_key, one.page.final_key} and not is_older(row, one.page.at):
                    answered.append(_led(one, key, row) | _answered(one))
                else:
                    led.append(_led(one, key, row) | _as_missing(one, row))
        change_urls(self._connection, ANSWERED, answered)
        change_urls(self._connection, LED, led)


def _refused(one: SavePlan, row: UrlRow) -> dict[str, Any]:
    stays = {"id": row.id, "article_id": row.article_id, "relation": row.relation}
    return stays | _answered(one) | {"state": STATE_AFTER_SAVE[one.outcome], "last_error": one.page.refusal}


def _led(one: SavePlan, key: str, row: UrlRow) -> dict[str, Any]:
    relation = _relation(one, key, row) or row.relation
    return {
        "id": row.id,
        "article_id": one.article_id,
        "state": STATE_AFTER_SAVE[one.outcome],
        "relation": relation,
    }


def _as_missing(one: SavePlan, row: UrlRow) -> dict[str, Any]:
    """A capture from before its page was last seen gone says nothing of today."""
    return {"state": row.state} if is_older(row, one.page.at) else {}


def _answered(one: SavePlan) -> dict[str, Any]:
    headers = one.page.article.page.headers
    return {
        "attempts": 0,
        "last_error": None,
        "claimed_by": None,
        "etag": header(headers, "etag"),
        "last_modified": header(headers, "last-modified"),
        "last_fetched_at": one.page.at,
        "last_seen_at": one.page.at,
        "seen_key": one.page.article.page.seen_key,
        "missing_since": None,
    }


def _relation(one: SavePlan, key: str, row: UrlRow) -> str | None:
    """Return how the address stands to the article from now on; None where that does not change."""
    if row.own_article not in {None, one.article_id}:
        # Another article is known by it, and stays so (`articles.url_id`); this is how it leads to this one.
        return one.page.relation if key == one.page.asked_key else "duplicate"
    if key == one.page.identity_key:
        # Else it leads to another address's article, as it did before.
        known_by_it = row.own_article is not None or row.article_id is None
        return "canonical" if known_by_it else None
    if row.own_article == one.article_id:
        return "former" if one.moved else None
    return one.page.relation if key == one.page.asked_key else "duplicate"

"""What a changed declaration makes of stored URLs: some are admitted, others set aside. Nothing is deleted.

A listing names mostly what is new. So without this, a URL that a rule left out last month would stay unknown
once the rule is mended, and what was wrongly stored would stay among the articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, exists, select, update

from newsarchive.lifecycle import ARTICLE_KIND, LEFT_OUT_BY_RULE, JournalEvent, SkipReason, UrlState
from newsarchive.storage.articles.shown_revisions import show_newest_ordinary
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.interfaces.crawl_store import NamedUrl, RefusedUrl, RulesApplied
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import event_row
from newsarchive.storage.schema import articles, sources, url_events, urls

_AT_A_TIME = 1_000
# As newsarchive.spiders.url_choice.rule_behind says it; a section leaves out by a rule of its own.
_OF_LINKS = "no pattern of [links]"


def stored_rules_key(connection: Connection, source: int) -> str | None:
    """Return the key of the rules that were applied last, None if none were."""
    found: str | None = connection.scalar(select(sources.c.rules_key).where(sources.c.id == source))
    return found


def store_rules_key(connection: Connection, source: int, key: str) -> None:
    """Record which rules the stored URLs follow."""
    connection.execute(update(sources).where(sources.c.id == source).values(rules_key=key))


def named_urls(connection: Connection, source: int, after: int) -> list[NamedUrl]:
    """Return some URLs of articles that listings named, by row number, above `after`.

    What `[addresses]` names follows no rule, and what a section left out is left to the section.
    """
    query = select(urls.c.id, urls.c.url, urls.c.state, urls.c.last_error).where(
        urls.c.source_id == source,
        urls.c.kind == ARTICLE_KIND,
        urls.c.found_in.is_not(None),
        urls.c.id > after,
    )
    rows = connection.execute(query.order_by(urls.c.id).limit(_AT_A_TIME)).all()
    left_out = {
        row.id for row in rows if row.state == UrlState.SKIPPED and row.last_error in LEFT_OUT_BY_RULE
    }
    told = _rules_told(connection, sorted(left_out))
    return [
        NamedUrl(
            number=row.id,
            url=row.url,
            left_out=row.id in left_out,
            by_links=row.last_error == SkipReason.DENIED or told.get(row.id, "").startswith(_OF_LINKS),
        )
        for row in rows
    ]


def _rules_told(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in chunks(ids):
        query = select(url_events.c.url_id, url_events.c.detail).where(
            url_events.c.url_id.in_(part), url_events.c.event == JournalEvent.SKIPPED
        )
        for number, detail in connection.execute(query.order_by(url_events.c.id)):
            found[number] = detail or ""
    return found


def apply_rules(
    connection: Connection,
    crawl: int,
    admitted: Sequence[int],
    refused: Sequence[RefusedUrl],
    at: datetime,
) -> RulesApplied:
    """Admit and refuse URLs by row number, and set aside or bring back the articles behind them."""
    _admit(connection, crawl, admitted, at)
    _refuse(connection, crawl, refused, at)
    aside, back = _settle_articles(connection, [*admitted, *(one.number for one in refused)], at)
    return RulesApplied(
        admitted=len(admitted), refused=len(refused), articles_aside=aside, articles_back=back
    )


def _admit(connection: Connection, crawl: int, ids: Sequence[int], at: datetime) -> None:
    for part in chunks(ids):
        of_article = select(urls.c.id).where(urls.c.id.in_(part), urls.c.article_id.is_not(None))
        stored = list(connection.scalars(of_article))
        found = {"state": UrlState.FOUND, "last_error": None, "next_check_at": None, "attempts": 0}
        connection.execute(update(urls).where(urls.c.id.in_(part)).values(found))
        again = {"state": UrlState.STORED, "next_check_at": at}
        connection.execute(update(urls).where(urls.c.id.in_(stored)).values(again))
        events = [event_row(JournalEvent.ADMITTED, url_id=number, crawl=crawl, at=at) for number in part]
        insert_rows(connection, url_events, events)


def _refuse(connection: Connection, crawl: int, refused: Sequence[RefusedUrl], at: datetime) -> None:
    closed = {
        "state": UrlState.SKIPPED,
        "attempts": 0,
        "claimed_by": None,
        "next_check_at": NEVER,
        "incident_id": None,
    }
    for reason in LEFT_OUT_BY_RULE:
        for part in chunks([one.number for one in refused if one.reason == reason]):
            values = closed | {"last_error": reason}
            connection.execute(update(urls).where(urls.c.id.in_(part)).values(values))
    events = [
        event_row(
            JournalEvent.SKIPPED,
            url_id=one.number,
            crawl=crawl,
            at=at,
            reason=one.reason,
            detail=coerced_text(one.detail),
        )
        for one in refused
    ]
    insert_rows(connection, url_events, events)


def _settle_articles(connection: Connection, changed: Sequence[int], at: datetime) -> tuple[int, int]:
    """Set aside the articles all of whose named URLs are refused, bring the others back; return how many."""
    numbers: set[int] = set()
    for part in chunks(changed):
        behind = select(urls.c.article_id).where(urls.c.id.in_(part), urls.c.article_id.is_not(None))
        numbers |= set(connection.scalars(behind))
    aside: list[int] = []
    back: list[int] = []
    for part in chunks(sorted(numbers)):
        admitted = exists().where(
            urls.c.article_id == articles.c.id,
            urls.c.found_in.is_not(None),
            urls.c.state != UrlState.SKIPPED,
        )
        query = select(articles.c.id, articles.c.set_aside_at, admitted.label("admitted"))
        for row in connection.execute(query.where(articles.c.id.in_(part))):
            if row.admitted and row.set_aside_at is not None:
                back.append(row.id)
            elif not row.admitted and row.set_aside_at is None:
                aside.append(row.id)
    for ids, moment in ((aside, at), (back, None)):
        for part in chunks(ids):
            connection.execute(update(articles).where(articles.c.id.in_(part)).values(set_aside_at=moment))
    for part in chunks(aside):
        # Also under addresses that no list named, such as the one it was redirected to.
        connection.execute(update(urls).where(urls.c.article_id.in_(part)).values(next_check_at=NEVER))
    show_newest_ordinary(connection, [*aside, *back])
    return len(aside), len(back)

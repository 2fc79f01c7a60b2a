"""The URLs to fetch. They are stored before they are fetched, so that a killed crawl can be continued.

A URL that a listing names and a rule of the source skips gets a row too, so that `why` can explain it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from newsarchive import clock
from newsarchive.discovery.urls.canonical_urls import host_of
from newsarchive.lifecycle import (
    ANSWERED,
    LEFT_OUT_BY_RULE,
    NEVER_ASKED,
    TRAP_PREFIX,
    JournalEvent,
    UrlState,
    is_left_out,
)
from newsarchive.storage.articles.takedown_list import forgotten_keys
from newsarchive.storage.articles.withdrawals import contradict
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.frontier.answers import (
    postpone_unasked,
    record_answer,
    record_same,
    unrecorded,
)
from newsarchive.storage.frontier.article_rechecks import one_url_an_article
from newsarchive.storage.frontier.changed_rules import (
    apply_rules,
    named_urls,
    store_rules_key,
    stored_rules_key,
)
from newsarchive.storage.frontier.frontier_urls import frontier_by_key, frontier_query, frontier_url
from newsarchive.storage.interfaces.crawl_store import (
    Answer,
    FoundLink,
    FrontierUrl,
    NamedUrl,
    RefusedUrl,
    RulesApplied,
    SkippedLink,
)
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.rows.get_or_create import (
    UrlToRegister,
    chunks,
    ensure_sources,
    ensure_urls,
    fill_hints,
    source_of_crawl,
)
from newsarchive.storage.rows.journal import event_row
from newsarchive.storage.rows.testimony_rows import Heard, write_testimonies
from newsarchive.storage.rows.url_identity import NO_HOST, url_key
from newsarchive.storage.schema import articles, revisions, url_events, urls

# Their state `skipped` is also that of URLs that robots.txt disallows; these were never tried (`attempts` 0)
# and are never planned.


def record_skipped(
    connection: Connection,
    crawl: int,
    skipped: Mapping[str, SkippedLink],
    *,
    source: int,
    at: datetime,
    limit: int,
) -> tuple[int, int]:
    """Store skipped URLs (by key); return how many were inserted, and how many exceeded `limit`.

    A new URL gets a row and an event with the reason; one that was skipped before gets an event if the reason
    has changed. URLs that were fetched, or will be, stay as they are.
    """
    stored = _stored_urls(connection, skipped)
    new = [key for key in skipped if key not in stored][: max(0, limit)]
    ensure_urls(connection, [_to_register(skipped[key], source, at, UrlState.SKIPPED) for key in new])
    changed = [
        key
        for key, (state, reason, attempts) in stored.items()
        if state == UrlState.SKIPPED
        and not attempts
        and is_left_out(reason)
        and reason != skipped[key].reason
    ]
    for part in chunks(stored):
        update_seen = update(urls).where(urls.c.url_key.in_(part), urls.c.last_seen_at < at)
        connection.execute(update_seen.values(last_seen_at=at))
    changes = [{"own_key": key, "reason": coerced_text(skipped[key].reason)} for key in (*new, *changed)]
    if changes:
        marked = update(urls).where(urls.c.url_key == bindparam("own_key"))
        connection.execute(marked.values(last_error=bindparam("reason"), next_check_at=NEVER), changes)
        insert_rows(connection, url_events, _events(connection, crawl, skipped, [*new, *changed], at))
    return len(new), len(skipped) - len(stored) - len(new)


def unskip(connection: Connection, keys: Collection[str]) -> None:
    """Make URLs fetchable that a rule skipped before and allows now."""
    for part in chunks(sorted(keys)):
        by_rule = or_(
            urls.c.last_error.in_(LEFT_OUT_BY_RULE),
            urls.c.last_error.startswith(TRAP_PREFIX, autoescape=True),
        )
        matching = (
            urls.c.url_key.in_(part) & (urls.c.state == UrlState.SKIPPED) & (urls.c.attempts == 0) & by_rule
        )
        connection.execute(
            update(urls).where(matching).values(state=UrlState.FOUND, last_error=None, next_check_at=None)
        )


def _stored_urls(connection: Connection, keys: Collection[str]) -> dict[str, tuple[str, str | None, int]]:
    found: dict[str, tuple[str, str | None, int]] = {}
    for part in chunks(sorted(keys)):
        query = select(urls.c.url_key, urls.c.state, urls.c.last_error, urls.c.attempts)
        rows = connection.execute(query.where(urls.c.url_key.in_(part)))
        found |= {row.url_key: (row.state, row.last_error, row.attempts) for row in rows}
    return found


def _events(
    connection: Connection, crawl: int, skipped: Mapping[str, SkippedLink], keys: Sequence[str], at: datetime
) -> list[dict[str, object]]:
    numbers: dict[str, int] = {}
    for part in chunks(keys):
        rows = connection.execute(select(urls.c.url_key, urls.c.id).where(urls.c.url_key.in_(part)))
        numbers |= {row.url_key: row.id for row in rows}
    return [
        event_row(
            JournalEvent.SKIPPED,
            url_id=numbers[key],
            crawl=crawl,
            at=at,
            reason=one.reason,
            detail=one.detail,
        )
        for key, one in ((key, skipped[key]) for key in keys)
    ]


# Documents that name each other in a circle would be followed for ever; depth limits are below this.
_MAX_STEPS = 100


class ArchiveFrontier:
    """The store `Frontier` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def discover(self, crawl: int, links: Sequence[FoundLink], at: datetime) -> list[FrontierUrl]:
        """Insert the new URLs; return the record of each URL, in order, one per URL.

        `url` of a record is the spelling of the first link with that URL. URLs that were taken down are left
        out: nothing is stored about them, and they must not be fetched.
        """
        first: dict[str, FoundLink] = {}
        for link in links:
            first.setdefault(url_key(link.url), link)
        with self._database.writing() as connection:
            for key in forgotten_keys(connection, first):
                del first[key]
            owners = _owners(connection, crawl, {link.url: None for link in first.values()})
            wanted = [_to_register(link, owners[link.url], at) for link in first.values()]
            new = ensure_urls(connection, wanted)
            for part in chunks(sorted(first.keys() - new)):
                update_seen = update(urls).where(urls.c.url_key.in_(part), urls.c.last_seen_at < at)
                connection.execute(update_seen.values(last_seen_at=at))
            fill_hints(connection, [link for link in wanted if link.key not in new])
            rows = frontier_by_key(connection, first)
            untried = [key for key, row in rows.items() if row.state == UrlState.SKIPPED and not row.attempts]
            if untried:
                unskip(connection, untried)
                rows |= frontier_by_key(connection, untried)
            write_testimonies(connection, _heard(connection, first, rows), at)
            missing = [
                (rows[key].id, link.found_in) for key, link in first.items() if rows[key].missing_since
            ]
            contradict(connection, crawl, [one for one in missing if one[1]], at)
        return [frontier_url(rows[key], url=link.url, new=key in new) for key, link in first.items()]

    def record_skipped(
        self, crawl: int, links: Sequence[SkippedLink], at: datetime, limit: int
    ) -> tuple[int, int]:
        """Store URLs that are not fetched, with the reason; insert at most `most` new ones.

        Return how many were inserted, and how many were dropped because of `most`.
        """
        first: dict[str, SkippedLink] = {}
        for link in links:
            first.setdefault(url_key(link.url), link)
        with self._database.writing() as connection:
            for key in forgotten_keys(connection, first):
                del first[key]
            source = source_of_crawl(connection, crawl)
            if source is None:
                return 0, len(first)
            return record_skipped(connection, crawl, first, source=source, at=at, limit=limit)

    def unfinished(self, crawl: int, limit: int | None = None) -> list[FrontierUrl]:
        """Return and claim the URLs of the crawl's source that were never answered, oldest first."""
        with self._database.writing() as connection:
            source = source_of_crawl(connection, crawl)
            open_query = frontier_query().where(urls.c.state.in_(NEVER_ASKED))
            if source is not None:
                open_query = open_query.where(urls.c.source_id == source)
            oldest = open_query.order_by(urls.c.first_seen_at, urls.c.url, urls.c.url_key).limit(limit)
            rows = connection.execute(oldest).all()
            for part in chunks([row.url_key for row in rows]):
                claim = update(urls).where(urls.c.url_key.in_(part))
                connection.execute(claim.values(state=UrlState.CLAIMED, claimed_by=crawl))
        return [frontier_url(row) for row in rows]

    def recheckable(self, crawl: int, since: datetime | None) -> list[FrontierUrl]:
        """Return the source's article URLs, first stored or published at or after `since` (None: all).

        One URL per article if its own was fetched, else those that lead to it. Included are missing ones,
        those withdrawn since then, and those found since then that were gone from the start. Newest first,
        unknown dates last, then by URL.
        """
        query = frontier_query().where(
            urls.c.kind == "article",
            or_(
                urls.c.article_id.is_not(None) & urls.c.state.in_(ANSWERED),
                urls.c.state == UrlState.GONE,
            ),
            urls.c.last_fetched_at.is_not(None),
            articles.c.set_aside_at.is_(None),
            one_url_an_article(),
        )
        if since is not None:
            # Cut to the second like everything stored, or articles of that very second would be missed.
            second = since.astimezone(UTC).replace(microsecond=0)
            never_fetched = urls.c.article_id.is_(None) & (urls.c.first_seen_at >= second)
            waiting = urls.c.missing_since.is_not(None) & (urls.c.state != UrlState.GONE)
            query = query.where(
                or_(
                    articles.c.first_seen_at >= second,
                    revisions.c.published_at >= second,
                    articles.c.withdrawn_at >= second,
                    never_fetched,
                    waiting,
                )
            )
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            if source is not None:
                query = query.where(urls.c.source_id == source)
            newest = revisions.c.published_at.desc().nulls_last()
            rows = connection.execute(query.order_by(newest, urls.c.url)).all()
        return [frontier_url(row) for row in rows]

    def rules_key(self, crawl: int) -> str | None:
        """Return the key of the rules that the source's stored URLs follow, None if none were applied."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            return None if source is None else stored_rules_key(connection, source)

    def keep_rules_key(self, crawl: int, key: str) -> None:
        """Record which rules the source's stored URLs follow."""
        with self._database.writing() as connection:
            if (source := source_of_crawl(connection, crawl)) is not None:
                store_rules_key(connection, source, key)

    def named(self, crawl: int, after: int) -> list[NamedUrl]:
        """Return some URLs that listings named, by row number, above `after`; none at the end."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            return [] if source is None else named_urls(connection, source, after)

    def apply_rules(
        self, crawl: int, admitted: Sequence[int], refused: Sequence[RefusedUrl], at: datetime
    ) -> RulesApplied:
        """Admit URLs that a rule left out, and refuse others; what was stored of them is set aside."""
        with self._database.writing() as connection:
            return apply_rules(connection, crawl, admitted, refused, at)

    def lookup(self, wanted: Sequence[str]) -> dict[str, FrontierUrl]:
        """Return the records of these URLs; URLs without one are absent."""
        keys = {url: url_key(url) for url in wanted}
        with self._database.reading() as connection:
            rows = frontier_by_key(connection, keys.values())
        return {url: frontier_url(rows[key], url=url) for url, key in keys.items() if key in rows}

    def steps(self, wanted: Sequence[str], roots: Sequence[str]) -> dict[str, int]:
        """Count the documents that led from a root to each URL, at most _MAX_STEPS."""
        ends = {url_key(root) for root in roots}
        counted = dict.fromkeys(wanted, 0)
        at = {url: key for url in wanted if (key := url_key(url)) not in ends}
        with self._database.reading() as connection:
            for _ in range(_MAX_STEPS):
                named_by = _found_in(connection, at.values())
                at = {url: named_by[key] for url, key in at.items() if key in named_by}
                for url in at:
                    counted[url] += 1
                at = {url: key for url, key in at.items() if key not in ends}
                if not at:
                    break
        return counted

    def record(self, crawl: int, answers: Sequence[Answer], *, once: bool = False) -> None:
        """Store answers without an article: a fetch row, the URL's new state, an event with the reason.

        With `once`, answers whose URL, time and outcome are stored already are skipped.
        """
        with self._database.writing() as connection:
            taken_down = forgotten_keys(connection, [url_key(answer.url) for answer in answers])
            answers = [answer for answer in answers if url_key(answer.url) not in taken_down]
            answers = unrecorded(connection, answers) if once else answers
            new = _without_row(connection, answers)
            owners = _owners(connection, crawl, {answer.url: answer.source for answer in new})
            wanted = [
                UrlToRegister(url=answer.url, source_id=owners[answer.url], at=answer.at, kind=answer.kind)
                for answer in new
            ]
            ensure_urls(connection, wanted)
            now = clock.now()
            asked = postpone_unasked(connection, crawl, answers)
            for answer in record_same(connection, crawl, asked, now):
                record_answer(connection, crawl, answer, now)


def _heard(
    connection: Connection, named: Mapping[str, FoundLink], rows: Mapping[str, Any]
) -> Iterable[Heard]:
    """Yield what the documents that named these URLs (by key) say of them."""
    telling = [(key, link) for key, link in named.items() if link.told is not None and link.found_in]
    keys = {url_key(link.found_in or "") for _, link in telling}
    numbers: dict[str, int] = {}
    for part in chunks(sorted(keys)):
        found = connection.execute(select(urls.c.url_key, urls.c.id).where(urls.c.url_key.in_(part)))
        numbers |= {row.url_key: row.id for row in found}
    for key, link in telling:
        listing = numbers.get(url_key(link.found_in or ""))
        if link.told is not None and listing is not None:
            yield Heard(url_id=rows[key].id, listing_id=listing, facts=link.told)


def _found_in(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in chunks(sorted(set(keys))):
        query = select(urls.c.url_key, urls.c.found_in).where(
            urls.c.url_key.in_(part), urls.c.found_in.is_not(None)
        )
        found |= {row.url_key: url_key(row.found_in) for row in connection.execute(query)}
    return found


def _to_register(
    link: FoundLink, source_id: int, at: datetime, state: UrlState = UrlState.FOUND
) -> UrlToRegister:
    return UrlToRegister(
        url=link.url,
        source_id=source_id,
        at=at,
        kind=link.kind,
        state=state,
        found_in=link.found_in,
        hint_title=link.hint_title,
        hint_published_at=link.hint_published_at,
    )


def _owners(connection: Connection, crawl: int, named: Mapping[str, str | None]) -> dict[str, int]:
    """Return the source of each URL: the crawl's, else the one named for it, else that of its host."""
    source = source_of_crawl(connection, crawl)
    if source is not None:
        return dict.fromkeys(named, source)
    names = {url: name or host_of(url) or NO_HOST for url, name in named.items()}
    numbers = ensure_sources(connection, names.values())
    return {url: numbers[name] for url, name in names.items()}


def _without_row(connection: Connection, answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers of URLs that nothing is stored of: the others have their source."""
    keys = {answer.url: url_key(answer.url) for answer in answers}
    known: set[str] = set()
    for part in chunks(sorted(set(keys.values()))):
        known |= set(connection.scalars(select(urls.c.url_key).where(urls.c.url_key.in_(part))))
    return [answer for answer in answers if keys[answer.url] not in known]

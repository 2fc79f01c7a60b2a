"""The door `Visits` on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from newsarchive.planning.rechecking import calls_followed
from newsarchive.storage.addresses import url_key
from newsarchive.storage.interfaces import KnownUrl
from newsarchive.storage.registry import source_of_crawl
from newsarchive.storage.transactions import Database
from newsarchive.storage.visiting.budgets import affordable
from newsarchive.storage.visiting.listings import due_of
from newsarchive.storage.visiting.rates import learn_rates, rates_of
from newsarchive.storage.visiting.rechecks import due_articles, plan_articles
from newsarchive.storage.visiting.values import Habits, ListingDue


class ArchiveVisits:
    """The door `Visits` (see newsarchive.storage.visiting.values)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listings(self, urls: Sequence[str]) -> dict[str, ListingDue]:
        """When these listings are due, by the address as given; those never polled are absent."""
        with self._database.reading() as connection:
            return due_of(connection, urls)

    def due_articles(self, crawl: int, at: datetime, habits: Habits) -> list[KnownUrl]:
        """Article addresses of the crawl's source that are due, most likely edited first."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return []
            return due_articles(connection, source, at, habits, rates_of(connection, source))

    def calls_followed(self, crawl: int, at: datetime, habits: Habits) -> int | None:
        """How many of the articles that lists say were changed are looked at; None: all of them."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return 0
            bounds = calls_followed(rates_of(connection, source)), affordable(connection, source, at, habits)
            return min((bound for bound in bounds if bound is not None), default=None)

    def plan(self, crawl: int, at: datetime, habits: Habits, called: Collection[str] = ()) -> None:
        """Learn from the crawl's rechecks, and plan the next visit of every article it asked for."""
        with self._database.writing() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return
            rates = learn_rates(
                connection, crawl, source, rates_of(connection, source), {*map(url_key, called)}
            )
            plan_articles(connection, source, at, habits, rates)

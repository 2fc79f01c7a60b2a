"""What three years of operation leave in an archive beside its articles, for one on SQLite just built.

    python -m benchmarks.archive.lived FILE

Crawls of every source and day, polls of its listings (some of which failed), addresses that were skipped,
gone or never asked, withdrawn articles, what listings said of articles, alarms, incidents, missed
expectations, what was learned of hosts. The rows are invented, so that the pages that tell of them have
something to read.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.archive.sources import ZONES, Source, all_sources
from newsarchive.storage.rows.url_identity import url_key

LISTINGS = ("feed", "sitemap", "section")
POLLS_A_DAY = 2  # kept of those of a day: `db prune` drops the others
# Shares of the articles, or of the days of a source.
WITHDRAWN, HEARD, VOTED, RIGHTS, OTHER_URLS = 0.004, 0.5, 0.03, 0.01, 0.3
DAY_FAILED, POLL_FAILED, MISSED = 0.01, 0.02, 0.02
OPEN_ALARMS, ENDED_ALARMS, OPEN_INCIDENTS, PAST_INCIDENTS = 6, 400, 3, 60
BOX_ROLES = ("apart", "label", "name", "text")
STAMP, DAY = "%Y-%m-%d %H:%M:%S", timedelta(days=1)


def live(file: Path) -> None:
    """Add the rows, in one transaction."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    _Lived(connection).all()
    connection.execute("COMMIT")
    connection.close()


class _Lived:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._dice = random.Random("three years")
        self._sources: dict[int, Source] = {
            number: one
            for one in all_sources()
            for number in [self._one("SELECT id FROM sources WHERE name = ?", one.name)]
        }

    def all(self) -> None:
        """Add everything, in the order in which it rests on one another."""
        self._record_when_fetched()
        self._name_sources()
        self._crawl_days()
        self._hear_listings()
        self._leave_out_urls()
        self._withdraw()
        self._raise_alarms()
        self._learn_hosts()

    def _one(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()[0]

    def _many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(sql, rows)

    def _insert(self, table: str, rows: Iterable[dict[str, object]]) -> None:
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        names = ", ".join(first)
        marks = ", ".join(f":{name}" for name in first)
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        self._connection.execute(sql, first)
        self._connection.executemany(sql, rows)

    def _record_when_fetched(self) -> None:
        """What was built in an hour was recorded over years, in the order of its numbers."""
        known, last = [], ""
        for revision, fetch, at in self._connection.execute(
            "SELECT r.id, f.id, f.fetched_at FROM revisions AS r JOIN fetches AS f ON f.id = r.fetch_id"
            " ORDER BY r.id"
        ):
            last = max(last, at)
            known.append((last, revision, fetch))
        self._many("UPDATE revisions SET recorded_at = ? WHERE id = ?", ((at, one) for at, one, _ in known))
        self._many("UPDATE fetches SET recorded_at = ? WHERE id = ?", ((at, one) for at, _, one in known))
        self._connection.execute("UPDATE fetches SET recorded_at = fetched_at WHERE revision_id IS NULL")

    def _name_sources(self) -> None:
        self._many(
            "UPDATE sources SET title = ?, home = ?, language = ? WHERE id = ?",
            (
                (one.name.title(), f"https://{one.host}/", "en" if one.script == "Latn" else "zh", number)
                for number, one in self._sources.items()
            ),
        )

    def _crawl_days(self) -> None:
        """One crawl a source and day, which fetched what was fetched that day and polled listings."""
        first, last = (
            datetime.fromisoformat(moment).replace(hour=0, minute=0, second=0, microsecond=0)
            for moment in self._connection.execute(
                "SELECT min(fetched_at), max(fetched_at) FROM fetches"
            ).fetchone()
        )
        end = datetime.fromisoformat(self._one("SELECT max(fetched_at) FROM fetches"))
        listings = self._listings(first, end)
        crawls: list[dict[str, object]] = []
        polls: list[dict[str, object]] = []
        number = self._one("SELECT max(id) FROM crawls")
        for day in range((last - first).days + 1):
            for source, of in self._sources.items():
                number += 1
                began = first + day * DAY + timedelta(hours=1, minutes=source)
                if began > end:
                    continue
                away = self._dice.random() < DAY_FAILED
                crawls.append(_crawl(number, source, began))
                polls += self._polls(number, source, listings[source], began, of, away=away)
        self._insert("crawls", crawls)
        self._insert("fetches", polls)
        self._connection.execute(
            "UPDATE fetches SET crawl_id = coalesce((SELECT c.id FROM crawls AS c WHERE c.kind = 'crawl'"
            " AND c.source_id = fetches.source_id AND c.started_at <= fetches.fetched_at"
            " ORDER BY c.started_at DESC LIMIT 1), 1)"
            " WHERE crawl_id = 1"
        )
        self._connection.execute(
            "UPDATE url_events SET crawl_id = coalesce((SELECT f.crawl_id FROM fetches AS f"
            " WHERE f.id = url_events.fetch_id), 1)"
        )
        newest = "SELECT max(id) FROM crawls WHERE reason = 'finished' GROUP BY source_id"
        late = [one for (one,) in self._connection.execute(newest) if self._dice.random() < 0.1]
        missed = (one["id"] for one in crawls if self._dice.random() < MISSED)
        self._insert(
            "missed_expectations", (_missed(one) for one in sorted({*late, *map(int, map(str, missed))}))
        )

    def _listings(self, first: datetime, end: datetime) -> dict[int, list[tuple[int, str]]]:
        number = self._one("SELECT max(id) FROM urls")
        urls, feeds = [], []
        found: dict[int, list[tuple[int, str]]] = {}
        for source, of in self._sources.items():
            for kind in LISTINGS:
                number += 1
                url = f"https://{of.host}/{kind}.xml"
                found.setdefault(source, []).append((number, url))
                urls.append(
                    _url(number, source, url, kind, "stored", f"{first:{STAMP}}")
                    | {"last_fetched_at": f"{end:{STAMP}}"}
                )
                feeds.append(
                    {
                        "url_id": number,
                        "source_id": source,
                        "interval": 3600.0,
                        "next_poll_at": f"{end + timedelta(minutes=source):{STAMP}}",
                        "last_polled_at": f"{end:{STAMP}}",
                        "polls": 20000,
                        "last_entries": 40,
                        "last_new": 2,
                    }
                )
        self._insert("urls", urls)
        self._insert("feeds", feeds)
        return found

    def _polls(
        self,
        crawl: int,
        source: int,
        listings: list[tuple[int, str]],
        began: datetime,
        of: Source,
        *,
        away: bool,
    ) -> Iterator[dict[str, object]]:
        for poll in range(POLLS_A_DAY):
            at = began + timedelta(seconds=20 * poll + 1)
            url_id, url = listings[(crawl + poll) % len(listings)]
            failed = away or self._dice.random() < POLL_FAILED
            yield {
                "crawl_id": crawl,
                "url_id": url_id,
                "url": url,
                "fetched_at": f"{at:{STAMP}}",
                "outcome": "failed" if failed else "fetched",
                "status": None if failed else 200,
                "final_url": None if failed else url,
                "content_type": None if failed else "application/rss+xml",
                "headers": None if failed else "Content-Type: application/rss+xml\nServer: nginx",
                "body_sha256": None if failed else hashlib.sha256(f"{crawl}/{poll}".encode()).hexdigest(),
                "body_size": None if failed else 20_000,
                "reason": "timeout" if failed else None,
                "source_id": source,
                "day": f"{at + timedelta(hours=int(ZONES[of.script][1:3])):%Y-%m-%d}",
                "payload_kept": 0,
                "recorded_at": f"{at:{STAMP}}",
            }

    def _hear_listings(self) -> None:
        """Half of the articles stood in a feed, which said their title, date and more."""
        feed = {
            row[0]: row[1]
            for row in self._connection.execute(
                "SELECT source_id, id FROM urls WHERE kind = 'feed' ORDER BY id"
            )
        }
        rows = self._connection.execute(
            "SELECT a.source_id, a.url_id, r.id, r.title, a.first_seen_at, r.published_at, r.language"
            " FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = 1 ORDER BY a.id"
        ).fetchall()
        heard = [row for row in rows if self._dice.random() < HEARD]
        self._insert(
            "testimonies",
            (
                {
                    "url_id": url,
                    "listing_id": feed[source],
                    "said_key": hashlib.sha256(f"{url}".encode()).hexdigest(),
                    "heard_at": at,
                    "last_heard_at": at,
                    "position": self._dice.randrange(40),
                    "title": title,
                    "published_at": published,
                    "guid": f"tag:{url}",
                    "language": language,
                    "summary": title,
                }
                for source, url, _, title, at, published, language in heard
            ),
        )
        named = self._connection.execute("SELECT id, url FROM urls WHERE kind = 'feed'")
        listed = {row[0]: row[1] for row in named}
        self._insert(
            "votes",
            (
                {
                    "revision_id": revision,
                    "position": 0,
                    "field": "title",
                    "page_said": "Home",
                    "listing": listed[feed[source]],
                }
                for source, _, revision, *_ in heard
                if self._dice.random() < VOTED
            ),
        )
        fetches = self._connection.execute("SELECT fetch_id FROM revisions ORDER BY id").fetchall()
        self._insert(
            "capture_rights",
            (
                {"fetch_id": fetch, "kind": "tdm", "origin": "header", "value": "tdm-reservation: 1"}
                for (fetch,) in fetches
                if self._dice.random() < RIGHTS
            ),
        )

    def _leave_out_urls(self) -> None:
        """Addresses without an article: left out by a rule, gone, failed, or not asked yet."""
        kinds = (
            ("skipped", "denied", "skipped"),
            ("skipped", "robots", "skipped"),
            ("skipped", "trap_calendar", "skipped"),
            ("failed", "timeout", "failed"),
            ("gone", "not_found", "failed"),
            ("found", None, None),
        )
        urls, events = [], []
        number = self._one("SELECT max(id) FROM urls")
        for source, crawl, at in self._connection.execute(
            "SELECT a.source_id, f.crawl_id, a.first_seen_at FROM articles AS a JOIN revisions AS r"
            " ON r.article_id = a.id AND r.number = 1 JOIN fetches AS f ON f.id = r.fetch_id ORDER BY a.id"
        ).fetchall():
            if self._dice.random() >= OTHER_URLS:
                continue
            number += 1
            state, reason, event = kinds[self._dice.randrange(len(kinds))]
            if state == "found" and self._dice.random() < 0.9:
                state, reason, event = kinds[0]
            url = f"https://{self._sources[source].host}/other/{number}.html"
            urls.append(_url(number, source, url, "article", state, at) | {"last_error": reason})
            if event:
                events.append(
                    {
                        "crawl_id": crawl,
                        "url_id": number,
                        "at": at,
                        "event": event,
                        "reason": reason,
                        "article_id": None,
                    }
                )
        self._insert("urls", urls)
        self._insert("url_events", events)

    def _withdraw(self) -> None:
        events = []
        for article, url, at in self._connection.execute(
            "SELECT id, url_id, first_seen_at FROM articles ORDER BY id"
        ).fetchall():
            if self._dice.random() < WITHDRAWN:
                gone = datetime.fromisoformat(at) + timedelta(hours=self._dice.randrange(2, 60))
                if f"{gone:{STAMP}}" > self._end:
                    continue
                events.append(
                    {
                        "crawl_id": 1,
                        "url_id": url,
                        "at": f"{gone:{STAMP}}",
                        "event": "withdrawn",
                        "reason": "not_found",
                        "article_id": article,
                    }
                )
        self._insert("url_events", events)
        self._many(
            "UPDATE articles SET withdrawn_at = ? WHERE id = ?",
            ((one["at"], one["article_id"]) for one in events),
        )

    @property
    def _end(self) -> str:
        return str(self._one("SELECT max(fetched_at) FROM fetches"))

    def _raise_alarms(self) -> None:
        newest = datetime.fromisoformat(self._end)
        numbers = list(self._sources)
        kinds = ("missed", "failed", "blind", "vanished", "unanswered", "incident")
        alarms = []
        for count in range(OPEN_ALARMS + ENDED_ALARMS):
            began = newest - timedelta(hours=3 + 60 * count)
            alarms.append(
                {
                    "source_id": numbers[count % len(numbers)],
                    "kind": kinds[count % len(kinds)],
                    "raised_at": f"{began:{STAMP}}",
                    "cause": f"invented: {count} of 40",
                    "told_at": f"{began:{STAMP}}",
                    "ended_at": None if count < OPEN_ALARMS else f"{began + DAY:{STAMP}}",
                }
            )
        self._insert("alarms", alarms)
        crawl = self._one("SELECT max(id) FROM crawls")
        incidents = []
        for count in range(OPEN_INCIDENTS + PAST_INCIDENTS):
            began = newest - timedelta(hours=5 + 300 * count)
            closed = count >= OPEN_INCIDENTS
            incidents.append(
                {
                    "source_id": numbers[(7 * count) % len(numbers)],
                    "kind": ("error_page", "login_wall", "same_text")[count % 3],
                    "state": ("over", "accepted", "dismissed")[count % 3] if closed else "open",
                    "opened_at": f"{began:{STAMP}}",
                    "opened_crawl_id": crawl,
                    "last_crawl_id": crawl,
                    "crawls_seen": 3,
                    "closed_at": f"{began + DAY:{STAMP}}" if closed else None,
                    "closed_crawl_id": crawl if closed else None,
                    "affected": 9,
                    "looked_at": 20,
                    "example": "https://example.org/",
                    "detail": "invented",
                }
            )
        self._insert("source_incidents", incidents)

    def _learn_hosts(self) -> None:
        hosts, lines, boxes, spam = [], [], [], []
        rates: list[dict[str, object]] = []
        for source, of in self._sources.items():
            hosts.append(
                {
                    "host": of.host,
                    "robots_state": "rules",
                    "robots_status": 200,
                    "robots_text": "User-agent: *\nDisallow: /admin/\n",
                    "robots_fetched_at": self._end,
                    "last_asked_at": self._end,
                }
            )
            site = of.host.removeprefix("www.")
            for at in range(12):
                key = hashlib.sha256(f"{site}/{at}".encode()).hexdigest()
                seen: dict[str, object] = {"source_id": source, "host": site}
                lines.append(
                    seen
                    | {
                        "place": ("head", "tail")[at % 2],
                        "line_key": key,
                        "line": f"Read more of {site} ({at})",
                        "stories": 30,
                        "stories_seen": 200,
                    }
                )
                boxes.append(
                    seen
                    | {
                        "role": BOX_ROLES[at % 4],
                        "box_key": key,
                        "path": f"main > div.box{at}",
                        "pages": 60,
                        "pages_seen": 64,
                    }
                )
                spam.append(seen | {"spam_host": f"win{at}.example", "stories": 9, "stories_seen": 200})
            rates += [
                {"source_id": source, "age_class": age, "checks": 900.0, "edits": 40.0, "days": 300.0}
                for age in range(6)
            ]
        for table, rows in (
            ("hosts", hosts),
            ("host_lines", lines),
            ("host_boxes", boxes),
            ("spam_hosts", spam),
            ("edit_rates", rates),
        ):
            self._insert(table, rows)


def _crawl(number: int, source: int, began: datetime) -> dict[str, object]:
    return {
        "id": number,
        "source_id": source,
        "kind": "crawl",
        "started_at": f"{began:{STAMP}}",
        "heartbeat_at": f"{began + timedelta(minutes=4):{STAMP}}",
        "ended_at": f"{began + timedelta(minutes=5):{STAMP}}",
        "reason": "finished" if number % 97 else "shutdown",
        "host": "archive1",
        "pid": number % 30_000,
    }


def _missed(crawl: int) -> dict[str, object]:
    return {
        "crawl_id": crawl,
        "expectation": "articles_7d",
        "measured": 3.0,
        "bound": 9.0,
        "origin": "history",
        "detail": "invented",
    }


def _url(number: int, source: int, url: str, kind: str, state: str, at: str) -> dict[str, object]:
    return {
        "id": number,
        "source_id": source,
        "url_key": url_key(url),
        "url": url,
        "kind": kind,
        "state": state,
        "attempts": 1,
        "first_seen_at": at,
        "last_seen_at": at,
    }


if __name__ == "__main__":
    live(Path(sys.argv[1]))

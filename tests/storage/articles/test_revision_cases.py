"""What captures make of an article: one row a case, the views it ends in, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from newsarchive.items import CleanArticle
from newsarchive.lifecycle import Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.queries.run_query import run_query
from tests.storage.making import TEXT, URL, article, minutes

HOST = "https://lantern.example"
MOVED = f"{HOST}/archive/ferry"
MORE = TEXT + "\nTickets cost more."
LAMPS = "\n".join(f"Lamp {at} burns over the {at} pier of {at} Holm." for at in "abcd")
BOATS = "\n".join(f"Boat {name} left harbour {name} at dawn for {name}." for name in "abcdef")


def gone(at: int, url: str = URL, **facts: Any) -> Answer:
    given: dict[str, Any] = {"outcome": Outcome.GONE, "status": 404, "reason": "not_found"} | facts
    return Answer(url=url, kind="article", at=minutes(at), **given)


@dataclass(frozen=True)
class Case:
    """What comes in, and what stands there afterwards; times are minutes after noon.

    None is the end of the run, when what was found gone twice is withdrawn.
    """

    captures: Sequence[CleanArticle | Answer | None]
    current: list[tuple[Any, ...]]  # url, title, revision, withdrawn (minute), last seen (minute)
    history: list[tuple[Any, ...]]  # revision, title, number of characters
    changes: list[tuple[Any, ...]] = field(default_factory=list)  # as the view
    urls: list[tuple[str, str]] = field(default_factory=lambda: [(URL, "canonical")])
    turns: list[tuple[str, int]] = field(default_factory=list)  # event, minute


FERRY = "Ferry runs again"
ONE = (1, FERRY, len(TEXT))
CASES = {
    "edit": Case(
        [article(), article(text=MORE, fetched_at=minutes(5))],
        [(URL, FERRY, 2, None, 5)],
        [ONE, (2, FERRY, len(MORE))],
        [(2, False, True, False, 19, 0, True)],
    ),
    "edit that says so": Case(
        [article(), article(text=MORE, fetched_at=minutes(5), modified_at="2026-03-14T12:04:00Z")],
        [(URL, FERRY, 2, None, 5)],
        [ONE, (2, FERRY, len(MORE))],
        [(2, False, True, False, 19, 0, False)],
    ),
    "title only": Case(
        [article(), article(title="Boat", body=b"2", fetched_at=minutes(5))],
        [(URL, "Boat", 2, None, 5)],
        [ONE, (2, "Boat", len(TEXT))],
        [(2, True, False, False, 0, 0, True)],
    ),
    "boring": Case(
        [
            article(),
            article(text=TEXT.replace("\n", " \n "), fetched_at=minutes(1)),
            article(text=TEXT.replace(".", "．"), fetched_at=minutes(2)),
            article(text="HOLM, March 14 (AP) - " + TEXT, fetched_at=minutes(3)),
            article(dateline="Holm", body=b"2", modified_at="2026-03-14T12:04:00Z", fetched_at=minutes(4)),
        ],
        [(URL, FERRY, 1, None, 4)],
        [ONE],
    ),
    "withdrawal": Case(
        [article(), gone(6), None, gone(66), None],
        [(URL, FERRY, 1, 6, 0)],
        [ONE],
        turns=[("withdrawn", 66)],
    ),
    "gone at one look": Case([article(), gone(6), gone(8), None], [(URL, FERRY, 1, None, 0)], [ONE]),
    "there between two looks": Case(
        [article(), gone(6), article(fetched_at=minutes(9)), gone(70), None],
        [(URL, FERRY, 1, None, 9)],
        [ONE],
    ),
    "failures say neither": Case(
        [article(), gone(6), gone(90, outcome=Outcome.FAILED, status=503, reason="http_503"), None],
        [(URL, FERRY, 1, None, 0)],
        [ONE],
    ),
    "gone before it was seen last": Case(
        [article(fetched_at=minutes(400)), gone(6), gone(300), None],
        [(URL, FERRY, 1, None, 400)],
        [ONE],
    ),
    "withdrawal by way home": Case(
        [
            article(),
            *(article(text="Welcome.", final_url=f"{HOST}/", fetched_at=minutes(at)) for at in (6, 66)),
            None,
        ],
        [(URL, FERRY, 1, 6, 0)],
        [ONE],
        turns=[("withdrawn", 66)],
    ),
    "return": Case(
        [article(), gone(6), gone(66), None, article(fetched_at=minutes(69))],
        [(URL, FERRY, 1, None, 69)],
        [ONE],
        turns=[("withdrawn", 66), ("returned", 69)],
    ),
    "older capture is no return": Case(
        [article(), gone(6), gone(66), None, article(body=b"2", fetched_at=minutes(3)), gone(80), None],
        [(URL, FERRY, 1, 6, 3)],
        [ONE],
        turns=[("withdrawn", 66)],
    ),
    "redirect": Case(
        [article(f"{HOST}/?id=7", final_url=URL), article(fetched_at=minutes(2))],
        [(URL, FERRY, 1, None, 2)],
        [ONE],
        urls=[(f"{HOST}/?id=7", "redirect"), (URL, "canonical")],
    ),
    "canonical change": Case(
        [
            article(),
            article(canonical_url=MOVED, fetched_at=minutes(2)),
            article(MOVED, fetched_at=minutes(3)),
        ],
        [(MOVED, FERRY, 1, None, 3)],
        [ONE],
        urls=[(URL, "former"), (MOVED, "canonical")],
    ),
    "duplicate under ten addresses": Case(
        [article(f"{URL}/{at}", canonical_url=URL, fetched_at=minutes(at)) for at in range(10)]
        + [article(fetched_at=minutes(10))],
        [(URL, FERRY, 1, None, 10)],
        [ONE],
        urls=[(URL, "canonical"), *((f"{URL}/{at}", "duplicate") for at in range(10))],
    ),
    "all pages name one": Case(
        [
            article(f"{HOST}/{name}", text=text, canonical_url=URL, fetched_at=minutes(at))
            for at, (name, text) in enumerate({"a": LAMPS, "b": BOATS}.items())
        ],
        [(f"{HOST}/a", FERRY, 1, None, 0), (f"{HOST}/b", FERRY, 1, None, 1)],
        [(1, FERRY, len(LAMPS)), (1, FERRY, len(BOATS))],
        urls=[(URL, "canonical"), (f"{HOST}/a", "duplicate"), (f"{HOST}/b", "canonical")],
    ),
    "the one all name answers itself": Case(
        [
            article(f"{HOST}/a", text=LAMPS, canonical_url=URL),
            article(URL, text=BOATS, canonical_url=URL, fetched_at=minutes(1)),
            article(f"{HOST}/a", text=LAMPS, canonical_url=URL, body=b"2", fetched_at=minutes(2)),
        ],
        [(URL, FERRY, 1, None, 1), (f"{HOST}/a", FERRY, 1, None, 2)],
        [(1, FERRY, len(BOATS)), (1, FERRY, len(LAMPS))],
        urls=[(URL, "canonical"), (f"{HOST}/a", "canonical")],
    ),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, archive: Archive, crawl: int) -> Case:
    found = CASES[request.param]
    for capture in found.captures:
        if capture is None:
            archive.crawls.end(crawl, minutes(0), "finished")
        elif isinstance(capture, Answer):
            archive.frontier.record(crawl, [capture])
        else:
            archive.saves.save(crawl, [capture])
    return found


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    with run_query(url, sql, timeout=20) as result:
        return list(result.rows)


def minute(at: Any) -> int | None:
    return None if at is None else int((at - minutes(0).replace(tzinfo=None)).total_seconds() // 60)


def test_case(case: Case, archive_url: str) -> None:
    seen = ask(
        archive_url,
        "SELECT url, title, revision, withdrawn_at, last_seen_at FROM current_articles ORDER BY url",
    )
    assert [(*row[:3], minute(row[3]), minute(row[4])) for row in seen] == case.current
    assert (
        ask(archive_url, "SELECT revision, title, length(text) FROM article_history ORDER BY url, revision")
        == case.history
    )
    columns = "revision, changed_title, changed_text, changed_authors, chars_added, chars_removed, stealth"
    assert (
        ask(archive_url, f"SELECT {columns} FROM article_changes ORDER BY article_id, revision")
        == case.changes
    )
    assert ask(archive_url, "SELECT url, relation FROM article_urls ORDER BY url") == sorted(case.urls)
    turns = "SELECT event, at FROM url_events WHERE event IN ('withdrawn', 'returned') ORDER BY at"
    assert [(event, minute(at)) for event, at in ask(archive_url, turns)] == case.turns

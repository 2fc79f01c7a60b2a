"""What is out of range, by whatever tells its date; a day in an address has leeway, nobody knows its zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.discovery.documents import Link
from newsarchive.sources import Links
from newsarchive.spiders.url_choice import why_left_out

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
UNTIL = datetime(2026, 11, 3, tzinfo=UTC)
H = "https://h.example"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (Link(url=f"{H}/a", published_at="2026-11-02"), None),
        (Link(url=f"{H}/a", published_at="2026-10-31T23:00:00+00:00"), "older_than_since"),
        (Link(url=f"{H}/a", published_at="2026-11-03T01:00:00+08:00"), None),
        (Link(url=f"{H}/a", published_at="2026-11-03T09:00:00+08:00"), "newer_than_until"),
        (Link(url=f"{H}/a", changed_at="2026-10-30"), "older_than_since"),
        (Link(url=f"{H}/a", changed_at="2026-10-31"), None),
        (Link(url=f"{H}/a", changed_at="2026-12-24"), None),
        (Link(url=f"{H}/2026/10/29/a"), "older_than_since"),
        (Link(url=f"{H}/2026/10/31/a"), None),
        (Link(url=f"{H}/2026/11/04/a"), None),
        (Link(url=f"{H}/2026/11/06/a"), "newer_than_until"),
        (Link(url=f"{H}/2026/10/29/a", published_at="2026-11-02"), None),
        (Link(url=f"{H}/a"), None),
    ],
)
def test_range(link: Link, reason: str | None) -> None:
    assert why_left_out(link, Links(), SINCE, UNTIL) == reason


def test_patterns_know_the_address_without_what_only_tracks() -> None:
    rules = Links(allow=(r"/a/\d+$",), deny=(r"/a/7$",))
    assert why_left_out(Link(url=f"{H}/a/5?utm_source=rss"), rules, None) is None
    assert why_left_out(Link(url=f"{H}/a/7?utm_source=rss"), rules, None) == "denied"
    assert why_left_out(Link(url=f"{H}/b/5"), rules, None) == "off_pattern"


def test_traps_are_left_out_only_where_a_score_chose_the_link() -> None:
    url = f"{H}/calendar/2026/11/"
    assert why_left_out(Link(url=url, score=0.7), Links(), None) == "trap_calendar"
    assert why_left_out(Link(url=url), Links(), None) is None

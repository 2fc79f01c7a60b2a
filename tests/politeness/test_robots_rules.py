"""What a robots.txt says, and how long it is believed."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from newsarchive.politeness.host_state import HostState, RobotsVerdict
from newsarchive.politeness.robots_rules import (
    LONGEST_CRAWL_DELAY,
    MOST_ROBOTS_BYTES,
    MOST_WILD_RULES,
    Rules,
    decode_robots,
    robots_answered,
    robots_away,
    robots_due,
    robots_verdict,
)

NOON = datetime(2026, 11, 2, 12, 0, 0, tzinfo=UTC)
HOST = HostState(host="h.example")
AGENT = "newsarchive"
RULES = b"User-agent: *\nDisallow: /closed/\nCrawl-delay: 7\n"


def answered(status: int, body: bytes = RULES, *, before: HostState = HOST, at: datetime = NOON) -> HostState:
    state = robots_answered(before, status, decode_robots(body), at)
    if state.robots_state != RobotsVerdict.RULES or state.robots_away_since is not None:
        return state
    return replace(state, crawl_delay=Rules(state.robots_text or "", AGENT).crawl_delay)


@pytest.mark.parametrize(
    ("status", "body", "stands"),
    [
        (200, RULES, "rules"),
        (206, RULES, "rules"),
        (200, b"", "none"),
        (200, b"<!DOCTYPE html><html><body>Not found</body></html>", "none"),
        (301, RULES, "none"),
        (404, RULES, "none"),
        (410, RULES, "none"),
        (451, RULES, "none"),
        (401, RULES, "refused"),
        (403, RULES, "refused"),
        (429, RULES, "unreachable"),
        (500, RULES, "unreachable"),
        (503, RULES, "unreachable"),
    ],
)
def test_statuses(status: int, body: bytes, stands: str) -> None:
    state = answered(status, body)
    assert robots_verdict(state, NOON) == stands
    assert state.robots_status == status
    assert state.crawl_delay == (7.0 if stands == "rules" else None)


def test_what_was_known_is_believed_for_thirty_days_while_it_is_away() -> None:
    known = answered(200)
    away = robots_away(known, NOON + timedelta(days=2))
    assert robots_verdict(away, NOON + timedelta(days=29)) == "rules"
    assert away.crawl_delay == 7.0
    # The copy is too old then, and away it is for 28 days: nothing is known until it has been for thirty.
    assert robots_verdict(away, NOON + timedelta(days=30)) == "unreachable"
    assert robots_verdict(away, NOON + timedelta(days=32)) == "none"
    back = answered(200, at=NOON + timedelta(days=33), before=away)
    assert (back.robots_away_since, robots_verdict(back, NOON + timedelta(days=33))) == (None, "rules")


def test_nothing_known_and_away_is_unreachable_for_thirty_days() -> None:
    away = robots_away(robots_away(HOST, NOON), NOON + timedelta(days=10))
    assert away.robots_away_since == NOON
    assert robots_verdict(away, NOON + timedelta(days=29)) == "unreachable"
    assert robots_verdict(away, NOON + timedelta(days=30)) == "none"


@pytest.mark.parametrize(
    ("state", "age", "due"),
    [
        (HOST, timedelta(0), True),
        (answered(200), timedelta(hours=23), False),
        (answered(404), timedelta(hours=23), False),
        (answered(401), timedelta(hours=24), True),
        (answered(503), timedelta(minutes=9), False),
        (answered(503), timedelta(minutes=10), True),
        (answered(503, before=answered(200)), timedelta(minutes=10), True),
    ],
)
def test_when_it_is_asked_for_again(state: HostState, age: timedelta, *, due: bool) -> None:
    assert robots_due(state, NOON + age) == due


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\xef\xbb\xbfUser-agent: *", "User-agent: *"),
        ("User-agent: *".encode("utf-16"), "User-agent: *"),
        ("Disallow: /café".encode(), "Disallow: /café"),
        ("Disallow: /café".encode("latin-1"), "Disallow: /caf%E9"),
        (b"Dis\0allow: /", "Disallow: /"),
        (b"  <html>", ""),
    ],
)
def test_decoding(body: bytes, text: str) -> None:
    assert decode_robots(body) == text


def test_latin_1_paths_close_what_their_links_ask_for() -> None:
    rules = Rules(decode_robots("User-agent: *\nDisallow: /café/".encode("latin-1")), AGENT)
    assert not rules.allow("http://h.example/caf%E9/1")
    assert rules.allow("http://h.example/cafe/1")


def test_a_huge_one_is_read_to_its_last_whole_line() -> None:
    body = b"User-agent: *\nDisallow: /closed/\n" + b"Allow: /a\n" * 60_000
    text = decode_robots(body)
    assert MOST_ROBOTS_BYTES - 10 <= len(text) <= MOST_ROBOTS_BYTES
    assert text.endswith("Allow: /a")
    assert not Rules(text, AGENT).allow("http://h.example/closed/1")


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        ("Crawl-delay: 10", 10.0),
        ("crawl-delay: 0.5", 0.5),
        ("Crawl-delay: 0", None),
        ("Crawl-delay: -3", None),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: 1e400", LONGEST_CRAWL_DELAY),
        pytest.param("Crawl-delay: " + "9" * 400_000, LONGEST_CRAWL_DELAY, id="many nines"),
        ("Crawl-delay: -1e400", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: 999999", LONGEST_CRAWL_DELAY),
        ("", None),
    ],
)
def test_crawl_delay(line: str, delay: float | None) -> None:
    assert Rules(f"User-agent: *\n{line}\nDisallow: /x", AGENT).crawl_delay == delay


def test_rules_for_us_win_over_those_for_all() -> None:
    rules = Rules("User-agent: *\nDisallow: /\n\nUser-agent: newsarchive\nAllow: /\nCrawl-delay: 3\n", AGENT)
    assert rules.allow("http://h.example/a")
    assert rules.crawl_delay == 3.0


@given(st.integers(100, 599), st.binary(max_size=400), st.text(max_size=80))
def test_total(status: int, body: bytes, url: str) -> None:
    state = answered(status, body)
    rules = Rules(state.robots_text or "", AGENT)
    assert rules.allow(url) in {True, False}
    assert robots_verdict(state, NOON) in {"rules", "none", "refused", "unreachable"}


@pytest.mark.parametrize(
    ("lines", "asked", "allowed", "shortened"),
    [
        # Where a rule is too wild or too long, what it may forbid is forbidden, and what it may allow is not.
        ("Disallow: /x/" + "*a" * 40, "/x/" + "a" * 20, False, 1),
        ("Allow: /x/" + "a" * 40 + "\nDisallow: /x/" + "*a" * 40, "/x/" + "a" * 40, False, 1),
        ("Disallow: /x/" + "*a" * 40, "/y/b", True, 1),
        ("Disallow: /\nAllow: /x/" + "*a" * 40, "/x/" + "a" * 40, False, 1),
        ("Disallow: /" + "a" * 3_000, "/" + "a" * 2_100, False, 1),
        ("Disallow: /" + "a" * 3_000, "/b", True, 1),
        ("Disallow: /*?print=1$", "/a?print=1", False, 0),
        ("Disallow: /*.pdf$\nAllow: /*/open/", "/a/open/1.pdf", True, 0),
    ],
)
def test_what_is_too_much_is_decided_against_us(
    lines: str, asked: str, allowed: bool, shortened: int
) -> None:
    rules = Rules(f"User-agent: *\n{lines}\n", AGENT)
    assert rules.allow(f"http://h.example{asked}") == allowed
    assert rules.shortened == shortened


def test_groups_of_others_neither_count_nor_concern_us() -> None:
    """Agents before and behind ours, in one group and in groups of their own; what is too wild is theirs."""
    others = "".join(f"User-agent: other{n}\n" for n in range(500))
    wild = "Disallow: /*a*b\n" * (MOST_WILD_RULES + 1)
    for mine in ("newsarchive", "NewsArchive", "news*", "*"):
        text = (
            f"{others}{wild}{others}User-agent: {mine}\n{others}Disallow: /ours/\n{others}{wild}Disallow: /"
        )
        rules = Rules(text, AGENT)
        assert rules.allow("http://h.example/theirs/ab")
        assert not rules.allow("http://h.example/ours/1")
        assert not rules.shortened


def test_memory_is_that_of_the_lines_not_of_agents_times_rules() -> None:
    agents = "".join(f"User-agent: a{n}\n" for n in range(2_000))
    text = "User-agent: *\n" + agents + "".join(f"Disallow: /{n}\n" for n in range(2_000))
    tracemalloc.start()
    try:
        assert not Rules(text, AGENT).allow("http://h.example/1999")
        assert tracemalloc.get_traced_memory()[1] < 50 * len(text)
    finally:
        tracemalloc.stop()


def test_agents_that_could_all_be_ours_cost_no_more_than_one() -> None:
    """Each of these names is ours, as Protego matches names; it would keep the rules for each of them."""
    names = [AGENT[:length] for length in range(1, len(AGENT) + 1)]
    agents = "".join(f"User-agent: {name}{'*' * stars}\n" for name in names for stars in range(100))
    text = agents + "".join(f"Disallow: /{n}\n" for n in range(2_000))
    tracemalloc.start()
    try:
        assert not Rules(text, AGENT).allow("http://h.example/1999")
        assert tracemalloc.get_traced_memory()[1] < 50 * len(text)
    finally:
        tracemalloc.stop()


NAMES = st.sampled_from(
    ["*", "**", "", "n", "news", "News*", "newsarchive", "archive", "bot", "newsarchives"]
)
LINES = st.one_of(
    NAMES.map("User-agent: {}".format),
    st.sampled_from(
        ["Disallow: /a", "Allow: /a/b", "Disallow: /b", "Crawl-delay: 3", "Sitemap: /s", "", "# a"]
    ),
)


@given(st.lists(LINES, max_size=20))
def test_what_is_left_out_changes_no_answer(lines: list[str]) -> None:
    whole, ours = Protego.parse("\n".join(lines)), Rules("\n".join(lines), AGENT)
    for path in ("/a", "/a/b", "/b", "/c"):
        assert ours.allow(f"http://h.example{path}") == whole.can_fetch(f"http://h.example{path}", AGENT)
    assert ours.crawl_delay == whole.crawl_delay(AGENT)
    assert list(ours.sitemaps) == list(whole.sitemaps)

"""`history` and `why` to the letter, on both databases, and once as a shell runs them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.cli.why import why_lines
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import AnswerOutcome, CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from newsarchive.storage.queries.url_history import url_history
from tests.cli import running
from tests.cli.inside import run
from tests.storage.making import NOON, article, minutes, refused

pytestmark = pytest.mark.xdist_group("history")  # the archive is filled once on each database

SITE = "https://lantern.example"
BRIDGE = f"{SITE}/2026/harbour-bridge"
SHORTENED = f"{SITE}/s/1"
TEXT = (
    "The harbour bridge will stay closed until Friday after inspectors found cracks in two of its bearings.\n"
    "Buses are diverted by way of Mill Street.\n"
    "We would rather be late than sorry, said Ada Holm."
)
EDITED = (
    TEXT.replace("until Friday", "until at least Monday").replace("in two", "in four").rpartition("\n")[0]
)
HISTORY = """\
Harbour bridge closed until at least Monday
https://lantern.example/2026/harbour-bridge
lantern · 3 revisions
  also amp: https://lantern.example/2026/harbour-bridge/amp
  also redirect: https://lantern.example/s/1

Revision 1 · 2026-03-14 12:00:00 · first seen
  recorded  NOW
  title     Harbour bridge closed until Friday
  by        Ada Holm; Bo Lind
  published 2026-03-14 01:30:00
  text      3 paragraphs, 195 characters

Revision 2 · 2026-03-14 12:45:00 · edited by the publisher · STEALTH: it states no modified date
  recorded  NOW
  title     Harbour bridge closed until [-Friday-]{+at least Monday+}
  text      +19 −60 characters
    The harbour bridge will stay closed until [-Friday-]{+at least Monday+} after inspectors found cracks in \
[-two-]{+four+} of its bearings.
    ⋮ 1 paragraph unchanged
    [-We would rather be late than sorry, said Ada Holm.-]

Withdrawn · last found gone 2026-03-15 13:05:00 · 410 gone

Back again · 2026-03-15 13:15:00

Revision 3 · 2026-03-15 13:15:00 · edited by the publisher
  recorded  NOW
  by        Ada Holm; [-Bo Lind-]{+Cy Moor+}
  text      unchanged
"""
WHY = """\
https://lantern.example/2026/harbour-bridge
article of lantern · stored
canonical URL of the article https://lantern.example/2026/harbour-bridge (3 revisions)
  also amp: https://lantern.example/2026/harbour-bridge/amp
  also redirect: https://lantern.example/s/1

2026-03-14 11:59:00  found in https://lantern.example/feed.xml as "Bridge closed"
2026-03-14 12:00:00  200 a new article: revision 1 · crawl 1, recorded NOW
2026-03-14 12:45:00  200 an edit: revision 2 · crawl 1, recorded NOW
2026-03-14 13:00:00  410 gone · crawl 1, recorded NOW
2026-03-14 13:30:00  a list still names it: https://lantern.example/feed.xml
2026-03-15 13:05:00  410 gone · crawl 1, recorded NOW
2026-03-15 13:05:00  the article counts as withdrawn
2026-03-15 13:15:00  200 an edit: revision 3 · crawl 1, recorded NOW
2026-03-15 13:15:00  the article is back
"""
SHORT = """\
https://lantern.example/s/1
article of lantern · gone: gone (2 times in a row)
redirect URL of the article https://lantern.example/2026/harbour-bridge (3 revisions)
  also canonical: https://lantern.example/2026/harbour-bridge
  also amp: https://lantern.example/2026/harbour-bridge/amp

2026-03-14 12:04:00  first heard of
2026-03-14 12:04:00  200 the article as it was, redirected to https://lantern.example/2026/harbour-bridge \
· crawl 1, recorded NOW
2026-03-14 13:00:00  410 gone · crawl 1, recorded NOW
2026-03-15 13:05:00  410 gone · crawl 1, recorded NOW
"""
MISSING = """\
https://lantern.example/pier
article of lantern · stored; at the last look: gone
its page is missing since 2026-03-14 14:20:00; the article counts as withdrawn when it is found gone again \
(next look at 2026-03-14 15:20:00, or by `crawl lantern`)
canonical URL of the article https://lantern.example/pier (1 revision)

2026-03-14 12:00:00  first heard of
2026-03-14 12:00:00  200 a new article: revision 1 · crawl 1, recorded NOW
2026-03-14 14:20:00  410 gone · crawl 1, recorded NOW
"""
SPAM = """\
https://lantern.example/spam
article of lantern · answered, but its page was refused: spam_only

2026-03-14 12:02:00  first heard of
2026-03-14 12:02:00  200 refused: spam_only · crawl 1, recorded NOW
2026-03-14 12:20:00  200 the page as it was · crawl 1, recorded NOW
2026-03-14 12:30:00  304 not modified since · crawl 1, recorded NOW
"""
LATE = """\
https://lantern.example/late
article of lantern · answered, but its page was refused: too_short; since then http_503 (2 times in a row)
the article is kept as it was
canonical URL of the article https://lantern.example/late (1 revision)

2026-03-14 12:00:00  first heard of
2026-03-14 12:00:00  200 a new article: revision 1 · crawl 1, recorded NOW
2026-03-14 12:02:00  200 refused: too_short · crawl 1, recorded NOW
2026-03-14 12:20:00  503 failed: http_503 · crawl 1, recorded NOW
2026-03-14 12:30:00  503 failed: http_503 · crawl 1, recorded NOW
"""
DRIP = "The tap of the well drips since Tuesday. Nobody knows who is to mend it."


@pytest.fixture(scope="module")
def filled(module_url: str) -> dict[str, str]:
    """An article found, edited, withdrawn and back with other authors; refused pages asked for again.

    Only to be read.
    """
    archive = open_archive(module_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    feed = "https://lantern.example/feed.xml"
    archive.frontier.discover(
        crawl, [FoundLink(url=BRIDGE, found_in=feed, hint_title="Bridge closed")], minutes(-1)
    )
    first, second = "Harbour bridge closed until Friday", "Harbour bridge closed until at least Monday"
    archive.saves.save(
        crawl,
        [
            answered(BRIDGE, title=first, text=TEXT),
            answered(f"{BRIDGE}/amp", canonical_url=BRIDGE, title=first, text=TEXT, fetched_at=minutes(3)),
            article(SHORTENED, final_url=BRIDGE, title=first, text=TEXT, fetched_at=minutes(4)),
            answered(BRIDGE, title=second, text=EDITED, fetched_at=minutes(45)),
            refused(f"{SITE}/spam", final_url=f"http{SITE[5:]}/spam", fetched_at=minutes(2)),
            answered(f"{SITE}/late", title="A day at the quay", text="The quay was quiet."),
            refused(f"{SITE}/late", "too_short", final_url=f"{SITE}/late", fetched_at=minutes(2)),
        ],
    )
    archive.frontier.record(crawl, [told(Outcome.UNCHANGED, f"{SITE}/spam", 20)])
    archive.frontier.record(crawl, [told(Outcome.NOT_MODIFIED, f"{SITE}/spam", 30, 304)])
    archive.frontier.record(
        crawl, [told(Outcome.FAILED, f"{SITE}/late", at, 503, "http_503") for at in (20, 30)]
    )
    bridges = (f"{BRIDGE}/amp", SHORTENED, BRIDGE)
    archive.frontier.record(crawl, [gone(url, 60) for url in bridges])
    archive.frontier.discover(crawl, [FoundLink(url=BRIDGE, found_in=feed)] * 2, minutes(90))
    archive.frontier.discover(crawl, [FoundLink(url=BRIDGE, found_in=feed)], minutes(91))
    archive.frontier.record(crawl, [gone(url, 1505) for url in bridges])
    archive.crawls.end(crawl, minutes(1506), "finished")
    back = {"authors": ("Ada Holm", "Cy Moor"), "body": b"3", "fetched_at": minutes(1515)}
    archive.saves.save(crawl, [answered(BRIDGE, title=second, text=EDITED, **back)])
    archive.saves.save(crawl, [answered(f"{SITE}/pier", title="The pier", text="The pier is shut.")])
    archive.saves.save(crawl, [answered(f"{SITE}/quay", title="The quay", text="The quay is shut.")])
    archive.frontier.record(crawl, [gone(f"{SITE}/{name}", 140) for name in ("pier", "quay")])
    archive.frontier.discover(crawl, [FoundLink(url=f"{SITE}/quay", found_in=feed)], minutes(141))
    named = article(
        f"{SITE}/drip", final_url=f"{SITE}/drip", canonical_url=f"{SITE}/dead", title="Drip", text=DRIP
    )
    archive.saves.save(crawl, [named])
    archive.frontier.record(crawl, [gone(f"{SITE}/dead", 140)])
    forged = "In version {} the master said {{+ADDED+}} [-REMOVED-] of the ferry."
    for at in (1, 2):
        one = answered(
            f"{SITE}/forged", title="A [-bad-] day", text=forged.format(at), fetched_at=minutes(at)
        )
        archive.saves.save(crawl, [one])
    archive.close()
    return {"NEWSARCHIVE_DATABASE_URL": module_url}


def answered(url: str, **facts: Any) -> CleanArticle:
    """An article as a crawl hands it over: with the address that answered."""
    return article(url, final_url=url, **facts)


def told(outcome: AnswerOutcome, url: str, at: int, status: int = 200, reason: str | None = None) -> Answer:
    """An answer without an article as a crawl records it, some minutes after noon."""
    moment = minutes(at)
    return Answer(
        url=url, kind="article", outcome=outcome, at=moment, status=status, final_url=url, reason=reason
    )


def gone(url: str, at: int) -> Answer:
    return told(Outcome.GONE, url, at, 410, "gone")


def test_a_list_that_names_what_is_gone_makes_it_wait_a_day(filled: dict[str, str], tmp_path: Path) -> None:
    named, unnamed = (
        run("why", f"{SITE}/{name}", cwd=tmp_path, variables=filled)[1] for name in ("quay", "pier")
    )
    waits = "when it is found gone again, a day or more after that, as a list still names it (next look at"
    assert waits in named
    assert "a day or more" not in unnamed


def test_a_dead_canonical_url_threatens_no_withdrawal(filled: dict[str, str], tmp_path: Path) -> None:
    dead, shown = (
        run("why", f"{SITE}/{name}", cwd=tmp_path, variables=filled)[1] for name in ("dead", "drip")
    )
    assert "named by its article as canonical; no page came from it so far" in dead
    assert "the article does not count as withdrawn: another of its URLs answers" in dead
    assert "the URL by which the article is shown (1 revision)" in shown
    assert f"  also canonical: {SITE}/dead" in shown


# As docs/how-to/follow-edits.md says it in words.
SHOWN_NO_MORE = """
    SELECT a.source, a.url FROM current_articles AS a JOIN captures AS c ON c.url = a.url
    WHERE c.verdict <> 'article' AND c.fetched_at > a.last_seen_at AND a.withdrawn_at IS NULL
    GROUP BY a.source, a.url
"""


def test_the_how_to_finds_articles_whose_page_shows_something_else(
    filled: dict[str, str], tmp_path: Path
) -> None:
    code, said, _ = run("query", SHOWN_NO_MORE, "--format", "csv", cwd=tmp_path, variables=filled)
    assert code == 0
    assert [line.split(",")[1] for line in said.splitlines()[1:]] == [f"{SITE}/late"]


def of_postgresql(filled: dict[str, str]) -> bool:
    return filled["NEWSARCHIVE_DATABASE_URL"].startswith("postgresql")


def without_now(out: str) -> str:
    return re.sub(r"(?<=recorded)( +)20\d\d-\d\d-\d\d \d\d:\d\d:\d\d", r"\1NOW", out)


def test_a_page_forges_no_edit(filled: dict[str, str], tmp_path: Path) -> None:
    code, out, err = run("history", f"{SITE}/forged", cwd=tmp_path, variables=filled)
    assert (code, err) == (0, "")
    assert out.startswith("A \\[-bad-\\] day\n")
    assert r"  title     A \[-bad-\] day" in out
    assert r"    In version [-1-]{+2+} the master said \{+ADDED+\} \[-REMOVED-\] of the ferry." in out


@pytest.mark.parametrize("address", [BRIDGE, f"{BRIDGE}/amp", f"http{BRIDGE[5:]}?utm_source=x"])
def test_history_of_any_address(filled: dict[str, str], tmp_path: Path, address: str) -> None:
    begin = running.run if address == BRIDGE and of_postgresql(filled) else run
    code, out, err = begin("history", address, cwd=tmp_path, variables=filled)
    assert (code, err) == (0, "")
    assert without_now(out) == HISTORY


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (BRIDGE, WHY),
        (SHORTENED, SHORT),
        (f"{SITE}/spam", SPAM),
        (f"{SITE}/late", LATE),
        (f"{SITE}/pier", MISSING),
    ],
    ids=["article", "redirect", "refused", "refused-and-failing", "missing"],
)
def test_why(filled: dict[str, str], tmp_path: Path, address: str, said: str) -> None:
    begin = running.run if address == BRIDGE and not of_postgresql(filled) else run
    code, out, err = begin("why", address, cwd=tmp_path, variables=filled)
    assert (code, err) == (0, "")
    assert without_now(out) == said


def test_a_url_that_answered_429_was_asked_for(filled: dict[str, str]) -> None:
    """It stays `found`, since the next crawl is to ask for it; "not asked for yet" would be untrue."""
    known = url_history(filled["NEWSARCHIVE_DATABASE_URL"], f"{SITE}/late")
    assert known.timeline is not None
    for answers, said in (
        (known.timeline.answers, "asked for, and left for a later crawl: host_blocked"),
        ((), "found, and left for a later crawl: host_blocked"),  # a time-out leaves no answer
    ):
        timeline = replace(known.timeline, state="found", last_error="host_blocked", answers=answers)
        lines = [line.plain for line in why_lines(replace(known, timeline=timeline))]
        assert said in lines[1]
    timeline = replace(known.timeline, state="found", last_error="over_budget", answers=())
    lines = [line.plain for line in why_lines(replace(known, timeline=timeline))]
    assert "found, not asked for yet: over_budget" in lines[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["history", "https://lantern.example/none"], 0, "No article is stored"),
        (["history", "https://lantern.example/spam"], 0, "'newsarchive why https://lantern.example/spam'"),
        (["history", BRIDGE, "--as-of", "2026-01-01"], 0, "as of 2026-01-01 23:59:59"),
        (["history", BRIDGE, "--as-of", "soon"], 2, "not a day or a time"),
        (["history", "nonsense"], 2, "is not a valid URL"),
        (["why", "https://lantern.example/none"], 0, "Nothing is known"),
        (["why", "nonsense"], 2, "is not a valid URL"),
        (["why", f"http://bay.example/{'a' * 3_000}"], 2, "a URL may have 2,048 at most"),
        (["query", "SELECT url FROM urls", "--as-of", "2026-01-01"], 2, "as of today only"),
    ],
)
def test_nothing_to_show(
    filled: dict[str, str], tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    found, out, err = run(*words, cwd=tmp_path, variables=filled)
    assert (found, out, "Traceback" in err) == (code, "", False), err
    assert said in err


def test_query_as_of(filled: dict[str, str], tmp_path: Path) -> None:
    sql = "SELECT count(*) AS n FROM article_history"
    _, then, _ = run("query", sql, "--as-of", "2026-01-01", "--format", "csv", cwd=tmp_path, variables=filled)
    code, now, err = run(
        "query", sql, "--as-of", "2999-01-01", "--format", "csv", cwd=tmp_path, variables=filled
    )
    assert (then, now, code) == ("n\n0\n", "n\n9\n", 0)
    assert "is not past yet" in err
    just_now = datetime.now(UTC).isoformat(timespec="seconds")
    code, _, err = run("query", sql, "--as-of", just_now, cwd=tmp_path, variables=filled)
    assert (code, "was less than a minute ago" in err) == (0, True)

"""Two stored articles that are one are joined, with all that is known of both; others are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from newsarchive.lifecycle import CrawlKind, GoneReason, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.queries.url_history import url_history
from newsarchive.testimony import ListedFacts
from tests.storage.conftest import Rows
from tests.storage.making import article, minutes

OLD, NEW = "https://lantern.example/2026/ferry", "https://lantern.example/neu/faehre"
FEED = "https://lantern.example/feed"
STORY = " ".join(f"The ferry to Holm runs again on day {n}, said pilot {n} of the board." for n in range(9))
OTHER = " ".join(f"Nobody on the market square of Lund bought fish {n} for {n} crowns." for n in range(9))
NOTICE = (
    "Analysts said that the market would look to the central bank for guidance in the days ahead.\n"
    "This report is for information only and does not constitute investment advice. Past performance is no"
    " guide to future returns. Readers should consult an adviser before they act on anything in this report."
)
REPORTS = (
    (
        "Stocks in the harbour city closed higher on Monday after a session in which all weighed figures.\n"
        "The main index rose 1.2 percent to 21,304 points. Turnover reached 88 billion. Shipping firms led"
        f" the gains, with Holm Lines up four percent after it ordered two new ferries.\n{NOTICE}"
    ),
    (
        "Stocks in the harbour city closed lower on Tuesday after a session in which all weighed figures.\n"
        "The main index fell 2.0 percent to 20,877 points. Turnover reached 95 billion. Banks were sold as"
        f" Lind Trust reported losses on loans to builders.\n{NOTICE}"
    ),
)
FORECASTS = (
    (
        "市气象台发布天气预报。今天白天到夜间，全市多云转晴，最高气温18度，西北风三级。气象台提醒市民注意防范，出行请关注"
        "交通信息，老人和儿童减少外出。以上内容由本报记者从市气象台获悉，更多信息请关注本报官方网站和客户端。"
    ),
    (
        "市气象台发布天气预报。今天白天到夜间，全市大到暴雨，最高气温9度，东南风六级。气象台提醒市民注意防范，出行请关注"
        "交通信息，老人和儿童减少外出。以上内容由本报记者从市气象台获悉，更多信息请关注本报官方网站和客户端。"
    ),
)
TRAFFIC = (
    "Two lorries collided near Farrow and the northern tunnel is shut until the evening.",
    "Snow on every pass; winter tyres are required from Monday, a spokeswoman announced.",
)
MONTH = 30 * 24 * 60


def revisions(rows: Rows) -> Sequence[tuple[Any, ...]]:
    return rows(
        "SELECT a.url, r.number, substr(r.text, 1, 9) FROM revisions r"
        " JOIN articles a ON a.id = r.article_id ORDER BY a.url, r.number"
    )


def both(archive: Archive, crawl: int, at: int = 0, texts: tuple[str, str] = (STORY, STORY)) -> None:
    for url, text in zip((OLD, NEW), texts, strict=True):
        archive.saves.save(crawl, [article(url, text=text, fetched_at=minutes(at))])


def test_a_redirect_joins_what_was_stored_apart(
    archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    both(archive, crawl)
    [(kept,)] = rows(f"SELECT id FROM articles WHERE url = '{OLD}'")
    archive.saves.save(
        crawl, [article(OLD, text=STORY + " It is full.", final_url=NEW, fetched_at=minutes(9))]
    )
    assert rows("SELECT id, url, latest_number FROM articles") == [(kept, NEW, 3)]
    assert [row[:2] for row in revisions(rows)] == [(NEW, 1), (NEW, 2), (NEW, 3)]
    assert rows("SELECT reason, detail FROM url_events WHERE event = 'redirected'") == [("moved", NEW)]
    archive.crawls.end(crawl, minutes(10), "finished")
    archive.close()
    assert verify_archive(archive_url) == []


@pytest.mark.parametrize("texts", [(STORY, OTHER), ("Lamp one was lit.", "Lamp two was lit.")])
def test_a_redirect_to_another_story_joins_nothing(
    texts: tuple[str, str], archive: Archive, crawl: int, rows: Rows
) -> None:
    both(archive, crawl, texts=texts)
    archive.saves.save(crawl, [article(OLD, text=texts[1], final_url=NEW, fetched_at=minutes(9))])
    assert rows("SELECT count(*) FROM articles") == [(2,)]


# Three of nine sentences are left.
REWRITTEN = " ".join(
    (*STORY.split(". ")[:3], "The board had said no at first. Its chair left in May, and the boats are old.")
).replace("Holm", "the isle of Holm", 1)
ONE_MOMENT = {"published_at": "2026-03-14T09:31:07+08:00"}


@pytest.mark.parametrize("told", [{}, {"title": "Ferry to run"}])
@pytest.mark.parametrize("way", ["redirect", "canonical", "guid"])
@pytest.mark.parametrize("new_first", [True, False])
def test_an_article_rewritten_as_it_moved_is_one_with_an_edit(
    new_first: bool,
    way: str,
    told: dict[str, Any],
    archive: Archive,
    crawl: int,
    rows: Rows,
    archive_url: str,
) -> None:
    """The edit was in no list, and the old URL told as the article as it was, where the new was met first."""
    archive.saves.save(crawl, [article(OLD, text=STORY, **ONE_MOMENT)])
    [(kept,)] = rows("SELECT id FROM articles")
    if way == "guid":
        listed(archive, crawl, OLD, 1)
        listed(archive, crawl, NEW, MONTH)
    moves: dict[str, Any] = {"text": REWRITTEN, **ONE_MOMENT, **told}
    at_new = article(NEW, fetched_at=minutes(MONTH + 8), **moves)
    at_old = {
        "redirect": [article(OLD, final_url=NEW, fetched_at=minutes(MONTH + 9), **moves)],
        "canonical": [article(OLD, canonical_url=NEW, fetched_at=minutes(MONTH + 9), **moves)],
        "guid": [],
    }[way]
    for page in [at_new, *at_old] if new_first else [*at_old, at_new]:
        archive.saves.save(crawl, [page])
    if way == "guid":
        misses(archive, crawl, MONTH + 9)
    archive.crawls.end(crawl, minutes(MONTH + 10), "finished")
    assert rows("SELECT id, url, latest_number FROM articles") == [(kept, NEW, 2)]
    assert rows("SELECT revision, edits FROM article_changes") == [(2, 1)]
    archive.close()
    assert verify_archive(archive_url) == []


def test_each_url_tells_what_it_showed_of_the_one_article(
    archive: Archive, crawl: int, archive_url: str
) -> None:
    """The one said that the article was as it was, the other that it was new: it was edited."""
    archive.saves.save(crawl, [article(OLD, text=STORY, **ONE_MOMENT)])
    moves: dict[str, Any] = {"text": REWRITTEN, **ONE_MOMENT}
    archive.saves.save(crawl, [article(NEW, fetched_at=minutes(MONTH + 8), **moves)])
    for at in (MONTH + 9, MONTH + 10):
        archive.saves.save(crawl, [article(OLD, final_url=NEW, fetched_at=minutes(at), **moves)])
    archive.crawls.end(crawl, minutes(MONTH + 20), "finished")
    archive.close()

    def said(url: str) -> list[str]:
        timeline = url_history(archive_url, url).timeline
        assert timeline is not None
        return [answer.said for answer in timeline.answers]

    shown = "the article as another URL had shown it: revision 2"
    assert said(OLD) == ["a new article: revision 1", shown, "the article as it was"]
    assert said(NEW) == ["an article of its own then, now revision 2 of this one"]


@pytest.mark.parametrize(
    ("seen_at", "told"),
    [
        ((MONTH, 0), {}),  # the new URL was there while the old one was
        ((0, 8), {}),  # it came with the old one: a list has both
        ((0, MONTH), {"published_at": None}),  # one title, as forecasts of one day have, and no moment
        ((0, MONTH), {"published_at": "2026-03-15"}),
    ],
)
def test_what_may_be_another_article_is_not_told_as_it_was(
    seen_at: tuple[int, int], told: dict[str, Any], archive: Archive, crawl: int, rows: Rows
) -> None:
    moves: dict[str, Any] = {"text": REWRITTEN, **ONE_MOMENT, **told}
    old = article(OLD, text=STORY, fetched_at=minutes(seen_at[0]), **ONE_MOMENT)
    new = article(NEW, fetched_at=minutes(seen_at[1]), **moves)
    for page in (old, new) if seen_at[0] < seen_at[1] else (new, old):
        archive.saves.save(crawl, [page])
    [saved] = archive.saves.save(crawl, [article(OLD, final_url=NEW, fetched_at=minutes(MONTH + 9), **moves)])
    assert (saved.outcome, saved.reason) == (Outcome.REFUSED, "other_page")
    assert [row[:2] for row in revisions(rows)] == [(OLD, 1), (NEW, 1)]


@pytest.mark.parametrize("at", [None, "2026-03-14", "2026-03-14T00:00:00+05:45", "2026-03-14T06:00:00Z"])
@pytest.mark.parametrize("texts", [REPORTS, FORECASTS, TRAFFIC])
@pytest.mark.parametrize("way", ["redirect", "canonical", "guid"])
def test_later_reports_of_one_form_and_title_stay_two(
    way: str, texts: tuple[str, str], at: str | None, archive: Archive, crawl: int, rows: Rows
) -> None:
    """A day without a clock was a time to the second, and one title enough for a fifth of the text."""
    facts: dict[str, Any] = {"title": "The region today", "published_at": at}
    old, new = texts
    if way == "guid":
        listed(archive, crawl, OLD, 1)
        listed(archive, crawl, NEW, MONTH)
    archive.saves.save(crawl, [article(OLD, text=old, fetched_at=minutes(2), **facts)])
    archive.saves.save(crawl, [article(NEW, text=new, fetched_at=minutes(MONTH + 1), **facts)])
    moves: dict[str, Any] = {"text": new, "fetched_at": minutes(MONTH + 2), **facts}
    if way == "guid":
        misses(archive, crawl, MONTH + 2)
    elif way == "redirect":
        archive.saves.save(crawl, [article(OLD, final_url=NEW, **moves)])
    else:
        archive.saves.save(crawl, [article(OLD, canonical_url=NEW, **moves)])
    archive.crawls.end(crawl, minutes(MONTH + 9), "finished")
    edited = [(OLD, 2)] if way == "canonical" else []  # what the old URL itself showed
    assert [row[:2] for row in revisions(rows)] == [(OLD, 1), *edited, (NEW, 1)]


@pytest.mark.parametrize("target", ["https://lantern.example/", "https://lantern.example/login?to=ferry"])
def test_the_front_page_and_a_login_are_no_new_address(
    target: str, archive: Archive, crawl: int, rows: Rows
) -> None:
    archive.saves.save(crawl, [article(OLD, text=STORY)])
    [saved] = archive.saves.save(crawl, [article(OLD, text=OTHER, final_url=target, fetched_at=minutes(9))])
    assert saved.outcome == Outcome.REFUSED
    assert [row[:2] for row in revisions(rows)] == [(OLD, 1)]


def listed(archive: Archive, crawl: int, url: str, at: int, guid: str = "lantern-1") -> None:
    archive.frontier.discover(crawl, [FoundLink(url=FEED, kind="feed")], minutes(at))
    told = ListedFacts(title="Ferry", guid=guid)
    archive.frontier.discover(crawl, [FoundLink(url=url, found_in=FEED, told=told)], minutes(at))


def misses(archive: Archive, crawl: int, *ats: int, url: str = OLD) -> None:
    """Have the page found gone at these minutes."""
    for at in ats:
        found: dict[str, Any] = {"outcome": Outcome.GONE, "status": 404, "reason": GoneReason.NOT_FOUND}
        archive.frontier.record(crawl, [Answer(url=url, kind="article", at=minutes(at), **found)])


@pytest.mark.parametrize("texts", [REPORTS, FORECASTS])
@pytest.mark.parametrize("way", ["redirect", "canonical", "guid"])
def test_two_days_reports_of_one_form_stay_two(
    way: str, texts: tuple[str, str], archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    if way == "guid":
        listed(archive, crawl, OLD, 1)
        listed(archive, crawl, NEW, 5)
    both(archive, crawl, 6, texts=texts)
    if way == "redirect":
        archive.saves.save(crawl, [article(OLD, text=texts[1], final_url=NEW, fetched_at=minutes(9))])
    elif way == "canonical":
        archive.saves.save(crawl, [article(OLD, text=texts[0], canonical_url=NEW, fetched_at=minutes(9))])
    else:
        misses(archive, crawl, 9)
    archive.crawls.end(crawl, minutes(10), "finished")
    assert [row[:2] for row in revisions(rows)] == [(OLD, 1), (NEW, 1)]
    again = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(900))
    for url, text in zip((OLD, NEW), texts, strict=True):
        [saved] = archive.saves.save(again, [article(url, text=text, fetched_at=minutes(901))])
        assert (saved.outcome, saved.revision) == (Outcome.UNCHANGED, 1)
    assert rows("SELECT * FROM article_changes") == []
    archive.close()
    assert verify_archive(archive_url) == []


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Ferry full again", "published_at": None},
        {"published_at": "2026-03-15T09:30:00+08:00"},
    ],
)
def test_another_title_or_day_is_another_article(
    other: dict[str, Any], archive: Archive, crawl: int, rows: Rows
) -> None:
    now = f"{STORY} It is full."
    archive.saves.save(crawl, [article(OLD, text=STORY)])
    archive.saves.save(crawl, [article(NEW, text=now, **other)])
    archive.saves.save(crawl, [article(OLD, text=now, final_url=NEW, fetched_at=minutes(9), **other)])
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_the_day_of_a_template_parts_nothing_that_is_the_same(
    archive: Archive, crawl: int, rows: Rows
) -> None:
    archive.saves.save(crawl, [article(OLD, text=STORY)])
    day = {"published_at": "2026-02-01"}
    archive.saves.save(crawl, [article(NEW, text=STORY, **day)])
    archive.saves.save(crawl, [article(OLD, text=STORY, final_url=NEW, fetched_at=minutes(9), **day)])
    assert rows("SELECT count(*) FROM articles") == [(1,)]


def test_a_canonical_link_joins_what_says_nearly_the_same(archive: Archive, crawl: int, rows: Rows) -> None:
    both(archive, crawl, texts=(STORY, f"{STORY} It is full."))
    archive.saves.save(crawl, [article(OLD, text=STORY, canonical_url=NEW, fetched_at=minutes(9))])
    assert rows("SELECT url FROM articles") == [(NEW,)]


@pytest.mark.parametrize("new_first", [False, True])
def test_a_guid_joins_what_a_list_named_in_turn_once_the_old_is_gone(
    new_first: bool, archive: Archive, crawl: int, rows: Rows
) -> None:
    if new_first:
        archive.saves.save(crawl, [article(NEW, text=STORY)])
    listed(archive, crawl, OLD, 1)
    listed(archive, crawl, NEW, 5)
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(6))])
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(7))])
    archive.crawls.end(crawl, minutes(10), "finished")
    assert rows("SELECT count(*) FROM articles") == [(2,)], "both answer"
    later = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(100))
    listed(archive, later, NEW, 101)
    misses(archive, later, 102)
    archive.crawls.end(later, minutes(110), "finished")
    assert rows("SELECT url FROM articles") == [(NEW,)]
    assert rows("SELECT revision, edits FROM article_changes") == [(2, 0)], "a move is no edit"
    assert rows("SELECT url, relation FROM urls WHERE kind = 'article' ORDER BY url") == [
        (OLD, "former"),
        (NEW, "canonical"),
    ]


def test_a_guid_joins_nothing_of_which_another_page_answers(archive: Archive, crawl: int, rows: Rows) -> None:
    """An article has two pages, and one of them is gone: it stands at its own URL yet."""
    printed = f"{OLD}?print"
    listed(archive, crawl, printed, 1)
    listed(archive, crawl, NEW, 5)
    for url in (printed, OLD):
        archive.saves.save(crawl, [article(url, text=STORY, canonical_url=OLD, fetched_at=minutes(6))])
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(7))])
    misses(archive, crawl, 9, url=printed)
    archive.crawls.end(crawl, minutes(10), "finished")
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_a_guid_that_named_three_addresses_is_none_from_then_on(archive: Archive, rows: Rows) -> None:
    """Each had the guid in its turn, one text stands at all, and each is gone when the next one comes."""
    places = (OLD, NEW, "https://lantern.example/third")
    for number, url in enumerate(places):
        at = number * 100
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(at))
        listed(archive, crawl, url, at + 1)
        archive.saves.save(crawl, [article(url, text=STORY, fetched_at=minutes(at + 2))])
        if number:
            misses(archive, crawl, at + 3, url=places[number - 1])
        archive.crawls.end(crawl, minutes(at + 5), "finished")
    assert rows("SELECT url FROM articles ORDER BY url") == [(places[1],), (places[2],)]


def test_a_guid_of_many_is_none(archive: Archive, crawl: int, rows: Rows) -> None:
    third = "https://lantern.example/third"
    for at, url in enumerate((OLD, NEW, third)):
        listed(archive, crawl, url, at * 3, guid="0")
        archive.saves.save(crawl, [article(url, text=STORY, fetched_at=minutes(at))])
    archive.crawls.end(crawl, minutes(20), "finished")
    assert rows("SELECT count(*) FROM articles") == [(3,)]


def test_a_guid_of_other_stories_joins_nothing(archive: Archive, crawl: int, rows: Rows) -> None:
    listed(archive, crawl, OLD, 1)
    listed(archive, crawl, NEW, 5)
    both(archive, crawl, 6, texts=(STORY, OTHER))
    archive.crawls.end(crawl, minutes(10), "finished")
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_nothing_is_joined_by_a_crawl_that_was_stopped(archive: Archive, crawl: int, rows: Rows) -> None:
    listed(archive, crawl, OLD, 1)
    listed(archive, crawl, NEW, 5)
    both(archive, crawl, 6)
    archive.crawls.end(crawl, minutes(10), "shutdown")
    assert rows("SELECT count(*) FROM articles") == [(2,)]


@pytest.mark.parametrize(
    ("new_seen", "missed", "joined"),
    [
        (MONTH, (MONTH + 10, MONTH + 100), True),
        (MONTH, (MONTH + 10,), False),
        (MONTH, (MONTH + 10, MONTH + 20), False),  # not confirmed: a deployment takes as long
        (5, (MONTH, MONTH + 100), False),  # both were there from the first: two editions
    ],
)
def test_a_text_joins_what_came_when_the_other_went(
    new_seen: int, missed: tuple[int, ...], joined: bool, archive: Archive, rows: Rows, archive_url: str
) -> None:
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(1))])
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(new_seen))])
    misses(archive, crawl, *missed)
    archive.crawls.end(crawl, minutes(2 * MONTH), "finished")
    found = rows("SELECT url FROM articles ORDER BY url")
    assert found == ([(NEW,)] if joined else [(OLD,), (NEW,)])
    withdrawn = rows("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL")
    assert withdrawn == [(int(not joined and missed[-1] - missed[0] >= 60),)]
    archive.close()
    assert verify_archive(archive_url) == []


@pytest.mark.parametrize("way", ["guid", "text"])
def test_a_move_shows_where_no_page_was_asked_for_at_its_canonical_url(
    way: str, archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    """Hexo links `/slug/` and calls `/slug/index.html` canonical: what it is known by was never gone."""
    linked, moved = f"{OLD}/", f"{NEW}/"
    for url, at in ((linked, 1), (moved, MONTH)):
        page = article(url, text=STORY, canonical_url=f"{url}index.html", fetched_at=minutes(at))
        archive.saves.save(crawl, [page])
        if way == "guid":
            listed(archive, crawl, url, at)
    misses(archive, crawl, MONTH + 10, MONTH + 100, url=linked)
    archive.crawls.end(crawl, minutes(2 * MONTH), "finished")
    assert rows("SELECT url, withdrawn_at FROM articles") == [(moved, None)]
    left = rows(
        "SELECT u.url, u.relation, e.detail FROM url_events e JOIN urls u ON u.id = e.url_id"
        " WHERE e.reason = 'moved' ORDER BY u.url"
    )
    assert left == [(linked, "former", moved), (f"{linked}index.html", "former", moved)], "each says so"
    archive.close()
    assert verify_archive(archive_url) == []


def test_a_text_joins_nothing_whose_place_is_gone_too(archive: Archive, crawl: int, rows: Rows) -> None:
    """And nothing is gone of which another page still answers."""
    linked = f"{OLD}/"
    archive.saves.save(
        crawl, [article(url, text=STORY, canonical_url=OLD, fetched_at=minutes(1)) for url in (linked, OLD)]
    )
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(MONTH))])
    misses(archive, crawl, MONTH + 10, MONTH + 100, url=linked)
    archive.crawls.end(crawl, minutes(2 * MONTH), "finished")
    assert rows("SELECT count(*) FROM articles WHERE withdrawn_at IS NULL") == [(2,)]
    later = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(2 * MONTH))
    for url in (OLD, NEW):
        misses(archive, later, 2 * MONTH + 10, 2 * MONTH + 100, url=url)
    archive.crawls.end(later, minutes(3 * MONTH), "finished")
    assert rows("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL") == [(2,)]


def test_a_text_that_stood_at_both_for_weeks_joins_nothing(archive: Archive, crawl: int, rows: Rows) -> None:
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(1))])
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(MONTH))])
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(2 * MONTH))])
    misses(archive, crawl, 3 * MONTH, 3 * MONTH + 100)
    archive.crawls.end(crawl, minutes(4 * MONTH), "finished")
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_a_notice_that_comes_again_on_another_day_joins_nothing(
    archive: Archive, crawl: int, rows: Rows
) -> None:
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(1))])
    later = {"published_at": "2026-04-13", "fetched_at": minutes(MONTH)}
    archive.saves.save(crawl, [article(NEW, text=STORY, **later)])
    misses(archive, crawl, MONTH + 10, MONTH + 100)
    archive.crawls.end(crawl, minutes(2 * MONTH), "finished")
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_a_text_joins_only_what_this_crawl_confirms(archive: Archive, crawl: int, rows: Rows) -> None:
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(1))])
    misses(archive, crawl, MONTH, MONTH + 100)
    archive.crawls.end(crawl, minutes(MONTH + 200), "finished")
    later = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(MONTH + 300))
    archive.saves.save(later, [article(NEW, text=STORY, fetched_at=minutes(MONTH + 301))])
    archive.crawls.end(later, minutes(MONTH + 400), "finished")
    assert rows("SELECT count(*) FROM articles") == [(2,)]


@pytest.mark.parametrize("way", ["guid", "text"])
def test_nothing_is_joined_while_half_of_the_site_is_missing(
    way: str, archive: Archive, crawl: int, rows: Rows
) -> None:
    others = [f"https://lantern.example/2026/{number}" for number in range(5)]
    for number, url in enumerate(others):
        archive.saves.save(crawl, [article(url, text=f"{number} {OTHER}", fetched_at=minutes(1))])
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(1))])
    if way == "guid":
        listed(archive, crawl, OLD, 1)
        listed(archive, crawl, NEW, MONTH)
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(MONTH))])
    for url in (OLD, *others):
        misses(archive, crawl, MONTH + 10, MONTH + 100, url=url)
    archive.crawls.end(crawl, minutes(2 * MONTH), "finished")
    assert rows("SELECT count(*) FROM articles") == [(7,)]

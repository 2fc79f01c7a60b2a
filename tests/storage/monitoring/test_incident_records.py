"""Incidents in the archive: what is shown while they are open, and after each way in which they end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from newsarchive import clock
from newsarchive.errors import UsageError
from newsarchive.incident_states import IncidentState
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.queries.run_query import run_query
from tests.asking import ask
from tests.storage.making import article, minutes, refused

HOUR, DAY = 60, 24 * 60
SHOWN = "SELECT count(*), count(authors), max(revision) FROM current_articles"
STATES = "SELECT kind, state, crawls_seen, revisions FROM incidents ORDER BY incident_id"


def story(n: int, at: int, authors: tuple[str, ...] | None = None, **facts: object) -> CleanArticle:
    """Story `n` by its own writer, or by others, as fetched `at` minutes after noon."""
    by = (f"Writer {n % 4}",) if authors is None else authors
    told: dict[str, Any] = {
        "text": f"Story {n} of the pier.\nNobody knows why it is shut.",
        "title": f"Pier {n}",
        "authors": by,
    }
    told |= facts
    return article(
        f"https://lantern.example/{n}",
        body=f"{n} {sorted(told.items())}".encode(),
        fetched_at=minutes(at),
        **told,
    )


class Desk:
    """An archive, and crawls of one source into it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.archive: Archive = open_archive(url)

    def crawl(self, at: int, *pages: CleanArticle) -> int:
        with clock.using(lambda: minutes(at)):
            crawl = self.archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(at))
            self.archive.saves.save(crawl, pages)
            open_now = self.archive.incidents.judge(crawl, minutes(at + 1))
            self.archive.crawls.end(crawl, minutes(at + 1), "finished")
        return len(open_now)

    def well(self, at: int, count: int = 8) -> int:
        return self.crawl(at, *(story(n, at) for n in range(count)))

    def bare(self, at: int, count: int = 8) -> int:
        return self.crawl(at, *(story(n, at, ()) for n in range(count)))

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in ask(self.url, sql)]


@pytest.fixture
def desk(archive_url: str) -> Iterator[Desk]:
    made = Desk(archive_url)
    yield made
    made.archive.close()
    assert verify_archive(archive_url) == []


def test_bylines_lost_and_back(desk: Desk) -> None:
    assert desk.well(0) == 0
    assert desk.bare(HOUR) == 1
    assert desk.ask(SHOWN) == [(8, 8, 1)]
    assert desk.bare(2 * HOUR) == 1
    assert desk.ask(STATES) == [("fields_lost", "open", 2, 8)], "no revision is made twice"
    assert desk.well(3 * HOUR) == 0
    assert desk.ask(STATES) == [("fields_lost", "over", 2, 8)]
    assert desk.ask(SHOWN) == [(8, 8, 1)]
    assert desk.ask("SELECT count(*) FROM url_events WHERE event = 'doubted'") == [(8,)]
    assert desk.ask("SELECT reason, count(*) FROM url_events WHERE event = 'settled' GROUP BY reason") == [
        ("over", 8)
    ]


def test_crawls_of_other_pages_neither_see_it_nor_put_its_looks_off(desk: Desk) -> None:
    """By-lines were back for a day and a half before anybody looked: each new story put the look off."""
    desk.well(0)
    desk.bare(HOUR)
    planned = "SELECT max(next_check_at) FROM urls WHERE incident_id = 1"
    at = desk.ask(planned)
    for hour in range(2, 9):
        assert desk.crawl(HOUR * hour, story(20 + hour, HOUR * hour)) == 1, "nobody knows yet that it is over"
    assert desk.ask(planned) == at
    assert desk.ask(STATES) == [("fields_lost", "open", 1, 8)]
    assert desk.crawl(9 * HOUR, *(story(n, 9 * HOUR) for n in range(4))) == 1, "fewer than a mass are back"
    assert desk.crawl(10 * HOUR, story(4, 10 * HOUR)) == 0
    assert desk.ask(STATES) == [("fields_lost", "over", 1, 8)]


def test_hourly_crawls_of_few_pages_add_up(desk: Desk) -> None:
    desk.well(0)
    found = [
        desk.crawl(HOUR * (hour + 1), *(story(n, HOUR * (hour + 1), ()) for n in (2 * hour, 2 * hour + 1)))
        for hour in range(4)
    ]
    assert found == [0, 0, 1, 1]
    assert desk.ask(SHOWN) == [(8, 8, 1)]


GIFT = "Support our reporters with a gift, however small."


def told_by(theme: str, n: int, at: int) -> CleanArticle:
    """Story `n` as it is read where a theme writes a line into each."""
    own = f"Story {n} is of the pier that was shut in the winter."
    return story(n, at, text="\n".join(filter(None, (own, theme, "Nobody knows why it is shut."))))


EDITS = "SELECT count(*) FROM article_changes WHERE edits > 0"


def test_a_theme_writes_a_sentence_into_every_text(desk: Desk) -> None:
    """It lasts, and edits no text: each reads on as before, until somebody says otherwise."""
    assert desk.crawl(0, *(told_by("", n, 0) for n in range(12))) == 0
    assert desk.crawl(HOUR, *(told_by(GIFT, n, HOUR) for n in range(12))) == 1
    assert desk.ask(STATES) == [("same_lines", "open", 1, 12)]
    for at in (DAY, 3 * DAY):
        desk.crawl(at, *(told_by(GIFT, n, at) for n in range(12)))
    assert desk.ask(STATES) == [("same_lines", "dismissed", 3, 12)]
    assert desk.ask(SHOWN) == [(12, 12, 1)]
    assert desk.ask(EDITS) == [(0,)]
    desk.crawl(4 * DAY, *(told_by(GIFT, n, 4 * DAY) for n in range(11)))
    assert desk.ask(STATES) == [("same_lines", "dismissed", 3, 12)], "it is the same yet"
    grown = f"{GIFT}\nThe council speaks of it on Monday."
    assert desk.crawl(5 * DAY, told_by(grown, 0, 5 * DAY)) == 0
    assert desk.ask(EDITS) == [(1,)], "what was edited besides"
    desk.archive.incidents.settle(1, IncidentState.ACCEPTED, minutes(5 * DAY + 2))
    assert desk.ask(EDITS) == [(13,)], "the line, and what was edited besides"


def test_a_theme_takes_its_sentence_back(desk: Desk) -> None:
    desk.crawl(0, *(told_by("", n, 0) for n in range(12)))
    desk.crawl(HOUR, *(told_by(GIFT, n, HOUR) for n in range(12)))
    assert desk.crawl(2 * HOUR, *(told_by("", n, 2 * HOUR) for n in range(12))) == 0
    assert desk.ask(STATES) == [("same_lines", "over", 1, 12)]
    assert desk.ask(SHOWN) == [(12, 12, 1)]
    assert desk.ask(EDITS) == [(0,)]


def test_a_theme_that_counts_the_days(desk: Desk) -> None:
    """Each day's line is another, and the trouble is one."""
    desk.crawl(0, *(told_by("", n, 0) for n in range(12)))
    for day in (1, 2, 3, 4):
        line = f"There are {9 - day} days left to give."
        desk.crawl(day * DAY, *(told_by(line, n, day * DAY) for n in range(12)))
    assert desk.ask(STATES) == [("same_lines", "dismissed", 3, 36), ("same_lines", "open", 1, 12)]
    assert desk.ask(EDITS) == [(0,)]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("Correction: the pier was shut in autumn.", 12),
        ("UPDATE: The pier is open again.", 12),
        ("This story was retracted.", 12),
        ("本文已更正。", 12),
        ("The man who had shut it is named in papers of the court.", 9),
    ],
)
def test_what_a_desk_says_of_many_texts_is_an_edit(desk: Desk, line: str, texts: int) -> None:
    desk.crawl(0, *(told_by("", n, 0) for n in range(texts)))
    assert desk.crawl(HOUR, *(told_by(line, n, HOUR) for n in range(texts))) == 0
    assert desk.ask(EDITS) == [(texts,)]


BRIBES = "The mayor took bribes."
TWO = "Read us on your telephone."


def lasting(desk: Desk, count: int = 12) -> None:
    """A theme wrote its sentence into twelve stories of so many, and the incident was dismissed."""
    desk.crawl(0, *(told_by("", n, 0) for n in range(count)))
    for at in (HOUR, DAY, 3 * DAY):
        desk.crawl(at, *(told_by(GIFT, n, at) for n in range(12)))
    assert desk.ask(STATES) == [("same_lines", "dismissed", 3, 12)]


@pytest.mark.parametrize("late", [9, 11, 14])
def test_pages_looked_at_later_have_the_line_too(desk: Desk, late: int) -> None:
    """They are fewer than ten, or than those that came with the line: each was told as edited."""
    lasting(desk, 40)
    young = range(40, 56)
    desk.crawl(4 * DAY, *(told_by(GIFT, n, 4 * DAY) for n in young))
    at = 6 * DAY
    assert desk.crawl(at, *(told_by(GIFT, n, at) for n in (*young, *range(12, 12 + late)))) == 0
    assert desk.ask(EDITS) == [(0,)]
    assert desk.ask(STATES) == [("same_lines", "dismissed", 3, 12 + late)]
    desk.crawl(9 * DAY, *(told_by("", n, 9 * DAY) for n in (*young, *range(12))))
    assert desk.ask(EDITS) == [(0,)], "the line is the theme's also where it goes"


def test_pages_looked_at_while_it_is_open_have_the_line_too(desk: Desk) -> None:
    young = range(60, 80)
    desk.crawl(0, *(told_by("", n, 0) for n in range(60)))
    desk.crawl(2 * DAY, *(told_by(GIFT, n, 2 * DAY) for n in (*range(12), *young)))
    later = 3 * DAY + 2 * HOUR
    assert desk.crawl(later, *(told_by(GIFT, n, later) for n in (*range(12, 21), *young))) == 1
    assert desk.ask(EDITS) == [(0,)]
    assert desk.ask(STATES)[0][3] == 21


def test_what_a_desk_takes_off_meanwhile_is_an_edit(desk: Desk) -> None:
    """It was taken for the trouble, which is dismissed when it lasts."""
    long = "\n".join(f"Paragraph {n} tells of a man who went to sea and did not come back." for n in range(8))
    desk.crawl(0, *(told_by(long, n, 0) for n in range(12)))
    desk.crawl(HOUR, *(told_by(f"{long}\n{GIFT}", n, HOUR) for n in range(12)))
    for at in (DAY, 3 * DAY):
        others = (told_by(f"{long}\n{GIFT}", n, at) for n in range(1, 12))
        desk.crawl(at, told_by(GIFT, 0, at), *others)
    assert desk.ask(STATES) == [("same_lines", "dismissed", 3, 12)]
    assert desk.ask(EDITS) == [(1,)]


def test_a_sentence_taken_back_behind_the_themes_next_line_is_gone(desk: Desk) -> None:
    """The page shows again what the first incident doubts: older than the edit, it is not "as it was"."""
    lasting(desk)
    desk.crawl(4 * DAY, told_by(f"{GIFT}\n{BRIBES}", 0, 4 * DAY))
    two = f"{GIFT}\n{TWO}"
    others = (told_by(two, n, 6 * DAY) for n in range(1, 12))
    desk.crawl(6 * DAY, told_by(f"{two}\n{BRIBES}", 0, 6 * DAY), *others)
    for day in (7, 9, 10):
        desk.crawl(day * DAY, *(told_by(GIFT, n, day * DAY) for n in range(12)))
    assert desk.ask("SELECT count(*) FROM current_articles WHERE text LIKE '%bribes%'") == [(0,)]


def test_what_newer_code_reads_otherwise_is_no_theme(desk: Desk) -> None:
    lasting(desk)

    def read_anew(n: int, at: int, theme: str) -> CleanArticle:
        shorter = told_by(theme, n, at)
        return replace(shorter, text=f"{shorter.text}\nAt all.")

    store = desk.archive.reprocessing
    run = desk.archive.crawls.begin(None, CrawlKind.REPROCESS, minutes(4 * DAY))
    for capture in store.load(store.wanted(None, None)):
        number = int(capture.page.url.rpartition("/")[2])
        store.save(run, [(capture, read_anew(number, 0, ""), "reader")], metadata=False)
    desk.archive.crawls.end(run, minutes(4 * DAY + 1), "finished")
    at = 5 * DAY
    assert desk.crawl(at, *(read_anew(n, at, GIFT) for n in range(5))) == 0
    assert desk.ask(EDITS) == [(0,)]


def test_what_lasts_is_accepted(desk: Desk) -> None:
    desk.well(0)
    for at in (HOUR, DAY, DAY + HOUR):
        assert desk.bare(at) == 1
    assert desk.bare(2 * DAY + 2 * HOUR) == 0
    assert desk.ask(STATES) == [("fields_lost", "accepted", 4, 8)]
    assert desk.ask(SHOWN) == [(8, 0, 2)]
    assert desk.bare(3 * DAY) == 0, "it is how the site is now"
    assert desk.well(4 * DAY) == 0
    assert desk.ask(SHOWN) == [(8, 8, 3)]


@pytest.mark.parametrize(
    ("state", "shown"), [(IncidentState.ACCEPTED, (8, 0, 2)), (IncidentState.DISMISSED, (8, 8, 1))]
)
def test_an_operator_decides(desk: Desk, state: IncidentState, shown: tuple[int, int, int]) -> None:
    desk.well(0)
    desk.bare(HOUR)
    done = desk.archive.incidents.settle(1, state, minutes(HOUR + 30))
    assert (done.state, done.revisions) == (state, 8)
    assert desk.ask(SHOWN) == [shown]
    assert desk.bare(2 * HOUR) == 0
    assert desk.ask(SHOWN) == [shown]
    with pytest.raises(UsageError, match=rf"It is {state}: there is no open incident 1\."):
        desk.archive.incidents.settle(1, state, minutes(3 * HOUR))
    with pytest.raises(UsageError, match="There is no incident 7"):
        desk.archive.incidents.settle(7, state, minutes(3 * HOUR))


def test_a_page_that_stays_bare_is_edited_after_all(desk: Desk) -> None:
    desk.well(0)
    desk.bare(HOUR)
    desk.crawl(2 * HOUR, *(story(n, 2 * HOUR) for n in range(1, 8)), story(0, 2 * HOUR, ()))
    assert desk.ask(STATES) == [("fields_lost", "over", 1, 8)]
    kept = "SELECT etag, seen_key, next_check_at IS NOT NULL FROM urls WHERE url LIKE '%/"
    assert desk.ask(f"{kept}0'") == [(None, None, 1)], "it is read whole, and soon"
    assert desk.ask(f"{kept}1'")[0][0] is not None
    assert desk.crawl(3 * HOUR, story(0, 3 * HOUR, ())) == 0
    assert desk.ask("SELECT url, revision FROM current_articles WHERE authors IS NULL") == [
        ("https://lantern.example/0", 3)
    ]
    changes = "SELECT revision, changed_authors FROM article_changes WHERE article_id = 1 ORDER BY revision"
    assert [(number, bool(changed)) for number, changed in desk.ask(changes)] == [(2, True), (3, True)]


def test_corrections_are_no_incident(desk: Desk) -> None:
    desk.well(0, 20)
    renamed = [story(n, HOUR, ("Writer Zero",)) for n in range(0, 20, 4)]
    assert desk.crawl(HOUR, *renamed, *(story(n, HOUR) for n in range(20) if n % 4)) == 0
    gone = [story(n, 2 * HOUR, ()) for n in range(1, 20, 4)]
    assert desk.crawl(2 * HOUR, *gone, *(story(n, 2 * HOUR) for n in range(2, 20, 4))) == 0
    assert desk.ask(STATES) == []
    assert desk.ask(SHOWN) == [(20, 15, 2)]


def test_a_small_source_raises_none(desk: Desk) -> None:
    desk.well(0, 3)
    assert desk.bare(HOUR, 3) == 0
    assert desk.ask(SHOWN) == [(3, 0, 2)]


def test_new_articles_of_one_text_are_not_shown(desk: Desk) -> None:
    desk.well(0)
    sorry = {"text": "We are sorry: something went wrong on our side of the line.", "title": "Sorry"}
    assert desk.crawl(HOUR, *(story(n, HOUR, (), **sorry) for n in range(6, 14))) == 1
    assert desk.ask(SHOWN) == [(8, 8, 1)]
    assert verify_archive(desk.url) == []
    assert desk.crawl(2 * HOUR, *(story(n, 2 * HOUR) for n in range(14))) == 0
    assert desk.ask(SHOWN) == [(14, 14, 2)]
    assert desk.ask("SELECT count(*) FROM search_entries") == [(14,)]


def test_pages_that_are_no_articles_any_more(desk: Desk) -> None:
    desk.well(0)
    closed = [refused(f"https://lantern.example/{n}", fetched_at=minutes(HOUR)) for n in range(8)]
    assert desk.crawl(HOUR, *closed) == 1
    assert desk.ask("SELECT kind, affected, looked_at FROM incidents") == [("error_page", 8, 8)]
    assert desk.ask("SELECT count(*) FROM urls WHERE etag IS NULL AND seen_key IS NULL") == [(8,)]
    (due,) = desk.ask("SELECT count(*) FROM urls WHERE incident_id = 1")
    assert due == (8,)
    assert desk.well(2 * HOUR) == 0


def test_as_of_a_moment_what_was_shown_then(desk: Desk) -> None:
    desk.well(0)
    desk.bare(HOUR)
    desk.archive.incidents.settle(1, IncidentState.ACCEPTED, minutes(3 * HOUR))
    found = {}
    for at in (HOUR // 2, 2 * HOUR, 4 * HOUR):
        with run_query(desk.url, SHOWN, timeout=30, as_of=minutes(at)) as result:
            found[at] = [tuple(row) for row in result.rows]
    assert found == {HOUR // 2: [(8, 8, 1)], 2 * HOUR: [(8, 8, 1)], 4 * HOUR: [(8, 0, 2)]}


def test_an_accepted_page_that_reads_as_before_is_looked_at_again(desk: Desk) -> None:
    desk.well(0)
    desk.bare(HOUR)
    desk.crawl(
        2 * HOUR, *(story(n, 2 * HOUR) for n in range(2)), *(story(n, 2 * HOUR, ()) for n in (2, 3, 4))
    )
    desk.archive.incidents.settle(1, IncidentState.ACCEPTED, minutes(3 * HOUR))
    due = "SELECT url FROM urls WHERE etag IS NULL AND next_check_at <= '2026-03-14 15:00:00' ORDER BY url"
    assert desk.ask(due)[:2] == [(f"https://lantern.example/{n}",) for n in range(2)]
    desk.crawl(4 * HOUR, *(story(n, 4 * HOUR) for n in range(2)))
    assert desk.ask(SHOWN) == [(8, 2, 3)]


def test_a_dismissal_is_taken_back(desk: Desk) -> None:
    desk.well(0)
    desk.bare(HOUR)
    incidents = desk.archive.incidents
    assert incidents.listed()[0].hidden == 8
    assert incidents.settle(1, IncidentState.DISMISSED, minutes(HOUR + 30)).hidden == 8
    desk.bare(DAY)
    edited: dict[str, object] = {
        "text": "Story 0 of the pier, told anew.\nSomebody knows.",
        "title": "Pier 0",
    }
    desk.crawl(2 * DAY, story(0, 2 * DAY, None, **edited))
    assert desk.ask(SHOWN) == [(8, 8, 3)]
    assert incidents.listed(every=True)[0].hidden == 7
    done = incidents.settle(1, IncidentState.ACCEPTED, minutes(3 * DAY))
    assert (done.state, done.revisions, done.hidden) == (IncidentState.ACCEPTED, 8, 0)
    assert desk.ask(SHOWN) == [(8, 1, 3)]
    settled = (
        "SELECT reason, count(*) FROM url_events WHERE event = 'settled' GROUP BY reason ORDER BY reason"
    )
    assert desk.ask(settled) == [("accepted", 8), ("dismissed", 8)]
    assert desk.bare(4 * DAY) == 0
    with pytest.raises(UsageError, match="It is accepted"):
        incidents.settle(1, IncidentState.DISMISSED, minutes(5 * DAY))


def test_one_page_that_is_back_ends_nothing(desk: Desk) -> None:
    desk.well(0, 12)
    desk.bare(HOUR, 12)
    for n in range(4):
        at = HOUR + DAY + (n + 1) * 2 * HOUR
        assert desk.crawl(at, story(n, at)) == 1
    at = HOUR + DAY + 10 * HOUR
    assert desk.crawl(at, story(4, at)) == 0, "five of twelve, one by one"
    assert desk.ask(STATES) == [("fields_lost", "over", 1, 12)]
    assert desk.ask(SHOWN) == [(12, 12, 1)]


def test_what_comes_back_soon_lasted(desk: Desk) -> None:
    desk.well(0, 12)
    desk.bare(HOUR, 12)
    assert desk.crawl(HOUR + 30 * HOUR, *(story(n, HOUR + 30 * HOUR) for n in range(5))) == 0
    for at in (32 * HOUR, 40 * HOUR):
        assert desk.bare(at, 12) == 1
    assert desk.bare(2 * DAY + 2 * HOUR, 12) == 0, "two days since it began, three crawls"
    assert [row[1] for row in desk.ask(STATES)] == ["over", "accepted"]
    assert desk.ask(SHOWN)[0][:2] == (12, 0)


def test_pages_of_a_notice_are_articles(desk: Desk) -> None:
    desk.well(0, 40)
    notice = "Our films need a browser with sound."
    films = [story(n, HOUR, text=notice, title=f"Ferry {n} runs aground") for n in range(100, 106)]
    assert desk.crawl(HOUR, *films, *(story(n, HOUR) for n in range(40))) == 0
    assert desk.ask(SHOWN) == [(46, 46, 1)]

"""Two articles that a wrong canonical link would make one stay two, and what honestly is one stays one."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind, FetchFailure, NotArticle, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, Saved
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.queries.article_history import history_of
from newsarchive.storage.queries.url_history import url_history
from newsarchive.text.revision_identity import are_alike
from tests.storage.conftest import Rows
from tests.storage.making import article, minutes, refused

SITE = "https://lantern.example"
MEADOW, SLUICE, QUARRY = f"{SITE}/council/meadow", f"{SITE}/sport/sluice", f"{SITE}/council/quarry"
# Reports of one form: of three words in a row they share two in five.
FORM = (
    "The board of {where} met on {day} to hear what {what} will cost the town in the coming year.",
    "A member of the board said that {what} was looked at by two firms from {where} and one from abroad.",
    "Nobody in the room spoke against it, but {who} asked that the figures for {what} be printed in full.",
    "The next meeting is on {day} in the old hall, and all who live in {where} may come and speak.",
)


def report(title: str, author: str, published: str, **words: str) -> dict[str, Any]:
    return {
        "title": title,
        "authors": (author,),
        "published_at": published,
        "text": "\n".join(FORM).format(**words),
    }


OF_MEADOW = report(
    "Meadow is to be fenced",
    "Ada Holm",
    "2026-03-13T08:10:00+01:00",
    where="Upper Lund",
    day="Tuesday",
    what="a fence for the meadow",
    who="Ada Brink",
)
OF_SLUICE = report(
    "Sluice leaks again, divers say",
    "Bo Lind",
    "2026-03-12T17:45:00+01:00",
    where="Holm Harbour",
    day="Friday",
    what="the new gate of the sluice",
    who="Nils Ek",
)
OF_QUARRY = report(
    "Nobody wants the quarry",
    "Cy Moor",
    "2026-03-11T06:30:00+01:00",
    where="Ekby",
    day="Sunday",
    what="a wall around the quarry",
    who="Eva Strand",
)
STORIES = {MEADOW: OF_MEADOW, SLUICE: OF_SLUICE, QUARRY: OF_QUARRY}
UNDATED = {"published_at": None}
SHORT_MEADOW = OF_MEADOW | {"text": "Rain by night, sun by day, wind from the west."}
SHORT_SLUICE = OF_SLUICE | {"text": "Sun by night, rain by day, wind from the east."}


def page(url: str, at: int = 0, **facts: Any) -> CleanArticle:
    return article(url, fetched_at=minutes(at), **({"body": f"{url} {at}".encode()} | facts))


def save(archive: Archive, crawl: int, url: str, at: int, **facts: Any) -> Saved:
    [saved] = archive.saves.save(crawl, [page(url, at, **facts)])
    return saved


def known(rows: Rows) -> list[tuple[Any, ...]]:
    """URL, canonical URL and title of each revision, by article."""
    return rows(
        "SELECT a.url, r.canonical_url, r.title FROM revisions r JOIN articles a ON a.id = r.article_id"
        " ORDER BY a.url, r.number"
    )


def apart(*urls: str) -> list[tuple[Any, ...]]:
    return [(url, url, STORIES[url]["title"]) for url in sorted(urls)]


def test_the_reports_share_more_than_two_stories_do() -> None:
    for one, other in permutations(STORIES.values(), 2):
        assert are_alike(str(one["text"]), str(other["text"]))


@pytest.mark.parametrize("kind", [CrawlKind.CRAWL, CrawlKind.IMPORT])
@pytest.mark.parametrize(
    "order", ["namer first", "named first", "named in vain first", "named and refused first", "both at once"]
)
def test_a_canonical_link_to_another_article_makes_no_edit(
    order: str, kind: CrawlKind, archive: Archive, rows: Rows, archive_url: str
) -> None:
    """A names B: whatever comes first, there are two, and so it stays as both are edited and read again."""
    crawl = archive.crawls.begin("lantern", kind, minutes(0))
    if order == "named in vain first":
        failed: dict[str, Any] = {"outcome": Outcome.FAILED, "reason": FetchFailure.TIMEOUT}
        archive.frontier.record(crawl, [Answer(url=SLUICE, kind="article", at=minutes(0), **failed)])
    if order == "named and refused first":
        archive.saves.save(crawl, [refused(SLUICE)])
    namer = OF_MEADOW | {"canonical_url": SLUICE}
    pages = [page(MEADOW, 1, **namer), page(SLUICE, 2, **OF_SLUICE)]
    if order == "named first":
        pages.reverse()
    for part in [pages] if order == "both at once" else [[one] for one in pages]:
        assert {one.outcome for one in archive.saves.save(crawl, part)} == {Outcome.NEW}
    assert known(rows) == apart(MEADOW, SLUICE)
    assert archive.crawls.summary(crawl).new == 2
    more = "\nThe meeting took two hours."
    for at, (url, facts) in enumerate([(MEADOW, namer), (SLUICE, OF_SLUICE)] * 2, start=5):
        assert save(archive, crawl, url, at, **facts).outcome == Outcome.UNCHANGED
    for at, (url, facts) in enumerate([(MEADOW, namer), (SLUICE, OF_SLUICE)], start=10):
        edited = facts | {"text": f"{facts['text']}{more}"}
        assert save(archive, crawl, url, at, **edited).outcome == Outcome.CHANGED
    assert known(rows) == sorted(apart(MEADOW, SLUICE) * 2)
    told = url_history(archive_url, MEADOW).timeline
    assert told is not None and (told.leads_to, told.relation) == (MEADOW, "canonical")
    assert {(one.reason, one.detail) for one in told.answers} == {("canonical_refused", SLUICE)}
    for url, link in ((MEADOW, SLUICE), (SLUICE, None)):
        history = history_of(archive_url, url)
        assert history is not None and history.url == url
        assert {one.untrusted_link for one in history.revisions} == {link}
    archive.crawls.end(crawl, minutes(20), "finished")
    archive.close()
    assert verify_archive(archive_url) == []


@pytest.mark.parametrize("order", list(permutations(STORIES)))
@pytest.mark.parametrize("links", ["the first one", "the one before"])
def test_a_site_whose_pages_name_another_one(
    links: str, order: tuple[str, ...], archive: Archive, crawl: int, rows: Rows
) -> None:
    """The quarry is the first, then came the sluice, then the meadow."""
    of = {QUARRY: QUARRY, SLUICE: QUARRY, MEADOW: QUARRY if links == "the first one" else SLUICE}
    for at, url in enumerate((*order, *order)):
        save(archive, crawl, url, at, **STORIES[url], canonical_url=of[url])
    assert known(rows) == apart(*STORIES)
    assert rows("SELECT count(*) FROM urls WHERE relation <> 'canonical'") == [(0,)]


def test_a_tracking_url_leads_to_the_same_answer(archive: Archive, crawl: int, rows: Rows) -> None:
    save(archive, crawl, SLUICE, 1, **OF_SLUICE)
    namer = OF_MEADOW | {"canonical_url": SLUICE}
    assert save(archive, crawl, f"{SITE}/r/7", 2, final_url=MEADOW, **namer).outcome == Outcome.NEW
    assert save(archive, crawl, MEADOW, 3, **namer).outcome == Outcome.UNCHANGED
    assert known(rows) == apart(MEADOW, SLUICE)


@pytest.mark.parametrize("way", ["copy", "redirect"])
def test_a_url_that_leads_to_a_third_article_is_as_before(
    way: str, archive: Archive, crawl: int, rows: Rows
) -> None:
    """Of the quarry's, and none of its own: it may be moved, edited, or both."""
    save(archive, crawl, SLUICE, 1, **OF_SLUICE)
    save(archive, crawl, QUARRY, 1, **OF_QUARRY)
    if way == "copy":
        save(archive, crawl, f"{QUARRY}/print", 2, **OF_QUARRY, canonical_url=QUARRY)
        save(archive, crawl, f"{QUARRY}/print", 3, **OF_MEADOW, canonical_url=SLUICE)
    else:
        save(archive, crawl, QUARRY, 3, **OF_MEADOW, final_url=MEADOW, canonical_url=SLUICE)
    assert [row[0] for row in known(rows)] == [QUARRY, SLUICE, SLUICE]


def test_what_is_not_believed_is_told(archive: Archive, crawl: int) -> None:
    assert save(archive, crawl, SLUICE, 1, **OF_SLUICE).note is None
    saved = save(archive, crawl, MEADOW, 2, **OF_MEADOW, canonical_url=SLUICE)
    assert (saved.outcome, saved.revision, saved.note) == (Outcome.NEW, 1, "canonical_refused")


def test_a_url_that_never_answered_is_believed(archive: Archive, crawl: int, rows: Rows) -> None:
    save(archive, crawl, MEADOW, 1, **OF_MEADOW, canonical_url=f"{SITE}/never")
    assert known(rows) == [(MEADOW, f"{SITE}/never", OF_MEADOW["title"])]


REWRITTEN = {"title": OF_SLUICE["title"], "text": OF_SLUICE["text"]}
FIRST_PAGE = str(OF_MEADOW["text"]).partition("\n")[0]
# What a page says that names the meadow's, beside what the article says: (facts, number of revisions then).
HONEST: dict[str, tuple[dict[str, Any], int]] = {
    "the same": ({}, 1),
    "printed, on another day": ({"title": "Print: 12", "published_at": "2026-03-14T09:00:00Z"}, 2),
    "another desk's name": ({"title": "News", "authors": ("The Wire",), "published_at": "2026-03-15"}, 2),
    "first page of several": (
        {"title": "One", "text": FIRST_PAGE, "published_at": "2026-03-14T09:00:00Z"},
        2,
    ),
    "edited since": (REWRITTEN, 2),
    "edited since, in UTC": (REWRITTEN | {"published_at": "2026-03-13T07:10:00Z"}, 2),
    "edited since, to the minute": (REWRITTEN | {"published_at": "2026-03-13T08:10:30+01:00"}, 2),
    "local time called UTC": (REWRITTEN | {"published_at": "2026-03-13T08:10:00Z"}, 2),
    "a day alone": (REWRITTEN | {"published_at": "2026-03-12"}, 2),
    "no offset": (REWRITTEN | {"published_at": "2026-03-12T17:45:00"}, 2),
    "a midnight": (REWRITTEN | {"published_at": "2026-03-12T00:00:00+01:00"}, 2),
    "a midnight in UTC": (REWRITTEN | {"published_at": "2026-03-12T00:00:00+00:00"}, 2),
    "a midnight told in UTC": (REWRITTEN | {"published_at": "2026-03-12T01:00:00+01:00"}, 2),
    "no time": (REWRITTEN | UNDATED, 2),
    "no title": (OF_SLUICE | {"title": None}, 2),
    "name of the site": (OF_SLUICE | {"title": f"{OF_MEADOW['title']} | The Lantern"}, 2),
    "no time, no authors": (OF_SLUICE | UNDATED | {"authors": ()}, 2),
    "a batch of one minute": (OF_SLUICE | {"published_at": OF_MEADOW["published_at"]}, 2),
}


@pytest.mark.parametrize("other_first", [False, True])
@pytest.mark.parametrize("case", HONEST)
def test_an_honest_canonical_link_leads_to_one_article(
    case: str, other_first: bool, archive: Archive, crawl: int, rows: Rows
) -> None:
    facts, count = HONEST[case]
    pages = [
        page(MEADOW, 1, **OF_MEADOW),
        page(f"{MEADOW}/print", 1, **(OF_MEADOW | facts), canonical_url=MEADOW),
    ]
    for one in reversed(pages) if other_first else pages:
        archive.saves.save(crawl, [one])
    assert [row[0] for row in known(rows)] == [MEADOW] * count


@pytest.mark.parametrize("other_first", [False, True])
def test_an_amp_page_is_of_the_article_that_it_names(
    other_first: bool, archive: Archive, crawl: int, rows: Rows
) -> None:
    pages = [page(MEADOW, 1, **OF_MEADOW), page(f"{MEADOW}/amp", 1, **OF_SLUICE, canonical_url=MEADOW)]
    for one in reversed(pages) if other_first else pages:
        archive.saves.save(crawl, [one])
    assert {row[0] for row in known(rows)} == {MEADOW}


def test_other_authors_part_what_has_no_time(archive: Archive, crawl: int, rows: Rows) -> None:
    save(archive, crawl, SLUICE, 1, **OF_SLUICE | UNDATED)
    save(archive, crawl, MEADOW, 2, **OF_MEADOW, canonical_url=SLUICE)
    assert known(rows) == apart(MEADOW, SLUICE)


@pytest.mark.parametrize("undated", [False, True])
def test_only_times_part_what_is_short(undated: bool, archive: Archive, crawl: int, rows: Rows) -> None:
    save(archive, crawl, SLUICE, 1, **SHORT_SLUICE | (UNDATED if undated else {}))
    save(archive, crawl, MEADOW, 2, **SHORT_MEADOW, canonical_url=SLUICE)
    assert len({row[0] for row in known(rows)}) == (1 if undated else 2)


TWIN = f"{MEADOW}-2"


@pytest.mark.parametrize(
    "late",
    [
        OF_MEADOW | {"published_at": "2026-03-14T09:00:00Z"},  # as before the edit, but for its time
        OF_MEADOW | {"title": "No fence", "text": FIRST_PAGE, "published_at": "2026-03-14T09:00:00Z"},
        REWRITTEN | {"published_at": OF_MEADOW["published_at"]},  # edited otherwise, and its time kept
    ],
)
def test_a_twin_that_was_edited_at_another_time_is_one(
    late: dict[str, Any], archive: Archive, crawl: int, rows: Rows
) -> None:
    """What is stored of the one was rewritten before the other is first read."""
    save(archive, crawl, MEADOW, 1, **OF_MEADOW)
    save(archive, crawl, MEADOW, 2, **OF_QUARRY)
    save(archive, crawl, TWIN, 3, **late, canonical_url=MEADOW)
    assert {row[0] for row in known(rows)} == {MEADOW}


def test_a_url_that_showed_the_article_is_not_parted_from_it(
    archive: Archive, crawl: int, rows: Rows
) -> None:
    save(archive, crawl, MEADOW, 1, **OF_MEADOW)
    save(archive, crawl, TWIN, 2, **OF_MEADOW, canonical_url=MEADOW)
    save(archive, crawl, TWIN, 3, **OF_SLUICE, canonical_url=MEADOW)
    assert [row[0] for row in known(rows)] == [MEADOW] * 2


@pytest.mark.parametrize("canonical", [MEADOW, TWIN])
def test_a_url_that_answered_for_itself_keeps_its_article(
    canonical: str, archive: Archive, crawl: int, rows: Rows
) -> None:
    """It was named by another page first, then showed the same, then was rewritten in all."""
    save(archive, crawl, TWIN, 1, **OF_MEADOW, canonical_url=MEADOW)
    save(archive, crawl, MEADOW, 2, **OF_MEADOW)
    save(archive, crawl, MEADOW, 3, **OF_SLUICE, canonical_url=canonical)
    assert len({row[0] for row in known(rows)}) == 1


@pytest.mark.parametrize("which", ["stored", "page"])
def test_a_text_that_stands_in_parts_nothing(which: str, archive: Archive, crawl: int, rows: Rows) -> None:
    stands_in: dict[str, Any] = {"stands_in_for": NotArticle.PAYWALL}
    save(archive, crawl, SLUICE, 1, **OF_SLUICE, **(stands_in if which == "stored" else {}))
    save(
        archive, crawl, MEADOW, 2, **OF_MEADOW, canonical_url=SLUICE, **(stands_in if which == "page" else {})
    )
    assert rows("SELECT count(*) FROM articles") == [(1,)]


@pytest.mark.parametrize("named_before", [False, True])
@pytest.mark.parametrize("named_again", [None, TWIN])
def test_what_was_moved_and_edited_at_once_stays_one(
    named_again: str | None, named_before: bool, archive: Archive, crawl: int, rows: Rows
) -> None:
    before = {"canonical_url": TWIN} if named_before else {}
    save(archive, crawl, MEADOW, 1, **OF_MEADOW, **before)
    save(archive, crawl, MEADOW, 60, **OF_SLUICE, final_url=TWIN, canonical_url=named_again)
    assert [row[0] for row in known(rows)] == [TWIN] * 2


@pytest.mark.parametrize("unlike", [False, True])
def test_what_moved_to_a_url_that_was_named_and_refused_stays_one(
    unlike: bool, archive: Archive, crawl: int, rows: Rows
) -> None:
    other = " ".join(f"Nobody on the market square of Lund bought fish {n} for {n} crowns." for n in range(9))
    archive.saves.save(crawl, [refused(TWIN)])
    save(archive, crawl, MEADOW, 1, **OF_MEADOW, canonical_url=TWIN)
    save(archive, crawl, MEADOW, 60, **OF_SLUICE | ({"text": other} if unlike else {}), final_url=TWIN)
    assert [row[0] for row in known(rows)] == [TWIN] * 2


def test_a_redirect_to_another_article_is_as_before(archive: Archive, crawl: int, rows: Rows) -> None:
    save(archive, crawl, MEADOW, 1, **OF_MEADOW)
    save(archive, crawl, SLUICE, 1, **OF_SLUICE)
    saved = save(archive, crawl, MEADOW, 60, **OF_SLUICE, final_url=SLUICE)
    assert (saved.outcome, saved.reason, saved.note) == (Outcome.UNCHANGED, None, None)
    assert known(rows) == apart(MEADOW, SLUICE)
    assert rows("SELECT count(*) FROM urls WHERE missing_since IS NOT NULL") == [(0,)]


def test_reprocess_comes_to_the_same_answer(archive: Archive, crawl: int, rows: Rows) -> None:
    """A page that was refused and is an article by today's code; then it is read anew."""
    save(archive, crawl, SLUICE, 1, **OF_SLUICE)
    body: dict[str, Any] = {"body": b"meadow", "fetched_at": minutes(2)}
    archive.saves.save(crawl, [refused(MEADOW, "too_short", **body)])
    store = archive.reprocessing
    run = archive.crawls.begin(None, CrawlKind.REPROCESS, minutes(90))
    [capture] = [one for one in store.load(store.wanted(None, None)) if one.reading is None]
    read = article(MEADOW, **OF_MEADOW, **body, canonical_url=SLUICE)
    [told] = store.save(run, [(capture, read, "reader")], metadata=False)
    assert told.kind == "accepted"
    assert known(rows) == apart(MEADOW, SLUICE)
    noted = f"SELECT outcome, reason, detail FROM fetches WHERE url = '{MEADOW}'"
    assert rows(noted) == [("new", "canonical_refused", SLUICE)]
    found = store.load(store.wanted(None, None))
    [capture] = [one for one in found if one.reading and one.reading.canonical_url == MEADOW]
    edited = article(MEADOW, **OF_MEADOW | {"title": "Fence"}, **body, canonical_url=SLUICE)
    store.save(run, [(capture, edited, "reader 2")], metadata=False)
    assert known(rows) == sorted([*apart(MEADOW, SLUICE), (MEADOW, MEADOW, "Fence")], key=lambda row: row[0])
    assert rows(noted) == [("new", "canonical_refused", SLUICE)]


def test_reprocess_does_not_accept_what_stays_refused(archive: Archive, crawl: int, rows: Rows) -> None:
    """By its text alone it is an article; what the archive knows of the URL stands against it."""
    other = " ".join(f"Nobody on the market square of Lund bought fish {n} for {n} crowns." for n in range(9))
    save(archive, crawl, MEADOW, 1, **OF_MEADOW)
    sent: dict[str, Any] = {
        "text": other,
        "final_url": f"{SITE}/login",
        "body": b"sent",
        "fetched_at": minutes(60),
    }
    [one] = archive.saves.save(crawl, [article(MEADOW, **sent)])
    assert (one.outcome, one.reason) == (Outcome.REFUSED, "other_page")
    stored = "SELECT outcome, reason, detail, verdict, revision_id FROM fetches ORDER BY id"
    before = rows(stored), rows("SELECT event, reason FROM url_events ORDER BY id")
    store = archive.reprocessing
    [capture] = [one for one in store.load(store.wanted(None, None)) if one.reading is None]
    dry = store.compare(capture, article(MEADOW, **sent))
    run = archive.crawls.begin(None, CrawlKind.REPROCESS, minutes(90))
    [told] = store.save(run, [(capture, article(MEADOW, **sent), "reader")], metadata=False)
    assert [(one.kind, one.reason) for one in (dry, told)] == [("refused", "other_page")] * 2
    assert (rows(stored), rows("SELECT event, reason FROM url_events ORDER BY id")) == before
    assert rows("SELECT outcome FROM rereads") == [("refused",)]
    assert known(rows) == apart(MEADOW)

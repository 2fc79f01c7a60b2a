"""Reports of one form that a list has as two are two, whatever links say; a story that moved stays one."""

from __future__ import annotations

from typing import Any

import pytest

from newsarchive.lifecycle import Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.testimony import ListedFacts
from tests.storage.conftest import Rows
from tests.storage.making import article, minutes

FIRST, SECOND = "https://lantern.example/2026/jewels", "https://lantern.example/2026/bicycles"
FEED = "https://lantern.example/feed"
FORM = (
    "Unknown thieves broke into a {} at the weekend, the police said. They look for witnesses.\n"
    "According to the police, the perpetrators came between noon and eleven. {}\n"
    "Witnesses who saw anything suspicious are asked to call the criminal police on 555 0134.\n"
    "The number of burglaries in the district has risen. The police advise residents to lock their doors."
)
JEWELS = FORM.format("house in Dunmore", "Rings and a watch worth 12,000 crowns were taken from the bedroom.")
BICYCLES = FORM.format(
    "cellar in Farrow", "Five electric bicycles are missing, and a van was seen in the yard."
)
TITLES = {FIRST: "Burglars take jewels", SECOND: "Thieves steal bicycles"}


def told(archive: Archive, crawl: int, *said: tuple[str, int, str | None, str]) -> None:
    """Have the feed name each URL at a minute with an id and a headline."""
    for url, minute, guid, title in said:
        facts = ListedFacts(title=title, guid=guid)
        archive.frontier.discover(crawl, [FoundLink(url=FEED, kind="feed")], minutes(minute))
        link = FoundLink(url=url, found_in=FEED, told=facts)
        archive.frontier.discover(crawl, [link], minutes(minute))


def side_by_side(ids: tuple[str | None, str | None], titles: tuple[str, str]) -> list[tuple[Any, ...]]:
    rows = list(zip((FIRST, SECOND), ids, titles, strict=True))
    return [(url, minute, guid, title) for minute in (1, 5) for url, guid, title in rows]


def in_turn(ids: tuple[str, str], titles: tuple[str, str]) -> list[tuple[Any, ...]]:
    return [(FIRST, 1, ids[0], titles[0]), (SECOND, 5, ids[1], titles[1])]


OWN = (TITLES[FIRST], TITLES[SECOND])
PERMALINKS = (FIRST, SECOND)
APART = side_by_side(PERMALINKS, OWN)
NOT_APART: dict[str, list[tuple[Any, ...]]] = {
    "nothing said": [],
    "one entry after the other": in_turn(PERMALINKS, OWN),
    "an old answer in turn": [*in_turn(PERMALINKS, OWN), (FIRST, 9, FIRST, TITLES[FIRST])],
    "published anew, in turn": in_turn(("https://l.example/?p=20", "https://l.example/?p=21"), OWN),
    "one id": side_by_side(("post-20", "post-20"), OWN),
    "one id, in turn": in_turn(("post-20", "post-20"), OWN),
    "one headline": side_by_side(PERMALINKS, (TITLES[FIRST], TITLES[FIRST])),
    "no ids": side_by_side((None, None), OWN),
    "tags made of the URL": in_turn(("tag:l.example,2026:/jewels", "tag:l.example,2026:/bicycles"), OWN),
    "hashes": in_turn(("9e107d9d372bb6826bd81d3542a419d6", "e4d909c290d0fb1ca068ffaddf22cbd0"), OWN),
}


def saved(archive: Archive, crawl: int, way: str, second: str = BICYCLES, **facts: Any) -> Outcome:
    """Save the first report, then the second by a wrong link or redirect."""
    archive.saves.save(crawl, [article(FIRST, text=JEWELS, title=TITLES[FIRST])])
    given: dict[str, Any] = {"text": second, "title": TITLES[SECOND], "fetched_at": minutes(70)} | facts
    page = (
        article(SECOND, canonical_url=FIRST, **given)
        if way == "canonical"
        else article(FIRST, final_url=SECOND, canonical_url=SECOND, **given)
    )
    return archive.saves.save(crawl, [page])[0].outcome


def test_two_reports_of_one_form_stay_two(archive: Archive, crawl: int, rows: Rows) -> None:
    told(archive, crawl, *APART)
    assert saved(archive, crawl, "canonical") == Outcome.NEW
    [own] = archive.saves.save(
        crawl, [article(SECOND, text=BICYCLES, title=TITLES[SECOND], fetched_at=minutes(80))]
    )
    assert own.outcome == Outcome.UNCHANGED
    shown = "SELECT a.url, r.number FROM revisions r JOIN articles a ON a.id = r.article_id ORDER BY a.url"
    assert rows(shown) == [(SECOND, 1), (FIRST, 1)]


def test_a_page_at_one_url_joins_no_two_reports_that_a_list_has_side_by_side(
    archive: Archive, crawl: int, rows: Rows
) -> None:
    """The URL of one shows the other, with its canonical link: for whatever moment both were published at."""
    told(archive, crawl, *APART)
    moment = {"published_at": "2026-03-14T09:31:07+08:00"}
    for url, text, at in ((FIRST, JEWELS, 0), (SECOND, BICYCLES, 2000)):
        page = article(url, text=text, title=TITLES[url], fetched_at=minutes(at), **moment)
        archive.saves.save(crawl, [page])
    shown: dict[str, Any] = {"text": BICYCLES, "title": TITLES[SECOND], "canonical_url": SECOND, **moment}
    archive.saves.save(crawl, [article(FIRST, fetched_at=minutes(3000), **shown)])
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_a_redirect_from_the_stored_url_is_believed(archive: Archive, crawl: int) -> None:
    """Nothing else stands there: the report may have been rewritten as it moved."""
    told(archive, crawl, *APART)
    assert saved(archive, crawl, "redirect") == Outcome.CHANGED


@pytest.mark.parametrize("said", NOT_APART)
def test_a_story_that_moved_and_was_rewritten_is_one(archive: Archive, crawl: int, said: str) -> None:
    told(archive, crawl, *NOT_APART[said])
    assert saved(archive, crawl, "redirect" if "turn" in said else "canonical") == Outcome.CHANGED


@pytest.mark.parametrize("way", ["canonical", "redirect"])
@pytest.mark.parametrize(
    "facts",
    [
        {"second": JEWELS},
        {"second": JEWELS.replace("Rings", "Three rings")},
        {"title": TITLES[FIRST]},
        {"title": None},
    ],
    ids=["its text", "a word", "its headline", "no headline"],
)
def test_two_entries_of_one_story_are_one(
    archive: Archive, crawl: int, rows: Rows, way: str, facts: dict[str, Any]
) -> None:
    told(archive, crawl, *APART)
    assert saved(archive, crawl, way, **facts) != Outcome.REFUSED
    assert rows("SELECT count(*) FROM articles") == [(1,)]


def test_the_report_that_is_named_first_gets_its_url(archive: Archive, crawl: int, rows: Rows) -> None:
    """The wrong link came before its page: the report that only named the URL goes back to its own."""
    told(archive, crawl, *APART)
    for url, text, at in ((SECOND, BICYCLES, 10), (FIRST, JEWELS, 20)):
        page = article(url, text=text, title=TITLES[url], canonical_url=FIRST, fetched_at=minutes(at))
        assert archive.saves.save(crawl, [page])[0].outcome == Outcome.NEW
    known = "SELECT a.url, u.url FROM articles a JOIN urls u ON u.id = a.url_id ORDER BY a.url"
    assert rows(known) == [(SECOND, SECOND), (FIRST, FIRST)]

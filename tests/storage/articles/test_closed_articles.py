"""A withdrawn article that stands behind a paywall is back; a wall, an error and a notice bring none back."""

from __future__ import annotations

from typing import Any

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.stages import run_stages
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer
from tests.storage.conftest import Rows
from tests.storage.making import NOON, TEXT, URL, article, minutes

WHOLE = f"{TEXT}\n" + "\n".join(f"Line {number} tells of the works at the pier." for number in range(9))
BEGINNING, TITLE = TEXT.split("\n", maxsplit=1)[0], "Ferry runs again"
OFFER = "Subscribe now to read all that we have written, from two crowns a week."
HOME = "https://lantern.example/"


def withdrawn(archive: Archive, *others: CleanArticle) -> int:
    """Store an article, find it gone twice, and return the crawl after that."""
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.saves.save(crawl, [article(text=WHOLE), *others])
    for minute in (1, 61):
        gone = Answer(
            url=URL,
            kind="article",
            outcome=Outcome.GONE,
            at=minutes(minute),
            status=404,
            reason="not_found",
        )
        archive.frontier.record(crawl, [gone])
    archive.crawls.end(crawl, minutes(62), "finished")
    return archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(62))


def looked_at(archive: Archive, crawl: int, rows: Rows, **facts: Any) -> list[str | None]:
    """Save a page that is refused; return why the article counts as back, nothing if it is withdrawn."""
    [saved] = archive.saves.save(crawl, [article(**({"fetched_at": minutes(70)} | facts))])
    assert saved.outcome == Outcome.REFUSED
    [(at,)] = rows(f"SELECT withdrawn_at FROM articles AS a WHERE a.url = '{URL}'")
    told = rows("SELECT reason, article_id FROM url_events WHERE event = 'returned'")
    assert (at is None) == bool(told)
    assert all(number is not None for _, number in told)
    return [reason for reason, _ in told]


def stub(text: str = "", **facts: Any) -> dict[str, Any]:
    return {"verdict": "not_article", "reason": "paywall", "text": text, "body": b"stub"} | facts


CLOSED: dict[str, tuple[dict[str, Any], str]] = {
    "its beginning, marked as not free": ({"text": TEXT, "for_subscribers": True}, "paywall"),
    "its beginning, not free, and the offer read with it": (
        {"text": f"{BEGINNING}\nSubscribe to read on.\nLog in", "for_subscribers": True},
        "paywall",
    ),
    "its beginning before an offer": (stub(BEGINNING, title="Other words"), "paywall"),
    "its beginning and an offer": (stub(f"{BEGINNING}\n{OFFER}", title="Other words"), "paywall"),
    "cut with dots": (stub(BEGINNING[:-1] + " …", title=None), "paywall"),
    "its headline alone": (stub(), "paywall"),
    "its headline and a lead of its own": (stub("What became of the pier in these nine days."), "paywall"),
    "the text of the site's list": ({"text": TEXT, "stands_in_for": "paywall"}, "paywall"),
    "too short now": (stub(BEGINNING, reason="too_short"), "too_short"),
    "not to be archived": ({"text": WHOLE, "withheld": "noarchive"}, "noarchive"),
    "its text reserved": ({"text": WHOLE, "withheld": "tdm_reserved"}, "tdm_reserved"),
}
FOREIGN: dict[str, dict[str, Any]] = {
    "a wall of the whole site": stub(OFFER, title="Log in"),
    "a wall without a word": stub(title=None),
    "a wall that has the dateline": stub("The ferry", title="Log in"),
    "a wall below the list's text": {"text": TEXT, "title": "Log in", "stands_in_for": "paywall"},
    "an error under its headline": stub(reason="error_page"),
    "an error with its beginning": stub(BEGINNING, reason="error_page"),
    "a notice under its headline": stub("This text was taken off.", reason="too_short"),
    "its beginning under another headline": stub(BEGINNING, title="Today", reason="too_short"),
    "its beginning and a notice": stub(f"{BEGINNING}\nThe rest was taken off.", reason="too_short"),
    "a list that begins like it": stub(BEGINNING, reason="index_page"),
    "the list's text for a broken page": {"text": TEXT, "stands_in_for": "error_page"},
    "the list's text for no page": {"text": TEXT, "stands_in_for": "not_found", "status": 404},
    "a stub that came with 404": stub(BEGINNING, status=404),
    "another story, not to be archived": {"text": OFFER, "title": "Log in", "withheld": "noarchive"},
    "spam": {"verdict": "hijacked", "reason": "spam_only", "text": BEGINNING, "body": b"casino"},
    "bytes": {"verdict": "undecodable", "reason": "binary", "text": "", "title": None, "body": b"\0"},
    "the front page": stub(BEGINNING, final_url=HOME),
    "a page elsewhere with its headline": stub(BEGINNING, final_url=f"{HOME}subscribe"),
    "another story elsewhere": {"text": OFFER * 9, "title": "Log in", "final_url": f"{HOME}login"},
    "a stub from before it was gone": stub(BEGINNING, fetched_at=minutes(30)),
}


@pytest.mark.parametrize("shown", CLOSED)
def test_what_shows_the_article_brings_it_back(archive: Archive, rows: Rows, shown: str) -> None:
    facts, reason = CLOSED[shown]
    crawl = withdrawn(archive)
    assert looked_at(archive, crawl, rows, **facts) == [reason]
    assert rows("SELECT r.text FROM revisions AS r") == [(WHOLE,)], "and its text stays"


@pytest.mark.parametrize("shown", FOREIGN)
def test_what_does_not_show_it_brings_nothing_back(archive: Archive, rows: Rows, shown: str) -> None:
    crawl = withdrawn(archive)
    assert looked_at(archive, crawl, rows, **FOREIGN[shown]) == []


def test_a_headline_that_others_have_too_proves_nothing(archive: Archive, rows: Rows) -> None:
    """As where all pages are read with the name of the site for a headline."""
    other = article(f"{HOME}2026/mill", "The mill at Holm was sold.\nIts wheel stands still.", title=TITLE)
    crawl = withdrawn(archive, other)
    assert looked_at(archive, crawl, rows, **stub()) == []
    later = stub(BEGINNING, fetched_at=minutes(80), body=b"more")
    assert looked_at(archive, crawl, rows, **later) == ["paywall"]


def test_what_came_back_closed_may_be_withdrawn_again(archive: Archive, rows: Rows) -> None:
    crawl = withdrawn(archive)
    assert looked_at(archive, crawl, rows, **stub(BEGINNING)) == ["paywall"]
    assert looked_at(archive, crawl, rows, **stub(BEGINNING, fetched_at=minutes(71))) == ["paywall"], "once"
    for minute in (100, 161):
        gone = Answer(
            url=URL, kind="article", outcome=Outcome.GONE, at=minutes(minute), status=410, reason="gone"
        )
        archive.frontier.record(crawl, [gone])
    archive.crawls.end(crawl, minutes(170), "finished")
    assert rows("SELECT reason FROM url_events WHERE event = 'withdrawn' ORDER BY id") == [
        ("not_found",),
        ("gone",),
    ]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"{BEGINNING}\n{OFFER}", Outcome.REFUSED),
        (f"{BEGINNING}\n{OFFER}\n{OFFER}\n{OFFER}\n{OFFER}", Outcome.CHANGED),
        (f"{BEGINNING}\n{'The minister has resigned since. ' * 12}", Outcome.CHANGED),
        (f"{BEGINNING}\nCorrection: the pier was never shut, as this article said.", Outcome.CHANGED),
        (f"{BEGINNING}\n更正：码头并未关闭。", Outcome.CHANGED),
        (f"{OFFER}\n{BEGINNING}", Outcome.CHANGED),
        (f"{WHOLE}\n{OFFER}", Outcome.CHANGED),
    ],
    ids=["an offer", "four lines", "a long line", "a correction", "更正", "above it", "below all of it"],
)
def test_a_page_that_is_not_free_was_edited_unless_it_is_cut_short(
    archive: Archive, crawl: int, text: str, outcome: Outcome
) -> None:
    """The offer in the place of the rest may be read as its last lines: nobody wrote those into it."""
    archive.saves.save(crawl, [article(text=WHOLE)])
    page = article(text=text, for_subscribers=True, body=b"walled", fetched_at=minutes(70))
    [saved] = archive.saves.save(crawl, [page])
    assert saved.outcome == outcome


BARGES = "https://lantern.example/2026/barges"
LINES = [
    f"The keeper of lock {number} counted {number * 7} barges before noon, and wrote where they went."
    for number in range(2, 12)
]


def barges(lines: list[str], below: str, minute: int) -> CleanArticle:
    """Read the page of a story with `below` under its lines."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        "<html><head><title>Barges are counted</title></head><body>"
        f"<article><h1>Barges are counted</h1>{body}{below}</article></body></html>"
    )
    return run_stages(
        FetchedPage(url=BARGES, body=page.encode(), fetched_at=minutes(minute), source="lantern")
    )


def test_a_wall_with_its_maker_s_name_is_no_edit(archive: Archive, rows: Rows) -> None:
    """Many sites state in no data that a story is not free; the box that asks is named."""
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    asks = '<div class="paywall"><p>Subscribe to read on.</p><button>From two crowns a week</button></div>'
    pages = [barges(LINES, "", 1), barges(LINES[:3], asks, 70), barges(LINES[:3], "", 90)]
    outcomes = [archive.saves.save(crawl, [page])[0] for page in pages]
    assert [(one.outcome, one.reason) for one in outcomes] == [
        (Outcome.NEW, None),
        (Outcome.REFUSED, "paywall"),
        (Outcome.CHANGED, None),  # without the box an editor cut it
    ]
    assert rows("SELECT count(*) FROM revisions") == [(2,)]


@pytest.mark.parametrize(
    ("below", "outcome"),
    [
        ('<p>To read the full story, <a href="/join">become a member</a>.</p>', Outcome.REFUSED),
        ("<p>Subscribe to our newsletter to read more stories like this.</p>", Outcome.CHANGED),
        ("<p>Read the full story in our printed paper.</p>", Outcome.CHANGED),
    ],
    ids=["for members", "a newsletter", "elsewhere"],
)
def test_an_offer_of_the_rest_below_a_cut_text(
    archive: Archive, crawl: int, below: str, outcome: Outcome
) -> None:
    """No data and no box says that it is not free; whatever else stands below, an editor cut it."""
    archive.saves.save(crawl, [barges(LINES, "", 1)])
    [saved] = archive.saves.save(crawl, [barges(LINES[:3], below, 70)])
    assert saved.outcome == outcome


@pytest.mark.parametrize(
    "below",
    ["Log in to continue.", "Please log in to continue reading.", "Log in to continue the talk below."],
)
def test_an_offer_that_stood_there_before_hides_no_cut(archive: Archive, crawl: int, below: str) -> None:
    pages = [barges(lines, f"<p>{below}</p>", at) for lines, at in ((LINES, 1), (LINES[:3], 70))]
    assert [archive.saves.save(crawl, [page])[0].outcome for page in pages] == [
        Outcome.NEW,
        Outcome.CHANGED,
    ]


PASSWORD = b'<input type="password">'


@pytest.mark.parametrize(
    ("text", "body", "outcome"),
    [
        (
            "Log in to read on.\nNew here? A minute is all it takes, and we send no letters.",
            PASSWORD,
            Outcome.REFUSED,
        ),
        (
            "Log in to read on.\nNew here? A minute is all it takes, and we send no letters.",
            b"",
            Outcome.CHANGED,
        ),
        (f"Log in to read on.\n{BEGINNING}", PASSWORD, Outcome.CHANGED),
        (
            "The pier was never mended, as we wrote.\nWe ask the ferrymen to forgive us.",
            PASSWORD,
            Outcome.CHANGED,
        ),
        (
            "We take back what we wrote of the pier, for it was never mended.\nLog in",
            PASSWORD,
            Outcome.CHANGED,
        ),
        (
            "Log in\nWe take back what we wrote of the pier, for it was never mended.",
            PASSWORD,
            Outcome.CHANGED,
        ),
    ],
    ids=["a form", "no form", "of the article", "beside the form of all pages", "above it", "below it"],
)
def test_a_form_to_log_in_is_no_edit(
    archive: Archive, crawl: int, text: str, body: bytes, outcome: Outcome
) -> None:
    archive.saves.save(crawl, [article(text=WHOLE)])
    [saved] = archive.saves.save(crawl, [article(text=text, body=body, fetched_at=minutes(70))])
    assert saved.outcome == outcome

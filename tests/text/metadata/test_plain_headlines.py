"""The headline of pages whose markup names none: a line that type sets off above the text."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

TEXT = (
    "<p>The council of Reedham voted 7-2 on Monday night to keep the old ferry running until the new bridge"
    " across the Wenning is open to lorries, which will be in the spring of next year at the earliest.</p>"
    "<p>The ferryman, who has crossed the river for thirty years, said that nobody had asked him.</p>"
    "<p>A hearing is held in the school on the last Thursday of the month, and all may speak.</p>"
)
MENU = "<table><tr><td><a href='a.html'>Sports</a><br><a href='b.html'>Weather and tides</a></td><td>"
BOLD = "<b>Reedham keeps its old ferry</b><br>May 4, 2003<br>"


def title_of(title: str, head: str, text: str = TEXT, url: str = "http://www.gazette.example/a/4.htm") -> str:
    page = (
        f"<html><head><title>{title}</title></head><body>{MENU}{head}{text}</td></tr></table></body></html>"
    )
    article = run_stages(FetchedPage(url=url, body=page.encode(), content_type="text/html; charset=utf-8"))
    return article.title or ""


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Untitled Document", BOLD),
        ("main", BOLD),
        ("Gazette Online", BOLD),
        ("Club News", BOLD),
        ("The Bay Courier &gt; News", BOLD),
        ("Bay Online - what the shore talks of", "<span class=Head>Reedham keeps its old ferry</span><br>"),
        (
            "Bay Online",
            "<font size=5>Reedham keeps its old ferry</font><br><b>Nobody was asked at all</b><br>",
        ),
        ("Bay Online", "<h3>Reedham keeps its old ferry</h3>"),
        ("Bay Online", "■Reedham keeps its old ferry<br>May 4, 2003<br>"),
        ("", "<pre>From: reader\nSubject: Reedham keeps its old ferry\n</pre>"),
        ("Sans titre", "<img src='img/titre_872.gif' alt='Reedham keeps its old ferry'><br>"),
        (
            "Bay Courier - Reedham keeps its old ferry",
            "<font size=4><b>Reedham keeps its old ferry</b></font>",
        ),
        ("bay.example | News | Reedham keeps its old ferry", BOLD),
    ],
)
def test_the_line_set_off_above_the_text_is_the_headline(title: str, head: str) -> None:
    assert title_of(title, head) == "Reedham keeps its old ferry"


@pytest.mark.parametrize(
    ("title", "head", "best"),
    [
        # The title speaks of what the text does; what is set off is a deck.
        (
            "Bridge over the Wenning delayed",
            "<b>Who pays for the lorries?</b><br>",
            "Bridge over the Wenning delayed",
        ),
        # It shares no word with the text, but the page shows it.
        ("Hard times", "Hard times<br><b>The council keeps the ferry</b><br>", "Hard times"),
        # What is set off shares no word with the text either.
        ("Hard times", "<b>Hungry winters ahead</b><br>", "Hard times"),
        # A paper's name within a word is no paper's name.
        (
            "Hard times for all who crossed",
            "<b>Who pays for the lorries?</b><br>",
            "Hard times for all who crossed",
        ),
        # A link leads to another story.
        ("Bay Online", "<b><a href='/b.html'>Reedham ferry runs aground</a></b><br>", "Bay Online"),
        # Headings and meta tags say what the headline is.
        (
            "Bay Online",
            "<h1>A river and its ferryman</h1><b>Reedham votes on Monday</b>",
            "A river and its ferryman",
        ),
    ],
)
def test_a_title_that_names_the_story_stays(title: str, head: str, best: str) -> None:
    assert title_of(title, head, url="http://www.times.example/a/4.htm") == best


def test_a_summary_in_meta_tags_stays() -> None:
    head = "</title><meta property='og:title' content='Nobody asked'><title>"
    assert title_of(head, BOLD) == "Nobody asked"

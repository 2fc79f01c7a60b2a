"""What stands between the headline and the text of short news: who wrote it and when, and what is text."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

URL = "https://gazette.example/news/weir-repaired"
TITLE = "The weir of Tarrow is repaired"
LEAD = "The weir of Tarrow, which broke in March, holds the water of the river again."
STORY = "The repair took six weeks, the canal company said, and cost less than a new boat."
DATA = '<meta property="article:published_time" content="2031-05-04T10:15:00+02:00">'


def lines_of(body: str, *, title: str = TITLE, head: str = DATA, lang: str = "en") -> list[str]:
    page = f"<html lang={lang}><meta charset=utf-8><title>{title}</title>{head}<body>{body}</body></html>"
    return run_stages(FetchedPage(url=URL, body=page.encode())).text.split("\n")


def page_with(head: str) -> str:
    return f"<main><article><h1>{TITLE}</h1>{head}<div class=content><p>{STORY}</p></div></article></main>"


@pytest.mark.parametrize(
    "head",
    [
        f"<h2 class=lead>{LEAD}</h2><div class=meta>Of Ada Roe-Marl Tarrow, 04 May 2031 16:26:00 WAT</div>",
        f"<h2 class=lead>{LEAD}</h2><div class=info>At the desk: 4 May 2031 19:33 (time of Tarrow)</div>",
    ],
)
def test_a_line_with_the_day_in_the_box_of_the_by_line_is_no_text(head: str) -> None:
    assert lines_of(page_with(head)) == [LEAD, STORY]


@pytest.mark.parametrize(
    "line",
    [
        # A sentence, what opens the next line, a day in a list of what happens, a line beside paragraphs.
        "<div class=meta>On 4 May 2031 it was done.</div>",
        "<div class=meta>Diary of the repair, 4 May 2031:</div>",
        "<div class=x>Where to see the weir at work: Tarrow Lower Lock, 4 May 2031</div>",
        "<p>Tarrow Lower Lock and the quay beside it, 4 May 2031</p><p>It was a bright day for us all.</p>",
        # Another day than the story's.
        "<div class=meta>Feast at the weir on 9 May 2031, 19:00</div>",
    ],
)
def test_a_line_that_tells_of_a_day_stays(line: str) -> None:
    told = line.partition(">")[2].partition("<")[0]
    assert told in lines_of(page_with(f"<h2 class=lead>{LEAD}</h2>{line}"))


@pytest.mark.parametrize(
    "line",
    [
        # A day and a place of what happens, before it or behind, with its hour or without.
        "4 May 2031, Lower Lock",
        "4 May 2031, 14:00, Boathouse Lawn",
        "Boat race - 4 May 2031",
        # A life, from one day to another.
        "Tarrow, 1952 - 4 May 2031",
    ],
)
@pytest.mark.parametrize("name", ["facts", "meta"])
def test_a_place_or_another_year_beside_the_day_stays(line: str, name: str) -> None:
    head = f"<h2 class=lead>{LEAD}</h2><div class={name}><p>{line}</p></div>"
    assert line in lines_of(page_with(head))


@pytest.mark.parametrize(
    "line", ["Talk at the lock, 4 May 2031, 19:30 CET", "4 May 2031 19:30, Old Mill (hall)"]
)
def test_an_hour_without_seconds_is_an_event_s_in_a_box_of_by_lines(line: str) -> None:
    assert line in lines_of(page_with(f"<h2 class=lead>{LEAD}</h2><div class=meta>{line}</div>"))


def test_a_zone_beside_the_day_is_no_text() -> None:
    for line in ("4 May 2031 10:15 WAT", "Sunday, 4 May 2031 10:15 CET"):
        assert lines_of(page_with(f"<h2 class=lead>{LEAD}</h2><div class=facts>{line}</div>")) == [
            LEAD,
            STORY,
        ]


AUTHOR = '<meta name=author content="Ada Roe">'


def test_an_author_beside_the_day_is_no_text_with_the_paper_named() -> None:
    head = "<div class=a__head><div>Ada Roe - gazetteNews</div><div>Sunday, 4 May 2031 10:15</div></div>"
    assert lines_of(page_with(head), head=DATA + AUTHOR) == [STORY]


def test_a_line_that_names_the_author_and_tells_more_stays() -> None:
    head = (
        "<div class=a__head><div>Ada Roe - what she saw at the weir</div><div>Sunday, 4 May 2031</div></div>"
    )
    assert "Ada Roe - what she saw at the weir" in lines_of(page_with(head), head=DATA + AUTHOR)


def test_one_short_sentence_below_an_author_in_a_heading_is_an_article() -> None:
    """The author's name is a link in a heading, as another story's headline is."""
    story = "The weir of Tarrow holds the water of the river again since Sunday."
    body = (
        f"<div><h1>{TITLE}</h1><h5 class=author><a href=/people/ada>Ada Roe</a></h5><div>4 May 2031</div>"
        f"<div class=text><p>{story}</p></div></div><div class=most><h4>Most read</h4><ul>"
        "<li><a href=/news/a>Ferry leaves without its captain</a></li>"
        "<li><a href=/news/b>Snow closes the pass</a></li></ul></div>"
    )
    page = f"<html lang=en><title>{TITLE}</title><body>{body}</body></html>"
    done = run_stages(FetchedPage(url=URL, body=page.encode()))
    assert (done.text, done.verdict) == (story, "article")

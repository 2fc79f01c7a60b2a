"""Who signs in the box of another story wrote that one, and in a box that bears their name this one."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

STORY = (
    "The harbour wall in Port Mara will be rebuilt before the winter, the council decided on Tuesday.",
    "The work costs four million and closes the northern basin until the end of October.",
    "Fishermen asked for a place at the old quay, and the harbour office has promised them one.",
    "The wall was built in 1921 and has been patched after every storm since then.",
)
TEXT = "".join(f"<p>{line}</p>" for line in STORY)
DAY = "<p>3 May 2031</p>"


def card(number: int, headline: str, name: str) -> str:
    return (
        f"<article class='card'><a href='/n/{number}'><h4>{headline}</h4></a>"
        f"<span class='byline'>By {name}</span> <time>{number} May 2031</time></article>"
    )


CARDS = (
    card(1, "Ferry timetable changes for the summer", "Lena Brandt")
    + card(2, "School roof closed after an inspection", "Paul Winter")
    + card(4, "Bakery wins a prize for its rye loaf", "Maria Sommer")
)


def read(head: str = "", below: str = "", after: str = "") -> CleanArticle:
    page = (
        "<html lang=en><head><title>Harbour wall to be rebuilt</title></head><body><main>"
        f"<article><h1>Harbour wall to be rebuilt</h1>{head}<div class=article-body>{TEXT}</div>{below}"
        f"</article>{after}</main></body></html>"
    )
    return run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))


@pytest.mark.parametrize(
    "after",
    [
        f"<section class='related'><h3>Read more</h3>{CARDS}</section>",
        f"<aside><h3>More</h3>{CARDS}</aside>",
        f"<section><h3>Next</h3>{CARDS.replace('byline', 'css-2').replace('By ', '')}</section>",
    ],
)
@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (DAY, ()),
        (f"<p class='byline'>By AFP</p>{DAY}", ()),
        (f"<p class='css-1'>Sara Vogel</p>{DAY}", ("Sara Vogel",)),
        (f"<p class='byline'>By Sara Vogel</p>{DAY}", ("Sara Vogel",)),
    ],
)
def test_the_writers_of_related_stories_did_not_write_this(
    head: str, authors: tuple[str, ...], after: str
) -> None:
    article = read(head, after=after)
    assert article.facts.authors == authors
    assert article.text.split("\n") == list(STORY)


@pytest.mark.parametrize(
    "below",
    [
        "<div class=bio><h3><a href='/sara-vogel/'>Sara Vogel</a></h3><p>By Sara Vogel</p></div>",
        (
            "<div class=author-box><h4><a href='/staff/sara-vogel'>Sara Vogel</a></h4>"
            "<p>Written by Sara Vogel</p><a href='/town/other.html'>Another story by the author</a></div>"
        ),
        (
            "<div class=about><h3><a href='/contributor/sara-vogel'>About Sara Vogel</a></h3>"
            "<span class=author-name>Sara Vogel</span></div>"
        ),
        # One of her other stories stands beside it.
        f"<p>By Sara Vogel</p><section>{card(5, 'Another story of the town', 'Sara Vogel')}</section>",
    ],
)
def test_a_box_that_bears_the_name_is_its_owners(below: str) -> None:
    assert read(DAY, below).facts.authors == ("Sara Vogel",)


def test_whoever_is_named_in_a_line_with_others_wrote_with_them() -> None:
    """Each name a link to its page, as on most sites: the third is no less an author."""
    names = ("Sara Vogel", "Emil Hartmann", "Clara Neumann")
    linked = [f"<a href='/author/{number}'>{name}</a>" for number, name in enumerate(names)]
    head = f"<div class='css-1'>By {linked[0]}, {linked[1]} and {linked[2]}</div>{DAY}"
    assert read(head).facts.authors == names


def scrolled(second: str) -> CleanArticle:
    """A Chinese story, signed by 周晓燕, and behind it another that readers scroll on to."""
    page = f"""<html lang=zh><head><title>上游水闸下周关闭</title></head><body><div><article>
    <h1>上游水闸下周关闭</h1><div class=byline>记者 周晓燕 2031年5月4日</div>
    <p>上游水闸将于下周五关闭,所有船只须在码头等到春天,市政府周一这样宣布。</p>
    <p>市长表示,旧闸门的维修需要三个月时间,费用由省里承担,预计明年春天完工。</p>
    <p>渔民对这一决定并不满意,要求另开一条出海的水道,双方将在本周继续商谈。</p>
    </article></div><div>{second}</div></body></html>"""
    return run_stages(
        FetchedPage(
            url="https://paper.example/2031/05/04/lock",
            body=page.encode(),
            content_type="text/html; charset=utf-8",
        )
    )


def test_who_signs_the_story_that_readers_scroll_on_to_wrote_that_one() -> None:
    following = "<h1>图书馆周末延长开放</h1><div class=byline>记者 林立新 2031年5月3日</div>"
    assert scrolled(f"<article>{following}</article>").facts.authors == ("周晓燕",)


def test_who_signs_below_the_only_story_wrote_it_too() -> None:
    page = "<article><p class=byline>记者 林立新</p></article>"
    assert "林立新" in scrolled(page).facts.authors

"""Teasers of other stories beside short news, and stories that are made of entries built like them."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.extraction.teaser_rows import teaser_rows
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_blocks import page_blocks

URL = "https://gazette.example/news/2031/05/04/quarry-road-closed"
TITLE = "Quarry Road closed after a wall gives way"
DAY = "<p class=when>4 May 2031, 10:15</p>"
STORY = (
    "A garden wall collapsed on Quarry Road in Tarrow on Sunday morning; nobody was hurt, the police said.",
    "The road stays closed until the stones are cleared, and buses take the way along the canal.",
)
HEADS = (
    "Ferry leaves without its captain",
    "The baker's oven turns a hundred",
    "Snow closes the pass for a week",
    "Choir looks for a second tenor",
)
SAID = (
    "The ferry to the island left the quay on Monday while its captain was still buying bread, who swam.",
    "Four generations have baked in it, and the fifth is learning how to light it on a wet morning.",
    "Those who live beyond the pass have flour, the mayor told us, and time for cards and letters.",
    "The first one sings for two since the winter, and he has told the choir that he will not for long.",
)
BOX = "<div class=item><h3><a href={url}>{head}</a></h3><p>{said}</p></div>"
ITEM = "<li><a href={url}>{head}</a><br>{said}</li>"
CARD = "<article class=teaser><a href={url}><img><h2>{head}</h2><p>{said}</p></a></article>"
ROW = "<tr><td><b><a href={url}>{head}</a></b><br><font size=2>{said}</font></td></tr>"
FULL = (
    "<div class=m><span class=s>Town</span><h4><a href={url}>{head}</a></h4><p>{said}</p>"
    "<time>3 May 2031</time><a href={url}>More</a></div>"
)
LINE = "<p><a href={url}><b>{head}</b></a><br>{said}</p>"


def entries(form: str, address: str = "/news/2031/04/{}/story", first: int = 0) -> str:
    return "".join(
        form.format(url=address.format(at + 10), head=HEADS[at], said=SAID[at], at=at + 1)
        for at in range(first, len(HEADS))
    )


def page_of(body: str, title: str = TITLE) -> str:
    nav = "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
    return f"<html lang=en><title>{title}</title><body>{nav}{body}<footer>© Gazette</footer></body></html>"


def lines_of(body: str, title: str = TITLE) -> list[str]:
    return run_stages(FetchedPage(url=URL, body=page_of(body, title).encode())).text.split("\n")


def teasers_in(body: str, title: str = TITLE) -> int:
    """How many boxes of a page are teasers, where all of it was read."""
    tree = parse_html(page_of(body, title))
    assert not isinstance(tree, str)
    page = page_blocks(tree)
    read = tuple(block.text for block in page.blocks)
    is_article = '"og:type" content="article"' in body
    return len(teaser_rows(page, read, title, lambda: OtherStories(tree, URL), lambda: is_article))


def story(end: int = 2) -> str:
    return f"<h1>{TITLE}</h1>{DAY}" + "".join(f"<p>{line}</p>" for line in STORY[:end])


@pytest.mark.parametrize("end", [1, 2])
@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("<main><article>", "</article>{}</main>"),
        ("<main><div class=story>", "</div><div class=more-news>{}</div></main>"),
        ("<table><tr><td>", "</td><td id=side>{}</td></tr></table>"),
    ],
)
@pytest.mark.parametrize(
    "row",
    [
        f"<section class=latest>{entries(BOX)}</section>",
        f"<ul class=list>{entries(ITEM)}</ul>",
        f"<div class=grid>{entries(CARD)}</div>",
        f"<table>{entries(ROW)}</table>",
        f"<div class=col>{entries(FULL)}</div>",
        f"<div>{entries(LINE)}</div>",
    ],
)
def test_teasers_outside_of_the_box_of_short_news_are_no_text(
    end: int, opens: str, closes: str, row: str
) -> None:
    body = opens + story(end) + closes.format(row)
    assert teasers_in(body) == len(HEADS)
    assert lines_of(body) == [*STORY[:end]]


MORE = "<div class=c><h3>{head}</h3><p>{said}</p><a href={url}>Read more</a></div>"
DATED = "<li><span>3 May 2031</span> <a href={url}>{head}</a><p>{said}</p></li>"
TEXT = "".join(f"<p>{line}</p>" for line in STORY)


@pytest.mark.parametrize(
    "body",
    [
        f"<main><header><h1>{TITLE}</h1>{DAY}</header><article>{TEXT}</article><div>{entries(BOX)}</div></main>",
        f"<h1>{TITLE}</h1><div class=content>{DAY}{TEXT}</div><div class=read-next>{entries(BOX)}</div>",
        f"<article>{story()}<section class=related>{entries(BOX)}</section></article>",
        f"<article>{story()}<ul class=latest-news>{entries(ITEM)}</ul></article>",
        f"<article>{story()}</article><div class=more-stories>{entries(MORE)}</div>",
        f"<article>{story()}</article><ul>{entries(DATED)}</ul>",
    ],
)
def test_a_headline_beside_its_text_and_lists_that_are_called_so_are_known(body: str) -> None:
    assert teasers_in(body) == len(HEADS)
    assert lines_of(body) == [*STORY]


def test_a_page_that_says_it_is_an_article_needs_no_day_below_teasers() -> None:
    body = f"<div>{entries(BOX)}</div><div class=a>{story().replace(DAY, '')}</div>"
    assert teasers_in(body) == 0
    assert teasers_in(f'<meta property="og:type" content="article">{body}') == len(HEADS)


@pytest.mark.parametrize("row", [entries(BOX), f"<ul>{entries(ITEM)}</ul>"])
def test_teasers_before_the_story_are_no_text(row: str) -> None:
    body = f"<div class=a>{row}</div><div class=story>{story()}</div>"
    assert teasers_in(body) == len(HEADS)
    assert lines_of(body) == [*STORY]


@pytest.mark.parametrize("row", [entries(ITEM), entries(CARD), f"<table>{entries(ROW)}</table>"])
def test_one_sentence_has_no_entries_in_a_box_that_is_called_another_list(row: str) -> None:
    assert teasers_in(f"<div class=story>{story(1)}</div><div class=trending>{row}</div>") == len(HEADS)


INTRO = "What the Gazette told its readers in the past week, and what became of it since."
WEEK = "The week in Tarrow"
HEADED = f"<h1>{WEEK}</h1>{DAY}<p>{INTRO}</p>"
OPENS = "<p>What readers told the Gazette of the stories since:</p>"
COUNTS = "4 stories to read"
LINKED, LONG = "{said} <a href=/b{at}>He</a> said so.", "{said}<p>{said}<p>{said}"
LONGER = f"{HEADED}<p>Whoever wants to know more of one of them finds the whole story below its headline.</p>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        # Round-ups: in the article of the headline, in a box that is named as its body or its own, below a
        # header, in a box that is the story.
        (WEEK, f"<article><div class=a>{HEADED}</div><div class=b>{entries(BOX)}</div></article>"),
        (WEEK, f"<div class=a>{HEADED}</div><div class=article-body>{entries(BOX)}</div>"),
        (WEEK, f"<main><header>{HEADED}</header><div class=b>{entries(BOX)}</div></main>"),
        (WEEK, f"<main><div class=page-head>{HEADED}</div><div class=b>{entries(ITEM)}</div></main>"),
        (WEEK, f"<div class='post hentry'><div>{HEADED}</div><div class=b>{entries(BOX)}</div></div>"),
        (WEEK, f"<div class=a>{HEADED}{entries(BOX)}</div>"),
        (WEEK, f"<div class=a>{HEADED}</div><div class=live-blog>{entries(BOX)}</div>"),
        # One sentence may introduce headings and paragraphs in a box without a name, or loose.
        (WEEK, f"<main><div class=a>{HEADED}</div>{entries(BOX)}</main>"),
        (WEEK, f"<main><div class=a>{HEADED}</div><div class=b>{entries(LINE)}</div></main>"),
        (WEEK, f"<h1>{WEEK}</h1><div class=x>{DAY}<p>{INTRO}</p></div><div class=b>{entries(BOX)}</div>"),
        (WEEK, f"<h1>{WEEK}</h1><div class=text>{DAY}<p>{INTRO}</p></div><div class=b>{entries(BOX)}</div>"),
        # An introduction that opens its list, a headline that counts it, entries with numbers, with hours.
        (WEEK, f"<article>{LONGER}{OPENS}</article>{entries(BOX)}"),
        (COUNTS, f"<article>{LONGER.replace(WEEK, COUNTS)}</article>{entries(BOX)}"),
        (WEEK, f"<article>{LONGER}</article>{entries(BOX.replace('{head}', '{at}. {head}'))}"),
        (WEEK, f"<article>{LONGER}</article>{entries(BOX.replace('<h3>', '<i>1{at}:05</i><h3>'))}"),
        # A list of a section, which has no day and is no article.
        ("News", f"<div class=a><h1>News</h1><p>{INTRO}</p></div><div class=b>{entries(BOX)}</div>"),
        # News in brief without links, with links to parts of the page, to pictures, to another site.
        (WEEK, f"<article>{LONGER}</article>{entries(BOX.replace('<a href={url}>', '<a>'))}"),
        (WEEK, f"<article>{LONGER}</article>{entries(BOX, '#part-{}')}"),
        (WEEK, f"<article>{LONGER}</article>{entries(BOX, '/pictures/{}.jpg')}"),
        (WEEK, f"<article>{LONGER}</article>{entries(BOX, 'https://books.example/{}/story')}"),
        # Entries that link what they tell of, or tell at length.
        (WEEK, f"<article>{LONGER}</article>{entries(BOX.replace('{said}', LINKED))}"),
        (WEEK, f"<article>{LONGER}</article>{entries(BOX.replace('{said}', LONG))}"),
        # Two are no list.
        (WEEK, f"<article>{LONGER}</article>{entries(BOX, first=2)}"),
    ],
)  # fmt: skip
def test_entries_of_a_story_stay(title: str, body: str) -> None:
    assert teasers_in(body, title) == 0


ARTICLE = '<meta property="og:type" content="article">'
SWIMS = "Where to swim in the lakes of Tarrow"
WATER = "The lakes of Tarrow are warm by June, and the water of each was sampled twice since the thaw."
BUSES = "A bus goes to all of them from the station, and dogs may swim where no rope is drawn."
LAKES = f"<h1>{SWIMS}</h1>{DAY}<p>{WATER}</p><p>{BUSES}</p>"
PLAIN = "<div class=lake><h3>{head}</h3><p>{said}</p><a href={url}>How to get there</a></div>"
PAPER = "<li class=item><h4>{head}</h4><p>{said}</p><a href={url}>Minutes</a></li>"
STAND = "<article class=item><h2><a href={url}>{head}</a></h2><p>{said}</p><p>{said}</p></article>"


@pytest.mark.parametrize(
    "body",
    [
        # Items whose link says something else, beside an introduction in a box and in an `article`.
        f"{ARTICLE}<div class=wrap>{LAKES}</div><div class=lakes>{entries(PLAIN)}</div>",
        f"<div class=wrap>{LAKES}</div><ul class=agenda>{entries(PAPER)}</ul>",
        f"<article class=report>{LAKES}</article><div class=measures>{entries(PLAIN)}</div>",
        f"<article class=report>{LAKES}</article><ul class=measures>{entries(PAPER)}</ul>",
        # Items with headlines that are links, beside an introduction that is no `article`.
        f"{ARTICLE}<div class=wrap>{LAKES}</div><section class=weekend>{entries(STAND)}</section>",
        f"{ARTICLE}<div class=wrap>{LAKES}</div><div class=boxes>{entries(CARD)}</div>",
        f"<div class=wrap>{LAKES}</div><div class=boxes>{entries(BOX)}</div>",
        f"<div class=wrap>{LAKES.replace(f'<p>{BUSES}</p>', '')}</div><ul class=books>{entries(ITEM)}</ul>",
        f"<h1>{SWIMS}</h1><div class=content>{DAY}<p>{WATER}</p><p>{BUSES}</p></div><ol>{entries(BOX)}</ol>",
        # An `article` that announces them, or says who chose them, and one without a day.
        f"<article>{LAKES}<p>These are the lakes that deserve an early bus.</p></article>{entries(BOX)}",
        f"<article>{LAKES.replace('A bus', 'We swam in each, and a bus')}</article><ul>{entries(ITEM)}</ul>",
        f"<article>{LAKES.replace(DAY, '')}</article><ul>{entries(ITEM)}</ul>",
        # Names that a story's own entries have as well.
        f"{ARTICLE}<div class=wrap>{LAKES}</div><div class='recent swims'>{entries(PLAIN)}</div>",
        f"{ARTICLE}<div class=wrap>{LAKES}</div><div class=more-to-see>{entries(PLAIN)}</div>",
        f"{ARTICLE}<article>{LAKES}<div class=recommended>{entries(BOX)}</div></article>",
        f"{ARTICLE}<article>{LAKES}<ul class=popular>{entries(ITEM)}</ul></article>",
        f"{ARTICLE}<article>{LAKES}<div class=teasers>{entries(STAND)}</div></article>",
        f"{ARTICLE}<article>{LAKES}<div class=latest>{entries(PLAIN)}</div></article>",
        f"{ARTICLE}<div class=wrap>{LAKES}</div><div class=side-by-side>{entries(BOX)}</div>",
    ],
)  # fmt: skip
def test_items_beside_an_introduction_stay(body: str) -> None:
    assert teasers_in(body, SWIMS) == 0


def test_items_of_a_report_beside_its_introduction_are_read() -> None:
    body = f"{ARTICLE}<main><div class=wrap>{LAKES}</div><div class=lakes>{entries(PLAIN)}</div></main>"
    text = lines_of(body, SWIMS)
    assert [line for line in SAID if line in text] == [*SAID]


def test_a_story_in_its_box_keeps_its_own_cards() -> None:
    """Of a round-up with teasers beside it only these go."""
    other = entries(BOX, "/news/2031/03/{}/story").replace("Ferry", "Boat").replace("ferry", "boat")
    body = (
        f"<main><article><h1>{WEEK}</h1>{DAY}<p>{INTRO}</p>{entries(BOX)}</article><div>{other}</div></main>"
    )
    text = lines_of(body, WEEK)
    assert [line for line in SAID if line in text] == [*SAID]
    assert not any("boat" in line for line in text)

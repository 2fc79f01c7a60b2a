"""Who owns a personal site writes its pages, where they name nobody; no house named after a person does."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

OURS = (
    "I have kept notes on the upper lock since the gates were hung again, and my neighbours ask for them.",
    "This spring the quay was flooded twice, and when I came down in the morning the ferry had broken loose.",
    "The council wants to close the lock for good, which would leave the boats no way to the lower canal.",
)
THEIRS = (
    "The upper lock closes on Friday, and boats must wait at the quay until the spring, the council said.",
    "Its gates were hung in 1932 and have been mended three times since, the last time after a flood.",
    "A ferry takes people across meanwhile; it leaves the north pier every half hour from six o'clock on.",
)
CARD = (
    "<article class=card><h4><a href=/2031/04/ferry/>The ferry is late again</a></h4>"
    "<span class=author>Max Poe</span> <time>2 April 2031</time></article>"
)


def authors(
    host: str = "helencarter.example",
    *,
    title: str = "The upper lock | Helen Carter’s blog",
    head: str = "",
    above: str = "",
    story: tuple[str, ...] = OURS,
    foot: str = "© 2031 Helen Carter. All rights reserved.",
) -> tuple[str, ...]:
    return read(host, title, head, above, story, foot).facts.authors


def read(host: str, title: str, head: str, above: str, story: tuple[str, ...], foot: str) -> CleanArticle:
    text = "".join(f"<p>{line}</p>" for line in story)
    page = (
        f"<html lang=en><head><title>{title}</title>{head}</head><body>{above}<main>"
        f"<h1>The upper lock</h1><p>3 May 2031</p><div>{text}</div></main>"
        f"<div id=footer>{foot}</div></body></html>"
    )
    return run_stages(FetchedPage(url=f"https://{host}/2031/05/the-upper-lock/", body=page.encode()))


@pytest.mark.parametrize(
    ("host", "title", "foot", "name"),
    [
        (
            "helencarter.example",
            "The upper lock | Helen Carter’s blog",
            "© 2031 Helen Carter. All rights reserved.",
            "Helen Carter",
        ),
        (
            "www.helen-carter.example",
            "Helen Carter's Notebook | The upper lock",
            "Copyright (c) 2012- Helen Carter. Design by Canal Themes.",
            "Helen Carter",
        ),
        (
            "juergenmueller.example",
            "The upper lock – Jürgen Müller",
            "Jürgen Müller © 2031 <p>Notizblog von Jürgen Müller</p>",
            "Jürgen Müller",
        ),
    ],
)
def test_the_owner_of_a_personal_site_writes_it(host: str, title: str, foot: str, name: str) -> None:
    assert authors(host, title=title, foot=foot) == (name,)


def test_the_line_under_the_name_of_a_blog_and_its_account_say_whose_it_is() -> None:
    head = "<meta name=twitter:creator content=@HelenCarter>"
    above = "<div id=header><a href=/>Lock Notes</a> <span class=site-description>Helen Carter</span></div>"
    host = "helencarter.blogs.example"
    title, foot = "The upper lock | Lock Notes", "Blogs for all"
    assert authors(host, title=title, head=head, above=above, foot=foot) == ("Helen Carter",)
    assert authors(host, title=title, above=above, foot=foot) == ()


@pytest.mark.parametrize(
    "told",
    [
        # One sign alone, or another's address.
        {"title": "The upper lock"},
        {"foot": "© 2031 Canal Themes"},
        {"host": "locknotes.example"},
        # A brand, with a shop and as a firm; a law office; a foundation; an estate.
        {"above": "<a href=/cart>Cart (0)</a>"},
        {"head": "<meta name=generator content='WooCommerce 7.2.0'>"},
        {"foot": "© 2031 Helen Carter Ltd. All rights reserved."},
        {"foot": "© 2031 Helen Carter <p>A label of Helen Carter Holdings</p>"},
        {"title": "The upper lock | Helen Carter | Attorney at Law"},
        {"above": "<p>The Law Offices of Helen Carter</p>"},
        {"above": "<p>The Helen Carter Foundation</p>"},
        {"foot": "© 2031 Helen Carter <p>Managed by the estate of Helen Carter</p>"},
        # A politician's site, and one of fans.
        {"above": "<p>Helen Carter for Congress</p>"},
        {"above": "<p>Team Helen Carter</p>"},
        {"above": "<p>The official site of Helen Carter</p>"},
        {"title": "The upper lock | Helen Carter Fans"},
        # Staff writes about her, or says nothing of itself.
        {
            "story": (
                *OURS,
                "Helen Carter has lived beside the upper lock for thirty years, and knows every boat.",
            )
        },
        {
            "story": (
                *OURS,
                "Nobody knows the boats as well as Carter, who has lived beside the lock since 1998.",
            )
        },
        {"story": THEIRS},
        {
            "story": (
                *THEIRS,
                "“I came down in the morning, and my boat was gone,” the keeper of the ferry said.",
            )
        },
        # Several write for it.
        {"foot": f"<div class=related><h3>Next</h3>{CARD}</div>© 2031 Helen Carter. All rights reserved."},
        # A firm in capitals, and what is no person's name.
        {"title": "The upper lock | HELEN CARTER", "foot": "© 2031 HELEN CARTER"},
        {
            "host": "northpiernews.example",
            "title": "The upper lock | North Pier News",
            "foot": "© 2031 North Pier News",
        },
        {
            "head": '<script type="application/ld+json">{"@type":"Article","headline":"The upper lock",'
            '"publisher":{"@type":"Organization","name":"Helen Carter"}}</script>'
        },
    ],
)
def test_a_house_named_after_a_person_writes_nothing(told: dict[str, str]) -> None:
    assert authors(**told) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "end"),
    [
        # Heirs, clients and guests write on sites that say nothing of the owner's own notes.
        ("The upper lock | Helen Carter", ""),
        ("Notes from the upper lock | Helen Carter", ""),
        # On a blog, whom headline or end tell of.
        ("Guest post: the upper lock | Helen Carter’s blog", ""),
        ("Témoignage : the upper lock | Helen Carter’s blog", ""),
        ("From the press: the upper lock | Helen Carter’s blog", ""),
        ("The upper lock | Helen Carter’s blog", "Marie, 38, keeps bees"),
        ("The upper lock | Helen Carter’s blog", "First published in the Canal Gazette."),
        ("The upper lock | Helen Carter’s blog", "Zuerst erschienen in der Kanalzeitung."),
    ],
)
def test_who_speaks_on_anothers_site_is_not_its_owner(title: str, end: str) -> None:
    story = (*OURS, end) if end else OURS
    assert authors(title=title, story=story) == ()


def test_who_is_named_as_the_author_goes_before_the_owner() -> None:
    assert authors(above="<p class=byline>By Max Poe</p>") == ("Max Poe",)

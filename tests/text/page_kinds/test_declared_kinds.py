"""What declares itself a job, an event, a film or a person is no article, nor is an entry of a wiki."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

HOST = "https://ferrybridge.example"
TOLD = (
    "Four players and three storytellers bring the dockers of the last century back to life, with a bar.",
    "It begins at seven, and whoever is under seven years old comes in free with a grown-up person.",
)
DAY = "<time datetime=2025-03-12>12 March 2025</time>"


def read(path: str, heading: str, head: str = "", more: str = "", above: str = "") -> CleanArticle:
    body = "".join(f"<p>{line}</p>" for line in TOLD)
    source = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{heading}</title>{head}</head><body>"
        "<header><nav><a href=/n>News</a> <a href=/s>Sport</a></nav></header>"
        f"<main><h1>{heading}</h1>{above}{body}{more}</main></body></html>"
    )
    return run_stages(FetchedPage(url=HOST + path, body=source.encode()))


def ld(*nodes: dict[str, Any]) -> str:
    graph = json.dumps({"@context": "https://schema.org", "@graph": nodes})
    return f"<script type=application/ld+json>{graph}</script>"


def thing(kind: str, **more: object) -> dict[str, Any]:
    return {"@type": kind, "name": "The Quay", **more}


LONG = "The Quay at the End of the Long and Winding River"
READERS = [
    {"@type": "Review", "author": {"@type": "Person", "name": "Ada Roe"}, "datePublished": "2025-01-02"}
]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (ld({"@type": "JobPosting", "title": "The Quay"}), "service"),
        (ld(thing("MusicEvent", startDate="2025-04-05")), "service"),
        (ld(thing("http://schema.org/Restaurant")), "service"),
        (ld(thing("Movie", datePublished="2021-02-03", review=READERS)), "product"),
        (ld({"@type": "WebPage", "name": "x", "mainEntity": thing("MobileApplication")}), "product"),
        (ld(thing("Product", review=READERS)), "product"),
        (ld(thing("Dataset")), "documentation"),
        (ld({"@type": "Event", "name": "Another name", "description": " ".join(TOLD)}), "service"),
        (ld({"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "The Quay"}}), "index_page"),
        (ld(thing("Movie")) + "<meta property=og:type content=video.movie>", "product"),
    ],
)
def test_what_a_page_is_named_after_tells_its_kind(head: str, reason: str) -> None:
    page = read("/x/the-quay", "The Quay", head)
    assert (page.verdict, page.reason) == ("not_article", reason)


@pytest.mark.parametrize(
    ("heading", "head", "above"),
    [
        ("Harbour stays open", ld(thing("Event")), ""),
        ("The Quay: a film about waiting for ships", ld(thing("Movie")), ""),
        ("The Quay", ld(thing("Movie")), f"<p>By Tom Hale</p>{DAY}"),
        ("The Quay", ld({"@type": "Review", "itemReviewed": thing("Movie")}), ""),
        ("The Quay", ld(thing("Event"), {"@type": "NewsArticle", "headline": "The Quay"}), ""),
        ("The Quay", ld(thing("Event")) + "<meta property=article:published_time content=2025-03-12>", ""),
        ("The Quay reviewed", ld(thing("Product", review=READERS[0])), ""),
        (
            "The Quay at the End of the Long and Winding River review",
            ld({"@type": "VideoGame", "name": LONG}),
            "",
        ),
        ("The Quay", ld(thing("Product", review=READERS[0])), "<p>By Ada Roe</p>"),
        ("The Quay", ld({"@type": "WebPage", "publisher": thing("Restaurant")}), ""),
        ("The Quay", ld(thing("CollectionPage"), thing("Organization"), thing("WebPage")), ""),
        ("The Quay", "<meta property=og:type content=video.movie>", ""),
        ("The Quay", ld(thing("Movie")), DAY),
        (
            "The Quay",
            ld(thing("Movie")),
            "<p>FERRYBRIDGE, 12 March 2025 – The film is long, and worth it.</p>",
        ),
        ("The Quay", ld(thing("Movie", review=READERS[0])), ""),
        ("The Quay", ld(thing("Movie", review=READERS)), "<p>By Ada Roe</p>"),
        ("The Quay", ld(thing("Event")) + "<meta property=og:type content=article>", ""),
        ("The Quay", ld({"@type": "WebPage", "datePublished": "2024-03-01"}, thing("Movie")), ""),
        ("The Quay", ld(thing("Store")) + "<meta property=og:site_name content='The Quay'>", ""),
    ],
)
def test_what_stands_beside_a_story_does_not(heading: str, head: str, above: str) -> None:
    assert read("/x/the-quay", heading, head, above=above).verdict == "article"


BOOK = thing("Book", author={"@type": "Person", "name": "Ida Holm"})
CONCERT = thing("MusicEvent", startDate="2024-11-16T20:00", performer={"@type": "Person", "name": "Ida Holm"})


@pytest.mark.parametrize(
    ("node", "above", "below", "verdict"),
    [
        (CONCERT, "<div>Music | 18 November 2024 | 3 min read</div>", "", "article"),
        (CONCERT, "<div><time datetime=2024-11-18>Monday</time></div>", "", "article"),
        (CONCERT, "", "<p>Music | 18 November 2024 | The Post</p>", "article"),
        (CONCERT, "<p>2 days ago</p>", "", "article"),
        (CONCERT, "<div>Saturday, 16 November 2024, 8 pm</div>", "", "not_article"),
        (BOOK, "<p>Review by Ada Roe</p>", "", "article"),
        (BOOK, "<p>Kritik: Ada Roe</p>", "", "article"),
        (BOOK, "<p>By Ida Holm</p>", "", "not_article"),
        (thing("Restaurant"), "<p>By Ada Roe</p>", "", "article"),
        ({"@type": "JobPosting", "title": "The Quay"}, "<p>By Ada Roe</p>", "", "not_article"),
    ],
)
def test_who_tells_of_a_thing_signs_or_says_when(
    node: dict[str, Any], above: str, below: str, verdict: str
) -> None:
    assert read("/culture/quay", "The Quay", head=ld(node), above=above, more=below).verdict == verdict


@pytest.mark.parametrize("kind", ["Event", "Course"])
def test_microdata_around_a_heading_tells_it_too(kind: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in TOLD)
    form = (
        "<html><body><main itemscope itemtype=https://schema.org/{}><h1 itemprop=name>The Quay</h1>{}</main>"
    )
    page = FetchedPage(url=f"{HOST}/x", body=form.format(kind, body).encode())
    assert run_stages(page).reason == "service"
    page = FetchedPage(url=f"{HOST}/x", body=form.format("WebPage", body).encode())
    assert run_stages(page).verdict == "article"


EDIT = "<h2>{}</h2><span class=mw-editsection>[<a href=/e>{}</a>]</span><p>{}</p>"
STORY = "Nora Blythe, who runs the harbour office, said that nobody had expected the vote to be so clear."

BOXES = (
    "<div><h2>Regions</h2> <a href=/e>Edit</a></div><div><h2>Topics</h2> <a href=/f>Edit</a></div>"
    f"<p>{STORY}</p><p>{STORY} So it is.</p>"
)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("<div class=mw-parser-output>" + EDIT.format("History", "edit", STORY) + "</div>", "not_article"),
        ("<h2>歴史 <a href=/e>編集</a></h2><p>x</p><h2>種類 <a href=/f>編集</a></h2><p>y</p>", "not_article"),
        (
            BOXES,
            "article",
        ),
        (f"<p>By Ada Roe</p>{DAY}" + EDIT.format("Why", "edit", STORY) * 2, "article"),
        ("<h2>Was</h2> <a href=/e>Bearbeiten</a><h2>Wie</h2> <a href=/f>Bearbeiten</a>", "not_article"),
        (f"<h2>What now?</h2><p>{STORY}</p><a href=/e>Edit</a>", "article"),
        (f"<h2>قبل</h2><p>تعديل</p><p>{STORY}</p><h2>بعد</h2><p>تعديل</p><p>{STORY}</p>", "article"),
        (
            "<p><b>Wednesday, March 12, 2025</b></p><div class=mw-parser-output>"
            + EDIT.format("Sources", "edit", STORY)
            + "</div>",
            "article",
        ),
    ],
)
def test_an_entry_of_a_wiki_can_be_changed_section_by_section(body: str, verdict: str) -> None:
    assert read("/x/the-quay", "The Quay", above=body).verdict == verdict


ANSWERS = "<h2>{}</h2><div><p>{}</p><p>{}</p></div><div><p>{}</p></div>".format
QUESTION = "What are the steps in the quay for?"


@pytest.mark.parametrize(
    ("path", "heading", "more", "reason"),
    [
        ("/jobs/docker", "Docker (m/f)", "<a href=/a>Apply for this job</a>", "service"),
        ("/stellenangebote/hafen/2231", "Hafenarbeiter", "<button>Jetzt bewerben</button>", "service"),
        ("/evenements/quai", "Le quai", "<a href=/x.ics>Ajouter au calendrier</a>", "service"),
        (
            "/hc/es/articles/11",
            "Cambiar de plan",
            "<div>¿Te ha resultado útil este artículo?</div>",
            "documentation",
        ),
        (
            "/q/8122",
            QUESTION,
            ANSWERS("3 answers", STORY, STORY + " So it is.", "They are for swimmers."),
            "forum",
        ),
        ("/karriere/hafen", "Hafenarbeiter", "<p><a href=/a>Jetzt bewerben</a>" * 2, "service"),
        ("/karriere/hafen-sucht-leute", "Hafen sucht Leute", "<a href=/a>Jetzt bewerben</a>", None),
        ("/agenda/quai", "Le quai", "<a href=/x.ics>Ajouter au calendrier</a>", None),
        ("/help/quay", "The quay", "<p>By Ada Roe</p><p>Was this helpful?</p>", "documentation"),
        ("/news/dockers-wanted", "Dockers wanted", "<a href=/a>Apply for this job</a>", None),
        ("/news/help-for-dockers", "Help for dockers", "<div>Was this article helpful?</div>", None),
        ("/jobs/dockers-wanted", "Dockers wanted", "<nav><a href=/a>Apply now</a></nav>", None),
        ("/jobs/docker", "Docker (m/f)", f"<p>12 March 2025 – {STORY}</p><a href=/a>Apply now</a>", None),
        ("/help/quay", "The quay", "</main><aside><div>Was this article helpful?</div></aside><main>", None),
        ("/opinion/quay", QUESTION, "<h3>12 comments</h3><p>I agree with all of it, my friend.</p>", None),
    ],
)
def test_what_a_page_calls_for_tells_its_kind(path: str, heading: str, more: str, reason: str | None) -> None:
    page = read(path, heading, more=more)
    assert (page.verdict, page.reason) == ("article" if reason is None else "not_article", reason)


ANSWER = "<a href='mailto:quay%40lists.example?Subject=Re:%20Quay&In-Reply-To=%3C1%40x%3E'>Nora</a>"


@pytest.mark.parametrize(("above", "verdict"), [("", "article"), (ANSWER, "not_article")])
def test_an_archive_of_letters_has_a_link_to_answer_one(above: str, verdict: str) -> None:
    indexes = "".join(f"<a href={name}.html>{name}</a> " for name in ("date", "author", "subject"))
    assert read("/x/000123.html", "The quay", above=f"<p>{above}</p><p>{indexes}</p>").verdict == verdict

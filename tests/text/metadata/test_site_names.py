"""Sites that their markup names as the author, beside persons whose site bears their name."""

from __future__ import annotations

import json

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.person_names import is_organisation, split_names, without_places

STORY = (
    "The lock closes on Friday, and boats have to wait at the quay until the spring, the town said.",
    "The mayor said that the repair of the old gates takes three months and that the county pays for it.",
    "The fishermen are not content with the decision and want another way to the sea.",
)


def read(author: str, title: str = "The lock closes", *, host: str = "news", line: str = "") -> CleanArticle:
    """Return the page whose JSON-LD names `author` as a person."""
    said = {
        "@type": "NewsArticle",
        "headline": "The lock closes",
        "datePublished": "2031-05-04",
        "author": {"@type": "Person", "name": author},
    }
    text = "".join(f"<p>{one}</p>" for one in STORY)
    data = f"<script type='application/ld+json'>{json.dumps(said)}</script>"
    head = f"<html lang=en><head><title>{title}</title>{data}</head>"
    body = f"{head}<body><article><h1>The lock closes</h1>{line}{text}</article></body></html>"
    return run_stages(FetchedPage(url=f"https://www.{host}.example/a/lock", body=body.encode()))


@pytest.mark.parametrize(
    ("author", "title", "host"),
    [
        ("Körfez", "The lock closes | Körfez", "news"),
        ("Körfez", "The lock closes", "korfez"),
        ("青易", "The lock closes_青易订阅", "news"),
        ("青易", "The lock closes - 青易", "news"),
        ("الخليج.نت", "The lock closes", "news"),
        ("رادیو ساحل", "The lock closes", "news"),
        ("VnHarbourExpress", "The lock closes", "news"),
    ],
)
def test_the_site_is_an_organisation(author: str, title: str, host: str) -> None:
    facts = read(author, title, host=host).facts
    assert (facts.authors, facts.organisations) == ((), (author,))


@pytest.mark.parametrize(
    ("author", "title", "host", "line"),
    [
        ("Martha Quill", "The lock closes | Martha Quill", "marthaquill", ""),
        ("林晓燕", "The lock closes_林晓燕", "news", ""),
        ("Zorvath Kelembu", "The lock closes", "news", ""),
        ("Zorváth Kelembu", "The lock closes | Zorváth Kelembu", "zorvathkelembu", ""),
        # Shown as whoever wrote, it is no house, whatever the site is called.
        (
            "Zorvath Kelembu",
            "The lock closes | Zorvath Kelembu",
            "news",
            "<p class=byline>By Zorvath Kelembu</p>",
        ),
    ],
)
def test_a_person_is_a_person(author: str, title: str, host: str, line: str) -> None:
    assert read(author, title, host=host, line=line).facts.authors == (author,)


@pytest.mark.parametrize("name", ["الخليج.نت", "بندر.کام", "порт.рф", "bay.ca", "تلفزيون الساحل"])
def test_addresses_and_broadcasters_are_organisations(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("هسبورت - يونس الزاوي", ("يونس الزاوي",)),
        ("القدس - محمد علي", ("محمد علي",)),
        ("محمد علي - بيروت", ("محمد علي",)),
        # A pen name stands behind one.
        ("يونس الزاوي - أدونيس", ("يونس الزاوي", "أدونيس")),
        ("محمد علي، الأخطل", ("محمد علي", "الأخطل")),
        ("يونس الزاوي", ("يونس الزاوي",)),
        ("أحمد، يونس الزاوي", ("أحمد", "يونس الزاوي")),
    ],
)
def test_a_paper_or_a_town_before_an_arabic_name(line: str, names: tuple[str, ...]) -> None:
    assert without_places(split_names(line)) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [("秦  朗", "秦朗"), ("秦 朗", "秦朗"), ("陈 怡 君", "陈怡君"), ("林晓燕", "林晓燕")],
)
def test_a_name_set_wide_is_one(text: str, name: str) -> None:
    assert split_names(text) == (name,)


def test_words_set_wide_are_no_name() -> None:
    assert split_names("目 录") != ("目录",)

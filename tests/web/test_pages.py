"""Every page, on both databases and in both languages: whole, small, translated, without anything inline."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import lxml.html
import pytest
from starlette.testclient import TestClient

from newsarchive import web
from newsarchive.web.article_pages import inline_paragraphs, paragraph_rows
from newsarchive.web.records import DifferencePiece
from newsarchive.web.report_words import REPORT_CHINESE
from newsarchive.web.sql_pages import example_questions
from newsarchive.web.translations import CHINESE, catalogue, word_name
from tests.documents.questions import questions
from tests.web.asked_pages import article_numbers, every_page
from tests.web.filled_archive import FERRY, MIRROR

TEMPLATES = sorted((Path(web.__file__).parent / "templates").glob("*.html"))
LARGEST = 100_000


def tree_of(client: TestClient, path: str, lang: str = "en") -> lxml.html.HtmlElement:
    answer = client.get(path, headers={"Accept-Language": lang})
    assert answer.status_code == 200, answer.text
    return lxml.html.document_fromstring(answer.text)


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_is_whole_and_small_and_holds_nothing_inline(client: TestClient, lang: str) -> None:
    for path in every_page(client):
        answer = client.get(path, headers={"Accept-Language": lang})
        assert answer.status_code == 200, (path, answer.text)
        assert len(answer.content) <= LARGEST, path
        tree = lxml.html.document_fromstring(answer.text)
        assert tree.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
        assert not tree.xpath("//script | //style | //*[@style] | //@*[starts-with(name(), 'on')]"), path
        assert len(tree.xpath("//h1")) == 1, path
        elsewhere = tree.xpath("//@src | //@href | //@action")
        assert all(str(one).startswith(("/", "#")) for one in elsewhere), path
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert {str(one)[1:] for one in elsewhere if str(one).startswith("#")} <= set(ids), path


def test_every_link_of_every_page_leads_to_an_answer(client: TestClient) -> None:
    seen: set[str] = set()
    for path in every_page(client):
        for href in lxml.html.document_fromstring(client.get(path).text).xpath("//a/@href | //iframe/@src"):
            target = str(href).partition("#")[0]
            if target and target not in seen and not target.endswith(".parquet"):
                seen.add(target)
                assert client.get(target).status_code == 200, (path, target)
    client.cookies.clear()
    assert len(seen) > 60


def test_every_phrase_is_translated_and_every_translation_is_used() -> None:
    package = Path(web.__file__).parent
    written = "\n".join(file.read_text(encoding="utf-8") for file in TEMPLATES)
    code = "\n".join(file.read_text("utf-8") for file in package.glob("*.py") if file.stem != "translations")
    named = {found[1] for found in re.findall(r"""\b_\((["'])(.*?)\1[,)]""", written)}
    assert named <= CHINESE.keys() | REPORT_CHINESE.keys()
    assert all(phrase in written or phrase in code or "articles" in phrase.lower() for phrase in CHINESE)
    kinds = set(re.findall(r"""\b(?:word|coded)\("(\w+)",""", written)) | {"event"}
    assert kinds == catalogue("words").keys()
    assert word_name("zh", "state", "not_known_yet") == "not known yet"


def test_a_translation_has_the_parts_of_its_phrase() -> None:
    for phrase, chinese in CHINESE.items():
        assert sorted(re.findall(r"{\w+}", phrase)) == sorted(re.findall(r"{\w+}", chinese)), phrase


def test_today_says_at_a_glance_whether_all_is_well(client: TestClient) -> None:
    """The last crawl of the filled archive was long ago, so its source is blind."""
    tree = tree_of(client, "/")
    (verdict,) = tree.xpath("//p[contains(@class, 'verdict')]")
    assert "in trouble" in text_of(verdict)
    assert "newsroom" in text_of(tree.xpath("//ul[@class='troubles']")[0])


def test_the_facets_narrow_and_the_chart_counts(client: TestClient) -> None:
    tree = tree_of(client, "/search?q=%E7%9A%84")
    total = int(text_of(tree.xpath("//p[@class='facts']/strong")[0]).split()[0])
    assert total > 10
    bars = tree.xpath("//*[local-name()='rect'][@class='bar']/*[local-name()='title']")
    assert sum(int(text_of(bar).rpartition(": ")[2]) for bar in bars) == total
    months = tree.xpath("//ul[@class='facet']//a[contains(@href, 'since=')]")
    for month in months[:3]:
        query = parse_qs(urlsplit(month.get("href")).query)
        assert query["q"] == ["的"]
        count = int(text_of(month.getnext()))
        narrowed = tree_of(client, month.get("href"))
        assert text_of(narrowed.xpath("//p[@class='facts']/strong")[0]).startswith(f"{count} ")


def test_an_edit_is_marked_by_character_in_both_views(client: TestClient) -> None:
    number = article_numbers(client)[FERRY]
    inline = tree_of(client, f"/articles/{number}/changes")
    assert "三" in [text_of(one) for one in inline.xpath("//article//del")]
    assert "四" in [text_of(one) for one in inline.xpath("//article//ins")]
    side = tree_of(client, f"/articles/{number}/changes?view=side")
    rows = side.xpath("//table[@class='sides']/tbody/tr")
    assert all(not row.xpath("./td[1]//ins") and not row.xpath("./td[2]//del") for row in rows)
    article = client.get(f"/api/v1/articles/{number}").json()
    right = "\n".join(row.xpath("./td[2]")[0].text_content() for row in rows[1:])
    assert right == article["text"]


def test_a_mirror_is_shown_with_its_repairs_and_the_rule_of_each_cut(client: TestClient) -> None:
    number = article_numbers(client)[MIRROR]
    tree = tree_of(client, f"/articles/{number}/page")
    (marked,) = tree.xpath("//div[@class='marked']")
    repairs = [text_of(one) for one in marked.xpath(".//ins[@class='repair']")]
    damage = [text_of(one) for one in marked.xpath(".//del[@class='damage']")]
    assert "递" in repairs
    assert "遞(dì)" in damage
    spam = marked.xpath(".//del[@class='spam']/following-sibling::a[1]")
    assert spam
    blocks = set(tree.xpath("//tr/@id"))
    assert {link.get("href")[1:] for link in spam} <= blocks
    (frame,) = tree.xpath("//iframe")
    assert frame.get("sandbox") == ""
    assert client.get(frame.get("src")).status_code == 200


def test_the_evidence_says_whose_word_decided(client: TestClient) -> None:
    number = article_numbers(client)[FERRY]
    rows = tree_of(client, f"/articles/{number}/evidence").xpath(
        "//section[@aria-labelledby='told']//tbody/tr"
    )
    told = [[text_of(cell) for cell in row.xpath("./*")] for row in rows]
    title = client.get(f"/api/v1/articles/{number}").json()["title"]
    assert ["title", title, "the page", "decided"] in [row[:4] for row in told]
    dates = tree_of(client, f"/articles/{number}/page").xpath("//section[@aria-labelledby='dates']//tbody/tr")
    standing = [text_of(row.xpath("./td[4]")[0]) for row in dates]
    assert standing.count("decided") == 1
    (decided,) = [row for row, how in zip(dates, standing, strict=True) if how == "decided"]
    assert text_of(decided.xpath("./td[1]")[0]).startswith("2025-11-03 08:15")
    assert text_of(decided.xpath("./td[3]")[0]) == "json-ld"


def test_the_questions_are_those_of_the_documents(client: TestClient) -> None:
    documented = {question.sql for question in questions()}
    ready = example_questions("zh")
    assert len(ready) >= 10
    for one in ready:
        assert one.sql in documented, one.words
        assert client.get(one.address).status_code == 200


def test_wrong_sql_is_explained_beside_the_box(client: TestClient) -> None:
    answer = client.get("/sql", params={"sql": "DELETE FROM articles"})
    assert answer.status_code == 400
    tree = lxml.html.document_fromstring(answer.text)
    assert "only reads" in text_of(tree.xpath("//*[@role='alert']")[0])
    assert tree.xpath("//textarea")[0].text_content().strip() == "DELETE FROM articles"


@pytest.mark.parametrize(
    ("sql", "mark"),
    [
        ("SELECT language, count(*) AS n FROM current_articles GROUP BY 1", "bar"),
        ("SELECT published_on, count(*) AS n FROM current_articles GROUP BY 1 ORDER BY 1", "line"),
        ("SELECT published_on, language, count(*) AS n FROM current_articles GROUP BY 1, 2", "heat"),
        ("SELECT title, text FROM current_articles", None),
    ],
)
def test_the_chart_follows_the_columns(client: TestClient, sql: str, mark: str | None) -> None:
    tree = tree_of(client, f"/sql?sql={quote(sql)}")
    marks = {name.split()[0] for name in tree.xpath("//*[local-name()='svg']//@class")}
    assert (mark in marks) if mark else not marks


def test_paragraphs_stand_beside_their_own() -> None:
    def piece(kind: str, text: str) -> DifferencePiece:
        return DifferencePiece.model_validate({"kind": kind, "text": text})

    pieces = [
        piece("same", "One.\nTwo "),
        piece("removed", "old"),
        piece("added", "new"),
        piece("same", ".\n"),
    ]
    pieces += [piece("removed", "Gone.\n"), piece("same", "Last.")]
    rows = paragraph_rows(pieces)
    told = [("".join(p.text for p in row.before), "".join(p.text for p in row.after)) for row in rows]
    assert told == [("One.", "One."), ("Two old.", "Two new."), ("Gone.", ""), ("Last.", "Last.")]
    assert [row.changed for row in rows] == [False, True, True, False]
    assert [[p.text for p in paragraph] for paragraph in inline_paragraphs(pieces)] == [
        *(["One."], ["Two ", "old", "new", "."], ["Gone."], ["Last."]),
    ]

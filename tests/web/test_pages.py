"""Every page, on both databases and in both languages: whole, small, translated, without anything inline."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from newsarchive import web
from newsarchive.text.differences import difference
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import ArticleEvidence, ArticleRecord, CopyLine, DifferencePiece
from newsarchive.web.answers.source_answers import DeclarationDesk, DeclarationText
from newsarchive.web.display.translations import CHINESE, catalogue, word_name
from newsarchive.web.pages.article_pages import inline_paragraphs, paragraph_rows
from newsarchive.web.pages.article_timeline import article_timeline
from newsarchive.web.pages.sql_pages import example_questions
from newsarchive.web.report.report_words import REPORT_CHINESE
from tests.documents.questions import questions
from tests.web.asked_pages import answered, article_numbers, every_page, page_tree
from tests.web.filled_archive import FERRY, HOSTILE_URL, MIRROR

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
        answer = answered(client, path, lang)
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
        for href in page_tree(client, path).xpath("//a/@href | //iframe/@src"):
            target = str(href).partition("#")[0]
            if target and target not in seen and not target.endswith(".parquet"):
                seen.add(target)
                assert answered(client, target).status_code == 200, (path, target)
    client.cookies.clear()
    assert len(seen) > 60


def test_every_phrase_is_translated_and_every_translation_is_used() -> None:
    package = Path(web.__file__).parent
    written = "\n".join(file.read_text(encoding="utf-8") for file in TEMPLATES)
    code = "\n".join(file.read_text("utf-8") for file in package.rglob("*.py") if file.stem != "translations")
    named = {found[1] for found in re.findall(r"""\b_\((["'])(.*?)\1[,)]""", written)}
    assert named <= CHINESE.keys() | REPORT_CHINESE.keys()
    assert all(phrase in written or phrase in code or "articles" in phrase.lower() for phrase in CHINESE)
    kinds = set(re.findall(r"""\b(?:word|coded)\("(\w+)",""", written)) | {"event"}
    if "date_source(" in written:  # newsarchive.web.display.translations.date_source_name
        kinds |= {"date_place", "date_lack"}
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
    (shares,) = tree.xpath("//details[summary[text()='Share of all articles']]")
    points = shares.xpath(".//*[local-name()='svg']//*[local-name()='title'][contains(text(), ': ')]")
    told = [text_of(row.xpath("./td[4]")[0]) for row in shares.xpath(".//tbody/tr")]
    assert len(points) == len(told) > 1
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


def test_the_evidence_says_what_the_page_states_anew(client: TestClient) -> None:
    """Also on the page of the article; where nothing is stated anew, no page speaks of it."""
    number = article_numbers(client)[HOSTILE_URL]
    rows = tree_of(client, f"/articles/{number}/evidence").xpath(
        "//section[@aria-labelledby='restated']//tbody/tr"
    )
    told = [[text_of(cell) for cell in row.xpath("./*")] for row in rows]
    assert [row[1] for row in told] == ["published", "section", "tags"]
    assert told[0][2:4] == ["2025-11-03", "2025-11-05T08:00:00+08:00"]
    assert told[2][3].endswith("; anew")
    (link,) = tree_of(client, f"/articles/{number}").xpath("//a[contains(@href, '#restated')]")
    assert text_of(link) == "3"
    found = client.get(f"/api/v1/articles/{number}/evidence").json()["restated"]
    assert [one["fact"] for one in found] == ["published", "section", "tags"]
    other = article_numbers(client)[FERRY]
    assert client.get(f"/api/v1/articles/{other}/evidence").json()["restated"] == []
    for path in (f"/articles/{other}", f"/articles/{other}/evidence"):
        assert not tree_of(client, path).xpath(
            "//*[contains(@id, 'restated') or contains(@href, 'restated')]"
        )


def test_the_questions_are_those_of_the_documents(client: TestClient) -> None:
    """All of them, in their order; that each has its answer tests/documents holds."""
    ready = example_questions("zh")
    assert [one.sql for one in ready] == [question.sql for question in questions()]
    assert len({one.words for one in ready}) == len(ready)
    shown = tree_of(client, "/sql").xpath("//section[@aria-labelledby='questions']//a/@href")
    assert shown == [one.address for one in ready]
    for address in shown[::7]:
        assert client.get(address).status_code == 200


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


def test_a_list_has_no_chart_and_its_long_texts_have_room(client: TestClient) -> None:
    tree = tree_of(client, "/sql?sql=SELECT+*+FROM+current_articles")
    assert not tree.xpath("//*[local-name()='svg']")
    assert tree.xpath("//table[@class='rows']//td[@class='long']")
    assert "may take 10 s" in text_of(tree.xpath("//form")[0])


def test_everything_dated_is_on_one_time_line(client: TestClient) -> None:
    number = article_numbers(client)[FERRY]
    times = tree_of(client, f"/articles/{number}/evidence").xpath("//section[@aria-labelledby='times']//li")
    told = [(one.get("class").removeprefix("event-"), text_of(one)) for one in times]
    assert sorted(kind for kind, _ in told) == ["capture", "capture", "published", "url"]
    assert ("published", "2025-11-03 00:15 published, as its page says: 2025-11-03 08:15 (UTC+08:00)") in told
    captures = [text for kind, text in told if kind == "capture"]
    assert ["Revision 1" in text for text in captures] == [True, False]
    assert "a new article" in captures[0]
    assert "edited" in captures[1]
    assert times[-1].xpath(".//a[starts-with(@href, '/captures/')]")
    # Its own evidence has no copy: one more, and looks that found nothing, as the archive may have them.
    evidence = ArticleEvidence.model_validate(client.get(f"/api/v1/articles/{number}/evidence").json())
    article = ArticleRecord.model_validate(client.get(f"/api/v1/articles/{number}").json())
    again = evidence.captures[0].model_copy(update={"outcome": "not_modified", "payload_kept": False})
    looks = [again.model_copy(update={"fetched_at": f"2025-12-0{day} 00:00:00"}) for day in (1, 2, 3)]
    copy = CopyLine(
        article_id=9,
        source="mirror",
        url="http://m.example/",
        published_at="2025-11-30 00:00:00",
        is_origin=False,
        published_offset=None,
    )
    more = evidence.model_copy(update={"captures": [*looks, *evidence.captures], "copies": [copy]})
    line = article_timeline(article, more)
    assert [one.at for one in line.events] == sorted(one.at for one in line.events)
    assert [(one.kind, one.count, one.until) for one in line.events][-2:] == [
        ("copy", 1, None),
        ("capture", 3, "2025-12-03 00:00:00"),
    ]


def test_a_source_shows_what_sources_check_says_and_what_it_expects(tmp_path: Path) -> None:
    desk = DeclarationDesk(tmp_path, BoundedCalls(10))
    lines = 'title = "The Lantern"\nhome = "https://lantern.example/"\ntimezone = "UTC"\n'
    lines += 'feeds = [{ url = "https://lantern.example/feed" }]\n'
    file = tmp_path / "lantern.toml"
    assert desk.declaration("lantern") == DeclarationText()
    file.write_text(lines + "[expect]\nwith_date = 0.9\narticles_per_week = 3\n", encoding="utf-8")
    found = desk.declaration("lantern")
    assert (found.mistakes, found.expects) == (None, (("articles_per_week", "3"), ("with_date", "0.9")))
    file.write_text(lines + '[[extraction]]\ntitle = "h1"\n', encoding="utf-8")
    found = desk.declaration("lantern")
    assert found.mistakes is not None
    assert found.mistakes.startswith("recorded/lantern: ")
    assert "no recorded page for" in found.mistakes
    file.write_text(lines + "nonsense = 1\n", encoding="utf-8")
    assert "nonsense" in str(desk.declaration("lantern").mistakes)


def _piece(kind: str, text: str) -> DifferencePiece:
    return DifferencePiece.model_validate({"kind": kind, "text": text})


def _rows(*pieces: DifferencePiece) -> list[tuple[str, str]]:
    return [
        ("".join(p.text for p in row.before), "".join(p.text for p in row.after))
        for row in paragraph_rows(pieces)
    ]


def test_a_paragraph_put_in_or_taken_out_stands_alone() -> None:
    assert _rows(_piece("same", "A\nB"), _piece("added", "\nC")) == [("A", "A"), ("B", "B"), ("", "C")]
    assert _rows(_piece("same", "A\nB"), _piece("removed", "\nC")) == [("A", "A"), ("B", "B"), ("C", "")]
    middle = (_piece("same", "A"), _piece("added", "\nN\nM"), _piece("same", "\nB"))
    assert _rows(*middle) == [("A", "A"), ("", "N"), ("", "M"), ("B", "B")]


LINES = st.lists(st.sampled_from(["A", "B", "C c", "轮渡"]), max_size=5).map("\n".join)


@given(LINES, LINES)
def test_both_sides_have_their_whole_text(old: str, new: str) -> None:
    pieces = [_piece(one.kind, one.text) for one in difference(old, new)]
    rows = _rows(*pieces)
    assert "".join(before for before, _ in rows) == old.replace("\n", "")
    assert "".join(after for _, after in rows) == new.replace("\n", "")


def test_paragraphs_stand_beside_their_own() -> None:
    piece = _piece
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


def test_the_dictionary_has_each_view_once(client: TestClient) -> None:
    """In the order of names, whatever order the database has the rows in; what a row is comes first."""
    shown = page_tree(client, "/sql").xpath("//details/summary/code/text()")
    assert len(shown) > 15
    assert shown == sorted(set(shown))
    lines = client.get("/api/v1/dictionary").json()["columns"]
    for view in shown:
        of_view = [one["column"] for one in lines if one["view"] == view]
        assert of_view[0] == ""
        assert "" not in of_view[1:]

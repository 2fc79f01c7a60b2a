"""Hostile texts in every field of an archive come out as texts: in pages, JSON, files, and captured pages."""

from __future__ import annotations

import csv
import io
import re
import socket

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from newsarchive.errors import UsageError
from newsarchive.exports.row_text import write_csv
from newsarchive.items import FetchedPage
from newsarchive.web.answers.cursors import PagePlace, read_cursor, written_cursor
from newsarchive.web.answers.records import RemovedLine
from newsarchive.web.api.row_files import harmless_cell
from newsarchive.web.guard.request_guard import PAGE_POLICY
from newsarchive.web.pages.captured_page import CAPTURE_POLICY, shown_capture
from newsarchive.web.pages.marked_page import MarkingTask, mark_page, visible_lines
from tests.web.asked_pages import article_numbers, every_page, page_tree
from tests.web.filled_archive import BEGUN, HOSTILE, HOSTILE_URL


def test_no_page_has_an_element_or_attribute_that_the_archive_put_there(client: TestClient) -> None:
    for path in every_page(client):
        tree = page_tree(client, path)
        assert not tree.xpath("//script | //img | //@*[starts-with(name(), 'on')]"), path
        assert len(tree.xpath("//title")) >= 1


def test_what_is_asked_comes_back_as_text(client: TestClient) -> None:
    for path in ("/search", "/sql"):
        asked = {"q" if path == "/search" else "sql": HOSTILE.replace("*", "")}
        answer = client.get(path, params=asked)
        assert answer.status_code == 400
        assert "<script>" not in answer.text
        assert "<img" not in answer.text
    for address in (f"/{HOSTILE[:40]}", f"/why?url={HOSTILE[:40]}", f"/search?{HOSTILE[:30]}=1"):
        assert "<script>" not in client.get(address).text


def test_urls_and_names_show_no_control_that_turns_them_round(client: TestClient) -> None:
    number = article_numbers(client)[HOSTILE_URL]
    for path in (f"/articles/{number}", f"/articles/{number}/evidence", f"/articles/{number}/page"):
        tree = page_tree(client, path)
        shown = [*tree.xpath("//*[contains(@class, 'url')]"), *tree.xpath("//head/title")]
        assert shown
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", "".join(s.text_content() for s in shown)
        )
        # Texts keep them, each within an element that ends what they began.
        for one in tree.xpath(
            "//*[contains(text(), 'evil')][not(ancestor-or-self::*[contains(@class, 'url')])]"
        ):
            holder = one.xpath("ancestor-or-self::*[@dir][1]")
            assert holder or one.tag == "title", lxml.html.tostring(one)[:200]


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def test_no_field_turns_what_stands_beside_it(client: TestClient) -> None:
    """In whatever field: a control stands in an element that ends what it began, and in no attribute."""
    shown = 0
    for path in every_page(client):
        tree = page_tree(client, path)
        for text in tree.xpath("//body//text()"):
            if _TURNING.search(text):
                shown += 1
                holder = text.getparent() if not text.is_tail else text.getparent().getparent()
                isolated = holder.xpath("ancestor-or-self::*[@dir or self::bdi]")
                assert isolated, (path, holder.tag, text[:80])
        told = tree.xpath("//@title | //@aria-label | //@alt | //@content | //@placeholder")
        assert not [one for one in told if _TURNING.search(one)], path
    assert shown > 10


def test_no_link_leads_to_a_script_or_elsewhere(client: TestClient) -> None:
    """Also where a page, a list or a declaration said javascript: or data:, or two slashes."""
    for path in (*every_page(client), "//evil.example/", "/why?url=javascript:alert(1)"):
        tree = page_tree(client, path)
        for link in tree.xpath("//@href | //@src | //@action | //@formaction | //@data"):
            assert re.match(r"(?:/(?![/\\])|#)", link), (path, link)


@pytest.mark.parametrize(
    "path", ["/search.csv?q=zebrafish", "/sql.csv?sql=SELECT+title,text+FROM+current_articles"]
)
def test_no_cell_of_a_file_is_a_formula(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    cells = [cell for row in rows[1:] for cell in row]
    assert any("@SUM(1)" in cell for cell in cells)
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@]", cell) and not cell.lstrip("-").isdigit()]


def test_no_name_of_a_column_is_a_formula(client: TestClient) -> None:
    """Whoever shares an address of SQL chooses them; they come before all rows."""
    statement = 'SELECT 1 AS "=HYPERLINK(\'//evil.example\')", 2 AS " @SUM(1)", 3 AS "a=b"'
    answer = client.get("/sql.csv", params={"sql": statement})
    head = next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert head == ["'=HYPERLINK('//evil.example')", "' @SUM(1)", "a=b"]


def test_no_address_that_is_asked_about_is_asked(client: TestClient) -> None:
    """Server-side request forgery needs a server that fetches: this one looks into the archive alone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
        for path in (
            f"/why?url={url}",
            f"/timegate/{url}",
            f"/timemap/link/{url}",
            f"/memento/20251103/{url}",
        ):
            assert client.get(path).status_code in {400, 404}
        for path in (f"/search?q={url}", f"/feeds/atom?q={url}", "/why?url=file:///etc/passwd"):
            assert "root:" not in client.get(path).text
        with pytest.raises(TimeoutError):
            listener.accept()


def test_numbers_stay_numbers_in_a_file() -> None:
    assert harmless_cell(-5) == -5
    assert harmless_cell("-5") == "'-5"
    assert harmless_cell(" \t=1") == "' \t'=1"
    assert harmless_cell("a=1") == "a=1"
    for sign in "=+-@\t\r\n＝＋－＠":  # OWASP, CSV Injection
        for before in ("", " ", "\u00a0", "\ufeff"):
            assert harmless_cell(f"{before}{sign}1") == f"'{before}{sign}1"
    assert harmless_cell(BEGUN) == BEGUN


def test_a_formula_behind_another_separator_is_none() -> None:
    assert harmless_cell('x;=HYPERLINK("http://evil.example");y') == 'x;\'=HYPERLINK("http://evil.example");y'
    assert harmless_cell('a; "=1"\nb') == 'a;\' "=1"\nb'
    for plain in ("a; b = c", "well-known; so-called", "a | b", "1;2\t3\n4", "one\n\ntwo"):
        assert harmless_cell(plain) == plain


CELLS = st.lists(st.sampled_from([*'=+-@;|\t\n\r", ab', "＝"]), max_size=8).map("".join)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.sampled_from(",;|\t"))
def test_no_reader_of_a_file_gets_a_formula(rows: list[tuple[str, ...]], separator: str) -> None:
    stream = io.BytesIO()
    write_csv(stream, ["a", "b", "c"], [tuple(map(harmless_cell, row)) for row in rows])
    written = stream.getvalue().decode()
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
        assert not any(cell.strip(" \t\r\n").startswith(("=", "+", "-", "@", "＝")) for cell in row)
    read = [*csv.reader(io.StringIO(written, newline=""))][1:]
    assert [[cell.replace("'", "") for cell in row] for row in read] == [list(row) for row in rows]


def test_a_captured_page_is_in_a_sandbox_of_its_own(client: TestClient) -> None:
    number = article_numbers(client)[HOSTILE_URL]
    evidence = client.get(f"/api/v1/articles/{number}/evidence").json()
    answer = client.get(f"/captures/{evidence['kept_fetch_id']}")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == CAPTURE_POLICY
    assert CAPTURE_POLICY.startswith("sandbox;")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_captured_page_that_is_opened_alone_is_in_a_frame_of_ours(client: TestClient) -> None:
    number = article_numbers(client)[HOSTILE_URL]
    evidence = client.get(f"/api/v1/articles/{number}/evidence").json()
    path = f"/captures/{evidence['kept_fetch_id']}"
    plain = client.get(path)
    memento = next(
        one
        for one in re.findall(r"<([^>]*)>", client.get(f"/timemap/link/{HOSTILE_URL}").text)
        if "/memento/" in one
    )
    as_came = re.sub(r"(/memento/\d+)/", r"\1id_/", memento.removeprefix("http://localhost"))
    for address in (path, as_came):
        alone = client.get(address, headers={"Sec-Fetch-Dest": "document"})
        framed = client.get(address, headers={"Sec-Fetch-Dest": "iframe"})
        assert alone.headers["content-security-policy"] == PAGE_POLICY
        assert all(one.headers["vary"].startswith("Sec-Fetch-Dest") for one in (alone, framed))
        [frame] = lxml.html.document_fromstring(alone.text).xpath("//iframe")
        assert frame.get("sandbox") == ""
        assert client.get(frame.get("src")).content == framed.content == plain.content
        assert alone.headers.get("memento-datetime") == framed.headers.get("memento-datetime")


@pytest.mark.parametrize(
    "tag",
    [
        "<link rel=preconnect href=//evil.example>",
        "<LINK/rel=dns-prefetch href=//evil.example>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<base href=//evil.example>",
        "<iframe src=//evil.example></iframe>",
        "<object data=//evil.example></object>",
        "<embed\tsrc=//evil.example>",
    ],
)
def test_what_browsers_do_unasked_is_taken_out_of_a_captured_page(tag: str) -> None:
    body = f"<html><head>{tag}<title>links</title></head><body><p>metal baseline</p></body></html>"
    shown = shown_capture(FetchedPage(url="https://a.example/", body=body.encode(), content_type="text/html"))
    tree = lxml.html.document_fromstring(shown.body.decode())
    assert not tree.xpath("//link | //meta | //base | //iframe | //object | //embed")
    assert "metal baseline" in tree.text_content()


@given(st.text(), st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_can_be_shown_and_marked(text: str, raw: bytes, kind: str) -> None:
    for body in (raw, text.encode("utf-8", "replace"), b"<p>" + raw):
        page = FetchedPage(url="", body=body, content_type=kind)
        assert shown_capture(page).media_type in {"text/html; charset=utf-8", "text/plain; charset=utf-8"}
        block = RemovedLine(
            revision=1, place="tail", kind="seo", rule="r", score=1.0, text=text[:50], hosts=""
        )
        marked = mark_page(MarkingTask(page=page, title=text[:9], text=text, removed=(block,)))
        lines = list(visible_lines(page))
        assert ["".join(p.text for p in line if p.kind != "repair") for line in marked.lines] == lines


@given(st.one_of(st.none(), st.datetimes().map(str)), st.text(), st.integers(0, (1 << 63) - 1))
def test_a_cursor_is_read_as_it_was_written(at: str | None, url: str, number: int) -> None:
    place = PagePlace(at, url.encode("utf-8", "replace").decode(), number)
    assert read_cursor(written_cursor(place)) == place


@given(st.text(max_size=60))
def test_no_other_word_is_a_cursor(word: str) -> None:
    with pytest.raises(UsageError, match="no cursor"):
        read_cursor(word)

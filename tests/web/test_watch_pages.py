"""The pages, the form, the feeds and the API of watches; on both databases where the archive is asked."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from newsarchive.web.answers.cursors import PagePlace, written_cursor
from newsarchive.web.application import make_application
from newsarchive.web.guard.web_settings import WebSettings
from tests.web.filled_archive import FERRY, HOSTILE, declare_watches

ORIGIN = "http://localhost"
SAME = {"Sec-Fetch-Site": "same-origin"}


def test_what_a_watch_found_is_on_its_page_in_the_api_and_in_its_feed(client: TestClient) -> None:
    lines = {one["watch"]: one for one in client.get("/api/v1/watches").json()["watches"]}
    assert {name: one["state"] for name, one in lines.items()} == {
        "ferry": "active",
        "hostile": "active",
        "broken": "invalid",
    }
    found = client.get("/api/v1/watches/ferry").json()
    assert {one["kind"] for one in found["matches"]} == {"new", "edited"}
    assert FERRY in {one["url"] for one in found["matches"]}
    page = client.get("/watches/ferry")
    assert page.status_code == 200
    assert "/changes?before=1&amp;after=2" in page.text
    feed = client.get("/feeds/watches/ferry/json").json()
    assert len(feed["items"]) == len(found["matches"])
    edited = next(one for one in feed["items"] if one["_newsarchive"]["revision"] == 2)
    assert "<ins>" in edited["content_html"]
    first = client.get("/feeds/watches/ferry/atom", params={"limit": 1})
    assert first.headers["content-type"].startswith("application/atom+xml")
    links = {one.get("rel"): one.get("href") for one in etree.fromstring(first.content).iter("{*}link")}
    more = client.get(str(links["next"]).removeprefix(ORIGIN))
    assert more.status_code == 200
    assert client.get("/watches/nobody").status_code == client.get("/api/v1/watches/x").status_code == 404
    assert client.get("/watches/..%2Fferry").status_code in {400, 404}


def test_hostile_names_and_titles_are_text(client: TestClient) -> None:
    for path in ("/watches", "/watches/broken", "/feeds/watches/hostile/atom"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert "\x1b" not in text
    lines = client.get("/api/v1/watches").json()["watches"]
    assert next(one["title"] for one in lines if one["watch"] == "hostile") == HOSTILE


def test_a_long_list_goes_on_where_it_says(
    filled_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.web.pages.watch_pages._LISTED", 2)
    declare_watches(tmp_path)
    (tmp_path / os.fsdecode(b"no\xff name.toml")).write_text("words = 'x'\n", encoding="utf-8")
    settings = WebSettings(archive_url=filled_url, watches=tmp_path)
    (tmp_path / f"{'m' * 80}.toml").write_text("words = 'x'\n", encoding="utf-8")
    with TestClient(make_application(settings), base_url=ORIGIN) as asking:
        shown, path = [], "/watches"
        while path:
            text = asking.get(path).text
            assert "5 watches" in text
            shown += re.findall(r'<tr><th scope="row">.*?</tr>', text, re.DOTALL)
            more = re.search(r'rel="next" href="([^"]*)"', text)
            path = more[1] if more else ""
    assert len(shown) == 5
    assert [("ferry" in row, "active" in row, "invalid" in row) for row in shown] == [
        (False, False, True),
        (True, True, False),
        (False, True, False),
        (False, False, True),
        (False, False, True),
    ]


def test_the_list_of_the_api_has_pages_and_without_a_limit_all(filled_url: str, tmp_path: Path) -> None:
    declare_watches(tmp_path)
    for name in ("another", os.fsdecode(b"no\xff name"), "m" * 80):
        (tmp_path / f"{name}.toml").write_text("words = 'x'\n", encoding="utf-8")
    path = "/api/v1/watches"
    with TestClient(
        make_application(WebSettings(archive_url=filled_url, watches=tmp_path)), base_url=ORIGIN
    ) as asking:
        whole = asking.get(path).json()
        assert whole["next_cursor"] is None
        assert len(whole["watches"]) == 6
        for limit in (1, 2, 5, 6, 100):
            shown, cursor, asked = [], None, 0
            while asked == 0 or cursor:
                found = asking.get(path, params={"limit": limit, "cursor": cursor or ""}).json()
                assert len(found["watches"]) <= limit
                shown += found["watches"]
                cursor, asked = found["next_cursor"], asked + 1
            assert shown == whole["watches"]
            assert asked == -(-6 // limit)
        second = asking.get(path, params={"limit": 2}).json()["next_cursor"]
        assert asking.get(path, params={"cursor": second}).json()["watches"] == whole["watches"][2:]
        # That of a list of articles is none of this, and the other way round.
        of_articles = written_cursor(PagePlace(None, "http://a.example/", 1))
        for wrong in (of_articles, "x", second[:-2], "W10"):
            answer = asking.get(path, params={"limit": 2, "cursor": wrong})
            assert answer.status_code == 400
            assert "is no cursor" in answer.json()["detail"]
        assert asking.get("/api/v1/articles", params={"cursor": second}).status_code == 400


@pytest.fixture
def desk(filled_sqlite: str, tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """A client of pages that may be edited, and their folder."""
    folder = tmp_path / "watches"
    folder.mkdir()
    settings = WebSettings(archive_url=filled_sqlite, watches=folder, channels=("desk",), edit_watches=True)
    with TestClient(make_application(settings), base_url=ORIGIN, follow_redirects=False) as asking:
        yield asking, folder


def fields(client: TestClient, path: str) -> dict[str, Any]:
    """The hidden fields of a form."""
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', client.get(path).text))
    assert set(found) == {"proof", "seen"}
    return found


def test_a_form_writes_the_file_and_no_file_that_was_changed(desk: tuple[TestClient, Path]) -> None:
    client, folder = desk
    sent = fields(client, "/watches/new") | {
        "name": "lamp",
        "title": 'The "lamp" \u202e\\',
        "words": "lamp 灯",
        "addresses": "https://a.example/\r\nhttps://b.example/",
        "on": ["added", "headline"],
        "smallest_change": "12",
        "to": "desk",
        "message_language": "zh",
        "every": "1d",
        "since": "2026-01-31",
    }
    assert client.post("/watches/new", data=sent, headers=SAME).headers["location"] == "/watches/lamp"
    file = folder / "lamp.toml"
    assert file.read_text(encoding="utf-8") == (
        'title = "The \\"lamp\\" \\u202E\\\\"\n'
        'words = "lamp 灯"\n'
        'addresses = ["https://a.example/", "https://b.example/"]\n'
        'on = ["added", "headline"]\n'
        "smallest_change = 12\n"
        'to = ["desk"]\n'
        'message_language = "zh"\n'
        'every = "1d"\n'
        "since = 2026-01-31\n"
    )
    again = client.post("/watches/new", data=sent, headers=SAME)
    assert again.status_code == 400
    assert "there already" in again.text
    assert "unknown" not in client.get("/watches/lamp").text
    (folder / "old.toml").write_text("words = 'pier'\nto = ['desk', 'gone']\n", encoding="utf-8")
    assert re.search(r'gone <span class="tag bad">unknown', client.get("/watches/old").text)
    (folder / "old.toml").write_text("words = 'pier'\nsources = ['newsroom', 'newsrom']\n", encoding="utf-8")
    page = client.get("/watches/old").text
    assert re.search(r'>newsrom <span class="tag bad">unknown', page)
    assert not re.search(r">newsroom <span", page)
    assert client.get("/api/v1/watches/old").json()["unknown_sources"] == ["newsrom"]
    (folder / "old.toml").unlink()
    shown = client.get("/watches/lamp/edit").text
    assert 'value="1d"' in shown
    assert "https://b.example/</textarea>" in shown
    sent |= fields(client, "/watches/lamp/edit") | {"words": "lantern"}
    file.write_text("# mine\nwords = 'pier'\n", encoding="utf-8")
    late = client.post("/watches/lamp/edit", data=sent, headers=SAME)
    assert late.status_code == 400
    assert "changed meanwhile" in late.text
    assert file.read_text(encoding="utf-8") == "# mine\nwords = 'pier'\n"
    sent |= fields(client, "/watches/lamp/edit")
    assert client.post("/watches/lamp/edit", data=sent, headers=SAME).status_code == 303
    assert file.read_text(encoding="utf-8").startswith("# mine\ntitle = ")
    gone = client.post("/watches/lamp/remove", data=fields(client, "/watches/lamp/edit"), headers=SAME)
    assert (gone.status_code, list(folder.iterdir())) == (303, [])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 400),
        ({**SAME, "Host": "evil.example"}, 400),
    ],
)
def test_a_form_of_another_site_writes_nothing(
    desk: tuple[TestClient, Path], headers: dict[str, str], status: int
) -> None:
    client, folder = desk
    sent = fields(client, "/watches/new") | {"name": "a", "words": "lamp"}
    assert client.post("/watches/new", data=sent, headers=headers).status_code == status
    assert list(folder.iterdir()) == []


def test_a_form_of_ours_is_known_by_its_origin_where_browsers_say_no_more(
    desk: tuple[TestClient, Path],
) -> None:
    """Over plain HTTP under another name than this machine's; `Origin: null` is what no-referrer makes."""
    client, folder = desk
    page = client.get("/watches/new")
    assert page.headers["referrer-policy"] == "same-origin"
    assert client.get("/watches").headers["referrer-policy"] == "no-referrer"
    sent = fields(client, "/watches/new") | {"name": "a", "words": "lamp", "on": "new"}
    unsaid = client.post("/watches/new", data=sent, headers={"Origin": "null"})
    assert (unsaid.status_code, "does not say which page" in unsaid.text) == (403, True)
    assert client.post("/watches/new", data=sent, headers={"Origin": ORIGIN}).status_code == 303
    assert [file.name for file in folder.iterdir()] == ["a.toml"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"proof": "0" * 64}, "not sent by this page"),
        ({"name": "../x"}, "small letters"),
        ({"name": "new"}, "small letters"),
        ({"words": "a OR b"}, "not OR"),
        ({"words": ""}, "at least one of words"),
        ({"to": "https://169.254.169.254/"}, "no channel of the settings"),
        ({"on": "everything"}, "Tells of[1]"),
        ({"every": "soon", "since": "yesterday", "smallest_change": "-1"}, "since = "),
        ({"title": "x" * 201}, "at most 200"),
        ({"addresses": "javascript:alert(1)"}, "http"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(
    desk: tuple[TestClient, Path], changed: dict[str, str], said: str
) -> None:
    client, folder = desk
    sent = fields(client, "/watches/new") | {"name": "a", "words": "lamp", "on": "new"} | changed
    answer = client.post("/watches/new", data=sent, headers=SAME)
    assert answer.status_code == 400
    assert said in answer.text
    assert list(folder.iterdir()) == []


def test_the_proof_of_one_browser_is_none_of_another(desk: tuple[TestClient, Path]) -> None:
    """Who may look can fetch a proof of his own, and put it into a page for somebody else."""
    client, folder = desk
    sent = fields(client, "/watches/new") | {"name": "a", "words": "lamp", "on": "new"}
    mine = dict(client.cookies)
    client.cookies.clear()
    fields(client, "/watches/new")
    assert dict(client.cookies) != mine
    assert client.post("/watches/new", data=sent, headers=SAME).status_code == 400
    client.cookies.clear()
    assert client.post("/watches/new", data=sent, headers=SAME).status_code == 400
    assert list(folder.iterdir()) == []


def test_a_form_that_never_comes_whole_is_no_fault(
    desk: tuple[TestClient, Path], caplog: pytest.LogCaptureFixture
) -> None:
    client, folder = desk
    arriving = iter(
        [{"type": "http.request", "body": b"name=", "more_body": True}, {"type": "http.disconnect"}]
    )
    sent: list[Any] = []

    async def receive() -> Any:
        return next(arriving)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"sec-fetch-site", b"same-origin"), (b"content-length", b"9")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/watches/new",
        "query_string": b"",
        "headers": headers,
    }
    asyncio.run(client.app(scope, receive, send))  # type: ignore[arg-type]
    assert (caplog.text, sent, list(folder.iterdir())) == ("", [], [])


def test_long_forms_and_those_that_may_not_are_refused(
    desk: tuple[TestClient, Path], client: TestClient
) -> None:
    asking, _ = desk
    assert asking.post("/watches/new", data={"words": "x" * 70_000}, headers=SAME).status_code == 400
    assert asking.post("/search", data={"q": "x"}, headers=SAME).status_code == 405
    assert client.post("/watches/new", data={"name": "a"}, headers=SAME).status_code == 405
    assert client.get("/watches/new").status_code == 404
    assert "/watches/new" not in client.get("/watches").text

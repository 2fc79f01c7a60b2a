"""Who may ask: names of the host, tokens, proxies, other sites' pages; and the headers of every answer."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from newsarchive.errors import ConfigurationError
from newsarchive.web import application
from newsarchive.web.application import make_application
from newsarchive.web.guard.request_guard import PAGE_POLICY, requested_host
from newsarchive.web.guard.web_settings import (
    WebAccess,
    WebSettings,
    demand_access,
    demand_outer_url,
    demand_token,
    is_loopback,
    token_of_file,
)
from newsarchive.web.pages.captured_page import CAPTURE_POLICY
from tests.web.filled_archive import FERRY

TOKEN = "t" * 40


@contextmanager
def guarded(url: str, access: WebAccess, peer: str = "127.0.0.1") -> Iterator[TestClient]:
    app = make_application(WebSettings(archive_url=url, access=access))
    yield TestClient(app, base_url="http://localhost", client=(peer, 50_000), follow_redirects=False)


def basic(word: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'anyone:{word}'.encode()).decode()}"}


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "localhost:8765:1", "[::1"],
)
def test_a_name_that_is_not_ours_is_refused(client: TestClient, host: str) -> None:
    """DNS rebinding: a page of evil.example whose name leads here would read the archive."""
    for path in ("/", "/api/v1/articles", "/static/site.css"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert "newsroom" not in answer.text


def test_of_several_names_none_is_believed(client: TestClient) -> None:
    """A proxy and this server may choose different ones."""
    for hosts in (("localhost", "evil.example"), ("evil.example", "localhost"), ("localhost", "localhost")):
        answer = client.get("/api/v1/sources", headers=[("Host", host) for host in hosts])
        assert answer.status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1", "[::1]:80", "localhost.:1"])
def test_our_own_names_are_known_with_any_port(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/sources", headers={"Host": host}).status_code == 200


def test_a_host_is_read_as_it_stands() -> None:
    assert requested_host("[0:0:0:0:0:0:0:1]:80") == "::1"
    assert requested_host("a.example:٣") == ""
    assert requested_host("user@localhost") != "localhost"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_answered(client: TestClient, method: str) -> None:
    for path in ("/", "/sql", "/api/v1/query"):
        answer = client.request(method, path, content=b"sql=SELECT+1")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("framing", [{"Content-Length": "6"}, {"Transfer-Encoding": "chunked"}])
def test_a_request_with_a_body_is_refused_and_ends_the_connection(
    client: TestClient, framing: dict[str, str]
) -> None:
    answer = client.get("/sources", headers=framing)
    assert (answer.status_code, answer.headers["connection"]) == (400, "close")
    assert client.get("/sources", headers={"Content-Length": "0"}).status_code == 200


@pytest.mark.parametrize(("method", "path"), [("POST", "/watches/new"), ("POST", "/sources"), ("GET", "/")])
def test_a_request_of_two_lengths_ends_the_connection(client: TestClient, method: str, path: str) -> None:
    """Else what one of the two leaves over is read as the next request, whoever sent it; logged in or not."""
    framing = {"Content-Length": "35", "Transfer-Encoding": "chunked"}
    answer = client.request(method, path, headers=framing, content=b"0\r\n\r\nGET /sources HTTP/1.1\r\nX: ")
    assert (answer.status_code, answer.headers["connection"]) == (400, "close")


def test_two_lengths_are_refused_before_anybody_is_asked_who_they_are(filled_url: str) -> None:
    framing = {"Content-Length": "5", "Transfer-Encoding": "chunked"}
    with guarded(filled_url, WebAccess(token=TOKEN)) as asking:
        assert asking.get("/").status_code == 401
        answer = asking.get("/", headers=framing)
    assert (answer.status_code, answer.headers["connection"]) == (400, "close")


def test_what_another_sites_page_asks_in_the_background_is_refused(client: TestClient) -> None:
    cross = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    assert client.get("/api/v1/query", params={"sql": "SELECT 1"}, headers=cross).status_code == 403
    framed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert client.get("/", headers=framed).status_code == 403
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/sources", headers=followed).status_code == 200


def test_the_token_lets_in_as_bearer_and_as_password(filled_sqlite: str) -> None:
    with guarded(filled_sqlite, WebAccess(token=TOKEN)) as asking:
        tried: tuple[Mapping[str, str] | Mapping[bytes, bytes], ...] = (
            {},
            {"Authorization": f"Bearer {TOKEN}x"},
            basic("x"),
            {"Authorization": "Basic %%"},
            {b"Authorization": b"Basic \xff\xfe"},
        )
        for headers in tried:
            for path in ("/", "/api/v1/articles", "/static/site.css", "/nowhere"):
                answer = asking.get(path, headers=headers)
                assert answer.status_code == 401
                assert answer.headers["www-authenticate"].startswith("Basic ")
                assert TOKEN not in answer.text
        for headers in ({"Authorization": f"Bearer {TOKEN}"}, basic(TOKEN)):
            assert asking.get("/api/v1/sources", headers=headers).status_code == 200
        assert asking.get("/api/v1/sources", params={"token": TOKEN}).status_code == 401


def test_a_proxy_is_believed_by_its_address_alone(filled_sqlite: str) -> None:
    access = WebAccess(proxies=frozenset({"192.0.2.8"}), login_header="x-forwarded-user")
    login = {"X-Forwarded-User": "ada"}
    with guarded(filled_sqlite, access, peer="192.0.2.8") as proxied:
        assert proxied.get("/api/v1/sources", headers=login).status_code == 200
        assert proxied.get("/api/v1/sources").status_code == 401
        assert proxied.get("/api/v1/sources", headers={"X-Forwarded-User": " "}).status_code == 401
    with guarded(filled_sqlite, access, peer="192.0.2.9") as other:
        forged = {**login, "X-Forwarded-For": "192.0.2.8"}
        assert other.get("/api/v1/sources", headers=forged).status_code == 401


def test_other_machines_are_let_in_only_with_a_proof() -> None:
    plain: dict[str, object] = {"token": None, "proxies": (), "login_header": "X-User", "allowed": ()}
    for host in ("0.0.0.0", "::", "192.0.2.7", "archive.example"):
        with pytest.raises(ConfigurationError, match="can be reached from other machines"):
            demand_access(host, **plain)  # type: ignore[arg-type]
        assert demand_access(host, **{**plain, "token": TOKEN}).token == TOKEN  # type: ignore[arg-type]
    for host in ("127.0.0.1", "127.8.8.8", "::1", "localhost"):
        assert is_loopback(host)
        assert demand_access(host, **plain).token is None  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="no IP address"):
        demand_access("127.0.0.1", **{**plain, "proxies": ("proxy.example",)})  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="no name of a host"):
        demand_access("127.0.0.1", **{**plain, "allowed": ("a.example:80",)})  # type: ignore[arg-type]


EVERYBODYS = (
    "Host Accept accept-language User-Agent Cookie Origin Referer Connection Content-Type Content-Length"
    " X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Real-IP Forwarded Via Sec-Fetch-Site If-None-Match"
)


@pytest.mark.parametrize("name", EVERYBODYS.split())
def test_a_header_that_everybody_sends_is_no_login(name: str) -> None:
    with pytest.raises(ConfigurationError, match="Everybody who comes by the proxy") as caught:
        demand_access("127.0.0.1", token=None, proxies=("192.0.2.8",), login_header=name, allowed=())
    assert name in caught.value.message


@pytest.mark.parametrize("name", ["", "X User", "X-User:", "X-Üser"])
def test_what_is_no_header_is_no_login(name: str) -> None:
    with pytest.raises(ConfigurationError, match="no name of a header"):
        demand_access("127.0.0.1", token=None, proxies=("192.0.2.8",), login_header=name, allowed=())


@pytest.mark.parametrize(
    "name", ["X-Forwarded-User", "X-Forwarded-Email", "Remote-User", "X-Auth-Request-User", "Authorization"]
)
def test_a_header_that_a_login_sets_is_taken(name: str) -> None:
    access = demand_access("::1", token=None, proxies=("192.0.2.8",), login_header=name, allowed=())
    assert access.login_header == name.lower()


@pytest.mark.parametrize(
    ("peer", "status"), [("192.0.2.8", 200), ("::ffff:192.0.2.8", 200), ("192.0.2.9", 401)]
)
def test_a_proxy_is_known_by_both_ways_to_write_its_address(
    filled_sqlite: str, peer: str, status: int
) -> None:
    access = demand_access(
        "::", token=None, proxies=("::ffff:192.0.2.8",), login_header="X-Forwarded-User", allowed=()
    )
    with guarded(filled_sqlite, access, peer=peer) as client:
        assert client.get("/api/v1/sources", headers={"X-Forwarded-User": "ada"}).status_code == status


def test_a_token_that_can_be_guessed_or_read_is_refused(tmp_path: Path) -> None:
    for word in ("", "short", "x" * 31, "é" * 40, "a " * 20):
        with pytest.raises(ConfigurationError, match="cannot be used"):
            demand_token(word, "the file")
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    file.chmod(0o644)
    with pytest.raises(ConfigurationError, match="can be read by other users"):
        token_of_file(file)
    file.chmod(0o600)
    assert token_of_file(file) == TOKEN
    with pytest.raises(ConfigurationError, match="cannot be read"):
        token_of_file(tmp_path / "none")
    with pytest.raises(ConfigurationError, match="--token-file"):
        token_of_file(Path("/dev/zero"))  # which has no end
    file.write_text("a" * 70_000)
    with pytest.raises(ConfigurationError, match="is longer than 65,536 bytes"):
        token_of_file(file)
    assert TOKEN not in repr(WebAccess(token=TOKEN))


def test_every_answer_has_the_headers_of_a_careful_server(client: TestClient) -> None:
    for path in ("/", "/nowhere", "/api/v1/articles", "/api/v1/nowhere", "/static/site.css", "/search?x=1"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"] == PAGE_POLICY
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers
    for policy in (PAGE_POLICY, CAPTURE_POLICY):
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard/web_settings.py",
        "/static/%2e%2e/guard/web_settings.py",
        "/static/..%2fapplication.py",
        "/static//etc/passwd",
        "/sources/..%2f..%2fsettings%2fbase",
        "/captures/..%2f1",
    ],
)
def test_no_path_leads_out_of_its_folder(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in {400, 404}


def test_a_fault_is_one_answer_and_one_line_of_the_log(
    filled_sqlite: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr("newsarchive.web.api.api_routes.source_names_of", broken)
    with guarded(filled_sqlite, WebAccess(token=TOKEN)) as asking, caplog.at_level(logging.ERROR):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = asking.get("/api/v1/sources", headers=headers)
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    assert "secret" not in answer.text
    assert [record.message for record in caplog.records] == ["GET /api/v1/sources failed"]
    assert TOKEN not in caplog.text


def test_an_archive_that_cannot_be_asked_is_said_to_be_so(tmp_path: Path, empty_sqlite_url: str) -> None:
    missing = f"sqlite:///{tmp_path}/none.db"
    (tmp_path / "archive.db").touch()
    for url, said in ((missing, "none.db"), (empty_sqlite_url, "contains no archive")):
        with guarded(url, WebAccess()) as asking:
            page, told = asking.get("/search"), asking.get("/api/v1/articles")
        assert (page.status_code, told.status_code) == (503, 503)
        assert said in told.json()["detail"]
        assert "The archive cannot be asked now" in page.text
        assert told.headers["retry-after"]


def test_answers_that_are_long_are_sent_without_a_tag(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "_LARGEST_TAGGED", 10)
    answer = client.get("/api/v1/articles")
    assert "etag" not in answer.headers
    assert answer.json()["articles"]


class TestOuterUrl:
    """A proxy with TLS stands before the pages and asks for them by plain HTTP, under whatever name."""

    @pytest.mark.parametrize("host", ["archive.example", "127.0.0.1:8765"])
    def test_whole_urls_begin_with_it(self, filled_sqlite: str, host: str) -> None:
        access = demand_access(
            "127.0.0.1",
            token=None,
            proxies=(),
            login_header="x",
            allowed=(),
            outer_url="HTTPS://Archive.example:443/",
        )
        with guarded(filled_sqlite, access) as client:
            asked = {"Host": host}
            feed = client.get("/feeds/json", headers=asked).json()
            assert feed["feed_url"].startswith("https://archive.example/feeds/json")
            trail = client.get(f"/timemap/link/{FERRY}", headers=asked)
            assert f"<https://archive.example/timegate/{FERRY}>" in trail.text
            assert "http://archive.example" not in trail.text
            assert "127.0.0.1" not in trail.text

    def test_a_form_from_there_is_ours(self, filled_sqlite: str, tmp_path: Path) -> None:
        access = WebAccess(outer_url="https://archive.example")
        app = make_application(
            WebSettings(archive_url=filled_sqlite, access=access, watches=tmp_path, edit_watches=True)
        )
        client = TestClient(app, base_url="http://localhost", follow_redirects=False)
        for origin, status in (("https://archive.example", 400), ("https://evil.example", 403)):
            sent = client.post("/watches/new", data={"name": "a"}, headers={"Origin": origin})
            assert sent.status_code == status, origin

    @pytest.mark.parametrize(
        ("given", "meant"),
        [
            ("http://archive.example:8080", "http://archive.example:8080"),
            ("https://[2001:db8::7]", "https://[2001:db8::7]"),
        ],
    )
    def test_scheme_name_and_port_are_kept(self, given: str, meant: str) -> None:
        assert demand_outer_url(given) == meant

    @pytest.mark.parametrize(
        "given",
        [
            "archive.example",
            "https://",
            "https://archive.example/news",
            "https://a.example?b",
            "https://a:b@a.example",
            "https://a.example:x",
            "https://a b.example",
            "javascript:alert(1)",
            "https://[::1",
        ],
    )
    def test_anything_else_is_refused(self, given: str) -> None:
        with pytest.raises(ConfigurationError, match=r"no name of a host|not where pages can be"):
            demand_outer_url(given)

"""The contract with scrapy-playwright's and Playwright's private parts; no browser is started.

tests/browser renders pages through them.
"""

from __future__ import annotations

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any, cast

import pytest

pytest.importorskip("scrapy_playwright")

from playwright.async_api import Error
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler
from scrapy_playwright import __version__
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler as Library

from newsarchive.compat.playwright_private import BrowserSession, is_navigating


class Session(BrowserSession):
    """A session that was not set up: only what a test puts there is there."""

    def __init__(self, **attributes: Any) -> None:
        for name, value in attributes.items():
            setattr(self, name, value)
        self.called: list[str] = []

    async def visit(self, request: Request, page: Any) -> Response:
        return Response(request.url, body=str(page).encode())

    def context_settings(self) -> dict[str, Any]:
        return {"locale": "xx"}

    async def _maybe_launch_browser(self) -> None:
        self.called.append("browser")

    async def _launch(self) -> None:
        self.called.append("driver")


class Browser:
    def __init__(self) -> None:
        self.removed: list[str] = []

    def remove_listener(self, event: str, _listener: object) -> None:
        self.removed.append(event)


def test_the_release_is_the_one_this_was_written_for() -> None:
    assert __version__ == "0.0.48", "read the handler of the new release, then change the pin and this line"


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("_launch", ["self"]),
        ("_maybe_launch_browser", ["self"]),
        ("_close", ["self"]),
        ("_browser_disconnected_callback", ["self"]),
        ("_download_request", ["self", "request", "spider"]),
        ("_download_request_with_page", ["self", "request", "page", "spider"]),
        ("_create_browser_context", ["self", "name", "context_kwargs", "spider"]),
    ],
)
def test_the_library_has_the_steps_as_they_are_called(name: str, parameters: list[str]) -> None:
    step = vars(Library)[name]
    assert inspect.iscoroutinefunction(step)
    assert list(inspect.signature(step).parameters) == parameters


def test_the_library_calls_the_steps_that_are_replaced() -> None:
    """A step that nobody calls any more would be replaced in vain."""
    assert "self._download_request_with_page(" in inspect.getsource(Library._download_request_with_retry)
    assert "self._create_browser_context(" in inspect.getsource(Library._create_page)
    assert "self._close()" in inspect.getsource(Library.close)
    assert 'hasattr(self, "browser")' in inspect.getsource(Library._maybe_launch_browser)


def test_what_the_library_keeps_has_the_names_that_are_used() -> None:
    source = inspect.getsource(Library)
    for name in ("config", "context_wrappers", "context_semaphore", "browser_provider", "abort_request"):
        assert f"self.{name}" in source, name
    assert "launch_options" in inspect.getsource(inspect.getmodule(Library))  # type: ignore[arg-type]


def test_launch_options_are_those_of_the_configuration() -> None:
    session = Session(config=SimpleNamespace(launch_options={}))
    session.launch_options = {"headless": True}
    assert session.config.launch_options == session.launch_options == {"headless": True}


def test_abort_requests_returns_what_was_asked_before() -> None:
    def before(_request: object) -> bool:
        return True

    def ours(_request: object) -> bool:
        return False

    session = Session(abort_request=before)
    assert session.abort_requests(ours) is before
    assert session.abort_request is ours


def test_launch_driver_and_browser() -> None:
    session = Session()
    asyncio.run(session.launch_driver())
    asyncio.run(session.launch_browser())
    assert session.called == ["driver", "browser"]


def test_fetch_keeps_the_page_open_and_asks_visit() -> None:
    class Fetching(Session):
        async def _download_request(self, request: Request) -> Response:
            return await self._download_request_with_page(request, cast("Any", "a page"), cast("Any", None))

    request = Request("http://h.example/")
    response = asyncio.run(Fetching().fetch(request))
    assert response.body == b"a page"
    assert request.meta == {"playwright_include_page": True}


def test_contexts_are_made_with_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []

    async def create(_self: object, name: str, options: dict[str, Any], spider: object) -> str:
        given.append((name, options, spider))
        return "wrapper"

    monkeypatch.setattr(Library, "_create_browser_context", create)
    assert asyncio.run(Session()._create_browser_context("default", {"locale": "yy"})) == "wrapper"
    assert given == [("default", {"locale": "xx"}, None)]


def test_contexts_are_known_and_forgotten() -> None:
    session = Session(context_wrappers={"default": SimpleNamespace(context="context")})
    assert session.contexts() == cast("Any", ["context"])

    async def forget() -> None:
        session.forget_contexts()

    asyncio.run(forget())
    assert session.contexts() == []
    assert session.context_semaphore._value == 1


def test_take_browser_makes_the_next_page_launch_another() -> None:
    browser = Browser()
    session = Session(browser=browser)
    assert session.take_browser() is cast("Any", browser)
    assert browser.removed == ["disconnected"]
    assert not hasattr(session, "browser")
    assert session.take_browser() is None


def test_the_end_of_the_crawl_closes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []

    async def library(_self: object) -> None:
        closed.append("library")

    async def provider() -> None:
        closed.append("driver")

    monkeypatch.setattr(Library, "_close", library)
    session = Session(browser_provider=SimpleNamespace(close=provider))
    asyncio.run(session._close())
    asyncio.run(session.close_driver())
    assert closed == ["library", "driver"]


def test_a_session_knows_its_crawl() -> None:
    assert issubclass(Library, BaseDownloadHandler)
    session, crawler = Session(), get_crawler()
    BaseDownloadHandler.__init__(session, crawler)
    assert session.crawler is crawler


def test_is_navigating() -> None:
    """The text is the browser driver's; tests/browser meets it with a page that leads on."""
    said = "Page.content: Unable to retrieve content because the page is navigating and changing the content."
    assert is_navigating(Error(said))
    assert not is_navigating(Error("Target crashed"))

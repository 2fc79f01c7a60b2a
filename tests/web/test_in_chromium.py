"""A real Chromium walks the pages: nobody is kept out, nothing is cut off, no captured page gets out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from newsarchive.items import FetchedPage
from newsarchive.web.captured_page import CAPTURE_POLICY, shown_capture
from tests.browser.conftest import chromium
from tests.web.asked_pages import article_numbers, every_page
from tests.web.filled_archive import FERRY, MIRROR
from tests.web.test_serving import serving

__all__ = ["chromium"]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Walk:
    """A browser, and where the pages are."""

    browser: Browser
    address: str

    @contextmanager
    def page(self, *, width: int = 1280, scheme: Any = "light", locale: str = "en-US") -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale
        )
        yield context.new_page()
        context.close()


@pytest.fixture(scope="module")
def walk(chromium: str, filled_sqlite: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder: Path = tmp_path_factory.mktemp("walk")
    with serving(filled_sqlite, folder) as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield Walk(browser, address.rstrip("/"))
        browser.close()


@pytest.fixture
def sqlite_client(filled_sqlite: str) -> TestClient:
    """Asks the same archive, for the numbers of articles."""
    from newsarchive.web.application import make_application  # noqa: PLC0415
    from newsarchive.web.web_settings import WebSettings  # noqa: PLC0415

    return TestClient(make_application(WebSettings(archive_url=filled_sqlite)), base_url="http://localhost")


@pytest.mark.parametrize(
    ("width", "scheme", "locale"),
    [(1280, "light", "en-US"), (390, "dark", "zh-CN")],
    ids=["desktop", "phone"],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    walk: Walk, sqlite_client: TestClient, width: int, scheme: str, locale: str
) -> None:
    told: list[str] = []
    with walk.page(width=width, scheme=scheme, locale=locale) as page:
        page.on("request", lambda one: told.append(one.url) if not one.url.startswith(walk.address) else None)
        pages = every_page(sqlite_client)
        for path in pages if width > 1000 else pages[::2]:  # a second takes each
            page.goto(walk.address + path, wait_until="load")
            page.evaluate(AXE)
            found = page.evaluate("axe.run(document, {iframes: false})")
            for one in found["violations"]:
                node = one["nodes"][0]
                told.append(f"{path}: {one['id']} {node['html'][:200]} {node['failureSummary'][:300]}")
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                told.append(f"{path}: wider than the window")
            hidden = (
                "[...document.querySelectorAll('svg.chart')].some(one => one.getBoundingClientRect().right"
            )
            if page.evaluate(f"{hidden} > document.documentElement.clientWidth)"):
                told.append(f"{path}: a chart is cut off")
    assert told == []


def test_the_keyboard_reaches_everything_in_order(walk: Walk) -> None:
    with walk.page() as page:
        page.goto(f"{walk.address}/search?q=%E7%9A%84")
        count = page.locator("a, button, input, select, summary, [tabindex='0']").count()
        reached: list[str] = []
        for _ in range(count + 12):  # a field for a day has parts of its own
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        assert 'class="skip"' in reached[0]
        for name in (
            "/sources",
            'id="q"',
            "<button",
            'id="as_of"',
            "<summary",
            "since=",
            "/articles/",
            "openapi.json",
        ):
            assert any(name in one for one in reached), name
        page.goto(f"{walk.address}/search?q=%E8%BD%AE%E6%B8%A1")
        page.keyboard.press("Tab")
        assert page.locator(".skip").evaluate("one => one.getBoundingClientRect().left") >= 0


def test_a_reader_walks_from_a_word_to_the_evidence(walk: Walk, sqlite_client: TestClient) -> None:
    numbers = article_numbers(sqlite_client)
    with walk.page(locale="zh-CN") as page:
        page.goto(f"{walk.address}/search")
        page.fill("#q", "轮渡")
        page.press("#q", "Enter")
        page.click(f"a[href='/articles/{numbers[FERRY]}']")
        page.click("a[href$='/changes']")
        page.locator("article ins").first.wait_for()  # a click does not wait for the next page
        assert "四" in page.locator("article ins").all_inner_texts()
        page.goto(f"{walk.address}/articles/{numbers[MIRROR]}/page")
        assert "递" in page.locator("ins.repair").all_inner_texts()
        frame = page.frame_locator("iframe")
        frame.locator("body").wait_for()
        assert "快" in frame.locator("body").inner_text()


def test_a_form_is_sent_without_javascript(walk: Walk) -> None:
    context = walk.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{walk.address}/sql")
    page.fill("#sql", "SELECT language, count(*) AS n FROM current_articles GROUP BY language")
    page.click("form.sql button")
    assert page.locator("svg.chart rect.bar").count() > 3
    with page.expect_download() as downloading:
        page.click("a[href^='/sql.csv']")
    assert downloading.value.path().read_text(encoding="utf-8-sig").startswith("language,n\n")
    context.close()


class _Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.count = 0
        threading.Thread(target=self._count, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.count += 1
            connection.close()


def test_a_captured_page_runs_nothing_and_reaches_nothing(walk: Walk) -> None:
    listener = _Listener()
    out = listener.address
    body = f"""<!doctype html><html><head>
        <link rel="preconnect" href="{out}"><link rel="dns-prefetch" href="{out}">
        <link rel="stylesheet" href="{out}/a.css"><meta http-equiv="refresh" content="0;url={out}/r">
        <base href="{out}/"><script src="{out}/a.js"></script><style>@import "{out}/b.css";</style>
        <script>document.title = "ran"; fetch("{out}/f"); navigator.sendBeacon("{out}/b")</script></head>
        <body onload="document.title='ran'" style="background:url({out}/bg.png)" background="{out}/old.png">
        <img src="{out}/i.png" onerror="document.title='ran'"><video src="{out}/v.mp4" autoplay></video>
        <iframe src="{out}/if"></iframe><object data="{out}/o"></object><embed src="{out}/e">
        <svg><image href="{out}/s.png"/><script>document.title = "ran"</script></svg>
        <form action="{out}/form"><button>go</button></form>
        <a href="{out}/a" ping="{out}/p">away</a>
        <p>A lantern.</p></body></html>"""
    shown = shown_capture(FetchedPage(url="", body=body.encode(), content_type="text/html"))
    context = walk.browser.new_context()  # with the policies in force
    page = context.new_page()
    headers = {"Content-Type": shown.media_type, "Content-Security-Policy": CAPTURE_POLICY}
    page.route("**/captured", lambda route: route.fulfill(body=shown.body, headers=headers))
    page.goto(f"{walk.address}/captured")
    assert "A lantern." in page.locator("body").inner_text()
    page.click("button")
    page.wait_for_timeout(400)
    assert page.title() != "ran"
    assert listener.count == 0
    context.close()
    listener.socket.close()

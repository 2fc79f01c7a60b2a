"""A real Chromium walks the pages: nobody is kept out, nothing moves or is cut off, no capture gets out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, sync_playwright
from starlette.testclient import TestClient

from newsarchive.items import FetchedPage
from newsarchive.storage import open_archive
from newsarchive.watches.watch_run import tell_watchers
from newsarchive.web.application import make_application
from newsarchive.web.guard.web_settings import WebSettings
from newsarchive.web.pages.captured_page import CAPTURE_POLICY, shown_capture
from tests.browser.conftest import chromium
from tests.databases import make_sqlite_archive
from tests.watches.mail_sink import mail_sink
from tests.web.asked_pages import article_numbers, every_page, odd_pages
from tests.web.filled_archive import FERRY, HOSTILE_URL, MIRROR, crawl_newsroom, declare_watches
from tests.web.test_serving import serving_forked

__all__ = ["chromium"]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# What a page may transfer with all that it loads; the publisher's own page in its frame is as large as it is.
BUDGET = 100_000
PATIENCE = 120_000  # milliseconds: on a busy machine the first page took more than the usual thirty seconds
AXE_RUN = "rules => axe.run(document, {iframes: false, resultTypes: ['violations'], ...rules})"
# What colours alone decide: of all the rest, the other scheme changes no answer.
_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
_LOADED = """() => {
    const parts = ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind));
    return parts.filter(one => !one.name.includes('/captures/'))
        .reduce((sum, one) => sum + one.encodedBodySize + 500, 0);
}"""
_SHIFT = """() => new Promise(told => {
    let sum = 0;
    const watch = new PerformanceObserver(list => list.getEntries().forEach(one => sum += one.value));
    watch.observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => setTimeout(() => told(sum), 0));
})"""
_CUT_OFF = """() => [
    ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page'] : []),
    ...[...document.querySelectorAll('svg.chart')].filter(
        one => one.getBoundingClientRect().right > document.documentElement.clientWidth
    ).map(() => 'a chart'),
]"""
# A name of the machine that runs the tests, which browsers do not know as one of its own.
_OTHER_NAME = "--host-resolver-rules=MAP archive.example 127.0.0.1"
_REACHABLE = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0']"


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
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        context.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", _OTHER_NAME]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def walk(browser: Browser, filled_sqlite: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("walk")
    declare_watches(folder / "settings" / "watches")
    with serving_forked(filled_sqlite, folder) as (_, address):
        yield Walk(browser, address.rstrip("/"))


@pytest.fixture
def sqlite_client(filled_sqlite: str) -> TestClient:
    """Asks the same archive, for the numbers of articles."""
    return TestClient(make_application(WebSettings(archive_url=filled_sqlite)), base_url="http://localhost")


@pytest.mark.parametrize(
    ("width", "scheme", "locale"),
    [(1280, "light", "en-US"), (390, "dark", "zh-CN")],
    ids=["desktop", "phone"],
)
def test_every_page_is_for_everybody_and_light_and_still(
    walk: Walk, sqlite_client: TestClient, width: int, scheme: Any, locale: str
) -> None:
    """axe finds nothing, wide and light or narrow and dark; nothing moves, or comes from elsewhere.

    Nor is anything cut off, in either width and language, or too pale, in either scheme.
    """
    told: list[str] = []
    with walk.page(width=width, scheme=scheme, locale=locale) as page:
        page.add_init_script(AXE)  # half a megabyte, which need not be sent anew for each page
        page.on(
            "response", lambda one: told.append(one.url) if not one.url.startswith(walk.address) else None
        )
        page.on("console", lambda one: told.append(one.text) if _is_fault(one) else None)
        for path in [*every_page(sqlite_client), *odd_pages(sqlite_client)]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto(walk.address + path, wait_until="load")
            if (shift := page.evaluate(_SHIFT)) != 0:
                told.append(f"{path}: moves by {shift}")
            if (size := page.evaluate(_LOADED)) > BUDGET:
                told.append(f"{path}: {size} bytes")
            found = page.evaluate(AXE_RUN, {})["violations"]
            told += [f"{path}: {part} is cut off" for part in page.evaluate(_CUT_OFF)]
            page.set_viewport_size({"width": 1670 - width, "height": 900})
            told += [f"{path}: {part} is cut off when turned" for part in page.evaluate(_CUT_OFF)]
            if scheme == "light":  # the other begins with its full look at what is dark
                page.emulate_media(color_scheme="dark")
                found += page.evaluate(AXE_RUN, _COLOURS)["violations"]
            for one in found:
                node = one["nodes"][0]
                told.append(f"{path}: {one['id']} {node['html'][:200]} {node['failureSummary'][:300]}")
    assert told == []


def test_nothing_moves_while_a_page_comes_in_parts(walk: Walk) -> None:
    """Over a slow line: the columns of a table would be anew for every part of its rows."""
    with walk.page() as page:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        speed = {"downloadThroughput": 60_000, "uploadThroughput": 60_000}  # bytes a second
        line.send("Network.emulateNetworkConditions", {"offline": False, "latency": 5, **speed})
        page.goto(walk.address)  # the sheet is known from here on: a page waits for it, and would come whole
        page.goto(f"{walk.address}/sql?sql=SELECT+*+FROM+current_articles", wait_until="load")
        assert page.locator("table tr").count() > 10
        assert page.evaluate(_SHIFT) == 0


def _is_fault(message: ConsoleMessage) -> bool:
    """Whether the message is of ours: of a captured page the browser tells what its sandbox forbids."""
    where = message.location.get("url", "")
    told_by_status = "Failed to load resource: the server responded with a status of 4" in message.text
    return (
        message.type in {"error", "warning"}
        and "/captures/" not in where + message.text
        and not told_by_status
    )


@pytest.mark.parametrize(
    "path", ["/search?q=%E7%9A%84", "/sources/newsroom", "/sql?sql=SELECT+1+AS+n", "the mirror's page"]
)
def test_the_keyboard_reaches_everything_in_order(walk: Walk, sqlite_client: TestClient, path: str) -> None:
    if path.startswith("the "):
        path = f"/articles/{article_numbers(sqlite_client)[MIRROR]}/page"
    with walk.page() as page:
        page.goto(walk.address + path)
        wanted = page.evaluate(
            """wanted => [...document.querySelectorAll(wanted)]
                .filter(one => one.checkVisibility() || one.className === 'skip')
                .map((one, place) => one.dataset.place = place)""",
            _REACHABLE,
        )
        page.keyboard.press("Tab")
        first = page.locator(".skip")
        assert first.evaluate(
            "one => one === document.activeElement && one.getBoundingClientRect().left >= 0"
        )
        reached: list[int] = []
        for _ in range(3 * len(wanted)):  # a field for a day has parts of its own, and so has a frame
            place, outline = page.evaluate(
                """() => [document.activeElement.dataset.place ?? null,
                    document.activeElement.tagName === 'IFRAME'  // what is within has the focus
                        ? 'within' : getComputedStyle(document.activeElement).outlineStyle]"""
            )
            if place is not None and int(place) not in reached:
                reached.append(int(place))
                assert outline != "none", (path, place)
            if len(reached) == len(wanted):
                break
            page.keyboard.press("Tab")
        assert sorted(reached) == wanted, path
        assert reached == wanted, path  # in the order of the page


@pytest.mark.parametrize(("kind", "locale"), [("sqlite", "zh-CN"), ("postgres", "en-US")])
def test_a_reader_walks_from_a_word_to_a_chart_and_a_file(
    browser: Browser,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    kind: str,
    locale: str,
) -> None:
    url = request.getfixturevalue(f"filled_{kind}")
    numbers = article_numbers(
        TestClient(make_application(WebSettings(archive_url=url)), base_url="http://localhost")
    )
    with (
        serving_forked(url, tmp_path) as (_, address),
        Walk(browser, address.rstrip("/")).page(locale=locale) as page,
    ):
        page.goto(f"{address}search")
        page.fill("#q", "轮渡")
        page.press("#q", "Enter")
        page.click(f"a[href='/articles/{numbers[FERRY]}']")
        page.click("nav.tabs a[href$='/changes']")
        page.locator("article ins").first.wait_for()  # a click does not wait for the next page
        assert "四" in page.locator("article ins").all_inner_texts()
        page.select_option("#view", "side")
        page.click("form.row button")
        page.locator("table.sides del").first.wait_for()
        assert page.locator("table.sides td:first-child ins, table.sides td:last-child del").count() == 0
        page.goto(f"{address}search?q=%E5%BF%AB%E9%80%92")
        page.click(f"a[href='/articles/{numbers[MIRROR]}']")
        page.click("nav.tabs a[href$='/page']")
        page.locator("ins.repair").first.wait_for()
        assert "递" in page.locator("ins.repair").all_inner_texts()
        # The footer that was cut out, in place, and the rule that did it.
        assert page.locator("del.spam + a.rule", has_text="link_farm").count() > 0
        frame = page.frame_locator("iframe")
        frame.locator("body").wait_for()
        assert "快" in frame.locator("body").inner_text()
        page.click("nav a[href='/sql']")
        page.fill("#sql", "SELECT language, count(*) AS n FROM current_articles GROUP BY language")
        page.click("form.sql button")
        page.locator("svg.chart rect.bar").first.wait_for()
        assert page.locator("svg.chart rect.bar").count() > 3
        with page.expect_download() as downloading:
            page.click("a[href^='/sql.csv']")
        assert downloading.value.path().read_text(encoding="utf-8-sig").startswith("language,n\n")


def test_forms_and_details_work_without_javascript(walk: Walk) -> None:
    context = walk.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{walk.address}/sql")
    page.locator("summary", has_text="takedowns").press("Enter")
    assert page.locator("details:has-text('takedowns') dl").last.is_visible()
    page.fill("#sql", "SELECT language, count(*) AS n FROM current_articles GROUP BY language")
    page.click("form.sql button")
    assert page.locator("svg.chart rect.bar").count() > 3
    context.close()


def test_a_watch_is_added_and_its_mail_comes(walk: Walk, tmp_path: Path) -> None:
    """Without JavaScript: the form, its file, a crawl of the sample newsroom, the mail, the feed."""
    url = make_sqlite_archive(tmp_path / "archive.db")
    folder = tmp_path / "watches"
    folder.mkdir()
    with mail_sink() as sink:
        channels = tmp_path / "channels.toml"
        channels.write_text(f'desk = "{sink.url("&secret=hunter2")}"\n', encoding="utf-8")
        channels.chmod(0o600)
        variables = {"NEWSARCHIVE_WATCHES": str(folder), "NEWSARCHIVE_CHANNELS": str(channels)}
        with serving_forked(url, tmp_path, "--edit-watches", **variables) as (_, address):
            context = walk.browser.new_context(java_script_enabled=False, locale="zh-CN")
            page = context.new_page()
            page.goto(f"{address}watches")
            page.click("a[href='/watches/new']")
            page.fill("#name", "lunchuan")
            page.fill("#words", "轮渡 OR")
            page.check("input[name=to][value=desk]")
            page.check("input[name=on][value=added]")
            page.click("form.watch button")
            assert "不能用 OR" in page.locator(".notice").inner_text()
            page.fill("#words", "轮渡")
            page.click("form.watch button")
            page.wait_for_url("**/watches/lunchuan")
            assert "hunter2" not in page.content()
            _axe(walk, f"{address}watches/lunchuan/edit", f"{address}watches/new")
            archive = open_archive(url)
            crawl_newsroom(archive)
            outcome = tell_watchers(archive, folder, channels)
            archive.close()
            assert outcome is not None
            assert (outcome.matched, outcome.sent) == (len(sink.mails), len(sink.mails))
            assert any("轮渡" in subject for subject in sink.subjects)
            page.reload()
            assert page.locator("section li").count() == len(sink.mails) > 0
            assert f"已发送 {len(sink.mails)}" in page.locator("aside").inner_text()
            feed = page.request.get(f"{address}feeds/watches/lunchuan/json").json()
            assert len(feed["items"]) == len(sink.mails)
            context.close()


def _axe(walk: Walk, *addresses: str) -> None:
    for width, scheme in ((1280, "light"), (390, "dark")):
        with walk.page(width=width, scheme=scheme) as page:
            for address in addresses:
                page.goto(address)
                page.evaluate(AXE)
                assert page.evaluate("axe.run(document)")["violations"] == []
                wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                assert not page.evaluate(wide), address


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


def test_a_captured_page_alone_leads_nowhere(walk: Walk, sqlite_client: TestClient) -> None:
    """Whatever frame a link asks for: the archive's own page stays."""
    listener = _Listener()
    number = article_numbers(sqlite_client)[HOSTILE_URL]
    path = f"/captures/{sqlite_client.get(f'/api/v1/articles/{number}/evidence').json()['kept_fetch_id']}"
    links = "".join(
        f"<p><a id=l{at} href='{listener.address}/{at}' {more}>away</a></p>"
        for at, more in enumerate(["", "target=_top", "target=_parent", "target=_blank", "download"])
    )
    shown = shown_capture(FetchedPage(url="", body=f"<html><body>{links}".encode(), content_type="text/html"))
    headers = {"Content-Type": shown.media_type, "Content-Security-Policy": CAPTURE_POLICY}
    with walk.page() as page:
        page.route(
            f"**{path}",
            lambda route: (
                route.continue_()
                if route.request.frame.parent_frame is None
                else route.fulfill(body=shown.body, headers=headers)
            ),
        )
        for at in range(5):
            page.goto(walk.address + path)
            page.frame_locator("iframe").locator(f"#l{at}").click(no_wait_after=True)
            page.wait_for_timeout(300)
            assert page.url == walk.address + path
            assert len(page.context.pages) == 1
    assert listener.count == 0
    listener.socket.close()


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
        <svg><image href="{out}/s.png"/><script>document.title = "ran"</script>
        <a href="javascript:document.title='ran'"><text id="drawn" y="20">drawn</text></a>
        <animate attributeName="href" values="{out}/an" onbegin="document.title='ran'"/></svg>
        <math><mi id="sum" xlink:href="javascript:document.title='ran'">sum</mi></math>
        <a id="script" href="javascript:document.title='ran'">script</a>
        <a id="data" href="data:text/html,<script>document.title='ran';fetch('{out}/d')</script>">data</a>
        <style>input[value^=s] {{ background: url("{out}/css-s") }} @font-face {{ font-family: f;
        src: url("{out}/font") }} p {{ font-family: f; cursor: url("{out}/cur"), auto }}</style>
        <input value="secret" style="list-style: url({out}/li)">
        <noscript><meta http-equiv="Refresh" content="0;url={out}/n"></noscript>
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
    for pressed in ("button", "#drawn", "#sum", "#script", "#data"):
        page.locator(pressed).first.click(no_wait_after=True)
    page.wait_for_timeout(400)
    assert page.url == f"{walk.address}/captured"
    assert page.title() != "ran"
    assert listener.count == 0
    context.close()
    listener.socket.close()


def _answering(text: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=text, content_type="text/html")


_STRANGE_FORM = """{}<form method="post" action="{}/watches/new"><input name="name" value="strange">
<input name="words" value="lamp"><button>Send</button></form>"""


def test_forms_work_over_plain_http_under_any_name_and_strange_ones_do_not(
    browser: Browser, filled_sqlite: str, tmp_path: Path
) -> None:
    """There Chromium sends no Fetch Metadata (as it does to this machine)."""
    folder = tmp_path / "settings" / "watches"
    folder.mkdir(parents=True)
    words = ("--edit-watches", "--allow-host", "archive.example")
    with serving_forked(filled_sqlite, tmp_path, *words) as (_, address):
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        ours = address.rstrip("/").replace("127.0.0.1", "archive.example")
        forms: list[Request] = []
        page.on("request", lambda one: forms.append(one) if one.method == "POST" else None)
        page.goto(f"{ours}/watches/new")
        page.fill("[name=name]", "lamp")
        page.fill("[name=words]", "lamp")
        page.click("form[method=post] button")
        page.wait_for_url(f"{ours}/watches/lamp")
        assert [file.name for file in folder.iterdir()] == ["lamp.toml"]
        for referrer in ("", '<meta name="referrer" content="no-referrer">'):
            strange = _STRANGE_FORM.format(referrer, ours)
            page.route("http://strange.example/*", _answering(strange))
            page.goto("http://strange.example/")
            with page.expect_response(f"{ours}/watches/new") as answered:
                page.click("button")
            assert answered.value.status == 403
        assert [file.name for file in folder.iterdir()] == ["lamp.toml"]
        heads = [one.all_headers() for one in forms]
        origins = [head.get("origin") for head in heads]
        assert origins == [ours, "http://strange.example", "null"]
        assert not any("sec-fetch-site" in head for head in heads)
        page.close()

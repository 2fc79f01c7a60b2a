"""Every page in a real Chromium: what axe-core finds, what is cut off, and pictures to look at.

`python -m benchmarks.pages` fills an archive with two visits of the sample newsroom, with texts that run from
right to left and with hostile ones, serves it with its watches and their forms, loads each page in both
languages, and looks at it light and dark, at 1280 and 390 pixels. So it does with an archive without an
article, error pages, a form sent wrong, and a report file. axe-core's findings, what is wider than the
window, controls whose texts are cut off, and layout shifts are printed; with any the exit code is 1. Without
JavaScript each page must be the same, since none has any.

`--pictures DIR` keeps pictures of each, English and light, Chinese and dark. The suite
(`tests/web/test_in_chromium.py`) loads most pages twice.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from newsarchive import clock
from newsarchive.browser.chromium import INSTALL_HINT, usable_chromium
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.watches.watch_run import tell_watchers
from tests.databases import make_sqlite_archive
from tests.storage.making import article, refused
from tests.web.asked_pages import HEAT
from tests.web.filled_archive import FERRY, HOSTILE_URL, MIRROR, declare_watches, hostile_article
from tests.web.test_in_chromium import AXE, AXE_RUN, BUDGET
from tests.web.test_serving import serving

_BY = "SELECT {0}, count(*) AS n FROM current_articles GROUP BY {0} ORDER BY {0}"
_NEWSARCHIVE = [sys.executable, "-c", "from newsarchive.cli import main; main()"]
Tongue = Literal["en-US", "zh-CN"]
TONGUES: tuple[Tongue, ...] = ("en-US", "zh-CN")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1280, 390)
# Rules of axe that look at colours and boxes.
_BY_SIGHT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
_PICTURED = ("en-light-1280", "en-light-390", "zh-dark-390", "zh-dark-1280")
# News in scripts that run from right to left, with what such texts mix in: numbers, names, quotes.
ASIDE = {
    "ar": (
        "العبّارة رقم 7 تعود إلى الميناء بعد عاصفة (صور)",
        (
            "عادت العبّارة «نورا» إلى ميناء هولم يوم 3 نوفمبر 2025 عند الساعة 14:30.\n"
            'قال القبطان: "كانت الرياح بسرعة 95 كم/س"، وأضاف أن شركة Ferry-Holm ستعلن الجدول الجديد غداً.'
        ),
    ),
    "he": (
        "המעבורת מס' 7 חזרה לנמל אחרי הסערה",
        (
            "המעבורת «נורה» חזרה לנמל הולם ב-3 בנובמבר 2025 בשעה 14:30.\n"
            'הקברניט אמר: "הרוחות הגיעו ל-95 קמ"ש", וחברת Ferry-Holm תפרסם לוח זמנים חדש מחר.'
        ),
    ),
    "fa": (
        "کشتی شماره ۷ پس از توفان به بندر بازگشت",
        (
            "کشتی «نورا» روز ۱۲ آبان ۱۴۰۴ ساعت ۱۴:۳۰ به بندر هولم بازگشت.\n"
            "ناخدا گفت: «سرعت باد به ۹۵ کیلومتر بر ساعت می‌رسید» و شرکت Ferry-Holm فردا برنامهٔ تازه را می‌گوید."
        ),
    ),
    "ja": (
        "フェリー7号、嵐のあと港に戻る",
        "フェリー「ノラ」は2025年11月3日14時30分、ホルム港に戻った。\n船長は「風速は秒速26メートルだった」と語り、Ferry-Holm社は明日、新しい時刻表を発表する。",
    ),
    "zh": (
        "“诺拉”号渡轮风暴后返港，Ferry-Holm公司明日公布新时刻表",
        "11月3日14时30分，“诺拉”号渡轮返回霍尔姆港（见图）。\n船长说：“当时风速达每秒26米……”该公司将于明天公布新的时刻表。",
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to be loaded: a name for its pictures, and its address."""

    name: str
    address: str


def aside_url(language: str) -> str:
    """Return the URL of the article in that language."""
    return f"https://aside.example/{language}"


def _fill(folder: Path) -> str:
    """Crawl the sample newsroom twice, add what it has not, and let the watches look; return the address."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
    for _ in range(2):
        subprocess.run([*_NEWSARCHIVE, "demo"], cwd=folder, env=own, check=True, stdout=subprocess.DEVNULL)
    (found,) = folder.glob("**/*.db")
    url = f"sqlite:///{found}"
    archive = open_archive(url)
    now = clock.now()
    for visit in (1, 2):
        crawl = archive.crawls.begin("aside", CrawlKind.CRAWL, now)
        for language, (title, text) in ASIDE.items():
            told = text if visit == 1 else text + "\n" + text.split("\n")[0]
            made = article(
                aside_url(language),
                text=told,
                title=title,
                authors=(),
                language=language,
                fetched_at=now,
                body=f"<html lang={language}><p>{told}</p></html>".encode(),
                published_at="2025-11-03T14:30:00+01:00",
            )
            archive.saves.save(crawl, [made])
        archive.saves.save(crawl, [refused("https://aside.example/login", fetched_at=now)])
        archive.crawls.end(crawl, now, "finished")
    crawl = archive.crawls.begin("hostile", CrawlKind.IMPORT, now)
    archive.saves.save(crawl, [hostile_article()])
    archive.crawls.end(crawl, now, "finished")
    watches = declare_watches(folder / "watches")
    for name in ("ferry", "hostile"):
        with (watches / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write('since = 2025-01-01\nto = ["gone"]\n')
    tell_watchers(archive, watches, None)
    archive.close()
    return url


def _numbers(address: str) -> dict[str, int]:
    found: dict[str, int] = {}
    cursor = None
    while True:
        asked: dict[str, str | int] = {"limit": 100} | ({"cursor": cursor} if cursor else {})
        with urllib.request.urlopen(f"{address}api/v1/articles?{urlencode(asked)}", timeout=60) as answer:
            page = json.load(answer)
        found |= {one["url"]: one["article_id"] for one in page["articles"]}
        if (cursor := page["next_cursor"]) is None:
            return found


def pages_of(address: str) -> Iterator[Shown]:
    """Yield every page of the filled archive."""
    numbers = _numbers(address)
    for name, path in {
        "today": "",
        "search": "search",
        "search-chinese": f"search?q={quote('轮渡')}",
        "search-narrow": f"search?q={quote('的')}&source=newsroom&language=zh&sort=relevance",
        "search-arabic": f"search?q={quote('العبّارة')}",
        "search-hebrew": f"search?q={quote('המעבורת')}",
        "search-persian": f"search?q={quote('کشتی')}",
        "search-past": "search?as_of=2030-01-01&q=ferry",
        "search-hostile": "search?q=zebrafish",
        "search-nothing": "search?q=nothingatall",
        "search-refused": "search?q=a+OR+b",
        "search-wrong": "search?since=yesterday&until=never",
        "sources": "sources",
        "source": "sources/newsroom",
        "source-hostile": "sources/hostile",
        "source-aside": "sources/aside",
        "source-none": "sources/nobody",
        "sql": "sql",
        "sql-heat": f"sql?sql={quote(HEAT)}",
        "sql-bar": f"sql?sql={quote(_BY.format('language'))}",
        "sql-line": f"sql?sql={quote(_BY.format('published_on'))}",
        "sql-rows": f"sql?sql={quote('SELECT * FROM current_articles')}",
        "sql-none": "sql?sql=SELECT+1+AS+n+WHERE+1=0",
        "sql-refused": "sql?sql=DELETE+FROM+articles",
        "watches": "watches",
        "watch": "watches/ferry",
        "watch-hostile": "watches/hostile",
        "watch-broken": "watches/broken",
        "watch-new": "watches/new",
        "watch-edit": "watches/ferry/edit",
        "watch-none": "watches/nobody",
        "why": f"why?url={quote(FERRY, safe='')}",
        "why-hostile": f"why?url={quote(HOSTILE_URL, safe='')}",
        "why-none": "why?url=https://nowhere.example/",
        "nowhere": "nowhere",
        "article-none": "articles/999999",
        "changes-same": f"articles/{numbers[FERRY]}/changes?before=1&after=1",
        "changes-wrong": f"articles/{numbers[FERRY]}/changes?before=2&after=1",
        "memento": f"memento/20301103090000/{FERRY}",
        "memento-arabic": f"memento/20301103090000/{aside_url('ar')}",
    }.items():
        yield Shown(name, address + path)
    for name, url in {
        "ferry": FERRY,
        "mirror": MIRROR,
        "hostile": HOSTILE_URL,
        **{language: aside_url(language) for language in ASIDE},
    }.items():
        for end in ("", "/changes", "/changes?view=side", "/page", "/evidence"):
            view = end.strip("/").replace("?view=", "-") or "text"
            yield Shown(f"article-{name}-{view}", f"{address}articles/{numbers[url]}{end}")


def empty_pages_of(address: str) -> Iterator[Shown]:
    """Yield the pages of an archive that holds nothing."""
    for path in ("", "search", "search?q=ferry", "sources", "sql", "watches"):
        yield Shown(f"empty-{path.replace('?q=', '-') or 'today'}", address + path)


_CUT_OFF = """() => {
    const wide = document.documentElement.clientWidth, found = [];
    if (document.documentElement.scrollWidth > wide) found.push('the page is wider than the window');
    const scrolls = one => one.closest('.scroll, .marked, pre, iframe, .skip') !== null;
    for (const one of document.querySelectorAll('body *')) {
        const box = one.getBoundingClientRect();
        if (!scrolls(one) && box.width > 0 && (box.right > wide + 1 || box.left < -1) && !one.closest('svg'))
            found.push('outside: ' + one.outerHTML.slice(0, 120));
        if (['BUTTON', 'SELECT', 'TH'].includes(one.tagName) && one.scrollWidth > one.clientWidth + 1)
            found.push('cut off: ' + one.outerHTML.slice(0, 120));
    }
    return found;
}"""
_SHIFT = """() => new Promise(told => {
    let sum = 0;
    const watch = new PerformanceObserver(list => list.getEntries().forEach(one => sum += one.value));
    watch.observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => setTimeout(() => told(sum), 0));
})"""
_LOADED = """() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
    .filter(one => !one.name.includes('/captures/'))
    .reduce((sum, one) => sum + one.encodedBodySize + 500, 0)"""


class Look:
    """Loads pages, and keeps what is found."""

    def __init__(self, browser: Browser, pictures: Path | None) -> None:
        self._browser, self._pictures = browser, pictures
        self.found: list[str] = []
        self.loads: Counter[str] = Counter()

    def at(self, pages: Sequence[Shown], *, send_wrong: str | None = None) -> None:
        """Load each page in each language, and look at it in both schemes and widths.

        With `send_wrong` the form at that address is sent without its fields, too.
        """
        for tongue in TONGUES:
            with self._page(tongue) as page:
                for one in pages:
                    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
                    page.emulate_media(color_scheme=SCHEMES[0])
                    page.goto(one.address, wait_until="load")
                    self._look(page, one.name, tongue[:2])
                if send_wrong is not None:
                    page.goto(send_wrong, wait_until="load")
                    page.click("form.watch button")
                    page.locator("[role=alert]").wait_for()
                    self._look(page, "watch-wrong", tongue[:2])

    def without_javascript(self, pages: Sequence[Shown]) -> None:
        """Load each page with and without JavaScript, and compare what a reader has of it."""
        texts = []
        for allowed in (True, False):
            context = self._browser.new_context(java_script_enabled=allowed)
            page = context.new_page()
            found = []
            for one in pages:
                page.goto(one.address, wait_until="load")
                if page.locator("script").count():
                    self.found.append(f"{one.name}: has a script")
                # Each browser has a proof of its own in a form.
                found.append(re.sub(r'name="proof" value="\w+"', "", page.locator("main").inner_html()))
                self.loads["javascript" if allowed else "no javascript"] += 1
            texts.append(found)
            context.close()
        for one, with_it, without in zip(pages, *texts, strict=True):
            if with_it != without and not one.name.endswith("today"):  # its head says the second
                self.found.append(f"{one.name}: differs without JavaScript")

    @contextmanager
    def _page(self, tongue: Tongue) -> Iterator[Page]:
        context = self._browser.new_context(locale=tongue)
        yield context.new_page()
        context.close()

    def _look(self, page: Page, name: str, tongue: str) -> None:
        self.loads[tongue] += 1
        if (shift := page.evaluate(_SHIFT)) != 0:
            self.found.append(f"{name} {tongue}: moves by {shift}")
        if not name.startswith("report") and (size := page.evaluate(_LOADED)) > BUDGET:
            self.found.append(f"{name} {tongue}: {size} bytes")
        page.evaluate(AXE)
        for scheme in SCHEMES:
            for width in WIDTHS:
                way = f"{tongue}-{scheme}-{width}"
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                # Of rules that do not look at colours and boxes neither changes the answer.
                chosen = {} if (scheme == "light") == (width == WIDTHS[0]) else {"runOnly": _BY_SIGHT}
                found = page.evaluate(AXE_RUN, chosen)["violations"]
                self.found += [f"{name} {way}: {one}" for one in page.evaluate(_CUT_OFF)]
                for one in found:
                    node = one["nodes"][0]
                    said = f"{one['id']} {node['html'][:200]} {node['failureSummary'][:300]}"
                    self.found.append(f"{name} {way}: {said}")
                if self._pictures is not None and way in _PICTURED:
                    page.screenshot(path=str(self._pictures / f"{name}.{way}.png"), full_page=True)


def _reports(url: str, folder: Path) -> Iterator[Shown]:
    for tongue in ("en", "zh"):
        file = folder / f"report-{tongue}.html"
        words = [
            "report",
            "--since",
            "2025-10-20",
            "--until",
            "2025-11-10",
            "--lang",
            tongue,
            "--html",
            str(file),
        ]
        done = subprocess.run(
            [*_NEWSARCHIVE, *words],
            cwd=folder,
            env=os.environ | {"NEWSARCHIVE_DATABASE_URL": url},
            check=False,
        )
        assert done.returncode == 0
        yield Shown(f"report-{tongue}", file.as_uri())


def main(words: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--pictures", type=Path, help="Keep a picture of each page in this folder.")
    parser.add_argument("--only", default="", help="Only pages whose name begins so.")
    asked = parser.parse_args(words)
    chromium = usable_chromium(os.environ.get("NEWSARCHIVE_CHROMIUM"))
    if chromium is None:
        print(INSTALL_HINT, file=sys.stderr)
        return 1
    if asked.pictures is not None:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        look = Look(browser, asked.pictures)
        url = _fill(folder)
        channels = folder / "channels.toml"
        channels.write_text('desk = "smtp://127.0.0.1/?from=a@b.example&to=c@d.example"\n', encoding="utf-8")
        channels.chmod(0o600)
        told = {"NEWSARCHIVE_WATCHES": str(folder / "watches"), "NEWSARCHIVE_CHANNELS": str(channels)}

        def chosen(pages: Iterator[Shown]) -> list[Shown]:
            return [one for one in pages if one.name.startswith(asked.only)]

        with serving(url, folder, "--edit-watches", **told) as (_, address):
            pages = chosen(pages_of(address))
            form = f"{address}watches/new" if "watch-wrong".startswith(asked.only) else None
            look.at(pages, send_wrong=form)
            look.without_javascript(pages)
        empty = folder / "empty"
        empty.mkdir()
        with serving(make_sqlite_archive(empty / "archive.db"), empty) as (_, address):
            look.at(chosen(empty_pages_of(address)))
        look.at(chosen(_reports(url, folder)))
        browser.close()
    for line in look.found:
        print(line)
    print(
        f"{look.loads.total():,} loads in {time.monotonic() - begun:.0f} s ({dict(look.loads)}):"
        f" {len(look.found):,} findings"
    )
    return 1 if look.found else 0


if __name__ == "__main__":
    sys.exit(main())

"""`make screenshots`: the pictures of README, of the sample newsroom as `newsarchive serve` shows it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from newsarchive.browser.chromium import INSTALL_HINT, usable_chromium

FOLDER = Path(__file__).parent / "_static"
# They are loaded with README, also by people who do not want to see them.
LARGEST = 150_000
_COMMAND = [sys.executable, "-c", "from newsarchive.cli import main; main()"]
# How a page and its picture are called in each language of README.
TONGUES = {"en": "en-US", "zh": "zh-CN"}
# A mirror's article with notes on pronunciation and forged papers for sale, and one that was edited.
_MIRROR, _FERRY = (
    "http://c.mirror.example/html/2025/0927/5520.html",
    "http://news.example/2025/1103/ferry.html",
)


class Picture(NamedTuple):
    """One of the pictures: its name, the article, what stands behind the address, and how high it is."""

    name: str
    url: str
    end: str
    height: int


PICTURES = (Picture("repairs", _MIRROR, "/page", 640), Picture("changes", _FERRY, "/changes", 740))


def picture_file(name: str, tongue: str) -> Path:
    """Return where the picture is kept."""
    return FOLDER / f"serve-{name}-{tongue}.png"


def main() -> int:
    """Fill an archive by two crawls, and write the pictures."""
    chromium = usable_chromium(os.environ.get("NEWSARCHIVE_CHROMIUM"))
    if chromium is None:
        print(INSTALL_HINT, file=sys.stderr)  # noqa: T201 - a script's own message
        return 1
    with tempfile.TemporaryDirectory() as folder:
        # Nothing of the operator's own: `demo` and `serve` work in the folder they are started in.
        own = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
        for _ in range(2):
            subprocess.run(  # noqa: S603 - our own command
                [*_COMMAND, "demo"], cwd=folder, env=own, check=True, stdout=subprocess.DEVNULL
            )
        serve = [*_COMMAND, "serve", "--port", "0"]
        with subprocess.Popen(  # noqa: S603 - our own command
            serve, cwd=folder, env=own, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            try:
                address = re.search(r"http://\S+?/", process.stderr.readline())
                assert address is not None
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                    _take_all(browser, address[0].rstrip("/"))
                    browser.close()
            finally:
                process.terminate()
    return 0


def _take_all(browser: Browser, address: str) -> None:
    for tongue, locale in TONGUES.items():
        context = browser.new_context(
            locale=locale, color_scheme="light", viewport={"width": 1080, "height": 900}
        )
        page = context.new_page()
        found: dict[str, Any] = page.request.get(f"{address}/api/v1/articles?limit=100").json()
        numbers = {one["url"]: one["article_id"] for one in found["articles"]}
        for picture in PICTURES:
            page.goto(f"{address}/articles/{numbers[picture.url]}{picture.end}", wait_until="networkidle")
            file = picture_file(picture.name, tongue)
            clip: Any = {"x": 0, "y": 0, "width": 1080, "height": picture.height}
            page.screenshot(path=str(file), clip=clip)
            size = file.stat().st_size
            print(f"{file}: {size:,} bytes")  # noqa: T201 - what the command tells
            assert size <= LARGEST, file
        context.close()


if __name__ == "__main__":
    sys.exit(main())

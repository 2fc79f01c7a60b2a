"""Where a Chromium is: named by the operator, on PATH, or in Playwright's cache.

`python -m newsarchive.browser.finding` prints it, or ends with 1.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from newsarchive.errors import ConfigurationError, MissingExtraError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EXTRA, PACKAGE = "browser", "scrapy_playwright"
HOW = (
    "Install one (Debian: apt-get install chromium; elsewhere: playwright install chromium),"
    " or name its file in NEWSARCHIVE_CHROMIUM."
)


def find_chromium(named: str | None = None) -> str | None:
    """Return the file of a Chromium, None where there is none; one `named` is taken as it is."""
    return named or next(filter(None, map(shutil.which, NAMES)), None) or _cached()


def usable_chromium(named: str | None = None) -> str | None:
    """Return the file of a Chromium this program can drive: the extra must be installed too.

    Playwright itself is not imported for that: 0.25 s (2026-11), and most crawls never need it.
    """
    return find_chromium(named) if find_spec(PACKAGE) else None


def demand_chromium(source: str, named: str | None = None) -> str:
    """Return the file of a Chromium for a source that declares it needs one.

    MissingExtraError or ConfigurationError say what to install.
    """
    what = f'Source {source} declares render = "browser"'
    if not find_spec(PACKAGE):
        raise MissingExtraError(f"{what}, which", EXTRA)
    found = find_chromium(named)
    if found is None:
        raise ConfigurationError(f"{what}, and no Chromium is found.", hint=HOW)
    return found


def _cached() -> str | None:
    """Playwright's own: chromium-NUMBER, the newest; its folder differs by version and machine."""
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = [path for path in folder.glob("chromium-*/chrome-linux*/chrome") if os.access(path, os.X_OK)]
    return str(max(found, key=_number)) if found else None


def _number(path: Path) -> int:
    number = path.parts[-3].rpartition("-")[2]
    return int(number) if number.isdigit() else 0


if __name__ == "__main__":
    chromium = find_chromium(os.environ.get("NEWSARCHIVE_CHROMIUM"))
    if chromium is None:
        sys.exit(1)
    sys.stdout.write(f"{chromium}\n")

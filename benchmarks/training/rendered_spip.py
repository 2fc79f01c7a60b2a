"""SPIP with its default templates, installed from Debian (spip, php-sqlite3): news at `spip.php?article1`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.training.rendered_django import told_of
from benchmarks.training.rendered_programs import BuildFailedError, Page, Program, Theme, run, write
from benchmarks.training.rendered_servers import answered_pages, php_server
from benchmarks.training.rendered_stories import KnownSite

_INSTALLED = Path("/usr/share/spip")
_FILL = Path(__file__).with_name("rendered_spip.php")
_OWN = ("IMG", "local", "plugins", "sites", "tmp", "config/bases")  # folders of one site, empty at first
_CONNECT = """<?php
if (!defined('_ECRIRE_INC_VERSION')) return;
$GLOBALS['spip_connect_version'] = 0.8;
spip_connect_db('', '', '', '', 'site', 'sqlite3', 'spip', '', 'utf-8');
"""
# What its file for Apache does, and that it is behind a proxy.
_ROUTER = """<?php
ini_set('display_errors', '0');
$_SERVER['SERVER_PORT'] = '80';
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (in_array($path, ['/robots.txt', '/sitemap.xml'])) {
    $_GET['page'] = $_REQUEST['page'] = substr($path, 1);
} elseif (!in_array($path, ['/', '/spip.php']) && is_file(__DIR__ . $path)) {
    return false;
} elseif (!in_array($path, ['/', '/spip.php'])) {
    $_GET['page'] = $_REQUEST['page'] = '404';
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/spip.php';
require __DIR__ . '/spip.php';
"""
_SPIPTEXT = {"p": "{}", "h2": "{{{{{{{}}}}}}}", "li": "-* {}", "quote": "<quote>{}</quote>"}


class Spip(Program):
    """SPIP: the first paragraph of long news is its lead; it has comments of its own."""

    has_comments = True
    # Its words come in none of these.
    languages: ClassVar[Mapping[str, str]] = {"zh-TW": "zh"} | dict.fromkeys(
        ("am", "bn", "el", "hi", "ka", "ko", "ta", "th"), "en"
    )

    def install(self, _packages: tuple[str, ...]) -> None:
        _ask_for_it()

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        told: dict[str, Any] = told_of(site, [""] * len(site.stories)) | {"language": self.language(site)}
        for about, story in zip(told["stories"], site.stories, strict=True):
            text = story.marked_up(_SPIPTEXT)
            about["lead"], _, about["html"] = ("", "", text) if story.is_short else text.partition("\n\n")
            about["html"] += f"\n\n{story.hidden_html}" if story.hidden else ""
        with filled_spip(told, folder, site.zone) as (port, paths):
            yield from answered_pages(port, site, paths, folder)


@contextmanager
def filled_spip(told: Mapping[str, object], folder: Path, zone: str) -> Iterator[tuple[int, list[str]]]:
    """Fill a new SPIP with what is told; yield the port it answers at, and the stories' addresses."""
    _ask_for_it()
    root = _laid_out(folder / "spip", zone)
    write(folder / "site.json", json.dumps(told))
    shown = ""
    for step in ("make", "plugins", "fill"):
        php = ["php", "-d", "memory_limit=512M", "-d", "display_errors=stderr"]
        shown = run([*php, str(_FILL), str(root), str(folder / "site.json"), step], folder)
    with php_server(root, "router.php") as port:
        yield port, shown.split()


def _ask_for_it() -> None:
    if not (_INSTALLED / "spip.php").is_file():
        raise BuildFailedError("there is no SPIP; apt-get install spip php-sqlite3")


def _laid_out(root: Path, zone: str) -> Path:
    shutil.copytree(_INSTALLED, root, symlinks=True)
    for name in _OWN:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)
    # Debian's serve several sites from one folder.
    for name in ("mes_options.php", "ecran_securite.php"):
        (root / "config" / name).unlink(missing_ok=True)
    write(root / "config" / "mes_options.php", f"<?php\ndate_default_timezone_set('{zone}');\n")
    write(root / "config" / "connect.php", _CONNECT)
    write(root / "router.php", _ROUTER)
    return root

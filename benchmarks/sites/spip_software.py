"""SPIP with its default templates, as Debian has it: articles at `spip.php?article12`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sites.known_news import News, known_news
from benchmarks.sites.serving import Forwarded
from benchmarks.sites.software import Running, host_of
from benchmarks.training.rendered_programs import BuildFailedError, run, write
from benchmarks.training.rendered_wordpress import php_server

_INSTALLED = Path("/usr/share/spip")
_FILL = Path(__file__).with_name("fill_spip.php")
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


@dataclass(frozen=True, slots=True)
class SpipSoftware:
    """SPIP, which has to be installed: its parts are packages of their own."""

    @property
    def label(self) -> str:
        return "spip-default"

    @contextmanager
    def running(self, folder: Path, count: int) -> Iterator[Running]:
        if not (_INSTALLED / "spip.php").is_file():
            raise BuildFailedError("there is no SPIP; apt-get install spip php-sqlite3")
        host = host_of(self.label)
        news = known_news(host, "number", count=count)
        root = _laid_out(folder / "spip", news.site.zone)
        write(folder / "site.json", json.dumps(_told(news)))
        shown = ""
        for step in ("make", "plugins", "fill"):
            php = ["php", "-d", "memory_limit=512M", "-d", "display_errors=stderr"]
            shown = run([*php, str(_FILL), str(root), str(folder / "site.json"), step], folder)
        with php_server(root, "router.php") as port:
            yield Running(host=host, news=news, site=Forwarded(host, port), pages=shown.split())


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


def _told(news: News) -> dict[str, object]:
    """What the PHP script reads."""
    site = news.site
    return {
        "name": site.name,
        "title": site.title,
        "language": site.language.partition("-")[0],
        "stories": [
            {
                "title": story.title,
                "html": story.html,
                "language": language.partition("-")[0],
                "author": story.author,
                "date": f"{story.published:%Y-%m-%d %H:%M:%S}",
                "category": site.menu[story.number % len(site.menu)],
                "tags": list(story.tags),
                "remarks": [
                    {"name": one.name, "text": one.text, "day": f"{one.day:%Y-%m-%d %H:%M:%S}"}
                    for one in story.remarks
                ],
            }
            for story, language in zip(site.stories, news.languages, strict=True)
        ],
    }

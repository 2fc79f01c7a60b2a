"""WordPress with the themes that Debian has, its database and server made for one site.

Its packages are fetched by `apt-get download` and laid out in a folder; nothing is installed. It needs `php`
with mysqli and `mariadbd` (Debian: php-cli, php-mysql, mariadb-server). Comments are WordPress's own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

from benchmarks.training.rendered_programs import Page, Theme, run, write
from benchmarks.training.rendered_servers import (
    DebianProgram,
    answered_pages,
    php_server,
    running_process,
    wait_until,
)
from benchmarks.training.rendered_stories import KnownSite

_FILL = Path(__file__).with_name("rendered_fill.php")
_LOCALES: Mapping[str, str] = {
    "zh": "zh_CN",
    "zh-TW": "zh_TW",
    "ja": "ja",
    "ko": "ko_KR",
    "th": "th",
    "en": "",
    "de": "de_DE",
    "fr": "fr_FR",
    "es": "es_ES",
    "vi": "vi",
    "tr": "tr_TR",
    "ru": "ru_RU",
    "uk": "uk",
    "ar": "ar",
}
_CONFIG = """<?php
define('DB_NAME', 'site'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://{host}'); define('WP_SITEURL', 'http://{host}');
define('WP_CONTENT_DIR', '{content}'); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""


class WordPress(DebianProgram):
    """WordPress: authors of their own for each story, and comments that it renders itself."""

    has_comments = True

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        """Fill a new WordPress and save what it answers to each story's address."""
        links = ("/%year%/%monthnum%/%day%/%postname%/", "/%postname%/")[len(theme.name) % 2]
        with self.running(theme, site, folder, links) as (port, paths):
            yield from answered_pages(port, site, paths, folder)

    @contextmanager
    def running(
        self, theme: Theme, site: KnownSite, folder: Path, links: str
    ) -> Iterator[tuple[int, list[str]]]:
        """Fill a new WordPress; yield the port it answers at, and the stories' addresses after the host.

        `links` is its setting of permalinks, empty for `?p=12`.
        """
        root, content = folder / "wordpress", folder / "wp-content"
        shutil.copytree(
            self.folder / "usr/share/wordpress", root, symlinks=True, ignore_dangling_symlinks=True
        )
        laid_out = self.folder / "var/lib/wordpress/wp-content"
        shutil.copytree(laid_out, content, ignore=shutil.ignore_patterns("themes"))
        # What is laid out there are links to where themes are once installed.
        shutil.copytree(self.folder / "usr/share/wordpress/wp-content/themes", content / "themes")
        address = folder / "db.sock"
        config = _CONFIG.format(socket=address, host=site.name, content=content)
        write(root / "wp-config.php", config)
        write(folder / "site.json", json.dumps(_told(theme, site, links)))
        with database(folder, address):
            filling = ["php", "-d", "memory_limit=512M", str(_FILL), str(root), str(folder / "site.json")]
            shown = run(filling, folder).split()
            with php_server(root) as port:
                yield port, [url.removeprefix(f"http://{site.name}/") for url in shown]


def _told(theme: Theme, site: KnownSite, links: str) -> dict[str, object]:
    """What the PHP script reads."""
    chinese = site.language in ("zh", "zh-TW", "ja")
    return {
        "name": site.name,
        "title": site.title,
        "zone": site.zone,
        "locale": _LOCALES[site.language],
        "theme": theme.name,
        "links": links,
        "date_format": "Y年n月j日" if chinese else "j F Y",
        "stories": [
            {
                "title": story.title,
                "slug": story.slug,
                "html": story.html,
                "author": story.author,
                "date": f"{story.published:%Y-%m-%d %H:%M:%S}",
                "date_utc": f"{story.published.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
                "category": site.menu[story.number % len(site.menu)],
                "tags": list(story.tags),
                "remarks": [
                    {
                        "name": one.name,
                        "text": one.text,
                        "day": f"{one.day:%Y-%m-%d %H:%M:%S}",
                        "day_utc": f"{one.day.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
                    }
                    for one in story.remarks
                ],
            }
            for story in site.stories
        ],
    }


@contextmanager
def database(folder: Path, address: Path) -> Iterator[None]:
    """Start MariaDB with an empty database `site` for root, at a socket."""
    data = folder / "db"
    run(
        [
            "mariadb-install-db",
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
        ],
        folder,
    )
    command = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={address}", "--skip-networking"]
    command += ["--user=root", f"--pid-file={folder}/db.pid"]
    # It is thrown away: to wait for the disk at each change is in vain, and was most of a life's time.
    command += ["--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite"]
    with running_process(command, folder):
        wait_until(address.exists)
        asked = ["mariadb", "--no-defaults", f"--socket={address}", "-u", "root", "-e"]
        run([*asked, "CREATE DATABASE site CHARACTER SET utf8mb4"], folder)
        yield

"""MediaWiki with the skins that Debian has: it tells no author, and no day but that of the last edit.

Its packages are fetched by `apt-get download` and laid out in a folder. It needs `php` with its modules for
SQLite, XML, mbstring and intl (Debian: php-cli php-sqlite3 php-xml php-mbstring php-intl).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from html import escape
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from benchmarks.training.rendered_programs import Page, Theme, category_of, run, write
from benchmarks.training.rendered_servers import (
    DebianProgram,
    answered_pages,
    free_port,
    is_open,
    running_process,
    wait_until,
)
from benchmarks.training.rendered_stories import KnownSite, KnownStory

_SKINS: Mapping[str, str] = {
    "vector": "Vector",
    "vector-2022": "Vector",
    "monobook": "MonoBook",
    "timeless": "Timeless",
    "minerva": "MinervaNeue",
    "greystuff": "GreyStuff",
}
_SETTINGS = """
wfLoadSkin('{folder}');
$wgDefaultSkin = '{skin}';
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = true;
$wgRightsText = {site};
$wgSidebarCacheExpiry = 0;
$wgJobRunRate = 0;
"""
_WIKITEXT = {"p": "{}", "h2": "== {} ==", "li": "* {}", "quote": "<blockquote>{}</blockquote>"}


class MediaWiki(DebianProgram):
    """MediaWiki, which has no comments below a page."""

    has_comments = True
    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-hans", "zh-TW": "zh-hant"}

    def install(self, packages: tuple[str, ...]) -> None:
        super().install(packages)
        # It leads to what is there once it is installed.
        (self._root / "LocalSettings.php").unlink(missing_ok=True)

    @property
    def _root(self) -> Path:
        return self.folder / "usr" / "share" / "mediawiki"

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        language = self.language(site)
        maintenance = ["env", f"MW_CONFIG_FILE={folder}/LocalSettings.php", "php", "maintenance/run.php"]
        install = [f"--dbpath={folder}/data", f"--confpath={folder}", f"--server=http://{site.name}"]
        install += ["--dbtype=sqlite", "--scriptpath=", f"--lang={language}", "--pass=Unused-unused-1"]
        run([*maintenance[2:], "install", *install, site.title, "Office"], self._root)
        settings = _SETTINGS.format(
            folder=_SKINS[theme.name], skin=theme.name, site="'" + site.title.replace("'", "\\'") + "'"
        )
        with (folder / "LocalSettings.php").open("a", encoding="utf-8") as local:
            local.write(settings)
        write(folder / "stories.xml", _dump(site))
        run([*maintenance, "importDump", "--username-prefix=", str(folder / "stories.xml")], self._root)
        port = free_port()
        server = ["php", "-S", f"127.0.0.1:{port}", "-t", str(self._root), str(self._root / "index.php")]
        with running_process([*maintenance[:2], *server], folder):
            wait_until(lambda: is_open(port))
            paths = [f"wiki/{quote(story.title.replace(' ', '_'))}" for story in site.stories]
            yield from answered_pages(port, site, paths, folder)


def _dump(site: KnownSite) -> str:
    """Return the stories as the wiki exports them."""
    pages = "".join(
        f"<page><title>{escape(story.title)}</title><ns>0</ns><revision>"
        f"<timestamp>{story.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</timestamp>"
        f"<contributor><username>{escape(story.author)}</username></contributor>"
        f'<model>wikitext</model><format>text/x-wiki</format><text xml:space="preserve">'
        f"{escape(_wikitext(site, story))}</text></revision></page>"
        for story in site.stories
    )
    return f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11">{pages}</mediawiki>'


def _wikitext(site: KnownSite, story: KnownStory) -> str:
    lines = [story.marked_up(_WIKITEXT)]
    if story.hidden:
        lines += ["", story.hidden_html]
    lines.append("")
    lines += [f"[[Category:{name}]]" for name in (category_of(site, story), *story.tags)]
    return "\n".join(lines)

"""DokuWiki with the templates that Debian has: below a page it tells when it was changed last, and by whom.

Its packages are fetched by `apt-get download` and laid out in a folder. It needs `php` and what Debian took
out of it: php-cli php-xml php-geshi php-kissifrot-php-ixr php-phpseclib3 php-random-compat libphp-simplepie.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import Page, Theme, category_of, write
from benchmarks.training.rendered_servers import DebianProgram, answered_pages, php_server
from benchmarks.training.rendered_stories import KnownSite, KnownStory

_MARKUP = {"p": "{}", "h2": "===== {} =====", "li": "  * {}", "quote": "> {}"}


class DokuWiki(DebianProgram):
    """DokuWiki, which has no comments below a page, and no HTML in it."""

    has_comments = True
    languages: ClassVar[Mapping[str, str]] = {"zh-TW": "zh-tw"}

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        root, shared = folder / "dokuwiki", self.folder / "usr" / "share" / "dokuwiki"
        shutil.copytree(shared, root, symlinks=True)
        for name in ("tpl", "plugins"):
            # Links to where they are once installed.
            (root / "lib" / name).unlink()
            shutil.copytree(self.folder / "var/lib/dokuwiki/lib" / name, root / "lib" / name, symlinks=True)
        for one in (shared / "templates-extra").iterdir():
            shutil.copytree(one, root / "lib" / "tpl" / one.name, dirs_exist_ok=True)
        settings = {
            "title": site.title,
            "lang": self.language(site),
            "template": theme.name,
            "savedir": str(folder / "data"),
            "useacl": 0,
            "userewrite": 2,
            "baseurl": f"http://{site.name}",
            "basedir": "/",
            "showuseras": "loginname",
            "license": "cc-by",
        }
        conf = folder / "conf"
        shutil.copytree(self.folder / "etc" / "dokuwiki", conf, symlinks=True)
        written = {name: json.dumps(value, ensure_ascii=False) for name, value in settings.items()}
        lines = [f"$conf[{name!r}] = {value};" for name, value in written.items()]
        write(conf / "local.php", "\n".join(["<?php", *lines, ""]))
        write(root / "inc" / "preload.php", f"<?php\ndefine('DOKU_CONF', '{conf}/');\n")
        data = folder / "data"
        shutil.copytree(self.folder / "var" / "lib" / "dokuwiki" / "data", data, symlinks=True)
        for name in ("attic", "cache", "index", "locks", "log", "media", "media_attic", "media_meta", "meta"):
            (data / name).mkdir(exist_ok=True)
        menu = [f"  * [[s{at}:start|{word}]]" for at, word in enumerate(site.menu)]
        newest = [f"  * [[{_id(site, story)}|{story.title}]]" for story in site.stories[:5]]
        write(data / "pages" / "sidebar.txt", "\n".join([*menu, "", f"===== {site.title} =====", *newest]))
        for story in site.stories:
            self._write_story(data, site, story)
        with php_server(root, "doku.php") as port:
            paths = [f"doku.php/{_id(site, story)}" for story in site.stories]
            yield from answered_pages(port, site, paths, folder)

    def _write_story(self, data: Path, site: KnownSite, story: KnownStory) -> None:
        name, at = _id(site, story), int(story.published.timestamp())
        file = data / "pages" / f"{name.replace(':', '/')}.txt"
        write(file, f"====== {story.title} ======\n\n{story.marked_up(_MARKUP)}\n")
        os.utime(file, (at, at))
        change = "\t".join([str(at), "127.0.0.1", "C", name, story.author, "", "", ""])
        write(data / "meta" / f"{name.replace(':', '/')}.changes", f"{change}\n")


def _id(site: KnownSite, story: KnownStory) -> str:
    return f"s{site.menu.index(category_of(site, story))}:{story.slug}"

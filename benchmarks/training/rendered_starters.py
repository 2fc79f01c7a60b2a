"""Starters of the npm registry, whole sites whose pages are replaced: Astro Accelerator."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import (
    INSTALLING,
    NodeProgram,
    Page,
    Program,
    Theme,
    category_of,
    page_at,
    run,
    with_matter,
    write,
)
from benchmarks.training.rendered_stories import KnownSite

_BUILDING = 600  # seconds for one site


class Accelerator(NodeProgram):
    """Astro Accelerator, whose markup tells day and author as microdata."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN"}

    def install(self, _packages: tuple[str, ...]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for package in filter(self.is_new, self.packages):
            archive = run(["npm", "pack", "--silent", package], self.folder, INSTALLING).split()[-1]
            run(["tar", "xzf", archive], self.folder)
            about = json.loads((self._root / "package.json").read_text("utf-8")) | {"devDependencies": {}}
            # What checks its words and links, no page is made of.
            for name in ("cspell", "linkinator"):
                about["dependencies"].pop(name, None)
            write(self._root / "package.json", json.dumps(about))
            npm = ["npm", "install", "--legacy-peer-deps", "--no-audit", "--no-fund", "--ignore-scripts"]
            run(npm, self._root, INSTALLING)
            self.note(package)

    @property
    def _root(self) -> Path:
        return self.folder / "package"

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        shutil.copytree(
            self._root, folder, ignore=shutil.ignore_patterns("node_modules", "sample"), dirs_exist_ok=True
        )
        (folder / "node_modules").symlink_to(self._root / "node_modules")
        settings = {
            "owner": site.owner,
            "url": f"http://{site.name}",
            "title": site.title,
            "description": site.title,
            # Its words come in English only, which is the language it writes days in.
            "locale": self.language(site),
        }
        config = (folder / "src" / "config.ts").read_text("utf-8")
        for name, value in settings.items():
            before, _, after = re.split(rf"(\b{name}: '[^']*',)", config, maxsplit=1)
            config = f"{before}{name}: {json.dumps(value, ensure_ascii=False)},{after}"
        write(folder / "src" / "config.ts", config)
        pages, about = folder / "src" / "pages", {"pubDate": "2022-09-17", "description": site.title}
        shutil.copy(self._root / "sample" / "src" / "pages" / "articles.md", pages / "articles.md")
        write(pages / "index.md", with_matter({"title": site.title, "navOrder": 0} | about, site.title))
        for at, word in enumerate(site.menu):
            section = {"title": word, "navOrder": at + 1} | about
            write(pages / f"s{at}.md", with_matter(section, word))
        names = sorted({story.author for story in site.stories})
        for at, name in enumerate(names):
            own = {"layout": "src/layouts/Author.astro", "id": f"w{at}", "title": name, "navOrder": 1000}
            write(pages / "authors" / f"w{at}.md", with_matter(own | about, ""))
        for story in site.stories:
            matter = {
                "layout": "src/layouts/Default.astro",
                "title": story.title,
                "pubDate": story.published.isoformat(),
                "authors": [f"w{names.index(story.author)}"],
                "categories": [category_of(site, story)],
                "tags": list(story.tags),
                "description": story.title,
                "navMenu": False,
            }
            write(pages / "articles" / f"{story.slug}.md", with_matter(matter, story.markdown))
        command = ["env", "ASTRO_TELEMETRY_DISABLED=1", "node", "node_modules/astro/astro.js", "build"]
        run(command, folder, _BUILDING)
        for story in site.stories:
            yield page_at(folder / "dist", story, f"articles/{story.slug}/")


STARTERS: Mapping[str, type[Program]] = {"astro-accelerator": Accelerator}

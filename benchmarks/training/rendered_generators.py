"""Generators of PyPI that bring one design of their own: Marmite."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.training.rendered_programs import (
    Page,
    Program,
    PythonProgram,
    Theme,
    day_format,
    page_at,
    run,
    with_matter,
    write,
)
from benchmarks.training.rendered_stories import KnownSite


class Marmite(PythonProgram):
    """Marmite, which has the day twice in a page and the author at its foot."""

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        names = sorted({story.author for story in site.stories})
        settings = {
            "name": site.title,
            "url": f"http://{site.name}",
            "language": site.language,
            "default_date_format": day_format(site),
            "menu": [[word, "tags.html"] for word in site.menu],
            "authors": {
                f"w{at}": {"name": name, "avatar": "/a.png", "bio": site.title}
                for at, name in enumerate(names)
            },
            "footer": f"© {site.title}",
            "pagination": 5,
        }
        # JSON is YAML too.
        write(folder / "marmite.yaml", json.dumps(settings, ensure_ascii=False))
        for story in site.stories:
            own = {
                "title": story.title,
                "slug": story.slug,
                "date": f"{story.published:%Y-%m-%d %H:%M:%S}",
                "tags": list(story.tags),
                "authors": [f"w{names.index(story.author)}"],
            }
            write(folder / "content" / f"{story.slug}.md", with_matter(own, story.markdown))
        run([str(self.folder / "bin" / "marmite"), ".", "out"], folder)
        for story in site.stories:
            yield page_at(folder / "out", story, f"{story.slug}.html")


GENERATORS: Mapping[str, type[Program]] = {"marmite": Marmite}

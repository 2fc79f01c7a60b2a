"""Generators of PyPI that bring one design of their own: Marmite, Miyadaiku, mynt."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.training.rendered_programs import (
    Page,
    Program,
    PythonProgram,
    Theme,
    category_of,
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


class Miyadaiku(PythonProgram):
    """Miyadaiku, which has the day beside a text and tells no author."""

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = {
            "site_url": f"http://{site.name}",
            "site_title": site.title,
            "lang": site.language,
            "charset": "utf-8",
            "timezone": site.zone,
            "themes": [theme.settings["package"]],
            "copyright": f"© {site.title}",
        }
        # JSON is YAML too.
        write(folder / "config.yml", json.dumps(settings, ensure_ascii=False))
        for name in ("files", "templates"):
            (folder / name).mkdir()
        for story in site.stories:
            own = {"title": story.title, "tags": list(story.tags), "category": category_of(site, story)}
            # It takes no day that is one to YAML.
            own["date"] = f'"{story.published:%Y-%m-%d %H:%M:%S}"'
            write(folder / "contents" / "news" / f"{story.slug}.md", with_matter(own, story.markdown))
        run([str(self.folder / "bin" / "miyadaiku-build"), "."], folder)
        for story in site.stories:
            yield page_at(folder / "outputs", story, f"news/{story.slug}.html")


class Mynt(PythonProgram):
    """mynt: a blog with one author, who is named in the head only."""

    one_author = True

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        mynt, root = str(self.folder / "bin" / "mynt"), folder / "blog"
        run([mynt, "init", "-t", theme.name, str(root)], folder)
        shutil.rmtree(root / "_posts")
        settings = {
            "domain": f"http://{site.name}",
            "author": site.owner,
            "title": site.title,
            "subtitle": site.menu[0],
            "description": site.title,
            "date_format": day_format(site),
            "archive_layout": "archive.html",
            "archives_url": "/archives/",
            "tag_layout": "tag.html",
            "tags_url": "/archives/",
            "posts_url": "/<year>/<month>/<day>/<slug>/",
        }
        # JSON is YAML too.
        write(root / "mynt.yml", json.dumps(settings, ensure_ascii=False))
        for story in site.stories:
            own: dict[str, object] = {"layout": "post.html", "title": story.title, "tags": list(story.tags)}
            name = f"{story.published:%Y-%m-%d}-{story.slug}.md"
            # Of Markdown it drops headings without a Latin letter.
            write(root / "_posts" / name, with_matter(own, story.html))
        run([mynt, "-q", "generate", str(root), str(folder / "out")], folder)
        for story in site.stories:
            yield page_at(folder / "out", story, f"{story.published:%Y/%m/%d}/{story.slug}/")


GENERATORS: Mapping[str, type[Program]] = {"marmite": Marmite, "miyadaiku": Miyadaiku, "mynt": Mynt}

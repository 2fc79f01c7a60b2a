"""Lektor with the blog that its quickstart makes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import Page, PythonProgram, Theme, page_at, run, write
from benchmarks.training.rendered_stories import KnownSite

# What its quickstart does once it has asked for these facts, in the program's own Python.
_START = """
import json, sys
from lektor.quickstart import Generator
told = json.loads(sys.argv[1])
Generator("project").run(told, told["project_path"])
"""


class Lektor(PythonProgram):
    """Lektor: a story stands below a second heading, for the first is the name of the site."""

    languages: ClassVar[Mapping[str, str]] = {"zh-TW": "zh_TW"}

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        root = folder / "news"
        told = {
            "project_name": site.title,
            "project_slug": "news",
            "project_path": str(root),
            "with_blog": True,
            "this_year": site.stories[0].published.year,
            "today": f"{site.stories[0].published:%Y-%m-%d}",
            "author_name": site.owner,
        }
        run([str(self.python), "-c", _START, json.dumps(told)], folder)
        shutil.rmtree(root / "content" / "blog" / "first-post")
        project = next(root.glob("*.lektorproject"))
        language = f"[alternatives.{self.language(site)}]\nname = {site.title}\nprimary = yes\n"
        write(project, f"{project.read_text('utf-8')}\n{language}")
        for story in site.stories:
            fields = {
                "title": story.title,
                "author": story.author,
                "pub_date": f"{story.published:%Y-%m-%d}",
                "body": f"\n{story.markdown}",
            }
            text = "---\n".join(f"{name}: {value}\n" for name, value in fields.items())
            write(root / "content" / "blog" / story.slug / "contents.lr", text)
        run([str(self.folder / "bin" / "lektor"), "build", "--output-path", str(folder / "out")], root)
        for story in site.stories:
            yield page_at(folder / "out", story, f"blog/{story.slug}/")

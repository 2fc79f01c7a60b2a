"""Tinkerer, blogs of Sphinx written in reStructuredText, with its own themes: five change its first one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import Page, PythonProgram, Theme, category_of, page_at, run, write
from benchmarks.training.rendered_stories import KnownSite, KnownStory

# A line below a heading is as long as the longest, in letters that are two wide.
_TEXT = {"p": "{}", "h2": "{}\n" + "-" * 200, "li": "* {}", "quote": "   {}"}
_CONFIG = """
import tinkerer, tinkerer.paths
extensions = ["tinkerer.ext.blog", "tinkerer.ext.disqus"]
html_static_path = ["_static", tinkerer.paths.static]
html_theme_path = [tinkerer.paths.themes]
html_sidebars = {"**": ["recent.html", "tags_cloud.html", "categories.html", "searchbox.html"]}
templates_path = ["_templates"]
exclude_patterns = ["drafts/*", "_templates/*"]
source_suffix, master_doc = tinkerer.source_suffix, tinkerer.master_doc
version = release = tinkerer.__version__
disqus_shortname = rss_service = landing_page = first_page_title = None
html_use_index = html_show_sourcelink = rss_generate_full_posts = False
html_add_permalinks, slug_word_separator, posts_per_page = "", "_", 5
"""


class Tinkerer(PythonProgram):
    """Tinkerer, whose addresses have the day."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh_CN", "zh-TW": "zh_TW"}

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = {
            "project": site.title,
            "html_title": site.title,
            "tagline": site.menu[0],
            "description": site.title,
            "author": site.owner,
            "copyright": f"2026, {site.title}",
            "website": f"http://{site.name}/",
            "html_theme": theme.name,
            "language": self.language(site),
        }
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        write(folder / "conf.py", "\n".join([_CONFIG, *lines, ""]))
        for name in ("_static", "_templates", "drafts"):
            (folder / name).mkdir()
        paths = [f"{story.published.astimezone(UTC):%Y/%m/%d}/{story.slug}" for story in site.stories]
        newest = [f"   {path}" for path in paths]
        write(folder / "master.rst", "\n".join(["Sitemap", "=======", "", ".. toctree::", "", *newest, ""]))
        for story, path in zip(site.stories, paths, strict=True):
            write(folder / f"{path}.rst", _post(site, story))
        # What `tinker --build` runs, which looks for it among the commands of the machine.
        sphinx = str(self.folder / "bin" / "sphinx-build")
        run([sphinx, "-q", "-d", "blog/doctrees", "-b", "html", ".", "blog/html"], folder)
        for story, path in zip(site.stories, paths, strict=True):
            yield page_at(folder / "blog" / "html", story, f"{path}.html")


def _post(site: KnownSite, story: KnownStory) -> str:
    hidden = f"\n\n.. raw:: html\n\n   {story.hidden_html}" if story.hidden else ""
    return (
        f"{story.title}\n{'=' * 200}\n\n{story.marked_up(_TEXT)}{hidden}\n\n.. author:: {story.author}\n"
        f".. categories:: {category_of(site, story)}\n.. tags:: {', '.join(story.tags)}\n.. comments::\n"
    )

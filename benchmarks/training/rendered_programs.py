"""Programs that make sites, each with themes of its own: how a theme is installed, how a site is built.

All comes from PyPI and the npm registry by their ordinary clients; nothing runs that a package brings to be
run when it is installed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.training.rendered_stories import KnownSite, KnownStory, more_languages

PATIENCE = 300  # seconds for one site; the slowest theme needs forty on an idle machine
INSTALLING = 900
# How a site writes a day where its program asks for a format.
_DAY = {
    **dict.fromkeys(("zh", "zh-TW", "ja"), "%Y年%m月%d日"),
    "ko": "%Y년 %m월 %d일",
    **dict.fromkeys(("de", "ru", "uk", "tr"), "%d.%m.%Y"),
    **dict.fromkeys(("fr", "es", "vi", "th"), "%d/%m/%Y"),
    "en": "%B %d, %Y",
    **dict.fromkeys(("ar", "fa"), "%Y/%m/%d"),
    **dict.fromkeys(("hi", "el", "id", "pt", "bn", "am"), "%d/%m/%Y"),
    **dict.fromkeys(("he", "pl", "ka"), "%d.%m.%Y"),
    "ta": "%d-%m-%Y",
    "hu": "%Y. %m. %d.",
}

_DATES = ("updated", "date", "pubDate", "publishDate", "createTime")


class BuildFailedError(Exception):
    """A theme could not be installed, or a site not be built; holds the last words of the program."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: the packages that bring it (`name==version` or `name@version`), and what it is set to."""

    program: str
    name: str
    packages: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What it is called in tables, and what decides its part."""
        return f"{self.program}-{self.name}"


@dataclass(frozen=True, slots=True)
class Page:
    """A built page of a story."""

    story: KnownStory
    file: Path
    path: str


@dataclass(frozen=True)
class Program(ABC):
    """A program: `folder` is where it and its themes are installed."""

    folder: Path
    packages: tuple[str, ...]
    one_author = False
    has_comments = False  # of its own
    languages: ClassVar[Mapping[str, str]] = {}  # that it calls otherwise

    @abstractmethod
    def install(self, packages: tuple[str, ...]) -> None:
        """Install these packages beside the program's own, if they are not."""

    @abstractmethod
    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        """Build the site in an empty folder; yield the pages of its stories."""

    def language(self, site: KnownSite) -> str:
        """Return the site's language as the program calls it."""
        return self.languages.get(site.language, site.language)

    def is_new(self, package: str) -> bool:
        """Whether a package is not installed yet."""
        return package not in self._noted()

    def note(self, package: str) -> None:
        """Remember that a package is installed."""
        self._notes.write_text(json.dumps([*self._noted(), package]), encoding="utf-8")

    @property
    def _notes(self) -> Path:
        return self.folder / "installed.json"

    def _noted(self) -> list[str]:
        noted: list[str] = json.loads(self._notes.read_text("utf-8")) if self._notes.is_file() else []
        return noted


class PythonProgram(Program):
    """A program of PyPI, in an environment of its own."""

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @cached_property
    def site_packages(self) -> Path:
        found = run(
            [str(self.python), "-c", "import sysconfig as s; print(s.get_path('purelib'))"], self.folder
        )
        return Path(found.strip())

    def install(self, packages: tuple[str, ...]) -> None:
        if not self.python.is_file():
            run([sys.executable, "-m", "venv", str(self.folder)], Path.cwd(), INSTALLING)
        for package in (*self.packages, *packages):
            if self.is_new(package):
                pip = [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
                run([*pip, package], self.folder, INSTALLING)
                self.note(package)


class NodeProgram(Program):
    """A program of the npm registry."""

    def install(self, packages: tuple[str, ...]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if missing := [package for package in (*self.packages, *packages) if self.is_new(package)]:
            install_from_npm(missing, self.folder)
            for package in missing:
                self.note(package)


class Hexo(NodeProgram):
    """Hexo: a blog with one author; what themes show beside the text comes from their own settings."""

    one_author = True
    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN"}
    # Addresses with and without the day.
    _LINKS = (":year/:month/:day/:title/", "posts/:title.html", "archives/:title/")

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        known = json.loads((self.folder / "package.json").read_text("utf-8"))
        write(folder / "package.json", json.dumps(known | {"hexo": {"version": ""}}))
        (folder / "node_modules").symlink_to(self.folder / "node_modules")
        links = self._LINKS[len(theme.name) % len(self._LINKS)]
        settings = {
            "title": site.title,
            "author": site.owner,
            # Themes without words for a language would take those of their first, German or Arabic ones.
            "language": [site.language, "en"] if site.language in more_languages() else self.language(site),
            "timezone": site.zone,
            "url": f"http://{site.name}",
            "permalink": links,
            "theme": theme.name,
            "per_page": 5,
            "index_generator": {"per_page": 5},
        }
        # JSON is YAML too.
        write(folder / "_config.yml", json.dumps(settings | dict(theme.settings.get("site", {}))))
        if own := theme.settings.get("theme"):
            write(folder / f"_config.{theme.name}.yml", json.dumps(own))
        if example := theme.settings.get("example"):
            given = self.folder / "node_modules" / f"hexo-theme-{theme.name}" / example
            write(folder / f"_config.{theme.name}.yml", given.read_text("utf-8"))
        for story in site.stories:
            matter = {
                "title": story.title,
                "tags": story.tags,
                "categories": [site.menu[story.number % len(site.menu)]],
            }
            lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in matter.items()]
            # Only a date without quotes is taken for one in the zone of the site.
            lines.append(f"date: {story.published:%Y-%m-%d %H:%M:%S}")
            text = "\n".join(["---", *lines, "---", "", story.markdown])
            write(folder / "source" / "_posts" / f"{story.slug}.md", text)
        # Addresses have the day of the machine's zone, which is the writer's.
        run(["env", f"TZ={site.zone}", "node", "node_modules/hexo/bin/hexo", "generate"], folder)
        for story in site.stories:
            path = links.replace(":title", story.slug)
            for name, part in ((":year", "%Y"), (":month", "%m"), (":day", "%d")):
                path = path.replace(name, story.published.strftime(part))
            yield page_at(folder / "public", story, path)


class Pelican(PythonProgram):
    """Pelican: authors of their own for each story."""

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = {
            "AUTHOR": site.owner,
            "SITENAME": site.title,
            "SITEURL": f"http://{site.name}",
            "PATH": "content",
            "TIMEZONE": site.zone,
            "DEFAULT_LANG": site.language.lower(),
            "DEFAULT_DATE_FORMAT": _DAY[site.language],
            "THEME": str(self.site_packages / theme.settings["folder"]),
            "DEFAULT_PAGINATION": 5,
            # Else those that other themes bring are taken too.
            "PLUGINS": [],
            "ARTICLE_URL": "{date:%Y}/{date:%m}/{slug}.html" if len(theme.name) % 2 else "{slug}.html",
            "ARTICLE_SAVE_AS": "{date:%Y}/{date:%m}/{slug}.html" if len(theme.name) % 2 else "{slug}.html",
            **theme.settings.get("site", {}),
        }
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        # A reader that some theme brings would take the files for its own.
        lines += ["from pelican.readers import MarkdownReader", "READERS = {'md': MarkdownReader}"]
        write(folder / "pelicanconf.py", "\n".join([*lines, *theme.settings.get("lines", ()), ""]))
        for story in site.stories:
            head = (
                f"Title: {story.title}\nDate: {story.published:%Y-%m-%d %H:%M}\nAuthor: {story.author}\n"
                f"Category: {site.menu[story.number % len(site.menu)]}\nTags: {', '.join(story.tags)}\n"
                f"Slug: {story.slug}\n\n"
            )
            write(folder / "content" / f"{story.slug}.md", head + story.markdown)
        run([str(self.folder / "bin" / "pelican"), "-s", "pelicanconf.py", "-o", "output"], folder)
        for story in site.stories:
            path = str(settings["ARTICLE_URL"]).format(date=story.published, slug=story.slug)
            yield page_at(folder / "output", story, path)


class Ablog(PythonProgram):
    """Sphinx with ABlog; the theme decides whether the sidebar that has day and author is there."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh_CN", "zh-TW": "zh_TW"}

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = {
            "project": site.title,
            "author": site.owner,
            "extensions": ["ablog", "myst_parser", *theme.settings.get("extensions", ())],
            "language": self.language(site),
            "html_theme": theme.name,
            "html_title": site.title,
            "blog_title": site.title,
            "blog_baseurl": f"http://{site.name}",
            "blog_authors": {story.author: (story.author, None) for story in site.stories},
            "post_date_format": _DAY[site.language],
            "post_auto_excerpt": 1,
            "fontawesome_included": True,
            "html_sidebars": {
                "**": ["ablog/postcard.html", "ablog/recentposts.html", "ablog/tagcloud.html"],
            },
            **theme.settings.get("site", {}),
        }
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        write(folder / "conf.py", "\n".join([*lines, *theme.settings.get("lines", ()), ""]))
        write(folder / "index.md", f"# {site.title}\n\n```{{postlist}} 10\n:excerpts:\n```\n")
        for story in site.stories:
            head = (
                f"---\nblogpost: true\ndate: {story.published:%b %d, %Y}\nauthor: {story.author}\n"
                f"category: {site.menu[story.number % len(site.menu)]}\n"
                f"tags: {', '.join(story.tags)}\n---\n\n"
            )
            write(folder / "blog" / f"{story.slug}.md", f"{head}# {story.title}\n\n{story.markdown}")
        run([str(self.folder / "bin" / "sphinx-build"), "-q", "-b", "html", ".", "out"], folder)
        for story in site.stories:
            yield page_at(folder / "out", story, f"blog/{story.slug}.html")


class MkDocs(PythonProgram):
    """MkDocs with the blog of the theme Material."""

    languages: ClassVar[Mapping[str, str]] = {"am": "en"}  # it has no words for Amharic

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        blog = {"authors": True, "post_date_format": "full", "post_url_format": "{date}/{slug}"}
        settings = {
            "site_name": site.title,
            "site_url": f"http://{site.name}/",
            "site_author": site.owner,
            "theme": {"name": "material", "language": self.language(site), **theme.settings.get("theme", {})},
            "plugins": [{"blog": blog | {"blog_dir": "."}}, "tags"],
            "markdown_extensions": ["meta", "toc", "md_in_html"],
        }
        write(folder / "mkdocs.yml", json.dumps(settings))
        write(folder / "docs" / "index.md", f"# {site.title}\n")
        names = sorted({story.author for story in site.stories})
        known = {
            f"a{at}": {"name": name, "description": site.title, "avatar": "/a.png"}
            for at, name in enumerate(names)
        }
        write(folder / "docs" / ".authors.yml", json.dumps({"authors": known}))
        for story in site.stories:
            matter = {
                "date": f"{story.published:%Y-%m-%d}",
                "authors": [f"a{names.index(story.author)}"],
                "categories": [site.menu[story.number % len(site.menu)]],
                "tags": story.tags,
                "slug": story.slug,
            }
            lines = "\n".join(
                f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in matter.items()
            )
            lines = lines.replace(f'"{story.published:%Y-%m-%d}"', f"{story.published:%Y-%m-%d}")
            text = f"---\n{lines}\n---\n\n# {story.title}\n\n{story.markdown}"
            write(folder / "docs" / "posts" / f"{story.slug}.md", text)
        run([str(self.folder / "bin" / "mkdocs"), "build", "--quiet", "--site-dir", "out"], folder)
        for story in site.stories:
            yield page_at(folder / "out", story, f"{story.published:%Y/%m/%d}/{story.slug}/")


class SimpleBlog(PythonProgram):
    """MkDocs with the plugin of the theme simple-blog, which tells the author in the head of a page only."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh_CN", "zh-TW": "zh_TW"}

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        shown = {"recent_posts": True, "categories": True, "tags": True}
        settings = {
            "site_name": site.title,
            "site_url": f"http://{site.name}/",
            "theme": {
                "name": theme.name,
                "locale": self.language(site),
                "components": {"blog_sidebar": shown},
                "blog": {"author": site.owner, "git_author": False},
            },
            "plugins": ["search", "simple-blog-posts"],
            "nav": [{site.title: "index.md"}],
        }
        write(folder / "mkdocs.yml", json.dumps(settings))
        write(folder / "docs" / "index.md", with_matter({"blog_list": True}, f"# {site.title}\n"))
        for story in site.stories:
            matter = matter_of(site, story) | {"category": category_of(site, story)}
            matter["date"] = f"{story.published:%Y-%m-%d}"
            matter["updated"] = f"{story.published + timedelta(days=2):%Y-%m-%d}"
            # Themes for documents show no headline of their own.
            text = f"# {story.title}\n\n" if theme.settings.get("headline") else ""
            write(folder / "docs" / "post" / f"{story.slug}.md", with_matter(matter, text + story.markdown))
        run([str(self.folder / "bin" / "mkdocs"), "build", "--quiet", "--site-dir", "out"], folder)
        for story in site.stories:
            yield page_at(folder / "out", story, f"post/{story.slug}/")


class Nikola(PythonProgram):
    """Nikola with the themes that come with it."""

    # It does not build a site in a language that it has no words for.
    languages: ClassVar[Mapping[str, str]] = {"zh": "zh_cn", "zh-TW": "zh_tw", "am": "en", "ka": "en"}

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = {
            "BLOG_AUTHOR": site.owner,
            "BLOG_TITLE": site.title,
            "SITE_URL": f"http://{site.name}/",
            "BLOG_EMAIL": "",
            "BLOG_DESCRIPTION": site.title,
            "DEFAULT_LANG": self.language(site),
            "TRANSLATIONS": {self.language(site): ""},
            "THEME": theme.name,
            "TIMEZONE": site.zone,
            "POSTS": (("posts/*.md", "posts", "post.tmpl"),),
            "PAGES": (),
            "COMPILERS": {"markdown": (".md",)},
            "PRETTY_URLS": bool(len(theme.name) % 2),
            "INDEX_DISPLAY_POST_COUNT": 5,
            "AUTHOR_PAGES": True,
            # Else tags of two scripts that are read alike would have one page.
            "SLUG_TAG_PATH": False,
            "NAVIGATION_LINKS": {
                self.language(site): tuple((f"/{at}/", word) for at, word in enumerate(site.menu))
            },
            "CONTENT_FOOTER": f"© {site.title}",
        }
        write(folder / "conf.py", "\n".join(f"{name} = {value!r}" for name, value in settings.items()))
        for story in site.stories:
            head = (
                f".. title: {story.title}\n.. slug: {story.slug}\n"
                f".. date: {story.published:%Y-%m-%d %H:%M:%S %z}\n.. tags: {', '.join(story.tags)}\n"
                f".. author: {story.author}\n.. type: text\n\n"
            )
            write(folder / "posts" / f"{story.slug}.md", f"<!--\n{head}-->\n\n{story.markdown}")
        run([str(self.folder / "bin" / "nikola"), "build", "-q"], folder)
        ending = "/" if settings["PRETTY_URLS"] else ".html"
        for story in site.stories:
            yield page_at(folder / "output", story, f"posts/{story.slug}{ending}")


def page_at(root: Path, story: KnownStory, path: str) -> Page:
    """Return the page a static site answers at a path."""
    file = root / path / "index.html" if path.endswith("/") else root / path
    if not file.is_file():
        raise BuildFailedError(f"no {path}")
    return Page(story, file, path)


def day_format(site: KnownSite) -> str:
    """Return how days are written in the language of a site."""
    return _DAY[site.language]


def matter_of(site: KnownSite, story: KnownStory) -> dict[str, object]:
    """Return what stands above a story in most programs."""
    return {
        "title": story.title,
        "date": story.published.isoformat(),
        "author": story.author,
        "categories": [category_of(site, story)],
        "tags": list(story.tags),
    }


def category_of(site: KnownSite, story: KnownStory) -> str:
    """Return the section of the menu that a story is in."""
    return site.menu[story.number % len(site.menu)]


def with_matter(matter: Mapping[str, object], text: str) -> str:
    """Return a text below its front matter."""
    lines = [
        # Without quotes it is a date to the programs.
        f"{name}: {value}" if name in _DATES else f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in matter.items()
    ]
    return "\n".join(["---", *lines, "---", "", text])


def install_from_npm(packages: list[str], folder: Path) -> None:
    """Install packages of the npm registry in a folder."""
    if not (folder / "package.json").is_file():
        (folder / "package.json").write_text('{"name": "x", "version": "0.0.0", "private": true}')
    npm = ["npm", "install", "--legacy-peer-deps", "--no-audit", "--no-fund", "--ignore-scripts"]
    run([*npm, *packages], folder, INSTALLING)


def write(file: Path, text: str) -> None:
    """Write a text, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def run(command: list[str], folder: Path, patience: int = PATIENCE) -> str:
    """Run a command; return what it printed, or raise with its last words."""
    # Some themes ask their program for its version.
    path = f"{folder / 'node_modules' / '.bin'}:{os.environ['PATH']}"
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
            errors="replace",
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise BuildFailedError(str(error)[:300]) from error
    if done.returncode:
        raise BuildFailedError(f"{command[0]}: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.stdout


PROGRAMS: Mapping[str, type[Program]] = {
    "hexo": Hexo,
    "pelican": Pelican,
    "ablog": Ablog,
    "mkdocs": MkDocs,
    "mkdocs-blog": SimpleBlog,
    "nikola": Nikola,
}

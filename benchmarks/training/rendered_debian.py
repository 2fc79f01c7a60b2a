"""Programs as Debian has them, which have to be installed there: Jekyll, staticsite, ikiwiki, …"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.training.rendered_programs import (
    BuildFailedError,
    NodeProgram,
    Page,
    Program,
    Theme,
    category_of,
    day_format,
    matter_of,
    page_at,
    run,
    with_matter,
    write,
)
from benchmarks.training.rendered_stories import KnownSite, KnownStory

# The stories of the theme's own site, and what asks for gems that Debian does not have.
_NOT_TAKEN = shutil.ignore_patterns("_posts", "Gemfile", "*.gemspec", "style.scss")


def _ask_for(command: str, packages: str) -> None:
    if shutil.which(command) is None:
        raise BuildFailedError(f"there is no {command}; apt-get install {packages}")


class Jekyll(NodeProgram):
    """Jekyll; a theme is Debian's too, or else a package of the npm registry that holds a whole site."""

    _NEEDED = (
        "jekyll jekyll-theme-minima ruby-jekyll-feed ruby-jekyll-sitemap ruby-jekyll-seo-tag "
        "ruby-jekyll-paginate ruby-jekyll-archives ruby-jekyll-redirect-from"
    )

    def install(self, packages: tuple[str, ...]) -> None:
        _ask_for("jekyll", self._NEEDED)
        if packages:
            NodeProgram.install(self, packages)

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings: dict[str, Any] = {
            "title": site.title,
            "url": f"http://{site.name}",
            "lang": site.language,
            "timezone": site.zone,
            "theme": theme.name,
            "plugins": ["jekyll-feed", "jekyll-sitemap", "jekyll-seo-tag", "jekyll-paginate"],
            "paginate": 5,
        }
        configs = "_config.yml"
        if theme.packages:
            given = self.folder / "node_modules" / theme.packages[0].rpartition("@")[0]
            shutil.copytree(given, folder, ignore=_NOT_TAKEN, dirs_exist_ok=True)
            # It has words for some languages, `de-DE.yml`; the others are written with English ones.
            spoken = (file.stem for file in (folder / "_data" / "locales").glob(f"{site.language}-*.yml"))
            configs, settings["lang"] = "_config.yml,_own.yml", next(spoken, "en")
            settings |= {"theme": False, "plugins": theme.settings["plugins"]}
        own = theme.settings.get("site", {}) | ({"social": {"name": site.owner}} if theme.packages else {})
        # JSON is YAML too.
        write(folder / configs.split(",")[-1], json.dumps(settings | own, ensure_ascii=False))
        names = sorted({story.author for story in site.stories})
        if authors := theme.settings.get("authors"):
            known = {f"writer{at}": {"name": name, "url": "/"} for at, name in enumerate(names)}
            write(folder / authors, json.dumps(known, ensure_ascii=False))
        if not theme.packages:
            write(folder / "index.html", "---\nlayout: home\n---\n")
        for story in site.stories:
            name = f"{story.published:%Y-%m-%d}-{story.slug}.md"
            matter = {"layout": "post"} | matter_of(site, story)
            if authors:
                matter["author"] = f"writer{names.index(story.author)}"
            write(folder / "_posts" / name, with_matter(matter, story.markdown))
        run(["jekyll", "build", "--quiet", "--config", configs, "--destination", "out"], folder)
        links = theme.settings.get("path", "{category}/{day:%Y/%m/%d}/{slug}.html")
        for story in site.stories:
            path = links.format(category=category_of(site, story), day=story.published, slug=story.slug)
            yield page_at(folder / "out", story, path.lower())


class StaticSite(Program):
    """staticsite as Debian has it, with the blog of its tutorial and its default theme."""

    def install(self, _packages: tuple[str, ...]) -> None:
        if shutil.which("ssite") is None:
            raise BuildFailedError("there is no ssite; apt-get install staticsite")

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        written = folder / "written"
        about = {
            "site_name": site.title,
            "site_url": f"http://{site.name}",
            "site_author": site.owner,
            "template": "blog.html",
            "syndication": True,
            "pages": "posts/*",
            "nav": ["tags.taxonomy"],
        }
        write(written / "index.md", f"{_front_matter(about)}\n\n# {site.title}\n")
        write(written / "tags.taxonomy", json.dumps({"title": "Tags"}))
        for story in site.stories:
            own = {"date": story.published.isoformat(), "author": story.author, "tags": list(story.tags)}
            write(
                written / "posts" / f"{story.slug}.md",
                f"{_front_matter(own)}\n\n# {story.title}\n\n{story.markdown}",
            )
        look = f"/usr/share/staticsite/themes/{theme.name}"
        run(["ssite", "build", "--theme", look, "--output", str(folder / "built"), str(written)], folder)
        for story in site.stories:
            yield page_at(folder / "built", story, f"posts/{story.slug}/")


class Ikiwiki(Program):
    """ikiwiki as a blog, with comments that it renders itself."""

    has_comments = True

    def install(self, _packages: tuple[str, ...]) -> None:
        _ask_for("ikiwiki", "ikiwiki libtimedate-perl")

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        written, is_themed = folder / "written", theme.name != "default"
        settings = {
            "wikiname": site.title,
            "srcdir": str(written),
            "destdir": str(folder / "out"),
            "url": f"http://{site.name}",
            "add_plugins": ["goodstuff", "comments", "sidebar", *(["theme"] if is_themed else [])],
            "disable_plugins": ["openid", "recentchanges"],
            # Else it takes the styles out that hide a text; where it does, pages have no day in their head.
            "htmlscrubber_skip": " or ".join(f"posts/{one.slug}" for one in site.stories if one.hidden),
            "comments_allowauthor": 1,
            **({"theme": theme.name} if is_themed else {}),
            "timeformat": day_format(site),
            "html5": bool(len(theme.name) % 2),
            "rcs": "",
            "tagbase": "tags",
            "comments_pagespec": "posts/*",
            "rss": 1,
        }
        write(folder / "setup", "# IkiWiki::Setup::Yaml - YAML formatted setup file\n" + json.dumps(settings))
        write(written / "index.mdwn", '[[!inline pages="posts/* and !*/Discussion" show="5" actions=no]]\n')
        menu = "\n".join(f"* [{name}](/{at}/)" for at, name in enumerate(site.menu))
        newest = '[[!inline pages="posts/*" archive="yes" show="5" feeds="no"]]'
        write(written / "sidebar.mdwn", f"[{site.title}](/)\n\n{menu}\n\n{newest}\n")
        for story in site.stories:
            self._write_story(written / "posts", story)
        # A package that is missing shows in the pages only.
        told = run(["ikiwiki", "--setup", "setup"], folder)
        if any("[[!" in file.read_text("utf-8") for file in (folder / "out" / "posts").rglob("*.html")):
            raise BuildFailedError(f"ikiwiki: {told.strip()[-300:] or 'a directive was not understood'}")
        for story in site.stories:
            yield page_at(folder / "out", story, f"posts/{story.slug}/")

    def _write_story(self, folder: Path, story: KnownStory) -> None:
        head = (
            f'[[!meta title="{_quoted(story.title)}"]]\n[[!meta author="{story.author}"]]\n'
            f'[[!meta date="{story.published:%Y-%m-%d %H:%M:%S}"]]\n'
            f"[[!tag {' '.join(tag.replace(' ', '_') for tag in story.tags)}]]\n\n"
        )
        file = folder / f"{story.slug}.mdwn"
        write(file, head + story.markdown)
        # The day it shows is that of the last change.
        os.utime(file, (story.published.timestamp(),) * 2)
        for number, one in enumerate(story.remarks, 1):
            # It signs a comment with a name only where nobody signed in.
            text = (
                f'[[!comment format=mdwn claimedauthor="{_quoted(one.name)}" subject="{number}" '
                f'date="{one.day:%Y-%m-%dT%H:%M:%SZ}" content="""\n{one.text}\n"""]]\n'
            )
            write(folder / story.slug / f"comment_{number}_{number:032x}._comment", text)


class BlazeBlogger(Program):
    """BlazeBlogger, whose pages name nobody's language; its words come in a few."""

    languages: ClassVar[Mapping[str, str]] = {
        "de": "de_DE",
        "es": "es_ES",
        "fr": "fr_FR",
        "ja": "ja_JP",
        "pt": "pt_BR",
        "ru": "ru_RU",
        "uk": "uk_UK",
    }

    def install(self, _packages: tuple[str, ...]) -> None:
        _ask_for("blaze-init", "blazeblogger")

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        run(["blaze-init"], folder)
        language = self.languages.get(site.language, "en_US")
        given = Path("/usr/share/blazeblogger/lang") / language
        if given.is_file():
            shutil.copy(given, folder / ".blaze" / "lang" / language)
        settings = {
            "blog.title": site.title,
            "blog.subtitle": site.menu[0],
            "blog.description": site.title,
            "blog.keywords": ", ".join(site.menu),
            "blog.lang": language,
            "user.name": site.owner,
        }
        for name, value in settings.items():
            run(["blaze-config", name, value], folder)
        for at, word in enumerate(site.menu):
            _write_entry(
                folder, "pages", f"{at + 1}", {"title": word, "author": site.owner, "url": f"s{at}"}, word
            )
        for number, story in enumerate(site.stories, 1):
            about = {
                "title": story.title,
                "author": story.author,
                "date": f"{story.published:%Y-%m-%d}",
                "tags": ", ".join(story.tags),
                "url": story.slug,
            }
            _write_entry(folder, "posts", str(number), about, story.html)
        run(["blaze-make", "-q"], folder)
        for number, story in enumerate(site.stories, 1):
            yield page_at(folder, story, f"{story.published:%Y/%m}/{number}-{story.slug}/")


def _write_entry(folder: Path, kind: str, key: str, about: Mapping[str, str], text: str) -> None:
    lines = [f"{name}={value}" for name, value in about.items()]
    write(folder / ".blaze" / kind / "head" / key, "\n".join(["[header]", *lines, ""]))
    write(folder / ".blaze" / kind / "body" / key, f"{text}\n")


class Blosxom(Program):
    """Blosxom with the templates inside it: the day stands above the headline, in English, and no author."""

    _PROGRAM = Path("/usr/lib/cgi-bin/blosxom")

    def install(self, _packages: tuple[str, ...]) -> None:
        if not self._PROGRAM.is_file():
            raise BuildFailedError("there is no blosxom; apt-get install blosxom")

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = {
            "blog_title": site.title,
            "blog_description": site.title,
            "blog_language": site.language,
            "blog_encoding": "UTF-8",
            "url": f"http://{site.name}",
            "datadir": str(folder / "data"),
            "depth": 0,
            "num_entries": 5,
            "file_extension": "txt",
            "default_flavour": "html",
            "plugin_dir": "",
            "static_dir": str(folder / "static"),
        }
        # JSON is Perl too, but for what stands for variables there.
        lines = [
            f"${name} = {json.dumps(value, ensure_ascii=False).translate(_PERL)};"
            for name, value in settings.items()
        ]
        write(folder / "blosxom.conf", "\n".join([*lines, "1;", ""]))
        for story in site.stories:
            file = folder / "data" / f"{_section(site, story)}/{story.slug}.txt"
            write(file, f"{story.title}\n{story.html}\n")
            os.utime(file, (story.published.timestamp(),) * 2)
        asked = ["env", f"BLOSXOM_CONFIG_FILE={folder}/blosxom.conf", "GATEWAY_INTERFACE=CGI/1.1", "TZ=UTC"]
        for story in site.stories:
            path = f"{_section(site, story)}/{story.slug}.html"
            answer = run([*asked, "REQUEST_METHOD=GET", f"PATH_INFO=/{path}", str(self._PROGRAM)], folder)
            write(folder / f"{story.slug}.html", answer.partition("\n\n")[2])
            yield Page(story, folder / f"{story.slug}.html", path)


_PERL = {ord(sign): f"\\{sign}" for sign in "$@"}


def _section(site: KnownSite, story: KnownStory) -> str:
    return f"s{site.menu.index(category_of(site, story))}"


def _quoted(text: str) -> str:
    return text.replace('"', "&quot;")


class Blag(Program):
    """blag, with the templates it comes with: a blog with one author."""

    one_author = True

    def install(self, _packages: tuple[str, ...]) -> None:
        _ask_for("blag", "blag")

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        for name in ("templates", "static"):
            shutil.copytree(f"/usr/lib/python3/dist-packages/blag/{name}", folder / name)
        about = {
            "base_url": f"http://{site.name}/",
            "title": site.title,
            "description": site.title,
            "author": site.owner,
            "language": site.language,
        }
        lines = [f"{name} = {value}" for name, value in about.items()]
        write(folder / "config.ini", "\n".join(["[main]", *lines, ""]))
        for story in site.stories:
            head = (
                f"title: {story.title}\ndate: {story.published:%Y-%m-%d %H:%M}\ntags: {', '.join(story.tags)}"
            )
            write(folder / "content" / f"{story.slug}.md", f"{head}\n\n{story.markdown}")
        run(["blag", "build"], folder)
        for story in site.stories:
            yield page_at(folder / "build", story, f"{story.slug}.html")


def _front_matter(about: Mapping[str, object]) -> str:
    return f"```json\n{json.dumps(about, ensure_ascii=False)}\n```"


DEBIAN_PROGRAMS: Mapping[str, type[Program]] = {
    "jekyll": Jekyll,
    "staticsite": StaticSite,
    "ikiwiki": Ikiwiki,
    "blag": Blag,
    "blazeblogger": BlazeBlogger,
    "blosxom": Blosxom,
}

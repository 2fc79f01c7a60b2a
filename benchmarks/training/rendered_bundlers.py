"""Programs of the npm registry that bundle an application with the pages: VuePress, VitePress, Valaxy, Astro.

Their themes want versions of their own of the program, so each is installed apart, with the program among the
packages of the theme. What a theme is told stands in the table as the JavaScript that it is, with `site` for
what is known of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import NodeProgram, Page, Theme, page_at, run, with_matter, write
from benchmarks.training.rendered_stories import KnownSite, KnownStory

_BUNDLING = 900  # seconds for one site; the slowest needs two minutes on an idle machine


class Bundler(NodeProgram):
    """A program whose settings are a script; `settings` may say other addresses than the program's."""

    # File names, in an empty folder, and what is run there.
    config: ClassVar[str]
    posts: ClassVar[str]
    command: ClassVar[tuple[str, ...]]
    out: ClassVar[str]
    path: ClassVar[str] = "posts/{slug}.html"
    modules: ClassVar[str] = "module"  # of which kind the settings are

    def apart(self, packages: tuple[str, ...]) -> Bundler:
        """Return the program as installed for the theme that is the first of these packages."""
        name = packages[0].replace("/", "_")
        return replace(self, folder=self.folder / name) if self.folder.name != name else self

    def install(self, packages: tuple[str, ...]) -> None:
        NodeProgram.install(self.apart(packages), packages)

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        home = self.apart(theme.packages).folder
        (folder / "node_modules").symlink_to(home / "node_modules")
        known = json.loads((home / "package.json").read_text("utf-8"))
        write(folder / "package.json", json.dumps(known | {"type": self.modules}))
        about = f"const site = {json.dumps(self.about(site), ensure_ascii=False)};\n"
        # Imports may stand behind it: they are hoisted.
        write(folder / self.config, about + theme.settings["config"])
        for name, text in theme.settings.get("files", {}).items():
            write(folder / name, text.replace("const site = {};\n", about))
        for story in site.stories:
            # Where a theme shows no headline of its own, writers put it above their text.
            text = f"# {story.title}\n\n" if theme.settings.get("headline") else ""
            text += story.markdown
            write(
                folder / theme.settings.get("posts", self.posts).format(slug=story.slug, day=story.published),
                with_matter(self.matter(site, story) | self.more_matter(theme, site, story), text),
            )
        run([*self.command], folder, _BUNDLING)
        for story in site.stories:
            path = theme.settings.get("path", self.path).format(slug=story.slug, day=story.published)
            yield page_at(folder / self.out, story, path)

    def about(self, site: KnownSite) -> dict[str, object]:
        """Return what scripts are told of the site."""
        return {
            "title": site.title,
            "owner": site.owner,
            "language": self.language(site),
            "name": site.name,
            "url": f"http://{site.name}",
            "menu": site.menu,
            "tags": sorted({tag for story in site.stories for tag in story.tags}),
            "authors": sorted({story.author for story in site.stories}),
            "stories": [{"text": story.title, "link": f"/posts/{story.slug}.html"} for story in site.stories],
        }

    def matter(self, site: KnownSite, story: KnownStory) -> dict[str, object]:
        """Return what stands above a story."""
        category = site.menu[story.number % len(site.menu)]
        return {
            "title": story.title,
            "date": f"{story.published:%Y-%m-%d %H:%M:%S}",
            "author": story.author,
            "categories": [category],
            "tags": list(story.tags),
        }

    def more_matter(self, theme: Theme, site: KnownSite, story: KnownStory) -> dict[str, object]:
        """Return what a theme wants to stand there besides."""
        text = json.dumps(theme.settings.get("matter", {}))
        text = text.replace('"{tags}"', json.dumps(story.tags))
        for name, value in (
            ("{author}", story.author),
            ("{category}", site.menu[story.number % len(site.menu)]),
            ("{day}", f"{story.published:%Y-%m-%d %H:%M:%S}"),
            ("{slug}", story.slug),
            ("{begin}", story.pieces[0][1]),
        ):
            text = text.replace(name, json.dumps(value)[1:-1])
        more: dict[str, object] = json.loads(text)
        return more


class VuePress(Bundler):
    """VuePress 2."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN", "en": "en-US", "de": "de-DE", "fr": "fr-FR"}
    config = ".vuepress/config.js"
    posts = "posts/{slug}.md"
    command: ClassVar[tuple[str, ...]] = ("node", "node_modules/vuepress/bin/vuepress.js", "build", ".")
    out = ".vuepress/dist"


class VuePress1(VuePress):
    """VuePress 1, which bundles in a way that Node has to be allowed."""

    command = (
        "env",
        "NODE_OPTIONS=--openssl-legacy-provider",
        "node",
        "node_modules/vuepress/cli.js",
        "build",
        ".",
    )
    modules = "commonjs"


class Valaxy(Bundler):
    """Valaxy: a blog with one author."""

    one_author = True
    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN"}
    config = "valaxy.config.ts"
    posts = "pages/posts/{slug}.md"
    command = ("node", "node_modules/valaxy/bin/valaxy.mjs", "build", "--ssg")
    out = "dist"


class VitePress(Bundler):
    """VitePress."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN"}
    config = ".vitepress/config.ts"
    posts = "posts/{slug}.md"
    command = ("node", "node_modules/vitepress/bin/vitepress.js", "build")
    out = ".vitepress/dist"


class Astro(Bundler):
    """Astro, with themes that are integrations of it."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN"}
    config = "astro.config.mjs"
    posts = "src/content/docs/blog/{slug}.md"
    command = ("env", "ASTRO_TELEMETRY_DISABLED=1", "node", "node_modules/astro/astro.js", "build")
    out = "dist"
    path = "blog/{slug}/"


BUNDLERS: Mapping[str, type[Bundler]] = {
    "vuepress": VuePress,
    "vuepress1": VuePress1,
    "valaxy": Valaxy,
    "vitepress": VitePress,
    "astro": Astro,
}

"""Alpine, a theme for blogs on Nuxt and its module for content, with the pages that Nuxt generates."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import NodeProgram, Page, Theme, page_at, run, with_matter, write
from benchmarks.training.rendered_stories import KnownSite

_BUILDING = 900  # seconds for one site; it needs a minute on an idle machine


class Nuxt(NodeProgram):
    """Nuxt with Alpine, which tells no author."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN"}

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        (folder / "node_modules").symlink_to(self.folder / "node_modules")
        write(folder / "package.json", '{"name": "x", "version": "0.0.0", "private": true}')
        paths = [f"articles/{story.slug}" for story in site.stories]
        settings = {
            "extends": "@nuxt-themes/alpine",
            "telemetry": False,
            "app": {"head": {"htmlAttrs": {"lang": self.language(site)}}},
            "nitro": {
                "prerender": {
                    "crawlLinks": False,
                    "routes": [f"/{path}" for path in paths],
                    "failOnError": False,
                }
            },
        }
        alpine = {
            "title": site.title,
            "description": site.title,
            "header": {"position": "left", "logo": False},
            "footer": {
                "credits": {"enabled": False},
                "navigation": True,
                "alignment": "center",
                "message": f"© {site.title}",
            },
        }
        for name, call, value in (
            ("nuxt", "defineNuxtConfig", settings),
            ("app", "defineAppConfig", {"alpine": alpine}),
        ):
            text = f"export default {call}({json.dumps(value, ensure_ascii=False)});\n"
            write(folder / f"{name}.config.ts", text)
        write(folder / "content" / "index.md", with_matter({"title": site.title}, f"# {site.title}"))
        for at, word in enumerate(site.menu):
            write(folder / "content" / f"s{at}.md", with_matter({"title": word}, f"# {word}"))
        for story, path in zip(site.stories, paths, strict=True):
            own: dict[str, object] = {
                "title": story.title,
                "description": story.title,
                "date": f"{story.published:%Y-%m-%d}",
                "layout": "article",
                "author": story.author,
                "tags": list(story.tags),
            }
            write(folder / "content" / f"{path}.md", with_matter(own, story.markdown))
        command = ["env", "NUXT_TELEMETRY_DISABLED=1", "node", "node_modules/nuxi/bin/nuxi.mjs", "generate"]
        run(command, folder, _BUILDING)
        for story, path in zip(site.stories, paths, strict=True):
            yield page_at(folder / ".output" / "public", story, f"{path}/")

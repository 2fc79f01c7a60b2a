"""Programs that write static sites and are in the park only: Jekyll, Eleventy, staticsite, Docusaurus."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import (
    BuildFailedError,
    NodeProgram,
    Page,
    Program,
    Theme,
    page_at,
    run,
    write,
)
from benchmarks.training.rendered_stories import KnownSite, KnownStory


class Jekyll(Program):
    """Jekyll as Debian has it, which has to be installed there: gems are not looked for elsewhere."""

    _NEEDED = "jekyll jekyll-theme-minima ruby-jekyll-feed ruby-jekyll-sitemap ruby-jekyll-seo-tag"

    def install(self, _packages: tuple[str, ...]) -> None:
        if shutil.which("jekyll") is None:
            raise BuildFailedError(f"there is no jekyll; apt-get install {self._NEEDED} ruby-jekyll-paginate")

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = {
            "title": site.title,
            "url": f"http://{site.name}",
            "lang": site.language,
            "timezone": site.zone,
            "theme": theme.name,
            "plugins": ["jekyll-feed", "jekyll-sitemap", "jekyll-seo-tag", "jekyll-paginate"],
            "paginate": 5,
        }
        # JSON is YAML too.
        write(folder / "_config.yml", json.dumps(settings, ensure_ascii=False))
        write(folder / "index.html", "---\nlayout: home\n---\n")
        for story in site.stories:
            name = f"{story.published:%Y-%m-%d}-{story.slug}.md"
            write(
                folder / "_posts" / name,
                _with_matter({"layout": "post"} | _matter(site, story), story.markdown),
            )
        run(["jekyll", "build", "--quiet", "--destination", "out"], folder)
        for story in site.stories:
            path = f"{_category(site, story)}/{story.published:%Y/%m/%d}/{story.slug}.html".lower()
            yield page_at(folder / "out", story, path)


class Eleventy(NodeProgram):
    """Eleventy, which comes without themes: layouts of ours, as its own blog for beginners has them."""

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        (folder / "node_modules").symlink_to(self.folder / "node_modules")
        write(folder / "package.json", '{"name": "x", "version": "0.0.0", "type": "module"}')
        write(folder / "eleventy.config.js", _ELEVENTY % {"site": json.dumps(_site_data(site))})
        write(folder / "_data" / "site.json", json.dumps(_site_data(site), ensure_ascii=False))
        for name, text in _LAYOUTS.items():
            write(folder / name, text)
        for story in site.stories:
            # It takes the words of an address for ASCII unless it is told the address.
            own = {"layout": "post.njk", "permalink": f"/blog/{story.slug}/"}
            write(
                folder / "blog" / f"{story.number}.md",
                _with_matter(own | _matter(site, story), story.markdown),
            )
        run(["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"], folder)
        for story in site.stories:
            yield page_at(folder / "_site", story, f"blog/{story.slug}/")


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


class Docusaurus(NodeProgram):
    """Docusaurus with its classic theme, as a blog and nothing else."""

    has_comments = False
    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-Hans", "zh-TW": "zh-Hant"}

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        (folder / "node_modules").symlink_to(self.folder / "node_modules")
        write(folder / "package.json", (self.folder / "package.json").read_text("utf-8"))
        language = self.language(site)
        blog = {
            "routeBasePath": "/",
            "blogTitle": site.title,
            "postsPerPage": 5,
            "showReadingTime": True,
            "feedOptions": {"type": "all", "title": site.title, "copyright": site.title},
            "onInlineTags": "ignore",
            "onInlineAuthors": "ignore",
            "onUntruncatedBlogPosts": "ignore",
        }
        settings = {
            "title": site.title,
            "url": f"http://{site.name}",
            "baseUrl": "/",
            "onBrokenLinks": "ignore",
            "i18n": {"defaultLocale": language, "locales": [language]},
            # As in plain Markdown: HTML may stand in a text, and braces mean nothing.
            "markdown": {"format": "md"},
            "presets": [["classic", {"docs": False, "pages": False, "blog": blog}]],
            "themeConfig": {
                "navbar": {"title": site.title, "items": [{"to": "/archive", "label": site.menu[0]}]},
                "footer": {"copyright": f"© {site.title}"},
            },
        }
        write(
            folder / "docusaurus.config.js", f"module.exports = {json.dumps(settings, ensure_ascii=False)};"
        )
        for story in site.stories:
            own = {
                "title": story.title,
                "slug": story.slug,
                "date": story.published.isoformat(),
                "authors": [{"name": story.author}],
                "tags": list(story.tags),
            }
            first, *others = story.markdown.split("\n\n")
            text = "\n\n".join([first, "<!-- truncate -->", *others])
            write(folder / "blog" / f"{story.published:%Y-%m-%d}-{story.number}.md", _with_matter(own, text))
        program = "node_modules/@docusaurus/core/bin/docusaurus.mjs"
        run(["node", program, "build"], folder, _BUNDLING)
        for story in site.stories:
            yield page_at(folder / "build", story, f"{story.slug}/")


def _front_matter(about: Mapping[str, object]) -> str:
    return f"```json\n{json.dumps(about, ensure_ascii=False)}\n```"


def _matter(site: KnownSite, story: KnownStory) -> dict[str, object]:
    return {
        "title": story.title,
        "date": story.published.isoformat(),
        "author": story.author,
        "categories": [_category(site, story)],
        "tags": list(story.tags),
    }


def _category(site: KnownSite, story: KnownStory) -> str:
    return site.menu[story.number % len(site.menu)]


def _with_matter(matter: Mapping[str, object], text: str) -> str:
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in matter.items() if name != "date"
    ]
    # Without quotes it is a date to the programs.
    lines += [f"date: {matter['date']}"]
    return "\n".join(["---", *lines, "---", "", text])


def _site_data(site: KnownSite) -> dict[str, str]:
    return {
        "title": site.title,
        "url": f"http://{site.name}/",
        "language": site.language,
        "owner": site.owner,
    }


_BUNDLING = 1_800  # seconds; it builds an application beside the pages
_ELEVENTY = """
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
const site = %(site)s;
export default function (config) {
  config.addPlugin(feedPlugin, {
    type: "atom", outputPath: "/feed/feed.xml", collection: { name: "posts", limit: 10 },
    metadata: { language: site.language, title: site.title, base: site.url, author: { name: site.owner } },
  });
  config.addCollection("posts", (all) => all.getFilteredByGlob("blog/*.md"));
  config.addCollection("newest", (all) => all.getFilteredByGlob("blog/*.md").reverse());
  config.addFilter("day", (date) => date.toLocaleDateString(site.language, { dateStyle: "long" }));
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("own", (tags) => (tags || []).filter((tag) => tag !== "all"));
  config.addFilter("address", (tag) => encodeURIComponent(tag));
}
"""
_LAYOUTS = {
    "_includes/base.njk": """<!doctype html>
<html lang="{{ site.language }}"><head><meta charset="utf-8"><title>{{ title or site.title }}</title>
<link rel="alternate" type="application/atom+xml" href="/feed/feed.xml" title="{{ site.title }}"></head>
<body><header><a href="/" class="home-link">{{ site.title }}</a>
<nav><ul class="nav"><li><a href="/">Home</a></li><li><a href="/blog/">Archive</a></li></ul></nav></header>
<main>{{ content | safe }}</main><footer><p>© {{ site.title }}</p></footer></body></html>
""",
    "_includes/post.njk": """---
layout: base.njk
---
<h1>{{ title }}</h1>
<ul class="post-metadata"><li><time datetime="{{ page.date | iso }}">{{ page.date | day }}</time></li>
<li>{{ author }}</li>
{%- for tag in tags | own %}
<li><a href="/tags/{{ tag | address }}/" class="post-tag">{{ tag }}</a></li>{%- endfor %}
</ul>
{{ content | safe }}
{%- set previous = collections.posts | getPreviousCollectionItem %}
{%- set next = collections.posts | getNextCollectionItem %}
<ul class="links-nextprev">
{%- if previous %}<li>Previous: <a href="{{ previous.url }}">{{ previous.data.title }}</a></li>{% endif %}
{%- if next %}<li>Next: <a href="{{ next.url }}">{{ next.data.title }}</a></li>{% endif %}</ul>
""",
    "_includes/list.njk": """<ol class="postlist">
{%- for post in shown %}<li class="postlist-item">
<a href="{{ post.url }}" class="postlist-link">{{ post.data.title }}</a>
<time class="postlist-date" datetime="{{ post.date | iso }}">{{ post.date | day }}</time></li>{% endfor %}
</ol>
""",
    "index.njk": """---
layout: base.njk
---
<h1>{{ site.title }}</h1>
{% set shown = collections.newest.slice(0, 5) %}{% include "list.njk" %}
<p>More posts can be found in <a href="/blog/">the archive</a>.</p>
""",
    "blog.njk": """---
layout: base.njk
title: Archive
permalink: /blog/
---
<h1>Archive</h1>
{% set shown = collections.newest %}{% include "list.njk" %}
""",
    "tag-pages.njk": """---
layout: base.njk
pagination: {data: collections, size: 1, alias: tag, filter: [all, posts, newest]}
permalink: "/tags/{{ tag }}/"
---
<h1>{{ tag }}</h1>
{% set shown = collections[tag] %}{% include "list.njk" %}
""",
}

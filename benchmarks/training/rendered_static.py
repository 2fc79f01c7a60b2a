"""Programs of the npm registry whose themes are their own: Eleventy, Docusaurus, Wintersmith."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import (
    NodeProgram,
    Page,
    Program,
    Theme,
    matter_of,
    page_at,
    run,
    with_matter,
    write,
)
from benchmarks.training.rendered_stories import KnownSite


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
                with_matter(own | matter_of(site, story), story.markdown),
            )
        run(["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"], folder)
        for story in site.stories:
            yield page_at(folder / "_site", story, f"blog/{story.slug}/")


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
            write(folder / "blog" / f"{story.published:%Y-%m-%d}-{story.number}.md", with_matter(own, text))
        program = "node_modules/@docusaurus/core/bin/docusaurus.mjs"
        run(["node", program, "build"], folder, _BUNDLING)
        for story in site.stories:
            yield page_at(folder / "build", story, f"{story.slug}/")


class Wintersmith(NodeProgram):
    """Wintersmith with the blog it comes with, which shows no day beside a story."""

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        given = self.folder / "node_modules" / "wintersmith" / "examples" / "blog"
        shutil.copytree(
            given, folder, ignore=shutil.ignore_patterns("articles", "authors"), dirs_exist_ok=True
        )
        (folder / "node_modules").symlink_to(self.folder / "node_modules")
        settings = json.loads((given / "config.json").read_text("utf-8"))
        about = {"url": f"http://{site.name}", "name": site.title, "owner": site.owner}
        settings["locals"] |= about | {"description": ", ".join(site.menu)}
        write(folder / "config.json", json.dumps(settings, ensure_ascii=False))
        write(folder / "contents" / "about.md", f"---\ntitle: {site.title}\n---\n{site.title}\n")
        names = sorted({story.author for story in site.stories})
        for at, name in enumerate(names):
            about = {"name": name, "email": f"writer{at}@{site.name}", "bio": site.title}
            write(folder / "contents" / "authors" / f"writer{at}.json", json.dumps(about, ensure_ascii=False))
        for story in site.stories:
            own = {"author": f"writer{names.index(story.author)}", "template": "article.pug"}
            write(
                folder / "contents" / "articles" / story.slug / "index.md",
                with_matter(matter_of(site, story) | own, story.markdown),
            )
        run(["node", "node_modules/wintersmith/bin/wintersmith", "build", "--quiet"], folder)
        for story in site.stories:
            yield page_at(folder / "build", story, f"articles/{story.slug}/")


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

STATIC_PROGRAMS: Mapping[str, type[Program]] = {
    "docusaurus": Docusaurus,
    "wintersmith": Wintersmith,
}

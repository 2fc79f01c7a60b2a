"""The newsroom behind a site of the eighth set: its stories, its frame, and pages made from templates."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from html import escape

from tests.sites.building import Document
from tests.sites.feedless.held_out_eighth_words import MORE
from tests.sites.feedless.invention import invented, local, serial, slugged
from tests.sites.feedless.simulated import Feedless
from tests.sites.stories import Story

FIELD = re.compile(r"\{\{(.+?)\}\}")
OPEN_GRAPH = """<meta property="og:type" content="article"><meta property="og:title" content="{{title}}">
<meta property="og:url" content="{{url}}"><meta property="article:published_time" content="{{iso}}">"""
LINKED = """<script type="application/ld+json">{{linked}}</script>"""
LINK_ROW = '<li><a href="{{path}}">{{title}}</a></li>'
TALL = "<style>.card{min-height:190px}</style>"
NEAR = """function near(load){var busy=false;function look(){if(busy||innerHeight+scrollY<
document.documentElement.scrollHeight-300)return;busy=true;load().then(function(more){busy=false;
if(more)look()})}addEventListener("scroll",look);look()}"""


@dataclass(slots=True)
class Room:
    """A site with its stories by section; templates name what they want of a story in double braces."""

    site: Feedless
    title: str
    frame: str
    sections: Sequence[tuple[str, str]]
    first: int
    months: Sequence[str]
    section: dict[int, str] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)

    def of(self, section: str) -> list[Story]:
        """Return the stories of a section, newest first; all of them where no section is named."""
        return [story for story in self.site.stories if section in ("", self.section[story.number])]

    def id(self, story: Story) -> int:
        """Return the number of a story in the site's system."""
        return serial(story, self.first)

    def url(self, story: Story) -> str:
        """Return the whole address of a story."""
        return self.site.full(self.paths[story.number])

    def name(self, story: Story) -> str:
        """Return the name of a story's section."""
        return dict(self.sections)[self.section[story.number]]

    def clock(self, story: Story, form: str) -> str:
        """Return the moment by the clock of the country, with its names of months."""
        moment = local(story)
        if self.months:
            form = form.replace("%B", self.months[moment.month - 1])
        return moment.strftime(form)

    def value(self, key: str, story: Story) -> str:
        """Return what a field of a template stands for."""
        if key.startswith("["):
            return self.clock(story, key.strip("[]"))
        digest = md5(f"{self.site.name} {story.title}".encode()).hexdigest()
        values = {
            "id": str(self.id(story)),
            "title": escape(story.title),
            "teaser": escape(story.teaser),
            "by": story.author,
            "body": "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs),
            "slug": slugged(story),
            "hash": digest[:10],
            "uuid": f"{digest[:8]}-{digest[8:12]}-11f0-{digest[12:16]}-{digest[16:28]}",
            "section": self.section[story.number],
            "sectionname": self.name(story),
            "iso": local(story).isoformat(timespec="seconds"),
            "utc": f"{story.published:%Y-%m-%dT%H:%M:%S}.000Z",
        }
        if key in values:
            return values[key]
        if key == "linked":
            return self._linked(story)
        path = self.paths[story.number]
        return escape(path if key == "path" else self.site.full(path))

    def _linked(self, story: Story) -> str:
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": local(story).isoformat(timespec="seconds"),
            "author": [{"@type": "Person", "name": story.author}],
            "publisher": {"@type": "Organization", "name": self.title},
        }
        return json.dumps(about, ensure_ascii=False)

    def fill(self, template: str, story: Story) -> str:
        """Return a template with the story in it."""
        return FIELD.sub(lambda found: self.value(found[1], story), template)

    def rows(self, template: str, stories: Iterable[Story]) -> str:
        """Return a template once for each story."""
        return "\n".join(self.fill(template, story) for story in stories)

    def whole(self, name: str, main: str, head: str = "") -> str:
        """Return a page in the site's frame."""
        values = {"page": escape(name), "main": main, "head": head}
        return FIELD.sub(lambda found: values[found[1]], self.frame)

    def page(self, path: str, name: str, main: str, head: str = "") -> None:
        """Add a page in the site's frame."""
        self.site.page(path, self.whole(name, main, head))

    def list(self, path: str, name: str, main: str) -> None:
        """Add a page that a perfect reader asks for."""
        self.page(path, name, main)
        self.site.read(path)

    def no_article(self, path: str, name: str, text: str, kind: str = "") -> None:
        """Add a page of something that is no news: an event, a product, a job, an imprint."""
        about = {"@context": "https://schema.org", "@type": kind, "name": name}
        head = f"<script type='application/ld+json'>{json.dumps(about, ensure_ascii=False)}</script>"
        self.page(path, name, f"<h1>{escape(name)}</h1><p>{escape(text)}</p>", head if kind else "")


def room(
    about: str,
    *,
    title: str,
    address: str,
    sections: Sequence[tuple[str, str]],
    frame: str,
    article: str,
    head: str = "",
    first: int = 4000,
    traps: Sequence[str] = (),
    robots: str = "User-agent: *\nDisallow: /admin/\n",
    months: Sequence[str] = (),
) -> Room:
    """Return a newsroom with its articles; `about` is: name, kind, language, count, minutes, charset."""
    name, family, language, count, minutes, charset = (*about.split(), "utf-8")[:6]
    site = Feedless(name, f"http://www.{name}.example/", charset, family=family, language=language)
    assert MORE  # the set's own languages are known once they are imported
    site.stories = invented(name, language, int(count), minutes=int(minutes))
    made = Room(site, title, frame, sections, first, months)
    chance = random.Random(f"eighth {name}")
    for story in site.stories:
        made.section[story.number] = chance.choice(sections)[0]
        path = made.fill(address, story)
        made.paths[story.number] = path
        url = site.full(path)
        site.truth[url] = story
    for story in site.stories:
        text = made.whole(story.title, made.fill(article, story), made.fill(head, story))
        site.article(made.url(story), text)
    site.documents[f"{site.root}/robots.txt"] = Document(robots.encode(), "text/plain")
    for path in traps:
        site.trap(path, {"error": "unauthorized"})
    return made

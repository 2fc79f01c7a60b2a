"""The frame of the seventh set's sites: templates as their software has them, filled with invented "
"stories."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_words import WIDER
from tests.sites.feedless.held_out_seventh_words import POLISH
from tests.sites.feedless.invention import POOLS, invented, local, millis, serial, slugged
from tests.sites.feedless.simulated import Feedless
from tests.sites.stories import Story

assert POOLS.keys() >= WIDER.keys()
assert POLISH in POOLS.values()

TOKEN = re.compile(r"\{\{(\[[^\]]+\]|[a-z]+)\}\}")
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "c",
            "ch",
            "sh",
            "sch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
THAI_MONTHS = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
OPEN_GRAPH = """<meta property="og:type" content="article">
<meta property="og:title" content="{{title}}"><meta property="og:url" content="{{url}}">
<meta property="article:published_time" content="{{iso}}">"""
LINKED_DATA = """<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"mainEntityOfPage":"{{url}}","headline":"{{raw}}","datePublished":"{{iso}}","dateModified":"{{iso}}",
"author":{"@type":"Person","name":"{{by}}"}}</script>"""
# Lists that grow while a reader scrolls: what stands at their end asks for more as often as it is in sight.
GROWING = """function growing(end, more) {
  var eye = new IntersectionObserver(function (seen) {
    if (!seen[0].isIntersecting) return;
    eye.unobserve(end);
    more().then(function (again) { if (again) eye.observe(end); });
  });
  eye.observe(end);
}
"""


@dataclass(slots=True)
class Desk:
    """A site and its templates; `where` has the address of each story as from the root of the host."""

    site: Feedless
    title: str
    shell: str
    sections: Sequence[tuple[str, str]]
    first: int
    where: dict[int, str] = field(default_factory=dict)

    @property
    def stories(self) -> Sequence[Story]:
        return self.site.stories

    def number(self, story: Story) -> int:
        """Return the number that the software gave the story."""
        return serial(story, self.first)

    def of(self, section: str) -> list[Story]:
        """Return the stories of a section, newest first."""
        return [story for story in self.stories if self._section(story)[0] == section]

    def fill(self, template: str, story: Story) -> str:
        """Return a template with what it names of the story; `{{[%d.%m.%Y]}}` is its local time."""
        return TOKEN.sub(lambda found: self._value(found[1], story), template)

    def rows(self, template: str, stories: Sequence[Story]) -> str:
        """Return a template for each of the stories."""
        return "".join(self.fill(template, story) for story in stories)

    def whole(self, title: str, inner: str, head: str = "") -> str:
        """Return a whole page of the site."""
        page = self.shell.replace("{{page}}", escape(title)).replace("{{head}}", head)
        return page.replace("{{main}}", inner)

    def page(self, path: str, title: str, inner: str, head: str = "") -> None:
        """Add a page of the site."""
        self.site.page(path, self.whole(title, inner, head))

    def list(self, path: str, title: str, inner: str, head: str = "") -> None:
        """Add a page that a perfect reader reads."""
        self.page(path, title, inner, head)
        self.site.read(path)

    def script(self, path: str, text: str) -> None:
        """Add the script of a list, in which is also what it sends where a person clicks."""
        acts = (
            f'act{n}:function(b){{return fetch("{urlsplit(url).path}",{{method:"POST",body:b}})}}'
            for n, url in enumerate(sorted(self.site.traps))
        )
        self.site.script(path, f"{text}\n;window.userActs={{{','.join(acts)}}};\n")

    def _section(self, story: Story) -> tuple[str, str]:
        return self.sections[story.number % len(self.sections)] if self.sections else ("", "")

    def _value(self, name: str, story: Story) -> str:
        if name.startswith("["):
            return local(story).strftime(name[1:-1])
        values: dict[str, Callable[[Story], str]] = {
            "title": lambda one: escape(one.title),
            "raw": lambda one: one.title,
            "teaser": lambda one: escape(one.teaser[:110]),
            "body": lambda one: "\n".join(f"<p>{escape(text)}</p>" for text in one.paragraphs),
            "by": lambda one: one.author,
            "id": lambda one: str(self.number(one)),
            "hash": lambda one: md5(one.title.encode()).hexdigest()[:16],
            "byline": lambda one: quote(one.author),
            "slug": slugged,
            "latin": latin,
            "coded": lambda one: quote("-".join(one.title.replace(":", " ").split())).lower(),
            "path": lambda one: escape(self.where[one.number]),
            "url": lambda one: escape(self.site.full(self.where[one.number])),
            "iso": lambda one: local(one).isoformat(),
            "millis": lambda one: str(millis(one)),
            "section": lambda one: self._section(one)[0],
            "sectionname": lambda one: self._section(one)[1],
            "thai": thai_date,
        }
        return values[name](story)


def desk(
    about: str,
    *,
    title: str,
    address: str,
    shell: str,
    article: str,
    head: str = OPEN_GRAPH,
    sections: Sequence[tuple[str, str]] = (),
    first: int = 20400,
    robots: str = "User-agent: *\nDisallow: /search\n",
    traps: Sequence[str] = (),
) -> Desk:
    """Return a site with its articles, but without lists.

    `about` is its name, family, language, count, minutes between articles, and charset if that is not UTF-8.
    """
    name, family, language, count, minutes, *charset = about.split()
    site = Feedless(
        name,
        f"http://www.{name}.example/",
        charset[0] if charset else "utf-8",
        family=family,
        language=language,
    )
    site.stories = invented(f"seventh {name}", language, int(count), minutes=int(minutes))
    made = Desk(site, title, shell, sections, first)
    for story in site.stories:
        made.where[story.number] = made.fill(address, story)
    for story in site.stories:
        url = site.full(made.where[story.number])
        site.truth[url] = story
        site.article(url, made.whole(story.title, made.fill(article, story), made.fill(head, story)))
    assert len(site.truth) == len(site.stories), name
    site.documents[f"{site.root}/robots.txt"] = Document(robots.encode(), "text/plain")
    for path in traps:
        site.trap(path, {"status": "error", "message": "login required"})
    return made


def numbers(count: int, here: int, link: str, current: str) -> str:
    """Return the numbers below a list: a template for each page, in which § is its number."""
    return "".join((current if n == here else link).replace("§", str(n)) for n in range(1, count + 1))


def latin(story: Story) -> str:
    """Return a Russian headline in Latin letters, as an address has it."""
    text = "".join(CYRILLIC.get(letter, letter) for letter in story.title.lower())
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text).split())[:80]


def thai_date(story: Story) -> str:
    """Return the local time of a story in a year of the Buddhist era."""
    moment = local(story)
    return f"{moment.day} {THAI_MONTHS[moment.month - 1]} {moment.year + 543} {moment:%H:%M} น."


def compact(value: Any) -> str:
    """Return JSON as frameworks put it into pages: with other alphabets, and nothing that ends a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def plain_page(text: str) -> str:
    """Return the inside of a page that is no news, a paragraph for each line."""
    title, *lines = text.strip().splitlines()
    return f"<h1>{title}</h1>" + "".join(f"<p>{line.strip()}</p>" for line in lines)


def marked(kind: str, name: str, **more: Any) -> str:
    """Return structured data of a thing that is no news: an event, a vacancy, a product, a film."""
    value = {"@context": "https://schema.org", "@type": kind, "name": name, **more}
    return f'<script type="application/ld+json">{compact(value)}</script>'

"""What the ninth set's sites share: their invented news, the pages around it, and their dates."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import pairwise
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_words import MONTHS, ROOM, WORDS
from tests.sites.feedless.invention import NEWEST, local, slugged
from tests.sites.feedless.simulated import Asked, Feedless, as_json
from tests.sites.stories import Story

RIGHT_TO_LEFT = ("fa", "ar", "he")
Pairs = Sequence[tuple[str, str]]
Template = Callable[[Feedless, Story], str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of each page; `room` is how an imprint or the like is laid out."""

    title: str
    top: str
    bottom: str
    head: str = ""
    body: str = "<body>"
    tail: str = " | "
    room: str = "<div class='content'><h1>{name}</h1>{text}</div>"

    def page(self, site: Feedless, title: str, inner: str, *, head: str = "", script: str = "") -> str:
        """Return a whole page."""
        side = " dir='rtl'" if site.language in RIGHT_TO_LEFT else ""
        name = f"{escape(title)}{self.tail}{self.title}" if title else self.title
        return (
            f"<!DOCTYPE html>\n<html lang='{site.language}'{side}>\n<head>\n<meta charset='{site.charset}'>\n"
            "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
            f"<title>{name}</title>\n{self.head}{head}\n</head>\n{self.body}\n{self.top}\n{inner}\n"
            f"{self.bottom}\n{script}</body>\n</html>"
        )


def newsroom(
    name: str,
    family: str,
    language: str,
    count: int,
    *,
    frame: Frame,
    address: Callable[[Story], str],
    article: Template,
    rooms: Pairs = (),
    traps: Sequence[str] = (),
    charset: str = "utf-8",
    host: str = "",
    minutes: int = 190,
    head: Callable[[Feedless, Story], str] = lambda _site, _story: "",
) -> Feedless:
    """Return a site with its articles and the pages of its menu, but without a home page and lists."""
    site = Feedless(name, f"http://{host or 'www.' + name + '.example'}/", charset)
    site.family, site.language = family, language
    site.stories = told(name, language, count, minutes)
    for story in site.stories:
        site.truth[site.full(address(story))] = story
    for url, story in site.truth.items():
        site.article(url, frame.page(site, story.title, article(site, story), head=head(site, story)))
    for path, label in rooms:
        text = "".join(f"<p>{part}</p>" for part in (ROOM[language].format(title=frame.title), label))
        site.page(path, frame.page(site, label, frame.room.format(name=escape(label), text=text)))
    rules = "".join(f"Disallow: {path}\n" for path in traps)
    site.documents[f"{site.root}/robots.txt"] = Document(f"User-agent: *\n{rules}".encode(), "text/plain")
    for path in traps:
        site.trap(path, {"success": False, "message": "Unauthorized"})
    return site


def told(name: str, language: str, count: int, minutes: int) -> list[Story]:
    """Return the stories of a site, newest first; their lengths differ, as those of real ones do."""
    chance = random.Random(f"ninth {name}")
    words = WORDS[language]
    made: dict[str, Story] = {}
    while len(made) < count:
        filling = {
            "place": chance.choice(words.places),
            "office": chance.choice(words.offices),
            "thing": chance.choice(words.things),
            "person": chance.choice(words.people),
        }
        title = chance.choice(words.titles).format(**filling, **_numbers(chance))
        title = title[0].upper() + title[1:]
        if title in made:
            continue
        kinds = chance.sample([text for text in words.sentences if "{" in text], 7)
        sentences = [kind.format(**filling, **_numbers(chance)) for kind in kinds]
        cuts = chance.choice(((0, 2, 5, 7), (0, 3, 5, 7), (0, 1, 3, 5, 7), (0, 2, 4, 6)))
        paragraphs = tuple(words.space.join(sentences[at:to]) for at, to in pairwise(cuts))
        late = timedelta(minutes=minutes * len(made) + chance.randrange(1, 90))
        made[title] = Story(len(made), title, paragraphs, filling["person"], NEWEST - late, language)
    return list(made.values())


def _numbers(chance: random.Random) -> dict[str, str]:
    return {"n": str(chance.randrange(12, 980)), "m": str(chance.randrange(2, 11))}


def plain_name(story: Story) -> str:
    """Return the headline in plain letters, as systems write it into addresses."""
    return slugged(story) or f"item-{story.number}"


def day(story: Story, form: str = "{d} {month} {y}") -> str:
    """Return the day in the words of the site's language: {d}, {dd}, {m}, {mm}, {month}, {y}, {hm}."""
    at = local(story)
    names = MONTHS.get(story.language, "").split()
    month = names[at.month - 1] if names else str(at.month)
    return form.format(
        d=at.day, dd=f"{at:%d}", m=at.month, mm=f"{at:%m}", month=month, y=at.year, hm=f"{at:%H:%M}"
    )


def persian_day(story: Story) -> str:
    """Return the day in the solar calendar and the digits of Iran."""
    at = local(story)
    year, left = at.year - 621, (at.date() - datetime(at.year, 3, 21, tzinfo=UTC).date()).days
    if left < 0:
        year, left = year - 1, (at.date() - datetime(at.year - 1, 3, 21, tzinfo=UTC).date()).days
    month, date = (
        (left // 31 + 1, left % 31 + 1) if left < 186 else ((left - 186) // 30 + 7, (left - 186) % 30 + 1)
    )
    return f"{year}-{month:02}-{date:02} {at:%H:%M}".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def iso(story: Story) -> str:
    """Return the moment by the site's clock, with its offset."""
    return local(story).isoformat(timespec="seconds")


def zulu(story: Story) -> str:
    """Return the moment as scripts write it."""
    return f"{story.published:%Y-%m-%dT%H:%M:%S}.000Z"


def menu(pairs: Pairs, *, kind: str = "", item: str = "", link: str = "") -> str:
    """Return a list of links with the class names of the site's theme."""
    named = f" class='{link}'" if link else ""
    entry = f"<li class='{item}'>" if item else "<li>"
    lines = "".join(f"{entry}<a{named} href='{escape(url)}'>{escape(name)}</a></li>" for url, name in pairs)
    return f"<ul class='{kind}'>{lines}</ul>" if kind else f"<ul>{lines}</ul>"


def linked(site: Feedless, story: Story) -> str:
    """Return the address of a story as from the root of its host, with its query."""
    return site.url(story).removeprefix(site.root)


def popular(site: Feedless, count: int = 4) -> Pairs:
    """Return the address and headline of what is read most: these stand in boxes all over the site."""
    return [(linked(site, story), story.title) for story in site.stories[:count]]


def around(site: Feedless, story: Story, count: int = 3) -> Pairs:
    """Return the articles that were written before this one."""
    rest = [*site.stories[story.number + 1 :], *site.stories]
    return [(linked(site, one), one.title) for one in rest[:count]]


def stated(_site: Feedless, story: Story) -> str:
    """Return what a page says of its article in JSON-LD."""
    value = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": iso(story),
        "author": {"@type": "Person", "name": story.author},
    }
    return f"<script type='application/ld+json'>{json.dumps(value, ensure_ascii=False)}</script>"


def island(name: str, value: Any) -> str:
    """Return data of a page as JSON in an element of its own."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script id="{name}" type="application/json">{text}</script>'


def asked_again(site: Feedless, path: str, pages: Iterable[int], form: str) -> None:
    """Say that a reader asks for these pages of an interface; `form` is the query with {page}."""
    for page in pages:
        site.read(f"{path}?{form.format(page=page)}")


def missing(message: str = "Not found") -> Document:
    """Return what an interface answers to what it does not know."""
    return as_json({"error": message}, status=404)


def cut(stories: Sequence[Story], asked: Asked, name: str, size: int, *, first: int = 1) -> Sequence[Story]:
    """Return the page of stories that a request asks for by number."""
    at = (asked.number(name, first) - first) * size
    return stories[at : at + size] if at >= 0 else ()


def escaped(value: Any) -> Document:
    """Return JSON as PHP writes it: other alphabets and slashes are escaped."""
    text = json.dumps(value, separators=(",", ":")).replace("/", "\\/")
    return Document(text.encode(), "application/json")


def squeezed(script: str) -> str:
    """Return a script on few lines, as build tools leave it."""
    return re.sub(r"\n\s*", "", script)

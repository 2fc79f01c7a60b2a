"""A feedless site: what it answers to GET and POST, which articles it lists, which addresses are traps."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.sites.building import HTML, Document, Site
from tests.sites.feedless.invention import invented
from tests.sites.feedless.layouts import ADVERT, article_page, menu_page
from tests.sites.stories import Story

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /api/search\nDisallow: /api/user/\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the site sees it."""

    url: str
    method: str = "GET"
    body: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        """Return what the request says in a header; nothing where it does not say it."""
        return {key.lower(): value for key, value in self.headers}.get(name.lower(), "")

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        """The body's fields, if it says that it is a form."""
        return dict(parse_qsl(self.body, keep_blank_values=True)) if "form" in self.content_type else {}

    @property
    def value(self) -> Any:
        """The body's JSON, if it says that it is JSON and is an object; an empty object otherwise."""
        return _object(self.body) if "json" in self.content_type else {}

    def object_of(self, name: str) -> dict[str, Any]:
        """Return a parameter of the query that is JSON; an empty object where it is none."""
        return _object(self.query.get(name, ""))

    def number(self, name: str, default: int) -> int:
        """Return a number of the query, the form or the body."""
        told = self.query.get(name) or self.form.get(name) or self.value.get(name)
        text = str(told)
        return int(text) if text.lstrip("-").isdigit() else default


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


Handler = Callable[[Asked], Document]


@dataclass(slots=True)
class Feedless(Site):
    """A site whose `stories` are at `truth`, by address.

    `lists` are the requests of a perfect reader, in order; `endless_paging` says that the lists have no last
    page. Requests to `traps` are for people and counters, and a polite reader makes none.
    """

    family: str = ""
    language: str = "en"
    stories: Sequence[Story] = ()
    truth: dict[str, Story] = field(default_factory=dict)
    routes: dict[str, Handler] = field(default_factory=dict)
    lists: list[Asked] = field(default_factory=list)
    traps: set[str] = field(default_factory=set)
    endless_paging: bool = False

    @property
    def root(self) -> str:
        """The address of the home page's host, without a slash at its end."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.home))

    def url(self, story: Story) -> str:
        """Return where a story is."""
        return next(url for url, told in self.truth.items() if told.number == story.number)

    def path(self, story: Story) -> str:
        """Return the address of a story as from the root of its host."""
        return urlsplit(self.url(story)).path

    def full(self, path: str) -> str:
        """Return an address of the site."""
        return path if path.startswith("http") else self.root + path

    def page(self, path: str, text: str) -> str:
        """Add a page of HTML."""
        return self.put(self.full(path), text)

    def script(self, path: str, text: str, kind: str = "application/javascript") -> str:
        """Add a script file, in the site's charset where that isn't UTF-8."""
        self.documents[self.full(path)] = Document(text.encode(self.charset), kind)
        return self.full(path)

    def data(self, path: str, value: Any, kind: str = "application/json; charset=utf-8") -> str:
        """Add a file of JSON."""
        self.documents[self.full(path)] = as_json(value, kind)
        return self.full(path)

    def route(self, path: str, handler: Handler) -> str:
        """Have an address answered by a function, whatever its query is."""
        self.routes[self.full(path)] = handler
        return self.full(path)

    def trap(self, path: str, value: Any) -> str:
        """Add an interface that is none of a reader's business."""
        self.traps.add(self.full(path))
        return self.route(path, lambda _asked: as_json(value))

    def read(self, path: str, method: str = "GET", body: str = "", content_type: str = "") -> None:
        """Say that a perfect reader asks this."""
        self.lists.append(Asked(self.full(path), method, body, content_type))

    def reply(self, asked: Asked) -> Document:
        """Return what the site answers."""
        plain = asked.url.partition("?")[0]
        if plain in self.routes:
            return self.routes[plain](asked)
        if asked.method == "POST":
            return Document(b"405 Not Allowed", "text/html", 405)
        return self.documents.get(asked.url) or self.documents.get(plain) or self.answer(asked.url)


def start(
    name: str,
    family: str,
    language: str,
    count: int,
    *,
    title: str,
    address: Callable[[Story], str],
    host: str = "",
    charset: str = "utf-8",
    layout: str = "line",
    menu: Sequence[tuple[str, str]] = (),
    minutes: int = 170,
) -> Feedless:
    """Return a site with article pages, pages of its menu, robots.txt and some traps, but without lists.

    About so many `minutes` lie between two articles.
    """
    home = f"http://{host or 'www.' + name + '.example'}/"
    site = Feedless(name, home, charset, family=family, language=language)
    site.stories = invented(name, language, count, minutes=minutes)
    pairs = menu or ((f"{site.root}/about.html", "About"), (f"{site.root}/contact.html", "Contact"))
    for story in site.stories:
        url = site.full(address(story))
        site.truth[url] = story
        site.article(url, article_page(story, layout, title=title, charset=charset, menu=pairs))
    for path, about in (("/about.html", 0), ("/contact.html", 1)):
        site.page(path, menu_page(title, language, charset, pairs, about))
    site.page("/search", menu_page(title, language, charset, pairs, 1))
    site.documents[f"{site.root}/robots.txt"] = Document(ROBOTS.encode(), "text/plain")
    site.put(f"http://shop.{name}-ads.example/deal/88", ADVERT)
    for path in ("/api/search", "/api/user/login", "/api/stat/pv"):
        site.trap(path, {"code": 401, "msg": "login required", "data": None})
    return site


def as_json(value: Any, kind: str = "application/json; charset=utf-8", *, status: int = 200) -> Document:
    """Return a document of JSON, with other alphabets as they are."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Document(text.encode("utf-8"), kind, status)


def as_callback(name: str, value: Any, charset: str = "utf-8") -> Document:
    """Return a document of JSONP."""
    text = f"{name}({json.dumps(value, ensure_ascii=False, separators=(',', ':'))});"
    return Document(text.encode(charset), f"application/javascript; charset={charset}")


def as_html(text: str, charset: str = "utf-8") -> Document:
    """Return a document of HTML."""
    return Document(text.encode(charset), f"{HTML}; charset={charset}")


def batches(stories: Sequence[Story], size: int) -> list[Sequence[Story]]:
    """Return the stories page by page."""
    return [stories[at : at + size] for at in range(0, len(stories), size)]


def batch(stories: Sequence[Story], page: int, size: int) -> Sequence[Story]:
    """Return one page of the stories, counted from 0; an empty one where there is none."""
    return stories[page * size : (page + 1) * size] if page >= 0 else ()

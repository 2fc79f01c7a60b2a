"""Pages from templates, in the reader's language; every value is escaped as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import cache, partial
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from newsarchive.logs.formats import visible
from newsarchive.web.display.shown_values import LANGUAGE_TAGS, template_environment
from newsarchive.web.display.translations import (
    PageTongue,
    date_source_name,
    explained,
    message_in,
    phrase_in,
    word_name,
)

# Seconds that a browser remembers the choice of a language: a year.
_REMEMBERED = 365 * 86_400


class NavigationLink(NamedTuple):
    """A page of the head line."""

    path: str
    name: str


NAVIGATION = (
    NavigationLink("/", "Today"),
    NavigationLink("/search", "Search"),
    NavigationLink("/sources", "Sources"),
    NavigationLink("/watches", "Watches"),
    NavigationLink("/sql", "SQL"),
)


@cache
def _environment() -> Environment:
    """Return the templates; each is compiled once in a process."""
    environment = template_environment()
    environment.filters["moment"] = shown_moment
    environment.globals["address"] = page_address
    return environment


class TemplatePages:
    """Renders the templates of this package."""

    def __init__(self) -> None:
        self._environment = _environment()

    def warm_up(self) -> None:
        """Compile all templates, so that the first who asks need not wait for it."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return the page; `values` are what the template names."""
        tongue = page_tongue(request)

        text = self._environment.get_template(template).render(
            _=partial(phrase_in, tongue),
            word=partial(word_name, tongue),
            date_source=partial(date_source_name, tongue),
            message=partial(message_in, tongue),
            explained=partial(explained, tongue),
            published=partial(shown_publication, tongue),
            tongue=tongue,
            tongue_tag=LANGUAGE_TAGS[tongue],
            other_tongues=list(_other_tongues(request, tongue)),
            navigation=NAVIGATION,
            path=request.url.path,
            **values,
        )
        response = HTMLResponse(text, status_code=status)
        if request.query_params.get("lang") in LANGUAGE_TAGS:
            response.set_cookie("lang", tongue, max_age=_REMEMBERED, httponly=True, samesite="strict")
        return response


def page_tongue(request: Request) -> PageTongue:
    """Return the language of the address, else the one chosen before, else what the browser asks for."""
    for chosen in (request.query_params.get("lang"), request.cookies.get("lang")):
        if chosen in LANGUAGE_TAGS:
            return chosen
    return _accepted(request.headers.get("accept-language", ""))


def _accepted(header: str) -> PageTongue:
    best: tuple[float, PageTongue] = (0.0, "en")
    for part in header[:1_000].split(","):
        tag, _, quality = part.partition(";")
        name = tag.strip().lower().partition("-")[0]
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            continue
        if name == "en" and weight > best[0]:
            best = weight, "en"
        if name == "zh" and weight > best[0]:
            best = weight, "zh"
    return best[1]


class _OtherTongue(NamedTuple):
    tag: str
    name: str
    address: str


def _other_tongues(request: Request, tongue: PageTongue) -> Iterator[_OtherTongue]:
    names: dict[PageTongue, str] = {"en": "English", "zh": "简体中文"}
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    for other, name in names.items():
        if other != tongue:
            # A path of two slashes would be another host's address.
            path = f"/{quote(str(request.scope['path']).lstrip('/'))}"
            address = f"{path}?{urlencode([*kept, ('lang', other)])}"
            yield _OtherTongue(LANGUAGE_TAGS[other], name, address)


def page_address(path: str, **parameters: Any) -> str:
    """Return the path with those parameters that have a value."""
    given = {name: str(value) for name, value in parameters.items() if value not in {None, ""}}
    return f"{path}?{urlencode(given)}" if given else path


def shown_moment(text: str | None) -> str:
    """Return a time to the minute; seconds are for machines."""
    if text is None:
        return "–"
    try:
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}" if len(text) > 10 else text
    except ValueError:
        return text


def shown_publication(tongue: PageTongue, text: str | None, offset: str | None) -> str:
    """Return when an article was published, on the clock of its page, and in which zone that is.

    `text` is UTC where there is an offset (`+08:00`), else the page's own clock; at midnight without an
    offset the page states only the day (docs/explanation/dates.md).
    """
    if text is None:
        return phrase_in(tongue, "no date")
    try:
        at = datetime.fromisoformat(text)
        if offset:
            zone = datetime.strptime(offset, "%z").tzinfo
            return f"{at.replace(tzinfo=UTC).astimezone(zone):%Y-%m-%d %H:%M} (UTC{offset})"
    except (ValueError, OverflowError):
        return visible(f"{text} UTC, {offset}" if offset else text)
    if at.time() == time.min:
        return f"{at:%Y-%m-%d}"
    clock = phrase_in(tongue, "the page's clock, zone unknown")
    return f"{at:%Y-%m-%d %H:%M} ({clock})"

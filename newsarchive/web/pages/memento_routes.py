"""Memento (RFC 7089): which state of a URL was seen when, under /timegate, /timemap and /memento.

A memento is the clean text of a revision; where the bytes of its capture are kept, the page as it came is a
second one (`id_`, as web archives call it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.errors import UsageError
from newsarchive.storage.queries.article_evidence import KeptPage, kept_page
from newsarchive.storage.queries.article_history import SeenState, article_at, seen_states
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.article_answers import NotStoredError, article_now
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.display.page_renderer import TemplatePages
from newsarchive.web.guard.request_guard import site_root
from newsarchive.web.pages.article_pages import capture_answer

LINK_FORMAT = "application/link-format"
_STAMP = "%Y%m%d%H%M%S"
_DIGITS = re.compile(r"[0-9]{14}")
# A proxy may have made one slash of two.
_SCHEME = re.compile(r"^(https?):/+", re.IGNORECASE)
# What a URL may have inside <…> of a Link (RFC 3986, reserved and unreserved, and % as it stands).
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class MementoTrail:
    """The states of the article at a URL; `root` begins every address of this server."""

    root: str
    url: str
    article_id: int
    states: list[SeenState]

    def at(self, moment: datetime | None) -> SeenState:
        """Return the newest state seen by the moment, else the first; without a moment the newest."""
        seen = [state for state in self.states if moment is None or state.at <= moment]
        return seen[-1] if seen else self.states[0]

    def address(self, state: SeenState, form: str = "") -> str:
        """Return the address of a memento."""
        return f"{self.root}/memento/{state.at:{_STAMP}}{form}/{_linked(self.url)}"

    def original(self) -> str:
        """Return the links of every answer: the URL itself, and what this server has of it."""
        return ", ".join(
            (
                f'<{_linked(self.url)}>; rel="original"',
                f'<{self.root}/timegate/{_linked(self.url)}>; rel="timegate"',
                f'<{self.root}/timemap/link/{_linked(self.url)}>; rel="timemap"; type="{LINK_FORMAT}"',
            )
        )

    def around(self, state: SeenState) -> str:
        """Return the links to the memento itself, the first, the last and its neighbours."""
        relations: dict[int, list[str]] = {}
        places = {one.at: place for place, one in enumerate(self.states)}
        here, last = places[state.at], len(self.states) - 1
        for place, name in ((0, "first"), (last, "last"), (here - 1, "prev"), (here + 1, "next"), (here, "")):
            if 0 <= place <= last:
                relations.setdefault(place, []).append(name)
        return ", ".join(
            self._link(self.states[place], " ".join([*filter(None, names), "memento"]))
            for place, names in sorted(relations.items())
        )

    def _link(self, state: SeenState, relation: str, form: str = "") -> str:
        return f'<{self.address(state, form)}>; rel="{relation}"; datetime="{http_date(state.at)}"'

    def timemap(self) -> str:
        """Return the document that lists all mementos."""
        first, last = self.states[0], self.states[-1]
        bounds = f'from="{http_date(first.at)}"; until="{http_date(last.at)}"'
        lines = [
            f'<{_linked(self.url)}>; rel="original"',
            f'<{self.root}/timemap/link/{_linked(self.url)}>; rel="self"; type="{LINK_FORMAT}"; {bounds}',
            f'<{self.root}/timegate/{_linked(self.url)}>; rel="timegate"',
            *self._mementos(),
        ]
        return ",\n".join(lines) + "\n"

    def _mementos(self) -> Iterator[str]:
        for state in self.states:
            ends = (state is self.states[0], "first"), (state is self.states[-1], "last")
            yield self._link(state, " ".join([*(name for is_it, name in ends if is_it), "memento"]))
            if state.kept_fetch_id is not None:
                yield self._link(state, "memento", "id_")


def http_date(moment: datetime) -> str:
    """Return the moment as HTTP writes it (RFC 9110, IMF-fixdate)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _linked(url: str) -> str:
    return quote(url, safe=_SAFE)


def asked_moment(header: str | None) -> datetime | None:
    """Return the moment of Accept-Datetime; UsageError if it is none."""
    if header is None or not header.strip():
        return None
    try:
        found = parsedate_to_datetime(header)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise UsageError(
            f"Accept-Datetime: {header[:100]!r} is no time of HTTP.",
            hint="Write it so: Thu, 27 Nov 2025 08:00:00 GMT.",
        ) from error


def memento_router(reader: ArchiveReader, pages: TemplatePages, calls: BoundedCalls) -> APIRouter:
    """Return the routes of Memento."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/timegate/{_url:path}", methods=["GET", "HEAD"])
    def timegate(request: Request, _url: str) -> Response:
        trail = _trail(reader, request, 1)
        state = trail.at(asked_moment(request.headers.get("accept-datetime")))
        links = f"{trail.original()}, {trail.around(state)}"
        return RedirectResponse(
            trail.address(state), status_code=302, headers={"Vary": "accept-datetime", "Link": links}
        )

    @router.api_route("/timemap/link/{_url:path}", methods=["GET", "HEAD"])
    def timemap(request: Request, _url: str) -> Response:
        return Response(_trail(reader, request, 2).timemap(), media_type=LINK_FORMAT)

    @router.api_route("/memento/{stamp}/{_url:path}", methods=["GET", "HEAD"])
    def memento(request: Request, stamp: str, _url: str) -> Response:
        moment, form = _stamped(stamp)
        trail = _trail(reader, request, 2)
        state = trail.at(moment)
        if state.at != moment:
            return RedirectResponse(trail.address(state, form), status_code=302)
        headers = {
            "Memento-Datetime": http_date(state.at),
            "Link": f"{trail.original()}, {trail.around(state)}",
        }
        if form:
            address = trail.address(state, form).removeprefix(trail.root)
            answer = capture_answer(request, pages, calls, _kept(reader, state), address)
            answer.headers.update(headers)
            return answer
        shown = _shown_revision(reader, trail.article_id, state.number)
        response = pages.page(request, "memento.html", article=shown, seen=state)
        response.headers.update(headers)
        return response

    return router


def _stamped(stamp: str) -> tuple[datetime, str]:
    form = "id_" if stamp.endswith("id_") else ""
    digits = stamp.removesuffix("id_")
    try:
        return datetime.strptime(f"{digits if _DIGITS.fullmatch(digits) else ''}+0000", f"{_STAMP}%z"), form
    except ValueError as error:
        raise UsageError(
            f"{stamp[:40]!r} is no time of a memento.",
            hint="It has 14 digits, 20251127080000, and `id_` behind them for the page as it came.",
        ) from error


def _trail(reader: ArchiveReader, request: Request, steps: int) -> MementoTrail:
    """Return the trail of the URL that stands in the path behind so many steps, with its own query."""
    raw = request.scope.get("raw_path") or request.url.path.encode()
    path = raw.partition(b"?")[0].decode("ascii", "replace")
    query = request.scope["query_string"].decode("ascii", "replace")
    url = "/".join(path.split("/")[steps + 1 :]) + (f"?{query}" if query else "")
    url = _SCHEME.sub(lambda found: f"{found[1]}://", url)
    if not is_http_url(url):
        raise UsageError(
            f"{url[:200]!r} is no URL.",
            hint=f"Write it whole: {request.url.path[:20]}…/https://site.example/a.",
        )
    with reader.reading() as reading:
        number = article_at(reading.index, url)
        states = [] if number is None else seen_states(reading.index, number)
    if number is None or not states:
        raise NotStoredError(
            f"The archive has no article under {url[:500]}.", hint="/why?url=… tells what is known of it."
        )
    return MementoTrail(root=site_root(request), url=url, article_id=number, states=states)


def _shown_revision(reader: ArchiveReader, article_id: int, number: int) -> dict[str, Any]:
    names = ("title", "text", "authors", "published_at", "url", "source")
    with reader.reading() as reading:
        now = article_now(reading, article_id)
        rows = reading.records(
            names, "FROM article_history WHERE article_id = ? AND revision = ?", article_id, number
        )
    return {
        **rows[0],
        "article_id": article_id,
        "revision": number,
        "language": now.language,
        "script": now.script,
    }


def _kept(reader: ArchiveReader, state: SeenState) -> KeptPage:
    with reader.reading() as reading:
        kept = None if state.kept_fetch_id is None else kept_page(reading.index, state.kept_fetch_id)
    if kept is None:
        raise NotStoredError(
            "The archive has the text of this memento, not the bytes of its page.",
            hint="Leave `id_` out for the text.",
        )
    return kept

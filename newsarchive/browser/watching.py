"""Watches what the scripts of a page ask for: as it loads, is scrolled, and as its controls are used.

A watch belongs to one request (`request.meta[WATCH_KEY]`). It decides about each request that the page makes
before it leaves, and keeps the answers that may hold a list, within bounds: a page may ask without end.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsarchive.discovery.lists.watched_requests import Exchange, form_fields, told_headers
from newsarchive.discovery.scripts.js_literals import json_or_none
from newsarchive.discovery.sections.list_controls import Control, likely_controls
from newsarchive.discovery.urls.canonical_urls import same_site
from newsarchive.discovery.urls.request_effects import Objection, objection_to, turns_pages
from newsarchive.text.letters import count_letters

if TYPE_CHECKING:
    from playwright.async_api import Page, Response

WATCH_KEY = "newsarchive_watch"  # in the meta of a request that the browser makes

_MOST_KEPT, _MOST_BYTES = 60, 24 * 1024 * 1024  # answers of one page
_MOST_OF_PATH = 10  # answers of one path, whatever is asked of it
_LARGEST_ANSWER = 6 * 1024 * 1024
_MOST_REFUSED = 12  # requests that are told; pages repeat theirs
MOST_SCROLLS = 3
_MOST_CONTROLS = 4  # that are tried until one of them asks for something
_MOST_USES = 2  # of the control that asked: what follows the first answer, and what follows that
_MOST_FRAMES, _MOST_LINKS = 8, 5_000  # of one page
_HEADLINE, _FEWEST_NEW = (
    14,
    2,
)  # letters of a headline, and links with one that show that an act brought a list
_QUIET, _STEP = 0.4, 5.0  # seconds without a request after which an act is over, and at most
_BODY_TIMEOUT = 4.0
_MOST_FIELDS, _SHORT = 6, re.compile(r"-?\d{0,12}|true|false|none", re.IGNORECASE)
_DATA = frozenset({"xhr", "fetch"})
_TOLD = frozenset({"xhr", "fetch", "document", "script", "other", "eventsource"})

# Pages see no other window: what a click opens would be outside the watch.
# Trees that elements keep to themselves are opened, so that their links can be seen.
_NO_WINDOWS = """window.open = () => null; window.print = () => {};
{const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (told) { return attach.call(this, {...told, mode: 'open'}); };}"""
SCROLL = """() => {
  const every = [];
  const look = root => {
    for (const one of root.querySelectorAll('*')) {
      if (every.length > 6000) return;
      every.push(one);
      if (one.shadowRoot) look(one.shadowRoot);
    }
  };
  look(document);
  const grown = every.filter(
    one => one.scrollHeight > one.clientHeight + 40 && one.clientHeight > 120
      && /auto|scroll/.test(getComputedStyle(one).overflowY)).slice(0, 5);
  for (const one of grown) {
    one.scrollTop = one.scrollHeight;
    one.dispatchEvent(new WheelEvent('wheel', {deltaY: 2000, bubbles: true, cancelable: true}));
  }
  window.scrollTo(0, Math.max(document.body ? document.body.scrollHeight : 0,
                              document.documentElement.scrollHeight));
  window.dispatchEvent(new Event('scroll'));
}"""
# What a reader may press or choose, with the words that say what it is for. Real links are left out: they
# are followed without a browser.
_CONTROLS = """() => {
  const told = [];
  const shown = one => one.getClientRects().length > 0;
  const said = one => (one.innerText || one.value || one.getAttribute('aria-label') || one.title || '')
    .trim().replace(/\\s+/g, ' ').slice(0, 60);
  const every = [];
  const look = root => {
    for (const one of root.querySelectorAll('*')) {
      if (one.matches('a,button,select,input[type=button],input[type=submit],[role=button],[onclick],'
        + 'div,span,li,p,b,i,em')) every.push(one);
      if (one.shadowRoot && every.length < 6000) look(one.shadowRoot);
    }
  };
  look(document);
  const furniture = 'nav,header,footer,aside,form';
  const headlines = every.filter(one => one.tagName === 'A' && one.textContent.trim().length > 20
    && !one.closest(furniture));
  const last = headlines.length > 2 ? headlines[headlines.length - 1] : null;
  let number = 0;
  for (const one of every.slice(0, 6000)) {
    const href = one.getAttribute('href');
    const tag = one.tagName.toLowerCase();
    if (tag === 'a' && href && !/^(#|javascript:)/i.test(href) && !one.hasAttribute('onclick')) continue;
    if (!shown(one) || told.length >= 400) continue;
    const words = said(one);
    const names = [one.className, one.id, one.getAttribute('rel'), one.getAttribute('data-action'),
      one.getAttribute('onclick'), href].filter(it => typeof it === 'string').join(' ').slice(0, 200);
    const plain = !['a', 'button', 'select', 'input'].includes(tag) && !one.hasAttribute('onclick')
      && one.getAttribute('role') !== 'button';
    if (plain && (one.children.length > 2 || !words || words.length > 24)) continue;
    one.setAttribute('data-newsarchive', String(number));
    told.push({number, tag, words: tag === 'select' ? '' : words, names, plain,
      options: tag === 'select' ? [...one.options].slice(0, 60).map(it => it.text.trim().slice(0, 40)) : [],
      chosen: tag === 'select' ? one.selectedIndex : -1,
      after: !!last && !plain && !!(last.compareDocumentPosition(one) & 4) && !one.closest(furniture),
      tab: one.matches('[role=tab],[data-tab],[data-toggle=tab]')
        && one.getAttribute('aria-selected') !== 'true',
      form: !!one.closest('form')});
    number += 1;
  }
  return told;
}"""
# Elements of a site's own may draw themselves within a tree of theirs.
_FIND = """const find = (root, number) => {
    const here = root.querySelector(`[data-newsarchive="${number}"]`);
    if (here) return here;
    for (const one of root.querySelectorAll('*')) {
      const found = one.shadowRoot && find(one.shadowRoot, number);
      if (found) return found;
    }
    return null;
  };
"""
_SIZE = "document.documentElement ? document.documentElement.outerHTML.length : 0"
_LINKS = """() => {
  const told = [];
  const look = root => {
    for (const one of root.querySelectorAll('*')) {
      if (told.length >= 2000) return;
      if (one.shadowRoot) look(one.shadowRoot);
      if (one.tagName === 'A' && one.href && typeof one.href === 'string')
        told.push([one.href.slice(0, 2000), (one.textContent || '').trim().slice(0, 300),
          !!one.closest('nav,footer,header,aside')]);
    }
  };
  look(document);
  return told;
}"""
_PRESS = """number => {
  FIND
  const one = find(document, number);
  if (!one) return false;
  one.removeAttribute('target');
  one.scrollIntoView();
  for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup'])
    one.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true, view: window}));
  one.click();
  return true;
}""".replace("FIND", _FIND)
_CHOOSE = """([number, option]) => {
  FIND
  const one = find(document, number);
  if (!one) return false;
  one.selectedIndex = option;
  one.dispatchEvent(new Event('input', {bubbles: true}));
  one.dispatchEvent(new Event('change', {bubbles: true}));
  return true;
}""".replace("FIND", _FIND)


@dataclass(frozen=True, slots=True)
class Refused:
    """A request of a page that was stopped, and why."""

    method: str
    url: str
    objection: Objection


@dataclass  # without slots: Playwright keeps its wrapper of a listener at the listener's object
class PageWatch:
    """What one page was seen to ask.

    `holds_list` says whether an answer has a list; `may_fetch` whether robots.txt allows a URL. `pause` are
    the seconds between two acts; `seconds` bound them all. `notes` say what was left out, `navigated` that an
    act led to another page, `went_back` that a control for the day or month before was used. `shown` are the
    texts of the links that were seen in the page or its frames, by address, `offered` those of them outside
    of its furniture; `scrolled_page` is what a crawl sees of it that scrolls and presses nothing.
    """

    holds_list: Callable[[Exchange], bool]
    may_fetch: Callable[[str], bool]
    pause: float = 0.0
    seconds: float = 40.0
    acts: bool = True
    _kept: list[tuple[float, int, Exchange]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    page_url: str = ""
    navigated: bool = False
    went_back: bool = False
    shown: dict[str, str] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    scrolled_page: str | None = None
    requests: int = 0
    _step: int = 0
    _presses: bool = False
    _by_place: bool = False
    _bytes: int = 0
    _last: float = 0.0
    _heard_of: dict[str, int] = field(default_factory=dict)
    _reading: set[asyncio.Task[None]] = field(default_factory=set)
    _started: bool = False

    @property
    def exchanges(self) -> list[Exchange]:
        """The requests in the order in which they were made, with their answers."""
        return [one for *_, one in sorted(self._kept, key=lambda kept: kept[:2])]

    # Before a request leaves.

    def _is_of_any_reader(self, objection: Objection | None, body: str | None) -> bool:
        """Say whether a POST of which nothing shows a list is one that opening the page makes for anybody.

        It comes without any control, and sends hardly more than a number or two.
        """
        return objection == "no list" and not self._presses and _says_little(body)

    def refuses(self, request: Any) -> bool:
        """Say whether a request of the page is stopped: it changes something, or robots.txt forbids it."""
        kind, method, url = str(request.resource_type), str(request.method), str(request.url)
        if kind == "document" and not self._started:
            self._started = True  # the page itself, which was asked about before
            return False
        if kind in _DATA or kind == "document":
            self.requests += 1
            if self._heard_of.get(_path_of(url), 0) < _MOST_OF_PATH:
                self._last = time.monotonic()
        if kind not in _TOLD or (kind == "script" and _is_file(url)):
            return False
        body = _body_of(request)
        fields = form_fields(body) if body else []
        objection = _objection(method, url, urlencode(fields) if fields else body)
        if self._is_of_any_reader(objection, body):
            objection = None
        if objection is None and self._by_place and method == "POST" and not turns_pages(url, body):
            objection = "no list"  # nothing says what was pressed, nor that this asks for a page
        if objection is None and kind != "script" and not self.may_fetch(url):
            self._note(f"robots.txt forbids {url[:200]}")
            return True
        if objection is None:
            return False
        told = Refused(method, url, objection)
        if told not in self.refused and len(self.refused) < _MOST_REFUSED:
            self.refused.append(told)
        return True

    # As answers come.

    async def attach(self, page: Page) -> None:
        """Listen to a page before it is loaded."""
        await page.add_init_script(_NO_WINDOWS)
        page.on("response", self._heard)
        page.on("popup", _close)
        self._last = time.monotonic()

    def _heard(self, response: Response) -> None:
        request = response.request
        kind, url = request.resource_type, request.url
        if kind not in _TOLD or not url.startswith(("http://", "https://")):
            return
        if kind == "script" and self._step == 0 and _is_file(url):
            return  # the program itself
        if self._repeats(url):
            return  # a page that polls never comes to rest
        self._last = time.monotonic()
        if len(self._kept) + len(self._reading) >= _MOST_KEPT:
            self._note(f"more than {_MOST_KEPT} answers; the others were not looked at")
            return
        task = asyncio.ensure_future(self._keep(response, self._step))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    def _repeats(self, url: str) -> bool:
        """Say whether enough answers of this path were kept."""
        path = _path_of(url)
        self._heard_of[path] = self._heard_of.get(path, 0) + 1
        if self._heard_of[path] <= _MOST_OF_PATH:
            return False
        self._note(f"more than {_MOST_OF_PATH} answers of {path[:200]}")
        return True

    async def _keep(self, response: Response, step: int) -> None:
        from playwright.async_api import Error  # noqa: PLC0415 - a survey without a browser needs no Playwright

        request = response.request
        try:
            body = await asyncio.wait_for(response.body(), _BODY_TIMEOUT)
            headers = await asyncio.wait_for(request.all_headers(), _BODY_TIMEOUT)
        except (Error, TimeoutError):
            return  # a redirect, or a page that was left
        if len(body) > _LARGEST_ANSWER or self._bytes + len(body) > _MOST_BYTES:
            self._note("answers larger than what is kept of a page")
            return
        self._bytes += len(body)
        exchange = Exchange(
            method=request.method,
            url=request.url,
            headers=told_headers(headers),
            body=_body_of(request),
            status=response.status,
            answer=body,
            content_type=response.headers.get("content-type"),
            kind=request.resource_type,
            step=step,
        )
        started = float(request.timing.get("startTime") or 0.0)
        self._kept.append((started, len(self._kept), exchange))

    # What a reader does.

    async def act(self, page: Page) -> None:
        """Scroll to the end, and use what means "more", until two further pages of a list were seen."""
        from playwright.async_api import Error  # noqa: PLC0415 - as above

        end = time.monotonic() + self.seconds
        self.page_url = page.url
        await self._settle(end)
        await self._look(page)
        with suppress(Error):
            brought = self.acts and await self._scrolled(page, end)
            if int(await page.evaluate(_SIZE)) <= _LARGEST_ANSWER:
                self.scrolled_page = await page.content()
            if self.acts and not brought:
                await self._pressed(page, end)
        if time.monotonic() >= end:
            self._note(f"the page was watched for {self.seconds:g} seconds, and not to its end")
        await self._settle(end)
        self.navigated = page.url != self.page_url
        await self._look(page)

    async def _look(self, page: Page) -> int:
        """Note the links that the page and its frames show now: scripts replace what they drew.

        Return how many of them are new and have headlines.
        """
        from playwright.async_api import Error  # noqa: PLC0415 - as above

        new = 0
        for frame in () if self.has_left(page) else page.frames[:_MOST_FRAMES]:
            with suppress(Error, TimeoutError):
                links = await asyncio.wait_for(frame.evaluate(_LINKS), _BODY_TIMEOUT)
                for url, text, is_furniture in _links_told(links):
                    if len(self.shown) >= _MOST_LINKS or not url.startswith(("http://", "https://")):
                        continue
                    if not is_furniture and len(text) > len(self.offered.get(url, "")):
                        new += url not in self.offered and count_letters(text) >= _HEADLINE
                        self.offered[url] = text
                    if len(text) > len(self.shown.get(url, "")):
                        self.shown[url] = text
        return new

    async def _scrolled(self, page: Page, end: float) -> bool:
        """Scroll; return whether that asks for a list."""
        brought = False
        for _ in range(MOST_SCROLLS):
            if time.monotonic() >= end:
                break
            if not await self._done(page, page.evaluate(SCROLL), end):
                break
            brought = True
        return brought

    async def _pressed(self, page: Page, end: float) -> bool:
        for control in likely_controls(await self._controls(page))[:_MOST_CONTROLS]:
            if time.monotonic() >= end:
                return False
            if await self._done(page, self._use(page, control, 1), end):
                self.went_back = control.goes_back
                for turn in range(2, _MOST_USES + 1):
                    again = None if self.has_left(page) else await self._same(page, control)
                    if again is None or not await self._done(page, self._use(page, again, turn), end):
                        break
                return True
            if page.url != self.page_url:
                break  # the control led elsewhere
        return False

    async def _controls(self, page: Page) -> list[Control]:
        told = await page.evaluate(_CONTROLS)
        return [one for one in map(_control_told, told if isinstance(told, list) else ()) if one is not None]

    def has_left(self, page: Page) -> bool:
        """Say whether a control led to another site, of which nothing is pressed, or to no page at all."""
        return bool(self.page_url) and not same_site(page.url, self.page_url)

    async def _use(self, page: Page, control: Control, turn: int) -> Any:
        self._presses, self._by_place = True, control.is_by_place
        if control.tag == "select":
            return await page.evaluate(_CHOOSE, [control.number, control.option_after(turn)])
        return await page.evaluate(_PRESS, control.number)

    async def _same(self, page: Page, control: Control) -> Control | None:
        """Return the control as the page has it now: frameworks make theirs anew."""
        told = await self._controls(page)
        if control.words.isdigit():  # the number of a page: next is the number after it
            following = str(int(control.words) + 1)
            return next((one for one in told if one.words == following), None)
        same = next((one for one in told if (one.tag, one.words) == (control.tag, control.words)), None)
        # A menu that was made anew may show its first choice again.
        first = control.chosen if control.first is None else control.first
        return replace(same, first=first) if same is not None else None

    async def _done(self, page: Page, act: Any, end: float) -> bool:
        """Do something and wait; return whether a list came of it: in an answer, or as links of the page."""
        if self.pause:
            await asyncio.sleep(min(self.pause, max(0.0, end - time.monotonic())))
        self._step += 1
        self._last = time.monotonic()
        await act
        await self._settle(end)
        brought = await self._look(page) >= _FEWEST_NEW
        return brought or any(self.holds_list(one) for *_, one in self._kept if one.step == self._step)

    async def _settle(self, end: float) -> None:
        """Wait until the page asks for nothing any more, for at most _STEP seconds."""
        latest = min(end, time.monotonic() + _STEP)
        while time.monotonic() < latest:
            if not self._reading and time.monotonic() - self._last > _QUIET:
                return
            await asyncio.sleep(0.1)

    def _note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < _MOST_REFUSED:
            self.notes.append(text)


def _links_told(told: Any) -> Iterator[tuple[str, str, bool]]:
    """Yield the links in what a page returned: its scripts may have changed how arrays work."""
    for one in told if isinstance(told, list) else ():
        if isinstance(one, list) and len(one) == 3 and all(isinstance(text, str) for text in one[:2]):
            yield one[0][:2_000], " ".join(one[1][:300].split()), bool(one[2])


def _control_told(told: Any) -> Control | None:
    """Return a control that a page told of, None for what is none: scripts may have changed texts."""
    if not isinstance(told, dict):
        return None
    try:
        options = tuple(str(one)[:40] for one in told["options"]) if isinstance(told["options"], list) else ()
        return Control(
            number=int(told["number"]),
            tag=str(told["tag"]),
            words=str(told["words"])[:60],
            names=str(told["names"])[:200],
            options=options,
            chosen=int(told["chosen"]),
            **{name: bool(told[name]) for name in ("plain", "form", "after", "tab")},
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _objection(method: str, url: str, body: str | None) -> Objection | None:
    if method not in {"GET", "HEAD", "OPTIONS", "POST"}:
        return "changes"
    return objection_to(url, body, posts=method == "POST")


def _body_of(request: Any) -> str | None:
    try:
        body = request.post_data
    except UnicodeDecodeError:
        return None
    return body if isinstance(body, str) else None


def _says_little(body: str | None) -> bool:
    """Say whether a body is a form or an object of a few numbers, or nothing."""
    if not body:
        return True
    value = json_or_none(body)
    if isinstance(value, dict):
        fields = [str(one) for one in value.values()]
    elif "=" in body and value is None:
        fields = [one for _, one in form_fields(body) or parse_qsl(body, keep_blank_values=True)]
    else:
        return False
    return len(fields) <= _MOST_FIELDS and all(map(_SHORT.fullmatch, fields))


def _path_of(url: str) -> str:
    """Return the host and path of a URL, with its numbers alike."""
    parts = urlsplit(url)
    return parts.netloc + re.sub(r"\d+", "0", parts.path)


def _is_file(url: str) -> bool:
    path = urlsplit(url).path
    return path.endswith((".js", ".mjs", ".css", ".map")) and "callback=" not in url


async def _close(popup: Any) -> None:
    with suppress(Exception):
        await popup.close()

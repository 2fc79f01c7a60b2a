"""The scripts of a page: those in it, those it loads, and what its attributes have a library ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, urlencode, urljoin, urlsplit

from lxml import etree

from newsarchive.discovery.documents import base_of, page_root, read_text, without_prolog
from newsarchive.discovery.scripts.js_literals import LiteralReader, json_or_none
from newsarchive.discovery.scripts.list_addresses import LARGEST_SCRIPTS, may_be_list
from newsarchive.discovery.scripts.page_values import NO_VALUES, PageValues, page_values
from newsarchive.discovery.urls.canonical_urls import resolve, same_site
from newsarchive.discovery.urls.request_effects import objection_to

_ASKING_ATTRIBUTE = re.compile(
    r"(?:data-)?hx-get|ic-get-from|up-href|data-(?:src-)?(?:api|ajax|feed|endpoint|source|json|load|more|list|next)"
    r"(?:-?(?:url|src|href|path))?|data-(?:url|href|src)"
    # Values of Stimulus: `data-feed-next-url-value`.
    r"|data-(?:[a-z]+-){0,3}(?:api|ajax|feed|items|posts|articles|stories|news|load|more|list|next|page|infinite)"
    r"-(?:[a-z]+-)?(?:url|src|href|path|endpoint)(?:-value)?"
    r"|:?(?:[a-z]{2,12}-)?(?:api|ajax|feed|endpoint|data-?source|json|xml)(?:-?(?:url|src|href|path|endpoint))?",
    re.IGNORECASE,
)
_LARGEST_CONFIG = 20_000
_NAMED_ADDRESS = re.compile(
    r"\"\w*(?:api|url|endpoint|source|service|list|feed|path|base|root)\w*\"\s*:\s*\"(?:https?:)?/",
    re.IGNORECASE,
)
_OF_COMPONENTS = frozenset({"src", "source", "url", "href", "path", "data", "list"})  # `<turbo-frame src>`
_ADDRESS_ATTRIBUTE = re.compile(r"(?:data-)?(?:ajax-?)?(?:url|href|api|action|src)", re.IGNORECASE)
_QUERY_ATTRIBUTE = re.compile(r"(?:data-)?(?:query(?:-?data)?|params?|hx-vals)", re.IGNORECASE)
_LONGEST_QUERY = 4_000
_CONFIGURED = re.compile(
    r"\"\w{0,30}(?:api|endpoint|ajax|feed|source|load|more|data|list|json)_?(?:url|uri|path|href)?\"\s{0,9}:\s{0,9}"
    r"\"(?:https?:\\?/\\?/[^\"/\\]+)?\\?/[^\"\s]+\"",
    re.IGNORECASE,
)
_QUERY_KEY = re.compile(r"params?|query|data|args|filters?", re.IGNORECASE)
_IMPORTED = re.compile(
    r"(?:\bimport\s*\(?|\bfrom|[\[,])\s*[\"'`](?P<path>(?:\.{0,2}/|https?://|assets/|_nuxt/|js/|static/)[\w./@~-]{1,200}\.m?js)[\"'`]"
)
_LIST_PIECE = re.compile(
    r"home|index|news|list|article|post|stor|feed|api|http|request|service|latest|front", re.IGNORECASE
)
_LIBRARY = re.compile(
    r"jquery|react(?:-dom)?[.@-]|vue(?:\.|@|-router|x\.)|vendor|polyfill|bootstrap|swiper|lodash|moment|analytics|gtag|gtm|hm\.js"
    r"|sentry|recaptcha|modernizr|webpack-runtime|framework-|layui|axios(?:\.min)?\.js|require\.js|ads?\.js|stats?\.js",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScripts:
    """A page's scripts: those that stand in it, the addresses of the others, and its `data-…` attributes."""

    texts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    preloaded: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    markup: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    values: PageValues = NO_VALUES


def read_page_scripts(body: bytes, url: str, content_type: str | None = None) -> PageScripts:
    """Return the scripts of a page; total."""
    text = without_prolog(read_text(body, content_type, url))[:LARGEST_SCRIPTS]
    root = page_root(text)
    if root is None:
        return PageScripts()
    return PageScripts(
        texts=tuple(
            script.text
            for script in islice(root.iter("script"), 300)
            if script.text and ("json" not in (script.get("type") or "") or _is_config(script.text))
        ),
        sources=tuple(_sources(root, url)),
        preloaded=tuple(_preloaded(root, url)),
        asked=tuple(_asked_by_attributes(root, url)),
        markup=text,
        attributes=tuple(_attributes(root)),
        values=page_values(root, url),
    )


def _is_config(text: str) -> bool:
    """Say whether a script of JSON says where things are, and is none of the data itself."""
    return len(text) <= _LARGEST_CONFIG and _NAMED_ADDRESS.search(text) is not None


def _sources(root: etree._Element, url: str) -> Iterator[str]:
    """Yield the addresses of the site's own scripts, those of libraries last."""
    base = base_of(root, url)
    found: dict[str, None] = {}
    for element in islice(root.iter("script", "link"), 500):
        if element.tag == "link" and "preload" not in (element.get("rel") or ""):
            continue
        if element.tag == "link" and (element.get("as") or "script") != "script":
            continue
        resolved = resolve(base, element.get("src") or element.get("href") or "")
        # A counter of visits is loaded as a script as well.
        is_file = resolved is not None and urlsplit(resolved).path.endswith(("js", ".ts"))
        if resolved and (is_file or objection_to(resolved, None, posts=False) is None):
            found[resolved] = None
    own = [one for one in found if same_site(one, url)]
    foreign = [one for one in found if one not in own and not _LIBRARY.search(one)]
    yield from sorted([*own, *foreign], key=lambda one: (bool(_LIBRARY.search(one)), one not in own))


def imported_scripts(text: str, url: str) -> list[str]:
    """Return the scripts that a script loads when they are needed, those that may ask for lists first; total.

    Bundlers put what a page does into pieces: `import("./Home-C9.js")`, Vite's table of what each needs.
    """
    found: dict[str, None] = {}
    for piece in islice(_IMPORTED.finditer(text[:LARGEST_SCRIPTS]), 300):
        path = piece["path"]
        base = url if path.startswith((".", "/", "http")) else urljoin(url, "/")
        resolved = resolve(base, path)
        if resolved and same_site(resolved, url) and not _LIBRARY.search(resolved):
            found[resolved] = None
    return sorted(found, key=lambda one: not _LIST_PIECE.search(urlsplit(one).path.rpartition("/")[2]))


def _preloaded(root: etree._Element, url: str) -> Iterator[str]:
    """Yield the addresses of data that a page has the browser fetch early."""
    for link in islice(root.iter("link"), 500):
        rel = (link.get("rel") or "").lower()
        if ("preload" in rel or "prefetch" in rel) and (link.get("as") or "") == "fetch":
            resolved = resolve(base_of(root, url), link.get("href") or "")
            if resolved and same_site(resolved, url) and objection_to(resolved, None, posts=False) is None:
                yield resolved


def _asked_by_attributes(root: etree._Element, url: str) -> Iterator[str]:
    """Yield the addresses that attributes have a library ask for: htmx, Turbo, Unpoly, loaders of lists."""
    for element in islice(root.iter(etree.Element), 20_000):
        query = next(
            (value for name, value in element.items() if _QUERY_ATTRIBUTE.fullmatch(str(name))), None
        )
        if query is not None:
            yield from _with_query(root, url, element, query)
        for value in element.values():
            if value[:1] == "{" and len(value) <= _LONGEST_QUERY and _CONFIGURED.search(value):
                yield from _configured(root, url, value)
        for name, value in element.items():
            is_own = "-" in str(element.tag) and name in _OF_COMPONENTS
            if _ASKING_ATTRIBUTE.fullmatch(str(name)) or is_own:
                resolved = resolve(base_of(root, url), str(value)) if value and len(value) < 2_048 else None
                if (
                    resolved
                    and may_be_list(resolved, url, is_call=True, posts=False)
                    and objection_to(resolved, None, posts=False) is None
                ):
                    yield resolved


def _configured(root: etree._Element, url: str, written: str) -> Iterator[str]:
    """Yield the address that a component is configured with: `data-options='{"endpoint": "/api", …}'`."""
    config = json_or_none(written)
    for key, one in config.items() if isinstance(config, dict) else ():
        if not isinstance(one, str) or not _CONFIGURED.match(f'"{key}":"{one}"'):
            continue
        query: dict[str, str] = {}
        for name, members in config.items():
            if _QUERY_KEY.fullmatch(str(name)) and isinstance(members, dict) and len(members) <= 20:
                query |= {str(key): str(told) for key, told in members.items() if isinstance(told, str | int)}
        asked = one + ("&" if "?" in one else "?") * bool(query) + urlencode(query)
        resolved = resolve(base_of(root, url), asked)
        if (
            resolved
            and may_be_list(resolved, url, is_call=True, posts=False)
            and objection_to(resolved, None, posts=False) is None
        ):
            yield resolved


def _with_query(root: etree._Element, url: str, element: etree._Element, written: str) -> Iterator[str]:
    """Yield the address that an element names beside the parameters for it: `url="…" queryData="{…}"`.

    Jpaas, of Chinese ministries and provinces, takes the number of the page in `paramJson`.
    """
    query, _ = LiteralReader(written[:_LONGEST_QUERY]).read(0)
    address = next(
        (value for name, value in element.items() if _ADDRESS_ATTRIBUTE.fullmatch(str(name))), None
    )
    if not isinstance(query, dict) or not address or not 0 < len(query) <= 40:
        return
    named = {str(name): str(one) for name, one in query.items() if isinstance(one, str | int | float)}
    if "pageId" in named and "tplSetId" in named:
        named.setdefault("paramJson", '{"pageNo":1,"pageSize":20}')
    resolved = resolve(
        base_of(root, url), address + ("&" if "?" in address else "?") + urlencode(named, quote_via=quote)
    )
    if resolved and same_site(resolved, url) and objection_to(resolved, None, posts=False) is None:
        yield resolved


def _attributes(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield names and values of `data-…` attributes: the channels of a menu, the address of a list."""
    for element in islice(root.iter(etree.Element), 20_000):
        for name, value in element.items():
            if str(name).startswith("data-") and 0 < len(value) <= 300:
                yield str(name).removeprefix("data-"), str(value)

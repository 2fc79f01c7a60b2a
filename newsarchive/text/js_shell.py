"""Whether a page is a shell: next to no text of its own, and scripts that would make it in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.page.bounded_parse import parse_html

# Where frameworks put what they make: React, Vue, Next, Nuxt, Gatsby, Svelte, Ember, Angular, and own names.
_ROOTS = re.compile(
    r"(?:(?:react|vue|ng|js|main|web|page)[-_]?)?(?:app|root|mount|container)(?:[-_]?(?:root|main|container))?"
    r"|__next|__nuxt|___gatsby|svelte|ember\d*|q-app",
    re.IGNORECASE,
)
# An empty element of such a name, whatever its id: <app-root>, <news-app>.
_ROOT_TAG = re.compile(r"(?:[a-z]+-)?(?:app|root|main)(?:-[a-z]+)?")
_INVISIBLE = frozenset({"script", "style", "noscript", "template", "head", "title", "svg"})
_FURNITURE = frozenset({"nav", "header", "footer", "aside", "form", "button", "select"})
# Letters and digits outside of menus, a Chinese one counted threefold: an empty shell has a slogan and a
# "Loading…", a short article has more; a page that says so itself (noscript, an empty root) may have a bit.
# By these 6 of 600 real article pages would be shells, had they been refused (2026-11).
_LITTLE, _SOME = 120, 600
_MOST_ROOTS = 20  # looked at; a page has one
# A counter's or consent script is a line or two; what builds a page loads a file, carries its data, or asks
# for it; or it leads elsewhere.
_LONG_SCRIPT = 400
_ASKS = re.compile(
    r"\b(?:fetch|import|location\.(?:replace|assign))\s*\("
    r"|\bnew\s+(?:XMLHttpRequest|EventSource|WebSocket)\b|\blocation(?:\.href)?\s*=[^=]"
)
_DATA_TYPES = ("json", "javascript", "ecmascript", "module", "babel")
# For a look at the bytes, in any charset that keeps ASCII: what is no text, and elements whose text is not
# counted. Of a character one byte at most is left over in UTF-8, and two in a Chinese charset, where it
# counts threefold; MANY leaves as much again for signs that are no letters.
_OPAQUE = re.compile(
    rb"<(?:!--(?:[^-]++|-(?!->))*+|(script|style)\b(?:[^<]++|<(?!/\1))*+"
    rb"|(/?)(noscript|template|head|title|svg|nav|header|footer|aside|form|button|select)(?=[\s/>]))",
    re.IGNORECASE,
)
_NO_LETTER = re.compile(rb"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>?|&[#\w]*+;?|[^A-Za-z0-9\xc2-\xf4<&]++")
_MANY, _WIDE = 2 * _SOME, 1024
# An empty root, as its bytes begin: a page with one may have any number of teasers beside it.
_EMPTY_ROOT = re.compile(
    rb"\bid\s*=\s*[\"']?(?:" + _ROOTS.pattern.encode() + rb")[\"'\s>](?:[^<>]*+>)?+"
    rb"[^<]{0,40}+(?:<[a-z][^<>]*+>[^<]{0,40}+){0,3}+</",
    re.IGNORECASE,
)


def may_be_js_shell(body: bytes) -> bool:
    """Say whether the page is worth decoding and parsing to see if it is a shell.

    False only where the bytes show more text than a shell has, which takes a tenth of the time (0.4 against
    3.7 ms, over 2,485 real pages, of which 8 % go on to be parsed; 2026-11).
    """
    if b"\0" in body[:_WIDE]:  # UTF-16, where no tag looks like one
        return True
    letters, start = 0, 0
    inside: dict[bytes, int] = {}
    for mark in _OPAQUE.finditer(body):
        if not any(inside.values()):
            letters += len(_NO_LETTER.sub(b"", body[start : mark.start()]))
            if letters >= _MANY:
                return False
        start = mark.end()
        if name := (mark[3] or b"").lower():
            inside[name] = max(0, inside.get(name, 0) + (-1 if mark[2] else 1))
    if not any(inside.values()):
        letters += len(_NO_LETTER.sub(b"", body[start:]))
    return letters < _MANY


def may_wait_for_scripts(body: bytes) -> bool:
    """Say whether the bytes show an empty element that a framework may fill, whatever stands beside it."""
    return _EMPTY_ROOT.search(body) is not None


def is_js_shell(source: str) -> bool:
    """Say whether scripts would make what a reader sees of the page; total.

    Only asked of pages that gave no article: an article with a lazy sidebar is none of these.
    """
    tree = parse_html(source)
    if isinstance(tree, str) or not _has_builder(tree):
        return False
    visible = _weight(tree)
    return visible < _LITTLE or (visible < _SOME and (_asks_for_scripts(tree) or _has_empty_root(tree)))


def waits_for_scripts(tree: HtmlElement) -> bool:
    """Say whether the page has the empty element that a framework fills, and scripts that would fill it."""
    return _has_empty_root(tree) and _has_builder(tree)


def _has_builder(tree: HtmlElement) -> bool:
    return any(script.get("src") or _builds(script) for script in tree.iter("script"))


def _builds(script: HtmlElement) -> bool:
    kind, text = (script.get("type") or "javascript").lower(), script.text or ""
    # JSON-LD states facts and builds nothing.
    if "ld+json" in kind or not any(one in kind for one in _DATA_TYPES):
        return False
    return len(text) >= _LONG_SCRIPT or ("json" not in kind and _ASKS.search(text) is not None)


def _asks_for_scripts(tree: HtmlElement) -> bool:
    return any("javascript" in "".join(notice.itertext()).lower() for notice in tree.iter("noscript"))


def _has_empty_root(tree: HtmlElement) -> bool:
    return any(_weight(element) < _LITTLE for element in islice(_roots(tree), _MOST_ROOTS))


def _roots(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        named = tag in {"div", "main", "section"} and _ROOTS.fullmatch(element.get("id") or "")
        if named or ("-" in tag and _ROOT_TAG.fullmatch(tag)):
            yield element


def _weight(element: HtmlElement) -> int:
    """Return the letters outside of scripts and menus; stops counting where there are enough."""
    # Brings the spam model and numpy, which a crawl that meets nothing new does not need.
    from newsarchive.text.cleaning.cleaned_verdict import weigh  # noqa: PLC0415

    total = 0
    for text in _texts(element):
        total += weigh(text)
        if total >= _SOME:
            break
    return total


def _texts(root: HtmlElement) -> Iterator[str]:
    """The texts of the element, in order; without recursion, since pages nest deep."""
    waiting: list[HtmlElement | str] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        if item.tag in _INVISIBLE or item.tag in _FURNITURE:
            continue
        for child in reversed(item):
            waiting.extend(text for text in (child.tail,) if text)
            waiting.append(child)
        if item.text:
            yield item.text

"""Tokens that a page gives its scripts, to be sent with what they ask: against requests forged elsewhere.

They stand in a `meta` (Laravel, Rails), in a hidden field (Django, Laravel, ASP.NET), or in a script's data
(WordPress's `nonce`), hold for an hour or a day, and are nobody's: each reader gets some. A declaration says
where a token stands, and never what it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import quote

from lxml import etree

from newsarchive.discovery.documents import page_root, read_text, without_prolog
from newsarchive.discovery.scripts.js_literals import LiteralReader

_LARGEST_PAGE = 1_000_000  # characters
_NAMED = re.compile(r"[\w-]*(?:csrf|xsrf|nonce|token|verification)[\w-]*", re.IGNORECASE)
_STATE = re.compile(r"__(?:VIEWSTATE\w*|EVENTVALIDATION|RequestVerificationToken)")
# Those of an account, or of a service that is paid for, are none.
_OTHERS = re.compile(
    r"(?:access|api|auth|bearer|refresh|user|session|push|device|captcha)_?-?token", re.IGNORECASE
)
_IN_SCRIPT = re.compile(
    r"(?<![\w$])[\"']?(?P<name>_?(?:[A-Za-z]{1,30}_?)?(?:nonce|csrf_?token|csrf|xsrf_?token|_token))[\"']?\s*+[:=]\s*+(?=[\"'])",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?P<kind>meta|field|script) (?P<name>[\w.:$-]{1,100})")
_HOLE = re.compile(r"\{token:([\w-]{1,60})\}")
_SHORTEST, _LONGEST = 6, 20_000
_MOST = 40


def is_token_place(text: str) -> bool:
    """Say whether a text says where a token stands: `meta csrf-token`, `field _token`, `script nonce`."""
    return _PLACE.fullmatch(text) is not None


def tokens_in(text: str) -> list[str]:
    """Return the names of the tokens that a text has holes for: `{token:nonce}`."""
    return _HOLE.findall(text)


def tokens_of(root: etree._Element) -> dict[str, str]:
    """Return the places of the tokens that a page gives its scripts, by their values; total, and bounded.

    A name that stands for several values is left out.
    """
    found: dict[str, set[str]] = {}
    for place, value in islice(_tokens(root), 10 * _MOST):
        found.setdefault(place, set()).add(value)
    told = {next(iter(values)): place for place, values in found.items() if len(values) == 1}
    return dict(islice(told.items(), _MOST))


def read_tokens(body: bytes, url: str, content_type: str | None, places: Mapping[str, str]) -> dict[str, str]:
    """Return the tokens that stand at places of a page, by their names, as far as they do; total.

    `places` are places by the names of tokens.
    """
    root = page_root(without_prolog(read_text(body, content_type, url))[:_LARGEST_PAGE])
    if root is None:
        return {}
    told: dict[str, str] = {}
    for place, value in _tokens(root):
        told.setdefault(place, value)
    return {name: told[place] for name, place in places.items() if place in told}


def with_tokens(text: str, tokens: Mapping[str, str]) -> str:
    """Return a body or a header with tokens in its holes; a form's are escaped, of JSON as it needs."""
    begin = text.lstrip()[:1]

    def put(found: re.Match[str]) -> str:
        value = tokens.get(found[1], "")
        if begin in {"{", "["} and not text.lstrip().startswith("{token:"):
            return json.dumps(value, ensure_ascii=False)[1:-1]
        return quote(value, safe="") if "=" in text else value

    return _HOLE.sub(put, text)


def hole_for(place: str) -> tuple[str, str]:
    """Return the name of a token for its place, and the hole that it fills."""
    name = re.sub(r"[^\w-]+", "-", place.partition(" ")[2]).strip("-") or "token"
    return name, f"{{token:{name}}}"


def _tokens(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the places and values of what is named as a token: in metas, hidden fields and scripts."""
    for element in islice(root.iter("meta", "input"), 5_000):
        is_meta = element.tag == "meta"
        name = str(element.get("name") or "")
        value = str(element.get("content" if is_meta else "value") or "")
        is_hidden = is_meta or (element.get("type") or "").lower() == "hidden"
        if is_hidden and _is_token(name, value):
            yield f"{'meta' if is_meta else 'field'} {name}", value
    for script in islice(root.iter("script"), 300):
        text = (script.text or "")[:_LARGEST_PAGE]
        reader = LiteralReader(text)
        for found in islice(_IN_SCRIPT.finditer(text), _MOST):
            value, _ = reader.read(found.end())
            if isinstance(value, str) and _is_token(found["name"], value):
                yield f"script {found['name']}", value


def _is_token(name: str, value: str) -> bool:
    if not _SHORTEST <= len(value) <= _LONGEST or not re.fullmatch(r"[\w.:$-]{1,100}", name):
        return False
    if not any(char.isdigit() for char in value):
        return False  # Rails' `csrf-param` is a name
    named = _NAMED.fullmatch(name) is not None and _OTHERS.search(name) is None
    return (named or _STATE.fullmatch(name) is not None) and re.fullmatch(r"[\w+/=.:|~-]+", value) is not None

"""Data in a page beside its scripts: in attributes, scripts of other types, hidden fields, clicks.

Frameworks keep their state there: Inertia, Astro, Alpine, Ember (`fastboot/shoebox`), Meteor
(`text/inject-data`), Qwik, and sites of no framework in a hidden `textarea`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.scripts.data_rows import Row
from newsarchive.discovery.scripts.js_literals import LiteralReader
from newsarchive.discovery.scripts.partial_values import bound
from newsarchive.discovery.scripts.script_data import LARGEST_SCRIPT, SHORTEST_SCRIPT, decoded_value
from newsarchive.text.extraction.script_values import loaded_json

# Attributes that begin as JSON does, as it is, percent-encoded or in base64.
_HOLDING = (
    "//@*["
    + " or ".join(
        f"starts-with(., '{begin}')"
        for begin in ("{", "[", "%7B", "%5B", "%7b", "%5b", "eyJ", "ewo", "W3s", "W1s", "WyJ", "JTdC", "JTVC")
    )
    + "] | //@x-data"
)
_MOST_ISLANDS = 200
_MOST_ELEMENTS = 20_000
_FEWEST_ALIKE = 3
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# Types of scripts that are read as scripts, as JSON or as records.
_SCRIPT_TYPES = re.compile(
    r"|.*(?:javascript|ecmascript|jsx?|json|xml)\b.*|module|importmap|text/babel", re.IGNORECASE
)
_ALPINE = re.compile(r"[\w$]{0,60}\s*\(?\s*[{\[]")
_CLICK = re.compile(r"\s*(?:javascript:)?\s*(?:return\s+)?([A-Za-z_$][\w$.]{1,60})\s*(?=\()")
_LONGEST_CLICK = 2_000
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_WORDS = 1_000


def island_data(root: etree._Element) -> Iterator[tuple[str, Any]]:
    """Yield the data that stands in a page outside of its scripts, by the name it has there; bounded."""
    yield from _grouped(_in_attributes(root))
    yield from _records(root)
    yield from _in_elements(root)


def click_data(root: etree._Element) -> Iterator[tuple[str, Any]]:
    """Yield the rows of elements that a click or a script makes links: what their attributes say, and words.

    `onclick="toDetail('12', 'news')"` has the fields 0 and 1, `data-id="12"` the field `id`; `text` are the
    words of the element.
    """
    clicks: dict[tuple[str, int], list[Row]] = {}
    cards: dict[tuple[Any, ...], list[dict[str, str]]] = {}
    for element in islice(root.iter(etree.Element), _MOST_ELEMENTS):
        clicked = element.get("onclick") or ""
        if not clicked and element.tag == "a" and (element.get("href") or "").startswith("javascript:"):
            clicked = element.get("href") or ""
        row = _clicked(clicked[:_LONGEST_CLICK])
        if row is not None:
            name, values = row
            fields = Row((str(number), value) for number, value in enumerate(values))
            fields["text"] = _words(element)
            clicks.setdefault((name, len(values)), []).append(fields)
        told = {
            str(name).removeprefix("data-"): str(value)
            for name, value in element.items()
            if str(name).startswith("data-") and 0 < len(value) <= 300
        }
        if told and element.get("href") is None:
            key = (element.tag, element.get("class") or "", *sorted(told))
            cards.setdefault(key, []).append({**told, "text": _words(element)})
    for (name, _), clicked_rows in clicks.items():
        if len(clicked_rows) >= _FEWEST_ALIKE:
            yield f"onclick {name}", clicked_rows
    for number, told_rows in enumerate(one for one in cards.values() if len(one) >= _FEWEST_ALIKE):
        yield f"data {number}", told_rows


def _clicked(text: str) -> tuple[str, list[Any]] | None:
    """Return the function that a click calls, and what it is given; None if that is not all known."""
    found = _CLICK.match(text)
    if found is None:
        return None
    given, _ = LiteralReader(text).given(found.end())
    if not given or any(not isinstance(one, str | int | float) for one in given):
        return None
    return found[1], given


def _words(element: etree._Element) -> str:
    """Return the heading of an element, else its words."""
    heading = next(element.iter(*_HEADINGS), None)
    chosen = element if heading is None else heading
    words = (element.get("title") or "").strip() if heading is None else ""
    return words or " ".join(" ".join(islice(chosen.itertext(), 50)).split())[:_LONGEST_WORDS]


def _in_elements(root: etree._Element) -> Iterator[tuple[str, Any]]:
    """Yield the JSON in scripts of other types, and in fields and elements that hold text for scripts."""
    elements = root.iter("script", "textarea", "template", "xmp", "code", "pre", "noscript", "div", "span")
    for element in islice(elements, _MOST_ELEMENTS):
        text = (element.text or "").strip()[:LARGEST_SCRIPT]
        kind = (element.get("type") or "").strip()[:100]
        # Plain JSON is read with the other scripts (`script_values`), and what is encoded here.
        is_encoded = "json" in kind.lower() and text[:1] not in {"{", "["}
        if element.tag == "script" and not is_encoded and _SCRIPT_TYPES.fullmatch(kind):
            continue
        if len(text) < 2 * SHORTEST_SCRIPT:
            continue
        value = loaded_json(text) if text[:1] in {"{", "["} else decoded_value(text)
        if isinstance(value, dict | list) and value:
            yield element.get("id") or str(element.tag), value


def _records(root: etree._Element) -> Iterator[tuple[str, Any]]:
    """Yield the markup that pages keep as records in scripts of XML, as those of many authorities do."""
    for script in islice(root.iter("script"), 500):
        if "xml" in (script.get("type") or "") and _CDATA.search(script.text or ""):
            yield "xml", {"html": _CDATA.sub(" ", (script.text or "")[:LARGEST_SCRIPT])}


def _grouped(attributes: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the values of attributes; objects in several of one name, as components have them, as a list."""
    alike: dict[str, list[Any]] = {}
    for name, value in attributes:
        alike.setdefault(name, []).append(value)
    for name, values in alike.items():
        if len(values) > 1 and all(isinstance(value, dict) for value in values):
            yield name, values
        else:
            yield from ((name, value) for value in values)


def _in_attributes(root: etree._Element) -> Iterator[tuple[str, Any]]:
    """Yield the JSON in attributes, where Inertia, Astro and others keep it, and the literals of Alpine."""
    texts: Any = root.xpath(_HOLDING)
    for text in islice(texts, _MOST_ISLANDS):
        name = str(getattr(text, "attrname", None) or "attribute")
        value = _in_attribute(str(text)) if len(text) >= SHORTEST_SCRIPT else None
        if isinstance(value, dict | list) and value:
            yield name, _revived(value, 0) if name == "props" else value


def _in_attribute(text: str) -> Any:
    value = loaded_json(text) if text[:1] in "{[" else decoded_value(text)
    if value is None and _ALPINE.match(text):
        reader = LiteralReader(text[:LARGEST_SCRIPT])
        begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=0)
        value, _ = reader.read(begin)
        value = bound(value, {}) if isinstance(value, dict | list) else None
    return value


def _revived(value: Any, depth: int) -> Any:
    """Return what Astro's properties stand for: each is written with the number of its type before it."""
    if depth > 60:
        return None
    if isinstance(value, dict):
        return {key: _revived(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list) and len(value) == 2 and type(value[0]) is int and 0 <= value[0] <= 11:
        if value[0] == 1 and isinstance(value[1], list):
            return [_revived(one, depth + 1) for one in value[1]]
        return _revived(value[1], depth + 1) if isinstance(value[1], dict) else value[1]
    return value

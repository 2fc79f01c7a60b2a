"""Reads the data of a document that may list articles: JSON, JSONP, or what the scripts of a page hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.anchors import page_root
from newsarchive.discovery.documents import LARGEST_DOCUMENT, read_text, unpack_document, without_prolog
from newsarchive.discovery.js_literals import LiteralReader, bound, json_or_none
from newsarchive.text.extraction.script_values import json_at, loaded_json, script_values

LARGEST_LIST = min(10_485_760, LARGEST_DOCUMENT)  # bytes, as of a feed
LARGEST_SCRIPT = 3_000_000  # characters, as of a page's state (text/extraction/script_values.py)
_SHORTEST_SCRIPT = 40  # characters; an array of two articles has more
_MOST_ARRAYS = 200  # tried in one script
_MOST_ATTRIBUTES = 200

# What servers write before JSON so that no script of others can read it.
_GUARD = re.compile(r"\s*(?:\)\]\}'?,?|while\s*\(1\);|for\s*\(;;\);|\{\}&&)")
# A call, also one that looks first whether there is such a function, or an assignment: JSONP.
_CALL = re.compile(
    r"\s*(?:/\*(?:[^*]++|\*(?!/))*+\*/\s*|//[^\n]*\n\s*)*"
    r"(?:(?:typeof\s+)?[\w$.]{1,80}\s*={2,3}\s*[\"']function[\"']\s*&&\s*)?"
    r"(?:(?:var|let|const)\s+|;)?[\w$.\[\]\"']{1,120}\s*(?:\(|=(?![=>]))"
)
# Nuxt writes what its object holds twice or more as the parameters of a function that is called at once.
_RETURNED = re.compile(r"([\w$.]{1,60})\s*=\s*\(?function\s*\(([\w$,\s]{0,20000})\)\s*\{")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body|script|title)\b|\bdata-\w+=|\bprops=", re.IGNORECASE)
# An encoded text that a script decodes.
_ENCODED = re.compile(r"(?:JSON\.parse|decodeURIComponent|unescape|atob)\s*\(")
_ARRAY = re.compile(r"\[\s*+\{")
_KEY_BEFORE = re.compile(r"([\w$]{1,60})[\"']?\s*[:=(]\s*$")


@dataclass(frozen=True, slots=True)
class ListData:
    """What a document holds: `value` of JSON, or by name what the scripts of a page (`is_page`) hold.

    `spare` are the arrays in its scripts that nothing names.
    """

    value: Any
    is_page: bool = False
    spare: Any = None


def read_list_data(body: bytes, url: str, content_type: str | None) -> tuple[ListData | None, list[str]]:
    """Return the data of a document, None if it holds none, and the problems of unpacking it; total."""
    body, problems = unpack_document(body, LARGEST_LIST)
    return list_data_of(read_text(body, content_type, url)), problems


def list_data_of(text: str) -> ListData | None:
    """Return the data of a document that has been decoded."""
    guard = _GUARD.match(text)
    text = text[guard.end() :] if guard else text
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<") and (_CDATA.search(start) or not _WHOLE_PAGE.search(start[:5_000])):
        # Records of markup in XML, or a piece of a page: its links are the list.
        return ListData({"html": _CDATA.sub(" ", start)})
    if start.startswith("<"):
        root = page_root(without_prolog(start)[:LARGEST_LIST])
        return None if root is None else page_data(root)
    value = json_or_none(start)
    if value is None:
        value = _read_literal(start)
    return ListData(value) if isinstance(value, dict | list) else None


def _read_literal(text: str) -> Any:
    """Return what a call or an assignment is given, or a literal that is not quite JSON."""
    call = _CALL.match(text) if text[:1] not in {"{", "["} else None
    if text[:1] not in {"{", "["} and call is None:
        return None
    at = call.end() if call else 0
    reader = LiteralReader(text)
    for _ in range(5):  # the data may be the second argument
        begin = reader.skip_blank(at)
        value, at = json_at(text, begin) if text[begin : begin + 1] in {"{", "["} else (None, begin)
        if value is None:
            value, at = reader.read(begin)
        if isinstance(value, str) and value[:1] in {"{", "["}:
            value = json_or_none(value)
        if isinstance(value, dict | list):
            return bound(value, {})
        at = reader.skip_blank(at)
        if text[at : at + 1] != ",":
            return None
        at += 1
    return None


def page_data(root: etree._Element) -> ListData:
    """Return what the scripts and attributes of a page hold, by the names they have there; bounded."""
    named: dict[str, Any] = {}
    for name, value in script_values(root, _literal_at, _SHORTEST_SCRIPT):  # type: ignore[arg-type]
        if isinstance(value, str):
            value = json_or_none(value) if value[:1] in {"{", "["} else None  # noqa: PLW2901
        if isinstance(value, dict | list) and value:
            named[_free_name(name, named)] = value
    spare: dict[str, Any] = {}
    for source in _sources(root):
        for name, value in _returned(source):
            named[_free_name(name, named)] = value
        for name, value in (*_arrays(source), *_encoded(source)):
            spare[_free_name(name, spare)] = value
    for name, value in (*_grouped(_in_attributes(root)), *_records(root)):
        named[_free_name(name, named)] = value
    return ListData(named, is_page=True, spare=spare)


def _free_name(name: str, taken: dict[str, Any]) -> str:
    """Return the name, with a number where another value has it."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _literal_at(source: str, at: int) -> tuple[Any, int]:
    """Return the JSON at a place, or the literal that is nearly JSON."""
    value, end = json_at(source, at)
    if value is not None:
        return value, end
    value, end = LiteralReader(source).read(at)
    if not isinstance(value, dict | list) or not value:
        return None, at
    return bound(value, {}), max(end, at)


def _sources(root: etree._Element) -> Iterator[str]:
    """Yield the scripts that stand in a page and are no JSON."""
    for script in islice(root.iter("script"), 500):
        source = (script.text or "")[:LARGEST_SCRIPT]
        kind = script.get("type") or ""
        if "json" not in kind and "xml" not in kind and len(source) >= _SHORTEST_SCRIPT:
            yield source


def _records(root: etree._Element) -> Iterator[tuple[str, Any]]:
    """Yield the markup that pages keep as records in scripts of XML, as those of many authorities do."""
    for script in islice(root.iter("script"), 500):
        if "xml" in (script.get("type") or "") and _CDATA.search(script.text or ""):
            yield "xml", {"html": _CDATA.sub(" ", (script.text or "")[:LARGEST_SCRIPT])}


def _returned(source: str) -> Iterator[tuple[str, Any]]:
    for found in islice(_RETURNED.finditer(source), 5):
        at = source.find("return", found.end())
        if at < 0:
            return
        reader = LiteralReader(source)
        value, end = reader.read(at + len("return"))
        if not isinstance(value, dict | list):
            continue
        call = source.find("(", end, end + 20_000)
        given = reader.arguments(call) if call >= 0 else []
        names = [name.strip() for name in found[2].split(",")]
        yield found[1].removeprefix("window."), bound(value, dict(zip(names, given, strict=False)))


def _encoded(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the data that a script decodes from a text."""
    at = 0
    for _ in range(20):
        found = _ENCODED.search(source, at)
        if found is None:
            return
        value, end = LiteralReader(source).read(found.start())
        at = max(end, found.end())
        if isinstance(value, str) and value[:1] in {"{", "["}:
            value = json_or_none(value)
        if isinstance(value, dict | list) and value:
            before = _KEY_BEFORE.search(source, max(0, found.start() - 80), found.start())
            yield (before[1] if before else "encoded"), value


def _arrays(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the arrays of objects in a script, the outermost ones."""
    at = 0
    for _ in range(_MOST_ARRAYS):
        found = _ARRAY.search(source, at)
        if found is None:
            return
        value, end = _literal_at(source, found.start())
        at = max(end, found.end())
        if isinstance(value, list) and sum(isinstance(one, dict) for one in value) >= 2:
            before = _KEY_BEFORE.search(source, max(0, found.start() - 80), found.start())
            yield (before[1] if before else "array"), value


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
    """Yield the JSON in attributes, where Inertia, Astro and others keep it."""
    texts: Any = root.xpath("//@*[starts-with(., '{') or starts-with(., '[')]")
    for text in islice(texts, _MOST_ATTRIBUTES):
        value = loaded_json(str(text)) if len(text) >= _SHORTEST_SCRIPT else None
        if isinstance(value, dict | list) and value:
            name = getattr(text, "attrname", None)
            yield str(name or "attribute"), _revived(value, 0) if name == "props" else value


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

"""Reads the data of a document that may list articles: JSON, JSONP, or what the scripts of a page hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.anchors import page_root
from newsarchive.discovery.documents import LARGEST_DOCUMENT, read_text, unpack_document, without_prolog
from newsarchive.discovery.flat_payloads import unfold_payloads
from newsarchive.discovery.js_literals import LiteralReader, json_or_none
from newsarchive.discovery.page_islands import click_data, island_data
from newsarchive.discovery.partial_values import bound
from newsarchive.discovery.script_data import (
    LARGEST_SCRIPT,
    SHORTEST_SCRIPT,
    assigned_data,
    free_name,
    literal_at,
    script_data,
)
from newsarchive.discovery.text_tables import json_lines, separated_rows, streamed_values
from newsarchive.discovery.xml_records import xml_value
from newsarchive.text.extraction.script_values import json_at, script_values

LARGEST_LIST = min(10_485_760, LARGEST_DOCUMENT)  # bytes, as of a feed

# What servers write before JSON so that no script of others can read it.
_GUARD = re.compile(r"\s*(?:\)\]\}'?,?|while\s*\(1\);|for\s*\(;;\);|\{\}&&)")
# A call, also one that looks first whether there is such a function, or an assignment: JSONP.
_CALL = re.compile(
    r"\s*(?:/\*(?:[^*]++|\*(?!/))*+\*/\s*|//[^\n]*\n\s*)*"
    r"(?:(?:typeof\s+)?[\w$.]{1,80}\s*={2,3}\s*[\"']function[\"']\s*&&\s*)?"
    r"(?:(?:var|let|const)\s+|;)?[\w$.\[\]\"']{1,120}\s*(?:\(|=(?![=>]))"
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MOST_MEMBERS, _FEWEST_ALIKE = 60, 3
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body|script|title)\b|\bdata-\w+=|\bprops=", re.IGNORECASE)


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
    if start.startswith("<"):
        return _markup_data(start)
    value = json_or_none(start)
    if value is None:
        value = json_lines(start) or streamed_values(start) or None
    if value is None:
        value = _read_literal(start)
    spare: Any = None
    if not isinstance(value, dict | list) and len(start) <= LARGEST_SCRIPT:
        value = separated_rows(start) or None
        if value is None:
            named, spare = script_data([start])
            value = {**assigned_data(start), **named}
    if not isinstance(value, dict | list) or not (value or spare or start[:1] in {"{", "["}):
        return None
    return ListData(unfold_payloads(value), spare=unfold_payloads(spare) if spare else None)


def _markup_data(text: str) -> ListData | None:
    """Return the data of a document of markup: a page's, the fields of XML, or a piece of a page as it is."""
    is_page = _PAGE.search(text[:5_000]) is not None
    if not is_page and (
        text.startswith("<?xml") or _CDATA.search(text) or not _WHOLE_PAGE.search(text[:5_000])
    ):
        # Records of markup in XML, or a piece of a page: its links are the list.
        return ListData({"html": _CDATA.sub(" ", text)}, spare=xml_value(text))
    root = page_root(without_prolog(text)[:LARGEST_LIST])
    return None if root is None else page_data(root)


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
    """Return what a page holds in its scripts and elsewhere, by the names it has there; bounded."""
    named: dict[str, Any] = {}
    for name, value in script_values(root, literal_at, SHORTEST_SCRIPT):  # type: ignore[arg-type]
        if isinstance(value, str):
            value = json_or_none(value) if value[:1] in {"{", "["} else None  # noqa: PLW2901
        if isinstance(value, dict | list) and value:
            named[free_name(name, named)] = value
    returned, spare = script_data(_sources(root))
    for name, value in (*returned.items(), *island_data(root)):
        named[free_name(name, named)] = value
    for name, value in click_data(root):
        spare[free_name(name, spare)] = value
    if (alike := _alike(named)) and not any(isinstance(value, list) for value in spare.values()):
        spare["alike"] = alike
    return ListData(unfold_payloads(named), is_page=True, spare=unfold_payloads(spare))


def _alike(named: Mapping[str, Any]) -> list[Any]:
    """Return the largest group of objects with the same members: a script may assign them one by one."""
    groups: dict[tuple[str, ...], list[Any]] = {}
    for value in named.values():
        if isinstance(value, dict) and 2 <= len(value) <= _MOST_MEMBERS:
            groups.setdefault(tuple(sorted(map(str, value))), []).append(value)
    best = max(groups.values(), key=len, default=[])
    return best if len(best) >= _FEWEST_ALIKE else []


def _sources(root: etree._Element) -> Iterator[str]:
    """Yield the scripts that stand in a page and are no JSON."""
    for script in islice(root.iter("script"), 500):
        source = (script.text or "")[:LARGEST_SCRIPT]
        kind = script.get("type") or ""
        if "json" not in kind and "xml" not in kind and len(source) >= SHORTEST_SCRIPT:
            yield source

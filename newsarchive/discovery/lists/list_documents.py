"""Reads the data of a document that may list articles: JSON, JSONP, XML, tables, or a page's scripts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.documents import (
    LARGEST_DOCUMENT,
    page_root,
    read_text,
    unpack_document,
    without_prolog,
)
from newsarchive.discovery.scripts.flat_payloads import unfold_payloads
from newsarchive.discovery.scripts.js_literals import LiteralReader, json_or_none
from newsarchive.discovery.scripts.page_islands import click_data, island_data
from newsarchive.discovery.scripts.partial_values import bound
from newsarchive.discovery.scripts.script_data import (
    LARGEST_SCRIPT,
    SHORTEST_SCRIPT,
    assigned_data,
    free_name,
    literal_at,
    script_data,
)
from newsarchive.text.extraction.script_values import json_at, script_values
from newsarchive.text.page.bounded_parse import has_too_many_attributes

# Lists in XML of a site's own making: records with an element, or an attribute, for each field.
# Older sites answer `<item><title>…</title><link>…</link></item>`, or `<row Title="…" ID="…"/>`; Hanweb's
# JCMS, which many Chinese authorities use, records of markup: `<record><![CDATA[<li>…</li>]]></record>`.

_MOST_ELEMENTS = 100_000
_DEEPEST = 30
_LARGEST = 5_000_000  # characters
_DECLARED = re.compile(r"<\?xml\b[^>]{0,200}>\s*", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)


def xml_value(text: str) -> Any:
    """Return the elements of a document of XML as objects and arrays, None if it is none; total.

    An element with attributes or elements in it is an object, other ones are text; those of one name are an
    array. Prefixes of names are left out.
    """
    text = _DECLARED.sub("", text[:_LARGEST], count=1)
    if _DOCTYPE.search(text[:2_000]) or has_too_many_attributes(text):
        return None
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, strip_cdata=False
    )
    try:
        root: Any = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None:  # nothing of it could be read
        return None
    return {_plain(root.tag): _value_of(root, 0, [_MOST_ELEMENTS])}


def _value_of(element: etree._Element, depth: int, left: list[int]) -> Any:
    left[0] -= 1
    found: dict[str, Any] = {_plain(name): str(value) for name, value in element.items()}
    if depth < _DEEPEST:
        for child in element:
            if not isinstance(child.tag, str) or left[0] <= 0:
                continue
            value, name = _value_of(child, depth + 1, left), _plain(child.tag)
            if name not in found:
                found[name] = value
            elif isinstance(found[name], list):
                found[name].append(value)
            else:
                found[name] = [found[name], value]
    text = " ".join((element.text or "").split())
    if not found:
        return text
    return {**found, "text": text} if text and "text" not in found else found


def _plain(name: Any) -> str:
    return str(name).rpartition("}")[2].rpartition(":")[2]


# Lists in documents of lines: JSON Lines (https://jsonlines.org), and tables with marks (RFC 4180).

_MOST_LINES = 5_000
_FEWEST_LINES = 3  # a heading and two articles
_LONGEST_FIELD = 100_000
_SEPARATORS = ("\t", ";", ",", "|")
_STREAM = re.compile(r"(?:\s*(?:event|id|retry)?:[^\n]{0,500}\n){0,6}\s*data:")
_SENT = re.compile(r"^data: ?(.*)$", re.MULTILINE)
_COLUMN = re.compile(r"[^\W\d][\w ./-]{0,60}\Z")  # its name


def json_lines(text: str) -> list[Any]:
    """Return the values of a document with one of JSON in each line, none if it is no such one; total.

    Lines of a number alone say how long the next one is (Google's `batchexecute`), and are passed over.
    """
    texts = (line.strip() for line in islice(text.splitlines(), _MOST_LINES))
    lines = [line for line in texts if line and not line.isdigit()]
    if not lines or not all(line[:1] in {"{", "["} for line in lines[:3]):
        return []
    values = [json_or_none(line) for line in lines]
    found = [value for value in values if isinstance(value, dict | list)]
    return found if 2 * len(found) > len(lines) else []


def streamed_values(text: str) -> list[Any]:
    """Return the JSON of the messages of an event stream, none if it is no such one; total.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    if _STREAM.match(text) is None:
        return []
    messages = re.split(r"\r?\n\r?\n", text)[:_MOST_LINES]
    told = ("\n".join(_SENT.findall(message)) for message in messages)
    values = [json_or_none(one) for one in told if one[:1] in {"{", "["}]
    return [value for value in values if isinstance(value, dict | list) and value]


def separated_rows(text: str) -> list[Mapping[str, Any]]:
    """Return the rows of a table whose first line names its columns, none if it is no such one; total."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    width = first.count(separator) + 1
    if width < 2 or text.count("\n") < _FEWEST_LINES - 1 or first[:1] in {"<", "{", "["}:
        return []
    lines = islice(text.lstrip("\ufeff").splitlines(), _MOST_LINES)
    try:
        rows = list(csv.reader((line[:_LONGEST_FIELD] for line in lines), delimiter=separator))
    except csv.Error:
        return []
    head = [name.strip() for name in rows[0]] if rows else []
    if not all(map(_COLUMN.match, head)) or len(set(head)) != len(head):
        return []
    body = [row for row in rows[1:] if len(row) == len(head)]
    if len(body) < _FEWEST_LINES - 1 or len(body) < 0.8 * len(rows[1:]):
        return []
    return [dict(zip(head, row, strict=True)) for row in body]


# The data of a document, whatever it is written in.

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

"""Finds where links lead that call a function: `onclick="goPage(2)"`, `href="javascript:show('2026-10')"`.

The function is looked up in the page's own scripts, and the address that it goes to is read with what the
call gives put in for its parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.scripts.asking_forms import sent_address
from newsarchive.discovery.scripts.js_literals import LiteralReader
from newsarchive.discovery.scripts.partial_values import JoinedText, Unknown
from newsarchive.discovery.scripts.script_names import ScriptNames, without_own_host

_MOST_CALLS, _MOST_FUNCTIONS = 300, 40
_LARGEST = 300_000  # characters of scripts
_LONGEST_BODY = 3_000
_CALL = re.compile(r"(?:javascript:)?\s*(?:return\s+)?([A-Za-z_$][\w$]{0,60})\s*(?=\()", re.IGNORECASE)
_GOES = re.compile(
    r"\blocation(?:\.href)?\s*=(?!=)\s*|\blocation\.(?:assign|replace)\s*\(\s*|\bwindow\.open\s*\(\s*"
)
_CONDITION = re.compile(
    r"\(?\s*([A-Za-z_$][\w$]*)\s*(={2,3}|!={1,2}|[<>])\s*[\"']?(\w{1,20})[\"']?\s*\)?\s*\?\s*"
)
_OF_MENU = re.compile(r"\bval(?:ue)?\b|selected", re.IGNORECASE)
_WORDS = frozenset({"if", "for", "while", "void", "alert", "confirm", "function", "return"})
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")


def called_links(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Return the links that call functions of the page's own scripts, with where these go; total."""
    calls = list(islice(_calls(root), _MOST_CALLS))
    if not calls:
        return []
    texts = [
        (script.text or "")[:_LARGEST]
        for script in islice(root.iter("script"), 100)
        if script.text and "json" not in (script.get("type") or "")
    ]
    names = ScriptNames(texts)
    functions = {name: _function(name, texts) for name in list(dict.fromkeys(one for one, _, _ in calls))}
    found: list[tuple[etree._Element, str]] = []
    for name, given, element in calls:
        known = functions.get(name)
        address = _address(known, given, names, root) if known is not None else None
        if address:
            found.append((element, without_own_host(address)))
    return found


def choosing_address(root: etree._Element) -> tuple[str, str] | None:
    """Return what the page's scripts put before and after the value of a menu, to go there; total.

    `$("#month").change(function () { location.href = "/archive/" + $(this).val() + ".html"; })`
    """
    for script in islice(root.iter("script"), 100):
        text = (script.text or "")[:_LARGEST]
        if "change" not in text:
            continue
        reader = LiteralReader(text, ScriptNames([text]).values)
        for found in islice(_GOES.finditer(text), 20):
            value = reader.read(found.end())[0]
            parts = value.parts if isinstance(value, JoinedText) else ()
            unknown = [place for place, part in enumerate(parts) if isinstance(part, Unknown)]
            if len(unknown) != 1 or not _OF_MENU.search(getattr(parts[unknown[0]], "words", "")):
                continue
            before, after = parts[: unknown[0]], parts[unknown[0] + 1 :]
            return without_own_host("".join(map(str, before))), "".join(map(str, after))
    return None


def _calls(root: etree._Element) -> Iterator[tuple[str, list[Any], etree._Element]]:
    """Yield the calls of links, with what they are given, if all of it is known."""
    elements: Any = root.xpath("//*[@onclick] | //a[starts-with(@href, 'javascript:')]")
    for element in elements:
        for written in (element.get("onclick"), element.get("href")):
            called = _CALL.match((written or "")[:500])
            if called is None or called[1] in _WORDS:
                continue
            given = LiteralReader((written or "")[:500]).arguments(called.end())
            if given and all(isinstance(one, str | int) and not isinstance(one, Unknown) for one in given):
                yield called[1], given, element
                break


def _function(name: str, texts: Sequence[str]) -> tuple[list[str], str] | None:
    """Return the parameters of a function and the beginning of its body, None if no script has it."""
    written = re.escape(name)
    pattern = re.compile(
        rf"\bfunction\s+{written}\s*\(([^()]{{0,200}})\)\s*\{{"
        rf"|\b{written}\s*[:=]\s*(?:async\s+)?function\s*\(([^()]{{0,200}})\)\s*\{{"
        rf"|\b{written}\s*[:=]\s*(?:async\s+)?\(?([\w$,\s]{{0,200}})\)?\s*=>\s*\{{?"
    )
    for text in texts[:_MOST_FUNCTIONS]:
        found = pattern.search(text)
        if found is not None:
            parameters = next((group for group in found.groups() if group is not None), "")
            return _IDENTIFIER.findall(parameters), _body(text, found.end())
    return None


def _body(text: str, at: int) -> str:
    """Return the text up to the brace that closes a function, as far as it is looked at."""
    depth = 1
    for place in range(at, min(len(text), at + _LONGEST_BODY)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return text[at:place]
    return text[at : at + _LONGEST_BODY]


def _address(
    known: tuple[list[str], str], given: Sequence[Any], names: ScriptNames, root: etree._Element
) -> str | None:
    """Return the address that a function goes to, or sends a form to, None if it is not known to the end."""
    parameters, body = known
    values = {**names.values, **dict(zip(parameters, map(str, given), strict=False))}
    reader = LiteralReader(body, values)
    for found in islice(re.finditer(r"\b(?:var|let|const)\s+([\w$]+)\s*=\s*", body), 20):
        value, _ = reader.read(found.end())
        if isinstance(value, str):
            values.setdefault(found[1], value)
    addresses = [_chosen(reader, body, found.end(), values) for found in islice(_GOES.finditer(body), 5)]
    told = [one for one in addresses if isinstance(one, str) and one]
    # The last is the common one: the first page's is a case of its own before it.
    return told[-1] if told else sent_address(root, body, values)


def _chosen(reader: LiteralReader, body: str, at: int, values: dict[str, Any]) -> Any:
    """Return the address at a place; of `n == 1 ? a : b` the one that the condition chooses."""
    asked = _CONDITION.match(body, at)
    if asked is None or str(values.get(asked[1], "")) == "":
        return reader.read(at)[0]
    first, end = reader.read(asked.end())
    if _holds(str(values[asked[1]]), asked[2], asked[3]):
        return first
    end = reader.skip_blank(end)
    return reader.read(end + 1)[0] if body[end : end + 1] == ":" else None


def _holds(value: str, sign: str, other: str) -> bool:
    if sign[0] in "=!":
        return (value == other) == (sign[0] == "=")
    if not (value.isascii() and value.isdigit() and other.isdigit()):
        return False
    return int(value) < int(other) if sign[0] == "<" else int(value) > int(other)

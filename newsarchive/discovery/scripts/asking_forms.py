"""Tells the addresses that forms ask for by GET, also where a script fills in a field and sends the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from lxml import etree

from newsarchive.discovery.scripts.js_literals import LiteralReader
from newsarchive.discovery.scripts.partial_values import Unknown

_MOST_FORMS, MOST_INPUTS = 10, 12
_KEPT_INPUTS = frozenset({"hidden", "text", "number", "", "search"})
_SENT = re.compile(r"\.submit\s*\(")
# `document.list.seq.value =`, `f.elements["seq"].value =`, `getElementById("seq").value =`, `$("#seq").val(`
_FILLED = re.compile(
    r"[\w$\])]\.([\w$]{1,60})\.value\s*=(?!=)\s*"
    r"|[\[(]\s*[\"'](?:#|(?:input)?\[name=[\"']?)?([\w$-]{1,60})[\"']?\]?[\"']\s*[\])]\s*(?:\.value\s*=(?!=)\s*|\.val\(\s*)"
)
_ACTION = re.compile(r"(?:\.action\s*=(?!=)\s*|\.attr\(\s*[\"']action[\"']\s*,\s*)")
_POSTED = re.compile(r"\.method\s*=\s*[\"']post|[\"']method[\"']\s*,\s*[\"']post", re.IGNORECASE)


def form_address(form: etree._Element, chosen: Mapping[str, str], action: str | None = None) -> str:
    """Return the address that a form asks for, with its other fields as they are; total."""
    fields: dict[str, str] = {}
    for field in islice(form.iter("input"), MOST_INPUTS):
        name, kind = field.get("name"), (field.get("type") or "").lower()
        if name and kind in _KEPT_INPUTS and field.get("value"):
            fields[name] = field.get("value") or ""
    for menu in islice(form.iter("select"), MOST_INPUTS):
        option = next((one for one in menu.iter("option") if one.get("selected") is not None), None)
        if menu.get("name") and option is not None and option.get("value"):
            fields[menu.get("name") or ""] = option.get("value") or ""
    to = (form.get("action") or "" if action is None else action).partition("?")[0]
    return f"{to}?{urlencode({**fields, **chosen})}"


def asks_by_get(form: etree._Element) -> bool:
    """Say whether a form only asks; total."""
    return (form.get("method") or "get").lower() == "get"


def sent_address(root: etree._Element, body: str, values: Mapping[str, Any]) -> str | None:
    """Return where a function leads that fills in a form of the page and sends it by GET; total.

    `body` is the function's, `values` what its parameters and the page's names are.
    """
    if not _SENT.search(body) or _POSTED.search(body):
        return None
    reader = LiteralReader(body, dict(values))
    given: dict[str, str] = {}
    for found in islice(_FILLED.finditer(body), MOST_INPUTS):
        value = reader.read(found.end())[0]
        if isinstance(value, Unknown) or not isinstance(value, str | int):
            return None
        given[found[1] or found[2]] = str(value)
    written = _ACTION.search(body)
    action = reader.read(written.end())[0] if written is not None else None
    if not given or (action is not None and (isinstance(action, Unknown) or not isinstance(action, str))):
        return None
    for form in islice(root.iter("form"), _MOST_FORMS):
        names = dict(_fields(form))
        if asks_by_get(form) and given.keys() <= names.keys():
            return form_address(form, {names[one]: value for one, value in given.items()}, action)
    return None


def _fields(form: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what the fields of a form may be called in scripts, with the names that are sent."""
    for field in islice(form.iter("input"), MOST_INPUTS):
        name = field.get("name")
        if name:
            yield name, name
            if field.get("id"):
                yield field.get("id") or "", name

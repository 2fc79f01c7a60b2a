"""Lists in XML of a site's own making: records with an element, or an attribute, for each field.

Older sites answer `<item><title>…</title><link>…</link></item>`, or `<row Title="…" ID="…"/>`; Hanweb's JCMS,
which many Chinese authorities use, answers records of markup: `<record><![CDATA[<li>…</li>]]></record>`.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from newsarchive.text.extraction.bounded_parse import has_too_many_attributes

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

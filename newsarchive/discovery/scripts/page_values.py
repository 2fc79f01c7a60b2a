"""What scripts read out of their page: hidden fields, attributes, classes of the body, parts of the path.

`$("#zone").val()`, `list.dataset.channel`, `location.pathname.split("/")[2]`: what they give stands in the
page, and is put into the script as a text before that is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import etree

from newsarchive.discovery.scripts.js_literals import json_or_none
from newsarchive.discovery.scripts.page_tokens import tokens_of
from newsarchive.discovery.scripts.script_names import LONGEST_NAME, known_value

_MOST_ELEMENTS = 20_000
_LONGEST_VALUE = 2_000
_MOST_READINGS = 2_000  # of one script
_MOST_SEARCHES = 200  # of those, with a pattern of the script's

_QUOTED = (
    r"\(\s*(?:\"(?P<{0}d>[^\"\n]{{1,120}})\"|'(?P<{0}s>[^'\n]{{1,120}})'|`(?P<{0}b>[^`\n$]{{1,120}})`)\s*\)"
)
_OWNER = r"(?<![\w$.])(?P<owner>[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*){0,3})"
_SELECTING = (
    r"(?<![\w$.])(?:\$|jQuery|(?:document|window\.document)\."
    r"(?:querySelector|getElementById|getElementsByName))"
)
_NOT_SET = r"(?!\s*(?:=(?!=)|\+\+|--|[+*/-]=))"
_GIVING = (
    r"(?:\[0\])?(?:\.(?:first|eq|get)\(0?\))?(?:!|\?)?"
    r"(?:\.(?P<plain>val\(\)|value|content|className)"
    r"|\.dataset\??\.(?P<set>[A-Za-z_$][\w$]*)"
    r"|\.(?P<call>data|attr|prop|getAttribute)" + _QUOTED.format("a") + r")"
)
_SELECTED = re.compile(_SELECTING + _QUOTED.format("q") + _GIVING + _NOT_SET)
_OF_ELEMENT = re.compile(
    _OWNER
    + r"(?:\.dataset\??\.(?P<set>[A-Za-z_$][\w$]*)|\.(?:data|attr|getAttribute)"
    + _QUOTED.format("a")
    + r")"
    + _NOT_SET
)
_OF_PATH = re.compile(
    r"(?<![\w$.])(?:window\.|document\.)?location\.(?P<part>pathname|href)"
    r"(?P<calls>(?:\.(?:split|replace|match|filter|substr(?:ing)?|slice|pop|trim|toString)\((?:[^()\"'/]|\"[^\"\n]{0,60}\""
    r"|'[^'\n]{0,60}'|/(?:[^/\\\n]|\\.){1,80}/[a-z]{0,3}(?=\s*[),])){0,60}\)|\[\d{1,2}\]){0,4})"
)
_OF_BODY = re.compile(
    r"(?<![\w$.])(?:document\.body\.className|\$\([\"']body[\"']\)\.attr\([\"']class[\"']\))"
    r"\.match\(/(?P<pattern>(?:[^/\\\n]|\\.){1,80})/[a-z]{0,3}\)\[(?P<group>\d)\]"
)
_PARSED = re.compile(
    r"JSON\.parse\(\s*"
    + _SELECTING
    + _QUOTED.format("q")
    + r"(?:\[0\])?[!?]?\.(?:textContent|inner(?:HTML|Text)|text(?:\(\))?|html\(\))"
    r"(?:\s*(?:\|\||\?\?)[^()]{0,20})?\s*\)"
)
_SERIALIZED = re.compile(_SELECTING + _QUOTED.format("q") + r"\.serialize\(\s*\)")
_OF_FORM = re.compile(r"new\s+FormData\(\s*" + _SELECTING + _QUOTED.format("q") + r"(?:\[0\])?\s*\)")
_LARGEST_PARSED, _DEEPEST_TOLD, _MOST_TOLD = 3_000_000, 4, 200
_CALL = re.compile(
    r"\.(?P<name>\w+)\(\s*(?:[\"'](?P<text>[^\"'\n]{0,60})[\"']|/(?P<pattern>(?:[^/\\\n]|\\.){1,80})/[a-z]{0,3})?"
    r"(?:\s*,\s*[\"'](?P<put>[^\"'\n]{0,60})[\"'])?\s*(?P<other>[\w.]{0,20})\s*\)|\[(?P<place>\d{1,2})\]"
)
_SELECTOR = re.compile(
    r"(?:#(?P<id>[\w-]{1,80})|[\w-]*\[\s*(?P<key>[\w-]{1,60})\s*=\s*\\?[\"']?(?P<value>[^\"'\]\\]{1,80})\\?[\"']?\s*\]"
    r"|(?P<body>body)|[\w-]*\[\s*(?P<only>data-[\w-]{1,60})\s*\]|[\w-]*\.(?P<class>[\w-]{1,80})|(?P<bare>[\w-]{1,80}))\Z"
)

# A pattern is somebody else's: a few repetitions, none of a group, over a short text.
_REPEATING, _REPEATED_GROUP = re.compile(r"[*+{]\??|(?<!\()\?"), re.compile(r"\)[*+{?]")
_ESCAPED = re.compile(r"\\.")
_MOST_REPEATED, _LONGEST_SEARCHED = 2, 120


@dataclass(frozen=True, slots=True)
class PageValues:
    """What elements of a page have, by how a script names them: `#zone value`, `data-channel`.

    A name that stands for several values is left out. `path` is the path of the page, `tokens` are the places
    of its tokens by their values.
    """

    told: Mapping[str, str] = field(default_factory=dict)
    path: str = "/"
    body_class: str = ""
    tokens: Mapping[str, str] = field(default_factory=dict)


NO_VALUES = PageValues()


def page_values(root: etree._Element, url: str) -> PageValues:
    """Return what the scripts of a page may read out of it; total, and bounded."""
    found: dict[str, str | None] = {}
    body_class = ""
    for element in islice(root.iter(etree.Element), _MOST_ELEMENTS):
        if element.tag == "body":
            body_class = (element.get("class") or "")[:_LONGEST_VALUE]
        if element.tag == "script" and "json" in (element.get("type") or "") and element.get("id"):
            found[f"#{element.get('id')} text"] = _told_by_json((element.text or "")[:_LARGEST_PARSED])
        if element.tag == "form" and element.get("id"):
            found[f"#{element.get('id')} fields"] = json.dumps(_hidden_fields(element), ensure_ascii=False)
        for name, value in _readable(element):
            if len(value) <= _LONGEST_VALUE:
                found[name] = value if found.get(name, value) == value else None
    told = {name: value for name, value in found.items() if value is not None}
    return PageValues(told, urlsplit(url).path or "/", body_class, tokens_of(root))


def _hidden_fields(form: etree._Element) -> dict[str, str]:
    """Return what a form sends that its reader does not see."""
    return {
        str(field.get("name")): str(field.get("value") or "")[:_LONGEST_VALUE]
        for field in islice(form.iter("input"), _MOST_TOLD)
        if field.get("name") and (field.get("type") or "").lower() == "hidden"
    }


def _told_by_json(text: str) -> str | None:
    """Return an object of JSON with the texts and numbers that it has outside of arrays; None for others."""
    value = json_or_none(text)
    left = [_MOST_TOLD]
    return json.dumps(_outline(value, 0, left), ensure_ascii=False) if isinstance(value, dict) else None


def _outline(value: Mapping[str, Any], depth: int, left: list[int]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, one in value.items():
        left[0] -= 1
        if left[0] <= 0:
            break
        if isinstance(one, dict) and depth < _DEEPEST_TOLD:
            told[name] = _outline(one, depth + 1, left)
        elif isinstance(one, str | int) and not isinstance(one, bool) and len(str(one)) <= 300:
            told[name] = one
    return told


def _readable(element: etree._Element) -> Iterator[tuple[str, str]]:
    attributes = {str(name): str(value) for name, value in element.items()}
    if not attributes:
        return
    handles = [f"#{attributes['id']}"] if attributes.get("id") else []
    handles += [f"{name}={attributes[name]}" for name in ("name", "property") if attributes.get(name)]
    handles += [f".{word}" for word in attributes.get("class", "").split()[:8]]
    if element.tag == "body":
        handles.append("body")
    data = {name: value for name, value in attributes.items() if name.startswith("data-")}
    handles += list(data)
    told = {"value", "content", "href", "action", "class", "id"} & attributes.keys()
    for name in (*told, *data):
        yield from ((f"{handle} {name}", attributes[name]) for handle in handles)
    yield from data.items()


def with_page_values(text: str, values: PageValues) -> str:
    """Return a script with what it reads out of its page as texts; total, and bounded."""
    for pattern, what in ((_PARSED, "text"), (_SERIALIZED, "fields"), (_OF_FORM, "fields")):
        text = pattern.sub(
            lambda found, what=what: _put_whole(found, what, values),  # type: ignore[misc]
            text,
            _MOST_SEARCHES,
        )
    for pattern, given, most in (
        (_SELECTED, _selected, _MOST_READINGS),
        (_OF_ELEMENT, _of_element, _MOST_READINGS),
        (_OF_PATH, _of_path, _MOST_SEARCHES),
        (_OF_BODY, _of_body, _MOST_SEARCHES),
    ):
        text = pattern.sub(lambda found, given=given: _put(found, given(found, values)), text, most)  # type: ignore[misc]
    return text


def _put_whole(found: re.Match[str], what: str, values: PageValues) -> str:
    """Return the data of an element, or the fields of a form, as a script may write them."""
    handle = "#" + (_quoted(found, "q") or "").lstrip("#")
    told = values.told.get(f"{handle} {what}")
    if told is None:
        return found[0]
    if found[0].endswith("serialize()"):
        return json.dumps(urlencode(json.loads(told)))
    return told if what == "text" else f"new URLSearchParams({told})"


def _put(found: re.Match[str], value: str | None) -> str:
    return found[0] if value is None else json.dumps(value, ensure_ascii=False)


def _quoted(found: re.Match[str], name: str) -> str | None:
    return found[f"{name}d"] or found[f"{name}s"] or found[f"{name}b"]


def _member(found: re.Match[str]) -> str | None:
    """Return the attribute that is read, as the page writes it; None for what changes as the page is read."""
    if found["set"]:
        name = "data-" + re.sub(r"[A-Z]", lambda letter: "-" + letter[0].lower(), found["set"])
    else:
        asked = _quoted(found, "a")
        if not asked:
            return None
        called = found[0].rpartition("(")[0]
        name = f"data-{asked}" if called.endswith(".data") else asked
    return None if _counts(name.removeprefix("data-")) else name


def _counts(name: str) -> bool:
    return known_value(name) is not None if len(name) <= LONGEST_NAME else True


def _selected(found: re.Match[str], values: PageValues) -> str | None:
    selector = _SELECTOR.match((_quoted(found, "q") or "").strip().rpartition(" ")[2])
    if selector is None:
        return None
    if selector["id"]:
        handle = f"#{selector['id']}"
    elif selector["key"]:
        handle = f"{selector['key']}={selector['value']}"
    elif selector["class"]:
        handle = f".{selector['class']}"
    elif selector["bare"]:
        handle = f"#{selector['bare']}" if "getElementById" in found[0] else f"name={selector['bare']}"
    else:
        handle = selector["only"] or "body"
    if found["plain"]:
        member = {"val()": "value", "className": "class"}.get(found["plain"], found["plain"])
        if _counts(handle.lstrip("#").rpartition("=")[2]):
            return None
    else:
        member = _member(found) or ""
    return values.told.get(f"{handle} {member}")


def _of_element(found: re.Match[str], values: PageValues) -> str | None:
    name = _member(found)
    if name is None or not name.startswith("data-"):
        return None
    owner = found["owner"].replace("?.", ".")
    if owner.endswith("document.body"):
        return values.told.get(f"body {name}")
    return values.told.get(name)


def _of_path(found: re.Match[str], values: PageValues) -> str | None:
    if found["part"] == "href" and not found["calls"]:
        return None
    value: str | list[str] = values.path
    for call in _CALL.finditer(found["calls"]):
        made = _after_call(value, call)
        if made is None:
            return None
        value = made
    return value if isinstance(value, str) else None


def _after_call(value: str | list[str], call: re.Match[str]) -> str | list[str] | None:
    """Return what a call makes of a text or of the parts of one, None if that is not known."""
    if isinstance(value, list):
        place = int(call["place"]) if call["place"] else -1 if call["name"] == "pop" else None
        if place is None:
            return [one for one in value if one] if call["name"] == "filter" else None
        return value[place] if place < len(value) and value else None
    if call["name"] == "split" and call["text"]:
        return value.split(call["text"])
    if call["name"] == "match" and call["pattern"]:
        found = _searched(call["pattern"], value)
        return None if found is None else [found[0], *(one or "" for one in found.groups())]
    return _replaced(value, call)


def _replaced(value: str, call: re.Match[str]) -> str | None:
    if call["name"] == "replace" and call["put"] is not None and "$" not in call["put"]:
        if call["text"]:
            return value.replace(call["text"], call["put"], 1)
        found = _searched(call["pattern"] or "", value)
        return value if found is None else value[: found.start()] + call["put"] + value[found.end() :]
    return value if call["name"] in {"trim", "toString"} else None


def _searched(pattern: str, text: str) -> re.Match[str] | None:
    """Search as a script does; what would take long, or is no pattern of ours, finds nothing."""
    plain = _ESCAPED.sub("x", pattern)
    if len(_REPEATING.findall(plain)) > _MOST_REPEATED or _REPEATED_GROUP.search(plain):
        return None
    try:
        return re.search(pattern, text[:_LONGEST_SEARCHED])
    except re.error:
        return None


def _of_body(found: re.Match[str], values: PageValues) -> str | None:
    matched = _searched(found["pattern"], values.body_class)
    group = int(found["group"])
    return matched[group] if matched is not None and group <= len(matched.groups()) else None

"""The values in a page's scripts: JSON in a script of its own, assigned, parsed, pushed, or in chunks.

See docs/explanation/extraction.md#script-state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement

from newsarchive.text.entities import unescape

# The largest state of the pages looked at has 1.3 million characters (2026-11).
_LONGEST_STATE = 3_000_000
# Bounds of the work on data made to be slow.
MOST_VALUES = 200_000
DEEPEST = 60
_MOST_SCRIPTS = 500
_MOST_AREAS = 50
# Characters of a script that holds an article: two sentences of news (SHORTEST_BODY of state_texts).
_SHORTEST_SCRIPT = 200
# Assignments tried in a script: libraries make thousands, states stand alone.
_MOST_ASSIGNED, _MOST_ROWS = 500, 2_000
_DECODER = json.JSONDecoder(strict=False)

_ASSIGNED = re.compile(r"=\s*+(?=[{\[])|JSON\.parse\(\s*+(?=[\"'])")
_NAME_BEFORE = re.compile(r"([\w$][\w$.]*)(?:\[[\"']([\w-]+)[\"']\])?\s*$")
_PUSHED = re.compile(r"\.push\(\s*(?=\[)")
# A string that never closes is a match as well, so that it is passed over at once.
_STRING = re.compile(
    r"\"((?:[^\"\\\n]|\\.){200,}+)(?P<closed>\"?+)|'((?:[^'\\\n]|\\.){200,}+)(?:'|(?P<open>))", re.DOTALL
)
# What a script says to whoever looks after it, or asks: `mw.log.warn("…")`, `new Error("…")`, `alert("…")`.
_LOGGED = re.compile(
    r"\b(?:log|warn|error|info|debug|trace|alert|confirm|prompt|\w*Error)\(\s*$", re.IGNORECASE
)
_LONGEST_CALL = 40
_JSON_ESCAPES = re.compile(r"\\(?![\"\\/bfnrtu])(?:x([0-9a-fA-F]{2}))?")
_ANGULAR_MARKS = {"a": "&", "q": '"', "s": "'", "l": "<", "g": ">"}
_ANGULAR = re.compile(r"&([aqslg]);")
# JSON as `encodeURIComponent` writes it: `%7B%22title%22…`.
PERCENT_CODED = re.compile(r"\s*+%(?:7B(?:%20|%0A)*+%22|5B(?:%20|%0A)*+%(?:7B|22))", re.IGNORECASE)
_CHUNK = re.compile(r"([0-9a-f]{1,6}):(?:T([0-9a-f]+),)?")
_ROW = re.compile(rf"(?<=[\n}}\]\"]){_CHUNK.pattern}")
# Nuxt 2 writes its state as the value of a function that is called at once: what stands there twice is one of
# its parameters (@nuxt/devalue): `__NUXT__=(function(a,b){return {title:a,lead:b}}("…",null))`.
# The script has nothing else: in a library such functions stand by the hundred.
_FUNCTION = re.compile(r"\s*+([\w$.]{1,60}+)\s*+=\s*+\(?function\s*+\(([\w$,\s]{0,20000}+)\)\s*+\{")
_CALLED = re.compile(r"\s*+;?\s*+\}\s*+\)?\s*+\(")
_RETURN = re.compile(r"\breturn\s*(?=[{\[])")
_TOKEN = re.compile(
    # A text that is never closed is a token as well, so that it is passed over once.
    r"\"(?:[^\"\\]|\\.)*+\"?+|(?P<made>new \w+\([^()\"]*\)|Array\(\d*\)|Object\.create\(null\)|void 0)"
    r"|(?P<flag>![01])|(?:(?P<name>[A-Za-z_$][\w$]*+)"
    r"|(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))(?P<key>\s*+:)?",
    re.DOTALL,
)
_WORDS = frozenset({"true", "false", "null"})
# What marks a parameter where a value stands: no text of a page has it.
_PARAMETER = "\u0001"

_ValueReader = Callable[[str, int], tuple[Any, int]]


def script_values(
    tree: HtmlElement, value_at: _ValueReader | None = None, shortest: int = _SHORTEST_SCRIPT
) -> Iterator[tuple[str, Any]]:
    """Yield the values in the page's scripts, each with the name it has there; bounded.

    `value_at` reads the value that begins at a place of a script, and returns it (None: there is none) and
    where it ends; without it, only JSON is a value. Scripts with fewer characters than `shortest` are not
    read.
    """
    read = value_at or json_at
    left = _LONGEST_STATE
    chunks: list[str] = []
    for script in islice(tree.iter("script"), _MOST_SCRIPTS):
        source = (script.text or "")[:_LONGEST_STATE]
        if len(source) < shortest or script.get("src") or left <= 0:
            continue
        left -= len(source)
        kind = (script.get("type") or "").lower()
        if "json" in kind:
            value = loaded_json(source)
            name = "ld+json" if "ld+json" in kind else script.get("id") or "json"
            yield name, _unflattened(value) if isinstance(value, list) else value
        elif not kind or "javascript" in kind or kind == "module":
            if "__next_f" in source:
                chunks += _pushed(source)
            else:
                yield from _assigned(source, read)
    if chunks:
        yield from _chunk_values("".join(chunks))


def loaded_json(source: str) -> Any:
    """Return the JSON that a text is, None if it is none.

    It may stand in a comment, or be escaped as in an attribute or an address.
    """
    if PERCENT_CODED.match(source):
        source = unquote(source)
    texts = [source.strip(), unescape(source).strip()]
    if "&q;" in source:  # Angular's TransferState
        texts.append(_ANGULAR.sub(lambda found: _ANGULAR_MARKS[found[1]], source).strip())
    for text in texts:
        try:
            return _DECODER.decode(text.removeprefix("<!--").removesuffix("-->").strip().rstrip(";"))
        except (ValueError, RecursionError):
            continue
    return None


def hidden_markup(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the markup that text areas hold for a script to show, each with its name; bounded."""
    left = _LONGEST_STATE
    for area in islice(tree.iter("textarea"), _MOST_AREAS):
        text = area.text or ""
        if len(text) >= _SHORTEST_SCRIPT // 3 and "<" in text and (left := left - len(text)) >= 0:
            yield area.get("id") or area.get("name") or area.get("class") or "textarea", text


def _assigned(source: str, read: _ValueReader) -> Iterator[tuple[str, Any]]:
    """The values that a script assigns as JSON or parses; of others the long strings."""
    returned = [*_returned(source)] if "function" in source and "return" in source else []
    yield from returned
    at, parsed = 0, bool(returned)
    for _ in range(_MOST_ASSIGNED):
        found = _ASSIGNED.search(source, at)
        if found is None:
            break
        at = found.end()
        before = _NAME_BEFORE.search(source, max(0, found.start() - 80), found.start())
        name = (before[2] or before[1]).removeprefix("window.") if before else "value"
        if found[0][0] == "=":
            value, end = read(source, at)
        else:
            text = _STRING.match(source, at)
            value = loaded_json(_literal(text)) if text else None
            end = text.end() if text else at
        if value is not None:
            parsed = True
            yield name, value
            at = end
    if not parsed:
        for text in _STRING.finditer(source):
            if not _LOGGED.search(source, max(0, text.start() - _LONGEST_CALL), text.start()):
                yield "string", _literal(text)


def _returned(source: str) -> Iterator[tuple[str, Any]]:
    """The state that a function returns where it is called at once; its other statements are not read."""
    found = _FUNCTION.match(source) if source.rstrip(" ;\r\n\t").endswith(")") else None
    begin = _RETURN.search(source, found.end()) if found else None
    if found is None or begin is None:
        return
    text = _TOKEN.sub(_as_json, source[begin.end() :])
    value, end = json_at(text, 0)
    call = _CALLED.match(text, end)
    if not isinstance(value, dict | list) or call is None:
        return
    names = found[2].split(",")
    given = _arguments(text, call.end(), len(names))
    told = {_PARAMETER + name.strip(): one for name, one in zip(names, given, strict=False)}
    yield found[1].removeprefix("window."), _with_parameters(value, told, 0)


def _arguments(text: str, at: int, most: int) -> list[Any]:
    given: list[Any] = []
    while len(given) < most:
        try:
            one, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        given.append(one)
        at += text[at : at + 1] == ","
    return given


def _as_json(token: re.Match[str]) -> str:
    """A token of a JavaScript literal as JSON has it; a parameter as a text that nothing else is."""
    name, number = token["name"], token["number"]
    if token["made"]:
        return "null"
    if token["flag"]:
        return "true" if token["flag"] == "!0" else "false"
    if token["key"]:
        return f'"{name or number}":'
    if number:  # JSON has a digit on both sides of the point: `-.5`, `5.`.
        return re.sub(r"^(-?)\.", r"\g<1>0.", re.sub(r"\.(?=[eE]|$)", "", number))
    return f'"\\u0001{name}"' if name and name not in _WORDS else token[0]


def _with_parameters(value: Any, told: Mapping[str, Any], depth: int) -> Any:
    """The value with what its parameters stand for; none of them holds another that is looked up again."""
    if isinstance(value, str):
        return told.get(value) if value.startswith(_PARAMETER) else value
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [_with_parameters(one, told, depth + 1) for one in value]
    if isinstance(value, dict):
        return {key: _with_parameters(one, told, depth + 1) for key, one in value.items()}
    return value


def json_at(source: str, at: int) -> tuple[Any, int]:
    """Return the JSON that begins at a place, None if none does, and where it ends."""
    try:
        return _DECODER.raw_decode(source, at)
    except (ValueError, RecursionError):
        return None, at


def _literal(found: re.Match[str]) -> str:
    """The words of a string of JavaScript; what JSON escapes otherwise is put right first."""
    if found["closed"] == "" or found["open"] is not None:
        return ""
    text = found[1] if found[1] is not None else found[3].replace("\\'", "'").replace('"', '\\"')
    text = _JSON_ESCAPES.sub(lambda escape: f"\\u00{escape[1]}" if escape[1] else "", text)
    try:
        value = _DECODER.decode(f'"{text}"')
    except (ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _pushed(source: str) -> Iterator[str]:
    """The chunks that a page of Next pushes, one behind the other the text of its tree."""
    for found in islice(_PUSHED.finditer(source), _MOST_ASSIGNED):
        value, _ = json_at(source, found.end())
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _chunk_values(text: str) -> Iterator[tuple[str, Any]]:
    """The values of the rows of such a text: JSON, or text of a stated length in bytes."""
    at = 0
    values: dict[str, Any] = {}
    for _ in range(_MOST_ROWS):
        found = _CHUNK.match(text, at) or _ROW.search(text, at)
        if found is None:
            break
        at = found.end()
        if found[2]:
            size = int(found[2][:6], 16)
            raw = text[at : at + size].encode(errors="replace")[:size]
            words = raw.decode(errors="ignore")
            values[f"${found[1]}"] = words
            at += len(words)
        elif text[at : at + 1] in ("{", "["):
            value, end = json_at(text, at)
            if value is not None:
                values[found[1]] = value
                at = end
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    for name, value in values.items():
        if not isinstance(value, str):
            yield f"__next_f.{name}", _with_texts(value, texts, 0)
    for name, value in texts.items():
        yield f"__next_f.{name}", value


def _with_texts(value: Any, texts: Mapping[str, str], depth: int) -> Any:
    """The value with the long texts it refers to as "$1a" put in, elements as objects with their type."""
    if isinstance(value, str):
        return texts.get(value, value)
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        if (
            len(value) == 4 and value[0] == "$" and isinstance(value[3], dict)
        ):  # an element: tag, key, properties
            return {
                "type": value[1],
                **{key: _with_texts(one, texts, depth + 1) for key, one in value[3].items()},
            }
        return [_with_texts(one, texts, depth + 1) for one in value]
    if isinstance(value, dict):
        return {key: _with_texts(one, texts, depth + 1) for key, one in value.items()}
    return value


def _unflattened(values: list[Any]) -> Any:
    """What an array of Nuxt's stands for, in which objects name places in the array; any other as it is."""
    if len(values) < 2 or not isinstance(values[0], list | dict):
        return values
    heads = values[0].values() if isinstance(values[0], dict) else values[0]
    # The members of an object are places; a list begins with a word. Words alone are those of JSON-LD.
    allowed = int if isinstance(values[0], dict) else int | str
    if not heads or not all(isinstance(one, allowed) and not isinstance(one, bool) for one in heads):
        return values
    left = [MOST_VALUES]

    def put(place: Any, depth: int) -> Any:
        left[0] -= 1
        if isinstance(place, bool) or not isinstance(place, int) or depth > DEEPEST or left[0] < 0:
            return None
        value = values[place] if 0 <= place < len(values) else None
        if isinstance(value, dict):
            return {key: put(one, depth + 1) for key, one in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and isinstance(value[0], str):  # ["Reactive", 1], ["Ref", 4]
                return put(value[1], depth + 1)
            return [put(one, depth + 1) for one in value]
        return value

    return put(0, 0)

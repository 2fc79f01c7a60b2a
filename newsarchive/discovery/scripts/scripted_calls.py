"""Reads out of scripts the calls that ask for data, and the strings that are addresses, as they are written.

Of jQuery, axios, fetch, XMLHttpRequest and pagers of sites' own. What stands in them for something else stays
unknown (newsarchive.discovery.scripts.js_literals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newsarchive.discovery.scripts.js_literals import LiteralReader, is_short_name
from newsarchive.discovery.scripts.partial_values import FormValues, JoinedText, Unknown, WrittenData
from newsarchive.discovery.scripts.script_names import LONGEST_NAME, ScriptNames

MOST_STRINGS, _MOST_CALLS = 4_000, 1_500
# The name before the last dot is read backwards from here: `a.a.a.…` would be read again from each dot.
_ASKING = re.compile(
    r"(?<![\w$])(?:fetch|get|post|ajax|getJSON|request|open|axios|http|jsonp|\$get|\$post|query|load|send"
    r"|getData|postData|fetchJSON|useFetch|\$fetch|useSWR|api|loadScript|getScript|(?:load|get|read|fetch)(?:XML|Feed|List|News)\w*)"
    r"\s*+(?=\()",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?:[\w$]++\.)++\Z")
# Calls that change something, whatever they are given; what they name is asked for in no other way either.
_CHANGING = re.compile(r"\.(delete|del|put|patch|sendBeacon)\s*+(?=\()", re.IGNORECASE)
_CHANGING_METHODS = {
    "del": "DELETE",
    "delete": "DELETE",
    "put": "PUT",
    "patch": "PATCH",
    "sendbeacon": "POST",
}
_METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})
_OPTIONED = re.compile(r"(?<=[\w$.])\s*+(?=\(\s*+\{)")
_URL_KEY = re.compile(
    r"\b(?:\w*url|api|ajax(?:Param)?|src|endpoint|data_?source|source|service|remote|read|feed|json|xml)[\"']?\s*:",
    re.IGNORECASE,
)
_ANY_URL = re.compile(r"\w*url", re.IGNORECASE)
QUOTED_ADDRESS = re.compile(
    r"(?:(?<=[(=:,\[?+{\s>])|(?<=return))(?=[\"'`](?:(?:https?:)?//|\.{0,2}/|\$\{|<|[\w-]+/|[\w-]{1,40}\.(?:json|xml)[\"'`?])|(?:[A-Za-z_$][\w$.]{0,60}\s*\+\s*){1,5}[\"'`]"
    r"|[A-Za-z_$][\w$.]{0,60}\.(?:concat|replace)\()"
)

_BUILT = re.compile(r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,40})\s*+=\s*+new\s++(?:window\.)?URL\s*+\(")
_MOST_BUILT, _LONGEST_BUILDING = 100, 2_000
# `function api(path, …) {`, `const api = async (path, …) =>`
_FUNCTION = re.compile(
    r"\bfunction\s++(?P<name>[A-Za-z_$][\w$]{1,40}+)\s*+\(\s*+(?P<first>[A-Za-z_$][\w$]*+)"
    r"|(?<![\w$.])(?P<given_name>[A-Za-z_$][\w$]{1,40}+)\s*+[=:]\s*+(?:async\s*+)?(?:function\s*+)?\(?\s*+"
    r"(?P<given_first>[A-Za-z_$][\w$]*+)\s*+(?=[,)=])"
)
_LONGEST_FUNCTION, _MOST_OWN, _LARGE_SCRIPT = 240, 30, 200_000
_WORDS_OF_SCRIPTS = frozenset({"function", "async", "return", "if", "for", "while", "switch", "catch"})
_NEAR, _DEEPEST_NEAR = 2_000, 4  # characters before a call, steps from name to name


@dataclass(frozen=True, slots=True)
class WrittenRequest:
    """A request as it is written: its address, its body, and whether a call asks for it."""

    address: Any
    body: Any = None
    query: Any = None
    headers: Any = None
    is_call: bool = False
    is_form: bool = False
    posts: bool = False
    changing: str | None = None  # the method, if it is none that only asks


def called_requests(text: str, names: ScriptNames) -> Iterator[WrittenRequest]:
    reader = LiteralReader(text, names.values)
    for found in islice(_OPTIONED.finditer(text), _MOST_CALLS):
        # A pager or a loader of a site's own: what it is given says what it asks for.
        if _URL_KEY.search(text, found.end(), found.end() + 1_000):
            given = reader.arguments(found.end())
            if given and isinstance(given[0], dict):
                raw = _of_options(_with_proxy(given[0], names), None, is_jquery=True)
                if raw is not None:
                    yield raw
    for found in islice(_CHANGING.finditer(text), _MOST_CALLS):
        given = reader.arguments(found.end())
        if given:
            yield WrittenRequest(given[0], is_call=True, changing=_CHANGING_METHODS[found[1].lower()])
    for found in (*islice(_ASKING.finditer(text), _MOST_CALLS), *_calls_of_own(text)):
        given = reader.arguments(found.end())
        if given:
            given = [_with_near(one, text, found.start(), names) for one in given]
            raw = _called(_name_of(text, found), given, text, found.end(), names)
            if raw is not None:
                yield raw


def _calls_of_own(text: str) -> Iterator[re.Match[str]]:
    """Yield the calls of functions of a script that hand an address on to what asks for it."""
    own: dict[str, None] = {}
    for found in islice(_FUNCTION.finditer(text), _MOST_CALLS):
        name, given = found["name"] or found["given_name"], found["first"] or found["given_first"]
        if name in _WORDS_OF_SCRIPTS or (len(name) < 3 and len(text) > _LARGE_SCRIPT):
            continue
        asks = _ASKING.search(text, found.end(), found.end() + _LONGEST_FUNCTION)
        used = re.compile(rf"(?<![\w$]){re.escape(given)}(?![\w$])")
        if asks is not None and used.search(text, asks.end(), asks.end() + _LONGEST_FUNCTION):
            own[name] = None
    if own:
        named = "|".join(map(re.escape, islice(own, _MOST_OWN)))
        calls = re.compile(rf"(?<![\w$.])(?:{named})\s*+(?=\(\s*+[\"'`])")
        yield from islice(calls.finditer(text), _MOST_CALLS)


def _with_near(value: Any, text: str, at: int, names: ScriptNames, depth: int = 0) -> Any:
    """Return what a call is given with the objects in it that short names stand for, which are given near it.

    A built script calls many things `e`: what it was given last before the call counts.
    """
    if depth > _DEEPEST_NEAR:
        return value
    if isinstance(value, Unknown) and is_short_name(value.words) and value.words not in names.counters:
        found = _given_near(value.words, text, at, names)
        return value if found is None else _with_near(found, text, at, names, depth + 1)
    if isinstance(value, JoinedText):
        put = [_with_near(part, text, at, names, depth + 1) for part in value.parts]
        parts = [WrittenData("", one) if isinstance(one, dict) else one for one in put]
        return JoinedText(
            tuple(
                part if isinstance(part, str | Unknown) else was
                for part, was in zip(parts, value.parts, strict=True)
            )
        )
    if isinstance(value, dict) and not isinstance(value, FormValues):
        return {key: _with_near(one, text, at, names, depth + 1) for key, one in value.items()}
    return value


def _given_near(name: str, text: str, at: int, names: ScriptNames) -> Any:
    """Return the object or text that a name was given last before a place, None where there is none."""
    given = re.compile(rf"(?<![\w$.]){re.escape(name)}\s*+=\s*+(?=[{{\"'`])")
    places = [found.end() for found in given.finditer(text, max(0, at - _NEAR), at)]
    if not places:
        return None
    value, _ = LiteralReader(text, names.values).read(places[-1])
    return value if isinstance(value, dict | str | JoinedText) and value else None


def built_addresses(text: str, names: ScriptNames) -> Iterator[WrittenRequest]:
    """Yield requests at addresses that a script builds: `u = new URL("/api")`, `u.searchParams.set(…)`."""
    reader = LiteralReader(text, names.values)
    for found in islice(_BUILT.finditer(text), _MOST_BUILT):
        given = reader.arguments(found.end() - 1)
        if not given:
            continue
        query = FormValues()
        setting = re.compile(
            rf"(?<![\w$.]){re.escape(found['name'])}\.searchParams\.(?:append|set)\s*+(?=\()"
        )
        for place in islice(setting.finditer(text, found.end(), found.end() + _LONGEST_BUILDING), 20):
            pair = reader.arguments(place.end())
            if len(pair) == 2 and isinstance(pair[0], str) and len(pair[0]) <= LONGEST_NAME:
                query.setdefault(pair[0], pair[1])
        if query:
            yield WrittenRequest(given[0], query=query, is_call=True)


def _with_proxy(options: Mapping[str, Any], names: ScriptNames) -> Mapping[str, Any]:
    """Return the options of a pager with the address that its script has for those who give none."""
    proxy = names.values.get("proxyUrl") if "ajaxParam" in options and "proxyUrl" not in options else None
    return {**options, "proxyUrl": proxy} if isinstance(proxy, str) else options


def _name_of(text: str, found: re.Match[str]) -> str:
    """Return the name that is called, with what stands before its last dot: `$.get`."""
    owner = _OWNER.search(text[max(0, found.start() - LONGEST_NAME) : found.start()])
    return (owner[0] if owner else "") + found[0].rstrip()


def _called(name: str, given: list[Any], text: str, at: int, names: ScriptNames) -> WrittenRequest | None:
    word = name.rpartition(".")[2].lower()
    is_jquery = name.startswith(("$.", "jQuery."))
    if isinstance(given[0], dict):
        return _of_options(given[0], None, is_jquery=is_jquery)
    if len(given) > 1 and isinstance(given[0], str) and (word == "open" or given[0].upper() in _METHODS):
        posts = given[0].upper() == "POST"
        body = _sent(text, at, names) if posts else None
        return WrittenRequest(given[1], body, is_call=True, posts=posts, changing=_changing_method(given[0]))
    options = given[1] if len(given) > 1 else None
    if word == "load":
        return _got(_without_selector(given[0]), options, is_jquery=is_jquery)
    if "jsonp" in word and isinstance(options, dict):
        return WrittenRequest(given[0], query={_callback_of(options): "cb"}, is_call=True)
    if "post" in word:
        return WrittenRequest(given[0], options, is_call=True, posts=True, is_form=is_jquery)
    return _got(given[0], options, is_jquery=is_jquery)


def _without_selector(address: Any) -> Any:
    """Return an address without the selector that jQuery's `load` takes behind a blank: `"/list .items"`."""
    parts = address.parts if isinstance(address, JoinedText) else (address,)
    kept: list[str | Unknown] = []
    for part in parts:
        if isinstance(part, str) and " " in part.lstrip():
            kept.append(part.lstrip().partition(" ")[0])
            break
        if isinstance(part, str | Unknown):
            kept.append(part)
    return address if len(kept) == len(parts) and kept == [*parts] else JoinedText(tuple(kept))


def _changing_method(method: Any) -> str | None:
    return _CHANGING_METHODS.get(method.lower()) if isinstance(method, str) else None


def _got(address: Any, options: Any, *, is_jquery: bool) -> WrittenRequest | None:
    """Return the request of a call that is given an address, and maybe options."""
    if isinstance(options, dict):
        known = {"method", "type", "body", "data", "params", "headers", "query", "dataType"} & options.keys()
        if known and not is_jquery:
            return _of_options(options, address, is_jquery=False)
        return WrittenRequest(address, query=options if is_jquery or not known else None, is_call=True)
    return WrittenRequest(address, is_call=True)


def _callback_of(options: Mapping[str, Any]) -> str:
    """Return the parameter that names the function which JSONP calls."""
    named = [options.get(key) for key in ("jsonp", "param", "callbackParam")]
    return next((name for name in named if isinstance(name, str)), "callback")


def _sent(text: str, at: int, names: ScriptNames) -> Any:
    """Return what an XMLHttpRequest opened here sends."""
    sent = re.compile(r"\.send\s*(?=\()").search(text, at, at + 5_000)
    given = LiteralReader(text, names.values).arguments(sent.end()) if sent else []
    return given[0] if given else None


def _of_options(options: Mapping[str, Any], address: Any, *, is_jquery: bool) -> WrittenRequest | None:
    """Return the request that an object of options describes: of `$.ajax`, `axios`, `fetch`."""
    if address is None:
        named = [
            "url",
            "api",
            "endpoint",
            "ajax",
            "src",
            *(
                "dataSource",
                "datasource",
                "data_source",
                "source",
                "service",
                "remote",
                "read",
                "feed",
                "json",
            ),
            "xml",
            *(name for name in options if _ANY_URL.fullmatch(name)),
        ]
        address = next(
            (options[name] for name in named if isinstance(options.get(name), str | JoinedText)), None
        )
        if address is None and options.get("serverSide") is True and isinstance(options.get("ajax"), dict):
            address = options["ajax"].get("url")
    if address is None:
        return None
    if (known := _of_plugin(options, address)) is not None:
        return known
    method = options.get("method", options.get("type", "GET"))
    posts = isinstance(method, str) and method.upper() == "POST"
    if (changing := _changing_method(method)) is not None:
        return WrittenRequest(address, is_call=True, changing=changing)
    sent = ("body", "data", "ajaxParam", "postData", "param")
    body = next((options[name] for name in sent if name in options), None)
    is_json = "json" in str(options.get("contentType", "")) or "stringify" in str(body)
    if posts:
        return WrittenRequest(
            address,
            body,
            options.get("params"),
            options.get("headers"),
            is_call=True,
            posts=True,
            is_form=(is_jquery and not is_json),
        )
    query = options.get("params", options.get("query", body))
    if isinstance(options.get("dataType"), str) and "jsonp" in options["dataType"]:
        query = {**(query if isinstance(query, dict) else {}), _callback_of(options): "cb"}
    return WrittenRequest(address, query=query, headers=options.get("headers"), is_call=True)


def _of_plugin(options: Mapping[str, Any], address: Any) -> WrittenRequest | None:
    """Return the request of a pager that adds to it what its options do not say, None for others.

    Hanweb's jpage, of many Chinese authorities, posts its parameters and asks for some pages at once.
    DataTables asks by `start` and `length` (https://datatables.net/manual/server-side).
    """
    sent = options.get("ajaxParam")
    if "proxyUrl" in options and isinstance(sent, dict | str | JoinedText):
        size = _number_in(options, "perPage", 20)
        window = (
            f"startrecord=1&endrecord={size * max(1, _number_in(options, 'groupSize', 1))}&perpage={size}"
        )
        parts = address.parts if isinstance(address, JoinedText) else (str(address),)
        mark = "&" if any(isinstance(part, str) and "?" in part for part in parts) else "?"
        asked = JoinedText((*parts, mark + window))
        return WrittenRequest(asked, sent, is_call=True, posts=True, is_form=True)
    if options.get("serverSide") is True:
        ajax = options.get("ajax")
        told = ajax if isinstance(ajax, dict) else {"url": ajax}
        query = {"draw": 1, "start": 0, "length": max(10, _number_in(options, "pageLength", 25))}
        given = told.get("data")
        query = {**(given if isinstance(given, dict) else {}), **query}
        posts = str(told.get("type", told.get("method", "GET"))).upper() == "POST"
        address = told.get("url", address)
        if posts:
            return WrittenRequest(address, query, is_call=True, posts=True, is_form=True)
        return WrittenRequest(address, query=query, is_call=True)
    return None


def _number_in(options: Mapping[str, Any], name: str, otherwise: int) -> int:
    value = options.get(name)
    text = str(value) if isinstance(value, int | str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise


def written_addresses(text: str, names: ScriptNames) -> Iterator[WrittenRequest]:
    reader = LiteralReader(text, names.values)
    for found in islice(QUOTED_ADDRESS.finditer(text), MOST_STRINGS):
        if text[max(0, found.start() - 20) : found.start()].rstrip().endswith("+"):
            continue  # the rest of a sum
        value, _ = reader.read(found.start())
        first = value.parts[0] if isinstance(value, JoinedText) else value
        if isinstance(first, str) and (first.startswith(("/", ".", "http")) or first[:1].isalpha()):
            yield WrittenRequest(value)

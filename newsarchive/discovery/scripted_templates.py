"""How scripts and markup make the addresses of articles: strings joined to members, routes, bound links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import urljoin

from newsarchive.discovery.js_literals import JoinedText, LiteralReader
from newsarchive.discovery.list_addresses import (
    MOST_LIST_ADDRESSES,
    OTHER_WORDS,
    STATIC_FILE,
)
from newsarchive.discovery.object_members import moment_of
from newsarchive.discovery.script_names import ScriptNames, known_value, without_own_host
from newsarchive.discovery.scripted_calls import MOST_STRINGS, QUOTED_ADDRESS
from newsarchive.discovery.urls import same_site

_HREF = re.compile(r"\bhref=\\?[\"']?((?:\{\{[^{}\"'<>]{0,80}\}\}|[^\"'\s<>\\]){1,500})")
_ROUTE = re.compile(r"[\"'`](/(?:[\w-]+/)*(?::\w+|\[\w+\])(?:\.html?)?(?:/(?::\w+|\[\w+\]))*)[\"'`]")
_BOUND = re.compile(r"(?::href|:to|v-bind:href|ng-href|\[href\]|\[routerLink\])\s*=\s*\"([^\"]{3,300})\"")
_LONGEST_EXPRESSION = 200
_MEMBER = re.compile(r"[A-Za-z_$][\w$]*(?:\.[\w$]+)*")
_KEEPING = re.compile(r"trim|toString|valueOf|text|html|val")
# `e.getAttribute("id")`, `$(this).find("link").text()`, `card.data("id")`.
_ASKED_MEMBER = re.compile(
    r"\.(?:getAttribute|attr|data|prop|find|get|item|querySelector|getElementsByTagName)\(\s*[\"'](?:data-)?([\w-]{1,60})[\"']\s*\)"
)
_DAY_FORM = re.compile(
    r"(?:[\w$.]{0,60}\(\s*)?([A-Za-z_$][\w$]*(?:\.[\w$]+)*)\s*(?:,|\)\s*\.\s*format\s*\()\s*[\"']([yYmMdD/_.-]{2,12})[\"']\s*\)"
)
_TEXT_CALL = re.compile(
    r"\.(?P<name>substr|substring|slice)\(\s*(?P<from>\d{1,2})\s*(?:,\s*(?P<to>\d{1,2})\s*)?\)"
    r"|\.replace(?:All)?\(\s*(?:/-/g?|[\"']-[\"'])\s*,\s*[\"'](?P<put>[/_.]?)[\"']\s*\)"
)
_MUSTACHE = re.compile(r"\{\{\s*([\w$.]+)\s*(?:\|[^{}]*)?\}\}|<%[=-]?\s*([\w$.]+)\s*%>")


def scripted_templates(texts: Sequence[str], markup: str, page: str, names: ScriptNames) -> list[str]:
    """Return templates of addresses that scripts put together: `/detail/{item.id}.html`; total, and bounded.

    The members are as the scripts write them; `fitted_templates` finds them in the objects of an array.
    """
    found: dict[str, None] = {}
    for text in texts:
        for written in _written_addresses(text, names):
            _take_template(written, page, found)
        for route in islice(_ROUTE.finditer(text), 200):
            named = re.sub(r":(\w+)|\[(\w+)\]", lambda hole: f"{{{hole[1] or hole[2]}}}", route[1])
            _take_template(named, page, found)
    for attribute in islice(_BOUND.finditer(markup), 100):
        value, _ = LiteralReader(attribute[1], names.values).read(0)
        if isinstance(value, JoinedText):
            _take_template(_with_words(value), page, found)
    for href in islice(_HREF.finditer(markup), 5_000):
        if _MUSTACHE.search(href[1]):
            _take_template(_MUSTACHE.sub(lambda hole: f"{{{hole[1] or hole[2]}}}", href[1]), page, found)
    return list(found)[:MOST_LIST_ADDRESSES]


def _written_addresses(text: str, names: ScriptNames) -> Iterator[str]:
    """Yield the strings of a script that have unknown parts, in braces, or markup."""
    reader = LiteralReader(text, names.values)
    for place in islice(QUOTED_ADDRESS.finditer(text), MOST_STRINGS):
        if text[max(0, place.start() - 20) : place.start()].rstrip().endswith("+"):
            continue
        value, _ = reader.read(place.start())
        if isinstance(value, JoinedText):
            yield _with_words(value)
        elif isinstance(value, str) and value.startswith("<"):
            yield value


def scripted_addresses(texts: Sequence[str], page: str, names: ScriptNames) -> list[str]:
    """Return the addresses with one unknown part that scripts put together, with braces around it."""
    found: dict[str, None] = {}
    for text in texts:
        for written in _written_addresses(text, names):
            if written.count("{") == 1 and "<" not in written and " " not in written:
                resolved = urljoin(page, written)
                if same_site(resolved.partition("{")[0], page) and not OTHER_WORDS.search(resolved):
                    found[resolved] = None
    return list(found)[:MOST_LIST_ADDRESSES]


def _with_words(phrase: JoinedText) -> str:
    """Return a phrase with what is unknown in braces."""
    return "".join(
        part if isinstance(part, str) else "{" + _member_in(part.words) + "}" for part in phrase.parts
    )


def _member_in(words: str) -> str:
    """Return the member that an expression gives, with the form that it gives a time; else the expression.

    Read are `e.getAttribute("id")`, `$(this).data("id")`, `e.time.slice(0, 10).replace(/-/g, "/")`,
    `fmt(e.time, "yyyyMMdd")` and `e.id.toString()`.
    """
    if "(" not in words or len(words) > _LONGEST_EXPRESSION:
        return words
    asked = _ASKED_MEMBER.search(words)
    if asked is not None:
        return asked[1]
    form = _DAY_FORM.match(words)
    if form is not None:
        return f"{form[1]}:{_written_form(form[2])}"
    member, _, calls = words.partition("(")
    member, _, call = member.rpartition(".")
    if not _MEMBER.fullmatch(member):
        return words
    form_of_time = _form_of_calls(f".{call}({calls}")
    return f"{member}:{form_of_time}" if form_of_time else member if _KEEPING.fullmatch(call) else words


def _form_of_calls(calls: str) -> str | None:
    """Return the form of a day that calls make of a time that begins `2026-11-27`, None for other calls."""
    day = "%Y-%m-%d"
    changed = False
    for call in islice(_TEXT_CALL.finditer(calls), 5):
        if call["from"] is not None:
            begin, length = int(call["from"]), int(call["to"] or 99)
            end = begin + length if call["name"] == "substr" else length
            piece = "2026-11-27"[begin:end] if not changed or "-" in day else ""
            day = {
                "2026-11-27": "%Y-%m-%d",
                "2026-11": "%Y-%m",
                "2026": "%Y",
                "11": "%m",
                "27": "%d",
                "11-27": "%m-%d",
            }.get(piece, "")
        elif call["put"] is not None:
            day = day.replace("-", call["put"])
        if not day:
            return None
        changed = True
    return day if changed else None


def _written_form(form: str) -> str:
    """Return a form as dayjs, moment and Java write it in the signs of strftime."""
    for sign, ours in (("yyyy", "%Y"), ("YYYY", "%Y"), ("MM", "%m"), ("dd", "%d"), ("DD", "%d")):
        form = form.replace(sign, ours)
    return form


def _take_template(text: str, page: str, found: dict[str, None]) -> None:
    if "<" in text:
        for href in _HREF.finditer(text):
            _take_template(href[1], page, found)
        return
    text = without_own_host(text).removeprefix("#").removeprefix("!")
    holes = re.findall(r"\{([^{}]*)\}", text)
    if (
        not holes
        or len(holes) > 5
        or not all(re.fullmatch(r"[\w$-]+(?:\??\.[\w$]+)*(?::[%Ymd/_.-]+)?", hole) for hole in holes)
    ):
        return
    if (
        any(known_value(hole.rpartition(".")[2]) is not None for hole in holes if ":" not in hole)
        or " " in text
    ):
        return
    if STATIC_FILE.search(text) or re.search(
        r"/(?:api|ajax|static|assets|img|images?|uploads?|user|author|tag)/", text
    ):
        return
    if not text.startswith(("/", "http", "./", "?")) and not re.match(
        r"[\w-]+(?:[/.?]|-?\{[^{}]+\}[\w-]*\.(?:[sj]?html?|php|aspx?|jsp)\Z)", text
    ):
        return
    resolved = urljoin(page, text)
    if same_site(re.sub(r"\{[^{}]*\}", "x", resolved), page):
        found[resolved] = None


def fitted_templates(templates: Sequence[str], members: Mapping[str, str], ids: Sequence[str]) -> list[str]:
    """Return the templates with the members that an object has, those that fit by name first.

    `ids` are the members that may name an article, for a hole whose name no member has.
    """
    exact: list[str] = []
    guessed: list[str] = []
    for template in templates:
        fitted, sure = _fitted(template, members, ids)
        if fitted is not None:
            (exact if sure else guessed).append(fitted)
    return list(dict.fromkeys([*exact, *guessed]))


def _fitted(template: str, members: Mapping[str, str], ids: Sequence[str]) -> tuple[str | None, bool]:
    sure = True
    for hole in re.findall(r"\{([^{}]*)\}", template):
        said, _, form = hole.partition(":")
        words = said.replace("?.", ".").split(".")
        names = [".".join(words[start:]) for start in range(len(words))]
        name = next((name for name in names if name in members), None)
        if name is None:
            name = next((one for one in members if one.rpartition(".")[2].lower() == words[-1].lower()), None)
        if name is None:
            if not ids or not sure:
                return None, False
            name, sure = ids[0], False
        if form and moment_of(members.get(name, ""), name) is None:
            return None, False
        template = template.replace("{" + hole + "}", "{" + name + (f":{form}" if form else "") + "}")
    return template, sure

"""How scripts and markup make the addresses of articles: strings joined to members, routes, bound links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import urljoin

from newsarchive.discovery.js_literals import JoinedText, LiteralReader
from newsarchive.discovery.list_addresses import (
    MOST_LIST_ADDRESSES,
    MOST_STRINGS,
    OTHER_WORDS,
    QUOTED_ADDRESS,
    STATIC_FILE,
)
from newsarchive.discovery.script_names import ScriptNames, known_value
from newsarchive.discovery.urls import same_site

_HREF = re.compile(r"\bhref=\\?[\"']?((?:\{\{[^{}\"'<>]{0,80}\}\}|[^\"'\s<>\\]){1,500})")
_ROUTE = re.compile(r"[\"'`](/(?:[\w-]+/)*(?::\w+|\[\w+\])(?:\.html?)?(?:/(?::\w+|\[\w+\]))*)[\"'`]")
_BOUND = re.compile(r"(?::href|:to|v-bind:href|ng-href|\[href\]|\[routerLink\])\s*=\s*\"([^\"]{3,300})\"")
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
    return "".join(part if isinstance(part, str) else "{" + part.words + "}" for part in phrase.parts)


def _take_template(text: str, page: str, found: dict[str, None]) -> None:
    if "<" in text:
        for href in _HREF.finditer(text):
            _take_template(href[1], page, found)
        return
    text = text.removeprefix("#").removeprefix("!")
    holes = re.findall(r"\{([^{}]*)\}", text)
    if (
        not holes
        or len(holes) > 5
        or not all(re.fullmatch(r"[\w$]+(?:\??\.[\w$]+)*", hole) for hole in holes)
    ):
        return
    if any(known_value(hole.rpartition(".")[2]) is not None for hole in holes) or " " in text:
        return
    if STATIC_FILE.search(text) or re.search(
        r"/(?:api|ajax|static|assets|img|images?|uploads?|user|author|tag)/", text
    ):
        return
    if not text.startswith(("/", "http", "./", "?")) and not re.match(r"[\w-]+[/.?]", text):
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
        words = hole.replace("?.", ".").split(".")
        names = [".".join(words[start:]) for start in range(len(words))]
        name = next((name for name in names if name in members), None)
        if name is None:
            name = next((one for one in members if one.rpartition(".")[2].lower() == words[-1].lower()), None)
        if name is None:
            if not ids or not sure:
                return None, False
            name, sure = ids[0], False
        template = template.replace("{" + hole + "}", "{" + name + "}")
    return template, sure

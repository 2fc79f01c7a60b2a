"""How scripts and markup make the addresses of articles: strings joined to members, routes, bound links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsarchive.discovery.lists.address_forms import SLUG_FORMS
from newsarchive.discovery.lists.article_arrays import identifying_members
from newsarchive.discovery.lists.object_members import members_of, moment_of
from newsarchive.discovery.scripts.js_literals import LiteralReader
from newsarchive.discovery.scripts.list_addresses import (
    MOST_LIST_ADDRESSES,
    OTHER_WORDS,
    STATIC_FILE,
)
from newsarchive.discovery.scripts.partial_values import JoinedText, Unknown
from newsarchive.discovery.scripts.script_names import ScriptNames, known_value, without_own_host
from newsarchive.discovery.scripts.scripted_calls import MOST_STRINGS, QUOTED_ADDRESS
from newsarchive.discovery.urls.canonical_urls import resolve, same_site

_HREF = re.compile(r"\bhref=\\?[\"']?((?:\{\{[^{}\"'<>]{0,80}\}\}|[^\"'\s<>\\]){1,500})")
# A router's paths: `/news/:id(\\d+)`, `/story/[slug]`, `/a/{id}`, `/a/:id-:slug.html`.
_PARAMETER = r"(?::\w+(?:\([^()\"'`]{1,40}\))?\??|\[\w+\]|\{\w+\})"
_ROUTE = re.compile(
    rf"[\"'`](/(?:[\w-]+/)*(?:[\w-]{{1,40}}-)?{_PARAMETER}(?:[-/]{_PARAMETER}|/[\w-]+)*(?:\.\w{{3,5}})?/?)[\"'`]"
)
_PARAMETER_NAME = re.compile(r":(\w+)(?:\([^()]*\))?\??|\[(\w+)\]|\{(\w+)\}")
# `["", "archive", day.getFullYear(), item.id].join("/")`
_JOIN = re.compile(r"\]\s*\.join\(\s*[\"'`](/|-)[\"'`]\s*\)")
_LONGEST_JOIN = 400
# `a.href = "/" + item.slug`: where an address begins with hardly more than a slash.
_LINKED = re.compile(
    r"\b(?:href|url|link|to|path|location)[\"']?\s*(?:=|:|\(|,)\s*(?=[\"'`]/)", re.IGNORECASE
)
_MOST_LINKED = 60
# `${page + 1}` is read as an unknown part and a 1, `(page + 1)` as an unknown part.
_ONE_MORE = re.compile(r"\{[^{}]{1,200}\}1(?![\w{])|\{\([^{}()]{1,100}\+\s*1\s*\)\}")
_MOST_HOLES = 4
_CHOICE = re.compile(r"\?(?![.?])[^:?]{0,200}:")
_LONGEST_CHOSEN = 2_000  # characters of a string in which a choice is looked for
_BEGUN = re.compile(r"([\"'])(/[\w/.-]{0,80})\1\s*\+\s*([A-Za-z_$(].{0,190})\Z", re.DOTALL)
ANY_TIME = "@time"  # a member that is a time, whatever it is called
_OF_DATE = (
    (re.compile(r"\.get(?:UTC)?FullYear\b"), "%Y"),
    (re.compile(r"\.get(?:UTC)?Month\b"), "%m"),
    (re.compile(r"\.get(?:UTC)?Date\b"), "%d"),
)
_NUMBERED = re.compile(
    r"(?:[\w$]+\.)*([\w$]+)\.toString\(\s*(16|36)\s*\)|(?:Number|parseInt|BigInt)?\(?\+?([\w$.]+)(?:,\s*10)?\)\.toString\(\s*(16|36)\s*\)"
)
_ENCODED = re.compile(r"(?:encodeURIComponent|encodeURI|String|escape)\(\s*([\w$.]+)\s*\)")
_IN_BASE64 = re.compile(r"btoa\(\s*(?:String\(\s*)?([\w$.]+)")
# What makes a slug of a headline: a function of that name, or small letters with hyphens put in.
_SLUGGED = re.compile(
    r"(?:\w*slug\w*|kebab\w*|dash\w*|urlize|permalink|clean\w*)\(\s*([\w$.]+)", re.IGNORECASE
)
_SMALL_LETTERS = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[\w$]+)*)\.(?:normalize\([^()]*\)|trim\(\)|\.)*toLowerCase\(\)"
)
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
            named = _PARAMETER_NAME.sub(lambda hole: f"{{{hole[1] or hole[2] or hole[3]}}}", route[1])
            _take_template(named, page, found)
        for joined in _joined_addresses(text, names):
            _take_template(joined, page, found)
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
    readers = [LiteralReader(text, names.values, branch) for branch in (None, 0, 1)]
    quoted = (place.start() for place in islice(QUOTED_ADDRESS.finditer(text), MOST_STRINGS))
    linked = (place.end() for place in islice(_LINKED.finditer(text), _MOST_LINKED))
    for begin in dict.fromkeys((*quoted, *linked)):
        if text[max(0, begin - 20) : begin].rstrip().endswith("+"):
            continue
        value, end = readers[0].read(begin)
        if isinstance(value, Unknown) and (begun := _BEGUN.match(value.words)) is not None:
            value = JoinedText((begun[2], Unknown(begun[3])))
        # `"/" + (item.section === "offers" ? "" : "news/") + item.slug` makes addresses of two kinds.
        chosen = readers[1:] if _CHOICE.search(text, begin, min(end, begin + _LONGEST_CHOSEN)) else ()
        for one in (value, *(reader.read(begin)[0] for reader in chosen)):
            if isinstance(one, JoinedText):
                yield _with_words(one)
            elif isinstance(one, str) and one.startswith("<"):
                yield one


def _joined_addresses(text: str, names: ScriptNames) -> Iterator[str]:
    """Yield the addresses that a script joins of the parts of an array, with what is unknown in braces."""
    for place in islice(_JOIN.finditer(text), 60):
        begin = _begin_of_array(text, place.start())
        array = "" if begin is None else text[begin : place.start() + 1]
        parts, _ = LiteralReader(array, names.values).read(0)
        if isinstance(parts, list) and 2 <= len(parts) <= 12:
            written = [
                one
                if isinstance(one, str)
                else _with_words(one if isinstance(one, JoinedText) else JoinedText((one,)))
                for one in parts
                if isinstance(one, str | JoinedText | Unknown)
            ]
            if len(written) == len(parts) and any("{" in one for one in written):
                yield place[1].join(written)


def _begin_of_array(text: str, end: int) -> int | None:
    """Return where the array begins that ends at a place; None if that is too far away."""
    depth = 0
    for at in range(end, max(-1, end - _LONGEST_JOIN), -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if not depth:
            return at
    return None


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


def scripted_turns(texts: Sequence[str], names: ScriptNames) -> list[str]:
    """Return how scripts write the address of the page after theirs: `{base}?page={+1}`; total, and bounded.

    `{+1}` stands for a number with one added, other parts that are unknown are in braces.
    """
    found: dict[str, None] = {}
    for text in texts:
        for written in _written_addresses(text, names):
            hrefs = (href[1] for href in _HREF.finditer(written)) if "<" in written else (written,)
            for href in hrefs:
                turned = _ONE_MORE.sub("{+1}", href, count=2)
                if turned.count("{+1}") == 1 and turned.count("{") <= _MOST_HOLES:
                    found[turned] = None
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
    if len(words) > _LONGEST_EXPRESSION:
        return words
    made = _made_of(words)
    if made is not None or "(" not in words:
        return made or words
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


def _made_of(words: str) -> str | None:
    """Return the member of which an expression makes a part of a date, a number to a base, or a slug."""
    for call, form in _OF_DATE:
        if call.search(words):
            return f"{ANY_TIME}:{form}"
    numbered = _NUMBERED.search(words)
    if numbered is not None:
        base = "base36" if (numbered[2] or numbered[4]) == "36" else "hex"
        return f"{numbered[1] or numbered[3]}:{base}"
    for call, form in ((_IN_BASE64, "base64"), (_SLUGGED, "slug"), (_SMALL_LETTERS, "slug")):
        found = call.search(words)
        if found is not None:
            return f"{found[1]}:{form}"
    encoded = _ENCODED.fullmatch(words)
    return encoded[1] if encoded else None


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
        or not all(
            re.fullmatch(r"@?[\w$-]+(?:\??\.[\w$]+)*(?::(?:[%Ymd/_.-]+|[a-z-]+\d*))?", hole) for hole in holes
        )
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
            # How a script makes a slug is read from its looks: other ways are tried, too.
            ways = SLUG_FORMS if ":slug}" in fitted else ("slug",)
            (exact if sure else guessed).extend(fitted.replace(":slug}", f":{way}}}") for way in ways)
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
        if name is None and said == ANY_TIME:
            name = next((one for one, value in members.items() if moment_of(value, one) is not None), None)
            if name is None:
                return None, False
        if name is None:
            if not ids or not sure:
                return None, False
            name, sure = ids[0], False
        if "%" in form and moment_of(members.get(name, ""), name) is None:
            return None, False
        template = template.replace("{" + hole + "}", "{" + name + (f":{form}" if form else "") + "}")
    return template, sure


# Where a page says that the articles of a list stand: `data-detail-page="/news/article"` of the list's box.
# Content systems have a list and the page of one article apart, and their boxes name that page; an object of
# the list has only what comes behind it, a slug or the rest of a path (Sitefinity: `UrlName`,
# `ItemDefaultUrl`; https://www.progress.com/documentation/sitefinity-cms/odata-web-services).

_DETAIL = re.compile(
    r"(?:[a-z]+-){0,3}(?:details?|items?|articles?|story|stories|news|post|single|view|read(?:er)?|target|open)"
    r"-(?:page|url|path|link|href|root|base|uri|prefix)(?:-(?:url|path|value))?",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:https?://[^/\s]{1,100})?/[\w./~%-]{1,200}")
_FILE = re.compile(r"\.(?:json|xml|js|css|php|aspx?|ashx|svc|png|jpe?g|svg|gif)\Z", re.IGNORECASE)
_REST = re.compile(r"/?[\w%~.-]+(?:/[\w%~.-]+){0,8}/?")
_INTERFACE = re.compile(r"/(?:api|odata|wp-json|graphql|ajax|rest|jsonapi)(?:/|\Z)", re.IGNORECASE)
_MOST_PAGES, _MOST_MEMBERS = 4, 3
_ENOUGH = 0.8  # of the objects whose member may stand behind the page
_LOOKED_AT = 60


def detail_pages(attributes: Sequence[tuple[str, str]], page: str) -> list[str]:
    """Return the addresses that attributes of a page name as those below which articles stand; total.

    `attributes` are names without their `data-`, and values.
    """
    found: dict[str, None] = {}
    for name, value in attributes:
        if not _DETAIL.fullmatch(name) or not _PATH.fullmatch(value) or _FILE.search(value):
            continue
        resolved = resolve(page, value)
        if resolved and same_site(resolved, page) and not _INTERFACE.search(urlsplit(resolved).path):
            found[resolved.rstrip("/")] = None
    return list(islice(found, _MOST_PAGES))


def templates_below(pages: Sequence[str], items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return templates of addresses below pages, of a member that all objects have and each its own; total.

    Rests of paths come first, then what identifies an object: a slug before a number.
    """
    rows = [members_of(item) for item in items[:_LOOKED_AT]]
    rests = [name for name in rows[0] if _are_rests(name, rows)] if rows else []
    codes = identifying_members(items)
    codes.sort(key=lambda name: all(row.get(name, "").isdigit() for row in rows))
    members = list(dict.fromkeys([*rests, *codes]))[:_MOST_MEMBERS]
    return [
        page + ("" if rows[0].get(name, "").startswith("/") else "/") + f"{{{name}}}"
        for page in pages
        for name in members
        if not re.search(r"[{}:]", name)
    ]


def _are_rests(name: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Say whether a member is the rest of a path in most objects: it has a slash, and no host."""
    values = [row[name] for row in rows if name in row]
    fitting = [one for one in values if one.count("/") and _REST.fullmatch(one)]
    return len(fitting) >= _ENOUGH * len(rows) and len(set(fitting)) == len(fitting)

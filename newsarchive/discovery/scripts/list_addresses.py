"""Finds in scripts the addresses of lists that they ask for.

Scripts are read, not run: strings and what is joined to them, the calls that ask for data, and the names that
stand for strings. What is unknown is put in where its name says what it is: a page, a size, a callback.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit

from newsarchive.discovery.scripts.js_literals import json_or_none
from newsarchive.discovery.scripts.page_tokens import hole_for
from newsarchive.discovery.scripts.partial_values import FormValues, JoinedText, Unknown, WrittenData
from newsarchive.discovery.scripts.script_names import (
    IS_CALLBACK,
    IS_PAGE,
    LONGEST_NAME,
    ScriptNames,
    first_page_value,
    known_value,
    without_own_host,
)
from newsarchive.discovery.scripts.scripted_calls import (
    WrittenRequest,
    built_addresses,
    called_requests,
    written_addresses,
)
from newsarchive.discovery.urls.canonical_urls import canonical_key, resolve, same_site
from newsarchive.discovery.urls.request_effects import (
    Objection,
    asks_for_part,
    may_be_token,
    objection_to,
    turns_pages,
)

LARGEST_SCRIPTS = 3_000_000  # characters of scripts that are read
_MOST_BASES = 4
_PATH_NAME = re.compile(r"\w*(?:path|url|uri|endpoint|resource|route)", re.IGNORECASE)
_MOST_CHOICES = 12  # values tried for one hole: the channels of a site
MOST_LIST_ADDRESSES = 40

STATIC_FILE = re.compile(
    r"\.(?:js|mjs|css|png|jpe?g|gif|svg|webp|ico|woff2?|ttf|eot|map|mp[34]|m3u8|pdf|zip|apk|wasm|xml|txt|webmanifest)"
    r"(?:[?#]|\Z)",
    re.IGNORECASE,
)
_TEXT_FILE = re.compile(r"\.(?:xml|txt)\Z", re.IGNORECASE)  # that scripts ask for as data
_OTHER_FILES = re.compile(
    r"sitemap|crossdomain|opensearch|robots|ads|humans|config|lang|rss|manifest", re.IGNORECASE
)
_SCRIPT_FILE = re.compile(r"\.js\Z", re.IGNORECASE)
_SEARCHED_NAME = re.compile(
    r"q|s|k|key|keys?|wd|words?|kw|query|keywords?|search\w*|term|text", re.IGNORECASE
)
# A search for `*`, `*:*` or `[[at(document.type,"post")]]` finds all there is, and is for no words.
_SEARCHED = re.compile(
    r"[?&](?:q|s|k|key|keys?|wd|words?|kw|query|keywords?|search\w*|term|text)=(?!(?:[*:]|%2A|%3A)+(?:&|\Z)|(?:\[|%5B){2})",
    re.IGNORECASE,
)
_MIME_TYPE = re.compile(r"/(?:application|text|image|audio|video|multipart|font)/[\w.+-]+(?:;.*)?\Z")
_PAGES = re.compile(r"\.(?:[sx]?html?)(?:[?#]|\Z)", re.IGNORECASE)
_WORDS = re.compile(
    r"list|news|article|posts?\b|stor(?:y|ies)|latest|feed|api\b|json|query|content|timeline|stream|roll|more|ajax|data"
    r"|quer(?:y|ies)|hits|search|index(?:es)?|channel|headline|items|entries|docs|page|column|topic|info|scroll|load|graphql|recent|archive",
    re.IGNORECASE,
)
OTHER_WORDS = re.compile(
    r"log(?:in|out|s)?\b|signin|sign_?up|user|auth|token|comment|like\b|vote|upload|stat(?:s|istics?)?\b|track"
    r"|analytic|pv\b|uv\b|hits?\b|counter|click|captcha|config|suggest|delete|remove|update\b|create\b|save\b|add\b"
    r"|adver|banner|weather|subscri|cart|pay\b|share|suggest|menu|nav\b|sms|report\b|collect\b|beacon|sentry|metric|i18n"
    r"|locale|register|password|profile|favou?rit|notif|socket|hot_?word|feedback|health(?:z|check)?\Z|version|consent",
    re.IGNORECASE,
)
# What stands before the number of a page in a path, where nothing else of the address is unknown.
_PAGE_BEFORE = re.compile(r"(?:/|[-_])(?:p|pn|pg|page|list|index|news|more|data)?[-_]?\Z", re.IGNORECASE)
_PARAMETER_BEFORE = re.compile(r"[?&]([\w.\[\]-]{1,60})=\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAddress:
    """A request that a script makes for data, with what it does not say put in.

    `names` are the parameters that the script fills itself (a page, a cursor). `weight` is how much it looks
    like one for a list. `tokens` are names and places of what goes into `{token:name}`, out of `token_page`.
    """

    url: str
    body: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    weight: float = 0.0
    tokens: tuple[tuple[str, str], ...] = ()
    token_page: str | None = None

    @property
    def method(self) -> str:
        """How it is asked for: a POST has a body, though maybe an empty one."""
        return "GET" if self.body is None else "POST"

    @property
    def key(self) -> str:
        """What is the same for two spellings of one request."""
        return f"{self.method} {canonical_key(self.url)} {self.body or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRequest:
    """A request that a script makes and a survey does not."""

    method: str
    url: str
    objection: Objection


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedRequests:
    """The requests for data in scripts: those that may be lists, the likeliest first, and the others."""

    lists: tuple[ListAddress, ...] = ()
    refused: tuple[RefusedRequest, ...] = ()


def scripted_requests(
    texts: Sequence[str], page: str, names: ScriptNames, tokens: Mapping[str, str] | None = None
) -> ScriptedRequests:
    """Return the requests for data in scripts, and those that a survey leaves alone; total, and bounded.

    `tokens` are the places of the page's tokens by their values.
    """
    called: dict[str, ListAddress] = {}
    written: dict[str, ListAddress] = {}
    refused: dict[str, RefusedRequest] = {}
    left = LARGEST_SCRIPTS
    raws: list[WrittenRequest] = []
    for text in texts:
        raws += called_requests(text[:left], names)
        raws += built_addresses(text[:left], names)
        raws += written_addresses(text[:left], names)
        left -= len(text)
        if left <= 0:
            break
    bases = [*names.bases, *(one for one in _put_before_paths(raws) if one not in names.bases)][:_MOST_BASES]
    for raw in raws:
        found = called if raw.is_call else written
        for address in _concrete(raw, page, names, tokens or {}, bases):
            if isinstance(address, RefusedRequest):
                refused.setdefault(f"{address.method} {address.url}", address)
                continue
            known = found.get(address.key)
            if known is None or known.weight < address.weight:
                found[address.key] = address
    # What a call changes something at is no list because its address is written.
    changing = {one.url.partition("?")[0] for one in refused.values()}
    plain = [one for one in written.values() if one.url.partition("?")[0] not in changing]
    best = {one.key: one for one in sorted([*plain, *called.values()], key=lambda one: one.weight)}
    ranked = sorted(best.values(), key=lambda one: -one.weight)
    # A path that a call asks for with parameters is written without them, too.
    asked = {one.url.partition("?")[0] for one in ranked if one.body is not None or "?" in one.url}
    lists = [
        one for one in ranked if one.body is not None or "?" in one.url or one.names or one.url not in asked
    ]
    return ScriptedRequests(
        lists=tuple(lists[:MOST_LIST_ADDRESSES]), refused=tuple(refused.values())[:MOST_LIST_ADDRESSES]
    )


def _put_before_paths(raws: Sequence[WrittenRequest]) -> list[str]:
    """Return what the site's own functions put before the paths they are given: `fetch("/api/v1" + path)`."""
    found: dict[str, None] = {}
    for raw in raws:
        parts = raw.address.parts if raw.is_call and isinstance(raw.address, JoinedText) else ()
        if len(parts) < 2 or not isinstance(parts[0], str) or not isinstance(parts[1], Unknown):
            continue
        is_path = _PATH_NAME.fullmatch(parts[1].words.rpartition(".")[2]) is not None
        if is_path and re.match(r"(?:https?:)?/", parts[0]) and "?" not in parts[0] and len(parts[0]) > 1:
            found[parts[0]] = None
    return list(found)


def _concrete(
    raw: WrittenRequest, page: str, names: ScriptNames, tokens: Mapping[str, str], bases: Sequence[str]
) -> Iterator[ListAddress | RefusedRequest]:
    """Yield the request with its holes filled, once for each value of what only the site's menu knows."""
    own: list[str] = []
    pieces = _pieces(raw.address, names, own)
    if not pieces or "=" in pieces[0][0].partition("?")[0].partition("/")[0]:
        return  # nothing known, or a form
    body, body_names = _body_of(raw, names)
    if raw.posts and body is None:
        body = "{}" if raw.body is not None else ""
    query, query_names = _members_of_request(raw.query, names)
    written = [without_own_host("".join(chosen)) for chosen in islice(product(*pieces), _MOST_CHOICES)]
    based = [base.rstrip("/") + "/" + one.lstrip("/") for one in written for base in bases if raw.is_call]
    for one in [*based, *written]:
        url = resolve(page, _with_query(one, query)) if "//" not in one[9:] or one in written else None
        if url is None:
            continue
        # A token of the page is nobody's, and is sent with what only asks; all else of the request is judged.
        objection = _objection_to(raw, url, _without_tokens(body, tokens), body_names)
        if objection is not None:
            if raw.is_call and same_site(url, page):
                method = raw.changing or ("POST" if raw.posts else "GET")
                yield RefusedRequest(method=method, url=url, objection=objection)
            continue
        filled = (*own, *query_names, *_unknown_words(raw.address))
        filled += tuple(name for name, _ in parse_qsl(urlsplit(url).query) if IS_CALLBACK.fullmatch(name))
        is_paged = any(map(_turns_pages, filled)) and not any(map(_SEARCHED_NAME.fullmatch, filled))
        if not may_be_list(url, page, is_call=raw.is_call, posts=raw.posts, is_paged=is_paged):
            continue
        address = ListAddress(
            url=url,
            body=body if raw.posts else None,
            headers=_headers_of(raw.headers),
            names=tuple(dict.fromkeys([*own, *body_names, *query_names])),
        )
        address = _with_holes(address, page, tokens)
        weight = _weight(address, page, is_call=raw.is_call) + 0.2 * (one in based)
        if weight > 0:
            yield replace(address, weight=weight)


def _without_tokens(body: str | None, tokens: Mapping[str, str]) -> str | None:
    """Return a body without the members whose values are tokens of the page."""
    if not body or not any(value in body or quote(value, safe="") in body for value in tokens):
        return body
    value = json_or_none(body) if body.lstrip()[:1] == "{" else None
    if isinstance(value, dict):
        return json.dumps(
            {
                key: one
                for key, one in value.items()
                if not (isinstance(one, str) and one in tokens and may_be_token(key))
            }
        )
    pairs = parse_qsl(body, keep_blank_values=True)
    return urlencode([(name, one) for name, one in pairs if one not in tokens or not may_be_token(name)])


def _with_holes(address: ListAddress, page: str, tokens: Mapping[str, str]) -> ListAddress:
    """Return a request with holes for the tokens of the page that stand in its body and headers."""
    body, headers = address.body, dict(address.headers)
    used: dict[str, str] = {}
    for value, place in sorted(tokens.items(), key=lambda pair: -len(pair[0])):
        name, hole = hole_for(place)
        for written in dict.fromkeys((value, quote(value, safe=""), quote_plus(value))):
            if body and written in body:
                body, used[name] = body.replace(written, hole), place
        for key, one in headers.items():
            if value in one:
                headers[key], used[name] = one.replace(value, hole), place
    if not used:
        return address
    told = tuple(used.items())
    return replace(address, body=body, headers=tuple(headers.items()), tokens=told, token_page=page)


def _objection_to(raw: WrittenRequest, url: str, body: str | None, names: Sequence[str]) -> Objection | None:
    if raw.changing is not None:
        return "changes"
    objection = objection_to(url, body, posts=raw.posts, names=names)
    told = raw.posts and not _WORDS.search(urlsplit(url).path) and not asks_for_part(body)
    if objection is None and told and not turns_pages(url, body):
        return "no list"
    return objection


def _pieces(address: Any, names: ScriptNames, own: list[str]) -> list[list[str]]:
    """Return what may stand in each part of an address; nothing if that of one is unknown."""
    parts = address.parts if isinstance(address, JoinedText) else (address,)
    if not any(isinstance(part, str) for part in parts):
        return []
    pieces: list[list[str]] = []
    before = ""
    is_alone = sum(not isinstance(part, str) for part in parts) == 1
    for place, part in enumerate(parts):
        options = [part] if isinstance(part, str) else None
        if isinstance(part, WrittenData):
            options = [_written_data(part, names, own)]
        elif isinstance(part, Unknown):
            options = _values_for(part.words, before, names, own)
            if options is None and is_alone and _PAGE_BEFORE.search(before):
                own.append("page")
                options = ["1"]
            if options is None and place == 0 and "".join(map(str, parts[1:2])).startswith("/"):
                options = [""]  # what stands in settings that are not known: most often the site itself
        if options is None:
            return []
        pieces.append(options)
        before = part if isinstance(part, str) else ""
    return pieces


def _written_data(part: WrittenData, names: ScriptNames, own: list[str]) -> str:
    """Return an object as an address has it, with what its names say put in: a page, no cursor."""
    filled: dict[str, Any] = {}
    for name, one in part.value.items():
        put, is_own = _value_in_body(str(name), one, names)
        own += [str(name)] if is_own else []
        filled[str(name)] = None if put == "" and is_own else put
    return quote(json.dumps(filled, ensure_ascii=False, separators=(",", ":")), safe="")


def _values_for(words: str, before: str, names: ScriptNames, own: list[str]) -> list[str] | None:
    """Return what may stand in a hole of an address; None if nothing is known of it."""
    parameter = _PARAMETER_BEFORE.search(before[-LONGEST_NAME:])
    computed = first_page_value(words, names.counters)
    if computed is not None:
        own += [parameter[1]] if parameter else []
        return [computed]
    name = re.sub(r"\(.*", "", words).rpartition(".")[2]
    for word in ([parameter[1]] if parameter else []) + ([name] if name else []):
        known = known_value(word)
        if known is not None:
            if parameter:
                own.append(parameter[1])
            return [known]
    if words in names.counters:
        own.append(parameter[1] if parameter else "page")
        return [names.counters[words] if names.counters[words] != "0" else "1"]
    for word in dict.fromkeys([name.lower(), (parameter[1] if parameter else "").lower()]):
        if word and word in names.choices:
            return list(names.choices[word])[:_MOST_CHOICES]
    if parameter:
        own.append(parameter[1])
        return [""]
    return None


def _with_query(url: str, query: Mapping[str, str]) -> str:
    """Return the address without empty parameters, and with those of a query."""
    path, _, asked = url.partition("?")
    kept = [pair for pair in asked.split("&") if pair and not pair.endswith("=")]
    kept = [
        pair.replace("=?", "=cb") if pair.endswith("=?") else pair for pair in kept
    ]  # jQuery's `callback=?`
    kept += [f"{quote(name, safe='[]')}={quote(value)}" for name, value in query.items() if value]
    return path + ("?" + "&".join(kept) if kept else "")


def _members_of_request(value: Any, names: ScriptNames) -> tuple[dict[str, str], list[str]]:
    """Return the members of a query with their values, and the names of those that the script fills."""
    if not isinstance(value, dict):
        return {}, []
    found: dict[str, str] = {}
    own: list[str] = []
    for name, one in value.items():
        put, is_own = _value_in_body(name, one, names)
        own += [name] if is_own else []
        if isinstance(put, str | int | float) and not isinstance(put, bool):
            found[name] = str(put)
    return found, own


def _value_in_body(name: str, value: Any, names: ScriptNames) -> tuple[Any, bool]:
    """Return the value of a member, and whether the script fills it."""
    if isinstance(value, Unknown | JoinedText):
        return _value_put_in(name, value, names), True
    if isinstance(value, dict):
        members = {key: _member_in_body(name, key, one, names) for key, one in value.items()}
        return {key: one for key, (one, _) in members.items()}, any(own for _, own in members.values())
    if isinstance(value, list):
        told = [
            _value_in_body(name, one, names) for one in value if not isinstance(one, Unknown | JoinedText)
        ]
        return [one for one, _ in told], any(is_own for _, is_own in told)
    return value, False


def _member_in_body(above: str, name: str, value: Any, names: ScriptNames) -> tuple[Any, bool]:
    """Return the value of a member within another: in `page: {index: n}` it is the page's index."""
    put, is_own = _value_in_body(name, value, names)
    known = known_value(f"{above}_{name}") if is_own and put == "" else None
    return (int(known) if known and known.isdigit() else known or put), is_own


def _value_put_in(name: str, value: Unknown | JoinedText, names: ScriptNames) -> Any:
    """Return what is put in for what a script fills itself; of nothing that is known an empty text."""
    if isinstance(value, JoinedText) and any(isinstance(part, str) and "=" in part for part in value.parts):
        return _form_of(value)[0] or ""  # a form within a member: `params: "query=&page=" + page`
    words = _written_sum(value)
    computed = first_page_value(words, names.counters)
    if computed is not None:
        return int(computed)
    if words in names.counters:
        return int(names.counters[words]) or 1
    for word in (name, words.rpartition(".")[2]):
        known = known_value(word) if word else None
        if known is not None:
            return int(known) if known.isdigit() else known
    choices = names.choices.get(words.rpartition(".")[2].lower()) or names.choices.get(name.lower())
    return next(iter(choices)) if choices else ""


def _written_sum(value: Unknown | JoinedText) -> str:
    """Return a value as it is written; of numbers that are joined, the sum."""
    if isinstance(value, Unknown):
        return value.words
    texts = [part.words if isinstance(part, Unknown) else part for part in value.parts]
    return "+".join(texts) if all(isinstance(part, Unknown) or part.isdigit() for part in value.parts) else ""


def _body_of(raw: WrittenRequest, names: ScriptNames) -> tuple[str | None, list[str]]:
    if not raw.posts or raw.body is None:
        return None, []
    body = raw.body
    if isinstance(body, Unknown):  # a short name is that of a form that was put together
        body = names.values.get(body.words.rpartition(".")[2])
    if isinstance(body, str):
        return body or None, []
    if isinstance(body, JoinedText):
        return _form_of(body)
    if not isinstance(body, dict):
        return None, []
    filled: dict[str, Any] = {}
    own: list[str] = []
    for name, one in body.items():
        filled[name], is_own = _value_in_body(name, one, names)
        own += [name] if is_own else []
        if isinstance(one, dict):
            own += [f"{name}.{key}" for key, inner in one.items() if isinstance(inner, Unknown | JoinedText)]
    if raw.is_form or isinstance(body, FormValues):
        return urlencode({name: one for name, one in filled.items() if one not in ("", None)}), own
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")), own


def _form_of(phrase: JoinedText) -> tuple[str | None, list[str]]:
    """Return a form that is put together of strings: `"page=" + page + "&size=20"`."""
    text, own = "", []
    for part in phrase.parts:
        if isinstance(part, str):
            text += part
            continue
        parameter = _PARAMETER_BEFORE.search(("&" + text)[-LONGEST_NAME:])
        name = parameter[1] if parameter else part.words.rpartition(".")[2]
        own.append(name)
        text += known_value(name) or ""
    return text or None, own


def _headers_of(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        return ()
    return tuple(
        (str(name), one)
        for name, one in value.items()
        if isinstance(one, str)
        and one.isascii()
        and one.isprintable()
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{1,60}", str(name))
        and name.lower() not in {"cookie", "authorization", "proxy-authorization", "host", "content-length"}
    )


def _unknown_words(address: Any) -> Iterator[str]:
    parts = address.parts if isinstance(address, JoinedText) else ()
    yield from (part.words.rpartition(".")[2] for part in parts if isinstance(part, Unknown))


def _turns_pages(name: str) -> bool:
    """Say whether a parameter or a name is of a page, or of the function that a script of data calls."""
    return bool(IS_PAGE.fullmatch(name) or IS_CALLBACK.fullmatch(name))


def may_be_list(url: str, page: str, *, is_call: bool, posts: bool, is_paged: bool = False) -> bool:
    """Say whether an address may be one of a list, by its words.

    `is_paged`: a script puts a page or a callback into it, so that a file of script may be one of data.
    """
    path = urlsplit(url).path
    if _MIME_TYPE.search(path) or canonical_key(url) == canonical_key(page) or "%20" in path:
        return False
    if STATIC_FILE.search(path) and not (
        ((is_call or _is_data_file(path)) and _TEXT_FILE.search(path))
        or (is_paged and _SCRIPT_FILE.search(path))
    ):
        return False
    # A survey counts no visit, signs nobody in, changes nothing and searches for no words; lists of channels
    # are asked of a search, too (`/common/search/100782?page=1`).
    searches = (
        "search" in path.lower() and not posts and (not is_call or not is_paged or _SEARCHED.search(url))
    )
    if OTHER_WORDS.search(path) or searches or (not same_site(url, page) and not is_call):
        return False
    return is_call or not _PAGES.search(urlsplit(url).path)


def _is_data_file(path: str) -> bool:
    """Say whether a file of text may be one of data, by its name."""
    return _WORDS.search(path) is not None and _OTHER_FILES.search(path) is None


def _weight(address: ListAddress, page: str, *, is_call: bool) -> float:
    parts = urlsplit(address.url)
    said = f"{parts.netloc.partition('.')[0]} {parts.path} {parts.query} {address.body or ''}"
    weight = 0.3 * len({word.lower() for word in _WORDS.findall(said)})
    weight += 0.6 * is_call + 0.5 * bool(address.names)
    weight += 0.3 * any(map(IS_PAGE.fullmatch, re.findall(r"[?&]([\w]+)=", address.url)))
    return weight - 0.8 * (not same_site(address.url, page))

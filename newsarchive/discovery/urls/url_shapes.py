"""Splits a URL into words, numbers, dates, ids and slugs, so that similar URLs can be grouped.

`/sport/2026/11/03/c_1129.htm` and `/world/2026/10/28/c_998.htm` have the same key; `/sport/` has no part that
names an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.urls.canonical_urls import canonical_url

Kind = Literal["word", "mark", "year", "month", "day", "short", "number", "id", "slug"]

VARIABLE_KINDS: frozenset[Kind] = frozenset({"year", "month", "day", "short", "number", "id", "slug"})
IDENTIFYING_KINDS: frozenset[Kind] = frozenset(
    {"number", "id", "slug"}
)  # kinds that can tell one article from another
_LONGEST_QUERY = 6  # parameters that are read; a URL with more comes from a form

_MARKS = re.compile(r"([-_.,~+:!;=@()]+)")
_EXTENSION = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jspx?|do|cms|ece|shtm|stm|cfm)\Z", re.IGNORECASE)
_PREFIXED = re.compile(r"([A-Za-z]{1,12})(\d{3,})\Z")
_NAMED_NUMBER = re.compile(r"([A-Za-z]{1,12})(\d+)\Z")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\Z")
_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
# A number to another base: letters and digits in turn, `kx3f9a`, `Mzk5OTc`; not `covid19` nor `4x4`.
_CODE = re.compile(r"(?=.{5})(?:[A-Za-z]+\d+[A-Za-z]+|\d+[A-Za-z]+\d+)[A-Za-z\d]*")
# A day or number, and a letter to tell what has the same: `261103a`, `20261103b`.
_LETTERED = re.compile(r"\d{4,}[A-Za-z]{1,3}\Z")
_HEX = re.compile(r"(?=[a-f]*\d)[0-9a-f]{12,}\Z")
# RFC 9562: one identifier, though its parts look like words and numbers.
_UUID = re.compile(
    r"(?<![0-9A-Za-z])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z])", re.IGNORECASE
)


class UrlToken(NamedTuple):
    """A piece of a segment; `day` and `month` have no separators (20261103, 202611)."""

    kind: Kind
    text: str


Segment = tuple[UrlToken, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A URL in pieces. `key` is the same for URLs of one template, whatever their folders;
    `words` are host and folders; `identity` is the piece that names the article, None if there is none.
    """

    url: str
    host: str
    segments: tuple[Segment, ...]
    slash: bool
    query: tuple[tuple[str, Segment], ...]
    key: str
    words: tuple[str, ...]
    identity: str | None


def shape_of(url: str) -> Shape | None:
    """Return the shape of a URL without tracking parameters, None if it is not usable; total."""
    canonical = canonical_url(url)
    if canonical is None:
        return None
    parts = urlsplit(canonical)
    names = [name for name in parts.path.split("/") if name]
    segments = tuple(segment_tokens(name, last=number == len(names)) for number, name in enumerate(names, 1))
    query = tuple(_parameter(part) for part in parts.query.split("&")[:_LONGEST_QUERY] if part)
    slash = parts.path.endswith("/")
    folders = [segment[0].text for segment in segments[:-1] if _is_folder(segment)]
    return Shape(
        url=canonical,
        host=parts.netloc,
        segments=segments,
        slash=slash,
        query=query,
        key=_key(segments, query, slash=slash),
        words=(parts.netloc, *folders),
        identity=_identity([*segments, *(value for _, value in query)]),
    )


def bare_path(shape: Shape) -> str:
    """Return the path and query without the extension and the last slash, which some servers add or drop."""
    parts = urlsplit(shape.url)
    return f"{_EXTENSION.sub('', parts.path.rstrip('/'))}?{parts.query}"


def template_of(shape: Shape) -> tuple[tuple[str, ...], str] | None:
    """Return what URLs of one kind of page have in common: their folders, and the kinds of the last pieces.

    None for a URL whose last pieces are words, as those of sections are.
    """
    last = shape.segments[-1] if shape.segments else ()
    pieces = [*last, *(token for _, value in shape.query for token in value)]
    if not any(token.kind in VARIABLE_KINDS for token in pieces):
        return None
    path, _, query = shape.key.partition("?")
    return shape.words, f"{_EXTENSION.sub('', path.rstrip('/'))}?{query}"


def is_dated(shape: Shape) -> bool:
    """Say whether an address has a date, and something behind it that names an article."""
    tokens = [token for segment in shape.segments for token in segment]
    named = shape.segments and any(token.kind in IDENTIFYING_KINDS for token in shape.segments[-1])
    return bool(named) and any(token.kind in {"year", "month", "day"} for token in tokens)


def segment_tokens(segment: str, *, last: bool) -> Segment:
    """Return the pieces of one path segment; the extension of the last one is one piece."""
    extension = _EXTENSION.search(segment) if last else None
    stem = segment[: extension.start()] if extension else segment
    found = _collapsed(_pieces(stem))
    return (*found, UrlToken("mark", extension[0])) if extension else found


def _pieces(stem: str) -> list[UrlToken]:
    pieces: list[UrlToken] = []
    for place, part in enumerate(_UUID.split(unquote(stem))):
        pieces += [UrlToken("id", part)] if place % 2 else _plain_pieces(part)
    return pieces


def _plain_pieces(text: str) -> list[UrlToken]:
    pieces: list[UrlToken] = []
    for chunk in _MARKS.split(text):
        prefixed = _PREFIXED.match(chunk)
        if prefixed and not _HEX.match(chunk):
            pieces += [UrlToken("word", prefixed[1]), UrlToken(_number(prefixed[2]), prefixed[2])]
        elif chunk:
            pieces.append(UrlToken(_kind(chunk), chunk))
    return pieces


def _kind(chunk: str) -> Kind:
    if _MARKS.fullmatch(chunk):
        return "mark"
    if chunk.isascii() and chunk.isdigit():
        return _number(chunk)
    letters = sum(character.isalpha() for character in chunk)
    digits = sum(character.isdigit() for character in chunk)
    if _LETTERED.match(chunk) or (chunk.isascii() and len(chunk) >= 8 and digits >= 2 and letters >= 1):
        return "id"
    if _CODE.fullmatch(chunk):
        return "id"
    return "slug" if not chunk.isascii() and letters >= 4 else "word"


def _number(digits: str) -> Kind:
    for kind, pattern in (("day", _DAY), ("month", _MONTH), ("year", _YEAR)):
        if pattern.match(digits):
            return kind  # type: ignore[return-value] # the names are Kinds
    return "short" if len(digits) <= 2 else "number"


def _collapsed(pieces: list[UrlToken]) -> Segment:
    """Join the words of a slug: three or more, or any number of words beside a number that names the article.

    Small numbers and years between the words belong to the slug; the number of the article comes before or
    after it.
    """
    words = [place for place, piece in enumerate(pieces) if piece.kind in {"word", "slug"}]
    last = words[-1] if words else -1
    numbered = any(piece.kind in {"number", "id"} for piece in pieces)
    result: list[UrlToken] = []
    run: list[UrlToken] = []
    for place, piece in enumerate([*pieces, UrlToken("number", "")]):
        if piece.kind in {"word", "slug"} or (run and _joins(piece, inside=place < last)):
            run.append(piece)
            continue
        result += _slug(run, least=2 if numbered else 3)
        run = []
        if piece.text:
            result.append(piece)
    return tuple(result)


def _joins(piece: UrlToken, *, inside: bool) -> bool:
    if piece.kind == "mark":
        return set(piece.text) <= set("-_+,~")
    return piece.kind in {"short", "year"} or (inside and piece.kind == "number" and len(piece.text) <= 4)


def _slug(run: list[UrlToken], least: int) -> list[UrlToken]:
    tail: list[UrlToken] = []
    while run and run[-1].kind == "mark":
        tail.insert(0, run.pop())
    words = sum(piece.kind in {"word", "slug"} for piece in run)
    if words >= least or any(piece.kind == "slug" for piece in run):
        return [UrlToken("slug", "".join(piece.text for piece in run)), *tail]
    return [*run, *tail]


def _parameter(part: str) -> tuple[str, Segment]:
    name, _, value = part.partition("=")
    if not value:  # `?article12` (SPIP): the name is the value
        numbered = _NAMED_NUMBER.match(name)
        if numbered:
            return "", (UrlToken("word", numbered[1]), UrlToken("number", numbered[2]))
        return "", segment_tokens(name, last=False)
    if value.isascii() and value.isdigit():  # `?p=7`: a number of any length is that of the page
        return unquote(name), (UrlToken("number", value),)
    return unquote(name), segment_tokens(value, last=False)


def _is_folder(segment: Segment) -> bool:
    return len(segment) == 1 and segment[0].kind == "word"


def _key(segments: tuple[Segment, ...], query: tuple[tuple[str, Segment], ...], *, slash: bool) -> str:
    path = ["*" if _is_folder(segment) else _written(segment) for segment in segments[:-1]]
    path += [_written(segment) for segment in segments[-1:]]
    asked = "&".join(sorted(f"{name}={_written(value)}" for name, value in query))
    return "/" + "/".join(path) + ("/" if slash and path else "") + (f"?{asked}" if asked else "")


def _written(segment: Segment) -> str:
    return "".join(
        f"<{token.kind}>" if token.kind in VARIABLE_KINDS else token.text.lower() for token in segment
    )


def _identity(segments: list[Segment]) -> str | None:
    """Return the piece that names the article: the longest number or identifier, else the slug."""
    named = [token for segment in segments for token in segment if token.kind in IDENTIFYING_KINDS]
    best = max(named, key=lambda token: (token.kind != "slug", len(token.text)), default=None)
    return best.text.lower() if best else None

"""What a page says about being kept and mined: robots `noarchive`, and the TDM Reservation Protocol.

Sources: X-Robots-Tag and `<meta name="robots">` as Google documents them (developers.google.com, "Robots
meta tag", 2026); TDMRep of the W3C community group (final report, 2024), its header and meta forms. Its
third form, `/.well-known/tdmrep.json`, is a file of the site, not of the page, and is not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsarchive.evidence import ReservationKind, ReservationOrigin
from newsarchive.hints import ReservationPolicy
from newsarchive.items import DecodedPage, Reservation, ReservedRights
from newsarchive.lifecycle import Withheld

# Who is spoken to: everyone, or us by the name we give in robots.txt.
SPOKEN_TO = frozenset({"", "robots", "newsarchive"})
# `none` stands for every restriction there is.
_NO_ARCHIVE = frozenset({"noarchive", "none"})
# Directives with a value of their own: their colon names no robot.
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_RESERVATION, _POLICY = "tdm-reservation", "tdm-policy"
_MOST_TAGS = 1_000
_LONGEST_VALUE = 500
# What is commented out or program text says nothing; an unclosed one goes on to the end, so that no page
# makes this look twice at a character.
# Possessive runs: a lazy one takes each character of a script by itself.
_TAG = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+|<(script|style|template)\b(?:[^<]++|<(?!/\1))*+|<meta\b([^>]{0,5000})",
    re.IGNORECASE,
)
# Whatever of a source `_TAG` may find a tag in, and the words without which no tag reserves anything.
_PERHAPS_TAG = re.compile(r"<[Mm][Ee][Tt][Aa]\b[^>]*")
_RESERVING = (*sorted(_NO_ARCHIVE), _RESERVATION)
_ATTRIBUTE = re.compile(r"""([a-z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def reserved_rights(page: DecodedPage) -> ReservedRights:
    """Return what the page reserves, and what of it may be kept by the setting among its hints."""
    found = reservations_of(page.page.headers, page.text if page.media == "html" else "")
    why, keep_body = withheld(found, page.hints.rights)
    return ReservedRights(reservations=found, withheld=why, keep_body=keep_body)


def reservations_of(headers: Iterable[tuple[str, str]], source: str) -> tuple[Reservation, ...]:
    """Return what the headers and the markup of a page reserve, each statement once."""
    named = [(name.strip().lower(), value.strip()) for name, value in headers]
    found = [*_said(_header_directives(named), named, ReservationOrigin.HEADER)]
    metas = list(_metas(source)) if may_reserve(source) else []
    found += _said(
        ((name, value) for name, value in metas if name in SPOKEN_TO and name), metas, ReservationOrigin.META
    )
    return tuple(dict.fromkeys(found))


def withheld(reservations: Iterable[Reservation], rights: ReservationPolicy) -> tuple[Withheld | None, bool]:
    """Return why the page may not be kept at all (None: it may), and whether its bytes may."""
    kinds = {each.kind for each in reservations}
    if ReservationKind.TDM in kinds and rights.tdm == "refuse":
        return Withheld.TDM_RESERVED, False
    if ReservationKind.NOARCHIVE not in kinds or rights.noarchive == "keep":
        return None, True
    return (Withheld.NOARCHIVE if rights.noarchive == "refuse" else None), False


def _said(
    directives: Iterable[tuple[str, str]], named: list[tuple[str, str]], origin: ReservationOrigin
) -> Iterator[Reservation]:
    for _robot, value in directives:
        if _NO_ARCHIVE & {part.strip().lower() for part in value.split(",")}:
            yield Reservation(ReservationKind.NOARCHIVE, origin, value[:_LONGEST_VALUE])
    if any(name == _RESERVATION and value == "1" for name, value in named):
        policy = next((value for name, value in named if name == _POLICY and value), "")
        yield Reservation(ReservationKind.TDM, origin, f"1 {policy}".strip()[:_LONGEST_VALUE])


def _header_directives(named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the X-Robots-Tag headers that speak to us, without the name of the robot."""
    for name, value in named:
        robot, colon, rest = value.partition(":")
        if name != "x-robots-tag":
            continue
        if not colon or "," in robot or robot.strip().lower() in _WITH_VALUE:
            yield "", value
        elif robot.strip().lower() in SPOKEN_TO:
            yield robot, rest.strip()


def may_reserve(source: str) -> bool:
    """Say whether a meta tag may reserve anything: no page whose tags do is missed (a tenth of the time)."""
    tags = "\n".join(_PERHAPS_TAG.findall(source)).lower()
    return any(word in tags for word in _RESERVING)


def _metas(source: str) -> Iterator[tuple[str, str]]:
    for number, tag in enumerate(_TAG.finditer(source)):
        if number >= _MOST_TAGS:
            return
        found = {match[1].lower(): _value(match) for match in _ATTRIBUTE.finditer(tag[2] or "")}
        if found:
            yield found.get("name", "").strip().lower(), found.get("content", "").strip()


def _value(match: re.Match[str]) -> str:
    return match[2] or match[3] or match[4] or ""

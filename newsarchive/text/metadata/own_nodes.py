"""Which JSON-LD nodes of articles tell of the page's own story, and which of others it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from newsarchive.text.dates.written_dates import read_time
from newsarchive.text.metadata.person_names import letters_of_name
from newsarchive.text.page.structured_data import Node, first_text

# Keys that say where an article stands.
_PLACES = ("url", "mainEntityOfPage", "@id")
# Letters of a heading with which a headline may go on: shorter ones are sections.
_SHORTEST_HEADING = 12


def nodes_of_story(
    nodes: tuple[Node, ...], addresses: Iterable[str | None], headings: Iterable[str]
) -> tuple[Node, ...]:
    """Return the nodes but those of other stories: one has another headline and stands at another address.

    `addresses` are those of the page, `headings` what it is headed. Nothing is left out unless a node of the
    page's own is known by its address or headline.
    """
    if len(nodes) < 2:
        return nodes
    pages = {key for address in addresses if (key := _key(address))}
    told = [folded for text in headings if (folded := letters_of_name(text))]
    own = [node for node in nodes if not pages.isdisjoint(_places(node)) or _is_told(node, told)]
    if not own:
        return nodes
    known = {place for node in own for place in _places(node)} | pages
    heads = [letters_of_name(head) for node in own if (head := _headline(node))]
    kept = tuple(
        node
        for node in nodes
        if any(node is one for one in own)
        or not (_is_of_another(node, known, [*told, *heads]) or _is_of_other_day(node, own, [*told, *heads]))
    )
    # The story's own, once more with another headline and address, may alone say who wrote.
    return kept if len(nodes) - len(kept) > 1 or any(node.get("author") for node in kept) else nodes


def _is_of_another(node: Node, known: set[str], told: list[str]) -> bool:
    places = _places(node)
    return (
        bool(places) and _headline(node) is not None and places.isdisjoint(known) and not _is_told(node, told)
    )


def _is_of_other_day(node: Node, own: list[Node], told: list[str]) -> bool:
    """Whether a node that says no address has another headline, and was published on another day."""
    days, its = {day for one in own for day in _days(one)}, _days(node)
    is_other = bool(its) and bool(days) and its.isdisjoint(days)
    return is_other and not _places(node) and _headline(node) is not None and not _is_told(node, told)


def _days(node: Node) -> frozenset[str]:
    """The day on which a node was published as it is written, and that day in UTC: a moment may have two."""
    time = read_time(first_text(node, "datePublished") or "")
    if not time:
        return frozenset()
    try:
        moment = datetime.fromisoformat(time)
        utc = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    except (ValueError, OverflowError):
        return frozenset({time[:10]})
    return frozenset({time[:10], utc.date().isoformat()})


def _is_told(node: Node, told: Iterable[str]) -> bool:
    """Whether one of the page's headings has a node's headline, or is the beginning of it."""
    head = letters_of_name(_headline(node) or "")
    return bool(head) and any(
        head in text or (len(text) >= _SHORTEST_HEADING and text in head) for text in told
    )


def _headline(node: Node) -> str | None:
    return first_text(node, "headline")


def _places(node: Node) -> set[str]:
    stated = (node.get(key) for key in _PLACES)
    return {
        key
        for one in stated
        for address in (one, one.get("@id") if isinstance(one, dict) else None)
        if isinstance(address, str) and (key := _key(address))
    }


def _key(address: str | None) -> str:
    """What tells one story's address from another's: its path, with no host, ending or page; "" for none."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https", ""} or not (path := parts.path.strip("/")):
        return ""
    asked = f"?{parts.query}" if parts.query and "=" in parts.query and not path.count("/") else ""
    return unquote(path).casefold().removesuffix(".html").removesuffix("/amp") + asked

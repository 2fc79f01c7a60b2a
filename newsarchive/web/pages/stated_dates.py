"""Every date that a kept page states or shows, beside the one that was taken for the publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from newsarchive.text.dates.date_candidates import plain_sightings, script_sightings
from newsarchive.text.dates.markup_dates import DatedPage, modified_claims, published_claims
from newsarchive.text.dates.page_times import writes_month_first
from newsarchive.text.page.structured_data import MetaTags, article_nodes

# Rows that are shown; pages with more list other stories.
_MOST_DATES = 25
DateMeaning = Literal["published", "changed", "created", "shown"]
DateStanding = Literal["decided", "agrees", "differs"]


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date of the page (ISO 8601), where it stands, what it is of, and how it stands to the one decided on.

    `agrees`: of the same day.
    """

    time: str
    source: str
    meaning: DateMeaning
    standing: DateStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedDate:
    """What is stored: the publisher's day, the evidence, and the language by which dates are read."""

    day: str | None
    source: str | None
    language: str | None


def stated_dates(
    tree: HtmlElement, url: str, paragraphs: tuple[str, ...], decided: DecidedDate
) -> tuple[StatedDate, ...]:
    """Return the dates in the order in which the page gives them, markup first, each place once."""
    nodes = article_nodes(tree)
    meta = MetaTags(tree)
    month_first = writes_month_first(decided.language, url)
    page = DatedPage(
        url=url,
        tree=tree,
        published=published_claims(tree, meta, nodes),
        modified=modified_claims(meta, nodes),
        paragraphs=paragraphs,
        language=decided.language,
    )
    found: dict[tuple[str, str], StatedDate] = {}
    for one in (*plain_sightings(page, tree, month_first), *script_sightings(page, tree, month_first)):
        meaning = _meaning(one.source, one.traits)
        standing = _standing(one.time, one.source, meaning, decided)
        found.setdefault((one.time, one.source), StatedDate(one.time, one.source, meaning, standing))
    return _once_decided(list(found.values()))[:_MOST_DATES]


def _meaning(source: str, traits: tuple[str, ...]) -> DateMeaning:
    told = " ".join((source, *traits))
    if "changed" in told or "updated" in told or "modif" in told:
        return "changed"
    if "creat" in told:
        return "created"
    return "published" if "publish" in told or source == "json-ld" else "shown"


def _standing(time: str, source: str, meaning: DateMeaning, decided: DecidedDate) -> DateStanding:
    if decided.day is None or time[:10] != decided.day:
        return "differs"
    own = (decided.source or "").partition("+")[0].removesuffix(":updated")
    return (
        "decided"
        if source == own and (meaning != "changed" or (decided.source or "").endswith(":updated"))
        else "agrees"
    )


def _once_decided(found: list[StatedDate]) -> tuple[StatedDate, ...]:
    """One date was taken: the first that can be it."""
    first = next((one for one in found if one.standing == "decided"), None)
    return tuple(
        StatedDate(one.time, one.source, one.meaning, "agrees")
        if one.standing == "decided" and one is not first
        else one
        for one in found
    )

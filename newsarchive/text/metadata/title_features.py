"""What speaks for and against each candidate for the title, as named numbers a linear model weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from newsarchive.text.metadata.title_claims import Claim, fold
from newsarchive.text.metadata.title_shapes import names_site, shape, split_title

SHOWN = frozenset({"h1", "h2", "h3", "marked"})
SUMMARIES = frozenset({"og", "twitter", "ld_headline"})
MOST_REFERENCES = 12
# Shorter path parts of an address are numbers and sections, no headline.
SHORTEST_SLUG = 8
# Characters of the name of a site or of its section, in Chinese.
LONGEST_SECTION = 12
UNLIKE, SHORT = 0.3, 14
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One text, what the model is told of it, whether more than a lesser heading gives it."""

    text: str
    features: Features
    stated: bool


def candidates(claims: Iterable[Claim], site_names: tuple[str, ...], url: str) -> tuple[Candidate, ...]:
    """Return the distinct texts of `claims` with their features, in the order of the claims."""
    groups: dict[str, list[Claim]] = {}
    sites = _folded(site_names)
    for claim in claims:
        folded = fold(claim.text)
        if len(folded) >= 2 and not (claim.bare and _is_torn(claim, sites)):
            groups.setdefault(folded, []).append(claim)
    page = _Page(groups, sites, url)
    return tuple(
        Candidate(group[0].text, dict(page.features(folded, group)), any(map(_is_stated, group)))
        for folded, group in groups.items()
    )


def pairs(folded: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters."""
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that the other has too (0 to 1)."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


class _Page:
    """What all claims of one page are compared with."""

    def __init__(self, groups: dict[str, list[Claim]], sites: frozenset[str], url: str) -> None:
        self.sites = sites
        self.wholes = {
            folded: sources
            for folded, group in groups.items()
            if (sources := {claim.source for claim in group if claim.part == "whole"})
        }
        self.summarised = any(sources & SUMMARIES for sources in self.wholes.values())
        self.references = [
            (folded, pairs(folded), sources)
            for folded, sources in self.wholes.items()
            if sources - {"h3", "marked", "h2"}
        ][:MOST_REFERENCES]
        self.slug = pairs(_slug(url))

    def features(self, folded: str, group: list[Claim]) -> Iterator[tuple[str, float]]:
        own = {claim.source for claim in group}
        for claim in group:
            yield from self._claimed(claim)
        yield f"kinds_{min(len({_kind(source) for source in own}), 4)}", 1.0
        wholes = {_kind(source) for source in self.wholes.get(folded, ())}
        yield f"wholes_{min(len(wholes), 4)}", 1.0
        if own & SHOWN and own - SHOWN:
            yield "shown_and_stated", 1.0
        letters = pairs(folded)
        yield from self._alike(folded, letters, own)
        yield from self._within(folded)
        if len(self.slug) > SHORTEST_SLUG:
            yield "like_slug", shared(letters, self.slug)
            yield "of_slug", len(letters & self.slug) / len(self.slug)
        yield from shape(folded, group[0].text, self.sites)

    def _claimed(self, claim: Claim) -> Iterator[tuple[str, float]]:
        yield claim.source if claim.part == "whole" else f"{claim.source}_{claim.part}", 1.0
        if claim.part == "whole" or claim.part.endswith(("piece", "joined")):
            for trait in claim.traits:
                yield f"{claim.source}:{trait}", 1.0
            if claim.source == "h1" and not self.summarised:
                yield "h1_without_meta", 1.0
            return
        cut, kept = fold(claim.cut), len(fold(claim.text))
        if names_site(cut, self.sites):
            yield "cut_site", 1.0
            yield f"cut_site_{claim.part}", 1.0
        else:
            yield f"cut_other_{claim.part}", 1.0
            if cut in self.wholes:
                yield "cut_claimed", 1.0
        yield "cut_share", len(cut) / (len(cut) + kept)

    def _alike(self, folded: str, letters: frozenset[str], own: set[str]) -> Iterator[tuple[str, float]]:
        best: dict[str, float] = {}
        for other, other_letters, sources in self.references:
            if other != folded:
                alike = shared(letters, other_letters)
                for source in sources - own:
                    best[source] = max(best.get(source, 0.0), alike)
        for source, alike in best.items():
            yield f"like_{source}", alike
        nearest = max(best.values(), default=0.0)
        yield "like_best", nearest
        if best and nearest < UNLIKE:
            yield "like_none", 1.0
            if len(folded) < SHORT:
                yield "like_none_short", 1.0

    def _within(self, folded: str) -> Iterator[tuple[str, float]]:
        others = [other for other, _, _ in self.references if other != folded]
        within = sum(folded in other for other in others)
        holds = sum(other not in {"", folded} and len(other) >= 6 and other in folded for other in others)
        yield f"within_{min(within, 3)}", 1.0
        yield f"holds_{min(holds, 3)}", 1.0


def _folded(site_names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded for site in site_names if len(folded := fold(site)) >= 2)


def _is_torn(claim: Claim, sites: frozenset[str]) -> bool:
    """Whether the dash a part was cut at is the headline's own: what was cut off names no site."""
    parts = split_title(claim.cut, sites)
    edge = parts[-1] if claim.part == "head" else parts[0]
    return not names_site(fold(edge), sites) or any(len(part) > LONGEST_SECTION for part in parts)


def _is_stated(claim: Claim) -> bool:
    return claim.part in {"whole", "head"} and claim.source not in {"h2", "h3", "marked"}


def _kind(source: str) -> str:
    return "heading" if source in SHOWN else "ld" if source.startswith("ld_") else source


def _slug(url: str) -> str:
    """The longest part of the address's path: often the headline it was first filed under."""
    try:
        parts = unquote(urlsplit(url).path).split("/")
    except ValueError:
        return ""
    return max((fold(re.sub(r"\.\w{2,5}$", "", part)) for part in parts), key=len, default="")

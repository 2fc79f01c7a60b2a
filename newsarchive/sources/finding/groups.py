"""The addresses of a site sorted by template, and which of them are worth trying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsarchive.discovery.front_page import distinct_anchors
from newsarchive.discovery.scoring import score_anchor
from newsarchive.discovery.shapes import VARIABLE, Shape, shape_of
from newsarchive.discovery.traps import trap_of
from newsarchive.discovery.urls import same_site
from newsarchive.sources.finding.evidence import Survey

MOST_TRIED = 4  # pages of one template
FEWEST_SCORE = 0.15  # below, nothing but its place among the variable addresses speaks for a link


@dataclass(frozen=True, slots=True)
class Seen:
    """One address: how much its link looks like an article's, whether a feed or news sitemap names it."""

    url: str
    shape: Shape
    score: float
    named: bool
    furniture: bool = False


@dataclass(slots=True)
class Group:
    """Addresses of one template; `folders` are what tells them apart beside the article itself."""

    key: str
    members: list[Seen] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """How many articles may be here."""
        return sum(2.0 if seen.named else seen.score for seen in self.members)

    @property
    def named(self) -> int:
        return sum(seen.named for seen in self.members)

    @property
    def score(self) -> float:
        return sum(seen.score for seen in self.members) / max(1, len(self.members))

    def folders(self) -> Counter[tuple[str, ...]]:
        return Counter(seen.shape.words for seen in self.members)


def groups_of(survey: Survey) -> list[Group]:
    """Return all addresses seen, by template, heaviest first."""
    groups: dict[str, Group] = {}
    for seen in _all_seen(survey):
        groups.setdefault(seen.shape.key, Group(seen.shape.key)).members.append(seen)
    return sorted(groups.values(), key=lambda group: (-group.weight, group.key))


def next_to_try(groups: Iterable[Group], tried: Iterable[str]) -> str | None:
    """Return the address whose page would tell most, None when no more is to be learned."""
    done = {shape.url for shape in map(shape_of, tried) if shape is not None}
    best: tuple[float, Seen] | None = None
    for group in groups:
        choice = _next_member(group, done) if _is_worth(group) else None
        tries = sum(seen.shape.url in done for seen in group.members)
        worth = group.weight / (1 + tries) ** 2
        if choice is not None and (best is None or worth > best[0]):
            best = worth, choice
    return best[1].url if best else None


def _is_worth(group: Group) -> bool:
    varies = group.members[0].shape
    last = varies.segments[-1] if varies.segments else ()
    pieces = [*last, *(token for _, value in varies.query for token in value)]
    candidate = any(token.kind in VARIABLE for token in pieces) and group.score >= FEWEST_SCORE
    return bool(group.named) or candidate


def _next_member(group: Group, done: set[str]) -> Seen | None:
    """A page from the fullest folder nobody tried; two of a template with but one folder."""
    tries = [seen for seen in group.members if seen.shape.url in done]
    if len(tries) >= MOST_TRIED:
        return None
    tried = Counter(seen.shape.words for seen in tries)
    sizes = group.folders()
    rest = [seen for seen in group.members if seen.shape.url not in done and tried[seen.shape.words] < 2]
    if not rest or (len(tries) >= 2 and all(tried[seen.shape.words] for seen in rest)):
        return None
    return min(rest, key=lambda seen: (tried[seen.shape.words], -sizes[seen.shape.words], -seen.score))


def _all_seen(survey: Survey) -> Iterator[Seen]:
    """Each address once; a feed's word for it first."""
    met: set[str] = set()
    for place in sorted(survey.places, key=lambda place: not _names_articles(place.kind, place.dated)):
        for link in place.links:
            shape = shape_of(link.url)
            if shape is not None and shape.url not in met:
                met.add(shape.url)
                named = _names_articles(place.kind, place.dated)
                yield Seen(link.url, shape, link.score if place.kind == "section" else 0.5, named)
    for anchor in distinct_anchors(survey.front.anchors).values():
        shape = shape_of(anchor.url)
        if shape is None or shape.url in met or not same_site(anchor.url, survey.home) or trap_of(anchor.url):
            continue
        met.add(shape.url)
        yield Seen(anchor.url, shape, score_anchor(anchor), named=False, furniture=anchor.furniture)


def _names_articles(kind: str, dated: float) -> bool:
    """A feed names articles and little else, and so does a sitemap that says when each was published."""
    return kind == "feed" or (kind == "sitemap" and dated > 0.5)

"""Which of the addresses seen are articles: from the pages tried to all that look like them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsarchive.discovery.scoring import OTHER_SEGMENTS, THRESHOLD, TWIN_WORDS
from newsarchive.discovery.shapes import shape_of
from newsarchive.sources.finding.evidence import Sample, Survey
from newsarchive.sources.finding.groups import Group, Seen

SURE_SCORE = 0.6  # of links nobody tried: two signs of an article and a headline
TWIN_SHARE = 0.5
SHORTEST_IDENTITY = 4  # characters; shorter numbers are shared by accident


@dataclass(frozen=True, slots=True)
class Labels:
    """Addresses that are articles, and addresses that are not; of the rest nothing is known."""

    articles: tuple[str, ...]
    others: tuple[str, ...]


def label(survey: Survey, groups: Sequence[Group]) -> Labels:
    """Sort what was seen by what was learned from the pages tried."""
    outcomes = {shape.url: sample for sample in survey.samples if (shape := shape_of(sample.url))}
    articles: list[Seen] = []
    # A front page of a few posts links to them as others do to their sections: what a feed names, or what was
    # read as an article, is none.
    read = {url for url, sample in outcomes.items() if sample.outcome == "article"}
    read |= {seen.shape.url for group in groups for seen in group.members if seen.named}
    lists = {shape.url for shape in map(shape_of, _lists(survey)) if shape is not None} - read
    others: list[str] = sorted(lists)
    known: set[str] = set()
    for group in sorted(groups, key=lambda group: (-group.named, -group.weight)):
        good, bad = _sorted_members(group, outcomes)
        good, twins = _without_twins(good, known)
        articles += good
        others += [seen.url for seen in (*bad, *twins)]
        known |= {seen.shape.identity for seen in good if seen.shape.identity}
    return Labels(
        tuple(seen.url for seen in articles if seen.named or seen.shape.url not in lists), tuple(others)
    )


def _lists(survey: Survey) -> Iterator[str]:
    yield survey.home
    yield from (place.url for place in survey.readable("section"))


def _sorted_members(group: Group, outcomes: dict[str, Sample]) -> tuple[list[Seen], list[Seen]]:
    tried = Counter[tuple[tuple[str, ...], str]]()
    total = Counter[str]()
    for seen in group.members:
        if (sample := outcomes.get(seen.shape.url)) is not None:
            tried[seen.shape.words, sample.outcome] += 1
            total[sample.outcome] += 1
    good: list[Seen] = []
    bad: list[Seen] = []
    for seen in group.members:
        here = Counter({kind: tried[seen.shape.words, kind] for kind in ("article", "other")})
        verdict = _verdict(seen, here, total, group)
        if verdict is not None:
            (good if verdict else bad).append(seen)
    return good, bad


def _verdict(seen: Seen, here: Counter[str], total: Counter[str], group: Group) -> bool | None:
    """What the pages of its folder were, then what its template's were, then what its link looks like."""
    if seen.furniture and not seen.named and seen.score < THRESHOLD:
        return False
    if here["article"] or here["other"]:
        return here["article"] >= here["other"]
    if OTHER_SEGMENTS.intersection(word.lower() for word in seen.shape.words[1:]) and not seen.named:
        return False
    if total["article"]:
        return True if total["article"] > total["other"] else None
    if total["other"]:
        return False
    return True if seen.named or group.score >= SURE_SCORE else None


def _without_twins(good: Iterable[Seen], known: set[str]) -> tuple[list[Seen], list[Seen]]:
    """Take out the folders and templates whose articles are those of better ones: print, mobile, page two."""
    by_folder: dict[tuple[str, ...], list[Seen]] = {}
    for seen in good:
        by_folder.setdefault(seen.shape.words, []).append(seen)
    kept: list[Seen] = []
    twins: list[Seen] = []
    for words, members in sorted(by_folder.items(), key=lambda item: (_is_twin_like(item[0]), -len(item[1]))):
        here = {seen.shape.identity for seen in kept if seen.shape.identity}
        (twins if _repeats(members, known | (here if _is_twin_like(words) else set())) else kept).extend(
            members
        )
    return kept, twins


def _is_twin_like(words: tuple[str, ...]) -> bool:
    pieces = {*words[0].split(".")[:1], *(word.lower() for word in words[1:])}
    return bool(TWIN_WORDS & pieces)


def _repeats(members: Sequence[Seen], known: set[str]) -> bool:
    own = [seen.shape.identity for seen in members if len(seen.shape.identity or "") >= SHORTEST_IDENTITY]
    return bool(own) and sum(identity in known for identity in own) / len(own) >= TWIN_SHARE

"""Choosing the headline among its claimants, by a linear model trained on pages with known titles."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from math import fsum
from urllib.parse import unquote, urlsplit

from newsarchive.text.metadata.page_elements import PageElements
from newsarchive.text.metadata.title_candidates import (
    LONGEST_HEADLINE_READ,
    SEPARATOR,
    SPACED_MARK,
    Claim,
    title_claims,
    title_key,
)
from newsarchive.text.page.html_display import UNSEEN_TAGS
from newsarchive.text.page.page_model import Elements
from newsarchive.text.page.structured_data import MetaTags, Node

# How a candidate for the title is built: its length, a site's name in it, a date, a cut.

_ELLIPSIS = re.compile(r"(?:\.{2,}|…)$")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[年/-]\d{1,2}|\d{1,2}:\d{2}")
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
# A Chinese, Japanese or Korean character says about as much as this many letters.
_LETTERS_OF_DENSE = 2.5
_BOUNDS = (8, 14, 22, 32, 45, 90, 120, 160)
_FILE_ENDING = re.compile(r"\.\w{2,5}$")
_EDGES = (":", "：")
# What Chinese and Japanese newspapers, portals and sections call themselves, last in a short part.
_OUTLET = re.compile(
    r"^[^\s，。！？：“”《》]{0,12}(?:网|網|网络版|網路版|电子版|電子版|数字报|數位報|电子报|電子報|日报|日報|晚报|晚報|早报|早報|晨报|晨報"
    r"|时报|時報|商报|都市报|青年报|在线|在線|频道|頻道|新闻中心|新聞中心|资讯中心|门户|门户网站|客户端|论坛"
    r"|人民政府|周刊|週刊|杂志|新聞|ニュース|オンライン|新闻)$"
)


def shape(folded: str, text: str, sites: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield the features of `text` alone; `folded` are its letters, `sites` those of the site's names."""
    dense = len(_DENSE.findall(text)) * 2 > len(folded)
    length = len(folded) * (_LETTERS_OF_DENSE if dense else 1)
    told = {
        **{f"shorter_{bound}": length < bound for bound in _BOUNDS},
        "is_site": folded in sites,
        "ellipsis": bool(_ELLIPSIS.search(text)),
        "dated": bool(_DATE.search(text)),
        "one_word": " " not in text and not dense,
        "capitals": text.isupper(),
        "colon_edge": text.endswith(_EDGES) or text[:1] in ":,.)",
    }
    parts = split_title(text, sites)
    if len(parts) > 1:
        told |= {
            "separated": True,
            "ends_in_site": names_site(title_key(parts[-1]), sites),
            "starts_with_site": names_site(title_key(parts[0]), sites),
        }
    yield from ((name, 1.0) for name, value in told.items() if value)


def split_title(text: str, sites: frozenset[str]) -> list[str]:
    """Return the parts between separators; a bare dash separates only where a site's name is last."""
    parts = [part for part in SEPARATOR.split(text) if part.strip()]
    if parts and names_site(title_key(parts[-1]), sites):
        return parts
    return [part for part in SPACED_MARK.split(text) if part.strip()] or [text]


def names_site(part: str, sites: frozenset[str]) -> bool:
    """Whether the folded `part` of a title is a site, holds one, is a piece of one, or ends like one."""
    return bool(part) and (
        bool(_OUTLET.match(part))
        or any(
            part == site or (len(site) >= 4 and site in part) or (len(part) >= 4 and part in site)
            for site in sites
        )
    )


# What speaks for and against each candidate for the title, as named numbers a linear model weighs.

_SHOWN = frozenset({"h1", "h2", "h3", "marked"})
_SUMMARIES = frozenset({"og", "twitter", "ld_headline"})
_MOST_REFERENCES = 12
# Shorter path parts of an address are numbers and sections, no headline.
_SHORTEST_SLUG = 8
# Characters of the name of a site or of its section, in Chinese.
_LONGEST_SECTION = 12
_UNLIKE, _SHORT = 0.3, 14
_Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """One text, what the model is told of it, whether more than a lesser heading gives it."""

    text: str
    features: _Features
    stated: bool


def candidates(claims: Iterable[Claim], site_names: tuple[str, ...], url: str) -> tuple[TitleCandidate, ...]:
    """Return the distinct texts of `claims` with their features, in the order of the claims."""
    groups: dict[str, list[Claim]] = {}
    sites = _folded(site_names)
    for claim in claims:
        folded = title_key(claim.text)
        if len(folded) >= 2 and not (claim.bare and _is_torn(claim, sites)):
            groups.setdefault(folded, []).append(claim)
    page = _Page(groups, sites, url)
    return tuple(
        TitleCandidate(group[0].text, dict(page.features(folded, group)), any(map(_is_stated, group)))
        for folded, group in groups.items()
    )


def letter_pairs(folded: str) -> frozenset[str]:
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
        self.summarised = any(sources & _SUMMARIES for sources in self.wholes.values())
        self.references = [
            (folded, letter_pairs(folded), sources)
            for folded, sources in self.wholes.items()
            if sources - {"h3", "marked", "h2"}
        ][:_MOST_REFERENCES]
        self.slug = letter_pairs(_slug(url))

    def features(self, folded: str, group: list[Claim]) -> Iterator[tuple[str, float]]:
        own = {claim.source for claim in group}
        for claim in group:
            yield from self._claimed(claim)
        yield f"kinds_{min(len({_kind(source) for source in own}), 4)}", 1.0
        wholes = {_kind(source) for source in self.wholes.get(folded, ())}
        yield f"wholes_{min(len(wholes), 4)}", 1.0
        if own & _SHOWN and own - _SHOWN:
            yield "shown_and_stated", 1.0
        letters = letter_pairs(folded)
        yield from self._alike(folded, letters, own)
        yield from self._within(folded)
        if len(self.slug) > _SHORTEST_SLUG:
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
        cut, kept = title_key(claim.cut), len(title_key(claim.text))
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
        if best and nearest < _UNLIKE:
            yield "like_none", 1.0
            if len(folded) < _SHORT:
                yield "like_none_short", 1.0

    def _within(self, folded: str) -> Iterator[tuple[str, float]]:
        others = [other for other, _, _ in self.references if other != folded]
        within = sum(folded in other for other in others)
        holds = sum(other not in {"", folded} and len(other) >= 6 and other in folded for other in others)
        yield f"within_{min(within, 3)}", 1.0
        yield f"holds_{min(holds, 3)}", 1.0


def _folded(site_names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded for site in site_names if len(folded := title_key(site)) >= 2)


def _is_torn(claim: Claim, sites: frozenset[str]) -> bool:
    """Whether the dash a part was cut at is the headline's own: what was cut off names no site."""
    parts = split_title(claim.cut, sites)
    edge = parts[-1] if claim.part == "head" else parts[0]
    return not names_site(title_key(edge), sites) or any(len(part) > _LONGEST_SECTION for part in parts)


def _is_stated(claim: Claim) -> bool:
    return claim.part in {"whole", "head"} and claim.source not in {"h2", "h3", "marked"}


def _kind(source: str) -> str:
    return "heading" if source in _SHOWN else "ld" if source.startswith("ld_") else source


def _slug(url: str) -> str:
    """The longest part of the address's path: often the headline it was first filed under."""
    return max(_path(url), key=len)


def _path(url: str) -> list[str]:
    """The letters of the parts of the address's path, without its ending; one part at least."""
    try:
        parts = unquote(urlsplit(url).path).rstrip("/").split("/")
    except ValueError:
        return [""]
    return [title_key(_FILE_ENDING.sub("", part)) for part in parts]


# Share of letter pairs from which two titles are one headline: a site's name or a kicker added or left out.
SAME_HEADLINE = 0.8
# Letters from which a text that holds the headline is a version of it.
_UNMISTAKABLE = 16
_MOST_VERSIONS = 6
_SHORTEST_BESIDE_SITE = 4  # characters, as "石桥看雪"
_MOST_HEADINGS = 100  # that are looked at for others of one's make
# What is left of a title that was cut beside a site's name; elements searched for it.
_BESIDE_SITE, _MOST_SEARCHED = frozenset({"head", "tail", "after_colon"}), 20_000
# What it is worth that a heading leads to the page itself: by the weights the first h1, right above the text,
# is worth .97 more than the first h2 there.
_HERE = 1.2


def ranked_titles(
    tree: Elements,
    elements: PageElements,
    meta: MetaTags,
    nodes: tuple[Node, ...],
    site_names: tuple[str, ...],
    *,
    url: str = "",
    home: tuple[str, ...] = (),
) -> tuple[TitleCandidate, ...]:
    """Return everything that claims to be the title, the likeliest first.

    `home` is what links to the site's front page say.
    """
    claims = title_claims(tree, elements, meta, nodes, url)
    own = _own_name(claims) | _called_home(claims, home)
    found = candidates(claims, (*site_names, *own.values()), url)
    cut = _machine_cut(claims)
    others = tuple(one for one in found if title_key(one.text) not in own and one.text not in cut)
    here = _leading_here(claims, own)
    ranked = sorted(
        others or found, key=lambda one: -_score(one.features) - _HERE * _is_of(title_key(one.text), here)
    )
    named = _folded((*site_names, *home))
    ranked = _over_its_deck(_below_its_section(ranked, claims, tree), claims, named, url)
    return tuple(_without_site(ranked, claims, named, tree))


def _over_its_deck(
    ranked: list[TitleCandidate], claims: tuple[Claim, ...], sites: frozenset[str], url: str
) -> list[TitleCandidate]:
    """The candidates; a short h1 that title and address repeat comes before the deck right below it.

    "Water", and below it why a small town has lost its heart: that is longer, and reads like a headline. What
    the site or one of its sections is called stands over headlines in the same way.
    """
    if not ranked or ranked[0].stated:
        return ranked
    key = title_key(ranked[0].text)
    deck = next((one for one in claims if one.part == "whole" and title_key(one.text) == key), None)
    heads = [one for one in claims if one.source == "h1" and one.part == "whole"]
    if deck is None or deck.source not in {"h2", "h3"} or len(heads) != 1 or "hinted" in deck.traits:
        return ranked
    head, titles = (
        heads[0],
        [title_key(one.text) for one in claims if one.source == "tag" and one.part == "whole"],
    )
    own = title_key(head.text)
    if (
        titles != [own]
        or names_site(own, sites)
        or own in section_titles()
        or {"links", "leads_home"} & head.traits
    ):
        return ranked
    # A section may be called as h1 and title are. A story's address ends in its headline, in some folder.
    *folders, last = _path(url)
    if not any(folders) or own != last:
        return ranked
    if (
        not {"above_lead_2"} <= head.traits
        or not {"above_lead_1"} <= deck.traits
        or _holders(head) != _holders(deck)
    ):
        return ranked
    return sorted(ranked, key=lambda one: title_key(one.text) != own)


def _holders(heading: Claim) -> frozenset[str]:
    return frozenset(trait for trait in heading.traits if trait.startswith("in_"))


def _below_its_section(
    ranked: list[TitleCandidate], claims: tuple[Claim, ...], tree: Elements
) -> list[TitleCandidate]:
    """The candidates; the headline right above the text comes before the name of a section in h1 over it."""
    best = title_key(ranked[0].text) if ranked else ""
    if best not in section_titles():
        return ranked
    wholes = [one for one in claims if one.part == "whole"]
    # A film is called "Novice", an album "Stories".
    if any(
        one.source not in _SHOWN and one.source != "tag" and title_key(one.text) == best for one in wholes
    ):
        return ranked
    headed = [
        one
        for one in wholes
        if one.source in _SHOWN
        and "hinted" in one.traits
        and title_key(one.text) != best
        and not {"links_home", "in_nav", "in_aside", "lesser"} & one.traits
    ]
    if len(headed) != 1 or "above_lead_1" not in headed[0].traits:
        return ranked
    headline = title_key(headed[0].text)
    if len(headline) < _UNMISTAKABLE // (1 + bool(_DENSE.search(headline))) or _is_one_of_many(
        headline, tree
    ):
        return ranked
    return sorted(ranked, key=lambda one: title_key(one.text) != headline)


def _is_one_of_many(headline: str, tree: Elements) -> bool:
    """Whether a heading has others of its make on the page, as over the entries of a digest."""
    made = [
        (one.tag, one.get("class"), title_key(one.text_content()[:LONGEST_HEADLINE_READ]) == headline)
        for one in islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS)
    ]
    return any((tag, name, False) in made for tag, name, is_it in made if is_it)


@cache
def section_titles() -> frozenset[str]:
    """Return what sections of news are called, letters only."""
    data = resources.files("newsarchive.text.metadata") / "data" / "section_titles.tsv"
    lines = (line for line in data.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return frozenset(title_key(name) for line in lines for name in line.split("\t")[1:])


def _without_site(
    ranked: list[TitleCandidate], claims: tuple[Claim, ...], sites: frozenset[str], tree: Elements
) -> list[TitleCandidate]:
    """The candidates; the best without the site's name comes first where the page shows it so.

    "Bay Courier: Ferry returns" is one headline on a page that shows "Ferry returns", of the Bay Courier.
    What Chinese papers call themselves is known by its end.
    """
    best = title_key(ranked[0].text) if ranked else ""
    rests = {
        key
        for one in claims
        if one.part in _BESIDE_SITE
        and (title_key(one.cut) in sites or _OUTLET.match(one.cut))
        and (key := title_key(one.text))
        and (
            best in (title_key(one.cut + one.text), title_key(one.text + one.cut))
            or (best == title_key(one.cut) and _is_more(one.text, best))
        )
    }
    shown = _shown_alone(tree, rests) if rests else ""
    return sorted(ranked, key=lambda one: title_key(one.text) != shown) if shown else ranked


def _is_more(text: str, site: str) -> bool:
    """Whether what stands beside a site's name is a headline, no section; Chinese ones are short."""
    key = title_key(text)
    is_own = bool(_DENSE.search(text)) and len(key) >= _SHORTEST_BESIDE_SITE and key not in section_titles()
    return is_own or len(key) > len(site)


def _shown_alone(tree: Elements, keys: Collection[str]) -> str:
    """The first of some texts, in letters, that an element or a line of its own says; "" for none."""
    for element in islice(tree.iter(), _MOST_SEARCHED):
        if element.tag in UNSEEN_TAGS:
            continue
        for text in (element.text, element.tail):
            if text and len(text) <= 2 * LONGEST_HEADLINE_READ and (key := title_key(text)) in keys:
                return key
    return ""


def _leading_here(claims: tuple[Claim, ...], own: dict[str, str]) -> set[str]:
    """The headings that lead to the page itself, in letters; none where an h1 says what the page states."""
    stated = {title_key(one.text) for one in claims if one.source not in _SHOWN} - own.keys()
    wholes = [one for one in claims if one.source in _SHOWN and one.part == "whole"]
    if any(one.source == "h1" and title_key(one.text) in stated for one in wholes):
        return set()
    return {title_key(one.text) for one in wholes if "leads_here" in one.traits}


def _is_of(key: str, headings: set[str]) -> bool:
    """Whether a text is one of the headings, or one without what else stands in it: a source, a count."""
    return key in headings or (len(key) >= _UNMISTAKABLE and any(key in heading for heading in headings))


def _machine_cut(claims: tuple[Claim, ...]) -> frozenset[str]:
    """The texts that a title or meta tag breaks off with an ellipsis where a heading gives a whole one."""
    shown = [
        claim.text
        for claim in claims
        if claim.source == "h1" and claim.part == "whole" and "leads_home" not in claim.traits
    ]
    if not any(len(title_key(text)) >= _UNMISTAKABLE and not _ELLIPSIS.search(text) for text in shown):
        return frozenset()
    headed = {claim.text for claim in claims if claim.source in _SHOWN}
    return frozenset(claim.text for claim in claims if _ELLIPSIS.search(claim.text)) - headed


def _own_name(claims: tuple[Claim, ...]) -> dict[str, str]:
    """What the site calls itself in a heading that leads home and in a part of the title, by its letters.

    It is the headline of no page that has another heading in the other part.
    """
    parts = {title_key(claim.text) for claim in claims if claim.source == "tag" and claim.part != "whole"}
    # "Mill Notes: My summer in the hills".
    parts |= {
        title_key(claim.cut) for claim in claims if claim.source == "tag" and claim.part == "after_colon"
    }
    wholes = [claim for claim in claims if claim.source in _SHOWN and claim.part == "whole"]
    named = {title_key(claim.text): claim.text for claim in wholes if _is_of_frame(claim)}
    own = {key: text for key, text in named.items() if key in parts} | _below_its_name(claims, wholes)
    headed = any(title_key(claim.text) in parts and title_key(claim.text) not in own for claim in wholes)
    return own if headed else {}


def _below_its_name(claims: tuple[Claim, ...], wholes: list[Claim]) -> dict[str, str]:
    """The site's name in h1 and last in the title, where a longer heading is all of the title before it."""
    last = {title_key(one.cut) for one in claims if one.source == "tag" and one.part == "head"}
    before = {title_key(one.text) for one in claims if one.source == "tag" and one.part == "head"}
    longest = max((len(key) for one in wholes if (key := title_key(one.text)) in before), default=0)
    named = ((title_key(one.text), one.text) for one in wholes if one.source == "h1")
    return {key: text for key, text in named if key in last and len(key) < longest}


def _called_home(claims: tuple[Claim, ...], home: tuple[str, ...]) -> dict[str, str]:
    """What links home and the whole title call the site, where a heading says something else."""
    whole = {title_key(one.text): one.text for one in claims if one.source == "tag" and one.part == "whole"}
    # The site's name on top of each page leads home, and may be an h1 as well.
    headed = {
        title_key(one.text)
        for one in claims
        if one.source == "h1" and one.part == "whole" and not _is_of_frame(one)
    }
    named = {key: whole[key] for one in home if (key := title_key(one)) in whole and key not in headed}
    told = (one for one in claims if one.source in {*_SHOWN, "ld_headline"} and one.part == "whole")
    return (
        named if any(title_key(one.text) not in named and "in_nav" not in one.traits for one in told) else {}
    )


def _is_of_frame(heading: Claim) -> bool:
    """Whether a heading leads home, outside of the article: there it may be what it writes about."""
    return "leads_home" in heading.traits and not {"in_article", "in_main"} & {*heading.traits}


def headline_versions(found: tuple[TitleCandidate, ...]) -> tuple[str, ...]:
    """Return the texts among ranked candidates that are the headline, worded or cut a little otherwise.

    Lesser headings count only where they hold the whole of it: a subheading often shares its words.
    """
    if not found:
        return ()
    best = title_key(found[0].text)
    return tuple(
        one.text
        for one in found
        if one is found[0]
        or (one.stated and likeness(one.text, best) >= SAME_HEADLINE)
        or (len(best) >= _UNMISTAKABLE and best in title_key(one.text))
    )[:_MOST_VERSIONS]


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's letter pairs that the other text has too (0 to 1)."""
    return shared(letter_pairs(title_key(one)), letter_pairs(title_key(other)))


def _score(features: _Features) -> float:
    weights = _weights()
    # Exact, so that it is the same in any order: traits come from sets.
    return fsum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def _weights() -> dict[str, float]:
    """Made by benchmarks/training/train_facts.py from what train_titles.py says."""
    data = resources.files("newsarchive.text.metadata") / "data" / "title_weights.json"
    weights: dict[str, float] = json.loads(data.read_text(encoding="utf-8"))["weights"]
    return weights

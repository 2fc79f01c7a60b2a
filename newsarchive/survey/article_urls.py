"""Decides which URLs of a site are articles: grouped by template, sampled and labelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsarchive.discovery.sections.front_page import distinct_anchors
from newsarchive.discovery.sections.page_labels import list_pages
from newsarchive.discovery.urls.canonical_urls import canonical_key, matches_pattern, same_site
from newsarchive.discovery.urls.crawler_traps import trap_of
from newsarchive.discovery.urls.link_versions import versions_among
from newsarchive.discovery.urls.listing_urls import listing_rules, lists_no_articles
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD, OTHER_SEGMENTS, TWIN_WORDS, score_anchor
from newsarchive.discovery.urls.url_shapes import Shape, shape_of, template_of
from newsarchive.items import CleanArticle
from newsarchive.survey.site_chrome import chrome_of, links_of_every_page, steady_links
from newsarchive.survey.site_evidence import ListingPlace, Sample, SampleOutcome, Survey

# Grouping the URLs of a site by template, and choosing which pages to sample.

_MOST_TRIED = 4  # samples of one template
_FEWEST_SCORE = 0.15  # below this, the only sign of an article is that the URL has a variable part


@dataclass(frozen=True, slots=True)
class Seen:
    """One URL: the score of its link, and whether a feed or news sitemap names it.

    `listing`: it is the address of a list by author, tag, date or page, or stands in the menu or footer of
    every page, and no feed names it. `everywhere`: all pages read link to it.
    """

    url: str
    shape: Shape
    score: float
    named: bool
    furniture: bool = False
    listing: bool = False
    everywhere: bool = False


@dataclass(slots=True)
class Group:
    """URLs of one template; `folders` are the words by which they differ besides the article's own part."""

    key: str
    members: list[Seen] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """Estimate the number of articles in the group."""
        return sum(2.0 if seen.named else seen.score for seen in self.members if not seen.listing)

    @property
    def named(self) -> int:
        return sum(seen.named for seen in self.members)

    @property
    def score(self) -> float:
        return sum(seen.score for seen in self.members) / max(1, len(self.members))

    def folders(self) -> Counter[tuple[str, ...]]:
        return Counter(seen.shape.words for seen in self.members)


def groups_of(survey: Survey) -> list[Group]:
    """Return all URLs seen, grouped by template, those with most articles first."""
    groups: dict[str, Group] = {}
    for seen in _all_seen(survey):
        groups.setdefault(seen.shape.key, Group(seen.shape.key)).members.append(seen)
    return sorted(groups.values(), key=lambda group: (-group.weight, group.key))


def next_to_try(groups: Iterable[Group], tried: Iterable[str]) -> str | None:
    """Return the URL whose page would be most informative, None if further samples would add nothing."""
    done = {shape.url for shape in map(shape_of, tried) if shape is not None}
    best: tuple[float, Seen] | None = None
    for group in groups:
        choice = _next_sample(group, done) if _is_promising(group) else None
        tries = sum(seen.shape.url in done for seen in group.members)
        worth = group.weight / (1 + tries) ** 2
        if choice is not None and (best is None or worth > best[0]):
            best = worth, choice
    return best[1].url if best else None


def next_of_chrome(survey: Survey, groups: Sequence[Group]) -> str | None:
    """Return a page that every page links to by a headline, and that looks like articles; None without one.

    Reading it shows whether it is one: a site's own page has no date.
    """
    steady = steady_links(survey).keys() - chrome_of(survey)
    tried = {canonical_key(sample.url) for sample in survey.samples}
    if not steady - tried:
        return None
    likely = label(survey, groups).articles
    return next((url for url in likely if canonical_key(url) in steady - tried), None)


def next_of_dated(survey: Survey, groups: Sequence[Group]) -> str | None:
    """Return a page like those that have a date, while too few have been read to judge undated ones."""
    outcomes = {shape.url: sample for sample in survey.samples if (shape := shape_of(sample.url))}
    dated, others = _by_date(groups, outcomes)
    if not others or len(dated) + min(_told_days(survey), 1) >= _FEWEST_DATED:
        return None
    folders = {seen.shape.words for seen, _ in dated}
    return next(
        (
            seen.shape.url
            for group in groups
            for seen in group.members
            if seen.shape.words in folders and not seen.listing and seen.shape.url not in outcomes
            if template_of(seen.shape) is not None
        ),
        None,
    )


def _is_promising(group: Group) -> bool:
    candidate = template_of(group.members[0].shape) is not None and group.score >= _FEWEST_SCORE
    return bool(group.named) or candidate


def _next_sample(group: Group, done: set[str]) -> Seen | None:
    """Return a page from the largest folder without a sample; a template with one folder gets two samples."""
    tries = [seen for seen in group.members if seen.shape.url in done]
    if len(tries) >= _MOST_TRIED:
        return None
    tried = Counter(seen.shape.words for seen in tries)
    sizes = group.folders()
    rest = [
        seen
        for seen in group.members
        if not seen.listing and seen.shape.url not in done and tried[seen.shape.words] < 2
    ]
    if not rest or (len(tries) >= 2 and all(tried[seen.shape.words] for seen in rest)):
        return None
    return min(
        rest,
        key=lambda seen: (
            tried[seen.shape.words],
            -sizes[seen.shape.words],
            seen.everywhere and not seen.named,  # a menu's
            -seen.score,
        ),
    )


def names_articles(place: ListingPlace) -> bool:
    """Say whether a listing of this kind and share of dated links names almost only articles."""
    return place.dated > 0.5 if place.kind == "sitemap" else place.kind != "section"


def _all_seen(survey: Survey) -> Iterator[Seen]:
    """Yield each URL once; links of feeds come first."""
    met: set[str] = set()
    rules = listing_rules(link.url for place in survey.readable("feed") for link in place.links)
    chrome, common = chrome_of(survey), links_of_every_page(survey)
    # An index repeats its sitemaps, which say more.
    for place in sorted(survey.places, key=lambda place: (not names_articles(place), place.children > 0)):
        named, of_pages = names_articles(place), place.parent is not None and lists_no_articles(place.url)
        for link in place.links:
            shape = shape_of(link.url)
            if shape is not None and shape.url not in met:
                met.add(shape.url)
                score = link.score if place.kind == "section" else 0.5
                own = of_pages or canonical_key(link.url) in chrome
                listing = not named and (own or matches_pattern(link.url, rules))
                everywhere = canonical_key(link.url) in common
                yield Seen(link.url, shape, score, named, listing=listing, everywhere=everywhere)
    front = survey.front.anchors
    pages = list_pages(front) | versions_among((one.url for one in front), survey.home)
    for anchor in distinct_anchors(front).values():
        shape = None if canonical_key(anchor.url) in pages else shape_of(anchor.url)
        if shape is None or shape.url in met or not same_site(anchor.url, survey.home) or trap_of(anchor.url):
            continue
        met.add(shape.url)
        listing = canonical_key(anchor.url) in chrome or matches_pattern(anchor.url, rules)
        score = score_anchor(anchor)
        yield Seen(
            anchor.url,
            shape,
            score,
            named=False,
            furniture=anchor.furniture,
            listing=listing,
            everywhere=canonical_key(anchor.url) in common,
        )


# Deciding which of the URLs seen are articles: from the samples to all URLs that look like them.

# Verdicts of a sample that count for the other pages of its folder.
_CONCLUSIVE = (SampleOutcome.ARTICLE, SampleOutcome.OTHER)
_SURE_SCORE = 0.6  # for links without a sample: two signs of an article and a headline
_DUPLICATE_SHARE = 0.5
_FEWEST_DATED = 3  # articles with a date, beside which short pages without one are none
_SHORT = 2  # times shorter than the shortest article with a date
_SHORTEST_IDENTITY = 4  # characters; shorter ones coincide by chance


@dataclass(frozen=True, slots=True)
class Labels:
    """URLs that are articles, and URLs that are not; nothing is known about the others."""

    articles: tuple[str, ...]
    others: tuple[str, ...]


def label(survey: Survey, groups: Sequence[Group]) -> Labels:
    """Label the URLs seen by the verdicts on the samples."""
    outcomes = {shape.url: sample for sample in survey.samples if (shape := shape_of(sample.url))}
    for url in _notices(groups, outcomes, _told_days(survey)):
        outcomes[url] = replace(outcomes[url], outcome=SampleOutcome.OTHER)
    articles: list[Seen] = []
    # The front page of a small blog links to its posts as others link to their sections: a URL that a feed
    # names, or read as an article, is none.
    read = {url for url, sample in outcomes.items() if sample.outcome is SampleOutcome.ARTICLE}
    read |= {seen.shape.url for group in groups for seen in group.members if seen.named}
    # So is one that is made as those are.
    made = {template_of(shape) for url in read if (shape := shape_of(url)) is not None} - {None}
    listed = [shape for shape in map(shape_of, _lists(survey)) if shape is not None]
    lists = {shape.url for shape in listed if template_of(shape) not in made} - read
    others: list[str] = sorted(lists)
    known: set[str] = set()
    for group in sorted(groups, key=lambda group: (-group.named, -group.weight)):
        good, bad = _sorted_members(group, outcomes)
        good, twins = _without_duplicates(good, known)
        articles += good
        others += [seen.url for seen in (*bad, *twins)]
        known |= {seen.shape.identity for seen in good if seen.shape.identity}
    return Labels(
        tuple(seen.url for seen in articles if seen.named or seen.shape.url not in lists), tuple(others)
    )


def _notices(groups: Sequence[Group], outcomes: Mapping[str, Sample], told: int) -> list[str]:
    """Return the pages that were read as articles, but are short and undated where no other of the site is.

    Those are notices of deaths, small advertisements, directories. What a feed or a list names is an article,
    and so is what stands in a folder with one that has a date. `told` is of how many articles lists tell one.
    """
    dated, others = _by_date(groups, outcomes)
    folders = {seen.shape.words for seen, _ in dated}
    if len(dated) + min(told, 1) < _FEWEST_DATED or any(
        seen.named or seen.shape.words in folders for seen, _ in others
    ):
        return []
    shortest = min(len(one.text) for _, one in dated)
    return [seen.shape.url for seen, one in others if _SHORT * len(one.text) < shortest]


def _by_date(
    groups: Iterable[Group], outcomes: Mapping[str, Sample]
) -> tuple[list[tuple[Seen, CleanArticle]], list[tuple[Seen, CleanArticle]]]:
    """Return the pages that were read as articles: those with a date, and those without one."""
    dated: list[tuple[Seen, CleanArticle]] = []
    others: list[tuple[Seen, CleanArticle]] = []
    for group in groups:
        for seen in group.members:
            sample = outcomes.get(seen.shape.url)
            if sample is None or sample.outcome is not SampleOutcome.ARTICLE or sample.article is None:
                continue
            (others if sample.article.facts.published_at is None else dated).append((seen, sample.article))
    return dated, others


def _told_days(survey: Survey) -> int:
    """Return of how many links lists and feeds tell the time."""
    return sum(link.published_at is not None for place in survey.places for link in place.links)


def _lists(survey: Survey) -> Iterator[str]:
    yield survey.home
    yield from (place.url for place in survey.readable("section") if place.is_list)


def _sorted_members(group: Group, outcomes: dict[str, Sample]) -> tuple[list[Seen], list[Seen]]:
    tried = Counter[tuple[tuple[str, ...], SampleOutcome]]()
    total = Counter[SampleOutcome]()
    for seen in group.members:
        if (sample := outcomes.get(seen.shape.url)) is not None:
            tried[seen.shape.words, sample.outcome] += 1
            total[sample.outcome] += 1
    good: list[Seen] = []
    bad: list[Seen] = []
    for seen in group.members:
        here = Counter({kind: tried[seen.shape.words, kind] for kind in _CONCLUSIVE})
        verdict = _verdict(seen, here, total, group)
        if verdict is not None:
            (good if verdict else bad).append(seen)
    return good, bad


def _verdict(
    seen: Seen, here: Counter[SampleOutcome], total: Counter[SampleOutcome], group: Group
) -> bool | None:
    """Decide by the samples of its folder, else by those of its template, else by the score of its link."""
    if seen.listing or (seen.furniture and not seen.named and seen.score < ARTICLE_THRESHOLD):
        return False
    if here[SampleOutcome.ARTICLE] or here[SampleOutcome.OTHER]:
        return here[SampleOutcome.ARTICLE] >= here[SampleOutcome.OTHER]
    if OTHER_SEGMENTS.intersection(word.lower() for word in seen.shape.words[1:]) and not seen.named:
        return False
    if total[SampleOutcome.ARTICLE]:
        return True if total[SampleOutcome.ARTICLE] > total[SampleOutcome.OTHER] else None
    if total[SampleOutcome.OTHER]:
        return False
    return True if seen.named or group.score >= _SURE_SCORE else None


def _without_duplicates(good: Iterable[Seen], known: set[str]) -> tuple[list[Seen], list[Seen]]:
    """Remove folders and templates that repeat the articles of others, such as print versions."""
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
    own = [seen.shape.identity for seen in members if len(seen.shape.identity or "") >= _SHORTEST_IDENTITY]
    return bool(own) and sum(identity in known for identity in own) / len(own) >= _DUPLICATE_SHARE

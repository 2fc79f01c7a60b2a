"""Who wrote the article: every name its page gives, weighed by a model trained on pages with known authors.

Markup is asked first; where no name of it convinces, the lines a reader sees around the text are weighed too.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources

from newsarchive.text.letters import JOINED_MARKS
from newsarchive.text.metadata.author_candidates import (
    LINES,
    LISTED_STATEMENT,
    PRINTED_FROM,
    SHOWN_FROM,
    TAGGED_FROM,
    WHOLE_LINES,
    Credit,
    line_credits,
)
from newsarchive.text.metadata.east_asian_names import is_common_han_name, is_name_without_space
from newsarchive.text.metadata.interviewees import is_told_of
from newsarchive.text.metadata.known_names import has_given_name, is_known_name, is_written_as_name
from newsarchive.text.metadata.known_places import is_paper
from newsarchive.text.metadata.name_looks import ORGANISED, name_shape
from newsarchive.text.metadata.page_elements import FULL_PARAGRAPH
from newsarchive.text.metadata.person_names import letters_of_name, without_places
from newsarchive.text.metadata.site_names import SiteNames, is_branch

# What speaks for and against each name being an author's, as named numbers a linear model weighs.

_Features = dict[str, float]
_LONGEST_TEXT = 50_000
_MOST_BODIES = 5
# Who states the authors, and where a page names other people's.
_STATING = frozenset(
    {"ld_person", "ld_organisation", "ld_other", "ld_text", "meta_author", "meta_article", "meta_library"}
)
# Of these, what does not say that it is a person.
_UNTYPED = _STATING - {"ld_person"}
_ELSEWHERE = frozenset(
    {"in_other_story", "in_picture", "in_copyright", "in_aside", "in_footer", "in_nav", "after_other_part"}
)
# Where the page states that a desk or an agency wrote it, who is named so wrote another story.
_OF_ANOTHER = frozenset({"in_teaser", "below"})
# Thai vowels and marks are no letters to Python.
NAMESAKE = re.compile(rf"^[^\W\d_][\w{JOINED_MARKS}'’-]+(?: [^\W\d_][\w{JOINED_MARKS}'’.-]*){{1,2}}$")


@dataclass(frozen=True, slots=True)
class Person:
    """One name, who gives it, and what the model is told."""

    name: str
    features: _Features
    statements: frozenset[int]


def persons(
    given: Iterable[Credit], sites: Iterable[str], text: str, tags: Iterable[str] = ()
) -> tuple[Person, ...]:
    """Return the distinct names `given` with their features, in the order they are given.

    `text` is the article's: words it has in lower case are no names, names in it may be its subject's, as
    those among its `tags` are.
    """
    outlets = _letters_of(sites)
    groups: dict[str, list[Credit]] = {}
    bodies: set[str] = set()
    for credit in given:
        if credit.is_body or _is_house(credit, outlets):
            if credit.source in _STATING:
                bodies.add("desk" if credit.is_body else "house")
        else:
            groups.setdefault(letters_of_name(credit.name), []).append(credit)
    return _Page(groups, outlets, text, frozenset(map(letters_of_name, tags)), bodies).persons()


def organisations(given: Iterable[Credit], sites: Iterable[str]) -> tuple[str, ...]:
    """Return the agencies, desks, companies and the house itself that are credited as authors are.

    Each once. What is shown counts where an author would stand, not under a picture or another story.
    """
    outlets = _letters_of(sites)
    named = (
        credit.name
        for credit in given
        if (credit.is_body or _is_house(credit, outlets))
        and _is_credited(credit)
        and not credit.is_of_another
    )
    found: dict[str, str] = {}
    for name in named:
        found.setdefault(letters_of_name(name), name)
    return tuple(found.values())[:_MOST_BODIES]


def _is_credited(credit: Credit) -> bool:
    """Whether the house states it as an author, or shows it where an author would stand."""
    if credit.source in _STATING:
        return True
    return not credit.traits & _ELSEWHERE and bool(credit.traits & {"above", "rel", "itemprop", "at_end"})


def _letters_of(sites: Iterable[str]) -> set[str]:
    return {folded for site in sites if len(folded := letters_of_name(site)) >= 2}


def _is_house(credit: Credit, outlets: set[str]) -> bool:
    """The site itself or a part of it, and nobody whose site bears his name."""
    if is_branch(credit.name, outlets):
        return True
    return letters_of_name(credit.name) in outlets and not _is_namesake(credit)


def body_text(paragraphs: Iterable[str]) -> str:
    """Return the full paragraphs of an article, by-lines and headings left out."""
    return "\n".join(line for line in paragraphs if len(line) >= FULL_PARAGRAPH)[:_LONGEST_TEXT]


class _Page:
    """What all names of one page are compared with."""

    def __init__(
        self,
        groups: dict[str, list[Credit]],
        outlets: set[str],
        text: str,
        tags: frozenset[str],
        bodies: set[str],
    ) -> None:
        self.bodies = bodies
        self.groups = groups
        self.outlets = outlets
        self.text = text
        self.tags = tags
        # Shown in one line with a name that JSON-LD or meta tags give.
        self.beside_stated = frozenset(
            credit.statement
            for group in groups.values()
            if min(credit.statement for credit in group) < SHOWN_FROM
            for credit in group
            if credit.statement >= SHOWN_FROM
        )
        # Statements with a name of which both words are known ones: what stands beside it is likely one too.
        self.personal = Counter(
            statement
            for group in groups.values()
            if is_known_name(group[0].name)
            for statement in {credit.statement for credit in group}
        )
        self.families: dict[str, list[str]] = {}
        for folded, group in groups.items():
            for family in dict.fromkeys(_family(credit.source) for credit in group):
                self.families.setdefault(family, []).append(folded)
        if above := [one for one, group in groups.items() if any("above" in each.traits for each in group)]:
            self.families["above"] = above

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.split())

    def persons(self) -> tuple[Person, ...]:
        return tuple(
            Person(
                _as_shown(group), dict(self._features(folded, group)), frozenset(c.statement for c in group)
            )
            for folded, group in self.groups.items()
        )

    def _features(self, folded: str, group: list[Credit]) -> Iterator[tuple[str, float]]:
        yield "any", 1.0
        for credit in group:
            yield credit.source, 1.0
            for trait in credit.traits:
                yield f"{_family(credit.source)}:{trait}", 1.0
        for family, names in self.families.items():
            if folded not in names:
                yield f"not_in_{family}", 1.0
            elif family in {"ld", "meta"}:  # a list, whose order says nothing but who is first
                yield f"{family}_list_{_few(len(names))}", 1.0
                if names[0] == folded:
                    yield f"{family}_first", 1.0
            else:
                yield f"in_{family}_of_{_few(len(names))}", 1.0
                yield f"{family}_rank_{_few(names.index(folded) + 1)}", 1.0
        yield f"families_{sum(folded in names for names in self.families.values())}", 1.0
        known = is_known_name(group[0].name)
        if any(self.personal[statement] > known for statement in {credit.statement for credit in group}):
            yield "beside_known", 1.0
        if min(credit.statement for credit in group) >= SHOWN_FROM:
            # Where the page says a desk wrote it, others that are shown had another part.
            yield from ((f"{body}_stated", 1.0) for body in self.bodies)
        if any(credit.statement in self.beside_stated for credit in group):
            yield "beside_stated", 1.0
        yield from name_shape(group[0].name)
        yield from self._kinship(folded, group[0].name)

    def _kinship(self, folded: str, name: str) -> Iterator[tuple[str, float]]:
        """How the name stands to the text, the tags and the house."""
        # Scripts without capitals write names and words alike. A search is quicker than a split.
        small = [low for word in name.split() if len(word) > 2 and (low := word.lower()) != word.upper()]
        if any(low in self.text for low in small) and not self.words.isdisjoint(small):
            yield "common_word", 1.0
        if folded in self.tags:
            yield "is_tag", 1.0
        if name in self.text:
            yield "in_text", 1.0
        if any(len(outlet) >= 4 and (outlet in folded or folded in outlet) for outlet in self.outlets):
            yield "like_outlet", 1.0
        if any(letters_of_name(word) in self.outlets for word in name.split()):
            yield "outlet_word", 1.0


def _as_shown(group: list[Credit]) -> str:
    """The name of a group as it is given first, or where that is an account's, as it is written out."""
    first = group[0].name
    if not _is_login(first):
        return first
    return next((one.name for one in group if " " in one.name and is_written_as_name(one.name)), first)


def names_of_others(given: Iterable[Credit]) -> frozenset[str]:
    """Return, in letters, who signs teasers of other stories alone, where a desk or agency is stated."""
    groups: dict[str, list[Credit]] = {}
    for credit in given:
        groups.setdefault(letters_of_name(credit.name), []).append(credit)
    if not any(one.is_body and one.source in _STATING for group in groups.values() for one in group):
        return frozenset()
    return frozenset(
        letters for letters, group in groups.items() if all(one.traits >= _OF_ANOTHER for one in group)
    )


def _may_write(credit: Credit) -> bool:
    """Whether a person is named where an author is: stated, above the text, or by the terms below it."""
    if credit.is_body or credit.traits & _ELSEWHERE:
        return False
    return credit.source in _STATING or bool(credit.traits & {"above", "of_terms"})


def _names_the_site(credit: Credit, home: set[str]) -> bool:
    """The site, as the page calls it, where that is not the name of a person."""
    return _is_house(credit, home) and not (is_known_name(credit.name) or is_name_without_space(credit.name))


def _is_home(credit: Credit, home: set[str]) -> bool:
    """The site, as its links home and its titles call it, and nobody whose name that may be."""
    named = has_given_name(credit.name) or is_name_without_space(credit.name)
    return letters_of_name(credit.name) in home and not named


def _is_namesake(credit: Credit) -> bool:
    """Somebody whose site bears their name: two or three capitalised words, read or typed as a person.

    A name that needs no space must be typed as one: papers have such names, too.
    """
    if is_name_without_space(credit.name):
        return credit.source == "ld_person"
    return (
        bool(NAMESAKE.match(credit.name))
        and not ORGANISED.search(credit.name)
        and (credit.source == "ld_person" or has_given_name(credit.name))
    )


def _family(source: str) -> str:
    return source.split("_", maxsplit=1)[0]


def _few(count: int) -> str:
    return str(count) if count < 4 else "4_to_8" if count <= 8 else "many"


# Likelihoods, set on folds of unseen sites (benchmarks/evaluation/unseen.py, 2026-11). Markup counts
# where its best name is CERTAIN; its others then count from ALSO on; with the help of lines names count from
# LIKELY on; who is named together with an author from TOGETHER on; who is more than BEHIND the best does not.
CERTAIN, _LIKELY, _TOGETHER, _BEHIND = 0.5, 0.35, 0.3, 0.35
_ALSO = 0.45
# A Chinese name is known by its characters alone: the lists that the models ask have no such names.
_HAN_LIKELY = 0.2
# Who is listed with an author in JSON-LD, one meta tag, or an element that is nothing but a by-line counts
# from LISTED_TOO on.
_LISTED_TOO = 0.12
# In a list that a reader sees, who has a given name: the model has seen few lists of more than three.
_LISTED_KNOWN = 0.02
# A line under the headline that is nothing but "By Ada Roe" is believed whatever the name: the lists of names
# have few of some peoples.
_BYLINE = frozenset({"line:whole", "line:starts", "line:under_title", "named"})
_BY_DAY = frozenset({"line:by_day", "named", "given_and_more"})
_VIETNAMESE_BY_DAY = frozenset({"line:by_day", "named", "line:vietnamese"})
_VIETNAMESE_SIGNATURE = frozenset({"line_alone", "line:vietnamese", "named"})
_SIGNED = frozenset({"line:whole", "line:starts", "line:at_end", "named"})
_BY, _NO_NAME = (
    frozenset(
        f"line:label_{word}"
        for word in ("by", "von", "par", "por", "di", "door", "av", "af", "to", "colon", "oleh")
    ),
    frozenset({"organised", "common_word", "is_tag"}),
)
# Themes of blogs name the author where they say on what terms a post may be copied, below it.
_HOLDER = frozenset({"shown:of_terms", "named"})
# So is an account in such a line, "by roe1987".
_ACCOUNT = frozenset({"line_login", "line:under_title"})
# A name below the text that no label says is somebody's names no author by itself.
_MOST_LOOSE = 0.3
# A whole name is believed from here on where its first or last word alone is an author's.
_POSSIBLE = 0.05


@dataclass(frozen=True, slots=True)
class Article:
    """What the names are compared with: the article's full paragraphs, and its tags."""

    text: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """One name, how likely it is an author's (0 to 1), and the statements that give it.

    `is_of_frame`: what shows it, if anything does, is of the site's frame: sidebars, footers, copyrights.
    """

    name: str
    likelihood: float
    statements: frozenset[int]
    is_of_frame: bool = False


def marked_names(
    given: Iterable[Credit], outlets: Iterable[str], article: Article, home: Iterable[str] = ()
) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """Return the names that JSON-LD, meta tags and marked elements give, and the organisations they credit.

    `given` are all they give (author_candidates.author_claims). The article may be about whom they name.
    `home` is what the page calls the site where it leads there: elements that say it name no author where
    others name one. Who is named with another story alone is left out, once all are weighed together.
    """
    called, sites, given = _letters_of(home), tuple(outlets), tuple(given)
    seen = {letters_of_name(one.name) for one in given if one.statement >= SHOWN_FROM}
    brands = SiteNames.of(home, sites)
    given = tuple(
        replace(one, is_body=True)
        if (one.source in _UNTYPED and _is_home(one, called))
        or (one.source in _STATING and brands.include(one.name) and letters_of_name(one.name) not in seen)
        else one
        for one in given
    )
    others = tuple(one for one in given if one.source in _STATING or not _names_the_site(one, called))
    given = others if any(map(_may_write, others)) else given
    found = persons(given, sites, article.text, article.tags)
    weighed = zip(_weighed(found, "marked"), found, strict=True)
    own = {letters_of_name(one.name) for one in given if not one.is_of_another}
    near = {
        letters_of_name(one.name)
        for one in given
        if one.statement >= SHOWN_FROM and not one.traits & _ELSEWHERE and not one.is_of_another
    }
    framed = {letters_of_name(one.name) for one in given if one.statement >= SHOWN_FROM} - near
    names = (
        replace(
            name,
            likelihood=max(name.likelihood, CERTAIN * (person.features.keys() >= _HOLDER)),
            is_of_frame=letters_of_name(name.name) in framed,
        )
        for name, person in weighed
        if letters_of_name(name.name) in own
    )
    return tuple(names), organisations(given, sites)


def shown_names(
    above: Iterable[str],
    below: Iterable[str],
    outlets: Iterable[str],
    article: Article,
    under_title: Iterable[str] = (),
    ends: Iterable[str] = (),
) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """Return the names in the lines above the text, nearest last, and below it, nearest first; the same.

    `ends` are the last lines of the text.
    """
    given, sites = tuple(line_credits(above, below, under_title, ends)), tuple(outlets)
    found = persons(given, sites, article.text, article.tags)
    weighed = list(zip(_weighed(found, "lines"), found, strict=True))
    headed = any(name.likelihood >= CERTAIN and _is_headed(person) for name, person in weighed)
    names = (
        replace(name, likelihood=max(name.likelihood, CERTAIN))
        if _is_byline(person) and not is_told_of(person.name, person.features, article.text)
        else replace(name, likelihood=min(name.likelihood, _MOST_LOOSE))
        if ("line:loose" in person.features and "line:above" not in person.features)
        or is_told_of(person.name, person.features, article.text)
        else name
        for name, person in weighed
        # Below the text of an article with a by-line "by" is of books, pictures and other stories.
        if not headed or "line:above" in person.features
    )
    return tuple(names), organisations(given, sites)


def _is_headed(person: Person) -> bool:
    """Whether a line with a label names the person, between the headline and the text."""
    told = person.features
    return "line_by" in told and "line:by_under_title" in told


def _is_byline(person: Person) -> bool:
    told = person.features.keys()
    if told >= _ACCOUNT:
        return told.isdisjoint(_NO_NAME)
    # A name with a known part beside the story's day, and who signs the end.
    if told >= _BY_DAY or told >= _VIETNAMESE_BY_DAY:
        return told.isdisjoint(_NO_NAME)
    if told >= _SIGNED or told >= _VIETNAMESE_SIGNATURE:
        return told.isdisjoint(_NO_NAME)
    return told >= _BYLINE and not told.isdisjoint(_BY) and told.isdisjoint(_NO_NAME)


def sure_authors(names: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the authors among the names of the markup, () where none convinces.

    Single words alone do not: the lines of the page may have the whole name.
    """
    chosen = _convincing(names)
    return chosen if any(" " in name or not name.isascii() for name in chosen) else ()


def _convincing(names: tuple[Named, ...]) -> tuple[str, ...]:
    return _chosen(names, _ALSO) if max((one.likelihood for one in names), default=0.0) >= CERTAIN else ()


def only_stated(names: tuple[Named, ...], authors: Iterable[str]) -> bool:
    """Say whether JSON-LD, meta tags and the site's frame alone give these authors."""
    letters = frozenset(map(letters_of_name, authors))
    return all(
        one.is_of_frame or max(one.statements, default=0) < SHOWN_FROM
        for one in names
        if letters_of_name(one.name) in letters
    )


def is_stated(names: tuple[Named, ...], author: str) -> bool:
    """Say whether JSON-LD or meta tags give an author."""
    folded = letters_of_name(author)
    of_author = (one for one in names if letters_of_name(one.name) == folded)
    return any(min(one.statements, default=SHOWN_FROM) < SHOWN_FROM for one in of_author)


def is_of_frame(names: tuple[Named, ...], author: str) -> bool:
    """Say whether the site's frame shows an author, and nothing nearer to the text does."""
    return any(one.is_of_frame for one in names if letters_of_name(one.name) == letters_of_name(author))


def sole_stated(names: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the only person that JSON-LD or meta tags name, if the name is one that people bear; else ()."""
    stated = stated_names(names)
    borne = len(stated) == 1 and (is_known_name(stated[0]) or is_name_without_space(stated[0]))
    return stated if borne else ()


def stated_names(names: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the names that JSON-LD or meta tags give, likely or not."""
    return tuple(one.name for one in names if min(one.statements, default=SHOWN_FROM) < SHOWN_FROM)


def marked_han_names(names: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the Chinese persons that elements of the markup name as authors, likely or not quite."""
    return tuple(one.name for one in names if one.likelihood >= _HAN_LIKELY and is_common_han_name(one.name))


def likely_authors(
    marked: tuple[Named, ...], shown: tuple[Named, ...], *, by_desk: bool = False
) -> tuple[str, ...]:
    """Return the authors by both, where markup alone does not convince: either may be right (noisy or).

    Of single words that convince, the lines give the whole name; beside whole names such a word is a place.
    `by_desk`: markup names an organisation as the author, so that lines must convince.
    """
    words = _convincing(marked)
    if words and not (
        all(map(_is_login, words)) and any(" " in one.name and one.likelihood >= CERTAIN for one in shown)
    ):
        return tuple(dict.fromkeys(_whole_name(word, (*shown, *marked)) for word in words))
    # A by-line of the lines leaves no room for names that the markup is unsure of.
    sure = any(one.likelihood >= CERTAIN for one in shown)
    doubted = {letters_of_name(one.name) for one in marked} if sure else set()
    joined = {letters_of_name(one.name): one for one in marked}
    for one in shown:
        other = joined.get(letters_of_name(one.name))
        if other is None:
            joined[letters_of_name(one.name)] = one
        else:
            likelihood = 1 - (1 - one.likelihood) * (1 - other.likelihood)
            statements = one.statements | other.statements
            name = one.name if _is_login(other.name) else other.name
            joined[letters_of_name(one.name)] = Named(name, likelihood, statements, other.is_of_frame)
    seen = {letters_of_name(one.name) for one in shown}
    found = tuple(one for key, one in joined.items() if key in seen or key not in doubted)
    return without_places(_chosen(found, CERTAIN if by_desk else _LIKELY))


def _is_login(name: str) -> bool:
    """Whether a name is an account's: one word, in lower case or with digits."""
    return " " not in name and name.isascii() and (name.islower() or any(map(str.isdigit, name)))


def _whole_name(name: str, names: tuple[Named, ...]) -> str:
    """The longer form of a single word among the other names of the page: "Ada" and "AR" are "Ada Roe"."""
    if " " in name:
        return name
    longer = (
        one
        for one in names
        if one.likelihood >= _POSSIBLE
        and 2 <= len(words := one.name.split()) <= 3
        and (
            name in (words[0], words[-1])
            or (one.likelihood >= CERTAIN and name == "".join(word[0] for word in words))
        )
    )
    return max(longer, key=lambda one: one.likelihood, default=Named(name, 0.0, frozenset())).name


def _chosen(names: tuple[Named, ...], least: float) -> tuple[str, ...]:
    limit = max(least, max((one.likelihood for one in names), default=0.0) - _BEHIND)
    stated = frozenset[int]().union(*(one.statements for one in names if one.likelihood >= limit))
    found = [one.name for one in names if one.likelihood >= min(limit, _least(one, stated))]
    # Of several the paper is whose story it was: "By Ada Roe, Washington Post".
    found = [name for name in found if not is_paper(name)] or found
    # "Ada Roe Gardener" beside "Ada Roe": what follows is what she does. "Ada" beside her is she.
    whole = [name for name in found if " " in name]
    ends = {word for name in whole for word in (name.split()[0], name.split()[-1])}
    return tuple(
        name for name in found if name not in ends and not any(name.startswith(f"{one} ") for one in whole)
    )


def _least(one: Named, stated: frozenset[int]) -> float:
    """How likely a name must be that statements of the authors give too."""
    together = one.statements & stated
    shown = any(PRINTED_FROM <= each < LINES or each >= WHOLE_LINES for each in together)
    if shown and has_given_name(one.name):
        return _LISTED_KNOWN
    if shown or any(each == LISTED_STATEMENT or TAGGED_FROM <= each < SHOWN_FROM for each in together):
        return _LISTED_TOO
    return _TOGETHER if together else 1.0


def _weighed(found: tuple[Person, ...], model: str) -> tuple[Named, ...]:
    weights = _weights()[model]
    return tuple(Named(one.name, _likelihood(one.features, weights), one.statements) for one in found)


def _likelihood(features: _Features, weights: dict[str, float]) -> float:
    # Exact, so that it is the same in any order: some features come from sets.
    score = math.fsum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Made by benchmarks/training/train_facts.py from what train_authors.py says."""
    data = resources.files("newsarchive.text.metadata") / "data" / "author_weights.json"
    weights: dict[str, dict[str, float]] = json.loads(data.read_text(encoding="utf-8"))["weights"]
    return weights

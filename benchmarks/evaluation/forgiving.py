"""Metrics of titles, dates and authors that forgive what one set of answers calls right and another does not.

Any headline: sets differ in which of a page's headlines they take, its h1, og:title or JSON-LD's. Published
or modified: some take the day of the last change. Persons: some name newspapers, agencies and desks as
authors, and degrees behind a comma.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import html

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.metrics import Metric
from newsarchive.text.letters import letters_only

_MOST_HEADINGS = 3
_LEAST = 8  # letters of a heading; shorter ones are sections
_META = "//meta[@*[. = 'og:title' or . = 'twitter:title']]/@content"
_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$|\s*[|_][^|_]{2,40}$")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
# How the scorer splits a by-line into names.
NAME_SPLIT = re.compile(r"\s*[;,|/、，；]\s*|\s+(?:and|und|et|y|&)\s+", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|text|作者|记者|記者)\s*[:：]?\s+", re.IGNORECASE)
# Words by which a name in the answers is no person's: agencies, desks, companies, degrees.
_NO_PERSON = re.compile(
    r"\b(?:news\w*|times|post|daily|courier|herald|journal|team|staff|group|media|magazine|online|company|bank|agency"
    r"|institute?|network|press|radio|tv|zeitung|nachrichten|presse\w*|verlag|\w*redak[tc]\w*|club|shop|inc|ltd|gmbh"
    r"|services?|solutions?|university|college|school|center|centre|association|foundation|society|editors?"
    r"|editorial|reporters?|correspondents?|agencia|agence|agentur|studios?|web|admin|unknown|anonymous|guest"
    r"|contributors?|dpa|afp|ap|reuters|epd|kna|apa|sid|upi|jiji|ndr|bbc|cnn|md|dvm|phd|rd|rn|dietitian)\b"
    r"|[新聞社報报网局]$|编辑部|办公|\.(?:com|de|org|net)\b",
    re.IGNORECASE,
)


def forgiving_measures(
    corpora: Corpora,
    gold: Mapping[str, Mapping[str, Any]],
    answers: Mapping[str, Mapping[str, Any]],
    sites: Mapping[str, str],
) -> dict[Metric, float]:
    """Return the metrics over the pages in `gold`, both by `SET/ID`; a page without an answer is wrong."""
    right: dict[Metric, list[bool]] = {}
    names: dict[Metric, list[int]] = {}
    for identity, row in gold.items():
        collection, answer = identity.partition("/")[0], answers.get(identity, {})
        if row.get("title"):
            told = letters_only(answer.get("title") or "")
            right.setdefault(Metric(collection, "tA"), []).append(
                told == letters_only(row["title"])
                or (bool(told) and told in _headlines(corpora, identity, sites[identity]))
            )
        if row.get("date"):
            days = {_day(answer.get(key)) for key in ("published_at", "date", "modified_at")}
            right.setdefault(Metric(collection, "dA"), []).append(row["date"] in days)
        if row.get("authors"):
            wanted, given = (
                persons_of(row["authors"], sites[identity]),
                persons_of(answer.get("authors"), sites[identity]),
            )
            counts = names.setdefault(Metric(collection, "aN"), [0, 0])
            counts[0] += len(wanted & given)
            counts[1] += len(wanted) + len(given)
    measures = {metric: sum(found) / len(found) for metric, found in right.items()}
    return measures | {metric: 2 * hits / all_of for metric, (hits, all_of) in names.items() if all_of}


def persons_of(values: object, site: str) -> frozenset[str]:
    """Return the persons among authors, letters only, split as the scorer does; none named as the site."""
    listed = values if isinstance(values, list) else [values] if values else []
    label = letters_only(site.split(".", maxsplit=1)[0])
    return frozenset(
        folded
        for value in listed
        for part in NAME_SPLIT.split(str(value))
        if (folded := letters_only(_BY.sub("", part.strip())))
        and not _NO_PERSON.search(part)
        and not _is_site(folded, label)
    )


def _is_site(folded: str, label: str) -> bool:
    return min(len(folded), len(label)) >= 4 and (folded in label or label in folded)


def _headlines(corpora: Corpora, identity: str, site: str) -> frozenset[str]:
    """The letters of each headline the page states, with and without what follows a bar or dash."""
    collection, _, name = identity.partition("/")
    tree = html.fromstring(corpora.body(collection, name))
    stated = [heading.text_content() for heading in tree.iter("h1")][:_MOST_HEADINGS]
    stated += _of_second_rank(tree)
    stated += [*map(str, tree.xpath(_META)), *_of_scripts(tree)]
    found = {letters_only(form) for text in stated for form in (text, _SUFFIX.sub("", text))}
    return frozenset(one for one in found if one and one != letters_only(site.split(".", maxsplit=1)[0]))


def _of_second_rank(tree: html.HtmlElement) -> Iterable[str]:
    """The h2 that the title tag or og:title repeats, or that holds it: headings of other stories are none."""
    named = [*map(str, tree.xpath(_META)), *map(str, tree.xpath("//head/title/text()"))]
    wholes = {letters_only(form) for text in named for form in (text, _SUFFIX.sub("", text))}
    for heading in tree.iter("h2"):
        letters = letters_only(heading.text_content())
        if len(letters) >= _LEAST and any(
            letters in whole or (len(whole) >= _LEAST and whole in letters) for whole in wholes
        ):
            yield heading.text_content()


def _of_scripts(tree: html.HtmlElement) -> Iterable[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        for match in re.finditer(r'"headline"\s*:\s*("(?:[^"\\]|\\.){2,300}")', script.text or ""):
            try:
                yield str(json.loads(match[1], strict=False))
            except ValueError:
                continue


def _day(value: object) -> str | None:
    match = _DAY.search(str(value)) if value else None
    return "{:04d}-{:02d}-{:02d}".format(*map(int, match.groups())) if match else None

"""What titles, authors and dates are learned from: the candidates of each page, as extraction weighs them.

One extraction a page, with a listener where each choice is made, so that what is learned on is what the
program sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import Pool
from typing import Any
from unittest.mock import patch

from benchmarks.evaluation.corpora import Corpora, page_url
from benchmarks.evaluation.sites import Sites
from benchmarks.training.date_weights import Sample, samples_of
from newsarchive.items import FetchedPage
from newsarchive.stages import decode
from newsarchive.text.dates.markup_dates import DatedPage
from newsarchive.text.dates.page_times import page_times
from newsarchive.text.extraction import assembly
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.metadata import authors, page_facts
from newsarchive.text.metadata.authors import Named, Person, marked_names
from newsarchive.text.metadata.titles import TitleCandidate, ranked_titles

TAUGHT = ("title", "authors", "date")


@dataclass(frozen=True)
class FactCase:
    """A page of a set with gold facts, its site, and what could be chosen for each fact."""

    collection: str
    site: str
    gold: dict[str, Any]
    language: str | None
    titles: tuple[TitleCandidate, ...]
    persons: dict[str, tuple[Person, ...]]
    by_desk: bool
    dates: tuple[Sample, ...] = field(repr=False)


@dataclass
class _Heard:
    titles: tuple[TitleCandidate, ...] = ()
    persons: dict[str, tuple[Person, ...]] = field(default_factory=dict)
    by_desk: bool = False
    dated: DatedPage | None = None


def fact_cases(corpora: Corpora, sets: Iterable[str], jobs: int) -> list[FactCase]:
    """Return the pages of the sets that have gold for a fact and could be read, in the order of the sets."""
    names = tuple(sets)
    sites = Sites(corpora, names).by_page
    jobs_of = [
        (corpora, name, row, sites[f"{name}/{row['id']}"])
        for name in names
        for row in corpora.gold(name)
        if any(row.get(fact) for fact in TAUGHT)
    ]
    with Pool(jobs) as pool:
        return [case for case in pool.imap(_case_of, jobs_of, chunksize=8) if case is not None]


def _case_of(job: tuple[Corpora, str, dict[str, Any], str]) -> FactCase | None:
    corpora, name, row, site = job
    body, url = corpora.body(name, row["id"]), page_url(name, row)
    with _listening() as heard:
        article = extract_article(decode(FetchedPage(url=url, body=body, content_type="text/html")))
    if heard.dated is None:
        return None
    day = row.get("date")
    dates = (
        tuple(samples_of(heard.dated, day)) if isinstance(day, str) and heard.dated.tree is not None else ()
    )
    gold = {fact: row.get(fact) for fact in TAUGHT}
    return FactCase(
        name, site, gold, article.facts.language, heard.titles, heard.persons, heard.by_desk, dates
    )


@contextmanager
def _listening() -> Iterator[_Heard]:
    """Note what is chosen among; lines are looked at whatever markup says."""
    heard = _Heard()
    ranked, weighed, timed, read = ranked_titles, authors._weighed, page_times, marked_names

    def titles(*values: Any, **named: Any) -> tuple[TitleCandidate, ...]:
        heard.titles = ranked(*values, **named)
        return heard.titles

    def persons(found: tuple[Person, ...], model: str) -> tuple[Named, ...]:
        heard.persons[model] = found
        return weighed(found, model)

    def marked(*values: Any) -> tuple[tuple[Named, ...], tuple[str, ...]]:
        names, bodies = read(*values)
        heard.by_desk = bool(bodies)
        return names, bodies

    def times(page: DatedPage) -> Any:
        heard.dated = page
        return timed(page)

    with (
        patch.object(page_facts, "ranked_titles", titles),
        patch.object(page_facts, "marked_names", marked),
        patch.object(page_facts, "sure_authors", lambda _: ()),
        patch.object(authors, "_weighed", persons),
        patch.object(assembly, "page_times", times),
    ):
        yield heard

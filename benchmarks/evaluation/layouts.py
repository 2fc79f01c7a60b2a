"""The section on layouts: pages of our own, those the judges learnt from and those nobody looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context

import trafilatura

from benchmarks.evaluation.report import Section, Table, share
from benchmarks.evaluation.run import Run
from benchmarks.training.layout_pages import (
    BYLINES_SEEN,
    BYLINES_UNSEEN,
    LEARNT,
    UNSEEN,
    LayoutPage,
    read_layouts,
)
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.letters import letters_only

ABOUT = """How a story is set on its page, as publishing software of the last 25 years does it: pages
written for this project, without a word of the corpora, of which each paragraph is known (`python -m
benchmarks.training.layout_pages`). On the first set the judges of blocks are trained; the second is by a
writer who knew neither the code nor the first, and nobody who works on the rules has looked at it. A third
writer made pages that say who wrote, and when, in 64 ways, some of them by nobody. *Lost*: paragraphs of the
story that are not in the text. *Let in*: lines of the page that are no text (teasers, remarks, notices) and
stand in it all the same; not told of the third writer's. *Persons*: pages whose authors are all right, nobody
too many."""
SETS = {
    "learnt from": LEARNT,
    "nobody looked at": UNSEEN,
    "ways to say who wrote, looked at": BYLINES_SEEN,
    "ways to say who wrote, nobody looked at": BYLINES_UNSEEN,
}
EVERY = 6  # page of a sampled run: one of each layout, or nearly
# Letters below which a line tells nothing of where it stands: "OK", "Share".
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class LayoutRead:
    """What one reading of a page lacks and has too much, and which of its facts are right."""

    template: str
    paragraphs: int
    others: int
    lost: int
    let_in: int
    refused: bool = False
    facts: frozenset[str] = field(default_factory=frozenset)


def layouts_section(run: Run) -> Section:
    """Return what is lost of each set and what comes in, ours and trafilatura's."""
    rows: list[tuple[str, ...]] = []
    measures: dict[str, tuple[float, int]] = {}
    for name, file in SETS.items():
        pages = read_layouts(file)[:: EVERY if run.corpora.sampled else 1]
        found = _read(pages, "newsarchive", run.jobs)
        rows.append(_row(f"{name}: newsarchive", found))
        if run.peers:
            rows.append(_row(f"{name}: trafilatura", _read(pages, "trafilatura", run.jobs), facts=False))
        if file is UNSEEN:
            measures = layout_measures(found)
    table = Table(
        (
            "pages",
            "layouts",
            "number",
            "lost",
            "of",
            "let in",
            "of the lines",
            "refused",
            "title",
            "day",
            "persons",
        ),
        tuple(rows),
    )
    return Section("Layouts", ABOUT, (table,), measures=measures)


def layout_measures(found: Sequence[LayoutRead]) -> dict[str, tuple[float, int]]:
    """Return the shares of paragraphs kept and of other lines kept out, each with the number of pages."""
    paragraphs, others = sum(one.paragraphs for one in found), sum(one.others for one in found)
    return {
        "layouts.kept": (1 - sum(one.lost for one in found) / paragraphs, len(found)),
        "layouts.kept_out": (1 - sum(one.let_in for one in found) / others, len(found)),
    }


def _row(name: str, found: Sequence[LayoutRead], *, facts: bool = True) -> tuple[str, ...]:
    def right(fact: str) -> str:
        return share(sum(fact in one.facts for one in found) / len(found) if facts else None)

    return (
        name,
        str(len({one.template for one in found})),
        str(len(found)),
        str(sum(one.lost for one in found)),
        f"{sum(one.paragraphs for one in found):,}",
        str(sum(one.let_in for one in found)),
        f"{sum(one.others for one in found):,}",
        str(sum(one.refused for one in found)) if facts else share(None),
        *map(right, ("title", "day", "persons")),
    )


def _read(pages: Sequence[LayoutPage], reader: str, jobs: int) -> list[LayoutRead]:
    with get_context("spawn").Pool(max(1, jobs)) as pool:
        return pool.map(partial(read_layout, reader=reader), pages, chunksize=16)


def read_layout(page: LayoutPage, reader: str = "newsarchive") -> LayoutRead:
    """Return how well a page is read by "newsarchive" or "trafilatura"."""
    if reader == "trafilatura":
        text = trafilatura.extract(page.html, url=page.url, include_comments=False) or ""
        return _compared(page, text)
    body = page.html.encode()
    found = run_stages(FetchedPage(url=page.url, body=body, content_type="text/html; charset=utf-8"))
    persons = frozenset(map(letters_only, found.facts.authors))
    right = {
        "title": letters_only(found.title or "") == letters_only(page.title),
        "day": (found.facts.published_at or "")[:10] == (page.published or "")[:10],
        "persons": persons == frozenset(map(letters_only, page.persons)),
    }
    facts = frozenset(fact for fact, is_right in right.items() if is_right)
    return _compared(page, found.text, refused=found.verdict != Verdict.ARTICLE, facts=facts)


def _compared(page: LayoutPage, text: str, *, refused: bool = False, facts: Iterable[str] = ()) -> LayoutRead:
    kept, title = letters_only(text), letters_only(page.title)
    own = " ".join(map(letters_only, (*page.text, page.standfirst or "", *page.optional)))
    paragraphs = [one for line in page.text if (one := letters_only(line)) != title]
    others = [one for line in page.not_text if len(one := letters_only(line)) > _SHORTEST and one not in own]
    return LayoutRead(
        template=page.template,
        paragraphs=len(paragraphs),
        others=len(others),
        lost=sum(line not in kept for line in paragraphs),
        let_in=sum(line in kept for line in others),
        refused=refused,
        facts=frozenset(facts),
    )

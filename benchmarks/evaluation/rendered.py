"""The section on rendered sites: real themes filled with known texts, of which half were never looked at.

The pages are made by `python -m benchmarks.training.rendered_sites`; what they are is said there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.judge import Details, judge_pages
from benchmarks.evaluation.lines import read_lines
from benchmarks.evaluation.own import own_answers
from benchmarks.evaluation.report import Check, Section, Table, share
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.telling import doing, say
from newsarchive.lifecycle import Verdict
from newsarchive.text.letters import letters_only

LOOK, SCORE = RENDERED_SETS = ("rendered_look", "rendered_score")
# Texts of which less than this share stands in the known one are another text.
ANOTHER, _CATASTROPHE = 0.5, 0.7
_ASKED = {"F1": 0.985, "tN": 0.97, "d": 0.97, "aF1": 0.97, "exact": 0.9}
ABOUT = """Real programs and themes, filled with invented news in fourteen languages whose text, title, date
and authors are known exactly (`python -m benchmarks.training.rendered_sites`). *look* are the themes whose
pages were opened while rules were written, *score* those that nobody looked at; the split is by the hash of a
theme's name. A date and an author count where the page states them. *Refused*: not called an article. *Short
exact*: news of one to six sentences that is kept, in letters and digits as written; *another text*: pages
kept as an article of whose text less than half is in theirs."""
MISSING = """NOT MEASURED: {folder} has no pages. Make them first, with PyPI and the npm registry in reach
(some hours on two cores): `python -m benchmarks.training.rendered_sites --folder {folder}`."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """What is known of a page, what we answered, and what the scorer says of the text."""

    known: dict[str, Any]
    answer: dict[str, Any]
    detail: dict[str, Any]

    @property
    def is_kept(self) -> bool:
        return bool(self.answer.get("verdict") == Verdict.ARTICLE)

    @property
    def is_exact(self) -> bool:
        """Whether what is stored is the known text, letter by letter."""
        return self.is_kept and letters_only(self.answer["text"]) == letters_only(self.known["text"])

    @property
    def is_another(self) -> bool:
        """Whether another text than the known one is stored."""
        return self.is_kept and bool(self.answer["text"]) and self.detail["p"] < ANOTHER


def rendered_section(run: Run) -> Section:
    """Return how the pages of real themes are read, by part, theme and language."""
    corpora: Corpora = replace(run.corpora, root=run.rendered)
    # With a few themes alone one of the two parts has none, and an empty list.
    listed = [name for name in RENDERED_SETS if corpora.gold_file(name).is_file()]
    sets = [name for name in listed if corpora.gold(name)]
    if not sets:
        say(MISSING.format(folder=run.rendered))
        missing = Check("pages of real themes", "none", good=False)
        return Section("Rendered sites", ABOUT, after=MISSING.format(folder=run.rendered), checks=(missing,))
    run.folder.mkdir(parents=True, exist_ok=True)
    with doing("newsarchive extract on the rendered sites"):
        answers = own_answers(corpora, tuple(sets), run.folder / "rendered", jobs=run.jobs)
    parts = {name: rendered_pages(corpora, name, answers) for name in sets}
    everything = [page for pages in parts.values() for page in pages]
    tables = (
        Table(_COLUMNS, tuple(_row(name, pages) for name, pages in parts.items())),
        _table("By program", everything, lambda known: f"{known['program']}, {known['part']}"),
        _table("By language", everything, lambda known: str(known["lang"])),
        _table("By theme", everything, lambda known: f"{known['theme']} ({known['part']})"),
    )
    return Section("Rendered sites", ABOUT, tables, checks=tuple(_checks(parts)))


def rendered_pages(corpora: Corpora, name: str, answers: Path) -> list[RenderedPage]:
    """Return the pages of a set with our answers to them."""
    mine = {row["id"]: row for row in read_lines(answers)}
    details: Details = judge_pages(corpora, [name], answers).pages
    return [
        RenderedPage(row | {"part": name.removeprefix("rendered_")}, mine[key], details[key])
        for row in corpora.gold(name)
        for key in (f"{name}/{row['id']}",)
        if key in mine
    ]


_COLUMNS = (
    "what",
    "themes",
    "pages",
    "body F1",
    "below .7",
    "title",
    "date",
    "authors F1",
    "refused",
    "short",
    "short exact",
    "another text",
)


def _numbers(pages: Sequence[RenderedPage]) -> dict[str, float | None]:
    """The scorer's numbers over some pages, from what it says of each, and our own."""
    precision = [page.detail["p"] for page in pages if page.answer.get("text")]
    found = fmean(precision) if precision else 0.0
    recall = fmean(page.detail["r"] for page in pages)
    short = [page for page in pages if page.known["is_short"]]
    return {
        "F1": 2 * found * recall / max(found + recall, 1e-9),
        "tN": _mean(page.detail["tN"] for page in pages),
        "d": _mean(
            day == ours for page in pages if page.known["date"] for day, ours in [page.detail["date"]]
        ),
        "aF1": _names_f1([page.detail["au"] for page in pages if page.known["authors"]]),
        "below": sum(page.detail["f1"] < _CATASTROPHE for page in pages),
        "refused": sum(not page.is_kept for page in pages),
        "short": len(short),
        "exact": _mean(page.is_exact for page in short),
        "another": sum(page.is_another for page in pages),
    }


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None


def _names_f1(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float | None:
    """F1 over all names, known and ours."""
    right = sum(len({*known} & {*ours}) for known, ours in pairs)
    total = sum(len(known) + len(ours) for known, ours in pairs)
    return 2 * right / total if total else None


def _row(name: str, pages: Sequence[RenderedPage]) -> tuple[str, ...]:
    found = _numbers(pages)
    themes = len({page.known["theme"] for page in pages})
    counts = {key: str(found[key]) for key in ("below", "refused", "short", "another")}
    facts = tuple(share(found[key]) for key in ("tN", "d", "aF1"))
    ends = (counts["refused"], counts["short"], share(found["exact"]), counts["another"])
    return (name, str(themes), str(len(pages)), share(found["F1"]), counts["below"], *facts, *ends)


def _table(title: str, pages: Iterable[RenderedPage], key: Callable[[dict[str, Any]], str]) -> Table:
    groups: dict[str, list[RenderedPage]] = {}
    for page in pages:
        groups.setdefault(key(page.known), []).append(page)
    return Table(_COLUMNS, tuple(_row(name, groups[name]) for name in sorted(groups)), title)


def _checks(parts: dict[str, list[RenderedPage]]) -> Iterable[Check]:
    """What is asked of themes that nobody looked at."""
    if SCORE not in parts:
        return
    found = _numbers(parts[SCORE])
    names = {"F1": "body F1", "tN": "title", "d": "date", "aF1": "authors F1", "exact": "short news exact"}
    for key, least in _ASKED.items():
        value = found[key]
        yield Check(
            f"{SCORE}: {names[key]} ≥ {share(least)}", share(value), value is not None and value >= least
        )
    yield Check(f"{SCORE}: another text", str(found["another"]), found["another"] == 0)

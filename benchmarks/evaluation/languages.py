"""The section on languages: where a language with five pages or more is read worse than by trafilatura."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Any

from benchmarks.evaluation.judge import Verdicts, judge_pages
from benchmarks.evaluation.metrics import BODY
from benchmarks.evaluation.peers.catalogue import TRAFILATURA
from benchmarks.evaluation.report import Check, Section, Table, share, signed
from benchmarks.evaluation.run import Run

FEWEST = 5
# How far below trafilatura a language may lie.
ALLOWED = 0.005
ABOUT = f"""Body only, languages with {FEWEST} pages or more. First all sets together, by the mean of what
each page scores (its F1; where the gold knows chunks only, F1 over the page's chunks), then set by set as
the scorer counts. Bold is more than {share(ALLOWED)} below trafilatura."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What both score on the same pages."""

    what: tuple[str, ...]
    pages: int
    ours: float
    theirs: float

    @property
    def good(self) -> bool:
        """Whether we are not too far below."""
        return self.ours >= self.theirs - ALLOWED

    @property
    def row(self) -> tuple[str, ...]:
        """The pair as a row of a table."""
        difference = signed(self.ours - self.theirs)
        shown = difference if self.good else f"**{difference}**"
        return (*self.what, str(self.pages), share(self.ours), share(self.theirs), shown)


def languages_section(run: Run) -> Section:
    """Return our body scores beside trafilatura's, by language, and by language and set."""
    if not run.peers:
        return Section("Languages", "Not measured: the peers were not asked.")
    languages = _languages(run)
    pooled = _pooled(run.verdicts, run.peer_verdicts[TRAFILATURA.name], languages)
    single = [pair for language in sorted(set(languages.values())) for pair in _by_set(run, language)]
    columns = ("pages", "newsarchive", "trafilatura", "difference")
    worst = min((*pooled, *single), key=lambda pair: pair.ours - pair.theirs)
    check = Check(
        f"no language more than {share(ALLOWED)} below trafilatura",
        f"{' '.join(worst.what)} {signed(worst.ours - worst.theirs)}",
        worst.good,
    )
    return Section(
        "Languages",
        ABOUT,
        (
            Table(("language", *columns), tuple(pair.row for pair in pooled)),
            Table(("language", "set", *columns), tuple(pair.row for pair in single), "Set by set"),
        ),
        checks=(check,),
    )


def page_score(details: Mapping[str, Any]) -> float | None:
    """Return what the scorer's details of a page say of its body (0 to 1), None where its gold has none."""
    if "f1" in details:
        return float(details["f1"])
    if "chunks" in details:
        right, wrong, missed, _ = details["chunks"]
        return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0
    return float(details["exc"]) if "exc" in details else None


def _languages(run: Run) -> dict[str, str]:
    return {
        f"{name}/{row['id']}": row["lang"]
        for name in run.sets
        for row in run.corpora.gold(name)
        if row.get("lang")
    }


def _pooled(ours: Verdicts, theirs: Verdicts, languages: Mapping[str, str]) -> list[Pair]:
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for page, language in languages.items():
        mine, other = page_score(ours.pages[page]), page_score(theirs.pages[page])
        if mine is not None and other is not None:
            scores[language].append((mine, other))
    return [
        Pair((language,), len(pairs), mean(mine for mine, _ in pairs), mean(other for _, other in pairs))
        for language, pairs in sorted(scores.items(), key=lambda item: -len(item[1]))
        if len(pairs) >= FEWEST
    ]


def _by_set(run: Run, language: str) -> list[Pair]:
    """Return the sets with enough pages of a language: the scorer leaves out all others."""
    counts = {name: sum(row.get("lang") == language for row in run.corpora.gold(name)) for name in run.sets}
    sets = [name for name in run.sets if counts[name] >= FEWEST]
    if not sets:
        return []
    ours, theirs = (
        judge_pages(run.corpora, sets, answers, languages=(language,)).measures()
        for answers in (run.answers, run.peer_answers[TRAFILATURA.name])
    )
    return [
        Pair((language, metric.set), counts[metric.set], ours[metric], theirs[metric])
        for metric in ours
        if metric.key in BODY
    ]

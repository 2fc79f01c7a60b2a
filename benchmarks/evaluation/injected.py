"""The section on injected spam: how much of it is cut, place by place, and what of the article is."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from pathlib import Path

from benchmarks.evaluation.report import Check, Section, Table, share
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.spam import UNSEEN, Spam, Trial, case_spam, own_spam, trials
from benchmarks.evaluation.spam_injection import PLACES

OVER_ALL, EACH_PLACE = 0.97, 0.95
SAMPLED, SAMPLED_PAGES = 60, 4  # one injection in so many, into so many pages a language
SAMPLED_UNSEEN = 6
ABOUT = """Spam collected in the wild and spam of our own (`spam_texts.tsv`, on which nothing was trained),
put into clean pages of the corpora in every place: Chinese into Chinese pages, foreign into pages of its own
language and into Chinese ones. A letter counts as cut when no part of the record holds it that the page
without the spam does not say anyway. *Lines lost* are lines of the article that went with the spam. The
texts of `spam_unseen.tsv`, kept apart while rules and model were worked on, are measured by themselves."""


def injected_section(run: Run) -> Section:
    """Return the share of injected spam that is cut, by place, kind and language."""
    shared = run.corpora.root.parent
    spam = [*case_spam(shared), *own_spam()]
    # By spam, not by place: what each process makes of the clean pages serves all its places.
    work = [(spam[number :: run.jobs], shared) for number in range(run.jobs)]
    with multiprocessing.get_context("fork").Pool(run.jobs) as pool:
        found = [trial for group in pool.starmap(_trials, work, chunksize=1) for trial in group]
    places = {place: [one for one in found if one.place == place] for place in PLACES}
    whole = cut_share(found)
    worst = min(places, key=lambda place: cut_share(places[place]))
    low = cut_share(places[worst])
    weakest = f"{worst} {share(low)}"
    unseen = list(trials(own_spam(UNSEEN, "unseen"), shared, list(PLACES), SAMPLED_UNSEEN))
    return Section(
        "Injected spam",
        ABOUT,
        (
            _table("place", {**places, "**all**": found}),
            _table("spam into", _by_target(found)),
            _table("kind", {kind: [one for one in found if one.spam.kind == kind] for kind in _kinds(found)}),
            _table("unseen spam into", {**_by_target(unseen), "**all**": unseen}),
        ),
        checks=(
            Check(f"injected spam: letters cut ≥ {share(OVER_ALL)}", share(whole), whole >= OVER_ALL),
            Check(f"injected spam: in each place ≥ {share(EACH_PLACE)}", weakest, low >= EACH_PLACE),
        ),
        measures={
            "spam.cut": (whole, len(found)),
            "spam.worst_place": (low, len(places[worst])),
            "spam.sampled": (sampled_cut(shared), len(found) // SAMPLED),
            "spam.unseen": (cut_share(unseen), len(unseen)),
        },
    )


def sampled_cut(shared: Path) -> float:
    """Return the share cut over one injection in sixty, always the same: quick enough for every change."""
    spam = [*case_spam(shared), *own_spam()]
    return cut_share(trials(spam, shared, list(PLACES), SAMPLED, SAMPLED_PAGES))


def cut_share(found: Iterable[Trial]) -> float:
    """Return the share of the spam's letters that is gone."""
    leaks = [trial.leak for trial in found]
    return 1 - sum(leak.left for leak in leaks) / max(1, sum(leak.letters for leak in leaks))


def _trials(spam: list[Spam], shared: Path) -> list[Trial]:
    return list(trials(spam, shared, list(PLACES)))


def _by_target(found: list[Trial]) -> dict[str, list[Trial]]:
    return {
        target: [one for one in found if one.target == target]
        for target in sorted({one.target for one in found})
    }


def _kinds(found: list[Trial]) -> list[str]:
    return sorted({trial.spam.kind for trial in found})


def _table(what: str, groups: dict[str, list[Trial]]) -> Table:
    columns = (what, "cut", "letters", "injections", "with a leak", "lines lost")
    return Table(columns, tuple(_row(name, group) for name, group in groups.items()))


def _row(name: str, group: list[Trial]) -> tuple[str, ...]:
    counts = (
        sum(trial.leak.letters for trial in group),
        len(group),
        sum(bool(trial.leak.left) for trial in group),
        sum(len(trial.lost) for trial in group),
    )
    return (name, share(cut_share(group), 4), *(f"{count:,}" for count in counts))

"""Texts, titles, dates and authors on sites no model was trained on, beside the pages they were trained on.

Blocks, kinds, titles, dates and authors are learned five times more, each time without the sites of one fold
(folds.py); the pages of the fold are read with that. What comes out is what to expect of a site nobody has
seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.evaluation.corpora import one_in
from benchmarks.evaluation.floors import read_floors
from benchmarks.evaluation.forgiving import forgiving_measures
from benchmarks.evaluation.judge import Details, judge_pages
from benchmarks.evaluation.lines import read_lines, write_lines
from benchmarks.evaluation.metrics import FACTS, FORGIVES, Metric, all_metrics
from benchmarks.evaluation.report import Check, Section, Table, share, signed
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.sites import part_of

_ABOUT = """*own* is by the weights as they are, which were learned on these very pages; *unseen* by weights
that saw no page of the site (five folds by registrable domain); *look* and *score* are the two parts of the
sites, of which only the first was ever read while rules were written. Metrics that forgive a convention
stand below the strict ones: *any headline* counts each that the page itself states, *published or modified*
either day, *persons* leaves organisations out on both sides."""
_COLUMNS = ("what", "set", "own", "unseen", "less", "look", "score")
_BINS = 10
_BAD, _CATASTROPHE = 0.8, 0.7  # F1 of a text that is short of the article, and of one that is another
_Answers = Mapping[str, Mapping[str, Any]]
_Measures = dict[Metric, float]
_FLOOR = "unseen."
_SAMPLE = "sampled."  # what is read of a set where each change is tested, if that is not all of it
# Of authors the floors hold the persons: organisations are kept apart.
_HELD = ("tN", "d", "aN")
_ERROR, _FOUND = "calibration error, ten bins", "of those below .8, in the tenth least sure"
_MOST_ERROR, _HALF = 0.05, 0.5  # asked of the confidence


def unseen_section(run: Run) -> Section:
    """Return the metrics of the run's sets, own and unseen, and unseen on both parts."""
    sites = {identity: page.site for identity, page in run.unseen.items()}
    answers = {identity: page.record for identity, page in run.unseen.items()}
    own, _ = _measured(run, {row["id"]: row for row in read_lines(run.answers)}, sites, lambda _: True)
    (unseen, pages), (look, _), (score, seen_by_nobody) = (
        _measured(run, answers, sites, kept)
        for kept in (
            lambda _: True,
            lambda site: part_of(site) == "look",
            lambda site: part_of(site) == "score",
        )
    )
    whole, part = _confidence(answers, pages), _confidence(answers, seen_by_nobody)
    sure = Table(
        ("texts and how sure they are", "all", "score"),
        tuple((what, *(_told(what, found[what]) for found in (whole, part))) for what in whole),
        "Confidence",
    )
    known = [metric for metric in all_metrics(run.sets) if metric in unseen]
    strict = [metric for metric in known if metric.key in FACTS]
    forgiving = [Metric(metric.set, FORGIVES[metric.key]) for metric in strict]
    tables = tuple(
        Table(_COLUMNS, tuple(_row(metric, own, unseen, look, score) for metric in metrics), title)
        for title, metrics in (
            ("Body", [metric for metric in known if metric.is_body]),
            ("Facts, strict", strict),
            ("Facts, forgiving", forgiving),
        )
    )
    sampled, _ = _measured(run.sampled, answers, sites, lambda _: True)
    return Section(
        "Unseen sites",
        _ABOUT,
        (*tables, sure),
        checks=_checks(unseen, whole),
        measures=_floors(run, unseen) | _floors(run.sampled, sampled),
    )


def sampled_measures(run: Run) -> dict[str, tuple[float, int]]:
    """Return what is held where each change is tested, each with its value and the number of its pages.

    `unseen.SET.METRIC` of sets read whole, `sampled.SET.METRIC` of the others; `run` reads sampled corpora.
    """
    sites = {identity: page.site for identity, page in run.unseen.items()}
    answers = {identity: page.record for identity, page in run.unseen.items()}
    return _floors(run, _measured(run, answers, sites, lambda _: True)[0])


def _floors(run: Run, measures: _Measures) -> dict[str, tuple[float, int]]:
    pages = {name: len(run.corpora.gold(name)) for name in run.sets}
    sampled = {name for name in run.sets if run.corpora.sampled and one_in(run.corpora, name) > 1}
    return {
        f"{_SAMPLE if metric.set in sampled else _FLOOR}{metric.name}": (value, pages[metric.set])
        for metric, value in measures.items()
        if metric.is_body or metric.key in _HELD
    }


def _checks(measures: _Measures, sure: Mapping[str, float]) -> tuple[Check, ...]:
    """What was asked of unseen sites: the contracts of the floors, and of how sure a text is."""
    values = {f"{_FLOOR}{metric.name}": (metric, value) for metric, value in measures.items()}
    floors = [floor for name, floor in read_floors().items() if name in values]
    asked = [
        Check(
            f"unseen {values[floor.name][0].set} {values[floor.name][0].label} ≥ {share(floor.contract)}",
            share(values[floor.name][1]),
            values[floor.name][1] >= floor.contract,
        )
        for floor in floors
        if floor.contract is not None
    ]
    error, found = sure[_ERROR], sure[_FOUND]
    return (
        *asked,
        Check(f"confidence: calibration error ≤ {share(_MOST_ERROR)}", share(error), error <= _MOST_ERROR),
        Check(
            f"confidence: of the texts below {share(_BAD)}, in the tenth least sure ≥ {share(_HALF)}",
            share(found),
            found >= _HALF,
        ),
    )


def _confidence(answers: _Answers, pages: Details) -> dict[str, float]:
    """How far `text_confidence` is from the F1 of the texts, and where it puts the worst of them."""
    told = (
        (answers[name]["text_confidence"], found["f1"])
        for name, found in pages.items()
        if "f1" in found and answers[name]["text_confidence"] is not None
    )
    # By confidence alone: of equally sure texts the worse ones must not come first.
    pairs = sorted(told, key=lambda pair: pair[0])
    size = max(1, len(pairs))
    bins = [pairs[size * number // _BINS : size * (number + 1) // _BINS] for number in range(_BINS)]
    error = sum(
        abs(fmean(sure for sure, _ in one) - fmean(f1 for _, f1 in one)) * len(one) for one in bins if one
    )
    bad = sum(f1 < _BAD for _, f1 in pairs)
    return {
        "texts": len(pairs),
        "mean F1": sum(f1 for _, f1 in pairs) / size,
        "below .7": sum(f1 < _CATASTROPHE for _, f1 in pairs),
        _ERROR: error / size,
        _FOUND: sum(f1 < _BAD for _, f1 in bins[0]) / max(1, bad),
    }


def _told(what: str, value: float) -> str:
    return str(value) if what in ("texts", "below .7") else share(value)


def _row(
    metric: Metric, own: _Measures, unseen: _Measures, look: _Measures, score: _Measures
) -> tuple[str, ...]:
    values = (own.get(metric), unseen.get(metric))
    less = signed(values[1] - values[0]) if values[0] is not None and values[1] is not None else share(None)
    parts = (share(look.get(metric)), share(score.get(metric)))
    return (metric.label, metric.set, *map(share, values), less, *parts)


def _measured(
    run: Run, answers: _Answers, sites: Mapping[str, str], kept: Callable[[str], bool]
) -> tuple[_Measures, Details]:
    """Both kinds of metrics over the pages whose site is `kept`, and what the scorer says of each page."""
    rows = {
        f"{name}/{row['id']}": row
        for name in run.sets
        for row in run.corpora.gold(name)
        if kept(sites[f"{name}/{row['id']}"])
    }
    by_set = {
        name: [row for identity, row in rows.items() if identity.startswith(f"{name}/")] for name in run.sets
    }
    with TemporaryDirectory(prefix="unseen-") as folder:
        told = Path(folder, "answers.jsonl")
        write_lines(told, [{**answers[identity], "id": identity} for identity in rows if identity in answers])
        found = judge_pages(run.corpora, [name for name in run.sets if by_set[name]], told, rows=by_set)
    return found.measures() | forgiving_measures(run.corpora, rows, answers, sites), found.pages

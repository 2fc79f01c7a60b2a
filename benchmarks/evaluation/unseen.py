"""Texts, titles, dates and authors on sites no model was trained on, beside the pages they were trained on.

The weights of titles, dates and authors are learned five times, each without the sites of one fold
(sites.fold_of), and the models of blocks and kinds of that fold are in the tree (folds.py); the pages of the
fold are then extracted with them. What comes out is what to expect of a site nobody has seen.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import replace
from multiprocessing import Pool
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from benchmarks.evaluation.corpora import PAGE_SETS, Corpora
from benchmarks.evaluation.folds import FOLDS, use_fold_models
from benchmarks.evaluation.forgiving import forgiving_measures
from benchmarks.evaluation.judge import Details, judge_pages
from benchmarks.evaluation.lines import read_lines, write_lines
from benchmarks.evaluation.metrics import FACTS, FORGIVES, Metric, all_metrics
from benchmarks.evaluation.report import Section, Table, share, signed
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.sites import Sites, fold_of, part_of
from benchmarks.training.fact_cases import fact_cases
from benchmarks.training.train_facts import learned
from newsarchive.items import FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import run_stages
from newsarchive.text.dates import time_choice
from newsarchive.text.metadata import authors, titles

_ABOUT = """*own* is by the weights as they are, which were learned on these very pages; *unseen* by weights
that saw no page of the site (five folds by registrable domain); *look* and *score* are the two parts of the
sites, of which only the first was ever read while rules were written. Metrics that forgive a convention
stand below the strict ones: *any headline* counts each that the page itself states, *published or modified*
either day, *persons* leaves organisations out on both sides."""
_COLUMNS = ("what", "set", "own", "unseen", "less", "look", "score")
_BINS = 10
_BAD, _CATASTROPHE = 0.8, 0.7  # F1 of a text that is short of the article, and of one that is another
_Answers = dict[str, dict[str, Any]]
_Measures = dict[Metric, float]


def unseen_section(run: Run) -> Section:
    """Return the metrics of the run's sets, own and unseen, and unseen on both parts."""
    sites = Sites(run.corpora, run.sets).by_page
    answers = _unseen_answers(run, sites)
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
        tuple((what, value, part[what]) for what, value in whole.items()),
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
    return Section("Unseen sites", _ABOUT, (*tables, sure))


def _confidence(answers: _Answers, pages: Details) -> dict[str, str]:
    """How far `text_confidence` is from the F1 of the texts, and where it puts the worst of them."""
    pairs = sorted(
        (answers[name]["text_confidence"], found["f1"])
        for name, found in pages.items()
        if "f1" in found and answers[name]["text_confidence"] is not None
    )
    size = len(pairs)
    bins = [pairs[size * number // _BINS : size * (number + 1) // _BINS] for number in range(_BINS)]
    error = sum(
        abs(fmean(sure for sure, _ in one) - fmean(f1 for _, f1 in one)) * len(one) for one in bins if one
    )
    bad = sum(f1 < _BAD for _, f1 in pairs)
    return {
        "texts": str(size),
        "mean F1": share(fmean(f1 for _, f1 in pairs)),
        "below .7": str(sum(f1 < _CATASTROPHE for _, f1 in pairs)),
        "calibration error, ten bins": share(error / size),
        "of those below .8, in the tenth least sure": share(
            sum(f1 < _BAD for _, f1 in bins[0]) / max(1, bad)
        ),
    }


def _row(
    metric: Metric, own: _Measures, unseen: _Measures, look: _Measures, score: _Measures
) -> tuple[str, ...]:
    values = (own.get(metric), unseen.get(metric))
    less = signed(values[1] - values[0]) if values[0] is not None and values[1] is not None else share(None)
    parts = (share(look.get(metric)), share(score.get(metric)))
    return (metric.label, metric.set, *map(share, values), less, *parts)


def _unseen_answers(run: Run, sites: Mapping[str, str]) -> _Answers:
    """Every page of the run's sets, read with weights learned without its site."""
    cases = fact_cases(run.corpora, PAGE_SETS, run.jobs)
    pages = [line for name in run.sets for line in run.corpora.manifest(name)]
    found: _Answers = {}
    for fold in range(FOLDS):
        weights = learned(case for case in cases if fold_of(case.site, FOLDS) != fold)
        mine = [line for line in pages if fold_of(sites[line["id"]], FOLDS) == fold]
        with Pool(run.jobs, _use, (weights, fold)) as pool:
            records = pool.imap(_record_of, mine, chunksize=8)
            found |= {line["id"]: record for line, record in zip(mine, records, strict=True)}
    return found


def _use(weights: Mapping[str, Any], fold: int) -> None:
    """Make this process choose by `weights`, and find the text by models that saw no page of the fold too."""
    use_fold_models(fold)
    dates = weights["dates"] | time_choice.SET
    for module, made in ((titles, weights["titles"]), (authors, weights["authors"]), (time_choice, dates)):
        patch.object(module, "_weights", lambda made=made: made).start()


def _record_of(line: Mapping[str, str]) -> dict[str, Any]:
    page = FetchedPage(
        url=line["url"], body=gzip.decompress(Path(line["path"]).read_bytes()), content_type="text/html"
    )
    return article_record(run_stages(page))


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
    with TemporaryDirectory(prefix="unseen-") as folder:
        corpora: Corpora = replace(run.corpora, root=Path(folder))
        for name in run.sets:
            mine = [row for identity, row in rows.items() if identity.startswith(f"{name}/")]
            write_lines(corpora.gold_file(name), mine)
        told = Path(folder, "answers.jsonl")
        write_lines(told, [{**answers[identity], "id": identity} for identity in rows if identity in answers])
        sets = [name for name in run.sets if any(identity.startswith(f"{name}/") for identity in rows)]
        found = judge_pages(corpora, sets, told)
    return found.measures() | forgiving_measures(run.corpora, rows, answers, sites), found.pages

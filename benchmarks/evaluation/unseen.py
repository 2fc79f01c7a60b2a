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
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from benchmarks.evaluation.corpora import PAGE_SETS, Corpora
from benchmarks.evaluation.folds import FOLDS, use_fold_models
from benchmarks.evaluation.forgiving import forgiving_measures
from benchmarks.evaluation.judge import judge_pages
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
_Answers = dict[str, dict[str, Any]]
_Measures = dict[Metric, float]


def unseen_section(run: Run) -> Section:
    """Return the metrics of the run's sets, own and unseen, and unseen on both parts."""
    sites = Sites(run.corpora, run.sets).by_page
    answers = _unseen_answers(run, sites)
    own = _measured(run, {row["id"]: row for row in read_lines(run.answers)}, sites, lambda _: True)
    unseen, look, score = (
        _measured(run, answers, sites, kept)
        for kept in (
            lambda _: True,
            lambda site: part_of(site) == "look",
            lambda site: part_of(site) == "score",
        )
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
    return Section("Unseen sites", _ABOUT, tables)


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
) -> _Measures:
    """Both kinds of metrics over the pages whose site is `kept`."""
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
        strict = judge_pages(corpora, sets, told).measures()
    return strict | forgiving_measures(run.corpora, rows, answers, sites)

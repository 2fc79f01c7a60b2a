"""Learns the weights by which titles, authors and dates are chosen, and writes them where they are read.

    python -m benchmarks.training.train_facts [titles authors dates] [--folds-only] [--jobs N]

It needs the corpora (../shared); only weights leave it, no text of the pages. For each of five folds of the
sites it also learns weights from the others, by which `python -m benchmarks.evaluation --only unseen` says
how good they are on sites they were not learned from.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterable
from importlib import resources
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from benchmarks.evaluation.corpora import PAGE_SETS, Corpora
from benchmarks.evaluation.folds import FOLDS, fact_weights
from benchmarks.evaluation.sites import fold_of
from benchmarks.training.date_weights import date_weights
from benchmarks.training.fact_cases import FactCase, fact_cases
from benchmarks.training.train_authors import author_weights, teaches_authors
from benchmarks.training.train_titles import teaches_titles, title_weights

FACTS = ("titles", "authors", "dates")
_MADE_BY = "benchmarks/training/train_facts.py"


def learned(cases: Iterable[FactCase], facts: Iterable[str] = FACTS) -> dict[str, Any]:
    """Return the weights for each fact as its module reads them."""
    known = list(cases)
    learners: dict[str, Callable[[], Any]] = {
        "titles": lambda: title_weights(known),
        "authors": lambda: author_weights(known),
        "dates": lambda: date_weights([sample for case in known for sample in case.dates]),
    }
    return {fact: learners[fact]() for fact in facts}


def _examples(fact: str, cases: Iterable[FactCase]) -> int:
    """How many pages a fact is learned from; for dates, how many samples."""
    count: Callable[[FactCase], int] = {
        "titles": teaches_titles,
        "authors": teaches_authors,
        "dates": lambda case: len(case.dates),
    }[fact]
    return sum(map(count, cases))


def _write(fact: str, weights: Any, examples: int) -> None:
    text = resources.files("newsarchive.text")
    if fact == "dates":
        rows = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        head = (
            f"# Weight of each trait of a date, learned by {_MADE_BY} on the\n"
            f"# development half of public corpora with labelled dates ({examples} samples); else 0.\n"
        )
        body = "".join(f"{trait}\t{weight:.2f}\n" for trait, weight in rows if abs(weight) >= 0.005)
        Path(str(text / "dates" / "data" / "weights.tsv")).write_text(head + body, encoding="utf-8")
        return
    record = {"made_by": _MADE_BY, "pages": examples, "weights": weights}
    name = {"titles": "title_weights.json", "authors": "author_weights.json"}[fact]
    made = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    Path(str(text / "metadata" / "data" / name)).write_text(made, encoding="utf-8")


def _fact(name: str) -> str:
    if name not in FACTS:
        raise argparse.ArgumentTypeError(f"no {name}; there are {', '.join(FACTS)}")
    return name


def main() -> None:
    """Learn what was asked for, on all pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("facts", nargs="*", type=_fact, help=" ".join(FACTS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--folds-only", action="store_true", help="leave the weights that are shipped as they are"
    )
    options = parser.parse_args()
    facts = options.facts or FACTS
    cases = fact_cases(Corpora(), PAGE_SETS, options.jobs)
    if not options.folds_only:
        for fact, weights in learned(cases, facts).items():
            _write(fact, weights, _examples(fact, cases))
    with Pool(options.jobs) as pool:
        others = ([case for case in cases if fold_of(case.site, FOLDS) != fold] for fold in range(FOLDS))
        work = [(known, facts) for known in others]
        for fold, found in enumerate(pool.starmap(learned, work, chunksize=1)):
            _write_fold(fold, found)


def _write_fold(fold: int, found: dict[str, Any]) -> None:
    """Write what was learned; facts that were not asked for stay as they were."""
    file = fact_weights(fold)
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    if "dates" in found:
        found["dates"] = {trait: round(weight, 2) for trait, weight in sorted(found["dates"].items())}
    made = {"made_by": _MADE_BY} | known | found
    file.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

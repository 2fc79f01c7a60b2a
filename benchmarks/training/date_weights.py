"""Learn newsarchive/text/dates/data/weights.tsv: what a trait of a date says for its being the right one.

    python -m benchmarks.training.date_weights MANIFEST.jsonl CORPORA [--check]

MANIFEST is what `newsarchive extract` reads, with ids "SET/ID"; CORPORA holds SET/gold.jsonl with "id" and
"date". Only pages kept for development are to be given to it. Needs NumPy.

The model is a conditional logit: of all sightings of dates on a page, the right one is drawn with a chance of
e to the sum of the weights of its traits; a page's likelihood is the sum of the chances of the sightings of
its labelled day. Pages that state their date outright are used twice, at a third of the weight: as they are,
and with the outright statements hidden, to learn from what else they say and show; where the statement is
doubted, only with its rivals, nearly at full weight. `--check` prints how many
days come out right when the weights are learned on the pages of other hosts (five folds).
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from newsarchive.items import FetchedPage
from newsarchive.stages import decode
from newsarchive.text.dates import page_times as stage
from newsarchive.text.dates.date_candidates import plain_sightings, script_sightings
from newsarchive.text.dates.date_conflicts import is_doubtful, rivals
from newsarchive.text.dates.markup_dates import DatedPage, is_explicit
from newsarchive.text.dates.page_times import searched_date, writes_month_first
from newsarchive.text.dates.time_choice import readings
from newsarchive.text.dates.visible_dates import Sighting
from newsarchive.text.extraction import assembly
from newsarchive.text.extraction.extract_page import extract_article

WEIGHTS = Path(stage.__file__).with_name("data") / "weights.tsv"
STATED_WEIGHT = 0.3  # of a page that says its date outright, each of the two times it is used
DOUBTED_WEIGHT = 0.9
RIDGE, STEPS, RATE = 2.0, 600, 0.05  # L2 penalty; steps and rate of Adam, which has settled by then
FOLDS = 5


@dataclass(frozen=True)
class Sample:
    """The sightings of one page, the day it is labelled with, and how much it counts."""

    host: str
    day: str
    weight: float
    sightings: tuple[Sighting, ...]


def samples(manifest: Path, corpora: Path) -> Iterator[Sample]:
    """Yield what is learned from; the stage's own input is taken as `extract_article` hands it over."""
    pages: list[DatedPage] = []

    def keep(page: DatedPage) -> tuple[None, None]:
        pages.append(page)
        return None, None

    labels = {
        f"{gold.parent.name}/{row['id']}": row.get("date")
        for gold in corpora.glob("*/gold.jsonl")
        for row in map(json.loads, gold.read_text(encoding="utf-8").strip().split("\n"))
    }
    for line in manifest.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        day = labels.get(row["id"])
        if not isinstance(day, str):
            continue
        pages.clear()
        body = gzip.decompress(Path(row["path"]).read_bytes())
        with patch.object(assembly, "page_times", keep):
            extract_article(decode(FetchedPage(url=row.get("url", ""), body=body)))
        if pages and pages[0].tree is not None:
            yield from _samples_of(pages[0], day)


def _samples_of(page: DatedPage, day: str) -> Iterator[Sample]:
    assert page.tree is not None
    host = (urlsplit(page.url).hostname or page.url).removeprefix("www.")
    month_first = writes_month_first(page.language, page.url)
    found = plain_sightings(page, page.tree, month_first)
    in_scripts = script_sightings(page, page.tree, month_first)
    stated = stage.stated_time(page.published, month_first)
    if stated and is_doubtful(stated[0][:10], page, page.tree, month_first=month_first):
        held = rivals((*found, *in_scripts), stated[0][:10], page, month_first=month_first)
        yield Sample(host, day, DOUBTED_WEIGHT, tuple(held))
    elif stated:
        yield Sample(host, day, STATED_WEIGHT, (*found, *in_scripts))
    if stated:
        rest = tuple(claim for claim in page.published if not is_explicit(claim[0]))
        hidden = plain_sightings(replace(page, published=rest), page.tree, month_first)
        yield Sample(host, day, STATED_WEIGHT, tuple(hidden))
        return
    searched = searched_date(page.tree, page.url or None)
    if searched:
        found.append(Sighting(searched, "page", ("src:searched",)))
    yield Sample(host, day, 1.0, (*found, *in_scripts))


def learn(pages: list[Sample]) -> dict[str, float]:
    """Return the weights of most likelihood, less the penalty, by Adam from zero."""
    number: dict[str, int] = {}
    traits: list[int] = []
    rows: list[int] = []
    owners: list[int] = []
    right: list[bool] = []
    kept: list[float] = []
    for page in pages:
        read = [reading for sighting in page.sightings for reading in readings(sighting)]
        if not any(reading.time[:10] == page.day for reading in read):
            continue
        for reading in read:
            for trait in reading.traits:
                traits.append(number.setdefault(trait, len(number)))
                rows.append(len(owners))
            owners.append(len(kept))
            right.append(reading.time[:10] == page.day)
        kept.append(page.weight)
    fit = _Fit(*map(np.array, (traits, rows, owners, right, kept)))
    weights = np.zeros(len(number))
    mean, square = np.zeros(len(number)), np.zeros(len(number))
    for step in range(1, STEPS + 1):
        slope = fit.slope(weights) - RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {trait: float(weights[index]) for trait, index in number.items()}


@dataclass(frozen=True)
class _Fit:
    """Traits of each reading (flat), whose reading each is, whose page each reading is of, and the labels."""

    traits: NDArray[np.int64]
    rows: NDArray[np.int64]
    owners: NDArray[np.int64]
    right: NDArray[np.bool_]
    page_weights: NDArray[np.float64]

    def slope(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        count = len(self.owners)
        chance = np.exp(np.bincount(self.rows, weights[self.traits], count))
        total = np.bincount(self.owners, chance)
        hit = np.bincount(self.owners, chance * self.right)
        pull = chance * self.right / hit[self.owners] - chance / total[self.owners]
        pulls = (pull * self.page_weights[self.owners])[self.rows]
        return np.asarray(np.bincount(self.traits, pulls, len(weights)), dtype=np.float64)


def right_day(page: Sample, weights: dict[str, float]) -> bool:
    """Whether the likeliest day by `weights` is the labelled one."""
    days: dict[str, float] = {}
    for sighting in page.sightings:
        for reading in readings(sighting):
            chance = np.exp(sum(weights.get(trait, 0.0) for trait in reading.traits))
            days[reading.time[:10]] = days.get(reading.time[:10], 0.0) + chance
    return bool(days) and max(days, key=days.__getitem__) == page.day


def check(pages: list[Sample]) -> None:
    """Print the share of right days on hosts not learned from, by the weight of the samples."""
    outcomes: dict[float, list[bool]] = {}
    for fold in range(FOLDS):
        held = [page for page in pages if zlib.crc32(page.host.encode()) % FOLDS == fold]
        weights = learn([page for page in pages if zlib.crc32(page.host.encode()) % FOLDS != fold])
        for page in held:
            outcomes.setdefault(page.weight, []).append(right_day(page, weights))
    for weight, right in sorted(outcomes.items()):
        print(f"weight {weight}: {sum(right)} of {len(right)} right ({sum(right) / len(right):.3f})")


def main() -> None:
    """Learn and write the weights, or only check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("manifest", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--check", action="store_true", help="print how days of other hosts come out")
    arguments = parser.parse_args()
    pages = list(samples(arguments.manifest, arguments.corpora))
    if arguments.check:
        check(pages)
        return
    weights = sorted(learn(pages).items(), key=lambda item: -item[1])
    head = (
        "# Weight of each trait of a date, learned by benchmarks/training/date_weights.py on the\n"
        f"# development half of public corpora with labelled dates ({len(pages)} samples); else 0.\n"
    )
    rows = "".join(f"{trait}\t{weight:.2f}\n" for trait, weight in weights if abs(weight) >= 0.005)
    WEIGHTS.write_text(head + rows, encoding="utf-8")


if __name__ == "__main__":
    main()

"""The section on what spam rules cost: gold sentences that are lost only because the rules are on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.evaluation.folds import UnseenPage, read_unseen
from benchmarks.evaluation.lines import read_lines, write_lines
from benchmarks.evaluation.own import run_own
from benchmarks.evaluation.report import Check, Section, Table
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.telling import doing
from benchmarks.evaluation.without_spam import switch_off
from newsarchive.lifecycle import Verdict

ALLOWED = 1 / 10_000
SHORTEST = 4  # characters of a sentence that says something
# A sign inside a number or an abbreviation only makes two sentences of one.
END = re.compile(r"(?<=[。！？!?…])|(?<=[.])\s|\n")
ABOUT = """Every page is read with the spam rules on and off. Of the sentences of the gold texts that are
in the text with the rules off, those are counted that are missing with them on (white space aside)."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A set: sentences of its gold found with the rules off, and those of them missing with the rules on."""

    set: str
    found: int
    lost: tuple[tuple[str, str], ...]


def ablation_section(run: Run) -> Section:
    """Return how many gold sentences the spam rules cost, each of them listed."""
    on, off = _by_id(read_lines(run.answers)), _without_spam(run)
    losses = [_loss(run, name, on, off) for name in run.sets]
    found, lost = sum(loss.found for loss in losses), sum(len(loss.lost) for loss in losses)
    rows = [(loss.set, f"{loss.found:,}", str(len(loss.lost))) for loss in losses if loss.found]
    return Section(
        "What spam rules cost",
        ABOUT,
        (Table(("set", "gold sentences found", "lost"), (*rows, ("all", f"{found:,}", str(lost)))),),
        after="\n".join(f"- `{page}`: {sentence}" for loss in losses for page, sentence in loss.lost),
        checks=(
            Check(
                "gold sentences lost to spam rules ≤ 1 in 10,000",
                f"{lost} of {found:,}",
                lost <= ALLOWED * found,
            ),
        ),
        measures={"ablation.kept": (1 - lost / found, found)} if found else {},
    )


def unseen_kept(run: Run, sets: tuple[str, ...]) -> tuple[float, int]:
    """Return the share of gold sentences that spam rules leave on sites never seen, and how often they cut.

    The pages with the rules on are those of `run.unseen`. Those are read once more with the rules off of
    which something was cut, or which were no article: whatever a rule cuts is told (all 52 others of
    three samples had the same text, 2026-11).
    """
    touched = {
        identity
        for identity, page in run.unseen.items()
        if page.record["removed"] or page.record["verdict"] != Verdict.ARTICLE
    }
    off = read_unseen(run.corpora, sets, run.jobs, first_of_all=switch_off, among=touched)
    on = _texts(run.unseen)
    without = on | _texts(off)
    losses = [_loss(run, name, on, without) for name in sets]
    cuts = sum(
        len(run.unseen[page].record["removed"]) - len(its.record["removed"]) for page, its in off.items()
    )
    return 1 - sum(len(loss.lost) for loss in losses) / sum(loss.found for loss in losses), cuts


def _texts(pages: Mapping[str, UnseenPage]) -> dict[str, str]:
    return _by_id([{"id": identity, "text": page.record["text"]} for identity, page in pages.items()])


def sentences(gold: dict[str, Any]) -> Iterator[str]:
    """Yield the sentences of a page's gold without white space: of its text, else its wanted chunks."""
    text = gold.get("text") or "\n".join((*(gold.get("with") or ()), gold.get("excerpt") or ""))
    for sentence in END.split(text):
        bare = squeezed(sentence)
        if len(bare) >= SHORTEST:
            yield bare


def squeezed(text: str) -> str:
    """Return the text without its white space."""
    return "".join(text.split())


def _loss(run: Run, name: str, on: dict[str, str], off: dict[str, str]) -> Loss:
    found, lost = 0, []
    for row in run.corpora.gold(name):
        page = f"{name}/{row['id']}"
        for sentence in sentences(row):
            if sentence in off.get(page, ""):
                found += 1
                if sentence not in on.get(page, ""):
                    lost.append((page, sentence))
    return Loss(name, found, tuple(lost))


def _without_spam(run: Run) -> dict[str, str]:
    manifest, answers = run.folder / "without-spam-in.jsonl", run.folder / "without-spam.jsonl"
    write_lines(manifest, (line for name in run.sets for line in run.corpora.manifest(name)))
    with doing("extracting with the spam rules off"):
        program = [sys.executable, "-m", "benchmarks.evaluation.without_spam"]
        run_own([*program, str(manifest), str(answers), str(run.jobs)])
    return _by_id(read_lines(answers))


def _by_id(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["id"]: squeezed(row["text"]) for row in rows}

"""The section on charsets: byte files of known encoding, decoded by `newsarchive decode` and by its peers."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.evaluation.corpora import CHARSETS
from benchmarks.evaluation.floors import Floor, read_floors
from benchmarks.evaluation.judge import judge_charsets
from benchmarks.evaluation.own import own_answers
from benchmarks.evaluation.peers.catalogue import DETECTORS
from benchmarks.evaluation.report import Check, Section, Table, share
from benchmarks.evaluation.run import Run
from newsarchive.items import FetchedPage
from newsarchive.stages import decode

# The scorer's numbers, and ours: all files, those in Chinese, Japanese, Korean and Cyrillic.
NUMBERS = {"strict": "exact", "cjk_cyrillic": "exact, CJK and Cyrillic"}


def charsets_section(run: Run) -> Section:
    """Return how many of the byte files are decoded exactly as their known encoding says."""
    answers = own_answers(run.corpora, (CHARSETS,), run.folder, jobs=run.jobs, command="decode")
    numbers, fails = judge_charsets(run.corpora, answers)
    floors = read_floors()
    files = int(numbers["n"])
    own = ("newsarchive", "", *(share(numbers[key]) for key in NUMBERS), f"{_own_ms(run):.2f}")
    return Section(
        "Charsets",
        f"{files} files of known encoding, 49 encodings, nothing but their bytes told. A text is exact when"
        " it equals the gold decoding, by the scorer of the corpora.",
        (
            Table(
                ("decoder", "version", *NUMBERS.values(), "CPU ms a file"),
                (own, *(_peer_rows(run) if run.peers else ())),
            ),
        ),
        after="Not exact: " + ", ".join(f"`{fail.replace(' ', '` as ')}" for fail in fails) if fails else "",
        checks=tuple(
            _check(label, numbers[key], floors[f"{CHARSETS}.{key}"]) for key, label in NUMBERS.items()
        ),
        measures={f"{CHARSETS}.{key}": (numbers[key], files) for key in NUMBERS},
    )


def _peer_rows(run: Run) -> list[tuple[str, ...]]:
    asked = run.desk.ask(DETECTORS, (CHARSETS,))
    rows = []
    for peer in DETECTORS:
        answer = asked[peer.name, CHARSETS]
        numbers, _ = judge_charsets(run.corpora, answer.answers)
        version = run.desk.environment.versions[peer.package]
        rows.append((peer.name, version, *(share(numbers[key]) for key in NUMBERS), f"{answer.cpu_ms:.2f}"))
    return rows


def _own_ms(run: Run) -> float:
    """Return the CPU a file takes us, tables already loaded."""
    pages = [
        FetchedPage(url=line["url"], body=Path(line["path"]).read_bytes())
        for line in run.corpora.manifest(CHARSETS)
    ]
    decode(pages[0])
    started = time.process_time()
    for page in pages:
        decode(page)
    return (time.process_time() - started) * 1000 / len(pages)


def _check(label: str, value: float, floor: Floor) -> Check:
    asked = floor.contract or 0.0
    return Check(f"charsets: {label} ≥ {share(asked)}", share(value), value >= asked)

"""`newsarchive extract` with every spam rule switched off, for the ablation; in a process of its own.

python -m benchmarks.evaluation.without_spam IN.jsonl OUT.jsonl JOBS
"""

from __future__ import annotations

import importlib
import multiprocessing
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import newsarchive.text
from newsarchive.evidence import SpamKind
from newsarchive.imports.line_results import extracted_line
from newsarchive.imports.manifest import read_manifest
from newsarchive.text import sanitising, spam
from newsarchive.text.spam.pitches import pitch_spans
from newsarchive.text.spam.spam_blocks import spam_blocks


def _nothing_cut(text: str) -> Any:
    return spam.TrimmedLine(text, ())


# What the package `spam` and the sanitiser offer to others, and what each says when there is no spam.
SILENT: dict[Callable[..., Any], Callable[..., Any]] = {
    sanitising.sanitise_tree: lambda *_, **__: (),
    spam.may_hold_spam: lambda *_, **__: False,
    spam.candidate_lines: lambda paragraphs, *_, **__: [False] * len(paragraphs),
    spam_blocks: lambda *_, **__: (),
    pitch_spans: lambda *_, **__: [],
    spam.judge: lambda *_, **__: spam.Judgement(0.0, SpamKind.OTHER, "none"),
    spam.trim_runs: lambda text, *_, **__: _nothing_cut(text),
    spam.trim_title: lambda text, *_, **__: _nothing_cut(text),
}


def switch_off() -> int:
    """Replace those functions wherever the text code holds them; return in how many places."""
    modules = [newsarchive.text, *_submodules(newsarchive.text)]
    places = [
        (module, name, value)
        for module in modules
        for name, value in list(vars(module).items())
        if callable(value) and _hashable(value) and value in SILENT
    ]
    for module, name, value in places:
        setattr(module, name, SILENT[value])
    return len(places)


def main() -> None:
    """Answer every line of the manifest."""
    switch_off()
    lines = read_manifest(Path(sys.argv[1]))
    # Forked, so that the workers have the functions replaced.
    with multiprocessing.get_context("fork").Pool(int(sys.argv[3])) as pool:
        answers = pool.map(extracted_line, lines, chunksize=8)
    Path(sys.argv[2]).write_text("".join(f"{answer}\n" for answer in answers), encoding="utf-8")


def _submodules(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(module.name) for module in found if ".data" not in module.name]


def _hashable(value: object) -> bool:
    return getattr(type(value), "__hash__", None) is not None


if __name__ == "__main__":
    main()

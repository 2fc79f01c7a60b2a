"""`extract --manifest` and `decode --manifest`: the same journey with another function for each line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from newsarchive.cli.output import json_line, result_stream
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.stopping import StopRequest
from newsarchive.errors import EndedEarlyError, UsageError
from newsarchive.imports.manifest import ManifestLine, read_manifest
from newsarchive.logs.speaking import echo
from newsarchive.workers import open_pool, worker_count

Answer = Callable[[ManifestLine], str]
Refusal = Callable[[ManifestLine, str], str]


def answer_manifest(
    manifest: Path, output: Path, *, jobs: int | None, answer: Answer, refuse: Refusal, label: str
) -> Counter[str]:
    """Write one answer for each line of the manifest and return how many there are of each verdict.

    An answer without a verdict counts as `decoded`. The order is the manifest's. Raises ManifestError before
    anything is written, EndedEarlyError (and writes nothing) when stopped by a signal.
    """
    lines = read_manifest(manifest)
    verdicts: Counter[str] = Counter()
    workers = min(worker_count() if jobs is None else jobs, len(lines))
    with (
        StopRequest() as stop,
        result_stream(output) as result,
        open_pool(answer, refuse=refuse, workers=workers) as pool,
        ProgressReport(label, len(lines)) as progress,
    ):
        for line in pool.map(lines):
            result.write(json_line(line))
            verdicts[json.loads(line).get("verdict", "decoded")] += 1
            progress.step()
            if stop.received:
                raise EndedEarlyError(f"Stopped by {stop.received.name}; {str(output)!r} was not written.")
    return verdicts


def check_forms(
    file: str | None, manifest: Path | None, output: Path | None, single_only: dict[str, object]
) -> None:
    """Refuse mixtures of the two forms, FILE and --manifest IN --output OUT."""
    if (file is None) == (manifest is None):
        raise UsageError("Give either one FILE (or - for standard input), or --manifest IN --output OUT.")
    if (manifest is None) != (output is None):
        raise UsageError("--manifest and --output go together.")
    for option, value in single_only.items():
        if manifest is not None and value is not None:
            raise UsageError(f"{option} is for one FILE; with --manifest each line says its own.")


def say_verdicts(verdicts: Counter[str], output: Path) -> None:
    """Print the one-line summary, the most frequent verdict first."""
    parts = ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.most_common())
    echo(f"{sum(verdicts.values()):,} pages: {parts or 'none'} -> {output}", err=True)

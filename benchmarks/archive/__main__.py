"""Builds and measures the archive on SQLite, then on PostgreSQL.

    python -m benchmarks.archive [--articles 1000000] [--folder /tmp/million] [--only sqlite|postgresql]
        [--copy] [--measure-only]

With `--copy` PostgreSQL gets the rows of the SQLite archive in the folder instead of saving its own: minutes
instead of hours. The databases stay in the folder, so that they can be measured again (`--measure-only`).
"""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from benchmarks.archive import build, copying, measure
from benchmarks.archive.server import running

NAMES = ("sqlite", "postgresql")


def database(name: str, folder: Path) -> AbstractContextManager[str]:
    """Give the address of the database of that name, running."""
    return running(folder / "pg") if name == "postgresql" else nullcontext(f"sqlite:///{folder}/sqlite.db")


def main() -> int:
    """Build and measure each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--step", type=int, default=build.STEP)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/million"))
    parser.add_argument("--only", choices=NAMES)
    parser.add_argument("--copy", action="store_true", help="fill PostgreSQL from the SQLite archive")
    parser.add_argument("--measure-only", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name in [given.only] if given.only else NAMES:
        record = given.folder / f"{name}.json"
        copied = name == "postgresql" and given.copy and not given.measure_only
        if copied:
            with running(given.folder / "pg", loading=True) as url:
                copying.copy_archive(str(given.folder / "sqlite.db"), url)
        with database(name, given.folder) as url:
            where = ["--database", url, "--record", str(record)]
            if copied:
                where = ["--database", url]
            elif not given.measure_only:
                build.main([*where, "--articles", str(given.articles), "--step", str(given.step)])
            measure.main([*where, "--write"])
    return 0


if __name__ == "__main__":
    sys.exit(main())

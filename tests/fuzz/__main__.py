"""`make fuzz`: hostile pages through the stages for a while; what breaks a promise is kept as a file.

Guided by coverage where atheris is installed (`pip install atheris`, no wheel for every Python), else by
mutation alone. A kept file runs again with `python -m tests.fuzz FILE`.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.mutation import LONGEST, mutate
from tests.fuzz.seeds import TOKENS, seeds

SECONDS = 60


class Keeper:
    """Runs the target; keeps one file of each kind of failure: line that raised, start of the message."""

    def __init__(self, check: Callable[[bytes], None], folder: Path) -> None:
        self.check = check
        self.folder = folder
        self.kinds: dict[str, int] = {}
        self.runs = 0

    def run(self, body: bytes) -> None:
        """Check `body`; a failure is kept, never raised."""
        self.runs += 1
        try:
            self.check(body)
        except Exception as error:  # whatever it is, the run goes on to find the next
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} {Path(where.filename).name}:{where.lineno} {str(error)[:30]}"
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
            if self.kinds[kind] == 1:
                self.folder.mkdir(parents=True, exist_ok=True)
                file = self.folder / f"{hashlib.sha256(kind.encode()).hexdigest()[:12]}.bin"
                file.write_bytes(body)
                sys.stderr.write(f"{file}: {kind}\n")

    def report(self) -> int:
        """Print what was found; the exit code."""
        sys.stdout.write(f"{self.runs} pages, {len(self.kinds)} kinds of failure\n")
        for kind, count in sorted(self.kinds.items()):
            sys.stdout.write(f"{count:6} {kind}\n")
        return 1 if self.kinds else 0


def by_mutation(keeper: Keeper, seconds: float, seed: int) -> int:
    """Mutate seeds, and mutants of theirs, until the time is over."""
    chance = random.Random(seed)
    pool = seeds()
    for body in pool:
        keeper.run(body)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        body = mutate(chance.choice(pool), pool, chance)
        keeper.run(body)
        if chance.random() < 0.05:
            pool[chance.randrange(len(pool))] = body
            pool[chance.randrange(len(pool))] = chance.choice(seeds())
    return keeper.report()


def by_coverage(keeper: Keeper, seconds: float, seed: int) -> int:
    """Let atheris look for pages that reach new code; libFuzzer ends the process itself."""
    import atheris  # noqa: PLC0415 - an optional tool

    corpus = keeper.folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, body in enumerate(seeds()):
        (corpus / f"seed-{number:02}").write_bytes(body)
    words = keeper.folder / "words.dict"
    escaped = ("".join(f"\\x{byte:02x}" for byte in token[:60]) for token in TOKENS)
    words.write_text("".join(f'"{token}"\n' for token in escaped), encoding="ascii")
    options = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={LONGEST}", f"-dict={words}"]
    atheris.Setup(["fuzz", *options, "-timeout=60", "-print_final_stats=1", str(corpus)], keeper.run)
    atheris.Fuzz()
    return keeper.report()


def load_check(guide: str) -> Callable[[bytes], None]:
    """Import the target; for coverage under atheris' eyes, which must see our modules come in."""
    if guide == "coverage":
        import atheris  # noqa: PLC0415 - an optional tool

        with atheris.instrument_imports(include=["newsarchive"]):
            return load_check("mutation")
    from tests.fuzz.target import check  # noqa: PLC0415 - not before the guide is chosen

    return check


def main() -> int:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="kept files to run again")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("var/fuzz"))
    parser.add_argument("--guide", choices=("coverage", "mutation"), default="mutation")
    options = parser.parse_args()
    check = load_check(options.guide)
    if options.files:
        for file in options.files:
            check(file.read_bytes())
        return 0
    guide = by_coverage if options.guide == "coverage" else by_mutation
    return guide(Keeper(check, options.folder), options.seconds, options.seed)


if __name__ == "__main__":
    sys.exit(main())

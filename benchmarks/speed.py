"""What a page costs: decode + extract + clean beside trafilatura's own extraction, on the same bytes.

python -m benchmarks.speed [--every N] [--rounds N] [--root CORPORA]

One process, page by page in turn, both warmed up; CPU time (not the clock on the wall), so that other work on
the machine matters little. The ratio is of the totals over all pages, the median of the rounds. Garbage is
collected as in a worker process, where every page is read: with Python's own thresholds both pay for more
rounds of the collector, we more than trafilatura (a ratio of 2.14 instead of 2.03, 2026-12).
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from benchmarks.evaluation.corpora import PAGE_SETS, Corpora
from newsarchive.gc_tuning import relieve_collector
from newsarchive.items import FetchedPage
from newsarchive.stages import clean, decode, extract
from newsarchive.text.language import detect_language

# Of two thousand pages every sixth is enough: the ratio then moves by .02 between choices.
EVERY = 6
ROUNDS = 3
WARM = 10  # pages read before the clock starts: models load, caches fill


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU milliseconds a page by step, median of the rounds; `ratio` is ours to trafilatura's."""

    pages: int
    decode: float
    extract: float
    clean: float
    trafilatura: float
    ratio: float
    language: float

    @property
    def ours(self) -> float:
        """All three stages."""
        return self.decode + self.extract + self.clean


@dataclass(slots=True)
class Round:
    """CPU seconds of one round."""

    decode: float = 0.0
    extract: float = 0.0
    clean: float = 0.0
    trafilatura: float = 0.0

    @property
    def ratio(self) -> float:
        """Ours to theirs."""
        return (self.decode + self.extract + self.clean) / self.trafilatura


def measure_speed(pages: list[FetchedPage], rounds: int = ROUNDS) -> Speed:
    """Read every page with both, so many rounds; the one that goes first alternates."""
    for page in pages[:WARM]:
        _ours(page, Round())
        _theirs(page, Round())
    relieve_collector()
    found = [_one_round(pages, first) for first in range(rounds)]
    middle = {
        step: statistics.median(getattr(one, step) for one in found) * 1000 / len(pages)
        for step in ("decode", "extract", "clean", "trafilatura")
    }
    ratio = statistics.median(one.ratio for one in found)
    return Speed(len(pages), **middle, ratio=ratio, language=_language_ms(pages))


def corpus_pages(corpora: Corpora, every: int = EVERY) -> list[FetchedPage]:
    """Return every so manieth page of each set, as bytes, without a header."""
    lines = [line for name in PAGE_SETS for line in corpora.manifest(name)[::every]]
    return [
        FetchedPage(url=line["url"], body=gzip.decompress(Path(line["path"]).read_bytes())) for line in lines
    ]


def _one_round(pages: list[FetchedPage], first: int) -> Round:
    spent = Round()
    for number, page in enumerate(pages, first):
        readers: list[Callable[[FetchedPage, Round], None]] = [_ours, _theirs]
        for read in readers if number % 2 else reversed(readers):
            read(page, spent)
    return spent


def _ours(page: FetchedPage, spent: Round) -> None:
    started = time.process_time()
    decoded = decode(page)
    after_decode = time.process_time()
    extracted = extract(decoded)
    after_extract = time.process_time()
    clean(extracted)
    spent.decode += after_decode - started
    spent.extract += after_extract - after_decode
    spent.clean += time.process_time() - after_extract


def _theirs(page: FetchedPage, spent: Round) -> None:
    started = time.process_time()
    trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)
    spent.trafilatura += time.process_time() - started


def _language_ms(pages: list[FetchedPage]) -> float:
    """Return what telling the language of a page's text costs."""
    texts = ["\n".join(extract(decode(page)).paragraphs) for page in pages]
    started = time.process_time()
    for text in texts:
        detect_language(text)
    return (time.process_time() - started) * 1000 / len(texts)


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=EVERY, metavar="N", help="take every Nth page")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--root", type=Path, default=Corpora().root)
    options = parser.parse_args()
    corpora = Corpora(options.root)
    if not corpora.root.is_dir():
        sys.exit(f"{corpora.root} is absent: there is nothing to measure")
    speed = measure_speed(corpus_pages(corpora, options.every), options.rounds)
    print(f"{speed.pages} pages, CPU ms a page: decode {speed.decode:.2f}, extract {speed.extract:.2f},")
    print(f"clean {speed.clean:.2f}, together {speed.ours:.2f}; trafilatura {speed.trafilatura:.2f}")
    print(f"ratio {speed.ratio:.3f}; language detection {speed.language:.2f} ms")


if __name__ == "__main__":
    main()

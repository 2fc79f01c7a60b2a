"""Fills real site software with known news and crawls it by what `sources new` prints.

python -m benchmarks.sites [--folder var/park] [--only pelican-simple,ghost] [--count 60]

Programs and themes come from PyPI, npm and the Debian archive by their ordinary clients and are kept in
FOLDER/installed; what this machine cannot have is skipped, and said. Each program gets a site of sixty
articles in six languages. `FOLDER/findings.md` shows what is wrong, `FOLDER/LABEL/` what the commands
printed. A figure below what is asked for has a NO before it; then, where a site took too long, and where
nothing could be measured, it ends with 1.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.evaluation.corpora import ROOT
from benchmarks.evaluation.telling import doing, say
from benchmarks.sites.crawling import propose_and_crawl
from benchmarks.sites.known_news import COUNT
from benchmarks.sites.park import park
from benchmarks.sites.report import findings_of, table_of
from benchmarks.sites.scoring import Score, score_site
from benchmarks.sites.serving import serving
from benchmarks.sites.software import Software
from benchmarks.sites.stating import known_articles
from benchmarks.training.rendered_programs import BuildFailedError

FOLDER = ROOT / "var" / "park"


def main() -> int:
    """Measure the programs asked for; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sites",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", default="", help="labels, or the beginnings of labels, with commas between")
    parser.add_argument("--count", type=int, default=COUNT, help="articles of a site")
    options = parser.parse_args()
    wanted = tuple(filter(None, options.only.split(",")))
    folder: Path = options.folder.resolve()
    chosen = [one for one in park(folder) if not wanted or one.label.startswith(wanted)]
    scores: dict[str, Score | str] = {}
    late = 0
    for software in chosen:
        try:
            with doing(software.label):
                scores[software.label] = measure(software, folder, options.count)
        except BuildFailedError as error:
            scores[software.label] = f"SKIPPED: {' '.join(str(error).split())[:200]}"
            say(f"{software.label} is SKIPPED: {error}")
            continue
        except subprocess.TimeoutExpired as error:
            scores[software.label] = f"FAILED: no end after {error.timeout:g} s"
            late += 1
        # A run of an hour that is broken off has told what it knows.
        say(table_of({software.label: scores[software.label]}))
    sys.stdout.write(table_of(scores))
    measured = [score for score in scores.values() if isinstance(score, Score)]
    findings = "".join(
        findings_of(label, score.misses) for label, score in scores.items() if isinstance(score, Score)
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "findings.md").write_text(findings, encoding="utf-8")
    return 0 if measured and not late and all(score.is_good for score in measured) else 1


def measure(software: Software, folder: Path, count: int) -> Score:
    """Build the site of a program, crawl it, and score the archive."""
    place = folder / software.label
    shutil.rmtree(place, ignore_errors=True)
    (place / "site").mkdir(parents=True)
    with software.running(place / "site", count) as running, serving({running.host: running.site}) as server:
        articles = known_articles(running)
        home = f"http://{running.host}/{running.home}"
        outcome = propose_and_crawl(place / "archive", server.address, home)
        score = score_site(articles, outcome.stored)
    for name, text in (
        ("proposal.toml", outcome.proposal),
        ("survey.txt", outcome.report),
        ("crawl.txt", outcome.crawl),
    ):
        (place / name).write_text(text, encoding="utf-8")
    (place / "asked.txt").write_text("\n".join(server.log), encoding="utf-8")
    return score


if __name__ == "__main__":
    sys.exit(main())

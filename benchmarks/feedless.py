"""`python -m benchmarks.feedless [--only NAME]`: forty sites without feeds are surveyed and crawled.

Prints a table: the share of the listed articles that the crawl stored, what it stored that is no article, how
many requests were made of the site (of its traps: logins, searches, counters), whether the survey started a
browser, and whether the declaration needs one. Exits 1 below the aim: 90 % of all that is listed, and nothing
wrong on any. A second table is of the sites for development, a third of six that were held out once and have
been opened. `--holdout` tries others, two sets of twelve and one of thirteen, `--set fifth` one of
forty, `--set sixth` one of twenty, `--set seventh` one of forty, `--set eighth` one of thirty-five and
`--set ninth` one of forty: whoever works on lists reads their row in the table and nothing else of them.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from newsarchive.discovery.urls.canonical_urls import canonical_key
from tests.databases import make_sqlite_archive
from tests.sites.feedless import (
    developed_sites,
    eighth_set_sites,
    feedless_sites,
    fifth_set_sites,
    fourth_set_sites,
    held_out_sites,
    ninth_set_sites,
    opened_sites,
    seventh_set_sites,
    sixth_set_sites,
    third_set_sites,
)
from tests.sites.feedless.__main__ import LOG
from tests.sites.feedless.invention import local
from tests.sites.feedless.simulated import Asked, Feedless
from tests.sites.trying import ROOT, Tried, try_site

ENOUGH = 0.90
AT_ONCE = 2  # sites; a survey and a crawl keep one processor busy
OFFSET = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
SETS = {
    "fifth": fifth_set_sites,
    "sixth": sixth_set_sites,
    "seventh": seventh_set_sites,
    "eighth": eighth_set_sites,
    "ninth": ninth_set_sites,
}
BROWSER = re.compile(r'^render = (?:"browser"|true)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scored:
    """A site that was tried; `asked` is the log of its server, `titles` and `moments` are right ones.

    `clocks` are no right moments: the site's clock without an offset, in a zone that was nowhere to be read.
    """

    site: Feedless
    tried: Tried
    asked: tuple[dict[str, str], ...]
    titles: int
    moments: int
    clocks: int

    @property
    def found(self) -> int:
        """How many of the listed articles were stored."""
        return len({canonical_key(url) for url in self.site.articles} & self.tried.stored)

    @property
    def misused(self) -> int:
        """How many requests went to traps."""
        return sum(request["url"].partition("?")[0] in self.site.traps for request in self.asked)

    @property
    def started(self) -> bool:
        """Whether the survey started a browser."""
        return "Watched in a browser" in self.tried.report

    @property
    def needed(self) -> bool:
        """Whether the proposal asks for a browser."""
        return bool(BROWSER.search(self.tried.proposal)) or "needs a browser" in self.tried.report


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="names of sites or families")
    parser.add_argument(
        "--jobs", type=int, choices=(1, 2), default=AT_ONCE, help="sites at once (default: 2)"
    )
    parser.add_argument("--verbose", action="store_true", help="print proposals, reports and requests too")
    parser.add_argument("--holdout", action="store_true", help="try the three sets that nobody looks at")
    parser.add_argument("--set", choices=tuple(SETS), help="try others that nobody looks at")
    asked = parser.parse_args()
    if (asked.holdout or asked.set) and asked.verbose:
        parser.error("sites that are held out are scored only: leave --verbose out")
    only = {*asked.only}
    held_out = (held_out_sites(), third_set_sites(), fourth_set_sites())
    seen = (feedless_sites(), developed_sites(), opened_sites())
    chosen = (SETS[asked.set](),) if asked.set else held_out if asked.holdout else seen
    sets = [
        [site for site in sites.values() if not only or only & {site.name, site.family}] for sites in chosen
    ]
    if not any(sets):
        parser.error(f"no site or family is named so: {' '.join(sorted(only))}")
    numbers = ("listed", "found", "wrong", "title", "moment", "clock", "survey")
    print(f"{'site':<14} {'family':<8}" + "".join(f" {name:>6}" for name in numbers), end=" ")
    print(f"{'requests':>8} {'traps':>5} {'seconds':>7} started needed", flush=True)
    results: list[int] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        _serving() as proxy,
        ThreadPoolExecutor(asked.jobs) as trying,
    ):
        make_sqlite_archive(Path(folder) / "empty.db")  # migrated once, before there are threads
        for sites in filter(None, sets):
            done: list[Scored] = []
            for scored in trying.map(partial(_score, folder=Path(folder), proxy=proxy), sites):
                _show(scored, verbose=asked.verbose)
                done.append(scored)
            results.append(_sum(done))
    return max(results)


def _sum(done: Sequence[Scored]) -> int:
    for family in dict.fromkeys(scored.site.family for scored in done):
        own = [scored for scored in done if scored.site.family == family]
        found, listed = sum(scored.found for scored in own), sum(len(scored.site.articles) for scored in own)
        print(f"{family:<14} {len(own):>3} sites {found:>5} of {listed:<5} {found / listed:.1%}")
    found, listed = sum(scored.found for scored in done), sum(len(scored.site.articles) for scored in done)
    wrong = sum(len(scored.tried.wrong) for scored in done)
    print(f"{found} of {listed} found ({found / listed:.1%}), {wrong} wrong")
    for word, names in (
        ("started by the survey", [scored.site.name for scored in done if scored.started]),
        ("needed by the declaration", [scored.site.name for scored in done if scored.needed]),
    ):
        print(f"browser {word}: {len(names)}", *names)
    return 0 if found >= ENOUGH * listed and not wrong else 1


def _score(site: Feedless, folder: Path, proxy: str) -> Scored:
    tried = try_site(site, folder / site.name, proxy)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
    with opener.open(LOG + site.name) as answer:
        log = tuple(json.load(answer))
    return Scored(site, tried, log, *_right(site, folder / site.name / "archive.db"))


def _right(site: Feedless, archive: Path) -> tuple[int, int, int]:
    """Return how many titles, moments (to the minute) and mere clocks of the stored articles are right.

    A clock is right without its moment if the page prints it so and states no offset, and no list that was
    heard does: a site of a language of many zones, under a domain of none. Then none may be stored.
    Midnight, which is read as a day, is none.
    """
    if not archive.is_file():
        return 0, 0, 0
    truth = {canonical_key(url): (url, story) for url, story in site.truth.items()}
    with closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute(
            "SELECT url, title, published_at, date_source FROM current_articles"
        ).fetchall()
        heard = connection.execute(
            "SELECT url, published_at FROM testimonies JOIN urls ON urls.id = testimonies.url_id"
        ).fetchall()
    zoned = {canonical_key(url) for url, moment in heard if moment and OFFSET.search(moment)}
    titles = moments = clocks = 0
    for stored, title, moment, source in rows:
        key = canonical_key(stored)
        if key not in truth:
            continue
        url, story = truth[key]
        titles += title == story.title
        if _is_minute(moment, story.published):
            moments += 1
        elif _is_minute(moment, local(story)) and source.endswith("+no-offset") and key not in zoned:
            clocks += not OFFSET.search(site.reply(Asked(url)).body.decode(site.charset, "replace"))
    return titles, moments, clocks


def _is_minute(stored: str | None, moment: datetime) -> bool:
    return str(stored)[:16] == f"{moment:%Y-%m-%d %H:%M}"


def _show(scored: Scored, *, verbose: bool) -> None:
    site, tried = scored.site, scored.tried
    right = (scored.titles, scored.moments, scored.clocks)
    numbers = (len(site.articles), scored.found, len(tried.wrong), *right)
    print(f"{site.name:<14} {site.family:<8}" + "".join(f" {number:>6}" for number in numbers), end=" ")
    print(f"{tried.requests:>6} {len(scored.asked):>8} {scored.misused:>5} {tried.seconds:>7.1f}", end=" ")
    print(f"{'yes' if scored.started else 'no':<7} {'yes' if scored.needed else 'no'}", flush=True)
    if verbose:
        asked = [f"{request['status']} {request['method']} {request['url']}" for request in scored.asked]
        print(
            tried.proposal, tried.report, tried.crawl, *sorted(tried.wrong)[:9], *asked, sep="\n", flush=True
        )


@contextmanager
def _serving() -> Iterator[str]:
    """Serve the sites in a process of their own; yields the address of the proxy."""
    server = [sys.executable, "-m", "tests.sites.feedless"]
    with subprocess.Popen(server, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())

"""`python -m benchmarks.survey [SITE…]`: twelve sites are surveyed, and crawled by what was proposed.

Prints a table: how many requests the survey made, the share of the site's articles that the crawl stored,
what it stored that is no article. Exits 1 below the aim: 95 % on ten sites, and nothing wrong on any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.sites import all_sites
from tests.sites.trying import Tried, serving, try_site

ENOUGH, SITES = 0.95, 10


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="*", help="names of sites (default: all)")
    parser.add_argument("--verbose", action="store_true", help="print proposals and reports too")
    asked = parser.parse_args()
    sites = {name: site for name, site in all_sites().items() if not asked.sites or name in asked.sites}
    print(f"{'site':<14} {'requests':>8} {'articles':>8} {'found':>7} {'wrong':>5} {'seconds':>7}")
    done: list[Tried] = []
    with tempfile.TemporaryDirectory() as folder, serving() as proxy:
        for name, site in sites.items():
            done.append(try_site(site, Path(folder) / name, proxy))
            _show(name, done[-1], verbose=asked.verbose)
    good = sum(tried.found >= ENOUGH and not tried.wrong for tried in done)
    print(f"{good} of {len(done)} sites with {ENOUGH:.0%} of their articles and nothing else")
    reached = sum(tried.found >= ENOUGH for tried in done) >= min(SITES, len(done))
    return 0 if reached and not any(tried.wrong for tried in done) else 1


def _show(name: str, tried: Tried, *, verbose: bool) -> None:
    print(
        f"{name:<14} {tried.requests:>8} {len(tried.site.articles):>8} {tried.found:>7.1%}"
        f" {len(tried.wrong):>5} {tried.seconds:>7.1f}",
        flush=True,
    )
    if verbose:
        print(tried.proposal, tried.report, tried.crawl, *sorted(tried.wrong)[:5], sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())

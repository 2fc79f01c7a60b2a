"""A robots.txt that takes long to read holds up its own host: the other hosts of the source are asked on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.crawling import ROOT, MockServer, Project
from tests.cli.slow_rules import SECONDS
from tests.forking import ForkedProcess

LISTS, DELAY = 40, 0.1  # of the other host: it is asked for four seconds
# The slow reading takes so long; on the loop, nothing would be asked for meanwhile.
SLOW = SECONDS
# Readers are linear, so that no 500 KB take this machine more than 0.3 s. What a worse file, or machine,
# would show is shown by a reader that takes longer, in the worker where rules are read.
SLOWLY = """
import newsarchive.extensions.document_reading as reading
from tests.cli.slow_rules import SlowRules
reading.Rules = SlowRules
from newsarchive.cli import main
main()
"""
PLAINLY = "from newsarchive.cli import main; main()"

Start = Callable[..., MockServer]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def started(*robots: str) -> MockServer:
            command = [sys.executable, "-m", "tests.mockserver.hostile", str(tmp_path / "hold"), *robots]
            process = stack.enter_context(ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
            stack.callback(process.kill)
            assert process.stdout is not None
            return MockServer(int(process.stdout.readline()))

        yield started


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path, workers=1)
    made.make_archive()
    return made


def crawl(project: Project, hostile: list[MockServer], other: MockServer, program: str) -> None:
    """Ask for a list of each of some hosts, and for many of the other a tenth of a second apart.

    Lists that small are read in the crawl itself: for articles it would wait now and then for its workers.
    """
    bases = [*(one.base for one in hostile), *[other.base] * LISTS]
    listed = ", ".join(f'{{ url = "{base}/many/1/1/{number}.xml" }}' for number, base in enumerate(bases))
    project.declare("two", f'home = "{other.base}/"\nsitemaps = [{listed}]\n')
    file = project.folder / "sources" / "two.toml"
    file.write_text(file.read_text().replace("delay = 0", f"delay = {DELAY}"))
    process = project.start("crawl", "two", program=program)
    try:
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 0, said


def asked(site: MockServer, path: str) -> list[float]:
    """Return when what begins with the path was asked for."""
    return [at for address, at in site.times() if address.startswith(path)]


def longest_gap(moments: list[float], after: float, before: float) -> float:
    """Return the longest time without a request between two moments."""
    inside = [after, *(at for at in moments if after < at < before), before]
    return max(later - earlier for earlier, later in pairwise(inside))


def test_a_robots_file_that_takes_long_to_read_holds_up_no_other_host(project: Project, start: Start) -> None:
    hostile, other = start("rules"), start()
    crawl(project, [hostile], other, SLOWLY)
    (read,) = asked(hostile, "/robots.txt")
    (judged,) = asked(hostile, "/many/")
    assert judged - read > SLOW, "its pages wait for it"
    lists = asked(other, "/many/")
    assert len(lists) == LISTS
    assert longest_gap(lists, read, min(judged, lists[-1])) < SLOW / 2


def test_no_robots_file_of_500_kb_holds_up_a_crawl(project: Project, start: Start) -> None:
    """Of several families at once: each is read while the other host is asked."""
    hostile, other = [start(family) for family in ("rules", "wild rules", "tiny lines")], start()
    crawl(project, hostile, other, PLAINLY)
    lists = asked(other, "/many/")
    assert len(lists) == LISTS
    for host in hostile:
        (read,) = asked(host, "/robots.txt")
        assert longest_gap(lists, read, lists[-1]) < SLOW / 2

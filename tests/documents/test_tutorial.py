"""The tutorial: its commands print what stands below them, and its chart is the one its script draws."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.tutorial.chart import draw, read_counts
from tests.cli.inside import run
from tests.documents.markdown import DOCS, fences
from tests.newsroom_visits import Newsroom

FOLDER = DOCS / "tutorial"
PAGE = FOLDER / "from-crawl-to-chart.md"
TEXT = PAGE.read_text(encoding="utf-8")
# When the reader crawled, which no two readers share.
CRAWLED = re.compile(r"20(?:2[6-9]|[3-9]\d)-\d\d-\d\d \d\d:\d\d:\d\d")


def commands() -> Iterator[tuple[str, str]]:
    """Yield the commands and what stands below each."""
    for fence in fences(TEXT):
        if fence.language == "console":
            command, _, printed = fence.text.partition("\n")
            yield command.removeprefix("$ "), printed


COMMANDS = list(commands())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, newsroom_visits: Newsroom) -> Path:
    """A project whose archive saw two visits."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copy(newsroom_visits.visits[1].archive, folder / "archive.db")
    return folder


@pytest.mark.xdist_group("newsroom")
@pytest.mark.parametrize("number", range(len(COMMANDS)))
def test_a_command_prints_what_stands_below_it(folder: Path, number: int) -> None:
    command, printed = COMMANDS[number]
    program, *words = shlex.split(command)
    assert program == "newsarchive"
    code, stdout, said = run(
        *words, cwd=folder, variables={"NEWSARCHIVE_DATABASE_URL": "sqlite:///archive.db"}
    )
    assert code == 0, said
    assert CRAWLED.sub("TIME", stdout) == CRAWLED.sub("TIME", printed)


@pytest.mark.xdist_group("newsroom")
def test_the_summaries_are_those_of_the_crawls(newsroom_visits: Newsroom) -> None:
    shown = [fence.text for fence in fences(TEXT) if fence.language == "text"]
    for visit, summary in zip(newsroom_visits.visits, shown, strict=False):
        printed = set(visit.done.stderr.splitlines()) | set(visit.done.stdout.splitlines())
        assert len(summary.splitlines()) >= 4
        assert set(summary.splitlines()) <= printed


def test_the_numbers_in_words_are_those_of_the_summary() -> None:
    summary = next(fence.text for fence in fences(TEXT) if fence.language == "text")
    for words, row in (
        (r"(\d+) articles are new", "stored, new"),
        (r"undone in (\d+) places", "repaired"),
        (r"(\d+) blocks were cut", "removed"),
    ):
        said = re.search(words, TEXT)
        assert said is not None, words
        assert re.search(rf"^  {row} +{said[1]}$", summary, re.MULTILINE), f"{row}: {said[1]}"


@pytest.mark.xdist_group("newsroom")
def test_answers_304_are_of_pages_and_of_lists(newsroom_visits: Newsroom) -> None:
    said = re.search(r"Of the (\d+) answers 304, (\d+) are of pages", TEXT)
    assert said is not None
    done = newsroom_visits.visits[1].done
    assert re.search(rf"not modified \(304\) +{said[1]}$", done.stderr, re.MULTILINE)
    assert re.search(rf"304: a page as it was +{said[2]}\b", done.stdout)


def test_the_chart_is_drawn_from_the_counts_shown() -> None:
    counts = next(printed for _, printed in COMMANDS if printed.startswith("day,"))
    drawn = draw(read_counts(counts.splitlines()), "Articles a day, by language")
    assert drawn == (FOLDER / "articles-a-day.svg").read_text(encoding="utf-8")

"""A source with code or dated rules has recorded pages, and these are read as they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsarchive.errors import SourceError
from newsarchive.recordings import recording_mistakes
from newsarchive.sources import load_source, load_sources
from tests.cli.inside import run
from tests.mockserver.articles import article
from tests.sources.test_source_code import CODE, DATED, DECLARED

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "settings" / "sources"
URL = "https://harbour.example/a/1"


def test_shipped_sources_have_theirs() -> None:
    mistakes = [line for one in load_sources(SHIPPED).values() for line in recording_mistakes(one, SHIPPED)]
    assert not mistakes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour.toml").write_text(DECLARED)
    (tmp_path / "page.html").write_text(article(1))
    return tmp_path


def mistakes(folder: Path) -> list[str]:
    return recording_mistakes(load_source(folder / "harbour.toml"), folder)


def sources(folder: Path, *words: str) -> tuple[int, str]:
    """Run `newsarchive sources`; return the exit code and all that was said."""
    variables = {"SCRAPY_PROJECT": "test", "NEWSARCHIVE_SOURCES": str(folder)}
    code, out, err = run("sources", *words, cwd=ROOT, variables=variables)
    return code, out + err


def record(folder: Path, page: str, day: str, *more: str) -> None:
    about = ("--url", URL, "--fetched-at", day, *more)
    code, said = sources(folder, "record", "harbour", str(folder / page), *about)
    assert code == 2, "what nobody has looked at is no success"
    assert "written; look it over" in said


def test_a_missing_recording_is_a_mistake(folder: Path) -> None:
    assert not mistakes(folder), "plain declarations need none"
    (folder / "harbour.py").write_text(CODE)
    (folder / "harbour.toml").write_text(DECLARED + DATED)
    rules = [line.split(" for ")[1].split(";")[0] for line in mistakes(folder)]
    assert rules == [
        "the class BeforeTheRedesign until 2024-08-12",
        "the class Today of today",
        "[[extraction]] until 2024-08-12",
        "[[extraction]] until 2025-01-01",
        "[[extraction]] of today",
    ]
    code, said = sources(folder, "check")
    assert code == 2
    assert "no recorded page for the class Today" in said


def test_what_is_expected_is_written_once_and_held(folder: Path) -> None:
    (folder / "harbour.py").write_text(CODE)
    record(folder, "page.html", "2024-08-01")
    record(folder, "page.html", "2026-03-01")
    assert not mistakes(folder)
    assert sources(folder, "check")[0] == 0
    assert sources(folder, "record", "harbour")[0] == 0, "there is nothing to write"
    assert sources(folder, "record", "harbour", str(folder / "page.html"))[0] == 2, "no address, no time"
    file = folder / "recorded" / "harbour" / "2026-03-01-page.json"
    told = json.loads(file.read_text())
    assert told["expected"]["title"] == "Of today"
    (folder / "harbour.py").write_text(CODE.replace("Of today", "Of now"))
    assert mistakes(folder) == [f'{file}: title is "Of now", and must be "Of today"']
    del told["expected"]
    file.write_text(json.dumps(told))
    assert "expects nothing yet" in mistakes(folder)[0]


def test_a_recording_that_is_none_is_named(folder: Path) -> None:
    (folder / "harbour.py").write_text(CODE)
    place = folder / "recorded" / "harbour"
    place.mkdir(parents=True)
    (place / "x.json").write_text('{"url": "https://harbour.example/"}')
    with pytest.raises(SourceError, match=r"x\.json: is not a recording"):
        mistakes(folder)


def test_listings_are_recorded_too(folder: Path) -> None:
    (folder / "harbour.py").write_text(
        "from newsarchive.discovery.documents import Link, ListingReading\n"
        "from newsarchive.sources.source_code import SourceCode\n"
        "class Lists(SourceCode):\n"
        "    def read(self, listing, body, url, content_type):\n"
        "        return ListingReading(links=tuple(Link(url=line) for line in body.decode().split()))\n"
    )
    (folder / "list.txt").write_text("https://harbour.example/a/1\nhttps://harbour.example/a/2\n")
    record(folder, "list.txt", "2026-03-01", "--listing", "feed")
    assert not mistakes(folder)
    told = json.loads((folder / "recorded" / "harbour" / "2026-03-01-list.json").read_text())
    assert [link["url"] for link in told["expected"]["links"]] == [
        "https://harbour.example/a/1",
        "https://harbour.example/a/2",
    ]

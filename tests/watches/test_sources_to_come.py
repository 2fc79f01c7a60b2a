"""A watch may name a source that the archive does not have: commands tell it, and it is no mistake."""

from __future__ import annotations

from pathlib import Path

from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from newsarchive.watches.watch_files import read_watch
from tests.cli.inside import run
from tests.databases import make_sqlite_archive


def test_the_commands_name_a_source_that_the_archive_does_not_have(tmp_path: Path) -> None:
    """A mistyped name would be silent for ever; one that is crawled tomorrow may stand there today."""
    url = make_sqlite_archive(tmp_path / "archive.db")
    archive = open_archive(url)
    archive.crawls.register([SourceFacts(name="pier", home="https://pier.example/")])
    archive.close()
    folder = tmp_path / "settings" / "watches"
    folder.mkdir(parents=True)
    (folder / "storm.toml").write_text("words = 'storm'\nsources = ['pier', 'peer']\n", encoding="utf-8")
    (folder / "calm.toml").write_text("words = 'calm'\nsources = ['pier']\n", encoding="utf-8")
    told = "Watch storm: the archive has no source 'peer'; until it has, nothing is told of it."
    variables = {"NEWSARCHIVE_DATABASE_URL": url}
    for words in (("check",), ("check", "storm"), ("test", "storm")):
        code, _, said = run("watches", *words, cwd=tmp_path, variables=variables)
        assert (code, said.count(told), said.count("has no source")) == (0, 1, 1), said
    for words in (("check", "calm"), ("test", "calm")):
        assert "has no source" not in run("watches", *words, cwd=tmp_path, variables=variables)[2]


def test_an_empty_list_is_told_without_brackets() -> None:
    mistakes = read_watch("storm", {"words": "storm", "on": []})
    assert mistakes == ("on: allowed: at least one of new, edited, added, headline, withdrawn",)

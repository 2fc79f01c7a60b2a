"""A source in a folder of its own: declaration, code, lists and recordings move and mean the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newsarchive.errors import ConfigurationError, SourceError
from newsarchive.recordings import recording_mistakes
from newsarchive.schedule.declaration_files import Declarations
from newsarchive.sources import declaration_file, load_each_source, load_sources, source_names
from tests.cli.crawling import Project
from tests.cli.inside import run
from tests.listings.timeline_server import serving
from tests.mockserver.articles import article
from tests.sources.test_source_code import CODE, DECLARED

LISTED = '\n[addresses]\nfile = "list.txt"\n'


def make_own(folder: Path, name: str = "harbour", text: str = DECLARED) -> Path:
    own = folder / name
    own.mkdir()
    (own / "source.toml").write_text(text)
    return own


def test_it_is_found_by_the_name_of_its_folder(tmp_path: Path) -> None:
    make_own(tmp_path)
    (tmp_path / "quay.toml").write_text(DECLARED)
    (tmp_path / "lists").mkdir()
    assert source_names(tmp_path) == ["harbour", "quay"]
    loaded = load_sources(tmp_path)
    assert [source.name for source in loaded.values()] == ["harbour", "quay"]
    code, out, err = run(
        "sources", "show", "harbour", cwd=tmp_path, variables={"NEWSARCHIVE_SOURCES": str(tmp_path)}
    )
    assert code == 0, err
    assert out.startswith(f"# {tmp_path}/harbour/source.toml\ntitle = ")


def test_two_declarations_are_a_mistake(tmp_path: Path) -> None:
    make_own(tmp_path)
    (tmp_path / "harbour.toml").write_text(DECLARED)
    assert source_names(tmp_path) == ["harbour"]
    assert "allowed: one of the two" in load_each_source(tmp_path).mistakes["harbour"]
    with pytest.raises(SourceError, match=r"source\.toml declares 'harbour' too"):
        declaration_file(tmp_path, "harbour")


def test_a_name_of_its_own_is_that_of_the_folder(tmp_path: Path) -> None:
    make_own(tmp_path, text='name = "source"\n' + DECLARED)
    with pytest.raises(ConfigurationError, match="allowed: 'harbour', the name of the folder"):
        load_sources(tmp_path)


def test_code_and_recordings_stand_beside_it(tmp_path: Path) -> None:
    own = make_own(tmp_path)
    (own / "source.py").write_text(CODE)
    source = load_sources(tmp_path)["harbour"]
    assert source.code is not None
    assert [line.partition(":")[0] for line in recording_mistakes(source, tmp_path)] == [
        str(own / "recorded")
    ] * 2
    (tmp_path / "page.html").write_text(article(1))
    for day in ("2024-08-01", "2026-03-01"):
        words = (
            "sources",
            "record",
            "harbour",
            str(tmp_path / "page.html"),
            "--url",
            "https://harbour.example/a/1",
        )
        variables = {"NEWSARCHIVE_SOURCES": str(tmp_path)}
        assert run(*words, "--fetched-at", day, cwd=tmp_path, variables=variables)[0] == 2
    assert sorted(file.name for file in (own / "recorded").glob("*.json")) == [
        "2024-08-01-page.json",
        "2026-03-01-page.json",
    ]
    assert not recording_mistakes(source, tmp_path)


def test_a_crawl_finds_its_code_and_its_lists(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    project = Project(tmp_path)
    with serving() as base:
        project.declare("harbour", f"[[feeds]]\nurl = '{base}/nothing'\n{LISTED}")
        declared = project.folder / "sources" / "harbour.toml"
        own = make_own(project.folder / "sources", text=declared.read_text())
        declared.unlink()
        (own / "list.txt").write_text(f"{base}/a/1\n")
        (own / "source.py").write_text(CODE)
        done = project.run("crawl", "harbour")
    assert project.rows("SELECT title FROM current_articles") == [("Of today",)], done.stderr


def test_the_scheduler_copies_it_whole_and_follows_a_move(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(DECLARED)
    with Declarations(tmp_path) as declarations:
        assert declarations.refresh() == []
        assert source_names(declarations.folder) == ["harbour"]
        own = tmp_path / "harbour"
        own.mkdir()
        (tmp_path / "harbour.toml").rename(own / "source.toml")  # the same file, by size, time and number
        assert declarations.refresh() == []
        assert declaration_file(declarations.folder, "harbour").name == "source.toml"
        (own / "source.toml").write_text(DECLARED + LISTED)
        (own / "list.txt").write_text("https://harbour.example/a/1\n")
        (own / "source.py").write_text(CODE)
        assert declarations.refresh() == []
        copied = load_sources(declarations.folder)["harbour"]
        assert copied.code is not None
        assert (declarations.folder / "harbour" / "list.txt").read_text() == "https://harbour.example/a/1\n"
        (own / "source.toml").write_text("title = ")
        (mistake,) = declarations.refresh()
        assert "the last valid declaration is still used" in mistake
        assert source_names(declarations.folder) == ["harbour"]
        shutil.rmtree(own)
        assert declarations.refresh() == []
        assert source_names(declarations.folder) == []

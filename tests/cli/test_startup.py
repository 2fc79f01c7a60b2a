"""What a command imports before it works: help and version wait for no library but click, a query for few.

Modules are counted, not seconds: a machine may be busy. `python -m benchmarks.startup` has the seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from newsarchive.cli import main, options, output
from newsarchive.exports import warc_files
from newsarchive.storage.queries import run_query
from tests.cli.running import ROOT, environment

# Runs commands in one process; prints which packages not of Python itself, and which modules that read texts,
# each has imported by its end.
LOADED = """
import json, sys

def foreign():
    modules = list(sys.modules.items())
    places = {name: str(getattr(module, "__file__", None)) for name, module in modules}
    texts = {name for name in places if name.startswith("newsarchive.text.")}
    return {name.partition(".")[0] for name, place in places.items() if "site-packages" in place} | texts

at_start = foreign()
from newsarchive.cli import main

told = {}
for words in json.loads(sys.argv[1]):
    try:
        main(words, standalone_mode=False)
    except SystemExit as ended:
        assert not ended.code, words
    told[" ".join(words)] = sorted(foreign() - at_start)
print("\\n" + json.dumps(told))
"""
LIGHT = {"click", "pythonjsonlogger"}
# What a query on SQLite needs no part of.
HEAVY = {
    *("scrapy", "twisted", "numpy", "lxml", "trafilatura", "htmldate", "py3langid", "pydantic", "psycopg"),
    *("pyarrow", "opencc", "apscheduler", "prometheus_client", "pebble", "feedparser", "warcio"),
}


def all_commands() -> list[list[str]]:
    """Return the words of every command and subcommand."""
    found: list[list[str]] = [[]]
    for words in found:
        command: click.Command = main
        for word in words:
            assert isinstance(command, click.Group)
            command = command.commands[word]
        if isinstance(command, click.Group):
            found += [[*words, name] for name in command.commands]
    return found


def loaded_after(words: list[list[str]], cwd: Path, **variables: str) -> dict[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, json.dumps(words)],
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return {command: set(packages) for command, packages in told.items()}


def test_help_and_version_import_no_library_but_click() -> None:
    commands = all_commands()
    assert ["crawl"] in commands
    assert ["db", "upgrade"] in commands
    asked = [["--version"], *([*words, "--help"] for words in commands)]
    loaded = loaded_after(asked, ROOT)
    assert {command: packages - LIGHT for command, packages in loaded.items() if packages - LIGHT} == {}


def test_a_query_imports_what_a_database_needs(tmp_path: Path, sqlite_url: str) -> None:
    loaded = loaded_after([["query", "SELECT 1"]], tmp_path, NEWSARCHIVE_DATABASE_URL=sqlite_url)
    packages = loaded["query SELECT 1"]
    assert "sqlalchemy" in packages  # what is imported is seen
    assert packages & HEAVY == set()


def test_what_looks_at_sources_watches_and_incidents_imports_nothing_that_reads_articles(
    tmp_path: Path, sqlite_url: str
) -> None:
    """That takes a second of processor time: regexes, lists of names, weights."""
    (tmp_path / "sources").mkdir()
    looking = [
        ["status"],
        ["watches", "list"],
        ["schedule", "--list"],
        ["incidents"],
    ]
    keeping = [["db", "verify"], ["db", "backup", str(tmp_path / "copy.db")], ["db", "prune"]]
    loaded = loaded_after(
        [*looking, *keeping, ["reprocess"]],
        tmp_path,
        NEWSARCHIVE_DATABASE_URL=sqlite_url,
        NEWSARCHIVE_SOURCES=str(tmp_path / "sources"),
    )
    reading = {
        "newsarchive.text.metadata",
        "newsarchive.text.furniture",
        "newsarchive.text.boilerplate",
        "numpy",
    }
    for words in (*looking, *keeping):
        assert loaded[" ".join(words)] & reading == set(), words
    assert loaded["reprocess"] & reading  # what is imported is seen


def test_the_forms_named_to_people_are_those_that_are_written() -> None:
    assert tuple(output.WRITERS) == options.OUTPUT_FORMS
    assert warc_files.WARC_SIZE == options.WARC_BYTES


def test_an_archive_on_sqlite_is_asked_without_the_libraries_of_postgresql() -> None:
    assert not hasattr(run_query, "psycopg")
    code = "import sys; sys.modules['psycopg'] = None; import newsarchive.storage.queries.run_query"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_query_that_searches_for_no_words_does_not_load_what_cuts_texts_into_words() -> None:
    code = "import sys, newsarchive.cli.query; sys.exit('newsarchive.words' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_name_the_archive_does_not_have_is_an_error() -> None:
    with pytest.raises(ImportError, match="open_box"):
        exec("from newsarchive.storage import open_box")

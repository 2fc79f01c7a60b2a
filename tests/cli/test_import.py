"""`newsarchive import pages` as an operator runs it, kills it, and runs it again."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.inside import run
from tests.cli.running import FORKED, environment
from tests.databases import make_sqlite_archive
from tests.forking import ForkedProcess
from tests.imports.making import STORY, Saved, html
from tests.processes import family, still_alive
from tests.text.boilerplate.making import NOTICE, sentences

PAGES = 160
CONTENT = (
    "SELECT url, revision, title, text, authors, fetched_at FROM article_history ORDER BY url, revision",
    "SELECT url, title, first_seen_at, last_seen_at, revision, source FROM current_articles ORDER BY url",
    "SELECT url, fetched_at, outcome, reason, body_sha256, payload_sha256 FROM fetches ORDER BY 1, 2, 3, 5",
    "SELECT url, place, kind, rule, text FROM removed_text ORDER BY 1, 2, 3, 4, 5",
)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Pages of two sources; every fourth address has three captures, one of which comes back."""
    saved = Saved(tmp_path)
    for number in range(PAGES):
        for edition in (1, 2, 1) if number % 4 == 0 else (1,):
            saved.add(
                f"{number}.{edition}.{len(saved.lines)}.html",
                html(paragraphs=(*STORY * 4, f"Edition {edition}: boat {number} sails at noon.", NOTICE)),
                url=f"https://{'bay' if number % 2 else 'cape'}.example/{number}",
                fetched_at=f"2026-03-{len(saved.lines) % 27 + 1:02}T08:00:00Z",
            )
    return saved.manifest()


def archive(folder: Path, name: str) -> str:
    return make_sqlite_archive(folder / f"{name}.db")


def content(folder: Path, name: str) -> list[list[Any]]:
    connection = sqlite3.connect(folder / f"{name}.db")
    try:
        return [connection.execute(sql).fetchall() for sql in CONTENT]
    finally:
        connection.close()


def import_pages(folder: Path, url: str, manifest: str = "in.jsonl", **more: str) -> tuple[int, str, str]:
    """Import within this process, which has read pages before: each new worker takes a second to begin."""
    variables = {"NEWSARCHIVE_DATABASE_URL": url, "NEWSARCHIVE_WORKERS": "0", **more}
    return run("import", "pages", manifest, cwd=folder, variables=variables)


def taught(folder: Path, name: str) -> str:
    """Return an archive that has learned from other pages of both hosts what stands below every story."""
    saved = Saved(folder)
    for number in range(12):
        page = html(title=f"Lamp {number}", paragraphs=(*sentences(number), NOTICE))
        url = f"https://{'bay' if number % 2 else 'cape'}.example/a{number}"
        saved.add(f"{number}.first", page, url=url, fetched_at="2026-03-01T08:00:00Z")
    saved.manifest("first.jsonl")
    url = archive(folder, name)
    assert import_pages(folder, url, "first.jsonl")[0] == 0
    return url


def table(err: str) -> dict[str, int]:
    told = (line for line in err.splitlines() if not line.startswith("import:"))  # progress
    rows = (line.rsplit(maxsplit=1) for line in told if line[-1:].isdigit())
    return {row[0]: int(row[1].replace(",", "")) for row in rows if len(row) == 2}


def test_every_page_is_accounted_for_and_again_changes_nothing(tmp_path: Path, manifest: Path) -> None:
    url = archive(tmp_path, "a")
    code, out, err = import_pages(tmp_path, url, NEWSARCHIVE_WORKERS="")  # as many as there are processors
    assert (code, out) == (0, "")
    rows = table(err)
    lines = rows.pop("pages in the manifest")
    assert (lines, sum(rows.values())) == (PAGES * 3 // 2, PAGES * 3 // 2)
    assert rows["new"] == PAGES
    before = content(tmp_path, "a")
    code, _, err = import_pages(tmp_path, url)
    assert code == 0
    assert table(err)["already there"] == lines
    assert content(tmp_path, "a") == before


def test_killed_at_any_moment_it_ends_in_the_same_archive(tmp_path: Path, manifest: Path) -> None:
    import_pages(tmp_path, taught(tmp_path, "whole"))
    url = taught(tmp_path, "killed")
    for attempt in range(2):
        with ForkedProcess(
            [*FORKED, "import", "pages", "in.jsonl"],
            cwd=tmp_path,
            env=environment(NEWSARCHIVE_DATABASE_URL=url),
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(0.3 + attempt * 0.6)
            everyone = family(process.pid)
            process.kill()
        assert still_alive(everyone) == set()
    assert import_pages(tmp_path, url)[0] == 0
    assert content(tmp_path, "killed") == content(tmp_path, "whole")
    texts = [row[3] for row in content(tmp_path, "killed")[0] if not row[2].startswith("Lamp")]
    assert len(texts) > PAGES
    assert not any(NOTICE in text for text in texts)


def test_selectors_of_declared_sources_are_used(tmp_path: Path) -> None:
    saved = Saved(tmp_path)
    saved.add("bay.html", html(), url="https://bay.example/1", source="bay")
    saved.add("cape.html", html(), url="https://cape.example/1", source="cape")
    saved.manifest()
    sources = tmp_path / "sources"
    sources.mkdir()
    declaration = 'title = "Bay"\naddresses = { urls = ["https://bay.example/"] }\n[extraction]\n'
    (sources / "bay.toml").write_text(declaration + 'remove = ["p:first-of-type", ".none"]\n')
    (sources / "other.toml").write_text("wrong but not asked for")
    variables = {
        "NEWSARCHIVE_DATABASE_URL": archive(tmp_path, "a"),
        "NEWSARCHIVE_SOURCES": str(sources),
    }
    code, _, err = run("import", "pages", "in.jsonl", cwd=tmp_path, variables=variables)
    assert code == 0, err
    assert "selector extraction.remove[2] found nothing on 1 pages" in err
    texts = {row[0]: row[3] for row in content(tmp_path, "a")[0]}
    assert texts["https://bay.example/1"].split("\n") == list(STORY[1:])
    assert texts["https://cape.example/1"].split("\n") == list(STORY)
    (sources / "bay.toml").write_text(declaration + 'remove = ["p >"]\n')
    code, _, err = run("import", "pages", "in.jsonl", cwd=tmp_path, variables=variables)
    assert code == 2
    assert "extraction.remove[1] = 'p >'" in err


def test_sigterm_stores_what_is_in_hand_and_exits_3(tmp_path: Path, manifest: Path) -> None:
    url = archive(tmp_path, "a")
    with ForkedProcess(
        [*FORKED, "import", "pages", "in.jsonl"],
        cwd=tmp_path,
        env=environment(NEWSARCHIVE_DATABASE_URL=url, NEWSARCHIVE_WORKERS="1"),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not content(tmp_path, "a")[0]:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 3, err
    rows = table(err)
    assert rows["not reached"] > 0
    assert rows["new"] == len({row[0] for row in content(tmp_path, "a")[0]})
    assert "goes on from here" in err


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ({"NEWSARCHIVE_DATABASE_URL": "sqlite:///none/a.db"}, 4, "none/a.db"),
        ({"NEWSARCHIVE_WORKERS": "many"}, 2, "NEWSARCHIVE_WORKERS is 'many'"),
        ({"NEWSARCHIVE_DATABASE_URL": "oracle://x"}, 2, "NEWSARCHIVE_DATABASE_URL"),
    ],
)
def test_what_is_set_wrongly_is_told(
    tmp_path: Path, manifest: Path, variables: dict[str, str], code: int, said: str
) -> None:
    given = {"NEWSARCHIVE_DATABASE_URL": archive(tmp_path, "a")} | variables
    found, out, err = run("import", "pages", "in.jsonl", cwd=tmp_path, variables=given)
    assert (found, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_a_bad_manifest_is_exit_2_before_the_archive_is_opened(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("{}\n")
    code, _, err = import_pages(tmp_path, f"sqlite:///{tmp_path}/none.db")
    assert code == 2
    assert "line 1: 'id' is missing" in err
    assert not (tmp_path / "none.db").exists()


def test_addresses_that_are_none_are_told_and_kept(tmp_path: Path) -> None:
    saved = Saved(tmp_path)
    saved.add("a.html", html(), url="hard::bay.example")
    saved.manifest()
    code, _, err = import_pages(tmp_path, archive(tmp_path, "a"))
    assert code == 0
    assert "1 pages have a url that is not http(s)" in err
    assert content(tmp_path, "a")[0][0][0] == "hard::bay.example"

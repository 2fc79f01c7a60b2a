"""`newsarchive import warc` as an operator runs it: files of wget, kills, and files that are none."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from newsarchive.newsroom.library import all_pages
from tests.cli import inside
from tests.cli.running import FORKED, environment, run
from tests.databases import make_sqlite_archive
from tests.forking import ForkedProcess
from tests.imports.making import STORY, html
from tests.imports.warc_making import Warc
from tests.newsroom_visits import Newsroom
from tests.processes import family, still_alive

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = (
    "SELECT url, canonical_url, title, text, authors, editor, outlet, dateline, published_at,"
    " published_offset, modified_at, language, script, mirror, repairs, removed_blocks, revision,"
    " withdrawn_at FROM current_articles ORDER BY url"
)
CONTENT = (
    "SELECT url, revision, title, text, fetched_at FROM article_history ORDER BY url, revision",
    "SELECT url, fetched_at, outcome, status, reason, body_sha256 FROM fetches ORDER BY 1, 2, 3, 4, 5",
    "SELECT url, state, relation FROM urls ORDER BY url",
)


ASKED = (
    "SELECT DISTINCT f.url FROM fetches AS f JOIN urls AS u ON u.id = f.url_id"
    " WHERE u.kind = 'article' AND f.status IS NOT NULL ORDER BY f.url"
)


def queried(sql: str, folder: Path, variables: dict[str, str]) -> str:
    code, found, said = inside.run("query", sql, "--format", "csv", cwd=folder, variables=variables)
    assert code == 0, said
    return found


def content(file: Path) -> list[list[Any]]:
    connection = sqlite3.connect(file)
    try:
        return [connection.execute(sql).fetchall() for sql in CONTENT]
    finally:
        connection.close()


def archive(folder: Path, name: str) -> dict[str, str]:
    return {"NEWSARCHIVE_DATABASE_URL": make_sqlite_archive(folder / f"{name}.db")}


@pytest.mark.xdist_group("newsroom")
def test_what_wget_recorded_imports_to_the_articles_of_a_crawl(
    newsroom_visits: Newsroom, tmp_path: Path
) -> None:
    if shutil.which("wget") is None:
        pytest.skip("SKIPPED FOR WANT OF wget: its WARC files are not tested (apt-get install wget)")
    crawled = {"NEWSARCHIVE_DATABASE_URL": f"sqlite:///{newsroom_visits.visits[0].archive}"}
    (tmp_path / "urls.txt").write_text(queried(ASKED, tmp_path, crawled).partition("\n")[2])
    command = [sys.executable, "-m", "newsarchive.newsroom", "--port", "0"]
    with ForkedProcess(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        port = server.stdout.readline().split()[1]
        wget = ["wget", "-q", "-i", "urls.txt", "--warc-file=w", "-O", "/dev/null", "-e", "robots=off"]
        proxy = {"http_proxy": f"http://127.0.0.1:{port}", "no_proxy": ""}
        subprocess.run(wget, cwd=tmp_path, env=environment(**proxy), check=False, timeout=60)
        server.terminate()
    imported = archive(tmp_path, "imported")
    code, out, err = run("import", "warc", "w.warc.gz", cwd=tmp_path, variables=imported)
    assert (code, out) == (0, ""), err
    found = queried(ARTICLES, tmp_path, imported)
    assert found == queried(ARTICLES, tmp_path, crawled)
    assert found.count("\nhttp") == sum(page.verdict == "article" for page in all_pages())


def test_killed_at_any_moment_it_ends_in_the_same_archive(tmp_path: Path) -> None:
    warc = Warc()
    for number in range(60):
        url = f"https://bay.example/{number % 50}"
        page = html(paragraphs=(*STORY, f"Boat {number} sails at noon from the new pier."))
        at = f"2026-03-{number // 10 + 1:02}T08:00:00Z"
        if number % 7 == 3:
            warc.add(url, status="404 Not Found", at=at, headers=())
        elif number % 7 == 5:
            moved = (("Location", f"/{(number + 1) % 50}"),)
            warc.add(url, status="301 Moved", at=at, headers=moved)
        else:
            warc.add(url, page, at=at)
    warc.write(tmp_path / "in.warc.gz")
    whole, killed = archive(tmp_path, "whole"), archive(tmp_path, "killed")
    assert inside.run("import", "warc", "in.warc.gz", cwd=tmp_path, variables=whole)[0] == 0
    for attempt in range(2):
        with ForkedProcess(
            [*FORKED, "import", "warc", "in.warc.gz"],
            cwd=tmp_path,
            env=environment(**killed),
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(0.3 + attempt * 0.6)
            everyone = family(process.pid)
            process.kill()
        assert still_alive(everyone) == set()
    assert inside.run("import", "warc", "in.warc.gz", cwd=tmp_path, variables=killed)[0] == 0
    assert content(tmp_path / "killed.db") == content(tmp_path / "whole.db")


def test_a_file_that_is_no_warc_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(html())
    code, _, err = inside.run("import", "warc", "page.html", cwd=tmp_path, variables=archive(tmp_path, "a"))
    assert (code, "Traceback" in err) == (2, False)
    assert "page.html" in err


def test_a_file_that_is_not_read_to_its_end_exits_3(tmp_path: Path) -> None:
    """A script that looks at the exit code alone knows that the rest of the file is missing."""
    warc = Warc()
    for number in range(4):
        warc.add(f"https://bay.example/{number}", html(f"Bay {number}", STORY))
    whole = warc.write(tmp_path / "whole.warc")
    holed = tmp_path / "holed.warc"
    holed.write_bytes(b"".join([*warc.records[:2], b"no record\r\n\r\n", *warc.records[2:]]))
    variables = archive(tmp_path, "holed")
    code, _, said = inside.run("import", "warc", str(holed), cwd=tmp_path, variables=variables)
    assert code == 3, said
    assert "holed.warc could not be read to its end: no WARC record at byte" in said
    assert "the records before the damage are stored" in said
    stored = "SELECT count(*) AS n FROM current_articles"
    assert queried(stored, tmp_path, variables) == "n\n2\n"
    code, _, said = inside.run("import", "warc", str(whole), cwd=tmp_path, variables=variables)
    assert code == 0, said
    assert queried(stored, tmp_path, variables) == "n\n4\n"

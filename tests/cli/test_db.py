"""`newsarchive db` as a shell runs it: what it prints, and its exit codes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.errors import ConfigurationError
from newsarchive.lifecycle import CrawlKind
from newsarchive.sources import source_names
from newsarchive.storage import open_archive
from tests.cli import running
from tests.cli.inside import run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project: a folder with a `scrapy.cfg`."""
    (tmp_path / "scrapy.cfg").write_text("[settings]\n", encoding="utf-8")
    return tmp_path


def test_upgrade_makes_var_and_the_archive_only(project: Path) -> None:
    (project / "below").mkdir()
    given = {"NEWSARCHIVE_DATABASE_URL": ""}
    code, out, err = running.run("db", "upgrade", cwd=project / "below", variables=given)
    assert (code, out) == (0, ""), err
    assert (project / "var" / "newsarchive.db").is_file()
    assert run("db", "upgrade", cwd=project)[0] == 0


def test_no_other_folder_is_made(project: Path) -> None:
    code, out, err = run(
        "db", "upgrade", cwd=project, variables={"NEWSARCHIVE_DATABASE_URL": "sqlite:///deep/down/a.db"}
    )
    assert (code, out) == (4, "")
    assert f"mkdir -p '{project}/deep/down'" in err
    assert not (project / "deep").exists()


@pytest.mark.parametrize("word", ["status", "check"])
def test_missing_archive(project: Path, word: str) -> None:
    code, _, err = run("db", word, cwd=project)
    assert code == 4
    assert "newsarchive db upgrade" in err
    assert "Traceback" not in err
    assert not (project / "var").exists()


def test_down_needs_leave_to_lose_data_then_up_again(project: Path) -> None:
    run("db", "upgrade", "0012_watch_health", cwd=project)
    code, _, err = run("db", "downgrade", "-1", cwd=project)
    assert code == 2
    assert "which sources need a browser" in err
    assert "--yes-lose-data" in err
    assert run("db", "downgrade", "-1", "--yes-lose-data", cwd=project)[0] == 0
    assert run("db", "status", cwd=project)[1].count("behind") == 1
    assert run("db", "downgrade", "base", cwd=project)[0] == 2
    assert run("db", "downgrade", "base", "--yes-lose-data", cwd=project)[0] == 0
    assert run("db", "upgrade", "+1", cwd=project)[0] == 0
    assert run("db", "downgrade", "-5", cwd=project)[0] == 2
    assert run("db", "upgrade", "nowhere", cwd=project)[0] == 2


def test_check_is_clean_or_lists_differences(project: Path) -> None:
    run("db", "upgrade", cwd=project)
    assert run("db", "check", cwd=project)[:2] == (0, "")
    connection = sqlite3.connect(project / "var" / "newsarchive.db")
    connection.execute("DROP VIEW removed_text")
    connection.close()
    code, out, _ = run("db", "check", cwd=project)
    assert (code, out) == (4, "view removed_text is missing\n")


def test_an_archive_that_is_ahead_is_refused_by_every_command(project: Path) -> None:
    run("db", "upgrade", cwd=project)
    connection = sqlite3.connect(project / "var" / "newsarchive.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099_future'")
    connection.close()
    for words in (["upgrade"], ["upgrade", "+1"], ["downgrade", "-1"], ["verify"]):
        code, out, err = run("db", *words, cwd=project)
        assert (code, out) == (4, ""), words
        assert "is ahead of this code: it is at 0099_future, known is 00" in err
        assert "newer one" in err


def test_a_revision_that_is_none_is_told_with_those_there_are(project: Path) -> None:
    run("db", "upgrade", "0012_watch_health", cwd=project)
    for words in (["upgrade", "nowhere"], ["downgrade", "nowhere"]):
        code, _, err = run("db", *words, cwd=project)
        assert code == 2
        assert "No such step: 'nowhere' is no revision" in err
        assert "from 0001_" in err
        assert len(err) < 300
        assert "Can't locate" not in err


def test_check_of_a_file_without_archive_is_one_line(project: Path) -> None:
    (project / "var").mkdir()
    (project / "var" / "newsarchive.db").touch()
    code, out, err = run("db", "check", cwd=project)
    assert (code, out) == (4, "")
    assert "contains no archive yet" in err
    assert "newsarchive db upgrade" in err


def test_what_is_of_another_kind_is_not_said_to_be_missing(project: Path) -> None:
    (project / "plain").touch()
    for url, said in (
        (f"sqlite:///{project}", f"{project} is a folder"),
        (f"sqlite:///{project}/plain/a.db", f"{project}/plain is a file"),
    ):
        for word in ("status", "upgrade"):
            code, _, err = run("db", word, cwd=project, variables={"NEWSARCHIVE_DATABASE_URL": url})
            assert code == 4
            assert said in err
            assert "mkdir" not in err
    with pytest.raises(ConfigurationError, match="is a file, not a folder"):
        source_names(project / "plain")


def test_help_about_the_url_is_not_masked(project: Path) -> None:
    code, _, err = run("db", "status", cwd=project, variables={"NEWSARCHIVE_DATABASE_URL": "foo"})
    assert code == 2
    assert "postgresql://USER@HOST/DATABASE" in err


def test_status_tells_a_crawl_at_work_from_one_that_died(project: Path) -> None:
    run("db", "upgrade", cwd=project)
    archive = open_archive(f"sqlite:///{project}/var/newsarchive.db")
    archive.crawls.begin("lantern", CrawlKind.CRAWL, clock.now())
    archive.close()
    assert "at work" in run("db", "status", cwd=project)[1]
    connection = sqlite3.connect(project / "var" / "newsarchive.db")
    with connection:  # silent for long, as an import is amid images, and at work all the same
        connection.execute("UPDATE crawls SET heartbeat_at = '2026-01-01 00:00:00.000000'")
    assert "at work" in run("db", "status", cwd=project)[1]
    with connection:
        connection.execute("UPDATE crawls SET process_started = '1'")  # its number is another process's now
    connection.close()
    [line] = [one for one in run("db", "status", cwd=project)[1].splitlines() if "crawl of lantern" in one]
    assert line.startswith("died: ")
    assert "last alive at" in line


def test_status_never_shows_a_password(project: Path) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/none"
    code, out, err = run("db", "status", cwd=project, variables={"NEWSARCHIVE_DATABASE_URL": url})
    assert code == 4
    assert "secret" not in out + err
    assert "127.0.0.1" in err


def test_address_of_no_database(project: Path) -> None:
    code, _, err = run("db", "upgrade", cwd=project, variables={"NEWSARCHIVE_DATABASE_URL": "mysql://x/y"})
    assert code == 2
    assert "postgresql://" in err

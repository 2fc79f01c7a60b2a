"""`newsarchive worker` where it cannot work: said at once, and what to do."""

from __future__ import annotations

from pathlib import Path

from tests.cli.crawling import Project


def test_sqlite_is_refused_with_a_way_out(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for arguments in ((), ("--status",)):
        done = project.run("worker", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "is a SQLite file" in done.stderr
        assert "newsarchive schedule" in done.stderr
        assert "Traceback" not in done.stderr


def test_before_and_after_db_upgrade(empty_postgres_url: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.declare("one", 'addresses = { urls = ["http://h.example/a"] }\n')
    place = {"NEWSARCHIVE_DATABASE_URL": empty_postgres_url}
    for arguments in ((), ("--status",)):
        done = project.run("worker", *arguments, **place)
        assert (done.returncode, done.stdout) == (4, ""), done.stderr
        assert "newsarchive db upgrade" in done.stderr
    assert "schema jobs" in project.run("db", "upgrade", **place).stderr
    done = project.run("worker", "--status", **place)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if " " not in line and line] == [
        "workers",
        "jobs",
        "sources",
    ]
    down = project.run("db", "downgrade", "base", "--yes-lose-data", **place)
    assert down.returncode == 0, down.stderr
    assert project.run("worker", "--status", **place).returncode == 4

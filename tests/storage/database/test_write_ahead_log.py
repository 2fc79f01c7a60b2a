"""SQLite's log is emptied in time though somebody always reads, and waited for no longer than is said."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import make_engine
from newsarchive.storage.database.location import parsed
from newsarchive.storage.database.write_ahead_log import LogKeeper

LARGEST = 200_000  # bytes
DAYS = text("SELECT count(*) FROM calendar")


@pytest.fixture
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr("newsarchive.storage.database.database.LARGEST_LOG", LARGEST)
    opened = Database(parsed(sqlite_url), wait=5)
    yield opened
    opened.close()


def log_of(database: Database) -> int:
    log = Path(f"{database.location.database}-wal")
    return log.stat().st_size if log.exists() else 0


class Reader(threading.Thread):
    """Reads one state for so many seconds."""

    def __init__(self, database: Database, seconds: float) -> None:
        super().__init__(daemon=True)
        self.reads = threading.Event()
        self._database = database
        self._seconds = seconds

    def run(self) -> None:
        with self._database.snapshot() as connection:
            connection.execute(DAYS)
            self.reads.set()
            time.sleep(self._seconds)


def write(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE IF NOT EXISTS filling (value TEXT)"))
    connection.execute(text("INSERT INTO filling VALUES (hex(randomblob(150000)))"))


def test_it_is_emptied_when_nobody_reads_older_states(database: Database) -> None:
    with database.writing() as connection:
        write(connection)
    assert log_of(database) == 0


def test_who_writes_waits_for_a_question_to_end(database: Database) -> None:
    reader = Reader(database, 0.5)
    reader.start()
    assert reader.reads.wait(5)
    with database.writing() as connection:
        write(connection)
    assert log_of(database) == 0
    reader.join()
    with database.reading() as connection:
        assert connection.execute(text("SELECT length(value) FROM filling")).scalar() == 300_000


def test_a_reading_without_end_is_waited_for_once_and_nothing_is_lost(sqlite_url: str) -> None:
    database = Database(parsed(sqlite_url), wait=5)
    engine = make_engine(parsed(sqlite_url), wait=5)
    keeper = LogKeeper(Path(str(parsed(sqlite_url).database)), largest=LARGEST, wait=0.2)
    with database.snapshot() as reading:
        reading.execute(DAYS)
        with database.writing() as connection:
            write(connection)
        full = log_of(database)
        assert full > LARGEST
        assert not keeper.keep_short(engine)  # it waited, in vain
        tried = list[str]()
        event.listen(engine, "before_cursor_execute", lambda *given: tried.append(given[2]))
        assert not keeper.keep_short(engine)  # not before it has grown by a quarter
        assert tried == []
        assert log_of(database) == full
    with database.writing() as connection:
        write(connection)
    assert keeper.keep_short(engine)
    assert log_of(database) == 0
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5_000
        assert connection.execute(text("SELECT count(*) FROM filling")).scalar() == 2
    engine.dispose()
    database.close()


def test_an_archive_that_is_gone_is_no_error_of_the_log(tmp_path: Path) -> None:
    engine = make_engine(parsed(f"sqlite:///{tmp_path}/none.db"), wait=5)
    keeper = LogKeeper(tmp_path / "none.db", largest=1)
    assert not keeper.keep_short(engine)
    (tmp_path / "none.db-wal").write_bytes(b"no log")
    (tmp_path / "none.db").write_bytes(b"no archive" * 500)
    assert not keeper.keep_short(engine)
    engine.dispose()

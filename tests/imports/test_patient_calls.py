"""An import waits for an archive that is away, says so, and gives up after its patience or at a stop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsarchive.errors import ArchiveLockedError, ArchiveUnavailableError, NewsarchiveError, SourceBusyError
from newsarchive.imports.patient_calls import PatientCalls

AWAY = ArchiveUnavailableError("The archive cannot be reached: the server closed the connection.")


def failing(times: int, error: NewsarchiveError) -> Callable[[str], str]:
    left = [error] * times

    def call(value: str) -> str:
        if left:
            raise left.pop()
        return value

    return call


@pytest.mark.parametrize("error", [AWAY, ArchiveLockedError("locked")])
def test_an_archive_that_comes_back_costs_nothing_and_is_told_once(error: NewsarchiveError) -> None:
    said: list[str] = []
    patiently = PatientCalls(say=said.append, stopping=lambda: False, patience=5, pause=0.01)
    assert patiently(failing(3, error), "done") == "done"
    assert [line.rpartition(". ")[2] or line for line in said] == [
        "The import waits for it, 5 s at most.",
        "The archive can be used again; the import goes on.",
    ]


def test_patience_ends() -> None:
    patiently = PatientCalls(say=print, stopping=lambda: False, patience=0.05, pause=0.01)
    with pytest.raises(ArchiveUnavailableError):
        patiently(failing(10_000, AWAY), "never")


def test_a_stop_ends_it_at_once() -> None:
    patiently = PatientCalls(say=print, stopping=lambda: True, patience=60, pause=60)
    with pytest.raises(ArchiveUnavailableError):
        patiently(failing(1, AWAY), "never")


def test_other_errors_are_not_waited_for() -> None:
    patiently = PatientCalls(say=print, stopping=lambda: False, patience=60, pause=60)
    with pytest.raises(SourceBusyError):
        patiently(failing(1, SourceBusyError("considered dead")), "never")

"""Pins rise to what is measured and never fall, and the file keeps what a person wrote into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.evaluation.floors import Floor, fallen, pin_for, raised, read_floors, write_floors

SHARES = st.floats(0, 1)


def test_a_pin_rises_to_the_measured_value_less_a_margin() -> None:
    new = raised({"a.F1": Floor("a.F1", contract=0.9, pinned=0.8)}, {"a.F1": (0.85, 500)})
    assert new["a.F1"] == Floor("a.F1", contract=0.9, pinned=0.848)


def test_a_pin_does_not_fall() -> None:
    floors = {"a.F1": Floor("a.F1", pinned=0.8)}
    assert raised(floors, {"a.F1": (0.7, 500)}) == floors


def test_a_reason_goes_when_the_pin_it_explains_is_raised() -> None:
    low = Floor("a.F1", pinned=0.5, reason="the corpus lost its easy pages")
    assert raised({"a.F1": low}, {"a.F1": (0.5, 500)})["a.F1"].reason == low.reason
    assert raised({"a.F1": low}, {"a.F1": (0.8, 500)})["a.F1"].reason is None


def test_a_number_without_a_floor_gets_one() -> None:
    assert raised({}, {"new.tN": (0.5, 10)})["new.tN"].pinned == 0.49


@pytest.mark.parametrize(("pages", "pin"), [(400, 0.898), (80, 0.896), (30, 0.89)])
def test_few_pages_have_a_wide_margin(pages: int, pin: float) -> None:
    assert pin_for(0.9, pages) == pin


def test_once_reached_the_contract_is_held() -> None:
    assert pin_for(0.901, 30, contract=0.9) == 0.9
    assert pin_for(0.899, 30, contract=0.9) == 0.889


@given(SHARES, st.integers(1, 1000), st.none() | SHARES)
def test_what_was_measured_never_fails_its_own_pin(value: float, pages: int, contract: float | None) -> None:
    assert pin_for(value, pages, contract) <= value


def test_the_file_comes_back_as_written(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text("# Why they are here.\n", encoding="utf-8")
    floors = [
        Floor("a.F1", 0.975, 0.96),
        Floor("b.tN", None, 0.5, 'the "old" gold was wrong'),
        Floor("c.d", 0.9),
    ]
    write_floors(floors, file)
    assert list(read_floors(file).values()) == floors
    assert file.read_text("utf-8").startswith("# Why they are here.\n")


def test_our_own_file_is_as_the_command_writes_it(tmp_path: Path) -> None:
    copy = tmp_path / "floors.toml"
    from_repository = Path(__file__).parents[3] / "benchmarks" / "evaluation" / "floors.toml"
    copy.write_text(from_repository.read_text("utf-8"), encoding="utf-8")
    write_floors(read_floors(copy).values(), copy)
    assert copy.read_text("utf-8") == from_repository.read_text("utf-8")


def test_what_is_below_its_pin_is_told() -> None:
    floors = {"a.F1": Floor("a.F1", pinned=0.8), "b.F1": Floor("b.F1", pinned=0.8), "c.F1": Floor("c.F1")}
    told = fallen(floors, {"a.F1": (0.79, 500), "b.F1": (0.8, 500), "c.F1": (0.1, 5), "d.F1": (0.1, 5)})
    assert told == ["a.F1 fell to 0.7900: 0.8 is pinned in benchmarks/evaluation/floors.toml"]

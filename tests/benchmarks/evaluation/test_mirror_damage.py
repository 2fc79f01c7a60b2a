"""The damage is the documented one, the same every time, and nothing that a reader could overlook."""

from __future__ import annotations

import pytest

from benchmarks.evaluation.mirror_damage import MODES, Plan, damage, damage_by, decode, traditional
from tests.text.mirror.texts import NEWS

PAGE = "\n".join(NEWS)


@pytest.mark.parametrize("mode", MODES)
def test_same_seed_same_damage(mode: str) -> None:
    assert damage(PAGE, mode, 3) == damage(PAGE, mode, 3) != PAGE


def test_seeds_differ() -> None:
    assert damage(PAGE, "half noted", 1) != damage(PAGE, "half noted", 2)


def test_one_to_one_conversion() -> None:
    assert "".join(map(traditional, "机体种价网发现")) == "機體種價網發現"
    assert "".join(map(traditional, "后里于系制采面余")) == "后里于系制采面余"
    assert "".join(map(traditional, "台准广着")) == "臺準廣著"


def test_aligned_note() -> None:
    assert damage_by("机器", Plan(density=1.0)) in {"機(jī)器", "機(qí)器"}


def test_note_out_of_step() -> None:
    """个's lead byte after 犯's trail byte is 競: the documented wreckage, its note put in by hand."""
    raw = "侵犯個人".encode("gbk").replace("競".encode("gbk"), "競(jìng)".encode("gbk"))
    assert decode(raw) == "侵犯?jìng)€人"


def test_cut_out_of_step() -> None:
    """A full-width exclamation mark hides between the bytes of 。 and 《."""
    found = damage_by("他说。《今天》", Plan(convert=False, cuts=1.0))
    assert found.startswith("他说?")
    assert "！" in found
    assert any(char < "\x09" for char in found)
    assert damage_by("他说。《今天》", Plan(convert=False, cuts=0.0)) == "他说。《今天》"


def test_lost_controls_and_torn_tags() -> None:
    cut = Plan(convert=False, cuts=1.0, markup=True, stripped=True)
    found = damage_by("他说。《今天》好", cut)
    assert found.endswith("/p>")
    assert not any(char < "\x09" for char in found)
    assert damage_by("今天好", cut) == "今天好"

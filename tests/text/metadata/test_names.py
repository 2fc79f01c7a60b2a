"""People told from agencies, roles and logins."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.person_names import is_han_name, people


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (["By Mara Quist and Jon Bell"], ("Mara Quist", "Jon Bell")),
        (["Von Mara Quist, Jon Bell"], ("Mara Quist", "Jon Bell")),
        (["admin"], ()),
        (["Reuters", "Mara Quist"], ("Mara Quist",)),
        (["https://www.facebook.com/mara"], ()),
        (["mara@bay.example"], ()),
        (["The Bay Courier"], ()),
        (["Mara Quist December 9, 2024"], ("Mara Quist",)),
        (["Mara Quist", "mara quist"], ("Mara Quist",)),
        (["林晓、周明"], ("林晓", "周明")),
        (["青河日报"], ()),
    ],
)
def test_people(stated: list[str], names: tuple[str, ...]) -> None:
    assert people(stated, ["The Bay Courier"]) == names


@pytest.mark.parametrize(
    ("name", "person"),
    [("林晓", True), ("欧阳明月", True), ("玛丽·基斯特", True), ("本报记者", False), ("从青河", False)],
)
def test_han_names(name: str, person: bool) -> None:
    assert is_han_name(name) is person

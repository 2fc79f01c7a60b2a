"""What counts as a change, and how many characters it is."""

from __future__ import annotations

from typing import Any

import pytest

from newsarchive.text.differences import ComparedRevision, compare_revisions

TEXT = "The ferry to Holm runs again.\nThe pier was mended."


@pytest.mark.parametrize(
    ("title", "text", "authors", "changed"),
    [
        ("Ferry", TEXT, ("Ada",), (False, False, False, 0, 0)),
        ("Boat", TEXT, ("Ada",), (True, False, False, 0, 0)),
        ("Ferry ", TEXT.replace("\n", "\n "), ("Ada",), (False, False, False, 1, 0)),
        ("Ferry", TEXT.replace("again", "twice"), ("Ada",), (False, True, False, 5, 5)),
        ("Ferry", TEXT + "\nNew.", (), (False, True, True, 5, 0)),
        (None, "", ("Ada", "Bo"), (True, True, True, 0, len(TEXT))),
    ],
)
def test_changes(title: Any, text: str, authors: tuple[str, ...], changed: tuple[Any, ...]) -> None:
    found = compare_revisions(
        ComparedRevision("Ferry", TEXT, ("Ada",)), ComparedRevision(title, text, authors)
    )
    assert (
        *(found.changed_title, found.changed_text, found.changed_authors),
        *(found.chars_added, found.chars_removed),
    ) == changed

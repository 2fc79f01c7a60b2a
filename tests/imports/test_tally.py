"""The table adds up to the manifest, or it is a bug."""

from __future__ import annotations

import pytest

from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_import import NAMED_REFUSALS, ImportTally
from newsarchive.lifecycle import Outcome
from newsarchive.storage.interfaces.crawl_store import Saved


def test_the_rows_add_up_to_the_lines() -> None:
    tally = ImportTally(7)
    tally.add_already_there()
    tally.add_saved([Saved(url="a", outcome=Outcome.NEW), Saved(url="b", outcome=Outcome.UNCHANGED)])
    tally.add_saved(
        [Saved(url="c", outcome=Outcome.REFUSED, reason=reason) for reason in ("poison", "corrupt", "poison")]
    )
    assert not tally.complete
    assert tally.rows() == [
        ("new", 1),
        ("changed", 0),
        ("unchanged", 1),
        ("already there", 1),
        ("refused: corrupt", 1),
        ("refused: poison", 2),
        ("not reached", 1),
    ]


def test_the_first_refused_are_named() -> None:
    tally = ImportTally(20)
    for number in range(20):
        tally.add_refused(
            ManifestLine(number=number, id=f"a{number}", path="a.html"), "binary", "binary pdf: …"
        )
    tally.add_refused(ManifestLine(number=21, id="b", path="b"), "too_short", None)
    assert len(tally.first_refused) == NAMED_REFUSALS
    assert (tally.first_refused[9].id, tally.first_refused[9].why) == ("a9", "binary pdf: …")


def test_more_outcomes_than_lines_are_a_bug() -> None:
    tally = ImportTally(0)
    tally.add_already_there()
    with pytest.raises(AssertionError, match="1 outcomes for 0 lines"):
        tally.rows()

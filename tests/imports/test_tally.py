"""The table adds up to the manifest, or it is a bug."""

from __future__ import annotations

import pytest

from newsarchive.imports.page_import import ImportTally
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


def test_more_outcomes_than_lines_are_a_bug() -> None:
    tally = ImportTally(0)
    tally.add_already_there()
    with pytest.raises(AssertionError, match="1 outcomes for 0 lines"):
        tally.rows()

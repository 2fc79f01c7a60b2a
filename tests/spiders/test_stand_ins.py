"""For which answers the text of a list may stand in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsarchive.lifecycle import Outcome, UrlState
from newsarchive.spiders.stand_ins import may_stand_in
from newsarchive.storage.interfaces.crawl_store import Answer, FrontierUrl

AT = datetime(2026, 3, 20, tzinfo=UTC)
ASKED = FrontierUrl(url="http://h.example/a/1", kind="article", state=UrlState.FOUND, new=True)
ANSWER = Answer(url=ASKED.url, kind="article", outcome=Outcome.FAILED, at=AT)


@pytest.mark.parametrize(
    ("status", "expected"), [(401, True), (402, True), (403, False), (451, False), (500, False)]
)
def test_a_text_stands_in_for_closed_pages_but_not_for_those_that_law_forbids(
    status: int, expected: bool
) -> None:
    assert may_stand_in(replace(ANSWER, status=status), ASKED) is expected


def test_a_text_stands_in_only_for_what_was_never_stored() -> None:
    gone = replace(ANSWER, outcome=Outcome.GONE, status=404)
    assert may_stand_in(gone, ASKED)
    assert not may_stand_in(gone, replace(ASKED, first_stored_at=AT))

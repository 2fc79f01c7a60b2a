"""Days around the headline, told without a walk over the page."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.time_choice import headline_texts, shows_other_day
from tests.text.dates.pages import tree_of


@pytest.mark.parametrize(
    ("head", "other"),
    [
        ("<p>2 May 2024</p>", False),
        ("<p>Posted 9 June 2024, seen 2 May 2024</p>", False),
        ("<p>9 June 2024</p>", True),
        ("<p>By Ann Lee</p>", False),
        ("<p>05/02/2024</p>", False),
        (f"<p>9 June 2024 {'was the day the ferry sank ' * 6}</p>", False),
    ],
)
def test_only_other_days_in_short_lines_count(head: str, other: bool) -> None:
    assert shows_other_day(tree_of(head), "2024-05-02", month_first=False, language="en") is other


def test_text_far_from_the_headline_is_not_read() -> None:
    tree = tree_of("<p>near</p>", inside="<p>far</p>" * 5, after="<script>hidden</script>")
    assert "near" in "\n".join(headline_texts(tree))
    assert "hidden" not in "\n".join(headline_texts(tree))

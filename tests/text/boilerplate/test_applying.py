"""Two readings with different knowledge are no edit; a changed sentence is one."""

from __future__ import annotations

import pytest

from newsarchive.text.boilerplate.applying import Version, is_same_reading
from tests.text.boilerplate.making import BUTTON, NOTICE, sentences

TEXT = "\n".join(sentences(1))
WITH = TEXT + "\n" + NOTICE


@pytest.mark.parametrize(
    ("stored", "now", "same"),
    [
        (Version(WITH), Version(TEXT, (NOTICE,)), True),  # the newer run knows more
        (Version(TEXT, (NOTICE,)), Version(WITH), True),  # or less
        (Version(TEXT, (NOTICE,)), Version(TEXT, (BUTTON,)), True),  # the footer changed under both
        (Version(WITH), Version(TEXT.replace("fog", "rain"), (NOTICE,)), False),
        (Version(WITH), Version(TEXT, (BUTTON,)), False),
        (Version(WITH), Version(TEXT), False),  # the publisher took the notice off
        (Version(WITH), Version(WITH), False),  # nothing was cut: not for us to say
        (Version(f"{WITH}\n{BUTTON}"), Version(TEXT, (f"{NOTICE}\n{BUTTON}",)), True),
        (Version(TEXT), Version(f"{TEXT}\n{NOTICE}", added=1), True),  # a box was taken in
        (Version(f"{TEXT}\n{NOTICE}", added=1), Version(TEXT), True),
        (Version(TEXT), Version(f"{TEXT}\n{NOTICE}\n{BUTTON}", added=1), False),
        (Version(TEXT), Version(f"{WITH}".replace("fog", "rain"), added=1), False),
        (Version(BUTTON), Version(TEXT, (BUTTON,), added=3), True),  # another box altogether
    ],
)
def test_readings(stored: Version, now: Version, *, same: bool) -> None:
    assert is_same_reading("Title", ("Ada Holm",), stored, now) == same

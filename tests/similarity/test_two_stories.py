"""What surely tells two stories apart, and what two pages of one story may differ in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from newsarchive.similarity.copy_sets import compared, is_held, relation
from newsarchive.similarity.two_stories import Stated, can_be_two, texts_differ

ONE = Stated(
    title="Meadow is to be fenced",
    words=60,
    published=datetime.fromisoformat("2026-03-13T08:10:00+01:00"),
    authors=("Ada Holm",),
)
OTHER = Stated(
    title="Sluice leaks again",
    words=60,
    published=datetime.fromisoformat("2026-03-12T17:45:00+01:00"),
    authors=("Bo Lind",),
)
UNKNOWN = replace(OTHER, published=None)


def at(stated: str) -> Stated:
    return replace(OTHER, published=datetime.fromisoformat(stated))


@pytest.mark.parametrize(
    ("other", "two"),
    [
        (OTHER, True),
        (replace(OTHER, words=5), True),
        (replace(OTHER, authors=()), True),
        (replace(OTHER, authors=ONE.authors), True),
        (UNKNOWN, True),
        # Too little to tell.
        (replace(UNKNOWN, words=19), False),
        (replace(UNKNOWN, authors=()), False),
        (replace(UNKNOWN, authors=("ADA HOLM", "Bo Lind")), False),
        (replace(UNKNOWN, authors=("Ada Holm, The Lantern",)), False),
        # One title, or none.
        (replace(OTHER, title=None), False),
        (replace(OTHER, title=" "), False),
        (replace(OTHER, title="meadow is to be  fenced"), False),
        (replace(OTHER, title="Meadow is to be fenced | The Lantern"), False),
        (replace(OTHER, title="Meadow"), False),
        # One time.
        (at("2026-03-13T08:10:00+01:00"), False),
        (at("2026-03-13T07:10:00+00:00"), False),
        (at("2026-03-13T08:10:00+00:00"), False),
        (at("2026-03-13T08:10:43+01:00"), False),
        (at("2026-03-13T08:12:00+01:00"), True),
    ],
)
def test_what_is_stated(other: Stated, two: bool) -> None:
    assert can_be_two(ONE, other) is two
    assert can_be_two(other, ONE) is two


FORM = (
    "The market of {} closed {} on {} after a session in which all of the town weighed the figures of firms."
)
LONG = "\n".join(FORM.format(town, "higher", "Monday") for town in ("Holm", "Lund", "Ekby", "Nora", "Visby"))
DRAW = "The numbers of the draw on {} are {}, and the bonus number of this draw is {}. All without warranty."


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (LONG, LONG, False),
        (LONG, f"{LONG}\nIt was the last session of the week.", False),
        (LONG, LONG.partition("\n")[0], False),
        (LONG, " ".join(LONG.split()[:14]) + " …", False),
        ("Lamp one was lit.", "Lamp one was lit. It burns.", False),
        ("Lamp one was lit.", "Lamp two was lit.", True),
        ("", LONG, False),
        # Of a form's words most are the same, of its numbers none.
        (
            DRAW.format("Monday", "3, 11, 24, 31 and 40", 7),
            DRAW.format("Monday", "2, 9, 17, 29 and 36", 5),
            True,
        ),
        (FORM.format("Holm", "higher", "Monday"), FORM.format("Lund", "lower", "Friday"), True),
    ],
)
def test_texts(one: str, other: str, differ: bool) -> None:
    assert texts_differ(one, other) is differ
    assert texts_differ(other, one) is differ


def test_what_is_held_may_be_too_little_of_it_for_a_part() -> None:
    whole = "\n".join(f"{LONG} {at}".replace("town", f"town {at}") for at in "abcdefghijklmnopqrst")
    short = " ".join(whole.split()[:18])
    assert relation(compared(short), compared(whole)) is None
    assert is_held(compared(short), compared(whole))

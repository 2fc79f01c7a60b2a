"""Which lines stand around the article."""

from __future__ import annotations

from newsarchive.text.metadata.credit_lines import lines_around

STANDFIRST = "The ferry line across the bay reopens on Monday, the harbour office said."
LEAD = "Eleven months of repairs had kept both boats in the yard at Port Mara."
LAST = "The first boat leaves the north pier at six in the morning."


def test_a_byline_between_standfirst_and_text_stands_above() -> None:
    lines = ("News", "Ferry returns", STANDFIRST, "Mara Quist | 05.04.2025", LEAD, LAST, "Contact")
    found = lines_around(lines, (STANDFIRST, LEAD, LAST), "Ferry returns")
    assert found.above == ("News", "Ferry returns", "Mara Quist | 05.04.2025")
    assert found.below == ("Contact",)


def test_a_list_between_standfirst_and_text_does_not() -> None:
    listed = tuple(f"Another story, number {number}" for number in range(8))
    lines = ("Ferry returns", STANDFIRST, *listed, LEAD, LAST)
    assert lines_around(lines, (STANDFIRST, LEAD, LAST), "Ferry returns").above == ("Ferry returns",)


def test_a_headline_broken_into_lines_is_found_above() -> None:
    lines = ("News", "Ferry", "returns", "Mara Quist | 05.04.2025", STANDFIRST, LEAD, LAST)
    found = lines_around(lines, (STANDFIRST, LEAD, LAST), "Ferry returns")
    assert found.under_title == ("Mara Quist | 05.04.2025",)
    other = ("News", "Train", *lines[2:])
    assert lines_around(other, (STANDFIRST, LEAD, LAST), "Ferry returns").under_title == ()


def test_the_parts_of_a_broken_headline_stand_neither_above_nor_over_it() -> None:
    broken = ("Obituary:", "Harold Quill,", "1931–2026")
    byline = ("Mara Quist | 05.04.2025",)
    for before in ((), ("News",)):
        for behind in ((), byline):
            lines = (*before, *broken, *behind, STANDFIRST, LEAD, LAST)
            found = lines_around(lines, (STANDFIRST, LEAD, LAST), "Obituary: Harold Quill, 1931–2026")
            assert found.above == (*before, "Obituary: Harold Quill, 1931–2026", *behind)
            assert (found.over_title, found.under_title) == (before, behind)

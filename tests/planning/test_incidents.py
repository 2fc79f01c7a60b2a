"""When many pages say one thing of the site: shares, fields, and never of a few pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.incident_states import IncidentKind
from newsarchive.planning.incidents import (
    LookAtUrl,
    ShownText,
    find_incidents,
    has_password_field,
    is_lasting,
    is_one_trouble,
    is_over,
    moved_by_many,
    next_look,
    suspected_pages,
    written_by,
)

NOW = datetime(2026, 11, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(number: int, **facts: object) -> ShownText:
    given: dict[str, object] = {
        "authors": (f"Writer {number % 3}",),
        "title": f"Title {number}",
        "dated": True,
        "length": 1000,
        "text_key": str(number),
        "letters": 40,
        "marks": 3,
    }
    return ShownText(**(given | facts))  # type: ignore[arg-type]


def looks(changed: int, same: int, **facts: object) -> list[LookAtUrl]:
    """So many pages that show something else than before, and so many that are as they were."""
    return [LookAtUrl(url_id=n, shows=told(n, **facts), before=told(n)) for n in range(changed)] + [
        LookAtUrl(url_id=n, shows=told(n)) for n in range(changed, changed + same)
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"authors": ()}, "authors (12 of 20)"),
        ({"title": None}, "titles (12 of 20)"),
        ({"title": "The Courier"}, "titles (12 of 20)"),
        ({"dated": False}, "dates (12 of 20)"),
        ({"length": 200}, "most of their text (12 of 20)"),
        ({"letters": 2, "marks": 41}, "letters (12 of 20)"),
        ({"authors": (), "title": None}, "authors (12 of 20), titles (12 of 20)"),
    ],
)
def test_a_field_that_most_pages_lost(facts: dict[str, object], said: str) -> None:
    (found,) = find_incidents(looks(12, 8, **facts))
    assert (found.kind, len(found.members), found.of) == (IncidentKind.FIELDS_LOST, 12, 20)
    assert found.detail == f"12 articles lost what the same pages had before: {said}"
    assert find_incidents(looks(10, 10, **facts)) == [], "half may be an editor's doing"
    assert find_incidents(looks(4, 0, **facts)) == [], "a few pages are no site"


def test_corrections_are_none() -> None:
    assert find_incidents(looks(20, 0, authors=("Writer Two",))) == []
    assert find_incidents(looks(20, 0, length=900)) == []
    one = [
        LookAtUrl(url_id=n, shows=told(0, authors=(), text_key=str(n), title=str(n)), before=told(0))
        for n in range(12)
    ]
    assert find_incidents([*one, *looks(0, 20)[12:]]) == [], "one author left, the others stayed"
    assert len(find_incidents(one)) == 1, "all by-lines of a paper of one author"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<form><INPUT name=x TYPE='password'></form>", IncidentKind.LOGIN_WALL),
        (b"<h1>503</h1>", IncidentKind.ERROR_PAGE),
        (None, IncidentKind.ERROR_PAGE),
    ],
)
def test_pages_that_are_not_theirs(body: bytes | None, kind: IncidentKind) -> None:
    refused = [LookAtUrl(url_id=n, shows=None) for n in range(6)]
    (found,) = find_incidents([*refused, *looks(0, 20)[6:]], body)
    assert (found.kind, found.members, found.of) == (kind, tuple(range(6)), 20)
    assert find_incidents([*refused, *looks(0, 30)[6:]], body) == [], "a fifth of them"


def written(number: int, *also: str, **facts: object) -> ShownText:
    """A text of three lines of its own, with `also` above the last of them."""
    lines = [f"{number}a", f"{number}b", *also, f"{number}c"]
    return told(number, text_key=str(lines), lines=tuple(line.encode() for line in lines), **facts)


def test_a_line_that_a_template_writes_into_every_text() -> None:
    came = [LookAtUrl(url_id=n, shows=written(n, "Join us"), before=written(n)) for n in range(12)]
    same = [LookAtUrl(url_id=n, shows=written(n)) for n in range(12, 20)]
    (found,) = find_incidents([*came, *same])
    assert (found.kind, found.members, found.of) == (IncidentKind.SAME_LINES, tuple(range(12)), 20)
    assert found.detail == "the same lines came into, or left, 12 of 20 texts, and no others"
    assert find_incidents([*came[:10], *same, *same[:2]]) == [], "half may be an editor's doing"
    assert find_incidents(came[:9]) == [], "a desk may set a few pages right by the same words"
    assert len(find_incidents(came[:10])) == 1
    left = [LookAtUrl(url_id=one.url_id, shows=one.before, before=one.shows) for one in came]
    new = [LookAtUrl(url_id=n, shows=written(n), new=True, first=NOW, at=NOW) for n in range(20, 50)]
    assert len(find_incidents([*came, *same, *new])) == 1, "nothing is known of what came just now"
    seen_twice = [replace(one, at=NOW + HOUR) for one in new]
    assert find_incidents([*came, *same, *seen_twice]) == [], "the others read as before"
    assert [one.kind for one in find_incidents(left)] == [IncidentKind.SAME_LINES]


@pytest.mark.parametrize(
    "now",
    [
        lambda n: written(n, f"Correction: {n}"),
        lambda n: written(n, "Join us", f"Correction: {n}"),
        lambda n: written(n, "Join us", published_at=NOW),
        lambda n: written(n, "Updated"),
        lambda n: written(n, "Join us", title="Another title"),
        lambda n: written(n, "Join us", authors=("Another writer",)),
        lambda n: replace(
            written(n), lines=(f"{n}b".encode(), f"{n}a".encode(), b"Join us", f"{n}c".encode())
        ),
    ],
)
def test_texts_that_changed_besides_were_edited(now: Callable[[int], ShownText]) -> None:
    edited = [LookAtUrl(url_id=n, shows=now(n), before=written(n)) for n in range(10)]
    came = [LookAtUrl(url_id=n, shows=written(n, "Join us"), before=written(n)) for n in range(10, 24)]
    (found,) = find_incidents([*edited, *came], notes=[b"Updated"])
    assert found.members == tuple(range(10, 24))


def test_a_line_in_place_of_another_was_written() -> None:
    """A court's sentence, corrected in all twelve reports of one trial."""
    looks_at = [
        LookAtUrl(url_id=n, shows=written(n, "He was acquitted"), before=written(n, "He was convicted"))
        for n in range(12)
    ]
    assert find_incidents(looks_at) == []
    halved = [
        LookAtUrl(url_id=n, shows=written(n, "Join us"), before=written(n, "Join us", "Join us"))
        for n in range(12)
    ]
    assert find_incidents(halved) == [], "a paragraph that stood twice"
    both = [
        LookAtUrl(url_id=n, shows=written(n, *now), before=written(n, *before))
        for n, now, before in (
            *((n, ["Join us"], []) for n in range(9)),
            *((n, [], ["Join us"]) for n in range(9, 18)),
        )
    ]
    assert find_incidents(both) == [], "nine got it, and nine lost it"


def test_lines_that_an_earlier_incident_told_open_no_other() -> None:
    came = [LookAtUrl(url_id=n, shows=written(n, "Join us"), before=written(n)) for n in range(12)]
    assert moved_by_many(came) == {b"Join us"}
    assert written_by(came, {b"Join us"}) == came
    assert written_by(came, {b"Read us"}) == []
    assert find_incidents(came, told_before=range(12)) == []


def test_what_we_read_otherwise_is_no_templates_doing() -> None:
    ours = [
        LookAtUrl(url_id=n, shows=replace(written(n), lines=None), before=written(n, "Join us"))
        for n in range(12)
    ]
    assert find_incidents(ours) == []
    back = [LookAtUrl(url_id=n, shows=written(n, "Join us"), before=written(n)) for n in range(12)]
    assert len(find_incidents(back)) == 1


def test_one_text_under_many_addresses() -> None:
    (found,) = find_incidents(looks(6, 10, text_key="sorry", authors=(), title="Sorry"))
    assert (found.kind, len(found.members)) == (IncidentKind.SAME_TEXT, 6), "and no fields lost besides"
    new = [LookAtUrl(url_id=n, shows=told(n, text_key="sorry", title="Sorry"), new=True) for n in range(8)]
    assert len(suspected_pages([*new, *looks(0, 20)[8:]])) == 8
    assert suspected_pages(new[:4]) == []
    ordinary = [LookAtUrl(url_id=n, shows=told(n), new=True) for n in range(8, 20)]
    assert suspected_pages([*new, *ordinary]) == [], "less than half of what is new"


def test_a_notice_under_many_headlines_is_no_incident() -> None:
    films = [LookAtUrl(url_id=n, shows=told(n, text_key="notice"), new=True) for n in range(8)]
    assert find_incidents([*films, *looks(0, 20)[8:]]) == []
    assert find_incidents(films) == [], "nor where nothing else was looked at"


def test_new_pages_are_weighed_against_known_ones_that_are_well() -> None:
    new = [
        LookAtUrl(url_id=n, shows=told(n, text_key="sorry", title="Sorry"), new=True, first=NOW, at=NOW)
        for n in range(6)
    ]
    well = [LookAtUrl(url_id=n, shows=told(n), at=NOW - HOUR / 2) for n in range(6, 46)]
    assert find_incidents([*new, *well]) == [], "six of 46"
    assert len(find_incidents([*new, *well[:18]])) == 0, "six of 24 are a quarter, not more"
    (found,) = find_incidents([*new, *well[:17]])
    assert (found.of, found.detail) == (6, "6 of 6 new URLs looked at show one and the same text")
    before = [replace(one, at=NOW - 3 * HOUR) for one in well]
    assert len(find_incidents([*new, *before])) == 1, "what was well before it began"


def test_the_sentence_counts_new_ones_by_themselves() -> None:
    changed = looks(6, 10, text_key="sorry", title="Sorry")
    new = [
        LookAtUrl(url_id=n, shows=told(n, text_key="sorry", title="Sorry"), new=True) for n in range(20, 26)
    ]
    (found,) = find_incidents([*changed, *new, LookAtUrl(url_id=30, shows=told(30), new=True)])
    assert found.detail == "6 of 16 known and 6 of 7 new URLs looked at show one and the same text"
    assert (len(found.members), found.of) == (12, 23)


def test_ends() -> None:
    assert is_over(2, 8, 8)
    assert not is_over(3, 8, 8)
    assert not is_over(0, 0, 8), "nothing was looked at"
    assert not is_over(0, 1, 12), "one page"
    assert not is_over(0, 4, 12)
    assert is_over(0, 5, 12)
    assert not is_over(0, 5, 100), "a twentieth"
    assert is_over(0, 25, 100)
    assert is_over(0, 2, 2), "all there are yet"
    assert not is_over(0, 0, 0)
    assert is_lasting(NOW, NOW + 48 * HOUR, 3)
    assert not is_lasting(NOW, NOW + 48 * HOUR, 2)
    assert not is_lasting(NOW, NOW + 47 * HOUR, 9)
    waits = [next_look(NOW, NOW + at * HOUR) - (NOW + at * HOUR) for at in (0, 1, 5, 30)]
    assert waits == [HOUR, HOUR, 5 * HOUR, 24 * HOUR]


def test_trouble_that_comes_back_soon_was_not_over() -> None:
    assert is_one_trouble(NOW, NOW + 30 * HOUR, NOW + 31 * HOUR)
    assert not is_one_trouble(NOW, NOW + HOUR, NOW + 24 * HOUR), "an hour of each night"
    assert not is_one_trouble(NOW, NOW + 90 * HOUR, NOW + 139 * HOUR), "more than two days"


SHOWN = st.builds(
    ShownText,
    authors=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
    title=st.none() | st.sampled_from(["", "one", "two"]),
    dated=st.booleans(),
    length=st.integers(0, 2000),
    text_key=st.sampled_from("xyz"),
)


@given(
    st.lists(
        st.builds(
            LookAtUrl,
            url_id=st.integers(0, 30),
            shows=st.none() | SHOWN,
            before=st.none() | SHOWN,
            new=st.booleans(),
        ),
        max_size=30,
    ),
    st.none() | st.binary(max_size=60),
)
def test_total(given_looks: list[LookAtUrl], body: bytes | None) -> None:
    found = find_incidents(given_looks, body)
    ids = {one.url_id for one in given_looks}
    for one in found:
        assert set(one.members) <= ids
        assert one.detail
    assert len(found) <= 2


@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    assert has_password_field(body) in {True, False}


@pytest.mark.parametrize(
    ("before", "shows"),
    [
        ({"authors": ("A. Smith",)}, {"authors": ("A. Jones",)}),  # she married
        ({"authors": ("Ada Holm", "Bo Lind")}, {"authors": ("Bo Lind", "Ada Holm")}),
        ({"letters": 40, "marks": 3}, {"letters": 0, "marks": 3}),  # rewritten in plain letters
        ({"letters": 40, "marks": 3}, {"letters": 41, "marks": 60}),  # questions were added
        ({"letters": 2}, {"letters": 0, "marks": 9}),
    ],
)
def test_what_an_editor_may_have_done_on_many_pages(
    before: dict[str, object], shows: dict[str, object]
) -> None:
    pages = [LookAtUrl(url_id=n, shows=told(n, **shows), before=told(n, **before)) for n in range(12)]
    assert find_incidents(pages) == []


@pytest.mark.parametrize(("bylines", "found"), [(5, ["authors (12 of 12)"]), (4, [])])
def test_many_bylines_that_become_one_are_lost(bylines: int, found: list[str]) -> None:
    pages = [
        LookAtUrl(
            url_id=n, shows=told(n, authors=("Desk",)), before=told(n, authors=(f"Writer {n % bylines}",))
        )
        for n in range(12)
    ]
    assert [one.detail.partition(": ")[2] for one in find_incidents(pages)] == found

"""What copies add: planted lines and notes, not edits, not what most others have, not what the origin has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.similarity.origin import additions
from tests.storage.derived.making import NOTE, PLANTED, STORY

WHOLE = "\n".join(STORY)


def test_planted_lines_and_notes() -> None:
    copy = "\n".join((STORY[0], PLANTED, *STORY[1:], NOTE))
    none, added = additions([WHOLE, copy], 0)
    assert none == ()
    assert [(line.position, line.text, line.kind, line.also_in) for line in added] == [
        (1, PLANTED, "gambling", 0),
        (6, NOTE, "added", 0),
    ]
    assert added[0].rule is not None and added[0].score > 0


def test_edits_and_short_lines_are_none() -> None:
    edited = WHOLE.replace("Thursday", "Friday") + "\nBy Inge"
    assert additions([WHOLE, edited], 0) == [(), ()]


def test_what_most_copies_have_is_the_storys() -> None:
    cut = "\n".join(STORY[:3])
    assert additions([cut, WHOLE, WHOLE, WHOLE], 0) == [(), (), (), ()]
    farm = f"{WHOLE}\n{PLANTED}"
    assert [len(added) for added in additions([WHOLE, farm, farm], 0)] == [0, 1, 1]


def test_what_the_origin_took_out_nobody_put_in() -> None:
    cut = "\n".join((*STORY[:3], *STORY[4:]))
    copy = f"{WHOLE}\n{PLANTED}"
    assert [line.text for line in additions([cut, copy], 0, [WHOLE, "Short."])[1]] == [PLANTED]
    assert [line.text for line in additions([cut, copy], 0)[1]] == [STORY[3], PLANTED]


@given(st.lists(st.text(max_size=200), min_size=1, max_size=5), st.randoms())
def test_any_texts(texts: list[str], random: object) -> None:
    origin = random.randrange(len(texts))  # type: ignore[attr-defined]
    found = additions(texts, origin)
    assert len(found) == len(texts)
    for text, added in zip(texts, found, strict=True):
        assert all(line.text == text.split("\n")[line.position] for line in added)

"""Small boxes of the paper's go whole, whatever they are called; the story's own boxes stay."""

from __future__ import annotations

import pytest

from tests.text.furniture.test_reader_calls import NEWS, read

POLLS = [
    ("Reader poll", "Should the geese be fed?", "Yes, every day", "No, never", "117 votes so far"),
    ("Umfrage", "Sollen die Gänse bleiben?", "Auf jeden Fall", "Lieber nicht"),
    ("Sondage", "Faut-il nourrir les oies ?", "Oui", "Non", "Sans opinion"),
    ("Encuesta", "¿Deben quedarse los gansos?", "Sí", "No", "88 votos emitidos"),
]
LETTERS = [
    (
        "Island Letter newsletter",
        "We tell you each morning what the geese did.",
        "You can unsubscribe at any time.",
    ),
    ("Newsletter: Hallo Insel", "Wir schreiben Ihnen jeden Abend, was auf der Insel geschah."),
    ("Support our journalism", "We live on what you give.", "Your five euros pay for a boat ticket."),
]


def amid(box: tuple[str, ...], form: str = '<div class="q7">{}</div>') -> list[str]:
    head, *lines = box
    inner = f"<h3>{head}</h3>" + "".join(f"<p>{line}</p>" for line in lines)
    return read(*NEWS[:2], form.format(inner), *NEWS[2:]).text.split("\n")


@pytest.mark.parametrize("box", [*POLLS, *LETTERS])
@pytest.mark.parametrize("form", ['<div class="q7">{}</div>', "<aside>{}</aside>", "<section>{}</section>"])
def test_a_box_goes_whole(box: tuple[str, ...], form: str) -> None:
    assert not {*box} & {*amid(box, form)}
    assert {*NEWS} <= {*amid(box, form)}


@pytest.mark.parametrize(
    "box",
    [
        # The result of a poll, told by the story.
        ("Umfrage", "Sollen die Gänse bleiben?", "Ja: 61 Prozent", "Nein: 39 Prozent"),
        # What a story is about.
        ("Newsletter", "The harbour master has written one for twenty years.", "It goes to ninety houses."),
        ("Your privacy", "The keeper's hut has no curtains, and tourists look in at every hour of the day."),
        # A call amid what the story tells of itself takes nothing along.
        ("At the tower", "We climbed it with the keeper.", "He asked us what our eyes could see."),
        ("What the geese eat", "They like barley.", "They also eat grass."),
    ],
)
def test_a_box_of_the_story_stays(box: tuple[str, ...]) -> None:
    assert {*box[1:]} <= {*amid(box)}


def test_a_box_stays_where_each_paragraph_stands_in_one() -> None:
    call = "We tell you each morning what the geese did."
    boxes = [f'<div class="par"><p>{line}</p></div>' for line in (*NEWS[:3], call, *NEWS[3:])]
    assert call in read(*boxes).text.split("\n")

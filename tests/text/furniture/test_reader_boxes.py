"""Small boxes of the paper's go whole, whatever they are called; the story's own boxes stay."""

from __future__ import annotations

import pytest

from tests.text.furniture.test_reader_calls import NEWS, read

POLLS = [
    ("Reader poll", "Should the geese be fed?", "Yes, every day", "No, never", "117 votes so far"),
    ("Umfrage", "Sollen die Gänse bleiben?", "Auf jeden Fall", "Lieber nicht", "Abstimmen"),
    ("Sondage", "Faut-il nourrir les oies ?", "Oui", "Non", "412 votants"),
    ("Encuesta", "¿Deben quedarse los gansos?", "Sí", "No", "88 votos emitidos"),
]
LETTERS = [
    (
        "Island Letter newsletter",
        "We tell you each morning what the geese did.",
        "You can unsubscribe at any time.",
    ),
    ("Newsletter: Hallo Insel", "Wir schreiben Ihnen jeden Abend, was geschah.", "Jetzt anmelden"),
    ("Support our journalism", "We can send you the news because you pay for it."),
    ("We value your privacy", "We and our partners store cookies on your device.", "Accept all"),
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
        # Answers without a vote: a ballot, a quiz, passers-by.
        ("Abstimmung", "Soll der Hafen Gänse dulden?", "Ja, mit Zaun", "Nein"),
        ("Anketa", "Máte rádi husy?", "Jan, rybář: Ano, velmi", "Eva, kuchařka: Jen na talíři"),
        ("Have your say", "Should the shed stay open?", "Yes, with a guard", "No, close it in winter"),
        # Numbers, and what the story is about, below a heading that is common.
        ("Jobs", "Ferry: 31 go", "Harbour: all stay"),
        ("Boletín médico del lunes", "Estado: estable", "Fiebre: ninguna"),
        ("Boletim meteorológico", "Vento: forte", "Chuva: 12 mm"),
        ("Datenschutz", "Ihre Fotos der Gänse dürfen Sie nicht ohne Zustimmung zeigen."),
        ("Cookies", "You need two goose eggs and a pound of butter.", "Bake your dough until it is brown."),
        ("Newsletter", "Ihr Verein braucht dafür einen Drucker.", "Wer Ihnen hilft, bekommt ein Ei."),
        ("Support us", "So sings the choir in your church on Sunday.", "Your ticket costs five pounds."),
        # A call amid what the story tells of itself takes nothing along.
        ("At the tower", "We climbed it with the keeper.", "He asked us what our eyes could see."),
        ("What the geese eat", "They like barley.", "They also eat grass."),
    ],
)
def test_a_box_of_the_story_stays(box: tuple[str, ...]) -> None:
    assert {*box[1:]} <= {*amid(box)}


def test_a_call_takes_along_no_advice_of_the_story() -> None:
    lines = ("Am Samstag fahren Sie mit der Fähre umsonst.", "Ihr Boot lassen Sie am Steg.")
    assert {*lines} <= {*amid(("Folgen Sie uns auf Facebook", *lines))}


def test_a_box_stays_where_each_paragraph_stands_in_one() -> None:
    call = "We tell you each morning what the geese did."
    boxes = [f'<div class="par"><p>{line}</p></div>' for line in (*NEWS[:3], call, *NEWS[3:])]
    assert call in read(*boxes).text.split("\n")


def test_an_answer_elsewhere_is_none_of_a_poll() -> None:
    head, *lines = POLLS[2]
    asked = (
        "Le port ferme-t-il ?",
        "Non",
        "Il ouvre, dit la mairie, dès que les oies sont parties au printemps.",
    )
    inner = f"<h3>{head}</h3>" + "".join(f"<p>{line}</p>" for line in lines)
    told = "".join(f"<p>{line}</p>" for line in asked)
    text = read(*NEWS[:2], f'<div class="q7">{inner}</div>', *NEWS[2:], told).text.split("\n")
    assert head not in text
    assert [line for line in text if line in asked] == [*asked]

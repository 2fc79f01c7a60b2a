"""A heading over a passage of the story stays, though adverts and buttons say the same."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

NEWS = (
    "The theatre on the quay has shown its books for the first time since it was founded in 1958.",
    "The seats bring in a little more than half of what the house spends in a year, the director said.",
    "Two shops of the town pay for the posters, and a baker for the bread that is thrown in the last act.",
    "What is missing comes from the county, which wants to see the actors in its schools for that.",
    "The director hopes that the roof holds until spring, when the pigeons go back to the church.",
)


def read(*lines: str, title: str = "What the theatre on the quay lives on") -> CleanArticle:
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    markup = f"<html><body><main><article><h1>{title}</h1><div>{body}</div></article></main></body></html>"
    page = FetchedPage(
        url="https://q.example/news/theatre", body=markup.encode(), content_type="text/html; charset=utf-8"
    )
    return run_stages(page)


def passages(label: str, form: str) -> tuple[str, ...]:
    first, second, third = (form.format(line) for line in ("Seats", label, "The county"))
    return (NEWS[0], first, NEWS[1], second, NEWS[2], third, *NEWS[3:])


@pytest.mark.parametrize("form", ["<h2>{}</h2>", "<h3>{}</h3>", "<p><strong>{}</strong></p>"])
@pytest.mark.parametrize(
    "label", ["Pubblicità", "Advertising", "Реклама", "广告", "Print", "Click here to sail", "？", "7.30"]
)
def test_a_heading_set_like_others_stays(label: str, form: str) -> None:
    assert label in read(*passages(label, form)).text.split("\n")


@pytest.mark.parametrize(
    "amid",
    [
        '<div class="slot"><h3>Advertisement</h3></div>',
        '<h3 class="slot">Advertisement</h3>',
        "<p>Advertisement</p>",
        '<h3><a href="/ads">Advertisement</a></h3>',
    ],
)
def test_a_label_set_otherwise_goes(amid: str) -> None:
    page = (NEWS[0], "<h3>Seats</h3>", NEWS[1], amid, NEWS[2], "<h3>The county</h3>", *NEWS[3:])
    assert "Advertisement" not in (read(*page).text or "")


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Sign up to our newsletter", "Each month the prompter writes to those who have ever lost a line."),
        ("Advertisement", "Paint from the chandler of Quay Street keeps the salt out of your doors."),
    ],
)
def test_a_call_in_a_box_of_its_own_goes(heading: str, sentence: str) -> None:
    box = f'<div class="box"><h3>{heading}</h3><p>{sentence}</p></div>'
    page = (NEWS[0], "<h3>Seats</h3>", NEWS[1], box, NEWS[2], "<h3>The county</h3>", *NEWS[3:])
    assert heading not in (read(*page).text or "").split("\n")


def test_a_passage_in_a_box_like_those_of_others_stays() -> None:
    boxes = (
        f'<div class="part"><h3>{heading}</h3><p>{told}</p></div>'
        for heading, told in zip(("Seats", "Advertising", "The county"), NEWS[1:4], strict=True)
    )
    assert "Advertising" in read(NEWS[0], *boxes, NEWS[4]).text.split("\n")


@pytest.mark.parametrize("form", ["<h3>{}</h3>", "<p><b>{}</b></p>"])
@pytest.mark.parametrize(
    "label",
    [
        "Advertisement",
        "Реклама",
        "Print",
        "Story continues below advertisement",
        "Subscribe to our newsletter",
        "????",
    ],
)
def test_a_label_among_headings_of_more_words_goes(label: str, form: str) -> None:
    first, second, third = map(form.format, ("What the seats bring in", label, "What is left for the county"))
    page = (NEWS[0], first, NEWS[1], second, NEWS[2], third, *NEWS[3:])
    text = read(*page).text.split("\n")
    assert label not in text
    assert {"What the seats bring in", "What is left for the county"} <= {*text}


def test_a_label_that_the_sentence_below_names_stays() -> None:
    below = "Advertising on the curtain pays for the bread that is thrown in the last act, said the baker."
    first, third = "<h3>What the seats bring in</h3>", "<h3>What is left for the county</h3>"
    page = (NEWS[0], first, NEWS[1], "<h3>Advertising</h3>", below, third, *NEWS[3:])
    assert "Advertising" in read(*page).text.split("\n")


def test_what_swindlers_write_heads_passages() -> None:
    headings = ("Mum, this is my new number", "Join our WhatsApp group", "We have seen your letter")
    lines = (
        line for pair in zip((f"<h3>{one}</h3>" for one in headings), NEWS[1:4], strict=True) for line in pair
    )
    assert {*headings} <= {*read(NEWS[0], *lines, NEWS[4]).text.split("\n")}


def test_labels_of_several_kinds_head_no_passages() -> None:
    labels = ("Publicidade", "Print", "Continua depois da publicidade")
    lines = (
        line for pair in zip((f"<h3>{one}</h3>" for one in labels), NEWS[1:4], strict=True) for line in pair
    )
    assert {*labels}.isdisjoint((read(NEWS[0], *lines, NEWS[4]).text or "").split("\n"))


def test_a_label_that_stands_twice_goes() -> None:
    label = "<h3>Advertisement</h3>"
    page = (NEWS[0], "<h3>Seats</h3>", NEWS[1], label, NEWS[2], "<h3>Shops</h3>", NEWS[3], label, NEWS[4])
    assert "Advertisement" not in (read(*page).text or "")


@pytest.mark.parametrize(
    ("title", "heading"),
    [("Un anuncio del juzgado busca herederos", "ANUNCIO"), ("Bir ilan ve bir ev", "İLAN")],
)
def test_a_word_of_the_headline_may_head_a_passage_alone(title: str, heading: str) -> None:
    page = (*NEWS[:2], f"<h3>{heading}</h3>", *NEWS[2:])
    assert heading in read(*page, title=title).text.split("\n")
    assert heading not in read(*page).text.split("\n")


def test_hours_of_a_live_report_stay_from_the_first_on() -> None:
    hours = ("22.05", "21.30", "20.50")
    lines = (line for hour, told in zip(hours, NEWS[:3], strict=True) for line in (f"<h3>{hour}</h3>", told))
    assert read(*lines).text.split("\n")[::2] == list(hours)


def test_a_credit_in_bold_heads_no_passage() -> None:
    label = "原标题：码头剧院公布账目"
    assert label not in read(*passages(label, "<p><strong>{}</strong></p>")).text


def test_a_step_among_whole_items_stays() -> None:
    steps = "<ul><li>Open the page of the theatre</li><li>Save</li><li>Come on Friday</li></ul>"
    assert "Save" in read(*NEWS[:2], steps, *NEWS[2:]).text.split("\n")
    slides = "".join(f"<li><p>{line}</p><p>Getty Images</p></li>" for line in NEWS[2:4])
    assert "Getty Images" not in read(*NEWS[:2], f"<ul>{slides}</ul>", *NEWS[4:], *NEWS[:2]).text

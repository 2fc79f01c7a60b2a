"""By-lines, credits and signs at the ends of a text are told, not stored; what says more stays."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

TITLE = "The upper lock closes on Friday"
LEAD = "Boats wait for hours above the weir, and the keeper has no answer."
TEXT = (
    "The keeper of the upper lock retires on Friday after forty years. Boats wait until noon, he says.",
    "The council has advertised the post twice and found nobody. It will try a third time in spring.",
    "Until then the gates are opened by hand on two mornings of the week, and the rest of the time not.",
)
STATED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-04T08:00Z",'
    ' "author": {"@type": "Person", "name": "Ada Roe"}}</script>'
)


def read(above: str = "", below: str = "", language: str = "en") -> CleanArticle:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    body = (
        f"<html lang={language}><head><title>{TITLE}</title>{STATED}</head><body><div><h1>{TITLE}</h1>"
        f"{above}{text}{below}</div></body></html>"
    )
    return run_stages(FetchedPage(url="http://lock.example/a", body=body.encode(), content_type="text/html"))


@pytest.mark.parametrize(
    "line",
    [
        "Ada Roe",
        "By Ada Roe, Bristol",
        "Ada Roe, Science Editor",
        "Words: Ada Roe Photographs: Max Poe",
        "May 4, 2031",
        "Bristol, 4 May 2031 - 12:42 CET",
        "Ada Roe | 4 May 2031 | 3 min read",
        "Foto: Max Poe",
    ],
)
def test_credits_behind_a_standfirst_are_no_text(line: str) -> None:
    article = read(f"<p>{LEAD}</p><p>{line}</p>")
    assert article.text.split("\n")[:2] == [LEAD, TEXT[0]]
    assert line in {block.text for block in article.removed}


@pytest.mark.parametrize(
    "line",
    [
        "Ada Roe",
        "(By Ada Roe)",
        "— Ada Roe",
        "By Ada Roe. 4 May 2031",
        "Published: May 4, 2031",
        "(dpa/ar)",
        "/ritzau/",
        "bra/ kos/ mhr/",
        "Photographs: Max Poe",
        "Źródło: PAP",
        "© Lock Courier. All rights reserved",
    ],
)
def test_who_signs_a_text_is_no_text(line: str) -> None:
    article = read(below=f"<p>{line}</p>")
    assert article.text.split("\n") == list(TEXT)
    assert line in {block.text for block in article.removed}


@pytest.mark.parametrize(
    "lines",
    [
        ("Hamlet", "Ada Roe", "Ophelia", "Nora Whitfield"),
        ("Ada Roe: It was cold.", "Max Poe: It was."),
        ("Ada Roe left the town.",),
        ("Photos of the old lock",),
        ("4 May 2031: the gates break.", "5 May 2031: they are mended."),
        ("Bristol and the sea",),
        ("The editor: nobody",),
        ("(Nobody laughed)",),
        ("/ a poem / of strokes /",),
        ("Redaktion: Herr Poe, Sie haben gewonnen.", "Poe: Ja.", "Redaktion: Vielen Dank."),
        ("Theo: We left the old harbour at six.",),
        ("Translation: the mayor has no idea.",),
        ("Sources: two letters and a map.",),
        ("Video: how the ferry sails",),
        ("Bilder von Überwachungskameras zeigen den Unfall genau.",),
        ("(b) The tenant waits.", "(c) The tenant pays the rent in advance."),
        ("All rights reserved for the poor, she said.",),
        ("Copyright 1926, reads the plate.",),
        ("無断転載を禁じます、と地図の隅に記されている。",),
        ("무단전재 금지라고 적혀 있다.",),
        ("– so it goes.",),
        ("- oil.",),
        ("(so far)",),
        ("[end]",),
        ("Ada Roe Wins Prize",),
        ("Ada Roe Foundation",),
        ("Ada Roe, 1950-2031",),
        ("Director: Tom Hay", "Producer: Max Poe", "Editor: Ada Roe"),
        ("Town Hall, 4 May 2031",),
        ("Sunday 4 May 2031, 7 pm, Seaview Theatre",),
        ("Beginn: Sonntag, 4. Mai 2031, Stadthalle",),
        ("استقالة الوزير 4 مايو 2031",),
        ("הנמל נסגר 4 במאי 2031",),
        ("Born: 12 March 2030",),
        ("Send your letters to:", "poe@harbour.example"),
        ("The winner of our prize is", "Max Poe"),
        ("San Francisco",),
        ("Video: Mayor Opens Lock",),
        ("Bilder: Hochwasser in Passau",),
        ("Foto: Incendio a Milano",),
        ("Перевод: Деньги",),
        ("تحرير: معركة الموصل",),
        ("動画：火事の瞬間",),
        ("Ảnh: Cháy ở Hà Nội",),
        ("Ada Roe, Green Party",),
        ("Ada Roe’s Story",),
        ("Yours,", "Ada Roe"),
        ("Max Poe, Rome", "My letter is short, and says what I think of it.", "Ada Roe, Paris"),
        ("(m/w/d)",),
        ("(he/she)",),
        ("Tickets can be ordered by mail at this address.", "poe@lock.example"),
        ("(c) 2031 is when the new lock will be built",),
        ("— Albert Einstein",),
        ("FC Seehafen - TSV Nordholz 3:1",),
    ],
)
def test_what_says_more_stays(lines: tuple[str, ...]) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    for article in (read(f"<p>{LEAD}</p>{paragraphs}"), read(below=paragraphs)):
        kept = article.text.split("\n")
        assert [line for line in lines if line not in kept] == []


@pytest.mark.parametrize("day", ["Sunday, 4 May 2031", "Sunday, 4 May 2031, 7 pm", "Dimanche 4 mai 2031"])
def test_the_day_of_an_event_stays_at_the_end(day: str) -> None:
    assert day in read(below=f"<p>The concert begins at seven in the town hall.</p><p>{day}</p>").text


def test_speakers_in_lines_of_their_own_stay() -> None:
    talk = ["Ada Roe", "What happened that night?", "Max Poe", "The lights went out.", "Ada Roe", "And then?"]
    kept = read(f"<p>{LEAD}</p>" + "".join(f"<p>{line}</p>" for line in talk)).text.split("\n")
    assert [kept.count(line) for line in talk] == [talk.count(line) for line in talk]


def test_a_text_of_credits_alone_stays() -> None:
    body = (
        f"<html><head><title>{TITLE}</title>{STATED}</head><body><h1>{TITLE}</h1><p>Ada Roe</p></body></html>"
    )
    article = run_stages(
        FetchedPage(url="http://lock.example/a", body=body.encode(), content_type="text/html")
    )
    assert "Ada Roe" not in {block.text for block in article.removed}

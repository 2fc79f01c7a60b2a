"""Calls to the reader go below a text, and amid it where the page sets them apart; a story's own stay."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.furniture.reader_calls import own_things

NEWS = (
    "The lighthouse keeper counted four hundred geese on Monday, which is twice as many as last year.",
    "Nobody on the island remembers such a flock, and the farmers have put nets over the winter barley.",
    "A biologist from the mainland will come with the noon boat and stay until the moon is full again.",
    "The mayor wants to pay for the barley that the birds eat, but the council has no money for it.",
    "In the harbour the boats stay tied up until Thursday, because the wind has turned to the north.",
)


def read(*lines: str, site: str = "") -> CleanArticle:
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    title = "Four hundred geese land on the island"
    meta = f'<meta property="og:site_name" content="{site}">' if site else ""
    story = f"<main><article><h1>{title}</h1><div>{body}</div></article></main>"
    markup = f"<html><head>{meta}</head><body>{story}</body></html>"
    return run_stages(
        FetchedPage(
            url="https://q.example/news/geese",
            body=markup.encode(),
            content_type="text/html; charset=utf-8",
        )
    )


def has(line: str, *lines: str, site: str = "") -> bool:
    return line in read(*lines, site=site).text.split("\n")


CALLS = """
Have you seen something on the beach? Write to us at newsdesk@q.example.
Did you spot an error in this article? Contact us at post@q.example.
Leave a comment below and join the conversation.
Jetzt unseren kostenlosen Newsletter bestellen!
Haben Sie Hinweise für unsere Redaktion? Schreiben Sie uns an post@q.example.
Vous avez vu une erreur ? Signalez-la à redaction@q.example.
Téléchargez notre application pour recevoir les alertes.
¿Tienes una denuncia? Escríbenos a redaccion@q.example.
Baixe nosso aplicativo para receber as notícias.
Hai visto un errore? Scrivici a posta@q.example.
Heb je een tip voor onze redactie? Mail naar tips@q.example.
Har du nyhetstips? Mejla oss på tips@q.example.
Har du tips til redaksjonen? Send oss en melding på tips@q.example.
Pobierz naszą aplikację i czytaj wiadomości jako pierwszy.
Stáhněte si naši aplikaci a sledujte aktuální zprávy.
Želite li prijaviti pogrešku u tekstu? Javite nam na desk@q.example.
Заметили ошибку? Выделите её и нажмите Ctrl+Enter.
Помітили помилку? Виділіть її та натисніть Ctrl+Enter.
Prenumeruokite mūsų naujienlaiškį!
Liituge meie uudiskirjaga!
""".strip().split("\n")


@pytest.mark.parametrize("call", CALLS)
def test_a_call_below_a_text_goes(call: str) -> None:
    assert not has(call, *NEWS, call)


# Offices, firms and coaches write the same kinds of sentence, of themselves or to somebody else.
TOLD = """
Download the flood app of the county to be warned in time.
Write down what you have seen and send it to the police.
Have you lost a goose? The keeper keeps three of them in his shed.
Laden Sie die Warn-App herunter, bevor der Sturm kommt.
Abonnez les enfants à la piscine, ils dorment mieux.
Scarica la legna prima che piova.
Подпишите заявление и отнесите его в контору порта.
The newsletter of the harbour master appears on Fridays.
Sign your name in the book at the door.
Join our channel walk, the mayor said.
Share this story with the children at bedtime.
Follow our newsletter editor to the tower.
""".strip().split("\n")


@pytest.mark.parametrize("line", TOLD)
def test_advice_and_what_stories_say_stays(line: str) -> None:
    assert own_things(line) is None
    assert has(line, *NEWS, line)
    assert has(line, *NEWS[:2], f"<p><strong>{line}</strong></p>", *NEWS[2:])


APART = "Visit our website for more news."


@pytest.mark.parametrize(
    "form", ["<p><em>{}</em></p>", "<p><b><i>{}</i></b></p>", '<div class="z"><p>{}</p></div>']
)
def test_a_call_amid_a_text_goes_where_it_is_set_apart(form: str) -> None:
    assert not has(APART, *NEWS[:2], form.format(APART), *NEWS[2:])


def test_a_call_amid_a_text_stays_as_a_paragraph_like_others() -> None:
    assert has(APART, *NEWS[:2], APART, *NEWS[2:])


@pytest.mark.parametrize(
    "story",
    [
        "The biologist's podcasts on geese have been heard on the island since the spring of 2021.",
        "Dear readers, the geese have cost us two nights of sleep and the better half of our barley.",
    ],
)
def test_a_call_stays_where_the_story_speaks_of_it(story: str) -> None:
    call = "Follow our podcast for the latest news."
    assert own_things(call) is not None
    assert has(call, story, *NEWS, call)


def test_a_call_in_a_quotation_stays() -> None:
    call = "Leave a comment below and join the conversation."
    assert has(call, *NEWS[:2], f"<blockquote><p>{call}</p><p>{NEWS[2]}</p></blockquote>", *NEWS[3:])
    assert own_things(f"“{call}”") is None


# Whoever asks is the police, a clinic, a club: a telephone number or an address is nobody's sign.
APPEALS = """
Did you see somebody near the goose shed on Sunday with information for us? Call 01632 960 441.
Have you seen a goose with a red ring? Contact the keeper at geese@island.example.
Have you got a question about the ferry? Contact us on 01632 960 442.
Have you spotted a mistake in your ferry bill? Write to us at bills@q.example.
Haben Sie den Gänsedieb erkannt? Melden Sie sich bei der Wache unter 0431 5550 771.
Do you have a question about the geese? Email newstead@island.example.
Have you seen the goose thief? Email tips@police.example.
Avez-vous un abonnement de bateau ? Contactez-nous à port@ile.example.
Haben Sie noch Platz im Stall? Schreiben Sie uns an gans@insel.example.
Vous avez vu la barque grise ? Écrivez à gendarmerie@ile.example.
¿Has perdido un ganso? Escribe a gansos@isla.example o llama al 955 123 987.
Viu a barca cinzenta? Entre em contato com os bombeiros pelo telefone 3344 7788.
Hai visto la barca grigia? Scrivi a porto@isola.example.
Heb je een tip over de ganzendief? Bel de wijkagent op 0900 8844 771.
Såg du den grå båten? Ring hamnen på 0771 555 987.
Har du set den grå båd? Send en besked til havn@oe.example.
Har du sett gåsa? Ring lensmannen på 02 800 771.
Näitkö harmaan veneen? Ilmoita siitä satamaan numeroon 0295 412 771.
Widziałeś szarą łódkę? Zadzwoń pod numer 477 712 771.
Viděli jste šedou loď? Zavolejte na číslo 974 123 771.
Vidjeli ste sivi brod? Nazovite luku na 021 555 771.
Заметили серую лодку? Звоните по телефону 8 800 700 54 71.
Бачили сірий човен, маєте фото? Телефонуйте за номером 067 123 45 71.
""".strip().split("\n")


@pytest.mark.parametrize("line", APPEALS)
def test_an_appeal_with_an_address_stays(line: str) -> None:
    assert own_things(line) is None
    assert has(line, *NEWS, line)


# What an author asks of those who read the blog, in words of the story.
AUTHORS = """
Leave a comment below with your goose recipe, and I will try the best one at Easter.
Hai un'oca in giardino? Lascia un commento qui sotto.
Você tem um ganso no quintal? Conte a sua história nos comentários.
Schreiben Sie einen Kommentar, ich antworte bis Ostern auf jede Frage.
""".strip().split("\n")


@pytest.mark.parametrize("line", AUTHORS)
def test_an_authors_last_words_stay(line: str) -> None:
    assert has(line, *NEWS, line)


@pytest.mark.parametrize("step", ["Support our newsroom.", "Подпишитесь на рассылку."])
def test_a_step_amid_a_text_stays(step: str) -> None:
    assert has(step, *NEWS[:2], step, *NEWS[2:])


def test_the_call_of_an_office_is_its_notice() -> None:
    call = "Siga o nosso canal no WhatsApp."
    assert not has(call, *NEWS, call)
    assert has(call, *NEWS, call, site="Câmara Municipal da Ilha")


LABELS = """
Loading …
Listen to this article
Close window
Hören Sie diesen Artikel:
Écoutez cet article
Escucha esta noticia
Ouça esta matéria
Ascolta questo articolo
Luister naar dit artikel
""".strip().split("\n")


@pytest.mark.parametrize("label", LABELS)
def test_a_label_goes_at_the_ends_and_in_a_box(label: str) -> None:
    assert not has(label, f'<div class="player"><span>{label}</span></div>', *NEWS)
    assert not has(label, *NEWS[:2], f'<div class="slot"><span>{label}</span></div>', *NEWS[2:])
    assert not has(label, *NEWS, label)


@pytest.mark.parametrize("label", ["Laden", "Caricamento", "Загрузка", "Ładowanie"])
@pytest.mark.parametrize("form", ["<h2>{}</h2>", "<h3>{}</h3>", "<p><b>{}</b></p>"])
def test_a_heading_of_one_word_stays(label: str, form: str) -> None:
    head = form.format(label)
    assert has(label, NEWS[0], head, *NEWS[1:])
    assert has(label, *NEWS[:3], head, *NEWS[3:])
    assert not has(label, *NEWS, label)


@pytest.mark.parametrize("label", ["Loading", "Laden", "Carregando"])
def test_a_heading_over_a_passage_stays(label: str) -> None:
    heads = [f"<h2>{line}</h2>" for line in ("Weighing", label, "Sailing")]
    assert has(label, NEWS[0], heads[0], NEWS[1], heads[1], NEWS[2], heads[2], *NEWS[3:])


def test_a_label_below_the_standfirst_goes() -> None:
    label = "Temps de lecture : 4 min"
    assert not has(label, f"<p class='deck'>{NEWS[0]}</p>", label, *NEWS[1:])
    assert has(label, *NEWS[:4], label, NEWS[4])

"""Walls that stand in the place of a story are none; stories on consent, on programs, on what is gone are."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.page_kinds.page_verdict import is_error_title, is_note_title
from newsarchive.text.page_kinds.standing_walls import is_note, stands_for_story

BUTTON = "<button>OK</button>"


def stands(heading: str, lines: tuple[str, ...], button: str = BUTTON) -> bool:
    source = f"<html><body><h1>{heading}</h1>{button}</body></html>"
    return stands_for_story(document_fromstring(source), lines, sum(map(len, lines)))


CONSENT = [
    (
        "Choose how to read us",
        "We and our 611 partners store and read information on your device to show you advertising.",
        "If you would rather not be tracked, a subscription without advertising costs £3 a month.",
    ),
    (
        "Ihre Entscheidung, bitte",
        "Gemeinsam mit unseren Partnern verwenden wir Cookies, um Ihnen passende Werbung zu zeigen.",
        "Mit dem Abonnement lesen Sie ohne Werbung, die Einwilligung können Sie jederzeit widerrufen.",
    ),
    (
        "Elige cómo leer",
        "Nosotros y nuestros 403 socios guardamos cookies en tu dispositivo para mostrarte publicidad.",
        "Si prefieres leer sin publicidad, suscríbete por 2 € al mes.",
    ),
    (
        "Szanujemy prywatność",
        "My i nasi zaufani partnerzy zapisujemy na urządzeniu pliki cookie, aby dopasować reklamy.",
        "Zgodę możesz wycofać w każdej chwili, dane osobowe przetwarza wydawca gazety.",
    ),
    (
        "Gizliliğiniz",
        "Biz ve iş ortaklarımız, size uygun reklamlar göstermek için cihazınızda çerezler saklıyoruz.",
        "Rızanızı dilediğiniz zaman gizlilik ayarlarından geri çekebilirsiniz.",
    ),
    (
        "閲覧を続けるには",
        "当サイトはCookieを使用し、広告パートナーとともにお客様のデータを広告の表示に利用します。",
        "有料の購読会員になると、広告なしで記事をお読みいただけます。",
    ),
]


@pytest.mark.parametrize(("heading", "first", "second"), CONSENT)
def test_what_asks_for_consent_and_says_nothing_else_is_a_wall(heading: str, first: str, second: str) -> None:
    assert stands(heading, (first, second))
    assert not stands(heading, (first, second), button="<nav><button>Menu</button></nav>")
    told = "The council of Reedham voted on Monday to keep the old harbour open until the year ends."
    assert not stands(heading, (first, second, told))


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("JavaScript wird benötigt", "Bitte aktivieren Sie JavaScript in Ihrem Browser und laden Sie neu."),
        ("Внимание", "Для работы сайта необходимо включить JavaScript в настройках вашего браузера."),
        ("Bloqueur détecté", "Désactivez votre bloqueur de publicité pour continuer à lire nos articles."),
        ("Sorry!", "Our website is currently unavailable in most European countries, and we regret it."),
        ("Hinweis", "Dieser Beitrag ist in Ihrem Land nicht verfügbar, weil uns dort die Rechte fehlen."),
        ("This story is no longer available", "What agencies send us we may show for thirty days only."),
        ("Cet article n’est plus disponible", "Les dépêches des agences restent en ligne trois mois."),
    ],
)
def test_so_is_what_a_reader_cannot_see_here(heading: str, line: str) -> None:
    assert stands(heading, (line,), button="")


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        (
            "Court limits cookie banners",
            (
                "A court has ruled that sites may not store cookies before readers consent.",
                "Publishers say that few readers accept cookies when they are asked.",
                "“We respect your privacy, and our partners do,” one said. Advertising pays for news.",
            ),
        ),
        (
            "Gericht rügt Cookie-Banner",
            (
                "Das Landgericht hat einem Verlag untersagt, Cookies ohne Einwilligung zu setzen.",
                "Ein Pur-Abo ohne Werbung und Tracking halten die Richter für zulässig.",
                "Sie sehen darin keine Umgehung der Regeln für personalisierte Werbung.",
            ),
        ),
        (
            "JavaScript turns thirty",
            (
                "JavaScript, the language of the web, was written in ten days in the spring of 1995.",
                "Without JavaScript most pages would stand still, its inventor says.",
                "A conference in Reedham celebrates the language next week with talks and a cake.",
            ),
        ),
        (
            "Streaming service leaves the island",
            (
                "The service will switch off its films on the island at the end of May, it said.",
                "Customers will read from then on that it is not available in their country.",
            ),
        ),
        (
            "Paper removes article after complaint",
            ("The Post has taken down an article on the harbour master, who had complained to its editor.",),
        ),
    ],
)
def test_a_story_of_the_same_is_none(heading: str, lines: tuple[str, ...]) -> None:
    assert not stands(heading, lines)


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        (
            "Bank drops old phones",
            "The bank's page now requires JavaScript. Old phones are shut out, it said.",
        ),
        ("Videodienst gegen Blocker", "Wer einen Werbeblocker nutzt, sieht ab Montag nur noch drei Filme."),
        (
            "Mercado cancelado",
            "El mercado de Reedham no estará disponible por razones legales este invierno.",
        ),
        ("動画", "動画サイトが広告ブロックの利用者に再生を認めない方針を決めたことが三日分かった。"),
        (
            "Papers dark abroad",
            "A thousand papers are still unavailable in the European Union, a count found.",
        ),
        (
            "El cine de Reedham",
            "La cinta no está disponible en su país, dijo la directora, cuya casa fue registrada dos veces.",
        ),
        (
            "Jogo bloqueado",
            "O jogo não está disponível em seu país, escreveu a empresa, e seus clientes o compram fora.",
        ),
        (
            "Hra zmizela",
            "Hra není ve vaší zemi dostupná, oznamuje obchod hráčům a vydavatel to vysvětluje zákonem.",
        ),
        ("Gim ditarik", "Gim itu tidak tersedia di negara ini sejak Senin, kata penerbitnya di Reedham."),
        ("This article has been removed", "These words stood for a day where a story was. " * 4),
        ("A town whose readers live without scripts", "Please enable JavaScript in your browser first."),
    ],
)
def test_neither_is_a_brief_on_programs_advertisements_or_laws(heading: str, line: str) -> None:
    assert not stands(heading, (line,), button="")


def test_a_button_that_shares_is_no_choice_and_a_headline_is_that_of_a_story() -> None:
    heading, *lines = CONSENT[0]
    assert not stands(heading, tuple(lines), button="<button>Share</button><button>Like</button>")
    assert not stands("Mayor of Reedham opens the new harbour bridge", tuple(lines))


@pytest.mark.parametrize(
    "title", ["Maintenance en cours", "Weiterleitung", "系统维护", "Underhåll pågår", "Story removed"]
)
def test_a_headline_that_names_no_site_is_none_of_a_note(title: str) -> None:
    assert not is_error_title(title)
    assert not is_note_title(title)


def test_a_note_is_short() -> None:
    assert is_note_title("This site is under maintenance")
    assert is_note(("We will be back at noon.",))
    assert not is_note(
        (
            "The mill at Reedham closed for good. Forty lost their work. The mayor is sad.",
            "Snow fell. Nobody came to see it",
        )
    )

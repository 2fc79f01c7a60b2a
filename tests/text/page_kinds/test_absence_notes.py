"""What says nothing but that an article was taken off, or that readers must log in, and its neighbours."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.letters import letters_only
from newsarchive.text.page_kinds.absence_notes import absence_told, calls_to_log_in, offers_the_rest

GONE = """\
This article has been removed at the request of the publisher.
The story you are looking for is no longer available. Sorry for the inconvenience.
Dieser Artikel wurde auf Wunsch der Agentur aus unserem Archiv gelöscht.
Cet article a été supprimé pour des raisons juridiques.
Esta noticia fue retirada a petición del autor.
Esta matéria foi removida por decisão judicial.
La notizia è stata rimossa dal nostro sito.
Dit artikel is niet langer beschikbaar.
Artikeln har tagits bort.
Artykuł został usunięty przez redakcję.
Материал удалён по требованию правообладателя.
Bu haber yayından kaldırılmıştır.
تم حذف هذا المقال.
この記事は、権利関係の都合により掲載を終了しました。
이 기사는 작성자의 요청으로 삭제되었습니다.
该文章已被删除。给您带来不便，敬请谅解。"""
WALLS = """\
Please log in to continue reading.
You need an account to read this article. Log in or register free of charge to continue reading.
Bitte melden Sie sich an, um den Artikel zu lesen.
Connectez-vous ou abonnez-vous pour lire la suite.
Inicie sesión para seguir leyendo.
Accedi per leggere tutto l'articolo.
Войдите, чтобы читать дальше.
続きを読むにはログインしてください。
기사를 계속 읽으려면 로그인하세요.
请登录后继续阅读。"""
# What somebody tells: of an article, of a removal, of a log-in.
NEWS = """\
This article has been removed from the print edition.
This article has been removed because its source could not be verified.
This story has been retracted.
This article was removed. It said that the mayor had been paid, which she denies.
Dieser Artikel wurde aus der Druckausgabe entfernt.
Cet article a été supprimé par le Parlement.
Este artículo fue retirado del mercado por riesgo de incendio.
Статья удалена из Уголовного кодекса.
この記事は誤りがあったため削除しました。
文章被删除后，作者在社交媒体上发表声明。
Customers could not log in for three hours on Monday.
Please log in to the new system before Friday, the university told its students.
Become a member of the fire brigade: the town is looking for volunteers.
Die Kunden konnten sich am Montag nicht anmelden.
The ferry to Holm runs again."""


def test_a_note_that_an_article_was_taken_off() -> None:
    assert [note for note in GONE.split("\n") if absence_told([note]) != "taken_off"] == []
    assert absence_told(["This article has been removed.", "We regret the inconvenience."]) == "taken_off"


@pytest.mark.parametrize(
    "told", ["Este artículo no está disponible.", "Страница недоступна.", "This content has been removed."]
)
def test_what_may_come_back_or_be_a_part_of_a_page_is_not_gone(told: str) -> None:
    assert absence_told([told]) == "error_page"


def test_a_text_that_says_no_more_than_log_in() -> None:
    assert [note for note in WALLS.split("\n") if absence_told([note]) != "error_page"] == []
    assert absence_told(["E-mail", "Password", "Log in", "Forgotten your password?"]) == "error_page"


def test_what_somebody_tells_is_no_note() -> None:
    assert [told for told in NEWS.split("\n") if absence_told([told]) or calls_to_log_in([told])] == []
    whole = ["The ferry to Holm runs again.", "This article has been removed."]
    assert absence_told(whole) is None
    assert absence_told(["This article has been removed."] * 30) is None
    assert absence_told([]) is None


@pytest.mark.parametrize(
    ("below", "offered"),
    [
        ("To read the full story, become a member.", True),
        ("Sign in to keep reading", True),
        ("Sign in to keep reading the comments", False),
        ("Jetzt abonnieren und weiterlesen", True),
        ("Abonnez-vous pour lire la suite", True),
        ("登录后可阅读全文", True),
        ("Subscribe to our newsletter to read more stories like this.", False),
        ("Log in", False),
        ("Home News Sport Sign in Subscribe", False),
        ("To read the full story, see page four of the printed paper.", False),
        ("", False),
    ],
)
def test_an_offer_of_the_rest(below: str, offered: bool) -> None:
    assert offers_the_rest(letters_only(below)) is offered


def test_a_page_of_a_note_is_no_article() -> None:
    body = (
        "<article><h1>Ferry runs again</h1><p>This article has been removed for legal reasons.</p></article>"
    )
    read = run_stages(FetchedPage(url="https://lantern.example/2026/ferry", body=body.encode()))
    assert (read.verdict, read.reason) == ("not_article", "taken_off")

"""What says nothing but that an article was taken off, or that readers must log in, and its neighbours."""

from __future__ import annotations

import tracemalloc

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.letters import letters_only
from newsarchive.text.page_kinds.absence_notes import (
    absence_told,
    calls_to_log_in,
    offers_the_rest,
    says_gone,
)

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


# As a heading repeats it, or the page's title: one in each language of the table.
REPEATED = """\
This article has been removed.
This story is no longer available.
Dieser Artikel ist nicht mehr verfügbar.
Cet article a été supprimé.
Esta noticia fue retirada.
Esta matéria foi removida.
La notizia è stata rimossa.
Dit artikel is niet langer beschikbaar.
Artikeln har tagits bort.
Denne artikel er fjernet.
Denne artikkelen er fjernet.
Tämä artikkeli on poistettu.
Artykuł został usunięty przez redakcję.
Tento článek byl odstraněn.
Tento článok bol odstránený.
Ezt a cikket eltávolítottuk.
Acest articol a fost șters.
Αυτό το άρθρο έχει αφαιρεθεί.
Материал удалён по требованию правообладателя.
Цю статтю видалено.
Тази статия е премахната.
Bu haber yayından kaldırılmıştır.
تم حذف هذا المقال.
הכתבה הוסרה.
این مطلب حذف شده است.
Artikel ini telah dihapus.
Artikel ini telah dipadam.
Bài viết này đã bị xóa.
บทความนี้ถูกลบแล้ว
यह लेख हटा दिया गया है।
この記事は削除されました。
이 기사는 삭제되었습니다.
该文章已被删除。"""
FRAME = """<html><head><title>{title}</title></head><body><header><a href="/">Harbour Courier</a></header>
<main><h1>{heading}</h1>{text}</main></body></html>"""
STORY = (
    "<p>The words stood on the site of a paper in Holm for a day, and nobody said who had put them there.</p>"
    "<p>Its editor found them in the morning, after readers had called, and asked the host for an answer.</p>"
)


def _read(heading: str, text: str, title: str = "Harbour Courier") -> CleanArticle:
    body = FRAME.format(title=title, heading=heading, text=text)
    return run_stages(FetchedPage(url="https://harbour.example/2026/pier", body=body.encode()))


@pytest.mark.parametrize("note", REPEATED.split("\n"))
def test_a_note_that_the_heading_repeats(note: str) -> None:
    heading = note.rstrip(".。।")
    pages = (
        _read(heading, f"<p>{note}</p>"),
        _read(heading, f"<p>{note}</p>", f"{heading} - Harbour Courier"),
        _read(heading, "<p></p>", heading),
        _read("", f"<p>{note}</p>", heading),
    )
    assert [(page.verdict, page.reason) for page in pages] == [("not_article", "taken_off")] * len(pages)


def test_a_note_below_the_heading_that_says_so() -> None:
    heading = "This article has been removed"
    below = f"<p>{heading}.</p><p>We regret the inconvenience.</p>"
    assert _read(heading, below).reason == "taken_off"


def test_a_heading_alone_does_not_say_that_an_article_is_gone() -> None:
    heading = "This article has been removed"
    assert _read(heading, "").reason != "taken_off"
    assert _read(heading, f"<p>{heading}.</p>{STORY}", heading).verdict == "article"
    assert _read(heading, f"{STORY}", heading).verdict == "article"
    told = f"<p>{heading}. The mayor had asked for it in a letter.</p>"
    assert _read(heading, told, heading).reason != "taken_off"
    assert _read("Ferry runs again", f"<p>Ferry runs again.</p>{STORY}").verdict == "article"


def test_what_may_come_back_is_not_gone_by_its_heading() -> None:
    told = "This content has been removed"
    assert _read(told, f"<p>{told}.</p>", told).reason != "taken_off"


def test_what_headings_begin_with_is_not_kept() -> None:
    """Each two letters that no form begins with made a place of their own, for each language, for ever."""
    says_gone("海")
    tracemalloc.start()
    try:
        for letter in range(0x4E00, 0x4E00 + 2_000):
            assert not says_gone(f"{chr(letter)}船")
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 100_000, "bytes; they were 15 million"

"""Which new paragraphs own up to an edit, and which only tell of corrections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.correction_notes import has_new_note

BEFORE = "The ferry to Holm runs again.\nThe pier was mended in nine days."


@pytest.mark.parametrize(
    "note",
    [
        "Correction, 3 October: An earlier version of this article misstated the cost.",
        "CORRECTION (Oct. 3, 2026): The pier cost 4 million.",
        "[Corrected] The pier cost 4 million.",
        "*Clarification: The council has nine members.",
        "This story has been updated to include a comment from the mayor.",
        "Update 3 October, 14:00 GMT — The mayor has replied.",
        "Update, 14:20: The mayor has replied.",
        "Korrektur vom 3. Oktober: Die Mole kostete vier Millionen.",
        "In einer früheren Version dieses Artikels stand eine andere Zahl.",
        "Rectificatif : le ferry circule le samedi, et non le dimanche.",
        "Fe de errores: el muelle costó cuatro millones.",
        "Errata corrige: il molo è costato quattro milioni.",
        "Уточнение: по ошибке мы назвали четыре миллиона.",
        "تصحيح: ورد خطأ أن كلفة الرصيف أربعة ملايين.",
        "更正：本文此前版本误报了项目金额，特此更正。",
        "【更正】码头造价为四百万元。",
        "【訂正】桟橋の費用は4億円でした。",
        "記事の一部を訂正しました。",
        "정정: 부두 공사비는 40억 원입니다.",
        "Correction",
        "Berichtigung: Richtig ist, dass die Mole vier Millionen kostete.",
        "Sprostowanie: most kosztował cztery miliony, a nie trzy.",
        "更正：码头造价应为四百万元。",
        "استدراك: ورد في نسخة سابقة أن الرصيف افتتح في مايو، والصحيح في يونيو.",
        "Rettelse 3. oktober: Molen kostede fire millioner.",
    ],
)
def test_notes(note: str) -> None:
    assert has_new_note(BEFORE, f"{BEFORE}\n{note}")
    assert has_new_note(BEFORE, f"{note}\n{BEFORE}")
    assert not has_new_note(f"{BEFORE}\n{note}", f"{note}\nThe ferry to Holm stopped.")


@pytest.mark.parametrize(
    "line",
    [
        "Correction officers at the prison of Holm went on strike on Monday.",
        "Corrections to the budget were made in nine days, the mayor said.",
        "Updated plans for the pier will be shown on 3 October.",
        "Updated plans for 3 piers: what the council of Holm wants to build.",
        "An earlier version of the plan had three piers.",
        "Korrekturen am Haushalt wurden in neun Tagen gemacht.",
        "Corrección política no es lo mismo que respeto, dijo la alcaldesa.",
        "Поправка к закону принята во втором чтении.",
        "更正后的预算将于十月三日公布。",
        "更新改造工程将在九天内完成。",
        "修正案は三日に可決された。",
        "수정안은 3일 통과됐다.",
        "Correction: the index of Holm falls ten percent from its peak.",
        "Oprava 12 mostů: kraj zaplatí devět milionů.",
        "Update 2 of the game (out on Friday)",
        "澄清：外交部发言人称有关报道不实。",
        "An earlier version of the story, told by the Grimms, has the wolf survive.",
        "Rectificatie: rechter laat de minister van Holm zijn woorden terugnemen",
        "Sprostowanie: sąd nakazał gazecie z Holm przeprosiny",
        "更正：公司公告称股价跌停。",
        "استدراك: المحكمة تؤجل الجلسة",
        "Rättelse: så klagar du på ditt betyg",
        "This article was amended to protect the king, and the constitution now says so.",
        "この法案は修正しましたと首相は述べた。",
        "تصحيح المسار الاقتصادي يحتاج إلى وقت طويل، بحسب الوزير.",
    ],
)
def test_news_of_corrections_is_no_note(line: str) -> None:
    assert not has_new_note(BEFORE, f"{BEFORE}\n{line}")


def test_a_sentence_owns_up_at_either_end_of_a_text() -> None:
    told = "This article was corrected on 3 October."
    lines = [f"The ferry to Holm left on day {number}." for number in range(8)]
    before = "\n".join(lines)
    assert has_new_note(before, "\n".join((*lines, told, "Reporting by Jo Rigg")))
    assert not has_new_note(before, "\n".join((*lines[:4], told, *lines[4:])))


@pytest.mark.parametrize(
    "again", ["• {}", "{} ", "Correction,\u00a03 October: An earlier version misstated it"]
)
def test_a_note_set_anew_is_no_new_one(again: str) -> None:
    note = "Correction, 3 October: an earlier version misstated it."
    assert not has_new_note(f"{BEFORE}\n{note}", f"{again.format(note)}\nThe ferry to Holm stopped.")


@given(st.text(max_size=300), st.text(max_size=300))
def test_is_total(before: str, now: str) -> None:
    has_new_note(before, now)
    assert not has_new_note(now, now)

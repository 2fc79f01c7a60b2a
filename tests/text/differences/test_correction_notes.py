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


# By a name, by an editor and in a sentence alone, in each language of the table.
OWNED = """\
Correction: an earlier version gave a wrong year.
Editor's note: An earlier version said the bridge opened in 1950; it was 1905.
Editor’s Note: An earlier version of this article said the bridge opened in 1950.
Editors' note: This article has been corrected to give the right year.
Note from the editor: The article wrongly stated that the bridge opened in 1950.
An earlier version of this article said the bridge opened in 1950.
Korrektur: In einer früheren Fassung stand ein falsches Jahr.
Anmerkung der Redaktion: In einer früheren Fassung stand, die Mole sei 1950 gebaut worden. Richtig ist 1905.
Anmerkung der Redaktion: In einer früheren Version hieß es, die Mole sei 1950 gebaut worden. Das ist falsch.
Anm. d. Red.: Im Text hieß es zunächst irrtümlich, die Mole sei 1950 gebaut worden.
In einer früheren Version dieses Artikels hieß es, die Mole sei 1950 gebaut worden.
Correction : une version précédente donnait une année erronée.
Note de la rédaction : une version précédente indiquait que le pont avait ouvert en 1950.
NDLR : une première version de cet article indiquait une date erronée.
Une version précédente de cet article indiquait une date erronée.
Corrección: una versión anterior daba un año equivocado.
Nota de la redacción: una versión anterior decía que el puente abrió en 1950.
Nota del editor: por error se indicó que el puente abrió en 1950.
Una versión anterior de este artículo decía que el puente abrió en 1950.
Correção: uma versão anterior trazia um ano errado.
Nota da redação: uma versão anterior dizia que a ponte abriu em 1950.
Nota do editor: por erro, indicámos que a ponte abriu em 1950.
Uma versão anterior deste texto dizia que a ponte abriu em 1950.
Correzione: una versione precedente riportava un anno sbagliato.
Nota della redazione: una versione precedente diceva che il ponte aprì nel 1950.
Una versione precedente di questo articolo diceva che il ponte aprì nel 1950.
Correctie: in een eerdere versie stond een verkeerd jaartal.
Noot van de redactie: in een eerdere versie stond dat de brug in 1950 openging.
In een eerdere versie van dit artikel stond dat de brug in 1950 openging.
Rättelse: i en tidigare version angavs fel årtal.
Redaktionens anmärkning: i en tidigare version stod att bron öppnade 1950.
I en tidigare version av artikeln stod att bron öppnade 1950.
Rettelse: i en tidligere version stod et forkert årstal.
Redaktionens note: i en tidligere version stod der, at broen åbnede i 1950.
I en tidligere version af artiklen stod der, at broen åbnede i 1950.
Rettelse: i en tidligere versjon sto det feil årstall.
Redaksjonens merknad: i en tidligere versjon sto det at broen åpnet i 1950.
I en tidligere versjon av saken sto det at broen åpnet i 1950.
Oikaisu: aiemmassa versiossa oli väärä vuosi.
Toimituksen huomautus: aiemmassa versiossa kerrottiin, että silta avattiin 1950.
Jutun aiemmassa versiossa kerrottiin, että silta avattiin 1950.
Sprostowanie: we wcześniejszej wersji podano błędny rok.
Od redakcji: we wcześniejszej wersji tekstu podano błędny rok.
We wcześniejszej wersji tego artykułu podano, że most otwarto w 1950.
Oprava: v dřívější verzi byl uveden chybný rok.
Poznámka redakce: v dřívější verzi byl uveden chybný rok.
V předchozí verzi tohoto článku bylo uvedeno, že most otevřeli v roce 1950.
Oprava: v predchádzajúcej verzii bol uvedený nesprávny rok.
Poznámka redakcie: v predchádzajúcej verzii bol uvedený nesprávny rok.
V predchádzajúcej verzii tohto článku bolo uvedené, že most otvorili v roku 1950.
Helyesbítés: a cikk korábbi változatában hibás évszám szerepelt.
A szerkesztő megjegyzése: a korábbi változatban hibás évszám szerepelt.
A cikk korábbi változatában az szerepelt, hogy a híd 1950-ben nyílt meg.
Erată: într-o versiune anterioară apărea un an greșit.
Nota redacției: o versiune anterioară spunea că podul s-a deschis în 1950.
O versiune anterioară a acestui articol spunea că podul s-a deschis în 1950.
Διόρθωση: σε προηγούμενη έκδοση αναφερόταν λάθος έτος.
Σημείωση της σύνταξης: σε προηγούμενη έκδοση του άρθρου αναφερόταν λάθος έτος.
Σε προηγούμενη έκδοση του άρθρου αναφερόταν ότι η γέφυρα άνοιξε το 1950.
Düzeltme: Haberin önceki sürümünde yıl yanlış verilmişti.
Editörün notu: Haberin önceki sürümünde yıl yanlış verilmişti.
Bu haberin önceki sürümünde köprünün 1950'de açıldığı belirtilmişti.
Исправление: в предыдущей версии был указан неверный год.
Примечание редакции: в предыдущей версии был указан неверный год.
От редакции: в первоначальной версии текста был указан неверный год.
В предыдущей версии статьи говорилось, что мост открыли в 1950 году.
Виправлення: у попередній версії було вказано неправильний рік.
Примітка редакції: у попередній версії було вказано неправильний рік.
У попередній версії статті йшлося, що міст відкрили 1950 року.
Поправка: в предишна версия беше посочена грешна година.
Бележка на редакцията: в предишна версия беше посочена грешна година.
В предишна версия на тази статия се казваше, че мостът е отворен през 1950.
Исправка: у претходној верзији наведена је погрешна година.
Ispravka: u prethodnoj verziji navedena je pogrešna godina.
Напомена редакције: у претходној верзији наведена је погрешна година.
Napomena redakcije: u prethodnoj verziji navedena je pogrešna godina.
تصحيح: ذكرت نسخة سابقة سنة خاطئة.
ملاحظة المحرر: ذكرت نسخة سابقة من هذا المقال أن الجسر افتتح عام 1950.
ذكرت نسخة سابقة من هذا المقال أن الجسر افتتح عام 1950.
تصحیح: در نسخه قبلی سال به اشتباه نوشته شده بود.
یادداشت سردبیر: در نسخه قبلی این خبر سال به اشتباه نوشته شده بود.
در نسخه پیشین این مطلب آمده بود که پل در سال ۱۹۵۰ افتتاح شد.
תיקון: בגרסה קודמת נכתבה בטעות שנה שגויה.
הערת המערכת: בגרסה קודמת של הכתבה נכתב בטעות כי הגשר נפתח ב-1950.
בגרסה קודמת של הכתבה נכתב כי הגשר נפתח ב-1950.
सुधार: पिछले संस्करण में गलत वर्ष दिया गया था।
संपादक की टिप्पणी: पिछले संस्करण में गलत वर्ष दिया गया था।
इस लेख के पिछले संस्करण में कहा गया था कि पुल 1950 में खुला।
Cải chính: phiên bản trước ghi nhầm năm.
Ghi chú của tòa soạn: phiên bản trước của bài viết ghi sai năm.
Phiên bản trước của bài viết này ghi rằng cây cầu mở năm 1950.
Koreksi: versi sebelumnya menyebut tahun yang salah.
Catatan redaksi: versi sebelumnya dari artikel ini menyebut tahun yang salah.
Versi sebelumnya dari artikel ini menyebut jembatan dibuka pada 1950.
แก้ไข: ข่าวฉบับก่อนหน้านี้ระบุปีผิด
หมายเหตุบรรณาธิการ: ข่าวฉบับก่อนหน้านี้ระบุปีผิด
บทความฉบับก่อนหน้านี้ระบุว่าสะพานเปิดในปี 1950
更正：较早版本误写了年份。
编者注：本文较早版本误写了年份，现已更正。
編者按：本文較早版本誤寫年份，現已更正。
本文此前版本称该桥于1950年启用，有误。
訂正：以前の版で年を誤って記載していました。
編集部注：以前の版で年を誤って記載していました。
当初の記事では開通を1950年としていましたが、誤りでした。
정정: 이전 기사에서 연도를 잘못 적었습니다.
편집자 주: 이전 버전에서 연도를 잘못 표기했습니다.
이 기사의 이전 버전에는 다리가 1950년에 개통했다고 적혀 있었습니다."""
# What editors write besides, and what is told of laws and plans.
BESIDE = """\
Editor's note: This story contains descriptions of violence.
Editor's note: This article was first published in 2019.
Editor’s note: The writer is a member of the council of Holm.
Editor's note: He made a mistake that cost him his job, and he regrets it.
Note from the editor: Our previous editor, Ada Holm, left in May.
An earlier version of the plan, the mayor said, had been wrong.
Anmerkung der Redaktion: Dieser Text erschien zuerst in der Zeitung von Holm.
Anm. d. Red.: Der Autor ist Mitglied des Rates.
Anmerkung der Redaktion: Wir berichten in der Regel nicht über Suizide.
Anmerkung der Redaktion: In der früheren Sowjetunion war das ein Fehler.
Note de la rédaction : cet article a été publié pour la première fois en 2019.
NDLR : le maire n'a pas répondu à nos questions.
Nota de la redacción: este artículo se publicó por primera vez en 2019.
Nota del editor: el autor cometió un error y fue despedido.
Nota da redação: este texto foi publicado originalmente em 2019.
Nota do editor: o autor é vereador.
Nota della redazione: questo articolo è apparso per la prima volta nel 2019.
Noot van de redactie: dit artikel verscheen eerder in de krant van Holm.
Redaktionens anmärkning: artikeln har tidigare publicerats i Holm.
Redaktionens note: artiklen har tidligere været bragt i Holm.
Redaksjonens merknad: saken har tidligere vært publisert i Holm.
Toimituksen huomautus: juttu on julkaistu aiemmin Holmissa.
Od redakcji: tekst ukazał się wcześniej w gazecie Holm.
Od redakcji: rząd popełnił błąd, i to niejeden.
Poznámka redakce: autor je členem zastupitelstva.
Poznámka redakce: text vyšel dříve v novinách.
Poznámka redakcie: text vyšiel skôr v novinách.
A szerkesztő megjegyzése: a cikk korábban megjelent a lapban.
Nota redacției: autorul este membru al consiliului.
Σημείωση της σύνταξης: το κείμενο δημοσιεύθηκε πρώτη φορά το 2019.
Editörün notu: Bu haber ilk kez 2019'da yayımlandı.
От редакции: автор совершил ошибку, и за это его уволили.
Примечание редакции: текст впервые опубликован в 2019 году.
В первой версии закона было девять статей.
Примітка редакції: текст уперше опубліковано 2019 року.
Бележка на редакцията: авторът е член на съвета.
Напомена редакције: текст је први пут објављен 2019.
Napomena redakcije: tekst je prvi put objavljen 2019.
ملاحظة المحرر: نشر هذا المقال لأول مرة عام 2019.
یادداشت سردبیر: این مطلب نخستین بار در سال ۲۰۱۹ منتشر شد.
הערת המערכת: הכתבה פורסמה לראשונה ב-2019.
संपादक की टिप्पणी: यह लेख पहली बार 2019 में छपा था।
Ghi chú của tòa soạn: bài viết đăng lần đầu năm 2019.
Catatan redaksi: artikel ini pertama kali terbit pada 2019.
หมายเหตุบรรณาธิการ: บทความนี้เผยแพร่ครั้งแรกในปี 2019
แก้ไข: สภาลงมติร่างกฎหมายคนทำผิดต้องรับโทษ
编者按：本文首发于2019年。
编者注：作者系该市议员。
編者按：政府犯了錯誤，市民不滿。
編集部注：この記事は2019年に初めて掲載されました。
편집자 주: 이 기사는 2019년에 처음 실렸습니다.
편집자 주: 정부는 잘못을 인정했습니다.
The city published an earlier version of the report, which it later withdrew.
نشرت الشركة نسخة سابقة من التقرير.
Σε προηγούμενη έκδοση του φεστιβάλ πήραν μέρος εννέα χώρες.
We wcześniejszej wersji ustawy podano inny termin.
V předchozí verzi zákona byl jiný termín.
V predchádzajúcej verzii zákona bol iný termín.
A törvény korábbi változatában más határidő szerepelt.
O versiune anterioară a legii prevedea alt termen.
Yasanın önceki sürümünde farklı bir süre vardı.
В предишна версия на закона срокът беше друг.
בגרסה קודמת של החוק נקבע מועד אחר.
कानून के पिछले संस्करण में अलग समय सीमा थी।
Phiên bản trước của dự luật ghi thời hạn khác.
Versi sebelumnya dari undang-undang menyebut tenggat lain.
ร่างกฎหมายฉบับก่อนหน้านี้ระบุกำหนดเวลาอื่น
当初の計画では開通を1950年としていました。
이 법의 이전 버전에는 다른 기한이 있었습니다.
Lain aiemmassa versiossa oli toinen määräaika.
NDLR : la première version du projet date de 2019.
Hinweis: Die erste Version des Telefons erschien 2007.
نسخه قبلی گزارش آژانس بازنگری شد.
A törvénycikk korábbi változatában más határidő szerepelt.
Precizare: ministrul cere scuze după scandal.
Editor's note: Names have been changed to protect the witnesses.
Editor's note: This interview has been edited for length and clarity.
Editor's note: This is a translation; the original version appeared in a paper of Holm.
Publisher's note: The report was wrongly kept from the public, a court found."""


@pytest.mark.parametrize("note", OWNED.split("\n"))
def test_notes_of_each_language(note: str) -> None:
    lines = [f"The ferry to Holm left on day {number}." for number in range(8)]
    before = "\n".join(lines)
    assert has_new_note(before, f"{before}\n{note}")


@pytest.mark.parametrize("line", BESIDE.split("\n"))
def test_a_word_of_an_editor_is_no_note_by_itself(line: str) -> None:
    assert not has_new_note(BEFORE, f"{BEFORE}\n{line}")

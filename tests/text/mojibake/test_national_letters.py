"""Letters of national charsets read as Latin, and languages whose own letters these are."""

from __future__ import annotations

import pytest

from newsarchive.text.mojibake import undo_mojibake
from newsarchive.text.mojibake.national_letters import letters_put_right

NEWS = {
    ("tr", "cp1254"): "Köylüler yıllardır bekledikleri okulun açılışında ağladı. Müdür, artık kışın da taşıma"
    " olmayacağını, çocukların dışarıda kalmayacağını söyledi.",
    (
        "pl",
        "cp1250",
    ): "Mieszkańcy cieszą się, że szkoła już działa. Także dyrektor powiedział, że będą nowe sale,"
    " a dzięki pomocy sąsiadów został wyremontowany dach.",
    (
        "pl",
        "iso8859_2",
    ): "Mieszkańcy cieszą się, że szkoła już działa. Także dyrektor powiedział, że będą nowe"
    " sale, a dzięki pomocy sąsiadów został wyremontowany dach.",
    (
        "cs",
        "cp1250",
    ): "Ředitel školy řekl, že děti přijdou příští týden. Několik tříd však ještě není hotových,"
    " protože dříve chyběly peníze.",
    (
        "ro",
        "cp1250",
    ): "Directorul a spus că şcoala va fi gata după sărbători şi că elevii vor învăţa aici până"
    " la vară, deşi lucrările au întârziat.",
    ("hu", "cp1250"): "Az első tanítási nap előtt a vezető elmondta, hogy később új tető is lesz. Az őszi"
    " szünet idején a nők és az időseknek tartott esték is itt lesznek.",
    (
        "hr",
        "cp1250",
    ): "Ravnatelj kaže da će škola biti otvorena već sljedeće jeseni, a više od stotinu učenika"
    " može računati na prijevoz.",
    (
        "lt",
        "cp1257",
    ): "Mokyklos vadovė sakė, kad žmonės jau laukė metų pradžios. Taip pat bus įrengta salė, į kurią"
    " kviečiami šalies mokiniai, tačiau dėl lėšų dar tariamasi.",
    (
        "lv",
        "cp1257",
    ): "Skolas direktors sacīja, ka arī pēc svētkiem darbi turpināsies, jo vairāk bērnu nāk tieši šajā"
    " gadā. Pašvaldība ļoti cer, ka būs līdzekļi.",
    (
        "el",
        "cp1253",
    ): "Το νέο σχολείο άνοιξε χθες στο χωριό και οι κάτοικοι είπαν ότι περίμεναν πολλά χρόνια.",
    ("he", "cp1255"): "בית הספר החדש נפתח אתמול בכפר, והתושבים אמרו שחיכו לו שנים רבות מאוד.",
    ("ar", "cp1256"): "افتتحت المدرسة الجديدة أمس في القرية، وقال السكان إنهم انتظروها سنوات طويلة جدا.",
    ("th", "cp874"): "โรงเรียนใหม่เปิดเมื่อวานนี้ในหมู่บ้าน และชาวบ้านบอกว่ารอมาหลายปีแล้ว",
}


@pytest.mark.parametrize(("language", "codec"), NEWS)
@pytest.mark.parametrize("reader", ["latin-1", "cp1252"])
def test_national_letters_are_put_right(language: str, codec: str, reader: str) -> None:
    text = f"<p>{NEWS[language, codec]}</p><p>plain</p>"
    read = "".join(bytes((byte,)).decode(reader, "ignore") or chr(byte) for byte in text.encode(codec))
    assert undo_mojibake(read).text == text


def test_mac_letters_are_put_right() -> None:
    german = "<p>Für die Schüler wäre das früher schön gewesen; über die Straße führt nun „eine Brücke“.</p>"
    assert letters_put_right(german.encode("mac-roman").decode("cp1252"))[0] == german
    french = "<p>L’école a été achevée après deux années; à la rentrée, même le préfet était là.</p>"
    assert letters_put_right(french.encode("cp1252").decode("mac-roman"))[0] == french


@pytest.mark.parametrize(
    "text",
    [
        "Þýðandinn sýndi að þýska þjóðin væri þýð; það þýðir að ýmsir þýðendur, Ýr og Guðný, sýna þetta.",
        "As nações põem limões nas mãos dos irmãos; a 2ª edição, o 3º lugar, são João e a manhã: não, então.",
        "Õhtul põles tõrvik, võib öelda; õunad, õed, öö ja jõgi: sõitis Võrru, kõik on käes.",
        "La fenêtre de la forêt, où l’on rêve: fête, tête, même, très près; 12 m³ ou 3 m³, ¹ note.",
        "Perciò Søren è già lì: lunedì, martedì, però Bjørn può, così; Malmø e Tromsø.",
        "På Ærø og Læsø blev søen grøn; è, ì, ù er italiensk: lunedì, più.",
        "Ysaÿe, L’Haÿ, Loÿs et Croÿ jouaient; Ÿ est rare. ŽILINA, Šibenik, Ž",
        "Kuñataĩ ha mitã: 1º árape oñemoñe'ẽ, 2º árape omba'apo hikuái; tetã, porã, guarã, hetã. Ñande ñe'ẽ.",
        "Ñandesy oguereko peteĩ kavaju morotĩ; karia'y omoñarõ, mitã oñemondýi. Ary 3ª-pe, tetã tuichã.",
        "Hwæt! wé on géardagum ðá þrym gefrúnon; ýþ, þýfel, sýð, ðý, ðone þegn.",
    ],
)
def test_languages_that_have_these_letters_are_left_alone(text: str) -> None:
    assert undo_mojibake(f"<p>{text}</p>").text == f"<p>{text}</p>"

"""People told from agencies, roles and logins."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.east_asian_names import (
    is_han_name,
    is_japanese_name,
    is_name_without_space,
    words_like_names,
)
from newsarchive.text.metadata.known_names import has_given_name
from newsarchive.text.metadata.person_names import (
    is_organisation,
    people,
    split_bodies,
    split_names,
    without_places,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Robert E Lee", ("Robert E Lee",)),
        ("Mara Y Quist and John I Smith", ("Mara Y Quist", "John I Smith")),
        ("Robert E Lee, Mara Quist", ("Robert E Lee", "Mara Quist")),
        ("MARA QUIST Y JON BAKER", ("MARA QUIST", "JON BAKER")),
        ("Mara Quist y Jon Baker", ("Mara Quist", "Jon Baker")),
        ("Mara Quist And Jon Baker", ("Mara Quist", "Jon Baker")),
        ("Mara Quist dan Jon Baker", ("Mara Quist", "Jon Baker")),
        ("Mara Quist și Jon Baker", ("Mara Quist", "Jon Baker")),
        ("Jana Malá a Petr Novák", ("Jana Malá", "Petr Novák")),
        ("Lee Na Young", ("Lee Na Young",)),
        ("Kim Dan Bi and Ada Roe", ("Kim Dan Bi", "Ada Roe")),
        ("John A Smith Jones", ("John A Smith Jones",)),
        ("Del X WhatsApp", ()),
        ("Autorenseite von", ()),
        ("Alles von Mara Quist", ("Mara Quist",)),
        # The dot of an abbreviation is the name's, a sentence's is not.
        ("Mara Quist Jr.", ("Mara Quist Jr.",)),
        ("Jon Baker, Jr., and Mara Quist", ("Jon Baker Jr.", "Mara Quist")),
        ("Jon Baker, Sr. Editor", ("Jon Baker",)),
        ("Mara Quist C.", ("Mara Quist C.",)),
        ("Mara Quist.", ("Mara Quist",)),
        # Who helped, in brackets or not; what an agency sent is nobody.
        ("Mara Quist (avec Jon Baker et Jana Malá)", ("Mara Quist", "Jon Baker", "Jana Malá")),
        ("Mara Quist with additional reporting by Jon Baker", ("Mara Quist", "Jon Baker")),
        ("Mara Quist (with files from Reuters)", ("Mara Quist",)),
        ("Mara Quist mit Material von dpa", ("Mara Quist",)),
        ("Mara Quist (mit Material der AFP)", ("Mara Quist",)),
    ],
)
def test_what_joins_names_and_what_is_of_one(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("Mara Quist", "Brüssel"), ("Mara Quist",)),
        (("Mara Quist", "Paris"), ("Mara Quist",)),
        (("Mara Quist", "Sofia"), ("Mara Quist", "Sofia")),
        (("Mara Quist", "佐藤健一"), ("Mara Quist", "佐藤健一")),
        (("Quist",), ("Quist",)),
    ],
)
def test_a_single_word_beside_names_is_a_place(names: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert without_places(names) == kept


@pytest.mark.parametrize("name", ["Bill Press", "Gretchen Daily", "Emily Staff"])
def test_people_called_as_papers_are(name: str) -> None:
    assert people([f"By {name}"]) == (name,)
    assert not is_organisation(name)


@pytest.mark.parametrize("name", ["Austin Daily", "Associated Press", "Sports Staff", "Jackson Group"])
def test_papers_called_as_people_are(name: str) -> None:
    assert people([name]) == ()
    assert split_bodies(name) == (name,)


@pytest.mark.parametrize("wish", ["Merry Christmas", "Feliz Navidad", "Joyeux Noël", "Buona Pasqua"])
def test_a_wish_that_ends_a_story_is_no_name(wish: str) -> None:
    assert people([wish]) == ()
    assert people(["Merry Quist", "Carol Christmas"]) == ("Merry Quist", "Carol Christmas")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Trần Thị Mai", ("Trần Thị Mai",)),
        ("Mary Jane", ("Mary Jane",)),
        ("Ada Roe, 3 March 2026", ("Ada Roe",)),
        ("Ada Roe 3 März", ("Ada Roe",)),
        ("Ada September", ("Ada",)),
        ("Published: 28 Apr", ()),
        ("Updated March", ()),
    ],
)
def test_a_month_ends_a_name_only_beside_a_day_or_year(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names", "bodies"),
    [
        # A theme has "by" in a box of its own, whatever its language.
        ("Nga | Bay Courier", (), ("Bay Courier",)),
        ("Von", (), ()),
        ("Firmado por Redacción", (), ("Redacción",)),
        ("User Admin", (), ()),
        ("Bay Admin", (), ()),
        ("Admin Hodžić", ("Admin Hodžić",), ()),
        ("Mara Quist Bloomberg", ("Mara Quist",), ("Bloomberg",)),
        ("MARA QUIST The Canadian Press", ("MARA QUIST",), ("The Canadian Press",)),
        ("Jon Bloomberg", ("Jon Bloomberg",), ()),
        ("Ana María Reuters", ("Ana María Reuters",), ()),
        ("Anne Marie Bureau", ("Anne Marie Bureau",), ()),
        # English sets a comma before the last "and".
        ("Ada Roe, Max Poe, and Tom Hay, CNN", ("Ada Roe", "Max Poe", "Tom Hay"), ("CNN",)),
        ("Ana Pérez, e João Silva", ("Ana Pérez", "João Silva"), ()),
        ("Ada Roe, E Howard Poe", ("Ada Roe", "E Howard Poe"), ()),
        ("Andrea Roe, Andy Poe", ("Andrea Roe", "Andy Poe"), ()),
        ("NBC", (), ("NBC",)),
        ("Grupa Nowa Polska", (), ("Grupa Nowa Polska",)),
        ("Polub Zatoka.pl", (), ()),
        ("Ada Center", ("Ada Center",), ()),
        ("Anne Admin", ("Anne Admin",), ()),
        ("Jon R. Bloomberg", ("Jon R. Bloomberg",), ()),
        ("MARA QUIST and JON BELL DEC. 10, 2026", ("MARA QUIST", "JON BELL"), ()),
        ("JON BELL DEC", ("JON BELL",), ()),
        ("Mara Quist, Chief People Officer", ("Mara Quist",), ()),
        ("Chief Letsie", ("Chief Letsie",), ()),
        ("Staff Writer Emma Bell", ("Emma Bell",), ()),
        ("Science Editor Emma Bell", ("Emma Bell",), ()),
        ("Editors Choice Awards", (), ()),
        ("Mara Quist, Nguyen Kaskade Reporter", ("Mara Quist", "Nguyen Kaskade"), ()),
        ("Emma Bell, Xu Wei Lin Reporter", ("Emma Bell", "Xu Wei Lin"), ()),
        ("Senior Emma Bell Reporter", ("Emma Bell",), ()),
        ("Firmado Emma Bell", ("Emma Bell",), ()),
        ("TOMASZ DEC", ("TOMASZ DEC",), ()),
        ("Per", ("Per",), ()),
        ("Publicado el", (), ()),
        ("bay.ca", (), ("bay.ca",)),
        ("du", (), ()),
        ("Van Morrison", ("Van Morrison",), ()),
        ("Bay Media s.r.o.", (), ("Bay Media s.r.o",)),
        ("Bay Media Sp. z o.o.", (), ("Bay Media Sp. z o.o",)),
        ("Bay Security Center", (), ("Bay Security Center",)),
        ("Bay Review Insights", (), ("Bay Review Insights",)),
        ("Jon Bell And Helen Carter For The Bay On Sunday", ("Jon Bell", "Helen Carter"), ()),
        ("Helen Carter For The Bay Courier", ("Helen Carter",), ("The Bay Courier",)),
        ("HELEN CARTER FOR BAYONLINE", ("HELEN CARTER",), ()),
        ("Helen Carter For Baymail.com", ("Helen Carter",), ()),
        ("Helen Carter, BKR Harbours", ("Helen Carter",), ()),
        ("KIM Jung Ho", ("KIM Jung Ho",), ()),
        ("NG Wei Lin", ("NG Wei Lin",), ()),
        ("JT Carter", ("JT Carter",), ()),
        ("BKR CARTER", ("BKR CARTER",), ()),
        ("Tips For Your Garden", ("Tips For Your Garden",), ()),
        ("helencarter.com", (), ()),
        ("mit zwei Klicks melden Sie den Fehler der Redaktion", (), ()),
        ("redacción de la voz del puerto", (), ("redacción de la voz del puerto",)),
    ],
)
def test_what_stands_beside_a_name_is_none(
    text: str, names: tuple[str, ...], bodies: tuple[str, ...]
) -> None:
    assert (split_names(text), split_bodies(text)) == (names, bodies)


def test_a_romanian_house_is_known_with_both_its_letters() -> None:
    """Its name has a cedilla where it is signed and a comma in its title."""
    assert people(["Mara Quist", "Graiul Brașovului"], ["Graiul Braşovului"]) == ("Mara Quist",)


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (["By Mara Quist and Jon Bell"], ("Mara Quist", "Jon Bell")),
        (["Von Mara Quist, Jon Bell"], ("Mara Quist", "Jon Bell")),
        (["admin"], ()),
        (["Reuters", "Mara Quist"], ("Mara Quist",)),
        (["https://www.facebook.com/mara"], ()),
        (["mara@bay.example"], ()),
        (["The Bay Courier"], ()),
        (["Mara Quist December 9, 2024"], ("Mara Quist",)),
        (["Mara Quist", "mara quist"], ("Mara Quist",)),
        (["林晓、周明"], ("林晓", "周明")),
        (["青河日报"], ()),
    ],
)
def test_people(stated: list[str], names: tuple[str, ...]) -> None:
    assert people(stated, ["The Bay Courier"]) == names


@pytest.mark.parametrize(
    ("name", "person"),
    [("林晓", True), ("欧阳明月", True), ("玛丽·基斯特", True), ("本报记者", False), ("从青河", False)],
)
def test_han_names(name: str, person: bool) -> None:
    assert is_han_name(name) is person


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("김민준", True),
        ("이서연", True),
        ("편집부", False),
        ("뉴스", False),
        ("佐藤健一", True),
        ("長谷川太郎", True),
        ("佐藤健", True),
        ("佐藤氏", False),
        ("中村区", False),
        ("政治部", False),
        ("スポーツ", False),
        ("新聞編集部", False),
        ("林晓", True),
        ("文旅", False),
    ],
)
def test_names_of_scripts_that_need_no_space(name: str, person: bool) -> None:
    assert is_name_without_space(name) is person


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("佐藤健一", True),
        ("長谷川潤", True),
        ("佐々木麻衣子", True),
        ("長谷川", False),
        ("田中市長", False),
        ("中村区", False),
        ("山田電機", False),
        ("清水港", False),
        ("高橋容疑者", False),
        ("鈴木新聞社", False),
        ("国際政治", False),
        ("福島原発", False),
        ("佐藤 健一", False),
    ],
)
def test_japanese_names_that_stand_alone(line: str, is_name: bool) -> None:
    assert is_japanese_name(line) is is_name


@pytest.mark.parametrize("word", ["按照", "bởi", "oleh", "tarafından", "بواسطة", "โดย", "작성자", "投稿者"])
def test_the_word_before_a_name_is_none(word: str) -> None:
    assert split_names(word) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Süddeutsche.de GmbH, Munich, Germany", ()),
        ("Olympia-Verlag GmbH, Nürnberg", ()),
        ("Verlag Nord KG, Anna Müller", ("Anna Müller",)),
        ("Anna Müller, Nordlicht GmbH, Kiel", ("Anna Müller",)),
        ("Nordbild GmbH, Tjorben Haase", ("Tjorben Haase",)),
        ("Nordbild GmbH, 王小明", ("王小明",)),
    ],
)
def test_behind_a_firm_stands_its_seat(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize("words", ["zvg", "Cortesía", "Foto de archivo", "記事を読む 共有する"])
def test_credits_of_pictures_and_buttons_are_no_names(words: str) -> None:
    assert split_names(words) == ()


@pytest.mark.parametrize("name", ["푸른항구신문", "한빛일보", "바다방송", "온라인 취재팀"])
def test_korean_papers_and_desks_are_organisations(name: str) -> None:
    assert (split_names(name), split_bodies(name)) == ((), (name,))


@pytest.mark.parametrize("name", ["김일보", "이신문", "三浦しをん", "Courtesy Okafor"])
def test_people_called_like_papers_or_credits_are_people(name: str) -> None:
    assert split_names(name) == (name,)


@pytest.mark.parametrize("words", ["독자 투고", "标签", "カテゴリー", "관리자", "und", "Texto y"])
def test_words_of_menus_are_no_names(words: str) -> None:
    assert split_names(words) == ()


# Invented, but for their words: in each language a paper's or an agency's, and a person called alike.
HOUSES = [
    *(
        "Agência Litoral",
        "Diário do Planalto",
        "El Correo del Valle",
        "L'Écho du Plateau",
        "Il Corriere del Lago",
    ),
    *(
        "The Harbour Ledger",
        "Norddeutscher Pressedienst",
        "Seeblick-Kurier",
        "Norra Nyhetsbyrån",
    ),
    *(
        "Redakcja Portowa",
        "Агентство Полесье",
        "Редакция Речной правды",
        "Агенція Полісся",
        "Πρακτορείο Αιγαίου",
    ),
    *("Kuzey Haber Ajansı", "Derekent Postası", "Aran Xəbər", "وكالة الساحل للأنباء", "روزنامه چشمه"),
    *("סוכנות הגליל", "मध्य समाचार सेवा", "বদ্বীপ সংবাদ সংস্থা", "สำนักข่าวลุ่มน้ำ", "Báo Cửa Sông"),
    *("Gazeti la Pwani", "みなと新聞", "ዜና አገልግሎት"),
]
ALIKE = [
    *(
        "Tim Cook",
        "Ang Lee",
        "Ban Na Ra",
        "Fritz Haber",
        "Heath Ledger",
        "David Blatt",
        "Emily Post",
        "Bo Lehti",
    ),
    *("Richard Courant", "The Anh", "Echo Li", "Mike Weekly", "Anna Vesalehti", "Per Nyposten", "Đài Trang"),
    *("Das Gupta Ravi", "Bao Nguyen", "राम भास्कर", "Echo Kellum", "Mara Krant", "The Rev. Ada Roe"),
]


@pytest.mark.parametrize("name", HOUSES)
def test_papers_and_agencies_in_many_languages(name: str) -> None:
    assert is_organisation(name)
    assert people([name]) == ()


@pytest.mark.parametrize("name", ALIKE)
def test_people_called_as_some_papers_are(name: str) -> None:
    assert not is_organisation(name)


@pytest.mark.parametrize("name", ["कविता जोशी", "राजेश तिवारी", "অভিষেক দাস", "અંકિતા પટેલ"])
def test_names_of_scripts_that_write_vowels_as_marks_are_known(name: str) -> None:
    assert has_given_name(name)


@pytest.mark.parametrize("word", ["江阴", "江陰", "史记", "马鞍山", "文静"])
def test_a_word_alone_beside_a_day_is_no_name(word: str) -> None:
    assert is_han_name(word)
    assert word in words_like_names()


@pytest.mark.parametrize(
    "line", ["ليلة الضباب في الميناء", "نرگس در باغ", "कविता की नदी", "מיכל של הנחל", "Ana Sayfa"]
)
def test_a_headline_that_begins_as_a_name_is_none(line: str) -> None:
    assert split_names(line) == ()


@pytest.mark.parametrize(
    "desk",
    [
        *(
            "Redaksie",
            "Redaksi",
            "Redaksia",
            "Redacția",
            "Da Redação",
            "Редакција",
            "Խմբագրություն",
            "რედაქცია",
        ),
        *(
            "Σύνταξη",
            "هيئة التحرير",
            "ویب ڈیسک",
            "اسٹاف رپورٹر",
            "סוכנויות הידיעות",
            "वृत्तसंस्था",
            "लोकवाणी टीम",
        ),
        *("সকাল প্রতিবেদন", "സ്വന്തം ലേഖകൻ", "വെബ് ഡെസ്ക്", "БТА", "Танјуг", "МОНЦАМЭ", "ҚазАқпарат", "İHA"),
        *(
            "Nhóm PV",
            "Agensi",
            "Mwandishi Wetu",
            "Express News Service",
            "Star Report",
            "CNN Indonesia",
        ),
        *("Harbour Communications Limited", "CNN Indonesia", "लोकवाणी टीम", "რედაქცია"),
    ],
)
def test_desks_and_agencies_of_many_countries_are_no_persons(desk: str) -> None:
    assert is_organisation(desk)
    assert people([desk]) == ()


def test_who_wrote_in_arabic_without_a_colon() -> None:
    assert people(["كتب محمد سالم", "كتبت ليلى المنصوري"]) == ("محمد سالم", "ليلى المنصوري")


@pytest.mark.parametrize("section", ["كتب ودراسات نقدية", "كتب الأطفال الجديدة", "كتب علمية مترجمة"])
def test_a_section_of_books_loses_no_word_to_a_name(section: str) -> None:
    """The word for "wrote" is that for "books", too."""
    assert section.removeprefix("كتب ") not in people([section])


def test_names_like_those_of_desks_are_names() -> None:
    named = ("Mina Roe", "Beta Kos", "Wam Kat", "Nan Goldwin", "Pv Narasim", "Ada Limite")
    assert people(named) == named

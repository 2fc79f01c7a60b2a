"""What stands beside the writers in a by-line goes: roles and places, pictures, editors, houses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.metadata.byline_parts import (
    PART_KINDS,
    credit_names,
    is_part_label,
    part_words,
    plain_byline,
)
from newsarchive.text.metadata.credit_lines import is_agency_code, is_credit_word
from newsarchive.text.metadata.person_names import split_bodies, split_names


@pytest.mark.parametrize("kind", PART_KINDS)
def test_words_are_in_lower_case_and_each_stands_once(kind: str) -> None:
    words = part_words(kind)
    assert words
    assert len(words) == len(set(words))
    assert [word for word in words if word != word.lower()] == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von unserem Redaktionsmitglied Mara Quist", ("Mara Quist",)),
        ("Aus Lissabon berichtet Mara Quist", ("Mara Quist",)),
        ("dal nostro corrispondente Carla Bruni Rossi", ("Carla Bruni Rossi",)),
        ("De notre envoyé spécial à Dakar, Luc Petit", ("Luc Petit",)),
        ("Van onze verslaggever Samira de Jong", ("Samira de Jong",)),
        ("Mara Quist (Text), Max Poe (Bilder)", ("Mara Quist",)),
        ("Luísa Prado (texto) e Sônia Melo (fotografia)", ("Luísa Prado",)),
        ("Av Ola Lunde, Anne Berg og Kari Vik (foto)", ("Ola Lunde", "Anne Berg")),
        ("Par Anne Roussel (Marseille, correspondante) et Luc Petit", ("Anne Roussel", "Luc Petit")),
        ("Lucía Pardo, corresponsal en París", ("Lucía Pardo",)),
        ("Samira de Jong Correspondent Rome", ("Samira de Jong",)),
        ("Texto: Lucía Pardo Fotografía: Ramón Vela", ("Lucía Pardo",)),
        ("Foto: Max Poe | Tekst: Ada Roe", ("Ada Roe",)),
        ("Teksti Anna Rautio Kuvat Kari Lehto", ("Anna Rautio",)),
        ("Text und Fotos: Ada Roe", ("Ada Roe",)),
        ("Bài và ảnh: Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("Haber: Aylin Kaya Fotoğraf: Nuray Bal", ("Aylin Kaya",)),
        ("Autor: Ana Marić Izvor: Tanjug", ("Ana Marić",)),
        ("Luísa Prado - Repórter da Agência Brasil", ("Luísa Prado",)),
        ("ADA ROE FOR BAYONLINE", ("ADA ROE",)),
        ("Serkan AYDOĞAN-Feride AKKAYA", ("Serkan AYDOĞAN", "Feride AKKAYA")),
        ("文・佐藤健一　写真・鈴木花子", ("佐藤健一",)),
        ("編集委員　佐藤健一", ("佐藤健一",)),
        ("佐藤健一 鈴木花子", ("佐藤健一", "鈴木花子")),
        ("أحمد رشدي وسارة بدوي", ("أحمد رشدي", "سارة بدوي")),
        ("古丽娜尔·买买提", ("古丽娜尔·买买提",)),
        ("अनिल शर्मा और दीपक वर्मा", ("अनिल शर्मा", "दीपक वर्मा")),
        ("Γιώργος Παππάς και Μαρία Δήμου", ("Γιώργος Παππάς", "Μαρία Δήμου")),
        ("Mara Quist, Science Editor, in Bremen", ("Mara Quist",)),
        ("Anne Roussel et Luc Petit, à Rennes", ("Anne Roussel", "Luc Petit")),
        ("Lucía Pardo, enviada especial", ("Lucía Pardo",)),
        ("Por Lucía Pardo | Fotos de Ramón Vela", ("Lucía Pardo",)),
        ("부산=김서연 기자", ("김서연",)),
        ("[부산=만일보] 김서연 기자", ("김서연",)),
        ("글 오 민", ("오 민",)),
        ("聞き手・佐藤健一", ("佐藤健一",)),
        ("佐藤健一、鈴木花子記者", ("佐藤健一", "鈴木花子")),
        ("陈立新 王芳", ("陈立新", "王芳")),
        ("dpa/mkl", ()),
        ("Interview: Mara Quist", ("Mara Quist",)),
        ("Tribune de Claire Montbrun", ("Claire Montbrun",)),
        ("Беседовала Анна Лобова", ("Анна Лобова",)),
        # Names that only look like it.
        ("Tribune de Genève", ("Tribune de Genève",)),
        ("高田 万里", ("高田 万里",)),
        ("mkl", ("mkl",)),
        ("Anna In, Max Poe", ("Anna In", "Max Poe")),
        ("Theo Poe", ("Theo Poe",)),
        ("By Bild Lilli", ("Bild Lilli",)),
        ("Per Olov Enquist", ("Per Olov Enquist",)),
        ("John A Smith", ("John A Smith",)),
        ("وليد وائل", ("وليد وائل",)),
        ("Theo de Vries", ("Theo de Vries",)),
        ("Anna Kuva", ("Anna Kuva",)),
        ("Von Anna Müller und Max Bild", ("Anna Müller", "Max Bild")),
        ("Words Worth", ("Words Worth",)),
        ("Ada Roe, Les Carpenter", ("Ada Roe", "Les Carpenter")),
        ("Le Thi Mai, Tran Van Nam", ("Le Thi Mai", "Tran Van Nam")),
        ("HINA KHAN", ("HINA KHAN",)),
        ("Tony Messenger", ("Tony Messenger",)),
        ("MARIE-Claire Dupont", ("MARIE-Claire Dupont",)),
        ("Minh Anh (Theo Reuters)", ("Minh Anh",)),
        ("By Ada Roe (translated by Max Poe)", ("Ada Roe",)),
        ("Ada Roe (editor)", ("Ada Roe",)),
        ("Anna Müller (Fotos) und Max Poe (Text)", ("Max Poe",)),
        ("Ada Roe Text | Max Poe Foto", ("Ada Roe",)),
    ],
)
def test_who_wrote_is_left(line: str, names: tuple[str, ...]) -> None:
    assert split_names(line) == names


@pytest.mark.parametrize("name", ["共同通信", "Estadão Conteúdo", "Tim Redaksi"])
def test_agencies_and_desks_are_nobody(name: str) -> None:
    assert (split_names(name), split_bodies(name)) == ((), (name,))


def test_agencies_beside_a_name_are_organisations() -> None:
    assert (split_names("Adriana Rocha com Lusa"), split_bodies("Adriana Rocha com Lusa")) == (
        ("Adriana Rocha",),
        ("Lusa",),
    )


@pytest.mark.parametrize(
    "line",
    [
        "The photo shows the bridge: it was built in 1931",
        "Editor and publisher agree on the source of the money",
        "Foto und Film helfen der Polizei",
        "Fuentes de agua para todos los barrios",
        "Fotos de La Habana",
        "class Cache[source]",
    ],
)
def test_a_sentence_is_no_credit(line: str) -> None:
    assert not credit_names(line)


@pytest.mark.parametrize(
    "line", ["Foto: Max Poe", "(Bild: Max Poe/dpa)", "Źródło: PAP", "Редактор: Анна Лобова"]
)
def test_labels_with_names_are_credits(line: str) -> None:
    assert credit_names(line)


def test_a_label_in_a_line_of_its_own() -> None:
    assert is_part_label("Редактор:")
    assert not is_part_label("Редактор")
    assert not is_part_label("He said:")


def test_words_of_credits_and_signs_of_agencies() -> None:
    assert [
        word for word in ("Correspondent", "Montag", "updated", "publié", "dpa") if not is_credit_word(word)
    ] == []
    assert [word for word in ("harbour", "died", "Rome") if is_credit_word(word)] == []
    assert (is_agency_code("dpa"), is_agency_code("ar"), is_agency_code("harbour")) == (True, True, False)


def test_many_labels_take_no_time() -> None:
    for line in (f"Text Ada {'Foto ' * 56}!", "Kép " * 74, f"Text Ada {'Editor ' * 40}"):
        assert plain_byline(line)


@given(st.text(max_size=400))
def test_any_line_keeps_to_its_characters(line: str) -> None:
    found = plain_byline(line)
    assert plain_byline(line) == found
    assert len(found) <= len(line) + len("By ")
    credit_names(line)


@given(st.lists(st.sampled_from(["Foto", ":", "Ada", "Roe", "(", ")", "Text", "und", "|", ","]), max_size=60))
def test_credits_of_any_order_are_read(words: list[str]) -> None:
    line = " ".join(words)
    assert all(name == name.strip() and name in line for name in credit_names(line))
    assert all(split_names(line))

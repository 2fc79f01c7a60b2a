"""What stands behind a writer's name and is nobody: roles, towns, papers, days; people called like these."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.author_roles import cut_role, is_role
from newsarchive.text.metadata.byline_parts import plain_byline
from newsarchive.text.metadata.datelines import dateline_names
from newsarchive.text.metadata.japanese_bylines import bracketed_names
from newsarchive.text.metadata.own_nodes import nodes_of_story
from newsarchive.text.metadata.person_names import listed_names, split_names, without_places
from newsarchive.text.page.structured_data import Node


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mara Quist, Social Affairs Editor", ("Mara Quist",)),
        ("Mara Quist Local Democracy Reporter", ("Mara Quist",)),
        ("Mara Quist, What's On Editor", ("Mara Quist",)),
        ("Mara Quist, East Africa Bureau Chief", ("Mara Quist",)),
        ("Mara Quist, Redakteurin Lokales", ("Mara Quist",)),
        ("Mara Quist, Jefa de Sección", ("Mara Quist",)),
        ("Mara Quist, Rédactrice en chef", ("Mara Quist",)),
        ("Άρης Μαύρος, Συντάκτης", ("Άρης Μαύρος",)),
        ("Mara Quist, Thu, 4 May 2031", ("Mara Quist",)),
        ("Mara Quist, Cedar Falls Register", ("Mara Quist",)),
        ("UNB, Dhaka", ()),
        # Somebody else, with a role of their own; names that have such words.
        ("Mara Quist, Jon Baker, Editor", ("Mara Quist", "Jon Baker")),
        ("Mara Quist, Reporter Jon Baker", ("Mara Quist", "Jon Baker")),
        ("Ada Court Reporter", ("Ada Court",)),
        ("Chief Letsie", ("Chief Letsie",)),
        ("Ada Star and Jon Post", ("Ada Star", "Jon Post")),
    ],
)
def test_roles_behind_a_name_are_nobody(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


def test_a_role_alone_names_nobody() -> None:
    assert cut_role("Redakteur Wirtschaft") == ""
    assert is_role("Leiterin Lokales")
    assert not is_role("Max Poe")


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("Mara Quist", "Belo Horizonte"), ("Mara Quist",)),
        (("Олена Шевчук", "Харків"), ("Олена Шевчук",)),
        (("राजेश कुमार", "लखनऊ"), ("राजेश कुमार",)),
        (("محمد حنیف", "لاہور"), ("محمد حنیف",)),
        (("Mara Quist", "Rom"), ("Mara Quist",)),
        (("Jack London", "Paris Hilton"), ("Jack London", "Paris Hilton")),
        (("Belo Horizonte",), ("Belo Horizonte",)),
        (("மீனா சுந்தர்", "எஸ்.கார்த்திக்"), ("மீனா சுந்தர்", "எஸ்.கார்த்திக்")),
    ],
)
def test_towns_beside_names_are_nobody(names: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert without_places(names) == kept


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rui Costa e Silva e Flora Matos", ("Rui Costa e Silva", "Flora Matos")),
        ("Josep Vila i Sala", ("Josep Vila i Sala",)),
        ("Anna Kowalska i Nowak", ("Anna Kowalska", "Nowak")),
        ("Marco Rossi e Ferrari", ("Marco Rossi", "Ferrari")),
        ("Davi Levi e Silva", ("Davi Levi e Silva",)),
        ("רות לאה וייל כהן", ("רות לאה וייל כהן",)),
        ("Mara Quist y EFE", ("Mara Quist",)),
        ("Marco Conti e Giulia Verdi", ("Marco Conti", "Giulia Verdi")),
        ("Ewa Dudek i Piotr", ("Ewa Dudek", "Piotr")),
        ("Devi d/o Kumar and Raj s/o Pillai", ("Devi d/o Kumar", "Raj s/o Pillai")),
        ("Kees in 't Veld en Jan op de Beeck", ("Kees in 't Veld", "Jan op de Beeck")),
        ("সুমন দাস ও মৌসুমী সেন", ("সুমন দাস", "মৌসুমী সেন")),
        ("נועה שקד ויוסי בן דוד", ("נועה שקד", "יוסי בן דוד")),
        ("נועה שקד וייס", ("נועה שקד וייס",)),
        ('ד"ר דנה ויסברג שקד', ('ד"ר דנה ויסברג שקד',)),
        ('ד"ר דנה שקד ויעל בר', ('ד"ר דנה שקד', "יעל בר")),
        ("דנה שרה ורדי שקד", ("דנה שרה ורדי שקד",)),
        ("רון שקד ורון בר", ("רון שקד", "רון בר")),
        ("林正　東海林春香　高橋一郎", ("林正", "東海林春香", "高橋一郎")),
        ("Mara Quist | and Jon Baker", ("Mara Quist", "Jon Baker")),
    ],
)
def test_particles_and_joints(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("By Mara QuistReporter", "By Mara Quist"),
        ("Von Jonas SommerRedakteur", "Von Jonas Sommer"),
        ("By Mara QuistEdited by: Jon Baker", "By Mara Quist"),
        ("By Mara McReporter", "By Mara McReporter"),
        ("By Mara LaPhoto", "By Mara LaPhoto"),
    ],
)
def test_boxes_side_by_side_are_told_apart(line: str, plain: str) -> None:
    assert plain_byline(line) == plain


def test_lists_of_names() -> None:
    assert listed_names("Mara Quist, Jon Baker | TNN | 4 May 2031") == ("Mara Quist", "Jon Baker")
    assert listed_names("Mara Quist") == ()


def test_names_in_brackets_at_the_end() -> None:
    assert bracketed_names("工事は来春に始まる。【佐藤美咲、高橋一郎】") == ("佐藤美咲", "高橋一郎")
    assert bracketed_names("【関連記事】") == ()
    assert bracketed_names("【佐藤美咲】が話した。") == ()


def test_a_korean_name_of_two_syllables_beside_another() -> None:
    assert dateline_names(["(서울=항구통신) 최정·한빛나 기자 = 결정은 밤늦게 내려졌다."]) == (
        "최정",
        "한빛나",
    )


def test_nodes_of_other_stories_name_others() -> None:
    own: Node = {
        "headline": "Pier closes for winter",
        "url": "https://a.example/pier",
        "author": "Mara Quist",
    }
    other: Node = {"headline": "Ferry fined again", "url": "https://a.example/ferry", "author": "Jon Baker"}
    placed: Node = {
        "headline": "Pier shut till spring",
        "url": "https://a.example/pier",
        "author": "Jon Baker",
    }
    page = ("https://a.example/pier",)
    assert nodes_of_story((own, other), page, ["Pier closes for winter"]) == (own,)
    # A version of the same story has its address; of a page that states no story as its own all are kept.
    assert nodes_of_story((own, placed), page, ["Pier closes for winter"]) == (own, placed)
    assert nodes_of_story((own, other), ("https://a.example/",), ["Latest news"]) == (own, other)


def test_a_story_of_another_day_that_says_no_address_is_another() -> None:
    own: Node = {"headline": "Pier closes for winter", "datePublished": "2031-05-04", "author": "Mara Quist"}
    other: Node = {"headline": "Ferry fined again", "datePublished": "2030-11-19", "author": "Jon Baker"}
    same_day: Node = {"headline": "Pier shut till spring", "datePublished": "2031-05-04T10:00:00Z"}
    undated: Node = {"headline": "Ferry fined again", "author": "Jon Baker"}
    same_moment: Node = {"headline": "Pier shut till spring", "datePublished": "2031-05-05T00:30:00+02:00"}
    next_day: Node = {"headline": "Ferry fined again", "datePublished": "2031-05-05T08:30:00+02:00"}
    nodes = ((other, False), (same_day, True), (undated, True), (same_moment, True), (next_day, False))
    for node, is_kept in nodes:
        kept = nodes_of_story((own, node), (), ["Pier closes for winter"])
        assert kept == ((own, node) if is_kept else (own,))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Teams, agencies and single names are no second surname.
        ("Ana López y Equipo", ("Ana López",)),
        ("Ana Costa e Equipe", ("Ana Costa",)),
        ("Marta Vila i Agències", ("Marta Vila",)),
        ("Marko Marić i Agencije", ("Marko Marić",)),
        ("Ana Costa e Estadão", ("Ana Costa",)),
        ("Luca Verdi e Nino", ("Luca Verdi", "Nino")),
        ("Rui Costa e Silva", ("Rui Costa e Silva",)),
        # Titles that are surnames, and who is a reporter.
        ("By Peter Creator", ("Peter Creator",)),
        ("By Grace Trainee", ("Grace Trainee",)),
        ("Por Elena Directora", ("Elena Directora",)),
        ("Content Creator", ()),
        ("Ada Roe, Reporter Thabo Mbeki", ("Ada Roe", "Thabo Mbeki")),
        ("Ada Roe, Reporter Paris", ("Ada Roe",)),
        # Whom somebody asked.
        ("By Ada Roe and Max Poe, mayor of Northfield", ("Ada Roe",)),
        ("Ana Costa, Rui Lima e Pelé", ("Ana Costa", "Rui Lima")),
        ("Ana Costa, Rui Lima e Silva e Flora Matos", ("Ana Costa", "Rui Lima e Silva", "Flora Matos")),
    ],
)
def test_what_is_joined_to_a_name(text: str, names: tuple[str, ...]) -> None:
    assert without_places(split_names(text)) == names


def test_an_answer_in_brackets_signs_nothing() -> None:
    assert bracketed_names("今週の人は誰か。【高橋一郎】") == ()


def test_the_storys_own_node_stays_where_it_alone_names_somebody() -> None:
    seo: Node = {
        "headline": "Wall plan",
        "url": "https://m.paper.example/a/99",
        "author": {"name": "Ada Roe"},
    }
    bare: Node = {"headline": "Harbour wall to be rebuilt", "@id": "#article"}
    assert nodes_of_story((seo, bare), (None,), ("Harbour wall to be rebuilt",)) == (seo, bare)

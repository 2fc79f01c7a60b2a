"""Whatever stands in a text is found by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.words import Matcher, Query, index_words, parse, search_form
from newsarchive.words.tokenizer import cut

LETTERS = "aBéßЖήİ국어กำ경经經济濟着著が々カ1,.3+#-' \n“。िह"
TEXTS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=60) | st.text(
    st.characters(exclude_categories=()), min_size=1
)


def found(query: Query, title: str, text: str) -> bool:
    """As an archive does it: the index, then the text where that cannot decide."""
    stored = index_words(title, text)
    assert stored is not None
    words = set(stored.split())
    for term in query.wanted:
        if not words.issuperset(term.words):
            return False
        if term.prefix and not any(word.startswith(term.prefix) for word in words):
            return False
    matcher = Matcher(query)
    return not matcher.needed or matcher.matches(title, text)


@given(TEXTS)
def test_every_word_of_a_text_finds_it(text: str) -> None:
    for unit in cut(search_form(text)):
        query = parse(f'"{unit.text}"')
        assert found(query, "", text)
        assert Matcher(query).matches("", text, indexed=False)


@given(TEXTS, st.data())
def test_any_part_of_a_run_finds_it(text: str, data: st.DataObject) -> None:
    for unit in cut(search_form(text)):
        if unit.run:
            start = data.draw(st.integers(0, len(unit.text) - 1))
            end = data.draw(st.integers(start + 1, len(unit.text)))
            assert found(parse(unit.text[start:end]), text, "")


@given(TEXTS, st.data())
def test_any_words_side_by_side_find_it_as_a_phrase(text: str, data: st.DataObject) -> None:
    for line in search_form(text).split("\n"):
        units = list(cut(line))
        if units:
            start = data.draw(st.integers(0, len(units) - 1))
            end = data.draw(st.integers(start + 1, len(units)))
            phrase = line[units[start].start : units[end - 1].end]
            if not set(phrase) & set('"“”„‟«»「」『』＂〝〞'):
                assert found(parse(f'"{phrase}"'), "", text)


@pytest.mark.parametrize(
    ("query", "text", "yes"),
    [
        ("中国经济", "中国的经济", False),
        ("中国经济", "中國經濟學", True),
        ('"interest rate"', "Interest,\nrate", False),
        ('"interest rate"', "INTEREST — rate!", True),
        ('"interest rate"', "interest rates", False),
        ("GPT-4", "GPT 4 and GPT-5", True),
        ("GPT-4", "GPT-5 of 4 March", False),
        ("C++", "C and C#", False),
        ("c", "C++", True),
        ("disney", "Disney+ said", True),
        ("ferry -holm", "ferry to Holm", False),
        ('ferry -"night train"', "ferry at night, train at noon", False),
        ('ferry -"night train"', "train, then ferry at night", True),
    ],
)
def test_matches(query: str, text: str, yes: bool) -> None:
    assert Matcher(parse(query)).matches("", text, indexed=False) is yes


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("الاقتصاد", "قال إن الإقتصاد المحلي تحسن", True),
        ("الإقتصاد", "قال إن الاقتصاد المحلي تحسن", True),
        ("الاقتصاد", "قال إنّ الاِقْتِصَادَ تحسّن", True),
        ("الاقتصاد", "الاقتصــاد المحلي", True),
        ("الاقتصاد", "تحسن النمو والاقتصاد كذلك", True),
        ("والاقتصاد", "الاقتصاد المحلي", False),
        ("اقتصاد", "الاقتصاد المحلي", False),
        ("زير", "وزير الاقتصاد", False),
        ("-الاقتصاد النمو", "تحسن النمو والاقتصاد كذلك", False),
        ('"الاقتصاد المحلي"', "الاِقْتِصَادَ المحليّ", True),
        # A name is no particle, and not every "wal" is "and the".
        ("علي", "جلس على المقعد وعَلَى الأرض", False),
        ("علي", "قال علي إن المباراة انتهت", True),
        ("على", "جلس علَى المقعد", True),
        ("آلي", "وصل إلى المدينة", False),
        ("مصطفي", "قال مصطفى", True),
        ("إلى", "وصل والي المدينة", False),
        ("الدين", "قال والدين", False),
    ],
)
def test_arabic_words_are_found_by_their_letters(query: str, text: str, is_found: bool) -> None:
    parsed = parse(query)
    assert Matcher(parsed).matches("", text, indexed=False) is is_found
    if not parsed.unwanted:
        assert found(parsed, "", text) is is_found

"""The revision key and the word count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.revision_identity import _normal, _normal_together, revision_key, sha256_hex, word_count

TITLE = "海州大桥通车"
TEXT = "新华社海州7月31日电（记者 林晓）大桥今天通车，“老城区”的交通压力将减轻。\n工程历时3年。"
AUTHORS = ["林晓"]
KEY = revision_key(TITLE, TEXT, AUTHORS)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("7月31日", "8月1日"),
        TEXT.removeprefix("新华社海州7月31日电"),
        TEXT.replace("新华社海州", "本报"),
        "\u3000\u3000" + TEXT.replace("\n", "\n\n") + " ",
        TEXT.replace("，", ","),
        TEXT.replace("（", "(").replace("）", ") "),
        TEXT.replace("“", "「").replace("”", "」"),
        TEXT.replace("大桥", "大\u200b桥"),
        TEXT.replace("3年", "３年"),
    ],
)
def test_what_is_no_change(text: str) -> None:
    assert revision_key(TITLE, text, AUTHORS) == KEY


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("减轻", "加重"),
        TEXT.replace("今天", "昨天"),
        TEXT.replace("3年", "4年"),
        TEXT.replace("林晓", "林小"),
        TEXT + "完。",
        TEXT.replace("工程", "7月31日电话里说，工程"),
    ],
)
def test_what_is_a_change(text: str) -> None:
    assert revision_key(TITLE, text, AUTHORS) != KEY


@given(
    st.text(st.sampled_from("aÉ 　\t\x1c\x00`´‘“″·・、。…（Ａﾞカ゛が\u0301\u200b\u00ad\ufe0f大")) | st.text()
)
def test_each_character_is_normalised_by_itself_only_where_that_is_the_same(text: str) -> None:
    assert _normal(text) == _normal_together(text)


def test_title_and_authors_count() -> None:
    assert revision_key("海州大桥开工", TEXT, AUTHORS) != KEY
    assert revision_key(None, TEXT, AUTHORS) != KEY
    assert revision_key(TITLE, TEXT, []) != KEY
    assert revision_key(TITLE, TEXT, ["林晓", "周平"]) != KEY
    assert revision_key("a", "b", ["cd"]) != revision_key("a", "b", ["c", "d"])
    assert revision_key("a", "b", []) != revision_key("ab", "", [])


def test_latin_datelines() -> None:
    first = revision_key("t", "FAIRHAVEN, July 31 (Reuters) - The bridge opened.", [])
    assert first == revision_key("t", "FAIRHAVEN, Aug. 1 (Reuters) — The bridge opened.", [])
    assert first == revision_key("t", "The bridge opened.", [])
    assert first != revision_key("t", "FAIRHAVEN, July 31 (Reuters) - The bridge closed.", [])


def test_letter_case_counts() -> None:
    assert revision_key("US", "x", []) != revision_key("us", "x", [])


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_key_never_raises(title: str, text: str, authors: list[str]) -> None:
    key = revision_key(title, text, authors)
    assert len(key) == 64
    assert key == revision_key(f" {title}\n", f"\n{text} ", authors)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The bridge's open.", 4),
        ("大桥通车。", 4),
        ("GPT-4 发布", 4),
        ("สะพาน", 5),
        ("naïve déjà-vu 3,5", 5),
    ],
)
def test_word_count(text: str, words: int) -> None:
    assert word_count(text) == words


def test_sha256_hex() -> None:
    assert sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

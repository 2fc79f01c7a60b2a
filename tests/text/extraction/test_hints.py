"""The words of class and id attributes, and what they hint at."""

from __future__ import annotations

from newsarchive.text.page.page_blocks import LONGEST_NAMING, hint_bits, hint_kinds


def kinds_of(value: str) -> set[str]:
    bits = hint_bits(value)
    return {kind for number, kind in enumerate(hint_kinds()) if bits >> number & 1}


def test_words_are_found_whatever_joins_them() -> None:
    for value in ("article-body", "articleBody", "c_article__body", "ARTICLE body"):
        assert {"article", "body"} <= kinds_of(value)
    assert "caption" in kinds_of("wp-caption-text")
    assert "hidden" in kinds_of("display: none")


def test_a_word_inside_another_says_nothing() -> None:
    assert kinds_of("shadow unadorned") == set()


def test_only_the_beginning_of_a_long_value_is_read() -> None:
    assert kinds_of("x " * LONGEST_NAMING + "share") == set()

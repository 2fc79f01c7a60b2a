"""How well an article answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.words import Scorer, parse


def test_titles_weigh_more_and_length_less() -> None:
    scorer = Scorer(parse("經濟"))
    in_title = scorer.score("经济", "别的")
    often = scorer.score("别的", "经济，经济，经济。")
    once = scorer.score("别的", "经济。")
    diluted = scorer.score("别的", "经济。" + "别的" * 2000)
    assert in_title > often > once > diluted > scorer.score("别的", "别的") == 0


def test_words_are_counted_whole_and_side_by_side() -> None:
    scorer = Scorer(parse("rate"))
    assert scorer.score("", "rate rate_ rates") == scorer.score("", "rate, rate rotes")


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_never_raises(query: str, text: str) -> None:
    assert Scorer(parse(query)).score(text, text) >= 0

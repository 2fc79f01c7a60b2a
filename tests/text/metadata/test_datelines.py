"""Reporters whom the first words of a Korean dispatch name, and what begins a paragraph alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.metadata.datelines import dateline_names

STORY = "윗 갑문은 금요일에 닫히고 배는 봄까지 부두에서 기다린다."


@pytest.mark.parametrize(
    ("dateline", "names"),
    [
        ("(신안=항구통신) 윤서진 기자 =", ["윤서진"]),
        ("【신안=항구】윤서진·한지우 기자 =", ["윤서진", "한지우"]),
        ("(신안=항구통신) 윤서진 한지우 기자 =", ["윤서진", "한지우"]),
        ("(신안=항구통신) 윤서진 기자, 한지우 기자 =", ["윤서진", "한지우"]),
        ("(도쿄=항구통신) 윤서진 특파원 =", ["윤서진"]),
        ("[신안=항구일보] 이준 기자 =", ["이준"]),
        ("[항구일보 윤서진 기자]", ["윤서진"]),
        ("[항구일보=윤서진 기자]", ["윤서진"]),
        ("[항구일보 윤서진·한지우 기자]", ["윤서진", "한지우"]),
        ("[항구일보 이준 선임기자]", ["이준"]),
        ("[서울 항구일보 윤서진 기자]", ["윤서진"]),
        ("[KBS 윤서진 기자]", ["윤서진"]),
        ("[윤서진 기자]", ["윤서진"]),
    ],
)
def test_who_reports(dateline: str, names: list[str]) -> None:
    assert list(dateline_names((f"{dateline} {STORY}",))) == names
    assert list(dateline_names(("갑문이 닫힌다", f"{dateline} {STORY}"))) == names


@pytest.mark.parametrize(
    "paragraph",
    [
        # Pictures, talks with others, desks, sentences about reporters; and nothing else in the line.
        f"[사진=윤서진 기자] {STORY}",
        f"[인터뷰 윤서진 기자] {STORY}",
        f"[항구일보 정치부 기자] {STORY}",
        f"(윤서진 기자는 그렇게 말했다) {STORY}",
        # Whom the story is about, and a place.
        "(고 이용마 기자) 추모식이 금요일에 열렸다.",
        "[피해자 김철수 기자] 사건의 재판이 시작됐다.",
        "[故 윤서진 기자 = 사진] 추모식이 열렸다.",
        f"[서울 강남구 특파원] {STORY}",
        f"[서울=강남구 특파원] {STORY}",
        f"[단독] {STORY}",
        f"(신안=항구통신) {STORY}",
        f"윤서진 기자 = {STORY}",
        "[항구일보 윤서진 기자]",
        "",
        "(",
    ],
)
def test_nobody_reports(paragraph: str) -> None:
    assert dateline_names((paragraph,)) == ()


def test_only_the_first_paragraphs_are_read() -> None:
    assert dateline_names((*[STORY] * 4, f"[항구일보 윤서진 기자] {STORY}")) == ()


@given(st.lists(st.text("()[]= 윤서진기자특파원·,", max_size=120), max_size=6))
def test_never_fails(paragraphs: list[str]) -> None:
    dateline_names(paragraphs)

"""Who wrote, by the first words of a dispatch as Korean papers put them, and the last ones of Vietnamese.

"(서울=항구통신) 윤서진 한지우 기자 = …", "[항구일보 윤서진 기자] …". Chinese ones are in `chinese_bylines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from newsarchive.text.metadata.byline_parts import part_words
from newsarchive.text.metadata.east_asian_names import (
    KOREAN_LENGTH,
    KOREAN_NAME,
    is_korean_name,
)
from newsarchive.text.metadata.known_names import is_vietnamese_name
from newsarchive.text.metadata.person_names import KOREAN_ROLES

# Paragraphs that may have it: a summary or the name of a column may stand above.
_FIRST_PARAGRAPHS = 4
_LONGEST_DATELINE = 90
_OPENING = "([【〔（［"
_OPEN, _CLOSE, _INSIDE = r"[(\[【〔（［]", r"[)\]】〕）］]", r"[^()\[\]【】〔〕（）［］]"
_MARK = r"\s?[·ㆍ,、/\s]\s?"
_NAME = r"[가-힣]{2,4}"
_NAMES = rf"{_NAME}(?:{_MARK}{_NAME}){{0,5}}\s?(?:{KOREAN_ROLES})"
_WRITERS = rf"(?P<names>{_NAMES}(?:{_MARK}{_NAMES}){{0,3}})"
# A place and a house, then the names and the sign for "reports".
_BEHIND_HOUSE = re.compile(rf"{_OPEN}{_INSIDE}{{1,30}}{_CLOSE}\s?{_WRITERS}\s?=\s?(?=\S)")
# A house and the names in brackets, and the first sentence behind them.
_WITHIN_BRACKETS = re.compile(
    rf"{_OPEN}\s?(?:(?P<house>{_INSIDE}{{1,24}}?)[\s=/])?{_WRITERS}\s?=?\s?{_CLOSE}\s?=?\s?(?=\S)"
)
_ROLES = re.compile(rf"\s?(?:{KOREAN_ROLES})(?![가-힣])")
_MARKS = re.compile(r"[\s·ㆍ,、/]+")
_BESIDE_MARK = re.compile(r"(?<![가-힣])[가-힣]{2}(?=\s?[·ㆍ])|(?<=[·ㆍ])\s?[가-힣]{2}(?=\s?(?:기자|특파원))")
# In brackets these say who took the pictures, or whom the paper asked.
# What a house is called, by a part of its name (of the largest Korean papers, agencies and channels).
_HOUSE = re.compile(
    r"일보|신문|뉴스|방송|통신|투데이|타임[스즈]|경제|미디어|저널|데일리|매일|TV|티비|닷컴|헤럴드|프레스|[A-Z]{3}|신보",
    re.IGNORECASE,
)
# Who is dead, or something happened to, and is no house: "[피해자 김철수 기자]".
_NO_HOUSE = re.compile(r"(?:^|\s)(?:고|故|전|前|현|피해자|가해자|용의자|피고인?|피의자|유족|해직)(?:\s|$)")
# Districts of Seoul and other cities that begin with a surname.
_DISTRICTS = frozenset(
    {
        *("강남구", "강동구", "강북구", "강서구", "구로구", "남동구", "노원구", "도봉구", "마포구"),
        *("서초구", "성동구", "성북구", "송파구", "양천구", "연수구"),
    }
)
_OTHER_PARTS = ("제공", "인터뷰", "그래픽", "촬영", "진행")


def dateline_names(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Return the reporters that the first Korean dateline among the first paragraphs names, in order."""
    for paragraph in islice(paragraphs, _FIRST_PARAGRAPHS):
        if paragraph[:1] and paragraph[0] in _OPENING:
            head = paragraph[:_LONGEST_DATELINE]
            found = _BEHIND_HOUSE.match(head) or _WITHIN_BRACKETS.match(head)
            if found and (names := _names(found)):
                return names
    return ()


def _names(found: re.Match[str]) -> tuple[str, ...]:
    """The names, of three syllables as most have; another is one where it stands alone, or last."""
    words = [
        word for word in _MARKS.split(_ROLES.sub(" ", found["names"])) if word and word not in _DISTRICTS
    ]
    if found.re is _WITHIN_BRACKETS and (_tells_of_others(found[0]) or not _is_of_house(found)):
        return ()
    listed = {*_BESIDE_MARK.findall(found["names"])}  # "최정·한빛나": few names have two syllables
    names = tuple(
        dict.fromkeys(
            word for word in words if is_korean_name(word) or (word in listed and KOREAN_NAME.match(word))
        )
    )
    last = words[-1] if words else ""
    return names or ((last,) if len(last) != KOREAN_LENGTH and KOREAN_NAME.match(last) else ())


def _is_of_house(found: re.Match[str]) -> bool:
    """Whether what stands before the names in brackets is a house, or the sign for "reports" is there."""
    house = found["house"] or ""
    return not _NO_HOUSE.search(house) and ("=" in found[0] or not house or bool(_HOUSE.search(found[0])))


# "Hoàng Phong - Lê Tuấn", the last line of a text.
_SYLLABLE = r"(?:\s[^\W\d_a-z]\w{0,6})"
_SIGNED = re.compile(
    rf"[^\W\d_a-z]\w{{0,6}}{_SYLLABLE}{{1,3}}(?:\s?[-–,&]\s[^\W\d_a-z]\w{{0,6}}{_SYLLABLE}{{1,3}}){{0,3}}"
)
_BETWEEN = re.compile(r"\s?[-–,&]\s")


def signing_names(line: str) -> tuple[str, ...]:
    """Return the persons of a Vietnamese line that is nothing but two and more names; () for any other."""
    if not _SIGNED.fullmatch(line):
        return ()
    names = tuple(_BETWEEN.split(line))
    return names if len(names) > 1 and all(map(is_vietnamese_name, names)) else ()


def _tells_of_others(dateline: str) -> bool:
    return any(part in dateline for kind in ("picture", "other") for part in part_words(kind)) or any(
        part in dateline for part in _OTHER_PARTS
    )

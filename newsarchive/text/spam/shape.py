"""How a text is built: prose or list, how many segments, which lists no reader was meant to read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from newsarchive.text.letters import NO_LETTERS
from newsarchive.text.sentences import OWN_STOPS

_SEPARATORS = re.compile(
    r"[,，、،؛|｜_/\n\t\r;；•·>»]+|\s+-\s+|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])[\s-]+|\s{2,}"
)
_SENTENCE_END = re.compile(rf"[{OWN_STOPS}；…⋯]|[.!?．](?:[\s\"'”’»)]|$)")
_FUNCTION_HAN = re.compile("[了是将被为及并就也而但因由已向从把让这那其们您你我他她它吗呢吧么的在和与对等]")

_WORD = re.compile(r"[^\W\d_]+")
# Blanks for whatever of ASCII is no letter: it splits as `_WORD` finds, in a quarter of the time.
_BLANK = "".join(chr(code) if chr(code).isalpha() else " " for code in range(128))
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:自治县|自治旗|自治州|地区|省|市|县|區|区|縣|旗|州|盟|镇)")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,6}(?:县|縣|旗)")
_FIRM = re.compile("公司|合伙")
_COMPANY = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?:市|县|区|旗|州|盟)[\u4e00-\u9fff]{2,22}(?:公司|合伙企业|企业|厂|经营部|商行|工作室)"
)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,14}(?:\s+id=[\"'][^\"'<>]{1,20}[\"'])?\s*/?>", re.IGNORECASE)
_TAG_WITH_ID = re.compile(r"<[a-z][a-z0-9]{0,14}\s+id=[\"']([^\"'<>]{1,20})[\"']", re.IGNORECASE)
_LIST_ENDS = " \t\r\n|,，、•·-"
# What others said or wrote: the marks of the languages known here. Single marks are apostrophes too, and
# those of titles (《》, 【】) quote nobody.
_QUOTED = re.compile(
    r"“[^“”\n]{2,400}[”“]|”[^”“\n]{2,400}”|„[^„”“\n]{2,400}[”“]|«[^«»\n]{2,400}»|»[^«»\n]{2,400}«"
    r"|「[^「」\n]{2,400}」|『[^『』\n]{2,400}』|(?<![\w\d])\"[^\"\n]{2,400}\"(?!\w)"
)
_OPENS = re.compile('[“”„«»「『"]')  # what a quotation begins with
# Letters beside the quotations from which they tell whose they are ("recitava il volantino", 这样的招贴); of
# scripts that write whole syllables or words half as many.
_FEWEST_BESIDE = 12
_DENSE = "\u0e00"


def segments(folded: str) -> list[str]:
    """The pieces between delimiters, blanks left out."""
    return [piece for piece in (part.strip(_LIST_ENDS) for part in _SEPARATORS.split(folded)) if piece]


def content_length(text: str) -> int:
    """Letters and digits, the part of a text that says something."""
    if text.isascii():
        return len(text.encode().translate(None, NO_LETTERS))
    return sum(map(str.isalnum, text))


def letter_runs(text: str) -> list[str]:
    """The words of letters in a text."""
    return text.translate(_BLANK).split() if text.isascii() else _WORD.findall(text)


# Adverts speak to "you" and of "us": of somebody else a sentence tells.
_OF_SOMEBODY = re.compile("[他她](?!们?的?(?:信赖|选择))")


def is_prose(folded: str) -> bool:
    """Whether the text is built of sentences: it ends or holds one, and has the little words of one."""
    if len(folded) < 12:
        return False
    words = letter_runs(folded)
    little = sum(map(_little_words().__contains__, words))
    if len(words) >= 6 and little * 6 >= len(words):
        return True
    if not _SENTENCE_END.search(folded):
        return False
    function = 0 if folded.isascii() else len(_FUNCTION_HAN.findall(folded))
    return function * 25 >= len(folded) or len(words) >= 8 or _OF_SOMEBODY.match(folded) is not None


def is_place_list(folded: str) -> bool:
    """Ten or more places of China in a row, four of them counties: what spider pools fill their footers with.

    Lists inside a sentence use 、 and mostly name one province's places, those in tables have figures.
    """
    if folded.isascii() or not _COUNTY.search(folded) or "、" in folded or "。" in folded:
        return False
    parts = segments(folded)
    places = sum(bool(_PLACE.fullmatch(part)) for part in parts)
    counties = sum(bool(_COUNTY.fullmatch(part)) for part in parts)
    return len(parts) >= 10 and places * 10 >= len(parts) * 7 and counties >= 4


def is_company_list(folded: str) -> bool:
    """Six or more made-up companies, each led by its county, with blanks between and not a word else."""
    if folded.isascii() or not _FIRM.search(folded) or "、" in folded or "。" in folded:
        return False
    parts = segments(folded)
    companies = sum(bool(_COMPANY.fullmatch(part)) for part in parts)
    return companies >= 6 and companies * 10 >= len(parts) * 7


def is_tag_noise(original: str) -> bool:
    """Markup as text, nothing in it, the same random id over and over."""
    ids = _TAG_WITH_ID.findall(original) if "<" in original else []
    return len(ids) >= 2 and len(set(ids)) < len(ids) and not any(map(str.isalnum, _TAG.sub("", original)))


def is_company(folded: str) -> bool:
    """Whether a line is a firm led by its county and nothing else."""
    return bool(_COMPANY.fullmatch(folded.strip(_LIST_ENDS)))


def is_place(folded: str) -> bool:
    """Whether a line is the name of a Chinese place and nothing else."""
    return bool(_PLACE.fullmatch(folded.strip(_LIST_ENDS)))


@cache
def _little_words() -> frozenset[str]:
    """The commonest little words of the alphabetic languages; prose has one in six, a keyword list few."""
    text = files("newsarchive.text.spam").joinpath("data", "little_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def is_little(word: str) -> bool:
    """Whether a word is one of the little words of the alphabetic languages, in small letters."""
    return word in _little_words()


def is_bare_tag(original: str) -> bool:
    """Whether a line is markup with a random id and no text."""
    return bool(_TAG_WITH_ID.search(original)) and not any(map(str.isalnum, _TAG.sub("", original)))


def has_sentence(folded: str) -> bool:
    """Whether a sentence ends in the text."""
    return bool(_SENTENCE_END.search(folded))


def sentences_around(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """Return for each span the sentence that it stands in, or all that it stands in."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    found: list[str] = []
    for start, end in spans:
        begin = end - len(text[start:end].lstrip())  # a stop takes the blank behind it along
        first = ends[bisect_right(ends, begin) - 1] if begin < len(text) else ends[-2]
        found.append(text[first : ends[bisect_left(ends, end)]].strip())
    return found


def unquoted(text: str) -> str:
    """Return the text without what it quotes."""
    return _QUOTED.sub(" ", text) if _OPENS.search(text) else text


def own_words(text: str) -> str:
    """The text without what it quotes, where enough is left to say who is quoted; else all of it."""
    beside = unquoted(text)
    if len(beside) == len(text):
        return text
    letters = sum(1 + (character >= _DENSE) for character in beside if character.isalpha())
    return " ".join(beside.split()) if letters >= _FEWEST_BESIDE else text

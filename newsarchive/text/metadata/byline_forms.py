"""Forms of whole by-lines in which papers sign, brought to the one that by-lines are read in: "By Ada Roe".

"By Ada Roe in Rome and Max Poe", "Laporan Wartawan Courier, Ada Roe", "كتب - نادية منصور:". Each is the whole
line. Without "by" a deck or a caption tells so of whom the story is about: "Ada Roe in Rome and Max Poe in
Oslo".
"""

from __future__ import annotations

import re

from newsarchive.text.metadata.byline_days import with_by_first, with_day_apart

_LONGEST_FORM = 120
_CAPITAL = r"[^\W\d_a-zß-ÿа-џґά-ώ]"
_WORD = rf"{_CAPITAL}[\w.’'-]{{0,24}}"
_NAME = rf"{_WORD}(?:\s(?:(?:de|del|da|di|van|von|der|den|al|bin)\s){{0,2}}{_WORD}){{1,2}}"
_TOWN = rf"{_WORD}(?:[\s-](?:(?:de|del|la|le|les|sur|am|an|der|on|upon|of)[\s-])?{_WORD}){{0,3}}"
_AND = r"(?:and|und|et|y|e|en|och|og|&)"
# "By Ada Roe in Rome, Max Poe in Oslo and Tom Hay": where each of several writes from.
# "en", "i" and "a" are "and" in other languages.
_IN, _IN_BRACKETS = r"(?:in|at|à|em)", r"(?:in|at|à|em|en|a|i)"
_PLACED = rf"{_NAME}(?:\s{_IN}\s{_TOWN}|\s\({_IN_BRACKETS}\s{_TOWN}\))?"
_SEVERAL = re.compile(
    rf"(?:[Bb]y|BY|[Vv]on|[Pp]ar|PAR|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)\s"
    rf"(?P<names>{_PLACED}(?:,\s{_PLACED}){{0,4}},?\s{_AND}\s{_PLACED})"
)
_WRITES_FROM = re.compile(rf"\s{_IN}\s{_TOWN}(?=,?\s{_AND}\s|,|$)|\s\({_IN_BRACKETS}\s{_TOWN}\)")
# Tribunnews and other papers of Indonesia: "Laporan Wartawan Courier.com, Ada Roe".
_OF_HOUSE = re.compile(
    rf"[Ll]aporan\s(?:[Ww]artawan|[Rr]eporter|[Kk]oresponden|[Kk]ontributor)\s[\w.]{{2,30}}(?:\s[\w.]{{2,30}}){{0,2}},\s"
    rf"(?P<names>{_NAME})"
)
# "كتب - نادية منصور:", as papers of Egypt sign.
_ARABIC = re.compile(
    r"(?:كتبت?|كتبها)\s?[-–—]\s?(?P<names>[\u0620-\u064a]+(?:\s[\u0620-\u064a]+){1,3})\s?[:：]?"
)
# "기자명 윤서진 기자", as the software of most local papers of Korea labels who wrote.
_KOREAN = re.compile(r"기자명\s?[:：]?\s?(?=[가-힣])")
# "文：佐藤美咲（港新聞） 翻訳：高橋一郎".
_JAPANESE = re.compile(
    r"(?:取材・)?(?:文|執筆|ライター)\s?[：:]\s?(?P<names>[\u3041-\u30fa\u4e00-\u9fff々]{3,8})(?:[（(][^（）()]{1,30}[）)])?"
    r"(?:\s[^\s：:]{2,8}\s?[：:].{2,40})?"
)
# "เรื่อง : … ภาพ : …", the text's and the pictures': alone the first is "subject" as well.
_THAI = re.compile(
    r"เรื่อง\s?[:：]\s?(?P<names>[\u0e00-\u0e7f]+(?:\s[\u0e00-\u0e7f]+){1,3})\sภาพ\s?[:：]\s?\S.*"
)
# "Published - May 15, 2031 08:12 pm IST - PORT MARA": where the story comes from.
_DATED_FROM = re.compile(r"(?P<day>(?:Published|Updated|Posted)\W.*\d.*)\s[-–—]\s[A-Z][A-Z\s.,]{2,40}")
# Boxes side by side are read as one word: "Ada RoeBBC News".
_GLUED_HOUSE = re.compile(r"(?<=[^\W\d_]{2})(?<=[a-zß-ÿ])(?=[A-Z]{3,5}\s(?:News|Sport)\b)")


def common_form(line: str) -> str:
    """Return a line that is a by-line of another form as "By …", else the line, its day set apart."""
    return with_day_apart(with_by_first(_common(line))) if line and len(line) <= _LONGEST_FORM else line


def _common(line: str) -> str:
    line = _GLUED_HOUSE.sub(", ", line)
    if not line.isascii() and (form := _of_other_scripts(line)):
        return form
    if found := _DATED_FROM.fullmatch(line):
        return found["day"]
    if found := _OF_HOUSE.fullmatch(line):
        return f"By {found['names']}"
    if not line.isupper() and _WRITES_FROM.search(line) and (several := _SEVERAL.fullmatch(line)):
        return f"By {_WRITES_FROM.sub('', several['names'])}"
    return line


def _of_other_scripts(line: str) -> str:
    """The usual form of a line in Korean, Japanese, Thai or Arabic; "" where it has none of these."""
    if line.startswith("기자명"):
        rest = _KOREAN.sub("", line)
        return rest if rest.endswith(("기자", "특파원")) else f"글쓴이 {rest}"
    for form, label in ((_JAPANESE, "文・"), (_THAI, "โดย "), (_ARABIC, "بقلم ")):
        if found := form.fullmatch(line):
            return f"{label}{found['names']}"
    return ""

"""What a by-line says beside the names of its writers: what they are and where, whose the pictures are.

"Von unserem Korrespondenten Ada Roe, Rom | Fotos: Max Poe" names one writer. `data/byline_parts.tsv` has the
words, by kind and language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from newsarchive.text.branching import branching_pattern
from newsarchive.text.tidy_lines import tidy

PART_KINDS = ("text", "picture", "other", "source", "role", "ours")
# In small letters alone those that names have with a capital: Lee Na Young, Dan Roe, John A Smith.
SMALL_ANDS = ("a", "dan", "dhe", "és", "ir", "na", "şi", "та")
# Whom somebody asked, by an office: "Ada Roe and Max Poe, mayor of Northfield".
WHO_ANSWERS = (
    r"\s(?:and|und|et|y|e)\s[^,;|]{3,40},\s(?:the\s)?(?:(?:prime|deputy|former|vice)[\s-])?"
    r"(?:mayor|minister|president|senator|governor|chancellor|chairman|chairwoman|secretary)\b.*"
)
AND_WORDS = (
    *("and", "und", "et", "y", "e", "och", "og", "en", "i", "ja", "и", "і", "ve", "و", "και", "và", "și"),
    *("और", "एवं", "तथा", "และ", "এবং", "اور", *SMALL_ANDS),
    *("ও", "மற்றும்", "మరియు", "ಮತ್ತು", "અને", "ਅਤੇ", "आणि", "සහ", "እና", "և", "და", "və", "және", "agus"),
)
# Characters of a by-line that are looked at: a longer one tells about its writer.
_LONGEST_BYLINE = 300
# Words of a line that labels writers and others: two labels, two names of two words.
_FEWEST_SIDE = 6
_PIECES = re.compile(rf"\s*[|/,;·•()（）&+–—:：]+\s*|\s(?:{'|'.join(AND_WORDS)})\s")
# What stands between a role and its place: "corresponsal en París", "repórter da Agência Brasil".
_IN = (
    r"in|en|à|a|au|aux|i|w|we|v|ve|na|aus|op|te|de|da|do|di|din|dal|dalla|della|del|du|des|dos|para|for|för|på"
    r"|из|в|во|у|на|από|στ\w{1,3}|d[’']"
)
_CAPITAL = r"[^\W\d_a-zß-ÿа-џґά-ώ]"
_WORD = rf"{_CAPITAL}[\w.’'-]{{0,24}}"
_PLACE = rf"{_WORD}(?:\s(?:(?:de|del|la|di|do|da|am|an|der|y|e|et)\s)?{_WORD}){{0,2}}"
_ANDS = "|".join(AND_WORDS)
_BEHIND_NO_AND = "".join(rf"(?<!\s{word})" for word in AND_WORDS)


@cache
def part_words(kind: str) -> tuple[str, ...]:
    """Every word of a kind of PART_KINDS once, in lower case, the longest first. Another raises KeyError."""
    return _table()[kind]


def plain_byline(text: str) -> str:
    """Return a by-line without what is not its writers': `text` itself where it has nothing else.

    Roles with their places go, and with their names whoever made the pictures, edited or translated. What
    houses call their own writers becomes "by". A line of other things stays, but for what labels say.
    """
    return text if len(text) > _LONGEST_BYLINE else _plain(text)


# Remembered: the lines around a text are asked about by who looks for labels, for names and for roles.
@lru_cache(maxsize=2_000)
def _plain(text: str) -> str:
    text = _TWO_COLONS.sub(":", text)
    if whole := _AROUND.fullmatch(text):
        text = whole["dashed"] or whole["inner"]
    text = _unglued(text) if _GLUED.search(text) else text
    # What each of them takes out has such a sign or word.
    text = _SAID_OF_DAY.sub("", text) if " Date" in text else text
    text = _WHERE.sub("", text) if "," in text else text
    text = _KOREAN_PLACE.sub("", text) if "=" in text else text
    if not _anything().search(text):
        return text
    rest = _ours().sub("By ", text)
    rest = _REPORTING.sub("By ", rest)
    rest = _text_in_brackets().sub("", rest)
    rest = _BEGINS_AND.sub("", _pictured_in_brackets().sub("", _source_in_brackets().sub("", rest)))
    if both := _both().match(rest):
        names = rest[both.end() :]
        # Japanese names are known by the word before them.
        rest = f"By {names}" if not _DENSE.match(names) else f"文・{names}" if "文" in both[0] else names
    rest = _without_side(rest)
    rest = _labelled_part().sub(" ", rest)
    rest = _role_behind().sub("", _role_in_brackets().sub("", rest))
    rest = _role_with_place().sub("", rest)
    rest = _japanese_role().sub("", rest)
    if rest == text:
        return text
    return tidy(rest).strip(" ,;|/·•–-")


def _unglued(text: str) -> str:
    """The text with what boxes side by side say told apart: "Ada RoeReporter", "Ada RoeEdited by Max Poe"."""
    return _glued_part().sub(
        " | ", _glued_role().sub(lambda found: ", " if found.end() < len(text) else "", text)
    )


def credit_names(line: str) -> tuple[str, ...]:
    """Return whom a line of labels of other parts names: "Max Poe", "dpa" of "Foto: Max Poe/dpa".

    () where the line says anything else, as far as labels tell: what stands behind one need be no name.
    """
    whole = _AROUND.fullmatch(line)
    text = (whole["dashed"] or whole["inner"]) if whole else line
    if _labelled_part().match(text) is None or _OF.match(text) or any(map(str.isdigit, line)):
        return ()
    if text.endswith((".", "!", "?", "。")) or any(map(str.isalnum, plain_byline(line))):
        return ()
    pieces = _PIECES.split(_credit_label().sub("|", text))
    return tuple(piece.strip() for piece in pieces if piece and any(map(str.isalnum, piece)))


@cache
def _credit_label() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W_]){_any_of('picture', 'other', 'source', 'text')}(?:\s?[:：＝=・／]|\s(?=\w))"
    )


def source_in(line: str) -> str:
    """Return what a line says its story comes from: "PAP" of "Źródło: PAP"; "" where it says else."""
    found = _sourced().fullmatch(line.strip(" ()（）[]【】"))
    return found["source"].strip() if found else ""


@cache
def _sourced() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of('source')}\s?[:：]\s?|[Tt]heo\s)(?P<source>[^:：]{{2,60}})")


def is_part_label(line: str) -> bool:
    """Say whether a line is nothing but the label of another part: "Редактор:", whose name is in the next."""
    return line.endswith((":", "：")) and line[:-1].strip().casefold() in _other_labels()


@cache
def _other_labels() -> frozenset[str]:
    return frozenset(word for kind in ("picture", "other", "source") for word in part_words(kind))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = files("newsarchive.text.metadata").joinpath("data", "byline_parts.tsv").read_text("utf-8")
    found: dict[str, set[str]] = {kind: set() for kind in PART_KINDS}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            kind, _, *words = line.split("\t")
            found[kind].update(words)
    return {kind: tuple(sorted(words, key=lambda word: (-len(word), word))) for kind, words in found.items()}


def _any_of(*kinds: str) -> str:
    words = sorted({word for kind in kinds for word in part_words(kind)}, key=lambda word: (-len(word), word))
    return "(?i:" + "|".join(map(re.escape, words)) + ")"


# "Автор:: Ada Roe": the label has a colon, and the theme another.
_TWO_COLONS = re.compile(r"(?<=[^\W\d_])::(?=\s)")
_BEGINS_AND = re.compile(rf"^\s*(?:{'|'.join(AND_WORDS)}|[,;/&])\s+")
# "Edited and written by" wrote, too.
_WROTE = "(?i:written|wrote|text|geschrieben|écrit|escrito|scritto|schreven|skrevet|napis)"
# "By Ada Roe Publish Date: Sun, 4 May 2031", in boxes side by side.
_SAID_OF_DAY = re.compile(r"(?<=\w)\s?(?<![A-Za-z])(?:Publish(?:ed)?|Updated?) Date\s?:.*$")
# "Fotos de La Habana", "Images du Nil": what pictures show.
_OF = re.compile(r"\w+\.?\s(?:de|di|van|par|por|od)\s")
# A by-line in brackets, or behind a dash; what Korean agencies put around theirs.
_AROUND = re.compile(
    r"(?:[—–-]\s+(?P<dashed>[^—–]{3,90})|[(（\[【〔](?P<inner>[^()（）\[\]【】〔〕]{3,90})[)）\]】〕])"
)
# "신안=윤서진 기자", "[신안=항구일보] 윤서진 기자": where a Korean reporter writes from, and for whom.
_KOREAN_PLACE = re.compile(
    r"^(?:[(\[【][^()\[\]【】=]{1,20}=[^()\[\]【】=]{1,20}[)\]】]|[가-힣]{2,10}=)\s?(?=[가-힣]{2,4}\s?(?:기자|특파원)(?![^\W\d_]))"
)
# "Ada Roe, in Berlin", "Ada Roe et Max Poe, à Quimper", "Renata Sá, de Serra Clara".
_WHERE = re.compile(
    rf"(?<=[^\W\d_]),\s(?:in|à|en|em|a|w|we|v|ve|aus|из|в|во|у|de|desde|da|do|dal|dalla|from|uit|från|fra|z|ze|iz)\s{_PLACE}$"
)
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
# "Aus Lissabon berichtet Ada Roe".
_REPORTING = re.compile(r"^(?:Aus|Vom|Von)\s\S+(?:\s\S+){0,2}\sberichte(?:n|t)\s(?:für \S+ )?(?=[^\W\d_a-z])")


# A small letter, and a capital that begins a word: mostly of a name ("McAda"), or of another box.
_GLUED = re.compile(r"[^\W\d_A-ZÀ-Þ]{2}(?<=[a-zß-ÿа-џά-ώ])[A-ZÀ-ÞА-ЯΑ-Ω][^\W\d_]{4}")
_SHORTEST_GLUED = 5
# What is said of writers in English beside data/byline_parts.tsv (roles.txt has the rest).
_ENGLISH_ROLES = (
    "reporter",
    "editor",
    "correspondent",
    "journalist",
    "columnist",
    "contributor",
    "staff writer",
)


def _capitals(words: Iterable[str]) -> str:
    long = sorted(
        {word for word in words if len(word) >= _SHORTEST_GLUED and word.isalpha()}, key=len, reverse=True
    )
    return "|".join(word[:1].upper() + word[1:] for word in long)


@cache
def _glued_role() -> re.Pattern[str]:
    roles = _capitals((*part_words("role"), *_ENGLISH_ROLES))
    return re.compile(
        rf"(?<=[^\W\d_A-ZÀ-Þ]{{2}})(?<=[a-zß-ÿа-џά-ώ])(?:{roles}|Staff Writer)(?=\s?(?:$|[,|/(–—]))"
    )


@cache
def _glued_part() -> re.Pattern[str]:
    labels = _capitals((*part_words("other"), *part_words("picture")))
    return re.compile(
        rf"(?<=[^\W\d_A-ZÀ-Þ]{{2}})(?<=[a-zß-ÿа-џά-ώ])(?=(?:{labels})\s?(?:[:：]|(?:[Bb]y|von|par|por)[\s:：]))"
    )


@cache
def _anything() -> re.Pattern[str]:
    words = {word for kind in PART_KINDS for word in part_words(kind)}
    return re.compile(rf"(?<![^\W_])(?i:{branching_pattern(words)})(?![^\W_])|berichte[nt]\s")


@cache
def _ours() -> re.Pattern[str]:
    role = _any_of("role")
    return re.compile(
        rf"(?<![^\W_]){_any_of('ours')}\s(?:\S+\s){{0,2}}?{role}\w{{0,3}}(?:\s(?:{_IN})\s{_PLACE}(?=,))?,?\s+"
        rf"(?={_CAPITAL})"
    )


@cache
def _text_in_brackets() -> re.Pattern[str]:
    return re.compile(rf"\s?[(（\[]\s?{_any_of('text')}\s?[)）\]]")


@cache
def _pictured_in_brackets() -> re.Pattern[str]:
    """The last name before "(foto)", with what joins it to others."""
    return re.compile(
        rf"(?:^|[,;/|&]|\s(?:{_ANDS})(?=\s))\s*(?:(?!\s(?:{_ANDS})\s)[^,;/|&()（）]){{2,40}}"
        rf"[(（\[]\s?{_any_of('picture')}(?![^\W_])[^()（）]{{0,30}}[)）\]]"
    )


@cache
def _source_in_brackets() -> re.Pattern[str]:
    return re.compile(rf"\s?[(（\[]\s?(?:{_any_of('source')}\s?[:：]|[Tt]heo\s)[^()（）]{{0,30}}[)）\]]")


@cache
def _both() -> re.Pattern[str]:
    """Who wrote and took the pictures, too: "Text und Fotos: Ada Roe", "글·사진 김서연"."""
    between = rf"\s?(?:{_ANDS}|[&/+·・,、-])\s?"
    text, picture = _any_of("text"), _any_of("picture")
    return re.compile(
        rf"\W{{0,3}}(?:{text}{between}{picture}|{picture}{between}{text})(?![^\W_])"
        r"\s*(?:[:：=＝/／・]\s*|von |by )?"
    )


def _without_side(text: str) -> str:
    """The first names of labels without a colon: "Teksti Ada Roe Kuvat Max Poe"."""
    words = text.split()
    if len(words) < _FEWEST_SIDE or words[0].casefold() not in part_words("text"):
        return text
    labels = (
        at for at, word in enumerate(words) if word.casefold() in _other_labels() and word[:1].isupper()
    )
    second = next(labels, 0)
    names = words[1:second]
    written = all(word[:1].isupper() or word in AND_WORDS or word == "&" for word in names)
    return f"By {' '.join(names)}" if len(names) > 1 and written and len(words) > second + 1 else text


@cache
def _labelled_part() -> re.Pattern[str]:
    """A label of another part and its names, to the next bar, the next label of a text, or the end."""
    label = (
        rf"(?:{_any_of('picture', 'other')}(?:\s(?:{_ANDS}|&)\s(?!{_WROTE})[^\W\d_]{{2,20}})?"
        rf"(?:\s?[:：＝=・／]\s?|(?<=\.)\s|\s?/\s?(?=[^\W\d_])|\s(?i:by|von|par|por|di|av|af|przez)\s(?={_CAPITAL}))"
        rf"|{_any_of('source')}\s?[:：]\s?"
        # Behind a bar it is no by-line, whoever took them: "Por Ada Roe | Fotos de Max Poe".
        rf"|(?<=[|;·•]\s){_any_of('picture')}\sde\s(?={_CAPITAL}))"
    )
    return re.compile(
        # "Írta és szerkesztette" wrote, too.
        rf"(?:^|{_BEHIND_NO_AND}[\s|·•,;/(（–—.-])(?<![^\W_]){label}"
        rf"(?:(?!\s{_any_of('text')}\s?[:：])[^|;·•)）]){{0,120}}[)）]?"
    )


@cache
def _role_in_brackets() -> re.Pattern[str]:
    return re.compile(
        rf"\s?[(（\[](?:[^()（）\[\]]{{0,40}}[\s,])?{_any_of('role')}(?:[\s,][^()（）\[\]]{{0,40}})?[)）\]]"
    )


@cache
def _role_behind() -> re.Pattern[str]:
    """A role of two words and more behind a name and a comma: "Ada Roe, enviada especial"."""
    roles = "|".join(re.escape(word) for word in part_words("role") if " " in word)
    return re.compile(rf"(?<=\w),\s(?i:{roles})(?=\s?(?:$|[,;|/(–—]))")


@cache
def _role_with_place() -> re.Pattern[str]:
    return re.compile(rf"(?:\s?[,–—|-]\s?|\s){_any_of('role')}\s(?:{_IN})\s?{_PLACE}")


@cache
def _japanese_role() -> re.Pattern[str]:
    roles = "|".join(
        word for word in part_words("role") if not word[0].isascii() and "\u4e00" <= word[0] <= "\u9fff"
    )
    return re.compile(rf"(?:^|(?<=[\s|・/／]))[^\s|・/／]{{0,8}}(?:{roles})[\s　・]+(?=[\u4e00-\u9fff])")

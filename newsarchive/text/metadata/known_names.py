"""The names that people bear, by lists of them, and how names are written."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

from newsarchive.text.letters import begins_small
from newsarchive.text.metadata.east_asian_names import is_name_without_space
from newsarchive.text.page.byline_labels import PARTICLES

# Where most reports in Arabic come from: capitals and the largest towns, as they stand beside a name.
ARABIC_TOWNS = frozenset(
    {
        *("القدس", "بيروت", "القاهرة", "دمشق", "بغداد", "عمان", "عمّان", "الرياض", "جدة", "الدوحة", "دبي"),
        *("أبوظبي", "الكويت", "المنامة", "مسقط", "صنعاء", "عدن", "الخرطوم", "طرابلس", "بنغازي", "تونس"),
        *("الجزائر", "الرباط", "الدارالبيضاء", "نواكشوط", "غزة", "رام الله", "الإسكندرية", "حلب", "الموصل"),
        *("البصرة", "أربيل", "واشنطن", "نيويورك", "لندن", "باريس", "برلين", "موسكو", "أنقرة", "إسطنبول"),
        *("طهران", "جنيف", "بروكسل", "روما", "مدريد", "فيينا", "طنجة", "مراكش", "فاس", "أكادير", "وهران"),
    }
)


# Names that many people have, in alphabets: lists of given and family names (data/NOTICE).


def has_given_name(name: str) -> bool:
    """Whether the first word of `name`, or the first part of it, is a known given name."""
    first = next(iter(name.split()), "")
    return _plain(first).split("-", maxsplit=1)[0] in _names_of("given_names.txt.gz")


def has_family_name(name: str) -> bool:
    """Whether the last word of `name`, or the last part of it, is a known family name."""
    words = name.split()
    return len(words) > 1 and _plain(words[-1]).split("-")[-1] in _names_of("family_names.txt.gz")


def is_borne(name: str) -> bool:
    """Whether `name` is written as one, and people bear one of its words, in whatever order it is written."""
    if is_name_without_space(name) or VIETNAMESE.match(name):
        return True
    return is_written_as_name(name) and any(
        has_given_name(word) or has_family_name(f"{word} {word}") for word in name.split()
    )


def may_be_borne(name: str) -> bool:
    """Whether people may bear `name`: they do, or its script is one of which the lists have few names."""
    return is_borne(name) or _UNLISTED.match(name) is not None


def is_known_name(name: str) -> bool:
    """Whether `name` has two words or more, the first a known given name and the last a family name."""
    return has_given_name(name) and has_family_name(name)


# Some of the commonest surnames of the United States, without those that many are called by; chosen by hand.
# The list of given names has most, since some bear these, too.
_SURNAMES_FIRST = frozenset(
    {
        *("smith", "johnson", "williams", "brown", "jones", "garcia", "miller", "davis", "rodriguez"),
        *("martinez", "hernandez", "lopez", "gonzalez", "wilson", "anderson", "moore", "perez", "thompson"),
        *(
            "white",
            "harris",
            "sanchez",
            "clark",
            "ramirez",
            "robinson",
            "walker",
            "young",
            "wright",
            "torres",
        ),
        *("nguyen", "hill", "flores", "green", "adams", "baker", "hall", "rivera", "campbell", "roberts"),
    }
)


def in_spoken_order(text: str) -> str:
    """Return "John Smith" for "Smith, John", where the first word is nobody's given name; else `text`.

    Two given names are two persons who sign so: "Anna, Ben".
    """
    family, _, given = map(str.strip, text.partition(","))
    turned = f"{given} {family}"
    if not (family.istitle() and given.istitle() and turned.count(" ") == 1 and is_known_name(turned)):
        return text
    return text if has_given_name(family) and _plain(family) not in _SURNAMES_FIRST else turned


# What houses and desks are called and people too: Bill Press, Gretchen Daily. Not "group": firms bear given
# names.
_SURNAMES_TOO = frozenset({"press", "daily", "staff", "center", "centre", "bureau", "insights", "admin"})
# Given names that papers bear because towns do.
TOWNS_TOO = frozenset(
    {
        *("austin", "brooklyn", "chelsea", "charlotte", "dallas", "florence", "georgia"),
        *("houston", "jackson"),
        *("jordan", "lincoln", "madison", "paris", "savannah", "sun", "sydney", "victoria", "virginia"),
        "αθήνα",
    }
)


def is_called_so(name: str) -> bool:
    """Whether a name is a person's though its last word is also one of houses, desks and roles."""
    words = name.casefold().split()
    if not 2 <= len(words) <= 3 or words[0].endswith("-studio"):  # "Anne Marie Bureau"
        return False
    named = words[-1] in _SURNAMES_TOO and words[0] not in TOWNS_TOO and all(map(has_given_name, words[:-1]))
    return (len(words) == 2 and is_known_name(name)) or named


# Scripts of which the lists have few names: of India but Devanagari, Thai and its neighbours, Ethiopic.
_UNLISTED = re.compile("[\u0980-\u109f\u1200-\u139f\u1780-\u17ff]")
# Letters of Vietnamese alone (ẽ is of Guaraní too).
OF_VIETNAM = re.compile("[ơư\u1ea0-\u1ebb\u1ebe-\u1ef9]", re.IGNORECASE)
# Common family names of Vietnam, which are first in a name: the fourteen commonest are nine in ten people's
# (Lê Trung Hoa, Họ và tên người Việt Nam, 2005). Hồ is left out: lakes are called so. Papers sign with a name
# alone.
_OF_FAMILIES = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Trịnh|Đoàn|Lương|Đinh)"
)
VIETNAMESE = re.compile(
    # Towns, and words of which one is a family name: arms, space, reasons, pensions, delegations.
    r"(?!(?:Phan Thiết|Phan Rang|Hoàng Sa|Lý Do|Vũ Khí|Vũ Trụ|Võ Thuật|Đỗ Xe|Dương Tính|Lương Hưu|Lương Thực"
    r"|Đoàn (?:Thanh Niên|Đại Biểu|Thể|Kết))\b)"
    rf"{_OF_FAMILIES}(?:\s[^\W\d_a-z]\w{{0,6}}){{2,3}}$"
)
_SHORT_VIETNAMESE = re.compile(
    r"(?!(?:Phan (?:Thiết|Rang|Rí)|Hoàng (?:Sa|Mai|Liên)|Lý Sơn|Dương Đông|Vũ Thư)$)"
    + _OF_FAMILIES
    + r"\s\w{1,7}$"
)


# Of these, known as given names too, surnames that Portuguese, Spanish and Catalans join: "Costa e Silva".
_JOINED_SURNAMES = frozenset(
    {
        *("silva", "sala", "costa", "castro", "lima", "melo", "mello", "santos", "sousa", "souza", "rosa"),
        *("reis", "serra", "torres", "vega", "mora", "ramos", "roca", "mas", "puig", "vila", "sá", "abreu"),
        *("matos", "castelo", "almeida", "menezes", "cunha", "brito", "faria", "soler", "ferrer", "cruz"),
    }
)


# Of these, what Portuguese and Brazilians are called and hardly any Italian: "Davi Levi e Silva" is one.
_PORTUGUESE_SURNAMES = frozenset(
    {
        *("silva", "lima", "melo", "mello", "sousa", "souza", "abreu", "matos", "almeida", "menezes"),
        *("cunha", "brito", "faria", "sá", "castro", "santos", "reis"),
    }
)


# Slavs and Italians join no surnames: "Anna Kowalska i Nowak" and "Marco Rossi e Ferrari" are two each.
_NOT_JOINED = re.compile(r"[ćčđłńśšźžż]|(?:[sc]k[iay]|wicz|czyk|ak|enko|ov[aá]?)\b|\wi e | e \w+i\b")


def joins_persons(names: str) -> bool:
    """Say whether "e" or "i" joins persons, as in names of Slavs and Italians; not before one of Portugal."""
    *_, joint, last = ("", *names.split())
    is_one = joint == "e" and last.casefold() in _PORTUGUESE_SURNAMES
    return _NOT_JOINED.search(names) is not None and not is_one


def is_joined_surname(word: str) -> bool:
    """Say whether a word behind a whole name and "e", "i" or "y" is one more surname, and nobody's own."""
    known = has_family_name(f"{word} {word}") and not has_given_name(word)
    return known or word.casefold() in _JOINED_SURNAMES


# What stands before a whole name in Hebrew: doctor, professor, lawyer, rabbi, Mr, Mrs.
HEBREW_TITLES = frozenset(
    {*('ד"ר', "ד״ר", "ד''ר", "דר'", "פרופ'", "פרופ׳", "פרופסור", 'עו"ד', "עו״ד", "הרב", "מר", "גב'", "גב׳")}
)
# Surnames of Hebrew that begin with the letter that is "and" before a word, too, beside those of the lists:
# Weiss, Wiener, Weinberg, Weizman, Wasserman, Vaknin, Vardi, Vital, Vilnai; and how others of the kind end.
_VAV_SURNAMES = frozenset(
    {
        *("וייס", "ויס", "וינר", "ויינר", "וינברג", "ויינברג", "וינשטיין", "ויינשטיין", "ויינשטין"),
        *("וינשטוק", "וייל", "וקסלמן", "וייסמן", "ויסמן", "ווייס", "וייצמן", "ויצמן", "וסרמן", "וקסמן"),
        *("וקסלר", "וקנין", "ורדי", "ורד", "ויטל", "ויזל", "ויזנטל", "וילנאי", "וילנר", "וילק", "וילדר"),
        *("ויטנברג", "וינטר", "וינקלר", "וינגרטן", "וידר", "וידל", "ויגודסקי", "ורטהיים", "ורנר", "ולך"),
        *("ולדמן", "ולנשטיין", "וגנר", "וגמן", "וינוגרד", "וינריב", "ויינריב", "ויסלר", "ויינגרטן"),
        *("וקסברג", "ואזנה", "ואנונו", "ועקנין"),
    }
)
_VAV_ENDS = ("ברג", "שטיין", "שטין", "סקי", "וביץ", "וביץ'", "וביץ׳", "פלד", "הולץ", "באום", "בוים")


def may_begin_with_and(word: str) -> bool:
    """Say whether a word of Hebrew begins with "and", and not as names with that letter do.

    What is behind it may be a given name that the lists lack; surnames are known, or end as theirs do.
    """
    if len(word) < _SHORTEST_JOINED or word[1] == "ו" or has_given_name(word):
        return False
    if has_given_name(word[1:]):
        return True
    return not (word in _VAV_SURNAMES or word.endswith(_VAV_ENDS) or has_family_name(f"{word} {word}"))


def is_vietnamese_name(name: str) -> bool:
    """Say whether a name begins with a common family name of Vietnam, as pen names of two syllables do."""
    return (VIETNAMESE.match(name) or _SHORT_VIETNAMESE.match(name)) is not None


_SHORTEST_JOINED = 3  # letters of "and" and a name of Hebrew
# Letters that Unicode does not take apart, and how addresses write them.
_TAKEN_APART = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def plain_letters(text: str) -> str:
    """Return the letters and digits of `text` in lower case without marks, as addresses spell them."""
    return "".join(filter(str.isalnum, _plain(text.casefold().translate(_TAKEN_APART))))


def _plain(word: str) -> str:
    """Lower case without marks on the letters, as the lists are (benchmarks/training/make_names.py)."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char)).strip(".,'’")


@cache
def _names_of(file: str) -> frozenset[str]:
    data = resources.files("newsarchive.text.metadata") / "data" / file
    return frozenset(gzip.decompress(data.read_bytes()).decode("utf-8").split())


def as_printed(name: str, lines: Iterable[str]) -> str:
    """Return a name of capitals as the first of `lines` prints it that does not shout, else as it is."""
    if not name.isupper() or " " not in name:
        return name
    wanted = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", re.IGNORECASE)
    found = (match[0] for line in lines if (match := wanted.search(line)))
    return next((one for one in found if not one.isupper() and is_written_as_name(one)), name)


# "Omar al-Sisi", "Nadia el-Khoury".
_ARTICLE = re.compile(r"(?:al|el|as|ad|an|ar|ash|at|az|ul|ut)[-‑’'](?=[^\W\d_a-z])")
_MOST_GEORGIAN = 3  # words of a name in letters that are small ones to Unicode: more are a sentence


def is_written_as_name(name: str) -> bool:
    """Whether all words but particles are capitalised, or have no case; one word alone may be a login."""
    words = [word for word in name.split() if word not in PARTICLES and not _ARTICLE.match(word)]
    if len(words) > _MOST_GEORGIAN and words[0][0].islower():
        return False
    return len(words) == 1 or not any(map(begins_small, words))

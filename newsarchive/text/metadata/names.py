"""Telling a person's name from an agency, an outlet, a role or a login."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.text.lines import tidy
from newsarchive.text.metadata.han_names import NOT_A_NAME
from newsarchive.text.metadata.roles import cut_role, is_generic

ADDRESS = re.compile(r"://|www\.|^/|^@|\S@\S")
# "Kate May", "April Roach", "June", "August" are names: those months need a day or year after them.
MONTH = (
    r"(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez)(?:uary|ruary|ch"
    r"|il|e|y|ust|tember|ober|ember|z|i|uar|ruar)?"
)
DATED = re.compile(
    r"(?:^|\s+)(?:on |updated |published |posted )?(?:\d{1,2}\.? )?"
    rf"(?:{MONTH}\b\.?\s+\d{{1,4}}.*|(?!may\b|apr|jun|aug){MONTH}\b\.?)$",
    re.IGNORECASE,
)
JUNK = re.compile(r"https?:|www\.|@|\.(?:com|de|org|net|fr|es|it)\b|[{}<>\[\]=\\#?!%…]|\d{3}", re.IGNORECASE)
# "Posted by", "Ein Bericht von": what stands before a by-line's own word.
DONE = (
    r"written|posted|published|reported|story|text|words|article|recipe|blog|created|submitted|contributed"
    r"|authored|(?:view )?(?:all|more) (?:posts|articles|stories)|posts|opinion|analysis|interview(?:ed)?"
    r"|erstellt|eingestellt|veröffentlicht|geschrieben|verfasst|gepostet|eingetragen|(?:presse)?mitteilung"
    r"|im wortlaut|(?:zeige )?alle (?:artikel|beiträge)|mehr artikel|autorenseite"
    r"|(?:eine? )?(?:kommentar|bericht|interview|gastbeitrag|beitrag|analyse|kolumne|rezension|reportage)"
    r"|publié|écrit|rédigé|publicado|escrito|redactado|scritto|pubblicato|geschreven|skrevet|skriven"
)
PREFIX = re.compile(
    rf"^(?:(?:(?:{DONE}) )?(?:by|von|vom|par|por|di|door|av|af|od)|text|autor(?:in|en)?|authors?|auteur"
    r"|autore|about(?: the author)?|meet|author name|写|文|作者|記者|记者|文字|fotos?|reporter|автор|текст"
    r"|(?:text|foto|interview) und (?:text|foto|interview|fotos))(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
# Whoever comes after these words had another part in the article.
OTHER_PART = re.compile(
    r"\b(?:(?:medically |fact[- ]|expert |clinically )?"
    r"(?:reviewed|checked|edited|photographed|illustrated|translated|updated)(?: by)?"
    r"|(?:photos?|photograph|photography|illustrations?|images?|video|editing|translation|fotos?|bild(?:er)?"
    r"|fotografie) ?(?:by|von|:)|mit dpa).*",
    re.IGNORECASE,
)
SPLIT = re.compile(
    r"\s*[;|/、，；&•·]\s*|,\s+|\s+(?:and|und|et|y|e|och|og|en|with|mit|sowie|i|ja|и)\s+(?=\w)|\s+[-–—]\s+",
    re.IGNORECASE,
)
SUFFIX = re.compile(
    r"\s*(?:\(.*\)?|\b(?:for|für|pour|in|at|from|aus|on behalf of|is|was)\b\s.*"
    r"|\b(?:PhD|MD|RD|MS|M\.D\.|Ph\.D\.|RDN|DVM|RN|BSN|FAND|CFP|Esq|MBA|CPA)\b.*|\*+)$"
)
PARTICLES = frozenset(
    {
        *(
            "de",
            "del",
            "della",
            "da",
            "di",
            "du",
            "do",
            "la",
            "le",
            "van",
            "von",
            "der",
            "den",
            "ter",
            "ten",
            "zu",
        ),
        *("zum", "bin", "ibn", "al", "el", "dos", "das", "e", "y", "af", "av", "in", "'t"),
    }
)


def people(names: Iterable[str], outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the persons among `names` (each may hold several), prefixes off, each once, in order."""
    sites = {bare(outlet) for outlet in outlets if outlet}
    found: dict[str, str] = {}
    for text in names:
        for name in split_names(text):
            if bare(name) not in sites:
                found.setdefault(bare(name), name)
    return tuple(found.values())


def split_names(text: str) -> tuple[str, ...]:
    """Return the single names in a by-line's text that can be a person's, prefixes, roles and dates off."""
    if ADDRESS.search(text):
        return ()
    whole = OTHER_PART.sub("", PREFIX.sub("", tidy(text[:300])))
    return tuple(name for part in SPLIT.split(whole) if (name := _trimmed(part)) and is_person(name))


def is_person(name: str) -> bool:
    """Whether `name` can be a person's: of letters, of a name's length, no role, agency or address."""
    if not 2 <= len(name) <= 50 or JUNK.search(name) or is_generic(name) or not any(map(str.isalpha, name)):
        return False
    if re.search("[\u4e00-\u9fff]", name) and not re.search("[\u3040-\u30ff]", name):
        return not NOT_A_NAME.search(name) and len(name) <= 16
    return len(name.split()) <= 6 and name[0].isalpha()


def is_written_as_name(name: str) -> bool:
    """Whether all words but particles are capitalised, or have no case; one word alone may be a login."""
    words = [word for word in name.split() if word not in PARTICLES]
    return len(words) == 1 or all(not word[0].islower() for word in words)


def bare(name: str) -> str:
    """Return the letters and digits of a name, case folded, for comparing."""
    return re.sub(r"[\W_]+", "", name).casefold()


def _trimmed(part: str) -> str:
    name = PREFIX.sub("", part.strip())
    return cut_role(SUFFIX.sub("", DATED.sub("", name))).strip(" .:：,-–—'\"“”|*")

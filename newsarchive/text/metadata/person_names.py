"""Telling a person's name from an agency, an outlet, a role or a login."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from newsarchive.text.dates.date_labels import weekdays
from newsarchive.text.letters import begins_small, letters_only
from newsarchive.text.metadata.author_roles import cut_role, is_role
from newsarchive.text.metadata.byline_forms import common_form
from newsarchive.text.metadata.byline_parts import AND_WORDS, SMALL_ANDS, WHO_ANSWERS, plain_byline
from newsarchive.text.metadata.east_asian_names import (
    JAPANESE_NAME,
    KOREAN_BODY,
    NOT_A_NAME,
    data_lines,
    is_common_han_name,
    is_han_name,
    is_han_organisation,
    is_japanese_name,
    is_name_without_space,
)
from newsarchive.text.metadata.house_behind_name import split_house, without_address_behind
from newsarchive.text.metadata.known_names import (
    HEBREW_TITLES,
    TOWNS_TOO,
    has_given_name,
    is_called_so,
    is_joined_surname,
    joins_persons,
    may_begin_with_and,
)
from newsarchive.text.metadata.known_places import SPELLED, is_known_place, is_paper, is_seat, may_be_town
from newsarchive.text.page.byline_labels import PARTICLES, label_pattern, label_words
from newsarchive.text.tidy_lines import tidy


@dataclass(frozen=True, slots=True)
class _NoNames:
    """Words that name what somebody does, or a desk, an agency, a button: no person's name."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]


def is_generic(name: str) -> bool:
    """Whether `name` is a desk, an agency, a login or a button."""
    low = name.casefold()
    known = _no_names()
    if is_called_so(name):
        return False
    return low in known.whole or low.startswith(known.starts) or low.endswith(known.ends)


@cache
def _no_names() -> _NoNames:
    lines = data_lines("no_names.txt")
    return _NoNames(
        whole=frozenset(line for line in lines if "*" not in line),
        starts=tuple(line[:-1] for line in lines if line.endswith("*")),
        ends=tuple(line[1:] for line in lines if line.startswith("*")),
    )


@cache
def _bodies() -> frozenset[str]:
    return frozenset(data_lines("agencies.txt"))


ADDRESS = re.compile(r"://|www\.|^/|^@|\S@\S")
# "Kate May", "Trần Thị Mai", "Mary Jane" are names: a month needs a day or year beside it, or stands alone.
MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mär(?:z)?|mar(?:ch|z)?|apr(?:il)?|mai|may|june?|juni?"
    r"|july?|juli?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)"
)
# Of these nobody bears the whole name.
_PLAIN_MONTH = r"(?:(?:jan|febr)uary?|(?:sept|nov)ember|o[ck]tober|de[cz]ember)"
_SAID = r"(?:on|updated|published|posted)"
_DATED = re.compile(
    rf"(?:^|\s+)(?:{_SAID}:? )?(?:(?:\d{{1,2}}\.? )?{MONTH}\b\.?\s+\d{{1,4}}.*|\d{{1,2}}\.? {MONTH}\b\.?)$"
    rf"|^(?:{_SAID}:? )?{MONTH}\b\.?$|\s{_SAID} {MONTH}\b\.?$|\s{_PLAIN_MONTH}$",
    re.IGNORECASE,
)
# "AARON ROE DEC. 10", whose day may stand in another line; TOMASZ DEC is a name.
_CAPITAL_MONTH = re.compile(r"(?P<name>\S+ \S.*)\s(?:FEB|AUG|SEPT?|OCT|NOV|DEC)\.?")
_JUNK = re.compile(
    r"https?:|www\.|@|\.(?:com|de|org|net|fr|es|it)\b|[{}<>\[\]=\\#?!%…]|\d{3}"
    # What bars of links to share a page by are read as: "Del Facebook WhatsApp".
    r"|\b(?:whatsapp|pinterest|linkedin|facebook|zalo|viber)\b"
    # Whom a program's own templates name as the author of all pages: "Discuz! Team and Comsenz UI Team".
    r"|\bcomsenz\b",
    re.IGNORECASE,
)


# Given names that are labels or particles in other languages.
_NAMES_TOO = frozenset({"per", "yazan", "gan", "bin", "van"})
_LABELS = ("by", "by_whole", "by_small", "done", "opening", "noun", "text", "caseless", "caseless_noun")
# "Posted by", "Ein Bericht von": what stands before a by-line's own word.
_DONE = (
    rf"{label_pattern('done')}|alles|story|text|words|article|recipe|blog"
    r"|(?:view )?(?:all|more) (?:posts|articles|stories)|posts|opinion|analysis|interview(?:ed)?"
    r"|(?:presse)?mitteilung|im wortlaut|(?:zeige )?alle (?:artikel|beiträge)|mehr artikel|autorenseite"
    r"|(?:eine? )?(?:kommentar|bericht|interview|gastbeitrag|beitrag|analyse|kolumne|rezension|reportage)"
)
_BEHIND_AUTHOR = "[简簡]介|介[绍紹]|紹介|信息|[资資]料|[档檔]案|主[页頁]|[专專][栏欄]|文章|其他|全部|更多|名"
# Labels that are given names and parts of surnames as well: Yazan Kaya, Luigi Di Maio.
LABELS_IN_NAMES = frozenset({"Yazan", "Di", "Door", "Av", "Af"})
PREFIX = re.compile(
    rf"^(?!(?-i:{'|'.join(sorted(LABELS_IN_NAMES))}) [^\W\d_]\S*$)"
    rf"(?:(?:(?:{_DONE}) )?(?:{label_pattern('by')}|vom|od)"
    rf"|(?:{label_pattern('done')}) (?:{label_pattern('by_whole', 'by_small')})"
    rf"|{label_pattern('noun', 'text', 'opening', 'caseless')}"
    r"|words(?=\s?[:：]|\s\S+\s\S)|كتبت?(?=\s(?!و|ال|\S+(?:ية|ات)\s)\S+\s\S)|του|της"
    r"|das (?:gespräch|interview) führten?"
    r"|about(?: the author)?|meet|author name|写|文|記者|记者|文字|fotos?"
    r"|(?:text|foto|interview) und (?:text|foto|interview|fotos))(?:\s*[:：፦]\s*|\s+)"
    rf"|^(?:{label_pattern('caseless_noun', 'colon', 'report', 'marked', 'by_small', 'by_whole')})\s*[:：]\s*"
    # Boxes side by side: "發表者陳國棟"; but 作者简介 heads a box about the author.
    rf"|^(?:{label_pattern('cjk', 'book')})"
    rf"(?:\s*[:：]\s*|\s+|(?=[\u4e00-\u9fff]{{2,4}}$)(?!{_BEHIND_AUTHOR}))"
    # "글 김서연", "글 이 준", a label before a name.
    r"|^글\s(?=(?:[가-힣]{2,4}|[가-힣]{1,2}\s[가-힣]{1,3})(?:\s?기자)?$)|^기자명\s?[:：]?\s?(?=[가-힣])"
    # Japanese: "文・佐藤健一", "取材・文＝佐藤健一", "取材・文：佐藤健一".
    rf"|^(?:(?:取材|構成)[・/／])*(?:文|執筆|構成|{label_pattern('cjk', language='ja')})"
    r"\s?[・＝=／/：:]\s?(?:(?:取材|構成)[・＝=／/]\s?)*",
    re.IGNORECASE,
)
# What Korean and Japanese put behind a name: "김서연 기자", "佐藤健一記者".
KOREAN_ROLES = (
    "(?:선임|수습|인턴|전문|객원|시민|명예)?기자|특파원|논설위원|편집위원|칼럼니스트|앵커|아나운서|PD"
)
_ROLE_BEHIND = re.compile(
    rf"^(?P<name>[가-힣]{{2,4}}) ?(?:{KOREAN_ROLES})$|^(?P<writer>[\u4e00-\u9fff々]{{3,6}}) ?記者$"
)
# "김서연 기자 seoyeon@courier.example": how to reach who is named.
_MAIL = re.compile(r"[(（<\[]?\s?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}\s?[)）>\]]?")
# "Ada Roe Reporter @adaroe".
_HANDLE = re.compile(r"(?<=\w)\s+@\w[\w.]{1,29}(?!\S)")
# Labels of pictures and translations that stand right before a whole name, in boxes side by side.
_PARTS_BEFORE = frozenset(
    {
        *("photograph", "photographs", "photography", "photo", "photos", "illustration", "illustrations"),
        *("foto", "fotos", "fotografie", "fotografía", "fotografia", "ilustración", "illustratie", "kuvat"),
        *("kuva", "zdjęcia", "translation", "übersetzung", "traduction", "traducción", "vertaling", "fot."),
    }
)
_SMALL_BY = re.compile(
    rf"(?:{label_pattern('by_small', 'by_whole')}|(?i:{label_pattern('marked_of')}))\s(?=[^\W\d_])"
)
# "Serkan AYDOĞAN-Feride AKKAYA", as agencies of Turkey sign.
_HYPHENED = re.compile(
    r"([A-ZÇĞİÖŞÜ][a-zçğıöşü]+ [A-ZÇĞİÖŞÜ]{2,20})-(?=[A-ZÇĞİÖŞÜ][a-zçğıöşü]{1,20} [A-ZÇĞİÖŞÜ]{2})"
)
# "Ada Roe Text", "Max Poe Foto", as Swedish papers set them side by side.
_TEXT_BEHIND = re.compile(r"(?<=\w)\s?(?:Text|Tekst|Teksti|Texto|Testo)$")
_PICTURES_BEHIND_NAME = re.compile(r"\w\s?(?:Foto|Fotos|Bild|Bilder|Kuva|Kuvat|Photos?|Grafik|Illustration)$")
# Whoever comes after these words had another part in the article.
_OTHER_PART = re.compile(
    r"\b(?:(?:medically |fact[- ]|expert |clinically )?"
    r"(?:reviewed|checked|edited|photographed|illustrated|translated|updated)(?: by)?"
    r"|(?:photos?|photograph|photography|illustrations?|images?|video|editing|translation|fotos?|bild(?:er)?"
    rf"|fotografie) ?(?:by|von|:)|mit dpa).*|{WHO_ANSWERS}",
    re.IGNORECASE,
)
_AND = "|".join(AND_WORDS)

# Behind a link: "<a>Ada Roe</a> and Max Poe".
_BEGINS_AND = re.compile(rf"^(?:{_AND})\s(?=[^\W\d_]\w*\s)(?![a-zß-ÿа-џ]+\s[a-zß-ÿа-џ])")


def _joins(word: str) -> str:
    """How a word may be written where it joins names.

    A capital by itself is an initial, "Robert E Lee", unless two words follow: "ADA ROE Y MAX POE".
    """
    if word in SMALL_ANDS:
        return f"(?-i:{word})"
    if len(word) > 1:
        return word
    return rf"(?-i:{word}|{word.upper()}(?=\s[^\s,;]+\s(?!(?:and|und|&)\s)\w))"


_JOINING = "|".join(map(_joins, AND_WORDS))
# "Ada Roe with reporting by Tom Hay", "Ada Roe mit Material von dpa".
_HELPED = (
    r"with(?:\s+(?:additional\s+)?(?:reporting|contributions?|files|material)\s+(?:by|from))?"
    r"|mit(?:\s+(?:Material|Informationen|Beiträgen)\s+(?:von|der|des))?"
)
_SPLIT = re.compile(
    # A dot between Chinese characters stands in the names of other peoples.
    # "Devi d/o Kumar", daughter of.
    r"\s*(?:[;|、，；،؛&•]|(?<!\s[dsa])/|/(?![olp]\s))\s*|\s*(?<![\u4e00-\u9fff])·\s*|\s*·(?![\u4e00-\u9fff])\s*"
    # "Ada Roe, Max Poe, and Tom Hay"; but "E Howard Poe" keeps his initial.
    rf"|,\s*(?:(?-i:{_AND}|AND)\s+(?=\S+\s\S))?"
    rf"|\s+(?:{_JOINING}|{_HELPED}|sowie|con información de)\s+(?=\w)"
    r"|\s+(?-i:(?:avec|com|con|met|med)\s+(?=[^\W\d_a-zß-ÿ]))|\s+[-–—]\s+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s*(?:\(.*|(?<=.)（.*"
    r"|\b(?:for|für|pour|in(?! [’']t )|at|from|aus|para|especial para|on behalf of|is|was)\b\s.*"
    r"|\bon behalf of$"
    # In lines of capitals the house stands so: "ADA ROE FOR BAYONLINE".
    r"|(?<=\w) (?:FOR|PARA|POUR|FÜR) [A-Z][A-Z\s.&-]+$"
    r"|\b(?:PhD|MD|RD|MS|M\.D\.|Ph\.D\.|RDN|DVM|RN|BSN|FAND|CFP|Esq|MBA|CPA)\b.*|\*+)$"
)
# "Ada Roe was in Port Mara"; "is a reporter" tells of who writes.
_TELLS = re.compile(r"\b(?:was|is(?! (?:an?|the)\b))\s")
HAN_CHARACTER = re.compile("[\u4e00-\u9fff]")
# A login may have digits, a name of several words has none, and no colon: "Published: 28 Apr".
_NOT_IN_NAMES = re.compile(r":|：| .*\d|\d.* ")
# "GTM Strategy": capitals without a vowel, then a plain word. "KIM Jung", "NG Wei" are names.
_ABBREVIATES = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,6}\s[A-Z][a-z]")
# "Autorenseite von", whose name stands in another box.
_LABEL_BEHIND = re.compile(r"\s(?:by|von|par|por)$", re.IGNORECASE)
# A button in Japanese has an object and a verb: ニュースを聞く. A name may have the particle: 三浦しをん.
_JAPANESE_BUTTON = re.compile(r"を[^\s]{0,8}[うくぐすつぬぶむる](?:\s|$)")
_ARABIC = re.compile("[\u0620-\u06d3]")
# How a sentence about somebody ends in Korean, and a button: "작은 마을 이야기를 씁니다", "구독하기".
_KOREAN_SENTENCE = re.compile(" .*(?:니다|세요|[어아해]요|하기|보기|가기)$")
_LATIN = re.compile("[^\\W\\d_\u0370-\U0010ffff]")
# "bay.ca", "الخليج.نت"; those of three Latin letters and more are junk anywhere.
_DOMAIN = re.compile(r"[\w-]{3,}\.(?:[a-z]{2}|نت|كوم|کام|ру|рф|ком)$")
# Two or three characters set as wide as other names: "秦  朗".
_WIDE_NAME = re.compile(r"[\u4e00-\u9fff](?:\s[\u4e00-\u9fff]){1,2}")
# "Publicado el" a day "por" whom.
_PUBLISHED = re.compile(rf"(?:{label_pattern('done')})(?: [^\W\d_]{{1,3}}){{1,2}}$", re.IGNORECASE)
# A firm by its legal form, behind which its seat may stand, in single words: "Süddeutsche.de GmbH, Munich,
# Germany".
_FIRM = re.compile(r"\b(?:gmbh|mbh|kg|ohg|e\.\s?v\.?)$", re.IGNORECASE)
LONGEST_BODY = 60
# Words of a desk that is written small: "redacción de la voz del puerto"; more are a sentence.
_MOST_WORDS_OF_BODY = 6
# Beside an agency, the letters of a desk or an editor: "dpa/lni".
_CODE = re.compile("[a-zäöüß]{2,4}")
# "Martin Luther King, Jr., and Ada Roe": no name of its own.
_JUNIOR = re.compile(r",\s+(?=(?:[JS]r\.?|I{2,3}|IV)\s*(?:$|,|(?:and|&)\s))")
# "Ada Roe (avec Max Poe et Tom Hay)".
_WITH_OTHERS = re.compile(r"\s\(((?:avec|with|mit|com|con|met|med)\s[^()]{3,100})\)")
# The dot belongs to the name: "Perry Roe Jr.", "Nicolas Poe C."
ABBREVIATED = re.compile(r"\s(?:Jr|Sr|[^\W\d_a-zß-öø-ÿ])\.$")
# "Costa e Silva" at the end of a name, with the word before it; WITHIN_NAME stands for its spaces meanwhile.
_TWO_SURNAMES = re.compile(
    r"(?<=[^\W\d_] )(?P<first>[^\W\d_a-zß-ÿ][\w’'-]+) [eiy] (?P<last>[^\W\d_a-zß-ÿ][\w’'-]+)"
    r"(?=\s*(?:$|[,;|/&(]|\s(?:[eiy]|and)\s))"
)
_WITHIN_NAME = "\ue000"
_PAIR = 2  # words of most names
_LONGEST_SPLIT = 300  # characters of a by-line that are looked at
_BROADCASTERS = frozenset({"ard", "zdf", "mdr", "ndr", "wdr", "swr", "rbb", "orf", "srf", "dlf"})
# Words that end, or begin, what a newspaper, agency, desk or company calls itself.
_BODY = re.compile(
    r"(?:^|[\s-])(?:news|newsroom|newsdesk|times|daily|courier|herald|journal|gazette|tribune"
    r"|telegraph|\w+magazin|\w+zeitung|team|staff|group|media|magazine|company|agency|institute?|network|press|radio|tv"
    r"|television|zeitung|anzeiger|nachrichten(?:agentur)?|presse(?:-?agentur|stelle)?|verlag"
    r"|\w*redaktion|redacción|redaccion|redazione|rédaction|redactie|redaktionen|toimitus|desk"
    # Legal forms; the last stop is stripped before.
    r"|s\.\s?r\.\s?[ol]|sp\. ?z ?o\.\s?o|d\.\s?o\.\s?o|s\.\s?p\.\s?a|ltda|kft|zrt|nyrt|oyj|pty"
    r"|gmbh|ag|inc|ltd|llc|corp|plc|services|solutions|university|universität|college|association"
    r"|cent(?:er|re)|insights|bureau|newswire|syndicate|alliance|federation|coalition"
    r"|foundation|society|ministry|council|department|committee|commission|studios?|labs?|stiftung"
    r"|verband|verein|editors|editorial board|correspondents|reporters|agencies|agenturen"
    r"|online)\.?$|\be\.\s?v\.?$|^(?:diario|agencia|agence|agenzia|agentur|redaktion|redacción"
    r"|grupa|grupo|groupe|gruppo|grupul|skupina|група|группа"
    r"|(?:\w+-)?studio|rédaction|redazione|ministerio|universidad|universität|university of"
    r"|the (?:associated press|\w+ (?:team|staff|post|times|news))|stadt|landratsamt|polizei)\s",
    re.IGNORECASE,
)
_BODY_PLACES = ("first", "head", "last", "ending", "called")


@cache
def _called_as_bodies() -> re.Pattern[str]:
    """The words of data/body_words.tsv, where they stand in the name."""
    words: dict[str, list[str]] = {place: [] for place in _BODY_PLACES}
    for line in data_lines("body_words.tsv"):
        place, _, *listed = line.split("\t")
        words[place] += map(re.escape, sorted(listed, key=len, reverse=True))
    first, head, last, ending, called = ("|".join(words[place]) for place in _BODY_PLACES)
    return re.compile(
        rf"^(?:{first})\s|^the\s(?:[^\s]+\s)*(?:{called})$|^(?:{head})|(?:^|\s)(?:{last})$|[\w-](?P<ending>{ending})$",
        re.IGNORECASE,
    )


def people(names: Iterable[str], outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the persons among `names` (each may hold several), prefixes off, each once, in order."""
    sites = {letters_of_name(outlet) for outlet in outlets if outlet}
    found: dict[str, str] = {}
    for text in names:
        for name in split_names(text):
            if letters_of_name(name) not in sites:
                found.setdefault(letters_of_name(name), name)
    return tuple(found.values())


def split_names(text: str) -> tuple[str, ...]:
    """Return the single names in a by-line's text that can be a person's, prefixes, roles and dates off."""
    return _split(text[:_LONGEST_SPLIT])


# Remembered: an element, the link in it and the line they stand in are all asked about.
@lru_cache(maxsize=2_000)
def _split(text: str) -> tuple[str, ...]:
    parts = _parts(text)
    by_agency = any(part.strip().casefold() in _bodies() for part in parts)
    firm = next((number for number, part in enumerate(parts) if _FIRM.search(part.strip())), len(parts))
    return tuple(
        name
        for number, part in enumerate(parts)
        if (name := _trimmed(part))
        and is_person(name)
        and number != firm
        and not (number and (is_role(part) or name.casefold() in weekdays() or is_paper(name)))
        and not (by_agency and (_CODE.fullmatch(name) or is_seat(name)))
        and (number < firm or " " in name or HAN_CHARACTER.search(name) is not None)
    )


def without_places(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names; beside whole ones a single word is where somebody writes from: "Ada Roe, Brüssel"."""
    if not any(" " in name for name in names):
        return names
    towns = {name for name in names if may_be_town(name)}
    if all(name in towns for name in names if " " in name):
        towns = set()
    # Arabic papers put their name, or a town, before it: "هسبريس - يونس الزاوي"; pen names stand behind.
    pens = {name for name in names[1:] if _ARABIC.match(name) and not is_known_place(name)}
    kept = (name for name in names if " " in name or name in pens or _may_stand_alone(name))
    return tuple(name for name in kept if name not in towns)


# A name with its initial before it, with no space.
_INITIAL = re.compile(r"[^\W\d_][\w\u0b80-\u0dff]{0,3}\.[^\W\d_][^.]")


def _may_stand_alone(name: str) -> bool:
    """Whether a single word may be somebody's whole name beside those of others, or an account's."""
    if is_name_without_space(name) or not SPELLED.match(name) or (name.islower() and _LATIN.match(name)):
        return True
    # "எஸ்.கார்த்திக்": an initial and a name.
    return (has_given_name(name) and not is_known_place(name)) or _INITIAL.match(name) is not None


def listed_names(text: str) -> tuple[str, ...]:
    """Return the names of a text that lists two whole ones and more, beside houses and days; else ()."""
    names = without_places(split_names(text))
    if len(names) < _PAIR or not all(" " in name or is_name_without_space(name) for name in names):
        return ()
    found = frozenset(map(letters_of_name, names))
    rest = (part.strip() for part in _parts(text[:_LONGEST_SPLIT]) if any(map(str.isalnum, part)))
    others = (part for part in rest if letters_of_name(_trimmed(part) or part) not in found)
    return names if all(map(_is_beside_names, others)) else ()


def _is_beside_names(part: str) -> bool:
    """Whether what is no name stands beside them in a by-line: a day, a house, a role, a place."""
    return (
        " " not in part
        or any(map(str.isdigit, part))
        or is_organisation(part)
        or is_role(part)
        or is_known_place(part)
    )


def split_bodies(text: str) -> tuple[str, ...]:
    """Return the organisations in a by-line's text: agencies, newspapers, desks ("AFP", "Bay News Staff")."""
    named = (PREFIX.sub("", _BEGINS_AND.sub("", part.strip())) for part in _parts(text))
    bare = (_DATED.sub("", name).strip(" .:：,-–—'\"“”|*") for name in named)
    whole = (split_house(one)[1] or one for one in bare)
    return tuple(name for name in whole if is_organisation(name))


def whole_agencies(line: str) -> tuple[str, ...]:
    """Return the agencies and desks of a line that names nothing else: "(dpa)", "Redacción / EFE"."""
    line = line.strip(" ()（）[]【】/–—-.")
    parts = [part for part in _parts(line) if any(map(str.isalnum, part))]
    bodies = tuple(name for name in split_bodies(line) if name.casefold() in _bodies())
    return bodies if len(bodies) == len(parts) else ()


# Remembered: persons and organisations are looked for one after the other.
@lru_cache(maxsize=500)
def _cut_parts(text: str) -> tuple[str, ...]:
    text = without_address_behind(common_form(without_mail(text)).rstrip())
    if ADDRESS.search(text):
        return ()
    parts = _SPLIT.split(
        _OTHER_PART.sub("", _with_surnames(PREFIX.sub("", _HYPHENED.sub(r"\1, ", _flat(text)))))
    )
    parts = [part.replace(_WITHIN_NAME, " ") for part in parts]
    texts = [part for part in parts if _TEXT_BEHIND.search(part)]
    pictures = [part for part in parts if _PICTURES_BEHIND_NAME.search(part)]
    # "Ada Roe Text | Max Poe Foto": one alone may be somebody's name.
    if texts and len(texts) + len(pictures) > 1:
        parts = [_TEXT_BEHIND.sub("", part) for part in parts if part not in pictures]
    return tuple(name for part in parts if not _is_other_part(part) for name in _without_marks_between(part))


def _with_surnames(text: str) -> str:
    """The text with what joins two surnames of one person set apart from what joins two persons.

    "Rui Costa e Silva", "Josep Vila i Sala": behind a whole name a known surname alone. In lists, and between
    names of Slavs or Italians, the word joins persons.
    """
    if _TWO_SURNAMES.search(text) is None:
        return text

    def joined(found: re.Match[str]) -> str:
        last = found["last"]
        single = is_person(last) and not last.isupper() and not is_known_place(last)
        ends = not text[found.end() :].strip()
        lists = joins_persons(found[0]) or (ends and "," in text[: found.start()])
        surname = single and not lists and is_joined_surname(last)
        return found[0].replace(" ", _WITHIN_NAME) if surname else found[0]

    return _TWO_SURNAMES.sub(joined, text)


def _parts(text: str) -> tuple[str, ...]:
    return _cut_parts(text[:_LONGEST_SPLIT])


def _flat(line: str) -> str:
    """The line without what stands around and in names and parts none: brackets, the comma before Jr."""
    return _JUNIOR.sub(" ", _WITH_OTHERS.sub(r" \1", plain_byline(tidy(line))))


def _without_marks_between(part: str) -> tuple[str, ...]:
    """The names of a list whose script sets no mark, or one of names themselves, between them.

    "佐藤健一 鈴木花子", "佐藤健一・鈴木花子", "أحمد رشدي وسارة بدوي". One that is no list stays whole.
    """
    if part.isascii():
        return (part,)
    names = tuple(filter(None, re.split(r"[\s・]+", part.strip())))
    # The list of surnames has the common ones.
    if len(names) > 1 and any(map(is_japanese_name, names)) and all(map(_may_be_japanese, names)):
        return names
    # Of three and more one may have two characters: "林正 高橋一郎 佐藤美咲".
    short = all(_may_be_japanese(name) or is_han_name(name) for name in names)
    several = len(names) > _PAIR and sum(map(_may_be_japanese, names)) >= _PAIR and short
    if several or (
        len(names) > 1 and all(map(is_common_han_name, names)) and _CHINESE_LENGTH in map(len, names)
    ):
        return names
    words = part.split()
    second = _PAIR + (words[0] in HEBREW_TITLES)  # where the name of a second person may begin
    for at, word in enumerate(words[2:], start=2):
        if word[0] == "ו" and at == second and len(words) > second + 1 and may_begin_with_and(word):
            return (" ".join(words[:at]), *_without_marks_between(" ".join((word[1:], *words[at + 1 :]))))
        if word[0] in "وו" and not has_given_name(word) and has_given_name(word[1:]) and at + 1 < len(words):
            rest = " ".join((word[1:], *words[at + 1 :]))
            return (" ".join(words[:at]), *_without_marks_between(rest))
    return (part,)


def _is_other_part(part: str) -> bool:
    """Whether a label of another part stands before a whole name: "Photographs Max Poe", not "Foto Poe"."""
    first, _, rest = part.strip().partition(" ")
    known = first.casefold() in _PARTS_BEFORE and first[:1].isupper() and rest[:1].isupper()
    return known and " " in rest


_CHINESE_LENGTH = 3  # of most names; two of two characters may be a Japanese name


def _may_be_japanese(name: str) -> bool:
    return is_japanese_name(name) or JAPANESE_NAME.match(name) is not None


def without_mail(text: str) -> str:
    """Return `text` without addresses of electronic mail, and names of accounts behind a person's."""
    return _HANDLE.sub("", _MAIL.sub(" ", text)) if "@" in text else text


def is_organisation(name: str) -> bool:
    """Whether `name` is an agency, a newspaper, a desk or a company by its words; no button, no login."""
    if not 2 <= len(name) <= LONGEST_BODY or _JUNK.search(name) or not any(map(str.isalpha, name)):
        return False
    if HAN_CHARACTER.search(name):
        return is_han_organisation(name) or name in _bodies() or _is_called_as_bodies(name)
    if KOREAN_BODY.match(name):
        return True
    low = name.casefold()
    if begins_small(name) and len(low.split()) > _MOST_WORDS_OF_BODY:  # a sentence
        return False
    if low in _bodies() or _BODY.search(name):
        return not is_called_so(name)
    is_broadcaster = name.isupper() and low.split()[0] in _BROADCASTERS  # "MDR AKTUELL"
    return is_broadcaster or _is_called_as_bodies(name) or _DOMAIN.match(name) is not None


@lru_cache(maxsize=500)  # of a name as long as `is_organisation` asks about
def _is_called_as_bodies(name: str) -> bool:
    """Whether a word says so; surnames end as papers do, so who begins with a given name is a person."""
    found = _called_as_bodies().search(name)
    return found is not None and not (found["ending"] and _begins_as_people(name))


def _begins_as_people(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 3 and has_given_name(name) and words[0].casefold() not in TOWNS_TOO


# Little words of sentences in scripts without capitals, where a headline may begin as a name does ("ليلة
# الضباب في الميناء", a night of fog "in" the port). None is a part of names.
_LITTLE_WORDS = frozenset(
    (
        *("في", "من", "على", "إلى", "عن", "مع", "بعد", "قبل", "هذا", "هذه", "التي", "الذي"),
        *("در", "از", "به", "با", "که", "برای", "را", "این", "تا", "میں", "کا", "کی", "کے", "سے", "کو"),
        *("में", "का", "की", "के", "से", "को", "पर", "ने", "है", "हैं", "नहीं"),
        *("של", "את", "על", "עם", "לא", "הוא", "היא", "כי"),
    )
)


def is_person(name: str) -> bool:
    """Whether `name` can be a person's: of letters, of a name's length, no role, agency or address."""
    if not 2 <= len(name) <= 50 or _JUNK.search(name) or is_generic(name) or not any(map(str.isalpha, name)):
        return False
    if name.casefold() in _labels() or _DOMAIN.match(name.rpartition(" ")[2]) or _PUBLISHED.match(name):
        return False
    if (
        _NOT_IN_NAMES.search(name)
        or _ABBREVIATES.match(name)
        or _LABEL_BEHIND.search(name)
        or _JAPANESE_BUTTON.search(name)
        or (name[-1] in "다요기" and _KOREAN_SENTENCE.search(name))
        or is_organisation(name)
    ):
        return False
    if re.search("[\u4e00-\u9fff]", name) and not re.search("[\u3040-\u30ff]", name):
        return not NOT_A_NAME.search(name) and len(name) <= 16
    words = name.split()
    return len(words) <= 6 and name[0].isalpha() and _LITTLE_WORDS.isdisjoint(words)


def is_name_line(line: str, names: Iterable[str]) -> bool:
    """Whether a line has nothing but some of the `names`, with what stands between names and before them."""
    if line.rstrip().endswith((":", "：")) or _TELLS.search(line):  # who speaks next, or what somebody did
        return False
    known = {letters_of_name(name) for name in names}
    parts = [part for part in _SPLIT.split(PREFIX.sub("", _flat(line))) if letters_of_name(part)]
    return bool(parts) and all(letters_of_name(_trimmed(part) or part) in known for part in parts)


def letters_of_name(name: str) -> str:
    """Return the letters and digits of a name, case folded, for comparing.

    Romanian has been written with a cedilla for want of the comma below: one page has both.
    """
    folded = letters_only(name) if name.isascii() else re.sub(r"[\W_]+", "", name).casefold()
    return folded.replace("ş", "ș").replace("ţ", "ț")


def _trimmed(part: str) -> str:
    name = PREFIX.sub("", _BEGINS_AND.sub("", part.lstrip(" ●○◎□■◆◇▲△★☆※").strip()))
    if _WIDE_NAME.fullmatch(name) and is_han_name(joined := name.replace(" ", "")):
        return joined
    # "de Ana Pop", "Tribune de Claire Denis": a small word before a whole name.
    small = _SMALL_BY.match(name)
    if small and has_given_name(rest := name[small.end() :]) and " " in rest:
        name = rest
    if behind := _ROLE_BEHIND.match(name):
        return behind["name"] or behind["writer"]
    dated = _CAPITAL_MONTH.fullmatch(name)
    bare = cut_role(_SUFFIX.sub("", _DATED.sub("", dated["name"] if dated else name)))
    named = bare.strip(" .:：,-–—'\"“”|*")
    if ABBREVIATED.search(f"{named}.") and f"{named}." in bare:
        named += "."
    return split_house(named)[0]


@cache
def _labels() -> frozenset[str]:
    """Words that stand before names or in them: by themselves they name nobody."""
    return (frozenset(label_words(*_LABELS)) | PARTICLES) - _NAMES_TOO

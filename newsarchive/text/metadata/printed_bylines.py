"""By-lines as a page prints them in lines of its text: "By Ada Roe | 3 May", or a name that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsarchive.text.dates.date_labels import day_of_line, weekdays
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.letters import ELIDED, JOINED_MARKS
from newsarchive.text.metadata.byline_forms import common_form
from newsarchive.text.metadata.byline_parts import AND_WORDS, SMALL_ANDS, is_part_label, plain_byline
from newsarchive.text.metadata.east_asian_names import (
    is_common_han_name,
    is_japanese_name,
    is_korean_name,
    is_name_without_space,
)
from newsarchive.text.metadata.known_names import (
    OF_VIETNAM,
    TOWNS_TOO,
    VIETNAMESE,
    has_given_name,
    is_borne,
    is_written_as_name,
)
from newsarchive.text.metadata.known_places import TOWN
from newsarchive.text.metadata.person_names import (
    KOREAN_ROLES,
    LABELS_IN_NAMES,
    MONTH,
    is_organisation,
    letters_of_name,
    split_names,
    whole_agencies,
    without_mail,
    without_places,
)
from newsarchive.text.page.byline_labels import SHOUTED, label_pattern, label_words, with_capitals
from newsarchive.text.tidy_lines import tidy

LONGEST_LINE = 120
# Two to four words that begin with a capital, as names in alphabets are; particles may stand among them.
# In the United States a day without its year may follow: "Ada Roe May 15", but "Kate May 3 hours ago".
_DAY_WITHOUT_YEAR = (
    rf"(?i:{MONTH})\b\.? (?:[12]?\d|3[01])"
    r"(?![\d.:/-]|\s?(?:min|h|hours?|hrs?|days?|weeks?|months?|years?|[ap]\.?m)\b)"
)
# No word of a name: what labels whose the pictures are, on the same line ("Text: Ada Roe Foto: Max Poe"); nor
# behind the first what joins two, with a capital as in titles ("By Ada Roe And Max Poe"): "By Y Lan Phan".
_PICTURE_WORD = (
    "(?:photo|foto|фото|φωτο|kuva|zdj[eę]ci|picture|image|bild|billede|illustration|graphic|grafik|video)"
)
_PICTURES = rf"(?i:{_PICTURE_WORD}\w*)\s?(?:[:：]|[Bb]y\s)"
# Words for "and" in lines of capitals, but for what is an initial or a name there.
_CAPITAL_ANDS = tuple(
    word.upper() for word in AND_WORDS if word == "y" or (len(word) > 1 and word not in SMALL_ANDS)
)
# "și", "και": small words that the pattern of a capital lets through.
_OTHER_ANDS = tuple(word for word in AND_WORDS if not re.match("[a-zß-ÿа-џґ]", word))
_JOINER = rf"(?:And|Und|{'|'.join(_OTHER_ANDS)}|(?!Y\s\S+$)(?:{'|'.join(_CAPITAL_ANDS)}))\s"
# What is said of a day begins no name.
_SAID_OF_DAY = r"(?:Publish(?:ed)?|Update[ds]?|Posted|Last) ?(?:Date|[Oo]n|[Uu]pdate|:)"
_WORD = (
    rf"(?!{_DAY_WITHOUT_YEAR})(?!{_PICTURES})(?!{_SAID_OF_DAY})"
    rf"[^\W\d_a-zß-ÿа-џґ][\w{JOINED_MARKS}'’.-]{{0,24}}"
)
_PARTICLE = (
    r"(?:(?:van [’']t|in [’']t|[’']t|op de|de|del|della|da|di|du|la|le|los|las|van|von|vom|der|den|ter|zu|bin"
    r"|binti|binte|bte|bint|[ds]/o|a/[lp]|al|el|dos|das|af) |(?:al|el|as|ad|an|ar|ash|at|az|ul)[-‑]"
    rf"|{ELIDED.pattern})"
)
_NAME = rf"{_WORD}(?: (?:{_PARTICLE}){{0,2}}(?!{_JOINER}){_WORD}){{0,3}}"
# In a line a label begins with a capital, which tells it from the same word in a sentence; but for English.
_DONE_BY = (
    "[Ww]ritten|[Pp]osted|Published|Story|Words|Article|Reported|Created|Submitted|Authored|[Gg]uest [Pp]ost"
)
_LABELS = "|".join(
    (
        f"(?:(?:{_DONE_BY}) )?[Bb][Yy]",
        "^von",
        *map(re.escape, with_capitals(label_words("by"))),
        *SHOUTED,
        r"(?:[Ee]rstellt|[Vv]erfasst|[Gg]eschrieben|[Ee]ingestellt|Eine? \w+) von",
        *map(re.escape, with_capitals(label_words("noun", "text"))),
        "authors?",
        "^Das (?:Gespräch|Interview) führten?",
        *(rf"^{re.escape(word)}(?=\s?[:：])" for word in with_capitals(label_words("colon"))),
        *(rf"^{re.escape(word.upper())}(?=\s?[:：])" for word in label_words("colon", "text")),
        "te?xte?",
        # Within a line they may be of a sentence: verbs, and nouns where names have no capitals.
        *(f"^{re.escape(opening)}" for opening in with_capitals(label_words("opening"))),
        # "Του …", alone in a line: Greek papers sign in the genitive.
        r"^(?:Του|Της)(?= \S+(?: \S+){1,2}$)",
    )
)
_AND = "|".join(f" {word} " for word in (*AND_WORDS, *_CAPITAL_ANDS))
# English sets a comma before the last "and", too.
_COMMA = ", (?:and )?"
_LABEL = re.compile(
    rf"(?:^|[\s|·•,(])(?P<label>{_LABELS})"
    # Boxes side by side are read as one word: "ByAda Roe".
    r"(?:\s?[:：]\s?| |(?<=^By)(?=[^\W\d_a-z]))"
    rf"(?P<names>{_NAME}(?:(?:{_COMMA}|{_AND}| Und | And | & | / )(?:by )?{_NAME})"
    r"{0,14})"
)
# A label that stands in a box of its own before the name's.
_LONE_LABEL = re.compile(rf"(?:{_LABELS})\s?[:：]?")
# By-lines in scripts without capitals, each a piece of a line between bars: "بقلم نادية منصور",
# "文・佐藤健一", "김서연 기자". A name is known by what stands beside it there.
_PIECES = re.compile(r"\s*[|｜]\s*|\s+[·•–—/-]\s+")
_CASELESS_BYLINE = re.compile(
    rf"^(?:(?:{label_pattern('caseless')})\s?[:：፦]?\s*|(?:{label_pattern('caseless_noun')})\s?[:：፦]\s?)"
    r"(?P<names>[^\W\d_]\S*(?: \S+){1,6})$"
    rf"|(?:^| )(?:(?:取材|撮影|写真|構成|企画)[・/／と])*(?:文|執筆|{label_pattern('cjk', language='ja')})"
    r"\s?[・:：=＝/／]\s?(?P<japanese>[^\s。]{2,30})$"
    r"|(?:^| )(?P<writer>(?:[\u4e00-\u9fff々]{3,6}[、・,]\s?){0,3}[\u4e00-\u9fff々]{3,6} ?記者)$"
    r"|(?:^| )(?P<korean>(?:[가-힣]{2,4}[·,]\s?){0,3}"
    rf"(?:[가-힣]{{2,4}} ?(?:{KOREAN_ROLES})[\s,·/=]{{0,3}}(?:[가-힣]{{2,4}}/(?=[가-힣]))?){{1,5}})\s?=?$"
)
# A line that says nothing else: "글 박도현 / 한지우", "文 藤村あかね".
_KOREAN_NAMES = r"[가-힣]{2,4}(?:\s?[·,、/]\s?[가-힣]{2,4}){0,4}"
_JAPANESE_NAME = (
    r"[\u4e00-\u9fff々]{1,3}\s?(?:[\u4e00-\u9fff々]{1,3}|[\u3041-\u3096]{2,4}|[\u30a1-\u30fa]{2,4})"
)
_WHOLE_CASELESS = re.compile(
    rf"(?:(?:{label_pattern('cjk', language='ko')})\s?[:：]\s?|글쓴이 |글 )(?P<korean>{_KOREAN_NAMES})"
    r"|(?:文|文[・/／と]構成|構成)[ \u3000・]"
    rf"(?P<japanese>{_JAPANESE_NAME}(?:\s?[・,、/／]\s?{_JAPANESE_NAME}){{0,3}})"
)
_JAPANESE_JOINT, _KANA = re.compile(r"\s?[・,、/／]\s?"), re.compile("[\u3041-\u30fa]")
_JAPANESE_LENGTH = 4  # of most names, two characters each for both parts
_JAPANESE_PARTS = re.compile("写真|編集|構成|撮影|取材|企画|監修")
# What heads many a story names a writer before a known given name alone.
ASKS = re.compile(r"(?:interview|intervju|entrevista)\s?[:：]", re.IGNORECASE)
_REPORT = re.compile(rf"(?i:{label_pattern('report')})\s?[:：]\s?(?P<names>[^\W\d_][^:：|]{{3,80}})")
# A line that says nothing else, in lower case too: "par Ada Roe", "Escrito por Ada Roe". Small words that may
# mean much else are not read in longer lines; with a capital they begin a name: Per Olov, Le Van Minh.
_SMALL = label_pattern("by_small")
_CLEAR = "|".join(
    (
        rf"(?:(?:{label_pattern('done')}) )?(?:{label_pattern('by', 'by_whole')})",
        rf"(?:{label_pattern('done')}) (?:{_SMALL})",
        label_pattern("noun", "text", "opening"),
    )
)
_SIGNED = re.compile(
    rf"(?:(?P<small>(?i:{label_pattern('by', 'by_whole')}) |(?:{_SMALL}) )|(?i:{_CLEAR})(?:\s?[:：]\s?| )"
    rf"|(?i:{label_pattern('done', 'colon')}|{_SMALL})\s?[:：]\s?)"
    rf"(?P<names>{_NAME}(?:(?:{_COMMA}|{_AND}| & | / ){_NAME}){{0,14}})"
)
_KOREAN = re.compile(rf"([가-힣]{{2,4}})(?: ?(?:{KOREAN_ROLES})|[·,])")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LONGEST_PIECE, _MOST_PARTS = 60, 4
_LONGEST_LABEL = 24  # "Medically reviewed by:" has 22
# A login behind "by", alone in its line: "by roe1987".
_LOGIN = re.compile(
    r"(?:(?:[Pp]osted|[Ww]ritten|[Gg]eschrieben) )?(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or) (?P<name>[a-z][\w.-]{2,24})"
)
# "written by 佐藤健一 on 2031-10-28".
_ON_A_DAY = re.compile(r"\s(?:on|am|le|el|il|op|den)\s\d")
# "By 佐藤健一 on October 28, 2031": behind a name without capitals alone, or "By Night at May Fair" is one.
_ON_A_NAMED_DAY = re.compile(rf"\s(?:on|at)\s(?:\d|(?i:{MONTH})\b\.?\s\d)")
# What stands right before "by" where somebody had another part: "Edited by", "Fact-checked by".
_OTHER_PARTS = "edited|reviewed|checked|verified|translated|illustrated|photographed|produced"
OTHER_BY = re.compile(
    rf"\b(?:{_OTHER_PARTS}|translated from (?:the )?\S+"
    r"|hosted|presented|sponsored|powered|supported|owned|designed|developed"
    r"|(?:web ?)?design|themes?|templates?|layout|music|lyrics|paintings?"
    r"|redigiert|geprüft|übersetzt|bearbeitet|präsentiert)\s*$",
    re.IGNORECASE,
)
# Such words alone in a line are of the next: "Fact checked by", "Medically reviewed by:".
_LONE_OTHER = re.compile(rf"(?:[a-z]+ )?(?:fact[- ]?)?(?:{_OTHER_PARTS}) by\s?:?", re.IGNORECASE)
# What stands behind "na" in Swahili and is nobody: our writer, a paper, the ministry, God willing.
OUR_OWN = frozenset(
    {
        *("Mwandishi", "Waandishi", "Mhariri", "Wahariri", "Wetu", "Maalum", "Habari", "Shirika", "Gazeti"),
        *("Wizara", "Mungu", "Timu", "Dar", "Nipashe", "Mwananchi", "Digital", "Online"),
    }
)
# The longest line that is nothing but a by-line, and how such a line may begin, in lower case.
_LONGEST_BYLINE = 60
_BEGINS = ("by", "written by", "guest post by", "von", "par ", "por ", "text")
_LEADING_DAY = re.compile(r"^(?:19|20)\d\d[-/.]\d\d[-/.]\d\d[\s:\d|·•–-]*")
# Who signs as a guest, where the site's owner stands in its frame and markup.
_GUEST = re.compile(
    r"(?:guest (?:author|writer|post by)|gastautor|gastauteur|gästskribent|autora? (?:invi|convi)[td]ad"
    r"|auteur invité|autrice invitée|autor(?:e|ice)? ospite|autor(?:ka)? gościnn|tác giả khách mời)",
    re.IGNORECASE,
)
_LONE = re.compile(rf"^{_NAME}(?:(?:{_COMMA}|; |{_AND}| And | & ){_NAME}){{0,7}}$")
_MARKS_BETWEEN = (
    r"\s*[|·•–—/]\s*|\s+-\s+|,\s+(?=\d|[A-Z][a-z]{2,8} \d)|\s{2,}|\s\("
    # Boxes side by side are read as one word: "Ada Roe2031-05-04".
    r"|(?<=[^\W\d_])(?=(?:19|20)\d\d[-/.年])"
)
_SPACED_BARS = re.compile(_MARKS_BETWEEN)
# A comma glues them as well: "Ada Roe,4 May 2031".
_BARS = re.compile(rf"{_MARKS_BETWEEN}|,(?=\d)")
_DIGIT = re.compile(r"\d")
# Characters of a line that may be a by-line and a day alone: two writers and a day written out have 64.
_LONGEST_SIGNED = 90
# What stands between a name and a day.
_JOINTS = " ,،|·•–—-/()"
# How places begin that stand in a line as names do.
_PLACE = re.compile(
    r"(?:San|Santa|Santo|São|Saint|Sainte|Sankt|St\.?|New|Nova|Nueva|Real|El|La|Los|Las|Le|Les)\s"
)
# In brackets behind whom a picture shows, where no label says who wrote: "Ada Roe (Instagram Ada Roe)".
_SHOWN_ON = re.compile(
    r"[(（\[](?:[^()（\[]{0,20}\b)?(?:instagram|facebook|twitter|tiktok|youtube|shutterstock|courtesy|cortes[ií]a"
    r"|handout|screenshot|captura)\b",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\b(?:foto|photo|bild|image|picture|getty|imago|illustration|graphic|grafik)|©",
    re.IGNORECASE,
)
# Behind the names of who wrote: "Words: Ada Roe Photos: Max Poe" is a by-line;
# "By Ada Roe/Getty Images" is a credit.
_PICTURES_BEHIND = re.compile(rf"[\s|,·–—/-]*{_PICTURES}")
# Agencies of pictures and of stories: "Ada Roe/Reuters" below a picture, "By Ada Roe/Reuters" above a text.
_WIRE = r"\b(?:reuters|afp)\b"
_WIRES = re.compile(_WIRE, re.IGNORECASE)
_WIRE_BEHIND = re.compile(rf"\s?[/|,·–-]\s?{_WIRE}", re.IGNORECASE)
# A by-line printed once more, for small screens: "By Ada Roe By Ada Roe May 15".
_TWICE = re.compile(r"(.{5,60}?) ?\1(?!\w)")
# "Par Ada Roe (avec AFP)".
_WITH_AGENCY = re.compile(r"^\s?\((?:avec|with|mit|com|con|met|med|z|s|с)\s[^()]{2,30}\)")
# "Ada Roe, avec AFP".
_AGENCY_BEHIND_NAME = re.compile(
    r"(?<=[^\W\d_]),?\s(?:avec|with|mit|com|con|met|med)\s(?P<agency>[^\s,|]{2,12}(?:\s[^\s,|]{2,12})?)$"
)
# Where a day is glued to the name before it, in boxes side by side: "Ada Roe07.03.2024".
_GLUED_DAY = re.compile(r"(?<=[^\W\d_]{3})(?=\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b)")
_DATED = re.compile(r"\d{4}|\d{1,2}[.:/]\d{2}")


@dataclass(frozen=True, slots=True)
class Byline:
    """The names behind a label, its word, whether the line has more before it, or nothing else but a day."""

    names: str = ""
    label: str = "by"
    inside: bool = False
    whole: bool = False


def read_byline(
    line: str, *, is_below_headline: bool, is_end: bool = False, is_dated: bool = False
) -> Byline | None:
    """Return the by-line in a line; None where nothing in it says that a name follows.

    Between the headline and the text a small word is enough in a line that has nothing else but a day; at the
    text's end words that say it are: "Propos recueillis par Ada Roe". `is_dated`: the line beside it is the
    story's day, or it has labelled who made the pictures.
    """
    if twice := _TWICE.match(line):
        line = twice[1] + line[twice.end() :]
    line = plain_byline(common_form(line))
    # At and above the headline an interview is named by whom it asks.
    asks = ASKS.match(line) is not None and not (is_below_headline or is_end)
    if not asks and (names := _reporting_names(line, with_day=is_below_headline)):
        return Byline(", ".join(names), whole=True)
    if is_dated and not asks and (names := _reporting_names(line, with_day=False)):
        return Byline(", ".join(names), "report", whole=True)
    byline = _labelled(line)
    if is_below_headline and len(line) <= _LONGEST_SIGNED and (byline is None or not byline.whole):
        return _signed(line) or byline
    if is_end and len(line) <= _LONGEST_SIGNED and (byline is None or not byline.whole):
        small = _SIGNED.fullmatch(line)
        return byline if small and small["small"] else _signed(line) or byline
    return byline


def _reporting_names(line: str, *, with_day: bool) -> tuple[str, ...]:
    """Whom a line names that begins as the heading of a report does.

    Below a headline `with_day`: without one it may say what the story is about. "Haber: Barış Süreci" does,
    the peace process.
    """
    if not _REPORT.search(line):
        return ()
    rest = _without_day(line)
    found = _REPORT.fullmatch(rest) if rest != line or not with_day else None
    names = _known_names(found["names"]) if found else ()
    return () if any(name.split()[0].casefold() in TOWNS_TOO for name in names) else names


def is_whole_byline(line: str) -> bool:
    """Say whether a line is a label and names, and nothing else."""
    found = _LABEL.fullmatch(line)
    if found is None:
        return (signed := _caseless(line)) is not None and signed.whole
    return _without_trades(found["names"]) == found["names"]


def login_in(line: str) -> str | None:
    """Return the login behind "by" that a line consists of."""
    found = _LOGIN.fullmatch(line)
    return found["name"] if found else None


def tells_of_picture(line: str) -> bool:
    """Say whether a line tells whose a picture is, or whom it shows, and not who wrote."""
    if _PICTURED.search(line):
        byline = _LABEL.match(line)
        return byline is None or _PICTURES_BEHIND.match(line, byline.end()) is None
    if _WIRES.search(line):
        byline = _LABEL.match(line)
        if byline is None:
            return True
        behind = _WITH_AGENCY.sub("", line[byline.end() :])
        return not _is_nothing_or_day(_WIRE_BEHIND.sub("", behind, count=1))
    return _SHOWN_ON.search(line) is not None and _LABEL.search(line) is None


def names_alone(line: str) -> Iterator[tuple[str, str]]:
    """Yield the names that stand without a label between the bars and days of a line.

    Each with how it stands: "line_alone", "line_dated" in a line with a day or an hour, or "line_part".
    """
    if (agency := _AGENCY_BEHIND_NAME.search(line)) and whole_agencies(agency["agency"]):
        line = line[: agency.start()]
    line = common_form(line)
    marked = [*map(str.strip, _SPACED_BARS.split(line))]
    for part in map(_without_house, _parts(line)[:_MOST_PARTS]):
        # Without a mark a town and a building stand beside a day as well.
        known = part in marked or may_be_person(part) or VIETNAMESE.match(part)
        if (
            _LONE.match(part)
            and " " in part
            and known
            and not (part.startswith(TOWN) and _DIGIT.search(line))
        ):
            kind = "line_alone" if part == line else "line_dated" if _DATED.search(line) else "line_part"
            yield from ((kind, name) for name in split_names(part) if _may_stand_alone(name))


def _without_house(part: str) -> str:
    """The name before the paper that somebody writes for: "Ada Roe for the Bay Courier"."""
    name, _, house = part.partition(" for ")
    return name if house and _LONE.match(name) and is_organisation(house) else part


def _may_stand_alone(name: str) -> bool:
    """Whether a name without a label is written as one; in Chinese characters and kana it must be one."""
    if not is_written_as_name(name) or all(word.casefold() in weekdays() for word in name.split()):
        return False
    if any(map(ELIDED.match, name.split())):  # "Val d’Isère" is a place
        return False
    joined = name.replace(" ", "")
    return not _EAST_ASIAN.search(name) or is_japanese_name(joined) or is_name_without_space(joined)


def printed_names(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the persons of the first line that is nothing but a by-line: "By Ada Roe", "Von Ada Roe"."""
    for line in map(_without_day, joined_lines(lines)):
        match = _LABEL.fullmatch(line) if is_byline(line) else None
        names = split_names(match["names"]) if match else ()
        if names and all(has_given_name(name) and " " in name and is_written_as_name(name) for name in names):
            return names
    return ()


def guest_names(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the persons of the first line that says who wrote as a guest alone: "Guest author: Ada Roe"."""
    for line in joined_lines(lines):
        match = _LABEL.fullmatch(line) if _GUEST.match(line) else None
        names = split_names(match["names"]) if match else ()
        if names and all(" " in name and is_borne(name) for name in names):
            return names
    return ()


def joined_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines without addresses of mail; a label alone in its line belongs to the next."""
    waiting = ""
    for line in lines:
        if not waiting and len(line) <= _LONGEST_LABEL and _is_lone_label(line):
            waiting = line
            continue
        if waiting and line.isascii() and (not _LONE.match(line) or line.casefold() in weekdays()):
            yield waiting
            waiting = ""
        bare = tidy(without_mail(line))
        bare = bare.rstrip(" ,;") if bare != line else line  # "Af Ada Roe, ada@courier.example"
        yield _GLUED_DAY.sub(" ", f"{waiting} {bare}" if waiting else bare)
        waiting = ""
    if waiting:
        yield waiting


def _is_lone_label(line: str) -> bool:
    return bool(_LONE_LABEL.fullmatch(line) or _LONE_OTHER.fullmatch(line) or is_part_label(line))


def is_byline(line: str) -> bool:
    """Say whether a line may be nothing but a by-line and a day, by its length and first word."""
    if len(line) > _LONGEST_BYLINE:
        return False
    line = _LEADING_DAY.sub("", line)
    return line.lower().startswith(_BEGINS) or _GUEST.match(line) is not None


def _signed(line: str) -> Byline | None:
    """The by-line of a line that has nothing else but a day: "samedi 24 octobre 2026, par Ada Roe".

    A small word alone is read beside a day only: a work has its author so below its title. What follows may
    be a place, a feast or a club: names count that begin with a given name.
    """
    rest = _without_day(line)
    if match := _SIGNED.fullmatch(rest):
        names = _known_names(match["names"])
        if not names or (match["small"] and rest == line):
            return None
        return Byline(", ".join(names), whole=True)
    found = _caseless(rest)
    return found if found and found.whole else None


def bare_names(lines: Iterable[str]) -> tuple[str, ...]:
    """Return whom the first line names that is a small word and names alone: "par Ada Roe".

    So may the author of a book or a picture be named: it counts where nothing else names anybody.
    """
    bare = (tidy(without_mail(line)).rstrip(" ,;") for line in lines if len(line) <= LONGEST_LINE)
    matches = (_SIGNED.fullmatch(line) for line in bare)
    found = (_known_names(match["names"]) for match in matches if match and match["small"])
    return next(filter(None, found), ())


def sole_byline(lines: Iterable[str]) -> tuple[str, ...]:
    """Return whom lines amid a text name that are nothing but a by-line, where all that are name the same."""
    found = {
        letters_of_name(byline.names): byline
        for line in joined_lines(lines)
        if len(line) <= _LONGEST_SIGNED and (byline := read_byline(line, is_below_headline=True))
        if byline.whole and byline.names
    }
    if len(found) != 1:
        return ()
    names = split_names(next(iter(found.values())).names)
    return names if all(map(_is_whole_name, names)) else ()


def names_by_day(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the persons of the first line that is nothing but a day and the names of people."""
    for line in lines:
        rest = _without_day(line) if len(line) <= _LONGEST_SIGNED else line
        names = split_names(rest := rest.removesuffix(" on")) if rest != line else ()
        known = all(_is_whole_name(name) and (is_borne(name) or _is_east_asian(name)) for name in names)
        if names and known and letters_of_name("".join(names)) == letters_of_name(rest):
            return names
    return ()


def _is_whole_name(name: str) -> bool:
    """Whether a name behind a label, or beside a day, is a person's: in an alphabet with a known given name.

    Of Vietnamese ones the family name is known.
    """
    if OF_VIETNAM.search(name):
        return VIETNAMESE.match(name) is not None
    if name.lower() != name.upper():
        return " " in name and may_be_person(name)
    return is_written_as_name(name) and (" " in name or is_name_without_space(name))


def _known_names(names: str) -> tuple[str, ...]:
    return tuple(
        name
        for name in split_names(names)
        if " " in name and (may_be_person(name) or VIETNAMESE.match(name) is not None)
    )


def may_be_person(name: str) -> bool:
    """Say whether a name begins with a given name, and not as places do: San José, New York."""
    return has_given_name(name) and not _PLACE.match(name)


def _parts(line: str) -> list[str]:
    """What stands around the days of a line, between bars: "Ada Roe 2031/05/04 · 2 min read"."""
    found = find_times(line) if len(line) <= _LONGEST_SIGNED and _DIGIT.search(line) else []
    ends = (0, *(one.end for one in found)), (*(one.start for one in found), len(line))
    beside = [line[start:end] for start, end in zip(*ends, strict=True)]
    told = [part.strip(_JOINTS) for text in beside for part in _BARS.split(text) if part]
    return [part for part in told if part]


def _without_day(line: str) -> str:
    """The line without the day that begins or ends it, with its weekday and "published on"."""
    found = find_times(line) if _DIGIT.search(line) else []
    if not found:
        return line
    before, after = (part.strip(_JOINTS) for part in (line[: found[0].start], line[found[-1].end :]))
    for rest, other in ((after, before), (before, after)):
        if rest and (not other or day_of_line(line.replace(rest, " "))):
            return rest
    return line


def _labelled(line: str) -> Byline | None:
    """The by-line in a line, without names where they had another part; None where it has no label."""
    labelled = list(_LABEL.finditer(line))
    if not labelled:
        return _caseless(line)
    labelled = [one for one in labelled if not _is_of_name(one)]
    if not labelled:
        return None
    match = next((one for one in labelled if not OTHER_BY.search(line[: one.start() + 1])), None)
    if match is None or _runs_on(match, line):
        return Byline()
    names = _without_trades(match["names"])
    marked = match[0].count(":") or match[0].count("：")
    label = "colon" if marked else match["label"].split()[-1].lower()[:4]
    rest = match["names"].removeprefix(names) + _WITH_AGENCY.sub("", line[match.end() :])
    on_a_day = _ON_A_NAMED_DAY if _is_east_asian(names) else _ON_A_DAY
    return Byline(names, label, match.start() > 0, match.start() == 0 and _is_nothing_or_day(rest, on_a_day))


def _without_trades(names: str) -> str:
    """The names before trades and places: "Ada Roe, Crime, and Police", "Ada Roe, Brüssel".

    They stand behind a last ", and" where single words stand among the names, or are a last single word.
    """
    before, last, _ = names.rpartition(", and ")
    if last and not all(" " in name for name in split_names(names)):
        return before
    before, last, place = names.rpartition(", ")
    persons = split_names(names)
    return before if last and place in persons and place not in without_places(persons) else names


def _is_of_name(found: re.Match[str]) -> bool:
    """Whether the label is the first word of the name: "Yazan Kaya"; a by-line names more than one word."""
    return (
        found["label"] in LABELS_IN_NAMES and " " not in found["names"] and not re.search("[:：]", found[0])
    )


def _is_east_asian(name: str) -> bool:
    """Whether a name is one that Chinese, Japanese or Koreans bear, as they write it."""
    joined = name.replace(" ", "")
    return is_common_han_name(joined) or is_japanese_name(joined) or is_korean_name(joined)


def _is_nothing_or_day(rest: str, on_a_day: re.Pattern[str] = _ON_A_DAY) -> bool:
    """Whether what a by-line has behind its names is a day alone: " on 2031-05-04", ", 4 May 2031 10:15"."""
    joint = on_a_day.match(rest)
    rest = rest[joint.end() - 1 if joint else 0 :].strip(" ,|·•–—-/()")
    first, _, behind = rest.partition(" ")
    rest = behind if (day := first.strip(".,").casefold()).isalpha() and day in weekdays() else rest
    found = find_times(rest)
    return not rest or (len(found) == 1 and found[0].start == 0 and found[0].end == len(rest))


def _runs_on(match: re.Match[str], line: str) -> bool:
    """Whether a single word behind "by" is the first of others: "By Ask the Doctors", "By Popular demand"."""
    if _ON_A_DAY.match(line, match.end()) or _is_east_asian(match["names"]):
        return False
    return " " not in match["names"] and line[match.end() : match.end() + 2].strip().islower()


def _signed_caseless(line: str) -> str:
    """The names of a line that says nothing else in Korean or Japanese; "" for another."""
    found = _WHOLE_CASELESS.fullmatch(line)
    if found is None:
        return ""
    if found["korean"]:
        return str(found["korean"])
    names = [name.replace(" ", "") for name in _JAPANESE_JOINT.split(found["japanese"])]
    # 文 stands before other words, too: 文 写真, 文 学部.
    borne = (is_japanese_name(name) or len(name) == _JAPANESE_LENGTH or _KANA.search(name) for name in names)
    return str(found["japanese"]) if all(borne) and not _JAPANESE_PARTS.search(found["japanese"]) else ""


def _caseless(line: str) -> Byline | None:
    """The by-line of a line in a script without capitals, with a day or without."""
    if line.isascii():
        return None
    line = _without_day(line)
    if signed := _signed_caseless(line):
        return Byline(signed, whole=True)
    pieces = [piece for piece in _PIECES.split(line) if piece]
    for number, piece in enumerate(pieces):
        if signed := _signed_caseless(piece):
            return Byline(signed, inside=number > 0)
        found = _CASELESS_BYLINE.search(piece) if len(piece) <= _LONGEST_PIECE else None
        if found:
            korean = ", ".join(_KOREAN.findall(found["korean"] or ""))
            names = korean or found["names"] or found["japanese"] or found["writer"]
            return Byline(names, inside=number + found.start() > 0, whole=len(found[0]) == len(line))
    return None

"""Lines at the ends of a text that say only what its record says elsewhere: day, author, section, counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from newsarchive.text.dates.date_labels import day_of_line, label_of
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.extraction.head_boxes import head_box, is_named_so
from newsarchive.text.furniture.furniture_lines import (
    COMMENT_COUNT,
    TELLS_STORY,
    tells_length,
    without_reading_time,
)
from newsarchive.text.furniture.trimming import LONGEST_STATED, TAG_LINE, Trimmed, cut_signed, cut_stated
from newsarchive.text.metadata.byline_parts import credit_names, plain_byline
from newsarchive.text.metadata.byline_texts import SECTION_LINK
from newsarchive.text.metadata.credit_lines import is_agency_code, is_credit_word
from newsarchive.text.metadata.east_asian_names import is_japanese_name, is_name_without_space
from newsarchive.text.metadata.known_names import has_given_name, is_written_as_name
from newsarchive.text.metadata.known_places import without_town
from newsarchive.text.metadata.person_names import (
    PREFIX,
    is_name_line,
    letters_of_name,
    split_names,
    whole_agencies,
)
from newsarchive.text.metadata.printed_bylines import names_alone, read_byline
from newsarchive.text.page.page_blocks import Block
from newsarchive.text.page_draft import Draft
from newsarchive.text.sentences import OWN_STOPS, STOPS, says_something

# Such a line goes only where no other follows in the text: diaries and timelines have one for each entry.
_DAY_LINE = "day_line"
_MOST_SECTIONS, _LONGEST_SECTION = 400, 60
# The section a line is filed under, up to what stands next; it is asked of lines of LONGEST_STATED at most.
_FILED = re.compile(
    r"[\s|·,]+(?:(?:filed |posted )?(?:in|under)|unter|dans|en|ใน|カテゴリ|分类于|分類於|분류)"
    r"\s*[:：]?\s+(?P<name>[^\d|:：,.]{1,40})(?=\s*(?:[|·,:：]|$))",
    re.IGNORECASE,
)
# What stands before a name, and between names.
_WORDS_OF_NAMES = re.compile(
    r"(?<![^\W_])(?:written by|posted by|published by|by|von|par|por|di|da|door|av|af|oleh|bởi|โดย|автор"
    r"|작성자|作者|and|und|et|y|e|och|og|en|и|та|와|과)(?![^\W_])\s*[:：]?",
    re.IGNORECASE,
)
_BEGINS_WITH_NAME = re.compile(r"(?:written |posted |published )?by\s", re.IGNORECASE)
# A blank stands on both sides of a stroke between pieces: 25/10/2026 is a day.
_BETWEEN_PIECES = re.compile(r"\s*[|·•»›]\s*|\s+[/–—-]\s+")
# What stands before links to what a story is about.
_BEFORE_LINKS = re.compile(
    r"^(?:tagged(?: as| with)?|tags?|(?:filed |posted )?(?:in|under)|categor(?:y|ies)|topics?|dans|en|unter"
    r"|标签|標籤)(?![^\W_])\s*[:：]?\s*",
    re.IGNORECASE,
)
# Between the steps of a trail: "Home > News > Ferry leaves earlier".
_BETWEEN_STEPS = re.compile(r"\s*[>»›→|]\s*|\s+/\s+")
_CREDIT_LINE = "credit_line"
_WORDS = re.compile(r"[^\W_][\w'’.-]*")
# Words of a line of credits that nothing accounts for: a town, a desk.
_MOST_LEFT = 2
# A short word with a full stop at the end of a day: "น." and "г.".
_ENDS_SHORT = re.compile(r"(?:^|\s)\w{1,2}\.$")
# Words before the day in a box that is named for who wrote, and when: "By", a name of three, a town.
_MOST_OF_META = 7
# A clock with seconds, which no programme of events has; a zone; whose clock it is: "(time of Tarrow)".
_SECONDS, _ZONE = re.compile(r"\d[:.]\d\d[:.]\d\d(?!\d)"), re.compile(r"[A-Z]{3,4}")
_OF_CLOCKS = re.compile(
    r"\([^()\d]{0,20}(?:time|hora|heure|ora|zeit|tijd|tid|час|время|saat|waktu|giờ|توقيت)[^()\d]{0,20}\)",
    re.IGNORECASE,
)
# Words of programs beside a day: Thai "on the day" and "o'clock", Japanese "changed", "for members".
_OF_PROGRAMS = re.compile("วันที่|น\\.|更新|会員限定記事")
# Another year beside the day: of a birth.
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# Behind a name and the story's day, in this order, stand tags: "Ada Roe 2031-05-04 harbour ferries". Bars
# stand for both.
_NAME_AND_DAY_FIRST, _MOST_TAGS = re.compile(r"\|[\s,·|]*\|"), 3
_SENTENCES = re.compile(rf"[!?…⋯”»{OWN_STOPS}]|[^\W\d_]{{4,40}}[.]\s+[^\W\d_]{{2,40}}\s+[^\W\d_]+\s")
_FULL_DAY = re.compile(r"\d\.$|\d{4} \w{1,3}\.$")  # "4. 5. 2031.", "4 мая 2031 г."
EAST_ASIAN_ROLES = re.compile(
    "本[报報刊网網]|记者|記者|通讯员|通訊員|[报報][道導]|报导|採訪|采访|摄影|攝影|[文图圖]|特约|特約|实习|實習|综合|綜合|기자|특파원|글|사진|입력|수정"
)
# What rights a house keeps, in a line below its text.
_RIGHTS = re.compile(
    r"[<\[(＜\s]{0,3}(?:(?:저작권자|ⓒ|©|\(c\)\s?(?:19|20)\d\d|copyright\s(?:©|(?:19|20)\d\d)|無断転載"
    r"|무단 ?전재)[^\s.!?]{0,40}(?:\s[^\s.!?]{1,40}){0,6}\.?"
    r"|(?:riproduzione riservata|tous droits réservés|reproduction interdite|all rights reserved"
    r"|todos (?:los derechos|os direitos) reservados|alle rechte vorbehalten"
    r"|جميع الحقوق محفوظة)(?:\s?[©.|].{0,40})?)$",
    re.IGNORECASE,
)
# Agencies and initials in brackets or strokes: "(dpa/ar)", "/ritzau/", "bra/ kos/ mhr/".
_CODES = re.compile(r"[(（\[]\s?[\w./+ -]{2,24}?\s?[)）\]]\.?|/\s?\w{2,20}\s?/|(?:\w{2,4}/\s?){2,4}")
# Paragraphs behind a by-line in which names in lines of their own are speakers', and characters of those.
_MOST_SPEAKERS, _LONGEST_SPEAKER = 12, 40
_CREDITED = re.compile(r"[^\W\d_][\w ]{2,24}\s?[:：]\s?[^.!?]{2,40}")
# A name and a town, below a letter of somebody else.
_LETTER_SIGNED = re.compile(r"[^\W\d_a-z]\w+ [^\W\d_a-z][\w’'-]+(?:, [^\W\d_a-z]\w+)?")
_MOST_OF_NAME = 4
_ENDS_SENTENCE = re.compile(rf"[{STOPS}]\W{{0,3}}$")
# Signs of those who worked on a dispatch, as agencies set them: "bra/ kos/ mhr/".
_SIGNS = re.compile(r"(?:\w{2,4}/\s){1,3}\w{2,4}/")
# A label and what it labels; names of speakers, too.
_LABELLED = re.compile(r"[^\W\d]\s?[:：](?:\s|$)")
# "4 May 203110:15": the day, and the clock in the next box.
# What stands at once behind a glued name: a day, or a day of the week before it; "Roes" is another name.
_BEHIND_GLUED = re.compile(r"\d|[A-ZÀ-Þ]|(?:ma|di|wo|do|vr|za|zo)\.? \d")
_GLUED_CLOCK = re.compile(r"(?<=(?<!\d)20\d\d)(?=[0-2]?\d[:.h][0-5]\d(?!\d))")
# Where somebody writes from, and for whom, behind the name: "Ada Roe in Wexcombe", "Max Poe, special to the
# Courier". A bar stands for the name.
_BEHIND_NAME = re.compile(
    r"(?<=\|)(?P<role>,?(?:\s[^\W\d_a-z][\w’'-]*){0,4})"
    r",?\s(?:in|at|from|for|FOR|special to|exclusive to|reporting from)\s(?:the\s)?"
    r"[^\W\d_a-z][\w’'.&-]*(?:\s(?:of\s|the\s|and\s(?=[^\W\d_a-z]\w*$))?[^\W\d_a-z][\w’'.&-]*){0,3}"
)
# As pages for readers who listen have them, in a list above the text: "作者, 林晓", "职称, 青河网记者".
_PAUSED_LABEL = re.compile(r"^(?P<label>作者|撰文|记者|記者)[,，]\s?")
_PAUSED_ROLE = re.compile(r"(?:职称|職稱|职务|職務|职位|職位)[,，]\s?[^,，。！？!?:：；;]{2,30}")
_CUT_SHORT = re.compile(r"\s*(?:\(…\)|\[…\]|\[\.{3}\]|…|\.{3})\s*$")
# Bytes of a headline by which its beginning is known: an ideograph, of three, says as much as two letters.
_SHORTEST_BEGINNING = 10
_BETWEEN_LINKS = re.compile(r"\s*[|·•»›,、，;#]\s*|\s+[/–—-]\s+")


@dataclass(frozen=True)
class StatedLines:
    """Tells the lines that name authors, `organisations`, `tags` (in letters) or `days`, and nothing else."""

    authors: tuple[str, ...]
    organisations: tuple[str, ...]
    tags: frozenset[str]
    days: frozenset[str]
    language: str | None
    draft: Draft

    def cut(self, trimmed: Trimmed) -> Trimmed:
        """Return the text without such lines at its ends; as it is if days head its entries, too."""
        headed = cut_stated(trimmed, self._kind, decks=self.draft.decks)
        if _has_speakers(headed, self.authors) or _has_crew(headed):
            headed = cut_stated(trimmed, self._kind, behind=False, decks=self.draft.decks)
        shorter = cut_signed(headed, self._signs)
        if shorter.paragraphs != headed.paragraphs and not _may_end(shorter.paragraphs, self.authors):
            shorter = headed
        if any(one.rule == _DAY_LINE for one in shorter.removed) and any(
            len(line) <= LONGEST_STATED and day_of_line(line, self.language) for line in shorter.paragraphs
        ):
            return trimmed
        return shorter

    @cached_property
    def _stated(self) -> tuple[str, ...]:
        """The authors that the page's markup names, too: who only stands in the last line may be anybody."""
        marked = frozenset(letters_of_name(one.name) for one in self.draft.facts.names)
        return tuple(name for name in self.authors if letters_of_name(name) in marked)

    @cached_property
    def _sections(self) -> frozenset[str]:
        """What the page files stories under, in letters: its section, its tags, and links to sections."""
        model, facts = self.draft.model, self.draft.facts
        links = islice(model.iter("a"), _MOST_SECTIONS) if model is not None else ()
        names = (
            "".join(islice(one.itertext(), 5)) for one in links if SECTION_LINK.search(one.get("href") or "")
        )
        told = (*facts.tags, facts.section or "", *(name[:_LONGEST_SECTION] for name in names))
        return frozenset(filter(None, map(letters_of_name, told)))

    def _kind(self, line: str) -> str | None:
        """Return the rule by which a line above the text is one of them, else None."""
        if len(line) > LONGEST_STATED:
            return self._of_headline(line)
        named = (*self.authors, *self.organisations)
        line = self._with_blanks(line)
        if self.language == "zh":
            line = _PAUSED_LABEL.sub(r"\g<label>：", line)
            if named and _PAUSED_ROLE.fullmatch(line) and EAST_ASIAN_ROLES.search(line):
                return _CREDIT_LINE
        if named and is_name_line(without_town(self._without_sections(line)), named):
            return "author_line"
        if letters_of_name(line) in self.tags:
            return TAG_LINE
        if self._is_whole_byline(line):
            return "author_line"
        counted = "counter" if COMMENT_COUNT.fullmatch(line) or tells_length(line) else None
        stated = self._of_pieces(line) or counted or self._of_headline(line) or self._of_credits(line)
        return stated or self._of_head_box(line)

    def _of_head_box(self, line: str) -> str | None:
        """Return the rule of a line with the story's day, or its author, in the box above the text.

        Nothing stands beside the day that a place of an event, or of a life, may be; of a box that is named
        so, the clock tells that a program wrote the line.
        """
        if self.language == "zh" or line.endswith((":", "：")):
            return None
        if _ENDS_SENTENCE.search(line) and not _ENDS_SHORT.search(line):
            return None
        box = head_box(self._blocks, line)
        if box is None:
            return None
        if self._states_day(line, is_meta=is_named_so(box)):
            return _DAY_LINE
        pieces = _BETWEEN_PIECES.split(line)
        rest = [piece for piece in pieces if not is_name_line(piece, self.authors)]
        if not 0 < len(rest) < len(pieces) or len(" ".join(rest).split()) > _MOST_LEFT:
            return None
        beside = (block.text for block in self._blocks[box.first : box.end])
        return "author_line" if any(map(self._states_day, beside)) else None

    def _states_day(self, line: str, *, is_meta: bool = False) -> bool:
        """Whether a line has the story's day, or a later one called its last change, and says nothing else.

        Beside it stand words of a by-line, zones and names that the page states; in a box of such lines, some
        others before a clock with seconds, or with a note of whose it is.
        """
        if len(line) > LONGEST_STATED or not any(map(str.isdigit, line)):
            return False
        days = find_times(line, language=self.language)
        dated = {day[:10] for one in days for day in (one.time, one.other or one.time)}
        is_later = label_of(line, "") == "updated" and max(dated, default="") > min(self.days, default="9")
        if not dated & self.days and not is_later:
            return False
        rest = line
        for one in reversed(days):
            rest = f"{rest[: one.start]} | {rest[one.end :]}"
        if _YEAR.search(rest):
            return False
        before, _, behind = rest.partition("|")
        if is_meta and (_SECONDS.search(line) or _OF_CLOCKS.search(behind)):
            return len(_WORDS.findall(before)) <= _MOST_OF_META and self._is_known(_OF_CLOCKS.sub("", behind))
        return self._is_known(_OF_PROGRAMS.sub(" ", _OF_CLOCKS.sub("", rest)))

    def _is_known(self, text: str) -> bool:
        """Whether each word of a text is of a by-line, a zone, or of a name that the page states."""
        for name in sorted((*self.authors, *self.organisations), key=len, reverse=True):
            text = re.sub(_as_written(name), " ", text, flags=re.IGNORECASE)
        words = [word for word in _WORDS.findall(text) if any(map(str.isalpha, word))]
        return all(is_credit_word(word) or _ZONE.fullmatch(word) for word in words)

    def _is_whole_byline(self, line: str) -> bool:
        """Whether a line is a by-line with its day and nothing else, and names authors alone.

        "Piše: Ada Roe Foto: Max Poe 4.5.2031." has a label, the day and whose the pictures are.
        """
        if self.language == "zh" or not self.authors or not any(map(str.isdigit, line)):
            return False
        byline = read_byline(line, is_below_headline=True)
        if byline is None or not byline.whole or _SENTENCES.search(line):
            return False
        named = frozenset(map(letters_of_name, split_names(byline.names)))
        return bool(named) and named <= frozenset(map(letters_of_name, self.authors))

    def _with_blanks(self, line: str) -> str:
        """Return a line whose boxes stand side by side with blanks between: "Ada Roedi 11 mrt 202510:12"."""
        if not any(map(str.isdigit, line)):
            return line
        glued = next((name for name in self.authors if line.startswith(name)), "")
        if glued and _BEHIND_GLUED.match(line, len(glued)):
            line = f"{glued} | {line[len(glued) :]}"
        return _GLUED_CLOCK.sub(" ", line)

    def _of_credits(self, line: str, *, is_end: bool = False) -> str | None:
        """Return the rule of a line of names, days, roles, labels and agencies with hardly a word beside.

        "Ada Roe, Rome | Photos: Max Poe", "Rome, 4 May 2031 - 12:42 CET", "Foto: Max Poe". A name or the
        story's day must be among them, or the label of somebody's other part. A town may stand beside a name
        behind a mark, or before a day, above the text.
        """
        # Chinese papers set by-lines into their texts, and those who keep them keep these.
        if self.language == "zh" or _SENTENCES.search(line) or line.endswith((":", "：")):
            return None
        if credited := credit_names(line):
            return _CREDIT_LINE if all(map(_may_be_credited, credited)) and not self._speaks(line) else None
        return self._of_parts(line, is_end=is_end)

    def _of_parts(self, line: str, *, is_end: bool) -> str | None:
        """The rule of such a line that is no label of another part."""
        rest = plain_byline(line)
        if (line.endswith(".") and not _FULL_DAY.search(line)) or (
            label_of(line, "") is None and _LABELLED.search(PREFIX.sub("", rest))
        ):
            return None
        authors = self._stated if is_end else self.authors
        named = [name for name in (*authors, *self.organisations) if _holds(rest, name)]
        for name in sorted(named, key=len, reverse=True):
            rest = re.sub(_as_written(name), "|", rest, flags=re.IGNORECASE)
        labelled = PREFIX.match(line) is not None
        if labelled and named:
            rest = _BEHIND_NAME.sub(r"\g<role>|", rest)
        days = find_times(rest, language=self.language)
        for one in reversed(days):
            rest = f"{rest[: one.start]}|{rest[one.end :]}"
        dated = {day[:10] for one in days for day in (one.time, one.other or one.time)}
        later = label_of(line, "") == "updated" and max(dated, default="") > min(self.days, default="9")
        if not named and not dated & self.days and not later:
            return None
        pieces = _BETWEEN_PIECES.split(without_reading_time(rest))
        told = " ".join(piece for piece in pieces if letters_of_name(piece) not in self._sections)
        left = [word for word in _WORDS.findall(EAST_ASIAN_ROLES.sub(" ", told)) if not is_credit_word(word)]
        # What stands beside a name without a day or a label may be said of who bears it.
        most = _MOST_LEFT if named and (dated & self.days or labelled) else not named and not is_end
        if is_end and not named and label_of(line, "") not in ("published", "updated"):
            return None
        if not is_end and _NAME_AND_DAY_FIRST.match(rest) and dated & self.days and len(left) <= _MOST_TAGS:
            return "author_line" if all(map(str.isalpha, left)) else None
        if len(left) > most or not all(word[:1].isupper() and word.isalpha() for word in left):
            return None
        return "author_line" if named else _DAY_LINE

    def _speaks(self, line: str) -> bool:
        """Whether the label of a credit opens other lines as well: "Redaktion:" asks, and others answer."""
        label = re.split("[:：]", line, maxsplit=1)[0]
        opened = [one for one in self.draft.paragraphs if one.startswith((f"{label}:", f"{label}："))]
        return len(opened) > 1

    def _of_headline(self, line: str) -> str | None:
        """Return the rule of a line that is the headline cut short, or links that lead down to it."""
        text = _CUT_SHORT.sub("", line)
        *steps, last = _BETWEEN_STEPS.split(text)
        begin = letters_of_name(last)
        headlines = map(letters_of_name, self.draft.facts.headlines)
        if len(begin.encode()) < _SHORTEST_BEGINNING or not any(one.startswith(begin) for one in headlines):
            return None
        if not steps:
            return "cut_headline" if text != line else None
        return "trail" if all(letters_of_name(step) in self._links_of(line) for step in steps) else None

    def _links_of(self, line: str) -> frozenset[str]:
        """What the links in the box of a line say, in letters."""
        box = next((one.box for one in self._blocks if one.text == line), None)
        links = islice(box.element.iter("a"), _MOST_SECTIONS) if box and box.element is not None else ()
        return frozenset(letters_of_name("".join(one.itertext())[:_LONGEST_SECTION]) for one in links)

    def _without_sections(self, line: str) -> str:
        """Return a line without the pieces that are sections: "Autor: Anna Nowak | Polityka"."""
        pieces = _BETWEEN_PIECES.split(line)
        kept = [piece for piece in pieces if letters_of_name(piece) not in self._sections]
        return line if len(kept) in (0, len(pieces)) else " | ".join(kept)

    def _signs(self, line: str) -> str | None:
        """Return the rule of a last line that signs: "By Ada Roe. 4 May 2031", "(Ada Roe)", "(dpa/ar)"."""
        rule = self._of_pieces(line) if _BEGINS_WITH_NAME.match(line) else None
        if rule == _DAY_LINE:
            return rule
        if self.language == "zh":
            return None
        if _RIGHTS.match(line) and not TELLS_STORY.search(line):
            return "rights"
        codes = _WORDS.findall(line) if _CODES.fullmatch(line) else []
        if (
            codes
            and all(map(is_agency_code, codes))
            and (any(map(whole_agencies, codes)) or _SIGNS.fullmatch(line))
        ):
            return "agency_line"
        if is_name_line(line, (*self._stated, *self.organisations)):
            return "author_line"
        return self._of_credits(line, is_end=True)

    def _of_pieces(self, line: str) -> str | None:
        """Return the rule of a line that is day, author, section and counts, one beside the other.

        "25 October 2026 in Culture by Ada Roe, 1 minute": programs set them into one line. Without a day it
        begins with "by".
        """
        found = [name for name in self.authors if _is_in(line, name)]
        by = found and _BEGINS_WITH_NAME.match(line)
        # Behind a colon comes what somebody says.
        if line.endswith((":", "：")) or not (by or (self.days and any(map(str.isdigit, line)))):
            return None
        rest = line
        for name in found:
            rest = re.sub(re.escape(name), "|", rest, flags=re.IGNORECASE)
        pieces = _BETWEEN_PIECES.split(COMMENT_COUNT.sub("|", without_reading_time(rest)))
        rest = "|".join(piece for piece in pieces if letters_of_name(piece) not in self._sections)
        rest = self._without_filing(_WORDS_OF_NAMES.sub("|", rest) if found else rest)
        if self.days & day_of_line(rest, self.language) or self._is_day_with_links(line, found):
            return _DAY_LINE
        return "author_line" if by and not any(map(str.isalnum, rest)) else None

    def _is_day_with_links(self, line: str, names: list[str]) -> bool:
        """Whether a line is a day, names and links, each a whole piece: "28.10.2026 » budget, port"."""
        links = self._links_of(line)
        for name in names:
            line = re.sub(re.escape(name), "|", line, flags=re.IGNORECASE)
        pieces = _BETWEEN_LINKS.split(_WORDS_OF_NAMES.sub("|", line) if names else line)
        rest = [piece for piece in pieces if letters_of_name(_BEFORE_LINKS.sub("", piece)) not in links]
        return len(rest) < len(pieces) and bool(self.days & day_of_line(" | ".join(rest), self.language))

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        return tuple(self.draft.blocks.blocks) if self.draft.blocks else ()

    def _without_filing(self, line: str) -> str:
        """Return the line without what it is filed under: "Posted on 2026-10-17 in News"."""
        for filed in _FILED.finditer(line):
            if letters_of_name(filed["name"]) in self._sections:
                line = line.replace(filed[0], "|", 1)
        return line


def _holds(line: str, name: str) -> bool:
    return re.search(_as_written(name), line, re.IGNORECASE) is not None


def _as_written(name: str) -> str:
    """The pattern of a whole name; an Arabic one may be written together with "and" before it."""
    joined = r"(?:و\s?)?" if "\u0620" <= name[:1] <= "\u06d3" else ""
    return rf"(?<![^\W_]){joined}{re.escape(name)}(?![\w’'])"


def _is_in(line: str, name: str) -> bool:
    """Whether a line has a name that no letter goes on: "Ada Roes" is not Ada Roe, "Ada RoeMonday" is."""
    if name.casefold() not in line.casefold():
        return False
    for found in re.finditer(re.escape(name), line, re.IGNORECASE):
        last, behind = line[found.end() - 1 : found.end()], line[found.end() : found.end() + 1]
        if not (behind.islower() or (behind.isupper() and last.isupper())):
            return True
    return False


def _has_speakers(headed: Trimmed, authors: tuple[str, ...]) -> bool:
    """Whether an author's line was cut from a text that goes on with names in lines of their own."""
    if not any(block.rule == "author_line" for block in headed.removed):
        return False
    short = [line for line in headed.paragraphs[:_MOST_SPEAKERS] if len(line) <= _LONGEST_SPEAKER]
    named = [line for line in short if any(names_alone(line))]
    return len(named) > 1 or any(is_name_line(line, authors) for line in short)


def _has_crew(headed: Trimmed) -> bool:
    """Whether credits were cut from a list of labels and names: a film's, a theatre's."""
    return any(block.rule == _CREDIT_LINE for block in headed.removed) and any(
        map(_CREDITED.fullmatch, headed.paragraphs[:_MOST_SPEAKERS])
    )


def _may_end(lines: tuple[str, ...], authors: tuple[str, ...]) -> bool:
    """Whether a text may end here: with a full sentence, no other label and value, nor letters signed so."""
    last = lines[-1] if lines else ""
    if last.endswith((":", "：")) or _CREDITED.fullmatch(last):
        return False
    signed = (line for line in lines[1:] if len(line) <= _LONGEST_SPEAKER and not is_name_line(line, authors))
    if any(_LETTER_SIGNED.fullmatch(line) for line in signed):
        return False
    return says_something(last) or _ENDS_SENTENCE.search(last) is not None


def _may_be_credited(name: str) -> bool:
    """Whether what stands behind the label of a picture is a person's name, or an agency's."""
    joined = name.replace(" ", "")
    if whole_agencies(name) or is_name_without_space(joined) or is_japanese_name(joined):
        return True
    words = name.split()
    return 1 < len(words) <= _MOST_OF_NAME and has_given_name(name) and is_written_as_name(name)

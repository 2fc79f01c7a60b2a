"""Walks through a text once: strips notes and controls, has damaged stretches solved, counts it all."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsarchive.text.mirror.cells import cells, noted
from newsarchive.text.mirror.character_odds import count_class, frequency, log_chance
from newsarchive.text.mirror.converted_script import is_traditional, simple
from newsarchive.text.mirror.damage_events import CUT_SIGNS, EVENT, TORN_TAG, Tally, after_controls, most_cuts
from newsarchive.text.mirror.guesses import without_thin_guesses
from newsarchive.text.mirror.hypothesis import ALIGNED, Hypothesis, MirroredText, advance
from newsarchive.text.mirror.mandarin_readings import EXACT, LETTERS, NONE, is_toned, is_usual, match
from newsarchive.text.mirror.passages import is_within
from newsarchive.text.mirror.regional_words import MAINLAND, is_written_elsewhere, is_written_on_the_mainland
from newsarchive.text.mirror.solver import solve

# A reading must be this much better (natural logarithm) than the text as it stood.
_CUT_GAIN = 3.0
_LOST_GAIN = 6.0
_RARE = (
    2e-7  # share of running text below which a character after a sign looks like wreckage: 12 in 60 million
)
_COMMON = 2e-5  # notes of these engines stand on everyday characters: the 3,000 most frequent
_ONE_WORD = 2.5  # 开放 has 3.9, 每周 2.7, 山下 and 大王 and 东风 1.1 and less (natural logarithm)
_EVERYDAY = 5e-4  # characters that need no note, were it not for learners: the 600 most frequent
# A quoted word, notes and all, up to the noted character and from there on: 「歷(lì)史」, 《飄(piāo)》.
_WORD = rf"(?:[\u3400-\u9fff]|\([{LETTERS}]{{1,6}}\))"
_MENTION_SIGNS = dict(zip("「『“‘《〈", "」』”’》〉", strict=True))
_LONGEST_MENTION = 60
_LONGEST_TAG = 12  # characters of a closing tag, which ends behind the stretch that took its first
_BEFORE_GUESS = 8  # characters that a guess is judged by
_OPENED = re.compile(rf"([{''.join(_MENTION_SIGNS)}]){_WORD}{{1,10}}$")
_CLOSED = {opened: re.compile(rf"{_WORD}{{0,10}}{closed}") for opened, closed in _MENTION_SIGNS.items()}
# Pages about readings, characters or learning mean the notes on Simplified text.
_LESSON = re.compile(
    "[多同][音义]字|形近字|[生汉识]字|生词|[读字正拼注]音|声[调母]|韵母|轻声|第[一二三四]声|[读念][作成]|朗读"
    "|课文|语文|汉语|普通话|华语|听写|古诗|诗词|歌词|儿歌|成语"
)
# What pages in Traditional characters that explain readings name besides.
_SPEECH = re.compile(
    "[发口粤乡]音|咬字|[声韵]母|[平翘卷]舌|国语|[粤母]语|[字词辞]典|写法|笔[画划顺]|繁体|简体|错字|别字|同音|朗诵|中文"
)
# What a writer notes before all: somebody's name. Characters that are hardly anything but surnames, and what
# follows a surname, made Simplified.
_SURNAMES = frozenset("劉鄧鄭趙馮吳鄒蔣閻賈龔盧楊蕭譚饒鄔龐鄺呂聶竇閔")
_ADDRESSED = re.compile(
    "先生|女士|小姐|太太|老[师翁伯]|教授|同学|医[生师]|律师|博士|夫人|师[傅父]|法师|牧师|神父|氏|某|家[的人]|姓"
)
_LONGEST_TITLE = 2  # characters
# What else people are called before all; a note may stand behind the last character of a name: 李向海(hai).
_CALLED = (
    frozenset(
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文樊莫殷"
    )
    | _SURNAMES
)
# Words that say nothing by themselves: no term of scholars, no name, no dialect.
FUNCTION_CHARS = frozenset("的了是在这那我你他她它们个就到被把对将还从吗吧呢着过")
_LEAST_OF_HOME = 2  # words of the mainland
_SAID_BEFORE, _SAID_BEHIND = re.compile(r"[^。！？!?<>\n]*\Z"), re.compile(r"[^。！？!?<>\n]*")
_LONGEST_SAID = 60
_RUNNING = re.compile(r"[\u4e00-\u9fff](?!\()")
# Hypotheses looked at, 6 microseconds each: the densest mirrors made take 3 a character. What is past this is
# left as it stands.
_LEAST_EFFORT, _EFFORT_EACH, MOST_EFFORT = 30_000, 8, 150_000


def _is_of_one_word(char: str, behind: str) -> bool:
    """Whether the second follows the first far more often than it stands elsewhere: no term ends between."""
    one, other = simple(char), simple(behind)
    return log_chance(one, other) >= _ONE_WORD + math.log(frequency(other) or 1.0)


def _is_needless(char: str, reading: str) -> bool:
    return frequency(simple(char)) >= _EVERYDAY and is_usual(char, reading)


@dataclass(slots=True)
class Restorer:
    """One walk over `text`."""

    text: str
    page: MirroredText
    mentions: Sequence[tuple[int, int]] = ()  # where the page says something in Simplified characters
    tally: Tally = field(default_factory=Tally)
    _parts: list[str] = field(default_factory=list)
    _tail: int = 0
    _last: str = ""
    _after_note: int = -1
    _cuts: int = 0
    _opened: bool = False
    _written: int = 0
    effort: int = 0

    def run(self) -> str:
        """The text with its bytes back in step, script as it was."""
        self.tally.stops = sum(map(self.text.count, CUT_SIGNS))
        self.tally.tells_of_readings = _LESSON.search(self.text) is not None
        at = 0
        while event := EVENT.search(self.text, at):
            self._copy(self.text[at : event.start()])
            at = self._meet(event)
        self._copy(self.text[at:])
        if self.tally.usual:
            self._look_for_law()
        if self.tally.plain_notes:
            self._look_for_news()
        return "".join(self._parts)

    def _look_for_law(self) -> None:
        """An engine notes a character wherever it stands; a writer once, or where its reading is in doubt."""
        tally, plain = self.tally, "".join(map(simple, self.text))
        tally.elsewhere = is_written_elsewhere(self.text, plain)
        tally.is_of_nowhere = MAINLAND.search(plain) is None
        if _LESSON.search(plain) or _SPEECH.search(plain):
            return
        tally.steady = all(self.text.count(f"{char}(") == self.text.count(char) for char in tally.readings)
        if tally.steady and is_written_on_the_mainland(self.text, plain, _LEAST_OF_HOME):
            tally.of_the_mainland = True
            tally.noted_again = sum(tally.usual.values()) - len(tally.usual)

    def _look_for_news(self) -> None:
        """Nobody notes everyday characters in news but to tell of readings."""
        plain = "".join(map(simple, self.text))
        tally = self.tally
        tally.plain_standing = sum(map(self.text.count, tally.plain_noted))
        tally.tells_of_speech = bool(_LESSON.search(plain) or _SPEECH.search(plain))
        tally.is_home_news = not tally.tells_of_speech and is_written_on_the_mainland(
            self.text, plain, _LEAST_OF_HOME
        )

    def _copy(self, piece: str) -> None:
        if piece:
            self._parts.append(piece)
            self._written += len(piece)
            self._tail = advance(self._tail, piece)
            self._last = piece[-1]
            self._look_for_quotes(piece)

    def _meet(self, event: re.Match[str]) -> int:
        kind = event.lastgroup
        if kind == "note":
            self._note(event)
        elif kind == "controls":
            self._controls(event)
        elif self._is_harmless(event) or self._is_spent():
            self.tally.undecided += self._is_spent()
            self._copy(event[0])
        else:
            return self._solve(event)
        return event.end()

    def _is_harmless(self, event: re.Match[str]) -> bool:
        if event.lastgroup == "sign":
            return not self._looks_torn(event.end())
        return event.lastgroup == "cut" and not self._may_be_cut(event)

    def _note(self, event: re.Match[str]) -> None:
        char, reading = noted(self._tail), event["note"]
        shown = self._last if self._last >= "\u3400" else ""
        grade = match(char, reading)
        if grade == NONE and not (shown and match(shown, reading)):
            self._copy(event[0])
            self.tally.undecided += bool(shown) and is_toned(reading)
            return
        self._count(char or shown, grade, event)
        # Letters stand for themselves where they are explained: before a note they are half of a character.
        if self._last == (char or shown) and self._is_gloss(char or shown, reading):
            self._copy(event[0])
        else:
            self.tally.stripped_notes += 1
        self._after_note = event.end()

    def _is_gloss(self, char: str, reading: str) -> bool:
        """A note the author wrote: an engine notes only what it converted, and everyday characters.

        Engines that write no tones note any character at all.
        """
        if not self.page.converted or (self.page.toneless and not is_toned(reading)):
            return False
        return not is_traditional(char) and frequency(simple(char)) < _COMMON

    def _count(self, char: str, grade: int, event: re.Match[str]) -> None:
        tally = self.tally
        tally.signs.append(self._written)
        tally.places.append(event.start())
        common = frequency(simple(char)) >= _COMMON
        if self._last != char:
            tally.letter_notes += grade == EXACT and common
        elif grade != EXACT and not is_toned(event["note"]):
            self._count_toneless(char, event)
            self._count_plain(char, event)
        elif is_traditional(char):
            self._count_converted(char, event, common=common)
        else:
            self._count_plain(char, event)
            if is_toned(event["note"]):
                self._count_toned(char, event)
            else:
                self._count_toneless(char, event)

    def _count_plain(self, char: str, event: re.Match[str]) -> None:
        tally = self.tally
        tally.plain_notes += 1
        tally.plain_back_to_back += event.start() == self._after_note + 1
        tally.plain_running += _RUNNING.match(self.text, event.end()) is not None
        tally.plain_unusual += not is_usual(char, event["note"])
        tally.plain_full_width += event[0][0] == "（"
        before = _SAID_BEFORE.search(self.text, max(0, event.start() - _LONGEST_SAID), event.start())
        behind = _SAID_BEHIND.match(self.text, event.end(), event.end() + _LONGEST_SAID)
        tally.plain_said += len(before[0]) if before else 0
        tally.plain_said += len(behind[0]) if behind else 0
        if not _is_needless(char, event["note"]) or self._is_named(char, event):
            return
        if char in tally.plain_needless or self.text.find(char, tally.places[0], event.start() - 1) >= 0:
            tally.plain_lawless.add(char)
        tally.plain_needless.add(char)
        tally.plain_noted[char] = tally.plain_noted.get(char, 0) + 1

    def _count_converted(self, char: str, event: re.Match[str], *, common: bool) -> None:
        tally, reading = self.tally, event["note"]
        if tally.readings.setdefault(char, reading) != reading:
            tally.second_readings += 1
        elif self._is_explained(char, event):
            tally.mentioned_notes += common
        elif not is_usual(char, reading):
            # Who notes one character again and again where it is read another way explains it: 車(jū).
            tally.converted_notes += common and char not in tally.unusual
            tally.unusual.add(char)
        else:
            tally.converted_notes += common
            tally.converted_needless += _is_needless(char, reading)
            if common:
                tally.usual[char] = tally.usual.get(char, 0) + 1

    def _is_explained(self, char: str, event: re.Match[str]) -> bool:
        """Whether a writer may have noted it: in a quotation, a quoted word, or a surname (蕭(xiāo)女士)."""
        if char in _SURNAMES or is_within(self.mentions, event.start()) or self._is_mentioned(event):
            return True
        behind = self.text[event.end() : event.end() + _LONGEST_TITLE]
        return _ADDRESSED.match("".join(map(simple, behind))) is not None

    def _is_named(self, char: str, event: re.Match[str]) -> bool:
        """Whether a note stands in somebody's name, or on a character that is told of as one: 的(de)字."""
        return self.text.startswith("字", event.end()) or self._is_name(char, event.start())

    def _is_name(self, char: str, at: int) -> bool:
        """Whether a surname stands before the noted character, or before the one before it."""
        before = map(simple, self.text[max(0, at - 3) : at - 1])
        return simple(char) not in FUNCTION_CHARS and not _CALLED.isdisjoint(before)

    def _is_mentioned(self, event: re.Match[str]) -> bool:
        """Whether the noted character stands in a quoted word, which a writer explains."""
        before = self.text[max(0, event.start() - _LONGEST_MENTION) : event.start()]
        opened = _OPENED.search(before)
        return opened is not None and _CLOSED[opened[1]].match(self.text, event.end()) is not None

    def _count_toned(self, char: str, event: re.Match[str]) -> None:
        tally = self.tally
        tally.other_toned_notes += 1
        tally.other_running += _RUNNING.match(self.text, event.end()) is not None
        reading = event["note"]
        tally.other_second_readings += tally.readings.setdefault(char, reading) != reading
        if _is_needless(char, reading):
            tally.other_needless.add(char)
            noted_at = tally.other_places.get(char, len(self.text))
            if self.text.find(char, noted_at, event.start() - 1) >= 0:
                tally.other_resown.add(char)
            tally.other_places[char] = event.end()

    def _count_toneless(self, char: str, event: re.Match[str]) -> None:
        tally = self.tally
        tally.toneless_notes += 1
        tally.back_to_back += event.start() == self._after_note + 1
        if _RUNNING.match(self.text, event.end()):
            tally.running_notes += 1
            tally.notes_in_words += _is_of_one_word(char, self.text[event.end()])
        if _is_needless(char, event["note"]) and not self._is_named(char, event):
            tally.needless_notes.add(char)

    def _controls(self, event: re.Match[str]) -> None:
        self.tally.control_runs += 1
        self.tally.keyless += len(event[0]) if "\x05" in event[0] or "\x06" in event[0] else 0
        several = len(event[0]) > 2 and len(set(event[0])) > 1
        self.tally.runs_of_several += several
        self.tally.signs.append(self._written)
        sign = self.text[event.end() : event.end() + 1]
        # A run of several follows a number or a letter too: 2.89%, APP.
        if sign and sign in CUT_SIGNS and (several or self._last >= "\u3000"):
            self.tally.controls_before_signs += 2 if len(event[0]) > 1 else 1

    def _count_sown(self, at: int) -> None:
        """Controls between a cut and its sign."""
        self.tally.controls_before_signs += min(after_controls(self.text, at) - at, 2)

    def _looks_torn(self, at: int) -> bool:
        char = self.text[at : at + 1]
        if "\ue000" <= char <= "\uf8ff" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ":
            return True
        return char >= "\u3400" and char in cells() and frequency(simple(char)) < _RARE

    def _may_be_cut(self, event: re.Match[str]) -> bool:
        at = after_controls(self.text, event.end())
        sign = self.text[at : at + 1]
        crowded = self._cuts > most_cuts(self.text)
        if not sign or sign not in CUT_SIGNS or crowded:
            return False
        return at > event.end() or sign >= "\u3000" or self._last >= "\u3000"

    def _look_for_quotes(self, piece: str) -> None:
        """Whether a quotation is open after the piece of restored text."""
        line = piece.rfind("\n")
        marks = piece.rfind("“", line + 1), piece.rfind("”", line + 1)
        if max(marks) >= 0:
            self._opened = marks[0] > marks[1]
        elif line >= 0:
            self._opened = False

    def _context(self) -> str:
        """The last two characters as the model of plausibility sees them."""
        before = "".join(self._parts[-3:])[-2:]
        return "".join([count_class(simple(char)) for char in before])

    def _is_spent(self) -> bool:
        return self.effort > min(_LEAST_EFFORT + _EFFORT_EACH * len(self.text), MOST_EFFORT)

    def _solve(self, event: re.Match[str]) -> int:
        begin = Hypothesis(0.0, ALIGNED, self._tail, self._context(), self._opened, True, None)
        found = solve(self.text, event.start(), begin, page=self.page)
        self.effort += found.effort
        self._cuts += self.text.count("?", event.start(), found.end) if event.lastgroup == "cut" else 0
        need = {"cut": _CUT_GAIN, "sign": _LOST_GAIN, "bald": _CUT_GAIN}.get(event.lastgroup or "", 0.0)
        better = not found.best.literal and found.gain >= need
        if better:
            kind = self.tally.cut_gains if event.lastgroup in ("cut", "sign") else self.tally.wreck_gains
            kind.append(found.gain)
            if kind is self.tally.cut_gains:
                torn = TORN_TAG.search(self.text, event.start(), found.end + _LONGEST_TAG)
                self.tally.torn_tags += torn is not None and torn.start() < found.end
            self.tally.signs.append(self._written)
            self._count_sown(event.end())
        else:
            self.tally.undecided += event.lastgroup in ("wreck", "cut") and self._last >= "\u3000"
        return self._accept(found.best if better else found.plain, event, found.end)

    def _accept(self, one: Hypothesis, event: re.Match[str], end: int) -> int:
        """Takes the whole stretch over, so that none is read twice and time stays linear."""
        before, after = "".join(self._parts[-_BEFORE_GUESS:])[-_BEFORE_GUESS:], self.text[end : end + 2]
        text = without_thin_guesses(one, before, after, self.page)
        if not text:
            self._copy(event[0])
            return event.end()
        self._parts.append(text)
        self._written += len(text)
        self._tail, self._last = one.tail, text[-1]
        self._look_for_quotes(text)
        return end

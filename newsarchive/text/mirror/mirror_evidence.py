"""Decides whether a page is a mirror: a cheap look at everything, a weighing of what the restorer met."""

from __future__ import annotations

import re

from newsarchive.text.beyond_ascii import beyond_ascii
from newsarchive.text.mirror.conversion_marks import Spelling, conversion_spelling, may_be_by_engine
from newsarchive.text.mirror.damage_events import Tally, most_cuts
from newsarchive.text.mirror.mandarin_readings import LETTERS, TONED
from newsarchive.text.mirror.passages import pieces, spelled_part
from newsarchive.text.mirror.restorer import FUNCTION_CHARS

_TONED_ENDS = "|".join(rf"(?<=[{TONED}]{'.' * gap}X)" for gap in range(5))
# A literal first, so that the search is a memchr: under 2 ms for 300 KB (2026-11-24).
_NOTE_ENDS = tuple(
    re.compile(f"{re.escape(close)}(?:{_TONED_ENDS.replace('X', re.escape(close))})") for close in ")）"
)
_TONELESS = re.compile(r"\((?<=[\u4e00-\u9fff]\()[a-z]{1,6}\)")
_FULL_WIDTH = re.compile("（(?<=[\u4e00-\u9fff]（)[a-z]{1,6}）")
# What a lead byte left of a note without tone: 苹?hai)?村民.
_TORN_NOTE = re.compile("[?\ufffd](?<=[\u3000-\uffef][?\ufffd])\\(?[a-z]{1,6}\\)")
_TORN = (
    re.compile(r"\?(?=[！？，])"),
    re.compile("\ufffd(?=[！？，])"),
    re.compile(r"\?(?<=[\u3000-\uffef]\?)/[a-z]{1,8}>"),
)
# All bytes but those that begin, in UTF-8, what lies from U+3000 to U+FFFF.
_NO_EASTERN_LEADS = bytes({*range(0x100)} - {*range(0xE3, 0xF0)})
_LONGEST_NOTE = 9  # the character, two brackets, six letters
_NOTE = re.compile(rf"[\u3400-\uffef€][?\ufffd]?[(（]?[{LETTERS}]{{1,6}}[)）]$")
_SOWN = re.compile(r"[\x05-\x08](?=[！？，。、；：])")
_CONTROLS = ("\x05", "\x06", "\x07", "\x08")

# Weights, in notes: four on everyday converted characters, and nothing against it, make a mirror.
ENOUGH = 4.0
_NEEDLESS = 0.5  # three suffice where nobody would explain: 來(lái) 個(gè) 說(shuō)
# Two do in a text so long that people who write Traditional had used a character that no engine makes.
_ABSENT, _LEAST_ABSENT, _MOST_ABSENT = 0.006, 2, 1.0
# A writer notes a character once. Who notes it again and again, with the reading everybody knows, and never
# leaves it bare, is an engine.
_AGAIN = 1.5
_STEADY = 1.5  # three notes of the kind and more, in a text that leaves no noted character bare
# Two such notes in words or quotation marks of the mainland, which writes Simplified.
_OF_HOME, _LEAST_OF_HOME = 2.5, 2
_LEAST_SAID = 3  # notes on words that are not quoted: then those on quoted ones count too
_MANY_NOTES = 8.0  # beyond this more notes prove nothing more
_AGAINST = (
    1.5  # a toned note where an engine sets none: lessons and poems have as many of these as of the others
)
_WRECK, _WRECK_GAIN = 4.0, 36.0  # the gain includes 30 for the letters that no longer stand in the text
_CUT, _CUT_GAIN = 3.0, 12.0
# A run of rare characters that makes sense one byte on, e^30 times more than as it stands, is no chance.
_SURE_CUT, _SURE_GAIN = 1.0, 30.0
# A stretch that makes sense one byte on and that took the `<` of a closing tag with it.
_TORN_TAG = 1.0
_LETTER = 3.0
_BEFORE_SIGNS = 2.0
# An editor's backspace or two stand in honest pages; engines sow them before every second sign. In a text so
# long that engines had sown more of them, or that is spelled as people do, they weigh less.
_SOWN_SHARE, _FEW_CONTROLS, _LONG = 0.25, 1.0, 300
_LEAST_KEYLESS = 3
_SPELLED, _MOST_SPELLED = 4.0, 2.0
# Converters by phrases spell as people do. Nobody who writes Traditional explains 來 and 說 by pinyin
# (schools in Taiwan teach bopomofo): three such notes outweigh it.
_BY_HAND = 0.5
# Schools overseas teach Traditional characters by pinyin, and note five words of a story: more is asked of a
# text that leaves a noted character bare, and has no word of the mainland. Chosen: two made stories weigh
# less than ENOUGH with it, and none of the 58 collected mirrors comes back otherwise (2026-12-01).
_BY_HAND_OVERSEAS = 3.0
_FROM_ELSEWHERE = 2.0  # who writes 「」 and no word of the mainland may note a name again and again
_CLEAR = 4.5  # one pair that only engines write: then a single note on what an engine converts is enough
# Toneless notes say something from so many on, of which some on everyday characters: an author may explain a
# rare character or name one reading of two, but not that 的 is `de`.
_LEAST_TONELESS, _LEAST_RUNNING, _LEAST_NEEDLESS = 5, 3, 3
_BACK_TO_BACK = 0.6  # lessons note every character of a word or line, engines characters at random
# Notes with tones sown over Simplified text: lessons have as many, and on words like these. But a writer
# notes a character where it is new, wherever it stands, or where it is read another way; only chance notes
# it, leaves it bare and notes it again. Notes sown over five reports, the thinnest: 93, on 69
# everyday characters, two of these anew; a lesson on second readings has 36, on 29, none anew (2026-12-01).
_LEAST_OTHER, _LEAST_OTHER_NEEDLESS, _LEAST_OTHER_RUNNING, _OTHER_RUNNING = 50, 30, 8, 0.15
_FUNCTION_WORDS, _LEAST_FUNCTION_WORDS = frozenset("一在是不这我有和也就他以其为到上人从被把"), 4
_LEAST_RESOWN = 3
# Lessons have short sentences: these characters from stop to stop, on the mean.
_LEAST_SAID_AROUND = 25
# A list of words to learn is noted twice each on the mean, and nearly wherever they stand; chance over a
# fifth of a text notes a fifth of them. Their readings have tones, but for 了(le) and 着(zhe). Chosen, on two
# made readers, which note all.
_NOTED_EACH, _NOTED_SHARE, _TONELESS_SHARE = 2, 0.75, 0.5
# Words of the first lessons that have one reading, or one in nearly all sentences: who reads stories knows
# them, but for one that a lesson is on. Chosen by hand.
_KNOWN_FIRST = frozenset("的了一是不在有我你他她们这那个人上下大小二三十也都来去年月日天")
_LEAST_KNOWN_FIRST = 2
# In news of the mainland two such characters are enough, elsewhere three of them that were noted against the
# law. Names, brands and terms are everyday characters too (明(ming), 汉(han), 道(dao)), noted wherever they
# stand: one of these characters must be a word that says nothing by itself, and of notes without tones,
# which are many behind names, two, or one beside a character noted against the law.
_LEAST_IN_PROSE, _LEAST_NEEDLESS_IN_NEWS, _LEAST_LAWLESS, _MOST_UNUSUAL = 3, 2, 3, 0.2
_LEAST_FUNCTION_TONELESS, _LEAST_LAWLESS_FULL_WIDTH = 2, 2
# Tables of converted characters have few such words, and a line of news may have none. Of scholars' terms a
# dozen are everyday characters, and who explains so many does not note them again.
_LEAST_OF_TABLE, _LEAST_LAWLESS_OF_TABLE, _LEAST_NOTES_OF_TABLE = 12, 3, 15
# Or a single line has many: characters of the source from note to note, of which a note takes five. A table
# that notes one of seven characters has one in twelve; a scholar's term comes with a sentence.
_LEAST_DENSE, _MOST_APART = 8, 16
# Fewer will do where some stand amid a word: 开(kai)放. Terms, names, places and pieces of a game have no
# note there; of 300 short passages with notes sown over a fifth of the characters 88 % have two (2026-12-01).
_LEAST_IN_WORDS, _LEAST_BESIDE_WORDS = 2, 4
_TONED_SHARE = 0.2  # in lessons with tones only 了 and 们 and their like have none


def looks_mirrored(text: str) -> bool:
    """Whether the text is worth restoring to see; False is final, and cheap for ordinary pages."""
    if text.isascii() or _is_latin(text) or _is_western(text):
        return False
    return (
        (any(control in text for control in _CONTROLS) and _SOWN.search(text) is not None)
        or _has_note(text)
        or _is_torn(text)
        or has_toneless_notes(text, _LEAST_IN_PROSE)
        or _TORN_NOTE.search(text) is not None
        or (may_be_by_engine(text) and conversion_spelling(spelled_part(text, pieces(text))).by_engine)
    )


def has_toneless_notes(text: str, least: int = _LEAST_TONELESS) -> bool:
    """Whether it has a few that look like it."""
    return len(_TONELESS.findall(text)) >= least or len(_FULL_WIDTH.findall(text)) >= _LEAST_TONELESS


def _has_note(text: str) -> bool:
    """Whether a toned syllable in brackets, or what is left of one, follows what can be a character."""
    ends = (found.end() for pattern in _NOTE_ENDS for found in pattern.finditer(text))
    return any(_NOTE.search(text, max(0, end - _LONGEST_NOTE), end) for end in ends)


def _is_torn(text: str) -> bool:
    """Whether bytes were cut at signs, here and there: all over the text it is a lost charset."""
    found = sum(len(pattern.findall(text)) for pattern in _TORN)
    return 0 < found <= most_cuts(text)


def _is_latin(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _is_western(text: str) -> bool:
    """Whether nothing is in the text that a note or a cut could stand beside, or an engine could make."""
    return "€" not in text and not beyond_ascii(text).translate(None, _NO_EASTERN_LEADS)


def _notes(tally: Tally) -> float:
    if _is_sown(tally) or _is_sown_in_prose(tally):
        return _MANY_NOTES
    sprinkled = _is_sprinkled_toneless(tally)
    # A writer's notes stand behind characters, whole: one that a lead byte broke into is an engine's.
    torn = any(gain >= _WRECK_GAIN for gain in tally.wreck_gains)
    against = tally.other_toned_notes + (0 if sprinkled or torn else tally.toneless_notes)
    # An engine has one reading for each character: who writes two explains them.
    against += tally.second_readings
    said = tally.converted_notes
    mentioned = tally.mentioned_notes if said >= _LEAST_SAID and not tally.second_readings else 0
    worth = said + mentioned + _NEEDLESS * tally.converted_needless - _AGAINST * against
    if tally.of_the_mainland and not against:
        worth += _AGAIN * tally.noted_again
        usual = sum(tally.usual.values())
        worth += _STEADY if usual >= _LEAST_SAID else 0.0
        worth += _OF_HOME if usual >= _LEAST_OF_HOME else 0.0
    worth = min(worth, _MANY_NOTES)
    return worth + tally.toneless_notes if sprinkled else worth


def is_sprinkled(tally: Tally) -> bool:
    """Whether notes stand on characters of any kind at random: they say nothing of the script."""
    return _is_sprinkled_toneless(tally) or _is_sown(tally) or _is_sown_in_prose(tally)


def is_sown_in_prose_only(tally: Tally) -> bool:
    """Whether nothing shows that they do but their being in prose."""
    return not _is_sprinkled_toneless(tally) and not _is_sown(tally) and _is_sown_in_prose(tally)


def _is_sown_in_prose(tally: Tally) -> bool:
    """Whether notes stand on everyday characters of a text that tells of no readings, as no writer sets them.

    A writer notes what is rare, read otherwise than usual, or new: at first, and then no more.
    """
    notes = tally.plain_notes
    if tally.tells_of_speech or tally.other_second_readings or notes < _LEAST_IN_PROSE:
        return False
    if _is_word_list(tally):
        return False
    if tally.plain_back_to_back >= _BACK_TO_BACK * notes or tally.plain_unusual > _MOST_UNUSUAL * notes:
        return False
    if tally.converted_notes > _TONED_SHARE * notes or tally.plain_running < _LEAST_RUNNING:
        return False
    return tally.plain_said >= _LEAST_SAID_AROUND * notes and _are_on_words(tally)


def _is_word_list(tally: Tally) -> bool:
    """Whether a reader for learners notes its few words wherever they stand: chance leaves most bare.

    None of them are words that every learner knows.
    """
    if len(_KNOWN_FIRST.intersection(tally.plain_noted)) >= _LEAST_KNOWN_FIRST:
        return False
    notes = sum(tally.plain_noted.values())
    again = notes >= _NOTED_EACH * len(tally.plain_noted)
    toned = tally.toneless_notes <= _TONELESS_SHARE * tally.plain_notes
    return again and toned and notes >= _NOTED_SHARE * tally.plain_standing


def _are_on_words(tally: Tally) -> bool:
    """Whether notes stand on words that say nothing by themselves, and on everyday characters beside."""
    words, lawless = FUNCTION_CHARS & tally.plain_needless, tally.plain_lawless
    if not _has_function_words(tally.plain_needless) or (
        tally.plain_full_width and not _is_sown_full_width(tally, len(words))
    ):
        return False
    if len(tally.plain_needless) >= _LEAST_NEEDLESS and len(lawless) >= _LEAST_LAWLESS:
        return True
    if not tally.is_home_news or len(tally.plain_needless) < _LEAST_NEEDLESS_IN_NEWS:
        return False
    return not tally.toneless_notes or len(words) >= _LEAST_FUNCTION_TONELESS or bool(lawless - words)


def _is_sown_full_width(tally: Tally, words: int) -> bool:
    """Writers use such brackets: more notes are asked for, and against the law, unless they have tones."""
    if tally.toneless_notes < tally.plain_notes:
        return True
    least = tally.plain_notes >= _LEAST_TONELESS and words >= _LEAST_FUNCTION_TONELESS
    return least and len(tally.plain_lawless) >= _LEAST_LAWLESS_FULL_WIDTH


def _is_sown(tally: Tally) -> bool:
    """Whether notes with tones stand on characters at random that no engine converts."""
    notes = tally.other_toned_notes
    return (
        notes >= _LEAST_OTHER
        and len(tally.other_needless) >= _LEAST_OTHER_NEEDLESS
        and len(_FUNCTION_WORDS.intersection(tally.other_needless)) >= _LEAST_FUNCTION_WORDS
        and tally.other_running >= max(_LEAST_OTHER_RUNNING, _OTHER_RUNNING * notes)
        and tally.converted_notes <= _TONED_SHARE * notes
        and len(tally.other_resown) >= _LEAST_RESOWN
        and not tally.other_second_readings
        and not tally.tells_of_readings
    )


def _has_function_words(chars: set[str]) -> bool:
    """Whether one says nothing by itself, or two hardly anything, among some: no terms, no names."""
    some = len(chars) >= _LEAST_TONELESS and len(_FUNCTION_WORDS & chars) >= _LEAST_FUNCTION_TONELESS
    return some or not FUNCTION_CHARS.isdisjoint(chars)


def _is_table_of_many(tally: Tally) -> bool:
    """Whether more everyday characters are noted, and more of them against the law, than there are terms."""
    return (
        tally.plain_notes >= _LEAST_NOTES_OF_TABLE
        and len(tally.plain_needless) >= _LEAST_OF_TABLE
        and len(tally.plain_lawless) >= _LEAST_LAWLESS_OF_TABLE
    )


def _is_dense(tally: Tally) -> bool:
    """Whether notes stand on many everyday characters of few lines, amid words.

    Who explains terms says more of each, and who tells how to read says so.
    """
    if tally.tells_of_readings or tally.tells_of_speech or not tally.places:
        return False
    needless, notes = len(tally.plain_needless), tally.toneless_notes
    span = tally.places[-1] - tally.places[0]
    if span > _MOST_APART * notes:
        return False
    in_words = tally.notes_in_words >= _LEAST_IN_WORDS and needless >= _LEAST_BESIDE_WORDS
    return in_words or (needless >= _LEAST_DENSE and tally.running_notes >= _LEAST_DENSE)


def _is_sprinkled_toneless(tally: Tally) -> bool:
    notes = tally.toneless_notes
    return (
        notes >= _LEAST_TONELESS
        and len(tally.needless_notes) >= _LEAST_NEEDLESS
        and (_has_function_words(tally.needless_notes) or _is_table_of_many(tally) or _is_dense(tally))
        and tally.running_notes >= _LEAST_RUNNING
        and tally.back_to_back < _BACK_TO_BACK * notes
        and tally.other_toned_notes + tally.converted_notes <= _TONED_SHARE * notes
    )


def _spelled(tally: Tally, page: Spelling) -> float:
    """Spelling that is not proof alone supports a few notes."""
    if not tally.converted_notes or page.genuine:
        return 0.0
    clear = page.evidence >= _CLEAR and not page.mixed and not tally.other_toned_notes
    if page.survivors or tally.converted_needless < _LEAST_ABSENT:
        return _MOST_SPELLED + 1.0 if clear else min(page.survivors, _MOST_SPELLED)
    return 0.0 if page.mixed else min(_ABSENT * page.characters, _MOST_ABSENT)


def weight(tally: Tally, page: Spelling) -> float:
    """How much speaks for a mirror; ENOUGH is a mirror."""
    worth = _notes(tally)
    worth += _WRECK * sum(gain >= _WRECK_GAIN for gain in tally.wreck_gains) + _LETTER * tally.letter_notes
    worth += _CUT * sum(gain >= _CUT_GAIN for gain in tally.cut_gains)
    worth += _SURE_CUT * sum(gain >= _SURE_GAIN for gain in tally.cut_gains)
    # In text that nobody wrote in Traditional characters: there a single cut would convert the page.
    worth += _TORN_TAG * tally.torn_tags if not page.genuine else 0.0
    few = (
        not tally.runs_of_several
        and tally.control_runs < _SOWN_SHARE * tally.stops
        and (page.characters >= _LONG or (page.genuine > page.survivors and tally.keyless < _LEAST_KEYLESS))
    )
    worth += (_FEW_CONTROLS if few else _BEFORE_SIGNS) * tally.controls_before_signs
    worth += _SPELLED if page.by_engine else _spelled(tally, page)
    sure = any(gain >= _SURE_GAIN for gain in tally.cut_gains)
    torn = tally.wreck_gains or tally.controls_before_signs or sure
    if torn:
        return worth
    overseas = tally.is_of_nowhere and not tally.steady
    by_hand = (_BY_HAND_OVERSEAS if overseas else _BY_HAND) * page.by_hand
    return worth - by_hand - _FROM_ELSEWHERE * (tally.elsewhere and not page.by_engine)

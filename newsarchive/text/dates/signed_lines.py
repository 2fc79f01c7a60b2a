"""Whether a short line signs and dates a story, or names its desk: "Ann Lee, 3 March 2024"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from newsarchive.text.dates.date_labels import CLOCK, LABEL_WORD, is_beside_day
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.page.byline_labels import PARTICLES, label_words

LONGEST_DATED = 100
PIECE_PARTS = re.compile(r"[|·•()（）\[\]【】]|\s[-–—/]\s|\.\s")
# What stands between a name, a desk and a day; a comma within "March 3, 2024" is the day's own.
_MARKS = re.compile(rf"{PIECE_PARTS.pattern}|[,،、;]")
# Entries of a list begin with a name, and have a day each: three, for two may sign, of a text and its change.
_BEFORE_DAY, _FEWEST_ENTRIES = re.compile(r"[^\W\d_]"), 3
# Letters below a line that signs a story, and how many times as many as below an entry. Chosen: a short
# report has five sentences, a reader's remark one or two.
_LEAST_STORY, _STORY_TO_ENTRY = 250, 3
_FEWEST_WORDS, _MOST_WORDS = 2, 5  # of a name with its particles
_AND = frozenset({"and", "und", "et", "och", "og", "en", "и"})  # others are particles, too
# How words for such places end in German and Dutch: "Staatsoper".
_VENUE_ENDS = (
    *("stadion", "theater", "oper", "festhalle", "sporthalle", "kongresshalle", "schouwburg", "gericht"),
    *("gesetz",),
)
# Lines of a list that are read: one takes a millisecond, and a list may have thousands.
MOST_ENTRIES = 200
# What the section of a day stands behind: "March 3, 2024 in News".
_IN = frozenset({"in", "im", "em", "en", "dans", "på", "i", "w", "v", "ve", "в", "u", "у"})
# Of pictures and their makers, in the languages of our papers: "Photo by Ada Roe, 3 March 2019".
_PICTURED = re.compile(
    r"(?<!\w)(?:photo|foto|fot[.:]|фото|φωτο|kuva|zdj[eę]ci|picture|image|imagem|imagen|bild|billede|beeld|mynd"
    r"|fotó|kép|gambar|ảnh|görsel|illustra|graphic|grafik|video|courtesy|credit|getty|صور|عکس|צילום|फोटो|写真|사진)|©",
    re.IGNORECASE,
)


def is_signed_line(line: str, *, fewest_words: int = 1, is_head: bool = False) -> bool:
    """Say whether a short line has a day and else names alone, of who wrote or a desk.

    They stand behind a label ("Autor: Jan Kowalski"), a small word ("by", "in") or a mark: not so "Flood of 3
    March 1998", "Since 3 March 1998", "Venue: Town Hall, 3 March 2024". Behind a mark a name has two words,
    and none of a place, a court or a law: "Anfield, 5 March 2024" is the day of a match, "Gaza City, 7
    October 2023" of what a story looks back on. "By" right before a day is a deadline's. `fewest_words`: of a
    name without label. `is_head`: the line stands in a box called a by-line's, where a town is the writer's.
    """
    if len(line) > LONGEST_DATED or not any(map(str.isdecimal, line)) or _PICTURED.search(line):
        return False
    days = find_times(line, short_years=True, named_short_years=True)
    if not days:
        return False
    ends = (0, *(day.end for day in days))
    starts = (*(day.start for day in days), len(line))
    between = [CLOCK.sub(" ", line[end:start]) for end, start in zip(ends, starts, strict=True)]
    last = len(between) - 1
    fewest = fewest_words if is_head else max(fewest_words, _FEWEST_WORDS)
    for number, text in enumerate(between):
        pieces = _MARKS.split(text)
        for place, piece in enumerate(pieces):
            touches = (place == 0 and number > 0) or (place == len(pieces) - 1 and number < last)
            if number < last and place == len(pieces) - 1 and piece.strip().casefold() in _small_words():
                return False
            if not is_beside_day(piece) and not _names(piece, fewest, fewest_words, is_apart=not touches):
                return False
    return True


@lru_cache(maxsize=2)
def entries_of(lines: tuple[str, ...]) -> frozenset[str]:
    """Return the lines of a text that have a name and a day each: of concerts, matches, deaths, letters.

    Where there are several of other days, none signs the text; but the first line does where a story is below
    it, and little below each other. Past MOST_ENTRIES of them no more are read.
    """
    days: dict[str, str] = {}
    told: dict[str, int] = {}
    last, tried = "", 0
    for line in lines:
        if len(line) <= LONGEST_DATED and tried < MOST_ENTRIES and _BEFORE_DAY.match(line):
            tried += 1
            if not is_signed_line(line):
                told[last] = told.get(last, 0) + len(line)
                continue
            days[line] = find_times(line, short_years=True, named_short_years=True)[0].time[:10]
            last = line
        told[last] = told.get(last, 0) + (0 if line in days else len(line))
    if len({*days.values()}) < _FEWEST_ENTRIES:
        return frozenset()
    first = next(iter(days))
    others = max(told[line] for line in days if line != first)
    signs = first == lines[0] and told[first] >= _LEAST_STORY and told[first] > _STORY_TO_ENTRY * others
    return frozenset(days) - {first} if signs else frozenset(days)


def _names(piece: str, fewest: int, fewest_of_desk: int, *, is_apart: bool) -> bool:
    """Whether a piece of a line is a name: behind a label where the piece touches the day."""
    label, colon, rest = piece.strip().replace("：", ":").partition(":")
    if colon:
        return label.strip().casefold() in _labels() and (_is_name(rest, 1) or not rest.strip())
    words = piece.split()
    if len(words) > 1 and (words[0].casefold() in _small_words() or words[0] in _IN):
        return _is_name(" ".join(words[1:]), 1)
    if piece.strip().casefold() in _told("desk"):
        return is_apart and len(words) >= fewest_of_desk
    return is_apart and _is_name(piece, fewest) and not _is_venue(piece)


def _is_venue(name: str) -> bool:
    """Whether a name begins or ends as those of venues, places, courts and laws do."""
    words = name.casefold().split()
    ends = {words[-1], " ".join(words[-2:]), words[0], " ".join(words[:2]), " ".join(words[:3])}
    return not ends.isdisjoint(_told("venue")) or any(
        word.endswith(_VENUE_ENDS) for word in (words[0], words[-1])
    )


def _is_name(text: str, fewest_words: int) -> bool:
    words = text.split()
    if not fewest_words <= len(words) <= _MOST_WORDS or any(map(str.isdecimal, text)):
        return False
    named = [word for word in words if word.casefold() not in PARTICLES | _AND]
    return bool(named) and all(LABEL_WORD.search(word) and not word[:1].islower() for word in named)


@cache
def _small_words() -> frozenset[str]:
    """ "By" in all languages; "written by" begins with a label of the day."""
    return _folded("by", "by_whole", "by_small", "opening", "caseless")


@cache
def _told(kind: str) -> frozenset[str]:
    """The words of one kind in data/desks_and_venues.tsv."""
    data = resources.files("newsarchive.text.dates") / "data" / "desks_and_venues.tsv"
    rows = (line.split("\t") for line in data.read_text(encoding="utf-8").splitlines())
    return frozenset(word for row in rows if row[0] == kind for word in row[2:])


@cache
def _labels() -> frozenset[str]:
    """What stands before the colon and who wrote."""
    return _folded("by", "by_whole", "opening", "noun", "text", "colon", "caseless", "caseless_noun", "cjk")


def _folded(*kinds: str) -> frozenset[str]:
    return frozenset(map(str.casefold, label_words(*kinds)))

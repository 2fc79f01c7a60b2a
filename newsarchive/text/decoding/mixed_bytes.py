"""Pages in two charsets: old parts in a UTF-8 page, and UTF-8 in an old one.

A teaser, a comment, a footer came from another system and was pasted in as bytes
(docs/explanation/charsets.md#two-charsets-in-a-page).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from newsarchive.text.decoding.charset_detection import DETECTED, MULTI_BYTE, NEUTRAL, OTHER_SCRIPTS
from newsarchive.text.decoding.declared_charset import LANGUAGE_CODECS
from newsarchive.text.decoding.lenient import MOST_WITH_CARE, REPLACEMENT, UTF8_SIGN, decode_lenient
from newsarchive.text.decoding.odd_places import odd_share

# Behind the first byte of a character of UTF-8.
_REST = (
    rb"(?:(?<=[\xc2-\xdf])[\x80-\xbf]|(?<=[\xe1-\xec\xee\xef])[\x80-\xbf]{2}|(?<=\xe0)[\xa0-\xbf][\x80-\xbf]"
    rb"|(?<=\xed)[\x80-\x9f][\x80-\xbf]|(?<=\xf0)[\x90-\xbf][\x80-\xbf]{2}|(?<=[\xf1-\xf3])[\x80-\xbf]{3})"
)
_ALONE = rb"(?<![\x80-\xff][\x00-\xff])"  # behind the first foreign byte; the search for that one is fast so
# Two characters or more between ASCII bytes: letters of old charsets hardly ever make two such in a row, and
# nothing else beside them. A sign. One accented letter within a Latin word: as the old charset has it, a
# capital with a sign behind.
_UTF8_WORD = re.compile(
    rb"[\xc2-\xf3](?:" + _ALONE + _REST + rb"(?:[\xc2-\xf3]" + _REST + rb")++(?![\x80-\xff])"
    rb"|(?<=\xe2)\x80[\x93\x94\x98-\x9e\xa6]|(?<=[A-Za-z][\xc3-\xc5])[\x80-\xbf](?=[A-Za-z]))"
)
# Characters outside ASCII from which a whole piece is told.
_FEWEST_IN_PIECE = 3
# From the first foreign byte to the next tag or line end: what one system wrote at once.
_PIECE = re.compile(rb"[\x80-\xff][^<>\r\n]*+")


def without_utf8(body: bytes) -> bytes:
    """Return `body` without the words that are UTF-8: what is left tells the charset of the rest."""
    if not _may_hold_utf8(body):
        return body
    return _PIECE.sub(lambda piece: b"" if _is_utf8_piece(piece.group()) else _wordless(piece.group()), body)


_ONE_LETTER = re.compile(rb"[\xc3-\xc5]" + _ALONE + rb"[\x80-\xbf](?![\x80-\xff])")


def _may_hold_utf8(body: bytes) -> bool:
    return _UTF8_WORD.search(body) is not None or _ONE_LETTER.search(body) is not None


def _is_utf8_piece(piece: bytes) -> bool:
    text = _utf8(piece)
    return text is not None and sum(not char.isascii() for char in text) >= _FEWEST_IN_PIECE


def _wordless(piece: bytes) -> bytes:
    return _UTF8_WORD.sub(b"", piece)


# UTF-8 in a page of an old charset.

_EASTERN = {charset.codec: charset.usual for charset in DETECTED}
# Read as UTF-8 a piece must be written in the page's own characters, as pieces of the page itself are.
_OWN = 0.8
# Who shows bytes misread tells what they are; the repair of mojibake takes care of what is quoted so.
_SUBJECT = re.compile(
    "乱码|亂碼|文字化け|깨진 글자|кодировк|кракозябр|mojibake|κωδικοποίηση|קידוד|ترميز", re.IGNORECASE
)
# The largest page of the corpora has 2.2 MB; a hostile one of 20 MB could be made of such parts.
_LARGEST_MIXED = 2_500_000
# So many letters are a heading or a line, fewer may be an example.
_FEWEST_OWN = 4
# A sign quoted as the two characters it is misread as makes two rare ones.
_OUT_OF_STEP = 3
# What UTF-8 is when read by these may be meant, as examples are; the repair of mojibake knows them.
_OF_WEST = frozenset({"cp1252", "iso8859-15", "cp1250", "cp1254", "cp1257", "mac-roman"})


def utf8_parts(body: bytes, codec: str) -> list[tuple[bytes, bool]]:
    """Return `body` in parts, each with whether it is UTF-8; the others are in `codec`."""
    if codec.startswith(("utf", "iso2022", "hz")) or len(body) > _LARGEST_MIXED or not _may_hold_utf8(body):
        return [(body, False)]
    if _SUBJECT.search(decode_lenient(body, codec)):
        return [(body, False)]
    parts: list[tuple[bytes, bool]] = []
    end = 0
    for start, stop in _own_runs(body, codec):
        parts += [(body[end:start], False), (body[start:stop], True)]
        end = stop
    return [*parts, (body[end:], False)]


def _own_runs(body: bytes, codec: str) -> Iterator[tuple[int, int]]:
    usual = _EASTERN.get(codec)
    for piece in _PIECE.finditer(body):
        if usual is not None:
            if _is_own_piece(piece.group(), codec, usual):
                yield piece.span()
            elif UTF8_SIGN.search(piece.group()) and _has_own_signs(piece.group(), codec, usual):
                yield from (sign.span() for sign in UTF8_SIGN.finditer(body, piece.start(), piece.end()))
            continue
        if _is_own_text(piece.group(), codec):
            yield piece.span()
            continue
        for word in _UTF8_WORD.finditer(body, piece.start(), piece.end()):
            if _is_own_word(word.group(), codec):
                yield word.span()


def _has_own_signs(piece: bytes, codec: str, usual: frozenset[str]) -> bool:
    """Whether signs of UTF-8 put the characters behind them out of step, as letters they are none of."""
    read, signless = (
        NEUTRAL.sub("", decode_lenient(part, codec)) for part in (piece, UTF8_SIGN.sub(b" ", piece))
    )
    rare, fewer = (
        sum(not char.isascii() and char not in usual for char in text) for text in (read, signless)
    )
    return rare - fewer >= _OUT_OF_STEP * len(UTF8_SIGN.findall(piece))


def _is_own_text(piece: bytes, codec: str) -> bool:
    """Whether a whole piece is UTF-8 in the letters of a single-byte charset."""
    text = _utf8(piece)
    if codec == "cp1252" or text is None or not _is_encodable(text, codec):
        return False
    return sum(not char.isascii() for char in text) > 1


def _is_own_word(run: bytes, codec: str) -> bool:
    """Whether a word of UTF-8 has letters of the page's charset, which read by it makes none."""
    text = run.decode("utf-8", "replace")
    if len(text) > 1:
        return _is_encodable(text, codec)
    if codec in _OF_WEST:
        return REPLACEMENT in decode_lenient(run, codec)  # the closing quote: 0x9D is none of Windows-1252
    return not text.isalpha()


def _is_encodable(text: str, codec: str) -> bool:
    """Whether `codec` has all characters of `text`, quotes and dashes aside."""
    try:
        NEUTRAL.sub("", text).encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _utf8(run: bytes) -> str | None:
    try:
        return run.decode()
    except UnicodeDecodeError:
        return None


def _is_own_piece(run: bytes, codec: str, usual: frozenset[str]) -> bool:
    text = _utf8(run)
    if text is None:
        return False
    letters = [char for char in NEUTRAL.sub("", text) if not char.isascii()]
    if not letters:
        return REPLACEMENT in decode_lenient(run, codec)
    return len(letters) >= _FEWEST_OWN and sum(char in usual for char in letters) >= _OWN * len(letters)


# Old parts in a page of UTF-8.

# A piece of GBK has a character that happens to be UTF-8 for every three to five bad bytes; damage has more.
_MOST_GOOD = 0.5
_KNOWN = 0.8
_MOST_ODD = 0.05
_BYTES_OF_EMOJI, _LONGEST_SAMPLE = 4, 8_000
_CODECS = tuple(
    dict.fromkeys(
        ("cp1252", "cp1251", "koi8-r", *(codec for codecs in LANGUAGE_CODECS.values() for codec in codecs))
    )
)
_BAD_LETTER = re.compile("[\x80-\x9f\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class _Sound:
    """What the sound part of a page tells of its language: letters, first bytes of these, all characters."""

    letters: frozenset[str]
    leads: frozenset[int]
    characters: frozenset[str]


def read_mostly_utf8(body: bytes, hinted: tuple[str, ...] = ()) -> str:
    """Return a page of UTF-8 whose broken parts are read anew where their charset can be known.

    It can where a part, read so, has the letters of the sound rest. `hinted` are charsets to try first.
    """
    text = body.decode("utf-8", "replace")
    if text.count(REPLACEMENT) > MOST_WITH_CARE or len(body) > _LARGEST_MIXED:
        return text
    sound = _sound(_PIECE.findall(body))
    if sound.letters <= _WEST:
        body = _CUT.sub(_MARK, body)
    pieces = _PIECE.findall(body)
    broken = [run for run in pieces if _utf8(run) is None]
    old = list(dict.fromkeys(run for run in broken if _is_old(run, sound)))
    codec = _codec_of(old, sound, hinted) if old else None
    lone = has_cp1252_quotes(body)
    latin = _latin_letters(sound, hinted)

    def mended(found: re.Match[bytes]) -> bytes:
        run = found.group()
        if _utf8(run) is not None:
            return run
        if codec is not None and _is_old(run, sound) and (read := _read_old(run, codec, sound)):
            return read.encode()
        if latin:
            run = _LONE_LETTER.sub(lambda letter: _latin_letter(letter.group(), latin), run)
        return run.decode("utf-8", "newsarchive.quote_meant").encode() if lone else run

    return _PIECE.sub(mended, body).decode("utf-8", "replace") if codec or lone or latin else text


# A character of UTF-8 cut off in a Latin text, as teasers are: the first byte of a quote or an emoji, or an
# accented letter that would be a capital behind a small one.
_CUT = re.compile(
    rb"(?:(?<![\x80-\xff])(?:\xe2[\x80-\xbf]?|\xf0[\x90-\xbf][\x80-\xbf]?)|(?<=[a-z])[\xc2-\xde])"
    rb"(?=[\s.<&]|\xe2\x80\xa6|\Z)"
)
_MARK = REPLACEMENT.encode()
# Sound parts of a broken piece: a word of UTF-8, one character between ASCII bytes, the mark of a lost one.
_SOUND_PART = re.compile(
    rb"(?P<word>" + _UTF8_WORD.pattern + rb")|(?P<one>[\xc2-\xf3]" + _ALONE + _REST + rb"(?![\x80-\xff]))"
    rb"|" + _MARK
)
# Letters in a row that are a word of another script; damaged characters and names in Latin-1 make one or two.
_LETTER = "(?:[^\\W\\d_\\x00-\\u024f]|[\\u0591-\\u05c7\\u064b-\\u0652\\u0e31-\\u0e4e])"
_FOREIGN_WORD = re.compile(f"{_LETTER}{{3,}}")
_WHOLE_WORD = re.compile(f"(?<![A-Za-z]){_FOREIGN_WORD.pattern}(?![A-Za-z])")
_GLUED = re.compile(f"(?<=[A-Za-z]){_LETTER}|{_LETTER}(?=[A-Za-z])")
_MOST_GLUED = 0.25  # of the words


def _split(run: bytes, sound: _Sound) -> list[tuple[bytes, bool]]:
    """Return a broken piece in parts, each with whether it is UTF-8: words, and characters of the page."""
    parts: list[tuple[bytes, bool]] = []
    end = 0
    for found in _SOUND_PART.finditer(run):
        if found["one"] and len(found["one"]) < _BYTES_OF_EMOJI:
            char = found["one"].decode("utf-8", "replace")
            if char != REPLACEMENT and char not in sound.characters:
                continue
        parts += [(run[end : found.start()], False), (found.group(), True)]
        end = found.end()
    return [*parts, (run[end:], False)]


def _read_old(run: bytes, codec: str, sound: _Sound) -> str | None:
    """Return a piece read by `codec`, but for what is UTF-8 in it; None where `codec` does not fit it."""
    parts = [
        (part.decode("utf-8", "replace") if is_utf8 else decode_lenient(part, codec), is_utf8)
        for part, is_utf8 in _split(run, sound)
    ]
    read = " ".join(part for part, is_utf8 in parts if not is_utf8)
    if _BAD_LETTER.search(read) or not _has_words(read, codec):
        return None
    return "".join(part for part, _ in parts)


def _has_words(read: str, codec: str) -> bool:
    """Whether a text read by a charset of another script has words of it, few with ASCII letters."""
    if codec in MULTI_BYTE:
        return _FOREIGN_WORD.search(read) is not None
    if codec not in OTHER_SCRIPTS:
        return True
    words = len(_WHOLE_WORD.findall(read))
    return words > 0 and len(_GLUED.findall(read)) <= _MOST_GLUED * words


def _letters(text: str) -> list[str]:
    """Return the letters and vowel signs outside ASCII."""
    return [char for char in text if char >= "\xc0" and (char.isalpha() or category(char)[0] == "M")]


def _sound(pieces: list[bytes]) -> _Sound:
    words = (_utf8(run) or b"".join(_UTF8_WORD.findall(run)).decode("utf-8", "replace") for run in pieces)
    text = "".join(words)
    letters = frozenset(_letters(text))
    cases = frozenset(twin for char in letters for twin in (char.lower(), char.upper()) if len(twin) == 1)
    return _Sound(
        letters | cases, frozenset(char.encode()[0] for char in letters), frozenset(text) | letters | cases
    )


def _is_old(run: bytes, sound: _Sound) -> bool:
    """Whether a broken piece is in an old charset, and no damaged UTF-8."""
    run = _UTF8_WORD.sub(b"", run).replace(_MARK, b"")
    text = run.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if good > _MOST_GOOD * bad:
        return False
    # A character cut off leaves a first byte of the page's script, or what follows one.
    return any(byte >= 0xC0 and byte not in sound.leads for byte in run)


def _codec_of(pieces: list[bytes], sound: _Sound, hinted: tuple[str, ...]) -> str | None:
    sample = b"\n".join(part for piece in pieces for part, is_utf8 in _split(piece, sound) if not is_utf8)
    sample = sample[:_LONGEST_SAMPLE]
    shares = {
        codec: _known_share(sample, codec, sound, hinted) for codec in dict.fromkeys((*hinted, *_CODECS))
    }
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] > 0 else None


def _known_share(sample: bytes, codec: str, sound: _Sound, hinted: tuple[str, ...]) -> float:
    """Return how well `codec` makes of the bytes what the page is written in; 0 where it does not."""
    if codec.startswith("utf"):
        return 0.0
    text = decode_lenient(sample, codec)
    letters = _letters(text)
    bad, odd = len(_BAD_LETTER.findall(text)), odd_share(text)
    usual = _EASTERN.get(codec)
    if usual is not None and sum(char in usual for char in sound.letters) < _OWN * len(sound.letters):
        return 0.0
    known = sound.letters | usual if usual else sound.letters
    if codec == "cp1252" and 2 * len(letters) < sum(char.isascii() and char.isalpha() for char in text):
        known = known | _latin_letters(sound, hinted)
    share = sum(char in known for char in letters) / len(letters) if letters else 0.0
    if bad > _MOST_ODD * len(letters) or odd > _MOST_ODD or share < _KNOWN:
        return 0.0
    signs = len(text) - len(text.encode("ascii", "ignore")) - len(letters)
    return share - odd - signs / len(text)


# Lone letters and quotes of Windows-1252 in a page of UTF-8.

# An accented letter in a Latin word. In UTF-8 0xC2, 0xC3, 0xC5 and 0xE2 begin the letters of Western
# Europe and the quotes: they may be what is left of one.
_LONE_LETTER = re.compile(
    rb"(?:\A|(?<=[A-Za-z]))[\xc4\xc6-\xe1\xe3-\xff](?![\x80-\xff])"
    rb"|(?<![\x80-\xff])[\xc4\xc6-\xe1\xe3-\xff](?=[A-Za-z])"
)
_WEST = frozenset((*map(chr, range(0xC0, 0x100)), *"\u0152\u0153\u0178"))
_OF_FEW = frozenset("\u00d7\u00f7\u00d0\u00f0\u00de\u00fe\u00dd\u00fd")  # signs, and letters of Iceland
_FEWEST_LETTERS = 6  # three, in both cases: a language that has these three of Latin-1 and no others beside


def _latin_letters(sound: _Sound, hinted: tuple[str, ...]) -> frozenset[str]:
    """Return the letters of Latin-1 that a lone byte may mean: those that a page of Western Europe has."""
    if not sound.letters <= _WEST:
        return frozenset()
    is_west = "cp1252" in hinted or len(sound.letters) >= _FEWEST_LETTERS
    return sound.letters | (_WEST - _OF_FEW) if is_west else sound.letters


def _latin_letter(byte: bytes, letters: frozenset[str]) -> bytes:
    letter = byte.decode("latin-1")
    return letter.encode() if letter in letters else byte


_QUOTE = rb"[\x80\x82\x84\x85\x91-\x97\x99]"
_LONE = re.compile(_QUOTE + _ALONE + rb"(?![\x80-\xff])")
_WELL_PLACED = re.compile(
    rb"(?<=[A-Za-z])[\x91\x92](?=[A-Za-z<])|(?<![A-Za-z0-9\x80-\xff])[\x82\x84\x91\x93](?=[A-Za-z0-9])"
    rb"|(?<=[A-Za-z0-9.,;:!?)>])[\x92-\x94](?![A-Za-z0-9\x80-\xff])"
    rb"|(?<= )[\x96\x97](?=[ ,])|(?<=\d)\x96(?=\d)|(?<=[A-Za-z0-9 ])\x85(?![\x80-\xff])"
    rb"|\x80(?= ?\d)|(?<=[\d ])\x80"
)


def has_cp1252_quotes(body: bytes) -> bool:
    """Whether the lone bytes of a Latin page are quotes of Windows-1252, set as quotes are."""
    lone = len(_LONE.findall(body))
    return lone > 0 and len(_WELL_PLACED.findall(body)) >= 0.9 * lone


def is_utf8_but_for_quotes(body: bytes) -> bool:
    """Whether a page has characters of UTF-8, and nothing else foreign but quotes of Windows-1252."""
    if len(body) > _LARGEST_MIXED or not has_cp1252_quotes(body):
        return False
    text = body.decode("utf-8", "newsarchive.quote_meant")
    quotes = len(_LONE.findall(body))
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return foreign > quotes and text.count(REPLACEMENT) == body.count(REPLACEMENT.encode())


# Every foreign byte is one of these: quotes, a hard blank, marks.
_SIGNS_ONLY = re.compile(
    rb"[\x00-\x7f]*+(?:[\x80\x82\x84\x85\x91-\x97\x99\xa0\xa9\xab\xae\xb0\xb7\xbb][\x00-\x7f]*+)*+"
)


def is_cp1252_for_quotes(sample: bytes) -> bool:
    """Whether the foreign bytes of a text are quotes and signs of Windows-1252, set as they should be."""
    return _SIGNS_ONLY.fullmatch(sample) is not None and has_cp1252_quotes(sample)

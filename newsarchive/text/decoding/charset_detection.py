"""East Asian charsets told by the characters that newspapers use: a cheap answer where it is a clear one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import chardet
from chardet import EncodingEra

from newsarchive.text.decoding.declared_charset import resolve_label
from newsarchive.text.decoding.lenient import COUSINS, REPLACEMENT, decode_lenient
from newsarchive.text.frequent_characters import (
    FREQUENT_HANGUL,
    FREQUENT_KANJI,
    FREQUENT_SIMPLIFIED,
    FREQUENT_TRADITIONAL,
)

# How well each charset explains the bytes, by chardet's language models on the informative part.

# chardet names the largest member of a family; the family's first is tried first (lenient.py).
_COUSIN_OF = {cousin: codec for codec, cousins in COUSINS.items() for cousin in cousins}
MULTI_BYTE = ("gb18030", "cp950", "cp932", "euc_jp", "cp949")
OTHER_SCRIPTS = (
    *(
        "cp1251",
        "koi8-r",
        "koi8-u",
        "koi8-t",
        "iso8859-5",
        "mac-cyrillic",
        "cp855",
        "cp866",
        "cp1125",
        "ptcp154",
    ),
    *("cp1253", "iso8859-7", "mac-greek", "cp737", "cp869", "cp1255", "iso8859-8", "cp856", "cp862"),
    *("cp1256", "iso8859-6", "cp720", "cp864", "cp874", *MULTI_BYTE),
)
# How much each charset was used on the web, roughly: those browsers still read, those they gave up or that
# only mail and old Macs used, and the rest, which short texts resemble by chance.
_WEB = frozenset(
    {"cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"}
) | {
    *("iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "cp874", "koi8-r", "koi8-u", "cp866"),
    *MULTI_BYTE,
}
_SELDOM = frozenset(
    {"iso8859-15", "iso8859-13", "iso8859-4", "iso8859-16", "mac-roman", "mac-cyrillic", "cp855", "cp852"}
)
_WEIGHT_WEB, _WEIGHT_SELDOM, _WEIGHT_OTHER = 1.0, 0.9, 0.8
# What is seldom must be likelier by its bytes; the more of them there are, the less their rarity says.
_FULL_WEIGHT_UP_TO = 100
# A multi-byte charset that reaches this has no rival among the charsets of old desktops (a single-byte one
# has its twins there); asking those too takes four times as long. Those of mainframes are never asked.
_SURE = 0.3
# A GBK page with one bad byte is GBK; chardet rules a charset out at the first byte that does not fit.
_MOST_BAD = 0.02


def confidences(sample: bytes, suspects: tuple[str, ...] = ()) -> dict[str, float]:
    """Return codec -> confidence (0 to 1) for every charset that fits the bytes.

    `suspects` are codecs to judge even when a few bytes do not fit them.
    """
    found = _ask(sample)
    for codec in _nearly_fitting(sample, found, suspects):
        mended = decode_lenient(sample, codec).replace(REPLACEMENT, "").encode(codec, "ignore")
        found[codec] = max(found.get(codec, 0.0), _ask(mended).get(codec, 0.0))
    return found


def _ask(sample: bytes) -> dict[str, float]:
    found = _ask_models(sample, EncodingEra.MODERN_WEB)
    best = max(found, key=lambda codec: found[codec], default="")
    if best not in MULTI_BYTE or found[best] < _SURE:
        found = _ask_models(sample, EncodingEra.ALL & ~EncodingEra.MAINFRAME)
    return found


def _ask_models(sample: bytes, era: EncodingEra) -> dict[str, float]:
    found: dict[str, float] = {}
    rarity = min(1.0, _FULL_WEIGHT_UP_TO / max(1, sum(byte > 0x7F for byte in sample)))
    for answer in chardet.detect_all(sample, encoding_era=era, ignore_threshold=True, compat_names=False):
        codec = resolve_label(answer["encoding"] or "")
        if codec is not None and not codec.startswith("utf-"):  # looked for before, with the whole body
            codec = _COUSIN_OF.get(codec, codec)
            weight = _WEIGHT_WEB if codec in _WEB else _WEIGHT_SELDOM if codec in _SELDOM else _WEIGHT_OTHER
            found[codec] = max(found.get(codec, 0.0), (1 - rarity * (1 - weight)) * answer["confidence"])
    return found


def _nearly_fitting(sample: bytes, found: dict[str, float], suspects: tuple[str, ...]) -> list[str]:
    foreign = sum(byte > 0x7F for byte in sample)
    if 3 * foreign < len(sample):  # Latin text: a multi-byte reading would be an accident
        return [codec for codec in suspects if codec in MULTI_BYTE and codec not in found]
    return [
        codec
        for codec in dict.fromkeys((*MULTI_BYTE, *suspects))
        if codec not in found and decode_lenient(sample, codec).count(REPLACEMENT) <= _MOST_BAD * foreign + 1
    ]


# The few kilobytes of a page that can tell charsets apart: runs of text that hold non-ASCII bytes.

# From a non-ASCII byte to the next tag or line end. Long ASCII hides Chinese from detectors, as in case
# 18 of docs/explanation/charsets.md#the-cases. Tags end at bytes that are no trail bytes in any charset of
# the web, so no character is cut in two.
_RUN = re.compile(rb"[\x80-\xff][^<>\x00-\x1f]{0,300}[^<>\x00-\x2f]{0,1000}")
_EDGE = re.compile(rb"[<>\x00-\x1f]")
# Bytes that end no multi-byte character: cut there, else the last one looks like damage.
_SAFE_CUT = re.compile(rb"[\x00-\x2f][^\x00-\x2f]*$")
_CONTEXT = 60  # bytes of ASCII before a run: a few words tell the language
# chardet scores 2 kB in 1 to 4 ms; 4 kB gave the same answers on the corpora, 1 kB worse ones (2026-11-24).
_SAMPLE_SIZE = 2_000


def informative_bytes(body: bytes, sample_size: int = _SAMPLE_SIZE) -> bytes:
    """Return about `sample_size` bytes: runs from a non-ASCII byte on, with the words before; each once."""
    if len(body) <= sample_size and b"<" not in body:
        return body
    runs: dict[bytes, None] = {}  # menus repeat, and what repeats tells nothing new
    size = end = 0
    for match in _RUN.finditer(body):
        run = b"\n" + _words_before(body, end, match.start()) + _cut(match.group(), sample_size)
        end = match.end()
        if run not in runs:
            runs[run] = None
            size += len(run)
        if size >= sample_size:
            break
    return _cut(b"".join(runs), sample_size)


def _words_before(body: bytes, floor: int, start: int) -> bytes:
    return _EDGE.split(body[max(floor, start - _CONTEXT) : start])[-1]


def _cut(run: bytes, size: int) -> bytes:
    return run if len(run) <= size else _SAFE_CUT.sub(b"", run[:size])


_KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FD))))
# Punctuation and full-width forms say nothing: every charset has them, each in a place of its own.
NEUTRAL = re.compile(
    "[\u00a0-\u00ff\u2010-\u2049\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\uff01-\uff65\uffe0-\uffe6]"
)


@dataclass(frozen=True, slots=True)
class EasternCharset:
    """A charset and the characters its texts are written in; of `rare`, which others misread into, few."""

    codec: str
    usual: frozenset[str]
    rare: frozenset[str] = frozenset()


# Korean first: its syllables are frequent characters in a Chinese reading, Chinese in a Korean one is not.
DETECTED = (
    EasternCharset("cp949", FREQUENT_HANGUL),
    EasternCharset("euc_jp", _KANA | FREQUENT_KANJI),
    EasternCharset("gb18030", FREQUENT_SIMPLIFIED, _KANA),
    EasternCharset("cp932", _KANA | FREQUENT_KANJI),
    EasternCharset("cp950", FREQUENT_TRADITIONAL, _KANA),
)
# Right readings of 210 corpora pages in their charsets have 0.97 and more, wrong ones 0.8 at most but for
# Korean read as Chinese (2026-11-24).
_USUAL, _MOST_RARE, _LEAD = 0.95, 0.1, 0.1
_FEWEST_CHARACTERS = 12
# EUC-JP without a tenth of Kana may be GBK, whose bytes are the same.
_FEWEST_KANA = 0.1


def eastern_codec(sample: bytes) -> str | None:
    """Return the East Asian charset that `sample` clearly is in, None where that takes a closer look."""
    if 3 * sum(byte > 0x7F for byte in sample) < len(sample):
        return None
    shares = {charset.codec: _usual_share(sample, charset) for charset in DETECTED}
    best = max(shares, key=lambda codec: shares[codec])
    if shares["cp949"] >= _USUAL:
        return "cp949"
    second = max(share for codec, share in shares.items() if codec != best)
    return best if shares[best] >= _USUAL and second <= shares[best] - _LEAD else None


def _usual_share(sample: bytes, charset: EasternCharset) -> float:
    text = decode_lenient(sample, charset.codec)
    letters = [char for char in NEUTRAL.sub("", text) if not char.isascii()]
    bad = text.count(REPLACEMENT)
    if len(letters) < _FEWEST_CHARACTERS or bad > _MOST_BAD * len(letters):
        return 0.0
    if sum(char in charset.rare for char in letters) > _MOST_RARE * len(letters):
        return 0.0
    if charset.codec == "euc_jp" and sum(char in _KANA for char in letters) < _FEWEST_KANA * len(letters):
        return 0.0
    return sum(char in charset.usual for char in letters) / len(letters)

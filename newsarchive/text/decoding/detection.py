"""How well each charset explains the bytes, by chardet's language models on the informative part."""

from __future__ import annotations

import chardet
from chardet import EncodingEra

from newsarchive.text.decoding.labels import resolve_label
from newsarchive.text.decoding.lenient import COUSINS, REPLACEMENT, decode_lenient

# chardet names the largest member of a family; the family's first is tried first (lenient.py).
COUSIN_OF = {cousin: codec for codec, cousins in COUSINS.items() for cousin in cousins}
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
WEB = frozenset(
    {"cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"}
) | {
    *("iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "cp874", "koi8-r", "koi8-u", "cp866"),
    *MULTI_BYTE,
}
SELDOM = frozenset(
    {"iso8859-15", "iso8859-13", "iso8859-4", "iso8859-16", "mac-roman", "mac-cyrillic", "cp855", "cp852"}
)
WEIGHT_WEB, WEIGHT_SELDOM, WEIGHT_OTHER = 1.0, 0.9, 0.8
# What is seldom must be likelier by its bytes; the more of them there are, the less their rarity says.
FULL_WEIGHT_UP_TO = 100
# A multi-byte charset that reaches this has no rival among the charsets of old desktops (a single-byte one
# has its twins there); asking those too takes four times as long. Those of mainframes are never asked.
SURE = 0.3
# A GBK page with one bad byte is GBK; chardet rules a charset out at the first byte that does not fit.
MOST_BAD = 0.02


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
    if best not in MULTI_BYTE or found[best] < SURE:
        found = _ask_models(sample, EncodingEra.ALL & ~EncodingEra.MAINFRAME)
    return found


def _ask_models(sample: bytes, era: EncodingEra) -> dict[str, float]:
    found: dict[str, float] = {}
    rarity = min(1.0, FULL_WEIGHT_UP_TO / max(1, sum(byte > 0x7F for byte in sample)))
    for answer in chardet.detect_all(sample, encoding_era=era, ignore_threshold=True, compat_names=False):
        codec = resolve_label(answer["encoding"] or "")
        if codec is not None and not codec.startswith("utf-"):  # looked for before, with the whole body
            codec = COUSIN_OF.get(codec, codec)
            weight = WEIGHT_WEB if codec in WEB else WEIGHT_SELDOM if codec in SELDOM else WEIGHT_OTHER
            found[codec] = max(found.get(codec, 0.0), (1 - rarity * (1 - weight)) * answer["confidence"])
    return found


def _nearly_fitting(sample: bytes, found: dict[str, float], suspects: tuple[str, ...]) -> list[str]:
    foreign = sum(byte > 0x7F for byte in sample)
    if 3 * foreign < len(sample):  # Latin text: a multi-byte reading would be an accident
        return [codec for codec in suspects if codec in MULTI_BYTE and codec not in found]
    return [
        codec
        for codec in MULTI_BYTE
        if codec not in found and decode_lenient(sample, codec).count(REPLACEMENT) <= MOST_BAD * foreign + 1
    ]

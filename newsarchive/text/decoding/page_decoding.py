"""A fetched page as characters, or the reason why its bytes are none."""

from __future__ import annotations

import codecs
import re

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.items import Charset, DecodedPage, FetchedPage
from newsarchive.text.decoding.byte_shape import (
    binary_kind,
    bom_codec,
    escaped_codec,
    sniff_media,
    utf8_evidence,
    wide_codec,
)
from newsarchive.text.decoding.charset_detection import (
    MULTI_BYTE,
    OTHER_SCRIPTS,
    confidences,
    eastern_codec,
    informative_bytes,
)
from newsarchive.text.decoding.containers import open_copy
from newsarchive.text.decoding.declared_charset import Declaration, declarations, language_codecs
from newsarchive.text.decoding.declared_reading import (
    is_among_latin,
    reads_as_declared,
    reads_better,
    reads_latin,
)
from newsarchive.text.decoding.lenient import decode_best, decode_lenient
from newsarchive.text.decoding.mixed_bytes import (
    is_cp1252_for_quotes,
    is_utf8_but_for_quotes,
    read_mostly_utf8,
    utf8_parts,
    without_utf8,
)
from newsarchive.text.decoding.odd_places import odd_share
from newsarchive.text.decoding.rare_charsets import RARE_CHARSETS

# Charsets that differ in a few rare characters: told apart on more text than the language models see.

# An ISO charset and its Windows twin share most letters. The bytes 0x80 to 0x9F (quotes, dashes) are the
# Windows one's, and a few letters of the one are signs in the other; both may first occur far down the page,
# behind what the models see.
_TWINS = {
    "iso8859-2": "cp1250",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
    "mac-cyrillic": "cp1251",  # the small letters but one are the same
}
_TWIN_OF = _TWINS | {windows: iso for iso, windows in _TWINS.items()}
_MOST_PLACES, _CONTEXT_BYTES = 400, 12
_MUCH_ODDER = 2.0  # right text has a few odd places too: names such as `iPhone`, typos


def likelier_twin(body: bytes, codec: str) -> str:
    """Return `codec`, or its twin where that reads with fewer oddities the places where the two differ."""
    twin = _TWIN_OF.get(codec)
    if twin is None:
        return codec
    places = _PLACES[frozenset((codec, twin))].finditer(body)
    around = b"\n".join(
        body[max(0, match.start() - _CONTEXT_BYTES) : match.end() + _CONTEXT_BYTES]
        for match, _ in zip(places, range(_MOST_PLACES), strict=False)
    )
    own, other = (odd_share(decode_lenient(around, name)) for name in (codec, twin))
    return twin if _MUCH_ODDER * other < own else codec


def _differing(codec: str, twin: str) -> re.Pattern[bytes]:
    single = (bytes((byte,)) for byte in range(0x80, 0x100))
    differing = b"".join(
        byte for byte in single if byte.decode(codec, "replace") != byte.decode(twin, "replace")
    )
    return re.compile(b"[" + re.escape(differing) + b"]+")


_PLACES = {frozenset(pair): _differing(*pair) for pair in _TWINS.items()}


# The cascade.

# What a declaration is worth. On re-encoded corpora pages the true charset never had less than 0.79 of the
# best confidence, a wrong one that reads differently seldom more than 0.75 (199 pages, 2026-11-24).
_DECLARED = 1 / 0.75
# A dozen non-ASCII bytes are too few for a language model; then the declaration weighs more.
_FEW_BYTES = 12
_DECLARED_WITH_FEW_BYTES = 2.0
# A list of names in GB 2312 reads as well in EUC-KR, and the other way round.
_FEW_EASTERN_BYTES = 40
# One accented letter among Latin words: models happily see a Cyrillic or Arabic one in it.
_HARDLY_ANY_BYTES = 4
_LONE_LETTER = 0.3
# The same quotes and dashes stand at the same bytes.
_WINDOWS = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258")
_WEB_DEFAULT = "cp1252"  # what browsers fall back to for most locales
# The page's own language makes its charsets likelier where the bytes leave it open.
_LANGUAGE = 1.25
# Near twins (cp1250 and iso8859-2) differ by 0.02 in confidence, but the wrong one of them has odd places
# in 5 to 40 % of its characters: that must outweigh a declaration.
_ODDITY = 5.0
_WORTH_A_LOOK = 0.4  # of the best score: with ODDITY, no text read well falls below it


def choose_charset(body: bytes, content_type: str | None) -> Charset:
    """Return the charset of `body` and the evidence that decided it."""
    marked = bom_codec(body)
    if marked and (marked[0] != "utf-8" or utf8_evidence(body)):
        return Charset(marked[0], "bom")
    if wide := wide_codec(body):
        return Charset(wide, "nul_pattern")
    if body.isascii() and b"\x1b" not in body and b"~{" not in body:
        return Charset("utf-8", "ascii")
    declared = {item.codec: item for item in declarations(body, content_type)}
    if escaped := escaped_codec(body, frozenset(declared)):
        return Charset(escaped, "escape_sequences")
    if evidence := _utf8_evidence(body, declared):
        return Charset("utf-8", evidence)
    rest = without_utf8(body)
    others = {name: declared[name] for name in declared if name[:4] != "utf-"}
    return _legacy(rest, others, was_mixed=len(rest) < len(body))


def _utf8_evidence(body: bytes, declared: dict[str, Declaration]) -> str | None:
    is_declared = "utf-8" in declared
    if evidence := utf8_evidence(body, is_declared=is_declared):
        return evidence
    return "utf8_tolerant" if (is_declared or not declared) and is_utf8_but_for_quotes(body) else None


def _legacy(body: bytes, declared: dict[str, Declaration], *, was_mixed: bool) -> Charset:
    sample = informative_bytes(body)
    foreign = sum(byte > 0x7F for byte in sample)
    if foreign <= _FEW_EASTERN_BYTES and (codec := _declared_eastern(body, sample, foreign, declared)):
        return Charset(codec, declared[codec].place)
    if eastern := eastern_codec(sample):
        return Charset(eastern, declared[eastern].place if eastern in declared else "detected")
    languages = language_codecs(body)
    if codec := _without_models(sample, foreign, declared, languages, was_mixed=was_mixed):
        codec = likelier_twin(body, codec)
        return Charset(codec, declared[codec].place if codec in declared else "fallback")
    prior = dict.fromkeys(languages, _LANGUAGE)
    if foreign < _HARDLY_ANY_BYTES:
        prior = dict.fromkeys(OTHER_SCRIPTS, _LONE_LETTER) | prior
    for codec in declared:
        prior[codec] = prior.get(codec, 1.0) * (
            _DECLARED if foreign >= _FEW_BYTES else _DECLARED_WITH_FEW_BYTES
        )
    found = confidences(sample, tuple(declared))
    scores = {codec: confidence * prior.get(codec, 1.0) for codec, confidence in found.items()}
    best = _least_odd(sample, scores)
    if best is None:
        return Charset(_WEB_DEFAULT, "fallback")
    if foreign < _FEW_BYTES and best in OTHER_SCRIPTS and best not in declared:
        best = next((codec for codec in declared if reads_latin(sample, codec)), best)
    best = likelier_twin(body, best)
    return Charset(best, declared[best].place if best in declared else "detected")


def _without_models(
    sample: bytes,
    foreign: int,
    declared: dict[str, Declaration],
    languages: tuple[str, ...],
    *,
    was_mixed: bool,
) -> str | None:
    """The charset of a text with few foreign bytes, where these show it; models go by many.

    Of a page that has UTF-8 too, no charset is declared: there those of its language are asked for words.
    """
    if codec := _declared_for_few(sample, foreign, declared):
        return codec
    if is_cp1252_for_quotes(sample) and not any(codec.startswith("mac") for codec in declared):
        return next((codec for codec in declared if codec in _WINDOWS), _WEB_DEFAULT)
    if foreign >= _HARDLY_ANY_BYTES:
        return None
    return _first_of_words(sample, (*declared, *(languages if was_mixed else ()))) or _first_of_signs(
        sample, (*declared, *languages, _WEB_DEFAULT)
    )


def _declared_eastern(
    body: bytes, sample: bytes, foreign: int, declared: dict[str, Declaration]
) -> str | None:
    """The declared East Asian charset of a few bytes: a name or quotes among Latin text, or a short text."""
    for codec in declared:
        if codec in MULTI_BYTE and reads_as_declared(sample, codec):
            return codec if is_among_latin(body, foreign) or not reads_better(sample, codec) else None
    return None


def _declared_for_few(sample: bytes, foreign: int, declared: dict[str, Declaration]) -> str | None:
    """The declared charset of a text in another script, where its few foreign bytes read as they should.

    What is in its own script throughout is left to the models.
    """
    for codec in declared:
        if (3 * foreign < len(sample) or codec in RARE_CHARSETS) and reads_as_declared(sample, codec):
            return codec
    return None


def _first_of_words(sample: bytes, declared: tuple[str, ...]) -> str | None:
    """The declared Latin charset in which the few bytes are letters of words, by default signs on words."""
    if not _GLUED_SIGN.search(sample.decode(_WEB_DEFAULT, "replace")):
        return None
    for codec in declared:
        if codec in MULTI_BYTE or codec in OTHER_SCRIPTS or codec == _WEB_DEFAULT:
            continue
        text = decode_lenient(sample, codec)
        words = [word for word in _WORD.findall(text) if not word.isascii()]
        if words and not odd_share(text) and all(word.istitle() or word.islower() for word in words):
            return codec
    return None


# `\u00a9koda` for `\u0160koda`; before a capital a sign is none: `\u00a9Reuters`.
_GLUED_SIGN = re.compile(
    "[\u00a1-\u00b4\u00b6-\u00bf](?=[a-z])|(?<=[a-z])[\u00a1-\u00a9\u00ab-\u00b1\u00b4-\u00b6\u00b8\u00bc-\u00be]"
)
_WORD = re.compile(r"[^\W\d_]+")


def _first_of_signs(sample: bytes, codecs: tuple[str, ...]) -> str | None:
    """The first charset in which the few bytes are signs (a copyright line, a quote): models know letters."""
    for codec in codecs:
        text = decode_lenient(sample, codec)
        if not odd_share(text) and not any(char.isalpha() for char in text if not char.isascii()):
            return codec
    return None


def _least_odd(sample: bytes, scores: dict[str, float]) -> str | None:
    floor = _WORTH_A_LOOK * max(scores.values(), default=0.0)
    finalists = {
        codec: score / (1 + _ODDITY * odd_share(decode_lenient(sample, codec)))
        for codec, score in scores.items()
        if score >= floor
    }
    return max(finalists, key=lambda codec: finalists[codec], default=None)


# The page.

# The largest of 1,978 corpora pages has 2.2 MB (2026-11-24); nine times that is no article but costs seconds.
LARGEST_BODY = 20_000_000
_BOM = "\ufeff"


def decode_page(
    page: FetchedPage, hints: PageHints = NO_HINTS, *, largest: int = LARGEST_BODY
) -> DecodedPage:
    """Return the page as characters, with the charset chosen and the evidence for it; never raises.

    `hints` are handed on.

    Decoded and nothing more: BOM off, undecodable bytes U+FFFD, line ends and controls kept. Of a saved copy
    in a container it is the page in it. `error` is `empty_body`, `too_large`, or `binary`, the kind, and
    what can be done.
    """
    if not page.body:
        return undecoded_page(page, "empty_body", hints)
    copy = open_copy(page.body, page.content_type)
    if error := copy.problem or _refusal(copy.body, largest):
        return undecoded_page(page, error, hints)
    charset = choose_charset(copy.body, copy.content_type)
    # A template may put its UTF-8 mark before a page in another charset; it is no text in either case.
    text, codec = _characters(copy.body.removeprefix(codecs.BOM_UTF8), charset, copy.content_type)
    text = text.lstrip(_BOM)
    return DecodedPage(
        page=page,
        text=text,
        charset=Charset(codec, charset.evidence),
        media=sniff_media(text, copy.content_type),
        error=None,
        hints=hints,
    )


def _characters(body: bytes, charset: Charset, content_type: str | None) -> tuple[str, str]:
    """Return the text and the codec that read it; parts of it in another charset are read by theirs."""
    if charset.evidence == "utf8_tolerant":
        hinted = (*(item.codec for item in declarations(body, content_type)), *language_codecs(body))
        return read_mostly_utf8(body, hinted), charset.name
    parts = utf8_parts(body, charset.name)
    if len(parts) == 1:
        return decode_best(body, charset.name)
    _, codec = decode_best(b"".join(part for part, is_utf8 in parts if not is_utf8), charset.name)
    return "".join(
        part.decode() if is_utf8 else decode_lenient(part, codec) for part, is_utf8 in parts
    ), codec


def undecoded_page(page: FetchedPage, error: str, hints: PageHints = NO_HINTS) -> DecodedPage:
    """Return the page whose bytes are no text, for the reason given."""
    return DecodedPage(page=page, text="", charset=None, media="html", error=error, hints=hints)


def _refusal(body: bytes, largest: int) -> str | None:
    if not body:
        return "empty_body"
    if len(body) > largest:
        return "too_large"
    if bom_codec(body) or wide_codec(body):
        return None
    kind = binary_kind(body)
    return f"binary {kind}{_INSTEAD.get(kind, '')}" if kind else None


# What can be done about bytes that people take for a page.
_INSTEAD = {
    "zip": ": unpack it and give the page in it; of a WACZ, give archive/*.warc.gz to `import warc`",
    "pdf": ": only HTML and plain text are read",
}

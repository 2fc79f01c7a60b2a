"""Whether a text with few foreign characters reads as its declared charset has it.

An English edition of a Chinese paper has curly quotes and a name in GB 2312, and nothing else that a language
model could tell it by (docs/explanation/charsets.md#few-foreign-bytes).
"""

from __future__ import annotations

import re

from newsarchive.text.decoding.charset_detection import DETECTED, MULTI_BYTE, NEUTRAL, OTHER_SCRIPTS
from newsarchive.text.decoding.lenient import REPLACEMENT, decode_lenient
from newsarchive.text.decoding.odd_places import odd_share
from newsarchive.text.decoding.rare_charsets import is_written_in

_USUAL = {charset.codec: charset.usual for charset in DETECTED}
# Rare characters in names: of 王旭, 王喆, 朱镕基 one is none of the frequent ones.
_FEWEST_USUAL = 0.6
# Letters of the page about its foreign bytes, with which these are a name or quotes.
_LATIN_SAMPLE = 100_000
_LATIN_PER_FOREIGN = 10
_NO_TEXT = re.compile(rb"<(script|style)\b[^<]*+(?:<(?!/\1)[^<]*+)*+|<[^<>]*+>", re.IGNORECASE)
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_MOST_KANA = 0.2
# The syllables that Korean news mostly has (by hand, 2026-12); Chinese and Japanese bytes make any of 2,350.
_COMMON_HANGUL = frozenset(
    "이다는의에을를가은고지한하로사기도서시인자대해정수일리과어들아나부있제보주그원장전으라상여스적선했비것중위구성동조공안용연경만게국까면신유화관계진업당방민회할년월마오실없거우문모무"
    "재치세개된트소생학교미물내통분였되률결입영후각때명행요발야간양노드단금달체박청호려남강반력합않등식던와산차표출설현터최김북법레천예니더올토권역판점감형심복직울집추음배본벌번약백처작"
    "군포급건병파외불러른르타격투태특편평품피필향험협확환활황쟁저절접존종좌죄준증질찰참책초총축취층침크큰키팀플늘능난날록론료루류름릴림말맞매먹목못바받밝별빠속손송술쓰씨알앞애액언얼엔열"
    "온왔왕운움육응임잡색석새살삼쪽카코콘데돈돌두득디딸또량령례따꾸꿈끝낸너널논농높누념근글길깊갈갖걸검겨견곳광굴귀규균극락란랑래략련렬범변붙빛뿐습승싸쌀악암압억엄완욕윤율융익즈즉징짜째"
    "채척철첫촉충친칙칠탁탄탈탐택테톤퇴팔패폭풍프함항핵허헌혁혼홍효훈휴흐흔흥희힘"
)
_FEWEST_COMMON = 0.5
_ROWS_OF_HANGUL = frozenset({"gb18030", "euc_jp"})
_LEAD = 0.3
# Latin-1 letters and quotes read as East Asian take the ASCII letter behind them along.
_MOST_GLUED = 0.1
_MOST_BAD = 0.05
_GLUED = re.compile(r"(?<=[A-Za-z])[^\W\d_a-zA-Z\u00c0-\u024f]|[^\W\d_a-zA-Z\u00c0-\u024f](?=[a-zA-Z])")
_WORD = re.compile("[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u024f\u0370-\u06ff\u0e00-\u0e7f\u10a0-\u10ff]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FOREIGN = re.compile("[\u0370-\u06ff\u0e00-\u0e7f\u10a0-\u10ff]")
_SHORTEST_WORD = 3
_MOST_MIXED = 0.05


def reads_as_declared(sample: bytes, codec: str) -> bool:
    """Whether the foreign bytes among Latin text are what a text in `codec` has: whole words, or quotes."""
    if codec in MULTI_BYTE:
        return _reads_eastern(sample, codec)
    if codec in OTHER_SCRIPTS or codec in {"armscii-8", "georgian-ps"}:
        return _reads_other(sample, codec)
    return is_written_in(sample, codec)


def _reads_eastern(sample: bytes, codec: str) -> bool:
    text = decode_lenient(sample, codec)
    foreign = [char for char in text if not char.isascii()]
    bad = sum(char == REPLACEMENT or "\ue000" <= char <= "\uf8ff" for char in foreign)
    if not foreign or bad > _MOST_BAD * len(foreign):
        return False
    letters = [char for char in NEUTRAL.sub("", text) if not char.isascii() and char != REPLACEMENT]
    if len(_GLUED.findall(text)) > _MOST_GLUED * len(foreign):
        return False
    return sum(char in _USUAL[codec] for char in letters) >= _FEWEST_USUAL * len(letters)


def is_among_latin(body: bytes, foreign: int) -> bool:
    """Whether a page is Latin text but for its `foreign` bytes."""
    text = _NO_TEXT.sub(b"", body[:_LATIN_SAMPLE])
    return len(_ASCII_LETTER.findall(text)) >= _LATIN_PER_FOREIGN * foreign


def reads_better(sample: bytes, codec: str) -> bool:
    """Whether another East Asian charset makes clearly more of bytes declared `codec`.

    The frequent characters of all stand in the same rows, so that words in one read well by each. What tells
    is that the bytes are common Hangul in EUC-KR, have kana in EUC-JP, or far more frequent characters.
    """
    read = {name: decode_lenient(sample, name) for name in MULTI_BYTE}
    letters = {name: [char for char in NEUTRAL.sub("", read[name]) if not char.isascii()] for name in read}
    shares = {
        name: sum(char in _USUAL[name] for char in letters[name]) / (len(letters[name]) or 1)
        for name in read
        if REPLACEMENT not in read[name] or name == codec
    }
    korean, japanese = letters["cp949"], letters["euc_jp"]
    if codec != "cp949" and korean and all("\uac00" <= char <= "\ud7a3" for char in korean):
        common = sum(char in _COMMON_HANGUL for char in korean)
        # In GB 2312 and EUC-JP frequent characters stand in the rows of Hangul; Big5's second bytes do not.
        if codec not in _ROWS_OF_HANGUL or common >= _FEWEST_COMMON * len(korean):
            return True
    kana = sum("\u3041" <= char <= "\u30ff" for char in japanese)
    if codec != "euc_jp" and "euc_jp" in shares and kana > _MOST_KANA * len(japanese):
        return True
    return bool(letters[codec]) and max(shares.values()) >= shares[codec] + _LEAD


def _reads_other(sample: bytes, codec: str) -> bool:
    """Whether there are words of the other script, and hardly any half Latin: accented letters make those."""
    text = decode_lenient(sample, codec)
    whole = mixed = 0
    for word in _WORD.findall(text):
        if _FOREIGN.search(word):
            is_mixed = _LATIN.search(word) is not None
            mixed += is_mixed
            whole += not is_mixed and len(word) >= _SHORTEST_WORD
    return whole > 0 and mixed <= _MOST_MIXED * whole and odd_share(text) <= _MOST_BAD


def reads_latin(sample: bytes, codec: str) -> bool:
    """Whether the foreign bytes are accented letters in Latin words, and signs that stand as signs do."""
    if codec in OTHER_SCRIPTS or codec in MULTI_BYTE:
        return False
    text = decode_lenient(sample, codec)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if odd_share(text) or any(_FOREIGN.search(word) for word in words):
        return False
    # Five accented letters in a row are a word of another script.
    return not any(len(word) >= _SHORTEST_WORD and _ACCENTED.fullmatch(word) for word in words)


_ACCENTED = re.compile("[\u00c0-\u024f]+")

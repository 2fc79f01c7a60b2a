"""Damages text as annotated mirrors do: on GBK bytes, not on characters.

The model: docs/explanation/mirrors.md#the-model-of-the-damage.
"""

from __future__ import annotations

from functools import lru_cache

import opencc
from pypinyin import Style, lazy_pinyin

# One-to-one converters do not convert these (seen on real mirrors): the Traditional form depends on the word.
_UNCONVERTED = frozenset("后里于系制采面余干谷斗志回卷升占同刮舍松云郁征丑并游愿范咨布岩群峰床污凶")
# Frequent characters, as in the real tables of notes, which have no rare ones. Since they are frequent, their
# byte pairs also occur across two other characters, and a note written there breaks both.
_ANNOTATED = (
    "們個會開來說時國對過機關發長門問間見車電話書員場動務業產實際經濟應當認為議記設計劃進還這種樣無與從後東"
    "總統號碼術師醫療藥藝節約紀錄編輯責導領隊體驗測試點線網絡視頻報導訊聯繫連續結構組織級別處變請讓識談論講"
    "語誰課調證評該詳許訴詢試條標權極構樓橋歲歷隻雙離難電響頁項預領題顏額風飛飯館餘馬驗魚鳥鹽麥黃齊齡龍聲聽"
    "職腦腳膽臨興舊舉萬葉蓋藍蘇處蟲術補裝裡規覺觀購貨費資賓賣質賽趕趙躍轉較載輕輪輯辦農遞遠適選遷郵鄰醬釋"
    "針釘鈴鉛銀銅鋼錄錢錯鎮鏡鐘鐵閉閱陣陳陸陽隊階隨險雖靜韓頂順須顧飲養馮駕騎鬧倉價優傳債傷兒內兩冊冷則剛創"
    "劇勞勢勝區協單卻廳縣參嗎喪團園圍圖圓塊壓壞夢夠奪獎婦媽孫寫寬審層屬島崗幣師帳帶廣慶庫廢彈強錄徑復競爭嚴擇靈戰戲換擁擔據擊懷態億儀偉備"
)
_CHOSEN = {
    "钟": "鐘",
    "签": "簽",
    "着": "著",
    "台": "臺",
    "准": "準",
    "线": "線",
    "湿": "濕",
}  # the form that was seen, where there are several
NOTE_STEP = "notes"  # pinyin written after converted characters
FOLD_STEP = "fold"  # full-width punctuation made half-width
SOW_STEP = "sow"  # control characters before punctuation
DAMAGE_STEPS = (NOTE_STEP, FOLD_STEP, SOW_STEP)

_FOLDED = str.maketrans("，：；？！（）", ",:;?!()")
_SOWN = {"，": "\x05\x08", "。": "\x06\x07\x08", "、": "\x07"}
_USER_DEFINED = (
    (0xAA, 0xAF, 0xE000),
    (0xF8, 0xFE, 0xE234),
)  # Windows code page 936: lead bytes, first character


def damage(text: str, steps: tuple[str, ...]) -> str:
    """Return Simplified `text`, which may contain mark-up, as a mirror would show it.

    `steps` are names from DAMAGE_STEPS; the text is always converted to Traditional.
    """
    shown = text.translate(traditional_table())
    if NOTE_STEP in steps:
        shown = decode_cp936(annotate(shown.encode("gb18030")))
    if SOW_STEP in steps:
        shown = "".join(_SOWN.get(character, "") + character for character in shown)
    return shown.translate(_FOLDED) if FOLD_STEP in steps else shown


def annotate(body: bytes) -> bytes:
    """Write `(reading)` after an annotated character's two bytes, even if they are of two characters."""
    for pair, note in notes():
        body = body.replace(pair, pair + note)
    return body


def decode_cp936(body: bytes) -> str:
    """Decode as Windows does: a lead byte consumes the next byte, and an invalid pair becomes one `?`."""
    characters = []
    at = 0
    while at < len(body):
        lead = body[at]
        if lead <= 0x80 or lead == 0xFF:
            characters.append("€" if lead == 0x80 else "?" if lead == 0xFF else chr(lead))
            at += 1
        else:
            characters.append(decode_pair(body[at : at + 2]))
            at += 2
    return "".join(characters)


def decode_pair(pair: bytes) -> str:
    """Return one character of code page 936: assigned, private use, or `?`."""
    for first, last, base in _USER_DEFINED:
        if len(pair) == 2 and first <= pair[0] <= last and 0xA1 <= pair[1] <= 0xFE:
            return chr(base + (pair[0] - first) * 94 + pair[1] - 0xA1)
    return pair.decode("gbk", "replace").replace("\ufffd", "?")[:1]


@lru_cache(maxsize=1)
def traditional_table() -> dict[int, str]:
    """Return the Traditional form of each character of GB 2312, for `str.translate`."""
    simplified = [character for character in hanzi() if character not in _UNCONVERTED]
    converted = opencc.OpenCC("s2tw").convert("\n".join(simplified)).split("\n")
    pairs = zip(simplified, converted, strict=True)
    table = {ord(old): new for old, new in pairs if old != new and is_two_bytes(new, "gbk")}
    return table | {ord(old): new for old, new in _CHOSEN.items()}


@lru_cache(maxsize=1)
def notes() -> tuple[tuple[bytes, bytes], ...]:
    """Return the two bytes of each annotated character with its note, in the order of their codes."""
    annotated = sorted(set(_ANNOTATED) & set(traditional_table().values()))
    return tuple((character.encode("gbk"), pinyin_note(character)) for character in annotated)


def pinyin_note(character: str) -> bytes:
    """Return the character's first reading with tone marks, in parentheses, as GBK bytes."""
    return f"({lazy_pinyin(character, style=Style.TONE)[0]})".encode("gbk", "replace")


def hanzi() -> list[str]:
    """Return every character of the CJK block that GB 2312 can encode."""
    return [chr(code) for code in range(0x4E00, 0x9FA6) if is_two_bytes(chr(code), "gb2312")]


def is_two_bytes(text: str, charset: str) -> bool:
    """Say whether `text` is one character that takes two bytes in `charset`."""
    try:
        return len(text) == 1 and len(text.encode(charset)) == 2
    except UnicodeEncodeError:
        return False

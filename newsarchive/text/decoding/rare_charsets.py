"""Old charsets of Vietnamese, Armenian and Georgian that Python has no codec for, read where declared."""

from __future__ import annotations

import codecs
import re
from typing import Any

# As glibc's iconv has them (2.36): bytes 0x80 to 0xFF, U+FFFE where there is no character.
# VISCII is RFC 1456, TCVN3 is TCVN 5712:1993, ARMSCII-8 is AST 34.005-1997.
_HIGH = {
    "viscii": (
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
        "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
        "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
    ),
    "tcvn3": (
        "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
        "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
        "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
        "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
    ),
    "armscii-8": (
        "\ufffe" * 32 + "\u00a0\ufffeև։)(»«—.՝,-֊…՜՛՞ԱաԲբԳգԴդԵեԶզԷէ"
        "ԸըԹթԺժԻիԼլԽխԾծԿկՀհՁձՂղՃճՄմՅյՆնՇշ"
        "ՈոՉչՊպՋջՌռՍսՎվՏտՐրՑցՒւՓփՔքՕօՖֆ՚\ufffe"
    ),
    "georgian-ps": (
        "\ufffe\ufffe‚ƒ„…†‡ˆ‰Š‹Œ\ufffe\ufffe\ufffe\ufffe‘’“”•–—˜™š›œ\ufffe\ufffeŸ"
        "\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
        "აბგდევზჱთიკლმნჲოპჟრსტჳუფქღყშჩცძწ"
        "ჭხჴჯჰჵæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    ),
}
# The two of Vietnamese have letters among the controls too.
_LOW = {
    "viscii": {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"},
    "tcvn3": {
        0x01: "Ú",
        0x02: "Ụ",
        0x04: "Ừ",
        0x05: "Ử",
        0x06: "Ữ",
        0x11: "Ứ",
        0x12: "Ự",
        0x13: "Ỳ",
        0x14: "Ỷ",
        0x15: "Ỹ",
        0x16: "Ý",
        0x17: "Ỵ",
    },
}
# Letters of the language that a text in the charset is in, their share of the foreign ones, and that of the
# foreign ones of all: of Vietnamese every fourth is one.
_LETTERS = {
    "viscii": (re.compile("[\u1ea0-\u1ef9]"), 0.3, 0.15),
    "tcvn3": (re.compile("[\u1ea0-\u1ef9]"), 0.3, 0.15),
    "mac-romanian": (re.compile("[\u0102\u0103\u00c2\u00e2\u00ce\u00ee\u0218-\u021b]"), 0.8, 0.0),
}
RARE_CHARSETS = frozenset((*_HIGH, *_LETTERS))


def _tables() -> dict[str, str]:
    ascii_part = {name: [_LOW.get(name, {}).get(byte, chr(byte)) for byte in range(0x80)] for name in _HIGH}
    return {name: "".join(ascii_part[name]) + high for name, high in _HIGH.items()}


_TABLES = _tables()


def _info(name: str) -> codecs.CodecInfo | None:
    name = name.replace("_", "-")
    table = _TABLES.get(name)
    if table is None:
        return None
    back = codecs.charmap_build(table)

    def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
        return codecs.charmap_encode(text, errors, back)

    def decode(body: Any, errors: str = "strict") -> tuple[str, int]:
        return codecs.charmap_decode(body, errors, table)

    return codecs.CodecInfo(encode, decode, name=name)


codecs.register(_info)


def is_written_in(sample: bytes, codec: str) -> bool:
    """Whether the bytes, read by one of the Latin charsets of these, are letters of its language."""
    if codec not in _LETTERS:
        return False
    pattern, own, foreign = _LETTERS[codec]
    text = [char for char in sample.decode(codec, "replace") if char.isalpha()]
    letters = [char for char in text if not char.isascii()]
    count = sum(pattern.match(char) is not None for char in letters)
    return count > 0 and count >= own * len(letters) and len(letters) >= foreign * len(text)

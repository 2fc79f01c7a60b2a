"""Signs that people do not see: which of them a text needs, and which only hide something.

Unicode gives a sign without a glyph a meaning beside certain signs alone: a variant after what has variants,
a joiner in the scripts that join (UAX 31, A1, A2 and B), a break where words have no blanks. There it stays.
Anywhere else it tells a reader nothing, and can carry a letter to a program.
"""

from __future__ import annotations

import re

# Unicode's property Default_Ignorable_Code_Point (tests compare), and the marks of annotations.
_NO_GLYPH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# The property Emoji (tests compare); beyond the first plane with what may become one.
_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3"
    "\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d"
    "\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663\u2665"
    "\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1"
    "\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd"
    "\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e"
    "\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50"
    "\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_IDEOGRAPH = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Other signs of which StandardizedVariants.txt has variants: zero, operators, capitals of mathematics, points
# of Chinese; Burmese, Phags-pa, Manichaean. Hieroglyphs alone have more than three.
_OTHER_VARIANTS = (
    "0\u2018\u2019\u201c\u201d\u210b\u2110\u2112\u211b\u212c\u2130\u2131\u2133\u2200-\u22ff\u2a00-\u2aff"
    "\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f\u1000-\u109f\uaa60-\uaa7f\ua840-\ua877"
    "\U00010ac0-\U00010aff\U0001d49c-\U0001d4b5"
)
_HIEROGLYPH = "\U00013000-\U0001345f"
_MONGOLIAN = "\u1800-\u180a\u1810-\u18af"
_MONGOLIAN_FORM = "\u180b-\u180d\u180f"
# Scripts whose letters join, or stack: Arabic to Mandaic, those of India and its neighbours, Tifinagh,
# Mongolian, Phags-pa, Adlam.
_JOINING = (
    "\u0620-\u077f\u07c0-\u07ff\u0840-\u0dff\u0f00-\u109f\u1700-\u17b3\u17b6-\u17ff\u1900-\u194f\u1a00-\u1aaf"
    "\u1b00-\u1c4f\u1cd0-\u1cff\u2d30-\u2d7f\ua800-\ua95f\ua980-\uaa7f\uaae0-\uaaff\uabc0-\uabff\ufb50-\ufdff"
    "\ufe70-\ufefc\U00010a00-\U00010aff\U00010b80-\U00010baf\U00010d00-\U00010d3f\U00010ec0-\U00010eff\U00010f30-\U00010fdf"
    f"\U00011000-\U00011fff\U0001e900-\U0001e95f{_MONGOLIAN}"
)
# Scripts without blanks between words: Thai to Burmese, Khmer and their neighbours.
_UNPARTED = (
    "\u0e00-\u109f\u1780-\u17b3\u17b6-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1bbf\ua980-\ua9ff\uaa00-\uaadf"
)
_NEEDED = (
    f"(?<=[{_PICTURE}#*0-9])[\ufe0e\ufe0f]",
    f"(?<=[{_IDEOGRAPH}{_OTHER_VARIANTS}])[\ufe00-\ufe02]",
    # The Ideographic Variation Database gives no ideograph more than some thirty of the 240 selectors.
    f"(?<=[{_IDEOGRAPH}])[\U000e0100-\U000e012f]",
    f"(?<=[{_HIEROGLYPH}])[\ufe00-\ufe06]",
    f"(?<=[{_MONGOLIAN}])[{_MONGOLIAN_FORM}\u180e]",
    f"(?<=[{_MONGOLIAN}][{_MONGOLIAN_FORM}])[\u180e\u200c\u200d]",
    f"(?:(?<=[{_PICTURE}])|(?<=[{_PICTURE}]\ufe0f))\u200d(?=[{_PICTURE}])",
    # One, not a chain: after a letter, or before one where no other stands.
    f"(?:(?<=[{_JOINING}])|(?<![{_NO_GLYPH}])(?=.[{_JOINING}]))[\u200c\u200d]",
    f"(?:(?<=[{_UNPARTED}])|(?<![{_NO_GLYPH}])(?=.[{_UNPARTED}]))\u200b",
)
_HIDING = re.compile(f"(?!{'|'.join(_NEEDED)})[{_NO_GLYPH}]")


def without_hiding(text: str) -> str:
    """Return the text with each unseen sign that says nothing where it stands escaped: `\\u{e0041}`."""
    if text.isascii():
        return text
    return _HIDING.sub(lambda sign: f"\\u{{{ord(sign[0]):x}}}", text)

"""Makes misplaced.txt, which conversion_marks.py reads: words with a form that nobody writes in them.

    python -m benchmarks.training.make_mirror_misplaced newsarchive/text/mirror/data/misplaced.txt

Of a Simplified character with several Traditional forms an engine that has one for each writes that one
everywhere: 髮現, 國傢, 韆萬. The words are those of two characters in words.txt.gz, all but the form
Simplified; a word counts where none of OpenCC's three standards writes the form in it.

Forms are left out that people who write Traditional take for each other (製 and 制): those are slips.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

from newsarchive.text.mirror.character_odds import word_counts
from newsarchive.text.mirror.converted_script import one_variant, simple

# Of 60 million words: each of these is met once in a few million.
LEAST = 200.0
_FORMS = "齣髮傢衕閤噹錶繫係彆曏嚮颱檯糰緻侷陞乾鬚裏幹榦韆囌籤闆麴懞矇鞦鼕罈徵穀鏇縴麪朮隻剋捨鹹"
# Of some forms only these: in other words they are slips too, or stand at the border of two words.
_ONLY = {
    "檯": "檯湾 电檯 檯北",
    "颱": "平颱 颱湾 舞颱 电颱 颱北 颱阶 阳颱 颱州 颱词 茅颱 櫃颱 登颱",
    "緻": "导緻 緻力 緻使 以緻 緻命 所緻",
    "裏": "公裏 千裏 万裏 英裏 海裏 裏程",
    "籤": "籤订 籤署 籤约 籤证 籤发",
    "徵": "长徵 徵服",
    "鹹": "鹹丰 鹹阳",
    "捨": "宿捨 校捨 农捨",
    "剋": "坦剋 千剋 耐剋 剋拉",
    "幹": "若幹 幹扰 幹涉 幹预 幹旱",
    "乾": "乾部 若乾 乾扰 乾涉 乾预 乾警 骨乾",
    "麪": "方麪 麪积 麪临 层麪 局麪 正麪 负麪 书麪 画麪 界麪 片麪",
    "陞": "提陞 陞级 上陞 回陞",
    "隻": "隻有 隻要 隻是 隻能 隻见 隻好 隻得 隻怕 隻需 隻管",
    "錶": "代錶 錶示 錶现 发錶 錶明 錶达 錶演 錶情 錶决 列錶 外錶",
    "鬚": "必鬚 鬚要",
    "係": "係统 係列 体係 水係 派係",
    "繫": "关繫 繫统 繫列 体繫 水繫 繫数 星繫",
    "穀": "峡穀 山穀 光穀 曼穀 硅穀",
    "懞": "懞古 内懞",
    "矇": "矇古 内矇",
    "糰": "集糰 糰队 糰体 糰结 兵糰 糰长 军糰 剧糰 社糰 糰员 美糰 糰购 财糰 糰委",
    "麴": "歌麴 麴折 麴线 弯麴 戏麴 扭麴 作麴 舞麴 插麴 歪麴 麴阜 麴艺",
    "髮": (
        "髮展 髮现 髮布 髮生 髮电 开髮 髮表 髮挥 髮达 研髮 爆髮 髮射 髮育 引髮 髮明 髮起 髮言 批髮 激髮 髮掘"
        " 突髮 颁髮 印髮 启髮 髮酵 并髮 髮票 髮货 蒸髮"
    ),
}
# Words of their own, names of shops, or two words side by side: 看齣好戲, 不閤眼.
_HONEST = set(re.findall("..", "面嚮傢具傢俱傢伙傢居居傢傢电傢用演齣看齣选齣播齣推齣得齣不閤花罈老闆"))


def _forms() -> Iterator[tuple[str, str]]:
    table = one_variant()
    for form in _FORMS:
        yield simple(form), form.translate(table)


def misplaced() -> dict[str, list[str]]:
    """The words by form, the commonest first."""
    table = one_variant()
    words = sorted(
        ((count, word) for word, count in word_counts().items() if len(word) == 2 and count >= LEAST),
        key=lambda row: (-row[0], row[1]),
    )
    text = "\n".join(word for _, word in words)
    written = [
        str(OpenCC(standard).convert(text)).translate(table).split("\n")
        for standard in ("s2t", "s2tw", "s2hk")
    ]
    forms: dict[str, list[str]] = defaultdict(list)
    for plain, form in _forms():
        forms[plain].append(form)
    found: dict[str, list[str]] = defaultdict(list)
    for (_, word), *standards in zip(words, *written, strict=True):
        for at, char in enumerate(word):
            for form in forms.get(char, ()):
                made = word[:at] + form + word[at + 1 :]
                honest = any(len(one) != len(word) or one[at] == form for one in standards)
                if not honest and made not in _HONEST and made in _ONLY.get(form, made).split():
                    found[form].append(made)
    return found


def main(target: Path) -> None:
    """Write one form's words a line."""
    lines = [" ".join(words) for _, words in sorted(misplaced().items())]
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

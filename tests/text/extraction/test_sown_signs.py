"""Signs sown between ideographs are taken out; where they mean something they stay."""

from __future__ import annotations

import random
import re

import pytest

from newsarchive.evidence import RepairKind
from newsarchive.text.extraction.source_repair import repair_source
from newsarchive.text.extraction.sown_signs import without_sown_signs

STORY = (
    "海州市水务局昨天宣布，新建的输水管道将于下月通水，可以满足三十万居民的用水需要。\n"
    "工程负责人说，管道全长四十二公里，沿线村庄的自来水价格在两年内不会上涨。\n"
    "老人和学校还可以申请补贴，具体办法将在本月底以前公布，市民可以打电话询问。\n"
    "市政府的有关部门表示，今年已经有三个县完成了管道改造，群众的生活用水得到保障。\n"
)
TRADITIONAL = (
    "海州市水務局昨天宣布，新建的輸水管道將於下月通水，可以滿足三十萬居民的用水需要。\n"
    "工程負責人說，管道全長四十二公里，沿線村莊的自來水價格在兩年內不會上漲。\n"
    "老人和學校還可以申請補貼，具體辦法將在本月底以前公布，市民可以打電話詢問。\n"
)
BETWEEN = re.compile("(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")


def sown(story: str, signs: str, share: float = 0.25) -> str:
    """The story with one of the signs between every few of its ideographs."""
    chance = random.Random(7)
    return BETWEEN.sub(lambda _: chance.choice(signs) if chance.random() < share else "", story)


@pytest.mark.parametrize("story", [STORY, TRADITIONAL], ids=["Simplified", "Traditional"])
@pytest.mark.parametrize(
    "signs",
    [
        "\ufe0f",
        "\ufe0e\ufe05",
        "\u034f",
        "\u061c",
        "\u17b4\u17b5",
        "\u202c",
        "\u206a\u206f",
        "\ufff9",
        "\ufffc",
        "\U0001d173",
        "\U000e0041\U000e0061",
        "\u3164",
        "\uffa0\u115f",
        "\u2800",
        "\ue5e5",
        "\ue001\uf8f0\U000f1234",
        "\ufe00",
        "\U000e0100\U000e0103",
    ],
    ids=ascii,
)
def test_sown_signs_go(story: str, signs: str) -> None:
    damaged = sown(story, signs)
    assert without_sown_signs(damaged) == (story, sum(map(damaged.count, signs)))


@pytest.mark.parametrize("line", ["\u0336", "\u20dd"], ids=ascii)
def test_lines_sown_through_single_ideographs_go(line: str) -> None:
    assert without_sown_signs(sown(STORY, line, 0.15))[0] == STORY


def test_what_was_taken_out_is_told() -> None:
    damaged = sown(STORY, "\ufe0f")
    repaired = repair_source(f"<p>{damaged}</p>")
    assert repaired.text == f"<p>{STORY}</p>"
    assert [repair.kind for repair in repaired.repairs] == [RepairKind.SOWN_SIGNS]
    assert not repaired.is_mirror


def struck(words: str) -> str:
    return "".join(f"{char}\u0336" for char in words)


JAPANESE = "葛\U000e0100城市の辻\U000e0100本氏は、渡邉\U000e0101家の歴史を語った。新\ufe00聞の記者が聞いた。"


@pytest.mark.parametrize(
    "text",
    [
        "今天❤\ufe0f下雨🏳\ufe0f\u200d🌈1\ufe0f\u20e3" * 12 + STORY,
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f队赢球" * 12 + STORY,
        JAPANESE * 12,
        "葛\U000e0100城市長辻\U000e0100本邦彦" * 12,  # names alone, without kana
        "大韓\u3164民國은 漢\u3164字를 쓴다. " * 30,
        "盲文\u2800课本⠃⠗⠇教学\u2800用书" * 30,
        "مرحبا\u061c 123 مرحبا\u202c " * 30,
        "\ufff9漢字\ufffaかんじ\ufffb教\ufff9室\ufffaしつ\ufffb內" * 30,
        "一本旧字典里，来V字有两种写法，到V字、时V字、国V字各有三种，说V字右边的两点朝外。"
        "排字工人说，会V字、地V字、年V字、过V字、那V字在不同的铺子里长得也不一样。".replace(
            "V", "\U000e0101"
        ),
        "倒写\u202e文中\u202c的字" * 30,
        # In place of a character that only a font or an old charset has, of one name and of everyday words.
        STORY.replace("的", "\ue4c6") * 9,
        STORY.replace("水", "\ue4c6").replace("管", "\ue4c7").replace("市", "\ue4c8") * 9,
        "作家陶\ue4c6喆昨天说，他的书已经出版。" * 30,
        # Icons and blanks between the words of a menu.
        "首页\ue001新闻\ue002体育\ue003财经\ue004娱乐\ue005汽车\ue006房产\ue007教育\ue008" * 4,
        "首页\u3164新闻\u3164体育\u3164财经\u3164娱乐\u3164汽车\u3164房产\u3164教育\u3164健康" * 4,
        STORY.replace("三十万居民", struck("三十万居民")).replace("自来水价格", struck("自来水价格")) * 3,
        STORY.replace("会议", "会\ufe0f议").replace("昨天", "昨\ufffc天"),  # a few are no sowing
    ],
)
def test_signs_that_mean_something_stay(text: str) -> None:
    assert without_sown_signs(text) == (text, 0)


@pytest.mark.parametrize("ideograph", ["\u3400", "\u9fff", "\U00020000", "\U0003ffff"])
def test_the_quick_look_sees_every_ideograph(ideograph: str) -> None:
    sown = f"{ideograph}\u2066{ideograph}" * 6
    assert without_sown_signs(f"<p>{sown}</p>")[0] == f"<p>{ideograph * 12}</p>"


EXAMPLES = {
    "pupils' slips": (
        "老师把全班的作业本收上来，挑出写错的字，用横线划掉，再把对的字写在后面，贴在教室的墙上。",
        "我门̶们在̶再次来到江边，江水己̶已经退了。他的̶得了第一名，高兴得跳̶眺了起来。",
        "坐̶座位上没有人。妈妈做̶作了一首诗。今天的天气真的̶得很好，大家那̶哪里也不想去。",
        "家长看完以后都笑了，说自己小时候也这样写，如今用手机打字，反而更容易写错。",
    ),
    "words to stress": (
        "排练的时候，导演让演员在剧本上做记号，台词里每一句只重读一个字，其余的字轻轻带过。",
        "你⃝来了，他就走。我没⃝有说过这句话。是⃝谁把门打开的？大⃝家都在等一个人。",
        "这⃝里从前是一条河。我⃝们不会忘记你。他说得⃝对，可是没有用。人⃝总是要回家的。",
        "首演那天，台下坐满了人，演员说，记号画得多了，反倒不知道该重读哪一个字了。",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_marks_in_examples_stay(name: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in EXAMPLES[name])
    assert without_sown_signs(text) == (text, 0)


@pytest.mark.parametrize("line", ["\u0336", "\u20dd"], ids=ascii)
def test_a_sown_body_between_others_is_mended(line: str) -> None:
    """The head of a page may have none, but its body has them to the end."""
    first, *_, last = EXAMPLES["words to stress"]
    page = f"<p>{first}</p><p>{sown(STORY, line, 0.15)}</p><p>{sown(last * 3, line, 0.15)}</p>"
    assert line not in without_sown_signs(page)[0]


@pytest.mark.parametrize("line", ["\u0336", "\u20dd"], ids=ascii)
def test_a_sown_body_under_a_clean_summary_is_mended(line: str) -> None:
    """Nor does the house's own sentence below make an example of a body."""
    first, *_, last = EXAMPLES["pupils' slips"]
    body = "".join(f"<p>{one}</p>" for one in sown(STORY, line, 0.15).splitlines())
    assert line not in without_sown_signs(f"<p>{first}</p>{body}<p>{last}</p>")[0]

"""Two scripts in a page: mixed by a program it is made Simplified, beside each other both stay."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from benchmarks.evaluation.mirror_damage import Plan, converted_by
from newsarchive.text.extraction.source_repair import repair_source
from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mirror.converted_script import simple
from newsarchive.text.mirror.script_mixture import (
    HALF_TABLE,
    half_table_weight,
    is_mingled,
    rarer_script,
    simplified_apart,
    without_simplified_sentences,
)
from tests.text.mirror.texts import NEWS

PAGE = "\n".join(NEWS)
FRAME = "".join(f'<a href="/list/{at}.html">网页登录优惠开户{at}</a>' for at in range(60))
KEYWORDS = "<p>【优惠开户网页登录】</p>"


@cache
def _traditional() -> str:
    """PAGE as people write it: made when a test asks, since every process of tests collects all of them."""
    return str(OpenCC("s2tw").convert(PAGE))


def _half(share: float, seed: int, text: str = PAGE) -> str:
    """As programs write it that convert some characters, in order to be unlike the original."""
    draw = random.Random(seed)
    made = {char: converted_by(char, Plan()) for char in sorted(set(text))}
    chosen = {char for char in made if draw.random() < share}
    return "".join(made[char] if char in chosen else char for char in text)


@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_words_in_two_scripts_are_a_programs(share: float, seed: int) -> None:
    found = undo_mirror(_half(share, seed))
    assert found.is_mirror
    assert found.text == PAGE


@pytest.mark.parametrize("engine", ["one form, Big5", "one form, s2t"])
def test_the_frame_of_a_farm_is_no_part_of_the_spelling(engine: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in NEWS)
    made = converted_by(body, Plan(engine=engine))
    page = f"<html><body>{FRAME}{KEYWORDS}{made}{KEYWORDS}{FRAME}</body></html>"
    assert undo_mirror(page).text == f"<html><body>{FRAME}{KEYWORDS}{body}{KEYWORDS}{FRAME}</body></html>"


HONEST: dict[str, Callable[[], str]] = {
    "paragraphs in turn": lambda: "\n".join(
        _traditional().split("\n")[at] if at % 2 else NEWS[at] for at in range(len(NEWS))
    ),
    "each paragraph twice": lambda: "\n".join(
        f"{one}\n{other}" for one, other in zip(NEWS, _traditional().split("\n"), strict=True)
    ),
    "Simplified sentences within": lambda: _traditional().replace("\n", f"他在網上寫道：「{NEWS[2]}」\n"),
    "a Simplified quotation that keeps forms": lambda: (
        _traditional() + "\n他寫道：「以后我们会住在这里，于是大家都很高兴。」"
    ),
    "a frame in the other script": lambda: f"{FRAME}<p>{_traditional()}</p>{FRAME}",
    "words side by side": lambda: (
        "\n".join(
            f"{one} {other}"
            for one, other in (("软件", "軟體"), ("信息", "資訊"), ("视频", "影片"), ("质量", "品質"))
        )
        * 5
    ),
    "characters side by side": lambda: (
        "国國 会會 学學 东東 车車 门門 问問 闻聞 边邊 过過 这這 进進 还還 连連 " * 3
    ),
    "a table in a lesson": lambda: (
        "老师说，这两种写法一样：学生學生、老师老師、爱愛、买賣的卖、开開门。大家都会写。" * 3
    ),
    "signs that are quoted": lambda: (
        (
            "老街上的招牌还是从前的样子，写着“國貨商場”“請勿吸煙”“營業時間”，游客都来拍照。"
            "店主说，门口的“歡迎光臨”是爷爷写的，“電話”两个字也是，一个都没有换过。"
        )
        * 2
    ),
    "names of the other script": lambda: (
        (
            "我们在鼎泰豐排队，又去誠品書店买书，再到臺北車站坐车，路过國父紀念館和總統府，累得走不动。"
            "点击右上角的設定，选择語言，再按確認，就能看到帳號資訊。"
        )
        * 2
    ),
    "signs that an engine wrote": lambda: (
        PAGE + "招牌上写着：麵對麵服務，髮現真我，隻有一次。网友说，这样写是错的。"
    ),
    "one comment by hand": lambda: (
        _traditional() + "\n我觉得這个說法不对，実際上大家都沒有這样講过，报導也有问題。"
    ),
    "Japanese without kana": lambda: (
        "国際会議、東京都議会選挙、区長選、当選、学術会議、写真展、国語辞典、来週開幕" * 3
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_two_scripts_beside_each_other_stay(name: str) -> None:
    text = HONEST[name]()
    assert undo_mirror(text).text is text


def test_random_bytes_are_no_mixture() -> None:
    """Text in UTF-8 that was read as GBK holds both scripts within its words, too."""
    damaged = PAGE.encode().decode("gb18030", "replace")
    assert not is_mingled(damaged)


@given(st.text(st.sampled_from("们们這这。，【】\n国國a") | st.characters(), max_size=80))
def test_sentences_are_left_out_whole(text: str) -> None:
    kept = without_simplified_sentences(text)
    assert simplified_apart(kept) <= simplified_apart(text)
    assert without_simplified_sentences(kept) == kept
    assert len(kept) <= len(text)


def _lacking(share: float, seed: int, engine: str, lines: tuple[str, ...]) -> str:
    """By a table that lacks characters, in a site's frame; no character is met in both forms."""
    text, draw = "\n".join(lines), random.Random(seed)
    made = {char: converted_by(char, Plan(engine=engine)) for char in sorted(set(text))}
    kept = {char for char in made if draw.random() > share}
    return "".join(char if char in kept else made[char] for char in text)


@pytest.mark.parametrize("engine", ["one form, Big5", "one form, s2t", "one form, s2tw"])
@pytest.mark.parametrize("share", [0.35, 0.5, 0.7])
def test_half_a_table_is_told_from_a_short_article(share: float, engine: str) -> None:
    found = undo_mirror(_lacking(share, 6, engine, NEWS[:6]))
    assert found.text == "\n".join(NEWS[:6])


BOTH_SCRIPTS = {
    "names of shops": "".join(
        f"第{at}站去{shop}，排队的人从门口排到街角，点了{dish}，味道和十年前一样，店员还认得老顾客。"
        for at, (shop, dish) in enumerate(
            (("蓮香樓", "馬拉糕"), ("義順牛奶公司", "雙皮奶"), ("鏞記酒家", "燒鵝飯"), ("陳意齋", "燕窩糕"))
        )
    ),
    "a letter by hand": (
        "我从大陸來台灣读书已经三年，写字的時候常常繁体简体混着用，老师說看得懂就好。"
        "上次交報告，同学说我「經濟」写成经濟，我自己都沒发现。"
    ),
    "programs of the mainland": (
        "記者訪問了十位高中生，八位手機裡裝了小红书，五位用過爱奇艺，也有人看优酷。"
        "一位學生說，她在小红书找髮型和旅遊資訊，在闲鱼賣二手書。教育部提醒，使用前應該留意個資條款。"
    ),
    "characters of a study": (
        "學者列出常見的簡化字，例如「爱、边、宝、报、办、帮」，訪問了三百位中學生。"
        "結果顯示，九成學生看得懂「学习」，只有三成看得懂「卫生」「农业」「丛书」。"
    ),
    "a paper of Malaysia": (
        "主席陳国偉致詞时說，華社要團結，子女才有希望。籌委主席李美蘭则感謝贊助商黃记食品和联合茶室。"
        "晚會有舞獅、猜燈謎和小孩提灯遊行，現場还派发月餅八百盒，共筹得三万二千令吉。"
    ),
    "Japanese names": (
        "東京国際展示場今天起舉辦写真展，展出会員作品八百件。台灣代表團由学会会長率領，參觀了国立新美術館。"
    ),
}


@pytest.mark.parametrize("name", BOTH_SCRIPTS)
@pytest.mark.parametrize("times", [1, 3])
def test_people_who_write_both_scripts_are_no_table(name: str, times: int) -> None:
    text = "\n".join([BOTH_SCRIPTS[name]] * times)
    assert undo_mirror(text).text is text
    assert half_table_weight(text) < HALF_TABLE


def _slipping(text: str, share: float, seed: int) -> str:
    """As a person retypes it who slips into Simplified here and there."""
    draw = random.Random(seed)
    return "".join(simple(char) if draw.random() < share else char for char in text)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("share", [0.01, 0.03, 0.06, 0.12])
def test_slips_are_no_table(share: float, seed: int) -> None:
    text = _slipping(_traditional(), share, seed)
    assert undo_mirror(text).text is text


@pytest.mark.parametrize(
    "habit", ["们时", "这说", "国会对", "个过还学为", "这个们会说还对时", "报达现实经济务领"]
)
@pytest.mark.parametrize("lines", [(0, 6), (4, 10), (0, len(NEWS))])
def test_a_habit_is_no_table(habit: str, lines: tuple[int, int]) -> None:
    """Some write these characters so wherever they stand."""
    text = "\n".join(_traditional().split("\n")[slice(*lines)])
    text = "".join(simple(char) if simple(char) in habit else char for char in text)
    assert undo_mirror(text).text is text


@pytest.mark.parametrize("share", [0.03, 0.1, 0.3])
def test_words_of_an_input_method_are_no_table(share: float) -> None:
    draw = random.Random(2)
    words = re.findall("[\u4e00-\u9fff]{1,2}|[^\u4e00-\u9fff]", _traditional())
    text = "".join("".join(map(simple, one)) if draw.random() < share else one for one in words)
    assert undo_mirror(text).text is text


def test_a_character_in_both_forms_is_of_no_table() -> None:
    table = rarer_script(_lacking(0.5, 6, "one form, s2t", NEWS))
    assert table.is_table_alone
    assert table.characters > 12
    slips = rarer_script(_slipping(_traditional(), 0.3, 4))
    assert not slips.is_a_tables
    assert not slips.is_table_where_sold
    assert rarer_script(PAGE).characters == 0


def test_a_farm_makes_up_for_a_table_that_lacks_little() -> None:
    """Slips, in words of the mainland with spam around them, are a table's; without the farm they stay."""
    made = "".join(f"<p>{line}</p>" for line in _lacking(0.88, 3, "one form, s2t", NEWS[:6]).split("\n"))
    gold = "".join(f"<p>{line}</p>" for line in NEWS[:6])
    spam = "".join(f"<li><a href='/{at}'>澳门百家乐网址开户送彩金{at}</a></li>" for at in range(8))
    assert repair_source(f"<h1>a</h1>{made}<ul>{spam}</ul>").text == f"<h1>a</h1>{gold}<ul>{spam}</ul>"

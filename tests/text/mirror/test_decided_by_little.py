"""Little shows an engine where nobody writes so: notes that keep a law. What people write stays."""

from __future__ import annotations

import pytest

from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mirror.conversion_marks import conversion_spelling
from newsarchive.text.mirror.converted_script import to_simplified

STORY = "昨天下午，市政府邀請專業人員檢查橋樑，報告認為橋面需要維修，車輛應當繞行。"
HONEST = (
    "理髮師替她剪了短髮，現在看來很精神。",
    "這齣來自南部的戲，演齣好戲給鄉親看。",
    "他嚮往那裡的生活，請嚮導帶路，嚮晚才回到旅館。",
    "這間傢居用品店賣傢俱，隔壁侷促的小店賣飯糰。",
    "牠們是三隻要找新家的狗，兩隻有腳環。",
    "這只懷錶面有裂痕，錶帶也斷了。",
    "記者會上發布新規定，本周生效，遊擊隊宣布停火。",
    "時鐘敲響，她在控制檯上按下按鈕，還剩十分鍾。",
)


# Two words side by side, with the characters of one that is spelt otherwise: 屍體|係由, 海裏, 若|乾旱.
SIDE_BY_SIDE = (
    "屍體係由路過的漁民發現。",
    "該團體係由三十名居民組成，媒體係去年成立。",
    "一名男子掉進大海裏，他在辦公室裏的同事不知情。",
    "店家的排骨乾麵賣了三十年，若乾旱持續就要漲價。",
    "她帶著全部傢當搬家，那是她唯一嚮往的地方。",
    "他相當能幹預算也控制得當，颱風吹斷了樹榦。",
    "美容美髮展覽登場，捐髮現場擠滿人，門票以抽籤發放。",
    "學生在外住宿捨不得離開，這項指派係依法辦理。",
)


@pytest.mark.parametrize("sentence", SIDE_BY_SIDE)
def test_two_words_side_by_side_are_none(sentence: str) -> None:
    for text in (STORY + sentence, sentence + STORY[:30], STORY + sentence * 2):
        assert undo_mirror(text).text is text


@pytest.mark.parametrize("sentence", HONEST)
def test_words_of_their_own_and_slips_are_none(sentence: str) -> None:
    text = STORY + sentence
    assert undo_mirror(text).text is text


def test_old_poems_are_no_mirrors() -> None:
    """An invented one in the manner of the old books."""
    poem = (
        "白鷺于飛，止于東岡。先后在堂，其樂未央。我馬維黃，行彼周行。于以采之，于彼南方。云誰之思，其人如霜。"
    )
    assert conversion_spelling(poem).classical
    assert undo_mirror(poem).text is poem


def test_everyday_characters_noted_wherever_they_stand() -> None:
    """飛(fēi) is no word that a writer explains, and three times."""
    text = "記者從開發區獲悉，這架飛(fēi)機經過改裝，新的發動機更省油，飛(fēi)行員說，飛(fēi)得也更遠。"
    gold = "记者从开发区获悉，这架飞机经过改装，新的发动机更省油，飞行员说，飞得也更远。"
    assert undo_mirror(text).text == gold
    for honest in (text.replace("飛(fēi)得", "飛得"), text + "這一課的拼音由老師注明。"):
        assert undo_mirror(honest).text is honest


def test_two_notes_in_the_words_of_the_mainland() -> None:
    text = (
        "6月25日上午10時(shí)，省教育考試院召開新聞發(fā)布會，高考成績今日公布。考生可撥打“陽光熱線”查詢。"
    )
    gold = "6月25日上午10时，省教育考试院召开新闻发布会，高考成绩今日公布。考生可拨打“阳光热线”查询。"
    assert undo_mirror(text).text == gold
    for honest in (text.replace("“", "「").replace("”", "」"), text + "香港考生可到考評局查詢。"):
        assert undo_mirror(honest).text is honest


def test_several_controls_after_a_number() -> None:
    text = "指數收報2.89%\x06\x06\x05\x05，成交額比前一天增加，專家認為後市仍要觀察。"
    assert undo_mirror(text).text == "指数收报2.89%，成交额比前一天增加，专家认为后市仍要观察。"
    honest = text.replace("\x06\x06\x05\x05", "\x08")
    assert undo_mirror(honest).text is honest


@pytest.mark.parametrize(
    ("made", "gold"),
    [
        ("後來他在那裡用座標標出位置，難以想像。", "后来他在那里用坐标标出位置，难以想象。"),
        ("後來那裡的馬伕揹著行李，十分親暱。", "后来那里的马夫背着行李，十分亲昵。"),
        ("座標在這張圖上，他想像不出。", "座标在这张图上，他想像不出。"),  # no phrases: they were so
        ("價格不斷攀昇，提昇很快，李昇不同意。", "价格不断攀升，提升很快，李昇不同意。"),
    ],
)
def test_what_opencc_does_not_make_again(made: str, gold: str) -> None:
    assert to_simplified(made) == gold


def test_wreckage_does_not_speak_for_itself() -> None:
    """That the page has 化 again and again does not make 大屏化 of 大屏花了 (or 换了, as likely)."""
    beside = "<p>与会专家认为，县域数字化要以数据为纽带，产业数字化也一样，不能为数字化而数字化。</p>\n"
    torn = "<p>重展示轻应用?！坝行┐笃粱?思赴偻蛟?，一年只在领导来时亮一次?！?/p>"
    shown = f"{beside}{torn}\n<p>论坛发布了报告。</p>"
    assert "重展示轻应用。“有些大屏?了几百万元，一年只在领导来时亮一次。”" in undo_mirror(shown).text


@pytest.mark.parametrize(
    "text",
    [
        "台北的蕭(xiāo)女士開了書店。蕭(xiāo)女士說：「我小時候也這樣。」蕭(xiāo)女士沒有答應，民眾都支持她。",
        "多倫多的譚(tán)先生與韓(hán)女士結婚五十年。先生說：“她說什麼我都點頭。”兩人笑了很久。",
        "師父說，禪(chán)定不是坐著不動，沒有雜念才是禪(chán)定。他又說：“禪(chán)定要每天練。”",
        "爺爺下棋時說，車(jū)走直線，車(jū)最厲害，他的車(jū)吃了我的馬，我的車(jū)吃了他的砲，誰也沒有贏。",
        "于先生和范小姐上個月結婚，后里的親友坐遊覽車來參加。他們在后里的農場認識，那天她在餵一隻小羊。",
    ],
)
def test_what_writers_note_and_how_they_are_called(text: str) -> None:
    assert undo_mirror(text).text is text

"""Noted articles within farms of any size are made Simplified; what a writer quotes or explains stays."""

from __future__ import annotations

import re

import pytest
from pypinyin import pinyin

from benchmarks.evaluation.mirror_damage import Plan, damage_by
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.mirror import undo_mirror
from tests.text.mirror.test_spelling import GENUINE
from tests.text.mirror.texts import NEWS

ARTICLE = NEWS[:4]
LINKS = "".join(f'<a href="https://farm{at}.example/">优惠彩票网页登录{at}</a> | ' for at in range(90))
PROSE = "".join(f"<p>网站声明{at}：转载内容，与我们无关，请联系编辑删除。</p>" for at in range(3))
BLOCKS = {
    "links behind": f"{{article}}<div>{LINKS}</div>",
    "links before": f"<div>{LINKS}</div>{{article}}",
    "hidden links": f'{{article}}<div style="display:none">{LINKS}</div>',
    "links and notices": f"<ul><li>{LINKS}</li></ul>{{article}}{PROSE}",
    "keywords": f"{{article}}<p>{'优惠彩票网页登录 华丽娱乐开户 ' * 60}</p>",
}


def _page(lines: list[str] | tuple[str, ...], block: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>新闻</title></head><body>{block.replace('{article}', body)}</body></html>"


@pytest.mark.parametrize("name", BLOCKS)
def test_an_article_is_told_from_its_farm(name: str) -> None:
    damaged = damage_by("\n".join(ARTICLE), Plan(seed=3, density=0.5)).split("\n")
    found = undo_mirror(_page(damaged, BLOCKS[name]))
    assert [line for line in ARTICLE if line not in found.text] == []
    assert LINKS[:200] in found.text or name == "keywords"


KEYWORDS = f'<meta name="keywords" content="{"优惠彩票网页登录," * 400}">'


@pytest.mark.parametrize("block", [f"{{article}}<div>{LINKS * 5}</div>", f"{KEYWORDS}{{article}}"])
def test_a_farm_does_not_speak_for_an_article_without_notes(block: str) -> None:
    """Nor does it hide one in Traditional characters that people wrote."""
    converted = damage_by("\n".join(ARTICLE), Plan(seed=3)).split("\n")
    found = undo_mirror(_page(converted, block))
    assert [line for line in ARTICLE if line not in found.text] == []
    for honest in ("Taiwan", "two scripts"):
        page = _page(GENUINE[honest].split("\n"), block)
        assert undo_mirror(page).text is page


def test_half_converted_sentences_are_made_simplified() -> None:
    damaged = damage_by("\n".join(ARTICLE), Plan(seed=3, density=0.5))
    notes = re.compile(r"(.)\(\w+\)")
    mixed = "\n".join(
        line if at % 2 else notes.sub(r"\1", plain)
        for at, (line, plain) in enumerate(zip(damaged.split("\n"), ARTICLE, strict=True))
    )
    assert undo_mirror(_page(mixed.split("\n"), "{article}")).text == _page(ARTICLE, "{article}")


def test_the_script_is_that_of_the_text() -> None:
    damaged = damage_by("\n".join(ARTICLE), Plan(seed=3, density=0.5)).split("\n")
    page = _page(
        damaged, f"<main><article><h1>{damaged[0][:12]}</h1>{{article}}</article></main><div>{LINKS}</div>"
    )
    article = run_stages(FetchedPage(url="https://farm.example/1", body=page.encode()))
    assert (article.facts.script, ARTICLE[1] in article.text) == ("Hans", True)


ISLAND = (
    "市議會昨天三讀通過預算案，總額達一百二十億元，較去年增加百分之三。議長說，這筆錢將用於修建學校與改善交通，"
    "預計後年底完工。居民對於工程時間表現期待，認為裡長應該說明細節。\n"
    "記者實地訪查，發現當地許多老屋已經拆除，工人正在搬運建材。市府強調，所有補償款都會於年底前發放。\n"
)
QUOTING = {
    "two readings": ISLAND + "還(huán)書的還(huán)，不同於還(hái)有的還(hái)；長(zhǎng)大與長(cháng)短也是。",
    "quoted words": ISLAND + "考生把「學(xué)習」「認(rèn)真」念錯，又分不清「買(mǎi)」和「賣(mài)」。",
    "titles": ISLAND
    + "專輯收錄《飄(piāo)》《夢(mèng)》《愛(ài)》《這(zhè)裡》四首歌，製作人說，他想說故事。",
    "names": ISLAND + "主委陳(chén)志明與許(xǔ)淑芬、鄧(dèng)國華、蕭(xiāo)文彬昨天一起就職。",
    "a spoken sentence": ISLAND
    + "他練習：「這(zhè)個(gè)多少錢(qián)？」老闆聽(tīng)不懂，兩(liǎng)人都笑了。",
    "Simplified lesson": NEWS[2]
    + "\n黑板上写着“國(guó)”“華(huá)”“學(xué)”“書(shū)”四个字，孩子们跟着老师写了一节课。",
    "quoted damage": NEWS[2]
    + "\n这类页面把正文变成“騷擾電話(huà)”“機(jī)構(gòu)”“開(kāi)發(fā)”的样子，骗过了搜索引擎。",
    "backspaces": ISLAND + "他說\x08，這裡的環境很好\x08。大家都同意，應該繼續下去。",
    "a reader": NEWS[2]
    + "\n生字：爸爸在(zài)家(jiā)看(kàn)书(shū)，妈妈去(qù)买(mǎi)菜(cài)，我们明天(tiān)上(shàng)学(xué)。",
    "a reader of news": (
        "近日(rì)，北京(jīng)市举行(xíng)马拉松比赛(sài)，来(lái)自三十个国家(jiā)的选手参加(jiā)。"
        "天气(qì)很好，路边的观众为(wèi)选手加油(yóu)，比赛进行(xíng)了三个小时(shí)。"
    ),
}


@pytest.mark.parametrize("name", QUOTING)
def test_what_a_writer_explains_stays(name: str) -> None:
    for text in (QUOTING[name], _page(QUOTING[name].split("\n"), "<main>{article}</main>")):
        assert undo_mirror(text).text == text


# Each sentence notes one everyday character, some anew and with another reading.
LESSON = (
    "他为(wèi)了工作很忙。他为(wéi)人好。我和(hé)你都去。他一(yí)个人来。我们一(yì)天没有停。这不(bú)是问题。"
    "他在(zài)家里。我们到(dào)了。天上(shàng)有云。这(zhè)是书。他从(cóng)北方来。我把(bǎ)门开了。"
    "树被(bèi)风吹动。有(yǒu)人来了。也(yě)许会下雨。以(yǐ)后再说。其(qí)他人都走了。就(jiù)这样吧。"
    "首都(dū)很大。都(dōu)来了。长(zhǎng)高了。长(cháng)江很长。银行(háng)关门了。行(xíng)人很多。看(kàn)电影。"
    "中(zhōng)午吃饭。大(dà)家唱歌。当(dāng)时下雨。几(jǐ)个同学。更(gèng)多的人。发(fā)现问题。地(dì)上有水。"
)
FIRST_TIMES = re.sub(r"(.)\((?:wéi|yì|dōu|cháng|xíng)\)", r"\1", LESSON)


@pytest.mark.parametrize(
    "text", [LESSON, LESSON * 3, FIRST_TIMES, f"{FIRST_TIMES}{NEWS[0]}", f"多音字\n{LESSON}"]
)
def test_toned_notes_of_a_simplified_lesson_stay(text: str) -> None:
    assert undo_mirror(text).text == text
    page = _page(text.split("。"), "{article}")
    assert undo_mirror(page).text == page


def test_sown_notes_stay_where_the_page_tells_of_readings() -> None:
    assert not undo_mirror(f"{_sown()}\n老师讲拼音。").is_mirror


def _sown() -> str:
    damaged = damage_by("\n".join(NEWS), Plan(seed=4, convert=False, toneless=0.3))
    return re.sub(r"(.)\([a-z]+\)", lambda match: f"{match[1]}({pinyin(match[1])[0][0]})", damaged)


def test_toned_notes_sown_over_simplified_text_are_taken_out() -> None:
    assert undo_mirror(_sown()).text == "\n".join(NEWS)


def test_a_note_within_latin_letters_is_taken_out() -> None:
    """The quotation mark's second byte and the letter are a character too."""
    damaged = damage_by("\n".join(ARTICLE), Plan(seed=3, density=0.5))
    assert undo_mirror(f"{damaged}\n新軟體叫”A(hé)pp。").text.endswith("”App。")


def test_a_pair_that_no_decoder_shows_is_read() -> None:
    """`住戶` lies on A1 91, which some decoders have no character for: one `?` for both bytes."""
    damaged = damage_by(ARTICLE[1] + ARTICLE[3], Plan(seed=3, density=0.6))
    assert undo_mirror(f"{damaged}\n四?liǎn)且陨献??hù)齊(qí)聲(shēng)叫好。").text.endswith(
        "四楼以上住户齐声叫好。"
    )


SPELLED = (
    "市議會週二討論港口的新計畫，議員認為碼頭應當先修，倉庫可以等到明年。"
    "漁民說，他們等這個決定已經等了九年，希望今年冬天以前就能動工。市長表示，錢已經準備好了。"
)


@pytest.mark.parametrize(
    ("sown", "is_mirror"),
    [("\x08", False), ("\x08\x08\x08", False), ("\x06\x07\x07\x05", True)],
)
def test_runs_of_several_controls_are_no_slip(sown: str, is_mirror: bool) -> None:
    """A program that lays out pages leaves a backspace, however often; an engine sows whatever it has."""
    pages = SPELLED.replace("，倉庫", f"{sown}，倉庫") + SPELLED + SPELLED
    assert undo_mirror(pages).is_mirror is is_mirror


@pytest.mark.parametrize(
    ("sown", "is_mirror"), [("\x08", False), ("\x07\x08\x07", True), ("\x06\x06", True), ("\x05", False)]
)
def test_controls_that_no_key_writes_tell_an_engine_in_a_passage(sown: str, is_mirror: bool) -> None:
    """Three of them in a passage; in a page an engine had sown more."""
    passage = SPELLED.replace("，", f"{sown}，", 2) + SPELLED
    assert undo_mirror(passage).is_mirror is is_mirror
    if len(sown) == 1:
        assert not undo_mirror(passage + 3 * SPELLED).is_mirror

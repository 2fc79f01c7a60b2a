# ruff: noqa: E501 - look-alikes are quoted on one line each
"""What looks like a mirror and is none comes back as it was: lessons, glosses, genuine Traditional text, others."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.mirror import looks_mirrored, undo_mirror
from tests.text.mirror.texts import NEWS

LOOK_ALIKES = {
    "poem with pinyin": "春(chūn)风(fēng)吹(chuī)过(guò)小(xiǎo)河(hé)湾(wān)，两(liǎng)岸(àn)柳(liǔ)树(shù)绿(lǜ)如(rú)烟(yān)。",
    "poem without tones": "春(chun)风(feng)吹(chui)过(guo)小(xiao)河(he)湾(wan)，两(liang)岸(an)柳(liu)树(shu)绿(lv)如(ru)烟(yan)。",
    "word list without tones": "你(ni)好(hao)、谢(xie)谢(xie)、再(zai)见(jian)、老(lao)师(shi)、学(xue)生(sheng)",
    "Traditional lesson": "我(wǒ)們(men)是(shì)學(xué)生(shēng)，你(nǐ)們(men)也(yě)是(shì)嗎(ma)？他(tā)說(shuō)中(zhōng)國(guó)話(huà)。",
    "Traditional lesson without tones": "我(wo)們(men)是(shi)學(xue)生(sheng)，你(ni)們(men)也(ye)是(shi)嗎(ma)？他(ta)說(shuo)中(zhong)國(guo)話(hua)。",
    "second readings": "方言里很多字有两读，还书的还(huan)不读孩，银行的行(hang)不读形，校对的校(jiao)不读笑，都城的都(du)不读兜，数字多的多音字里，重来的重(chong)也常考。",
    "two needless notes": "外国朋友分不清平翘舌，把是(shi)说成四(si)，大家听了都笑；过了一年，他的普通话已经说得和本地人一样好了。",
    "hard characters": "老人说，这种病古书上叫“痈(yōng)疽(jū)”，村里的巫(wū)师用艾(ài)草熏，从不用蜈(wú)蚣(gōng)。",
    "Simplified glosses": "这个字念觊(jì)，不念岂(qǐ)；那个字念臀(tún)，不念殿(diàn)；还有给(jǐ)予的给，血(xuè)液的血。",
    "gloss in Traditional news": (
        "臺北市政府昨天表示，捷運新線將於後年通車。市長說，這裡的居民期待已久，沿線學校、公園也會一併整修。"
        "「犇(bēn)」是這次展覽的名稱，取材於三頭牛奔跑的樣子；製作團隊於兩年前開始籌備，並邀請當地學生參與。"
    ),
    "names in brackets": "参赛选手包括王磊(Wang Lei)、李娜(Li Na)和安(an)先生，裁判是杜邦(Dupont)。",
    "place names": "代表们先后考察了大理(dali)、丽江(lijiang)、西安(xian)、运城(yuncheng)和烟台(yantai)。",
    "Hong Kong": "特區政府發言人說，有關條例於下月生效，業界須於限期前遞交申請。他並指出，製造業的就業情況較去年改善。",
    "a slip": "警方昨日在渡輪碼頭尋獲兩只失竊的皮箱，並逮捕一名男子。失主表示，皮箱是祖母留下的遺物，對家人意義重大。全案將移送地檢署偵辦。",
    "characters told of": (
        "展厅中央立着一个三米高的不(bu)字，孩子们从它下面钻来钻去。记者从市文化局获悉，布展用了四个月，中考结束那天开放。"
        "墙上的来(lai)字和个(ge)字是一位退休瓦匠拼的，用了四千块瓦；通往二楼的楼梯口，一个小小的就(jiu)字谁也没有看见。"
        "瓦匠说，他最费工夫的是我(wo)字，拼了三次才站稳，他没上过学，民警办身份证时教他写的第一个字是他的(de)字。"
    ),
    "Japanese": "東京都は昨日、来年度の予算案を発表した。会見で知事は「現場の声を聞いて決めた」と述べた。製作費は後日公表？！",
    "Korean": "서울시는 어제 새로운 교통 대책을 발표했다. 시민(市民)들은 환영하는 분위기다. 한자(漢字) 표기(biǎojì)는 생략한다.",
    "questions": "真的吗?他没有回答。“你说什么?!”老板站了起来，“什么时候的事?”办公室里谁也不说话?？",
    "double signs": "怎么可能？！大家都不相信。他又问：“你是说明天?！”对方点点头。真的?，没有人知道。",
    "lost characters": "公司名称：???有限公司，地址：??市??路，电话：010-????。",
    "address": '<a href="/index.php?/news/1">新闻</a><p>他说的是真的吗?</p><img src="a.png?v=1">',
    "European": "O café (é) na praça: «Où êtes-vous (vous)?» — naïve Ärger (für) alle…",
    "one control": "第一章\x08 开端。",
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_stay(name: str) -> None:
    text = LOOK_ALIKES[name]
    found = undo_mirror(text)
    assert (found.is_mirror, found.repairs) == (False, ())
    assert found.text is text


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_stay_within_a_page(name: str) -> None:
    text = "\n".join((*NEWS, LOOK_ALIKES[name], *NEWS))
    assert undo_mirror(text).text is text


@pytest.mark.parametrize("text", NEWS)
def test_ordinary_news_is_not_even_looked_at(text: str) -> None:
    assert not looks_mirrored(text)


def test_all_look_alikes_together() -> None:
    text = "\n".join(LOOK_ALIKES.values())
    assert undo_mirror(text).text is text


def test_vietnamese_in_chu_nom_is_not_chinese() -> None:
    """Its Han characters are written as engines leave them (于, 愿), and it is no page an engine made."""
    lines = [
        "𥪝會議𠉞、每𠊛發言𧗱權利𧵑各民族于國家、㐌決定開學校𡤓朱𡥵𠊛𥪝廊。",
        "國會于京都𠓨𣎃𨒒、各代表討論𧗱經濟、關係貿易、吧發展農業。",
        "市長㐌吶愿望吧准備𥢆𠊛𢝙、于廣場中央、時間𠄼點𣋽、每𠊛都聽㗂鐘。",
        "各學生于學堂𢭲𠊛柴、學𡨸漢吧𡨸喃、讀冊傳統、采用文章歷史。",
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<title>會議𠉞</title><article><h1>會議𠉞</h1>{body}</article>"
    article = run_stages(
        FetchedPage(url="https://nom.example/1", body=page.encode(), content_type="text/html; charset=utf-8")
    )
    assert [line for line in lines if line not in article.text] == []
    assert article.facts.repairs == ()


READERS = {
    "a reader for learners": (
        "老陈每天给(gěi)三个老人送饭，从来不让(ràng)他们等到天黑，这件事他已经做过(guò)十一年，连下雪的日子也没有停过(guò)一次。",
        "去年冬天他病了，儿子让(ràng)他在家里躺着，自己替他给(gěi)老人们送饭，回来以后说，原来这条路走得(dé)这么慢。",
        "春天来的时候，老陈又出门了，他给(gěi)自行车换了新的铃，让(ràng)巷子里的人远远就听得(dé)见，父子两个一前一后，谁也不说话。",
    ),
    "a story of a school overseas": (
        "週六的早晨，我和弟弟坐公司的船過海，船長認識我們，總是讓我們站在最前面。海風(fēng)很冷，弟弟把手放在我的口袋裡。",
        "教室在教堂的地下室，窗戶很高，只看得見行人的鞋。老師來的時候，我們已經(jīng)把椅子排好了，每張椅子上貼著一個名字。",
        "今天每人講一個家裡的故事。弟弟說(shuō)，爺爺以前開麵店，一碗麵五分錢，沒有錢的人也可以吃。大家都笑了，他自己也笑。",
        "下課以後下起了雨，我們在門邊等爸爸的車(chē)，看著雨水流過院子。弟弟問我，爺爺的麵店現在是誰的，我說是風的。",
    ),
}


@pytest.mark.parametrize("name", READERS)
def test_what_is_noted_for_learners_stays(name: str) -> None:
    text = "\n".join(f"<p>{line}</p>" for line in READERS[name])
    assert undo_mirror(text).text is text


def test_notes_sown_over_prose_go_though_some_come_again() -> None:
    text = (
        "老陈每天给(gěi)三个老人送饭，从来不让他们等到(dào)天黑，这件事他已经做过十一年，连下雪的日子也没有停过(guò)一次。"
        "去年冬天他病了，儿子让他在(zài)家里躺着，自己替他给(gěi)老人们送饭，回来以后说，原来这(zhè)条路走得这么慢。"
        "春天来的时候，老陈又出门了，他给自行车换(huàn)了新的铃，让巷子里的人远远就(jiù)听得见，父子两个一前一后，谁也不说话。"
    )
    assert "(" not in undo_mirror(text).text


def test_the_first_words_of_all_are_no_list_for_learners() -> None:
    told = {
        "在": "zài",
        "是": "shì",
        "年": "nián",
        "人": "rén",
        "不": "bù",
        "他": "tā",
        "这": "zhè",
        "到": "dào",
    }
    text = (
        "面包店在老街的尽头，店主今年七十二岁，他说这家店是父亲留下来的，这么多年他没有一天不开门，买面包的人来自全城。"
        "去年冬天炉子坏了，他在门口贴了一张纸，说过年以前不卖面包，结果邻居们找来一位在船厂上班的师傅，不到三天就把炉子修好。"
        "这位师傅不要工钱，他说自己是吃这里的面包长大的，如今在外地的人回到老街，也是先到店里坐一坐，不买也没有关系。"
    )
    noted = "".join(f"{char}({told[char]})" if char in told else char for char in text)
    assert undo_mirror(noted).text == text

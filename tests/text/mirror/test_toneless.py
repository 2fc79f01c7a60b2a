"""Mirrors whose notes have no tones: sprinkled over any character, nobody explains that 的 is `de`."""

from __future__ import annotations

import re

import pytest
from opencc import OpenCC

from benchmarks.evaluation.mirror_damage import Plan, damage_by
from newsarchive.text.mirror import undo_mirror
from tests.text.mirror.texts import NEWS

PAGE = "\n".join(NEWS)


@pytest.mark.parametrize("convert", [False, True])
@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_pages_come_back(convert: bool, share: float) -> None:
    damaged = damage_by(PAGE, Plan(seed=4, convert=convert, toneless=share))
    assert "(" in damaged
    assert undo_mirror(damaged).text == PAGE


def test_passages_come_back() -> None:
    """Rare characters' notes go with the others."""
    text = (
        "下(xia)月起(qi)，龚(gong)家湾社区的(de)食堂将向全市老人开(kai)放，每餐只收六元，菜单每(mei)周更换。"
    )
    gold = "下月起，龚家湾社区的食堂将向全市老人开放，每餐只收六元，菜单每周更换。"
    assert undo_mirror(text).text == gold


def test_an_authors_toned_gloss_does_not_save_the_page() -> None:
    damaged = damage_by(PAGE, Plan(seed=5, convert=False, toneless=0.1))
    found = undo_mirror(f"{damaged}\n这种病古书上叫痈(yōng)。")
    assert found.is_mirror
    assert found.text.startswith(PAGE)


def test_u_with_dots_is_no_tone() -> None:
    text = "这(zhe)家旅(lv)社的(de)女(nv)经理介绍，她们今年(nian)忽略(lve)了网上(shang)的差评，生意一落千丈。"
    gold = "这家旅社的女经理介绍，她们今年忽略了网上的差评，生意一落千丈。"
    assert undo_mirror(text).text == gold


DENSE = (
    "水(shui)库大坝昨天(tian)加固完成，工(gong)人用(yong)了三(san)个月时间(jian)，比计划提前(qian)两周，"
    "附近(jin)两座山(shan)村的八百户居民今年汛期不再需要搬(ban)家。"
)


def test_a_line_with_many_notes_comes_back() -> None:
    """None of its notes is on a word that says nothing by itself, yet nobody explains so many in one line."""
    assert undo_mirror(DENSE).text == re.sub(r"\(\w+\)", "", DENSE)


SHORT = (
    "市图(tu)书馆本周起(qi)延长开(kai)放时间，读者可凭身(shen)份证在自助机上借阅，逾期不再收(shou)费，"
    "总馆与六家分馆同步(bu)施行。"
)


def test_a_short_line_with_notes_amid_words_comes_back() -> None:
    """Six notes, none on a word that says nothing by itself; two words are torn, as no writer tears them."""
    assert undo_mirror(SHORT).text == re.sub(r"\(\w+\)", "", SHORT)


CLOSE = {
    "pieces": (
        "桌上的人打出一张东(dong)风，接着是南(nan)风和西(xi)风，又摸到北(bei)风与红中(zhong)，"
        "胡了一把发(fa)财。"
    ),
    "people": (
        "车间里的老同事阿明(ming)和阿海(hai)负责焊接，小新(xin)负责装配，大山(shan)负责运输，"
        "小天(tian)管仓库，阿平(ping)管账。"
    ),
    "places": (
        "线路经过山(shan)下屯和海(hai)子边，再到大(da)王庄与小(xiao)王庄之间，折向水(shui)口村"
        "和天(tian)井村，最后到三(san)里桥。"
    ),
    "brands": (
        "展台上有元(yuan)系列和唐(tang)系列，也有秦(qin)系列与汉(han)系列，还有海(hai)系列和山(shan)系列，"
        "新(xin)系列明年上市。"
    ),
    "terms": (
        "所谓道(dao)指的是规律，所谓德(de)指的是品行，所谓仁(ren)指的是爱人，所谓义(yi)指的是合宜，"
        "所谓礼(li)指的是规矩，所谓信(xin)指的是守约，所谓天(tian)指的是自然。"
    ),
}


@pytest.mark.parametrize("kind", CLOSE)
@pytest.mark.parametrize("traditional", [False, True])
def test_terms_and_names_may_stand_close(kind: str, traditional: bool) -> None:
    text = str(OpenCC("s2tw").convert(CLOSE[kind])) if traditional else CLOSE[kind]
    assert undo_mirror(text).text is text


def test_as_many_terms_with_a_sentence_each_stay() -> None:
    more = "一百多年前的抄本里也这样写，后来刻书的人多半沿用了这个说法，注家之间很少有不同的意见"
    terms = (
        "水(shui)",
        "天(tian)",
        "工(gong)",
        "用(yong)",
        "三(san)",
        "间(jian)",
        "前(qian)",
        "近(jin)",
        "山(shan)",
    )
    text = "".join(f"{term}指的是一类事物，{more}。" for term in terms)
    assert undo_mirror(text).text == text
    told = f"下面是拼音练习。{DENSE}"
    assert undo_mirror(told).text == told


_HOME = (
    "本报讯（记者 何静）记者从市教育局获悉，{} 据通讯员介绍，活动在高新区举行，"
    "全市各乡镇都派人参加了这次比赛。"
)
NAMED = {
    "names": (
        "来自三中的王大明(ming)在决赛里第一个冲过终点，比去年的冠军快了将近两秒，陈小海(hai)则在跳远项目中获得第二名，"
        "李新(xin)因为脚伤没有参加下午的接力，教练说他下个月就能恢复训练。"
    ),
    "brands": (
        "展台上最受欢迎的是元(yuan)系列小型车，排队试坐的观众从早上一直等到中午，旁边的唐(tang)系列和秦(qin)系列也有人问价，"
        "销售人员说山(shan)系列要到明年春天才能交货，现在只接受预订。"
    ),
    "terms": (
        "讲座从道(dao)讲起，认为古人说的道(dao)并不是一条具体的路，而是万物运行的规律，气(qi)则是构成万物的材料，"
        "到了宋代理(li)才成为核心，理(li)在心(xin)外还是心(xin)内，几百年里争论没有停过。"
    ),
    "names in full-width brackets": (
        "来自三中的王大明（ming）在决赛里第一个冲过终点，比去年的冠军快了将近两秒，陈小海（hai）则在跳远项目中获得第二名，"
        "周天（tian）、吴建国（guo）、林新（xin）分别获得第三到第五名，他们都是第一次参加。"
    ),
    "speech of a region": (
        "刘大爷在村口等了半个钟头，见了面只说要(yao)得，意思是可以，后来又说没(mei)得，意思是没有，城里来的年轻人听得一头雾水，"
        "最后还是老支书出来解释，说不(bu)得了就是很厉害，大家都笑起来。"
    ),
    "places with tones": (
        "车过大(dà)埔镇以后是里(lǐ)坊村，再往前走十公里便到了长岭，问路的人常常被说得一头雾水，路牌上因此加注了字母，"
        "例如山(shān)下屯和海(hǎi)子边，方便外国游客辨认。"
    ),
}


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("traditional", [False, True])
def test_names_brands_and_terms_may_be_noted(kind: str, traditional: bool) -> None:
    text = _HOME.format(NAMED[kind])
    text = str(OpenCC("s2tw").convert(text)) if traditional else text
    assert undo_mirror(text).text is text


FEW = (
    "本报讯（记者 何静）记者从市教育局获悉，今年秋季的(de)招生工作已经全部结束，全市共有三万名新生在(zai)"
    "九月一日报到，"
    "比去年多了两千人，高新区新建的三所学校同时(shi)启用，家长们对此表示满意。"
)


def test_few_notes_on_words_of_news_go() -> None:
    assert undo_mirror(FEW).text == FEW.replace("(de)", "").replace("(zai)", "").replace("(shi)", "")


def test_few_notes_convert_no_script() -> None:
    text = str(OpenCC("s2tw").convert(FEW))
    gold = text.replace("(de)", "").replace("(zai)", "").replace("(shi)", "")
    assert undo_mirror(text).text in (text, gold)


def test_notes_in_full_width_brackets_are_asked_for_more() -> None:
    few = FEW.replace("(", "（").replace(")", "）")
    assert undo_mirror(few).text is few
    many = damage_by(PAGE, Plan(seed=4, convert=False, toneless=0.1)).replace("(", "（").replace(")", "）")
    assert undo_mirror(many).text == PAGE

"""A keyword that a farm set apart in a story goes alone; what the story tells of stays, bold or quoted."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.sanitising import sanitise_tree

STORY = (
    "临河与望江之间的渡船停航五个月以后，{}星期一重新开航，首班船上有四十名乘客。",
    "旧船对新码头来说太重了，{}县里出钱买了一条轻一些的船，花费三百二十万元。",
    "码头办公室主任赵永年说，{}今后每天往返十二趟，票价仍为三元。",
)
HEADLINE = "渡船停航五月后重新开航 两岸居民盼来首班船"
LISTED = (
    "开云体育app官网入口",
    "乐鱼体育全站登录",
    "九游会真人游戏第一品牌",
    "新澳门今晚开奖结果",
    "一肖一码100%中奖",
    "快连VPN官网",
    "凯发k8旗舰厅",
    "金年会登录入口",
)
FARM = " | ".join(f'<a href="http://w{at}.example/{at}.html">{one}</a>' for at, one in enumerate(LISTED))


def read(paragraphs: tuple[str, ...], title: str, head: str, farm: str = FARM) -> tuple[str, list[str]]:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    page = f"<head><title>{title}</title></head><body>{head}{body}<div>{farm}</div></body>"
    tree = parse_html(f"<html>{page}</html>")
    assert isinstance(tree, HtmlElement)
    rules = [block.rule for block in sanitise_tree(tree, "https://news.example/a")]
    return tree.text_content(), rules


@pytest.mark.parametrize("keyword", ["新澳门今晚开奖结果", "代开发票正规税务", "麻豆传媒免费观看"])
@pytest.mark.parametrize("tag", ["strong", "b", "font"])
def test_a_bold_keyword_goes_without_the_clause_beside_it(keyword: str, tag: str) -> None:
    sown = tuple(one.format(f"<{tag}>{keyword}</{tag}>" * (at == 1)) for at, one in enumerate(STORY))
    text, rules = read(sown, HEADLINE, f"<h1>{HEADLINE}</h1>")
    assert all(one.format("") in text for one in STORY)
    assert "marked_keyword" in rules


@pytest.mark.parametrize(
    "frame", ["【{}】", "《{}》", "‘{}’", "“{}”", "（{}）", "★{}★", "🍓{}🍌", "<b>{}</b>"]
)
@pytest.mark.parametrize("keyword", ["快连VPN官网", "海角社区入口", "代办毕业证书"])
def test_the_keyword_of_the_page_goes_wherever_it_is_set_apart(frame: str, keyword: str) -> None:
    sown = tuple(one.format(frame.format(keyword)) for one in STORY)
    text, rules = read(sown, f"{keyword}-官方网站 {HEADLINE}", f"<h1>{keyword}：{HEADLINE}</h1>")
    assert all(one.format("") in text for one in STORY)
    assert text.count(HEADLINE) == 2
    assert keyword not in text.split(LISTED[0])[0]
    assert "own_keyword" in rules


@pytest.mark.parametrize("keyword", ["海角社区入口", "金沙娱乐城"])
def test_an_unlisted_keyword_goes_where_no_verb_lacks_it(keyword: str) -> None:
    sown = tuple(one.format(f"★{keyword}★") for one in STORY)
    text, rules = read(sown, f"{keyword}_{HEADLINE}", f"<h1>{HEADLINE}</h1>")
    assert all(one.format("") in text for one in STORY)
    assert "own_keyword" in rules
    told = tuple(one.format("").replace("，", f"★{keyword}★，", 1) for one in STORY)
    assert all(one in read(told, f"{keyword}_{HEADLINE}", f"<h1>{HEADLINE}</h1>")[0] for one in told)


LAST = "县里的公告说，{}渡口的候船室以后晚上也开门，等船的人可以在里面喝茶。"


@pytest.mark.parametrize("frame", ["【{}】", "★{}★", "（{}）"])
@pytest.mark.parametrize("keyword", ["贵妃影院在线", "原神辅助", "私家侦探", "江南体育"])
def test_what_is_sown_over_all_paragraphs_goes_whatever_it_is(frame: str, keyword: str) -> None:
    told = (*STORY, LAST)
    sown = tuple(one.format(frame.format(keyword)) for one in told)
    text, rules = read(sown, f"{keyword}：{HEADLINE}", f"<h1>{keyword}：{HEADLINE}</h1>")
    assert all(one.format("") in text for one in told)
    assert text.count(HEADLINE) == 2
    assert "own_keyword" in rules


@pytest.mark.parametrize("frame", ["【{}】", "★{}★"])
def test_the_subject_of_a_story_is_not_sown(frame: str) -> None:
    subject = frame.format("云上茶馆")
    story = (
        f"{subject}昨天在老码头开业，第一批客人是刚下船的四十名乘客。",
        f"老板娘说，{subject}只卖本地的茶，一壶八元，续水不要钱。",
        f"下雨的时候，{subject}楼上的窗户可以看到渡船靠岸，座位最先坐满。",
        f"街坊们说，没有{subject}以前，等船的人只好站在雨里。",
    )
    head = "云上茶馆：等船的人有了去处"
    assert all(one in read(story, head, f"<h1>{head}</h1>")[0] for one in story)


def test_the_name_of_the_farm_s_site_is_no_headline() -> None:
    head = f"<header><h1>快连VPN官网</h1></header><article><h2>{HEADLINE}</h2>"
    text, _ = read(tuple(one.format("") for one in STORY), "快连VPN官网", head)
    assert text.startswith(HEADLINE)


@pytest.mark.parametrize(
    "line",
    [
        "一肖一码100%中奖，数据驱动执行方案_HD48.23",
        "🍓🍌蜜桃视频在线观看🍑💦",
        "🔥私家侦探调查官方正版下载🔥",
        "👉青柠影视下载入口👈",
        "📱极光vlog下载入口📱",
    ],
)
def test_a_line_with_what_farms_put_around_a_keyword_goes(line: str) -> None:
    first, *rest = (one.format("") for one in STORY)
    text, _ = read((first, line, *rest), HEADLINE, f"<h1>{HEADLINE}</h1>")
    assert line not in text
    assert all(one in text for one in (first, *rest))


@pytest.mark.parametrize(
    "line", ["🌊洪水过后🌊", "数据驱动，渡口新方案_第一期", "❤感谢每一位船工❤", "快连VPN官网，是谁在仿冒"]
)
def test_a_line_of_the_story_stays(line: str) -> None:
    first, *rest = (one.format("") for one in STORY)
    assert line in read((first, line, *rest), HEADLINE, f"<h1>{HEADLINE}</h1>")[0]


HONEST = {
    "a film": (
        "《X战警》重映：老影迷排队两小时",
        "昨晚，《X战警》在市中心影院重映，三百个座位坐满了人。",
        "影院经理说，《X战警》的胶片是从上海借来的，只放三天。",
        "记者看到，《X战警》海报前排着长队，有人从外地赶来。",
    ),
    "a rubric": (
        "现场直击：洪峰过境滨河路",
        "【现场直击】三点十分，洪峰抵达滨河路桥，水位二十六米四。",
        "【现场直击】四点整，巡堤的一百二十名干部全部到位。",
        "【现场直击】五点二十分，水位开始回落，学校操场积水退去。",
    ),
    "a firm": (
        "华光电子：上半年净利增三成",
        "昨日晚间，<strong>华光电子</strong>发布半年报，营业收入十八亿元。",
        "公告显示，<strong>华光电子</strong>研发投入二亿三千万元，同比增长一成。",
        "分析师说，<strong>华光电子</strong>的订单已经排到明年三月。",
    ),
    "a site": (
        "移动办事入口：上线三个月办件十万",
        "市民李桂芬说，“移动办事入口”方便多了，再也不用排队。",
        "工作人员介绍，“移动办事入口”日均访问两万人次。",
        "记者体验，“移动办事入口”三分钟就能办完一件事。",
    ),
    "a site of crooks": (
        "快连VPN官网：钓鱼网站骗走二十人存款",
        "警方说，“快连VPN官网”骗走了二十名受害人的存款。",
        "受害人李某说，“快连VPN官网”弹出窗口要他填银行卡号。",
        "专家提醒，“快连VPN官网”一类的名称多被仿冒。",
    ),
    "a trade": (
        "警方打掉一个虚开票据团伙",
        "昨天，临河县公安局通报，打掉一个以<strong>代开发票</strong>为业的团伙，抓获十一人。",
        "据介绍，<strong>代开发票</strong>信息多贴在楼道里，受害企业达四十家。",
        "办案民警说，<strong>代开发票</strong>属于违法行为，一经查实将追究刑事责任。",
    ),
    "a sponsor": (
        "球队更换胸前广告",
        "昨天，沙河联队宣布，<strong>开云体育</strong>不再是球队的赞助商。",
        "俱乐部总经理说，这家公司去年已经拖欠了两期款项。",
        "新的赞助商是本地一家乳品厂，合同为期三年。",
    ),
}


@pytest.mark.parametrize("case", HONEST)
@pytest.mark.parametrize("farm", [FARM, ""])
def test_what_a_story_tells_of_stays_on_any_page(case: str, farm: str) -> None:
    title, *told = HONEST[case]
    text, rules = read(tuple(told), title, f"<h1>{title}</h1>", farm)
    for one in told:
        assert one.replace("<strong>", "").replace("</strong>", "") in text
    assert not {"marked_keyword", "own_keyword"} & {*rules}


SET_APART = {
    "an exhibition": (
        "【纸上长河】：一百幅水印木刻讲运河",
        "县美术馆用两年时间征集到【纸上长河】，一百位船工的后人捐出了家里的木版。",
        "策展人周敏说，观众走进【纸上长河】，先听见的是水声，随后才看见画。",
        "很多老人带着孙辈重看【纸上长河】，指着画里的码头讲自己的名字是怎么来的。",
    ),
    "a bus": (
        "夜间公交车｜末班车延到凌晨一点",
        "从本周五起，临河县试行★夜间公交车★，末班车由晚上九点延到凌晨一点。",
        "在医院值夜班的护工张丽萍说，她等★夜间公交车★等了六年，以前只能走路回家。",
        "县交通局打算年底以前再添两条★夜间公交车★，线路由居民投票决定。",
    ),
    "a site of an office in traditional letters": (
        "〖線上掛號入口〗：三萬人次的一年",
        "縣立醫院去年推出〖線上掛號入口〗，第一個月只有四十個人使用，院長一度想放棄。",
        "資訊室主任林淑惠說，她教會自己的母親使用〖線上掛號入口〗以後，才知道字太小。",
        "改版以後，老人也願意點開〖線上掛號入口〗，今年的使用人次超過三萬。",
    ),
    "adverts that police warn of": (
        "民警进校园讲防骗：这几句话别信",
        "开学第一周，派出所民警到职业中学讲课，台下坐着六百名新生。",
        "<b>无抵押贷款：</b>被害人小陈先交了两千元“手续费”，之后再也联系不上对方。",
        "<b>代开发票正规税务：</b>一名毕业生替人开票两个月，如今等着开庭。",
        "<b>网上兼职刷单：</b>第一单返了五元，第三单骗走了他一个学期的生活费。",
    ),
    "heads of items": (
        "保险公司为渔民推出三种新保单",
        "渔季开始以前，县里的保险公司派人走上渔船，问船主们最怕的是什么。",
        "<b>渔船全损险</b>：船沉了按造价的八成赔付，修船期间每天另补三百元。",
        "<b>无抵押贷款</b>：凭保单可向信用社借款，用于修船和买网，期限一年。",
        "<b>船员意外险</b>：出海的船员人人都有，保费由县里和船主各付一半。",
    ),
}


@pytest.mark.parametrize("case", SET_APART)
def test_what_is_set_apart_on_a_hacked_page_and_sold_by_no_farm_stays(case: str) -> None:
    title, *told = SET_APART[case]
    sold = " | ".join(
        f"<a href='http://w9.example/9.html'>{one}</a>" for one in ("无抵押贷款", "代开发票正规税务")
    )
    farm = f"{FARM} | {sold}"
    text, rules = read(tuple(told), title, f"<h1>{title}</h1>", farm)
    assert all(one.replace("<b>", "").replace("</b>", "") in text for one in (title, *told))
    assert not {"marked_keyword", "own_keyword"} & {*rules}


@pytest.mark.parametrize("line", ["🚢渡船预约入口🚢", "📮官方下载入口📮", "👉新码头停车场预约平台入口👈"])
def test_a_line_that_leads_to_what_the_story_tells_of_stays(line: str) -> None:
    first, *rest = (one.format("") for one in STORY)
    assert line in read((first, line, *rest), HEADLINE, f"<h1>{HEADLINE}</h1>")[0]


def test_a_control_character_in_a_description_breaks_nothing() -> None:
    described = f'<meta name="description" content="{LISTED[0]} {HEADLINE}&#xe">'
    text, _ = read(tuple(one.format("") for one in STORY), HEADLINE, f"{described}<h1>{HEADLINE}</h1>")
    assert STORY[0].format("") in text

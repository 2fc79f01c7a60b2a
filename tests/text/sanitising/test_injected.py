"""Spam of phrases no list foresees, put into an honest page in every place: gone, and the article whole."""

from __future__ import annotations

import pytest

from benchmarks.evaluation.spam_injection import PLACES, inject
from benchmarks.evaluation.spam_leaks import letters_of
from benchmarks.evaluation.spam_phrases import phrases
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

PARAGRAPHS = {
    "zh": (
        "昨日下午，市文化局在河东新区介绍了新图书馆的建设情况，并宣布它将在明年秋天向所有市民免费开放，周末也不休息。",
        "馆长说，新馆有三万平方米，读者可以在那里找到本市一百年来的报纸和地方志，还能听到老人们讲述的故事，了解城市的变化。",
        "附近的居民表示欢迎，他们希望公共汽车的末班车也能因此推迟到晚上十点，好让下班以后的人们有时间去看书，带孩子去听课。",
        "施工单位负责人介绍，工程目前已经完成七成，外墙将在年底以前装好，明年春天开始布置书架，整个夏天都用来搬运图书。",
    ),
    "en": (
        "The council opened the new library on Tuesday after three years of work; the mayor cut the ribbon.",
        "Residents said they were happy to have a place to read near the market they visit every week.",
        "It will be open from nine until six on weekdays and until noon on Sundays, free of charge.",
        "The architect explained that the roof was made of old ships' timber found in the harbour.",
    ),
}
TITLES = {"zh": "河东新区新图书馆明年秋天开放", "en": "New library opens near the market"}
SPAM = [
    ("zh", "橙果体育app下载,橙果体育官网登录入口,橙果娱乐注册送彩金,橙果棋牌手机版"),
    ("zh", "国产少妇高清视频在线观看|欧美熟女无码免费专区|亚洲成人影院在线播放"),
    (
        "en",
        "zorba casino no deposit bonus codes, zorba slots free spins login, play zorba poker for real money",
    ),
    ("zh", "zorbabet güncel giriş adresi, zorbabet deneme bonusu, canlı bahis siteleri giriş"),
]


def page_of(language: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[language])
    title = TITLES[language]
    return (
        f'<html><head><title>{title}</title><meta name="description" content="{title}"></head>'
        f"<body><div><h1>{title}</h1>{body}</div></body></html>"
    )


def read(page: str, content_type: str) -> CleanArticle:
    return run_stages(FetchedPage(url="", body=page.encode(), content_type=f"{content_type}; charset=utf-8"))


@pytest.mark.parametrize("place", sorted(PLACES))
@pytest.mark.parametrize(("language", "spam"), SPAM)
def test_fresh_spam_is_gone_and_the_article_whole(language: str, spam: str, place: str) -> None:
    if place == "plain":
        given = inject("\n".join((TITLES[language], *PARAGRAPHS[language])), spam, place, 3)
        found = read(given, "text/plain")
    else:
        found = read(inject(page_of(language), spam, place, 3), "text/html")
    said = letters_of(" ".join((found.title or "", found.text, *found.tags)))
    leaked = [phrase for phrase in phrases(spam) if letters_of(phrase) in said]
    assert leaked == []
    assert all(letters_of(paragraph) in said for paragraph in PARAGRAPHS[language])
    cut = letters_of(" ".join(block.text for block in found.removed))
    if place != "meta":
        assert any(letters_of(phrase) in cut for phrase in phrases(spam))


TRAPS = {
    "zh": (
        "警方在一家棋牌室内查获赌资三万元，现场抓获参赌人员十二名。",
        "这部改编自畅销小说的情色电影在柏林获得好评，影评人说它讲的其实是孤独。",
        "澳门六家博彩公司公布上季业绩，贵宾厅收入下降两成，中场业务增长。",
        "世界杯小组赛今晚打响，体育频道将在线直播，球迷可下载客户端观看。",
        "新药的作用与西地那非相近，医生提醒，心脏病人不可自行服用。",
        "银行推出小额信用贷款，年利率百分之四，申请人须有稳定收入。",
        "“办证刻章”的小广告又贴满了楼道，居民向城管投诉。",
        "网友晒出下载截图：官网登录入口多次崩溃，售票平台致歉。",
    ),
    "en": (
        "Police raided an online casino run from a flat above the bakery and seized twelve laptops.",
        "The film, an erotic thriller set in a Vegas casino, won the jury prize at Cannes.",
        "Viagra was first studied as a drug for high blood pressure, the professor recalled.",
        "Lenders of payday loans face new rules from April, the regulator announced.",
        "Slot machines and table games brought in more than the hotel rooms did, the company reported.",
        "The team lost 4-1, and the bookmakers' odds on a title went from 5-1 to 20-1 overnight.",
        "Best of all was the free concert in the park, where the bonus track got the loudest cheer.",
    ),
}


@pytest.mark.parametrize(
    ("language", "line"), [(key, line) for key, lines in TRAPS.items() for line in lines]
)
def test_news_of_vice_stays_wherever_it_stands(language: str, line: str) -> None:
    for where in range(1, 4):
        paragraphs = list(PARAGRAPHS[language])
        paragraphs.insert(where, line)
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        found = read(f"<html><body><h1>{TITLES[language]}</h1>{body}</body></html>", "text/html")
        assert line in found.text
        assert [block for block in found.removed if block.kind != "furniture"] == []

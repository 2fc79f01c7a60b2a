"""Sentences that tell how to watch, download, register or log in are news; keywords of such words are not."""

from __future__ import annotations

import pytest

from newsarchive.text.cleaning.clean import clean_paragraphs
from newsarchive.text.spam import LIKELY_SPAM, judge
from tests.text.cleaning.test_honest_beside_spam import STORIES

SERVICES = {
    "zh": (
        "学员可在少年宫官网首页免费观看在线课程，手机版下载入口已经开放。",
        "观众登录官网可免费观看高清修复版，也可下载手机版收藏完整版。",
        "防汛知识平台登录入口开放，居民在线观看视频后可免费领取证书。",
        "渡船客户端更新，官网入口首页新增在线选座，乘客可免费下载。",
        "市民捐款后可在线下载电子发票。",
        "大乐透昨晚开奖。全国共中出一等奖6注，单注奖金900万元。本市一站点中出二等奖1注。",
    ),
    "en": ("Residents must sign up on the council website to download a free permit for the ferry.",),
    "ru": (
        "Смотреть запись концерта онлайн бесплатно можно на официальном сайте, вход по билету.",
        "Скачать расписание бесплатно можно на официальном сайте, регистрация занимает минуту.",
    ),
    "ja": ("公式サイトから無料で動画を視聴でき、アプリをダウンロードして登録すれば割引券がもらえる。",),
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, one) for language, some in SERVICES.items() for one in some]
)
def test_a_sentence_on_a_service_stays(language: str, sentence: str) -> None:
    """As a paragraph, and before, behind and between the sentences of another."""
    first, second, third = STORIES[language]
    blank = "" if language in ("zh", "ja") else " "
    for told in (
        (first, sentence, second, third),
        (first, f"{sentence}{blank}{second}", third),
        (first, f"{second}{blank}{sentence}", third),
        (f"{first}{blank}{sentence}{blank}{second}", third),
    ):
        assert clean_paragraphs(told) == (told, ())


@pytest.mark.parametrize(
    "spam",
    [
        "免费观看在线高清完整版手机版下载入口",
        "国产精品在线观看 免费视频 高清完整版下载",
        "登录欧宝体育官网下载手机版，在线观看直播，首存送彩金，天天返水。",
        "急用钱找我们，手机下载登录，当天放款，微信同号13800000000。",
        "高清完整版在线观看，手机版免费下载，加微信 kanpian8899。",
    ],
)
def test_keywords_and_adverts_of_the_same_words_go(spam: str) -> None:
    """They have no stop, or name a trade or a brand, call upon the reader or say how to reach somebody."""
    assert judge(spam, LIKELY_SPAM).spam

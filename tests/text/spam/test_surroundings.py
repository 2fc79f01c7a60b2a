"""A foreign advert in a Chinese text, and foreign words that belong there."""

from __future__ import annotations

import pytest

from newsarchive.text.spam.spam_blocks import _look as cached_look
from newsarchive.text.spam.spam_blocks import spam_blocks

ABOUT_BRIDGES = (
    "市交通局昨天说，横跨青河的新桥将在年底前通车，过桥的时间会由半小时缩短到五分钟。",
    "记者在工地看到，工人们正在铺最后一段路面，桥上的路灯也已经装好，居民说他们等了很久。",
)
ABOUT_CASINOS = (
    "澳门的博彩业上个月收入继续增长，赌场老板说游客比去年多，老虎机和百家乐的收入都在上升。",
    "分析师认为，博彩公司的牌照将会影响赌场的投资，他们对今年的前景仍然是谨慎的。",
)
ADVERT = "Whoever loves video poker and slot games will find this gambling establishment to be a happy home."
QUOTED = "The old bridge was built by the town in 1931 and has carried farmers to the market ever since."


def test_a_foreign_advert_among_chinese_sentences_is_cut() -> None:
    blocks = spam_blocks((ABOUT_BRIDGES[0], ADVERT, ABOUT_BRIDGES[1]))
    assert [(block.start, block.end) for block in blocks] == [(1, 2)]


def test_a_foreign_sentence_about_something_else_stays() -> None:
    assert not spam_blocks((ABOUT_BRIDGES[0], QUOTED, ABOUT_BRIDGES[1]))


ABOUT_FUNDS = (
    "本周股票市场里个人投资者的资金还在流出，不过流出的速度比上个月慢得多，这让券商看到了希望。",
    "基金经理认为，流出的资金会在年底回到市场，因为企业的利润在上升，而存款的利息在下降。",
)


def test_an_article_about_funds_is_not_about_the_trade_a_word_of_it_is_taken_for() -> None:
    blocks = spam_blocks((ABOUT_FUNDS[0], ADVERT, ABOUT_FUNDS[1]))
    assert [(block.start, block.end) for block in blocks] == [(1, 2)]
    assert not spam_blocks((ABOUT_FUNDS[0], QUOTED, ABOUT_FUNDS[1]))


def test_it_stays_in_an_article_about_the_trade_and_among_sentences_of_its_language() -> None:
    assert not spam_blocks((ABOUT_CASINOS[0], ADVERT, ABOUT_CASINOS[1]))
    assert not spam_blocks((QUOTED, ADVERT, QUOTED))


ENGLISH = (
    "The ferry between the two islands will run again from Monday, the harbour office announced this week.",
    "It had been laid up since the storm in March, when waves broke two of its windows and flooded the deck.",
    "Passengers can buy tickets on board, and children under six travel with their parents at no charge.",
)
GAMBLING = (
    "The casino by the harbour opened its video poker hall in 1998 and employs ninety people.",
    "Most of its guests arrive on the evening ferry, play the slots and go home at midnight.",
    "Whoever would rather sit at the tables has to climb to the second floor, where the ceiling is painted.",
)


FOR_GUESTS = (
    "Whoever likes video poker and slot games is happy inside some gambling establishment on rainy days."
)


def test_an_advert_that_shares_no_word_with_the_article_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """By rare phrases of a trade, whatever the model finds."""
    monkeypatch.setattr("newsarchive.text.spam.features.spam_odds", lambda _: -9.0)
    cached_look.cache_clear()
    blocks = spam_blocks((*ENGLISH[:2], FOR_GUESTS, ENGLISH[2]))
    cached_look.cache_clear()
    assert [(block.start, block.end, block.judgement.rule) for block in blocks] == [(2, 3, "off_topic")]


@pytest.mark.parametrize(
    "line",
    [
        "Supermarkets now offer free delivery and discounts so that customers can order furniture online.",
        "A casino next door gave free hotel rooms, bonus meals and slot tokens to stranded guests.",
        "Apple sells refurbished phones at discount prices with free warranty and shipping in its store.",
        "Our outlet sells leather handbags, luxury watches and sunglasses with free shipping, she said.",
    ],
)
def test_a_sentence_that_changes_the_subject_stays(line: str) -> None:
    """Words of the trades by the handful are no second sign: articles speak of shops by the way."""
    assert not spam_blocks((*ENGLISH[:2], line, ENGLISH[2]))


def test_a_paragraph_on_casinos_stays_in_an_article_on_casinos() -> None:
    assert not spam_blocks(GAMBLING)


def test_a_paragraph_that_takes_up_words_of_the_article_stays() -> None:
    shared = (
        "On board passengers find video poker and slot games, which the harbour office wants to have removed."
    )
    assert not spam_blocks((*ENGLISH[:2], shared, ENGLISH[2]))


def test_one_phrase_of_a_trade_is_no_advert() -> None:
    single = "Nothing reminded visitors of video poker more than those blinking cabinets behind the counter."
    assert not spam_blocks((*ENGLISH[:2], single, ENGLISH[2]))


LONG_ENGLISH = (
    "The bridge was built by the town in 1931, and for sixty years farmers drove cattle over it to market.",
    "When the river rose in 1994 the middle pier sank by a foot, and lorries were sent round by the dam.",
    "The council hopes that the new one will bring back the shops which closed on the western bank.",
)
DOUBTFUL = "Subscribe today and save on every order you place in our online store, cheap delivery included."


def test_a_text_in_two_languages_has_no_foreign_lines() -> None:
    mixed = (ABOUT_BRIDGES[0], LONG_ENGLISH[0], ABOUT_BRIDGES[1], LONG_ENGLISH[1], LONG_ENGLISH[2])
    chinese = spam_blocks((*ABOUT_BRIDGES, DOUBTFUL))
    assert [(block.start, block.end) for block in chinese] == [(2, 3)]
    assert not spam_blocks((*mixed, ABOUT_BRIDGES[0], DOUBTFUL))


# Sentences that speak to their reader. Written for this test; none is of a set that spam is measured on.

FLOOD = (
    "The river rose by two metres during the night and reached the first houses of the village at dawn.",
    "Firemen carried nine inhabitants out of their homes and brought them to the school on the hill.",
    "The mayor thanked the volunteers who had filled sandbags until the morning, among them many pupils.",
    "Meteorologists expect that the water will sink from Thursday, when the wind turns to the north.",
)
QINGHE = (
    *ABOUT_BRIDGES,
    "大桥由省设计院负责设计，主跨三百二十米，桥面双向六车道，两侧各留出两米宽的人行道。",
    "当地村民告诉记者，以前渡船遇到大风就停航，孩子上学只能绕到下游，来回要走二十多里山路。",
)
ADVERTS = (
    "Try our exclusive welcome package today and double your first deposit with no strings attached.",
    "We find you a lender before payday: our simple online form takes two minutes and cash arrives today.",
    "With the bookmaker's app you can follow live odds, place a bet with one tap and collect a bonus.",
)
SERVICE = (
    "You can buy tickets for the concert online for $20 or at the box office on the night.",
    "If you lost your home in the flood, you can apply for a loan of up to $2,000 at your bank.",
    "We bought our first tablet computer on credit and paid the debt back within a year.",
    "Our family played bingo every Sunday, and the jackpot was a ham.",
    "If you bet on the horses at Ascot, you will know how quickly your cash disappears.",
    "My grandmother worked as a croupier in a casino in Nice before she met our grandfather.",
    "If your passport has run out you can still order a new one by post, but delivery takes six weeks.",
    "We are dating again, my ex-husband and I, and our adult children find it funny.",
    "You can download the app of the city library for free and read 2,000 magazines in it.",
    "Your vote counts, and you can order postal ballots until Tuesday at your town hall.",
    "Call us on 555 0199 if you have seen the missing boy, our newsroom is staffed all night.",
    "If you want to buy a house here you need a deposit of 40,000 pounds, and most of us don't have it.",
    "The bookmakers lengthened the odds on a snap election after the bonus scandal.",
)
CHINESE_SERVICE = (
    "读者可以在本报公众号上免费报名，活动名额有限，请于周五前登记。",
    "您可以拨打热线电话咨询补贴政策，工作人员会为您解答。",
    "超市推出送货上门服务，顾客在手机上下单就能享受优惠，生意比去年好了不少。",
    "银行下调了存款利息，不少储户把定期提前取出来还贷款。",
    "我们欢迎各地游客来古镇过年，门票价格和去年一样。",
    "警方提醒，凡是要求先交保证金再放款的贷款都是骗局，请立即报警。",
    "小店卖手表和皮包，老板是一对退休的夫妻，客人多是熟面孔。",
    "演出门票明天上午十点开售，您可在剧院官网购买，也可到现场排队。",
)


@pytest.mark.parametrize("advert", ADVERTS)
def test_an_advert_that_speaks_to_its_reader_is_cut_out_of_a_chinese_report(advert: str) -> None:
    assert [block.start for block in spam_blocks((*QINGHE[:2], advert, *QINGHE[2:]))] == [2]


@pytest.mark.parametrize("sentence", SERVICE)
def test_service_for_readers_stays(sentence: str) -> None:
    for article in (FLOOD, QINGHE):
        assert not spam_blocks((*article[:2], sentence, *article[2:]))


@pytest.mark.parametrize("sentence", CHINESE_SERVICE)
def test_service_for_chinese_readers_stays(sentence: str) -> None:
    assert not spam_blocks((*QINGHE[:2], sentence, *QINGHE[2:]))


def test_a_chinese_advert_that_shares_nothing_with_its_article_is_cut() -> None:
    advert = "平台信誉良好，电子游艺天天返水，提款快捷安全，欢迎新老朋友前来开户。"
    assert [block.start for block in spam_blocks((*QINGHE[:2], advert, *QINGHE[2:]))] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "Καζίνο στο σπίτι, μπόνους καλωσορίσματος, περιστροφές χωρίς όριο",
        "קזינו בבית, בונוס כפול, הימורים כל הלילה",
        "kasinot netissä, talletus heti, laina ilman kuluja",
    ],
)
def test_a_list_of_words_of_the_trades_in_another_script_needs_no_model(line: str) -> None:
    assert [block.start for block in spam_blocks((*QINGHE[:2], line, *QINGHE[2:]))] == [2]


def test_so_does_one_that_says_how_to_reach_whoever_offers() -> None:
    line = "Kredit ohne Auskunft, auch als zweiter Kredit neben der Hypothek: schreiben an geldbote24.info"
    assert [block.start for block in spam_blocks((*QINGHE[:2], line, *QINGHE[2:]))] == [2]


def test_short_lines_that_offer_are_a_list() -> None:
    """One of them alone the model finds likely: the others are marked by what they offer."""
    lines = (
        "payday lender online",
        "$900 cash advance today",
        "personal loan no credit check",
        "mortgage broker hotline",
    )
    assert [(block.start, block.end) for block in spam_blocks((*FLOOD[:2], *lines, *FLOOD[2:]))] == [(2, 6)]

"""What stands in one paragraph or box with spam, and is honest, stays; only the spam goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import SpamKind
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.cleaning.clean import clean_paragraphs
from newsarchive.text.spam import judge
from newsarchive.text.spam.spam_runs import spam_between
from newsarchive.text.spam.trade_report import TradeReport

# Stories of three short paragraphs, the second of two sentences.
STORIES = {
    "en": (
        "The ferry between Reedham and Norton ran again on Monday after five months.",
        "The old boat was too heavy for the new landing. The county paid for a lighter one.",
        "Forty people were on board when it left, the harbour office said.",
    ),
    "fr": (
        "Le bac entre Portval et Saint-Aubin circule de nouveau depuis lundi.",
        "L'ancien bateau était trop lourd. Le département en a payé un plus léger.",
        "Quarante personnes étaient à bord lors du premier départ.",
    ),
    "tr": (
        "Karaburun ile Foça arasındaki vapur seferleri pazartesi günü yeniden başladı.",
        "Eski gemi yeni iskele için çok ağırdı. Valilik daha hafif bir gemi aldı.",
        "İlk seferde gemide kırk kişi vardı.",
    ),
    "ru": (
        "Паром между Камышином и Ровным в понедельник снова вышел в рейс.",
        "Старое судно было слишком тяжёлым для причала. Область купила новое.",
        "В первом рейсе на борту было сорок человек.",
    ),
    "hi": (
        "रामपुर और सीतापुर के बीच नाव सोमवार से फिर चलने लगी है।",
        "पुरानी नाव नए घाट के लिए बहुत भारी थी। जिले ने एक हल्की नाव खरीदी।",
        "पहली यात्रा में नाव पर चालीस लोग सवार थे।",
    ),
    "zh": (
        "临河与望江之间的渡船停航五个月以后，星期一重新开航。",
        "旧船对新码头来说太重了。县里出钱买了一条轻一些的船。",
        "码头办公室说，第一班船上有四十名乘客。",
    ),
    "ja": (
        "浜崎と小島を結ぶ渡し船が月曜日、五か月ぶりに運航を再開した。",
        "古い船は新しい桟橋には重すぎた。県が軽い船を購入した。",
        "最初の便には四十人が乗っていたと港湾事務所は話している。",
    ),
    "ko": (
        "갈대포와 소나루를 잇는 나룻배가 월요일 다섯 달 만에 다시 떴다.",
        "낡은 배는 새 선착장에 너무 무거웠다. 군청이 가벼운 배를 샀다.",
        "첫 배에는 마흔 명이 탔다고 항만 사무소는 말했다.",
    ),
}
SPAM = {
    "keywords": "best online casino no deposit bonus free spins real money slots",
    "call": "Register now at the best online casino and get 100 free spins without deposit!",
    "foreign keywords": "slot gacor hari ini situs judi online terpercaya maxwin bonus new member 100",
    "Chinese keywords": "澳门新葡京官网 真人百家乐 老虎机 注册送彩金 时时彩 博彩平台",
}
ANCHORS = ("Buy viagra online", "Online casino bonus", "Escort service 24h", "Payday loans bad credit")
LINKS = " ".join(f'<a href="https://shop{number}.example/">{word}</a>' for number, word in enumerate(ANCHORS))


@pytest.mark.parametrize("spam", SPAM)
@pytest.mark.parametrize("language", STORIES)
def test_sentences_before_spam_stay(language: str, spam: str) -> None:
    first, second, third = STORIES[language]
    kept, removed = clean_paragraphs((first, f"{second} {SPAM[spam]}", third))
    assert kept == STORIES[language]
    assert [block.text for block in removed] == [SPAM[spam]]


# Sentences of stories that tell of a trade of spam, in its words.
OF_TRADES = (
    (
        "en",
        "The first jackpot, of $19,300, went to a retired baker nine minutes after the doors opened.",
    ),
    ("en", "Slot machines, roulette and poker were played in the back room."),
    ("en", "The members lost four million dollars at Mega888, Pussy888 and 918Kiss, which share an owner."),
    ("fr", "Le premier jackpot, de 19 300 euros, est tombé neuf minutes plus tard."),
    ("tr", "Sahte diploma almak isteyenlerden yüz bin lira alınmıştı."),
    ("ru", "Подпольное казино с игровыми автоматами работало в подвале пекарни два года."),
)


@pytest.mark.parametrize(("language", "sentence"), OF_TRADES)
def test_a_sentence_about_a_trade_before_spam_stays(language: str, sentence: str) -> None:
    first, _, third = STORIES[language]
    spam = "Buy cheap viagra and cialis online without prescription, fast discreet delivery worldwide!"
    kept, removed = clean_paragraphs((first, f"{sentence} {spam}", third))
    assert kept == (first, sentence, third)
    assert [block.text for block in removed] == [spam]


def test_a_list_of_brands_that_sells_nothing_is_news() -> None:
    line = "The members lost four million dollars at Mega888, Pussy888 and 918Kiss, which share an owner."
    assert not judge(line).spam
    assert judge(f"{line} Join now and claim your free spins and no deposit bonus!").spam


@pytest.mark.parametrize("spam", ["keywords", "call", "Chinese keywords"])
@pytest.mark.parametrize("language", sorted({*STORIES} - {"hi"}))
def test_sentences_behind_spam_stay(language: str, spam: str) -> None:
    """Behind a stop, where the script changes, a capital follows a small letter, or a blank parts Chinese."""
    first, second, third = STORIES[language]
    kept, removed = clean_paragraphs((first, f"{SPAM[spam]} {second}", third))
    assert kept == STORIES[language]
    assert [block.text for block in removed] == [SPAM[spam]]


@pytest.mark.parametrize("spam", ["keywords", "call", "foreign keywords", "Chinese keywords"])
@pytest.mark.parametrize("language", STORIES)
def test_spam_behind_every_paragraph_leaves_the_story(language: str, spam: str) -> None:
    spammed = tuple(f"{line} {SPAM[spam]}" for line in STORIES[language])
    assert clean_paragraphs(spammed)[0] == STORIES[language]


PITCHES = (
    "Payday loans without a credit check: Telegram @quick_cash, WhatsApp +44 7700 900482.",
    "Viagra and cialis without a prescription at the best price, WhatsApp +49 1511 5550143.",
    "即日融資、ブラックOK、LINE ID cash5501 またはお電話 090-5555-0148 まで。",
)


@pytest.mark.parametrize("pitch", PITCHES)
@pytest.mark.parametrize("language", STORIES)
def test_a_pitch_by_messenger_goes(language: str, pitch: str) -> None:
    first, second, third = STORIES[language]
    assert clean_paragraphs((first, f"{second} {pitch}", third))[0] == STORIES[language]


OFFERS = {
    "en": "Play now at our online casino and get free spins and a welcome bonus!",
    "fr": "Inscrivez-vous vite sur notre casino en ligne et recevez 50 tours gratuits sans dépôt !",
    "es": "¡Regístrate ya en el mejor casino online y llévate 50 giros gratis sin depósito!",
    "ru": "Регистрируйтесь в онлайн казино и получите 50 бесплатных вращений без депозита!",
    "de": "Jetzt anmelden im besten Online Casino und 50 Freispiele ohne Einzahlung sichern!",
}


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("language", STORIES)
def test_an_offer_goes_wherever_it_stands(language: str, offer: str) -> None:
    """By its words: it calls upon the reader, names goods of a trade and promises."""
    first, second, third = STORIES[language]
    for told in ((first, f"{second} {OFFERS[offer]}", third), (first, second, OFFERS[offer], third)):
        kept, removed = clean_paragraphs(told)
        assert kept == STORIES[language]
        assert [block.text for block in removed] == [OFFERS[offer]]


@pytest.mark.parametrize(
    "sentence",
    [
        "“Play now at our online casino and get free spins and a welcome bonus!” said the ferry's ticket.",
        "The company that paid for the boat offers bets, free spins and the best bonus of the county.",
        "Follow us on WhatsApp and sign up for our free newsletter to get the best news of the harbour.",
        "Some people on Telegram in Covid-19 times bought Viagra and Cialis pills from strangers.",
        "In 2021 Telegram had 500 000 000 users, and pills of Viagra and Cialis were shown in many channels.",
        "Debt advice is free and without an appointment: call us if you cannot repay your loan.",
    ],
)
def test_what_quotes_reports_or_helps_offers_nothing(sentence: str) -> None:
    first, second, third = STORIES["en"]
    for told in ((first, f"{second} {sentence}", third), (first, second, sentence, third)):
        assert clean_paragraphs(told) == (told, ())


@pytest.mark.parametrize(
    "sentence",
    [
        "De website van de gemeente is gehackt en toont nu online casino zonder Cruks en gratis spins.",
        "Il procuratore ha sequestrato siti di casino online con bonus senza deposito e giri gratis.",
        "El fiscal denuncia a quienes venden viagra y cialis sin receta por WhatsApp +34 600 123 456.",
        "Kazanın ardından polis, canlı bahis ve casino bonusu borçlarını, bedava freebet ilanlarını buldu.",
        "Abends spielen sie im Online Casino, weil dort Bonus und Freispiele gratis sind.",
        "Tấm biển quảng cáo nhà cái tặng 100% tiền thưởng được đặt ngay cạnh trường học.",
        "เว็บดังกล่าวชวนสมัครสมาชิกผ่านไลน์และแจกเครดิตฟรี",
    ],
)
def test_a_report_alone_in_its_text_stays(sentence: str) -> None:
    """Words of reporting, and such as only seem to call upon a reader."""
    assert clean_paragraphs((sentence,)) == ((sentence,), ())


NOTICES = (
    "Купите лотерейный билет на ярмарке и выиграйте корову! Колледж приглашает получить диплом повара "
    "бесплатно, пишите в приёмную комиссию в WhatsApp +7 900 555-02-18. На празднике можно заказать массаж."
)


def test_a_stop_behind_a_blank_ends_an_offer() -> None:
    first, second, third = STORIES["fr"]
    told = "Les billets se vendent au bureau du port depuis jeudi."
    kept, removed = clean_paragraphs((first, second, f"{OFFERS['fr']} {told}", third))
    assert kept == (first, second, told, third)
    assert [block.text for block in removed] == [OFFERS["fr"]]


def test_notices_that_stand_together_are_no_invitation() -> None:
    """Together they name goods, promise and say how to reach somebody; none of them does."""
    story = (*STORIES["ru"], NOTICES)
    assert clean_paragraphs(story) == (story, ())


def test_an_offer_condemns_no_short_story() -> None:
    story = "The team won its third match of the season on Saturday."
    assert run_stages(
        FetchedPage(
            url="https://bay.example/sport/third",
            body=page(f"<article><h1>Third win</h1><p>{story} {SPAM['call']}</p></article>"),
        )
    ).verdict in ("article", "not_article")


def test_the_foot_of_a_farm_is_no_story() -> None:
    """Three honest sentences, and ten times as much spam."""
    farm = "".join(f"<p>{spam} {number}</p>" for number in range(5) for spam in SPAM.values())
    foot = "<p>All rights are reserved by us. Powered by WordPress. Terms of use apply here.</p>"
    found = run_stages(
        FetchedPage(url="https://bay.example/a", body=page(f"<article>{farm}{foot}</article>"))
    )
    assert found.verdict == "hijacked"


def test_spam_beside_the_article_is_evidence() -> None:
    """Where honest sentences stand in one paragraph with it, but in the foot of the page."""
    story = "".join(f"<p>{line}</p>" for line in STORIES["en"])
    foot = f"<footer><p>All rights are reserved by the harbour office. {SPAM['keywords']}</p></footer>"
    found = run_stages(
        FetchedPage(url="https://bay.example/a", body=page(f"<article>{story}</article>{foot}"))
    )
    assert found.text.split("\n") == list(STORIES["en"])
    assert any(SPAM["keywords"] in block.text for block in found.removed)


def test_a_page_of_nothing_but_spam_keeps_no_sentence_of_it() -> None:
    lines = tuple(f"The games are available on all devices. {SPAM[name]}" for name in SPAM if name != "call")
    assert clean_paragraphs(lines)[0] == ()


@pytest.mark.parametrize("language", STORIES)
def test_links_beside_a_sentence_go_alone(language: str) -> None:
    first, second, third = STORIES[language]
    body = f"<article><p>{first}</p><p>{second}</p><p>{third} {LINKS}</p></article>"
    found = run_stages(FetchedPage(url="https://bay.example/news/ferry", body=page(body)))
    assert (found.verdict, found.text.split("\n")) == ("article", list(STORIES[language]))
    spam = [block for block in found.removed if block.kind != SpamKind.FURNITURE]
    assert [line for block in spam for line in block.text.split("\n")] == list(ANCHORS)
    assert [host for block in spam for host in block.hosts] == [f"shop{at}.example" for at in range(4)]


def test_links_that_are_most_of_their_box_go_alone_too() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORIES["zh"])
    found = run_stages(
        FetchedPage(url="https://bay.example/news/ferry", body=page(f"<div>{paragraphs}{LINKS}</div>"))
    )
    assert (found.verdict, found.text.split("\n")) == ("article", list(STORIES["zh"]))


@pytest.mark.parametrize("language", ["hi", "zh", "ja", "ko"])
def test_a_short_story_is_no_hijacked_page(language: str) -> None:
    """Whatever the language: its little words need not be known."""
    spam = "".join(f"<p>{SPAM[name]}</p>" for name in ("call", "foreign keywords"))
    paragraphs = "".join(f"<p>{line}</p>" for line in STORIES[language])
    found = run_stages(
        FetchedPage(url="https://bay.example/news/ferry", body=page(f"<article>{paragraphs}{spam}</article>"))
    )
    assert (found.verdict, found.text.split("\n")) == ("article", list(STORIES[language]))


def page(body: str) -> bytes:
    return f"<html><head><meta charset=utf-8><title>A</title></head><body>{body}</body></html>".encode()


@given(
    st.lists(
        st.sampled_from([*(line for story in STORIES.values() for line in story), *SPAM.values(), " ", "?"])
    )
)
def test_spam_stands_inside_of_its_paragraph(parts: list[str]) -> None:
    text = " ".join(parts)
    span = spam_between(text, TradeReport())
    assert span is None or 0 <= span[0] < span[1] <= len(text)
    assert span != (0, len(text))


@pytest.mark.parametrize(
    "head",
    ["日本首座综合赌场落户大阪", "彩票店主垫付彩金 兑现彩民千万大奖", "足球外围赛：巴西女足6比0大胜"],
)
def test_a_subhead_that_names_a_trade_stays(head: str) -> None:
    first, *rest = STORIES["zh"]
    assert clean_paragraphs((first, head, *rest)) == ((first, head, *rest), ())


def test_a_line_of_spam_in_the_place_of_a_subhead_goes() -> None:
    first, *rest = STORIES["zh"]
    spam = "专业办理大额信用卡 网贷强制下款口子 不看负债"
    assert clean_paragraphs((first, spam, *rest))[0] == (first, *rest)


def test_keywords_of_a_farm_do_not_make_its_page_hijacked() -> None:
    first, second, third = STORIES["zh"]
    words = ("久久精品国产亚洲AV麻豆", "亚博体育app官网下载", "华体会hth最新登录")
    told = (f"{words[0]}{first}", second.replace("，", f"，{words[1]}", 1), f"{third}【{words[2]}】")
    row = " | ".join(f'<a href="http://y{at}.example/">{word}</a>' for at, word in enumerate(words * 6))
    found = run_stages(
        FetchedPage(
            url="https://bay.example/a",
            body=page(f"<div>{''.join(f'<p>{text}</p>' for text in told)}</div><div>{row}</div>"),
        )
    )
    assert found.verdict != "hijacked"
    assert not any(word in found.text for word in words)
    assert found.text.split("\n") == [first, second, third]


def test_what_the_model_alone_suspects_stays_beside_honest_sentences() -> None:
    """The other sign it needs, words of loans and promises, stands in the sentences around."""
    new = "根据新规，单缴存职工最高可贷65万元，双缴存职工最高可贷91万元。"
    rule = f"首付款比例不低于20%。{new}贷款期限最长为30年。"
    story = (
        "记者从住房公积金管理中心获悉，购房家庭的最高额度上浮30%。",
        rule,
        "职工租房的提取额度也提高到1800元。",
    )
    assert clean_paragraphs(story) == (story, ())


@pytest.mark.parametrize(
    "note",
    [
        "以上就是乐鱼体育官网小编为您带来的全部内容，开云app祝您生活愉快！",
        "感谢您对乐鱼体育的支持与信任，我们将竭诚为您服务。",
        "本文由乐鱼体育官网（www.k3x8m.vip）整理发布，转载请注明出处。",
    ],
)
def test_notes_of_a_farm_as_the_house_go_and_those_of_a_site_stay(note: str) -> None:
    story = ("渡船停航五个月以后，星期一重新开航。", "码头办公室说，第一班船上有四十名乘客。")
    assert clean_paragraphs((*story, note))[0] == story
    honest = (
        note.replace("乐鱼体育官网", "本馆")
        .replace("乐鱼体育", "本馆")
        .replace("开云app", "我们")
        .replace("k3x8m.vip", "museum.example")
    )
    assert honest in clean_paragraphs((*story, honest))[0]


@pytest.mark.parametrize(
    "note",
    [
        "更多有关华体会赞助的帆船队的消息，请访问本报网站。",
        "小编带您看看：从亚博体育到乐鱼体育，球衣上的赞助商",
        "标签：雷火电竞 帆船 渡船",
        "感谢您对乐鱼体育杯帆船周的支持，船员们竭诚为您服务。",
        "本站上周曾被人改成乐鱼体育官网，昨天已经改回。",
        "来源：《开云体育app背后的人》，江边出版社。",
        "jogo do tigrinho grátis: A pichação apareceu no cais em maio.",
    ],
)
def test_editors_name_a_sponsor_or_a_subject(note: str) -> None:
    story = ("渡船停航五个月以后，星期一重新开航。", "码头办公室说，第一班船上有四十名乘客。", note)
    assert clean_paragraphs(story) == (story, ())


def test_the_words_before_a_keyword_are_the_story_s() -> None:
    begun, keyword = "Ketua kelompok tani", "link alternatif sbobet88"
    rest = "Bener Jaya mengatakan produksi tahun ini turun akibat hujan yang tidak menentu."
    kept, cut = clean_paragraphs((*STORIES["en"], f"{begun} {keyword} {rest}"))
    assert kept[-1] == f"{begun} {rest}"
    assert [block.text for block in cut] == [keyword]

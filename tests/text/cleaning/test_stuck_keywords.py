"""A keyword stuck to a paragraph goes, and the sentences beside it stay."""

from __future__ import annotations

import pytest

from newsarchive.text.cleaning.clean import clean_paragraphs
from newsarchive.text.cleaning.cleaned_verdict import _is_article
from tests.text.cleaning.test_honest_beside_spam import STORIES

# Chinese sentences that the n-grams half take for spam, and that open with a cry.
RESCUE = (
    "“一、二、三，推！”5日清晨，二十多名渔民合力把搁浅的渡船推回水里。",
    "船员赶到后，用绳索和木板固定船身。7时10分，伤者被抬上救护车，送往县医院。目前，他左手骨折，无生命危险。",
    "误区一：只看船票，不看天气。专业船工提醒，风浪大时应当改乘汽车。",
    "码头办公室说，事故原因正在调查。",
)
KEYWORDS = (
    "乐鱼体育官网入口",
    "龙8娱乐官方网站",
    "老女人老熟女一区二区",
    "三级黄色毛片播放",
    "澳客彩票网首页",
)
JOINED = (
    "{keyword} - {told}",
    "{keyword}：{told}",
    "{keyword}丨{told}",
    "【{keyword}】{told}",
    "{keyword} {told}",
    "{keyword},{keyword},{keyword} {told}",
    "{told}【{keyword}】",
    "{told}({keyword})",
    "{told} {keyword}",
    "{told}——{keyword}",
    "{told}{keyword},{keyword}",
)


@pytest.mark.parametrize("joined", JOINED)
@pytest.mark.parametrize("keyword", KEYWORDS)
def test_chinese_sentences_stay_beside_a_keyword(keyword: str, joined: str) -> None:
    for at, told in enumerate(RESCUE):
        spammed = (*RESCUE[:at], joined.format(keyword=keyword, told=told), *RESCUE[at + 1 :])
        assert told in "\n".join(clean_paragraphs(spammed)[0])


@pytest.mark.parametrize(
    ("language", "spammed"),
    [
        ("es", "comprar viagra sin receta: {told}"),
        ("pt", "comprar viagra sem receita - {told}"),
        ("ru", "проститутки недорого: {told}"),
        ("ru", "{told}ставки на спорт 1xbet зеркало займ на карту без отказа"),
        ("en", "{told}online slots real money"),
        ("ko", "온라인카지노 추천,먹튀없는 토토사이트,바카라사이트 주소 {told}"),
        ("th", "{told}【สล็อตเว็บตรงไม่ผ่านเอเย่นต์】"),
    ],
)
def test_sentences_stay_beside_a_keyword(language: str, spammed: str) -> None:
    """Behind a colon, a dash or a blank, and before a keyword that nothing parts from the stop."""
    first, second, third = MORE_STORIES.get(language) or STORIES[language]
    for told, *others in ((second, first, third), (first, second, third)):
        assert told in clean_paragraphs((*others, spammed.format(told=told)))[0][-1]


MORE_STORIES = {
    "es": (
        "Los vecinos de Valdeluz reabrieron el lunes la barca que cruza el río.",
        "Cada familia puso entre 100 y 800 euros hasta reunir los 32.000 necesarios.",
        "La vieja barca era demasiado pesada para el nuevo muelle.",
    ),
    "pt": (
        "A balsa entre Vale Alto e Ribeira voltou a navegar na segunda-feira.",
        "O projeto foi montado com peças de barcos antigos e custou menos de mil reais.",
        "Quarenta pessoas estavam a bordo na primeira viagem.",
    ),
    "th": (
        "เรือข้ามฟากระหว่างบ้านท่าเสากับบ้านหนองปลากลับมาเดินเรืออีกครั้งเมื่อวันจันทร์",
        "เรือลำเก่าหนักเกินไปสำหรับท่าเรือใหม่ ทางจังหวัดจึงจ่ายเงินต่อเรือลำที่เบากว่า",
        "ชาวบ้านราวสี่สิบคนนั่งเรือเที่ยวแรกไปตลาด",
    ),
}


@pytest.mark.parametrize(
    ("advert", "language"),
    [
        ("葡京会赌场注册（官方）全站APP下载-平台登录入口，欢迎您的光临！", "zh"),
        ("Looking for buy tramadol overnight? Click here >>", "en"),
        ("エロ動画 無料 素人 今すぐ登録で30ドルプレゼント！", "ja"),
    ],
)
def test_the_call_of_an_advert_goes_with_it(advert: str, language: str) -> None:
    first, second, third = STORIES[language]
    assert clean_paragraphs((first, advert, second, third))[0] == STORIES[language]


@pytest.mark.parametrize("question", ["你还记得这条渡船吗？", "“快来看！”孩子们喊道。"])
def test_a_question_or_a_cry_beside_a_keyword_is_no_call(question: str) -> None:
    first, second, third = STORIES["zh"]
    kept, _ = clean_paragraphs((first, f"{question}【乐鱼体育官网入口】", second, third))
    assert question in "\n".join(kept)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Free tea on Sunday at the quay! buy cialis overnight delivery", "Free tea on Sunday at the quay!"),
        ("Your letters | 欧宝体育(中国)官方网站", "Your letters"),
        ("What you need to know about the tide【deneme bonusu veren siteler】", "What you need to know"),
    ],
)
def test_a_short_line_that_speaks_to_its_reader_is_no_call(line: str, told: str) -> None:
    first, second, third = STORIES["en"]
    assert told in "\n".join(clean_paragraphs((first, line, second, third))[0])


def test_a_short_story_is_one_beside_any_number_of_links() -> None:
    """In Japanese and Thai too, whose sentences the little words of alphabets do not tell."""
    japanese = (
        "北浜の旧小学校の体育館を改装した酒蔵で2日、初しぼりの式典が開かれ、町民ら約80人が完成を祝った。",
        "蔵を営むのは移住した小野さん。地元の農家が育てた酒米だけを使い、1200本を仕込んだという。",
    )
    assert _is_article(japanese, 300, 10_000)
    assert _is_article(MORE_STORIES["th"], 300, 10_000)
    assert not _is_article(("© 2024 北浜新聞 無断転載を禁じます。", "お問い合わせはこちら"), 300, 10_000)


def test_a_figure_before_a_keyword_in_brackets_is_the_table_s() -> None:
    story = (STORIES["zh"][0], "台前县 1.38", "松江县 1.42", STORIES["zh"][1])
    sown = (*story[:2], f"{story[2]}[九游娱乐老哥俱乐部]", story[3])
    assert clean_paragraphs(sown)[0] == story
